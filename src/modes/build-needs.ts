import { ActionError } from '../errors.ts';
import { readRemoteContext } from '../image/build-context.ts';
import { repositoryName } from '../image/reference.ts';
import type { BuildRequest, PlanningRequest } from '../request/request.ts';
import { oneLine } from '../util/text.ts';

/** Why a build has nothing to do, as a sentence: its release is taken back; null where it has something to do. */
export function withdrawnRelease({ mode, context }: PlanningRequest): string | null {
  const { action = null } = context.release ?? {};
  if (mode !== 'build' || (action !== 'deleted' && action !== 'unpublished')) return null;
  const tag = context.gitTag === null ? '' : ` of ${oneLine(context.gitTag)}`;
  return `The release${tag} was ${action}: nothing is built or tagged, and tags that exist stay as they are.`;
}

/** Why this run can't build its commit: it is not what is checked out where the context is. */
export function checkoutProblems({
  image,
  commit,
  checkout,
  checkoutProblem,
  docker,
  push,
}: BuildRequest): ActionError[] {
  const remote = readRemoteContext(docker.context);
  if (remote ? remote.commit === commit : checkout?.commit === commit) return [];
  const where = ['.', './', ''].includes(docker.context) ? '' : ` where context ("${docker.context}") is`;
  const found = checkout
    ? `the checkout of ${checkout.commit}`
    : checkoutProblem === null
      ? 'no checkout'
      : `a checkout that cannot be read: ${checkoutProblem}`;
  const why = push ? `, of which ${repositoryName(image)} has no build yet` : '';
  return [
    new ActionError(
      'INPUT_INVALID',
      `Expected a checkout of commit ${commit}${where}${why}, got ${found}. Check that commit out before this step, or run a build on it first.`,
      undefined,
      { title: 'Nothing to build from' },
    ),
  ];
}
