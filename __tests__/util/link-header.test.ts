import { expect, test } from '@jest/globals';
import { nextLink } from '../../src/util/link-header.ts';

test.each<[string | null | undefined, string | null]>([
  ['</v2/x?last=a>; rel="next"', '/v2/x?last=a'],
  ['<https://h/1>; rel="prev", <https://h/2?after=Y3Vyc29y%3D>; rel="next"', 'https://h/2?after=Y3Vyc29y%3D'],
  ['</x>; title="a, b"; rel="last next"', '/x'],
  ['</x>;REL=Next', '/x'],
  ['/v2/x?last=a; rel="next"', '/v2/x?last=a'],
  ['</1>; rel="first", /2?n=1; rel=next', '/2?n=1'],
  ['</x>; rel="nextish"', null],
  ['</x>; rel="prev"', null],
  ['', null],
  [null, null],
  [undefined, null],
])('the next link of %j is %j', (header, target) => {
  expect(nextLink(header)).toBe(target);
});

test('a long header takes no time', () => {
  expect(nextLink(`<${'x'.repeat(20_000)}>${'; a="b"'.repeat(2000)}`)).toBeNull();
  expect(nextLink('</x>;'.repeat(5000))).toBeNull();
});
