#pragma once

#include <functional>
#include <optional>

#include "interpreter/compare_versions.hpp"
#include "interpreter/program.hpp"

namespace proviso {

/// Looks for people in classes among a made-up population (`sample.hpp`), always the same one: where conditions hang
/// together in ways that no path through a class tells, people who are drawn can still be in it.
class ClassSample {
 public:
  /// All must outlive this. `days`: on which both versions are in force.
  ClassSample(const Program& old_program, const VersionPair& pair, Period days);

  /// Calls `show` for people in classes that are open, with the class and a case of which they are the first person,
  /// bound to the old program and finished. As long as `go_on` says so, for a bounded number of cases.
  void run(const std::function<bool()>& go_on, const std::function<bool(std::uint32_t index)>& is_open,
           const std::function<void(std::uint32_t index, Case c)>& show) const;

 private:
  std::optional<Case> with_first(const Case& c, std::uint32_t person) const;

  const Program& old_;
  const VersionPair& pair_;
  Period days_;
};

}  // namespace proviso
