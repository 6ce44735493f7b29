#include "interpreter/case_csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dsl/date.hpp"
#include "dsl/fold.hpp"
#include "dsl/nearest.hpp"
#include "interpreter/case_values.hpp"

namespace proviso {

namespace {

constexpr std::string_view kSetsPrefix = "sets.";
constexpr char kSetDivider = '|';
constexpr const char* kEmptySet = "[]";

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

const std::string& supplied_name(const Program& program, std::uint32_t slot) {
  const SuppliedSlot& item = program.supplied[slot];
  return item.is_set ? program.policy.sets[item.ref].heading.name : program.policy.values[item.ref].heading.name;
}

/// A text in the JSON of a case, at the place of a cell.
JsonValue json_text(std::string_view text, Span span) {
  JsonValue value;
  value.kind = JsonKind::text;
  value.text = text;
  value.span = span;
  return value;
}

}  // namespace

CaseTableReader::CaseTableReader(const Program& program, CaseOptions options)
    : program_(program), options_(options), members_(program.policy) {}

// -- The first row
// --------------------------------------------------------------------------------------------------------------

std::optional<CaseColumns> CaseTableReader::read_header(const CsvRow& row, Diagnostics& diagnostics) const {
  using Column = CaseColumns::Kind;
  const std::size_t errors = diagnostics.error_count();
  CaseColumns result;
  std::set<std::string_view> seen;
  for (const CsvCell& cell : row) {
    CaseColumns::Column column;
    column.name = trimmed(cell.text);
    const std::string& name = column.name;
    if (!name.empty() && !seen.insert(trimmed(cell.text)).second) {
      diagnostics.add({Kind::population_table,
                       fmt::format("two columns are called `{}`", name),
                       {cell.span, "again"},
                       {},
                       {"Keep one of them: which of two values counts must not be guessed."}});
    } else if (name == "id") {
      column.kind = Column::id;
    } else if (name == "as_of") {
      column.kind = Column::as_of;
    } else if (name == kSyntheticColumn) {
      column.kind = Column::synthetic;
      result.synthetic = true;
    } else if (const auto fact = program_.policy.find_fact(name)) {
      column.kind = Column::fact;
      column.ref = *fact;
    } else {
      for (std::uint32_t slot = 0; slot < program_.supplied.size(); ++slot) {
        if (name != std::string(kSetsPrefix) + supplied_name(program_, slot)) continue;
        column.kind = Column::supplied;
        column.ref = slot;
      }
      if (column.kind == Column::ignored && !options_.allow_extra && !name.empty()) {
        std::vector<std::string_view> known = {"id", "as_of"};
        for (const Fact& f : program_.policy.facts) known.push_back(f.heading.name);
        const auto meant = nearest(name, known);
        Diagnostic d{Kind::population_column,
                     fmt::format("`{}` is not a fact of the policy", name),
                     {cell.span, meant ? fmt::format("did you mean `{}`?", *meant) : std::string()}};
        d.notes.push_back("Correct or remove the column, or use `--allow-extra` to ignore columns that are no facts.");
        diagnostics.add(std::move(d));
      }
    }
    result.columns.push_back(std::move(column));
  }
  const auto is_fact = [](const CaseColumns::Column& c) { return c.kind == Column::fact; };
  if (diagnostics.error_count() == errors && std::none_of(result.columns.begin(), result.columns.end(), is_fact)) {
    diagnostics.add({Kind::population_table,
                     "no column is a fact of the policy",
                     {row.front().span, "the first line names the columns"},
                     {},
                     {"Write the names of facts as the policy declares them, and below them a row for each person."}});
  }
  if (diagnostics.error_count() != errors) return std::nullopt;
  return result;
}

// -- A row
// --------------------------------------------------------------------------------------------------------------

std::optional<BoundCase> CaseTableReader::read_row(const CaseColumns& columns, const CsvRow& row, std::uint64_t number,
                                                   Diagnostics& diagnostics) {
  using Column = CaseColumns::Kind;
  const Span whole{row.front().span.file, row.front().span.begin, row.back().span.end};
  CaseBuilder builder(program_, nullptr, diagnostics);
  if (row.size() != columns.columns.size()) {
    diagnostics.add({Kind::population_table,
                     fmt::format("the row has {} cells, and the first line {}", row.size(), columns.columns.size()),
                     {whole, ""},
                     {},
                     {"A cell that holds the divider stands in quotes; members of a list have `|` between them."}});
    return std::nullopt;
  }
  std::string id = fmt::format("person-{}", number);
  Span id_place = whole;
  std::optional<Days> as_of = options_.on;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const CaseColumns::Column& column = columns.columns[i];
    const std::string_view text = trimmed(row[i].text);
    if (text.empty()) continue;
    if (column.kind == Column::id) {
      id = text;
      id_place = row[i].span;
    } else if (column.kind == Column::as_of && !options_.on) {
      as_of = value({BaseType::date, kNoId, false}, row[i], builder.sets(), diagnostics, "as_of");
      if (!as_of) return std::nullopt;
      if (*as_of == kUnknown) as_of.reset();
    }
  }
  if (!as_of) {
    diagnostics.add({Kind::case_no_date,
                     "the row does not say for which day it is decided",
                     {whole, "`as_of` is missing"},
                     {},
                     {"Add a column `as_of` with a day such as 2025-02-10."}});
    return std::nullopt;
  }
  builder.set_date(*as_of, whole);
  builder.add_person(id, id_place);
  for (std::size_t i = 0; i < row.size(); ++i) read_cell(builder, columns.columns[i], row[i], diagnostics);
  return builder.finish(whole);
}

