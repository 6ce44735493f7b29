#include "tests/reference/conditions.hpp"

#include <algorithm>

namespace proviso::reference {

namespace {

using syntax::Compare;
using syntax::ExprKind;

bool order_holds(Compare compare, std::strong_ordering order) {
  switch (compare) {
    case Compare::before:
    case Compare::less_than:
      return order < 0;
    case Compare::after:
    case Compare::more_than:
      return order > 0;
    case Compare::on:
      return order == 0;
    case Compare::on_or_before:
    case Compare::at_most:
      return order <= 0;
    case Compare::on_or_after:
    case Compare::at_least:
      return order >= 0;
    default:
      return false;
  }
}

// Dates, numbers, durations of one family; nothing else lies in an order.
bool order_test(Compare compare, const Value& a, const Value& b) {
  if (holds<Date>(a) && holds<Date>(b)) return order_holds(compare, std::get<Date>(a) <=> std::get<Date>(b));
  if (holds<Number>(a) && holds<Number>(b)) return order_holds(compare, std::get<Number>(a) <=> std::get<Number>(b));
  if (!holds<Duration>(a) || !holds<Duration>(b)) return false;
  const auto &x = std::get<Duration>(a), &y = std::get<Duration>(b);
  return x.months == y.months && order_holds(compare, x.count <=> y.count);
}

// A group on the right stands for its leaves.
bool is(const Value& a, const Value& b) {
  if (holds<Member>(a) && holds<Set>(b)) return contains(std::get<Set>(b), std::get<Member>(a).name);
  return a == b;
}

bool in(const Value& member, const Value& set) {
  if (holds<Member>(member) && holds<Member>(set)) return member == set;
  return holds<Member>(member) && holds<Set>(set) && contains(std::get<Set>(set), std::get<Member>(member).name);
}

// None is no set: it includes nothing, and nothing includes it.
bool includes(Compare compare, const Value& a, const Value& b) {
  if (compare == Compare::includes && !holds<Set>(b)) return in(b, a);
  if (!holds<Set>(a) || !holds<Set>(b)) return false;
  const Set &x = std::get<Set>(a), &y = std::get<Set>(b);
  switch (compare) {
    case Compare::includes_all_of:
      return subtract(y, x).members.empty();
    case Compare::includes_only:
      return subtract(x, y).members.empty();
    default:
      return subtract(x, y) != x;
  }
}

}  // namespace

Duration whole(syntax::Unit unit, Days from, Days to, MonthEnds month_ends) {
  switch (unit) {
    case syntax::Unit::months:
      return {whole_months(from, to, month_ends), true};
    case syntax::Unit::years:
      return {12 * whole_years(from, to, month_ends), true};
    default:
      return {to - from, false};
  }
}

Days move(Days day, const Duration& by, bool after, MonthEnds month_ends) {
  const std::int64_t n = after ? by.count : -by.count;
  return by.months ? add_months(day, n, month_ends) : add_days(day, n);
}

Value Conditions::slot(const Slot& slot) const {
  return slot.known ? *slot.known : completion_[static_cast<std::size_t>(slot.variable)];
}

// A default that applies only while the fact's condition holds; else the fact is none.
Value Conditions::fact(int person, std::string_view name) const {
  const Slot& s = case_.people[static_cast<std::size_t>(person)].facts.at(name);
  if (!s.default_while_held) return slot(s);
  const Text<syntax::Fact>& text = book_.facts.at(name);
  const Value exists = condition(text.at(text->only_if), {person, static_cast<int>(book_.amendments.size()), nullptr});
  return is_true(exists) ? literal(s.default_while_held, kind_of(book_, text->type)) : Value(None{});
}

const Slot* Conditions::link_fact(std::string_view name, const Context& context) const {
  if (context.link == nullptr) return nullptr;
  const auto& facts = case_.records[static_cast<std::size_t>(context.link->record)].facts;
  const auto found = facts.find(name);
  return found == facts.end() ? nullptr : &found->second;
}

Value Conditions::name(std::string_view name, const Context& context) const {
  if (const Slot* s = link_fact(name, context)) return slot(*s);
  if (book_.facts.contains(name)) return fact(context.person, name);
  return read_(name, context);
}

Value Conditions::others_name(std::string_view name, const Context& context) const {
  if (book_.facts.contains(name)) return fact(context.link->other, name);
  return read_(name, {context.link->other, context.stage, nullptr});
}

std::vector<Value> Conditions::children(Place place, const Context& context) const {
  std::vector<Value> values;
  for (std::uint32_t i = 0; i < place->child_count; ++i) values.push_back(condition(place.child(i), context));
  return values;
}

Value Conditions::condition(Place place, const Context& context) const {
  switch (place->kind) {
    case ExprKind::negation:
      return opposite(condition(place.child(0), context));
    case ExprKind::group:
      return condition(place.child(0), context);
    case ExprKind::link:
      return link(place, context);
    case ExprKind::comparison:
      return comparison(place, context);
    case ExprKind::conjunction:
    case ExprKind::disjunction:
    case ExprKind::all_of:
    case ExprKind::any_of:
    case ExprKind::none_of:
    case ExprKind::at_least_of:
      break;
    default: {
      const Value value = operand(place, context, nullptr);
      return unusable(value) ? Value(Gap{}) : Value(is_true(value));
    }
  }
  const std::vector<Value> values = children(place, context);
  if (std::any_of(values.begin(), values.end(), unusable)) return Gap{};
  const auto count = std::count_if(values.begin(), values.end(), is_true);
  switch (place->kind) {
    case ExprKind::conjunction:
    case ExprKind::all_of:
      return count == static_cast<std::ptrdiff_t>(values.size());
    case ExprKind::none_of:
      return count == 0;
    case ExprKind::at_least_of:
      return count >= place->number;
    default:
      return count > 0;
  }
}

Value Conditions::is_meant(std::string_view name, const Context& context) const {
  if (book_.relations.contains(name)) return context.link->relation == name;
  return is_about(book_, name, context.link->relation) ? read_(name, context) : Value(false);
}

// Of each of the person's links: whether it is meant, and the condition (if any) holds.
std::vector<Value> Conditions::over_links(Place place, Place where, const Context& context) const {
  std::vector<Value> values;
  for (const Link& link : case_.people[static_cast<std::size_t>(context.person)].links) {
    const Context inside{context.person, context.stage, &link};
    const bool named = book_.relations.contains(place->name.text) ? link.relation == place->name.text
                                                                  : is_about(book_, place->name.text, link.relation);
    if (!named) {
      values.push_back(false);
      continue;
    }
    std::vector<Value> parts = {is_meant(place->name.text, inside)};
    if (where) parts.push_back(condition(where, inside));
    if (!place->same.text.empty()) parts.push_back(alike(place->same.text, context, inside));
    values.push_back(all_of(parts));
  }
  return values;
}

bool Conditions::alike(std::string_view fact, const Context& one, const Context& other) const {
  return one.link == other.link || slot(*link_fact(fact, one)) == slot(*link_fact(fact, other));
}

Value Conditions::link(Place place, const Context& context) const {
  const Place where = place->child_count == 0 ? Place{} : place.child(0);
  const Value some = any_of(over_links(place, where, context));
  return place->someone ? some : opposite(some);
}

Value Conditions::count_links(Place place, const Context& context) const {
  const Place where = place->child_count == 0 ? Place{} : place.child(0);
  const std::vector<Value> values = over_links(place, where, context);
  if (std::any_of(values.begin(), values.end(), unusable)) return Gap{};
  return Number{std::count_if(values.begin(), values.end(), is_true)};
}

namespace {

// None is left out.
Value pick(const std::vector<Value>& dates, bool latest) {
  Value result = None{};
  for (const Value& date : dates) {
    if (unusable(date)) return Gap{};
    if (!holds<Date>(date)) continue;
    const bool better = !holds<Date>(result) || (latest ? std::get<Date>(date).days > std::get<Date>(result).days
                                                        : std::get<Date>(date).days < std::get<Date>(result).days);
    if (better) result = date;
  }
  return result;
}

}  // namespace

Value Conditions::extreme(Place place, const Context& context) const {
  std::vector<Value> dates;
  for (std::uint32_t i = 0; i < place->child_count; ++i) dates.push_back(operand(place.child(i), context, nullptr));
  return pick(dates, place->latest);
}

Value Conditions::extreme_of_links(Place place, const Context& context) const {
  const Place where = place->child_count == 1 ? Place{} : place.child(1);
  const std::vector<Value> meant = over_links(place, where, context);
  const auto& links = case_.people[static_cast<std::size_t>(context.person)].links;
  std::vector<Value> dates;
  for (std::size_t i = 0; i < links.size(); ++i) {
    const bool named = book_.relations.contains(place->name.text)
                           ? links[i].relation == place->name.text
                           : is_about(book_, place->name.text, links[i].relation);
    if (!named) continue;
    const Value date = operand(place.child(0), {context.person, context.stage, &links[i]}, nullptr);
    if (unusable(meant[i]) || unusable(date)) {
      dates.push_back(Gap{});
    } else if (is_true(meant[i])) {
      dates.push_back(date);
    }
  }
  return pick(dates, place->latest);
}

Value Conditions::test(const syntax::Document* document, const syntax::Test& test, const Context& context) const {
  std::vector<Value> values;
  if (test.condition != syntax::kNoExpr) values.push_back(condition({document, test.condition}, context));
  if (test.unless != syntax::kNoExpr) values.push_back(opposite(condition({document, test.unless}, context)));
  return all_of(values);
}

Value Conditions::comparison(Place place, const Context& context) const {
  const Enumeration* kind = kind_of_operand(place.child(0), context);
  const Value a = operand(place.child(0), context, nullptr);
  const Value b = operand(place.child(1), context, kind);
  if (unusable(a) || unusable(b)) return Gap{};
  switch (place->compare) {
    case Compare::is:
      return is(a, b);
    case Compare::is_not:
      return !is(a, b);
    case Compare::in:
      return in(a, b);
    case Compare::not_in:
      return !in(a, b);
    case Compare::includes:
    case Compare::includes_any_of:
    case Compare::includes_all_of:
    case Compare::includes_only:
      return includes(place->compare, a, b);
    default:
      return order_test(place->compare, a, b);
  }
}

Value Conditions::operand(Place place, const Context& context, const Enumeration* expected) const {
  switch (place->kind) {
    case ExprKind::as_of:
      return Date{case_.as_of};
    case ExprKind::others_name:
      return others_name(place->name.text, context);
    case ExprKind::shift:
      return shift(place, context);
    case ExprKind::span:
      return span(place, context);
    case ExprKind::extreme:
      return extreme(place, context);
    case ExprKind::extreme_of_links:
      return extreme_of_links(place, context);
    case ExprKind::number_of: {
      if (counts_links(book_, place)) return count_links(place, context);
      const Value set = name(place->name.text, context);
      if (unusable(set)) return set;
      if (!holds<Set>(set)) return None{};
      return Number{static_cast<std::int64_t>(std::get<Set>(set).members.size())};
    }
    case ExprKind::name: {
      const auto member = expected == nullptr ? Table<std::vector<std::string_view>>::const_iterator{}
                                              : expected->names.find(place->name.text);
      if (expected == nullptr || member == expected->names.end()) return name(place->name.text, context);
      if (member->second.size() == 1 && member->second.front() == member->first) return Member{member->first};
      return make_set(member->second);
    }
    default:
      return literal(place, expected);
  }
}

// `n UNITS after D`: arithmetic on none is none.
Value Conditions::shift(Place place, const Context& context) const {
  const Value by = operand(place.child(0), context, nullptr);
  const Value day = operand(place.child(1), context, nullptr);
  if (unusable(by) || unusable(day)) return Gap{};
  if (!holds<Duration>(by) || !holds<Date>(day)) return None{};
  return Date{move(std::get<Date>(day).days, std::get<Duration>(by), place->after, book_.month_ends)};
}

Value Conditions::span(Place place, const Context& context) const {
  const Value from = operand(place.child(0), context, nullptr);
  const Value to = operand(place.child(1), context, nullptr);
  if (unusable(from) || unusable(to)) return Gap{};
  if (!holds<Date>(from) || !holds<Date>(to)) return None{};
  return whole(place->unit, std::get<Date>(from).days, std::get<Date>(to).days, book_.month_ends);
}

const Enumeration* Conditions::kind_of_operand(Place place, const Context& context) const {
  if (place->kind == ExprKind::name) return kind_of_name(place->name.text, context);
  if (place->kind == ExprKind::others_name)
    return kind_of_name(place->name.text, {context.person, context.stage, nullptr});
  return nullptr;
}

const Enumeration* Conditions::kind_of_name(std::string_view name, const Context& context) const {
  if (link_fact(name, context) != nullptr) {
    const LinkRecord& record = case_.records[static_cast<std::size_t>(context.link->record)];
    for (const syntax::LinkFact& fact : *book_.relations.at(record.relation).facts) {
      if (fact.name.text == name) return kind_of(book_, fact.type);
    }
  }
  if (const auto it = book_.facts.find(name); it != book_.facts.end()) return kind_of(book_, it->second->type);
  if (const auto it = book_.values.find(name); it != book_.values.end()) return kind_of(book_, it->second->type);
  if (const auto it = book_.defines.find(name); it != book_.defines.end()) {
    return kind_of(book_, it->second.front()->type);
  }
  if (const auto it = book_.sets.find(name); it != book_.sets.end()) return &book_.kinds.at(it->second->of.text);
  if (const auto it = book_.outcomes.find(name); it != book_.outcomes.end()) return &it->second;
  return nullptr;
}

}  // namespace proviso::reference
