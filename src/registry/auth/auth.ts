import { ActionError, type ErrorCode } from '../../errors.ts';
import { canonicalRegistry } from '../../image/reference.ts';
import { memoizeAsync } from '../../util/memoize.ts';
import { type Challenge, parseChallenges } from './challenge.ts';
import { basicEncoded, encodingsOf } from './credential-encodings.ts';
import type { Credential } from './docker-config.ts';
import { otherScope } from './scope.ts';
import { knownChallenge } from './services.ts';
import { type Token, type TokenOptions, TokenServer } from './token.ts';

/** Codes of a token server that refuses. */
const REFUSALS: readonly ErrorCode[] = ['UNAUTHORIZED', 'FORBIDDEN'];

/** The dependencies of an `Auth`. */
export interface AuthOptions extends TokenOptions {
  /**
   * Looks up the credential for a repository of this registry, empty for any repository. Called once per repository,
   * and only if the registry requires a credential, or says that something does not exist.
   */
  readonly credential: (repository: string) => Promise<Credential | null>;
}

/**
 * Authenticates the requests to one registry. The scheme is known for some services; for any other the first 401 gives
 * it. Later requests carry a header from the start. Tokens are cached by scope, and requested once for all requests that
 * wait for one. https://distribution.github.io/distribution/spec/auth/token/
 */
export class Auth {
  private challenge: Challenge | null;
  /** whether the challenge comes from the table of services, not from the registry */
  private isPresumed: boolean;
  private readonly credentials = new Map<string, Promise<Credential | null>>();
  private readonly masked = new Set<string>();
  private readonly tokens = new Map<string, Promise<Token>>();
  /** the latest header of each scope */
  private readonly given = new Map<string, string>();
  /** the scope that the registry wants instead of ours, by kind and scope */
  private readonly wanted = new Map<string, string>();
  private readonly registry: string;
  private readonly server: TokenServer;
  private readonly options: AuthOptions;

  /**
   * @param registry the registry's name, with a port if it has one
   * @param isPlain whether it may be used over plain HTTP: nothing is presumed about it then
   */
  constructor(registry: string, options: AuthOptions, isPlain = options.plainHttp) {
    this.options = options;
    this.registry = registry;
    this.server = new TokenServer(registry, options);
    this.challenge = isPlain ? null : knownChallenge(registry);
    this.isPresumed = this.challenge !== null;
  }

  /** Whether the scheme of the registry is known, by its challenge or as that of a service. */
  get isKnown(): boolean {
    return this.challenge !== null;
  }

  /**
   * Returns the Authorization header for a request, and requests a token if it needs a new one.
   * https://www.rfc-editor.org/rfc/rfc9110#section-11.6.2
   * @param own the scope, as `repository:name:pull,push`; several are separated by spaces, and the repository of the
   *   first one selects the credential
   * @param kind the kind of the request, as `tags`: a registry may want another scope for each
   * @param what the request, as a phrase after "Could not", used in error messages
   * @returns null if the registry has not sent a challenge yet, or there is no credential for Basic
   * @throws UNAUTHORIZED when the challenge's token server is not safe to use, or returns no token
   * @throws FORBIDDEN, RATE_LIMITED or REGISTRY_UNAVAILABLE when the token server refuses or does not respond
   * @throws INPUT_INVALID when a credential configuration is not valid
   */
  async header(own: string, kind = '', what = 'get a token'): Promise<string | null> {
    const { challenge } = this;
    if (!challenge) return null;
    if (challenge.scheme === 'bearer') {
      const scope = this.scopeFor(own, kind);
      try {
        const token = await this.token(challenge, scope, own, what);
        const header = `Bearer ${token.value}`;
        this.given.set(scope, header);
        return header;
      } catch (error) {
        if (!this.isGivenUp(challenge, error)) throw error;
        return this.header(own, kind, what);
      }
    }
    const credential = await this.secret(own);
    return credential?.kind === 'basic' ? `Basic ${basicEncoded(credential)}` : null;
  }

