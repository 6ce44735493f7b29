#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace proviso::reference {

struct Example {
  std::string policy;
  nlohmann::json case_json;
};

/// Takes lines out of the policy, and people, links and facts out of the case, as long as `still_fails`; until no
/// single one can go. A policy that has become wrong must not count as failing.
Example minimise(Example example, const std::function<bool(const Example&)>& still_fails);

/// Writes an example as `FOLDER/NAME/policy.proviso` and `case.json`, where every run of the tests finds it.
void keep(const Example& example, const std::string& folder, const std::string& name);
/// Reads all that are kept, by name.
std::vector<std::pair<std::string, Example>> kept(const std::string& folder);

}  // namespace proviso::reference
