import { memoizeAsync } from '../../util/memoize.ts';
import { type Challenge, parseChallenges } from './challenge.ts';
import { basicEncoded, encodingsOf } from './credential-encodings.ts';
import type { Credential } from './docker-config.ts';
import { type Token, type TokenOptions, TokenServer } from './token.ts';

/** What authentication needs of its surroundings. */
export interface AuthOptions extends TokenOptions {
  /**
   * Looks up a repository's credential in this registry (empty: any); asked once for each, and only where the registry
   * wants one.
   */
  readonly credential: (repository: string) => Promise<Credential | null>;
}

/**
 * The authentication of one registry: learns the scheme from the first 401, then gives each request its header.
 * Tokens are kept by scope and asked for once, however many requests wait.
 */
export class Auth {
  private challenge: Challenge | null = null;
  private readonly credentials = new Map<string, Promise<Credential | null>>();
  private readonly masked = new Set<string>();
  private readonly tokens = new Map<string, Promise<Token>>();
  /** the newest header of each scope */
  private readonly given = new Map<string, string>();
  private readonly server: TokenServer;
  private readonly options: AuthOptions;

  constructor(registry: string, options: AuthOptions) {
    this.options = options;
    this.server = new TokenServer(registry, options);
  }

  /**
   * The Authorization header for a request.
   * @param scope what the request needs, as `repository:name:pull,push`; several with a space between, of which the
   *   first one's repository says whose credential is shown
   * @returns null as long as the registry has asked for nothing, or where there is nothing to show it
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
    // of many requests that are refused at once, one asks for a new token
    if (this.given.get(scope) === used) {
      this.given.delete(scope);
      this.tokens.delete(scope);
    }
    return true;
  }

  /** Whether no credential was shown for a scope, used in error messages; looks none up for that. */
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

/** The first repository that a scope names: https://distribution.github.io/distribution/spec/auth/scope/ */
function repositoryOf(scope: string): string {
  return /^repository(?:\([^)]*\))?:(.+):[^:]*$/.exec(scope.split(' ')[0] ?? '')?.[1] ?? '';
}
