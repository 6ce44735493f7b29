#include "interpreter/case_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "dsl/date.hpp"
#include "dsl/fold.hpp"
#include "dsl/type_words.hpp"

namespace proviso {

namespace {

class ValueReader {
 public:
  ValueReader(const Policy& policy, MemberNames& members, const Type& type, SetPool& sets, Diagnostics& diagnostics,
              std::string_view subject)
      : policy_(policy), members_(members), type_(type), sets_(sets), diagnostics_(diagnostics), subject_(subject) {}

  std::optional<Value> read(const JsonValue& value) {
    if (value.is_null()) return kUnknown;
    if (value.is_text() && fold(value.text) == "none" && !is_member_called_none()) return none(value);
    switch (type_.base) {
      case BaseType::yes_no:
        return yes_no(value);
      case BaseType::date:
        return date(value);
      case BaseType::number:
        return number(value);
      case BaseType::duration:
        return duration(value);
      case BaseType::member:
        return member(value);
      case BaseType::set:
        return set(value);
      case BaseType::note:
      case BaseType::none:
        break;
    }
    return refuse(value);
  }

 private:
  bool is_member_called_none() const {
    return type_.base == BaseType::member && !type_.or_none && members_.is_known(type_.enumeration, "none");
  }

  std::optional<Value> error(Kind kind, Span place, std::string message, std::string help) {
    diagnostics_.add({kind, std::move(message), {place, ""}, {}, {std::move(help)}});
    return std::nullopt;
  }
  std::optional<Value> refuse(const JsonValue& value) {
    return error(Kind::case_value, value.span,
                 fmt::format("{} is {}, not {}", subject_, type_words(), json_words(value)),
                 fmt::format("Write {}; or `null` if it is not known.", wanted_words(policy_, type_)));
  }
  std::string type_words() const {
    if (const char* words = scalar_words(type_.base)) return words;
    const Enumeration& enumeration = policy_.enumerations[type_.enumeration];
    if (type_.base == BaseType::set) return fmt::format("a list of `{}`", enumeration.heading.name);
    if (enumeration.decision != kNoId) return "one of its outcomes";
    return fmt::format("a {} of `{}`", enumeration.regions ? "region" : "member", enumeration.heading.name);
  }

  std::optional<Value> none(const JsonValue& value) {
    if (type_.or_none) return kNone;
    return error(Kind::case_none, value.span, fmt::format("{} cannot be none", subject_),
                 type_.base == BaseType::set
                     ? "Write `[]` if it is known that there are none, or `null` if it is not known."
                     : fmt::format("Write {}; or `null` if it is not known.", wanted_words(policy_, type_)));
  }

  std::optional<Value> yes_no(const JsonValue& value) {
    if (value.kind == JsonKind::boolean) return value.boolean ? 1 : 0;
    if (value.is_text() && fold(value.text) == "yes") return 1;
    if (value.is_text() && fold(value.text) == "no") return 0;
    return refuse(value);
  }

  std::optional<Value> date(const JsonValue& value) {
    if (!value.is_text()) return refuse(value);
    if (const auto days = parse_date(value.text)) return *days;
    const std::string& text = value.text;
    const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
    bool formed = text.size() == 10;
    for (std::size_t i = 0; formed && i < 10; ++i) formed = i == 4 || i == 7 ? text[i] == '-' : digit(i);
    if (formed) {
      return error(Kind::case_date, value.span, fmt::format("there is no day {}", text),
                   "Correct it; a fact of which the day is not known is `null`.");
    }
    return error(Kind::case_date, value.span,
                 fmt::format("{} is a date, and `{}` is not written as one", subject_, text),
                 "Write year-month-day, such as `\"2025-02-10\"`; or `null` if it is not known.");
  }

