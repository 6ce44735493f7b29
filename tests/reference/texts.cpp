#include "tests/reference/texts.hpp"

namespace proviso::reference {

using Kind = Node::Kind;
using syntax::ChangeKind;

const syntax::Change* change_to(const syntax::Amendment& amendment, Kind sort, std::string_view name) {
  for (const syntax::Change& change : amendment.changes) {
    if (change.body) {
      const Kind made = std::holds_alternative<syntax::Rule>(*change.body)     ? Kind::rule_text
                        : std::holds_alternative<syntax::Define>(*change.body) ? Kind::define_text
                                                                               : Kind::decision_text;
      if (made == sort && std::visit([](const auto& b) { return b.name.text; }, *change.body) == name) return &change;
      continue;
    }
    if (change.name.text != name) continue;
    const Kind touched = change.kind == ChangeKind::value_is ? Kind::value
                         : change.kind != ChangeKind::repeal ? Kind::set
                         : change.word->text == "define"     ? Kind::define_text
                                                             : Kind::rule_text;
    if (touched == sort) return &change;
  }
  return nullptr;
}

Place version_on(const syntax::Document* document, const std::vector<syntax::Version>& versions, Days day) {
  const syntax::Version* last = &versions.front();
  for (const syntax::Version& version : versions) {
    if (version.from && version.from->days <= day) {
      if (!last->from || last->from->days <= version.from->days) last = &version;
    }
  }
  return {document, last->value};
}

}  // namespace proviso::reference
