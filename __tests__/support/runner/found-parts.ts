import { readFileSync } from 'node:fs';
import type { PartName, Parts } from './parts.ts';

let read: Parts | undefined;

/** The parts that the global setup found, made, or could not provide. */
export function parts(): Parts {
  const file = process.env.PARTS_FILE;
  if (!file) throw new Error('PARTS_FILE is not set: run this test through jest, whose global setup makes the parts');
  read ??= JSON.parse(readFileSync(file, 'utf8')) as Parts;
  return read;
}

/** Whether all of these parts can be used here. */
export function has(...names: PartName[]): boolean {
  return names.every((name) => parts()[name].state !== 'missing');
}
