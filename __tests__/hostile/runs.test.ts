import http, { type ClientRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough, Readable } from 'node:stream';
import { afterEach, describe, expect, test } from '@jest/globals';
import { pump } from '../../src/copy/pump.ts';
import { decodeHistory, encodeHistory } from '../../src/history/codec.ts';
import { digestOf } from '../../src/image/digest.ts';
import { MEDIA_TYPES } from '../../src/image/manifest.ts';
import { normalisePlatform } from '../../src/image/platform.ts';
import { parseImage } from '../../src/image/reference.ts';
import { renderTag } from '../../src/image/tag-templates.ts';
import { readErrors } from '../../src/registry/errors/error-body.ts';
import { Transport } from '../../src/registry/http/transport.ts';
import { NetworkError, TIMEOUTS } from '../../src/registry/http/types.ts';
import { escapeMarkdown, runLink } from '../../src/report/text.ts';
import { withoutInputs } from '../../src/util/child-env.ts';
import { escapeLogLine } from '../../src/util/log-line.ts';
import { addSecret } from '../../src/util/redact.ts';
import { LAYER, LAYER_DIGEST } from '../support/faults/lying-copies.ts';
import { event, historyOf } from '../support/images/histories.ts';
import { refusal } from '../support/requests/inputs.ts';
import { cpuMs } from '../support/runner/speed.ts';

const servers: http.Server[] = [];

async function serve(answer: http.RequestListener): Promise<URL> {
  const server = http.createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v2/`);
}

const ask = (transport: Transport, url: URL) => transport.send({ method: 'GET', url, headers: {}, maxBody: 1000 });

describe('hostile servers and inputs:', () => {
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  describe('a malicious registry', () => {
    test('cannot keep a run busy with an error body that is all brackets', () => {
      const began = cpuMs();
      const { message } = readErrors(Buffer.from('<'.repeat(4 * 1024 * 1024)));
      expect(cpuMs() - began).toBeLessThan(1000);
      expect(message.length).toBeLessThanOrEqual(301);
    });

    test('cannot hold a run by a body that comes byte by byte', async () => {
      const url = await serve((_, response) => {
        const drip = setInterval(() => response.write('x'), 20);
        response.once('close', () => clearInterval(drip));
      });
      const timeouts = { ...TIMEOUTS, connect: 60_000, answer: 60_000, idle: 60_000, body: 300 };
      const error = ask(new Transport({ timeouts }), url);
      await expect(error).rejects.toBeInstanceOf(NetworkError);
      await expect(error).rejects.toThrow('took longer than 0.3 s');
    });

    test('cannot end a run without an error by changing the protocol', async () => {
      const url = await serve((request) => {
        request.socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
      });
      await expect(ask(new Transport(), url)).rejects.toMatchObject({ code: 'UPGRADE' });
    });

    test.each(['linux/constructor', 'linux/__proto__', 'linux/toString'])('can name the platform %s', (platform) => {
      expect(normalisePlatform(platform)).toBe(platform.toLowerCase());
    });

    test('cannot number an event so high that the next one cannot be read', () => {
      const annotations = {
        'vnd.build-once-promote.history': '1',
        'vnd.build-once-promote.event.999999999999999': '{}',
      };
      const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, annotations }));
      const manifest = { bytes, digest: digestOf(bytes), mediaType: MEDIA_TYPES.ociManifest, size: bytes.length };
      expect(() => decodeHistory(manifest, 'x:prod-history')).toThrow(
        expect.objectContaining({ code: 'HISTORY_INVALID' }),
      );
    });

    test('cannot have a run replay more events than any run keeps', () => {
      const past = Array.from({ length: 1000 }, (_, at) => event('promote', String(at)));
      const { first, events } = decodeHistory(encodeHistory({ ...historyOf(past), first: 7 }), 'x:prod-history');
      expect([first, events]).toEqual([807, past.slice(800)]);
    });

    test('cannot show a secret in the summary or the log by echoing it', () => {
      addSecret('ghs_a"b_0123456789');
      for (const show of [escapeMarkdown, escapeLogLine]) {
        expect(show('you sent ghs_a"b_0123456789, or "ghs_a\\"b_0123456789"')).not.toContain('0123456789');
      }
    });

    test('cannot put a link to a host of its own into the summary', () => {
      const path = '/acme/app/actions/runs/1/attempts/1';
      expect(runLink(`https://github.com${path}`, 'https://github.com')).toBe(`[run 1](https://github.com${path})`);
      expect(runLink(`https://evil.example${path}`, 'https://github.com')).not.toContain('](');
      expect(escapeMarkdown('see www.evil.example')).not.toContain('www.evil');
    });
  });

  describe('malicious inputs', () => {
    test('a file of images does not decide where a password goes', () => {
      const inputs = { environment: 'prod', image: '', 'from-file': 'x.json', username: 'u', password: 'p' };
      expect(refusal('promote', inputs).message).toContain('password with from-file needs image');
    });

    test('a file that never ends is not read', () => {
      const inputs = { environment: 'prod', image: '', version: '', 'from-file': '/dev/zero' };
      expect(refusal('promote', inputs).message).toContain('from-file /dev/zero cannot be used');
    });

    test('a template of braces and spaces is parsed quickly', () => {
      const values = { version: null, commit: null, shaLength: 7, branch: null, environment: null };
      const began = cpuMs();
      expect(() => renderTag(`{{${' '.repeat(20_000)}x{`, values, [])).toThrow('does not work');
      expect(cpuMs() - began).toBeLessThan(1000);
    });

    test.each(['example.com:99999/app', '256.1.1.1/app'])('%s is not a valid host', (image) => {
      expect(() => parseImage(image)).toThrow('not a host that can be reached');
    });

    test('programs that the action starts do not get its inputs', () => {
      expect(withoutInputs({ PATH: '/bin', INPUT_PASSWORD: 'p', 'INPUT_GITHUB-TOKEN': 't' })).toEqual({ PATH: '/bin' });
    });
  });
});

describe('a blob that trickles in single bytes', () => {
  test('fails as idle, although bytes keep arriving', async () => {
    const drip = setInterval(() => source.push('x'), 10);
    const source = new Readable({ read: () => {} });
    const sink = new PassThrough() as unknown as ClientRequest;
    const pumping = {
      expected: { digest: LAYER_DIGEST, size: LAYER.length },
      idleTimeoutMs: 300,
      onBytes: () => {},
      where: 'it',
    };
    const pumped = pump(source, sink, pumping).finally(() => clearInterval(drip));
    await expect(pumped).rejects.toMatchObject({
      code: 'REGISTRY_UNAVAILABLE',
      message: expect.stringContaining('was idle'),
    });
  });
});
