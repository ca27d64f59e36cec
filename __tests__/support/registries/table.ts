import { readFileSync } from 'node:fs';
import type { ErrorCode } from '../../../src/errors.ts';

/** Returns the rows of a table in `__tests__/tables`. */
export function table<Row>(file: string, key = 'rows'): Row[] {
  const text = readFileSync(new URL(`../../tables/${file}`, import.meta.url), 'utf8');
  return (JSON.parse(text) as Record<string, Row[]>)[key] ?? [];
}

/** Returns a text shortened for the name of a test. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 70 ? `${text.slice(0, 50)}…(${text.length} characters)` : text);
}

/** A row of `registry-errors.json`. */
export interface RefusalRow {
  name: string;
  at: 'registry' | 'token';
  write: boolean;
  credentials: boolean;
  status: number;
  headers?: Record<string, string>;
  body: string;
  expected: ErrorCode;
  source: string;
}
