export const id = 820;
export const ids = [820];
export const modules = {

/***/ 9820:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   annotate: () => (/* binding */ annotate),
/* harmony export */   debug: () => (/* binding */ debug),
/* harmony export */   fail: () => (/* binding */ fail),
/* harmony export */   info: () => (/* binding */ info),
/* harmony export */   mask: () => (/* binding */ mask),
/* harmony export */   quoted: () => (/* binding */ quoted),
/* harmony export */   write: () => (/* binding */ write)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6421);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4639);



/** At most so many annotations of a kind; GitHub shows no more a step. */
const MAX_ANNOTATIONS = 10;
/** Prints one line a step. */
function info(line) {
    _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .info */ .pq((0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(line));
}
/** Prints what only the debug log shows. */
function debug(line) {
    _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .debug */ .Yz((0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(line));
}
/** Masks a secret in everything that is printed from now on. */
function mask(secret) {
    // the runner takes a mask a line, and would mask every empty place
    for (const line of secret.split(/\r?\n/))
        if (line.trim() !== '')
            _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .setSecret */ .Pq(line);
}
/** Warnings and notices, as annotations. */
function annotate(warnings, notices) {
    for (const text of new Set(warnings.slice(0, MAX_ANNOTATIONS)))
        _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .warning */ .$e((0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(text));
    for (const text of new Set(notices.slice(0, MAX_ANNOTATIONS)))
        _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .notice */ .lm((0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(text));
}
/** The one error annotation of a run that fails. */
function fail(error) {
    _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .error */ .z3(`${error.code}: ${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(error.message)}`, { title: error.title });
}
/** Sets the outputs, and adds the job summary. */
async function write(outputs, summary) {
    for (const [name, value] of Object.entries(outputs))
        _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .setOutput */ .uH(name, value);
    if (process.env.GITHUB_STEP_SUMMARY)
        await _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .summary */ .z.addRaw(summary).write();
}
/**
 * Runs something that prints a stranger's output, such as a build: no line of it is taken for a workflow command.
 * @param title of the group that it is folded into
 */
async function quoted(title, act) {
    const token = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)();
    _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .startGroup */ .Oh((0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(title));
    process.stdout.write(`::stop-commands::${token}\n`);
    try {
        return await act((text) => void process.stdout.write(text));
    }
    finally {
        process.stdout.write(`\n::${token}::\n`);
        _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .endGroup */ .N4();
    }
}


/***/ }),

/***/ 4639:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hn: () => (/* binding */ cell),
/* harmony export */   KG: () => (/* binding */ digestCode),
/* harmony export */   Vc: () => (/* binding */ minute),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   ml: () => (/* binding */ shorten),
/* harmony export */   pj: () => (/* binding */ plain),
/* harmony export */   qM: () => (/* binding */ nameOfImage),
/* harmony export */   tp: () => (/* binding */ table),
/* harmony export */   ut: () => (/* binding */ runLink),
/* harmony export */   wn: () => (/* binding */ commitLink)
/* harmony export */ });
/* harmony import */ var _image_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7241);

const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g;
const MARKDOWN = /[&<>|`*_[\]()#!~\\$@:{}"']/g;
const MAX_CELL = 200;
/**
 * A stranger's text for a Markdown cell: one line, cut to its first characters, and nothing in it means anything to
 * Markdown or HTML.
 * @param max how many characters are kept
 */
function cell(text, max = MAX_CELL) {
    const line = text.replace(CONTROL, ' ').trim();
    const short = line.length > max ? `${line.slice(0, max)}…` : line;
    return short.replace(MARKDOWN, (character) => `&#${character.charCodeAt(0)};`);
}
/** Text for the log: no line of it can be taken for a workflow command. */
function plain(text) {
    return text
        .split(/\r\n|\r|\n/)
        .map((line) => line
        .replace(CONTROL, ' ')
        .replace(/##\[/g, '## [')
        .replace(/^(\s*):(?=:)/, '$1: '))
        .join('\n');
}
/** A name that only holds characters of names, as code; a stranger's otherwise. */
function code(text) {
    return /^[\w./:@+-]+$/.test(text) ? `\`${text}\`` : cell(text);
}
/** A digest as code, short enough for a table. */
function digestCode(digest) {
    return digest ? `\`${(0,_image_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .V)(digest)}\`` : '–';
}
/** A commit as a link into the repository that the run belongs to. */
function commitLink(revision, source) {
    if (revision === null || !/^[0-9a-f]{40}$/.test(revision))
        return '–';
    const short = `\`${revision.slice(0, 7)}\``;
    return source === null ? short : `[${short}](${source}/commit/${revision})`;
}
/**
 * A run as a link, where its URL is one that the runner makes; as text otherwise.
 * @param label what the link says; by default the run's number
 */
function runLink(url, label) {
    if (url === null)
        return label === undefined ? '–' : cell(label);
    const match = /^https?:\/\/[\w.:-]+\/[\w.-]+\/[\w.-]+\/actions\/runs\/(\d+)\/attempts\/(\d+)$/.exec(url);
    if (!match)
        return cell(label === undefined ? url : `${label} ${url}`);
    const text = label === undefined ? `run ${match[1]}${match[2] === '1' ? '' : `, attempt ${match[2]}`}` : cell(label);
    return `[${text}](${url})`;
}
/** A time for people, to the minute, which a table does not break; a stranger's text where it is none. */
function minute(time) {
    if (time === null)
        return '–';
    const at = Date.parse(time);
    if (Number.isNaN(at))
        return cell(time);
    return `${new Date(at).toISOString().slice(0, 16).replaceAll('-', '&#8209;').replace('T', '&nbsp;')}&nbsp;UTC`;
}
/** A table in GitHub's Markdown; cells are Markdown already. */
function table(head, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
/** A version, or the short digest where there is none. */
function nameOfImage(version, digest) {
    return version ?? (0,_image_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .V)(digest);
}
/**
 * Images' names without the registry and namespace that all of them share, so that tables stay narrow.
 * @returns what they share, with the slash at its end, and a function that leaves it out
 */
function shorten(names) {
    const [first = ''] = names;
    const slashes = [...first].flatMap((character, index) => (character === '/' ? [index + 1] : []));
    const shared = slashes
        .map((end) => first.slice(0, end))
        .findLast((prefix) => names.every((name) => name.startsWith(prefix)));
    return { shared: shared ?? '', short: (name) => name.slice(shared?.length ?? 0) };
}


/***/ })

};
