#pragma once

#include <memory>
#include <string>

#include "tests/reference/parsed.hpp"

namespace proviso::reference {

/// The evaluator that is tested, behind one narrow door: text in, JSON text out.
class RealPolicy {
 public:
  explicit RealPolicy(const Files& files);
  ~RealPolicy();

  /// The errors of the policy as a person sees them; empty if it has none.
  const std::string& errors() const { return errors_; }
  /// `proviso.result/1`; or { "error": "refused" | "incomplete", "why": … }. REQUIRES: the policy has no errors.
  std::string decide_json(const std::string& case_json) const;

 private:
  struct Ready;
  std::unique_ptr<Ready> ready_;
  std::string errors_;
};

}  // namespace proviso::reference
