#include "interpreter/case_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "dsl/nearest.hpp"
#include "interpreter/case_values.hpp"

namespace proviso {

namespace {

/// Keys of a case that count; others are kept but not read.
constexpr std::array<std::string_view, 12> kCaseKeys = {"as_of",    "sets",   "applicants",   "id",
                                                        "title",    "expect", "expect_error", "ambiguous",
                                                        "readings", "policy", "tags",         "inventory"};

bool is_known_key(std::string_view key) {
  return std::find(kCaseKeys.begin(), kCaseKeys.end(), key) != kCaseKeys.end();
}

/// Reads one case into a builder.
class Reading {
 public:
  Reading(CaseReader& reader, const CaseOptions& options, CaseBuilder& builder, const JsonValue& root)
      : reader_(reader), options_(options), builder_(builder), root_(root) {}

  void run() {
    if (!root_.is_object()) {
      shape(root_.span, fmt::format("a case is an object, not {}", json_words(root_)),
            "Write `{ \"as_of\": \"2025-02-10\", \"applicants\": [ … ] }`.");
      return;
    }
    check_keys();
    read_names();
    read_date();
    read_supplied();
    read_people();
  }

 private:
  void shape(Span place, std::string message, std::string help) {
    builder_.report({Kind::case_shape, std::move(message), {place, ""}, {}, {std::move(help)}});
  }

  void check_keys() {
    if (options_.allow_extra) return;
    const std::vector<std::string_view> known(kCaseKeys.begin(), kCaseKeys.end());
    for (const JsonValue& member : root_.children) {
      if (is_known_key(member.key)) continue;
      const auto meant = nearest(member.key, known);
      if (!meant || root_.find(*meant) != nullptr) continue;
      builder_.report({Kind::case_unknown_key,
                       fmt::format("`{}` is not a key that a case has", member.key),
                       {member.key_span, fmt::format("did you mean `{}`?", *meant)},
                       {},
                       {"Other keys are kept and not read; one so like a key that counts may be a slip."}});
    }
  }

  void read_names() {
    const auto text = [&](std::string_view key) {
      const JsonValue* value = root_.find(key);
      return value != nullptr && value->is_text() ? value->text : std::string();
    };
    builder_.set_names(text("id"), text("title"));
  }

  void read_date() {
    const JsonValue* as_of = root_.find("as_of");
    if (options_.on) {
      builder_.set_date(*options_.on, as_of != nullptr ? as_of->span : root_.span);
      return;
    }
    if (as_of == nullptr || as_of->is_null()) {
      builder_.report({Kind::case_no_date,
                       "the case does not say for which day it is decided",
                       {as_of != nullptr ? as_of->span : Span{root_.span.file, root_.span.begin, root_.span.begin + 1},
                        "`as_of` is missing"},
                       {},
                       {"Write `\"as_of\": \"2025-02-10\"`, or give `--on 2025-02-10`."}});
      return;
    }
    const auto date = read({BaseType::date, kNoId, false}, *as_of, "as_of");
    if (date) builder_.set_date(*date, as_of->span);
  }

  void read_supplied() {
    const JsonValue* sets = root_.find("sets");
    if (sets == nullptr) return;
    if (!sets->is_object()) {
      shape(sets->span, fmt::format("`sets` is an object, not {}", json_words(*sets)),
            "Write `\"sets\": { \"name\": [ … ] }`; leave out what is not known.");
      return;
    }
    for (const JsonValue& item : sets->children) {
      // Files that carry more than the policy reads may supply more, too.
      if (options_.allow_extra && !is_supplied(item.key)) continue;
      const auto slot = builder_.find_supplied(item.key, item.key_span);
      if (!slot) continue;
      const auto value = read(builder_.supplied_type(*slot), item, item.key);
      if (value) builder_.give_supplied(*slot, *value);
    }
  }
  bool is_supplied(std::string_view name) const {
    const Policy& policy = builder_.program().policy;
    const auto set = policy.find_set(name);
    const auto value = policy.find_value(name);
    return (set && policy.sets[*set].supplied) || (value && policy.values[*value].supplied);
  }

  void read_people() {
    const JsonValue* applicants = root_.find("applicants");
    const Span start{root_.span.file, root_.span.begin, root_.span.begin + 1};
    if (applicants == nullptr || (applicants->is_list() && applicants->children.empty())) {
      builder_.report({Kind::case_no_people,
                       "there is nobody in the case",
                       {applicants == nullptr ? start : applicants->span,
                        applicants == nullptr ? "`applicants` is missing" : "an empty list"},
                       {},
                       {"Write `\"applicants\": [ { \"id\": \"olena\", … } ]`."}});
      return;
    }
    if (!applicants->is_list()) {
      shape(applicants->span, fmt::format("`applicants` is a list, not {}", json_words(*applicants)),
            "Write `\"applicants\": [ { \"id\": \"olena\", … } ]`.");
      return;
    }
    std::vector<std::pair<const JsonValue*, std::uint32_t>> people;
    for (const JsonValue& person : applicants->children) {
      if (const auto index = read_id(person)) people.emplace_back(&person, *index);
    }
    for (const auto& [person, index] : people) read_facts(*person, index);
    for (const auto& [person, index] : people) read_relations(*person, index);
  }

