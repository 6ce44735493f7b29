#include "tools/cli/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <memory>
#include <optional>

#include "dsl/nearest.hpp"
#include "tools/cli/commands.hpp"

namespace proviso::cli {

namespace {

std::string listed_choices(const std::vector<std::string>& choices) {
  std::string result;
  for (std::size_t i = 0; i < choices.size(); ++i)
    result += (i == 0 ? "" : i + 1 == choices.size() ? " or " : ", ") + choices[i];
  return result;
}

/// A check whose description is the list of choices, so that pages can read it back.
CLI::Validator one_of(const std::vector<std::string>& choices) {
  CLI::Validator validator(
      [choices](std::string& value) -> std::string {
        if (std::find(choices.begin(), choices.end(), value) != choices.end()) return {};
        return fmt::format("`{}` is not {}", value, listed_choices(choices));
      },
      fmt::format("{}", fmt::join(choices, "|")), "choices");
  return validator;
}

/// A check of a whole number. `what` ends the message: "of people".
CLI::Validator whole_number(std::uint64_t from, std::uint64_t to, const std::string& what) {
  return CLI::Validator(
      [=](std::string& text) -> std::string {
        std::uint64_t number = 0;
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
        const bool whole = problem == std::errc() && end == text.data() + text.size() && !text.empty();
        if (whole && number >= from && number <= to) return {};
        return fmt::format("`{}` is not a number {}; write a whole one from {} to {}", text, what, from, to);
      },
      "", "number");
}

/// A share from 0 to 1, in millionths.
std::optional<std::uint32_t> read_share(const std::string& text) {
  double share = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), share);
  const bool good = problem == std::errc() && end == text.data() + text.size() && share >= 0 && share <= 1;
  return good ? std::optional(static_cast<std::uint32_t>(std::lround(share * 1'000'000))) : std::nullopt;
}

/// The one description of the program's commands, options and examples.
class Description {
 public:
  explicit Description(CommandLine& line) : line_(line), options_(line.options) {
    app_.set_help_flag();
    app_.allow_extras();
    app_.require_subcommand(0, 1);
    app_.add_flag("-h,--help", line_.help, "Show this help");
    app_.add_flag("--version", line_.version, "Show the version");
    check();
    decide();
    explain();
    test();
    diff();
    git_diff();
    fmt_command();
    graph();
    trace();
    sample();
    explain_error();
    completion();
    help();
  }

  CLI::App& app() { return app_; }

  using Run = int (*)(const Options&, std::ostream&, std::ostream&);
  Run run_of(const CLI::App* command) const {
    for (const auto& [app, run] : runs_) {
      if (app == command) return run;
    }
    return nullptr;
  }

 private:
  CLI::App* add(const std::string& name, const std::string& about, Run run, const std::string& details,
                const std::string& examples) {
    CLI::App* command = app_.add_subcommand(name, about);
    command->set_help_flag();
    command->allow_extras();
    command->footer(details + "\f" + examples);
    command->add_flag("-h,--help", line_.help, "Show this help");
    runs_.emplace_back(command, run);
    return command;
  }

