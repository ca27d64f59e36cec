import { describe, expect, test } from '@jest/globals';
import type { Credential } from '../../src/registry/credentials.ts';
import { authentication, BASIC, CHALLENGE, SCOPE } from '../support/authentication.ts';
import { codeOf } from '../support/refusals.ts';

describe('before the registry asks for anything', () => {
  test('no header is sent, and no credential looked up', async () => {
    const { auth, lookups } = authentication({});
    expect(await auth.header(SCOPE)).toBeNull();
    expect(await auth.isAnonymous()).toBe(true);
    expect(lookups()).toBe(0);
  });

  test.each([[[]], [['Negotiate']], [['Digest realm="x"']], [['Bearer service="no realm"']]])(
    'a 401 with %j leads to no other try',
    (headers) => expect(authentication({}).auth.refused(headers, SCOPE, null)).toBe(false),
  );
});

describe('basic authentication', () => {
  const challenge = ['Basic realm="x"'];

  test('shows the credential, and masks each form of it before', async () => {
    const { auth, masked, lookups } = authentication({});
    expect(auth.refused(challenge, SCOPE, null)).toBe(true);
    expect(await auth.header(SCOPE)).toBe(`Basic ${BASIC}`);
    expect(await auth.header('repository:other:pull')).toBe(`Basic ${BASIC}`);
    expect(lookups()).toBe(1);
    expect(await auth.isAnonymous()).toBe(false);
    const password = 'päss:word';
    expect(masked).toEqual(
      expect.arrayContaining([password, encodeURIComponent(password), Buffer.from(password).toString('base64'), BASIC]),
    );
  });

  test('that was refused is not shown again', () => {
    const { auth } = authentication({});
    auth.refused(challenge, SCOPE, null);
    expect(auth.refused(challenge, SCOPE, `Basic ${BASIC}`)).toBe(false);
  });

  test.each([null, { kind: 'identity', token: 't' } as const])('has nothing to show for %j', async (credential) => {
    const { auth } = authentication({ credential });
    auth.refused(challenge, SCOPE, null);
    expect(await auth.header(SCOPE)).toBeNull();
  });
});

describe('a token', () => {
  test('is asked for with service, scope and credential, and the realm keeps its own query', async () => {
    const { auth, sent, masked } = authentication({});
    auth.refused(['Basic realm="x"', CHALLENGE], SCOPE, null);
    expect(await auth.header(SCOPE)).toBe('Bearer first');
    expect(sent).toHaveLength(1);
    expect(sent[0]!.method).toBe('GET');
    expect(Object.fromEntries(sent[0]!.url.searchParams)).toEqual({
      tenant: '1',
      service: 'registry.example.com',
      scope: SCOPE,
    });
    expect(sent[0]!.headers.authorization).toBe(`Basic ${BASIC}`);
    expect(masked).toContain('first');
  });

  test('is asked for once, however many requests wait, and once for each scope', async () => {
    const { auth, sent } = authentication({});
    auth.refused([CHALLENGE], SCOPE, null);
    await Promise.all([1, 2, 3].map(() => auth.header(SCOPE)));
    await auth.header(SCOPE);
    expect(sent).toHaveLength(1);
    await auth.header('repository:acme/web:pull');
    expect(sent).toHaveLength(2);
  });

  test.each([
    { name: 'after most of the time that it is said to live', expires: 100, passes: 89_000, asked: 1 },
    { name: 'shortly before its end', expires: 100, passes: 91_000, asked: 2 },
    { name: 'after a minute where nothing is said', expires: undefined, passes: 61_000, asked: 2 },
    { name: 'not before where nothing is said', expires: undefined, passes: 50_000, asked: 1 },
    { name: 'not at once where it is said to be old already', expires: -5, passes: 500, asked: 1 },
  ])('is asked for anew $name: $asked', async ({ expires, passes, asked }) => {
    const { auth, sent, clock } = authentication({ answers: [{ body: { token: 't', expires_in: expires } }] });
    auth.refused([CHALLENGE], SCOPE, null);
    await auth.header(SCOPE);
    clock.pass(passes);
    await auth.header(SCOPE);
    expect(sent).toHaveLength(asked);
  });

  test('that was refused is asked for anew', async () => {
    const { auth } = authentication({ answers: [{ body: { token: 'one' } }, { body: { access_token: 'two' } }] });
    auth.refused([CHALLENGE], SCOPE, null);
    const used = await auth.header(SCOPE);
    expect(auth.refused([CHALLENGE], SCOPE, used)).toBe(true);
    expect([used, await auth.header(SCOPE)]).toEqual(['Bearer one', 'Bearer two']);
  });

  test('is asked for without a credential where there is none', async () => {
    const { auth, sent } = authentication({ credential: null });
    auth.refused([CHALLENGE], SCOPE, null);
    expect(await auth.header(SCOPE)).toBe('Bearer first');
    expect(sent[0]!.headers.authorization).toBeUndefined();
    expect(await auth.isAnonymous()).toBe(true);
  });

  test('of the config itself is shown as it is', async () => {
    const { auth, sent, masked } = authentication({ credential: { kind: 'bearer', token: 'own' } });
    auth.refused([CHALLENGE], SCOPE, null);
    expect(await auth.header(SCOPE)).toBe('Bearer own');
    expect(sent).toHaveLength(0);
    expect(masked).toContain('own');
  });
});

describe('an identity token', () => {
  const credential: Credential = { kind: 'identity', token: 'long/lived' };

  test('is exchanged by POST, and never stands in a URL', async () => {
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

  test.each([404, 405])('is a password for a token server that answers a POST with %d', async (status) => {
    const { auth, sent } = authentication({ credential, answers: [{ status }, { body: { token: 'short' } }] });
    auth.refused([CHALLENGE], SCOPE, null);
    expect(await auth.header(SCOPE)).toBe('Bearer short');
    expect(sent.map(({ method }) => method)).toEqual(['POST', 'GET']);
    expect(sent[1]!.headers.authorization).toBe(`Basic ${Buffer.from('<token>:long/lived').toString('base64')}`);
  });

  test('that is refused is not tried as a password', async () => {
    const { auth, sent } = authentication({ credential, answers: [{ status: 401 }] });
    auth.refused([CHALLENGE], SCOPE, null);
    expect(await codeOf(auth.header(SCOPE))).toBe('UNAUTHORIZED');
    expect(sent).toHaveLength(1);
  });
});
