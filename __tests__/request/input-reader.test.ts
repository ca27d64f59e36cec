import { describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import { getInputFrom, InputReader } from '../../src/request/input-reader.ts';

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
    { name: 'one a line', text: 'a=b\nc=d', items: ['a=b', 'c=d'] },
    { name: 'one over several lines in quotes', text: '"key=one\ntwo"\nb=c', items: ['key=one\ntwo', 'b=c'] },
    { name: 'its own quotes doubled', text: '"json={""a"":1}"', items: ['json={"a":1}'] },
    { name: 'quotes within a line as they are', text: 'json={"a":1}', items: ['json={"a":1}'] },
    { name: 'a quote that is never closed as it is', text: '"a=b\nc=d', items: ['"a=b', 'c=d'] },
    { name: 'empty lines left out', text: '\n\na=b\r\n\n', items: ['a=b'] },
  ])('of quoted lines: $name', ({ text, items }) => expect(reader(text).quotedLines('x')).toEqual(items));
});

describe('problems are kept until all inputs are read', () => {
  test('a choice that is none', () => {
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

describe('the refusal of inputs can be read, whatever was given', () => {
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
