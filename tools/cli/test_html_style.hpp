#pragma once

#include <string_view>

namespace proviso::cli {

/// The look of the page that `proviso test --html` writes: on a screen in light or dark, and on paper. Contrast is at
/// least 7 to 1; what colour says, words say too.
std::string_view test_html_style();

}  // namespace proviso::cli
