import { describe, expect, test } from '@jest/globals';
import { type Challenge, parseChallenges } from '../../../src/registry/auth/challenge.ts';
import type { Credential } from '../../../src/registry/auth/docker-config.ts';
import { authentication, CHALLENGE, SCOPE } from '../../support/registries/authentication.ts';
import { type RefusalRow, table } from '../../support/registries/table.ts';
import { codeOf, rejectionOf } from '../../support/requests/refusals.ts';
import { cpuMs } from '../../support/runner/speed.ts';

const rows = table<{ name: string; headers: string[]; challenges: Challenge[]; source: string }>(
  'www-authenticate.json',
);

describe('the challenges of a 401', () => {
  test('the table of challenges has 26 rows', () => expect(rows).toHaveLength(26));

  test.each(rows)('$name ($source)', ({ headers, challenges }) => expect(parseChallenges(headers)).toEqual(challenges));
});

describe('several challenges', () => {
  const bearer = { scheme: 'bearer', params: { realm: 'https://a.example/token', service: 's' } };
  const basic = { scheme: 'basic', params: { realm: 'x' } };
  test.each([
    { name: 'in two headers', headers: ['Bearer realm="https://a.example/token",service="s"', 'Basic realm="x"'] },
    { name: 'in one header', headers: ['Bearer realm="https://a.example/token",service="s", Basic realm="x"'] },
    {
      name: 'with extra spaces',
      headers: [' Bearer  realm = "https://a.example/token" , service=s , Basic realm="x" '],
    },
    {
      name: 'with names in any case',
      headers: ['BEARER Realm="https://a.example/token",SERVICE="s"', 'basic REALM=x'],
    },
    {
      name: 'with empty list members',
      headers: [', ,Bearer realm="https://a.example/token",,service="s",,Basic realm="x",'],
    },
  ])('two challenges are parsed $name', ({ headers }) => expect(parseChallenges(headers)).toEqual([bearer, basic]));

  test('an invalid header does not affect a valid one', () => {
    expect(parseChallenges(['Basic realm="Dev" charset="UTF-8"', 'Basic realm="x"'])).toEqual([basic]);
  });

  test('a scheme without parameters may precede one with parameters', () => {
    expect(parseChallenges(['Negotiate, Basic realm="x"'])).toEqual([{ scheme: 'negotiate', params: {} }, basic]);
  });
});

describe('hostile headers', () => {
  test.each([
    { name: 'an open quote', header: 'Bearer realm="https://a.example' },
    { name: 'a parameter before any scheme', header: '="x"' },
    { name: 'a line of commas', header: ','.repeat(10_000) },
    { name: 'a header of more than 16 KiB', header: `Basic realm="${'x'.repeat(17_000)}"` },
    { name: 'nothing', header: '' },
  ])('$name gives no challenge', ({ header }) => expect(parseChallenges([header])).toEqual([]));

  test('the first of two equal parameters is used', () => {
    expect(parseChallenges(['Bearer realm="https://good.example",realm="https://evil.example"'])).toEqual([
      { scheme: 'bearer', params: { realm: 'https://good.example' } },
    ]);
  });

  test('a parameter that names a prototype does not change one', () => {
    parseChallenges(['Bearer __proto__="x",realm="y"']);
    expect(({} as Record<string, unknown>).realm).toBeUndefined();
  });

  test.each([
    { name: 'backslashes', header: `Bearer realm="${'\\'.repeat(8000)}` },
    { name: 'spaces', header: `Bearer${' '.repeat(8000)}x${' '.repeat(8000)}"` },
    { name: 'words', header: 'a '.repeat(8000) },
    { name: 'pairs', header: `Bearer ${'a=b,'.repeat(3500)}"` },
  ])('many $name are parsed quickly', ({ header }) => {
    const began = cpuMs();
    parseChallenges([header]);
    expect(cpuMs() - began).toBeLessThan(500);
  });
});

describe('an identity token', () => {
  const credential: Credential = { kind: 'identity', token: 'long/lived' };

  test('an identity token is exchanged by POST and never in a URL', async () => {
    const { auth, sent, masked } = authentication({ credential, answers: [{ body: { access_token: 'short' } }] });
    auth.refused([CHALLENGE], SCOPE, null);
    expect(await auth.header(SCOPE)).toBe('Bearer short');
    expect(sent[0]!.method).toBe('POST');
    expect(sent[0]!.url.href).not.toContain('lived');
    expect(Object.fromEntries(new URLSearchParams(sent[0]!.body!.toString()))).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'long/lived',
      client_id: 'build-once-promote',
      service: 'registry.example.com',
      scope: SCOPE,
    });
    expect(masked).toContain('long%2Flived');
  });

  test('an exchange of an identity token has all scopes in one parameter', async () => {
    const { auth, sent } = authentication({ credential });
    const scope = 'repository:acme/app:pull,push repository:team/base:pull';
    auth.refused([CHALLENGE], scope, null);
    await auth.header(scope);
    expect(new URLSearchParams(sent[0]!.body!.toString()).getAll('scope')).toEqual([scope]);
  });

  test('a new identity token in the response replaces the old one and is masked', async () => {
    const answers = [{ body: { access_token: 'short', refresh_token: 'next/one' } }];
    const { auth, sent, masked } = authentication({ credential, answers });
    auth.refused([CHALLENGE], SCOPE, null);
    await auth.header(SCOPE);
    await auth.header('repository:acme/app:pull');
    const shown = sent.map(({ body }) => new URLSearchParams(body!.toString()).get('refresh_token'));
    expect(shown).toEqual(['long/lived', 'next/one']);
    expect(masked).toEqual(expect.arrayContaining(['next/one', 'next%2Fone']));
  });

  test.each([400, 401, 404, 405, 501])(
    'is a password for a token server that answers a POST with %d',
    async (status) => {
      const { auth, sent, masked } = authentication({
        credential,
        answers: [{ status }, { body: { token: 'short' } }],
      });
      auth.refused([CHALLENGE], SCOPE, null);
      expect(await auth.header(SCOPE)).toBe('Bearer short');
      expect(sent.map(({ method }) => method)).toEqual(['POST', 'GET']);
      const basic = Buffer.from('<token>:long/lived').toString('base64');
      expect(sent[1]!.headers.authorization).toBe(`Basic ${basic}`);
      expect(masked).toContain(basic);
    },
  );

  test.each([
    { answers: [{ status: 401 }, { status: 401 }], code: 'UNAUTHORIZED', asked: 2 },
    { answers: [{ status: 403 }], code: 'FORBIDDEN', asked: 1 },
    { answers: [{ status: 503 }], code: 'REGISTRY_UNAVAILABLE', asked: 1 },
  ])('a refused identity token causes $code after $asked', async ({ answers, code, asked }) => {
    const { auth, sent } = authentication({ credential, answers });
    auth.refused([CHALLENGE], SCOPE, null);
    expect(await codeOf(auth.header(SCOPE))).toBe(code);
    expect(sent).toHaveLength(asked);
  });
});

