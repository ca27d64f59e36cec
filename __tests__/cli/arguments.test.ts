import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { Ended, type Parsed, parseArguments } from '../../src/cli/arguments.ts';
import { COMMANDS, inputsOf } from '../../src/cli/commands.ts';
import { FLAGS, NO_FLAGS } from '../../src/cli/flags.ts';
import { getInputs, readFilter, readShell } from '../../src/cli/inputs.ts';
import { secretsFrom } from '../../src/cli/secrets.ts';
import { readPassword } from '../../src/cli/stdin.ts';
import { COMMON_INPUTS, MODE_TABLE } from '../../src/request/modes.ts';

const parse = (...argv: string[]): Parsed => parseArguments(argv, { columns: 80, version: '1.2.3' });
const sources = { env: { GITHUB_TOKEN: 'b' }, password: null, readFile: () => 'from a file', policy: null };
const inputs = (...argv: string[]): ((name: string) => string) => getInputs(parse(...argv), sources);
const ended = (...argv: string[]): Ended => endedAt(80, ...argv);
const endedAt = (columns: number, ...argv: string[]): Ended => {
  try {
    parseArguments(argv, { columns, version: '1.2.3' });
  } catch (error) {
    if (error instanceof Ended) return error;
    throw error;
  }
  throw new Error('the arguments were taken');
};

describe('flags', () => {
  test('are there for every input of the action', () => {
    const all = new Set([...COMMON_INPUTS, ...Object.values(MODE_TABLE).flatMap((row) => row.inputs)]);
    expect([...all].filter((name) => !(name in FLAGS) && !NO_FLAGS.includes(name))).toEqual([]);
    for (const row of Object.values(COMMANDS)) for (const name of inputsOf(row)) expect(FLAGS).toHaveProperty([name]);
  });

  test.each<[string[], string, string]>([
    [['promote', 'prod', 'a/b', '--version', '1.0.0'], 'version', '1.0.0'],
    [['promote', 'prod', 'a/b', 'c/d', '--image', 'e/f'], 'image', 'a/b\nc/d\ne/f'],
    [['promote', 'prod', 'a/b', '--version', '1', '--version', '2'], 'version', '1\n2'],
    [['promote', 'prod', 'a/b', '--from', 'dev', '--from', 'qa'], 'from', 'qa'],
    [['promote', 'prod', 'a/b', '--from', 'dev'], 'environment', 'prod'],
    [['promote', '--dry-run', 'prod', 'a/b'], 'dry-run', 'true'],
    [['promote', '--dry-run', 'prod', 'a/b'], 'environment', 'prod'],
    [['promote', 'prod', 'a/b', '--dry-run=false'], 'dry-run', 'false'],
    [['promote', 'prod', 'a/b', '--no-history'], 'history', 'false'],
    [['promote', 'prod', 'a/b', '--history=false'], 'history', 'false'],
    [['promote', 'prod', 'a/b', '--history', 'false'], 'history', 'false'],
    [['promote', 'prod', 'a/b', '--history', 'false'], 'image', 'a/b'],
    [['promote', 'prod', '--dry-run', 'False', 'a/b'], 'dry-run', 'False'],
    [['promote', 'prod', '--dry-run', 'False', 'a/b'], 'image', 'a/b'],
    [['promote', 'prod', 'a/b', '--reason', '--dry-run', 'false'], 'image', 'a/b\nfalse'],
    [['promote', 'prod', 'a/b', '--', '--dry-run', 'true'], 'image', 'a/b\n--dry-run\ntrue'],
    [['build', 'a/b', '--no-cache'], 'no-cache', 'true'],
    [['build', 'a/b', '--no-push'], 'push', 'false'],
    [['build', 'a/b', '--environment', 'dev'], 'environment', 'dev'],
    [['rollback', 'prod', '--reason', '--dry-run', 'a/b'], 'reason', '--dry-run'],
    [['status', 'a/b', '--environments', 'dev,prod'], 'environments', 'dev,prod'],
    [['diff', 'dev', 'prod', 'a/b'], 'environments', 'dev\nprod'],
    [['board', 'a/b', '--out', 'site'], 'page', 'site'],
    [['status', 'a/b'], 'github-token', 'b'],
    [['status', 'a/b'], 'mode', 'status'],
  ])('%j set %s', (argv, name, value) => {
    expect(inputs(...argv)(name)).toBe(value);
  });

  test.each([
    [['promote', '', 'a/b'], /environment/],
    [['diff', 'dev', ' ', 'a/b'], /environment/],
    [['board', 'a/b', '--out', ''], /folder/],
  ] as const)('%j is refused: a variable of a script is not set', (argv, message) => {
    expect(() => inputs(...argv)).toThrow(message);
  });

  test('a token of gh comes first', () => {
    const get = getInputs(parse('status', 'a/b'), { ...sources, env: { GH_TOKEN: 'a', GITHUB_TOKEN: 'b' } });
    expect(get('github-token')).toBe('a');
  });

  test.each<[string[], RegExp]>([
    [['promote'], /missing required argument 'env'/],
    [['board', 'a/b'], /--out/],
    [['diff', 'dev'], /missing required argument 'other'/],
    [['status', '--from', 'x'], /unknown option '--from'/],
    [['status', '--tokem=secret-value'], /unknown option '--tokem'/],
    [['status', '--password', 'secret-value'], /--password-stdin/],
    [['status', '--github-token=secret-value'], /GH_TOKEN/],
  ])('%j are wrong usage, and no value is repeated', (argv, message) => {
    const { exitCode, stderr, stdout } = ended(...argv);
    expect([exitCode, stdout, stderr]).toEqual([2, '', expect.stringMatching(message)]);
    expect(stderr).not.toContain('secret-value');
  });

  test('--version is the version of the tool only before any command', () => {
    expect(ended('--version')).toMatchObject({ exitCode: 0, stdout: '1.2.3\n' });
    expect(parse('status', 'a/b', '--version', '9').inputs.get('version')).toBe('9');
  });
});

