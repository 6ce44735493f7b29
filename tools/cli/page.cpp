#include "tools/cli/page.hpp"

#include "tools/cli/markup.hpp"

namespace proviso::cli {

std::string_view page_style() {
  return R"(
:root { color-scheme: light; --ink: #1c2127; --quiet: #46505c; --paper: #fff; --soft: #f4f6f8; --line: #d0d7de;
  --edge: #7a8694; --link: #0b3d91; --bad: #8b0000; --bad-soft: #fdf0f0; --good: #0b4f1e; --good-soft: #edf7ef;
  --half: #5f3b00; --here: #fff4cc; }
@media screen and (prefers-color-scheme: dark) { :root { color-scheme: dark; --ink: #eceff2; --quiet: #b9c1ca;
  --paper: #15181c; --soft: #1e2329; --line: #3a424c; --edge: #7d8896; --link: #a8c7ff; --bad: #ffb3b3;
  --bad-soft: #321c1e; --good: #a6e9b4; --good-soft: #17281b; --half: #ffd890; --here: #352e12; } }
* { box-sizing: border-box; }
body { color: var(--ink); background: var(--paper); font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto,
  "Helvetica Neue", Arial, sans-serif; max-width: 74rem; margin: 0 auto; padding: 2rem 1.5rem 4rem;
  overflow-wrap: break-word; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .75rem; }
h2 { font-size: 1.5rem; line-height: 1.25; margin: 2.5rem 0 1rem; padding-top: 1.25rem;
  border-top: 2px solid var(--ink); }
h3 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
h4 { font-size: 1rem; margin: 0; }
h5 { font-size: .95rem; margin: 1rem 0 .25rem; }
p { margin: .5rem 0; max-width: 46rem; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, pre:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
code, pre { font-family: ui-monospace, "SF Mono", Consolas, "DejaVu Sans Mono", monospace;
  font-size: .85em; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
.verdict { font-size: 1.15rem; font-weight: 600; border-left: .3rem solid; padding: .6rem 1rem; max-width: none; }
.good { color: var(--good); background: var(--good-soft); }
.bad { color: var(--bad); background: var(--bad-soft); }
nav { margin: 1.5rem 0; padding: .75rem 1rem; background: var(--soft); }
nav ul { list-style: none; margin: 0; padding: 0; }
nav > ul > li + li { margin-top: .75rem; }
nav > ul > li > a { font-weight: 600; }
nav ul ul { display: flex; flex-wrap: wrap; gap: .15rem 1.5rem; margin-top: .25rem; }
dl.stamp { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1.25rem; margin: 1rem 0; }
dl.stamp dt { color: var(--quiet); }
dl.stamp dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: .75rem 0 1.5rem; table-layout: fixed; font-size: .95rem; }
caption { text-align: left; color: var(--quiet); padding: .25rem 0 .4rem; overflow-wrap: anywhere; }
caption h4 { color: var(--ink); }
time { white-space: nowrap; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line);
  overflow-wrap: anywhere; }
thead th { color: var(--quiet); font-weight: 600; border-bottom: 1px solid var(--edge); overflow-wrap: normal; }
td ul { list-style: none; margin: 0; padding: 0; }
.figures { table-layout: auto; width: auto; font-variant-numeric: tabular-nums; }
.figures td, .figures thead th + th { text-align: right; white-space: nowrap; padding-left: 1.25rem; padding-right: 0; }
.figures tbody th { font-weight: 400; }
.figures tbody tr:last-child > * { font-weight: 600; border-bottom-color: var(--edge); }
article { border: 1px solid var(--line); border-left: .3rem solid var(--bad); padding: 1rem 1.25rem;
  margin: 1.25rem 0; }
pre { background: var(--soft); padding: .75rem; overflow-x: auto; line-height: 1.4; }
@media (max-width: 40rem) { body { padding: 1.25rem 1rem 3rem; } h1 { font-size: 1.6rem; } h2 { font-size: 1.3rem; }
  table { font-size: .875rem; } th, td { padding-right: .5rem; } article { padding: .75rem; }
  .figures { font-size: .8rem; } .figures td, .figures thead th + th { padding-left: .5rem; } }
@media (max-width: 22rem) { thead th { overflow-wrap: anywhere; } .figures { font-size: .7rem; }
  time { white-space: normal; } }
@page { margin: 18mm 16mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; } }
@media print { html { font-size: 9.5pt; } body { max-width: none; padding: 0; line-height: 1.4; }
  h3 { margin-top: 1.75rem; } nav, .skip { display: none; }
  th, td { padding-top: .25rem; padding-bottom: .25rem; }
  article { padding: .6rem 1rem; } pre { padding: 0; font-size: .78em; white-space: pre-wrap; overflow-wrap: anywhere; }
  article, tr, .figures, .verdict, dl.stamp { break-inside: avoid; }
  h2, h3, h4, h5, caption, h2 + p { break-after: avoid; }
  p, li { orphans: 3; widows: 3; } a { color: inherit; text-decoration: none; } }
)";
}

// The policy of the page's content allows it to load and run nothing, whatever a rule or a case holds.
std::string page_head(std::string_view title, std::string_view style) {
  return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
         "content=\"width=device-width, initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" "
         "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>" +
         markup(title) + "</title>\n<style>" + std::string(page_style()) + std::string(style) + "</style>\n</head>\n";
}

}  // namespace proviso::cli
