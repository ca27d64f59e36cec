export const id = 820;
export const ids = [820];
export const modules = {

/***/ 820:
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
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(455);
/* harmony import */ var _node_modules_actions_core_lib_command_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(635);
/* harmony import */ var _node_modules_actions_core_lib_file_command_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(902);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(639);


// by their paths: the package's own entry loads an HTTP client that takes longer than all of this action



/** At most so many annotations of a kind; GitHub shows no more a step. */
const MAX_ANNOTATIONS = 10;
/** in bytes, with room for the closing line */
const MAX_SUMMARY = 1024 * 1024 - 200;
/** Prints one line a step. */
function info(line) {
    process.stdout.write(`${(0,_text_js__WEBPACK_IMPORTED_MODULE_4__/* .plain */ .pj)(line)}\n`);
}
/** Prints what only the debug log shows. */
function debug(line) {
    (0,_node_modules_actions_core_lib_command_js__WEBPACK_IMPORTED_MODULE_2__/* .issueCommand */ .L)('debug', {}, (0,_text_js__WEBPACK_IMPORTED_MODULE_4__/* .plain */ .pj)(line));
}
/** Masks a secret in everything that is printed from now on. */
function mask(secret) {
    // the runner takes a mask a line, and would mask every empty place
    (0,_text_js__WEBPACK_IMPORTED_MODULE_4__/* .hide */ .jD)(secret);
    for (const line of secret.split(/\r?\n/))
        if (line.trim() !== '')
            (0,_node_modules_actions_core_lib_command_js__WEBPACK_IMPORTED_MODULE_2__/* .issueCommand */ .L)('add-mask', {}, line);
}
/** Warnings and notices, as annotations. */
function annotate(warnings, notices) {
    for (const text of new Set(warnings.slice(0, MAX_ANNOTATIONS)))
        (0,_node_modules_actions_core_lib_command_js__WEBPACK_IMPORTED_MODULE_2__/* .issueCommand */ .L)('warning', {}, (0,_text_js__WEBPACK_IMPORTED_MODULE_4__/* .plain */ .pj)(text));
    for (const text of new Set(notices.slice(0, MAX_ANNOTATIONS)))
        (0,_node_modules_actions_core_lib_command_js__WEBPACK_IMPORTED_MODULE_2__/* .issueCommand */ .L)('notice', {}, (0,_text_js__WEBPACK_IMPORTED_MODULE_4__/* .plain */ .pj)(text));
}
/** The one error annotation of a run that fails. */
function fail(error) {
    (0,_node_modules_actions_core_lib_command_js__WEBPACK_IMPORTED_MODULE_2__/* .issueCommand */ .L)('error', { title: error.title }, `${error.code}: ${(0,_text_js__WEBPACK_IMPORTED_MODULE_4__/* .plain */ .pj)(error.message)}`);
}
/** Sets the outputs, and adds the job summary. */
async function write(outputs, summary) {
    if (process.env.GITHUB_OUTPUT) {
        for (const [name, value] of Object.entries(outputs))
            (0,_node_modules_actions_core_lib_file_command_js__WEBPACK_IMPORTED_MODULE_3__/* .issueFileCommand */ .n)('OUTPUT', (0,_node_modules_actions_core_lib_file_command_js__WEBPACK_IMPORTED_MODULE_3__/* .prepareKeyValueMessage */ .v)(name, value));
    }
    const file = process.env.GITHUB_STEP_SUMMARY;
    // the outputs stand, and so does what was done
    if (file)
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.appendFile)(file, bounded(summary)).catch(() => (0,_node_modules_actions_core_lib_command_js__WEBPACK_IMPORTED_MODULE_2__/* .issueCommand */ .L)('warning', {}, 'The job summary could not be written.'));
}
/** GitHub takes 1 MiB of summary a step, and drops one that is larger. */
function bounded(summary) {
    const bytes = Buffer.from(summary);
    if (bytes.length <= MAX_SUMMARY)
        return summary;
    const kept = bytes.subarray(0, MAX_SUMMARY).toString('utf8');
    return `${kept.slice(0, kept.lastIndexOf('\n'))}\n\nThe rest is left out: GitHub takes 1 MiB of summary.\n`;
}
/**
 * Runs something that prints a stranger's output, such as a build: no line of it is taken for a workflow command.
 * @param title of the group that it is folded into
 */
