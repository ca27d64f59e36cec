import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { putTag } from '../support/images/images.ts';
import { EXAMPLE, needs } from '../support/runner/available.ts';
import { type Examples, expectRefused, program, startExamples } from '../support/runner/examples.ts';

needs(
  'act',
  'registry',
  'git',
  'jq',
)('the examples of messages, of the daily status and of the board, run for real', () => {
  let examples: Examples;
  let posted: string;
  beforeAll(async () => {
    examples = await startExamples(['notify.yml', 'status.yml', 'board.yml']);
    posted = join(examples.bin, 'posted.json');
    program(examples.bin, 'curl', `cat > '${posted}'; for last; do :; done; echo "$last" >> '${posted}.urls'`);
    await examples.scene().release(1, '1.1.0', 'dev');
  });
  afterAll(() => examples.stop());

  const promote = (environment: string, reason: string) =>
    examples.dispatch(
      { environment, reason },
      { workflow: 'notify.yml', secrets: { SLACK_WEBHOOK_URL: 'https://hooks.example/T1' } },
    );
  const status = (workflow = 'status.yml') => examples.run('schedule', {}, { workflow });
  const message = (): string => JSON.parse(readFileSync(posted, 'utf8')).text;

  test('the channel reads what is live, what was, who did it and why; or that it was refused', async () => {
    expectRefused(await promote('prod', ''), 'NOT_FOUND');
    expect(message()).toMatch(/^:no_entry: Not promoted to \*prod\*, asked by ada\n/);
    expect((await promote('staging', 'Sprint 12')).ok).toBe(true);
    await examples.scene().release(2, '1.2.0', 'dev');
    // what a person typed is no markup and no shell
    expect((await promote('staging', '<!channel> "$(id)" & more')).ok).toBe(true);
    const lines = message().split('\n');
    expect(lines[0]).toBe(':rocket: Promoted to *staging* by ada: &lt;!channel&gt; "$(id)" &amp; more');
    expect(lines[1]).toMatch(/^\*shop 1\.2\.0\* \(was 1\.1\.0\) <https:.*\/compare\/[0-9a-f]{40}\.\.\.[0-9a-f]{40}\|/);
    expect(lines[2]).toMatch(/^<https:\/\/github\.com\/acme\/shop\/actions\/runs\/\d+\|Run>$/);
    expect(readFileSync(`${posted}.urls`, 'utf8').trim().split('\n')).toEqual(
      Array(3).fill('https://hooks.example/T1'),
    );
    // nothing changed, no message
    await promote('staging', '');
    expect(message()).toContain('more');
  });

  test('the board is published', async () => {
    const run = await status('board.yml');
    if (!run.ok) throw new Error(run.log);
    expect(run.calls).toEqual(['pages index.html status.json']);
  });

  test('the status is green until someone moves a tag by hand', async () => {
    expect((await status()).ok).toBe(true);
    await examples.scene().release(3, '1.3.0');
    await putTag(examples.registry, 'acme/shop', 'staging', '1.3.0');
    const drift = await status();
    expect(drift.ok).toBe(false);
    expect(drift.log).toMatch(/shop:staging is sha256:[0-9a-f]{64}: changed outside this action/);
  });
});

needs(...EXAMPLE, 'jq')('the example of previews, run for real', () => {
  let examples: Examples;
  beforeAll(async () => {
    examples = await startExamples(['preview.yml']);
  });
  afterAll(() => examples.stop());

  const event = (action: string, head: string, from = 'acme/shop', login = 'ada') =>
    examples.run('pull_request', {
      ...{ action, number: 7, ref: 'refs/pull/7/merge' },
      pull_request: {
        ...{ number: 7, user: { login } },
        head: { sha: head, ref: 'fix', repo: { full_name: from } },
        base: { ref: 'main', repo: { full_name: 'acme/shop' } },
      },
    });

  /** A gh that lists these versions of the package, on two pages: an id and tags each. */
  const has = (...versions: [number, ...string[]][]): void => {
    const listed = versions.map(([id, ...tags]) => ({ id, metadata: { container: { tags } } }));
    const pages = [listed.slice(0, 1), listed.slice(1)].map((page) => JSON.stringify(page)).join('\n');
    program(examples.bin, 'gh', `echo "gh $*" >> "$CALLS"\ncase "$*" in *--paginate*) echo '${pages}';; esac`);
  };
  const DELETE = 'gh api --method DELETE orgs/acme/packages/container/shop%2Fpreview/versions';

  test('a pull request has an environment until it is closed', async () => {
    const { sha } = examples.checkout;
    has(
      [1, 'pr-7', 'git-1111111'],
      [2, 'pr-7-history'],
      [3, 'pr-7', 'pr-8', 'git-2222222'],
      [4, 'pr-70', 'git-3333333'],
      [5],
    );
    const run = await event('opened', sha);
    if (!run.ok) throw new Error(run.log);
    const image = `${examples.registry.host}/acme/shop/preview@${await examples.live('pr-7', 'acme/shop/preview')}`;
    expect(run.calls).toEqual([`kubectl --namespace pr-7 set image deployment/shop shop=${image}`]);
    expect(run.outputs).toMatchObject({ revision: sha, environment: 'pr-7' });

    // neither from a fork nor by Dependabot, whose token cannot push
    expect((await event('opened', sha, 'mallory/shop')).jobs).toEqual([]);
    expect((await event('opened', sha, 'acme/shop', 'dependabot[bot]')).jobs).toEqual([]);
    const closed = await event('closed', sha);
    if (!closed.ok) throw new Error(closed.log);
    expect(closed.calls).toEqual([
      'kubectl delete namespace pr-7 --ignore-not-found',
      'gh api --paginate orgs/acme/packages/container/shop%2Fpreview/versions?per_page=100',
      `${DELETE}/1`,
      `${DELETE}/2`,
    ]);
  });

  test('the last version with a tag, which ghcr.io does not delete, is kept', async () => {
    const { sha } = examples.checkout;
    has([1, 'pr-7', 'git-1111111'], [2, 'pr-7-history'], [3]);
    expect((await event('closed', sha)).calls.slice(2)).toEqual([`${DELETE}/1`]);
    has([2, 'pr-7-history'], [3]);
    const again = await event('closed', sha);
    expect([again.ok, again.calls.slice(2)]).toEqual([true, []]);
  });

  test('the preview follows its branch, also back to an older commit', async () => {
    const live = () => examples.live('pr-7', 'acme/shop/preview');
    const { sha } = examples.checkout;
    await event('synchronize', sha);
    const first = await live();
    await event('synchronize', await examples.checkout.commit({ 'hello.txt': 'hello again\n' }));
    expect(await live()).not.toBe(first);
    const back = await event('synchronize', sha);
    expect(back.outputs).toMatchObject({ built: 'false', digest: first, revision: sha });
    expect(await live()).toBe(first);
  });
});
