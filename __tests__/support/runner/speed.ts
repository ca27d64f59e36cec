import { availableParallelism, loadavg } from 'node:os';

/** Returns the CPU time of this process so far, in milliseconds: other processes do not count, unlike in elapsed time. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Returns a time limit in milliseconds, extended on a machine with more busy processes than cores. */
export function onThisMachine(ms: number): number {
  const [load = 0] = loadavg();
  return ms * Math.max(1, load / availableParallelism());
}
