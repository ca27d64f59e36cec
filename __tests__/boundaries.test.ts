import { readdirSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const SRC = resolve(import.meta.dirname, '../src');

/** The edges of the program: they wire the rest, and only they read the process's environment and the clock. */
const EDGES = [
  'cli.ts',
  'copy-tools.ts',
  'docker-tools.ts',
  'index.ts',
  'main.ts',
  'start.ts',
  'status.ts',
  'tools.ts',
  'world.ts',
];

/**
 * What each folder may import, besides itself and errors.ts; from the bottom up, so that no arrow points upward. Imports
 * of types count.
 */
const ALLOWED: Record<string, readonly string[]> = {
  util: [],
  image: ['util'],
  policy: ['util', 'image'],
  github: ['util', 'image'],
  'github/api': ['util', 'github'],
  'registry/http': ['util', 'image'],
  'registry/errors': ['util', 'image', 'registry/http'],
  'registry/auth': ['util', 'image', 'registry/http', 'registry/errors'],
  registry: ['util', 'image', 'registry/http', 'registry/errors', 'registry/auth'],
  history: ['util', 'image'],
  figures: ['history'],
  copy: ['util', 'image', 'registry', 'registry/http'],
  facts: ['util', 'image', 'policy', 'registry', 'history', 'copy'],
  trust: ['util', 'image', 'policy', 'registry', 'facts'],
  guards: ['util', 'image', 'policy', 'history', 'facts'],
  plan: ['image', 'policy', 'history', 'copy', 'facts', 'guards'],
  request: ['util', 'image', 'policy', 'history', 'github', 'guards'],
  modes: ['util', 'image', 'policy', 'registry', 'history', 'copy', 'facts', 'guards', 'plan', 'request'],
  docker: ['util', 'image', 'registry', 'registry/auth', 'registry/errors', 'request'],
  execute: ['util', 'image', 'policy', 'registry', 'history', 'copy', 'facts', 'guards', 'plan', 'request', 'modes'],
  recording: ['util', 'image', 'github', 'github/api', 'registry', 'facts', 'plan', 'request', 'execute'],
  report: [
    ...[
      'util',
      'image',
      'policy',
      'github/api',
      'history',
      'figures',
      'copy',
      'guards',
      'plan',
      'request',
      'modes',
      'execute',
    ],
    'recording',
  ],
  board: ['util', 'image', 'history', 'figures', 'request', 'modes'],
  cli: [
    'util',
    'image',
    'policy',
    'github',
    'history',
    'figures',
    'guards',
    'plan',
    'request',
    'modes',
    'recording',
    'report',
  ],
};

/** Files that may import more than their folder, each with a reason. */
const EXCEPTIONS: Record<string, readonly string[]> = {
  // the only I/O of the history
  'history/store.ts': ['registry'],
};

/** Folders that are pure: no registry, no I/O of Node, neither the environment nor the clock. */
const PURE = ['image', 'policy', 'history', 'figures', 'guards', 'plan', 'request', 'report', 'board'];

/** Runs in a browser. */
const BROWSER = 'board/client.ts';

interface SourceFile {
  /** relative to src/ */
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const IMPORT = /(?:from\s+|import\(|import\s+)'([^']+)'/g;

function read(path: string): SourceFile {
  const text = readFileSync(resolve(SRC, path), 'utf8');
  const folder = dirname(path);
  return { path, folder, text, imports: [...text.matchAll(IMPORT)].map((match) => match[1] ?? '') };
}

const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map(read);
const INNER = FILES.filter(({ folder }) => folder !== '.');

/** The folder of src/ that an import is from; null for a package or a module of Node. */
function importedFolder(file: SourceFile, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  return dirname(relative(SRC, resolve(SRC, file.folder, specifier)));
}

/** The imports of a file that its folder may not have. */
function breaches(file: SourceFile): string[] {
  const allowed = [file.folder, ...(ALLOWED[file.folder] ?? []), ...(EXCEPTIONS[file.path] ?? [])];
  return file.imports.filter((specifier) => {
    const folder = importedFolder(file, specifier);
    if (folder === '.') return !specifier.endsWith('/errors.ts');
    return folder !== null && !allowed.includes(folder);
  });
}

describe('the folders of src', () => {
  test('are all in the table, and the table has no other', () => {
    expect([...new Set(INNER.map(({ folder }) => folder))].sort()).toEqual(Object.keys(ALLOWED).sort());
  });

  test.each(INNER.map((file) => [file.path, file] as const))('%s imports only what its folder may', (_path, file) => {
    expect(breaches(file)).toEqual([]);
  });

  test('import each other in one direction only', () => {
    const order = Object.keys(ALLOWED);
    const upward = order.flatMap((folder, at) =>
      (ALLOWED[folder] ?? []).filter((other) => order.indexOf(other) > at).map((other) => `${folder} → ${other}`),
    );
    expect(upward).toEqual([]);
  });

  test('a breach is found', () => {
    const file = { path: 'plan/x.ts', folder: 'plan', text: '', imports: ['../registry/client.ts', '../main.ts'] };
    expect(breaches(file)).toEqual(['../registry/client.ts', '../main.ts']);
  });
});

/** The files that are loaded with a file: its imports of values, and theirs, but none by `import()`. */
function loadedWith(file: string): SourceFile[] {
  const paths = [file];
  for (const path of paths) {
    const { folder, text } = FILES.find((file) => file.path === path)!;
    for (const [, from = ''] of text.matchAll(/^(?:import|export) (?!type\b)[^;]*?from '(\.[^']+)'/gm)) {
      const imported = relative(SRC, resolve(SRC, folder, from));
      if (!paths.includes(imported)) paths.push(imported);
    }
  }
  return FILES.filter(({ path }) => paths.includes(path));
}

test('what is loaded before the first request needs no package', () => {
  const files = loadedWith('index.ts');
  expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(['world.ts', 'registry/endpoint.ts']));
  const packages = files.flatMap(({ path, text }) =>
    [...text.matchAll(/^import (?!type\b)[^;]*?from '([^.'][^']*)'/gm)]
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

describe('what only some files may do', () => {
  const using = (pattern: RegExp, files = FILES): string[] =>
    files.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

  test('the environment is read at the edges', () => {
    expect(using(/\bprocess\.env\b/, INNER).filter((path) => !path.startsWith('github/'))).toEqual([]);
  });

  test('the clock is read at the edges, and where it is wrapped to be handed in', () => {
    const wrappers = ['util/clock.ts', 'copy/pump.ts', BROWSER];
    expect(using(/\bDate\.now\(\)/, INNER).filter((path) => !wrappers.includes(path))).toEqual([]);
  });

  test('@actions/core is imported in one file', () => {
    expect(using(/'@actions\/core'/)).toEqual(['github/commands.ts']);
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
    const files = FILES.filter(
      (file) => file.folder === folder && !['history/store.ts', 'board/write.ts', BROWSER].includes(file.path),
    );
    const impure = /'node:(?!crypto|module|path)|process\.(env|exit)|Date\.now|\/registry\/client/;
    expect(using(impure, files)).toEqual([]);
  });

  test('the edges are few', () => {
    const roots = FILES.filter(({ folder }) => folder === '.').map(({ path }) => path);
    expect(roots.sort()).toEqual([...EDGES, 'errors.ts'].sort());
  });
});
