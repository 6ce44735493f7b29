#include "tools/cli/decide_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "dsl/date.hpp"
#include "dsl/lexer.hpp"
#include "dsl/render_text.hpp"
#include "interpreter/result_json.hpp"

namespace proviso::cli {

namespace {

class TextWriter {
 public:
  TextWriter(const Program& program, const Case& c, const CaseAnswers& answers, bool color)
      : program_(program), policy_(program.policy), case_(c), answers_(answers), color_(color) {}

  std::string write() {
    text_ = fmt::format("{} on {}\n", policy_.title.empty() ? policy_.name : policy_.title, format_date(case_.as_of));
    if (!case_.title.empty()) text_ += visible(case_.title) + "\n";
    for (std::size_t p = 0; p < case_.people.size(); ++p) write_person(p);
    text_ += "\nThis is what the encoded rules imply, not a decision of an authority.\n";
    return std::move(text_);
  }

 private:
  std::string bold(const std::string& words) const { return color_ ? "\x1b[1m" + words + "\x1b[0m" : words; }

  void write_person(std::size_t p) {
    const PersonAnswers& answers = answers_.people[p];
    text_ += fmt::format("\n{}\n", bold(visible(case_.people[p].id)));
    std::size_t width = 0;
    for (const Decision& decision : policy_.decisions) width = std::max(width, decision.name.size());
    for (std::size_t d = 0; d < answers.defines.size(); ++d) {
      if (answers.defines[d].in_force) width = std::max(width, policy_.defines[d].name.size());
    }
    width_ = std::min<std::size_t>(width, 34);
    for (std::size_t d = 0; d < answers.decisions.size(); ++d) {
      if (answers.decisions[d].in_force) write_decision(policy_.decisions[d], answers.decisions[d]);
    }
    for (std::size_t d = 0; d < answers.defines.size(); ++d) {
      if (answers.defines[d].in_force) write_define(policy_.defines[d], answers.defines[d]);
    }
    write_amendments(answers);
  }

  void line(const std::string& name, const std::string& words) {
    text_ += fmt::format("  {:<{}}  {}\n", name, width_, words);
  }

  std::string words(const Type& type, Value value) const {
    const bool is_set = type.base == BaseType::set && value != kNone;
    return format_value(policy_, type, value, is_set ? &case_.sets.bits(value) : nullptr);
  }

  void write_decision(const Decision& decision, const Answer& answer) {
    const Type type = decision_type(decision);
    if (!answer.settled) {
      line(decision.name, bold("undetermined") + open_values(type, answer));
      write_missing(answer);
      return;
    }
    std::string said = bold(words(type, answer.value));
    const std::string& label = decision.outcomes[static_cast<std::size_t>(answer.value)].label;
    if (!decision.yes_no && !label.empty()) said += fmt::format("  ({})", label);
    line(decision.name, said);
    for (const RuleUse& use : answer.because) write_rule(use);
    if (!answer.derived_from.empty()) {
      std::string people;
      for (const std::uint32_t person : answer.derived_from)
        people += (people.empty() ? "" : ", ") + visible(case_.people[person].id);
      line("", fmt::format("from {}", people));
    }
  }

  void write_rule(const RuleUse& use) {
    const Rule& rule = policy_.rules[use.rule];
    const Heading& heading = rule.versions[use.version].heading;
    line("", fmt::format("{} {} {}{}", use.holds == Certainty::always ? "by" : "perhaps by", rule_kind_word(rule.kind),
                         rule.name, heading.label.empty() ? "" : ": " + heading.label));
  }

  std::string open_values(const Type& type, const Answer& answer) const {
    std::vector<Value> possible = answer.possible;
    if (type.base == BaseType::yes_no) std::reverse(possible.begin(), possible.end());  // people say "yes or no"
    std::string values;
    for (std::size_t i = 0; i < possible.size(); ++i) {
      if (i > 0) values += i + 1 == possible.size() ? " or " : ", ";
      values += words(type, possible[i]);
    }
    return values.empty() ? "" : ": " + values;
  }

  void write_missing(const Answer& answer) {
    for (const Variable& variable : answer.missing) {
      const bool judgement = is_judgement(program_, variable);
      line("",
           fmt::format("needs {}{}", visible(variable_path(program_, case_, variable)),
                       judgement ? fmt::format(", to be decided by {}", policy_.facts[variable.fact].decided_by) : ""));
    }
  }

  void write_define(const Define& define, const Answer& answer) {
    if (answer.settled) {
      line(define.name, words(define.type, answer.value));
      return;
    }
    line(define.name, bold("undetermined") + open_values(define.type, answer));
    write_missing(answer);
  }

  void write_amendments(const PersonAnswers& answers) {
    for (const AmendmentUse& use : answers.amendments) {
      if (use.active == Certainty::never) continue;
      const Heading& heading = policy_.amendments[use.amendment].heading;
      text_ +=
          fmt::format("  under amendment {}{}{}\n", heading.name, heading.label.empty() ? "" : ": " + heading.label,
                      use.active == Certainty::unknown ? " (perhaps)" : "");
    }
  }

  const Program& program_;
  const Policy& policy_;
  const Case& case_;
  const CaseAnswers& answers_;
  bool color_;
  std::size_t width_ = 0;
  std::string text_;
};

}  // namespace

std::string decide_text(const Program& program, const Case& c, const CaseAnswers& answers, bool color) {
  return TextWriter(program, c, answers, color).write();
}

}  // namespace proviso::cli
