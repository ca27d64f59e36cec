import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HOSTS, SECRETS, startWorld, type World } from '../support/faults/hostile-hosts.ts';
import { PROMOTE, type ProcessLie } from '../support/faults/process-lie.ts';
import { KNOWN, PROCESS_LIES } from '../support/faults/process-lies.ts';
import { EVIL, expectSound } from '../support/faults/sound.ts';
import { several } from '../support/faults/trials.ts';
import { type Certificate, makeCertificate } from '../support/registries/certificate.ts';
import { doneOf, refusalOf } from '../support/requests/scene.ts';
import type { RunResult } from '../support/runner/runner.ts';

/** What came of one run in a world of its own. */
interface Told {
  run: RunResult;
  writes: string[];
  asked: string[];
  /** everything that hosts which are to know nothing got */
  leaked: string;
}

let folder: string;
let certificate: Certificate;
const told = new Map<ProcessLie, Told>();

async function tell(lie: ProcessLie): Promise<Told> {
  const world: World = await startWorld(certificate, lie.hosts);
  const inputs = { ...PROMOTE, ...lie.inputs, ...(lie.inputs?.mode === 'rollback' ? { version: '' } : {}) };
  const run = await world.run(inputs, { ownTime: {} });
  await world.stop();
  const strangers = HOSTS.filter((host) => host !== 'registry.example' && host !== 'auth.example');
  const leaked = strangers
    .flatMap((host) => world.seenBy(host))
    .map(({ path, headers, body }) => `${path} ${JSON.stringify(headers)} ${body}`);
  return { run, writes: world.registry.writes(), asked: [...new Set(world.asked)], leaked: leaked.join('\n') };
}

/** What the run's reader sees: all but the masks, which the runner takes out. */
function shownBy({ stdout, stderr, summary, outputs }: RunResult): string {
  const lines = stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  return [...lines, stderr, summary, ...Object.values(outputs)].join('\n');
}

function expectNoSecret(text: string): void {
  for (const secret of SECRETS) expect(text.includes(secret) ? `${secret} in ${text}` : '').toBe('');
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  certificate = await makeCertificate(folder, HOSTS);
  const lies = Object.values(PROCESS_LIES).flat();
  const all = await several(lies, (lie) => tell(lie), 6);
  for (const [at, lie] of lies.entries()) told.set(lie, all[at] as Told);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(Object.entries(PROCESS_LIES))('a malicious registry that %s', (_, lies) => {
  test.each(lies)('$name: $code', (lie) => {
    const { run, writes, asked, leaked } = told.get(lie)!;
    if (lie.code === null) doneOf(run);
    else {
      const message = refusalOf(lie.code, run);
      // a line of its own says what was put back
      expect(message.split('\n').length).toBeLessThanOrEqual(lie.writes ? 2 : 1);
      expect(message.length).toBeLessThan(1500);
      expect(message).toContain(lie.says ?? '');
      expect(run.outputs.changed).toBe(lie.writes ? undefined : 'false');
      expect(writes).toEqual(lie.writes ?? []);
      expect(run.stdout).not.toMatch(/^\s+at /m);
    }
    expectSound(run, lie.code === null ? run.annotations.length : 1);
    expectNoSecret(shownBy(run));
    expectNoSecret(leaked);
    expect(leaked).not.toMatch(/"(authorization|cookie|proxy-authorization)"/);
    expect(asked.filter((each) => !KNOWN.includes(each))).toEqual(lie.alsoAsked ?? []);
    expect(run.waitedMs).toBeLessThan(20_000);
  });
});

test('a credential helper that prints secrets and commands shows none', async () => {
  const world = await startWorld(certificate, {});
  const bin = mkdtempSync(join(folder, 'bin-'));
  writeFileSync(join(bin, 'out'), `${EVIL}\n${SECRETS.join('\n')}\n`);
  writeFileSync(join(bin, 'docker-credential-evil'), `#!/bin/sh\ncat "${bin}/out"; cat "${bin}/out" >&2\n`);
  chmodSync(join(bin, 'docker-credential-evil'), 0o755);
  writeFileSync(join(bin, 'config.json'), JSON.stringify({ credHelpers: { 'registry.example': 'evil' } }));
  const env = { PATH: `${bin}:${process.env.PATH}`, DOCKER_CONFIG: bin };
  const run = await world.run({ ...PROMOTE, username: '', password: '' }, { env });
  await world.stop();
  expect(refusalOf('INPUT_INVALID', run)).toContain('docker-credential-evil');
  expectSound(run, 1);
  expectNoSecret(`${run.stdout}${run.stderr}${run.summary}`);
  expect(world.registry.writes()).toEqual([]);
});
