#pragma once

#include <string_view>
#include <vector>

#include "tests/reference/equations.hpp"

// Which text of an item governs.
namespace proviso::reference {

/// The change that an amendment makes to an item of a sort (a set, a value, or the text of a rule, define or decision);
/// null if it makes none.
const syntax::Change* change_to(const syntax::Amendment& amendment, Node::Kind sort, std::string_view name);

/// The version of a set or value that is in force on a day: the last that has begun.
Place version_on(const syntax::Document* document, const std::vector<syntax::Version>& versions, Days day);

/// Of several texts the one that is in force on a day, where `governing` tells which amendment made it (0: the base
/// text); null if none governs, or none is in force.
template <class T>
const Text<T>* made_by(const std::vector<Text<T>>& texts, const Value& governing, Days day) {
  if (!holds<Number>(governing)) return nullptr;
  for (const Text<T>& text : texts) {
    if (text.amendment != std::get<Number>(governing).count) continue;
    if constexpr (requires { text->in_force; }) {
      if (!in_force(text->in_force, day)) continue;
    }
    return &text;
  }
  return nullptr;
}

}  // namespace proviso::reference
