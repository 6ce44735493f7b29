#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "interpreter/case.hpp"
#include "interpreter/decide.hpp"
#include "interpreter/evaluate.hpp"
#include "interpreter/program.hpp"

namespace proviso {

/// One fact set to another value; kUnknown makes it open.
struct Setting {
  Variable variable;
  Value value = kUnknown;
};

/// A decision of a person whose value is observed.
struct Watched {
  std::uint32_t person = 0;
  DecisionId decision = kNoId;
};

/// Decides the case again with some facts changed. Facts that nobody gave follow: their defaults and conditions are
/// settled anew.
class Trials {
 public:
  struct Result {
    bool admissible = false;       ///< the changed case may be decided
    std::vector<Value> values;     ///< by watched decision; kUnknown if open
    std::vector<Value> signature;  ///< what the tests saw; equal signatures, equal answers
  };

  /// `c` is a case that `finish_case` completed. Both must outlive the trials.
  Trials(const Program& program, const Case& c, std::vector<Watched> watched);

  const std::vector<Watched>& watched() const { return watched_; }
  const Case& base() const { return base_; }
  SetPool& sets() { return base_.sets; }
  /// The value of a fact in the case as it is, defaults included.
  Value current(const Variable& variable) const;

  /// Decides by the first pass. `probes`: the nodes whose values make the signature.
  Result run(const std::vector<Setting>& settings, const std::vector<NodeId>& probes = {});
  /// The same, and what the first pass leaves open by the exact answer.
  Result run_exact(const std::vector<Setting>& settings);
  /// Values of nodes that were computed so far.
  std::size_t work() const { return work_; }

 private:
  bool prepare(const std::vector<Setting>& settings, Case& trial) const;
  bool is_possible(const Evaluation& evaluation, const Case& trial) const;
  void add_signature(const Evaluation& evaluation, const std::vector<NodeId>& probes, Result& result) const;

  const Program& program_;
  const Case& case_;
  Case base_;  ///< with the facts that nobody gave open again
  std::vector<Watched> watched_;
  std::size_t work_ = 0;
};

/// The comparisons that a fact has a part in, directly or through others: values that they do not tell apart lead to
/// the same answers.
std::vector<NodeId> probes_of(const Program& program, Variable::Kind kind, std::uint32_t fact);

}  // namespace proviso
