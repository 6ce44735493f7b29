#pragma once

#include <string_view>
#include <unordered_set>
#include <vector>

#include "dsl/diagnostic.hpp"
#include "dsl/source.hpp"
#include "dsl/syntax.hpp"

namespace proviso {

/// What could not be read of a policy, so that no message is a mere consequence of an earlier one.
struct Unread {
  bool files = false;                          ///< whole files are missing: any unknown name may be declared there
  std::unordered_set<std::string_view> words;  ///< of the text that is in no declaration, or in a broken one
  std::vector<Span> broken;                    ///< declarations with an error inside, or right behind them

  bool may_declare(std::string_view name) const { return files || words.contains(name); }
  bool is_broken(Span place) const;
};

/// REQUIRES: `diagnostics` holds what reading the documents reported, and no more.
Unread find_unread(const SourceSet& sources, const std::vector<syntax::Document>& documents,
                   const Diagnostics& diagnostics);

}  // namespace proviso
