#include "tests/cli/golden_file.hpp"

#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include "tools/cli/run.hpp"

namespace proviso::test {

namespace fs = std::filesystem;

namespace {

const std::string kEscaped = " [escaped]";

bool is_special(const std::string& name) {
  return name == "args" || name == "stdin" || name == "stdout" || name == "stderr" || name == "exit" ||
         name.compare(0, 6, "after ") == 0;
}

bool ends_with(const std::string& text, const std::string& ending) {
  return text.size() >= ending.size() && text.compare(text.size() - ending.size(), ending.size(), ending) == 0;
}

std::string numbered(const std::string& text, std::size_t n) {
  std::string result;
  for (const char c : text) {
    if (c == '#') {
      result += std::to_string(n);
    } else if (c == '@') {
      result += std::to_string(n - 1);
    } else {
      result += c;
    }
  }
  return result;
}

void write_inputs(const GoldenFile& golden) {
  for (const GoldenSection& section : golden.sections) {
    if (is_special(section.name)) continue;
    const bool escaped = ends_with(section.name, kEscaped);
    const fs::path file = escaped ? section.name.substr(0, section.name.size() - kEscaped.size()) : section.name;
    if (file.has_parent_path()) fs::create_directories(file.parent_path());
    write_all(file, escaped ? unescape(section.text) : section.text);
  }
}

}  // namespace

const std::string* GoldenFile::find(const std::string& name) const {
  for (const GoldenSection& section : sections) {
    if (section.name == name) return &section.text;
  }
  return nullptr;
}

void GoldenFile::set(const std::string& name, std::string text) {
  for (GoldenSection& section : sections) {
    if (section.name != name) continue;
    section.text = std::move(text);
    return;
  }
  sections.push_back({name, std::move(text)});
}

std::string GoldenFile::text() const {
  std::string result = about;
  for (const GoldenSection& section : sections) result += "--- " + section.name + "\n" + section.text;
  return result;
}

GoldenFile read_golden(const fs::path& path) {
  GoldenFile golden;
  golden.path = path;
  const std::string text = read_all(path);
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    const std::string line = text.substr(begin, end - begin);
    begin = end;
    if (line.compare(0, 4, "--- ") == 0) {
      golden.sections.push_back({line.substr(4, line.find_last_not_of("\n") - 3), ""});
    } else if (golden.sections.empty()) {
      golden.about += line;
    } else {
      golden.sections.back().text += line;
    }
  }
  return golden;
}

std::vector<GoldenFile> all_goldens() {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(PROVISO_SOURCE_DIR) / "tests" / "golden")) {
    if (entry.path().extension() == ".test") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<GoldenFile> goldens;
  for (const fs::path& path : paths) goldens.push_back(read_golden(path));
  return goldens;
}

GoldenResult run_golden(const GoldenFile& golden) {
  const WorkFolder folder;
  write_inputs(golden);
  const std::string* args = golden.find("args");
  const std::string* input = golden.find("stdin");
  cli::Surroundings surroundings;
  surroundings.read_input = [&] { return input == nullptr ? std::string() : *input; };
  std::ostringstream out, err;
  GoldenResult result;
  result.code = cli::run(split_arguments(args == nullptr ? std::string() : *args), surroundings, out, err);
  result.out = out.str();
  result.err = err.str();
  for (const GoldenSection& section : golden.sections) {
    if (section.name.compare(0, 6, "after ") != 0) continue;
    const fs::path file = section.name.substr(6);
    result.after.push_back({section.name, fs::exists(file) ? read_all(file) : std::string("(no such file)\n")});
  }
  return result;
}

std::string unescape(std::string_view text) {
  while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  constexpr std::string_view kRepeat = "\\repeat ", kCount = "\\count ";
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      result += text[i];
    } else if (text.compare(i, kRepeat.size(), kRepeat) == 0 || text.compare(i, kCount.size(), kCount) == 0) {
      const bool counted = text[i + 1] == 'c';
      const std::size_t open = text.find('{', i), close = text.find('}', i);
      const auto count = std::stoul(std::string(text.substr(text.find(' ', i) + 1)));
      const std::string part = unescape(text.substr(open + 1, close - open - 1));
      for (std::size_t n = 1; n <= count; ++n) result += counted ? numbered(part, n) : part;
      i = close;
    } else if (text[i + 1] == 'x') {
      result += static_cast<char>(std::stoi(std::string(text.substr(i + 2, 2)), nullptr, 16));
      i += 3;
    } else {
      const char c = text[++i];
      result += c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
    }
  }
  return result;
}

std::vector<std::string> split_arguments(std::string_view line) {
  std::vector<std::string> arguments;
  std::string current;
  char quote = 0;
  bool begun = false;
  for (const char c : line) {
    if (quote == 0 && std::isspace(static_cast<unsigned char>(c)) != 0) {
      if (begun) arguments.push_back(std::move(current));
      current.clear();
      begun = false;
    } else if (c == quote) {
      quote = 0;
    } else if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
      begun = true;
    } else {
      current += c;
      begun = true;
    }
  }
  if (begun) arguments.push_back(std::move(current));
  return arguments;
}

std::string read_all(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw std::runtime_error("cannot read " + path.string());
  return std::string(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
}

void write_all(const fs::path& path, std::string_view text) {
  std::ofstream stream(path, std::ios::binary);
  stream.write(text.data(), static_cast<std::streamsize>(text.size()));
  if (!stream) throw std::runtime_error("cannot write " + path.string());
}

WorkFolder::WorkFolder() : before_(fs::current_path()) {
  std::string name = (fs::temp_directory_path() / "proviso-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a folder");
  path_ = name;
  fs::current_path(path_);
}

WorkFolder::~WorkFolder() {
  std::error_code error;
  fs::current_path(before_, error);
  fs::remove_all(path_, error);
}

}  // namespace proviso::test
