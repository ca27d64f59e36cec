import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type Reply, serve } from './scripted-server.ts';

type Json = Record<string, unknown>;

/** A played repository of The Update Framework with one target, `trusted_root.json`. */
export interface TufServer {
  url: string;
  /** the root metadata of the first version */
  root: { signed: Json };
  /** the paths that were asked for */
  asked: string[];
  /** another response to a path; undefined for the usual one */
  rule: (path: string) => Reply | undefined | Promise<Reply | undefined>;
  stop(): Promise<void>;
}

interface Key {
  id: string;
  own: KeyObject;
  json: Json;
}

/** Starts one whose root has two versions, the second with another key. */
export async function startTufServer(trustedRoot: object): Promise<TufServer> {
  const [first, second] = [makeKey(), makeKey()];
  const expires = new Date(Date.now() + 86_400_000).toISOString().replace(/\.\d+/, '');
  const common = { spec_version: '1.0.31', expires };
  const rootOf = (version: number, key: Key, ...signers: Key[]) => {
    const role = { keyids: [key.id], threshold: 1 };
    const roles = { root: role, timestamp: role, snapshot: role, targets: role };
    return signed(
      { _type: 'root', ...common, version, consistent_snapshot: true, keys: { [key.id]: key.json }, roles },
      ...signers,
    );
  };
  const target = Buffer.from(JSON.stringify(trustedRoot));
  const sha256 = createHash('sha256').update(target).digest('hex');
  const meta = { version: 1 };
  const targets = { 'trusted_root.json': { length: target.length, hashes: { sha256 } } };
  const root = rootOf(1, first, first);
  const files = new Map<string, Buffer>([
    ['/1.root.json', bytesOf(root)],
    ['/2.root.json', bytesOf(rootOf(2, second, first, second))],
    [
      '/timestamp.json',
      bytesOf(signed({ _type: 'timestamp', ...common, version: 1, meta: { 'snapshot.json': meta } }, second)),
    ],
    [
      '/1.snapshot.json',
      bytesOf(signed({ _type: 'snapshot', ...common, version: 1, meta: { 'targets.json': meta } }, second)),
    ],
    ['/1.targets.json', bytesOf(signed({ _type: 'targets', ...common, version: 1, targets }, second))],
    [`/targets/${sha256}.trusted_root.json`, target],
  ]);
  const server = await serve(async ({ path }) => {
    played.asked.push(path);
    const body = files.get(path);
    return (await played.rule(path)) ?? (body ? { status: 200, body } : { status: 404 });
  });
  const played: TufServer = {
    ...{ url: server.url.origin, root, asked: [], rule: () => undefined, stop: () => server.stop() },
  };
  return played;
}

function makeKey(): Key {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const keyval = { public: publicKey.export({ type: 'spki', format: 'pem' }) as string };
  const json = { keytype: 'ecdsa', scheme: 'ecdsa-sha2-nistp256', keyval };
  return { id: createHash('sha256').update(canonical(json)).digest('hex'), own: privateKey, json };
}

function signed(content: Json, ...keys: Key[]): { signatures: object[]; signed: Json } {
  const bytes = Buffer.from(canonical(content));
  const signatures = keys.map(({ id, own }) => ({ keyid: id, sig: sign('sha256', bytes, own).toString('hex') }));
  return { signatures, signed: content };
}

function bytesOf(json: object): Buffer {
  return Buffer.from(JSON.stringify(json));
}

/** Canonical JSON: http://wiki.laptop.org/go/Canonical_JSON */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'string') return `"${value.replace(/[\\"]/g, '\\$&')}"`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${canonical(key)}:${canonical(each)}`).join(',')}}`;
}
