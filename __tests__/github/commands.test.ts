import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import { annotate, fail, info, mask, quoted, write } from '../../src/github/commands.ts';
import { HOSTILE } from '../support/runner/markdown.ts';

let printed: string;
let folder: string;
const before = { ...process.env };

beforeEach(() => {
  printed = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  folder = mkdtempSync(join(tmpdir(), 'log-'));
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
  process.env = { ...before };
});

/** The commands that the runner would find in what was printed. */
function commands(): string[] {
  return printed
    .split(/\r\n|\r|\n/)
    .flatMap((line) => /^\s*::([\w-]+)/.exec(line)?.[1] ?? (line.includes('##[') ? ['##['] : []));
}

describe('a stranger’s text', () => {
  test.each(Object.entries(HOSTILE))('in a line of the log is no command: %s', (_name, hostile) => {
    info(`reason: ${hostile}`);
    info(hostile);
    expect(commands()).toEqual([]);
  });

  test.each(Object.entries(HOSTILE))('in an annotation is no other command: %s', (_name, hostile) => {
    annotate([hostile], [hostile]);
    fail(new ActionError('INPUT_INVALID', hostile));
    expect(commands()).toEqual(['warning', 'notice', 'error']);
  });

  test.each(Object.entries(HOSTILE))('in an output is that output’s value: %s', async (_name, hostile) => {
    process.env.GITHUB_OUTPUT = join(folder, 'output');
    writeFileSync(process.env.GITHUB_OUTPUT, '');
    await write({ reason: hostile, version: '1.0.0' }, '');
    const text = readFileSync(process.env.GITHUB_OUTPUT, 'utf8');
    const [, name, delimiter = ''] = /^(\w+)<<(\S+)\n/.exec(text) ?? [];
    const value = text.slice(`${name}<<${delimiter}\n`.length, text.indexOf(`\n${delimiter}\n`));
    expect({ name, value }).toEqual({ name: 'reason', value: hostile });
    expect(text).toMatch(/\nversion<<(\S+)\n1\.0\.0\n\1\n$/);
  });
});

describe('annotations', () => {
  test('of a failure is one, with its title and code', () => {
    fail(new ActionError('DOWNGRADE', 'It is older.\nDo this.'));
    expect(printed).toBe('::error title=Older than the live image::DOWNGRADE: It is older.%0ADo this.\n');
  });

  test('are at most ten of a kind, each once', () => {
    annotate(['same', 'same', ...Array.from({ length: 20 }, (_, index) => `warning ${index}`)], ['notice']);
    expect(commands().filter((name) => name === 'warning').length).toBeLessThanOrEqual(10);
    expect(printed.match(/same/g)).toHaveLength(1);
    expect(commands()).toContain('notice');
  });
});

describe('secrets', () => {
  test('of several lines are masked line by line, and no empty one', () => {
    mask('one\r\n\n  \ntwo');
    expect(printed.trim().split(/\r?\n/)).toEqual(['::add-mask::one', '::add-mask::two']);
  });

  test('of several lines are no braces: the runner would hold back every output with one', () => {
    mask('{\n  "id": "0123"\n },\n}\n');
    expect(printed).toBe('::add-mask::  "id": "0123"\n');
  });

  test.each(['{', 'ab'])('of one short line are masked all the same: %s', (secret) => {
    mask(secret);
    expect(printed).toBe(`::add-mask::${secret}\n`);
  });
});

describe('what a build prints', () => {
  test('stands between stop-commands and a token that nobody can guess, also where the build fails', async () => {
    const act = (print: (text: string) => void) => {
      print('::error::evil\n');
      return Promise.reject(new Error('it failed'));
    };
    await expect(quoted('docker build', act)).rejects.toThrow('it failed');
    const [group, stop, evil, , go, end] = printed.split('\n');
    const token = /^::stop-commands::([\w-]{36})$/.exec(stop ?? '')?.[1];
    expect([group, evil, go, end]).toEqual(['::group::docker build', '::error::evil', `::${token}::`, '::endgroup::']);
  });
});

test.each(['/dev/full', '/nowhere/output'])(
  'outputs that cannot be set in %s are no defect of the action',
  async (file) => {
    process.env.GITHUB_OUTPUT = file;
    const problem = await write({ changed: 'true' }, '');
    expect([problem?.code, problem?.title]).toEqual(['RUNNER_FAILED', 'Could not write outputs']);
    expect(problem?.message).toContain('What this run did stands');
  },
);

describe('the job summary', () => {
  test('is added to what is there, and not written where there is no file for it', async () => {
    delete process.env.GITHUB_STEP_SUMMARY;
    await write({}, 'nowhere');
    process.env.GITHUB_STEP_SUMMARY = join(folder, 'summary');
    await write({}, 'one\n');
    await write({}, 'two\n');
    expect(readFileSync(process.env.GITHUB_STEP_SUMMARY, 'utf8')).toBe('one\ntwo\n');
  });

  test('is cut where it is larger than GitHub takes', async () => {
    process.env.GITHUB_STEP_SUMMARY = join(folder, 'summary');
    await write({}, 'ä line\n'.repeat(200_000));
    const text = readFileSync(process.env.GITHUB_STEP_SUMMARY, 'utf8');
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1024 * 1024);
    expect(text).toMatch(/ä line\n\nThe rest is left out: .*\n$/);
  });

  test.each<[string, string, string]>([
    ['a part that is folded', '<details><summary>All</summary>\n\n', '\n\n</details>\n\n'],
    ['a block in one', '<details><summary>All</summary>\n\n```yaml\n', '\n```\n\n</details>\n\n'],
    ['a part behind one', '<details>\n\n```yaml\na\n```\n\n</details>\n\n', '\n\n'],
  ])('is cut in %s so that it is seen that the rest is left out', async (_name, begin, end) => {
    process.env.GITHUB_STEP_SUMMARY = join(folder, 'summary');
    await write({}, `${begin}${'a line\n'.repeat(200_000)}`);
    const text = readFileSync(process.env.GITHUB_STEP_SUMMARY, 'utf8');
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1024 * 1024);
    expect(text.slice(-150)).toContain(`a line${end}The rest is left out`);
  });
});
