// The comparison of two versions beside Z3, in one run: bench_z3 [OLD[@DAY] NEW[@DAY] [PROPOSAL]]. For each decision
// that is not one computation in both versions, Z3 is asked whether anybody is decided differently, whether anybody is
// so outside the classes that the comparison found, and whether anybody in a class is not; and its solutions are
// enumerated one by one. What is not translated is told, and left out.
#include <fmt/core.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <functional>
#include <new>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "dsl/date.hpp"
#include "dsl/load.hpp"
#include "dsl/resolve.hpp"
#include "interpreter/compare_versions.hpp"
#include "tests/bench/z3_terms.hpp"

namespace {

using namespace proviso;
using bench::Untranslated;
using bench::Z3Terms;

constexpr unsigned kSeconds = 2;  // of processor time, for one question to Z3 and for one enumeration

/// Processor time, with that of processes that have ended.
double now() {
  double seconds = 0;
  for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage usage{};
    getrusage(who, &usage);
    for (const timeval& time : {usage.ru_utime, usage.ru_stime})
      seconds += static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  }
  return seconds;
}

/// What an answer is written to while it is found.
struct Answer {
  z3::check_result result = z3::unknown;
  std::size_t solutions = 0;
};

/// Runs a question in a process of its own, which ends after the time: Z3 does not always heed its own limit.
Answer within_time(const std::function<void(Answer&)>& question) {
  void* shared = mmap(nullptr, sizeof(Answer), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) return {};
  auto* answer = new (shared) Answer;
  const pid_t child = fork();
  if (child == 0) {
    const rlimit limit{kSeconds, kSeconds};
    setrlimit(RLIMIT_CPU, &limit);
    question(*answer);
    _exit(0);
  }
  int status = 0;
  if (child > 0) waitpid(child, &status, 0);
  const Answer result = *answer;
  munmap(shared, sizeof(Answer));
  return result;
}

struct Version {
  std::string given;
  LoadedFiles files;
  std::optional<Policy> policy;
  std::optional<Days> on;
  Diagnostics diagnostics;
};

Version read(const std::string& words, const std::vector<std::string>& with) {
  Version version;
  version.given = words;
  std::string path = words;
  if (const std::size_t at = words.rfind('@'); at != words.npos) {
    path = words.substr(0, at);
    version.on = parse_date(words.substr(at + 1));
  }
  LoadOptions load;
  load.with = with;
  version.files = load_files({path}, load, version.diagnostics);
  version.policy = resolve(version.files.sources, version.files.documents, version.diagnostics);
  return version;
}

/// What was asked of all decisions together.
struct Asked {
  std::size_t decisions = 0, same_term = 0, left_out = 0, unknown = 0;
  std::size_t differ = 0, none_differ = 0;        // answers of Z3
  std::size_t agree = 0, open = 0, disagree = 0;  // with the classes; open: links could be anything
  std::size_t proved_outside = 0, proved_inside = 0, contradicted = 0, with_classes = 0;
  double equivalence = 0, proofs = 0, enumeration = 0;
  std::size_t solutions = 0, enumerated = 0;
};

z3::check_result ask(z3::context& z3, const std::vector<z3::expr>& what) {
  return within_time([&](Answer& answer) {
           z3::solver solver(z3);
           for (const z3::expr& e : what) solver.add(e);
           answer.result = solver.check();
         })
      .result;
}

/// Every combination of tests for which somebody is decided differently, counted. Result: unsat, all were found in
/// time.
Answer enumerate(z3::context& z3, const z3::expr& differs, const std::vector<z3::expr>& tests) {
  return within_time([&](Answer& answer) {
    z3::solver solver(z3);
    solver.add(differs);
    while (solver.check() == z3::sat) {
      ++answer.solutions;
      const z3::model model = solver.get_model();
      z3::expr_vector other(z3);
      for (const z3::expr& test : tests) other.push_back(model.eval(test, true).is_true() ? !test : test);
      solver.add(z3::mk_or(other));
    }
    answer.result = z3::unsat;
  });
}

