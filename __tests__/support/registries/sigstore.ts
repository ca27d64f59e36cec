import { createHash, generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bundleToJSON } from '@sigstore/bundle';
import {
  fulcioHandler,
  initializeCA,
  initializeCTLog,
  initializeTLog,
  initializeTSA,
  rekorHandler,
  tsaHandler,
} from '@sigstore/mock';
import {
  DSSEBundleBuilder,
  FulcioSigner,
  MessageSignatureBundleBuilder,
  RekorWitness,
  TSAWitness,
} from '@sigstore/sign';

/** The address in the checkpoints of the log. */
const REKOR = 'https://rekor.example';
/** Before the paths of the log and the authority whose clocks are an hour ahead. */
const LATE = '/late';
export const ISSUER = 'https://token.actions.githubusercontent.com';

const CERTIFICATES = '/api/v2/signingCert';

/** A server with a certificate authority, a log of certificates, a log of signatures and a timestamp authority. */
export interface Sigstore {
  url: string;
  /** the trusted root with the logs, as JSON */
  root: object;
  /** the trusted root of an instance without a log of signatures, as GitHub's for private repositories */
  rootWithoutLogs: object;
  /** of the timestamp authority: what its times have beyond whole seconds, in milliseconds */
  clock: { fraction: number };
  /** Signs a statement; returns the bundle as JSON. */
  attest(statement: object, signer: string, options?: SignOptions): Promise<object>;
  /** Signs bytes; returns the bundle as JSON. */
  sign(bytes: Buffer, signer: string, options?: SignOptions): Promise<object>;
  stop(): Promise<void>;
}

export interface SignOptions {
  /** by a log; else by a timestamp authority */
  log?: boolean;
  issuer?: string;
  /** the time of the log or the authority is an hour later, when the certificate has expired */
  late?: boolean;
}

const keys = () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const base64 = (bytes: ArrayBufferView | Buffer): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');

/**
 * A request in the form that the handlers read. cosign has the identity's token in a header, and asks for a timestamp in
 * DER (RFC 3161, 2.4.1), in which the SHA-256 of the signature is the only octet string of 32 bytes.
 */
function asHandled({ url, headers }: IncomingMessage, body: Buffer): string {
  if (headers['content-type'] === 'application/timestamp-query') {
    const at = body.indexOf(Buffer.from([0x04, 0x20])) + 2;
    const artifactHash = body.subarray(at, at + 32).toString('base64');
    return JSON.stringify({ artifactHash, hashAlgorithm: 'sha256', certificates: true });
  }
  const token = /^Bearer (.*)$/.exec(headers.authorization ?? '')?.[1];
  if (url !== CERTIFICATES || token === undefined) return body.toString();
  return JSON.stringify({ credentials: { oidcIdentityToken: token }, ...JSON.parse(body.toString()) });
}

