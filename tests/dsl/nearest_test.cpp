#include "dsl/nearest.hpp"

#include "tests/support/catch.hpp"

using proviso::nearest;

TEST_CASE("the nearest name is the one with the fewest slips") {
  CHECK(nearest("Zakarpatia", {"Zakarpattia", "Zaporizhzhia"}) == "Zakarpattia");
  CHECK(nearest("exclusio", {"exception", "exclusion"}) == "exclusion");
  CHECK(nearest("groudn", {"ground"}) == "ground");  // neighbours swapped: one slip
  CHECK(nearest("fcat", {"fact", "kind"}) == "fact");
}

TEST_CASE("letter case and accents do not count") {
  CHECK(nearest("LVIV", {"Lviv"}) == "Lviv");
  CHECK(nearest("omrade", {"område"}) == "område");
}

TEST_CASE("nothing is offered that is too far off") {
  CHECK(!nearest("kyiv", {"odesa"}));
  CHECK(!nearest("a", {"b"}));
  CHECK(!nearest("", {"a", "b"}));
  CHECK(!nearest("anything", {}));
}

TEST_CASE("among equals the first of the alphabet, whatever the order") {
  CHECK(nearest("cat", {"car", "bat"}) == "bat");
  CHECK(nearest("cat", {"bat", "car"}) == "bat");
}

TEST_CASE("texts of any length and kind are compared") {
  CHECK(nearest(std::string(100'000, 'x'), {"y"}) == std::nullopt);
  CHECK(nearest("\xFF\xFE\xFD", {"\xFF\xFE\xFC"}) == "\xFF\xFE\xFC");
}
