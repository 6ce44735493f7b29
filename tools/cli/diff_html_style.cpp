#include <fmt/format.h>

#include "tools/cli/diff_html_parts.hpp"

namespace proviso::cli {

namespace {

/// A text as CSS writes it between quotes, also inside HTML: whatever is not plain stands by its number.
std::string css_text(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' ||
                       c == ':' || c == ',' || c == '.' || c == '-' || (static_cast<unsigned char>(c) & 0x80) != 0;
    result += plain ? std::string(1, c) : fmt::format("\\{:x} ", static_cast<unsigned char>(c));
  }
  return result + "\"";
}

constexpr std::string_view kStyle = R"(
.kind { color: var(--quiet); margin: 0; }
.verdict.differs { color: var(--half); background: var(--here); }
ul.contents { display: flex; flex-wrap: wrap; gap: .15rem 1.5rem; }
nav > ul.contents > li + li { margin-top: 0; }
section > ul, dd ul { max-width: 60rem; padding-left: 1.25rem; margin: .5rem 0; }
dd ul { margin: 0; padding-left: 1rem; }
.by-date td > span { display: block; }
.decided .which { width: 5rem; }
.decided tbody th, .facts tbody th, .shown tbody th { font-weight: 600; }
article { border-left-color: var(--edge); }
article.class { border-left-color: var(--half); }
article h3 { margin: 0 0 .5rem; padding: 0; border: 0; }
article h4 { margin: 1.25rem 0 .25rem; }
.label, .sentence { font-size: 1.05rem; max-width: 60rem; }
.accepted { color: var(--good); }
.cited { display: block; color: var(--quiet); font-size: .9rem; }
.by-date th:first-child { width: 20%; }
.by-date th:nth-child(2) { width: 25%; }
.when tbody th { font-weight: 400; }
.ways ul { list-style: disc; padding-left: 1.25rem; margin: 0; }
.ways li li { margin: 0; }
.names { columns: 16rem; }
.names li { break-inside: avoid; }
.texts { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 1.5rem; }
article pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: .25rem 0 0; }
.texts h4 { margin-top: .75rem; }
del { color: var(--bad); background: var(--bad-soft); text-decoration: line-through; }
ins { color: var(--good); background: var(--good-soft); text-decoration: underline; text-underline-offset: .2em; }
.signatures td { height: 4.5rem; border-bottom: 1px solid var(--edge); }
.signatures tbody th { vertical-align: bottom; }
.signatures th:first-child { width: 9rem; }
.signatures th:nth-child(3) { width: 8rem; }
.chart { display: block; max-width: 100%; height: auto; margin: .75rem 0; font: 14px system-ui, sans-serif; }
.chart text { fill: var(--ink); }
.chart .bar { fill: var(--link); }
.chart .hidden { fill: none; stroke: var(--edge); stroke-dasharray: 3 2; }
.chart .stays { fill: var(--edge); stroke: var(--line); }
.chart .moves { fill: var(--half); stroke: var(--line); }
@media (max-width: 40rem) { .texts { grid-template-columns: minmax(0, 1fr); } dl.stamp { grid-template-columns: 1fr; }
  dl.stamp dd { margin-bottom: .5rem; }
  .decided .which { width: 3rem; } .facts thead th:first-child { width: 18%; }
  .facts thead th:nth-child(3) { width: 30%; }
  .signatures th:first-child { width: 5rem; } .signatures th:nth-child(3) { width: 4rem; } }
@media print { .texts { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 8mm; }
  article.class, .ways { break-inside: auto; } section:last-of-type { break-inside: avoid; }
  article h3, .label, .sentence { break-after: avoid; }
  .texts, .decided, .shown, .signatures, .chart, dl.stamp { break-inside: avoid; } article pre { padding: .5rem; }
  del { color: #5c0000; } ins { color: #003d12; } }
)";

}  // namespace

std::string diff_html_style(std::string_view running_title, std::string_view running_digest) {
  return std::string(kStyle) + fmt::format(
                                   "@page {{ @top-left {{ content: {}; font: 8pt sans-serif; }}\n"
                                   "  @bottom-left {{ content: {}; font: 8pt monospace; }} }}\n",
                                   css_text(running_title), css_text(running_digest));
}

}  // namespace proviso::cli
