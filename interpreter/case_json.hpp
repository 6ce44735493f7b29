#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "interpreter/case.hpp"
#include "interpreter/member_words.hpp"
#include "interpreter/program.hpp"

namespace proviso {

enum class CaseLayout : std::uint8_t {
  line,      ///< one line without a line end, as in a file of cases
  indented,  ///< for a person to read, with a line end
};

/// Writes cases as the JSON of a case file (docs/interface.md). Says what was given: what was not is left out, what was
/// said to be unknown is null. Facts stand by name, links in the order of their statements. Reading it back gives the
/// same case, but that a link told from both sides is told once. One writer may write many cases.
class CaseJsonWriter {
 public:
  /// `program` must outlive this. Its cases, and those of programs over the same vocabulary, may be written.
  explicit CaseJsonWriter(const Program& program);

  std::string write(const Case& c, CaseLayout layout = CaseLayout::line);

 private:
  std::string value(const Case& c, const Type& type, Value value, CaseLayout layout);
  std::string supplied(const Case& c, CaseLayout layout);
  std::string person(const Case& c, std::uint32_t person, const std::vector<const CaseLink*>& links, CaseLayout layout);
  std::string link(const Case& c, const CaseLink& link, CaseLayout layout);

  const Program& program_;
  MemberWords members_;
};

std::string case_json(const Program& program, const Case& c, CaseLayout layout = CaseLayout::line);

}  // namespace proviso
