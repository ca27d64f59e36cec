import { getBlob, getManifest, type Target } from '../registries/client.ts';

const PREFIX = 'vnd.build-once-promote.';

/** One event of an environment's history, as the contract has it. */
export interface HistoryEvent {
  number: number;
  action: 'build' | 'promote' | 'rollback' | 'observed' | 'superseded';
  at: string;
  digest: string;
  mediaType: string;
  size: number;
  version: string | null;
  revision: string | null;
  created: string | null;
  previous: string | null;
  actor: string | null;
  run: string | null;
  reason: string | null;
  allowed: string[];
  set: string | null;
}

export interface HistoryRead {
  digest: string;
  parent: string | null;
  events: HistoryEvent[];
}

/**
 * Reads the history of an environment by its documented format, not with the action's code; undefined if there
 * is none. Throws if it breaks the format: version, config and layer, numbering without gaps.
 */
export async function readHistory(target: Target, repo: string, env: string): Promise<HistoryRead | undefined> {
  const manifest = await getManifest(target, repo, `${env}-history`);
  if (!manifest) return undefined;
  const { annotations = {}, config, layers, artifactType } = manifest.json;
  const problems: string[] = [];
  if (manifest.mediaType !== 'application/vnd.oci.image.manifest.v1+json') problems.push(`it is ${manifest.mediaType}`);
  if (artifactType !== undefined) problems.push(`it has the artifactType ${artifactType}`);
  if (annotations[`${PREFIX}history`] !== '1') problems.push(`its format is ${annotations[`${PREFIX}history`]}`);
  if (config.mediaType !== 'application/vnd.oci.image.config.v1+json') problems.push(`config is ${config.mediaType}`);
  if (layers.length !== 1) problems.push(`it has ${layers.length} layers`);
  const image = JSON.parse((await getBlob(target, repo, config.digest)).toString());
  if (image.os !== 'unknown' || image.architecture !== 'unknown') problems.push(`${image.os}/${image.architecture}`);
  const events = eventsOf(annotations);
  for (const [index, { number }] of events.entries())
    if (number !== events[0]!.number + index) problems.push(`event ${number} comes after ${number - 1} is left out`);
  if (events.length === 0 || events.length > 200) problems.push(`it has ${events.length} events`);
  if (problems.length > 0) throw new Error(`${repo}:${env}-history is not valid: ${problems.join('; ')}`);
  return { digest: manifest.digest, parent: annotations[`${PREFIX}parent`] ?? null, events };
}

function eventsOf(annotations: Record<string, string>): HistoryEvent[] {
  return Object.keys(annotations)
    .filter((key) => key.startsWith(`${PREFIX}event.`))
    .sort()
    .map((key) => {
      const digits = key.slice(`${PREFIX}event.`.length);
      if (!/^\d{6,}$/.test(digits)) throw new Error(`${key} is no event's number`);
      return { number: Number(digits), ...JSON.parse(annotations[key]!) };
    });
}

/** The chain of parents from the newest to the first, as digests; stops where a parent is gone. */
export async function historyChain(target: Target, repo: string, env: string): Promise<string[]> {
  const digests: string[] = [];
  for (let reference: string | undefined = `${env}-history`; reference; ) {
    const manifest = await getManifest(target, repo, reference);
    if (!manifest) return digests;
    digests.push(manifest.digest);
    reference = manifest.json.annotations?.[`${PREFIX}parent`];
  }
  return digests;
}
