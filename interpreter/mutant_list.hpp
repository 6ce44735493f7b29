#pragma once

#include <string>
#include <vector>

#include "interpreter/mutant.hpp"

namespace proviso {

/// Collects mutants of one policy: what the parts that make them share.
class MutantList {
 public:
  MutantList(const Policy& policy, const SourceSet& sources);

  const Policy& policy() const { return policy_; }
  std::vector<Mutant> take() { return std::move(mutants_); }

  /// The item that the next mutants belong to.
  void begin_item(std::string words) { item_ = std::move(words); }
  void add(MutantKind kind, Span span, std::string change, std::function<void(Policy&)> apply);

  /// A day moved by one, either way, within the policy's period.
  void add_days(Span span, Days day, const std::function<void(Policy&, Days)>& set);
  /// A number, duration or date moved by one, either way.
  void add_neighbours(Span span, const Type& type, Value value, const std::function<void(Policy&, Value)>& set);
  /// Each member of a kind that is in the set taken out, and each that is not put in: every region, and of larger
  /// kinds one for all that no text of the policy tells apart. `set` is told the index of the changed constant.
  void add_members(Span span, EnumId kind, std::uint32_t constant,
                   const std::function<void(Policy&, std::uint32_t constant)>& set);
  /// The text at a place, on one line and not too long, in backquotes.
  std::string quoted(Span span) const;

 private:
  std::vector<Value> distinct_members(EnumId kind) const;

  const Policy& policy_;
  const SourceSet& sources_;
  std::string item_;
  std::vector<Mutant> mutants_;
};

/// The mutants of a condition and of everything in it.
void add_condition_mutants(MutantList& list, TermId condition);
/// Those of an operand: the body of a define that has a value, say.
void add_operand_mutants(MutantList& list, TermId operand);

}  // namespace proviso
