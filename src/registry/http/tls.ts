import type * as cryptoModule from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as tlsModule from 'node:tls';
import { ActionError } from '../../errors.ts';
import { homeFrom } from '../../util/user-dirs.ts';

const require = createRequire(import.meta.url);
const PEM_CERTIFICATE = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED )?CERTIFICATE-----/g;

/** TLS options for one host, in addition to Node's defaults. */
export interface TlsOptions {
  readonly secureContext?: tlsModule.SecureContext;
}

/**
 * Returns the folders with a folder of certificates per host: docker's (rootless first), then those of
 * https://github.com/containers/image/blob/main/docs/containers-certs.d.5.md.
 */
export function certsFolders(env: NodeJS.ProcessEnv): string[] {
  const { home, config } = homeFrom(env);
  const own = config === null ? [] : [join(config, 'docker/certs.d')];
  const containers = home ? [join(home, '.config/containers/certs.d')] : [];
  return [...own, '/etc/docker/certs.d', ...containers, '/etc/containers/certs.d'];
}

/**
 * Returns the TLS options from docker's `certs.d`: https://docs.docker.com/engine/security/certificates/. Each `*.crt`
 * is a CA, trusted in addition to Node's; `NAME.cert` with `NAME.key` is a client certificate.
 * @param hosts the possible names of the host's folder, with port; the first existing folder is used
 * @param folders as `certsFolders` returns them
 * @returns no options if no folder exists
 * @throws INPUT_INVALID when a file is not valid; the message names it
 */
export function tlsOptions(hosts: readonly string[], folders: readonly string[]): TlsOptions {
  for (const host of hosts.filter((name) => /[^.]/.test(name)))
    for (const folder of folders) {
      const path = join(folder, host);
      const names = filesIn(path);
      if (names !== null) return optionsFrom(path, names);
    }
  return {};
}

/**
 * Returns the possible names of the folder with a host's certificates.
 * @param url the URL of the request
 * @param registry the registry that the request is for; its certificates apply to all ports of its host
 */
export function certificateNames(url: URL, registry: string | undefined): string[] {
  const names = url.port === '' ? [url.host, `${url.hostname}:443`] : [url.host];
  if (url.host === 'registry-1.docker.io') names.push('docker.io');
  if (registry === undefined || !URL.canParse(`https://${registry}`)) return names;
  const isSameHost = new URL(`https://${registry}`).hostname === url.hostname;
  // docker keeps the case of the name
  return [...new Set([...names, ...(isSameHost ? [registry, registry.toLowerCase()] : [])])];
}

function filesIn(folder: string): string[] | null {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    // often only root may read docker's folder, even if it has none for this host
    if (['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM'].includes(code)) return null;
    throw problem(folder, `cannot be read (${code})`);
  }
}

function optionsFrom(folder: string, names: readonly string[]): TlsOptions {
  const authorities = names
    .filter((name) => name.endsWith('.crt'))
    .flatMap((name) => authoritiesIn(join(folder, name)));
  const clients = names.filter((name) => name.endsWith('.cert')).map((name) => clientIn(folder, name, names));
  const lonely = names.find((name) => name.endsWith('.key') && !names.includes(name.replace(/\.key$/, '.cert')));
  if (lonely !== undefined)
    throw problem(join(folder, lonely), `has no certificate ${lonely.replace(/\.key$/, '.cert')} next to it`);
  if (authorities.length === 0 && clients.length === 0) return {};
  const tls = require('node:tls') as typeof tlsModule;
  // `ca` replaces Node's list, so it has to contain the default certificates
  const ca = authorities.length === 0 ? {} : { ca: [...tls.getCACertificates('default'), ...authorities] };
  const client =
    clients.length === 0 ? {} : { cert: clients.map(({ cert }) => cert), key: clients.map(({ key }) => key) };
  // created once, because each connection would parse the whole list again
  return { secureContext: tls.createSecureContext({ ...ca, ...client }) };
}

function authoritiesIn(file: string): string[] {
  const found = textOf(file).match(PEM_CERTIFICATE) ?? [];
  if (found.length === 0) throw problem(file, 'contains no certificate: expected PEM');
  const { X509Certificate } = require('node:crypto') as typeof cryptoModule;
  for (const pem of found) {
    try {
      new X509Certificate(pem);
    } catch {
      throw problem(file, 'contains a certificate that is not valid');
    }
  }
  return found;
}

function clientIn(folder: string, name: string, names: readonly string[]): { cert: string; key: string } {
  const file = join(folder, name);
  const keyName = name.replace(/\.cert$/, '.key');
  if (!names.includes(keyName))
    throw problem(file, `has no key ${keyName} next to it (a CA certificate is named .crt)`);
  const [cert, key] = [textOf(file), textOf(join(folder, keyName))];
  try {
    (require('node:tls') as typeof tlsModule).createSecureContext({ cert, key });
  } catch {
    throw problem(file, `and its key ${keyName} are not a valid pair`);
  }
  return { cert, key };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw problem(file, `cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

function problem(file: string, why: string): ActionError {
  return new ActionError('INPUT_INVALID', `${file} ${why}. Fix or remove it.`);
}
