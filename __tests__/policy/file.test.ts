import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import type { ActionError } from '../../src/errors.ts';
import { readPolicyText } from '../../src/policy/document.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { KEYS } from '../../src/policy/read.ts';
import { GITHUB_ISSUER } from '../../src/policy/requirement.ts';

const TRUSTING = 'environments:\n  dev: {}\ntrust:\n  root: roots.json\n';

/** Loads a policy from files of a workspace; a text is the code of the error with which a file cannot be read. */
function load(files: Record<string, Buffer | { code: string }>): Promise<Policy | ActionError[]> {
  return loadPolicy('promotion.yml', '/workspace', (path) => {
    const file = files[path.replace('/workspace/', '')] ?? { code: 'ENOENT' };
    if (Buffer.isBuffer(file)) return file;
    throw Object.assign(new Error(file.code), file);
  });
}
const problemsOf = (read: Policy | ActionError[]): string[] =>
  Array.isArray(read) ? read.map(({ code, message }) => `${code}: ${message}`) : ['it was read'];

describe('a policy file', () => {
  test('is read from the workspace, with the trusted roots that it names: one document, or one on each line', async () => {
    const roots = async (text: string): Promise<unknown> => {
      const read = await load({ 'promotion.yml': Buffer.from(TRUSTING), 'roots.json': Buffer.from(text) });
      return Array.isArray(read) ? problemsOf(read) : read.trustRoots;
    };
    expect(await roots('{\n"a": 1 }')).toEqual([{ a: 1 }]);
    expect(await roots('{"a":1}\n\n{"b":2}\n')).toEqual([{ a: 1 }, { b: 2 }]);
    expect(await roots('{"a":1}\nno')).toEqual([
      expect.stringMatching(/root roots\.json cannot be used: it is not JSON/),
    ]);
  });

  test.each<[string, Buffer | { code: string }, RegExp]>([
    ['missing', { code: 'ENOENT' }, /there is no such file\. Check out the repository/],
    ['a folder', { code: 'EISDIR' }, /it is a directory/],
    ['a pipe', { code: 'not a regular file' }, /it is not a regular file/],
    ['too large', { code: 'larger than 256 KiB' }, /it cannot be read \(larger than 256 KiB\)/],
    ['not UTF-8', Buffer.from([0xff, 0xfe]), /it is not UTF-8/],
  ])('that is %s cannot be used, and neither can such a file of roots', async (_name, file, why) => {
    expect(problemsOf(await load({ 'promotion.yml': file }))).toEqual([expect.stringMatching(why)]);
    const roots = await load({ 'promotion.yml': Buffer.from(TRUSTING), 'roots.json': file });
    expect(problemsOf(roots)).toEqual([
      expect.stringMatching(/^INPUT_INVALID: policy promotion\.yml: the trusted root/),
    ]);
    expect(problemsOf(roots)[0]).toMatch(why);
  });
});

const prod = (text: string): string => `environments:\n  dev: {}\n  prod:\n    ${text}\n`;

test('a requirement has defaults, and its signer is without the server', () => {
  const text = prod(
    'require: [{ signature: , signer: " https://github.com/acme/app/w.yml@main " }, { attestation: "t", signer: a@b, issuer: i, max-age: 1h, level: warn }]',
  );
  const policy = readPolicyText(text, 'promotion.yml') as Policy;
  expect(policy.stages[1]?.require).toEqual([
    {
      ...{ kind: 'signature', predicateType: null, signer: 'acme/app/w.yml@main', issuer: GITHUB_ISSUER },
      ...{ maxAge: null, level: 'error' },
    },
    { kind: 'attestation', predicateType: 't', signer: 'a@b', issuer: 'i', maxAge: 3_600_000, level: 'warn' },
  ]);
});

