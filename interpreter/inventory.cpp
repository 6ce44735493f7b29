#include "interpreter/inventory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "dsl/nearest.hpp"
#include "interpreter/csv.hpp"

namespace proviso {

namespace {

enum Column : std::size_t { kEntry, kMark, kStatement, kSource, kQuote, kCarriedBy, kRemark, kColumns };
constexpr std::array<std::string_view, kColumns> kNames = {"entry", "mark",       "statement", "source",
                                                           "quote", "carried by", "remark"};
constexpr std::array<std::pair<std::string_view, Mark>, 4> kMarks = {
    {{"M", Mark::machine}, {"M/H", Mark::machine_upon_finding}, {"H", Mark::human}, {"N", Mark::information}}};

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") + 1 - first);
}

class InventoryReader {
 public:
  InventoryReader(const Policy& policy, const DeclaredNames& declared, Diagnostics& diagnostics)
      : policy_(policy), declared_(declared), diagnostics_(diagnostics) {}

  std::optional<std::vector<InventoryEntry>> run(const std::vector<CsvRow>& rows, FileId file) {
    if (rows.empty()) {
      report(Kind::inventory_table, "the inventory is empty", {file, 0, 0}, "",
             fmt::format("Its first line names the columns: {}.", fmt::join(kNames, ",")));
      return std::nullopt;
    }
    if (read_columns(rows.front())) {
      for (std::size_t i = 1; i < rows.size(); ++i) read_row(rows[i]);
    }
    if (bad_) return std::nullopt;
    return std::move(entries_);
  }

 private:
  void report(Kind kind, std::string message, Span place, std::string label, std::string note) {
    bad_ = true;
    Diagnostic d{kind, std::move(message), {place, std::move(label)}};
    if (!note.empty()) d.notes.push_back(std::move(note));
    diagnostics_.add(std::move(d));
  }

  bool read_columns(const CsvRow& row) {
    columns_.fill(row.size());
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string_view name = trimmed(row[i].text);
      const auto known = std::find(kNames.begin(), kNames.end(), name);
      if (known != kNames.end()) {
        columns_[static_cast<std::size_t>(known - kNames.begin())] = i;
        continue;
      }
      const auto meant = nearest(name, {kNames.begin(), kNames.end()});
      report(Kind::inventory_table, fmt::format("`{}` is no column of an inventory", name), row[i].span,
             meant ? fmt::format("did you mean `{}`?", *meant) : std::string(),
             fmt::format("The columns are {}.", fmt::join(kNames, ", ")));
    }
    for (std::size_t c = 0; c < kColumns; ++c) {
      if (columns_[c] == row.size())
        report(Kind::inventory_table, fmt::format("there is no column `{}`", kNames[c]), row.front().span, "",
               fmt::format("The first line names the columns: {}.", fmt::join(kNames, ",")));
    }
    return !bad_;
  }

  const CsvCell& cell(const CsvRow& row, Column column) const { return row[columns_[column]]; }
  std::string text(const CsvRow& row, Column column) const { return std::string(trimmed(cell(row, column).text)); }

  void read_row(const CsvRow& row) {
    if (row.size() != kColumns) {
      report(Kind::inventory_table,
             fmt::format("this row has {} cell{}, not {}", row.size(), row.size() == 1 ? "" : "s",
                         static_cast<std::size_t>(kColumns)),
             cover(row.front().span, row.back().span), "",
             "A cell with a comma stands in quotes; empty cells keep their commas.");
      return;
    }
    const std::string id = text(row, kEntry);
    const bool goes_on = !entries_.empty() && id == entries_.back().id && text(row, kMark).empty();
    if (goes_on) {
      check_empty(row, {kStatement, kCarriedBy, kRemark});
    } else if (!begin_entry(row, id)) {
      return;
    }
    read_words(row, goes_on);
    if (!goes_on) read_carried_by(cell(row, kCarriedBy));
  }

  void check_empty(const CsvRow& row, std::initializer_list<Column> columns) {
    for (const Column column : columns) {
      if (!text(row, column).empty())
        report(Kind::inventory_entry, "a further row of an entry adds a source and its words, and nothing else",
               cell(row, column).span, "", "Write this on the first row of the entry.");
    }
  }

