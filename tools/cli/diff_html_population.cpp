#include <fmt/format.h>

#include "tools/cli/diff_html_parts.hpp"
#include "tools/cli/markup.hpp"
#include "tools/cli/population_report.hpp"
#include "tools/cli/svg_chart.hpp"

namespace proviso::cli {

namespace {

/// Classes beyond so many have their figures in words alone: their charts would fill pages.
constexpr std::size_t kMostCharts = 40;

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
    const std::string name = of.label.empty() ? of.name : fmt::format("{} ({})", of.label, of.name);
    std::string html =
        "<h3>" + markup_words(name) + "</h3>\n<p>" + markup_words(decision_words(population_, of)) + "</p>\n";
    if (of.outcomes.size() > 1) {
      ChartMatrix matrix;
      for (std::size_t i = 0; i < of.outcomes.size(); ++i) {
        matrix.labels.push_back(end_words(of.outcomes[i]));
        matrix.cells.emplace_back();
        for (const HeadCount& count : of.moved[i]) matrix.cells.back().push_back(bar("", count));
      }
      html += svg_matrix(fmt::format("moved-{}", index + 1),
                         fmt::format("{}: what people had (rows) and get (columns)", of.name), matrix);
    }
    html += totals(of);
    for (const PopulationDiff::OfClass& c : of.classes) html += one_class(c);
    return html;
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

  std::string one_class(const PopulationDiff::OfClass& of) {
    std::string link = markup(of.id);
    for (std::size_t i = 0; i < diff_.classes.size(); ++i) {
      if (diff_.classes[i].id == of.id) link = class_link(diff_, i);
    }
    std::string html = fmt::format("<h4>{}: {}</h4>\n", link, markup(people_words(population_, of.count)));
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
