#include <fmt/format.h>

#include <algorithm>

#include "dsl/render.hpp"
#include "dsl/render_text.hpp"
#include "interpreter/explain_words.hpp"
#include "interpreter/member_names.hpp"
#include "interpreter/text_page.hpp"
#include "tools/cli/side_by_side.hpp"
#include "tools/cli/test_report.hpp"
#include "tools/cli/test_selection.hpp"

namespace proviso::cli {

namespace {

using Status = CaseOutcome::Status;

// Messages about one case: what is wrong with it most often has one cause.
constexpr std::size_t kMostMessages = 5;

std::string colored(bool color, const char* codes, std::string_view text) {
  return color ? fmt::format("\x1b[{}m{}\x1b[0m", codes, text) : std::string(text);
}

/// The differences, person by person, in their order.
std::string differences_text(const TestRun& run, const CaseOutcome& outcome, std::size_t columns) {
  if (outcome.differences.empty()) return {};
  std::vector<ComparedRow> rows = {{"", "expected", "actual"}};
  std::optional<std::uint32_t> person;
  for (const Difference& d : outcome.differences) {
    const bool of_person = d.of != Difference::Of::whole_case;
    if (of_person && person != d.person) {
      person = d.person;
      rows.push_back({outcome.people[d.person], "", ""});
    }
    rows.push_back({(of_person ? "  " : "") + aspect_words(run, d), d.expected, d.actual});
  }
  return side_by_side(rows, 2, columns);
}

std::string reason_text(const TestRun& run, const DifferenceReason& reason, std::size_t columns, bool color) {
  std::string text;
  for (const ReasonPart& part : reason.parts) {
    text += "\n  " + colored(color, "1", visible(part_heading(reason, part))) + "\n";
    TextPage page(columns);
    for (const ReasonLine& line : part.lines) {
      const std::string place = line.place ? fmt::format(" ({})", place_words(run.sources(), *line.place)) : "";
      page.paragraph(4 + 4 * line.depth, line.holds ? holds_sign(*line.holds) : "", line.words + place);
    }
    text += page.take();
  }
  if (reason.look_at.empty()) return text;
  TextPage page(columns);
  const std::string place = reason.look_at_place ? ", " + place_words(run.sources(), *reason.look_at_place) : "";
  page.paragraph(2, "Look at: ", reason.look_at + place);
  return text + page.take();
}

std::string messages_text(const TestRun& run, const CaseOutcome& outcome, bool color) {
  std::string text;
  const std::vector<Diagnostic> messages = outcome.diagnostics.sorted();
  for (std::size_t i = 0; i < std::min(messages.size(), kMostMessages); ++i)
    text += render(run.sources(), messages[i], {color});
  if (messages.size() > kMostMessages)
    text += fmt::format("and {} about this case\n", plural(messages.size() - kMostMessages, "more message"));
  return text;
}

std::string summary_text(const TestCounts& counts) {
  std::string text = fmt::format("{}: {} passed", plural(counts.all(), "case"), counts.passed);
  if (counts.other_reading > 0) text += fmt::format(" ({} by another reading than the first)", counts.other_reading);
  if (counts.failed > 0) text += fmt::format(", {} failed", counts.failed);
  if (counts.refused > 0) text += fmt::format(", {} refused", counts.refused);
  if (counts.incomplete > 0) text += fmt::format(", {} incomplete", counts.incomplete);
  if (counts.not_run > 0) text += fmt::format("; {} not run", counts.not_run);
  return text + "\n";
}

std::string policy_text(const TestRun& run, const TextReport& options) {
  std::string text = visible(run.rules().name);
  if (options.with_rules && !run.coverage) {
    std::size_t all = 0;
    const std::vector<std::string> names = idle_rules(run, all);
    text += fmt::format(": {} of {} carried a decision in some case", all - names.size(), plural(all, "rule"));
    if (!names.empty()) text += fmt::format("; not {}", listed(names, "or", 8));
  }
  return text + fmt::format("\n  rules  {}\n  cases  {}\n", run.rules().digest, run.cases_digest);
}

}  // namespace

std::string failure_text(const TestRun& run, const CaseOutcome& outcome, std::size_t columns, bool color) {
  std::string text = differences_text(run, outcome, columns);
  for (const DifferenceReason& reason : outcome.reasons) text += reason_text(run, reason, columns, color);
  return text + messages_text(run, outcome, color);
}

std::string test_text(const TestRuns& runs, const TextReport& options) {
  std::string text;
  for (const auto& run : runs) {
    for (const CaseOutcome& outcome : run->outcomes) {
      if (outcome.status == Status::passed) continue;
      text += fmt::format("{}  {}  ({})\n", colored(options.color, "1;31", status_word(outcome.status)),
                          visible(case_name(outcome.id, outcome.title)),
                          visible(place_words(run->sources(), outcome.place)));
      text += failure_text(*run, outcome, options.columns, options.color) + "\n";
    }
  }
  const TestCounts counts = count_outcomes(runs);
  text += summary_text(counts);
  if (options.seconds && *options.seconds > 0)
    text += fmt::format("{:.2f} s, {:.0f} cases a second\n", *options.seconds,
                        static_cast<double>(counts.all()) / *options.seconds);
  for (const auto& run : runs) {
    if (run->outcomes.empty()) continue;
    text += policy_text(*run, options);
    if (run->coverage)
      text += coverage_text(run->coverage->view(run->sources()), options.coverage_places, options.columns);
    if (run->mutation) text += mutation_text(run->sources(), *run->mutation, options.survivors);
  }
  return text + "by proviso " PROVISO_VERSION "\n";
}

}  // namespace proviso::cli
