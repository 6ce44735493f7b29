#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dsl/diagnostic.hpp"
#include "dsl/source.hpp"

namespace proviso {

/// The widest line that the canonical layout writes, in columns; only a text in quotes or a comment can go beyond.
inline constexpr unsigned kFormatColumns = 110;

/// One file in its canonical layout. It depends on the words, the comments, and the empty lines between declarations
/// alone; so a text in canonical layout stays as it is. Keeps every comment, at its word, and the order of everything.
/// Nothing, with the errors in `diagnostics`, if the file does not follow the grammar.
std::optional<std::string> format_text(const SourceSet& sources, FileId file, Diagnostics& diagnostics);

/// One declaration, or one change of an amendment, in canonical layout: without comments and the empty lines that an
/// author left. No line end behind it. REQUIRES: the text follows the grammar.
std::string format_declaration(std::string_view text);
std::string format_change(std::string_view text);

}  // namespace proviso