void ask_about(const ComparedPair& pair, DecisionId decision, Asked& asked, std::set<std::string>& reasons) {
  ++asked.decisions;
  z3::context z3;
  try {
    double start = now();
    Z3Terms terms(z3, pair);
    const z3::expr differs = terms.differs(decision).simplify();
    if (differs.is_false()) {
      ++asked.same_term;
      return;
    }
    const std::vector<z3::expr> tests = terms.tests();
    const z3::expr possible = terms.possible();
    const z3::check_result answer = ask(z3, {differs, possible});
    asked.equivalence += now() - start;
    std::vector<const ComparedPair::Class*> classes;
    for (const ComparedPair::Class& c : pair.classes) {
      if (c.decision == decision) classes.push_back(&c);
    }
    if (answer == z3::unknown) ++asked.unknown;
    if (answer == z3::sat) ++asked.differ;
    if (answer == z3::unsat) ++asked.none_differ;
    if (answer != z3::unknown) {
      const bool alike = (answer == z3::sat) == !classes.empty();
      // That links could be anything allows more than there is, and nothing less.
      ++(alike ? asked.agree : answer == z3::sat && terms.reads_links() ? asked.open : asked.disagree);
    }
    if (!classes.empty()) {
      ++asked.with_classes;
      start = now();
      z3::expr inside = z3.bool_val(false);
      for (const ComparedPair::Class* c : classes) inside = inside || terms.in_class(*c);
      const z3::expr bounds = terms.possible();
      const z3::check_result outside = ask(z3, {differs, bounds, !inside});
      const z3::check_result alike = ask(z3, {!differs, bounds, inside});
      asked.proved_outside += outside == z3::unsat;
      asked.proved_inside += alike == z3::unsat;
      asked.contradicted += !terms.reads_links() && (outside == z3::sat || alike == z3::sat);
      asked.proofs += now() - start;
    }
    if (answer != z3::sat) return;
    start = now();
    const Answer all = enumerate(z3, differs && possible, tests);
    asked.solutions += all.solutions;
    asked.enumerated += all.result == z3::unsat;
    asked.enumeration += now() - start;
  } catch (const Untranslated& reason) {
    ++asked.left_out;
    reasons.insert(reason.what());
  }
}

int compare(const std::string& old_words, const std::string& new_words, const std::vector<std::string>& with) {
  Version a = read(old_words, {}), b = read(new_words, with);
  Diagnostics diagnostics;
  if (!a.policy || !b.policy) return 2;
  const double start = now();
  const auto compared = compare_versions({std::move(*a.policy), &a.files.sources, a.given, a.on},
                                         {std::move(*b.policy), &b.files.sources, b.given, b.on}, {}, diagnostics);
  const double proviso = now() - start;
  if (!compared) return 2;
  const auto& pair = static_cast<const ComparedPair&>(*compared->pair);
  Asked asked;
  std::set<std::string> reasons;
  for (const DecisionId d : pair.decisions) ask_about(pair, d, asked, reasons);
  fmt::print("{} and {}\n", old_words, with.empty() ? new_words : new_words + " with " + with.front());
  fmt::print("  Proviso: all of it                  {:8.3f} s   {} classes, {}\n", proviso,
             compared->diff.classes.size(), compared->diff.complete ? "complete" : "not complete");
  const auto row = [&](const char* what, double seconds, const std::string& words) {
    fmt::print("  Z3: {:<31} {:8.3f} s   {:.2f} of Proviso; {}\n", what, seconds, seconds / proviso, words);
  };
  row("does anybody differ", asked.equivalence,
      fmt::format("{} decisions: {} one term, {} differ, {} do not, {} not known, {} not translated", asked.decisions,
                  asked.same_term, asked.differ, asked.none_differ, asked.unknown, asked.left_out));
  row("nobody outside, all inside", asked.proofs,
      fmt::format("of {} decisions with classes, {} and {} proved, {} contradicted", asked.with_classes,
                  asked.proved_outside, asked.proved_inside, asked.contradicted));
  row("every solution", asked.enumeration,
      fmt::format("{} solutions; {} of {} decisions to their end, {} s for each", asked.solutions, asked.enumerated,
                  asked.differ, kSeconds));
  fmt::print("  Both say the same of {} decisions; {} hang on links, of which Z3 knows nothing; {} contradict\n",
             asked.agree, asked.open, asked.disagree);
  for (const std::string& reason : reasons) fmt::print("  Not translated: {}\n", reason);
  return asked.disagree + asked.contradicted == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc >= 3)
    return compare(argv[1], argv[2], argc > 3 ? std::vector<std::string>{argv[3]} : std::vector<std::string>{});
  const std::string norway = PROVISO_SOURCE_DIR "/rulesets/norway";
  return compare(norway + "@2025-01-12", norway + "@2025-01-13", {}) |
         compare(norway, norway, {norway + "/proposals/2026-02-26.proviso"});
}
