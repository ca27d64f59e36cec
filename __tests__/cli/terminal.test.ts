import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { approver } from '../../src/cli/confirm.ts';
import { contextFrom } from '../../src/cli/context.ts';
import { lastStageOf } from '../../src/cli/last-stage.ts';
import { policyAbove } from '../../src/cli/policy-file.ts';
import { type Reported, terminalReporter } from '../../src/cli/reporter.ts';
import { ActionError } from '../../src/errors.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { ChangesEntry } from '../../src/recording/types.ts';
import { buildRequest, promoting, rollbackRequest, statusRequest } from '../support/requests/requests.ts';
import { Stage } from '../support/requests/stage.ts';

const CHANGES: ChangesEntry = {
  ...{ image: 'app', base: 'a'.repeat(40), head: 'b'.repeat(40), url: 'https://github.com/a/b/compare/x...y' },
  ...{ direction: 'forward', total: 1, truncated: false },
  commits: [{ sha: 'c'.repeat(40), title: 'Cheaper basket\u001b[2J', author: 'grace', date: null, pulls: [] }],
} as unknown as ChangesEntry;

/** The plan of a promotion to prod. */
async function planOf(version: string): Promise<Plan> {
  const stage = new Stage();
  for (const each of ['1.0.0', '1.1.0']) stage.release(each);
  await stage.promote('prod', '1.0.0');
  const { result } = await stage.play({ ...promoting(version), dryRun: true });
  return result!.plan;
}

function asking(answers: string) {
  const [stdin, stderr] = [new PassThrough(), new PassThrough()];
  stdin.end(answers);
  const { signal } = new AbortController();
  const approve = approver('prod', { stdin, stderr, signal, isRollback: false });
  return { approve: (plan: Plan) => approve(plan, async () => [CHANGES]), text: () => String(stderr.read() ?? '') };
}

describe('a confirmation', () => {
  test('shows from what to what, the commits and the guards, and asks once for a plan', async () => {
    const plan = await planOf('1.1.0');
    const { approve, text } = asking('prod\n');
    expect(await approve(plan)).toBe(true);
    const shown = text();
    for (const part of ['1.0.0 → 1.1.0', 'Cheaper basket', 'grace', 'downgrade', 'Type prod to confirm: '])
      expect(shown).toContain(part);
    expect(shown).not.toContain('\u001b');
    expect(await approve(plan)).toBe(false);
  });

  test('asks nothing where nothing moves', async () => {
    expect(await asking('').approve(await planOf('1.0.0'))).toBe(false);
  });

  test.each([
    ['staging\n', 'got "staging"'],
    ['', 'got no answer'],
  ])('%j is no confirmation', async (answer, says) => {
    const approved = asking(answer).approve(await planOf('1.1.0'));
    await expect(approved).rejects.toMatchObject({ code: 'CANCELLED', message: expect.stringContaining(says) });
  });

  test.each([
    [promoting('1.0.0', { environment: 'prod' }), 'prod'],
    [promoting('1.0.0', { environment: 'production' }), 'production'],
    [promoting('1.0.0', { environment: 'staging' }), null],
    [promoting('1.0.0', { environment: 'live', stages: ['dev', 'live'] }), 'live'],
    [promoting('1.0.0', { environment: 'prod', stages: ['prod', 'live'] }), null],
    [promoting('1.0.0', { environment: 'prod', dryRun: true }), null],
    [rollbackRequest({ environment: 'prod' }), 'prod'],
    [buildRequest({ environment: 'prod' }), 'prod'],
    [buildRequest({ environment: null }), null],
    [statusRequest(), null],
  ])('the last stage of a run', (request, expected) => {
    expect(lastStageOf(request)).toBe(expected);
  });
});

/** A stream that keeps what is written. */
class Screen extends Writable {
  readonly isTTY: boolean;
  readonly columns = 60;
  text = '';
  constructor(isTTY: boolean) {
    super();
    this.isTTY = isTTY;
  }
  override write(text: unknown): boolean {
    this.text += String(text);
    return true;
  }
}

function reporterOn(stderr: Screen, showsSteps = true) {
  const reported: Reported = { outputs: {}, error: null };
  return { reported, reporter: terminalReporter({ stderr, showsSteps, showsDebug: false }, reported) };
}

