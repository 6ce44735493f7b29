#include "interpreter/explain_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "interpreter/explain_words.hpp"
#include "interpreter/text_page.hpp"

namespace proviso {

namespace {

class Layout {
 public:
  std::string text(const Explanation& explanation) {
    page_.heading(named(explanation.policy, explanation.title), '=');
    page_.paragraph(0, fmt::format("Assessed on {}, by the rules {}.", explanation.as_of, explanation.digest));
    for (const ExplainedPerson& one : explanation.people) person(one);
    page_.blank();
    page_.paragraph(0, kStatement);
    return page_.take();
  }

 private:
  void person(const ExplainedPerson& person) {
    page_.heading(person.id, '=');
    for (const ExplainedDecision& one : person.decisions)
      page_.paragraph(2, fmt::format("{}: {}", one.name, answer(one)));
    governing(person);
    for (const ExplainedDecision& one : person.decisions) decision(person.id, one);
    if (person.defines.empty()) return;
    page_.heading(fmt::format("Defined for {}", person.id), '-');
    for (const DefinedValue& define : person.defines) {
      const std::string value = define.known ? define.value : "not settled";
      page_.paragraph(2, fmt::format("{} is {}", named(define.name, define.label), value));
    }
  }

  static std::string answer(const ExplainedDecision& decision) {
    if (decision.settled) return named(decision.value, decision.value_label);
    return fmt::format("undetermined; it can still be {}", fmt::join(decision.possible, " or "));
  }

  // -- The text that governs -----------------------------------------------------------------------------------------

  void governing(const ExplainedPerson& person) {
    if (person.amendments.empty() && person.texts.empty()) return;
    page_.heading(fmt::format("The text that governs {}", person.id), '-');
    for (const ExplainedAmendment& one : person.amendments) amendment(person.id, one);
    for (const GoverningText& text : person.texts) {
      page_.paragraph(2, fmt::format("{} {} is {}", text.kind, named(text.name, text.label), text.value));
      page_.paragraph(6, fmt::format("From: {}.", text.origin));
    }
  }

  void amendment(const std::string& who, const ExplainedAmendment& amendment) {
    const std::string name =
        fmt::format("amendment {}, in force from {}", named(amendment.name, amendment.label), amendment.in_force_from);
    if (!amendment.in_force) {
      page_.paragraph(2, "- not yet in force: ", name + ".");
      return;
    }
    const char* lead = amendment.active == Holds::yes  ? "✓ applies: "
                       : amendment.active == Holds::no ? "✗ does not apply: "
                                                       : "? open: ";
    page_.paragraph(2, lead, name + ".");
    cited(amendment.citations, amendment.readings, 6);
    if (amendment.scope.empty() && amendment.spared_by.empty()) {
      page_.paragraph(6, "It applies to everyone.");
    }
    const bool scope_decides = amendment.in_scope == amendment.active || amendment.spared_by.empty();
    if (scope_decides && !amendment.scope.empty()) {
      page_.paragraph(6, amendment.in_scope == Holds::yes  ? fmt::format("It applies to {}, since:", who)
                         : amendment.in_scope == Holds::no ? fmt::format("It does not apply to {}, since:", who)
                                                           : fmt::format("Whether it applies to {} is open:", who));
      findings(amendment.scope, 8);
    }
    for (const ExplainedRule& exception : amendment.spared_by) {
      page_.paragraph(
          6, exception.holds == Holds::yes ? fmt::format("It spares {}:", who) : fmt::format("It may spare {}:", who));
      rule(exception, 8);
    }
    if (amendment.active == Holds::no) return;
    for (const std::string& change : amendment.changes) page_.paragraph(6, "Change: ", change);
  }

  // -- Decisions -----------------------------------------------------------------------------------------------------

  void decision(const std::string& who, const ExplainedDecision& decision) {
    page_.heading(fmt::format("{}: {}", who, named(decision.name, decision.label)), '-');
    page_.paragraph(2, "= ", answer(decision));
    if (decision.settled) why(decision);
    for (const ExplainedOutcome& outcome : decision.outcomes) why_not(decision, outcome);
    if (!decision.later.empty()) {
      page_.blank();
      page_.paragraph(2, fmt::format("Outcomes that come later in the order, and were not reached: {}.",
                                     fmt::join(decision.later, ", ")));
    }
    missing(decision);
    changes(who, decision);
  }

