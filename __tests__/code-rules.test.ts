import { dirname } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { FILES, INNER, loadedWith, parse, type SourceFile } from './support/sources.ts';

/** The packages, and the only files that import them. */
const PACKAGES: Record<string, readonly string[]> = {
  '@actions/core': ['github/commands.ts'],
  '@actions/exec': ['docker/exec.ts'],
  '@actions/github': ['github/api/octokit.ts'],
  '@sigstore/bundle': ['trust/verify.ts'],
  '@sigstore/protobuf-specs': ['trust/tuf.ts', 'trust/verify.ts'],
  '@sigstore/tuf': ['trust/tuf.ts'],
  '@sigstore/tuf/seeds.json': ['trust/roots.ts'],
  '@sigstore/verify': ['trust/verify.ts'],
  commander: ['cli/arguments.ts', 'cli/help.ts'],
  'semver/functions/compare-build.js': ['image/order.ts'],
  'string-width': ['cli/table.ts'],
  yaml: ['policy/document.ts'],
};

/**
 * Folders whose functions depend only on their arguments: no I/O of Node, no environment, clock or random numbers. Some
 * get the registry and the clock as arguments; the table of boundaries.test.ts says which of them may import the registry.
 */
const PURE = [
  'image',
  'policy',
  'history',
  'figures',
  'facts',
  'guards',
  'plan',
  'request',
  'modes',
  'execute',
  'report',
];

/** The clock's time, however it is read. */
const CLOCK = /\bDate\.now\b|\bDate\(\)|\bnew Date\b(?!\()|\bperformance\b|\bhrtime\b/;
/** What a pure file does not use besides that. */
const AMBIENT =
  /\bprocess\b|\bglobalThis\b|\bset(?:Timeout|Interval|Immediate)\b|\bfetch\(|\bconsole\b|\bMath\.random\b|\brandom(?:UUID|Bytes|Int)\b/;

/** What makes a file's result depend on more than its arguments. */
function impurities({ imports, text }: SourceFile): string[] {
  const modules = imports.filter((each) => each.startsWith('node:') && !['node:crypto', 'node:path'].includes(each));
  return modules.length > 0 ? modules : [CLOCK, AMBIENT].flatMap((pattern) => pattern.exec(text)?.[0] ?? []);
}

describe('what only some files may do', () => {
  const using = (pattern: RegExp, files = FILES): string[] =>
    files.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

  test('the process and its environment are read at the edges', () => {
    // a platform is no setting; a helper must not outlive the run
    const process = /\bprocess\b(?!\.(?:platform|getuid|once)\b)|\bglobalThis\b/;
    expect(using(process, INNER).filter((path) => !path.startsWith('github/'))).toEqual([]);
  });

  test('the clock is read at the edges, and where it is wrapped to be handed in', () => {
    const wrappers = ['board/client.ts', 'copy/pump.ts', 'github/commands.ts', 'util/clock.ts'];
    expect(using(CLOCK, INNER).sort()).toEqual(wrappers);
  });

  test('each package is imported in few files, by its public entry', () => {
    const found = FILES.flatMap(({ path, imports }) =>
      imports.filter((each) => !/^(?:\.|node:)/.test(each)).map((name) => `${path} imports ${name}`),
    );
    const meant = Object.entries(PACKAGES).flatMap(([name, paths]) => paths.map((path) => `${path} imports ${name}`));
    expect([...new Set(found)].sort()).toEqual(meant.sort());
  });

  test('what Node 20 lacks is not used: the demo runs the bundle with it', () => {
    expect(
      using(/Promise\.(withResolvers|try)|(Object|Map)\.groupBy|Array\.fromAsync|\.(values|keys|entries)\(\)\.\w/),
    ).toEqual([]);
  });

  test('no import goes into node_modules', () => {
    expect(using(/node_modules/)).toEqual([]);
  });

  test('only main fails a run', () => {
    expect(using(/reporter\.fail\(/)).toEqual(['main.ts']);
  });

  test.each(PURE)('%s is pure', (folder) => {
    const files = FILES.filter((file) => file.folder === folder);
    expect(files.length).toBeGreaterThan(0);
    const found = files.flatMap((file) => impurities(file).map((what) => `${file.path}: ${what}`));
    // it loads node:crypto when it is first needed
    expect(found).toEqual(folder === 'image' ? ['image/digest.ts: node:module'] : []);
  });

  test('the board is pure, but where its files are written and where it runs in a browser', () => {
    const files = FILES.filter(({ folder }) => folder === 'board');
    expect(files.filter((file) => impurities(file).length > 0).map(({ path }) => path)).toEqual([
      'board/client.ts',
      'board/write.ts',
    ]);
  });

  test.each([
    "import { readFileSync } from 'node:fs';",
    'const { env } = process;',
    "import { env } from 'node:process';",
    'const now = Date.now;',
    'const at = new Date().toISOString();',
    'const began = performance.now();',
    'const id = randomUUID();',
    'const share = Math.random();',
    "const response = await fetch('https://example.com');",
    "console.log('x');",
  ])('%s is not pure', (line) => {
    expect(impurities(parse('plan/x.ts', line))).toHaveLength(1);
    expect(impurities(parse('plan/x.ts', `/** ${line} */\nconst at = new Date(now);`))).toEqual([]);
  });
});

test('what is loaded before the first request needs no package', () => {
  const files = loadedWith('index.ts');
  expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(['world.ts', 'registry/endpoint.ts']));
  const packages = files.flatMap(({ path, text }) =>
    [...text.matchAll(/^(?:import|export) (?!type\b)(?:[^;]*?from )?'([^.'][^']*)'/gm)]
      .map(([, from = '']) => from)
      .filter((from) => !from.startsWith('node:'))
      .map((from) => `${path} imports ${from}`),
  );
  expect(packages).toEqual([]);
});

test('what only some runs use is not loaded by all', () => {
  const paths = [...loadedWith('index.ts'), ...loadedWith('main.ts')].map(({ path }) => path);
  const folders = ['board', 'docker', 'figures', 'github/api', 'trust'];
  const files = [
    ...['modes/build.ts', 'modes/promote.ts', 'modes/record.ts', 'modes/rollback.ts', 'modes/status.ts', 'status.ts'],
    ...['copy/copier.ts', 'copy-tools.ts', 'docker-tools.ts', 'github/checkout.ts', 'recording/recorder.ts'],
    ...['registry/auth/helper.ts', 'registry/errors/response-error.ts', 'registry/lists.ts'],
  ];
  expect(files.filter((path) => !FILES.some((file) => file.path === path))).toEqual([]);
  expect(paths.filter((path) => files.includes(path) || folders.includes(dirname(path)))).toEqual([]);
});
