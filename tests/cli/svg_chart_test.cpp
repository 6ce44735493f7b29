#include "tools/cli/svg_chart.hpp"

#include <string>

#include "tests/support/catch.hpp"
#include "tests/support/html_page.hpp"

using namespace proviso::cli;
using namespace proviso::test;

namespace {

Element chart(const std::string& svg) {
  const Element page = PageReader("<!DOCTYPE html>\n" + svg).read();
  const auto charts = all_of(page, {"svg"});
  REQUIRE(charts.size() == 1);
  CHECK(charts[0]->of("role") == "img");
  CHECK(charts[0]->of("aria-labelledby") == charts[0]->parts.at(0).of("id") + " " + charts[0]->parts.at(1).of("id"));
  return *charts[0];
}

double width_of_bar(const Element& svg, std::size_t index) {
  return std::stod(all_of(svg, {"rect"})[index]->of("width"));
}

}  // namespace

TEST_CASE("Bars are as long as their numbers are great, and say them") {
  const Element svg =
      chart(svg_bars("regions", "By region", {{"Rivne", "200", 200}, {"Lviv & <b>", "100", 100}, {"Kyiv", "0", 0}}));
  CHECK(svg.parts[0].text == "By region");
  CHECK(svg.parts[1].text == "Rivne: 200; Lviv &amp; &lt;b&gt;: 100; Kyiv: 0");
  CHECK(width_of_bar(svg, 0) == 2 * width_of_bar(svg, 1));
  CHECK(width_of_bar(svg, 2) == 0);
}

TEST_CASE("Few among many are seen, and what may not be shown has no length") {
  const Element svg =
      chart(svg_bars("a", "A", {{"many", "1000000", 1000000}, {"one", "1", 1}, {"few", "fewer than 5", {}}}));
  CHECK(width_of_bar(svg, 1) >= 1);
  CHECK(all_of(svg, {"rect"})[2]->of("class") == "hidden");
  const Element other = chart(svg_bars("a", "A", {{"many", "10", 10}, {"one", "1", 1}, {"few", "left out", {}}}));
  CHECK(width_of_bar(svg, 2) == width_of_bar(other, 2));
}

TEST_CASE("A matrix has a cell for each pair, and names those with somebody in them") {
  ChartMatrix matrix{{"collective", "individual"}, {{{"", "10", 10}, {"", "3", 3}}, {{"", "0", 0}, {"", "< 5", {}}}}};
  const Element svg = chart(svg_matrix("m", "Before and after", matrix));
  CHECK(all_of(svg, {"rect"}).size() == 4);
  CHECK(svg.parts[1].text ==
        "collective to collective: 10; collective to individual: 3; individual to individual: &lt; 5");
  CHECK(all_of(svg, {"rect"})[1]->of("class") == "moves");
}

TEST_CASE("Nothing to draw is no chart") {
  CHECK(svg_bars("a", "A", {}).empty());
  CHECK(svg_matrix("a", "A", {}).empty());
}

TEST_CASE("A long label is cut in its place and whole in the words") {
  const std::string label = "Област, яка має дуже довгу назву, що не вміщається";
  const Element svg = chart(svg_bars("a", "A", {{label, "1", 1}}));
  CHECK(svg.parts[1].text == label + ": 1");
  CHECK(all_of(svg, {"text"})[0]->text.ends_with("…"));
}
