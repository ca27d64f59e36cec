import { StringDecoder } from 'node:string_decoder';
import { absolutePath, findProgram } from '../util/find-program.ts';

/** How a program is run. */
export interface ExecOptions {
  /** the child's environment; the program is looked up on its PATH, which `@actions/exec` does not do by itself */
  readonly env: NodeJS.ProcessEnv;
  readonly onStdout: (text: string) => void;
  readonly onStderr: (text: string) => void;
}

/**
 * Runs a program by `@actions/exec`, without a shell and with an empty standard input; prints nothing. exec has no way to
 * end its child: a caller that stops waiting leaves the child running.
 * @param name the program's name, without a folder
 * @returns the exit code; 1 if a signal ended it
 * @throws Error when no absolute folder of the PATH has the program, or it cannot be started
 */
export async function execProgram(
  name: string,
  args: readonly string[],
  { env, onStdout, onStderr }: ExecOptions,
): Promise<number> {
  const program = await findProgram(name, env.PATH);
  // loaded here, so that a run without docker does not load it
  const { exec } = await import('@actions/exec');
  const [stdout, stderr] = [decodeTo(onStdout), decodeTo(onStderr)];
  const code: number | null = await exec(quote(program), [...args], {
    env: { ...env, PATH: absolutePath(env.PATH) } as Record<string, string>,
    silent: true,
    ignoreReturnCode: true,
    // exec calls `stdin.end(input)`. A callback closes the pipe without a write; an empty Buffer is written, and if the
    // child has exited by then, EPIPE ends this process. Without `input` the pipe stays open, and a reader hangs.
    input: (() => {}) as unknown as Buffer,
    listeners: { stdout: stdout.write, stderr: stderr.write },
  });
  stdout.end();
  stderr.end();
  return code ?? 1;
}

/** Quotes a file name: exec takes a command line and splits it into words. */
function quote(file: string): string {
  return `"${file.replaceAll('"', '\\"')}"`;
}

function decodeTo(take: (text: string) => void): { write: (bytes: Buffer) => void; end: () => void } {
  const decoder = new StringDecoder('utf8');
  return {
    write: (bytes) => {
      take(decoder.write(bytes));
      // exec keeps an unfinished line and searches all of it at each chunk (40 MB on one line: 14 s): end it
      bytes[bytes.length - 1] = 0x0a;
    },
    end: () => take(decoder.end()),
  };
}
