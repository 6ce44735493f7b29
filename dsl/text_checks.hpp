#pragma once

#include <cstdint>
#include <string_view>

#include "dsl/diagnostic.hpp"
#include "dsl/source.hpp"

namespace proviso {

/// Where the text proper begins: after the byte order mark, if there is one.
std::uint32_t body_start(std::string_view text);

/// Whether a file is text that shows what it says: UTF-8, no NUL bytes, no characters that are invisible or change the
/// direction of others, and lines that end the same for every reader. Reports each kind of trouble once.
bool check_text(const SourceSet& sources, FileId file, Diagnostics& diagnostics);

/// Characters that cannot be seen, or that change how others are shown: control and format characters, and what is no
/// character at all.
bool is_unseen(std::int32_t code_point);

}  // namespace proviso