  void policies(CLI::App* command) {
    command
        ->add_option("policy", options_.paths,
                     "Policies: folders, each with all .proviso files below it; or files, together one policy")
        ->type_name("POLICY")
        ->required();
  }
  /// An argument that is given once, and is kept as the only path.
  CLI::Option* one_path(CLI::App* command, const std::string& name, const std::string& about) {
    return command
        ->add_option_function<std::string>(
            name, [this](const std::string& path) { options_.paths = {path}; }, about)
        ->expected(1);
  }
  void policy(CLI::App* command) {
    one_path(command, "policy", "The policy: a .proviso file, or a folder with all such files below it")
        ->type_name("POLICY")
        ->required();
  }
  void with(CLI::App* command) {
    command
        ->add_option("--with", options_.with,
                     "Add a proposal: a file under a folder `proposals`, which else do not count")
        ->type_name("FILE")
        ->allow_extra_args(false);
  }
  void formats(CLI::App* command, const std::vector<std::string>& choices) {
    command->add_option("--format", options_.format, fmt::format("{}; else text", listed_choices(choices)))
        ->type_name("FORMAT")
        ->check(one_of(choices));
  }
  void output(CLI::App* command) {
    command->add_option("-o,--output", options_.output, "Write the result to a file, whole or not at all")
        ->type_name("FILE");
  }
  void color(CLI::App* command) {
    command->add_option("--color", line_.color, "auto (on a terminal, unless NO_COLOR is set), always or never")
        ->type_name("WHEN")
        ->check(one_of({"auto", "always", "never"}));
  }
  void on(CLI::App* command, const std::string& about = "The day of the assessment, instead of the case's own") {
    command
        ->add_option_function<std::string>(
            "--on", [this](const std::string& text) { options_.on = parse_date(text); }, about)
        ->type_name("DATE")
        ->check(CLI::Validator(
            [](std::string& text) {
              return parse_date(text)
                         ? std::string()
                         : fmt::format("`{}` is not a day; write year-month-day, such as 2025-02-10", text);
            },
            "", "date"));
  }
  void case_options(CLI::App* command) {
    command->add_option("case", options_.case_file, "The case, a JSON file; - reads standard input")
        ->type_name("CASE")
        ->required();
    on(command);
    with(command);
    command->add_flag("--allow-extra", options_.allow_extra, "Ignore facts that the policy does not declare");
  }

