#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "interpreter/change_classes.hpp"
#include "interpreter/version_diff.hpp"

namespace proviso {

/// Variables that are read where versions begin to differ, by variable: not 0.
struct Differences {
  std::vector<char> by_rules;  ///< the old and the new version, on the day of the new one
  std::vector<char> by_date;   ///< the old version on both days

  /// Those with which a class has to do.
  const std::vector<char>& of(const FoundClass& found) const {
    return found.causes.empty() && found.by_date ? by_date : by_rules;
  }
};

/// Cases that show a class, each decided under both versions before it is shown.
class ClassCases {
 public:
  /// Both programs over one vocabulary (align.hpp). All must outlive this.
  ClassCases(ChangeSpace& space, const Program& old_program, const Program& new_program, std::optional<Days> old_on,
             std::optional<Days> new_on, Period days, const Differences& differences);

  struct Witness {
    Case c;  ///< bound to the old program
    CaseAnswers before, after;
  };
  /// Somebody of the class; nothing if nobody was found who is decided as the class says.
  std::optional<Witness> witness(const FoundClass& found);
  /// The first of some cases that shows the class.
  std::optional<Witness> witness_among(std::vector<Case> cases, const FoundClass& found,
                                       const std::function<bool(const Case&)>& is_in_class);
  /// The witness as it is shown.
  ShownCase shown(const Witness& witness, DecisionId decision) const;
  /// Somebody who differs from the witness in one fact, and is decided alike under both versions.
  std::optional<ShownCase> near_miss(const Witness& witness, const FoundClass& found);
  /// The rules that carried the decision of the witness.
  std::vector<DecidingRule> rules(const Program& program, const CaseAnswers& answers, DecisionId decision) const;
  std::size_t decided() const { return decided_; }

 private:
  std::optional<Case> build(const Concrete::Answer& answer, bool with_more) const;
  /// Another value of one fact, on the way to a near miss.
  struct Step {
    bool odd;    ///< nobody would write it
    bool aside;  ///< of a fact with which the change does not begin
    std::uint32_t variable;
    Value distance;
    FactId fact;
    Value value;
  };
  std::vector<Step> steps(const Case& c, const FoundClass& found) const;

  std::optional<Witness> decide_both(Case c, DecisionId decision);
  /// Nothing if the decisions are not those of the class.
  std::optional<Witness> decide_as(Case c, const FoundClass& found);
  Witness plain(Witness witness, const FoundClass& found);
  bool is_as(const CaseAnswers& answers, DecisionId decision, Value outcome) const;
  std::string value_words(const CaseAnswers& answers, DecisionId decision) const;
  std::string fact_words(const Case& c, FactId fact) const;

  ChangeSpace& space_;
  const Program& old_;
  const Program& new_;
  std::optional<Days> old_on_, new_on_;
  Period days_;
  const Differences& differences_;
  std::size_t decided_ = 0;
};

}  // namespace proviso