  bool begin_entry(const CsvRow& row, const std::string& id) {
    const CsvCell& place = cell(row, kEntry);
    if (id.empty()) {
      report(Kind::inventory_entry, "this row names no entry", place.span, "", "Give it an id, such as `G-01`.");
      return false;
    }
    const auto [first, is_new] = first_.try_emplace(id, place.span);
    if (!is_new) {
      bad_ = true;
      diagnostics_.add({Kind::inventory_entry,
                        fmt::format("the entry `{}` is there twice", id),
                        {place.span, "again"},
                        {{first->second, "first here"}},
                        {"A further row that adds a source stands right below the first, and has no mark."}});
      return false;
    }
    InventoryEntry& entry = entries_.emplace_back();
    entry.id = id;
    entry.span = place.span;
    entry.statement = text(row, kStatement);
    entry.remark = text(row, kRemark);
    if (entry.statement.empty())
      report(Kind::inventory_entry, fmt::format("the entry `{}` says nothing", id), place.span, "",
             "Write under `statement` what the sources say, in a few words.");
    const std::string mark = text(row, kMark);
    const auto known = std::find_if(kMarks.begin(), kMarks.end(), [&](const auto& m) { return m.first == mark; });
    if (known != kMarks.end()) {
      entry.mark = known->second;
    } else {
      report(Kind::inventory_entry, fmt::format("`{}` is no mark", mark), cell(row, kMark).span, "",
             "The marks are M, M/H, H and N; `proviso explain-error P0803` tells what they mean.");
    }
    return true;
  }

  void read_words(const CsvRow& row, bool needed) {
    const CsvCell& source = cell(row, kSource);
    const std::string name = text(row, kSource);
    const std::string words = text(row, kQuote);
    if (name.empty()) {
      if (needed || !words.empty())
        report(Kind::inventory_entry, "these words have no source", cell(row, kQuote).span, "",
               "Name the source under `source`.");
      return;
    }
    for (SourceId id = 0; id < policy_.sources.size(); ++id) {
      if (policy_.sources[id].heading.name != name) continue;
      entries_.back().words.push_back({id, words, cell(row, words.empty() ? kSource : kQuote).span});
      return;
    }
    std::vector<std::string_view> known;
    for (const SourceDocument& s : policy_.sources) known.push_back(s.heading.name);
    const auto meant = nearest(name, known);
    report(Kind::inventory_name, fmt::format("`{}` is not a source of the policy", name), source.span,
           meant ? fmt::format("did you mean `{}`?", *meant) : std::string(), "");
  }

  void read_carried_by(const CsvCell& carried) {
    std::string_view rest = carried.text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(','), rest.size());
      const std::string_view reference = trimmed(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (!reference.empty()) add_carrier(reference, carried.span);
    }
  }

  void add_carrier(std::string_view reference, Span place) {
    const auto found = declared_.find(reference);
    if (found.size() == 1) {
      entries_.back().carried_by.push_back(found.front());
      return;
    }
    if (found.empty()) {
      const auto meant = declared_.nearest_to(reference);
      report(Kind::inventory_name, fmt::format("the policy declares no `{}`", reference), place,
             meant ? fmt::format("did you mean `{}`?", *meant) : std::string(), "");
      return;
    }
    std::vector<std::string> both;
    for (const std::size_t i : found)
      both.push_back(fmt::format("`{} {}`", declared_.all()[i].word, declared_.all()[i].name));
    report(Kind::inventory_name, fmt::format("`{}` can mean more than one declaration", reference), place, "",
           fmt::format("Write {}.", fmt::join(both, " or ")));
  }

  const Policy& policy_;
  const DeclaredNames& declared_;
  Diagnostics& diagnostics_;
  std::array<std::size_t, kColumns> columns_{};
  std::vector<InventoryEntry> entries_;
  std::unordered_map<std::string, Span> first_;
  bool bad_ = false;
};

}  // namespace

std::string_view mark_letters(Mark mark) {
  return std::find_if(kMarks.begin(), kMarks.end(), [&](const auto& m) { return m.second == mark; })->first;
}

std::optional<std::vector<InventoryEntry>> read_inventory(const Policy& policy, const DeclaredNames& declared,
                                                          const SourceSet& sources, FileId file,
                                                          Diagnostics& diagnostics) {
  const auto rows = read_csv(sources, file, diagnostics);
  if (!rows) return std::nullopt;
  return InventoryReader(policy, declared, diagnostics).run(*rows, file);
}

}  // namespace proviso
