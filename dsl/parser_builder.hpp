#pragma once

#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "dsl/parser.hpp"
#include "dsl/source.hpp"
#include "dsl/syntax.hpp"

// What the grammar's actions build with. The declaration being read is filled in place; the words and signs just read
// are kept until the rule around them says what they are; expressions are built bottom up on a stack.
namespace proviso {

/// Thrown when there are more declarations than `Limits` allow.
struct Exhausted {
  std::uint32_t at;
};

class Builder {
 public:
  Builder(FileId file, std::string_view source, const Limits& limits, syntax::Document& document)
      : file_(file), source_(source), limits_(limits), document_(document) {}

  // -- The words and signs last read --
  syntax::Name name{};
  syntax::Text text{};
  syntax::DateLiteral date{};
  std::int64_t number = 0;
  syntax::Unit unit = syntax::Unit::days;
  Span word{};            ///< the last word or phrase of the language
  std::uint32_t end = 0;  ///< where the last word, sign or literal ends

  Span span(const char* begin, const char* past) const { return {file_, offset(begin), offset(past)}; }
  Span token(const char* begin, const char* past) {
    end = offset(past);
    return span(begin, past);
  }
  std::string_view view(Span span) const { return source_.substr(span.begin, span.end - span.begin); }
  std::uint32_t offset(const char* at) const { return static_cast<std::uint32_t>(at - source_.data()); }

  // -- Nesting --
  class Level {
   public:
    explicit Level(std::size_t& depth) : depth_(depth) { ++depth_; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;
    ~Level() { --depth_; }

   private:
    std::size_t& depth_;
  };
  /// Held while the inside of brackets is read. Throws Refused.
  Level enter(const char* at);

  // -- Expressions --
  /// An expression whose first words are read and whose parts follow.
  struct Pending {
    syntax::Expr expr;
    std::size_t height;  ///< of the stack below its parts
  };
  /// Begins an expression at the words `op`; the last `taken` finished expressions become its first parts.
  syntax::Expr& open(syntax::ExprKind kind, Span op, std::size_t taken = 0);
  syntax::Expr& opened() { return pending_.back().expr; }
  const syntax::Expr& opening() const { return pending_.back().expr; }
  /// The expression begun last; null if none is open.
  const syntax::Expr* innermost() const { return pending_.empty() ? nullptr : &pending_.back().expr; }
  /// Ends the expression begun last: what was finished since is its parts.
  void close();
  void leaf(syntax::ExprKind kind, Span span, std::int64_t value = 0);
  void leaf_duration(Span span);
  void name_leaf(syntax::ExprKind kind, std::uint32_t begin);
  syntax::ExprId pop();
  /// The finished expressions that will be parts of the one begun last.
  std::vector<syntax::ExprId> parts_so_far() const;
  std::size_t finished() const { return stack_.size(); }
  syntax::ExprId finished(std::size_t i) const { return stack_[i]; }
  const syntax::Expr& expr(syntax::ExprId id) const { return document_.exprs[id]; }
  /// The expression finished last, wherever it went.
  const syntax::Expr* last_expr() const { return document_.exprs.empty() ? nullptr : &document_.exprs.back(); }
  /// The expression of this kind that ends at `at_end`, which is the end of all that was read; null if there is none.
  const syntax::Expr* last_expr(syntax::ExprKind kind, std::uint32_t at_end) const;
  syntax::ExprId child(const syntax::Expr& expr, std::uint32_t i) const { return document_.child(expr, i); }

  // -- Parts whose place the rule around them knows --
  syntax::ExprId if_condition = syntax::kNoExpr;
  syntax::ExprId unless_condition = syntax::kNoExpr;
  syntax::ExprId default_value = syntax::kNoExpr;
  syntax::Type type{};
  syntax::InForce in_force{};
  syntax::Note note{};
  syntax::Test test{};
  std::vector<syntax::Name> names;
  std::vector<syntax::Target> targets;
  std::vector<std::vector<syntax::Member>> members;  ///< one list for each open brace
  std::vector<std::vector<syntax::Entry>> entries;
  syntax::Expect expect{};
  syntax::Given given{};
  syntax::CasePerson case_person{};
  syntax::DateLiteral version_date{};
  std::optional<std::vector<syntax::Entry>> link_entries;  ///< the facts in the braces read last
  Span part{};                                             ///< the first word of such a part
  std::vector<bool> mixed;                                 ///< the connectives after the first chain: true for `and`
  std::size_t where_height = 0;

  std::vector<syntax::Name> take_names() { return std::exchange(names, {}); }
  syntax::ExprId take_default() { return std::exchange(default_value, syntax::kNoExpr); }
  Span from_part() const { return {file_, part.begin, end}; }

  // -- Declarations --
  template <typename T>
  void begin(Span keyword) {
    T declared{};
    declared.keyword = keyword;
    declaration_ = std::move(declared);
    active_ = true;
    keyword_ = keyword;
  }
  template <typename T>
  T& as() {
    return std::get<T>(declaration_);
  }
  template <typename Function>
  void visit(Function&& function) {
    std::visit(std::forward<Function>(function), declaration_);
  }
  /// Ends the declaration begun last, which goes into the document, or into the change of an open amendment.
  void finish();
  void begin_change(syntax::ChangeKind kind, Span keyword);
  syntax::Change& change() { return change_; }
  void finish_change();
  void open_amendment();
  void finish_amendment();
  bool in_amendment() const { return amendment_.has_value(); }

  // -- Errors --
  /// Whether reading stopped inside a declaration.
  bool active() const { return active_; }
  Span keyword() const { return keyword_; }
  /// Forgets all that was read since the last declaration, or change of an amendment, was complete.
  void drop_unfinished();
  /// An amendment with errors is read to its end, and left out.
  void break_amendment();
  void abandon_amendment();
  /// The first word of the open amendment. REQUIRES: in_amendment().
  Span amendment_keyword() const { return amendment_->keyword; }
  FileId file() const { return file_; }

 private:
  FileId file_;
  std::string_view source_;
  const Limits& limits_;
  syntax::Document& document_;
  std::size_t depth_ = 0;

  std::vector<Pending> pending_;
  std::vector<syntax::ExprId> stack_;

  syntax::Declaration declaration_;
  bool active_ = false;
  Span keyword_{};
  std::optional<syntax::Amendment> amendment_;
  bool broken_ = false;
  bool in_change_ = false;
  syntax::Change change_{};
  std::size_t kept_exprs_ = 0;
  std::size_t kept_children_ = 0;
};

}  // namespace proviso
