/** Compares the results with the expectations of the story. Each function returns the differences as sentences. */

import { digestOf, isDigest } from './registry-store.mjs';

const PREFIX = 'vnd.build-once-promote.event.';

/** The text of an output: for a commit its image's digest, for anything else its string. */
const asText = (value) => (typeof value === 'object' && value !== null ? value.digest : String(value ?? ''));

/** `sha256:` and the first twelve characters. */
export const shorten = (digest) => (digest ? digest.slice(0, 'sha256:'.length + 12) : '–');

/** The tags that changed between two reads of the registry. */
export function changedTags(before, after) {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.map((tag) => ({ tag, from: before.get(tag), to: after.get(tag) })).filter(({ from, to }) => from !== to);
}

function checkExit({ exit, annotations }, code) {
  const errors = annotations.filter(({ level }) => level === 'error');
  const said = errors.map(({ title, message }) => `${title}: ${message}`).join(' / ');
  if (!code) return exit === 0 ? [] : [`expected exit code 0, got ${exit}: ${said || 'no error annotation'}`];
  const wrong = [];
  if (exit !== 1) wrong.push(`expected exit code 1, got ${exit}`);
  if (errors.length !== 1) wrong.push(`expected one error annotation, got ${errors.length}`);
  if (!new RegExp(`\\b${code}\\b`).test(said)) wrong.push(`expected the error ${code}, got: ${said}`);
  return wrong;
}

function checkTags(changes, { tags = {}, histories = [] }) {
  const expected = new Map(Object.entries(tags));
  const wrong = [];
  for (const { tag, to } of changes) {
    if (tag.endsWith('-history')) {
      if (!histories.includes(tag.slice(0, -'-history'.length))) wrong.push(`${tag} should not have changed`);
    } else if (!expected.has(tag)) wrong.push(`the tag ${tag} should not have changed`);
    else if (asText(expected.get(tag)) !== to)
      wrong.push(`the tag ${tag} should be ${shorten(asText(expected.get(tag)))}, but is ${shorten(to)}`);
  }
  const changed = changes.map(({ tag }) => tag);
  for (const tag of [...expected.keys(), ...histories.map((name) => `${name}-history`)]) {
    if (!changed.includes(tag)) wrong.push(`the tag ${tag} should have changed`);
  }
  return wrong;
}

function checkOutputs(outputs, expected = {}) {
  return Object.entries(expected)
    .filter(([name, value]) => asText(value) !== (outputs[name] ?? ''))
    .map(([name, value]) => `the output ${name} should be '${asText(value)}', but is '${outputs[name] ?? ''}'`);
}

/** The output `environments` of a status, as a list. */
export function liveImages(outputs) {
  try {
    return JSON.parse(outputs.environments);
  } catch {
    return [];
  }
}

function checkLive(outputs, expected) {
  if (!expected) return [];
  const found = liveImages(outputs).map(({ environment, digest, version, moved }) => [
    environment,
    digest,
    version,
    moved,
  ]);
  const wanted = Object.entries(expected).map(([name, [commit, ...rest]]) => [name, commit.digest, ...rest]);
  if (JSON.stringify(found) === JSON.stringify(wanted)) return [];
  const short = (rows) => JSON.stringify(rows).replace(/sha256:[0-9a-f]{64}/g, shorten);
  return [`the output environments should be ${short(wanted)}, but is ${short(found)}`];
}

/** The outputs that a dry run must predict. */
const PLANNED = [
  'image',
  'digest',
  'version',
  'revision',
  'environment',
  'tags',
  'previous-digest',
  'previous-version',
];
const planned = (outputs) => Object.fromEntries(PLANNED.map((name) => [name, outputs[name] ?? '']));

/** The tags whose manifest is not exactly the bytes that were pushed. */
export async function checkBytes(client, tags, commit) {
  const wrong = [];
  for (const tag of tags) {
    const manifest = await client.getManifest(tag);
    if (!manifest || !commit.bytes?.equals(manifest.bytes))
      wrong.push(`${tag} does not have the bytes that were pushed`);
  }
  return wrong;
}

