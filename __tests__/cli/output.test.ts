import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Parsed, parseArguments } from '../../src/cli/arguments.ts';
import { readFilter } from '../../src/cli/inputs.ts';
import { type Found, jsonOf, linesOf, wordsOf } from '../../src/cli/output.ts';
import type { Reported } from '../../src/cli/reporter.ts';
import { ActionError } from '../../src/errors.ts';
import type { Repository } from '../../src/image/reference.ts';
import { readPolicyText } from '../../src/policy/document.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { APP, manifestOf } from '../support/images/memory-images.ts';
import { holdRequest, promoting, START, statusRequest } from '../support/requests/requests.ts';
import { commitOfVersion, must, Stage } from '../support/requests/stage.ts';
import { RunStore, wholeRun } from '../support/requests/whole-run.ts';

const WEB: Repository = { registry: 'reg.test', repository: 'team/web' };
const [APP_NAME, WEB_NAME] = ['reg.test/team/app', 'reg.test/team/web'];
/** Three days after the first run. */
const NOW = START + 3 * 86_400_000;
const LAYOUT = { width: Number.POSITIVE_INFINITY, now: NOW, bold: (text: string) => `*${text}*` };
const commit = (version: string): string => commitOfVersion(version).slice(0, 7);
let store: RunStore;
let stage: Stage;

/** 1.0.0 is live in dev and prod of both images, 1.1.0 in dev of the first. */
beforeEach(async () => {
  store = new RunStore();
  stage = new Stage(store);
  const images = [APP, WEB];
  for (const image of images) for (const version of ['1.0.0', '1.1.0']) stage.release(version, {}, image);
  for (const environment of ['dev', 'prod'])
    must(await stage.play(promoting('1.0.0', { images, environment, reason: 'first\u001b[2J' })));
  must(await stage.play(promoting('1.1.0', { environment: 'dev', allow: ['downgrade'] })));
});

/** What a command has found before anything is read. */
function foundBy(parsed: Parsed, reported: Reported = { outputs: {}, error: null }): Found {
  return { facts: null, gates: null, metrics: [], events: new Map(), reported, filter: readFilter(parsed, NOW) };
}

/** What a command that reads shows: its data, its text on stdout, and its words on stderr. */
async function shown(argv: readonly string[], given: Parameters<typeof statusRequest>[0] = {}, width = LAYOUT.width) {
  const parsed = parseArguments(argv, { columns: 80, version: '1' });
  const facts = foundBy(parsed);
  const request = statusRequest({ environments: parsed.positional, ...given });
  const { error, outputs } = await wholeRun(store, request, {
    hooks: {
      showStatus: (read, metrics) => Object.assign(facts, { facts: read, metrics }),
      study: ({ report: { row }, history }) =>
        facts.events.set(`${row.image} ${row.environment}`, history?.events ?? []),
    },
  });
  Object.assign(facts, { reported: { outputs, error } });
  return {
    json: JSON.parse(jsonOf(parsed, facts)),
    lines: linesOf(parsed, facts, { ...LAYOUT, width }),
    words: wordsOf(parsed, facts),
  };
}

