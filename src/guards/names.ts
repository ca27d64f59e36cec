/**
 * The guards' names, as the input `allow` takes them, in the order of the documentation. They are separate from the
 * guards: reading the inputs needs the names before the first request, and the checks only after it.
 */
export const GUARD_NAMES = [
  'overwrite',
  'rebuild',
  'skip',
  'downgrade',
  'rolled-back',
  'never-live',
  'moved',
  'incomplete',
  'held',
  'soak',
  'window',
  'blocked',
  'verified',
  'require',
] as const;

export type GuardName = (typeof GUARD_NAMES)[number];
