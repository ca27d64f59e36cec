import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { expectNoLeak } from '../support/faults/leaks.ts';
import { EVIL, expectSound } from '../support/faults/sound.ts';
import { several } from '../support/faults/trials.ts';
import { type ScriptedServer, serve } from '../support/registries/scripted-server.ts';
import { expectNothingKnown } from '../support/requests/scene.ts';
import type { RunResult } from '../support/runner/runner.ts';
import { runAction } from '../support/runner/runner.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
/** The runner hands inputs over in the environment, where a variable holds 128 KiB. */
const MUCH = 125_000;
const many = (line: (index: number) => string, count: number): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

const folder = mkdtempSync(join(tmpdir(), 'hostile-inputs-'));
let server: ScriptedServer;
let image: string;
beforeAll(async () => {
  server = await serve(() => ({ status: 404 }));
  image = `${server.host}/acme/app`;
  mkdirSync(join(folder, 'folder'));
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  symlinkSync('/dev/zero', join(folder, 'endless'));
  symlinkSync('loop', join(folder, 'loop'));
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

type Inputs = Record<string, string>;

/** One run, and parts of what it says. */
interface Case {
  name: string;
  inputs: Inputs;
  says: (string | RegExp)[];
}

/** A run's inputs are refused, at once, before any request, in one sound annotation and without a stack trace. */
async function refused(inputs: Inputs): Promise<{ run: RunResult; message: string }> {
  const run = await runAction({ mode: 'promote', environment: 'prod', ...inputs }, { ownTime: {} });
  expect([run.exitCode, run.stderr]).toEqual([1, '']);
  expectSound(run, 1);
  const [{ title, message } = { title: '', message: '' }] = run.annotations;
  expect(title).toBe('Invalid input');
  expect(message.length).toBeLessThan(60_000);
  expect(run.stdout).not.toMatch(/^\s+at .*:\d+/m);
  expectNothingKnown(run, inputs.mode ?? 'promote');
  expect(run.summary.length).toBeLessThan(120_000);
  return { run, message };
}

async function allRefused(cases: readonly Case[]): Promise<void> {
  const seen = await several(cases, async ({ inputs }) => refused(inputs), 3);
  for (const [index, { name, says }] of cases.entries())
    for (const part of says) expect(`${name}: ${seen[index]!.message}`).toMatch(part);
  // one takes half a second
  expect(Math.max(...seen.map(({ run }) => run.waitedMs! + run.cpuMs!))).toBeLessThan(5_000);
  expect(server.connections).toBe(0);
}

test('an image or a destination that is not valid is refused', async () => {
  const named = { version: '1.0.0' };
  const [a, b] = [`${server.host}/a`, `${server.host}/b`];
  await allRefused([
    { name: 'a host', inputs: { ...named, image: 'ghcr.io' }, says: [/it names only a registry/] },
    { name: 'port 0', inputs: { ...named, image: '127.0.0.1:0/a' }, says: [/not a host that can be reached/] },
    { name: 'port 65536', inputs: { ...named, image: '127.0.0.1:65536/a' }, says: [/not a host that can be reached/] },
    { name: 'a zone', inputs: { ...named, image: '[fe80::1%eth0]:5000/a' }, says: [/is not a host/] },
    {
      name: 'a URL with a password',
      inputs: { ...named, image: 'https://ada:hunter2@ghcr.io/acme/app' },
      says: [/INPUT_INVALID: "\*\*\*@ghcr.io\/acme\/app" is not/],
    },
    {
      name: 'lookalikes',
      inputs: { ...named, image: `${server.host}/\u0430pp\n${a}\u2215b` },
      says: [/is not a repo/],
    },
    {
      name: 'evil',
      inputs: { ...named, image: EVIL, destination: EVIL, environment: EVIL },
      says: [/: :warning::inj/],
    },
    {
      name: 'much',
      inputs: { ...named, image: 'A'.repeat(MUCH) },
      says: [/: "a+…a+" is not an image/],
    },
    {
      name: 'many',
      inputs: { ...named, image: many((index) => `-acme/${index}`, 9000) },
      says: [/"-acme\/49"/, /\nAnd 8950 more problems\.$/],
    },
    {
      name: 'one place in two names',
      inputs: { ...named, image: `${a}\n${b}`, destination: 'GHCR.io/acme/x\nghcr.io:443/acme/x' },
      says: [/destination names ghcr.io:443\/acme\/x twice/],
    },
    {
      name: 'too few',
      inputs: { ...named, image: `${a}\r\n\r\n\t${b} \r\n`, destination: 'x/y' },
      says: [/expected one line per image \(2\), got 1/],
    },
    {
      name: 'tag and digest',
      inputs: { ...named, image, destination: `x/y:tag\nx/z@${DIGEST}` },
      says: [/without the tag "tag"/, /without a digest/, /expected one line per image \(1\), got 2/],
    },
  ]);
});

test('a file that is not the result of a run is refused, and is not read to its end', async () => {
  const file = (name: string, content: string | Buffer): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const at = (name: string): string => join(folder, name);
  const entry = { image, digest: DIGEST, environment: 'prod', previousDigest: null };
  const json = (name: string, change: object): string => file(name, JSON.stringify([entry, { ...entry, ...change }]));
  const rows: [name: string, path: string, says: RegExp][] = [
    ['a folder', at('folder'), /cannot be read \(not a regular file\)/],
    ['a pipe', at('pipe'), /cannot be read \(not a regular file\)/],
    ['what has no end', at('endless'), /cannot be read \(not a regular file\)/],
    ['a link to itself', at('loop'), /cannot be read \(ELOOP\)/],
    ['a name with commands', `${at('none')}\n::error::injected\n##[error]injected`, /there is no such file/],
    ['an environment', '/proc/self/environ', /it is not JSON/],
    ['much', file('much.json', `[${' '.repeat(5_000_000)}]`), /cannot be read \(larger than 4 MiB\)/],
    ['arrays in arrays', file('deep.json', '['.repeat(1_000_000)), /it is not JSON/],
    ['objects in objects', file('objects.json', `[${'{"image":'.repeat(200_000)}`), /it is not JSON/],
    ['a prototype', file('proto.json', `[{"__proto__":${JSON.stringify(entry)}}]`), /entry 1 has no image/],
    ['another encoding', file('utf16.json', Buffer.from(JSON.stringify([entry]), 'utf16le')), /it is not JSON/],
    ['a number', json('number.json', { image: 7 }), /entry 2 has no image/],
    ['evil', json('evil.json', { image: EVIL }), /entry 2 cannot be read/],
    ['a port', json('port.json', { image: '127.0.0.1:99999/a' }), /entry 2 cannot be read .*can be reached/],
    ['a source', json('source.json', { image: 'x/y', source: 'https://u:p@h/a' }), /"\*\*\*@h\/a"/],
    ['an image twice', json('twice.json', {}), /names .* twice/],
  ];
  await allRefused(rows.map(([name, path, ...says]) => ({ name, inputs: { 'from-file': path }, says })));
});

test('what contradicts itself is refused with every problem at once', async () => {
  const all = {
    ...{ image, version: '1', from: 'prod', 'from-file': '/nowhere', password: 'hunter2-secret', 'dry-run': 'x' },
    ...{ destination: 'x/y\nx/y', environments: 'dev\ndev,\t latest', allow: 'all', with: 'some', transport: 'ftp' },
    ...{ 'environment-tags': '{{evil}}\na b', 'sha-length': '-1', deployment: 'perhaps', 'plain-http': 'yes' },
  };
  const parts = [
    ...['Set both username and password', 'only one of version, from and from-file'],
    ...[
      'both prod',
      'dry-run',
      'x/y twice',
      'twice',
      '"latest"',
      '"all"',
      'Unknown with',
      'Unknown transport',
      '{{evil}}',
      '"a b"',
    ],
    ...['sha-length', 'deployment', 'plain-http', 'Unknown environment "prod"'],
  ];
  const { run, message } = await refused(all);
  for (const part of parts) expect(message).toContain(part);
  expectNoLeak(run, ['hunter2-secret']);
});

test('a secret that another input repeats is masked, though the inputs are refused', async () => {
  const [password, token] = ['hunter2 hunter2', 'ghs token of a job'];
  const inputs = { image, version: '1.0.0', username: 'ada', password, 'github-token': token };
  const { run } = await refused({ ...inputs, environment: password, environments: token, version: `x ${token}` });
  expect(run.masks).toEqual(expect.arrayContaining([password, token]));
  expectNoLeak(run, [password, token]);
});
