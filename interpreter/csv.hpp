#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "dsl/source.hpp"

namespace proviso {

/// One cell of a table: its text with the quotes undone, and where it stands.
struct CsvCell {
  std::string text;
  Span span;
};
using CsvRow = std::vector<CsvCell>;

/// What divides the cells of a table: if its first line has semicolons and no comma, these, as in many European
/// settings.
char csv_divider(std::string_view text);

struct CsvOptions {
  std::optional<char> divider = {};         ///< of a piece of a table; else as its first line tells
  Kind open_quote = Kind::inventory_table;  ///< how a quote that is not closed is reported
};

/// Reads a table as spreadsheets write it (RFC 4180): a row on a line, quotes around cells with commas, line ends or
/// quotes. Empty rows are left out. Nothing, and an error, if a quote is not closed.
std::optional<std::vector<CsvRow>> read_csv(const SourceSet& sources, FileId file, Diagnostics& diagnostics,
                                            const CsvOptions& options = {});

/// How much of a text that begins with a row is whole rows with their line ends: a table can be read in such pieces.
std::size_t csv_whole_rows(std::string_view text, char divider);

/// A cell as it is written: in quotes where that is needed.
std::string csv_cell(const std::string& text);

}  // namespace proviso