  /**
   * Handles a 401: keeps its challenge, and drops the refused token.
   * @param headers the values of the WWW-Authenticate headers (https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1)
   * @param own the scope of the refused request, as in `header`
   * @param used the Authorization header that was refused; null if none was sent
   * @returns whether a retry would send another header
   */
  refused(headers: readonly string[], own: string, used: string | null, kind = ''): boolean {
    const challenges = parseChallenges(headers);
    const challenge =
      challenges.find(({ scheme, params }) => scheme === 'bearer' && params.realm) ??
      challenges.find(({ scheme }) => scheme === 'basic');
    const scope = this.scopeFor(own, kind);
    const isToken = used?.startsWith('Bearer ') ?? false;
    // without a challenge, a token may still have expired
    if (!challenge) return isToken && this.dropToken(scope, used);
    this.challenge = challenge;
    this.isPresumed = false;
    if (used === null) return true;
    if (!isToken) return challenge.scheme === 'bearer';
    this.dropToken(scope, used);
    const other = otherScope(scope, challenge.params.scope ?? '', own);
    if (other !== null) this.wanted.set(`${kind} ${own}`, other);
    return true;
  }

  /** Uses Basic authentication with a registry that has not sent a challenge. */
  presumeBasic(): void {
    this.challenge ??= { scheme: 'basic', params: {} };
  }

  /** Looks up the credential for a scope, and returns whether there is one. */
  async hasCredential(scope: string): Promise<boolean> {
    return (await this.secret(scope)) !== null;
  }

  /**
   * Returns where the credential of a scope comes from, for error messages; null where none was looked up or found. Does
   * not look one up.
   */
  async source(scope: string): Promise<string | null> {
    const credential = (await this.credentials.get(repositoryOf(scope))) ?? null;
    return credential && (credential.source ?? 'unknown');
  }

  /**
   * Drops the presumed challenge of a service if its token server gave no token: the registry is asked for its own.
   * Where both have one host, a failed connection does not disprove the presumption.
   */
  private isGivenUp(challenge: Challenge, error: unknown): boolean {
    if (this.challenge !== challenge) return true;
    if (!this.isPresumed || !(error instanceof ActionError)) return false;
    const isRefusal = REFUSALS.includes(error.code);
    const mayBeElsewhere = this.isOtherHost(challenge) && !['INPUT_INVALID', 'CANCELLED'].includes(error.code);
    if (!isRefusal && !mayBeElsewhere) return false;
    this.challenge = null;
    this.isPresumed = false;
    return true;
  }

  private isOtherHost(challenge: Challenge): boolean {
    return URL.parse(challenge.params.realm ?? '')?.host !== canonicalRegistry({ registry: this.registry });
  }

  /** Drops a refused token, if no other request has yet: of many that are refused at once, one requests a new token. */
  private dropToken(scope: string, used: string | null): boolean {
    if (this.given.get(scope) === used) {
      this.given.delete(scope);
      this.tokens.delete(scope);
    }
    return true;
  }

  private scopeFor(own: string, kind: string): string {
    return this.wanted.get(`${kind} ${own}`) ?? own;
  }

  private secret(scope: string): Promise<Credential | null> {
    const repository = repositoryOf(scope);
    return memoizeAsync(this.credentials, repository, async () => {
      const credential = await this.options.credential(repository);
      if (credential) this.maskAll(credential);
      return credential;
    });
  }

  private maskAll(credential: Credential): void {
    for (const form of encodingsOf(credential)) {
      if (this.masked.has(form)) continue;
      this.masked.add(form);
      this.options.mask(form);
    }
  }

  /** @param own the run's own scope, which selects the credential */
  private async token(challenge: Challenge, scope: string, own: string, what: string): Promise<Token> {
    const kept = this.tokens.get(scope);
    const token = kept && (await kept);
    if (token && token.until > this.options.now()) return token;
    if (this.tokens.get(scope) === kept) {
      const request = this.askToken(challenge, scope, own, what);
      this.tokens.set(scope, request);
      request.catch(() => this.tokens.get(scope) === request && this.tokens.delete(scope));
    }
    return this.tokens.get(scope) ?? this.askToken(challenge, scope, own, what);
  }

  private async askToken(challenge: Challenge, scope: string, own: string, what: string): Promise<Token> {
    const realm = this.server.realm(challenge);
    const credential = await this.secret(own);
    if (credential?.kind === 'bearer') return { value: credential.token, until: Number.POSITIVE_INFINITY };
    // what is only presumed to be the token server is asked once
    const isOnce = this.isPresumed && this.isOtherHost(challenge);
    return this.server.ask(realm, challenge.params.service ?? '', scope, credential, { what, isOnce });
  }
}

/**
 * Returns the first repository that a scope names, empty if there is none:
 * https://distribution.github.io/distribution/spec/auth/scope/
 */
function repositoryOf(scope: string): string {
  return /^repository(?:\([^)]*\))?:(.+):[^:]*$/.exec(scope.split(' ')[0] ?? '')?.[1] ?? '';
}
