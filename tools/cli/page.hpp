#pragma once

#include <string>
#include <string_view>

// What every page that the program writes has in common: one file, which loads and runs nothing.
namespace proviso::cli {

/// The look of all pages: on a screen in light or dark, and on paper. Contrast is at least 7 to 1; what colour says,
/// words say too.
std::string_view page_style();

/// The beginning of a page up to its body. `style` is added to the common one.
std::string page_head(std::string_view title, std::string_view style);

}  // namespace proviso::cli