void CaseTableReader::read_cell(CaseBuilder& builder, const CaseColumns::Column& column, const CsvCell& cell,
                                Diagnostics& diagnostics) {
  if (trimmed(cell.text).empty()) return;  // not given
  if (column.kind == CaseColumns::Kind::supplied) {
    const auto given = value(builder.supplied_type(column.ref), cell, builder.sets(), diagnostics, column.name);
    if (given) builder.give_supplied(column.ref, *given);
    return;
  }
  if (column.kind != CaseColumns::Kind::fact) return;
  const Type& type = program_.policy.facts[column.ref].type;
  if (type.base == BaseType::note) return;  // no rule can read it
  const auto given = value(type, cell, builder.sets(), diagnostics, column.name);
  if (given) builder.give(0, column.ref, *given, cell.span);
}

// The words of a cell are those of a case file, but that quotes are not needed, and a list has `|` between its members.
std::optional<Value> CaseTableReader::value(const Type& type, const CsvCell& cell, SetPool& sets,
                                            Diagnostics& diagnostics, const std::string& name) {
  const std::string_view text = trimmed(cell.text);
  const bool has_members = type.base == BaseType::member || type.base == BaseType::set;
  const std::string folded = fold(text);
  const bool unknown = folded == "unknown" && !(has_members && members_.is_known(type.enumeration, text));
  if (unknown || folded == "null") return kUnknown;
  JsonValue json = json_text(text, cell.span);
  if (type.base == BaseType::yes_no && (folded == "true" || folded == "false")) {
    json.kind = JsonKind::boolean;
    json.boolean = folded == "true";
  } else if (type.base == BaseType::number && is_number(text)) {
    json.kind = JsonKind::number;
  } else if (type.base == BaseType::set && folded != "none") {
    json.kind = JsonKind::list;
    for (std::size_t begin = 0; text != kEmptySet && begin <= text.size();) {
      const std::size_t end = std::min(text.find(kSetDivider, begin), text.size());
      json.children.push_back(json_text(trimmed(text.substr(begin, end - begin)), cell.span));
      begin = end + 1;
    }
  }
  return read_json_value(program_.policy, members_, type, json, sets, diagnostics, fmt::format("`{}`", name));
}

// -- Writing
// --------------------------------------------------------------------------------------------------------------

std::string CaseTableWriter::header(bool synthetic) const {
  std::string text = "id";
  if (synthetic) text += std::string(",") + kSyntheticColumn;
  text += ",as_of";
  for (std::uint32_t slot = 0; slot < program_.supplied.size(); ++slot)
    text += fmt::format(",{}{}", kSetsPrefix, supplied_name(program_, slot));
  for (const Fact& fact : program_.policy.facts) {
    if (fact.type.base != BaseType::note) text += "," + fact.heading.name;
  }
  return text + "\n";
}

std::string CaseTableWriter::row(const Case& c, bool synthetic) {
  const CasePerson& person = c.people.front();
  std::string text = csv_cell(person.id);
  if (synthetic) text += ",yes";
  text += "," + format_date(c.as_of);
  for (std::uint32_t slot = 0; slot < program_.supplied.size(); ++slot)
    text += "," + csv_cell(value(c, supplied_type(program_, slot), c.supplied[slot]));
  for (FactId f = 0; f < program_.policy.facts.size(); ++f) {
    const Type& type = program_.policy.facts[f].type;
    if (type.base == BaseType::note) continue;
    text += ",";
    if (person.given[f] == Given::unknown) text += "null";
    if (person.given[f] == Given::value) text += csv_cell(value(c, type, person.facts[f]));
  }
  return text + "\n";
}

std::string CaseTableWriter::value(const Case& c, const Type& type, Value value) {
  if (value == kUnknown) return "null";
  if (value == kNone) return "none";
  if (type.base == BaseType::member) return members_.of(type.enumeration, value);
  if (type.base != BaseType::set) return format_value(program_.policy, type, value);
  const Bits& bits = c.sets.bits(value);
  const auto size = static_cast<Value>(program_.policy.enumerations[type.enumeration].size());
  std::string text;
  for (Value leaf = 0; leaf < size; ++leaf) {
    if (!SetPool::contains(bits, leaf)) continue;
    if (!text.empty()) text += kSetDivider;
    text += members_.of(type.enumeration, leaf);
  }
  return text.empty() ? kEmptySet : text;
}

}  // namespace proviso
