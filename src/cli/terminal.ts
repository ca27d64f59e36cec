import { styleText } from 'node:util';

/** A stream that may be a terminal. */
export interface Stream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

type Format = Parameters<typeof styleText>[0];

/** Returns a function that colours text where a stream is a terminal and neither NO_COLOR nor the like is set. */
export function painter(stream: Stream): (format: Format, text: string) => string {
  return (format, text) => styleText(format, text, { stream: stream as NodeJS.WriteStream });
}

/** Returns the width of a terminal in columns; Infinity where a stream is none. */
export function widthOf(stream: Stream): number {
  return stream.isTTY ? stream.columns || 80 : Number.POSITIVE_INFINITY;
}
