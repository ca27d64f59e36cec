import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ActionError } from '../../src/errors.ts';
import { isDigest, repositoryName } from '../../src/image/reference.ts';
import { readFromFile } from '../../src/request/from-file.ts';
import type { FileEntry } from '../../src/request/request.ts';
import { digests, hostile, versions } from '../support/images/arbitraries.ts';
import { cases } from '../support/runner/quick.ts';

function read(text: string): readonly FileEntry[] | ActionError {
  try {
    return readFromFile('result.json', () => text);
  } catch (error) {
    if (error instanceof ActionError) return error;
    throw error;
  }
}

const fields = fc.oneof(digests, hostile, fc.jsonValue(), fc.constant('ghcr.io/acme/app'));
const near = fc.array(
  fc.record(
    {
      image: fields,
      digest: fields,
      version: fields,
      revision: fields,
      environment: fields,
      previousDigest: fields,
      destination: fields,
      source: fields,
      tags: fields,
    },
    { requiredKeys: [] },
  ),
  { maxLength: 3 },
);

describe('any file', () => {
  test('gives images by digest, or is INPUT_INVALID', () => {
    const texts = fc.oneof(
      near.map((value) => JSON.stringify(value)),
      fc.json(),
      hostile,
    );
    fc.assert(
      fc.property(texts, (text) => {
        const entries = read(text);
        if (entries instanceof ActionError) {
          expect(entries.code).toBe('INPUT_INVALID');
          return;
        }
        expect(entries.length).toBeGreaterThan(0);
        for (const { image, digest, previousDigest } of entries) {
          expect([isDigest(digest), previousDigest === null || isDigest(previousDigest)]).toEqual([true, true]);
          expect(repositoryName(image)).toMatch(/^[\w.:[\]-]+\/[a-z0-9._/-]+$/);
        }
      }),
      { numRuns: cases(2000) },
    );
  });

  test('that a run wrote gives its images, in order', () => {
    const images = fc.uniqueArray(
      fc.constantFrom(...'abcdefgh').map((name) => `ghcr.io/acme/${name}`),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(
        images,
        fc.array(digests, { minLength: 8, maxLength: 8 }),
        fc.option(versions, { nil: null }),
        (names, all, version) => {
          const result = names.map((image, at) => ({
            image,
            digest: all[at],
            version,
            environment: 'prod',
            previousDigest: null,
            tags: [],
            changed: true,
            built: false,
          }));
          const entries = read(JSON.stringify(result)) as readonly FileEntry[];
          expect(entries.map(({ image, digest }) => [repositoryName(image), digest])).toEqual(
            names.map((name, at) => [name, all[at]]),
          );
          expect(entries.map((entry) => entry.version)).toEqual(names.map(() => version));
        },
      ),
    );
  });
});
