#include "interpreter/cover.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace proviso {

namespace {

class Coverer {
 public:
  /// Boxes, and all that is in one of them.
  struct Covered {
    std::vector<CellBox> boxes;
    Diagram all = 0;
  };

  Coverer(Diagrams& diagrams, std::size_t max_boxes) : d_(diagrams), max_(max_boxes) {}

  Covered run(Diagram least, Diagram most) {
    if (too_many_ || d_.exhausted() || d_.is(least, 0)) return {{}, d_.terminal(0)};
    if (d_.is(most, 1)) return {{CellBox{}}, d_.terminal(1)};
    const std::pair<Diagram, Diagram> key(least, most);
    if (const auto known = known_.find(key); known != known_.end()) return known->second;
    Covered covered = cover_top(least, most);
    known_.emplace(key, covered);
    return covered;
  }
  bool too_many() const { return too_many_ || d_.exhausted(); }

 private:
  struct Part {
    Diagram least, most;
    std::vector<std::uint32_t> cells;
    Diagram covered;
  };

  Covered cover_top(Diagram least, Diagram most) {
    const std::uint32_t v = top(least, most);
    std::vector<Part> parts = parts_of(v, least, most);
    Diagram everywhere = d_.terminal(1);
    for (const Part& p : parts) everywhere = d_.all(everywhere, p.most);
    Covered result{{}, d_.terminal(0)};
    // What some cells alone allow needs to name them, and as many as it can.
    for (std::size_t p = 0; p < parts.size() && !too_many_; ++p) {
      const Covered inner = run(minus(minus(parts[p].least, everywhere), parts[p].covered), parts[p].most);
      if (inner.boxes.empty()) continue;
      std::vector<std::uint32_t> cells;
      for (Part& q : parts) {
        if (!d_.is(minus(inner.all, q.most), 0)) continue;
        q.covered = d_.any(q.covered, inner.all);
        cells.insert(cells.end(), q.cells.begin(), q.cells.end());
      }
      std::sort(cells.begin(), cells.end());
      result.all = d_.any(result.all, d_.all(box_diagram(d_, {{v, cells}}), inner.all));
      for (const CellBox& box : inner.boxes) {
        CellBox named = {{v, cells}};
        named.insert(named.end(), box.begin(), box.end());
        result.boxes.push_back(std::move(named));
      }
    }
    Diagram left = d_.terminal(0);
    for (const Part& p : parts) left = d_.any(left, minus(p.least, p.covered));
    const Covered rest = run(left, everywhere);
    result.all = d_.any(result.all, rest.all);
    result.boxes.insert(result.boxes.end(), rest.boxes.begin(), rest.boxes.end());
    too_many_ = too_many_ || result.boxes.size() > max_;
    return result;
  }

  // Cells that are alike.
  std::vector<Part> parts_of(std::uint32_t v, Diagram least, Diagram most) {
    std::vector<Part> parts;
    for (std::uint32_t cell = 0; cell < d_.arity(v); ++cell) {
      const Diagram l = below(least, v, cell), m = below(most, v, cell);
      const auto same =
          std::find_if(parts.begin(), parts.end(), [&](const Part& p) { return p.least == l && p.most == m; });
      if (same == parts.end()) {
        parts.push_back({l, m, {cell}, d_.terminal(0)});
      } else {
        same->cells.push_back(cell);
      }
    }
    return parts;
  }

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
  std::map<std::pair<Diagram, Diagram>, Covered> known_;
  bool too_many_ = false;
};

}  // namespace

std::optional<std::vector<CellBox>> cover(Diagrams& diagrams, Diagram least, Diagram most, std::size_t max_boxes) {
  Coverer coverer(diagrams, max_boxes);
  Coverer::Covered covered = coverer.run(least, most);
  if (coverer.too_many()) return std::nullopt;
  return std::move(covered.boxes);
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
