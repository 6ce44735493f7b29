#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "dsl/format.hpp"
#include "dsl/parser.hpp"
#include "dsl/render_text.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/session.hpp"
#include "tools/cli/word_diff.hpp"

// What git asks for when it compares two states of one rule file: which declarations came, went, or say something else.
// One file is seldom a whole policy, so nothing is resolved here, and nobody is decided: `proviso diff` does that.
namespace proviso::cli {

namespace {

constexpr std::string_view kNothing = "/dev/null";

/// A declaration in canonical layout.
struct Declared {
  std::string title;  ///< "ground close_family"
  std::string text;   ///< with its comments
  std::string words;  ///< without them: what it says
};

std::string title_of(const syntax::Declaration& declaration, std::string_view text) {
  const auto named = [](const char* word, std::string_view name) { return fmt::format("{} {}", word, name); };
  return std::visit(
      [&](const auto& d) -> std::string {
        using T = std::decay_t<decltype(d)>;
        const std::string keyword(text.substr(d.keyword.begin, d.keyword.end - d.keyword.begin));
        if constexpr (std::is_same_v<T, syntax::Use>) {
          return fmt::format("use \"{}\"", d.path.value);
        } else if constexpr (std::is_same_v<T, syntax::Case>) {
          return fmt::format("case \"{}\"", d.title.value);
        } else if constexpr (std::is_same_v<T, syntax::Relation>) {
          return named("relation", d.names.empty() ? std::string_view() : d.names.front().text);
        } else {
          return named(keyword.c_str(), d.name.text);
        }
      },
      declaration);
}

/// A text without its comments, and with one space for each gap.
std::string words_only(std::string_view text) {
  std::string words;
  bool quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (!quoted && c == '#') {
      at = std::min(text.find('\n', at), text.size() - 1);
      continue;
    }
    if (c == '"') quoted = !quoted;
    if (c == '\\' && quoted && at + 1 < text.size()) words += text[at++];
    if (!quoted && (c == ' ' || c == '\n')) {
      if (!words.empty() && words.back() != ' ') words += ' ';
    } else {
      words += text[at];
    }
  }
  while (words.ends_with(' ')) words.pop_back();
  return words;
}

/// The declarations of a file; nothing, and messages, if it has mistakes.
std::optional<std::vector<Declared>> declarations_of(const std::string& path, const std::string& called,
                                                     const Options& options, std::ostream& err) {
  std::vector<Declared> declared;
  if (path == kNothing) return declared;
  SourceSet sources;
  Diagnostics diagnostics;
  const auto read = read_file(sources, path, options, Limits{}.file_bytes, diagnostics);
  std::optional<std::string> canonical;
  if (read) {
    SourceSet named;
    canonical = format_text(named, named.add(called, std::string(sources.text(*read))), diagnostics);
    if (!canonical) print_diagnostics(named, diagnostics, options, err);
  } else {
    print_diagnostics(sources, diagnostics, options, err);
  }
  if (!canonical) return std::nullopt;
  SourceSet laid_out;
  const FileId file = laid_out.add(called, std::move(*canonical));
  const syntax::Document document = parse(laid_out, file, {}, diagnostics);
  const std::string_view text = laid_out.text(file);
  for (const syntax::Declaration& declaration : document.declarations) {
    const Span span = std::visit([](const auto& d) { return d.span; }, declaration);
    std::string part(laid_out.text(span));
    std::string words = words_only(part);
    declared.push_back({title_of(declaration, text), std::move(part), std::move(words)});
  }
  return declared;
}

class FileDiff {
 public:
  FileDiff(std::vector<Declared> old_side, std::vector<Declared> new_side, bool color)
      : old_(std::move(old_side)), new_(std::move(new_side)), color_(color) {}

  std::string run() {
    std::multimap<std::string, const Declared*> unmatched;
    for (const Declared& d : old_) unmatched.emplace(d.title, &d);
    for (const Declared& d : new_) {
      // Of several with one name, the one that says the same is its counterpart.
      auto [begin, end] = unmatched.equal_range(d.title);
      auto match = std::find_if(begin, end, [&](const auto& old) { return old.second->words == d.words; });
      if (match == end) match = begin;
      if (match == end) {
        part("inserted", d.title, "", d.text);
      } else {
        if (match->second->words != d.words) part("replaced", d.title, match->second->text, d.text);
        unmatched.erase(match);
      }
    }
    for (const Declared& d : old_) {
      const auto [begin, end] = unmatched.equal_range(d.title);
      if (std::any_of(begin, end, [&](const auto& left) { return left.second == &d; }))
        part("repealed", d.title, d.text, "");
    }
    if (text_.empty()) text_ = "  The declarations say the same: order, layout or comments differ.\n";
    return std::move(text_);
  }

 private:
  void line(std::string_view sign, std::string_view words, const char* style) {
    const std::string shown = fmt::format("  {}{}", sign, visible(words));
    text_ += color_ && *style != '\0' ? fmt::format("\x1b[{}m{}\x1b[0m\n", style, shown) : shown + "\n";
  }

  void part(const char* kind, const std::string& title, const std::string& before, const std::string& after) {
    line("", fmt::format("{}: {}", kind, title), "1");
    for (const TextPiece& piece : diff_lines(before, after)) {
      const bool both = piece.in_old && piece.in_new;
      const std::string& lines = piece.in_old ? piece.old_text : piece.new_text;
      for (std::size_t at = 0; at < lines.size();) {
        const std::size_t end = std::min(lines.find('\n', at), lines.size());
        line(both           ? "    "
             : piece.in_old ? "  - "
                            : "  + ",
             std::string_view(lines).substr(at, end - at),
             both           ? ""
             : piece.in_old ? "31"
                            : "32");
        at = end + 1;
      }
    }
    text_ += '\n';
  }

  std::vector<Declared> old_, new_;
  bool color_;
  std::string text_;
};

}  // namespace

// Git passes the path, and of either side a file, its hash and its mode; of what was renamed also the new path and a
// text about that. Whatever is found, the exit code is 0: git takes another for a failure of the driver.
int run_git_diff(const Options& options, std::ostream& out, std::ostream& err) {
  const std::vector<std::string>& words = options.paths;
  if (words.size() == 1) {
    out << fmt::format("proviso git-diff {}: not merged\n", visible(words[0]));
    return kDone;
  }
  if (words.size() != 7 && words.size() != 9) {
    err << "proviso git-diff: git calls this with 7 words: the path, and of the old and the new file its place, hash "
           "and "
           "mode; docs/diff.md tells how it is set up\n";
    return kFailed;
  }
  const std::string& new_path = words.size() == 9 ? words[7] : words[0];
  out << fmt::format("proviso git-diff {}\n", visible(words[0] == new_path ? new_path : words[0] + " → " + new_path));
  auto before = declarations_of(words[1], "old " + words[0], options, err);
  auto after = declarations_of(words[4], "new " + new_path, options, err);
  if (!before || !after) {
    out << "  It has mistakes and cannot be compared by declarations; `git diff --no-ext-diff` shows its lines.\n";
    return kDone;
  }
  out << FileDiff(std::move(*before), std::move(*after), options.color_out).run();
  return kDone;
}

}  // namespace proviso::cli
