#include "tools/cli/mutation_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "dsl/render_text.hpp"

namespace proviso::cli {

namespace {

using Fate = MutantResult::Fate;
using Json = nlohmann::ordered_json;

struct Counts {
  std::size_t killed = 0, survived = 0, undecided = 0, equivalent = 0, illegal = 0;
  std::size_t counted() const { return killed + survived + undecided; }
  std::size_t open() const { return survived + undecided; }

  void add(Fate fate) {
    killed += fate == Fate::killed;
    survived += fate == Fate::survived;
    undecided += fate == Fate::undecided;
    equivalent += fate == Fate::equivalent;
    illegal += fate == Fate::illegal;
  }
};

Counts count_all(const Mutation& mutation) {
  Counts counts;
  for (const MutantResult& result : mutation.results) counts.add(result.fate);
  return counts;
}

Counts count_kind(const Mutation& mutation, MutantKind kind) {
  Counts counts;
  for (std::size_t i = 0; i < mutation.mutants.size(); ++i) {
    if (mutation.mutants[i].kind == kind) counts.add(mutation.results[i].fate);
  }
  return counts;
}

// Rounded down, so that 100 % means all.
std::string percent(const Counts& counts) {
  if (counts.counted() == 0) return "-";
  const std::size_t tenths = counts.killed * 1000 / counts.counted();
  return fmt::format("{}.{} %", tenths / 10, tenths % 10);
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

std::string table(const Mutation& mutation, const Counts& all) {
  std::string text = fmt::format("  {:<20} {:>7} {:>9} {:>9} {:>6} {:>9}\n", "what is changed", "changes", "noticed",
                                 "unnoticed", "same", "score");
  const auto row = [&](const char* name, const Counts& c) {
    if (c.counted() + c.equivalent + c.illegal == 0) return;
    text += fmt::format("  {:<20} {:>7} {:>9} {:>9} {:>6} {:>9}\n", name, c.counted() + c.equivalent + c.illegal,
                        c.killed, c.open(), c.equivalent + c.illegal, percent(c));
  };
  for (std::size_t k = 0; k < kMutantKinds; ++k) {
    const auto kind = static_cast<MutantKind>(k);
    row(words(kind), count_kind(mutation, kind));
  }
  row("all", all);
  return text;
}

}  // namespace

std::string mutation_text(const SourceSet& sources, const Mutation& mutation, std::size_t max_survivors) {
  const Counts all = count_all(mutation);
  std::string text = fmt::format("Mutation: the cases notice {} of {} changes of the rules ({})\n", all.killed,
                                 all.counted(), percent(all));
  text += table(mutation, all);
  std::size_t shown = 0;
  for (std::size_t i = 0; i < mutation.mutants.size() && shown < max_survivors; ++i) {
    const Mutant& mutant = mutation.mutants[i];
    const Fate fate = mutation.results[i].fate;
    if (fate != Fate::survived && fate != Fate::undecided) continue;
    if (shown++ == 0) text += "  No case notices:\n";
    const Position position = sources.position(mutant.span.file, mutant.span.begin);
    text += fmt::format("    {}:{}:{}  {}: {}{}\n      {}\n", visible(sources.path(mutant.span.file)), position.line,
                        position.column, mutant.item, visible(mutant.change),
                        fate == Fate::undecided ? " (whether that means the same is not known)" : "",
                        visible(trimmed(sources.line(mutant.span.file, position.line))));
  }
  if (all.open() > shown) text += fmt::format("    and {} more; --mutate=all lists them\n", all.open() - shown);
  return text;
}

Json mutation_json(const SourceSet& sources, const Mutation& mutation, const std::vector<PreparedCase>& cases) {
  const Counts all = count_all(mutation);
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
  return {{"noticed", all.killed},  {"unnoticed", all.survived}, {"undecided", all.undecided},
          {"same", all.equivalent}, {"no_policy", all.illegal},  {"changes", std::move(changes)}};
}

}  // namespace proviso::cli