  void check() {
    CLI::App* command =
        add("check", "Check a policy: spelling, types, versions, dependencies, sources", run_check,
            "Reads every file, and reports all that is wrong in one run. A policy with errors decides nothing.\n\n"
            "Every quoted word that a rule cites is looked for in its source, where the source has a file.",
            "proviso check rulesets/norway\n"
            "proviso check --strict --format json rulesets/norway  # for a build server\n"
            "proviso check --format sarif -o check.sarif rulesets/norway  # beside the lines of a change");
    policies(command);
    with(command);
    command->add_flag("--strict", options_.strict, "Exit with 1 if there are warnings");
    command->add_flag("--quick", options_.quick, "Look for mistakes only, not for rules that do nothing");
    formats(command, {"text", "json", "sarif", "github"});
    output(command);
    color(command);
  }
  void decide() {
    CLI::App* command = add(
        "decide", "Decide everyone in a case", run_decide,
        "Says for each person what each decision is, or which facts it still needs. What is not known is not \"no\":\n"
        "a decision that an unknown fact can change is undetermined, and the answer names the fact.",
        "proviso decide rulesets/norway case.json\n"
        "proviso decide rulesets/norway case.json --format json -o result.json\n"
        "proviso decide rulesets/norway - --on 2025-01-13 < case.json");
    policy(command);
    case_options(command);
    command->add_flag("--exit-code", options_.exit_code, "Exit with 1 if a decision is undetermined");
    formats(command, {"text", "json"});
    output(command);
    color(command);
  }
  void explain() {
    CLI::App* command = add(
        "explain", "Decide, and tell why, why not, and what would change it", run_explain,
        "For each person: the decision, which version of each list governed and why, every rule that carried it with\n"
        "its source, for every other ground the conditions that failed, what is unknown and whom to ask, and the\n"
        "smallest changes of facts that would change the decision.",
        "proviso explain rulesets/norway case.json\n"
        "proviso explain rulesets/norway case.json --person olena --decision protection");
    policy(command);
    case_options(command);
    command->add_option("--person", options_.person, "This person alone")->type_name("ID");
    command->add_option("--decision", options_.decision, "This decision alone")->type_name("NAME");
    formats(command, {"text", "json"});
    output(command);
    color(command);
  }
  void test() {
    CLI::App* command = add(
        "test", "Run the conformance cases of a policy", run_test,
        "Runs the `case` blocks in the policy, the files *.cases.jsonl in its folder, and those named with --cases. Of "
        "a\n"
        "case that fails, what was expected stands beside what came out, with the reason and the rule to look at.\n\n"
        "Several filters select the cases that fit all of them; of several of one kind, one must fit. A pattern with "
        "*\n"
        "or ? is for the whole name, another for a part of it.",
        "proviso test rulesets/norway\n"
        "proviso test rulesets/norway --filter 'fam-*' --decision protection  # cases by id or title, and by decision\n"
        "proviso test rulesets/norway --coverage  # how much of the rules the cases show, and what they do not\n"
        "proviso test rulesets/norway --mutate  # which small changes of the rules no case would notice\n"
        "proviso test rulesets/norway --suggest suggested.proviso  # cases that would, for a person to confirm\n"
        "proviso test rulesets/norway --watch  # again whenever a rule or a case changes\n"
        "proviso test rulesets/norway --junit report.xml --html report.html --csv report.csv\n"
        "proviso test rulesets/norway --format json -o report.json\n"
        "proviso test rulesets/norway --not-passed report.json  # those that did not pass then");
    policies(command);
    with(command);
    many(command, "--cases", options_.cases, "A file of cases, one a line", "FILE");
    many(command, "--filter", options_.filter, "Only cases with this in their id or title", "PATTERN");
    many(command, "--tag", options_.tags, "Only cases with this tag", "TAG");
    many(command, "--inventory", options_.inventory, "Only cases for this entry of the inventory of sources", "ENTRY");
    many(command, "--file", options_.in_files, "Only cases in files with this in their path", "PATTERN");
    many(command, "--decision", options_.of_decisions, "Only cases that expect something of this decision or define",
         "NAME");
    command->add_option("--not-passed", options_.not_passed, "Only cases that did not pass in this JSON report")
        ->type_name("FILE");
    command->add_flag("--list", options_.list, "List the cases and run none");
    jobs(command, "Run so many cases at once; else as many as the machine can");
    command
        ->add_flag("--coverage{some}", options_.coverage,
                   "Tell what the cases cover of the rules; =all lists whatever they do not")
        ->check(one_of({"some", "all"}));
    command
        ->add_flag("--mutate{some}", options_.mutate,
                   "Change the rules, one small thing at a time, and tell which changes no case notices; =all lists "
                   "them all")
        ->check(one_of({"some", "all"}));
    command->add_option("--suggest", options_.suggest, "Write cases that notice these changes, to be confirmed")
        ->type_name("FILE");
    command->add_flag("--fail-fast", options_.fail_fast, "Stop at the first case that does not pass");
    command->add_flag("--watch", options_.watch, "Run again whenever a rule or a case changes, until Ctrl-C");
    command->add_option("--junit", options_.junit, "Write a report for build servers")->type_name("FILE");
    command->add_option("--csv", options_.csv, "Write a table of the cases for a spreadsheet")->type_name("FILE");
    command->add_option("--html", options_.html, "Write a page to read and print")->type_name("FILE");
    command->add_flag("--allow-extra", options_.allow_extra, "Ignore facts that the policy does not declare");
    formats(command, {"text", "json"});
    output(command);
    color(command);
  }
  void jobs(CLI::App* command, const std::string& about) {
    command->add_option("--jobs", options_.jobs, about)
        ->type_name("N")
        ->check(CLI::Validator(
            [](std::string& text) {
              const bool digits = text.find_first_not_of("0123456789") == std::string::npos && text.size() <= 3;
              const int number = digits && !text.empty() ? std::stoi(text) : 0;
              return number >= 1 && number <= 256
                         ? std::string()
                         : fmt::format("`{}` is not a number of jobs; write one from 1 to 256", text);
            },
            "", "jobs"));
  }
  /// An option that may be given several times, each time with one value.
  void many(CLI::App* command, const std::string& name, std::vector<std::string>& to, const std::string& about,
            const std::string& value) {
    command->add_option(name, to, about)->type_name(value)->allow_extra_args(false);
  }
  void diff() {
    CLI::App* command =
        add("diff", "Compare two versions: what changed, for whom exactly, and that nobody else is affected", run_diff,
            "A version is a file or folder; with @DATE, as its text stands on that day, for an assessment on that\n"
            "day; with git:REVISION: before it, as a git revision has it. Both have a day, or neither.\n\n"
            "Everybody whose decision changes is in one of the groups that are listed, each with a case that shows\n"
            "it; that nobody else is affected is proved. The exit code is 1 if somebody is decided differently\n"
            "(with --strict, also if any declaration changed), and 3 if the comparison is not complete.",
            "proviso diff rulesets/norway@2025-01-12 rulesets/norway@2025-01-13\n"
            "proviso diff git:HEAD~1:rulesets/norway rulesets/norway\n"
            "proviso diff rulesets/norway --with proposals/2026-02-26.proviso  # without and with a proposal\n"
            "proviso diff old new --html report.html --json report.json  # beside the text\n"
            "proviso diff old new --waivers accepted.json  # what a reviewer accepted is not counted\n"
            "proviso diff old new --write-waivers accepted.json  # to be filled in by a reviewer\n"
            "proviso diff old new --population people.jsonl --suppress 5  # how many of these people");
    command->add_option("old", options_.old_version, "The old version: PATH, PATH@DATE or git:REVISION:PATH")
        ->type_name("OLD")
        ->required();
    command->add_option("new", options_.new_version, "The new version; with --with alone, the old one is taken")
        ->type_name("NEW");
    many(command, "--with", options_.with, "Add a proposal to the new version", "FILE");
    many(command, "--with-old", options_.with_old, "Add a proposal to the old version", "FILE");
    many(command, "--decision", options_.of_decisions, "Only who is decided differently in this decision", "NAME");
    command->add_option("--waivers", options_.waivers, "What reviewers accepted, a JSON file")->type_name("FILE");
    command
        ->add_option("--write-waivers", options_.write_waivers,
                     "Write a new file to accept in what nobody has accepted yet")
        ->type_name("FILE");
    command
        ->add_option("--population", options_.population,
                     "Count the people of this file: JSON lines or a table; - reads standard input")
        ->type_name("FILE");
    many(command, "--by", options_.by, "Divide the groups by the months of this date; else of dates they test", "FACT");
    command->add_option("--suppress", options_.suppress, "Do not show smaller numbers of people")
        ->type_name("N")
        ->check(whole_number(0, 1'000'000, "of people"));
    jobs(command, "Count on so many threads; else on one");
    command->add_flag("--allow-extra", options_.allow_extra,
                      "Ignore facts and columns of the population that the policy does not declare");
    command->add_flag("--strict", options_.strict, "Exit with 1 if any declaration changed, though nobody is affected");
    command->add_option("--html", options_.html, "Write a page to read, print and sign")->type_name("FILE");
    command->add_option("--markdown", options_.markdown_file, "Write a report for a review thread")->type_name("FILE");
    command->add_option("--json", options_.json_file, "Write a report for programs")->type_name("FILE");
    command->add_option("--sarif", options_.sarif_file, "Write a report for checks in a pipeline")->type_name("FILE");
    formats(command, {"text", "json", "markdown", "html", "sarif", "github"});
    output(command);
    color(command);
  }
  void git_diff() {
    CLI::App* command =
        add("git-diff", "Show what changed in one rule file, for git", run_git_diff,
            "Git runs this for `git diff` and `git log -p --ext-diff` once it is set up (docs/diff.md), and shows the\n"
            "declarations that were inserted, replaced or repealed; order, layout and comments are nothing. Who is\n"
            "decided differently, `proviso diff` tells.",
            "proviso diff git:HEAD~1:rulesets/norway rulesets/norway  # the whole comparison\n"
            "git config diff.proviso.command 'proviso git-diff'  # with `*.proviso diff=proviso` in .gitattributes");
    command->add_option("argument", options_.paths, "What git passes: the path, and of either side file, hash and mode")
        ->type_name("ARGUMENT")
        ->required();
    color(command);
  }
  void fmt_command() {
    CLI::App* command =
        add("fmt", "Lay out rule files in the one canonical way", run_fmt,
            "Rewrites files in place; comments and the order of declarations stay. A file with errors is left\n"
            "as it is. `-` reads standard input and writes standard output.",
            "proviso fmt rulesets/norway\n"
            "proviso fmt --check rulesets  # exits with 1 if a file would change\n"
            "proviso fmt - < draft.proviso");
    command->add_option("file", options_.paths, "Files, or folders with all .proviso files below them")
        ->type_name("FILE")
        ->required();
    command->add_flag("--check", options_.check,
                      "Change nothing; list what would change, and exit with 1 if there is any");
    color(command);
  }
  void graph() {
    CLI::App* command =
        add("graph", "Show what depends on what in a policy", run_graph,
            "An arrow leads from an item to what it needs. What speaks against an item, and what is read of\n"
            "another person, is told apart by words and line styles.",
            "proviso graph rulesets/norway\n"
            "proviso graph rulesets/norway --decision protection --format svg -o graph.svg");
    policy(command);
    with(command);
    command->add_option("--decision", options_.decision, "Only what this decision needs")->type_name("NAME");
    formats(command, {"text", "dot", "svg", "json"});
    output(command);
    color(command);
  }
  void trace() {
    CLI::App* command =
        add("trace", "Show which rule, source words and cases stand for what the sources say", run_trace,
            "Reads the inventory of a policy, a table of what its sources say, and leads from each entry to the\n"
            "declarations that carry it, the words in the source, and the cases that show it. What is missing on\n"
            "either side is reported, and the exit code is then 1.\n\n"
            "The inventory is a CSV file with the columns entry, mark (M, M/H, H or N), statement, source, quote,\n"
            "carried by, and remark; docs/trace.md tells what they hold.",
            "proviso trace rulesets/norway\n"
            "proviso trace rulesets/norway --format markdown -o rulesets/norway/TRACEABILITY.md");
    policy(command);
    command
        ->add_option("--inventory", options_.inventory_file, "The inventory; else inventory.csv in the policy's folder")
        ->type_name("FILE");
    command->add_option("--cases", options_.cases, "A file of cases, one a line")
        ->type_name("FILE")
        ->allow_extra_args(false);
    formats(command, {"text", "markdown", "json", "csv"});
    output(command);
    color(command);
  }
  void sample() {
    CLI::App* command = add(
        "sample", "Make up a population, to compare versions and to try rules with", run_sample,
        "Writes people who do not exist: cases as JSON lines, single people and families, or a table of single\n"
        "people. Values near those that the rules tell apart are mixed with any others. Types, `only if`, defaults,\n"
        "relations and what is `impossible` are respected. The same seed gives the same people everywhere; the result\n"
        "says that it is synthetic.",
        "proviso sample rulesets/norway -n 10000 --seed 7 -o people.jsonl\n"
        "proviso sample rulesets/norway -n 10000 --format csv -o people.csv\n"
        "proviso sample rulesets/norway -n 1000 --on 2025-01-13 --families 0.5 --unknown 0.02");
    policy(command);
    command->add_option("-n,--people", options_.count, "So many people; else 1000")
        ->type_name("N")
        ->check(whole_number(1, 1'000'000'000, "of people"));
    command->add_option("--seed", options_.seed, "The number from which everything is drawn; else 1")
        ->type_name("S")
        ->check(whole_number(0, ~std::uint64_t{0}, "for a seed"));
    share(command, "--families", "The share of families among the cases, from 0 to 1; else 0.3, in JSON lines",
          [this](std::uint32_t millionths) { options_.family_millionths = millionths; });
    share(command, "--unknown", "The share of facts that are not known, from 0 to 1; else 0",
          [this](std::uint32_t millionths) { options_.unknown_millionths = millionths; });
    on(command, "The day of the assessment; else days over the life of the policy");
    with(command);
    command->add_option("--format", options_.format, "jsonl or csv; else jsonl")
        ->type_name("FORMAT")
        ->check(one_of({"jsonl", "csv"}));
    output(command);
    color(command);
  }
  void share(CLI::App* command, const std::string& name, const std::string& about,
             const std::function<void(std::uint32_t)>& take) {
    command
        ->add_option_function<std::string>(
            name, [take](const std::string& text) { take(read_share(text).value_or(0)); }, about)
        ->type_name("SHARE")
        ->check(CLI::Validator(
            [](std::string& text) {
              return read_share(text)
                         ? std::string()
                         : fmt::format("`{}` is not a share; write a number from 0 to 1, such as 0.25", text);
            },
            "", "share"));
  }
  void explain_error() {
    CLI::App* command = add("explain-error", "Explain a message, with an example", run_explain_error,
                            "Every message has a code such as P0204, which never changes its meaning.",
                            "proviso explain-error P0204\n"
                            "proviso explain-error --all  # the list of all codes");
    command->add_option("code", options_.paths, "The code in the brackets of a message")->type_name("CODE");
    command->add_flag("--all", options_.all, "Explain every code");
    formats(command, {"text", "markdown", "json"});
    output(command);
  }
  void completion() {
    CLI::App* command =
        add("completion", "Write the completion script of a shell", run_completion,
            "Source it from the start-up file of the shell, or put it where the shell looks for such files.",
            "proviso completion bash > /etc/bash_completion.d/proviso\n"
            "proviso completion fish > ~/.config/fish/completions/proviso.fish");
    one_path(command, "shell", "bash, zsh or fish")
        ->type_name("SHELL")
        ->required()
        ->check(one_of({"bash", "zsh", "fish"}));
    output(command);
  }
  void help() {
    CLI::App* command = add("help", "Show help on a command or topic", run_help,
                            "Topics: case-file (how a case is written), exit-codes.",
                            "proviso help decide\n"
                            "proviso help --man decide | man -l -");
    one_path(command, "topic", "A command or a topic")->type_name("TOPIC");
    command->add_flag("--man", options_.man, "Write a man page instead");
    output(command);
  }

  CommandLine& line_;
  Options& options_;
  CLI::App app_{"Rules that decide about people, as text that a lawyer can read and a machine can run.", "proviso"};
  std::vector<std::pair<const CLI::App*, Run>> runs_;
};

std::vector<std::string> split(const std::string& text, const std::string& separator) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    if (end > begin) parts.push_back(text.substr(begin, end - begin));
    begin = end + separator.size();
  }
  return parts;
}

