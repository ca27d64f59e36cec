import { type CommonInputs, readEnvironmentName, readReason, readUpdate } from './common.ts';
import type { InputReader } from './input-reader.ts';
import { readVersions } from './read-versions.ts';
import type { RollbackRequest } from './request.ts';

/** Reads the inputs of `rollback`. */
export function readRollback(input: InputReader, common: CommonInputs): RollbackRequest {
  const environment = readEnvironmentName('rollback', input);
  const stages = input.stages();
  const update = readUpdate(input, environment || null, stages, common.images);
  return {
    ...{ ...common, ...update, mode: 'rollback', environment, stages, reason: readReason(input) },
    ...readVersions(input, common.images),
  };
}
