import { isCommit } from './reference.ts';
import { parseVersion } from './version.ts';

/** What is known of an image; null for what is unknown. */
export interface Identity {
  readonly version: string | null;
  /** the full commit */
  readonly revision: string | null;
  /** RFC 3339 */
  readonly created: string | null;
}

export const UNKNOWN: Identity = { version: null, revision: null, created: null };

/**
 * The keys of labels and annotations.
 * https://github.com/opencontainers/image-spec/blob/main/annotations.md#pre-defined-annotation-keys
 */
export const LABEL = {
  revision: 'org.opencontainers.image.revision',
  source: 'org.opencontainers.image.source',
  created: 'org.opencontainers.image.created',
  version: 'org.opencontainers.image.version',
  build: 'vnd.build-once-promote.build',
} as const;

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

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

/** Whether a text is a date-time: https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
export function isTime(text: string): boolean {
  return RFC3339.test(text) && !Number.isNaN(Date.parse(text));
}

/** Merges two identities; a value of `a` takes precedence. */
export function merge(a: Identity, b: Identity): Identity {
  return { version: a.version ?? b.version, revision: a.revision ?? b.revision, created: a.created ?? b.created };
}

/** The keys that a build stamps itself; the `labels` input cannot override them. */
export const STAMPED: readonly string[] = Object.values(LABEL);
