#include "interpreter/nesting.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "interpreter/factors.hpp"

namespace proviso {

namespace {

using Boxes = std::vector<CellBox>;
using CellLiteral = CellBox::value_type;

class Nester {
 public:
  Nester(Diagrams& diagrams, const LiteralCount& count) : d_(diagrams), count_(count) {}

  CellConditions run(const Boxes& boxes) {
    const std::vector<Boxes> lists = factors(boxes);
    CellConditions result;
    for (const Boxes& list : lists) add(say(list), result);
    if (lists.size() > 1 && boxes.size() > kFewWays) deny_if_less(boxes, result);
    return result;
  }

 private:
  // Boxes that are no product.
  CellConditions say(const Boxes& boxes) {
    if (boxes.empty()) return {{}, {{}}, {}};  // nobody
    if (boxes.size() == 1) return {boxes.front(), {}, {}};
    CellConditions flat, divided;
    auto& ways = flat.any.emplace_back();
    for (const CellBox& box : boxes) ways.push_back({box, {}, {}});
    if (boxes.size() < kFewWays) return flat;
    divided.any.push_back(divide(boxes));
    CellConditions& best = clearly_less(divided, flat) ? divided : flat;
    deny_if_less(boxes, best);
    return std::move(best);
  }

  void deny_if_less(const Boxes& boxes, CellConditions& said) {
    if (auto without = complement(boxes); without && clearly_less(*without, said)) said = std::move(*without);
  }

  // By what most boxes share, as often as any two share something.
  std::vector<CellConditions> divide(const Boxes& boxes) {
    std::map<CellLiteral, std::size_t> uses;
    for (const CellBox& box : boxes) {
      for (const CellLiteral& literal : box) ++uses[literal];
    }
    const auto most =
        std::max_element(uses.begin(), uses.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    std::vector<CellConditions> ways;
    if (most == uses.end() || most->second < 2 || boxes.size() > kManyWays) {
      for (const CellBox& box : boxes) ways.push_back({box, {}, {}});
      return ways;
    }
    Boxes with, rest;
    for (const CellBox& box : boxes) {
      const auto at = std::find(box.begin(), box.end(), most->first);
      if (at == box.end()) {
        rest.push_back(box);
      } else {
        with.push_back(box);
        with.back().erase(with.back().begin() + (at - box.begin()));
      }
    }
    CellConditions first = run(with);
    first.all.push_back(most->first);
    std::sort(first.all.begin(), first.all.end());
    ways.push_back(std::move(first));
    std::vector<CellConditions> others = divide(rest);
    std::move(others.begin(), others.end(), std::back_inserter(ways));
    return ways;
  }

  // In fewer boxes than these, and not in one: that is no shorter than its parts, each denied.
  std::optional<CellConditions> complement(const Boxes& boxes) {
    Diagram in = d_.terminal(0);
    for (const CellBox& box : boxes) in = d_.any(in, box_diagram(d_, box));
    const Diagram out = d_.negation(in);
    const auto covered = cover(d_, out, out, boxes.size() - 1);
    if (!covered || covered->size() < 2) return std::nullopt;
    CellConditions result;
    Boxes none;
    for (const CellBox& box : *covered) {
      if (box.size() == 1) {
        result.all.push_back(denied(box.front()));
      } else {
        none.push_back(box);
      }
    }
    std::vector<CellConditions> flat, divided = divide(none);
    for (const CellBox& box : none) flat.push_back({box, {}, {}});
    result.none = cost(divided) * 4 <= cost(flat) * 3 ? std::move(divided) : std::move(flat);
    return result;
  }

  CellLiteral denied(const CellLiteral& literal) const {
    CellLiteral result = {literal.first, {}};
    for (std::uint32_t cell = 0; cell < d_.arity(literal.first); ++cell) {
      if (!std::binary_search(literal.second.begin(), literal.second.end(), cell)) result.second.push_back(cell);
    }
    return result;
  }

  static void add(CellConditions part, CellConditions& to) {
    std::move(part.all.begin(), part.all.end(), std::back_inserter(to.all));
    std::move(part.any.begin(), part.any.end(), std::back_inserter(to.any));
    std::move(part.none.begin(), part.none.end(), std::back_inserter(to.none));
  }

  bool clearly_less(const CellConditions& a, const CellConditions& b) const { return cost(a) * 4 <= cost(b) * 3; }

  // What is to be read: literals and lines.
  std::size_t cost(const CellConditions& c) const {
    std::size_t sum = cost(c.none);
    for (const auto& [variable, cells] : c.all) {
      const std::size_t literals = count_(variable, cells);
      sum += literals == 1 ? 1 : 1 + 2 * literals;
    }
    for (const auto& ways : c.any) sum += cost(ways);
    return sum;
  }
  std::size_t cost(const std::vector<CellConditions>& ways) const {
    std::size_t sum = ways.empty() ? 0 : 1;
    for (const CellConditions& way : ways) sum += 1 + cost(way);
    return sum;
  }

  static constexpr std::size_t kFewWays = 3, kManyWays = 200;

  Diagrams& d_;
  const LiteralCount& count_;
};

}  // namespace

CellConditions nested(Diagrams& diagrams, const std::vector<CellBox>& boxes, const LiteralCount& count) {
  return Nester(diagrams, count).run(boxes);
}

}  // namespace proviso
