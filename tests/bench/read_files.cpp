// The floor under `proviso decide`: read_files POLICY… [CASE.json] reads every file and reads the JSON, and does no
// more.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::size_t read_all(const fs::path& path) {
  if (path.extension() == ".json") return nlohmann::json::parse(read(path)).size();
  if (!fs::is_directory(path)) return read(path).size();
  std::size_t bytes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    if (entry.path().extension() == ".proviso") bytes += read(entry.path()).size();
  }
  return bytes;
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t total = 0;
  for (int i = 1; i < argc; ++i) total += read_all(argv[i]);
  std::printf("%zu\n", total);
}
