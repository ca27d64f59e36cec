import { describe, expect, test } from '@jest/globals';
import type { Mode } from '../../src/request/request.ts';
import { refusal, request } from '../support/requests/inputs.ts';

const STAGES = 'dev, staging, prod';

describe('a misspelt', () => {
  test.each<[string, Mode, Record<string, string>, string]>([
    ['mode', 'promote', { mode: 'promot' }, 'Unknown mode "promot". Did you mean promote? Known: build, '],
    ['guard', 'promote', { allow: 'downgrad' }, 'unknown guard "downgrad". Did you mean downgrade? Known: '],
    ['guard of a build', 'build', { allow: 'overwrit' }, 'Did you mean overwrite?'],
    ['transport', 'rollback', { transport: 'dokcer' }, 'Unknown transport "dokcer". Did you mean docker?'],
    ['with', 'promote', { with: 'images' }, 'Unknown with "images". Did you mean image?'],
    [
      'from',
      'promote',
      { version: '', from: 'stagin', environments: STAGES },
      '"stagin" in from. Did you mean staging?',
    ],
    ...(['build', 'promote', 'rollback', 'status'] as const).map(
      (mode): [string, Mode, Record<string, string>, string] => [
        `environment of ${mode}`,
        mode,
        { environment: 'prd', environments: STAGES },
        'Unknown environment "prd". Did you mean prod? Known: dev, staging, prod.',
      ],
    ),
  ])('%s is refused with the nearest name', (_name, mode, given, says) => {
    expect(refusal(mode, given).message).toContain(says);
  });
});

describe('environments', () => {
  test.each([
    ['[dev, staging, prod]', 'environments: write dev, staging, prod without brackets.'],
    ['["dev", \'prod\']', 'environments: write dev, prod without brackets.'],
    ['- dev\n- prod', 'environments: write dev, prod without dashes.'],
    ['dev, prod, dev', 'environments names an environment twice.'],
    ['dev, Production EU', '"Production EU" is not a valid environment: no spaces: use letters, digits,'],
  ])('written as %j are one problem', (environments, message) => {
    const lines = refusal('status', { environments }).message.split('\n');
    expect(lines).toEqual([expect.stringContaining(message)]);
  });

  test('are listed once each in a message', () => {
    const { message } = refusal('promote', { environments: 'dev, dev' });
    expect(message).toContain('Unknown environment "prod". Known: dev.');
  });

  test('are taken by a rollback', () => {
    expect(request('rollback', { environments: STAGES })).toMatchObject({
      stages: ['dev', 'staging', 'prod'],
      ignored: [],
    });
  });
});

test('an environment that is not valid is one problem', () => {
  const lines = refusal('promote', { environment: 'Production EU', environments: 'dev, prod' }).message.split('\n');
  expect(lines).toEqual([expect.stringContaining('no spaces')]);
});

describe('capitals in a repository', () => {
  test('are put in lower case, with a line for the log', () => {
    const given = { image: 'ghcr.io/Acme/Shop', tags: 'ghcr.io/Acme/Shop:RC-{{sha}}' };
    const read = request('build', given);
    expect(read.image).toEqual({ registry: 'ghcr.io', repository: 'acme/shop' });
    expect(read.logLines).toEqual([expect.stringContaining('ghcr.io/Acme/Shop is read as ghcr.io/acme/shop')]);
    expect(read.tags).toEqual(['ghcr.io/Acme/Shop:RC-{{sha}}'].map(() => expect.stringMatching(/^RC-/)));
  });

  test('are put in lower case in destination, too', () => {
    const read = request('promote', { destination: 'GHCR.io/Acme/Prod' });
    expect(read.destinations).toEqual([{ registry: 'GHCR.io', repository: 'acme/prod' }]);
    expect(read.logLines).toEqual([expect.stringMatching(/^destination: /)]);
  });

  test('are put in lower case in the file of an earlier run', () => {
    const entry = { image: 'ghcr.io/Acme/App', digest: `sha256:${'a'.repeat(64)}` };
    const given = { image: '', version: '', 'from-file': 'lock.json' };
    const read = request('promote', given, { readFile: () => JSON.stringify([entry]) });
    expect(read.images).toEqual([{ registry: 'ghcr.io', repository: 'acme/app' }]);
    expect(read.logLines).toEqual([expect.stringMatching(/^from-file: /)]);
  });

  test('of two spellings name one image', () => {
    expect(request('status', { image: 'ghcr.io/Acme/Shop\nghcr.io/acme/shop' }).images).toHaveLength(1);
  });
});

describe('credentials before a host', () => {
  const texts = ['ada:hunter2x@ghcr.io/acme/app', 'https://ada:hunter2x@ghcr.io/a', 'ada%3Ahunter2x%40ghcr.io/a'];
  test.each(
    texts.flatMap((text) => [
      { mode: 'status' as const, given: { image: text } },
      { mode: 'promote' as const, given: { destination: text } },
      { mode: 'build' as const, given: { tags: `${text}:{{version}}` } },
      { mode: 'build' as const, given: { tags: `${text}:{{nothing}}` } },
      { mode: 'rollback' as const, given: { 'environment-tags': text } },
    ]),
  )('are in no message of $mode with $given', ({ mode, given }) => {
    const { message } = refusal(mode, given as Record<string, string>);
    expect(message).toContain('***@');
    expect(message).not.toContain('hunter2x');
    expect(message).not.toMatch(/\bada\b/);
  });
});
