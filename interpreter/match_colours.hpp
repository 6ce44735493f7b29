#pragma once

#include <map>
#include <string>
#include <vector>

#include "interpreter/canonical_text.hpp"

// Colour refinement over two policies (Weisfeiler and Leman 1968): two items keep one colour as long as what they say,
// and what reads them and where, has the same colours. Private to interpreter/match*.cpp.
namespace proviso {

/// A match while it is being made: also from the old version, by id there, to the new.
struct Matching {
  const Policy& a;
  const Policy& b;
  PolicyMatch to_old;
  PolicyMatch to_new;

  Matching(const Policy& old_policy, const Policy& new_policy);
  bool open_in_a(const MatchedItem& item) const;
  bool open_in_b(const MatchedItem& item) const;
  /// Both are open, and what they belong to (a kind, relations) is matched.
  bool fits(const MatchedItem& old_item, const MatchedItem& new_item) const;
  /// Also what follows from it by name: outcomes, members, facts of links.
  void add(const MatchedItem& old_item, const MatchedItem& new_item, bool likely = false);
};

/// One of the two policies, its items that have no match, and what reads each of them.
struct ColouredSide {
  const Policy& policy;
  ItemNumbers numbers;
  std::vector<MatchedItem> open;
  std::map<MatchedItem, std::vector<MatchedItem>> readers;  ///< of open items

  explicit ColouredSide(const Policy& of) : policy(of), numbers(of) {}
  /// There is more to tell it by than its type. `labels`: its label counts.
  bool has_evidence(const MatchedItem& item, bool labels) const;
  /// For each open item the first of those that hang together with it: one reads the other, or something reads both.
  std::map<MatchedItem, MatchedItem> components() const;
};

class Colours {
 public:
  /// `labels`: items with different labels have different colours.
  Colours(const Matching& matching, bool labels);

  /// Until no colour can be told apart any more.
  void refine();

  const ColouredSide& a() const { return a_; }
  const ColouredSide& b() const { return b_; }
  /// The open items of one colour, in the old and the new version, each by name.
  struct Alike {
    std::vector<MatchedItem> a, b;
  };
  /// Those with items on both sides; by the table and name of the first item of the new version.
  std::vector<Alike> alike() const;

 private:
  void find_open(ColouredSide& side, bool is_a, const Matching& matching);
  std::vector<std::uint64_t> next(ColouredSide& side);
  std::uint64_t intern(const std::string& text);

  ColouredSide a_, b_;
  bool labels_;
  std::map<std::string, std::uint64_t> interned_;
};

/// Adds what is likely the same: most of what it says, or its label. Whether there was any.
bool match_likely(Matching& matching);

}  // namespace proviso
