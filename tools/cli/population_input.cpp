#include "tools/cli/population_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "dsl/nearest.hpp"
#include "dsl/render_text.hpp"
#include "interpreter/case_csv.hpp"
#include "interpreter/case_reader.hpp"
#include "interpreter/member_names.hpp"
#include "interpreter/other_policy.hpp"
#include "interpreter/population_count.hpp"
#include "tools/cli/population_report.hpp"
#include "tools/cli/record_reader.hpp"
#include "tools/cli/session.hpp"
#include "tools/cli/waiting.hpp"

namespace proviso::cli {

namespace {

/// Whoever has made one mistake in a large file has made it often.
constexpr std::size_t kMostMessages = 20;

std::string name_of(const Options& options) {
  return options.population == "-" ? "standard input" : options.population;
}

/// What one piece of the file held.
struct PieceResult {
  Records records;
  FileId file = 0;  ///< of the piece among the sources while it was read
  std::vector<Diagnostic> messages;
  std::string contradiction;
  std::optional<std::string> synthetic;
  std::exception_ptr problem;
};

/// Reads and counts pieces, one after the other.
class Worker {
 public:
  Worker(const Compared& compared, std::size_t policy_files, const Options& options,
         const std::optional<CaseColumns>& columns, char divider, const PopulationOptions& counted)
      : compared_(compared),
        policy_files_(policy_files),
        options_(options),
        columns_(columns),
        divider_(divider),
        count_(*compared.pair, compared.diff, counted) {}

  void run(PieceResult& piece) {
    try {
      read(piece);
    } catch (...) {
      piece.problem = std::current_exception();
    }
  }
  PopulationCount& count() { return count_; }

 private:
  const Program& program() const { return compared_.pair->old_program(); }
  CaseOptions case_options() const { return {compared_.pair->old_on(), options_.allow_extra}; }

  void read(PieceResult& piece) {
    // Labels that point into a policy are told from those that point into the piece by their file.
    SourceSet sources;
    for (std::size_t i = 0; i < policy_files_; ++i) sources.add("", "");
    piece.file = sources.add(name_of(options_), piece.records.text, piece.records.first_line);
    Diagnostics diagnostics;
    if (columns_) {
      read_rows(piece, sources, diagnostics);
    } else {
      read_lines(piece, sources, diagnostics);
    }
    piece.messages = diagnostics.all();
  }

  void read_rows(PieceResult& piece, const SourceSet& sources, Diagnostics& diagnostics) {
    const auto rows = read_csv(sources, piece.file, diagnostics, {divider_, Kind::population_table});
    if (!rows) return;
    CaseTableReader reader(program(), case_options());
    for (const CsvRow& row : *rows) {
      const std::uint64_t line = sources.position(piece.file, row.front().span.begin).line;
      const auto bound = reader.read_row(*columns_, row, line, diagnostics);
      if (!go_on(piece, sources, bound, diagnostics)) return;
    }
  }

  void read_lines(PieceResult& piece, const SourceSet& sources, Diagnostics& diagnostics) {
    CaseReader reader(program(), sources, case_options());
    for (const Span line : case_lines(sources, piece.file)) {
      const auto json = read_json(sources, line, JsonLimits(), diagnostics, "the line");
      if (json && !is_of_policy(*json, diagnostics)) return;
      if (json && OtherPolicy::is_header(*json)) {
        read_header(*json, piece);
        continue;
      }
      const auto bound = json ? reader.read(*json, diagnostics) : std::nullopt;
      if (!go_on(piece, sources, bound, diagnostics)) return;
    }
  }

  bool is_of_policy(const JsonValue& json, Diagnostics& diagnostics) const {
    const JsonValue* const policy = json.find("policy");
    const std::string& name = program().policy.name;
    const std::string& other = compared_.pair->new_program().policy.name;
    if (policy == nullptr || !policy->is_text() || policy->text == name || policy->text == other) return true;
    diagnostics.add({Kind::cases_of_other_policy,
                     fmt::format("these people are of the policy `{}`, and this is `{}`", policy->text, name),
                     {policy->span, "it says so here"},
                     {},
                     {"Give people with the facts of this policy, or correct the name."}});
    return false;
  }

