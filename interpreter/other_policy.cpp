#include "interpreter/other_policy.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "interpreter/member_names.hpp"

namespace proviso {

namespace {

/// One misspelt fact, or two, are a slip; so many names that are not known are not.
constexpr std::size_t kFewestStrange = 3;

}  // namespace

bool OtherPolicy::is_header(const JsonValue& value) {
  return value.is_object() && value.find("policy") != nullptr && value.find("applicants") == nullptr &&
         value.find("as_of") == nullptr && value.find("expect") == nullptr;
}

bool OtherPolicy::takes(const JsonValue& value) {
  const JsonValue* policy = value.find("policy");
  const bool names_one = policy != nullptr && policy->is_text();
  const bool other = names_one ? policy->text != policy_.name : header_is_other_;
  if (other && names_one && !said_) {
    other_ = policy->text;
    said_ = policy->span;
  }
  if (is_header(value)) {
    header_is_other_ = other;
    return !other;
  }
  if (other) {
    ++left_out_;
    return false;
  }
  // A case that must be refused may be so for the facts that it gives.
  const JsonValue* people = value.find("applicants");
  if (people == nullptr || value.find("expect_error") != nullptr) return true;
  for (const JsonValue& person : people->children) {
    for (const JsonValue& fact : person.children) {
      if (fact.key.empty() || fact.key == "id" || fact.key == "relations") continue;
      const bool known = policy_.find_fact(fact.key).has_value();
      (known ? known_ : strange_).insert(fact.key);
      if (!known && !first_strange_) first_strange_ = fact.key_span;
    }
  }
  return true;
}

bool OtherPolicy::most_facts_are_strange() const {
  return strange_.size() >= kFewestStrange && strange_.size() > known_.size();
}

std::optional<Diagnostic> OtherPolicy::verdict(std::size_t count, Span file_start, bool allow_extra) const {
  if (said_) {
    Diagnostic d{Kind::cases_of_other_policy,
                 fmt::format("these cases are for the policy `{}`, and this is `{}`", other_, policy_.name),
                 {*said_, "it says so here"}};
    d.notes = {left_out_ == count ? fmt::format("None of the {} cases of the file was run.", count)
                                  : fmt::format("Not run: {} of the {} cases of the file.", left_out_, count),
               "Give the cases together with their own policy, or correct the name."};
    return d;
  }
  if (allow_extra || !most_facts_are_strange()) return std::nullopt;
  std::vector<std::string> names(strange_.begin(), strange_.end());
  Diagnostic d{Kind::cases_of_other_policy,
               fmt::format("these cases seem to be written for another policy than `{}`", policy_.name),
               {first_strange_.value_or(file_start), "the first fact that is not of this policy"}};
  d.notes = {fmt::format("{} of the {} facts that they give are not declared: {}.", strange_.size(),
                         strange_.size() + known_.size(), listed(names, "and", 8)),
             fmt::format("None of the {} cases of the file was run.", count),
             "Give the cases together with their own policy; if they are for this one, `--allow-extra` ignores facts "
             "that it does not declare."};
  return d;
}

}  // namespace proviso
