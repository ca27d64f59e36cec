import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';
import { CLI } from '../support/runner/cli.ts';

test('a Node older than 24 is refused in one sentence', () => {
  const old = `Object.defineProperty(process.versions, 'node', { value: '20.1.0' }); import('${pathToFileURL(CLI)}');`;
  let failure: { status?: number; stderr?: Buffer; stdout?: Buffer } = {};
  try {
    execFileSync(process.execPath, ['--eval', old], { stdio: 'pipe' });
  } catch (error) {
    failure = error as typeof failure;
  }
  expect(failure.status).toBe(1);
  expect(failure.stdout?.toString()).toBe('');
  expect(failure.stderr?.toString()).toMatch(/^[^\n]*needs Node 24 or newer, got 20\.1\.0[^\n]*\n$/);
});
