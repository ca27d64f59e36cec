import type { ActionError } from '../errors.ts';
import { escapeLogLine } from '../util/log-line.ts';
import { addSecret } from '../util/redact.ts';
import type { Reporter } from '../util/reporter.ts';
import { progressBar } from './progress-bar.ts';
import { painter, type Stream } from './terminal.ts';

/** What a run has reported, for the data on stdout and the exit code. */
export interface Reported {
  outputs: Readonly<Record<string, string>>;
  error: ActionError | null;
}

export interface ReporterOptions {
  readonly stderr: Stream;
  /** whether the steps of the run are shown, too: a command that only reads shows its data instead */
  readonly showsSteps: boolean;
  readonly showsDebug: boolean;
}

/** Reports to a terminal: words on stderr. Nothing that is reported controls the terminal. */
export function terminalReporter({ stderr, showsSteps, showsDebug }: ReporterOptions, reported: Reported): Reporter {
  const paint = painter(stderr);
  const bar = stderr.isTTY ? progressBar(stderr) : null;
  const line = (text: string): void => {
    bar?.clear();
    stderr.write(`${text}\n`);
  };
  const about = (label: string, text: string): void => line(`${label} ${escapeLogLine(text)}`);
  const reporter: Reporter = {
    info: (text) => (showsSteps || showsDebug ? line(escapeLogLine(text)) : undefined),
    debug: (text) => (showsDebug ? line(paint('dim', escapeLogLine(text))) : undefined),
    warn: (text) => about(paint('yellow', 'warning:'), text),
    notice: (text) => about(paint('cyan', 'note:'), text),
    fail: (error) => {
      reported.error = error;
      about(`${paint('red', 'error:')} ${error.code}:`, error.message);
    },
    mask: addSecret,
    group: async (title, act) => {
      line(escapeLogLine(title));
      const write = lineWriter((text) => line(`  ${escapeLogLine(text)}`));
      try {
        return await act(write.add);
      } finally {
        write.end();
      }
    },
    write: (outputs) => {
      bar?.clear();
      reported.outputs = outputs;
      return Promise.resolve(null);
    },
  };
  return bar === null ? reporter : { ...reporter, progress: bar.show };
}

/** Splits a program's output into lines, so that each can be escaped whole. */
function lineWriter(write: (line: string) => void): { add: (text: string) => void; end: () => void } {
  let rest = '';
  return {
    add: (text) => {
      const lines = (rest + text).split(/\r\n|\n|\r/);
      rest = lines.pop() ?? '';
      for (const line of lines) write(line);
    },
    end: () => {
      if (rest !== '') write(rest);
      rest = '';
    },
  };
}
