#include <fmt/format.h>

#include "tools/cli/diff_html_parts.hpp"
#include "tools/cli/markup.hpp"
#include "tools/cli/population_report.hpp"
#include "tools/cli/svg_chart.hpp"

namespace proviso::cli {

namespace {

/// Classes beyond so many have their figures in words alone: their charts would fill pages.
constexpr std::size_t kMostCharts = 40;

bool is_some(const HeadCount& count) { return count.number != 0 || count.shown != HeadCount::Shown::exact; }

class PopulationPart {
 public:
  PopulationPart(const DiffReport& report, const PopulationDiff& population)
      : diff_(report.diff), population_(population) {}

  std::string run() {
    std::string html;
    for (const std::string& words : population_words(population_)) html += "<p>" + markup_words(words) + "</p>\n";
    for (std::size_t i = 0; i < population_.decisions.size(); ++i) html += decision(i, population_.decisions[i]);
    return html;
  }

 private:
  std::string words(const HeadCount& count) const { return count_words(population_, count); }

  ChartBar bar(const std::string& label, const HeadCount& count) const {
    ChartBar bar{label, words(count)};
    if (count.shown == HeadCount::Shown::exact) bar.value = count.number;
    return bar;
  }

  std::string decision(std::size_t index, const PopulationDiff::OfDecision& of) {
    const std::string name =
        of.name.empty() || of.label.empty() ? decision_title(of) : fmt::format("{} ({})", of.label, of.name);
    std::string html =
        "<h3>" + markup_words(name) + "</h3>\n<p>" + markup_words(decision_words(population_, of)) + "</p>\n";
    html += chart_of_moves(index, of) + totals(of);
    std::vector<std::string> nobody;
    for (const PopulationDiff::OfClass& c : of.classes) {
      if (is_some(c.count)) {
        html += one_class(c);
      } else {
        nobody.push_back(link_to(c));
      }
    }
    if (!nobody.empty()) html += "<p>Nobody is in " + joined(nobody) + ".</p>\n";
    return html;
  }

  /// Of outcomes between which somebody moves: the others would only widen it.
  std::string chart_of_moves(std::size_t index, const PopulationDiff::OfDecision& of) const {
    std::vector<std::size_t> moving;
    for (std::size_t i = 0; i < of.outcomes.size(); ++i) {
      bool moves = false;
      for (std::size_t j = 0; j < of.outcomes.size(); ++j)
        moves = moves || (i != j && (is_some(of.moved[i][j]) || is_some(of.moved[j][i])));
      if (moves) moving.push_back(i);
    }
    ChartMatrix matrix;
    for (const std::size_t i : moving) {
      matrix.labels.push_back(end_words(of.outcomes[i]));
      matrix.cells.emplace_back();
      for (const std::size_t j : moving) matrix.cells.back().push_back(bar("", of.moved[i][j]));
    }
    if (moving.empty()) return {};
    return svg_matrix(
        fmt::format("moved-{}", index + 1),
        fmt::format("{}: before (rows) and after (columns)", of.name.empty() ? decision_title(of) : of.name), matrix);
  }

  std::string totals(const PopulationDiff::OfDecision& of) const {
    std::string html =
        "<table class=\"decided\">\n<caption>People by outcome</caption>\n<thead><tr><th scope=\"col\">Outcome</th><th "
        "scope=\"col\">People before</th>"
        "<th scope=\"col\">People after</th></tr></thead>\n<tbody>\n";
    for (std::size_t i = 0; i < of.outcomes.size(); ++i) {
      html +=
          fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n",
                      markup_words(end_words(of.outcomes[i])), markup(words(of.before[i])), markup(words(of.after[i])));
    }
    return html + "</tbody>\n</table>\n";
  }

  std::string link_to(const PopulationDiff::OfClass& of) const {
    for (std::size_t i = 0; i < diff_.classes.size(); ++i) {
      if (diff_.classes[i].id == of.id) return class_link(diff_, i);
    }
    return markup(of.id);
  }

  std::string one_class(const PopulationDiff::OfClass& of) {
    std::string html = fmt::format("<h4>{}: {}</h4>\n", link_to(of), markup(people_words(population_, of.count)));
    for (const PopulationDiff::Breakdown& by : of.by) {
      const std::string title = fmt::format("{} {}", of.id, breakdown_words(by));
      std::vector<ChartBar> bars;
      for (const PopulationDiff::Row& row : by.rows)
        bars.push_back(bar(row.label.empty() ? row.name : row.label, row.count));
      if (bars.size() > 1 && charts_ < kMostCharts) {
        html += "<p>" + markup_words(breakdown_words(by)) + "</p>\n";
        html += svg_bars(fmt::format("people-{}", ++charts_), title, bars);
      } else {
        html += "<p>" + markup_words(breakdown_words(by) + ": " + rows_words(population_, by)) + "</p>\n";
      }
    }
    return html;
  }

  const VersionDiff& diff_;
  const PopulationDiff& population_;
  std::size_t charts_ = 0;
};

}  // namespace

std::string html_population(const DiffReport& report) {
  return report.population == nullptr ? std::string() : PopulationPart(report, *report.population).run();
}

}  // namespace proviso::cli
