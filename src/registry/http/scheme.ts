import { apiHost } from '../../image/reference.ts';
import { isLoopback } from './address.ts';
import type { HttpResponse } from './types.ts';

/** The scheme of one registry: a registry on this machine may speak either, which its first answer tells. */
export class Scheme {
  private readonly host: string;
  private schemes: string[];
  private turns = 0;

  constructor(registry: string, plainHttp: boolean) {
    this.host = apiHost(registry);
    this.schemes = plainHttp ? ['http'] : isLoopback(registry) ? ['http', 'https'] : ['https'];
  }

  /** Where the registry's API is, as far as is known. */
  base(): URL {
    return new URL(`${this.schemes[0]}://${this.host}`);
  }

  /** Where it is if the first guess was wrong; null where there is nothing to guess. */
  otherBase(): URL | null {
    return this.schemes[1] === undefined ? null : new URL(`${this.schemes[1]}://${this.host}`);
  }

  /** A TLS port that is given plain HTTP answers 400 (Go; to a HEAD without saying why) or resets (Node). */
  isOther(method: string, { status, body }: HttpResponse): boolean {
    const says = method === 'HEAD' || /HTTP request to an? HTTPS server/i.test(body.toString('latin1'));
    return status === 400 && says && this.schemes[0] === 'http' && this.turn(this.base());
  }

  /**
   * Goes over to the other scheme.
   * @param url what was asked in vain
   * @returns whether it is worth a try at once: after the first turn both have failed
   */
  turn(url: URL): boolean {
    if (this.schemes.length < 2 || url.origin !== this.base().origin) return false;
    this.schemes.reverse();
    this.turns += 1;
    return this.turns === 1;
  }

  /** An answer settles it. */
  settle(url: URL): void {
    const scheme = url.protocol.slice(0, -1);
    if (this.schemes.length > 1 && url.host === this.base().host) this.schemes = [scheme];
  }
}
