#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "tools/cli/options.hpp"
#include "tools/cli/test_not_passed.hpp"
#include "tools/cli/test_run.hpp"

namespace proviso::cli {

/// Whether a name fits a pattern: one with `*` or `?` the whole of it, another a part of it.
bool fits(std::string_view pattern, std::string_view name);

/// "id: title", or what there is of it.
std::string case_name(std::string_view id, std::string_view title);

bool has_filters(const Options& options);

/// Selects the cases of all policies that fit every filter. What cannot even be read as a case is always selected, so
/// that no filter hides it. Adds to `diagnostics` what selects nothing: an empty policy, a filter that no case fits, or
/// filters that fit none together. With `not_passed`, those of an earlier report alone.
void select_cases(std::vector<std::unique_ptr<TestRun>>& runs, const Options& options, const NotPassed* not_passed,
                  Diagnostics& diagnostics);

/// The selected cases, one a line; or `proviso.cases/1`.
std::string list_text(const std::vector<std::unique_ptr<TestRun>>& runs);
std::string list_json(const std::vector<std::unique_ptr<TestRun>>& runs);

}  // namespace proviso::cli
