#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The library of Proviso, whole: read a policy, ask it about cases, and have the answers explained. A program that uses
// it includes this header alone, as <proviso/proviso.hpp>.
//
// - Text is UTF-8. Dates are written YYYY-MM-DD. Lines and columns are counted from 1; a column is one character.
// - No function throws for bad input, be it rules, files or cases: what is wrong comes back as messages. Only
//   running out of memory throws (std::bad_alloc).
// - Results own all that they hold. A `Ruleset` never changes: copies share it, and any number of threads may ask one
//   at the same time.
// - Nothing reads the clock, the environment or the network. The same input gives the same output, byte for byte.
// - An answer is what the encoded rules imply. It is no decision of an authority.
namespace proviso {

/// Something wrong, or worth looking at, in rules or in a case.
struct Message {
  bool is_error = true;      ///< else a warning
  std::string code;          ///< "P0204"; a code never changes its meaning. Empty if there is none
  std::string text;          ///< one sentence, with names in `backticks`
  std::string file;          ///< empty if it has no place
  std::uint32_t line = 0;    ///< 0 if it has no place
  std::uint32_t column = 0;  ///< 0 if it has no place
  std::string rendered;  ///< the whole message as the command line shows it, with the place and what to write instead
};

/// What to read, and from where.
struct RulesetOptions {
  /// Proposals to add: files under a folder named `proposals` count only if they are named here.
  std::vector<std::string> with = {};
};

/// How a case is read and answered.
struct AskOptions {
  std::string on = {};        ///< the date of the assessment instead of the case's `as_of`; empty: the case's own
  bool allow_extra = false;   ///< ignore facts that the policy does not declare, instead of refusing the case
  std::string person = {};    ///< explain: this person alone; empty: everyone
  std::string decision = {};  ///< explain: this decision alone; empty: every decision
};

enum class AskStatus : std::uint8_t {
  answered,
  refused,     ///< the case cannot be read, cannot be, or needs a text that is not in force: `messages` say why
  incomplete,  ///< a limit was reached before everything was known: `messages` say which
};

/// The value of one decision or define for one person.
struct ValueView {
  std::string name;  ///< of the decision or define
  bool is_decision = false;
  bool settled = false;  ///< every way to fill in what is unknown gives the same value
  std::string value;     ///< if settled: an outcome, "true", "false", a date, a number, "90 days", "none"
  std::vector<std::string> possible = {};  ///< if not settled: the values left open, where they can be listed
  std::vector<std::string> missing = {};   ///< if not settled: the facts that can still change it, "olena.birth_date"
  std::vector<std::string> because = {};   ///< a settled decision: the names of the rules that carried it
};

struct PersonView {
  std::string id;
  std::vector<ValueView> values;  ///< decisions, then defines, each by name

  /// The value of that name, or null. It lives as long as this view.
  const ValueView* find(std::string_view name) const;
};

struct Answered {
  AskStatus status = AskStatus::refused;
  std::vector<Message> messages;   ///< why not, unless `status` is `answered`
  std::string json;                ///< `proviso.result/1`; empty unless `status` is `answered`
  std::vector<PersonView> people;  ///< in the order of the case; empty unless `status` is `answered`

  /// The person of that id, or null. It lives as long as this result.
  const PersonView* find(std::string_view id) const;
};

struct Explained {
  AskStatus status = AskStatus::refused;
  std::vector<Message> messages;
  std::string text;  ///< for a person to read, in lines of at most 100 characters; empty unless `answered`
  std::string json;  ///< `proviso.explanation/1`, the same content; empty unless `answered`
};

/// A name that the policy declares, with the label that people see.
struct Declared {
  std::string name;
  std::string label;  ///< empty if none was written
};

/// A policy that has been read, checked and made ready to answer.
class Ruleset {
 public:
  /// Copies share the policy, and are cheap.
  Ruleset(const Ruleset&);
  Ruleset(Ruleset&&) noexcept;
  Ruleset& operator=(const Ruleset&);
  Ruleset& operator=(Ruleset&&) noexcept;
  ~Ruleset();

  const std::string& name() const;
  const std::string& title() const;
  /// SHA-256 of the canonical text, "sha256:…": equal for two policies that differ in layout and comments only.
  const std::string& digest() const;
  /// The first day in force, or empty if the policy states none.
  std::string in_force_from() const;

  std::vector<Declared> decisions() const;  ///< by name
  std::vector<Declared> defines() const;    ///< by name
  std::vector<Declared> facts() const;      ///< by name; facts and judgements of a person
  /// The names of the outcomes of a decision, in their order; empty if there is no such decision.
  std::vector<Declared> outcomes(std::string_view decision) const;

  /// Decides everyone in a case, given as the JSON that docs/interface.md describes.
  Answered decide(std::string_view case_json, const AskOptions& options = {}) const;
  /// Decides, and tells why, why not, what is unknown, and what would change it.
  Explained explain(std::string_view case_json, const AskOptions& options = {}) const;

 private:
  friend struct LibraryAccess;
  struct Compiled;
  explicit Ruleset(std::shared_ptr<const Compiled> compiled);
  std::shared_ptr<const Compiled> compiled_;
};

/// What reading a policy gave: the ruleset, unless there was an error. A policy with errors never decides anything.
struct Loaded {
  std::optional<Ruleset> ruleset;
  std::vector<Message> messages;  ///< errors and warnings, by file and place

  explicit operator bool() const { return ruleset.has_value(); }
};

/// Reads a policy: `.proviso` files, and folders (every `.proviso` file below them, but those under `proposals`).
Loaded load(const std::vector<std::string>& paths, const RulesetOptions& options = {});
/// The same for texts that are in memory: pairs of a name, by which messages call it, and the text. `use` is refused,
/// and words that a source is cited for are not looked for, since there are no files.
Loaded load_text(const std::vector<std::pair<std::string, std::string>>& files);

}  // namespace proviso
