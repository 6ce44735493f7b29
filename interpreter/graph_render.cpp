#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "interpreter/graph_view.hpp"

namespace proviso {

namespace {

// -- Text
// ----------------------------------------------------------------------------------------------------------------

class Outline {
 public:
  explicit Outline(const GraphView& view) : view_(view), out_(view.items.size()), expanded_(view.items.size(), 0) {
    for (const GraphEdge& edge : view.edges) out_[edge.from].push_back(&edge);
  }

  std::string text() {
    line(0, fmt::format("{}: {}", view_.policy, view_.title));
    std::string decision;
    for (std::uint32_t i = 0; i < view_.items.size(); ++i) {
      const GraphItem& item = view_.items[i];
      if (item.kind != ItemKind::outcome) continue;
      const std::string own = item.name.substr(0, item.name.find('.'));
      if (own != decision) {
        line(0, "");
        line(0, "decision " + own);
        decision = own;
      }
      add_outcome(i);
    }
    add_rest();
    add_recursions();
    return std::move(text_);
  }

 private:
  void line(std::size_t depth, const std::string& words) { text_ += std::string(depth * 2, ' ') + words + '\n'; }

  std::string title(const GraphItem& item) const {
    std::string words = item.id;
    if (!item.label.empty()) words += fmt::format(" \"{}\"", item.label);
    if (item.recursion != kNoId) words += fmt::format(" [recursion {}]", item.recursion + 1);
    return words;
  }

  void add_outcome(std::uint32_t i) {
    const GraphItem& item = view_.items[i];
    const std::string name = item.name.substr(item.name.find('.') + 1);
    const std::string label = item.label.empty() ? "" : fmt::format(" \"{}\"", item.label);
    const std::string recursion = item.recursion == kNoId ? "" : fmt::format(" [recursion {}]", item.recursion + 1);
    line(1, fmt::format("{}. {}{}{}{}", item.rank, name, label, item.otherwise ? " (otherwise)" : "", recursion));
    expanded_[i] = 1;
    add_edges(i, 2);
  }

  void add_edges(std::uint32_t from, std::size_t depth) {
    for (const GraphEdge* edge : out_[from]) {
      if (edge->kind == EdgeKind::only_after && view_.items[from].kind == ItemKind::outcome) continue;
      const GraphItem& item = view_.items[edge->to];
      std::string words = edge_words(edge->kind);
      if (edge->kind == EdgeKind::needs && edge->sign == EdgeSign::negative) words = "needs not";
      words += ' ' + title(item);
      if (!edge->relations.empty()) {
        words += fmt::format(" of the other person (through {})", fmt::join(edge->relations, ", "));
      }
      const bool elsewhere = item.kind == ItemKind::outcome;
      const bool again = !elsewhere && expanded_[edge->to] != 0 && !out_[edge->to].empty();
      line(depth, words + (elsewhere ? " (see its decision)" : again ? " (see above)" : ""));
      if (again || elsewhere) continue;
      expanded_[edge->to] = 1;
      add_edges(edge->to, depth + 1);
    }
  }

  /// What no decision needs.
  void add_rest() {
    std::vector<std::uint8_t> needed(view_.items.size(), 0);
    for (const GraphEdge& edge : view_.edges) needed[edge.to] = 1;
    bool first = true;
    for (std::uint32_t i = 0; i < view_.items.size(); ++i) {
      if (expanded_[i] != 0 || needed[i] != 0) continue;
      if (first) {
        line(0, "");
        line(0, "needed by no decision");
      }
      first = false;
      line(1, title(view_.items[i]));
      expanded_[i] = 1;
      add_edges(i, 2);
    }
  }

  void add_recursions() {
    for (std::size_t i = 0; i < view_.recursions.size(); ++i) {
      line(0, "");
      line(0, fmt::format("recursion {}, from person to person", i + 1));
      for (const std::uint32_t item : view_.recursions[i]) line(1, view_.items[item].id);
    }
  }

  const GraphView& view_;
  std::vector<std::vector<const GraphEdge*>> out_;
  std::vector<std::uint8_t> expanded_;
  std::string text_;
};

// -- DOT
// -----------------------------------------------------------------------------------------------------------------

/// Inside a quoted DOT string a backslash begins an escape and a quote ends the string; a raw line end is written \n.
std::string dot_escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else if (c != '\r') {
      out += c;
    }
  }
  return out;
}

/// Breaks a label into lines of about `width` characters.
std::string dot_wrapped(const std::string& text, std::size_t width = 28) {
  std::string out;
  std::size_t column = 0;
  for (const char c : text) {
    if (c == ' ' && column >= width) {
      out += '\n';
      column = 0;
      continue;
    }
    out += c;
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) ++column;
  }
  return dot_escaped(out);
}

