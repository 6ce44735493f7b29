#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "interpreter/case_builder.hpp"
#include "interpreter/case_reader.hpp"
#include "interpreter/csv.hpp"
#include "interpreter/member_names.hpp"
#include "interpreter/member_words.hpp"
#include "interpreter/program.hpp"

// People as a table (docs/interface.md, "Populations"): each row is a case of one person. The first row names the
// columns: facts, `id`, `as_of`, `sets.NAME`.
namespace proviso {

/// The column by which a table says that its people are made up. No fact can be called so.
inline constexpr const char* kSyntheticColumn = "synthetic data";

/// What the columns of a table are.
struct CaseColumns {
  enum class Kind : std::uint8_t { ignored, id, as_of, synthetic, supplied, fact };
  struct Column {
    Kind kind = Kind::ignored;
    std::uint32_t ref = 0;  ///< FactId or slot
    std::string name;
  };
  std::vector<Column> columns;
  bool synthetic = false;
};

/// Reads rows against one program, which must outlive this and the cases.
class CaseTableReader {
 public:
  explicit CaseTableReader(const Program& program, CaseOptions options = {});

  /// Reads the first row. Nothing, and errors, if it names what is no column.
  std::optional<CaseColumns> read_header(const CsvRow& row, Diagnostics& diagnostics) const;
  /// The case of a row, ready to be decided; nothing and all its errors if there are any. `number` names a person
  /// without an id.
  std::optional<BoundCase> read_row(const CaseColumns& columns, const CsvRow& row, std::uint64_t number,
                                    Diagnostics& diagnostics);

 private:
  std::optional<Value> value(const Type& type, const CsvCell& cell, SetPool& sets, Diagnostics& diagnostics,
                             const std::string& name);
  void read_cell(CaseBuilder& builder, const CaseColumns::Column& column, const CsvCell& cell,
                 Diagnostics& diagnostics);

  const Program& program_;
  const CaseOptions options_;
  MemberNames members_;
};

/// Writes cases of one person as rows. REQUIRES: they have no links.
class CaseTableWriter {
 public:
  /// `program` must outlive this.
  explicit CaseTableWriter(const Program& program) : program_(program), members_(program.policy) {}

  /// With line ends. `synthetic`: the table says that its people are made up.
  std::string header(bool synthetic) const;
  std::string row(const Case& c, bool synthetic);

 private:
  std::string value(const Case& c, const Type& type, Value value);

  const Program& program_;
  MemberWords members_;
};

}  // namespace proviso
