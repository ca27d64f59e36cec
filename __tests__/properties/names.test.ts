import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ActionError } from '../../src/errors.ts';
import { isDigest, parseReference, type Reference, repositoryName } from '../../src/image/reference.ts';
import { readFromFile } from '../../src/request/from-file.ts';
import type { FileEntry } from '../../src/request/request.ts';
import { digests, hex, hostile, tags, versions } from '../support/images/arbitraries.ts';
import { cases } from '../support/runner/quick.ts';

// https://github.com/distribution/reference/blob/main/regexp.go, put together as there
const COMPONENT = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = `(?:${COMPONENT}(?:\\.${COMPONENT})*|\\[(?:[a-fA-F0-9:]+)\\])(?::[0-9]+)?`;
const PATH = '[a-z0-9]+(?:(?:[._]|__|[-]+)[a-z0-9]+)*';
const TAG = '[0-9A-Za-z_][0-9A-Za-z_.-]{0,127}';
const DIGEST = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*[:][0-9A-Fa-f]{32,}';
const REFERENCE = new RegExp(`^(${DOMAIN})/(${PATH}(?:/${PATH})*)(?::(${TAG}))?(?:@(${DIGEST}))?$`);
/** NameTotalLengthMax; of Docker Hub's names the path alone counts */
const MAX_NAME = 255;
const HEX: Record<string, number> = { sha256: 64, sha384: 96, sha512: 128 };

/** ParseNormalizedNamed, by its regular expressions: https://github.com/distribution/reference/blob/main/normalize.go */
function byRegExp(text: string): Reference | null {
  if (/^[a-f0-9]{64}$/.test(text)) return null;
  const [domain, rest] = split(text);
  const [, registry = '', repository = '', tag = null, digest = null] = REFERENCE.exec(`${domain}/${rest}`) ?? [];
  const [algorithm = '', encoded = ''] = (digest ?? '').split(':');
  const isDigest = digest === null || (HEX[algorithm] === encoded.length && /^[a-f0-9]+$/.test(encoded));
  const name = registry === 'docker.io' ? repository : `${registry}/${repository}`;
  return registry === '' || !isDigest || name.length > MAX_NAME ? null : { registry, repository, tag, digest };
}

function split(text: string): [string, string] {
  const slash = text.indexOf('/');
  const [first, rest] = slash < 0 ? ['', text] : [text.slice(0, slash), text.slice(slash + 1)];
  const isHost = first === 'localhost' || /[.:]/.test(first) || first.toLowerCase() !== first;
  if (!isHost || slash < 0) return ['docker.io', slash < 0 ? `library/${text}` : text];
  const isHub = first === 'index.docker.io' || first === 'docker.io';
  return isHub ? ['docker.io', rest.includes('/') ? rest : `library/${rest}`] : [first, rest];
}

function parsed(text: string): Reference | null {
  try {
    return parseReference(text);
  } catch (error) {
    if (error instanceof ActionError && error.code === 'INPUT_INVALID') return null;
    throw error;
  }
}

const names = fc.string({ unit: fc.constantFrom(...'abz09'), minLength: 1, maxLength: 5 });
const paths = fc
  .array(fc.tuple(names, fc.constantFrom('.', '_', '__', '-', '--', '/')), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.map(([name, joint], at) => (at === parts.length - 1 ? name : name + joint)).join(''));
const hosts = fc.oneof(
  fc.constantFrom(
    '',
    'localhost/',
    'docker.io/',
    'index.docker.io/',
    'ghcr.io/',
    'GHCR/',
    '127.0.0.1:5000/',
    '[::1]:5000/',
    'a-b.c:1/',
  ),
  names.map((name) => `${name}.example/`),
);
const digest = fc.oneof(
  hex(64).map((text) => `@sha256:${text}`),
  hex(128).map((text) => `@sha512:${text}`),
);
const valid = fc
  .tuple(
    hosts,
    paths,
    fc.option(
      tags.map((tag) => `:${tag}`),
      { nil: '' },
    ),
    fc.option(digest, { nil: '' }),
  )
  .map((parts) => parts.join(''));
/** Almost references: pieces in any order, and valid ones with insertions. */
const almost = fc.oneof(
  fc
    .array(
      fc.constantFrom(
        'a',
        'B',
        '0',
        '.',
        '_',
        '__',
        '-',
        '/',
        ':',
        '@',
        '[',
        ']',
        ':80',
        'localhost',
        'docker.io',
        'sha256:',
        'f'.repeat(64),
      ),
      { maxLength: 8 },
    )
    .map((pieces) => pieces.join('')),
  fc
    .tuple(
      valid,
      fc.nat(),
      fc.constantFrom('', ' ', '\n', 'A', '..', '._', '-.', '___', 'a--b', '/', ':', '@', '.', '%', 'é'),
    )
    .map(([text, at, put]) => text.slice(0, at % (text.length + 1)) + put + text.slice(at % (text.length + 1))),
);

describe('any reference', () => {
  test('that is printed is read back as it was', () => {
    const print = ({ tag, digest, ...image }: Reference): string =>
      `${repositoryName(image)}${tag === null ? '' : `:${tag}`}${digest === null ? '' : `@${digest}`}`;
    fc.assert(
      fc.property(valid, (text) => {
        const reference = parsed(text);
        // a first word with a dot in it is a host, and few repositories' names are
        fc.pre(reference !== null);
        expect(parseReference(print(reference))).toEqual(reference);
      }),
      { numRuns: cases(500) },
    );
  });

  test('is read as by the regular expressions of distribution/reference, or refused as by them', () => {
    fc.assert(
      fc.property(fc.oneof(valid, almost), (text) => expect(parsed(text)).toEqual(byRegExp(text))),
      { numRuns: cases(3000) },
    );
  });

  test('that is malicious is INPUT_INVALID, and nothing else', () => {
    fc.assert(
      fc.property(hostile, (text) => expect(parsed(text)).toEqual(byRegExp(text))),
      { numRuns: cases(1000) },
    );
  });
});

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
