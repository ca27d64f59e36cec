// Writes into README.md what other files say: the tables of action.yml and the workflow of examples/pipeline.yml.
// With --check nothing is written: it fails where README.md differs, leaves an error's code out, or where an example
// names an input or output that action.yml doesn't have.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const ACTION = 'build-once-promote/build-once-promote@';
const read = (file) => readFileSync(file, 'utf8');
const { inputs, outputs } = parse(read('action.yml'));

const cell = (text) =>
  String(text)
    .replaceAll('|', '\\|')
    .replace(/\s*\n\s*/g, ' ')
    .trim();
const row = (...cells) => `| ${cells.map(cell).join(' | ')} |`;
const table = (head, rows) => [row(...head), row(...head.map(() => '---')), ...rows].join('\n');

function shownDefault({ required, default: value }) {
  if (required) return 'required';
  return value === undefined ? '' : `\`${value}\``;
}

const SECTIONS = {
  inputs: table(
    ['input', 'default', 'meaning'],
    Object.entries(inputs).map(([name, input]) => row(`\`${name}\``, shownDefault(input), input.description)),
  ),
  outputs: table(
    ['output', 'meaning'],
    Object.entries(outputs).map(([name, { description }]) => row(`\`${name}\``, description)),
  ),
  pipeline: `\`\`\`yaml\n${read('examples/pipeline.yml').trimEnd()}\n\`\`\``,
};

/** A text with every section between its markers put in. */
function filled(text) {
  return Object.entries(SECTIONS).reduce((before, [name, content]) => {
    const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
    const from = before.indexOf(begin);
    const to = before.indexOf(end);
    if (from < 0 || to < from) throw new Error(`README.md has no place for ${name}: ${begin} … ${end}`);
    return `${before.slice(0, from + begin.length)}\n${content}\n${before.slice(to)}`;
  }, text);
}

/** The codes of errors, and the names of guards, that README.md doesn't explain in a table of its own. */
function unexplained(text) {
  const quoted = (source, pattern) =>
    [...(pattern.exec(source)?.[1] ?? '').matchAll(/'([\w-]+)'/g)].map(([, name]) => name);
  const codes = quoted(read('src/errors.ts'), /type ErrorCode =([^;]*);/);
  const guards = quoted(read('src/guards/guard.ts'), /GUARDS = \[([^\]]*)\]/);
  if (codes.length === 0 || guards.length === 0) throw new Error('no codes or no guards were found in src/');
  return [...codes, ...guards].filter((name) => !text.includes(`\n| \`${name}\` |`));
}

/** What is wrong with the examples' use of this action. */
function wrongIn(file) {
  const text = read(file);
  const steps = Object.values(parse(text).jobs).flatMap((job) => job.steps ?? []);
  const own = steps.filter(({ uses }) => uses?.startsWith(ACTION));
  const asked = own.flatMap((step) => Object.keys(step.with ?? {})).filter((name) => !(name in inputs));
  const ids = own.flatMap(({ id }) => id ?? []);
  const taken = [...text.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)]
    .filter(([, id, name]) => ids.includes(id) && !(name in outputs))
    .map(([, , name]) => name);
  return [
    ...(own.length === 0 ? [`${file} does not use ${ACTION}`] : []),
    ...[...asked, ...taken].map((name) => `${file} names ${name}, which action.yml does not have`),
  ];
}

const before = read('README.md');
const after = filled(before);
if (!process.argv.includes('--check')) {
  writeFileSync('README.md', after);
  console.log(before === after ? 'README.md is as it should be.' : 'README.md is brought up to date.');
} else {
  const examples = readdirSync('examples').filter((name) => name.endsWith('.yml'));
  const problems = [
    ...(before === after ? [] : ['README.md is not what action.yml and examples/pipeline.yml make: npm run docs']),
    ...unexplained(before).map((name) => `README.md has no line for ${name}`),
    ...examples.flatMap((name) => wrongIn(join('examples', name))),
  ];
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exit(1);
  console.log(`README.md is what action.yml and examples/pipeline.yml make; ${examples.length} examples are in order.`);
}
