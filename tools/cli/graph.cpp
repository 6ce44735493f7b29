#include <fmt/format.h>

#include "dsl/nearest.hpp"
#include "interpreter/graph_view.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/graphviz.hpp"
#include "tools/cli/session.hpp"

namespace proviso::cli {

int run_graph(const Options& options, std::ostream& out, std::ostream& err) {
  const auto ready = open_policy(options, err);
  if (ready == nullptr) return kFailed;
  const Policy& policy = ready->program->policy;
  std::optional<DecisionId> decision;
  if (!options.decision.empty()) {
    decision = policy.find_decision(options.decision);
    if (!decision) {
      std::vector<std::string_view> known;
      for (const Decision& d : policy.decisions) known.push_back(d.name);
      const auto meant = nearest(options.decision, known);
      err << fmt::format(
          "proviso: the policy has no decision `{}`; {}\n", options.decision,
          meant ? fmt::format("did you mean `{}`?", *meant) : fmt::format("there are {}", fmt::join(known, ", ")));
      return kFailed;
    }
  }
  const GraphView view = graph_view(*ready->program, decision);
  if (options.format == "json") return write_result(options, graph_json(view), kDone, out, err);
  if (options.format == "text") return write_result(options, graph_text(view), kDone, out, err);
  const std::string dot = graph_dot(view);
  if (options.format == "dot") return write_result(options, dot, kDone, out, err);
  std::string problem;
  const auto svg = draw_svg(dot, problem);
  if (!svg) {
    err << fmt::format(
        "proviso: {}\n  = install the package `graphviz`, or write `--format dot` and draw it elsewhere\n", problem);
    return kFailed;
  }
  return write_result(options, *svg, kDone, out, err);
}

}  // namespace proviso::cli
