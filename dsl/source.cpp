#include "dsl/source.hpp"

#include <algorithm>
#include <utility>

namespace proviso {

struct SourceSet::File {
  std::string path;
  std::string text;
  std::vector<std::uint32_t> line_starts;
  std::uint32_t first_line;
};

Span cover(Span a, Span b) { return {a.file, std::min(a.begin, b.begin), std::max(a.end, b.end)}; }

SourceSet::SourceSet() = default;

SourceSet::SourceSet(SourceSet&&) noexcept = default;
SourceSet& SourceSet::operator=(SourceSet&&) noexcept = default;
SourceSet::~SourceSet() = default;

SourceSet SourceSet::extended() const {
  SourceSet set;
  set.files_ = files_;
  return set;
}

FileId SourceSet::add(std::string path, std::string text, std::uint32_t first_line) {
  const auto file = std::make_shared<File>(File{std::move(path), std::move(text), {0}, first_line});
  for (std::size_t i = 0; i < file->text.size(); ++i) {
    if (file->text[i] == '\n') file->line_starts.push_back(static_cast<std::uint32_t>(i + 1));
  }
  files_.push_back(file);
  return static_cast<FileId>(files_.size() - 1);
}

std::size_t SourceSet::size() const { return files_.size(); }

const std::string& SourceSet::path(FileId file) const { return files_[file]->path; }

std::string_view SourceSet::text(FileId file) const { return files_[file]->text; }

std::string_view SourceSet::text(Span span) const {
  return std::string_view(files_[span.file]->text).substr(span.begin, span.end - span.begin);
}

Position SourceSet::position(FileId file, std::uint32_t offset) const {
  const auto& starts = files_[file]->line_starts;
  const auto next = std::upper_bound(starts.begin(), starts.end(), offset);
  const auto line = static_cast<std::uint32_t>(next - starts.begin());
  std::uint32_t column = 1;
  const std::string& text = files_[file]->text;
  for (std::uint32_t i = starts[line - 1]; i < offset && i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) ++column;  // continuation bytes are not columns
  }
  return {line + files_[file]->first_line - 1, column};
}

std::uint32_t SourceSet::line_count(FileId file) const {
  return static_cast<std::uint32_t>(files_[file]->line_starts.size()) + files_[file]->first_line - 1;
}

std::string_view SourceSet::line(FileId file, std::uint32_t line) const {
  const File& f = *files_[file];
  const std::size_t index = line - f.first_line;
  const std::uint32_t begin = f.line_starts[index];
  const std::size_t next = index + 1 < f.line_starts.size() ? f.line_starts[index + 1] : f.text.size();
  std::string_view text = std::string_view(f.text).substr(begin, next - begin);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

}  // namespace proviso
