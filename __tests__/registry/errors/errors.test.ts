import { describe, expect, test } from '@jest/globals';
import { isImmutable, readErrors } from '../../../src/registry/errors/error-body.ts';
import { isFinal, unavailable } from '../../../src/registry/errors/network-error.ts';
import { responseError } from '../../../src/registry/errors/response-error.ts';
import { NetworkError } from '../../../src/registry/http/types.ts';
import { oneLine } from '../../../src/util/text.ts';
import { type RefusalRow, table } from '../../support/registries/table.ts';

const rows = table<RefusalRow>('registry-errors.json');
const asked = { what: 'push r.example.com/app:prod', registry: 'r.example.com', isWrite: true, authenticated: true };

function refused(status: number, body: string, more: Partial<typeof asked> = {}) {
  return responseError({ status, headers: {}, body: Buffer.from(body) }, { ...asked, ...more });
}

const error = (code: string, message: string): string => JSON.stringify({ errors: [{ code, message }] });

describe('recorded responses of registries', () => {
  test('the table of registry errors has 64 rows', () => expect(rows).toHaveLength(64));

  test.each(rows.filter(({ at }) => at === 'registry'))('the response "$name" is $expected ($source)', (row) => {
    const error = refused(row.status, row.body, { isWrite: row.write, authenticated: row.credentials });
    expect(error.code).toBe(row.expected);
    expect(error.message).toContain('Could not push r.example.com/app:prod: r.example.com responded');
    expect(error.message).not.toMatch(/[\n<>]{2}|<html/i);
  });

  test.each([
    { status: 500, code: 'REGISTRY_UNAVAILABLE' },
    { status: 503, code: 'REGISTRY_UNAVAILABLE' },
    { status: 408, code: 'REGISTRY_UNAVAILABLE' },
    { status: 301, code: 'REGISTRY_REFUSED' },
    { status: 404, code: 'REGISTRY_REFUSED' },
    { status: 418, code: 'REGISTRY_REFUSED' },
  ])('a $status without a body is $code', ({ status, code }) => expect(refused(status, '').code).toBe(code));
});

describe('the fix in an error', () => {
  const denied = '{"errors":[{"code":"DENIED","message":"no"}]}';
  const limited = '{"errors":[{"code":"TOOMANYREQUESTS","message":"slower"}]}';
  test.each([
    { name: 'a push without the right', status: 403, body: denied, more: {}, says: 'permission to push to' },
    {
      name: 'a read without the right',
      status: 403,
      body: denied,
      more: { isWrite: false },
      says: 'permission to read',
    },
    { name: 'a limit, logged in', status: 429, body: limited, more: {}, says: 'Wait, then re-run' },
    { name: 'a limit, anonymous', status: 429, body: limited, more: { authenticated: false }, says: 'Log in before' },
    { name: 'no login', status: 401, body: '', more: { authenticated: false }, says: 'Log in to this registry before' },
    { name: 'a wrong login', status: 401, body: '', more: { isWrite: false }, says: 'Check the username and password' },
  ])('the fix for $name contains "$says"', ({ status, body, more, says }) =>
    expect(refused(status, body, more).message).toContain(says),
  );

  test('the fix for an immutable tag names the tags to exclude', () => {
    const error = refused(409, '{"errors":[{"code":"X","message":"it is immutable"}]}');
    expect(error.message).toContain('Exclude the tags that move');
  });
});

describe('an immutable tag', () => {
  const message = 'tag is immutable and cannot be overwritten';
  test.each([
    { status: 400, is: true },
    { status: 403, is: true },
    { status: 412, is: true },
    { status: 401, is: false },
    { status: 404, is: false },
    { status: 500, is: false },
    { status: 200, is: false },
  ])('an immutable tag is detected by its text with $status: $is', ({ status, is }) =>
    expect(isImmutable(status, '', message)).toBe(is),
  );

  test('an immutable tag is not a reason for a refused read', () => {
    expect(refused(403, `{"errors":[{"code":"DENIED","message":"${message}"}]}`, { isWrite: false }).code).toBe(
      'FORBIDDEN',
    );
  });
});

