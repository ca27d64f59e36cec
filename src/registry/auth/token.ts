import { ActionError, type ErrorCode } from '../../errors.ts';
import { secretEncodings } from '../../util/secret-encodings.ts';
import { withReason } from '../errors/network-error.ts';
import type { TokenRequestInfo } from '../errors/response-error.ts';
import { isLoopback, isOffLimits } from '../http/address.ts';
import type { HttpRequest, HttpResponse } from '../http/types.ts';
import type { Challenge } from './challenge.ts';
import { basicEncoded } from './credential-encodings.ts';
import type { Credential } from './docker-config.ts';

/** What a token is for. */
export interface Purpose {
  /** the request, as a phrase after "Could not", used in error messages */
  readonly what: string;
  /** whether a failure is not retried, because the caller has another way */
  readonly isOnce?: boolean;
}

/** Sends a request to a token server, with the endpoint's retries. */
export type Send = (request: HttpRequest, purpose: Purpose) => Promise<HttpResponse>;

/** The dependencies of a `TokenServer`. */
export interface TokenOptions {
  /** whether the registry's own host may be used over plain HTTP */
  readonly plainHttp: boolean;
  readonly send: Send;
  /** called with each secret, in each encoding, before it is used */
  readonly mask: (secret: string) => void;
  /** milliseconds since the epoch */
  readonly now: () => number;
}

/** A bearer token: https://www.rfc-editor.org/rfc/rfc6750 */
export interface Token {
  readonly value: string;
  /** when to request a new one, in milliseconds since the epoch */
  readonly until: number;
}

const MAX_TOKEN_ANSWER = 1024 * 1024;
// https://distribution.github.io/distribution/spec/auth/token/: "if omitted, this defaults to 60 seconds"
const DEFAULT_EXPIRY_S = 60;
// responses of token servers without POST; containerd falls back to GET too (404 GCR, 401 Artifactory, 400 ACR)
const NO_POST = new Set([400, 401, 404, 405, 501]);

/**
 * Requests tokens for one registry: https://distribution.github.io/distribution/spec/auth/token/
 * and, for identity tokens, https://distribution.github.io/distribution/spec/auth/oauth/.
 */
export class TokenServer {
  private readonly registry: string;
  private readonly options: TokenOptions;
  /** identity tokens that a token server has replaced: the new one by the configured one */
  private readonly rotated = new Map<string, string>();

  /** @param registry the registry's name, with a port if it has one */
  constructor(registry: string, options: TokenOptions) {
    this.registry = registry;
    this.options = options;
  }

  /**
   * Returns the URL of a challenge's token server, if it is safe to send credentials there.
   * @throws UNAUTHORIZED when it is not a valid URL, is plain HTTP on another host, or is an address of this machine or
   *   of a metadata service
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
    // a token server may have a private address, but is not on this machine or a metadata service
    const secure = url.protocol === 'https:' && (local || !isOffLimits(url, url.host));
    if (secure || plain) return url;
    const where = url.protocol === 'http:' ? 'over plain HTTP at ' : `at ${url.protocol}//`;
    throw this.error(
      'UNAUTHORIZED',
      `requests credentials ${where}${url.host}. They were not sent. Use a registry with a token server on HTTPS`,
    );
  }

  /**
   * Requests a token, by POST for an identity token, else by GET.
   * @param realm the token server's URL
   * @param service the challenge's `service`; empty for none
   * @param scope as `repository:name:pull,push`; several are separated by spaces
   * @param credential null for an anonymous token
   * @throws UNAUTHORIZED when the credential is refused or the response has no token
   * @throws FORBIDDEN, RATE_LIMITED or REGISTRY_UNAVAILABLE when the server refuses or does not respond
   */
  async ask(
    realm: URL,
    service: string,
    scope: string,
    credential: Credential | null,
    purpose: Purpose = { what: 'get a token' },
  ): Promise<Token> {
    const info: TokenRequestInfo = {
      registry: this.registry,
      server: realm.host,
      authenticated: credential !== null,
      credentials: credential?.source ?? null,
      secret: credential && (credential.kind === 'basic' ? credential.password : credential.token),
      // the other scopes are for reading only
      scope: scope.split(' ')[0] ?? '',
      challenge: `Bearer realm="${realm.href}",service="${service}"`,
    };
    if (credential?.kind === 'identity') {
      const answer = await this.options.send(this.refresh(realm, service, scope, credential.token), purpose);
      if (!NO_POST.has(answer.status)) return this.read(info, answer, credential.token);
    }
    const headers: Record<string, string> = { accept: 'application/json' };
    if (credential?.kind === 'basic' || credential?.kind === 'identity')
      headers.authorization = `Basic ${basicEncoded(credential)}`;
    const url = new URL(realm);
    if (service) url.searchParams.append('service', service);
    // "to specify multiple scopes, the scope parameter is repeated"
    for (const each of scope.split(' ').filter(Boolean)) url.searchParams.append('scope', each);
    const request = { method: 'GET', url, headers, maxBody: MAX_TOKEN_ANSWER };
    return this.read(info, await this.options.send(request, purpose));
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

  /** @param identity the identity token that was exchanged; the response may replace it (RFC 6749, 6) */
  private async read(info: TokenRequestInfo, answer: HttpResponse, identity?: string): Promise<Token> {
    if (answer.status !== 200) {
      const { tokenError } = await import('../errors/response-error.ts');
      throw withReason(tokenError(answer, info), answer.retryStopReason);
    }
    let body: Record<string, unknown> = {};
    try {
      body = (JSON.parse(answer.body.toString('utf8')) ?? {}) as Record<string, unknown>;
    } catch {
      // refused below, because it has no token
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

/**
 * Returns how long to use a token, in milliseconds: 90 % of its lifetime, so that it does not expire during a request.
 */
function lifeOf({ expires_in: expires, issued_at: issued }: Record<string, unknown>, now: number): number {
  const expiry = typeof expires === 'string' ? Number.parseFloat(expires) : expires;
  const seconds = typeof expiry === 'number' && !Number.isNaN(expiry) ? expiry : DEFAULT_EXPIRY_S;
  const age = typeof issued === 'string' ? (now - Date.parse(issued)) / 1000 : 0;
  // a cached token has used up part of its lifetime; an age above the lifetime means that a clock is wrong
  const left = age > 0 && age < seconds ? seconds - age : seconds;
  return Math.max(left * 0.9, 1) * 1000;
}