  void why(const ExplainedDecision& decision) {
    page_.blank();
    page_.paragraph(2, "Why");
    if (decision.because.empty()) {
      page_.paragraph(4, decision.outcomes.size() > 1 ? "No outcome before it is available; this is what remains."
                                                      : "This is what remains when nothing else is available.");
    }
    if (decision.which_is_open) {
      page_.paragraph(4, "Which of these rules holds is open; whichever it is, the decision is the same.");
    }
    for (const ExplainedRule& one : decision.because) rule(one, 4);
    if (!decision.derived_from.empty()) {
      page_.paragraph(4, fmt::format("It is derived from {}.", fmt::join(decision.derived_from, ", ")));
    }
  }

  void why_not(const ExplainedDecision& decision, const ExplainedOutcome& outcome) {
    const bool chosen = decision.settled && outcome.name == decision.value;
    if (outcome.support.empty() && outcome.exclusions.empty() && outcome.idle.empty()) {
      if (chosen || outcome.otherwise) return;
    }
    page_.blank();
    const std::string name = named(outcome.name, outcome.label);
    if (chosen) {
      page_.paragraph(2, fmt::format("What else was looked at for {}", name));
    } else if (outcome.available == Holds::unknown) {
      page_.paragraph(2, fmt::format("Whether {} is available is open", name));
    } else {
      page_.paragraph(2, fmt::format("{} {}", outcome.available == Holds::yes ? "Available:" : "Why not", name));
    }
    if (outcome.support.empty() && !chosen && !outcome.otherwise) page_.paragraph(4, "No rule supports it.");
    for (const ExplainedRule& one : outcome.support) rule(one, 4);
    for (const ExplainedRule& one : outcome.exclusions) rule(one, 4);
    if (!outcome.idle.empty()) {
      page_.paragraph(4, fmt::format("Exclusions that do not apply: {}.", fmt::join(outcome.idle, ", ")));
    }
  }

  void missing(const ExplainedDecision& decision) {
    if (decision.missing.empty()) return;
    page_.blank();
    page_.paragraph(2, "What is not known, and whom to ask");
    for (const OpenFact& fact : decision.missing) {
      page_.paragraph(4, "? ask      ",
                      fmt::format("{}. {} {}.", named(fact.path, fact.label),
                                  fact.judgement ? "A judgement, decided by" : "Ask", fact.ask));
      for (const WhatIfRange& range : fact.answers) {
        page_.paragraph(15, fmt::format("If it is {}: {}.", range.changes.front().to, named(range.value, range.label)));
      }
    }
  }

  void changes(const std::string& who, const ExplainedDecision& decision) {
    const WhatIf& what_if = decision.what_if;
    if (!decision.settled || !what_if.searched) return;
    page_.blank();
    page_.paragraph(2, "What would change it");
    std::vector<std::string> told;
    for (const WhatIfRange& first : what_if.changes) {
      if (std::find(told.begin(), told.end(), first.value) != told.end()) continue;
      told.push_back(first.value);
      page_.paragraph(4, first.value == kUndetermined ? "It would become open:"
                                                      : fmt::format("To {}:", named(first.value, first.label)));
      for (const WhatIfRange& range : what_if.changes) {
        if (range.value == first.value) change(who, range);
      }
    }
    search_bounds(who, what_if);
  }

  /// What the search covered, so that silence is not read as "nothing would change it".
  void search_bounds(const std::string& who, const WhatIf& what_if) {
    const bool single = std::any_of(what_if.changes.begin(), what_if.changes.end(), [](const WhatIfRange& range) {
      return range.changes.size() == 1 && range.value != kUndetermined;
    });
    const std::size_t others = what_if.people - 1;
    const std::string whose = others == 0   ? who
                              : others == 1 ? who + " or of the nearest other person"
                                            : fmt::format("{} or of the {} nearest other people", who, others);
    if (!what_if.complete) {
      page_.paragraph(4, "The search for changes of one fact stopped at its limit; there may be others.");
    } else if (!single) {
      page_.paragraph(
          4,
          fmt::format(
              "No single known fact of {} changes it to another outcome (of a set, one member was added or removed).",
              whose));
    }
    if (!what_if.tried_pairs) return;
    if (!what_if.complete_pairs) {
      page_.paragraph(4, "Not every pair of facts was tried: the search stopped at its limit.");
    } else if (std::none_of(what_if.changes.begin(), what_if.changes.end(),
                            [](const WhatIfRange& range) { return range.changes.size() == 2; })) {
      page_.paragraph(4, fmt::format("No two known facts of {} were found that change it together.", who));
    }
  }

