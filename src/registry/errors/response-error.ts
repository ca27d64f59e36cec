import { ActionError, type ErrorCode, RefusedWrite } from '../../errors.ts';
import { oneLine } from '../../util/text.ts';
import type { HttpResponse } from '../http/types.ts';
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

/** of a page that is quoted instead of an error, in characters */
const MAX_PAGE = 2000;
/** the fields of errors with a text for people */
const TEXT_FIELDS = ['message', 'error', 'error_description', 'detail', 'details', 'title'];
/** of an error's body that is parsed, in bytes */
const MAX_READ = 64 * 1024;

/**
 * Returns the first error of a response's body
 * (https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes). A body that is not JSON becomes
 * the message, without its HTML tags.
 */
export function readErrors(body: Buffer): { code: string; message: string } {
  const text = body.subarray(0, MAX_READ).toString('utf8');
  try {
    const { errors } = JSON.parse(text) as { errors?: { code?: unknown; message?: unknown; detail?: unknown }[] };
    const first = Array.isArray(errors) ? errors[0] : undefined;
    if (first && typeof first === 'object') {
      const detail = first.detail === undefined || first.detail === null ? '' : JSON.stringify(first.detail);
      const message = [String(first.message ?? ''), detail === '{}' ? '' : detail].filter(Boolean).join(' ');
      return { code: oneLine(String(first.code ?? '')), message: oneLine(message) };
    }
  } catch {
    // not JSON: a proxy's page or plain text
  }
  const beginning = text.length > MAX_PAGE ? `${text.slice(0, MAX_PAGE)}…` : text;
  return { code: '', message: oneLine(beginning.replace(/<[^<>]*>/g, ' ')) };
}

/**
 * Returns what a response's body says to people: the code and the message of its first error, without details in JSON.
 * Of other JSON, the texts of the usual fields.
 */
export function readableError(body: Buffer): string {
  const { code, message } = readErrors(body);
  try {
    const json = JSON.parse(body.subarray(0, MAX_READ).toString('utf8')) as { errors?: unknown } | null;
    const first = Array.isArray(json?.errors) ? json.errors[0] : undefined;
    const fields = ((first && typeof first === 'object' ? first : json) ?? {}) as Record<string, unknown>;
    const texts = TEXT_FIELDS.map((name) => fields[name]).filter((text) => typeof text === 'string');
    return oneLine([...new Set([code, ...texts])].filter(Boolean).join(' '));
  } catch {
    // JSON that is cut off is of no use to people
    return /^[[{]/.test(message) ? '' : message;
  }
}

// messages of registries about an immutable tag; sources in docs/registries.md and in the tests' table
const IMMUTABLE = [
  /immutab/i,
  /TAG_IMMUTABLE/,
  /REGISTRY_DISALLOWED_OPERATION/,
  /The operation is disallowed/,
  /cannot update tag/i,
  /already exists.*cannot be overwritten/i,
  /does not allow updating assets/i,
  /Not enough permissions to delete\/overwrite artifact/i,
];
const FULL =
  /exceeds? the configured upper limit|quota[^.]{0,40} exceeded|disk usage is too high|\brepositories, limit is \d/i;
const READ_ONLY = /\bread[- ]only\b/i;
const EXPIRED = /token has expired|token is expired/i;
const PARTS = new Set(['MANIFEST_BLOB_UNKNOWN', 'BLOB_UNKNOWN', 'MANIFEST_UNKNOWN', 'BLOB_UPLOAD_UNKNOWN']);
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
  format: 'REGISTRY_REFUSED',
  'too large': 'REGISTRY_REFUSED',
  unavailable: 'REGISTRY_UNAVAILABLE',
  refused: 'REGISTRY_REFUSED',
};

/**
 * Returns whether a write was refused because the tag is immutable.
 * @param code the code of the response's first error
 * @param message its message
 */
export function isImmutable(status: number, code: string, message: string): boolean {
  if (status < 400 || status >= 500 || status === 401 || status === 404) return false;
  return IMMUTABLE.some((pattern) => pattern.test(`${code} ${message}`));
}

/**
 * Returns whether a write was refused because another client was writing the same content at that moment: 409
 * with the code CONFLICT (docker/buildx#3029), or Nexus' 400 to the second of two uploads of a blob (sonatype/nexus-public#967).
 */
export function isConflict({ status, body }: Pick<HttpResponse, 'status' | 'body'>): boolean {
  if (status !== 409 && status !== 400) return false;
  const { code, message } = readErrors(body);
  if (isImmutable(status, code, message)) return false;
  if (status === 409) return /conflict/i.test(`${code} ${message}`);
  return code === 'BLOB_UPLOAD_INVALID' && /cannot be updated/i.test(message);
}

/**
 * Returns the digests in a response that says that the registry lacks content which a manifest lists; null for any other
 * response. The digests may include others, such as that of the manifest itself.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes
 */
export function missingContent({ status, body }: Pick<HttpResponse, 'status' | 'body'>): string[] | null {
  if (status < 400 || status >= 500) return null;
  const text = body.subarray(0, MAX_READ).toString('utf8');
  if (!codesOf(text).some((code) => PARTS.has(code))) return null;
  return [...new Set(text.match(/sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}/g))];
}

function codesOf(text: string): string[] {
  try {
    const { errors } = JSON.parse(text) as { errors?: ({ code?: unknown } | null)[] };
    return Array.isArray(errors) ? errors.map((each) => String(each?.code ?? '')) : [];
  } catch {
    return [];
  }
}

/**
 * Returns the error for a response with an unexpected status: the action's error code, with the fix for this registry.
 * @param answer the response; not necessarily 4xx or 5xx
 */
export function responseError(answer: HttpResponse, request: RequestInfo): ActionError {
  const { code, message } = readErrors(answer.body);
  const responseText = [String(answer.status), readableError(answer.body)].filter(Boolean).join(' ');
  const reason = reasonOf(answer.status, code, message, request);
  const vendor =
    vendorOfHost(request.registry) ?? request.vendor ?? vendorOfResponse({ headers: answer.headers, code, message });
  const remedy = remedyOf(reason, vendor, request);
  const text = `Could not ${request.what}: ${request.registry} responded "${responseText}". ${remedy}`;
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
  const { status, body, retryStopReason = '' } = answer;
  const said = [String(status), readableError(body)].filter(Boolean).join(' ');
  const host = oneLine(server);
  const remedy = `Check that this runner can reach ${host}: a proxy or firewall may block it. Re-run if it was unavailable.`;
  const isDown = status >= 500 || status === 408 || status === 429;
  const code = isDown ? 'REGISTRY_UNAVAILABLE' : status === 401 ? 'UNAUTHORIZED' : 'REGISTRY_REFUSED';
  return new ActionError(
    code,
    `Could not ${what}: ${host}, to which ${registry} redirects, responded "${said}". ${remedy} ${retryStopReason}`.trim(),
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
