import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ROOT } from './support/runner/runner.ts';
import { runOrThrow } from './support/runner/shell.ts';

test('what is published to npm runs alone, without any other package', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'package-'));
  try {
    const { files, bin, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    mkdirSync(join(dir, 'home'));
    for (const file of ['package.json', ...files]) cpSync(join(ROOT, file), join(dir, file), { recursive: true });
    const env = { HOME: join(dir, 'home'), NODE_PATH: undefined };
    const cli = join(dir, bin['build-once-promote']);
    expect(await runOrThrow(process.execPath, [cli, '--version'], { cwd: dir, env })).toContain(version);
    expect(await runOrThrow(process.execPath, [cli, '--help'], { cwd: dir, env })).toContain('promote');
  } finally {
    rmSync(dir, { recursive: true });
  }
});
