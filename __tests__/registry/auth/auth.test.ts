import { describe, expect, test } from '@jest/globals';
import type { Credential } from '../../../src/registry/auth/docker-config.ts';
import { authentication, BASIC, CHALLENGE, SCOPE } from '../../support/registries/authentication.ts';

describe('before a challenge', () => {
  test('before a challenge no header is sent and no credential is looked up', async () => {
    const { auth, lookups } = authentication({});
    expect(await auth.header(SCOPE)).toBeNull();
    expect(await auth.source(SCOPE)).toBeNull();
    expect(lookups()).toBe(0);
  });

  test.each([[[]], [['Negotiate']], [['Digest realm="x"']], [['Bearer service="no realm"']]])(
    'a 401 with %j leads to no other try',
    (headers) => expect(authentication({}).auth.refused(headers, SCOPE, null)).toBe(false),
  );
});

describe('basic authentication', () => {
  const challenge = ['Basic realm="x"'];

  test('Basic sends the credential after masking all its encodings', async () => {
    const { auth, masked, lookups } = authentication({});
    expect(auth.refused(challenge, SCOPE, null)).toBe(true);
    expect(await auth.header(SCOPE)).toBe(`Basic ${BASIC}`);
    expect(await auth.header('repository:acme/app:pull')).toBe(`Basic ${BASIC}`);
    expect(lookups()).toBe(1);
    expect(await auth.source(SCOPE)).toBe('unknown');
    const password = 'päss:word';
    expect(masked).toEqual(
      expect.arrayContaining([password, encodeURIComponent(password), Buffer.from(password).toString('base64'), BASIC]),
    );
  });

  test('Basic looks up a credential per repository and masks shared encodings once', async () => {
    const credential = (repository: string): Credential | null =>
      repository === 'public' ? null : { kind: 'basic', username: 'ada', password: repository.slice(0, 4) };
    const { auth, lookedUp, masked } = authentication({ credential });
    auth.refused(challenge, SCOPE, null);
    const headerOf = async (repository: string) => {
      const header = await auth.header(`repository:${repository}:pull`);
      return header && Buffer.from(header.slice('Basic '.length), 'base64').toString();
    };
    expect(await headerOf('acme/app')).toBe('ada:acme');
    expect(await headerOf('acme/web')).toBe('ada:acme');
    expect(await headerOf('team/app')).toBe('ada:team');
    expect(await headerOf('public')).toBeNull();
    expect(lookedUp).toEqual(['acme/app', 'acme/web', 'team/app', 'public']);
    expect(masked.filter((form) => form === 'acme')).toHaveLength(1);
    expect(await auth.source('repository:public:pull')).toBeNull();
    expect(await auth.source('repository:team/app:pull')).toBe('unknown');
  });

  test('a refused Basic credential is not sent again', () => {
    const { auth } = authentication({});
    auth.refused(challenge, SCOPE, null);
    expect(auth.refused(challenge, SCOPE, `Basic ${BASIC}`)).toBe(false);
  });

  test.each([null, { kind: 'identity', token: 't' } as const])('Basic sends no header for %j', async (credential) => {
    const { auth } = authentication({ credential });
    auth.refused(challenge, SCOPE, null);
    expect(await auth.header(SCOPE)).toBeNull();
  });
});

