import { expect } from '@jest/globals';
import type { RunResult } from '../runner/runner.ts';

/** A secret in each of its encodings. */
export function encodingsOf(secret: string, username = 'ci'): string[] {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const bare = (text: string): string => base64(text).replace(/=+$/, '');
  const encoded = [secret, `${username}:${secret}`].flatMap((text) => [base64(text), bare(text)]);
  return [secret, ...encoded, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
}

/** Expects secrets and tokens on no line other than add-mask. */
export function expectNoLeak(run: RunResult, secrets: string[]): void {
  const shown = run.stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  const all = [...shown, run.stderr, run.summary, JSON.stringify(run.outputs)].join('\n');
  for (const secret of secrets) expect(all).not.toContain(secret);
  expect(all).not.toMatch(/\beyJ[\w-]+\.[\w-]+\.[\w-]+/);
}
