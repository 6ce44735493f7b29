#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "tools/cli/options.hpp"

namespace proviso::cli {

/// Whole records of a file, one after the other, and the number of the line on which they begin.
struct Records {
  std::string text;
  std::uint32_t first_line = 1;
};

/// Reads a file of lines, or a table, in pieces of whole records: however long the file, little of it is in memory.
class RecordReader {
 public:
  enum class Form : std::uint8_t { lines, table };

  /// "-" is standard input. `problem` is not empty if it cannot be read.
  RecordReader(const std::string& path, const Options& options);

  const std::string& problem() const { return problem_; }
  /// By its first character that is no blank.
  Form form() const { return form_; }
  char divider() const { return divider_; }

  /// The first row of a table. REQUIRES: nothing was read yet.
  Records first_row();
  /// The next records; nothing at the end, and after a problem.
  std::optional<Records> next();
  /// A record has no end within what is read at once: the line on which it begins.
  std::optional<std::uint32_t> endless() const { return endless_; }

 private:
  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  bool fill(std::size_t wanted);
  std::size_t whole(std::string_view text) const;
  Records take(std::size_t bytes);

  std::unique_ptr<std::FILE, Closer> file_;
  std::string buffer_;
  bool at_end_ = false;
  std::uint32_t line_ = 1;
  Form form_ = Form::lines;
  char divider_ = ',';
  std::string problem_;
  std::optional<std::uint32_t> endless_;
};

}  // namespace proviso::cli
