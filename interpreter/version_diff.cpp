#include "interpreter/version_diff.hpp"

#include <algorithm>

namespace proviso {

namespace {

std::string condition(const Literal& literal) {
  return (literal.values.front() == "true" ? "(" : "not (") + literal.test + ")";
}

// Ways that only ask conditions are one condition.
std::vector<Box> joined(const std::vector<Box>& ways) {
  std::string test;
  for (const Box& way : ways) {
    if (way.empty()) return ways;
    std::string all;
    for (const Literal& literal : way) {
      if (literal.form != Literal::Form::test || literal.under != ways[0][0].under) return ways;
      all += (all.empty() ? "" : " and ") + condition(literal);
    }
    test += (test.empty() ? "" : " or ") + (way.size() == 1 ? all : "(" + all + ")");
  }
  if (ways.size() < 2) return ways;
  Literal literal = ways[0][0];
  literal.values = {"true"};
  literal.test = std::move(test);
  literal.words.clear();
  return {{std::move(literal)}};
}

}  // namespace

std::optional<std::vector<Box>> boxes_of(const std::vector<BoxProduct>& products, std::size_t max_boxes) {
  std::vector<Box> boxes;
  for (const BoxProduct& p : products) {
    std::vector<std::vector<Box>> lists;
    for (const std::vector<Box>& any : p.any) lists.push_back(joined(any));
    std::size_t count = 1;
    for (const std::vector<Box>& any : lists) {
      if (any.size() > max_boxes / count) return std::nullopt;
      count *= any.size();
    }
    if (boxes.size() + count > max_boxes) return std::nullopt;
    for (std::size_t i = 0; i < count; ++i) {
      Box box = p.all;
      std::size_t left = i;
      for (const std::vector<Box>& any : lists) {
        const Box& part = any[left % any.size()];
        box.insert(box.end(), part.begin(), part.end());
        left /= any.size();
      }
      boxes.push_back(std::move(box));
    }
  }
  return boxes;
}

}  // namespace proviso
