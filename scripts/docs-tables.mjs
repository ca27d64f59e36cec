// Writes the generated parts of the documents: the tables of action.yml into docs/reference.md, and the workflow of
// examples/pipeline.yml into README.md. With --check nothing is written. It then fails if a generated part is out of
// date, an error code or a guard has no table row, an internal link does not resolve, or an example uses an input or
// output that action.yml does not have.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

const ACTION = 'build-once-promote/build-once-promote@';
const read = (file) => readFileSync(file, 'utf8');
const filesIn = (folder, extension) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(extension))
    .map((name) => join(folder, name));
const { inputs, outputs } = parse(read('action.yml'));

const escapeCell = (text) =>
  String(text)
    .replaceAll('|', '\\|')
    .replace(/\s*\n\s*/g, ' ')
    .trim();
const row = (...cells) => `| ${cells.map(escapeCell).join(' | ')} |`;
const table = (head, rows) => [row(...head), row(...head.map(() => '---')), ...rows].join('\n');

function formatDefault({ required, default: value }) {
  if (required) return 'required';
  return value === undefined ? '' : `\`${value}\``;
}

/** The generated parts by file and marker. */
const GENERATED = {
  'README.md': { pipeline: `\`\`\`yaml\n${read('examples/pipeline.yml').trimEnd()}\n\`\`\`` },
  'docs/reference.md': {
    inputs: table(
      ['input', 'default', 'meaning'],
      Object.entries(inputs).map(([name, input]) => row(`\`${name}\``, formatDefault(input), input.description)),
    ),
    outputs: table(
      ['output', 'meaning'],
      Object.entries(outputs).map(([name, { description }]) => row(`\`${name}\``, description)),
    ),
  },
};

/** The file's text with each generated part between its markers. Throws if a marker is missing. */
function generate(file) {
  return Object.entries(GENERATED[file]).reduce((text, [name, content]) => {
    const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
    const from = text.indexOf(begin);
    const to = text.indexOf(end);
    if (from < 0 || to < from) throw new Error(`${file} has no markers for ${name}: ${begin} … ${end}`);
    return `${text.slice(0, from + begin.length)}\n${content}\n${text.slice(to)}`;
  }, read(file));
}

/** Error codes without a row in docs/errors.md, and guards without a row in docs/guards.md or that the input `allow` lacks. */
function findUndocumented() {
  const quotedNames = (text = '') => [...text.matchAll(/'([\w-]+)'/g)].map(([, name]) => name);
  const guardFiles = filesIn('src/guards', '.ts').map(read).join('\n');
  const codes = quotedNames(/type ErrorCode =([^;]*);/.exec(read('src/errors.ts'))?.[1]);
  const guards = [
    ...new Set([
      ...quotedNames(/GUARD_NAMES = \[([^\]]*)\]/.exec(guardFiles)?.[1]),
      ...[...guardFiles.matchAll(/^ {2}name: '([\w-]+)'/gm)].map(([, name]) => name),
    ]),
  ];
  const allow = /^ {2}allow:\n {4}description: (.*)/m.exec(read('action.yml'))?.[1] ?? '';
  if (codes.length === 0 || guards.length === 0) throw new Error('found no error codes or no guards in src/');
  const missing = (names, file) =>
    names.filter((name) => !read(file).includes(`\n| \`${name}\` |`)).map((name) => `${file} has no row for ${name}`);
  return [
    ...missing(codes, 'docs/errors.md'),
    ...missing(guards, 'docs/guards.md'),
    ...guards
      .filter((name) => !allow.includes(`\`${name}\``))
      .map((name) => `the input allow in action.yml lacks ${name}`),
  ];
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(text) {
  const seen = new Map();
  return [...text.replace(/^```.*?^```/gms, '').matchAll(/^#+ (.+)$/gm)].map(([, heading]) => {
    const anchor = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
}

/** Links to files or anchors of this repository that do not exist. */
function findBrokenLinks(file) {
  const text = read(file).replace(/^ *```.*?^ *```/gms, '');
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link).filter((link) => !/^\w+:/.test(link));
  const isBroken = (link) => {
    const [path, anchor] = link.split('#');
    const target = path === '' ? file : normalize(join(dirname(file), path));
    if (!existsSync(target)) return true;
    return anchor !== undefined && !anchorsOf(read(target)).includes(anchor);
  };
  return links.filter(isBroken).map((link) => `${file} has a broken link: ${link}`);
}

/** Inputs and outputs in an example that action.yml does not have. */
function checkExample(file) {
  const text = read(file);
  const steps = Object.values(parse(text).jobs).flatMap((job) => job.steps ?? []);
  const own = steps.filter(({ uses }) => uses?.startsWith(ACTION));
  const unknownInputs = own.flatMap((step) => Object.keys(step.with ?? {})).filter((name) => !(name in inputs));
  const ids = own.flatMap(({ id }) => id ?? []);
  const unknownOutputs = [...text.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)]
    .filter(([, id, name]) => ids.includes(id) && !(name in outputs))
    .map(([, , name]) => name);
  return [
    ...(own.length === 0 ? [`${file} does not use ${ACTION}`] : []),
    ...[...unknownInputs, ...unknownOutputs].map((name) => `${file} uses ${name}, which action.yml does not have`),
  ];
}

/** Inputs in a page's YAML that action.yml does not have, and YAML that does not parse. */
function checkSnippets(file) {
  const blocks = [...read(file).matchAll(/^```yaml\n(.*?)^```/gms)].map(([, text]) => text);
  return blocks.flatMap((text) => {
    const documents = parseAllDocuments(text);
    const broken = documents.flatMap(({ errors }) => errors).map(({ message }) => `${file}: ${message}`);
    if (broken.length > 0) return broken;
    const own = documents.flatMap((document) => stepsIn(document.toJS())).filter(({ uses }) => uses.startsWith(ACTION));
    const unknown = own.flatMap((step) => Object.keys(step.with ?? {})).filter((name) => !(name in inputs));
    return unknown.map((name) => `${file} uses ${name}, which action.yml does not have`);
  });
}

/** All objects with `uses` in a value. */
function stepsIn(value) {
  if (typeof value !== 'object' || value === null) return [];
  return [...(typeof value.uses === 'string' ? [value] : []), ...Object.values(value).flatMap(stepsIn)];
}

const stale = Object.keys(GENERATED).filter((file) => generate(file) !== read(file));
if (!process.argv.includes('--check')) {
  for (const file of stale) writeFileSync(file, generate(file));
  console.log(stale.length === 0 ? 'The documents are up to date.' : `Updated ${stale.join(' and ')}.`);
} else {
  const pages = [...filesIn('.', '.md'), ...filesIn('docs', '.md')];
  const examples = filesIn('examples', '.yml');
  const problems = [
    ...stale.map((file) => `${file} is out of date. Run npm run docs.`),
    ...findUndocumented(),
    ...pages.flatMap(findBrokenLinks),
    ...pages.flatMap(checkSnippets),
    ...examples.flatMap(checkExample),
  ];
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exit(1);
  console.log(
    `${pages.length} documents are up to date and their links resolve; ${examples.length} examples are valid.`,
  );
}