  std::optional<std::uint32_t> read_id(const JsonValue& person) {
    if (!person.is_object()) {
      shape(person.span, fmt::format("a person is an object, not {}", json_words(person)),
            "Write `{ \"id\": \"olena\", … }`.");
      return std::nullopt;
    }
    const JsonValue* id = person.find("id");
    if (id == nullptr || !id->is_text() || id->text.empty()) {
      builder_.report(
          {Kind::case_name,
           id == nullptr ? "a person has no `id`" : "an `id` is a text that is not empty",
           {id == nullptr ? Span{person.span.file, person.span.begin, person.span.begin + 1} : id->span, ""},
           {},
           {"Write `\"id\": \"olena\"`: relations and results name people by it."}});
      return std::nullopt;
    }
    return builder_.add_person(id->text, id->span);
  }

  void read_facts(const JsonValue& person, std::uint32_t index) {
    const Policy& policy = builder_.program().policy;
    for (const JsonValue& member : person.children) {
      if (member.key == "id" || member.key == "relations") continue;
      const auto fact = builder_.find_fact(member.key, member.key_span, options_.allow_extra);
      if (!fact) continue;
      const Type& type = policy.facts[*fact].type;
      if (type.base == BaseType::note) {
        builder_.give_note(index, *fact, reader_.written(member));
        continue;
      }
      if (const auto value = read(type, member, member.key)) builder_.give(index, *fact, *value, member.span);
    }
  }

  void read_relations(const JsonValue& person, std::uint32_t index) {
    const JsonValue* relations = person.find("relations");
    if (relations == nullptr) return;
    if (relations->is_null()) {
      builder_.report({Kind::case_relations_null,
                       "`relations` cannot be unknown",
                       {relations->span, ""},
                       {},
                       {"The links of a case are all there are: leave it out, or write `[]`, if there are none."}});
      return;
    }
    if (!relations->is_list()) {
      shape(relations->span, fmt::format("`relations` is a list, not {}", json_words(*relations)),
            "Write `\"relations\": [ { \"to\": \"petro\", \"relation\": \"spouse_of\" } ]`.");
      return;
    }
    for (std::uint32_t i = 0; i < relations->children.size(); ++i) read_link(relations->children[i], index, i);
  }

  const JsonValue* text_of(const JsonValue& link, std::string_view key) {
    const JsonValue* value = link.find(key);
    if (value != nullptr && value->is_text() && !value->text.empty()) return value;
    const Span start{link.span.file, link.span.begin, link.span.begin + 1};
    shape(value == nullptr ? start : value->span,
          value == nullptr ? fmt::format("a link needs `{}`", key)
                           : fmt::format("`{}` of a link is a text, not {}", key, json_words(*value)),
          "Write `{ \"to\": \"petro\", \"relation\": \"spouse_of\" }`.");
    return nullptr;
  }

  void read_link(const JsonValue& link, std::uint32_t from, std::uint32_t index) {
    if (!link.is_object()) {
      shape(link.span, fmt::format("a link is an object, not {}", json_words(link)),
            "Write `{ \"to\": \"petro\", \"relation\": \"spouse_of\" }`.");
      return;
    }
    const JsonValue* to = text_of(link, "to");
    const JsonValue* name = text_of(link, "relation");
    const auto relation = name == nullptr ? std::nullopt : builder_.find_relation(name->text, name->span);
    if (to == nullptr || !relation) return;
    const auto added = builder_.add_link(from, *relation, to->text, index, link.span, to->span);
    for (const JsonValue& member : link.children) {
      if (member.key == "to" || member.key == "relation") continue;
      const auto position = builder_.find_link_fact(*relation, member.key, member.key_span, options_.allow_extra);
      if (!position) continue;
      const auto value = read(builder_.link_fact_type(*relation, *position), member, member.key);
      if (value && added) builder_.give_link_fact(*added, *position, *value, member.span);
    }
  }

  std::optional<Value> read(const Type& type, const JsonValue& value, std::string_view name) {
    Diagnostics found;
    const auto result = reader_.read_value(type, value, builder_.sets(), found, fmt::format("`{}`", name));
    for (const Diagnostic& d : found.all()) builder_.report(d);
    return result;
  }

  CaseReader& reader_;
  const CaseOptions& options_;
  CaseBuilder& builder_;
  const JsonValue& root_;
};

}  // namespace

CaseReader::CaseReader(const Program& program, const SourceSet& sources, CaseOptions options)
    : program_(program), sources_(sources), options_(options), members_(program.policy) {}

std::optional<BoundCase> CaseReader::read(const JsonValue& root, Diagnostics& diagnostics) {
  CaseBuilder builder(program_, &root, diagnostics);
  Reading(*this, options_, builder, root).run();
  return builder.finish(root.span);
}

std::optional<Value> CaseReader::read_value(const Type& type, const JsonValue& value, SetPool& sets,
                                            Diagnostics& diagnostics, std::string_view subject) {
  return read_json_value(program_.policy, members_, type, value, sets, diagnostics, subject);
}

std::string CaseReader::written(const JsonValue& value) const { return compact_json(sources_.text(value.span)); }

std::vector<Span> case_lines(const SourceSet& sources, FileId file) {
  std::vector<Span> lines;
  const std::string_view text = sources.text(file);
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::size_t first = begin, last = end;
    while (first < last && blank(text[first])) ++first;
    while (last > first && blank(text[last - 1])) --last;
    if (first < last && text.substr(first, last - first) != "\xEF\xBB\xBF")
      lines.push_back({file, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last)});
    begin = end + 1;
  }
  return lines;
}

}  // namespace proviso
