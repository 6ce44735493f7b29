#include "interpreter/json_text.hpp"

#include <string>

#include "tests/support/catch.hpp"

using namespace proviso;

namespace {

struct Read {
  SourceSet sources;
  Diagnostics diagnostics;
  std::optional<JsonValue> root;

  explicit Read(const std::string& text, JsonLimits limits = {}) {
    const FileId file = sources.add("x.json", text);
    root = read_json(sources, {file, 0, static_cast<std::uint32_t>(text.size())}, limits, diagnostics);
  }
  std::string codes() const {
    std::string result;
    for (const Diagnostic& d : diagnostics.all()) result += code(d.kind);
    return result;
  }
};

}  // namespace

TEST_CASE("Every value knows its place") {
  const Read read("\xEF\xBB\xBF { \"a\" : [ 1, -2.5e3 , null,true], \"\\u00e9 }\":\"x\\\"y\" }\n");
  REQUIRE(read.root);
  const auto text = [&](const JsonValue& value) { return std::string(read.sources.text(value.span)); };
  REQUIRE(read.root->children.size() == 2);
  const JsonValue& list = read.root->children[0];
  CHECK(text(list) == "[ 1, -2.5e3 , null,true]");
  REQUIRE(list.children.size() == 4);
  CHECK(text(list.children[0]) == "1");
  CHECK(text(list.children[1]) == "-2.5e3");
  CHECK(list.children[1].text == "-2.5e3");
  CHECK(text(list.children[2]) == "null");
  CHECK(text(list.children[3]) == "true");
  const JsonValue& last = read.root->children[1];
  CHECK(last.key == "\xC3\xA9 }");
  CHECK(std::string(read.sources.text(last.key_span)) == "\"\\u00e9 }\"");
  CHECK(last.text == "x\"y");
  CHECK(text(last) == "\"x\\\"y\"");
  CHECK(read.root->find("a") == &list);
  CHECK(read.root->find("b") == nullptr);
}

TEST_CASE("A pointer leads to a place") {
  const Read read(R"({"a": [0, {"b/c~d": 7}]})");
  const JsonValue& inner = read.root->children[0].children[1].children[0];
  CHECK(json_pointer(*read.root, inner.span) == "/a/1/b~1c~0d");
  CHECK(json_pointer(*read.root, inner.key_span) == "/a/1/b~1c~0d");
  CHECK(json_pointer(*read.root, read.root->span).empty());
}

TEST_CASE("What is not JSON is one message") {
  for (const char* text :
       {"",        " ",         "{",           "[",        "]",          "[1",   "[1,",   "[1,]",      "[,1]",
        "[1 2]",   "{\"a\"",    "{\"a\":",     "{\"a\":1", "{\"a\":1,}", "{,}",  "{1:2}", "{'a':1}",   "{a:1}",
        "[True]",  "[nul]",     "[01]",        "[1.]",     "[.5]",       "[+1]", "[1e]",  "\"abc",     "\"a\nb\"",
        "\"\\q\"", "\"\\u12\"", "\"\\ud800\"", "1 2",      "{} {}",      "// x", "[1}",   "{\"a\":1]", "[2025-01-02]",
        "-",       "nan"}) {
    INFO(text);
    const Read read(text);
    CHECK(!read.root);
    CHECK(read.codes() == "P0501");
    // Whatever is said points into the text.
    for (const Diagnostic& d : read.diagnostics.all()) CHECK(d.primary.span.end <= std::string(text).size());
  }
}

TEST_CASE("A key that stands twice, at any depth") {
  CHECK(Read(R"({"a": 1, "b": {"c": 1, "d": 2, "c": 3}, "a": 2})").codes() == "P0502P0502");
  CHECK(Read(R"({"a": 1, "\u0061": 2})").codes() == "P0502");
}

TEST_CASE("Limits") {
  JsonLimits limits;
  limits.depth = 3;
  CHECK(Read("[[[1]]]", limits).root);
  CHECK(Read("[[[[1]]]]", limits).codes() == "P0504");
  limits.bytes = 4;
  CHECK(Read("[1]", limits).root);
  CHECK(Read("[1, 2]", limits).codes() == "P0504");
  CHECK(Read("1e999").codes() == "P0516");
}

TEST_CASE("Bytes that are no text") {
  CHECK(Read("\"\xE9\"").codes() == "P0503");
  CHECK(Read("\"\xED\xA0\x80\"").codes() == "P0503");
  CHECK(Read(std::string("\"a\0b\"", 5)).codes() == "P0503");
}
