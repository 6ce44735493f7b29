#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "dsl/source.hpp"

// JSON with the place of everything in it, so that a message about a case can point at the text.
namespace proviso {

enum class JsonKind : std::uint8_t { null, boolean, number, text, list, object };

struct JsonValue {
  JsonKind kind = JsonKind::null;
  bool boolean = false;
  Span span;
  std::string text;  ///< a text with its escapes undone; a number as it was written
  std::string key;   ///< of a member of an object
  Span key_span;     ///< with its quotes
  std::vector<JsonValue> children;

  bool is_null() const { return kind == JsonKind::null; }
  bool is_text() const { return kind == JsonKind::text; }
  bool is_list() const { return kind == JsonKind::list; }
  bool is_object() const { return kind == JsonKind::object; }
  /// The member of an object; null if there is none.
  const JsonValue* find(std::string_view name) const;
};

/// Bounds on what is read. Exceeding one is one clear error.
struct JsonLimits {
  std::size_t bytes = 64u << 20;
  std::size_t depth = 64;
};

/// Reads the one JSON value that `place` of a file holds. Nothing, and an error, if the text is not JSON, names a key
/// twice, is not UTF-8, or exceeds a limit. `unit` says what the text should hold: "a case file", "a line".
std::optional<JsonValue> read_json(const SourceSet& sources, Span place, const JsonLimits& limits,
                                   Diagnostics& diagnostics, std::string_view unit = "the file");

/// The pointer (RFC 6901) to the smallest value or key of `root` that covers a place: "/applicants/0/birth_date".
/// Empty for the root itself.
std::string json_pointer(const JsonValue& root, Span place);
/// Adds the pointer to its primary place to the notes of a message.
void add_pointer(Diagnostic& diagnostic, const JsonValue& root);

/// A piece of JSON on one line, as it was written but for spaces and line ends outside texts.
std::string compact_json(std::string_view written);

/// "a text", "a list", "yes or no (true)".
std::string json_words(const JsonValue& value);

}  // namespace proviso
