import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';

/** The permissions of a user: repositories by exact name, by `prefix/*`, or `*`; actions pull, push, delete, or `*`. */
export interface Grant {
  repo: string;
  actions: string[];
}

export interface TokenUser {
  password: string;
  /** Default: everything everywhere. */
  grants?: Grant[];
}

/** A request that the server received, parsed. */
export interface TokenRequest {
  method: string;
  /** null: anonymous; undefined: the credentials were wrong. */
  user: string | null | undefined;
  grant: 'basic' | 'password' | 'refresh_token' | 'anonymous';
  scopes: string[];
  query: string;
  status: number;
}

/** How the server behaves; change it at any time through `server.behaviour`. */
export interface TokenBehaviour {
  /** `expires_in`, in seconds; null omits it (the specification's default is 60) */
  expiresIn?: number | null;
  /** the token's lifetime in seconds; the registry adds a minute of leeway, so below -60 it is refused */
  lifetime?: number;
  /** responds instead of the server; gets the number of the request, from 1 */
  fail?: (n: number) => { status: number; headers?: Record<string, string>; body?: string } | undefined;
  /** the only field with the token; by default both have it */
  field?: 'token' | 'access_token';
}

export interface TokenServerOptions {
  users?: Record<string, TokenUser>;
  /** permissions without credentials; by default none */
  anonymous?: Grant[];
  behaviour?: TokenBehaviour;
  algorithm?: 'ES256' | 'RS256';
  /** Serve TLS with this certificate, PEM: clients refuse a plain realm of a registry over TLS. */
  tls?: { cert: string | Buffer; key: string | Buffer };
}

export interface TokenServer {
  /** The realm, which is the token server's URL. Its host is a name, because crane refuses a loopback address. */
  url: string;
  issuer: string;
  service: string;
  algorithm: string;
  jwks: { keys: object[] };
  /** the signing key in PEM (PKCS #8), to create a certificate for it */
  privateKey: string;
  requests: TokenRequest[];
  behaviour: TokenBehaviour;
  /** Returns a token for these scopes, without a request. */
  token(user: string, scopes: string[]): string;
  stop(): Promise<void>;
}

const EVERYTHING: Grant[] = [{ repo: '*', actions: ['*'] }];

/**
 * Starts a token server for distribution 3 and 2: https://distribution.github.io/distribution/spec/auth/token/ and
 * https://distribution.github.io/distribution/spec/auth/oauth/
 */
