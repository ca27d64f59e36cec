import { ActionError, asActionError, mergeErrors } from '../errors.ts';
import { hideUserInfo, lowerCaseRepository, type Repository } from '../image/reference.ts';
import { environmentProblem } from '../image/tags.ts';
import type { Policy } from '../policy/policy.ts';
import { didYouMean } from '../util/nearest.ts';
import { type QuotedItem, readQuotedItems } from './quoted-items.ts';

/** Returns the value of an input; the empty string if it is not set. */
export type GetInput = (name: string) => string;

/** Returns a reader of the inputs that the runner sets: INPUT_ and the name in upper case, dashes included. */
export function getInputFrom(env: NodeJS.ProcessEnv): GetInput {
  return (name) => (env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] ?? '').trim();
}

/** How many problems an error lists, and how many characters of each: at its beginning and at its end. */
const SHOWN = { problems: 50, beginning: 600, end: 300 };

/** Reads inputs as values. It collects all problems, so that one run reports them all. */
export class InputReader {
  readonly problems: ActionError[] = [];
  /** what was changed in the inputs, as lines for the log */
  readonly logLines: string[] = [];
  /** the policy file; null without one */
  policy: Policy | null = null;
  private readonly get: GetInput;

  constructor(get: GetInput) {
    this.get = get;
  }

  /** Returns the text of an input; null if it is empty. */
  text(name: string): string | null {
    return this.get(name) || null;
  }

  /** Adds a problem. */
  problem(message: string): void {
    this.problems.push(new ActionError('INPUT_INVALID', message));
  }

  /** Returns all problems as one error of readable length; null if there are none. */
  refusal(): ActionError | null {
    if (this.problems.length === 0) return null;
    const shown = this.problems
      .slice(0, SHOWN.problems)
      .map(({ code, message }) => new ActionError(code, brief(message)));
    const more = this.problems.length - shown.length;
    return mergeErrors(more > 0 ? [...shown, new ActionError('INPUT_INVALID', `And ${more} more problems.`)] : shown);
  }

  /** Runs `act`; if it throws, adds the error as a problem and returns the fallback. */
  attempt<T>(act: () => T, fallback: T): T {
    try {
      return act();
    } catch (error) {
      this.problems.push(asActionError(error));
      return fallback;
    }
  }

  /** Returns the lines of an input, without empty ones. */
  lines(name: string): string[] {
    return this.get(name)
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean);
  }

  /** Returns the items of an input, one per line; an item in quotes may have several lines, with quotes inside it doubled. */
  quotedItems(name: string): QuotedItem[] {
    return readQuotedItems(this.get(name));
  }

  /** Returns the texts of `quotedItems`. */
  quotedLines(name: string): string[] {
    return this.quotedItems(name).map(({ text }) => text);
  }

  /** Returns the items of a list, separated by commas or line ends; a problem if it is written as YAML or JSON. */
  list(name: string): string[] {
    const value = this.get(name);
    const [, inner] = /^\[(.*)\]$/s.exec(value) ?? [];
    const items = (inner ?? value)
      .split(/[,\r\n]+/)
      .map((item) => item.trim())
      .filter(Boolean);
    const isDashed = inner === undefined && items.length > 0 && items.every((item) => /^- /.test(item));
    if (inner === undefined && !isDashed) return items;
    const plain = items.map((item) => item.replace(/^- +/, '').replace(/^(["'])(.*)\1$/, '$2')).filter(Boolean);
    this.problem(`${name}: write ${plain.map(hideUserInfo).join(', ')} without ${isDashed ? 'dashes' : 'brackets'}.`);
    return plain;
  }

  /**
   * Returns the repository in a text, in lower case. Where the text has capitals, it adds a line for the log.
   * @param name the input, used in that line
   * @param parse reads the text, and may throw
   */
  repository<T extends Repository>(name: string, text: string, parse: (text: string) => T): T {
    const lower = lowerCaseRepository(text);
    const parsed = parse(lower);
    if (lower !== text) this.logLines.push(`${name}: ${text} is read as ${lower}: a repository is in lower case`);
    return parsed;
  }

  /** Returns a boolean, written as in YAML 1.2's core schema. */
  boolean(name: string, byDefault: boolean): boolean {
    const value = this.get(name);
    if (value === '') return byDefault;
    if (['true', 'True', 'TRUE'].includes(value)) return true;
    if (['false', 'False', 'FALSE'].includes(value)) return false;
    this.problem(`${name}: expected true or false, got "${hideUserInfo(value)}".`);
    return byDefault;
  }

  /** Returns the input as one of these words; a problem if it is another. */
  choice<T extends string>(name: string, words: readonly T[], byDefault: T): T {
    const value = this.get(name);
    if (value === '') return byDefault;
    if ((words as readonly string[]).includes(value)) return value as T;
    this.problem(`Unknown ${name} "${hideUserInfo(value)}".${didYouMean(value, words)} Known: ${words.join(', ')}.`);
    return byDefault;
  }

  /** Adds a problem where a name is not a valid environment. */
  checkEnvironment(name: string): void {
    const problem = environmentProblem(name);
    if (problem) this.problem(`"${hideUserInfo(name)}" is not a valid environment: ${problem}.`);
  }

  /**
   * Returns the stages, in order and each once: those of the policy, else of the input `environments`. A problem if one is
   * there twice.
   * @param names inputs that name an environment, which must be among the stages if there are any
   */
  stages(names: readonly string[] = ['environment']): string[] {
    const given = this.policy?.stages.map(({ name }) => name) ?? this.list('environments');
    const stages = [...new Set(given)];
    for (const stage of stages) this.checkEnvironment(stage);
    if (stages.length < given.length) this.problem('environments names an environment twice.');
    for (const input of stages.length > 0 ? names : []) {
      const name = this.text(input);
      if (name === null || stages.includes(name) || environmentProblem(name) !== null) continue;
      const where = input === 'environment' ? '' : ` in ${input}`;
      this.problem(
        `Unknown environment "${hideUserInfo(name)}"${where}.${didYouMean(name, stages)} Known: ${stages.map(hideUserInfo).join(', ')}.`,
      );
    }
    return stages;
  }
}

function brief(message: string): string {
  if (message.length <= SHOWN.beginning + SHOWN.end) return message;
  return `${message.slice(0, SHOWN.beginning)}…${message.slice(-SHOWN.end)}`;
}
