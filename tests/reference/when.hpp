#pragma once

#include <array>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "tests/reference/parsed.hpp"

// Who is in the classes of a comparison, read off the JSON that `proviso diff` writes as docs/interface.md defines it:
// off the boxes of `when`, and again off `conditions`.
// It is slow and obvious: each literal is looked up in the case; a condition is added to the text of the policy as a
// define, and worked out by the reference. Nothing here knows how the classes were found.
namespace proviso::reference {

/// The text of a version, and the day of the assessment if it has one.
struct VersionText {
  Files files;
  std::optional<std::string> on;
};

class When {
 public:
  /// `classes`: those of a `proviso.diff/1`.
  When(const VersionText& old_version, const VersionText& new_version, const nlohmann::json& classes);
  ~When();

  /// What makes the classes unreadable: conditions that are none of the language, facts that nobody declares. Each with
  /// the reason. There must be none.
  const std::vector<std::string>& faults() const;
  /// Whether something that a class asks is among them.
  bool is_unreadable(std::size_t number) const;

  /// A case as it is decided under a version (0: the old one): on its day, without what only the other one declares.
  nlohmann::json case_under(std::size_t version, nlohmann::json case_json) const;

  struct Members {
    std::vector<std::vector<bool>> of;  ///< by person in the order of the case, then by class; unreadable ones: false
    std::string fault;                  ///< empty: all could be read, and both say the same
    bool gap = false;                   ///< the fault: a condition needs a text of somebody that is not in force
  };
  /// REQUIRES: nothing in the case is unknown to either version.
  Members members(const nlohmann::json& case_json);

 private:
  class Side;
  struct Literal {
    nlohmann::json json;
    std::string define;  ///< what stands for its condition; empty: it is about a fact
    bool readable = true;
  };
  using Box = std::vector<std::size_t>;  ///< indices of literals
  struct Conditions {
    Box all;
    std::vector<std::vector<Conditions>> any;
    std::vector<Conditions> none;
  };
  struct Class {
    std::string id;
    std::optional<std::vector<Box>> boxes;  ///< nothing: too many are left out
    std::vector<Conditions> conditions;
  };
  Box read_box(const nlohmann::json& box);
  Conditions read_conditions(const nlohmann::json& conditions);
  std::vector<Conditions> read_ways(const nlohmann::json& ways);
  bool is_unreadable(const Box& box) const;
  bool is_unreadable(const Conditions& conditions) const;
  static bool holds(const Conditions& conditions, const std::vector<bool>& truths);
  void add_defines();
  void find_faults();
  /// Whether it holds for each person; nothing, and why, if it cannot be read.
  std::optional<std::vector<bool>> holds(const Literal& literal, Members& members) const;

  std::array<std::unique_ptr<Side>, 2> sides_;
  std::vector<Literal> literals_;
  std::map<std::string, std::size_t> known_;  ///< the same literal stands in many boxes
  std::vector<Class> classes_;
  std::vector<std::string> faults_;
};

}  // namespace proviso::reference
