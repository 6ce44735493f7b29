#include <string>

#include "interpreter/result_json.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/decide_text.hpp"
#include "tools/cli/session.hpp"

namespace proviso::cli {

namespace {

bool has_open_decision(const CaseAnswers& answers) {
  for (const PersonAnswers& person : answers.people) {
    for (const Answer& answer : person.decisions) {
      if (answer.in_force && !answer.settled) return true;
    }
  }
  return false;
}

}  // namespace

int run_decide(const Options& options, std::ostream& out, std::ostream& err) {
  const auto policy = open_policy(options, err);
  if (!policy) return kFailed;
  int code = kDone;
  const auto decided = decide_case(options, *policy, err, code);
  if (!decided) return code;
  const std::string text =
      options.format == "json"
          ? result_json(*policy->program, decided->bound.value, decided->answers)
          : decide_text(*policy->program, decided->bound.value, decided->answers, options.color_out);
  if (options.exit_code && has_open_decision(decided->answers)) code = kFound;
  return write_result(options, text, code, out, err);
}

}  // namespace proviso::cli
