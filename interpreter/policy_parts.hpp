#pragma once

#include <vector>

#include "dsl/policy.hpp"

namespace proviso {

/// A part of a policy whose rules no other part reads or changes, as a policy of its own, with what bounds the people
/// (`impossible`, `only if`). Kinds, relations, facts of links and what is supplied keep their places.
struct PolicyPart {
  Policy policy;
  std::vector<FactId> facts;  ///< for each of its facts which one of the whole policy it is
  /// What of it belongs to the part, by the part's indices; the rest is only read.
  std::vector<char> rules, decisions, defines, amendments;
  bool impossibles = false;  ///< the `impossible` belong to it
};

/// Which rules, decisions, definitions and amendments of a policy hang together, so that a question about one of them
/// can be asked of a small policy.
///
/// Two parts may read the same facts, sets, values and definitions, as long as no amendment changes these. All else
/// that one item says of another ties them together.
class PolicyParts {
 public:
  explicit PolicyParts(const Policy& policy);

  /// Every item belongs to one part. What bounds the people is in the last one.
  std::size_t size() const { return count_; }
  PolicyPart part(std::size_t index) const;

 private:
  using Item = std::uint32_t;  // of any table, one after another

  void number_items();
  void tie_items();
  void find_shared_defines();
  bool reads_no_rules(TermId id, const std::vector<char>& known) const;
  template <class Visit>
  void each_read(TermId id, const Visit& visit) const;
  template <class Visit>
  void each_bound(const Visit& visit) const;
  template <class Visit>
  void each_term_of(Item item, const Visit& visit) const;
  Item item_of(const Term& term) const;
  Item item_of(const Change& change) const;
  bool is_shared(Item item) const { return shared_[item] != 0; }
  Item top(Item item) const;
  void tie(Item a, Item b);
  void tie_all(Item item, TermId term);
  void add_read(Item item, std::vector<char>& kept) const;

  const Policy& policy_;
  Item rules_ = 0, decisions_ = 0, defines_ = 0, amendments_ = 0, sets_ = 0, values_ = 0, bounds_ = 0, items_ = 0;
  std::vector<char> shared_;  // by item: it is vocabulary, which ties nothing together
  mutable std::vector<Item> above_;
  std::vector<std::uint32_t> part_of_;  // by item
  std::size_t count_ = 0;
};

}  // namespace proviso
