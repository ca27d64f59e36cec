import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import { declareArtifacts } from '../../src/github/artifacts.ts';
import { actionsReporter } from '../../src/github/commands.ts';
import { annotate } from '../../src/util/reporter.ts';
import { HOSTILE } from '../support/runner/markdown.ts';

const reporter = actionsReporter(process.env);
const { info, fail, mask } = reporter;
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

describe('untrusted text', () => {
  test.each(Object.entries(HOSTILE))('in the log is not parsed as a command: %s', (_name, hostile) => {
    info(`reason: ${hostile}`);
    info(hostile);
    expect(commands()).toEqual([]);
  });

  test.each(Object.entries(HOSTILE))('in an annotation is not parsed as another command: %s', (_name, hostile) => {
    annotate(reporter, [hostile], [hostile]);
    fail(new ActionError('INPUT_INVALID', hostile));
    expect(commands()).toEqual(['warning', 'notice', 'error']);
  });

  test.each(Object.entries(HOSTILE))('in an output stays the value of that output: %s', async (_name, hostile) => {
    process.env.GITHUB_OUTPUT = join(folder, 'output');
    writeFileSync(process.env.GITHUB_OUTPUT, '');
    await actionsReporter(process.env).write({ reason: hostile, version: '1.0.0' }, '');
    const text = readFileSync(process.env.GITHUB_OUTPUT, 'utf8');
    const [, name, delimiter = ''] = /^(\w+)<<(\S+)\n/.exec(text) ?? [];
    const value = text.slice(`${name}<<${delimiter}\n`.length, text.indexOf(`\n${delimiter}\n`));
    expect({ name, value }).toEqual({ name: 'reason', value: hostile });
    expect(text).toMatch(/\nversion<<(\S+)\n1\.0\.0\n\1\n$/);
  });
});

describe('annotations', () => {
  test('for a failure are one, with its title and code', () => {
    fail(new ActionError('DOWNGRADE', 'It is older.\nDo this.'));
    expect(printed).toBe('::error title=Older than the live image::DOWNGRADE: It is older.%0ADo this.\n');
  });

  test('are at most ten of a kind, without repetitions', () => {
    annotate(reporter, ['same', 'same', ...Array.from({ length: 20 }, (_, index) => `warning ${index}`)], ['notice']);
    expect(commands().filter((name) => name === 'warning').length).toBeLessThanOrEqual(10);
    expect(printed.match(/same/g)).toHaveLength(1);
    expect(commands()).toContain('notice');
  });
});

describe('secrets', () => {
  test('of several lines are masked line by line, without empty lines', () => {
    mask('one\r\n\n  \ntwo');
    expect(printed.trim().split(/\r?\n/)).toEqual(['::add-mask::one', '::add-mask::two']);
  });

  test('of several lines are masked without lines of a single brace, which outputs contain', () => {
    mask('{\n  "id": "0123"\n },\n}\n');
    expect(printed).toBe('::add-mask::  "id": "0123"\n');
  });

  test.each(['{', 'ab'])('of one short line are masked too: %s', (secret) => {
    mask(secret);
    expect(printed).toBe(`::add-mask::${secret}\n`);
  });
});

describe('the output of a build', () => {
  test('is printed between stop-commands and a random token, even if the build fails', async () => {
    const act = (print: (text: string) => void) => {
      print('::error::evil\n');
      return Promise.reject(new Error('it failed'));
    };
    await expect(reporter.group('docker build', act)).rejects.toThrow('it failed');
    const [group, stop, evil, , go, end] = printed.split('\n');
    const token = /^::stop-commands::([\w-]{36})$/.exec(stop ?? '')?.[1];
    expect([group, evil, go, end]).toEqual(['::group::docker build', '::error::evil', `::${token}::`, '::endgroup::']);
  });
});

test.each(['/dev/full', '/nowhere/output'])(
  'outputs that cannot be set in %s are not reported as an internal error',
  async (file) => {
    process.env.GITHUB_OUTPUT = file;
    const problem = await actionsReporter(process.env).write({ changed: 'true' }, '');
    expect([problem?.code, problem?.title]).toEqual(['RUNNER_FAILED', 'Could not write to the runner']);
    expect(problem?.message).toContain('Completed changes are kept');
  },
);

