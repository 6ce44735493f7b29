#include <algorithm>
#include <tuple>
#include <utility>

#include "dsl/date.hpp"
#include "dsl/digest.hpp"
#include "dsl/format.hpp"
#include "interpreter/policy_words.hpp"
#include "interpreter/structural.hpp"

namespace proviso {

namespace structural {

using Kind = StructuralChange::Kind;

Side::Side(const PolicyVersion& of)
    : version(of), policy(of.policy), sources(of.sources), numbers(of.policy), text(of.policy, numbers) {}

std::string shown(const Side& side, const std::vector<Text>& texts) {
  std::string all;
  for (const Text& text : texts) {
    const std::string_view written = side.sources.text(text.span);
    if (!all.empty()) all += "\n\n";
    all += !text.whole      ? words_of(side.sources, text.span)
           : text.is_change ? format_change(written)
                            : format_declaration(written);
  }
  return all;
}

std::vector<CitedWords> cited(const Policy& policy, const std::vector<Citation>& citations) {
  std::vector<CitedWords> all;
  for (const Citation& citation : citations) {
    if (citation.source == kNoId) continue;
    const Heading& source = policy.sources[citation.source].heading;
    all.push_back({source.name, source.label, citation.words});
  }
  return all;
}

namespace {

constexpr std::uint64_t kOnlyInOld = std::uint64_t{1} << 32;

// An item and what it is matched to have one number.
void number_items(Side& a, Side& b, const PolicyMatch& match) {
  for (const MatchedItem& item : items_of(a.policy)) a.numbers.at(item) = kOnlyInOld + item.id;
  for (const MatchedItem& item : items_of(b.policy)) {
    MatchedItem old = item;
    if (item.table == MatchTable::leaf) {
      old.id = match.leaves[item.enumeration][item.id];
      old.enumeration = match.enumerations[item.enumeration];
    } else {
      old.id = match.table(item.table)[item.id];
    }
    b.numbers.at(item) = item.id;
    if (old.id != kNoId && (item.table != MatchTable::leaf || old.enumeration != kNoId)) a.numbers.at(old) = item.id;
  }
}

// The texts of the one that the other does not have.
std::vector<Text> different(const std::vector<Text>& of, const std::vector<Text>* than) {
  if (than == nullptr) return of;
  std::vector<Text> result;
  for (const Text& text : of) {
    const bool has = !text.says.empty() &&
                     std::any_of(than->begin(), than->end(), [&](const Text& t) { return t.says == text.says; });
    if (!has) result.push_back(text);
  }
  return result;
}

std::string fingerprint(const StructuralChange& change) {
  std::string all = std::to_string(static_cast<int>(change.kind));
  for (const std::string* part : {&change.item, &change.name, &change.old_text, &change.new_text})
    all += "\n" + std::to_string(part->size()) + "\n" + *part;
  // Of the same text in force at other times, or for others, nothing was accepted.
  if (change.from) all += "\nfrom " + format_date(*change.from);
  if (change.through) all += "\nthrough " + format_date(*change.through);
  if (!change.scope.empty()) all += "\nfor " + change.scope;
  return sha256(all).substr(0, 16);
}

}  // namespace

Comparison::Comparison(const PolicyVersion& a, const PolicyVersion& b, const PolicyMatch& match)
    : a_(a), b_(b), match_(match) {
  number_items(a_, b_, match);
}

std::vector<Comparison::Pair> Comparison::pairs(MatchTable table) const {
  std::vector<Pair> result;
  std::vector<bool> matched(size_of(a_.policy, table));
  for (std::uint32_t b = 0; b < size_of(b_.policy, table); ++b) {
    const std::uint32_t a = match_.table(table)[b];
    if (a != kNoId) matched[a] = true;
    result.push_back({a == kNoId ? std::nullopt : std::optional(a), b});
  }
  for (std::uint32_t a = 0; a < matched.size(); ++a) {
    if (!matched[a]) result.push_back({a, std::nullopt});
  }
  return result;
}

ChangedPart Comparison::part(ChangedPart::Item item, const Pair& pair) {
  ChangedPart result;
  result.item = item;
  result.a = pair.a.value_or(kNoId);
  result.b = pair.b.value_or(kNoId);
  return result;
}

std::optional<FoundChange> Comparison::compare(const ChangedPart& part, const std::optional<Facet>& old_facet,
                                               const std::optional<Facet>& new_facet, Kind content) const {
  if (!old_facet && !new_facet) return std::nullopt;
  FoundChange found;
  found.part = part;
  Kind& kind = found.change.kind;
  if (!old_facet || !new_facet) {
    kind = old_facet ? Kind::repealed : Kind::inserted;
  } else if (old_facet->body != new_facet->body) {
    kind = Kind::replaced;
  } else if (old_facet->content != new_facet->content) {
    kind = content;
  } else if (old_facet->dates != new_facet->dates) {
    kind = Kind::redated;
  } else if (old_facet->name != new_facet->name) {
    kind = Kind::renamed;
  } else if (old_facet->wording != new_facet->wording) {
    kind = Kind::wording;
  } else {
    return std::nullopt;
  }
  finish(found, old_facet ? &*old_facet : nullptr, new_facet ? &*new_facet : nullptr);
  return found;
}

void Comparison::finish(FoundChange& found, const Facet* old_facet, const Facet* new_facet) const {
  StructuralChange& change = found.change;
  const Facet& shown_facet = new_facet != nullptr ? *new_facet : *old_facet;
  change.item = shown_facet.item;
  change.name = shown_facet.name;
  change.label = shown_facet.label;
  if (old_facet != nullptr && new_facet != nullptr && old_facet->name != new_facet->name)
    change.old_name = old_facet->name;
  const bool all = !change.old_name.empty();
  const auto tell = [&](const Facet* own, const Facet* other, std::string& text, std::string& file,
                        std::uint32_t& line) {
    if (own == nullptr || own->texts.empty()) return;
    const auto texts = different(own->texts, all || other == nullptr ? nullptr : &other->texts);
    const SourceSet& sources = own->side->sources;
    text = shown(*own->side, texts);
    const Span place = texts.empty() ? own->texts.front().span : texts.front().span;
    file = sources.path(place.file);
    line = sources.position(place.file, place.begin).line;
  };
  tell(old_facet, new_facet, change.old_text, change.old_file, change.old_line);
  tell(new_facet, old_facet, change.new_text, change.new_file, change.new_line);
  if (shown_facet.in_force.from > kFirstDay) change.from = shown_facet.in_force.from;
  if (shown_facet.in_force.through < kLastDay) change.through = shown_facet.in_force.through;
  if (shown_facet.citations != nullptr) change.sources = cited(shown_facet.side->policy, *shown_facet.citations);
}

void Comparison::add(std::optional<FoundChange> found, bool likely) {
  if (!found) return;
  found->change.likely = likely && !found->change.old_name.empty();
  // Relations that are declared together change together.
  const auto same = [&](const FoundChange& other) {
    const StructuralChange &x = other.change, &y = found->change;
    return other.part.item == ChangedPart::Item::relation && found->part.item == ChangedPart::Item::relation &&
           x.old_name.empty() && y.old_name.empty() && x.item == y.item &&
           std::tie(x.kind, x.old_text, x.new_text, x.old_line, x.new_line, x.old_file, x.new_file) ==
               std::tie(y.kind, y.old_text, y.new_text, y.old_line, y.new_line, y.old_file, y.new_file);
  };
  if (std::any_of(found_.begin(), found_.end(), same)) return;
  found->change.fingerprint = fingerprint(found->change);
  found_.push_back(std::move(*found));
}

std::vector<FoundChange> Comparison::run() {
  compare_header();
  compare_vocabulary();
  compare_members();
  compare_sets_and_values();
  compare_rules();
  const auto key = [&](const FoundChange& found) {
    const ChangedPart& part = found.part;
    const auto kind = part.item != ChangedPart::Item::rule ? syntax::RuleKind::ground
                      : part.b != kNoId                    ? b_.policy.rules[part.b].kind
                                                           : a_.policy.rules[part.a].kind;
    return std::tuple(part.item, kind, found.change.item, found.change.name, found.change.old_name);
  };
  // What amendments do stays in their order.
  std::stable_sort(found_.begin(), found_.end(),
                   [&](const FoundChange& x, const FoundChange& y) { return key(x) < key(y); });
  compare_amendments();
  return std::move(found_);
}

}  // namespace structural

std::vector<FoundChange> structural_changes(const PolicyVersion& a, const PolicyVersion& b, const PolicyMatch& match) {
  return structural::Comparison(a, b, match).run();
}

}  // namespace proviso
