import { taken } from './run-state.ts';

/** Ends what the setup started, the last first. */
export default async function teardown(): Promise<void> {
  for (const ending of taken()?.endings.toReversed() ?? []) await ending();
}
