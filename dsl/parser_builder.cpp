#include "dsl/parser_builder.hpp"

#include "dsl/parser_errors.hpp"

namespace proviso {

using namespace syntax;

Builder::Level Builder::enter(const char* at) {
  if (depth_ >= limits_.depth) throw Refused{nested_too_deep(span(at, at), limits_.depth)};
  return Level(depth_);
}

Expr& Builder::open(ExprKind kind, Span op, std::size_t taken) {
  Expr expr{};
  expr.kind = kind;
  expr.op = op;
  expr.span = {file_, op.begin, op.end};
  const std::size_t height = stack_.size() - taken;
  if (taken != 0) expr.span.begin = document_.exprs[stack_[height]].span.begin;
  pending_.push_back({expr, height});
  return pending_.back().expr;
}

void Builder::close() {
  Pending pending = pending_.back();
  pending_.pop_back();
  Expr& expr = pending.expr;
  expr.span.end = end;
  expr.first_child = static_cast<std::uint32_t>(document_.children.size());
  expr.child_count = static_cast<std::uint32_t>(stack_.size() - pending.height);
  const auto parts = stack_.begin() + static_cast<std::ptrdiff_t>(pending.height);
  document_.children.insert(document_.children.end(), parts, stack_.end());
  stack_.erase(parts, stack_.end());
  stack_.push_back(static_cast<ExprId>(document_.exprs.size()));
  document_.exprs.push_back(expr);
}

void Builder::leaf(ExprKind kind, Span span, std::int64_t value) {
  Expr expr{};
  expr.kind = kind;
  expr.span = span;
  expr.op = span;
  expr.number = value;
  stack_.push_back(static_cast<ExprId>(document_.exprs.size()));
  document_.exprs.push_back(expr);
}

void Builder::leaf_duration(Span span) {
  leaf(ExprKind::duration, span, number);
  document_.exprs.back().unit = unit;
}

const syntax::Expr* Builder::last_expr(syntax::ExprKind kind, std::uint32_t at_end) const {
  for (auto expr = document_.exprs.rbegin(); expr != document_.exprs.rend() && expr->span.end == at_end; ++expr) {
    if (expr->kind == kind) return &*expr;
  }
  return nullptr;
}

void Builder::name_leaf(ExprKind kind, std::uint32_t begin) {
  leaf(kind, {file_, begin, end});
  document_.exprs.back().name = name;
}

ExprId Builder::pop() {
  const ExprId id = stack_.back();
  stack_.pop_back();
  return id;
}

std::vector<ExprId> Builder::parts_so_far() const {
  return {stack_.begin() + static_cast<std::ptrdiff_t>(pending_.back().height), stack_.end()};
}

void Builder::finish() {
  visit([this](auto& declared) { declared.span = {file_, declared.keyword.begin, end}; });
  active_ = false;
  if (in_change_) {
    std::visit(
        [this](auto& declared) {
          using T = std::decay_t<decltype(declared)>;
          if constexpr (std::is_same_v<T, Rule> || std::is_same_v<T, Define> || std::is_same_v<T, Decision>) {
            change_.body = std::move(declared);
          }
        },
        declaration_);
    return;
  }
  if (document_.declarations.size() >= limits_.declarations) throw Exhausted{keyword_.begin};
  document_.declarations.push_back(std::move(declaration_));
  kept_exprs_ = document_.exprs.size();
  kept_children_ = document_.children.size();
}

void Builder::begin_change(ChangeKind kind, Span keyword) {
  change_ = Change{};
  change_.kind = kind;
  change_.keyword = keyword;
  in_change_ = true;
  active_ = true;
  keyword_ = keyword;
}

void Builder::finish_change() {
  change_.span = {file_, change_.keyword.begin, end};
  amendment_->changes.push_back(std::move(change_));
  in_change_ = false;
  active_ = false;
  kept_exprs_ = document_.exprs.size();
  kept_children_ = document_.children.size();
}

void Builder::open_amendment() {
  amendment_ = std::move(as<Amendment>());
  active_ = false;
  kept_exprs_ = document_.exprs.size();
  kept_children_ = document_.children.size();
}

void Builder::finish_amendment() {
  declaration_ = std::move(*amendment_);
  amendment_.reset();
  in_change_ = false;
  active_ = false;
  if (!std::exchange(broken_, false)) finish();
}

void Builder::break_amendment() {
  if (!amendment_) {
    amendment_.emplace();
    amendment_->keyword = keyword_;
  }
  broken_ = true;
}

void Builder::abandon_amendment() {
  amendment_.reset();
  broken_ = false;
}

void Builder::drop_unfinished() {
  document_.exprs.resize(kept_exprs_);
  document_.children.resize(kept_children_);
  pending_.clear();
  stack_.clear();
  names.clear();
  targets.clear();
  members.clear();
  entries.clear();
  mixed.clear();
  if_condition = unless_condition = default_value = kNoExpr;
  test = Test{};
  in_change_ = false;
  active_ = false;
}

}  // namespace proviso
