#pragma once

#include <string>

namespace proviso::test {

/// A policy over `pairs` pairs of facts whose two halves are first read far from each other: a diagram over them in the
/// order in which they are read, or by name, doubles with each pair; with each pair together it grows by a few nodes.
/// `without`: a pair that counts for nothing, from 0.
inline std::string paired_facts(int pairs, int without = -1) {
  std::string facts, all, some;
  for (int i = 0; i < pairs; ++i) {
    const std::string n = std::to_string(i);
    facts += "fact asked_" + n + " yes/no\nfact found_" + n + " yes/no\n";
    all += (i == 0 ? "asked_" : " and asked_") + n;
    if (i != without) some += (some.empty() ? "(asked_" : " or (asked_") + n + " and found_" + n + ")";
  }
  return "policy grant \"A grant\"\n  in force from 2020-01-01\n" + facts +
         "decision grant is the first of { full, half, none_at_all otherwise }\nground every for full if " + all +
         "\nground pair for half if " + some + "\n";
}

}  // namespace proviso::test
