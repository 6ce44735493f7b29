#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "dsl/citations.hpp"
#include "dsl/diagnostic.hpp"
#include "interpreter/declared.hpp"
#include "interpreter/expectation.hpp"
#include "interpreter/inventory.hpp"

// From what the sources say to the declarations that carry it, the words in the source, and the cases that show it; and
// back.
namespace proviso {

/// Words of an entry, as they were found.
struct TracedWords {
  SourceId source = kNoId;
  std::string words;       ///< empty: the source as a whole
  std::string file;        ///< empty: the source has no file that could be read
  std::uint32_t line = 0;  ///< in that file, from 1; 0: not found there, or not looked for
};

struct TraceRow {
  std::size_t entry = 0;  ///< index into the inventory
  std::vector<TracedWords> words;
  std::vector<std::size_t> cases;  ///< indices into the cases, ascending
};

struct TracedDeclaration {
  std::size_t declared = 0;          ///< index into `DeclaredNames::all`
  std::vector<std::size_t> entries;  ///< indices into the inventory, ascending
};

struct Trace {
  std::vector<TraceRow> rows;                   ///< of every entry, in the order of the inventory
  std::vector<TracedDeclaration> declarations;  ///< of all that some entry names, or that must say a rule
};

/// What is missing is told in `findings`: an entry that nothing carries, a declaration that carries none, words that
/// are not in the source, a machine's entry without a case, a case that names an unknown entry. `texts` are by
/// SourceId.
Trace trace(const Policy& policy, const DeclaredNames& declared, const std::vector<InventoryEntry>& inventory,
            const std::vector<PreparedCase>& cases, const std::vector<SourceText>& texts, Diagnostics& findings);

}  // namespace proviso
