#include "interpreter/text_page.hpp"

#include <algorithm>

#include "dsl/render_text.hpp"

namespace proviso {

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

void TextPage::blank() {
  if (!text_.empty() && !text_.ends_with("\n\n")) text_ += '\n';
}

void TextPage::heading(std::string_view text, char underline) {
  blank();
  paragraph(0, text);
  text_ += std::string(std::min(columns(text), width_), underline) + '\n';
}

void TextPage::paragraph(std::size_t indent, std::string_view lead, std::string_view words) {
  const std::string shown = visible(words);
  std::string_view text = shown;
  std::string line = std::string(indent, ' ') + std::string(lead);
  const std::size_t hanging = columns(line);
  bool empty = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    if (!empty && columns(line) + 1 + columns(word) > width_) {
      text_ += line + '\n';
      line = std::string(hanging, ' ');
      empty = true;
    }
    if (!empty) line += ' ';
    line += word;
    empty = false;
  }
  while (line.ends_with(' ')) line.pop_back();
  text_ += line + '\n';
}

}  // namespace proviso
