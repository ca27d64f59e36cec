import { expect, test } from '@jest/globals';
import type { Mode } from '../../../src/request/request.ts';
import { refusal } from './inputs.ts';

/** A mode with inputs that it refuses, and a part of the message. */
export interface Row {
  mode: Mode;
  given: Record<string, string>;
  says: string;
}

/** Makes a test of each row. */
export function problems(rows: readonly Row[]): void {
  test.each(rows)('$mode with $given: $says', ({ mode, given, says }) => {
    const error = refusal(mode, given);
    expect(error.code).toBe('INPUT_INVALID');
    expect(error.message).toContain(says);
  });
}
