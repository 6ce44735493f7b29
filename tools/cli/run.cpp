#include "tools/cli/run.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/render_text.hpp"
#include "tools/cli/command_line.hpp"
#include "tools/cli/help_text.hpp"
#include "tools/cli/options.hpp"

namespace proviso::cli {

namespace {

// Tables are readable between these widths, whatever the terminal has.
constexpr std::size_t kFewestColumns = 80, kMostColumns = 120;

}  // namespace

int run(const std::vector<std::string>& arguments, const Surroundings& surroundings, std::ostream& out,
        std::ostream& err) {
  CommandLine line = read_command_line(arguments);
  if (line.version) {
    out << "proviso " PROVISO_VERSION "\n";
    return kDone;
  }
  if (line.help) {
    out << help_text(line.options.command);
    return kDone;
  }
  if (line.run == nullptr) {
    const std::string command = line.options.command.empty() ? "" : " " + line.options.command;
    err << fmt::format("proviso{}: {}\n", command, visible(line.message));
    err << fmt::format("`proviso{} --help` shows how it is written.\n", command);
    return kFailed;
  }
  Options& options = line.options;
  const auto color = [&](bool is_terminal) {
    return line.color == "always" || (line.color == "auto" && is_terminal && !surroundings.no_color);
  };
  options.color_out = color(surroundings.out_is_terminal) && options.output.empty();
  options.color_err = color(surroundings.err_is_terminal);
  options.out_is_terminal = surroundings.out_is_terminal && options.output.empty();
  options.err_is_terminal = surroundings.err_is_terminal;
  if (surroundings.columns != 0)
    options.columns = std::clamp<std::size_t>(surroundings.columns, kFewestColumns, kMostColumns);
  options.read_input = surroundings.read_input;
  options.clock = surroundings.clock;
  return line.run(options, out, err);
}

}  // namespace proviso::cli
