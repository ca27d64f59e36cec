import { ActionError, type ErrorCode } from '../../../src/errors.ts';

/** What an act throws; fails the test where it throws nothing, or something that is not the action's own error. */
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

/** The code that a promise is refused with. */
export async function codeOf(promise: Promise<unknown>): Promise<ErrorCode> {
  return (await rejectionOf(promise)).code;
}
