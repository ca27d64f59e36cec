import { describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import { getInputFrom, InputReader } from '../../src/request/input-reader.ts';
import type { Mode } from '../../src/request/request.ts';
import { refusal, request } from '../support/requests/inputs.ts';

const reader = (value: string) => new InputReader(() => value);

describe('inputs are where the runner puts them', () => {
  const get = getInputFrom({ INPUT_IMAGE: ' acme/app\n', 'INPUT_SHA-LENGTH': '7', INPUT_EMPTY: '  ' });
  test.each([
    { name: 'image', value: 'acme/app' },
    { name: 'sha-length', value: '7' },
    { name: 'empty', value: '' },
    { name: 'none', value: '' },
  ])('$name is "$value"', ({ name, value }) => expect(get(name)).toBe(value));
});

// https://yaml.org/spec/1.2.2/#10212-boolean
describe('a boolean is as YAML 1.2 has it', () => {
  test.each([
    { text: 'true', is: true },
    { text: 'True', is: true },
    { text: 'TRUE', is: true },
    { text: 'false', is: false },
    { text: 'False', is: false },
    { text: 'FALSE', is: false },
  ])('$text is $is', ({ text, is }) => {
    const input = reader(text);
    expect(input.boolean('x', !is)).toBe(is);
    expect(input.problems).toEqual([]);
  });

  test.each([true, false])('nothing is the default, %s', (byDefault) =>
    expect(reader('').boolean('x', byDefault)).toBe(byDefault),
  );

  test.each(['yes', 'no', 'on', 'off', 'y', 'n', '1', '0', 'tRUE', 'null', '~'])('%s is none', (text) => {
    const input = reader(text);
    input.boolean('dry-run', false);
    expect(input.problems.map(({ code, message }) => [code, message])).toEqual([
      ['INPUT_INVALID', `dry-run: expected true or false, got "${text}".`],
    ]);
  });
});

describe('lists', () => {
  test.each([
    { text: 'a\nb', lines: ['a', 'b'], list: ['a', 'b'] },
    { text: ' a \r\n\r\n b ', lines: ['a', 'b'], list: ['a', 'b'] },
    { text: 'a, b,,c', lines: ['a, b,,c'], list: ['a', 'b', 'c'] },
    { text: '', lines: [], list: [] },
    { text: ' , ', lines: [','], list: [] },
  ])('$text', ({ text, lines, list }) => {
    expect(reader(text).lines('x')).toEqual(lines);
    expect(reader(text).list('x')).toEqual(list);
  });

  test.each([
    { name: 'one per line', text: 'a=b\nc=d', items: ['a=b', 'c=d'] },
    { name: 'one over several lines in quotes', text: '"key=one\ntwo"\nb=c', items: ['key=one\ntwo', 'b=c'] },
    { name: 'doubled quotes inside', text: '"json={""a"":1}"', items: ['json={"a":1}'] },
    { name: 'quotes within a line as they are', text: 'json={"a":1}', items: ['json={"a":1}'] },
    { name: 'a quote that is never closed as it is', text: '"a=b\nc=d', items: ['"a=b', 'c=d'] },
    { name: 'empty lines left out', text: '\n\na=b\r\n\n', items: ['a=b'] },
  ])('of quoted lines: $name', ({ text, items }) => expect(reader(text).quotedLines('x')).toEqual(items));
});

describe('problems are kept until all inputs are read', () => {
  test('a choice that is not valid', () => {
    const input = reader('ftp');
    expect(input.choice('transport', ['registry', 'docker'], 'registry')).toBe('registry');
    expect(input.problems[0]?.message).toBe('Unknown transport "ftp". Known: registry, docker.');
  });

  test('what is thrown', () => {
    const input = reader('');
    const thrown = new ActionError('INPUT_INVALID', 'no');
    const act = (): number => {
      throw thrown;
    };
    expect(input.attempt(act, 7)).toBe(7);
    expect(input.attempt(() => 8, 7)).toBe(8);
    expect(input.problems).toEqual([thrown]);
  });
});

describe('the refusal of inputs is readable for any input', () => {
  test('none where there is no problem', () => expect(reader('').refusal()).toBeNull());

  test('not more than fifty problems, and how many more there are', () => {
    const input = reader('x'.repeat(9));
    for (let index = 0; index < 5000; index++) input.problem(`Problem ${index}.`);
    const lines = input.refusal()?.message.split('\n') ?? [];
    expect([lines[0], lines[49], lines.length, lines.at(-1)]).toEqual([
      ...['Problem 0.', 'Problem 49.', 51, 'And 4950 more problems.'],
    ]);
  });

  test('not more than the beginning and the end of a long one', () => {
    const input = reader('');
    input.problem(`"${'A'.repeat(100_000)}" is no such thing.`);
    const message = input.refusal()?.message ?? '';
    expect(message).toMatch(/^"A+…A+" is no such thing\.$/);
    expect(message.length).toBeLessThan(1000);
  });
});

const STAGES = 'dev, staging, prod';

describe('a misspelt', () => {
  test.each<[string, Mode, Record<string, string>, string]>([
    ['mode', 'promote', { mode: 'promot' }, 'Unknown mode "promot". Did you mean promote? Known: build, '],
    ['guard', 'promote', { allow: 'downgrad' }, 'unknown guard "downgrad". Did you mean downgrade? Known: '],
    ['guard of a build', 'build', { allow: 'overwrit' }, 'Did you mean overwrite?'],
    ['transport', 'rollback', { transport: 'dokcer' }, 'Unknown transport "dokcer". Did you mean docker?'],
    ['with', 'promote', { with: 'images' }, 'Unknown with "images". Did you mean image?'],
    [
      'from',
      'promote',
      { version: '', from: 'stagin', environments: STAGES },
      '"stagin" in from. Did you mean staging?',
    ],
    ...(['build', 'promote', 'rollback', 'status'] as const).map(
      (mode): [string, Mode, Record<string, string>, string] => [
        `environment of ${mode}`,
        mode,
        { environment: 'prd', environments: STAGES },
        'Unknown environment "prd". Did you mean prod? Known: dev, staging, prod.',
      ],
    ),
  ])('%s is refused with the nearest name', (_name, mode, given, says) => {
    expect(refusal(mode, given).message).toContain(says);
  });
});

describe('environments', () => {
  test.each([
    ['[dev, staging, prod]', 'environments: write dev, staging, prod without brackets.'],
    ['["dev", \'prod\']', 'environments: write dev, prod without brackets.'],
    ['- dev\n- prod', 'environments: write dev, prod without dashes.'],
    ['dev, prod, dev', 'environments names an environment twice.'],
    ['dev, Production EU', '"Production EU" is not a valid environment: no spaces: use letters, digits,'],
  ])('written as %j are one problem', (environments, message) => {
    const lines = refusal('status', { environments }).message.split('\n');
    expect(lines).toEqual([expect.stringContaining(message)]);
  });

  test('are listed once each in a message', () => {
    const { message } = refusal('promote', { environments: 'dev, dev' });
    expect(message).toContain('Unknown environment "prod". Known: dev.');
  });

  test('are taken by a rollback', () => {
    expect(request('rollback', { environments: STAGES })).toMatchObject({
      stages: ['dev', 'staging', 'prod'],
      ignored: [],
    });
  });
});

test('an environment that is not valid is one problem', () => {
  const lines = refusal('promote', { environment: 'Production EU', environments: 'dev, prod' }).message.split('\n');
  expect(lines).toEqual([expect.stringContaining('no spaces')]);
});

describe('capitals in a repository', () => {
  test('are put in lower case, with a line for the log', () => {
    const given = { image: 'ghcr.io/Acme/Shop', tags: 'ghcr.io/Acme/Shop:RC-{{sha}}' };
    const read = request('build', given);
    expect(read.image).toEqual({ registry: 'ghcr.io', repository: 'acme/shop' });
    expect(read.logLines).toEqual([expect.stringContaining('ghcr.io/Acme/Shop is read as ghcr.io/acme/shop')]);
    expect(read.tags).toEqual(['ghcr.io/Acme/Shop:RC-{{sha}}'].map(() => expect.stringMatching(/^RC-/)));
  });

  test('are put in lower case in destination, too', () => {
    const read = request('promote', { destination: 'GHCR.io/Acme/Prod' });
    expect(read.destinations).toEqual([{ registry: 'GHCR.io', repository: 'acme/prod' }]);
    expect(read.logLines).toEqual([expect.stringMatching(/^destination: /)]);
  });

  test('are put in lower case in the file of an earlier run', () => {
    const entry = { image: 'ghcr.io/Acme/App', digest: `sha256:${'a'.repeat(64)}` };
    const given = { image: '', version: '', 'from-file': 'lock.json' };
    const read = request('promote', given, { readFile: () => JSON.stringify([entry]) });
    expect(read.images).toEqual([{ registry: 'ghcr.io', repository: 'acme/app' }]);
    expect(read.logLines).toEqual([expect.stringMatching(/^from-file: /)]);
  });

  test('of two spellings name one image', () => {
    expect(request('status', { image: 'ghcr.io/Acme/Shop\nghcr.io/acme/shop' }).images).toHaveLength(1);
  });
});

describe('credentials before a host', () => {
  const texts = ['ada:hunter2x@ghcr.io/acme/app', 'https://ada:hunter2x@ghcr.io/a', 'ada%3Ahunter2x%40ghcr.io/a'];
  test.each(
    texts.flatMap((text) => [
      { mode: 'status' as const, given: { image: text } },
      { mode: 'promote' as const, given: { destination: text } },
      { mode: 'build' as const, given: { tags: `${text}:{{version}}` } },
      { mode: 'build' as const, given: { tags: `${text}:{{nothing}}` } },
      { mode: 'rollback' as const, given: { 'environment-tags': text } },
    ]),
  )('are in no message of $mode with $given', ({ mode, given }) => {
    const { message } = refusal(mode, given as Record<string, string>);
    expect(message).toContain('***@');
    expect(message).not.toContain('hunter2x');
    expect(message).not.toMatch(/\bada\b/);
  });
});
