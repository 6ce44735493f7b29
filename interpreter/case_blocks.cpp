#include "interpreter/case_blocks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "dsl/date.hpp"
#include "dsl/nearest.hpp"
#include "interpreter/case_labels.hpp"
#include "interpreter/case_values.hpp"
#include "interpreter/member_names.hpp"

namespace proviso {

namespace {

/// A `person` of any document.
struct Template {
  const syntax::Document* document;
  const syntax::Person* person;
};
using Templates = std::unordered_map<std::string_view, Template>;

std::string rule_text_words(const Policy& policy, const Type& type) {
  switch (type.base) {
    case BaseType::yes_no:
      return "`yes` or `no`";
    case BaseType::date:
      return "a date, such as `2025-02-10`";
    case BaseType::number:
      return "a whole number";
    case BaseType::duration:
      return "a duration, such as `90 days`";
    case BaseType::member: {
      const Enumeration& enumeration = policy.enumerations[type.enumeration];
      const char* word = enumeration.decision != kNoId ? "an outcome" : enumeration.regions ? "a region" : "a member";
      return fmt::format("{} of `{}`", word, enumeration.heading.name);
    }
    case BaseType::set:
      return fmt::format("members of `{}` in braces", policy.enumerations[type.enumeration].heading.name);
    case BaseType::note:
    case BaseType::none:
      break;
  }
  return "a value";
}

/// Reads one `case` block.
class BlockReader {
 public:
  BlockReader(const Program& program, const SourceSet& sources, MemberNames& members, const Templates& templates,
              const syntax::Document& document, const syntax::Case& block, PreparedCase& to)
      : policy_(program.policy),
        sources_(sources),
        members_(members),
        templates_(templates),
        document_(document),
        block_(block),
        to_(to),
        builder_(program, nullptr, to.diagnostics) {}

  void run() {
    to_.title = block_.title.value;
    to_.place = block_.title.span;
    to_.whole = block_.span;
    for (const syntax::Text& note : block_.notes) read_label(note.value, to_);
    builder_.set_names("", block_.title.value);
    builder_.set_date(block_.on.days, block_.on.span);
    for (const syntax::Given& given : block_.given) read_given(given);
    std::vector<std::optional<std::uint32_t>> people;
    for (const syntax::CasePerson& person : block_.persons)
      people.push_back(builder_.add_person(person.name.text, person.name.span));
    if (people.empty())
      report({Kind::case_no_people,
              "there is nobody in the case",
              {block_.title.span, ""},
              {},
              {"Write a name and the person's facts: `olena { citizenships { UA } }`."}});
    read_people(people, false);
    read_people(people, true);
    to_.bound = builder_.finish(block_.span);
    if (block_.expectations.empty()) {
      report({Kind::expect_nothing,
              "this case says nothing about what is expected",
              {block_.title.span, ""},
              {},
              {"Add `expect PERSON DECISION VALUE`; or `expect impossible NAME`, if the case cannot be."}});
    }
    if (!to_.bound) return;
    for (const syntax::Expect& expect : block_.expectations) read_expect(expect);
    if (to_.expect_refusal) refuse_results();
  }

 private:
  void report(Diagnostic diagnostic) { to_.diagnostics.add(std::move(diagnostic)); }

  // -- Values
  // ------------------------------------------------------------------------------------------------------------