/** Starts such a server on loopback; nothing of it is known outside. */
export async function startSigstore(): Promise<Sigstore> {
  const [caKeys, logKeys, tsaKeys] = [keys(), keys(), keys()];
  const ctlog = await initializeCTLog(caKeys);
  const ca = await initializeCA(caKeys, ctlog);
  const tlog = await initializeTLog(REKOR, logKeys);
  // whole seconds, as real authorities have: the verifier reads a fraction only where it has three digits, and DER asks for
  // no trailing zeros (@sigstore/core, asn1/parse.ts)
  const wholeSecond = () => new Date(Math.floor(Date.now() / 1000) * 1000);
  const clock = { fraction: 0 };
  const withFraction = () => new Date(wholeSecond().getTime() + clock.fraction);
  const tsa = Object.assign(await initializeTSA(tsaKeys), { getCurrentTime: withFraction });
  const later = new Date(wholeSecond().getTime() + 3_600_000);
  const [lateLog, lateTsa] = [await initializeTLog(REKOR, logKeys, later), await initializeTSA(keys(), later)];
  const late = [rekorHandler(lateLog), tsaHandler(lateTsa)].map((each) => ({ ...each, path: `${LATE}${each.path}` }));
  const handlers = [fulcioHandler(ca), rekorHandler(tlog), tsaHandler(tsa), ...late];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const handler = handlers.find(({ path }) => request.url === path);
      if (!handler) return response.writeHead(404).end();
      const asked = asHandled(request, Buffer.concat(chunks));
      const { statusCode, response: body, contentType } = await handler.fn(asked);
      const bytes = typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
      // of a certificate, cosign takes nothing but 200
      const status = request.url === CERTIFICATES && statusCode === 201 ? 200 : statusCode;
      response.writeHead(status, { 'content-type': contentType ?? 'text/plain' }).end(bytes);
    });
  });
  // a client on a busy machine may use a connection again after any time
  server.keepAliveTimeout = 0;
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const validFor = { start: new Date(Date.now() - 86_400_000).toISOString() };
  const subject = { organization: 'test', commonName: 'test' };
  const keyOf = (rawBytes: Buffer) => ({ rawBytes: base64(rawBytes), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor });
  const withoutLogs = {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [] as object[],
    ctlogs: [
      {
        ...{ baseUrl: url, hashAlgorithm: 'SHA2_256', publicKey: keyOf(ctlog.publicKey) },
        logId: { keyId: base64(ctlog.logID) },
      },
    ],
    certificateAuthorities: [
      { subject, uri: url, certChain: { certificates: [{ rawBytes: base64(ca.rootCertificate) }] }, validFor },
    ],
    timestampAuthorities: [tsa, lateTsa].map(({ intCertificate, rootCertificate }) => ({
      ...{ subject, uri: url, validFor },
      certChain: { certificates: [intCertificate, rootCertificate].map((each) => ({ rawBytes: base64(each) })) },
    })),
  };
  const logId = (key: Buffer) => ({ keyId: createHash('sha256').update(key).digest('base64') });
  const root = {
    ...withoutLogs,
    tlogs: [
      { baseUrl: REKOR, hashAlgorithm: 'SHA2_256', publicKey: keyOf(tlog.publicKey), logId: logId(tlog.publicKey) },
    ],
  };

  const parts = (signer: string, { log = false, issuer = ISSUER, late: isLate = false }: SignOptions) => {
    const claims = Buffer.from(JSON.stringify({ sub: signer, iss: issuer, aud: 'sigstore' })).toString('base64url');
    const token = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`;
    const at = isLate ? `${url}${LATE}` : url;
    return {
      signer: new FulcioSigner({ fulcioBaseURL: url, identityProvider: { getToken: async () => token } }),
      witnesses: log
        ? [new RekorWitness({ rekorBaseURL: at, entryType: 'intoto' })]
        : [new TSAWitness({ tsaBaseURL: isLate ? `${at}/api/v1/timestamp` : url })],
    };
  };
  return {
    ...{ url, root, rootWithoutLogs: withoutLogs, clock },
    attest: async (statement, signer, options = {}) => {
      const builder = new DSSEBundleBuilder(parts(signer, options));
      const data = Buffer.from(JSON.stringify(statement));
      return bundleToJSON(await builder.create({ data, type: 'application/vnd.in-toto+json' })) as object;
    },
    sign: async (data, signer, options = {}) =>
      bundleToJSON(await new MessageSignatureBundleBuilder(parts(signer, options)).create({ data })) as object,
    stop: () => {
      server.closeAllConnections();
      return new Promise((done) => void server.close(() => done()));
    },
  };
}

/** A provenance of an image, as actions/attest-build-provenance makes it. */
export function provenance(digest: string, commit: string): object {
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'app', digest: { sha256: digest.slice('sha256:'.length) } }],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: 'https://actions.github.io/buildtypes/workflow/v1',
        resolvedDependencies: [
          { uri: 'git+https://github.com/acme/app@refs/heads/main', digest: { gitCommit: commit } },
        ],
      },
    },
  };
}
