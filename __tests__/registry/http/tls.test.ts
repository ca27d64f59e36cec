import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { asActionError } from '../../../src/errors.ts';
import { certificateNames, certsFolders, tlsOptions } from '../../../src/registry/http/tls.ts';
import { Transport } from '../../../src/registry/http/transport.ts';
import { type Certificate, makeCertificate } from '../../support/registries/certificate.ts';
import { endpointOf, READ } from '../../support/registries/registry-endpoint.ts';
import { serverPool } from '../../support/registries/scripted-server.ts';
import { rejectionOf } from '../../support/requests/refusals.ts';

const servers = serverPool();
let made: string;
let certificate: Certificate;
let folder: string;
const before = { ...process.env };

beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), 'tls-'));
  certificate = await makeCertificate(made);
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certs.d-'));
  process.env.XDG_CONFIG_HOME = folder;
});
afterEach(async () => {
  await servers.stop();
  rmSync(folder, { recursive: true, force: true });
  process.env = { ...before };
});
afterAll(() => rmSync(made, { recursive: true, force: true }));

/** Puts files into a host's folder of docker's certs.d: from a file, or with a text. */
function certsOf(host: string, files: Record<string, string>): string {
  const path = join(folder, 'docker/certs.d', host);
  mkdirSync(path, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    if (content.startsWith('/')) copyFileSync(content, join(path, name));
    else writeFileSync(join(path, name), content);
  }
  return path;
}

describe('the folders of certs.d', () => {
  test.each([
    {
      env: { HOME: '/home/a' },
      folders: [
        '/home/a/.config/docker/certs.d',
        '/etc/docker/certs.d',
        '/home/a/.config/containers/certs.d',
        '/etc/containers/certs.d',
      ],
    },
    { env: {}, folders: ['/etc/docker/certs.d', '/etc/containers/certs.d'] },
    {
      env: { HOME: '/home/a', XDG_CONFIG_HOME: '/cfg' },
      folders: [
        '/cfg/docker/certs.d',
        '/etc/docker/certs.d',
        '/home/a/.config/containers/certs.d',
        '/etc/containers/certs.d',
      ],
    },
  ])('the folders of certs.d are $folders', ({ env, folders }) => expect(certsFolders(env)).toEqual(folders));

  test.each([
    { url: 'https://r.example.com:5000/v2/', registry: 'r.example.com:5000', names: ['r.example.com:5000'] },
    { url: 'https://r.example.com/', registry: 'r.example.com', names: ['r.example.com', 'r.example.com:443'] },
    { url: 'https://r.example.com/', registry: undefined, names: ['r.example.com', 'r.example.com:443'] },
    { url: 'https://r.example.com/', registry: 'r.example.com:443', names: ['r.example.com', 'r.example.com:443'] },
    {
      url: 'https://r.example.com:5001/token',
      registry: 'r.example.com:5000',
      names: ['r.example.com:5001', 'r.example.com:5000'],
    },
    { url: 'https://auth.example.com:5001/', registry: 'r.example.com:5000', names: ['auth.example.com:5001'] },
    {
      url: 'https://r.example.com:5000/',
      registry: 'R.Example.com:5000',
      names: ['r.example.com:5000', 'R.Example.com:5000'],
    },
    { url: 'https://[::1]:5000/', registry: '[::1]:5000', names: ['[::1]:5000'] },
    {
      url: 'https://registry-1.docker.io/v2/',
      registry: 'docker.io',
      names: ['registry-1.docker.io', 'registry-1.docker.io:443', 'docker.io'],
    },
  ])('the certificates of $url for $registry are in $names', ({ url, registry, names }) => {
    expect(certificateNames(new URL(url), registry)).toEqual(names);
  });
});

