#include <algorithm>
#include <string>
#include <vector>

#include "tests/dsl/parse_text.hpp"
#include "tests/support/catch.hpp"

// Every syntax message, as it is shown.
using namespace proviso;

namespace {

struct Shown {
  Kind kind;
  std::string text;
  std::string messages;
};

const std::vector<Shown>& all_shown() {
  static const std::vector<Shown> shown = {
      {Kind::expected_declaration,
       "fact a yes/no\n"
       "exclusio barred from protection if a\n"
       "fact b date\n",
       "error[P0101]: `exclusio` does not begin a declaration\n"
       " --> policy.proviso:2:1\n"
       "  |\n"
       "2 | exclusio barred from protection if a\n"
       "  | ^^^^^^^^ did you mean `exclusion`?\n"
       "\n"
       "1 error\n"},
      {Kind::expected_name,
       "fact\n"
       "fact b date\n",
       "error[P0102]: a name is missing after `fact`\n"
       " --> policy.proviso:1:5\n"
       "  |\n"
       "1 | fact\n"
       "  |     ^ here\n"
       "\n"
       "1 error\n"},
      {Kind::reserved_name, "fact set yes/no\n",
       "error[P0103]: `set` is a word of the language, and stands where a name should stand\n"
       " --> policy.proviso:1:6\n"
       "  |\n"
       "1 | fact set yes/no\n"
       "  |      ^^^ not a name\n"
       "  |\n"
       "  = if `set` is meant as a name, choose a longer one, such as `the_set`\n"
       "\n"
       "1 error\n"},
      {Kind::name_characters,
       "kind area { safe-area, område }\n"
       "kind zone { område }\n",
       "error[P0104]: `safe-area` cannot be a name\n"
       " --> policy.proviso:1:13\n"
       "  |\n"
       "1 | kind area { safe-area, område }\n"
       "  |             ^^^^^^^^^ write `safe_area`\n"
       "  |\n"
       "  = a name begins with a letter and has only the letters a to z, digits and `_`\n"
       "  = how people see it is told by its label, in quotes behind the name\n"
       "\n"
       "error[P0104]: `område` cannot be a name\n"
       " --> policy.proviso:2:13\n"
       "  |\n"
       "2 | kind zone { område }\n"
       "  |             ^^^^^^ write `omrade`\n"
       "  |\n"
       "  = a name begins with a letter and has only the letters a to z, digits and `_`\n"
       "  = how people see it is told by its label, in quotes behind the name\n"
       "\n"
       "2 errors\n"},
      {Kind::word_case,
       "Fact a date\n"
       "ground g for o\n"
       "  If a\n",
       "error[P0105]: `Fact` must be written in small letters\n"
       " --> policy.proviso:1:1\n"
       "  |\n"
       "1 | Fact a date\n"
       "  | ^^^^ write `fact`\n"
       "  |\n"
       "  = capital letters are for names and texts; the words of the language have none\n"
       "\n"
       "error[P0105]: `If` must be written in small letters\n"
       " --> policy.proviso:3:3\n"
       "  |\n"
       "3 |   If a\n"
       "  |   ^^ write `if`\n"
       "  |\n"
       "  = capital letters are for names and texts; the words of the language have none\n"
       "\n"
       "2 errors\n"},
      {Kind::expected_text, "source guide publisher \"UDI\"\n",
       "error[P0106]: `publisher` stands where a title in quotes should stand\n"
       " --> policy.proviso:1:14\n"
       "  |\n"
       "1 | source guide publisher \"UDI\"\n"
       "  |              ^^^^^^^^^ a title in quotes should stand here\n"
       "  |\n"
       "  = write `\"the title\"`\n"
       "\n"
       "1 error\n"},
      {Kind::unclosed_text,
       "fact a date \"The day of birth\n"
       "fact b date\n",
       "error[P0107]: this text in quotes is not closed on its line\n"
       " --> policy.proviso:1:13\n"
       "  |\n"
       "1 | fact a date \"The day of birth\n"
       "  |             ^^^^^^^^^^^^^^^^^ begins here\n"
       "  |\n"
       "  = close it with `\"` on the same line; a text cannot go on over the end of a line\n"
       "\n"
       "1 error\n"},
      {Kind::wrong_quotes,
       "fact a date “The day of birth”\n"
       "fact b date 'The other day'\n",
       "error[P0108]: `“` does not open a text\n"
       " --> policy.proviso:1:13\n"
       "  |\n"
       "1 | fact a date “The day of birth”\n"
       "  |             ^^^^^^^^^^^^^^^^^^ write `\"The day of birth\"`\n"
       "  |\n"
       "  = texts stand in straight double quotes: `\"…\"`\n"
       "\n"
       "error[P0108]: `'` does not open a text\n"
       " --> policy.proviso:2:13\n"
       "  |\n"
       "2 | fact b date 'The other day'\n"
       "  |             ^^^^^^^^^^^^^^^ write `\"The other day\"`\n"
       "  |\n"
       "  = texts stand in straight double quotes: `\"…\"`\n"
       "\n"
       "2 errors\n"},
      {Kind::unknown_escape, "fact a date \"one\\ntwo\"\n",
       "error[P0109]: `\\n` has no meaning in a text\n"
       " --> policy.proviso:1:17\n"
       "  |\n"
       "1 | fact a date \"one\\ntwo\"\n"
       "  |                 ^^\n"
       "  |\n"
       "  = in a text in quotes, write `\\\"` for a quote and `\\\\` for a backslash\n"
       "\n"
       "1 error\n"},
      {Kind::expected_date, "amendment a in force from { }\n",
       "error[P0110]: `{` stands where a date should stand\n"
       " --> policy.proviso:1:27\n"
       "  |\n"
       "1 | amendment a in force from { }\n"
       "  |                           ^ a date should stand here\n"
       "\n"
       "1 error\n"},
      {Kind::date_form,
       "source a \"A\" dated 13.01.2025\n"
       "source b \"B\" dated 05/06/2025\n"
       "source c \"C\" dated 13 January 2025\n"
       "define d if x before 2025/1/13\n",
       "error[P0111]: the date `13.01.2025` is not written as year-month-day\n"
       " --> policy.proviso:1:20\n"
       "  |\n"
       "1 | source a \"A\" dated 13.01.2025\n"
       "  |                    ^^^^^^^^^^ write `2025-01-13`\n"
       "\n"
       "error[P0111]: the date `05/06/2025` is not written as year-month-day\n"
       " --> policy.proviso:2:20\n"
       "  |\n"
       "2 | source b \"B\" dated 05/06/2025\n"
       "  |                    ^^^^^^^^^^\n"
       "  |\n"
       "  = it can be read in two ways: write `2025-06-05` or `2025-05-06`\n"
       "\n"
       "error[P0111]: the date `13 January 2025` is not written as year-month-day\n"
       " --> policy.proviso:3:20\n"
       "  |\n"
       "3 | source c \"C\" dated 13 January 2025\n"
       "  |                    ^^^^^^^^^^^^^^^ write `2025-01-13`\n"
       "\n"
       "error[P0111]: the date `2025/1/13` is not written as year-month-day\n"
       " --> policy.proviso:4:22\n"
       "  |\n"
       "4 | define d if x before 2025/1/13\n"
       "  |                      ^^^^^^^^^ write `2025-01-13`\n"
       "\n"
       "4 errors\n"},
      {Kind::no_such_day, "source a \"A\" dated 2025-02-30\n",
       "error[P0112]: there is no day 2025-02-30\n"
       " --> policy.proviso:1:20\n"
       "  |\n"
       "1 | source a \"A\" dated 2025-02-30\n"
       "  |                    ^^^^^^^^^^\n"
       "  |\n"
       "  = February 2025 has 28 days\n"
       "\n"
       "1 error\n"},
      {Kind::expected_number, "define d if at least two of { a, b, c }\n",
       "error[P0113]: `two` stands where a number should stand\n"
       " --> policy.proviso:1:22\n"
       "  |\n"
       "1 | define d if at least two of { a, b, c }\n"
       "  |                      ^^^ a number should stand here\n"
       "  |\n"
       "  = write `at least 2 of { … }`\n"
       "\n"
       "1 error\n"},
      {Kind::number_form,
       "define d if a at most 90days\n"
       "define e if b at least 1.5\n"
       "define f if c at least -3\n",
       "error[P0114]: a space is missing in `90days`\n"
       " --> policy.proviso:1:23\n"
       "  |\n"
       "1 | define d if a at most 90days\n"
       "  |                       ^^^^^^ write `90 days`\n"
       "\n"
       "error[P0114]: `1.5` is not a whole number\n"
       " --> policy.proviso:2:24\n"
       "  |\n"
       "2 | define e if b at least 1.5\n"
       "  |                        ^^^ write digits only, without `.` and `,`\n"
       "\n"
       "error[P0114]: numbers begin at 0\n"
       " --> policy.proviso:3:24\n"
       "  |\n"
       "3 | define f if c at least -3\n"
       "  |                        ^^\n"
       "  |\n"
       "  = an earlier day is written `30 days before DATE`\n"
       "\n"
       "3 errors\n"},
      {Kind::number_too_large, "value limit is 99999999999\n",
       "error[P0115]: this number is too large\n"
       " --> policy.proviso:1:16\n"
       "  |\n"
       "1 | value limit is 99999999999\n"
       "  |                ^^^^^^^^^^^\n"
       "  |\n"
       "  = the largest number is 1000000000\n"
       "\n"
       "1 error\n"},
      {Kind::expected_type,
       "fact a\n"
       "fact b date\n",
       "error[P0116]: the kind of value of the fact is missing after `a`\n"
       " --> policy.proviso:1:7\n"
       "  |\n"
       "1 | fact a\n"
       "  |       ^ here\n"
       "  |\n"
       "  = write `yes/no`, `date`, `number`, `duration`, `note`, `set of KIND`, or the name of a kind\n"
       "\n"
       "1 error\n"},
      {Kind::expected_condition,
       "ground g for o\n"
       "ground h for o if\n"
       "define d if a and\n",
       "error[P0117]: `if` with a condition, `unless` with a condition, or `always` is missing after `o`\n"
       " --> policy.proviso:1:15\n"
       "  |\n"
       "1 | ground g for o\n"
       "  |               ^ here\n"
       "\n"
       "error[P0117]: a condition is missing after `if`\n"
       " --> policy.proviso:2:18\n"
       "  |\n"
       "2 | ground h for o if\n"
       "  |                  ^ here\n"
       "\n"
       "error[P0117]: a condition is missing after `and`\n"
       " --> policy.proviso:3:18\n"
       "  |\n"
       "3 | define d if a and\n"
       "  |                  ^ here\n"
       "\n"
       "3 errors\n"},
      {Kind::expected_value,
       "define d if a after\n"
       "define e if all of { a is, b }\n",
       "error[P0118]: what to compare with is missing after `after`\n"
       " --> policy.proviso:1:20\n"
       "  |\n"
       "1 | define d if a after\n"
       "  |                    ^ here\n"
       "\n"
       "error[P0118]: `,` stands where what to compare with should stand\n"
       " --> policy.proviso:2:26\n"
       "  |\n"
       "2 | define e if all of { a is, b }\n"
       "  |                          ^ what to compare with should stand here\n"
       "\n"
       "2 errors\n"},
      {Kind::expected_words, "ground citizen protection if ukrainian\n",
       "error[P0119]: `protection` stands where `for` with an outcome should stand\n"
       " --> policy.proviso:1:16\n"
       "  |\n"
       "1 | ground citizen protection if ukrainian\n"
       "  |                ^^^^^^^^^^ `for` with an outcome should stand here\n"
       "  |\n"
       "  = write `ground NAME for OUTCOME if …`\n"
       "\n"
       "1 error\n"},
      {Kind::unclosed_bracket,
       "kind k { a, b\n"
       "fact x k\n"
       "define d if all of { x is a, x is b\n"
       "  cites s\n",
       "error[P0120]: `}` is missing after `b`\n"
       " --> policy.proviso:1:14\n"
       "  |\n"
       "1 | kind k { a, b\n"
       "  |        -     ^ `}` is expected here\n"
       "  |        this `{` is never closed\n"
       "\n"
       "error[P0120]: `}` is missing after `b`\n"
       " --> policy.proviso:3:36\n"
       "  |\n"
       "3 | define d if all of { x is a, x is b\n"
       "  |                    -               ^ `}` is expected here\n"
       "  |                    this `{` is never closed\n"
       "\n"
       "2 errors\n"},
      {Kind::stray_bracket,
       "define d if a)\n"
       "define e if (a and b}\n",
       "error[P0121]: this `)` closes nothing\n"
       " --> policy.proviso:1:14\n"
       "  |\n"
       "1 | define d if a)\n"
       "  |              ^\n"
       "  |\n"
       "  = delete it, or open the bracket where it was meant to begin\n"
       "\n"
       "error[P0121]: `}` cannot close a `(`\n"
       " --> policy.proviso:2:21\n"
       "  |\n"
       "2 | define e if (a and b}\n"
       "  |             -       ^ `)` is expected here\n"
       "  |             opened here\n"
       "\n"
       "2 errors\n"},
      {Kind::misspelt_word,
       "ground g for o unles a\n"
       "amendment m in force from 2025-01-01 { repel ground g }\n"
       "case \"c\" on 2025-01-01\n"
       "  olena { }\n"
       "  expct olena d yes\n",
       "error[P0122]: `unles` is not a word of the language\n"
       " --> policy.proviso:1:16\n"
       "  |\n"
       "1 | ground g for o unles a\n"
       "  |                ^^^^^ did you mean `unless`?\n"
       "\n"
       "error[P0122]: `repel` does not begin a change\n"
       " --> policy.proviso:2:40\n"
       "  |\n"
       "2 | amendment m in force from 2025-01-01 { repel ground g }\n"
       "  |                                        ^^^^^ did you mean `repeal`?\n"
       "  |\n"
       "  = the changes of an amendment begin with `insert`, `replace`, `repeal`, `set`, `add to`, `remove from` or "
       "`value`\n"
       "\n"
       "error[P0122]: `expct` is not a word of the language\n"
       " --> policy.proviso:5:3\n"
       "  |\n"
       "5 |   expct olena d yes\n"
       "  |   ^^^^^ did you mean `expect`?\n"
       "\n"
       "3 errors\n"},
      {Kind::mixed_connectives,
       "define d\n"
       "  if application_date on or after 2024-09-28 and answered_on is none or medical_evacuation\n",
       "error[P0123]: `and` and `or` stand together, so this can be read in two ways\n"
       " --> policy.proviso:2:6\n"
       "  |\n"
       "2 |   if application_date on or after 2024-09-28 and answered_on is none or medical_evacuation\n"
       "  |      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ which is "
       "meant?\n"
       "  |\n"
       "  = write `(application_date on or after 2024-09-28 and answered_on is none) or medical_evacuation`\n"
       "  = or write `application_date on or after 2024-09-28 and (answered_on is none or medical_evacuation)`\n"
       "\n"
       "1 error\n"},
      {Kind::unclear_where, "define d if is child_of someone where other's resident and employed\n",
       "error[P0124]: it is not clear whether what follows `and` still belongs to `where`\n"
       " --> policy.proviso:1:39\n"
       "  |\n"
       "1 | define d if is child_of someone where other's resident and employed\n"
       "  |                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ which of these are about the link or "
       "the other person?\n"
       "  |\n"
       "  = write `is child_of someone where (other's resident and employed)` if all of it is\n"
       "  = write `(is child_of someone where other's resident) and employed` if only the first test is\n"
       "\n"
       "1 error\n"},
      {Kind::not_before_order, "define d if not answered_on before 2025-01-13\n",
       "error[P0125]: `not` before `before` leaves open what holds when there is no `answered_on`\n"
       " --> policy.proviso:1:13\n"
       "  |\n"
       "1 | define d if not answered_on before 2025-01-13\n"
       "  |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
       "  |\n"
       "  = write `answered_on on or after 2025-01-13`, which does not hold where `answered_on` is none\n"
       "  = or write `answered_on is none or answered_on on or after 2025-01-13`\n"
       "\n"
       "1 error\n"},
      {Kind::unclear_period_end,
       "ground g for o in force from 2024-01-01 until 2024-06-30 if a\n"
       "ground h for o in force from 2024-01-01 through 2024-06-30 if a\n"
       "ground i for o in force from 2024-01-01 to 2024-06-30 if a\n",
       "error[P0126]: `until` does not say whether the last day counts\n"
       " --> policy.proviso:1:41\n"
       "  |\n"
       "1 | ground g for o in force from 2024-01-01 until 2024-06-30 if a\n"
       "  |                                         ^^^^^^^^^^^^^^^^\n"
       "  |\n"
       "  = if 2024-06-30 still counts, write `to and including 2024-06-30`\n"
       "  = if it does not, write `to and including 2024-06-29`\n"
       "\n"
       "error[P0126]: `through` does not say whether the last day counts\n"
       " --> policy.proviso:2:41\n"
       "  |\n"
       "2 | ground h for o in force from 2024-01-01 through 2024-06-30 if a\n"
       "  |                                         ^^^^^^^^^^^^^^^^^^\n"
       "  |\n"
       "  = if 2024-06-30 still counts, write `to and including 2024-06-30`\n"
       "  = if it does not, write `to and including 2024-06-29`\n"
       "\n"
       "error[P0126]: `to` does not say whether the last day counts\n"
       " --> policy.proviso:3:41\n"
       "  |\n"
       "3 | ground i for o in force from 2024-01-01 to 2024-06-30 if a\n"
       "  |                                         ^^^^^^^^^^^^^\n"
       "  |\n"
       "  = if 2024-06-30 still counts, write `to and including 2024-06-30`\n"
       "  = if it does not, write `to and including 2024-06-29`\n"
       "\n"
       "3 errors\n"},
      {Kind::unclear_between,
       "define d if age between 18 and 25\n"
       "define e if application_date between 2024-01-01 and 2024-12-31\n",
       "error[P0127]: `between` does not say whether the ends count\n"
       " --> policy.proviso:1:17\n"
       "  |\n"
       "1 | define d if age between 18 and 25\n"
       "  |                 ^^^^^^^^^^^^^^^^^\n"
       "  |\n"
       "  = if both count, write `(age at least 18 and age at most 25)`\n"
       "  = if neither counts, write `(age more than 18 and age less than 25)`\n"
       "\n"
       "error[P0127]: `between` does not say whether the ends count\n"
       " --> policy.proviso:2:30\n"
       "  |\n"
       "2 | define e if application_date between 2024-01-01 and 2024-12-31\n"
       "  |                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
       "  |\n"
       "  = if both count, write `(application_date on or after 2024-01-01 and application_date on or before "
       "2024-12-31)`\n"
       "  = if neither counts, write `(application_date after 2024-01-01 and application_date before 2024-12-31)`\n"
       "\n"
       "2 errors\n"},
      {Kind::foreign_sign,
       "define d if age >= 18\n"
       "define e if a && b\n"
       "define f if !a\n"
       "define g if status = granted\n",
       "error[P0128]: the sign `>=` is not part of the language\n"
       " --> policy.proviso:1:17\n"
       "  |\n"
       "1 | define d if age >= 18\n"
       "  |                 ^^ write `at least`; for dates `on or after`\n"
       "  |\n"
       "  = conditions are written in words, so that they can be read aloud\n"
       "\n"
       "error[P0128]: the sign `&&` is not part of the language\n"
       " --> policy.proviso:2:15\n"
       "  |\n"
       "2 | define e if a && b\n"
       "  |               ^^ write `and`\n"
       "  |\n"
       "  = conditions are written in words, so that they can be read aloud\n"
       "\n"
       "error[P0128]: the sign `!` is not part of the language\n"
       " --> policy.proviso:3:13\n"
       "  |\n"
       "3 | define f if !a\n"
       "  |             ^ write `not`\n"
       "  |\n"
       "  = conditions are written in words, so that they can be read aloud\n"
       "\n"
       "error[P0128]: the sign `=` is not part of the language\n"
       " --> policy.proviso:4:20\n"
       "  |\n"
       "4 | define g if status = granted\n"
       "  |                    ^ write `is`\n"
       "  |\n"
       "  = conditions are written in words, so that they can be read aloud\n"
       "\n"
       "4 errors\n"},
      {Kind::foreign_word,
       "ground g for o when a\n"
       "define d if status equals granted\n",
       "error[P0129]: `when` is not a word of the language\n"
       " --> policy.proviso:1:16\n"
       "  |\n"
       "1 | ground g for o when a\n"
       "  |                ^^^^ write `if`\n"
       "\n"
       "error[P0129]: `equals` is not a word of the language\n"
       " --> policy.proviso:2:20\n"
       "  |\n"
       "2 | define d if status equals granted\n"
       "  |                    ^^^^^^ write `is`\n"
       "\n"
       "2 errors\n"},
      {Kind::foreign_comment,
       "// the lists\n"
       "fact a date /* when */\n",
       "error[P0130]: `//` does not begin a comment\n"
       " --> policy.proviso:1:1\n"
       "  |\n"
       "1 | // the lists\n"
       "  | ^^ write `#`\n"
       "  |\n"
       "  = a comment begins with `#` and ends with its line\n"
       "\n"
       "error[P0130]: `/*` does not begin a comment\n"
       " --> policy.proviso:2:13\n"
       "  |\n"
       "2 | fact a date /* when */\n"
       "  |             ^^ write `#`\n"
       "  |\n"
       "  = a comment begins with `#` and ends with its line\n"
       "\n"
       "2 errors\n"},
      {Kind::stray_semicolon,
       "fact a date;\n"
       "fact b date\n",
       "error[P0131]: `;` is not part of the language\n"
       " --> policy.proviso:1:12\n"
       "  |\n"
       "1 | fact a date;\n"
       "  |            ^ delete it\n"
       "  |\n"
       "  = a declaration ends where the next begins; members of a list are separated by `,`\n"
       "\n"
       "1 error\n"},
      {Kind::unusual_character,
       "fact a: date\n"
       "fact b date\n",
       "error[P0132]: `:` has no meaning outside quotes\n"
       " --> policy.proviso:1:7\n"
       "  |\n"
       "1 | fact a: date\n"
       "  |       ^ delete it\n"
       "\n"
       "error[P0132]: this space is not an ordinary one (U+00A0)\n"
       " --> policy.proviso:2:5\n"
       "  |\n"
       "2 | fact b date\n"
       "  |     ^ write an ordinary space\n"
       "  |\n"
       "  = such spaces come in when text is copied from a word processor or a web page\n"
       "\n"
       "2 errors\n"},
      {Kind::superfluous_is,
       "define d if a is before 2025-01-13\n"
       "define e if b is not in { x, y }\n"
       "define f if c is not at least 3\n",
       "error[P0133]: `is` cannot stand before `before`\n"
       " --> policy.proviso:1:15\n"
       "  |\n"
       "1 | define d if a is before 2025-01-13\n"
       "  |               ^^\n"
       "  |\n"
       "  = write `a before 2025-01-13`\n"
       "\n"
       "error[P0133]: `is not` cannot stand before `in`\n"
       " --> policy.proviso:2:15\n"
       "  |\n"
       "2 | define e if b is not in { x, y }\n"
       "  |               ^^^^^^\n"
       "  |\n"
       "  = write `b not in { x, y }`\n"
       "\n"
       "error[P0133]: `is not` cannot stand before `at`\n"
       " --> policy.proviso:3:15\n"
       "  |\n"
       "3 | define f if c is not at least 3\n"
       "  |               ^^^^^^\n"
       "  |\n"
       "  = write `c less than 3`\n"
       "\n"
       "3 errors\n"},
      {Kind::true_or_false, "define d if medical_evacuation is true\n",
       "error[P0134]: `true` is not a word of the language\n"
       " --> policy.proviso:1:35\n"
       "  |\n"
       "1 | define d if medical_evacuation is true\n"
       "  |                                   ^^^^ write `yes`\n"
       "  |\n"
       "  = a yes/no fact can stand alone as a condition: `medical_evacuation`, `not medical_evacuation`\n"
       "\n"
       "1 error\n"},
      {Kind::missing_comma,
       "set s of r is { Lviv Volyn }\n"
       "define d if all of {\n"
       "  a\n"
       "  b\n"
       "}\n",
       "error[P0135]: `,` or `}` is missing before `Volyn`\n"
       " --> policy.proviso:1:22\n"
       "  |\n"
       "1 | set s of r is { Lviv Volyn }\n"
       "  |               -      ^^^^^ begins something new\n"
       "  |               in this list\n"
       "  |\n"
       "  = the members of a list are separated by commas\n"
       "\n"
       "error[P0135]: `,` or `}` is missing before `b`\n"
       " --> policy.proviso:4:3\n"
       "  |\n"
       "2 | define d if all of {\n"
       "  |                    - in this list\n"
       "3 |   a\n"
       "4 |   b\n"
       "  |   ^ begins something new\n"
       "  |\n"
       "  = the members of a list are separated by commas\n"
       "\n"
       "2 errors\n"},
      {Kind::change_outside_amendment, "repeal exclusion no_interview\n",
       "error[P0136]: `repeal` stands outside an amendment\n"
       " --> policy.proviso:1:1\n"
       "  |\n"
       "1 | repeal exclusion no_interview\n"
       "  | ^^^^^^\n"
       "  |\n"
       "  = write it in the braces of an amendment: `amendment NAME in force from DATE { … }`\n"
       "\n"
       "1 error\n"},
  };
  return shown;
}

}  // namespace

TEST_CASE("syntax messages say what is wrong and what to write") {
  for (const Shown& shown : all_shown()) {
    const ParsedText parsed(shown.text);
    CHECK(parsed.rendered() == shown.messages);
    CHECK(parsed.diagnostics.sorted().front().kind == shown.kind);
  }
}

TEST_CASE("every kind of syntax error has a message here") {
  for (const KindInfo& kind : all_kinds()) {
    if (kind.code <= 100 || kind.code >= 200) continue;
    INFO(kind.name);
    CHECK(std::any_of(all_shown().begin(), all_shown().end(), [&](const Shown& s) { return s.kind == kind.kind; }));
    CHECK(kind.explanation.size() > 80);
  }
}
