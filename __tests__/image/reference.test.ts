import { describe, expect, test } from '@jest/globals';
import {
  apiHost,
  distinct,
  findDuplicate,
  isDigest,
  isTag,
  lowerCaseRepository,
  parseImage,
  parseReference,
  repositoryName,
} from '../../src/image/reference.ts';
import { shown, table } from '../support/registries/table.ts';
import { refusalOf } from '../support/requests/refusals.ts';
import { cpuMs } from '../support/runner/speed.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;

interface Row {
  input: string;
  valid: boolean;
  registry?: string;
  repository?: string;
  tag?: string;
  digest?: string;
  source: string;
}

const rows = table<Row>('reference.json').map((row) => ({ name: shown(row.input), ...row }));

describe('a reference is parsed as docker parses it', () => {
  test('the table has 190 rows', () => expect(rows).toHaveLength(190));

  test.each(rows.filter(({ valid }) => valid))('$name is split into its parts ($source)', (row) => {
    const { registry, repository, tag = null, digest = null } = row;
    expect(parseReference(row.input)).toEqual({ registry, repository, tag, digest });
  });

  test.each(rows.filter(({ valid }) => !valid))('$name is refused ($source)', ({ input }) => {
    expect(refusalOf(() => parseReference(input)).code).toBe('INPUT_INVALID');
  });
});

describe('the limits of a reference', () => {
  const path = (length: number): string => 'a'.repeat(length);
  test.each([
    { name: 'a name of 255 characters with its host', text: `ghcr.io/${path(247)}`, valid: true },
    { name: 'a name of 256 characters with its host', text: `ghcr.io/${path(248)}`, valid: false },
    { name: 'a path of 255 characters on Docker Hub', text: `acme/${path(250)}`, valid: true },
    { name: 'a path of 256 characters on Docker Hub', text: `acme/${path(251)}`, valid: false },
    { name: 'a sha256 of 64 characters', text: `a@sha256:${path(64)}`, valid: true },
    { name: 'a sha256 of 65 characters', text: `a@sha256:${path(65)}`, valid: false },
    { name: 'a sha512 of 64 characters', text: `a@sha512:${path(64)}`, valid: false },
    { name: 'an unknown algorithm', text: `a@md5000:${path(64)}`, valid: false },
  ])('$name: $valid', ({ text, valid }) => {
    if (valid) expect(parseReference(text).registry).not.toBe('');
    else expect(refusalOf(() => parseReference(text)).code).toBe('INPUT_INVALID');
  });
});

describe('the image input takes a name without tag and digest', () => {
  test.each([
    { given: 'nginx', name: 'docker.io/library/nginx' },
    { given: 'acme/app', name: 'docker.io/acme/app' },
    { given: 'index.docker.io/acme/app', name: 'docker.io/acme/app' },
    { given: 'ghcr.io/acme/app', name: 'ghcr.io/acme/app' },
    { given: 'localhost/app', name: 'localhost/app' },
    { given: '127.0.0.1:5000/deep/er/app', name: '127.0.0.1:5000/deep/er/app' },
  ])('$given is $name', ({ given, name }) => {
    expect(repositoryName(parseImage(given))).toBe(name);
  });

  test.each([
    { given: 'ghcr.io/acme/app:1.2.3', why: /name the image without the tag "1.2.3"/ },
    { given: `ghcr.io/acme/app@sha256:${'a'.repeat(64)}`, why: /name the image without a digest/ },
    { given: 'ghcr.io/Acme/app', why: /lower case/ },
    { given: 'Acme/app', why: /lower case/ },
    { given: 'ghcr.io/acme/app ghcr.io/acme/web', why: /expected one image per line/ },
    { given: 'acme/app,acme/web', why: /expected one image per line/ },
    { given: 'ghcr.io/acme//app', why: /is not a repository/ },
    { given: 'ghcr.io/', why: /is not a repository/ },
    { given: 'gh_cr.io:80/acme', why: /is not a host/ },
    { given: ':tag', why: /it has no repository/ },
    { given: 'ghcr.io', why: /it names only a registry/ },
    { given: 'localhost', why: /it names only a registry/ },
    { given: 'localhost:5000', why: /it names only a registry/ },
    { given: 'ghcr.io:0/acme/app', why: /"ghcr\.io:0" is not a host that can be reached/ },
    { given: '[::1]:000/acme/app', why: /"\[::1\]:000" is not a host that can be reached/ },
    { given: 'ghcr.io:65536/acme/app', why: /"ghcr\.io:65536" is not a host that can be reached/ },
    { given: '[fe80::1%eth0]:5000/app', why: /is not a host/ },
    { given: 'https://ghcr.io/acme/app', why: /remove what precedes the host/ },
    { given: 'ghcr.io/acme/\u0430pp', why: /is not a repository/ },
    { given: 'ghcr\u3002io/acme/app', why: /is not a repository/ },
  ])('$given is refused: $why', ({ given, why }) => {
    const error = refusalOf(() => parseImage(given));
    expect(error.code).toBe('INPUT_INVALID');
    expect(error.message).toMatch(why);
  });
});

