import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { age, workspaceWith } from '../support/requests/gates.ts';
import { attempt, commitOf, promotedScene, refusalOf, type Scene } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';
import { runAction } from '../support/runner/runner.ts';

const INPUTS = { mode: 'promote', environment: 'prod', version: '1.1.0', image: 'registry.example/app' };
const file = (text: string | Buffer) => ({ workspace: workspaceWith(text) });
const refused = async (workspace: string, more: Record<string, string> = {}): Promise<string> =>
  refusalOf('INPUT_INVALID', await runAction({ ...INPUTS, policy: 'promotion.yml', ...more }, { workspace }));

describe('a policy file that cannot be used is refused before any request', () => {
  const STAGES = 'environments:\n  dev: {}\n  prod:\n';
  test.each([
    ['an unknown key', `${STAGES}    soek: 1h\n`, 'promotion.yml:4:5', 'soak'],
    ['an unknown key at its top', 'enviroments: {}\n', 'promotion.yml:1:1', 'environments'],
    ['a duration that is none', `${STAGES}    soak: 1 day\n`, 'promotion.yml:4:11', '1 day'],
    ['a number as duration', `${STAGES}    soak: 24\n`, 'promotion.yml:4:11', '24h'],
    ['more than ten years', `${STAGES}    soak: 3651d\n`, 'promotion.yml:4:11', 'ten years'],
    ['soak on the first stage', 'environments:\n  dev:\n    soak: 1h\n', 'promotion.yml:3:5', 'first stage'],
    ['verified on the first stage', 'environments:\n  dev:\n    verified: true\n', 'promotion.yml:3:5', 'first stage'],
    ['a window of another form', `${STAGES}    windows: [{ allow: Mon 9-16 }]\n`, 'promotion.yml:4:24', 'HH:MM'],
    [
      'an unknown zone',
      `${STAGES}    windows:\n      - allow: Mon 09:00-16:00 Europe/Belin\n`,
      '5:16',
      'Europe/Berlin',
    ],
    [
      'allow and deny in one',
      `${STAGES}    windows: [{ allow: x, deny: y }]\n`,
      'promotion.yml:4:15',
      'either allow or deny',
    ],
    ['an environment that is no tag', 'environments:\n  latest: {}\n', 'promotion.yml:2:3', 'latest'],
    ['a key twice', 'environments:\n  dev: {}\n  dev: {}\n', 'promotion.yml:3:3', 'twice'],
    ['an anchor', 'environments: &all\n  dev: {}\n', 'promotion.yml:2:3', 'anchors'],
    ['tabs', 'environments:\n\tdev: {}\n', 'promotion.yml:2:', 'Tabs'],
    ['no stages', 'environments: {}\n', 'promotion.yml:1:15', 'at least one stage'],
    ['no environments', 'images: [registry.example/app]\n', 'promotion.yml:1:1', 'environments is missing'],
    ['nothing', '', 'promotion.yml', 'empty'],
    ['a comment alone', '# nothing\n', 'promotion.yml', 'empty'],
    ['a list', '- dev\n', 'promotion.yml:1:1', 'keys and values'],
    ['two documents', 'environments:\n  dev:\n---\nx: 1\n', 'promotion.yml:3:1', 'one document'],
    ['an image with a tag', `images: [acme/app:1.0.0]\n${STAGES}`, 'promotion.yml:1:10', 'tag'],
  ])('%s', async (_name, text, place, says) => {
    const message = await refused(workspaceWith(text));
    expect(message).toContain(place);
    expect(message).toContain(says);
  });

  const bomb = `a: &a [x]\n${Array.from({ length: 9 }, (_, at) => `b${at}: &b${at} [${'*a,'.repeat(9)}]`).join('\n')}\n`;
  test.each([
    ['a megabyte', 'x'.repeat(1024 * 1024), '256 KiB'],
    ['bytes that are not UTF-8', Buffer.from([0x61, 0xff, 0xfe]), 'UTF-8'],
    ['brackets without end', '['.repeat(200_000), 'too deeply'],
    ['keys without end', `${'{a: '.repeat(50_000)}`, 'too deeply'],
    ['aliases of aliases', bomb, 'anchors'],
    ['thousands of keys twice', `environments:\n${'  dev: {}\n'.repeat(20_000)}`, 'twice'],
  ])('%s', async (_name, text, says) => {
    expect(await refused(workspaceWith(text))).toContain(says);
  });

  test('one that is missing, a directory, a pipe', async () => {
    const workspace = workspaceWith('', 'other.yml');
    expect(await refused(workspace)).toContain('no such file');
    mkdirSync(join(workspace, 'folder'));
    expect(await refused(workspace, { policy: 'folder' })).toContain('folder');
    execFileSync('mkfifo', [join(workspace, 'pipe')]);
    expect(await refused(workspace, { policy: 'pipe' })).toContain('regular file');
  });

  test('one beside environments, or without the environment of the run', async () => {
    const { workspace } = file(`${STAGES}    soak: 1h\n`);
    expect(await refused(workspace, { environments: 'dev, prod' })).toContain('not both');
    expect(await refused(workspace, { environment: 'prd' })).toContain('Did you mean prod?');
  });
});

