#include <fmt/format.h>

#include <algorithm>

#include "dsl/render_text.hpp"
#include "interpreter/text_page.hpp"
#include "tools/cli/population_report.hpp"

namespace proviso::cli {

namespace {

bool is_some(const HeadCount& count) { return count.number != 0 || count.shown != HeadCount::Shown::exact; }

std::string padded(const std::string& text, std::size_t width) {
  return text + std::string(width - std::min(width, columns(text)), ' ');
}
std::string padded_left(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, columns(text)), ' ') + text;
}

/// A table with words in its first columns and numbers in the last ones.
class Table {
 public:
  Table(std::size_t indent, std::size_t words) : indent_(indent), words_(words) {}

  void add(std::vector<std::string> cells) {
    for (std::string& cell : cells) cell = visible(cell);
    rows_.push_back(std::move(cells));
  }
  std::string text() const {
    std::vector<std::size_t> widths(rows_.empty() ? 0 : rows_.front().size(), 0);
    for (const auto& row : rows_) {
      for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], columns(row[i]));
    }
    std::string text;
    for (const auto& row : rows_) {
      std::string line(indent_, ' ');
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (i != 0) line += "  ";
        line += i < words_ ? padded(row[i], widths[i]) : padded_left(row[i], widths[i]);
      }
      text += line + "\n";
    }
    return text;
  }

 private:
  std::size_t indent_, words_;
  std::vector<std::vector<std::string>> rows_;
};

class PopulationText {
 public:
  PopulationText(const PopulationDiff& population, std::size_t width) : population_(population), width_(width) {}

  std::string run() {
    paragraph(0, "", "What it means for a population");
    for (const std::string& words : population_words(population_)) paragraph(2, "", words);
    for (const PopulationDiff::OfDecision& decision : population_.decisions) one_decision(decision);
    return std::move(text_);
  }

 private:
  void paragraph(std::size_t indent, std::string_view lead, std::string_view words) {
    TextPage page(width_);
    page.paragraph(indent, lead, words);
    text_ += page.take();
  }
  std::string words(const HeadCount& count) const { return count_words(population_, count); }

  void one_decision(const PopulationDiff::OfDecision& decision) {
    text_ += '\n';
    paragraph(2, "", decision_title(decision));
    paragraph(4, "", decision_words(population_, decision));
    if (is_some(decision.changed) || is_some(decision.open) || is_some(decision.ruled_out)) {
      totals(decision);
      transitions(decision);
    }
    for (const PopulationDiff::OfClass& of : decision.classes) {
      if (is_some(of.count)) one_class(of);
    }
    std::string nobody;
    for (const PopulationDiff::OfClass& of : decision.classes) {
      if (!is_some(of.count)) nobody += (nobody.empty() ? "" : ", ") + of.id;
    }
    if (nobody.empty()) return;
    text_ += '\n';
    paragraph(4, "", "Nobody is in " + nobody + ".");
  }

  void totals(const PopulationDiff::OfDecision& decision) {
    Table table(4, 1);
    table.add({"", "before", "after"});
    for (std::size_t i = 0; i < decision.outcomes.size(); ++i)
      table.add({end_words(decision.outcomes[i]), words(decision.before[i]), words(decision.after[i])});
    text_ += '\n' + table.text();
  }

  void transitions(const PopulationDiff::OfDecision& decision) {
    Table table(4, 3);
    for (std::size_t i = 0; i < decision.outcomes.size(); ++i) {
      for (std::size_t j = 0; j < decision.outcomes.size(); ++j) {
        if (i == j || !is_some(decision.moved[i][j])) continue;
        table.add({end_words(decision.outcomes[i]), "→", end_words(decision.outcomes[j]), words(decision.moved[i][j])});
      }
    }
    const std::string text = table.text();
    if (!text.empty()) text_ += '\n' + text;
  }

  void one_class(const PopulationDiff::OfClass& of) {
    text_ += '\n';
    paragraph(4, "", fmt::format("{}: {}", of.id, people_words(population_, of.count)));
    for (const PopulationDiff::Breakdown& by : of.by) {
      paragraph(6, "", fmt::format("{}: {}", breakdown_words(by), rows_words(population_, by)));
    }
  }

  const PopulationDiff& population_;
  const std::size_t width_;
  std::string text_;
};

}  // namespace

std::string population_text(const PopulationDiff& population, std::size_t columns) {
  return PopulationText(population, columns).run();
}

}  // namespace proviso::cli
