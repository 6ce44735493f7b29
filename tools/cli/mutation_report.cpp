#include "tools/cli/mutation_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "dsl/render_text.hpp"

namespace proviso::cli {

namespace {

using Fate = MutantResult::Fate;
using Json = nlohmann::ordered_json;

void add(ChangeCounts& counts, Fate fate) {
  counts.noticed += fate == Fate::killed;
  counts.unnoticed += fate == Fate::survived;
  counts.undecided += fate == Fate::undecided;
  counts.same += fate == Fate::equivalent;
  counts.no_policy += fate == Fate::illegal;
}

const char* fate_word(Fate fate) {
  switch (fate) {
    case Fate::killed:
      return "noticed";
    case Fate::survived:
      return "unnoticed";
    case Fate::equivalent:
      return "same";
    case Fate::illegal:
      return "no_policy";
    case Fate::undecided:
      return "undecided";
  }
  return "";
}

std::string trimmed(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t");
  return begin == std::string_view::npos ? "" : std::string(line.substr(begin));
}

std::string table(const Mutation& mutation, const ChangeCounts& all) {
  std::string text = fmt::format("  {:<20} {:>7} {:>9} {:>9} {:>6} {:>9}\n", "what is changed", "changes", "noticed",
                                 "unnoticed", "same", "score");
  const auto row = [&](const char* name, const ChangeCounts& c) {
    if (c.all() == 0) return;
    text += fmt::format("  {:<20} {:>7} {:>9} {:>9} {:>6} {:>9}\n", name, c.all(), c.noticed, c.open(), c.not_counted(),
                        c.score());
  };
  for (std::size_t k = 0; k < kMutantKinds; ++k) {
    const auto kind = static_cast<MutantKind>(k);
    row(words(kind), count_changes(mutation, kind));
  }
  row("all", all);
  return text;
}

}  // namespace

std::string ChangeCounts::score() const {
  if (counted() == 0) return "-";
  const std::size_t tenths = noticed * 1000 / counted();
  return fmt::format("{}.{} %", tenths / 10, tenths % 10);
}

ChangeCounts count_changes(const Mutation& mutation) {
  ChangeCounts counts;
  for (const MutantResult& result : mutation.results) add(counts, result.fate);
  return counts;
}

ChangeCounts count_changes(const Mutation& mutation, MutantKind kind) {
  ChangeCounts counts;
  for (std::size_t i = 0; i < mutation.mutants.size(); ++i) {
    if (mutation.mutants[i].kind == kind) add(counts, mutation.results[i].fate);
  }
  return counts;
}

std::vector<std::size_t> open_changes(const Mutation& mutation) {
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < mutation.mutants.size(); ++i) {
    const Fate fate = mutation.results[i].fate;
    if (fate == Fate::survived || fate == Fate::undecided) open.push_back(i);
  }
  return open;
}

std::string change_words(const Mutation& mutation, std::size_t index) {
  const bool undecided = mutation.results[index].fate == Fate::undecided;
  return mutation.mutants[index].change + (undecided ? " (whether that means the same is not known)" : "");
}

std::string mutation_text(const SourceSet& sources, const Mutation& mutation, std::size_t max_survivors) {
  const ChangeCounts all = count_changes(mutation);
  std::string text = fmt::format("Mutation: the cases notice {} of {} changes of the rules ({})\n", all.noticed,
                                 all.counted(), all.score());
  text += table(mutation, all);
  const std::vector<std::size_t> open = open_changes(mutation);
  const std::size_t shown = std::min(open.size(), max_survivors);
  if (shown > 0) text += "  No case notices:\n";
  for (std::size_t i = 0; i < shown; ++i) {
    const Mutant& mutant = mutation.mutants[open[i]];
    const Position position = sources.position(mutant.span.file, mutant.span.begin);
    text += fmt::format("    {}:{}:{}  {}: {}\n      {}\n", visible(sources.path(mutant.span.file)), position.line,
                        position.column, mutant.item, visible(change_words(mutation, open[i])),
                        visible(trimmed(sources.line(mutant.span.file, position.line))));
  }
  if (open.size() > shown) text += fmt::format("    and {} more; --mutate=all lists them\n", open.size() - shown);
  return text;
}

Json mutation_json(const SourceSet& sources, const Mutation& mutation, const std::vector<PreparedCase>& cases) {
  const ChangeCounts all = count_changes(mutation);
  Json changes = Json::array();
  for (std::size_t i = 0; i < mutation.mutants.size(); ++i) {
    const Mutant& mutant = mutation.mutants[i];
    const Position position = sources.position(mutant.span.file, mutant.span.begin);
    Json entry = {{"file", sources.path(mutant.span.file)},
                  {"line", position.line},
                  {"column", position.column},
                  {"kind", words(mutant.kind)},
                  {"item", mutant.item},
                  {"change", mutant.change},
                  {"result", fate_word(mutation.results[i].fate)}};
    if (mutation.results[i].fate == Fate::killed) {
      const PreparedCase& killer = cases[mutation.results[i].killer];
      entry["case"] = killer.id.empty() ? killer.title : killer.id;
    }
    changes.push_back(std::move(entry));
  }
  return {{"noticed", all.noticed}, {"unnoticed", all.unnoticed}, {"undecided", all.undecided},
          {"same", all.same},       {"no_policy", all.no_policy}, {"changes", std::move(changes)}};
}

}  // namespace proviso::cli
