import { require as guard } from '../../../src/guards/require.ts';
import { digestOf } from '../../../src/image/digest.ts';
import { type Manifest, MEDIA_TYPES } from '../../../src/image/manifest.ts';
import { GITHUB_ISSUER, type Requirement } from '../../../src/policy/requirement.ts';
import type { Source } from '../../../src/trust/candidates.ts';
import { evidenceReader, type GitHubBundles } from '../../../src/trust/evidence.ts';
import type { LazyRoot } from '../../../src/trust/roots.ts';
import { rootOf } from '../../../src/trust/verify.ts';
import { APP } from '../images/memory-images.ts';

export const COMMIT = 'a'.repeat(40);
export const WORKFLOW = 'acme/app/.github/workflows/build.yml@refs/heads/main';
export const SIGNER = `https://github.com/${WORKFLOW}`;
const REQUIREMENT: Requirement = {
  ...{ kind: 'attestation', predicateType: 'https://slsa.dev/provenance/v1', signer: WORKFLOW, issuer: GITHUB_ISSUER },
  ...{ maxAge: null, level: 'error' },
};
const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json';

function manifestOf(json: object): Manifest {
  const bytes = Buffer.from(JSON.stringify(json));
  return { bytes, digest: digestOf(bytes), size: bytes.length, mediaType: MEDIA_TYPES.ociManifest };
}

/** The image that the statements are about. */
export const TARGET = manifestOf({ schemaVersion: 2, config: {}, layers: [] });

/** A layer that cosign 2 writes. */
export interface CosignLayer {
  mediaType: string;
  content: Buffer;
  annotations: Record<string, string>;
}

/** What a registry has about the image. */
export interface Attached {
  /** as referrers */
  bundles?: readonly object[];
  /** under cosign's tags */
  sig?: readonly CosignLayer[];
  att?: readonly CosignLayer[];
}

/** A registry in memory with statements about the image; `asked` counts what is read of it. */
export function sourceOf({ bundles = [], sig = [], att = [] }: Attached): Source & { asked: string[] } {
  const blobs = new Map<string, Buffer>();
  const manifests = new Map<string, Manifest>();
  const asked: string[] = [];
  const layerOf = ({ mediaType, content, annotations }: CosignLayer): object => {
    const digest = digestOf(content);
    blobs.set(digest, content);
    return { mediaType, digest, size: content.length, annotations };
  };
  const referrers = bundles.map((bundle) => {
    const layer = layerOf({ mediaType: BUNDLE, content: Buffer.from(JSON.stringify(bundle)), annotations: {} });
    const manifest = manifestOf({ schemaVersion: 2, layers: [layer] });
    manifests.set(manifest.digest, manifest);
    return { ...manifest, artifactType: BUNDLE, annotations: {} };
  });
  const tag = TARGET.digest.replace(':', '-');
  for (const [suffix, layers] of Object.entries({ sig, att }))
    if (layers.length > 0)
      manifests.set(`${tag}.${suffix}`, manifestOf({ schemaVersion: 2, layers: layers.map(layerOf) }));
  return {
    asked,
    referrers: async () => referrers,
    get: async (_image, reference) => {
      asked.push(reference);
      return manifests.get(reference) ?? null;
    },
    blob: async (_image, { digest }) => {
      asked.push(digest);
      return blobs.get(digest) ?? null;
    },
  };
}

/** What the guard `require` says of the image, and what could not be read. */
export async function judge(
  source: Source,
  root: object,
  given: Partial<Requirement> = {},
  github: GitHubBundles | null = null,
  instance: LazyRoot | null = null,
): Promise<{ verdicts: string[]; text: string; unread: readonly string[] }> {
  const requirement = { ...REQUIREMENT, ...given };
  const read = evidenceReader({ source, roots: async () => [rootOf(root)], github, instance });
  const evidence = await read(APP, TARGET.digest, Promise.resolve(TARGET), [requirement]);
  const identity = { version: '1.0.0', revision: COMMIT, created: null };
  const subject = { image: 'reg.test/team/app', digest: TARGET.digest, identity, allow: [] };
  const checks = guard.check(subject, [requirement], evidence, new Date().toISOString());
  const text = checks.map((check) => check.text).join('; ');
  return { verdicts: checks.map(({ verdict }) => verdict), text, unread: evidence.unread };
}
