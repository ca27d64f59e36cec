import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runOrThrow } from '../runner/shell.ts';

export interface Certificate {
  certFile: string;
  keyFile: string;
}

/** A certificate signed by another one; clients must trust `caFile`. */
export interface SignedCertificate extends Certificate {
  caFile: string;
  caKeyFile: string;
}

const NAMES = 'subjectAltName=IP:127.0.0.1,IP:::1,DNS:localhost';
const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/**
 * Creates a self-signed certificate for 127.0.0.1, ::1 and localhost, as two files in the folder, with openssl.
 * @param more additional names
 */
export function makeCertificate(dir: string, more: string[] = []): Promise<Certificate> {
  const names = [NAMES, ...more.map((name) => `DNS:${name}`)].join(',');
  return selfSigned(dir, 'tls', 'localhost', [names, 'basicConstraints=critical,CA:TRUE']);
}

/**
 * A test CA (`ca.crt`, `ca.key`) and a certificate for 127.0.0.1, ::1 and localhost that it signed (`tls.crt`,
 * which is not a CA). `client` creates one for a client instead (`client.crt`, `client.key`), from the CA of an earlier
 * call.
 */
export async function makeSignedCertificate(dir: string, client?: SignedCertificate): Promise<SignedCertificate> {
  const ca = client
    ? { certFile: client.caFile, keyFile: client.caKeyFile }
    : await selfSigned(dir, 'ca', 'tests CA', ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign']);
  const name = client ? 'client' : 'tls';
  const file = (ending: string): string => join(dir, `${name}.${ending}`);
  const subject = ['-subj', `/CN=${client ? 'tests client' : 'localhost'}`];
  await runOrThrow('openssl', ['req', '-new', ...KEY, '-keyout', file('key'), ...subject, '-out', file('csr')]);
  const usage = `extendedKeyUsage=${client ? 'clientAuth' : 'serverAuth'}`;
  const more = ['basicConstraints=critical,CA:FALSE', usage, ...(client ? [] : [NAMES])];
  writeFileSync(file('ext'), `${more.join('\n')}\n`);
  const signer = ['-CA', ca.certFile, '-CAkey', ca.keyFile, '-set_serial', client ? '3' : '2', '-days', '2'];
  await runOrThrow('openssl', [
    'x509',
    '-req',
    '-in',
    file('csr'),
    ...signer,
    '-extfile',
    file('ext'),
    '-out',
    file('crt'),
  ]);
  return { certFile: file('crt'), keyFile: file('key'), caFile: ca.certFile, caKeyFile: ca.keyFile };
}

/** Creates a certificate for an existing private key in PEM; returns its file. */
export async function certify(dir: string, privateKey: string): Promise<string> {
  const keyFile = join(dir, 'signer.key');
  writeFileSync(keyFile, privateKey, { mode: 0o600 });
  const certFile = join(dir, 'signer.crt');
  const subject = ['-subj', '/CN=tests token server', '-days', '2'];
  await runOrThrow('openssl', ['req', '-x509', '-new', '-key', keyFile, ...subject, '-out', certFile]);
  return certFile;
}

async function selfSigned(dir: string, name: string, subject: string, more: string[]): Promise<Certificate> {
  mkdirSync(dir, { recursive: true });
  const certFile = join(dir, `${name}.crt`);
  const keyFile = join(dir, `${name}.key`);
  const config = join(dir, `${name}.cnf`);
  const lines = ['[req]', 'distinguished_name=name', 'x509_extensions=more', 'prompt=no', '[name]', `CN=${subject}`];
  writeFileSync(config, `${[...lines, '[more]', ...more].join('\n')}\n`);
  await runOrThrow('openssl', [
    'req',
    '-x509',
    '-config',
    config,
    ...KEY,
    '-keyout',
    keyFile,
    '-days',
    '2',
    '-out',
    certFile,
  ]);
  return { certFile, keyFile };
}
