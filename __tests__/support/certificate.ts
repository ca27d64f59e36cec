import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from './shell.ts';

export interface Certificate {
  certFile: string;
  keyFile: string;
}

/**
 * A certificate of its own signing for 127.0.0.1 and localhost, as two files in the folder; made by openssl.
 * @param names it is for these too
 */
export async function makeCertificate(dir: string, names: string[] = []): Promise<Certificate> {
  const certFile = join(dir, 'tls.crt');
  const keyFile = join(dir, 'tls.key');
  const config = join(dir, 'openssl.cnf');
  const lines = ['[req]', 'distinguished_name=name', 'x509_extensions=more', 'prompt=no', '[name]', 'CN=localhost'];
  const more = ['IP:127.0.0.1', 'IP:::1', 'DNS:localhost', ...names.map((name) => `DNS:${name}`)];
  lines.push('[more]', `subjectAltName=${more.join(',')}`, 'basicConstraints=critical,CA:TRUE');
  writeFileSync(config, `${lines.join('\n')}\n`);
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', keyFile];
  await must('openssl', ['req', '-x509', '-config', config, ...key, '-days', '2', '-out', certFile]);
  return { certFile, keyFile };
}
