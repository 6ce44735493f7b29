#pragma once

#include <cstdint>
#include <string_view>

namespace proviso {

/// Where reading goes on after an error.
struct Resumption {
  enum class Place : std::uint8_t { document, amendment };
  Place place = Place::document;
  std::uint32_t at = 0;
};

/// Finds the place after an error from which the text can be read again, so that one error gives one message.
class Recovery {
 public:
  struct Failure {
    std::uint32_t start;  ///< of the declaration or change that failed; `at` if reading stopped between two
    std::uint32_t at;     ///< where it failed
    enum class Where : std::uint8_t { declaration, amendment_heading, amendment_body } where;
  };

  /// The next word that begins a declaration (in an amendment: or a change) and stands first on its line.
  Resumption find(std::string_view text, const Failure& failure);

  /// Whether the sign at `at` only closes a brace that a failed declaration left open. Counts it as closed.
  bool forgives(std::string_view text, std::uint32_t at);

 private:
  int open_braces_ = 0;
};

}  // namespace proviso
