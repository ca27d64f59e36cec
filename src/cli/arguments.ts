import { Command, CommanderError, Option } from 'commander';
import { COMMANDS, type CommandRow, inputsOf } from './commands.ts';
import { FLAGS, type Flag, OWN_FLAGS, type OwnFlagName } from './flags.ts';
import { HELP_LAYOUT } from './help.ts';

/** What the arguments ask for. */
export interface Parsed {
  readonly name: string;
  readonly command: CommandRow;
  /** the positional arguments before the images */
  readonly positional: readonly string[];
  /** the inputs of the action, by name */
  readonly inputs: ReadonlyMap<string, string>;
  readonly own: ReadonlyMap<OwnFlagName, string>;
}

/** The end of a run that needs no registry: help, the version, or arguments that cannot be used. */
export class Ended extends Error {
  readonly exitCode: 0 | 2;
  readonly stdout: string;
  readonly stderr: string;

  constructor(exitCode: 0 | 2, stdout: string, stderr: string) {
    super(stderr);
    this.exitCode = exitCode;
    this.stdout = stdout;
    this.stderr = stderr;
  }
}

/** Flags whose values are secrets, and what to use instead. */
const SECRET_FLAGS: Readonly<Record<string, string>> = {
  password: 'Use --password-stdin, which reads it from stdin.',
  'github-token': 'Set the environment variable GH_TOKEN.',
  token: 'Set the environment variable GH_TOKEN.',
};

/** How the texts of commander are written. */
export interface Terminal {
  readonly columns: number;
  readonly version: string;
}

/**
 * Reads the arguments of the command line.
 * @param argv without the program and the script
 * @throws Ended for help, the version, and arguments that cannot be used
 */
export function parseArguments(argv: readonly string[], terminal: Terminal): Parsed {
  refuseSecrets(argv);
  const texts = { stdout: '', stderr: '' };
  let parsed: Parsed | null = null;
  const use = (found: Parsed): void => {
    parsed = found;
  };
  // the flags of all commands take milliseconds to make
  const program = programOf(terminal, use, (name) => argv.includes(name));
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => {
        texts.stdout += text;
      },
      writeErr: (text) => {
        texts.stderr += text;
      },
      getOutHelpWidth: () => terminal.columns,
      getErrHelpWidth: () => terminal.columns,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  }
  try {
    program.parse(withValues(withHelp(argv)), { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) throw new Ended(0, texts.stdout, '');
    throw new Ended(2, '', `${texts.stdout}${texts.stderr}`);
  }
  if (parsed === null) throw new Ended(2, '', program.helpInformation());
  return parsed;
}

/** The arguments without what commander takes for wrong usage of `help`: the help of help, and of what is no command. */
function withHelp(argv: readonly string[]): readonly string[] {
  const [first, name] = argv;
  if (first !== 'help' || name === undefined) return argv;
  if (['help', '--help', '-h'].includes(name)) return ['--help'];
  // the nearest command is named, as for the command itself
  return /^\w/.test(name) && !Object.hasOwn(COMMANDS, name) ? argv.slice(1) : argv;
}

/**
 * Makes the program.
 * @param use called with what the arguments ask for
 * @param needsFlags whether the flags of a command are needed, besides its name
 */
function programOf(
  { version, columns }: Terminal,
  use: (parsed: Parsed) => void,
  needsFlags: (name: string) => boolean,
): Command {
  const program = new Command('build-once-promote');
  program
    .description('Build a container image once, promote it by moving tags, roll back in seconds, know what is live.')
    .usage('COMMAND [flags]')
    .configureHelp(HELP_LAYOUT)
    .version(version, '--version', 'show the version of this tool')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .enablePositionalOptions()
    .addHelpText('after', () => {
      const about = program.createHelp().boxWrap(ABOUT, columns);
      return `\nExample:\n  $ build-once-promote ${COMMANDS.status?.examples[0]}\n\n${about}`;
    });
  for (const [name, row] of Object.entries(COMMANDS)) {
    if (needsFlags(name)) addCommand(program, name, row, use);
    else program.command(`${name} ${row.args}`.trim()).description(row.summary);
  }
  return program;
}

const ABOUT = `Credentials are those of docker login; GH_TOKEN or GITHUB_TOKEN for ghcr.io.
Exit codes: 0 done or nothing to do, 1 refused or failed, 2 wrong usage, 130 interrupted.`;

