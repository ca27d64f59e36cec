/** Whether a host (with or without port) is this machine. */
export function isLoopback(host: string): boolean {
  const name = host
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}

/** The schemes to try, in order: a registry on this machine may speak either. */
export function schemesFor(registry: string, plainHttp: boolean): string[] {
  if (plainHttp) return ['http'];
  if (!isLoopback(registry)) return ['https'];
  return ['http', 'https'];
}

/** Whether requests to a URL go through a proxy that the environment names; never those to this machine. */
export function usesProxy(url: URL): boolean {
  if (isLoopback(url.host)) return false;
  const names = url.protocol === 'https:' ? ['HTTPS_PROXY', 'https_proxy'] : ['HTTP_PROXY', 'http_proxy'];
  return names.some((name) => process.env[name]);
}

/** What an agent is told of the proxy: Node reads the variables, NO_PROXY too. */
export function proxyOptions(url: URL): object {
  return usesProxy(url) ? { proxyEnv: process.env } : {};
}

/** A URL's host without port and brackets, as sockets take it. */
export function hostname(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

/** The name that TLS asks for: none for an address (RFC 6066, 3). */
export function servername(url: URL): string {
  const name = hostname(url);
  return /^[\d.]+$|:/.test(name) ? '' : name;
}

/** A URL's port, its scheme's own where it names none. */
export function portOf(url: URL): number {
  return Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
}
