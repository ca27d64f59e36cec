import { describe, expect, test } from '@jest/globals';
import { compareVersions } from '../../src/image/order.ts';
import {
  isOfLine,
  isStable,
  parseLine,
  parseVersion,
  tagToVersion,
  versionParts,
  versionToTag,
} from '../../src/image/version.ts';
import { shown, table } from '../support/registries/table.ts';

interface Parsed {
  input: string;
  canonical: string | null;
  source: string;
}
interface Ordered {
  ascending: string[];
  source: string;
}

const parsed = table<Parsed>('semver.json', 'parse').map((row) => ({ name: shown(row.input), ...row }));
const ordered = table<Ordered>('semver.json', 'order').map((row) => ({ name: row.ascending.join(' < '), ...row }));

describe('a version is a semantic version 2.0, also with a leading v', () => {
  test('the tables have 77 and 24 rows', () => expect([parsed.length, ordered.length]).toEqual([77, 24]));

  test.each(parsed)('$name is $canonical ($source)', ({ input, canonical }) => {
    expect(parseVersion(input)).toBe(canonical);
  });

  test.each([
    { input: 'V1.2.3', why: 'an upper-case V is not a leading v' },
    { input: 'vv1.2.3', why: 'only one v is dropped' },
    { input: '1.2.3\n', why: 'nothing is trimmed' },
    { input: 'v1.2', why: 'the patch is missing' },
    { input: 'v01.2.3', why: 'a number has no leading zero' },
    { input: '1.2.3.4', why: 'there are three numbers' },
    { input: '1.2.3-', why: 'the prerelease is empty' },
    { input: '1.2.3_5', why: '_ is for tags only' },
    { input: `1.2.3-${'a'.repeat(260)}`, why: 'it is longer than 256 characters' },
    { input: '', why: 'it is empty' },
  ])('$input is not a version: $why', ({ input }) => expect(parseVersion(input)).toBeNull());
});

describe('versions are ordered by compareBuild', () => {
  test.each(ordered)('$name are in ascending order ($source)', ({ ascending }) => {
    const versions = ascending.map((text) => parseVersion(text));
    expect(versions).not.toContain(null);
    for (const [index, version] of versions.entries()) {
      expect(compareVersions(version!, version!)).toBe(0);
      for (const higher of versions.slice(index + 1)) {
        expect(compareVersions(version!, higher!)).toBeLessThan(0);
        expect(compareVersions(higher!, version!)).toBeGreaterThan(0);
      }
    }
  });
});

describe('a version in a tag has _ instead of +, and is parsed back', () => {
  test.each([
    { version: '1.2.3', tag: '1.2.3' },
    { version: '1.2.3+build.5', tag: '1.2.3_build.5' },
    { version: '1.2.3-rc.1+build.5', tag: '1.2.3-rc.1_build.5' },
    { version: '1.2.3-alpha-a.b-c+build.1-aef.1-its-okay', tag: '1.2.3-alpha-a.b-c_build.1-aef.1-its-okay' },
  ])('$version is the tag $tag', ({ version, tag }) => {
    expect(versionToTag(version)).toBe(tag);
    expect(tagToVersion(tag)).toBe(version);
    expect(tagToVersion(`v${tag}`)).toBe(version);
  });

  test.each([...new Set(parsed.flatMap(({ canonical }) => canonical ?? []))])(
    '%s comes back from its tag',
    (version) => {
      expect(tagToVersion(versionToTag(version))).toBe(version);
    },
  );

  test.each(['1.2', 'latest', '1.2.3+5', '1.2.3_', '1.2.3_a_b', 'git-abcdef0', 'prod'])(
    '%s names no version',
    (tag) => {
      expect(tagToVersion(tag)).toBeNull();
    },
  );
});

describe('the parts and lines of versions', () => {
  test('the parts are returned as written', () => {
    expect(versionParts('10.20.30-rc.1+build.5')).toEqual({
      major: '10',
      minor: '20',
      patch: '30',
      prerelease: 'rc.1',
      build: 'build.5',
    });
    expect(versionParts('1.2.3')).toMatchObject({ prerelease: null, build: null });
    expect(() => versionParts('v1.2.3')).toThrow('not a canonical version');
  });

  test.each([
    { version: '1.2.3', stable: true },
    { version: '1.2.3+build', stable: true },
    { version: '0.0.1', stable: true },
    { version: '1.2.3-0', stable: false },
    { version: '1.2.3-rc.1+build', stable: false },
  ])('$version is stable: $stable', ({ version, stable }) => expect(isStable(version)).toBe(stable));

  test.each([
    { tag: '1', line: { major: '1', minor: null } },
    { tag: 'v1', line: { major: '1', minor: null } },
    { tag: '1.20', line: { major: '1', minor: '20' } },
    { tag: 'v0.0', line: { major: '0', minor: '0' } },
    { tag: '01', line: null },
    { tag: '1.', line: null },
    { tag: '1.2.3', line: null },
    { tag: '1.x', line: null },
    { tag: 'latest', line: null },
  ])('$tag is the start of a version: $line', ({ tag, line }) => expect(parseLine(tag)).toEqual(line));

  test.each([
    { version: '1.2.3', tag: 'latest', is: true },
    { version: '1.2.3', tag: '1', is: true },
    { version: '1.2.3', tag: 'v1.2', is: true },
    { version: '1.20.3', tag: '1.2', is: false },
    { version: '11.2.3', tag: '1', is: false },
    { version: '1.2.3', tag: 'stable', is: false },
  ])('$version is of the line $tag: $is', ({ version, tag, is }) => expect(isOfLine(version, tag)).toBe(is));
});