  static void read_header(const JsonValue& json, PieceResult& piece) {
    const JsonValue* const synthetic = json.find("synthetic");
    if (synthetic == nullptr || !synthetic->boolean) return;
    const JsonValue* const seed = json.find("seed");
    piece.synthetic = seed != nullptr && seed->kind == JsonKind::number ? seed->text : std::string();
  }

  /// Counts a case that could be read. False: the piece is not read on.
  bool go_on(PieceResult& piece, const SourceSet& sources, const std::optional<BoundCase>& bound,
             Diagnostics& diagnostics) {
    if (bound && count_.add(*bound, diagnostics) == PopulationCount::Added::contradiction) {
      const Span whole = bound->places.whole;
      piece.contradiction = fmt::format("{}:{}: {}", name_of(options_), sources.position(whole.file, whole.begin).line,
                                        count_.contradiction());
      return false;
    }
    return diagnostics.error_count() < kMostMessages;
  }

  const Compared& compared_;
  const std::size_t policy_files_;
  const Options& options_;
  const std::optional<CaseColumns>& columns_;
  const char divider_;
  PopulationCount count_;
};

/// One reading of a population.
class Population {
 public:
  Population(const Compared& compared, std::size_t policy_files, const Options& options, std::ostream& err)
      : compared_(compared),
        policy_files_(policy_files),
        options_(options),
        err_(err),
        reader_(options.population, options) {}

  std::optional<PopulationDiff> run(int& code) {
    if (!check_dates() || !read_header()) return std::nullopt;
    const std::size_t jobs = std::max(1u, options_.jobs);
    for (std::size_t i = 0; i < jobs; ++i)
      workers_.push_back(std::make_unique<Worker>(compared_, policy_files_, options_, columns_, reader_.divider(),
                                                  PopulationOptions{options_.by}));
    {
      const Waiting waiting(options_, "deciding the people under both versions", err_);
      while (read_pieces()) {
      }
    }
    report_file_problems();
    if (!contradiction_.empty()) return tell_contradiction();
    if (messages_.has_errors()) return give_up();
    PopulationCount& whole = workers_.front()->count();
    for (std::size_t i = 1; i < workers_.size(); ++i) whole.merge(workers_[i]->count());
    PopulationDiff result = whole.finish();
    result.given = name_of(options_);
    result.synthetic = synthetic_;
    if (result.people.number + result.left_out.number == 0) return report_nobody();
    if (result.left_out.number != 0) code = kLimit;
    select_decisions(result, options_.of_decisions);
    suppress_small(result, options_.suppress);
    return result;
  }

 private:
  bool check_dates() {
    const Policy& policy = compared_.pair->old_program().policy;
    std::vector<std::string_view> dates;
    for (const Fact& fact : policy.facts) {
      if (fact.type.base == BaseType::date) dates.push_back(fact.heading.name);
    }
    bool good = true;
    for (const std::string& name : options_.by) {
      if (std::find(dates.begin(), dates.end(), name) != dates.end()) continue;
      const auto meant = nearest(name, dates);
      err_ << fmt::format("proviso diff: `{}` is no date fact of the policy; {}\n", visible(name),
                          meant           ? fmt::format("did you mean `{}`?", *meant)
                          : dates.empty() ? std::string("it has none")
                                          : fmt::format("there are {}", fmt::join(dates, ", ")));
      good = false;
    }
    return good;
  }

  bool read_header() {
    report_file_problems();
    if (!messages_.has_errors() && reader_.form() == RecordReader::Form::table) {
      const Records first = reader_.first_row();
      const FileId file = shown_.add(name_of(options_), first.text, first.first_line);
      const auto rows = read_csv(shown_, file, messages_, {reader_.divider(), Kind::population_table});
      CaseTableReader table(compared_.pair->old_program(), {std::nullopt, options_.allow_extra});
      if (rows && !rows->empty()) columns_ = table.read_header(rows->front(), messages_);
      if (columns_ && columns_->synthetic) synthetic_ = "";
    }
    if (messages_.has_errors()) give_up();
    return !messages_.has_errors();
  }

