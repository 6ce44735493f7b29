#include "dsl/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dsl/render_text.hpp"

namespace proviso {
namespace {

constexpr std::size_t kWidest = 110;  ///< cells of source text that are shown of a long line
constexpr std::size_t kBefore = 40;   ///< of these, before the place
constexpr std::size_t kFar = 4096;    ///< bytes from the place, of which none is shown any more

struct Style {
  bool on;
  std::string wrap(std::string_view code, std::string_view text) const {
    return on ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  }
  std::string bold(std::string_view text) const { return wrap("1", text); }
  std::string gutter(std::string_view text) const { return wrap("1;34", text); }
  std::string level(Severity severity, std::string_view text) const {
    return wrap(severity == Severity::error ? "1;31" : "1;33", text);
  }
  std::string mark(bool primary, Severity severity, std::string_view text) const {
    return primary ? level(severity, text) : gutter(text);
  }
};

/// A label within one line.
struct Mark {
  std::size_t begin, end;  ///< cells
  bool primary;
  std::string text;
};

/// The labels of one line of one file.
struct MarkedLine {
  std::uint32_t line;
  std::vector<const Label*> labels;
};

class Renderer {
 public:
  Renderer(const SourceSet& sources, const Diagnostic& diagnostic, const RenderOptions& options)
      : sources_(sources), diagnostic_(diagnostic), severity_(info(diagnostic.kind).severity), style_{options.color} {}

  std::string run() {
    const std::string level = severity_ == Severity::error ? "error" : "warning";
    out_ = style_.level(severity_, fmt::format("{}[{}]", level, code(diagnostic_.kind))) +
           style_.bold(": " + visible(diagnostic_.message)) + "\n";
    const auto files = lines_by_file();
    margin_ = 1;
    for (const auto& [file, lines] : files) {
      if (!sources_.text(file).empty()) margin_ = std::max(margin_, fmt::formatted_size("{}", lines.back().line));
    }
    const FileId home = diagnostic_.primary.span.file;
    if (sources_.size() != 0) show_file(home, files.at(home), "-->");
    for (const auto& [file, lines] : files) {
      if (file != home) show_file(file, lines, ":::");
    }
    if (!diagnostic_.notes.empty() && shown_text_) bar("");
    for (const std::string& note : diagnostic_.notes) {
      out_ += std::string(margin_ + 1, ' ') + style_.gutter("=") + " " + visible(note) + "\n";
    }
    return std::move(out_);
  }

 private:
  std::map<FileId, std::vector<MarkedLine>> lines_by_file() const {
    std::map<FileId, std::vector<MarkedLine>> files;
    if (sources_.size() == 0) return files;
    const auto add = [&](const Label& label) {
      const std::uint32_t line = sources_.position(label.span.file, label.span.begin).line;
      auto& lines = files[label.span.file];
      auto at = std::lower_bound(lines.begin(), lines.end(), line,
                                 [](const MarkedLine& marked, std::uint32_t wanted) { return marked.line < wanted; });
      if (at == lines.end() || at->line != line) at = lines.insert(at, {line, {}});
      at->labels.push_back(&label);
    };
    add(diagnostic_.primary);
    for (const Label& label : diagnostic_.secondary) add(label);
    return files;
  }

  void bar(std::string_view text) {
    out_ += style_.gutter(std::string(margin_ + 1, ' ') + "|");
    if (!text.empty()) out_.append(" ").append(text);
    out_ += "\n";
  }

  void show_file(FileId file, const std::vector<MarkedLine>& lines, std::string_view arrow) {
    const Label* first = lines.front().labels.front();
    for (const MarkedLine& line : lines) {
      for (const Label* label : line.labels) {
        if (label == &diagnostic_.primary) first = label;
      }
    }
    const std::string path = visible(sources_.path(file));
    out_ += std::string(margin_, ' ') + style_.gutter(arrow) + " ";
    if (sources_.text(file).empty()) {  // a file that could not be read has no lines
      out_ += path + "\n";
      return;
    }
    const Position position = sources_.position(file, first->span.begin);
    out_ += fmt::format("{}:{}:{}\n", path, position.line, position.column);
    bar("");
    std::uint32_t last = 0;
    for (const MarkedLine& line : lines) {
      if (last != 0 && line.line == last + 2) {
        show_text(file, last + 1, {});
      } else if (last != 0 && line.line > last + 2) {
        out_ += style_.gutter("...") + "\n";
      }
      show_text(file, line.line, line.labels);
      last = line.line;
    }
    shown_text_ = true;
  }

  /// The part of a line that can come to be shown: a line of many megabytes costs no more than another.
  std::string_view near(std::string_view line, const std::vector<const Label*>& labels) const {
    if (line.size() <= 2 * kFar) return line;
    const auto primary = std::find(labels.begin(), labels.end(), &diagnostic_.primary);
    const Label& anchor = primary == labels.end() ? *labels.front() : **primary;
    const auto start = static_cast<std::size_t>(line.data() - sources_.text(anchor.span.file).data());
    const std::size_t at =
        anchor.span.begin < start ? 0 : std::min<std::size_t>(anchor.span.begin - start, line.size());
    std::size_t begin = at < kFar ? 0 : at - kFar;
    while (begin < at && (static_cast<unsigned char>(line[begin]) & 0xC0u) == 0x80u) ++begin;
    return line.substr(begin, at + kFar - begin);
  }

