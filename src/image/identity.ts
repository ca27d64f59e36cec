import { isCommit } from './reference.ts';
import { parseVersion } from './version.ts';

/** What an image is known to be; null where nobody can tell. */
export interface Identity {
  readonly version: string | null;
  /** the full commit */
  readonly revision: string | null;
  /** RFC 3339 */
  readonly created: string | null;
}

export const UNKNOWN: Identity = { version: null, revision: null, created: null };

/** The keys under which images say what they are: image-spec, annotations.md. */
export const LABEL = {
  revision: 'org.opencontainers.image.revision',
  source: 'org.opencontainers.image.source',
  created: 'org.opencontainers.image.created',
  version: 'org.opencontainers.image.version',
  build: 'vnd.build-once-promote.build',
} as const;

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

/** Annotations or labels as an identity; whatever does not have the right form is not known. */
export function identityOf(labels: Readonly<Record<string, string>>): Identity {
  const revision = labels[LABEL.revision] ?? '';
  const created = labels[LABEL.created] ?? '';
  return {
    version: parseVersion(labels[LABEL.version] ?? ''),
    revision: isCommit(revision) ? revision : null,
    created: isTime(created) ? created : null,
  };
}

/** Whether a text is a time as RFC 3339 writes it. */
export function isTime(text: string): boolean {
  return RFC3339.test(text) && !Number.isNaN(Date.parse(text));
}

/** Puts two sources together; the first counts where both know. */
export function merge(a: Identity, b: Identity): Identity {
  return { version: a.version ?? b.version, revision: a.revision ?? b.revision, created: a.created ?? b.created };
}

/** The keys that a build stamps itself; its `labels` input can't override them. */
export const STAMPED: readonly string[] = Object.values(LABEL);