  std::optional<Value> number(const JsonValue& value) {
    if (value.is_text() && !value.text.empty() &&
        std::all_of(value.text.begin(), value.text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
      return error(Kind::case_value, value.span, fmt::format("{} is a number, not a text", subject_),
                   fmt::format("Write `{}` without quotes.", value.text));
    }
    if (value.kind != JsonKind::number) return refuse(value);
    std::int64_t number = 0;
    const char* const end = value.text.data() + value.text.size();
    const auto [last, problem] = std::from_chars(value.text.data(), end, number);
    if (problem == std::errc() && last == end && number >= 0 && number <= kMaxNumber) return number;
    return error(Kind::case_number, value.span,
                 fmt::format("{} is a whole number from 0 to {}, not {}", subject_, kMaxNumber, value.text),
                 "Correct it, or write `null` if it is not known.");
  }

  std::optional<Value> duration(const JsonValue& value) {
    if (!value.is_text()) return refuse(value);
    if (const auto duration = parse_duration(value.text)) return duration;
    return error(Kind::case_value, value.span,
                 fmt::format("{} is a duration, and `{}` is not written as one", subject_, value.text),
                 fmt::format("Write {}; or `null` if it is not known.", wanted_words(policy_, type_)));
  }

  std::optional<Value> member(const JsonValue& value) {
    if (value.is_list() && value.children.size() == 1 && value.children.front().is_text()) {
      return error(Kind::case_value, value.span, fmt::format("{} is one value, not a list", subject_),
                   fmt::format("Write `\"{}\"` without brackets.", value.children.front().text));
    }
    if (!value.is_text()) return refuse(value);
    return members_.find(type_.enumeration, value.text, value.span, diagnostics_);
  }

  std::optional<Value> set(const JsonValue& value) {
    if (value.is_text()) {
      return error(Kind::case_value, value.span, fmt::format("{} is a list, not a text", subject_),
                   fmt::format("A list is needed here: write `[\"{}\"]`.", value.text));
    }
    if (!value.is_list()) return refuse(value);
    Bits bits((policy_.enumerations[type_.enumeration].size() + 63) / 64);
    bool good = true;
    for (const JsonValue& item : value.children) {
      if (item.is_text()) {
        const auto found = members_.find(type_.enumeration, item.text, item.span, diagnostics_);
        if (found) SetPool::insert(bits, *found);
        good = good && found;
        continue;
      }
      good = false;
      error(Kind::case_value, item.span,
            fmt::format("{} is a list of texts, and this is {}", subject_, json_words(item)),
            item.is_null() ? "A list is known as a whole: write `null` for all of it, or leave this out."
                           : "Write each member in double quotes.");
    }
    if (!good) return std::nullopt;
    return sets_.intern(type_.enumeration, bits);
  }

  const Policy& policy_;
  MemberNames& members_;
  const Type& type_;
  SetPool& sets_;
  Diagnostics& diagnostics_;
  std::string_view subject_;
};

}  // namespace

std::optional<Value> read_json_value(const Policy& policy, MemberNames& members, const Type& type,
                                     const JsonValue& value, SetPool& sets, Diagnostics& diagnostics,
                                     std::string_view subject) {
  return ValueReader(policy, members, type, sets, diagnostics, subject).read(value);
}

std::optional<Value> parse_duration(std::string_view text) {
  std::int64_t count = 0;
  const char* const end = text.data() + text.size();
  const auto [last, problem] = std::from_chars(text.data(), end, count);
  if (problem != std::errc() || last == text.data() || count < 0 || count > kMaxNumber) return std::nullopt;
  const std::string unit = fold(std::string_view(last, static_cast<std::size_t>(end - last)));
  const std::string_view word =
      unit.empty() || unit.front() != ' ' ? std::string_view(unit) : std::string_view(unit).substr(1);
  if (word == "day" || word == "days") return make_duration(count, DurationUnit::days);
  if (word == "week" || word == "weeks") return make_duration(count * 7, DurationUnit::days);
  if (word == "month" || word == "months") return make_duration(count, DurationUnit::months);
  if (word == "year" || word == "years") return make_duration(count * 12, DurationUnit::months);
  return std::nullopt;
}

std::string wanted_words(const Policy& policy, const Type& type) {
  switch (type.base) {
    case BaseType::yes_no:
      return "`true` or `false`";
    case BaseType::date:
      return "a date, such as `\"2025-02-10\"`";
    case BaseType::number:
      return "a whole number";
    case BaseType::duration:
      return "days, weeks, months or years, such as `\"90 days\"`";
    case BaseType::member:
    case BaseType::set: {
      std::vector<std::string> names;
      const Enumeration& enumeration = policy.enumerations[type.enumeration];
      for (const std::uint32_t leaf : enumeration.leaf_members)
        names.push_back(fmt::format("\"{}\"", enumeration.members[leaf].name));
      return type.base == BaseType::set
                 ? fmt::format("a list, such as `[\"{}\"]`", names.empty() ? "" : enumeration.leaf(0).name)
                 : listed(names, "or");
    }
    case BaseType::note:
    case BaseType::none:
      break;
  }
  return "any JSON";
}

}  // namespace proviso
