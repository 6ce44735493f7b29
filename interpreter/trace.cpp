#include "interpreter/trace.hpp"

#include <fmt/format.h>

#include <string_view>
#include <unordered_map>
#include <utility>

#include "dsl/nearest.hpp"

namespace proviso {

namespace {

/// An entry that a machine decides, at least in the end.
bool is_decided(const InventoryEntry& entry) {
  return entry.mark == Mark::machine || entry.mark == Mark::machine_upon_finding;
}

class Tracer {
 public:
  Tracer(const Policy& policy, const DeclaredNames& declared, const std::vector<InventoryEntry>& inventory,
         const std::vector<SourceText>& texts, Diagnostics& findings)
      : policy_(policy), declared_(declared), inventory_(inventory), texts_(texts), findings_(findings) {
    for (std::size_t i = 0; i < inventory.size(); ++i) by_id_.emplace(inventory[i].id, i);
  }

  Trace run(const std::vector<PreparedCase>& cases) {
    for (std::size_t i = 0; i < inventory_.size(); ++i) {
      trace_.rows.push_back({i, {}, {}});
      add_words(inventory_[i], trace_.rows.back());
    }
    for (std::size_t c = 0; c < cases.size(); ++c) add_case(cases[c], c);
    add_declarations();
    for (const TraceRow& row : trace_.rows) check_row(row);
    return std::move(trace_);
  }

 private:
  void find(Kind kind, std::string message, Span place, std::string note) {
    findings_.add({kind, std::move(message), {place, ""}, {}, {std::move(note)}});
  }

  void add_words(const InventoryEntry& entry, TraceRow& row) {
    bool shown = false;
    for (const EntryWords& words : entry.words) {
      TracedWords found{words.source, words.words, {}, 0};
      const SourceText& text = texts_[words.source];
      if (text.text) {
        found.file = text.file.generic_string();
        const QuotedText::Found result = text.text->find(words.words);
        if (words.words.empty()) {
          shown = true;
        } else if (result.found) {
          found.line = result.line;
          shown = true;
        } else {
          find(Kind::trace_words,
               fmt::format("these words of `{}` are not in the source `{}`", entry.id,
                           policy_.sources[words.source].heading.name),
               words.span,
               result.as_far_as.empty()
                   ? std::string("Quote the words as they stand in the source.")
                   : fmt::format("It has \"{}\" and goes on \"{}\".", result.as_far_as, result.goes_on));
          shown = true;
        }
      }
      row.words.push_back(std::move(found));
    }
    if (!shown && entry.remark.empty())
      find(Kind::trace_words, fmt::format("no words of a source are shown for `{}`", entry.id), entry.span,
           "Quote the source; or say in a remark why there are no words to quote.");
  }

  void add_case(const PreparedCase& prepared, std::size_t index) {
    for (const std::string& id : prepared.inventory) {
      const auto entry = by_id_.find(id);
      if (entry != by_id_.end()) {
        trace_.rows[entry->second].cases.push_back(index);
        continue;
      }
      std::vector<std::string_view> known;
      for (const InventoryEntry& e : inventory_) known.push_back(e.id);
      const auto meant = nearest(id, known);
      find(Kind::trace_unknown_entry,
           fmt::format("the case `{}` names `{}`, which is not in the inventory",
                       prepared.id.empty() ? prepared.title : prepared.id, id),
           {prepared.place.file, prepared.place.begin, prepared.place.begin + 1},
           meant ? fmt::format("Did you mean `{}`?", *meant) : std::string("Add the entry, or take it from the case."));
    }
  }

  void add_declarations() {
    std::vector<TracedDeclaration> all(declared_.all().size());
    for (std::size_t e = 0; e < inventory_.size(); ++e) {
      for (const std::size_t d : inventory_[e].carried_by) all[d].entries.push_back(e);
    }
    for (std::size_t d = 0; d < all.size(); ++d) {
      const Declared& item = declared_.all()[d];
      if (all[d].entries.empty() && !item.says_a_rule) continue;
      all[d].declared = d;
      if (all[d].entries.empty())
        find(Kind::trace_not_listed, fmt::format("no entry of the inventory names the {} `{}`", item.word, item.name),
             item.place, "Add the entry that it carries, or name it under `carried by` of one that is there.");
      trace_.declarations.push_back(std::move(all[d]));
    }
  }

  void check_row(const TraceRow& row) {
    const InventoryEntry& entry = inventory_[row.entry];
    if (entry.carried_by.empty())
      find(Kind::trace_not_carried, fmt::format("no declaration carries `{}`", entry.id), entry.span,
           "Name under `carried by` what carries it, or write the rule.");
    if (row.cases.empty() && is_decided(entry))
      find(Kind::trace_no_case, fmt::format("no case shows `{}`", entry.id), entry.span,
           fmt::format("Write a case, and in it `note \"inventory: {}\"`.", entry.id));
    if (row.cases.empty() && !is_decided(entry) && entry.remark.empty())
      find(Kind::trace_no_case, fmt::format("no case shows `{}`, and no remark says why", entry.id), entry.span,
           fmt::format("Write a case, and in it `note \"inventory: {}\"`; or a remark, such as \"information only\".",
                       entry.id));
  }

  const Policy& policy_;
  const DeclaredNames& declared_;
  const std::vector<InventoryEntry>& inventory_;
  const std::vector<SourceText>& texts_;
  Diagnostics& findings_;
  std::unordered_map<std::string_view, std::size_t> by_id_;
  Trace trace_;
};

}  // namespace

Trace trace(const Policy& policy, const DeclaredNames& declared, const std::vector<InventoryEntry>& inventory,
            const std::vector<PreparedCase>& cases, const std::vector<SourceText>& texts, Diagnostics& findings) {
  return Tracer(policy, declared, inventory, texts, findings).run(cases);
}

}  // namespace proviso
