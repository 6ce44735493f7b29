#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "dsl/diagnostic.hpp"

// The messages of load.cpp, without the place, which it adds.
namespace proviso {

Diagnostic cannot_be_read(const std::string& path, const std::string& reason);
Diagnostic dangling_link(const std::string& path);
Diagnostic link_leaves_root(const std::string& path, const std::string& root);
Diagnostic folder_is_empty(const std::string& path, bool has_proposals);
Diagnostic no_rule_file(const std::string& path);
/// `known`: the proposals that could be given.
Diagnostic proposal_missing(const std::string& path, const std::vector<std::string>& known);
Diagnostic not_a_proposal(const std::string& path, const std::vector<std::string>& known);
Diagnostic uses_itself(const std::string& path);
Diagnostic use_leaves_root(const std::string& path, const std::string& root);
/// `wanted` is where the file was looked for; a file of a similar name beside it is offered.
Diagnostic used_file_missing(const std::string& path, const std::filesystem::path& wanted);
Diagnostic more_files_than(std::size_t limit);
Diagnostic file_too_large(Span span, std::uintmax_t bytes, std::size_t limit);

}  // namespace proviso
