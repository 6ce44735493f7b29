#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "dsl/format.hpp"
#include "dsl/parser.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/session.hpp"

namespace proviso::cli {

namespace {

namespace fs = std::filesystem;

/// The files named, and all rule files below the folders named, each once.
std::vector<std::string> files_of(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  std::error_code error;
  for (const std::string& path : paths) {
    if (!fs::is_directory(path, error)) {
      files.push_back(path);
      continue;
    }
    for (fs::recursive_directory_iterator at(path, error), end; !error && at != end; at.increment(error)) {
      if (at->is_regular_file(error) && at->path().extension() == ".proviso") files.push_back(at->path().string());
    }
  }
  std::sort(files.begin(), files.end());
  files.erase(std::unique(files.begin(), files.end()), files.end());
  return files;
}

class Formatting {
 public:
  Formatting(const Options& options, std::ostream& out, std::ostream& err) : options_(options), out_(out), err_(err) {}

  int run() {
    const std::vector<std::string> files = files_of(options_.paths);
    if (files.empty()) {
      err_ << "proviso fmt: there are no .proviso files there\n";
      return kFailed;
    }
    for (const std::string& path : files) format(path);
    return failed_ ? kFailed : changed_ && options_.check ? kFound : kDone;
  }

 private:
  void format(const std::string& path) {
    SourceSet sources;
    Diagnostics diagnostics;
    const auto file = read_file(sources, path, options_, Limits().file_bytes, diagnostics);
    const auto text = file ? format_text(sources, *file, diagnostics) : std::nullopt;
    print_diagnostics(sources, diagnostics, options_, err_);
    if (!text) {
      failed_ = true;
      return;
    }
    const bool same = *text == sources.text(*file);
    changed_ = changed_ || !same;
    if (options_.check) {
      if (!same) out_ << path << "\n";
    } else if (path == "-") {
      out_ << *text;
    } else if (!same) {
      failed_ = !write_file(path, *text, err_) || failed_;
    }
  }

  const Options& options_;
  std::ostream& out_;
  std::ostream& err_;
  bool changed_ = false;
  bool failed_ = false;
};

}  // namespace

int run_fmt(const Options& options, std::ostream& out, std::ostream& err) {
  return Formatting(options, out, err).run();
}

}  // namespace proviso::cli
