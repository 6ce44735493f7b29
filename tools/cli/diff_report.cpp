#include "tools/cli/diff_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "tools/cli/options.hpp"

namespace proviso::cli {

namespace {

using Kind = StructuralChange::Kind;
using Effect = StructuralChange::Effect;

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

template <class Keep>
void keep_if(std::vector<std::string>& names, Keep keep) {
  names.erase(std::remove_if(names.begin(), names.end(), [&](const std::string& n) { return !keep(n); }), names.end());
}

/// What could change something for somebody, as far as is known.
bool may_matter(const StructuralChange& change) {
  if (change.kind == Kind::wording) return false;
  if (!change.shown.empty()) return true;
  return change.effect == Effect::unknown && !(change.kind == Kind::renamed && !change.likely);
}

std::vector<std::string> numbers(const std::vector<std::uint32_t>& indices) {
  std::vector<std::string> words;
  for (const std::uint32_t index : indices) words.push_back(std::to_string(index + 1));
  return words;
}

std::string proof_line(const DiffReport& report) {
  const VersionDiff& diff = report.diff;
  if (!diff.complete) return "NOT COMPLETE: who else is decided differently is not known. " + joined(diff.bound);
  if (diff.classes.empty()) {
    return fmt::format("This is proved for everybody, and for {}.",
                       diff.compared.size() == 1 ? "the one decision" : counted(diff.compared.size(), "decision"));
  }
  return "Everybody outside these groups is decided alike: this is proved.";
}

std::string change_line(const VersionDiff& diff) {
  if (diff.changes.empty()) return "The rules say the same: no declaration has changed.";
  std::map<Kind, std::size_t> counts;
  std::size_t without_effect = 0;
  for (const StructuralChange& change : diff.changes) {
    ++counts[change.kind];
    without_effect += change.effect == Effect::none;
  }
  std::vector<std::string> parts;
  for (const auto& [kind, count] : counts) parts.push_back(fmt::format("{} {}", count, kind_words(kind)));
  std::string line = fmt::format("The rules have {}: {}", counted(diff.changes.size(), "change"), joined(parts));
  if (without_effect > 0) line += fmt::format("; {} without effect on any decision (proved)", without_effect);
  return line + ".";
}

std::string transitions_line(const VersionDiff& diff) {
  constexpr std::size_t kShown = 4;
  std::vector<std::pair<std::string, std::size_t>> transitions;
  // Those that are shown, and of these those whom a change of the rules concerns, if there are any.
  const auto is_shown = [](const ChangeClass& c) { return c.witness.has_value(); };
  const bool some_shown = std::any_of(diff.classes.begin(), diff.classes.end(), is_shown);
  const auto counts = [&](const ChangeClass& c) { return is_shown(c) || !some_shown; };
  const bool by_rules = std::any_of(diff.classes.begin(), diff.classes.end(),
                                    [&](const ChangeClass& c) { return counts(c) && !only_by_date(c); });
  for (const ChangeClass& c : diff.classes) {
    if (!counts(c) || (by_rules && only_by_date(c))) continue;
    const std::string words = decision_words(c) + ": " + transition_words(c);
    if (transitions.empty() || transitions.back().first != words) transitions.emplace_back(words, 0);
    ++transitions.back().second;
  }
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < std::min(kShown, transitions.size()); ++i)
    parts.push_back(fmt::format("{} ({})", transitions[i].first, counted(transitions[i].second, "group")));
  if (transitions.size() > kShown) parts.push_back(counted(transitions.size() - kShown, "other way") + " listed below");
  return fmt::format("{}.", fmt::join(parts, "; "));
}

std::string to_do_line(const DiffReport& report) {
  const VersionDiff& diff = report.diff;
  std::vector<std::string> parts;
  const auto accepted = [&](const auto& part) { return !acceptances(report, part.fingerprint).empty(); };
  const std::size_t classes = std::count_if(diff.classes.begin(), diff.classes.end(), accepted);
  if (classes > 0) parts.push_back(fmt::format("{} of {} accepted", classes, counted(diff.classes.size(), "group")));
  const std::size_t changes = std::count_if(diff.changes.begin(), diff.changes.end(), accepted);
  if (changes > 0) parts.push_back(fmt::format("{} of {} accepted", changes, counted(diff.changes.size(), "change")));
  if (!diff.questions.empty())
    parts.push_back(fmt::format("{} for the reviewer", counted(diff.questions.size(), "open question")));
  return parts.empty() ? std::string() : joined(parts) + ".";
}

}  // namespace

