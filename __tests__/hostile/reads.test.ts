import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ActionError } from '../../src/errors.ts';
import type { Manifest } from '../../src/image/manifest.ts';
import { kindOf, type ReadLie } from '../support/faults/lie.ts';
import { CONTENT_LIES } from '../support/faults/lies-of-content.ts';
import { HTTP_LIES } from '../support/faults/lies-of-http.ts';
import { FAST, fill, type LiedTo, MODES, PATIENT, readsBefore, runAgainst } from '../support/faults/lying-runs.ts';
import { keyOf, type LyingRegistry, lyingRegistry } from '../support/registries/lying-registry.ts';
import { turnOf } from '../support/runner/quick.ts';

/** The result of a run with one malicious response. */
interface Told {
  lie: string;
  at: string;
  code: string | null;
  writes: string[];
}

async function tell(mode: LiedTo, lie: ReadLie, at: string): Promise<Told> {
  const registry = await lyingRegistry(fill);
  registry.lie = (request, truth) => (keyOf(request) === at ? lie.answer(truth, request) : undefined);
  const timeouts = lie.waits ? FAST : PATIENT;
  const error: unknown = await runAgainst(registry, mode, timeouts).then(
    () => null,
    (reason: unknown) => reason,
  );
  await registry.server.stop();
  const code = error === null ? null : error instanceof ActionError ? error.code : String(error);
  // with short time limits, several requests may fail: a line for each
  if (error instanceof ActionError)
    for (const line of lie.waits ? error.message.split('\n') : [error.message]) expectSound(line);
  return { lie: lie.name, at, code, writes: registry.writes() };
}

/** Expects short lines, one for each request that failed, without a meaning to a terminal or the runner. */
function expectSound(message: string): void {
  for (const line of message.split('\n'))
    expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  expect(message.length).toBeLessThan(1000);
}

/** the reads of the image that is live in prod */
let liveKeys: string[] = [];
const LIES: ReadLie[] = [...CONTENT_LIES, ...HTTP_LIES];

/**
 * What cannot be read, but does not fail a run: the image that is live is unknown then, with a warning; a history that
 * cannot be read spoils its own row of a status; and a build only looks for versions in the histories of other environments.
 */
function isTolerated(mode: LiedTo, { code }: ReadLie, at: string): boolean {
  if (code === 'HISTORY_INVALID') return mode === 'status' || mode === 'build';
  if (mode === 'status' && kindOf(at) === 'history') return code === 'REGISTRY_REFUSED' || code === 'DIGEST_MISMATCH';
  return liveKeys.includes(at) && (code === 'REGISTRY_REFUSED' || code === 'DIGEST_MISMATCH');
}

describe.each(MODES)('a malicious registry and a %s', (mode) => {
  let honest: LyingRegistry;
  let reads: string[];
  /** Runs that end by a time limit mostly wait, so all begin at once. */
  const waiting = new Map<ReadLie, Promise<Told[]>>();
  const lies = turnOf(LIES, MODES.indexOf(mode), MODES.length);
  const placesOf = (lie: ReadLie): string[] => reads.filter((key) => lie.at.includes(kindOf(key)));
  const tellEverywhere = (lie: ReadLie): Promise<Told[]> => Promise.all(placesOf(lie).map((at) => tell(mode, lie, at)));
  beforeAll(async () => {
    honest = await lyingRegistry(fill);
    const live = honest.store.look(honest.image, 'prod') as Manifest;
    const { config } = JSON.parse(live.bytes.toString()) as { config: { digest: string } };
    liveKeys = [`GET manifests/${live.digest}`, `GET blobs/${config.digest}`];
    const missing = new Set<string>();
    honest.lie = (request, { status }) => void (status === 404 && missing.add(keyOf(request)));
    await runAgainst(honest, mode);
    reads = readsBefore(honest.asked()).filter((key) => !missing.has(key));
    for (const lie of lies.filter(({ waits }) => waits)) waiting.set(lie, tellEverywhere(lie));
  });
  afterAll(() => honest.server.stop());

  test('has enough to lie about', () => expect(new Set(reads.map(kindOf)).size).toBeGreaterThanOrEqual(4));

  test.each(lies)('and $name: $code', async (lie) => {
    const told = await (waiting.get(lie) ?? tellEverywhere(lie));
    const expected = placesOf(lie).map((at) => {
      const code = isTolerated(mode, lie, at) ? null : lie.code;
      return { lie: lie.name, at, code, writes: code === null ? honest.writes() : [] };
    });
    expect(told).toEqual(expected);
  });
});
