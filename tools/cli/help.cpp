#include <fmt/format.h>

#include <string>
#include <vector>

#include "dsl/nearest.hpp"
#include "dsl/render_text.hpp"
#include "tools/cli/command_line.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/help_text.hpp"
#include "tools/cli/man_page.hpp"
#include "tools/cli/session.hpp"

namespace proviso::cli {

int run_help(const Options& options, std::ostream& out, std::ostream& err) {
  const std::string topic = options.paths.empty() ? std::string() : options.paths.front();
  std::vector<std::string> known = {"case-file", "exit-codes"};
  bool is_command = topic.empty();
  for (const CommandPage& page : command_pages()) {
    known.push_back(page.name);
    is_command = is_command || page.name == topic;
  }
  if (is_command) return write_result(options, options.man ? man_page(topic) : help_text(topic), kDone, out, err);
  if (const std::string text = topic_text(topic); !text.empty() && !options.man)
    return write_result(options, text, kDone, out, err);
  const auto meant = nearest(topic, {known.begin(), known.end()});
  err << fmt::format("proviso help: there is no help on `{}`{}\n", visible(topic),
                     meant && *meant != topic ? fmt::format("; did you mean `{}`?", *meant) : "");
  return kFailed;
}

}  // namespace proviso::cli
