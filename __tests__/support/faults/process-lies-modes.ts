import type { ErrorCode } from '../../../src/errors.ts';
import type { Lie } from '../registries/lying-registry.ts';
import { CONTENT_LIES } from './lies-of-content.ts';
import { HTTP_LIES } from './lies-of-http.ts';
import { PROMOTE, type ProcessLie, registry, TAG } from './process-lie.ts';

const ROLLBACK = { mode: 'rollback', environment: 'prod' };
const STATUS = { mode: 'status' };

/** The malicious responses to reads, once at each read of the other modes. */
export function others(): ProcessLie[] {
  const lie = (name: string): Lie => {
    const found = [...CONTENT_LIES, ...HTTP_LIES].find((each) => each.name === name);
    if (!found) throw new Error(`there is no lie "${name}"`);
    return (request, truth) => found.answer(truth, request);
  };
  const told: [string, string, Record<string, string>, ErrorCode][] = [
    ['names another digest in the header', `GET manifests/${TAG}`, PROMOTE, 'DIGEST_MISMATCH'],
    ['sends other bytes of the same length', `GET manifests/${TAG}`, PROMOTE, 'DIGEST_MISMATCH'],
    ['sends a manifest of schema 1', `GET manifests/${TAG}`, PROMOTE, 'REGISTRY_REFUSED'],
    ['sends an index of 100,000 children', `GET manifests/${TAG}`, PROMOTE, 'REGISTRY_REFUSED'],
    ['sends a manifest of a type with escapes in it', `GET manifests/${TAG}`, PROMOTE, 'REGISTRY_REFUSED'],
    ['sends 100 MB, and says so', `GET manifests/${TAG}`, PROMOTE, 'REGISTRY_REFUSED'],
    ['sends a bomb under a Content-Encoding', `GET manifests/${TAG}`, PROMOTE, 'DIGEST_MISMATCH'],
    ['sends a header of 100 kB', `GET manifests/${TAG}`, PROMOTE, 'REGISTRY_UNAVAILABLE'],
    ['breaks a line of a header by a return alone', `GET manifests/${TAG}`, PROMOTE, 'REGISTRY_UNAVAILABLE'],
    ['sends page after page', 'GET tags/list', PROMOTE, 'REGISTRY_REFUSED'],
    ['sends a body without end', 'GET tags/list', STATUS, 'REGISTRY_REFUSED'],
    ['sends page after page', 'GET tags/list', STATUS, 'REGISTRY_REFUSED'],
    ['redirects in a circle', 'HEAD manifests/prod', STATUS, 'REGISTRY_REFUSED'],
    ['names another digest in the header', 'GET manifests/prod-history', ROLLBACK, 'DIGEST_MISMATCH'],
    ['sends what is no history (6)', 'GET manifests/prod-history', ROLLBACK, 'HISTORY_INVALID'],
    ['sends other bytes of the same length', 'GET manifests/prod-history', ROLLBACK, 'DIGEST_MISMATCH'],
    ['says two lengths', 'HEAD manifests/prod', ROLLBACK, 'REGISTRY_UNAVAILABLE'],
  ];
  return told.map(([name, at, inputs, code]) => ({
    name: `${name} to a ${inputs.mode} at ${at}`,
    hosts: registry(at, lie(name)),
    inputs,
    code,
  }));
}
