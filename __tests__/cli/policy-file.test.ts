import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { policyAbove } from '../../src/cli/policy-file.ts';

describe('the folder above that has a policy file', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'above-'));
    for (const folder of ['.git', '.github', 'api/src', 'lib/.git']) mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, '.github/promotion.yml'), '');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  test.each([
    ['api', '..'],
    ['api/src', '../..'],
    // another repository
    ['lib', null],
    ['.', null],
  ])('of %s is %j', (folder, above) => {
    expect(policyAbove(join(root, folder))).toBe(above);
  });

  test('is none where the repository has none', () => {
    rmSync(join(root, '.github'), { recursive: true });
    expect(policyAbove(join(root, 'api/src'))).toBeNull();
  });
});
