#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "dsl/parser.hpp"
#include "dsl/resolve.hpp"
#include "interpreter/case_reader.hpp"
#include "interpreter/compile.hpp"
#include "interpreter/decide.hpp"
#include "interpreter/result_json.hpp"

// A policy from a text, and cases from JSON, for tests of the engine.
namespace proviso::test {

class Engine {
 public:
  explicit Engine(std::string policy) {
    const FileId file = sources_.add("policy.proviso", std::move(policy));
    documents_.push_back(parse(sources_, file, Limits{}, diagnostics));
    if (auto resolved = resolve(sources_, documents_, diagnostics))
      program = compile(std::move(*resolved), diagnostics);
  }

  const SourceSet& sources() const { return sources_; }

  /// A case that is ready to be decided; nothing, and what is wrong in `problems`, if it cannot be read.
  std::optional<BoundCase> read(const std::string& json, Diagnostics& problems) {
    const FileId file = sources_.add("case.json", json);
    const Span all_of_it{file, 0, static_cast<std::uint32_t>(json.size())};
    const auto value = read_json(sources_, all_of_it, JsonLimits{}, problems);
    if (!value) return std::nullopt;
    return CaseReader(*program, sources_).read(*value, problems);
  }

  /// Decides a case; throws if it cannot be read.
  CaseAnswers decide(const std::string& json) {
    Diagnostics problems;
    bound_ = read(json, problems);
    if (!bound_) {
      std::string all;
      for (const Diagnostic& d : problems.all()) all += d.message + "\n";
      throw std::runtime_error(all);
    }
    CaseAnswers answers = proviso::decide(*program, bound_->value);
    if (answers.status == CaseAnswers::Status::incomplete) throw std::runtime_error(answers.limit);
    return answers;
  }

  const Case& last_case() const { return bound_->value; }
  std::vector<std::string> missing(const Answer& answer) const {
    std::vector<std::string> paths;
    for (const Variable& v : answer.missing) paths.push_back(variable_path(*program, last_case(), v));
    std::sort(paths.begin(), paths.end());
    return paths;
  }
  /// The outcome or value by name; "undetermined" if open.
  std::string decision(const CaseAnswers& answers, std::size_t person, const std::string& name) const {
    const DecisionId id = *program->policy.find_decision(name);
    const Answer& answer = answers.people[person].decisions[id];
    return answer.settled ? program->policy.decisions[id].outcomes[static_cast<std::size_t>(answer.value)].name
                          : "undetermined";
  }
  const Answer& answer(const CaseAnswers& answers, std::size_t person, const std::string& name) const {
    return answers.people[person].decisions[*program->policy.find_decision(name)];
  }
  std::vector<std::string> because(const Answer& answer) const {
    std::vector<std::string> rules;
    for (const RuleUse& use : answer.because) rules.push_back(program->policy.rules[use.rule].name);
    return rules;
  }
  std::string codes() const {
    std::string all;
    for (const Diagnostic& d : diagnostics.sorted()) all += code(d.kind) + " " + d.message + "\n";
    return all;
  }

  Diagnostics diagnostics;
  std::optional<Program> program;

 private:
  SourceSet sources_;
  std::vector<syntax::Document> documents_;
  std::optional<BoundCase> bound_;
};

}  // namespace proviso::test
