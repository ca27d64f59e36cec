import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ActionError } from '../../src/errors.ts';
import { isTag } from '../../src/image/reference.ts';
import { renderTag, type TagValues } from '../../src/image/tag-templates.ts';
import { environmentProblem, ruleOf, versionAndEnvironment, versionAndSha } from '../../src/image/tags.ts';
import { parseVersion, tagToVersion, versionParts, versionToTag } from '../../src/image/version.ts';
import { commits, hostile, tags, versions } from '../support/images/arbitraries.ts';
import { cases } from '../support/runner/quick.ts';

const PLACEHOLDERS = [
  'version',
  'major',
  'minor',
  'patch',
  'prerelease',
  'build',
  'sha',
  'branch',
  'environment',
  'x',
].map((name) => `{{${name}}}`);
const templates = fc.oneof(
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...PLACEHOLDERS, '{{ version }}', '-', 'v', '.', '_'),
        tags,
        fc.constantFrom('{{', '}}', '{', '+', '/', ':', '@'),
      ),
      { maxLength: 5 },
    )
    .map((pieces) => pieces.join('')),
  hostile,
);
const nullable = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(of, { nil: null });
const environments = tags.filter((name) => environmentProblem(name) === null);
const values: fc.Arbitrary<TagValues> = fc.record({
  version: nullable(versions),
  commit: nullable(commits),
  shaLength: fc.integer({ min: 7, max: 40 }),
  branch: nullable(hostile),
  environment: nullable(environments),
});
const image = { registry: 'ghcr.io', repository: 'acme/app' };

describe('any tag template', () => {
  test('renders to a valid tag, to nothing, or is INPUT_INVALID', () => {
    fc.assert(
      fc.property(templates, values, (template, given) => {
        let tag: string | null;
        try {
          tag = renderTag(template, given, [image]);
        } catch (error) {
          expect(error instanceof ActionError && error.code).toBe('INPUT_INVALID');
          return;
        }
        if (tag === null) return;
        expect(isTag(tag)).toBe(true);
        expect(['fixed', 'build', 'floating', 'free']).toContain(ruleOf(tag, given.commit));
      }),
      { numRuns: cases(2000) },
    );
  });

  test('with known placeholders is left out only if one has no value', () => {
    fc.assert(
      fc.property(versions, commits, (version, commit) => {
        fc.pre(version.length < 80);
        const tag = renderTag(
          '{{version}}-{{sha}}',
          { version, commit, shaLength: 40, branch: null, environment: null },
          [],
        );
        expect(tag).toBe(`${versionToTag(version)}-${commit}`);
      }),
    );
  });
});

describe('any version', () => {
  test('is read as it is, and back from a tag', () => {
    fc.assert(
      fc.property(versions, (version) => {
        expect(parseVersion(version)).toBe(version);
        expect(parseVersion(`v${version}`)).toBe(version);
        expect(tagToVersion(versionToTag(version))).toBe(version);
        expect(versionToTag(version)).not.toContain('+');
        const { major, minor, patch, prerelease, build } = versionParts(version);
        expect(`${major}.${minor}.${patch}${prerelease ? `-${prerelease}` : ''}${build ? `+${build}` : ''}`).toBe(
          version,
        );
      }),
      { numRuns: cases(1000) },
    );
  });

  test('is found in the tags of its builds and of environments', () => {
    fc.assert(
      fc.property(
        versions,
        commits,
        fc.integer({ min: 7, max: 40 }),
        environments,
        (version, commit, length, environment) => {
          expect(versionAndSha(`${versionToTag(version)}-${commit.slice(0, length)}`, commit)).toBe(version);
          expect(versionAndEnvironment(`${versionToTag(version)}-${environment}`, [environment])).toBe(version);
        },
      ),
    );
  });

  test('is fixed as a tag, and never the name of an environment', () => {
    fc.assert(
      fc.property(versions, (version) => {
        expect(ruleOf(versionToTag(version), null)).toBe('fixed');
        expect(environmentProblem(versionToTag(version))).not.toBeNull();
      }),
    );
  });

  test('that is malicious is not a version, or is canonical', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const version = parseVersion(text);
        if (version !== null) expect(isTag(versionToTag(version)) || version.length > 128).toBe(true);
        const tagged = tagToVersion(text);
        if (tagged !== null) expect([text, text.slice(1)]).toContain(versionToTag(tagged));
      }),
      { numRuns: cases(1000) },
    );
  });
});
