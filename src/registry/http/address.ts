import { BlockList, isIP } from 'node:net';

/** Returns whether a host (with or without a port) is this machine. */
export function isLoopback(host: string): boolean {
  const name = host
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}

/** Returns a URL's host without port and brackets, as sockets expect it. */
export function hostname(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

/** Returns the server name for TLS; empty for an IP address: https://www.rfc-editor.org/rfc/rfc6066#section-3 */
export function servername(url: URL): string {
  const name = hostname(url);
  return /^[\d.]+$|:/.test(name) ? '' : name;
}

/** Returns a URL's port, or the default port of its scheme. */
export function portOf(url: URL): number {
  return Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
}

/** https://www.iana.org/assignments/iana-ipv4-special-registry and its IPv6 counterpart */
const RANGES = {
  private: ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
  reserved: [
    '0.0.0.0/8',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '224.0.0.0/3',
    '::/127',
    'fe80::/10',
    'ff00::/8',
    '64:ff9b::/96',
  ],
};
/** Metadata services of clouds, which return credentials; `fd00:ec2::254` is in a private range. */
const METADATA = /^(metadata(\.google\.internal|\.goog)?|instance-data(\.ec2\.internal)?|fd00:ec2::254)$/;
const lists = new Map<keyof typeof RANGES, BlockList>();

function isIn(range: keyof typeof RANGES, address: string): boolean {
  const list = lists.get(range) ?? new BlockList();
  if (!lists.has(range)) {
    for (const subnet of RANGES[range]) {
      const [net = '', prefix] = subnet.split('/');
      list.addSubnet(net, Number(prefix), net.includes(':') ? 'ipv6' : 'ipv4');
    }
    lists.set(range, list);
  }
  return list.check(address, address.includes(':') ? 'ipv6' : 'ipv4');
}

/**
 * Returns whether a registry must not redirect to a URL: one on this machine, a link-local address, a metadata service
 * of a cloud, or a private address (unless the registry itself has one).
 * @param registry the registry's name, with a port if it has one
 */
export function isOffLimits(url: URL, registry: string): boolean {
  const name = hostname(url).replace(/\.$/, '');
  if (isLoopback(name) || METADATA.test(name)) return true;
  if (isIP(name) === 0) return false;
  if (isIn('reserved', name)) return true;
  const own = URL.canParse(`https://${registry}`) ? hostname(new URL(`https://${registry}`)) : '';
  return isIn('private', name) && !(isIP(own) > 0 && isIn('private', own));
}
