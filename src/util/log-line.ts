import { redact } from './redact.ts';
import { CONTROL } from './text.ts';

/** Returns text for a log: without secrets, and no line can be parsed as a workflow command. */
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