describe('a reporter on a terminal:', () => {
  test('steps, warnings and the error are lines without control characters', () => {
    const screen = new Screen(false);
    const { reporter, reported } = reporterOn(screen);
    reporter.info('one\u001b[2J');
    reporter.warn('two\u009b3A');
    reporter.debug('unseen');
    const error = new ActionError('NOT_FOUND', 'three\u0007');
    reporter.fail(error);
    expect(screen.text).toBe('one [2J\nwarning: two 3A\nerror: NOT_FOUND: three \n');
    expect(reported.error).toBe(error);
  });

  test('a command that only reads shows no steps', () => {
    const screen = new Screen(false);
    reporterOn(screen, false).reporter.info('step');
    expect(screen.text).toBe('');
  });

  test("a program's output is shown line by line, and cannot control the terminal", async () => {
    const screen = new Screen(false);
    await reporterOn(screen).reporter.group('docker build', async (write) => {
      write('a\u001b[31m\nb');
      write('c\r\n::error::x');
    });
    expect(screen.text).toBe('docker build\n  a [31m\n  bc\n  : :error::x\n');
  });

  test('progress is a bar on a terminal only, and gives way to lines', () => {
    expect(reporterOn(new Screen(false)).reporter.progress).toBeUndefined();
    const screen = new Screen(true);
    const { reporter } = reporterOn(screen);
    reporter.progress?.(0.5, `copied half of it, ${'and more '.repeat(20)}`);
    const [, bar = ''] = screen.text.split('\r\u001b[K');
    expect(bar).toMatch(/^\[#{10}-{9}\] copied half/);
    expect(bar.length).toBeLessThanOrEqual(59);
    reporter.info('a line');
    expect(screen.text.endsWith('\r\u001b[Ka line\n')).toBe(true);
  });
});

const PERSON = { user: 'ada', host: 'laptop', cwd: '/work' };
const SHA = 'a'.repeat(40);

describe('who runs the command line', () => {
  test('is the user at the machine where no CI system does', () => {
    const context = contextFrom({ HOME: '/home/ada' }, PERSON);
    expect(context).toMatchObject({
      actor: 'ada@laptop',
      run: null,
      workspace: '/work',
      untrusted: null,
      source: null,
    });
    expect(contextFrom({}, { ...PERSON, user: null }).actor).toBe('unknown@laptop');
  });

  test('is the user at the machine where the CI system does not tell', () => {
    const context = contextFrom({ BUILD_URL: 'https://ci.example/job/1/' }, PERSON);
    expect(context).toMatchObject({ actor: 'ada@laptop', run: 'https://ci.example/job/1/' });
  });

  test.each<[string, Record<string, string>, object]>([
    [
      'a branch of GitLab',
      {
        GITLAB_CI: 'true',
        CI_COMMIT_BRANCH: 'main',
        CI_COMMIT_SHA: SHA,
        CI_PROJECT_URL: 'https://gitlab.example/acme/shop',
      },
      { branch: 'main', gitTag: null, commit: SHA, source: 'https://gitlab.example/acme/shop', untrusted: null },
    ],
    [
      "a fork's merge request of GitLab",
      { GITLAB_CI: 'true', CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '2', CI_MERGE_REQUEST_PROJECT_ID: '1' },
      { untrusted: 'fork', branch: null },
    ],
    [
      'a tag of CircleCI, whose repository is an SSH address',
      { CIRCLECI: 'true', CIRCLE_TAG: 'v1.2.3', CIRCLE_REPOSITORY_URL: 'git@github.com:acme/shop.git' },
      { gitTag: 'v1.2.3', branch: null, source: 'https://github.com/acme/shop' },
    ],
    [
      'a tag of Buildkite, which is named as the branch, too',
      { BUILDKITE: 'true', BUILDKITE_TAG: 'v1', BUILDKITE_BRANCH: 'v1' },
      { gitTag: 'v1', branch: null },
    ],
    ["a fork's pull request of Azure", { TF_BUILD: 'True', SYSTEM_PULLREQUEST_ISFORK: 'True' }, { untrusted: 'fork' }],
    [
      'a branch of Azure',
      { TF_BUILD: 'True', BUILD_SOURCEBRANCH: 'refs/heads/main', BUILD_SOURCEVERSION: SHA },
      { branch: 'main', gitTag: null, commit: SHA },
    ],
    [
      'a pull request of Jenkins',
      {
        JENKINS_URL: 'https://ci/',
        BRANCH_NAME: 'PR-1',
        CHANGE_ID: '1',
        GIT_URL: 'https://token:x@git.example/acme/shop.git',
      },
      { branch: null, source: 'https://git.example/acme/shop' },
    ],
    ['a branch of Jenkins', { JENKINS_URL: 'https://ci/', GIT_BRANCH: 'origin/main' }, { branch: 'main' }],
  ])('knows %s', (_name, env, expected) => {
    expect(contextFrom(env, PERSON)).toMatchObject(expected);
  });

  test('is read as the action reads it on GitHub', () => {
    const env = { GITHUB_ACTIONS: 'true', GITHUB_REPOSITORY: 'acme/shop', GITHUB_RUN_ID: '1', GITHUB_ACTOR: 'grace' };
    expect(contextFrom(env, PERSON)).toMatchObject({ actor: 'grace', repository: 'acme/shop' });
  });

  test('has its files in the working directory, also in a step of GitHub Actions', () => {
    const env = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: '/home/runner/work/shop/shop' };
    expect(contextFrom(env, PERSON).workspace).toBe('/work');
  });
});

describe('the folder above that has a policy file', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'above-'));
    for (const folder of ['.git', '.github', 'api/src', 'lib/.git']) mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, '.github/promotion.yml'), '');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  test.each([
    ['api', '..'],
    ['api/src', '../..'],
    // another repository
    ['lib', null],
    ['.', null],
  ])('of %s is %j', (folder, above) => {
    expect(policyAbove(join(root, folder))).toBe(above);
  });

  test('is null where the repository has none', () => {
    rmSync(join(root, '.github'), { recursive: true });
    expect(policyAbove(join(root, 'api/src'))).toBeNull();
  });
});
