import { COMMANDS, type CommandRow, inputsOf } from './commands.ts';
import { FLAGS } from './flags.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

const NAME = 'build-once-promote';

/** Returns the script that completes commands and flags in a shell. */
export function completionScript(shell: Shell): string {
  return { bash, zsh, fish }[shell]();
}

/** The flags of a command, with dashes. */
export function flagsOf(row: CommandRow): string[] {
  const inputs = inputsOf(row).flatMap((name) => (FLAGS[name]?.byDefault === true ? [`--no-${name}`] : [`--${name}`]));
  return [...inputs, ...row.own.map((name) => `--${name}`), '--help'];
}

function bash(): string {
  const cases = Object.entries(COMMANDS).map(([name, row]) => `    ${name}) words="${wordsOf(row)}" ;;`);
  return `# bash completion of ${NAME}
_build_once_promote() {
  local words="${Object.keys(COMMANDS).join(' ')} help --help --version"
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
  [ "$COMP_CWORD" -eq 1 ] && words="${Object.keys(COMMANDS).join(' ')} help --help --version"
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _build_once_promote ${NAME}
`;
}

function zsh(): string {
  const cases = Object.entries(COMMANDS).map(([name, row]) => `    ${name}) compadd -- ${wordsOf(row)} ;;`);
  return `#compdef ${NAME}
_build_once_promote() {
  if (( CURRENT == 2 )); then
    compadd -- ${Object.keys(COMMANDS).join(' ')} help --help --version
    return
  fi
  case "$words[2]" in
${cases.join('\n')}
  esac
}
# loaded as a file of fpath, or sourced
if [ "$funcstack[1]" = "_build_once_promote" ] || [ "$funcstack[1]" = "_${NAME}" ]; then
  _build_once_promote "$@"
else
  compdef _build_once_promote ${NAME}
fi
`;
}

function fish(): string {
  const lines = Object.entries(COMMANDS).flatMap(([name, row]) => [
    `complete -c ${NAME} -n __fish_use_subcommand -f -a ${name} -d '${row.summary}'`,
    ...flagsOf(row).map((flag) => `complete -c ${NAME} -n '__fish_seen_subcommand_from ${name}' -l ${flag.slice(2)}`),
    ...(row.does === 'complete'
      ? [`complete -c ${NAME} -n '__fish_seen_subcommand_from ${name}' -f -a '${SHELLS.join(' ')}'`]
      : []),
  ]);
  return `# fish completion of ${NAME}\n${lines.join('\n')}\n`;
}

function wordsOf(row: CommandRow): string {
  return (row.does === 'complete' ? SHELLS : flagsOf(row)).join(' ');
}
