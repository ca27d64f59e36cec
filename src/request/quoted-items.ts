/** One item of an input with an item per line. */
export interface QuotedItem {
  readonly text: string;
  /** the line on which it begins, from 1 */
  readonly line: number;
}

const ITEM = /[ \t]*(?:"((?:[^"]|"")*)"[ \t]*(?=[\r\n]|$)|([^\r\n]*))(?:\r?\n|$)/g;

/**
 * Splits an input with one item per line. An item in quotes may have several lines, with quotes inside it doubled, and
 * is taken as it is; any other item is trimmed. Empty items are left out.
 * https://docs.docker.com/build/ci/github-actions/secrets/
 */
export function readQuotedItems(input: string): QuotedItem[] {
  const items: QuotedItem[] = [];
  let line = 1;
  for (const [whole, quoted, plain = ''] of input.matchAll(ITEM)) {
    const text = quoted?.replaceAll('""', '"') ?? plain.trim();
    if (text.trim() !== '') items.push({ text, line });
    line += whole.split('\n').length - 1;
  }
  return items;
}
