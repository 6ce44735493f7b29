#include "dsl/nearest.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>

namespace proviso {
namespace {

using Letters = std::vector<std::uint32_t>;

/// Letters without case and accents. Longer than any name worth guessing at is cut off.
Letters fold(std::string_view text) {
  constexpr std::size_t kLongest = 100;
  text = text.substr(0, kLongest);
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                                                      UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
  utf8proc_uint8_t* folded = nullptr;
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                 static_cast<utf8proc_ssize_t>(text.size()), &folded, options);
  Letters letters;
  if (size < 0) {  // not UTF-8: compare bytes
    for (const char c : text) letters.push_back(static_cast<unsigned char>(c));
    return letters;
  }
  for (utf8proc_ssize_t i = 0; i < size;) {
    utf8proc_int32_t point = 0;
    i += utf8proc_iterate(folded + i, size - i, &point);
    letters.push_back(static_cast<std::uint32_t>(point));
  }
  std::free(folded);
  return letters;
}

/// Edits between `a` and `b` where a swap of neighbours is one; more than `most` counts as `most + 1`.
std::size_t distance(const Letters& a, const Letters& b, std::size_t most) {
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > most) return most + 1;
  std::vector<std::size_t> before_last;
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before_last = last;
    last = row;
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    if (*std::min_element(row.begin(), row.end()) > most) return most + 1;
  }
  return row[b.size()];
}

}  // namespace

std::optional<std::string> nearest(std::string_view wrong, const std::vector<std::string_view>& known) {
  const Letters letters = fold(wrong);
  if (letters.empty()) return std::nullopt;
  std::size_t best = std::max<std::size_t>(letters.size(), 3) / 3;
  std::optional<std::string_view> found;
  for (const std::string_view name : known) {
    const std::size_t edits = distance(letters, fold(name), best);
    if (edits > best || (edits == best && found && *found <= name)) continue;
    if (edits >= letters.size()) continue;  // nothing in common
    best = edits;
    found = name;
  }
  if (!found) return std::nullopt;
  return std::string(*found);
}

}  // namespace proviso
