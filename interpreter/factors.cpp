#include "interpreter/factors.hpp"

#include <algorithm>
#include <cstdint>

namespace proviso {

namespace {

class Factoriser {
 public:
  explicit Factoriser(Diagrams& diagrams) : d_(diagrams) {}

  std::vector<Diagram> run(Diagram truth) {
    // What is about one variable first: it is most of it, and the rest is the smaller for it.
    const Variables alone = literals(truth);
    for (const std::uint32_t v : alone) found_.push_back(project(truth, {v}));
    if (!alone.empty()) truth = without(truth, alone);
    while (!d_.is_terminal(truth) && !d_.exhausted()) take_one_with(d_.top(truth), truth);
    if (d_.is(truth, 0)) return {truth};
    std::sort(found_.begin(), found_.end(), [&](Diagram a, Diagram b) { return d_.top(a) < d_.top(b); });
    return std::move(found_);
  }

 private:
  using Variables = std::vector<std::uint32_t>;

  // The variables that every way to 1 asks, with the same cells allowed and nothing else hanging on the cell.
  Variables literals(Diagram truth) const {
    constexpr Diagram kNotSeen = ~Diagram{0};
    const std::size_t count = d_.variables();
    std::vector<Diagram> sample(count, kNotSeen);  // a node of the variable
    std::vector<char> one(count, 1);
    std::vector<int> passed(count + 1, 0);  // by how many edges the variable is passed over; as differences
    const auto pass = [&](std::size_t after, Diagram to) {
      if (d_.is(to, 0)) return;
      ++passed[after];
      --passed[d_.is_terminal(to) ? count : d_.top(to)];
    };
    pass(0, truth);
    for (const Diagram node : d_.parts(truth)) {
      if (d_.is_terminal(node)) continue;
      const std::uint32_t v = d_.top(node);
      if (sample[v] == kNotSeen) sample[v] = node;
      Diagram below = kNotSeen;
      for (std::uint32_t cell = 0; cell < d_.arity(v); ++cell) {
        const Diagram part = d_.part(node, cell);
        pass(v + 1, part);
        if (d_.is(part, 0) != d_.is(d_.part(sample[v], cell), 0)) one[v] = 0;
        if (d_.is(part, 0)) continue;
        if (below != kNotSeen && below != part) one[v] = 0;
        below = part;
      }
    }
    Variables result;
    int over = 0;
    for (std::uint32_t v = 0; v < count; ++v) {
      over += passed[v];
      if (sample[v] != kNotSeen && one[v] != 0 && over == 0) result.push_back(v);
    }
    return result;
  }

  // If these are independent of the others, takes what is said about them.
  bool take(const Variables& variables, Diagram& truth) {
    const Diagram about = project(truth, variables), rest = without(truth, variables);
    if (d_.all(about, rest) != truth) return false;
    found_.push_back(about);
    truth = rest;
    return true;
  }

  // The smallest factor that is about a variable: what depends on a part of it, two by two, is part of it.
  void take_one_with(std::uint32_t variable, Diagram& truth) {
    Variables block = {variable};
    const Variables all = d_.support(truth);
    while (!take(block, truth)) {
      if (block.size() >= all.size() || d_.exhausted()) {
        found_.push_back(truth);
        truth = d_.terminal(1);
        return;
      }
      const Diagram about = project(truth, block);
      Variables more;
      for (const std::uint32_t v : all) {
        if (contains(block, v)) continue;
        Variables with = block;
        with.push_back(v);
        if (project(truth, with) != d_.all(about, project(truth, {v}))) more.push_back(v);
      }
      // Three can hang together of which no two do.
      if (more.empty())
        more.push_back(*std::find_if(all.begin(), all.end(), [&](auto v) { return !contains(block, v); }));
      block.insert(block.end(), more.begin(), more.end());
    }
  }

  static bool contains(const Variables& variables, std::uint32_t v) {
    return std::find(variables.begin(), variables.end(), v) != variables.end();
  }
  Diagram project(Diagram truth, const Variables& variables) { return d_.some(truth, marked(variables, 0)); }
  Diagram without(Diagram truth, const Variables& variables) { return d_.some(truth, marked(variables, 1)); }
  std::vector<char> marked(const Variables& variables, char mark) const {
    std::vector<char> result(d_.variables(), 1 - mark);
    for (const std::uint32_t v : variables) result[v] = mark;
    return result;
  }

