import { ActionError } from '../errors.ts';
import { oneLine } from '../util/text.ts';
import { isLoopback, isOffLimits } from './http/address.ts';
import type { HttpResponse } from './http/types.ts';

/** The statuses of a redirect to the URL in the Location header. */
export const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/**
 * Returns the Location header of a redirect; null for any other response.
 * https://www.rfc-editor.org/rfc/rfc9110#section-15.4
 */
export function locationOf({ status, headers }: HttpResponse): string | null {
  return REDIRECTS.includes(status) ? (headers.location ?? null) : null;
}

/**
 * Returns whether a redirect leads to another host, or nowhere.
 * @param location the Location header
 * @param from the URL that the location may be relative to
 */
export function isOtherHost(location: string, from: URL): boolean {
  return !URL.canParse(location, from.href) || new URL(location, from).host !== from.host;
}

/**
 * Returns the URL of a redirect, if it is safe: one of the same origin, or another one with HTTPS.
 * @param registry the registry that redirects, with a port if it has one
 * @param location the Location header (https://www.rfc-editor.org/rfc/rfc9110#section-10.2.2)
 * @param from the URL that the location may be relative to
 * @param what the request, as a phrase after "Could not"
 * @throws REGISTRY_REFUSED when the location is not a valid URL, or not safe
 */
export function redirectTarget(registry: string, location: string, from: URL, what: string): URL {
  const to = locate(registry, location, from, what);
  const sameOrigin = to.origin === from.origin;
  const local = isLoopback(registry) && isLoopback(to.host) && /^https?:$/.test(to.protocol);
  if (sameOrigin || local || (to.protocol === 'https:' && !isOffLimits(to, registry))) return to;
  throw new ActionError(
    'REGISTRY_REFUSED',
    `Could not ${what}: ${registry} redirects to ${oneLine(`${to.protocol}//${to.host}`)}, which is not safe to follow. Check its settings: expected storage on an HTTPS URL with a host name.`,
  );
}

function locate(registry: string, location: string, from: URL, what: string): URL {
  try {
    const to = new URL(location, from);
    // behind a proxy that terminates TLS, registries name http
    if (from.protocol === 'https:' && to.host === from.host) to.protocol = 'https:';
    return to;
  } catch (error) {
    const why = `${registry} returned the location "${oneLine(location)}", which is not a valid URL`;
    throw new ActionError('REGISTRY_REFUSED', `Could not ${what}: ${why}. Check its settings.`, error);
  }
}

/**
 * Returns the error for a write that could not be sent to where the registry redirected it: not a failure of the
 * registry, so that it is not repeated for long.
 * @param error what sending it failed with; returned as it is unless it is REGISTRY_UNAVAILABLE
 */
export function unreachableTarget(registry: string, target: URL, error: unknown): unknown {
  if (!(error instanceof ActionError) || error.code !== 'REGISTRY_UNAVAILABLE') return error;
  const what = `${registry} redirected the upload to ${oneLine(target.host)}`;
  return new ActionError('REGISTRY_REFUSED', `${error.message} ${what}. Check that this runner can reach it.`, error);
}
