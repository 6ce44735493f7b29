#include "dsl/format.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>

#include "dsl/lexer.hpp"
#include "dsl/parser.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/sentences.hpp"

using namespace proviso;

namespace {

std::optional<std::string> try_format(const std::string& text) {
  SourceSet sources;
  const FileId file = sources.add("test.proviso", text);
  Diagnostics diagnostics;
  std::optional<std::string> result = format_text(sources, file, diagnostics);
  CHECK(result.has_value() == !diagnostics.has_errors());
  return result;
}

std::string format(const std::string& text) {
  INFO(text);
  std::optional<std::string> result = try_format(text);
  REQUIRE(result.has_value());
  return *result;
}

// What the parser understood, but for places.
std::vector<std::string> understood(const std::string& text) {
  SourceSet sources;
  const FileId file = sources.add("test.proviso", text);
  Diagnostics diagnostics;
  const syntax::Document document = parse(sources, file, Limits{}, diagnostics);
  if (diagnostics.has_errors()) return {"errors"};
  std::vector<std::string> result;
  for (const auto& declaration : document.declarations) result.push_back(std::to_string(declaration.index()));
  for (const syntax::Expr& e : document.exprs) {
    std::ostringstream out;
    out << static_cast<int>(e.kind) << ' ' << static_cast<int>(e.compare) << ' ' << static_cast<int>(e.unit) << ' '
        << e.someone << e.after << ' ' << e.number << ' ' << e.name.text << ' ' << e.first_child << ' '
        << e.child_count;
    result.push_back(out.str());
  }
  for (const syntax::ExprId id : document.children) result.push_back(std::to_string(id));
  return result;
}

// The words, and each comment after the number of the word that it follows.
struct Content {
  std::vector<std::string> words, comments;
  friend bool operator==(const Content&, const Content&) = default;
};

Content content(std::string_view text) {
  const Words read = read_words(text);
  Content result;
  for (std::size_t i = 0; i < read.words.size(); ++i) {
    const Word& word = read.words[i];
    for (std::uint32_t c = 0; c < word.comment_count; ++c) {
      result.comments.push_back(std::to_string(i) + " " + std::string(read.comments[word.first_comment + c].text));
    }
    result.words.emplace_back(word.text);
  }
  return result;
}

// One of every construct, in the canonical layout.
constexpr const char* kCanonical = R"(# A library's rules.

policy lending
  "Who may borrow"
  authority "The library board"
  basis "Bylaws, section 2"
  in force from 2020-01-01
  month ends round up

use "../vocabulary/towns.proviso"
source bylaws "Bylaws"
  publisher "The board"  file "bylaws.txt"  url "https://example.org/bylaws"  dated 2019-11-30

regions area "Areas" {
  North "The north" code "N" also "Northern", "Up there" cites bylaws,  # above the river
  South "The south" { Coast, Inland },

  East "The east" {
    Hills "Hills" code "E1",
    Plain "Plain",
  },
}
kind membership { adult, child, staff }
kind status { open "Open", closed "Closed" }
kind empty { }

fact joined_on date or none "The day of joining"
fact towns set of area default { }
fact fee_paid_on date or none only if membership_kind is adult default none "The day the fee was paid"
  cites bylaws "the fee is paid yearly"
judgement good_standing "In good standing" decided by "Librarian"
fact remarks note
relation guardian_of acyclic "Guardian" { since date, custody yes/no default yes "Has custody" }
relation ward_of inverse of guardian_of
relation partner_of, sibling_of mutual

set served of area "Areas served"
  is { North }
  from 2022-01-01 is { North, Coast }
set closed_areas of area supplied
value loan_time is 4 weeks
  from 2023-01-01 is 30 days
value budget number supplied default 10
relation fostered_by acyclic with guardian_of "Foster parent" { fostered_on date }

impossible paid_before_joining  if fee_paid_on before joined_on

decision borrowing "What may be borrowed" is the first of {
  everything "All collections",
  books "Books only",
  nothing "Nothing" otherwise,
}
decision may_renew yes/no "May renew a loan"
decision colour is the first of { red, green otherwise }

define is_member "Has joined"  if joined_on is not none
define due_on as date or none "The last day" is the loan_time after joined_on
define wait as duration  in force from 2021-01-01 is the first of {
  whole months from joined_on to as_of if is_member,
  0 months otherwise,
}
define close "Lives with the other"
  through guardian_of, ward_of  if custody  unless other's good_standing
  through sibling_of
define last_visit as date or none
  through guardian_of, ward_of
  is the first of {
    since if custody,
    none otherwise,
  }
define fostered_since as date or none
  is the earliest fostered_on among fostered_by where (other's good_standing and not good_standing)
define joined_or_fostered as date or none is the earliest of { joined_on, fostered_since }
define many  if number of ward_of where (custody) at least 2
define jointly_fostered
  through fostered_by  if is fostered_by no one with the same fostered_on where other's good_standing

ground member for everything  if is_member and not (towns include any of closed_areas or good_standing)
ground long_member for everything "A member for a long time whose areas are all served by the library"
  if all of {
    whole years from joined_on to as_of at least 2 years,
    number of towns less than 3,
    at least 2 of { is_member, good_standing, towns includes only served },
  }
  cites bylaws "members of two years"
  note "The years are counted to the day"
derivation ward of everything from everything or books in decision borrowing "The ward of a member"
  through guardian_of, ward_of  if since before 2020-01-01
  through sibling_of  always
exclusion owes from everything, books in decision borrowing
  unless is guardian_of someone where (custody and is_member)
exception forgiven to owes  in force to and including 2024-05-21  always

amendment new_areas "Two more areas"
  in force from 2024-01-01 after old_areas
  applies if joined_on on or after 2023-06-01  unless other's good_standing
  cites bylaws
{
  add to served { Hills }
  remove from served { North }

  # The new text.
  insert ground fresh for books  if joined_on on or after 90 days before as_of
  replace define is_member  always
  repeal exclusion owes
  set served is { }
  value loan_time is 2 weeks
}

person member_of_the_north "A member" { towns { North }, joined_on 2020-02-29, remarks unknown }
case "Renewed twice"
  on 2024-03-01
  note "From the desk"
  given budget 12
  anna like member_of_the_north
  ben like member_of_the_north { guardian_of to anna { since 2019-01-01 }, fee_paid_on none }

  # Both are asked about.
  expect anna borrowing undetermined missing anna.joined_on, ben.guardian_of[0].since because member
  expect ben may_renew yes derived from anna
)";

std::vector<std::string> ruleset_texts() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(PROVISO_SOURCE_DIR "/rulesets")) {
    if (entry.path().extension() == ".proviso") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> result;
  for (const auto& path : paths) {
    std::ifstream in(path, std::ios::binary);
    result.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return result;
}

// The words of a text with other spaces but no empty lines, and where `comments` is not 0, about one comment every so
// many words.
std::string laid_out_anew(std::string_view text, std::mt19937& random, unsigned comments) {
  constexpr const char* kSpaces[] = {" ", "  ", "\n", "\t", "\r\n", " \n   "};
  const Words read = read_words(text);
  std::string result;
  unsigned number = 0;
  for (const Word& word : read.words) {
    if (word.comma_before) result += random() % 2 == 0 ? "," : " ,";
    result += kSpaces[random() % std::size(kSpaces)];
    while (comments != 0 && random() % comments == 0) {
      result += "#" + std::string(random() % 2, ' ') + std::to_string(++number) + std::string(random() % 2, ' ') + "\n";
    }
    result += word.text;
  }
  return result;
}

}  // namespace