  std::optional<Value> read(const Type& type, const syntax::Document& document, syntax::ExprId id,
                            std::string_view name, SetPool& sets, Kind kind = Kind::case_value) {
    const syntax::Expr& e = document.expr(id);
    using Expr = syntax::ExprKind;
    switch (e.kind) {
      case Expr::none:
        if (type.or_none) return kNone;
        report({kind == Kind::case_value ? Kind::case_none : kind,
                fmt::format("`{}` cannot be none", name),
                {e.span, ""},
                {},
                {fmt::format("Write {}; or `unknown`.", rule_text_words(policy_, type))}});
        return std::nullopt;
      case Expr::yes:
      case Expr::no:
        if (type.base == BaseType::yes_no) return e.kind == Expr::yes ? 1 : 0;
        break;
      case Expr::date:
        if (type.base == BaseType::date) return e.number;
        break;
      case Expr::number:
        if (type.base == BaseType::number) return number(e, name, kind);
        break;
      case Expr::duration:
        if (type.base == BaseType::duration) return duration(e);
        break;
      case Expr::name:
        if (type.base == BaseType::member) return member(type, e.name, kind);
        break;
      case Expr::members:
        if (type.base == BaseType::set) return set(type, document, e, sets, kind);
        break;
      default:
        break;
    }
    report({kind,
            fmt::format("this is not a value that `{}` can have", name),
            {e.span, ""},
            {},
            {fmt::format("Write {}.", rule_text_words(policy_, type))}});
    return std::nullopt;
  }

  std::optional<Value> number(const syntax::Expr& e, std::string_view name, Kind kind) {
    if (e.number >= 0 && e.number <= kMaxNumber) return e.number;
    report({kind == Kind::case_value ? Kind::case_number : kind,
            fmt::format("`{}` is a whole number from 0 to {}", name, kMaxNumber),
            {e.span, ""}});
    return std::nullopt;
  }
  static Value duration(const syntax::Expr& e) {
    switch (e.unit) {
      case syntax::Unit::days:
        return make_duration(e.number, DurationUnit::days);
      case syntax::Unit::weeks:
        return make_duration(e.number * 7, DurationUnit::days);
      case syntax::Unit::months:
        return make_duration(e.number, DurationUnit::months);
      case syntax::Unit::years:
        return make_duration(e.number * 12, DurationUnit::months);
    }
    return 0;
  }
  std::optional<Value> member(const Type& type, const syntax::Name& name, Kind kind) {
    Diagnostics found;
    const auto value = members_.find_name(type.enumeration, name.text, name.span, found);
    for (Diagnostic d : found.all()) {
      if (kind != Kind::case_value) d.kind = kind;
      report(std::move(d));
    }
    return value;
  }
  std::optional<Value> set(const Type& type, const syntax::Document& document, const syntax::Expr& e, SetPool& sets,
                           Kind kind) {
    Bits bits((policy_.enumerations[type.enumeration].size() + 63) / 64);
    bool good = true;
    for (std::uint32_t i = 0; i < e.child_count; ++i) {
      const auto found = member(type, document.expr(document.child(e, i)).name, kind);
      if (found) SetPool::insert(bits, *found);
      good = good && found;
    }
    if (!good) return std::nullopt;
    return sets.intern(type.enumeration, bits);
  }

  // -- People
  // ------------------------------------------------------------------------------------------------------------

  void read_given(const syntax::Given& given) {
    const auto slot = builder_.find_supplied(given.name.text, given.name.span);
    if (!slot) return;
    const Type type = builder_.supplied_type(*slot);
    const auto value = read(type, document_, given.value, given.name.text, builder_.sets());
    if (!value) return;
    for (const std::uint32_t known : given_) {
      if (known == *slot) report_repeated(given.name);
    }
    given_.push_back(*slot);
    builder_.give_supplied(*slot, *value);
  }

  void report_repeated(const syntax::Name& name) {
    report({Kind::case_repeated_entry,
            fmt::format("`{}` is said twice", name.text),
            {name.span, "again"},
            {},
            {"Keep one of them."}});
  }

  /// Facts first, links once everybody's are read: both may come from what the person is `like`.
  void read_people(const std::vector<std::optional<std::uint32_t>>& people, bool links) {
    for (std::size_t i = 0; i < people.size(); ++i) {
      if (!people[i]) continue;
      const syntax::CasePerson& person = block_.persons[i];
      std::uint32_t count = 0;
      const auto read_entries = [&](const syntax::Document& document, const std::vector<syntax::Entry>& entries) {
        if (!links) check_repeated(entries);
        for (const syntax::Entry& entry : entries) {
          if (entry.to && links) read_link(document, *people[i], entry, count++);
          if (!entry.to && !links) read_fact(document, *people[i], entry);
        }
      };
      if (const Template* like = template_of(person, !links)) read_entries(*like->document, like->person->entries);
      read_entries(document_, person.entries);
    }
  }

