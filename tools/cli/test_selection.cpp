#include "tools/cli/test_selection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "dsl/nearest.hpp"
#include "dsl/render_text.hpp"
#include "interpreter/member_names.hpp"
#include "tools/cli/test_report.hpp"

namespace proviso::cli {

namespace {

using Runs = std::vector<std::unique_ptr<TestRun>>;

/// One filter with all its values: a case fits if it fits one of them.
struct Filter {
  std::string option;  ///< "--tag"
  std::string what;    ///< "has the tag"
  const std::vector<std::string>* values;
  std::function<bool(const TestRun&, const PreparedCase&, const std::string&)> fits_one;
  std::function<void(const TestRun&, const PreparedCase&, std::set<std::string>&)> collect;  ///< values that would fit

  bool accepts(const TestRun& run, const PreparedCase& c) const {
    return std::any_of(values->begin(), values->end(), [&](const auto& value) { return fits_one(run, c, value); });
  }
};

bool contains(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

/// Whether a remark names an entry, as a word of its own.
bool names_word(std::string_view text, std::string_view word) {
  const auto part = [](char c) {
    return c == '-' || c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  for (std::size_t at = text.find(word); !word.empty() && at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !part(text[at - 1])) && (end == text.size() || !part(text[end]))) return true;
  }
  return false;
}

bool expects(const Policy& policy, const PreparedCase& c, const std::string& name) {
  const auto is_it = [&](ResultRef result) { return result_name(policy, result) == name; };
  for (const ExpectedPerson& person : c.people) {
    if (std::any_of(person.values.begin(), person.values.end(), [&](const auto& v) { return is_it(v.result); }))
      return true;
  }
  return false;
}

void collect_results(const TestRun& run, std::set<std::string>& names) {
  for (const Decision& decision : run.rules().decisions) names.insert(decision.name);
  for (const Define& define : run.rules().defines) names.insert(define.name);
}

const std::string& path_of(const TestRun& run, const PreparedCase& c) { return run.sources().path(c.place.file); }

std::vector<Filter> filters_of(const Options& options) {
  std::vector<Filter> all = {
      {"--filter", "in its id or title", &options.filter,
       [](const TestRun&, const PreparedCase& c, const std::string& pattern) {
         return fits(pattern, c.id) || fits(pattern, c.title);
       },
       [](const TestRun&, const PreparedCase& c, std::set<std::string>& known) { known.insert(c.id); }},
      {"--tag", "among its tags", &options.tags,
       [](const TestRun&, const PreparedCase& c, const std::string& tag) { return contains(c.tags, tag); },
       [](const TestRun&, const PreparedCase& c, std::set<std::string>& known) {
         known.insert(c.tags.begin(), c.tags.end());
       }},
      {"--inventory", "among its inventory entries", &options.inventory,
       [](const TestRun&, const PreparedCase& c, const std::string& entry) {
         return contains(c.inventory, entry) || names_word(c.note, entry);
       },
       [](const TestRun&, const PreparedCase& c, std::set<std::string>& known) {
         known.insert(c.inventory.begin(), c.inventory.end());
       }},
      {"--file", "in the path of its file", &options.in_files,
       [](const TestRun& run, const PreparedCase& c, const std::string& pattern) {
         return fits(pattern, path_of(run, c));
       },
       [](const TestRun& run, const PreparedCase& c, std::set<std::string>& known) { known.insert(path_of(run, c)); }},
      {"--decision", "among the results that it expects", &options.of_decisions,
       [](const TestRun& run, const PreparedCase& c, const std::string& name) { return expects(run.rules(), c, name); },
       [](const TestRun& run, const PreparedCase&, std::set<std::string>& known) { collect_results(run, known); }},
  };
  std::erase_if(all, [](const Filter& filter) { return filter.values->empty(); });
  return all;
}

template <class Use>
void for_each_case(const Runs& runs, Use use) {
  for (const auto& run : runs) {
    for (const PreparedCase& c : run->suite.cases) use(*run, c);
  }
}

Diagnostic selects_nothing(std::string message, std::vector<std::string> notes) {
  return {Kind::no_cases, std::move(message), {}, {}, std::move(notes)};
}

/// A value that no case of any policy fits. True if there is one.
bool report_idle_values(const Runs& runs, const Filter& filter, Diagnostics& diagnostics) {
  bool idle = false;
  for (const std::string& value : *filter.values) {
    bool used = false;
    std::set<std::string> known;
    for_each_case(runs, [&](const TestRun& run, const PreparedCase& c) {
      used = used || filter.fits_one(run, c, value);
      filter.collect(run, c, known);
    });
    if (used) continue;
    idle = true;
    known.erase("");
    std::vector<std::string> notes;
    const std::vector<std::string> names(known.begin(), known.end());
    if (const auto meant = nearest(value, {names.begin(), names.end()}))
      notes.push_back(fmt::format("Did you mean `{}`?", *meant));
    else if (!names.empty() && filter.option != "--filter")
      notes.push_back(fmt::format("There are {}.", listed(names)));
    notes.push_back("`--list` without filters lists all cases.");
    diagnostics.add(selects_nothing(fmt::format("no case has `{}` {}", value, filter.what), std::move(notes)));
  }
  return idle;
}

void report_empty(const Runs& runs, Diagnostics& diagnostics) {
  for (const auto& run : runs) {
    // A file that is for another policy, or is empty, says so itself.
    if (!run->suite.cases.empty() || run->diagnostics.has_errors()) continue;
    diagnostics.add(selects_nothing(
        fmt::format("there are no cases to run for the policy `{}`", run->rules().name),
        {"Cases are `case` blocks in the policy, files *.cases.jsonl in its folder, and files given with --cases."}));
  }
}

}  // namespace

bool fits(std::string_view pattern, std::string_view name) {
  if (pattern.find_first_of("*?") == std::string_view::npos) return name.find(pattern) != std::string_view::npos;
  // The last `*` takes one character more whenever what follows it does not fit.
  std::size_t p = 0, n = 0, star = std::string_view::npos, taken = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      taken = n;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == name[n])) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++taken;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

