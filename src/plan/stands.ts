import { nameOf } from '../image/reference.ts';
import type { Registry } from '../registry/client.ts';
import { each } from '../side-by-side.ts';
import type { Plan } from './plan.ts';
import { digestNow } from './ready.ts';

/** The digest that each image's environment has, by the image's name; null where there is none. */
export type Stands = ReadonlyMap<string, string | null>;

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
