/** Whether a host (with or without port) is this machine. */
export function isLoopback(host: string): boolean {
  const name = host
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
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
