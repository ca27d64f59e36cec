import { describe, expect, test } from '@jest/globals';
import type { CopyPlan } from '../../src/copy/plan.ts';
import type { Repository } from '../../src/image/reference.ts';
import type { ImagePlan, Plan } from '../../src/plan/plan.ts';
import { announcement, ignoredDestination, plannedLines } from '../../src/report/lines.ts';
import type { Request } from '../../src/request/request.ts';
import {
  buildRequest,
  digest,
  holdRequest,
  promoteRequest,
  rollbackRequest,
  statusRequest,
} from '../support/requests/requests.ts';

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
