#include "tests/reference/classes.hpp"

#include <algorithm>

namespace proviso::reference {

namespace {

using syntax::ExprKind;

void add_value(Class& to, const Value& value) {
  if (holds<Date>(value)) to.dates.insert(std::get<Date>(value).days);
  if (holds<Number>(value)) to.numbers.insert(std::get<Number>(value).count);
  if (holds<Duration>(value)) to.durations.insert(std::get<Duration>(value));
}

void add_operand(const Book& book, const Case& c, Place place, Class& to) {
  switch (place->kind) {
    case ExprKind::name:
    case ExprKind::others_name:
      to.names.insert(place->name.text);
      break;
    case ExprKind::as_of:
      to.dates.insert(c.as_of);
      break;
    case ExprKind::number_of:
      for (const auto& [name, kind] : book.kinds) {
        for (std::size_t n = 0; n <= kind.leaves.size(); ++n) to.numbers.insert(static_cast<std::int64_t>(n));
      }
      break;
    case ExprKind::extreme_of_links:
      add_operand(book, c, place.child(0), to);
      break;
    case ExprKind::span:
      to.spans.insert(place->unit);
      [[fallthrough]];
    case ExprKind::shift:
      ++to.moves;
      [[fallthrough]];
    case ExprKind::comparison:
    case ExprKind::extreme:
      for (std::uint32_t i = 0; i < place->child_count; ++i) add_operand(book, c, place.child(i), to);
      break;
    case ExprKind::members:
      break;
    default:
      add_value(to, literal(place, nullptr));
      break;
  }
}

class Finder {
 public:
  Finder(const Book& book, const Case& c) : book_(book), case_(c) {}

  std::vector<Class> find() {
    for (const syntax::Document* document : book_.documents) add_comparisons(*document);
    add_defines();
    add_values();
    add_facts();
    return std::move(classes_);
  }

 private:
  // Merges with every class that has a name in common.
  void add(Class added) {
    const auto meets = [&](const Class& other) {
      return std::any_of(added.names.begin(), added.names.end(),
                         [&](std::string_view name) { return other.names.contains(name); });
    };
    for (auto it = classes_.begin(); it != classes_.end();) {
      if (!meets(*it)) {
        ++it;
        continue;
      }
      added.names.merge(it->names);
      added.dates.merge(it->dates);
      added.numbers.merge(it->numbers);
      added.durations.merge(it->durations);
      added.spans.merge(it->spans);
      added.moves = std::max(added.moves, it->moves);
      added.handed_on = added.handed_on || it->handed_on;
      it = classes_.erase(it);
    }
    classes_.push_back(std::move(added));
  }

  void add_comparisons(const syntax::Document& document) {
    for (syntax::ExprId id = 0; id < document.exprs.size(); ++id) {
      if (!document.exprs[id].same.text.empty()) {
        Class alike;
        alike.names.insert(document.exprs[id].same.text);
        add(std::move(alike));
      }
      if (document.exprs[id].kind != ExprKind::comparison || is_membership(document.exprs[id].compare)) continue;
      Class group;
      add_operand(book_, case_, {&document, id}, group);
      add(std::move(group));
    }
  }

  static bool is_membership(syntax::Compare compare) {
    return compare == syntax::Compare::in || compare == syntax::Compare::not_in || compare >= syntax::Compare::includes;
  }

  // What a define has as its value moves on with it: a move in a define stands in every comparison of it.
  void add_defines() {
    for (const auto& [name, texts] : book_.defines) {
      Class group;
      group.names.insert(name);
      for (const auto& text : texts) {
        if (text->value != syntax::kNoExpr) add_operand(book_, case_, text.at(text->value), group);
        for (const syntax::Option& option : text->options) add_operand(book_, case_, text.at(option.value), group);
        group.handed_on = group.handed_on || text->value != syntax::kNoExpr || !text->options.empty();
      }
      if (group.moves > 0) group.moves = 2;
      if (group.handed_on) add(std::move(group));
    }
  }

  void add_values() {
    for (const auto& [name, value] : book_.values) {
      Class group;
      group.names.insert(name);
      for (const syntax::Version& version : value->versions) add_operand(book_, case_, value.at(version.value), group);
      if (value->default_value != syntax::kNoExpr) add_operand(book_, case_, value.at(value->default_value), group);
      for (const auto& amendment : book_.amendments) {
        for (const syntax::Change& change : amendment->changes) {
          const bool mine = change.kind == syntax::ChangeKind::value_is && change.name.text == name;
          if (mine) add_operand(book_, case_, amendment.at(change.value), group);
        }
      }
      add(std::move(group));
    }
  }

  void add_facts() {
    const auto add_slots = [&](const Table<Slot>& slots) {
      for (const auto& [name, slot] : slots) {
        Class group;
        group.names.insert(name);
        if (slot.known) add_value(group, *slot.known);
        if (slot.default_while_held) add_operand(book_, case_, slot.default_while_held, group);
        add(std::move(group));
      }
    };
    add_slots(case_.supplied);
    for (const Person& person : case_.people) add_slots(person.facts);
    for (const LinkRecord& record : case_.records) add_slots(record.facts);
  }

  const Book& book_;
  const Case& case_;
  std::vector<Class> classes_;
};

}  // namespace

std::vector<Class> find_classes(const Book& book, const Case& c) { return Finder(book, c).find(); }

std::set<std::string_view> names_read(const Book& book) {
  std::set<std::string_view> names;
  for (const syntax::Document* document : book.documents) {
    for (const syntax::Expr& expr : document->exprs) {
      const bool reads =
          expr.kind == ExprKind::name || expr.kind == ExprKind::others_name || expr.kind == ExprKind::number_of;
      if (reads) names.insert(expr.name.text);
      if (!expr.same.text.empty()) names.insert(expr.same.text);
    }
  }
  return names;
}

}  // namespace proviso::reference