  Diagrams& d_;
  std::vector<Diagram> found_;
};

// A set of boxes as a relation between its variables, which is a product where the numbers of its projections are.
class BoxFactoriser {
 public:
  explicit BoxFactoriser(const std::vector<CellBox>& boxes) : boxes_(boxes) {
    std::sort(boxes_.begin(), boxes_.end());
    boxes_.erase(std::unique(boxes_.begin(), boxes_.end()), boxes_.end());
    for (const CellBox& box : boxes_) entries_.insert(entries_.end(), box.begin(), box.end());
    std::sort(entries_.begin(), entries_.end());
    entries_.erase(std::unique(entries_.begin(), entries_.end()), entries_.end());
    std::vector<std::size_t> columns;  // by entry
    for (std::size_t e = 0; e < entries_.size(); ++e) {
      const bool same = e > 0 && entries_[e - 1].first == entries_[e].first;
      columns.push_back(e == 0 ? 0 : columns.back() + (same ? 0 : 1));
    }
    rows_.assign(boxes_.size(), Row(columns.empty() ? 0 : columns.back() + 1, 0));
    for (std::size_t i = 0; i < boxes_.size(); ++i) {
      for (const auto& entry : boxes_[i]) {
        const auto e = std::lower_bound(entries_.begin(), entries_.end(), entry) - entries_.begin();
        rows_[i][columns[static_cast<std::size_t>(e)]] = static_cast<Number>(e + 1);
      }
    }
  }

  std::vector<std::vector<CellBox>> run() {
    std::vector<Block> blocks;
    for (std::size_t column = 0; !rows_.empty() && column < rows_[0].size(); ++column)
      blocks.push_back({{column}, project({column})});
    while (merge(blocks)) {
    }
    std::size_t product = 1;
    for (const Block& block : blocks) product *= block.rows.size();
    std::vector<std::vector<CellBox>> result;
    if (product != boxes_.size()) return {boxes_};
    for (const Block& block : blocks) result.push_back(boxes_of(block));
    return result;
  }

 private:
  using Number = std::uint32_t;     // of an entry, from 1; 0: none
  using Row = std::vector<Number>;  // of a box, by variable
  struct Block {
    std::vector<std::size_t> columns;
    std::vector<Row> rows;
  };

  // Two that depend on one another, into one.
  bool merge(std::vector<Block>& blocks) const {
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      for (std::size_t j = i + 1; j < blocks.size(); ++j) {
        std::vector<std::size_t> both = blocks[i].columns;
        both.insert(both.end(), blocks[j].columns.begin(), blocks[j].columns.end());
        std::vector<Row> together = project(both);
        if (together.size() == blocks[i].rows.size() * blocks[j].rows.size()) continue;
        blocks[i] = {std::move(both), std::move(together)};
        blocks.erase(blocks.begin() + static_cast<std::ptrdiff_t>(j));
        return true;
      }
    }
    return false;
  }

  std::vector<Row> project(const std::vector<std::size_t>& columns) const {
    std::vector<Row> found(rows_.size(), Row(columns.size()));
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      for (std::size_t c = 0; c < columns.size(); ++c) found[i][c] = rows_[i][columns[c]];
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

  std::vector<CellBox> boxes_of(const Block& block) const {
    std::vector<CellBox> boxes;
    for (const Row& row : block.rows) {
      CellBox& box = boxes.emplace_back();
      for (const Number number : row) {
        if (number != 0) box.push_back(entries_[number - 1]);
      }
      std::sort(box.begin(), box.end());
    }
    std::sort(boxes.begin(), boxes.end());
    return boxes;
  }

  std::vector<CellBox> boxes_;
  CellBox entries_;  // all that is said of a variable in a box
  std::vector<Row> rows_;
};

}  // namespace

std::vector<std::vector<CellBox>> factors(const std::vector<CellBox>& boxes) { return BoxFactoriser(boxes).run(); }

std::vector<Diagram> factors(Diagrams& diagrams, Diagram truth) { return Factoriser(diagrams).run(truth); }

}  // namespace proviso
