#include "tests/reference/value.hpp"

#include <algorithm>
#include <iterator>
#include <string>

namespace proviso::reference {

namespace {

std::string duration_text(const Duration& duration) {
  const std::string unit = duration.months ? "month" : "day";
  return std::to_string(duration.count) + " " + unit + (duration.count == 1 ? "" : "s");
}

}  // namespace

Value all_of(const std::vector<Value>& truths) {
  if (std::any_of(truths.begin(), truths.end(), unusable)) return Gap{};
  return std::all_of(truths.begin(), truths.end(), is_true);
}

Value any_of(const std::vector<Value>& truths) {
  if (std::any_of(truths.begin(), truths.end(), unusable)) return Gap{};
  return std::any_of(truths.begin(), truths.end(), is_true);
}

Value opposite(const Value& truth) { return unusable(truth) ? Value(Gap{}) : Value(!is_true(truth)); }

Set make_set(std::vector<std::string_view> members) {
  std::sort(members.begin(), members.end());
  members.erase(std::unique(members.begin(), members.end()), members.end());
  return {std::move(members)};
}

bool contains(const Set& set, std::string_view member) {
  return std::binary_search(set.members.begin(), set.members.end(), member);
}

Set unite(const Set& a, const Set& b) {
  Set both;
  std::set_union(a.members.begin(), a.members.end(), b.members.begin(), b.members.end(),
                 std::back_inserter(both.members));
  return both;
}

Set subtract(const Set& a, const Set& b) {
  Set rest;
  std::set_difference(a.members.begin(), a.members.end(), b.members.begin(), b.members.end(),
                      std::back_inserter(rest.members));
  return rest;
}

nlohmann::json to_json(const Value& value) {
  struct Visitor {
    nlohmann::json operator()(None) const { return "none"; }
    nlohmann::json operator()(Gap) const { return nullptr; }
    nlohmann::json operator()(Absent) const { return nullptr; }
    nlohmann::json operator()(bool yes) const { return yes; }
    nlohmann::json operator()(Date date) const { return format_date(date.days); }
    nlohmann::json operator()(Number number) const { return number.count; }
    nlohmann::json operator()(Duration duration) const { return duration_text(duration); }
    nlohmann::json operator()(Member member) const { return std::string(member.name); }
    nlohmann::json operator()(const Set& set) const {
      nlohmann::json array = nlohmann::json::array();
      for (const std::string_view member : set.members) array.push_back(std::string(member));
      return array;
    }
  };
  return std::visit(Visitor{}, value);
}

}  // namespace proviso::reference