  void change(const std::string& who, const WhatIfRange& range) {
    std::string words;
    for (const FactChange& change : range.changes) {
      const bool own = change.path.starts_with(who + '.');
      const std::string path = own ? change.path.substr(who.size() + 1) : change.path;
      words += fmt::format("{}{} were {} (it is {})", words.empty() ? "if " : " and ", named(path, change.label),
                           change.to, shortened(change.from));
    }
    page_.paragraph(6, "- ", words);
  }

  // -- Rules and conditions ------------------------------------------------------------------------------------------

  void rule(const ExplainedRule& rule, std::size_t indent) {
    std::string words = fmt::format("{} {}", rule.kind, named(rule.name, rule.label));
    if (!rule.amendment.empty()) words += fmt::format(", as amended by {}", rule.amendment);
    if (!rule.period.empty()) words += ", " + rule.period;
    if (!rule.in_force) {
      page_.paragraph(indent, holds_sign(Holds::no), words + ". It is not in force for this person on that day.");
      return;
    }
    page_.paragraph(indent, holds_sign(rule.holds), words);
    const std::size_t inner = indent + 4;
    if (rule.holds != Holds::no) cited(rule.citations, rule.readings, inner);
    findings(rule.conditions, inner);
    for (const ExplainedLink& one : rule.links) link(one, inner);
    for (const ExplainedRule& exception : rule.exceptions) {
      page_.paragraph(inner, exception.holds == Holds::yes ? "Switched off by:" : "It may be switched off by:");
      this->rule(exception, inner + 2);
    }
  }

  void link(const ExplainedLink& link, std::size_t indent) {
    std::string words = fmt::format("as {} of {}, whose decision is {}", link.relation, link.other, link.other_value);
    if (link.other_counts == Holds::no) words += ", which does not count";
    page_.paragraph(indent, holds_sign(link.holds), words);
    if (!link.other_reason.empty()) {
      page_.paragraph(indent + 4, fmt::format("{} has it by {}.", link.other, link.other_reason));
    }
    if (link.rests_on_person) {
      page_.paragraph(indent + 4,
                      fmt::format("{}'s own outcome rests on this one, so it is no reason by itself.", link.other));
    }
    findings(link.conditions, indent + 4);
  }

  void cited(const std::vector<ExplainedCitation>& citations, const std::vector<std::string>& readings,
             std::size_t indent) {
    std::string last;
    for (const ExplainedCitation& cited : citations) {
      std::string words = cited.publisher.empty() ? "" : cited.publisher + ", ";
      words += fmt::format("“{}”", cited.title);
      if (!cited.dated.empty()) words += " of " + cited.dated;
      if (cited.source != last) page_.paragraph(indent, "Source: ", words + (cited.words.empty() ? "" : ":"));
      if (!cited.words.empty()) page_.paragraph(indent + 8, fmt::format("“{}”", cited.words));
      last = cited.source;
    }
    for (const std::string& reading : readings) page_.paragraph(indent, "Reading: ", reading);
  }

  void findings(const std::vector<Finding>& findings, std::size_t indent) {
    for (const Finding& one : findings) finding(one, indent);
  }

  void finding(const Finding& finding, std::size_t indent) {
    std::string words = finding_words(finding);
    if (!finding.parts.empty()) words += ':';
    page_.paragraph(indent, holds_sign(finding.holds), words);
    findings(finding.parts, indent + 4);
  }

  TextPage page_;
};

}  // namespace

std::string explain_text(const Explanation& explanation) { return Layout().text(explanation); }

}  // namespace proviso
