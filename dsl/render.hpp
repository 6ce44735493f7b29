#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "dsl/source.hpp"

// How diagnostics look on a terminal. Colour only repeats what signs and words say.
namespace proviso {

struct RenderOptions {
  bool color = false;
};

/// The message, the lines of text it is about with every place underlined (`^^^` the place itself, `---` the others),
/// and the notes. Nothing from a file can command the terminal: control and format characters are shown by number.
std::string render(const SourceSet& sources, const Diagnostic& diagnostic, const RenderOptions& options = {});

/// The first `max_shown`, in the order given, and a count of all. Empty if there are none.
std::string render_all(const SourceSet& sources, const std::vector<Diagnostic>& diagnostics,
                       const RenderOptions& options = {}, std::size_t max_shown = 50);

/// "3 errors, 1 warning"
std::string count_line(const std::vector<Diagnostic>& diagnostics);

}  // namespace proviso
