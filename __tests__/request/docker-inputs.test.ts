import { describe, expect, test } from '@jest/globals';
import { publishedSecrets } from '../../src/request/docker-inputs.ts';
import { COMMIT, refusal, request } from '../support/requests/inputs.ts';
import { DOCKER } from '../support/requests/requests.ts';

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
