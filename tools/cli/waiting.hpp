#pragma once

#include <condition_variable>
#include <mutex>
#include <ostream>
#include <string>
#include <thread>

#include "tools/cli/options.hpp"

namespace proviso::cli {

/// Says on a terminal that work goes on, and for how long, in one line that goes away with this object. Nobody else may
/// write to the stream while it lives.
class Waiting {
 public:
  /// Nothing is said within the first `quiet` seconds, and nothing at all where messages do not go to a terminal.
  Waiting(const Options& options, std::string words, std::ostream& err, double quiet = 1);
  ~Waiting();
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;

 private:
  void run(double quiet);

  std::string words_;
  std::ostream& err_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool done_ = false;
  std::thread thread_;
};

}  // namespace proviso::cli
