import type { ActionError } from '../../../src/errors.ts';
import { type Hooks, run } from '../../../src/main.ts';
import type { RegistryClient } from '../../../src/registry/client.ts';
import { RetryBudget } from '../../../src/registry/http/retry-budget.ts';
import type { Request } from '../../../src/request/request.ts';
import type { Reporter } from '../../../src/util/reporter.ts';
import { MemoryStore } from '../registries/memory-store.ts';

/** A registry in memory with what only a run as a whole uses. */
export class RunStore extends MemoryStore {
  /** the repositories to which connections were opened */
  readonly connected: string[] = [];

  open(image: { registry: string; repository: string }): void {
    this.connected.push(`${image.registry}/${image.repository}`);
  }

  isPlainHttp(): boolean {
    return false;
  }
}

/** What a run reported. */
export interface Report {
  readonly exitCode: number;
  readonly lines: readonly string[];
  readonly warnings: readonly string[];
  readonly notices: readonly string[];
  readonly masked: readonly string[];
  readonly error: ActionError | null;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

interface Kept {
  lines: string[];
  warnings: string[];
  notices: string[];
  masked: string[];
  error: ActionError | null;
  outputs: Readonly<Record<string, string>>;
  summary: string;
}

/** A reporter that keeps what is reported. @param problem what it says of outputs that cannot be set */
export function keepingReporter(problem: ActionError | null = null): { reporter: Reporter; kept: Kept } {
  const kept: Kept = { lines: [], warnings: [], notices: [], masked: [], error: null, outputs: {}, summary: '' };
  const reporter: Reporter = {
    info: (line) => void kept.lines.push(line),
    debug: () => {},
    warn: (text) => void kept.warnings.push(text),
    notice: (text) => void kept.notices.push(text),
    fail: (error) => Object.assign(kept, { error }),
    mask: (secret) => void kept.masked.push(secret),
    group: (title, act) => {
      kept.lines.push(title);
      return act((text) => void kept.lines.push(text));
    },
    write: async (outputs, summary) => {
      Object.assign(kept, { outputs, summary });
      return problem;
    },
  };
  return { reporter, kept };
}

/** Whatever a run has besides its request. */
export interface Around {
  readonly env?: NodeJS.ProcessEnv;
  readonly hooks?: Hooks;
  /** what the reporter says of outputs that cannot be set */
  readonly problem?: ActionError | null;
}

/** Runs a request as the action does, on a registry in memory. */
export async function wholeRun(
  store: RunStore,
  request: Request,
  { env = {}, hooks = {}, problem = null }: Around = {},
): Promise<Report> {
  const { reporter, kept } = keepingReporter(problem);
  const { signal } = new AbortController();
  const cancel = { reads: signal, writes: signal, check: () => {}, sleep: () => new Promise<void>(setImmediate) };
  const registry = store as unknown as RegistryClient;
  const exitCode = await run(request, { registry, retryBudget: new RetryBudget(), cancel, env }, reporter, hooks);
  return { exitCode, ...kept };
}
