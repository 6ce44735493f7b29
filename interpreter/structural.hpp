#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interpreter/canonical_text.hpp"
#include "interpreter/match.hpp"

// What the parts of structural_changes share. Private to interpreter/structural*.cpp.
namespace proviso::structural {

/// One version, with the numbers that its items have in the comparison.
struct Side {
  const PolicyVersion& version;
  const Policy& policy;
  const SourceSet& sources;
  ItemNumbers numbers;
  CanonicalText text;

  explicit Side(const PolicyVersion& of);
  Side(const Side&) = delete;
  Side& operator=(const Side&) = delete;
  /// Of an amendment, whether it counts: not if it takes effect after the day.
  bool has(const Amendment& amendment) const { return !version.on || amendment.from <= *version.on; }
  bool has(const Period& period) const { return !version.on || period.contains(*version.on); }
};

/// A text of an item, as it stands in one version.
struct Text {
  Span span;
  bool is_change = false;  ///< a change of an amendment
  bool whole = true;       ///< else a part of a declaration: its words are shown as they are
  std::string says = {};   ///< of one text among several: all of it, dates and wording too; else empty
};

/// All that is compared of an item in one version.
struct Facet {
  const Side* side = nullptr;  ///< in which its texts stand
  std::string item, name, label;
  std::string body;     ///< else it is replaced
  std::string content;  ///< of a set or value: its members, its values
  std::string dates;
  std::string wording;
  std::vector<Text> texts;
  const std::vector<Citation>* citations = nullptr;
  Period in_force;
};

class Comparison {
 public:
  Comparison(const PolicyVersion& a, const PolicyVersion& b, const PolicyMatch& match);

  std::vector<FoundChange> run();

 private:
  /// Which item of the old version is this one of the new; nothing: none. Each item of both versions once.
  struct Pair {
    std::optional<std::uint32_t> a, b;
  };
  std::vector<Pair> pairs(MatchTable table) const;
  static ChangedPart part(ChangedPart::Item item, const Pair& pair);

  /// What makes the one from the other; nothing if they are the same. `content`: what it is if that differs.
  std::optional<FoundChange> compare(const ChangedPart& part, const std::optional<Facet>& old_facet,
                                     const std::optional<Facet>& new_facet,
                                     StructuralChange::Kind content = StructuralChange::Kind::replaced) const;
  void add(std::optional<FoundChange> found, bool likely);
  void finish(FoundChange& found, const Facet* old_facet, const Facet* new_facet) const;
  template <class Make>
  void compare_table(ChangedPart::Item item, MatchTable table, Make make,
                     StructuralChange::Kind content = StructuralChange::Kind::replaced);

  // structural_vocabulary.cpp
  void compare_header();
  void compare_vocabulary();
  void compare_members();
  void compare_sets_and_values();
  static Facet with_heading(const Side& side, std::string item, const Heading& heading);
  // structural_rules.cpp
  void compare_rules();
  // structural_amendments.cpp
  void compare_amendments();
  void compare_changes(const Pair& pair);
  // structural_one_change.cpp; null: that version does not make it
  void add_change(const Pair& amendment, const Change* old_change, const Change* new_change);
  FoundChange one_sided(const Pair& amendment, const Change& change, bool made) const;
  void tell_members(const Pair& amendment, const Change* old_change, const Change* new_change,
                    StructuralChange& told) const;
  void tell_value(const Pair& amendment, const Change* old_change, const Change* new_change,
                  StructuralChange& told) const;
  Facet facet_of(const Side& side, AmendmentId amendment, const Change& change) const;
  std::optional<Text> text_before(const Side& side, AmendmentId amendment, const Change& change) const;

  Side a_, b_;
  const PolicyMatch& match_;
  std::vector<FoundChange> found_;
};

/// Members by name that one has and the other lacks: of the new kind those that are added, of the old those removed.
struct Members {
  std::vector<std::string> added, removed;
};
/// Bits of the enumerations `of_a` in the old, `of_b` in the new version.
Members members_changed(const Side& a, EnumId of_a, const Bits& in_a, const Side& b, EnumId of_b, const Bits& in_b);

/// Whom the amendment concerns, in the words of the policy; empty: everyone.
std::string scope_words(const Side& side, const Amendment& amendment);

/// The text in canonical layout; several with an empty line between them.
std::string shown(const Side& side, const std::vector<Text>& texts);
std::vector<CitedWords> cited(const Policy& policy, const std::vector<Citation>& citations);

}  // namespace proviso::structural