describe('the content of a host’s folder', () => {
  const read = (host = 'r.example.com:5000') => tlsOptions([host], certsFolders(process.env));
  const refused = () => {
    try {
      read();
    } catch (error) {
      return asActionError(error);
    }
    throw new Error('it was taken');
  };

  test('without a folder or files there are no TLS options', () => {
    expect(read()).toEqual({});
    certsOf('r.example.com:5000', {});
    expect(read()).toEqual({});
    certsOf('r.example.com:5000', { 'README.md': 'words', 'old.pem': 'words' });
    expect(read()).toEqual({});
  });

  test('a CA and a client certificate become TLS options', () => {
    certsOf('r.example.com:5000', { 'ca.crt': certificate.certFile });
    expect(read().secureContext).toBeDefined();
    expect(read('r.example.com')).toEqual({});
    certsOf('other:1', { 'client.cert': certificate.certFile, 'client.key': certificate.keyFile });
    expect(read('other:1').secureContext).toBeDefined();
  });

  test('a host that is not a valid folder name has no TLS options', () => {
    writeFileSync(join(folder, 'ca.crt'), 'not PEM');
    certsOf('x', {});
    expect(read('..')).toEqual({});
    expect(read('.')).toEqual({});
  });

  const broken = '-----BEGIN CERTIFICATE-----\nc2VjcmV0\n-----END CERTIFICATE-----\n';
  test.each([
    { name: 'a CA that is not PEM', files: { 'ca.crt': 'secret' }, why: 'ca.crt contains no certificate' },
    { name: 'an empty CA', files: { 'ca.crt': '' }, why: 'ca.crt contains no certificate' },
    {
      name: 'a CA that is not valid',
      files: { 'ca.crt': broken },
      why: 'ca.crt contains a certificate that is not valid',
    },
    { name: 'a certificate without a key', files: { 'a.cert': broken }, why: 'a.cert has no key a.key next to it' },
    {
      name: 'a key without a certificate',
      files: { 'a.key': 'secret' },
      why: 'a.key has no certificate a.cert next to it',
    },
    {
      name: 'an invalid pair',
      files: { 'a.cert': broken, 'a.key': 'secret' },
      why: 'a.cert and its key a.key are not a valid pair',
    },
  ])('$name is an error that names the file', ({ files, why }) => {
    const path = certsOf('r.example.com:5000', files as unknown as Record<string, string>);
    const error = refused();
    expect(error.code).toBe('INPUT_INVALID');
    expect(error.message).toContain(join(path, why));
    expect(error.message).not.toMatch(/secret|c2Vj/);
  });

  test('a key of another certificate is an error', async () => {
    const other = mkdtempSync(join(made, 'other-'));
    const { keyFile } = await makeCertificate(other);
    certsOf('r.example.com:5000', { 'a.cert': certificate.certFile, 'a.key': keyFile });
    expect(refused().message).toContain('are not a valid pair');
  });

  test('a CA that cannot be read is an error', () => {
    const path = certsOf('r.example.com:5000', {});
    symlinkSync(join(folder, 'none'), join(path, 'ca.crt'));
    expect(refused().message).toContain('ca.crt cannot be read (ENOENT)');
  });

  test('a folder that only root may read is ignored', () => {
    const path = certsOf('r.example.com:5000', { 'ca.crt': 'secret' });
    chmodSync(path, 0);
    // root can still read it
    if (process.getuid?.() === 0) expect(refused().message).toContain('contains no certificate');
    else expect(read()).toEqual({});
    chmodSync(path, 0o755);
  });
});

describe('a registry whose CA is in certs.d', () => {
  const transport = () => new Transport({ env: process.env });
  const serveTls = () => servers.serve(() => ({ body: 'ok' }), certificate);

  test('a registry with a CA in certs.d is trusted, also over connections opened in advance', async () => {
    const server = await serveTls();
    certsOf(server.host, { 'ca.crt': certificate.certFile });
    const ready = transport();
    ready.open(server.url, 2, server.host);
    const { endpoint } = endpointOf(server.host, { transport: ready });
    expect((await endpoint.call(READ)).status).toBe(200);
    expect(server.seen).toHaveLength(1);
    const { endpoint: other } = endpointOf(server.host, { transport: transport() });
    expect((await other.call(READ)).status).toBe(200);
  });

  test('a CA in certs.d applies to every port of its host', async () => {
    const [registry, tokens] = [await serveTls(), await serveTls()];
    certsOf(registry.host, { 'ca.crt': certificate.certFile });
    const request = { method: 'GET', url: tokens.url, headers: {}, maxBody: 100 };
    expect((await transport().send({ ...request, registry: registry.host })).status).toBe(200);
    await expect(transport().send(request)).rejects.toThrow(/self-signed/);
    await expect(transport().send({ ...request, registry: 'r.example.com' })).rejects.toThrow(/self-signed/);
  });

  test('an untrusted certificate is an error that names the place for its CA', async () => {
    const server = await serveTls();
    const error = await rejectionOf(endpointOf(server.host).endpoint.call(READ));
    expect(error.code).toBe('REGISTRY_UNAVAILABLE');
    expect(error.message).toContain(`or copy it to /etc/docker/certs.d/${server.host}/ca.crt`);
  });

  test('an invalid CA fails the call and not the opening of connections', async () => {
    const server = await serveTls();
    certsOf(server.host, { 'ca.crt': 'nothing' });
    const ready = transport();
    ready.open(server.url, 2, server.host);
    const { endpoint, clock } = endpointOf(server.host, { transport: ready });
    const error = await rejectionOf(endpoint.call(READ));
    expect(error.code).toBe('INPUT_INVALID');
    expect(error.message).toContain('ca.crt contains no certificate');
    expect(clock.slept.filter((wait) => wait > 0)).toEqual([]);
    expect(server.seen).toHaveLength(0);
  });
});
