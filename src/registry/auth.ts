import { ActionError, type ErrorCode } from '../errors.ts';
import { isLoopback } from './address.ts';
import { type Challenge, parseChallenges } from './challenge.ts';
import type { Credential } from './credentials.ts';
import type { HttpRequest, HttpResponse } from './http.ts';

/** Sends one request to a token server, with the client's retries. */
export type Send = (request: HttpRequest) => Promise<HttpResponse>;

/** What authentication needs of its surroundings. */
export interface AuthOptions {
  /** looks the registry's credential up; asked at most once, and only where the registry wants one */
  readonly credential: () => Promise<Credential | null>;
  readonly plainHttp: boolean;
  readonly send: Send;
  /** told every secret and each form it travels in, before it is used */
  readonly mask: (secret: string) => void;
  readonly now: () => number;
}

interface Token {
  readonly value: string;
  /** when it is no longer sure to be taken, in milliseconds since the epoch */
  readonly until: number;
}

const MAX_TOKEN_ANSWER = 1024 * 1024;
// https://distribution.github.io/distribution/spec/auth/token/: "if omitted, this defaults to 60 seconds"
const DEFAULT_EXPIRY_S = 60;

/**
 * The authentication of one registry: learns the scheme from the first 401, then gives each request its header.
 * Tokens are kept by scope and asked for once, however many requests wait.
 */
export class Auth {
  private challenge: Challenge | null = null;
  private credential: Promise<Credential | null> | null = null;
  private readonly tokens = new Map<string, Promise<Token>>();
  private readonly registry: string;
  private readonly options: AuthOptions;

  constructor(registry: string, options: AuthOptions) {
    this.registry = registry;
    this.options = options;
  }

  /**
   * The Authorization header for a request.
   * @param scope what the request needs, as `repository:name:pull,push`
   * @returns null as long as the registry has asked for nothing, or where there is nothing to show it
   */
  async header(scope: string): Promise<string | null> {
    if (!this.challenge) return null;
    if (this.challenge.scheme === 'bearer') {
      const token = await this.token(this.challenge, scope);
      return `Bearer ${token.value}`;
    }
    const credential = await this.secret();
    return credential?.kind === 'basic' ? `Basic ${this.basic(credential)}` : null;
  }

  /**
   * Takes a 401 in.
   * @param headers the WWW-Authenticate headers
   * @param used the header that was refused; null where none was sent
   * @returns whether another try has something new to show
   */
  refused(headers: readonly string[], scope: string, used: string | null): boolean {
    const challenges = parseChallenges(headers);
    const challenge =
      challenges.find(({ scheme, params }) => scheme === 'bearer' && params.realm) ??
      challenges.find(({ scheme }) => scheme === 'basic');
    if (!challenge) return false;
    this.challenge = challenge;
    if (used === null) return true;
    if (!used.startsWith('Bearer ')) return challenge.scheme === 'bearer';
    this.tokens.delete(scope);
    return true;
  }

  /** Whether a credential was shown, for the words of an error; looks none up for that. */
  async isAnonymous(): Promise<boolean> {
    return (await this.credential) === null;
  }

  private secret(): Promise<Credential | null> {
    this.credential ??= this.options.credential().then((credential) => {
      if (credential) this.maskAll(credential);
      return credential;
    });
    return this.credential;
  }

  private maskAll(credential: Credential): void {
    const secret = credential.kind === 'basic' ? credential.password : credential.token;
    this.options.mask(secret);
    this.options.mask(encodeURIComponent(Buffer.from(secret).toString('utf8')));
    this.options.mask(Buffer.from(secret).toString('base64'));
    const user = credential.kind === 'basic' ? credential.username : '<token>';
    this.options.mask(this.basic({ kind: 'basic', username: user, password: secret }));
  }

  private basic(credential: Extract<Credential, { kind: 'basic' }>): string {
    return Buffer.from(`${credential.username}:${credential.password}`).toString('base64');
  }

