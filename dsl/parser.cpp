#include "dsl/parser.hpp"

#include <fmt/format.h>

#include <tao/pegtl.hpp>

#include "dsl/grammar.hpp"
#include "dsl/load_messages.hpp"
#include "dsl/parser_actions.hpp"
#include "dsl/parser_builder.hpp"
#include "dsl/parser_errors.hpp"
#include "dsl/parser_expectations.hpp"
#include "dsl/parser_recovery.hpp"
#include "dsl/text_checks.hpp"

namespace proviso {
namespace {

template <typename Rule>
struct Control : tao::pegtl::normal<Rule> {
  template <typename Input>
  [[noreturn]] static void raise(const Input& in, Builder& builder) {
    throw Unmet{expected<Rule>, builder.offset(in.current())};
  }
};

/// Reads one file: in one go if it has no errors, else from declaration to declaration.
class Parser {
 public:
  Parser(const SourceSet& sources, FileId file, const Limits& limits, Diagnostics& diagnostics)
      : text_(sources.text(file)),
        limits_(limits),
        diagnostics_(diagnostics),
        builder_(file, text_, limits, document_) {
    document_.file = file;
  }

  syntax::Document run() {
    next_.at = static_cast<std::uint32_t>(skip_space(text_.data() + body_start(text_), end()) - text_.data());
    while (!stopped_) {
      try {
        read();
        break;
      } catch (const Unmet& unmet) {
        stumble(unmet);
      } catch (Refused& refused) {
        const std::uint32_t at = refused.diagnostic.primary.span.end;
        report(std::move(refused.diagnostic));
        resume(at);
      } catch (const Exhausted& exhausted) {
        report(too_many_declarations({document_.file, exhausted.at, exhausted.at + 1}, limits_.declarations));
        stopped_ = true;
      }
    }
    return std::move(document_);
  }

 private:
  const char* end() const { return text_.data() + text_.size(); }

  void read() {
    namespace p = tao::pegtl;
    p::memory_input<p::tracking_mode::lazy, p::eol::lf, std::string_view> in(text_.data() + next_.at, end(), "");
    if (next_.place == Resumption::Place::amendment) {
      p::parse<grammar::amendment_rest, actions::action, Control>(in, builder_);
    }
    p::parse<grammar::document, actions::action, Control>(in, builder_);
  }

  void stumble(const Unmet& unmet) {
    if (!builder_.active() && !builder_.in_amendment() && recovery_.forgives(text_, unmet.at)) {
      next_.at = static_cast<std::uint32_t>(skip_space(text_.data() + unmet.at + 1, end()) - text_.data());
      next_.place = Resumption::Place::document;
      return;
    }
    report(explain(unmet, text_, builder_));
    resume(unmet.at);
  }

  /// Leaves out what could not be read, and finds where to go on after `at`.
  void resume(std::uint32_t at) {
    using Where = Recovery::Failure::Where;
    const bool in_heading =
        !builder_.in_amendment() && builder_.active() && builder_.view(builder_.keyword()) == "amendment";
    Recovery::Failure failure{builder_.active() ? builder_.keyword().begin : at, at, Where::declaration};
    if (in_heading) failure.where = Where::amendment_heading;
    if (builder_.in_amendment()) failure.where = Where::amendment_body;
    builder_.drop_unfinished();
    next_ = recovery_.find(text_, failure);
    if (next_.place == Resumption::Place::amendment) {
      builder_.break_amendment();
    } else {
      builder_.abandon_amendment();
    }
  }

  void report(Diagnostic diagnostic) {
    diagnostics_.add(std::move(diagnostic));
    if (++errors_ < limits_.errors) return;
    diagnostics_.add(too_many_errors({document_.file, 0, 0}, limits_.errors));
    stopped_ = true;
  }

  std::string_view text_;
  const Limits& limits_;
  Diagnostics& diagnostics_;
  syntax::Document document_;
  Builder builder_;
  Recovery recovery_;
  Resumption next_;
  std::size_t errors_ = 0;
  bool stopped_ = false;
};

}  // namespace

syntax::Document parse(const SourceSet& sources, FileId file, const Limits& limits, Diagnostics& diagnostics) {
  syntax::Document empty;
  empty.file = file;
  const std::string_view text = sources.text(file);
  if (text.size() > limits.file_bytes) {
    diagnostics.add(file_too_large({file, 0, 0}, text.size(), limits.file_bytes));
    return empty;
  }
  if (!check_text(sources, file, diagnostics)) return empty;
  return Parser(sources, file, limits, diagnostics).run();
}

}  // namespace proviso
