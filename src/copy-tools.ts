import { copyContents, pushManifests } from './copy/copier.ts';
import type { CopyDeps } from './copy/deps.ts';
import { gatherCopy } from './copy/gather.ts';
import { ManifestPusher } from './copy/put.ts';
import type { PipelineDeps } from './execute/pipeline.ts';
import { isSameRepository } from './image/reference.ts';
import type { PutTag } from './registry/client.ts';
import { copiesOf, type PromoteRequest } from './request/request.ts';
import type { Reporter } from './util/reporter.ts';
import { clockUntil, type World } from './world.ts';

/** Connections to each registry while images are copied: a copy transfers many blobs in parallel. */
const CONNECTIONS_TO_COPY = 24;

/** Sets a tag by the registry's API; where the image was copied, content that the registry has lost is sent again. */
export function putTagOf(request: PromoteRequest, world: World, reporter: Reporter): PutTag {
  const copies = copiesOf(request);
  return (image, tag, manifest) => {
    const copy = copies.find(({ to }) => isSameRepository(to, image));
    if (!copy) return world.registry.put(image, tag, manifest);
    return new ManifestPusher(copy.from, image, copyDepsOf(world, reporter)).put(tag, manifest);
  };
}

/** Returns what surveys and copies the images of a promotion. */
export function copierOf(
  request: PromoteRequest,
  world: World,
  reporter: Reporter,
): NonNullable<PipelineDeps['copier']> {
  const { registry } = world;
  const deps = copyDepsOf(world, reporter);
  return {
    survey: (from, to, target) =>
      gatherCopy(registry, from, to, target, request.with, () => {
        for (const image of request.dryRun ? [] : [from, to]) registry.open(image, CONNECTIONS_TO_COPY);
      }),
    copy: (copies) => copyContents(copies, deps),
    push: (copies) => pushManifests(copies, deps),
  };
}

function copyDepsOf({ registry, retryBudget, cancel }: World, reporter: Reporter): CopyDeps {
  return {
    ...{ store: registry, log: reporter.info, retryBudget },
    // the reporter may be loaded later
    get progress() {
      return reporter.progress;
    },
    ...{ checkCancelled: cancel.check, clock: clockUntil(cancel) },
  };
}