describe('the untrusted text of a response', () => {
  const words =
    'immutable: cannot be overwritten; quota exceeded; read-only; token has expired; unsupported media type';
  const codes = ['TAG_IMMUTABLE', 'TOOMANYREQUESTS', 'DENIED', 'NAME_UNKNOWN', 'MANIFEST_UNKNOWN', 'SIZE_INVALID'];
  const cases = codes.flatMap((code) => [
    { code, status: 500, isWrite: true, authenticated: true, is: 'REGISTRY_UNAVAILABLE' },
    { code, status: 503, isWrite: false, authenticated: true, is: 'REGISTRY_UNAVAILABLE' },
    { code, status: 401, isWrite: true, authenticated: false, is: 'UNAUTHORIZED' },
    { code, status: 401, isWrite: false, authenticated: true, is: 'UNAUTHORIZED' },
    { code, status: 302, isWrite: true, authenticated: true, is: 'REGISTRY_REFUSED' },
  ]);
  test.each(cases)(
    'untrusted text does not change $is of $status with $code (write $isWrite)',
    ({ code, status, is, ...more }) => {
      expect(refused(status, JSON.stringify({ errors: [{ code, message: words }] }), more).code).toBe(is);
    },
  );

  test.each([400, 401, 403, 405, 409, 412, 429])(
    'untrusted text never turns a read refused with %i into "not found"',
    (status) => {
      const body = '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"not found, does not exist, 404"}]}';
      expect(refused(status, body, { isWrite: false }).code).not.toBe('NOT_FOUND');
    },
  );
});

describe('a refused write', () => {
  test.each([
    {
      name: 'too large for a proxy',
      status: 413,
      body: '<h1>413 Request Entity Too Large</h1>',
      says: 'exceeds a size limit',
    },
    {
      name: 'a part is missing',
      status: 404,
      body: error('BLOB_UNKNOWN', 'blob unknown'),
      says: 'lacks content that this manifest lists',
    },
    {
      name: 'a media type',
      status: 400,
      body: error('MANIFEST_INVALID', 'unknown media type'),
      says: 'this kind of manifest',
    },
    { name: 'a media type, by status', status: 415, body: '', says: 'this kind of manifest' },
    { name: 'a size', status: 400, body: error('SIZE_INVALID', 'too long'), says: 'exceeds a size limit' },
  ])('a refused write with $name is REGISTRY_REFUSED and contains "$says"', ({ status, body, says }) => {
    const { code, message } = refused(status, body);
    expect(code).toBe('REGISTRY_REFUSED');
    expect(message).toContain(says);
  });
});

describe('the body of a refusal', () => {
  test.each([
    { name: 'no JSON', body: 'Too Many Requests', is: { code: '', message: 'Too Many Requests' } },
    { name: 'a page', body: '<h1>403</h1>\n<p>Forbidden</p>', is: { code: '', message: '403 Forbidden' } },
    { name: 'no errors', body: '{"errors":[]}', is: { code: '', message: '{"errors":[]}' } },
    { name: 'errors of another shape', body: '{"errors":["x"]}', is: { code: '', message: '{"errors":["x"]}' } },
    {
      name: 'a detail',
      body: '{"errors":[{"code":"A","message":"b","detail":{"c":1}}]}',
      is: { code: 'A', message: 'b {"c":1}' },
    },
    {
      name: 'an empty detail',
      body: '{"errors":[{"code":"A","message":"b","detail":{}}]}',
      is: { code: 'A', message: 'b' },
    },
    { name: 'a detail of null', body: '{"errors":[{"code":"A","detail":null}]}', is: { code: 'A', message: '' } },
    {
      name: 'codes that are no strings',
      body: '{"errors":[{"code":7,"message":null}]}',
      is: { code: '7', message: '' },
    },
    { name: 'nothing', body: '', is: { code: '', message: '' } },
    { name: 'null', body: 'null', is: { code: '', message: 'null' } },
  ])('the first error is read from a body: $name', ({ body, is }) => expect(readErrors(Buffer.from(body))).toEqual(is));

  test('the quoted body is one short line without control characters', () => {
    const body = JSON.stringify({
      errors: [{ code: 'A\n::error::x', message: `\u001b[31m${'x'.repeat(1000)}\u2028\r\n` }],
    });
    const { message } = refused(400, body);
    expect(message).not.toMatch(/[\u0000-\u001f\u2028]/);
    expect(message.length).toBeLessThan(900);
    expect(oneLine('x'.repeat(301))).toHaveLength(301);
  });
});

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