describe('status', () => {
  test('is a table for each image', async () => {
    must(await stage.play(holdRequest({ images: [WEB], reason: 'sale' })));
    stage.registry.point(APP, 'prod', stage.at('1.1.0') ?? '');
    const { json, lines, words } = await shown(['status'], { images: [APP, WEB], environments: ['dev', 'prod', 'qa'] });
    expect(json.environments).toHaveLength(6);
    expect(lines).toEqual([
      `*${APP_NAME}*`,
      '*STAGE  VERSION  AGE  COMMIT   BY   DRIFT*',
      `dev    1.1.0    2d   ${commit('1.1.0')}  ana`,
      `prod   1.1.0         ${commit('1.1.0')}       changed outside`,
      'qa     –',
      '',
      `*${WEB_NAME}*`,
      '*STAGE  VERSION  AGE  COMMIT   BY   DRIFT*',
      `dev    1.0.0    2d   ${commit('1.0.0')}  ana`,
      `prod   1.0.0    2d   ${commit('1.0.0')}  ana  on hold`,
      'qa     –',
    ]);
    expect(words).toEqual([
      `${WEB_NAME}: prod is on hold until it is ended, since 2026-03-01 12:04 UTC by ana, reason: sale`,
    ]);
  });

  test('of a version says where that is live, and whether it exists', async () => {
    const { json, words } = await shown(['status'], { images: [APP], environments: ['dev', 'prod'], version: '1.1.0' });
    const digest = stage.at('1.1.0');
    expect(words).toEqual([
      `${APP_NAME}: 1.1.0 is live in dev; tags: 1.1.0, 1.1.0-${commit('1.1.0')}, dev, git-${commit('1.1.0')}; digest: ${digest}`,
    ]);
    expect(json.exists).toBe(true);
  });

  test('of an image without a history says that', async () => {
    const { lines, words } = await shown(['status'], { images: [{ ...APP, repository: 'team/new' }] });
    expect([lines, words]).toEqual([[], ['No environment has a history yet: nothing was promoted.']]);
  });
});

describe('history', () => {
  test('is the newest event first, without characters that control the terminal', async () => {
    const { json, lines } = await shown(['history', 'dev', APP_NAME]);
    expect(json.events.map(({ version }: { version: string }) => version)).toEqual(['1.0.0', '1.1.0']);
    const run = (id: number): string => `https://github.com/team/app/actions/runs/${id}/attempts/1`;
    expect(lines).toEqual([
      '*WHEN              ACTION   VERSION  COMMIT   BY   WHY                 RUN*',
      `2026-03-01 12:03  promote  1.1.0    ${commit('1.1.0')}  ana  overrode downgrade  ${run(3)}`,
      `2026-03-01 12:01  promote  1.0.0    ${commit('1.0.0')}  ana  first [2J           ${run(1)}`,
    ]);
    const narrow = await shown(['history', 'dev', APP_NAME], {}, 40);
    expect(narrow.lines[1]).toMatch(/^03-01 12:03 +promote +1\.1\.0 +ana/);
  });

  test.each([
    [['--limit', '1'], ['1.1.0']],
    [['--since', '2026-03-01T12:02:00Z'], ['1.1.0']],
    [
      ['--since', '2026-03-01', '--limit', '9'],
      ['1.0.0', '1.1.0'],
    ],
    [['--since', '1m'], []],
  ])('with %j has the events %j', async (flags, versions) => {
    const { json } = await shown(['history', 'dev', APP_NAME, ...flags]);
    expect(json.events.map(({ version }: { version: string }) => version)).toEqual(versions);
  });

  test('of several images is a list, with a heading for each', async () => {
    const { json, lines } = await shown(['history', 'prod', APP_NAME, WEB_NAME], { images: [APP, WEB] });
    expect(json.map(({ image }: { image: string }) => image)).toEqual([APP_NAME, WEB_NAME]);
    expect(lines.filter((line) => line.startsWith('*reg.test'))).toEqual([`*${APP_NAME}*`, `*${WEB_NAME}*`]);
    expect(lines.filter((line) => line === '')).toHaveLength(1);
  });
});

describe('diff', () => {
  test('has the images that differ', async () => {
    const { json, lines, words } = await shown(['diff', 'dev', 'prod'], { images: [APP, WEB] });
    expect(json.map(({ image }: { image: string }) => image)).toEqual([APP_NAME]);
    expect([lines, words]).toEqual([
      [
        '*IMAGE              DEV    PROD   COMMITS*',
        `${APP_NAME}  1.1.0  1.0.0  ${commit('1.1.0')}...${commit('1.0.0')}`,
      ],
      [],
    ]);
  });

  test('says where nothing differs', async () => {
    const same = await shown(['diff', 'dev', 'prod'], { images: [WEB] });
    expect([same.lines, same.words]).toEqual([[], ['dev and prod have the same images.']]);
    const none = await shown(['diff', 'qa', 'stage'], { images: [WEB] });
    expect(none.words).toEqual(['Nothing is live in qa and stage.']);
  });
});

