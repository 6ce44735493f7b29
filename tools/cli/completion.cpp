#include <fmt/format.h>

#include <string>

#include "tools/cli/command_line.hpp"
#include "tools/cli/commands.hpp"
#include "tools/cli/session.hpp"

namespace proviso::cli {

namespace {

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, " ")); }

std::vector<std::string> command_names(const std::vector<CommandPage>& pages) {
  std::vector<std::string> names;
  for (const CommandPage& page : pages) names.push_back(page.name);
  return names;
}

/// The words that can stand where an argument of this command stands; empty: files.
std::vector<std::string> argument_choices(const CommandPage& page, const std::vector<CommandPage>& pages) {
  if (page.name == "help") {
    std::vector<std::string> topics = command_names(pages);
    topics.insert(topics.end(), {"case-file", "exit-codes"});
    return topics;
  }
  for (const OptionPage& option : page.options) {
    if (option.is_argument) return option.choices;
  }
  return {};
}

std::string bash(const std::vector<CommandPage>& pages) {
  std::string text =
      "# bash completion for proviso; written by `proviso completion bash`\n"
      "_proviso() {\n"
      "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} options= choices=\n"
      "  COMPREPLY=()\n"
      "  if [[ $COMP_CWORD -eq 1 ]]; then\n";
  text += fmt::format("    COMPREPLY=($(compgen -W '{} --help --version' -- \"$word\"))\n    return\n  fi\n",
                      joined(command_names(pages)));
  text += "  case ${COMP_WORDS[1]} in\n";
  for (const CommandPage& page : pages) {
    std::vector<std::string> options;
    std::string values;
    for (const OptionPage& option : page.options) {
      if (option.is_argument) continue;
      options.insert(options.end(), option.names.begin(), option.names.end());
      if (option.value.empty()) continue;
      const std::string names = fmt::format("{}", fmt::join(option.names, "|"));
      if (!option.choices.empty()) {
        values += fmt::format("        {}) COMPREPLY=($(compgen -W '{}' -- \"$word\")); return ;;\n", names,
                              joined(option.choices));
      } else {
        values += fmt::format("        {}) {}return ;;\n", names,
                              option.value == "FILE" ? "COMPREPLY=($(compgen -f -- \"$word\")); " : "");
      }
    }
    text += fmt::format("    {})\n      case $before in\n{}      esac\n      options='{}' choices='{}' ;;\n", page.name,
                        values, joined(options), joined(argument_choices(page, pages)));
  }
  text +=
      "  esac\n"
      "  if [[ $word == -* ]]; then\n"
      "    COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
      "  elif [[ -n $choices ]]; then\n"
      "    COMPREPLY=($(compgen -W \"$choices\" -- \"$word\"))\n"
      "  else\n"
      "    COMPREPLY=($(compgen -f -- \"$word\"))\n"
      "  fi\n"
      "}\n"
      "complete -o filenames -F _proviso proviso\n";
  return text;
}

/// A text between single quotes, for zsh and fish; brackets and colons would end a description of zsh.
std::string quoted(const std::string& text, bool zsh) {
  std::string result;
  for (const char c : text) {
    if (c == '\'') {
      result += zsh ? "'\\''" : "\\'";
    } else if (zsh && (c == '[' || c == ']' || c == ':')) {
      result += std::string("\\") + c;
    } else {
      result += c;
    }
  }
  return result;
}

std::string zsh_option(const OptionPage& option) {
  const std::string about = quoted(option.about, true);
  std::string value;
  if (!option.value.empty()) {
    const std::string action = !option.choices.empty()  ? "(" + joined(option.choices) + ")"
                               : option.value == "FILE" ? "_files"
                                                        : "";
    value = ":" + option.value + ":" + action;
  }
  if (option.names.size() == 1)
    return fmt::format("'{}{}[{}]{}'", option.many ? "*" : "", option.names.front(), about, value);
  return fmt::format("'({0})'{{{1}}}'[{2}]{3}'", joined(option.names), fmt::join(option.names, ","), about, value);
}

std::string zsh(const std::vector<CommandPage>& pages) {
  std::string text =
      "#compdef proviso\n# zsh completion for proviso; written by `proviso completion zsh`\n"
      "_proviso() {\n  local -a commands\n  commands=(\n";
  for (const CommandPage& page : pages) text += fmt::format("    '{}:{}'\n", page.name, quoted(page.about, true));
  text +=
      "  )\n"
      "  if (( CURRENT == 2 )); then\n"
      "    _describe command commands\n"
      "    _arguments '--version[Show the version]' '--help[Show help]'\n"
      "    return\n"
      "  fi\n"
      "  local command=$words[2]\n"
      "  shift words\n"
      "  (( CURRENT-- ))\n"
      "  case $command in\n";
  for (const CommandPage& page : pages) {
    text += fmt::format("    {})\n      _arguments", page.name);
    for (const OptionPage& option : page.options) {
      if (!option.is_argument) text += " \\\n        " + zsh_option(option);
    }
    const auto choices = argument_choices(page, pages);
    text += " \\\n        '*: :" + (choices.empty() ? std::string("_files") : "(" + joined(choices) + ")") + "' ;;\n";
  }
  return text + "  esac\n}\n_proviso \"$@\"\n";
}

std::string fish(const std::vector<CommandPage>& pages) {
  std::string text = "# fish completion for proviso; written by `proviso completion fish`\n";
  for (const CommandPage& page : pages)
    text += fmt::format("complete -c proviso -n __fish_use_subcommand -f -a {} -d '{}'\n", page.name,
                        quoted(page.about, false));
  text += "complete -c proviso -n __fish_use_subcommand -l help -d 'Show help'\n";
  text += "complete -c proviso -n __fish_use_subcommand -l version -d 'Show the version'\n";
  for (const CommandPage& page : pages) {
    const std::string start = fmt::format("complete -c proviso -n '__fish_seen_subcommand_from {}'", page.name);
    for (const OptionPage& option : page.options) {
      if (option.is_argument) continue;
      text += start;
      for (const std::string& name : option.names)
        text += name[1] == '-' ? " -l " + name.substr(2) : " -s " + name.substr(1);
      if (!option.choices.empty()) {
        text += fmt::format(" -x -a '{}'", joined(option.choices));
      } else if (!option.value.empty()) {
        text += option.value == "FILE" ? " -r -F" : " -x";
      }
      text += fmt::format(" -d '{}'\n", quoted(option.about, false));
    }
    const auto choices = argument_choices(page, pages);
    if (!choices.empty()) text += fmt::format("{} -f -a '{}'\n", start, joined(choices));
  }
  return text;
}

}  // namespace

int run_completion(const Options& options, std::ostream& out, std::ostream& err) {
  const std::vector<CommandPage> pages = command_pages();
  const std::string& shell = options.paths.front();
  return write_result(options,
                      shell == "bash"  ? bash(pages)
                      : shell == "zsh" ? zsh(pages)
                                       : fish(pages),
                      kDone, out, err);
}

}  // namespace proviso::cli
