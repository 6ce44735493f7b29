#include "dsl/citations.hpp"

#include <unistd.h>

#include <fstream>

#include "tests/support/catch.hpp"
#include "tests/support/resolved.hpp"

using namespace proviso;
using namespace proviso::test;
namespace fs = std::filesystem;

TEST_CASE("quotations are found whatever the spaces and quotation marks") {
  const QuotedText text(
      "A person must\n\thave \xE2\x80\x98lived\xE2\x80\x99 in the  country\xC2\xA0"
      "before 24 February.");
  CHECK(text.find("must have 'lived' in the country").found);
  CHECK(text.find("\xE2\x80\x98lived\xE2\x80\x99 in").found);
  CHECK(text.find("country before 24 February.").found);
  CHECK(text.find("A person ... in the country").found);
  CHECK(text.find("A person \xE2\x80\xA6 before").found);
  CHECK(text.find("... in the country ...").found);
  CHECK(text.find("").found);
}

TEST_CASE("quotations are whole words, in the order of the text") {
  const QuotedText text("A person must have lived in the country. No person may stay.");
  CHECK_FALSE(text.find("son must have").found);
  CHECK_FALSE(text.find("must hav").found);
  CHECK_FALSE(text.find("in the country ... A person").found);
  CHECK(text.find("must have ... person may").found);
  CHECK_FALSE(text.find("must have person").found);
}

TEST_CASE("a quotation that is not there is told by how far it goes") {
  const QuotedText text("A person must have lived in the country.");
  const auto result = text.find("must have lived outside the country");
  CHECK_FALSE(result.found);
  CHECK(result.as_far_as == "must have lived");
  CHECK(result.goes_on == "in the country.");
  CHECK(text.find("a person MUST have").other_case);
  CHECK(text.find("nothing like it").as_far_as.empty());
}

TEST_CASE("a quotation that is there is told by its line") {
  const QuotedText text("One line\r\n\r\nwith the third\nand the fourth.");
  CHECK(text.find("One line").line == 1);
  CHECK(text.find("line with the").line == 1);
  CHECK(text.find("with the third").line == 3);
  CHECK(text.find("the fourth").line == 4);
  CHECK(text.find("third ... fourth").line == 3);
  CHECK(text.find("a fifth").line == 0);
}

namespace {

// A folder of its own, removed at the end.
struct Folder {
  fs::path path = fs::temp_directory_path() / ("proviso-citations-" + std::to_string(getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
  void write(const std::string& name, std::string_view text) const {
    fs::create_directories((path / name).parent_path());
    std::ofstream(path / name) << text;
  }
};

std::string messages(const Folder& folder, const std::string& text) {
  SourceSet sources;
  Diagnostics diagnostics;
  sources.add((folder.path / "rulesets/norway/rules/a.proviso").string(), std::string(kHeader) + text);
  const std::vector<syntax::Document> documents = {parse(sources, 0, {}, diagnostics)};
  const auto policy = resolve(sources, documents, diagnostics);
  REQUIRE(policy);
  check_citations(*policy, sources, {{folder.path / "rulesets/norway"}, folder.path / "rulesets"}, diagnostics);
  std::string result;
  for (const Diagnostic& d : diagnostics.sorted()) result += code(d.kind) + " " + d.message + "\n";
  return result;
}

}  // namespace

TEST_CASE("the file of a source is looked for in three places, inside the root") {
  const Folder folder;
  folder.write("rulesets/norway/rules/beside.txt", "beside the rules");
  folder.write("rulesets/norway/sources/policy.txt", "with the policy");
  folder.write("rulesets/sources/root.txt", "at the root");
  folder.write("outside.txt", "outside");
  const auto source = [](const std::string& file, const std::string& words) {
    return "source s \"S\" file \"" + file + "\"\nfact f yes/no cites s \"" + words + "\"\n";
  };
  CHECK(messages(folder, source("beside.txt", "beside the rules")) == "");
  CHECK(messages(folder, source("policy.txt", "with the policy")) == "");
  CHECK(messages(folder, source("root.txt", "at the root")) == "");
  CHECK(messages(folder, source("root.txt", "at the top")) == "P0250 these words are not in the source `s`\n");
  CHECK(messages(folder, source("../../../outside.txt", "outside")) ==
        "P0251 the file \"../../../outside.txt\" of the source `s` cannot be read\n");
  CHECK(messages(folder, source("nowhere.txt", "x")) ==
        "P0251 the file \"nowhere.txt\" of the source `s` cannot be read\n");
  CHECK(messages(folder, "source s \"S\" url \"https://example.org\"\nfact f yes/no cites s \"any words\"\n") == "");
}
