import { createHash } from 'node:crypto';
import { shortDigest } from '../image/digest.ts';
import { shortCommit } from '../image/name.ts';
import { client } from './client.ts';
import { escapeHtml, jsonForScript, linkTo, timeElement } from './html.ts';
import { STYLE } from './style.ts';
import type { Board, BoardCell, BoardMove, BoardRow } from './types.ts';

/** Returns the board as one HTML page that loads nothing: it works from a file, without a network and without a server. */
export function boardPage(board: Board): string {
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

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** How many images need a look, as a list; what is in order is not counted. */
function summaryOf(rows: readonly BoardRow[]): string {
  const count = (has: (cell: BoardCell) => unknown): number =>
    rows.filter(({ cells }) => cells.some((cell) => cell !== null && has(cell))).length;
  const items = [
    [count(({ drift }) => drift), 'drift', 'with drift'],
    [count(({ held }) => held), 'held', 'on hold'],
    [count(({ lag }) => lag), 'lag', 'with a stage behind another'],
  ] as const;
  const list = items
    .filter(([number]) => number > 0)
    .map(([number, kind, text]) => `<li><span class="badge ${kind}">${number}</span> ${text}</li>`);
  return `<ul class="summary"><li><span class="badge">${rows.length}</span> ${rows.length === 1 ? 'image' : 'images'}</li>${list.join('')}</ul>`;
}

function filters(): string {
  return `<div class="controls" role="search">
<label>Search <input id="search" type="search" placeholder="image, version, commit, person" autocomplete="off"></label>
<label>Show <select id="show"><option value="">all</option><option value="drift">drift</option><option value="held">on hold</option><option value="lag">behind</option></select></label>
</div>`;
}

/** The roles are written out, because a narrow screen shows the rows as cards, and then browsers forget the table. */
function boardTable(rows: readonly BoardRow[], stages: readonly string[]): string {
  if (rows.length === 0) return '<p>No environment has a history here yet.</p>';
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

function rowOf({ name, cells }: BoardRow, index: number, stages: readonly string[]): string {
  const isJoined = new Set(cells.flatMap((cell) => cell?.image ?? [])).size > 1;
  const kinds = (['drift', 'held', 'lag'] as const).filter((kind) => cells.some((cell) => cell?.[kind]));
  const columns = cells.map((cell, column) => {
    const content = cell === null ? '<span class="none">–</span>' : cellOf(cell, `${index},${column}`, isJoined);
    return `<td role="cell" data-label="${escapeHtml(stages[column] ?? '')}">${content}</td>`;
  });
  return `<tr role="row" data-kinds="${kinds.join(' ')}"><th scope="row" role="rowheader">${escapeHtml(name)}</th>${columns.join('')}</tr>`;
}

function cellOf(cell: BoardCell, key: string, isJoined: boolean): string {
  const { name, revision, since, by, drift, held, lag } = cell;
  const about = [
    revision === null ? '' : `<code>${escapeHtml(shortCommit(revision))}</code>`,
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
function differencesSection(stages: readonly string[]): string {
  if (stages.length < 2) return '';
  const options = (selected: number): string =>
    stages
      .map(
        (stage, index) =>
          `<option value="${index}"${index === selected ? ' selected' : ''}>${escapeHtml(stage)}</option>`,
      )
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

function movesTable(moves: readonly BoardMove[]): string {
  if (moves.length === 0) return '<p>Nothing was moved yet.</p>';
  const rows = moves.map(({ image, stage, from, event }) => {
    const to = event.name ?? (event.digest === null ? '–' : shortDigest(event.digest));
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
