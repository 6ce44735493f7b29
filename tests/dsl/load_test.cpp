#include "dsl/load.hpp"

#include <unistd.h>

#include <fstream>

#include "tests/support/catch.hpp"

using namespace proviso;
namespace fs = std::filesystem;

namespace {

/// A folder of files, deleted at the end.
class Folder {
 public:
  Folder() : path_(fs::canonical(fs::temp_directory_path()) / ("proviso-load-" + std::to_string(::getpid()))) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string operator/(const std::string& name) const { return (path_ / name).string(); }
  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
  }

 private:
  fs::path path_;
};

struct Loaded {
  Diagnostics diagnostics;
  LoadedFiles files;
  explicit Loaded(const std::vector<std::string>& paths, const LoadOptions& options = {})
      : files(load_files(paths, options, diagnostics)) {}

  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& document : files.documents) {
      names.push_back(fs::path(files.sources.path(document.file)).filename().string());
    }
    return names;
  }
  std::vector<Kind> kinds() const {
    std::vector<Kind> kinds;
    for (const Diagnostic& diagnostic : diagnostics.sorted()) kinds.push_back(diagnostic.kind);
    return kinds;
  }
  const Diagnostic& first() const { return diagnostics.all().front(); }
};

using Names = std::vector<std::string>;
using Kinds = std::vector<Kind>;

}  // namespace

TEST_CASE("a folder is read whole, sorted, without hidden files, proposals and other files") {
  const Folder folder;
  folder.write("b.proviso", "fact b date\n");
  folder.write("a.proviso", "fact a date\n");
  folder.write("deeper/c.proviso", "fact c date\n");
  folder.write("proposals/p.proviso", "fact p date\n");
  folder.write(".hidden.proviso", "fact h date\n");
  folder.write(".git/x.proviso", "fact x date\n");
  folder.write("notes.txt", "no rules\n");
  const Loaded loaded({folder / ""});
  CHECK(loaded.names() == Names{"a.proviso", "b.proviso", "c.proviso"});
  CHECK(loaded.kinds().empty());
  LoadOptions with;
  with.with = {"proposals/p.proviso"};
  CHECK(Loaded({folder / ""}, with).names() == Names{"a.proviso", "b.proviso", "c.proviso", "p.proviso"});
  with.with = {"p.proviso"};
  CHECK(Loaded({folder / ""}, with).names().size() == 4);
  with.with = {"q.proviso"};
  CHECK(Loaded({folder / ""}, with).kinds() == Kinds{Kind::unreadable_file});
}

TEST_CASE("only what lies under proposals of the policy can be added as a proposal") {
  const Folder folder;
  folder.write("one/a.proviso", "fact a date\n");
  folder.write("one/proposals/later/p.proviso", "fact p date\n");
  folder.write("two/proposals/q.proviso", "fact q date\n");
  LoadOptions with;
  with.with = {"proposals/later/p.proviso"};
  CHECK(Loaded({folder / "one"}, with).names() == Names{"a.proviso", "p.proviso"});
  CHECK(Loaded({folder / "one/a.proviso"}, with).names() == Names{"a.proviso", "p.proviso"});
  with.with = {"proposals/later"};
  CHECK(Loaded({folder / "one"}, with).names() == Names{"a.proviso", "p.proviso"});
  with.with = {"a.proviso"};
  CHECK(Loaded({folder / "one"}, with).kinds() == Kinds{Kind::not_a_proposal});
  with.with = {"../two/proposals/q.proviso"};
  CHECK(Loaded({folder / "one"}, with).kinds() == Kinds{Kind::not_a_proposal});
}

TEST_CASE("use brings in each file once, and circles of use are harmless") {
  const Folder folder;
  folder.write("rulesets/one/a.proviso", "use \"../shared/s.proviso\"\n");
  folder.write("rulesets/one/b.proviso", "use \"../shared/s.proviso\" fact b date # use \"x\"\n");
  folder.write("rulesets/shared/s.proviso", "use \"../one/a.proviso\"\nfact s date \"use\"\n");
  const Loaded loaded({folder / "rulesets/one"});
  CHECK(loaded.names() == Names{"a.proviso", "b.proviso", "s.proviso"});
  CHECK(loaded.kinds().empty());
  CHECK(loaded.files.root.filename() == "rulesets");
}

