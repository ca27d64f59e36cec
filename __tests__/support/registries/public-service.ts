import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ProxyOptions, startProxy, type TestProxy } from '../faults/proxy.ts';
import { makeCertificate } from './certificate.ts';
import { type ForwardProxy, startForwardProxy } from './forward-proxy.ts';

/** A registry and its token server under one public name, which only a forward proxy resolves to this machine. */
export interface PublicService {
  /** in front of both, with TLS */
  front: TestProxy;
  proxy: ForwardProxy;
  /** the environment of a client: the proxy, and the certificate to trust */
  env: Record<string, string>;
  stop(): Promise<void>;
}

/**
 * Starts what is in front of a registry and its token server.
 * @param host the public name of both
 * @param registry the registry's URL; its realm should be `https://HOST/token`
 * @param tokens the token server's URL, which is served under its own path
 */
export async function startPublicService(
  host: string,
  registry: string,
  tokens: string,
  options: Pick<ProxyOptions, 'rules' | 'latencyMs'> = {},
): Promise<PublicService> {
  const certificate = await makeCertificate(mkdtempSync(join(tmpdir(), 'tls-')), [host]);
  const tls = { cert: readFileSync(certificate.certFile), key: readFileSync(certificate.keyFile) };
  const front = await startProxy(registry, { ...options, tls, paths: { [new URL(tokens).pathname]: tokens } });
  const proxy = await startForwardProxy({ hosts: { [host]: front.host } });
  const { certFile } = certificate;
  return {
    ...{ front, proxy },
    env: { HTTPS_PROXY: `http://${proxy.host}`, NODE_EXTRA_CA_CERTS: certFile, SSL_CERT_FILE: certFile },
    stop: async () => {
      await proxy.stop();
      await front.stop();
    },
  };
}
