import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type Asked, json, type PlayedGitHub, playGitHub } from '../support/github/github-server.ts';
import { addCommits, onGitHub, TOKEN } from '../support/github/story.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { serverPool } from '../support/registries/scripted-server.ts';
import { copiedScene, type Done, sceneOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';

const RECORDED = {
  mode: 'promote',
  environment: 'prod',
  version: '1.4.0',
  deployment: 'true',
  records: 'true',
  ...TOKEN,
};
const servers = serverPool();
afterEach(servers.stop);

needs('registry')('an API that is not what GitHub says costs one warning, and never the move', () => {
  let registry: Registry;
  let github: PlayedGitHub;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(() => registry.stop());
  afterEach(() => github.stop());

  let scenes = 0;
  /** 1.1.0 is live in prod, 1.4.0 is promoted; the API answers by a rule. */
  async function move(rule: PlayedGitHub['rule'], env: Record<string, string> = {}): Promise<Done> {
    github = await playGitHub();
    addCommits(github, 1, 4);
    const app = sceneOf(registry, `hostile/${++scenes}`);
    await copiedScene(registry, 'live', app.repo, async (first) => {
      for (const number of [1, 4]) await first.release(number, `1.${number}.0`);
      await first.ok({ mode: 'promote', environment: 'prod', version: '1.1.0' });
    });
    github.rule = rule;
    const run = await app.ok(RECORDED, onGitHub(github, env));
    expect(run.changed).toBe(true);
    return run;
  }

  const warnings = ({ annotations }: Done): string[] =>
    annotations.filter(({ level }) => level === 'warning').map(({ message }) => message);

  test('a redirect to another host sends nothing there and is not believed', async () => {
    const other = await servers.serve(() => json(200, { id: 7, status: 'identical', owner: { type: 'User' } }));
    const run = await move(() => ({ status: 307, headers: { location: `${other.url.href}x` } }));
    expect(other.seen).toEqual([]);
    expect(warnings(run)).toEqual([expect.stringContaining('another host')]);
    expect(run.outputs['deployment-id']).toBeUndefined();
  });

  test.each(['null', '[null]', '"text"', '{"owner":[],"id":"1","status":{}}', '['.repeat(100_000)])(
    'every response is %.20s',
    async (body) => {
      const run = await move(() => ({ status: 200, headers: { 'content-type': 'application/json' }, body }));
      expect(warnings(run)).toHaveLength(1);
    },
  );

  test.each([
    'https://user:hunter2secret@github.example.com',
    'nonsense',
    'ftp://x',
    'https://github.example.com/?a=b',
  ])('an API at %s is not used, and its password is not shown', async (url) => {
    const run = await move(() => undefined, { GITHUB_API_URL: url });
    expect(warnings(run)).toEqual([expect.stringContaining('GITHUB_API_URL')]);
    expect(run.stdout + run.summary).not.toContain('hunter2secret');
    expect(github.asked).toEqual([]);
  });

  test('an event that is not JSON does not matter', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'event-')), 'event.json');
    writeFileSync(file, '{bad');
    const run = await move(() => undefined, { GITHUB_EVENT_PATH: file });
    expect(warnings(run)).toEqual([]);
    expect(run.outputs['deployment-id']).toBeDefined();
  });

  test('what GraphQL says is one short line, and a link is one of the web', async () => {
    const nodes = ['javascript:alert(1)', `https://github.com/${'x'.repeat(1_000_000)}`].map((url) => ({
      ...{ number: 1, title: 'x', url, merged: true },
    }));
    const data = { repository: { c0: { associatedPullRequests: { nodes } } } };
    const errors = [{ type: { a: 1 }, message: `bad\n::error::boo${'y'.repeat(100_000)}` }];
    const run = await move(({ path }: Asked) => (path === '/graphql' ? json(200, { data, errors }) : undefined));
    const [entry] = JSON.parse(run.outputs.changes!);
    expect(entry.commits.map(({ pulls }: { pulls: unknown[] }) => pulls)).toEqual([[], [], []]);
    const [warning = ''] = warnings(run);
    expect(warning).toContain('bad');
    expect(warning).not.toContain('\n');
    expect(warning.length).toBeLessThan(1000);
  });
});
