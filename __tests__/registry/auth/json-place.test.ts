import { describe, expect, test } from '@jest/globals';
import { jsonErrorAt } from '../../../src/registry/json-place.ts';

describe('where a text is no longer JSON', () => {
  test.each([
    { name: 'a word', text: 'hello', at: [1, 1] },
    { name: 'nothing', text: '', at: [1, 1] },
    { name: 'an open brace', text: '{', at: [1, 2] },
    { name: 'an open list', text: '[1,\n2', at: [2, 2] },
    { name: 'a comma too much', text: '{\n  "a": 1,\n}', at: [3, 1] },
    { name: 'a comma too few', text: '{\n  "a": 1\n  "b": 2\n}', at: [3, 3] },
    { name: 'a colon too few', text: '{"a" 1}', at: [1, 6] },
    { name: 'a name without quotes', text: '{a: 1}', at: [1, 2] },
    { name: 'single quotes', text: "{'a': 1}", at: [1, 2] },
    { name: 'the other bracket', text: '{"a": [1}', at: [1, 9] },
    { name: 'more after the end', text: '{}\n{}', at: [2, 1] },
    { name: 'a bracket too much', text: '{}]', at: [1, 3] },
    { name: 'an open text', text: '{"a": "b}', at: [1, 7] },
    { name: 'a line end in a text', text: '{"a": "b\n"}', at: [1, 7] },
    { name: 'an unknown escape', text: '["\\x"]', at: [1, 2] },
    { name: 'a number that begins with 0', text: '[01]', at: [1, 3] },
    { name: 'a comment', text: '{\r\n// why\r\n}', at: [2, 1] },
    { name: 'a value where a comma belongs', text: '[1 2]', at: [1, 4] },
    { name: 'a comma at the top', text: '1,2', at: [1, 2] },
  ])('$name', ({ text, at }) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(jsonErrorAt(text)).toEqual({ line: at[0], column: at[1] });
  });

  test.each(['{}', ' [ ] ', '"a"', '-1.5e+3', 'null', '{"a":[true,false,{"b":"\\u00e9\\n"}],"c":0}', '[[],[{}]]'])(
    '%s is JSON',
    (text) => {
      JSON.parse(text);
      expect(jsonErrorAt(text)).toBeNull();
    },
  );

  test('nests as deep as may be, and takes no time', () => {
    const deep = '['.repeat(200_000);
    const began = performance.now();
    expect(jsonErrorAt(deep)).toEqual({ line: 1, column: 200_001 });
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
