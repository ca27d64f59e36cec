import { describe, expect, test } from '@jest/globals';
import type { Credential } from '../../../src/registry/auth/docker-config.ts';
import { authentication, CHALLENGE, SCOPE } from '../../support/registries/authentication.ts';
import { codeOf } from '../../support/requests/refusals.ts';

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
