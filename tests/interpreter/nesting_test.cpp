#include "interpreter/nesting.hpp"

#include <algorithm>
#include <random>

#include "tests/support/catch.hpp"

using namespace proviso;

namespace {

using Cells = std::vector<std::uint32_t>;

const Cells kArities = {2, 3, 2, 4, 2, 2, 3, 2};
const LiteralCount kOneLiteral = [](std::uint32_t, const Cells&) -> std::size_t { return 1; };

bool is_in(const CellBox& box, const Cells& point) {
  return std::all_of(box.begin(), box.end(), [&](const auto& entry) {
    return std::find(entry.second.begin(), entry.second.end(), point[entry.first]) != entry.second.end();
  });
}

bool is_in(const std::vector<CellBox>& boxes, const Cells& point) {
  return std::any_of(boxes.begin(), boxes.end(), [&](const CellBox& box) { return is_in(box, point); });
}

bool holds(const CellConditions& said, const Cells& point) {
  const auto one = [&](const std::vector<CellConditions>& ways) {
    return std::any_of(ways.begin(), ways.end(), [&](const CellConditions& way) { return holds(way, point); });
  };
  return is_in(said.all, point) && std::all_of(said.any.begin(), said.any.end(), one) && !one(said.none);
}

template <class Visit>
void every_point(const Visit& visit) {
  Cells point(kArities.size(), 0);
  for (std::size_t v = 0; v < point.size();) {
    if (v == 0) visit(point);
    if (++point[v] < kArities[v]) {
      v = 0;
    } else {
      point[v++] = 0;
    }
  }
}

bool is_said_exactly(const std::vector<CellBox>& boxes, const CellConditions& said) {
  bool same = true;
  every_point([&](const Cells& point) { same = same && holds(said, point) == is_in(boxes, point); });
  return same;
}

std::size_t ways_in(const CellConditions& said) {
  std::size_t count = 0;
  const auto add = [&](const std::vector<CellConditions>& ways) {
    for (const CellConditions& way : ways) count += 1 + ways_in(way);
  };
  for (const auto& ways : said.any) add(ways);
  add(said.none);
  return count;
}

CellBox random_box(std::mt19937& random) {
  CellBox box;
  for (std::uint32_t v = 0; v < kArities.size(); ++v) {
    if (random() % 2 == 0) continue;
    Cells cells;
    for (std::uint32_t cell = 0; cell < kArities[v]; ++cell) {
      if (random() % 2 == 0) cells.push_back(cell);
    }
    if (!cells.empty() && cells.size() < kArities[v]) box.emplace_back(v, cells);
  }
  return box;
}

// The ways to be in none of these pairs.
std::vector<CellBox> outside(Diagrams& d, const std::vector<CellBox>& boxes) {
  Diagram in = d.terminal(0);
  for (const CellBox& box : boxes) in = d.any(in, box_diagram(d, box));
  return *cover(d, d.negation(in), d.negation(in), 1000);
}

}  // namespace

TEST_CASE("However it is said, it is exactly the boxes") {
  std::mt19937 random(1);
  std::size_t denied = 0, shorter = 0;
  for (int i = 0; i < 400; ++i) {
    Diagrams d(kArities, 1'000'000);
    std::vector<CellBox> boxes;
    for (std::size_t n = 1 + random() % 5; n > 0; --n) boxes.push_back(random_box(random));
    if (i % 2 == 1) boxes = outside(d, boxes);
    if (boxes.empty()) continue;
    const CellConditions said = nested(d, boxes, kOneLiteral);
    INFO("list " << i);
    REQUIRE(is_said_exactly(boxes, said));
    denied += !said.none.empty();
    shorter += boxes.size() > 1 && ways_in(said) < boxes.size();
  }
  CHECK(denied > 20);
  CHECK(shorter > 50);
}

TEST_CASE("Who is not meant, where that is clearly less") {
  Diagrams d(kArities, 1'000'000);
  const std::vector<CellBox> pairs = {{{0, {1}}, {1, {2}}}, {{2, {1}}, {3, {0, 1}}}, {{4, {0}}, {5, {1}}}};
  const std::vector<CellBox> boxes = outside(d, pairs);
  REQUIRE(boxes.size() == 8);
  const CellConditions said = nested(d, boxes, kOneLiteral);
  CHECK(said.all.empty());
  CHECK(said.any.empty());
  REQUIRE(said.none.size() == 3);
  for (const CellConditions& way : said.none) {
    CHECK(way.all.size() == 2);
    CHECK(way.any.empty());
    CHECK(way.none.empty());
  }
  CHECK(is_said_exactly(boxes, said));
}

TEST_CASE("Denied within one of several ways") {
  Diagrams d(kArities, 1'000'000);
  const std::vector<CellBox> pairs = {{{0, {1}}, {1, {2}}}, {{2, {1}}, {3, {0, 1}}}, {{4, {0}}, {5, {1}}}};
  std::vector<CellBox> boxes;
  for (CellBox box : outside(d, pairs)) {
    box.emplace_back(6, Cells{0});
    boxes.push_back(std::move(box));
  }
  boxes.push_back({{4, {0}}, {6, {2}}, {7, {1}}});
  const CellConditions said = nested(d, boxes, kOneLiteral);
  REQUIRE(said.any.size() == 1);
  REQUIRE(said.any[0].size() == 2);
  CHECK(said.any[0][0].all == CellBox{{6, {0}}});
  CHECK(said.any[0][0].none.size() == 3);
  CHECK(said.any[0][1].all == boxes.back());
  CHECK(is_said_exactly(boxes, said));
}

TEST_CASE("Few ways, and ways of one part, are said as they are") {
  Diagrams d(kArities, 1'000'000);
  const std::vector<CellBox> two = {{{0, {1}}, {2, {0}}}, {{1, {2}}, {5, {1}}}};
  const std::vector<CellBox> single = {{{0, {1}}}, {{1, {2}}}, {{2, {0}}}, {{3, {1, 3}}}, {{4, {1}}}};
  for (const std::vector<CellBox>& boxes : {two, single}) {
    const CellConditions said = nested(d, boxes, kOneLiteral);
    CHECK(said.all.empty());
    CHECK(said.none.empty());
    REQUIRE(said.any.size() == 1);
    REQUIRE(said.any[0].size() == boxes.size());
    for (std::size_t i = 0; i < boxes.size(); ++i) CHECK(said.any[0][i].all == boxes[i]);
  }
}

TEST_CASE("What must not be stands among what must be if it is one thing") {
  Diagrams d(kArities, 1'000'000);
  const std::vector<CellBox> denied = {
      {{7, {1}}}, {{0, {1}}, {1, {2}}}, {{0, {0}}, {2, {1}}, {3, {0, 1}}}, {{4, {0}}, {5, {1}}, {1, {0, 1}}}};
  const std::vector<CellBox> boxes = outside(d, denied);
  const CellConditions said = nested(d, boxes, kOneLiteral);
  CHECK(said.all == CellBox{{7, {0}}});
  CHECK(is_said_exactly(boxes, said));
}

TEST_CASE("Nothing asked, and one box") {
  Diagrams d(kArities, 1'000'000);
  const CellConditions everything = nested(d, {CellBox{}}, kOneLiteral);
  CHECK((everything.all.empty() && everything.any.empty() && everything.none.empty()));
  const CellBox box = {{1, {0, 2}}, {4, {1}}};
  const CellConditions one = nested(d, {box}, kOneLiteral);
  CHECK(one.all == box);
  CHECK((one.any.empty() && one.none.empty()));
}