  // As many pieces as there are workers, all at once; what they found is taken up in the order of the file.
  bool read_pieces() {
    std::vector<PieceResult> pieces;
    while (pieces.size() < workers_.size()) {
      auto records = reader_.next();
      if (!records) break;
      pieces.push_back({std::move(*records), 0, {}, {}, {}, {}});
    }
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < pieces.size(); ++i)
      threads.emplace_back([this, &pieces, i] { workers_[i]->run(pieces[i]); });
    if (!pieces.empty()) workers_.front()->run(pieces.front());
    for (std::thread& thread : threads) thread.join();
    for (PieceResult& piece : pieces) {
      take_up(piece);
      if (stopped_ || !contradiction_.empty()) return false;
    }
    return !pieces.empty();
  }

  void take_up(PieceResult& piece) {
    if (piece.problem) std::rethrow_exception(piece.problem);
    contradiction_ = piece.contradiction;
    if (piece.synthetic) synthetic_ = piece.synthetic;
    if (piece.messages.empty()) return;
    const FileId file = shown_.add(name_of(options_), std::move(piece.records.text), piece.records.first_line);
    for (Diagnostic& message : piece.messages) {
      if (message.primary.span.file != piece.file) message.primary.span = {file, 0, 0};
      message.primary.span.file = file;
      std::erase_if(message.secondary, [&](const Label& label) { return label.span.file != piece.file; });
      for (Label& label : message.secondary) label.span.file = file;
      if (message.kind == Kind::case_no_date)
        message.notes = {"Give everyone an `as_of`, or give both versions a day: PATH@2025-02-10."};
      messages_.add(std::move(message));
      stopped_ = messages_.error_count() >= kMostMessages;
      if (stopped_) return;
    }
  }

  void report_file_problems() {
    if (!reader_.problem().empty()) {
      const FileId file = shown_.add(name_of(options_), "");
      messages_.add({Kind::unreadable_file,
                     fmt::format("`{}` cannot be read: {}", name_of(options_), reader_.problem()),
                     {{file, 0, 0}, ""}});
    }
    if (const auto line = reader_.endless()) {
      const FileId file = shown_.add(name_of(options_), "\n", *line);
      messages_.add({Kind::population_record,
                     "one case is longer than 16 MB",
                     {{file, 0, 0}, "it begins on this line"},
                     {},
                     {"A line end is missing, or a quote is not closed."}});
    }
  }

  std::nullopt_t report_nobody() {
    const FileId file = shown_.add(name_of(options_), "");
    messages_.add({Kind::population_empty,
                   fmt::format("there is nobody in `{}`", name_of(options_)),
                   {{file, 0, 0}, ""},
                   {},
                   {"Write a case on each line, or a table with a row for each person."}});
    return give_up();
  }

  std::nullopt_t give_up() {
    print_diagnostics(shown_, messages_, options_, err_);
    if (stopped_) err_ << "proviso diff: the rest of the population was not read, after so many messages\n";
    err_ << "proviso diff: nothing is told of the population: not all of it could be counted\n";
    return std::nullopt;
  }

  std::nullopt_t tell_contradiction() {
    err_ << fmt::format(
        "proviso diff: internal error: the classes and the decisions contradict each other\n  = {}\n"
        "  = Do not rely on this comparison. Please report it, with both versions and that case.\n",
        visible(contradiction_));
    return std::nullopt;
  }

  const Compared& compared_;
  const std::size_t policy_files_;
  const Options& options_;
  std::ostream& err_;
  RecordReader reader_;
  std::optional<CaseColumns> columns_;  ///< of a table
  std::vector<std::unique_ptr<Worker>> workers_;
  std::optional<std::string> synthetic_;
  std::string contradiction_;
  SourceSet shown_;  ///< the pieces that messages are about
  Diagnostics messages_;
  bool stopped_ = false;  ///< so many messages were enough
};

}  // namespace

std::optional<PopulationDiff> count_population(const Compared& compared, std::size_t policy_files,
                                               const Options& options, std::ostream& err, int& code) {
  auto result = Population(compared, policy_files, options, err).run(code);
  if (!result) code = kFailed;
  return result;
}

}  // namespace proviso::cli
