export const id = 650;
export const ids = [650];
export const modules = {

/***/ 7650:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SHELLS: () => (/* binding */ SHELLS),
/* harmony export */   completionScript: () => (/* binding */ completionScript)
/* harmony export */ });
/* unused harmony export flagsOf */
/* harmony import */ var _commands_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4710);
/* harmony import */ var _flags_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2529);


const SHELLS = ['bash', 'zsh', 'fish'];
const NAME = 'build-once-promote';
/** Returns the script that completes commands and flags in a shell. */
function completionScript(shell) {
    return { bash, zsh, fish }[shell]();
}
/** The flags of a command, with dashes. */
function flagsOf(row) {
    const inputs = (0,_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .inputsOf */ .V)(row).flatMap((name) => (_flags_js__WEBPACK_IMPORTED_MODULE_1__/* .FLAGS */ .Wg[name]?.byDefault === true ? [`--no-${name}`] : [`--${name}`]));
    return [...inputs, ...row.own.map((name) => `--${name}`), '--help'];
}
function bash() {
    const cases = Object.entries(_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .COMMANDS */ .L).map(([name, row]) => `    ${name}) words="${wordsOf(row)}" ;;`);
    return `# bash completion of ${NAME}
_build_once_promote() {
  local words="${Object.keys(_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .COMMANDS */ .L).join(' ')} help --help --version"
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
  [ "$COMP_CWORD" -eq 1 ] && words="${Object.keys(_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .COMMANDS */ .L).join(' ')} help --help --version"
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _build_once_promote ${NAME}
`;
}
function zsh() {
    const cases = Object.entries(_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .COMMANDS */ .L).map(([name, row]) => `    ${name}) compadd -- ${wordsOf(row)} ;;`);
    return `#compdef ${NAME}
_build_once_promote() {
  if (( CURRENT == 2 )); then
    compadd -- ${Object.keys(_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .COMMANDS */ .L).join(' ')} help --help --version
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
function fish() {
    const lines = Object.entries(_commands_js__WEBPACK_IMPORTED_MODULE_0__/* .COMMANDS */ .L).flatMap(([name, row]) => [
        `complete -c ${NAME} -n __fish_use_subcommand -f -a ${name} -d '${row.summary}'`,
        ...flagsOf(row).map((flag) => `complete -c ${NAME} -n '__fish_seen_subcommand_from ${name}' -l ${flag.slice(2)}`),
        ...(row.does === 'complete'
            ? [`complete -c ${NAME} -n '__fish_seen_subcommand_from ${name}' -f -a '${SHELLS.join(' ')}'`]
            : []),
    ]);
    return `# fish completion of ${NAME}\n${lines.join('\n')}\n`;
}
function wordsOf(row) {
    return (row.does === 'complete' ? SHELLS : flagsOf(row)).join(' ');
}


/***/ })

};
