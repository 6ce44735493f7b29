#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dsl/policy.hpp"
#include "interpreter/program.hpp"

// The dependency graph of a policy as a lawyer reads it: items that have a name in the text, and what each of them
// needs. It is read off the policy and its program, never evaluated; the order of everything is that of the policy's
// tables.
namespace proviso {

enum class ItemKind : std::uint8_t {
  outcome,
  ground,
  derivation,
  exclusion,
  exception,
  define,
  set,
  value,
  amendment,
  impossible,
  fact,
  judgement,
  link_fact,
  relation,
};

struct GraphItem {
  ItemKind kind = ItemKind::fact;
  std::string id;                   ///< unique: "outcome protection.rejected", "ground displaced_citizen"
  std::string name;                 ///< as in the text; an outcome's is "protection.rejected"
  std::string label;                ///< empty if none was written
  std::uint32_t rank = 0;           ///< outcome: its place in the order of its decision, from 1
  bool otherwise = false;           ///< outcome: the last one, which needs no rule
  std::uint32_t recursion = kNoId;  ///< index into `GraphView::recursions`
};

enum class EdgeKind : std::uint8_t {
  needs,            ///< a condition of the one reads the other
  supported_by,     ///< outcome -> ground or derivation
  excluded_by,      ///< outcome -> exclusion
  switched_off_by,  ///< rule or amendment -> exception
  amended_by,       ///< item -> amendment that inserts, replaces, repeals or changes it
  only_after,       ///< outcome -> the outcome just before it, and an amendment -> one it comes after
};

enum class EdgeSign : std::uint8_t {
  positive,
  negative,  ///< that the other holds speaks against this
  either,    ///< its value may push either way
};

struct GraphEdge {
  std::uint32_t from = 0;  ///< indices into `GraphView::items`
  std::uint32_t to = 0;
  EdgeKind kind = EdgeKind::needs;
  EdgeSign sign = EdgeSign::positive;
  std::vector<std::string> relations = {};  ///< not empty: read of the other person of such a link
};

struct GraphView {
  std::string policy, title;
  std::vector<GraphItem> items;
  std::vector<GraphEdge> edges;                        ///< by `from`, then `kind`, then `to`
  std::vector<std::vector<std::uint32_t>> recursions;  ///< items that depend on each other from person to person
};

/// The graph of the whole policy, or of what `decision` needs, directly or through others.
GraphView graph_view(const Program& program, std::optional<DecisionId> decision = {});

/// "ground", "link fact".
const char* item_word(ItemKind kind);
/// "needs", "switched off by".
const char* edge_words(EdgeKind kind);

/// An indented outline from each decision; what was expanded once is named only.
std::string graph_text(const GraphView& view);
/// For Graphviz. Kinds are told by words and shapes, edges by words and line styles; nothing by colour alone.
std::string graph_dot(const GraphView& view);
/// `proviso.graph/1`.
std::string graph_json(const GraphView& view);

}  // namespace proviso
