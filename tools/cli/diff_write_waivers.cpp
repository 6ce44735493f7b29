#include <nlohmann/json.hpp>

#include "tools/cli/diff_report.hpp"
#include "tools/cli/diff_waivers.hpp"

// A file of waivers to be filled in.
namespace proviso::cli {

namespace {

using Json = nlohmann::ordered_json;

Json empty_waiver(const std::string& fingerprint, const std::string& about) {
  return {{"fingerprint", fingerprint}, {"about", about}, {"name", ""}, {"date", ""}, {"reason", ""}};
}

}  // namespace

std::string waiver_file(const DiffReport& report) {
  Json list = Json::array();
  const auto add = [&](const auto& part) {
    if (acceptances(report, part.fingerprint).empty())
      list.push_back(empty_waiver(part.fingerprint, about_words(part)));
  };
  for (const ChangeClass& c : report.diff.classes) {
    if (is_written_out(c)) add(c);
  }
  for (const StructuralChange& change : report.diff.changes) add(change);
  if (list.empty()) return {};
  const Json file = {{"format", "proviso.waivers/1"}, {"waivers", std::move(list)}};
  return file.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace proviso::cli
