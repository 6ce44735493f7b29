#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "dsl/source.hpp"
#include "interpreter/case.hpp"
#include "interpreter/program.hpp"
#include "interpreter/version_diff.hpp"

// The comparison of two versions of a policy: what changed in the rules, for whom exactly, and the proof that nobody
// else is decided differently.
namespace proviso {

struct CompareInput {
  Policy policy;             ///< resolved
  const SourceSet* sources;  ///< must outlive the comparison
  std::string given;         ///< as the user wrote it
  std::optional<Days> on;    ///< compare its text as of this day, with this date of the assessment
};

struct CompareOptions {
  std::size_t diagram_edges = 32'000'000;  ///< bound on the diagrams
  std::size_t max_boxes = 1000;            ///< of one part of a class's conditions; beyond, they are not written down
};

/// The programs behind a comparison: to decide other cases under both versions, and to find the class of a person.
class VersionPair {
 public:
  virtual ~VersionPair() = default;
  /// Both versions over one vocabulary, that of both together: cases bound to one can be bound to the other
  /// (rebind.hpp).
  virtual const Program& old_program() const = 0;
  virtual const Program& new_program() const = 0;
  /// To be decided on; nothing: the case's own date.
  virtual std::optional<Days> old_on() const = 0;
  virtual std::optional<Days> new_on() const = 0;
  /// The decisions that are compared, in the order of VersionDiff::compared, in both programs.
  virtual const std::vector<DecisionId>& compared() const = 0;

  /// For each decision that is compared, and last for whether the case is possible, the classes (indices into
  /// VersionDiff::classes) that a person is in: none or one.
  struct Membership {
    bool open = false;  ///< something that decides it is unknown
    std::vector<std::uint32_t> classes;
  };
  /// `c` is a case bound to `old_program()` and finished. Computed from the classes themselves, not from the decisions.
  virtual std::vector<std::vector<Membership>> memberships(const Case& c) const = 0;  ///< by person, then decision
};

struct Compared {
  VersionDiff diff;
  std::unique_ptr<VersionPair> pair;
};

/// Nothing, and messages, if the two cannot be compared: other policies, a fact whose type changed.
std::optional<Compared> compare_versions(CompareInput a, CompareInput b, const CompareOptions& options,
                                         Diagnostics& diagnostics);

}  // namespace proviso
