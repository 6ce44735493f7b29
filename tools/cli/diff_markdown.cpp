#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "dsl/render_text.hpp"
#include "tools/cli/diff_report.hpp"
#include "tools/cli/population_report.hpp"
#include "tools/cli/word_diff.hpp"

namespace proviso::cli {

namespace {

using Effect = StructuralChange::Effect;

// GitHub refuses a comment that is longer, in characters.
constexpr std::size_t kMostCharacters = 65'536;

/// A space of no width, which ends what GitHub would make a link of after it has read the Markdown.
constexpr const char* kNoLink = "&#8203;";

/// Whether a mention of somebody, of an issue, or an address goes on after these words.
bool begins_link(std::string_view words, std::string_view rest) {
  const char next = rest.empty() ? ' ' : rest.front();
  const bool letter = std::isalnum(static_cast<unsigned char>(next)) != 0;
  return (letter && (words.ends_with('@') || words.ends_with('#'))) ||
         (words.ends_with(':') && rest.starts_with("//")) ||
         ((words.ends_with("www") || words.ends_with("WWW")) && next == '.');
}

/// Words as Markdown: what stands in backticks is code, and nothing else is markup, a link or a mention of somebody.
std::string escaped(std::string_view words) {
  const std::string shown = visible(words);
  std::string text;
  bool code = false;
  for (std::size_t at = 0; at < shown.size(); ++at) {
    const char c = shown[at];
    // Several in a row would begin a block.
    const bool several = c == '`' && (shown.substr(at + 1, 1) == "`" || (at > 0 && shown[at - 1] == '`'));
    if (several) {
      text += code ? "'" : "\\`";
      continue;
    }
    if (c == '`') code = !code;
    if (!code && std::string_view("\\*_[]<>#|~&").find(c) != std::string_view::npos) text += '\\';
    text += c;
    if (!code && begins_link(std::string_view(shown).substr(0, at + 1), std::string_view(shown).substr(at + 1)))
      text += kNoLink;
  }
  return code ? text + "`" : text;
}

/// A word as code, whatever it holds.
std::string code(std::string_view text) {
  const std::string shown = visible(text);
  return shown.find('`') == std::string::npos ? "`" + shown + "`" : "`` " + shown + " ``";
}

/// Lines between fences that are longer than any in them.
std::string fenced(std::string_view language, const std::string& lines) {
  std::string fence = "```";
  while (lines.find(fence) != std::string::npos) fence += '`';
  return fmt::format("{}{}\n{}{}\n", fence, language, lines, fence);
}

std::string folded(std::string_view summary, const std::string& body) {
  return fmt::format("<details>\n<summary>{}</summary>\n\n{}\n</details>\n\n", summary, body);
}

std::string shown_lines(std::string_view lines, std::string_view sign) {
  std::string text;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', at), lines.size());
    text += fmt::format("{}{}\n", sign, visible(lines.substr(at, end - at)));
    at = end + 1;
  }
  return text;
}

/// How much is said of each group.
enum class Detail : std::uint8_t {
  all,
  without_cases,       ///< not who shows it
  without_conditions,  ///< nor the conditions
  names,               ///< only what it is, and because of what
};

class MarkdownReport {
 public:
  MarkdownReport(const DiffReport& report, Detail detail) : report_(report), diff_(report.diff), detail_(detail) {}

  std::string run() {
    text_ = fmt::format("## What changes: {}\n\n", escaped(title()));
    const std::vector<std::string> lines = answer_lines(report_);
    text_ += fmt::format("**{} {}**\n\n", diff_.same() ? "✓" : diff_.complete ? "⚠" : "✗", escaped(lines.front()));
    for (std::size_t i = 1; i < lines.size(); ++i) text_ += "- " + escaped(lines[i]) + "\n";
    if (detail_ != Detail::all)
      text_ +=
          "- This report is shortened to what a review thread takes: the page (`--html`) and the JSON report tell "
          "all.\n";
    text_ += fmt::format("\n| | version | digest |\n|---|---|---|\n{}{}\n", side("old", diff_.old_side),
                         side("new", diff_.new_side));
    classes();
    not_affected();
    if (report_.population != nullptr) population(*report_.population);
    changes();
    questions();
    certificate();
    return std::move(text_);
  }

 private:
  std::string title() const { return diff_.new_side.title.empty() ? diff_.new_side.name : diff_.new_side.title; }

  static std::string side(const char* which, const ComparedSide& side) {
    return fmt::format("| {} | {} | {} |\n", which, code(side_words(side)), code(side.digest));
  }

