#include "interpreter/match_colours.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace proviso {

bool ColouredSide::has_evidence(const MatchedItem& item, bool labels) const {
  switch (item.table) {
    case MatchTable::define:
    case MatchTable::rule:
    case MatchTable::amendment:
    case MatchTable::impossible:
      return true;
    case MatchTable::source:
      if (!policy.sources[item.id].url.empty() || !policy.sources[item.id].file.empty()) return true;
      break;
    case MatchTable::leaf:
      if (!policy.enumerations[item.enumeration].leaf(item.id).code.empty()) return true;
      break;
    default:
      break;
  }
  if (labels && !label_of(policy, item).empty()) return true;
  const auto found = readers.find(item);
  if (found == readers.end()) return false;
  // That it is a member of its kind, the kind of its members, or a fact of its links, says nothing.
  return std::any_of(found->second.begin(), found->second.end(), [](const MatchedItem& reader) {
    return reader.table != MatchTable::enumeration && reader.table != MatchTable::relation &&
           reader.table != MatchTable::leaf;
  });
}

std::map<MatchedItem, MatchedItem> ColouredSide::components() const {
  std::map<MatchedItem, MatchedItem> parent;  // towards the first of each component
  const auto first = [&](MatchedItem item) {
    while (true) {
      const auto up = parent.try_emplace(item, item).first->second;
      if (up == item) return item;
      const MatchedItem over = parent.at(up);
      parent[item] = over;
      item = over;
    }
  };
  for (const auto& [item, by] : readers) {
    for (const MatchedItem& reader : by) {
      const MatchedItem x = first(item), y = first(reader);
      parent[std::max(x, y)] = std::min(x, y);
    }
  }
  std::map<MatchedItem, MatchedItem> result;
  for (const MatchedItem& item : open) result[item] = first(item);
  return result;
}

Colours::Colours(const Matching& matching, bool labels) : a_(matching.a), b_(matching.b), labels_(labels) {
  find_open(a_, true, matching);
  find_open(b_, false, matching);
}

std::uint64_t Colours::intern(const std::string& text) {
  return interned_.emplace(text, interned_.size() + 1).first->second;
}

// Numbers what is matched by its item in the new version, and what is not by its table; notes what reads it.
void Colours::find_open(ColouredSide& side, bool is_a, const Matching& matching) {
  for (const MatchedItem& item : items_of(side.policy)) {
    const bool open = is_a ? matching.open_in_a(item) : matching.open_in_b(item);
    const std::string table = std::to_string(static_cast<int>(item.table));
    if (open) {
      side.open.push_back(item);
      side.numbers.at(item) = intern(table);
      continue;
    }
    std::uint32_t id = item.id;
    EnumId enumeration = item.enumeration;
    if (is_a && item.table == MatchTable::leaf) {
      id = matching.to_new.leaves[enumeration][id];
      enumeration = matching.to_new.enumerations[enumeration];
    } else if (is_a) {
      id = matching.to_new.table(item.table)[id];
    }
    side.numbers.at(item) = intern(table + " " + std::to_string(id) + " " + std::to_string(enumeration));
  }
  const std::set<MatchedItem> open(side.open.begin(), side.open.end());
  CanonicalText text(side.policy, side.numbers);
  for (const MatchedItem& reader : items_of(side.policy)) {
    std::vector<MatchedItem> seen;
    text.record(&seen);
    text.whole(reader);
    std::sort(seen.begin(), seen.end());
    seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
    for (const MatchedItem& item : seen) {
      if (open.contains(item)) side.readers[item].push_back(reader);
    }
  }
}

std::vector<std::uint64_t> Colours::next(ColouredSide& side) {
  const CanonicalText text(side.policy, side.numbers);
  std::vector<std::uint64_t> colours;
  for (const MatchedItem& item : side.open) {
    std::uint64_t& number = side.numbers.at(item);
    std::string own = std::to_string(static_cast<int>(item.table)) + ":" + std::to_string(number) + " ";
    if (labels_) own += "\"" + label_of(side.policy, item) + "\" ";
    own += text.whole(item);
    std::vector<std::string> uses;
    if (const auto readers = side.readers.find(item); readers != side.readers.end()) {
      for (const MatchedItem& reader : readers->second) {
        std::string use = std::to_string(side.numbers.at(reader)) + " ";
        const std::uint64_t kept = number;
        number = 0;  // where in the text it stands
        use += text.whole(reader);
        number = kept;
        uses.push_back(std::move(use));
      }
    }
    colours.push_back(intern(own + sorted_list(std::move(uses))));
  }
  return colours;
}

void Colours::refine() {
  std::size_t before = 0;
  while (true) {
    const std::vector<std::uint64_t> of_a = next(a_), of_b = next(b_);
    std::set<std::uint64_t> different(of_a.begin(), of_a.end());
    different.insert(of_b.begin(), of_b.end());
    for (std::size_t i = 0; i < a_.open.size(); ++i) a_.numbers.at(a_.open[i]) = of_a[i];
    for (std::size_t i = 0; i < b_.open.size(); ++i) b_.numbers.at(b_.open[i]) = of_b[i];
    if (different.size() == before) return;
    before = different.size();
  }
}

std::vector<Colours::Alike> Colours::alike() const {
  std::map<std::uint64_t, Alike> by_colour;
  const auto sorted = [](const ColouredSide& side) {
    std::vector<MatchedItem> items = side.open;
    std::sort(items.begin(), items.end(), [&](const MatchedItem& x, const MatchedItem& y) {
      return std::tie(x.table, name_of(side.policy, x), x) < std::tie(y.table, name_of(side.policy, y), y);
    });
    return items;
  };
  ItemNumbers a = a_.numbers, b = b_.numbers;
  const std::vector<MatchedItem> of_b = sorted(b_);
  for (const MatchedItem& item : sorted(a_)) by_colour[a.at(item)].a.push_back(item);
  for (const MatchedItem& item : of_b) by_colour[b.at(item)].b.push_back(item);
  std::vector<Alike> result;
  for (const MatchedItem& item : of_b) {
    const Alike& alike = by_colour[b.at(item)];
    if (!alike.a.empty() && alike.b.front() == item) result.push_back(alike);
  }
  return result;
}

}  // namespace proviso
