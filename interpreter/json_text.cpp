#include "interpreter/json_text.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "interpreter/json_mistakes.hpp"

namespace proviso {

namespace {

/// Builds the tree from the events of the JSON library, and finds the place of each by walking the same text.
class TreeBuilder : public nlohmann::json_sax<nlohmann::json> {
 public:
  TreeBuilder(std::string_view text, Span place, const JsonLimits& limits, Diagnostics& diagnostics,
              std::string_view unit)
      : limits_(limits), diagnostics_(diagnostics) {
    progress_.text = text;
    progress_.place = place;
    progress_.at = place.begin;
    progress_.unit = unit;
    if (text.substr(place.begin, 3) == "\xEF\xBB\xBF") progress_.at += 3;
  }

  bool null() override { return leaf(JsonKind::null, word_end()); }
  bool boolean(bool value) override {
    JsonValue& leaf = add(JsonKind::boolean, word_end());
    leaf.boolean = value;
    return true;
  }
  bool number_integer(number_integer_t) override { return number(); }
  bool number_unsigned(number_unsigned_t) override { return number(); }
  bool number_float(number_float_t, const string_t&) override { return number(); }
  bool string(string_t& value) override {
    add(JsonKind::text, string_end()).text = std::move(value);
    return true;
  }
  bool binary(binary_t&) override { return false; }

  bool start_object(std::size_t) override { return open(JsonKind::object); }
  bool start_array(std::size_t) override { return open(JsonKind::list); }
  bool key(string_t& value) override {
    const std::uint32_t end = string_end();
    key_ = std::move(value);
    key_span_ = {progress_.place.file, progress_.at, end};
    progress_.at = end;
    progress_.after_key = true;
    return true;
  }
  bool end_object() override {
    report_repeated_keys(*stack_.back());
    return close();
  }
  bool end_array() override { return close(); }

  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& problem) override {
    constexpr int kNumberTooLarge = 406;
    if (problem.id == kNumberTooLarge) {
      skip();
      diagnostics_.add({Kind::case_number,
                        "this number is far too large",
                        {{progress_.place.file, progress_.at, number_end()}, ""},
                        {},
                        {"Numbers go from 0 to 1000000000."}});
    } else {
      Diagnostic d = json_mistake(progress_);
      for (JsonValue* open : stack_) open->span.end = progress_.place.end;
      add_pointer(d, root_);
      diagnostics_.add(std::move(d));
    }
    return false;
  }

  JsonValue take() { return std::move(root_); }

 private:
  char at(std::uint32_t i) const { return progress_.text[i]; }
  void skip() {
    const auto between = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',' || c == ':'; };
    while (progress_.at < progress_.place.end && between(at(progress_.at))) ++progress_.at;
  }
  /// The end of a word that begins at the next place.
  std::uint32_t word_end() {
    skip();
    return past(progress_.at, [](char c) { return c >= 'a' && c <= 'z'; });
  }
  /// The end of a number, exactly as JSON has it: what follows may be a mistake to point at.
  std::uint32_t number_end() {
    skip();
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto is = [&](std::uint32_t i, std::string_view any) {
      return i < progress_.place.end && any.find(at(i)) != std::string_view::npos;
    };
    std::uint32_t end = progress_.at + (is(progress_.at, "-") ? 1 : 0);
    end = is(end, "0") ? end + 1 : past(end, digit);
    if (is(end, ".")) end = past(end + 1, digit);
    if (is(end, "eE")) end = past(end + (is(end + 1, "+-") ? 2 : 1), digit);
    return end;
  }
  template <class Inside>
  std::uint32_t past(std::uint32_t begin, Inside inside) const {
    while (begin < progress_.place.end && inside(at(begin))) ++begin;
    return begin;
  }
  std::uint32_t string_end() {
    skip();
    std::uint32_t end = progress_.at + 1;
    while (end < progress_.place.end && at(end) != '"') end += at(end) == '\\' ? 2 : 1;
    return std::min(end + 1, progress_.place.end);
  }

  bool leaf(JsonKind kind, std::uint32_t end) {
    add(kind, end);
    return true;
  }
  bool number() {
    const std::uint32_t end = number_end();
    const std::string_view written = progress_.text.substr(progress_.at, end - progress_.at);
    add(JsonKind::number, end).text = written;
    return true;
  }
  JsonValue& add(JsonKind kind, std::uint32_t end) {
    JsonValue* value = &root_;
    if (!stack_.empty()) {
      ++progress_.open.back().children;
      value = &stack_.back()->children.emplace_back();
    }
    value->kind = kind;
    value->span = {progress_.place.file, progress_.at, end};
    if (progress_.after_key) {
      value->key = std::move(key_);
      value->key_span = key_span_;
    }
    progress_.after_key = false;
    progress_.at = end;
    progress_.done = stack_.empty();
    return *value;
  }
  bool open(JsonKind kind) {
    skip();
    if (stack_.size() == limits_.depth) {
      diagnostics_.add({Kind::case_limit,
                        fmt::format("lists and objects are nested more than {} deep", limits_.depth),
                        {{progress_.place.file, progress_.at, progress_.at + 1}, ""},
                        {},
                        {"No case needs that: a person's facts are at most three deep."}});
      return false;
    }
    const std::uint32_t begin = progress_.at;
    // The parent's list of children does not grow while this one is open, so the pointer stays good.
    JsonValue& value = add(kind, begin + 1);
    stack_.push_back(&value);
    progress_.open.push_back({kind == JsonKind::object, begin, 0});
    progress_.done = false;
    return true;
  }
  bool close() {
    // Only blanks can stand before the closing bracket here: a comma was refused.
    skip();
    stack_.back()->span.end = ++progress_.at;
    stack_.pop_back();
    progress_.open.pop_back();
    progress_.done = stack_.empty();
    return true;
  }

