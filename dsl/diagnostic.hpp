#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/source.hpp"

// What is wrong, where, and what to do: the one form of every message about rules, cases and sources.
namespace proviso {

enum class Severity : std::uint8_t { error, warning };

/// Every kind of diagnostic. The kinds are registered in `dsl/diagnostics/*.def`, one file for each range of codes:
/// P00 files and limits, P01 syntax, P02 names and types, P03 versions and the dependency graph, P04 findings,
/// P05 cases, P06 conformance, P07 comparing versions, P08 traceability.
enum class Kind : std::uint16_t {
#define PROVISO_KIND(code, name, severity, title, explanation) name = code,
#include "dsl/diagnostics/all.def"
#undef PROVISO_KIND
};

/// The registry entry of a kind. A code is never reused for another meaning.
struct KindInfo {
  Kind kind;
  std::uint16_t code;     ///< 204 is written "P0204"
  std::string_view name;  ///< the enumerator
  Severity severity;
  std::string_view title;        ///< one line, for lists
  std::string_view explanation;  ///< Markdown: what it means, an example, what to write instead
};

const std::vector<KindInfo>& all_kinds();
const KindInfo& info(Kind kind);
/// The names that `accept` takes: of the kinds P0401 to P0499 that are about what is written.
std::vector<std::string_view> finding_names();
bool is_finding(std::string_view name);
/// "P0204".
std::string code(Kind kind);

/// A place with a word about it.
struct Label {
  Span span;
  std::string text;  ///< may be empty: the place alone is shown
};

/// A plain value; how it looks on a terminal is decided in `render.hpp`.
struct Diagnostic {
  Kind kind;
  std::string message;  ///< what is wrong, in a policy officer's words; names in `backticks`
  Label primary;
  std::vector<Label> secondary = {};
  std::vector<std::string> notes = {};  ///< shown as "= …": what to write instead, where things are declared
};

/// Collects diagnostics. Keeps them in the order of reporting; `sorted` is by file and place.
class Diagnostics {
 public:
  void add(Diagnostic diagnostic);
  bool has_errors() const { return errors_ != 0; }
  std::size_t error_count() const { return errors_; }
  bool empty() const { return all_.empty(); }
  const std::vector<Diagnostic>& all() const { return all_; }
  /// By file, then place, then code; exact repeats are dropped.
  std::vector<Diagnostic> sorted() const;

 private:
  std::vector<Diagnostic> all_;
  std::size_t errors_ = 0;
};

}  // namespace proviso
