import { oneLine as clean } from '../registry/errors/response-error.ts';
import { CONTROL, redact } from './redact.ts';

export const oneLine = clean;

/** Text for a log: without secrets, and no line of it can be taken for a workflow command. */
export function escapeLogLine(text: string): string {
  return redact(text)
    .split(/\r\n|\r|\n/)
    .map((line) =>
      line
        .replace(CONTROL, ' ')
        .replace(/##\[/g, '## [')
        .replace(/^(\s*):(?=:)/, '$1: '),
    )
    .join('\n');
}
