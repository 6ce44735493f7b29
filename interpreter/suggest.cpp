#include "interpreter/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dsl/format.hpp"
#include "dsl/render_text.hpp"
#include "interpreter/case_text.hpp"
#include "interpreter/shrink_case.hpp"

namespace proviso {

namespace {

std::string place_of(const SourceSet& sources, const Mutant& mutant) {
  // A file may be called anything; what is written here is read as rules again.
  return fmt::format("{}:{}", visible(sources.path(mutant.span.file)),
                     sources.position(mutant.span.file, mutant.span.begin).line);
}

std::string words_of(const SourceSet& sources, const Mutant& mutant) {
  return fmt::format("{}, {}: {}", place_of(sources, mutant), mutant.item, mutant.change);
}

// What the cases of two suggestions expect, together.
void add_expected(std::vector<ExpectedLine>& lines, const std::vector<ExpectedLine>& more) {
  for (const ExpectedLine& line : more) {
    const bool known = std::any_of(lines.begin(), lines.end(), [&](const ExpectedLine& l) {
      return l.person == line.person && l.result == line.result;
    });
    if (!known) lines.push_back(line);
  }
}

bool is_empty(const Expected& expected) { return expected.lines.empty() && expected.impossibles.empty(); }

// Whether an earlier suggestion notices the mutant too, perhaps with more lines.
bool add_mutant(const Program& program, const Program& mutant, Suggestion& earlier) {
  if (is_empty(earlier.expected)) return false;
  const auto told = told_apart(program, mutant, earlier.value);
  if (!told || is_empty(*told) || told->impossibles != earlier.expected.impossibles) return false;
  add_expected(earlier.expected.lines, told->lines);
  return true;
}

// With no more in it than all of its mutants need to be noticed.
void shrink(const Program& program, const Mutation& mutation, Suggestion& suggestion) {
  if (is_empty(suggestion.expected)) return;
  std::vector<Program> mutants;
  for (const std::size_t i : suggestion.mutants) mutants.push_back(*compile_mutant(program, mutation.mutants[i]));
  std::uint32_t people = 1;
  for (const ExpectedLine& line : suggestion.expected.lines) people = std::max(people, line.person + 1);
  suggestion.value = shrink_case(program, std::move(suggestion.value), people, [&](Case& c) {
    return std::all_of(mutants.begin(), mutants.end(), [&](const Program& mutant) {
      return still_told_apart(program, mutant, c, suggestion.expected);
    });
  });
}

}  // namespace

std::vector<Suggestion> suggest(const Program& program, const SourceSet& sources, const Mutation& mutation) {
  std::vector<Suggestion> suggestions;
  for (std::size_t i = 0; i < mutation.results.size(); ++i) {
    const MutantResult& result = mutation.results[i];
    if (result.fate != MutantResult::Fate::survived) continue;
    const auto mutant = compile_mutant(program, mutation.mutants[i]);
    const auto same = std::find_if(suggestions.begin(), suggestions.end(),
                                   [&](Suggestion& earlier) { return add_mutant(program, *mutant, earlier); });
    if (same != suggestions.end()) {
      same->mutants.push_back(i);
    } else {
      suggestions.push_back({"", "", *result.witness, result.expected, {i}});
    }
  }
  std::map<std::string, int> named;
  for (Suggestion& suggestion : suggestions) {
    shrink(program, mutation, suggestion);
    const std::string& item = mutation.mutants[suggestion.mutants.front()].item;
    const int number = ++named[item];
    suggestion.title = fmt::format("To be confirmed: {}{}", item, number > 1 ? fmt::format(" ({})", number) : "");
    std::vector<std::string> changes;
    for (const std::size_t m : suggestion.mutants) changes.push_back(words_of(sources, mutation.mutants[m]));
    suggestion.note = fmt::format("No other case notices: {}", fmt::join(changes, "; "));
  }
  return suggestions;
}

std::string suggestions_text(const Program& program, const std::vector<Suggestion>& suggestions) {
  std::string text =
      "# Cases that the suite lacks. What they expect is what the rules say now: whether that is right, a person must\n"
      "# confirm. Then take \"To be confirmed: \" out of the title, say in the note why, and keep the case.\n";
  for (const Suggestion& s : suggestions) {
    if (!is_empty(s.expected)) {
      text += "\n" + case_block(program, s.value, s.title, s.note, s.expected);
      continue;
    }
    text += fmt::format(
        "\n# {}\n# The rules refuse this case: a text that is needed is not in force. Only a file of JSON lines can "
        "expect"
        " that,\n# with `expect_error`.\n",
        s.note);
  }
  SourceSet sources;
  Diagnostics diagnostics;
  const FileId file = sources.add("suggested.proviso", text);
  return format_text(sources, file, diagnostics).value_or(text);
}

}  // namespace proviso
