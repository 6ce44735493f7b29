#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <vector>

#include "dsl/syntax.hpp"
#include "tests/reference/candidates.hpp"

// The slow, obvious evaluator that the real one is compared with. It reads the syntax tree and the case as a lawyer
// would read them: it fills in what is not known in every possible way, works out everything for each way, and looks at
// what all ways have in common. It shares nothing with the real evaluator below the parser, and is written from the
// definition of the language alone.
namespace proviso::reference {

struct Options {
  Domains domains = {};
  std::size_t max_completions = 20'000;
};

/// The answers for a case in the form of `proviso.result/1`; or { "error": "refused", "why": … } where the case is
/// refused; or { "error": "too many", … } beyond the limit of the options.
/// REQUIRES: the policy has no errors.
nlohmann::json reference_decide(const std::vector<syntax::Document>& documents, const nlohmann::json& case_json,
                                const Options& options = {});

}  // namespace proviso::reference
