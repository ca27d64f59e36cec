import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { json, type PlayedGitHub, playGitHub } from '../support/github/github-server.ts';
import { addCommits, onGitHub, TOKEN } from '../support/github/story.ts';
import { type Registry, startRegistry } from '../support/registries/registry.ts';
import { attempt, commitOf, type Scene, sceneOf } from '../support/requests/scene.ts';
import { needs } from '../support/runner/available.ts';

const RECORDS = { records: 'true', ...TOKEN };
const PROD = { mode: 'promote', environment: 'prod', ...RECORDS };

needs('registry', 'openssl')('the records of an organisation', () => {
  let plain: Registry;
  let secure: Registry;
  let github: PlayedGitHub;
  beforeAll(async () => {
    [plain, secure] = await Promise.all([startRegistry(), startRegistry({ tls: 'ca' })]);
  });
  afterAll(async () => {
    await plain.stop();
    await secure.stop();
  });
  beforeEach(async () => {
    github = await playGitHub();
    addCommits(github, 1, 3);
  });
  afterEach(async () => {
    await github.stop();
    expect(github.violations).toEqual([]);
  });

  const notices = (run: { annotations: { level: string; message: string }[] }, level = 'notice') =>
    run.annotations.filter((each) => each.level === level).map(({ message }) => message);
  /** A repository on the registry with HTTPS. */
  const secureScene = (name: string): Scene =>
    sceneOf(secure, `records/${name}`, { env: { NODE_EXTRA_CA_CERTS: secure.caFile ?? '' } });
  async function adopt(
    app: Scene,
    number: number,
    more: Record<string, string> = {},
    env: Record<string, string> = {},
  ) {
    const digest = await app.push(commitOf(number));
    const inputs = { mode: 'build', digest, version: `1.${number}.0`, ...RECORDS, ...more };
    const run = await app.ok(inputs, onGitHub(github, { ...attempt(number, 1, commitOf(number)), ...env }));
    return { digest, run };
  }

  test('a build is recorded as stored, a promotion as deployed', async () => {
    const app = secureScene('one');
    const { digest } = await adopt(app, 1);
    const common = { name: app.image, digest, version: '1.1.0', github_repository: 'app', return_records: false };
    const stored = { ...common, registry_url: `https://${secure.host}/`, repository: app.repo, status: 'active' };
    expect(github.storageRecords).toEqual([stored]);
    expect(github.deploymentRecords).toEqual([]);
    await app.ok({ ...PROD, version: '1.1.0' }, onGitHub(github));
    const deployed = { ...common, status: 'deployed', deployment_name: app.repo, logical_environment: 'prod' };
    expect([github.storageRecords.length, github.deploymentRecords]).toEqual([1, [deployed]]);
    await app.ok({ ...PROD, version: '1.1.0' }, onGitHub(github));
    await app.ok({ ...PROD, environment: 'dev', version: '1.1.0', 'dry-run': 'true' }, onGitHub(github));
    expect(github.deploymentRecords).toHaveLength(1);
  });

  test('a registry with plain HTTP has no storage record, with a notice', async () => {
    const app = sceneOf(plain, 'records/plain');
    const { run } = await adopt(app, 1, { environment: 'dev' });
    expect(github.storageRecords).toEqual([]);
    expect(github.deploymentRecords).toMatchObject([{ name: app.image, logical_environment: 'dev' }]);
    expect(notices(run)).toEqual([expect.stringContaining('plain HTTP')]);
    expect(notices(run, 'warning')).toEqual([]);
  });

  test('a user has no records, with a notice', async () => {
    github.ownerType = 'User';
    const { run } = await adopt(sceneOf(plain, 'records/user'), 1, { environment: 'dev' });
    expect(notices(run)).toEqual([expect.stringContaining('acme is not an organisation')]);
    expect([github.storageRecords, github.deploymentRecords, notices(run, 'warning')]).toEqual([[], [], []]);
  });

  test('a refusal costs a warning with the permission, and so does a missing token', async () => {
    github.rule = ({ path }) => (path.startsWith('/orgs/') ? json(403, { message: 'Forbidden' }) : undefined);
    const app = sceneOf(plain, 'records/refused');
    const { run } = await adopt(app, 1, { environment: 'dev' });
    expect(notices(run, 'warning')).toEqual([expect.stringContaining('artifact-metadata: write')]);
    const without = await app.ok({ ...PROD, 'github-token': '', version: '1.1.0' }, onGitHub(github));
    expect(notices(without, 'warning')).toEqual([expect.stringContaining('github-token')]);
  });

  test('what is built, adopted or copied is declared as an artifact of the job, where the runner offers that', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'artifacts-'));
    const [file, list] = [join(folder, 'artifacts'), join(folder, 'list')];
    const env = { GITHUB_ARTIFACTS: file, GITHUB_ARTIFACTS_LIST: list };
    const without = { records: 'false', 'github-token': '' };
    const app = sceneOf(plain, 'records/artifacts');
    const { digest } = await adopt(app, 1, without, env);
    expect(readFileSync(file, 'utf8')).toBe(`oci://${app.image}@${digest}\n`);
    const destination = `${plain.host}/records/copied`;
    const promote = { mode: 'promote', environment: 'prod', version: '1.1.0', destination };
    await app.ok({ ...promote, 'dry-run': 'true' }, { env });
    await app.ok(promote, { env });
    await app.ok({ mode: 'promote', environment: 'dev', version: '1.1.0' }, { env });
    const lines = [`oci://${app.image}@${digest}`, `oci://${destination}@${digest}`];
    expect(readFileSync(file, 'utf8')).toBe(`${lines.join('\n')}\n`);
    // another digest under one name would fail the step
    writeFileSync(file, '');
    writeFileSync(list, JSON.stringify({ version: 1, subjects: [{ name: app.image, digest, kind: 'oci' }] }));
    const { run } = await adopt(app, 2, without, env);
    expect(readFileSync(file, 'utf8')).toBe('');
    expect(notices(run)).toEqual([expect.stringContaining('artifacts of the job')]);
  });
});