  void population(const PopulationDiff& people) {
    text_ += "### What it means for a population\n\n";
    for (const std::string& words : population_words(people)) text_ += "- " + escaped(words) + "\n";
    for (const PopulationDiff::OfDecision& decision : people.decisions) {
      text_ += fmt::format("\n{}: {}\n", decision.name.empty() ? decision_title(decision) : code(decision.name),
                           escaped(decision_words(people, decision)));
      moved(people, decision);
      for (const PopulationDiff::OfClass& of : decision.classes) {
        text_ += fmt::format("\n{}: {}\n\n", escaped(of.id), escaped(people_words(people, of.count)));
        for (const PopulationDiff::Breakdown& by : of.by)
          text_ += fmt::format("- {}\n", escaped(breakdown_words(by) + ": " + rows_words(people, by)));
      }
    }
    text_ += '\n';
  }

  void moved(const PopulationDiff& people, const PopulationDiff::OfDecision& decision) {
    std::string rows;
    for (std::size_t i = 0; i < decision.outcomes.size(); ++i) {
      for (std::size_t j = 0; j < decision.outcomes.size(); ++j) {
        const HeadCount& count = decision.moved[i][j];
        if (count.number == 0 && count.shown == HeadCount::Shown::exact) continue;
        rows += fmt::format("| {} | {} | {} |\n", escaped(end_words(decision.outcomes[i])),
                            escaped(end_words(decision.outcomes[j])), escaped(count_words(people, count)));
      }
    }
    if (!rows.empty()) text_ += "\n| before | after | people |\n|---|---|---:|\n" + rows;
  }

  void classes() {
    std::string by_date;
    std::size_t count = 0;
    bool first = true;
    for (const ChangeClass& c : diff_.classes) {
      if (only_by_date(c)) {
        by_date += fmt::format("- **{}** {}, {}: {} ({})\n", escaped(c.id), escaped(decision_words(c)),
                               escaped(transition_words(c)),
                               detail_ == Detail::names ? std::string() : escaped(c.sentence), code(c.fingerprint));
        if (const std::string words = accepted_words(report_, c.fingerprint); !words.empty())
          by_date += "  - ✓ " + escaped(words) + "\n";
        ++count;
        continue;
      }
      if (first) text_ += "### Who is decided differently\n\n";
      first = false;
      one_class(c);
    }
    if (count > 0)
      text_ += folded(fmt::format("{} decided differently only because the day of the assessment is different",
                                  counted(count, "group")),
                      by_date);
  }

  void one_class(const ChangeClass& c) {
    text_ +=
        fmt::format("#### {}: {}, {}\n\n", escaped(c.id), escaped(decision_words(c)), escaped(transition_words(c)));
    if (detail_ != Detail::names) text_ += escaped(c.sentence) + "\n\n";
    text_ += "- because of " + escaped(cause_words(c)) + "\n";
    if (!c.decision.empty() && detail_ != Detail::names)
      text_ += fmt::format("- decided before by {}\n- decided after by {}\n", escaped(deciding_words(c.decided_before)),
                           escaped(deciding_words(c.decided_after)));
    if (!c.witness) text_ += fmt::format("- {}\n", kNobodyFound);
    if (c.near_miss)
      text_ += fmt::format("- not if {} were {} instead of {}: then {} before and after\n", code(c.near_miss->differs),
                           code(c.near_miss->new_value), code(c.near_miss->old_value),
                           escaped(decided_words(c, c.near_miss->after)));
    closing(c.fingerprint);
    if (!c.conditions.empty() && detail_ < Detail::without_conditions)
      text_ += folded("Exactly who they are", conditions(c));
    if (c.witness && detail_ == Detail::all)
      text_ +=
          folded("A person who shows it",
                 fmt::format("{}: {} before, {} after. Decided under both versions.\n\n{}", code(c.witness->person),
                             escaped(decided_words(c, c.witness->before)), escaped(decided_words(c, c.witness->after)),
                             fenced("json", shown_lines(c.witness->json, ""))));
  }

  static std::string conditions(const ChangeClass& c) {
    std::string text;
    for (const Conditions& when : c.conditions) {
      if (!text.empty()) text += "\nor\n\n";
      for (const Literal& literal : when.all) text += "- " + escaped(literal.words) + "\n";
      add_lists(when, "", text);
      if (when.all.empty() && when.any.empty() && when.none.empty()) text += "- everybody\n";
    }
    return text;
  }

  static void add_lists(const Conditions& conditions, const std::string& indent, std::string& text) {
    for (const auto& ways : conditions.any) add_ways("one of these", ways, indent, text);
    if (!conditions.none.empty()) add_ways("none of these", conditions.none, indent, text);
  }