const char* dot_shape(ItemKind kind) {
  switch (kind) {
    case ItemKind::outcome:
      return "shape=box, peripheries=2";
    case ItemKind::ground:
      return "shape=box";
    case ItemKind::derivation:
      return "shape=box, style=rounded";
    case ItemKind::exclusion:
      return "shape=octagon";
    case ItemKind::exception:
      return "shape=hexagon";
    case ItemKind::define:
      return "shape=ellipse";
    case ItemKind::set:
      return "shape=folder";
    case ItemKind::value:
      return "shape=note";
    case ItemKind::amendment:
      return "shape=tab";
    case ItemKind::impossible:
      return "shape=Msquare";
    case ItemKind::fact:
      return "shape=plaintext";
    case ItemKind::judgement:
      return "shape=parallelogram";
    case ItemKind::link_fact:
      return "shape=cds";
    case ItemKind::relation:
      return "shape=diamond";
  }
  return "";
}

std::string dot_edge_style(const GraphEdge& edge) {
  std::string label = edge.kind == EdgeKind::needs || edge.kind == EdgeKind::supported_by ? "" : edge_words(edge.kind);
  if (edge.kind == EdgeKind::needs && edge.sign == EdgeSign::negative) label = "not";
  std::string style = edge.sign == EdgeSign::negative ? "style=dashed, arrowhead=tee" : "style=solid, arrowhead=normal";
  if (edge.kind == EdgeKind::amended_by) style = "style=dotted, arrowhead=odot";
  if (edge.kind == EdgeKind::only_after) style = "style=dotted, arrowhead=open";
  if (!edge.relations.empty()) {
    style = edge.sign == EdgeSign::negative ? "style=\"bold,dashed\", arrowhead=tee" : "style=bold, arrowhead=vee";
    std::string through = label.empty() ? "through" : label + ", through";
    for (const std::string& relation : edge.relations)
      through += (&relation == &edge.relations.front() ? " " : ", ") + relation;
    label = through;
  }
  return label.empty() ? style : fmt::format("{}, label=\"{}\"", style, dot_wrapped(label));
}

std::string dot_node(const GraphView& view, std::uint32_t i) {
  const GraphItem& item = view.items[i];
  std::string text = fmt::format("{}\\n{}", item_word(item.kind), dot_escaped(item.name));
  if (item.rank != 0) text += fmt::format("\\n({} in order{})", item.rank, item.otherwise ? ", otherwise" : "");
  if (!item.label.empty()) text += "\\n" + dot_wrapped(item.label);
  return fmt::format("n{} [label=\"{}\", {}];\n", i, text, dot_shape(item.kind));
}

// -- JSON
// ----------------------------------------------------------------------------------------------------------------

const char* sign_word(EdgeSign sign) {
  switch (sign) {
    case EdgeSign::positive:
      return "positive";
    case EdgeSign::negative:
      return "negative";
    default:
      return "either";
  }
}

}  // namespace

std::string graph_text(const GraphView& view) { return Outline(view).text(); }

std::string graph_dot(const GraphView& view) {
  std::string dot = "digraph policy {\n";
  dot += fmt::format("  label=\"{}\";\n  labelloc=t;\n  rankdir=LR;\n", dot_escaped(view.policy + ": " + view.title));
  dot += "  node [fontname=\"sans-serif\", fontsize=10];\n  edge [fontname=\"sans-serif\", fontsize=9];\n";
  for (std::uint32_t i = 0; i < view.items.size(); ++i) {
    if (view.items[i].recursion == kNoId) dot += "  " + dot_node(view, i);
  }
  for (std::size_t r = 0; r < view.recursions.size(); ++r) {
    dot += fmt::format("  subgraph cluster_recursion_{} {{\n", r + 1);
    dot += fmt::format("    label=\"recursion {}, from person to person\";\n    style=dashed;\n", r + 1);
    for (const std::uint32_t i : view.recursions[r]) dot += "    " + dot_node(view, i);
    dot += "  }\n";
  }
  for (const GraphEdge& edge : view.edges) {
    dot += fmt::format("  n{} -> n{} [{}];\n", edge.from, edge.to, dot_edge_style(edge));
  }
  return dot + "}\n";
}

std::string graph_json(const GraphView& view) {
  using Json = nlohmann::ordered_json;
  Json json = {{"format", "proviso.graph/1"}, {"policy", {{"name", view.policy}, {"title", view.title}}}};
  json["items"] = Json::array();
  for (const GraphItem& item : view.items) {
    Json one = {{"id", item.id}, {"kind", item_word(item.kind)}, {"name", item.name}};
    if (!item.label.empty()) one["label"] = item.label;
    if (item.rank != 0) one["rank"] = item.rank;
    if (item.otherwise) one["otherwise"] = true;
    json["items"].push_back(std::move(one));
  }
  json["edges"] = Json::array();
  for (const GraphEdge& edge : view.edges) {
    Json one = {{"from", view.items[edge.from].id},
                {"to", view.items[edge.to].id},
                {"kind", edge_words(edge.kind)},
                {"sign", sign_word(edge.sign)}};
    if (!edge.relations.empty()) one["through"] = edge.relations;
    json["edges"].push_back(std::move(one));
  }
  json["recursions"] = Json::array();
  for (const auto& recursion : view.recursions) {
    Json items = Json::array();
    for (const std::uint32_t i : recursion) items.push_back(view.items[i].id);
    json["recursions"].push_back(std::move(items));
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace proviso
