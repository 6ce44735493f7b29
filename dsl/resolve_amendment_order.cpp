#include "dsl/resolve_amendment_order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <queue>
#include <tuple>

#include "dsl/resolve_messages.hpp"

// The order in which amendments are applied: by date, then `after`, then name.
namespace proviso::resolution {

namespace {

using List = std::vector<Declared<syntax::Amendment>>;

// The amendments that each one names in `after`, as indices; names that lead nowhere or forward in time are reported.
std::vector<std::vector<AmendmentId>> resolve_after(State& state, const List& list) {
  Names::Map<AmendmentId> ids;
  for (AmendmentId i = 0; i < list.size(); ++i) ids.emplace(list[i].tree->name.text, i);
  std::vector<std::vector<AmendmentId>> after(list.size());
  for (AmendmentId i = 0; i < list.size(); ++i) {
    const syntax::Amendment& tree = *list[i].tree;
    for (const syntax::Name& name : tree.after) {
      const auto found = ids.find(name.text);
      if (found == ids.end()) {
        std::vector<std::string_view> known;
        for (const auto& other : list) known.push_back(other.tree->name.text);
        const auto near = state.guess(name.text, known);
        state.report_unknown({Kind::unknown_amendment,
                              fmt::format("there is no amendment `{}`", name.text),
                              {name.span, near ? fmt::format("did you mean `{}`?", *near) : "not an amendment"},
                              {},
                              {"`after` names amendments, so as to put those of one day in order."}});
        continue;
      }
      const syntax::Amendment& other = *list[found->second].tree;
      if (other.from.days > tree.from.days) {
        state.report({Kind::after_later_amendment,
                      fmt::format("`{}` cannot come after `{}`, which takes effect later", tree.name.text, name.text),
                      {name.span, fmt::format("in force from {}", format_date(other.from.days))},
                      {{tree.from.span, fmt::format("in force from {}", format_date(tree.from.days))}},
                      {"Amendments are applied in the order of their dates. `after` orders those of one day."}});
        continue;
      }
      after[i].push_back(found->second);
    }
  }
  return after;
}

// Reports a cycle among the amendments of `rest`, each of which waits for another of them.
void report_cycle(State& state, const List& list, const std::vector<std::vector<AmendmentId>>& after,
                  const std::vector<bool>& placed, AmendmentId start) {
  std::vector<AmendmentId> walk;
  AmendmentId at = start;
  while (std::find(walk.begin(), walk.end(), at) == walk.end()) {
    walk.push_back(at);
    at = *std::find_if(after[at].begin(), after[at].end(), [&](AmendmentId other) { return !placed[other]; });
  }
  walk.erase(walk.begin(), std::find(walk.begin(), walk.end(), at));
  std::string words;
  std::vector<Label> places;
  for (std::size_t i = 0; i < walk.size(); ++i) {
    const syntax::Amendment& tree = *list[walk[i]].tree;
    const syntax::Amendment& next = *list[walk[(i + 1) % walk.size()]].tree;
    words += fmt::format("{}`{}` comes after `{}`", i == 0 ? "" : ", ", tree.name.text, next.name.text);
    const auto name = std::find_if(tree.after.begin(), tree.after.end(),
                                   [&](const syntax::Name& n) { return n.text == next.name.text; });
    places.push_back({name->span, fmt::format("`{}` after `{}`", tree.name.text, next.name.text)});
  }
  Label primary = places.front();
  places.erase(places.begin());
  state.report({Kind::after_cycle,
                fmt::format("these amendments wait for each other: {}", words),
                std::move(primary),
                std::move(places),
                {"Take one `after` out, so that there is a first one."}});
}

}  // namespace

void order_amendments(State& state) {
  List& list = state.declarations.amendments;
  std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
    return std::make_tuple(a.tree->from.days, a.tree->name.text, a.tree->span.file, a.tree->span.begin) <
           std::make_tuple(b.tree->from.days, b.tree->name.text, b.tree->span.file, b.tree->span.begin);
  });
  const auto after = resolve_after(state, list);
  std::vector<std::size_t> waits(list.size(), 0);
  std::vector<std::vector<AmendmentId>> followers(list.size());
  for (AmendmentId i = 0; i < list.size(); ++i) {
    waits[i] = after[i].size();
    for (const AmendmentId other : after[i]) followers[other].push_back(i);
  }
  std::priority_queue<AmendmentId, std::vector<AmendmentId>, std::greater<>> ready;
  for (AmendmentId i = 0; i < list.size(); ++i) {
    if (waits[i] == 0) ready.push(i);
  }
  std::vector<AmendmentId> order;
  std::vector<bool> placed(list.size(), false);
  const auto place = [&](AmendmentId i) {
    order.push_back(i);
    placed[i] = true;
    for (const AmendmentId follower : followers[i]) {
      if (--waits[follower] == 0 && !placed[follower]) ready.push(follower);
    }
  };
  while (order.size() < list.size()) {
    if (ready.empty()) {
      const auto stuck = static_cast<AmendmentId>(std::find(placed.begin(), placed.end(), false) - placed.begin());
      report_cycle(state, list, after, placed, stuck);
      for (AmendmentId i = stuck; i < list.size(); ++i) {
        if (!placed[i]) place(i);
      }
      break;
    }
    const AmendmentId next = ready.top();
    ready.pop();
    if (!placed[next]) place(next);
  }
  std::vector<AmendmentId> moved(list.size());
  for (AmendmentId i = 0; i < order.size(); ++i) moved[order[i]] = i;
  List ordered;
  for (const AmendmentId old : order) ordered.push_back(list[old]);
  state.policy.amendments.resize(list.size());
  for (AmendmentId i = 0; i < order.size(); ++i) {
    for (const AmendmentId other : after[order[i]]) state.policy.amendments[i].after.push_back(moved[other]);
    std::sort(state.policy.amendments[i].after.begin(), state.policy.amendments[i].after.end());
    state.policy.amendments[i].from = ordered[i].tree->from.days;
  }
  list = std::move(ordered);
}

bool is_ordered_after(const Policy& policy, AmendmentId later, AmendmentId earlier) {
  std::vector<bool> seen(policy.amendments.size(), false);
  std::vector<AmendmentId> open = {later};
  while (!open.empty()) {
    const AmendmentId at = open.back();
    open.pop_back();
    for (const AmendmentId next : policy.amendments[at].after) {
      if (next == earlier) return true;
      if (seen[next] || policy.amendments[next].from != policy.amendments[later].from) continue;
      seen[next] = true;
      open.push_back(next);
    }
  }
  return false;
}

}  // namespace proviso::resolution
