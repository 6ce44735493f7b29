#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "interpreter/case.hpp"
#include "interpreter/pair_parts.hpp"
#include "interpreter/program.hpp"

// What holds of nobody: claims about one program, proved or contradicted.
namespace proviso {

/// What may be spent on claims: nodes that are gone through, of graphs and of diagrams.
struct Effort {
  std::size_t most = ~std::size_t{0};
  std::size_t work = 0;
  bool spent() const { return work >= most; }
};

enum class Verdict : std::uint8_t {
  proved,   ///< in no case whatever
  open,     ///< there is no proof: mostly since there is somebody
  stopped,  ///< a limit was reached
};

/// For each claim whether there is a proof, found as `prove_same` finds it: links are left open, so that one person
/// stands for every family. `options` bound each step, `effort` all of them together.
std::vector<Verdict> prove_claims(const Program& program, const std::vector<Claim>& claims,
                                  const DecideOptions& options, Effort& effort);

struct Somebody {
  Case value;  ///< bound to the program and finished
  std::uint32_t person = 0;
};

/// Somebody of whom the claim does not hold: one person, or two with one link. Nothing if none was found. REQUIRES: the
/// claim is about people, not links.
std::optional<Somebody> find_somebody(const Program& program, const Claim& claim, const DecideOptions& options,
                                      Effort& effort);

}  // namespace proviso
