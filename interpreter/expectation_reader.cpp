#include "interpreter/expectation_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "dsl/nearest.hpp"
#include "interpreter/case_labels.hpp"
#include "interpreter/case_values.hpp"
#include "interpreter/other_policy.hpp"

namespace proviso {

namespace {

constexpr std::array<std::string_view, 6> kKeys = {"values",  "missing",      "possible",
                                                   "because", "derived_from", "inventory"};

/// Reads what one line expects.
class ExpectationReader {
 public:
  ExpectationReader(const Program& program, CaseReader& reader, const JsonValue& root, PreparedCase& to)
      : program_(program), policy_(program.policy), reader_(reader), root_(root), to_(to) {}

  void run() {
    const JsonValue* expect = root_.find("expect");
    if (expect == nullptr) {
      if (!to_.expect_refusal)
        report({Kind::expect_nothing,
                "this case says nothing about what is expected",
                {{to_.place.file, to_.place.begin, to_.place.begin + 1}, "neither `expect` nor `expect_error`"},
                {},
                {"Add `\"expect\": { \"olena\": { \"values\": { … } } }`."}});
      return;
    }
    if (!is_object(*expect, "`expect`") || !to_.bound) return;
    for (const JsonValue& person : expect->children) read_person(person);
    read_readings();
  }

 private:
  Case& the_case() { return to_.bound->value; }
  void report(Diagnostic d) {
    add_pointer(d, root_);
    to_.diagnostics.add(std::move(d));
  }
  bool shape(const JsonValue& value, bool right, std::string_view subject, std::string_view wanted) {
    if (right) return true;
    report({Kind::expect_shape,
            fmt::format("{} is {}, not {}", subject, wanted, json_words(value)),
            {value.span, ""},
            {},
            {"`proviso explain-error P0607` shows how expectations are written."}});
    return false;
  }
  bool is_object(const JsonValue& value, std::string_view subject) {
    return shape(value, value.is_object(), subject, "an object");
  }
  bool is_list(const JsonValue& value, std::string_view subject) {
    return shape(value, value.is_list(), subject, "a list");
  }
  bool is_text(const JsonValue& value, std::string_view subject) {
    return shape(value, value.is_text(), subject, "a text");
  }

  std::optional<std::uint32_t> person_of(const JsonValue& member) {
    const auto& people = the_case().people;
    for (std::uint32_t p = 0; p < people.size(); ++p) {
      if (people[p].id == member.key) return p;
    }
    report(unknown_expected_person(the_case(), member.key, member.key_span));
    return std::nullopt;
  }

  void read_person(const JsonValue& member) {
    const auto person = person_of(member);
    if (!person || !is_object(member, fmt::format("what is expected of `{}`", member.key))) return;
    check_keys(member);
    ExpectedPerson expected{*person};
    if (const JsonValue* values = member.find("values")) read_values(*values, expected);
    if (const JsonValue* missing = member.find("missing")) read_missing(*missing, expected);
    if (const JsonValue* possible = member.find("possible")) read_possible(*possible, expected);
    if (const JsonValue* because = member.find("because")) read_because(*because, expected);
    if (const JsonValue* derived = member.find("derived_from")) read_derived_from(*derived, expected);
    to_.people.push_back(std::move(expected));
  }

  void check_keys(const JsonValue& member) {
    const std::vector<std::string_view> known(kKeys.begin(), kKeys.end());
    for (const JsonValue& key : member.children) {
      if (std::find(kKeys.begin(), kKeys.end(), key.key) != kKeys.end()) continue;
      const auto meant = nearest(key.key, known);
      if (!meant) continue;
      report({Kind::expect_shape,
              fmt::format("`{}` is nothing that can be expected", key.key),
              {key.key_span, fmt::format("did you mean `{}`?", *meant)}});
    }
  }

  std::optional<ResultRef> result_of(const JsonValue& member) {
    const auto result = find_result(policy_, member.key);
    if (!result) report(unknown_result(policy_, member.key, member.key_span));
    return result;
  }
  ExpectedValue& entry(ExpectedPerson& expected, ResultRef result) {
    for (ExpectedValue& value : expected.values) {
      if (value.result == result) return value;
    }
    expected.values.push_back({result});
    expected.values.back().has_value = false;
    return expected.values.back();
  }

