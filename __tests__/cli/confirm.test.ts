import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import { approver } from '../../src/cli/confirm.ts';
import { lastStageOf } from '../../src/cli/last-stage.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { ChangesEntry } from '../../src/recording/types.ts';
import { buildRequest, promoting, rollbackRequest, statusRequest } from '../support/requests/requests.ts';
import { Stage } from '../support/requests/stage.ts';

const CHANGES: ChangesEntry = {
  ...{ image: 'app', base: 'a'.repeat(40), head: 'b'.repeat(40), url: 'https://github.com/a/b/compare/x...y' },
  ...{ direction: 'forward', total: 1, truncated: false },
  commits: [{ sha: 'c'.repeat(40), title: 'Cheaper basket\u001b[2J', author: 'grace', date: null, pulls: [] }],
} as unknown as ChangesEntry;

/** The plan of a promotion to prod. */
async function planOf(version: string): Promise<Plan> {
  const stage = new Stage();
  for (const each of ['1.0.0', '1.1.0']) stage.release(each);
  await stage.promote('prod', '1.0.0');
  const { result } = await stage.play({ ...promoting(version), dryRun: true });
  return result!.plan;
}

function asking(answers: string) {
  const [stdin, stderr] = [new PassThrough(), new PassThrough()];
  stdin.end(answers);
  const { signal } = new AbortController();
  const approve = approver('prod', { stdin, stderr, signal, isRollback: false });
  return { approve: (plan: Plan) => approve(plan, async () => [CHANGES]), text: () => String(stderr.read() ?? '') };
}

test('shows from what to what, the commits and the guards, and asks once for a plan', async () => {
  const plan = await planOf('1.1.0');
  const { approve, text } = asking('prod\n');
  expect(await approve(plan)).toBe(true);
  const shown = text();
  for (const part of ['1.0.0 → 1.1.0', 'Cheaper basket', 'grace', 'downgrade', 'Type prod to confirm: '])
    expect(shown).toContain(part);
  expect(shown).not.toContain('\u001b');
  expect(await approve(plan)).toBe(false);
});

test('asks nothing where nothing moves', async () => {
  expect(await asking('').approve(await planOf('1.0.0'))).toBe(false);
});

test.each([
  ['staging\n', 'got "staging"'],
  ['', 'got no answer'],
])('%j is no confirmation', async (answer, says) => {
  const approved = asking(answer).approve(await planOf('1.1.0'));
  await expect(approved).rejects.toMatchObject({ code: 'CANCELLED', message: expect.stringContaining(says) });
});

test.each([
  [promoting('1.0.0', { environment: 'prod' }), 'prod'],
  [promoting('1.0.0', { environment: 'production' }), 'production'],
  [promoting('1.0.0', { environment: 'staging' }), null],
  [promoting('1.0.0', { environment: 'live', stages: ['dev', 'live'] }), 'live'],
  [promoting('1.0.0', { environment: 'prod', stages: ['prod', 'live'] }), null],
  [promoting('1.0.0', { environment: 'prod', dryRun: true }), null],
  [rollbackRequest({ environment: 'prod' }), 'prod'],
  [buildRequest({ environment: 'prod' }), 'prod'],
  [buildRequest({ environment: null }), null],
  [statusRequest(), null],
])('the last stage of a run', (request, expected) => {
  expect(lastStageOf(request)).toBe(expected);
});
