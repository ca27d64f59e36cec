import { beforeEach, describe, expect, test } from '@jest/globals';
import type { CopyPlan } from '../../src/copy/plan.ts';
import type { Repository } from '../../src/image/reference.ts';
import type { ImagePlan, Plan } from '../../src/plan/plan.ts';
import { announcement, ignoredDestination, lastLines, plannedLines } from '../../src/report/lines.ts';
import type { BuildRequest, PromoteRequest, Request } from '../../src/request/request.ts';
import { APP, addIndex, commitOf } from '../support/images/memory-images.ts';
import {
  buildRequest,
  digest,
  holdRequest,
  promoteRequest,
  promoting,
  rollbackRequest,
  statusRequest,
} from '../support/requests/requests.ts';
import { must, Stage } from '../support/requests/stage.ts';

const at = (name: string): Repository => ({ registry: 'reg.test', repository: `team/${name}` });
const FOUR = ['api', 'web', 'mail', 'jobs'].map(at);

describe('the first log line is the request:', () => {
  test.each<[string, Request]>([
    ['promote reg.test/team/api to prod', promoteRequest({ images: [at('api')] })],
    ['promote reg.test/team/api, reg.test/team/web to prod', promoteRequest({ images: [at('api'), at('web')] })],
    ['promote 4 images of reg.test/team/ to prod: api, web, mail, jobs', promoteRequest({ images: FOUR })],
    [
      'promote 4 images to prod (dry run: nothing is written): reg.test/team/api, reg.test/team/web, reg.test/team/mail, quay.test/app',
      promoteRequest({ images: [...FOUR.slice(0, 3), { registry: 'quay.test', repository: 'app' }], dryRun: true }),
    ],
    ['rollback reg.test/team/api in prod', rollbackRequest({ images: [at('api')] })],
    ['hold reg.test/team/api in prod', holdRequest({ images: [at('api')] })],
    ['status reg.test/team/api', statusRequest({ images: [at('api')] })],
    ['build reg.test/team/api', buildRequest({ images: [at('api')] })],
  ])('%s', (line, request) => expect(announcement(request)).toBe(line));
});

describe('the input destination in a mode that does not use it', () => {
  const ignored = ['destination', 'with'];
  test.each<[string, Request, RegExp[]]>([
    [
      'gives a warning in a rollback, which may use another repository',
      rollbackRequest({ ignored }),
      [/image is rolled back\. To use/],
    ],
    [
      'gives a warning in a status, which may use another repository',
      statusRequest({ ignored }),
      [/image is read\. To use/],
    ],
    ['gives no warning in a build', buildRequest({ ignored }), []],
    ['gives no warning where it is not set', rollbackRequest({ ignored: ['with'] }), []],
  ])('%s', (_name, request, says) => {
    expect(ignoredDestination(request)).toEqual(says.map((text) => expect.stringMatching(text)));
  });
});

/** The part of a plan that the report reads: from 1.0.0 to 2.0.0. */
function planOf(given: Partial<ImagePlan> = {}): Plan {
  const plan = {
    ...{
      kind: 'ready',
      image: at('api'),
      copy: null,
      commitTag: null,
      tags: [],
      unchangedTags: [],
      move: { environment: 'prod' },
      environment: 'prod',
    },
    target: { digest: digest('new') },
    identity: { version: '2.0.0', revision: 'c0ffee1'.padEnd(40, '0') },
    previous: { digest: digest('old'), version: '1.0.0', revision: null, event: null },
    ...given,
  };
  return { images: [plan as unknown as ImagePlan] } as unknown as Plan;
}

/** The part of a copy plan that the report reads. */
const copyOf = (isThere: boolean): CopyPlan =>
  ({
    ...{ source: { registry: 'dev.test', repository: 'app' }, blobs: [], referrers: [], lists: [], cosignTags: [] },
    image: { digest: digest('new'), manifest: null, children: [], isThere },
    tags: isThere ? [] : [{ tag: '2.0.0', was: null }],
  }) as unknown as CopyPlan;

