import { ActionError } from '../errors.ts';
import { oneLine } from './answer.ts';
import type { NoAnswer } from './http.ts';

const SCHEME_ERRORS = new Set([
  'EPROTO',
  'ECONNRESET',
  'HPE_INVALID_CONSTANT',
  'EPIPE',
  'ERR_SSL_WRONG_VERSION_NUMBER',
]);

/** Whether a failure may mean that the port speaks the other scheme. */
export function isSchemeError({ code }: NoAnswer): boolean {
  return SCHEME_ERRORS.has(code);
}

/** Failures that stay as they are however often one asks: an unknown host, a certificate that is not trusted. */
export function isFinal(error: NoAnswer): boolean {
  return error.code === 'ENOTFOUND' || /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_INVALID/.test(error.code);
}

/** The error for a registry that gave no answer. */
export function unavailable(registry: string, what: string, error: NoAnswer): ActionError {
  const remedy = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(error.code)
    ? 'Its certificate is not trusted: name the CA in NODE_EXTRA_CA_CERTS.'
    : 'Check its name and that it can be reached from this runner, then run again.';
  return new ActionError(
    'REGISTRY_UNAVAILABLE',
    `Could not ${what}: ${registry} gave no answer (${oneLine(error.message)}). ${remedy}`,
    error,
  );
}
