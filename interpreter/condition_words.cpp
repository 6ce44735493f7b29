#include "interpreter/condition_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/date.hpp"
#include "interpreter/operations.hpp"

namespace proviso {

namespace {

bool is_order(Op op) { return op == Op::less || op == Op::less_or_equal || op == Op::equal_order; }

bool is_others(const std::string& operand) { return operand.starts_with("other's "); }

// Before a duration that is no literal, the language wants an article.
std::string moved_by(const std::string& duration) {
  const bool literal = !duration.empty() && duration.front() >= '0' && duration.front() <= '9';
  return literal ? duration : "the " + duration;
}

const char* unit_word(Value unit) {
  switch (static_cast<syntax::Unit>(unit)) {
    case syntax::Unit::months:
      return "months";
    case syntax::Unit::years:
      return "years";
    default:
      return "days";
  }
}

// "a" less than "b", as the language says it of dates, and of numbers and durations.
const char* less_words(Op op, BaseType type, bool turned) {
  if (op == Op::equal_order) return type == BaseType::date ? "on" : "is";
  const bool strict = op == Op::less;
  if (type == BaseType::date) return turned ? (strict ? "after" : "on or after") : (strict ? "before" : "on or before");
  return turned ? (strict ? "more than" : "at least") : (strict ? "less than" : "at most");
}

}  // namespace

std::string ConditionWords::constant(BaseType type, EnumId enumeration, Value value) const {
  const Type t{type, enumeration, true};
  if (value == kNone) return "none";
  if ((type == BaseType::member || type == BaseType::set) && enumeration == kNoId) return fmt::format("{}", value);
  return format_value(program_.policy, t, value, type == BaseType::set ? &program_.sets.bits(value) : nullptr);
}

std::string ConditionWords::test(Op op, Value, BaseType type, const std::string& left, const std::string& right,
                                 bool left_is_constant) const {
  const std::string& a = left_is_constant ? right : left;
  const std::string& b = left_is_constant ? left : right;
  switch (op) {
    case Op::less:
    case Op::less_or_equal:
    case Op::equal_order:
      return fmt::format("{} {} {}", a, less_words(op, type, left_is_constant), b);
    case Op::in:
      return left_is_constant || type == BaseType::set || is_others(right) ? fmt::format("{} includes {}", right, left)
                                                                           : fmt::format("{} in {}", left, right);
    // What is the other person's stands on the left only.
    case Op::includes_any:
      return is_others(right) ? fmt::format("{} includes any of {}", right, left)
                              : fmt::format("{} includes any of {}", left, right);
    case Op::includes_all:
      return is_others(right) ? fmt::format("{} includes only {}", right, left)
                              : fmt::format("{} includes all of {}", left, right);
    case Op::includes_only:
      return is_others(right) ? fmt::format("{} includes all of {}", right, left)
                              : fmt::format("{} includes only {}", left, right);
    default:
      return fmt::format("{} is {}", a, b);
  }
}

std::string ConditionWords::function(Op op, Value value, const std::string& a, const std::string& b) const {
  switch (op) {
    case Op::shift:
      return fmt::format("{} {} {}", moved_by(a), value > 0 ? "after" : "before", b);
    case Op::span:
      return fmt::format("whole {} from {} to {}", unit_word(value), a, b);
    case Op::count:
      return fmt::format("number of {}", a);
    case Op::extreme:
      return fmt::format("the {} of {{ {}, {} }}", value > 0 ? "latest" : "earliest", a, b);
    default:
      return outside_language(fmt::format("({} {} {})", a, op == Op::set_union ? "and" : "without", b));
  }
}

EnumId ConditionWords::enumeration(NodeId id) const {
  const Node& node = program_.nodes[id];
  if (node.op == Op::constant)
    return node.type == BaseType::set && node.value != kNone ? program_.sets.enumeration(node.value) : kNoId;
  if (node.arg_count == 0) return enumeration_of_leaf(program_, node);
  for (std::uint32_t i = 0; i < node.arg_count; ++i) {
    if (const EnumId e = enumeration(arg(node, i)); e != kNoId) return e;
  }
  return kNoId;
}

std::string ConditionWords::outside_language(std::string text) const {
  in_language_ = false;
  return text;
}

std::string ConditionWords::operand(NodeId id) const {
  const Node& node = program_.nodes[id];
  const Policy& policy = program_.policy;
  const auto ref = static_cast<std::uint32_t>(node.value);
  switch (node.op) {
    case Op::constant:
      return constant(node.type, enumeration(id), node.value);
    case Op::fact: {
      const std::string name = name_of_(id);
      const Heading& fact = policy.facts[ref].heading;
      const bool declared = fact.name_span != Span{};  // else it stands for something of another person
      return !name.empty() ? name : declared ? fact.name : outside_language("an outcome");
    }
    case Op::link_fact:
      return policy.link_facts[ref].heading.name;
    case Op::supplied: {
      const SuppliedSlot& slot = program_.supplied[ref];
      return slot.is_set ? policy.sets[slot.ref].heading.name : policy.values[slot.ref].heading.name;
    }
    default:
      break;
  }
  // Of the other person a fact is named, or what the policy has a name for.
  if (std::string name = name_of_(id); !name.empty()) return name;
  if (node.op == Op::other) {
    const NodeId what = arg(node, 0);
    const bool fact = program_.nodes[what].op == Op::fact && name_of_(what).empty();
    return fact ? "other's " + operand(what) : outside_language("other's (" + operand(what) + ")");
  }
  switch (node.op) {
    case Op::shift:
    case Op::span:
    case Op::extreme:
    case Op::set_union:
    case Op::set_difference:
      return function(node.op, node.value, operand(arg(node, 0)), operand(arg(node, 1)));
    case Op::count:
      return function(node.op, node.value, operand(arg(node, 0)), "");
    case Op::choose:
      return outside_language(fmt::format("({} if {}, else {})", operand(arg(node, 1)), condition(arg(node, 0)),
                                          value(arg(node, 2), arg(node, 1))));
    case Op::count_links:
    case Op::extreme_link:
      return fold(id);
    default:
      return condition(id);
  }
}

// A constant member is of the kind of what it is compared with.
std::string ConditionWords::value(NodeId id, NodeId beside) const {
  const Node& node = program_.nodes[id];
  if (node.op != Op::constant) return operand(id);
  EnumId kind = enumeration(id);
  if (kind == kNoId) kind = enumeration(beside);
  return constant(node.type, kind, node.value);
}

// What the relation of the link already tells: a condition on links of several relations is written out for each.
std::optional<bool> ConditionWords::known(NodeId id) const {
  const Node& node = program_.nodes[id];
  switch (node.op) {
    case Op::constant:
      return node.type == BaseType::yes_no ? std::optional(node.value == 1) : std::nullopt;
    case Op::link_is: {
      if (!relation_) return std::nullopt;
      const auto& relations = program_.relations_of(node);
      return std::find(relations.begin(), relations.end(), *relation_) != relations.end();
    }
    case Op::negation: {
      const auto truth = known(arg(node, 0));
      return truth ? std::optional(!*truth) : std::nullopt;
    }
    case Op::all:
    case Op::any: {
      bool open = false;
      for (std::uint32_t i = 0; i < node.arg_count; ++i) {
        const auto truth = known(arg(node, i));
        if (truth && *truth == (node.op == Op::any)) return truth;
        open = open || !truth;
      }
      return open ? std::nullopt : std::optional(node.op == Op::all);
    }
    default:
      return std::nullopt;
  }
}

// One test of one thing.
bool ConditionWords::is_plain(NodeId id) const {
  const Node& node = program_.nodes[id];
  if (node.op == Op::other || node.op == Op::fact || node.op == Op::link_fact || node.op == Op::supplied) return true;
  if (!name_of_(id).empty()) return true;
  if (!is_test(node.op) || known(id)) return false;
  for (std::uint32_t i = 0; i < 2; ++i) {
    const Node& side = program_.nodes[arg(node, i)];
    if (side.type == BaseType::yes_no && side.op != Op::constant) return false;
    if (side.op == Op::choose && name_of_(arg(node, i)).empty()) return false;
  }
  return true;
}

std::string ConditionWords::part(NodeId id) const {
  const Op op = program_.nodes[id].op;
  const bool linked = op == Op::some_link || op == Op::alike_link || op == Op::negation;
  return is_plain(id) || linked ? condition(id) : "(" + condition(id) + ")";
}

std::string ConditionWords::joined(const Node& node) const {
  std::vector<NodeId> open;
  for (std::uint32_t i = 0; i < node.arg_count; ++i) {
    if (!known(arg(node, i))) open.push_back(arg(node, i));
  }
  if (open.size() == 1) return condition(open.front());
  std::string text;
  for (const NodeId id : open) text += (text.empty() ? "" : node.op == Op::all ? " and " : " or ") + part(id);
  return text;
}

std::string ConditionWords::at_least(const Node& node) const {
  Value count = node.value;
  std::string parts;
  for (std::uint32_t i = 0; i < node.arg_count; ++i) {
    const auto truth = known(arg(node, i));
    if (truth) {
      count -= *truth ? 1 : 0;
    } else {
      parts += (parts.empty() ? "" : ", ") + condition(arg(node, i));
    }
  }
  if (count <= 0 || parts.empty()) return outside_language(count <= 0 ? "yes" : "no");
  return fmt::format("at least {} of {{ {} }}", count, parts);
}

std::string ConditionWords::chosen(const Node& node) const {
  const NodeId test = arg(node, 0), then = arg(node, 1), otherwise = arg(node, 2);
  if (const auto truth = known(test)) return condition(*truth ? then : otherwise);
  const auto way = [&](const std::string& when, NodeId id) -> std::string {
    const auto truth = known(id);
    return !truth ? fmt::format("({} and {})", when, part(id)) : *truth ? when : "";
  };
  const std::string yes = way(part(test), then), no = way(negated(test), otherwise);
  if (yes.empty() || no.empty()) return yes.empty() && no.empty() ? outside_language("no") : yes + no;
  return yes + " or " + no;
}

std::string ConditionWords::where(NodeId condition) const {
  const auto truth = known(condition);
  return truth ? "" : fmt::format(" where ({})", this->condition(condition));
}

std::string ConditionWords::condition_in_short(NodeId node) const {
  in_short_ = true;
  std::string text = condition(node);
  in_short_ = false;
  return text;
}

// The language names one relation at a time.
std::string ConditionWords::link(NodeId id, bool none) const {
  const Node& node = program_.nodes[id];
  const auto outer = relation_;
  struct Asked {
    std::vector<std::string> relations;
    std::string what;
  };
  std::vector<Asked> asked;
  for (const RelationId r : program_.relations_of(node)) {
    relation_ = r;
    if (known(arg(node, 0)) == false) continue;
    const std::string same = node.op == Op::alike_link ? " with the same " + operand(arg(node, 1)) : "";
    std::string what = (none ? " no one" : " someone") + same + where(arg(node, 0));
    const auto alike = std::find_if(asked.begin(), asked.end(), [&](const Asked& a) { return a.what == what; });
    if (!in_short_ || alike == asked.end()) {
      asked.push_back({{program_.policy.relations[r].heading.name}, std::move(what)});
    } else {
      alike->relations.push_back(program_.policy.relations[r].heading.name);
    }
  }
  relation_ = outer;
  if (asked.empty()) return outside_language(none ? "yes" : "no");
  std::string text;
  for (const Asked& a : asked) {
    text += text.empty() ? "is " : none ? " and is " : " or is ";
    for (std::size_t i = 0; i < a.relations.size(); ++i)
      text += (i == 0 ? "" : i + 1 < a.relations.size() ? ", " : " or ") + a.relations[i];
    text += a.what;
  }
  return asked.size() == 1 ? text : "(" + text + ")";
}

// Of links of several relations the latest is the latest of each; but numbers cannot be added up.
std::string ConditionWords::fold(NodeId id) const {
  const Node& node = program_.nodes[id];
  const auto outer = relation_;
  const bool count = node.op == Op::count_links;
  const char* which = node.value > 0 ? "latest" : "earliest";
  NodeId condition = arg(node, 0), date = kNoNode;
  if (!count) {
    date = condition;
    condition = kNoNode;
    const Node& chosen = program_.nodes[date];
    const bool of_some = chosen.op == Op::choose && program_.nodes[arg(chosen, 2)].op == Op::constant &&
                         program_.nodes[arg(chosen, 2)].value == kNone;
    if (of_some) {
      condition = arg(chosen, 0);
      date = arg(chosen, 1);
    }
  }
  std::vector<std::string> ways;
  for (const RelationId r : program_.relations_of(node)) {
    relation_ = r;
    if (condition != kNoNode && known(condition) == false) continue;
    const std::string& name = program_.policy.relations[r].heading.name;
    const std::string which_links = name + (condition == kNoNode ? "" : where(condition));
    ways.push_back(count ? "number of " + which_links
                         : fmt::format("the {} {} among {}", which, operand(date), which_links));
  }
  relation_ = outer;
  if (ways.size() == 1) return ways.front();
  std::string text;
  for (const std::string& way : ways) text += (text.empty() ? "" : ", ") + way;
  if (count || ways.empty()) return outside_language("the sum of { " + text + " }");
  return fmt::format("the {} of {{ {} }}", which, text);
}

// Whether one value is another, where that is so whoever is asked about.
std::optional<bool> ConditionWords::settled(const Node& test, NodeId a, NodeId b) const {
  if (test.op != Op::is) return std::nullopt;
  for (const auto& [x, y] : {std::pair(a, b), std::pair(b, a)}) {
    const Node &one = program_.nodes[x], &other = program_.nodes[y];
    if (one.op != Op::constant) continue;
    if (other.op == Op::constant) return one.value == other.value;
    const auto fact = static_cast<std::size_t>(other.value);
    const bool never_none = other.op == Op::fact && !program_.policy.facts[fact].type.or_none;
    if (one.value == kNone && never_none) return false;
    // Of a choice, if both ways settle it alike.
    if (other.op != Op::choose || !name_of_(y).empty()) continue;
    const auto then = settled(test, x, arg(other, 1)), otherwise = settled(test, x, arg(other, 2));
    if (then && then == otherwise) return then;
  }
  return std::nullopt;
}

// Two truths are the same.
std::string ConditionWords::truths(NodeId a, NodeId b) const {
  if (program_.nodes[a].op == Op::constant) std::swap(a, b);
  const Node& right = program_.nodes[b];
  if (right.op == Op::constant && right.value == kNone) return operand(a) + " is none";
  const auto simple = [&](NodeId id) {
    return is_plain(id) && !is_test(program_.nodes[id].op) && operand(id).find(" is ") == std::string::npos;
  };
  if (simple(a) && (simple(b) || right.op == Op::constant)) return fmt::format("{} is {}", operand(a), operand(b));
  if (right.op == Op::constant) return right.value == 1 ? condition(a) : negated(a);
  return fmt::format("({} and {}) or ({} and {})", part(a), part(b), negated(a), negated(b));
}

std::string ConditionWords::test(const Node& node, NodeId a, NodeId b) const {
  const Node &left = program_.nodes[a], &right = program_.nodes[b];
  if (node.op == Op::is && left.type == BaseType::yes_no && right.type == BaseType::yes_no) return truths(a, b);
  // What is chosen is compared in each way.
  for (const NodeId side : {a, b}) {
    const Node& chosen = program_.nodes[side];
    if (chosen.op != Op::choose || !name_of_(side).empty()) continue;
    const auto with = [&](NodeId value) { return side == a ? test(node, value, b) : test(node, a, value); };
    const auto truth_with = [&](NodeId value) { return side == a ? settled(node, value, b) : settled(node, a, value); };
    const NodeId condition = arg(chosen, 0), then = arg(chosen, 1), otherwise = arg(chosen, 2);
    if (const auto truth = known(condition)) return with(*truth ? then : otherwise);
    // Where one way settles it, the language has no words for what is compared in it.
    if (const auto truth = truth_with(then); truth && !truth_with(otherwise))
      return fmt::format("{} {} ({})", *truth ? part(condition) : negated(condition), *truth ? "or" : "and",
                         with(otherwise));
    if (const auto truth = truth_with(otherwise); truth && !truth_with(then))
      return fmt::format("{} {} ({})", *truth ? negated(condition) : part(condition), *truth ? "or" : "and",
                         with(then));
    if (truth_with(then) && truth_with(otherwise) && truth_with(then) != truth_with(otherwise))
      return *truth_with(then) ? this->condition(condition) : negated(condition);
    return fmt::format("({} and ({})) or ({} and ({}))", part(condition), with(then), negated(condition),
                       with(otherwise));
  }
  if (left.op == Op::constant && right.op == Op::constant && node.op != Op::in)
    return outside_language(fmt::format("{} is {}", value(a, b), value(b, a)));
  return test(node.op, node.value, left.type, value(a, b), value(b, a), left.op == Op::constant);
}

std::string ConditionWords::negated(NodeId id) const {
  const Node& node = program_.nodes[id];
  if (name_of_(id).empty()) {
    if (node.op == Op::negation) return part(arg(node, 0));
    if (node.op == Op::some_link || node.op == Op::alike_link) return link(id, true);
    if (is_plain(id) && node.op == Op::is && program_.nodes[arg(node, 0)].type != BaseType::yes_no)
      return fmt::format("{} is not {}", value(arg(node, 0), arg(node, 1)), value(arg(node, 1), arg(node, 0)));
    if (is_plain(id) && node.op == Op::in && program_.nodes[arg(node, 0)].op != Op::constant &&
        program_.nodes[arg(node, 1)].op != Op::other)
      return fmt::format("{} not in {}", operand(arg(node, 0)), operand(arg(node, 1)));
  }
  // Before an order the language wants parentheses.
  return is_plain(id) && !is_order(node.op) ? "not " + condition(id) : "not (" + condition(id) + ")";
}

std::string ConditionWords::condition(NodeId id) const {
  const Node& node = program_.nodes[id];
  if (const auto truth = known(id)) return *truth ? "yes" : "no";
  switch (node.op) {
    case Op::other:
    case Op::fact:
    case Op::link_fact:
    case Op::supplied:
      return operand(id);
    default:
      break;
  }
  if (std::string name = name_of_(id); !name.empty()) return name;
  switch (node.op) {
    case Op::all:
    case Op::any:
      return joined(node);
    case Op::at_least:
      return at_least(node);
    case Op::negation:
      return negated(arg(node, 0));
    case Op::choose:
      return chosen(node);
    case Op::some_link:
    case Op::alike_link:
      return link(id, false);
    case Op::link_is: {
      std::string names;
      for (const RelationId r : program_.relations_of(node))
        names += (names.empty() ? "" : " or ") + program_.policy.relations[r].heading.name;
      return outside_language("it is " + names);
    }
    default:
      return is_test(node.op) ? test(node, arg(node, 0), arg(node, 1)) : operand(id);
  }
}

}  // namespace proviso
