import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { githubBundles } from '../../src/trust/github.ts';
import { provenance, type Sigstore, startSigstore } from '../support/registries/sigstore.ts';
import {
  type Attached,
  COMMIT,
  type CosignLayer,
  judge,
  SIGNER,
  sourceOf,
  TARGET,
} from '../support/requests/evidence.ts';
import { cases } from '../support/runner/quick.ts';

/** The parts of a bundle that its older forms have elsewhere. */
interface Bundle {
  mediaType: string;
  verificationMaterial: {
    certificate: { rawBytes: string };
    tlogEntries?: Entry[];
    timestampVerificationData?: { rfc3161Timestamps?: { signedTimestamp: string }[] };
  };
  dsseEnvelope: { payload: string; payloadType: string; signatures: { sig: string; keyid?: string }[] };
}
interface Entry {
  logIndex: string;
  logId: { keyId: string };
  integratedTime: string;
  inclusionPromise?: { signedEntryTimestamp: string };
  inclusionProof?: object;
  canonicalizedBody: string;
}

const SIGNATURE = { kind: 'signature', predicateType: null } as const;
const DSSE = 'application/vnd.dsse.envelope.v1+json';
const SIMPLE = 'application/vnd.dev.cosign.simplesigning.v1+json';

let sigstore: Sigstore;
beforeAll(async () => {
  sigstore = await startSigstore();
});
afterAll(() => sigstore.stop());

const good = async (options = {}): Promise<Bundle> =>
  (await sigstore.attest(provenance(TARGET.digest, COMMIT), SIGNER, options)) as Bundle;

/** A bundle in the form of version 0.1 or 0.2: with a chain, and 0.1 with the promise of the log alone. */
function older(bundle: Bundle, version: '0.1' | '0.2'): object {
  const { certificate, tlogEntries = [], ...material } = bundle.verificationMaterial;
  const entries = tlogEntries.map(({ inclusionProof, inclusionPromise, ...entry }) =>
    version === '0.1' ? { ...entry, inclusionPromise } : { ...entry, inclusionPromise, inclusionProof },
  );
  return {
    ...bundle,
    mediaType: `application/vnd.dev.sigstore.bundle+json;version=${version}`,
    verificationMaterial: {
      ...material,
      x509CertificateChain: { certificates: [certificate] },
      tlogEntries: entries,
    },
  };
}

/** A bundle as cosign 2 stores an attestation under its tag. */
function cosignAttestation({ verificationMaterial, dsseEnvelope }: Bundle): CosignLayer {
  const { certificate, tlogEntries = [], timestampVerificationData } = verificationMaterial;
  const [entry] = tlogEntries;
  const stamp = timestampVerificationData?.rfc3161Timestamps?.[0]?.signedTimestamp;
  const rekor = entry && {
    SignedEntryTimestamp: entry.inclusionPromise?.signedEntryTimestamp,
    Payload: {
      body: entry.canonicalizedBody,
      integratedTime: Number(entry.integratedTime),
      logIndex: Number(entry.logIndex),
      logID: Buffer.from(entry.logId.keyId, 'base64').toString('hex'),
    },
  };
  return {
    mediaType: DSSE,
    content: Buffer.from(JSON.stringify(dsseEnvelope)),
    annotations: {
      'dev.cosignproject.cosign/signature': '',
      'dev.sigstore.cosign/certificate': `-----BEGIN CERTIFICATE-----\n${certificate.rawBytes}\n-----END CERTIFICATE-----\n`,
      ...(rekor ? { 'dev.sigstore.cosign/bundle': JSON.stringify(rekor) } : {}),
      ...(stamp ? { 'dev.sigstore.cosign/rfc3161timestamp': JSON.stringify({ SignedRFC3161Timestamp: stamp }) } : {}),
    },
  };
}

function signedWithKey(bundle: Bundle): object {
  const verificationMaterial = { publicKey: { hint: 'key' }, tlogEntries: [], timestampVerificationData: {} };
  return { ...bundle, verificationMaterial };
}

