#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "tests/reference/value.hpp"

// One literal of a `when`, as docs/interface.md defines it.
namespace proviso::reference {

/// What stands behind the name of a define that has the value of the literal's condition, or of an operand that is no
/// declared fact (`number of R where C`). Nothing: it is about a fact.
using IsDeclared = std::function<bool(const std::string& subject, const std::string& fact)>;
std::optional<std::string> define_text(const nlohmann::json& literal, const IsDeclared& is_declared);

/// Whether the literal holds where this is the value of its fact or condition. Nothing if that cannot be said: the
/// value is of another type, or there is none.
std::optional<bool> literal_holds(const nlohmann::json& literal, const Value& value);

}  // namespace proviso::reference
