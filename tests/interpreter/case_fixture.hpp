#pragma once

#include <memory>
#include <string>
#include <utility>

#include "dsl/diagnostic.hpp"
#include "dsl/parser.hpp"
#include "dsl/resolve.hpp"
#include "interpreter/case_reader.hpp"
#include "interpreter/compile.hpp"
#include "tests/support/catch.hpp"

namespace proviso::test {

/// A small policy and what reads cases for it.
struct CaseFixture {
  SourceSet sources;
  std::vector<syntax::Document> documents;
  std::optional<Program> program;
  Diagnostics diagnostics;

  explicit CaseFixture(const std::string& text, SetPool sets = {}) {
    const FileId file = sources.add("policy.proviso", text);
    documents.push_back(parse(sources, file, Limits(), diagnostics));
    if (auto policy = resolve(sources, documents, diagnostics))
      program = compile(std::move(*policy), diagnostics, std::move(sets));
    INFO(codes());
    REQUIRE(diagnostics.empty());
    REQUIRE(program);
  }

  std::optional<JsonValue> json(const std::string& text) {
    const FileId file = sources.add("case.json", text);
    return read_json(sources, {file, 0, static_cast<std::uint32_t>(text.size())}, JsonLimits(), diagnostics);
  }

  std::optional<BoundCase> read(const std::string& text, CaseOptions options = {}) {
    diagnostics = {};
    const auto root = json(text);
    if (!root) return std::nullopt;
    return CaseReader(*program, sources, options).read(*root, diagnostics);
  }

  /// The codes of what was reported, in order: "P0512 P0513".
  std::string codes() const {
    std::string result;
    for (const Diagnostic& d : diagnostics.all()) result += (result.empty() ? "" : " ") + code(d.kind);
    return result;
  }
};

inline const char* const kPermits = R"(policy permits "Residence permits"
  in force from 2020-01-01
  month ends round down
regions ukraine { Lviv code "UA-46" also "Lvov", Kyiv_city code "UA-30", South { Odesa code "UA-51", Kherson } }
kind country { UA, PL, NO }
fact home ukraine
fact citizenships set of country
fact visited set of country default { PL }
fact birth_date date
fact left_on date or none default none
fact visits number
fact stay duration
fact married yes/no
fact married_on date only if married
fact history note
relation spouse_of mutual { since date, church yes/no default no }
relation parent_of acyclic { adopted yes/no }
relation child_of inverse of parent_of
set safe_countries of country supplied
value fee number supplied default 7
decision permit is the first of { granted, refused otherwise }
ground resident for granted if home is Lviv
)";

}  // namespace proviso::test
