#pragma once

#include <string>
#include <string_view>

namespace proviso::cli {

/// Text as it stands in XML and HTML, between tags or in quotes. What cannot be seen is shown by number, so that
/// characters which markup may not hold never reach it.
std::string markup(std::string_view text);
/// The same, line by line.
std::string markup_lines(std::string_view text);
/// A sentence as HTML: what stands in backticks is code, and a date is one word, which no line breaks.
std::string markup_words(std::string_view text);
/// A name, or the path of a file, as HTML: where it is too long for a line, it is broken between its parts. A date in
/// it is one part.
std::string markup_name(std::string_view name);

}  // namespace proviso::cli
