#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsl/source.hpp"
#include "dsl/syntax.hpp"

namespace proviso {

/// The SHA-256 of a text as 64 hexadecimal digits.
std::string sha256(std::string_view text);

/// "sha256:…" of the texts of the documents, whatever their order, names and folders.
std::string policy_digest(const SourceSet& sources, const std::vector<syntax::Document>& documents);

}  // namespace proviso
