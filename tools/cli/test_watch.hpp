#pragma once

#include <signal.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace proviso::cli {

/// What is known of a file without reading it.
struct FileState {
  std::int64_t modified = 0;
  std::uint64_t size = 0;
  friend bool operator==(const FileState&, const FileState&) = default;
};

/// What watching needs from outside.
struct WatchHooks {
  /// Runs everything, and adds the files that it read.
  std::function<int(std::set<std::string>& read)> run;
  std::function<std::vector<std::string>()> list;                          ///< files that count now
  std::function<std::optional<FileState>(const std::string& path)> state;  ///< nothing: there is no such file
  std::function<bool()> wait;                                              ///< a moment; false: the end is wanted
};

/// Runs once, and again whenever a file that counts or was read has changed, came or went and nothing has moved for a
/// moment since, until the end is wanted.
/// Returns the exit code of the last run.
int watch(const WatchHooks& hooks);

/// The signals that end a watch, held back while it exists, so that nothing stops in the middle of writing a file.
class HeldSignals {
 public:
  HeldSignals();
  ~HeldSignals();
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

  /// One of them has come.
  bool pending() const;

 private:
  sigset_t before_;
};

/// The state of a file on disk.
std::optional<FileState> file_state(const std::string& path);

}  // namespace proviso::cli
