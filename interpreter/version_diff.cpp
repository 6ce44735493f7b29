#include "interpreter/version_diff.hpp"

namespace proviso {

std::optional<std::vector<Box>> boxes_of(const std::vector<Conditions>& conditions, std::size_t max_boxes) {
  std::vector<Box> boxes;
  for (const Conditions& c : conditions) {
    std::size_t count = 1;
    for (const std::vector<Box>& any : c.any) {
      if (any.size() > max_boxes / count) return std::nullopt;
      count *= any.size();
    }
    if (boxes.size() + count > max_boxes) return std::nullopt;
    for (std::size_t i = 0; i < count; ++i) {
      Box box = c.all;
      std::size_t left = i;
      for (const std::vector<Box>& any : c.any) {
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
