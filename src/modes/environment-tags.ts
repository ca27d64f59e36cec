import type { Identity } from '../image/identity.ts';
import { renderEnvironmentTags } from '../plan/environment-update.ts';
import { type BuildRequest, destinationsOf, type PromoteRequest, type RollbackRequest } from '../request/request.ts';

/**
 * Renders the tags that an environment gets beside its own name, for one image of a run.
 * @throws INPUT_INVALID where a template does not work
 */
export function environmentTagsOf(
  request: BuildRequest | PromoteRequest | RollbackRequest,
  environment: string,
  identity: Identity,
) {
  const values = { ...request, branch: request.context.branch, images: destinationsOf(request) };
  return renderEnvironmentTags(values, environment, identity);
}
