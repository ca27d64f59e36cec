import { describe, expect, test } from '@jest/globals';
import stringWidth from 'string-width';
import { type Ended, parseArguments } from '../../src/cli/arguments.ts';
import { COMMANDS } from '../../src/cli/commands.ts';
import { completionScript } from '../../src/cli/completion.ts';
import { type GatesOfImage, gateLines } from '../../src/cli/gates-view.ts';
import { policyJson, policyLines } from '../../src/cli/policy-view.ts';
import { formatTable, shorten } from '../../src/cli/table.ts';
import { formatAge, safeJson, terminalText } from '../../src/cli/text.ts';
import { driftText } from '../../src/cli/views.ts';
import { readPolicyText } from '../../src/policy/document.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { type ReportOptions, reportOf } from '../support/images/reports.ts';
import { START } from '../support/requests/requests.ts';

const COLUMNS = [
  { head: 'STAGE', min: 4 },
  { head: 'AGE', drop: 1 },
  { head: 'BY', min: 4, drop: 2 },
  { head: 'DRIFT' },
];
const ROWS = [
  ['staging', '3d', 'ada@example', ''],
  ['本番環境', '12m', '漢字の名前です', 'changed outside'],
];

describe('a table', () => {
  test.each([Number.POSITIVE_INFINITY, 80, 46, 40, 30, 20, 8])('fits %s columns, wide characters included', (width) => {
    const lines = formatTable(COLUMNS, ROWS, width);
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
  });

  test('shortens, then leaves out the least important column', () => {
    expect(formatTable(COLUMNS, ROWS, 80)[1]).toBe('staging   3d   ada@example');
    expect(formatTable(COLUMNS, ROWS, 36)[0]).toContain('BY');
    expect(formatTable(COLUMNS, ROWS, 30)[0]).not.toContain('BY');
  });

  test('leaves out what says nothing before it shortens what says something', () => {
    const columns = [{ head: 'WHY', min: 4 }, { head: 'RUN', drop: 9 }, { head: 'DRIFT' }];
    expect(formatTable(columns, [['release of today', '', '']], 23)).toEqual([
      'WHY               DRIFT',
      'release of today',
    ]);
  });

  test('is shortened without splitting a wide character', () => {
    expect(shorten('漢字の名前です', 6)).toBe('漢字…');
    expect(shorten('short', 6)).toBe('short');
  });
});

describe('text for a terminal', () => {
  test('has no character that controls it', () => {
    expect(terminalText('a\u001b[31mred\u009b2J\u202eb\nc')).toBe('a [31mred 2J b c');
  });

  test('JSON keeps such characters escaped', () => {
    const data = { reason: '\u001b[2J\u009b2J\u202e\u007f', lines: 'a\nb' };
    const text = safeJson(data);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(JSON.parse(text)).toEqual(data);
  });

  test.each([
    ['2026-01-03T00:00:00Z', 'now'],
    ['2026-01-04T00:00:00Z', 'now'],
    ['2026-01-02T23:48:00Z', '12m'],
    ['2026-01-02T19:00:00Z', '5h'],
    ['2025-12-31T00:00:00Z', '3d'],
    [null, ''],
    ['yesterday', ''],
  ])('the age of %s', (time, age) => {
    expect(formatAge(time, Date.parse('2026-01-03T00:00:00Z'))).toBe(age);
  });
});

/** Three days after the first promotion of a report. */
const NOW = START + 3 * 86_400_000;

test.each<[string, Partial<ReportOptions>]>([
  ['', {}],
  ['unreadable history', { problem: 'no' }],
  ['changed outside', { movedTo: 'x' }],
])('the drift "%s" is shown in a few words', (text, given) => {
  const { report } = reportOf({ image: 'a', environment: 'prod', releases: [1], ...given });
  expect(driftText(report)).toBe(text);
});

