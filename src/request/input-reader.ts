import { ActionError, asActionError, mergeErrors } from '../errors.ts';
import { environmentProblem } from '../image/tags.ts';

/** Reads one input by its name; the empty string where it was not given. */
export type GetInput = (name: string) => string;

/** Reads inputs as the runner passes them: INPUT_ and the name in upper case, with dashes kept. */
export function getInputFrom(env: NodeJS.ProcessEnv): GetInput {
  return (name) => (env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] ?? '').trim();
}

/** Limits of what is shown: the number of problems, and of characters at the beginning and the end of each. */
const SHOWN = { problems: 50, beginning: 600, end: 300 };

/**
 * Reads inputs as values, and collects every problem, so that a run lists all of them.
 */
export class InputReader {
  readonly problems: ActionError[] = [];
  private readonly get: GetInput;

  constructor(get: GetInput) {
    this.get = get;
  }

  /** A text, or null where the input is empty. */
  text(name: string): string | null {
    return this.get(name) || null;
  }

  /** Adds a problem. */
  problem(message: string): void {
    this.problems.push(new ActionError('INPUT_INVALID', message));
  }

  /** All problems as one error of readable length; null where there are none. */
  refusal(): ActionError | null {
    if (this.problems.length === 0) return null;
    const shown = this.problems
      .slice(0, SHOWN.problems)
      .map(({ code, message }) => new ActionError(code, brief(message)));
    const more = this.problems.length - shown.length;
    return mergeErrors(more > 0 ? [...shown, new ActionError('INPUT_INVALID', `And ${more} more problems.`)] : shown);
  }

  /** Runs what may throw a problem; returns the fallback where it did. */
  attempt<T>(act: () => T, fallback: T): T {
    try {
      return act();
    } catch (error) {
      this.problems.push(asActionError(error));
      return fallback;
    }
  }

  /** One item per line, without empty ones. */
  lines(name: string): string[] {
    return this.get(name)
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean);
  }

  /**
   * One item per line; an item in quotes may have several lines, with quotes inside it doubled:
   * https://docs.docker.com/build/ci/github-actions/secrets/
   */
  quotedLines(name: string): string[] {
    const item = /[ \t]*(?:"((?:[^"]|"")*)"[ \t]*(?=[\r\n]|$)|([^\r\n]*))(?:\r?\n|$)/g;
    const found = [...this.get(name).matchAll(item)];
    return found.map(([, quoted, line = '']) => (quoted?.replaceAll('""', '"') ?? line).trim()).filter(Boolean);
  }

  /** Items separated by commas or line ends. */
  list(name: string): string[] {
    return this.get(name)
      .split(/[,\r\n]+/)
      .map((item) => item.trim())
      .filter(Boolean);
  }

  /** A boolean as YAML 1.2's core schema has it. */
  boolean(name: string, byDefault: boolean): boolean {
    const value = this.get(name);
    if (value === '') return byDefault;
    if (['true', 'True', 'TRUE'].includes(value)) return true;
    if (['false', 'False', 'FALSE'].includes(value)) return false;
    this.problem(`${name}: expected true or false, got "${value}".`);
    return byDefault;
  }

  /** One of some words. */
  choice<T extends string>(name: string, words: readonly T[], byDefault: T): T {
    const value = this.get(name);
    if (value === '') return byDefault;
    if ((words as readonly string[]).includes(value)) return value as T;
    this.problem(`Unknown ${name} "${value}". Known: ${words.join(', ')}.`);
    return byDefault;
  }

  /** Adds a problem where a name is not a valid environment. */
  checkEnvironment(name: string): void {
    const problem = environmentProblem(name);
    if (problem) this.problem(`"${name}" is not a valid environment: ${problem}.`);
  }

  /**
   * Environments in order; a problem where one is there twice.
   * @param environment must be among them, where there are any; null where there is none to check
   */
  stages(name: string, environment: string | null = null): string[] {
    const stages = this.list(name);
    for (const stage of stages) this.checkEnvironment(stage);
    if (new Set(stages).size !== stages.length) this.problem(`${name} names an environment twice.`);
    if (environment !== null && stages.length > 0 && !stages.includes(environment)) {
      this.problem(`Unknown environment "${environment}". Known: ${stages.join(', ')}.`);
    }
    return stages;
  }
}

function brief(message: string): string {
  if (message.length <= SHOWN.beginning + SHOWN.end) return message;
  return `${message.slice(0, SHOWN.beginning)}…${message.slice(-SHOWN.end)}`;
}