void select_decisions(VersionDiff& diff, const std::vector<std::string>& names) {
  if (names.empty()) return;
  std::vector<std::uint32_t> place(diff.classes.size(), ~std::uint32_t{0});
  std::vector<ChangeClass> kept;
  for (std::size_t i = 0; i < diff.classes.size(); ++i) {
    ChangeClass& c = diff.classes[i];
    if (!c.decision.empty() && !contains(names, c.decision)) continue;
    place[i] = static_cast<std::uint32_t>(kept.size());
    kept.push_back(std::move(c));
  }
  diff.classes = std::move(kept);
  for (StructuralChange& change : diff.changes) {
    std::vector<std::uint32_t> classes;
    for (const std::uint32_t index : change.classes) {
      if (place[index] != ~std::uint32_t{0}) classes.push_back(place[index]);
    }
    change.classes = std::move(classes);
  }
  const auto chosen = [&](const std::string& name) { return contains(names, name); };
  keep_if(diff.compared, chosen);
  keep_if(diff.unchanged, chosen);
  diff.questions.erase(std::remove_if(diff.questions.begin(), diff.questions.end(),
                                      [&](const OpenQuestion& q) { return !chosen(q.decision); }),
                       diff.questions.end());
  std::vector<std::string> quoted;
  for (const std::string& name : diff.compared) quoted.push_back("`" + name + "`");
  diff.assumptions.push_back(
      fmt::format("Only what concerns {} is shown; nothing is said of other decisions.", joined(quoted)));
}

int diff_exit_code(const DiffReport& report, bool strict) {
  if (!report.diff.complete) return kLimit;
  for (const ChangeClass& c : report.diff.classes) {
    if (acceptances(report, c.fingerprint).empty()) return kFound;
  }
  for (const StructuralChange& change : report.diff.changes) {
    if ((strict || may_matter(change)) && acceptances(report, change.fingerprint).empty()) return kFound;
  }
  return kDone;
}

std::vector<const Waiver*> acceptances(const DiffReport& report, std::string_view fingerprint) {
  std::vector<const Waiver*> found;
  for (const Waiver& waiver : report.waivers) {
    if (waiver.fingerprint == fingerprint) found.push_back(&waiver);
  }
  return found;
}

std::string accepted_words(const DiffReport& report, std::string_view fingerprint) {
  std::vector<std::string> words;
  for (const Waiver* waiver : acceptances(report, fingerprint))
    words.push_back(fmt::format("accepted by {} on {}: {}", waiver->name, waiver->date, waiver->reason));
  return fmt::format("{}", fmt::join(words, "; "));
}

std::string verdict_words(const DiffReport& report) {
  const VersionDiff& diff = report.diff;
  if (diff.classes.empty())
    return diff.complete ? "Nobody is decided differently."
                         : "Not complete: it is not known who is decided differently.";
  std::set<std::string> decisions;
  std::size_t shown = 0, by_date = 0;
  for (const ChangeClass& c : diff.classes) {
    if (!c.witness) continue;
    ++shown;
    by_date += only_by_date(c);
    if (!c.decision.empty()) decisions.insert(c.decision);
  }
  const std::size_t open = diff.classes.size() - shown;
  const char* more = diff.complete ? "." : "; there may be more: the comparison is not complete.";
  if (shown == 0)
    return fmt::format(
        "It is not known whether anybody is decided differently: nobody was found in {} that cannot be "
        "ruled out{}",
        counted(open, "group"), more);
  std::string words =
      fmt::format("{} of people {} decided differently", counted(shown, "group"), shown == 1 ? "is" : "are");
  if (!decisions.empty())
    words += fmt::format(", in {} of {}", decisions.size(), counted(diff.compared.size(), "decision"));
  if (by_date == shown) words += ", only because the day of the assessment is different";
  if (by_date > 0 && by_date < shown)
    words += fmt::format(": {} because the rules changed, {} only because the day of the assessment is different",
                         shown - by_date, by_date);
  words += more;
  if (open > 0)
    words += fmt::format(" {} cannot be ruled out, but nobody was found in {}.", counted(open, "more group"),
                         open == 1 ? "it" : "them");
  return words;
}

std::vector<std::string> answer_lines(const DiffReport& report) {
  std::vector<std::string> lines = {verdict_words(report)};
  if (!report.diff.classes.empty()) lines.push_back(transitions_line(report.diff));
  lines.push_back(proof_line(report));
  lines.push_back(change_line(report.diff));
  if (std::string line = to_do_line(report); !line.empty()) lines.push_back(std::move(line));
  return lines;
}

std::string cause_words(const ChangeClass& c) {
  std::vector<std::string> parts;
  if (!c.causes.empty()) {
    std::string words = fmt::format("{} {}", c.causes.size() == 1 ? "change" : "changes", joined(numbers(c.causes)));
    if (c.jointly) words += " (either each of them alone, or only all together)";
    if (c.mixed) words += " (for different people different ones of them)";
    parts.push_back(std::move(words));
  }
  if (c.by_date) parts.push_back("the day of the assessment is different");
  if (c.by_others) parts.push_back("others, from whom they would derive the outcome, are decided differently");
  return parts.empty() ? "no single change was found to be the cause" : joined(parts);
}

}  // namespace proviso::cli
