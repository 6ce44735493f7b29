#include "tools/cli/session.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "dsl/render.hpp"
#include "dsl/resolve.hpp"
#include "interpreter/case_reader.hpp"
#include "interpreter/case_refusal.hpp"
#include "interpreter/compile.hpp"
#include "tools/cli/result_file.hpp"

namespace proviso::cli {

namespace {

namespace fs = std::filesystem;

struct Closer {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using OpenFile = std::unique_ptr<std::FILE, Closer>;

/// All of a file, or one byte more than `max_bytes` of a longer one. Nothing, and `reason`, if it cannot be read.
std::optional<std::string> read_bytes(const std::string& path, std::size_t max_bytes, std::string& reason) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (error || !fs::exists(status)) {
    reason = error ? error.message() : "there is no such file";
    return std::nullopt;
  }
  if (fs::is_directory(status)) {
    reason = "it is a folder";
    return std::nullopt;
  }
  const OpenFile file(std::fopen(path.c_str(), "rb"));
  if (!file) {
    reason = std::strerror(errno);
    return std::nullopt;
  }
  std::string text;
  char block[1 << 16];
  while (text.size() <= max_bytes) {
    const std::size_t count = std::fread(block, 1, sizeof block, file.get());
    text.append(block, count);
    if (count < sizeof block) break;
  }
  if (std::ferror(file.get()) == 0) return text;
  reason = std::strerror(errno);
  return std::nullopt;
}

}  // namespace

std::vector<std::vector<std::string>> group_paths(const std::vector<std::string>& paths) {
  std::vector<std::vector<std::string>> groups;
  std::vector<std::string> files;
  std::error_code error;
  for (const std::string& path : paths) {
    if (fs::is_directory(path, error)) {
      groups.push_back({path});
    } else {
      files.push_back(path);
    }
  }
  if (!files.empty()) groups.push_back(std::move(files));
  return groups;
}

std::unique_ptr<ReadyPolicy> open_policy(const std::vector<std::string>& paths, const Options& options,
                                         std::ostream& err) {
  auto policy = std::make_unique<ReadyPolicy>();
  Diagnostics diagnostics;
  LoadOptions load;
  load.with = options.with;
  policy->files = load_files(paths, load, diagnostics);
  if (auto resolved = resolve(policy->files.sources, policy->files.documents, diagnostics))
    policy->program = compile(std::move(*resolved), diagnostics);
  if (policy->program && !diagnostics.has_errors()) return policy;
  print_diagnostics(policy->files.sources, diagnostics, options, err);
  return nullptr;
}

SourceFolders source_folders(const std::vector<std::string>& paths, const LoadedFiles& files) {
  SourceFolders folders;
  folders.root = files.root;
  std::error_code error;
  for (const std::string& path : paths) {
    const fs::path folder = fs::is_directory(path, error) ? fs::path(path) : fs::path(path).parent_path();
    folders.policy.push_back(folder.empty() ? fs::path(".") : folder);
  }
  return folders;
}

std::optional<DecidedCase> decide_case(const Options& options, ReadyPolicy& policy, std::ostream& err, int& code) {
  Diagnostics diagnostics;
  SourceSet& sources = policy.files.sources;
  std::optional<DecidedCase> decided;
  code = kFailed;
  if (const auto json = read_json_file(sources, options.case_file, options, diagnostics)) {
    CaseReader reader(*policy.program, sources, {options.on, options.allow_extra});
    auto bound = reader.read(json->root, diagnostics);
    if (bound) {
      decided.emplace(DecidedCase{std::move(*bound), {}});
      decided->answers = decide(*policy.program, decided->bound.value);
      if (decided->answers.status != CaseAnswers::Status::decided) {
        if (decided->answers.status == CaseAnswers::Status::incomplete) code = kLimit;
        report_refusal(*policy.program, decided->bound, decided->answers, diagnostics);
        decided.reset();
      }
    }
  }
  print_diagnostics(sources, diagnostics, options, err);
  if (decided) code = kDone;
  return decided;
}

std::optional<FileId> read_file(SourceSet& sources, const std::string& path, const Options& options,
                                std::size_t max_bytes, Diagnostics& diagnostics) {
  std::string reason;
  const bool standard_input = path == "-";
  std::optional<std::string> text;
  if (!standard_input) {
    text = read_bytes(path, max_bytes, reason);
  } else {
    text = options.read_input ? options.read_input() : std::string();
  }
  const bool read = text.has_value();
  const bool too_large = read && text->size() > max_bytes;
  const FileId file =
      sources.add(standard_input ? "standard input" : path, read && !too_large ? std::move(*text) : std::string());
  if (too_large) {
    diagnostics.add({Kind::file_too_large,
                     fmt::format("`{}` is too large: at most {} MB are read", path, max_bytes >> 20),
                     {{file, 0, 0}, ""},
                     {},
                     {"Divide the file into several."}});
    return std::nullopt;
  }
  if (read) return file;
  diagnostics.add({Kind::unreadable_file, fmt::format("`{}` cannot be read: {}", path, reason), {{file, 0, 0}, ""}});
  return std::nullopt;
}

std::optional<JsonFile> read_json_file(SourceSet& sources, const std::string& path, const Options& options,
                                       Diagnostics& diagnostics) {
  const JsonLimits limits;
  const auto file = read_file(sources, path, options, limits.bytes, diagnostics);
  if (!file) return std::nullopt;
  const auto end = static_cast<std::uint32_t>(sources.text(*file).size());
  auto root = read_json(sources, {*file, 0, end}, limits, diagnostics);
  if (!root) return std::nullopt;
  return JsonFile{*file, std::move(*root)};
}

void print_diagnostics(const SourceSet& sources, const Diagnostics& diagnostics, const Options& options,
                       std::ostream& err) {
  err << render_all(sources, diagnostics.sorted(), {options.color_err});
}

int write_result(const Options& options, std::string_view text, int code, std::ostream& out, std::ostream& err) {
  if (options.output.empty() || options.output == "-") {
    out << text;
    return code;
  }
  return write_file(options.output, text, err) ? code : kFailed;
}

bool write_file(const std::string& path, std::string_view text, std::ostream& err) {
  ResultFile file(path);
  file.write(text);
  return file.finish(err);
}

}  // namespace proviso::cli
