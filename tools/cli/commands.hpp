#pragma once

#include <ostream>

#include "tools/cli/options.hpp"

// The commands of the program. Each writes results to `out`, messages to `err`, and returns its exit code.
namespace proviso::cli {

int run_check(const Options& options, std::ostream& out, std::ostream& err);
int run_decide(const Options& options, std::ostream& out, std::ostream& err);
int run_explain(const Options& options, std::ostream& out, std::ostream& err);
int run_test(const Options& options, std::ostream& out, std::ostream& err);
int run_diff(const Options& options, std::ostream& out, std::ostream& err);
int run_git_diff(const Options& options, std::ostream& out, std::ostream& err);
int run_fmt(const Options& options, std::ostream& out, std::ostream& err);
int run_graph(const Options& options, std::ostream& out, std::ostream& err);
int run_trace(const Options& options, std::ostream& out, std::ostream& err);
int run_sample(const Options& options, std::ostream& out, std::ostream& err);
int run_explain_error(const Options& options, std::ostream& out, std::ostream& err);
int run_completion(const Options& options, std::ostream& out, std::ostream& err);
int run_help(const Options& options, std::ostream& out, std::ostream& err);

}  // namespace proviso::cli
