import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { readPolicyText } from '../../src/policy/document.ts';
import { KEYS } from '../../src/policy/read.ts';

const ROOT = join(import.meta.dirname, '../..');
const schema = JSON.parse(readFileSync(join(ROOT, 'schema/promotion.schema.json'), 'utf8'));
const isValid = new Ajv({ strict: false }).compile(schema);
const isRead = (text: string): boolean => !Array.isArray(readPolicyText(text, 'policy.yml'));
const prod = (text: string): string => `environments:\n  dev: {}\n  prod:\n    ${text}\n`;

describe('the schema of the policy file', () => {
  test('has the keys that are read, and no others', () => {
    const { properties, definitions } = schema;
    const keysOf = ({ properties: own }: { properties: object }) => Object.keys(own).sort();
    expect(Object.keys(properties).sort()).toEqual([...KEYS.file].sort());
    expect(keysOf(definitions.stage)).toEqual([...KEYS.stage].sort());
    expect(keysOf(definitions.requirement)).toEqual([...KEYS.requirement].sort());
    expect(keysOf(properties.trust)).toEqual([...KEYS.trust].sort());
    expect(definitions.window.oneOf.flatMap(keysOf).sort()).toEqual([...KEYS.window].sort());
  });

  test.each([
    prod('soak: 24h'),
    prod('soak: 1d'),
    prod('verified: true'),
    prod('windows: []'),
    prod('windows: [{ allow: "Mon-Thu 09:00-16:00 Europe/Berlin" }]'),
    prod('windows: [{ deny: 2026-12-19/2027-01-06 Etc/GMT+3 }]'),
    prod('windows: [{ allow: "Mon,Wed,Sat-Sun 22:00-24:00 UTC" }]'),
    'environments:\n  dev:\n',
    prod('require: [{ attestation: https://slsa.dev/provenance/v1, signer: a/b@c, max-age: 7d, level: warn }]'),
    prod('require: [{ signature: {}, signer: a/b@c, issuer: https://gitlab.com }]'),
    'environments:\n  dev: {}\ntrust:\n  root: root.json\n',
    'images: [ghcr.io/acme/shop]\nenvironments:\n  dev: {}\n',
  ])('takes what is read: %j', (text) => {
    expect([isValid(parse(text)), isRead(text)]).toEqual([true, true]);
  });

  test.each([
    prod('soak: 24'),
    prod('soak: 24 h'),
    prod('soke: 24h'),
    prod('verified: yes please'),
    prod('windows: {}'),
    prod('windows: [{ allow: x, deny: y }]'),
    prod('windows: [{ allow: "Mon 9-16 UTC" }]'),
    prod('windows: [{ allow: "Mon 09:00-16:00" }]'),
    'environments: {}\n',
    prod('require: [{ attestation: x }]'),
    prod('require: [{ signer: x }]'),
    prod('require: [{ attestation: x, signature: {}, signer: x }]'),
    prod('require: [{ signature: { a: 1 }, signer: x }]'),
    prod('require: [{ attestation: x, signer: x, level: error }]'),
    'environments:\n  dev: {}\ntrust: root.json\n',
    'environments: [dev]\n',
    'images: [ghcr.io/acme/shop]\n',
    'images: ghcr.io/acme/shop\nenvironments:\n  dev: {}\n',
  ])('refuses what is refused: %j', (text) => {
    expect([isValid(parse(text)), isRead(text)]).toEqual([false, false]);
  });

  test('is named by the example in the documentation, which is read', () => {
    const page = readFileSync(join(ROOT, 'docs/gates.md'), 'utf8');
    const [, example = ''] = /```yaml\n(# yaml-language-server[^`]*)```/.exec(page) ?? [];
    expect(example).toContain(`$schema=${schema.$id}`);
    expect([isValid(parse(example)), isRead(example)]).toEqual([true, true]);
  });
});
