#include "interpreter/factors.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <unordered_map>

namespace proviso {

namespace {

// From the terminals upwards. What all parts of a node have as a factor, as far as they are not empty, is a factor of
// the node; the rest of them hangs on the node's variable. Lists of factors share their ends: a list is a place in
// `cells_`.
class Factoriser {
 public:
  explicit Factoriser(Diagrams& diagrams) : d_(diagrams) {}

  std::vector<Diagram> run(Diagram truth) {
    if (d_.is(truth, 0)) return {truth};
    std::vector<Diagram> result;
    for (List at = factors(truth); at != kEnd; at = cells_[at].next) result.push_back(cells_[at].factor);
    return result;
  }

 private:
  using List = std::uint32_t;
  static constexpr List kEnd = ~List{0};
  struct Cell {
    Diagram factor;
    List next;  // of which the first variables are behind that of this one
  };

  // The depth of the recursion is bounded by the number of variables. REQUIRES: not empty.
  List factors(Diagram node) {
    if (d_.is_terminal(node)) return kEnd;
    if (const auto known = known_.find(node); known != known_.end()) return known->second;
    List common = kEnd;
    bool first = true;
    for (std::uint32_t cell = 0; cell < d_.arity(d_.top(node)); ++cell) {
      const Diagram part = d_.part(node, cell);
      if (d_.is(part, 0)) continue;
      common = first ? factors(part) : in_both(common, factors(part));
      first = false;
    }
    const List result = add(own(node, common), common);
    known_.emplace(node, result);
    return result;
  }

  List in_both(List a, List b) {
    std::vector<Diagram> before;
    while (a != b && a != kEnd && b != kEnd) {
      const Diagram x = cells_[a].factor, y = cells_[b].factor;
      if (x == y) before.push_back(x);
      // Of the same variable and not the same, they are both behind us.
      if (d_.top(x) <= d_.top(y)) a = cells_[a].next;
      if (d_.top(y) <= d_.top(x)) b = cells_[b].next;
    }
    List result = a == b ? a : kEnd;
    for (auto x = before.rbegin(); x != before.rend(); ++x) result = add(*x, result);
    return result;
  }

  List add(Diagram factor, List to) {
    cells_.push_back({factor, to});
    return static_cast<List>(cells_.size() - 1);
  }

  // What is said with the variable of the node.
  Diagram own(Diagram node, List common) {
    if (common == kEnd) return node;
    std::vector<Diagram> parts;
    for (std::uint32_t cell = 0; cell < d_.arity(d_.top(node)); ++cell) {
      const Diagram part = d_.part(node, cell);
      parts.push_back(d_.is(part, 0) ? part : rest(factors(part), common));
    }
    return d_.branch(d_.top(node), parts);
  }

  // The factors that are not common, together.
  Diagram rest(List of, List common) {
    std::vector<Diagram> others;
    for (; of != common && of != kEnd; of = cells_[of].next) {
      while (common != kEnd && d_.top(cells_[common].factor) < d_.top(cells_[of].factor)) common = cells_[common].next;
      if (of == common) break;
      if (common == kEnd || cells_[common].factor != cells_[of].factor) others.push_back(cells_[of].factor);
    }
    Diagram result = d_.terminal(1);
    for (auto other = others.rbegin(); other != others.rend(); ++other) result = d_.all(*other, result);
    return result;
  }

  Diagrams& d_;
  std::vector<Cell> cells_;
  std::unordered_map<Diagram, List> known_;
};

// A set of boxes as a relation between its variables, which is a product where the numbers of its projections are.
class BoxFactoriser {
 public:
  explicit BoxFactoriser(const std::vector<CellBox>& boxes) : boxes_(boxes) {
    std::sort(boxes_.begin(), boxes_.end());
    boxes_.erase(std::unique(boxes_.begin(), boxes_.end()), boxes_.end());
  }

