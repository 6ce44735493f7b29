#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace proviso::cli {

/// The files of a revision of the git repository in which the working directory is, as `git` tells them.
class GitTree {
 public:
  /// Null, and `problem` in words, if there is no git, no repository or no such revision.
  static std::unique_ptr<GitTree> open(const std::string& revision, std::string& problem);
  ~GitTree();
  GitTree(const GitTree&) = delete;
  GitTree& operator=(const GitTree&) = delete;

  /// A path as the repository has it: "./" and "../" are of the working directory, others of the top.
  std::string path_of(const std::string& path) const;
  /// A path of the working directory, as the repository has it.
  std::string path_from_here(const std::string& path) const;
  bool has(const std::string& path) const;
  bool is_file(const std::string& path) const { return files_.count(path) > 0; }

  /// Writes the rule files that a policy at `path` can use into a folder, which goes away with this object: all below
  /// the nearest folder that is a root of rules, or else below the policy's own.
  bool extract(const std::string& path, std::string& problem);
  /// Where that folder is; the paths in it are those of the repository.
  const std::filesystem::path& folder() const { return folder_; }

 private:
  struct Entry {
    std::string mode, hash;
  };
  GitTree() = default;
  std::string root_for(const std::string& path) const;
  bool write(const std::string& path, const Entry& entry, const std::string& text) const;

  std::map<std::string, Entry> files_;  ///< by path
  std::string prefix_;                  ///< of the working directory: "rulesets/norway/"; empty at the top
  std::filesystem::path folder_;
};

}  // namespace proviso::cli
