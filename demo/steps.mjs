/** The kinds of steps in the story: who starts which workflow on which event, and its `with:`. */
import { dispatchEvent, pushEvent, releaseEvent } from './events.mjs';

/** The environments, in order. */
export const ENVIRONMENTS = 'dev, staging, prod';

/** A run of the action on an event; `more` adds to the step or overrides its fields. */
function step(world, actor, workflow, event, more) {
  return { actor, workflow, event, ...more, with: { mode: more.mode, image: world.image, ...more.with } };
}

/** A push builds the commit, or adopts the image that another step pushed. */
export const build = (world, commit, more) =>
  step(world, 'mona', 'Build', pushEvent(world.repository, 'mona', commit), {
    mode: 'build',
    commit,
    ...more,
    with: { ...(commit.pushed ? { digest: commit.pushed } : world.buildInputs), ...more.with },
  });

/** A release tags the image of its commit. */
export const release = (world, commit, version, more) =>
  step(world, 'hubot', 'Release', releaseEvent(world.repository, 'hubot', commit, version), {
    mode: 'build',
    commit,
    ...more,
    with: { latest: true },
  });

/** Someone starts a workflow by hand. */
export const dispatch = (world, actor, workflow, mode, more) =>
  step(world, actor, workflow, dispatchEvent(world.repository, actor, world.head), { mode, ...more });

/** Someone promotes to an environment. */
export const promote = (world, actor, environment, more) =>
  dispatch(world, actor, 'Promote', 'promote', {
    ...more,
    with: { environment, environments: ENVIRONMENTS, ...more.with },
  });

/** Someone promotes to the registry in Europe; the image is copied there first. */
export const copy = (world, actor, more) =>
  promote(world, actor, 'eu', {
    ...more,
    with: { destination: world.there.image, environments: `${ENVIRONMENTS}, eu`, ...more.with },
  });

/** Someone runs status. */
export const status = (world, more) =>
  dispatch(world, 'tracy', 'Status', 'status', { ...more, with: { environments: ENVIRONMENTS } });
