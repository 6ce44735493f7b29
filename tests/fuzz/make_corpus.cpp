// Writes the seeds of the fuzz targets: make_corpus RULESETS FOLDER. Every ruleset file whole and each of its
// declarations alone (small seeds are mutated best), every case of the rulesets as one file.
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <variant>

#include "dsl/parser.hpp"

namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// Writes numbered files into one folder.
class Corpus {
 public:
  explicit Corpus(fs::path folder) : folder_(std::move(folder)) { fs::create_directories(folder_); }
  void add(std::string_view text) { std::ofstream(folder_ / std::to_string(++count_), std::ios::binary) << text; }

 private:
  fs::path folder_;
  int count_ = 0;
};

void add_policy(Corpus& corpus, const std::string& text) {
  using namespace proviso;
  corpus.add(text);
  SourceSet sources;
  const FileId file = sources.add("seed", text);
  Diagnostics diagnostics;
  const syntax::Document document = parse(sources, file, Limits(), diagnostics);
  for (const syntax::Declaration& declaration : document.declarations)
    corpus.add(sources.text(std::visit([](const auto& d) { return d.span; }, declaration)));
}

void add_lines(Corpus& corpus, std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end != 0) corpus.add(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  Corpus policies(fs::path(argv[2]) / "policy"), formats(fs::path(argv[2]) / "format"),
      cases(fs::path(argv[2]) / "case");
  for (const auto& entry : fs::recursive_directory_iterator(argv[1])) {
    const fs::path ending = entry.path().extension();
    if (ending == ".proviso") {
      add_policy(policies, read(entry.path()));
      add_policy(formats, read(entry.path()));
    }
    if (ending == ".json") cases.add(read(entry.path()));
    if (ending == ".jsonl") add_lines(cases, read(entry.path()));
  }
}
