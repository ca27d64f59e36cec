import { ActionError } from '../errors.ts';
import { didYouMean } from '../util/nearest.ts';
import { oneLine } from '../util/text.ts';

interface Place {
  /** offset in the text */
  readonly at: number;
  /** the node as a message shows it */
  readonly shown: string;
}

/** A value of the file, with its place. */
export type Node = Place &
  (
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'boolean'; readonly value: boolean }
    /** a number */
    | { readonly kind: 'other' }
    | { readonly kind: 'empty' }
    | { readonly kind: 'list'; readonly items: readonly Node[] }
    | { readonly kind: 'map'; readonly entries: MapNode }
  );

/** The entries of a mapping in their order, by key. */
export type MapNode = ReadonlyMap<string, { readonly key: Node; readonly value: Node }>;

/** How many problems an error lists. */
const MAX_PROBLEMS = 20;

type LinePos = (offset: number) => { readonly line: number; readonly col: number };

/** The file that a policy is read from: it collects the problems, each with its place. */
export class Source {
  readonly file: string;
  readonly problems: ActionError[] = [];
  private readonly linePos: LinePos;

  /** @param linePos tells line and column, from 1, of an offset in the text */
  constructor(file: string, linePos: LinePos) {
    this.file = file;
    this.linePos = linePos;
  }

  /** Whether so many problems are known that no more are listed. */
  get isFull(): boolean {
    return this.problems.length >= MAX_PROBLEMS;
  }

  /** Adds a problem. @param at the node, or the offset in the text; null where it is about the whole file */
  problem(at: Node | number | null, what: string): void {
    if (this.isFull) return;
    const { line, col } = this.linePos(typeof at === 'number' ? at : (at?.at ?? 0));
    const where = at === null ? this.file : `${this.file}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
    this.problems.push(new ActionError('INPUT_INVALID', `policy ${where}: ${what}.`));
  }

  /** Adds the problem of a key that is not known, with the nearest one that is. */
  unknownKey(at: Node, name: string, what: string, known: readonly string[]): void {
    if (this.isFull) return;
    const nearest = didYouMean(name, known).trim();
    this.problem(
      at,
      `unknown key "${oneLine(name)}" in ${what}. ${nearest}${nearest && ' '}Known: ${known.join(', ')}`,
    );
  }
}