  const Template* template_of(const syntax::CasePerson& person, bool say) {
    if (!person.like) return nullptr;
    const auto found = templates_.find(person.like->text);
    if (found != templates_.end()) return &found->second;
    if (!say) return nullptr;
    std::vector<std::string_view> known;
    for (const auto& [name, declared] : templates_) known.push_back(name);
    const auto meant = nearest(person.like->text, known);
    report({Kind::case_unknown_template,
            fmt::format("there is no person `{}`", person.like->text),
            {person.like->span, meant ? fmt::format("did you mean `{}`?", *meant) : std::string()},
            {},
            {"`like` takes the facts of a `person` that is declared in the policy."}});
    return nullptr;
  }

  void check_repeated(const std::vector<syntax::Entry>& entries) {
    std::vector<std::string_view> seen;
    for (const syntax::Entry& entry : entries) {
      if (entry.to) continue;
      if (std::find(seen.begin(), seen.end(), entry.name.text) != seen.end()) report_repeated(entry.name);
      seen.push_back(entry.name.text);
    }
  }

  void read_fact(const syntax::Document& document, std::uint32_t person, const syntax::Entry& entry) {
    const auto fact = builder_.find_fact(entry.name.text, entry.name.span);
    if (!fact) return;
    const Type& type = policy_.facts[*fact].type;
    if (type.base == BaseType::note) {
      // Notes are JSON; what a literal of the language says is kept as a text.
      builder_.give_note(
          person, *fact,
          entry.unknown ? "null" : fmt::format("\"{}\"", sources_.text(document.expr(entry.value).span)));
      return;
    }
    const auto value = entry.unknown ? std::optional<Value>(kUnknown)
                                     : read(type, document, entry.value, entry.name.text, builder_.sets());
    if (value) builder_.give(person, *fact, *value, entry.span);
  }

  void read_link(const syntax::Document& document, std::uint32_t from, const syntax::Entry& entry,
                 std::uint32_t index) {
    const auto relation = builder_.find_relation(entry.name.text, entry.name.span);
    if (!relation) return;
    const auto link = builder_.add_link(from, *relation, entry.to->text, index, entry.span, entry.to->span);
    check_repeated(entry.link_facts);
    for (const syntax::Entry& fact : entry.link_facts) {
      const auto position = builder_.find_link_fact(*relation, fact.name.text, fact.name.span);
      if (!position) continue;
      const auto value = fact.unknown ? std::optional<Value>(kUnknown)
                                      : read(builder_.link_fact_type(*relation, *position), document, fact.value,
                                             fact.name.text, builder_.sets());
      if (value && link) builder_.give_link_fact(*link, *position, *value, fact.span);
    }
  }

  // -- Expectations
  // ------------------------------------------------------------------------------------------------------

  std::optional<std::uint32_t> person_of(const syntax::Name& name) {
    const auto person = builder_.find_person(name.text);
    if (!person) report(unknown_expected_person(to_.bound->value, name.text, name.span));
    return person;
  }

  void read_impossible(const syntax::Expect& expect) {
    to_.expect_refusal = true;
    for (const syntax::Name& name : expect.impossible) {
      const auto& all = policy_.impossibles;
      const auto found =
          std::find_if(all.begin(), all.end(), [&](const Impossible& i) { return i.heading.name == name.text; });
      if (found == all.end()) {
        report(unknown_impossible(policy_, name.text, name.span));
        continue;
      }
      const auto index = static_cast<std::uint32_t>(found - all.begin());
      if (std::find(to_.impossibles.begin(), to_.impossibles.end(), index) != to_.impossibles.end()) {
        report_repeated(name);
        continue;
      }
      to_.impossibles.push_back(index);
      to_.refusal += fmt::format("{}{}", to_.refusal.empty() ? "" : ", ", name.text);
    }
    std::sort(to_.impossibles.begin(), to_.impossibles.end());
  }

