#include "dsl/load_messages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "dsl/nearest.hpp"

namespace proviso {
namespace {

constexpr std::size_t kMegabyte = 1u << 20;

/// The file of the same folder whose name is most like that of `wanted`.
std::optional<std::string> similar_file(const std::filesystem::path& wanted) {
  std::vector<std::string> names;
  std::error_code error;
  for (std::filesystem::directory_iterator at(wanted.parent_path(), error), end; !error && at != end;
       at.increment(error)) {
    if (at->path().extension() == ".proviso") names.push_back(at->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return nearest(wanted.filename().string(), {names.begin(), names.end()});
}

std::string list_of_proposals(const std::vector<std::string>& known) {
  if (known.empty()) return "the policy has no folder `proposals` with files of rules";
  return fmt::format("proposals of the policy: {}", fmt::join(known, ", "));
}

}  // namespace

Diagnostic cannot_be_read(const std::string& path, const std::string& reason) {
  return {Kind::unreadable_file, fmt::format("`{}` cannot be read: {}", path, reason), {}};
}

Diagnostic dangling_link(const std::string& path) {
  return {Kind::unreadable_file, fmt::format("`{}` is a link to a file that does not exist", path), {}};
}

Diagnostic link_leaves_root(const std::string& path, const std::string& root) {
  return {Kind::use_leaves_root,
          fmt::format("`{}` is a link that leads out of `{}`", path, root),
          {},
          {},
          {"put a copy of the file in its place"}};
}

Diagnostic folder_is_empty(const std::string& path, bool has_proposals) {
  Diagnostic diagnostic{Kind::empty_folder, fmt::format("the folder `{}` has no rules", path), {}};
  diagnostic.notes.push_back("rules are read from files whose names end in `.proviso`");
  if (has_proposals) diagnostic.notes.push_back("files under `proposals` count only when given with `--with FILE`");
  return diagnostic;
}

Diagnostic no_rule_file(const std::string& path) {
  return {Kind::not_a_rule_file,
          fmt::format("`{}` is not a file of rules", path),
          {},
          {},
          {"the name of a file of rules ends in `.proviso`"}};
}

Diagnostic proposal_missing(const std::string& path, const std::vector<std::string>& known) {
  Diagnostic diagnostic =
      cannot_be_read(path, "there is no such file, neither here nor in the folder of the policy or its `proposals`");
  const auto meant = nearest(path, {known.begin(), known.end()});
  diagnostic.notes.push_back(meant ? fmt::format("did you mean `{}`?", *meant) : list_of_proposals(known));
  return diagnostic;
}

Diagnostic not_a_proposal(const std::string& path, const std::vector<std::string>& known) {
  return {Kind::not_a_proposal,
          fmt::format("`{}` is not a proposal of the policy", path),
          {},
          {},
          {"`--with` adds a file from a folder `proposals` of the policy", list_of_proposals(known)}};
}

Diagnostic uses_itself(const std::string& path) {
  return {Kind::uses_itself,
          fmt::format("`{}` is this file itself", path),
          {{}, "a file need not use itself"},
          {},
          {"delete this line, or name the file that was meant"}};
}

Diagnostic use_leaves_root(const std::string& path, const std::string& root) {
  return {Kind::use_leaves_root,
          fmt::format("`{}` lies outside the rules", path),
          {{}, "leads to a file that does not belong to the rules"},
          {},
          {fmt::format("only files in `{}` can be used", root),
           "to share files between policies, put them in one folder with an empty file named `.proviso-root`"}};
}

Diagnostic used_file_missing(const std::string& path, const std::filesystem::path& wanted) {
  Diagnostic diagnostic{Kind::used_file_missing, fmt::format("there is no file `{}`", path), {}};
  if (const auto similar = similar_file(wanted)) {
    diagnostic.primary.text =
        fmt::format("did you mean `{}`?", (std::filesystem::path(path).parent_path() / *similar).generic_string());
  }
  diagnostic.notes.push_back("the path is read from the folder of the file in which it stands");
  return diagnostic;
}

Diagnostic more_files_than(std::size_t limit) {
  return {Kind::too_many,
          fmt::format("there are more than {} files of rules", limit),
          {},
          {},
          {"check that the folder is the right one; this file and those after it were not read"}};
}

Diagnostic file_too_large(Span span, std::uintmax_t bytes, std::size_t limit) {
  return {Kind::file_too_large,
          fmt::format("this file is too large: {:.1f} MB, and at most {:.1f} MB are read",
                      static_cast<double>(bytes) / kMegabyte, static_cast<double>(limit) / kMegabyte),
          {span, ""},
          {},
          {"divide the file; all files of a folder are read together"}};
}

}  // namespace proviso
