import { expect } from '@jest/globals';
import type { RunResult } from '../runner/runner.ts';

/** Malicious text in labels of an image, or in a reason. */
export const EVIL = [
  'x\n::error::injected by a line',
  'x\r::warning::injected by a return',
  '::set-output name=digest::injected',
  '##[error]injected in the old form',
  '| injected | cell |',
  '</td></tr></table><script>injected()</script><img src=x onerror=injected()>',
  '[injected](https://evil.example/?q=1) ![injected](https://evil.example/i.png)',
  '`code` ```\n# injected heading\n```',
  'EOT\ninjected=1\nEOF',
  '\u202eright to left \u001b[31mred\u001b[0m \u2028 @everyone #1',
].join('\n');

const HTML = [
  '<script',
  '<img',
  '</table',
  '](https://evil.example',
  '`code`',
  '@everyone',
  '\n# ',
  '\u202e',
  '\u001b',
];

/** Expects no injected text to have an effect on the runner or the summary. */
export function expectSound(run: RunResult, annotations: number): void {
  expect(run.annotations.filter(({ message }) => message.startsWith('injected'))).toEqual([]);
  expect(run.annotations).toHaveLength(annotations);
  for (const line of run.stdout.split('\n')) {
    expect(line).not.toMatch(
      /^\s*::(?!add-mask|debug|group|endgroup|warning|notice|error title=|stop-commands|[\w-]{36}::)/,
    );
    if (!line.startsWith('::')) expect(line).not.toContain('##[error]');
    expect(line).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e\u2028]/);
  }
  expect(Object.keys(run.outputs)).not.toContain('injected');
  const { summary } = run;
  for (const part of HTML) expect(summary).not.toContain(part);
  for (const table of summary.split(/\n(?!\|)/).filter((block) => block.startsWith('|')))
    expect(new Set(table.split('\n').map((row) => row.split('|').length)).size).toBe(1);
}
