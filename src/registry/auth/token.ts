import { ActionError, type ErrorCode } from '../../errors.ts';
import { secretEncodings } from '../../util/secret-encodings.ts';
import { withReason } from '../errors/network-error.ts';
import { type TokenRequestInfo, tokenError } from '../errors/response-error.ts';
import { isLoopback, isOffLimits } from '../http/address.ts';
import type { HttpRequest, HttpResponse } from '../http/types.ts';
import type { Challenge } from './challenge.ts';
import { basicEncoded } from './credential-encodings.ts';
import type { Credential } from './docker-config.ts';

/** Sends one request to a token server, with the client's retries. */
export type Send = (request: HttpRequest) => Promise<HttpResponse>;

/** What asking for tokens needs of its surroundings. */
export interface TokenOptions {
  readonly plainHttp: boolean;
  readonly send: Send;
  /** told every secret and each form it travels in, before it is used */
  readonly mask: (secret: string) => void;
  readonly now: () => number;
}

export interface Token {
  readonly value: string;
  /** when it is no longer sure to be taken, in milliseconds since the epoch */
  readonly until: number;
}

const MAX_TOKEN_ANSWER = 1024 * 1024;
// https://distribution.github.io/distribution/spec/auth/token/: "if omitted, this defaults to 60 seconds"
const DEFAULT_EXPIRY_S = 60;
// what token servers without POST answer to one: containerd asks these by GET too (404 GCR, 401 Artifactory, 400 ACR)
const NO_POST = new Set([400, 401, 404, 405, 501]);

/** The token server of one registry: https://distribution.github.io/distribution/spec/auth/token/ and …/oauth/. */
export class TokenServer {
  private readonly registry: string;
  private readonly options: TokenOptions;
  /** what a token server gave in place of an identity token, by the token that it stands for */
  private readonly rotated = new Map<string, string>();

  constructor(registry: string, options: TokenOptions) {
    this.registry = registry;
    this.options = options;
  }

  /**
   * The URL that a challenge names, where credentials may go there.
   * @throws UNAUTHORIZED where they would go over plain HTTP to another machine
   */
  realm(challenge: Challenge): URL {
    let url: URL;
    try {
      url = new URL(challenge.params.realm ?? '');
    } catch {
      throw this.error(
        'UNAUTHORIZED',
        `names a token server whose realm is not a valid URL. Check the registry's settings`,
      );
    }
    const own = url.hostname === new URL(`http://${this.registry}`).hostname;
    const local = isLoopback(url.host) && isLoopback(this.registry);
    const plain = url.protocol === 'http:' && (local || (own && this.options.plainHttp));
    // a private address may be the token server's; this machine and the metadata services never are
    const secure = url.protocol === 'https:' && (local || !isOffLimits(url, url.host));
    if (secure || plain) return url;
    const where = url.protocol === 'http:' ? 'over plain HTTP at ' : `at ${url.protocol}//`;
    throw this.error(
      'UNAUTHORIZED',
      `requests credentials ${where}${url.host}. They were not sent. Use a registry with a token server on HTTPS`,
    );
  }

  /**
   * Asks for a token.
   * @param scope as `repository:name:pull,push`, several with a space between
   * @param credential null for an anonymous one
   * @throws UNAUTHORIZED, FORBIDDEN, RATE_LIMITED or REGISTRY_UNAVAILABLE where none is given
   */
  async ask(realm: URL, service: string, scope: string, credential: Credential | null): Promise<Token> {
    const info: TokenRequestInfo = {
      registry: this.registry,
      server: realm.host,
      authenticated: credential !== null,
      secret: credential && (credential.kind === 'basic' ? credential.password : credential.token),
      // the others are only read from
      scope: scope.split(' ')[0] ?? '',
      challenge: `Bearer realm="${realm.href}",service="${service}"`,
    };
    if (credential?.kind === 'identity') {
      const answer = await this.options.send(this.refresh(realm, service, scope, credential.token));
      if (!NO_POST.has(answer.status)) return this.read(info, answer, credential.token);
    }
    const headers: Record<string, string> = { accept: 'application/json' };
    if (credential?.kind === 'basic' || credential?.kind === 'identity')
      headers.authorization = `Basic ${basicEncoded(credential)}`;
    const url = new URL(realm);
    if (service) url.searchParams.append('service', service);
    // "to specify multiple scopes, the scope parameter is repeated"
    for (const each of scope.split(' ').filter(Boolean)) url.searchParams.append('scope', each);
    return this.read(info, await this.options.send({ method: 'GET', url, headers, maxBody: MAX_TOKEN_ANSWER }));
  }

  private refresh(realm: URL, service: string, scope: string, token: string): HttpRequest {
    const body = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'build-once-promote' });
    body.set('refresh_token', this.rotated.get(token) ?? token);
    if (service) body.set('service', service);
    // here scopes are one parameter, separated by spaces
    if (scope) body.set('scope', scope);
    return {
      method: 'POST',
      url: realm,
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: Buffer.from(body.toString()),
      maxBody: MAX_TOKEN_ANSWER,
    };
  }

  /** @param identity the identity token that was exchanged, which the answer may replace (RFC 6749, 6) */
  private read(info: TokenRequestInfo, answer: HttpResponse, identity?: string): Token {
    if (answer.status !== 200) throw withReason(tokenError(answer, info), answer.retryStopReason);
    let body: Record<string, unknown> = {};
    try {
      body = (JSON.parse(answer.body.toString('utf8')) ?? {}) as Record<string, unknown>;
    } catch {
      // an answer without a token is refused below
    }
    const { refresh_token: next } = body;
    if (typeof next === 'string' && next !== '') {
      for (const form of secretEncodings(next)) this.options.mask(form);
      if (identity !== undefined) this.rotated.set(identity, next);
    }
    const value = body.token || body.access_token;
    if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value)) {
      throw this.error(
        'UNAUTHORIZED',
        `has a token server (${info.server}) that returned no token. Check the registry's settings`,
      );
    }
    this.options.mask(value);
    return { value, until: this.options.now() + lifeOf(body, this.options.now()) };
  }

  private error(code: ErrorCode, what: string): ActionError {
    return new ActionError(code, `The registry ${this.registry} ${what}.`);
  }
}

/** For how long a token is sure to be taken, in milliseconds: a little less than is said, so that it ends on no way. */
function lifeOf({ expires_in: expires, issued_at: issued }: Record<string, unknown>, now: number): number {
  const expiry = typeof expires === 'string' ? Number.parseFloat(expires) : expires;
  const seconds = typeof expiry === 'number' && !Number.isNaN(expiry) ? expiry : DEFAULT_EXPIRY_S;
  const age = typeof issued === 'string' ? (now - Date.parse(issued)) / 1000 : 0;
  // a token kept on the server has lived already; one older than its life is a clock that goes wrong
  const left = age > 0 && age < seconds ? seconds - age : seconds;
  return Math.max(left * 0.9, 1) * 1000;
}
