import { describe, expect, test } from '@jest/globals';
import { InputReader } from '../../src/request/input-reader.ts';
import { readInputs } from '../../src/request/inputs.ts';
import { readUntil } from '../../src/request/read-until.ts';
import type { StatusRequest } from '../../src/request/request.ts';
import { context, refusal, request } from '../support/requests/inputs.ts';
import { refusalOf } from '../support/requests/refusals.ts';

const read = (until: string): unknown => {
  const input = new InputReader((name) => (name === 'until' ? until : ''));
  const value = readUntil(input);
  return input.problems.length > 0 ? input.problems.map(({ code }) => code) : value;
};

test.each([
  ['2h', { kind: 'after', duration: 7_200_000 }],
  ['2028-02-29T12:00:00+02:00', { kind: 'at', time: '2028-02-29T10:00:00.000Z' }],
  ['9999-12-31T23:59:59Z', { kind: 'at', time: '9999-12-31T23:59:59.000Z' }],
])('the end of a hold is read: %s', (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test.each([
  '2027-02-30T00:00:00Z',
  '2027-02-29T00:00:00Z',
  '2027-13-01T00:00:00Z',
  '2027-01-01',
  '0s',
  '-1h',
  '3651d',
  'tomorrow',
])('the end of a hold is refused: %s', (text) => {
  expect(read(text)).toEqual(['INPUT_INVALID']);
});

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('what a rollback expects to be live', () => {
  const file = { readFile: (path: string) => FILES[path] ?? missing() };
  const FILES: Record<string, string> = {
    'result.json': `\ufeff${JSON.stringify([{ image: 'ghcr.io/acme/app', digest: DIGEST }])}`,
    'broken.json': '[',
  };
  const missing = (): never => {
    throw Object.assign(new Error('no'), { code: 'ENOENT' });
  };

  test.each<[string, object | undefined]>([
    ['', undefined],
    ['none', { kind: 'images', digests: new Map() }],
    [DIGEST, { kind: 'digest', digest: DIGEST }],
    ['v1.2.3', { kind: 'version', version: '1.2.3' }],
    ['result.json', { kind: 'images', digests: new Map([['ghcr.io/acme/app', DIGEST]]) }],
    [
      '[{"image":"ghcr.io/acme/app","digest":null}]',
      { kind: 'images', digests: new Map([['ghcr.io/acme/app', null]]) },
    ],
    ['{"result":[]}', { kind: 'images', digests: new Map() }],
  ])('%j is read', (text, expected) => {
    expect(request('rollback', { expect: text }, file).expect).toEqual(expected);
  });

  test.each([
    ['[', 'got its JSON, which is not JSON'],
    ['{"a":1}', 'got its JSON, which is not an array'],
    ['[{"image":"a/b"}]', 'got its JSON, whose entry 1 has no image or no digest'],
    ['[{"image":"ghcr.io/acme/app","digest":null},null]', 'whose entry 2 has no image or no digest'],
    ['[{"image":"a b","digest":null}]', 'a b'],
    ['broken.json', 'got the file broken.json, which is not JSON'],
    ['nowhere.json', 'got "nowhere.json", which is not a readable file.'],
    ['https://user:secret@host/x', '/x", which is not a readable file.'],
  ])('%j is refused', (text, why) => {
    const { code, message } = refusal('rollback', { expect: text }, file);
    expect([code, message]).toEqual(['INPUT_INVALID', expect.stringContaining(why)]);
    expect(message).not.toContain('secret');
  });
});

describe('the folder of a page', () => {
  const page = (path: string, isPageAnywhere: boolean) => {
    const inputs: Record<string, string> = { mode: 'status', image: 'ghcr.io/acme/app', page: path };
    const around = { checkout: null, readFile: () => '', isPageAnywhere };
    const read = readInputs((name) => inputs[name] ?? '', context({ workspace: '/work' }), around) as StatusRequest;
    return read.page;
  };

  test('is in the workspace, or on the command line anywhere by its absolute path', () => {
    expect(page('', false)).toBeNull();
    expect(page('site/..name', false)).toEqual({ folder: '/work/site/..name', root: '/work' });
    expect(page('/work/site', false)).toEqual({ folder: '/work/site', root: '/work' });
    expect(page('site', true)).toEqual({ folder: '/work/site', root: '/work' });
    expect(page('/elsewhere', true)).toEqual({ folder: '/elsewhere', root: null });
  });

  test.each([
    ['../site', false],
    ['..', true],
    ['/elsewhere', false],
    ['a/../../b', false],
  ])('%j outside of it is refused', (path, isPageAnywhere) => {
    const { code, message } = refusalOf(() => page(path, isPageAnywhere));
    expect([code, message.includes('give its absolute path')]).toEqual(['INPUT_INVALID', isPageAnywhere]);
  });
});