/** Reads every manifest and blob of an image and compares each with its digest. */
async function checkWhole(client, reference) {
  const manifest = await client.getManifest(reference).catch(() => undefined);
  if (!manifest) return [`${reference} does not exist`];
  if (isDigest(reference) && manifest.digest !== reference) return [`${reference} has other bytes`];
  const { manifests = [], config, layers = [] } = JSON.parse(manifest.bytes.toString('utf8'));
  const blobs = [config, ...layers].filter(Boolean).map(async ({ digest }) => {
    const bytes = await client.getBlob(digest).catch(() => undefined);
    return bytes && digestOf(bytes, digest) === digest
      ? []
      : [`the blob ${shorten(digest)} of ${reference} does not exist`];
  });
  const children = manifests.map(({ digest }) => checkWhole(client, digest));
  return (await Promise.all([...blobs, ...children])).flat();
}

/** The differences at the destination after one step. */
async function checkThere({ there }, { tags, histories, whole = [], sameBytes = [], commit }, changes) {
  const found = [
    checkTags(changes, { tags, histories }),
    ...(await Promise.all(whole.map((tag) => checkWhole(there.client, tag)))),
    await checkBytes(there.client, sameBytes, commit),
  ];
  return found.flat().map((sentence) => `in ${there.image}: ${sentence}`);
}

/** The differences after one step. `changes` are those of the image's repository, `changesThere` of the destination. */
export async function checkStep(world, { expect, commit, hands }, result, changes, changesThere) {
  const wrong = [...checkTags(changes, expect), ...(await checkThere(world, expect.there ?? {}, changesThere))];
  if (!hands) {
    wrong.push(...checkExit(result, expect.fails));
    wrong.push(...checkOutputs(result.outputs, expect.outputs), ...checkLive(result.outputs, expect.live));
    if (expect.asPlanned) wrong.push(...checkOutputs(result.outputs, planned(expect.asPlanned)));
    if (!result.summary.trim()) wrong.push('it should have written a job summary');
  }
  const target = Object.values(expect.tags ?? {})[0] ?? commit;
  return [...wrong, ...(await checkBytes(world.client, expect.sameBytes ?? [], target))];
}

/** The events in an environment's history tag, oldest first, read from its manifest. */
export async function readHistory(client, environment) {
  const manifest = await client.getManifest(`${environment}-history`);
  const { annotations = {} } = manifest ? JSON.parse(manifest.bytes.toString('utf8')) : {};
  return Object.keys(annotations)
    .filter((key) => key.startsWith(PREFIX))
    .sort()
    .map((key) => ({ number: Number(key.slice(PREFIX.length)), ...JSON.parse(annotations[key]) }));
}

function checkHistory(environment, events, wanted) {
  const found = events.map(({ action, digest }) => `${action} ${shorten(digest)}`).join(', ');
  const expected = wanted.map(([action, commit]) => `${action} ${shorten(commit.digest)}`).join(', ');
  const wrong = found === expected ? [] : [`${environment}-history should be ${expected}, but is ${found}`];
  const [first] = events;
  const isWhole = events.every((event, index) => event.number === first.number + index);
  return isWhole ? wrong : [...wrong, `${environment}-history has a gap in its numbers`];
}

/** The tags that do not have the pushed images, byte for byte, at the end. */
export async function checkImages(client, tags) {
  const wrong = await Promise.all(Object.entries(tags).map(([tag, commit]) => checkBytes(client, [tag], commit)));
  return wrong.flat();
}

/** The differences between each environment's history and its expected events. */
export async function checkHistories(client, histories) {
  const wrong = Object.entries(histories).map(async ([environment, wanted]) =>
    checkHistory(environment, await readHistory(client, environment), wanted),
  );
  return (await Promise.all(wrong)).flat();
}
