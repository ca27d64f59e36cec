import { ActionError } from '../errors.ts';
import { readRemoteContext } from '../image/build-context.ts';
import { repositoryName } from '../image/reference.ts';
import { UNTRUSTED } from '../request/build-inputs.ts';
import type { BuildRequest, PlanningRequest } from '../request/request.ts';
import { oneLine } from '../util/text.ts';

/**
 * Why a build has nothing to do, as a sentence: its release, git tag or branch was deleted, or it would adopt an image
 * for code that is not allowed to push; null where it has something to do.
 */
export function nothingToBuild(request: PlanningRequest): string | null {
  if (request.mode !== 'build') return null;
  const { context, digest, push } = request;
  const { release, deletedRef, gitTag, untrusted } = context;
  const nothing = 'nothing is built or tagged, and tags that exist stay as they are.';
  if (release?.action === 'deleted' || release?.action === 'unpublished')
    return `The release${gitTag === null ? '' : ` of ${oneLine(gitTag)}`} was ${release.action}: ${nothing}`;
  if (deletedRef !== undefined) return `${nameRef(deletedRef)} was deleted: ${nothing}`;
  if (digest !== null && !push && untrusted !== null)
    return `${UNTRUSTED[untrusted]} not allowed to push: the image is not adopted, and nothing is written.`;
  return null;
}

/** Returns a git ref as the beginning of a sentence. */
function nameRef(ref: string): string {
  const [, kind, name] = /^refs\/(tags|heads)\/(.+)$/s.exec(ref) ?? [];
  return name === undefined ? 'What was pushed' : `The ${kind === 'tags' ? 'git tag' : 'branch'} ${oneLine(name)}`;
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
