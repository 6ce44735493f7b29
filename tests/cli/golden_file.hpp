#pragma once

#include <filesystem>
#include <string>
#include <vector>

// A golden test is one file: `# what it shows`, then sections. Each begins with a line `--- NAME`:
//
//   NAME           an input file, which may be in a folder; `NAME [escaped]` is one line with escapes, see `unescape`
//   args           the command line after the program's name
//   stdin          what the program reads from standard input
//   stdout, stderr, exit   what comes of it
//   after NAME     the text of a file when the program has ended
//
// With PROVISO_UPDATE_GOLDEN=1 the last four are written anew.
namespace proviso::test {

struct GoldenSection {
  std::string name;
  std::string text;
};

struct GoldenFile {
  std::filesystem::path path;
  std::string about;  ///< the lines that begin with `#`, as they are
  std::vector<GoldenSection> sections;

  const std::string* find(const std::string& name) const;
  void set(const std::string& name, std::string text);
  std::string text() const;
};

GoldenFile read_golden(const std::filesystem::path& path);
/// Every golden test below `tests/golden`, by path.
std::vector<GoldenFile> all_goldens();

/// What running one gave.
struct GoldenResult {
  std::string out, err;
  int code = 0;
  std::vector<GoldenSection> after;
};
GoldenResult run_golden(const GoldenFile& golden);

/// `\\`, `\n`, `\t`, `\xNN`, `\repeat N {text}`, and `\count N {text}`, where `#` in the text is the count and `@` one
/// less. The line end of the section is no part of it.
std::string unescape(std::string_view text);
/// Splits a command line at spaces, but for those between quotes.
std::vector<std::string> split_arguments(std::string_view line);

std::string read_all(const std::filesystem::path& path);
void write_all(const std::filesystem::path& path, std::string_view text);

/// A folder of its own, in which the program runs; it and all in it go away at the end.
class WorkFolder {
 public:
  WorkFolder();
  ~WorkFolder();
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path before_, path_;
};

}  // namespace proviso::test
