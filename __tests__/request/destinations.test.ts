import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { repositoryName } from '../../src/image/reference.ts';
import { copiesOf, destinationsOf } from '../../src/request/request.ts';
import { refusal, request } from '../support/requests/inputs.ts';

const folder = mkdtempSync(join(tmpdir(), 'destinations-'));
afterAll(() => rmSync(folder, { recursive: true }));

const DIGEST = `sha256:${'a'.repeat(64)}`;
const [DEV, SHOP] = ['ghcr.io/acme/dev', 'quay.io/acme/shop'];

let files = 0;

/** A file of an earlier run, by its entries. */
function file(...entries: readonly object[]): string {
  const path = join(folder, `${++files}.json`);
  writeFileSync(path, JSON.stringify(entries.map((entry) => ({ digest: DIGEST, ...entry }))));
  return path;
}

describe('where the images of a promotion go', () => {
  test.each<{ name: string; inputs: Record<string, string>; copies: string[]; to: string[] }>([
    { name: 'nowhere, where no destination is given', inputs: { image: DEV }, copies: [], to: [DEV] },
    { name: 'to the destination', inputs: { image: DEV, destination: SHOP }, copies: [`${DEV} → ${SHOP}`], to: [SHOP] },
    {
      name: 'nowhere, where the destination is the image',
      inputs: { image: DEV, destination: DEV },
      copies: [],
      to: [DEV],
    },
    {
      name: 'nowhere, where the destination is another name for the image',
      inputs: { image: `${DEV}\n${SHOP}`, destination: 'GHCR.io:443/acme/dev\nQuay.io/acme/shop' },
      copies: [],
      to: [DEV, SHOP],
    },
    {
      name: 'each to its own, which may be where another comes from',
      inputs: { image: 'a/a\na/b\na/c', destination: 'a/b\na/c\nquay.io/a/c' },
      copies: ['docker.io/a/a → docker.io/a/b', 'docker.io/a/b → docker.io/a/c', 'docker.io/a/c → quay.io/a/c'],
      to: ['docker.io/a/b', 'docker.io/a/c', 'quay.io/a/c'],
    },
    {
      name: 'nowhere, where a file says that it was copied for an environment before',
      inputs: { image: '', version: '', 'from-file': file({ image: SHOP, source: DEV, environment: 'staging' }) },
      copies: [],
      to: [SHOP],
    },
    {
      name: 'where the file says, from where it says',
      inputs: { image: '', version: '', 'from-file': file({ image: SHOP, source: DEV }) },
      copies: [`${DEV} → ${SHOP}`],
      to: [SHOP],
    },
    {
      name: 'to the destination, whatever the file says',
      inputs: { image: '', version: '', 'from-file': file({ image: SHOP, source: DEV }), destination: 'acme/other' },
      copies: [`${DEV} → docker.io/acme/other`],
      to: ['docker.io/acme/other'],
    },
  ])('$name', ({ inputs, copies, to }) => {
    const promotion = request('promote', inputs);
    expect(copiesOf(promotion).map((copy) => `${repositoryName(copy.from)} → ${repositoryName(copy.to)}`)).toEqual(
      copies,
    );
    expect(destinationsOf(promotion).map(repositoryName)).toEqual(to);
  });

  test.each([
    {
      name: 'the image itself',
      destination: `GHCR.io/acme/dev\n${SHOP}`,
      says: [`repository of ${DEV} itself: nothing`],
    },
    {
      name: 'two images',
      destination: `${DEV}\nquay.io/acme/web`,
      says: [`of ${DEV} itself (and of 1 more): nothing`],
    },
    { name: 'other repositories', destination: `${SHOP}\n${SHOP}2`, says: [] },
    { name: 'none', destination: '', says: [] },
  ])('with a notice where nothing is copied: $name', ({ destination, says }) => {
    const promotion = request('promote', { image: `${DEV}\nquay.io/acme/web`, destination });
    expect(promotion.notices).toEqual(says.map((text) => expect.stringContaining(text)));
  });

  test.each<{ name: string; inputs: Record<string, string>; says: string }>([
    {
      name: 'fewer than images',
      inputs: { image: 'a/a\na/b', destination: SHOP },
      says: 'expected one line per image (2), got 1',
    },
    {
      name: 'one for two images',
      inputs: { image: 'a/a\na/b', destination: `${SHOP}\n${SHOP}` },
      says: `names ${SHOP} twice`,
    },
    {
      name: 'one for two images, in two names',
      inputs: { image: 'a/a\na/b', destination: `${SHOP}\nQUAY.io:443/acme/shop` },
      says: 'names QUAY.io:443/acme/shop twice',
    },
    {
      name: 'two for one image',
      inputs: { image: `${DEV}\nGHCR.io/acme/dev`, destination: `${SHOP}\n${SHOP}2` },
      says: 'image names GHCR.io/acme/dev twice: with destination',
    },
    {
      name: 'one for an image that stands there twice',
      inputs: { image: `a/a\na/a\na/b`, destination: `${SHOP}\n${SHOP}2` },
      says: 'expected one line per image (3), got 2',
    },
    { name: 'a digest', inputs: { image: DEV, destination: `${SHOP}@${DIGEST}` }, says: 'without a digest' },
    {
      name: 'a host alone',
      inputs: { image: DEV, destination: 'quay.io' },
      says: 'destination: "quay.io" is not an image reference: it names only a registry; add the repository',
    },
    {
      name: 'fewer than the images of a file',
      inputs: { image: '', version: '', 'from-file': file({ image: 'a/a' }, { image: 'a/b' }), destination: SHOP },
      says: 'expected one line per image (2), got 1. List them in the order of the images, or remove it: the file has',
    },
    { name: 'with a tag', inputs: { image: DEV, destination: `${SHOP}:prod` }, says: `${SHOP}:prod` },
  ])('but not $name', ({ inputs, says }) => {
    const { code, message } = refusal('promote', inputs);
    expect(code).toBe('INPUT_INVALID');
    expect(message).toContain(says);
  });
});

test('a line of image that cannot be read is one problem, not two', () => {
  const { message } = refusal('promote', { image: 'a/a\na/-b', destination: `${SHOP}\n${SHOP}2` });
  expect(message).toBe(
    '"a/-b" is not an image reference: "a/-b" is not a repository (lower-case words joined by ".", "_", "-" and "/").',
  );
});

describe('the environment’s tags go where the image goes', () => {
  const template = (image: string) => `${image}:{{version}}-{{environment}}`;
  test('so a full reference of the destination counts as its tag', () => {
    const inputs = { image: DEV, destination: SHOP, 'environment-tags': template(SHOP) };
    expect(request('promote', inputs).environmentTags).toEqual([template(SHOP)]);
  });

  test('also where a file says where that is', () => {
    const path = file({ image: SHOP, source: DEV });
    const inputs = { image: '', version: '', 'from-file': path, 'environment-tags': template(SHOP) };
    expect(request('promote', inputs).environmentTags).toEqual([template(SHOP)]);
  });

  test('and one of the source is of another image', () => {
    const { message } = refusal('promote', { image: DEV, destination: SHOP, 'environment-tags': template(DEV) });
    expect(message).toContain(`${DEV} is not the image of this run`);
  });
});
