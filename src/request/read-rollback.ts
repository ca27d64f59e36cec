import { type CommonInputs, readEnvironmentName, readReason, readUpdate } from './common.ts';
import type { InputReader } from './input-reader.ts';
import { readExpect } from './read-expect.ts';
import { readUntil } from './read-until.ts';
import { readVersions } from './read-versions.ts';
import type { RollbackRequest } from './request.ts';

/**
 * Reads the inputs of `rollback`.
 * @param readFile reads the text of a file; throws an error with a `code` where it cannot be read
 */
export function readRollback(
  input: InputReader,
  common: CommonInputs,
  readFile: (path: string) => string,
): RollbackRequest {
  const environment = readEnvironmentName('rollback', input);
  const stages = input.stages();
  const update = readUpdate(input, environment || null, stages, common.images);
  const reason = readReason(input);
  const expect = readExpect(input, readFile);
  return {
    ...{ ...common, ...update, mode: 'rollback', environment, stages, reason },
    ...readVersions(input, common.images),
    ...readHoldOf(input, common, reason),
    ...(expect ? { expect } : {}),
  };
}

function readHoldOf(
  input: InputReader,
  { history }: CommonInputs,
  reason: string | null,
): Pick<RollbackRequest, 'hold'> {
  const until = readUntil(input);
  if (!input.boolean('hold', false)) {
    if (until) input.problem('until needs hold: true in a rollback: it says when the hold ends.');
    return {};
  }
  if (reason === null) input.problem('hold: true needs reason: it is kept in the history.');
  if (!history) input.problem('Use either hold: true or history: false: a hold is written to the history.');
  return { hold: { until } };
}
