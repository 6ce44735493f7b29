#include "tools/cli/diff_sides.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <functional>
#include <system_error>
#include <utility>

#include "dsl/render_text.hpp"
#include "dsl/resolve.hpp"
#include "interpreter/compile.hpp"
#include "tools/cli/session.hpp"

namespace proviso::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kGit = "git:";

/// Takes "@DATE" off the end of a path, unless there is a file of the whole name.
bool split_date(SideWords& words, const std::function<bool(const std::string&)>& exists, std::string& problem) {
  const std::size_t at = words.path.rfind('@');
  if (at == words.path.npos || exists(words.path)) return true;
  const std::string path = words.path.substr(0, at), date = words.path.substr(at + 1);
  const auto day = parse_date(date);
  if (!day && !exists(path)) return true;  // then the whole is a name that is not there
  if (!day) {
    problem = fmt::format("`{}` is not a day; write year-month-day after the @, such as {}@2025-01-13", date, path);
    return false;
  }
  words.path = path;
  words.on = day;
  return true;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  if (from.empty()) return;
  for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

/// Calls the files of a revision by their names there, wherever they were written.
class Renaming {
 public:
  Renaming(const GitTree& tree, const std::string& revision)
      : folder_(tree.folder()), called_(fmt::format("git:{}:", revision)) {
    std::error_code error;
    const fs::path here = fs::current_path(error);
    if (!error) relative_ = folder_.lexically_relative(here).generic_string() + "/";
  }

  std::string words(std::string text) const {
    replace_all(text, folder_.generic_string() + "/", called_);
    replace_all(text, relative_, called_);
    return text;
  }

  void apply(DiffSide& side) const {
    SourceSet renamed;
    const SourceSet& sources = side.files.sources;
    for (FileId file = 0; file < sources.size(); ++file)
      renamed.add(words(sources.path(file)), std::string(sources.text(file)));
    side.loaded = std::move(side.files.sources);
    side.files.sources = std::move(renamed);
    Diagnostics diagnostics;
    for (Diagnostic d : side.diagnostics.all()) {
      d.message = words(std::move(d.message));
      for (std::string& note : d.notes) note = words(std::move(note));
      diagnostics.add(std::move(d));
    }
    side.diagnostics = std::move(diagnostics);
  }

 private:
  fs::path folder_;
  std::string relative_, called_;
};

/// A proposal as the files of a revision have it; else as it was given, which is told as not found.
std::string proposal_in(const GitTree& tree, const std::string& policy, const std::string& given) {
  for (const std::string& path : {tree.path_from_here(given), policy + "/" + given, policy + "/proposals/" + given}) {
    if (tree.has(path)) return (tree.folder() / path).string();
  }
  return given;
}

/// Where the policy's files are; nothing, and `side.problem`, if there are none.
std::optional<std::string> find_files(DiffSide& side, std::vector<std::string>& with) {
  SideWords& words = side.words;
  words.path = side.given;
  if (!side.given.starts_with(kGit)) {
    const auto exists = [](const std::string& path) {
      std::error_code error;
      return fs::exists(path, error);
    };
    if (!split_date(words, exists, side.problem)) return std::nullopt;
    return words.path;
  }
  const std::size_t colon = side.given.find(':', kGit.size());
  if (colon == side.given.npos) {
    side.problem = "a path is missing; write git:REVISION:PATH, such as git:HEAD~1:rulesets/norway";
    return std::nullopt;
  }
  words.revision = side.given.substr(kGit.size(), colon - kGit.size());
  words.path = side.given.substr(colon + 1);
  side.tree = GitTree::open(words.revision, side.problem);
  if (!side.tree) return std::nullopt;
  GitTree& tree = *side.tree;
  if (!split_date(
          words, [&](const std::string& path) { return tree.has(tree.path_of(path)); }, side.problem))
    return std::nullopt;
  const std::string path = tree.path_of(words.path);
  if (!tree.has(path)) {
    side.problem = fmt::format(
        "revision `{}` has no `{}`; a path is of the top of the repository, or of the working directory if it begins "
        "with ./",
        words.revision, words.path);
    return std::nullopt;
  }
  if (tree.is_file(path) && !path.ends_with(".proviso")) {
    side.problem = fmt::format("`{}` of revision `{}` is not a file of rules: their names end in .proviso", words.path,
                               words.revision);
    return std::nullopt;
  }
  if (!tree.extract(path, side.problem)) return std::nullopt;
  for (std::string& proposal : with) proposal = proposal_in(tree, path, proposal);
  return (tree.folder() / path).string();
}

/// A day on which the policy says nothing; else empty.
std::string day_problem(const Policy& policy, std::optional<Days> on) {
  if (!on || (policy.in_force_from <= *on && *on <= policy.in_force_through)) return {};
  const bool before = *on < policy.in_force_from;
  return fmt::format("the policy `{}` is not in force on {}: it is {} {}; give a day on which it is", policy.name,
                     format_date(*on), before ? "from" : "to and including",
                     format_date(before ? policy.in_force_from : policy.in_force_through));
}

}  // namespace

std::unique_ptr<DiffSide> read_side(const std::string& given, const std::vector<std::string>& with) {
  auto side = std::make_unique<DiffSide>();
  side->given = given;
  LoadOptions load;
  load.with = with;
  const auto path = find_files(*side, load.with);
  if (!path) return side;
  side->files = load_files({*path}, load, side->diagnostics);
  if (side->tree) Renaming(*side->tree, side->words.revision).apply(*side);
  for (const std::string& proposal : with) side->given += " --with " + proposal;
  auto resolved = resolve(side->files.sources, side->files.documents, side->diagnostics);
  if (!resolved) return side;
  auto program = compile(std::move(*resolved), side->diagnostics);
  if (!program || side->diagnostics.has_errors()) return side;
  side->problem = day_problem(program->policy, side->words.on);
  if (side->problem.empty()) side->policy = std::move(program->policy);
  return side;
}

void print_side_problems(const DiffSide& side, const char* which, const Options& options, std::ostream& err) {
  if (side.policy) return;
  err << fmt::format("The {} version, {}:\n", which, visible(side.given));
  if (!side.problem.empty()) err << fmt::format("proviso diff: {}\n", visible(side.problem));
  print_diagnostics(side.files.sources, side.diagnostics, options, err);
}

}  // namespace proviso::cli
