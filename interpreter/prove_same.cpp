#include "interpreter/prove_same.hpp"

#include <set>
#include <utility>

#include "interpreter/pair_parts.hpp"
#include "interpreter/prover.hpp"

namespace proviso {

namespace {

// So many parts without a proof are enough.
constexpr std::size_t kMaxFailures = 40;

}  // namespace

SameProof prove_same(const Program& a, const Program& b, const DecideOptions& options) {
  using Key = std::pair<NodeId, NodeId>;
  SameNodes same;
  std::set<Key> failed, settled;
  std::size_t failures = 0, work = 0;
  bool stopped = false;
  for (;;) {
    PairParts parts(a, b, same);
    if (parts.failed()) return {};
    work += parts.program().nodes.size();
    Prover prover(parts, options);
    SameProof result{true};
    bool again = false;
    for (const Part& part : parts.list()) {
      if (settled.contains(part.key())) continue;
      // One without a proof is enough: what comes later is made of it.
      if (result.same && !failed.contains(part.key()) && failures < kMaxFailures) {
        if (prover.prove(part)) {
          again = parts.can_replace(part);  // from now on it is one node
          settled.insert(part.key());
          if (!again) continue;
          same.emplace(part.b, part.a);
          failed.clear();  // more may follow now
          break;
        }
        failed.insert(part.key());
        stopped = stopped || prover.stopped() || ++failures == kMaxFailures;
        if (prover.prove_in_force(part) && settled.insert(part.key()).second) continue;
      }
      if (!part.counts) continue;
      result.same = false;
      if (part.of) result.open.push_back(*part.of);
    }
    result.stopped = stopped && !result.same;
    work += prover.work();
    result.work = work;
    if (!again) return result;
  }
}

}  // namespace proviso
