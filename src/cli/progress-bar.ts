import { shorten } from './table.ts';
import type { Stream } from './terminal.ts';

/** How wide the bar itself is at most, in columns. */
const BAR = 24;
const CLEAR_LINE = '\r\x1b[K';

/**
 * Shows the progress of a copy on the last line of a terminal.
 * @returns `show` draws it in place of the last one, `clear` removes it before another line is written
 */
export function progressBar(stream: Stream): { show: (share: number, text: string) => void; clear: () => void } {
  let isShown = false;
  return {
    show: (share, text) => {
      const width = Math.max(10, (stream.columns || 80) - 1);
      const size = Math.min(BAR, Math.floor(width / 3));
      const filled = Math.round(size * Math.min(1, Math.max(0, share)));
      const line = shorten(`[${'#'.repeat(filled)}${'-'.repeat(size - filled)}] ${text}`, width);
      stream.write(`${CLEAR_LINE}${line}`);
      isShown = true;
    },
    clear: () => {
      if (isShown) stream.write(CLEAR_LINE);
      isShown = false;
    },
  };
}
