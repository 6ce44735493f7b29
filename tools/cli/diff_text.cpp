#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dsl/render_text.hpp"
#include "interpreter/text_page.hpp"
#include "tools/cli/diff_report.hpp"
#include "tools/cli/population_report.hpp"
#include "tools/cli/word_diff.hpp"

namespace proviso::cli {

namespace {

using Effect = StructuralChange::Effect;

class TextReport {
 public:
  TextReport(const DiffReport& report, const DiffTextOptions& options)
      : report_(report), diff_(report.diff), options_(options) {}

  std::string run() {
    const ComparedSide& named = diff_.new_side;
    paragraph(0, "", named.title.empty() ? named.name : fmt::format("{} ({})", named.title, named.name));
    for (const auto& [which, side] : {std::pair("old  ", &diff_.old_side), std::pair("new  ", &diff_.new_side)}) {
      paragraph(0, which, side_words(*side));
      paragraph(5, "", side->digest);
    }
    text_ += '\n';
    const std::vector<std::string> lines = answer_lines(report_);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const char* style = i > 0 ? "" : diff_.same() ? "1;32" : "1";
      styled(style, [&] { paragraph(0, "", lines[i]); });
    }
    classes();
    not_affected();
    if (report_.population != nullptr) text_ += '\n' + population_text(*report_.population, options_.columns);
    changes();
    questions();
    certificate();
    return std::move(text_);
  }

 private:
  void paragraph(std::size_t indent, std::string_view lead, std::string_view words) {
    TextPage page(options_.columns);
    page.paragraph(indent, lead, words);
    text_ += page.take();
  }
  /// Colours the lines that `write` writes, each for itself, so that a pager shows them as they are.
  template <class Write>
  void styled(const char* style, Write write) {
    const std::size_t begin = text_.size();
    write();
    if (!options_.color || *style == '\0') return;
    std::string plain = text_.substr(begin);
    text_.resize(begin);
    for (std::size_t at = 0; at < plain.size();) {
      const std::size_t end = plain.find('\n', at);
      text_ += fmt::format("\x1b[{}m{}\x1b[0m\n", style, plain.substr(at, end - at));
      at = end + 1;
    }
  }
  void heading(std::string_view words) {
    text_ += '\n';
    styled("1", [&] { paragraph(0, "", words); });
  }

  void classes() {
    classes(false, "Who is decided differently");
    classes(true, "Who is decided differently only because the day of the assessment is different");
  }

  void classes(bool by_date, std::string_view title) {
    bool first = true;
    for (const ChangeClass& c : diff_.classes) {
      if (only_by_date(c) != by_date) continue;
      if (first) heading(title);
      first = false;
      one_class(c);
    }
  }

  // Of those whom no change of the rules concerns, the reports for programs tell the rest.
  void one_class(const ChangeClass& c) {
    text_ += '\n';
    styled("1", [&] { paragraph(2, c.id + "  ", decision_words(c) + ": " + transition_words(c)); });
    if (only_by_date(c)) {
      paragraph(4, "", c.sentence);
      return closing(c.fingerprint);
    }
    paragraph(4, "", c.sentence);
    if (c.conditions.size() > 1 ||
        (c.conditions.size() == 1 && !(c.conditions[0].any.empty() && c.conditions[0].none.empty())))
      paragraph(4, "exactly     ", "as the page, the Markdown and the JSON report say");
    paragraph(4, "because of  ", cause_words(c));
    if (!c.decision.empty()) {
      paragraph(4, "before      ", deciding_words(c.decided_before));
      paragraph(4, "after       ", deciding_words(c.decided_after));
    }
    if (!c.witness) paragraph(4, "shown by    ", kNobodyFound);
    if (c.witness)
      paragraph(4, "shown by    ",
                fmt::format("{}: {} before, {} after", c.witness->person, decided_words(c, c.witness->before),
                            decided_words(c, c.witness->after)));
    if (c.near_miss)
      paragraph(4, "but not     ",
                fmt::format("{} with {} instead of {}: {} before and after", c.near_miss->differs,
                            c.near_miss->new_value, c.near_miss->old_value, decided_words(c, c.near_miss->after)));
    closing(c.fingerprint);
  }

  void closing(const std::string& fingerprint) {
    const std::string accepted = accepted_words(report_, fingerprint);
    if (!accepted.empty()) styled("32", [&] { paragraph(4, "✓ ", accepted); });
    paragraph(4, "fingerprint ", fingerprint);
  }

