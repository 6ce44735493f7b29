#pragma once

#include <string>
#include <string_view>

#include "tools/cli/command_line.hpp"

namespace proviso::cli {

/// The help of a command; of the whole program for an empty name.
std::string help_text(std::string_view command);
/// A topic of `proviso help`, such as "case-file"; empty if there is none of that name.
std::string topic_text(std::string_view topic);
/// "-o, --output FILE".
std::string option_heading(const OptionPage& option);

}  // namespace proviso::cli
