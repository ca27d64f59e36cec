/**
 * Token authentication as registries do it: a challenge, a token for it, the token with each request.
 * https://distribution.github.io/distribution/spec/auth/token/
 */
import { randomBytes } from 'node:crypto';
import { RegistryError } from './registry-store.mjs';

const SERVICE = 'build-once-promote-demo';
const LIFETIME = 300;

/** The access to its repository that a request needs. */
export function actionsFor(method, isUpload) {
  if (method === 'GET' || method === 'HEAD') return ['pull'];
  return method === 'DELETE' && !isUpload ? ['delete'] : ['pull', 'push'];
}

function parseScope(scope) {
  const [, type, name, actions] = /^([a-z]+):(.+):([a-z*,]*)$/.exec(scope) ?? [];
  return { type, name, actions: actions?.split(',').filter(Boolean) ?? [] };
}

/**
 * The two halves of token authentication for one user: `check` for every request, `token` for the token endpoint.
 * With `anonymousPull` anyone may read.
 */
export function createAuth({ username, password, anonymousPull = false }) {
  const tokens = new Map();
  const known = (user, secret) => user === username && secret === password;
  const denied = () => new RegistryError(401, 'UNAUTHORIZED', 'incorrect username or password');

  function grant(user, scopes) {
    const access = new Set(user ? ['registry:catalog:*'] : []);
    for (const { type, name, actions } of scopes.map(parseScope)) {
      if (type !== 'repository') continue;
      const allowed = user ? ['pull', 'push', 'delete'] : anonymousPull ? ['pull'] : [];
      for (const action of allowed) {
        if (actions.includes(action) || actions.includes('*')) access.add(`repository:${name}:${action}`);
      }
    }
    const token = randomBytes(32).toString('base64url');
    tokens.set(token, { access, until: Date.now() + LIFETIME * 1000 });
    return { token, access_token: token, expires_in: LIFETIME, issued_at: new Date().toISOString() };
  }

  /** GET with Basic credentials or none, or an OAuth 2 POST with a password. */
  function token(method, authorization, query, form) {
    const scopes = (method === 'POST' ? form : query).getAll('scope').flatMap((scope) => scope.split(' '));
    if (method === 'POST') {
      if (form.get('grant_type') !== 'password') throw new RegistryError(400, 'UNSUPPORTED', 'grant_type: password');
      if (!known(form.get('username'), form.get('password'))) throw denied();
      return grant(username, scopes);
    }
    if (!authorization) return grant(undefined, scopes);
    const [, basic] = /^Basic (.+)$/i.exec(authorization) ?? [];
    const [user, ...secret] = Buffer.from(basic ?? '', 'base64')
      .toString('utf8')
      .split(':');
    if (!known(user, secret.join(':'))) throw denied();
    return grant(user, scopes);
  }

  /** Throws the challenge unless the request's token allows every one of these accesses. */
  function check(authorization, realm, needed) {
    const [, bearer] = /^Bearer (.+)$/i.exec(authorization ?? '') ?? [];
    const found = tokens.get(bearer);
    const valid = found && found.until > Date.now();
    if (valid && needed.every((access) => found.access.has(access))) return;
    const scope = needed.length > 0 ? scopeOf(needed) : undefined;
    const challenge = [`realm="${realm}"`, `service="${SERVICE}"`, scope && `scope="${scope}"`];
    if (bearer) challenge.push(`error="${valid ? 'insufficient_scope' : 'invalid_token'}"`);
    throw new RegistryError(401, 'UNAUTHORIZED', 'authentication required', {
      headers: { 'www-authenticate': `Bearer ${challenge.filter(Boolean).join(',')}` },
    });
  }

  return { token, check, allows: (authorization, access) => allows(tokens, authorization, access) };
}

/** `repository:a:pull` and `repository:a:push` as one scope, `repository:a:pull,push`. */
function scopeOf(needed) {
  const prefix = needed[0].slice(0, needed[0].lastIndexOf(':') + 1);
  return prefix + needed.map((access) => access.slice(prefix.length)).join(',');
}

function allows(tokens, authorization, access) {
  const found = tokens.get(/^Bearer (.+)$/i.exec(authorization ?? '')?.[1]);
  return Boolean(found && found.until > Date.now() && found.access.has(access));
}
