// Writes a policy of a given size for the benchmarks: generate_policy FOLDER RULES [FILES [CHANGED]]. Each file is one
// scheme, as real ones are: facts, sets with versions, a decision, definitions, grounds with exclusions and exceptions,
// a derivation to family members, and an amendment with its own scope. The same arguments write the same text. With
// CHANGED it is a new version of it: `one` moves one date of the first scheme by a year, `third` every date in the
// tests of each third scheme.
#include <fmt/core.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace {

constexpr int kRegions = 60;
constexpr int kSharedFacts = 24;
constexpr int kOutcomes = 5;

/// Numbers that look random and are the same everywhere. They are drawn one after the other, never within one call:
/// compilers differ in what they do first.
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : state_(seed) {}
  int below(int bound) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return static_cast<int>((state_ >> 33) % static_cast<std::uint64_t>(bound));
  }

 private:
  std::uint64_t state_;
};

std::string date(Numbers& numbers, int years_later) {
  const int day = 1 + numbers.below(28), month = 1 + numbers.below(12), year = 1990 + numbers.below(35) + years_later;
  return fmt::format("{}-{:02}-{:02}", year, month, day);
}

/// What is changed in a version, beside the text as it is first.
enum class Changed { nothing, one, third };

std::optional<Changed> changed_of(std::string_view word) {
  if (word == "one") return Changed::one;
  if (word == "third") return Changed::third;
  return std::nullopt;
}

/// How many dates of a scheme are moved, its first ones. The fourth scheme begins with a ground that has one.
int moved_dates(Changed changed, int file) {
  if (changed == Changed::one) return file == 3 ? 1 : 0;
  return changed == Changed::third && file % 3 == 0 ? std::numeric_limits<int>::max() : 0;
}

std::string vocabulary() {
  std::string text = R"(policy generated "A generated policy"
  authority "The benchmark"
  in force from 2000-01-01
  month ends round down

source act "The generated act"

relation spouse_of mutual { since date }
relation parent_of acyclic { same_household yes/no }
relation child_of inverse of parent_of

regions land "Regions" {
)";
  for (int i = 0; i < kRegions; ++i)
    text += fmt::format("  region_{0} \"Region {0}\" code \"R-{0}\" also \"Area {0}\",\n", i);
  text += "}\nkind permit { permanent, temporary, seasonal, student, family }\n\n";
  for (int i = 0; i < kSharedFacts; ++i) {
    switch (i % 4) {
      case 0:
        text += fmt::format("fact day_{} date or none\n", i);
        break;
      case 1:
        text += fmt::format("fact region_of_{} land or none\n", i);
        break;
      case 2:
        text += fmt::format("fact permits_{} set of permit\n", i);
        break;
      default:
        text += fmt::format("fact answer_{} yes/no\n", i);
    }
  }
  return text;
}

/// The scheme of one file; every name in it ends with the number of the file.
class Scheme {
 public:
  Scheme(int file, int rules, Changed changed)
      : file_(file),
        rules_(rules),
        moved_(moved_dates(changed, file)),
        numbers_(0x9E3779B97F4A7C15u + static_cast<unsigned>(file)) {}

  std::string text() {
    declare();
    const int defines = rules_ / 4;  // beside the rules
    for (int i = 0; i < defines; ++i) define(i);
    const int grounds = rules_ * 6 / 10;
    for (int i = 0; i < grounds; ++i) ground(i, defines);
    const int exclusions = rules_ / 5;
    for (int i = 0; i < exclusions; ++i) exclusion(i);
    const int exceptions = rules_ - grounds - exclusions - 1;
    for (int i = 0; i < exceptions; ++i) exception(i, grounds, exclusions);
    derivation();
    amendment(grounds);
    return text_;
  }

 private:
  void declare() {
    add("# Scheme {}\n\n", file_);
    for (int i = 0; i < 4 + rules_ / 10; ++i) {
      add("fact applied_{0}_{1} date \"The day of application {1}\"\n", file_, i);
      add("fact lives_in_{0}_{1} land or none\n", file_, i);
    }
    for (int i = 0; i < 2; ++i) {
      const std::string later = regions(9), first = regions(6);
      add("set safe_{}_{} of land is {}\n  from 2024-06-01 is {}\n", file_, i, first, later);
    }
    const int later = 12 + numbers_.below(9), first = 3 + numbers_.below(9);
    add("value waiting_{} is {} months\n  from 2025-01-01 is {} months\n", file_, first, later);
    add("\ndecision scheme_{} \"The result of scheme {}\" is the first of {{\n", file_, file_);
    for (int i = 0; i < kOutcomes; ++i) add("  outcome_{}_{} \"Outcome {}\",\n", file_, i, i);
    add("  refused_{} \"Refused\" otherwise,\n}}\n\n", file_);
  }

