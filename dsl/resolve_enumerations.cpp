#include <fmt/format.h>

#include <string>
#include <unordered_map>

#include "dsl/fold.hpp"
#include "dsl/resolve_messages.hpp"
#include "dsl/resolver.hpp"

// Kinds and regions: members, groups of members, codes and aliases.
namespace proviso::resolution {

namespace {

class EnumerationBuilder {
 public:
  EnumerationBuilder(State& state, Enumeration& enumeration, Names::Map<std::uint32_t>& names)
      : state_(state), enumeration_(enumeration), names_(names) {}

  void add_all(const std::vector<syntax::Member>& members, std::uint32_t parent) {
    for (const syntax::Member& member : members) add(member, parent);
  }

  /// Every group learns its leaves. A group stands before its parts, so one pass from the end does it.
  void finish() {
    auto& members = enumeration_.members;
    for (std::size_t i = members.size(); i-- > 0;) {
      EnumMember& member = members[i];
      if (member.leaf >= 0) continue;
      for (const std::uint32_t part : member.parts) {
        member.leaves.insert(member.leaves.end(), members[part].leaves.begin(), members[part].leaves.end());
      }
    }
  }

 private:
  void add(const syntax::Member& tree, std::uint32_t parent) {
    const auto index = static_cast<std::uint32_t>(enumeration_.members.size());
    EnumMember member;
    member.name = tree.name.text;
    if (tree.label) member.label = tree.label->value;
    if (tree.code) member.code = tree.code->value;
    for (const syntax::Alias& alias : tree.aliases) member.aliases.push_back({alias.text.value, provenance(alias)});
    member.parent = parent;
    member.span = tree.span;
    if (!tree.has_parts) {
      member.leaf = static_cast<Value>(enumeration_.leaf_members.size());
      member.leaves.push_back(member.leaf);
      enumeration_.leaf_members.push_back(index);
    } else if (tree.parts.empty()) {
      report_empty(fmt::format("the group `{}` has no parts", tree.name.text), tree.name.span);
    }
    enumeration_.members.push_back(std::move(member));
    if (parent != kNoId) enumeration_.members[parent].parts.push_back(index);
    names_.emplace(tree.name.text, index);
    claim(tree.name.text, tree.name.span, index, "name");
    if (tree.code) claim(tree.code->value, tree.code->span, index, "code");
    add_all(tree.parts, index);
  }

  SourceId provenance(const syntax::Alias& alias) {
    if (!alias.cites) return kNoId;
    const auto found = state_.names.sources.find(alias.cites->text);
    if (found != state_.names.sources.end()) return found->second;
    report_unknown_source(state_, *alias.cites);
    return kNoId;
  }

  // Case files name members by name or code, letter case and accents aside, so these must tell members apart. Aliases
  // need not: one that fits two members is refused where a case uses it.
  void claim(std::string_view text, Span span, std::uint32_t index, std::string_view what) {
    const auto [place, fresh] = claims_.emplace(fold(text), Claim{index, span, what});
    if (fresh || (place->second.index == index && place->second.what != what)) return;
    const Claim& first = place->second;
    state_.report(
        {Kind::duplicate_member,
         fmt::format("the {} `{}` is already the {} of a {}", what, text, first.what,
                     member_words(state_, static_cast<EnumId>(&enumeration_ - state_.policy.enumerations.data()))),
         {span, fmt::format("this {} again", what)},
         {{first.span, "first used here"}},
         {"Case files name members by name or code, in any letter case, so each must mean one member only."}});
  }

  void report_empty(std::string message, Span span) {
    state_.report({Kind::empty_enumeration,
                   std::move(message),
                   {span, "nothing stands between the braces"},
                   {},
                   {"Write its members between `{` and `}`, or leave the braces of a group out to make it a value."}});
  }

  struct Claim {
    std::uint32_t index;
    Span span;
    std::string_view what;
  };

  State& state_;
  Enumeration& enumeration_;
  Names::Map<std::uint32_t>& names_;
  std::unordered_map<std::string, Claim> claims_;
};

}  // namespace

void declare_enumerations(State& state) {
  auto& enumerations = state.policy.enumerations;
  // Those of decisions come behind; reserving keeps references to enumerations valid while members are added.
  enumerations.reserve(state.declarations.enumerations.size() + state.declarations.decisions.size());
  for (const auto& [document, tree, change, amendment] : state.declarations.enumerations) {
    const auto id = static_cast<EnumId>(enumerations.size());
    enumerations.push_back(
        {state.heading(tree->name, tree->label, tree->notes, tree->span), tree->regions, kNoId, {}, {}});
    const auto [place, fresh] = state.names.enumerations.emplace(tree->name.text, id);
    if (!fresh) {
      state.report_duplicate(tree->regions ? "regions" : "kind", tree->name,
                             enumerations[place->second].heading.name_span);
    }
    state.names.members.emplace_back();
    EnumerationBuilder builder(state, enumerations.back(), state.names.members.back());
    builder.add_all(tree->members, kNoId);
    builder.finish();
    if (tree->members.empty()) {
      state.report({Kind::empty_enumeration,
                    fmt::format("`{}` has no members", tree->name.text),
                    {tree->name.span, "nothing stands between the braces"},
                    {},
                    {"Write its members between `{` and `}`."}});
    }
  }
}

}  // namespace proviso::resolution
