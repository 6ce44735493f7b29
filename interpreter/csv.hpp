#pragma once

#include <optional>
#include <string>
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

/// Reads a table as spreadsheets write it (RFC 4180): a row on a line, quotes around cells with commas, line ends or
/// quotes. If the first line has semicolons and no comma, these divide, as in many European settings. Empty rows are
/// left out. Nothing, and an error, if a quote is not closed.
std::optional<std::vector<CsvRow>> read_csv(const SourceSet& sources, FileId file, Diagnostics& diagnostics);

/// A cell as it is written: in quotes where that is needed.
std::string csv_cell(const std::string& text);

}  // namespace proviso
