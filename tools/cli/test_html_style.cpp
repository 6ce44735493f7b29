#include "tools/cli/test_html_style.hpp"

namespace proviso::cli {

std::string_view test_html_style() {
  return R"(.text td:last-child { font-family: ui-monospace, "SF Mono", Consolas, "DejaVu Sans Mono", monospace; font-size: .85em; }
ul.counts { list-style: none; padding: 0; margin: 1rem 0; display: flex; flex-wrap: wrap; gap: .75rem 2.25rem; }
ul.counts strong { font-size: 1.6rem; display: block; line-height: 1.2; font-variant-numeric: tabular-nums; }
.where { color: var(--quiet); font-weight: 400; font-size: .9rem; display: block; }
.cases .outcome { width: 8rem; }
.cases td li { padding-left: 1rem; text-indent: -1rem; }
.place { width: 30%; }
.open-lines .last { width: 6rem; }
.open-changes .last { width: 36%; }
.open-lines tbody th, .open-changes tbody th { font-weight: 400; }
.failed, .refused, .incomplete, .none { color: var(--bad); font-weight: 600; white-space: nowrap; }
.passed, .full { color: var(--good); white-space: nowrap; }
.partial { color: var(--half); font-weight: 600; white-space: nowrap; }
.holds { color: var(--good); }
.fails { color: var(--bad); }
.open { color: var(--half); }
ul.reasons { list-style: none; padding-left: 0; margin: .15rem 0; }
ul.reasons ul.reasons { padding-left: 1rem; margin-left: .3rem; border-left: 1px solid var(--line); }
ul.reasons li { overflow-wrap: anywhere; padding: .1rem 0; }
.look { background: var(--soft); padding: .5rem .75rem; max-width: none; }
.files { columns: 26rem; padding-left: 1.25rem; margin: .75rem 0 1.5rem; }
.files li { break-inside: avoid; overflow-wrap: anywhere; }
.text { margin-bottom: 2.5rem; }
.text .line { width: 3.25rem; }
.text .shown { width: 6rem; }
.text th, .text td { border: 0; padding: .05rem .75rem .05rem 0; }
.text thead th { border-bottom: 1px solid var(--edge); }
.text tbody th { font-weight: 400; font-size: .85em; color: var(--quiet); text-align: right;
  font-variant-numeric: tabular-nums; }
.text.measured td:nth-child(2) { font-size: .85em; }
.text td:last-child { white-space: pre-wrap; padding-left: 2ch; text-indent: -2ch; }
.text tr { scroll-margin-top: 4rem; }
.text tr:target { background: var(--here); outline: 2px solid var(--edge); }
.open-goals { white-space: normal; text-indent: 0; font: .875rem/1.45 system-ui, -apple-system, "Segoe UI", Roboto,
  "Helvetica Neue", Arial, sans-serif; border-left: .2rem solid var(--half); padding: .1rem 0 .1rem .75rem;
  margin: .25rem 0 .5rem; }
.open-goals p { margin: 0; color: var(--half); }
.open-goals ul { list-style: disc; padding-left: 1.1rem; }
@media (max-width: 40rem) { .cases .outcome { width: 5.5rem; }
  .text .line { width: 2.5rem; } .text .shown { width: 4.75rem; } .text td:last-child { font-size: .8em; } }
@media (max-width: 22rem) { .cases .outcome { width: 4.75rem; } }
@media print { .files { display: none; } .text, .open-goals { font-size: 8.5pt; }
  .open-lines .last, .text .shown { width: 5rem; } ul.reasons li { padding: 0; }
  .compared, .open-goals, ul.counts { break-inside: avoid; } .look { break-before: avoid; padding: .3rem 0; }
  .text tr:target { background: none; outline: 0; } }
)";
}

}  // namespace proviso::cli
