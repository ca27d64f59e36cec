import { describe, expect, test } from '@jest/globals';
import { isFinal, unavailable } from '../../../src/registry/errors/network-error.ts';
import { NetworkError } from '../../../src/registry/http/types.ts';

const failed = (code: string, cause?: object) => new NetworkError('words of the library', code, cause);
const HOST = 'r.example.com:5000';
const PROXY = new URL('http://ada:hunter2@proxy.example.com:3128');
const said = (error: NetworkError, url = `https://${HOST}/v2/`, proxy: URL | null = null) =>
  unavailable(HOST, 'read', error, { url: new URL(url), proxy }).message;
const throughProxy = (error: NetworkError) => said(error, undefined, PROXY);

describe('errors without a response', () => {
  test.each([
    { code: 'ENOTFOUND', final: true, remedy: 'Check its name, and that this runner can reach it' },
    { code: 'ECONNREFUSED', final: false, remedy: 'Check its name, and that this runner can reach it' },
    { code: 'ETIMEDOUT', final: false, remedy: 'Check its name, and that this runner can reach it' },
    { code: 'EAI_AGAIN', final: false, remedy: 'Check its name, and that this runner can reach it' },
    { code: 'SELF_SIGNED_CERT_IN_CHAIN', final: true, remedy: 'Set NODE_EXTRA_CA_CERTS' },
    { code: 'DEPTH_ZERO_SELF_SIGNED_CERT', final: true, remedy: `/etc/docker/certs.d/${HOST}/ca.crt` },
    { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', final: true, remedy: `/etc/docker/certs.d/${HOST}/ca.crt` },
    { code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', final: true, remedy: `/etc/docker/certs.d/${HOST}/ca.crt` },
    { code: 'CERT_HAS_EXPIRED', final: true, remedy: 'has expired. Renew it' },
    { code: 'ERR_TLS_CERT_ALTNAME_INVALID', final: true, remedy: 'is for another name' },
    { code: 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', final: true, remedy: 'Add client.cert and client.key to' },
    { code: 'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', final: true, remedy: `to /etc/docker/certs.d/${HOST}` },
    { code: 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', final: true, remedy: 'requires a client certificate' },
  ])('the failure $code has final $final and the fix "$remedy"', ({ code, final, remedy }) => {
    const error = failed(code);
    expect(isFinal(error)).toBe(final);
    expect(said(error).replace("'", '’')).toContain(remedy);
    expect(said(error)).toContain(`${HOST} did not respond (words of the library)`);
  });

  test.each([
    { status: 407, final: true },
    { status: 403, final: true },
    { status: 429, final: false },
    { status: 502, final: false },
    { status: undefined, final: false },
  ])('a proxy that responds with $status has final $final', ({ status, final }) => {
    const error = failed('ERR_PROXY_TUNNEL', status === undefined ? undefined : { statusCode: status });
    expect(isFinal(error)).toBe(final);
    expect(throughProxy(error)).toContain('through the proxy proxy.example.com:3128. Check HTTPS_PROXY');
    expect(throughProxy(error)).toContain('add r.example.com to NO_PROXY');
    expect(throughProxy(error)).not.toContain('hunter2');
  });

  test('a failure behind a proxy mentions the proxy settings', () => {
    expect(throughProxy(failed('ECONNREFUSED'))).toContain('Check HTTPS_PROXY and NO_PROXY');
  });

  test.each([
    { url: `https://${HOST}/v2/`, who: `${HOST} did` },
    { url: 'https://auth.example.com/token', who: `auth.example.com (referred to by ${HOST}) did` },
    { url: 'https://r.example.com:5001/token', who: `r.example.com:5001 (referred to by ${HOST}) did` },
  ])('a failure of $url is reported as "$who not respond"', ({ url, who }) =>
    expect(said(failed('ETIMEDOUT'), url)).toContain(who),
  );

  test('a failure of registry-1.docker.io is reported as docker.io', () => {
    const url = new URL('https://registry-1.docker.io/v2/');
    const { message } = unavailable('docker.io', 'read', failed('ETIMEDOUT'), { url, proxy: null });
    expect(message).toContain(': docker.io did not respond');
  });
});
