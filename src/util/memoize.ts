/**
 * Returns the cached promise of a key, or calls `make` and caches its promise. A pending or rejected promise counts too.
 * @param cache the promises so far, by key
 */
export function memoizeAsync<T>(cache: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = cache.get(key);
  if (known) return known;
  const made = make();
  cache.set(key, made);
  return made;
}