  std::optional<Value> read_value(ResultRef result, const JsonValue& value, Diagnostics& found) {
    if (value.is_text() && value.text == "undetermined") return kUnknown;
    return reader_.read_value(result_type(policy_, result), value, the_case().sets, found,
                              fmt::format("`{}`", result_name(policy_, result)));
  }
  /// Says of a value that is wrong that it cannot be expected, whatever else is wrong with it.
  std::optional<Value> value_of(ResultRef result, const JsonValue& value) {
    Diagnostics found;
    const auto read = read_value(result, value, found);
    for (Diagnostic d : found.all()) {
      const bool of_member = d.kind == Kind::case_unknown_member || d.kind == Kind::case_ambiguous_member;
      if (!of_member)
        d.notes = {
            fmt::format("Write {}; or `\"undetermined\"`.", wanted_words(policy_, result_type(policy_, result)))};
      d.kind = Kind::expect_value;
      report(std::move(d));
    }
    return read;
  }

  void read_values(const JsonValue& values, ExpectedPerson& expected) {
    if (!is_object(values, "`values`")) return;
    for (const JsonValue& member : values.children) {
      const auto result = result_of(member);
      const auto value = result ? value_of(*result, member) : std::nullopt;
      if (!value) continue;
      ExpectedValue& to = entry(expected, *result);
      to.value = *value;
      to.has_value = true;
    }
  }

  void read_missing(const JsonValue& missing, ExpectedPerson& expected) {
    if (!is_object(missing, "`missing`")) return;
    for (const JsonValue& member : missing.children) {
      const auto result = result_of(member);
      if (!result || !is_list(member, fmt::format("`missing` of `{}`", member.key))) continue;
      std::vector<Variable> variables;
      for (const JsonValue& path : member.children) {
        if (!is_text(path, "what is `missing`")) continue;
        const auto variable = find_path(program_, *to_.bound, path.text);
        if (variable) {
          variables.push_back(*variable);
        } else {
          report(unknown_path(program_, the_case(), path.text, path.span));
        }
      }
      std::sort(variables.begin(), variables.end());
      entry(expected, *result).missing = std::move(variables);
    }
  }

  void read_possible(const JsonValue& possible, ExpectedPerson& expected) {
    if (!is_object(possible, "`possible`")) return;
    for (const JsonValue& member : possible.children) {
      const auto result = result_of(member);
      if (!result || !is_list(member, fmt::format("`possible` of `{}`", member.key))) continue;
      std::vector<Value> values;
      for (const JsonValue& item : member.children) {
        if (const auto value = value_of(*result, item)) values.push_back(*value);
      }
      std::sort(values.begin(), values.end());
      values.erase(std::unique(values.begin(), values.end()), values.end());
      entry(expected, *result).possible = std::move(values);
    }
  }

  void read_because(const JsonValue& because, ExpectedPerson& expected) {
    if (!is_list(because, "`because`")) return;
    for (const JsonValue& name : because.children) {
      if (!is_text(name, "the name of a rule")) continue;
      const auto rule = policy_.find_rule(name.text);
      if (rule) {
        expected.because.push_back(*rule);
      } else {
        report(unknown_rule(policy_, name.text, name.span));
      }
    }
  }

  void read_derived_from(const JsonValue& derived, ExpectedPerson& expected) {
    if (!is_list(derived, "`derived_from`")) return;
    expected.derived_from.emplace();
    for (const JsonValue& id : derived.children) {
      if (!is_text(id, "the id of a person")) continue;
      JsonValue member;
      member.key = id.text;
      member.key_span = id.span;
      if (const auto person = person_of(member)) expected.derived_from->push_back(*person);
    }
    std::sort(expected.derived_from->begin(), expected.derived_from->end());
  }

  // -- Readings
  // ----------------------------------------------------------------------------------------------------------

  void read_readings() {
    const JsonValue* readings = root_.find("readings");
    if (readings == nullptr || !is_list(*readings, "`readings`")) return;
    for (const JsonValue& reading : readings->children) {
      if (!is_object(reading, "a reading")) return;
      const JsonValue* name = reading.find("reading");
      const JsonValue* expect = reading.find("expect");
      ExpectedReading to;
      if (name != nullptr && name->is_text()) to.name = name->text;
      if (expect == nullptr || !expect->is_object()) {
        report({Kind::expect_shape,
                "a reading says what is expected of whom",
                {reading.span, "`expect` is missing, or is no object"},
                {},
                {"Write `{ \"reading\": \"…\", \"expect\": { \"olena\": \"rejected\" } }`."}});
        return;
      }
      for (const JsonValue& member : expect->children) read_item(member, to);
      to_.readings.push_back(std::move(to));
    }
  }

  void read_item(const JsonValue& member, ExpectedReading& reading) {
    const auto person = person_of(member);
    if (!person) return;
    const auto result = result_of_reading(*person, member);
    if (!result) return;
    if (const auto value = value_of(*result, member)) reading.items.push_back({*person, *result, *value});
  }