OptionPage page_of(const CLI::Option& option) {
  OptionPage page;
  page.about = option.get_description();
  page.is_argument = option.get_positional();
  page.required = option.get_required();
  const bool flag = option.get_expected_max() == 0;
  page.many = !flag && (option.get_expected_max() > 1 || option.get_items_expected_max() > 1);
  if (page.is_argument) {
    page.names = {option.get_type_name()};
  } else {
    for (const std::string& name : option.get_snames()) page.names.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) page.names.push_back("--" + name);
    if (!flag) page.value = option.get_type_name();
  }
  // The type name holds the descriptions of checks too: "FORMAT:text|json".
  std::string& typed = page.is_argument ? page.names.front() : page.value;
  const std::size_t colon = typed.find(':');
  if (colon != std::string::npos) {
    page.choices = split(typed.substr(colon + 1), "|");
    typed.resize(colon);
  }
  return page;
}

CommandPage page_of(const CLI::App& command) {
  CommandPage page;
  page.name = command.get_name();
  page.about = command.get_description();
  const std::string footer = command.get_footer();
  const std::size_t cut = footer.find('\f');
  page.details = footer.substr(0, cut);
  page.examples = split(footer.substr(cut + 1), "\n");
  for (const bool arguments : {true, false}) {
    for (const CLI::Option* option : command.get_options()) {
      if (option->get_positional() == arguments) page.options.push_back(page_of(*option));
    }
  }
  return page;
}

