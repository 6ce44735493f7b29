#include <nlohmann/json.hpp>
#include <string>

#include "dsl/digest.hpp"
#include "tests/reference/random_policy.hpp"
#include "tests/support/catch.hpp"

// A seed that fails on one machine must say the same on another: whatever the compiler, it gives one text. When the
// generator is changed on purpose, so are these digests.
namespace {

using namespace proviso;
using namespace proviso::reference;

std::string policies(std::uint64_t first, std::uint64_t last) {
  std::string text;
  for (std::uint64_t seed = first; seed <= last; ++seed) text += random_policy(seed).text();
  return text;
}

std::string cases(std::uint64_t first, std::uint64_t last) {
  std::string text;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    text += random_case(random_policy(seed), seed, 200).dump() + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("a seed gives one policy, whatever the compiler") {
  CHECK(sha256(policies(1, 1)) == "26fb14eefcc4931db2f85d5a15dda15a90f2cfdea9a035e4ee4d7a3859a9f797");
  CHECK(sha256(policies(2, 2)) == "9e8e8f532646b3370b11fc5849aa1f6fbbcd5230da3dbcbb2090120b5c48e2fe");
  CHECK(sha256(policies(1, 50)) == "e5fdc9b48447653e1f945bd9166bf03562a96f656feb1beab222dbe3f2f7a77a");
  CHECK(sha256(policies(1, 2000)) == "8ac9be25f41386141d6b5f9af082ac2b0647b046147a03718c4c6c9b7aef293d");
}

TEST_CASE("a seed gives one case, whatever the compiler") {
  CHECK(sha256(cases(1, 1)) == "048d83fe3090cf8435923595518b09092bd476d50cb60261d2d4cabb152e0109");
  CHECK(sha256(cases(1, 20)) == "13782319283637deb8e9d84a0d52636b0987160ca7634c187b3a2a2f9d8cf314");
}
