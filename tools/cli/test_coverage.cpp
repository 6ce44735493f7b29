#include "tools/cli/test_coverage.hpp"

namespace proviso::cli {

namespace {

bool was_decided(const PreparedCase& prepared, const CaseOutcome& outcome) {
  using Status = CaseOutcome::Status;
  if (!prepared.bound || outcome.diagnostics.has_errors()) return false;
  return outcome.status == Status::failed || (outcome.status == Status::passed && !prepared.expect_refusal);
}

}  // namespace

void TestCoverage::add(PreparedCase& prepared, const CaseOutcome& outcome) {
  const auto number = static_cast<std::uint32_t>(names_.size());
  names_.push_back(prepared.id.empty() ? prepared.title : prepared.id);
  if (was_decided(prepared, outcome)) collector_.add(prepared.bound->value, number);
}

std::vector<char> TestCoverage::met() const {
  std::vector<char> met;
  for (const std::uint32_t first : collector_.first_cases()) met.push_back(first == kNoCase ? 0 : 1);
  return met;
}

}  // namespace proviso::cli
