import { asActionError } from '../errors.ts';
import { lowerCaseRepository, parseImage, type Repository } from '../image/reference.ts';
import { environmentProblem } from '../image/tags.ts';
import { DURATION_FORM, parseDuration } from './duration.ts';
import type { Policy, StagePolicy } from './policy.ts';
import { GITHUB_ISSUER, type Requirement } from './requirement.ts';
import type { MapNode, Node, Source } from './source.ts';
import { parseWindow, type Window } from './window.ts';

/** The keys of the file, by what they belong to; the schema has the same. */
export const KEYS = {
  file: ['images', 'environments', 'trust'],
  stage: ['soak', 'windows', 'verified', 'require'],
  window: ['allow', 'deny'],
  requirement: ['attestation', 'signature', 'signer', 'issuer', 'max-age', 'level'],
  trust: ['root'],
} as const;

/**
 * Reads a policy from the nodes of its file.
 * @param root null where the file has no content
 * @returns null where it cannot be used: `source` has the problems then
 */
export function policyFrom(root: Node | null, source: Source): Policy | null {
  if (root === null) {
    source.problem(null, 'the file is empty: it needs environments, the stages in order');
    return null;
  }
  const file = mapOf(root, source, 'the policy', KEYS.file);
  if (file === null) return null;
  const stages = readStages(file, root, source);
  const images = readImages(file, source);
  return { file: source.file, images, stages, trustFile: readTrust(file, source), trustRoots: null };
}

function readStages(file: MapNode, root: Node, source: Source): StagePolicy[] {
  const node = file.get('environments');
  if (!node) {
    source.problem(root, 'environments is missing: the stages in order');
    return [];
  }
  const stages = mapOf(node.value, source, 'environments', null);
  if (stages === null) return [];
  if (stages.size === 0) source.problem(node.value, 'environments is empty: it needs at least one stage');
  return [...stages].map(([name, entry], index) => {
    const problem = environmentProblem(name);
    if (problem) source.problem(entry.key, `"${name}" is not a valid environment: ${problem}`);
    return readStage(name, entry.value, index === 0, source);
  });
}

function readStage(name: string, node: Node, isFirst: boolean, source: Source): StagePolicy {
  const keys = node.kind === 'empty' ? null : mapOf(node, source, name, KEYS.stage);
  for (const key of ['soak', 'verified'] as const) {
    const entry = keys?.get(key);
    if (isFirst && entry)
      source.problem(entry.key, `${key} of ${name} is about the previous stage, and ${name} is the first stage`);
  }
  return {
    name,
    soak: readDuration(keys?.get('soak')?.value, `soak of ${name}`, source),
    windows: readWindows(keys?.get('windows')?.value, name, source),
    verified: readBoolean(keys?.get('verified')?.value, `verified of ${name}`, source),
    require: readRequirements(keys?.get('require')?.value, name, source),
  };
}

function readDuration(node: Node | undefined, what: string, source: Source): number | null {
  if (!node) return null;
  const duration = node.kind === 'text' ? parseDuration(node.text) : null;
  if (duration === null) source.problem(node, `${what}: expected ${DURATION_FORM}, got ${node.shown}`);
  return duration;
}

function readBoolean(node: Node | undefined, what: string, source: Source): boolean {
  if (!node) return false;
  if (node.kind === 'boolean') return node.value;
  source.problem(node, `${what}: expected true or false, got ${node.shown}`);
  return false;
}

function readWindows(node: Node | undefined, stage: string, source: Source): Window[] {
  if (!node) return [];
  if (node.kind !== 'list') {
    source.problem(node, `windows of ${stage}: expected a list, got ${node.shown}`);
    return [];
  }
  return node.items.flatMap((item) => {
    // nothing of a file with problems is used
    if (source.isFull) return [];
    const keys = mapOf(item, source, `a window of ${stage}`, KEYS.window);
    if (keys === null) return [];
    const [entry, ...more] = [...keys].filter(([key]) => key === 'allow' || key === 'deny');
    if (!entry || more.length > 0) {
      source.problem(item, `a window of ${stage}: expected either allow or deny, got ${entry ? 'both' : 'none'}`);
      return [];
    }
    const [effect, { value }] = entry;
    if (value.kind !== 'text') {
      source.problem(value, `${effect} of ${stage}: expected a string, got ${value.shown}`);
      return [];
    }
    const window = parseWindow(effect as Window['effect'], value.text);
    if (typeof window !== 'string') return [window];
    source.problem(value, `${effect} of ${stage}: ${window}`);
    return [];
  });
}

