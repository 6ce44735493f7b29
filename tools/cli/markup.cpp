#include "tools/cli/markup.hpp"

#include <algorithm>

#include "dsl/render_text.hpp"

namespace proviso::cli {

namespace {

constexpr std::string_view kDateShape = "dddd-dd-dd";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether a date stands at `at`, and is no part of a longer name or number.
bool date_at(std::string_view text, std::size_t at) {
  const auto of_name = [&](std::size_t i) {
    return i < text.size() && (text[i] == '-' || text[i] == '_' || is_digit(text[i]));
  };
  if (text.size() - at < kDateShape.size() || (at > 0 && of_name(at - 1)) || of_name(at + kDateShape.size()))
    return false;
  for (std::size_t i = 0; i < kDateShape.size(); ++i) {
    if (kDateShape[i] == 'd' ? !is_digit(text[at + i]) : text[at + i] != kDateShape[i]) return false;
  }
  return true;
}

std::string with_dates(std::string_view text) {
  std::string result;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!date_at(text, at)) continue;
    result +=
        markup(text.substr(begin, at - begin)) + "<time>" + markup(text.substr(at, kDateShape.size())) + "</time>";
    begin = at + kDateShape.size();
    at = begin - 1;
  }
  return result + markup(text.substr(begin));
}

}  // namespace

std::string markup(std::string_view text) {
  std::string result;
  for (const char c : visible(text)) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

std::string markup_lines(std::string_view text) {
  std::string result;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    result += markup(text.substr(begin, end - begin)) + "\n";
    begin = end + 1;
  }
  return result;
}

std::string markup_words(std::string_view text) {
  std::string result;
  while (true) {
    const std::size_t begin = text.find('`');
    const std::size_t end = begin == text.npos ? text.npos : text.find('`', begin + 1);
    if (end == text.npos) return result + with_dates(text);
    result +=
        with_dates(text.substr(0, begin)) + "<code>" + with_dates(text.substr(begin + 1, end - begin - 1)) + "</code>";
    text.remove_prefix(end + 1);
  }
}

std::string markup_name(std::string_view name) {
  std::string result;
  while (!name.empty()) {
    const std::size_t end = std::min(name.find_first_of("/_"), name.size() - 1) + 1;
    result += with_dates(name.substr(0, end)) + (end < name.size() ? "<wbr>" : "");
    name.remove_prefix(end);
  }
  return result;
}

}  // namespace proviso::cli
