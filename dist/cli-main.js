import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 5317:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");

/***/ }),

/***/ 6982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 1943:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs/promises");

/***/ }),

/***/ 1421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 8995:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:module");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 481:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:readline");

/***/ }),

/***/ 6193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:string_decoder");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 8877:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:v8");

/***/ }),

/***/ 714:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:vm");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 3557:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");

/***/ }),

/***/ 2018:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tty");

/***/ }),

/***/ 7016:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("url");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 4710:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ COMMANDS),
/* harmony export */   V: () => (/* binding */ inputsOf)
/* harmony export */ });
/* harmony import */ var _request_modes_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3189);
/* harmony import */ var _flags_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2529);


const READING = ['json', 'password-stdin', 'debug'];
const WRITING = ['json', 'yes', 'password-stdin', 'debug'];
const CONNECTION = ['image', 'policy', 'plain-http', 'username'];
/** All commands, in the order of the help. */
const COMMANDS = {
    status: {
        ...{ mode: 'status', shows: 'status', args: '[image...]', own: READING },
        summary: 'Show what is live in each environment',
        examples: ['status ghcr.io/acme/shop', 'status ghcr.io/acme/shop --version 1.4.2'],
    },
    history: {
        ...{ mode: 'status', shows: 'history', args: '<env> [image...]', own: [...READING, 'limit', 'since'] },
        inputs: CONNECTION,
        summary: 'Show who moved an environment, when and why, newest first',
        examples: ['history prod ghcr.io/acme/shop --limit 10', 'history prod ghcr.io/acme/shop --since 7d'],
    },
    diff: {
        ...{ mode: 'status', shows: 'diff', args: '<env> <other> [image...]', own: READING },
        inputs: CONNECTION,
        summary: 'Show which images differ between two environments',
        examples: ['diff staging prod ghcr.io/acme/shop ghcr.io/acme/cart'],
    },
    build: {
        ...{ mode: 'build', args: '[image]', own: WRITING },
        summary: 'Build the checked-out commit once, push and tag it',
        examples: ['build ghcr.io/acme/shop --environment dev', 'build ghcr.io/acme/shop --version 1.4.2 --latest'],
    },
    promote: {
        ...{ mode: 'promote', args: '<env> [image...]', own: WRITING },
        summary: 'Set an environment to an existing image',
        examples: [
            'promote staging ghcr.io/acme/shop --version 1.4.2',
            'promote prod ghcr.io/acme/shop --from staging --environments dev,staging,prod',
        ],
    },
    rollback: {
        ...{ mode: 'rollback', args: '<env> [image...]', own: WRITING },
        summary: 'Set an environment back to the previous image',
        examples: [
            'rollback prod ghcr.io/acme/shop --reason "checkout is slow"',
            'rollback prod ghcr.io/acme/shop --version 1.4.1',
        ],
    },
    hold: {
        ...{ mode: 'hold', args: '<env> [image...]', own: WRITING },
        summary: 'Put an environment on hold: nothing is promoted to it',
        examples: ['hold prod ghcr.io/acme/shop --reason "sale until Monday" --until 48h'],
    },
    resume: {
        ...{ mode: 'resume', args: '<env> [image...]', own: WRITING },
        summary: 'End the hold of an environment',
        examples: ['resume prod ghcr.io/acme/shop --reason "the sale is over"'],
    },
    mark: {
        ...{ mode: 'mark', args: '<env> [image...]', own: WRITING },
        summary: 'Mark the live image, or --version, as verified, blocked or cleared',
        examples: ['mark staging ghcr.io/acme/shop --as verified --reason "smoke tests passed"'],
    },
    check: {
        ...{ mode: 'promote', does: 'check', shows: 'gates', args: '[image...]', own: READING },
        inputs: ['version', 'from', 'allow', 'sha-length', ...CONNECTION],
        summary: 'Show what the gates of all stages say of an image; without one check the policy file',
        examples: ['check', 'check ghcr.io/acme/shop --version 1.4.2', 'check --from staging'],
    },
    board: {
        ...{ mode: 'status', shows: 'board', args: '[image...]', own: [...READING, 'out'] },
        summary: 'Write a page that shows what is live where',
        examples: ['board ghcr.io/acme/shop ghcr.io/acme/cart --out public'],
    },
    completion: {
        ...{ mode: null, does: 'complete', args: '<shell>', own: [], inputs: [] },
        summary: 'Print a completion script for bash, zsh or fish',
        examples: ['completion bash > ~/.local/share/bash-completion/completions/build-once-promote'],
    },
};
/** The inputs that are flags of a command. */
function inputsOf({ mode, inputs, args }) {
    const known = mode === null ? (inputs ?? []) : [..._request_modes_js__WEBPACK_IMPORTED_MODULE_0__/* .MODE_TABLE */ .T[mode].inputs, ..._request_modes_js__WEBPACK_IMPORTED_MODULE_0__/* .COMMON_INPUTS */ .s];
    const isArgument = (name) => name === 'environment' && args.startsWith('<env>');
    return (inputs ?? known).filter((name) => known.includes(name) && name in _flags_js__WEBPACK_IMPORTED_MODULE_1__/* .FLAGS */ .Wg && !_flags_js__WEBPACK_IMPORTED_MODULE_1__/* .NO_FLAGS */ .KL.includes(name) && !isArgument(name));
}


/***/ }),

/***/ 2529:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   KL: () => (/* binding */ NO_FLAGS),
/* harmony export */   Wg: () => (/* binding */ FLAGS),
/* harmony export */   l1: () => (/* binding */ OWN_FLAGS)
/* harmony export */ });
const isList = true;
/** The flags by the inputs that they set. An input that has none here is not a flag: its value is secret, or an argument. */
const FLAGS = {
    image: { value: 'IMAGE', help: 'an image; the same as an argument', isList },
    version: { value: 'VERSION', help: 'a version, tag, commit or digest; one for all images, or one for each', isList },
    environments: { value: 'STAGES', help: 'the stages in order, from first to last: dev,staging,prod', isList },
    policy: {
        value: 'FILE',
        help: 'the policy file with the stages and their gates; by default .github/promotion.yml, if there is one',
    },
    from: { value: 'ENV', help: 'promote what is live in this environment' },
    'from-file': { value: 'FILE', help: "promote exactly the images of an earlier run's result" },
    destination: { value: 'IMAGE', help: 'copy to this image first; one for each image', isList },
    with: { value: 'all|image', help: 'with --destination: what is copied besides the image' },
    reason: { value: 'TEXT', help: 'kept in the history' },
    hold: { value: null, help: 'also put the environment on hold', byDefault: false },
    until: { value: 'TIME', help: 'when the hold ends: a time, or a duration such as 2h' },
    expect: { value: 'DIGEST', help: 'roll back only if this digest or version is live' },
    as: { value: 'verified|blocked|cleared', help: 'what the image is marked as' },
    allow: { value: 'GUARDS', help: 'guards to override for this run', isList },
    'environment-tags': { value: 'TEMPLATE', help: 'tags that the environment gets', isList },
    transport: { value: 'registry|docker', help: 'how a tag is put on an image' },
    environment: { value: 'ENV', help: 'also set this environment to the build' },
    'tag-prefix': { value: 'PREFIX', help: 'the prefix of git tags in a monorepo' },
    sha: { value: 'COMMIT', help: 'the commit of this build' },
    digest: { value: 'DIGEST', help: 'adopt this pushed image, build nothing' },
    tags: { value: 'TEMPLATE', help: 'tag templates', isList },
    latest: { value: null, help: 'also update latest', byDefault: false },
    push: { value: null, help: 'push what is built', byDefault: true },
    context: { value: 'PATH', help: 'the build context' },
    file: { value: 'PATH', help: 'the Dockerfile' },
    target: { value: 'STAGE', help: 'the stage of the Dockerfile' },
    platforms: { value: 'PLATFORMS', help: 'the platforms', isList },
    'build-args': { value: 'NAME=VALUE', help: 'a build argument', isList },
    secrets: {
        value: 'NAME',
        help: 'a build secret from the environment; also id=NAME,env=VARIABLE and id=NAME,src=FILE',
        isList,
    },
    labels: { value: 'NAME=VALUE', help: 'a label', isList },
    'cache-from': { value: 'CACHE', help: 'where cached layers come from', isList },
    'cache-to': { value: 'CACHE', help: 'where cached layers go', isList },
    builder: { value: 'NAME', help: 'the buildx builder' },
    pull: { value: null, help: 'always pull base images', byDefault: false },
    'no-cache': { value: null, help: 'build without cached layers', byDefault: false },
    provenance: { value: 'VALUE', help: 'provenance of the build, as buildx takes it' },
    sbom: { value: 'VALUE', help: 'software bill of materials, as buildx takes it' },
    'dry-run': { value: null, help: 'plan and report, write nothing', byDefault: false },
    history: { value: null, help: 'write the history', byDefault: true },
    deployment: { value: null, help: 'record a GitHub Deployment', byDefault: false },
    'environment-url': { value: 'URL', help: 'with --deployment: the link to the running service' },
    records: { value: null, help: "record in the organisation's linked artifacts", byDefault: false },
    'sha-length': { value: 'LENGTH', help: 'characters of a commit in tags, 7 to 40' },
    'plain-http': { value: null, help: 'use HTTP instead of HTTPS', byDefault: false },
    username: { value: 'NAME', help: 'the user for the registry of the first image, with --password-stdin' },
};
/** Inputs that no flag sets: arguments and secrets, and what belongs to a workflow. */
const NO_FLAGS = ['mode', 'password', 'github-token', 'page'];
const OWN_FLAGS = {
    json: { name: 'json', value: null, help: 'data as JSON on stdout' },
    yes: { name: 'yes', value: null, help: 'do not ask before the last stage moves' },
    'password-stdin': { name: 'password-stdin', value: null, help: 'read the password from stdin' },
    debug: { name: 'debug', value: null, help: 'show requests and more' },
    out: { name: 'out', value: 'DIR', help: 'the folder to write the page to', isRequired: true },
    limit: { name: 'limit', value: 'COUNT', help: 'the newest events only' },
    since: { name: 'since', value: 'TIME', help: 'events since a date or time, or of the last 90m, 12h or 7d' },
};


/***/ }),

/***/ 452:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Mv: () => (/* binding */ mergeErrors),
/* harmony export */   lZ: () => (/* binding */ ActionError),
/* harmony export */   ow: () => (/* binding */ RefusedWrite),
/* harmony export */   z6: () => (/* binding */ asActionError)
/* harmony export */ });
/* harmony import */ var _image_finding_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9284);

const TITLES = {
    INPUT_INVALID: 'Invalid input',
    NOT_FOUND: 'No such image',
    VERSION_EXISTS: 'Version already taken',
    TAG_IMMUTABLE: 'The registry refuses to move this tag',
    UNAUTHORIZED: 'Credentials not accepted',
    FORBIDDEN: 'Missing permission',
    RATE_LIMITED: 'Rate limited',
    STAGE_SKIPPED: 'Stage not passed yet',
    DOWNGRADE: 'Older than the live image',
    ROLLED_BACK: 'Rolled-back image',
    NEVER_LIVE: 'Never live in this environment',
    TAG_MOVED: 'The environment was changed by another run',
    INCOMPLETE: 'Incomplete image',
    HELD: 'The environment is on hold',
    SOAKING: 'Not live long enough in the previous stage',
    WINDOW_CLOSED: 'Outside the hours for promotions',
    BLOCKED: 'Blocked image',
    NOT_VERIFIED: 'Not verified in the previous stage',
    UNTRUSTED: 'Signed statement missing',
    NO_PREVIOUS: 'Nothing to roll back to',
    HISTORY_INVALID: 'Unreadable history',
    DIGEST_MISMATCH: 'Unexpected digest',
    REGISTRY_UNAVAILABLE: 'Registry unavailable',
    REGISTRY_REFUSED: 'Registry refused the request',
    BUILD_FAILED: 'Build failed',
    BUILD_DIFFERS: 'Commit was built differently',
    CANCELLED: 'Cancelled',
    RUNNER_FAILED: 'Could not write to the runner',
    INTERNAL: 'Internal error',
};
/** A failure with a stable code, a message for people (expected, got, the fix) and its cause. */
class ActionError extends Error {
    code;
    details;
    constructor(code, message, cause, details = {}) {
        super(message, cause === undefined ? undefined : { cause });
        this.name = 'ActionError';
        this.code = code;
        this.details = details;
    }
    /** The heading of the error's annotation in the log. */
    get title() {
        return this.details.title ?? TITLES[this.code];
    }
}
/** A write that a registry refused for a reason that can pass, or that can be removed. */
class RefusedWrite extends ActionError {
    /** whether another client was writing the same content at that moment: a retry may succeed */
    isConflict;
    /** digests that the registry names as missing, maybe none; null if nothing is missing */
    missing;
    constructor(code, message, { isConflict, missing }) {
        super(code, message);
        this.isConflict = isConflict;
        this.missing = missing;
    }
}
/**
 * Returns any thrown value as an ActionError.
 * @param error what was caught
 * @returns the error itself if it is an ActionError, else one of code INTERNAL with it as the cause
 */
function asActionError(error) {
    if (error instanceof ActionError)
        return error;
    const message = error instanceof Error ? error.message : String(error);
    return new ActionError('INTERNAL', `${message}. This is a bug in build-once-promote; please report it with the run's log.`, error);
}
/**
 * Returns several errors as one: the first error's code, and one line per distinct message. Advice that all messages of
 * a code end with is printed once, below them.
 * @param problems at least one; a single error is returned unchanged
 * @throws Error without a problem: a bug
 */
function mergeErrors(problems) {
    const [first, ...rest] = problems;
    if (!first)
        throw new Error('mergeErrors needs a problem');
    if (rest.length === 0)
        return first;
    const { title } = first.details;
    const codes = [...new Set(problems.map(({ code }) => code))];
    const lines = codes.flatMap((code) => {
        const messages = messagesOf(problems.filter((problem) => problem.code === code));
        const { own, shared } = splitSharedAdvice(messages);
        const named = code === first.code ? own : own.map((message) => `${code}: ${message}`);
        return shared === '' ? named : [...named, shared];
    });
    return new ActionError(first.code, lines.join('\n'), first, title === undefined ? {} : { title });
}
/** The distinct messages of problems of one code: those with one finding about many images are one message. */
function messagesOf(problems) {
    const groups = new Map();
    for (const problem of problems) {
        const { about } = problem.details;
        const key = about ? `${(0,_image_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .groupOf */ .F8)(about)}\n${about.remedy}` : '';
        groups.set(key, [...(groups.get(key) ?? []), problem]);
    }
    return [...groups.values()].flatMap((group) => {
        const abouts = group.flatMap(({ details: { about } }) => about ?? []);
        const names = [...new Set(abouts.map(({ image }) => image))];
        // a few images are named in full, each in its own message
        if (abouts.length === 0)
            return (0,_image_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .groupByImage */ .gU)(group.map(({ message }) => message), GROUP_FROM);
        if (names.length < (abouts[0]?.groupFrom ?? 2))
            return [...new Set(group.map(({ message }) => message))];
        return `${(0,_image_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .sayOnce */ .N6)(abouts)}. ${abouts[0]?.remedy} ${(0,_image_finding_js__WEBPACK_IMPORTED_MODULE_0__/* .listImages */ .v8)(names)}`;
    });
}
/** From this many images on, failures of which the same is said are one message. */
const GROUP_FROM = 5;
/**
 * Splits off the sentences that all messages end with. Each message keeps at least one sentence.
 * @returns `own`: the messages without them; `shared`: those sentences, empty if there are none
 */
function splitSharedAdvice(messages) {
    const [first = [], ...rest] = messages.map((message) => message.split(/(?<=[.?!]"?) /));
    if (rest.length === 0)
        return { own: messages, shared: '' };
    let count = 0;
    const isShared = (back) => [first, ...rest].every((sentences) => sentences.length > back && sentences.at(-back) === first.at(-back));
    while (isShared(count + 1))
        count += 1;
    if (count === 0)
        return { own: messages, shared: '' };
    return {
        own: [first, ...rest].map((sentences) => sentences.slice(0, -count).join(' ')),
        shared: first.slice(-count).join(' '),
    };
}


/***/ }),

/***/ 3286:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ GUARD_NAMES)
/* harmony export */ });
/**
 * The guards' names, as the input `allow` takes them, in the order of the documentation. They are separate from the
 * guards: reading the inputs needs the names before the first request, and the checks only after it.
 */
const GUARD_NAMES = [
    'overwrite',
    'rebuild',
    'skip',
    'downgrade',
    'rolled-back',
    'never-live',
    'moved',
    'incomplete',
    'held',
    'soak',
    'window',
    'blocked',
    'verified',
    'require',
];


/***/ }),

/***/ 5196:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   LP: () => (/* binding */ isSameEvent),
/* harmony export */   OE: () => (/* binding */ isMove),
/* harmony export */   Rf: () => (/* binding */ lastEvent),
/* harmony export */   iR: () => (/* binding */ timeAfter),
/* harmony export */   j7: () => (/* binding */ MARKS),
/* harmony export */   kl: () => (/* binding */ ACTIONS),
/* harmony export */   u4: () => (/* binding */ isRecord),
/* harmony export */   zT: () => (/* binding */ superseded)
/* harmony export */ });
/* unused harmony exports MOVES, RECORDS */
/** The actions that move an environment, or record that it was moved. */
const MOVES = ['build', 'promote', 'rollback', 'observed'];
/** The actions that mark an image. */
const MARKS = ['verified', 'blocked', 'cleared'];
/** The actions that record something and move nothing. */
const RECORDS = ['hold', 'resume', ...MARKS];
/** All actions that this version knows. An event of another action changes nothing, and is kept. */
const ACTIONS = [...MOVES, 'superseded', ...RECORDS];
/** Whether an event moves an environment: superseded, records and unknown actions do not. */
function isMove(event) {
    return event.digest !== null && MOVES.includes(event.action);
}
/** Whether two events record the same occurrence. Renumbering and superseding an event do not change this. */
function isSameEvent(a, b) {
    // superseding changes the action of an event that moved
    const isSameAction = a.action === b.action || [a, b].every((event) => isMoveOrSuperseded(event.action));
    return (isSameAction &&
        a.at === b.at &&
        a.digest === b.digest &&
        a.run === b.run &&
        a.previous === b.previous &&
        a.actor === b.actor);
}
function isMoveOrSuperseded(action) {
    return action === 'superseded' || MOVES.includes(action);
}
/** Whether an event records something and moves nothing: a hold, its end, or a mark. */
function isRecord(event) {
    return RECORDS.includes(event.action);
}
/** Returns a copy of the event marked as superseded: it never took effect, or another run overrode it. */
function superseded(event) {
    return { ...event, action: 'superseded' };
}
/**
 * Returns a time for a new event: now, or the time of the newest event where that is later. So `at` never goes back,
 * whatever the clocks of the runners say.
 * @param now RFC 3339, UTC
 */
function timeAfter(events, now) {
    const last = events.findLast(({ at }) => !Number.isNaN(Date.parse(at)))?.at;
    return last !== undefined && Date.parse(last) > Date.parse(now) ? new Date(last).toISOString() : now;
}
/** Returns the last event that moves: the image that the history says is live, or was about to be; null if none. */
function lastEvent(history) {
    return history?.events.findLast(isMove) ?? null;
}


/***/ }),

/***/ 2839:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ readRemoteContext),
/* harmony export */   Q: () => (/* binding */ withoutUserinfo)
/* harmony export */ });
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8424);

/** A URL of any scheme, `github.com/…`, `user@host:path`, a context that the action fills in, or the standard input. */
const REMOTE = /^(-$|[a-z][a-z0-9+.-]*:\/\/|target:|github\.com\/|[^\s/@]+@[^\s/:]+:|\{\{\s*defaultContext\s*\}\})/i;
/** URLs that docker clones; any other HTTP URL is the address of an archive. */
const GIT = /^((git|ssh)(\+[a-z]+)?:\/\/|https?:\/\/[^?#]+\.git\/?(?=#|$)|github\.com\/|[^\s/@]+@[^\s/:]+:)/i;
/**
 * Reads a build context that is not a local folder.
 * https://docs.docker.com/build/concepts/context/#git-repositories
 * @returns null for a local folder
 */
function readRemoteContext(context) {
    if (!REMOTE.test(context))
        return null;
    const [address = '', fragment = ''] = splitAt(context, '#');
    // a query may name another reference than the fragment
    if (!GIT.test(context) || address.includes('?'))
        return { commit: null, folder: '' };
    const [reference = '', folder = ''] = splitAt(fragment, ':');
    const commit = reference.toLowerCase();
    return { commit: (0,_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isCommit */ .WM)(commit) ? commit : null, folder };
}
/** Returns a context without the user name and the password that a URL may contain. */
function withoutUserinfo(context) {
    return context.replace(/(:\/\/)[^/?#]*@/, '$1***@').replace(/\?[^#]*/, '?…');
}
function splitAt(text, separator) {
    const at = text.indexOf(separator);
    return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}


/***/ }),

/***/ 7241:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ shortDigest),
/* harmony export */   o: () => (/* binding */ digestOf)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8995);

const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
/**
 * Computes the sha256 digest of bytes.
 * https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests
 * @returns `sha256:` and 64 hex characters
 */
function digestOf(bytes) {
    // loaded on first use, so that it does not delay the first request
    const { createHash } = require('node:crypto');
    return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
/** Shortens a digest for display: the algorithm and the first 12 hex characters. */
function shortDigest(digest) {
    return digest.slice(0, 'sha256:'.length + 12);
}


/***/ }),

/***/ 9284:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bw: () => (/* binding */ sumUp),
/* harmony export */   F8: () => (/* binding */ groupOf),
/* harmony export */   N6: () => (/* binding */ sayOnce),
/* harmony export */   gU: () => (/* binding */ groupByImage),
/* harmony export */   v8: () => (/* binding */ listImages)
/* harmony export */ });
/* harmony import */ var _util_text_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8805);

/** What findings have to have in common to be reported in one sentence. */
function groupOf({ many, more = '' }) {
    return `${many}\n${more}`;
}
/**
 * Returns one sentence about many images with one finding, without a period.
 * @param of how many images there are in all; by default as many as findings
 * @param clean escapes untrusted text
 */
function sumUp(findings, of = findings.length, clean = (text) => text) {
    const [first] = findings;
    if (!first)
        return '';
    const count = findings.length === of ? String(of) : `${findings.length} of ${of}`;
    if (of === 1)
        return clean(first.one);
    if (findings.every(({ one }) => one === first.one))
        return `${clean(first.one)} (${count} images)`;
    return `${count} images ${clean(first.many)}`;
}
/** Returns one sentence about many images, without a period: with all details where these are equal. */
function sayOnce(findings) {
    const [first] = findings;
    const text = first?.text?.replace(/\.$/, '');
    if (text === undefined || findings.some((other) => other.text !== first?.text))
        return `${sumUp(findings)}${first?.more ?? ''}`;
    return `${text} (${findings.length} images)`;
}
/** Returns a sentence that names all images: `Images of ghcr.io/acme/: api, web.` */
function listImages(names) {
    const { shared, short } = (0,_util_text_js__WEBPACK_IMPORTED_MODULE_0__/* .stripCommonPrefix */ .Mb)(names);
    return `Images${shared === '' ? '' : ` of ${shared}`}: ${names.map(short).join(', ')}.`;
}
/** The parts of a text about one image, whose name is the second, and the beginning of the text about many. */
const ABOUT_IMAGE = [
    [/^(Could not [a-z]+) (\S+\/\S+): (.+)$/s, (what, count) => `${what} ${count} images: `],
    [/^()(\S+\/\S+) has no (.+)$/s, (_, count) => `${count} images have no `],
    [/^()(\S+\/\S+): (.+)$/s, () => ''],
];
/**
 * Returns texts about images (`NAME: text`, `NAME has no …`, `Could not read NAME: …`), each once, with one text for all
 * images of which the same is said.
 * @param from the least number of images that have one text; fewer keep their own
 */
function groupByImage(texts, from = 2) {
    const groups = new Map();
    for (const text of texts) {
        const [form, begin = () => ''] = ABOUT_IMAGE.find(([each]) => each.test(text)) ?? [];
        const [, what = '', name, rest = text] = form?.exec(text) ?? [];
        const together = (count) => {
            const beginning = begin(what, count);
            // a name of an environment at the beginning keeps its case
            const upper = (word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
            return beginning === '' ? rest.replace(/^(?:nothing|there) /, upper) : `${beginning}${rest}`;
        };
        const key = JSON.stringify([form?.source, what, rest]);
        const group = groups.get(key) ?? { texts: new Set(), names: new Set(), together };
        groups.set(key, group);
        group.texts.add(text);
        if (name !== undefined)
            group.names.add(name);
    }
    return [...groups.values()].flatMap(({ texts: own, names, together }) => names.size < from ? [...own] : [`${together(names.size)} ${listImages([...names])}`]);
}


/***/ }),

/***/ 7870:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ STAMPED),
/* harmony export */   d: () => (/* binding */ LABEL)
/* harmony export */ });
/**
 * The keys of labels and annotations.
 * https://github.com/opencontainers/image-spec/blob/main/annotations.md#pre-defined-annotation-keys
 */
const LABEL = {
    revision: 'org.opencontainers.image.revision',
    source: 'org.opencontainers.image.source',
    created: 'org.opencontainers.image.created',
    version: 'org.opencontainers.image.version',
    build: 'vnd.build-once-promote.build',
};
/** The keys that a build stamps itself; the `labels` input cannot override them. */
const STAMPED = Object.values(LABEL);


/***/ }),

/***/ 4252:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $U: () => (/* binding */ isIndexType),
/* harmony export */   AE: () => (/* binding */ isGeneric),
/* harmony export */   FA: () => (/* binding */ ACCEPT),
/* harmony export */   G1: () => (/* binding */ isImageType),
/* harmony export */   Gv: () => (/* binding */ isObject),
/* harmony export */   H3: () => (/* binding */ isAttestation),
/* harmony export */   Ng: () => (/* binding */ parseManifest),
/* harmony export */   Qm: () => (/* binding */ malformed),
/* harmony export */   WI: () => (/* binding */ readManifest),
/* harmony export */   Xg: () => (/* binding */ readConfig),
/* harmony export */   Z2: () => (/* binding */ MEDIA_TYPES),
/* harmony export */   _P: () => (/* binding */ MANIFEST_TYPES),
/* harmony export */   c0: () => (/* binding */ mediaTypeOf),
/* harmony export */   iw: () => (/* binding */ stringsOf),
/* harmony export */   o_: () => (/* binding */ jsonOf),
/* harmony export */   pB: () => (/* binding */ isArtifactType),
/* harmony export */   xZ: () => (/* binding */ MAX_MANIFEST)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _platform_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8758);
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8424);



const MEDIA_TYPES = {
    ociIndex: 'application/vnd.oci.image.index.v1+json',
    ociManifest: 'application/vnd.oci.image.manifest.v1+json',
    dockerList: 'application/vnd.docker.distribution.manifest.list.v2+json',
    dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
    ociConfig: 'application/vnd.oci.image.config.v1+json',
    ociLayer: 'application/vnd.oci.image.layer.v1.tar+gzip',
};
/** The supported media types of manifests. */
const MANIFEST_TYPES = [
    MEDIA_TYPES.ociIndex,
    MEDIA_TYPES.ociManifest,
    MEDIA_TYPES.dockerList,
    MEDIA_TYPES.dockerManifest,
];
/**
 * Media types of artifact manifests, which have blobs and a subject. They were removed from the OCI specification before
 * its release, but some registries have them: https://github.com/opencontainers/image-spec/pull/999
 */
const ARTIFACT_TYPES = [
    'application/vnd.oci.artifact.manifest.v1+json',
    'application/vnd.cncf.oras.artifact.manifest.v1+json',
];
/** The Accept header of every manifest request. If a type is missing, registries answer 404 or convert the manifest. */
const ACCEPT = [...MANIFEST_TYPES, ...ARTIFACT_TYPES].join(', ');
/** The largest manifest that is read or written, in bytes: the limit that distribution-spec has registries support. */
const MAX_MANIFEST = 4 * 1024 * 1024;
/** Whether a value read from JSON is an object. */
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** The JSON of manifests by their bytes: a manifest is looked at several times, and a long history takes time to parse. */
const parsed = new WeakMap();
/**
 * Parses the bytes of a manifest, once for all who ask.
 * @returns what must not be changed; undefined where they are not JSON
 */
function jsonOf(bytes) {
    if (!parsed.has(bytes))
        parsed.set(bytes, parse(bytes));
    return parsed.get(bytes);
}
function parse(bytes) {
    try {
        return JSON.parse(bytes.toString('utf8'));
    }
    catch {
        return undefined;
    }
}
/** Returns the string values of an object read from JSON; other values are left out. */
function stringsOf(value) {
    if (!isObject(value))
        return {};
    return Object.fromEntries(Object.entries(value).filter((entry) => typeof entry[1] === 'string'));
}
/** Whether a media type is that of an image index or a Docker manifest list. */
function isIndexType(mediaType) {
    return mediaType === MEDIA_TYPES.ociIndex || mediaType === MEDIA_TYPES.dockerList;
}
/** Whether a media type is that of an image manifest, of OCI or of Docker. */
function isImageType(mediaType) {
    return mediaType === MEDIA_TYPES.ociManifest || mediaType === MEDIA_TYPES.dockerManifest;
}
/** Whether a media type says nothing about a manifest: registries serve manifests of any kind with it. */
function isGeneric(mediaType) {
    return ['', 'application/json', 'application/octet-stream', 'binary/octet-stream', 'text/plain'].includes(mediaType);
}
/**
 * Returns a manifest's media type: its own field before the header, because a PUT has to use the same type. Without a
 * field, which OCI allows, the content decides where it is clearly an index or an image (buildah#575, jib#2819).
 * @param served the media type of the response, in lower case and without parameters
 */
function mediaTypeOf(bytes, served) {
    const json = jsonOf(bytes);
    // the reader of the manifest reports that it is not JSON
    if (!isObject(json))
        return served;
    if (typeof json.mediaType === 'string' && /^[\w.+/-]{1,200}$/.test(json.mediaType))
        return json.mediaType;
    const isIndex = Array.isArray(json.manifests);
    const isImage = isObject(json.config) && Array.isArray(json.layers);
    if (json.schemaVersion !== 2 || isIndex === isImage)
        return served;
    if (isIndex)
        return isIndexType(served) ? served : MEDIA_TYPES.ociIndex;
    return isImageType(served) ? served : MEDIA_TYPES.ociManifest;
}
/** Whether a media type is that of an artifact manifest. */
function isArtifactType(mediaType) {
    return ARTIFACT_TYPES.includes(mediaType);
}
/**
 * Whether an entry of an index, as parsed JSON, is a BuildKit attestation.
 * https://github.com/moby/buildkit/blob/master/docs/attestations/attestation-storage.md
 */
function isAttestation(entry) {
    return isObject(entry) && stringsOf(entry.annotations)['vnd.docker.reference.type'] === 'attestation-manifest';
}
/**
 * Parses a manifest's bytes, without checking its fields.
 * @throws REGISTRY_REFUSED when they are not a JSON object with schemaVersion 2; artifact manifests have none
 */
function parseManifest(manifest) {
    const json = jsonOf(manifest.bytes);
    if (isObject(json) && (json.schemaVersion === 2 || isArtifactType(manifest.mediaType)))
        return json;
    throw malformed(manifest, 'expected a JSON manifest with schemaVersion 2');
}
/**
 * Returns the error REGISTRY_REFUSED for a manifest that cannot be read.
 * @param why a clause that completes "Could not read the manifest: "
 */
function malformed({ digest }, why) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('REGISTRY_REFUSED', `Could not read the manifest ${digest}: ${why}. Rebuild the image with a current tool.`);
}
/**
 * Reads a manifest. Malformed entries and annotations are left out; `readRefs` refuses them.
 * https://github.com/opencontainers/image-spec/blob/main/manifest.md
 * https://github.com/opencontainers/image-spec/blob/main/image-index.md
 * @throws REGISTRY_REFUSED when it is not JSON with schemaVersion 2, or its media type is not supported
 */
function readManifest(manifest) {
    const json = parseManifest(manifest);
    const type = typeof json.mediaType === 'string' ? json.mediaType : manifest.mediaType;
    const annotations = stringsOf(json.annotations);
    if (isIndexType(type)) {
        const list = Array.isArray(json.manifests) ? json.manifests : [];
        const entries = list.map(entryOf).filter((entry) => entry !== null);
        return { isIndex: true, annotations, entries, config: null };
    }
    if (!isImageType(type))
        throw malformed(manifest, `unknown media type ${JSON.stringify(type.slice(0, 100))}`);
    return { isIndex: false, annotations, entries: [], config: descriptorOf(json.config) };
}
function descriptorOf(value) {
    if (!isObject(value))
        return null;
    const { digest, mediaType, size } = value;
    if (typeof digest !== 'string' || !(0,_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .Bc)(digest))
        return null;
    return {
        digest,
        mediaType: typeof mediaType === 'string' ? mediaType : '',
        size: typeof size === 'number' ? size : 0,
    };
}
function entryOf(value) {
    const descriptor = descriptorOf(value);
    if (!descriptor || !isObject(value))
        return null;
    const platform = isObject(value.platform) ? value.platform : null;
    const { os, architecture, variant } = stringsOf(platform);
    const known = os !== undefined && architecture !== undefined && architecture !== 'unknown';
    return {
        ...descriptor,
        platform: known ? (0,_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .normalisePlatform */ .W)(`${os}/${architecture}/${variant ?? ''}`) : null,
        // no runtime pulls an unknown platform: it is how attestations are listed
        attestation: isAttestation(value) || architecture === 'unknown',
    };
}
/**
 * Reads labels, creation time and platform from an image's config; all of it is untrusted text.
 * https://github.com/opencontainers/image-spec/blob/main/config.md
 * @returns empty labels and null for what is missing or malformed
 */
function readConfig(bytes) {
    const json = parse(bytes);
    if (!isObject(json))
        return { labels: {}, created: null, platform: null };
    const inner = isObject(json.config) ? json.config : {};
    const { os, architecture, variant, created } = stringsOf(json);
    return {
        labels: stringsOf(inner.Labels),
        created: created ?? null,
        platform: os && architecture ? (0,_platform_js__WEBPACK_IMPORTED_MODULE_1__/* .normalisePlatform */ .W)(`${os}/${architecture}/${variant ?? ''}`) : null,
    };
}


/***/ }),

/***/ 8758:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ normalisePlatform)
/* harmony export */ });
// https://github.com/containerd/platforms/blob/main/database.go
const ARCHITECTURES = new Map(Object.entries({
    x86_64: 'amd64',
    'x86-64': 'amd64',
    aarch64: 'arm64',
    i386: '386',
    armhf: 'arm/v7',
    armel: 'arm/v6',
}));
const DEFAULT_VARIANTS = new Map(Object.entries({ 'amd64/v1': 'amd64', 'arm64/v8': 'arm64', arm: 'arm/v7' }));
/**
 * Returns a platform in a comparable form: lower case, with one name for each architecture and variant.
 * @param text `os/architecture[/variant]`
 */
function normalisePlatform(text) {
    const [os = '', architecture = '', variant = ''] = text.trim().toLowerCase().split('/');
    const numbered = /^\d+$/.test(variant) ? `v${variant}` : variant;
    const [name = '', known] = (ARCHITECTURES.get(architecture) ?? architecture).split('/');
    const cpu = [name, known ?? numbered].filter(Boolean).join('/');
    return [os, DEFAULT_VARIANTS.get(cpu) ?? cpu].filter(Boolean).join('/');
}


/***/ }),

/***/ 8424:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BT: () => (/* binding */ parseReachable),
/* harmony export */   Bc: () => (/* binding */ isDigest),
/* harmony export */   F2: () => (/* binding */ parseReference),
/* harmony export */   Mi: () => (/* binding */ hideUserInfo),
/* harmony export */   WM: () => (/* binding */ isCommit),
/* harmony export */   WZ: () => (/* binding */ lowerCaseRepository),
/* harmony export */   aR: () => (/* binding */ repositoryName),
/* harmony export */   dM: () => (/* binding */ distinct),
/* harmony export */   dz: () => (/* binding */ isTag),
/* harmony export */   i7: () => (/* binding */ canonicalRegistry),
/* harmony export */   jS: () => (/* binding */ findDuplicate),
/* harmony export */   mS: () => (/* binding */ isSameRegistry),
/* harmony export */   nz: () => (/* binding */ apiHost),
/* harmony export */   ve: () => (/* binding */ isSameRepository),
/* harmony export */   zZ: () => (/* binding */ parseImage)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);

const DOCKER_HUB = 'docker.io';
// https://github.com/distribution/reference/blob/main/regexp.go
const DOMAIN_LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = new RegExp(`^(?:${DOMAIN_LABEL}(?:\\.${DOMAIN_LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`);
const PATH_COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const COMMIT = /^[0-9a-f]{40}$/;
const ANY_DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
/** Access tokens of GitHub, GitLab and Docker Hub, by their prefixes. Read as an image, one would be sent to a registry. */
const TOKEN = /^(?:gh[opsu]_|ghr_|github_pat_|glpat-|dckr_pat_)[a-z0-9_.-]{20,}$/i;
const DIGEST_HEX = { sha256: 64, sha384: 96, sha512: 128 };
/**
 * Whether the text is a valid tag.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests
 */
function isTag(text) {
    return TAG.test(text);
}
/**
 * Whether the text is a sha256 digest, the only kind that registries store manifests under.
 * https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests
 */
function isDigest(text) {
    return DIGEST.test(text);
}
/** Whether the text is a full git commit: 40 lower-case hex characters. */
function isCommit(text) {
    return COMMIT.test(text);
}
/** Returns a repository's full name, `registry/namespace/repository`. */
function repositoryName(image) {
    return `${image.registry}/${image.repository}`;
}
/** Returns a registry's host in canonical form: lower case, without the default port 443. */
function canonicalRegistry({ registry }) {
    return new URL(`https://${apiHost(registry)}`).host;
}
/** Returns a repository's name in canonical form, equal for all spellings of one repository. */
function canonicalName(image) {
    return `${canonicalRegistry(image)}/${image.repository}`;
}
/** Whether two names refer to the same repository. */
function isSameRepository(a, b) {
    return canonicalName(a) === canonicalName(b);
}
/** Whether two names refer to the same registry. */
function isSameRegistry(a, b) {
    return canonicalRegistry(a) === canonicalRegistry(b);
}
/** Returns the images without repeated ones, in order; spellings of one repository count as the same. */
function distinct(images) {
    const seen = new Set();
    return images.filter((image) => seen.size < seen.add(canonicalName(image)).size);
}
/** Returns the name of the first image that repeats an earlier one; null if all are distinct. */
function findDuplicate(images) {
    const unique = new Set(distinct(images));
    const repeated = images.find((image) => !unique.has(image));
    return repeated ? repositoryName(repeated) : null;
}
/** Returns the host that serves a registry's API: Docker Hub's differs from its name. */
function apiHost(registry) {
    return registry === DOCKER_HUB ? 'registry-1.docker.io' : registry;
}
function splitDomain(name) {
    const slash = name.indexOf('/');
    const first = slash < 0 ? '' : name.slice(0, slash);
    const isHost = first === 'localhost' || /[.:]/.test(first) || first !== first.toLowerCase();
    if (slash < 0 || !isHost)
        return withHub(DOCKER_HUB, name);
    return withHub(first === 'index.docker.io' ? DOCKER_HUB : first, name.slice(slash + 1));
}
function withHub(registry, repository) {
    const official = registry === DOCKER_HUB && !repository.includes('/');
    return { registry, repository: official ? `library/${repository}` : repository };
}
function invalid(text, why) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('INPUT_INVALID', `"${hideUserInfo(text)}" is not an image reference: ${why}.`);
}
/**
 * Returns a text from an input as a message may show it: without what precedes an `@`, also a percent-encoded one, since
 * that may be a user name and a password. A digest after an `@` is kept.
 */
function hideUserInfo(text) {
    return /[:/]|%(?:25)*(?:3a|2f)/i.test(text)
        ? text.replace(/^.*(?:@|%(?:25)*40)(?!sha\d+:[0-9a-f]*(?:[\s,]|$))/is, '***@')
        : text;
}
/**
 * Returns an image reference with its repository in lower case: registries accept no other, and an owner's name on
 * GitHub may have capitals. The registry's host, a tag and a digest stay as they are.
 */
function lowerCaseRepository(text) {
    const [beforeDigest = ''] = text.split('@', 1);
    const colon = beforeDigest.lastIndexOf(':');
    const name = colon > beforeDigest.lastIndexOf('/') ? beforeDigest.slice(0, colon) : beforeDigest;
    const first = name.slice(0, name.indexOf('/') + 1);
    const host = /[.:]/.test(first) ? first : '';
    return `${host}${name.slice(host.length).toLowerCase()}${text.slice(name.length)}`;
}
/**
 * Parses an image reference as docker does (ParseNormalizedNamed).
 * https://github.com/distribution/reference/blob/main/normalize.go
 * @param text `[registry/]namespace/repository[:tag][@digest]`
 * @returns its parts, with docker.io and library/ filled in; the tag `latest` is not
 * @throws INPUT_INVALID when a part is malformed; the message names it
 */
function parseReference(text) {
    if (/^[a-f0-9]{64}$/.test(text))
        throw invalid(text, 'it is an image ID');
    const [beforeDigest, digest, more] = text.split('@');
    if (more !== undefined)
        throw invalid(text, 'it has more than one @');
    let name = beforeDigest ?? '';
    const colon = name.lastIndexOf(':');
    let tag = null;
    if (colon > name.lastIndexOf('/')) {
        tag = name.slice(colon + 1);
        name = name.slice(0, colon);
        if (!isTag(tag))
            throw invalid(text, `"${tag}" cannot be a tag (letters, digits, "_", ".", "-", at most 128)`);
    }
    if (digest !== undefined && !knownDigest(digest))
        throw invalid(text, `"${digest}" is not a digest`);
    if (name === '')
        throw invalid(text, 'it has no repository');
    const { registry, repository } = splitDomain(name);
    if (!DOMAIN.test(registry))
        throw invalid(text, `"${registry}" is not a host`);
    if (repository !== repository.toLowerCase())
        throw invalid(text, 'a repository must be lower case');
    if (!repository.split('/').every((part) => PATH_COMPONENT.test(part))) {
        throw invalid(text, `"${repository}" is not a repository (lower-case words joined by ".", "_", "-" and "/")`);
    }
    // distribution/reference counts the host, but not that of Docker Hub
    const length = registry === DOCKER_HUB ? repository.length : registry.length + 1 + repository.length;
    if (length > 255)
        throw invalid(text, 'it is longer than 255 characters');
    return { registry, repository, tag, digest: digest ?? null };
}
function knownDigest(digest) {
    if (!ANY_DIGEST.test(digest))
        return false;
    const [algorithm = '', hex = ''] = digest.split(':');
    const length = DIGEST_HEX[algorithm];
    return length !== undefined && hex.length === length && /^[a-f0-9]+$/.test(hex);
}
/**
 * Parses the `image` input: a name without tag and digest.
 * @throws INPUT_INVALID when it has a tag or a digest, or as `parseReachable` does
 */
function parseImage(text) {
    const { registry, repository, tag, digest } = parseReachable(text);
    if (tag !== null)
        throw invalid(text, `name the image without the tag "${tag}"`);
    if (digest !== null)
        throw invalid(text, 'name the image without a digest');
    return { registry, repository };
}
/**
 * Parses a reference from an input. Stricter than docker: it refuses what docker would read as another registry than
 * intended, because credentials are sent there.
 * @throws INPUT_INVALID when it is malformed or ambiguous, or its registry cannot be a host
 */
function parseReachable(text) {
    if (TOKEN.test(text))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('INPUT_INVALID', 'Expected an image, got what looks like an access token; it was sent nowhere. Remove it, and revoke it if it has been logged.');
    if (hideUserInfo(text) !== text)
        throw invalid(text, 'remove what precedes the @; a user name and a password belong in username and password');
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text))
        throw invalid(text, 'remove what precedes the host');
    if (/[\s,;]/.test(text))
        throw invalid(text, 'expected one image per line, without spaces or commas');
    const reference = parseReference(text);
    const { registry } = reference;
    // docker reads such a first part as a host; it is an owner's name in capitals
    if (registry !== 'localhost' && !/[.:]/.test(registry))
        throw invalid(text, 'a repository must be lower case');
    // docker reads a host alone as an image of Docker Hub
    if (/^(localhost|[^/@:]*\.[^/@:]*)([@:][^/]*)?$/.test(text))
        throw invalid(text, 'it names only a registry; add the repository');
    if (!URL.canParse(`https://${registry}`) || /:0+$/.test(registry))
        throw invalid(text, `"${registry}" is not a host that can be reached`);
    return reference;
}


/***/ }),

/***/ 6315:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ep: () => (/* binding */ renderTags),
/* harmony export */   MQ: () => (/* binding */ DEFAULT_TAGS),
/* harmony export */   vY: () => (/* binding */ renderTag)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8424);
/* harmony import */ var _tags_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(548);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2189);




const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;
const NAMES = ['version', 'major', 'minor', 'patch', 'prerelease', 'build', 'sha', 'branch'];
const DEFAULT_TAGS = ['{{version}}', '{{version}}-{{sha}}', '{{major}}.{{minor}}', 'git-{{sha}}'];
function valueFor(name, values) {
    const { version, commit } = values;
    if (name === 'environment')
        return values.environment;
    if (name === 'sha')
        return commit && (0,_tags_js__WEBPACK_IMPORTED_MODULE_2__/* .shortSha */ .Fu)(commit, values.shaLength);
    // a tag starts with a letter, a digit or "_"
    if (name === 'branch')
        return values.branch?.replace(/[^A-Za-z0-9._-]/g, '-').replace(/^[.-]+/, '') || null;
    if (version === null)
        return null;
    if (name === 'version')
        return (0,_version_js__WEBPACK_IMPORTED_MODULE_3__/* .versionToTag */ .KN)(version);
    return (0,_version_js__WEBPACK_IMPORTED_MODULE_3__/* .versionParts */ .VJ)(version)[name];
}
/**
 * Renders a tag template.
 * @returns the tag; null if a placeholder has no value: the template is then left out
 * @throws INPUT_INVALID when a placeholder is unknown, or the result is a reference to another image or not a valid tag
 */
function renderTag(template, values, images) {
    const known = values.environment === null ? NAMES : [...NAMES, 'environment'];
    let isMissing = false;
    const rendered = template.replace(PLACEHOLDER, (whole, inner) => {
        const name = inner.trim();
        if (!known.includes(name)) {
            throw invalid(template, `${whole} is not a placeholder; expected one of ${known.map((each) => `{{${each}}}`).join(' ')}`);
        }
        const value = valueFor(name, values);
        isMissing ||= value === null || value === '';
        return value ?? '';
    });
    if ((0,_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .hideUserInfo */ .Mi)(template) !== template)
        throw invalid(template, 'remove what precedes the @; a user name and a password belong in username and password');
    if (isMissing)
        return null;
    const tag = rendered.includes('/') || rendered.includes(':') ? tagOfReference(template, rendered, images) : rendered;
    if (!(0,_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .isTag */ .dz)(tag)) {
        const form = 'letters, digits, "_", ".", "-"; at most 128; no "." or "-" first';
        throw new NotATag(template, `"${tag}" cannot be a tag (${form})`);
    }
    return tag;
}
/** Returns the tag of a full reference to one of the images: docker/metadata-action outputs these. */
function tagOfReference(template, rendered, images) {
    let reference;
    try {
        reference = (0,_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .parseReference */ .F2)((0,_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .lowerCaseRepository */ .WZ)(rendered));
    }
    catch {
        throw new NotATag(template, `"${rendered}" is neither a tag nor a reference`);
    }
    const name = (0,_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .repositoryName */ .aR)(reference).toLowerCase();
    if (!images.some((image) => (0,_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .repositoryName */ .aR)(image).toLowerCase() === name)) {
        throw invalid(template, `${(0,_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .repositoryName */ .aR)(reference)} is not the image of this run`);
    }
    if (reference.tag === null)
        throw invalid(template, 'the reference has no tag');
    return reference.tag;
}
function invalid(template, why) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('INPUT_INVALID', `The tag template "${(0,_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .hideUserInfo */ .Mi)(template)}" does not work: ${why}.`);
}
/** A template whose result is not a valid tag. */
class NotATag extends _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ {
    /** a clause */
    problem;
    constructor(template, problem) {
        super('INPUT_INVALID', invalid(template, problem).message);
        this.problem = problem;
    }
}
const FROM_BRANCH = /\{\{\s*branch\s*\}\}/;
const FROM_VERSION = /\{\{\s*(?:version|major|minor|patch|prerelease|build)\s*\}\}/;
/**
 * Renders templates; one with a placeholder that has no value is left out. The name of a branch is anyone's choice, so it
 * fails no run: a tag that {{branch}} decides is left out, with a warning, where it is not a valid tag, or looks like a
 * version or a commit.
 */
function renderTags(templates, values, images) {
    const isOfBranch = (template) => values.branch !== null && FROM_BRANCH.test(template);
    // true where only the branch decides the tag: what another template produces, too, it does not
    const tags = new Map();
    const warnings = [];
    const problems = [];
    for (const template of templates) {
        try {
            if (isOfBranch(template) && valueFor('branch', values) === null)
                throw new NotATag(template, 'it has no character that a tag can have');
            const tag = renderTag(template, values, images);
            if (tag === null)
                continue;
            const isBranchTag = isOfBranch(template) && !FROM_VERSION.test(template);
            const problem = isBranchTag ? (0,_tags_js__WEBPACK_IMPORTED_MODULE_2__/* .branchTagProblem */ .oe)(tag) : null;
            if (problem === null)
                tags.set(tag, isBranchTag && tags.get(tag) !== false);
            else if (!tags.has(tag))
                warnings.push((0,_tags_js__WEBPACK_IMPORTED_MODULE_2__/* .leftOut */ .ig)(template, `branch "${values.branch}": ${problem}`));
        }
        catch (error) {
            if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ))
                throw error;
            if (isOfBranch(template) && error instanceof NotATag)
                warnings.push((0,_tags_js__WEBPACK_IMPORTED_MODULE_2__/* .leftOut */ .ig)(template, `branch "${values.branch}": ${error.problem}`));
            else
                problems.push(error);
        }
    }
    const branchTags = [...tags].flatMap(([tag, isBranchTag]) => (isBranchTag ? [tag] : []));
    return { tags: [...tags.keys()], branchTags, warnings, problems };
}


/***/ }),

/***/ 548:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Fu: () => (/* binding */ shortSha),
/* harmony export */   Ib: () => (/* binding */ environmentsIn),
/* harmony export */   QS: () => (/* binding */ versionAndSha),
/* harmony export */   Y: () => (/* binding */ ruleOf),
/* harmony export */   Zq: () => (/* binding */ versionAndEnvironment),
/* harmony export */   bS: () => (/* binding */ versionsIn),
/* harmony export */   f5: () => (/* binding */ environmentProblem),
/* harmony export */   ig: () => (/* binding */ leftOut),
/* harmony export */   m: () => (/* binding */ commitTag),
/* harmony export */   nt: () => (/* binding */ isHistoryTag),
/* harmony export */   oe: () => (/* binding */ branchTagProblem),
/* harmony export */   uV: () => (/* binding */ reservedTagProblem),
/* harmony export */   zb: () => (/* binding */ isReferrersTag)
/* harmony export */ });
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8424);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2189);


const HISTORY_SUFFIX = '-history';
/** Whether a tag holds the history of an environment: `<environment>-history`. */
function isHistoryTag(tag) {
    return tag.endsWith(HISTORY_SUFFIX);
}
/** Returns the environments that have a history in a list of tags, in alphabetical order. */
function environmentsIn(tags) {
    return tags
        .filter(isHistoryTag)
        .map((tag) => tag.slice(0, -HISTORY_SUFFIX.length))
        .filter((name) => environmentProblem(name) === null)
        .sort();
}
/** Whether a tag is one that clients keep referrers and signatures of a digest under: `sha256-<hex>`. */
function isReferrersTag(tag) {
    return tag.startsWith('sha256-');
}
/** Returns the abbreviated commit that tags contain. */
function shortSha(commit, length) {
    return commit.slice(0, length);
}
/** Returns the commit tag, `git-<sha>`, by which the build of a commit is found. */
function commitTag(commit, length) {
    return `git-${shortSha(commit, length)}`;
}
/**
 * Returns the rule of a rendered tag. A tag that is the start of the commit is free: it is not the start of a version.
 * @param commit the full commit of the image; null if unknown
 * @param environments names for which `V-<environment>` is a fixed tag, even if it is not a version by its form
 */
function ruleOf(tag, commit, environments = []) {
    if (commit !== null && /^[0-9a-f]{7,40}$/.test(tag) && commit.startsWith(tag))
        return 'free';
    if (tag === 'latest' || (0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .parseLine */ .A)(tag))
        return 'floating';
    if (/^git-[0-9a-f]{7,40}$/.test(tag) && (commit === null || commit.startsWith(tag.slice(4))))
        return 'fixed';
    if (commit !== null && versionAndSha(tag, commit) !== null)
        return 'build';
    return (0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .tagToVersion */ .ar)(tag) === null && versionAndEnvironment(tag, environments) === null ? 'free' : 'fixed';
}
/** Returns the version V of a tag `V-H`, where H is at least the first 7 characters of the commit; otherwise null. */
function versionAndSha(tag, commit) {
    const match = /^(.+)-([0-9a-f]{7,40})$/.exec(tag);
    return match && commit.startsWith(match[2] ?? '') ? (0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .tagToVersion */ .ar)(match[1] ?? '') : null;
}
/** Returns the version V of a tag `V-<environment>`; null for any other tag. */
function versionAndEnvironment(tag, environments) {
    const names = environments instanceof Set ? environments : new Set(environments);
    if (names.size === 0)
        return null;
    // the longest name first: 1.2.3-eu-prod belongs to eu-prod, it is not a version 1.2.3-eu in prod
    for (let at = tag.indexOf('-'); at >= 0; at = tag.indexOf('-', at + 1)) {
        if (!names.has(tag.slice(at + 1)))
            continue;
        const version = (0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .tagToVersion */ .ar)(tag.slice(0, at));
        if (version !== null)
            return version;
    }
    return null;
}
/**
 * Returns the versions that a repository's tags contain. `V-H` counts as V if `git-H` exists. `V-E` counts as nothing if
 * `E-history` exists, nor does a version with the name of a platform after it.
 * @param tags in any order
 */
function versionsIn(tags) {
    const all = new Set(tags);
    const environments = new Set(tags.filter(isHistoryTag).map((tag) => tag.slice(0, -HISTORY_SUFFIX.length)));
    const versions = new Set();
    for (const tag of tags) {
        const version = versionIn(tag, all, environments);
        if (version !== null)
            versions.add(version);
    }
    return versions;
}
function versionIn(tag, all, environments) {
    const sha = /-([0-9a-f]{7,40})$/.exec(tag)?.[1];
    const ofBuild = sha && all.has(`git-${sha}`) ? versionAndSha(tag, sha) : null;
    if (ofBuild !== null)
        return (0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .hasPlatformSuffix */ .HP)((0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .versionToTag */ .KN)(ofBuild)) ? null : ofBuild;
    const version = (0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .tagToVersion */ .ar)(tag);
    if (version === null || (0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .hasPlatformSuffix */ .HP)(tag))
        return null;
    return versionAndEnvironment(tag, environments) === null ? version : null;
}
/** Returns why a name cannot be that of an environment, as a clause for a message; null if it can. */
function environmentProblem(name) {
    if (/\s/.test(name))
        return 'no spaces: use letters, digits, "_", "." and "-"';
    if ((0,_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isTag */ .dz)(name) && !(0,_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isTag */ .dz)(`${name}${HISTORY_SUFFIX}`))
        return 'it is too long: at most 120 characters, so that "-history" fits after it';
    if (!(0,_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isTag */ .dz)(name))
        return 'use letters, digits, "_", "." and "-", not "." or "-" first, at most 120 characters';
    if (name === 'latest')
        return '"latest" is a floating tag';
    if ((0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .parseLine */ .A)(name) || (0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .tagToVersion */ .ar)(name) !== null)
        return 'it looks like a version';
    if (/^(git|sha256)-/.test(name))
        return 'it begins like a commit tag or a referrers tag';
    if (isHistoryTag(name))
        return '"-history" names the history of an environment';
    return null;
}
/** Returns why a template may not produce a free tag, as a clause for a message; null if it may. */
function reservedTagProblem(tag, environments) {
    if (isHistoryTag(tag))
        return '"…-history" names the history of an environment';
    if (isReferrersTag(tag))
        return '"sha256-…" names the referrers of an image';
    if (environments.includes(tag))
        return `"${tag}" is an environment, which moves by promotion`;
    return null;
}
/**
 * Returns why a tag that comes from the name of a branch may not be written, as a clause; null if it may. A branch is
 * never a version, the start of one, or a commit: whoever may push a branch could take the tags of a release.
 */
function branchTagProblem(tag) {
    if (tag === 'latest' || (0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .parseLine */ .A)(tag))
        return `"${tag}" is a floating tag`;
    if ((0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .tagToVersion */ .ar)(tag) !== null || (0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .tagToVersion */ .ar)(tag.replace(/-[0-9a-f]{7,40}$/, '')) !== null)
        return `"${tag}" looks like a version`;
    if (/^(?:git-)?[0-9a-f]{7,40}$/i.test(tag))
        return `"${tag}" looks like a commit`;
    return null;
}
/** Returns the warning about a tag that is left out. @param why a clause */
function leftOut(tag, why) {
    return `The tag "${tag}" is left out: ${why}.`;
}


/***/ }),

/***/ 9692:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K8: () => (/* binding */ isTime),
/* harmony export */   fU: () => (/* binding */ formatTime),
/* harmony export */   uG: () => (/* binding */ formatMinuteAfter)
/* harmony export */ });
const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;
/** Whether a text is a date-time: https://www.rfc-editor.org/rfc/rfc3339#section-5.6 */
function isTime(text) {
    return RFC3339.test(text) && !Number.isNaN(Date.parse(text));
}
/** Returns an RFC 3339 time to the minute, in UTC: `2026-03-01 12:00 UTC`; a text that is no time as it is. */
function formatTime(time) {
    const at = Date.parse(time);
    return Number.isNaN(at) ? time : `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
/** Returns the first full minute that is not before an instant, as `formatTime` does: what is over by then, or begins. */
function formatMinuteAfter(at) {
    return formatTime(new Date(Math.ceil(at / 60_000) * 60_000).toISOString());
}


/***/ }),

/***/ 2189:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ parseLine),
/* harmony export */   Ec: () => (/* binding */ versionProblem),
/* harmony export */   HP: () => (/* binding */ hasPlatformSuffix),
/* harmony export */   KN: () => (/* binding */ versionToTag),
/* harmony export */   MQ: () => (/* binding */ isStable),
/* harmony export */   VJ: () => (/* binding */ versionParts),
/* harmony export */   ar: () => (/* binding */ tagToVersion),
/* harmony export */   ot: () => (/* binding */ parseVersion),
/* harmony export */   ut: () => (/* binding */ isOfLine)
/* harmony export */ });
// https://semver.org/#is-there-a-suggested-regular-expression-regex-to-check-a-semver-string
const NUMBER = '(?:0|[1-9]\\d*)';
const IDENTIFIER = `(?:${NUMBER}|\\d*[a-zA-Z-][0-9a-zA-Z-]*)`;
const SEMVER = new RegExp(`^(${NUMBER})\\.(${NUMBER})\\.(${NUMBER})(?:-(${IDENTIFIER}(?:\\.${IDENTIFIER})*))?(?:\\+([0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*))?$`);
const MAX_LENGTH = 256;
/**
 * Parses a semantic version.
 * https://semver.org/spec/v2.0.0.html
 * @param text a version, also with a leading `v`
 * @returns its canonical form, without the `v`; null if the text is not exactly a version
 */
function parseVersion(text) {
    const bare = text.startsWith('v') ? text.slice(1) : text;
    const numbers = bare.length > MAX_LENGTH ? null : SEMVER.exec(bare)?.slice(1, 4);
    return numbers?.every((number) => Number(number) <= Number.MAX_SAFE_INTEGER) ? bare : null;
}
/**
 * Splits a canonical version into its parts.
 * @throws Error when it is not canonical: a bug of the caller
 */
function versionParts(version) {
    const match = SEMVER.exec(version);
    if (!match)
        throw new Error(`not a canonical version: ${version}`);
    const [, major = '', minor = '', patch = '', prerelease, build] = match;
    return { major, minor, patch, prerelease: prerelease ?? null, build: build ?? null };
}
/** Returns a version as a tag: `+` becomes `_`, which no version contains, so it can be parsed again. */
function versionToTag(version) {
    return version.replace('+', '_');
}
/**
 * Parses a tag as a version.
 * @param tag `1.2.3`, `v1.2.3`, `1.2.3-rc.1_build.5`
 * @returns the canonical version; null if the tag is not a complete version
 */
function tagToVersion(tag) {
    return tag.includes('+') ? null : parseVersion(tag.replace('_', '+'));
}
/**
 * Whether a canonical version is not a prerelease.
 * @throws Error when it is not canonical: a bug
 */
function isStable(version) {
    return versionParts(version).prerelease === null;
}
/** Parses a floating tag, `1`, `1.2`, `v1` or `v1.2`; null for any other text. */
function parseLine(tag) {
    const match = new RegExp(`^v?(${NUMBER})(?:\\.(${NUMBER}))?$`).exec(tag);
    return match ? { major: match[1] ?? '', minor: match[2] ?? null } : null;
}
/**
 * Whether a floating tag covers a canonical version: `1` covers 1.x.y, `1.2` covers 1.2.x, `latest` covers all.
 * @throws Error when it is not canonical: a bug
 */
function isOfLine(version, tag) {
    if (tag === 'latest')
        return true;
    const line = parseLine(tag);
    if (!line)
        return false;
    const parts = versionParts(version);
    return parts.major === line.major && (line.minor === null || parts.minor === line.minor);
}
const OS = '(?:linux|windows|windowsservercore|nanoserver|darwin|macos|freebsd|wasip\\d)';
const CPU = '(?:amd64|x86[-_]?64|x64|x86|i?386|i686|arm64|aarch64|arm32|armhf|armel|arm|ppc64le|ppc64|s390x|riscv64|mips64le|mips64|mipsle|mips|loong64|loongarch64|wasm32|wasm)';
const PLATFORM_SUFFIX = new RegExp(`^(.+?)[-_.](?:${OS}(?:[-_.]?${CPU})?|${CPU})(?:[-_./]?v\\d{1,2}(?:\\.\\d)?)?$`, 'i');
/** Whether a tag is a version with the name of a platform after it: `1.2.3-arm64`, `1.2.3_linux-amd64`. */
function hasPlatformSuffix(tag) {
    // nearly every tag: compiling the long expression takes milliseconds
    if (/^v?[\d.]+$/.test(tag))
        return false;
    const version = PLATFORM_SUFFIX.exec(tag)?.[1];
    return version !== undefined && tagToVersion(version) !== null;
}
/**
 * Returns why a text is not a version, for a message.
 * @param text for which `parseVersion` returns null
 * @returns a clause
 */
function versionProblem(text) {
    if (/^V\d/.test(text))
        return 'the "V" is upper case';
    const bare = text.replace(/^v/, '');
    const [core = '', rest = ''] = /^(\d+(?:\.\d+)*)(.*)$/.exec(bare)?.slice(1) ?? [];
    const numbers = core === '' ? [] : core.split('.');
    const padded = numbers.find((number) => /^0\d/.test(number));
    if (numbers.length === 0)
        return 'it does not begin with a number, or v and a number';
    if (numbers.length !== 3 && /^(?:$|[-+])/.test(rest))
        return `a version has three numbers, and this has ${numbers.length}`;
    if (padded !== undefined)
        return `its number ${padded} begins with 0`;
    return 'it is not a semantic version such as 1.2.3 or 1.2.3-rc.1';
}


/***/ }),

/***/ 4464:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E9: () => (/* binding */ parseDuration),
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   ec: () => (/* binding */ DURATION_FORM)
/* harmony export */ });
const UNITS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
/** The longest duration, in milliseconds: ten years. */
const MAX_MS = 3650 * UNITS.d;
/** How a duration is written, for messages. */
const DURATION_FORM = 'a whole number and s, m, h or d, such as 24h, at most ten years (3650d)';
/**
 * Reads a duration: a whole number and `s`, `m`, `h` or `d`.
 * @returns milliseconds; null where the text is none, or longer than ten years
 */
function parseDuration(text) {
    const match = /^(\d{1,10})([smhd])$/.exec(text);
    if (!match)
        return null;
    const milliseconds = Number(match[1]) * UNITS[match[2]];
    return milliseconds <= MAX_MS ? milliseconds : null;
}
/**
 * Returns a duration in words of at most two units: `2d 3h`, `45m`, `10s`. It is rounded down.
 * @param milliseconds at least 0
 */
function formatDuration(milliseconds) {
    const units = Object.entries(UNITS).reverse();
    const first = units.findIndex(([, length]) => milliseconds >= length);
    if (first < 0)
        return '0s';
    let rest = milliseconds;
    const parts = units.slice(first, first + 2).flatMap(([unit, length]) => {
        const count = Math.floor(rest / length);
        rest -= count * length;
        return count === 0 ? [] : [`${count}${unit}`];
    });
    return parts.join(' ');
}


/***/ }),

/***/ 6964:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   loadPolicy: () => (/* binding */ loadPolicy)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(452);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8424);



/** The largest policy file, in bytes. */
const MAX_FILE = 256 * 1024;
/** Why a file cannot be read, by the code of the error. */
const REASONS = {
    ENOENT: 'there is no such file. Check out the repository before this step, and set policy to the path from its root',
    EISDIR: 'it is a directory',
    'not a regular file': 'it is not a regular file',
};
/**
 * Reads the policy file of a run, and the trusted roots that it names. The YAML library is loaded here, so only by runs
 * that have a policy.
 * @param file the input: a path from the workspace
 * @returns the policy, or the problems of the file
 */
async function loadPolicy(file, workspace, read) {
    const text = readText((0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(workspace, file), read);
    if ('problem' in text)
        return [unusable(`policy ${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .hideUserInfo */ .Mi)(file)}`, text.problem)];
    const { readPolicyText } = await Promise.all(/* import() */[__nccwpck_require__.e(815), __nccwpck_require__.e(720)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7720));
    const policy = readPolicyText(text.text, file);
    if (Array.isArray(policy) || policy.trustFile === null)
        return policy;
    const roots = readText((0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(workspace, policy.trustFile), read);
    const name = `policy ${file}: the trusted root ${policy.trustFile}`;
    if ('problem' in roots)
        return [unusable(name, roots.problem)];
    const trustRoots = parseRoots(roots.text);
    return trustRoots === null ? [unusable(name, 'it is not JSON')] : { ...policy, trustRoots };
}
function readText(path, read) {
    try {
        return { text: new TextDecoder('utf-8', { fatal: true }).decode(read(path, MAX_FILE)) };
    }
    catch (error) {
        const { code } = error;
        if (code === undefined || code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
            return { problem: 'it is not UTF-8' };
        return { problem: REASONS[code] ?? `it cannot be read (${code})` };
    }
}
/** One JSON document, or one on each line, as `gh attestation trusted-root` prints them. */
function parseRoots(text) {
    for (const documents of [[text], text.split('\n').filter((line) => line.trim() !== '')]) {
        try {
            return documents.map((document) => JSON.parse(document));
        }
        catch {
            // tries the other form
        }
    }
    return null;
}
function unusable(what, why) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('INPUT_INVALID', `${what} cannot be used: ${why}.`);
}


/***/ }),

/***/ 7778:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ basicEncoded),
/* harmony export */   a: () => (/* binding */ encodingsOf)
/* harmony export */ });
/* harmony import */ var _util_secret_encodings_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1309);

/** Returns the `user:password` of a Basic header, before its encoding: https://www.rfc-editor.org/rfc/rfc7617#section-2 */
function basicPair(credential) {
    return credential.kind === 'basic'
        ? `${credential.username}:${credential.password}`
        : // docker stores an identity token under this user name
            `<token>:${credential.token}`;
}
/**
 * Returns `user:password` in base64, as a Basic header and docker's config have it:
 * https://www.rfc-editor.org/rfc/rfc7617#section-2
 */
function basicEncoded(credential) {
    return Buffer.from(basicPair(credential)).toString('base64');
}
/** Returns every encoding in which a credential is sent or may be echoed, for masking. */
function encodingsOf(credential) {
    const secret = credential.kind === 'basic' ? credential.password : credential.token;
    return credential.kind === 'bearer' ? (0,_util_secret_encodings_js__WEBPACK_IMPORTED_MODULE_0__/* .secretEncodings */ .h)(secret) : (0,_util_secret_encodings_js__WEBPACK_IMPORTED_MODULE_0__/* .secretEncodings */ .h)(secret, basicPair(credential));
}


/***/ }),

/***/ 8665:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  J: () => (/* binding */ Credentials),
  X: () => (/* binding */ placesFrom)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: ./lib/util/memoize.js
var memoize = __nccwpck_require__(7468);
// EXTERNAL MODULE: ./lib/util/user-dirs.js
var user_dirs = __nccwpck_require__(842);
// EXTERNAL MODULE: ./lib/registry/auth/docker-config.js
var docker_config = __nccwpck_require__(4875);
// EXTERNAL MODULE: ./lib/image/reference.js
var reference = __nccwpck_require__(8424);
;// CONCATENATED MODULE: ./lib/registry/auth/scoped-logins.js




/**
 * Finds the logins that docker/login-action keeps apart by its input `scope`, as buildx reads them:
 * `HOST[/REPOSITORY][@ACTION,ACTION]/config.json` (docker/buildx, util/dockerconfig/configprovider.go). The folder of
 * Docker Hub is `registry-1.docker.io`.
 * @param root buildx's folder of scoped configurations
 * @param registry the registry's name, with a port if it has one
 * @param repository the repository without the registry; empty for any
 * @param actions the actions of the token, as `pull` and `push`
 * @returns the paths of the config files that may exist: a repository's before the registry's, more actions before
 *   fewer
 * @throws INPUT_INVALID when a folder cannot be read
 */
async function scopedConfigs(root, registry, repository, actions) {
    const hosts = (await entriesOf(root)).filter((entry) => isHost(entry.name, registry));
    const ofHosts = hosts.map((host) => ({ ...host, isForRepository: false }));
    const plain = hosts.filter(({ hasActions }) => !hasActions);
    const inHosts = repository === '' ? [] : await Promise.all(plain.map(({ folder }) => within(folder, repository)));
    return [...inHosts.flat(), ...ofHosts]
        .filter((candidate) => candidate.actions.every((action) => actions.includes(action)))
        .sort((a, b) => Number(b.isForRepository) - Number(a.isForRepository) || b.actions.length - a.actions.length)
        .map(({ folder }) => (0,external_node_path_.join)(folder, 'config.json'));
}
/** Returns the candidates for a repository in the folder of its registry. */
async function within(host, repository) {
    const entries = await entriesOf((0,external_node_path_.join)(host, (0,external_node_path_.dirname)(repository)));
    return entries
        .filter(({ name }) => name === (0,external_node_path_.basename)(repository))
        .map((entry) => ({ ...entry, isForRepository: true }));
}
/** Returns the entries of a folder, split at the first `@`; none if it does not exist. */
async function entriesOf(parent) {
    const entries = await (0,promises_.readdir)(parent).catch((error) => {
        if (['ENOENT', 'ENOTDIR'].includes(error.code ?? ''))
            return [];
        throw new errors/* ActionError */.lZ('INPUT_INVALID', `${parent} cannot be read (${error.code}). Fix or remove it.`);
    });
    return entries.sort().map((entry) => {
        const [name = '', ...rest] = entry.split('@');
        const actions = rest.join('@').split(',');
        return {
            ...{ name, folder: (0,external_node_path_.join)(parent, entry), hasActions: rest.length > 0 },
            actions: actions.map((action) => action.trim()).filter(Boolean),
        };
    });
}
function isHost(name, registry) {
    if (!URL.canParse(`https://${name}`))
        return false;
    return (0,reference/* canonicalRegistry */.i7)({ registry: name }) === (0,reference/* canonicalRegistry */.i7)({ registry });
}

;// CONCATENATED MODULE: ./lib/registry/auth/credentials.js







/**
 * Returns the places of an environment's credentials. Docker: DOCKER_AUTH_CONFIG, DOCKER_CONFIG, ~/.docker
 * (https://docs.docker.com/reference/cli/docker/#environment-variables). buildx: BUILDX_CONFIG, else `buildx` in docker's
 * folder. containers-auth.json(5): only REGISTRY_AUTH_FILE if it is set, else the file of the login session, then that of
 * the user.
 * @param uid the user's id; undefined on Windows
 */
function placesFrom(env, platform = process.platform, uid = process.getuid?.()) {
    const { home, config } = (0,user_dirs/* homeFrom */.e)(env);
    const folder = env.DOCKER_CONFIG || (home ? (0,external_node_path_.join)(home, '.docker') : null);
    const buildx = env.BUILDX_CONFIG || (folder && (0,external_node_path_.join)(folder, 'buildx'));
    const own = env.XDG_RUNTIME_DIR
        ? (0,external_node_path_.join)(env.XDG_RUNTIME_DIR, 'containers/auth.json')
        : platform === 'linux' && uid !== undefined && `/run/containers/${uid}/auth.json`;
    const containers = env.REGISTRY_AUTH_FILE
        ? [env.REGISTRY_AUTH_FILE]
        : [own, config !== null && (0,external_node_path_.join)(config, 'containers/auth.json')].filter((file) => typeof file === 'string');
    const scoped = buildx && (0,external_node_path_.join)(buildx, 'config');
    return { inline: env.DOCKER_AUTH_CONFIG || null, folder, scoped, containers, env };
}
/**
 * Looks up credentials that logins have stored on this machine. Each file is read once, and each helper runs once per
 * registry, for any number of images.
 */
class Credentials {
    places;
    files = new Map();
    byDocker = new Map();
    asked = new Map();
    sources = new WeakMap();
    constructor(places) {
        this.places = places;
    }
    /**
     * Returns a repository's credential: that of docker's inline config, else of a scoped login, else docker's, else that
     * of containers-auth.json(5).
     * @param registry the registry's name, with a port if it has one
     * @param repository the repository without the registry; empty for any
     * @param actions the actions of the token, as `pull` and `push`: a scoped login may be for some only
     * @returns null if there is none: requests are anonymous
     * @throws INPUT_INVALID when a config is not JSON or a helper fails; the message names the place, never the content
     */
    async find(registry, repository, actions) {
        return ((await this.scoped(registry, repository, actions)) ??
            (await this.docker(registry)) ??
            this.containers(registry, repository));
    }
    /**
     * Returns the credential of a scoped login of docker/login-action, which docker itself does not find: that of the
     * repository, else that of the registry. The inline config is preferred to it, as in docker.
     * @param registry, repository, actions as in `find`
     * @throws INPUT_INVALID as `find`
     */
    async scoped(registry, repository, actions) {
        const { scoped } = this.places;
        if (scoped === null || this.findInline(registry))
            return null;
        for (const path of await scopedConfigs(scoped, registry, repository, actions)) {
            const found = await this.findInFile(path, registry);
            // a login that has ended leaves its file
            if (found)
                return this.from(`the scoped login ${path}`, found);
        }
        return null;
    }
    /**
     * Returns a registry's credential, looked up as the docker client does: `auths` of the inline config, then of the
     * file `credHelpers`, `credsStore`, `auths`. If a helper is set and has no credential, `auths` is not read.
     * @param registry the registry's name, with a port if it has one
     * @throws INPUT_INVALID as `find`
     */
    docker(registry) {
        return (0,memoize/* memoizeAsync */.T)(this.byDocker, registry, () => this.findInDocker(registry));
    }
    /** Returns where a credential was found, for error messages; null if not here. */
    sourceOf(credential) {
        return this.sources.get(credential) ?? null;
    }
    from(source, credential) {
        if (credential)
            this.sources.set(credential, source);
        return credential;
    }
    async findInDocker(registry) {
        const { folder } = this.places;
        const inline = this.findInline(registry);
        if (inline)
            return this.from('DOCKER_AUTH_CONFIG', inline);
        if (folder === null)
            return null;
        const path = (0,external_node_path_.join)(folder, 'config.json');
        return this.from(`docker's config ${path}`, await this.findInFile(path, registry));
    }
    findInline(registry) {
        const { inline } = this.places;
        if (inline === null)
            return null;
        const { auths, place } = (0,docker_config/* parseAuthFile */.M9)(inline, 'DOCKER_AUTH_CONFIG');
        return (0,docker_config/* credentialOf */.$5)((0,docker_config/* lookUp */.TE)(auths, registry), registry, place);
    }
    async findInFile(path, registry) {
        const file = await this.read(path, "Docker's config ");
        const helper = (0,docker_config/* lookUp */.TE)(file.credHelpers, registry) ?? file.credsStore;
        return typeof helper === 'string' && helper !== ''
            ? this.ask(helper, (0,docker_config/* serverKey */.Pd)(registry), file.place)
            : (0,docker_config/* credentialOf */.$5)((0,docker_config/* lookUp */.TE)(file.auths, registry), registry, file.place);
    }
    /**
     * Returns a repository's credential, looked up as containers/image does: in each file the registry's helper, else the
     * entry with the longest path that contains the repository, else the registry's.
     */
    async containers(registry, repository) {
        for (const path of this.places.containers) {
            const file = await this.read(path, '');
            const helper = (0,docker_config/* lookUp */.TE)(file.credHelpers, registry);
            const found = typeof helper === 'string' && helper !== ''
                ? await this.ask(helper, registry, file.place)
                : fromPaths(file, registry, repository);
            if (found)
                return this.from(`podman's auth file ${file.place}`, found);
        }
        return null;
    }
    read(path, about) {
        return (0,memoize/* memoizeAsync */.T)(this.files, path, async () => {
            const text = await (0,promises_.readFile)(path, 'utf8').catch((error) => {
                if (['ENOENT', 'EISDIR', 'ENOTDIR'].includes(error.code ?? ''))
                    return '';
                throw new errors/* ActionError */.lZ('INPUT_INVALID', `${about}${path} cannot be read (${error.code}). Fix or remove it.`);
            });
            return (0,docker_config/* parseAuthFile */.M9)(text, path);
        });
    }
    ask(helper, server, place) {
        return (0,memoize/* memoizeAsync */.T)(this.asked, `${helper} ${server}`, async () => {
            const { askHelper } = await __nccwpck_require__.e(/* import() */ 292).then(__nccwpck_require__.bind(__nccwpck_require__, 1911));
            return askHelper(helper, server, place, this.places.env);
        });
    }
}
/**
 * Returns the credential of the most specific key:
 * https://github.com/containers/image/blob/main/docs/containers-auth.json.5.md
 */
function fromPaths({ auths, place }, registry, repository) {
    const words = [registry, ...repository.split('/').filter(Boolean)];
    for (let length = words.length; length > 0; length--) {
        const key = words.slice(0, length).join('/');
        if (Object.hasOwn(auths, key))
            return (0,docker_config/* credentialOf */.$5)(auths[key], key, place);
    }
    return (0,docker_config/* credentialOf */.$5)((0,docker_config/* lookUp */.TE)(auths, registry), registry, place);
}


/***/ }),

/***/ 4875:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $5: () => (/* binding */ credentialOf),
/* harmony export */   M9: () => (/* binding */ parseAuthFile),
/* harmony export */   Pd: () => (/* binding */ serverKey),
/* harmony export */   TE: () => (/* binding */ lookUp),
/* harmony export */   ZZ: () => (/* binding */ field)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);

const HUB_KEY = 'https://index.docker.io/v1/';
const HUB_HOSTS = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com']);
/** Returns the key under which docker stores a registry's credential. */
function serverKey(registry) {
    return registry === 'docker.io' ? HUB_KEY : registry;
}
/**
 * Parses the credential fields of a config.
 * @param text the config; empty for none
 * @param place the file or variable that it comes from, used in error messages
 * @throws INPUT_INVALID when it is not JSON; the message has line and column, and none of the content
 */
function parseAuthFile(text, place) {
    const clean = text.replace(/^\ufeff/, '');
    if (clean.trim() === '')
        return { place, auths: {}, credHelpers: {}, credsStore: null };
    const json = parsed(clean, place);
    const store = field(json, 'credsStore');
    return {
        place,
        auths: recordOf(field(json, 'auths')),
        credHelpers: recordOf(field(json, 'credHelpers')),
        credsStore: typeof store === 'string' && store !== '' ? store : null,
    };
}
function parsed(text, place) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        // the rest of the parser's message may quote a secret; not every message has a position
        const [, line, column] = / in JSON at position \d+ \(line (\d+) column (\d+)\)$/.exec(error.message) ?? [];
        const where = line === undefined ? '' : ` at line ${line}, column ${column}`;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('INPUT_INVALID', `${place} is not JSON${where}. Fix it, or log in to the registry again.`);
    }
}
/**
 * Returns a field of a JSON object, undefined if there is none. Like Go's decoder, which docker uses, it falls back to
 * a case-insensitive match.
 */
function field(json, name) {
    const record = recordOf(json);
    if (Object.hasOwn(record, name))
        return record[name];
    const lower = name.toLowerCase();
    const other = Object.keys(record).find((key) => key.toLowerCase() === lower);
    return other === undefined ? undefined : record[other];
}
function recordOf(value) {
    const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isRecord ? value : {};
}
/**
 * Returns the entry for a registry: that of the exact key, else the first whose key is a URL with this host.
 * @param entries by registry, as `auths` and `credHelpers`
 * @returns undefined if there is none
 */
function lookUp(entries, registry) {
    for (const key of [serverKey(registry), registry, HUB_HOSTS.has(registry) ? HUB_KEY : registry])
        if (Object.hasOwn(entries, key))
            return entries[key];
    const match = Object.keys(entries).find((candidate) => sameHost(candidate, registry));
    return match === undefined ? undefined : entries[match];
}
function sameHost(key, registry) {
    const bare = key.replace(/^https?:\/\//, '');
    // a key with a path other than the API's version applies to that path only
    const [host = '', ...path] = bare.split('/');
    if (!/^(v[12]\/?)?$/.test(path.join('/')))
        return false;
    const [one, other] = [unbracket(host), unbracket(registry)];
    return one === other || (HUB_HOSTS.has(one) && HUB_HOSTS.has(other));
}
function unbracket(host) {
    return host.replace(/[[\]]/g, '').toLowerCase();
}
/**
 * Returns the credential of an entry of `auths`.
 * @param name the entry's registry or path, used in error messages
 * @param place the file or variable of the entry, used in error messages
 * @returns null if the entry has none
 * @throws INPUT_INVALID when its `auth` is not `user:password` in base64, which docker refuses too
 */
function credentialOf(entry, name, place) {
    const [auth, username, password, identitytoken, registrytoken] = [
        'auth',
        'username',
        'password',
        'identitytoken',
        'registrytoken',
    ].map((key) => field(entry, key));
    if (typeof registrytoken === 'string' && /^[\x21-\x7e]+$/.test(registrytoken))
        return { kind: 'bearer', token: registrytoken };
    if (typeof identitytoken === 'string' && identitytoken)
        return { kind: 'identity', token: identitytoken };
    if (typeof auth === 'string' && auth) {
        const decoded = Buffer.from(auth, 'base64').toString('utf8');
        const colon = decoded.indexOf(':');
        if (colon <= 0) {
            const why = `has an invalid "auth" for ${name}: expected "user:password" in base64`;
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('INPUT_INVALID', `${place} ${why}. Log in to the registry again.`);
        }
        const secret = decoded.slice(colon + 1).replace(/^\0+|\0+$/g, '');
        return { kind: 'basic', username: decoded.slice(0, colon), password: secret };
    }
    if (typeof username !== 'string' || typeof password !== 'string' || !username)
        return null;
    return { kind: 'basic', username, password };
}


/***/ }),

/***/ 5258:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   KQ: () => (/* binding */ missingContent),
/* harmony export */   MA: () => (/* binding */ readErrors),
/* harmony export */   TL: () => (/* binding */ quoted),
/* harmony export */   Zi: () => (/* binding */ readableError),
/* harmony export */   b4: () => (/* binding */ saysConflict),
/* harmony export */   dI: () => (/* binding */ PARTS),
/* harmony export */   dh: () => (/* binding */ isConflict),
/* harmony export */   t3: () => (/* binding */ isImmutable)
/* harmony export */ });
/* harmony import */ var _util_text_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8805);

/** of a page that is quoted instead of an error, in characters */
const MAX_PAGE = 2000;
/** the fields of errors with a text for people */
const TEXT_FIELDS = ['message', 'error', 'error_description', 'detail', 'details', 'title'];
/** of an error's body that is parsed, in bytes */
const MAX_READ = 64 * 1024;
/**
 * Returns the first error of a response's body
 * (https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes). A body that is not JSON becomes
 * the message, without its HTML tags.
 */
function readErrors(body) {
    const text = body.subarray(0, MAX_READ).toString('utf8');
    try {
        const { errors } = JSON.parse(text);
        const first = Array.isArray(errors) ? errors[0] : undefined;
        if (first && typeof first === 'object') {
            const detail = first.detail === undefined || first.detail === null ? '' : JSON.stringify(first.detail);
            const message = [String(first.message ?? ''), detail === '{}' ? '' : detail].filter(Boolean).join(' ');
            return { code: (0,_util_text_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(String(first.code ?? '')), message: (0,_util_text_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(message) };
        }
    }
    catch {
        // not JSON: a proxy's page or plain text
    }
    const beginning = text.length > MAX_PAGE ? `${text.slice(0, MAX_PAGE)}…` : text;
    return { code: '', message: (0,_util_text_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(beginning.replace(/<[^<>]*>/g, ' ')) };
}
/**
 * Returns what a response's body says to people: the code and the message of its first error, without details in JSON.
 * Of other JSON, the texts of the usual fields.
 */
function readableError(body) {
    const { code, message } = readErrors(body);
    try {
        const json = JSON.parse(body.subarray(0, MAX_READ).toString('utf8'));
        const first = Array.isArray(json?.errors) ? json.errors[0] : undefined;
        const fields = ((first && typeof first === 'object' ? first : json) ?? {});
        const texts = TEXT_FIELDS.map((name) => fields[name]).filter((text) => typeof text === 'string');
        return (0,_util_text_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)([...new Set([code, ...texts])].filter(Boolean).join(' '));
    }
    catch {
        // JSON that is cut off is of no use to people
        return /^[[{]/.test(message) ? '' : message;
    }
}
/** Returns a response for an error message: its status, and what its body says to people. */
function quoted({ status, body }) {
    return [String(status), readableError(body)].filter(Boolean).join(' ');
}
// messages of registries about an immutable tag; sources in docs/registries.md and in the tests' table
const IMMUTABLE = [
    /immutab/i,
    /TAG_IMMUTABLE/,
    /REGISTRY_DISALLOWED_OPERATION/,
    /The operation is disallowed/,
    /cannot update tag/i,
    /already exists.*cannot be overwritten/i,
    /does not allow updating assets/i,
    /Not enough permissions to delete\/overwrite artifact/i,
];
/** Codes that say that the registry lacks content which a manifest lists. */
const PARTS = new Set(['MANIFEST_BLOB_UNKNOWN', 'BLOB_UNKNOWN', 'MANIFEST_UNKNOWN', 'BLOB_UPLOAD_UNKNOWN']);
/**
 * Returns whether a write was refused because the tag is immutable.
 * @param code the code of the response's first error
 * @param message its message
 */
function isImmutable(status, code, message) {
    if (status < 400 || status >= 500 || status === 401 || status === 404)
        return false;
    return IMMUTABLE.some((pattern) => pattern.test(`${code} ${message}`));
}
/**
 * Returns whether a write was refused because another client was writing the same content at that moment: 409
 * with the code CONFLICT (docker/buildx#3029) or without a word, or Nexus' 400 to the second of two uploads of a blob (sonatype/nexus-public#967).
 */
function isConflict({ status, body }) {
    if (status !== 409 && status !== 400)
        return false;
    const { code, message } = readErrors(body);
    if (isImmutable(status, code, message))
        return false;
    if (status === 409)
        return saysConflict(code, message);
    return code === 'BLOB_UPLOAD_INVALID' && /cannot be updated/i.test(message);
}
/** Whether the error of a 409 names a conflict, or says no more than the status itself. */
function saysConflict(code, message) {
    return /conflict/i.test(`${code} ${message}`) || `${code}${message}`.trim() === '';
}
/**
 * Returns the digests in a response that says that the registry lacks content which a manifest lists; null for any other
 * response. The digests may include others, such as that of the manifest itself.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes
 */
function missingContent({ status, body }) {
    if (status < 400 || status >= 500)
        return null;
    const text = body.subarray(0, MAX_READ).toString('utf8');
    if (!codesOf(text).some((code) => PARTS.has(code)))
        return null;
    return [...new Set(text.match(/sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}/g))];
}
function codesOf(text) {
    try {
        const { errors } = JSON.parse(text);
        return Array.isArray(errors) ? errors.map((each) => String(each?.code ?? '')) : [];
    }
    catch {
        return [];
    }
}


/***/ }),

/***/ 4724:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ds: () => (/* binding */ isPublicService),
/* harmony export */   lW: () => (/* binding */ vendorOfResponse),
/* harmony export */   m2: () => (/* binding */ vendorOfHost)
/* harmony export */ });
const HOSTS = [
    ['ghcr', /^ghcr\.io$/],
    // `containers.` is the host of GitHub Enterprise Server's registry
    ['ghcr', /^containers\.[a-z0-9.-]+\.ghe\.com$/],
    ['hub', /^(docker\.io|index\.docker\.io|registry-1\.docker\.io|registry\.hub\.docker\.com)$/],
    ['ecr', /^\d{12}\.dkr[.-]ecr(-fips)?\.[a-z0-9-]+\.(amazonaws\.com(\.cn)?|on\.aws|on\.amazonwebservices\.com\.cn)$/],
    ['ecr-public', /^public\.ecr\.aws$/],
    ['gar', /^([a-z0-9-]+-docker\.pkg\.dev|docker\.pkg\.dev|(us\.|eu\.|asia\.)?gcr\.io)$/],
    ['acr', /^[a-z0-9-]+\.azurecr\.(io|cn|us)$/],
    ['acr', /^[a-z0-9-]+\.[a-z0-9-]+\.geo\.azurecr\.io$/],
    ['gitlab', /^registry\.gitlab\.com$/],
    ['quay', /^quay\.io$/],
    ['artifactory', /^[a-z0-9-]+\.jfrog\.io$/],
    ['digitalocean', /^registry\.digitalocean\.com$/],
    ['gitea', /^(codeberg\.org|gitea\.com|code\.forgejo\.org)$/],
];
/**
 * Returns the vendor of a registry with a well-known host.
 * @param registry a registry's name, with or without a port
 * @returns null for any other host, such as that of a self-hosted registry
 */
function vendorOfHost(registry) {
    const host = registry.toLowerCase().replace(/:443$/, '');
    return HOSTS.find(([, pattern]) => pattern.test(host))?.[0] ?? null;
}
/**
 * Returns whether a registry is a public service, which always speaks HTTPS.
 * @param registry a registry's name, with any port
 */
function isPublicService(registry) {
    return vendorOfHost(registry.replace(/:\d+$/, '')) !== null;
}
// only a 401 has a challenge; the other headers are in every response
const HEADERS = [
    ['artifactory', 'x-jfrog-version', /./],
    ['artifactory', 'x-artifactory-id', /./],
    ['artifactory', 'server', /^Artifactory\b/],
    ['artifactory', 'www-authenticate', /realm="Artifactory Realm"/i],
    ['nexus', 'server', /^Nexus\//],
    ['nexus', 'www-authenticate', /realm="Sonatype Nexus Repository Manager"/i],
    ['harbor', 'www-authenticate', /service="harbor-registry"/i],
    // GitLab and Gitea name the same service: the realm's path tells them apart
    ['gitlab', 'www-authenticate', /realm="[^"]*\/jwt\/auth"/i],
    ['gitlab', 'gitlab-container-registry-version', /./],
    ['gitea', 'www-authenticate', /realm="[^"]*\/v2\/token",\s*service="container_registry"/i],
    ['gitea', 'www-authenticate', /realm="Gitea Container Registry"/i],
    ['quay', 'www-authenticate', /realm="[^"]*\/v2\/auth"/i],
];
const BODIES = [
    ['quay', /^TAG_IMMUTABLE$/, /./],
    ['harbor', /^PRECONDITION$/, /configured as immutable/i],
    ['harbor', /./, /of storage resource, which when updated/i],
    ['nexus', /^BLOB_UPLOAD_INVALID$/, /does not allow updating assets/i],
    ['artifactory', /./, /Not enough permissions to delete\/overwrite artifact/i],
    ['acr', /^REGISTRY_DISALLOWED_OPERATION$/, /./],
];
/**
 * Returns the vendor that a response indicates. A response is untrusted, so the result may only select the text of a
 * fix: not an error code, not what is read or written, not where a credential is sent.
 * @returns null if there is no indication; distribution and zot look like many others and are not detected
 */
function vendorOfResponse({ headers, code, message }) {
    for (const [vendor, name, pattern] of HEADERS) {
        const value = headers[name];
        if (value !== undefined && pattern.test([value].flat().join(', ').slice(0, 4096)))
            return vendor;
    }
    return BODIES.find(([, its, words]) => its.test(code) && words.test(message))?.[0] ?? null;
}


/***/ }),

/***/ 5864:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   HM: () => (/* binding */ portOf),
/* harmony export */   N2: () => (/* binding */ servername),
/* harmony export */   OI: () => (/* binding */ hostname),
/* harmony export */   U9: () => (/* binding */ isLoopback),
/* harmony export */   s8: () => (/* binding */ isOffLimits)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7030);

/** Returns whether a host (with or without a port) is this machine. */
function isLoopback(host) {
    const name = host
        .replace(/:\d+$/, '')
        .replace(/^\[|\]$/g, '')
        .toLowerCase();
    return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name);
}
/** Returns a URL's host without port and brackets, as sockets expect it. */
function hostname(url) {
    return url.hostname.replace(/^\[|\]$/g, '');
}
/** Returns the server name for TLS; empty for an IP address: https://www.rfc-editor.org/rfc/rfc6066#section-3 */
function servername(url) {
    const name = hostname(url);
    return /^[\d.]+$|:/.test(name) ? '' : name;
}
/** Returns a URL's port, or the default port of its scheme. */
function portOf(url) {
    return Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
}
/** https://www.iana.org/assignments/iana-ipv4-special-registry and its IPv6 counterpart */
const RANGES = {
    private: ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
    reserved: [
        '0.0.0.0/8',
        '127.0.0.0/8',
        '169.254.0.0/16',
        '224.0.0.0/3',
        '::/127',
        'fe80::/10',
        'ff00::/8',
        '64:ff9b::/96',
    ],
};
/** Metadata services of clouds, which return credentials; `fd00:ec2::254` is in a private range. */
const METADATA = /^(metadata(\.google\.internal|\.goog)?|instance-data(\.ec2\.internal)?|fd00:ec2::254)$/;
const lists = new Map();
function isIn(range, address) {
    const list = lists.get(range) ?? new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList();
    if (!lists.has(range)) {
        for (const subnet of RANGES[range]) {
            const [net = '', prefix] = subnet.split('/');
            list.addSubnet(net, Number(prefix), net.includes(':') ? 'ipv6' : 'ipv4');
        }
        lists.set(range, list);
    }
    return list.check(address, address.includes(':') ? 'ipv6' : 'ipv4');
}
/**
 * Returns whether a registry must not redirect to a URL: one on this machine, a link-local address, a metadata service
 * of a cloud, or a private address (unless the registry itself has one).
 * @param registry the registry's name, with a port if it has one
 */
function isOffLimits(url, registry) {
    const name = hostname(url).replace(/\.$/, '');
    if (isLoopback(name) || METADATA.test(name))
        return true;
    if ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(name) === 0)
        return false;
    if (isIn('reserved', name))
        return true;
    const own = URL.canParse(`https://${registry}`) ? hostname(new URL(`https://${registry}`)) : '';
    return isIn('private', name) && !((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(own) > 0 && isIn('private', own));
}


/***/ }),

/***/ 7605:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Dr: () => (/* binding */ NetworkError),
/* harmony export */   IM: () => (/* binding */ contentType),
/* harmony export */   _T: () => (/* binding */ namedDigest),
/* harmony export */   eW: () => (/* binding */ isStreamed),
/* harmony export */   fT: () => (/* binding */ TIMEOUTS)
/* harmony export */ });
const TIMEOUTS = {
    connect: 10_000,
    answer: 15_000,
    writeAnswer: 20_000,
    idle: 10_000,
    body: 40_000,
    slow: 60_000,
};
/** A request without a complete response. `code` is Node's error code, or one of the transport. */
class NetworkError extends Error {
    code;
    constructor(message, code, cause) {
        super(message, { cause });
        this.name = 'NetworkError';
        this.code = code;
    }
}
/**
 * Returns the media type of a response, in lower case and without parameters; empty for none.
 * https://www.rfc-editor.org/rfc/rfc9110#section-8.3
 */
function contentType({ headers }) {
    return (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}
/** Returns whether a body is streamed. */
function isStreamed(body) {
    return body !== undefined && !Buffer.isBuffer(body);
}
const ANY_DIGEST = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-fA-F]{32,}$/;
/**
 * Returns the digest in a response's Docker-Content-Digest header, of any algorithm; null for none, and for a value that
 * is not a digest (distribution#3848).
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#legacy-docker-support-http-headers
 */
function namedDigest({ headers }) {
    const value = headers['docker-content-digest'];
    return typeof value === 'string' && ANY_DIGEST.test(value) ? value : null;
}


/***/ }),

/***/ 7887:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bl: () => (/* binding */ isOtherHost),
/* harmony export */   ET: () => (/* binding */ redirectTarget),
/* harmony export */   _8: () => (/* binding */ unreachableTarget),
/* harmony export */   eT: () => (/* binding */ REDIRECTS),
/* harmony export */   hD: () => (/* binding */ locationOf)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(452);
/* harmony import */ var _util_text_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(8805);
/* harmony import */ var _http_address_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5864);



/** The statuses of a redirect to the URL in the Location header. */
const REDIRECTS = [301, 302, 303, 307, 308];
/**
 * Returns the Location header of a redirect; null for any other response.
 * https://www.rfc-editor.org/rfc/rfc9110#section-15.4
 */
function locationOf({ status, headers }) {
    return REDIRECTS.includes(status) ? (headers.location ?? null) : null;
}
/**
 * Returns whether a redirect leads to another host, or nowhere.
 * @param location the Location header
 * @param from the URL that the location may be relative to
 */
function isOtherHost(location, from) {
    return !URL.canParse(location, from.href) || new URL(location, from).host !== from.host;
}
/**
 * Returns the URL of a redirect, if it is safe: one of the same origin, or another one with HTTPS.
 * @param registry the registry that redirects, with a port if it has one
 * @param location the Location header (https://www.rfc-editor.org/rfc/rfc9110#section-10.2.2)
 * @param from the URL that the location may be relative to
 * @param what the request, as a phrase after "Could not"
 * @throws REGISTRY_REFUSED when the location is not a valid URL, or not safe
 */
function redirectTarget(registry, location, from, what) {
    const to = locate(registry, location, from, what);
    const sameOrigin = to.origin === from.origin;
    const local = (0,_http_address_js__WEBPACK_IMPORTED_MODULE_1__/* .isLoopback */ .U9)(registry) && (0,_http_address_js__WEBPACK_IMPORTED_MODULE_1__/* .isLoopback */ .U9)(to.host) && /^https?:$/.test(to.protocol);
    if (sameOrigin || local || (to.protocol === 'https:' && !(0,_http_address_js__WEBPACK_IMPORTED_MODULE_1__/* .isOffLimits */ .s8)(to, registry)))
        return to;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('REGISTRY_REFUSED', `Could not ${what}: ${registry} redirects to ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN)(`${to.protocol}//${to.host}`)}, which is not safe to follow. Check its settings: expected storage on an HTTPS URL with a host name.`);
}
function locate(registry, location, from, what) {
    try {
        const to = new URL(location, from);
        // behind a proxy that terminates TLS, registries name http
        if (from.protocol === 'https:' && to.host === from.host)
            to.protocol = 'https:';
        return to;
    }
    catch (error) {
        const why = `${registry} returned the location "${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN)(location)}", which is not a valid URL`;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('REGISTRY_REFUSED', `Could not ${what}: ${why}. Check its settings.`, error);
    }
}
/**
 * Returns the error for a write that could not be sent to where the registry redirected it: not a failure of the
 * registry, so that it is not repeated for long.
 * @param error what sending it failed with; returned as it is unless it is REGISTRY_UNAVAILABLE
 */
function unreachableTarget(registry, target, error) {
    if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ) || error.code !== 'REGISTRY_UNAVAILABLE')
        return error;
    const what = `${registry} redirected the upload to ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN)(target.host)}`;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('REGISTRY_REFUSED', `${error.message} ${what}. Check that this runner can reach it.`, error);
}


/***/ }),

/***/ 3639:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ readBuild),
/* harmony export */   n: () => (/* binding */ UNTRUSTED)
/* harmony export */ });
/* harmony import */ var _image_build_context_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2839);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8424);
/* harmony import */ var _image_tag_templates_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6315);
/* harmony import */ var _image_tags_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(548);
/* harmony import */ var _image_version_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(2189);
/* harmony import */ var _util_text_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(8805);
/* harmony import */ var _common_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(1152);
/* harmony import */ var _docker_inputs_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(459);








/** Reads the inputs of `build`. The tags are rendered: everything in their templates is known. */
function readBuild(input, common, found) {
    const { context, images, shaLength } = common;
    const commit = readCommit(input, context, found.checkout);
    const docker = (0,_docker_inputs_js__WEBPACK_IMPORTED_MODULE_6__/* .readDocker */ .NG)(input);
    const checkout = ownCheckout(docker, commit, found.checkout);
    const version = readVersion(input, context);
    const environment = input.text('environment');
    if (environment !== null)
        input.checkEnvironment(environment);
    const stages = input.stages();
    const digest = input.text('digest');
    if (digest !== null && !(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .Bc)(digest))
        input.problem(`digest: "${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .hideUserInfo */ .Mi)(digest)}" is not a valid digest.`);
    const environments = [...stages, ...(environment === null ? [] : [environment])];
    const values = { version, commit, shaLength, branch: context.branch, environment: null };
    const tags = readTags(input, values, images, environments);
    const push = input.boolean('push', context.untrusted === null);
    // in a fork's pull request nobody asked for it: nothing is adopted there, with a notice
    if (!push && digest !== null && (context.untrusted === null || input.text('push') !== null))
        input.problem('Use either digest or push: false: an image of the registry cannot be adopted without the registry.');
    // without an image there is a problem, and the request does not count
    const image = images[0] ?? { registry: '', repository: '' };
    return {
        ...{ ...common, ...(0,_common_js__WEBPACK_IMPORTED_MODULE_5__/* .readUpdate */ .IF)(input, environment, stages, images), mode: 'build', image, images: [image] },
        ...{ commit, checkout, checkoutProblem: found.problem, version, environment, stages, digest, docker, push },
        ...{ ...tags, reason: null },
        notices: [
            ...untrustedNotices(input, context),
            ...checkoutNotices(input, found),
            ...versionNotices(input, context, version),
            ...(0,_docker_inputs_js__WEBPACK_IMPORTED_MODULE_6__/* .labelNotices */ .S9)(docker),
        ],
    };
}
/** The checkout that is built. Beside a URL, the workspace's counts only if it has the same commit. */
function ownCheckout({ context }, commit, checkout) {
    return (0,_image_build_context_js__WEBPACK_IMPORTED_MODULE_0__/* .readRemoteContext */ .A)(context) === null || checkout?.commit === commit ? checkout : null;
}
function readTags(input, values, images, environments) {
    const given = input.lines('tags');
    const latest = input.boolean('latest', false) ? ['latest'] : [];
    const templates = [...(given.length > 0 ? given : _image_tag_templates_js__WEBPACK_IMPORTED_MODULE_2__/* .DEFAULT_TAGS */ .MQ), ...latest];
    const { tags, branchTags, warnings, problems } = (0,_image_tag_templates_js__WEBPACK_IMPORTED_MODULE_2__/* .renderTags */ .Ep)(templates, values, images);
    for (const { message } of problems)
        input.problem(message);
    const reserved = new Map();
    for (const tag of tags) {
        const problem = (0,_image_tags_js__WEBPACK_IMPORTED_MODULE_3__/* .ruleOf */ .Y)(tag, values.commit) === 'free' ? (0,_image_tags_js__WEBPACK_IMPORTED_MODULE_3__/* .reservedTagProblem */ .uV)(tag, environments) : null;
        if (problem === null)
            continue;
        reserved.set(tag, problem);
        if (!branchTags.includes(tag))
            input.problem(`tags produces a tag that is not allowed, "${tag}": ${problem}.`);
    }
    const isAllowed = (tag) => !reserved.has(tag);
    return {
        tags: tags.filter(isAllowed),
        branchTags: branchTags.filter(isAllowed),
        tagWarnings: [...warnings, ...[...reserved].map(([tag, problem]) => (0,_image_tags_js__WEBPACK_IMPORTED_MODULE_3__/* .leftOut */ .ig)(tag, problem))],
    };
}
/** Why a run is not allowed to push, as the beginning of a sentence. */
const UNTRUSTED = {
    fork: "This run is for a fork's pull request, which is",
    dependabot: "This run is for Dependabot's pull request, which is",
    unreadable: 'The event that started this run cannot be read, so it may be a pull request from a fork, which is',
};
function untrustedNotices(input, { untrusted }) {
    if (untrusted === null || input.text('push') !== null || input.text('digest') !== null)
        return [];
    return [`${UNTRUSTED[untrusted]} not allowed to push: the image is built, and nothing is written.`];
}
/** What precedes a version in a git tag, such as `api/` in `api/v1.2.3`. Numbers alone are a part of the version. */
function prefixIn(gitTag) {
    const prefix = /^(.*[-/_.@])v?\d+\.\d+\.\d+(?:[-+].*)?$/.exec(gitTag)?.[1];
    return prefix && /[a-z]/i.test(prefix.replace(/^v(?=\d)/, '')) ? prefix : undefined;
}
/** Why a release or a git tag gives no version. */
function versionNotices(input, { gitTag }, version) {
    if (gitTag === null || version !== null || input.text('version') !== null)
        return [];
    const prefix = input.text('tag-prefix') ?? '';
    const tag = `The git tag ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_7__/* .oneLine */ .TN)(gitTag)} gives no version`;
    if (!gitTag.startsWith(prefix))
        return [`${tag}: it does not begin with tag-prefix, "${prefix}".`];
    const rest = gitTag.slice(prefix.length);
    const inner = prefix === '' ? prefixIn(rest) : undefined;
    const hint = inner === undefined ? '' : ` Where "${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_7__/* .oneLine */ .TN)(inner)}" is the prefix of this image's tags, set tag-prefix.`;
    return [
        `${tag}: ${(0,_image_version_js__WEBPACK_IMPORTED_MODULE_4__/* .versionProblem */ .Ec)(rest)}. No version tag is written. Use a tag such as ${prefix}v1.2.3, or set version.${hint}`,
    ];
}
/**
 * The commit of this build: the one that `sha` names, else the one that is checked out where the context is, else the
 * event's. A URL is fetched by docker: its commit is what is checked out only if it names that.
 */
function readCommit(input, context, checkout) {
    const given = input.text('sha')?.toLowerCase() ?? null;
    if (given !== null && !(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .isCommit */ .WM)(given))
        input.problem(`sha: expected a full commit (40 hex characters), got "${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .hideUserInfo */ .Mi)(given)}".`);
    const source = input.text('context') ?? '.';
    const remote = (0,_image_build_context_js__WEBPACK_IMPORTED_MODULE_0__/* .readRemoteContext */ .A)(source);
    const checkedOut = remote === null || remote.commit === checkout?.commit ? checkout?.commit : null;
    const commit = given ?? checkedOut ?? context.commit;
    if (commit === null)
        input.problem('No commit is known: check out the repository before this step, or set sha.');
    if (remote !== null && remote.commit !== commit && input.text('digest') === null)
        input.problem(`context: "${(0,_image_build_context_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutUserinfo */ .Q)(source)}" is not known to be commit ${commit}: docker would build what it finds there. Check the commit out and set context to its folder, or use a git URL that ends with #${commit}.`);
    return commit ?? '';
}
/** A notice where the checkout could not be read, and the commit of the event is used instead. */
function checkoutNotices(input, { checkout, problem }) {
    if (checkout !== null || problem === null || input.text('sha') !== null)
        return [];
    return [`The checkout could not be read (${problem}); the commit of the event is used.`];
}
function readVersion(input, context) {
    const given = input.text('version');
    if (given !== null) {
        const version = (0,_image_version_js__WEBPACK_IMPORTED_MODULE_4__/* .parseVersion */ .ot)(given);
        if (version === null)
            input.problem(`version: expected a semantic version such as 1.2.3, got "${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .hideUserInfo */ .Mi)(given)}".`);
        return version;
    }
    const prefix = input.text('tag-prefix') ?? '';
    const tag = context.gitTag;
    return tag?.startsWith(prefix) ? (0,_image_version_js__WEBPACK_IMPORTED_MODULE_4__/* .parseVersion */ .ot)(tag.slice(prefix.length)) : null;
}


/***/ }),

/***/ 1152:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Cy: () => (/* binding */ readCommon),
/* harmony export */   IF: () => (/* binding */ readUpdate),
/* harmony export */   pk: () => (/* binding */ readReason),
/* harmony export */   z$: () => (/* binding */ readEnvironmentName)
/* harmony export */ });
/* harmony import */ var _guards_names_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(3286);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8424);
/* harmony import */ var _image_tag_templates_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6315);
/* harmony import */ var _image_tags_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(548);
/* harmony import */ var _util_nearest_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(1918);





/** The maximum length of a reason in the history, in characters. */
const MAX_REASON = 1000;
/** Reads the inputs that every mode takes. @param ignored inputs that were given, but are not used by this mode */
function readCommon(mode, input, context, ignored) {
    const images = readImages(mode, input);
    return {
        images,
        shaLength: readShaLength(input),
        dryRun: input.boolean('dry-run', false),
        history: input.boolean('history', true),
        plainHttp: input.boolean('plain-http', false),
        credential: readCredential(mode, input, context, images[0]),
        githubToken: input.text('github-token'),
        policy: input.policy,
        context,
        ignored,
        notices: [],
        // the reader's own list: later inputs add to it
        logLines: input.logLines,
    };
}
function readImages(mode, input) {
    const lines = input.lines('image');
    const isFile = mode === 'promote' && input.text('from-file') !== null;
    const fromPolicy = lines.length === 0 ? (input.policy?.images ?? []) : [];
    if (lines.length === 0 && fromPolicy.length === 0 && !isFile)
        input.problem('image is missing: set it to [registry/]namespace/repository.');
    const named = lines.flatMap((line) => input.attempt(() => [input.repository('image', line, _image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .parseImage */ .zZ)], []));
    const parsed = [...named, ...fromPolicy];
    const duplicate = (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .findDuplicate */ .jS)(parsed);
    if (duplicate !== null && mode === 'promote' && input.lines('destination').length > 0)
        input.problem(`image names ${duplicate} twice: with destination each line must be a different image.`);
    const images = (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .distinct */ .dM)(parsed);
    if (mode === 'build' && images.length > 1)
        input.problem(`A build takes one image: expected one line in image, got ${images.length}${lines.length === 0 ? ' in the policy' : ''}.`);
    return images;
}
function readShaLength(input) {
    const text = input.text('sha-length') ?? '7';
    const length = /^\d+$/.test(text) ? Number(text) : 0;
    if (length >= 7 && length <= 40)
        return length;
    input.problem(`sha-length: expected a whole number from 7 to 40, got "${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .hideUserInfo */ .Mi)(text)}".`);
    return 7;
}
function readCredential(mode, input, context, first) {
    const username = input.text('username');
    const password = input.text('password');
    // a pull request from a fork has no secrets and does not push
    const needsRegistry = mode !== 'build' || input.boolean('push', context.untrusted === null);
    if (needsRegistry && (username === null) !== (password === null))
        input.problem('Set both username and password: one of them is missing.');
    return username !== null && password !== null && first ? { username, password, registry: first.registry } : null;
}
/**
 * Reads the inputs of every mode that updates an environment.
 * @param environments the names that a tag without a placeholder must not have
 * @param images the repositories whose full references count as tags
 */
function readUpdate(input, environment, environments, images) {
    const allow = input.list('allow').flatMap((word) => {
        if (_guards_names_js__WEBPACK_IMPORTED_MODULE_3__/* .GUARD_NAMES */ .Z.includes(word))
            return [word];
        input.problem(`allow: unknown guard "${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .hideUserInfo */ .Mi)(word)}".${(0,_util_nearest_js__WEBPACK_IMPORTED_MODULE_4__/* .didYouMean */ .au)(word, _guards_names_js__WEBPACK_IMPORTED_MODULE_3__/* .GUARD_NAMES */ .Z)} Known: ${_guards_names_js__WEBPACK_IMPORTED_MODULE_3__/* .GUARD_NAMES */ .Z.join(', ')}.`);
        return [];
    });
    return {
        environmentTags: readEnvironmentTags(input, environment, environments, images),
        allow: [...new Set(allow)],
        transport: input.choice('transport', ['registry', 'docker'], 'registry'),
        deployment: input.boolean('deployment', false),
        records: input.boolean('records', false),
        environmentUrl: readEnvironmentUrl(input),
    };
}
/** The longest URL that is taken, in characters. */
const MAX_URL = 2000;
/** Reads `environment-url`: GitHub would refuse the status of a deployment with another text. */
function readEnvironmentUrl(input) {
    const text = input.text('environment-url');
    if (text === null)
        return null;
    const url = URL.canParse(text) ? new URL(text) : null;
    const isLink = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
    if (!isLink || text.length > MAX_URL)
        input.problem(`environment-url: expected a URL such as https://shop.example.com, got "${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .hideUserInfo */ .Mi)(text)}".`);
    return text;
}
function readEnvironmentTags(input, environment, environments, images) {
    const given = input.lines('environment-tags');
    const templates = given.length > 0 ? given : ['{{environment}}'];
    const sample = {
        ...{ version: '1.2.3', commit: '0'.repeat(40), shaLength: 7, branch: 'main' },
        // an invalid name is a problem of its own
        environment: environment === null || (0,_image_tags_js__WEBPACK_IMPORTED_MODULE_2__/* .environmentProblem */ .f5)(environment) !== null ? 'x' : environment,
    };
    const reserved = [...environments, ...(environment === null ? [] : [environment])];
    for (const template of templates) {
        const tag = input.attempt(() => (0,_image_tag_templates_js__WEBPACK_IMPORTED_MODULE_1__/* .renderTag */ .vY)(template, sample, images), null);
        const isChecked = tag !== null && !template.includes('{{') && tag !== environment;
        const problem = isChecked ? (0,_image_tags_js__WEBPACK_IMPORTED_MODULE_2__/* .reservedTagProblem */ .uV)(tag, reserved) : null;
        if (problem)
            input.problem(`environment-tags produces a tag that is not allowed, "${tag}": ${problem}.`);
    }
    return templates;
}
/** Reads the environment of a mode that needs one. @returns '' where it is missing: that is a problem already */
function readEnvironmentName(mode, input) {
    const environment = input.text('environment');
    if (environment === null)
        input.problem(`${mode} needs environment.`);
    else
        input.checkEnvironment(environment);
    return environment ?? '';
}
/** Reads `reason`. A long one is truncated, because every run reads the whole history. */
function readReason(input) {
    const reason = input.text('reason');
    if (reason === null || reason.length <= MAX_REASON)
        return reason;
    // do not cut a surrogate pair in half
    return `${reason.slice(0, MAX_REASON - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}


/***/ }),

/***/ 459:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   NG: () => (/* binding */ readDocker),
/* harmony export */   S9: () => (/* binding */ labelNotices),
/* harmony export */   kU: () => (/* binding */ publishedSecrets)
/* harmony export */ });
/* harmony import */ var _image_labels_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7870);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8424);


const BUILD_ARGS = {
    ...{ input: 'build-args', form: 'NAME=value', isPublic: true },
    // a name alone takes the value of the environment variable
    ...{ name: /^[A-Za-z_][\w.-]*$/, isValueOptional: true },
};
const SECRETS = {
    ...{ input: 'secrets', form: 'id=value', isPublic: false },
    ...{ name: /^[\w.@/][\w.@/:-]*$/, isValueOptional: false },
};
const LABELS = {
    ...{ input: 'labels', form: 'name=value', isPublic: true },
    ...{ name: /^[^\s"'=-][^\s"'=]*$/, isValueOptional: true },
};
/** How much of a malformed line is shown, in characters: the rest may be a private key. */
const MAX_SHOWN = 24;
/** Words that make buildx switch an attestation off or on: https://pkg.go.dev/strconv#ParseBool */
const FALSE = /^(0|f|false|disabled=(1|t|true))$/i;
const TRUE = /^(1|t|true)$/i;
/**
 * Names of build arguments that hold secrets, as BuildKit's own check has them:
 * https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/
 */
const SECRET_NAME = /(^|_)(apikey|auth|credentials?|key|password|pword|passwd|pwd|secret|token|pat)s?(_|$)/i;
const PUBLIC_NAME = /(^|_)public(_|$)/i;
/** Reads the inputs that are passed to docker. */
function readDocker(input) {
    return {
        context: input.text('context') ?? '.',
        file: input.text('file'),
        target: input.text('target'),
        platforms: input.list('platforms'),
        buildArgs: readPairs(input, BUILD_ARGS),
        secrets: readPairs(input, SECRETS),
        labels: readPairs(input, LABELS),
        cacheFrom: input.quotedLines('cache-from'),
        cacheTo: input.quotedLines('cache-to'),
        builder: input.text('builder'),
        pull: input.boolean('pull', false),
        noCache: input.boolean('no-cache', false),
        provenance: readAttestation(input, 'provenance'),
        sbom: readAttestation(input, 'sbom'),
    };
}
/** Reads pairs. Docker drops or misreads a malformed one without an error, and the image would lack it. */
function readPairs(input, pairs) {
    const items = input.quotedItems(pairs.input);
    for (const { text, line } of items) {
        const hint = pairProblem(text, pairs);
        if (hint === null)
            continue;
        const shown = pairs.isPublic ? ` ("${beginning(text)}")` : '';
        input.problem(`${pairs.input}: line ${line}${shown} is not of the form ${pairs.form}. ${hint}`);
    }
    return items.map(({ text }) => text);
}
/** Returns how to correct a pair; null for a well-formed one. */
function pairProblem(text, { name, isValueOptional }) {
    const at = text.indexOf('=');
    const key = at < 0 ? text : text.slice(0, at);
    const value = text.slice(at + 1);
    const isMultiline = text.includes('\n');
    if (name.test(key)) {
        if (at < 0)
            return isValueOptional ? null : QUOTES;
        // the rest of an item that should be in quotes is on the next lines
        if (!isMultiline && (/^"[^"]*$/.test(value) || /^-----BEGIN /.test(value)))
            return QUOTES;
        return null;
    }
    if (/^-\s/.test(text))
        return 'Remove the dash: the input is a string, not a YAML list.';
    if (name.test(key.trim()) && at >= 0)
        return 'Remove the space before the equals sign.';
    return QUOTES;
}
const QUOTES = 'Put quotes around the whole item if it has several lines, and double the quotes inside it.';
function beginning(text) {
    const at = text.search(/[=\r\n]/);
    const name = at < 0 ? text : text.slice(0, at + 1);
    return name.length > MAX_SHOWN || at >= 0 ? `${name.slice(0, MAX_SHOWN).trim()}…` : name;
}
/** Reads `provenance` or `sbom`: a boolean in any spelling, or attributes for buildx. */
function readAttestation(input, name) {
    const value = input.text(name);
    if (value === null)
        return null;
    if (FALSE.test(value))
        return 'false';
    if (TRUE.test(value))
        return 'true';
    if (!value.split(',').every((field) => /^\s*"?[\w-]+=/.test(field)) && !value.includes('"'))
        input.problem(`${name}: expected true, false or attributes such as mode=max, got "${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .hideUserInfo */ .Mi)(value)}".`);
    return value;
}
/** Notices about labels that the build sets itself. */
function labelNotices({ labels }) {
    const ignored = labels.map((label) => label.split('=')[0]?.trim() ?? '').filter((key) => _image_labels_js__WEBPACK_IMPORTED_MODULE_0__/* .STAMPED */ .V.includes(key));
    if (ignored.length === 0)
        return [];
    return [`labels: ${ignored.join(', ')} are set by the build itself; the given values are ignored.`];
}
/**
 * Returns the names of build arguments that look like secrets and that the provenance would publish: all arguments are
 * in it unless its mode is `min`, which is the default where the input is not given.
 * https://docs.docker.com/build/metadata/attestations/slsa-provenance/#max
 */
function publishedSecrets({ buildArgs, provenance }) {
    if (provenance === null || provenance === 'false' || /(^|,)\s*mode=min\b/.test(provenance))
        return [];
    const names = buildArgs.map((each) => each.split('=')[0] ?? '');
    return names.filter((name) => SECRET_NAME.test(name) && !PUBLIC_NAME.test(name));
}


/***/ }),

/***/ 8056:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  i: () => (/* binding */ InputReader)
});

// UNUSED EXPORTS: getInputFrom

// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: ./lib/image/reference.js
var reference = __nccwpck_require__(8424);
// EXTERNAL MODULE: ./lib/image/tags.js
var tags = __nccwpck_require__(548);
// EXTERNAL MODULE: ./lib/util/nearest.js
var nearest = __nccwpck_require__(1918);
;// CONCATENATED MODULE: ./lib/request/quoted-items.js
const ITEM = /[ \t]*(?:"((?:[^"]|"")*)"[ \t]*(?=[\r\n]|$)|([^\r\n]*))(?:\r?\n|$)/g;
/**
 * Splits an input with one item per line. An item in quotes may have several lines, with quotes inside it doubled, and
 * is taken as it is; any other item is trimmed. Empty items are left out.
 * https://docs.docker.com/build/ci/github-actions/secrets/
 */
function readQuotedItems(input) {
    const items = [];
    let line = 1;
    for (const [whole, quoted, plain = ''] of input.matchAll(ITEM)) {
        const text = quoted?.replaceAll('""', '"') ?? plain.trim();
        if (text.trim() !== '')
            items.push({ text, line });
        line += whole.split('\n').length - 1;
    }
    return items;
}

;// CONCATENATED MODULE: ./lib/request/input-reader.js





/** Returns a reader of the inputs that the runner sets: INPUT_ and the name in upper case, dashes included. */
function getInputFrom(env) {
    return (name) => (env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] ?? '').trim();
}
/** How many problems an error lists, and how many characters of each: at its beginning and at its end. */
const SHOWN = { problems: 50, beginning: 600, end: 300 };
/** Reads inputs as values. It collects all problems, so that one run reports them all. */
class InputReader {
    problems = [];
    /** what was changed in the inputs, as lines for the log */
    logLines = [];
    /** the policy file; null without one */
    policy = null;
    get;
    constructor(get) {
        this.get = get;
    }
    /** Returns the text of an input; null if it is empty. */
    text(name) {
        return this.get(name) || null;
    }
    /** Adds a problem. */
    problem(message) {
        this.problems.push(new errors/* ActionError */.lZ('INPUT_INVALID', message));
    }
    /** Returns all problems as one error of readable length; null if there are none. */
    refusal() {
        if (this.problems.length === 0)
            return null;
        const shown = this.problems
            .slice(0, SHOWN.problems)
            .map(({ code, message }) => new errors/* ActionError */.lZ(code, brief(message)));
        const more = this.problems.length - shown.length;
        return (0,errors/* mergeErrors */.Mv)(more > 0 ? [...shown, new errors/* ActionError */.lZ('INPUT_INVALID', `And ${more} more problems.`)] : shown);
    }
    /** Runs `act`; if it throws, adds the error as a problem and returns the fallback. */
    attempt(act, fallback) {
        try {
            return act();
        }
        catch (error) {
            this.problems.push((0,errors/* asActionError */.z6)(error));
            return fallback;
        }
    }
    /** Returns the lines of an input, without empty ones. */
    lines(name) {
        return this.get(name)
            .split(/\r?\n/)
            .map((line) => line.trim())
            .filter(Boolean);
    }
    /** Returns the items of an input, one per line; an item in quotes may have several lines, with quotes inside it doubled. */
    quotedItems(name) {
        return readQuotedItems(this.get(name));
    }
    /** Returns the texts of `quotedItems`. */
    quotedLines(name) {
        return this.quotedItems(name).map(({ text }) => text);
    }
    /** Returns the items of a list, separated by commas or line ends; a problem if it is written as YAML or JSON. */
    list(name) {
        const value = this.get(name);
        const [, inner] = /^\[(.*)\]$/s.exec(value) ?? [];
        const items = (inner ?? value)
            .split(/[,\r\n]+/)
            .map((item) => item.trim())
            .filter(Boolean);
        const isDashed = inner === undefined && items.length > 0 && items.every((item) => /^- /.test(item));
        if (inner === undefined && !isDashed)
            return items;
        const plain = items.map((item) => item.replace(/^- +/, '').replace(/^(["'])(.*)\1$/, '$2')).filter(Boolean);
        this.problem(`${name}: write ${plain.map(reference/* hideUserInfo */.Mi).join(', ')} without ${isDashed ? 'dashes' : 'brackets'}.`);
        return plain;
    }
    /**
     * Returns the repository in a text, in lower case. Where the text has capitals, it adds a line for the log.
     * @param name the input, used in that line
     * @param parse reads the text, and may throw
     */
    repository(name, text, parse) {
        const lower = (0,reference/* lowerCaseRepository */.WZ)(text);
        const parsed = parse(lower);
        if (lower !== text)
            this.logLines.push(`${name}: ${text} is read as ${lower}: a repository is in lower case`);
        return parsed;
    }
    /** Returns a boolean, written as in YAML 1.2's core schema. */
    boolean(name, byDefault) {
        const value = this.get(name);
        if (value === '')
            return byDefault;
        if (['true', 'True', 'TRUE'].includes(value))
            return true;
        if (['false', 'False', 'FALSE'].includes(value))
            return false;
        this.problem(`${name}: expected true or false, got "${(0,reference/* hideUserInfo */.Mi)(value)}".`);
        return byDefault;
    }
    /** Returns the input as one of these words; a problem if it is another. */
    choice(name, words, byDefault) {
        const value = this.get(name);
        if (value === '')
            return byDefault;
        if (words.includes(value))
            return value;
        this.problem(`Unknown ${name} "${(0,reference/* hideUserInfo */.Mi)(value)}".${(0,nearest/* didYouMean */.au)(value, words)} Known: ${words.join(', ')}.`);
        return byDefault;
    }
    /** Adds a problem where a name is not a valid environment. */
    checkEnvironment(name) {
        const problem = (0,tags/* environmentProblem */.f5)(name);
        if (problem)
            this.problem(`"${(0,reference/* hideUserInfo */.Mi)(name)}" is not a valid environment: ${problem}.`);
    }
    /**
     * Returns the stages, in order and each once: those of the policy, else of the input `environments`. A problem if one is
     * there twice.
     * @param names inputs that name an environment, which must be among the stages if there are any
     */
    stages(names = ['environment']) {
        const given = this.policy?.stages.map(({ name }) => name) ?? this.list('environments');
        const stages = [...new Set(given)];
        for (const stage of stages)
            this.checkEnvironment(stage);
        if (stages.length < given.length)
            this.problem('environments names an environment twice.');
        for (const input of stages.length > 0 ? names : []) {
            const name = this.text(input);
            if (name === null || stages.includes(name) || (0,tags/* environmentProblem */.f5)(name) !== null)
                continue;
            const where = input === 'environment' ? '' : ` in ${input}`;
            this.problem(`Unknown environment "${(0,reference/* hideUserInfo */.Mi)(name)}"${where}.${(0,nearest/* didYouMean */.au)(name, stages)} Known: ${stages.map(reference/* hideUserInfo */.Mi).join(', ')}.`);
        }
        return stages;
    }
}
function brief(message) {
    if (message.length <= SHOWN.beginning + SHOWN.end)
        return message;
    return `${message.slice(0, SHOWN.beginning)}…${message.slice(-SHOWN.end)}`;
}


/***/ }),

/***/ 3189:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  s: () => (/* binding */ COMMON_INPUTS),
  T: () => (/* binding */ MODE_TABLE)
});

// EXTERNAL MODULE: ./lib/request/build-inputs.js
var build_inputs = __nccwpck_require__(3639);
// EXTERNAL MODULE: ./lib/image/reference.js
var image_reference = __nccwpck_require__(8424);
// EXTERNAL MODULE: ./lib/request/common.js
var request_common = __nccwpck_require__(1152);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: ./lib/image/version.js
var image_version = __nccwpck_require__(2189);
// EXTERNAL MODULE: ./lib/request/input-reader.js + 1 modules
var input_reader = __nccwpck_require__(8056);
;// CONCATENATED MODULE: ./lib/request/from-file.js




/**
 * Reads the `result` of an earlier run: its images by digest.
 * @param file its path, also used in error messages
 * @param read gives the file's text
 * @param environment the environment of this run: an image that was copied for another one is read where it was copied to
 * @param input notes names that are not in lower case
 * @throws INPUT_INVALID naming the entry that cannot be used
 */
function readFromFile(file, read, environment = null, input = new input_reader/* InputReader */.i(() => '')) {
    const problem = (why) => new errors/* ActionError */.lZ('INPUT_INVALID', `from-file ${(0,image_reference/* hideUserInfo */.Mi)(file)} cannot be used: ${why}. Set it to a file with the output result of an earlier run.`);
    let json;
    try {
        // PowerShell writes a byte order mark
        const text = read(file)
            .replace(/^\ufeff/, '')
            .trim();
        // the step did not run, or the runner withheld its output
        if (text === '')
            throw problem('it is empty');
        json = JSON.parse(text);
    }
    catch (error) {
        if (error instanceof errors/* ActionError */.lZ)
            throw error;
        const { code } = error;
        if (code === undefined)
            throw problem('it is not JSON');
        throw problem(code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`);
    }
    json = resultIn(json);
    if (!Array.isArray(json))
        throw problem('expected an array with one entry per image');
    if (json.length === 0)
        throw problem('its array is empty: it names no image');
    const entries = json
        .map((value, index) => readEntry(value, input, (why) => problem(`entry ${index + 1} ${why}`)))
        .map((entry) => (isAbout(entry, environment) ? entry : { ...entry, source: null }));
    const twice = (0,image_reference/* findDuplicate */.jS)(entries.map(({ image }) => image)) ?? (0,image_reference/* findDuplicate */.jS)(entries.map(sourceOf));
    if (twice !== null)
        throw problem(`it names ${twice} twice`);
    return entries;
}
/** The array of a `result`: it itself, or in the object that the command line prints with `--json`. */
function resultIn(json) {
    return json !== null && typeof json === 'object' && 'result' in json ? json.result : json;
}
function isAbout(entry, environment) {
    return environment === null || entry.environment === null || entry.environment === environment;
}
/** The repository that an entry's image is read from: the source of its copy, else its own. */
function sourceOf({ image, source }) {
    return source ?? image;
}
function readEntry(value, input, problem) {
    const { image, source, digest, version, environment, previousDigest } = (value ?? {});
    if (typeof image !== 'string')
        throw problem('has no image');
    if (typeof digest !== 'string' || !(0,image_reference/* isDigest */.Bc)(digest))
        throw problem('has no digest');
    if (source !== undefined && source !== null && typeof source !== 'string')
        throw problem('has a source that is not a name');
    const parse = (text) => {
        try {
            return input.repository('from-file', text, image_reference/* parseReachable */.BT);
        }
        catch (error) {
            throw problem(`cannot be read (${(0,errors/* asActionError */.z6)(error).message})`);
        }
    };
    const reference = parse(image);
    const from = typeof source === 'string' ? repositoryOf(parse(source)) : null;
    if (reference.digest !== null && reference.digest !== digest)
        throw problem('has two different digests');
    if (previousDigest !== null &&
        previousDigest !== undefined &&
        !(typeof previousDigest === 'string' && (0,image_reference/* isDigest */.Bc)(previousDigest))) {
        throw problem('has a previousDigest that is not a valid digest');
    }
    return {
        image: repositoryOf(reference),
        // another spelling of the same repository
        source: from && !(0,image_reference/* isSameRepository */.ve)(from, reference) ? from : null,
        digest,
        version: typeof version === 'string' ? (0,image_version/* parseVersion */.ot)(version) : null,
        environment: typeof environment === 'string' ? environment : null,
        previousDigest: previousDigest ?? null,
    };
}
function repositoryOf({ registry, repository }) {
    return { registry, repository };
}

;// CONCATENATED MODULE: ./lib/request/destinations.js



/**
 * A notice where a destination is the image itself: whoever set it may expect two different repositories.
 * @param images the sources
 * @param destinations in the same order
 */
function destinationNotices(input, images, destinations) {
    if (input.lines('destination').length === 0)
        return [];
    const [first, ...more] = images.filter((image, index) => destinations[index] === image);
    if (!first)
        return [];
    const others = more.length > 0 ? ` (and of ${more.length} more)` : '';
    return [`destination is the repository of ${(0,image_reference/* repositoryName */.aR)(first)} itself${others}: nothing is copied.`];
}
/**
 * The repository that each image is copied to before its environment is moved: a line of `destination` for each line of
 * `image`, or for each entry of the file of an earlier run; else the repository in that file; else the image itself.
 * @param listed the images in the input `image`
 * @returns one repository per image that is promoted, in their order
 */
function readDestinations(input, listed, source) {
    const images = source.kind === 'file' ? source.entries.map(sourceOf) : listed;
    const own = source.kind === 'file' ? source.entries.map(({ image }) => image) : listed;
    if (input.lines('destination').length === 0)
        return own;
    const given = parseDestinations(input);
    checkCount(input, given, images, source);
    // beside from-file, the lines of image say which line of destination is whose
    const order = listed.length > 0 ? listed : images;
    return images.map((from, index) => {
        const at = order.findIndex((each) => (0,image_reference/* isSameRepository */.ve)(each, from));
        const to = given[at] ?? own[index] ?? from;
        // another spelling of the same repository
        return (0,image_reference/* isSameRepository */.ve)(from, to) ? from : to;
    });
}
function checkCount(input, given, images, { kind }) {
    const [lines, named] = [input.lines('destination').length, input.lines('image').length];
    // a line of image that cannot be read, or is there twice, is a problem of its own
    const expected = named > 0 ? named : images.length;
    if (lines !== expected && images.length > 0) {
        const remedy = kind === 'file' ? ', or remove it: the file has the destinations' : '';
        input.problem(`destination: expected one line per image (${expected}), got ${lines}. List them in the order of the images${remedy}.`);
    }
    const duplicate = (0,image_reference/* findDuplicate */.jS)(given);
    if (duplicate !== null)
        input.problem(`destination names ${duplicate} twice: each image needs its own repository.`);
}
/** The repositories in `destination`; a problem for each line that is none. */
function parseDestinations(input) {
    return input
        .lines('destination')
        .flatMap((line) => input.attempt(() => [input.repository('destination', line, parseDestination)], []));
}
function parseDestination(line) {
    try {
        return (0,image_reference/* parseImage */.zZ)(line);
    }
    catch (thrown) {
        throw new errors/* ActionError */.lZ('INPUT_INVALID', `destination: ${(0,errors/* asActionError */.z6)(thrown).message}`, thrown);
    }
}

;// CONCATENATED MODULE: ./lib/request/read-versions.js


/**
 * Reads `version` outside build: a version, a tag, a commit or a digest; one for all images, or one per line in the order
 * of the images.
 */
function readVersions(input, images) {
    const lines = input.lines('version');
    for (const line of lines) {
        if (!(0,image_reference/* isDigest */.Bc)(line) && !(0,image_reference/* isTag */.dz)(line) && (0,image_version/* parseVersion */.ot)(line) === null)
            input.problem(`version: expected a version, tag, commit or digest, got "${(0,image_reference/* hideUserInfo */.Mi)(line)}".`);
    }
    const [first = null] = lines;
    if (lines.length <= 1)
        return { version: first };
    const expected = input.lines('image').length || images.length;
    if (expected > images.length)
        input.problem('image names an image twice, or one that is not valid: with one version per line, each image must appear once.');
    else if (lines.length !== expected)
        input.problem(`version: expected one line, or one line per image (${expected}), got ${lines.length}. List them in the order of the images.`);
    return { version: first, versions: lines };
}

;// CONCATENATED MODULE: ./lib/request/read-promote.js





/**
 * Reads the inputs of `promote`.
 * @param readFile reads the text of a file; throws an error with a `code` where it cannot be read
 */
function readPromote(input, common, readFile) {
    const environment = (0,request_common/* readEnvironmentName */.z$)('promote', input);
    const stages = input.stages(['environment', 'from']);
    const source = readSource(input, common.images, environment, readFile);
    const images = source.kind === 'file' ? source.entries.map(sourceOf) : common.images;
    const destinations = readDestinations(input, common.images, source);
    return {
        ...common,
        // the environment's tags are written where the image goes
        ...(0,request_common/* readUpdate */.IF)(input, environment || null, stages, destinations),
        mode: 'promote',
        notices: destinationNotices(input, images, destinations),
        ...{ environment, stages, images, source, destinations },
        with: input.choice('with', ['all', 'image'], 'all'),
        reason: (0,request_common/* readReason */.pk)(input),
    };
}
function readSource(input, images, environment, readFile) {
    const { version, versions } = readVersions(input, images);
    const from = input.text('from');
    const file = input.text('from-file');
    const given = ['version', 'from', 'from-file'].filter((name) => input.text(name) !== null);
    if (given.length === 2)
        input.problem(`Use either ${given.join(' or ')}, not both: each names the image to promote.`);
    if (given.length === 3)
        input.problem('Use only one of version, from and from-file: each names the image to promote.');
    if (given.length === 0)
        input.problem('promote needs version, from or from-file: the image to promote.');
    if (file !== null && input.text('password') !== null && images.length === 0)
        input.problem('password with from-file needs image: the file alone must not decide where the password is sent. Set image to the images that the file may name, or log in to the registry before this step.');
    if (from !== null) {
        input.checkEnvironment(from);
        if (from === environment)
            input.problem(`from and environment are both ${from}: there is nothing to promote.`);
        return { kind: 'environment', name: from };
    }
    if (file === null)
        return { kind: 'named', text: version ?? '', ...(versions && { texts: versions }) };
    const entries = input.attempt(() => readFromFile(file, readFile, environment || null, input), []);
    if (images.length > 0)
        checkNames(input, file, entries, images);
    return { kind: 'file', entries };
}
/** Adds a problem for each name in the file that neither `image` nor `destination` has. */
function checkNames(input, file, entries, images) {
    const allowed = [...images, ...parseDestinations(input)];
    for (const { image, source } of entries) {
        for (const name of source === null ? [image] : [image, source]) {
            if (!allowed.some((each) => (0,image_reference/* isSameRepository */.ve)(each, name)))
                input.problem(`from-file ${file} names ${(0,image_reference/* repositoryName */.aR)(name)}, which is neither in image nor in destination.`);
        }
    }
}

// EXTERNAL MODULE: ./lib/history/event.js
var history_event = __nccwpck_require__(5196);
// EXTERNAL MODULE: ./lib/image/time.js
var time = __nccwpck_require__(9692);
// EXTERNAL MODULE: ./lib/policy/duration.js
var policy_duration = __nccwpck_require__(4464);
// EXTERNAL MODULE: ./lib/util/text.js
var util_text = __nccwpck_require__(8805);
;// CONCATENATED MODULE: ./lib/request/read-until.js



/** Reads `until`: a time (RFC 3339) or a duration. @returns null where it is not set, or is neither: that is a problem */
function readUntil(input) {
    const text = input.text('until');
    if (text === null)
        return null;
    const duration = (0,policy_duration/* parseDuration */.E9)(text);
    if (duration !== null && duration > 0)
        return { kind: 'after', duration };
    if ((0,time/* isTime */.K8)(text) && isDate(text.slice(0, 10)))
        return { kind: 'at', time: new Date(text).toISOString() };
    input.problem(`until: expected a time such as 2026-12-24T12:00:00Z, or a duration such as 2h, 30m or 7d, got "${(0,util_text/* oneLine */.TN)(text)}".`);
    return null;
}
/** Whether the calendar has a date: 2027-02-30 would be read as the 2nd of March. */
function isDate(text) {
    return new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}

;// CONCATENATED MODULE: ./lib/request/read-record.js




/** A mode that moves nothing writes no tags and overrides no guards. */
const NO_UPDATE = {
    environmentTags: [],
    allow: [],
    transport: 'registry',
    deployment: false,
    records: false,
    environmentUrl: null,
};
/** Reads the inputs of `hold`. */
function readHold(input, common) {
    return { ...readCommonOf('hold', input, common), mode: 'hold', until: readUntil(input) };
}
/** Reads the inputs of `resume`. */
function readResume(input, common) {
    return { ...readCommonOf('resume', input, common), mode: 'resume' };
}
/** Reads the inputs of `mark`. */
function readMark(input, common) {
    if (input.text('as') === null)
        input.problem(`mark needs as: one of ${history_event/* MARKS */.j7.join(', ')}.`);
    const as = input.choice('as', history_event/* MARKS */.j7, 'verified');
    return { ...readCommonOf('mark', input, common), mode: 'mark', as, ...readVersions(input, common.images) };
}
function readCommonOf(mode, input, common) {
    const environment = (0,request_common/* readEnvironmentName */.z$)(mode, input);
    const reason = (0,request_common/* readReason */.pk)(input);
    if (reason === null)
        input.problem(`${mode} needs reason: it is kept in the history.`);
    if (!common.history)
        input.problem(`Use either mode: ${mode} or history: false: what it does is written to the history and nowhere else.`);
    return { ...common, ...NO_UPDATE, environment, stages: input.stages(), reason };
}

;// CONCATENATED MODULE: ./lib/request/read-expect.js



/** The value of `digest` after a promotion that failed before its image was found. */
const NOTHING = 'none';
/**
 * Reads `expect`: a digest, a version, `none`, or the result of an earlier run as JSON or as the path of its file.
 * @returns undefined where it is not set, or cannot be read: that is a problem
 */
function readExpect(input, readFile) {
    const text = input.text('expect');
    if (text === null)
        return undefined;
    if (text === NOTHING)
        return { kind: 'images', digests: new Map() };
    if ((0,image_reference/* isDigest */.Bc)(text))
        return { kind: 'digest', digest: text };
    const version = (0,image_version/* parseVersion */.ot)(text);
    if (version !== null)
        return { kind: 'version', version };
    const problem = (why) => input.problem(`expect: expected a digest, a version, none, or the result of an earlier run (JSON, or the path of its file), got ${why}.`);
    if (/^[[{]/.test(text))
        return readResult(text, 'its JSON', input, problem);
    let json;
    try {
        json = readFile(text).replace(/^\ufeff/, '');
    }
    catch (error) {
        const { code } = error;
        const why = code === 'ENOENT' || code === undefined ? '' : ` (${code})`;
        return problem(`"${(0,image_reference/* hideUserInfo */.Mi)(text.slice(0, 200))}", which is not a readable file${why}`);
    }
    return readResult(json, `the file ${(0,image_reference/* hideUserInfo */.Mi)(text)}`, input, problem);
}
function readResult(text, what, input, problem) {
    let json;
    try {
        json = resultIn(JSON.parse(text));
    }
    catch {
        return problem(`${what}, which is not JSON`);
    }
    if (!Array.isArray(json))
        return problem(`${what}, which is not an array with one entry per image`);
    const digests = new Map();
    for (const [index, value] of json.entries()) {
        const { image, digest } = (value ?? {});
        const isKnown = digest === null || (typeof digest === 'string' && (0,image_reference/* isDigest */.Bc)(digest));
        if (typeof image !== 'string' || !isKnown)
            return problem(`${what}, whose entry ${index + 1} has no image or no digest`);
        const name = input.attempt(() => (0,image_reference/* repositoryName */.aR)(input.repository('expect', image, image_reference/* parseReachable */.BT)), null);
        if (name !== null)
            digests.set(name, digest);
    }
    return { kind: 'images', digests };
}

;// CONCATENATED MODULE: ./lib/request/read-rollback.js




/**
 * Reads the inputs of `rollback`.
 * @param readFile reads the text of a file; throws an error with a `code` where it cannot be read
 */
function readRollback(input, common, readFile) {
    const environment = (0,request_common/* readEnvironmentName */.z$)('rollback', input);
    const stages = input.stages();
    const update = (0,request_common/* readUpdate */.IF)(input, environment || null, stages, common.images);
    const reason = (0,request_common/* readReason */.pk)(input);
    const expect = readExpect(input, readFile);
    return {
        ...{ ...common, ...update, mode: 'rollback', environment, stages, reason },
        ...readVersions(input, common.images),
        ...readHoldOf(input, common, reason),
        ...(expect ? { expect } : {}),
    };
}
function readHoldOf(input, { history }, reason) {
    const until = readUntil(input);
    if (!input.boolean('hold', false)) {
        if (until)
            input.problem('until needs hold: true in a rollback: it says when the hold ends.');
        return {};
    }
    if (reason === null)
        input.problem('hold: true needs reason: it is kept in the history.');
    if (!history)
        input.problem('Use either hold: true or history: false: a hold is written to the history.');
    return { hold: { until } };
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ./lib/request/read-status.js



/**
 * Reads the inputs of `status`. Its `environment` is not used, but a misspelt one is a mistake in the workflow.
 * @param isPageAnywhere whether an absolute path of `page` may be outside the workspace
 */
function readStatus(input, common, isPageAnywhere = false) {
    return {
        ...{ ...common, mode: 'status', environments: input.stages(), page: readPage(input, common, isPageAnywhere) },
        ...readVersions(input, common.images),
    };
}
function readPage(input, { context }, isPageAnywhere) {
    const text = input.text('page');
    if (text === null)
        return null;
    const folder = (0,external_node_path_.resolve)(context.workspace, text);
    if (isPageAnywhere && (0,external_node_path_.isAbsolute)(text))
        return { folder, root: null };
    const way = (0,external_node_path_.relative)(context.workspace, folder);
    if (way === '..' || way.startsWith('../') || (0,external_node_path_.isAbsolute)(way)) {
        const remedy = isPageAnywhere ? ' For a folder elsewhere, give its absolute path.' : '';
        input.problem(`page: expected a folder in the workspace, got ${(0,util_text/* oneLine */.TN)(text)}, which is outside of it.${remedy}`);
    }
    return { folder, root: context.workspace };
}

;// CONCATENATED MODULE: ./lib/request/modes.js





/** The inputs that every mode takes. */
const COMMON_INPUTS = [
    ...['mode', 'image', 'sha-length', 'dry-run', 'history', 'username', 'password', 'plain-http', 'github-token'],
    ...['environments', 'policy'],
];
const UPDATE_INPUTS = [
    ...['environment', 'environment-tags', 'allow', 'transport', 'deployment', 'environment-url', 'records'],
];
const DOCKER_INPUTS = [
    ...['context', 'file', 'target', 'platforms', 'build-args', 'secrets', 'labels', 'cache-from', 'cache-to'],
    ...['builder', 'pull', 'no-cache', 'provenance', 'sbom'],
];
/** All modes; `modes/table.ts` has how each gathers its facts and decides. */
const MODE_TABLE = {
    build: {
        inputs: [
            ...UPDATE_INPUTS,
            ...DOCKER_INPUTS,
            ...['version', 'tag-prefix', 'sha', 'digest', 'push', 'tags', 'latest'],
        ],
        read: (input, common, { checkout, checkoutProblem = null }) => (0,build_inputs/* readBuild */.l)(input, common, { checkout, problem: checkoutProblem }),
        access: 'pull,push',
    },
    promote: {
        inputs: [...UPDATE_INPUTS, 'version', 'from', 'from-file', 'reason', 'destination', 'with'],
        read: (input, common, { readFile }) => readPromote(input, common, readFile),
        access: 'pull,push',
    },
    rollback: {
        inputs: [...UPDATE_INPUTS, 'version', 'reason', 'hold', 'until', 'expect'],
        read: (input, common, { readFile }) => readRollback(input, common, readFile),
        access: 'pull,push',
    },
    status: {
        inputs: ['version', 'page'],
        read: (input, common, { isPageAnywhere }) => readStatus(input, common, isPageAnywhere),
        access: 'pull',
    },
    hold: { inputs: ['environment', 'reason', 'until'], read: readHold, access: 'pull,push' },
    resume: { inputs: ['environment', 'reason'], read: readResume, access: 'pull,push' },
    mark: { inputs: ['environment', 'reason', 'version', 'as'], read: readMark, access: 'pull,push' },
};


/***/ }),

/***/ 2060:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $6: () => (/* binding */ textAt),
/* harmony export */   FN: () => (/* binding */ MODES),
/* harmony export */   Nu: () => (/* binding */ destinationsOf),
/* harmony export */   lS: () => (/* binding */ copiesOf),
/* harmony export */   m$: () => (/* binding */ versionAt)
/* harmony export */ });
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8424);

const MODES = ['build', 'promote', 'rollback', 'status', 'hold', 'resume', 'mark'];
/** The input `version` for one image. @param at the image's position in the request */
function versionAt({ version, versions }, at) {
    return versions?.[at] ?? version;
}
/** The name of one image of a promotion. @param at the image's position in the request */
function textAt({ text, texts }, at) {
    return texts?.[at] ?? text;
}
/** The repositories of a run's environments: the destinations of a promotion, else its images. */
function destinationsOf(request) {
    const { images } = request;
    return request.mode === 'promote' ? images.map((image, index) => request.destinations[index] ?? image) : images;
}
/** The images of a promotion that are copied to another repository first. */
function copiesOf(request) {
    const places = destinationsOf(request);
    return request.images.flatMap((from, index) => {
        const to = places[index] ?? from;
        return (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .isSameRepository */ .ve)(to, from) ? [] : [{ from, to }];
    });
}


/***/ }),

/***/ 8394:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ systemClock)
/* harmony export */ });
/** The system's clock. */
const systemClock = {
    now: () => Date.now(),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    random: () => Math.random(),
};


/***/ }),

/***/ 7468:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ memoizeAsync)
/* harmony export */ });
/**
 * Returns the cached promise of a key, or calls `make` and caches its promise. A pending or rejected promise counts too.
 * @param cache the promises so far, by key
 */
function memoizeAsync(cache, key, make) {
    const known = cache.get(key);
    if (known)
        return known;
    const made = make();
    cache.set(key, made);
    return made;
}


/***/ }),

/***/ 1918:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   au: () => (/* binding */ didYouMean),
/* harmony export */   pA: () => (/* binding */ nearest),
/* harmony export */   rY: () => (/* binding */ byDistance)
/* harmony export */ });
/** How many characters of a text are compared. */
const MAX_COMPARED = 64;
/**
 * Returns the names nearest to a text, nearest first. Upper and lower case count as equal.
 * @param count how many at most
 * @returns names that look like the text; none where all are too different
 */
function nearest(text, names, count = 3) {
    return byDistance(text, names)
        .filter(({ name, distance }) => isNear(text.toLowerCase(), name.toLowerCase(), distance))
        .slice(0, count)
        .map(({ name }) => name);
}
/** Returns ` Did you mean …?` with the nearest name, beginning with a space; the empty string where none is near. */
function didYouMean(text, names) {
    const [name] = nearest(text, names, 1);
    return name === undefined || name === text ? '' : ` Did you mean ${name}?`;
}
/** Returns the names with their distance from a text, nearest first. */
function byDistance(text, names) {
    const lower = text.toLowerCase();
    return names
        .map((name) => ({ name, distance: distanceOf(lower, name.toLowerCase()) }))
        .sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name));
}
/** Whether a name is a misspelling of the text (a third of it differs at most), or one abbreviates the other. */
function isNear(text, name, distance) {
    const [short, long] = text.length < name.length ? [text, name] : [name, text];
    if (distance <= Math.ceil(Math.min(long.length, MAX_COMPARED) / 3) && distance < short.length)
        return true;
    return short.length >= 2 && short[0] === long[0] && isAbbreviation(short, long);
}
/** Whether all characters of the short text are in the long one, in this order. */
function isAbbreviation(short, long) {
    let at = 0;
    for (const character of long)
        if (character === short[at])
            at += 1;
    return at === short.length;
}
/** Returns the distance of the first characters of two texts: Levenshtein's, where two that are swapped count as one change. */
function distanceOf(a, b) {
    const [left, right] = [a.slice(0, MAX_COMPARED), b.slice(0, MAX_COMPARED)];
    let row = Array.from({ length: right.length + 1 }, (_, index) => index);
    let before = [];
    for (let i = 1; i <= left.length; i++) {
        const next = [i];
        for (let j = 1; j <= right.length; j++) {
            const change = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
            const isSwapped = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
            const swap = isSwapped ? (before[j - 2] ?? 0) + 1 : change;
            next.push(Math.min(change, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
        }
        before = row;
        row = next;
    }
    return row[right.length] ?? 0;
}


/***/ }),

/***/ 5171:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ addSecret),
/* harmony export */   E: () => (/* binding */ redact)
/* harmony export */ });
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8805);

/** The shortest secret that is redacted, in characters: a shorter one would match unrelated text. */
const MIN_SECRET = 6;
/** The shortest part of a secret that is redacted, in characters: a shorter one would match unrelated text. */
const MIN_PART = 3;
/** How far from a cut a part of a secret is searched, in characters: truncated texts are not longer. */
const MAX_CUT = 600;
const byStart = new Map();
const byEnd = new Map();
/** Adds a secret that `redact` removes. The runner's own masks miss a secret whose characters are escaped. */
function addSecret(secret) {
    // untrusted text is shown on one line; a log is redacted line by line
    for (const text of [secret, (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .collapse */ .ap)(secret), ...secret.split(/[\r\n]+/).map((line) => line.trim())]) {
        if (text.length < MIN_SECRET)
            continue;
        for (const form of [text, JSON.stringify(text).slice(1, -1)]) {
            keep(byStart, form.slice(0, MIN_PART), form);
            keep(byEnd, form.slice(-MIN_PART), form);
        }
    }
}
/** Replaces secrets in a text by `***`, complete ones and those truncated beside a `…`. */
function redact(text) {
    if (byStart.size === 0)
        return text;
    const parts = withoutWhole(text)
        .split('…')
        .map((part, index) => (index > 0 ? withoutEnd(part) : part));
    return parts.map((part, index) => (index < parts.length - 1 ? withoutBeginning(part) : part)).join('…');
}
function keep(index, key, secret) {
    const kept = index.get(key);
    if (kept)
        kept.add(secret);
    else
        index.set(key, new Set([secret]));
}
/** Replaces complete secrets. One may be the beginning of another or overlap it: both are replaced. */
function withoutWhole(text) {
    let shown = '';
    let end = 0;
    for (let at = 0; at + MIN_SECRET <= text.length; at++) {
        for (const secret of byStart.get(text.slice(at, at + MIN_PART)) ?? []) {
            if (at + secret.length <= end || !text.startsWith(secret, at))
                continue;
            if (at >= end)
                shown += `${text.slice(end, at)}***`;
            end = at + secret.length;
        }
    }
    return end === 0 ? text : shown + text.slice(end);
}
/** Replaces the beginning of a secret at the end of a truncated text. */
function withoutBeginning(text) {
    for (let at = Math.max(0, text.length - MAX_CUT); at + MIN_PART <= text.length; at++) {
        const cut = text.slice(at);
        for (const secret of byStart.get(cut.slice(0, MIN_PART)) ?? [])
            if (secret.startsWith(cut))
                return `${text.slice(0, at)}***`;
    }
    return text;
}
/** Replaces the end of a secret at the start of a text whose beginning was cut. */
function withoutEnd(text) {
    for (let length = Math.min(MAX_CUT, text.length); length >= MIN_PART; length--) {
        const cut = text.slice(0, length);
        for (const secret of byEnd.get(cut.slice(-MIN_PART)) ?? [])
            if (secret.endsWith(cut))
                return `***${text.slice(length)}`;
    }
    return text;
}


/***/ }),

/***/ 1309:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ secretEncodings)
/* harmony export */ });
/**
 * Returns every form in which a secret is sent, or in which an error or a log may repeat it: plain, in a URL, in a
 * form, in JSON, and in base64, also without padding and in the alphabet of URLs (RFC 4648, 5).
 * @param pair the longer text that is encoded as a whole with the secret in it, as `user:password`; empty for none
 * @returns none for an empty secret
 */
function secretEncodings(secret, pair = '') {
    if (secret === '')
        return [];
    const json = JSON.stringify(secret).slice(1, -1);
    // encodeURIComponent throws on a lone surrogate; Buffer replaces it
    const url = encodeURIComponent(Buffer.from(secret).toString());
    const form = new URLSearchParams({ s: secret }).toString().slice(2);
    const encoded = [secret, pair].filter(Boolean).flatMap((text) => {
        const padded = Buffer.from(text).toString('base64');
        return [padded, padded.replace(/=+$/, ''), Buffer.from(text).toString('base64url')];
    });
    return [...new Set([secret, json, url, form, ...encoded])];
}


/***/ }),

/***/ 8805:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Mb: () => (/* binding */ stripCommonPrefix),
/* harmony export */   TN: () => (/* binding */ oneLine),
/* harmony export */   W3: () => (/* binding */ CONTROL),
/* harmony export */   ap: () => (/* binding */ collapse)
/* harmony export */ });
/** The longest untrusted text that is shown, in characters. */
const MAX_TEXT = 300;
/** Control characters, line separators, and characters that are invisible or change the direction of the text. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/g;
/** Returns a text on one line: control characters and white space become single spaces. */
function collapse(text) {
    return text.replace(CONTROL, ' ').replace(/\s+/g, ' ').trim();
}
/**
 * Returns untrusted text on one line, without control characters, truncated to 300 characters.
 * A truncated text ends with `…`: `redact` looks there for the beginning of a secret.
 */
function oneLine(text) {
    const clean = collapse(text.slice(0, 4 * MAX_TEXT));
    const isTruncated = clean.length > MAX_TEXT || text.length > 4 * MAX_TEXT;
    return isTruncated ? `${clean.slice(0, MAX_TEXT)}…` : clean;
}
/**
 * Finds the registry and namespace that all names share, so that texts stay short.
 * @returns the common prefix, with the slash at its end, and a function that strips it from a name
 */
function stripCommonPrefix(names) {
    const [first = ''] = names;
    const slashes = [...first].flatMap((character, index) => (character === '/' ? [index + 1] : []));
    const shared = slashes
        .map((end) => first.slice(0, end))
        .findLast((prefix) => names.every((name) => name.startsWith(prefix)));
    return { shared: shared ?? '', short: (name) => name.slice(shared?.length ?? 0) };
}


/***/ }),

/***/ 842:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ homeFrom)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);

/** Returns the user's folders from environment variables. */
function homeFrom(env) {
    const home = (env.HOME ?? env.USERPROFILE) || null;
    return { home, config: env.XDG_CONFIG_HOME || (home && (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(home, '.config')) };
}


/***/ }),

/***/ 3226:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ decoded),
/* harmony export */   g: () => (/* binding */ passwordsIn)
/* harmony export */ });
/** The shortest password that is masked, in characters. */
const MIN_PASSWORD = 6;
/**
 * Returns the passwords in a text that holds references such as `user:password@host/name`: as written, and decoded where
 * they are percent-encoded. A text before an `@` without a colon counts, too: it may be a token.
 */
function passwordsIn(text) {
    const passwords = text.split(/[\s,]+/).flatMap((word) => {
        const userInfo = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(.*)(?:@|%(?:25)*40)(?!sha\d+:)/i.exec(word)?.[1];
        if (userInfo === undefined)
            return [];
        const password = /^[^:]*?(?::|%(?:25)*3a)(.*)$/i.exec(userInfo)?.[1] ?? userInfo;
        // a path before an @ is no token
        if (password === userInfo && password.includes('/'))
            return [];
        return [password, decoded(password), decoded(decoded(password))];
    });
    return [...new Set(passwords)].filter((password) => password.length >= MIN_PASSWORD);
}
/** Returns a text with its percent-encoded characters decoded; the text itself where they cannot be. */
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}


/***/ }),

/***/ 9807:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  YK: () => (/* binding */ accessOf),
  V5: () => (/* binding */ clockUntil),
  FX: () => (/* binding */ credentialFor),
  SQ: () => (/* binding */ makeRegistry),
  tE: () => (/* binding */ ownInput),
  Fd: () => (/* binding */ sendFirst)
});

// EXTERNAL MODULE: ./lib/image/reference.js
var image_reference = __nccwpck_require__(8424);
// EXTERNAL MODULE: ./lib/image/tags.js
var tags = __nccwpck_require__(548);
// EXTERNAL MODULE: ./lib/registry/auth/credential-encodings.js
var credential_encodings = __nccwpck_require__(7778);
// EXTERNAL MODULE: ./lib/registry/auth/credentials.js + 1 modules
var auth_credentials = __nccwpck_require__(8665);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: ./lib/image/digest.js
var image_digest = __nccwpck_require__(7241);
// EXTERNAL MODULE: ./lib/image/manifest.js
var manifest = __nccwpck_require__(4252);
// EXTERNAL MODULE: ./lib/registry/http/types.js
var types = __nccwpck_require__(7605);
;// CONCATENATED MODULE: ./lib/registry/blobs.js




const MAX_ERROR = 64 * 1024;
/** how long a blob is read to count its bytes, in milliseconds */
const MAX_COUNT_MS = 60_000;
/** maximum number of uploads of a small blob if the registry loses them */
const SESSIONS = 3;
/** The error for an upload that the registry no longer knows, after a restart or behind a load balancer. */
class LostUpload extends errors/* ActionError */.lZ {
    constructor(image, digest) {
        super('REGISTRY_UNAVAILABLE', `Could not push the blob ${digest} to ${(0,image_reference/* repositoryName */.aR)(image)}: ${image.registry} lost the upload. Re-run the job: blobs that were pushed are not sent again.`);
    }
}
/** A `BlobStore` over HTTP. */
class BlobClient {
    endpoint;
    scope;
    /** blobs that were found with another size, with the size that they must have */
    damaged = new Map();
    /**
     * @param endpoint returns the endpoint of a registry, always the same one for a name
     * @param scope returns the scope of tokens for a repository, as `repository:acme/app:pull`
     */
    constructor(endpoint, scope) {
        this.endpoint = endpoint;
        this.scope = scope;
    }
    async has(image, { digest, size }) {
        const response = await this.endpoint(image.registry).call({
            ...this.common(image, `check for the blob ${digest} in ${(0,image_reference/* repositoryName */.aR)(image)}`),
            method: 'HEAD',
            path: `/v2/${image.repository}/blobs/${digest}`,
            // a registry without HEAD, or whose storage refuses it: the blob is sent
            expect: [200, 404, 405, 501],
        });
        if (response.status !== 200)
            return false;
        if (isOfSize(response, size))
            return true;
        this.damaged.set(keyOf(image, digest), size);
        return false;
    }
    async open(image, digest) {
        const { status, stream } = await this.read(image, digest);
        if (status === 200 && stream)
            return stream;
        throw new errors/* ActionError */.lZ('NOT_FOUND', `${(0,image_reference/* repositoryName */.aR)(image)} lists the blob ${digest}, which no longer exists in the registry. A clean-up may have deleted it. Rebuild the image.`);
    }
    async begin(image, mount) {
        const endpoint = this.endpoint(image.registry);
        const uploads = `/v2/${image.repository}/blobs/uploads/`;
        const query = mount ? `?${new URLSearchParams({ mount: mount.digest, from: mount.from.repository })}` : '';
        const what = `push a blob to ${(0,image_reference/* repositoryName */.aR)(image)}`;
        const response = await endpoint.call({
            ...this.common(image, what),
            scope: this.scopeFor(image, mount?.from ?? null),
            method: 'POST',
            path: uploads + query,
            followsRedirects: true,
            expect: mount ? [201, 202] : [202],
        });
        if (response.status === 201)
            return null;
        // the Location may be relative, and may have a query
        return endpoint.redirect(response.headers.location ?? uploads, response.url ?? endpoint.base(), what);
    }
    async finish(image, session, digest, body) {
        const path = new URL(session);
        path.searchParams.set('digest', digest);
        const response = await this.endpoint(image.registry).call({
            ...this.common(image, `push the blob ${digest} to ${(0,image_reference/* repositoryName */.aR)(image)}`),
            method: 'PUT',
            path,
            headers: { 'content-type': 'application/octet-stream' },
            body,
            followsRedirects: true,
            expect: [201, 204, 404],
            // an upload that failed within a stream cannot be continued
            noRetry: (0,types/* isStreamed */.eW)(body),
        });
        if (response.status === 404)
            throw new LostUpload(image, digest);
        const named = (0,types/* namedDigest */._T)(response);
        if (named === null || named === digest)
            return this.expectRepaired(image, digest);
        throw new errors/* ActionError */.lZ('DIGEST_MISMATCH', `Pushed the blob ${digest} to ${(0,image_reference/* repositoryName */.aR)(image)}, but ${image.registry} reports that it stored ${named.slice(0, 100)}. Check whether the registry, or a proxy in front of it, changes blobs.`);
    }
    /**
     * Checks a blob that was damaged before it was sent again: some registries keep what they have (distribution). The size
     * is that of a GET, because some registries give a wrong one in response to a HEAD.
     */
    async expectRepaired(image, digest) {
        const size = this.damaged.get(keyOf(image, digest));
        if (size === undefined)
            return;
        const response = await this.read(image, digest);
        const isKnown = response.headers['content-length'] !== undefined;
        const isWhole = isKnown ? isOfSize(response, size) : (await countBytes(response.stream, size)) === size;
        response.stream?.destroy();
        if (response.status === 200 && isWhole)
            return;
        throw new errors/* ActionError */.lZ('DIGEST_MISMATCH', `Pushed the blob ${digest} to ${(0,image_reference/* repositoryName */.aR)(image)} again, because ${image.registry} had stored it with another size than ${size} bytes. The size is still wrong. Delete the damaged blob there (it may need a garbage collection), then re-run.`);
    }
    async read(image, digest) {
        const response = await this.endpoint(image.registry).call({
            ...this.common(image, `read the blob ${digest} of ${(0,image_reference/* repositoryName */.aR)(image)}`),
            method: 'GET',
            path: `/v2/${image.repository}/blobs/${digest}`,
            // the digest is that of the uncompressed transfer
            headers: { 'accept-encoding': 'identity' },
            expect: [200, 404],
            streamed: true,
        });
        response.stream?.on('error', () => { });
        return response;
    }
    /** Returns the scope of an upload; a mount needs to pull from its source too. */
    scopeFor(image, from) {
        const own = this.scope(image);
        const source = from && `repository:${from.repository}:`;
        return source === null || own.split(' ').some((part) => part.startsWith(source)) ? own : `${own} ${source}pull`;
    }
    common(image, what) {
        return { scope: this.scope(image), maxBody: MAX_ERROR, what };
    }
}
function keyOf(image, digest) {
    return `${(0,image_reference/* repositoryName */.aR)(image)}@${digest}`;
}
/** Returns the number of bytes in a stream, or a larger number than `size` as soon as there are more. */
async function countBytes(stream, size) {
    let count = 0;
    const timer = setTimeout(() => stream?.destroy(), MAX_COUNT_MS);
    try {
        for await (const chunk of (stream ?? [])) {
            count += chunk.length;
            if (count > size)
                break;
        }
        return count;
    }
    catch {
        return count;
    }
    finally {
        clearTimeout(timer);
    }
}
/** Whether a response is about a blob of this size, as far as it says. */
function isOfSize({ headers }, size) {
    const length = headers['content-length'];
    return length === undefined || Number(length) === size;
}
/**
 * Pushes a small blob to a repository.
 * @param bytes the content of the blob
 * @param isForced whether to push it also if the registry says that it has it
 * @throws LostUpload when the registry lost three uploads
 * @throws the errors of `BlobStore`
 */
async function ensureBlob(blobs, image, bytes, isForced) {
    const blob = { digest: (0,image_digest/* digestOf */.o)(bytes), size: bytes.length };
    if (!isForced && (await blobs.has(image, blob)))
        return;
    for (let tries = 1;; tries++) {
        const session = await blobs.begin(image, null);
        if (!session)
            return;
        try {
            return await blobs.finish(image, session, blob.digest, bytes);
        }
        catch (error) {
            // the blob may be there: the response was lost, or another run pushed it (Nexus refuses one of two at a time)
            if (!isForced && (await blobs.has(image, blob).catch(() => false)))
                return;
            const isTemporary = error instanceof LostUpload || (error instanceof errors/* RefusedWrite */.ow && error.isConflict);
            if (tries >= SESSIONS || !isTemporary)
                throw error;
        }
    }
}

;// CONCATENATED MODULE: ./lib/registry/manifest-check.js


/**
 * Accepts the error of a manifest that cannot be read: it exists, and a HEAD tells its digest.
 * @throws any other error
 */
function expectUnreadable(error) {
    if (error instanceof errors/* ActionError */.lZ && ['REGISTRY_REFUSED', 'DIGEST_MISMATCH'].includes(error.code))
        return 'unreadable';
    throw error;
}
/** Returns a manifest's full name, for messages. */
function fullName(image, reference) {
    return `${(0,image_reference/* repositoryName */.aR)(image)}${(0,image_reference/* isDigest */.Bc)(reference) ? '@' : ':'}${reference}`;
}
/**
 * Checks the digest of a response: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests
 * @param reference the tag or digest that was requested
 * @param received the digest of the bytes
 * @param named the digest that the registry reports
 * @throws DIGEST_MISMATCH when they differ, or are not the requested digest
 */
function expectDigest(image, reference, received, named) {
    const expected = (0,image_reference/* isDigest */.Bc)(reference) ? reference : named;
    if (received === expected && named === expected)
        return;
    const other = received === expected ? named : received;
    throw new errors/* ActionError */.lZ('DIGEST_MISMATCH', `${fullName(image, reference)}: expected ${expected}, got ${other} from ${image.registry}. The response was discarded. Retry; if it persists, the stored content is corrupt, or a proxy changes it.`);
}
/** Returns a key for what is known of a manifest. */
function manifest_check_keyOf(image, reference) {
    return `${(0,image_reference/* repositoryName */.aR)(image)} ${reference}`;
}

;// CONCATENATED MODULE: ./lib/registry/client.js







const MAX_BLOB = 8 * 1024 * 1024;
const client_MAX_ERROR = 64 * 1024;
// a HEAD has no body: a GET gets the reason, or a 404 (Artifactory: google/go-containerregistry#1691)
const HEAD_UNSURE = [400, 403, 405, 501];
/** A `Store` over HTTP: https://github.com/opencontainers/distribution-spec/blob/main/spec.md */
class RegistryClient {
    warnings = new Set();
    blobs;
    endpoint;
    scope;
    warn = (text) => void this.warnings.add(text);
    early = new Map();
    /** references that a GET did not find, as `name reference`: the next look at them is a GET at once */
    absent = new Set();
    /**
     * @param endpoint returns the endpoint of a registry, always the same one for a name
     * @param scope returns the scope of tokens for a repository, as `repository:acme/app:pull`; several are separated by
     *   spaces
     */
    constructor(endpoint, scope) {
        this.endpoint = endpoint;
        this.scope = scope;
        this.blobs = new BlobClient(endpoint, scope);
    }
    /**
     * Requests a manifest in advance; the next `get` of it uses that request.
     * @param connections the number of connections to open
     */
    prefetch(image, reference, connections) {
        this.open(image, connections);
        const request = this.get(image, reference);
        request.catch(() => { });
        this.early.set(manifest_check_keyOf(image, reference), request);
    }
    /**
     * Opens connections to an image's registry in advance.
     * @param connections the number of connections to have, including open ones
     */
    open(image, connections) {
        this.endpoint(image.registry).open(connections);
    }
    /** Returns whether an image's registry is used by plain HTTP, as far as is known. */
    isPlainHttp(image) {
        return this.endpoint(image.registry).base().protocol === 'http:';
    }
    async head(image, reference, options = {}) {
        const { isUnconfirmed = false, byGet = false } = options;
        if (this.absent.has(manifest_check_keyOf(image, reference)))
            return this.get(image, reference);
        if (byGet) {
            const manifest = await this.get(image, reference).catch(expectUnreadable);
            if (manifest !== 'unreadable')
                return manifest;
        }
        const response = await this.manifest('HEAD', image, reference);
        if (response.status === 404)
            return isUnconfirmed ? null : this.get(image, reference);
        const digest = (0,types/* namedDigest */._T)(response);
        const mediaType = (0,types/* contentType */.IM)(response);
        if (response.status !== 200 || !digest || !(0,image_reference/* isDigest */.Bc)(digest) || (0,manifest/* isGeneric */.AE)(mediaType)) {
            const manifest = await this.get(image, reference);
            // a HEAD that is refused says nothing about what is absent
            this.absent.delete(manifest_check_keyOf(image, reference));
            return manifest;
        }
        expectDigest(image, reference, digest, digest);
        return { digest, mediaType, size: Number(response.headers['content-length'] ?? 0) };
    }
    async get(image, reference) {
        const key = manifest_check_keyOf(image, reference);
        const early = this.early.get(key);
        this.early.delete(key);
        if (early)
            return early;
        const response = await this.manifest('GET', image, reference);
        if (response.status === 404) {
            this.absent.add(key);
            return null;
        }
        this.absent.delete(key);
        const digest = (0,image_digest/* digestOf */.o)(response.body);
        const named = (0,types/* namedDigest */._T)(response) ?? digest;
        expectDigest(image, reference, digest, (0,image_reference/* isDigest */.Bc)(named) ? named : digest);
        const mediaType = (0,manifest/* mediaTypeOf */.c0)(response.body, (0,types/* contentType */.IM)(response));
        return { digest, mediaType, size: response.body.length, bytes: response.body };
    }
    async put(image, reference, manifest) {
        this.absent.delete(manifest_check_keyOf(image, reference));
        const response = await this.endpoint(image.registry).call({
            method: 'PUT',
            path: `/v2/${image.repository}/manifests/${reference}`,
            scope: this.scope(image),
            headers: { 'content-type': manifest.mediaType },
            body: manifest.bytes,
            maxBody: client_MAX_ERROR,
            expect: [200, 201, 202],
            what: `push ${fullName(image, reference)}`,
            wasApplied: async () => {
                const there = await this.head(image, reference, { isUnconfirmed: true });
                return there?.digest === manifest.digest
                    ? { status: 201, headers: { 'docker-content-digest': there.digest }, body: Buffer.alloc(0) }
                    : null;
            },
        });
        const named = (0,types/* namedDigest */._T)(response) ?? (await this.head(image, reference))?.digest ?? 'no manifest';
        if (named === manifest.digest)
            return;
        throw new errors/* ActionError */.lZ('DIGEST_MISMATCH', `Pushed ${fullName(image, reference)} as ${manifest.digest}, but ${image.registry} reports that it stored ${named.slice(0, 100)}. Do not deploy it. Check whether the registry, or a proxy in front of it, changes manifests.`);
    }
    async tags(image) {
        const { listTags } = await __nccwpck_require__.e(/* import() */ 700).then(__nccwpck_require__.bind(__nccwpck_require__, 3700));
        return [...(await listTags(this.endpoint(image.registry), image, this.scope(image), this.warn)).tags];
    }
    async blob(image, descriptor) {
        const response = await this.endpoint(image.registry).call({
            method: 'GET',
            path: `/v2/${image.repository}/blobs/${descriptor.digest}`,
            scope: this.scope(image),
            maxBody: MAX_BLOB,
            expect: [200, 404],
            what: `read the blob ${descriptor.digest} of ${(0,image_reference/* repositoryName */.aR)(image)}`,
        });
        if (response.status === 404)
            return null;
        expectDigest(image, descriptor.digest, (0,image_digest/* digestOf */.o)(response.body), descriptor.digest);
        return response.body;
    }
    ensureBlob(image, bytes, isForced = false) {
        return ensureBlob(this.blobs, image, bytes, isForced);
    }
    async firstTags(image) {
        const { listTags } = await __nccwpck_require__.e(/* import() */ 700).then(__nccwpck_require__.bind(__nccwpck_require__, 3700));
        return listTags(this.endpoint(image.registry), image, this.scope(image), this.warn, 1);
    }
    async referrers(image, digest) {
        const { listReferrers } = await __nccwpck_require__.e(/* import() */ 700).then(__nccwpck_require__.bind(__nccwpck_require__, 3700));
        return listReferrers(this.endpoint(image.registry), image, digest, this.scope(image), this.warn);
    }
    manifest(method, image, reference) {
        return this.endpoint(image.registry).call({
            method,
            path: `/v2/${image.repository}/manifests/${reference}`,
            scope: this.scope(image),
            headers: { accept: manifest/* ACCEPT */.FA },
            maxBody: manifest/* MAX_MANIFEST */.xZ,
            expect: method === 'HEAD' ? [200, 404, ...HEAD_UNSURE] : [200, 404],
            what: `read ${fullName(image, reference)}`,
        });
    }
}

// EXTERNAL MODULE: ./lib/registry/redirect.js
var redirect = __nccwpck_require__(7887);
;// CONCATENATED MODULE: ./lib/registry/api-request.js

/**
 * Returns whether a redirect is followed. A write keeps its method and body only after a 307 or 308.
 * https://www.rfc-editor.org/rfc/rfc9110#section-15.4.8
 * @param status the HTTP status of the response
 */
function isFollowed(request, status, location, from) {
    if (request.staysOnHost && (0,redirect/* isOtherHost */.Bl)(location, from))
        return false;
    return isRead(request) || (request.followsRedirects === true && (status === 307 || status === 308));
}
/** Whether a request reads. */
function isRead({ method }) {
    return method === 'GET' || method === 'HEAD';
}
/** Returns the kind of a request, as `tags` or `manifests`: a registry may want another scope for each. */
function kindOf(path) {
    const text = path instanceof URL ? path.pathname : path;
    return /\/(manifests|blobs|tags|referrers)\//.exec(text)?.[1] ?? '';
}
/** Returns whether an error's message names the request, or stands for itself. */
function isAbout({ code, message }, what) {
    return code === 'INPUT_INVALID' || code === 'CANCELLED' || message.startsWith('Could not ') || message.includes(what);
}
/** Whether a response refuses a request in a way that a retry does not change. */
function isClientError({ status }) {
    return status >= 400 && status < 500 && status !== 408 && status !== 429;
}

// EXTERNAL MODULE: ./lib/util/memoize.js
var memoize = __nccwpck_require__(7468);
;// CONCATENATED MODULE: ./lib/registry/auth/challenge.js
const TOKEN_CHARS = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
const SCHEME = new RegExp(`^(${TOKEN_CHARS})(?=[\\s,]|$)\\s*`);
const QUOTED = new RegExp(`^(${TOKEN_CHARS})\\s*=\\s*"((?:[^"\\\\]|\\\\.)*)"\\s*(?=,|$)`);
const BARE = new RegExp(`^(${TOKEN_CHARS})\\s*=\\s*([^\\s,"]+)\\s*(?=,|$)`);
const TOKEN68 = /^([A-Za-z0-9\-._~+/]+=*)\s*(?=,|$)/;
const SEPARATORS = /^[\s,]+/;
const MAX_HEADER = 16 * 1024;
/**
 * Parses the challenges of a 401: several headers, several challenges per header, quoted strings with escapes, unquoted
 * parameters. A bare token68 after a scheme becomes its parameter `token68`.
 * https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1 and
 * https://www.rfc-editor.org/rfc/rfc7235#section-4.1
 * @param headers the values of the WWW-Authenticate headers
 * @returns the challenges in order; none from a header that is not valid or longer than 16 KiB
 */
function parseChallenges(headers) {
    return headers.flatMap((header) => (header.length > MAX_HEADER ? [] : (parseHeader(header) ?? [])));
}
function parseHeader(header) {
    const challenges = [];
    let rest = header.replace(SEPARATORS, '').trimEnd();
    while (rest !== '') {
        const scheme = SCHEME.exec(rest);
        if (!scheme)
            return null;
        const read = parseParams(rest.slice(scheme[0].length));
        challenges.push({ scheme: (scheme[1] ?? '').toLowerCase(), params: read.params });
        if (read.rest !== '' && !read.rest.startsWith(','))
            return null;
        rest = read.rest.replace(SEPARATORS, '');
    }
    return challenges;
}
/** Parses the parameters after a scheme, up to the comma before the next scheme or to text that is not valid. */
function parseParams(text) {
    // a parameter may be called `__proto__`
    const params = Object.create(null);
    let rest = text;
    for (;;) {
        const quoted = QUOTED.exec(rest);
        const param = quoted ?? BARE.exec(rest);
        if (!param)
            break;
        const value = param[2] ?? '';
        params[(param[1] ?? '').toLowerCase()] ??= quoted ? value.replace(/\\(.)/g, '$1') : value;
        const after = rest.slice(param[0].length);
        const next = after.replace(SEPARATORS, '');
        if (!QUOTED.test(next) && !BARE.test(next))
            return { params, rest: after };
        rest = next;
    }
    const word = TOKEN68.exec(rest);
    if (!word)
        return { params, rest };
    return { params: { token68: word[1] ?? '' }, rest: rest.slice(word[0].length) };
}

;// CONCATENATED MODULE: ./lib/registry/auth/scope.js
/** The maximum length of a scope in a challenge, in characters; a longer one is ignored. */
const MAX_SCOPE = 1000;
const RESOURCE = /^[a-z][a-z0-9]*(?:\([^()\s]*\))?:[\w./:-]+:[a-z_*]+(?:,[a-z_*]+)*$/;
const WRITES = new Set(['push', 'delete', '*']);
/**
 * Returns the scope to ask for after a token was refused: that of the challenge, where it names more than the token
 * had, such as another repository or action (argocd-image-updater#1502, and ACR's `metadata_read`).
 * https://distribution.github.io/distribution/spec/auth/scope/
 * @param had the scope of the refused token
 * @param named the challenge's scope; empty for none
 * @param own the run's own scope: one that only reads is not widened to writes
 * @returns null if the challenge names nothing else
 */
function otherScope(had, named, own) {
    if (named.length > MAX_SCOPE)
        return null;
    const mayWrite = actions(own).some(([, action]) => action === 'push');
    const parts = named.split(' ').filter((part) => RESOURCE.test(part));
    const wanted = parts.flatMap((part) => {
        const [resource, all] = split(part);
        const allowed = all.filter((action) => mayWrite || !WRITES.has(action));
        return allowed.length > 0 ? [`${resource}:${allowed.join(',')}`] : [];
    });
    const scope = wanted.join(' ');
    const has = new Set(actions(had).map(([resource, action]) => `${resource}:${action}`));
    return actions(scope).every(([resource, action]) => has.has(`${resource}:${action}`)) ? null : scope;
}
function split(part) {
    const colon = part.lastIndexOf(':');
    return [
        part.slice(0, colon),
        part
            .slice(colon + 1)
            .split(',')
            .filter(Boolean),
    ];
}
/** Returns each action of a scope with its resource. */
function actions(scope) {
    return scope
        .split(' ')
        .filter(Boolean)
        .flatMap((part) => {
        const [resource, all] = split(part);
        return all.map((action) => [resource, action]);
    });
}

// EXTERNAL MODULE: ./lib/registry/errors/vendors.js
var vendors = __nccwpck_require__(4724);
;// CONCATENATED MODULE: ./lib/registry/auth/services.js


const bearer = (realm, service) => ({ scheme: 'bearer', params: { realm, service } });
/**
 * Returns the challenge of a service whose token server is publicly known, so that the token is requested first, not
 * after a refusal. All of them are on HTTPS, and are the realms that these services name in their challenges:
 * - GHCR: devcontainers/cli#341
 * - Docker Hub: https://docs.docker.com/docker-hub/usage/pulls/#view-pull-rate-and-limit
 * - Quay: GoogleContainerTools/skaffold#7048
 * - GitLab.com: deitch/docker_registry2#14
 * - Artifact Registry, with the hosts of Container Registry: jupyterhub/binderhub#1586
 * - ECR takes Basic: https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html#registry_auth_http
 * @param registry the registry's name; with a port other than 443 it is not the service
 * @returns null for any other registry
 */
function knownChallenge(registry) {
    const host = (0,image_reference/* apiHost */.nz)(registry.toLowerCase()).replace(/:443$/, '');
    switch (host.startsWith('containers.') ? null : (0,vendors/* vendorOfHost */.m2)(registry)) {
        case 'ghcr':
            return bearer('https://ghcr.io/token', 'ghcr.io');
        case 'hub':
            return bearer('https://auth.docker.io/token', 'registry.docker.io');
        case 'quay':
            return bearer('https://quay.io/v2/auth', 'quay.io');
        case 'gitlab':
            return bearer('https://gitlab.com/jwt/auth', 'container_registry');
        case 'gar':
            return bearer(`https://${host}/v2/token`, host);
        case 'ecr':
            return { scheme: 'basic', params: {} };
        default:
            return null;
    }
}

// EXTERNAL MODULE: ./lib/util/secret-encodings.js
var secret_encodings = __nccwpck_require__(1309);
// EXTERNAL MODULE: ./lib/util/text.js
var util_text = __nccwpck_require__(8805);
;// CONCATENATED MODULE: ./lib/registry/errors/network-error.js




const SCHEME_ERRORS = new Set([
    'EPROTO',
    'ECONNRESET',
    'HPE_INVALID_CONSTANT',
    // Go sends its 400 with a body, also in response to a HEAD
    'HPE_CLOSED_CONNECTION',
    'EPIPE',
    'ERR_SSL_WRONG_VERSION_NUMBER',
]);
const UNTRUSTED = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY/;
/** TLS alerts of a server that requires a client certificate, or refuses the one it got (RFC 8446, 6.2). */
const WANTS_CERTIFICATE = /ALERT.*CERTIFICATE|ALERT_HANDSHAKE_FAILURE|ALERT_UNKNOWN_CA|ALERT_ACCESS_DENIED/;
/** Returns whether a failure may mean that the port speaks the other scheme, HTTP or HTTPS. */
function isSchemeError({ code }) {
    return SCHEME_ERRORS.has(code);
}
/** Returns whether a retry cannot help: an unknown host, an untrusted certificate, or a refusal by a proxy. */
function isFinal(error) {
    if (error.code === 'ERR_PROXY_TUNNEL') {
        const { statusCode = 0 } = (error.cause ?? {});
        return statusCode >= 400 && statusCode < 500 && statusCode !== 408 && statusCode !== 429;
    }
    return (error.code === 'ENOTFOUND' ||
        UNTRUSTED.test(error.code) ||
        WANTS_CERTIFICATE.test(error.code) ||
        /ERR_TLS|ERR_INVALID/.test(error.code));
}
/**
 * Returns the error REGISTRY_UNAVAILABLE for a registry that did not respond, with what to check.
 * @param registry the registry's name, with a port if it has one
 * @param what the request, as a phrase after "Could not"
 */
function unavailable(registry, what, error, { url, proxy, retryStopReason = '' }) {
    const isOwn = url.host === new URL(`${url.protocol}//${(0,image_reference/* apiHost */.nz)(registry)}`).host;
    const who = isOwn ? registry : `${(0,util_text/* oneLine */.TN)(url.host)} (referred to by ${registry})`;
    const through = proxy ? `, through the proxy ${proxy.host}` : '';
    const advice = [remedyFor(error, url, registry, proxy !== null), retryStopReason].filter(Boolean).join(' ');
    return new errors/* ActionError */.lZ('REGISTRY_UNAVAILABLE', `Could not ${what}: ${who} did not respond (${(0,util_text/* oneLine */.TN)(error.message)})${through}. ${advice}`, error);
}
/** Returns an error with the reason for the missing retry added to its message; the same error without a reason. */
function withReason(error, retryStopReason) {
    return retryStopReason ? new errors/* ActionError */.lZ(error.code, `${error.message} ${retryStopReason}`, error) : error;
}
/**
 * Returns the error CANCELLED for a request that was aborted because the job is being cancelled.
 * @param what the request, as a phrase after "while trying to"
 */
function cancelled(what, error) {
    const remedy = 'Completed writes are kept. Re-run to resume.';
    return new errors/* ActionError */.lZ('CANCELLED', `Cancelled while trying to ${what}. ${remedy}`, error);
}
/**
 * Returns the error REGISTRY_UNAVAILABLE for a proxy that responded with 407:
 * https://www.rfc-editor.org/rfc/rfc9110#section-15.5.8
 * @param what the request, as a phrase after "Could not"
 */
function proxyRefused(registry, what) {
    const remedy = `Add user and password to the proxy's URL, or add ${registry} to NO_PROXY.`;
    return new errors/* ActionError */.lZ('REGISTRY_UNAVAILABLE', `Could not ${what}: the proxy requires credentials (407). ${remedy}`);
}
function remedyFor({ code }, url, registry, isProxied) {
    const folder = `/etc/docker/certs.d/${url.host}`;
    if (code === 'ERR_PROXY_TUNNEL')
        return `Check HTTPS_PROXY (with user and password if the proxy requires them), or add ${url.hostname} to NO_PROXY.`;
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
        return 'Its certificate is for another name. Use that name, or reissue the certificate for this one.';
    if (code === 'CERT_HAS_EXPIRED')
        return 'Its certificate has expired. Renew it at the registry.';
    if (WANTS_CERTIFICATE.test(code))
        return `It requires a client certificate. Add client.cert and client.key to ${folder}.`;
    if (UNTRUSTED.test(code))
        return `Its certificate is not trusted. Set NODE_EXTRA_CA_CERTS to the CA's file, or copy it to ${folder}/ca.crt.`;
    if (isProxied)
        return 'Check HTTPS_PROXY and NO_PROXY, then re-run.';
    return `Check its name, and that this runner can reach it, then re-run.${silent(registry)}`;
}
/**
 * Returns advice for ECR, which closes the connection of a push to a missing repository (aws/containers-roadmap#1970).
 */
function silent(registry) {
    return (0,vendors/* vendorOfHost */.m2)(registry) === 'ecr'
        ? ' If this was the first push to a repository that does not exist yet, create it: aws ecr create-repository.'
        : '';
}

// EXTERNAL MODULE: ./lib/registry/http/address.js
var address = __nccwpck_require__(5864);
;// CONCATENATED MODULE: ./lib/registry/auth/token.js





const MAX_TOKEN_ANSWER = 1024 * 1024;
// https://distribution.github.io/distribution/spec/auth/token/: "if omitted, this defaults to 60 seconds"
const DEFAULT_EXPIRY_S = 60;
// responses of token servers without POST; containerd falls back to GET too (404 GCR, 401 Artifactory, 400 ACR)
const NO_POST = new Set([400, 401, 404, 405, 501]);
/**
 * Requests tokens for one registry: https://distribution.github.io/distribution/spec/auth/token/
 * and, for identity tokens, https://distribution.github.io/distribution/spec/auth/oauth/.
 */
class TokenServer {
    registry;
    options;
    /** identity tokens that a token server has replaced: the new one by the configured one */
    rotated = new Map();
    /** @param registry the registry's name, with a port if it has one */
    constructor(registry, options) {
        this.registry = registry;
        this.options = options;
    }
    /**
     * Returns the URL of a challenge's token server, if it is safe to send credentials there.
     * @throws UNAUTHORIZED when it is not a valid URL, is plain HTTP on another host, or is an address of this machine or
     *   of a metadata service
     */
    realm(challenge) {
        let url;
        try {
            url = new URL(challenge.params.realm ?? '');
        }
        catch {
            throw this.error('UNAUTHORIZED', `names a token server whose realm is not a valid URL. Check the registry's settings`);
        }
        const own = url.hostname === new URL(`http://${this.registry}`).hostname;
        const local = (0,address/* isLoopback */.U9)(url.host) && (0,address/* isLoopback */.U9)(this.registry);
        const plain = url.protocol === 'http:' && (local || (own && this.options.plainHttp));
        // a token server may have a private address, but is not on this machine or a metadata service
        const secure = url.protocol === 'https:' && (local || !(0,address/* isOffLimits */.s8)(url, url.host));
        if (secure || plain)
            return url;
        const where = url.protocol === 'http:' ? 'over plain HTTP at ' : `at ${url.protocol}//`;
        throw this.error('UNAUTHORIZED', `requests credentials ${where}${url.host}. They were not sent. Use a registry with a token server on HTTPS`);
    }
    /**
     * Requests a token, by POST for an identity token, else by GET.
     * @param realm the token server's URL
     * @param service the challenge's `service`; empty for none
     * @param scope as `repository:name:pull,push`; several are separated by spaces
     * @param credential null for an anonymous token
     * @throws UNAUTHORIZED when the credential is refused or the response has no token
     * @throws FORBIDDEN, RATE_LIMITED or REGISTRY_UNAVAILABLE when the server refuses or does not respond
     */
    async ask(realm, service, scope, credential, purpose = { what: 'get a token' }) {
        const info = {
            registry: this.registry,
            server: realm.host,
            authenticated: credential !== null,
            credentials: credential?.source ?? null,
            secret: credential && (credential.kind === 'basic' ? credential.password : credential.token),
            // the other scopes are for reading only
            scope: scope.split(' ')[0] ?? '',
            challenge: `Bearer realm="${realm.href}",service="${service}"`,
        };
        if (credential?.kind === 'identity') {
            const answer = await this.options.send(this.refresh(realm, service, scope, credential.token), purpose);
            if (!NO_POST.has(answer.status))
                return this.read(info, answer, credential.token);
        }
        const headers = { accept: 'application/json' };
        if (credential?.kind === 'basic' || credential?.kind === 'identity')
            headers.authorization = `Basic ${(0,credential_encodings/* basicEncoded */.L)(credential)}`;
        const url = new URL(realm);
        if (service)
            url.searchParams.append('service', service);
        // "to specify multiple scopes, the scope parameter is repeated"
        for (const each of scope.split(' ').filter(Boolean))
            url.searchParams.append('scope', each);
        const request = { method: 'GET', url, headers, maxBody: MAX_TOKEN_ANSWER };
        return this.read(info, await this.options.send(request, purpose));
    }
    refresh(realm, service, scope, token) {
        const body = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'build-once-promote' });
        body.set('refresh_token', this.rotated.get(token) ?? token);
        if (service)
            body.set('service', service);
        // here scopes are one parameter, separated by spaces
        if (scope)
            body.set('scope', scope);
        return {
            method: 'POST',
            url: realm,
            headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
            body: Buffer.from(body.toString()),
            maxBody: MAX_TOKEN_ANSWER,
        };
    }
    /** @param identity the identity token that was exchanged; the response may replace it (RFC 6749, 6) */
    async read(info, answer, identity) {
        if (answer.status !== 200) {
            const { tokenError } = await __nccwpck_require__.e(/* import() */ 339).then(__nccwpck_require__.bind(__nccwpck_require__, 3720));
            throw withReason(tokenError(answer, info), answer.retryStopReason);
        }
        let body = {};
        try {
            body = (JSON.parse(answer.body.toString('utf8')) ?? {});
        }
        catch {
            // refused below, because it has no token
        }
        const { refresh_token: next } = body;
        if (typeof next === 'string' && next !== '') {
            for (const form of (0,secret_encodings/* secretEncodings */.h)(next))
                this.options.mask(form);
            if (identity !== undefined)
                this.rotated.set(identity, next);
        }
        const value = body.token || body.access_token;
        if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value)) {
            throw this.error('UNAUTHORIZED', `has a token server (${info.server}) that returned no token. Check the registry's settings`);
        }
        this.options.mask(value);
        return { value, until: this.options.now() + lifeOf(body, this.options.now()) };
    }
    error(code, what) {
        return new errors/* ActionError */.lZ(code, `The registry ${this.registry} ${what}.`);
    }
}
/**
 * Returns how long to use a token, in milliseconds: 90 % of its lifetime, so that it does not expire during a request.
 */
function lifeOf({ expires_in: expires, issued_at: issued }, now) {
    const expiry = typeof expires === 'string' ? Number.parseFloat(expires) : expires;
    const seconds = typeof expiry === 'number' && !Number.isNaN(expiry) ? expiry : DEFAULT_EXPIRY_S;
    const age = typeof issued === 'string' ? (now - Date.parse(issued)) / 1000 : 0;
    // a cached token has used up part of its lifetime; an age above the lifetime means that a clock is wrong
    const left = age > 0 && age < seconds ? seconds - age : seconds;
    return Math.max(left * 0.9, 1) * 1000;
}

;// CONCATENATED MODULE: ./lib/registry/auth/auth.js








/** Codes of a token server that refuses. */
const REFUSALS = ['UNAUTHORIZED', 'FORBIDDEN'];
/**
 * Authenticates the requests to one registry. The scheme is known for some services; for any other the first 401 gives
 * it. Later requests carry a header from the start. Tokens are cached by scope, and requested once for all requests that
 * wait for one. https://distribution.github.io/distribution/spec/auth/token/
 */
class Auth {
    challenge;
    /** whether the challenge comes from the table of services, not from the registry */
    isPresumed;
    credentials = new Map();
    masked = new Set();
    tokens = new Map();
    /** the latest header of each scope */
    given = new Map();
    /** the scope that the registry wants instead of ours, by kind and scope */
    wanted = new Map();
    registry;
    server;
    options;
    /**
     * @param registry the registry's name, with a port if it has one
     * @param isPlain whether it may be used over plain HTTP: nothing is presumed about it then
     */
    constructor(registry, options, isPlain = options.plainHttp) {
        this.options = options;
        this.registry = registry;
        this.server = new TokenServer(registry, options);
        this.challenge = isPlain ? null : knownChallenge(registry);
        this.isPresumed = this.challenge !== null;
    }
    /** Whether the scheme of the registry is known, by its challenge or as that of a service. */
    get isKnown() {
        return this.challenge !== null;
    }
    /**
     * Returns the Authorization header for a request, and requests a token if it needs a new one.
     * https://www.rfc-editor.org/rfc/rfc9110#section-11.6.2
     * @param own the scope, as `repository:name:pull,push`; several are separated by spaces, and the repository of the
     *   first one selects the credential
     * @param kind the kind of the request, as `tags`: a registry may want another scope for each
     * @param what the request, as a phrase after "Could not", used in error messages
     * @returns null if the registry has not sent a challenge yet, or there is no credential for Basic
     * @throws UNAUTHORIZED when the challenge's token server is not safe to use, or returns no token
     * @throws FORBIDDEN, RATE_LIMITED or REGISTRY_UNAVAILABLE when the token server refuses or does not respond
     * @throws INPUT_INVALID when a credential configuration is not valid
     */
    async header(own, kind = '', what = 'get a token') {
        const { challenge } = this;
        if (!challenge)
            return null;
        if (challenge.scheme === 'bearer') {
            const scope = this.scopeFor(own, kind);
            try {
                const token = await this.token(challenge, scope, own, what);
                const header = `Bearer ${token.value}`;
                this.given.set(scope, header);
                return header;
            }
            catch (error) {
                if (!this.isGivenUp(challenge, error))
                    throw error;
                return this.header(own, kind, what);
            }
        }
        const credential = await this.secret(own);
        return credential?.kind === 'basic' ? `Basic ${(0,credential_encodings/* basicEncoded */.L)(credential)}` : null;
    }
    /**
     * Handles a 401: keeps its challenge, and drops the refused token.
     * @param headers the values of the WWW-Authenticate headers (https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1)
     * @param own the scope of the refused request, as in `header`
     * @param used the Authorization header that was refused; null if none was sent
     * @returns whether a retry would send another header
     */
    refused(headers, own, used, kind = '') {
        const challenges = parseChallenges(headers);
        const challenge = challenges.find(({ scheme, params }) => scheme === 'bearer' && params.realm) ??
            challenges.find(({ scheme }) => scheme === 'basic');
        const scope = this.scopeFor(own, kind);
        const isToken = used?.startsWith('Bearer ') ?? false;
        // without a challenge, a token may still have expired
        if (!challenge)
            return isToken && this.dropToken(scope, used);
        this.challenge = challenge;
        this.isPresumed = false;
        if (used === null)
            return true;
        if (!isToken)
            return challenge.scheme === 'bearer';
        this.dropToken(scope, used);
        const other = otherScope(scope, challenge.params.scope ?? '', own);
        if (other !== null)
            this.wanted.set(`${kind} ${own}`, other);
        return true;
    }
    /** Uses Basic authentication with a registry that has not sent a challenge. */
    presumeBasic() {
        this.challenge ??= { scheme: 'basic', params: {} };
    }
    /** Looks up the credential for a scope, and returns whether there is one. */
    async hasCredential(scope) {
        return (await this.secret(scope)) !== null;
    }
    /**
     * Returns where the credential of a scope comes from, for error messages; null where none was looked up or found. Does
     * not look one up.
     */
    async source(scope) {
        const credential = (await this.credentials.get(repositoryOf(scope))) ?? null;
        return credential && (credential.source ?? 'unknown');
    }
    /**
     * Drops the presumed challenge of a service if its token server gave no token: the registry is asked for its own.
     * Where both have one host, a failed connection does not disprove the presumption.
     */
    isGivenUp(challenge, error) {
        if (this.challenge !== challenge)
            return true;
        if (!this.isPresumed || !(error instanceof errors/* ActionError */.lZ))
            return false;
        const isRefusal = REFUSALS.includes(error.code);
        const mayBeElsewhere = this.isOtherHost(challenge) && !['INPUT_INVALID', 'CANCELLED'].includes(error.code);
        if (!isRefusal && !mayBeElsewhere)
            return false;
        this.challenge = null;
        this.isPresumed = false;
        return true;
    }
    isOtherHost(challenge) {
        return URL.parse(challenge.params.realm ?? '')?.host !== (0,image_reference/* canonicalRegistry */.i7)({ registry: this.registry });
    }
    /** Drops a refused token, if no other request has yet: of many that are refused at once, one requests a new token. */
    dropToken(scope, used) {
        if (this.given.get(scope) === used) {
            this.given.delete(scope);
            this.tokens.delete(scope);
        }
        return true;
    }
    scopeFor(own, kind) {
        return this.wanted.get(`${kind} ${own}`) ?? own;
    }
    secret(scope) {
        const repository = repositoryOf(scope);
        return (0,memoize/* memoizeAsync */.T)(this.credentials, repository, async () => {
            const credential = await this.options.credential(repository);
            if (credential)
                this.maskAll(credential);
            return credential;
        });
    }
    maskAll(credential) {
        for (const form of (0,credential_encodings/* encodingsOf */.a)(credential)) {
            if (this.masked.has(form))
                continue;
            this.masked.add(form);
            this.options.mask(form);
        }
    }
    /** @param own the run's own scope, which selects the credential */
    async token(challenge, scope, own, what) {
        const kept = this.tokens.get(scope);
        const token = kept && (await kept);
        if (token && token.until > this.options.now())
            return token;
        if (this.tokens.get(scope) === kept) {
            const request = this.askToken(challenge, scope, own, what);
            this.tokens.set(scope, request);
            request.catch(() => this.tokens.get(scope) === request && this.tokens.delete(scope));
        }
        return this.tokens.get(scope) ?? this.askToken(challenge, scope, own, what);
    }
    async askToken(challenge, scope, own, what) {
        const realm = this.server.realm(challenge);
        const credential = await this.secret(own);
        if (credential?.kind === 'bearer')
            return { value: credential.token, until: Number.POSITIVE_INFINITY };
        // what is only presumed to be the token server is asked once
        const isOnce = this.isPresumed && this.isOtherHost(challenge);
        return this.server.ask(realm, challenge.params.service ?? '', scope, credential, { what, isOnce });
    }
}
/**
 * Returns the first repository that a scope names, empty if there is none:
 * https://distribution.github.io/distribution/spec/auth/scope/
 */
function repositoryOf(scope) {
    return /^repository(?:\([^)]*\))?:(.+):[^:]*$/.exec(scope.split(' ')[0] ?? '')?.[1] ?? '';
}

// EXTERNAL MODULE: ./lib/registry/errors/error-body.js
var error_body = __nccwpck_require__(5258);
// EXTERNAL MODULE: external "node:module"
var external_node_module_ = __nccwpck_require__(8995);
// EXTERNAL MODULE: ./lib/util/user-info.js
var user_info = __nccwpck_require__(3226);
;// CONCATENATED MODULE: ./lib/registry/http/proxy.js





const proxy_require = (0,external_node_module_.createRequire)(import.meta.url);
const VARIABLES = {
    // lower case takes precedence, as in curl; no need to ignore HTTP_PROXY, because this is not a CGI
    'https:': ['https_proxy', 'HTTPS_PROXY'],
    'http:': ['http_proxy', 'HTTP_PROXY'],
};
/**
 * Returns the proxy for requests to a URL, from HTTPS_PROXY, HTTP_PROXY and NO_PROXY.
 * @returns null for none, and always for a URL on this machine
 * @throws INPUT_INVALID when the variable is not a valid proxy URL; the message does not quote it, because it may
 *   contain a password
 */
function proxyOf(url, env) {
    if ((0,address/* isLoopback */.U9)(url.host))
        return null;
    const variable = VARIABLES[url.protocol]?.find((name) => env[name]);
    if (variable === undefined || isExcluded(url, env.no_proxy || env.NO_PROXY || ''))
        return null;
    return parseProxy(env[variable] ?? '', variable);
}
/**
 * Returns the options of an agent for a URL, with its proxy if it has one. NO_PROXY is applied here, because Node does
 * not support CIDR there.
 * @throws INPUT_INVALID as `proxyOf`
 */
function proxyOptions(url, env) {
    const proxy = proxyOf(url, env);
    return proxy ? { proxyEnv: { https_proxy: proxy.href, http_proxy: proxy.href } } : {};
}
/**
 * Returns every encoding of the passwords in the proxy variables, for masking; a value that is not a URL as a whole.
 */
function proxySecrets(env) {
    return Object.values(VARIABLES)
        .flat()
        .flatMap((name) => {
        // without an @ there is no password
        if (!env[name]?.includes('@'))
            return [];
        const text = withScheme(env[name]);
        if (!URL.canParse(text))
            return [text];
        const { username, password } = new URL(text);
        const plain = (0,user_info/* decoded */.D)(password);
        return [...(0,secret_encodings/* secretEncodings */.h)(plain, `${(0,user_info/* decoded */.D)(username)}:${plain}`), password].filter(Boolean);
    });
}
function parseProxy(text, variable) {
    const whole = withScheme(text.trim());
    const url = URL.canParse(whole) ? new URL(whole) : null;
    const why = !url
        ? 'is not a valid URL'
        : !/^https?:$/.test(url.protocol)
            ? `has the scheme ${url.protocol.slice(0, -1)}, which is not supported`
            : isDecodable(url)
                ? null
                : 'has a user or password with an invalid % escape';
    if (url && why === null)
        return url;
    throw new errors/* ActionError */.lZ('INPUT_INVALID', `${variable} ${why}. Use http://host:port, or add the host to NO_PROXY.`);
}
/** Adds `http://` if there is no scheme, as curl and Go do. */
function withScheme(text) {
    return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
}
function isDecodable({ username, password }) {
    try {
        decodeURIComponent(username + password);
        return true;
    }
    catch {
        return false;
    }
}
/**
 * Returns whether NO_PROXY excludes a URL. The format is docker's
 * (https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config): `*`, an address, a network in CIDR, a domain with its
 * subdomains, `.domain` for subdomains only; each with or without a port.
 */
function isExcluded(url, list) {
    const host = (0,address/* hostname */.OI)(url).toLowerCase();
    return list
        .toLowerCase()
        .split(',')
        .map((entry) => entry.trim().replace(/^\*(?=\.)/, ''))
        .some((entry) => {
        if (entry === '')
            return false;
        if (entry === '*' || isInNetwork(host, entry))
            return true;
        const [, name = '', port] = /^\[?([^\]]*?)\]?(?::(\d+))?$/.exec(entry) ?? [];
        const [, whole = ''] = /^\[?([^\]]*)\]?$/.exec(entry) ?? [];
        if (host === whole)
            return true;
        if (port !== undefined && Number(port) !== (0,address/* portOf */.HM)(url))
            return false;
        return name !== '' && (host === name || host.endsWith(name.startsWith('.') ? name : `.${name}`));
    });
}
function isInNetwork(host, entry) {
    const [, address = '', bits = ''] = /^(.+)\/(\d{1,3})$/.exec(entry) ?? [];
    if (address === '')
        return false;
    const { BlockList, isIP } = proxy_require('node:net');
    const [kind, own] = [isIP(address), isIP(host)];
    const [family, most] = kind === 6 ? ['ipv6', 128] : ['ipv4', 32];
    if (kind === 0 || kind !== own || Number(bits) > most)
        return false;
    const list = new BlockList();
    list.addSubnet(address, Number(bits), family);
    return list.check(host, family);
}

;// CONCATENATED MODULE: ./lib/registry/http/retry-budget.js
/** Per run, in milliseconds: enough for a registry to restart, without blocking a job for long. */
const LIMIT_MS = 180_000;
/**
 * Limits the time that a run spends on failed requests and on the waits between retries. All its requests share it;
 * overlapping spans are counted once.
 */
class RetryBudget {
    /** in milliseconds */
    limitMs;
    /** in milliseconds */
    lost = 0;
    /** in order, without overlaps */
    spans = [];
    /** @param limitMs in milliseconds */
    constructor(limitMs = LIMIT_MS) {
        this.limitMs = limitMs;
    }
    /**
     * Adds a span of lost time. Spans must be added in the order of their ends.
     * @param start on the clock of the requests, in milliseconds
     * @param end as `start`
     */
    spend(start, end) {
        let from = start;
        let to = Math.max(start, end);
        for (let last = this.spans.at(-1); last && last.end >= from; last = this.spans.at(-1)) {
            from = Math.min(from, last.start);
            to = Math.max(to, last.end);
            this.lost -= last.end - last.start;
            this.spans.pop();
        }
        this.spans.push({ start: from, end: to });
        this.lost += to - from;
    }
    /** Returns the time that is left, in milliseconds; zero or negative if the budget is used up. */
    remainingMs() {
        return this.limitMs - this.lost;
    }
}

;// CONCATENATED MODULE: ./lib/registry/http/retry.js

const RETRY = { tries: 5, totalMs: 60_000 };
/** Jitter added to a wait that a server requested, in milliseconds, so that clients do not return all at once. */
const SPREAD_MS = 250;
/**
 * Repeats an attempt until it succeeds or a limit is reached, with exponential, jittered waits.
 * @param attempt gets its number, from 1; throws if a retry cannot help
 * @param retryBudget the run's budget for failures; no retry starts when it is used up
 * @returns the result of the successful attempt, or the reason (`again`) of the last one
 * @throws what `attempt` throws
 */
async function retry(attempt, clock, limits = RETRY, retryBudget = new RetryBudget(Number.POSITIVE_INFINITY)) {
    const end = clock.now() + limits.totalMs;
    for (let number = 1;; number++) {
        const started = clock.now();
        const result = await attempt(number);
        if ('done' in result)
            return result;
        const failed = result.again;
        retryBudget.spend(started, clock.now());
        const named = result.afterMs ?? null;
        const own = 250 * 2 ** (number - 1) * (0.75 + clock.random() / 2);
        const wait = named === null ? own : named + (named > 0 ? clock.random() * SPREAD_MS : 0);
        if (number >= limits.tries)
            return { failed };
        if (clock.now() + wait > end)
            return { failed, ...(named ? { retryStopReason: waitTooLong(named, limits) } : {}) };
        if (wait > retryBudget.remainingMs())
            return { failed, retryStopReason: budgetSpent(retryBudget, named) };
        const slept = clock.now();
        await clock.sleep(wait);
        retryBudget.spend(slept, clock.now());
    }
}
function budgetSpent(retryBudget, named) {
    const [limit, lost] = [retryBudget.limitMs, retryBudget.limitMs - retryBudget.remainingMs()].map(seconds);
    const requested = named ? ` The registry requested a wait of ${seconds(named)} s.` : '';
    return `Giving up after ${lost} s of failed requests and retries (limit per run: ${limit} s).${requested}`;
}
function waitTooLong(named, { totalMs }) {
    return `The registry requested a wait of ${seconds(named)} s; a request is retried for at most ${seconds(totalMs)} s.`;
}
function seconds(milliseconds) {
    return Math.round(milliseconds / 1000);
}
/**
 * Parses a Retry-After header: seconds, a date, or seconds since the epoch, which Docker Hub has sent.
 * https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 * @param now in milliseconds since the epoch
 * @returns the wait in milliseconds, not negative; null if there is no valid header
 */
function retryAfter(header, now) {
    if (header === undefined)
        return null;
    if (/^\s*\d{1,9}\s*$/.test(header))
        return Number(header) * 1000;
    // Date.parse accepts "5 apples"
    const isDate = /^\s*[A-Za-z]{3,9},? .*\d\d:\d\d:\d\d/.test(header);
    const epoch = /^\s*\d{10}\s*$/.test(header) ? Number(header) * 1000 : Number.NaN;
    const date = isDate ? Date.parse(header) : epoch;
    return Number.isNaN(date) ? null : Math.max(0, date - now);
}

;// CONCATENATED MODULE: ./lib/registry/http/scheme.js


/** Determines a registry's scheme. On this machine it may be HTTP or HTTPS; the first response decides. */
class Scheme {
    host;
    schemes;
    turns = 0;
    /**
     * @param registry the registry's name, with a port if it has one
     * @param plainHttp whether to use only HTTP
     */
    constructor(registry, plainHttp) {
        this.host = (0,image_reference/* apiHost */.nz)(registry);
        this.schemes = plainHttp ? ['http'] : (0,address/* isLoopback */.U9)(registry) ? ['http', 'https'] : ['https'];
    }
    /** Returns the base URL of the registry's API, as known so far. */
    base() {
        return new URL(`${this.schemes[0]}://${this.host}`);
    }
    /** Returns the base URL with the other scheme; null if the scheme is certain. */
    otherBase() {
        return this.schemes[1] === undefined ? null : new URL(`${this.schemes[1]}://${this.host}`);
    }
    /**
     * Returns whether a response shows that the port speaks HTTPS, and then switches to it. To plain HTTP on a TLS port,
     * Go responds with 400 (to a HEAD without a reason); Node resets the connection.
     * @param method the method of the request
     */
    isOther(method, { status, body }) {
        const says = method === 'HEAD' || /HTTP request to an? HTTPS server/i.test(body.toString('latin1'));
        return status === 400 && says && this.schemes[0] === 'http' && this.turn(this.base());
    }
    /**
     * Switches to the other scheme after a request failed.
     * @param url the URL of that request
     * @returns whether to retry without a wait: true only for the first switch, since after that both have failed
     */
    turn(url) {
        if (this.schemes.length < 2 || url.origin !== this.base().origin)
            return false;
        this.schemes.reverse();
        this.turns += 1;
        return this.turns === 1;
    }
    /** Fixes the scheme after a response from a URL of the registry. */
    settle(url) {
        const scheme = url.protocol.slice(0, -1);
        if (this.schemes.length > 1 && url.host === this.base().host)
            this.schemes = [scheme];
    }
}

;// CONCATENATED MODULE: ./lib/registry/sender.js








const RETRIED = new Set([408, 425, 429, 500, 502, 503, 504]);
/** Sends requests for one registry: determines its scheme, retries, and turns failed connections into errors. */
class Sender {
    registry;
    options;
    scheme;
    retryBudget;
    /** @param registry the registry's name, with a port if it has one */
    constructor(registry, options) {
        this.registry = registry;
        this.options = options;
        this.scheme = new Scheme(registry, options.plainHttp);
        this.retryBudget = options.retryBudget ?? new RetryBudget();
    }
    /**
     * Opens connections to the registry in advance.
     * @param count the number of connections to have, including open ones
     */
    open(count) {
        const { transport, env } = this.options;
        transport.open(this.base(), count, this.registry);
        // a registry on this machine may speak TLS if a CA is configured: start its handshakes during the first request
        const other = this.scheme.otherBase();
        if (other && env.NODE_EXTRA_CA_CERTS)
            transport.open(other, count, this.registry);
    }
    /** Returns the base URL of the registry's API, as known so far. */
    base() {
        return this.scheme.base();
    }
    /** Returns whether a URL is the registry's own, so that it may get its credentials. */
    isOwn(url) {
        return url.origin === this.base().origin;
    }
    /**
     * Sends a request until it is answered, or a limit is reached.
     * @param request makes the request for each attempt
     * @param what the request, as a phrase after "Could not"
     * @throws REGISTRY_UNAVAILABLE when there is no response after all retries
     * @throws REGISTRY_REFUSED when the response is larger than `maxBody`
     * @throws CANCELLED when the job is being cancelled
     */
    async send(request, what, { wasApplied, noRetry } = {}) {
        const limits = noRetry ? { ...this.options.limits, tries: 1 } : this.options.limits;
        let url = this.base();
        const result = await retry(async (number) => {
            const done = number > 1 && wasApplied ? await wasApplied() : null;
            if (done)
                return { done };
            const next = await request();
            url = next.url;
            return this.attempt(next, what);
        }, this.options.clock, limits, 
        // a failed upload of a large body may have taken long; that is not time lost to failures
        noRetry ? undefined : this.retryBudget);
        if ('done' in result)
            return result.done;
        const { failed, retryStopReason } = result;
        if (!(failed instanceof types/* NetworkError */.Dr))
            return { ...failed, ...(retryStopReason ? { retryStopReason } : {}) };
        this.options.trace(`${what}: ${failed.message}`);
        throw this.unavailable(what, failed, url, retryStopReason);
    }
    unavailable(what, error, url, retryStopReason) {
        const proxy = proxyOf(url, this.options.env);
        return unavailable(this.registry, what, error, { url, proxy, retryStopReason });
    }
    async attempt(request, what) {
        const { transport, trace, env, clock } = this.options;
        const started = clock.now();
        const line = `${request.method} ${request.url.host}${request.url.pathname}`;
        try {
            const response = await transport.send({ ...request, registry: this.registry });
            trace(`${line} ${response.status} ${clock.now() - started} ms`);
            if (response.status === 407 && proxyOf(request.url, env))
                throw proxyRefused(this.registry, what);
            if (this.scheme.isOther(request.method, response))
                return { again: response, afterMs: 0 };
            this.scheme.settle(request.url);
            if (!RETRIED.has(response.status) && !(isWrite(request) && (0,error_body/* isConflict */.dh)(response)))
                return { done: response };
            return { again: response, afterMs: retryAfter(response.headers['retry-after'], clock.now()) };
        }
        catch (error) {
            if (error instanceof RangeError)
                throw new errors/* ActionError */.lZ('REGISTRY_REFUSED', `Could not ${what}: ${error.message}.`);
            if (!(error instanceof types/* NetworkError */.Dr))
                throw error;
            trace(`${line}: ${error.message}`);
            if (error.code === 'ABORT_ERR')
                throw cancelled(what, error);
            if (isFinal(error))
                throw this.unavailable(what, error, request.url);
            if (isSchemeError(error) && this.scheme.turn(request.url))
                return { again: error, afterMs: 0 };
            return { again: error, afterMs: null };
        }
    }
}
function isWrite({ method }) {
    return method !== 'GET' && method !== 'HEAD';
}

;// CONCATENATED MODULE: ./lib/registry/endpoint.js







const MAX_REDIRECTS = 5;
/** A request is repeated with a header, and with a new token or one for another scope. */
const MAX_REPEATS = 2;
const MAX_PROBE = 64 * 1024;
/** Makes calls to one registry: authentication, redirects and errors. It has no knowledge of images. */
class Endpoint {
    registry;
    /** the run's clock, also for whoever limits a series of calls */
    clock;
    auth;
    sender;
    /** detected in the challenge, because later refusals do not have one */
    vendor = null;
    first = null;
    challengeKnown = () => { };
    probe = null;
    /** @param registry the registry's name, with a port if it has one */
    constructor(registry, options) {
        this.registry = registry;
        this.clock = options.clock;
        this.sender = new Sender(registry, options);
        this.auth = new Auth(registry, {
            ...options,
            send: (request, { what, isOnce }) => this.sender.send(() => Promise.resolve(request), what, { noRetry: isOnce }),
        }, this.base().protocol === 'http:');
    }
    /**
     * Opens connections to the registry in advance.
     * @param count the number of connections to have, including open ones
     */
    open(count) {
        this.sender.open(count);
    }
    /** Returns the base URL of the registry's API, as known so far. */
    base() {
        return this.sender.base();
    }
    /**
     * Returns the URL of a redirect of this registry, if it is safe.
     * @throws REGISTRY_REFUSED as `redirectTarget`
     */
    redirect(location, from, what) {
        return (0,redirect/* redirectTarget */.ET)(this.registry, location, from, what);
    }
    /**
     * Sends a request, with authentication, retries and redirects.
     * @returns a response with one of the statuses in `expect`; for a HEAD also a refusal by another host
     * @throws UNAUTHORIZED, FORBIDDEN, NOT_FOUND, TAG_IMMUTABLE, RATE_LIMITED or REGISTRY_REFUSED for any other status
     * @throws REGISTRY_REFUSED when a redirect is not safe, or the response is larger than `maxBody`
     * @throws REGISTRY_UNAVAILABLE when the registry does not respond, or responds with 5xx, after all retries
     * @throws CANCELLED when the job is being cancelled
     * @throws INPUT_INVALID when a credential, proxy or certificate configuration is not valid
     */
    async call(request) {
        const response = await this.authenticated(request);
        if (request.expect.includes(response.status))
            return response;
        const { what, scope } = request;
        // a storage that refuses HEAD (stargz-snapshotter#167) says nothing about what is there
        if (response.server !== undefined && request.method === 'HEAD' && isClientError(response))
            return response;
        const { otherHostError, responseError } = await __nccwpck_require__.e(/* import() */ 339).then(__nccwpck_require__.bind(__nccwpck_require__, 3720));
        if (response.server !== undefined)
            throw otherHostError(response, this.registry, response.server, what);
        const credentials = await this.auth.source(scope);
        const info = {
            ...{ what, registry: this.registry, isWrite: !isRead(request), authenticated: credentials !== null, credentials },
            vendor: this.vendor,
        };
        throw withReason(responseError(response, info), response.retryStopReason);
    }
    async authenticated(request) {
        if ((await this.authorization(request)) !== null || this.auth.isKnown)
            return this.sent(request);
        // wait for the first response, which gives the scheme and the challenge; until then requests would be refused
        if (this.first) {
            await this.first;
            return this.sent(request);
        }
        this.first = new Promise((resolve) => {
            this.challengeKnown = resolve;
        });
        return this.sent(request).finally(this.challengeKnown);
    }
    async sent(request) {
        for (let tries = 1;; tries++) {
            const used = await this.authorization(request);
            const { response, isOwn } = await this.followed(request, used);
            // a 401 from the target of a redirect must not decide where credentials are sent
            if (!isOwn || tries > MAX_REPEATS)
                return response;
            const isRefused = response.status === 401 && this.challenged(response, request, used);
            if (isRefused)
                this.challengeKnown();
            const isRepeated = isRefused ? used !== null || (await this.authorization(request)) !== null : false;
            if (!isRepeated && !(used === null && !isRefused && (await this.canShowMore(response, request))))
                return response;
        }
    }
    /** Handles a 401, and returns whether another header may help. */
    challenged(response, { scope, path }, used) {
        this.vendor ??= (0,vendors/* vendorOfResponse */.lW)({ headers: response.headers, code: '', message: '' });
        const headers = response.headers['www-authenticate'];
        return this.auth.refused(headers === undefined ? [] : [headers].flat(), scope, used, kindOf(path));
    }
    /**
     * Returns whether a request that was refused, or found nothing, without credentials can be repeated with some: some
     * registries answer 404 or 403, without a challenge, to whoever shows none (cargo#15118).
     */
    async canShowMore({ status }, request) {
        if (![401, 403, 404].includes(status))
            return false;
        if (!(await this.auth.hasCredential(request.scope)))
            return false;
        this.probe ??= this.probeScheme(request);
        await this.probe;
        return (await this.authorization(request)) !== null;
    }
    /**
     * Learns the scheme from `/v2/`, which has the challenge:
     * https://distribution.github.io/distribution/spec/api/#api-version-check. Without one, it is Basic.
     */
    async probeScheme({ what }) {
        if (this.auth.isKnown)
            return;
        const probe = { method: 'GET', path: '/v2/', scope: '', maxBody: MAX_PROBE, expect: [], what };
        const { response, isOwn } = await this.followed(probe, null);
        if (isOwn && response.status === 401)
            this.challenged(response, probe, null);
        this.auth.presumeBasic();
    }
    /** Returns the Authorization header of a request; what a token server refuses is an error of this request. */
    async authorization({ scope, path, what }) {
        try {
            return await this.auth.header(scope, kindOf(path), what);
        }
        catch (error) {
            if (!(error instanceof errors/* ActionError */.lZ) || isAbout(error, what))
                throw error;
            const { code, message } = error;
            throw new errors/* ActionError */.lZ(code, `Could not ${what}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`, error);
        }
    }
    async followed(request, authorization) {
        const wasApplied = request.wasApplied && (() => this.asksWhetherApplied(request));
        let to = null;
        for (let hops = 0;; hops++) {
            const target = to;
            const response = await this.sender
                .send(async () => this.httpRequest(request, authorization, target), request.what, {
                ...{ wasApplied, noRetry: request.noRetry },
            })
                .catch((error) => {
                throw target === null || isRead(request) ? error : (0,redirect/* unreachableTarget */._8)(this.registry, target, error);
            });
            const location = (0,redirect/* locationOf */.hD)(response);
            const from = target ?? this.urlOf(request.path);
            if (location === null || hops >= MAX_REDIRECTS || !isFollowed(request, response.status, location, from)) {
                const isOwn = this.sender.isOwn(from);
                return { response: { ...response, url: from, ...(isOwn ? {} : { server: from.host }) }, isOwn };
            }
            to = this.redirect(location, from, request.what);
        }
    }
    asksWhetherApplied({ wasApplied }) {
        // it makes calls, which must not wait for this one
        this.challengeKnown();
        return wasApplied ? wasApplied() : Promise.resolve(null);
    }
    httpRequest(request, authorization, target) {
        const url = target ?? this.urlOf(request.path);
        const headers = { ...request.headers };
        if (authorization !== null && this.sender.isOwn(url))
            headers.authorization = authorization;
        const { method, maxBody, body, streamed = false, isSlow = false } = request;
        return { method, url, headers, maxBody, streamed, ...(body ? { body } : {}), ...(isSlow ? { isSlow } : {}) };
    }
    urlOf(path) {
        return path instanceof URL ? path : new URL(path, this.base());
    }
}

;// CONCATENATED MODULE: external "node:http"
const external_node_http_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");
var external_node_http_namespaceObject_0 = /*#__PURE__*/__nccwpck_require__.t(external_node_http_namespaceObject, 2);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __nccwpck_require__(7030);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./lib/util/user-dirs.js
var user_dirs = __nccwpck_require__(842);
;// CONCATENATED MODULE: ./lib/registry/http/tls.js





const tls_require = (0,external_node_module_.createRequire)(import.meta.url);
const PEM_CERTIFICATE = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED )?CERTIFICATE-----/g;
/**
 * Returns the folders with a folder of certificates per host: docker's (rootless first), then those of
 * https://github.com/containers/image/blob/main/docs/containers-certs.d.5.md.
 */
function certsFolders(env) {
    const { home, config } = (0,user_dirs/* homeFrom */.e)(env);
    const own = config === null ? [] : [(0,external_node_path_.join)(config, 'docker/certs.d')];
    const containers = home ? [(0,external_node_path_.join)(home, '.config/containers/certs.d')] : [];
    return [...own, '/etc/docker/certs.d', ...containers, '/etc/containers/certs.d'];
}
/**
 * Returns the TLS options from docker's `certs.d`: https://docs.docker.com/engine/security/certificates/. Each `*.crt`
 * is a CA, trusted in addition to Node's; `NAME.cert` with `NAME.key` is a client certificate.
 * @param hosts the possible names of the host's folder, with port; the first existing folder is used
 * @param folders as `certsFolders` returns them
 * @returns no options if no folder exists
 * @throws INPUT_INVALID when a file is not valid; the message names it
 */
function tlsOptions(hosts, folders) {
    for (const host of hosts.filter((name) => /[^.]/.test(name)))
        for (const folder of folders) {
            const path = (0,external_node_path_.join)(folder, host);
            const names = filesIn(path);
            if (names !== null)
                return optionsFrom(path, names);
        }
    return {};
}
/**
 * Returns the possible names of the folder with a host's certificates.
 * @param url the URL of the request
 * @param registry the registry that the request is for; its certificates apply to all ports of its host
 */
function certificateNames(url, registry) {
    const names = url.port === '' ? [url.host, `${url.hostname}:443`] : [url.host];
    if (url.host === 'registry-1.docker.io')
        names.push('docker.io');
    if (registry === undefined || !URL.canParse(`https://${registry}`))
        return names;
    const isSameHost = new URL(`https://${registry}`).hostname === url.hostname;
    // docker keeps the case of the name
    return [...new Set([...names, ...(isSameHost ? [registry, registry.toLowerCase()] : [])])];
}
function filesIn(folder) {
    try {
        return (0,external_node_fs_.readdirSync)(folder).sort();
    }
    catch (error) {
        const { code = '' } = error;
        // often only root may read docker's folder, even if it has none for this host
        if (['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM'].includes(code))
            return null;
        throw problem(folder, `cannot be read (${code})`);
    }
}
function optionsFrom(folder, names) {
    const authorities = names
        .filter((name) => name.endsWith('.crt'))
        .flatMap((name) => authoritiesIn((0,external_node_path_.join)(folder, name)));
    const clients = names.filter((name) => name.endsWith('.cert')).map((name) => clientIn(folder, name, names));
    const lonely = names.find((name) => name.endsWith('.key') && !names.includes(name.replace(/\.key$/, '.cert')));
    if (lonely !== undefined)
        throw problem((0,external_node_path_.join)(folder, lonely), `has no certificate ${lonely.replace(/\.key$/, '.cert')} next to it`);
    if (authorities.length === 0 && clients.length === 0)
        return {};
    const tls = tls_require('node:tls');
    // `ca` replaces Node's list, so it has to contain the default certificates
    const ca = authorities.length === 0 ? {} : { ca: [...tls.getCACertificates('default'), ...authorities] };
    const client = clients.length === 0 ? {} : { cert: clients.map(({ cert }) => cert), key: clients.map(({ key }) => key) };
    // created once, because each connection would parse the whole list again
    return { secureContext: tls.createSecureContext({ ...ca, ...client }) };
}
function authoritiesIn(file) {
    const found = textOf(file).match(PEM_CERTIFICATE) ?? [];
    if (found.length === 0)
        throw problem(file, 'contains no certificate: expected PEM');
    const { X509Certificate } = tls_require('node:crypto');
    for (const pem of found) {
        try {
            new X509Certificate(pem);
        }
        catch {
            throw problem(file, 'contains a certificate that is not valid');
        }
    }
    return found;
}
function clientIn(folder, name, names) {
    const file = (0,external_node_path_.join)(folder, name);
    const keyName = name.replace(/\.cert$/, '.key');
    if (!names.includes(keyName))
        throw problem(file, `has no key ${keyName} next to it (a CA certificate is named .crt)`);
    const [cert, key] = [textOf(file), textOf((0,external_node_path_.join)(folder, keyName))];
    try {
        tls_require('node:tls').createSecureContext({ cert, key });
    }
    catch {
        throw problem(file, `and its key ${keyName} are not a valid pair`);
    }
    return { cert, key };
}
function textOf(file) {
    try {
        return (0,external_node_fs_.readFileSync)(file, 'utf8');
    }
    catch (error) {
        throw problem(file, `cannot be read (${error.code})`);
    }
}
function problem(file, why) {
    return new errors/* ActionError */.lZ('INPUT_INVALID', `${file} ${why}. Fix or remove it.`);
}

;// CONCATENATED MODULE: ./lib/registry/http/connections.js






const connections_require = (0,external_node_module_.createRequire)(import.meta.url);
/**
 * How long a connection to one of a host's addresses may take before the next is tried, in milliseconds. Node's 250 ms
 * give up on every distant host whose other address family has no route (node#54359).
 */
const ADDRESS_MS = 2500;
/** The keep-alive connections of a run: an agent for each origin, with its proxy and certificates. */
class Connections {
    agents = new Map();
    preconnected = new Map();
    env;
    /** @param env gives the proxies and the home folder with its certificates */
    constructor(env) {
        this.env = env;
        // for connections to a proxy, too
        (0,external_node_net_.setDefaultAutoSelectFamilyAttemptTimeout)(Math.max(ADDRESS_MS, (0,external_node_net_.getDefaultAutoSelectFamilyAttemptTimeout)()));
    }
    /**
     * Opens connections in advance, because over TLS each takes two round trips. Does nothing behind a proxy.
     * @param origin as `https://host:port`
     * @param count the number of connections to have, including open ones
     * @param registry the registry whose certificates apply
     */
    open(origin, count, registry) {
        let agent;
        try {
            if (proxyOf(origin, this.env))
                return;
            agent = this.agentFor(origin, registry);
        }
        catch {
            // the first request reports the error
            return;
        }
        const { secureContext } = agent.options;
        const create = Object.getPrototypeOf(agent).createConnection;
        const preconnected = this.preconnectedTo(origin);
        for (let open = preconnected.length + connectionsOf(agent); open < count; open++) {
            const options = { host: (0,address/* hostname */.OI)(origin), port: (0,address/* portOf */.HM)(origin), servername: (0,address/* servername */.N2)(origin), keepAlive: true };
            const socket = create.call(agent, { ...options, secureContext }, () => { });
            if (!socket)
                return;
            socket.on('error', () => drop(preconnected, socket));
            socket.on('close', () => drop(preconnected, socket));
            preconnected.push(socket);
        }
    }
    /**
     * Returns the agent for a URL, always the same one for an origin.
     * @throws INPUT_INVALID when the proxy or a certificate file is not valid
     */
    agentFor(url, registry) {
        let agent = this.agents.get(url.origin);
        if (!agent) {
            const options = {
                keepAlive: true,
                maxSockets: 64,
                scheduling: 'lifo',
                ...proxyOptions(url, this.env),
            };
            agent = url.protocol === 'https:' ? this.secure(url, registry, options) : new external_node_http_namespaceObject.Agent(options);
            this.agents.set(url.origin, agent);
            this.takePreconnectedFirst(agent, url);
        }
        return agent;
    }
    /** Returns an agent for HTTPS. Reads certs.d, so once per origin, and never for plain HTTP. */
    secure(url, registry, options) {
        const tls = tlsOptions(certificateNames(url, registry), certsFolders(this.env));
        return new (https().Agent)({ ...options, ...tls });
    }
    takePreconnectedFirst(agent, url) {
        const preconnected = this.preconnectedTo(url);
        const create = Object.getPrototypeOf(agent).createConnection;
        const taking = (options, callback) => {
            const ready = preconnected.shift();
            return ready && !ready.destroyed ? ready : create.call(agent, options, callback);
        };
        Object.assign(agent, { createConnection: taking });
    }
    preconnectedTo(url) {
        const preconnected = this.preconnected.get(url.origin) ?? [];
        this.preconnected.set(url.origin, preconnected);
        return preconnected;
    }
}
/** Returns Node's module for HTTPS, loaded on first use: TLS takes some milliseconds, and plain HTTP does not need it. */
function https() {
    return connections_require('node:https');
}
function connectionsOf({ sockets, freeSockets }) {
    return [...Object.values(sockets), ...Object.values(freeSockets)].reduce((sum, all) => sum + (all?.length ?? 0), 0);
}
function drop(preconnected, socket) {
    const at = preconnected.indexOf(socket);
    if (at >= 0)
        preconnected.splice(at, 1);
}

;// CONCATENATED MODULE: ./lib/registry/http/time-limit.js
/**
 * A time limit for what the network is to deliver. What has arrived by then is read first: a process that had no time to
 * read is no stall of the other side.
 * https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick (timers, then poll, then check)
 */
class TimeLimit {
    timer = null;
    check = null;
    /** Starts the limit, or starts it again. @param milliseconds from now until `expired` is called */
    start(milliseconds, expired) {
        this.stop();
        this.timer = setTimeout(() => {
            this.check = setImmediate(expired);
        }, milliseconds);
    }
    /** Ends it: `expired` is not called. */
    stop() {
        if (this.timer)
            clearTimeout(this.timer);
        if (this.check)
            clearImmediate(this.check);
    }
}

;// CONCATENATED MODULE: ./lib/registry/http/transport.js






/**
 * How fast registries are expected to store an uploaded blob, in bytes per millisecond; and the limit for it, in
 * milliseconds.
 */
const SETTLED_PER_MS = 10_000;
const MOST_MS = 100_000;
const NEVER = { reads: new AbortController().signal, writes: new AbortController().signal };
/**
 * Sends HTTP requests on keep-alive connections, with time limits and bounded bodies. It does not follow redirects and
 * does not retry: the endpoint does.
 */
class Transport {
    /** resolves when the first request has been sent */
    sent;
    connections;
    timeouts;
    cancellation;
    markSent = () => { };
    constructor({ timeouts = types/* TIMEOUTS */.fT, cancellation = NEVER, env = {} } = {}) {
        this.connections = new Connections(env);
        this.timeouts = timeouts;
        this.sent = new Promise((resolve) => {
            this.markSent = resolve;
        });
        this.cancellation = cancellation;
    }
    /**
     * Opens connections in advance.
     * @param origin as `https://host:port`
     * @param count the number of connections to have, including open ones
     * @param registry the registry whose certificates apply
     */
    open(origin, count, registry) {
        this.connections.open(origin, count, registry);
    }
    /**
     * Sends a request and reads the whole response, or returns its body as a stream if `streamed` is set.
     * @throws NetworkError when there is no connection, no response within the time limits, or an incomplete one
     * @throws RangeError when the response is larger than `maxBody`
     * @throws INPUT_INVALID when the proxy or a certificate file is not valid
     */
    send(request) {
        const isRead = request.method === 'GET' || request.method === 'HEAD';
        // a blob is of no use until it is complete: cancel it at once, unlike other writes
        const isLong = (0,types/* isStreamed */.eW)(request.body);
        const signal = isRead || isLong ? this.cancellation.reads : this.cancellation.writes;
        return new Promise((resolve, reject) => {
            if (signal.aborted)
                return reject(new types/* NetworkError */.Dr('cancelled', 'ABORT_ERR'));
            const library = request.url.protocol === 'https:' ? https() : external_node_http_namespaceObject_0;
            const req = library.request({
                method: request.method,
                host: (0,address/* hostname */.OI)(request.url),
                port: (0,address/* portOf */.HM)(request.url),
                path: request.url.pathname + request.url.search,
                headers: { 'user-agent': 'build-once-promote', ...request.headers, ...transport_length(request) },
                agent: this.connections.agentFor(request.url, request.registry),
                signal,
            });
            const fail = (error) => {
                req.destroy();
                reject(asNetworkError(error, request));
            };
            const answer = isRead ? this.timeouts[request.isSlow ? 'slow' : 'answer'] : this.answerTimeoutFor(request);
            this.watch(req, answer, isLong, fail);
            req.once('error', fail);
            req.once('finish', () => this.markSent());
            req.once('upgrade', (_, socket) => {
                socket.destroy();
                fail(new types/* NetworkError */.Dr('the server requested a protocol upgrade', 'UPGRADE'));
            });
            let isAnswered = false;
            req.once('close', () => {
                if (!isAnswered)
                    fail(new types/* NetworkError */.Dr('the connection was closed without a response', 'ECONNRESET'));
            });
            req.once('response', (response) => {
                isAnswered = true;
                const { statusCode: status = 0, headers } = response;
                if (request.streamed && (status === 200 || status === 206))
                    return resolve({ status, headers, body: Buffer.alloc(0), stream: response.pause() });
                // a response before the end of a long body ends the upload
                const done = () => req.writableEnded || req.destroy();
                this.collect(response, request).finally(done).then(resolve, fail);
            });
            end(req, request, (error) => isAnswered || fail(error));
        });
    }
    /**
     * Returns the time limit for a write's response, in milliseconds: registries may move a large blob before they
     * respond.
     */
    answerTimeoutFor({ body }) {
        const { writeAnswer } = this.timeouts;
        return (0,types/* isStreamed */.eW)(body) ? writeAnswer + Math.min(body.length / SETTLED_PER_MS, MOST_MS) : writeAnswer;
    }
    watch(req, answer, isLong, fail) {
        const end = (message) => () => fail(new types/* NetworkError */.Dr(message, 'ETIMEDOUT'));
        const limit = new TimeLimit();
        limit.start(this.timeouts.connect, end('connection timed out'));
        const connected = () => limit.start(answer, end(`no response within ${answer / 1000} s`));
        // the writer of a long body detects a stall; the time for the response starts at the end of the body
        const begun = isLong ? () => limit.stop() : connected;
        if (isLong)
            req.once('finish', connected);
        req.once('socket', (socket) => {
            if (socket.connecting)
                socket.once('encrypted' in socket ? 'secureConnect' : 'connect', begun);
            else
                begun();
        });
        req.once('response', () => limit.stop());
        req.once('close', () => limit.stop());
    }
    collect(response, { maxBody, isSlow }) {
        return new Promise((resolve, reject) => {
            const chunks = [];
            let size = 0;
            const { slow } = this.timeouts;
            const { idle: idleTimeoutMs, body } = isSlow ? { idle: slow, body: slow } : this.timeouts;
            const stalled = () => reject(new types/* NetworkError */.Dr(`the response stalled for ${idleTimeoutMs / 1000} s`, 'ETIMEDOUT'));
            const limit = new TimeLimit();
            limit.start(idleTimeoutMs, stalled);
            const whole = setTimeout(() => reject(new types/* NetworkError */.Dr(`the response took longer than ${body / 1000} s`, 'ETIMEDOUT')), body);
            response.on('data', (chunk) => {
                limit.start(idleTimeoutMs, stalled);
                size += chunk.length;
                if (size <= maxBody)
                    chunks.push(chunk);
                else
                    reject(new RangeError(`the response is larger than ${maxBody} bytes`));
            });
            response.once('close', () => {
                limit.stop();
                clearTimeout(whole);
            });
            response.once('error', reject);
            response.once('aborted', () => reject(new types/* NetworkError */.Dr('the connection was closed before the end of the response', 'ECONNRESET')));
            response.once('end', () => {
                limit.stop();
                resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
            });
        });
    }
}
function end(req, { body }, fail) {
    if ((0,types/* isStreamed */.eW)(body))
        body.write(req).then(() => req.end(), fail);
    else
        req.end(body);
}
function transport_length(request) {
    if (request.body)
        return { 'content-length': String(request.body.length) };
    return request.method === 'POST' || request.method === 'PUT' ? { 'content-length': '0' } : {};
}
function asNetworkError(error, request) {
    if (error instanceof RangeError || error instanceof types/* NetworkError */.Dr || error instanceof errors/* ActionError */.lZ)
        return error;
    const { code, message } = error;
    return new types/* NetworkError */.Dr(message || `no response from ${request.url.host}`, code ?? 'UNKNOWN', error);
}

// EXTERNAL MODULE: ./lib/request/modes.js + 9 modules
var modes = __nccwpck_require__(3189);
// EXTERNAL MODULE: ./lib/request/request.js
var request_request = __nccwpck_require__(2060);
// EXTERNAL MODULE: ./lib/util/clock.js
var clock = __nccwpck_require__(8394);
;// CONCATENATED MODULE: ./lib/world.js














/** A connection for each request that is sent in parallel. */
const CONNECTIONS = 5;
/** Connections to a destination: all blobs of a platform are checked in parallel. */
const CONNECTIONS_TO = 8;
/** The registry that takes the job's own token. */
const GHCR = { registry: 'ghcr.io' };
/**
 * Makes the registry client, with credentials from the inputs, from logins and, for ghcr.io, the job's token.
 * @param mask called with every secret before it is used
 * @returns the client; `sent`, which resolves when its first request was sent; the retry budget of the run
 */
function makeRegistry(request, env, cancel, mask, trace) {
    const transport = new Transport({ cancellation: cancel, env });
    const endpoints = new Map();
    const credentials = new auth_credentials/* Credentials */.J((0,auth_credentials/* placesFrom */.X)(env));
    const clock = clockUntil(cancel);
    const retryBudget = new RetryBudget();
    // before anything is sent: a registry may repeat a secret in a form that it was never sent in
    for (const secret of [...proxySecrets(env), ...inputSecrets(request)])
        mask(secret);
    const endpoint = (registry) => {
        const known = endpoints.get(registry);
        if (known)
            return known;
        const made = new Endpoint(registry, {
            transport,
            env,
            clock,
            limits: RETRY,
            retryBudget,
            // a public service never gets a credential by HTTP because another registry has no HTTPS
            plainHttp: request.plainHttp && !(0,vendors/* isPublicService */.Ds)(registry),
            credential: (repository) => credentialFor({ registry, repository }, request, credentials),
            mask,
            now: () => clock.now(),
            trace,
        });
        endpoints.set(registry, made);
        return made;
    };
    return { registry: new RegistryClient(endpoint, scopesOf(request)), sent: transport.sent, retryBudget };
}
/** The system's clock, whose waits end when the job is cancelled. */
function clockUntil({ sleep }) {
    return { ...clock/* systemClock */.m, sleep };
}
/** The scopes that tokens are requested for: no more than the run needs in each repository. */
function scopesOf(request) {
    const copies = request.mode === 'promote' ? (0,request_request/* copiesOf */.lS)(request) : [];
    const sources = new Map(copies.map(({ from, to }) => [(0,image_reference/* repositoryName */.aR)(to), from]));
    const accessTo = accessOf(request);
    return (image) => {
        const source = sources.get((0,image_reference/* repositoryName */.aR)(image));
        const access = request.dryRun ? 'pull' : accessTo(image);
        const own = `repository:${image.repository}:${access}`;
        // mounting a blob needs access to its source
        const mounts = access !== 'pull' && source && (0,image_reference/* isSameRegistry */.mS)(source, image);
        return mounts ? `${own} repository:${source.repository}:pull` : own;
    };
}
/** The access that a run needs to an image, if it is no dry run. */
function accessOf(request) {
    const written = new Set((0,request_request/* destinationsOf */.Nu)(request).map(image_reference/* repositoryName */.aR));
    return (image) => (written.has((0,image_reference/* repositoryName */.aR)(image)) ? modes/* MODE_TABLE */.T[request.mode].access : 'pull');
}
/**
 * The credential for an image: from the inputs, else from a login, else the job's token for ghcr.io; null without.
 * @throws the errors of `Credentials.find`
 */
async function credentialFor(image, request, logins) {
    const input = ownInput(image.registry, request);
    if (input)
        return input;
    // a dry run has the credential of the real run
    const login = await logins.find(image.registry, image.repository, accessOf(request)(image).split(','));
    if (!login)
        return fromToken(image.registry, request);
    return { ...login, source: logins.sourceOf(login) ?? 'a login' };
}
/** The credential in the inputs, which is for the registry of the first image only. */
function ownInput(registry, { credential }) {
    if (credential === null || !(0,image_reference/* isSameRegistry */.mS)(credential, { registry }))
        return null;
    const { username, password } = credential;
    return { kind: 'basic', username, password, source: 'the inputs username and password' };
}
/** Every form of the secrets in the inputs. */
function inputSecrets(request) {
    const { credential } = request;
    const given = [credential && ownInput(credential.registry, request), fromToken(GHCR.registry, request)];
    return given.flatMap((each) => (each ? (0,credential_encodings/* encodingsOf */.a)(each) : []));
}
function fromToken(registry, { githubToken, context }) {
    if (githubToken === null || !(0,image_reference/* isSameRegistry */.mS)({ registry }, GHCR))
        return null;
    const username = context.actor ?? 'x-access-token';
    return { kind: 'basic', username, password: githubToken, source: "the job's token (github-token)" };
}
/**
 * Sends the first request of the run, and opens connections for the next ones, before anything else is loaded.
 * @returns false where the first request is not known yet
 */
function sendFirst(request, registry) {
    const [image] = request.images;
    const reference = firstReference(request);
    if (!image || reference === null)
        return false;
    registry.prefetch(image, reference, CONNECTIONS);
    const [to] = request.mode === 'promote' ? (0,request_request/* copiesOf */.lS)(request).map((copy) => copy.to) : [];
    if (to && !(0,image_reference/* isSameRegistry */.mS)(to, image))
        registry.open(to, CONNECTIONS_TO);
    return true;
}
/** The manifest that a run reads in any case; null where it is not known yet. */
function firstReference(request) {
    if (request.mode !== 'build' && request.mode !== 'promote' && request.mode !== 'status')
        return `${request.environment}-history`;
    if (request.mode === 'build')
        return request.push ? (0,tags/* commitTag */.m)(request.commit, request.shaLength) : null;
    if (request.mode === 'status')
        return null;
    const { source } = request;
    if (source.kind === 'environment')
        return source.name;
    if (source.kind === 'file')
        return source.entries[0]?.digest ?? null;
    return (0,image_reference/* isDigest */.Bc)(source.text) || (0,image_reference/* isTag */.dz)(source.text) ? source.text : null;
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".cli-main.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
var __webpack_exports__ = {};

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  i: () => (/* binding */ main)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
;// CONCATENATED MODULE: ./node_modules/commander/lib/error.js
/**
 * CommanderError class
 */
class CommanderError extends Error {
  /**
   * Constructs the CommanderError class
   * @param {number} exitCode suggested exit code which could be used with process.exit
   * @param {string} code an id string representing the error
   * @param {string} message human-readable description of the error
   */
  constructor(exitCode, code, message) {
    super(message);
    // properly capture stack trace in Node.js
    Error.captureStackTrace(this, this.constructor);
    this.name = this.constructor.name;
    this.code = code;
    this.exitCode = exitCode;
    this.nestedError = undefined;
  }
}

/**
 * InvalidArgumentError class
 */
class InvalidArgumentError extends CommanderError {
  /**
   * Constructs the InvalidArgumentError class
   * @param {string} [message] explanation of why argument is invalid
   */
  constructor(message) {
    super(1, 'commander.invalidArgument', message);
    // properly capture stack trace in Node.js
    Error.captureStackTrace(this, this.constructor);
    this.name = this.constructor.name;
  }
}

;// CONCATENATED MODULE: ./node_modules/commander/lib/argument.js


class argument_Argument {
  /**
   * Initialize a new command argument with the given name and description.
   * The default is that the argument is required, and you can explicitly
   * indicate this with <> around the name. Put [] around the name for an optional argument.
   *
   * @param {string} name
   * @param {string} [description]
   */

  constructor(name, description) {
    this.description = description || '';
    this.variadic = false;
    this.parseArg = undefined;
    this.defaultValue = undefined;
    this.defaultValueDescription = undefined;
    this.argChoices = undefined;

    switch (name[0]) {
      case '<': // e.g. <required>
        this.required = true;
        this._name = name.slice(1, -1);
        break;
      case '[': // e.g. [optional]
        this.required = false;
        this._name = name.slice(1, -1);
        break;
      default:
        this.required = true;
        this._name = name;
        break;
    }

    if (this._name.endsWith('...')) {
      this.variadic = true;
      this._name = this._name.slice(0, -3);
    }
  }

  /**
   * Return argument name.
   *
   * @return {string}
   */

  name() {
    return this._name;
  }

  /**
   * @package
   */

  _collectValue(value, previous) {
    if (previous === this.defaultValue || !Array.isArray(previous)) {
      return [value];
    }

    previous.push(value);
    return previous;
  }

  /**
   * Set the default value, and optionally supply the description to be displayed in the help.
   *
   * @param {*} value
   * @param {string} [description]
   * @return {Argument}
   */

  default(value, description) {
    this.defaultValue = value;
    this.defaultValueDescription = description;
    return this;
  }

  /**
   * Set the custom handler for processing CLI command arguments into argument values.
   *
   * @param {Function} [fn]
   * @return {Argument}
   */

  argParser(fn) {
    this.parseArg = fn;
    return this;
  }

  /**
   * Only allow argument value to be one of choices.
   *
   * @param {string[]} values
   * @return {Argument}
   */

  choices(values) {
    this.argChoices = values.slice();
    this.parseArg = (arg, previous) => {
      if (!this.argChoices.includes(arg)) {
        throw new InvalidArgumentError(
          `Allowed choices are ${this.argChoices.join(', ')}.`,
        );
      }
      if (this.variadic) {
        return this._collectValue(arg, previous);
      }
      return arg;
    };
    return this;
  }

  /**
   * Make argument required.
   *
   * @returns {Argument}
   */
  argRequired() {
    this.required = true;
    return this;
  }

  /**
   * Make argument optional.
   *
   * @returns {Argument}
   */
  argOptional() {
    this.required = false;
    return this;
  }
}

/**
 * Takes an argument and returns its human readable equivalent for help usage.
 *
 * @param {Argument} arg
 * @return {string}
 * @private
 */

function humanReadableArgName(arg) {
  const nameOutput = arg.name() + (arg.variadic === true ? '...' : '');

  return arg.required ? '<' + nameOutput + '>' : '[' + nameOutput + ']';
}

;// CONCATENATED MODULE: external "node:events"
const external_node_events_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __nccwpck_require__(1421);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: external "node:process"
const external_node_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:process");
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
;// CONCATENATED MODULE: ./node_modules/commander/lib/help.js



/**
 * TypeScript import types for JSDoc, used by Visual Studio Code IntelliSense and `npm run typescript-checkJS`
 * https://www.typescriptlang.org/docs/handbook/jsdoc-supported-types.html#import-types
 * @typedef { import("./argument.js").Argument } Argument
 * @typedef { import("./command.js").Command } Command
 * @typedef { import("./option.js").Option } Option
 */

// Although this is a class, methods are static in style to allow override using subclass or just functions.
class Help {
  constructor() {
    this.helpWidth = undefined;
    this.minWidthToWrap = 40;
    this.sortSubcommands = false;
    this.sortOptions = false;
    this.showGlobalOptions = false;
  }

  /**
   * prepareContext is called by Commander after applying overrides from `Command.configureHelp()`
   * and just before calling `formatHelp()`.
   *
   * Commander just uses the helpWidth and the rest is provided for optional use by more complex subclasses.
   *
   * @param {{ error?: boolean, helpWidth?: number, outputHasColors?: boolean }} contextOptions
   */
  prepareContext(contextOptions) {
    this.helpWidth = this.helpWidth ?? contextOptions.helpWidth ?? 80;
  }

  /**
   * Get an array of the visible subcommands. Includes a placeholder for the implicit help command, if there is one.
   *
   * @param {Command} cmd
   * @returns {Command[]}
   */

  visibleCommands(cmd) {
    const visibleCommands = cmd.commands.filter((cmd) => !cmd._hidden);
    const helpCommand = cmd._getHelpCommand();
    if (helpCommand && !helpCommand._hidden) {
      visibleCommands.push(helpCommand);
    }
    if (this.sortSubcommands) {
      visibleCommands.sort((a, b) => {
        // @ts-ignore: because overloaded return type
        return a.name().localeCompare(b.name());
      });
    }
    return visibleCommands;
  }

  /**
   * Compare options for sort.
   *
   * @param {Option} a
   * @param {Option} b
   * @returns {number}
   */
  compareOptions(a, b) {
    const getSortKey = (option) => {
      // WYSIWYG for order displayed in help. Short used for comparison if present. No special handling for negated.
      return option.short
        ? option.short.replace(/^-/, '')
        : option.long.replace(/^--/, '');
    };
    return getSortKey(a).localeCompare(getSortKey(b));
  }

  /**
   * Get an array of the visible options. Includes a placeholder for the implicit help option, if there is one.
   *
   * @param {Command} cmd
   * @returns {Option[]}
   */

  visibleOptions(cmd) {
    const visibleOptions = cmd.options.filter((option) => !option.hidden);
    // Built-in help option.
    const helpOption = cmd._getHelpOption();
    if (helpOption && !helpOption.hidden) {
      // Automatically hide conflicting flags. Bit dubious but a historical behaviour that is convenient for single-command programs.
      const removeShort = helpOption.short && cmd._findOption(helpOption.short);
      const removeLong = helpOption.long && cmd._findOption(helpOption.long);
      if (!removeShort && !removeLong) {
        visibleOptions.push(helpOption); // no changes needed
      } else if (helpOption.long && !removeLong) {
        visibleOptions.push(
          cmd
            .createOption(helpOption.long, helpOption.description)
            .helpGroup(helpOption.helpGroupHeading),
        );
      } else if (helpOption.short && !removeShort) {
        visibleOptions.push(
          cmd
            .createOption(helpOption.short, helpOption.description)
            .helpGroup(helpOption.helpGroupHeading),
        );
      }
    }
    if (this.sortOptions) {
      visibleOptions.sort(this.compareOptions);
    }
    return visibleOptions;
  }

  /**
   * Get an array of the visible global options. (Not including help.)
   *
   * @param {Command} cmd
   * @returns {Option[]}
   */

  visibleGlobalOptions(cmd) {
    if (!this.showGlobalOptions) return [];

    const globalOptions = [];
    for (
      let ancestorCmd = cmd.parent;
      ancestorCmd;
      ancestorCmd = ancestorCmd.parent
    ) {
      const visibleOptions = ancestorCmd.options.filter(
        (option) => !option.hidden,
      );
      globalOptions.push(...visibleOptions);
    }
    if (this.sortOptions) {
      globalOptions.sort(this.compareOptions);
    }
    return globalOptions;
  }

  /**
   * Get an array of the arguments if any have a description.
   *
   * @param {Command} cmd
   * @returns {Argument[]}
   */

  visibleArguments(cmd) {
    // Side effect! Apply the legacy descriptions before the arguments are displayed.
    if (cmd._argsDescription) {
      cmd.registeredArguments.forEach((argument) => {
        argument.description =
          argument.description || cmd._argsDescription[argument.name()] || '';
      });
    }

    // If there are any arguments with a description then return all the arguments.
    if (cmd.registeredArguments.find((argument) => argument.description)) {
      return cmd.registeredArguments;
    }
    return [];
  }

  /**
   * Get the command term to show in the list of subcommands.
   *
   * @param {Command} cmd
   * @returns {string}
   */

  subcommandTerm(cmd) {
    // Legacy. Ignores custom usage string, and nested commands.
    const args = cmd.registeredArguments
      .map((arg) => humanReadableArgName(arg))
      .join(' ');
    return (
      cmd._name +
      (cmd._aliases[0] ? '|' + cmd._aliases[0] : '') +
      (cmd.options.length ? ' [options]' : '') + // simplistic check for non-help option
      (args ? ' ' + args : '')
    );
  }

  /**
   * Get the option term to show in the list of options.
   *
   * @param {Option} option
   * @returns {string}
   */

  optionTerm(option) {
    return option.flags;
  }

  /**
   * Get the argument term to show in the list of arguments.
   *
   * @param {Argument} argument
   * @returns {string}
   */

  argumentTerm(argument) {
    return argument.name();
  }

  /**
   * Get the longest command term length.
   *
   * @param {Command} cmd
   * @param {Help} helper
   * @returns {number}
   */

  longestSubcommandTermLength(cmd, helper) {
    return helper.visibleCommands(cmd).reduce((max, command) => {
      return Math.max(
        max,
        this.displayWidth(
          helper.styleSubcommandTerm(helper.subcommandTerm(command)),
        ),
      );
    }, 0);
  }

  /**
   * Get the longest option term length.
   *
   * @param {Command} cmd
   * @param {Help} helper
   * @returns {number}
   */

  longestOptionTermLength(cmd, helper) {
    return helper.visibleOptions(cmd).reduce((max, option) => {
      return Math.max(
        max,
        this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option))),
      );
    }, 0);
  }

  /**
   * Get the longest global option term length.
   *
   * @param {Command} cmd
   * @param {Help} helper
   * @returns {number}
   */

  longestGlobalOptionTermLength(cmd, helper) {
    return helper.visibleGlobalOptions(cmd).reduce((max, option) => {
      return Math.max(
        max,
        this.displayWidth(helper.styleOptionTerm(helper.optionTerm(option))),
      );
    }, 0);
  }

  /**
   * Get the longest argument term length.
   *
   * @param {Command} cmd
   * @param {Help} helper
   * @returns {number}
   */

  longestArgumentTermLength(cmd, helper) {
    return helper.visibleArguments(cmd).reduce((max, argument) => {
      return Math.max(
        max,
        this.displayWidth(
          helper.styleArgumentTerm(helper.argumentTerm(argument)),
        ),
      );
    }, 0);
  }

  /**
   * Get the command usage to be displayed at the top of the built-in help.
   *
   * @param {Command} cmd
   * @returns {string}
   */

  commandUsage(cmd) {
    // Usage
    let cmdName = cmd._name;
    if (cmd._aliases[0]) {
      cmdName = cmdName + '|' + cmd._aliases[0];
    }
    let ancestorCmdNames = '';
    for (
      let ancestorCmd = cmd.parent;
      ancestorCmd;
      ancestorCmd = ancestorCmd.parent
    ) {
      ancestorCmdNames = ancestorCmd.name() + ' ' + ancestorCmdNames;
    }
    return ancestorCmdNames + cmdName + ' ' + cmd.usage();
  }

  /**
   * Get the description for the command.
   *
   * @param {Command} cmd
   * @returns {string}
   */

  commandDescription(cmd) {
    // @ts-ignore: because overloaded return type
    return cmd.description();
  }

  /**
   * Get the subcommand summary to show in the list of subcommands.
   * (Fallback to description for backwards compatibility.)
   *
   * @param {Command} cmd
   * @returns {string}
   */

  subcommandDescription(cmd) {
    // @ts-ignore: because overloaded return type
    return cmd.summary() || cmd.description();
  }

  /**
   * Get the option description to show in the list of options.
   *
   * @param {Option} option
   * @return {string}
   */

  optionDescription(option) {
    const extraInfo = [];

    if (option.argChoices) {
      extraInfo.push(
        // use stringify to match the display of the default value
        `choices: ${option.argChoices.map((choice) => JSON.stringify(choice)).join(', ')}`,
      );
    }
    if (option.defaultValue !== undefined) {
      // default for boolean and negated more for programmer than end user,
      // but show true/false for boolean option as may be for hand-rolled env or config processing.
      const showDefault =
        option.required ||
        option.optional ||
        (option.isBoolean() && typeof option.defaultValue === 'boolean');
      if (showDefault) {
        extraInfo.push(
          `default: ${option.defaultValueDescription || JSON.stringify(option.defaultValue)}`,
        );
      }
    }
    // preset for boolean and negated are more for programmer than end user
    if (option.presetArg !== undefined && option.optional) {
      extraInfo.push(`preset: ${JSON.stringify(option.presetArg)}`);
    }
    if (option.envVar !== undefined) {
      extraInfo.push(`env: ${option.envVar}`);
    }
    if (extraInfo.length > 0) {
      const extraDescription = `(${extraInfo.join(', ')})`;
      if (option.description) {
        return `${option.description} ${extraDescription}`;
      }
      return extraDescription;
    }

    return option.description;
  }

  /**
   * Get the argument description to show in the list of arguments.
   *
   * @param {Argument} argument
   * @return {string}
   */

  argumentDescription(argument) {
    const extraInfo = [];
    if (argument.argChoices) {
      extraInfo.push(
        // use stringify to match the display of the default value
        `choices: ${argument.argChoices.map((choice) => JSON.stringify(choice)).join(', ')}`,
      );
    }
    if (argument.defaultValue !== undefined) {
      extraInfo.push(
        `default: ${argument.defaultValueDescription || JSON.stringify(argument.defaultValue)}`,
      );
    }
    if (extraInfo.length > 0) {
      const extraDescription = `(${extraInfo.join(', ')})`;
      if (argument.description) {
        return `${argument.description} ${extraDescription}`;
      }
      return extraDescription;
    }
    return argument.description;
  }

  /**
   * Format a list of items, given a heading and an array of formatted items.
   *
   * @param {string} heading
   * @param {string[]} items
   * @param {Help} helper
   * @returns string[]
   */
  formatItemList(heading, items, helper) {
    if (items.length === 0) return [];

    return [helper.styleTitle(heading), ...items, ''];
  }

  /**
   * Group items by their help group heading.
   *
   * @param {Command[] | Option[]} unsortedItems
   * @param {Command[] | Option[]} visibleItems
   * @param {Function} getGroup
   * @returns {Map<string, Command[] | Option[]>}
   */
  groupItems(unsortedItems, visibleItems, getGroup) {
    const result = new Map();
    // Add groups in order of appearance in unsortedItems.
    unsortedItems.forEach((item) => {
      const group = getGroup(item);
      if (!result.has(group)) result.set(group, []);
    });
    // Add items in order of appearance in visibleItems.
    visibleItems.forEach((item) => {
      const group = getGroup(item);
      if (!result.has(group)) {
        result.set(group, []);
      }
      result.get(group).push(item);
    });
    return result;
  }

  /**
   * Generate the built-in help text.
   *
   * @param {Command} cmd
   * @param {Help} helper
   * @returns {string}
   */

  formatHelp(cmd, helper) {
    const termWidth = helper.padWidth(cmd, helper);
    const helpWidth = helper.helpWidth ?? 80; // in case prepareContext() was not called

    function callFormatItem(term, description) {
      return helper.formatItem(term, termWidth, description, helper);
    }

    // Usage
    let output = [
      `${helper.styleTitle('Usage:')} ${helper.styleUsage(helper.commandUsage(cmd))}`,
      '',
    ];

    // Description
    const commandDescription = helper.commandDescription(cmd);
    if (commandDescription.length > 0) {
      output = output.concat([
        helper.boxWrap(
          helper.styleCommandDescription(commandDescription),
          helpWidth,
        ),
        '',
      ]);
    }

    // Arguments
    const argumentList = helper.visibleArguments(cmd).map((argument) => {
      return callFormatItem(
        helper.styleArgumentTerm(helper.argumentTerm(argument)),
        helper.styleArgumentDescription(helper.argumentDescription(argument)),
      );
    });
    output = output.concat(
      this.formatItemList('Arguments:', argumentList, helper),
    );

    // Options
    const optionGroups = this.groupItems(
      cmd.options,
      helper.visibleOptions(cmd),
      (option) => option.helpGroupHeading ?? 'Options:',
    );
    optionGroups.forEach((options, group) => {
      const optionList = options.map((option) => {
        return callFormatItem(
          helper.styleOptionTerm(helper.optionTerm(option)),
          helper.styleOptionDescription(helper.optionDescription(option)),
        );
      });
      output = output.concat(this.formatItemList(group, optionList, helper));
    });

    if (helper.showGlobalOptions) {
      const globalOptionList = helper
        .visibleGlobalOptions(cmd)
        .map((option) => {
          return callFormatItem(
            helper.styleOptionTerm(helper.optionTerm(option)),
            helper.styleOptionDescription(helper.optionDescription(option)),
          );
        });
      output = output.concat(
        this.formatItemList('Global Options:', globalOptionList, helper),
      );
    }

    // Commands
    const commandGroups = this.groupItems(
      cmd.commands,
      helper.visibleCommands(cmd),
      (sub) => sub.helpGroup() || 'Commands:',
    );
    commandGroups.forEach((commands, group) => {
      const commandList = commands.map((sub) => {
        return callFormatItem(
          helper.styleSubcommandTerm(helper.subcommandTerm(sub)),
          helper.styleSubcommandDescription(helper.subcommandDescription(sub)),
        );
      });
      output = output.concat(this.formatItemList(group, commandList, helper));
    });

    return output.join('\n');
  }

  /**
   * Return display width of string, ignoring ANSI escape sequences. Used in padding and wrapping calculations.
   *
   * @param {string} str
   * @returns {number}
   */
  displayWidth(str) {
    return (0,external_node_util_.stripVTControlCharacters)(str).length;
  }

  /**
   * Style the title for displaying in the help. Called with 'Usage:', 'Options:', etc.
   *
   * @param {string} str
   * @returns {string}
   */
  styleTitle(str) {
    return str;
  }

  styleUsage(str) {
    // Usage has lots of parts the user might like to color separately! Assume default usage string which is formed like:
    //    command subcommand [options] [command] <foo> [bar]
    return str
      .split(' ')
      .map((word) => {
        if (word === '[options]') return this.styleOptionText(word);
        if (word === '[command]') return this.styleSubcommandText(word);
        if (word[0] === '[' || word[0] === '<')
          return this.styleArgumentText(word);
        return this.styleCommandText(word); // Restrict to initial words?
      })
      .join(' ');
  }
  styleCommandDescription(str) {
    return this.styleDescriptionText(str);
  }
  styleOptionDescription(str) {
    return this.styleDescriptionText(str);
  }
  styleSubcommandDescription(str) {
    return this.styleDescriptionText(str);
  }
  styleArgumentDescription(str) {
    return this.styleDescriptionText(str);
  }
  styleDescriptionText(str) {
    return str;
  }
  styleOptionTerm(str) {
    return this.styleOptionText(str);
  }
  styleSubcommandTerm(str) {
    // This is very like usage with lots of parts! Assume default string which is formed like:
    //    subcommand [options] <foo> [bar]
    return str
      .split(' ')
      .map((word) => {
        if (word === '[options]') return this.styleOptionText(word);
        if (word[0] === '[' || word[0] === '<')
          return this.styleArgumentText(word);
        return this.styleSubcommandText(word); // Restrict to initial words?
      })
      .join(' ');
  }
  styleArgumentTerm(str) {
    return this.styleArgumentText(str);
  }
  styleOptionText(str) {
    return str;
  }
  styleArgumentText(str) {
    return str;
  }
  styleSubcommandText(str) {
    return str;
  }
  styleCommandText(str) {
    return str;
  }

  /**
   * Calculate the pad width from the maximum term length.
   *
   * @param {Command} cmd
   * @param {Help} helper
   * @returns {number}
   */

  padWidth(cmd, helper) {
    return Math.max(
      helper.longestOptionTermLength(cmd, helper),
      helper.longestGlobalOptionTermLength(cmd, helper),
      helper.longestSubcommandTermLength(cmd, helper),
      helper.longestArgumentTermLength(cmd, helper),
    );
  }

  /**
   * Detect manually wrapped and indented strings by checking for line break followed by whitespace.
   *
   * @param {string} str
   * @returns {boolean}
   */
  preformatted(str) {
    return /\n[^\S\r\n]/.test(str);
  }

  /**
   * Format the "item", which consists of a term and description. Pad the term and wrap the description, indenting the following lines.
   *
   * So "TTT", 5, "DDD DDDD DD DDD" might be formatted for this.helpWidth=17 like so:
   *   TTT  DDD DDDD
   *        DD DDD
   *
   * @param {string} term
   * @param {number} termWidth
   * @param {string} description
   * @param {Help} helper
   * @returns {string}
   */
  formatItem(term, termWidth, description, helper) {
    const itemIndent = 2;
    const itemIndentStr = ' '.repeat(itemIndent);
    if (!description) return itemIndentStr + term;

    // Pad the term out to a consistent width, so descriptions are aligned.
    const paddedTerm = term.padEnd(
      termWidth + term.length - helper.displayWidth(term),
    );

    // Format the description.
    const spacerWidth = 2; // between term and description
    const helpWidth = this.helpWidth ?? 80; // in case prepareContext() was not called
    const remainingWidth = helpWidth - termWidth - spacerWidth - itemIndent;
    let formattedDescription;
    if (
      remainingWidth < this.minWidthToWrap ||
      helper.preformatted(description)
    ) {
      formattedDescription = description;
    } else {
      const wrappedDescription = helper.boxWrap(description, remainingWidth);
      formattedDescription = wrappedDescription.replace(
        /\n/g,
        '\n' + ' '.repeat(termWidth + spacerWidth),
      );
    }

    // Construct and overall indent.
    return (
      itemIndentStr +
      paddedTerm +
      ' '.repeat(spacerWidth) +
      formattedDescription.replace(/\n/g, `\n${itemIndentStr}`)
    );
  }

  /**
   * Wrap a string at whitespace, preserving existing line breaks.
   * Wrapping is skipped if the width is less than `minWidthToWrap`.
   *
   * @param {string} str
   * @param {number} width
   * @returns {string}
   */
  boxWrap(str, width) {
    if (width < this.minWidthToWrap) return str;

    const rawLines = str.split(/\r\n|\n/);
    // split up text by whitespace
    const chunkPattern = /[\s]*[^\s]+/g;
    const wrappedLines = [];
    rawLines.forEach((line) => {
      const chunks = line.match(chunkPattern);
      if (chunks === null) {
        wrappedLines.push('');
        return;
      }

      let sumChunks = [chunks.shift()];
      let sumWidth = this.displayWidth(sumChunks[0]);
      chunks.forEach((chunk) => {
        const visibleWidth = this.displayWidth(chunk);
        // Accumulate chunks while they fit into width.
        if (sumWidth + visibleWidth <= width) {
          sumChunks.push(chunk);
          sumWidth += visibleWidth;
          return;
        }
        wrappedLines.push(sumChunks.join(''));

        const nextChunk = chunk.trimStart(); // trim space at line break
        sumChunks = [nextChunk];
        sumWidth = this.displayWidth(nextChunk);
      });
      wrappedLines.push(sumChunks.join(''));
    });

    return wrappedLines.join('\n');
  }
}

;// CONCATENATED MODULE: ./node_modules/commander/lib/option.js


class option_Option {
  /**
   * Initialize a new `Option` with the given `flags` and `description`.
   *
   * @param {string} flags
   * @param {string} [description]
   */

  constructor(flags, description) {
    this.flags = flags;
    this.description = description || '';

    this.required = flags.includes('<'); // A value must be supplied when the option is specified.
    this.optional = flags.includes('['); // A value is optional when the option is specified.
    // variadic test ignores <value,...> et al which might be used to describe custom splitting of single argument
    this.variadic = /\p{ID_Continue}\.\.\.[>\]]$/u.test(flags); // The option can take multiple values.
    this.mandatory = false; // The option must have a value after parsing, which usually means it must be specified on command line.
    const optionFlags = splitOptionFlags(flags);
    this.short = optionFlags.shortFlag; // May be a short flag, undefined, or even a long flag (if option has two long flags).
    this.long = optionFlags.longFlag;
    this.negate = false;
    if (this.long) {
      this.negate = this.long.startsWith('--no-');
    }
    this.defaultValue = undefined;
    this.defaultValueDescription = undefined;
    this.presetArg = undefined;
    this.envVar = undefined;
    this.parseArg = undefined;
    this.hidden = false;
    this.argChoices = undefined;
    this.conflictsWith = [];
    this.implied = undefined;
    this.helpGroupHeading = undefined; // soft initialised when option added to command
  }

  /**
   * Set the default value, and optionally supply the description to be displayed in the help.
   *
   * @param {*} value
   * @param {string} [description]
   * @return {Option}
   */

  default(value, description) {
    this.defaultValue = value;
    this.defaultValueDescription = description;
    return this;
  }

  /**
   * Preset to use when option used without option-argument, especially optional but also boolean and negated.
   * The custom processing (parseArg) is called.
   *
   * @example
   * new Option('--color').default('GREYSCALE').preset('RGB');
   * new Option('--donate [amount]').preset('20').argParser(parseFloat);
   *
   * @param {*} arg
   * @return {Option}
   */

  preset(arg) {
    this.presetArg = arg;
    return this;
  }

  /**
   * Add option name(s) that conflict with this option.
   * An error will be displayed if conflicting options are found during parsing.
   *
   * @example
   * new Option('--rgb').conflicts('cmyk');
   * new Option('--js').conflicts(['ts', 'jsx']);
   *
   * @param {(string | string[])} names
   * @return {Option}
   */

  conflicts(names) {
    this.conflictsWith = this.conflictsWith.concat(names);
    return this;
  }

  /**
   * Specify implied option values for when this option is set and the implied options are not.
   *
   * The custom processing (parseArg) is not called on the implied values.
   *
   * @example
   * program
   *   .addOption(new Option('--log', 'write logging information to file'))
   *   .addOption(new Option('--trace', 'log extra details').implies({ log: 'trace.txt' }));
   *
   * @param {object} impliedOptionValues
   * @return {Option}
   */
  implies(impliedOptionValues) {
    let newImplied = impliedOptionValues;
    if (typeof impliedOptionValues === 'string') {
      // string is not documented, but easy mistake and we can do what user probably intended.
      newImplied = { [impliedOptionValues]: true };
    }
    this.implied = Object.assign(this.implied || {}, newImplied);
    return this;
  }

  /**
   * Set environment variable to check for option value.
   *
   * An environment variable is only used if when processed the current option value is
   * undefined, or the source of the current value is 'default' or 'config' or 'env'.
   *
   * @param {string} name
   * @return {Option}
   */

  env(name) {
    this.envVar = name;
    return this;
  }

  /**
   * Set the custom handler for processing CLI option arguments into option values.
   *
   * @param {Function} [fn]
   * @return {Option}
   */

  argParser(fn) {
    this.parseArg = fn;
    return this;
  }

  /**
   * Whether the option is mandatory and must have a value after parsing.
   *
   * @param {boolean} [mandatory=true]
   * @return {Option}
   */

  makeOptionMandatory(mandatory = true) {
    this.mandatory = !!mandatory;
    return this;
  }

  /**
   * Hide option in help.
   *
   * @param {boolean} [hide=true]
   * @return {Option}
   */

  hideHelp(hide = true) {
    this.hidden = !!hide;
    return this;
  }

  /**
   * @package
   */

  _collectValue(value, previous) {
    if (previous === this.defaultValue || !Array.isArray(previous)) {
      return [value];
    }

    previous.push(value);
    return previous;
  }

  /**
   * Only allow option value to be one of choices.
   *
   * @param {string[]} values
   * @return {Option}
   */

  choices(values) {
    this.argChoices = values.slice();
    this.parseArg = (arg, previous) => {
      if (!this.argChoices.includes(arg)) {
        throw new InvalidArgumentError(
          `Allowed choices are ${this.argChoices.join(', ')}.`,
        );
      }
      if (this.variadic) {
        return this._collectValue(arg, previous);
      }
      return arg;
    };
    return this;
  }

  /**
   * Return option name.
   *
   * @return {string}
   */

  name() {
    if (this.long) {
      return this.long.replace(/^--/, '');
    }
    return this.short.replace(/^-/, '');
  }

  /**
   * Return option name, in a camelcase format that can be used
   * as an object attribute key.
   *
   * @return {string}
   */

  attributeName() {
    if (this.negate) {
      return camelcase(this.name().replace(/^no-/, ''));
    }
    return camelcase(this.name());
  }

  /**
   * Set the help group heading.
   *
   * @param {string} heading
   * @return {Option}
   */
  helpGroup(heading) {
    this.helpGroupHeading = heading;
    return this;
  }

  /**
   * Check if `arg` matches the short or long flag.
   *
   * @param {string} arg
   * @return {boolean}
   * @package
   */

  is(arg) {
    return this.short === arg || this.long === arg;
  }

  /**
   * Return whether a boolean option.
   *
   * Options are one of boolean, negated, required argument, or optional argument.
   *
   * @return {boolean}
   * @package
   */

  isBoolean() {
    return !this.required && !this.optional && !this.negate;
  }
}

/**
 * This class is to make it easier to work with dual options, without changing the existing
 * implementation. We support separate dual options for separate positive and negative options,
 * like `--build` and `--no-build`, which share a single option value. This works nicely for some
 * use cases, but is tricky for others where we want separate behaviours despite
 * the single shared option value.
 */
class DualOptions {
  /**
   * @param {Option[]} options
   */
  constructor(options) {
    this.positiveOptions = new Map();
    this.negativeOptions = new Map();
    this.dualOptions = new Set();
    options.forEach((option) => {
      if (option.negate) {
        this.negativeOptions.set(option.attributeName(), option);
      } else {
        this.positiveOptions.set(option.attributeName(), option);
      }
    });
    this.negativeOptions.forEach((value, key) => {
      if (this.positiveOptions.has(key)) {
        this.dualOptions.add(key);
      }
    });
  }

  /**
   * Did the value come from the option, and not from possible matching dual option?
   *
   * @param {*} value
   * @param {Option} option
   * @returns {boolean}
   */
  valueFromOption(value, option) {
    const optionKey = option.attributeName();
    if (!this.dualOptions.has(optionKey)) return true;

    // Use the value to deduce if (probably) came from the option.
    const preset = this.negativeOptions.get(optionKey).presetArg;
    const negativeValue = preset !== undefined ? preset : false;
    return option.negate === (negativeValue === value);
  }
}

/**
 * Convert string from kebab-case to camelCase.
 *
 * @param {string} str
 * @return {string}
 * @private
 */

function camelcase(str) {
  return str.split('-').reduce((str, word) => {
    return str + word[0].toUpperCase() + word.slice(1);
  });
}

/**
 * Split the short and long flag out of something like '-m,--mixed <value>'
 *
 * @private
 */

function splitOptionFlags(flags) {
  let shortFlag;
  let longFlag;
  // short flag, single dash and single character
  const shortFlagExp = /^-[^-]$/;
  // long flag, double dash and at least one character
  const longFlagExp = /^--[^-]/;

  const flagParts = flags.split(/[ |,]+/).concat('guard');
  // Normal is short and/or long.
  if (shortFlagExp.test(flagParts[0])) shortFlag = flagParts.shift();
  if (longFlagExp.test(flagParts[0])) longFlag = flagParts.shift();
  // Long then short. Rarely used but fine.
  if (!shortFlag && shortFlagExp.test(flagParts[0]))
    shortFlag = flagParts.shift();
  // Allow two long flags, like '--ws, --workspace'
  // This is the supported way to have a shortish option flag.
  if (!shortFlag && longFlagExp.test(flagParts[0])) {
    shortFlag = longFlag;
    longFlag = flagParts.shift();
  }

  // Check for unprocessed flag. Fail noisily rather than silently ignore.
  if (flagParts[0].startsWith('-')) {
    const unsupportedFlag = flagParts[0];
    const baseError = `option creation failed due to '${unsupportedFlag}' in option flags '${flags}'`;
    if (/^-[^-][^-]/.test(unsupportedFlag))
      throw new Error(
        `${baseError}
- a short flag is a single dash and a single character
  - either use a single dash and a single character (for a short flag)
  - or use a double dash for a long option (and can have two, like '--ws, --workspace')`,
      );
    if (shortFlagExp.test(unsupportedFlag))
      throw new Error(`${baseError}
- too many short flags`);
    if (longFlagExp.test(unsupportedFlag))
      throw new Error(`${baseError}
- too many long flags`);

    throw new Error(`${baseError}
- unrecognised flag format`);
  }
  if (shortFlag === undefined && longFlag === undefined)
    throw new Error(
      `option creation failed due to no flags found in '${flags}'.`,
    );

  return { shortFlag, longFlag };
}

;// CONCATENATED MODULE: ./node_modules/commander/lib/suggestSimilar.js
const maxDistance = 3;

function editDistance(a, b) {
  // https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance
  // Calculating optimal string alignment distance, no substring is edited more than once.
  // (Simple implementation.)

  // Quick early exit, return worst case.
  if (Math.abs(a.length - b.length) > maxDistance)
    return Math.max(a.length, b.length);

  // distance between prefix substrings of a and b
  const d = [];

  // pure deletions turn a into empty string
  for (let i = 0; i <= a.length; i++) {
    d[i] = [i];
  }
  // pure insertions turn empty string into b
  for (let j = 0; j <= b.length; j++) {
    d[0][j] = j;
  }

  // fill matrix
  for (let j = 1; j <= b.length; j++) {
    for (let i = 1; i <= a.length; i++) {
      let cost;
      if (a[i - 1] === b[j - 1]) {
        cost = 0;
      } else {
        cost = 1;
      }
      d[i][j] = Math.min(
        d[i - 1][j] + 1, // deletion
        d[i][j - 1] + 1, // insertion
        d[i - 1][j - 1] + cost, // substitution
      );
      // transposition
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }

  return d[a.length][b.length];
}

/**
 * Find close matches, restricted to same number of edits.
 *
 * @param {string} word
 * @param {string[]} candidates
 * @returns {string}
 */

function suggestSimilar(word, candidates) {
  if (!candidates || candidates.length === 0) return '';
  // remove possible duplicates
  candidates = Array.from(new Set(candidates));

  const searchingOptions = word.startsWith('--');
  if (searchingOptions) {
    word = word.slice(2);
    candidates = candidates.map((candidate) => candidate.slice(2));
  }

  let similar = [];
  let bestDistance = maxDistance;
  const minSimilarity = 0.4;
  candidates.forEach((candidate) => {
    if (candidate.length <= 1) return; // no one character guesses

    const distance = editDistance(word, candidate);
    const length = Math.max(word.length, candidate.length);
    const similarity = (length - distance) / length;
    if (similarity > minSimilarity) {
      if (distance < bestDistance) {
        // better edit distance, throw away previous worse matches
        bestDistance = distance;
        similar = [candidate];
      } else if (distance === bestDistance) {
        similar.push(candidate);
      }
    }
  });

  similar.sort((a, b) => a.localeCompare(b));
  if (searchingOptions) {
    similar = similar.map((candidate) => `--${candidate}`);
  }

  if (similar.length > 1) {
    return `\n(Did you mean one of ${similar.join(', ')}?)`;
  }
  if (similar.length === 1) {
    return `\n(Did you mean ${similar[0]}?)`;
  }
  return '';
}

;// CONCATENATED MODULE: ./node_modules/commander/lib/command.js













class command_Command extends external_node_events_namespaceObject.EventEmitter {
  /**
   * Initialize a new `Command`.
   *
   * @param {string} [name]
   */

  constructor(name) {
    super();
    /** @type {Command[]} */
    this.commands = [];
    /** @type {Option[]} */
    this.options = [];
    this.parent = null;
    this._allowUnknownOption = false;
    this._allowExcessArguments = false;
    /** @type {Argument[]} */
    this.registeredArguments = [];
    this._args = this.registeredArguments; // deprecated old name
    /** @type {string[]} */
    this.args = []; // cli args with options removed
    this.rawArgs = [];
    this.processedArgs = []; // like .args but after custom processing and collecting variadic
    this._scriptPath = null;
    this._name = name || '';
    this._optionValues = {};
    this._optionValueSources = {}; // default, env, cli etc
    this._storeOptionsAsProperties = false;
    this._actionHandler = null;
    this._executableHandler = false;
    this._executableFile = null; // custom name for executable
    this._executableDir = null; // custom search directory for subcommands
    this._defaultCommandName = null;
    this._exitCallback = null;
    this._aliases = [];
    this._combineFlagAndOptionalValue = true;
    this._description = '';
    this._summary = '';
    this._argsDescription = undefined; // legacy
    this._enablePositionalOptions = false;
    this._passThroughOptions = false;
    this._lifeCycleHooks = {}; // a hash of arrays
    /** @type {(boolean | string)} */
    this._showHelpAfterError = false;
    this._showSuggestionAfterError = true;
    this._savedState = null; // used in save/restoreStateBeforeParse

    // see configureOutput() for docs
    this._outputConfiguration = {
      writeOut: (str) => external_node_process_namespaceObject.stdout.write(str),
      writeErr: (str) => external_node_process_namespaceObject.stderr.write(str),
      outputError: (str, write) => write(str),
      getOutHelpWidth: () =>
        external_node_process_namespaceObject.stdout.isTTY ? external_node_process_namespaceObject.stdout.columns : undefined,
      getErrHelpWidth: () =>
        external_node_process_namespaceObject.stderr.isTTY ? external_node_process_namespaceObject.stderr.columns : undefined,
      getOutHasColors: () =>
        useColor() ?? (external_node_process_namespaceObject.stdout.isTTY && external_node_process_namespaceObject.stdout.hasColors?.()),
      getErrHasColors: () =>
        useColor() ?? (external_node_process_namespaceObject.stderr.isTTY && external_node_process_namespaceObject.stderr.hasColors?.()),
      stripColor: (str) => (0,external_node_util_.stripVTControlCharacters)(str),
    };

    this._hidden = false;
    /** @type {(Option | null | undefined)} */
    this._helpOption = undefined; // Lazy created on demand. May be null if help option is disabled.
    this._addImplicitHelpCommand = undefined; // undecided whether true or false yet, not inherited
    /** @type {Command} */
    this._helpCommand = undefined; // lazy initialised, inherited
    this._helpConfiguration = {};
    /** @type {string | undefined} */
    this._helpGroupHeading = undefined; // soft initialised when added to parent
    /** @type {string | undefined} */
    this._defaultCommandGroup = undefined;
    /** @type {string | undefined} */
    this._defaultOptionGroup = undefined;
  }

  /**
   * Copy settings that are useful to have in common across root command and subcommands.
   *
   * (Used internally when adding a command using `.command()` so subcommands inherit parent settings.)
   *
   * @param {Command} sourceCommand
   * @return {Command} `this` command for chaining
   */
  copyInheritedSettings(sourceCommand) {
    this._outputConfiguration = sourceCommand._outputConfiguration;
    this._helpOption = sourceCommand._helpOption;
    this._helpCommand = sourceCommand._helpCommand;
    this._helpConfiguration = sourceCommand._helpConfiguration;
    this._exitCallback = sourceCommand._exitCallback;
    this._storeOptionsAsProperties = sourceCommand._storeOptionsAsProperties;
    this._combineFlagAndOptionalValue =
      sourceCommand._combineFlagAndOptionalValue;
    this._allowExcessArguments = sourceCommand._allowExcessArguments;
    this._enablePositionalOptions = sourceCommand._enablePositionalOptions;
    this._showHelpAfterError = sourceCommand._showHelpAfterError;
    this._showSuggestionAfterError = sourceCommand._showSuggestionAfterError;

    return this;
  }

  /**
   * @returns {Command[]}
   * @private
   */

  _getCommandAndAncestors() {
    const result = [];
    // eslint-disable-next-line @typescript-eslint/no-this-alias
    for (let command = this; command; command = command.parent) {
      result.push(command);
    }
    return result;
  }

  /**
   * Define a command.
   *
   * There are two styles of command: pay attention to where to put the description.
   *
   * @example
   * // Command implemented using action handler (description is supplied separately to `.command`)
   * program
   *   .command('clone <source> [destination]')
   *   .description('clone a repository into a newly created directory')
   *   .action((source, destination) => {
   *     console.log('clone command called');
   *   });
   *
   * // Command implemented using separate executable file (description is second parameter to `.command`)
   * program
   *   .command('start <service>', 'start named service')
   *   .command('stop [service]', 'stop named service, or all if no name supplied');
   *
   * @param {string} nameAndArgs - command name and arguments, args are `<required>` or `[optional]` and last may also be `variadic...`
   * @param {(object | string)} [actionOptsOrExecDesc] - configuration options (for action), or description (for executable)
   * @param {object} [execOpts] - configuration options (for executable)
   * @return {Command} returns new command for action handler, or `this` for executable command
   */

  command(nameAndArgs, actionOptsOrExecDesc, execOpts) {
    let desc = actionOptsOrExecDesc;
    let opts = execOpts;
    if (typeof desc === 'object' && desc !== null) {
      opts = desc;
      desc = null;
    }
    opts = opts || {};
    const [, name, args] = nameAndArgs.match(/([^ ]+) *(.*)/);

    const cmd = this.createCommand(name);
    if (desc) {
      cmd.description(desc);
      cmd._executableHandler = true;
    }
    if (opts.isDefault) this._defaultCommandName = cmd._name;
    cmd._hidden = !!(opts.noHelp || opts.hidden); // noHelp is deprecated old name for hidden
    cmd._executableFile = opts.executableFile || null; // Custom name for executable file, set missing to null to match constructor
    if (args) cmd.arguments(args);
    this._registerCommand(cmd);
    cmd.parent = this;
    cmd.copyInheritedSettings(this);

    if (desc) return this;
    return cmd;
  }

  /**
   * Factory routine to create a new unattached command.
   *
   * See .command() for creating an attached subcommand, which uses this routine to
   * create the command. You can override createCommand to customise subcommands.
   *
   * @param {string} [name]
   * @return {Command} new command
   */

  createCommand(name) {
    return new command_Command(name);
  }

  /**
   * You can customise the help with a subclass of Help by overriding createHelp,
   * or by overriding Help properties using configureHelp().
   *
   * @return {Help}
   */

  createHelp() {
    return Object.assign(new Help(), this.configureHelp());
  }

  /**
   * You can customise the help by overriding Help properties using configureHelp(),
   * or with a subclass of Help by overriding createHelp().
   *
   * @param {object} [configuration] - configuration options
   * @return {(Command | object)} `this` command for chaining, or stored configuration
   */

  configureHelp(configuration) {
    if (configuration === undefined) return this._helpConfiguration;

    this._helpConfiguration = configuration;
    return this;
  }

  /**
   * The default output goes to stdout and stderr. You can customise this for special
   * applications. You can also customise the display of errors by overriding outputError.
   *
   * The configuration properties are all functions:
   *
   *     // change how output being written, defaults to stdout and stderr
   *     writeOut(str)
   *     writeErr(str)
   *     // change how output being written for errors, defaults to writeErr
   *     outputError(str, write) // used for displaying errors and not used for displaying help
   *     // specify width for wrapping help
   *     getOutHelpWidth()
   *     getErrHelpWidth()
   *     // color support, currently only used with Help
   *     getOutHasColors()
   *     getErrHasColors()
   *     stripColor() // used to remove ANSI escape codes if output does not have colors
   *
   * @param {object} [configuration] - configuration options
   * @return {(Command | object)} `this` command for chaining, or stored configuration
   */

  configureOutput(configuration) {
    if (configuration === undefined) return this._outputConfiguration;

    this._outputConfiguration = {
      ...this._outputConfiguration,
      ...configuration,
    };
    return this;
  }

  /**
   * Display the help or a custom message after an error occurs.
   *
   * @param {(boolean|string)} [displayHelp]
   * @return {Command} `this` command for chaining
   */
  showHelpAfterError(displayHelp = true) {
    if (typeof displayHelp !== 'string') displayHelp = !!displayHelp;
    this._showHelpAfterError = displayHelp;
    return this;
  }

  /**
   * Display suggestion of similar commands for unknown commands, or options for unknown options.
   *
   * @param {boolean} [displaySuggestion]
   * @return {Command} `this` command for chaining
   */
  showSuggestionAfterError(displaySuggestion = true) {
    this._showSuggestionAfterError = !!displaySuggestion;
    return this;
  }

  /**
   * Add a prepared subcommand.
   *
   * See .command() for creating an attached subcommand which inherits settings from its parent.
   *
   * @param {Command} cmd - new subcommand
   * @param {object} [opts] - configuration options
   * @return {Command} `this` command for chaining
   */

  addCommand(cmd, opts) {
    if (!cmd._name) {
      throw new Error(`Command passed to .addCommand() must have a name
- specify the name in Command constructor or using .name()`);
    }

    opts = opts || {};
    if (opts.isDefault) this._defaultCommandName = cmd._name;
    if (opts.noHelp || opts.hidden) cmd._hidden = true; // modifying passed command due to existing implementation

    this._registerCommand(cmd);
    cmd.parent = this;
    cmd._checkForBrokenPassThrough();

    return this;
  }

  /**
   * Factory routine to create a new unattached argument.
   *
   * See .argument() for creating an attached argument, which uses this routine to
   * create the argument. You can override createArgument to return a custom argument.
   *
   * @param {string} name
   * @param {string} [description]
   * @return {Argument} new argument
   */

  createArgument(name, description) {
    return new argument_Argument(name, description);
  }

  /**
   * Define argument syntax for command.
   *
   * The default is that the argument is required, and you can explicitly
   * indicate this with <> around the name. Put [] around the name for an optional argument.
   *
   * @example
   * program.argument('<input-file>');
   * program.argument('[output-file]');
   *
   * @param {string} name
   * @param {string} [description]
   * @param {(Function|*)} [parseArg] - custom argument processing function or default value
   * @param {*} [defaultValue]
   * @return {Command} `this` command for chaining
   */
  argument(name, description, parseArg, defaultValue) {
    const argument = this.createArgument(name, description);
    if (typeof parseArg === 'function') {
      argument.default(defaultValue).argParser(parseArg);
    } else {
      argument.default(parseArg);
    }
    this.addArgument(argument);
    return this;
  }

  /**
   * Define argument syntax for command, adding multiple at once (without descriptions).
   *
   * See also .argument().
   *
   * @example
   * program.arguments('<cmd> [env]');
   *
   * @param {string} names
   * @return {Command} `this` command for chaining
   */

  arguments(names) {
    names
      .trim()
      .split(/ +/)
      .forEach((detail) => {
        this.argument(detail);
      });
    return this;
  }

  /**
   * Define argument syntax for command, adding a prepared argument.
   *
   * @param {Argument} argument
   * @return {Command} `this` command for chaining
   */
  addArgument(argument) {
    const previousArgument = this.registeredArguments.slice(-1)[0];
    if (previousArgument?.variadic) {
      throw new Error(
        `only the last argument can be variadic '${previousArgument.name()}'`,
      );
    }
    if (
      argument.required &&
      argument.defaultValue !== undefined &&
      argument.parseArg === undefined
    ) {
      throw new Error(
        `a default value for a required argument is never used: '${argument.name()}'`,
      );
    }
    this.registeredArguments.push(argument);
    return this;
  }

  /**
   * Customise or override default help command. By default a help command is automatically added if your command has subcommands.
   *
   * @example
   *    program.helpCommand('help [cmd]');
   *    program.helpCommand('help [cmd]', 'show help');
   *    program.helpCommand(false); // suppress default help command
   *    program.helpCommand(true); // add help command even if no subcommands
   *
   * @param {string|boolean} enableOrNameAndArgs - enable with custom name and/or arguments, or boolean to override whether added
   * @param {string} [description] - custom description
   * @return {Command} `this` command for chaining
   */

  helpCommand(enableOrNameAndArgs, description) {
    if (typeof enableOrNameAndArgs === 'boolean') {
      this._addImplicitHelpCommand = enableOrNameAndArgs;
      if (enableOrNameAndArgs && this._defaultCommandGroup) {
        // make the command to store the group
        this._initCommandGroup(this._getHelpCommand());
      }
      return this;
    }

    const nameAndArgs = enableOrNameAndArgs ?? 'help [command]';
    const [, helpName, helpArgs] = nameAndArgs.match(/([^ ]+) *(.*)/);
    const helpDescription = description ?? 'display help for command';

    const helpCommand = this.createCommand(helpName);
    helpCommand.helpOption(false);
    if (helpArgs) helpCommand.arguments(helpArgs);
    if (helpDescription) helpCommand.description(helpDescription);

    this._addImplicitHelpCommand = true;
    this._helpCommand = helpCommand;
    // init group unless lazy create
    if (enableOrNameAndArgs || description) this._initCommandGroup(helpCommand);

    return this;
  }

  /**
   * Add prepared custom help command.
   *
   * @param {(Command|string|boolean)} helpCommand - custom help command, or deprecated enableOrNameAndArgs as for `.helpCommand()`
   * @param {string} [deprecatedDescription] - deprecated custom description used with custom name only
   * @return {Command} `this` command for chaining
   */
  addHelpCommand(helpCommand, deprecatedDescription) {
    // If not passed an object, call through to helpCommand for backwards compatibility,
    // as addHelpCommand was originally used like helpCommand is now.
    if (typeof helpCommand !== 'object') {
      this.helpCommand(helpCommand, deprecatedDescription);
      return this;
    }

    this._addImplicitHelpCommand = true;
    this._helpCommand = helpCommand;
    this._initCommandGroup(helpCommand);
    return this;
  }

  /**
   * Lazy create help command.
   *
   * @return {(Command|null)}
   * @package
   */
  _getHelpCommand() {
    const hasImplicitHelpCommand =
      this._addImplicitHelpCommand ??
      (this.commands.length &&
        !this._actionHandler &&
        !this._findCommand('help'));

    if (hasImplicitHelpCommand) {
      if (this._helpCommand === undefined) {
        this.helpCommand(undefined, undefined); // use default name and description
      }
      return this._helpCommand;
    }
    return null;
  }

  /**
   * Add hook for life cycle event.
   *
   * @param {string} event
   * @param {Function} listener
   * @return {Command} `this` command for chaining
   */

  hook(event, listener) {
    const allowedValues = ['preSubcommand', 'preAction', 'postAction'];
    if (!allowedValues.includes(event)) {
      throw new Error(`Unexpected value for event passed to hook : '${event}'.
Expecting one of '${allowedValues.join("', '")}'`);
    }
    if (this._lifeCycleHooks[event]) {
      this._lifeCycleHooks[event].push(listener);
    } else {
      this._lifeCycleHooks[event] = [listener];
    }
    return this;
  }

  /**
   * Register callback to use as replacement for calling process.exit.
   *
   * @param {Function} [fn] optional callback which will be passed a CommanderError, defaults to throwing
   * @return {Command} `this` command for chaining
   */

  exitOverride(fn) {
    if (fn) {
      this._exitCallback = fn;
    } else {
      this._exitCallback = (err) => {
        if (err.code !== 'commander.executeSubCommandAsync') {
          throw err;
        } else {
          // Async callback from spawn events, not useful to throw.
        }
      };
    }
    return this;
  }

  /**
   * Call process.exit, and _exitCallback if defined.
   *
   * @param {number} exitCode exit code for using with process.exit
   * @param {string} code an id string representing the error
   * @param {string} message human-readable description of the error
   * @return never
   * @private
   */

  _exit(exitCode, code, message) {
    if (this._exitCallback) {
      this._exitCallback(new CommanderError(exitCode, code, message));
      // Expecting this line is not reached.
    }
    external_node_process_namespaceObject.exit(exitCode);
  }

  /**
   * Register callback `fn` for the command.
   *
   * @example
   * program
   *   .command('serve')
   *   .description('start service')
   *   .action(function() {
   *      // do work here
   *   });
   *
   * @param {Function} fn
   * @return {Command} `this` command for chaining
   */

  action(fn) {
    const listener = (args) => {
      // The .action callback takes an extra parameter which is the command or options.
      const expectedArgsCount = this.registeredArguments.length;
      const actionArgs = args.slice(0, expectedArgsCount);
      if (this._storeOptionsAsProperties) {
        actionArgs[expectedArgsCount] = this; // backwards compatible "options"
      } else {
        actionArgs[expectedArgsCount] = this.opts();
      }
      actionArgs.push(this);

      return fn.apply(this, actionArgs);
    };
    this._actionHandler = listener;
    return this;
  }

  /**
   * Factory routine to create a new unattached option.
   *
   * See .option() for creating an attached option, which uses this routine to
   * create the option. You can override createOption to return a custom option.
   *
   * @param {string} flags
   * @param {string} [description]
   * @return {Option} new option
   */

  createOption(flags, description) {
    return new option_Option(flags, description);
  }

  /**
   * Wrap parseArgs to catch 'commander.invalidArgument'.
   *
   * @param {(Option | Argument)} target
   * @param {string} value
   * @param {*} previous
   * @param {string} invalidArgumentMessage
   * @private
   */

  _callParseArg(target, value, previous, invalidArgumentMessage) {
    try {
      return target.parseArg(value, previous);
    } catch (err) {
      if (err.code === 'commander.invalidArgument') {
        const message = `${invalidArgumentMessage} ${err.message}`;
        this.error(message, { exitCode: err.exitCode, code: err.code });
      }
      throw err;
    }
  }

  /**
   * Check for option flag conflicts.
   * Register option if no conflicts found, or throw on conflict.
   *
   * @param {Option} option
   * @private
   */

  _registerOption(option) {
    const matchingOption =
      (option.short && this._findOption(option.short)) ||
      (option.long && this._findOption(option.long));
    if (matchingOption) {
      const matchingFlag =
        option.long && this._findOption(option.long)
          ? option.long
          : option.short;
      throw new Error(`Cannot add option '${option.flags}'${this._name && ` to command '${this._name}'`} due to conflicting flag '${matchingFlag}'
-  already used by option '${matchingOption.flags}'`);
    }

    this._initOptionGroup(option);
    this.options.push(option);
  }

  /**
   * Check for command name and alias conflicts with existing commands.
   * Register command if no conflicts found, or throw on conflict.
   *
   * @param {Command} command
   * @private
   */

  _registerCommand(command) {
    const knownBy = (cmd) => {
      return [cmd.name()].concat(cmd.aliases());
    };

    const alreadyUsed = knownBy(command).find((name) =>
      this._findCommand(name),
    );
    if (alreadyUsed) {
      const existingCmd = knownBy(this._findCommand(alreadyUsed)).join('|');
      const newCmd = knownBy(command).join('|');
      throw new Error(
        `cannot add command '${newCmd}' as already have command '${existingCmd}'`,
      );
    }

    this._initCommandGroup(command);
    this.commands.push(command);
  }

  /**
   * Add an option.
   *
   * @param {Option} option
   * @return {Command} `this` command for chaining
   */
  addOption(option) {
    this._registerOption(option);

    const oname = option.name();
    const name = option.attributeName();

    // store default value
    if (option.defaultValue !== undefined) {
      this.setOptionValueWithSource(name, option.defaultValue, 'default');
    }

    // handler for cli and env supplied values
    const handleOptionValue = (val, invalidValueMessage, valueSource) => {
      // val is null for optional option used without an optional-argument.
      // val is undefined for boolean and negated option.
      if (val == null && option.presetArg !== undefined) {
        val = option.presetArg;
      }

      // custom processing
      const oldValue = this.getOptionValue(name);
      if (val !== null && option.parseArg) {
        val = this._callParseArg(option, val, oldValue, invalidValueMessage);
      } else if (val !== null && option.variadic) {
        val = option._collectValue(val, oldValue);
      }

      // Fill-in appropriate missing values. Long winded but easy to follow.
      if (val == null) {
        if (option.negate) {
          val = false;
        } else if (option.isBoolean() || option.optional) {
          val = true;
        } else {
          val = ''; // not normal, parseArg might have failed or be a mock function for testing
        }
      }
      this.setOptionValueWithSource(name, val, valueSource);
    };

    this.on('option:' + oname, (val) => {
      const invalidValueMessage = `error: option '${option.flags}' argument '${val}' is invalid.`;
      handleOptionValue(val, invalidValueMessage, 'cli');
    });

    if (option.envVar) {
      this.on('optionEnv:' + oname, (val) => {
        const invalidValueMessage = `error: option '${option.flags}' value '${val}' from env '${option.envVar}' is invalid.`;
        handleOptionValue(val, invalidValueMessage, 'env');
      });
    }

    return this;
  }

  /**
   * Internal implementation shared by .option() and .requiredOption()
   *
   * @return {Command} `this` command for chaining
   * @private
   */
  _optionEx(config, flags, description, fn, defaultValue) {
    if (typeof flags === 'object' && flags instanceof option_Option) {
      throw new Error(
        'To add an Option object use addOption() instead of option() or requiredOption()',
      );
    }
    const option = this.createOption(flags, description);
    option.makeOptionMandatory(!!config.mandatory);
    if (typeof fn === 'function') {
      option.default(defaultValue).argParser(fn);
    } else if (fn instanceof RegExp) {
      // deprecated
      const regex = fn;
      fn = (val, def) => {
        const m = regex.exec(val);
        return m ? m[0] : def;
      };
      option.default(defaultValue).argParser(fn);
    } else {
      option.default(fn);
    }

    return this.addOption(option);
  }

  /**
   * Define option with `flags`, `description`, and optional argument parsing function or `defaultValue` or both.
   *
   * The `flags` string contains the short and/or long flags, separated by comma, a pipe or space. A required
   * option-argument is indicated by `<>` and an optional option-argument by `[]`.
   *
   * See the README for more details, and see also addOption() and requiredOption().
   *
   * @example
   * program
   *     .option('-p, --pepper', 'add pepper')
   *     .option('--pt, --pizza-type <TYPE>', 'type of pizza') // required option-argument
   *     .option('-c, --cheese [CHEESE]', 'add extra cheese', 'mozzarella') // optional option-argument with default
   *     .option('-t, --tip <VALUE>', 'add tip to purchase cost', parseFloat) // custom parse function
   *
   * @param {string} flags
   * @param {string} [description]
   * @param {(Function|*)} [parseArg] - custom option processing function or default value
   * @param {*} [defaultValue]
   * @return {Command} `this` command for chaining
   */

  option(flags, description, parseArg, defaultValue) {
    return this._optionEx({}, flags, description, parseArg, defaultValue);
  }

  /**
   * Add a required option which must have a value after parsing. This usually means
   * the option must be specified on the command line. (Otherwise the same as .option().)
   *
   * The `flags` string contains the short and/or long flags, separated by comma, a pipe or space.
   *
   * @param {string} flags
   * @param {string} [description]
   * @param {(Function|*)} [parseArg] - custom option processing function or default value
   * @param {*} [defaultValue]
   * @return {Command} `this` command for chaining
   */

  requiredOption(flags, description, parseArg, defaultValue) {
    return this._optionEx(
      { mandatory: true },
      flags,
      description,
      parseArg,
      defaultValue,
    );
  }

  /**
   * Alter parsing of short flags with optional values.
   *
   * @example
   * // for `.option('-f,--flag [value]'):
   * program.combineFlagAndOptionalValue(true);  // `-f80` is treated like `--flag=80`, this is the default behaviour
   * program.combineFlagAndOptionalValue(false) // `-fb` is treated like `-f -b`
   *
   * @param {boolean} [combine] - if `true` or omitted, an optional value can be specified directly after the flag.
   * @return {Command} `this` command for chaining
   */
  combineFlagAndOptionalValue(combine = true) {
    this._combineFlagAndOptionalValue = !!combine;
    return this;
  }

  /**
   * Allow unknown options on the command line.
   *
   * @param {boolean} [allowUnknown] - if `true` or omitted, no error will be thrown for unknown options.
   * @return {Command} `this` command for chaining
   */
  allowUnknownOption(allowUnknown = true) {
    this._allowUnknownOption = !!allowUnknown;
    return this;
  }

  /**
   * Allow excess command-arguments on the command line. Pass false to make excess arguments an error.
   *
   * @param {boolean} [allowExcess] - if `true` or omitted, no error will be thrown for excess arguments.
   * @return {Command} `this` command for chaining
   */
  allowExcessArguments(allowExcess = true) {
    this._allowExcessArguments = !!allowExcess;
    return this;
  }

  /**
   * Enable positional options. Positional means global options are specified before subcommands which lets
   * subcommands reuse the same option names, and also enables subcommands to turn on passThroughOptions.
   * The default behaviour is non-positional and global options may appear anywhere on the command line.
   *
   * @param {boolean} [positional]
   * @return {Command} `this` command for chaining
   */
  enablePositionalOptions(positional = true) {
    this._enablePositionalOptions = !!positional;
    return this;
  }

  /**
   * Pass through options that come after command-arguments rather than treat them as command-options,
   * so actual command-options come before command-arguments. Turning this on for a subcommand requires
   * positional options to have been enabled on the program (parent commands).
   * The default behaviour is non-positional and options may appear before or after command-arguments.
   *
   * @param {boolean} [passThrough] for unknown options.
   * @return {Command} `this` command for chaining
   */
  passThroughOptions(passThrough = true) {
    this._passThroughOptions = !!passThrough;
    this._checkForBrokenPassThrough();
    return this;
  }

  /**
   * @private
   */

  _checkForBrokenPassThrough() {
    if (
      this.parent &&
      this._passThroughOptions &&
      !this.parent._enablePositionalOptions
    ) {
      throw new Error(
        `passThroughOptions cannot be used for '${this._name}' without turning on enablePositionalOptions for parent command(s)`,
      );
    }
  }

  /**
   * Whether to store option values as properties on command object,
   * or store separately (specify false). In both cases the option values can be accessed using .opts().
   *
   * @param {boolean} [storeAsProperties=true]
   * @return {Command} `this` command for chaining
   */

  storeOptionsAsProperties(storeAsProperties = true) {
    if (this.options.length) {
      throw new Error('call .storeOptionsAsProperties() before adding options');
    }
    if (Object.keys(this._optionValues).length) {
      throw new Error(
        'call .storeOptionsAsProperties() before setting option values',
      );
    }
    this._storeOptionsAsProperties = !!storeAsProperties;
    return this;
  }

  /**
   * Retrieve option value.
   *
   * @param {string} key
   * @return {object} value
   */

  getOptionValue(key) {
    if (this._storeOptionsAsProperties) {
      return this[key];
    }
    return this._optionValues[key];
  }

  /**
   * Store option value.
   *
   * @param {string} key
   * @param {object} value
   * @return {Command} `this` command for chaining
   */

  setOptionValue(key, value) {
    return this.setOptionValueWithSource(key, value, undefined);
  }

  /**
   * Store option value and where the value came from.
   *
   * @param {string} key
   * @param {object} value
   * @param {string} source - expected values are default/config/env/cli/implied
   * @return {Command} `this` command for chaining
   */

  setOptionValueWithSource(key, value, source) {
    if (this._storeOptionsAsProperties) {
      this[key] = value;
    } else {
      this._optionValues[key] = value;
    }
    this._optionValueSources[key] = source;
    return this;
  }

  /**
   * Get source of option value.
   * Expected values are default | config | env | cli | implied
   *
   * @param {string} key
   * @return {string}
   */

  getOptionValueSource(key) {
    return this._optionValueSources[key];
  }

  /**
   * Get source of option value. See also .optsWithGlobals().
   * Expected values are default | config | env | cli | implied
   *
   * @param {string} key
   * @return {string}
   */

  getOptionValueSourceWithGlobals(key) {
    // global overwrites local, like optsWithGlobals
    let source;
    this._getCommandAndAncestors().forEach((cmd) => {
      if (Object.hasOwn(cmd._optionValueSources, key)) {
        source = cmd.getOptionValueSource(key);
      }
    });
    return source;
  }

  /**
   * Get user arguments from implied or explicit arguments.
   * Side-effects: set _scriptPath if args included script. Used for default program name, and subcommand searches.
   *
   * @private
   */

  _prepareUserArgs(argv, parseOptions) {
    if (argv !== undefined && !Array.isArray(argv)) {
      throw new Error('first parameter to parse must be array or undefined');
    }
    parseOptions = parseOptions || {};

    // auto-detect argument conventions if nothing supplied
    if (argv === undefined && parseOptions.from === undefined) {
      if (external_node_process_namespaceObject.versions?.electron) {
        parseOptions.from = 'electron';
      }
      // check node specific options for scenarios where user CLI args follow executable without scriptname
      const execArgv = external_node_process_namespaceObject.execArgv ?? [];
      if (
        execArgv.includes('-e') ||
        execArgv.includes('--eval') ||
        execArgv.includes('-p') ||
        execArgv.includes('--print')
      ) {
        parseOptions.from = 'eval'; // internal usage, not documented
      }
    }

    // default to using process.argv
    if (argv === undefined) {
      argv = external_node_process_namespaceObject.argv;
    }
    this.rawArgs = argv.slice();

    // extract the user args and scriptPath
    let userArgs;
    switch (parseOptions.from) {
      case undefined:
      case 'node':
        this._scriptPath = argv[1];
        userArgs = argv.slice(2);
        break;
      case 'electron':
        // @ts-ignore: because defaultApp is an unknown property
        if (external_node_process_namespaceObject.defaultApp) {
          this._scriptPath = argv[1];
          userArgs = argv.slice(2);
        } else {
          userArgs = argv.slice(1);
        }
        break;
      case 'user':
        userArgs = argv.slice(0);
        break;
      case 'eval':
        userArgs = argv.slice(1);
        break;
      default:
        throw new Error(
          `unexpected parse option { from: '${parseOptions.from}' }`,
        );
    }

    // Find default name for program from arguments.
    if (!this._name && this._scriptPath)
      this.nameFromFilename(this._scriptPath);
    this._name = this._name || 'program';

    return userArgs;
  }

  /**
   * Parse `argv`, setting options and invoking commands when defined.
   *
   * Use parseAsync instead of parse if any of your action handlers are async.
   *
   * Call with no parameters to parse `process.argv`. Detects Electron and special node options like `node --eval`. Easy mode!
   *
   * Or call with an array of strings to parse, and optionally where the user arguments start by specifying where the arguments are `from`:
   * - `'node'`: default, `argv[0]` is the application and `argv[1]` is the script being run, with user arguments after that
   * - `'electron'`: `argv[0]` is the application and `argv[1]` varies depending on whether the electron application is packaged
   * - `'user'`: just user arguments
   *
   * @example
   * program.parse(); // parse process.argv and auto-detect electron and special node flags
   * program.parse(process.argv); // assume argv[0] is app and argv[1] is script
   * program.parse(my-args, { from: 'user' }); // just user supplied arguments, nothing special about argv[0]
   *
   * @param {string[]} [argv] - optional, defaults to process.argv
   * @param {object} [parseOptions] - optionally specify style of options with from: node/user/electron
   * @param {string} [parseOptions.from] - where the args are from: 'node', 'user', 'electron'
   * @return {Command} `this` command for chaining
   */

  parse(argv, parseOptions) {
    this._prepareForParse();
    const userArgs = this._prepareUserArgs(argv, parseOptions);
    this._parseCommand([], userArgs);

    return this;
  }

  /**
   * Parse `argv`, setting options and invoking commands when defined.
   *
   * Call with no parameters to parse `process.argv`. Detects Electron and special node options like `node --eval`. Easy mode!
   *
   * Or call with an array of strings to parse, and optionally where the user arguments start by specifying where the arguments are `from`:
   * - `'node'`: default, `argv[0]` is the application and `argv[1]` is the script being run, with user arguments after that
   * - `'electron'`: `argv[0]` is the application and `argv[1]` varies depending on whether the electron application is packaged
   * - `'user'`: just user arguments
   *
   * @example
   * await program.parseAsync(); // parse process.argv and auto-detect electron and special node flags
   * await program.parseAsync(process.argv); // assume argv[0] is app and argv[1] is script
   * await program.parseAsync(my-args, { from: 'user' }); // just user supplied arguments, nothing special about argv[0]
   *
   * @param {string[]} [argv]
   * @param {object} [parseOptions]
   * @param {string} parseOptions.from - where the args are from: 'node', 'user', 'electron'
   * @return {Promise}
   */

  async parseAsync(argv, parseOptions) {
    this._prepareForParse();
    const userArgs = this._prepareUserArgs(argv, parseOptions);
    await this._parseCommand([], userArgs);

    return this;
  }

  _prepareForParse() {
    // Save the state the first time, then restore the state before each subsequent parse.
    if (this._savedState === null) {
      // Do the special default of lone negated option to true, now that we have all the options.
      // Filter for negated options that have not been processed already.
      this.options
        .filter(
          (option) =>
            option.negate &&
            option.defaultValue === undefined &&
            this.getOptionValue(option.attributeName()) === undefined,
        )
        .forEach((option) => {
          // check for lone negated option: --no-foo without a --foo option
          const positiveLongFlag = option.long.replace(/^--no-/, '--');
          if (!this._findOption(positiveLongFlag)) {
            this.setOptionValueWithSource(
              option.attributeName(),
              true,
              'default',
            );
          }
        });

      this.saveStateBeforeParse();
    } else {
      this.restoreStateBeforeParse();
    }
  }

  /**
   * Called the first time parse is called to save state and allow a restore before subsequent calls to parse.
   * Not usually called directly, but available for subclasses to save their custom state.
   *
   * This is called in a lazy way. Only commands used in parsing chain will have state saved.
   */
  saveStateBeforeParse() {
    this._savedState = {
      // name is stable if supplied by author, but may be unspecified for root command and deduced during parsing
      _name: this._name,
      // option values before parse have default values (including false for negated options)
      // shallow clones
      _optionValues: { ...this._optionValues },
      _optionValueSources: { ...this._optionValueSources },
    };
  }

  /**
   * Restore state before parse for calls after the first.
   * Not usually called directly, but available for subclasses to save their custom state.
   *
   * This is called in a lazy way. Only commands used in parsing chain will have state restored.
   */
  restoreStateBeforeParse() {
    if (this._storeOptionsAsProperties)
      throw new Error(`Can not call parse again when storeOptionsAsProperties is true.
- either make a new Command for each call to parse, or stop storing options as properties`);

    // clear state from _prepareUserArgs
    this._name = this._savedState._name;
    this._scriptPath = null;
    this.rawArgs = [];
    // clear state from setOptionValueWithSource
    this._optionValues = { ...this._savedState._optionValues };
    this._optionValueSources = { ...this._savedState._optionValueSources };
    // clear state from _parseCommand
    this.args = [];
    // clear state from _processArguments
    this.processedArgs = [];
  }

  /**
   * Throw if expected executable is missing. Add lots of help for author.
   *
   * @param {string} executableFile
   * @param {string} executableDir
   * @param {string} subcommandName
   */
  _checkForMissingExecutable(executableFile, executableDir, subcommandName) {
    if (external_node_fs_.existsSync(executableFile)) return;

    const executableDirMessage = executableDir
      ? `searched for local subcommand relative to directory '${executableDir}'`
      : 'no directory for search for local subcommand, use .executableDir() to supply a custom directory';
    const executableMissing = `'${executableFile}' does not exist
 - if '${subcommandName}' is not meant to be an executable command, remove description parameter from '.command()' and use '.description()' instead
 - if the default executable name is not suitable, use the executableFile option to supply a custom name or path
 - ${executableDirMessage}`;
    throw new Error(executableMissing);
  }

  /**
   * Execute a sub-command executable.
   *
   * @private
   */

  _executeSubCommand(subcommand, args) {
    args = args.slice();
    const sourceExt = ['.js', '.ts', '.tsx', '.mjs', '.cjs'];

    function findFile(baseDir, baseName) {
      // Look for specified file
      const localBin = external_node_path_.resolve(baseDir, baseName);
      if (external_node_fs_.existsSync(localBin)) return localBin;

      // Stop looking if candidate already has an expected extension.
      if (sourceExt.includes(external_node_path_.extname(baseName))) return undefined;

      // Try all the extensions.
      const foundExt = sourceExt.find((ext) =>
        external_node_fs_.existsSync(`${localBin}${ext}`),
      );
      if (foundExt) return `${localBin}${foundExt}`;

      return undefined;
    }

    // Not checking for help first. Unlikely to have mandatory and executable, and can't robustly test for help flags in external command.
    this._checkForMissingMandatoryOptions();
    this._checkForConflictingOptions();

    // executableFile and executableDir might be full path, or just a name
    let executableFile =
      subcommand._executableFile || `${this._name}-${subcommand._name}`;
    let executableDir = this._executableDir || '';
    if (this._scriptPath) {
      let resolvedScriptPath; // resolve possible symlink for installed npm binary
      try {
        resolvedScriptPath = external_node_fs_.realpathSync(this._scriptPath);
      } catch {
        resolvedScriptPath = this._scriptPath;
      }
      executableDir = external_node_path_.resolve(
        external_node_path_.dirname(resolvedScriptPath),
        executableDir,
      );
    }

    // Look for a local file in preference to a command in PATH.
    if (executableDir) {
      let localFile = findFile(executableDir, executableFile);

      // Legacy search using prefix of script name instead of command name
      if (!localFile && !subcommand._executableFile && this._scriptPath) {
        const legacyName = external_node_path_.basename(
          this._scriptPath,
          external_node_path_.extname(this._scriptPath),
        );
        if (legacyName !== this._name) {
          localFile = findFile(
            executableDir,
            `${legacyName}-${subcommand._name}`,
          );
        }
      }
      executableFile = localFile || executableFile;
    }

    const launchWithNode = sourceExt.includes(external_node_path_.extname(executableFile));

    let proc;
    if (external_node_process_namespaceObject.platform !== 'win32') {
      if (launchWithNode) {
        args.unshift(executableFile);
        // add executable arguments to spawn
        args = incrementNodeInspectorPort(external_node_process_namespaceObject.execArgv).concat(args);

        proc = external_node_child_process_.spawn(external_node_process_namespaceObject.argv[0], args, { stdio: 'inherit' });
      } else {
        proc = external_node_child_process_.spawn(executableFile, args, { stdio: 'inherit' });
      }
    } else {
      this._checkForMissingExecutable(
        executableFile,
        executableDir,
        subcommand._name,
      );
      args.unshift(executableFile);
      // add executable arguments to spawn
      args = incrementNodeInspectorPort(external_node_process_namespaceObject.execArgv).concat(args);
      proc = external_node_child_process_.spawn(external_node_process_namespaceObject.execPath, args, { stdio: 'inherit' });
    }

    if (!proc.killed) {
      // testing mainly to avoid leak warnings during unit tests with mocked spawn
      const signals = ['SIGUSR1', 'SIGUSR2', 'SIGTERM', 'SIGINT', 'SIGHUP'];
      signals.forEach((signal) => {
        external_node_process_namespaceObject.on(signal, () => {
          if (proc.killed === false && proc.exitCode === null) {
            // @ts-ignore because signals not typed to known strings
            proc.kill(signal);
          }
        });
      });
    }

    // By default terminate process when spawned process terminates.
    const exitCallback = this._exitCallback;
    proc.on('close', (code) => {
      code = code ?? 1; // code is null if spawned process terminated due to a signal
      if (!exitCallback) {
        external_node_process_namespaceObject.exit(code);
      } else {
        exitCallback(
          new CommanderError(
            code,
            'commander.executeSubCommandAsync',
            '(close)',
          ),
        );
      }
    });
    proc.on('error', (err) => {
      // @ts-ignore: because err.code is an unknown property
      if (err.code === 'ENOENT') {
        this._checkForMissingExecutable(
          executableFile,
          executableDir,
          subcommand._name,
        );
        // @ts-ignore: because err.code is an unknown property
      } else if (err.code === 'EACCES') {
        throw new Error(`'${executableFile}' not executable`);
      }
      if (!exitCallback) {
        external_node_process_namespaceObject.exit(1);
      } else {
        const wrappedError = new CommanderError(
          1,
          'commander.executeSubCommandAsync',
          '(error)',
        );
        wrappedError.nestedError = err;
        exitCallback(wrappedError);
      }
    });

    // Store the reference to the child process
    this.runningCommand = proc;
  }

  /**
   * @private
   */

  _dispatchSubcommand(commandName, operands, unknown) {
    const subCommand = this._findCommand(commandName);
    if (!subCommand) this.help({ error: true });

    subCommand._prepareForParse();
    let promiseChain;
    promiseChain = this._chainOrCallSubCommandHook(
      promiseChain,
      subCommand,
      'preSubcommand',
    );
    promiseChain = this._chainOrCall(promiseChain, () => {
      if (subCommand._executableHandler) {
        this._executeSubCommand(subCommand, operands.concat(unknown));
      } else {
        return subCommand._parseCommand(operands, unknown);
      }
    });
    return promiseChain;
  }

  /**
   * Invoke help directly if possible, or dispatch if necessary.
   * e.g. help foo
   *
   * @private
   */

  _dispatchHelpCommand(subcommandName) {
    if (!subcommandName) {
      this.help();
    }
    const subCommand = this._findCommand(subcommandName);
    if (subCommand && !subCommand._executableHandler) {
      subCommand.help();
    }

    // Fallback to parsing the help flag to invoke the help.
    return this._dispatchSubcommand(
      subcommandName,
      [],
      [this._getHelpOption()?.long ?? this._getHelpOption()?.short ?? '--help'],
    );
  }

  /**
   * Check this.args against expected this.registeredArguments.
   *
   * @private
   */

  _checkNumberOfArguments() {
    // too few
    this.registeredArguments.forEach((arg, i) => {
      if (arg.required && this.args[i] == null) {
        this.missingArgument(arg.name());
      }
    });
    // too many
    if (
      this.registeredArguments.length > 0 &&
      this.registeredArguments[this.registeredArguments.length - 1].variadic
    ) {
      return;
    }
    if (this.args.length > this.registeredArguments.length) {
      this._excessArguments(this.args);
    }
  }

  /**
   * Process this.args using this.registeredArguments and save as this.processedArgs!
   *
   * @private
   */

  _processArguments() {
    const myParseArg = (argument, value, previous) => {
      // Extra processing for nice error message on parsing failure.
      let parsedValue = value;
      if (value !== null && argument.parseArg) {
        const invalidValueMessage = `error: command-argument value '${value}' is invalid for argument '${argument.name()}'.`;
        parsedValue = this._callParseArg(
          argument,
          value,
          previous,
          invalidValueMessage,
        );
      }
      return parsedValue;
    };

    this._checkNumberOfArguments();

    const processedArgs = [];
    this.registeredArguments.forEach((declaredArg, index) => {
      let value = declaredArg.defaultValue;
      if (declaredArg.variadic) {
        // Collect together remaining arguments for passing together as an array.
        if (index < this.args.length) {
          value = this.args.slice(index);
          if (declaredArg.parseArg) {
            value = value.reduce((processed, v) => {
              return myParseArg(declaredArg, v, processed);
            }, declaredArg.defaultValue);
          }
        } else if (value === undefined) {
          value = [];
        }
      } else if (index < this.args.length) {
        value = this.args[index];
        if (declaredArg.parseArg) {
          value = myParseArg(declaredArg, value, declaredArg.defaultValue);
        }
      }
      processedArgs[index] = value;
    });
    this.processedArgs = processedArgs;
  }

  /**
   * Once we have a promise we chain, but call synchronously until then.
   *
   * @param {(Promise|undefined)} promise
   * @param {Function} fn
   * @return {(Promise|undefined)}
   * @private
   */

  _chainOrCall(promise, fn) {
    // thenable
    if (promise?.then && typeof promise.then === 'function') {
      // already have a promise, chain callback
      return promise.then(() => fn());
    }
    // callback might return a promise
    return fn();
  }

  /**
   *
   * @param {(Promise|undefined)} promise
   * @param {string} event
   * @return {(Promise|undefined)}
   * @private
   */

  _chainOrCallHooks(promise, event) {
    let result = promise;
    const hooks = [];
    this._getCommandAndAncestors()
      .reverse()
      .filter((cmd) => cmd._lifeCycleHooks[event] !== undefined)
      .forEach((hookedCommand) => {
        hookedCommand._lifeCycleHooks[event].forEach((callback) => {
          hooks.push({ hookedCommand, callback });
        });
      });
    if (event === 'postAction') {
      hooks.reverse();
    }

    hooks.forEach((hookDetail) => {
      result = this._chainOrCall(result, () => {
        return hookDetail.callback(hookDetail.hookedCommand, this);
      });
    });
    return result;
  }

  /**
   *
   * @param {(Promise|undefined)} promise
   * @param {Command} subCommand
   * @param {string} event
   * @return {(Promise|undefined)}
   * @private
   */

  _chainOrCallSubCommandHook(promise, subCommand, event) {
    let result = promise;
    if (this._lifeCycleHooks[event] !== undefined) {
      this._lifeCycleHooks[event].forEach((hook) => {
        result = this._chainOrCall(result, () => {
          return hook(this, subCommand);
        });
      });
    }
    return result;
  }

  /**
   * Process arguments in context of this command.
   * Returns action result, in case it is a promise.
   *
   * @private
   */

  _parseCommand(operands, unknown) {
    const parsed = this.parseOptions(unknown);
    this._parseOptionsEnv(); // after cli, so parseArg not called on both cli and env
    this._parseOptionsImplied();
    operands = operands.concat(parsed.operands);
    unknown = parsed.unknown;
    this.args = operands.concat(unknown);

    if (operands && this._findCommand(operands[0])) {
      return this._dispatchSubcommand(operands[0], operands.slice(1), unknown);
    }
    if (
      this._getHelpCommand() &&
      operands[0] === this._getHelpCommand().name()
    ) {
      return this._dispatchHelpCommand(operands[1]);
    }
    if (this._defaultCommandName) {
      this._outputHelpIfRequested(unknown); // Run the help for default command from parent rather than passing to default command
      return this._dispatchSubcommand(
        this._defaultCommandName,
        operands,
        unknown,
      );
    }
    if (
      this.commands.length &&
      this.args.length === 0 &&
      !this._actionHandler &&
      !this._defaultCommandName
    ) {
      // probably missing subcommand and no handler, user needs help (and exit)
      this.help({ error: true });
    }

    this._outputHelpIfRequested(parsed.unknown);
    this._checkForMissingMandatoryOptions();
    this._checkForConflictingOptions();

    // We do not always call this check to avoid masking a "better" error, like unknown command.
    const checkForUnknownOptions = () => {
      if (parsed.unknown.length > 0) {
        this.unknownOption(parsed.unknown[0]);
      }
    };

    const commandEvent = `command:${this.name()}`;
    if (this._actionHandler) {
      checkForUnknownOptions();
      this._processArguments();

      let promiseChain;
      promiseChain = this._chainOrCallHooks(promiseChain, 'preAction');
      promiseChain = this._chainOrCall(promiseChain, () =>
        this._actionHandler(this.processedArgs),
      );
      if (this.parent) {
        promiseChain = this._chainOrCall(promiseChain, () => {
          this.parent.emit(commandEvent, operands, unknown); // legacy
        });
      }
      promiseChain = this._chainOrCallHooks(promiseChain, 'postAction');
      return promiseChain;
    }
    if (this.parent?.listenerCount(commandEvent)) {
      checkForUnknownOptions();
      this._processArguments();
      this.parent.emit(commandEvent, operands, unknown); // legacy
    } else if (operands.length) {
      if (this._findCommand('*')) {
        // legacy default command
        return this._dispatchSubcommand('*', operands, unknown);
      }
      if (this.listenerCount('command:*')) {
        // skip option check, emit event for possible misspelling suggestion
        this.emit('command:*', operands, unknown);
      } else if (this.commands.length) {
        this.unknownCommand();
      } else {
        checkForUnknownOptions();
        this._processArguments();
      }
    } else if (this.commands.length) {
      checkForUnknownOptions();
      // This command has subcommands and nothing hooked up at this level, so display help (and exit).
      this.help({ error: true });
    } else {
      checkForUnknownOptions();
      this._processArguments();
      // fall through for caller to handle after calling .parse()
    }
  }

  /**
   * Find matching command.
   *
   * @private
   * @return {Command | undefined}
   */
  _findCommand(name) {
    if (!name) return undefined;
    return this.commands.find(
      (cmd) => cmd._name === name || cmd._aliases.includes(name),
    );
  }

  /**
   * Return an option matching `arg` if any.
   *
   * @param {string} arg
   * @return {Option}
   * @package
   */

  _findOption(arg) {
    return this.options.find((option) => option.is(arg));
  }

  /**
   * Display an error message if a mandatory option does not have a value.
   * Called after checking for help flags in leaf subcommand.
   *
   * @private
   */

  _checkForMissingMandatoryOptions() {
    // Walk up hierarchy so can call in subcommand after checking for displaying help.
    this._getCommandAndAncestors().forEach((cmd) => {
      cmd.options.forEach((anOption) => {
        if (
          anOption.mandatory &&
          cmd.getOptionValue(anOption.attributeName()) === undefined
        ) {
          cmd.missingMandatoryOptionValue(anOption);
        }
      });
    });
  }

  /**
   * Display an error message if conflicting options are used together in this.
   *
   * @private
   */
  _checkForConflictingLocalOptions() {
    const definedNonDefaultOptions = this.options.filter((option) => {
      const optionKey = option.attributeName();
      if (this.getOptionValue(optionKey) === undefined) {
        return false;
      }
      return this.getOptionValueSource(optionKey) !== 'default';
    });

    const optionsWithConflicting = definedNonDefaultOptions.filter(
      (option) => option.conflictsWith.length > 0,
    );

    optionsWithConflicting.forEach((option) => {
      const conflictingAndDefined = definedNonDefaultOptions.find((defined) =>
        option.conflictsWith.includes(defined.attributeName()),
      );
      if (conflictingAndDefined) {
        this._conflictingOption(option, conflictingAndDefined);
      }
    });
  }

  /**
   * Display an error message if conflicting options are used together.
   * Called after checking for help flags in leaf subcommand.
   *
   * @private
   */
  _checkForConflictingOptions() {
    // Walk up hierarchy so can call in subcommand after checking for displaying help.
    this._getCommandAndAncestors().forEach((cmd) => {
      cmd._checkForConflictingLocalOptions();
    });
  }

  /**
   * Parse options from `argv` removing known options,
   * and return argv split into operands and unknown arguments.
   *
   * Side effects: modifies command by storing options. Does not reset state if called again.
   *
   * Examples:
   *
   *     argv => operands, unknown
   *     --known kkk op => [op], []
   *     op --known kkk => [op], []
   *     sub --unknown uuu op => [sub], [--unknown uuu op]
   *     sub -- --unknown uuu op => [sub --unknown uuu op], []
   *
   * @param {string[]} args
   * @return {{operands: string[], unknown: string[]}}
   */

  parseOptions(args) {
    const operands = []; // operands, not options or values
    const unknown = []; // first unknown option and remaining unknown args
    let dest = operands;

    function maybeOption(arg) {
      return arg.length > 1 && arg[0] === '-';
    }

    const negativeNumberArg = (arg) => {
      // return false if not a negative number
      if (!/^-(\d+|\d*\.\d+)([eE][+-]?\d+)?$/.test(arg)) return false;
      // negative number is ok unless digit used as an option in command hierarchy
      return !this._getCommandAndAncestors().some((cmd) =>
        cmd.options
          .map((opt) => opt.short)
          .some((short) => /^-\d$/.test(short)),
      );
    };

    // parse options
    let activeVariadicOption = null;
    let activeGroup = null; // working through group of short options, like -abc
    let i = 0;
    while (i < args.length || activeGroup) {
      const arg = activeGroup ?? args[i++];
      activeGroup = null;

      // literal
      if (arg === '--') {
        if (dest === unknown) dest.push(arg);
        dest.push(...args.slice(i));
        break;
      }

      if (
        activeVariadicOption &&
        (!maybeOption(arg) || negativeNumberArg(arg))
      ) {
        this.emit(`option:${activeVariadicOption.name()}`, arg);
        continue;
      }
      activeVariadicOption = null;

      if (maybeOption(arg)) {
        const option = this._findOption(arg);
        // recognised option, call listener to assign value with possible custom processing
        if (option) {
          if (option.required) {
            const value = args[i++];
            if (value === undefined) this.optionMissingArgument(option);
            this.emit(`option:${option.name()}`, value);
          } else if (option.optional) {
            let value = null;
            // historical behaviour is optional value is following arg unless an option
            if (
              i < args.length &&
              (!maybeOption(args[i]) || negativeNumberArg(args[i]))
            ) {
              value = args[i++];
            }
            this.emit(`option:${option.name()}`, value);
          } else {
            // boolean flag
            this.emit(`option:${option.name()}`);
          }
          activeVariadicOption = option.variadic ? option : null;
          continue;
        }
      }

      // Look for combo options following single dash, eat first one if known.
      if (arg.length > 2 && arg[0] === '-' && arg[1] !== '-') {
        const option = this._findOption(`-${arg[1]}`);
        if (option) {
          if (
            option.required ||
            (option.optional && this._combineFlagAndOptionalValue)
          ) {
            // option with value following in same argument
            this.emit(`option:${option.name()}`, arg.slice(2));
          } else {
            // boolean option
            this.emit(`option:${option.name()}`);
            // remove the processed option and keep processing group
            activeGroup = `-${arg.slice(2)}`;
          }
          continue;
        }
      }

      // Look for known long flag with value, like --foo=bar
      if (/^--[^=]+=/.test(arg)) {
        const index = arg.indexOf('=');
        const option = this._findOption(arg.slice(0, index));
        if (option && (option.required || option.optional)) {
          this.emit(`option:${option.name()}`, arg.slice(index + 1));
          continue;
        }
      }

      // Not a recognised option by this command.
      // Might be a command-argument, or subcommand option, or unknown option, or help command or option.

      // An unknown option means further arguments also classified as unknown so can be reprocessed by subcommands.
      // A negative number in a leaf command is not an unknown option.
      if (
        dest === operands &&
        maybeOption(arg) &&
        !(this.commands.length === 0 && negativeNumberArg(arg))
      ) {
        dest = unknown;
      }

      // If using positionalOptions, stop processing our options at subcommand.
      if (
        (this._enablePositionalOptions || this._passThroughOptions) &&
        operands.length === 0 &&
        unknown.length === 0
      ) {
        if (this._findCommand(arg)) {
          operands.push(arg);
          unknown.push(...args.slice(i));
          break;
        } else if (
          this._getHelpCommand() &&
          arg === this._getHelpCommand().name()
        ) {
          operands.push(arg, ...args.slice(i));
          break;
        } else if (this._defaultCommandName) {
          unknown.push(arg, ...args.slice(i));
          break;
        }
      }

      // If using passThroughOptions, stop processing options at first command-argument.
      if (this._passThroughOptions) {
        dest.push(arg, ...args.slice(i));
        break;
      }

      // add arg
      dest.push(arg);
    }

    return { operands, unknown };
  }

  /**
   * Return an object containing local option values as key-value pairs.
   *
   * @return {object}
   */
  opts() {
    if (this._storeOptionsAsProperties) {
      // Preserve original behaviour so backwards compatible when still using properties
      const result = {};
      const len = this.options.length;

      for (let i = 0; i < len; i++) {
        const key = this.options[i].attributeName();
        result[key] =
          key === this._versionOptionName ? this._version : this[key];
      }
      return result;
    }

    return this._optionValues;
  }

  /**
   * Return an object containing merged local and global option values as key-value pairs.
   *
   * @return {object}
   */
  optsWithGlobals() {
    // globals overwrite locals
    return this._getCommandAndAncestors().reduce(
      (combinedOptions, cmd) => Object.assign(combinedOptions, cmd.opts()),
      {},
    );
  }

  /**
   * Display error message and exit (or call exitOverride).
   *
   * @param {string} message
   * @param {object} [errorOptions]
   * @param {string} [errorOptions.code] - an id string representing the error
   * @param {number} [errorOptions.exitCode] - used with process.exit
   */
  error(message, errorOptions) {
    // output handling
    this._outputConfiguration.outputError(
      `${message}\n`,
      this._outputConfiguration.writeErr,
    );
    if (typeof this._showHelpAfterError === 'string') {
      this._outputConfiguration.writeErr(`${this._showHelpAfterError}\n`);
    } else if (this._showHelpAfterError) {
      this._outputConfiguration.writeErr('\n');
      this.outputHelp({ error: true });
    }

    // exit handling
    const config = errorOptions || {};
    const exitCode = config.exitCode || 1;
    const code = config.code || 'commander.error';
    this._exit(exitCode, code, message);
  }

  /**
   * Apply any option related environment variables, if option does
   * not have a value from cli or client code.
   *
   * @private
   */
  _parseOptionsEnv() {
    this.options.forEach((option) => {
      if (option.envVar && option.envVar in external_node_process_namespaceObject.env) {
        const optionKey = option.attributeName();
        // Priority check. Do not overwrite cli or options from unknown source (client-code).
        if (
          this.getOptionValue(optionKey) === undefined ||
          ['default', 'config', 'env'].includes(
            this.getOptionValueSource(optionKey),
          )
        ) {
          if (option.required || option.optional) {
            // option can take a value
            // keep very simple, optional always takes value
            this.emit(`optionEnv:${option.name()}`, external_node_process_namespaceObject.env[option.envVar]);
          } else {
            // boolean
            // keep very simple, only care that envVar defined and not the value
            this.emit(`optionEnv:${option.name()}`);
          }
        }
      }
    });
  }

  /**
   * Apply any implied option values, if option is undefined or default value.
   *
   * @private
   */
  _parseOptionsImplied() {
    const dualHelper = new DualOptions(this.options);
    const hasCustomOptionValue = (optionKey) => {
      return (
        this.getOptionValue(optionKey) !== undefined &&
        !['default', 'implied'].includes(this.getOptionValueSource(optionKey))
      );
    };
    this.options
      .filter(
        (option) =>
          option.implied !== undefined &&
          hasCustomOptionValue(option.attributeName()) &&
          dualHelper.valueFromOption(
            this.getOptionValue(option.attributeName()),
            option,
          ),
      )
      .forEach((option) => {
        Object.keys(option.implied)
          .filter((impliedKey) => !hasCustomOptionValue(impliedKey))
          .forEach((impliedKey) => {
            this.setOptionValueWithSource(
              impliedKey,
              option.implied[impliedKey],
              'implied',
            );
          });
      });
  }

  /**
   * Argument `name` is missing.
   *
   * @param {string} name
   * @private
   */

  missingArgument(name) {
    const message = `error: missing required argument '${name}'`;
    this.error(message, { code: 'commander.missingArgument' });
  }

  /**
   * `Option` is missing an argument.
   *
   * @param {Option} option
   * @private
   */

  optionMissingArgument(option) {
    const message = `error: option '${option.flags}' argument missing`;
    this.error(message, { code: 'commander.optionMissingArgument' });
  }

  /**
   * `Option` does not have a value, and is a mandatory option.
   *
   * @param {Option} option
   * @private
   */

  missingMandatoryOptionValue(option) {
    const message = `error: required option '${option.flags}' not specified`;
    this.error(message, { code: 'commander.missingMandatoryOptionValue' });
  }

  /**
   * `Option` conflicts with another option.
   *
   * @param {Option} option
   * @param {Option} conflictingOption
   * @private
   */
  _conflictingOption(option, conflictingOption) {
    // The calling code does not know whether a negated option is the source of the
    // value, so do some work to take an educated guess.
    const findBestOptionFromValue = (option) => {
      const optionKey = option.attributeName();
      const optionValue = this.getOptionValue(optionKey);
      const negativeOption = this.options.find(
        (target) => target.negate && optionKey === target.attributeName(),
      );
      const positiveOption = this.options.find(
        (target) => !target.negate && optionKey === target.attributeName(),
      );
      if (
        negativeOption &&
        ((negativeOption.presetArg === undefined && optionValue === false) ||
          (negativeOption.presetArg !== undefined &&
            optionValue === negativeOption.presetArg))
      ) {
        return negativeOption;
      }
      return positiveOption || option;
    };

    const getErrorMessage = (option) => {
      const bestOption = findBestOptionFromValue(option);
      const optionKey = bestOption.attributeName();
      const source = this.getOptionValueSource(optionKey);
      if (source === 'env') {
        return `environment variable '${bestOption.envVar}'`;
      }
      return `option '${bestOption.flags}'`;
    };

    const message = `error: ${getErrorMessage(option)} cannot be used with ${getErrorMessage(conflictingOption)}`;
    this.error(message, { code: 'commander.conflictingOption' });
  }

  /**
   * Unknown option `flag`.
   *
   * @param {string} flag
   * @private
   */

  unknownOption(flag) {
    if (this._allowUnknownOption) return;
    let suggestion = '';

    if (flag.startsWith('--') && this._showSuggestionAfterError) {
      // Looping to pick up the global options too
      let candidateFlags = [];
      // eslint-disable-next-line @typescript-eslint/no-this-alias
      let command = this;
      do {
        const moreFlags = command
          .createHelp()
          .visibleOptions(command)
          .filter((option) => option.long)
          .map((option) => option.long);
        candidateFlags = candidateFlags.concat(moreFlags);
        command = command.parent;
      } while (command && !command._enablePositionalOptions);
      suggestion = suggestSimilar(flag, candidateFlags);
    }

    const message = `error: unknown option '${flag}'${suggestion}`;
    this.error(message, { code: 'commander.unknownOption' });
  }

  /**
   * Excess arguments, more than expected.
   *
   * @param {string[]} receivedArgs
   * @private
   */

  _excessArguments(receivedArgs) {
    if (this._allowExcessArguments) return;

    const expected = this.registeredArguments.length;
    const s = expected === 1 ? '' : 's';
    const received = receivedArgs.length;
    const forSubcommand = this.parent ? ` for '${this.name()}'` : '';
    const details = receivedArgs.join(', ');
    const message = `error: too many arguments${forSubcommand}. Expected ${expected} argument${s} but got ${received}: ${details}.`;
    this.error(message, { code: 'commander.excessArguments' });
  }

  /**
   * Unknown command.
   *
   * @private
   */

  unknownCommand() {
    const unknownName = this.args[0];
    let suggestion = '';

    if (this._showSuggestionAfterError) {
      const candidateNames = [];
      this.createHelp()
        .visibleCommands(this)
        .forEach((command) => {
          candidateNames.push(command.name());
          // just visible alias
          if (command.alias()) candidateNames.push(command.alias());
        });
      suggestion = suggestSimilar(unknownName, candidateNames);
    }

    const message = `error: unknown command '${unknownName}'${suggestion}`;
    this.error(message, { code: 'commander.unknownCommand' });
  }

  /**
   * Get or set the program version.
   *
   * This method auto-registers the "-V, --version" option which will print the version number.
   *
   * You can optionally supply the flags and description to override the defaults.
   *
   * @param {string} [str]
   * @param {string} [flags]
   * @param {string} [description]
   * @return {(this | string | undefined)} `this` command for chaining, or version string if no arguments
   */

  version(str, flags, description) {
    if (str === undefined) return this._version;
    this._version = str;
    flags = flags || '-V, --version';
    description = description || 'output the version number';
    const versionOption = this.createOption(flags, description);
    this._versionOptionName = versionOption.attributeName();
    this._registerOption(versionOption);

    this.on('option:' + versionOption.name(), () => {
      this._outputConfiguration.writeOut(`${str}\n`);
      this._exit(0, 'commander.version', str);
    });
    return this;
  }

  /**
   * Set the description.
   *
   * @param {string} [str]
   * @param {object} [argsDescription]
   * @return {(string|Command)}
   */
  description(str, argsDescription) {
    if (str === undefined && argsDescription === undefined)
      return this._description;
    this._description = str;
    if (argsDescription) {
      this._argsDescription = argsDescription;
    }
    return this;
  }

  /**
   * Set the summary. Used when listed as subcommand of parent.
   *
   * @param {string} [str]
   * @return {(string|Command)}
   */
  summary(str) {
    if (str === undefined) return this._summary;
    this._summary = str;
    return this;
  }

  /**
   * Set an alias for the command.
   *
   * You may call more than once to add multiple aliases. Only the first alias is shown in the auto-generated help.
   *
   * @param {string} [alias]
   * @return {(string|Command)}
   */

  alias(alias) {
    if (alias === undefined) return this._aliases[0]; // just return first, for backwards compatibility

    /** @type {Command} */
    // eslint-disable-next-line @typescript-eslint/no-this-alias
    let command = this;
    if (
      this.commands.length !== 0 &&
      this.commands[this.commands.length - 1]._executableHandler
    ) {
      // assume adding alias for last added executable subcommand, rather than this
      command = this.commands[this.commands.length - 1];
    }

    if (alias === command._name)
      throw new Error("Command alias can't be the same as its name");
    const matchingCommand = this.parent?._findCommand(alias);
    if (matchingCommand) {
      // c.f. _registerCommand
      const existingCmd = [matchingCommand.name()]
        .concat(matchingCommand.aliases())
        .join('|');
      throw new Error(
        `cannot add alias '${alias}' to command '${this.name()}' as already have command '${existingCmd}'`,
      );
    }

    command._aliases.push(alias);
    return this;
  }

  /**
   * Set aliases for the command.
   *
   * Only the first alias is shown in the auto-generated help.
   *
   * @param {string[]} [aliases]
   * @return {(string[]|Command)}
   */

  aliases(aliases) {
    // Getter for the array of aliases is the main reason for having aliases() in addition to alias().
    if (aliases === undefined) return this._aliases;

    aliases.forEach((alias) => this.alias(alias));
    return this;
  }

  /**
   * Set / get the command usage `str`.
   *
   * @param {string} [str]
   * @return {(string|Command)}
   */

  usage(str) {
    if (str === undefined) {
      if (this._usage) return this._usage;

      const args = this.registeredArguments.map((arg) => {
        return humanReadableArgName(arg);
      });
      return []
        .concat(
          this.options.length || this._helpOption !== null ? '[options]' : [],
          this.commands.length ? '[command]' : [],
          this.registeredArguments.length ? args : [],
        )
        .join(' ');
    }

    this._usage = str;
    return this;
  }

  /**
   * Get or set the name of the command.
   *
   * @param {string} [str]
   * @return {(string|Command)}
   */

  name(str) {
    if (str === undefined) return this._name;
    this._name = str;
    return this;
  }

  /**
   * Set/get the help group heading for this subcommand in parent command's help.
   *
   * @param {string} [heading]
   * @return {Command | string}
   */

  helpGroup(heading) {
    if (heading === undefined) return this._helpGroupHeading ?? '';
    this._helpGroupHeading = heading;
    return this;
  }

  /**
   * Set/get the default help group heading for subcommands added to this command.
   * (This does not override a group set directly on the subcommand using .helpGroup().)
   *
   * @example
   * program.commandsGroup('Development Commands:');
   * program.command('watch')...
   * program.command('lint')...
   * ...
   *
   * @param {string} [heading]
   * @returns {Command | string}
   */
  commandsGroup(heading) {
    if (heading === undefined) return this._defaultCommandGroup ?? '';
    this._defaultCommandGroup = heading;
    return this;
  }

  /**
   * Set/get the default help group heading for options added to this command.
   * (This does not override a group set directly on the option using .helpGroup().)
   *
   * @example
   * program
   *   .optionsGroup('Development Options:')
   *   .option('-d, --debug', 'output extra debugging')
   *   .option('-p, --profile', 'output profiling information')
   *
   * @param {string} [heading]
   * @returns {Command | string}
   */
  optionsGroup(heading) {
    if (heading === undefined) return this._defaultOptionGroup ?? '';
    this._defaultOptionGroup = heading;
    return this;
  }

  /**
   * @param {Option} option
   * @private
   */
  _initOptionGroup(option) {
    if (this._defaultOptionGroup && !option.helpGroupHeading)
      option.helpGroup(this._defaultOptionGroup);
  }

  /**
   * @param {Command} cmd
   * @private
   */
  _initCommandGroup(cmd) {
    if (this._defaultCommandGroup && !cmd.helpGroup())
      cmd.helpGroup(this._defaultCommandGroup);
  }

  /**
   * Set the name of the command from script filename, such as process.argv[1],
   * or import.meta.filename.
   *
   * (Used internally and public although not documented in README.)
   *
   * @example
   * program.nameFromFilename(import.meta.filename);
   *
   * @param {string} filename
   * @return {Command}
   */

  nameFromFilename(filename) {
    this._name = external_node_path_.basename(filename, external_node_path_.extname(filename));

    return this;
  }

  /**
   * Get or set the directory for searching for executable subcommands of this command.
   *
   * @example
   * program.executableDir(import.meta.dirname);
   * // or
   * program.executableDir('subcommands');
   *
   * @param {string} [path]
   * @return {(string|null|Command)}
   */

  executableDir(path) {
    if (path === undefined) return this._executableDir;
    this._executableDir = path;
    return this;
  }

  /**
   * Return program help documentation.
   *
   * @param {{ error: boolean }} [contextOptions] - pass {error:true} to wrap for stderr instead of stdout
   * @return {string}
   */

  helpInformation(contextOptions) {
    const helper = this.createHelp();
    const context = this._getOutputContext(contextOptions);
    helper.prepareContext({
      error: context.error,
      helpWidth: context.helpWidth,
      outputHasColors: context.hasColors,
    });
    const text = helper.formatHelp(this, helper);
    if (context.hasColors) return text;
    return this._outputConfiguration.stripColor(text);
  }

  /**
   * @typedef HelpContext
   * @type {object}
   * @property {boolean} error
   * @property {number} helpWidth
   * @property {boolean} hasColors
   * @property {function} write - includes stripColor if needed
   *
   * @returns {HelpContext}
   * @private
   */

  _getOutputContext(contextOptions) {
    contextOptions = contextOptions || {};
    const error = !!contextOptions.error;
    let baseWrite;
    let hasColors;
    let helpWidth;
    if (error) {
      baseWrite = (str) => this._outputConfiguration.writeErr(str);
      hasColors = this._outputConfiguration.getErrHasColors();
      helpWidth = this._outputConfiguration.getErrHelpWidth();
    } else {
      baseWrite = (str) => this._outputConfiguration.writeOut(str);
      hasColors = this._outputConfiguration.getOutHasColors();
      helpWidth = this._outputConfiguration.getOutHelpWidth();
    }
    const write = (str) => {
      if (!hasColors) str = this._outputConfiguration.stripColor(str);
      return baseWrite(str);
    };
    return { error, write, hasColors, helpWidth };
  }

  /**
   * Output help information for this command.
   *
   * Outputs built-in help, and custom text added using `.addHelpText()`.
   *
   * @param {{ error: boolean } | Function} [contextOptions] - pass {error:true} to write to stderr instead of stdout
   */

  outputHelp(contextOptions) {
    let deprecatedCallback;
    if (typeof contextOptions === 'function') {
      deprecatedCallback = contextOptions;
      contextOptions = undefined;
    }

    const outputContext = this._getOutputContext(contextOptions);
    /** @type {HelpTextEventContext} */
    const eventContext = {
      error: outputContext.error,
      write: outputContext.write,
      command: this,
    };

    this._getCommandAndAncestors()
      .reverse()
      .forEach((command) => command.emit('beforeAllHelp', eventContext));
    this.emit('beforeHelp', eventContext);

    let helpInformation = this.helpInformation({ error: outputContext.error });
    if (deprecatedCallback) {
      helpInformation = deprecatedCallback(helpInformation);
      if (
        typeof helpInformation !== 'string' &&
        !Buffer.isBuffer(helpInformation)
      ) {
        throw new Error('outputHelp callback must return a string or a Buffer');
      }
    }
    outputContext.write(helpInformation);

    if (this._getHelpOption()?.long) {
      this.emit(this._getHelpOption().long); // deprecated
    }
    this.emit('afterHelp', eventContext);
    this._getCommandAndAncestors().forEach((command) =>
      command.emit('afterAllHelp', eventContext),
    );
  }

  /**
   * You can pass in flags and a description to customise the built-in help option.
   * Pass in false to disable the built-in help option.
   *
   * @example
   * program.helpOption('-?, --help', 'show help'); // customise
   * program.helpOption(false); // disable
   *
   * @param {(string | boolean)} flags
   * @param {string} [description]
   * @return {Command} `this` command for chaining
   */

  helpOption(flags, description) {
    // Support enabling/disabling built-in help option.
    if (typeof flags === 'boolean') {
      if (flags) {
        if (this._helpOption === null) this._helpOption = undefined; // reenable
        if (this._defaultOptionGroup) {
          // make the option to store the group
          this._initOptionGroup(this._getHelpOption());
        }
      } else {
        this._helpOption = null; // disable
      }
      return this;
    }

    // Customise flags and description.
    this._helpOption = this.createOption(
      flags ?? '-h, --help',
      description ?? 'display help for command',
    );
    // init group unless lazy create
    if (flags || description) this._initOptionGroup(this._helpOption);

    return this;
  }

  /**
   * Lazy create help option.
   * Returns null if has been disabled with .helpOption(false).
   *
   * @returns {(Option | null)} the help option
   * @package
   */
  _getHelpOption() {
    // Lazy create help option on demand.
    if (this._helpOption === undefined) {
      this.helpOption(undefined, undefined);
    }
    return this._helpOption;
  }

  /**
   * Supply your own option to use for the built-in help option.
   * This is an alternative to using helpOption() to customise the flags and description etc.
   *
   * @param {Option} option
   * @return {Command} `this` command for chaining
   */
  addHelpOption(option) {
    this._helpOption = option;
    this._initOptionGroup(option);
    return this;
  }

  /**
   * Output help information and exit.
   *
   * Outputs built-in help, and custom text added using `.addHelpText()`.
   *
   * @param {{ error: boolean }} [contextOptions] - pass {error:true} to write to stderr instead of stdout
   */

  help(contextOptions) {
    this.outputHelp(contextOptions);
    let exitCode = Number(external_node_process_namespaceObject.exitCode ?? 0); // process.exitCode does allow a string or an integer, but we prefer just a number
    if (
      exitCode === 0 &&
      contextOptions &&
      typeof contextOptions !== 'function' &&
      contextOptions.error
    ) {
      exitCode = 1;
    }
    // message: do not have all displayed text available so only passing placeholder.
    this._exit(exitCode, 'commander.help', '(outputHelp)');
  }

  /**
   * // Do a little typing to coordinate emit and listener for the help text events.
   * @typedef HelpTextEventContext
   * @type {object}
   * @property {boolean} error
   * @property {Command} command
   * @property {function} write
   */

  /**
   * Add additional text to be displayed with the built-in help.
   *
   * Position is 'before' or 'after' to affect just this command,
   * and 'beforeAll' or 'afterAll' to affect this command and all its subcommands.
   *
   * @param {string} position - before or after built-in help
   * @param {(string | Function)} text - string to add, or a function returning a string
   * @return {Command} `this` command for chaining
   */

  addHelpText(position, text) {
    const allowedValues = ['beforeAll', 'before', 'after', 'afterAll'];
    if (!allowedValues.includes(position)) {
      throw new Error(`Unexpected value for position to addHelpText.
Expecting one of '${allowedValues.join("', '")}'`);
    }

    const helpEvent = `${position}Help`;
    this.on(helpEvent, (/** @type {HelpTextEventContext} */ context) => {
      let helpStr;
      if (typeof text === 'function') {
        helpStr = text({ error: context.error, command: context.command });
      } else {
        helpStr = text;
      }
      // Ignore falsy value when nothing to output.
      if (helpStr) {
        context.write(`${helpStr}\n`);
      }
    });
    return this;
  }

  /**
   * Output help information if help flags specified
   *
   * @param {Array} args - array of options to search for help flags
   * @private
   */

  _outputHelpIfRequested(args) {
    const helpOption = this._getHelpOption();
    const helpRequested = helpOption && args.find((arg) => helpOption.is(arg));
    if (helpRequested) {
      this.outputHelp();
      // (Do not have all displayed text available so only passing placeholder.)
      this._exit(0, 'commander.helpDisplayed', '(outputHelp)');
    }
  }
}

/**
 * Scan arguments and increment port number for inspect calls (to avoid conflicts when spawning new command).
 *
 * @param {string[]} args - array of arguments from node.execArgv
 * @returns {string[]}
 * @private
 */

function incrementNodeInspectorPort(args) {
  // Testing for these options:
  //  --inspect[=[host:]port]
  //  --inspect-brk[=[host:]port]
  //  --inspect-wait[=[host:]port]
  //  --inspect-port=[host:]port
  //
  // Host can be an IP literal encapsulated within square brackets (e.g. [::1]),
  // an IPv4 address in dotted-decimal form (e.g. 192.168.0.1), or a registered name.
  // https://www.rfc-editor.org/rfc/rfc3986.html#section-3.2.2
  return args.map((arg) => {
    if (!arg.startsWith('--inspect')) {
      return arg;
    }
    let debugOption;
    let debugHost = '127.0.0.1';
    let debugPort = '9229';
    let match;
    if ((match = arg.match(/^(--inspect(-brk|-wait)?)$/)) !== null) {
      // e.g. --inspect
      debugOption = match[1];
    } else if (
      (match = arg.match(
        /^(--inspect(-brk|-port|-wait)?)=(\[[^\]]+\]|[^:]+)$/,
      )) !== null
    ) {
      // Matches a host or a port, but not both. No colon to separate them.
      debugOption = match[1];
      if (/^\d+$/.test(match[3])) {
        // Plain digits so a port number.
        // e.g. --inspect=1234
        debugPort = match[3];
      } else {
        // Assume a host.
        // e.g. --inspect=localhost, --inspect=[::1], --inspect=192.168.0.1
        debugHost = match[3];
      }
    } else if (
      (match = arg.match(
        /^(--inspect(-brk|-port|-wait)?)=(\[[^\]]+\]|[^:]+):(\d+)$/,
      )) !== null
    ) {
      // Matched host:port pattern.
      // e.g. --inspect=localhost:1234, --inspect=[::1]:1234, --inspect=192.168.0.1:1234
      debugOption = match[1];
      debugHost = match[3];
      debugPort = match[4];
    }

    if (debugOption && debugPort !== '0') {
      return `${debugOption}=${debugHost}:${parseInt(debugPort) + 1}`;
    }
    return arg;
  });
}

/**
 * Exported for using from tests, not otherwise used outside this file.
 *
 * @returns {boolean | undefined}
 * @package
 */
function useColor() {
  // Test for common conventions.
  // NB: the observed behaviour is in combination with how author adds color! For example:
  //   - we do not test NODE_DISABLE_COLORS, but util:styletext does
  //   - we do test NO_COLOR, but Chalk does not
  //
  // References:
  // https://no-color.org
  // https://bixense.com/clicolors/
  // https://github.com/nodejs/node/blob/0a00217a5f67ef4a22384cfc80eb6dd9a917fdc1/lib/internal/tty.js#L109
  // https://github.com/chalk/supports-color/blob/c214314a14bcb174b12b3014b2b0a8de375029ae/index.js#L33
  // (https://force-color.org recent web page from 2023, does not match major javascript implementations)

  if (
    external_node_process_namespaceObject.env.NO_COLOR ||
    external_node_process_namespaceObject.env.FORCE_COLOR === '0' ||
    external_node_process_namespaceObject.env.FORCE_COLOR === 'false'
  )
    return false;
  if (external_node_process_namespaceObject.env.FORCE_COLOR || external_node_process_namespaceObject.env.CLICOLOR_FORCE !== undefined)
    return true;
  return undefined;
}

;// CONCATENATED MODULE: ./node_modules/commander/index.js






const program = new command_Command();

const createCommand = (name) => new Command(name);
const createOption = (flags, description) =>
  new Option(flags, description);
const createArgument = (name, description) =>
  new Argument(name, description);

/**
 * Expose classes
 */





// EXTERNAL MODULE: ./lib/cli/commands.js
var commands = __nccwpck_require__(4710);
// EXTERNAL MODULE: ./lib/cli/flags.js
var flags = __nccwpck_require__(2529);
;// CONCATENATED MODULE: ./lib/cli/help.js
/** The least room for what explains a term beside it, in columns of the terminal. */
const LEAST = 20;
const INDENT = '  ';
const GAP = '  ';
/** How the help is laid out. In a narrow terminal, what explains a command or a flag is below it instead of beside it. */
const HELP_LAYOUT = {
    minWidthToWrap: LEAST,
    formatItem(term, termWidth, description, helper) {
        const width = this.helpWidth ?? 80;
        const beside = width - INDENT.length - termWidth - GAP.length;
        const isBelow = beside < LEAST;
        const indent = isBelow ? INDENT.repeat(3) : INDENT + ' '.repeat(termWidth) + GAP;
        const lines = helper.boxWrap(description, isBelow ? width - indent.length : beside).split('\n');
        const start = isBelow ? `${INDENT}${term}\n${indent}` : `${INDENT}${term.padEnd(termWidth)}${GAP}`;
        return description === '' ? `${INDENT}${term}` : `${start}${lines.join(`\n${indent}`)}`;
    },
};

;// CONCATENATED MODULE: ./lib/cli/arguments.js




/** The end of a run that needs no registry: help, the version, or arguments that cannot be used. */
class Ended extends Error {
    exitCode;
    stdout;
    stderr;
    constructor(exitCode, stdout, stderr) {
        super(stderr);
        this.exitCode = exitCode;
        this.stdout = stdout;
        this.stderr = stderr;
    }
}
/** Flags whose values are secrets, and what to use instead. */
const SECRET_FLAGS = {
    password: 'Use --password-stdin, which reads it from stdin.',
    'github-token': 'Set the environment variable GH_TOKEN.',
    token: 'Set the environment variable GH_TOKEN.',
};
/**
 * Reads the arguments of the command line.
 * @param argv without the program and the script
 * @throws Ended for help, the version, and arguments that cannot be used
 */
function parseArguments(argv, terminal) {
    refuseSecrets(argv);
    const texts = { stdout: '', stderr: '' };
    let parsed = null;
    const use = (found) => {
        parsed = found;
    };
    // the flags of all commands take milliseconds to make
    const program = programOf(terminal, use, (name) => argv.includes(name));
    for (const command of [program, ...program.commands]) {
        command.exitOverride().configureOutput({
            writeOut: (text) => {
                texts.stdout += text;
            },
            writeErr: (text) => {
                texts.stderr += text;
            },
            getOutHelpWidth: () => terminal.columns,
            getErrHelpWidth: () => terminal.columns,
            getOutHasColors: () => false,
            getErrHasColors: () => false,
        });
    }
    try {
        program.parse(withValues(withHelp(argv)), { from: 'user' });
    }
    catch (error) {
        if (!(error instanceof CommanderError))
            throw error;
        if (error.exitCode === 0)
            throw new Ended(0, texts.stdout, '');
        throw new Ended(2, '', `${texts.stdout}${texts.stderr}`);
    }
    if (parsed === null)
        throw new Ended(2, '', program.helpInformation());
    return parsed;
}
/** The arguments without what commander takes for wrong usage of `help`: the help of help, and of what is no command. */
function withHelp(argv) {
    const [first, name] = argv;
    if (first !== 'help' || name === undefined)
        return argv;
    if (['help', '--help', '-h'].includes(name))
        return ['--help'];
    // the nearest command is named, as for the command itself
    return /^\w/.test(name) && !Object.hasOwn(commands/* COMMANDS */.L, name) ? argv.slice(1) : argv;
}
/**
 * Makes the program.
 * @param use called with what the arguments ask for
 * @param needsFlags whether the flags of a command are needed, besides its name
 */
function programOf({ version, columns }, use, needsFlags) {
    const program = new command_Command('build-once-promote');
    program
        .description('Build a container image once, promote it by moving tags, roll back in seconds, know what is live.')
        .usage('COMMAND [flags]')
        .configureHelp(HELP_LAYOUT)
        .version(version, '--version', 'show the version of this tool')
        .helpOption('-h, --help', 'show this help')
        .helpCommand('help [command]', 'show the help of a command')
        .enablePositionalOptions()
        .addHelpText('after', () => {
        const about = program.createHelp().boxWrap(ABOUT, columns);
        return `\nExample:\n  $ build-once-promote ${commands/* COMMANDS */.L.status?.examples[0]}\n\n${about}`;
    });
    for (const [name, row] of Object.entries(commands/* COMMANDS */.L)) {
        if (needsFlags(name))
            addCommand(program, name, row, use);
        else
            program.command(`${name} ${row.args}`.trim()).description(row.summary);
    }
    return program;
}
const ABOUT = `Credentials are those of docker login; GH_TOKEN or GITHUB_TOKEN for ghcr.io.
Exit codes: 0 done or nothing to do, 1 refused or failed, 2 wrong usage, 130 interrupted.`;
function addCommand(program, name, row, use) {
    const inputs = new Map();
    const own = new Map();
    const command = program.command(`${name} ${row.args}`.trim()).description(row.summary).usage(usageOf(row));
    command.helpOption('-h, --help', 'show this help');
    const examples = row.examples.map((example) => `  $ build-once-promote ${example}`).join('\n');
    command.addHelpText('after', `\nExample${row.examples.length > 1 ? 's' : ''}:\n${examples}\n`);
    for (const input of (0,commands/* inputsOf */.V)(row)) {
        const flag = flags/* FLAGS */.Wg[input];
        if (flag)
            addFlag(command, input, flag, (value) => inputs.set(input, flag.isList ? [...(inputs.get(input) ?? []), value] : [value]));
    }
    for (const key of row.own)
        addFlag(command, key, flags/* OWN_FLAGS */.l1[key], (value) => own.set(key, value));
    command.action((...given) => {
        const texts = given
            .slice(0, -2)
            .flat()
            .filter((each) => typeof each === 'string');
        const count = row.args.split(' ').filter((arg) => arg.startsWith('<')).length;
        const images = [...texts.slice(count), ...(inputs.get('image') ?? [])];
        const values = [...inputs].map(([input, each]) => [input, each.join('\n')]);
        use({
            ...{ name, command: row, own, positional: texts.slice(0, count) },
            inputs: new Map([...values, ['image', images.join('\n')]]),
        });
    });
}
function usageOf({ args }) {
    return `${args.replace(/[<>]/g, '').toUpperCase()} [flags]`.trim();
}
/** Adds a flag; one that is true or false also takes a value after an equals sign, and its negation. */
function addFlag(command, name, flag, set) {
    const keep = (value) => {
        set(value);
        return value;
    };
    if (flag.value !== null) {
        command.addOption(new option_Option(`--${name} <${flag.value}>`, flag.help).argParser(keep).makeOptionMandatory(flag.isRequired === true));
        return;
    }
    if (flag.byDefault === undefined) {
        command.addOption(new option_Option(`--${name}`, flag.help).argParser(() => keep('true')));
        return;
    }
    const isShown = !flag.byDefault;
    command.addOption(new option_Option(`--${name} [true|false]`, flag.help).argParser(keep).hideHelp(!isShown));
    if (flag.byDefault)
        command.addOption(new option_Option(`--no-${name}`, `do not ${flag.help}`).argParser(() => keep('false')));
}
/** Names of the flags that are true or false, and those that take a value. */
const SWITCHES = Object.keys(flags/* FLAGS */.Wg).filter((name) => flags/* FLAGS */.Wg[name]?.byDefault !== undefined);
const KNOWN = new Set([...Object.keys({ ...flags/* FLAGS */.Wg, ...flags/* OWN_FLAGS */.l1 }), ...SWITCHES.map((name) => `no-${name}`)]);
const VALUED = Object.entries({ ...flags/* FLAGS */.Wg, ...flags/* OWN_FLAGS */.l1 }).flatMap(([name, { value }]) => value === null ? [] : [name]);
/**
 * Writes `--dry-run` as `--dry-run=true`, so that it does not take the next argument as its value, unless that is true or
 * false. The value of a flag
 * that is not known is left out: the message about it repeats the flag, and it may be a secret.
 */
function withValues(argv) {
    const end = argv.indexOf('--');
    const isFlag = (index) => {
        const before = argv[index - 1] ?? '';
        const isValue = before.startsWith('--') && VALUED.includes(before.slice(2));
        return !isValue && (end < 0 || index < end);
    };
    return argv.flatMap((text, index) => {
        const [, name, value] = /^--([\w-]+)(=.*)?$/s.exec(text) ?? [];
        if (name === undefined || !isFlag(index)) {
            const [, before = ''] = /^--([\w-]+)$/.exec(argv[index - 1] ?? '') ?? [];
            // it was joined with its flag
            return SWITCHES.includes(before) && isFlag(index - 1) && isTruth(text) ? [] : [text];
        }
        if (value !== undefined)
            return [KNOWN.has(name) ? text : `--${name}`];
        if (!SWITCHES.includes(name))
            return [text];
        const next = argv[index + 1] ?? '';
        return [`${text}=${isTruth(next) ? next : 'true'}`];
    });
}
/** Whether a text is true or false, as the inputs of the action take it; no image has such a name. */
function isTruth(text) {
    return /^(?:true|True|TRUE|false|False|FALSE)$/.test(text);
}
/** A secret on the command line is in the history of the shell, and every user sees it in the list of processes. */
function refuseSecrets(argv) {
    for (const text of argv) {
        const [, name = ''] = /^--([\w-]+)/.exec(text) ?? [];
        const remedy = SECRET_FLAGS[name];
        if (remedy !== undefined)
            throw new Ended(2, '', `error: --${name} is not a flag: a secret does not belong on the command line. ${remedy}\n`);
    }
}

// EXTERNAL MODULE: ./lib/image/reference.js
var reference = __nccwpck_require__(8424);
;// CONCATENATED MODULE: ./lib/github/context.js


/**
 * Reads the context of the run from the runner's environment.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 * @param env the process's environment
 * @param payload the event's payload; by default the file that GITHUB_EVENT_PATH names
 */
function readContext(env, payload = readPayload(env.GITHUB_EVENT_PATH)) {
    const server = (env.GITHUB_SERVER_URL || 'https://github.com').replace(/\/+$/, '');
    const repository = env.GITHUB_REPOSITORY || null;
    const source = repository && `${server}/${repository}`;
    const runId = env.GITHUB_RUN_ID;
    const attempt = env.GITHUB_RUN_ATTEMPT || '1';
    const event = env.GITHUB_EVENT_NAME ?? '';
    return {
        event,
        branch: branchOf(event, env, payload),
        gitTag: context_text(payload, 'release', 'tag_name') ??
            (env.GITHUB_REF_TYPE === 'tag' || env.GITHUB_REF?.startsWith('refs/tags/') ? tagOf(env) : null),
        commit: commitOf(env, payload),
        workflowCommit: sha(context_text(payload, 'pull_request', 'head', 'sha') ?? env.GITHUB_SHA ?? null),
        release: releaseOf(payload),
        ...(event === 'push' && at(payload, 'deleted') === true ? { deletedRef: context_text(payload, 'ref') ?? '' } : {}),
        untrusted: untrustedOf(event, env, payload),
        repository,
        server,
        source,
        actor: env.GITHUB_TRIGGERING_ACTOR || env.GITHUB_ACTOR || null,
        run: source && runId ? `${source}/actions/runs/${runId}/attempts/${attempt}` : null,
        workspace: env.GITHUB_WORKSPACE || process.cwd(),
    };
}
function readPayload(file) {
    if (!file)
        return {};
    try {
        return JSON.parse((0,external_node_fs_.readFileSync)(file, 'utf8'));
    }
    catch {
        return {};
    }
}
function branchOf(event, env, payload) {
    // these events run on the default or base branch, but concern a commit of another branch
    if (event === 'workflow_run') {
        const cause = context_text(payload, 'workflow_run', 'event') ?? '';
        // after a pull request it may be the branch of a fork, and after a release it is a git tag
        const isBranch = !cause.startsWith('pull_request') && cause !== 'release';
        return isBranch ? context_text(payload, 'workflow_run', 'head_branch') : null;
    }
    if (event.startsWith('pull_request') || event === 'merge_group')
        return null;
    const ref = env.GITHUB_REF ?? '';
    return ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null;
}
function tagOf(env) {
    return (env.GITHUB_REF ?? '').replace(/^refs\/tags\//, '') || null;
}
function commitOf(env, payload) {
    return sha(context_text(payload, 'pull_request', 'head', 'sha') ??
        context_text(payload, 'merge_group', 'head_sha') ??
        context_text(payload, 'workflow_run', 'head_sha') ??
        env.GITHUB_SHA ??
        null);
}
function releaseOf(payload) {
    const release = at(payload, 'release');
    if (typeof release !== 'object' || release === null)
        return null;
    return { action: context_text(payload, 'action'), isPrerelease: at(release, 'prerelease') === true };
}
/**
 * Why a run is not allowed to push. A `workflow_run` has the rights of the repository, whatever started it.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflow_run
 * https://docs.github.com/en/code-security/dependabot/working-with-dependabot/automating-dependabot-with-github-actions
 */
function untrustedOf(event, env, payload) {
    if (event === 'workflow_run')
        return untrustedCause(payload);
    const pull = at(payload, 'pull_request');
    if (!event.startsWith('pull_request') && pull === undefined)
        return null;
    if (typeof pull !== 'object' || pull === null)
        return 'unreadable';
    const head = context_text(pull, 'head', 'repo', 'full_name');
    if (head === null || head !== context_text(pull, 'base', 'repo', 'full_name'))
        return 'fork';
    return [context_text(pull, 'user', 'login'), env.GITHUB_ACTOR].includes(DEPENDABOT) ? 'dependabot' : null;
}
const DEPENDABOT = 'dependabot[bot]';
/** Why the code that started a `workflow_run` is not trusted. */
function untrustedCause(payload) {
    const run = at(payload, 'workflow_run');
    if (typeof run !== 'object' || run === null || context_text(run, 'event') === null)
        return 'unreadable';
    const isPull = context_text(run, 'event')?.startsWith('pull_request') === true;
    const head = context_text(run, 'head_repository', 'full_name');
    const base = context_text(run, 'repository', 'full_name') ?? context_text(payload, 'repository', 'full_name');
    const isKnown = head !== null && base !== null;
    // the repository of a pull request may be deleted
    if (isKnown ? head !== base : isPull)
        return 'fork';
    return isPull && context_text(run, 'actor', 'login') === DEPENDABOT ? 'dependabot' : null;
}
function sha(value) {
    return value !== null && (0,reference/* isCommit */.WM)(value) ? value : null;
}
function at(value, ...path) {
    return path.reduce((inner, key) => (typeof inner === 'object' && inner !== null ? inner[key] : undefined), value);
}
function context_text(value, ...path) {
    const found = at(value, ...path);
    return typeof found === 'string' && found !== '' ? found : null;
}

;// CONCATENATED MODULE: ./lib/cli/context.js


/**
 * The CI systems. Their variables:
 * https://docs.gitlab.com/ci/variables/predefined_variables/
 * https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables
 * https://circleci.com/docs/variables/
 * https://buildkite.com/docs/pipelines/environment-variables
 * https://learn.microsoft.com/azure/devops/pipelines/build/variables
 */
const SYSTEMS = [
    {
        isHere: (env) => env.GITLAB_CI !== undefined || env.CI_JOB_URL !== undefined,
        actor: (env) => env.GITLAB_USER_LOGIN,
        run: (env) => env.CI_JOB_URL,
        branch: (env) => env.CI_COMMIT_BRANCH,
        gitTag: (env) => env.CI_COMMIT_TAG,
        commit: (env) => env.CI_COMMIT_SHA,
        source: (env) => env.CI_PROJECT_URL,
        isFork: (env) => isOther(env.CI_MERGE_REQUEST_SOURCE_PROJECT_ID, env.CI_MERGE_REQUEST_PROJECT_ID),
    },
    {
        isHere: (env) => env.CIRCLECI !== undefined || env.CIRCLE_BUILD_URL !== undefined,
        actor: (env) => env.CIRCLE_USERNAME,
        run: (env) => env.CIRCLE_BUILD_URL,
        branch: (env) => env.CIRCLE_BRANCH,
        gitTag: (env) => env.CIRCLE_TAG,
        commit: (env) => env.CIRCLE_SHA1,
        source: (env) => env.CIRCLE_REPOSITORY_URL,
        isFork: (env) => (env.CIRCLE_PR_USERNAME ?? '') !== '',
    },
    {
        isHere: (env) => env.BUILDKITE !== undefined || env.BUILDKITE_BUILD_URL !== undefined,
        // whoever unblocked the step approved what it does
        actor: (env) => env.BUILDKITE_UNBLOCKER || env.BUILDKITE_BUILD_CREATOR || env.BUILDKITE_BUILD_AUTHOR,
        run: (env) => env.BUILDKITE_BUILD_URL,
        branch: (env) => env.BUILDKITE_BRANCH,
        gitTag: (env) => env.BUILDKITE_TAG,
        commit: (env) => env.BUILDKITE_COMMIT,
        source: (env) => env.BUILDKITE_REPO,
        isFork: (env) => isOther(env.BUILDKITE_PULL_REQUEST_REPO, env.BUILDKITE_REPO),
    },
    {
        isHere: (env) => env.TF_BUILD !== undefined || env.SYSTEM_TEAMFOUNDATIONCOLLECTIONURI !== undefined,
        actor: (env) => env.BUILD_REQUESTEDFOR,
        run: azureRun,
        branch: (env) => afterPrefix(env.BUILD_SOURCEBRANCH, 'refs/heads/'),
        gitTag: (env) => afterPrefix(env.BUILD_SOURCEBRANCH, 'refs/tags/'),
        commit: (env) => env.BUILD_SOURCEVERSION,
        source: (env) => env.BUILD_REPOSITORY_URI,
        isFork: (env) => env.SYSTEM_PULLREQUEST_ISFORK?.toLowerCase() === 'true',
    },
    {
        isHere: (env) => env.JENKINS_URL !== undefined || env.BUILD_URL !== undefined,
        // set by the plugin "build user vars"
        actor: (env) => env.BUILD_USER_ID || env.BUILD_USER,
        run: (env) => env.BUILD_URL,
        // a pull request is built as the branch PR-1
        branch: (env) => (env.CHANGE_ID ? undefined : env.BRANCH_NAME || env.GIT_BRANCH?.replace(/^origin\//, '')),
        gitTag: (env) => env.TAG_NAME,
        commit: (env) => env.GIT_COMMIT,
        source: (env) => env.GIT_URL,
        isFork: (env) => (env.CHANGE_FORK ?? '') !== '',
    },
];
/**
 * Reads who runs the command line, where and for which commit: from the variables of the CI system, else from the user
 * and the machine. Paths are from the working directory, also in a step of GitHub Actions.
 * @param env the process's environment
 */
function contextFrom(env, person) {
    if (env.GITHUB_ACTIONS === 'true' || (env.GITHUB_RUN_ID && env.GITHUB_REPOSITORY))
        return { ...readContext(env), workspace: person.cwd };
    const ci = SYSTEMS.find(({ isHere }) => isHere(env));
    const get = (read) => read?.(env)?.trim() || null;
    const gitTag = get(ci?.gitTag);
    const commit = get(ci?.commit);
    return {
        event: '',
        gitTag,
        workflowCommit: null,
        // some systems name a tag as the branch, too
        branch: gitTag === null ? get(ci?.branch) : null,
        commit: commit !== null && (0,reference/* isCommit */.WM)(commit) ? commit : null,
        release: null,
        untrusted: ci?.isFork(env) === true ? 'fork' : null,
        repository: null,
        source: webAddress(get(ci?.source)),
        server: 'https://github.com',
        actor: get(ci?.actor) ?? `${person.user ?? 'unknown'}@${person.host}`,
        run: get(ci?.run),
        workspace: person.cwd,
    };
}
function azureRun(env) {
    const server = env.SYSTEM_COLLECTIONURI || env.SYSTEM_TEAMFOUNDATIONCOLLECTIONURI;
    if (!server || !env.SYSTEM_TEAMPROJECT || !env.BUILD_BUILDID)
        return undefined;
    const project = encodeURIComponent(env.SYSTEM_TEAMPROJECT);
    return `${server.replace(/\/+$/, '')}/${project}/_build/results?buildId=${encodeURIComponent(env.BUILD_BUILDID)}`;
}
function isOther(head, base) {
    return Boolean(head) && Boolean(base) && head !== base;
}
function afterPrefix(text, prefix) {
    return text?.startsWith(prefix) ? text.slice(prefix.length) : undefined;
}
/** The web address of a repository, without credentials: `git@host:a/b.git` is `https://host/a/b`; null for other texts. */
function webAddress(remote) {
    const ssh = /^(?:ssh:\/\/)?git@([\w.-]+)(?::\d+)?[:/](.+)$/.exec(remote ?? '');
    const text = ssh ? `https://${ssh[1]}/${ssh[2]}` : remote;
    if (text === null || !URL.canParse(text))
        return null;
    const url = new URL(text);
    if (url.protocol !== 'https:' && url.protocol !== 'http:')
        return null;
    return `${url.origin}${url.pathname.replace(/\/+$/, '').replace(/\.git$/, '')}`;
}

// EXTERNAL MODULE: ./lib/errors.js
var errors = __nccwpck_require__(452);
// EXTERNAL MODULE: ./lib/util/nearest.js
var nearest = __nccwpck_require__(1918);
;// CONCATENATED MODULE: ./lib/cli/secrets.js


/**
 * Reads `--secrets`: the name of an environment variable, or docker's `id=…,env=…` and `id=…,src=…`. A value itself
 * does not belong on the command line.
 * @param readFile reads the text of a file
 * @returns the input `secrets`
 * @throws INPUT_INVALID
 */
function secretsFrom(text, env, readFile) {
    const items = text
        .split('\n')
        .filter(Boolean)
        .map((item) => {
        const fields = new Map(item.split(',').map(splitField));
        const isName = /^[\w.-]+$/.test(item);
        const id = isName ? item : fields.get('id');
        const variable = isName ? item : fields.get('env');
        const file = fields.get('src') ?? fields.get('source');
        if (!id || (variable === undefined && file === undefined))
            throw new errors/* ActionError */.lZ('INPUT_INVALID', 'secrets: expected NAME, id=NAME,env=VARIABLE or id=NAME,src=FILE. A secret itself does not belong on the command line.');
        const value = file === undefined ? env[variable ?? ''] : readSecret(id, file, readFile);
        if (value === undefined)
            throw new errors/* ActionError */.lZ('INPUT_INVALID', `secrets: expected the environment variable ${variable} to be set.${(0,nearest/* didYouMean */.au)(variable ?? '', Object.keys(env))}`);
        return `"${`${id}=${value}`.replaceAll('"', '""')}"`;
    });
    return items.join('\n');
}
/** A field as name and value; the value may have equals signs. */
function splitField(field) {
    const [name = '', ...rest] = field.split('=');
    return [name, rest.length === 0 ? undefined : rest.join('=')];
}
function readSecret(id, file, readFile) {
    try {
        return readFile(file);
    }
    catch (error) {
        throw new errors/* ActionError */.lZ('INPUT_INVALID', `secrets: the file of ${id} could not be read (${error.code}).`);
    }
}

;// CONCATENATED MODULE: ./lib/cli/inputs.js



/**
 * Returns the reader of the inputs that the arguments and the environment set.
 * @throws INPUT_INVALID where the secrets of a build cannot be read
 */
function getInputs({ command, inputs, positional, own }, { env, password, readFile, policy, checked = null }) {
    const secrets = inputs.get('secrets');
    const values = new Map([
        ...inputs,
        ...(secrets === undefined ? [] : [['secrets', secretsFrom(secrets, env, readFile)]]),
        ...(password === null ? [] : [['password', password]]),
        ['mode', command.mode ?? ''],
        ['github-token', env.GH_TOKEN || env.GITHUB_TOKEN || ''],
    ]);
    const [first, second] = positional;
    const usesPolicy = !values.has('policy') && !values.has('environments') && command.mode !== null;
    if (policy !== null && usesPolicy)
        values.set('policy', policy);
    const reads = command.shows === 'history' || command.shows === 'diff';
    if (command.shows === 'diff' && first === second)
        throw new errors/* ActionError */.lZ('INPUT_INVALID', `expected two environments to compare, got "${first}" twice.`);
    if (!reads && first !== undefined)
        values.set('environment', first);
    // a policy has all stages
    if (reads && !values.has('policy'))
        values.set('environments', [first, second].filter(Boolean).join('\n'));
    if (checked !== null)
        values.set('environment', checked).set('dry-run', 'true');
    const out = own.get('out');
    if (out?.trim() === '')
        throw new errors/* ActionError */.lZ('INPUT_INVALID', 'out: expected a folder, got an empty string.');
    if (out !== undefined)
        values.set('page', out);
    // a variable of a script that is not set
    if (positional.some((name) => name.trim() === ''))
        throw new errors/* ActionError */.lZ('INPUT_INVALID', 'expected the name of an environment, got an empty string.');
    return (name) => (values.get(name) ?? '').trim();
}
const UNITS = { s: 1, m: 60, h: 3600, d: 86_400 };
/**
 * Reads `--limit` and `--since`.
 * @param now milliseconds since the epoch
 * @throws INPUT_INVALID
 */
function readFilter({ own }, now) {
    const limit = own.get('limit');
    const since = own.get('since');
    if (limit !== undefined && !/^[1-9]\d{0,5}$/.test(limit))
        throw new errors/* ActionError */.lZ('INPUT_INVALID', `limit: expected a whole number from 1, got "${limit}".`);
    return {
        limit: limit === undefined ? Number.POSITIVE_INFINITY : Number(limit),
        since: since === undefined ? Number.NEGATIVE_INFINITY : readSince(since, now),
    };
}
function readSince(text, now) {
    const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
    if (count !== undefined)
        return now - Number(count) * (UNITS[unit] ?? 0) * 1000;
    const time = /^\d{4}-\d\d-\d\d(T.*)?$/.test(text) ? Date.parse(text) : Number.NaN;
    if (Number.isNaN(time))
        throw new errors/* ActionError */.lZ('INPUT_INVALID', `since: expected a date (2026-01-31), a time (2026-01-31T09:00:00Z) or a duration (90m, 12h, 7d), got "${text}".`);
    return time;
}
/** Returns the shell of `completion`. @throws INPUT_INVALID */
function readShell(text, shells) {
    const shell = shells.find((each) => each === text);
    if (shell !== undefined)
        return shell;
    throw new errors/* ActionError */.lZ('INPUT_INVALID', `Unknown shell "${text}".${(0,nearest/* didYouMean */.au)(text, shells)} Known: ${shells.join(', ')}.`);
}

;// CONCATENATED MODULE: ./lib/cli/last-stage.js
/** The names of the last stage where no stages are given. */
const LAST_STAGES = ['prod', 'production'];
/** Returns the environment that a request moves, if it is the last stage; null otherwise. */
function lastStageOf(request) {
    const moves = request.mode === 'build' || request.mode === 'promote' || request.mode === 'rollback';
    if (!moves || request.dryRun || request.environment === null)
        return null;
    const { environment, stages } = request;
    const isLast = stages.length > 0 ? stages.at(-1) === environment : LAST_STAGES.includes(environment);
    return isLast ? environment : null;
}

;// CONCATENATED MODULE: ./lib/cli/policy-file.js


/** The policy file that is used where none is named. */
const POLICY_FILE = '.github/promotion.yml';
/**
 * Returns the nearest folder above a folder that has a policy file, as `../..`, no further up than the repository; null
 * where there is none. That file is not used: the paths in it are from its own folder.
 */
function policyAbove(folder) {
    let above = '..';
    for (let at = folder; !(0,external_node_fs_.existsSync)((0,external_node_path_.join)(at, '.git')) && (0,external_node_path_.dirname)(at) !== at; above = `../${above}`) {
        at = (0,external_node_path_.dirname)(at);
        if ((0,external_node_fs_.existsSync)((0,external_node_path_.join)(at, POLICY_FILE)))
            return above;
    }
    return null;
}

;// CONCATENATED MODULE: ./lib/cli/stdin.js

/** The longest password, in bytes: tokens of some registries have several thousand. */
const MAX_PASSWORD = 64 * 1024;
/**
 * Reads a password from stdin, to its end; one line end after it is not part of it.
 * @throws INPUT_INVALID where stdin is a terminal, which would show it, or has no password
 */
async function readPassword(stdin) {
    if (stdin.isTTY)
        throw invalid('expected a pipe or a file as stdin, got a terminal, which would show it');
    const chunks = [];
    let size = 0;
    for await (const chunk of stdin) {
        chunks.push(Buffer.from(chunk));
        size += chunk.length;
        if (size > MAX_PASSWORD)
            throw invalid(`expected at most ${MAX_PASSWORD} bytes`);
    }
    const password = Buffer.concat(chunks)
        .toString('utf8')
        .replace(/\r?\n$/, '');
    if (password.trim() === '')
        throw invalid('expected a password on stdin, got nothing');
    return password;
}
function invalid(why) {
    return new errors/* ActionError */.lZ('INPUT_INVALID', `password-stdin: ${why}.`);
}

;// CONCATENATED MODULE: ./lib/github/cancellation.js


/** How long a write in progress may take to complete, in milliseconds. */
const GRACE_MS = 1000;
/** The process ends after this time even if something hangs, in milliseconds. */
const LIMIT_MS = 1600;
/**
 * Listens for SIGINT and SIGTERM, by which the runner cancels a job.
 * @param end ends the process if the run has not ended by itself after 1.6 s
 * @returns the job's cancellation: reads are aborted immediately, writes after a second
 */
function watchSignals(end) {
    const reads = new AbortController();
    const writes = new AbortController();
    // every request in progress listens
    (0,external_node_events_namespaceObject.setMaxListeners)(0, reads.signal, writes.signal);
    let signalled = null;
    const error = () => new errors/* ActionError */.lZ('CANCELLED', `The job was cancelled (${signalled}). Completed writes are kept. Re-run to resume.`);
    const onSignal = (signal) => {
        if (signalled)
            return;
        signalled = signal;
        reads.abort();
        setTimeout(() => writes.abort(), GRACE_MS);
        setTimeout(() => end(error()), LIMIT_MS);
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
    const check = () => {
        if (signalled)
            throw error();
    };
    // a wait ends immediately, so that there is time left for the report
    const sleep = (milliseconds) => new Promise((resolve, reject) => {
        const end = () => {
            clearTimeout(timer);
            reads.signal.removeEventListener('abort', end);
            if (signalled)
                reject(error());
            else
                resolve();
        };
        const timer = setTimeout(end, milliseconds);
        reads.signal.addEventListener('abort', end);
        if (signalled)
            end();
    });
    return { reads: reads.signal, writes: writes.signal, check, sleep };
}

// EXTERNAL MODULE: ./lib/policy/load.js
var load = __nccwpck_require__(6964);
// EXTERNAL MODULE: ./lib/request/common.js
var request_common = __nccwpck_require__(1152);
// EXTERNAL MODULE: ./lib/request/input-reader.js + 1 modules
var input_reader = __nccwpck_require__(8056);
// EXTERNAL MODULE: ./lib/request/modes.js + 9 modules
var modes = __nccwpck_require__(3189);
// EXTERNAL MODULE: ./lib/request/request.js
var request_request = __nccwpck_require__(2060);
;// CONCATENATED MODULE: ./lib/request/inputs.js





/** The defaults in action.yml, which the runner fills in where an input was not given. */
const DEFAULTS = {
    context: '.',
    latest: 'false',
    'environment-tags': '{{environment}}',
    transport: 'registry',
    with: 'all',
    pull: 'false',
    'no-cache': 'false',
    deployment: 'false',
    records: 'false',
    hold: 'false',
};
/**
 * Reads all inputs into the request of this run.
 * @param get reads one input
 * @throws INPUT_INVALID with every problem of the inputs, before any request goes out
 */
function readInputs(get, context, surroundings) {
    const input = new input_reader/* InputReader */.i(get);
    if (!input.text('mode'))
        input.problem(`mode is missing. Known: ${request_request/* MODES */.FN.join(', ')}.`);
    const mode = input.choice('mode', request_request/* MODES */.FN, 'status');
    readPolicy(input, surroundings);
    const common = (0,request_common/* readCommon */.Cy)(mode, input, context, ignoredInputs(mode, input));
    const request = modes/* MODE_TABLE */.T[mode].read(input, common, surroundings);
    const refusal = input.refusal();
    if (refusal)
        throw refusal;
    return request;
}
/** Takes the policy over, or its problems. It has the stages, so `environments` beside it could only contradict it. */
function readPolicy(input, { policy = null }) {
    if (input.text('policy') === null || policy === null)
        return;
    if (input.text('environments') !== null)
        input.problem('Use either environments or policy, not both: the policy has the stages.');
    if ('stages' in policy)
        input.policy = policy;
    // without its stages and images other inputs would seem to be wrong
    else
        throw (0,errors/* mergeErrors */.Mv)(policy);
}
/** Whether an input has a value other than its default. */
function isUsed(input, name) {
    const value = input.text(name);
    if (value === null)
        return false;
    // a boolean has several spellings
    return value !== DEFAULTS[name] && !(DEFAULTS[name] === 'false' && ['False', 'FALSE'].includes(value));
}
/** The inputs that were given, but that the mode does not use. */
function ignoredInputs(mode, input) {
    const others = new Set(Object.values(modes/* MODE_TABLE */.T).flatMap(({ inputs }) => inputs));
    for (const name of [...modes/* COMMON_INPUTS */.s, ...modes/* MODE_TABLE */.T[mode].inputs])
        others.delete(name);
    return [...others].filter((name) => isUsed(input, name));
}

// EXTERNAL MODULE: ./lib/util/redact.js
var redact = __nccwpck_require__(5171);
;// CONCATENATED MODULE: ./lib/util/deferred-reporter.js

/**
 * A reporter that is loaded later, so that loading it does not delay the first request. What is reported until then is
 * kept, and passed on in order.
 * @param load loads the reporter; called once, by `attach` or by the first report that has to wait for its result
 * @returns the reporter, and `attach`, which resolves when it is loaded
 */
function deferredReporter(load) {
    const kept = [];
    let target = null;
    let loading = null;
    const loaded = () => {
        loading ??= load().then((to) => {
            for (const report of kept.splice(0))
                report(to);
            target = to;
            return to;
        });
        return loading;
    };
    let isCancelled = false;
    const pass = (report) => {
        if (target)
            report(target);
        else
            kept.push(report);
    };
    const reporter = {
        info: (line) => pass((to) => to.info(line)),
        debug: (line) => pass((to) => to.debug(line)),
        warn: (text) => pass((to) => to.warn(text)),
        notice: (text) => pass((to) => to.notice(text)),
        fail: (error) => {
            // the time limit of a cancelled run may end while the run itself reports that it was cancelled
            if (error.code === 'CANCELLED' && isCancelled)
                return;
            isCancelled ||= error.code === 'CANCELLED';
            pass((to) => to.fail(error));
        },
        mask: (secret) => {
            // texts that are made before it is loaded must not show it
            (0,redact/* addSecret */.C)(secret);
            pass((to) => to.mask(secret));
        },
        get progress() {
            return target?.progress;
        },
        group: async (title, act) => (await loaded()).group(title, act),
        write: async (outputs, summary) => (await loaded()).write(outputs, summary),
    };
    return { reporter, attach: async () => void (await loaded()) };
}

;// CONCATENATED MODULE: ./lib/util/small-file.js

const MIB = 1024 * 1024;
/** The largest file that is read, in bytes. */
const MAX_FILE = 4 * MIB;
/**
 * The text of a regular file of at most 4 MiB: reading a pipe or a device might never end.
 * @throws an error with a `code`: that of the system, `not a regular file`, or `larger than 4 MiB`
 */
function readSmallFile(path) {
    return readSmallBytes(path, MAX_FILE).toString('utf8');
}
/**
 * The bytes of a regular file of limited size.
 * @param limit in bytes
 * @throws an error with a `code`: that of the system, `not a regular file`, or `larger than …`
 */
function readSmallBytes(path, limit) {
    const found = (0,external_node_fs_.statSync)(path);
    const large = `larger than ${limit < MIB ? `${limit / 1024} KiB` : `${limit / MIB} MiB`}`;
    const code = !found.isFile() ? 'not a regular file' : found.size > limit ? large : null;
    if (code !== null)
        throw Object.assign(new Error(code), { code });
    return (0,external_node_fs_.readFileSync)(path);
}

// EXTERNAL MODULE: ./lib/util/user-info.js
var user_info = __nccwpck_require__(3226);
// EXTERNAL MODULE: ./lib/world.js + 21 modules
var world = __nccwpck_require__(9807);
;// CONCATENATED MODULE: ./lib/start.js








/** Inputs that name images, or where a reference may be written by mistake: a user may write credentials before a host. */
const REFERENCE_INPUTS = [
    ...['image', 'destination', 'tags', 'environment-tags', 'version', 'from', 'environment', 'environments'],
    ...['sha', 'digest', 'cache-from', 'cache-to'],
];
/** How long the output of a cancelled run may take to be read, in milliseconds. */
const FLUSH_MS = 200;
// loaded after the first request has been sent
const loadMain = () => Promise.all(/* import() */[__nccwpck_require__.e(648), __nccwpck_require__.e(812), __nccwpck_require__.e(195), __nccwpck_require__.e(748)]).then(__nccwpck_require__.bind(__nccwpck_require__, 1748));
/** Reads the request, runs it, reports it, and ends the process. */
async function start(face) {
    // a run does not stop between two writes because its log is no longer read
    process.stdout.on('error', () => { });
    process.stderr.on('error', () => { });
    /** null until the run has ended */
    let ended = null;
    const { reporter, attach } = deferredReporter(face.loadReporter);
    const fail = async (error, known) => {
        const main = await loadMain();
        return main.fail(face.get('mode') || 'the run', (0,errors/* asActionError */.z6)(error), reporter, known);
    };
    const end = async (code) => (face.end ? face.end(code, cancel) : code);
    const cancel = watchSignals((error) => {
        // everything is reported; only reading the output takes time
        if (ended !== null)
            return void exitAfterFlush(ended, FLUSH_MS);
        // the run does not end by itself: what it has changed is unknown
        void fail(error, {}).then(async (code) => exitAfterFlush(await end(code), FLUSH_MS));
    });
    ended = await end(await runRequest(face, cancel, reporter, attach).catch(fail));
    return exitAfterFlush(ended);
}
async function runRequest({ env, get, readContext, surroundings, hooks }, cancel, reporter, attach) {
    // before anything is reported: another input may contain one of these secrets
    for (const secret of [get('password'), get('github-token')])
        if (secret !== '')
            reporter.mask(secret);
    for (const name of REFERENCE_INPUTS)
        for (const secret of (0,user_info/* passwordsIn */.g)(get(name)))
            reporter.mask(secret);
    const context = readContext();
    const place = { workspace: context.workspace, context: get('context') };
    const found = get('mode') === 'build'
        ? await (await __nccwpck_require__.e(/* import() */ 723).then(__nccwpck_require__.bind(__nccwpck_require__, 723))).readCheckout(place, env)
        : { checkout: null, problem: null };
    const policy = get('policy');
    const request = readInputs(get, context, {
        ...surroundings,
        policy: surroundings?.policy ?? (policy === '' ? null : await (0,load.loadPolicy)(policy, context.workspace, readSmallBytes)),
        checkout: found.checkout,
        checkoutProblem: found.problem,
        readFile: readSmallFile,
    });
    const added = hooks?.(request, cancel);
    const { registry, sent, retryBudget } = (0,world/* makeRegistry */.SQ)(request, env, cancel, reporter.mask, reporter.debug);
    // loading blocks the process, so the first request is sent before
    if ((0,world/* sendFirst */.Fd)(request, registry))
        await Promise.race([sent, connecting()]);
    const main = await loadMain();
    const running = main.run(request, { registry, retryBudget, cancel, env }, reporter, added);
    // the largest module is loaded while waiting for the first response
    await Promise.race([sent, running]);
    await attach();
    return running;
}
/**
 * Resolves when a slow connection has been waited for long enough: 5 ms after this turn of the event loop, in which the
 * request is prepared.
 */
async function connecting() {
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setTimeout(resolve, 5));
}
/**
 * Ends the process when all its output has been read. Otherwise the last lines, which have the error, could be lost in a
 * full pipe.
 * @param limit how long to wait for that, in milliseconds; null for no limit
 */
async function exitAfterFlush(code, limit = null) {
    if (limit !== null)
        setTimeout(() => process.exit(code), limit);
    await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((resolve) => stream.write('', () => resolve()))));
    process.exit(code);
}

;// CONCATENATED MODULE: ./lib/cli.js












const { env, stdin, stdout, stderr } = process;
/**
 * Runs the command line and ends the process: the same run as the action's, reported to a terminal.
 * @param version of this tool
 */
async function main(version) {
    stdout.on('error', onLostOutput);
    stderr.on('error', () => { });
    const argv = process.argv.slice(2);
    try {
        const parsed = parseArguments(argv, { columns: stdout.columns || 80, version });
        const { does } = parsed.command;
        if (does === 'complete')
            return await complete(parsed);
        if (does === 'check' && !isAboutImage(parsed))
            return await checkPolicy(parsed);
        await run(parsed);
    }
    catch (error) {
        await endEarly(error, argv.some((text) => /^--json(?:=|$)/.test(text)));
    }
}
/**
 * A closed pipe does not end the run: the reader needs no more. A result that cannot be written, to a full disk, is a
 * failure.
 */
function onLostOutput({ code, message }) {
    // a socket whose reader has gone says ECONNRESET
    if (code === 'EPIPE' || code === 'ECONNRESET')
        return;
    stderr.write(`error: RUNNER_FAILED: The result could not be written to stdout (${message}).\n`);
    process.once('exit', () => {
        process.exitCode ||= 1;
    });
}
/** @throws INPUT_INVALID where it was removed */
function workingDirectory() {
    try {
        return process.cwd();
    }
    catch {
        throw new errors/* ActionError */.lZ('INPUT_INVALID', 'The working directory does not exist any more: change to another one.');
    }
}
async function complete({ positional }) {
    const { completionScript, SHELLS, STAGES } = await __nccwpck_require__.e(/* import() */ 650).then(__nccwpck_require__.bind(__nccwpck_require__, 7650));
    if (positional[0] === STAGES)
        return await write(stdout, await stageLines());
    await write(stdout, completionScript(readShell(positional[0] ?? '', SHELLS)));
}
/** The stages of the policy file of this folder, one per line; empty where it cannot be used. */
async function stageLines() {
    const { loadPolicy } = await Promise.resolve(/* import() */).then(__nccwpck_require__.bind(__nccwpck_require__, 6964));
    const policy = await loadPolicy(POLICY_FILE, workingDirectory(), readSmallBytes);
    return Array.isArray(policy) ? '' : policy.stages.map(({ name }) => `${name}\n`).join('');
}
/** Whether a check is about an image, not only about the policy file. */
function isAboutImage({ inputs }) {
    return ['image', 'version', 'from'].some((name) => (inputs.get(name) ?? '') !== '');
}
/** @throws INPUT_INVALID where the policy file that a command uses is not valid */
async function cli_readPolicy({ inputs }) {
    const { loadPolicy } = await Promise.resolve(/* import() */).then(__nccwpck_require__.bind(__nccwpck_require__, 6964));
    const policy = await loadPolicy(inputs.get('policy') ?? POLICY_FILE, workingDirectory(), readSmallBytes);
    if (Array.isArray(policy))
        throw (0,errors/* mergeErrors */.Mv)(policy);
    return policy;
}
/** The stage that a check asks about: the last, or the first where it is asked what is live in the last. */
function checkedStage({ stages }, from) {
    const stage = stages.at(-1)?.name === from ? stages[0] : stages.at(-1);
    return stage?.name ?? '';
}
/** Checks the policy file, and shows what it asks. */
async function checkPolicy(parsed) {
    const [{ policyJson, policyLines }, { painter, widthOf }] = await Promise.all([
        Promise.all(/* import() */[__nccwpck_require__.e(911), __nccwpck_require__.e(158)]).then(__nccwpck_require__.bind(__nccwpck_require__, 1158)),
        __nccwpck_require__.e(/* import() */ 832).then(__nccwpck_require__.bind(__nccwpck_require__, 2832)),
    ]);
    const policy = await cli_readPolicy(parsed);
    const now = Date.now();
    const { safeJson } = await __nccwpck_require__.e(/* import() */ 143).then(__nccwpck_require__.bind(__nccwpck_require__, 6143));
    const layout = { width: widthOf(stdout), now, bold: (text) => painter(stdout)('bold', text) };
    const text = parsed.own.has('json')
        ? safeJson({ result: policyJson(policy, now) })
        : policyLines(policy, layout).join('\n');
    await write(stdout, `${text}\n`);
}
async function run(parsed) {
    const { own } = parsed;
    const password = own.has('password-stdin') ? await readPassword(stdin) : null;
    const filter = readFilter(parsed, Date.now());
    const policy = (0,external_node_fs_.existsSync)(POLICY_FILE) ? POLICY_FILE : null;
    const isCheck = parsed.command.does === 'check';
    const checkedPolicy = isCheck ? await cli_readPolicy(parsed) : null;
    const checked = checkedPolicy && checkedStage(checkedPolicy, parsed.inputs.get('from'));
    const get = getInputs(parsed, { env, password, readFile: readSmallFile, policy, checked });
    if (policy !== null && get('policy') === policy)
        stderr.write(`Policy: ${policy}\n`);
    const above = get('policy') === '' && !parsed.inputs.has('environments') ? policyAbove(workingDirectory()) : null;
    if (above !== null)
        stderr.write(`warning: ${above}/${POLICY_FILE} is not used: run from ${above} to use it.\n`);
    const reported = { outputs: {}, error: null };
    const found = { facts: null, gates: null, metrics: [], events: new Map(), reported, filter };
    await start({
        env,
        get,
        readContext: () => contextFrom(env, { user: userName(), host: (0,external_node_os_.hostname)(), cwd: workingDirectory() }),
        loadReporter: async () => {
            const { terminalReporter } = await Promise.all(/* import() */[__nccwpck_require__.e(911), __nccwpck_require__.e(557)]).then(__nccwpck_require__.bind(__nccwpck_require__, 4557));
            const options = { stderr, showsSteps: parsed.command.shows === undefined, showsDebug: own.has('debug') };
            return terminalReporter(options, reported);
        },
        surroundings: { isPageAnywhere: true, policy: checkedPolicy },
        hooks: (request, cancel) => ({
            ...approvalOf(parsed, request, cancel),
            ...(isCheck ? { showGates: (plan) => Object.assign(found, { gates: plan }) } : {}),
            ...(parsed.command.shows === 'history' ? { study: (studied) => keepEvents(found, studied) } : {}),
            showStatus: (facts, metrics) => {
                Object.assign(found, { facts: only(facts, parsed), metrics });
                const [unreadable] = facts.environments.flatMap(({ problem }) => problem ?? []);
                if (parsed.command.shows === 'history' && unreadable)
                    throw new errors/* ActionError */.lZ('HISTORY_INVALID', unreadable);
            },
        }),
        end: (exitCode, cancel) => show(parsed, found, exitCode, cancel),
    });
}
/** Keeps the events of an environment; those of many images are large, so only where they are shown. */
function keepEvents({ events }, { report: { row }, history }) {
    events.set(`${row.image} ${row.environment}`, history?.events ?? []);
}
/**
 * The facts about the environments that a command names: with a policy, all stages are read.
 * @throws INPUT_INVALID where the policy does not have one of them
 */
function only(facts, { command, positional }) {
    if (command.shows !== 'history' && command.shows !== 'diff')
        return facts;
    const stages = [...new Set(facts.environments.map(({ row }) => row.environment))];
    const unknown = positional.find((name) => !stages.includes(name));
    if (unknown !== undefined && stages.length > 0)
        throw new errors/* ActionError */.lZ('INPUT_INVALID', `Unknown environment "${unknown}".${(0,nearest/* didYouMean */.au)(unknown, stages)} Known: ${stages.join(', ')}.`);
    return { ...facts, environments: facts.environments.filter(({ row }) => positional.includes(row.environment)) };
}
/** The last stage moves only after a person has typed its name, or with --yes. */
function approvalOf({ own }, request, { reads: signal }) {
    const environment = lastStageOf(request);
    if (environment === null || own.has('yes'))
        return {};
    if (!stdin.isTTY || !stderr.isTTY || own.has('password-stdin'))
        throw new errors/* ActionError */.lZ('INPUT_INVALID', `${environment} is the last stage, and the move cannot be confirmed here. To move it, add --yes.`);
    // loaded after the first request has been sent
    const isRollback = request.mode === 'rollback';
    let approve;
    return {
        approve: async (plan, changes) => {
            approve ??= (await Promise.all(/* import() */[__nccwpck_require__.e(648), __nccwpck_require__.e(812), __nccwpck_require__.e(195), __nccwpck_require__.e(226)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7226))).approver(environment, { stdin, stderr, signal, isRollback });
            return approve(plan, changes);
        },
    };
}
/** Writes what a command found. @returns the exit code of the process */
async function show(parsed, found, exitCode, { reads }) {
    const [{ jsonOf, linesOf, wordsOf }, { painter, widthOf }] = await Promise.all([
        Promise.all(/* import() */[__nccwpck_require__.e(911), __nccwpck_require__.e(648), __nccwpck_require__.e(812), __nccwpck_require__.e(966)]).then(__nccwpck_require__.bind(__nccwpck_require__, 3966)),
        __nccwpck_require__.e(/* import() */ 832).then(__nccwpck_require__.bind(__nccwpck_require__, 2832)),
    ]);
    const { error } = found.reported;
    if (parsed.own.has('json'))
        stdout.write(`${jsonOf(parsed, found)}\n`);
    else if (error === null || parsed.command.shows !== undefined) {
        const paint = painter(stdout);
        const layout = { width: widthOf(stdout), now: Date.now(), bold: (text) => paint('bold', text) };
        for (const line of linesOf(parsed, found, layout))
            stdout.write(`${line}\n`);
        for (const line of wordsOf(parsed, found))
            stderr.write(`${line}\n`);
    }
    if (error?.code === 'CANCELLED' && reads.aborted)
        return 130;
    return error?.code === 'INPUT_INVALID' ? 2 : exitCode;
}
/** Ends a run that did not begin: help, the version, wrong usage. */
async function endEarly(error, isJson) {
    const { escapeLogLine } = await __nccwpck_require__.e(/* import() */ 301).then(__nccwpck_require__.bind(__nccwpck_require__, 8301));
    const ended = error instanceof Ended ? error : usageError((0,errors/* asActionError */.z6)(error));
    if (ended.stderr !== '')
        await write(stderr, `${escapeLogLine(ended.stderr.trimEnd())}\n`);
    if (isJson && ended.exitCode !== 0) {
        const { safeJson } = await __nccwpck_require__.e(/* import() */ 143).then(__nccwpck_require__.bind(__nccwpck_require__, 6143));
        const message = escapeLogLine(ended.stderr.replace(/^error: (?:INPUT_INVALID: )?/, '').trim());
        await write(stdout, `${safeJson({ error: { code: 'INPUT_INVALID', message } })}\n`);
    }
    else if (ended.stdout !== '')
        await write(stdout, ended.stdout);
    process.exit(ended.exitCode);
}
function usageError({ code, message }) {
    return new Ended(2, '', `error: ${code}: ${message}\n`);
}
/** Writes to a stream; resolves when it is written, also where it is no longer read. */
function write(stream, text) {
    return new Promise((resolve) => stream.write(text, () => resolve()));
}
function userName() {
    try {
        return (0,external_node_os_.userInfo)().username;
    }
    catch {
        // a container may run as a user that has no name
        return env.USER || null;
    }
}

var __webpack_exports__main = __webpack_exports__.i;
export { __webpack_exports__main as main };
