#include "tools/cli/man_page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tools/cli/command_line.hpp"
#include "tools/cli/help_text.hpp"

namespace proviso::cli {

namespace {

/// Text that roff shows as it stands.
std::string roff(std::string_view text) {
  std::string result;
  bool line_start = true;
  for (const char c : text) {
    if (line_start && (c == '.' || c == '\'')) result += "\\&";
    if (c == '\\') {
      result += "\\e";
    } else if (c == '-') {
      result += "\\-";
    } else {
      result += c;
    }
    line_start = c == '\n';
  }
  return result;
}

std::string title(const std::string& name, const std::string& about) {
  std::string upper = name;
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return fmt::format(".TH {} 1 \"\" \"proviso {}\" \"User Commands\"\n.SH NAME\n{} \\- {}\n", upper, PROVISO_VERSION,
                     roff(name), roff(about));
}

std::string paragraphs(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\n' && !result.empty() && result.back() == '\n') {
      result += ".PP\n";
    } else {
      result += c;
    }
  }
  return result.empty() ? result : result + "\n";
}

std::string exit_status() {
  // The topic's heading line is the section's heading here.
  const std::string topic = topic_text("exit-codes");
  return ".SH \"EXIT STATUS\"\n.nf\n" + roff(topic.substr(topic.find("\n\n") + 2)) + ".fi\n";
}

std::string command_page(const CommandPage& page) {
  std::string text = title("proviso-" + page.name, page.about);
  text += ".SH SYNOPSIS\n.B " + roff(usage_line(page)) + "\n";
  text += ".SH DESCRIPTION\n" + roff(page.about) + ".\n";
  if (!page.details.empty()) text += ".PP\n" + paragraphs(roff(page.details));
  text += ".SH OPTIONS\n";
  for (const OptionPage& option : page.options)
    text += ".TP\n.B " + roff(option_heading(option)) + "\n" + roff(option.about) + ".\n";
  text += ".SH EXAMPLES\n.nf\n";
  for (const std::string& example : page.examples) text += roff(example) + "\n";
  return text + ".fi\n" + exit_status() + ".SH \"SEE ALSO\"\n.BR proviso (1)\n";
}

std::string program_page() {
  const std::vector<CommandPage> pages = command_pages();
  std::string text = title("proviso", "rules that decide about people, as text");
  text += ".SH SYNOPSIS\n.B proviso\n.I COMMAND\n[OPTION]… [ARGUMENT]…\n.SH DESCRIPTION\n";
  text +=
      "Proviso reads legal rules that are written as text which a lawyer can read, decides cases by them, gives the\n"
      "reasons, and names what is still unknown.\n.PP\n"
      "What the program says is what the encoded rules imply. It is not a decision of an authority.\n";
  text += ".SH COMMANDS\n";
  for (const CommandPage& page : pages)
    text += ".TP\n.BR " + roff("proviso-" + page.name) + " (1)\n" + roff(page.about) + ".\n";
  text += ".SH \"CASE FILES\"\n.nf\n" + roff(topic_text("case-file")) + ".fi\n" + exit_status();
  return text;
}

}  // namespace

std::string man_page(std::string_view command) {
  for (const CommandPage& page : command_pages()) {
    if (page.name == command) return command_page(page);
  }
  return program_page();
}

}  // namespace proviso::cli
