import * as images from './images.ts';

type Named = images.Descriptor & { urls?: string[]; data?: string };
type More = Partial<Omit<Named, 'mediaType'>>;

export const OCI = 'application/vnd.oci.image.';
export const LAYER = `${OCI}layer.v1.tar+gzip`;
export const INDEX = `${OCI}index.v1+json`;
export const MANIFEST = `${OCI}manifest.v1+json`;

/** A repository that unusual images are pushed to, by plain HTTP requests. */
export class Place {
  readonly target: images.Target;
  readonly repo: string;

  constructor(target: images.Target, repo: string) {
    this.target = target;
    this.repo = repo;
  }

  /** Pushes a blob; returns its descriptor. */
  async blob(content: string | Buffer, mediaType = LAYER, more: More = {}): Promise<Named> {
    const bytes = Buffer.from(content);
    return { mediaType, digest: await images.pushBlob(this.target, this.repo, bytes), size: bytes.length, ...more };
  }

  config(more: object = {}): Promise<Named> {
    const config = { architecture: 'amd64', os: 'linux', rootfs: { type: 'layers', diff_ids: [] }, ...more };
    return this.blob(JSON.stringify(config), `${OCI}config.v1+json`);
  }

  /** Pushes a manifest by digest. */
  async put(text: string, mediaType: string): Promise<Named> {
    const bytes = Buffer.from(text);
    const digest = images.digestOf(bytes);
    await images.putManifest(this.target, this.repo, digest, bytes, mediaType);
    return { mediaType, digest, size: bytes.length };
  }

  manifest(json: object, mediaType = MANIFEST): Promise<Named> {
    return this.put(JSON.stringify({ schemaVersion: 2, mediaType, ...json }), mediaType);
  }

  index(manifests: object[]): Promise<Named> {
    return this.manifest({ manifests }, INDEX);
  }

  /** An image of one platform, another for each name. */
  async image(name: string, more: object = {}): Promise<Named> {
    return this.manifest({ config: await this.config({ name }), layers: [await this.blob(name)], ...more });
  }

  /** An image in an index in an index… */
  async nested(depth: number): Promise<Named> {
    let inner = await this.image('the innermost');
    for (let level = 0; level < depth; level++) inner = await this.index([inner, await this.image(`level ${level}`)]);
    return inner;
  }
}
