#include <optional>
#include <set>
#include <string>
#include <vector>

#include "dsl/format.hpp"
#include "dsl/parser.hpp"
#include "dsl/resolve.hpp"
#include "interpreter/case_blocks.hpp"
#include "interpreter/compile.hpp"
#include "interpreter/conformance.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/markdown.hpp"

// Every example of docs/language.md is what the page says it is. A block marked `proviso` is a policy; `proviso
// preamble` is the policy that the others continue; `proviso fragment` is good together with it, `proviso error CODE`
// has exactly that mistake together with it.

using namespace proviso;
using namespace proviso::testing;

namespace {

std::optional<std::string> format(const std::string& text) {
  SourceSet sources;
  const FileId file = sources.add("example.proviso", text);
  Diagnostics diagnostics;
  return format_text(sources, file, diagnostics);
}

void run_cases(const Program& program, const SourceSet& sources, const std::vector<syntax::Document>& documents) {
  for (PreparedCase& prepared : read_case_blocks(program, sources, documents)) {
    const CaseOutcome outcome = run_case(program, prepared);
    std::string found;
    for (const Difference& d : outcome.differences) {
      found += d.subject + ": expected " + d.expected + ", is " + d.actual + "\n";
    }
    for (const Diagnostic& d : outcome.diagnostics.all()) found += d.message + "\n";
    INFO(prepared.title << "\n" << found);
    CHECK(outcome.status == CaseOutcome::Status::passed);
  }
}

// The codes of everything that is wrong, with the messages.
std::set<std::string> mistakes(const std::vector<std::string>& texts, std::string& messages) {
  SourceSet sources;
  Diagnostics diagnostics;
  std::vector<syntax::Document> documents;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const FileId file = sources.add("part" + std::to_string(i) + ".proviso", texts[i]);
    documents.push_back(parse(sources, file, Limits{}, diagnostics));
  }
  std::optional<Program> program;
  if (auto policy = resolve(sources, documents, diagnostics)) program = compile(std::move(*policy), diagnostics);
  if (program) run_cases(*program, sources, documents);
  std::set<std::string> codes;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    codes.insert(code(diagnostic.kind));
    messages += code(diagnostic.kind) + ": " + diagnostic.message + "\n";
  }
  return codes;
}

}  // namespace

TEST_CASE("every example of the language page does what the page says") {
  const std::vector<FencedBlock> blocks = fenced_blocks(read_whole(PROVISO_SOURCE_DIR "/docs/language.md"));
  std::string preamble;
  int examples = 0;
  for (const FencedBlock& block : blocks) {
    if (block.info.rfind("proviso", 0) != 0) continue;
    INFO("docs/language.md:" << block.line << "\n" << block.text);
    std::set<std::string> expected;
    std::vector<std::string> texts = {block.text};
    if (block.info == "proviso preamble") {
      preamble = block.text;
    } else if (block.info != "proviso") {
      REQUIRE_FALSE(preamble.empty());
      texts.push_back(preamble);
      if (block.info != "proviso fragment") {
        REQUIRE(block.info.rfind("proviso error P", 0) == 0);
        expected.insert(block.info.substr(std::string("proviso error ").size()));
      }
    }
    std::string messages;
    const std::set<std::string> found = mistakes(texts, messages);
    INFO(messages);
    CHECK(found == expected);
    if (const auto formatted = format(block.text)) CHECK(*formatted == block.text);
    ++examples;
  }
  CHECK(examples > 20);
}
