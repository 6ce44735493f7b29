#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "dsl/layout.hpp"
#include "dsl/lexer.hpp"

namespace proviso {

/// Reads the words of a correct text from the first to the last and shapes each declaration by its grammar. A layout
/// holds exactly the words that were taken while it was made, in their order, so that nothing can be lost or moved.
class Shaper {
 public:
  explicit Shaper(const Words& words) : words_(words) {}

  bool done() const { return word().kind == WordKind::end; }
  /// The line end before the next declaration, or the end of the text.
  Layout next_line();
  /// REQUIRES: not done.
  Layout declaration();
  /// REQUIRES: at a change of an amendment.
  Layout change();

 private:
  enum class Style : std::uint8_t {
    wrapped,  ///< as many items on a line as fit
    lines,    ///< all on one line if they fit, else one item a line
    table,    ///< one item a line
  };
  using Part = Layout (Shaper::*)();

  static Layout indented(Layout layout) { return Layout{.kind = LayoutKind::indent}.add(std::move(layout)); }
  static Layout as_line_end(Layout gap);

  // -- words (format.cpp)
  const Word& word(std::size_t ahead = 0) const;
  bool at(std::string_view text, std::size_t ahead = 0) const { return word(ahead).text == text; }
  bool at_any(std::initializer_list<std::string_view> texts, std::size_t ahead = 0) const;
  bool at_string() const { return word().kind == WordKind::string; }
  Layout gap(Gap gap) const;
  Layout closing_gap(Gap gap) const;
  Layout take();
  void phrase(Layout& to, std::size_t count);  // each after a space
  Layout words(std::size_t count);
  Layout words_then(std::size_t count, Part content);

  // -- lists (format.cpp)
  Layout names();
  Layout braces(Part item, Style style);
  Layout name() { return take(); }
  Layout members() { return braces(&Shaper::name, Style::wrapped); }

  // -- conditions (format_conditions.cpp)
  Layout condition();
  Layout negation();
  Layout primary();
  Layout link();
  void where(Layout& to);
  Layout extreme();
  Layout comparison();
  bool at_compare() const;
  Layout compare();
  Layout list_or_name();
  Layout operand();
  Layout shifted(Layout first);
  Layout literal();
  bool at_unit(std::size_t ahead) const;
  Layout test();

  // -- parts of declarations (format_parts.cpp)
  Layout type();
  Layout target();
  Layout targets();
  Layout period();
  Layout through();
  Layout members_of_kind(Style labelled);
  Layout member();
  void aliases(Layout& fill);
  Layout link_fact();
  Layout option();
  Layout outcome();
  Layout outcomes();
  Layout entry();
  void entries(Layout& to);
  Layout path();
  Layout paths();
  void label(Layout& fill);
  void clause(Layout& fill, Part content);
  void notes(Layout& to);
  bool at_note() const { return at_any({"cites", "note", "accept"}); }

  // -- declarations (format_declarations.cpp, format_rules.cpp, format_cases.cpp)
  Layout policy();
  Layout source();
  Layout enumeration();
  Layout fact();
  Layout relation();
  Layout set_or_value();
  Layout define();
  Layout decision();
  Layout rule();
  Layout derivation();
  Layout impossible();
  Layout heading(std::size_t words, Part more = nullptr);
  Layout with_test(Layout heading);
  Layout with_throughs(Layout heading);
  bool through_follows() const;
  Layout amendment();
  Layout person();
  Layout case_block();
  Layout case_clause();
  Layout expect();

  const Words& words_;
  std::uint32_t at_ = 0;
};

}  // namespace proviso
