export const id = 143;
export const ids = [143];
export const modules = {

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
