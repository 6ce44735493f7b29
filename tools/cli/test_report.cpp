#include "tools/cli/test_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "dsl/render.hpp"
#include "dsl/render_text.hpp"
#include "interpreter/member_names.hpp"

namespace proviso::cli {

namespace {

using Status = CaseOutcome::Status;

const char* status_word(Status status) {
  switch (status) {
    case Status::passed:
      return "passed";
    case Status::failed:
      return "failed";
    case Status::refused:
      return "refused";
    case Status::incomplete:
      return "incomplete";
  }
  return "";
}

std::string case_name(const CaseOutcome& outcome) {
  if (outcome.id.empty()) return outcome.title.empty() ? "a case without a name" : outcome.title;
  return outcome.title.empty() ? outcome.id : outcome.id + ": " + outcome.title;
}

std::string place_words(const SourceSet& sources, Span place) {
  return fmt::format("{}:{}", sources.path(place.file), sources.position(place.file, place.begin).line);
}

std::string failure_text(const SourceSet& sources, const CaseOutcome& outcome, bool color) {
  std::string text;
  for (const Difference& difference : outcome.differences) {
    text += fmt::format("  {}\n    expected  {}\n    actual    {}\n", visible(difference.subject),
                        visible(difference.expected), visible(difference.actual));
  }
  for (const Diagnostic& d : outcome.diagnostics.sorted()) text += render(sources, d, {color});
  return text;
}

std::string plural(std::size_t count, const char* one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

/// The names of the rules that carried no decision in any case.
std::vector<std::string> uncovered(const TestRun& run) {
  std::vector<char> carried(run.program->policy.rules.size(), 0);
  for (const CaseOutcome& outcome : run.outcomes) {
    for (const RuleId rule : outcome.carried) carried[rule] = 1;
  }
  std::vector<std::string> names;
  for (RuleId rule = 0; rule < carried.size(); ++rule) {
    // An exception carries nothing: it takes away what would.
    const Rule& r = run.program->policy.rules[rule];
    if (carried[rule] == 0 && r.kind != syntax::RuleKind::exception) names.push_back(r.name);
  }
  return names;
}

std::size_t coverable(const TestRun& run) {
  const auto& rules = run.program->policy.rules;
  return static_cast<std::size_t>(
      std::count_if(rules.begin(), rules.end(), [](const Rule& r) { return r.kind != syntax::RuleKind::exception; }));
}

std::string xml(std::string_view text) {
  std::string result;
  for (const char c : visible(text)) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

std::string xml_lines(std::string_view text) {
  std::string result;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    result += xml(text.substr(begin, end - begin)) + "\n";
    begin = end + 1;
  }
  return result;
}

}  // namespace

TestCounts count_outcomes(const std::vector<TestRun>& runs) {
  TestCounts counts;
  for (const TestRun& run : runs) {
    for (const CaseOutcome& outcome : run.outcomes) {
      counts.passed += outcome.status == Status::passed;
      counts.failed += outcome.status == Status::failed;
      counts.refused += outcome.status == Status::refused;
      counts.incomplete += outcome.status == Status::incomplete;
      counts.other_reading += outcome.status == Status::passed && outcome.other_reading;
    }
  }
  return counts;
}

std::string test_text(const std::vector<TestRun>& runs, bool with_coverage, bool color) {
  std::string text;
  for (const TestRun& run : runs) {
    for (const CaseOutcome& outcome : run.outcomes) {
      if (outcome.status == Status::passed) continue;
      const std::string word =
          color ? fmt::format("\x1b[1;31m{}\x1b[0m", status_word(outcome.status)) : status_word(outcome.status);
      text +=
          fmt::format("{}  {}  ({})\n", word, visible(case_name(outcome)), place_words(*run.sources, outcome.place));
      text += failure_text(*run.sources, outcome, color) + "\n";
    }
  }
  const TestCounts counts = count_outcomes(runs);
  text += fmt::format("{}: {} passed", plural(counts.all(), "case"), counts.passed);
  if (counts.other_reading > 0) text += fmt::format(" ({} by another reading than the first)", counts.other_reading);
  if (counts.failed > 0) text += fmt::format(", {} failed", counts.failed);
  if (counts.refused > 0) text += fmt::format(", {} refused", counts.refused);
  if (counts.incomplete > 0) text += fmt::format(", {} incomplete", counts.incomplete);
  text += "\n";
  for (const TestRun& run : runs) {
    if (!with_coverage) break;
    const std::vector<std::string> names = uncovered(run);
    const std::size_t all = coverable(run);
    text += fmt::format("{}: {} of {} carried a decision in some case", run.program->policy.name, all - names.size(),
                        plural(all, "rule"));
    text += names.empty() ? "\n" : fmt::format("; not {}\n", listed(names, "or", 8));
  }
  return text;
}

std::string test_json(const std::vector<TestRun>& runs) {
  using Json = nlohmann::ordered_json;
  const TestCounts counts = count_outcomes(runs);
  Json result = {{"format", "proviso.test/1"}, {"passed", counts.passed},         {"failed", counts.failed},
                 {"refused", counts.refused},  {"incomplete", counts.incomplete}, {"policies", Json::array()}};
  for (const TestRun& run : runs) {
    Json policy = {
        {"name", run.program->policy.name}, {"digest", run.program->policy.digest}, {"cases", Json::array()}};
    for (const CaseOutcome& outcome : run.outcomes) {
      Json entry = {{"id", outcome.id},
                    {"title", outcome.title},
                    {"file", run.sources->path(outcome.place.file)},
                    {"line", run.sources->position(outcome.place.file, outcome.place.begin).line},
                    {"status", status_word(outcome.status)}};
      if (!outcome.reading.empty()) entry["reading"] = outcome.reading;
      Json differences = Json::array();
      for (const Difference& d : outcome.differences)
        differences.push_back({{"subject", d.subject}, {"expected", d.expected}, {"actual", d.actual}});
      if (!differences.empty()) entry["differences"] = std::move(differences);
      Json messages = Json::array();
      if (outcome.status != Status::passed) {
        for (const Diagnostic& d : outcome.diagnostics.sorted())
          messages.push_back({{"code", code(d.kind)}, {"message", d.message}});
      }
      if (!messages.empty()) entry["messages"] = std::move(messages);
      policy["cases"].push_back(std::move(entry));
    }
    policy["rules_without_case"] = uncovered(run);
    result["policies"].push_back(std::move(policy));
  }
  return result.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string test_junit(const std::vector<TestRun>& runs) {
  const TestCounts counts = count_outcomes(runs);
  std::string text = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"{}\" failures=\"{}\" errors=\"{}\">\n",
      counts.all(), counts.failed, counts.refused + counts.incomplete);
  for (const TestRun& run : runs) {
    const TestCounts own = count_outcomes({run});
    text += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n",
                        xml(run.program->policy.name), own.all(), own.failed, own.refused + own.incomplete);
    for (const CaseOutcome& outcome : run.outcomes) {
      text += fmt::format("    <testcase classname=\"{}\" name=\"{}\"", xml(run.sources->path(outcome.place.file)),
                          xml(case_name(outcome)));
      if (outcome.status == Status::passed) {
        text += "/>\n";
        continue;
      }
      const char* element = outcome.status == Status::failed ? "failure" : "error";
      text += fmt::format(">\n      <{} message=\"{}\">{}</{}>\n    </testcase>\n", element,
                          status_word(outcome.status), xml_lines(failure_text(*run.sources, outcome, false)), element);
    }
    text += "  </testsuite>\n";
  }
  return text + "</testsuites>\n";
}

}  // namespace proviso::cli