std::string did_you_mean(const std::string& wrong, const std::vector<std::string>& known) {
  const auto name = nearest(wrong, {known.begin(), known.end()});
  return name ? fmt::format("; did you mean `{}`?", *name) : std::string();
}

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

/// What is wrong with words that fit nowhere.
std::string extra_message(const CLI::App& app, const CLI::App* command) {
  const std::vector<std::string> extra = command == nullptr ? app.remaining() : command->remaining();
  if (extra.empty()) return {};
  const auto option =
      std::find_if(extra.begin(), extra.end(), [](const auto& e) { return e.size() > 1 && e[0] == '-'; });
  if (option != extra.end()) {
    const std::string name = option->substr(0, option->find('='));
    return fmt::format("there is no option `{}`{}", name,
                       did_you_mean(name, option_names(command == nullptr ? app : *command)));
  }
  if (command != nullptr) return fmt::format("`{}` is one argument too many", extra.front());
  std::vector<std::string> commands;
  for (const CLI::App* known : app.get_subcommands({})) commands.push_back(known->get_name());
  return fmt::format("there is no command `{}`{}", extra.front(), did_you_mean(extra.front(), commands));
}

std::string problem_words(const CLI::ParseError& problem, const CLI::App* command) {
  std::string words = problem.what();
  if (problem.get_name() == "RequiredError" && command != nullptr) {
    for (const CLI::Option* option : command->get_options()) {
      if (option->get_required() && option->count() == 0) {
        const std::string name = page_of(*option).names.front();
        return fmt::format("{} is missing", name);
      }
    }
  }
  if (problem.get_name() == "ArgumentMismatch") {
    const std::string option = words.substr(0, words.find(':'));
    return fmt::format("{} needs a value", option);
  }
  return words;
}

}  // namespace

