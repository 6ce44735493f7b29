#include "tools/cli/waiting.hpp"

#include <fmt/format.h>

#include <chrono>
#include <utility>

namespace proviso::cli {

Waiting::Waiting(const Options& options, std::string words, std::ostream& err, double quiet)
    : words_(std::move(words)), err_(err) {
  if (options.err_is_terminal) thread_ = std::thread([this, quiet] { run(quiet); });
}

Waiting::~Waiting() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    done_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void Waiting::run(double quiet) {
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  auto next = begin + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(quiet));
  bool shown = false;
  std::unique_lock lock(mutex_);
  while (!changed_.wait_until(lock, next, [this] { return done_; })) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - begin).count();
    err_ << fmt::format("\r\x1b[K{} ({} s)", words_, seconds) << std::flush;
    shown = true;
    next += std::chrono::seconds(1);
  }
  if (shown) err_ << "\r\x1b[K" << std::flush;
}

}  // namespace proviso::cli
