import type { CommonInputs } from './common.ts';
import type { InputReader } from './input-reader.ts';
import { readVersions } from './read-versions.ts';
import type { StatusRequest } from './request.ts';

/** Reads the inputs of `status`. Its `environment` is not used, but a misspelt one is a mistake in the workflow. */
export function readStatus(input: InputReader, common: CommonInputs): StatusRequest {
  return { ...common, mode: 'status', environments: input.stages(), ...readVersions(input, common.images) };
}
