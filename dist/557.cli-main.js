export const id = 557;
export const ids = [557,832,301];
export const modules = {

/***/ 4557:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  terminalReporter: () => (/* binding */ terminalReporter)
});

// EXTERNAL MODULE: ./lib/util/log-line.js
var log_line = __webpack_require__(8301);
// EXTERNAL MODULE: ./lib/util/redact.js
var redact = __webpack_require__(5171);
// EXTERNAL MODULE: ./lib/cli/table.js
var table = __webpack_require__(3626);
;// CONCATENATED MODULE: ./lib/cli/progress-bar.js

/** How wide the bar itself is at most, in columns. */
const BAR = 24;
const CLEAR_LINE = '\r\x1b[K';
/**
 * Shows the progress of a copy on the last line of a terminal.
 * @returns `show` draws it in place of the last one, `clear` removes it before another line is written
 */
function progressBar(stream) {
    let isShown = false;
    return {
        show: (share, text) => {
            const width = Math.max(10, (stream.columns || 80) - 1);
            const size = Math.min(BAR, Math.floor(width / 3));
            const filled = Math.round(size * Math.min(1, Math.max(0, share)));
            const line = (0,table/* shorten */.m)(`[${'#'.repeat(filled)}${'-'.repeat(size - filled)}] ${text}`, width);
            stream.write(`${CLEAR_LINE}${line}`);
            isShown = true;
        },
        clear: () => {
            if (isShown)
                stream.write(CLEAR_LINE);
            isShown = false;
        },
    };
}

// EXTERNAL MODULE: ./lib/cli/terminal.js
var terminal = __webpack_require__(2832);
;// CONCATENATED MODULE: ./lib/cli/reporter.js




/** Reports to a terminal: words on stderr. Nothing that is reported controls the terminal. */
function terminalReporter({ stderr, showsSteps, showsDebug }, reported) {
    const paint = (0,terminal.painter)(stderr);
    const bar = stderr.isTTY ? progressBar(stderr) : null;
    const line = (text) => {
        bar?.clear();
        stderr.write(`${text}\n`);
    };
    const about = (label, text) => line(`${label} ${(0,log_line.escapeLogLine)(text)}`);
    const reporter = {
        info: (text) => (showsSteps || showsDebug ? line((0,log_line.escapeLogLine)(text)) : undefined),
        debug: (text) => (showsDebug ? line(paint('dim', (0,log_line.escapeLogLine)(text))) : undefined),
        warn: (text) => about(paint('yellow', 'warning:'), text),
        notice: (text) => about(paint('cyan', 'note:'), text),
        fail: (error) => {
            reported.error = error;
            about(`${paint('red', 'error:')} ${error.code}:`, error.message);
        },
        mask: redact/* addSecret */.C,
        group: async (title, act) => {
            line((0,log_line.escapeLogLine)(title));
            const write = lineWriter((text) => line(`  ${(0,log_line.escapeLogLine)(text)}`));
            try {
                return await act(write.add);
            }
            finally {
                write.end();
            }
        },
        write: (outputs) => {
            bar?.clear();
            reported.outputs = outputs;
            return Promise.resolve(null);
        },
    };
    return bar === null ? reporter : { ...reporter, progress: bar.show };
}
/** Splits a program's output into lines, so that each can be escaped whole. */
function lineWriter(write) {
    let rest = '';
    return {
        add: (text) => {
            const lines = (rest + text).split(/\r\n|\n|\r/);
            rest = lines.pop() ?? '';
            for (const line of lines)
                write(line);
        },
        end: () => {
            if (rest !== '')
                write(rest);
            rest = '';
        },
    };
}


/***/ }),

/***/ 3626:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ formatTable),
/* harmony export */   m: () => (/* binding */ shorten)
/* harmony export */ });
/* harmony import */ var string_width__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4292);

const GAP = '  ';
/**
 * Formats rows as lines that fit a width. Where there is no room, columns that say nothing are left out, then columns are
 * shortened, the widest first, then left out.
 * @param width of the terminal in columns; Infinity where it does not matter
 * @param rows cells without control characters, as many as columns
 */
function formatTable(columns, rows, width, decorateHead = (text) => text) {
    const all = columns.map((column, index) => ({
        ...column,
        width: Math.max((0,string_width__WEBPACK_IMPORTED_MODULE_0__/* ["default"] */ .A)(column.head), ...rows.map((row) => (0,string_width__WEBPACK_IMPORTED_MODULE_0__/* ["default"] */ .A)(row[index] ?? ''))),
        index,
        isEmpty: rows.every((row) => (row[index] ?? '') === ''),
    }));
    const kept = fitColumns(all, width);
    const line = (cells) => kept
        .map((column, place) => {
        const text = shorten(cells[column.index] ?? '', column.width);
        return place === kept.length - 1 ? text : text + ' '.repeat(column.width - (0,string_width__WEBPACK_IMPORTED_MODULE_0__/* ["default"] */ .A)(text));
    })
        .join(GAP)
        .trimEnd();
    return [decorateHead(line(columns.map(({ head }) => head))), ...rows.map(line)];
}
function fitColumns(columns, width) {
    const excess = totalOf(columns) - width;
    if (excess <= 0)
        return [...columns];
    const without = (column) => fitColumns(columns.filter((other) => other !== column), width);
    const droppable = columns.filter(({ drop }) => drop !== undefined);
    // what says nothing goes first
    const empty = droppable.find(({ isEmpty }) => isEmpty);
    if (empty)
        return without(empty);
    const shortened = shrink(columns, excess);
    if (totalOf(shortened) <= width)
        return shortened;
    const [first] = droppable.toSorted((a, b) => (b.drop ?? 0) - (a.drop ?? 0));
    if (first)
        return without(first);
    return force(shortened, totalOf(shortened) - width);
}
function totalOf(columns) {
    return columns.reduce((sum, column) => sum + column.width, 0) + GAP.length * (columns.length - 1);
}
/** Takes columns of the terminal from the widest that may be shortened, one after the other. */
function shrink(columns, excess) {
    const widths = columns.map((column) => column.width);
    for (let left = excess; left > 0; left--) {
        const candidates = columns.flatMap(({ min }, index) => min !== undefined && (widths[index] ?? 0) > min ? [index] : []);
        const widest = candidates.toSorted((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0))[0];
        if (widest === undefined)
            break;
        widths[widest] = (widths[widest] ?? 0) - 1;
    }
    return columns.map((column, index) => ({ ...column, width: widths[index] ?? column.width }));
}
/** Shortens whatever is widest: a very narrow terminal. */
function force(columns, excess) {
    return shrink(columns.map((column) => ({ ...column, min: 1 })), excess);
}
/** Shortens a text to a width in columns of the terminal, without splitting a character. */
function shorten(text, width) {
    if ((0,string_width__WEBPACK_IMPORTED_MODULE_0__/* ["default"] */ .A)(text) <= width)
        return text;
    let short = '';
    let taken = 0;
    for (const { segment } of new Intl.Segmenter().segment(text)) {
        const next = (0,string_width__WEBPACK_IMPORTED_MODULE_0__/* ["default"] */ .A)(segment);
        if (taken + next > width - 1)
            break;
        short += segment;
        taken += next;
    }
    return `${short}…`;
}


/***/ }),

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


/***/ }),

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