  void not_affected() {
    if (!diff_.complete) {
      heading("Not complete");
      for (const std::string& bound : diff_.bound) paragraph(2, "- ", bound);
      return;
    }
    if (diff_.classes.empty() || diff_.unchanged.empty()) return;
    heading("Who is not affected (proved)");
    std::vector<std::string> names;
    for (const std::string& name : diff_.unchanged) names.push_back("`" + name + "`");
    paragraph(2, "", fmt::format("In {} nobody is decided differently.", joined(names)));
    if (diff_.unchanged.size() < diff_.compared.size())
      paragraph(2, "", "In the other decisions nobody outside the groups above is.");
  }

  void changes() {
    const auto with_effect = [](const StructuralChange& change) { return change.effect != Effect::none; };
    changes("Changes of the rules", with_effect);
    changes("Changes of the rules without effect on any decision (proved)",
            [&](const StructuralChange& change) { return !with_effect(change); });
  }

  template <class Fits>
  void changes(std::string_view title, Fits fits) {
    bool first = true;
    for (std::size_t i = 0; i < diff_.changes.size(); ++i) {
      const StructuralChange& change = diff_.changes[i];
      if (!fits(change)) continue;
      if (first) heading(title);
      first = false;
      one_change(i + 1, change);
    }
  }

  void one_change(std::size_t number, const StructuralChange& change) {
    text_ += '\n';
    styled("1", [&] { paragraph(2, fmt::format("{}. ", number), change_title(change)); });
    if (!change.label.empty()) paragraph(4, "", change.label);
    if (std::string words = context_words(change); !words.empty()) paragraph(4, "", words);
    if (change.effect != Effect::none || !change.shown.empty()) paragraph(4, "→ ", effect_words(diff_, change));
    if (std::string words = delta_words(change); !words.empty()) paragraph(4, "", words);
    texts(change);
    for (const CitedSource& source : cited_sources(diff_, number - 1)) {
      paragraph(4, "cites ", source.title);
      for (const std::string& words : source.words) paragraph(10, "", words);
    }
    if (std::string place = place_words(change); !place.empty()) paragraph(4, "", place);
    closing(change.fingerprint);
  }

  static std::string place_words(const StructuralChange& change) {
    if (change.old_file == change.new_file && change.old_line == change.new_line && !change.old_file.empty())
      return fmt::format("{}:{}", change.old_file, change.old_line);
    std::vector<std::string> places;
    if (!change.old_file.empty()) places.push_back(fmt::format("old {}:{}", change.old_file, change.old_line));
    if (!change.new_file.empty()) places.push_back(fmt::format("new {}:{}", change.new_file, change.new_line));
    return fmt::format("{}", fmt::join(places, ", "));
  }

  // The sign says what the colour says.
  void texts(const StructuralChange& change) {
    for (const TextPiece& piece : diff_lines(ended(change.old_text), ended(change.new_text))) {
      const bool both = piece.in_old && piece.in_new;
      const std::string& lines = piece.in_old ? piece.old_text : piece.new_text;
      const char* sign = both ? "  " : piece.in_old ? "- " : "+ ";
      styled(both           ? ""
             : piece.in_old ? "31"
                            : "32",
             [&] {
               for (std::size_t at = 0; at < lines.size();) {
                 const std::size_t end = std::min(lines.find('\n', at), lines.size());
                 text_ += "    " + std::string(sign) + visible(lines.substr(at, end - at)) + '\n';
                 at = end + 1;
               }
             });
    }
  }
  static std::string ended(std::string text) {
    if (!text.empty() && text.back() != '\n') text += '\n';
    return text;
  }

  void questions() {
    if (diff_.questions.empty()) return;
    heading("Open questions");
    for (const OpenQuestion& question : diff_.questions) paragraph(2, "? ", question_words(question));
  }

  void certificate() {
    if (!diff_.assumptions.empty()) {
      heading("What this rests on");
      for (const std::string& words : diff_.assumptions) paragraph(2, "- ", words);
    }
    if (diff_.complete && !diff_.bound.empty()) {
      heading("Proved, and not shown in full");
      for (const std::string& words : diff_.bound) paragraph(2, "- ", words);
    }
    text_ += '\n';
    paragraph(0, "",
              fmt::format("{}, {}, {} decided under both versions.", counted(diff_.figures.tests, "test"),
                          counted(diff_.figures.nodes, "node"), counted(diff_.figures.witnesses, "case")));
    paragraph(0, "", "What is said here follows from the encoded rules. It is not a decision of an authority.");
    text_ += "comparison sha256:" + diff_fingerprint(diff_) + "\nby proviso " PROVISO_VERSION "\n";
  }

  const DiffReport& report_;
  const VersionDiff& diff_;
  const DiffTextOptions& options_;
  std::string text_;
};

}  // namespace

std::string diff_text(const DiffReport& report, const DiffTextOptions& options) {
  return TextReport(report, options).run();
}

}  // namespace proviso::cli
