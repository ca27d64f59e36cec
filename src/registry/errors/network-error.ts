import { ActionError } from '../../errors.ts';
import { apiHost } from '../../image/reference.ts';
import { oneLine } from '../../util/text.ts';
import type { NetworkError } from '../http/types.ts';
import { vendorOfHost } from './vendors.ts';

const SCHEME_ERRORS = new Set([
  'EPROTO',
  'ECONNRESET',
  'HPE_INVALID_CONSTANT',
  // Go sends its 400 with a body, also in response to a HEAD
  'HPE_CLOSED_CONNECTION',
  'EPIPE',
  'ERR_SSL_WRONG_VERSION_NUMBER',
]);
const UNTRUSTED = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/;
/** TLS alerts of a server that requires a client certificate, or refuses the one it got (RFC 8446, 6.2). */
const WANTS_CERTIFICATE = /ALERT.*CERTIFICATE|ALERT_HANDSHAKE_FAILURE|ALERT_UNKNOWN_CA|ALERT_ACCESS_DENIED/;

/** Returns whether a failure may mean that the port speaks the other scheme, HTTP or HTTPS. */
export function isSchemeError({ code }: NetworkError): boolean {
  return SCHEME_ERRORS.has(code);
}

/** Returns whether a retry cannot help: an unknown host, an untrusted certificate, or a refusal by a proxy. */
export function isFinal(error: NetworkError): boolean {
  if (error.code === 'ERR_PROXY_TUNNEL') {
    const { statusCode = 0 } = (error.cause ?? {}) as { statusCode?: number };
    return statusCode >= 400 && statusCode < 500 && statusCode !== 408 && statusCode !== 429;
  }
  return (
    error.code === 'ENOTFOUND' ||
    UNTRUSTED.test(error.code) ||
    WANTS_CERTIFICATE.test(error.code) ||
    /ERR_TLS|ERR_INVALID/.test(error.code)
  );
}

/** A request that failed without a response. */
export interface FailedRequest {
  /** the URL of the registry, of its token server, or of its blob storage */
  readonly url: URL;
  /** the proxy of the request; null for none */
  readonly proxy: URL | null;
  /** why it was not retried, as a sentence for the error message */
  readonly retryStopReason?: string | undefined;
}

/**
 * Returns the error REGISTRY_UNAVAILABLE for a registry that did not respond, with what to check.
 * @param registry the registry's name, with a port if it has one
 * @param what the request, as a phrase after "Could not"
 */
export function unavailable(
  registry: string,
  what: string,
  error: NetworkError,
  { url, proxy, retryStopReason = '' }: FailedRequest,
): ActionError {
  const isOwn = url.host === new URL(`${url.protocol}//${apiHost(registry)}`).host;
  const who = isOwn ? registry : `${oneLine(url.host)} (referred to by ${registry})`;
  const through = proxy ? `, through the proxy ${proxy.host}` : '';
  const advice = [remedyFor(error, url, registry, proxy !== null), retryStopReason].filter(Boolean).join(' ');
  return new ActionError(
    'REGISTRY_UNAVAILABLE',
    `Could not ${what}: ${who} did not respond (${oneLine(error.message)})${through}. ${advice}`,
    error,
  );
}

/** Returns an error with the reason for the missing retry added to its message; the same error without a reason. */
export function withReason(error: ActionError, retryStopReason: string | undefined): ActionError {
  return retryStopReason ? new ActionError(error.code, `${error.message} ${retryStopReason}`, error) : error;
}

/**
 * Returns the error CANCELLED for a request that was aborted because the job is being cancelled.
 * @param what the request, as a phrase after "while trying to"
 */
export function cancelled(what: string, error: NetworkError): ActionError {
  const remedy = 'Completed writes are kept. Re-run to resume.';
  return new ActionError('CANCELLED', `Cancelled while trying to ${what}. ${remedy}`, error);
}

/**
 * Returns the error REGISTRY_UNAVAILABLE for a proxy that responded with 407:
 * https://www.rfc-editor.org/rfc/rfc9110#section-15.5.8
 * @param what the request, as a phrase after "Could not"
 */
export function proxyRefused(registry: string, what: string): ActionError {
  const remedy = `Add user and password to the proxy's URL, or add ${registry} to NO_PROXY.`;
  return new ActionError('REGISTRY_UNAVAILABLE', `Could not ${what}: the proxy requires credentials (407). ${remedy}`);
}

function remedyFor({ code }: NetworkError, url: URL, registry: string, isProxied: boolean): string {
  const folder = `/etc/docker/certs.d/${url.host}`;
  if (code === 'ERR_PROXY_TUNNEL')
    return `Check HTTPS_PROXY (with user and password if the proxy requires them), or add ${url.hostname} to NO_PROXY.`;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return 'Its certificate is for another name. Use that name, or reissue the certificate for this one.';
  if (code === 'CERT_HAS_EXPIRED') return 'Its certificate has expired. Renew it at the registry.';
  if (WANTS_CERTIFICATE.test(code))
    return `It requires a client certificate. Add client.cert and client.key to ${folder}.`;
  if (UNTRUSTED.test(code))
    return `Its certificate is not trusted. Set NODE_EXTRA_CA_CERTS to the CA's file, or copy it to ${folder}/ca.crt.`;
  if (isProxied) return 'Check HTTPS_PROXY and NO_PROXY, then re-run.';
  return `Check its name, and that this runner can reach it, then re-run.${silent(registry)}`;
}

/**
 * Returns advice for ECR, which closes the connection of a push to a missing repository (aws/containers-roadmap#1970).
 */
function silent(registry: string): string {
  return vendorOfHost(registry) === 'ecr'
    ? ' If this was the first push to a repository that does not exist yet, create it: aws ecr create-repository.'
    : '';
}
