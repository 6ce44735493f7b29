#pragma once

#include <functional>
#include <ostream>
#include <string>
#include <vector>

namespace proviso::cli {

/// What surrounds a run of the program.
struct Surroundings {
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  bool no_color = false;                         ///< NO_COLOR is set
  std::function<std::string()> read_input = {};  ///< all of standard input
};

/// Runs the program with the words after its name. Returns the exit code. Throws nothing but std::bad_alloc.
int run(const std::vector<std::string>& arguments, const Surroundings& surroundings, std::ostream& out,
        std::ostream& err);

}  // namespace proviso::cli
