#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "dsl/source.hpp"
#include "interpreter/declared.hpp"
#include "interpreter/expectation.hpp"
#include "interpreter/inventory.hpp"
#include "interpreter/trace.hpp"

namespace proviso::cli {

/// All that a traceability report is made from.
struct TraceReport {
  const Policy& policy;
  const SourceSet& sources;
  const DeclaredNames& declared;
  const std::vector<InventoryEntry>& inventory;
  const std::vector<PreparedCase>& cases;
  const Trace& trace;
  const std::vector<Diagnostic>& findings;
  std::filesystem::path folder;  ///< of the inventory: links lead from there
};

std::string trace_text(const TraceReport& report);
/// A page to keep beside the inventory.
std::string trace_markdown(const TraceReport& report);
/// A row for each entry.
std::string trace_csv(const TraceReport& report);
/// `proviso.trace/1`
std::string trace_json(const TraceReport& report);

/// The id of a case; of a `case` block, its title.
const std::string& case_name(const PreparedCase& prepared);
/// "137 entries, 131 declarations, 280 cases; nothing is missing"
std::string trace_summary(const TraceReport& report);

}  // namespace proviso::cli
