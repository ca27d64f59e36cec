import type { RegistryKind } from '../registries/registry.ts';
import * as images from './images.ts';
import { INDEX, LAYER, MANIFEST, OCI, type Place } from './place.ts';

const DOCKER = 'application/vnd.docker.';
const EMPTY = 'application/vnd.oci.empty.v1+json';
const MIB = 1024 * 1024;

/** An unusual image, and the error with which the action refuses it, if it does. */
export interface OddImage {
  name: string;
  push: (place: Place) => Promise<{ digest: string }>;
  code?: string;
  /** refused only after bytes were sent */
  isLate?: boolean;
  /** the only kind of registry it is pushed to: others refuse it, or it takes long */
  only?: RegistryKind;
}

const times = (count: number, letter: string): string => letter.repeat(count);

/** Indexes of all kinds. */
const INDEXES: OddImage[] = [
  {
    name: 'a docker manifest list',
    push: ({ target, repo }) => images.pushIndex(target, repo, { format: 'docker' }),
  },
  {
    name: 'an index of a hundred platforms',
    push: async (place) => {
      const [config, layer] = [await place.config(), await place.blob('of all')];
      const listed = [];
      for (let number = 0; number < 100; number++) {
        const image = await place.manifest({ config, layers: [layer], annotations: { number: `${number}` } });
        listed.push({ ...image, platform: { os: 'linux', architecture: `p${number}` } });
      }
      return place.index(listed);
    },
    only: 'distribution3',
  },
  {
    name: 'an index in an index, with attestations',
    push: async (place) => {
      const { mediaType, digest, size } = await images.pushIndex(place.target, place.repo, { attestations: true });
      return place.index([{ mediaType, digest, size }, await place.image('beside it')]);
    },
  },
  { name: 'indexes four deep', push: (place) => place.nested(4) },
  { name: 'indexes five deep', push: (place) => place.nested(5), code: 'REGISTRY_REFUSED' },
  {
    name: 'indexes in indexes, each listed three hundred times',
    push: async (place) => {
      let inner = await place.image('the innermost');
      for (let level = 0; level < 4; level++) inner = await place.index(Array(300).fill(inner));
      return inner;
    },
  },
  { name: 'an empty index', push: (place) => place.index([]) },
  {
    name: 'an index that lists an image several times',
    push: async (place) => {
      const image = await place.image('the same');
      const of = (architecture: string) => ({ ...image, platform: { os: 'linux', architecture } });
      return place.index([of('amd64'), of('arm64'), of('amd64'), image]);
    },
  },
  {
    name: 'an index that lists what is no manifest',
    push: async (place) => place.index([await place.blob('a thing', 'application/vnd.acme.thing')]),
    code: 'REGISTRY_REFUSED',
    only: 'olareg',
  },
  {
    name: 'an index whose images share config and layers',
    push: async (place) => {
      const [config, layer] = [await place.config(), await place.blob('shared')];
      const one = await place.manifest({ config, layers: [layer] });
      return place.index([one, await place.manifest({ config, layers: [layer, layer] })]);
    },
  },
  {
    name: 'an index without a media type of its own, in wide type',
    push: async (place) => {
      const manifests = [await place.image('plain')];
      return place.put(`\n${JSON.stringify({ schemaVersion: 2, manifests }, null, '\t ')}\r\n`, INDEX);
    },
  },
];

