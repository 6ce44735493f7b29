#include <fmt/format.h>

#include <algorithm>

#include "dsl/load.hpp"
#include "dsl/render.hpp"
#include "dsl/resolve.hpp"
#include "interpreter/case_reader.hpp"
#include "interpreter/case_refusal.hpp"
#include "interpreter/compile.hpp"
#include "interpreter/explain.hpp"
#include "interpreter/explain_json.hpp"
#include "interpreter/explain_text.hpp"
#include "interpreter/proviso.hpp"
#include "interpreter/result_json.hpp"

namespace proviso {

struct Ruleset::Compiled {
  LoadedFiles files;
  Program program;
};

/// What the functions of this file may do with a ruleset.
struct LibraryAccess {
  static Ruleset make(LoadedFiles files, Program program) {
    auto compiled = std::make_shared<Ruleset::Compiled>(Ruleset::Compiled{std::move(files), std::move(program)});
    return Ruleset(std::move(compiled));
  }
};

namespace {

Message message(const SourceSet& sources, const Diagnostic& diagnostic) {
  Message out;
  const KindInfo& kind = info(diagnostic.kind);
  out.is_error = kind.severity == Severity::error;
  out.code = code(diagnostic.kind);
  out.text = diagnostic.message;
  const Span span = diagnostic.primary.span;
  if (span.file < sources.size()) {
    const Position position = sources.position(span.file, span.begin);
    out.file = sources.path(span.file);
    out.line = position.line;
    out.column = position.column;
  }
  out.rendered = render(sources, diagnostic);
  return out;
}

std::vector<Message> messages(const SourceSet& sources, const Diagnostics& diagnostics) {
  std::vector<Message> all;
  for (const Diagnostic& diagnostic : diagnostics.sorted()) all.push_back(message(sources, diagnostic));
  return all;
}

/// A message about what was asked, which has no place in a text.
Message plain_message(std::string text) {
  Message out;
  out.text = std::move(text);
  out.rendered = fmt::format("error: {}\n", out.text);
  return out;
}

Loaded make_ready(LoadedFiles files, Diagnostics& diagnostics) {
  Loaded loaded;
  std::optional<Program> program;
  if (auto policy = resolve(files.sources, files.documents, diagnostics)) {
    program = compile(std::move(*policy), diagnostics);
  }
  loaded.messages = messages(files.sources, diagnostics);
  if (program && !diagnostics.has_errors()) {
    loaded.ruleset = LibraryAccess::make(std::move(files), std::move(*program));
  }
  return loaded;
}

std::string label_of(const std::vector<DefineVersion>& versions) { return versions.front().heading.label; }

// -- Views
// ---------------------------------------------------------------------------------------------------------------

/// A value as the result's JSON has it, without quotes.
std::string value_text(const Program& program, const Case& c, const Type& type, Value value) {
  if (type.base == BaseType::yes_no && value != kNone) return value != 0 ? "true" : "false";
  const bool is_set = type.base == BaseType::set && value != kNone;
  return format_value(program.policy, type, value, is_set ? &c.sets.bits(value) : nullptr);
}

ValueView view(const Program& program, const Case& c, std::string name, const Type& type, const Answer& answer) {
  ValueView out;
  out.name = std::move(name);
  out.settled = answer.settled;
  if (answer.settled) {
    out.value = value_text(program, c, type, answer.value);
  } else {
    for (const Value value : answer.possible) out.possible.push_back(value_text(program, c, type, value));
  }
  for (const Variable& variable : answer.missing) out.missing.push_back(variable_path(program, c, variable));
  for (const RuleUse& use : answer.because) out.because.push_back(program.policy.rules[use.rule].name);
  return out;
}

std::vector<PersonView> views(const Program& program, const Case& c, const CaseAnswers& answers) {
  std::vector<PersonView> people;
  for (std::size_t p = 0; p < c.people.size(); ++p) {
    PersonView person;
    person.id = c.people[p].id;
    const PersonAnswers& own = answers.people[p];
    for (DecisionId d = 0; d < own.decisions.size(); ++d) {
      const Decision& decision = program.policy.decisions[d];
      if (!own.decisions[d].in_force) continue;
      person.values.push_back(view(program, c, decision.name, decision_type(decision), own.decisions[d]));
      person.values.back().is_decision = true;
    }
    for (DefineId d = 0; d < own.defines.size(); ++d) {
      const Define& define = program.policy.defines[d];
      if (own.defines[d].in_force) person.values.push_back(view(program, c, define.name, define.type, own.defines[d]));
    }
    people.push_back(std::move(person));
  }
  return people;
}

// -- Asking
// --------------------------------------------------------------------------------------------------------------

/// A case on its way to an answer. The texts of the policy are shared, the case's own is added: a message may point
/// into both.
struct Asked {
  SourceSet sources;
  std::optional<BoundCase> bound;
  CaseAnswers answers;
  AskStatus status = AskStatus::refused;
  std::vector<Message> messages;
};

std::optional<CaseOptions> case_options(const AskOptions& options, Asked& asked) {
  CaseOptions out;
  out.allow_extra = options.allow_extra;
  if (options.on.empty()) return out;
  out.on = parse_date(options.on);
  if (out.on) return out;
  asked.messages.push_back(
      plain_message(fmt::format("`{}` is no date: write year-month-day, as in 2025-02-10", options.on)));
  return std::nullopt;
}

Asked ask(const LoadedFiles& files, const Program& program, std::string_view case_json, const AskOptions& options) {
  Asked asked;
  asked.sources = files.sources.extended();
  const auto case_reading = case_options(options, asked);
  if (!case_reading) return asked;
  Diagnostics diagnostics;
  const JsonLimits limits;
  // Positions are 32 bits wide, so a text beyond the limit is not even stored.
  const FileId file = asked.sources.add("case", std::string(case_json.substr(0, limits.bytes + 1)));
  const auto end = static_cast<std::uint32_t>(asked.sources.text(file).size());
  const auto root = read_json(asked.sources, {file, 0, end}, limits, diagnostics);
  if (root) asked.bound = CaseReader(program, asked.sources, *case_reading).read(*root, diagnostics);
  if (asked.bound) {
    asked.answers = decide(program, asked.bound->value);
    switch (asked.answers.status) {
      case CaseAnswers::Status::decided:
        asked.status = AskStatus::answered;
        break;
      case CaseAnswers::Status::incomplete:
        asked.status = AskStatus::incomplete;
        break;
      default:
        break;
    }
    if (asked.status != AskStatus::answered) report_refusal(program, *asked.bound, asked.answers, diagnostics);
  }
  asked.messages = messages(asked.sources, diagnostics);
  return asked;
}

/// Which person and decision are asked for; a message for a name that is not there.
std::optional<ExplainOptions> explain_options(const Policy& policy, const AskOptions& options, Asked& asked) {
  ExplainOptions out;
  if (!options.decision.empty()) {
    out.decision = policy.find_decision(options.decision);
    if (!out.decision) {
      asked.messages.push_back(plain_message(fmt::format("the policy has no decision `{}`", options.decision)));
      return std::nullopt;
    }
  }
  if (options.person.empty()) return out;
  const std::vector<CasePerson>& people = asked.bound->value.people;
  const auto found = std::find_if(people.begin(), people.end(), [&](const auto& p) { return p.id == options.person; });
  if (found == people.end()) {
    asked.messages.push_back(plain_message(fmt::format("the case has no person `{}`", options.person)));
    return std::nullopt;
  }
  out.person = static_cast<std::uint32_t>(found - people.begin());
  return out;
}

}  // namespace

// -- The public functions
// ------------------------------------------------------------------------------------------------

Loaded load(const std::vector<std::string>& paths, const RulesetOptions& options) {
  Diagnostics diagnostics;
  LoadOptions load_options;
  load_options.with = options.with;
  LoadedFiles files = load_files(paths, load_options, diagnostics);
  return make_ready(std::move(files), diagnostics);
}

Loaded load_text(const std::vector<std::pair<std::string, std::string>>& files) {
  Diagnostics diagnostics;
  LoadedFiles loaded;
  auto sorted = files;
  std::sort(sorted.begin(), sorted.end());
  Limits limits;
  for (auto& [name, text] : sorted) {
    text.resize(std::min(text.size(), limits.file_bytes + 1));
    const FileId file = loaded.sources.add(std::move(name), std::move(text));
    loaded.documents.push_back(parse(loaded.sources, file, limits, diagnostics));
    limits.declarations -= std::min(limits.declarations, loaded.documents.back().declarations.size());
    for (const syntax::Declaration& declaration : loaded.documents.back().declarations) {
      const auto* use = std::get_if<syntax::Use>(&declaration);
      if (use == nullptr) continue;
      diagnostics.add(
          {Kind::used_file_missing,
           fmt::format("`{}` cannot be brought in: this policy is in memory, beside no other files", use->path.value),
           {use->path.span, ""},
           {},
           {"give its text together with the others"}});
    }
  }
  return make_ready(std::move(loaded), diagnostics);
}

Ruleset::Ruleset(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
Ruleset::Ruleset(const Ruleset&) = default;
Ruleset::Ruleset(Ruleset&&) noexcept = default;
Ruleset& Ruleset::operator=(const Ruleset&) = default;
Ruleset& Ruleset::operator=(Ruleset&&) noexcept = default;
Ruleset::~Ruleset() = default;

const std::string& Ruleset::name() const { return compiled_->program.policy.name; }
const std::string& Ruleset::title() const { return compiled_->program.policy.title; }
const std::string& Ruleset::digest() const { return compiled_->program.policy.digest; }

std::string Ruleset::in_force_from() const {
  const Days from = compiled_->program.policy.in_force_from;
  return from > kFirstDay ? format_date(from) : "";
}

std::vector<Declared> Ruleset::decisions() const {
  std::vector<Declared> all;
  for (const Decision& decision : compiled_->program.policy.decisions) {
    all.push_back({decision.name, decision.versions.front().heading.label});
  }
  return all;
}

std::vector<Declared> Ruleset::defines() const {
  std::vector<Declared> all;
  for (const Define& define : compiled_->program.policy.defines)
    all.push_back({define.name, label_of(define.versions)});
  return all;
}

std::vector<Declared> Ruleset::facts() const {
  std::vector<Declared> all;
  for (const Fact& fact : compiled_->program.policy.facts) all.push_back({fact.heading.name, fact.heading.label});
  return all;
}

std::vector<Declared> Ruleset::outcomes(std::string_view decision) const {
  const Policy& policy = compiled_->program.policy;
  std::vector<Declared> all;
  const auto id = policy.find_decision(decision);
  if (!id) return all;
  for (const std::uint32_t o : policy.decisions[*id].versions.front().order) {
    const Outcome& outcome = policy.decisions[*id].outcomes[o];
    all.push_back({outcome.name, outcome.label});
  }
  return all;
}

Answered Ruleset::decide(std::string_view case_json, const AskOptions& options) const {
  const Program& program = compiled_->program;
  Asked asked = ask(compiled_->files, program, case_json, options);
  Answered out;
  out.status = asked.status;
  out.messages = std::move(asked.messages);
  if (out.status != AskStatus::answered) return out;
  out.json = result_json(program, asked.bound->value, asked.answers);
  out.people = views(program, asked.bound->value, asked.answers);
  return out;
}

Explained Ruleset::explain(std::string_view case_json, const AskOptions& options) const {
  const Program& program = compiled_->program;
  Asked asked = ask(compiled_->files, program, case_json, options);
  Explained out;
  if (asked.status == AskStatus::answered) {
    if (const auto what = explain_options(program.policy, options, asked)) {
      const Explanation explanation =
          proviso::explain(program, asked.sources, asked.bound->value, asked.answers, *what);
      out.text = explain_text(explanation);
      out.json = explain_json(explanation);
    } else {
      asked.status = AskStatus::refused;
    }
  }
  out.status = asked.status;
  out.messages = std::move(asked.messages);
  return out;
}

const ValueView* PersonView::find(std::string_view name) const {
  const auto found = std::find_if(values.begin(), values.end(), [&](const ValueView& v) { return v.name == name; });
  return found == values.end() ? nullptr : &*found;
}

const PersonView* Answered::find(std::string_view id) const {
  const auto found = std::find_if(people.begin(), people.end(), [&](const PersonView& p) { return p.id == id; });
  return found == people.end() ? nullptr : &*found;
}

}  // namespace proviso
