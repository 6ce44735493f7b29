#include "interpreter/findings_effects.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "interpreter/prove_same.hpp"

namespace proviso {

void Effects::run() {
  find_never();
  idle_amendments_.assign(policy_.amendments.size(), 0);
  find_amendments();
  find_idle();
  find_same();
  tell_rules();
  tell_outcomes();
  tell_defines();
  find_impossibles();
}

std::vector<Verdict> Effects::prove(const std::vector<Claim>& claims) {
  return prove_claims(program_, claims, options_.proof, efforts_.proofs);
}

// Whether everybody is decided alike without something, of which `where` holds if it does anything.
Verdict Effects::without_effect(const Removal& removal, NodeId where) {
  if (efforts_.proofs.spent()) return Verdict::stopped;
  const auto other = without(program_, {removal});
  if (!other || shown_.tells_apart(*other, where) || somebody_tells_apart(*other, where)) return Verdict::open;
  const auto prove = [&](const DecideOptions& bounds) {
    SameProof proof = prove_same(program_, *other, bounds);
    efforts_.proofs.work += program_.nodes.size() + proof.work;
    return proof;
  };
  SameProof proof = prove(options_.proof);
  if (proof.stopped && efforts_.again < options_.most_again) {
    ++efforts_.again;
    proof = prove(options_.again);
  }
  return proof.same ? Verdict::proved : proof.stopped ? Verdict::stopped : Verdict::open;
}

// Mostly somebody of whom it holds is decided differently, which is found sooner than that there is no proof.
bool Effects::somebody_tells_apart(const Program& other, NodeId where) {
  if (where == kNoNode) return false;
  const auto [found, is_new] = somebody_.try_emplace(where);
  if (is_new) {
    const auto somebody = find_somebody(program_, {{where}}, options_.search, efforts_.proofs);
    if (somebody) found->second = filled(program_, somebody->value);
  }
  return found->second && decides_differently(program_, other, *found->second);
}

// What no case shows to hold, and what is proved to hold of nobody: asked all at once, since that is one graph.
void Effects::find_never() {
  for (const Rule& rule : policy_.rules) texts_.emplace_back(rule.versions.size(), Fate::acts);
  for (const Decision& decision : policy_.decisions) nobody_.emplace_back(decision.outcomes.size(), 0);
  never_yes_.assign(policy_.defines.size(), 0);
  never_holding();
}

void Effects::never_holding() {
  struct Asked {
    std::size_t first, count;  // claims, all of which must be proved
    std::function<void()> found;
    Span name;
    std::function<std::string()> words;
  };
  std::vector<Claim> claims;
  std::vector<Asked> asked;
  const auto ask = [&](const std::vector<NodeId>& nodes, std::function<void()> found, Span name,
                       std::function<std::string()> words) {
    if (nodes.empty() || std::any_of(nodes.begin(), nodes.end(), [&](NodeId id) { return shown_.holds(id); })) return;
    asked.push_back({claims.size(), nodes.size(), std::move(found), name, std::move(words)});
    for (const NodeId id : nodes) claims.push_back({{id}});
  };
  each_text([&](const RuleText& text) {
    const RuleNodes& nodes = program_.rules[text.rule];
    const NodeId holds = nodes.holds_as[text.version];
    if (shown_.holds(holds)) return;
    const auto found = [this, text] { texts_[text.rule][text.version] = Fate::never; };
    const auto words = [this, text] { return fmt::format("whether {} can hold", text_words(text)); };
    const Span name = version(text).heading.name_span;
    ask({holds}, found, name, words);
    // Links are left open, so that it is also asked about each link.
    if (text.version < nodes.through.size()) ask(nodes.through[text.version], found, name, words);
  });
  for (DecisionId d = 0; d < policy_.decisions.size(); ++d) {
    if (!examines(&PolicyPart::decisions, d)) continue;
    for (std::uint32_t o = 0; o < policy_.decisions[d].outcomes.size(); ++o) {
      ask(
          {program_.decisions[d].chosen[o]}, [this, d, o] { nobody_[d][o] = 1; },
          policy_.decisions[d].versions.front().heading.name_span,
          [this, d, o] {
            return fmt::format("whether anybody can get `{}` of the decision `{}`",
                               policy_.decisions[d].outcomes[o].name, policy_.decisions[d].name);
          });
    }
  }
  for (DefineId d = 0; d < policy_.defines.size(); ++d) {
    if (policy_.defines[d].type.base != BaseType::yes_no || !examines(&PolicyPart::defines, d)) continue;
    ask(
        {program_.defines[d]}, [this, d] { never_yes_[d] = 1; }, policy_.defines[d].versions.front().heading.name_span,
        [this, d] { return fmt::format("whether the definition `{}` can be `yes`", policy_.defines[d].name); });
  }
  const std::vector<Verdict> verdicts = prove(claims);
  for (const Asked& a : asked) {
    const auto begin = verdicts.begin() + static_cast<std::ptrdiff_t>(a.first);
    const auto end = begin + static_cast<std::ptrdiff_t>(a.count);
    if (std::all_of(begin, end, [](Verdict v) { return v == Verdict::proved; })) {
      a.found();
    } else if (std::find(begin, end, Verdict::stopped) != end) {
      list_.add_unexamined(a.name, a.words());
    }
  }
}

}  // namespace proviso