describe('a mistake in a policy is reported with its place:', () => {
  test.each<[string, string]>([
    ['', 'the file is empty'],
    ['images: []\n', ':1:1: environments is missing'],
    ['environments: []\n', ':1:15: environments: expected keys and values, got a list'],
    ['environments: {}\n', ':1:15: environments is empty'],
    ['environments:\n  dev: {}\n  DEV/x: {}\n', ':3:3: "DEV/x" is not a valid environment'],
    ['environments:\n  dev: { soak: 1h }\n', ':2:10: soak of dev is about the previous stage'],
    [prod('soak: forever'), ':4:11: soak of prod: expected a whole number'],
    [prod('soak: 3'), ':4:11: soak of prod: expected a whole number'],
    [prod('verified: 1'), ':4:15: verified of prod: expected true or false, got 1'],
    [prod('windows: Mon'), ':4:14: windows of prod: expected a list, got "Mon"'],
    [prod('windows: [{}]'), ':4:15: a window of prod: expected either allow or deny, got none'],
    [prod('windows: [Mon]'), ':4:15: a window of prod: expected keys and values, got "Mon"'],
    [prod('windows: [{ allow: Mon 09:00-10:00 UTC, deny: 2026-01-01/2026-01-02 UTC }]'), 'got both'],
    [prod('windows: [{ allow: [] }]'), ':4:24: allow of prod: expected a string, got a list'],
    [prod('windows: [{ allow: noon }]'), ':4:24: allow of prod: '],
    [prod('require: {}'), ':4:14: require of prod: expected a list'],
    [prod('require: [x]'), ':4:15: a requirement of prod: expected keys and values'],
    [prod('require: [{ signer: a@b }]'), 'expected exactly one of attestation and signature'],
    [prod('require: [{ signature: yes, signer: a@b }]'), ':4:28: signature of prod: expected {}, got "yes"'],
    [prod('require: [{ signature: {} }]'), ':4:15: a requirement of prod: signer is missing'],
    [prod('require: [{ signature: {}, signer: "" }]'), ':4:40: signer of prod: expected a string'],
    [
      prod('require: [{ signature: {}, signer: a@b, level: error }]'),
      ':4:52: level of prod: expected warn, got "error"',
    ],
    ['environments: { dev: {} }\ntrust: roots.json\n', ':2:8: trust: expected keys and values, got "roots.json"'],
    ['environments: { dev: {} }\nimages: ghcr.io/a/b\n', ':2:9: images: expected a list'],
    ['environments: { dev: {} }\nimages: [1]\n', ':2:10: images: expected a name such as ghcr.io/acme/shop, got 1'],
    ['environments: { dev: {} }\nimages: ["a b"]\n', ':2:10: '],
    ['environments: { dev: {}, dev: {} }\n', ':1:26: the key "dev" appears twice'],
    ['environments: { ? [a] : {} }\n', 'a key must be a string'],
    ['environments: &a { dev: {} }\n', 'anchors and aliases (& and *) are not allowed'],
    ['environments: !!map { dev: {} }\n', 'tags such as tag:yaml.org,2002:map are not allowed'],
    ['environments: { dev: {} }\n---\nx: 1\n', 'expected one document'],
    ['environments: { dev: {}\n', 'promotion.yml:'],
    ['environmnets: { dev: {} }\n', ':1:1: unknown key "environmnets" in the policy. Did you mean environments?'],
    [`environments: ${'['.repeat(200)}\n`, 'it is nested too deeply'],
  ])('%j', (text, problem) => {
    const read = readPolicyText(text, 'promotion.yml');
    expect(problemsOf(read)).toContainEqual(expect.stringContaining(problem));
    for (const { code } of read as ActionError[]) expect(code).toBe('INPUT_INVALID');
  });
});

const ROOT = join(import.meta.dirname, '../..');
const schema = JSON.parse(readFileSync(join(ROOT, 'schema/promotion.schema.json'), 'utf8'));
const isValid = new Ajv({ strict: false }).compile(schema);
const isRead = (text: string): boolean => !Array.isArray(readPolicyText(text, 'policy.yml'));

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