TEST_CASE("the canonical layout of every construct stays as it is") { CHECK(format(kCanonical) == kCanonical); }

TEST_CASE("short declarations stand on one line, long ones have a line for each clause") {
  CHECK(format("ground a for b\nif c\n") == "ground a for b  if c\n");
  CHECK(format("ground a for b \"Label\" if c cites d \"words\" note \"why\"") ==
        "ground a for b \"Label\"\n  if c\n  cites d \"words\"\n  note \"why\"\n");
  const std::string name(40, 'n');
  CHECK(format("ground a for b if " + name + " and " + name + " and " + name) ==
        "ground a for b\n  if " + name + "\n    and " + name + "\n    and " + name + "\n");
  CHECK(format("ground a for b if any of { " + name + ", " + name + ", not " + name + " }") ==
        "ground a for b\n  if any of {\n    " + name + ",\n    " + name + ",\n    not " + name + ",\n  }\n");
  CHECK(format("set s of k is { " + name + ", " + name + ", " + name + " }") ==
        "set s of k\n  is {\n    " + name + ", " + name + ",\n    " + name + ",\n  }\n");
  CHECK(format("fact a date only if " + name + " is " + name + " \"Some label or other\"") ==
        "fact a date only if " + name + " is " + name + "\n  \"Some label or other\"\n");
}