describe('a token', () => {
  test('a token request has service, scope, credential and the query of the realm', async () => {
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

  test('a token is requested once per scope, for any number of requests', async () => {
    const { auth, sent } = authentication({});
    auth.refused([CHALLENGE], SCOPE, null);
    await Promise.all([1, 2, 3].map(() => auth.header(SCOPE)));
    await auth.header(SCOPE);
    expect(sent).toHaveLength(1);
    await auth.header('repository:acme/web:pull');
    expect(sent).toHaveLength(2);
  });

  test.each([
    { name: 'after most of its lifetime', expires: 100, passes: 89_000, asked: 1 },
    { name: 'shortly before it expires', expires: 100, passes: 91_000, asked: 2 },
    { name: 'after a minute without expires_in', expires: undefined, passes: 61_000, asked: 2 },
    { name: 'within a minute without expires_in', expires: undefined, passes: 50_000, asked: 1 },
    { name: 'at once with a negative expires_in', expires: -5, passes: 500, asked: 1 },
  ])('$asked token requests are made if it is used $name', async ({ expires, passes, asked }) => {
    const { auth, sent, clock } = authentication({ answers: [{ body: { token: 't', expires_in: expires } }] });
    auth.refused([CHALLENGE], SCOPE, null);
    await auth.header(SCOPE);
    clock.pass(passes);
    await auth.header(SCOPE);
    expect(sent).toHaveLength(asked);
  });

  test('a token for several repositories has one scope parameter each and the credential of the first', async () => {
    const { auth, sent, lookedUp } = authentication({});
    auth.refused([CHALLENGE], SCOPE, null);
    await auth.header('repository:acme/app:pull,push repository:team/base:pull');
    expect(sent[0]!.url.searchParams.getAll('scope')).toEqual([
      'repository:acme/app:pull,push',
      'repository:team/base:pull',
    ]);
    expect(lookedUp).toEqual(['acme/app']);
  });

  test('a token for no repository has no scope parameter', async () => {
    const { auth, sent, lookedUp } = authentication({});
    auth.refused([CHALLENGE], '', null);
    await auth.header('');
    expect(sent[0]!.url.searchParams.has('scope')).toBe(false);
    expect(lookedUp).toEqual(['']);
  });

  test.each([
    { name: 'counts from issued_at', issued: -60_000, expires: 100, left: 36_000 },
    { name: 'counts from now if the server’s clock is ahead', issued: 50_000, expires: 100, left: 90_000 },
    { name: 'counts from now if the server’s clock is far behind', issued: -9e9, expires: 100, left: 90_000 },
    { name: 'counts from now if issued_at is not valid', issued: null, expires: 100, left: 90_000 },
    { name: 'may be a string', issued: null, expires: '100', left: 90_000 },
    { name: 'is a minute if it is not a number', issued: null, expires: 'soon', left: 54_000 },
  ])('the lifetime of a token $name', async ({ issued, expires, left }) => {
    const start = Date.UTC(2026, 0, 1);
    const issued_at = issued === null ? 'yesterday' : new Date(start + issued).toISOString();
    const { auth, sent, clock } = authentication({
      answers: [{ body: { token: 't', expires_in: expires, issued_at } }],
    });
    auth.refused([CHALLENGE], SCOPE, null);
    await auth.header(SCOPE);
    clock.pass(left - 1);
    await auth.header(SCOPE);
    expect(sent).toHaveLength(1);
    clock.pass(1);
    await auth.header(SCOPE);
    expect(sent).toHaveLength(2);
  });

  test('a token that is refused for many requests at once is renewed once', async () => {
    const { auth, sent } = authentication({ answers: [{ body: { token: 'one' } }, { body: { token: 'two' } }] });
    auth.refused([CHALLENGE], SCOPE, null);
    const used = await Promise.all([1, 2, 3].map(() => auth.header(SCOPE)));
    auth.refused([CHALLENGE], SCOPE, used[0]!);
    const early = auth.header(SCOPE);
    auth.refused([CHALLENGE], SCOPE, used[1]!);
    expect(await Promise.all([early, auth.header(SCOPE)])).toEqual(['Bearer two', 'Bearer two']);
    auth.refused([CHALLENGE], SCOPE, used[2]!);
    expect(await auth.header(SCOPE)).toBe('Bearer two');
    expect(sent).toHaveLength(2);
  });

  test('a refused token is renewed', async () => {
    const { auth } = authentication({ answers: [{ body: { token: 'one' } }, { body: { access_token: 'two' } }] });
    auth.refused([CHALLENGE], SCOPE, null);
    const used = await auth.header(SCOPE);
    expect(auth.refused([CHALLENGE], SCOPE, used)).toBe(true);
    expect([used, await auth.header(SCOPE)]).toEqual(['Bearer one', 'Bearer two']);
  });

  test('a token is requested anonymously if there is no credential', async () => {
    const { auth, sent } = authentication({ credential: null });
    auth.refused([CHALLENGE], SCOPE, null);
    expect(await auth.header(SCOPE)).toBe('Bearer first');
    expect(sent[0]!.headers.authorization).toBeUndefined();
    expect(await auth.source(SCOPE)).toBeNull();
  });

  test('a registry token of the config is sent as it is', async () => {
    const { auth, sent, masked } = authentication({ credential: { kind: 'bearer', token: 'own' } });
    auth.refused([CHALLENGE], SCOPE, null);
    expect(await auth.header(SCOPE)).toBe('Bearer own');
    expect(sent).toHaveLength(0);
    expect(masked).toContain('own');
  });
});
