import { execute } from '../../src/execute/pipeline.ts';
import type { Result } from '../../src/execute/result.ts';
import type { Context } from '../../src/github/context.ts';
import { encodeHistory } from '../../src/history/codec.ts';
import type { HistoryEvent } from '../../src/history/event.ts';
import { digestOf } from '../../src/image/digest.ts';
import { LABEL } from '../../src/image/labels.ts';
import { type Manifest, MEDIA_TYPES } from '../../src/image/manifest.ts';
import type { Repository } from '../../src/image/reference.ts';
import { PLANNING_MODES } from '../../src/modes/table.ts';
import type { PlanningRequest } from '../../src/request/request.ts';
import { COMMON } from '../support/requests/requests.ts';
import type { SimulatedRegistry, Store, World } from './world.ts';

// before any run: while a mode is loaded, time would pass in the simulated world
await Promise.all(Object.values(PLANNING_MODES).map((load) => load()));

export const IMAGE: Repository = { registry: 'registry.example', repository: 'acme/app' };
export const ENVIRONMENT = 'prod';

/** An image with its whole identity in annotations; its version is `1.<minor>.0`. */
export function imageOf(minor: number): Manifest {
  const bytes = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: MEDIA_TYPES.ociIndex,
      manifests: [],
      annotations: {
        [LABEL.revision]: minor.toString(16).repeat(40).slice(0, 40),
        [LABEL.version]: `1.${minor}.0`,
        [LABEL.created]: `2026-01-${String(minor + 1).padStart(2, '0')}T00:00:00Z`,
        [LABEL.build]: '{}',
      },
    }),
  );
  return { bytes, mediaType: MEDIA_TYPES.ociIndex, digest: digestOf(bytes), size: bytes.length };
}

/** Fills a store with images 1 to `count`, of which the first `live` were promoted one after the other. */
export function fill(store: Store, count: number, live: number): void {
  for (let minor = 1; minor <= count; minor++) store.put(`1.${minor}.0`, imageOf(minor));
  if (live === 0) return;
  const events = Array.from({ length: live }, (_, index) =>
    eventOf(imageOf(index + 1), index === 0 ? null : imageOf(index), index),
  );
  store.put(`${ENVIRONMENT}-history`, encodeHistory({ digest: null, parent: null, first: 1, events }));
  store.put(ENVIRONMENT, imageOf(live));
}

function eventOf(image: Manifest, previous: Manifest | null, index: number): HistoryEvent {
  return {
    action: 'promote',
    at: `2025-12-0${index + 1}T00:00:00.000Z`,
    digest: image.digest,
    mediaType: image.mediaType,
    size: image.size,
    version: `1.${index + 1}.0`,
    revision: null,
    created: null,
    previous: previous?.digest ?? null,
    actor: 'before',
    run: `https://github.example/acme/app/actions/runs/${index + 1}/attempts/1`,
    reason: null,
    allowed: [],
    set: null,
  };
}

/** The task of one run: promote an image, roll back, or record something. */
export type Task =
  | { readonly kind: 'promote'; readonly minor: number }
  | { readonly kind: 'rollback' }
  | { readonly kind: 'hold' }
  | { readonly kind: 'resume' }
  | { readonly kind: 'mark'; readonly as: 'verified' | 'blocked' };

/** A run's request, as the inputs would make it; guards that depend on the interleaving are overridden. */
export function requestOf(task: Task, run: number, attempt = 1): PlanningRequest {
  const context: Context = {
    event: 'workflow_dispatch',
    branch: 'main',
    workflowCommit: null,
    gitTag: null,
    commit: null,
    release: null,
    untrusted: null,
    repository: 'acme/app',
    server: 'https://github.example',
    source: 'https://github.example/acme/app',
    actor: `actor-${run}`,
    run: `https://github.example/acme/app/actions/runs/${run}/attempts/${attempt}`,
    workspace: '/nowhere',
  };
  const common = {
    ...{ ...COMMON, images: [IMAGE], context },
    environmentTags: ['{{environment}}'],
    allow: ['downgrade', 'rolled-back', 'held', 'blocked'] as const,
    transport: 'registry' as const,
    deployment: false,
    records: false,
    environmentUrl: null,
    reason: null,
    environment: ENVIRONMENT,
  };
  if (task.kind === 'hold') return { ...common, mode: 'hold', stages: [], reason: 'x', until: null };
  if (task.kind === 'resume') return { ...common, mode: 'resume', stages: [], reason: 'x' };
  if (task.kind === 'mark') return { ...common, mode: 'mark', stages: [], reason: 'x', version: null, as: task.as };
  if (task.kind === 'rollback') return { ...common, mode: 'rollback', version: null, stages: [] };
  const source = { kind: 'named', text: `1.${task.minor}.0` } as const;
  return { ...common, mode: 'promote', stages: [], source, destinations: [], with: 'all' };
}

/** Starts a run in the simulated world, after a delay in milliseconds. */
export async function start(
  world: World,
  registry: SimulatedRegistry,
  request: PlanningRequest,
  delay: number,
): Promise<Result> {
  await world.sleep(delay);
  return execute(request, {
    registry,
    clock: world,
    putTag: (image, tag, manifest) => registry.put(image, tag, manifest),
    log: () => {},
    checkCancelled: () => {},
  });
}
