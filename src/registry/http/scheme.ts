import { apiHost } from '../../image/reference.ts';
import { isLoopback } from './address.ts';
import type { HttpResponse } from './types.ts';

/** Determines a registry's scheme. On this machine it may be HTTP or HTTPS; the first response decides. */
export class Scheme {
  private readonly host: string;
  private schemes: string[];
  private turns = 0;

  /**
   * @param registry the registry's name, with a port if it has one
   * @param plainHttp whether to use only HTTP
   */
  constructor(registry: string, plainHttp: boolean) {
    this.host = apiHost(registry);
    this.schemes = plainHttp ? ['http'] : isLoopback(registry) ? ['http', 'https'] : ['https'];
  }

  /** Returns the base URL of the registry's API, as known so far. */
  base(): URL {
    return new URL(`${this.schemes[0]}://${this.host}`);
  }

  /** Returns the base URL with the other scheme; null if the scheme is certain. */
  otherBase(): URL | null {
    return this.schemes[1] === undefined ? null : new URL(`${this.schemes[1]}://${this.host}`);
  }

  /**
   * Returns whether a response shows that the port speaks HTTPS, and then switches to it. To plain HTTP on a TLS port,
   * Go responds with 400 (to a HEAD without a reason); Node resets the connection.
   * @param method the method of the request
   */
  isOther(method: string, { status, body }: HttpResponse): boolean {
    const says = method === 'HEAD' || /HTTP request to an? HTTPS server/i.test(body.toString('latin1'));
    return status === 400 && says && this.schemes[0] === 'http' && this.turn(this.base());
  }

  /**
   * Switches to the other scheme after a request failed.
   * @param url the URL of that request
   * @returns whether to retry without a wait: true only for the first switch, since after that both have failed
   */
  turn(url: URL): boolean {
    if (this.schemes.length < 2 || url.origin !== this.base().origin) return false;
    this.schemes.reverse();
    this.turns += 1;
    return this.turns === 1;
  }

  /** Fixes the scheme after a response from a URL of the registry. */
  settle(url: URL): void {
    const scheme = url.protocol.slice(0, -1);
    if (this.schemes.length > 1 && url.host === this.base().host) this.schemes = [scheme];
  }
}
