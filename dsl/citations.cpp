#include "dsl/citations.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <fstream>
#include <system_error>

namespace proviso {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t kMostBytes = 64u << 20;

// -- Text
// ----------------------------------------------------------------------------------------------------------------

// The plain form of a character that typesetters vary; nothing if it stands for itself.
std::optional<std::string_view> plain_form(utf8proc_int32_t point) {
  switch (point) {
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
      return "'";
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
    case 0x00AB:
    case 0x00BB:
      return "\"";
    case 0x2010:
    case 0x2011:
      return "-";
    case 0x2026:
      return "...";
    case 0x00A0:
    case 0x2007:
    case 0x2009:
    case 0x202F:
    case 0x2028:
    case 0x2029:
      return " ";
    case 0x00AD:
    case 0x200B:
    case 0xFEFF:
      return "";
    default:
      return std::nullopt;
  }
}

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// One space for every run of spaces and line ends, none at the ends, and plain quotation marks. `line_starts` gets
// where in the result each line after the first begins.
std::string plain(std::string_view text, std::vector<std::size_t>* line_starts = nullptr) {
  std::string result;
  result.reserve(text.size());
  const auto put = [&](char c) {
    if (!is_space(c)) {
      result += c;
    } else if (!result.empty() && result.back() != ' ') {
      result += ' ';
    }
    if (c == '\n' && line_starts != nullptr) line_starts->push_back(result.size());
  };
  while (!text.empty()) {
    if (static_cast<unsigned char>(text.front()) < 0x80) {
      put(text.front());
      text.remove_prefix(1);
      continue;
    }
    utf8proc_int32_t point = 0;
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                         static_cast<utf8proc_ssize_t>(text.size()), &point);
    const std::size_t size = length > 0 ? static_cast<std::size_t>(length) : 1;
    const auto form = length > 0 ? plain_form(point) : std::nullopt;
    for (const char c : form ? *form : text.substr(0, size)) put(c);
    text.remove_prefix(size);
  }
  if (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

bool in_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

// The first place at or after `from` where `part` stands and neither begins nor ends inside a word.
std::size_t find_words(std::string_view text, std::string_view part, std::size_t from) {
  for (std::size_t at = text.find(part, from); at != std::string_view::npos; at = text.find(part, at + 1)) {
    const std::size_t end = at + part.size();
    const bool begins = at == 0 || !in_word(text[at - 1]) || !in_word(part.front());
    const bool ends = end == text.size() || !in_word(text[end]) || !in_word(part.back());
    if (begins && ends) return at;
  }
  return std::string_view::npos;
}

// What lies between the `...` of a quotation.
std::vector<std::string_view> parts_of(std::string_view words) {
  std::vector<std::string_view> parts;
  while (!words.empty()) {
    const std::size_t dots = words.find("...");
    std::string_view part = words.substr(0, dots);
    while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
    while (!part.empty() && part.back() == ' ') part.remove_suffix(1);
    if (!part.empty()) parts.push_back(part);
    if (dots == std::string_view::npos) break;
    words.remove_prefix(dots + 3);
  }
  return parts;
}

bool contains_in_order(std::string_view text, const std::vector<std::string_view>& parts) {
  std::size_t from = 0;
  for (const std::string_view part : parts) {
    const std::size_t at = find_words(text, part, from);
    if (at == std::string_view::npos) return false;
    from = at + part.size();
  }
  return true;
}

// The text from `at` on: a handful of words.
std::string_view some_words(std::string_view text, std::size_t at) {
  constexpr std::size_t kWords = 8;
  std::size_t end = at;
  for (std::size_t words = 0; end < text.size() && words <= kWords; ++end) {
    if (text[end] == ' ' && end > at) ++words;
    if (words > kWords) break;
  }
  return text.substr(at, end - at);
}

}  // namespace

QuotedText::QuotedText(std::string_view text) : text_(plain(text, &line_starts_)) {}

QuotedText::Found QuotedText::find(std::string_view words) const {
  Found result;
  const std::string wanted = plain(words);
  const auto parts = parts_of(wanted);
  std::size_t from = 0;
  for (const std::string_view part : parts) {
    const std::size_t at = find_words(text_, part, from);
    if (at != std::string_view::npos) {
      if (result.line == 0) {
        const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), at);
        result.line = static_cast<std::uint32_t>(after - line_starts_.begin()) + 1;
      }
      from = at + part.size();
      continue;
    }
    const std::string lower_text = lower(text_);
    const std::string lower_wanted = lower(wanted);
    result.other_case = contains_in_order(lower_text, parts_of(lower_wanted));
    // The longest beginning of two words or more; a single word says nothing about where the quotation came from.
    for (std::size_t end = part.rfind(' '); end != std::string_view::npos && end > 0; end = part.rfind(' ', end - 1)) {
      const std::string_view beginning = part.substr(0, end);
      if (beginning.find(' ') == std::string_view::npos) break;
      const std::size_t place = find_words(text_, beginning, from);
      if (place == std::string_view::npos) continue;
      result.as_far_as = beginning;
      const std::size_t next = std::min(text_.size(), place + end + 1);
      result.goes_on = some_words(text_, next);
      break;
    }
    return result;
  }
  result.found = true;
  return result;
}

