import { oneLine } from '../../util/text.ts';
import type { HttpResponse } from '../http/types.ts';

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

/** Returns a response for an error message: its status, and what its body says to people. */
export function quoted({ status, body }: Pick<HttpResponse, 'status' | 'body'>): string {
  return [String(status), readableError(body)].filter(Boolean).join(' ');
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
/** Codes that say that the registry lacks content which a manifest lists. */
export const PARTS = new Set(['MANIFEST_BLOB_UNKNOWN', 'BLOB_UNKNOWN', 'MANIFEST_UNKNOWN', 'BLOB_UPLOAD_UNKNOWN']);
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
 * with the code CONFLICT (docker/buildx#3029) or without a word, or Nexus' 400 to the second of two uploads of a blob (sonatype/nexus-public#967).
 */
export function isConflict({ status, body }: Pick<HttpResponse, 'status' | 'body'>): boolean {
  if (status !== 409 && status !== 400) return false;
  const { code, message } = readErrors(body);
  if (isImmutable(status, code, message)) return false;
  if (status === 409) return saysConflict(code, message);
  return code === 'BLOB_UPLOAD_INVALID' && /cannot be updated/i.test(message);
}

/** Whether the error of a 409 names a conflict, or says no more than the status itself. */
export function saysConflict(code: string, message: string): boolean {
  return /conflict/i.test(`${code} ${message}`) || `${code}${message}`.trim() === '';
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