std::vector<CommandPage> command_pages() {
  CommandLine line;
  Description description(line);
  std::vector<CommandPage> pages;
  for (const CLI::App* command : description.app().get_subcommands({})) pages.push_back(page_of(*command));
  return pages;
}

std::string usage_line(const CommandPage& page) {
  std::string line = "proviso " + page.name + " [OPTION]…";
  for (const OptionPage& option : page.options) {
    if (!option.is_argument) continue;
    const std::string name = option.names.front() + (option.many ? "…" : "");
    line += option.required ? " " + name : " [" + name + "]";
  }
  return line;
}

CommandLine read_command_line(const std::vector<std::string>& arguments) {
  CommandLine line;
  Description description(line);
  CLI::App& app = description.app();
  std::string problem;
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    app.parse(std::move(reversed));
  } catch (const CLI::ParseError& error) {
    const auto chosen = app.get_subcommands();
    problem = problem_words(error, chosen.empty() ? nullptr : chosen.front());
  }
  const auto chosen = app.get_subcommands();
  const CLI::App* command = chosen.empty() ? nullptr : chosen.front();
  if (command != nullptr) line.options.command = command->get_name();
  if (line.help || line.version) return line;
  const std::string extra = extra_message(app, command);
  if (!extra.empty()) problem = extra;
  if (problem.empty() && command == nullptr) problem = "a command is missing";
  line.message = problem;
  if (problem.empty()) line.run = description.run_of(command);
  return line;
}

}  // namespace proviso::cli
