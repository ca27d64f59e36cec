export const id = 301;
export const ids = [301];
export const modules = {

/***/ 8301:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   escapeLogLine: () => (/* binding */ escapeLogLine)
/* harmony export */ });
/* harmony import */ var _redact_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5171);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8805);


/** Returns text for a log: without secrets, and no line can be parsed as a workflow command. */
function escapeLogLine(text) {
    return (0,_redact_js__WEBPACK_IMPORTED_MODULE_0__/* .redact */ .E)(text)
        .split(/\r\n|\r|\n/)
        .map((line) => line
        .replace(_text_js__WEBPACK_IMPORTED_MODULE_1__/* .CONTROL */ .W3, ' ')
        .replace(/##\[/g, '## [')
        .replace(/^(\s*):(?=:)/, '$1: '))
        .join('\n');
}


/***/ })

};
