#include "tools/cli/test_html_style.hpp"

namespace proviso::cli {

std::string_view test_html_style() {
  return R"(
:root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --soft: #f2f4f7; --line: #8a94a3; --link: #0b3d91;
  --bad: #8b0000; --bad-soft: #fdecec; --good: #0b4f1e; --half: #5f3b00; }
@media (prefers-color-scheme: dark) { :root { --ink: #f0f0f0; --paper: #16181c; --soft: #23272e; --line: #7d8896;
  --link: #a8c7ff; --bad: #ffb3b3; --bad-soft: #3a1d1d; --good: #a6e9b4; --half: #ffd890; } }
body { color: var(--ink); background: var(--paper); font: 1rem/1.5 system-ui, sans-serif; max-width: 72rem;
  margin: 0 auto; padding: 1rem; }
a { color: var(--link); }
a:focus { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem; border-bottom: 1px solid var(--line);
  overflow-wrap: anywhere; }
thead th { background: var(--soft); }
code, .digest, .rules td { font-family: ui-monospace, monospace; font-size: .9em; }
dl.stamp { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; }
dl.stamp dd { margin: 0; overflow-wrap: anywhere; }
ul.counts { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .5rem; }
ul.counts li { border: 1px solid var(--line); padding: .4rem .9rem; background: var(--soft); }
ul.counts strong { font-size: 1.6rem; display: block; line-height: 1.2; }
article { border: 1px solid var(--line); border-left: .4rem solid var(--bad); padding: .2rem 1rem; margin: 1rem 0; }
.failed, .refused, .incomplete { color: var(--bad); font-weight: 600; }
.passed { color: var(--good); }
ul.reasons { list-style: none; padding-left: 0; margin: .2rem 0; }
ul.reasons ul.reasons { padding-left: 2rem; }
ul.reasons li { overflow-wrap: anywhere; }
.look { background: var(--bad-soft); padding: .4rem .6rem; }
pre { background: var(--soft); padding: .6rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.rules th { width: 3rem; font-weight: 400; text-align: right; }
.rules th, .rules td { border: 0; padding: 0 .6rem; white-space: pre-wrap; }
.rules .mark { width: 18rem; font-family: inherit; border-left: 1px solid var(--line); }
.mark .none { color: var(--bad); font-weight: 600; }
.mark .partial { color: var(--half); font-weight: 600; }
.mark .full { color: var(--good); }
.rules tr:target { background: var(--bad-soft); outline: 2px solid var(--bad); }
@media print { body { max-width: none; padding: 0; font-size: 10pt; } nav, .skip { display: none; }
  article, tr { break-inside: avoid; } h2, h3, h4, caption { break-after: avoid; } a { color: inherit; } }
)";
}

}  // namespace proviso::cli