test('a password that was put before a host is not shown', () => {
  for (const text of [
    ...['https://ada:hunter2@ghcr.io/acme/app', 'oci://ada:hunt@er2@ghcr.io/acme/app:1.2.3', 'a:b@ghcr.io/acme/app'],
    ...['ada%3Ahunter2%40ghcr.io/acme/app', 'ada:hun%2Fter2%2540ghcr.io', `ada:hunter2@ghcr.io/app@${DIGEST}`],
    ...['ghp_token@ghcr.io/acme/app', 'a/b, ada:hunter2@ghcr.io/c', 'ada:hun/ter2@ghcr.io/app'],
  ])
    expect(refusalOf(() => parseImage(text)).message).toMatch(/^"\*\*\*@ghcr\.io/);
});

test('a digest after an @ is shown', () => {
  for (const text of [`ghcr.io/app:1@${DIGEST}`, `a/b@${DIGEST}, a/c@${DIGEST}`, 'ghcr.io/app@sha256:abc'])
    expect(refusalOf(() => parseImage(text)).message).toContain(`"${text}"`);
});

describe('an access token in the place of an image', () => {
  test.each([`ghp_${'a1'.repeat(18)}`, `github_pat_${'A_1'.repeat(20)}`, `glpat-${'x-'.repeat(10)}`])(
    'is refused without being shown: %s',
    (token) => {
      expect(() => parseImage(token)).toThrow(/looks like an access token/);
      expect(() => parseImage(token)).toThrow(expect.objectContaining({ message: expect.not.stringContaining(token) }));
    },
  );

  test('is not what only begins like one', () => {
    expect(parseImage('acme/ghp_1').repository).toBe('acme/ghp_1');
    expect(parseImage('glpat-tools').repository).toBe('library/glpat-tools');
  });
});

describe('a repository is put in lower case, and nothing else is', () => {
  test.each([
    ['ghcr.io/Acme/Shop', 'ghcr.io/acme/shop'],
    ['Acme/Shop', 'acme/shop'],
    ['GHCR.io/Acme/Shop:RC1', 'GHCR.io/acme/shop:RC1'],
    ['localhost:5000/App', 'localhost:5000/app'],
    [`[::1]:5000/App@${DIGEST}`, `[::1]:5000/app@${DIGEST}`],
    ['Localhost/App', 'localhost/app'],
    ['ghcr.io/acme/shop', 'ghcr.io/acme/shop'],
  ])('%s is %s', (text, lower) => expect(lowerCaseRepository(text)).toBe(lower));
});

describe('spellings of one repository are recognised as the same', () => {
  test.each([
    { one: 'GHCR.io/acme/app', other: 'ghcr.io/acme/app', is: true },
    { one: 'ghcr.io:443/acme/app', other: 'ghcr.io/acme/app', is: true },
    { one: 'ghcr.io:0443/acme/app', other: 'ghcr.io/acme/app', is: true },
    { one: 'localhost:05000/app', other: 'LOCALHOST:5000/app', is: true },
    { one: 'docker.io/nginx', other: 'library/nginx', is: true },
    { one: 'registry-1.docker.io/acme/app', other: 'index.docker.io/acme/app', is: true },
    { one: '[::0001]:5000/app', other: '[::1]:5000/app', is: true },
    { one: 'ghcr.io:80/acme/app', other: 'ghcr.io/acme/app', is: false },
    { one: 'ghcr.io/acme/app', other: 'ghcr.io/acme/web', is: false },
    { one: 'ghcr.io/acme/app', other: 'ghcr.io.example/acme/app', is: false },
  ])('$one and $other: $is', ({ one, other, is }) => {
    const images = [one, other].map(parseImage);
    expect(findDuplicate(images)).toBe(is ? repositoryName(images[1]!) : null);
    expect(distinct(images).map(repositoryName)).toEqual(images.slice(0, is ? 1 : 2).map(repositoryName));
  });

  test('a repeated image is found among thousands in linear time', () => {
    const images = Array.from({ length: 50_000 }, (_, index) => parseImage(`ghcr.io/acme/app-${index}`));
    const began = cpuMs();
    expect(findDuplicate(images)).toBeNull();
    expect(findDuplicate([...images, parseImage('GHCR.IO/acme/app-7')])).toBe('GHCR.IO/acme/app-7');
    expect(cpuMs() - began).toBeLessThan(3000);
  });
});

describe('the parts of a reference', () => {
  test.each([
    { registry: 'docker.io', host: 'registry-1.docker.io' },
    { registry: 'ghcr.io', host: 'ghcr.io' },
    { registry: 'localhost:5000', host: 'localhost:5000' },
  ])('the API of $registry is at $host', ({ registry, host }) => {
    expect(apiHost(registry)).toBe(host);
  });

  test.each([
    { text: '1.2.3', is: true },
    { text: '_', is: true },
    { text: 'a'.repeat(128), is: true },
    { text: 'a'.repeat(129), is: false },
    { text: '.hidden', is: false },
    { text: '-flag', is: false },
    { text: '1.2.3+5', is: false },
    { text: 'two words', is: false },
    { text: 'end\n', is: false },
    { text: '', is: false },
  ])('$text can be a tag: $is', ({ text, is }) => expect(isTag(text)).toBe(is));

  test.each([
    { text: `sha256:${'0'.repeat(64)}`, is: true },
    { text: `sha256:${'A'.repeat(64)}`, is: false },
    { text: `sha256:${'0'.repeat(63)}`, is: false },
    { text: `sha512:${'0'.repeat(128)}`, is: false },
    { text: '0'.repeat(64), is: false },
    { text: `sha256:${'0'.repeat(64)}\n`, is: false },
  ])('$text is a digest: $is', ({ text, is }) => expect(isDigest(text)).toBe(is));
});
