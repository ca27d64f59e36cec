import { describe, expect, test } from '@jest/globals';
import { publishedSecrets } from '../../src/request/docker-inputs.ts';
import { InputReader } from '../../src/request/input-reader.ts';
import { readInputs } from '../../src/request/inputs.ts';
import { readUntil } from '../../src/request/read-until.ts';
import type { StatusRequest } from '../../src/request/request.ts';
import { COMMIT, context, refusal, request } from '../support/requests/inputs.ts';
import { refusalOf } from '../support/requests/refusals.ts';
import { DOCKER } from '../support/requests/requests.ts';

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
    const read = readInputs((name) => inputs[name] ?? '', context({ workspace: '/checkout' }), around) as StatusRequest;
    return read.page;
  };

  test('is in the workspace, or on the command line anywhere by its absolute path', () => {
    expect(page('', false)).toBeNull();
    expect(page('site/..name', false)).toEqual({ folder: '/checkout/site/..name', root: '/checkout' });
    expect(page('/checkout/site', false)).toEqual({ folder: '/checkout/site', root: '/checkout' });
    expect(page('site', true)).toEqual({ folder: '/checkout/site', root: '/checkout' });
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

const PEM = 'KEY=-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcw\n-----END PRIVATE KEY-----';
const MALFORMED = [
  { name: 'a list with dashes', text: 'A=1\n- B=2', line: 2 },
  { name: 'spaces around the equals sign', text: 'A = 1', line: 1 },
  { name: 'a space before the equals sign', text: 'A=1\nB =2', line: 2 },
  { name: 'a mapping', text: 'A: 1', line: 1 },
  { name: 'quotes in quotes that are not doubled', text: '"A={"x": 1}"', line: 1 },
  { name: 'quotes in quotes over several lines', text: 'A=1\n"B={\n"x": 1\n}"', line: 2 },
  { name: 'a quote that is not closed', text: 'A="one\ntwo"', line: 1 },
  { name: 'a quote in a value that goes on', text: 'A="one\nB=two"', line: 1 },
  { name: 'a key in PEM form without quotes', text: PEM, line: 1 },
  { name: 'JSON of several lines without quotes', text: 'A={\n"x": 1\n}', line: 2 },
  { name: 'an empty name', text: 'A=1\n\n=2', line: 3 },
  { name: 'a flag', text: '--build-arg A=1', line: 1 },
  { name: 'a shell command', text: 'export A=1', line: 1 },
];

describe.each(['build-args', 'secrets'])('%s', (input) => {
  test.each(MALFORMED)('refuse $name, and name the line', ({ text, line }) => {
    const { code, message } = refusal('build', { [input]: text });
    expect(code).toBe('INPUT_INVALID');
    expect(message).toContain(`${input}: line ${line}`);
    expect(message).not.toContain('MIIEvQ');
  });

  test('in quotes are taken as they are, with line ends at either end', () => {
    const given = { [input]: `"A=\none ""two""\r\n\n"\nB= x,y="z" \nC=\n"D=-----BEGIN KEY-----\nxyz\n"` };
    const { buildArgs, secrets } = request('build', given).docker;
    const items = ['A=\none "two"\r\n\n', 'B= x,y="z"', 'C=', 'D=-----BEGIN KEY-----\nxyz\n'];
    expect(input === 'secrets' ? secrets : buildArgs).toEqual(items);
  });
});

describe('build-args, secrets and labels', () => {
  test('a malformed secret is never shown', () => {
    for (const text of ['hunter2', 'a b=hunter2', '- a=hunter2', '"a="hunter2"'])
      expect(refusal('build', { secrets: text }).message).not.toContain('hunter2');
  });

  test('an argument without a value and a label without one are passed on, a secret without one is refused', () => {
    expect(request('build', { 'build-args': 'HTTP_PROXY', labels: 'x' }).docker).toMatchObject({
      ...{ buildArgs: ['HTTP_PROXY'], labels: ['x'] },
    });
    expect(refusal('build', { secrets: 'token' }).message).toContain('id=value');
  });

  test.each(['- a=b', 'a = b', '"a="b""'])('a label %s is refused', (labels) => {
    expect(refusal('build', { labels }).message).toContain('labels: line 1');
  });
});

describe.each(['provenance', 'sbom'] as const)('%s', (name) => {
  test.each([
    ...['false', 'False', 'FALSE', 'f', '0', 'disabled=true'].map((given) => ({ given, is: 'false' })),
    ...['true', 'True', 'TRUE', '1'].map((given) => ({ given, is: 'true' })),
    ...['mode=max', 'mode=max,builder-id=https://x/1', 'generator=image:tag'].map((given) => ({ given, is: given })),
  ])('$given is $is', ({ given, is }) => expect(request('build', { [name]: given }).docker[name]).toBe(is));

  test.each(['no', 'off', 'max', 'mode:max'])('%s is refused', (given) => {
    expect(refusal('build', { [name]: given }).message).toContain(name);
  });
});

describe('build arguments that the provenance publishes', () => {
  const published = (provenance: string | null, ...buildArgs: string[]) =>
    publishedSecrets({ ...DOCKER, provenance, buildArgs });
  test.each(['NPM_TOKEN', 'password', 'API_KEY', 'db_passwd', 'GH_PAT', 'CREDENTIALS', 'AUTH', 'SECRETS'])(
    '%s looks like a secret',
    (name) => {
      expect(published('mode=max', `${name}=x`)).toEqual([name]);
      expect(published('true', `${name}=x`)).toEqual([name]);
      for (const mode of [null, 'false', 'mode=min', 'builder-id=x,mode=min'])
        expect(published(mode, `${name}=x`)).toEqual([]);
    },
  );
  test.each(['VERSION', 'PUBLIC_KEY', 'MONKEY', 'KEYBOARD', 'PATH', 'AUTHOR'])('%s does not', (name) => {
    expect(published('mode=max', `${name}=x`)).toEqual([]);
  });
});

describe('a context that is a URL', () => {
  const OTHER = 'b'.repeat(40);
  const checkout = { commit: OTHER, time: '2026-01-01T00:00:00Z' };
  const url = 'https://github.com/acme/shop.git';
  test.each([
    ...[url, `${url}#main`, `${url}#v1.0.0:api`, `${url}#${COMMIT.slice(0, 12)}`, `${url}#${'c'.repeat(40)}`],
    ...[`${url}#:api`, `${url}?ref=main#${COMMIT}`, `${url}?branch=main`, 'git@github.com:acme/shop.git#main'],
    ...['ssh://git@github.com/acme/shop.git', 'git://example.com/shop.git', 'github.com/acme/shop'],
    ...[`https://example.com/shop.tar.gz#${COMMIT}`, 'docker-image://alpine', 'oci-layout://x', 'target:base'],
    ...['{{defaultContext}}', '{{defaultContext}}:api', '-', 'HTTPS://example.com/shop.git#main'],
  ])('%s is refused', (context) => {
    for (const around of [{}, { checkout }]) {
      const { code, message } = refusal('build', { context }, around);
      expect(code).toBe('INPUT_INVALID');
      expect(message).toContain('context');
      expect(message).toContain(COMMIT);
    }
    expect(request('build', { context, digest: `sha256:${'d'.repeat(64)}` }).commit).toBe(COMMIT);
  });

  test.each([
    ...[`${url}#${COMMIT}`, `${url}#${COMMIT.toUpperCase()}:api`, `git@github.com:acme/shop.git#${COMMIT}`],
    ...[`ssh://git@example.com/shop.git#${COMMIT}`, `github.com/acme/shop#${COMMIT}`],
  ])('%s is the commit of the event', (context) => {
    expect(request('build', { context })).toMatchObject({ commit: COMMIT, checkout: null });
    expect(request('build', { context }, { checkout })).toMatchObject({ commit: COMMIT, checkout: null });
  });

  test('may end with the commit of sha, or with the one that is checked out', () => {
    const context = `${url}#${OTHER}`;
    expect(request('build', { context, sha: OTHER })).toMatchObject({ commit: OTHER, checkout: null });
    expect(request('build', { context }, { checkout })).toMatchObject({ commit: OTHER, checkout });
    expect(refusal('build', { context, sha: COMMIT }, { checkout }).code).toBe('INPUT_INVALID');
  });

  test('does not show its credentials', () => {
    const { message } = refusal('build', { context: 'https://ada:hunter2@example.com/shop.git?token=hunter2#main' });
    expect(message).toContain('example.com/shop.git');
    expect(message).not.toContain('hunter2');
  });

  test.each(['.', 'app', './app', '../shop', '/srv/app', 'a@b', 'C', 'app:1'])('%s is a folder', (context) => {
    expect(request('build', { context }, { checkout }).commit).toBe(OTHER);
  });
});
