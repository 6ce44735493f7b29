#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "dsl/policy.hpp"
#include "dsl/source.hpp"
#include "interpreter/declared.hpp"

// An inventory lists what the sources of a policy say, one statement an entry, and which declarations carry it. It is a
// table beside the rules that people write (docs/trace.md).
namespace proviso {

/// Who can decide what an entry says.
enum class Mark : std::uint8_t {
  machine,               ///< M: a machine, from recorded facts
  machine_upon_finding,  ///< M/H: a machine, once a person has recorded a finding
  human,                 ///< H
  information,           ///< N: nothing is decided
};
std::string_view mark_letters(Mark mark);

/// Words of a source that an entry rests on.
struct EntryWords {
  SourceId source = kNoId;
  std::string words;  ///< may be empty: then the entry has a remark
  Span span;
};

struct InventoryEntry {
  std::string id, statement, remark;
  Mark mark = Mark::machine;
  std::vector<EntryWords> words;
  std::vector<std::size_t> carried_by;  ///< indices into `DeclaredNames::all`, in the order of the text
  Span span;                            ///< the id
};

/// The entries in the order of the table. Nothing, and errors, if it is no such table or names what the policy does not
/// have.
std::optional<std::vector<InventoryEntry>> read_inventory(const Policy& policy, const DeclaredNames& declared,
                                                          const SourceSet& sources, FileId file,
                                                          Diagnostics& diagnostics);

}  // namespace proviso
