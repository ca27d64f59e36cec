import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { LAYER_DIGEST } from '../support/faults/lying-copies.ts';
import { keyOf } from '../support/registries/lying-registry.ts';
import { type ScriptedServer, serve } from '../support/registries/scripted-server.ts';
import { addSignature, type CopyPair, copyPair, refusal, tagOf } from '../support/requests/copy-pair.ts';
import { doneOf, refusalOf } from '../support/requests/scene.ts';
import { runAction } from '../support/runner/runner.ts';

const LOGIN = { username: 'ada', password: 'hunter2-of-ada' };
const ENCODED = Buffer.from('ada:hunter2-of-ada').toString('base64');

let pair: CopyPair;
let other: ScriptedServer;
beforeEach(async () => {
  pair = await copyPair();
  other = await serve(() => ({ status: 403, body: '<html>Blocked by policy</html>' }));
});
afterEach(async () => {
  await pair.stop();
  await other.stop();
});

test('a blob that is redirected to a host which refuses it is an error of that host', async () => {
  pair.from.lie = (request) =>
    keyOf(request) === `GET blobs/${LAYER_DIGEST}`
      ? { status: 307, headers: { location: `${other.url.href}${LAYER_DIGEST}` } }
      : undefined;
  const message = refusalOf('REGISTRY_REFUSED', await pair.promote());
  expect(message).toContain(other.host);
  expect(message).toContain('Blocked by policy');
  expect(pair.at('prod')).toBeUndefined();
});

test('a blob whose HEAD is redirected to a host which refuses HEAD is sent', async () => {
  pair.to.lie = (request) =>
    keyOf(request).startsWith('HEAD blobs/') ? { status: 307, headers: { location: other.url.href } } : undefined;
  expect(doneOf(await pair.promote()).outputs.digest).toBe(pair.image.digest);
  expect(pair.at('prod')).toBe(pair.image.digest);
});

test.each([
  { code: 'FORBIDDEN', status: 403 },
  { code: 'UNAUTHORIZED', status: 401 },
])('a copy whose list of tags is refused by %j is done, with a warning', async ({ code, status }) => {
  const signature = addSignature(pair.from, pair.image, ['signed']);
  pair.from.lie = (request) => (keyOf(request) === 'GET tags/list' ? refusal(status, 'DENIED', 'no') : undefined);
  const done = doneOf(await pair.promote());
  expect(pair.at(tagOf(pair.image, '.sig'))).toBe(signature.digest);
  const [warning, ...more] = done.annotations.filter(({ level }) => level === 'warning');
  expect(more).toEqual([]);
  expect(warning?.message).toContain(`${pair.from.server.host}/acme/app: the list of tags was refused (${code})`);
});

test('the refusal of a token server names the image', async () => {
  const challenge = `Bearer realm="${other.url.href}token",service="registry"`;
  pair.from.lie = () => ({ status: 401, headers: { 'www-authenticate': challenge } });
  const message = refusalOf('FORBIDDEN', await pair.promote(LOGIN));
  expect(message).toContain(`${pair.from.server.host}/acme/app`);
});

test('the encoded credential in a response is hidden before it was ever sent', async () => {
  pair.from.lie = () => ({ status: 400, body: JSON.stringify({ errors: [{ code: 'X', message: `got ${ENCODED}` }] }) });
  const refused = await pair.promote(LOGIN);
  refusalOf('REGISTRY_REFUSED', refused);
  const shown = refused.stdout.replaceAll(/^::add-mask::.*$/gm, '');
  for (const text of [shown, refused.summary]) expect(text).not.toContain(ENCODED);
  expect(refused.masks).toContain(ENCODED);
});

test.each(['repository:acme/app:metadata_read', 'repository:team/acme/app:pull'])(
  'a list of tags that needs the scope %s gets a token for it',
  async (wanted) => {
    const tokens = await serve(({ path }) => ({
      body: JSON.stringify({
        token: new URL(path, 'http://x').searchParams.getAll('scope').join(' ').split(' ').includes(wanted)
          ? 'wanted'
          : 'usual',
      }),
    }));
    pair.from.lie = (request) => {
      const isList = keyOf(request) === 'GET tags/list';
      const scope = isList ? wanted : 'repository:acme/app:pull,push';
      const isOpen = request.headers.authorization === `Bearer ${isList ? 'wanted' : 'usual'}`;
      const challenge = `Bearer realm="${tokens.url.href}token",service="registry",scope="${scope}"`;
      return isOpen ? undefined : { status: 401, headers: { 'www-authenticate': challenge } };
    };
    const status = await runAction({ mode: 'status', image: `${pair.from.server.host}/acme/app`, ...LOGIN });
    await tokens.stop();
    doneOf(status);
    expect(tokens.seen.length).toBeLessThanOrEqual(3);
  },
);