std::string case_name(std::string_view id, std::string_view title) {
  if (id.empty()) return title.empty() ? "a case without a name" : std::string(title);
  return title.empty() ? std::string(id) : fmt::format("{}: {}", id, title);
}

bool has_filters(const Options& options) { return !filters_of(options).empty() || !options.not_passed.empty(); }

void select_cases(Runs& runs, const Options& options, const NotPassed* not_passed, Diagnostics& diagnostics) {
  const std::vector<Filter> filters = filters_of(options);
  bool any = false;
  for (const auto& run : runs) {
    for (std::size_t i = 0; i < run->suite.cases.size(); ++i) {
      const PreparedCase& c = run->suite.cases[i];
      const bool wanted = not_passed == nullptr || not_passed->has(c);
      const bool accepted = wanted && std::all_of(filters.begin(), filters.end(),
                                                  [&](const Filter& filter) { return filter.accepts(*run, c); });
      if (accepted || c.malformed) run->selected.push_back(i);
      any = any || accepted;
    }
  }
  report_empty(runs, diagnostics);
  bool idle = false;
  for (const Filter& filter : filters) idle = report_idle_values(runs, filter, diagnostics) || idle;
  if (any || idle || !has_filters(options)) return;
  if (not_passed != nullptr && not_passed->empty()) return;  // nothing is left to run again
  std::vector<std::string> notes;
  if (not_passed != nullptr) notes.push_back("Of these cases, only those that did not pass in the report count.");
  for (const Filter& filter : filters) {
    std::size_t count = 0;
    for_each_case(runs, [&](const TestRun& run, const PreparedCase& c) { count += filter.accepts(run, c); });
    notes.push_back(fmt::format("{} {} fits `{}` alone.", count, count == 1 ? "case" : "cases", filter.option));
  }
  diagnostics.add(selects_nothing("no case fits all the filters together", std::move(notes)));
}

std::string list_text(const Runs& runs) {
  std::string text;
  std::size_t count = 0, all = 0;
  for (const auto& run : runs) {
    all += run->suite.cases.size();
    count += run->selected.size();
    for (const std::size_t i : run->selected) {
      const PreparedCase& c = run->suite.cases[i];
      text +=
          fmt::format("{}  ({}){}\n", visible(case_name(c.id, c.title)), visible(place_words(run->sources(), c.place)),
                      c.tags.empty() ? "" : visible(fmt::format("  {}", fmt::join(c.tags, ", "))));
    }
  }
  return text + fmt::format("{} of {} cases\n", count, all);
}

std::string list_json(const Runs& runs) {
  using Json = nlohmann::ordered_json;
  Json result = {{"format", "proviso.cases/1"}, {"policies", Json::array()}};
  for (const auto& run : runs) {
    Json cases = Json::array();
    for (const std::size_t i : run->selected) {
      const PreparedCase& c = run->suite.cases[i];
      cases.push_back({{"id", c.id},
                       {"title", c.title},
                       {"file", path_of(*run, c)},
                       {"line", run->sources().position(c.place.file, c.place.begin).line},
                       {"tags", c.tags},
                       {"inventory", c.inventory}});
    }
    result["policies"].push_back(
        {{"name", run->rules().name}, {"digest", run->rules().digest}, {"cases", std::move(cases)}});
  }
  return result.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace proviso::cli
