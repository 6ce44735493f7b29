#include "tools/cli/graphviz.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <memory>

extern char** environ;

namespace proviso::cli {

namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using TemporaryFile = std::unique_ptr<std::FILE, CloseFile>;

std::string read_all(std::FILE* file) {
  std::rewind(file);
  std::string text;
  char buffer[1 << 16];
  while (const std::size_t n = std::fread(buffer, 1, sizeof buffer, file)) text.append(buffer, n);
  return text;
}

/// Runs `dot -Tsvg` from one file into another; unnamed files, so that neither side can wait for the other.
int run_dot(std::FILE* in, std::FILE* out) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, fileno(in), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, fileno(out), STDOUT_FILENO);
  char program[] = "dot", format[] = "-Tsvg";
  char* arguments[] = {program, format, nullptr};
  pid_t child = 0;
  const int failed = posix_spawnp(&child, program, &actions, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return 127;
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

std::optional<std::string> draw_svg(const std::string& dot, std::string& problem) {
  const TemporaryFile in(std::tmpfile()), out(std::tmpfile());
  if (in == nullptr || out == nullptr || std::fwrite(dot.data(), 1, dot.size(), in.get()) != dot.size()) {
    problem = fmt::format("no temporary file can be written: {}", std::strerror(errno));
    return std::nullopt;
  }
  std::fflush(in.get());
  std::rewind(in.get());
  const int status = run_dot(in.get(), out.get());
  if (status == 127) {
    problem = "SVG is drawn by Graphviz, and its program `dot` was not found";
    return std::nullopt;
  }
  std::string svg = read_all(out.get());
  if (status != 0 || svg.find("<svg") == std::string::npos) {
    problem = "the program `dot` of Graphviz could not draw the graph";
    return std::nullopt;
  }
  return svg;
}

}  // namespace proviso::cli
