import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { provenance, type Sigstore, startSigstore } from '../support/registries/sigstore.ts';
import { COMMIT, judge, SIGNER, sourceOf, TARGET } from '../support/requests/evidence.ts';

let sigstore: Sigstore;
beforeAll(async () => {
  sigstore = await startSigstore();
});
afterAll(() => sigstore.stop());
afterEach(() => {
  sigstore.clock.fraction = 0;
});

const made = (fraction: number) => {
  sigstore.clock.fraction = fraction;
  return sigstore.attest(provenance(TARGET.digest, COMMIT), SIGNER);
};
const judged = (...bundles: object[]) => judge(sourceOf({ bundles }), sigstore.rootWithoutLogs);

// the library reads these forms alone: https://github.com/sigstore/sigstore-js/pull/923. Sigstore's and GitHub's
// authorities give whole seconds: https://github.com/sigstore/timestamp-authority/issues/34
describe('the time of a timestamp', () => {
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
