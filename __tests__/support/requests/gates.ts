import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as images from '../images/images.ts';
import type { Registry } from '../registries/registry.ts';

const EVENT = 'vnd.build-once-promote.event.';

/** A workspace that holds a policy file, as a checkout would. */
export function workspaceWith(policy: string | Buffer, name = 'promotion.yml'): string {
  const folder = mkdtempSync(join(tmpdir(), 'policy-'));
  writeFileSync(join(folder, name), policy);
  return folder;
}

/** Changes the events of a history as another tool would, without a new parent. */
export async function editEvents(
  registry: Registry,
  repo: string,
  environment: string,
  change: (event: images.HistoryEvent) => object,
): Promise<void> {
  const { json, mediaType } = (await images.getManifest(registry, repo, `${environment}-history`))!;
  for (const [key, text] of Object.entries<string>(json.annotations))
    if (key.startsWith(EVENT)) json.annotations[key] = JSON.stringify(change(JSON.parse(text)));
  await images.putManifest(registry, repo, `${environment}-history`, Buffer.from(JSON.stringify(json)), mediaType);
}

/** Makes all events of a history older. */
export function age(registry: Registry, repo: string, environment: string, hours: number): Promise<void> {
  const earlier = (at: string): string => new Date(Date.parse(at) - hours * 3_600_000).toISOString();
  return editEvents(registry, repo, environment, (event) => ({ ...event, at: earlier(event.at) }));
}
