import { ActionError, type ErrorCode, RefusedWrite } from '../../errors.ts';
import { oneLine } from '../../util/text.ts';
import type { HttpResponse } from '../http/types.ts';
import {
  isConflict,
  isImmutable,
  missingContent,
  PARTS,
  quoted,
  readableError,
  readErrors,
  saysConflict,
} from './error-body.ts';
import { type ErrorReason, remedyFor } from './remedies.ts';
import { type Vendor, vendorOfHost, vendorOfResponse } from './vendors.ts';

/** A request to a registry, for its error message. */
export interface RequestInfo {
  /** a phrase such as `read the tag 1.2.3 of ghcr.io/acme/app` */
  readonly what: string;
  readonly registry: string;
  readonly isWrite: boolean;
  /** whether a credential was used */
  readonly authenticated: boolean;
  /** where it comes from, as `docker's config` */
  readonly credentials?: string | null;
  /** the vendor as detected in an earlier response, such as a challenge */
  readonly vendor?: Vendor | null;
}

const FULL =
  /exceeds? the configured upper limit|quota[^.]{0,40} exceeded|disk usage is too high|\brepositories, limit is \d/i;
const READ_ONLY = /\bread[- ]only\b/i;
const EXPIRED = /token has expired|token is expired/i;
const FORMAT = /media ?type|unsupported (manifest|format)|invalid (platform|architecture)/i;

const CODES: Readonly<Record<ErrorReason, ErrorCode>> = {
  immutable: 'TAG_IMMUTABLE',
  missing: 'NOT_FOUND',
  'no push': 'FORBIDDEN',
  'no read': 'FORBIDDEN',
  'not logged in': 'UNAUTHORIZED',
  'login refused': 'UNAUTHORIZED',
  limited: 'RATE_LIMITED',
  'limited, not logged in': 'RATE_LIMITED',
  full: 'REGISTRY_REFUSED',
  locked: 'FORBIDDEN',
  'part missing': 'REGISTRY_REFUSED',
  conflict: 'REGISTRY_REFUSED',
  format: 'REGISTRY_REFUSED',
  'too large': 'REGISTRY_REFUSED',
  unavailable: 'REGISTRY_UNAVAILABLE',
  refused: 'REGISTRY_REFUSED',
};

/**
 * Returns the error for a response with an unexpected status: the action's error code, with the fix for this registry.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes
 * @param answer the response; not necessarily 4xx or 5xx
 */
export function responseError(answer: HttpResponse, request: RequestInfo): ActionError {
  const { code, message } = readErrors(answer.body);
  const reason = reasonOf(answer.status, code, message, request);
  const vendor =
    vendorOfHost(request.registry) ?? request.vendor ?? vendorOfResponse({ headers: answer.headers, code, message });
  const remedy = remedyOf(reason, vendor, request);
  const text = `Could not ${request.what}: ${request.registry} responded "${quoted(answer)}". ${remedy}`;
  const reasons = { isConflict: isConflict(answer), missing: missingContent(answer) };
  const isTemporary = request.isWrite && (reasons.isConflict || reasons.missing !== null);
  return isTemporary ? new RefusedWrite(CODES[reason], text, reasons) : new ActionError(CODES[reason], text);
}

/**
 * Returns the error for a refusal that another program reports, such as docker.
 * @param message what was to be done, and what the program printed
 */
export function reportedError(reason: ErrorReason, registry: string, message: string): ActionError {
  return new ActionError(CODES[reason], `${message} ${remedyFor(reason, vendorOfHost(registry))}`);
}

/**
 * Returns the error for a refusal by another host than the registry, to which the registry redirects: its storage, or a
 * firewall that answers for it (hub-feedback#2218). No permission at the registry helps there.
 */
export function otherHostError(answer: HttpResponse, registry: string, server: string, what: string): ActionError {
  const { status, retryStopReason = '' } = answer;
  const host = oneLine(server);
  const remedy = `Check that this runner can reach ${host}: a proxy or firewall may block it. Re-run if it was unavailable.`;
  const isDown = status >= 500 || status === 408 || status === 429;
  const code = isDown ? 'REGISTRY_UNAVAILABLE' : status === 401 ? 'UNAUTHORIZED' : 'REGISTRY_REFUSED';
  return new ActionError(
    code,
    `Could not ${what}: ${host}, to which ${registry} redirects, responded "${quoted(answer)}". ${remedy} ${retryStopReason}`.trim(),
  );
}

/** A request to a registry's token server, for its error message. */
export interface TokenRequestInfo {
  readonly registry: string;
  /** the token server's host */
  readonly server: string;
  readonly authenticated: boolean;
  /** where the credential comes from */
  readonly credentials?: string | null;
  /** as `repository:name:pull,push` */
  readonly scope: string;
  /** the registry's challenge, as in its WWW-Authenticate header */
  readonly challenge: string;
  /** the secret that was sent, removed from the message; null for none */
  readonly secret: string | null;
}

