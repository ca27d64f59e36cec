import { dirname } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { FILES, INNER, importedPath, parse, type SourceFile } from './support/sources.ts';

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
  'github/api': ['util'],
  'registry/http': ['util', 'image'],
  'registry/errors': ['util', 'image', 'registry/http'],
  'registry/auth': ['util', 'image', 'registry/http', 'registry/errors'],
  registry: ['util', 'image', 'registry/http', 'registry/errors', 'registry/auth'],
  history: ['image'],
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
    ...['util', 'image', 'github/api', 'history', 'figures', 'copy', 'guards', 'plan', 'request', 'modes'],
    ...['execute', 'recording'],
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

/** The imports of a file that its folder may not have. */
function breaches(file: SourceFile): string[] {
  const allowed = [file.folder, ...(ALLOWED[file.folder] ?? []), ...(EXCEPTIONS[file.path] ?? [])];
  return file.imports.filter((specifier) => {
    const path = importedPath(file, specifier);
    return path !== null && path !== 'errors.ts' && !allowed.includes(dirname(path));
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
    const exceptions = Object.entries(EXCEPTIONS).map(([path, folders]) => [dirname(path), folders] as const);
    const upward = [...Object.entries(ALLOWED), ...exceptions].flatMap(([folder, others]) =>
      others.filter((other) => order.indexOf(other) > order.indexOf(folder)).map((other) => `${folder} → ${other}`),
    );
    expect(upward).toEqual([]);
  });

  test.each([
    ['a value', "import { x } from 'SPECIFIER';"],
    ['a value over several lines', "import {\n  x,\n} from\n  'SPECIFIER';"],
    ['a value in other quotes', 'import { x } from "SPECIFIER";'],
    ['a type', "import type { X } from 'SPECIFIER';"],
    ['a type of import()', "type X = import('SPECIFIER').X;"],
    ['what it exports again', "export * from 'SPECIFIER';"],
    ['only effects', "import 'SPECIFIER';"],
    ['later, by import()', "const load = () =>\n  import(\n    /* a note */ 'SPECIFIER'\n  );"],
    ['later, by import() of a template', 'const load = () => import(`SPECIFIER`);'],
    ['later, by require()', "const x = require('SPECIFIER');"],
  ])('are found to import %s that they may not', (_what, line) => {
    const text = (specifier: string): string => line.replace('SPECIFIER', specifier);
    for (const specifier of ['../registry/client.ts', '../main.ts', '../../dist/index.js'])
      expect(breaches(parse('plan/x.ts', text(specifier)))).toEqual([specifier]);
    expect(breaches(parse('plan/x.ts', text('../guards/guard.ts')))).toEqual([]);
  });

  test('may all import errors.ts, which is in no circle of imports', () => {
    const below = new Set(['errors.ts']);
    const circles: string[] = [];
    for (const path of below) {
      const file = FILES.find((each) => each.path === path)!;
      for (const specifier of file.imports) {
        const imported = importedPath(file, specifier) ?? specifier;
        if (imported === 'errors.ts') circles.push(path);
        below.add(imported);
      }
    }
    expect(circles).toEqual([]);
    expect([...below]).toEqual(['errors.ts', 'image/finding.ts', 'util/text.ts']);
  });

  test('the edges are few', () => {
    const roots = FILES.filter(({ folder }) => folder === '.').map(({ path }) => path);
    expect(roots.sort()).toEqual([...EDGES, 'errors.ts'].sort());
  });
});
