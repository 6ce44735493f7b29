#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "interpreter/proviso.hpp"
#include "tests/fuzz/properties.hpp"

namespace proviso::fuzz {
namespace {

/// A policy with one of everything that a case can hold.
constexpr const char* kPolicy = R"(
policy everything "One of everything that a case can hold"
  in force from 2000-01-01
  month ends round down

regions land "Regions" {
  North "North" code "N" also "Nord" { Upper "Upper north", Lower "Lower north" code "N-2" },
  South "South" code "S" also "Sør", "Syd",
}
kind permit { permanent, temporary, seasonal }

fact born date
fact applied date or none
fact answered yes/no default no
fact answered_on date only if answered
fact children number default 0
fact stay duration or none
fact permits set of permit default { }
fact remarks note
judgement lives_in land or none "Where the person lives" decided by "caseworker"

relation spouse_of mutual { since date or none }
relation parent_of acyclic { household yes/no }
relation child_of inverse of parent_of

set open_regions of land is { South } from 2020-01-01 is { South, Upper }
set supplied_regions of land supplied
value waiting is 2 months
value ceased date or none supplied default none

impossible answered_first if answered_on before applied

define grown_up if as_of on or after 18 years after born
define waits_until as date or none is the first of {
  none if not answered,
  the waiting after answered_on otherwise,
}

decision result is the first of { granted "Granted", reduced "Reduced", refused "Refused" otherwise }
ground resident for granted if lives_in in open_regions or lives_in in supplied_regions
ground many for reduced if children at least 3 or number of permits at least 2
derivation family of granted
  through spouse_of if since before 2020-01-01
  through child_of if household and not grown_up
exclusion holds_permit from granted, reduced if permits includes permanent
exception short_stay to holds_permit if stay less than 90 days
amendment later "Later rules"
  in force from 2021-01-01
  applies if applied on or after 2021-01-01
{
  remove from open_regions { South }
}
)";

const Ruleset& ruleset() {
  static const Loaded loaded = load_text({{"everything.proviso", kPolicy}});
  if (!loaded) {
    std::fprintf(stderr, "%s\n", loaded.messages.empty() ? "no message" : loaded.messages[0].rendered.c_str());
    std::abort();
  }
  return *loaded.ruleset;
}

}  // namespace

std::string case_property(std::string_view text) {
  const Answered answer = ruleset().decide(text);
  if (answer.status != AskStatus::answered) {
    if (answer.messages.empty()) return "refused without a word";
    if (!answer.json.empty() || !answer.people.empty()) return "refused, with an answer";
    return "";
  }
  if (!nlohmann::json::accept(answer.json)) return "the answer is not JSON:\n" + answer.json;
  if (ruleset().decide(text).json != answer.json) return "asked twice, answered in two ways";
  return "";
}

}  // namespace proviso::fuzz
