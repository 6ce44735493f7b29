#pragma once

#include <string>

namespace proviso {

/// What an item of a policy is called, whether it has a heading or only a name.
template <class T>
const std::string& name_of(const T& item) {
  if constexpr (requires { item.heading; }) {
    return item.heading.name;
  } else {
    return item.name;
  }
}

}  // namespace proviso
