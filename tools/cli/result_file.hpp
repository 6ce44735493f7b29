#pragma once

#include <cstdio>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>

namespace proviso::cli {

/// A file that is written piece by piece, and is there whole or not at all: it is made beside its place first. A device
/// is written to as it is.
class ResultFile {
 public:
  explicit ResultFile(std::string path);
  ~ResultFile();
  ResultFile(const ResultFile&) = delete;
  ResultFile& operator=(const ResultFile&) = delete;

  /// As far as can be known before anything is written. False, and a message: it cannot.
  bool can_be_written(std::ostream& err) const;
  /// False: it cannot be written; `finish` says why.
  bool write(std::string_view text);
  /// Puts the file in its place. False, and a message, if anything failed.
  bool finish(std::ostream& err);

 private:
  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  std::string path_;
  std::string target_;     ///< what a link leads to is replaced, and not the link
  std::string temporary_;  ///< empty: a device
  std::unique_ptr<std::FILE, Closer> file_;
  int problem_ = 0;  ///< errno of the first thing that failed
};

}  // namespace proviso::cli
