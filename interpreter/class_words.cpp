#include "interpreter/class_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "dsl/date.hpp"
#include "interpreter/factors.hpp"

namespace proviso {

namespace {

constexpr std::size_t kMaxWays = 5;
constexpr std::size_t kMaxNodes = 4000;  // of a class of which the conditions are told

std::string listed(const std::vector<std::string>& parts, const char* last) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i)
    text += (i == 0 ? "" : i + 1 == parts.size() ? fmt::format(" {} ", last) : ", ") + parts[i];
  return text;
}

}  // namespace

ClassWords::ClassWords(ChangeSpace& space, const Program& old_program, const Program& new_program,
                       const std::vector<StructuralChange>& changes, const Differences& differences)
    : space_(space),
      old_(old_program),
      new_(new_program),
      changes_(changes),
      differences_(differences),
      words_(space.graph(), [this](NodeId node) { return name_of(node); }) {
  for (const std::size_t version : {std::size_t{0}, std::size_t{1}}) {
    name_nodes(version);
    made_by_[version] = space.versions().made_by({version});
  }
}

// What tells the class in the facts with which the change begins: few ways, or none that is worth telling.
std::vector<CellBox> ClassWords::ways(const FoundClass& found) {
  Diagrams& d = space_.diagrams();
  std::vector<char> others = differences_.of(found);
  for (char& v : others) v = v == 0;
  const Diagram about = d.some(d.all(found.own, space_.record_of(found.own)), others);
  std::vector<CellBox> ways = cover(d, about, about, kMaxWays).value_or(std::vector<CellBox>{});
  // Ways are told apart by tests one by one: nobody may be in one that is in no other.
  for (std::size_t i = ways.size(); ways.size() > 1 && i-- > 0;) {
    Diagram alone = d.all(found.own, box_diagram(d, ways[i]));
    for (std::size_t j = 0; j < ways.size(); ++j) {
      if (j != i) alone = d.all(alone, d.negation(box_diagram(d, ways[j])));
    }
    if (space_.somebody(alone).status == Concrete::Answer::Status::impossible)
      ways.erase(ways.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return ways;
}

// What takes so many nodes takes more boxes than anybody reads; and without room nothing can be said any more.
bool ClassWords::is_too_large(const FoundClass& found) const {
  const Diagrams& d = space_.diagrams();
  return d.exhausted() || d.parts(found.who).size() > kMaxNodes;
}

// Each way in which the change begins, with what else must hold; and those who change because others do.
void ClassWords::describe(const FoundClass& found, std::size_t max_boxes, ChangeClass& described) {
  Diagrams& d = space_.diagrams();
  if (is_too_large(found)) {
    described.sentence = sentence(found, described, {});
    return;
  }
  std::vector<Diagram> parts;
  std::vector<CellBox> ways = this->ways(found);
  for (const CellBox& way : ways) parts.push_back(d.all(found.own, box_diagram(d, way)));
  if (ways.empty()) parts.push_back(found.own);
  parts.push_back(d.all(found.who, d.negation(found.own)));
  for (const Diagram part : parts) {
    if (d.is(part, 0)) continue;
    const auto lists = this->lists(part, found.who, max_boxes);
    if (!lists) {
      described.when.clear();
      described.conditions.clear();
      break;
    }
    described.when.push_back(product(*lists));
    described.conditions.push_back(conditions(*lists));
  }
  if (d.exhausted()) {
    described.when.clear();
    described.conditions.clear();
    ways.clear();
  }
  described.sentence = sentence(found, described, ways);
}

// Records that cannot be, and who is in the class all the same, are in or out, whichever is shorter.
std::optional<ClassWords::Lists> ClassWords::lists(Diagram part, Diagram who, std::size_t max_boxes) {
  Diagrams& d = space_.diagrams();
  const Diagram record = space_.record_of(part);
  const std::vector<Diagram> factors = needed(proviso::factors(d, part), record);
  // Who is outside and met by the factors so far, as they are told; and who is met by those that are left.
  Diagram outside = d.all(record, d.negation(who));
  std::vector<Diagram> behind = {d.terminal(1)};
  for (std::size_t i = factors.size(); i-- > 1;) behind.push_back(d.all(factors[i], behind.back()));
  Lists result;
  for (const Diagram factor : factors) {
    // Whom the others let in who is not of the class: these at least the factor must keep out.
    const std::vector<std::uint32_t> about = d.support(factor);
    const Diagram own_record = space_.record_of(factor);
    Diagram most = d.any(factor, d.negation(own_record));
    if (about.size() > 1) {
      std::vector<char> rest(d.variables(), 1);
      for (const std::uint32_t v : about) rest[v] = 0;
      most = d.any(most, d.negation(d.some(d.all(outside, behind.back()), rest)));
    }
    behind.pop_back();
    const auto covered = cover(d, d.all(factor, own_record), most, max_boxes);
    if (!covered) return std::nullopt;
    Diagram told = d.terminal(0);
    for (const CellBox& cells : *covered) told = d.any(told, box_diagram(d, cells));
    outside = d.all(outside, told);
    for (std::vector<CellBox>& ways : proviso::factors(*covered)) result.push_back(std::move(ways));
  }
  return result;
}

BoxProduct ClassWords::product(const Lists& lists) {
  BoxProduct result;
  for (const std::vector<CellBox>& ways : lists) {
    std::vector<Box> boxes;
    for (const CellBox& cells : ways) {
      for (Box& box : spread(cells)) boxes.push_back(std::move(box));
    }
    if (boxes.size() != 1) {
      result.any.push_back(std::move(boxes));
    } else {
      std::move(boxes[0].begin(), boxes[0].end(), std::back_inserter(result.all));
    }
  }
  return result;
}

Conditions ClassWords::conditions(const Lists& lists) {
  Conditions result;
  for (const std::vector<CellBox>& boxes : lists) {
    const Conditions& part = conditions(boxes);
    result.all.insert(result.all.end(), part.all.begin(), part.all.end());
    result.any.insert(result.any.end(), part.any.begin(), part.any.end());
    result.none.insert(result.none.end(), part.none.begin(), part.none.end());
  }
  return result;
}

const Conditions& ClassWords::conditions(const std::vector<CellBox>& boxes) {
  const auto [known, is_new] = said_.try_emplace(boxes);
  if (!is_new) return known->second;
  const auto count = [&](std::uint32_t variable, const auto& cells) { return literals(variable, cells).size(); };
  known->second = conditions(nested(space_.diagrams(), boxes, count));
  return known->second;
}

Conditions ClassWords::conditions(const CellConditions& said) {
  Conditions result;
  for (const auto& [variable, cells] : said.all) {
    const std::vector<Literal>& literals = this->literals(variable, cells);
    if (literals.size() == 1) {
      result.all.push_back(literals.front());
    } else {
      result.any.emplace_back();
      for (const Literal& literal : literals) result.any.back().push_back({{literal}, {}, {}});
    }
  }
  for (const std::vector<CellConditions>& list : said.any) result.any.push_back(ways(list));
  result.none = ways(said.none);
  return result;
}

// A short way in which the values of something do not stand in a row is as many ways.
std::vector<Conditions> ClassWords::ways(const std::vector<CellConditions>& said) {
  std::vector<Conditions> result;
  for (const CellConditions& way : said) {
    if (way.all.size() <= 2 && way.any.empty() && way.none.empty()) {
      for (Box& box : spread(way.all)) result.push_back({std::move(box), {}, {}});
    } else {
      result.push_back(conditions(way));
    }
  }
  return result;
}

// Without the factors that follow from the others; rather without tests and links than without what is known of a fact.
std::vector<Diagram> ClassWords::needed(std::vector<Diagram> factors, Diagram record) {
  Diagrams& d = space_.diagrams();
  std::map<Diagram, std::size_t> weight;
  for (const Diagram factor : factors) {
    for (const std::uint32_t v : d.support(factor))
      weight[factor] += space_.space().variables()[v].kind == TestVariable::Kind::cells ? 1 : 10;
  }
  std::stable_sort(factors.begin(), factors.end(), [&](Diagram a, Diagram b) { return weight[a] > weight[b]; });
  std::vector<Diagram> after = {record};  // all of the factors behind, from the last
  for (std::size_t i = factors.size(); i-- > 1;) after.push_back(d.all(after.back(), factors[i]));
  std::vector<Diagram> result;
  Diagram before = d.terminal(1);
  for (const Diagram factor : factors) {
    const Diagram without = d.all(d.all(before, after.back()), d.negation(factor));
    after.pop_back();
    if (d.is(without, 0)) continue;
    result.push_back(factor);
    before = d.all(before, factor);
  }
  std::sort(result.begin(), result.end(), [&](Diagram a, Diagram b) { return d.top(a) < d.top(b); });
  return result;
}

std::string ClassWords::members_words(const std::vector<std::string>& names) const {
  for (const StructuralChange& change : changes_) {
    std::vector<std::string> sorted = names;
    std::vector<std::string> added = change.added, removed = change.removed;
    for (auto* list : {&sorted, &added, &removed}) std::sort(list->begin(), list->end());
    if (sorted.size() < 2) break;
    if (sorted == added) return fmt::format("{} (added to `{}`)", listed(names, "or"), change.name);
    if (sorted == removed) return fmt::format("{} (removed from `{}`)", listed(names, "or"), change.name);
  }
  return listed(names, "or");
}

std::string ClassWords::label_of(const Literal& literal) const {
  const std::string under = literal.under.empty() ? "" : fmt::format(" under the {} version", literal.under);
  if (literal.form == Literal::Form::test) {
    return fmt::format("{}`{}`{}", literal.values[0] == "true" ? "" : "not ", literal.test, under);
  }
  const Policy& policy = new_.policy;
  std::string label;
  if (const auto fact = policy.find_fact(literal.fact)) label = policy.facts[*fact].heading.label;
  if (const auto value = policy.find_value(literal.fact)) label = policy.values[*value].heading.label;
  if (literal.fact == "as_of") label = "The day of the assessment";
  const auto alike = std::count_if(policy.facts.begin(), policy.facts.end(),
                                   [&](const Fact& fact) { return fact.heading.label == label; });
  std::string name = label.empty() ? fmt::format("`{}`", literal.fact) : fmt::format("“{}”", label);
  if (!label.empty() && alike > 1) name += fmt::format(" (`{}`)", literal.fact);
  name += under;
  const std::string none = literal.or_none ? ", or none" : "";
  if (literal.form == Literal::Form::range) {
    const std::string &from = literal.values[0], &through = literal.values[1];
    if (from.empty() && through.empty())
      return fmt::format("{} is {}", name, literal.or_none ? "anything" : "not none");
    if (from == through) return fmt::format("{} is {}{}", name, from, none);
    const bool date = literal.fact == "as_of" || parse_date(from.empty() ? through : from).has_value();
    if (from.empty()) return fmt::format("{} is {} or {}{}", name, through, date ? "earlier" : "less", none);
    if (through.empty()) return fmt::format("{} is {} or {}{}", name, from, date ? "later" : "more", none);
    return fmt::format("{} is from {} through {}{}", name, from, through, none);
  }
  std::vector<std::string> values = literal.values;
  for (std::string& value : values) {
    if (value == "true") value = "yes";
    if (value == "false") value = "no";
  }
  return fmt::format("{} is {}", name, members_words(values));
}

std::string ClassWords::box_words(const Box& box) const {
  std::vector<std::string> parts;
  for (const Literal& literal : box) parts.push_back(literal.words);
  return listed(parts, "and");
}

std::string ClassWords::sentence(const FoundClass& found, const ChangeClass& described,
                                 const std::vector<CellBox>& cells) {
  Diagrams& d = space_.diagrams();
  std::vector<std::string> ways;
  for (const CellBox& way : cells) {
    for (const Box& box : spread(way)) {
      if (!box.empty()) ways.push_back(box_words(box));
    }
  }
  std::string text;
  if (ways.empty() || ways.size() > kMaxWays) {
    text = found.by_others          ? "People who derive it from somebody who is decided differently"
           : described.when.empty() ? "People who meet one of more conditions than can be written down"
                                    : "People as the table of facts says";
  } else if (ways.size() == 1) {
    text = "People for whom " + ways[0];
  } else {
    text = "People for whom either ";
    for (std::size_t i = 0; i < ways.size(); ++i)
      text += fmt::format("{}({}) {}", i > 0 ? ", or " : "", i + 1, ways[i]);
  }
  const auto name = [](const std::string& outcome, const std::string& label) {
    return label.empty() ? fmt::format("`{}`", outcome) : fmt::format("“{}”", label);
  };
  if (described.decision.empty()) {
    text +=
        described.to == "impossible" ? "; their records are not possible any more" : "; their records are possible now";
    return text + ".";
  }
  std::vector<std::string> grounds;
  if (found.from >= 0 && !is_too_large(found)) {
    const auto& supports = old_.decisions[found.decision].supports[static_cast<std::size_t>(found.from)];
    for (const RuleId r : supports) {
      const NodeId holds = space_.versions().of(0, old_.rules[r].holds);
      if (!space_.space().reads(holds)) continue;
      const Diagram both = d.all(found.who, space_.space().holds(holds)), real = d.all(both, space_.record_of(both));
      if (!d.is(real, 0)) grounds.push_back(fmt::format("`{}`", old_.policy.rules[r].name));
    }
  }
  text += fmt::format("; {} before{}, {} now", name(described.from, described.from_label),
                      grounds.empty() ? "" : fmt::format(" (by {})", listed(grounds, "or")),
                      name(described.to, described.to_label));
  const bool only_others = d.is(found.own, 0);
  if (found.by_others && !only_others)
    text += "; and those who change only because somebody from whom they derive it does";
  return text + ".";
}

std::vector<FactId> ClassWords::facts(Diagram who) {
  std::vector<FactId> facts;
  const TestSpace& space = space_.space();
  for (const std::uint32_t v : space_.diagrams().support(who)) {
    for (const ExpressionId id : space.open_of(v)) {
      const Node& node = space.program().nodes[space.expression(id).node];
      const auto fact = static_cast<FactId>(node.value);
      if (node.op == Op::fact && !space_.versions().is_open_fact(fact)) facts.push_back(fact);
    }
  }
  std::sort(facts.begin(), facts.end());
  facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
  return facts;
}

}  // namespace proviso
