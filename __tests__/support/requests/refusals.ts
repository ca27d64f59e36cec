import { ActionError, type ErrorCode } from '../../../src/errors.ts';

/** Returns the ActionError that a function throws; fails the test if it throws nothing or another error. */
export function refusalOf(act: () => unknown): ActionError {
  try {
    act();
  } catch (error) {
    if (error instanceof ActionError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** The same for a promise. */
export async function rejectionOf(promise: Promise<unknown>): Promise<ActionError> {
  const result = await promise.then(
    (value: unknown) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('value' in result) throw new Error(`nothing was refused: ${JSON.stringify(result.value)}`);
  if (result.error instanceof ActionError) return result.error;
  throw result.error;
}

/** Returns the error code that a promise rejects with. */
export async function codeOf(promise: Promise<unknown>): Promise<ErrorCode> {
  return (await rejectionOf(promise)).code;
}
