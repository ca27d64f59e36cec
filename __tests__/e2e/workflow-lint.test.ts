import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { needs, parts } from '../support/runner/available.ts';
import { ROOT } from '../support/runner/runner.ts';
import { runOrThrow, shell } from '../support/runner/shell.ts';

needs('actionlint', 'git')('actionlint', () => {
  let dir: string;
  /** Puts a workflow beside this action, as if it were of this repository, so that inputs and outputs are known. */
  const add = (name: string, text: string): void => {
    const own = text.replaceAll('build-once-promote/build-once-promote/.github/workflows', './.github/workflows');
    const local = own.replaceAll(/(\.\/\.github\/workflows\/\S+)@v1/g, '$1');
    const action = local.replaceAll('uses: build-once-promote/build-once-promote@v1', 'uses: ./');
    writeFileSync(join(dir, '.github/workflows', name), action);
  };
  const lint = async (): Promise<string> => {
    const args = ['-color=false', '-shellcheck=', '-pyflakes='];
    const { stdout, stderr } = await shell(parts().actionlint.path!, args, { cwd: dir });
    return stdout + stderr;
  };
  beforeAll(async () => {
    dir = mkdtempSync(join(parts().dir, 'lint-'));
    await runOrThrow('git', ['init', '--quiet', dir]);
    mkdirSync(join(dir, '.github/workflows'), { recursive: true });
    for (const file of ['action.yml', '.github/actionlint.yaml', 'dist'])
      cpSync(join(ROOT, file), join(dir, file), { recursive: true });
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  test('finds nothing in the examples and workflows, but that it does not know the key `queue`', async () => {
    for (const file of globSync('examples/*.yml', { cwd: ROOT }))
      add(`example-${basename(file)}`, readFileSync(join(ROOT, file), 'utf8'));
    for (const file of globSync('.github/workflows/*.yml', { cwd: ROOT }))
      add(basename(file), readFileSync(join(ROOT, file), 'utf8'));
    expect(await lint()).toBe('');
  });

  test('finds an input that the action does not have', async () => {
    add('wrong.yml', readFileSync(join(ROOT, 'examples/status.yml'), 'utf8').replace('mode: status', 'mood: status'));
    expect(await lint()).toContain('input "mood" is not defined');
  });
});
