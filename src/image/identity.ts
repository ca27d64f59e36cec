import { LABEL } from './labels.ts';
import { highestFirst } from './order.ts';
import { isCommit } from './reference.ts';
import { isTime } from './time.ts';
import { parseVersion } from './version.ts';

/** What is known of an image; null for what is unknown. */
export interface Identity {
  /** the highest of all that are known */
  readonly version: string | null;
  /** its other versions, highest first; absent where it has none */
  readonly also?: readonly string[];
  /** the full commit */
  readonly revision: string | null;
  /** RFC 3339 */
  readonly created: string | null;
}

export const UNKNOWN: Identity = { version: null, revision: null, created: null };

/** Reads an identity from annotations or labels; a malformed value counts as unknown. */
export function identityOf(labels: Readonly<Record<string, string>>): Identity {
  const revision = labels[LABEL.revision] ?? '';
  const created = labels[LABEL.created] ?? '';
  return {
    version: parseVersion(labels[LABEL.version] ?? ''),
    revision: isCommit(revision) ? revision : null,
    created: isTime(created) ? created : null,
  };
}

/** Merges two identities: all their versions, the highest first; for the rest a value of `a` takes precedence. */
export function merge(a: Identity, b: Identity): Identity {
  const versions = [...versionsOf(a), ...versionsOf(b)];
  return withVersions({ ...a, revision: a.revision ?? b.revision, created: a.created ?? b.created }, versions);
}

/** Returns all versions of an image, the highest first. */
export function versionsOf({ version, also = [] }: Identity): string[] {
  return version === null ? [] : [version, ...also];
}

/** Returns an identity with these versions: its version is the highest, the others are in `also`. */
export function withVersions({ revision, created }: Identity, versions: Iterable<string>): Identity {
  const [version = null, ...also] = highestFirst(versions);
  return { version, ...(also.length > 0 ? { also } : {}), revision, created };
}