TEST_CASE("the width is counted in columns of a terminal") {
  // 45 wide characters are 90 columns, and a letter with 90 accents is one.
  std::string wide, accents = "e";
  for (int i = 0; i < 45; ++i) wide += "\u5b57";
  for (int i = 0; i < 90; ++i) accents += "\u0301";
  CHECK(format("define aaaa \"" + wide + "\" if b") == "define aaaa \"" + wide + "\"  if b\n");
  CHECK(format("define aaaaa \"" + wide + "\" if b") == "define aaaaa \"" + wide + "\"\n  if b\n");
  CHECK(format("define aaaaa \"" + accents + "\" if b") == "define aaaaa \"" + accents + "\"  if b\n");
}

TEST_CASE("texts in quotes are never broken") {
  const std::string text(300, 'x');
  CHECK(format("use \"" + text + "\"") == "use \"" + text + "\"\n");
  CHECK(format("define a \"" + text + "\" if b") == "define a\n  \"" + text + "\"\n  if b\n");
  CHECK(format(R"(define a "say \"no\" # not \\" if b)") == "define a \"say \\\"no\\\" # not \\\\\"  if b\n");
}

TEST_CASE("commas are put in order") {
  CHECK(format("kind k {\n a\n b\n}") == "kind k { a, b }\n");
  CHECK(format("kind k { a, b, }") == "kind k { a, b }\n");
  CHECK(format("kind k { code, also_so }") == "kind k { code, also_so }\n");
  CHECK(format("person p { age 5, days 3 }") == "person p { age 5, days 3 }\n");
  CHECK(format("person p { age 5 days }") == "person p { age 5 days }\n");
  CHECK(format("decision d is the first of { a \"A\" b otherwise }") ==
        "decision d is the first of {\n  a \"A\",\n  b otherwise,\n}\n");
}

TEST_CASE("comments stay where they are read") {
  CHECK(format("# top\nkind k { a }# end\n#last") == "# top\nkind k { a }  # end\n#last\n");
  CHECK(format("kind k { a, # one\n# two\n b # three\n , c\n # four\n}") ==
        "kind k {\n  a,  # one\n  # two\n  b,  # three\n  c,\n  # four\n}\n");
  CHECK(format("kind k {\n# nothing yet\n}") == "kind k {\n  # nothing yet\n}\n");
  CHECK(format("define a # of b\n if b") == "define a  # of b\n  if b\n");
  CHECK(format("define # the name\n a if b") == "define  # the name\n  a\n  if b\n");
  CHECK(format("define a if b # both\n and c") == "define a\n  if b  # both\n    and c\n");
  CHECK(format("define a if (b # one\n # two\n)") == "define a\n  if (b  # one\n    # two\n  )\n");
  CHECK(format("ground a for b if c\n# about d\nground d for b if c") ==
        "ground a for b  if c\n# about d\nground d for b  if c\n");
  CHECK(format("# only this") == "# only this\n");
}

TEST_CASE("empty lines between declarations are kept, one at most") {
  CHECK(format("\n\n\nkind k { a }\n\n\n\nkind l { a }\nkind m { a }\n\n\n") ==
        "kind k { a }\n\nkind l { a }\nkind m { a }\n");
  CHECK(format("kind k { a }\n\n# one\n\n\n# two\nkind l {\n\n a\n\n b }") ==
        "kind k { a }\n\n# one\n\n# two\nkind l { a, b }\n");
  CHECK(format("") == "");
  CHECK(format("\n \n") == "");
}

TEST_CASE("line ends and spaces at line ends are made alike") {
  CHECK(format("kind k { a }  # x \t\r\n\r\nkind l { a }\r\n") == "kind k { a }  # x\n\nkind l { a }\n");
  CHECK(format("define a if is r someone where other\u2019s b") == "define a  if is r someone where other\u2019s b\n");
}