describe('a policy', () => {
  const layout = { width: Number.POSITIVE_INFINITY, now: NOW, bold: (text: string) => text };
  const policyWith = (window: string): Policy => {
    const prod = `soak: 36h\n    verified: true\n    windows:\n      - ${window}`;
    const text = `images: [ghcr.io/acme/shop]\nenvironments:\n  dev: {}\n  prod:\n    ${prod}\n`;
    return readPolicyText(text, 'promotion.yml') as Policy;
  };

  test('shows what it asks of each stage, and when that opens', () => {
    expect(policyLines(policyWith('deny: 2026-03-04/2026-03-31 UTC'), layout)).toEqual([
      'ghcr.io/acme/shop',
      'STAGE  SOAK    VERIFIED  NOW                         WINDOWS',
      'dev                      open',
      'prod   1d 12h  yes       opens 2026-04-01 00:00 UTC  deny: 2026-03-04/2026-03-31 UTC',
    ]);
  });

  test('that never opens a stage says closed', () => {
    const policy = policyWith('allow: 2020-01-01/2020-12-31 UTC');
    expect(policyJson(policy, NOW).environments).toEqual([
      { name: 'dev', verified: false, open: true, soak: null, windows: [], opens: null },
      {
        ...{ name: 'prod', verified: true, open: false, soak: 129_600, opens: null },
        windows: ['allow: 2020-01-01/2020-12-31 UTC'],
      },
    ]);
    expect(policyLines(policy, layout).at(-1)).toMatch(/ {2}closed {2}allow/);
  });
});

describe('the completion of a shell', () => {
  const commands = Object.keys(COMMANDS).filter((name) => name !== 'completion');

  /** The flags that the help of a command lists. */
  function flagsOf(name: string): string[] {
    try {
      parseArguments([name, '--help'], { columns: 200, version: '' });
    } catch (ended) {
      return [...(ended as Ended).stdout.matchAll(/^ {2}(?:-h, )?(--\S+)/gm)].map(([, flag = '']) => flag);
    }
    return [];
  }

  test.each(['bash', 'zsh'] as const)('offers the flags of each command, and the values of flags: %s', (shell) => {
    const script = completionScript(shell);
    const offered = new Map(
      [...script.matchAll(/^ {4}(\S+)\) (?:words="|compadd -- )([^";]*)"?(?:; return)? ;;$/gm)].map(
        ([, word = '', words = '']) => [word, words.split(' ')] as const,
      ),
    );
    for (const name of commands) expect([name, offered.get(name)]).toEqual([name, flagsOf(name)]);
    expect(offered.get('completion')).toEqual(['bash', 'zsh', 'fish']);
    expect(offered.get('--as')).toEqual(['verified', 'blocked', 'cleared']);
    expect(offered.get('promote')).toContain('--no-history');
  });

  test('offers a flag with or without a value, or a file: fish', () => {
    const lines = completionScript('fish').split('\n');
    const of = (name: string) => lines.filter((line) => line.includes(`__fish_seen_subcommand_from ${name}'`));
    for (const name of commands)
      expect(of(name).map((line) => `--${/ -l (\S+)/.exec(line)?.[1]}`)).toEqual(flagsOf(name));
    const rest = (flag: string) =>
      of('promote')
        .find((line) => line.includes(` -l ${flag}`))
        ?.split(` -l ${flag}`)[1];
    expect(['dry-run', 'reason', 'from-file', 'transport'].map(rest)).toEqual([
      ...['', ' -x', ' -r'],
      " -x -a 'registry docker'",
    ]);
  });
});

const WHY = '1.3.0 has not been live in dev for 1h without interruption';
const found: GatesOfImage = {
  ...{ image: 'ghcr.io/acme/shop', digest: `sha256:${'a'.repeat(64)}`, version: '1.3.0', revision: null },
  environments: [
    { environment: 'dev', live: true, gates: [] },
    {
      environment: 'staging',
      live: false,
      gates: [
        {
          gate: 'held',
          verdict: 'passed',
          text: `staging is not on hold, and ${'never was '.repeat(9)}`,
          passes: null,
        },
        { gate: 'soak', verdict: 'refused', text: WHY, passes: '2026-11-29T19:26:00Z' },
      ],
    },
  ],
};
const lines = (width: number): string[] => gateLines([found], { width, now: 0, bold: (text) => text });

describe('what the gates say of an image', () => {
  test('is a table with all in full where there is room', () => {
    expect(lines(Number.POSITIVE_INFINITY)).toHaveLength(5);
    expect(lines(Number.POSITIVE_INFINITY).at(-1)).toContain(WHY);
  });

  test('has below a narrow table why a gate refuses', () => {
    const narrow = lines(60);
    for (const line of narrow.slice(1, -1)) expect(line.length).toBeLessThanOrEqual(60);
    expect(narrow.slice(5)).toEqual([`staging soak: ${WHY}`]);
  });
});
