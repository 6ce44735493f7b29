#include "interpreter/findings.hpp"

#include "interpreter/findings_effects.hpp"
#include "interpreter/findings_list.hpp"
#include "interpreter/findings_overlaps.hpp"
#include "interpreter/findings_shown.hpp"
#include "interpreter/findings_uses.hpp"

namespace proviso {

Findings find_findings(const Program& program, const std::vector<PreparedCase>& cases, const FindingOptions& options) {
  FindingList list(program.policy);
  find_unused(program.policy, cases, options.shared, list);
  find_not_in_force(program.policy, list);
  const Shown shown(program, cases);
  Effects(program, shown, options, list).run();
  find_overlaps(program, options, list);
  return list.take();
}

}  // namespace proviso
