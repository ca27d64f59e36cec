import { nameOf } from '../image/reference.ts';
import type { Plan } from '../plan/plan.ts';
import type { Registry } from '../registry/client.ts';
import { each } from '../util/concurrency.ts';
import type { PutTag } from './apply.ts';
import { digestNow } from './recheck.ts';

/** The digest that each image's environment has, by the image's name; null where there is none. */
export type Stands = ReadonlyMap<string, string | null>;

/** Where environments stand while none of this run's writes to them has begun: where the plan saw them. */
export function standsAsPlanned({ images }: Plan): Stands {
  return new Map(images.map(({ image, previous }) => [nameOf(image), previous?.digest ?? null]));
}

/**
 * Knows where environments stand by what is written to them, for a run that has no time to look: one whose write was
 * not answered is not known.
 * @param put puts a tag
 * @returns the same, watched
 */
export function watchStands(plan: Plan, put: PutTag): { stands: Stands; put: PutTag } {
  const stands = new Map(standsAsPlanned(plan));
  const environments = new Set(
    plan.images.flatMap(({ image, move }) => (move ? `${nameOf(image)}:${move.environment}` : [])),
  );
  return {
    stands,
    put: async (image, tag, manifest) => {
      const name = nameOf(image);
      const isEnvironment = environments.has(`${name}:${tag}`);
      if (isEnvironment) stands.delete(name);
      await put(image, tag, manifest);
      if (isEnvironment) stands.set(name, manifest.digest);
    },
  };
}

/**
 * Looks where environments stand after a run that failed in the middle.
 * @returns those that could be read; a registry that is gone is no further error
 */
export async function readStands(plan: Plan, registry: Registry): Promise<Stands> {
  const stands = new Map<string, string | null>();
  await each(plan.images, async ({ image, environment }) => {
    if (environment === null) return;
    await digestNow(registry, image, environment).then(
      (digest) => stands.set(nameOf(image), digest),
      () => {},
    );
  });
  return stands;
}