/** Returns the error for a token server's response without a token, as `responseError` does for a registry. */
export function tokenError(answer: HttpResponse, request: TokenRequestInfo): ActionError {
  const { code, message } = readErrors(answer.body);
  const { registry, server, authenticated, challenge } = request;
  const responseText = [String(answer.status), withoutSecrets(readableError(answer.body), request.secret)];
  const isWrite = /:[^:]*\bpush\b[^:]*$/.test(request.scope);
  const reason = ofToken(answer.status, code, message, isWrite, authenticated);
  const vendor =
    vendorOfHost(registry) ?? vendorOfResponse({ headers: { 'www-authenticate': challenge }, code, message });
  const remedy = remedyOf(reason, vendor, request);
  return new ActionError(
    CODES[reason],
    `The token server ${server} of the registry ${registry} responded "${responseText.filter(Boolean).join(' ')}". ${remedy}`,
  );
}

/** Returns a text without the secret, and without long words that may be a token or an encoding of it; paths stay. */
function withoutSecrets(text: string, secret: string | null): string {
  const plain = secret ? text.replaceAll(secret, '***') : text;
  return plain.replace(/[A-Za-z0-9+/_=.~%-]{40,}/g, (word) => (/[A-Z]/.test(word) && /\d/.test(word) ? '***' : word));
}

/** Returns the fix, after whose credentials were refused. Who is not logged in has to log in first. */
function remedyOf(
  reason: ErrorReason,
  vendor: Vendor | null,
  { authenticated, credentials }: Pick<RequestInfo, 'authenticated' | 'credentials'>,
): string {
  const isDenied = reason === 'no push' || reason === 'no read';
  if (!authenticated) return remedyFor(isDenied ? 'not logged in' : reason, vendor);
  const used = credentials && (isDenied || reason === 'login refused') ? `Credentials used: ${credentials}. ` : '';
  return `${used}${remedyFor(reason, vendor)}`;
}

function ofToken(status: number, code: string, message: string, isWrite: boolean, authenticated: boolean): ErrorReason {
  if (status >= 500 || status === 408) return 'unavailable';
  if (status === 429) return authenticated ? 'limited' : 'limited, not logged in';
  // here DigitalOcean checks its number of repositories, and Docker Hub the scopes of an access token
  if (status === 403 && FULL.test(`${code} ${message}`)) return 'full';
  if (status === 403 || /insufficient scopes/i.test(message)) return isWrite ? 'no push' : 'no read';
  return authenticated ? 'login refused' : 'not logged in';
}

/**
 * Returns the reason for a refusal. The status decides first; the untrusted text of the response only distinguishes the
 * reasons that share a status. It never turns a refusal into "not found": only a 404 to a read means that.
 *
 * Docker Hub and Quay respond with 401, Google and Harbor with 401 or 403, to a missing repository and to one that the
 * account may not read. If these counted as "not found", a read that is refused for another reason (an expired login, a
 * token with push but not pull) would pass every guard, and the next write would lose the history. So they are errors,
 * and the fix mentions that the repository may have to be created.
 * @param code the code of the response's first error
 * @param message its message
 */
export function reasonOf(status: number, code: string, message: string, request: RequestInfo): ErrorReason {
  const { isWrite, authenticated } = request;
  if (status >= 500 || status === 408) return 'unavailable';
  if (status === 401) return ofUnauthorized(code, message, request);
  if (status < 400) return 'refused';
  if (isWrite && isImmutable(status, code, message)) return 'immutable';
  if (status === 429 || (code === 'TOOMANYREQUESTS' && status !== 404))
    return authenticated ? 'limited' : 'limited, not logged in';
  if (isWrite && FULL.test(message)) return 'full';
  if (status === 405 || (isWrite && READ_ONLY.test(message))) return 'locked';
  if (status === 403 && EXPIRED.test(message)) return 'login refused';
  if (status === 403 || code === 'DENIED') return isWrite ? 'no push' : 'no read';
  if (status === 413) return 'too large';
  if (isWrite && status === 409 && saysConflict(code, message)) return 'conflict';
  return ofUnfit(status, code, message, isWrite);
}

function ofUnauthorized(code: string, message: string, { isWrite, authenticated }: RequestInfo): ErrorReason {
  if (!authenticated) return 'not logged in';
  // many registries respond with 401 if the account may not push; an expired login is not that
  return isWrite && !EXPIRED.test(`${code} ${message}`) ? 'no push' : 'login refused';
}

function ofUnfit(status: number, code: string, message: string, isWrite: boolean): ErrorReason {
  if (code === 'NAME_UNKNOWN') return 'missing';
  if (isWrite && PARTS.has(code)) return 'part missing';
  if (status === 404 && code !== '') return 'missing';
  if (status === 415 || (isWrite && FORMAT.test(message))) return 'format';
  if (code === 'SIZE_INVALID') return 'too large';
  return 'refused';
}
