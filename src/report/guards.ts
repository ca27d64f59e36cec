import type { Check } from '../guards/guard.ts';

/** The guards that passed, in one line; the others are in the warnings and errors. Empty where none passed. */
export function passedGuards(checks: readonly Check[]): string {
  const names = new Set(checks.flatMap(({ guard, verdict }) => (verdict === 'passed' ? [guard] : [])));
  for (const { guard, verdict } of checks) if (verdict !== 'passed') names.delete(guard);
  return names.size === 0 ? '' : `Guards passed: ${[...names].map((name) => `\`${name}\``).join(', ')}`;
}
