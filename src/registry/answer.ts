import { ActionError, type ErrorCode } from '../errors.ts';
import type { HttpResponse } from './http.ts';

/** What was asked of the registry, for the words of an error. */
export interface Asked {
  /** a phrase such as `read the tag 1.2.3 of ghcr.io/acme/app` */
  readonly what: string;
  readonly registry: string;
  readonly isWrite: boolean;
  /** whether a credential was shown */
  readonly authenticated: boolean;
}

const MAX_TEXT = 300;
/** of an error's body, in bytes */
const MAX_READ = 64 * 1024;

/** A stranger's text on one line, without control characters, cut to 300 characters. */
export function oneLine(text: string): string {
  const clean = text
    .slice(0, 4 * MAX_TEXT)
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return clean.length > MAX_TEXT ? `${clean.slice(0, MAX_TEXT)}…` : clean;
}

/** The first error of a registry's answer: distribution-spec, "Error Codes"; what is no JSON is shown as it is. */
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
  return { code: '', message: oneLine(text.slice(0, 2000).replace(/<[^<>]*>/g, ' ')) };
}

// what registries say of a tag that may not move; sources in docs and in the tests' table
const IMMUTABLE = [
  /immutab/i,
  /TAG_IMMUTABLE/,
  /REGISTRY_DISALLOWED_OPERATION/,
  /cannot update tag/i,
  /already exists.*cannot be overwritten/i,
  /does not allow updating assets/i,
];

/** Whether a refused write was refused because the tag may not move. */
export function isImmutable(status: number, code: string, message: string): boolean {
  if (status < 400 || status >= 500 || status === 401 || status === 404) return false;
  return IMMUTABLE.some((pattern) => pattern.test(`${code} ${message}`));
}

/**
 * Turns an answer that is no success into the contract's code, with what to do.
 * @param answer any answer with a status of 400 and more, or one that the protocol does not have
 */
export function refusal(answer: HttpResponse, asked: Asked): ActionError {
  const { code, message } = readErrors(answer.body);
  const said = [String(answer.status), code, message].filter(Boolean).join(' ');
  const { error, remedy } = judge(answer.status, code, message, asked);
  return new ActionError(error, `Could not ${asked.what}: ${asked.registry} answered "${said}". ${remedy}`);
}

function judge(status: number, code: string, message: string, asked: Asked): { error: ErrorCode; remedy: string } {
  if (asked.isWrite && isImmutable(status, code, message)) {
    const remedy = 'Exclude the tags that move (environments, their -history, latest, 1.2) from the immutability rule.';
    return { error: 'TAG_IMMUTABLE', remedy };
  }
  if (status === 429 || code === 'TOOMANYREQUESTS') {
    const remedy = asked.authenticated
      ? 'Wait, then run again.'
      : 'Log in before this step (limits are higher), or wait.';
    return { error: 'RATE_LIMITED', remedy };
  }
  if (status === 401 && !(asked.isWrite && asked.authenticated)) {
    const remedy = asked.authenticated
      ? 'Check the username and password, or log in to the registry again.'
      : 'Log in to the registry before this step, or give username and password.';
    return { error: 'UNAUTHORIZED', remedy };
  }
  if (status === 401 || status === 403 || code === 'DENIED') {
    const right = asked.isWrite ? 'push to' : 'read';
    const remedy = `Give the account the right to ${right} this repository (on GitHub: "permissions: packages: write"). If the repository does not exist yet, create it.`;
    return { error: 'FORBIDDEN', remedy };
  }
  if (code === 'NAME_UNKNOWN' || (status === 404 && code !== '')) {
    return {
      error: 'NOT_FOUND',
      remedy: 'Check the name, and create the repository if the registry wants that first.',
    };
  }
  if (status === 405)
    return { error: 'FORBIDDEN', remedy: 'The registry, the repository or the tag is locked or read-only.' };
  if (status >= 500 || status === 408) return { error: 'REGISTRY_UNAVAILABLE', remedy: 'Run again when it is back.' };
  return { error: 'REGISTRY_REFUSED', remedy: 'Check that this is an OCI registry, and its log.' };
}
