import { repositoryName } from '../image/reference.ts';
import type { Plan } from '../plan/plan.ts';
import type { PutTag, Registry } from '../registry/client.ts';
import { digestNow } from '../registry/tag-digest.ts';
import { forEachLimit } from '../util/concurrency.ts';

/** The digest that each image's environment has, by the image's name; null where there is none. */
export type EnvironmentState = ReadonlyMap<string, string | null>;

/** Where environments stand while none of this run's writes to them has begun: where the plan saw them. */
export function plannedState({ images }: Plan): EnvironmentState {
  return new Map(images.map(({ image, previous }) => [repositoryName(image), previous?.digest ?? null]));
}

/**
 * Knows where environments stand by what is written to them, for a run that has no time to look: one whose write was
 * not answered is not known.
 * @param put puts a tag
 * @returns the same, watched
 */
export function watchState(plan: Plan, put: PutTag): { state: EnvironmentState; put: PutTag } {
  const state = new Map(plannedState(plan));
  const environments = new Set(
    plan.images.flatMap(({ image, move }) => (move ? `${repositoryName(image)}:${move.environment}` : [])),
  );
  return {
    state,
    put: async (image, tag, manifest) => {
      const name = repositoryName(image);
      const isEnvironment = environments.has(`${name}:${tag}`);
      if (isEnvironment) state.delete(name);
      await put(image, tag, manifest);
      if (isEnvironment) state.set(name, manifest.digest);
    },
  };
}

/**
 * Looks where environments stand after a run that failed in the middle.
 * @returns those that could be read; a registry that is gone is no further error
 */
export async function readState(plan: Plan, registry: Registry): Promise<EnvironmentState> {
  const state = new Map<string, string | null>();
  await forEachLimit(plan.images, async ({ image, environment }) => {
    if (environment === null) return;
    await digestNow(registry, image, environment).then(
      (digest) => state.set(repositoryName(image), digest),
      () => {},
    );
  });
  return state;
}
