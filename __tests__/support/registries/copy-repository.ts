import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Registry } from './registry.ts';

/**
 * Copies a repository, or all repositories below a name, with their tags, images and histories on disk, by the registry's
 * links: it takes a millisecond.
 */
export function copyRepository(registry: Registry, from: string, to: string): void {
  const repositories = join(registry.dir, 'data/docker/registry/v2/repositories');
  cpSync(join(repositories, from), join(repositories, to), { recursive: true });
  const names = readdirSync(join(repositories, to));
  const copied = names.includes('_manifests') ? [to] : names.map((name) => `${to}/${name}`);
  for (const repo of copied) {
    const tags = join(repositories, repo, '_manifests/tags');
    if (!existsSync(tags)) continue;
    for (const tag of readdirSync(tags)) if (tag.endsWith('-history')) renameHistory(registry, repo, tag);
  }
}

/** Writes the new repository's name into a copied history, on disk: a history of another repository is not believed. */
function renameHistory(registry: Registry, repo: string, tag: string): void {
  const root = join(registry.dir, 'data/docker/registry/v2');
  const blob = (hex: string): string => join(root, 'blobs/sha256', hex.slice(0, 2), hex, 'data');
  const manifests = join(root, 'repositories', repo, '_manifests');
  const current = join(manifests, 'tags', tag, 'current/link');
  const json = JSON.parse(readFileSync(blob(readFileSync(current, 'utf8').slice('sha256:'.length)), 'utf8'));
  json.annotations['vnd.build-once-promote.repository'] = repo;
  const text = JSON.stringify(json);
  const hex = createHash('sha256').update(text).digest('hex');
  const write = (path: string, content: string): void => {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, content);
  };
  write(blob(hex), text);
  for (const path of [join(manifests, 'revisions/sha256', hex, 'link'), current]) write(path, `sha256:${hex}`);
}
