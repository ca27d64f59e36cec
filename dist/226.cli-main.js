export const id = 226;
export const ids = [226,143];
export const modules = {

/***/ 7226:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   approver: () => (/* binding */ approver)
/* harmony export */ });
/* harmony import */ var node_readline__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(481);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _guards_table_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9986);
/* harmony import */ var _image_name_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3158);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8424);
/* harmony import */ var _plan_plan_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9164);
/* harmony import */ var _report_changes_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9495);
/* harmony import */ var _report_lines_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(1901);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(6143);









/**
 * Returns the function that shows a plan and asks for the stage's name. A plan that was shown is not asked for again;
 * one that has changed since is.
 * @throws CANCELLED where another name is answered, or none
 */
function approver(environment, { isRollback, stdin, stderr, signal }) {
    const shown = new Set();
    return async (plan, changes) => {
        const moves = movesOf(plan);
        const key = moves.join('\n');
        // a build is planned again once it is built: it was asked for before
        const isBuilt = plan.images.some((image) => (0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_5__/* .isReady */ .i_)(image) && image.built);
        if (moves.length === 0 || shown.has(key) || isBuilt)
            return false;
        if (shown.size > 0)
            stderr.write(`${(0,_text_js__WEBPACK_IMPORTED_MODULE_8__/* .terminalText */ .e)(environment)} has changed meanwhile.\n`);
        const lines = [...moves, ...(0,_report_changes_js__WEBPACK_IMPORTED_MODULE_6__/* .changeLines */ .O)(await changes(), isRollback), ...(0,_guards_table_js__WEBPACK_IMPORTED_MODULE_2__/* .guardLines */ .F)(plan.checks)];
        for (const line of lines)
            stderr.write(`  ${(0,_text_js__WEBPACK_IMPORTED_MODULE_8__/* .terminalText */ .e)(line)}\n`);
        const answer = await ask(`Type ${(0,_text_js__WEBPACK_IMPORTED_MODULE_8__/* .terminalText */ .e)(environment)} to confirm: `, { stdin, stderr, signal });
        if (answer !== environment)
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('CANCELLED', `Not confirmed: expected "${environment}", got ${answer === null ? 'no answer' : `"${answer}"`}. Nothing was written.`);
        shown.add(key);
        return true;
    };
}
/** What a plan moves, one line per image: also an image that is to be built. */
function movesOf(plan) {
    const unbuilt = plan.images.flatMap((image) => image.kind === 'unbuilt' && image.environment !== null
        ? [
            `${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_4__/* .repositoryName */ .aR)(image.image)}:${image.environment}: ${image.previous ? (0,_image_name_js__WEBPACK_IMPORTED_MODULE_3__/* .imageName */ .t)(image.previous, image.previous.digest) : 'nothing'} → a build of this commit`,
        ]
        : []);
    const moves = plan.images.flatMap((image) => ((0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_5__/* .moveOf */ .ds)(image) ? [`  ${(0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_5__/* .targetDigest */ .mM)(image)}`] : []));
    return [...unbuilt, ...(0,_report_lines_js__WEBPACK_IMPORTED_MODULE_7__/* .moveLines */ .j2)(plan), ...moves];
}
/** Asks a question. @returns the answer; null where the terminal was closed */
async function ask(question, { stdin, stderr, signal }) {
    stderr.write(question);
    // not a terminal of readline's: Ctrl-C stays a signal
    const lines = (0,node_readline__WEBPACK_IMPORTED_MODULE_0__.createInterface)({ input: stdin, terminal: false });
    try {
        return await new Promise((resolve, reject) => {
            const onAbort = () => reject(new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('CANCELLED', 'Interrupted before anything was written.'));
            lines.once('line', (line) => resolve(line.trim()));
            lines.once('close', () => resolve(null));
            signal.addEventListener('abort', onAbort, { once: true });
            if (signal.aborted)
                onAbort();
        });
    }
    finally {
        lines.close();
    }
}


/***/ }),

/***/ 6143:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ terminalText),
/* harmony export */   n: () => (/* binding */ formatAge),
/* harmony export */   safeJson: () => (/* binding */ safeJson)
/* harmony export */ });
/* harmony import */ var _util_redact_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5171);
/* harmony import */ var _util_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8805);


/** Untrusted text for a terminal: one line, without secrets, and nothing in it controls the terminal. */
function terminalText(text) {
    return (0,_util_text_js__WEBPACK_IMPORTED_MODULE_1__/* .collapse */ .ap)((0,_util_redact_js__WEBPACK_IMPORTED_MODULE_0__/* .redact */ .E)(text));
}
/**
 * Formats data as JSON in which nothing controls a terminal: JSON itself escapes only the characters below a space.
 */
function safeJson(data) {
    return JSON.stringify(data, null, 2).replace(_util_text_js__WEBPACK_IMPORTED_MODULE_1__/* .CONTROL */ .W3, (found) => [...found].map((character) => (character === '\n' ? character : escapeCharacter(character))).join(''));
}
function escapeCharacter(character) {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
const UNITS = [
    ['d', 86_400],
    ['h', 3600],
    ['m', 60],
];
/**
 * Formats how long ago a time was: `3d`, `5h`, `12m`, `now`.
 * @param time RFC 3339; null where it is unknown
 * @param now milliseconds since the epoch
 */
function formatAge(time, now) {
    const at = Date.parse(time ?? '');
    if (Number.isNaN(at))
        return '';
    const seconds = (now - at) / 1000;
    const [unit, size] = UNITS.find(([, each]) => seconds >= each) ?? ['', 0];
    return size === 0 ? 'now' : `${Math.floor(seconds / size)}${unit}`;
}


/***/ })

};
