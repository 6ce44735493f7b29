#include "interpreter/explain.hpp"

#include <fmt/format.h>

#include "dsl/nearest.hpp"
#include "interpreter/explain_json.hpp"
#include "interpreter/explain_text.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/session.hpp"

namespace proviso::cli {

namespace {

std::string did_you_mean(const std::string& wrong, const std::vector<std::string_view>& known) {
  if (const auto name = nearest(wrong, known)) return fmt::format("; did you mean `{}`?", *name);
  return known.empty() ? "" : fmt::format("; there are {}", fmt::join(known, ", "));
}

bool choose_person(const Options& options, const Case& c, ExplainOptions& what, std::ostream& err) {
  if (options.person.empty()) return true;
  std::vector<std::string_view> known;
  for (std::uint32_t p = 0; p < c.people.size(); ++p) {
    known.push_back(c.people[p].id);
    if (c.people[p].id == options.person) what.person = p;
  }
  if (what.person) return true;
  err << fmt::format("proviso: the case has no person `{}`{}\n", options.person, did_you_mean(options.person, known));
  return false;
}

bool choose_decision(const Options& options, const Policy& policy, ExplainOptions& what, std::ostream& err) {
  if (options.decision.empty()) return true;
  what.decision = policy.find_decision(options.decision);
  if (what.decision) return true;
  std::vector<std::string_view> known;
  for (const Decision& decision : policy.decisions) known.push_back(decision.name);
  err << fmt::format("proviso: the policy has no decision `{}`{}\n", options.decision,
                     did_you_mean(options.decision, known));
  return false;
}

}  // namespace

int run_explain(const Options& options, std::ostream& out, std::ostream& err) {
  const auto policy = open_policy(options, err);
  if (policy == nullptr) return kFailed;
  ExplainOptions what;
  if (!choose_decision(options, policy->program->policy, what, err)) return kFailed;
  int code = kDone;
  const auto decided = decide_case(options, *policy, err, code);
  if (!decided) return code;
  const Case& c = decided->bound.value;
  if (!choose_person(options, c, what, err)) return kFailed;
  const Explanation explanation = explain(*policy->program, policy->files.sources, c, decided->answers, what);
  const std::string text = options.format == "json" ? explain_json(explanation) : explain_text(explanation);
  return write_result(options, text, kDone, out, err);
}

}  // namespace proviso::cli
