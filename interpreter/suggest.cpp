#include "interpreter/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dsl/format.hpp"
#include "dsl/render_text.hpp"
#include "interpreter/case_text.hpp"

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

}  // namespace

std::vector<Suggestion> suggest(const Program& program, const SourceSet& sources, const Mutation& mutation) {
  std::vector<std::size_t> survivors;
  for (std::size_t i = 0; i < mutation.results.size(); ++i) {
    if (mutation.results[i].fate == MutantResult::Fate::survived) survivors.push_back(i);
  }
  std::vector<Suggestion> suggestions;
  for (const std::size_t i : survivors) {
    const auto mutant = compile_mutant(program, mutation.mutants[i]);
    bool noticed = false;
    for (Suggestion& earlier : suggestions) {
      if (earlier.expected.empty()) continue;
      const auto lines = told_apart(program, *mutant, earlier.value);
      if (!lines || lines->empty()) continue;
      add_expected(earlier.expected, *lines);
      earlier.mutants.push_back(i);
      noticed = true;
      break;
    }
    if (noticed) continue;
    const MutantResult& result = mutation.results[i];
    suggestions.push_back({"", "", *result.witness, result.expected, {i}});
  }
  std::map<std::string, int> named;
  for (Suggestion& suggestion : suggestions) {
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
    if (!s.expected.empty()) {
      text += "\n" + case_block(program, s.value, s.title, s.note, s.expected);
      continue;
    }
    text += fmt::format(
        "\n# {}\n# A case that is refused cannot be a `case` block; write it in a file of JSON lines, with"
        " `expect_error`.\n",
        s.note);
  }
  SourceSet sources;
  Diagnostics diagnostics;
  const FileId file = sources.add("suggested.proviso", text);
  return format_text(sources, file, diagnostics).value_or(text);
}

}  // namespace proviso