TEST_CASE("a mark widens the root") {
  const Folder folder;
  folder.write("all/.proviso-root", "");
  folder.write("all/one/a.proviso", "use \"../b.proviso\"\n");
  folder.write("all/b.proviso", "fact b date\n");
  CHECK(Loaded({folder / "all/one/a.proviso"}).names() == Names{"b.proviso", "a.proviso"});
}

TEST_CASE("a file may not use itself, leave the root, or use what is not there or no rules") {
  const Folder folder;
  folder.write("one/a.proviso", "use \"a.proviso\"\n");
  folder.write("two/a.proviso", "use \"../one/a.proviso\"\n");
  folder.write("three/a.proviso", "use \"/etc/passwd\"\nuse \"../../../../../../etc/passwd\"\n");
  folder.write("four/a.proviso", "use \"regoins.proviso\"\n");
  folder.write("four/regions.proviso", "fact b date\n");
  folder.write("five/a.proviso", "use \"b.txt\"\nuse \".\"\n");
  folder.write("five/b.txt", "x");
  CHECK(Loaded({folder / "one"}).kinds() == Kinds{Kind::uses_itself});
  CHECK(Loaded({folder / "two"}).kinds() == Kinds{Kind::use_leaves_root});
  CHECK(Loaded({folder / "three"}).kinds() == Kinds{Kind::use_leaves_root, Kind::use_leaves_root});
  const Loaded missing({folder / "four"});
  CHECK(missing.kinds() == Kinds{Kind::used_file_missing});
  CHECK(missing.first().primary.text == "did you mean `regions.proviso`?");
  CHECK(missing.files.sources.text(missing.first().primary.span) == "\"regoins.proviso\"");
  CHECK(Loaded({folder / "five"}).kinds() == Kinds{Kind::not_a_rule_file, Kind::not_a_rule_file});
}

TEST_CASE("links are followed, in circles too, but not out of the root") {
  const Folder folder;
  folder.write("one/a.proviso", "use \"out.proviso\"\n");
  folder.write("secret.proviso", "fact s date\n");
  fs::create_directory_symlink(folder / "one", folder / "one/loop");
  fs::create_symlink(folder / "one/a.proviso", folder / "one/b.proviso");
  fs::create_symlink(folder / "secret.proviso", folder / "one/out.proviso");
  fs::create_symlink(folder / "nowhere", folder / "one/gone.proviso");
  const Loaded loaded({folder / "one"});
  CHECK(loaded.names() == Names{"a.proviso"});
  CHECK(loaded.kinds() == Kinds{Kind::use_leaves_root, Kind::unreadable_file, Kind::use_leaves_root});
}

TEST_CASE("what cannot be read is told") {
  const Folder folder;
  fs::create_directories(folder / "empty/proposals");
  folder.write("notes.txt", "x");
  CHECK(Loaded({folder / "nowhere"}).kinds() == Kinds{Kind::unreadable_file});
  CHECK(Loaded({folder / "notes.txt"}).kinds() == Kinds{Kind::not_a_rule_file});
  const Loaded empty({folder / "empty"});
  CHECK(empty.kinds() == Kinds{Kind::empty_folder});
  CHECK(empty.first().notes.size() == 2);
  fs::create_directories(folder / "odd/dir.proviso");
  folder.write("odd/dir.proviso/a.proviso", "fact a date\n");
  CHECK(Loaded({folder / "odd"}).names() == Names{"a.proviso"});
}

TEST_CASE("limits hold before and across files") {
  const Folder folder;
  folder.write("a.proviso", "fact a date\nfact b date\n");
  folder.write("b.proviso", "fact c date\nfact d date\n");
  LoadOptions options;
  options.limits.files = 1;
  CHECK(Loaded({folder / ""}, options).kinds() == Kinds{Kind::too_many});
  options.limits.files = 2;
  options.limits.declarations = 3;
  CHECK(Loaded({folder / ""}, options).kinds() == Kinds{Kind::too_many});
  options.limits.declarations = 4;
  CHECK(Loaded({folder / ""}, options).kinds().empty());
  options.limits.file_bytes = 10;
  CHECK(Loaded({folder / "a.proviso"}, options).kinds() == Kinds{Kind::file_too_large});
  folder.write("huge.proviso", "");
  fs::resize_file(folder / "huge.proviso", 100u << 20);  // sparse: reading it would take time and memory
  const Loaded huge({folder / "huge.proviso"});
  CHECK(huge.kinds() == Kinds{Kind::file_too_large});
  CHECK(huge.first().message == "this file is too large: 100.0 MB, and at most 16.0 MB are read");
}
