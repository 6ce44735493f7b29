#include "tools/cli/graphviz.hpp"

#include "tools/cli/process.hpp"

namespace proviso::cli {

std::optional<std::string> draw_svg(const std::string& dot, std::string& problem) {
  auto drawn = run_process({"dot", "-Tsvg"}, dot, problem);
  if (!drawn) {
    problem = "SVG is drawn by Graphviz: " + problem;
    return std::nullopt;
  }
  if (drawn->status != 0 || drawn->out.find("<svg") == std::string::npos) {
    problem = "the program `dot` of Graphviz could not draw the graph";
    return std::nullopt;
  }
  return std::move(drawn->out);
}

}  // namespace proviso::cli