TEST_CASE("a text that does not follow the grammar is not touched") {
  CHECK_FALSE(try_format("kind k { a").has_value());
  CHECK_FALSE(try_format("ground a for b if c and d or e").has_value());
}

TEST_CASE("deep nesting is laid out") {
  std::string text = "define a if ";
  for (int i = 0; i < 80; ++i) text += i % 2 == 0 ? "(" : "all of { bbbbbbbbbbbbbbbbbbbb, ";
  text += "c";
  for (int i = 80; i > 0; --i) text += i % 2 == 1 ? ")" : " }";
  const std::string formatted = format(text);
  CHECK(format(formatted) == formatted);
  CHECK(content(formatted).words == content(text).words);
}

TEST_CASE("formatting keeps the words and the comments, and formatting again changes nothing") {
  std::vector<std::string> texts = ruleset_texts();
  texts.emplace_back(kCanonical);
  for (const std::string& text : texts) {
    const std::string formatted = format(text);
    CHECK(content(formatted) == content(text));
    CHECK(format(formatted) == formatted);
  }
}

TEST_CASE("the layout depends on the words alone, and loses no comment wherever it stands") {
  const unsigned seed = std::random_device{}();
  INFO("seed " << seed);
  std::mt19937 random(seed);
  std::vector<std::string> texts = ruleset_texts();
  texts.emplace_back(kCanonical);
  for (const std::string& text : texts) {
    const std::string plain = format(laid_out_anew(text, random, 0));
    for (int i = 0; i < 3; ++i) CHECK(format(laid_out_anew(text, random, 0)) == plain);
    for (const unsigned comments : {2u, 10u, 50u}) {
      const std::string commented = laid_out_anew(text, random, comments);
      const std::string formatted = format(commented);
      INFO(commented);
      CHECK(content(formatted) == content(commented));
      CHECK(format(formatted) == formatted);
    }
  }
}

TEST_CASE("a random text means the same in its canonical layout") {
  const unsigned seed = std::random_device{}();
  INFO("seed " << seed);
  std::mt19937 random(seed);
  testing::SentenceMaker maker(testing::language_grammar(), random);
  int formatted_texts = 0;
  for (int i = 0; i < 1500; ++i) {
    std::string text;
    for (const std::string& word : maker.declarations(1 + random() % 3)) text += word + " ";
    if (understood(text) == std::vector<std::string>{"errors"}) continue;
    const std::string commented = laid_out_anew(text, random, 2 + random() % 20);
    const std::string formatted = format(commented);
    INFO(commented << "\n----\n" << formatted);
    CHECK(understood(formatted) == understood(text));
    CHECK(content(formatted) == content(commented));
    CHECK(format(formatted) == formatted);
    CHECK(format(laid_out_anew(text, random, 0)) == format(text));
    ++formatted_texts;
  }
  CHECK(formatted_texts > 700);
}

TEST_CASE("one declaration alone is laid out without comments and empty lines") {
  CHECK(format_declaration("kind   colour {\n  red, # warm\n\n  green }") == "kind colour { red, green }");
  CHECK(format_declaration("ground a for b\n # why\n if c and\n d\n\n cites e") ==
        "ground a for b  if c and d\n  cites e");
  CHECK(format_change("insert ground a for b if # why\n c") == "insert ground a for b  if c");
  CHECK(format_change("set a is\n{ b,\n c, }") == "set a is { b, c }");
  CHECK(format_change("repeal   define a") == "repeal define a");
  CHECK(format_change("value a is 3   months") == "value a is 3 months");
}

TEST_CASE("lines go beyond the width only for a text in quotes, a comment or a long name") {
  for (const std::string& text : ruleset_texts()) {
    const std::string formatted = format(text);
    std::size_t begin = 0;
    for (std::size_t end; (end = formatted.find('\n', begin)) != std::string::npos; begin = end + 1) {
      const std::string line = formatted.substr(begin, end - begin);
      INFO(line);
      CHECK((display_width(line) <= kFormatColumns || line.find_first_of("\"#") != std::string::npos));
    }
  }
}