/** Layers of all kinds. */
const LAYERS: OddImage[] = [
  {
    name: 'a docker manifest of schema 2',
    push: ({ target, repo }) => images.pushManifest(target, repo, { format: 'docker' }),
  },
  { name: 'no layer', push: async (place) => place.manifest({ config: await place.config(), layers: [] }) },
  {
    name: 'an empty layer',
    push: async (place) => place.manifest({ config: await place.config(), layers: [await place.blob('')] }),
  },
  {
    name: 'a layer twice, and its config once more as a layer',
    push: async (place) => {
      const [config, layer] = [await place.config(), await place.blob('again')];
      return place.manifest({ config, layers: [layer, { ...config, mediaType: LAYER }, layer] });
    },
  },
  {
    name: '127 layers',
    push: async (place) => {
      const pushed = Array.from({ length: 127 }, (_, number) => place.blob(`layer ${number}`));
      return place.manifest({ config: await place.config(), layers: await Promise.all(pushed) });
    },
    only: 'distribution3',
  },
  {
    name: 'layers by zstd and plain',
    push: async (place) => {
      const layers = [await place.blob('z', `${OCI}layer.v1.tar+zstd`), await place.blob('t', `${OCI}layer.v1.tar`)];
      return place.manifest({ config: await place.config(), layers });
    },
  },
  {
    name: 'layers that are had from elsewhere',
    push: async (place) => {
      const elsewhere = { digest: images.digestOf('elsewhere'), size: 1234, urls: ['https://layers.example/one'] };
      const layers = [
        { mediaType: `${DOCKER}image.rootfs.foreign.diff.tar.gzip`, ...elsewhere },
        await place.blob('here', `${DOCKER}image.rootfs.diff.tar.gzip`),
      ];
      const config = { ...(await place.config()), mediaType: `${DOCKER}container.image.v1+json` };
      return place.manifest({ config, layers }, `${DOCKER}distribution.manifest.v2+json`);
    },
  },
  {
    name: 'layers that may not be distributed',
    push: async (place) => {
      const elsewhere = { digest: images.digestOf('elsewhere'), size: 1234, urls: ['https://layers.example/one'] };
      const layers = [
        { mediaType: `${OCI}layer.nondistributable.v1.tar+gzip`, ...elsewhere },
        await place.blob('here'),
      ];
      return place.manifest({ config: await place.config(), layers });
    },
  },
  {
    name: 'a layer that has a URL, and is here too',
    push: async (place) => {
      const layers = [await place.blob('here', LAYER, { urls: ['https://layers.example/two'] })];
      return place.manifest({ config: await place.config(), layers });
    },
  },
  {
    name: 'a layer of another size than it says',
    push: async (place) =>
      place.manifest({ config: await place.config(), layers: [await place.blob('short', LAYER, { size: 500 })] }),
    code: 'DIGEST_MISMATCH',
    isLate: true,
  },
];

/** Artifacts that are not images, and images with much metadata. */
const ARTIFACTS: OddImage[] = [
  {
    name: 'a helm chart',
    push: async (place) => {
      const config = await place.blob('{"name":"x","version":"1.0.0"}', 'application/vnd.cncf.helm.config.v1+json');
      const layers = [await place.blob('chart', 'application/vnd.cncf.helm.chart.content.v1.tar+gzip')];
      return place.manifest({ config, layers });
    },
  },
  {
    name: 'a wasm component',
    push: async (place) => {
      const config = await place.blob('{"architecture":"wasm","os":"wasip2"}', 'application/vnd.wasm.config.v0+json');
      return place.manifest({ config, layers: [await place.blob('\0asm', 'application/wasm')] });
    },
  },
  {
    name: 'an artifact with an empty config, and its data in the descriptors',
    push: async (place) => {
      const empty = await place.blob('{}', EMPTY, { data: 'e30=' });
      return place.manifest({ artifactType: 'application/vnd.acme.thing', config: empty, layers: [empty] });
    },
  },
  {
    name: 'an artifact about an image beside it',
    push: async (place) => place.image('about', { subject: await place.image('subject') }),
  },
  {
    name: 'an artifact about what is not there',
    push: (place) => {
      const subject = { mediaType: MANIFEST, digest: images.digestOf('nowhere'), size: 7 };
      return place.image('about nothing', { subject });
    },
  },
  {
    name: 'annotations of 100 kB',
    push: (place) => place.image('wordy', { annotations: { 'org.example.words': times(100_000, 'ä') } }),
  },
  {
    name: 'a manifest of nearly 4 MiB',
    push: (place) => place.image('heavy', { annotations: { 'org.example.words': times(4 * MIB - 2000, 'x') } }),
    only: 'distribution3',
  },
  {
    name: 'a manifest without a media type of its own, in wide type',
    push: async (place) => {
      const json = { schemaVersion: 2, config: await place.config(), layers: [], 'x-\u2028': null };
      return place.put(` ${JSON.stringify(json, null, 3)}\n\n`, MANIFEST);
    },
  },
];

export const ODD_IMAGES: readonly OddImage[] = [...INDEXES, ...LAYERS, ...ARTIFACTS];