describe('where credentials go', () => {
  test.each([
    { name: 'over plain HTTP elsewhere', registry: 'registry.example.com', realm: 'http://auth.example.com/token' },
    {
      name: 'over plain HTTP at the registry',
      registry: 'registry.example.com',
      realm: 'http://registry.example.com/t',
    },
    {
      name: 'from loopback to plain HTTP elsewhere',
      registry: '127.0.0.1:5000',
      realm: 'http://auth.example.com/token',
    },
    { name: 'from elsewhere to loopback', registry: 'registry.example.com', realm: 'http://127.0.0.1:8080/token' },
    { name: 'in a file', registry: 'registry.example.com', realm: 'file:///etc/passwd' },
    { name: 'nowhere', registry: 'registry.example.com', realm: 'token' },
  ])('credentials are not sent $name', async ({ registry, realm }) => {
    const { auth, sent, lookups } = authentication({ registry });
    auth.refused([`Bearer realm="${realm}"`], SCOPE, null);
    expect(await codeOf(auth.header(SCOPE))).toBe('UNAUTHORIZED');
    expect([sent.length, lookups()]).toEqual([0, 0]);
  });

  test('plain-http does not allow credentials over plain HTTP to another host', async () => {
    const { auth, sent } = authentication({ plainHttp: true });
    auth.refused(['Bearer realm="http://auth.example.com/token"'], SCOPE, null);
    const error = await rejectionOf(auth.header(SCOPE));
    expect(error.message).toContain('requests credentials over plain HTTP at auth.example.com. They were not sent');
    expect(sent).toHaveLength(0);
  });

  test.each([
    { registry: 'registry.example.com:5000', realm: 'http://registry.example.com:5001/token', plainHttp: true },
    { registry: '127.0.0.1:5000', realm: 'http://localhost:5001/token', plainHttp: false },
    { registry: 'registry.example.com', realm: 'https://elsewhere.example.org/token', plainHttp: false },
  ])('credentials for $registry are sent to $realm', async ({ registry, realm, plainHttp }) => {
    const { auth, sent } = authentication({ registry, plainHttp });
    auth.refused([`Bearer realm="${realm}"`], SCOPE, null);
    expect(await auth.header(SCOPE)).toBe('Bearer first');
    expect(sent[0]!.url.origin).toBe(new URL(realm).origin);
  });
});

describe('a token server without a token', () => {
  const rows = table<RefusalRow>('registry-errors.json').filter(({ at }) => at === 'token');

  test.each([
    ...rows.map(({ name, status, body, expected }) => ({ name, answer: { status, body }, expected })),
    { name: 'a wrong password', answer: { status: 401 }, expected: 'UNAUTHORIZED' },
    { name: 'too many requests', answer: { status: 429 }, expected: 'RATE_LIMITED' },
    { name: 'a failing server', answer: { status: 503 }, expected: 'REGISTRY_UNAVAILABLE' },
    { name: 'no token in the answer', answer: { body: {} }, expected: 'UNAUTHORIZED' },
    { name: 'a page', answer: { body: '<html>' }, expected: 'UNAUTHORIZED' },
    { name: 'null', answer: { body: 'null' }, expected: 'UNAUTHORIZED' },
    { name: 'a token that would break the header', answer: { body: { token: 'a\r\nx: y' } }, expected: 'UNAUTHORIZED' },
  ])('a token server that responds with $name causes $expected', async ({ answer, expected }) => {
    const { auth } = authentication({ answers: [answer] });
    auth.refused([CHALLENGE], SCOPE, null);
    const error = await rejectionOf(auth.header(SCOPE));
    expect(error.code).toBe(expected);
    expect(error.message).toContain('registry.example.com');
    expect(error.message).not.toContain('päss');
  });

  test('a refused token request is repeated by the next request', async () => {
    const { auth } = authentication({ answers: [{ status: 503 }, { body: { token: 'later' } }] });
    auth.refused([CHALLENGE], SCOPE, null);
    expect(await codeOf(auth.header(SCOPE))).toBe('REGISTRY_UNAVAILABLE');
    expect(await auth.header(SCOPE)).toBe('Bearer later');
  });
});
