#include "tests/reference/minimise.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace proviso::reference {

namespace {

using nlohmann::json;
using Lines = std::vector<std::string>;
using Fails = std::function<bool(const Example&)>;

Lines split(const std::string& text) {
  Lines lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string join(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// Declarations and blocks span several lines, so runs of lines are tried, long ones first.
bool drop_lines(Example& example, const Fails& still_fails) {
  bool dropped = false;
  Lines lines = split(example.policy);
  for (std::size_t size = std::max<std::size_t>(lines.size() / 2, 1); size > 0;
       size = size > 12 ? size / 2 : size - 1) {
    for (std::size_t at = 0; at + size <= lines.size();) {
      Lines fewer = lines;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(at),
                  fewer.begin() + static_cast<std::ptrdiff_t>(at + size));
      Example smaller{join(fewer), example.case_json};
      if (still_fails(smaller)) {
        example = std::move(smaller);
        lines = std::move(fewer);
        dropped = true;
      } else {
        ++at;
      }
    }
  }
  return dropped;
}

// Every place of the case that can be taken out: people, links, and what is stated of them.
std::vector<json::json_pointer> places(const json& value, const json::json_pointer& at) {
  std::vector<json::json_pointer> all;
  if (value.is_object()) {
    for (const auto& [key, part] : value.items()) {
      const bool needed =
          key == "id" || key == "to" || key == "relation" || key == "as_of" || key == "applicants" || key == "sets";
      if (!needed) all.push_back(at / key);
      for (const auto& inner : places(part, at / key)) all.push_back(inner);
    }
  } else if (value.is_array()) {
    const bool only_person = value.size() == 1 && value[0].is_object() && value[0].contains("id");
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (!only_person) all.push_back(at / i);
      for (const auto& inner : places(value[i], at / i)) all.push_back(inner);
    }
  }
  return all;
}

json without(json value, const json::json_pointer& place) {
  json& parent = value[place.parent_pointer()];
  if (parent.is_array()) {
    parent.erase(static_cast<std::size_t>(std::stoul(place.back())));
  } else {
    parent.erase(place.back());
  }
  return value;
}

bool drop_facts(Example& example, const Fails& still_fails) {
  bool dropped = false;
  for (bool again = true; again;) {
    again = false;
    for (const auto& place : places(example.case_json, json::json_pointer())) {
      Example smaller{example.policy, without(example.case_json, place)};
      if (!still_fails(smaller)) continue;
      example = std::move(smaller);
      dropped = again = true;
      break;
    }
  }
  return dropped;
}

std::string read_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

Example minimise(Example example, const Fails& still_fails) {
  while (true) {
    const bool facts = drop_facts(example, still_fails);
    const bool lines = drop_lines(example, still_fails);
    if (!facts && !lines) return example;
  }
}

void keep(const Example& example, const std::string& folder, const std::string& name) {
  const std::filesystem::path path = std::filesystem::path(folder) / name;
  std::filesystem::create_directories(path);
  std::ofstream(path / "policy.proviso") << example.policy;
  std::ofstream(path / "case.json") << example.case_json.dump(2) << "\n";
}

std::vector<std::pair<std::string, Example>> kept(const std::string& folder) {
  std::vector<std::pair<std::string, Example>> all;
  if (!std::filesystem::exists(folder)) return all;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (!entry.is_directory()) continue;
    all.push_back({entry.path().filename().string(),
                   {read_text(entry.path() / "policy.proviso"), json::parse(read_text(entry.path() / "case.json"))}});
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return all;
}

}  // namespace proviso::reference
