#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dsl/date.hpp"
#include "interpreter/case.hpp"
#include "interpreter/program.hpp"

// A synthetic population: people who are made up, as the declarations of a policy allow them.
namespace proviso {

struct SampleOptions {
  std::uint64_t seed = 1;
  std::optional<Days> on;                ///< the date of the assessment; nothing: days over the life of the policy
  std::uint32_t unknown_millionths = 0;  ///< so many of the facts are not known
  /// So many of the cases are families, with relations. REQUIRES: 0 if the policy has none.
  std::uint32_t family_millionths = 0;
};

/// Draws cases one after the other: values near those that the rules tell apart, mixed with any others, so that rare
/// combinations occur. Types, `only if`, defaults, relations and `impossible` hold. The same program and options give
/// the same cases, on every machine; the first of many are those of few.
class Sampler {
 public:
  /// `program` must outlive this and the cases. REQUIRES: the policy is in force on `options.on`.
  Sampler(const Program& program, const SampleOptions& options);
  ~Sampler();

  /// A case of at most so many people, finished. Nothing if no possible one was found in many tries; see `obstacles`.
  std::optional<Case> next(std::size_t most_people);

  /// What was true of those that were given up last: indices into Policy::impossibles.
  const std::vector<std::uint32_t>& obstacles() const;
  /// Or no text that was needed was in force.
  bool gap() const;

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

}  // namespace proviso
