import { describe, expect, test } from '@jest/globals';
import { secretMasks } from '../../src/docker/secrets.ts';
import { buildRequest, DOCKER } from '../support/requests/requests.ts';

const masks = (...secrets: string[]) =>
  secretMasks(buildRequest({ docker: { ...DOCKER, secrets }, version: '10.20.30', environment: 'integration' }));

describe('a secret', () => {
  test.each(['hunter2', 'a "b" c', 'correct horse battery', '0123456', 'ghp_0aZ'])('%s is masked', (value) => {
    expect(masks(`x=${value}`)).toEqual({ masks: [value], warnings: [] });
  });

  test.each([
    ...['true', 'false', 'prod', 'Production', 'development', ' staging ', '1', '12345', 'linux/amd64', 'latest'],
    ...['team/app', 'Integration', '10.20.30', 'https://github.com/team/app'],
  ])('%s is not masked, with a warning', (value) => {
    expect(masks(`CI=${value}`)).toEqual({ masks: [], warnings: [expect.stringContaining('CI')] });
  });

  test('of several lines is masked line by line, but for those that are short or common', () => {
    const value = '{\n  "env": "production",\nproduction\ntrue\r\n  "key": "hunter2hunter2"\n}';
    expect(masks(`x=${value}`)).toEqual({
      masks: ['  "env": "production",', '  "key": "hunter2hunter2"'],
      warnings: [],
    });
  });

  test('that is empty is neither masked nor warned of', () => {
    expect(masks('x=', 'y=\n')).toEqual({ masks: [], warnings: [] });
  });
});
