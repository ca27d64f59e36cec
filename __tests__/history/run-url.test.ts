import { describe, expect, test } from '@jest/globals';
import { runOf } from '../../src/history/run-url.ts';

describe("the run that an attempt's URL names", () => {
  test.each([
    {
      url: 'https://github.com/a/b/actions/runs/42/attempts/2',
      is: { run: 'https://github.com/a/b/actions/runs/42', attempt: 2, id: 42, server: 'https://github.com' },
    },
    { url: 'https://github.com/a/b/actions/runs/42', is: null },
    { url: 'https://ci.example/42', is: null },
    { url: '', is: null },
    { url: null, is: null },
  ])('$url is $is', ({ url, is }) => expect(runOf(url)).toEqual(is));
});
