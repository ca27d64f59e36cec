import { parse, stringify } from 'yaml';

/** Keys that GitHub takes and the schema of act 0.2.89 does not know, each with the key that it stands under. */
const UNKNOWN_TO_ACT = [
  ['concurrency', 'queue'],
  ['environment', 'deployment'],
  ['permissions', 'artifact-metadata'],
] as const;

/** A workflow's text without the keys that act refuses: nothing else is changed. */
export function actReadable(text: string): string {
  const workflow: unknown = parse(text);
  strip(workflow);
  return stringify(workflow, { lineWidth: 0 });
}

function strip(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    if (typeof child !== 'object' || child === null) continue;
    for (const [parent, unknown] of UNKNOWN_TO_ACT)
      if (key === parent) delete (child as Record<string, unknown>)[unknown];
    strip(child);
  }
}