export async function startTokenServer(options: TokenServerOptions = {}): Promise<TokenServer> {
  const algorithm = options.algorithm ?? 'ES256';
  const key = signingKey(algorithm);
  const users = options.users ?? { ci: { password: 'secret' } };
  const inside: Inside = { users, anonymous: options.anonymous ?? [], refreshTokens: new Map(), key };
  const take: http.RequestListener = (incoming, outgoing) => {
    respond(server, inside, incoming, outgoing).catch((error: unknown) => outgoing.destroy(error as Error));
  };
  const settings = { keepAliveTimeout: 60_000 };
  const listener = options.tls
    ? https.createServer({ ...settings, ...options.tls }, take)
    : http.createServer(settings, take);
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const server: TokenServer = {
    url: `${options.tls ? 'https' : 'http'}://localhost:${(listener.address() as AddressInfo).port}/token`,
    issuer: 'build-once-promote tests',
    service: 'tests',
    algorithm,
    jwks: {
      keys: [{ ...key.publicKey.export({ format: 'jwk' }), kid: keyId(key.publicKey), use: 'sig', alg: algorithm }],
    },
    privateKey: key.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    requests: [],
    behaviour: options.behaviour ?? {},
    token: (user, scopes) => issue(server, inside, user, scopes),
    stop: async () => {
      listener.closeAllConnections();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
  return server;
}

/** The internal state of a server. */
interface Inside {
  users: Record<string, TokenUser>;
  anonymous: Grant[];
  refreshTokens: Map<string, string>;
  key: { publicKey: KeyObject; privateKey: KeyObject };
}

/** Returns a signed token with the allowed part of the scopes; null is the anonymous user. */
function issue(server: TokenServer, inside: Inside, user: string | null, scopes: string[]): string {
  const grants = user === null ? inside.anonymous : (inside.users[user]?.grants ?? EVERYTHING);
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: server.issuer,
    sub: user ?? '',
    aud: server.service,
    exp: now + (server.behaviour.lifetime ?? 300),
    nbf: now - 600,
    iat: now,
    jti: randomUUID(),
    access: scopes.map((scope) => granted(scope, grants)).filter((entry) => entry !== undefined),
  };
  return jwt(claims, inside.key, server.algorithm);
}

/** Records a request and responds to it, by the current behaviour. */
async function respond(
  server: TokenServer,
  inside: Inside,
  incoming: http.IncomingMessage,
  outgoing: http.ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const form = new URLSearchParams(Buffer.concat(chunks).toString());
  const query = new URL(incoming.url ?? '/', server.url).searchParams;
  const fields = incoming.method === 'POST' ? form : query;
  const request: TokenRequest = {
    method: incoming.method ?? '',
    ...identify(incoming.headers.authorization, form, inside),
    scopes: fields.getAll('scope').flatMap((scope) => scope.split(' ').filter(Boolean)),
    query: query.toString(),
    status: 0,
  };
  const n = server.requests.push(request);
  const { fail } = server.behaviour;
  const wantsRefresh = fields.get('offline_token') === 'true' || fields.get('access_type') === 'offline';
  const { status, headers, body = '' } = fail?.(n) ?? answer(server, inside, request, wantsRefresh);
  request.status = status;
  outgoing.writeHead(status, headers).end(body);
}

interface TokenAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

function answer(server: TokenServer, inside: Inside, request: TokenRequest, wantsRefresh: boolean): TokenAnswer {
  const headers = { 'content-type': 'application/json' };
  const { user, scopes } = request;
  if (user === undefined) return { status: 401, headers, body: '{"errors":[{"code":"UNAUTHORIZED"}]}' };
  const token = issue(server, inside, user, scopes);
  const { field, expiresIn = 300 } = server.behaviour;
  const body: Record<string, unknown> = { token, access_token: token, issued_at: new Date().toISOString() };
  if (field) delete body[field === 'token' ? 'access_token' : 'token'];
  if (expiresIn !== null) body.expires_in = expiresIn;
  if (wantsRefresh && user !== null) {
    const refresh = randomUUID();
    inside.refreshTokens.set(refresh, user);
    body.refresh_token = refresh;
  }
  return { status: 200, headers, body: JSON.stringify(body) };
}

/** Returns the user and the kind of grant of a request. */
function identify(
  authorization: string | undefined,
  form: URLSearchParams,
  { users, refreshTokens }: Inside,
): Pick<TokenRequest, 'user' | 'grant'> {
  const known = (user: string, password: string): string | undefined =>
    users[user] !== undefined && users[user].password === password ? user : undefined;
  if (authorization?.startsWith('Basic ')) {
    const text = Buffer.from(authorization.slice(6), 'base64').toString();
    const colon = text.indexOf(':');
    return { user: known(text.slice(0, colon), text.slice(colon + 1)), grant: 'basic' };
  }
  if (form.get('grant_type') === 'refresh_token')
    return { user: refreshTokens.get(form.get('refresh_token') ?? ''), grant: 'refresh_token' };
  if (form.get('grant_type') === 'password')
    return { user: known(form.get('username') ?? '', form.get('password') ?? ''), grant: 'password' };
  return { user: authorization === undefined ? null : undefined, grant: 'anonymous' };
}

/** Returns the part of a scope `type:name:action,action` that the grants allow. */
function granted(scope: string, grants: Grant[]): { type: string; name: string; actions: string[] } | undefined {
  const match = /^([a-z]+):(.+):([^:]*)$/.exec(scope);
  if (!match) return undefined;
  const [, type = '', name = '', asked = ''] = match;
  const allowed = grants
    .filter(({ repo }) => repo === '*' || repo === name || (repo.endsWith('/*') && name.startsWith(repo.slice(0, -1))))
    .flatMap(({ actions }) => actions);
  const actions = asked.split(',').filter((action) => allowed.includes('*') || allowed.includes(action));
  return actions.length > 0 ? { type, name, actions } : undefined;
}

function signingKey(algorithm: 'ES256' | 'RS256'): { publicKey: KeyObject; privateKey: KeyObject } {
  return algorithm === 'ES256'
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
    : generateKeyPairSync('rsa', { modulusLength: 2048 });
}

/** Returns a key's id as distribution 2 derives it from a trusted certificate (libtrust's fingerprint). */
function keyId(key: KeyObject): string {
  const hash = createHash('sha256')
    .update(key.export({ format: 'der', type: 'spki' }))
    .digest()
    .subarray(0, 30);
  const bits = [...hash].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = bits.match(/.{5}/g)!.map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(five, 2)]);
  return letters.join('').match(/.{4}/g)!.join(':');
}

/** Returns a signed JWT: https://datatracker.ietf.org/doc/html/rfc7519 */
function jwt(claims: object, key: Inside['key'], algorithm: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ typ: 'JWT', alg: algorithm, kid: keyId(key.publicKey) })}.${part(claims)}`;
  const signature = sign('sha256', Buffer.from(text), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}
