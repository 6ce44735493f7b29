#include "interpreter/csv.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace proviso {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

class TableReader {
 public:
  TableReader(std::string_view text, FileId file, const CsvOptions& options, Diagnostics& diagnostics)
      : text_(text), file_(file), options_(options), diagnostics_(diagnostics) {
    if (text_.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
    divider_ = options.divider.value_or(csv_divider(text));
  }

  std::optional<std::vector<CsvRow>> run() {
    std::vector<CsvRow> rows;
    while (at_ < text_.size()) {
      CsvRow row;
      do {
        auto cell = read_cell();
        if (!cell) return std::nullopt;
        row.push_back(std::move(*cell));
      } while (take(divider_));
      take('\r');
      take('\n');
      const bool filled = std::any_of(row.begin(), row.end(), [](const CsvCell& cell) { return !cell.text.empty(); });
      if (filled) rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  bool take(char c) {
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool at_end_of_cell() const {
    return at_ == text_.size() || text_[at_] == divider_ || text_[at_] == '\n' || text_.substr(at_, 2) == "\r\n";
  }

  std::optional<CsvCell> read_cell() {
    const std::size_t begin = at_;
    CsvCell cell;
    if (take('"') && !read_quoted(begin, cell.text)) return std::nullopt;
    while (!at_end_of_cell()) cell.text += text_[at_++];
    cell.span = {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)};
    return cell;
  }

  /// Up to and including the quote that closes; two quotes stand for one.
  bool read_quoted(std::size_t begin, std::string& text) {
    for (;;) {
      if (at_ == text_.size()) {
        const auto open = static_cast<std::uint32_t>(begin);
        diagnostics_.add({options_.open_quote,
                          "a quote is not closed",
                          {{file_, open, open + 1}, "opened here"},
                          {},
                          {"A quote in a cell is written twice, and the cell stands in quotes."}});
        return false;
      }
      const char c = text_[at_++];
      if (c == '"' && !take('"')) return true;
      text += c;
    }
  }

  std::string_view text_;
  FileId file_;
  const CsvOptions& options_;
  Diagnostics& diagnostics_;
  std::size_t at_ = 0;
  char divider_ = ',';
};

}  // namespace

char csv_divider(std::string_view text) {
  const std::string_view first = text.substr(0, text.find('\n'));
  return first.find(',') == std::string_view::npos && first.find(';') != std::string_view::npos ? ';' : ',';
}

std::optional<std::vector<CsvRow>> read_csv(const SourceSet& sources, FileId file, Diagnostics& diagnostics,
                                            const CsvOptions& options) {
  return TableReader(sources.text(file), file, options, diagnostics).run();
}

std::size_t csv_whole_rows(std::string_view text, char divider) {
  std::size_t whole = 0;
  bool cell_begins = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (cell_begins && text[i] == '"') {
      // Two quotes stand for one: they close and open again.
      do {
        i = text.find('"', i + 1);
        if (i == std::string_view::npos) return whole;
        ++i;
      } while (i < text.size() && text[i] == '"');
      --i;
      cell_begins = false;
      continue;
    }
    cell_begins = text[i] == divider || text[i] == '\n';
    if (text[i] == '\n') whole = i + 1;
  }
  return whole;
}

std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",;\"\r\n") == std::string::npos) return text;
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"') result += '"';
    result += c;
  }
  return result + '"';
}

}  // namespace proviso
