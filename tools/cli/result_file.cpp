#include "tools/cli/result_file.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "dsl/render_text.hpp"

namespace proviso::cli {

namespace fs = std::filesystem;

ResultFile::ResultFile(std::string path) : path_(std::move(path)), target_(path_) {
  std::error_code error;
  const fs::path target = fs::weakly_canonical(path_, error);
  if (!error) target_ = target.string();
  const fs::file_status old = fs::status(target_, error);
  if (fs::is_directory(old)) {
    problem_ = EISDIR;
    return;
  }
  if (fs::exists(old) && !fs::is_regular_file(old)) {
    file_.reset(std::fopen(target_.c_str(), "wb"));
    if (!file_) problem_ = errno;
    return;
  }
  temporary_ = target_ + ".XXXXXX";
  const int descriptor = ::mkstemp(temporary_.data());
  if (descriptor < 0) {
    problem_ = errno;
    temporary_.clear();
    return;
  }
  file_.reset(::fdopen(descriptor, "wb"));
  if (!file_) problem_ = errno;
}

ResultFile::~ResultFile() {
  file_.reset();
  std::error_code error;
  if (!temporary_.empty()) fs::remove(temporary_, error);
}

bool ResultFile::can_be_written(std::ostream& err) const {
  if (problem_ == 0) return true;
  err << fmt::format("proviso: `{}` cannot be written: {}\n", visible(path_), std::strerror(problem_));
  return false;
}

bool ResultFile::write(std::string_view text) {
  if (problem_ == 0 && std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size()) problem_ = errno;
  return problem_ == 0;
}

bool ResultFile::finish(std::ostream& err) {
  if (problem_ == 0 && std::fflush(file_.get()) != 0) problem_ = errno;
  if (problem_ == 0 && !temporary_.empty()) {
    const int descriptor = ::fileno(file_.get());
    std::error_code error;
    const fs::file_status old = fs::status(target_, error);
    const mode_t mask = ::umask(0);
    ::umask(mask);
    const auto mode = fs::exists(old) ? static_cast<mode_t>(old.permissions()) : (0666u & ~mask);
    if (::fsync(descriptor) != 0 || ::fchmod(descriptor, mode) != 0) problem_ = errno;
    if (problem_ == 0) {
      fs::rename(temporary_, target_, error);
      if (error) {
        problem_ = error.value();
      } else {
        temporary_.clear();
      }
    }
  }
  file_.reset();
  return can_be_written(err);
}

}  // namespace proviso::cli
