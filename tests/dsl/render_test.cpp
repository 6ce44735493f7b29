#include "dsl/render.hpp"

#include "dsl/render_text.hpp"
#include "tests/support/catch.hpp"

using namespace proviso;

namespace {

struct Text {
  SourceSet sources;
  FileId file;
  explicit Text(std::string text) : file(sources.add("policy.proviso", std::move(text))) {}
  Span span(std::string_view part) const {
    const auto begin = static_cast<std::uint32_t>(sources.text(file).find(part));
    return {file, begin, static_cast<std::uint32_t>(begin + part.size())};
  }
};

}  // namespace

TEST_CASE("a diagnostic shows its place, the words about it and the notes") {
  const Text text("# lists\n\nset safe is { Lviv, Zakarpatia }\n");
  const Diagnostic diagnostic{
      Kind::misspelt_word, "no such region", {text.span("Zakarpatia"), "did you mean that?"}, {}, {"see there"}};
  CHECK(render(text.sources, diagnostic) ==
        "error[P0122]: no such region\n"
        " --> policy.proviso:3:21\n"
        "  |\n"
        "3 | set safe is { Lviv, Zakarpatia }\n"
        "  |                     ^^^^^^^^^^ did you mean that?\n"
        "  |\n"
        "  = see there\n");
}

TEST_CASE("several labels on one line, on several lines and in several files") {
  Text text("a { b\nc\nd\ne\nf\n");
  const FileId other = text.sources.add("other.proviso", "x y\n");
  const Diagnostic diagnostic{Kind::unclosed_bracket,
                              "m",
                              {text.span("b"), "here"},
                              {{text.span("{"), "opened"}, {text.span("e"), ""}, {{other, 2, 3}, "and this"}},
                              {}};
  CHECK(render(text.sources, diagnostic) ==
        "error[P0120]: m\n"
        " --> policy.proviso:1:5\n"
        "  |\n"
        "1 | a { b\n"
        "  |   - ^ here\n"
        "  |   opened\n"
        "...\n"
        "4 | e\n"
        "  | -\n"
        " ::: other.proviso:1:3\n"
        "  |\n"
        "1 | x y\n"
        "  |   - and this\n");
}

TEST_CASE("tabs, wide characters and combining marks keep the underline in its place") {
  const Text text("\tx 漢字 e\xCC\x81 y!\n");
  const Diagnostic diagnostic{Kind::unusual_character, "m", {text.span("!"), ""}};
  CHECK(render(text.sources, diagnostic) ==
        "error[P0132]: m\n"
        " --> policy.proviso:1:11\n"
        "  |\n"
        "1 |     x 漢字 e\xCC\x81 y!\n"
        "  |               ^\n");
}

TEST_CASE("nothing in a file can command the terminal") {
  const Text text("a \x1b[2J \xE2\x80\xAE \xFF b\n");
  const std::string shown = render(text.sources, {Kind::nul_byte, "\x1b]0;t\x07", {text.span("b"), "\x1b"}});
  CHECK(shown ==
        "error[P0021]: <U+001B>]0;t<U+0007>\n"
        " --> policy.proviso:1:12\n"
        "  |\n"
        "1 | a <U+001B>[2J <U+202E> <FF> b\n"
        "  |                             ^ <U+001B>\n");
  CHECK(visible("\uFFFD \uFFFE \uFFFF \uFDEF \uFDF0 \U0001FFFE") ==
        "\uFFFD <U+FFFE> <U+FFFF> <U+FDEF> \uFDF0 <U+1FFFE>");
}

TEST_CASE("a long line is cut around the place") {
  const Text text(std::string(500, 'a') + " here " + std::string(500, 'b') + "\n");
  const std::string shown = render(text.sources, {Kind::misspelt_word, "m", {text.span("here"), "label"}});
  CHECK(shown.find(":1:502\n") != std::string::npos);
  CHECK(shown.find("1 | …aaa") != std::string::npos);
  CHECK(shown.find("bbb…\n") != std::string::npos);
  const std::size_t line = shown.find("1 | …");
  const std::size_t marks = shown.find("  | ", line);
  const std::size_t in_line = shown.find("here", line) - line - 2;  // `…` is one cell in three bytes
  CHECK(shown.find("^^^^ label", marks) - marks == in_line);
}

TEST_CASE("a place at the very end, in an empty line, or in a file that was not read") {
  const Text text("fact\n");
  CHECK(render(text.sources, {Kind::expected_name, "m", {{text.file, 5, 5}, "here"}}) ==
        "error[P0102]: m\n --> policy.proviso:2:1\n  |\n2 |\n  | ^ here\n");
  const Text empty("");
  CHECK(render(empty.sources, {Kind::unreadable_file, "m", {}, {}, {"n"}}) ==
        "error[P0001]: m\n --> policy.proviso\n  = n\n");
  CHECK(render(SourceSet{}, {Kind::unreadable_file, "m", {}}) == "error[P0001]: m\n");
}

TEST_CASE("all diagnostics end with a count, and no more are shown than asked") {
  const Text text("fact\n");
  const Diagnostic error{Kind::expected_name, "m", {text.span("fact"), ""}};
  CHECK(render_all(text.sources, {}).empty());
  CHECK(render_all(text.sources, {error}).ends_with("\n\n1 error\n"));
  const std::string many = render_all(text.sources, std::vector<Diagnostic>(170, error));
  CHECK(many.ends_with("\n\n… and 120 more\n\n170 errors\n"));
}

TEST_CASE("colour adds nothing but colour") {
  const Text text("fact x\n");
  const Diagnostic diagnostic{
      Kind::expected_type, "m", {text.span("x"), "here"}, {{text.span("fact"), "there"}}, {"n"}};
  const std::string plain = render(text.sources, diagnostic);
  std::string colored = render(text.sources, diagnostic, {true});
  CHECK(colored != plain);
  for (std::size_t at; (at = colored.find('\x1b')) != std::string::npos;)
    colored.erase(at, colored.find('m', at) - at + 1);
  CHECK(colored == plain);
}