describe('the job summary', () => {
  test('is appended to the file, and not written if there is none', async () => {
    delete process.env.GITHUB_STEP_SUMMARY;
    await actionsReporter(process.env).write({}, 'nowhere');
    process.env.GITHUB_STEP_SUMMARY = join(folder, 'summary');
    await actionsReporter(process.env).write({}, 'one\n');
    await actionsReporter(process.env).write({}, 'two\n');
    expect(readFileSync(process.env.GITHUB_STEP_SUMMARY, 'utf8')).toBe('one\ntwo\n');
  });

  test('is truncated if it exceeds the limit of GitHub', async () => {
    process.env.GITHUB_STEP_SUMMARY = join(folder, 'summary');
    await actionsReporter(process.env).write({}, 'ä line\n'.repeat(200_000));
    const text = readFileSync(process.env.GITHUB_STEP_SUMMARY, 'utf8');
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1024 * 1024);
    expect(text).toMatch(/ä line\n\nTruncated: .*\n$/);
  });

  test.each<[string, string, string]>([
    ['a part that is folded', '<details><summary>All</summary>\n\n', '\n\n</details>\n\n'],
    ['a block in one', '<details><summary>All</summary>\n\n```yaml\n', '\n```\n\n</details>\n\n'],
    ['a part behind one', '<details>\n\n```yaml\na\n```\n\n</details>\n\n', '\n\n'],
  ])('is cut in %s so that it is seen that the rest is left out', async (_name, begin, end) => {
    process.env.GITHUB_STEP_SUMMARY = join(folder, 'summary');
    await actionsReporter(process.env).write({}, `${begin}${'a line\n'.repeat(200_000)}`);
    const text = readFileSync(process.env.GITHUB_STEP_SUMMARY, 'utf8');
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1024 * 1024);
    expect(text.slice(-150)).toContain(`a line${end}Truncated`);
  });
});

test('the result is in a file too; without one there is a warning, and the run goes on', async () => {
  process.env.GITHUB_OUTPUT = join(folder, 'output');
  writeFileSync(process.env.GITHUB_OUTPUT, '');
  const write = (temp: string) => actionsReporter({ ...process.env, RUNNER_TEMP: temp }).write({ result: '[1]' }, '');
  expect(await write(folder)).toBeNull();
  const [, file = ''] = /\nresult-file<<\S+\n(.*)\n/.exec(readFileSync(process.env.GITHUB_OUTPUT, 'utf8')) ?? [];
  expect(readFileSync(file, 'utf8')).toBe('[1]\n');
  expect([await write('/nowhere'), commands()]).toEqual([null, ['warning']]);
});

describe('artifacts of the job', () => {
  const digest = (name: string): string => `sha256:${name.repeat(64)}`;
  const line = (name: string, of: string): string => `oci://reg.test/${name}@${digest(of)}`;
  /** Declares images after other steps; returns what was left out, and the file. */
  function declared(before: string, list: string | null, ...references: string[]) {
    const [file, known] = [join(folder, 'artifacts'), join(folder, 'list')];
    writeFileSync(file, before);
    if (list !== null) writeFileSync(known, list);
    const env = { GITHUB_ARTIFACTS: file, GITHUB_ARTIFACTS_LIST: known };
    const left = declareArtifacts(
      references.map((reference) => `reg.test/${reference}`),
      env,
    );
    return { left, text: readFileSync(file, 'utf8') };
  }
  const api = `api@${digest('a')}`;

  test('are lines of the file, after those of others, each image once', () => {
    expect(declared('', null, api, api)).toEqual({ left: [], text: `${line('api', 'a')}\n` });
    expect(declared('file://x', null, api)).toEqual({ left: [], text: `file://x\n${line('api', 'a')}\n` });
    expect(declared(`${line('api', 'a')}\r\n`, null, api).text).toBe(`${line('api', 'a')}\r\n`);
  });

  test('are left out where the runner would refuse them', () => {
    const list = (of: string) => JSON.stringify({ subjects: [{ name: 'reg.test/api', digest: digest(of) }] });
    expect(declared('', list('b'), api)).toEqual({ left: [`reg.test/${api}`], text: '' });
    expect(declared('', list('a'), api)).toEqual({ left: [], text: '' });
    expect(declared(line('api', 'b'), 'not JSON', api).left).toEqual([`reg.test/${api}`]);
    expect(declared('', null, 'api@sha256:1')).toEqual({ left: ['reg.test/api@sha256:1'], text: '' });
    const full = Array.from({ length: 499 }, (_, at) => line(`other${at}`, 'b')).join('\n');
    expect(declared(full, null, api, `web@${digest('c')}`).left).toEqual([`reg.test/web@${digest('c')}`]);
  });

  test('are not declared where the runner does not offer that', () => {
    expect(declareArtifacts([api], {})).toEqual([]);
  });
});
