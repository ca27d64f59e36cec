import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { actionsReporter } from '../../src/github/commands.ts';
import { outputsOf } from '../support/runner/commands.ts';

let folder: string;
let printed = '';
const before = { ...process.env };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'large-'));
  process.env.GITHUB_OUTPUT = join(folder, 'output');
  process.env.RUNNER_TEMP = folder;
  writeFileSync(process.env.GITHUB_OUTPUT, '');
  printed = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  process.env = { ...before };
  rmSync(folder, { recursive: true });
});

const list = (size: number): string => JSON.stringify(['x'.repeat(size)]);

async function write(outputs: Record<string, string>): Promise<Record<string, string>> {
  expect(await actionsReporter(process.env).write(outputs, '')).toBeNull();
  return outputsOf(readFileSync(join(folder, 'output'), 'utf8'));
}

test('rows that fit a job are outputs', async () => {
  const outputs = { environments: list(400_000), metrics: list(500_000) };
  expect(await write(outputs)).toMatchObject(outputs);
});

test('figures that do not fit beside the rows go into status.json, and the output says so', async () => {
  const [environments, metrics] = [list(400_000), list(700_000)];
  const written = await write({ environments, metrics });
  expect(written.environments).toBe(environments);
  const { file } = JSON.parse(written.metrics!);
  const data = JSON.parse(readFileSync(file, 'utf8'));
  expect(data).toEqual({
    generated: expect.stringMatching(/^\d{4}-/),
    environments: JSON.parse(environments),
    metrics: JSON.parse(metrics),
  });
  expect(printed).toContain('status.json');
});

test('rows that do not fit alone go there, too; beside a page it is the file of the page', async () => {
  const page = join(folder, 'board', 'index.html');
  const written = await write({ environments: list(1_100_000), metrics: list(10), page });
  const says = { file: join(folder, 'board', 'status.json'), reason: 'larger than 1 MB' };
  expect(JSON.parse(written.environments!)).toEqual(says);
  expect(JSON.parse(written.metrics!)).toEqual(says);
  expect(existsSync(join(folder, 'board'))).toBe(false);
});
