#include "interpreter/member_names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/fold.hpp"
#include "dsl/nearest.hpp"

namespace proviso {

namespace {

/// "`Kyiv_city` (Kyiv (city), UA-30)".
std::string described(const EnumMember& member) {
  std::string about;
  if (!member.label.empty() && member.label != member.name) about = member.label;
  if (!member.code.empty()) about += (about.empty() ? "" : ", ") + member.code;
  return about.empty() ? fmt::format("`{}`", member.name) : fmt::format("`{}` ({})", member.name, about);
}

/// What one value is called: "region", "member", "outcome".
const char* member_word(const Enumeration& enumeration) {
  if (enumeration.decision != kNoId) return "outcome";
  return enumeration.regions ? "region" : "member";
}

std::string member_words(const Enumeration& enumeration) {
  return fmt::format("{} of `{}`", member_word(enumeration), enumeration.heading.name);
}

std::string joined(const std::vector<std::string>& parts, std::string_view last) {
  std::string result;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) result += i + 1 == parts.size() ? fmt::format(" {} ", last) : ", ";
    result += parts[i];
  }
  return result;
}

}  // namespace

std::string listed(const std::vector<std::string>& names, std::string_view last, std::size_t most) {
  std::vector<std::string> parts;
  for (const std::string& name : names) {
    if (parts.size() == most && names.size() > most + 1) {
      parts.push_back(fmt::format("{} more", names.size() - most));
      break;
    }
    parts.push_back(fmt::format("`{}`", name));
  }
  return joined(parts, last);
}

const MemberNames::Table& MemberNames::table(EnumId id) {
  std::optional<Table>& table = tables_[id];
  if (table) return *table;
  table.emplace();
  const Enumeration& enumeration = policy_.enumerations[id];
  for (std::uint32_t i = 0; i < enumeration.members.size(); ++i) {
    const EnumMember& member = enumeration.members[i];
    const auto add = [&](std::string_view name) {
      if (name.empty()) return;
      std::vector<std::uint32_t>& found = (*table)[fold(name)];
      if (found.empty() || found.back() != i) found.push_back(i);
    };
    add(member.name);
    add(member.code);
    for (const EnumMember::Alias& alias : member.aliases) add(alias.text);
  }
  return *table;
}

bool MemberNames::is_known(EnumId enumeration, std::string_view text) {
  return table(enumeration).count(fold(text)) != 0;
}

std::optional<Value> MemberNames::find(EnumId id, std::string_view text, Span place, Diagnostics& diagnostics) {
  const Table& names = table(id);
  const auto found = names.find(fold(text));
  if (found == names.end()) {
    diagnostics.add(unknown(id, text, place));
    return std::nullopt;
  }
  if (found->second.size() > 1) {
    diagnostics.add(ambiguous(id, text, found->second, place));
    return std::nullopt;
  }
  const EnumMember& member = policy_.enumerations[id].members[found->second.front()];
  if (member.leaf < 0) {
    diagnostics.add(group(id, text, member, place));
    return std::nullopt;
  }
  return member.leaf;
}

std::optional<Value> MemberNames::find_name(EnumId id, std::string_view name, Span place, Diagnostics& diagnostics) {
  for (const EnumMember& member : policy_.enumerations[id].members) {
    if (member.name != name) continue;
    if (member.leaf < 0) diagnostics.add(group(id, name, member, place));
    return member.leaf < 0 ? std::nullopt : std::optional<Value>(member.leaf);
  }
  diagnostics.add(unknown(id, name, place));
  return std::nullopt;
}

Diagnostic MemberNames::unknown(EnumId id, std::string_view text, Span place) {
  const Enumeration& enumeration = policy_.enumerations[id];
  const std::string folded = fold(text);
  std::vector<std::uint32_t> close;  // those whose name begins so, or whose label says so
  std::vector<std::string_view> known;
  for (std::uint32_t i = 0; i < enumeration.members.size(); ++i) {
    const EnumMember& member = enumeration.members[i];
    const auto begins = [&](std::string_view name) {
      const std::string other = fold(name);
      return !folded.empty() && other.size() > folded.size() && other.compare(0, folded.size(), folded) == 0 &&
             other[folded.size()] == ' ';
    };
    if (begins(member.name) || fold(member.label) == folded) close.push_back(i);
    known.push_back(member.name);
    if (!member.code.empty()) known.push_back(member.code);
    for (const EnumMember::Alias& alias : member.aliases) known.push_back(alias.text);
  }
  if (close.size() > 1) return ambiguous(id, text, close, place);

  Diagnostic d{
      Kind::case_unknown_member,
      fmt::format("`{}` is not {} {}", text, enumeration.decision != kNoId ? "an" : "a", member_words(enumeration)),
      {place, ""}};
  if (close.size() == 1) {
    d.primary.text = fmt::format("did you mean {}?", described(enumeration.members[close.front()]));
  } else if (const auto name = nearest(text, known)) {
    d.primary.text = fmt::format("did you mean `{}`?", *name);
  }
  std::vector<std::string> names;
  for (const std::uint32_t leaf : enumeration.leaf_members) names.push_back(enumeration.members[leaf].name);
  d.secondary.push_back(
      {enumeration.heading.name_span, fmt::format("the {}s are declared here", member_word(enumeration))});
  d.notes.push_back(
      fmt::format("the {}s of `{}` are {}", member_word(enumeration), enumeration.heading.name, listed(names)));
  return d;
}

Diagnostic MemberNames::ambiguous(EnumId id, std::string_view text, const std::vector<std::uint32_t>& members,
                                  Span place) const {
  const Enumeration& enumeration = policy_.enumerations[id];
  std::vector<std::string> candidates;
  Diagnostic d{Kind::case_ambiguous_member, "", {place, ""}};
  for (const std::uint32_t member : members) {
    candidates.push_back(described(enumeration.members[member]));
    d.secondary.push_back({enumeration.members[member].span, "could be this"});
  }
  d.message = fmt::format("`{}` fits more than one {}", text, member_words(enumeration));
  d.primary.text = fmt::format("{}?", joined(candidates, "or"));
  d.notes.push_back("Write the name or the code of the one that is meant: nothing is guessed.");
  return d;
}

Diagnostic MemberNames::group(EnumId id, std::string_view text, const EnumMember& member, Span place) const {
  const Enumeration& enumeration = policy_.enumerations[id];
  std::vector<std::string> leaves;
  for (const Value leaf : member.leaves) leaves.push_back(enumeration.leaf(leaf).name);
  return {Kind::case_group_member,
          fmt::format("`{}` is a group of {}s of `{}`, not one of them", text, member_word(enumeration),
                      enumeration.heading.name),
          {place, fmt::format("which one: {}?", listed(leaves, "or"))},
          {{member.span, "the group"}},
          {"Name one of its parts, or `null` if it is not known which."}};
}

}  // namespace proviso
