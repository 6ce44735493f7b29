#include "dsl/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace proviso {

const std::vector<KindInfo>& all_kinds() {
  static const std::vector<KindInfo> kinds = {
#define PROVISO_KIND(code, name, severity, title, explanation) \
  {Kind::name, code, #name, Severity::severity, title, explanation},
#include "dsl/diagnostics/all.def"
#undef PROVISO_KIND
  };
  return kinds;
}

const KindInfo& info(Kind kind) {
  const auto& kinds = all_kinds();
  return *std::find_if(kinds.begin(), kinds.end(), [kind](const KindInfo& k) { return k.kind == kind; });
}

std::vector<std::string_view> finding_names() {
  std::vector<std::string_view> names;
  for (const KindInfo& k : all_kinds()) {
    const bool about_a_text = k.code > 400 && k.code < 500 && k.kind != Kind::acceptance_not_needed;
    if (about_a_text) names.push_back(k.name);
  }
  return names;
}

bool is_finding(std::string_view name) {
  const auto names = finding_names();
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string code(Kind kind) { return fmt::format("P{:04}", static_cast<int>(kind)); }

void Diagnostics::add(Diagnostic diagnostic) {
  if (info(diagnostic.kind).severity == Severity::error) ++errors_;
  all_.push_back(std::move(diagnostic));
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  std::vector<Diagnostic> result = all_;
  const auto key = [](const Diagnostic& d) {
    return std::tie(d.primary.span.file, d.primary.span.begin, d.kind, d.message);
  };
  std::stable_sort(result.begin(), result.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
  const auto repeats =
      std::unique(result.begin(), result.end(), [&](const auto& a, const auto& b) { return key(a) == key(b); });
  result.erase(repeats, result.end());
  return result;
}

}  // namespace proviso
