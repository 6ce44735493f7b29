#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "tests/reference/case.hpp"

// Which values of an unknown fact are tried. Yes/no, kinds and sets: all. Dates, numbers and durations have too many,
// so enough of them that every possible combination of truths, and every adjacent pair of completions, is among those
// tried.
//
// Why it is enough. The only way from a date to an answer is through comparisons, whose sides are constants, facts, or
// facts moved by a constant duration (a span compared with a duration is a moved fact compared with the other end).
// Names that ever meet in one comparison, or one of which defines the other, form a *class*; classes do not touch each
// other. Each comparison is x ≥ f(y) or x > f(y) or the negation of one, with f monotone: the identity or a move. For a
// pattern of truths over k values of one class, the values that show it are closed under minimum, so if there are any,
// there are least ones; and each of these is reached from a constant (the first day of the calendar is one) by at most
// k steps, a step being a move by a duration of the class in either direction, or one day on. So:
// - one unknown fact in the class (k = 1): from each constant K, the least days with f(x) ≥ K and with f(x) > K;
// - m of them: an adjacent pair has at most 2m values. All moves up to m times, and up to 2m - 1 days on. That is a
//   little less than the argument asks for where moves are chained more than m times in one pattern; a policy of a few
//   comparisons does not.
// Where a define hands the date itself on, one more day follows each, so that two different dates of each cell are
// tried. Numbers have no moves. A fact that nothing reads needs one value (and none, if it has a condition).
namespace proviso::reference {

/// Values tried instead, where a caller wants a small domain of its own.
struct Domains {
  std::optional<std::vector<Days>> dates;
  std::optional<std::vector<std::int64_t>> numbers;
};

/// For each variable of the case, ascending and each once.
std::vector<std::vector<Value>> candidates(const Book& book, const Case& c, const Domains& domains);

}  // namespace proviso::reference
