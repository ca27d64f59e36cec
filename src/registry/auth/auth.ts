import { memoizeAsync } from '../../util/memoize.ts';
import { type Challenge, parseChallenges } from './challenge.ts';
import { basicEncoded, encodingsOf } from './credential-encodings.ts';
import type { Credential } from './docker-config.ts';
import { type Token, type TokenOptions, TokenServer } from './token.ts';

/** The dependencies of an `Auth`. */
export interface AuthOptions extends TokenOptions {
  /**
   * Looks up the credential for a repository of this registry, empty for any repository. Called once per repository,
   * and only if the registry requires a credential.
   */
  readonly credential: (repository: string) => Promise<Credential | null>;
}

/**
 * Authenticates the requests to one registry. The first 401 gives the scheme; later requests carry a header from the
 * start. Tokens are cached by scope, and requested once for all requests that wait for one.
 * https://distribution.github.io/distribution/spec/auth/token/
 */
export class Auth {
  private challenge: Challenge | null = null;
  private readonly credentials = new Map<string, Promise<Credential | null>>();
  private readonly masked = new Set<string>();
  private readonly tokens = new Map<string, Promise<Token>>();
  /** the latest header of each scope */
  private readonly given = new Map<string, string>();
  private readonly server: TokenServer;
  private readonly options: AuthOptions;

  /** @param registry the registry's name, with a port if it has one */
  constructor(registry: string, options: AuthOptions) {
    this.options = options;
    this.server = new TokenServer(registry, options);
  }

  /**
   * Returns the Authorization header for a request (RFC 9110, 11.6.2), and requests a token if it needs a new one.
   * @param scope as `repository:name:pull,push`; several are separated by spaces, and the repository of the first one
   *   selects the credential
   * @returns null if the registry has not sent a challenge yet, or there is no credential for Basic
   * @throws UNAUTHORIZED when the challenge's token server is not safe to use, or returns no token
   * @throws FORBIDDEN, RATE_LIMITED or REGISTRY_UNAVAILABLE when the token server refuses or does not respond
   * @throws INPUT_INVALID when a credential configuration is not valid
   */
  async header(scope: string): Promise<string | null> {
    if (!this.challenge) return null;
    if (this.challenge.scheme === 'bearer') {
      const token = await this.token(this.challenge, scope);
      const header = `Bearer ${token.value}`;
      this.given.set(scope, header);
      return header;
    }
    const credential = await this.secret(scope);
    return credential?.kind === 'basic' ? `Basic ${basicEncoded(credential)}` : null;
  }

  /**
   * Handles a 401: keeps its challenge, and drops the refused token.
   * @param headers the values of the WWW-Authenticate headers (RFC 9110, 11.6.1)
   * @param scope the scope of the refused request
   * @param used the Authorization header that was refused; null if none was sent
   * @returns whether a retry would send another header
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
    // if many requests are refused at once, only one requests a new token
    if (this.given.get(scope) === used) {
      this.given.delete(scope);
      this.tokens.delete(scope);
    }
    return true;
  }

  /** Returns whether no credential was used for a scope, for error messages. Does not look one up. */
  async isAnonymous(scope: string): Promise<boolean> {
    return ((await this.credentials.get(repositoryOf(scope))) ?? null) === null;
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

  private async token(challenge: Challenge, scope: string): Promise<Token> {
    const kept = this.tokens.get(scope);
    const token = kept && (await kept);
    if (token && token.until > this.options.now()) return token;
    if (this.tokens.get(scope) === kept) {
      const request = this.askToken(challenge, scope);
      this.tokens.set(scope, request);
      request.catch(() => this.tokens.delete(scope));
    }
    return this.tokens.get(scope) ?? this.askToken(challenge, scope);
  }

  private async askToken(challenge: Challenge, scope: string): Promise<Token> {
    const realm = this.server.realm(challenge);
    const credential = await this.secret(scope);
    if (credential?.kind === 'bearer') return { value: credential.token, until: Number.POSITIVE_INFINITY };
    return this.server.ask(realm, challenge.params.service ?? '', scope, credential);
  }
}

/**
 * Returns the first repository that a scope names, empty if there is none:
 * https://distribution.github.io/distribution/spec/auth/scope/
 */
function repositoryOf(scope: string): string {
  return /^repository(?:\([^)]*\))?:(.+):[^:]*$/.exec(scope.split(' ')[0] ?? '')?.[1] ?? '';
}
