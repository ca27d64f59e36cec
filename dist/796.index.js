export const id = 796;
export const ids = [796];
export const modules = {

/***/ 8796:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  entryOf: () => (/* reexport */ entryOf),
  writeBoard: () => (/* binding */ writeBoard)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/util/text.js
var util_text = __webpack_require__(8805);
// EXTERNAL MODULE: ./lib/modes/lag.js
var lag = __webpack_require__(4371);
;// CONCATENATED MODULE: ./lib/board/join.js

/**
 * Joins the cells of each image. An image may be in one registry for its first stages and in another for the last: two
 * repositories of one last name in different registries are one row where no stage has an image in both.
 * @returns the images with their names without what all share
 */
function joinImages(cells) {
    const byImage = new Map();
    for (const cell of cells)
        byImage.set(cell.image, [...(byImage.get(cell.image) ?? []), cell]);
    const groups = [];
    const byLastName = new Map();
    for (const [image, own] of byImage) {
        const last = image.slice(image.lastIndexOf('/') + 1);
        const candidates = byLastName.get(last) ?? [];
        const match = candidates.length === 1 ? candidates[0] : undefined;
        if (match && canJoin(match, own))
            match.push(...own);
        else {
            groups.push(own);
            byLastName.set(last, [...candidates, own]);
        }
    }
    const names = groups.map(([first]) => first?.image ?? '');
    // one name is shown in full
    const { shared, short } = names.length > 1 ? (0,util_text/* stripCommonPrefix */.Mb)(names) : { shared: '', short: (name) => name };
    return {
        shared,
        images: groups.map((own, index) => ({ name: short(names[index] ?? ''), cells: withoutEmpty(own) })),
    };
}
function canJoin(one, other) {
    const registry = ({ image }) => image.slice(0, image.indexOf('/'));
    const isOtherRegistry = !one.some((cell) => other.some((each) => registry(each) === registry(cell)));
    const isDisjoint = !one.some((cell) => other.some((each) => each.stage === cell.stage && isUsed(each) && isUsed(cell)));
    return isOtherRegistry && isDisjoint;
}
function isUsed({ digest, events, problem }) {
    return digest !== null || events.length > 0 || problem !== null;
}
/** One cell a stage: that of the registry which has something there. */
function withoutEmpty(cells) {
    return cells.filter((cell) => isUsed(cell) || cells.find((other) => other.stage === cell.stage && isUsed(other)) === undefined);
}

;// CONCATENATED MODULE: ./lib/board/types.js
/** How many of the last moves are listed. */
const MOVES = 20;

;// CONCATENATED MODULE: ./lib/board/model.js



/** How many events all timelines have together, and each at least: the page must open quickly. */
const EVENTS = { all: 8000, least: 5 };
/**
 * Makes the board of a status.
 * @param stages in order, from first to last; empty where they are those of the entries, in their order
 * @param generated RFC 3339
 */
function boardOf(entries, generated, stages = []) {
    const kept = Math.max(EVENTS.least, Math.floor(EVENTS.all / Math.max(1, entries.length)));
    const cells = entries.map(({ cell }) => withEvents(cell, kept));
    const reports = new Map(entries.map(({ cell, report }) => [keyOf(cell), report]));
    const columns = stages.length > 0 ? stages : mergeOrders(cells);
    const { shared, images } = joinImages(cells);
    const rows = images.map(({ name, cells: own }) => ({
        name,
        cells: withLag(columns.map((stage) => own.find((cell) => cell.stage === stage) ?? null), reports),
    }));
    const rank = ({ cells: own }) => {
        if (own.some((cell) => cell?.drift))
            return 0;
        if (own.some((cell) => cell?.held))
            return 1;
        return own.some((cell) => cell?.lag) ? 2 : 3;
    };
    return {
        generated,
        stages: columns,
        shared,
        rows: rows.sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1)),
        moves: entries
            .flatMap(({ moves }) => moves)
            .sort((a, b) => Date.parse(b.event.at) - Date.parse(a.event.at))
            .slice(0, MOVES),
    };
}
function withEvents(cell, kept) {
    const { events, older } = cell;
    return { ...cell, events: events.slice(0, kept), older: older + Math.max(0, events.length - kept) };
}
/** The stages of all images in one order: each keeps its place among those that it is listed with. */
function mergeOrders(cells) {
    const merged = [];
    let after = 0;
    let image = '';
    for (const cell of cells) {
        if (cell.image !== image)
            after = 0;
        image = cell.image;
        const at = merged.indexOf(cell.stage);
        if (at < 0)
            merged.splice(after, 0, cell.stage);
        after = (at < 0 ? after : at) + 1;
    }
    return merged;
}
/** Adds how the image of each stage compares with that of the previous stage, where that is another one. */
function withLag(cells, reports) {
    return cells.map((cell, index) => {
        const below = cells[index - 1];
        if (!cell || !below?.digest || cell.digest === below.digest)
            return cell;
        const [here, there] = [reports.get(keyOf(cell)), reports.get(keyOf(below))];
        return { ...cell, lag: lagText(here && there ? (0,lag/* lagOf */.e)(here, there) : null, below.stage) };
    });
}
function keyOf({ image, stage }) {
    return `${image} ${stage}`;
}
/** @param lag null where nothing was promoted to this stage */
function lagText(lag, below) {
    if (lag?.kind === 'behind')
        return `${lag.by} behind ${below}`;
    if (lag?.kind === 'ahead')
        return `ahead of ${below}`;
    if (lag?.kind === 'unknown')
        return `not as in ${below}`;
    return lag === null ? `behind ${below}` : `not in ${below}`;
}

