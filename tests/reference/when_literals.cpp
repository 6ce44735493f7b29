#include "tests/reference/when_literals.hpp"

#include <algorithm>

#include "tests/reference/case.hpp"

namespace proviso::reference {

namespace {

using nlohmann::json;

bool in_family(const Value& a, const Value& b) {
  if (a.index() != b.index()) return false;
  return !holds<Duration>(a) || std::get<Duration>(a).months == std::get<Duration>(b).months;
}

// A bound, of the type of the value that it bounds. Nothing if it is none of that type.
std::optional<Value> bound(const json& written, const Value& value) {
  if (holds<Number>(value) && written.is_number_integer()) return Number{written.get<std::int64_t>()};
  if (!written.is_string()) return std::nullopt;
  const std::string text = written.get<std::string>();
  if (holds<Date>(value)) {
    const auto day = parse_date(text);
    return day ? std::optional<Value>(Date{*day}) : std::nullopt;
  }
  return holds<Duration>(value) ? std::optional<Value>(read_duration(text)) : std::nullopt;
}

std::optional<bool> in_range(const json& literal, const Value& value) {
  if (holds<None>(value)) return literal.value("or_none", false);
  bool inside = true;
  for (const char* end : {"from", "through"}) {
    if (!literal.contains(end)) continue;
    const auto at = bound(literal.at(end), value);
    if (!at) return std::nullopt;
    const bool lower = end == std::string("from");
    inside = inside && in_family(*at, value) && (lower ? *at <= value : value <= *at);
  }
  return inside;
}

}  // namespace

std::optional<std::string> define_text(const json& literal, const IsDeclared& is_declared) {
  if (literal.contains("test")) return "if " + literal.at("test").get<std::string>();
  const std::string fact = literal.at("fact");
  if (is_declared(literal.at("subject"), fact)) return std::nullopt;
  return (fact.starts_with("number of") ? "as number is " : "as date or none is ") + fact;
}

std::optional<bool> literal_holds(const json& literal, const Value& value) {
  if (unusable(value)) return std::nullopt;
  const json told = to_json(value);
  if (literal.contains("is")) {
    const json& is = literal.at("is");
    if (is.is_boolean() != holds<bool>(value) && is != "none" && !holds<None>(value)) return std::nullopt;
    return told == is;
  }
  if (!literal.contains("in")) return in_range(literal, value);
  const json& values = literal.at("in");
  return std::find(values.begin(), values.end(), told) != values.end();
}

}  // namespace proviso::reference
