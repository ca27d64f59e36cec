import { STAMPED } from '../image/labels.ts';
import type { BuildRequest } from '../request/request.ts';
import { type Builder, supports } from './builder.ts';
import { stampLabels } from './stamp-labels.ts';

/** Returns the arguments that `docker build` and `docker buildx build` share. */
export function commonArgs(request: BuildRequest): string[] {
  const { docker } = request;
  const own = docker.labels.filter((label) => !STAMPED.includes(keyOf(label)));
  const stamped = Object.entries(stampLabels(request)).map(([key, value]) => `${key}=${value}`);
  return [
    ...(docker.file ? ['--file', docker.file] : []),
    ...(docker.target ? ['--target', docker.target] : []),
    ...(docker.platforms.length > 0 ? ['--platform', docker.platforms.join(',')] : []),
    ...docker.buildArgs.flatMap((each) => ['--build-arg', each]),
    ...[...own, ...stamped].flatMap((each) => ['--label', each]),
    ...docker.cacheFrom.flatMap((each) => ['--cache-from', each]),
    ...(docker.pull ? ['--pull'] : []),
    ...(docker.noCache ? ['--no-cache'] : []),
  ];
}

function keyOf(label: string): string {
  return label.split('=')[0]?.trim() ?? '';
}

/** Returns the arguments that only buildx has. */
export function buildxArgs({ docker }: BuildRequest, builder: Builder): string[] {
  const attestations = [
    ...(docker.provenance === null ? [] : ['--provenance', docker.provenance]),
    ...(docker.sbom === null ? [] : ['--sbom', docker.sbom]),
  ];
  return [
    ...(docker.builder ? ['--builder', docker.builder] : []),
    ...docker.cacheTo.flatMap((each) => ['--cache-to', each]),
    // a buildx that has no attestations has none to turn off either
    ...(supports(builder, 'attestations') ? attestations : []),
  ];
}

/**
 * Returns the arguments that set the stamp as annotations: on the index if the build creates one, else on the manifest.
 * https://docs.docker.com/build/metadata/annotations/
 * @param env the environment, of which BUILDX_NO_DEFAULT_ATTESTATIONS is read
 */
export function annotationArgs(request: BuildRequest, env: NodeJS.ProcessEnv): string[] {
  const { platforms, provenance, sbom } = request.docker;
  const isAttested =
    provenance === null ? !/^(1|t|true)$/i.test(env.BUILDX_NO_DEFAULT_ATTESTATIONS ?? '') : provenance !== 'false';
  const isIndex = platforms.length > 1 || isAttested || (sbom !== null && sbom !== 'false');
  const level = isIndex ? 'index' : 'manifest';
  return Object.entries(stampLabels(request)).flatMap(([key, value]) => ['--annotation', `${level}:${key}=${value}`]);
}

/**
 * Returns the stamp as attributes of an output, as fields of CSV: of an index that buildx merges, it takes the
 * annotations from there alone.
 */
export function indexAnnotations(request: BuildRequest): string[] {
  return Object.entries(stampLabels(request)).map(([key, value]) => {
    const field = `annotation-index.${key}=${value}`;
    return `"${field.replaceAll('"', '""')}"`;
  });
}
