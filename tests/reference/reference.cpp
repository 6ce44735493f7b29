#include "tests/reference/reference.hpp"

#include "tests/reference/answers.hpp"

namespace proviso::reference {

namespace {

std::size_t product(const std::vector<std::vector<Value>>& candidates) {
  std::size_t count = 1;
  for (const auto& values : candidates) count *= values.size();
  return count;
}

}  // namespace

nlohmann::json reference_decide(const std::vector<syntax::Document>& documents, const nlohmann::json& case_json,
                                const Options& options) {
  try {
    const Book book = make_book(documents);
    const Case c = read_case(book, case_json);
    const auto tried = candidates(book, c, options.domains);
    if (product(tried) > options.max_completions) return {{"error", "too many"}, {"completions", product(tried)}};
    const World world(book, c);
    const Completions completions(world, tried);
    return {{"format", "proviso.result/1"},
            {"as_of", format_date(c.as_of)},
            {"people", answers(book, c, world, completions)}};
  } catch (const Refused& refused) {
    return {{"error", "refused"}, {"why", refused.why}};
  }
}

}  // namespace proviso::reference
