#pragma once

#include <cstddef>
#include <functional>
#include <ostream>
#include <string>
#include <vector>

namespace proviso::cli {

/// What surrounds a run of the program.
struct Surroundings {
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  std::size_t columns = 0;                       ///< of the terminal; 0: not known
  bool no_color = false;                         ///< NO_COLOR is set
  std::function<std::string()> read_input = {};  ///< all of standard input
  std::function<double()> clock = {};            ///< seconds from some point on; nothing: time is not measured
};

/// Runs the program with the words after its name. Returns the exit code. Throws nothing but std::bad_alloc.
int run(const std::vector<std::string>& arguments, const Surroundings& surroundings, std::ostream& out,
        std::ostream& err);

}  // namespace proviso::cli
