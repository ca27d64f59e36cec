import { repositoryName } from '../image/reference.ts';
import { moveOf, type Plan } from '../plan/plan.ts';
import type { PutTag, Registry } from '../registry/client.ts';
import { digestNow } from '../registry/tag-digest.ts';
import { forEachLimit } from '../util/concurrency.ts';

/** The digest that each image's environment has, by the image's name; null where there is none. */
export type EnvironmentState = ReadonlyMap<string, string | null>;

/** The environments before the first write to any of them: as the plan read them. */
export function plannedState({ images }: Plan): EnvironmentState {
  return new Map(images.map(({ image, previous }) => [repositoryName(image), previous?.digest ?? null]));
}

/**
 * Tracks the environments by what is written to them, for a run that has no time to read them. An environment whose
 * write got no answer is unknown.
 * @param put writes a tag
 * @returns the same function, tracked, and the state, which changes with its calls
 */
export function watchState(plan: Plan, put: PutTag): { state: EnvironmentState; put: PutTag } {
  const state = new Map(plannedState(plan));
  const environments = new Set(
    plan.images.flatMap((one) => {
      const move = moveOf(one);
      return move ? `${repositoryName(one.image)}:${move.environment}` : [];
    }),
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
 * Reads the environments after a run that failed in the middle.
 * @returns those that could be read; a registry that does not answer is not reported as a second error
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
