import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import * as images from '../support/images/images.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { attempt, commitOf, runUrl, type Scene, sceneOf, timeOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';

const PROD = { mode: 'promote', environment: 'prod' };
const STAGES = 'dev, staging, prod';

/** The first line of a summary. */
const headline = ({ summary }: { summary: string }): string => summary.split('\n')[0] ?? '';

needs('registry')('what a run tells', () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());
  const scene = (name: string): Scene => sceneOf(registry, `news/${name}`);
  const short = (number: number): string => `git-${commitOf(number).slice(0, 7)}`;

  /** Images of the commits 1, 2, and so on without a version, as a push makes them. */
  async function pushed(app: Scene, count: number): Promise<string[]> {
    const digests: string[] = [];
    for (let number = 1; number <= count; number++) {
      const created = { 'org.opencontainers.image.created': timeOf(number) };
      digests.push(await app.push(commitOf(number), created));
    }
    return digests;
  }

  test('an image without a version has the short name of its commit everywhere', async () => {
    const app = scene('commits');
    const [one, two] = (await pushed(app, 2)) as [string, string];
    for (const [index, digest] of [one, two].entries())
      await app.ok({ mode: 'build', digest }, { env: attempt(index + 1, 1, commitOf(index + 1)) });
    await app.ok({ ...PROD, version: commitOf(1) });
    const message = await app.refused('STAGE_SKIPPED', { ...PROD, version: commitOf(2), environments: STAGES });
    expect(message).toMatch(new RegExp(`^STAGE_SKIPPED: ${short(2)} has not been in staging; .*${app.image}`));
    const run = await app.ok({ ...PROD, version: commitOf(2) });
    expect(headline(run)).toBe(`### 🚀 Promoted ${short(2)} to prod (was ${short(1)})`);
    expect(run.stdout).toContain(`prod: ${short(1)} → ${short(2)} (commit ${commitOf(2).slice(0, 7)})`);
    expect(run.result).toMatchObject([{ previousRevision: commitOf(1), previousVersion: null }]);
    const status = await app.ok({ mode: 'status' });
    expect(headline(status)).toBe(`### 🔭 prod ${short(2)}`);
    expect(status.stdout).toContain(short(2));
  });

  test('a build that leaves its environment reports what stays live there', async () => {
    const app = scene('left');
    const [older, newer] = (await pushed(app, 2)) as [string, string];
    const build = { mode: 'build', environment: 'dev', environments: STAGES };
    await app.ok({ ...build, digest: newer, version: '1.2.0' }, { env: attempt(2, 1, commitOf(2)) });
    for (const again of [1, 2]) {
      const run = await app.ok({ ...build, digest: older }, { env: attempt(1, again, commitOf(1)) });
      expect(headline(run)).toContain('dev stays at 1.2.0: this commit is older');
      const live = { digest: newer, image: `${app.image}@${newer}`, version: '1.2.0', environment: 'dev' };
      expect(run.outputs).toMatchObject({ ...live, changed: String(again === 1) });
      expect(run.result).toMatchObject([{ digest: newer, environment: 'dev' }]);
      expect(run.summary).not.toContain(`image: ${app.image}@${older}`);
    }
  });

  test('a promotion of the live image names who made it live, when and why, by the history', async () => {
    const app = scene('already');
    await app.release(1, '2.0.0');
    const by = (actor: string, run: number) => ({ env: { ...attempt(run), GITHUB_TRIGGERING_ACTOR: actor } });
    await app.ok({ ...PROD, version: '2.0.0', reason: 'Sprint 12' }, by('mona', 1));
    const run = await app.ok({ ...PROD, version: '2.0.0', reason: 'A different reason' }, by('eve', 2));
    expect(headline(run)).toMatch(/^### ✅ No change: 2\.0\.0 has been live in prod since .* \(mona, \[run 1\]/);
    expect(run.summary).toContain('Sprint 12');
    expect(run.summary).toContain(runUrl(1));
    for (const other of ['eve', 'A different reason']) expect(run.summary).not.toContain(other);
  });

  test('a release says that nothing was rebuilt, and a later build where it found the image', async () => {
    const app = scene('release');
    const [digest = ''] = await pushed(app, 1);
    const env = attempt(1, 1, commitOf(1));
    await app.ok({ mode: 'build', digest }, { env });
    const run = await app.ok({ mode: 'build', version: '1.0.0' }, { env });
    expect(headline(run)).toBe(`### 📦 Released 1.0.0 (built as ${short(1)}, nothing rebuilt)`);
    expect(run.stdout).toMatch(new RegExp(`Found the build of commit ${commitOf(1)} under ${short(1)}: ${digest}`));
    expect(run.outputs.tags).toBe((await app.ok({ mode: 'build', version: '1.0.0' }, { env })).outputs.tags);
  });

  test('refusals of many images for one reason are one sentence in annotation, log and summary', async () => {
    const names = Array.from({ length: 5 }, (_, index) => `many/app-${index}`);
    const many = names.map((name) => sceneOf(registry, name));
    for (const app of many) await app.release(1, '1.0.0');
    const image = many.map((app) => app.image).join('\n');
    const inputs = { ...PROD, image, version: '1.0.0', environments: STAGES };
    const run = await many[0]!.run(inputs);
    expect(headline(run)).toBe('### ❌ Not promoted: 1.0.0 has not been in staging (5 images)');
    const [error, ...others] = run.annotations;
    expect(others).toEqual([]);
    expect(error).toMatchObject({ level: 'error', title: 'Not promoted: 1.0.0 has not been in staging (5 images)' });
    for (const name of names) expect(error?.message).toContain(name.slice('many/'.length));
    const sentences = (text: string): number => text.split('has not been in staging').length - 1;
    expect(sentences(error?.message ?? '')).toBe(1);
    expect(sentences(run.summary)).toBe(2);
    expect(run.summary.split('\n').filter((line) => line.startsWith('| `app-'))).toHaveLength(5);
  });

  test('the block to deploy several images is valid for Compose and kustomize', async () => {
    const apps = ['on', 'web'].map((name) => sceneOf(registry, `deploy/${name}`));
    const digests: string[] = [];
    for (const app of apps) digests.push(await app.release(1, '1.0.0'));
    const run = await apps[0]!.ok({ ...PROD, image: apps.map((app) => app.image).join('\n'), version: '1.0.0' });
    const blocks = [...run.summary.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => parse(match[1] ?? '') as object);
    const [on, web] = apps.map((app, index) => `${app.image}@${digests[index]}`);
    expect(blocks).toContainEqual({ services: { on: { image: on }, web: { image: web } } });
    expect(blocks).toContainEqual({ images: apps.map((app, at) => ({ name: app.image, digest: digests[at] })) });
  });

  test('the result is in a file, also of a dry run; a folder that is missing is a warning', async () => {
    const app = scene('file');
    await app.release(1, '1.0.0');
    const temp = mkdtempSync(join(tmpdir(), 'runner-temp-'));
    const dry = await app.ok({ ...PROD, version: '1.0.0', 'dry-run': 'true' }, { env: { RUNNER_TEMP: temp } });
    const file = dry.outputs['result-file'] ?? '';
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(dry.result);
    const done = await app.ok({ mode: 'promote', environment: 'prod', 'from-file': file, image: '' });
    expect(done.outputs).toMatchObject({ digest: dry.outputs.digest, changed: 'true' });
    rmSync(temp, { recursive: true });
    expect(existsSync(file)).toBe(false);
    const gone = await app.ok({ ...PROD, version: '1.0.0' }, { env: { RUNNER_TEMP: temp } });
    expect(gone.outputs).not.toHaveProperty('result-file');
    expect(gone.annotations.map(({ level }) => level)).toEqual(['warning']);
  });

  test('a status reports a change by hand, an interrupted run, and an image that does not exist', async () => {
    const app = scene('status');
    const first = await app.release(1, '1.0.0');
    const second = await app.release(2, '1.1.0');
    const third = await app.release(3, '1.2.0');
    for (const version of ['1.0.0', '1.1.0']) await app.ok({ ...PROD, version });
    const rows = (run: { outputs: Record<string, string> }) => JSON.parse(run.outputs.environments ?? '[]') as object[];

    await images.putTag(registry, app.repo, 'prod', first);
    const interrupted = await app.ok({ mode: 'status' });
    expect(headline(interrupted)).toContain('A promotion to prod was interrupted');
    expect(rows(interrupted)).toMatchObject([{ environment: 'prod', digest: first, unfinished: true }]);

    await images.putTag(registry, app.repo, 'prod', third);
    const moved = await app.ok({ mode: 'status' });
    expect(headline(moved)).toContain('prod was changed outside this action');
    expect(rows(moved)).toMatchObject([{ digest: third, moved: true, unfinished: false }]);

    await images.putTag(registry, app.repo, 'prod', second);
    const there = await app.ok({ mode: 'status', version: commitOf(2) });
    expect(there.outputs).toMatchObject({ exists: 'true', digest: second });
    const none = await app.ok({ mode: 'status', version: commitOf(9) });
    expect(none.outputs.exists).toBe('false');
    expect(none.annotations.map(({ level }) => level)).toEqual(['notice']);
  });
});
