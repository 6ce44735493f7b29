#include "tools/cli/waiting.hpp"

#include <chrono>
#include <sstream>
#include <thread>

#include "tests/support/catch.hpp"

using namespace proviso::cli;

namespace {

std::string said(bool is_terminal, double quiet) {
  Options options;
  options.err_is_terminal = is_terminal;
  std::ostringstream err;
  {
    const Waiting waiting(options, "comparing", err, quiet);
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
  return err.str();
}

}  // namespace

TEST_CASE("Whoever waits at a terminal is told, in a line that goes away") {
  CHECK(said(true, 0.01) == "\r\x1b[Kcomparing (0 s)\r\x1b[K");
}

TEST_CASE("Nothing is said in a pipe, nor of what is soon done") {
  CHECK(said(false, 0.01).empty());
  CHECK(said(true, 3600).empty());
}