describe('the log of a dry run lists what would be written:', () => {
  test.each<{ name: string; plan: Plan; lines: string[] }>([
    {
      name: 'from what to what the environment would go',
      plan: planOf(),
      lines: ['would move reg.test/team/api:prod: 1.0.0 → 2.0.0 (commit c0ffee1)'],
    },
    {
      name: 'an environment that had nothing, and an image without a version',
      plan: planOf({ previous: null, identity: { version: null, revision: null, created: null } }),
      lines: [`would move reg.test/team/api:prod: nothing → ${digest('new').slice(0, 19)}`],
    },
    {
      name: 'what would be copied, and the tags that go along',
      plan: planOf({ copy: copyOf(false), tags: [{ tag: '2.0.0-prod', was: null }] }),
      lines: [
        'would copy dev.test/app → reg.test/team/api: 2.0.0',
        'would tag reg.test/team/api: 2.0.0, 2.0.0-prod',
        'would move reg.test/team/api:prod: 1.0.0 → 2.0.0 (commit c0ffee1)',
      ],
    },
    {
      name: 'nothing of a copy that is there, and of tags that are',
      plan: planOf({ copy: copyOf(true), unchangedTags: ['2.0.0-prod'] }),
      lines: ['would move reg.test/team/api:prod: 1.0.0 → 2.0.0 (commit c0ffee1)'],
    },
    { name: 'no line where nothing would change', plan: planOf({ move: null, unchangedTags: ['prod'] }), lines: [] },
    {
      name: 'the build and the tags of an image that is not built yet',
      plan: planOf({ kind: 'unbuilt', commitTag: { tag: 'git-c0ffee1', was: null } } as never),
      lines: ['would build reg.test/team/api: 2.0.0', 'would tag reg.test/team/api: git-c0ffee1'],
    },
  ])('$name', ({ plan, lines }) => expect(plannedLines(plan)).toEqual(lines));
});

describe('the last lines of a build', () => {
  const COMMIT = commitOf('c0ffee1');
  let stage: Stage;
  beforeEach(() => {
    stage = new Stage();
  });
  const push = (revision = COMMIT) => addIndex(stage.registry, APP, { revision, build: '{}', seed: revision }).digest;
  async function lines(given: Partial<BuildRequest>): Promise<string[]> {
    const request = buildRequest({ commit: COMMIT, ...given });
    const { result, outputs } = must(await stage.play(request, { deps: { build: async () => push(request.commit) } }));
    return lastLines(request, result!, outputs);
  }

  test('say what was built, then that nothing was', async () => {
    expect((await lines({ version: '1.0.0', tags: ['1.0.0'] }))[0]).toBe('Built 1.0.0.');
    const digest = stage.at('1.0.0');
    expect(await lines({ version: '1.0.0', tags: ['1.0.0'] })).toEqual([
      `Found the build of commit ${COMMIT} under git-c0ffee1: ${digest}. Nothing to build.`,
      'No change: 1.0.0 is built and tagged.',
      `image: reg.test/team/app@${digest}`,
    ]);
    expect((await lines({ version: '1.0.0', tags: ['1.0.0', 'edge'] }))[1]).toBe(
      'Tagged 1.0.0 (built as git-c0ffee1, nothing rebuilt).',
    );
    expect((await lines({ version: '1.0.0', environment: 'dev' }))[1]).toMatch(
      / and moved dev to it \(built as git-c0ffee1/,
    );
    expect((await lines({ version: '1.0.0', environment: 'dev' }))[1]).toMatch(
      /^No change: 1\.0\.0 is built, and has been live in dev since .* UTC \(ana, /,
    );
  });

  test('say what was released or adopted, also as a dry run', async () => {
    const dry = { digest: push(), dryRun: true };
    expect((await lines(dry))[0]).toBe('Would adopt git-c0ffee1.');
    expect((await lines({ digest: push(), environment: 'dev' }))[0]).toBe('Adopted git-c0ffee1 and moved dev to it.');
    const release = { version: '1.0.0', tags: ['1.0.0'] };
    expect((await lines({ ...release, dryRun: true }))[1]).toMatch(/^Would release 1\.0\.0 \(built as git-c0ffee1/);
    expect((await lines(release))[1]).toMatch(/^Released 1\.0\.0 /);
  });

  test('say why the environment stays', async () => {
    const older = commitOf('01de4');
    await lines({ environment: 'dev', checkout: { commit: COMMIT, time: '2026-02-28T10:00:00Z' } });
    const at = addIndex(stage.registry, APP, {
      revision: COMMIT,
      created: '2026-02-28T10:00:00Z',
      build: '{}',
      seed: 'x',
    });
    stage.registry.point(APP, 'dev', at.digest);
    const old = addIndex(stage.registry, APP, {
      revision: older,
      created: '2026-02-27T10:00:00Z',
      build: '{}',
      seed: 'y',
    });
    const [news] = await lines({ commit: older, digest: old.digest, environment: 'dev' });
    expect(news).toMatch(/dev stays at git-c0ffee1: this commit is older\.$/);
  });
});

test('the reason that was given for the live image is shown', async () => {
  const stage = new Stage();
  const WEB = { ...APP, repository: 'team/web' };
  const images = [APP, WEB];
  for (const image of images) stage.release('1.0.0', {}, image);
  must(await stage.play(promoting('1.0.0', { images, reason: 'sale' })));
  const told = async (request: PromoteRequest) => {
    const { result, outputs } = must(await stage.play(request));
    return lastLines(request, result!, outputs).join('\n');
  };
  expect(await told(promoting('1.0.0'))).toContain('The reason given then: sale');
  expect(await told(promoting('1.0.0', { images }))).toMatch(
    /^reg\.test\/team\/web: 1\.0\.0 has been live in prod since .*: sale$/m,
  );
});
