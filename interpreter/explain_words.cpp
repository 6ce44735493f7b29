#include "interpreter/explain_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace proviso {

namespace {

// How many members of a set stand in the line of a condition; the list that governs is told in full elsewhere.
constexpr std::size_t kMembersInLine = 6;

}  // namespace

const char* holds_sign(Holds holds) {
  switch (holds) {
    case Holds::no:
      return "✗ fails  ";
    case Holds::yes:
      return "✓ holds  ";
    default:
      return "? open   ";
  }
}

const char* holds_word(Holds holds) {
  switch (holds) {
    case Holds::no:
      return "fails";
    case Holds::yes:
      return "holds";
    default:
      return "open";
  }
}

std::string named(const std::string& name, const std::string& label) {
  const bool repeats = std::equal(name.begin(), name.end(), label.begin(), label.end(), [](char a, char b) {
    return a == b || (b >= 'A' && b <= 'Z' && a == static_cast<char>(b - 'A' + 'a'));
  });
  return label.empty() || repeats ? name : fmt::format("{} ({})", name, label);
}

std::string shortened(const std::string& value) {
  if (!value.starts_with("{ ")) return value;
  const auto members = static_cast<std::size_t>(std::count(value.begin(), value.end(), ',')) + 1;
  if (members <= kMembersInLine) return value;
  std::size_t end = 0;
  for (std::size_t i = 0; i + 2 < kMembersInLine; ++i) end = value.find(',', end) + 1;
  return fmt::format("{} … {} members }}", value.substr(0, end), members);
}

std::string finding_words(const Finding& finding) {
  std::string words = named(finding.text, finding.label);
  std::vector<std::string> values;
  for (const ReadValue& read : finding.values) {
    values.push_back(fmt::format("{} is {}", read.name, read.known ? shortened(read.value) : "not known"));
  }
  if (!values.empty()) words += fmt::format(" — {}", fmt::join(values, "; "));
  return words;
}

}  // namespace proviso
