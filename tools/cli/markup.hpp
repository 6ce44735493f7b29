#pragma once

#include <string>
#include <string_view>

namespace proviso::cli {

/// Text as it stands in XML and HTML, between tags or in quotes. What cannot be seen is shown by number, so that
/// characters which markup may not hold never reach it.
std::string markup(std::string_view text);
/// The same, line by line.
std::string markup_lines(std::string_view text);

}  // namespace proviso::cli