  static void add_ways(const char* title, const std::vector<Conditions>& ways, const std::string& indent,
                       std::string& text) {
    text += fmt::format("{}- {}:\n", indent, title);
    for (const Conditions& way : ways) {
      std::vector<std::string> parts;
      for (const Literal& literal : way.all) parts.push_back(escaped(literal.words));
      const bool more = !way.any.empty() || !way.none.empty();
      if (parts.empty()) parts.emplace_back("all of these");
      text += fmt::format("{}  - {}{}\n", indent, fmt::join(parts, "; and "), more ? "; and" : "");
      add_lists(way, indent + "    ", text);
    }
  }

  void closing(const std::string& fingerprint) {
    const std::string accepted = accepted_words(report_, fingerprint);
    if (!accepted.empty()) text_ += "- ✓ " + escaped(accepted) + "\n";
    text_ += "- fingerprint " + code(fingerprint) + "\n\n";
  }

  void not_affected() {
    if (!diff_.complete) {
      text_ += "### Not complete\n\n";
      for (const std::string& bound : diff_.bound) text_ += "- " + escaped(bound) + "\n";
      text_ += '\n';
      return;
    }
    if (diff_.classes.empty() || diff_.unchanged.empty()) return;
    std::vector<std::string> names;
    for (const std::string& name : diff_.unchanged) names.push_back(code(name));
    text_ += fmt::format("### Who is not affected\n\nProved: in {} nobody is decided differently{}.\n\n", joined(names),
                         diff_.unchanged.size() < diff_.compared.size()
                             ? ", and in the other decisions nobody outside the groups above"
                             : "");
  }

  void changes() {
    std::string with, without;
    std::size_t count = 0;
    for (std::size_t i = 0; i < diff_.changes.size(); ++i) {
      const StructuralChange& change = diff_.changes[i];
      const bool none = change.effect == Effect::none;
      count += none;
      (none ? without : with) += one_change(i + 1, change);
    }
    if (!with.empty()) text_ += "### Changes of the rules\n\n" + with;
    if (!without.empty())
      text_ += folded(fmt::format("{} without effect on any decision (proved)", counted(count, "change")), without);
  }

  std::string one_change(std::size_t number, const StructuralChange& change) const {
    std::string text = fmt::format("**{}. {}**", number, escaped(change_title(change)));
    if (!change.label.empty()) text += " " + escaped(change.label);
    text += "\n\n";
    const auto item = [&](const std::string& words) {
      if (!words.empty()) text += "- " + escaped(words) + "\n";
    };
    item(context_words(change));
    item(effect_words(diff_, change));
    item(delta_words(change));
    for (const CitedSource& source : cited_sources(diff_, number - 1)) {
      item("cites " + source.title);
      for (const std::string& words : source.words) text += "  - " + escaped(words) + "\n";
    }
    item(accepted_words(report_, change.fingerprint));
    text += "- fingerprint " + code(change.fingerprint) + "\n\n";
    std::string lines;
    for (const TextPiece& piece : diff_lines(change.old_text, change.new_text)) {
      const bool both = piece.in_old && piece.in_new;
      lines += shown_lines(piece.in_old ? piece.old_text : piece.new_text, both ? "  " : piece.in_old ? "- " : "+ ");
    }
    return lines.empty() ? text : text + fenced("diff", lines) + "\n";
  }

  void questions() {
    if (diff_.questions.empty()) return;
    text_ += "### Open questions\n\n";
    for (const OpenQuestion& question : diff_.questions) text_ += "- " + escaped(question_words(question)) + "\n";
    text_ += '\n';
  }

  void certificate() {
    std::string body;
    for (const std::string& words : diff_.assumptions) body += "- " + escaped(words) + "\n";
    if (diff_.complete) {
      for (const std::string& words : diff_.bound) body += "- not shown in full: " + escaped(words) + "\n";
    }
    body += fmt::format("- {}, {}, {} decided under both versions\n", counted(diff_.figures.tests, "test"),
                        counted(diff_.figures.nodes, "node"), counted(diff_.figures.witnesses, "case"));
    body += "- comparison " + code("sha256:" + diff_fingerprint(diff_)) + " by proviso " PROVISO_VERSION "\n";
    text_ += folded("What this rests on", body);
    text_ += "What is said here follows from the encoded rules. It is not a decision of an authority.\n";
  }

  const DiffReport& report_;
  const VersionDiff& diff_;
  const Detail detail_;
  std::string text_;
};

std::size_t characters(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

std::string diff_markdown(const DiffReport& report) {
  std::string text;
  for (const Detail detail : {Detail::all, Detail::without_cases, Detail::without_conditions, Detail::names}) {
    text = MarkdownReport(report, detail).run();
    if (characters(text) <= kMostCharacters) break;
  }
  return text;
}

}  // namespace proviso::cli
