#include "dsl/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <system_error>
#include <tuple>
#include <utility>

#include "dsl/load_messages.hpp"
#include "dsl/words.hpp"

namespace proviso {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kExtension = ".proviso";
constexpr std::string_view kProposals = "proposals";
constexpr std::string_view kRulesets = "rulesets";
constexpr std::string_view kRootMark = ".proviso-root";

/// `use "…"` as it stands in a text.
struct Mention {
  std::uint32_t begin, end;
  std::string path;
};

/// `use` is reserved, so every such word outside quotes and comments is a declaration, in a file with errors too.
std::vector<Mention> find_uses(std::string_view text) {
  std::vector<Mention> uses;
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); (at = skip_space(at, end)) != end;) {
    if (*at == '"') {
      at = skip_quoted(at, end);
    } else if (const char* next = word_end(at, end); next != at) {
      const bool is_use = std::string_view(at, static_cast<std::size_t>(next - at)) == "use";
      at = next;
      if (!is_use) continue;
      at = skip_space(at, end);
      if (at == end || *at != '"') continue;
      const char* quote = at;
      at = skip_quoted(at, end);
      if (at - quote < 2 || at[-1] != '"') continue;
      Mention use{static_cast<std::uint32_t>(quote - text.data()), static_cast<std::uint32_t>(at - text.data()), {}};
      for (const char* c = quote + 1; c != at - 1; ++c) {
        if (*c == '\\') ++c;
        use.path.push_back(*c);
      }
      uses.push_back(std::move(use));
    } else {
      ++at;
    }
  }
  return uses;
}

bool lies_in(const fs::path& root, const fs::path& path) {
  return std::mismatch(root.begin(), root.end(), path.begin(), path.end()).first == root.end();
}

/// The nearest ancestor that is marked as a root, the folder itself included; else the folder.
fs::path root_of(const fs::path& folder) {
  std::error_code error;
  for (fs::path at = folder;; at = at.parent_path()) {
    if (at.filename() == kRulesets || fs::exists(at / kRootMark, error)) return at;
    if (at == at.parent_path()) return folder;
  }
}

std::string shown(const fs::path& path) {
  std::error_code error;
  const fs::path here = fs::current_path(error);
  std::string absolute = path.generic_string();
  if (error) return absolute;
  const std::string relative = path.lexically_relative(here).generic_string();
  return !relative.empty() && relative.size() < absolute.size() ? relative : absolute;
}

class Loader {
 public:
  Loader(const LoadOptions& options, Diagnostics& diagnostics) : options_(options), diagnostics_(diagnostics) {}