function readRequirements(node: Node | undefined, stage: string, source: Source): Requirement[] {
  if (!node) return [];
  if (node.kind !== 'list') {
    source.problem(node, `require of ${stage}: expected a list, got ${node.shown}`);
    return [];
  }
  return node.items.flatMap((item) => readRequirement(item, stage, source) ?? []);
}

function readRequirement(item: Node, stage: string, source: Source): Requirement | null {
  const what = `a requirement of ${stage}`;
  const keys = mapOf(item, source, what, KEYS.requirement);
  if (keys === null) return null;
  const [attestation, signature, level] = ['attestation', 'signature', 'level'].map((key) => keys.get(key)?.value);
  if ((attestation === undefined) === (signature === undefined))
    source.problem(item, `${what}: expected exactly one of attestation and signature`);
  if (signature && signature.kind !== 'empty' && (signature.kind !== 'map' || signature.entries.size > 0))
    source.problem(signature, `signature of ${stage}: expected {}, got ${signature.shown}`);
  if (level && (level.kind !== 'text' || level.text !== 'warn'))
    source.problem(level, `level of ${stage}: expected warn, got ${level.shown}`);
  const text = (key: string): string | null => readText(keys.get(key)?.value, `${key} of ${stage}`, source);
  const signer = text('signer');
  if (signer === null && !keys.has('signer'))
    source.problem(item, `${what}: signer is missing, such as acme/shop/.github/workflows/build.yml@refs/heads/main`);
  return {
    kind: attestation ? 'attestation' : 'signature',
    predicateType: text('attestation'),
    signer: (signer ?? '').replace(/^https:\/\/[^/]+\//, ''),
    issuer: text('issuer') ?? GITHUB_ISSUER,
    maxAge: readDuration(keys.get('max-age')?.value, `max-age of ${stage}`, source),
    level: level ? 'warn' : 'error',
  };
}

function readText(node: Node | undefined, what: string, source: Source): string | null {
  if (!node) return null;
  if (node.kind === 'text' && node.text.trim() !== '') return node.text.trim();
  source.problem(node, `${what}: expected a string, got ${node.shown}`);
  return null;
}

function readTrust(file: MapNode, source: Source): string | null {
  const entry = file.get('trust');
  if (!entry) return null;
  const keys = mapOf(entry.value, source, 'trust', KEYS.trust);
  return readText(keys?.get('root')?.value, 'root of trust', source);
}

function readImages(file: MapNode, source: Source): Repository[] {
  const entry = file.get('images');
  if (!entry) return [];
  const { value } = entry;
  if (value.kind !== 'list') {
    source.problem(value, `images: expected a list, got ${value.shown}`);
    return [];
  }
  return value.items.flatMap((item) => {
    if (item.kind !== 'text') {
      source.problem(item, `images: expected a name such as ghcr.io/acme/shop, got ${item.shown}`);
      return [];
    }
    try {
      return [parseImage(lowerCaseRepository(item.text))];
    } catch (error) {
      source.problem(item, asActionError(error).message.replace(/\.$/, ''));
      return [];
    }
  });
}

/** The entries of a mapping; null where the node is none, or has a key that is not known: the source has the problems. */
function mapOf(node: Node, source: Source, what: string, known: readonly string[] | null): MapNode | null {
  if (node.kind !== 'map') {
    source.problem(node, `${what}: expected keys and values, got ${node.shown}`);
    return null;
  }
  for (const [name, { key }] of node.entries)
    if (known !== null && !known.includes(name)) source.unknownKey(key, name, what, known);
  return node.entries;
}
