import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { makeRepository } from '../support/runner/git.ts';
import { type RunOptions, runAction } from '../support/runner/runner.ts';
import { until } from '../support/runner/shell.ts';

const SCRIPT = `
const fs = require('node:fs');
const { env } = process;
console.log('::add-mask::s3cret');
console.log('::error title=No%3A such%2C thing::one%0Atwo 100%25');
console.log('::warning file=a.js,title=Careful::slow');
console.log('::notice::hello::there');
console.log('::stop-commands::xyz');
console.log('::error::not a command');
console.log('::xyz::');
fs.appendFileSync(env.GITHUB_OUTPUT, 'plain=a=b<<c\\nmany<<EOT\\none\\ntwo\\nEOT\\n');
fs.appendFileSync(env.GITHUB_OUTPUT, 'env<<EOT\\n' + JSON.stringify(env) + '\\nEOT\\n');
fs.appendFileSync(env.GITHUB_OUTPUT, 'event<<EOT\\n' + fs.readFileSync(env.GITHUB_EVENT_PATH) + '\\nEOT\\n');
fs.appendFileSync(env.GITHUB_STEP_SUMMARY, '# done\\n');
if (env.INPUT_WAIT) {
  process.on('SIGTERM', () => setTimeout(() => setTimeout(() => process.exit(143), 50), 50));
  if (env.INPUT_WAIT !== 'yes') fs.writeFileSync(env.INPUT_WAIT, '');
  setInterval(() => {}, 1000);
} else process.exitCode = 3;
`;

const METADATA = `
name: test
inputs:
  mode: { description: x, required: true }
  sha-length: { description: x, default: 7 }
  github-token: { description: x, default: '\${{ github.token }}' }
  environment-tags: { description: x }
  wait: { description: x }
`;

describe('the runner', () => {
  let dir: string;
  let options: RunOptions;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'script-'));
    options = { entry: join(dir, 'index.cjs'), metadata: join(dir, 'action.yml') };
    writeFileSync(join(dir, 'index.cjs'), SCRIPT);
    writeFileSync(join(dir, 'action.yml'), METADATA);
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  test('reads what an action says', async () => {
    const run = await runAction({ mode: 'status' }, { ...options, event: { action: 'released' } });
    expect([run.exitCode, run.signal, run.stderr]).toEqual([3, null, '']);
    expect(run.outputs).toMatchObject({ plain: 'a=b<<c', many: 'one\ntwo', event: '{"action":"released"}' });
    expect(run.summary).toBe('# done\n');
    expect(run.masks).toEqual(['s3cret']);
    expect(run.annotations).toEqual([
      { level: 'error', title: 'No: such, thing', message: 'one\ntwo 100%' },
      { level: 'warning', title: 'Careful', message: 'slow' },
      { level: 'notice', title: '', message: 'hello::there' },
    ]);
  });

  test('sets inputs as the runner does, with the defaults of action.yml', async () => {
    const run = await runAction({ mode: 'promote', 'environment-tags': '{{environment}}' }, options);
    const env = JSON.parse(run.outputs.env!);
    expect(Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith('INPUT_')))).toEqual({
      INPUT_MODE: 'promote',
      'INPUT_SHA-LENGTH': '7',
      'INPUT_GITHUB-TOKEN': '',
      'INPUT_ENVIRONMENT-TAGS': '{{environment}}',
      INPUT_WAIT: '',
    });
    await expect(runAction({ mood: 'status' }, options)).rejects.toThrow('declares no input mood');
  });

  test('lets nothing of its own environment through, and takes overrides', async () => {
    process.env.LEAKED = 'yes';
    const env = { GITHUB_REF_NAME: 'v1.2.3', GITHUB_JOB: undefined };
    const run = await runAction({ mode: 'status' }, { ...options, env });
    delete process.env.LEAKED;
    const seen = JSON.parse(run.outputs.env!);
    expect(seen).toMatchObject({ GITHUB_REF_NAME: 'v1.2.3', GITHUB_REPOSITORY: 'acme/app' });
    expect(Object.keys(seen)).not.toContain('GITHUB_JOB');
    expect(Object.keys(seen)).not.toContain('LEAKED');
    expect(seen.HOME).not.toBe(process.env.HOME);
  });

  test('sends a signal on request, and returns how long the end took by the timers of the run', async () => {
    const begun = join(dir, 'begun');
    const noticed = jest.fn();
    const kill = { signal: 'SIGTERM' as const, when: until(() => existsSync(begun), 120_000), noticed };
    const run = await runAction({ mode: 'status', wait: begun }, { ...options, kill, ownTime: { stretch: 10 } });
    expect([run.exitCode, run.endedAfterMs, run.waitedMs]).toEqual([143, 100, 100]);
    expect(noticed).toHaveBeenCalledTimes(1);
  });

  test('gives up on a run that does not end', async () => {
    const endless = runAction({ mode: 'status', wait: 'yes' }, { ...options, timeoutMs: 300 });
    await expect(endless).rejects.toThrow('did not end in time');
  });
});

describe('a repository', () => {
  test('has the same commits each time, and grows', async () => {
    const [one, other] = [await makeRepository(), await makeRepository()];
    expect(one.sha).toMatch(/^[0-9a-f]{40}$/);
    expect(one.sha).toBe(other.sha);
    const next = await one.commit({ 'hello.txt': 'again\n' }, { message: 'Second' });
    expect(await one.git('log', '--format=%H %s')).toBe(`${next} Second\n${other.sha} Commit 1`);
    expect(await one.git('status', '--porcelain')).toBe('');
    one.remove();
    other.remove();
  });
});