  void show_text(FileId file, std::uint32_t number, const std::vector<const Label*>& labels) {
    const std::string_view text = near(sources_.line(file, number), labels);
    const ShownLine shown(text);
    const auto start = static_cast<std::size_t>(text.data() - sources_.text(file).data());
    std::vector<Mark> marks;
    for (const Label* label : labels) {
      const std::size_t begin =
          label->span.begin < start ? 0 : std::min<std::size_t>(label->span.begin - start, text.size());
      const std::size_t last = label->span.end < start ? 0 : label->span.end - start;
      const std::size_t end = std::clamp<std::size_t>(last, begin, text.size());
      const std::size_t column = shown.column(begin);
      marks.push_back(
          {column, std::max(shown.column(end), column + 1), label == &diagnostic_.primary, visible(label->text)});
    }
    const auto [begin, end] = window(shown, marks);
    const std::string line = shown.cells(begin, end);
    out_ += style_.gutter(fmt::format("{:>{}} |", number, margin_));
    if (!line.empty()) out_ += " " + line;
    out_ += "\n";
    for (Mark& mark : marks) {
      mark.begin = std::clamp(mark.begin, begin, end) - begin;
      mark.end = std::max(std::clamp(mark.end, begin, end) - begin, mark.begin + 1);
    }
    show_marks(std::move(marks));
  }

  /// The cells of a line that are shown: all, or those around the first mark that matters most.
  static std::pair<std::size_t, std::size_t> window(const ShownLine& shown, const std::vector<Mark>& marks) {
    if (shown.width() <= kWidest) return {0, shown.width()};
    std::size_t place = 0;
    for (const Mark& mark : marks) {
      if (mark.primary || &mark == &marks.front()) place = mark.begin;
    }
    std::size_t begin = place > kBefore ? place - kBefore : 0;
    begin = std::min(begin, shown.width() + 1 - std::min(shown.width() + 1, kWidest));
    return {begin, std::min(begin + kWidest, shown.width())};
  }

  /// A row with all underlines and the last one's words, then a row for the words of each of the others.
  void show_marks(std::vector<Mark> marks) {
    if (marks.empty()) return;
    std::stable_sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) { return a.begin < b.begin; });
    std::size_t width = 0;
    for (const Mark& mark : marks) width = std::max(width, mark.end);
    std::vector<const Mark*> cells(width, nullptr);
    for (const Mark& mark : marks) {
      for (std::size_t i = mark.begin; i < mark.end; ++i) {
        if (cells[i] == nullptr || mark.primary) cells[i] = &mark;
      }
    }
    std::string row;
    for (std::size_t i = 0; i < width;) {
      std::size_t end = i;
      while (end < width && cells[end] == cells[i]) ++end;
      const bool marked = cells[i] != nullptr;
      const std::string run(end - i, !marked ? ' ' : cells[i]->primary ? '^' : '-');
      row += marked ? style_.mark(cells[i]->primary, severity_, run) : run;
      i = end;
    }
    const Mark last = marks.back();
    marks.pop_back();
    const bool room = last.end == width;
    if (room && !last.text.empty()) row += " " + style_.mark(last.primary, severity_, last.text);
    bar(row);
    if (!room && !last.text.empty()) marks.push_back(last);
    for (auto mark = marks.rbegin(); mark != marks.rend(); ++mark) {
      if (!mark->text.empty()) {
        bar(std::string(mark->begin, ' ') + style_.mark(mark->primary, severity_, mark->text));
      }
    }
  }

  const SourceSet& sources_;
  const Diagnostic& diagnostic_;
  Severity severity_;
  Style style_;
  std::size_t margin_ = 1;
  bool shown_text_ = false;
  std::string out_;
};

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace

std::string render(const SourceSet& sources, const Diagnostic& diagnostic, const RenderOptions& options) {
  return Renderer(sources, diagnostic, options).run();
}

std::string count_line(const std::vector<Diagnostic>& diagnostics) {
  const auto errors =
      static_cast<std::size_t>(std::count_if(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& diagnostic) {
        return info(diagnostic.kind).severity == Severity::error;
      }));
  const std::size_t warnings = diagnostics.size() - errors;
  if (warnings == 0) return counted(errors, "error");
  if (errors == 0) return counted(warnings, "warning");
  return counted(errors, "error") + ", " + counted(warnings, "warning");
}

std::string render_all(const SourceSet& sources, const std::vector<Diagnostic>& diagnostics,
                       const RenderOptions& options, std::size_t max_shown) {
  if (diagnostics.empty()) return {};
  std::string out;
  const std::size_t shown = std::min(max_shown, diagnostics.size());
  for (std::size_t i = 0; i < shown; ++i) out += render(sources, diagnostics[i], options) + "\n";
  if (shown < diagnostics.size()) out += fmt::format("… and {} more\n\n", diagnostics.size() - shown);
  return out + count_line(diagnostics) + "\n";
}

}  // namespace proviso
