/** The maximum length of a scope in a challenge, in characters; a longer one is ignored. */
const MAX_SCOPE = 1000;
const RESOURCE = /^[a-z][a-z0-9]*(?:\([^()\s]*\))?:[\w./:-]+:[a-z_*]+(?:,[a-z_*]+)*$/;
const WRITES = new Set(['push', 'delete', '*']);

/**
 * Returns the scope to ask for after a token was refused: that of the challenge, where it names more than the token
 * had, such as another repository or action (argocd-image-updater#1502, and ACR's `metadata_read`).
 * https://distribution.github.io/distribution/spec/auth/scope/
 * @param had the scope of the refused token
 * @param named the challenge's scope; empty for none
 * @param own the run's own scope: one that only reads is not widened to writes
 * @returns null if the challenge names nothing else
 */
export function otherScope(had: string, named: string, own: string): string | null {
  if (named.length > MAX_SCOPE) return null;
  const mayWrite = actions(own).some(([, action]) => action === 'push');
  const parts = named.split(' ').filter((part) => RESOURCE.test(part));
  const wanted = parts.flatMap((part) => {
    const [resource, all] = split(part);
    const allowed = all.filter((action) => mayWrite || !WRITES.has(action));
    return allowed.length > 0 ? [`${resource}:${allowed.join(',')}`] : [];
  });
  const scope = wanted.join(' ');
  const has = new Set(actions(had).map(([resource, action]) => `${resource}:${action}`));
  return actions(scope).every(([resource, action]) => has.has(`${resource}:${action}`)) ? null : scope;
}

function split(part: string): [string, string[]] {
  const colon = part.lastIndexOf(':');
  return [
    part.slice(0, colon),
    part
      .slice(colon + 1)
      .split(',')
      .filter(Boolean),
  ];
}

/** Returns each action of a scope with its resource. */
function actions(scope: string): [string, string][] {
  return scope
    .split(' ')
    .filter(Boolean)
    .flatMap((part) => {
      const [resource, all] = split(part);
      return all.map((action): [string, string] => [resource, action]);
    });
}
