export const id = 832;
export const ids = [832];
export const modules = {

/***/ 2832:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   painter: () => (/* binding */ painter),
/* harmony export */   widthOf: () => (/* binding */ widthOf)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);

/** Returns a function that colours text where a stream is a terminal and neither NO_COLOR nor the like is set. */
function painter(stream) {
    return (format, text) => (0,node_util__WEBPACK_IMPORTED_MODULE_0__.styleText)(format, text, { stream: stream });
}
/** Returns the width of a terminal in columns; Infinity where a stream is none. */
function widthOf(stream) {
    return stream.isTTY ? stream.columns || 80 : Number.POSITIVE_INFINITY;
}


/***/ })

};