  private async token(challenge: Challenge, scope: string): Promise<Token> {
    const kept = this.tokens.get(scope);
    const token = kept && (await kept);
    if (token && token.until > this.options.now()) return token;
    if (this.tokens.get(scope) === kept) {
      const asked = this.askToken(challenge, scope);
      this.tokens.set(scope, asked);
      asked.catch(() => this.tokens.delete(scope));
    }
    return this.tokens.get(scope) ?? this.askToken(challenge, scope);
  }

  private async askToken(challenge: Challenge, scope: string): Promise<Token> {
    const realm = this.realm(challenge);
    const credential = await this.secret();
    if (credential?.kind === 'bearer') return { value: credential.token, until: Number.POSITIVE_INFINITY };
    const params = new URLSearchParams();
    if (challenge.params.service) params.set('service', challenge.params.service);
    params.set('scope', scope);
    if (credential?.kind === 'identity') {
      const answer = await this.options.send(refresh(realm, params, credential.token));
      // a token server that knows no POST is asked by GET, with the token as a password
      if (answer.status !== 404 && answer.status !== 405) return this.readToken(realm, answer);
    }
    const headers: Record<string, string> = { accept: 'application/json' };
    if (credential?.kind === 'basic') headers.authorization = `Basic ${this.basic(credential)}`;
    if (credential?.kind === 'identity') {
      const user: Credential = { kind: 'basic', username: '<token>', password: credential.token };
      headers.authorization = `Basic ${this.basic(user)}`;
    }
    const url = new URL(realm);
    for (const [name, value] of params) url.searchParams.append(name, value);
    return this.readToken(realm, await this.options.send({ method: 'GET', url, headers, maxBody: MAX_TOKEN_ANSWER }));
  }

  private realm(challenge: Challenge): URL {
    let url: URL;
    try {
      url = new URL(challenge.params.realm ?? '');
    } catch {
      throw this.error('UNAUTHORIZED', 'names a token server that is no URL');
    }
    const own = url.hostname === new URL(`http://${this.registry}`).hostname;
    const plain =
      url.protocol === 'http:' &&
      ((isLoopback(url.host) && isLoopback(this.registry)) || (own && this.options.plainHttp));
    if (url.protocol === 'https:' || plain) return url;
    throw this.error('UNAUTHORIZED', `asks for credentials over plain HTTP at ${url.host}. They were not sent`);
  }

  private readToken(realm: URL, answer: HttpResponse): Token {
    const { status } = answer;
    if (status !== 200) {
      throw this.error(tokenCode(status), `has a token server (${realm.host}) that answered ${status} ${hint(status)}`);
    }
    let body: Record<string, unknown> = {};
    try {
      body = (JSON.parse(answer.body.toString('utf8')) ?? {}) as Record<string, unknown>;
    } catch {
      // an answer without a token is refused below
    }
    const value = body.token || body.access_token;
    if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value)) {
      throw this.error('UNAUTHORIZED', `has a token server (${realm.host}) that gave no token`);
    }
    this.options.mask(value);
    const seconds = typeof body.expires_in === 'number' ? body.expires_in : DEFAULT_EXPIRY_S;
    // renewed a little early, so that a token does not run out on its way
    return { value, until: this.options.now() + Math.max(seconds * 0.9, 1) * 1000 };
  }

  private error(code: ErrorCode, what: string): ActionError {
    return new ActionError(code, `The registry ${this.registry} ${what}.`);
  }
}

function tokenCode(status: number): ErrorCode {
  if (status === 403) return 'FORBIDDEN';
  if (status === 429) return 'RATE_LIMITED';
  return status >= 500 || status === 408 ? 'REGISTRY_UNAVAILABLE' : 'UNAUTHORIZED';
}

function hint(status: number): string {
  if (status === 429) return '(too many requests): wait, then run again';
  if (status >= 500 || status === 408) return '(it is not well): run again when it is back';
  return 'to the credentials it was shown: log in to the registry before this step, or check username and password';
}

function refresh(realm: URL, params: URLSearchParams, token: string): HttpRequest {
  const body = new URLSearchParams(params);
  body.set('grant_type', 'refresh_token');
  body.set('refresh_token', token);
  body.set('client_id', 'build-once-promote');
  return {
    method: 'POST',
    url: realm,
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: Buffer.from(body.toString()),
    maxBody: MAX_TOKEN_ANSWER,
  };
}
