import { describe, expect, test } from '@jest/globals';
import { problems, type Row } from '../support/requests/input-problems.ts';
import { request } from '../support/requests/inputs.ts';

describe('the names of environments', () => {
  const bad = ['latest', '1', 'v1.2', '1.2.3', 'git-dev', 'sha256-x', 'prod-history', 'a b', '-x', 'x'.repeat(121)];
  problems(
    bad.flatMap((name) => [
      { mode: 'build', given: { environment: name }, says: `"${name}" is not a valid environment` },
      { mode: 'promote', given: { environment: name }, says: `"${name}" is not a valid environment` },
      { mode: 'promote', given: { version: '', from: name }, says: `"${name}" is not a valid environment` },
      { mode: 'rollback', given: { environment: name }, says: `"${name}" is not a valid environment` },
    ]),
  );
  problems([
    { mode: 'status', given: { environments: 'dev, 1.2.3' }, says: '"1.2.3" is not a valid environment' },
    { mode: 'status', given: { environments: 'dev, dev' }, says: 'names an environment twice' },
    {
      mode: 'promote',
      given: { environments: 'dev, staging' },
      says: 'Unknown environment "prod". Known: dev, staging',
    },
    { mode: 'build', given: { environment: 'qa', environments: 'dev, prod' }, says: 'Unknown environment "qa"' },
    { mode: 'promote', given: { environment: '' }, says: 'promote needs environment' },
    { mode: 'rollback', given: { environment: '' }, says: 'rollback needs environment' },
    { mode: 'promote', given: { version: '', from: 'prod' }, says: 'from and environment are both prod' },
  ]);
});

describe('what every mode with an environment refuses', () => {
  problems([
    { mode: 'promote', given: { allow: 'skip, everything' }, says: 'allow: unknown guard "everything"' },
    { mode: 'rollback', given: { transport: 'ftp' }, says: 'Unknown transport "ftp". Known: registry, docker' },
    { mode: 'promote', given: { 'environment-tags': '{{env}}' }, says: '{{env}} is not a placeholder' },
    { mode: 'rollback', given: { 'environment-tags': 'a b' }, says: '"a b" cannot be a tag' },
    ...['prod', 'ghcr.io/acme/app:prod', '{{environment}}\nprod'].flatMap((tags): Row[] => {
      const given = { environment: 'dev', environments: 'dev, prod', 'environment-tags': tags };
      const says = 'environment-tags produces a tag that is not allowed, "prod": "prod" is an environment';
      return [
        { mode: 'build', given, says },
        { mode: 'promote', given, says },
      ];
    }),
    {
      mode: 'rollback',
      given: { 'environment-tags': 'dev-history' },
      says: 'a tag that is not allowed, "dev-history"',
    },
    {
      mode: 'build',
      given: { environment: 'dev', 'environment-tags': 'other/app:x' },
      says: 'is not the image of this run',
    },
    {
      mode: 'promote',
      given: { version: 'a b' },
      says: 'version: expected a version, tag, commit or digest, got "a b"',
    },
    { mode: 'promote', given: { version: 'sha256:abc' }, says: 'got "sha256:abc"' },
    { mode: 'rollback', given: { version: '1.2.3+' }, says: 'got "1.2.3+"' },
    { mode: 'promote', given: { version: '' }, says: 'promote needs version, from or from-file' },
    { mode: 'promote', given: { from: 'staging' }, says: 'Use either version or from, not both' },
    { mode: 'promote', given: { image: '', 'from-file': 'x.json' }, says: 'Use either version or from-file, not both' },
    { mode: 'promote', given: { version: 'a b', from: 'staging' }, says: 'Use either version or from, not both' },
  ]);
});

test('environment-tags may name the environment of the run itself, even if it is one of the stages', () => {
  const given = { environments: 'dev, prod', 'environment-tags': 'prod' };
  expect(request('promote', given).environmentTags).toEqual(['prod']);
});