// EXTERNAL MODULE: ./lib/image/digest.js
var digest = __webpack_require__(7241);
// EXTERNAL MODULE: ./lib/image/name.js
var image_name = __webpack_require__(3158);
;// CONCATENATED MODULE: ./lib/board/client.js
// @ts-nocheck: this function runs in the browser, and the types of this project are Node's.
/**
 * The script of the board, as a function whose text is put into the page: search, filter, differences, timelines. It
 * refers to nothing outside itself, and shows data only as text.
 */
function client() {
    const byId = (id) => document.getElementById(id);
    // read when it is needed: the page is shown before
    let parsed = null;
    const read = () => {
        parsed ??= JSON.parse(byId('data').textContent);
        return parsed;
    };
    const element = (tag, text = '', className = '') => {
        const made = document.createElement(tag);
        made.textContent = text;
        if (className)
            made.className = className;
        return made;
    };
    const age = (time) => {
        const seconds = (Date.now() - Date.parse(time)) / 1000;
        const units = [
            [86400, 'day'],
            [3600, 'hour'],
            [60, 'minute'],
        ];
        const [size, unit] = units.find(([each]) => seconds >= each) ?? [];
        if (!size)
            return 'just now';
        const count = Math.floor(seconds / size);
        return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
    };
    const minute = (time) => {
        const at = Date.parse(time);
        return Number.isNaN(at) ? time : `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    };
    for (const each of document.querySelectorAll('time[data-age]'))
        each.textContent = age(each.dateTime);
    // search and filter
    const rows = [...document.querySelectorAll('#board tbody tr')];
    const texts = rows.map((row) => row.textContent.toLowerCase());
    const filter = () => {
        const words = byId('search').value.toLowerCase().split(/\s+/).filter(Boolean);
        const kind = byId('show').value;
        let shown = 0;
        rows.forEach((row, index) => {
            const isKind = kind === '' || row.dataset.kinds.split(' ').includes(kind);
            row.hidden = !isKind || !words.every((word) => texts[index].includes(word));
            if (!row.hidden)
                shown += 1;
        });
        byId('count').textContent = words.length > 0 || kind !== '' ? `${shown} of ${rows.length} images` : '';
    };
    byId('search').addEventListener('input', filter);
    byId('show').addEventListener('change', filter);
    // differences between two stages
    const nameIn = (cell) => (cell?.name ? cell.name : 'nothing');
    const commitIn = (cell) => (cell?.revision ? ` (${cell.revision.slice(0, 7)})` : '');
    const compare = () => {
        const data = read();
        const [from, to] = [byId('from'), byId('to')].map(({ value }) => Number(value));
        const differing = data.rows.filter(({ cells }) => (cells[from]?.digest ?? null) !== (cells[to]?.digest ?? null));
        const table = byId('difference-table');
        table.replaceChildren();
        byId('difference-count').textContent =
            differing.length === 0
                ? `${data.stages[from]} and ${data.stages[to]} have the same images.`
                : `${differing.length} of ${data.rows.length} ${data.rows.length === 1 ? 'image differs' : 'images differ'}.`;
        if (differing.length === 0)
            return;
        const head = table.createTHead().insertRow();
        for (const text of ['Image', data.stages[from], data.stages[to]]) {
            const cell = element('th', text);
            cell.scope = 'col';
            head.append(cell);
        }
        const body = table.createTBody();
        for (const { name, cells } of differing) {
            const row = body.insertRow();
            const header = element('th', name);
            header.scope = 'row';
            row.append(header, ...[cells[from], cells[to]].map((cell) => element('td', nameIn(cell) + commitIn(cell))));
        }
    };
    if (byId('from')) {
        byId('from').addEventListener('change', compare);
        byId('to').addEventListener('change', compare);
        setTimeout(compare);
    }
    // the dialog of one cell
    const runLink = (run) => {
        if (!/^https?:\/\//.test(run))
            return element('span', run);
        const link = element('a', run.replace(/^https?:\/\//, ''));
        link.href = run;
        link.rel = 'noopener noreferrer';
        link.target = '_blank';
        return link;
    };
    const list = (entries) => {
        const made = element('dl');
        for (const [term, value] of entries) {
            if (value === null || value === '')
                continue;
            const detail = element('dd', typeof value === 'string' ? value : '');
            if (typeof value !== 'string')
                detail.append(value);
            made.append(element('dt', term), detail);
        }
        return made;
    };
    const duration = (seconds) => {
        const [size, unit] = [
            [172800, 'days'],
            [5400, 'hours'],
            [60, 'minutes'],
        ].find(([each]) => seconds >= each) ?? [1, 'seconds'];
        const divisor = unit === 'days' ? 86400 : unit === 'hours' ? 3600 : size;
        return `${Number((seconds / divisor).toFixed(1))} ${unit}`;
    };
    const percent = (share) => `${Math.round(100 * share)} %`;
    const figure = ({ value, events }, format) => value === null ? 'unknown' : `${format(value)} (from ${events} ${events === 1 ? 'event' : 'events'})`;
    const figures = (metrics) => metrics.windows.flatMap((window) => [
        element('h3', `Figures of the last ${window.days} days`),
        list([
            ['Promotions', figure(window.deploymentFrequency, (value) => `${Number(value.toFixed(2))} a week`)],
            ['Lead time', figure(window.changeLeadTime, duration)],
            ['Rolled back or blocked', figure(window.changeFailRate, (value) => `at least ${percent(value)}`)],
            ['Time to recover', figure(window.failedDeploymentRecoveryTime, duration)],
            ['Rework', figure(window.deploymentReworkRate, percent)],
        ]),
    ]);
    const timeline = ({ events, older }) => {
        const made = element('ol', '', 'timeline');
        for (const event of events) {
            const item = element('li', '', `${event.action === 'rollback' ? 'rollback' : ''}${event.isVoid ? ' void' : ''}`);
            item.append(element('b', `${event.action} ${event.name ?? ''}`));
            const about = [minute(event.at), event.by ?? '', event.isVoid ? 'may not have taken effect' : ''];
            item.append(element('small', about.filter(Boolean).join(' · ')));
            if (event.reason)
                item.append(element('div', event.reason));
            if (event.run) {
                const run = element('small');
                run.append(runLink(event.run));
                item.append(run);
            }
            made.append(item);
        }
        if (older > 0)
            made.append(element('li', `${older} older events: build-once-promote history shows them.`));
        return made;
    };
    const show = (cell) => {
        byId('detail-title').textContent = `${cell.image} in ${cell.stage}`;
        const body = byId('detail-body');
        body.replaceChildren();
        if (cell.problem)
            body.append(element('p', cell.problem, 'problem'));
        body.append(list([
            ['Promoted', nameIn(cell)],
            ['Digest', cell.digest],
            ['Commit', cell.revision],
            ['Since', cell.since ? `${minute(cell.since)} (${age(cell.since)})` : null],
            ['By', cell.by],
            ['Reason', cell.reason],
            ['Run', cell.run ? runLink(cell.run) : null],
            ['Drift', cell.drift],
            ['On hold', cell.held],
            ['Marked as', cell.mark],
            ['Lag', cell.lag],
            ['A rollback restores', cell.restores ?? 'nothing: there is no earlier image'],
        ]));
        body.append(element('h3', 'History'));
        body.append(cell.events.length === 0 ? element('p', 'No events.') : timeline(cell));
        if (cell.metrics?.since)
            body.append(...figures(cell.metrics));
        byId('detail').showModal();
        byId('detail').scrollTop = 0;
    };
    document.addEventListener('click', (event) => {
        const button = event.target.closest('[data-cell]');
        if (!button)
            return;
        const [row, column] = button.dataset.cell.split(',').map(Number);
        show(read().rows[row].cells[column]);
    });
    byId('detail').addEventListener('click', (event) => {
        // a click beside the dialog closes it
        if (event.target === byId('detail'))
            byId('detail').close();
    });
    document.documentElement.classList.add('ready');
}

// EXTERNAL MODULE: ./lib/util/redact.js
var redact = __webpack_require__(5171);
;// CONCATENATED MODULE: ./lib/board/html.js


const ENTITIES = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
};
/** Untrusted text as HTML, in an element or a quoted attribute: nothing in it has a meaning. */
function escapeHtml(text) {
    return cleanText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
/** The longest text on the page, in characters: a history that others wrote may have texts of any length. */
const MAX_TEXT = 2000;
/** Untrusted text without secrets and control characters, truncated to 2000 characters. */
function cleanText(text) {
    const clean = (0,redact/* redact */.E)(text).replace(util_text/* CONTROL */.W3, ' ').trim();
    return clean.length > MAX_TEXT ? `${clean.slice(0, MAX_TEXT)}…` : clean;
}
/** Data as JSON inside a script element: nothing in it ends the element. */
function jsonForScript(data) {
    return JSON.stringify(data, (_key, value) => (typeof value === 'string' ? cleanText(value) : value)).replace(/[<>&]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
/** A URL of the web as a link, in a new tab; its text alone where it is none. */
function linkTo(url, label) {
    const text = escapeHtml(label);
    if (url === null || !/^https?:\/\/[^\s"'<>]+$/.test(url))
        return text;
    return `<a href="${escapeHtml(url)}" rel="noopener noreferrer" target="_blank">${text}</a>`;
}
/** A time as an element: the minute in UTC, which the script replaces by its age where `isAge`. */
function timeElement(time, isAge = false) {
    const at = Date.parse(time ?? '');
    if (Number.isNaN(at))
        return '';
    const iso = new Date(at).toISOString();
    const minute = `${iso.slice(0, 16).replace('T', ' ')} UTC`;
    return `<time datetime="${iso}" title="${minute}"${isAge ? ' data-age' : ''}>${minute}</time>`;
}

;// CONCATENATED MODULE: ./lib/board/style.js
/** The style of the board: both themes, wide and narrow screens, paper. */
const STYLE = `
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

;// CONCATENATED MODULE: ./lib/board/page.js






/** Returns the board as one HTML page that loads nothing: it works from a file, without a network and without a server. */
function boardPage(board) {
    const script = `(${client.toString()})();`;
    const policy = `default-src 'none'; img-src data:; style-src '${hashOf(STYLE)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'`;
    const { rows, stages, shared, generated, moves } = board;
    const data = { stages, rows: rows.map(({ name, cells }) => ({ name, cells })) };
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>What is promoted where</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>What is promoted where</h1>
<p>As of ${timeElement(generated)}. A promoted image is what a stage's tag names; whether it is running, the registry does not know.</p>
${summaryOf(rows)}
</header>
<main>
<section aria-labelledby="images">
<h2 id="images">Images by stage</h2>
${filters()}
${shared === '' ? '' : `<p>All names begin with <code>${escapeHtml(shared)}</code></p>`}
<p id="count" role="status"></p>
${boardTable(rows, stages)}
</section>
${differencesSection(stages)}
<section aria-labelledby="moves">
<h2 id="moves">Last moves</h2>
${movesTable(moves)}
</section>
</main>
<dialog id="detail" aria-labelledby="detail-title"><form method="dialog"><button id="close">Close</button></form><h2 id="detail-title"></h2><div id="detail-body"></div></dialog>
<script type="application/json" id="data">${jsonForScript(data)}</script>
<script>${script}</script>
</body>
</html>
`;
}
function hashOf(text) {
    return `sha256-${(0,external_node_crypto_.createHash)('sha256').update(text).digest('base64')}`;
}
/** How many images need a look, as a list; what is in order is not counted. */
function summaryOf(rows) {
    const count = (has) => rows.filter(({ cells }) => cells.some((cell) => cell !== null && has(cell))).length;
    const items = [
        [count(({ drift }) => drift), 'drift', 'with drift'],
        [count(({ held }) => held), 'held', 'on hold'],
        [count(({ lag }) => lag), 'lag', 'with a stage behind another'],
    ];
    const list = items
        .filter(([number]) => number > 0)
        .map(([number, kind, text]) => `<li><span class="badge ${kind}">${number}</span> ${text}</li>`);
    return `<ul class="summary"><li><span class="badge">${rows.length}</span> ${rows.length === 1 ? 'image' : 'images'}</li>${list.join('')}</ul>`;
}
function filters() {
    return `<div class="controls" role="search">
<label>Search <input id="search" type="search" placeholder="image, version, commit, person" autocomplete="off"></label>
<label>Show <select id="show"><option value="">all</option><option value="drift">drift</option><option value="held">on hold</option><option value="lag">behind</option></select></label>
</div>`;
}
/** The roles are written out, because a narrow screen shows the rows as cards, and then browsers forget the table. */
function boardTable(rows, stages) {
    if (rows.length === 0)
        return '<p>No environment has a history here yet.</p>';
    const head = stages.map((stage) => `<th scope="col" role="columnheader">${escapeHtml(stage)}</th>`).join('');
    const body = rows.map((row, index) => rowOf(row, index, stages)).join('\n');
    return `<div class="scroll" tabindex="0" role="region" aria-label="Table of images">
<table id="board" class="cards" role="table">
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Image</th>${head}</tr></thead>
<tbody role="rowgroup">
${body}
</tbody>
</table>
</div>`;
}
function rowOf({ name, cells }, index, stages) {
    const isJoined = new Set(cells.flatMap((cell) => cell?.image ?? [])).size > 1;
    const kinds = ['drift', 'held', 'lag'].filter((kind) => cells.some((cell) => cell?.[kind]));
    const columns = cells.map((cell, column) => {
        const content = cell === null ? '<span class="none">–</span>' : cellOf(cell, `${index},${column}`, isJoined);
        return `<td role="cell" data-label="${escapeHtml(stages[column] ?? '')}">${content}</td>`;
    });
    return `<tr role="row" data-kinds="${kinds.join(' ')}"><th scope="row" role="rowheader">${escapeHtml(name)}</th>${columns.join('')}</tr>`;
}
function cellOf(cell, key, isJoined) {
    const { name, revision, since, by, drift, held, lag } = cell;
    const about = [
        revision === null ? '' : `<code>${escapeHtml((0,image_name/* shortCommit */.A)(revision))}</code>`,
        timeElement(since, true),
        by === null ? '' : escapeHtml(by),
    ].filter(Boolean);
    const badges = [
        drift === null ? '' : `<span class="badge drift">${escapeHtml(drift)}</span>`,
        held === null ? '' : '<span class="badge held">on hold</span>',
        cell.mark?.startsWith('blocked') ? '<span class="badge drift">blocked</span>' : '',
        lag === null ? '' : `<span class="badge lag">${escapeHtml(lag)}</span>`,
    ].join('');
    const registry = isJoined ? `<span class="registry">${escapeHtml(cell.image.split('/')[0] ?? '')}</span>` : '';
    return `<button type="button" class="cell" data-cell="${key}" aria-haspopup="dialog"><b>${name === null ? 'nothing' : escapeHtml(name)}</b><span class="about">${about.join(' · ')}</span>${registry}${badges}</button>`;
}
/** The script fills in the table. */
function differencesSection(stages) {
    if (stages.length < 2)
        return '';
    const options = (selected) => stages
        .map((stage, index) => `<option value="${index}"${index === selected ? ' selected' : ''}>${escapeHtml(stage)}</option>`)
        .join('');
    return `<section aria-labelledby="differences" class="scripted">
<h2 id="differences">What differs between two stages</h2>
<div class="controls">
<label>From <select id="from">${options(stages.length - 2)}</select></label>
<label>to <select id="to">${options(stages.length - 1)}</select></label>
</div>
<p id="difference-count" role="status"></p>
<div class="scroll" tabindex="0" role="region" aria-label="Table of differences"><table id="difference-table"></table></div>
</section>`;
}
const MOVE_COLUMNS = ['When', 'Image', 'Stage', 'Action', 'Move', 'By', 'Why', 'Run'];
function movesTable(moves) {
    if (moves.length === 0)
        return '<p>Nothing was moved yet.</p>';
    const rows = moves.map(({ image, stage, from, event }) => {
        const to = event.name ?? (event.digest === null ? '–' : (0,digest/* shortDigest */.V)(event.digest));
        const cells = [
            timeElement(event.at),
            `${escapeHtml(image)}`,
            escapeHtml(stage),
            escapeHtml(event.action),
            `${from === null ? 'nothing' : escapeHtml(from)} → <b>${escapeHtml(to)}</b>`,
            event.by === null ? '–' : escapeHtml(event.by),
            event.reason === null ? '' : escapeHtml(event.reason.slice(0, 300)),
            event.run === null ? '' : linkTo(event.run, event.run.startsWith('http') ? 'run' : event.run),
        ];
        const columns = cells.map((cell, index) => `<td role="cell" data-label="${MOVE_COLUMNS[index]}">${cell}</td>`);
        return `<tr role="row">${columns.join('')}</tr>`;
    });
    const head = MOVE_COLUMNS.map((text) => `<th scope="col" role="columnheader">${text}</th>`).join('');
    return `<div class="scroll" tabindex="0" role="region" aria-label="Table of moves"><table class="cards" role="table">
<thead role="rowgroup"><tr role="row">${head}</tr></thead>
<tbody role="rowgroup">
${rows.join('\n')}
</tbody>
</table></div>`;
}

// EXTERNAL MODULE: ./lib/history/event.js
var history_event = __webpack_require__(5196);
// EXTERNAL MODULE: ./lib/history/stack.js
var stack = __webpack_require__(7628);
// EXTERNAL MODULE: ./lib/history/state.js
var state = __webpack_require__(1);
// EXTERNAL MODULE: ./lib/modes/status-report.js
var status_report = __webpack_require__(3379);
;// CONCATENATED MODULE: ./lib/board/entry.js






/** How many events a timeline has at most. */
const entry_EVENTS = 50;
/** Takes from an environment and its history what the board shows. */
function entryOf({ report, live, history }, metrics) {
    const { row, problem, reason } = report;
    const events = history?.events ?? [];
    const [target] = (0,stack/* rollbackTargets */.Hx)((0,state/* replayEnvironment */.jg)(live, history));
    const unproven = (0,state/* unprovenEvents */.NP)(live, history);
    const cell = {
        ...{ image: row.image, stage: row.environment, digest: row.digest, revision: row.revision },
        name: row.digest === null ? null : (0,image_name/* imageName */.t)(row, row.digest),
        ...{ since: row.since, by: row.by, run: row.run, reason, problem, metrics },
        ...{ drift: driftText(report), held: heldOf(report), mark: markOf(report), lag: null },
        restores: target ? (0,image_name/* imageName */.t)(target.by, target.digest) : null,
        events: events
            .slice(-entry_EVENTS)
            .reverse()
            .map((event) => eventOf(event, unproven)),
        older: Math.max(0, events.length - entry_EVENTS),
    };
    return { report, cell, moves: movesOf(report, events, unproven) };
}
function eventOf(event, unproven) {
    const { at, action, digest, revision, actor, run, reason } = event;
    const isVoid = action === 'superseded' || unproven.has(event);
    const name = digest === null ? null : (0,image_name/* imageName */.t)(event, digest);
    return { ...{ at, action, name, digest, revision, by: actor, run, reason }, isVoid };
}
function driftText(report) {
    const drift = (0,status_report/* driftOf */.$)(report);
    if (drift === 'unreadable')
        return 'unreadable history';
    if (drift === 'unfinished')
        return `unfinished ${report.unfinished?.action}`;
    return drift && `${drift} outside this action`;
}
function heldOf({ row: { held } }) {
    if (held === null)
        return null;
    return [held.reason, held.by && `by ${held.by}`, held.until && `until ${held.until}`].filter(Boolean).join(', ');
}
/** The newest mark of the live image; none where it was cleared. */
function markOf({ row: { marks } }) {
    const mark = marks.at(-1);
    if (!mark || mark.as === 'cleared')
        return null;
    return [mark.as, mark.by && `by ${mark.by}`].filter(Boolean).join(' ') + (mark.reason ? `: ${mark.reason}` : '');
}
function movesOf({ row }, events, unproven) {
    const names = new Map(events.flatMap((event) => (event.digest ? [[event.digest, event]] : [])));
    return events
        .filter((event) => (0,history_event/* isMove */.OE)(event) && !unproven.has(event) && event.previous !== event.digest)
        .slice(-MOVES)
        .map((event) => ({
        ...{ image: row.image, stage: row.environment, event: eventOf(event, unproven) },
        from: event.previous === null
            ? null
            : (0,image_name/* imageName */.t)(names.get(event.previous) ?? { version: null, revision: null }, event.previous),
    }));
}

;// CONCATENATED MODULE: ./lib/board/write.js








/**
 * Writes the board: a page, and its data beside it.
 * @returns the path of the page
 * @throws INPUT_INVALID where the folder is outside of its root; RUNNER_FAILED where it cannot be written
 */
async function writeBoard({ folder, root }, input) {
    const { entries, rows, metrics, generated, stages } = input;
    const data = { generated, environments: rows, metrics };
    await writeFiles(folder, root, {
        'status.json': `${JSON.stringify(data)}\n`,
        'index.html': boardPage(boardOf(entries, generated, stages)),
    });
    return (0,external_node_path_.join)(folder, 'index.html');
}
/**
 * Writes files into a folder, which is made where it is missing. Each is put in place at once, so that no reader sees
 * half of it.
 * @param root the folder that must contain it, whatever symbolic links say; null where it may be anywhere
 * @throws INPUT_INVALID where it is outside `root`; RUNNER_FAILED where it cannot be written
 */
async function writeFiles(folder, root, files) {
    if (root !== null && !isInside(await existingParent(folder), await (0,promises_.realpath)(root)))
        throw new errors/* ActionError */.lZ('INPUT_INVALID', `page: expected a folder in the workspace, got ${(0,util_text/* oneLine */.TN)(folder)}, which leads out of it by a symbolic link.`);
    try {
        await makeFolder(folder);
        for (const [name, text] of Object.entries(files)) {
            const part = (0,external_node_path_.join)(folder, `.${name}.${(0,external_node_crypto_.randomUUID)()}`);
            // a new file: a symbolic link of that name would lead elsewhere
            await (0,promises_.writeFile)(part, text, { flag: 'wx' });
            await (0,promises_.rename)(part, (0,external_node_path_.join)(folder, name));
        }
    }
    catch (error) {
        throw new errors/* ActionError */.lZ('RUNNER_FAILED', `The page could not be written to ${(0,util_text/* oneLine */.TN)(folder)} (${(0,util_text/* oneLine */.TN)(error.message)}). Check that it is a folder, that it may be written to, and that there is space.`, error);
    }
}
/** Makes a folder and those above it. With `recursive`, Node's own never ends in a file system such as /proc. */
async function makeFolder(path) {
    const isThere = async (error) => error.code === 'EEXIST' && (await (0,promises_.stat)(path)).isDirectory();
    try {
        await (0,promises_.mkdir)(path);
    }
    catch (error) {
        if (await isThere(error))
            return;
        if (error.code !== 'ENOENT' || (0,external_node_path_.dirname)(path) === path)
            throw error;
        await makeFolder((0,external_node_path_.dirname)(path));
        await (0,promises_.mkdir)(path).catch(async (again) => {
            if (!(await isThere(again)))
                throw again;
        });
    }
}
/** The real path of a folder, with what does not exist yet at its end. */
async function existingParent(path) {
    try {
        return await (0,promises_.realpath)(path);
    }
    catch {
        return path === (0,external_node_path_.dirname)(path) ? path : (0,external_node_path_.join)(await existingParent((0,external_node_path_.dirname)(path)), (0,external_node_path_.basename)(path));
    }
}
function isInside(path, root) {
    const way = (0,external_node_path_.relative)(root, path);
    return way !== '..' && !way.startsWith('../') && !(0,external_node_path_.isAbsolute)(way);
}


/***/ })

};