  void report_repeated_keys(const JsonValue& object) {
    std::vector<const JsonValue*> members;
    members.reserve(object.children.size());
    for (const JsonValue& member : object.children) members.push_back(&member);
    std::stable_sort(members.begin(), members.end(), [](auto* a, auto* b) { return a->key < b->key; });
    for (std::size_t i = 1; i < members.size(); ++i) {
      if (members[i]->key != members[i - 1]->key) continue;
      Diagnostic d{Kind::case_repeated_key,
                   fmt::format("the key `{}` stands twice in one object", members[i]->key),
                   {members[i]->key_span, "again"},
                   {{members[i - 1]->key_span, "first here"}},
                   {"Keep one of them: which of two values counts must not be guessed."}};
      for (JsonValue* open : stack_) open->span.end = progress_.place.end;
      add_pointer(d, root_);
      diagnostics_.add(std::move(d));
    }
  }

  const JsonLimits& limits_;
  Diagnostics& diagnostics_;
  JsonProgress progress_;
  JsonValue root_;
  std::vector<JsonValue*> stack_;
  std::string key_;
  Span key_span_;
};

bool is_utf8(const SourceSet& sources, Span place, std::string_view unit, Diagnostics& diagnostics) {
  const std::string_view text = sources.text(place);
  std::size_t i = 0;
  while (i < text.size()) {
    utf8proc_int32_t character = 0;
    const auto first = static_cast<unsigned char>(text[i]);
    const auto length = first < 0x80 ? 1
                                     : utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data() + i),
                                                        static_cast<utf8proc_ssize_t>(text.size() - i), &character);
    if (length > 0 && first != 0) {
      i += static_cast<std::size_t>(length);
      continue;
    }
    const auto at = place.begin + static_cast<std::uint32_t>(i);
    const bool nul = first == 0;
    diagnostics.add({Kind::case_encoding,
                     nul ? fmt::format("{} holds a zero byte, which no text has", unit)
                         : fmt::format("{} is not written in UTF-8", unit),
                     {{place.file, at, at}, nul ? "a zero byte" : fmt::format("the byte {:02X}", first)},
                     {},
                     {"Save the file as UTF-8 text."}});
    return false;
  }
  return true;
}

void append_pointer(std::string& pointer, std::string_view step) {
  pointer += '/';
  for (const char c : step) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
}

}  // namespace

const JsonValue* JsonValue::find(std::string_view name) const {
  for (const JsonValue& child : children) {
    if (child.key == name) return &child;
  }
  return nullptr;
}

std::optional<JsonValue> read_json(const SourceSet& sources, Span place, const JsonLimits& limits,
                                   Diagnostics& diagnostics, std::string_view unit) {
  if (place.end - place.begin > limits.bytes) {
    diagnostics.add({Kind::case_limit,
                     fmt::format("{} is too large: more than {} MB", unit, limits.bytes >> 20),
                     {{place.file, place.begin, place.begin}, ""},
                     {},
                     {"Put the cases into several files."}});
    return std::nullopt;
  }
  if (!is_utf8(sources, place, unit, diagnostics)) return std::nullopt;
  const std::size_t errors = diagnostics.error_count();
  TreeBuilder builder(sources.text(place.file), place, limits, diagnostics, unit);
  const std::string_view text = sources.text(place);
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder) || diagnostics.error_count() != errors)
    return std::nullopt;
  return builder.take();
}

std::string json_pointer(const JsonValue& root, Span place) {
  // An empty place behind the last character of a value is not in it.
  const auto covers = [place](Span span) {
    return span.begin <= place.begin && place.end <= span.end && place.begin < span.end;
  };
  std::string pointer;
  const JsonValue* value = &root;
  while (value != nullptr) {
    const JsonValue* next = nullptr;
    for (std::size_t i = 0; i < value->children.size(); ++i) {
      const JsonValue& child = value->children[i];
      if (!covers(child.span) && !(value->is_object() && covers(child.key_span))) continue;
      append_pointer(pointer, value->is_object() ? child.key : std::to_string(i));
      next = &child;
      break;
    }
    value = next;
  }
  return pointer;
}

void add_pointer(Diagnostic& diagnostic, const JsonValue& root) {
  const std::string pointer = json_pointer(root, diagnostic.primary.span);
  if (!pointer.empty()) diagnostic.notes.push_back(fmt::format("place in the JSON: {}", pointer));
}

std::string compact_json(std::string_view written) {
  std::string result;
  bool inside = false;
  for (std::size_t i = 0; i < written.size(); ++i) {
    const char c = written[i];
    if (inside && c == '\\' && i + 1 < written.size()) {
      result += c;
      result += written[++i];
      continue;
    }
    if (c == '"') inside = !inside;
    if (inside || (c != ' ' && c != '\t' && c != '\n' && c != '\r')) result += c;
  }
  return result;
}

std::string json_words(const JsonValue& value) {
  switch (value.kind) {
    case JsonKind::null:
      return "null";
    case JsonKind::boolean:
      return value.boolean ? "true" : "false";
    case JsonKind::number:
      return "a number";
    case JsonKind::text:
      return "a text";
    case JsonKind::list:
      return "a list";
    case JsonKind::object:
      return "an object";
  }
  return {};
}

}  // namespace proviso