needs('registry')('a policy', () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());

  const inStaging = async (name: string): Promise<{ app: Scene; digests: string[] }> => {
    const shop = await promotedScene(registry, name, 2, 0);
    await shop.app.ok({ mode: 'promote', environment: 'staging', version: '1.1.0' }, { env: attempt(1) });
    return shop;
  };
  const promotion = (more = {}) => ({
    mode: 'promote',
    policy: 'promotion.yml',
    environment: 'prod',
    version: '1.1.0',
    ...more,
  });

  test('has the images and the stages of every mode, with a byte order mark', async () => {
    const { app } = await inStaging('images');
    const { workspace } = file(`\ufeffimages: [${app.image}]\nenvironments:\n  staging:\n  prod: {}\n`);
    const run = (inputs: Record<string, string>) =>
      app.ok({ image: '', policy: 'promotion.yml', ...inputs }, { workspace });
    await app.refused('STAGE_SKIPPED', promotion({ image: '', version: '1.2.0' }), { workspace });
    await run(promotion());
    await run({ mode: 'hold', environment: 'prod', reason: 'x' });
    await run({ mode: 'resume', environment: 'prod', reason: 'x' });
    await run({ mode: 'mark', environment: 'prod', as: 'verified', reason: 'x' });
    const digest = await app.push(commitOf(3));
    await run({ mode: 'build', digest, sha: commitOf(3), environment: 'staging' });
    await run(promotion({ version: digest }));
    await run({ mode: 'rollback', environment: 'prod' });
    const rows = JSON.parse((await run({ mode: 'status' })).outputs.environments ?? '');
    expect(rows.map(({ environment, image }: Record<string, string>) => [image, environment])).toEqual([
      [app.image, 'staging'],
      [app.image, 'prod'],
    ]);
  });

  test('lets an image go on after it was live in the previous stage for long enough', async () => {
    const { app } = await inStaging('soak');
    const { workspace } = file('environments:\n  staging:\n  prod:\n    soak: 24h\n');
    await age(registry, 'soak', 'staging', 23);
    const since = Date.parse((await app.history('staging'))[0]!.at);
    for (const dry of ['true', 'false']) {
      const message = await app.refused('SOAKING', promotion({ 'dry-run': dry }), { workspace });
      const minute = (at: number) => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
      expect(message).toContain(minute(since));
      expect(message).toContain(minute(Math.ceil((since + 24 * 3_600_000) / 60_000) * 60_000));
    }
    await age(registry, 'soak', 'staging', 2);
    await app.rehearsed(promotion(), { workspace });
  });

  test('counts the time before an image was replaced, and not that after its tag was moved by hand', async () => {
    const { app } = await inStaging('replaced');
    const { workspace } = file('environments:\n  staging:\n  prod:\n    soak: 24h\n');
    await age(registry, 'replaced', 'staging', 30);
    await app.ok({ mode: 'promote', environment: 'staging', version: '1.2.0' }, { env: attempt(2) });
    await app.refused('SOAKING', promotion({ version: '1.2.0' }), { workspace });
    await app.ok(promotion(), { workspace });
    const other = await inStaging('by-hand');
    await age(registry, 'by-hand', 'staging', 30);
    const images = await import('../support/images/images.ts');
    await images.putTag(registry, 'by-hand', 'staging', other.digests[1]!);
    await other.app.refused('SOAKING', promotion({ allow: 'skip' }), { workspace });
    await other.app.ok(promotion({ allow: 'soak, skip' }), { workspace });
    expect((await other.app.history('prod')).at(-1)).toMatchObject({ allowed: ['soak', 'skip'] });
  });

  test('closes an environment outside its windows to promotions and builds, not to rollbacks', async () => {
    const { app, digests } = await inStaging('window');
    await app.ok({ mode: 'promote', environment: 'prod', version: '1.2.0' }, { env: attempt(5) });
    await app.ok({ mode: 'promote', environment: 'prod', version: '1.1.0', allow: 'downgrade' }, { env: attempt(6) });
    const deny = '    windows:\n      - deny: 2020-01-01/2098-12-31 UTC\n';
    const closed = file(`environments:\n  staging:\n${deny}  prod:\n${deny}`);
    const version = '1.2.0';
    const message = await app.refused('WINDOW_CLOSED', promotion({ version, allow: 'skip' }), closed);
    expect(message).toContain('2099-01-01 00:00 UTC');
    const digest = await app.push(commitOf(3));
    const build = { mode: 'build', policy: 'promotion.yml', digest, sha: commitOf(3), environment: 'staging' };
    await app.refused('WINDOW_CLOSED', build, closed);
    await app.ok({ mode: 'rollback', policy: 'promotion.yml', environment: 'prod' }, closed);
    expect(await app.at('prod')).toBe(digests[1]);
    const open = file(
      'environments:\n  staging:\n  prod:\n    windows:\n      - allow: Mon-Sun 00:00-24:00 Europe/Berlin\n',
    );
    await app.ok(promotion({ allow: 'downgrade, rolled-back' }), open);
  });

  test('names every image that a gate stops, and moves none', async () => {
    const [api, web] = [await inStaging('train/api'), await inStaging('train/web')];
    const { workspace } = file('environments:\n  staging:\n  prod:\n    soak: 1h\n');
    await age(registry, 'train/api', 'staging', 2);
    const image = [api.app.image, web.app.image].join('\n');
    const message = await web.app.refused('SOAKING', promotion({ image }), { workspace });
    expect([message.includes(web.app.image), message.includes(api.app.image)]).toEqual([true, false]);
    expect(await api.app.at('prod')).toBeUndefined();
    await age(registry, 'train/web', 'staging', 2);
    await web.app.ok(promotion({ image }), { workspace });
  });
});
