/** The style of the board: both themes, wide and narrow screens, paper. */
export const STYLE = `
:root { color-scheme: light dark; --text: #1f2328; --dim: #59636e; --line: #d1d9e0; --back: #fff; --shade: #f6f8fa; --link: #0757b8;
  --drift: #a3000f; --drift-back: #ffe4e2; --held: #6e4600; --held-back: #fff1c4; --lag: #0a4a9e; --lag-back: #ddf0ff; }
@media (prefers-color-scheme: dark) { :root { --text: #f0f6fc; --dim: #a6b1bc; --line: #3d444d; --back: #0d1117; --shade: #151b23; --link: #79b8ff;
  --drift: #ffb1ab; --drift-back: #51120f; --held: #f5d075; --held-back: #432d00; --lag: #a5d3ff; --lag-back: #0c2d57; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 100rem; padding: 1rem 1.5rem 3rem; font: 15px/1.45 system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif; color: var(--text); background: var(--back); }
h1 { font-size: 1.5rem; margin: .5rem 0 .25rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
p { margin: .25rem 0 .75rem; color: var(--dim); }
a { color: var(--link); }
code { font: .9em ui-monospace, "Liberation Mono", monospace; }
.summary { display: flex; flex-wrap: wrap; gap: .35rem 1.25rem; list-style: none; padding: 0; margin: .5rem 0; }
.badge { display: inline-block; padding: 0 .5em; border-radius: 1em; font-size: .8rem; background: var(--shade); border: 1px solid var(--line); }
.badge.drift { color: var(--drift); background: var(--drift-back); border-color: transparent; }
.badge.held { color: var(--held); background: var(--held-back); border-color: transparent; }
.badge.lag { color: var(--lag); background: var(--lag-back); border-color: transparent; }
.controls { display: none; flex-wrap: wrap; gap: .5rem 1rem; margin: .5rem 0; }
.ready .controls { display: flex; }
.scripted { display: none; }
.ready .scripted { display: block; }
label { color: var(--dim); }
input, select, button { font: inherit; color: inherit; background: var(--back); border: 1px solid var(--line); border-radius: 6px; padding: .3rem .5rem; }
input[type=search] { width: min(22rem, 60vw); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 1px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
td[data-label=By], td[data-label=Why], td[data-label=Image], td[data-label=Run] { overflow-wrap: anywhere; }
thead th { color: var(--dim); font-weight: 600; background: var(--shade); white-space: nowrap; }
tbody th { font-weight: 600; min-width: 9rem; }
#board td { padding: .15rem; min-width: 9rem; }
time { white-space: nowrap; }
.cell { display: block; width: 100%; min-height: 2.6rem; text-align: left; border-color: transparent; background: none; padding: .25rem .45rem; cursor: pointer; overflow-wrap: anywhere; }
.cell:hover { background: var(--shade); border-color: var(--line); }
.cell b { display: block; }
.cell .about, .cell .registry { display: block; color: var(--dim); font-size: .85rem; }
.cell .badge { margin: .15rem .25rem 0 0; }
.none { padding: .25rem .45rem; color: var(--dim); }
dialog { width: min(46rem, 94vw); max-height: 90vh; overflow: auto; border: 1px solid var(--line); border-radius: 10px; color: var(--text); background: var(--back); padding: 1rem 1.25rem; overflow-wrap: anywhere; }
dialog::backdrop { background: rgb(0 0 0 / .45); }
dialog form { float: right; }
dialog h2 { margin: 0 4rem .5rem 0; }
dialog h3 { font-size: 1rem; margin: 1.25rem 0 .4rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: 0; }
dt { color: var(--dim); }
dd { margin: 0; }
.timeline { list-style: none; margin: 0; padding: 0 0 0 .6rem; border-left: 2px solid var(--line); }
.timeline li { padding: .1rem 0 .7rem .8rem; position: relative; }
.timeline li::before { content: ""; position: absolute; left: -1.05rem; top: .5rem; width: .7rem; height: .7rem; border-radius: 50%; background: var(--link); border: 2px solid var(--back); }
.timeline li.rollback::before { background: var(--drift); }
.timeline li.void { color: var(--dim); }
.timeline li.void b { text-decoration: line-through; }
.timeline small { display: block; color: var(--dim); }
.problem { color: var(--drift); }
@media (min-width: 641px) {
  td[data-label=Image], td[data-label=Why] { min-width: 11rem; }
  td[data-label=By] { min-width: 6rem; }
}
@media (max-width: 640px) {
  body { padding: .75rem; }
  .cards, .cards tbody, .cards tr, .cards th, .cards td { display: block; width: 100%; }
  .cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .cards tr { border: 1px solid var(--line); border-radius: 8px; margin: 0 0 .75rem; overflow: hidden; }
  .cards tr[hidden] { display: none; }
  .cards tbody th { background: var(--shade); }
  .cards td { display: grid; grid-template-columns: 5.5rem 1fr; align-items: start; border-bottom: 0; padding: .15rem .45rem; }
  .cards td:empty { display: none; }
  .cards td::before { content: attr(data-label); color: var(--dim); overflow: hidden; text-overflow: ellipsis; }
  #board td { padding: .15rem; border-bottom: 1px solid var(--line); }
  #board td:last-child { border-bottom: 0; }
  #board td::before { padding: .35rem .45rem; }
  dl { grid-template-columns: 1fr; }
  dt { margin-top: .35rem; }
}
@media print {
  body { font-size: 10pt; max-width: none; padding: 0; }
  .controls, .ready .controls, #count { display: none; }
  .scroll { overflow: visible; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  .badge { border: 1px solid #666; }
}
`;
