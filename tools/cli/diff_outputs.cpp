#include "tools/cli/diff_outputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

#include "dsl/render_text.hpp"
#include "tools/cli/result_file.hpp"

namespace proviso::cli {

namespace {

namespace fs = std::filesystem;

/// Whatever they are called, by whatever links.
bool is_same_file(const std::string& a, const std::string& b) {
  std::error_code error;
  if (fs::equivalent(a, b, error)) return true;
  const fs::path x = fs::weakly_canonical(fs::absolute(a, error), error);
  if (error) return a == b;
  const fs::path y = fs::weakly_canonical(fs::absolute(b, error), error);
  return !error && x == y;
}

bool is_device(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  return fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
}

std::vector<std::string> outputs_of(const Options& options) {
  std::vector<std::string> outputs;
  for (const std::string& file : {options.html, options.markdown_file, options.json_file, options.sarif_file,
                                  options.write_waivers, options.output == "-" ? std::string() : options.output}) {
    if (!file.empty() && !is_device(file)) outputs.push_back(file);
  }
  return outputs;
}

}  // namespace

bool check_outputs(const Options& options, const DiffSide& old_side, const DiffSide& new_side, std::ostream& err) {
  bool good = true;
  const auto refuse = [&](const std::string& words) {
    err << fmt::format("proviso diff: {}\n", visible(words));
    good = false;
  };
  const std::vector<std::string> outputs = outputs_of(options);
  std::vector<std::string> inputs = {options.waivers, options.population};
  for (const DiffSide* side : {&old_side, &new_side}) {
    const SourceSet& sources = side->files.sources;
    // The files of a revision are called by their names there.
    for (FileId file = 0; side->words.revision.empty() && file < sources.size(); ++file)
      inputs.push_back(sources.path(file));
  }
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const std::string& file = outputs[i];
    const auto is_file = [&](const std::string& other) { return !other.empty() && is_same_file(file, other); };
    const auto before = outputs.begin() + static_cast<std::ptrdiff_t>(i);
    std::error_code error;
    if (std::any_of(outputs.begin(), before, is_file)) {
      refuse(fmt::format("two reports cannot be written to one file, `{}`", file));
    } else if (std::any_of(inputs.begin(), inputs.end(), is_file)) {
      refuse(fmt::format("`{}` is read for this comparison and would be overwritten; give another name", file));
    } else if (file == options.write_waivers && fs::exists(fs::symlink_status(file, error))) {
      refuse(fmt::format("`{}` is there already, and may hold what somebody filled in; give the name of a new file",
                         file));
    } else if (!ResultFile(file).can_be_written(err)) {
      good = false;
    }
  }
  return good;
}

}  // namespace proviso::cli