  std::vector<std::vector<CellBox>> run() {
    std::vector<Block> blocks = variables();
    for (std::size_t i = 0; i < blocks.size();) {
      i = merge(blocks, i) ? 0 : i + 1;
    }
    std::size_t product = 1;
    for (const Block& block : blocks) product *= block.count;
    if (blocks.size() == 1 || product != boxes_.size()) return {boxes_};
    std::vector<std::vector<CellBox>> result;
    for (const Block& block : blocks) result.push_back(project(block.variables));
    return result;
  }

 private:
  using Numbers = std::vector<std::uint32_t>;
  struct Block {
    Numbers variables;
    Numbers numbers;  // by box: of its part that is about these variables
    std::uint32_t count;
  };

  // What is alike has one number.
  template <class Known, class Key>
  static std::uint32_t number(Known& known, Key key) {
    return known.try_emplace(std::move(key), static_cast<std::uint32_t>(known.size())).first->second;
  }

  std::vector<Block> variables() const {
    std::map<std::uint32_t, Block> blocks;
    for (const CellBox& box : boxes_) {
      for (const auto& [v, cells] : box) blocks.try_emplace(v, Block{{v}, Numbers(boxes_.size(), 0), 0});
    }
    for (auto& [v, block] : blocks) {
      // Of boxes that do not name the variable: no cells.
      std::map<std::vector<std::uint32_t>, std::uint32_t> known;
      for (std::size_t i = 0; i < boxes_.size(); ++i) {
        const auto entry =
            std::find_if(boxes_[i].begin(), boxes_[i].end(), [v = v](const auto& e) { return e.first == v; });
        block.numbers[i] = number(known, entry == boxes_[i].end() ? std::vector<std::uint32_t>{} : entry->second);
      }
      block.count = static_cast<std::uint32_t>(known.size());
    }
    std::vector<Block> result;
    for (auto& [v, block] : blocks) result.push_back(std::move(block));
    return result;
  }

  static std::size_t pair(const Block& a, const Block& b, std::size_t box) {
    return std::size_t{a.numbers[box]} * b.count + b.numbers[box];
  }

  // Every part of one with every part of the other.
  bool is_product(const Block& a, const Block& b) const {
    const std::size_t all = std::size_t{a.count} * b.count;
    if (all > boxes_.size()) return false;
    std::vector<char> found(all, 0);
    for (std::size_t box = 0; box < boxes_.size(); ++box) found[pair(a, b, box)] = 1;
    return std::find(found.begin(), found.end(), 0) == found.end();
  }

  // The first behind it on which a block depends, into it.
  bool merge(std::vector<Block>& blocks, std::size_t i) const {
    for (std::size_t j = i + 1; j < blocks.size(); ++j) {
      Block &a = blocks[i], &b = blocks[j];
      if (is_product(a, b)) continue;
      std::unordered_map<std::size_t, std::uint32_t> known;
      Numbers both;
      for (std::size_t box = 0; box < boxes_.size(); ++box) both.push_back(number(known, pair(a, b, box)));
      a.variables.insert(a.variables.end(), b.variables.begin(), b.variables.end());
      a.numbers = std::move(both);
      a.count = static_cast<std::uint32_t>(known.size());
      blocks.erase(blocks.begin() + static_cast<std::ptrdiff_t>(j));
      return true;
    }
    return false;
  }

  std::vector<CellBox> project(const Numbers& variables) const {
    std::set<CellBox> found;
    for (const CellBox& box : boxes_) {
      CellBox part;
      for (const auto& entry : box) {
        if (std::find(variables.begin(), variables.end(), entry.first) != variables.end()) part.push_back(entry);
      }
      found.insert(std::move(part));
    }
    return {found.begin(), found.end()};
  }

  std::vector<CellBox> boxes_;
};

}  // namespace

std::vector<std::vector<CellBox>> factors(const std::vector<CellBox>& boxes) { return BoxFactoriser(boxes).run(); }

std::vector<Diagram> factors(Diagrams& diagrams, Diagram truth) { return Factoriser(diagrams).run(truth); }

}  // namespace proviso
