import { MARKS } from '../history/event.ts';
import { type CommonInputs, readEnvironmentName, readReason } from './common.ts';
import type { InputReader } from './input-reader.ts';
import { readUntil } from './read-until.ts';
import { readVersions } from './read-versions.ts';
import type { HoldRequest, MarkRequest, RecordRequest, ResumeRequest, UpdateInputs } from './request.ts';

/** A mode that moves nothing writes no tags and overrides no guards. */
const NO_UPDATE: UpdateInputs = {
  environmentTags: [],
  allow: [],
  transport: 'registry',
  deployment: false,
  records: false,
  environmentUrl: null,
};

/** Reads the inputs of `hold`. */
export function readHold(input: InputReader, common: CommonInputs): HoldRequest {
  return { ...readCommonOf('hold', input, common), mode: 'hold', until: readUntil(input) };
}

/** Reads the inputs of `resume`. */
export function readResume(input: InputReader, common: CommonInputs): ResumeRequest {
  return { ...readCommonOf('resume', input, common), mode: 'resume' };
}

/** Reads the inputs of `mark`. */
export function readMark(input: InputReader, common: CommonInputs): MarkRequest {
  if (input.text('as') === null) input.problem(`mark needs as: one of ${MARKS.join(', ')}.`);
  const as = input.choice('as', MARKS, 'verified');
  return { ...readCommonOf('mark', input, common), mode: 'mark', as, ...readVersions(input, common.images) };
}

function readCommonOf(mode: RecordRequest['mode'], input: InputReader, common: CommonInputs) {
  const environment = readEnvironmentName(mode, input);
  const reason = readReason(input);
  if (reason === null) input.problem(`${mode} needs reason: it is kept in the history.`);
  if (!common.history)
    input.problem(
      `Use either mode: ${mode} or history: false: what it does is written to the history and nowhere else.`,
    );
  return { ...common, ...NO_UPDATE, environment, stages: input.stages(), reason };
}
