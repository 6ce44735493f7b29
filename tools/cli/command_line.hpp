#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "tools/cli/options.hpp"

namespace proviso::cli {

/// An option or argument as help, man pages and completions show it.
struct OptionPage {
  std::vector<std::string> names;  ///< "-o", "--output"; an argument: "POLICY"
  std::string value;               ///< "FILE"; empty: takes none
  std::string about;
  std::vector<std::string> choices = {};  ///< the values it can have, where they are few
  bool is_argument = false;
  bool many = false;  ///< may be given several times
  bool required = false;
};

/// A command of the program, read off the one description that also reads command lines.
struct CommandPage {
  std::string name;
  std::string about;
  std::string details;                ///< paragraphs; may be empty
  std::vector<std::string> examples;  ///< "command line — what it does", the first part alone is the command line
  std::vector<OptionPage> options;    ///< arguments first
};

/// Every command, in the order of the help.
std::vector<CommandPage> command_pages();

/// "proviso decide [OPTION]… POLICY CASE".
std::string usage_line(const CommandPage& page);

/// What a command line asks for.
struct CommandLine {
  int (*run)(const Options&, std::ostream&, std::ostream&) = nullptr;  ///< null: `message` says why not
  Options options;
  std::string color = "auto";
  bool help = false;  ///< of `options.command`, or of the whole program
  bool version = false;
  std::string message;
};

/// Reads the words after the program's name.
CommandLine read_command_line(const std::vector<std::string>& arguments);

}  // namespace proviso::cli