describe('the forms of signed statements:', () => {
  const judged = (attached: Attached, root = sigstore.root, given = {}) => judge(sourceOf(attached), root, given);

  test.each(['0.1', '0.2'] as const)(
    'a bundle of version %s counts, with a log entry or with a timestamp',
    async (version) => {
      const logged = older(await good({ log: true }), version);
      expect(await judged({ bundles: [logged] })).toMatchObject({ verdicts: ['passed'], unread: [] });
      const stamped = older(await good(), version);
      expect(await judged({ bundles: [stamped] }, sigstore.rootWithoutLogs)).toMatchObject({
        verdicts: ['passed'],
        text: expect.stringContaining('it has'),
      });
      expect((await judged({ bundles: [stamped] })).verdicts).toEqual(['refused']);
    },
  );

  test("an attestation under cosign's tag counts, with a log entry or with a timestamp", async () => {
    const logged = cosignAttestation(await good({ log: true }));
    expect(await judged({ att: [logged] })).toMatchObject({ verdicts: ['passed'], unread: [] });
    const stamped = cosignAttestation(await good());
    expect((await judged({ att: [stamped] }, sigstore.rootWithoutLogs)).verdicts).toEqual(['passed']);
    expect((await judged({ att: [stamped] })).verdicts).toEqual(['refused']);
    const other = (await sigstore.attest(provenance(`sha256:${'0'.repeat(64)}`, COMMIT), SIGNER)) as Bundle;
    const found = await judged({ att: [cosignAttestation(other)] }, sigstore.rootWithoutLogs);
    expect([found.verdicts, found.text]).toEqual([['refused'], expect.stringContaining('another digest')]);
  });

  test.each([{ log: true }, { log: false }])(
    'a certificate that had expired when it was used does not count: %j',
    async (how) => {
      const root = how.log ? sigstore.root : sigstore.rootWithoutLogs;
      const late = await good({ ...how, late: true });
      const found = await judged({ bundles: [late] }, root);
      expect([found.verdicts, found.text]).toEqual([['refused'], expect.stringContaining('does not verify')]);
      expect((await judged({ bundles: [late, await good(how)] }, root)).verdicts).toEqual(['passed', 'unknown']);
    },
  );

  test('what is signed with a key is ignored with one warning, and harms nothing', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const content = Buffer.from(JSON.stringify({ critical: { image: { 'docker-manifest-digest': TARGET.digest } } }));
    const signature = sign('sha256', content, privateKey).toString('base64');
    const annotations = { 'dev.cosignproject.cosign/signature': signature };
    const bundle = await good();
    const keyed = signedWithKey(bundle);
    const envelope = Buffer.from(JSON.stringify(bundle.dsseEnvelope));
    const attached: Attached = {
      bundles: [keyed],
      sig: [{ mediaType: SIMPLE, content, annotations }],
      att: [{ mediaType: DSSE, content: envelope, annotations: { 'dev.cosignproject.cosign/signature': '' } }],
    };
    const alone = await judged(attached, sigstore.rootWithoutLogs, SIGNATURE);
    expect(alone.verdicts).toEqual(['refused']);
    expect(alone.unread).toEqual([expect.stringMatching(/^3 statements about sha256:.* are signed with a key/)]);
    expect(alone.text).toContain('signed with a key');
    const beside = await judged({ ...attached, bundles: [keyed, bundle] }, sigstore.rootWithoutLogs, SIGNATURE);
    expect([beside.verdicts, beside.unread]).toEqual([['passed'], alone.unread]);
  });

  test('one statement is found among a thousand referrers of other signers; of more, some are not read', async () => {
    const other = await sigstore.attest(provenance(TARGET.digest, COMMIT), `${SIGNER}-other`);
    const bundle = await good();
    const many = Array.from({ length: cases(999) }, (_, note) => ({ ...other, note }));
    const source = sourceOf({ bundles: [...many, bundle] });
    expect(await judge(source, sigstore.rootWithoutLogs)).toMatchObject({ verdicts: ['passed'], unread: [] });
    const more = sourceOf({ bundles: Array.from({ length: 1998 }, (_, note) => ({ ...signedWithKey(bundle), note })) });
    const { verdicts, unread } = await judge(more, sigstore.rootWithoutLogs);
    const ignored = expect.stringMatching(/^1000 statements .* are signed with a key/);
    expect([verdicts, unread]).toEqual([
      ['refused'],
      [ignored, expect.stringContaining('998 referrers were not read')],
    ]);
    expect(more.asked.length).toBeLessThan(2010);
  });

  test("statements count that only GitHub's API has; without them the API harms nothing", async () => {
    const answers = (answer: () => unknown) =>
      judge(
        sourceOf({}),
        sigstore.rootWithoutLogs,
        {},
        githubBundles({
          repository: 'acme/app',
          connect: async () => ({ apiUrl: 'https://api.test', page: async () => ({ body: answer(), link: null }) }),
        }),
      );
    const bundle = await good();
    expect(await answers(() => ({ attestations: [{ bundle }] }))).toMatchObject({ verdicts: ['passed'], unread: [] });
    const notFound = () => {
      throw Object.assign(new Error('Not Found'), { status: 404 });
    };
    expect(await answers(notFound)).toMatchObject({ verdicts: ['refused'], unread: [] });
    for (const odd of [null, [], {}, { attestations: {} }, { attestations: [null, 1, 'x', { bundle: null }] }])
      expect((await answers(() => odd)).verdicts).toEqual(['refused']);
    const broken = () => {
      throw new Error('connection reset');
    };
    expect((await answers(broken)).unread).toEqual([expect.stringContaining('connection reset')]);
    const linked = await answers(() => ({ attestations: [{ bundle: null, bundle_url: 'https://x' }, { bundle }] }));
    expect([linked.verdicts, linked.unread]).toEqual([['passed'], [expect.stringContaining('only links to')]]);
  });
});

const made = (fraction: number) => {
  sigstore.clock.fraction = fraction;
  return sigstore.attest(provenance(TARGET.digest, COMMIT), SIGNER);
};

// the library reads these forms alone: https://github.com/sigstore/sigstore-js/pull/923. Sigstore's and GitHub's
// authorities give whole seconds: https://github.com/sigstore/timestamp-authority/issues/34
describe('the time of a timestamp', () => {
  afterEach(() => {
    sigstore.clock.fraction = 0;
  });
  const judged = (...bundles: object[]) => judge(sourceOf({ bundles }), sigstore.rootWithoutLogs);

  test.each([0, 123])('is read with %d milliseconds', async (fraction) => {
    expect((await judged(await made(fraction))).verdicts).toEqual(['passed']);
  });

  test.each([500, 120])('that has not three decimals is the reason of a refusal: %d milliseconds', async (fraction) => {
    const { verdicts, text } = await judged(await made(fraction));
    expect([verdicts, text]).toEqual([['refused'], expect.stringContaining('whole seconds, or three decimals')]);
  });

  test('that cannot be read does no harm where another statement is good', async () => {
    expect((await judged(await made(500), await made(0))).verdicts[0]).toBe('passed');
  });
});
