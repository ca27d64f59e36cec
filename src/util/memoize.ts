/**
 * Makes something for a key once, however often it is asked for meanwhile: a promise that is under way counts.
 * @param kept what was made so far
 */
export function memoizeAsync<T>(kept: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = kept.get(key);
  if (known) return known;
  const made = make();
  kept.set(key, made);
  return made;
}
