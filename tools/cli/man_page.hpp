#pragma once

#include <string>
#include <string_view>

namespace proviso::cli {

/// The man page of a command, in roff; of the whole program for an empty name.
std::string man_page(std::string_view command);

}  // namespace proviso::cli