function addCommand(program: Command, name: string, row: CommandRow, use: (parsed: Parsed) => void): void {
  const inputs = new Map<string, string[]>();
  const own = new Map<OwnFlagName, string>();
  const command = program.command(`${name} ${row.args}`.trim()).description(row.summary).usage(usageOf(row));
  command.helpOption('-h, --help', 'show this help');
  const examples = row.examples.map((example) => `  $ build-once-promote ${example}`).join('\n');
  command.addHelpText('after', `\nExample${row.examples.length > 1 ? 's' : ''}:\n${examples}\n`);
  for (const input of inputsOf(row)) {
    const flag = FLAGS[input];
    if (flag)
      addFlag(command, input, flag, (value) =>
        inputs.set(input, flag.isList ? [...(inputs.get(input) ?? []), value] : [value]),
      );
  }
  for (const key of row.own) addFlag(command, key, OWN_FLAGS[key], (value) => own.set(key, value));
  command.action((...given: unknown[]) => {
    const texts = given
      .slice(0, -2)
      .flat()
      .filter((each): each is string => typeof each === 'string');
    const count = row.args.split(' ').filter((arg) => arg.startsWith('<')).length;
    const images = [...texts.slice(count), ...(inputs.get('image') ?? [])];
    const values = [...inputs].map(([input, each]): [string, string] => [input, each.join('\n')]);
    use({
      ...{ name, command: row, own, positional: texts.slice(0, count) },
      inputs: new Map([...values, ['image', images.join('\n')]]),
    });
  });
}

function usageOf({ args }: CommandRow): string {
  return `${args.replace(/[<>]/g, '').toUpperCase()} [flags]`.trim();
}

/** Adds a flag; one that is true or false also takes a value after an equals sign, and its negation. */
function addFlag(command: Command, name: string, flag: Flag, set: (value: string) => void): void {
  const keep = (value: string): string => {
    set(value);
    return value;
  };
  if (flag.value !== null) {
    command.addOption(
      new Option(`--${name} <${flag.value}>`, flag.help).argParser(keep).makeOptionMandatory(flag.isRequired === true),
    );
    return;
  }
  if (flag.byDefault === undefined) {
    command.addOption(new Option(`--${name}`, flag.help).argParser(() => keep('true')));
    return;
  }
  const isShown = !flag.byDefault;
  command.addOption(new Option(`--${name} [true|false]`, flag.help).argParser(keep).hideHelp(!isShown));
  if (flag.byDefault)
    command.addOption(new Option(`--no-${name}`, `do not ${flag.help}`).argParser(() => keep('false')));
}

/** Names of the flags that are true or false, and those that take a value. */
const SWITCHES = Object.keys(FLAGS).filter((name) => FLAGS[name]?.byDefault !== undefined);
const KNOWN = new Set([...Object.keys({ ...FLAGS, ...OWN_FLAGS }), ...SWITCHES.map((name) => `no-${name}`)]);
const VALUED = Object.entries({ ...FLAGS, ...OWN_FLAGS }).flatMap(([name, { value }]) =>
  value === null ? [] : [name],
);

/**
 * Writes `--dry-run` as `--dry-run=true`, so that it does not take the next argument as its value, unless that is true or
 * false. The value of a flag
 * that is not known is left out: the message about it repeats the flag, and it may be a secret.
 */
function withValues(argv: readonly string[]): string[] {
  const end = argv.indexOf('--');
  const isFlag = (index: number): boolean => {
    const before = argv[index - 1] ?? '';
    const isValue = before.startsWith('--') && VALUED.includes(before.slice(2));
    return !isValue && (end < 0 || index < end);
  };
  return argv.flatMap((text, index) => {
    const [, name, value] = /^--([\w-]+)(=.*)?$/s.exec(text) ?? [];
    if (name === undefined || !isFlag(index)) {
      const [, before = ''] = /^--([\w-]+)$/.exec(argv[index - 1] ?? '') ?? [];
      // it was joined with its flag
      return SWITCHES.includes(before) && isFlag(index - 1) && isTruth(text) ? [] : [text];
    }
    if (value !== undefined) return [KNOWN.has(name) ? text : `--${name}`];
    if (!SWITCHES.includes(name)) return [text];
    const next = argv[index + 1] ?? '';
    return [`${text}=${isTruth(next) ? next : 'true'}`];
  });
}

/** Whether a text is true or false, as the inputs of the action take it; no image has such a name. */
function isTruth(text: string): boolean {
  return /^(?:true|True|TRUE|false|False|FALSE)$/.test(text);
}

/** A secret on the command line is in the history of the shell, and every user sees it in the list of processes. */
function refuseSecrets(argv: readonly string[]): void {
  for (const text of argv) {
    const [, name = ''] = /^--([\w-]+)/.exec(text) ?? [];
    const remedy = SECRET_FLAGS[name];
    if (remedy !== undefined)
      throw new Ended(
        2,
        '',
        `error: --${name} is not a flag: a secret does not belong on the command line. ${remedy}\n`,
      );
  }
}
