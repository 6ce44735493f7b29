#pragma once

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/catch.hpp"

// Reads the pages that the program writes, and checks what every one of them must be: well-formed, in order, alone.
namespace proviso::test {

struct Element {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::string text;            ///< of it and of all in it
  std::vector<Element> parts;  ///< elements in it

  std::string of(const std::string& attribute) const {
    const auto found = attributes.find(attribute);
    return found == attributes.end() ? std::string() : found->second;
  }
};

/// Reads a page, more strictly than a browser does: each element is closed, and in its turn.
class PageReader {
 public:
  explicit PageReader(std::string_view page) : page_(page) {}

  Element read() {
    REQUIRE(page_.substr(0, 16) == "<!DOCTYPE html>\n");
    at_ = 16;
    Element root;
    read_into(root);
    REQUIRE(at_ == page_.size());
    return root;
  }

 private:
  void read_into(Element& element) {
    while (at_ < page_.size()) {
      const std::size_t tag = std::min(page_.find('<', at_), page_.size());
      element.text += page_.substr(at_, tag - at_);
      at_ = tag;
      if (at_ == page_.size() || page_.substr(at_, 2) == "</") return;
      Element part = begin_tag();
      if (!closed_ && !is_void(part.name)) {
        read_into(part);
        const std::string end = "</" + part.name + ">";
        INFO(page_.substr(at_, 80));
        REQUIRE(page_.substr(at_, end.size()) == end);
        at_ += end.size();
      }
      if (part.name != "style") element.text += part.text;
      element.parts.push_back(std::move(part));
    }
  }

  static bool is_void(const std::string& name) {
    return std::set<std::string>{"br", "meta", "col", "wbr"}.count(name) > 0;
  }

  Element begin_tag() {
    const std::size_t end = page_.find('>', at_);
    REQUIRE(end != page_.npos);
    std::string_view tag = page_.substr(at_ + 1, end - at_ - 1);
    // As SVG has it: an element that is closed where it begins.
    closed_ = tag.ends_with('/');
    if (closed_) tag.remove_suffix(1);
    at_ = end + 1;
    Element element;
    const std::size_t name_end = std::min(tag.find(' '), tag.size());
    element.name = tag.substr(0, name_end);
    for (tag.remove_prefix(name_end); !tag.empty();) {
      const std::size_t equals = tag.find("=\"");
      REQUIRE(equals != tag.npos);
      const std::size_t close = tag.find('"', equals + 2);
      REQUIRE(close != tag.npos);
      element.attributes[std::string(tag.substr(1, equals - 1))] = tag.substr(equals + 2, close - equals - 2);
      tag.remove_prefix(close + 1);
    }
    return element;
  }

  std::string_view page_;
  std::size_t at_ = 0;
  bool closed_ = false;
};

inline void collect(const Element& element, std::vector<const Element*>& all) {
  for (const Element& part : element.parts) {
    all.push_back(&part);
    collect(part, all);
  }
}

/// All elements in it of these names, in the order of the page; of every name if none is given.
inline std::vector<const Element*> all_of(const Element& element, const std::set<std::string>& names = {}) {
  std::vector<const Element*> all, some;
  collect(element, all);
  std::copy_if(all.begin(), all.end(), std::back_inserter(some),
               [&](const Element* e) { return names.empty() || names.count(e->name) > 0; });
  return some;
}

inline std::size_t width_of(const Element& row) {
  std::size_t width = 0;
  for (const Element& cell : row.parts)
    width += cell.of("colspan").empty() ? 1 : static_cast<std::size_t>(std::stoul(cell.of("colspan")));
  return width;
}

inline void check_tables(const Element& page) {
  for (const Element* table : all_of(page, {"table"})) {
    REQUIRE(table->parts.size() >= 3);
    INFO(table->parts[0].text);
    CHECK(table->parts[0].name == "caption");
    CHECK_FALSE(table->parts[0].text.empty());
    const auto heads = all_of(*table, {"thead"}), bodies = all_of(*table, {"tbody"});
    REQUIRE(heads.size() == 1);
    REQUIRE(bodies.size() == 1);
    REQUIRE(heads[0]->parts.size() == 1);
    const Element& head = heads[0]->parts[0];
    for (const Element& cell : head.parts) {
      CHECK(cell.name == "th");
      CHECK(cell.of("scope") == "col");
      CHECK_FALSE(cell.text.empty());
    }
    CHECK_FALSE(bodies[0]->parts.empty());
    bool rows_headed = true, same_width = true;
    for (const Element& row : bodies[0]->parts) {
      const Element& first = row.parts.at(0);
      rows_headed = rows_headed && first.name == "th" && first.of("scope") == "row" && !first.text.empty();
      same_width = same_width && width_of(row) == width_of(head);
    }
    CHECK(rows_headed);
    CHECK(same_width);
    const auto columns = all_of(*table, {"col"});
    CHECK((columns.empty() || columns.size() == width_of(head)));
  }
}

inline void check_headings(const Element& page) {
  int last = 0;
  for (const Element* heading : all_of(page, {"h1", "h2", "h3", "h4", "h5", "h6"})) {
    INFO(heading->text);
    const int level = heading->name[1] - '0';
    CHECK(level <= last + 1);
    CHECK((level == 1) == (last == 0));
    CHECK(heading->text.find_first_not_of(" \n") != std::string::npos);
    last = level;
  }
}

/// Nothing is run, nothing is loaded, and no link leads away.
inline void check_alone(const Element& page) {
  const std::set<std::string> attributes = {"lang",     "charset",   "name",       "content",        "http-equiv",
                                            "class",    "id",        "href",       "scope",          "colspan",
                                            "tabindex", "translate", "aria-label", "aria-labelledby"};
  for (const Element* element : all_of(page)) {
    CHECK(element->name != "script");
    for (const auto& [name, value] : element->attributes) {
      INFO(element->name << " " << name);
      CHECK(attributes.count(name) == 1);
      if (name == "href") CHECK(value.substr(0, 1) == "#");
    }
  }
}

/// Each id is there once, and each link leads to one.
inline void check_anchors(const Element& page) {
  std::set<std::string> anchors;
  for (const Element* element : all_of(page)) {
    if (element->of("id").empty()) continue;
    INFO(element->of("id"));
    CHECK(anchors.insert(element->of("id")).second);
  }
  for (const Element* link : all_of(page, {"a"})) {
    INFO(link->of("href"));
    CHECK(anchors.count(link->of("href").substr(1)) == 1);
    CHECK_FALSE(link->text.empty());
  }
}

}  // namespace proviso::test
