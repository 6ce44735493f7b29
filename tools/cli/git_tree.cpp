#include "tools/cli/git_tree.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <string_view>
#include <system_error>
#include <vector>

#include "tools/cli/process.hpp"

namespace proviso::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kExtension = ".proviso";
constexpr std::string_view kRootMark = ".proviso-root";
constexpr std::string_view kRulesets = "rulesets";
constexpr std::string_view kLinkMode = "120000";
constexpr std::string_view kModuleMode = "160000";

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

/// What `git` prints; nothing, and `problem`, if it fails.
std::optional<std::string> git(std::vector<std::string> words, std::string_view input, std::string& problem) {
  words.insert(words.begin(), "git");
  auto result = run_process(words, input, problem);
  if (!result) return std::nullopt;
  if (result->status == 0) return std::move(result->out);
  problem = trimmed(result->err);
  return std::nullopt;
}

std::string normal(const std::string& path) {
  std::string text = fs::path(path).lexically_normal().generic_string();
  while (text.ends_with('/')) text.pop_back();
  return text == "." ? std::string() : text;
}

std::string parent(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == path.npos ? std::string() : path.substr(0, slash);
}

std::string_view name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// Git has no such paths; whoever made the repository may have.
bool stays_inside(const std::string& path) {
  for (const fs::path& part : fs::path(path)) {
    if (part == ".." || part == "." || part.is_absolute()) return false;
  }
  return true;
}

/// The texts that `git cat-file --batch` wrote, in the order in which they were asked for.
std::optional<std::vector<std::string>> batch_texts(std::string_view out) {
  std::vector<std::string> texts;
  while (!out.empty()) {
    const std::size_t line_end = out.find('\n');
    if (line_end == out.npos) return std::nullopt;
    const std::string_view line = out.substr(0, line_end);
    const std::size_t space = line.rfind(' ');
    std::size_t size = 0;
    if (space == line.npos ||
        std::from_chars(line.data() + space + 1, line.data() + line.size(), size).ec != std::errc())
      return std::nullopt;
    out.remove_prefix(line_end + 1);
    if (out.size() < size + 1) return std::nullopt;
    texts.emplace_back(out.substr(0, size));
    out.remove_prefix(size + 1);
  }
  return texts;
}

}  // namespace

std::unique_ptr<GitTree> GitTree::open(const std::string& revision, std::string& problem) {
  if (revision.empty() || revision.front() == '-') {
    problem = "a revision is missing; write git:REVISION:PATH, such as git:HEAD~1:rulesets/norway";
    return nullptr;
  }
  const auto prefix = git({"rev-parse", "--show-prefix"}, "", problem);
  if (!prefix) {
    if (problem.find("not a git repository") != problem.npos)
      problem = "the working directory is in no git repository; start the command in one";
    return nullptr;
  }
  const auto tree = git({"rev-parse", "--verify", "--quiet", revision + "^{tree}"}, "", problem);
  if (!tree) {
    problem = fmt::format("the repository has no revision `{}`", revision);
    return nullptr;
  }
  const auto list = git({"ls-tree", "-r", "-z", "--full-tree", trimmed(*tree)}, "", problem);
  if (!list) return nullptr;
  std::unique_ptr<GitTree> result(new GitTree);
  result->prefix_ = trimmed(*prefix);
  for (std::string_view rest = *list; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\0'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    // "100644 blob HASH\tPATH"
    const std::size_t tab = line.find('\t'), space = line.find(' '), last = line.substr(0, tab).rfind(' ');
    if (tab == line.npos || space == line.npos || last == line.npos) continue;
    result->files_[std::string(line.substr(tab + 1))] = {std::string(line.substr(0, space)),
                                                         std::string(line.substr(last + 1, tab - last - 1))};
  }
  return result;
}

GitTree::~GitTree() {
  std::error_code error;
  if (!folder_.empty()) fs::remove_all(folder_, error);
}

std::string GitTree::path_of(const std::string& path) const {
  const bool from_here = path == "." || path == ".." || path.starts_with("./") || path.starts_with("../");
  return from_here ? path_from_here(path) : normal(path);
}

std::string GitTree::path_from_here(const std::string& path) const { return normal(prefix_ + path); }

bool GitTree::has(const std::string& path) const {
  if (path.empty()) return !files_.empty();
  const auto at = files_.lower_bound(path + "/");
  return files_.count(path) > 0 || (at != files_.end() && at->first.starts_with(path + "/"));
}

std::string GitTree::root_for(const std::string& path) const {
  const std::string folder = files_.count(path) > 0 ? parent(path) : path;
  for (std::string at = folder;; at = parent(at)) {
    if (name_of(at) == kRulesets ||
        files_.count(at.empty() ? std::string(kRootMark) : fmt::format("{}/{}", at, kRootMark)))
      return at;
    if (at.empty()) return folder;
  }
}

bool GitTree::write(const std::string& path, const Entry& entry, const std::string& text) const {
  std::error_code error;
  const fs::path target = folder_ / path;
  fs::create_directories(target.parent_path(), error);
  if (error) return false;
  if (entry.mode == kLinkMode) {
    fs::create_symlink(text, target, error);
    return !error;
  }
  std::ofstream file(target, std::ios::binary);
  return static_cast<bool>(file.write(text.data(), static_cast<std::streamsize>(text.size())).flush());
}

bool GitTree::extract(const std::string& path, std::string& problem) {
  std::error_code error;
  std::string name = (fs::temp_directory_path(error) / "proviso-XXXXXX").string();
  if (error || ::mkdtemp(name.data()) == nullptr) {
    problem = "no temporary folder can be made";
    return false;
  }
  folder_ = fs::canonical(name, error);
  fs::create_directories(folder_ / (files_.count(path) > 0 ? parent(path) : path), error);
  const std::string root = root_for(path), below = root.empty() ? root : root + "/";
  std::vector<std::pair<std::string, Entry>> wanted;
  std::string asked;
  // Links come last, so that nothing is written through one.
  for (const bool links : {false, true}) {
    for (const auto& [file, entry] : files_) {
      const bool rules = std::string_view(file).ends_with(kExtension) || name_of(file) == kRootMark;
      if (!file.starts_with(below) || (entry.mode == kLinkMode) != links || !(rules || links) ||
          entry.mode == kModuleMode || !stays_inside(file))
        continue;
      wanted.emplace_back(file, entry);
      asked += entry.hash + "\n";
    }
  }
  if (wanted.empty()) return true;
  const auto out = git({"cat-file", "--batch"}, asked, problem);
  const auto texts = out ? batch_texts(*out) : std::nullopt;
  if (!texts || texts->size() != wanted.size()) {
    if (problem.empty()) problem = "git does not give the files of the revision";
    return false;
  }
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (write(wanted[i].first, wanted[i].second, (*texts)[i])) continue;
    problem = fmt::format("`{}` cannot be written to a temporary folder", wanted[i].first);
    return false;
  }
  return true;
}

}  // namespace proviso::cli
