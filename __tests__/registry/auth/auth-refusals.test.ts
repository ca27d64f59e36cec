import { describe, expect, test } from '@jest/globals';
import { authentication, CHALLENGE, SCOPE } from '../../support/registries/authentication.ts';
import { type RefusalRow, table } from '../../support/registries/table.ts';
import { codeOf, rejectionOf } from '../../support/requests/refusals.ts';

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