async function quoted(title, act) {
    const token = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)();
    (0,_node_modules_actions_core_lib_command_js__WEBPACK_IMPORTED_MODULE_2__/* .issue */ .s)('group', (0,_text_js__WEBPACK_IMPORTED_MODULE_4__/* .plain */ .pj)(title));
    process.stdout.write(`::stop-commands::${token}\n`);
    try {
        return await act((text) => void process.stdout.write(text));
    }
    finally {
        process.stdout.write(`\n::${token}::\n`);
        (0,_node_modules_actions_core_lib_command_js__WEBPACK_IMPORTED_MODULE_2__/* .issue */ .s)('endgroup');
    }
}


/***/ }),

/***/ 639:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hn: () => (/* binding */ cell),
/* harmony export */   KG: () => (/* binding */ digestCode),
/* harmony export */   Vc: () => (/* binding */ minute),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   jD: () => (/* binding */ hide),
/* harmony export */   ml: () => (/* binding */ shorten),
/* harmony export */   pj: () => (/* binding */ plain),
/* harmony export */   qM: () => (/* binding */ nameOfImage),
/* harmony export */   tp: () => (/* binding */ table),
/* harmony export */   ut: () => (/* binding */ runLink),
/* harmony export */   wn: () => (/* binding */ commitLink)
/* harmony export */ });
/* harmony import */ var _image_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(241);

/** Controls, line separators, and what is not seen or turns the direction of the text. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/g;
const MARKDOWN = /[&<>|`*_[\]()#!~\\$@:{}"']/g;
const MAX_CELL = 200;
const MIN_SECRET = 6;
const secrets = new Set();
/** From now on a secret is shown nowhere: the runner's own masks don't know it once its characters are escaped. */
function hide(secret) {
    if (secret.length < MIN_SECRET)
        return;
    secrets.add(secret);
    secrets.add(JSON.stringify(secret).slice(1, -1));
}
function redacted(text) {
    let shown = text;
    for (const secret of secrets)
        shown = shown.replaceAll(secret, '***');
    return shown;
}
/**
 * A stranger's text for a Markdown cell: one line, cut to its first characters, and nothing in it means anything to
 * Markdown or HTML.
 * @param max how many characters are kept
 */
function cell(text, max = MAX_CELL) {
    const line = redacted(text).replace(CONTROL, ' ').trim();
    const short = line.length > max ? `${line.slice(0, max)}…` : line;
    // what looks like a host would become a link
    return short.replace(MARKDOWN, (character) => `&#${character.charCodeAt(0)};`).replace(/\bwww\./gi, 'www&#8203;.');
}
/** Text for the log: no line of it can be taken for a workflow command. */
function plain(text) {
    return redacted(text)
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
    if (!match || !url.startsWith(`${process.env.GITHUB_SERVER_URL || 'https://github.com'}/`))
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


/***/ }),

/***/ 635:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ issueCommand),
/* harmony export */   s: () => (/* binding */ issue)
/* harmony export */ });
/* harmony import */ var os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(857);
/* harmony import */ var _utils_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(679);


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + os__WEBPACK_IMPORTED_MODULE_0__.EOL);
}
function issue(name, message = '') {
    issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return (0,_utils_js__WEBPACK_IMPORTED_MODULE_1__/* .toCommandValue */ .E)(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return (0,_utils_js__WEBPACK_IMPORTED_MODULE_1__/* .toCommandValue */ .E)(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map

/***/ }),

/***/ 902:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ issueFileCommand),
/* harmony export */   v: () => (/* binding */ prepareKeyValueMessage)
/* harmony export */ });
/* harmony import */ var crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(982);
/* harmony import */ var fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(896);
/* harmony import */ var os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(857);
/* harmony import */ var _utils_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(679);
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!fs__WEBPACK_IMPORTED_MODULE_1__.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    fs__WEBPACK_IMPORTED_MODULE_1__.appendFileSync(filePath, `${(0,_utils_js__WEBPACK_IMPORTED_MODULE_3__/* .toCommandValue */ .E)(message)}${os__WEBPACK_IMPORTED_MODULE_2__.EOL}`, {
        encoding: 'utf8'
    });
}
function prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID()}`;
    const convertedValue = (0,_utils_js__WEBPACK_IMPORTED_MODULE_3__/* .toCommandValue */ .E)(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${os__WEBPACK_IMPORTED_MODULE_2__.EOL}${convertedValue}${os__WEBPACK_IMPORTED_MODULE_2__.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map

/***/ }),

/***/ 679:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ toCommandValue)
/* harmony export */ });
/* unused harmony export toCommandProperties */
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map

/***/ })

};
