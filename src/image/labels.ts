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

/** The keys that a build stamps itself; the `labels` input cannot override them. */
export const STAMPED: readonly string[] = Object.values(LABEL);
