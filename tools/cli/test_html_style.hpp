#pragma once

#include <string_view>

namespace proviso::cli {

/// What the page of `proviso test --html` adds to the look of all pages.
std::string_view test_html_style();

}  // namespace proviso::cli
