import type { Docker, DockerResult } from '../../../src/docker/command.ts';

/** The result of a docker command; `act` may look at its arguments and at the files they name. */
export interface Scripted {
  /** the first words of the command */
  when: string;
  code?: number;
  stdout?: string;
  act?: (args: readonly string[]) => void;
}

export interface FakeDocker {
  docker: Docker;
  calls: { args: readonly string[]; env: NodeJS.ProcessEnv }[];
  /** the arguments of the one command that begins with these words */
  args(when: string): readonly string[];
}

/** A docker that answers as scripted, records its calls, and fails every other command. */
export function fakeDocker(...scripted: Scripted[]): FakeDocker {
  const calls: FakeDocker['calls'] = [];
  const docker: Docker = async (args, options = {}): Promise<DockerResult> => {
    calls.push({ args, env: options.env ?? {} });
    const line = args.join(' ');
    const found = scripted.find(({ when }) => begins(line, when));
    if (!found) return { code: 1, stdout: '', tail: `docker: '${args[0]}' is not a docker command.` };
    found.act?.(args);
    const { code = 0, stdout = '' } = found;
    return { code, stdout, tail: stdout };
  };
  return {
    docker,
    calls,
    args: (when) => {
      const matching = calls.filter(({ args }) => begins(args.join(' '), when));
      if (matching.length !== 1) throw new Error(`${matching.length} commands begin with ${when}`);
      return matching[0]!.args;
    },
  };
}

function begins(line: string, words: string): boolean {
  return `${line} `.startsWith(`${words} `);
}

/** The values of an option that may be given several times. */
export function values(args: readonly string[], option: string): string[] {
  return args.flatMap((arg, index) => (arg === option ? [args[index + 1] ?? ''] : []));
}
