#pragma once

#include <optional>
#include <string>

namespace proviso::cli {

/// Draws a DOT text as SVG by the program `dot` of Graphviz. Nothing, and why in `problem`, if it is not there or
/// fails.
std::optional<std::string> draw_svg(const std::string& dot, std::string& problem);

}  // namespace proviso::cli
