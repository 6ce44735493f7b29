#pragma once

#include <set>
#include <string>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "dsl/policy.hpp"
#include "interpreter/findings.hpp"

// The list of what was found, and what of it is accepted. Private to interpreter/findings*.cpp.
namespace proviso {

using Accepted = std::vector<const std::vector<Acceptance>*>;

class FindingList {
 public:
  explicit FindingList(const Policy& policy) : policy_(policy) {}

  /// Adds a finding, unless one of these texts accepts it.
  void add(Diagnostic diagnostic, const Accepted& accepted);
  /// Something that could not be examined to its end: "the ground `poor`".
  void add_unexamined(Span name, std::string words);
  /// With what was not examined, and what is accepted for nothing.
  Findings take();

 private:
  bool is_accepted(Kind kind, const Accepted& accepted);
  void add_not_needed();

  const Policy& policy_;
  Findings findings_;
  struct Unexamined {
    Span name;
    std::string words;
  };
  std::vector<Unexamined> unexamined_;
  std::set<std::pair<FileId, std::uint32_t>> used_;  ///< where the acceptances that are needed begin
};

/// The note that ends most findings: what to do.
std::string or_accept(const char* advice, Kind kind);

}  // namespace proviso
