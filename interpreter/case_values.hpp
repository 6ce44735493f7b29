#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dsl/diagnostic.hpp"
#include "dsl/policy.hpp"
#include "interpreter/json_text.hpp"
#include "interpreter/member_names.hpp"
#include "interpreter/set_pool.hpp"

namespace proviso {

/// The value of a type as a case file has it: a value, "none", or null for kUnknown. Sets are put into `sets`. Nothing,
/// and an error, if it is no value of the type. `subject` begins the message: "`birth_date`".
/// REQUIRES: the type is not that of a note.
std::optional<Value> read_json_value(const Policy& policy, MemberNames& members, const Type& type,
                                     const JsonValue& value, SetPool& sets, Diagnostics& diagnostics,
                                     std::string_view subject);

/// "90 days", "3 months", "2 years", "1 week".
std::optional<Value> parse_duration(std::string_view text);

/// "a date, such as \"2025-02-10\"" — what a case file may hold for a type.
std::string wanted_words(const Policy& policy, const Type& type);

}  // namespace proviso