  /// A reading gives a value and not what it is a value of: that of the result whose expected value the first reading
  /// repeats, else of the first result that can have such a value.
  std::optional<ResultRef> result_of_reading(std::uint32_t person, const JsonValue& member) {
    if (!to_.readings.empty()) {
      for (const ExpectedReading::Item& item : to_.readings.front().items) {
        if (item.person == person) return item.result;
      }
    }
    std::optional<ResultRef> first;
    for (const ExpectedPerson& expected : to_.people) {
      if (expected.person != person) continue;
      for (const ExpectedValue& value : expected.values) {
        Diagnostics ignored;
        const auto read = read_value(value.result, member, ignored);
        if (!read) continue;
        if (*read == value.value) return value.result;
        if (!first) first = value.result;
      }
    }
    if (!first)
      report({Kind::expect_shape,
              fmt::format("nothing in `values` of `{}` can have this value", member.key),
              {member.span, ""},
              {},
              {"A reading gives another value for one of the results that `expect` names."}});
    return first;
  }

  const Program& program_;
  const Policy& policy_;
  CaseReader& reader_;
  const JsonValue& root_;
  PreparedCase& to_;
};

/// A text that stops short may be a file that did, and not a slip of its writer.
void say_cut_off(const SourceSet& sources, Span place, Diagnostics& from, Diagnostics& to) {
  const bool at_end = place.end == sources.text(place.file).size();
  for (Diagnostic d : from.all()) {
    if (at_end && d.kind == Kind::case_not_json)
      d.notes.push_back("The file ends in this line, without a line end: it may have been cut off.");
    to.add(std::move(d));
  }
}

/// Reads the cases of one file.
class FileReader {
 public:
  FileReader(const Program& program, const SourceSet& sources, const CaseOptions& options)
      : program_(program), sources_(sources), reader_(program, sources, options), other_(program.policy) {}

  void read(Span place, std::string_view unit) {
    Diagnostics found;
    const auto root = read_json(sources_, place, JsonLimits(), found, unit);
    if (root && count_ == 0 && OtherPolicy::is_header(*root)) {
      other_.takes(*root);
      return;
    }
    ++count_;
    if (root && root->is_object() && !other_.takes(*root)) return;
    PreparedCase& prepared = cases_.emplace_back();
    prepared.place = prepared.whole = place;
    prepared.malformed = !root || !root->is_object();
    say_cut_off(sources_, place, found, prepared.diagnostics);
    if (root) read_case(*root, prepared);
  }

  std::vector<PreparedCase> finish(FileId file, bool allow_extra, Diagnostics& diagnostics) {
    const Span start{file, 0, 0};
    if (auto problem = other_.verdict(count_, start, allow_extra)) {
      diagnostics.add(std::move(*problem));
      if (!allow_extra && other_.most_facts_are_strange()) cases_.clear();
    } else if (count_ == 0) {
      diagnostics.add({Kind::no_cases_in_file,
                       "there are no cases in this file",
                       {start, ""},
                       {},
                       {"Write a case on each line, or remove the file."}});
    }
    return std::move(cases_);
  }

 private:
  void read_case(const JsonValue& root, PreparedCase& prepared) {
    const auto text = [&](std::string_view key) {
      const JsonValue* value = root.find(key);
      return value != nullptr && value->is_text() ? value->text : std::string();
    };
    prepared.id = text("id");
    prepared.title = text("title");
    if (const JsonValue* error = root.find("expect_error")) {
      prepared.expect_refusal = true;
      prepared.refusal = error->text;
    }
    prepared.bound = reader_.read(root, prepared.diagnostics);
    if (prepared.malformed) return;
    read_labels(root, prepared);
    ExpectationReader(program_, reader_, root, prepared).run();
  }

  const Program& program_;
  const SourceSet& sources_;
  CaseReader reader_;
  OtherPolicy other_;
  std::vector<PreparedCase> cases_;
  std::size_t count_ = 0;
};

}  // namespace

std::vector<PreparedCase> read_conformance_file(const Program& program, const SourceSet& sources, FileId file,
                                                const CaseOptions& options, Diagnostics& diagnostics) {
  FileReader reader(program, sources, options);
  if (sources.path(file).ends_with(".json")) {
    reader.read({file, 0, static_cast<std::uint32_t>(sources.text(file).size())}, "the file");
  } else {
    for (const Span line : case_lines(sources, file)) reader.read(line, "the line");
  }
  return reader.finish(file, options.allow_extra, diagnostics);
}

}  // namespace proviso
