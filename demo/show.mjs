/** The output of the demo. Colours are used only on a terminal, and never with NO_COLOR. */
import { liveImages, shorten } from './check.mjs';

const hasColour = Boolean(process.stdout.isTTY) && !process.env.NO_COLOR;
const colour = (code) => (text) => (hasColour ? `\u001b[${code}m${text}\u001b[0m` : String(text));
const bold = colour(1);
const dim = colour(2);
const red = colour(31);
const green = colour(32);
const yellow = colour(33);
const cyan = colour(36);
const LEVELS = { error: red, warning: yellow, notice: cyan };

const print = (line = '') => console.log(line);
const indent = (text, by) => text.replaceAll('\n', `\n${' '.repeat(by)}`);
const wrap = (text, width) => text.replace(new RegExp(`(?=.{${width}})(.{1,${width}})[ ]`, 'g'), '$1\n');

/** Columns as wide as their widest cell; a cell may be `[text, colour]`. */
function printTable(rows, by = 4) {
  const plain = (cell) => (Array.isArray(cell) ? cell[0] : cell);
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => plain(row[column]).length)));
  for (const row of rows) {
    const cells = row.map((cell, column) => {
      const text = column === row.length - 1 ? plain(cell) : plain(cell).padEnd(widths[column]);
      return Array.isArray(cell) ? cell[1](text) : text;
    });
    print(`${' '.repeat(by)}${cells.join('  ')}`);
  }
}

/** Prints the heading of the demo. */
export function showOpening(world) {
  print(bold('Build once, promote by moving tags, roll back, see what is live'));
  print(`Image ${cyan(world.image)} ${dim(`(${world.registryNote})`)}`);
  print(`In Europe ${cyan(world.there.image)} ${dim(`(${world.there.note})`)}`);
  print(`Builder: ${world.builderNote}`);
}

/** Prints the heading of a chapter. */
export function showChapter(title) {
  print(`\n${bold(`── ${title} ${'─'.repeat(Math.max(2, 76 - title.length))}`)}`);
}

/** Prints a step before it runs: its title, its trigger, and the workflow's `with:` block. */
export function showStep(number, { title, event, actor, with: given, command }, run) {
  print(`\n${bold(`${String(number).padStart(2)}  ${title}`)}`);
  if (command) {
    print(`    ${cyan(`$ ${command}`)}`);
    return;
  }
  const attempt = run.attempt > 1 ? `, attempt ${run.attempt}` : '';
  print(dim(`    ${run.workflow} · ${event.name} ${event.ref} · ${actor} · run ${run.id}${attempt}`));
  print('    with:');
  for (const [name, value] of Object.entries(given)) {
    if (value === '') continue;
    const text = String(value);
    print(`      ${name}: ${cyan(/^sha256:/.test(text) ? `${shorten(text)}…` : text)}`);
  }
}

function showAnnotations(annotations) {
  for (const { level, title, message } of annotations) {
    const heading = title ? `${title}: ` : '';
    print(`    ${LEVELS[level](`${level}:`)} ${indent(wrap(heading + message, 100), 6)}`);
  }
}

function showLive(outputs) {
  const rows = liveImages(outputs).map(({ environment, version, revision, digest, since, by, moved }) => [
    environment,
    [version ?? (revision ? `git-${revision.slice(0, 7)}` : '-'), bold],
    digest ? shorten(digest) : '–',
    moved ? ['changed outside this action', yellow] : `since ${since ?? '?'} by ${by ?? '?'}`,
  ]);
  if (rows.length > 0) printTable(rows);
}

function tagRow({ tag, from, to }) {
  const target = from && to ? `${shorten(from)} → ${shorten(to)}` : shorten(to);
  const name = tag.replace(/^(sha256-[0-9a-f]{12})[0-9a-f]{52}/, '$1…');
  return [[from ? (to ? '~' : '-') : '+', yellow], name, tag.endsWith('-history') ? [target, dim] : target];
}

/** The first heading of a summary, as text. */
function headline(summary) {
  const [, heading = ''] = /^#+ (.*)$/m.exec(summary) ?? [];
  return heading.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(code)).replace(/\\(.)/g, '$1');
}

/** How a run that failed ended: a refusal is part of the story. */
const refusal = ({ fails }, wrong, exit) =>
  fails && wrong.length === 0 ? yellow(`refused, as intended (${fails})`) : red(`failed, exit ${exit}`);

/** Prints a step's result: exit, annotations, the changed tags by repository, and the summary's file. */
export function showResult({ expect, hands }, result, tables, file, wrong) {
  if (!hands) {
    const seconds = `${(result.milliseconds / 1000).toFixed(2)} s`;
    const exit = result.exit === 0 ? green('success') : refusal(expect, wrong, result.exit);
    const shown = ['changed', 'built', 'version'].filter((name) => result.outputs[name]);
    print(`    ${exit} in ${seconds} ${dim(shown.map((name) => `${name}=${result.outputs[name]}`).join(' '))}`);
    showAnnotations(result.annotations);
    showLive(result.outputs);
  }
  for (const [where, changes] of Object.entries(tables)) {
    if (where && changes.length > 0) print(`    in ${cyan(where)}`);
    if (changes.length > 0) printTable(changes.map(tagRow));
  }
  if (Object.values(tables).every(({ length }) => length === 0)) print(dim('    no tag changed'));
  if (file) print(`    summary: ${headline(result.summary)} ${dim(`(${file})`)}`);
  for (const sentence of wrong) print(`    ${red(`✗ ${indent(sentence, 6)}`)}`);
}

/** Prints a run's whole log or summary. */
export function showText(heading, text) {
  print(dim(`    ┌ ${heading}`));
  for (const line of text.trimEnd().split('\n')) print(dim(`    │ ${line}`));
}

/** Prints an environment's history. */
export function showHistory(environment, events) {
  print(`\n    ${bold(`${environment}-history`)}`);
  const rows = events.map((event) => [
    String(event.number),
    event.action,
    event.version ?? (event.revision ? `git-${event.revision.slice(0, 7)}` : '-'),
    shorten(event.digest),
    event.at,
    `${event.actor ? `by ${event.actor}` : ''}${event.reason ? `: ${event.reason}` : ''}`,
  ]);
  if (rows.length > 0) printTable(rows);
}

/** Prints the closing lines: the differences, and where the summaries are. */
export function showClosing({ steps, seconds, wrong, index, lines }) {
  print();
  for (const line of lines) print(line);
  print(`Job summaries: open ${cyan(index)}`);
  if (wrong.length === 0) {
    print(green(`All ${steps} steps behaved as expected, in ${seconds} s.`));
    return;
  }
  print(red(`${wrong.length} differences in ${steps} steps and ${seconds} s:`));
  for (const sentence of wrong) print(red(`  ✗ ${indent(sentence, 4)}`));
}

/** Prints one result of the final check. */
export const showPoint = (text, isGood) => print(`    ${isGood ? green('✓') : red('✗')} ${text}`);
