import { ActionError } from '../../errors.ts';
import { apiHost } from '../../image/reference.ts';
import { oneLine } from '../../util/text.ts';
import type { NetworkError } from '../http/types.ts';
import { vendorOfHost } from './vendors.ts';

const SCHEME_ERRORS = new Set([
  'EPROTO',
  'ECONNRESET',
  'HPE_INVALID_CONSTANT',
  // Go's 400 has a body, which a HEAD's answer has not
  'HPE_CLOSED_CONNECTION',
  'EPIPE',
  'ERR_SSL_WRONG_VERSION_NUMBER',
]);
const UNTRUSTED = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/;
/** What a server's alerts are called that wants a certificate from the client, or another than it got. */
const WANTS_CERTIFICATE = /ALERT.*CERTIFICATE|ALERT_HANDSHAKE_FAILURE|ALERT_UNKNOWN_CA|ALERT_ACCESS_DENIED/;

/** Whether a failure may mean that the port speaks the other scheme. */
export function isSchemeError({ code }: NetworkError): boolean {
  return SCHEME_ERRORS.has(code);
}

/** Failures that stay as they are however often one asks: an unknown host, a certificate or a proxy that says no. */
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
  /** the registry, its token server, or where it redirects to for blobs */
  readonly url: URL;
  /** the proxy that the request went through; null for none */
  readonly proxy: URL | null;
  /** why it was not retried, where the message has to say it */
  readonly retryStopReason?: string | undefined;
}

/** Returns the error REGISTRY_UNAVAILABLE for a registry that did not respond, with what to check. */
export function unavailable(
  registry: string,
  what: string,
  error: NetworkError,
  { url, proxy, retryStopReason = '' }: FailedRequest,
): ActionError {
  const isOwn = url.host === new URL(`${url.protocol}//${apiHost(registry)}`).host;
  const who = isOwn ? registry : `${oneLine(url.host)} (referred to by ${registry})`;
  const through = proxy ? `, through the proxy ${proxy.host}` : '';
  const said = [remedyFor(error, url, registry, proxy !== null), retryStopReason].filter(Boolean).join(' ');
  return new ActionError(
    'REGISTRY_UNAVAILABLE',
    `Could not ${what}: ${who} did not respond (${oneLine(error.message)})${through}. ${said}`,
    error,
  );
}

/** An error that also says why there was no other try, where there is something to say. */
export function withReason(error: ActionError, retryStopReason: string | undefined): ActionError {
  return retryStopReason ? new ActionError(error.code, `${error.message} ${retryStopReason}`, error) : error;
}

/** The error for a request that ended because the job is being cancelled. */
export function cancelled(what: string, error: NetworkError): ActionError {
  const remedy = 'Completed writes are kept. Re-run to resume.';
  return new ActionError('CANCELLED', `Cancelled while trying to ${what}. ${remedy}`, error);
}

/** The error for a proxy that answers itself, because it wants credentials. */
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

/** ECR closes the connection of a push to a repository that is not there (aws/containers-roadmap#1970). */
function silent(registry: string): string {
  return vendorOfHost(registry) === 'ecr'
    ? ' If this was the first push to a repository that does not exist yet, create it: aws ecr create-repository.'
    : '';
}
