export const id = 650;
export const ids = [650];
export const modules = {

/***/ 7650:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SHELLS: () => (/* binding */ SHELLS),
/* harmony export */   STAGES: () => (/* binding */ STAGES),
/* harmony export */   completionScript: () => (/* binding */ completionScript)
/* harmony export */ });
/* harmony import */ var _commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4710);
/* harmony import */ var _flags_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2529);


const SHELLS = ['bash', 'zsh', 'fish'];
const NAME = 'build-once-promote';
/** What `completion` takes besides the shells: prints the stages of the policy file, one per line, for the scripts. */
const STAGES = 'stages';
/** Asks for them; prints nothing where there are none. */
const ASK_STAGES = `${NAME} completion ${STAGES} 2>/dev/null`;
const FIRST = [...Object.keys(_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .COMMANDS */ .L), 'help', '--help', '--version'].join(' ');
const FLAG_ROWS = [...Object.entries(_flags_js__WEBPACK_IMPORTED_MODULE_1__/* .FLAGS */ .Wg), ...Object.entries(_flags_js__WEBPACK_IMPORTED_MODULE_1__/* .OWN_FLAGS */ .l1)];
/** Returns the script that completes commands, flags and their values in a shell. */
function completionScript(shell) {
    return { bash, zsh, fish }[shell]();
}
/** The flags of a command, with dashes. */
function flagsOf(row) {
    const inputs = (0,_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .inputsOf */ .V)(row).flatMap((name) => (_flags_js__WEBPACK_IMPORTED_MODULE_1__/* .FLAGS */ .Wg[name]?.byDefault === true ? [`--no-${name}`] : [`--${name}`]));
    return [...inputs, ...row.own.map((name) => `--${name}`), '--help'];
}
/** The values of a flag that has few, separated by spaces; empty for any other. */
function choicesOf({ value }) {
    return value?.includes('|') ? value.replaceAll('|', ' ') : '';
}
function takesFile({ value }) {
    return value !== null && ['FILE', 'PATH', 'DIR'].includes(value);
}
/** The commands that take an environment, each with the place of that argument, from 0: promote 0, diff 0, diff 1. */
const ENVIRONMENT_ARGS = Object.entries(_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .COMMANDS */ .L).flatMap(([name, { args }]) => args.split(' ').flatMap((arg, place) => (['<env>', '<other>'].includes(arg) ? [[name, place]] : [])));
/** The patterns of `case "$command $word" in`. @param first the number of the first argument's word in that shell */
function environmentCases(first) {
    return ENVIRONMENT_ARGS.map(([name, place]) => `"${name} ${first + place}"`).join('|');
}
/** The flags whose value is an environment. */
const ENVIRONMENT_FLAGS = FLAG_ROWS.filter(([, { value }]) => value === 'ENV').map(([name]) => name);
/**
 * The cases of `case "$previous word" in`: the values of a flag.
 * @param choose writes how values are offered
 * @param stages offers the stages of the policy file
 */
function valueCases(choose, files, stages) {
    const choices = FLAG_ROWS.filter(([, flag]) => choicesOf(flag) !== '');
    const paths = FLAG_ROWS.filter(([, flag]) => takesFile(flag)).map(([name]) => `--${name}`);
    return [
        ...choices.map(([name, flag]) => `    --${name}) ${choose(choicesOf(flag))} ;;`),
        `    ${paths.join('|')}) ${files} ;;`,
        `    ${ENVIRONMENT_FLAGS.map((name) => `--${name}`).join('|')}) ${stages} ;;`,
    ];
}
function bash() {
    const cases = Object.entries(_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .COMMANDS */ .L).map(([name, row]) => `    ${name}) words="${wordsOf(row)}" ;;`);
    return `# bash completion of ${NAME}
_build_once_promote() {
  local words=""
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
  case "\${COMP_WORDS[1]} $COMP_CWORD" in
    ${environmentCases(2)}) words="$words $(${ASK_STAGES})" ;;
  esac
  case "\${COMP_WORDS[COMP_CWORD - 1]}" in
${valueCases((values) => `words="${values}"`, 'words=""', `words="$(${ASK_STAGES})"`).join('\n')}
  esac
  [ "$COMP_CWORD" -eq 1 ] && words="${FIRST}"
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
# names of files where nothing else fits
complete -o default -F _build_once_promote ${NAME}
`;
}
function zsh() {
    const cases = Object.entries(_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .COMMANDS */ .L).map(([name, row]) => `    ${name}) compadd -- ${wordsOf(row)} ;;`);
    const stages = `compadd -- \${(f)"$(${ASK_STAGES})"}`;
    return `#compdef ${NAME}
_build_once_promote() {
  if (( CURRENT == 2 )); then
    compadd -- ${FIRST}
    return
  fi
  case "$words[CURRENT-1]" in
${valueCases((values) => `compadd -- ${values}; return`, '_files; return', `${stages}; return`).join('\n')}
  esac
  case "$words[2] $CURRENT" in
    ${environmentCases(3)}) ${stages} ;;
  esac
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
function fish() {
    const flags = new Map(FLAG_ROWS);
    const line = (command, rest) => `complete -c ${NAME} -n '__fish_seen_subcommand_from ${command}' ${rest}`;
    const flagLine = (command, flag) => {
        const known = flags.get(flag);
        const choices = known ? choicesOf(known) : '';
        if (choices !== '')
            return line(command, `-l ${flag} -x -a '${choices}'`);
        if (ENVIRONMENT_FLAGS.includes(flag))
            return line(command, `-l ${flag} -x -a '(${ASK_STAGES})'`);
        if (!known || known.value === null)
            return line(command, `-l ${flag}`);
        return line(command, `-l ${flag} ${takesFile(known) ? '-r' : '-x'}`);
    };
    const lines = Object.entries(_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .COMMANDS */ .L).flatMap(([name, row]) => [
        `complete -c ${NAME} -n __fish_use_subcommand -f -a ${name} -d '${row.summary}'`,
        ...flagsOf(row).map((flag) => flagLine(name, flag.slice(2))),
        ...(row.does === 'complete' ? [line(name, `-f -a '${SHELLS.join(' ')}'`)] : []),
    ]);
    const stages = ENVIRONMENT_ARGS.map(([command, place]) => {
        const isHere = `__fish_seen_subcommand_from ${command}; and test (count (commandline -opc)) -eq ${2 + place}`;
        return `complete -c ${NAME} -n '${isHere}' -f -a '(${ASK_STAGES})'`;
    });
    return `# fish completion of ${NAME}\n${[...lines, ...stages].join('\n')}\n`;
}
function wordsOf(row) {
    return (row.does === 'complete' ? SHELLS : flagsOf(row)).join(' ');
}


/***/ })

};
