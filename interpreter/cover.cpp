#include "interpreter/cover.hpp"

#include <algorithm>
#include <map>

namespace proviso {

namespace {

class Coverer {
 public:
  Coverer(Diagrams& diagrams, std::size_t max_boxes) : d_(diagrams), max_(max_boxes) {}

  std::vector<CellBox> run(Diagram least, Diagram most) {
    if (too_many_ || d_.exhausted() || is(least, 0)) return {};
    if (is(most, 1)) return {CellBox{}};
    const std::uint32_t v = top(least, most);
    struct Part {
      Diagram least, most;
      std::vector<std::uint32_t> cells;
    };
    std::vector<Part> parts;  // cells that are alike
    Diagram everywhere = d_.terminal(1);
    for (std::uint32_t cell = 0; cell < d_.arity(v); ++cell) {
      const Diagram l = below(least, v, cell), m = below(most, v, cell);
      everywhere = d_.all(everywhere, m);
      const auto same =
          std::find_if(parts.begin(), parts.end(), [&](const Part& p) { return p.least == l && p.most == m; });
      if (same == parts.end()) {
        parts.push_back({l, m, {cell}});
      } else {
        same->cells.push_back(cell);
      }
    }
    std::vector<CellBox> boxes;
    std::vector<Diagram> covered(parts.size(), d_.terminal(0));
    // What some cells alone allow needs to name them, and as many as it can.
    for (std::size_t p = 0; p < parts.size() && !too_many_; ++p) {
      const Diagram rest = minus(minus(parts[p].least, everywhere), covered[p]);
      for (const CellBox& inner : run(rest, parts[p].most)) {
        const Diagram box = box_diagram(d_, inner);
        CellBox named = {{v, {}}};
        for (std::size_t q = 0; q < parts.size(); ++q) {
          if (!is(minus(box, parts[q].most), 0)) continue;
          covered[q] = d_.any(covered[q], box);
          named[0].second.insert(named[0].second.end(), parts[q].cells.begin(), parts[q].cells.end());
        }
        std::sort(named[0].second.begin(), named[0].second.end());
        named.insert(named.end(), inner.begin(), inner.end());
        boxes.push_back(std::move(named));
      }
    }
    Diagram left = d_.terminal(0);
    for (std::size_t p = 0; p < parts.size(); ++p) left = d_.any(left, minus(parts[p].least, covered[p]));
    for (CellBox& box : run(left, everywhere)) boxes.push_back(std::move(box));
    too_many_ = too_many_ || boxes.size() > max_;
    return boxes;
  }
  bool too_many() const { return too_many_ || d_.exhausted(); }

 private:
  bool is(Diagram d, Value value) const { return d_.is_terminal(d) && d_.value(d) == value; }
  Diagram minus(Diagram a, Diagram b) { return d_.all(a, d_.negation(b)); }
  std::uint32_t top(Diagram a, Diagram b) const {
    if (d_.is_terminal(a)) return d_.top(b);
    return d_.is_terminal(b) ? d_.top(a) : std::min(d_.top(a), d_.top(b));
  }
  Diagram below(Diagram d, std::uint32_t v, std::uint32_t cell) const {
    return d_.is_terminal(d) || d_.top(d) != v ? d : d_.part(d, cell);
  }

  Diagrams& d_;
  std::size_t max_;
  bool too_many_ = false;
};

}  // namespace

std::optional<std::vector<CellBox>> cover(Diagrams& diagrams, Diagram least, Diagram most, std::size_t max_boxes) {
  Coverer coverer(diagrams, max_boxes);
  std::vector<CellBox> boxes = coverer.run(least, most);
  if (coverer.too_many()) return std::nullopt;
  return boxes;
}

Diagram box_diagram(Diagrams& diagrams, const CellBox& box) {
  Diagram result = diagrams.terminal(1);
  for (auto entry = box.rbegin(); entry != box.rend(); ++entry) {
    std::vector<Value> values(diagrams.arity(entry->first), 0);
    for (const std::uint32_t cell : entry->second) values[cell] = 1;
    result = diagrams.all(diagrams.variable(entry->first, values), result);
  }
  return result;
}

}  // namespace proviso