  void refuse_results() {
    for (const syntax::Expect& expect : block_.expectations) {
      if (!expect.impossible.empty()) continue;
      report({Kind::expect_of_impossible_case,
              "a case that cannot be has no results",
              {expect.span, ""},
              {},
              {"Take this away, or the line `expect impossible`; or make two cases of it."}});
    }
  }

  void read_expect(const syntax::Expect& expect) {
    if (!expect.impossible.empty()) return read_impossible(expect);
    const auto person = person_of(expect.person);
    const auto result = find_result(policy_, expect.decision.text);
    if (!result) report(unknown_result(policy_, expect.decision.text, expect.decision.span));
    if (!person || !result) return;
    ExpectedPerson expected{*person};
    ExpectedValue value{*result};
    if (!expect.undetermined) {
      const auto read_one = read(result_type(policy_, *result), document_, expect.value, expect.decision.text,
                                 to_.bound->value.sets, Kind::expect_value);
      if (!read_one) return;
      value.value = *read_one;
    }
    if (expect.has_missing) read_missing(expect, value);
    expected.values.push_back(std::move(value));
    for (const syntax::Name& name : expect.because) {
      const auto rule = policy_.find_rule(name.text);
      if (rule) {
        expected.because.push_back(*rule);
      } else {
        report(unknown_rule(policy_, name.text, name.span));
      }
    }
    if (!expect.derived_from.empty()) {
      expected.derived_from.emplace();
      for (const syntax::Name& name : expect.derived_from) {
        if (const auto other = person_of(name)) expected.derived_from->push_back(*other);
      }
      std::sort(expected.derived_from->begin(), expected.derived_from->end());
    }
    to_.people.push_back(std::move(expected));
  }

  void read_missing(const syntax::Expect& expect, ExpectedValue& value) {
    value.missing.emplace();
    for (const syntax::Path& path : expect.missing) {
      std::string text = fmt::format("{}.{}", path.person.text, path.name.text);
      if (path.link_fact) text += fmt::format("[{}].{}", path.index, path.link_fact->text);
      const auto variable = find_path(builder_.program(), *to_.bound, text);
      if (variable) {
        value.missing->push_back(*variable);
      } else {
        report(unknown_path(builder_.program(), to_.bound->value, text, path.span));
      }
    }
    std::sort(value.missing->begin(), value.missing->end());
  }

  const Policy& policy_;
  const SourceSet& sources_;
  MemberNames& members_;
  const Templates& templates_;
  const syntax::Document& document_;
  const syntax::Case& block_;
  PreparedCase& to_;
  CaseBuilder builder_;
  std::vector<std::uint32_t> given_;
};

}  // namespace

std::vector<PreparedCase> read_case_blocks(const Program& program, const SourceSet& sources,
                                           const std::vector<syntax::Document>& documents) {
  Templates templates;
  for (const syntax::Document& document : documents) {
    for (const syntax::Declaration& declaration : document.declarations) {
      if (const auto* person = std::get_if<syntax::Person>(&declaration))
        templates.emplace(person->name.text, Template{&document, person});
    }
  }
  MemberNames members(program.policy);
  std::vector<PreparedCase> cases;
  for (const syntax::Document& document : documents) {
    for (const syntax::Declaration& declaration : document.declarations) {
      const auto* block = std::get_if<syntax::Case>(&declaration);
      if (block == nullptr) continue;
      BlockReader(program, sources, members, templates, document, *block, cases.emplace_back()).run();
    }
  }
  return cases;
}

}  // namespace proviso
