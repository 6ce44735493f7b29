#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "dsl/source.hpp"
#include "interpreter/conformance.hpp"
#include "interpreter/mutation.hpp"
#include "interpreter/suggest.hpp"
#include "interpreter/suite.hpp"
#include "tools/cli/options.hpp"
#include "tools/cli/session.hpp"
#include "tools/cli/test_coverage.hpp"

namespace proviso::cli {

/// The cases of one policy, and what came of those that were selected.
struct TestRun {
  std::unique_ptr<ReadyPolicy> policy;
  Suite suite;
  std::vector<std::size_t> selected = {};       ///< indices into `suite.cases`, ascending
  std::vector<CaseOutcome> outcomes = {};       ///< of the first of `selected`; of all unless the run was stopped
  std::vector<double> seconds = {};             ///< likewise; 0 where time is not measured
  Diagnostics diagnostics = {};                 ///< about files, and between cases
  std::string cases_digest = {};                ///< of the cases that ran
  std::optional<Mutation> mutation = {};        ///< nothing: not asked for, or not every case passed
  std::unique_ptr<TestCoverage> coverage = {};  ///< null: not asked for
  std::vector<CoveredLine> covered_lines = {};  ///< by file and line; none: reports show no place for them

  const SourceSet& sources() const { return policy->files.sources; }
  const Program& program() const { return *policy->program; }
  const Policy& rules() const { return policy->program->policy; }
};

/// Reads the policy of these paths and its cases. Null, and messages on `err`, if the policy has errors.
std::unique_ptr<TestRun> open_test_run(const std::vector<std::string>& paths, const Options& options,
                                       std::ostream& err);

struct RunControl {
  unsigned jobs = 0;  ///< threads; 0: as many as the machine has
  bool fail_fast = false;
  std::function<bool()> interrupted = {};  ///< asked between cases
  std::function<double()> clock = {};
  /// Called now and then, by one thread at a time; of `mutate_rules`, with the changes done and all of them.
  std::function<void(std::size_t done, std::size_t failed)> progress = {};
};

/// Runs the selected cases. What comes out does not depend on the number of threads.
void run_selected(TestRun& run, const RunControl& control);

/// Changes the rules and runs the cases that ran before against each change: `mutation`. REQUIRES: all of them passed.
void mutate_rules(TestRun& run, const RunControl& control);

/// Measures what the cases that ran cover: `coverage` and `covered_lines`.
void measure_coverage(TestRun& run);

/// Cases that the suite lacks: for changes of the rules that it does not notice, and for boundaries that it does not
/// show. REQUIRES: `mutate_rules` was run.
std::vector<Suggestion> suggestions_for(const TestRun& run);

}  // namespace proviso::cli