describe('the policy file of a folder', () => {
  const get = (...argv: string[]): ((name: string) => string) =>
    getInputs(parse(...argv), { ...sources, policy: '.github/promotion.yml' });

  test('is used where neither a policy nor stages are given', () => {
    expect(get('status')('policy')).toBe('.github/promotion.yml');
    expect(get('history', 'prod')('environments')).toBe('');
    expect(get('status', '--policy', 'other.yml')('policy')).toBe('other.yml');
    expect(get('status', 'a/b', '--environments', 'dev')('policy')).toBe('');
  });
});

describe('the events of a history', () => {
  const now = Date.parse('2026-03-08T12:00:00Z');
  const filter = (...argv: string[]) => readFilter(parse('history', 'prod', 'a/b', ...argv), now);

  test.each([
    ['7d', '2026-03-01T12:00:00Z'],
    ['90m', '2026-03-08T10:30:00Z'],
    ['2026-03-01', '2026-03-01T00:00:00Z'],
    ['2026-03-01T09:00:00+01:00', '2026-03-01T08:00:00Z'],
  ])('since %s', (text, since) => {
    expect(filter('--since', text).since).toBe(Date.parse(since));
  });

  test.each([
    ['--since', 'yesterday'],
    ['--since', '7w'],
    ['--limit', '0'],
    ['--limit', 'x'],
  ])('%s %s is refused', (flag, value) => {
    expect(() => filter(flag, value)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
  });
});

describe('the secrets of a build', () => {
  const read = (text: string): string => secretsFrom(text, { TOKEN: 'a"b\nc' }, () => 'from a file');

  test('are named by variable or file', () => {
    expect(read('TOKEN')).toBe('"TOKEN=a""b\nc"');
    expect(read('id=npm,env=TOKEN\nid=rc,src=.npmrc')).toBe('"npm=a""b\nc"\n"rc=from a file"');
  });

  test('may be in a file whose path has an equals sign', () => {
    const paths: string[] = [];
    secretsFrom('id=rc,src=a=b/.npmrc', {}, (path) => String(paths.push(path)));
    expect(paths).toEqual(['a=b/.npmrc']);
  });

  test('in a file that cannot be read are refused by the code of the error', () => {
    const read = () => secretsFrom('id=rc,source=x', {}, () => readFileSync('/nowhere/at/all', 'utf8'));
    expect(read).toThrow('secrets: the file of rc could not be read (ENOENT).');
  });

  test.each(['NPM=value', 'id=npm', 'MISSING', 'id=x,env=MISSING'])('%s is refused', (text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
    expect(() => read(text)).not.toThrow(/value/);
  });
});

test('help of a command that does not exist names the nearest, and help of help is help', () => {
  expect(ended('help', 'promot')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('Did you mean promote?'),
  });
  for (const name of ['help', '--help', '-h'])
    expect(ended('help', name)).toMatchObject({ exitCode: 0, stdout: ended('--help').stdout, stderr: '' });
  expect(ended('help', 'promote').stdout).toContain('--dry-run');
});

test('a diff of an environment with itself is refused', () => {
  expect(() => inputs('diff', 'dev', 'dev')).toThrow('expected two environments to compare, got "dev" twice.');
});

test.each([100, 80, 60, 40])('the help fits a terminal of %i columns', (columns) => {
  for (const argv of [['--help'], ['promote', '--help'], ['build', '--help']]) {
    const { stdout } = endedAt(columns, ...argv);
    const described = stdout.slice(stdout.indexOf('Options:'), stdout.indexOf('\nExample'));
    for (const line of described.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
    expect(described.replace(/\s+/g, ' ')).toContain('show this help');
  }
});

describe('a password on stdin', () => {
  const stdin = (text: string, given: object = {}) => Object.assign(Readable.from([text]), given) as NodeJS.ReadStream;

  test.each([
    ['secret', 'secret'],
    ['secret\n', 'secret'],
    ['secret\r\n', 'secret'],
    [' two words \n\n', ' two words \n'],
    ['ü'.repeat(20_000), 'ü'.repeat(20_000)],
  ])('is all of it but one line end', async (text, password) => {
    expect(await readPassword(stdin(text))).toBe(password);
  });

  test.each([
    ['nothing', '', {}],
    ['an empty line', '\n', {}],
    ['more than 64 KiB', 'x'.repeat(65_537), {}],
    ['a terminal', 'secret', { isTTY: true }],
  ])('is refused: %s', async (_name, text, given) => {
    await expect(readPassword(stdin(text, given))).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  });
});

test('the shell of a completion is one of those that are known', () => {
  expect(readShell('fish', ['bash', 'fish'])).toBe('fish');
  expect(() => readShell('fsh', ['bash', 'fish'])).toThrow(
    'Unknown shell "fsh". Did you mean fish? Known: bash, fish.',
  );
});
