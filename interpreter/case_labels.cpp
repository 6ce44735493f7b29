#include "interpreter/case_labels.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace proviso {

namespace {

void insert(std::vector<std::string>& sorted, std::string_view text) {
  const auto at = std::lower_bound(sorted.begin(), sorted.end(), text);
  if (at == sorted.end() || *at != text) sorted.emplace(at, text);
}

/// A text, or the texts of a list; anything else is none of ours.
void insert_all(const JsonValue* value, std::vector<std::string>& sorted) {
  if (value == nullptr) return;
  if (value->is_text()) insert(sorted, value->text);
  if (!value->is_list()) return;
  for (const JsonValue& item : value->children) {
    if (item.is_text()) insert(sorted, item.text);
  }
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') + 1 - first);
}

void insert_listed(std::string_view list, std::vector<std::string>& sorted) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(','), list.size());
    const std::string_view one = trimmed(list.substr(0, end));
    if (!one.empty()) insert(sorted, one);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
}

void add_note(std::string_view note, PreparedCase& to) {
  if (!to.note.empty()) to.note += '\n';
  to.note += note;
}

}  // namespace

void read_labels(const JsonValue& root, PreparedCase& to) {
  insert_all(root.find("tags"), to.tags);
  insert_all(root.find("inventory"), to.inventory);
  if (const JsonValue* expect = root.find("expect"); expect != nullptr && expect->is_object()) {
    for (const JsonValue& person : expect->children) {
      if (person.is_object()) insert_all(person.find("inventory"), to.inventory);
    }
  }
  if (const JsonValue* note = root.find("note"); note != nullptr && note->is_text()) add_note(note->text, to);
}

void read_label(std::string_view note, PreparedCase& to) {
  constexpr std::string_view kTags = "tags:", kInventory = "inventory:";
  if (note.starts_with(kTags)) {
    insert_listed(note.substr(kTags.size()), to.tags);
  } else if (note.starts_with(kInventory)) {
    insert_listed(note.substr(kInventory.size()), to.inventory);
  } else {
    add_note(note, to);
  }
}

}  // namespace proviso
