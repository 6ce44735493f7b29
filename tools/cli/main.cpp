#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <ostream>
#include <streambuf>
#include <string>
#include <vector>

#include "tools/cli/options.hpp"
#include "tools/cli/run.hpp"

namespace {

/// Writes to a file descriptor. Small and without a locale: a cold start matters.
class DescriptorBuffer : public std::streambuf {
 public:
  explicit DescriptorBuffer(int descriptor) : descriptor_(descriptor) {}
  bool failed() const { return failed_; }
  bool broken_pipe() const { return broken_pipe_; }

 protected:
  int_type overflow(int_type c) override {
    if (c != traits_type::eof()) pending_ += static_cast<char>(c);
    return failed_ ? traits_type::eof() : traits_type::not_eof(c);
  }
  std::streamsize xsputn(const char* text, std::streamsize count) override {
    pending_.append(text, static_cast<std::size_t>(count));
    if (pending_.size() > kEnough) sync();
    return failed_ ? 0 : count;
  }
  int sync() override {
    std::size_t written = 0;
    while (written < pending_.size() && !failed_) {
      const ssize_t count = ::write(descriptor_, pending_.data() + written, pending_.size() - written);
      if (count >= 0) {
        written += static_cast<std::size_t>(count);
      } else if (errno != EINTR) {
        failed_ = true;
        broken_pipe_ = errno == EPIPE;
      }
    }
    pending_.clear();
    return failed_ ? -1 : 0;
  }

 private:
  static constexpr std::size_t kEnough = 1 << 16;
  int descriptor_;
  std::string pending_;
  bool failed_ = false;
  bool broken_pipe_ = false;
};

/// All of it; of what is larger than any limit, a little more than the limit.
std::string read_standard_input() {
  constexpr std::size_t kEnough = (64u << 20) + 1;
  std::string text;
  char block[1 << 16];
  while (text.size() < kEnough) {
    const ssize_t count = ::read(STDIN_FILENO, block, sizeof block);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return text;
    text.append(block, static_cast<std::size_t>(count));
  }
  return text;
}

/// 0 if standard output is no terminal.
std::size_t terminal_columns() {
  winsize size{};
  return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

int finish(int code, DescriptorBuffer& out, std::ostream& err) {
  out.pubsync();
  if (out.failed() && !out.broken_pipe()) {
    err << "proviso: the result cannot be written to standard output\n";
    code = proviso::cli::kFailed;
  }
  err.flush();
  return code;
}

void say(const char* words) {
  const std::string line = std::string("proviso: ") + words + "\n";
  if (::write(STDERR_FILENO, line.data(), line.size()) < 0) std::abort();
}

}  // namespace

int main(int argc, char** argv) {
  // A reader that goes away, such as `head`, is no error.
  std::signal(SIGPIPE, SIG_IGN);
  try {
    DescriptorBuffer out_buffer(STDOUT_FILENO), err_buffer(STDERR_FILENO);
    std::ostream out(&out_buffer), err(&err_buffer);
    const char* no_color = std::getenv("NO_COLOR");
    proviso::cli::Surroundings surroundings;
    surroundings.out_is_terminal = ::isatty(STDOUT_FILENO) == 1;
    surroundings.err_is_terminal = ::isatty(STDERR_FILENO) == 1;
    surroundings.no_color = no_color != nullptr && *no_color != '\0';
    surroundings.columns = terminal_columns();
    surroundings.read_input = read_standard_input;
    surroundings.clock = [] {
      return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
    };
    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    const int code = proviso::cli::run(arguments, surroundings, out, err);
    return finish(code, out_buffer, err);
  } catch (const std::bad_alloc&) {
    say("there is not enough memory");
  } catch (const std::exception& problem) {
    say(problem.what());
  }
  return proviso::cli::kFailed;
}
