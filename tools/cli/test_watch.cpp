#include "tools/cli/test_watch.hpp"

#include <filesystem>
#include <initializer_list>
#include <map>
#include <set>
#include <system_error>
#include <utility>

namespace proviso::cli {

namespace {

namespace fs = std::filesystem;

using States = std::map<std::string, std::optional<FileState>>;

States look(const WatchHooks& hooks, const std::set<std::string>& read) {
  States states;
  for (const std::string& path : hooks.list()) states.emplace(path, hooks.state(path));
  for (const std::string& path : read) states.emplace(path, hooks.state(path));
  return states;
}

sigset_t ending_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&set, signal);
  return set;
}

}  // namespace

int watch(const WatchHooks& hooks) {
  std::set<std::string> read;
  States before = look(hooks, read);
  int code = hooks.run(read);
  for (;;) {
    // Files that the run was the first to name; the others are compared with what they were before it.
    for (const std::string& path : read) {
      if (before.count(path) == 0) before.emplace(path, hooks.state(path));
    }
    States now;
    do {
      if (!hooks.wait()) return code;
      now = look(hooks, read);
    } while (now == before);
    // An editor may write in several steps.
    for (bool still = false; !still;) {
      if (!hooks.wait()) return code;
      States next = look(hooks, read);
      still = next == now;
      now = std::move(next);
    }
    before = std::move(now);
    code = hooks.run(read);  // what one run read counts from then on, should the next one not come so far
  }
}

HeldSignals::HeldSignals() {
  const sigset_t set = ending_signals();
  pthread_sigmask(SIG_BLOCK, &set, &before_);
}

HeldSignals::~HeldSignals() {
  const sigset_t set = ending_signals();
  // The one that ended the watch has done its work, unless somebody else holds it back too.
  while (pending() && sigismember(&before_, SIGINT) == 0) {
    int taken = 0;
    sigwait(&set, &taken);
  }
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

bool HeldSignals::pending() const {
  sigset_t set;
  sigpending(&set);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    if (sigismember(&set, signal) == 1) return true;
  }
  return false;
}

std::optional<FileState> file_state(const std::string& path) {
  std::error_code error;
  const auto modified = fs::last_write_time(path, error);
  const std::uintmax_t size = error ? 0 : fs::file_size(path, error);
  if (error) return std::nullopt;
  return FileState{static_cast<std::int64_t>(modified.time_since_epoch().count()), static_cast<std::uint64_t>(size)};
}

}  // namespace proviso::cli
