#include "interpreter/result_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "dsl/date.hpp"

namespace proviso {

namespace {

using Json = nlohmann::ordered_json;

class ResultWriter {
 public:
  ResultWriter(const Program& program, const Case& c, const CaseAnswers& answers)
      : program_(program), policy_(program.policy), case_(c), answers_(answers) {}

  Json write() const {
    Json result;
    result["format"] = "proviso.result/1";
    result["note"] = "What the encoded rules imply; not a decision of an authority.";
    result["policy"] = {{"name", policy_.name}, {"title", policy_.title}, {"digest", policy_.digest}};
    if (!case_.id.empty()) result["id"] = case_.id;
    if (!case_.title.empty()) result["title"] = case_.title;
    result["as_of"] = format_date(case_.as_of);
    Json people = Json::object();
    for (std::size_t p = 0; p < case_.people.size(); ++p) people[case_.people[p].id] = person(p);
    result["people"] = std::move(people);
    return result;
  }

 private:
  Json person(std::size_t p) const {
    const PersonAnswers& answers = answers_.people[p];
    Json result = Json::object();
    for (std::size_t d = 0; d < answers.decisions.size(); ++d) {
      if (!answers.decisions[d].in_force) continue;
      const Decision& decision = policy_.decisions[d];
      result[decision.name] = answer(decision_type(decision), answers.decisions[d], answers.amendments);
    }
    for (std::size_t d = 0; d < answers.defines.size(); ++d) {
      if (!answers.defines[d].in_force) continue;
      result[policy_.defines[d].name] = answer(policy_.defines[d].type, answers.defines[d], answers.amendments);
    }
    return result;
  }

  Json value(const Type& type, Value v) const {
    if (v == kNone) return "none";
    switch (type.base) {
      case BaseType::yes_no:
        return v != 0;
      case BaseType::number:
        return v;
      case BaseType::set: {
        Json members = Json::array();
        const Enumeration& enumeration = policy_.enumerations[type.enumeration];
        const Bits& bits = case_.sets.bits(v);
        for (Value leaf = 0; leaf < static_cast<Value>(enumeration.size()); ++leaf) {
          if (SetPool::contains(bits, leaf)) members.push_back(enumeration.leaf(leaf).name);
        }
        return members;
      }
      default:
        return format_value(policy_, type, v);
    }
  }

  Json possible(const Type& type, const Answer& answer) const {
    Json result = Json::array();
    if (answer.settled) {
      result.push_back(value(type, answer.value));
    } else if (answer.possible.empty()) {
      return nullptr;  // too many to list: dates, numbers
    } else {
      for (const Value v : answer.possible) result.push_back(value(type, v));
    }
    return result;
  }

  Json answer(const Type& type, const Answer& a, const std::vector<AmendmentUse>& amendments) const {
    Json result;
    result["value"] = a.settled ? value(type, a.value) : Json(nullptr);
    result["status"] = a.settled ? "settled" : "undetermined";
    if (a.in_force_open) result["in_force"] = "unknown";
    result["possible"] = possible(type, a);
    result["because"] = because(a);
    result["derived_from"] = Json::array();
    for (const std::uint32_t person : a.derived_from) result["derived_from"].push_back(case_.people[person].id);
    add_missing(result, a);
    result["amendments"] = Json::array();
    for (const AmendmentUse& use : amendments) {
      const std::string& name = policy_.amendments[use.amendment].heading.name;
      if (use.active == Certainty::always) {
        result["amendments"].push_back(name);
      } else if (use.active == Certainty::unknown) {
        result["amendments"].push_back({{"name", name}, {"active", "unknown"}});
      }
    }
    return result;
  }

  Json because(const Answer& a) const {
    Json result = Json::array();
    for (const RuleUse& use : a.because) {
      const Rule& rule = policy_.rules[use.rule];
      const Heading& heading = rule.versions[use.version].heading;
      Json entry = {{"rule", rule.name},
                    {"kind", rule_kind_word(rule.kind)},
                    {"holds", use.holds == Certainty::always ? "yes" : "unknown"}};
      if (!heading.label.empty()) entry["label"] = heading.label;
      const std::string source = citation_text(policy_, heading);
      entry["source"] = source.empty() ? Json(nullptr) : Json(source);
      if (!heading.notes.empty()) entry["readings"] = heading.notes;
      result.push_back(std::move(entry));
    }
    return result;
  }

  void add_missing(Json& result, const Answer& a) const {
    Json missing = Json::array(), judgements = Json::array(), decided_by = Json::object();
    for (const Variable& variable : a.missing) {
      const std::string path = variable_path(program_, case_, variable);
      missing.push_back(path);
      if (!is_judgement(program_, variable)) continue;
      judgements.push_back(path);
      decided_by[path] = policy_.facts[variable.fact].decided_by;
    }
    result["missing"] = std::move(missing);
    result["judgements"] = std::move(judgements);
    if (!decided_by.empty()) result["decided_by"] = std::move(decided_by);
  }

  const Program& program_;
  const Policy& policy_;
  const Case& case_;
  const CaseAnswers& answers_;
};

}  // namespace

std::string result_json(const Program& program, const Case& c, const CaseAnswers& answers) {
  return ResultWriter(program, c, answers).write().dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Type decision_type(const Decision& decision) {
  if (decision.yes_no) return {BaseType::yes_no, kNoId, false};
  return {BaseType::member, decision.enumeration, false};
}

std::string citation_text(const Policy& policy, const Heading& heading) {
  std::string result;
  for (const Citation& citation : heading.citations) {
    if (!result.empty()) result += " / ";
    const Heading& source = policy.sources[citation.source].heading;
    result += source.label.empty() ? source.name : source.label;
    if (!citation.words.empty()) result += fmt::format(": \"{}\"", citation.words);
  }
  return result;
}

}  // namespace proviso
