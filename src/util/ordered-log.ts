/**
 * Returns a function that logs one line for each item, in the order of the items, whatever order they are done in.
 * @param items in the order of their lines
 */
export function orderedLog<T>(items: readonly T[], log: (line: string) => void): (item: T, line: string) => void {
  const lines = new Map<T, string>();
  let next = 0;
  return (item, line) => {
    lines.set(item, line);
    for (let at = items[next]; at !== undefined && lines.has(at); at = items[++next]) log(lines.get(at) ?? '');
  };
}
