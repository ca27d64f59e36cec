import { readdirSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';

const SRC = resolve(import.meta.dirname, '../../src');

/** A file of src/ as the tests of its layout see it. */
export interface SourceFile {
  /** relative to src/ */
  readonly path: string;
  readonly folder: string;
  /** without comments */
  readonly text: string;
  readonly imports: readonly string[];
}

const COMMENT = /((?:^|\()\s*)(?:\/\*[\s\S]*?\*\/|\/\/.*)/gm;
/** Imports of values and of types, `import()` and `require()`. */
const IMPORT = /\b(?:from\s*|import\s*\(?\s*|require\s*\(\s*)(['"`])([\w@./:-]+)\1/g;

/** Reads what a file imports. */
export function parse(path: string, source: string): SourceFile {
  const text = source.replace(COMMENT, '$1');
  return { path, folder: dirname(path), text, imports: [...text.matchAll(IMPORT)].map((match) => match[2] ?? '') };
}

/** All files of src/. */
export const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => parse(path, readFileSync(resolve(SRC, path), 'utf8')));

/** The files in the folders of src/. */
export const INNER = FILES.filter(({ folder }) => folder !== '.');

/** Where an import of a file leads, relative to src/; null for a package or a module of Node. */
export function importedPath({ folder }: SourceFile, specifier: string): string | null {
  return specifier.startsWith('.') ? relative(SRC, resolve(SRC, folder, specifier)) : null;
}

/** The files that are loaded with a file: its imports of values, and theirs, but none by `import()`. */
export function loadedWith(file: string): SourceFile[] {
  const paths = [file];
  for (const path of paths) {
    const file = FILES.find((each) => each.path === path)!;
    for (const [, from = ''] of file.text.matchAll(/^(?:import|export) (?!type\b)(?:[^;]*?from )?'(\.[^']+)'/gm)) {
      const imported = importedPath(file, from);
      if (imported !== null && !paths.includes(imported)) paths.push(imported);
    }
  }
  return FILES.filter(({ path }) => paths.includes(path));
}
