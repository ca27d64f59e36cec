/** One platform of an image, `linux/arm64` or `linux/arm/v7`. */
export type Platform = string;

// https://github.com/containerd/platforms/blob/main/database.go
const ARCHITECTURES = new Map(
  Object.entries({
    x86_64: 'amd64',
    'x86-64': 'amd64',
    aarch64: 'arm64',
    i386: '386',
    armhf: 'arm/v7',
    armel: 'arm/v6',
  }),
);
const DEFAULT_VARIANTS = new Map(Object.entries({ 'amd64/v1': 'amd64', 'arm64/v8': 'arm64', arm: 'arm/v7' }));

/**
 * Returns a platform in a comparable form: lower case, with one name for each architecture and variant.
 * @param text `os/architecture[/variant]`
 */
export function normalisePlatform(text: string): Platform {
  const [os = '', architecture = '', variant = ''] = text.trim().toLowerCase().split('/');
  const numbered = /^\d+$/.test(variant) ? `v${variant}` : variant;
  const [name = '', known] = (ARCHITECTURES.get(architecture) ?? architecture).split('/');
  const cpu = [name, known ?? numbered].filter(Boolean).join('/');
  return [os, DEFAULT_VARIANTS.get(cpu) ?? cpu].filter(Boolean).join('/');
}
