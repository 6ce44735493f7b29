#include "interpreter/suite.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "dsl/digest.hpp"
#include "interpreter/case_blocks.hpp"
#include "interpreter/expectation_reader.hpp"

namespace proviso {

namespace {

void check_ids(Suite& suite) {
  std::unordered_map<std::string_view, const PreparedCase*> by_id;
  for (const PreparedCase& prepared : suite.cases) {
    if (prepared.id.empty()) continue;
    const auto [first, is_new] = by_id.try_emplace(prepared.id, &prepared);
    if (is_new) continue;
    const Span place = prepared.place, before = first->second->place;
    suite.diagnostics.add({Kind::repeated_case_id,
                           fmt::format("two cases have the id `{}`", prepared.id),
                           {{place.file, place.begin, place.begin + 1}, "this one"},
                           {{{before.file, before.begin, before.begin + 1}, "and this one before it"}},
                           {"Give each case an id of its own. Both were run."}});
  }
}

}  // namespace

Suite read_suite(const Program& program, const SourceSet& sources, const std::vector<syntax::Document>& documents,
                 const std::vector<FileId>& files, const CaseOptions& options) {
  Suite suite;
  suite.cases = read_case_blocks(program, sources, documents);
  for (const FileId file : files) {
    auto cases = read_conformance_file(program, sources, file, options, suite.diagnostics);
    std::move(cases.begin(), cases.end(), std::back_inserter(suite.cases));
  }
  check_ids(suite);
  return suite;
}

bool is_ready(const PreparedCase& prepared) { return prepared.bound && !prepared.diagnostics.has_errors(); }

std::string cases_digest(const SourceSet& sources, const std::vector<const PreparedCase*>& cases) {
  std::vector<std::string> digests;
  digests.reserve(cases.size());
  for (const PreparedCase* prepared : cases) digests.push_back(sha256(sources.text(prepared->whole)));
  std::sort(digests.begin(), digests.end());
  std::string all;
  for (const std::string& digest : digests) all += digest;
  return "sha256:" + sha256(all);
}

}  // namespace proviso