describe('a board', () => {
  test('is written, also where a history cannot be read, and then fails', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'board-'));
    const [page, argv] = [join(folder, 'index.html'), ['board', '--out', folder]];
    const good = await shown(argv, { page: { folder, root: null } });
    expect([good.json, good.lines]).toEqual([{ result: { page } }, [page]]);
    const written = JSON.parse(readFileSync(join(folder, 'status.json'), 'utf8'));
    expect(written).toMatchObject({ environments: [{ environment: 'dev' }, { environment: 'prod' }] });
    const broken = manifestOf({ mediaType: 'application/vnd.oci.image.index.v1+json' });
    store.repository(APP).manifests.set(broken.digest, broken);
    store.point(APP, 'prod-history', broken.digest);
    const bad = await shown(argv, { page: { folder, root: null } });
    expect([bad.json.error.code, bad.lines]).toEqual(['HISTORY_INVALID', [page]]);
    const away = await shown(argv, { page: { folder: tmpdir(), root: folder } });
    expect([away.json.error.code, away.lines]).toEqual(['INPUT_INVALID', []]);
  });
});

describe('check', () => {
  const text = 'environments:\n  dev: {}\n  prod:\n    soak: 36h\n    verified: true\n';
  const policy = readPolicyText(text, 'promotion.yml') as Policy;

  test('of an image shows what the gates of each stage say, and a refusal is no failure', async () => {
    const parsed = parseArguments(['check', APP_NAME], { columns: 80, version: '1' });
    const given = { policy, stages: ['dev', 'prod'], environment: 'prod', dryRun: true };
    const found = foundBy(parsed);
    const hooks = { showGates: (plan: object) => void Object.assign(found, { gates: plan }) };
    const run = await wholeRun(store, promoting('1.1.0', given), { hooks });
    expect([run.exitCode, run.error, run.outputs]).toEqual([0, null, {}]);
    const { result } = JSON.parse(jsonOf(parsed, found));
    expect(result[0].environments.map((each: object) => ({ ...each, gates: [] }))).toEqual([
      { environment: 'dev', live: true, gates: [] },
      { environment: 'prod', live: false, gates: [] },
    ]);
    const lines = linesOf(parsed, found, LAYOUT);
    expect(lines.slice(0, 3)).toEqual([
      `*${APP_NAME} 1.1.0*`,
      expect.stringMatching(/^\*STAGE +GATE/),
      expect.stringMatching(/^dev +– +live$/),
    ]);
    expect(lines.some((line) => /^prod +verified +refused +/.test(line))).toBe(true);
    const missing = await wholeRun(store, promoting('9.9.9', given), { hooks });
    expect([missing.exitCode, missing.error?.code]).toEqual([1, 'NOT_FOUND']);
  });
});

test('a command that writes shows the images by digest, and an error as JSON without control characters', () => {
  const parsed = parseArguments(['promote', 'prod', APP_NAME], { columns: 80, version: '1' });
  const entries = [
    { image: APP_NAME, digest: 'sha256:1' },
    { image: WEB_NAME, digest: null },
  ];
  const reported = { outputs: { result: JSON.stringify(entries) }, error: null as ActionError | null };
  const found = foundBy(parsed, reported);
  expect(linesOf(parsed, found, LAYOUT)).toEqual([`${APP_NAME}@sha256:1`]);
  expect([JSON.parse(jsonOf(parsed, found)).result, wordsOf(parsed, found)]).toEqual([entries, []]);
  reported.error = new ActionError('FORBIDDEN', 'no\u001b[2J\nnever');
  expect(jsonOf(parsed, found)).toBe(
    '{\n  "error": {\n    "code": "FORBIDDEN",\n    "message": "no [2J\\nnever"\n  }\n}',
  );
  const ended = jsonOf(parseArguments(['status'], { columns: 80, version: '1' }), {
    ...found,
    reported: { outputs: {}, error: null },
  });
  expect(JSON.parse(ended)).toEqual({ error: { code: 'INTERNAL', message: 'The run ended without a result.' } });
});