  void define(int i) {
    if (i == 0) {
      add("define ready_{}_0 \"Ready\" if answer_3\n", file_);
      return;
    }
    const std::string or_else = test();
    add("define ready_{0}_{1} \"Ready, step {1}\" if ready_{0}_{2} or {3}\n", file_, i, numbers_.below(i), or_else);
  }

  void ground(int i, int defines) {
    const std::string also = defines > 0 ? fmt::format("ready_{}_{}", file_, numbers_.below(defines)) : test();
    const std::string c = test(), b = test(), a = test();
    add("ground ground_{0}_{1} for outcome_{0}_{2} \"Ground {1}\"\n  if all of {{\n    {3},\n    {4} or {5},\n    "
        "{6},\n  }}\n  cites act\n",
        file_, i, numbers_.below(kOutcomes), a, b, c, also);
  }

  void exclusion(int i) {
    const std::string b = test(), a = test();
    add("exclusion exclusion_{0}_{1} from outcome_{0}_{2}\n  if {3} and {4}\n", file_, i, numbers_.below(kOutcomes), a,
        b);
  }

  void exception(int i, int grounds, int exclusions) {
    const std::string condition = test();
    if (i % 2 == 0 && exclusions > 0)
      add("exception exception_{0}_{1} to exclusion_{0}_{2} if {3}\n", file_, i, numbers_.below(exclusions), condition);
    else
      add("exception exception_{0}_{1} to ground_{0}_{2} if {3}\n", file_, i, numbers_.below(grounds), condition);
  }

  void derivation() {
    add("derivation family_{0} of outcome_{0}_0 \"Family\"\n  through spouse_of if since before 2022-02-24\n"
        "  through child_of if same_household\n",
        file_);
  }

  void amendment(int grounds) {
    add("\namendment change_{} \"A change of scheme {}\"\n  in force from {}-{:02}-{:02}\n", file_, file_,
        2021 + file_ % 5, 1 + file_ % 12, 1 + file_ % 28);
    add("  applies if applied_{}_0 on or after 2021-01-01\n{{\n  add to safe_{}_0 {}\n", file_, file_, regions(3));
    const std::string b = test(), a = test();
    add("  replace ground ground_{0}_{1} for outcome_{0}_1 if {2} and {3}\n}}\n", file_, grounds - 1, a, b);
  }

  std::string day() {
    const bool moves = moved_ > 0;
    if (moves) --moved_;
    return date(numbers_, moves ? 1 : 0);
  }

  std::string test() {
    const int own = numbers_.below(4 + rules_ / 10);
    const int shared = numbers_.below(kSharedFacts / 4) * 4;
    switch (numbers_.below(7)) {
      case 0:
        return fmt::format("day_{} before {}", shared, day());
      case 1:
        return fmt::format("lives_in_{}_{} in safe_{}_{}", file_, own, file_, own % 2);
      case 2:
        return fmt::format("region_of_{} is region_{}", shared + 1, numbers_.below(kRegions));
      case 3:
        return fmt::format("permits_{} includes permanent", shared + 2);
      case 4:
        return fmt::format("applied_{}_{} on or after {}", file_, own, day());
      case 5:
        return fmt::format("applied_{}_{} before the waiting_{} after day_{}", file_, own, file_, shared);
      default:
        return fmt::format("answer_{}", shared + 3);
    }
  }

  std::string regions(int count) {
    std::string text = "{ ";
    const int first = numbers_.below(kRegions);
    for (int i = 0; i < count; ++i) text += fmt::format("{}region_{}", i == 0 ? "" : ", ", (first + i * 7) % kRegions);
    return text + " }";
  }

  template <typename... Values>
  void add(const char* pattern, const Values&... values) {
    text_ += fmt::format(fmt::runtime(pattern), values...);
  }

  int file_, rules_, moved_;
  Numbers numbers_;
  std::string text_;
};

void write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

}  // namespace

int main(int argc, char** argv) {
  const int rules = argc > 2 ? std::atoi(argv[2]) : 0;
  const int files = argc > 3 ? std::atoi(argv[3]) : 100;
  const auto changed = argc > 4 ? changed_of(argv[4]) : Changed::nothing;
  if (rules < 4 * files || files < 1 || !changed) {
    fmt::print(stderr,
               "usage: generate_policy FOLDER RULES [FILES [one|third]]   (at least four rules for each file)\n");
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder);
  write(folder / "vocabulary.proviso", vocabulary());
  for (int file = 0; file < files; ++file) {
    const int share = rules / files + (file < rules % files ? 1 : 0);
    write(folder / fmt::format("scheme_{:03}.proviso", file), Scheme(file, share, *changed).text());
  }
}
