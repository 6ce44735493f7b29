#include "interpreter/sample.hpp"

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "dsl/date.hpp"
#include "interpreter/case_csv.hpp"
#include "interpreter/case_json.hpp"
#include "interpreter/member_names.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/result_file.hpp"
#include "tools/cli/session.hpp"

namespace proviso::cli {

namespace {

constexpr std::uint32_t kFamilies = 300'000;

/// Where the population goes, piece by piece.
class Destination {
 public:
  Destination(const Options& options, std::ostream& out) : out_(out) {
    if (!options.output.empty() && options.output != "-") file_ = std::make_unique<ResultFile>(options.output);
  }
  bool write(const std::string& text) {
    if (file_) return file_->write(text);
    out_ << text;
    return out_.good();
  }
  bool finish(std::ostream& err) { return !file_ || file_->finish(err); }

 private:
  std::ostream& out_;
  std::unique_ptr<ResultFile> file_;
};

bool wrong_use(std::ostream& err, const std::string& message) {
  err << "proviso sample: " << message << "\n";
  return false;
}

/// The day and the families fit the policy and the format.
bool is_possible(const Options& options, const Policy& policy, std::ostream& err) {
  if (options.on && (*options.on < policy.in_force_from || *options.on > policy.in_force_through)) {
    return wrong_use(
        err, fmt::format("the policy is not in force on {}: it is from {}{}", format_date(*options.on),
                         format_date(policy.in_force_from),
                         policy.in_force_through == kLastDay ? std::string(" on")
                                                             : " through " + format_date(policy.in_force_through)));
  }
  const bool families = options.family_millionths.value_or(0) != 0;
  if (families && policy.relations.empty())
    return wrong_use(err, "the policy declares no relations: leave out `--families`");
  if (families && options.format == "csv")
    return wrong_use(err, "a table has no relations: leave out `--families`, or write JSON lines");
  return true;
}

std::string json_header(const Options& options, const Policy& policy) {
  const nlohmann::ordered_json header = {{"policy", policy.name},
                                         {"synthetic", true},
                                         {"seed", options.seed},
                                         {"digest", policy.digest},
                                         {"note", "Made up by `proviso sample`: nobody in this file exists."}};
  return header.dump() + "\n";
}

int give_up(const ReadyPolicy& policy, const Sampler& sampler, std::uint64_t made, const Options& options,
            std::ostream& err) {
  const Policy& rules = policy.program->policy;
  std::vector<std::string> names;
  Diagnostic d{Kind::sample_impossible, "", {rules.span, ""}};
  for (const std::uint32_t i : sampler.obstacles()) {
    const Heading& heading = rules.impossibles[i].heading;
    if (names.empty()) {
      d.primary = {heading.span, "true of the last that was tried"};
    } else {
      d.secondary.push_back({heading.span, "and this"});
    }
    names.push_back(heading.name);
  }
  d.message = fmt::format("after {} people, no further person was found whose facts can all be true", made);
  if (!names.empty()) d.message += fmt::format(": the policy rules out {}", listed(names));
  if (names.empty() && sampler.gap())
    d.notes.push_back("The rules need a text that is not in force on the days tried.");
  d.notes.push_back(
      "Either the conditions rule nearly everybody out, or they contradict each other: look at them together.");
  Diagnostics diagnostics;
  diagnostics.add(std::move(d));
  print_diagnostics(policy.files.sources, diagnostics, options, err);
  return kLimit;
}

}  // namespace

int run_sample(const Options& options, std::ostream& out, std::ostream& err) {
  const auto policy = open_policy(options, err);
  if (!policy) return kFailed;
  const Program& program = *policy->program;
  if (!is_possible(options, program.policy, err)) return kFailed;
  const bool csv = options.format == "csv";
  SampleOptions wanted{options.seed, options.on, options.unknown_millionths, 0};
  if (!csv && !program.policy.relations.empty())
    wanted.family_millionths = options.family_millionths.value_or(kFamilies);
  Sampler sampler(program, wanted);
  CaseJsonWriter lines(program);
  CaseTableWriter table(program);
  Destination destination(options, out);
  destination.write(csv ? table.header(true) : json_header(options, program.policy));
  for (std::uint64_t made = 0; made < options.count;) {
    const auto c = sampler.next(options.count - made);
    if (!c) return give_up(*policy, sampler, made, options, err);
    made += c->people.size();
    if (!destination.write(csv ? table.row(*c, true) : lines.write(*c) + "\n")) break;
  }
  return destination.finish(err) ? kDone : kFailed;
}

}  // namespace proviso::cli
