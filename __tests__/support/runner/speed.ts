/** Returns the CPU time of this process so far, in milliseconds: other processes do not count, unlike in elapsed time. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
