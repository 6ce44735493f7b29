#pragma once

#include <string>
#include <utility>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "dsl/parser.hpp"
#include "dsl/source.hpp"

namespace proviso::reference {

/// Files in memory: name and text.
using Files = std::vector<std::pair<std::string, std::string>>;

struct Parsed {
  SourceSet sources;
  std::vector<syntax::Document> documents;
  Diagnostics diagnostics;
};

inline Parsed parse_files(const Files& files) {
  Parsed parsed;
  for (const auto& [path, text] : files) {
    const FileId file = parsed.sources.add(path, text);
    parsed.documents.push_back(parse(parsed.sources, file, {}, parsed.diagnostics));
  }
  return parsed;
}

}  // namespace proviso::reference