  LoadedFiles run(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) add_policy(path);
    for (const std::string& path : options_.with) add_proposal(path);
    while (!to_read_.empty()) {  // files that are used are added as they are met
      const auto [path, root] = std::move(to_read_.back());
      to_read_.pop_back();
      follow_uses(path, root);
    }
    return parse_all();
  }

 private:
  struct Problem {
    std::string path;
    std::uint32_t begin, end;
    Diagnostic diagnostic;
  };
  struct ToRead {
    fs::path path, root;
  };

  void add_policy(const std::string& path) {
    std::error_code error;
    const fs::path canonical = fs::canonical(path, error);
    if (error) return problem(path, cannot_be_read(path, error.message()));
    const bool folder = fs::is_directory(canonical, error);
    const fs::path root = root_of(folder ? canonical : canonical.parent_path());
    if (roots_.empty()) policy_root_ = root;
    roots_.push_back(folder ? canonical : canonical.parent_path());
    if (!folder) return add_named_file(path, canonical, root);
    const std::size_t before = files_.size();
    proposals_left_out_ = false;
    add_folder(canonical, root);
    if (files_.size() == before && !seen_in_folder_) problem(path, folder_is_empty(path, proposals_left_out_));
  }

  /// Looks where the command was started, then in the policy's folders, then in their proposals.
  void add_proposal(const std::string& path) {
    if (roots_.empty()) return;  // there is no policy, and that was told
    std::vector<fs::path> places = {path};
    for (const fs::path& root : roots_) {
      places.push_back(root / path);
      places.push_back(root / kProposals / path);
    }
    for (const fs::path& place : places) {
      std::error_code error;
      const fs::path canonical = fs::canonical(place, error);
      if (error) continue;
      if (!is_proposal(canonical)) return problem(path, not_a_proposal(path, known_proposals()));
      const fs::path root = root_of(roots_.front());
      if (fs::is_directory(canonical, error)) return add_folder(canonical, root);
      return add_named_file(path, canonical, root);
    }
    problem(path, proposal_missing(path, known_proposals()));
  }

  /// Whether it lies in a folder `proposals` of the policy, or is one.
  bool is_proposal(const fs::path& canonical) const {
    return std::any_of(roots_.begin(), roots_.end(), [&](const fs::path& root) {
      if (!lies_in(root, canonical)) return false;
      const fs::path inside = canonical.lexically_relative(root);
      return std::find(inside.begin(), inside.end(), kProposals) != inside.end();
    });
  }

  /// The proposals in the policy's folders, as `--with` takes them; those in deeper folders are not listed.
  std::vector<std::string> known_proposals() const {
    std::vector<std::string> names;
    for (const fs::path& root : roots_) {
      std::error_code error;
      for (fs::directory_iterator at(root / kProposals, error), end; !error && at != end; at.increment(error)) {
        if (at->path().extension() == kExtension)
          names.push_back((fs::path(kProposals) / at->path().filename()).generic_string());
      }
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
  }

  void add_named_file(const std::string& name, const fs::path& canonical, const fs::path& root) {
    if (canonical.extension() != kExtension) return problem(name, no_rule_file(name));
    add_file(canonical, root);
  }

  void add_folder(const fs::path& start, const fs::path& root) {
    seen_in_folder_ = false;
    std::vector<fs::path> folders = {start};
    std::set<fs::path> visited = {start};
    while (!folders.empty()) {
      const fs::path folder = std::move(folders.back());
      folders.pop_back();
      std::error_code error;
      fs::directory_iterator entries(folder, error);
      if (error) {
        problem(shown(folder), cannot_be_read(shown(folder), error.message()));
        continue;
      }
      for (; entries != fs::directory_iterator(); entries.increment(error)) {
        if (error) break;
        const fs::path name = entries->path().filename();
        if (name.native().starts_with('.')) continue;
        const fs::path path = fs::canonical(entries->path(), error);
        if (error) {
          if (name.extension() == kExtension) problem(shown(entries->path()), dangling_link(shown(entries->path())));
          error.clear();
          continue;
        }
        const bool is_folder = fs::is_directory(path, error);
        if (is_folder && name == kProposals) {
          proposals_left_out_ = true;
        } else if (is_folder && lies_in(root, path)) {
          if (visited.insert(path).second) folders.push_back(path);
        } else if (!is_folder && name.extension() == kExtension) {
          seen_in_folder_ = true;
          if (lies_in(root, path)) {
            add_file(path, root);
          } else {
            problem(shown(entries->path()), link_leaves_root(shown(entries->path()), shown(root)));
          }
        }
      }
    }
  }

  /// Reads a file, unless it was read before, and puts it on the list of those whose `use`s are to be followed.
  void add_file(const fs::path& path, const fs::path& root) {
    if (files_.count(path) != 0) return;
    if (files_.size() >= options_.limits.files) {
      if (!std::exchange(too_many_, true)) problem(shown(path), more_files_than(options_.limits.files));
      return;
    }
    std::optional<std::string> text = read(path);
    if (!text) return;
    files_.emplace(path, std::move(*text));
    to_read_.push_back({path, root});
  }

  std::optional<std::string> read(const fs::path& path) {
    std::error_code error;
    if (!fs::is_regular_file(path, error)) {
      problem(shown(path), cannot_be_read(shown(path), "not a regular file"));
      return std::nullopt;
    }
    const std::uintmax_t size = fs::file_size(path, error);
    if (error) {
      problem(shown(path), cannot_be_read(shown(path), error.message()));
      return std::nullopt;
    }
    if (size > options_.limits.file_bytes) {
      problem(shown(path), file_too_large({}, size, options_.limits.file_bytes));
      return std::nullopt;
    }
    std::ifstream in(path, std::ios::binary);
    std::string text(static_cast<std::size_t>(size), '\0');
    if (!in.read(text.data(), static_cast<std::streamsize>(text.size()))) {
      problem(shown(path), cannot_be_read(shown(path), "it may not be read"));
      return std::nullopt;
    }
    return text;
  }

  void follow_uses(const fs::path& user, const fs::path& root) {
    for (const Mention& use : find_uses(files_.at(user))) {
      std::error_code error;
      const fs::path wanted = user.parent_path() / use.path;
      const fs::path path = fs::canonical(wanted, error);
      std::optional<Diagnostic> wrong;
      if (!lies_in(root, error ? wanted.lexically_normal() : path)) {
        wrong = use_leaves_root(use.path, shown(root));
      } else if (error) {
        wrong = used_file_missing(use.path, wanted.lexically_normal());
      } else if (path.extension() != kExtension || fs::is_directory(path, error)) {
        wrong = no_rule_file(use.path);
      } else if (path == user) {
        wrong = uses_itself(use.path);
      }
      if (wrong) {
        problems_.push_back({shown(user), use.begin, use.end, std::move(*wrong)});
      } else {
        add_file(path, root);
      }
    }
  }

  void problem(const std::string& path, Diagnostic diagnostic) {
    problems_.push_back({path, 0, 0, std::move(diagnostic)});
  }

  LoadedFiles parse_all() {
    LoadedFiles loaded;
    loaded.root = policy_root_;
    std::map<std::string, FileId> ids;
    Limits limits = options_.limits;
    for (auto& [path, text] : files_) {
      const std::string name = shown(path);
      const FileId id = loaded.sources.add(name, std::move(text));
      ids.emplace(name, id);
      loaded.documents.push_back(parse(loaded.sources, id, limits, diagnostics_));
      limits.declarations -= loaded.documents.back().declarations.size();
    }
    std::sort(problems_.begin(), problems_.end(), [](const Problem& a, const Problem& b) {
      return std::tie(a.path, a.begin, a.diagnostic.message) < std::tie(b.path, b.begin, b.diagnostic.message);
    });
    for (Problem& problem : problems_) {
      auto at = ids.find(problem.path);
      if (at == ids.end()) at = ids.emplace(problem.path, loaded.sources.add(problem.path, {})).first;
      problem.diagnostic.primary.span = {at->second, problem.begin, problem.end};
      diagnostics_.add(std::move(problem.diagnostic));
    }
    return loaded;
  }

  const LoadOptions& options_;
  Diagnostics& diagnostics_;
  fs::path policy_root_;
  std::vector<fs::path> roots_;            ///< the folders of the policy, in the order of the arguments
  std::map<fs::path, std::string> files_;  ///< sorted, so that nothing depends on the order of discovery
  std::vector<ToRead> to_read_;
  std::vector<Problem> problems_;
  bool too_many_ = false;
  bool proposals_left_out_ = false;
  bool seen_in_folder_ = false;
};

}  // namespace

LoadedFiles load_files(const std::vector<std::string>& paths, const LoadOptions& options, Diagnostics& diagnostics) {
  return Loader(options, diagnostics).run(paths);
}

}  // namespace proviso
