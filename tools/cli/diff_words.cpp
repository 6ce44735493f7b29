#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tools/cli/diff_report.hpp"

// How the parts of a comparison are called in every report.
namespace proviso::cli {

namespace {

struct KindWords {
  const char *name, *words;
};
constexpr std::array<KindWords, 8> kKinds = {{{"inserted", "inserted"},
                                              {"repealed", "repealed"},
                                              {"replaced", "replaced"},
                                              {"renamed", "renamed"},
                                              {"redated", "in force at other times"},
                                              {"set_changed", "set changed"},
                                              {"value_changed", "value changed"},
                                              {"wording", "wording only"}}};

std::string source_words(const CitedWords& cited) {
  return cited.title.empty() ? cited.source : fmt::format("{} ({})", cited.title, cited.source);
}

std::string date_words(std::optional<Days> days) { return days ? format_date(*days) : std::string(); }

}  // namespace

std::string counted(std::size_t count, const char* one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

std::string joined(const std::vector<std::string>& words, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? fmt::format(" {} ", last) : ", ";
    text += words[i];
  }
  return text;
}

const char* kind_name(StructuralChange::Kind kind) { return kKinds[static_cast<std::size_t>(kind)].name; }
const char* kind_words(StructuralChange::Kind kind) { return kKinds[static_cast<std::size_t>(kind)].words; }

std::string change_title(const StructuralChange& change) {
  std::string title = change.name.empty() ? change.item : fmt::format("{} `{}`", change.item, change.name);
  if (change.kind == StructuralChange::Kind::renamed)
    return fmt::format("{} renamed from `{}`{}", title, change.old_name,
                       change.likely ? " (likely: the two are alike, not equal)" : "");
  switch (change.kind) {
    case StructuralChange::Kind::set_changed:
    case StructuralChange::Kind::value_changed:
      return title + " changed";
    case StructuralChange::Kind::redated:
    case StructuralChange::Kind::wording:
      return title + ": " + kind_words(change.kind);
    default:
      return title + " " + kind_words(change.kind);
  }
}

std::string effect_words(const VersionDiff& diff, const StructuralChange& change) {
  std::string words;
  switch (change.effect) {
    case StructuralChange::Effect::unknown:
      words = "it is not known whether this changes a decision";
      break;
    case StructuralChange::Effect::none:
      words = "no effect on any decision (proved)";
      break;
    case StructuralChange::Effect::classes: {
      std::vector<std::string> ids;
      for (const std::uint32_t index : change.classes) ids.push_back(diff.classes[index].id);
      words = ids.empty()
                  ? std::string("changes only decisions that are not shown here")
                  : fmt::format("changes the decision of {} {}", ids.size() == 1 ? "group" : "groups", joined(ids));
    }
  }
  if (change.shown.empty()) return words;
  std::vector<std::string> names;
  for (const std::string& name : change.shown) names.push_back("`" + name + "`");
  return words + "; changes what is shown as " + joined(names);
}

std::string period_words(std::optional<Days> from, std::optional<Days> through) {
  if (from && through) return fmt::format("from {} to and including {}", date_words(from), date_words(through));
  if (from) return "from " + date_words(from);
  if (through) return "to and including " + date_words(through);
  return {};
}

std::string context_words(const StructuralChange& change) {
  std::vector<std::string> parts;
  if (!change.amendment.empty()) parts.push_back(fmt::format("part of amendment `{}`", change.amendment));
  if (std::string period = period_words(change.from, change.through); !period.empty())
    parts.push_back("in force " + period);
  if (!change.scope.empty()) parts.push_back("applies if " + change.scope);
  return fmt::format("{}", fmt::join(parts, "; "));
}

std::string delta_words(const StructuralChange& change) {
  std::vector<std::string> parts;
  if (!change.added.empty()) parts.push_back("added: " + joined(change.added));
  if (!change.removed.empty()) parts.push_back("taken out: " + joined(change.removed));
  if (!change.old_value.empty() || !change.new_value.empty())
    parts.push_back(fmt::format("{} → {}", change.old_value.empty() ? "nothing" : change.old_value,
                                change.new_value.empty() ? "nothing" : change.new_value));
  return fmt::format("{}", fmt::join(parts, "; "));
}

std::string citation_words(const CitedWords& cited) {
  return cited.words.empty() ? source_words(cited) : fmt::format("{}: “{}”", source_words(cited), cited.words);
}

std::vector<CitedSource> cited_sources(const VersionDiff& diff, std::size_t change) {
  const auto same = [](const std::vector<CitedWords>& a, const std::vector<CitedWords>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const CitedWords& x, const CitedWords& y) {
      return x.source == y.source && x.words == y.words;
    });
  };
  const std::vector<CitedWords>& cited = diff.changes[change].sources;
  if (cited.empty()) return {};
  for (std::size_t earlier = 0; earlier < change; ++earlier) {
    if (same(diff.changes[earlier].sources, cited)) return {{fmt::format("the same as change {}", earlier + 1), {}}};
  }
  std::vector<CitedSource> sources;
  std::vector<std::string> names;
  for (const CitedWords& one : cited) {
    const auto known = std::find(names.begin(), names.end(), one.source);
    const auto at = static_cast<std::size_t>(known - names.begin());
    if (known == names.end()) {
      names.push_back(one.source);
      sources.push_back({source_words(one), {}});
    }
    if (!one.words.empty()) sources[at].words.push_back(fmt::format("“{}”", one.words));
  }
  return sources;
}

std::string outcome_words(const std::string& name, const std::string& label) {
  if (!label.empty()) return label;
  if (name == "not_in_force") return "not in force";
  if (name == "true") return "yes";
  if (name == "false") return "no";
  return name;
}

std::string decided_words(const ChangeClass& c, const std::string& outcome) {
  return outcome_words(outcome, outcome == c.from ? c.from_label : outcome == c.to ? c.to_label : std::string());
}

bool only_by_date(const ChangeClass& c) { return c.by_date && c.causes.empty() && !c.by_others; }

std::string decision_words(const ChangeClass& c) {
  return c.decision.empty() ? "whether the case is possible" : "`" + c.decision + "`";
}

std::string transition_words(const ChangeClass& c) {
  return outcome_words(c.from, c.from_label) + " → " + outcome_words(c.to, c.to_label);
}

std::string rule_words(const DecidingRule& rule) {
  std::string words = fmt::format("{} `{}`", rule.item, rule.name);
  return rule.label.empty() ? words : fmt::format("{} ({})", words, rule.label);
}

std::string deciding_words(const std::vector<DecidingRule>& rules) {
  std::vector<std::string> words;
  for (const DecidingRule& rule : rules) words.push_back(rule_words(rule));
  return words.empty() ? "no rule: this is the outcome where none applies" : joined(words);
}

std::string side_words(const ComparedSide& side) {
  const std::string date = side.on ? format_date(*side.on) : std::string();
  // "rulesets/norway@2025-01-12" says it already.
  if (date.empty() || side.given.ends_with("@" + date)) return side.given;
  return fmt::format("{}, as of {}", side.given, date);
}

std::string question_words(const OpenQuestion& question) {
  std::string words = fmt::format("`{}`", question.fact);
  if (!question.label.empty()) words += fmt::format(" ({})", question.label);
  words += question.now_matters ? " now matters" : " no longer matters";
  words += fmt::format(" to `{}`", question.decision);
  if (!question.decided_by.empty()) words += fmt::format("; it is for {} to find", question.decided_by);
  return words + ".";
}

}  // namespace proviso::cli
