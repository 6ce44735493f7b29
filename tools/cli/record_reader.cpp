#include "tools/cli/record_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "interpreter/csv.hpp"

namespace proviso::cli {

namespace {

constexpr std::size_t kPiece = 1u << 20;
/// A record of which so much has been read has no end.
constexpr std::size_t kMostOfRecord = 16u << 20;
constexpr std::size_t kMostOfInput = 64u << 20;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

RecordReader::RecordReader(const std::string& path, const Options& options) {
  if (path == "-") {
    if (options.read_input) buffer_ = options.read_input();
    at_end_ = true;
    if (buffer_.size() > kMostOfInput) problem_ = "standard input is too large: at most 64 MB are read; give a file";
  } else {
    std::error_code error;
    const bool folder = std::filesystem::is_directory(path, error);
    if (!folder) file_.reset(std::fopen(path.c_str(), "rb"));
    if (!file_) problem_ = folder ? "it is a folder" : std::strerror(errno);
  }
  if (!problem_.empty() || !fill(kPiece)) return;
  if (buffer_.starts_with(kByteOrderMark)) buffer_.erase(0, kByteOrderMark.size());
  const std::size_t first = buffer_.find_first_not_of(" \t\r\n");
  form_ = first == std::string::npos || buffer_[first] == '{' || buffer_[first] == '[' ? Form::lines : Form::table;
  divider_ = csv_divider(buffer_);
}

bool RecordReader::fill(std::size_t wanted) {
  while (!at_end_ && buffer_.size() < wanted) {
    const std::size_t size = buffer_.size();
    buffer_.resize(wanted);
    const std::size_t count = std::fread(buffer_.data() + size, 1, wanted - size, file_.get());
    buffer_.resize(size + count);
    if (count != 0) continue;
    at_end_ = true;
    if (std::ferror(file_.get()) != 0) problem_ = std::strerror(errno);
  }
  return problem_.empty();
}

std::size_t RecordReader::whole(std::string_view text) const {
  if (form_ == Form::table) return csv_whole_rows(text, divider_);
  const std::size_t last = text.rfind('\n');
  return last == std::string_view::npos ? 0 : last + 1;
}

Records RecordReader::take(std::size_t bytes) {
  Records records{buffer_.substr(0, bytes), line_};
  buffer_.erase(0, bytes);
  line_ += static_cast<std::uint32_t>(std::count(records.text.begin(), records.text.end(), '\n'));
  return records;
}

Records RecordReader::first_row() {
  // The shortest beginning that is a row with its line end.
  std::size_t end = 0;
  do {
    end = buffer_.find('\n', end);
    if (end == std::string::npos) return take(buffer_.size());
    ++end;
  } while (csv_whole_rows(std::string_view(buffer_).substr(0, end), divider_) == 0);
  return take(end);
}

std::optional<Records> RecordReader::next() {
  for (std::size_t wanted = kPiece; problem_.empty() && !endless_; wanted *= 2) {
    if (!fill(wanted)) break;
    if (buffer_.empty()) break;
    // The last record may have no line end.
    const std::size_t bytes =
        at_end_ && buffer_.size() <= wanted ? buffer_.size() : whole(std::string_view(buffer_).substr(0, wanted));
    if (bytes != 0) return take(bytes);
    if (wanted >= kMostOfRecord) endless_ = line_;
  }
  return std::nullopt;
}

}  // namespace proviso::cli