// -- Files
// ---------------------------------------------------------------------------------------------------------------

namespace {

// Nothing if `file` is not there, or lies outside `root` once links and `..` are followed.
std::optional<fs::path> inside(const fs::path& root, const fs::path& file) {
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return std::nullopt;
  const fs::path real = fs::canonical(file, error);
  if (error) return std::nullopt;
  const fs::path real_root = fs::canonical(root.empty() ? fs::path(".") : root, error);
  if (error) return std::nullopt;
  const auto [end, rest] = std::mismatch(real_root.begin(), real_root.end(), real.begin(), real.end());
  if (end != real_root.end()) return std::nullopt;
  return file;
}

std::optional<std::string> read(const fs::path& file) {
  std::error_code error;
  if (fs::file_size(file, error) > kMostBytes || error) return std::nullopt;
  std::ifstream in(file, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (in.bad() || !in.is_open()) return std::nullopt;
  return text;
}

template <class Visit>
void each_heading(const Policy& policy, const Visit& visit) {
  for (const Fact& item : policy.facts) visit(item.heading);
  for (const NamedSet& item : policy.sets) visit(item.heading);
  for (const NamedValue& item : policy.values) visit(item.heading);
  for (const Define& item : policy.defines) {
    for (const DefineVersion& version : item.versions) visit(version.heading);
  }
  for (const Decision& item : policy.decisions) {
    for (const DecisionVersion& version : item.versions) visit(version.heading);
  }
  for (const Rule& item : policy.rules) {
    for (const RuleVersion& version : item.versions) visit(version.heading);
  }
  for (const Amendment& item : policy.amendments) visit(item.heading);
}

void report_not_found(Diagnostics& diagnostics, const Policy& policy, const Citation& citation,
                      const QuotedText::Found& result) {
  const SourceDocument& source = policy.sources[citation.source];
  Diagnostic d{Kind::quote_not_found,
               fmt::format("these words are not in the source `{}`", source.heading.name),
               {citation.span, "not found there"},
               {{source.heading.name_span, fmt::format("the source, in \"{}\"", source.file)}},
               {}};
  if (result.other_case) d.notes.push_back("They are there with other capital letters.");
  if (!result.as_far_as.empty() && !result.other_case) {
    d.notes.push_back(fmt::format("It has \"{}\" and goes on \"{}\".", result.as_far_as, result.goes_on));
  }
  d.notes.push_back("Quote the words as they stand in the source; `...` stands for words left out.");
  diagnostics.add(std::move(d));
}

}  // namespace

std::optional<fs::path> find_source_file(const Policy& policy, SourceId id, const SourceSet& sources,
                                         const SourceFolders& folders) {
  const SourceDocument& source = policy.sources[id];
  if (source.file.empty()) return std::nullopt;
  std::vector<fs::path> places = {fs::path(sources.path(source.heading.span.file)).parent_path()};
  for (const fs::path& folder : folders.policy) places.push_back(folder / "sources");
  places.push_back(folders.root / "sources");
  for (const fs::path& place : places) {
    if (auto file = inside(folders.root, place / source.file)) return file;
  }
  return std::nullopt;
}

std::vector<SourceText> read_source_texts(const Policy& policy, const SourceSet& sources,
                                          const SourceFolders& folders) {
  std::vector<SourceText> texts(policy.sources.size());
  for (SourceId id = 0; id < policy.sources.size(); ++id) {
    const auto file = find_source_file(policy, id, sources, folders);
    if (!file) continue;
    texts[id].file = *file;
    if (const auto text = read(*file)) texts[id].text.emplace(*text);
  }
  return texts;
}

void check_citations(const Policy& policy, const SourceSet& sources, const SourceFolders& folders,
                     Diagnostics& diagnostics) {
  const std::vector<SourceText> texts = read_source_texts(policy, sources, folders);
  for (SourceId id = 0; id < policy.sources.size(); ++id) {
    const SourceDocument& source = policy.sources[id];
    if (source.file.empty() || texts[id].text) continue;
    diagnostics.add(
        {Kind::unreadable_source,
         fmt::format("the file \"{}\" of the source `{}` cannot be read", source.file, source.heading.name),
         {source.heading.name_span, texts[id].file.empty() ? "no such file" : "not readable, or too large"},
         {},
         {"It is looked for beside the file that declares the source, then in `sources` of the policy, then in "
          "`sources` of the root, and never outside the root."}});
  }
  each_heading(policy, [&](const Heading& heading) {
    for (const Citation& citation : heading.citations) {
      const auto& text = texts[citation.source].text;
      if (citation.words.empty() || !text) continue;
      const QuotedText::Found result = text->find(citation.words);
      if (!result.found) report_not_found(diagnostics, policy, citation, result);
    }
  });
}

}  // namespace proviso
