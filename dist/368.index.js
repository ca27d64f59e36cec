export const id = 368;
export const ids = [368];
export const modules = {

/***/ 9767:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Wv: () => (/* binding */ waitAfter),
/* harmony export */   a5: () => (/* binding */ isRateLimit),
/* harmony export */   hD: () => (/* binding */ ApiError),
/* harmony export */   zw: () => (/* binding */ asApiError)
/* harmony export */ });
/* harmony import */ var _util_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8805);

/** A request to GitHub's API that failed. */
class ApiError extends Error {
    reason;
    /** null where no response came */
    status;
    constructor(reason, status, message) {
        super(message);
        this.reason = reason;
        this.status = status;
    }
}
/** Returns an error of octokit as one of this action. */
function asApiError(error) {
    if (error instanceof ApiError)
        return error;
    const { status, message = '', response, cause } = (error ?? {});
    if (cause instanceof ApiError)
        return cause;
    // octokit says 500 where no response came
    if (response === undefined)
        return new ApiError('unavailable', null, `GitHub did not respond (${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(message)})`);
    const text = textOf(response.data) || message;
    const said = `HTTP ${status}${text === '' ? '' : `: ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(text)}`}`;
    if (isRateLimit(error))
        return new ApiError('rate-limited', status ?? null, `GitHub limits the rate of requests (${said})`);
    return new ApiError(reasonOf(status ?? 0), status ?? null, said);
}
function reasonOf(status) {
    if (status === 401)
        return 'unauthorized';
    if (status === 403)
        return 'forbidden';
    if (status === 404 || status === 410)
        return 'not-found';
    if (status >= 400 && status < 500)
        return 'invalid';
    return 'unavailable';
}
/** Returns what an error response says, with the messages of its details. */
function textOf(data) {
    if (typeof data !== 'object' || data === null)
        return '';
    const { message, errors } = data;
    const details = (Array.isArray(errors) ? errors : []).flatMap((each) => {
        const text = typeof each === 'string' ? each : each?.message;
        return typeof text === 'string' ? [text] : [];
    });
    return [...(typeof message === 'string' ? [message] : []), ...details].join('; ');
}
/**
 * Whether a request was refused by a primary or a secondary rate limit.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
function isRateLimit(error) {
    const { status, response } = (error ?? {});
    if (status === 429)
        return true;
    if (status !== 403)
        return false;
    const headers = response?.headers ?? {};
    const isSpent = String(headers['x-ratelimit-remaining'] ?? '') === '0';
    return isSpent || headers['retry-after'] !== undefined || /rate limit/i.test(textOf(response?.data));
}
/**
 * Returns how long GitHub asks to wait after a rate limit, in milliseconds; a minute where it does not say.
 * @param now milliseconds since the epoch
 */
function waitAfter(error, now) {
    const headers = (error ?? {}).response?.headers ?? {};
    const seconds = Number(headers['retry-after'] ?? Number.NaN);
    if (Number.isFinite(seconds) && seconds >= 0)
        return seconds * 1000;
    const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN);
    const isSpent = String(headers['x-ratelimit-remaining'] ?? '') === '0';
    return isSpent && Number.isFinite(reset) ? Math.max(0, reset * 1000 - now) : 60_000;
}


/***/ }),

/***/ 7150:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ok: () => (/* binding */ marksOf),
/* harmony export */   VN: () => (/* binding */ blockOf),
/* harmony export */   YY: () => (/* binding */ earlierRecord),
/* harmony export */   aU: () => (/* binding */ lastHoldEvent),
/* harmony export */   nv: () => (/* binding */ holdOf),
/* harmony export */   qi: () => (/* binding */ isMark),
/* harmony export */   zM: () => (/* binding */ verificationOf)
/* harmony export */ });
/* harmony import */ var _event_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5196);
/* harmony import */ var _run_url_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1225);
/* harmony import */ var _state_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1);



/** Whether an event marks an image. */
function isMark(event) {
    return event.digest !== null && _event_js__WEBPACK_IMPORTED_MODULE_0__/* .MARKS */ .j7.includes(event.action);
}
/**
 * Returns the hold that is in force at a time; null where none is. A later hold replaces an earlier one, and one resume
 * ends it.
 * @param at RFC 3339; a time that cannot be read is before every end
 */
function lastHoldEvent(events, at) {
    const last = events.findLast(({ action }) => action === 'hold' || action === 'resume');
    if (last?.action !== 'hold')
        return null;
    const isOver = last.until !== undefined && Date.parse(last.until) <= Date.parse(at);
    return isOver ? null : last;
}
/** Returns the hold of an environment that is in force at a time; null where none is. @param at RFC 3339 */
function holdOf(history, at) {
    return lastHoldEvent(history?.events ?? [], at);
}
/**
 * Returns the event by which an earlier attempt of a run recorded the same; null where there is none.
 * @param digest the image that a mark is about; for a hold and its end it does not matter
 * @param run the URL of this run's attempt
 */
function earlierRecord(history, action, digest, run) {
    const ours = (0,_run_url_js__WEBPACK_IMPORTED_MODULE_2__/* .runOf */ .n)(run);
    if (ours === null)
        return null;
    const isEarlier = (event) => {
        const theirs = (0,_run_url_js__WEBPACK_IMPORTED_MODULE_2__/* .runOf */ .n)(event.run);
        return theirs?.run === ours.run && theirs.attempt < ours.attempt;
    };
    const isSame = (event) => (0,_event_js__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(event) && event.action === action && (!isMark(event) || event.digest === digest);
    return history?.events.findLast((event) => isSame(event) && isEarlier(event)) ?? null;
}
/** Returns the marks of an image, oldest first. */
function marksOf(history, digest) {
    return (history?.events ?? []).filter((event) => isMark(event)).filter((event) => event.digest === digest);
}
/** Returns the mark by which an image is blocked; null where it is not, or was cleared since. */
function blockOf(history, digest) {
    const last = marksOf(history, digest).findLast(({ action }) => action !== 'verified');
    return last?.action === 'blocked' ? last : null;
}
/**
 * Returns the mark by which an image is verified since it last went live; null where there is none.
 * @param live the manifest that the environment's tag points at
 */
function verificationOf(live, history, digest) {
    const events = history?.events ?? [];
    const mark = marksOf(history, digest).findLast(({ action }) => action === 'verified');
    if (!mark)
        return null;
    const went = live?.digest === digest ? (0,_state_js__WEBPACK_IMPORTED_MODULE_1__/* .liveEvent */ .vB)(live, history) : lastArrival(events, digest);
    return went !== null && events.indexOf(mark) > events.indexOf(went) ? mark : null;
}
/** The event by which an image that is not live any more went live the last time. */
function lastArrival(events, digest) {
    const moves = events.filter(_event_js__WEBPACK_IMPORTED_MODULE_0__/* .isMove */ .OE);
    let at = moves.findLastIndex((event) => event.digest === digest);
    // an event about an image that is live already only renames it
    while (moves[at - 1]?.digest === digest)
        at--;
    return moves[at] ?? null;
}


/***/ }),

/***/ 1225:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ isSameRun),
/* harmony export */   n: () => (/* binding */ runOf)
/* harmony export */ });
/**
 * Splits the URL of a workflow run's attempt: `<server>/<owner>/<name>/actions/runs/<id>/attempts/<n>`.
 * @returns null for any other text
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables GITHUB_RUN_ID, GITHUB_RUN_ATTEMPT
 */
function runOf(url) {
    const match = /^((https?:\/\/[^/]+)\/.+\/runs\/(\d+))\/attempts\/(\d+)$/.exec(url ?? '');
    if (!match)
        return null;
    return { run: match[1] ?? '', server: match[2] ?? '', id: Number(match[3]), attempt: Number(match[4]) };
}
/** Whether two attempts' URLs are of one run; false where one is unknown. */
function isSameRun(a, b) {
    if (a === null || b === null)
        return false;
    return a === b || (runOf(a)?.run ?? a) === (runOf(b)?.run ?? b);
}


/***/ }),

/***/ 7628:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BV: () => (/* binding */ stackAfter),
/* harmony export */   Hx: () => (/* binding */ rollbackTargets),
/* harmony export */   eZ: () => (/* binding */ replay)
/* harmony export */ });
/* harmony import */ var _event_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5196);

const NONE = new Set();
/**
 * Returns the stack after a move that came true; a move to the image at the top leaves it as it is. Entries that stay are
 * the same objects.
 */
function stackAfter(stack, by) {
    const { digest, action } = by;
    if (stack.at(-1)?.digest === digest)
        return stack;
    const isBack = action === 'rollback' || action === 'observed';
    const last = isBack ? stack.findLastIndex((entry) => entry.digest === digest) : -1;
    if (last >= 0)
        return stack.slice(0, last + 1);
    // a rollback to an image that has no place replaces the top
    return [...(action === 'rollback' ? stack.slice(0, -1) : stack), { digest, by }];
}
/**
 * Replays events onto the stack that rollbacks follow. An event about the top changes nothing: it only renames it.
 * @param events oldest first; superseded events and events of unknown actions are skipped
 * @param unproven events of which it is unknown whether they came true: they move nothing, but a rollback among them
 *   still marks what it left
 * @returns the stack after the last event, and every digest that was rolled back from or ever live
 */
function replay(events, unproven = NONE) {
    let stack = [];
    const rolledBack = new Set();
    const seen = new Set();
    const placed = new Set();
    const uncertain = new Set();
    for (const by of events) {
        if (!(0,_event_js__WEBPACK_IMPORTED_MODULE_0__/* .isMove */ .OE)(by))
            continue;
        const { digest, action } = by;
        if (unproven.has(by)) {
            uncertain.add(digest);
            if (action === 'rollback' && by.previous !== null && by.previous !== digest)
                rolledBack.add(by.previous);
            continue;
        }
        const top = stack.at(-1);
        if (action === 'rollback' && top && top.digest !== digest)
            rolledBack.add(top.digest);
        // promoting an image explicitly, or going back to it, clears its rolled-back mark
        if (action !== 'observed')
            rolledBack.delete(digest);
        stack = stackAfter(stack, by);
        seen.add(digest);
        if (action !== 'observed')
            placed.add(digest);
    }
    for (const digest of seen)
        uncertain.delete(digest);
    return { stack, rolledBack, seen, placed, uncertain };
}
/**
 * Lists where a rollback without a version can go, nearest first: images below the top that are neither marked as
 * rolled back nor equal to the top.
 * @returns each digest once; the first is the target; empty if there is nothing to go back to
 */
function rollbackTargets({ stack, rolledBack }) {
    const top = stack.at(-1)?.digest;
    const below = stack.slice(0, -1).filter(({ digest }) => digest !== top && !rolledBack.has(digest));
    const nearestFirst = below.reverse();
    return nearestFirst.filter((entry, index) => nearestFirst.findIndex(({ digest }) => digest === entry.digest) === index);
}


/***/ }),

/***/ 1:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   En: () => (/* binding */ environmentStatus),
/* harmony export */   NP: () => (/* binding */ unprovenEvents),
/* harmony export */   Px: () => (/* binding */ observed),
/* harmony export */   i0: () => (/* binding */ reconciledEvents),
/* harmony export */   jg: () => (/* binding */ replayEnvironment),
/* harmony export */   vB: () => (/* binding */ liveEvent)
/* harmony export */ });
/* harmony import */ var _event_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5196);
/* harmony import */ var _stack_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7628);


/**
 * An unfinished event that is older than this is kept as it is, in milliseconds: its run may have died, or its image may
 * have been live for a long time and the tag set back outside this action.
 */
const RECENT_MS = 600_000;
/**
 * Compares an environment's tag with its history.
 * @param live the manifest that the tag points at; null if there is no tag
 */
function environmentStatus(live, history) {
    const event = (0,_event_js__WEBPACK_IMPORTED_MODULE_0__/* .lastEvent */ .Rf)(history);
    if (event === null)
        return live ? { kind: 'moved', event: null } : { kind: 'settled' };
    if (live?.digest === event.digest)
        return { kind: 'settled' };
    const isAtPrevious = (live?.digest ?? null) === event.previous;
    // a later event that found this image live proves that the event took effect
    const events = history?.events ?? [];
    const isProven = event.action === 'observed' || isNamedAfter(event, events, events.lastIndexOf(event));
    if (isAtPrevious && !isProven)
        return { kind: 'unfinished', event };
    return live ? { kind: 'moved', event } : { kind: 'gone', event };
}
/** Whether an event that follows the one at `index`, up to the next that moves, found its image live. */
function isNamedAfter(event, events, index) {
    for (let at = index + 1; at < events.length; at++) {
        const later = events[at];
        // what an observed event has as previous was read in the history, not from the tag
        if (!later || later.action === 'observed')
            return false;
        if (later.previous === event.digest)
            return true;
        if ((0,_event_js__WEBPACK_IMPORTED_MODULE_0__/* .isMove */ .OE)(later))
            return false;
    }
    return false;
}
/**
 * Finds the events of which nobody can know whether they came true: the run may have died before its tag moved.
 * @returns an event that does not move is never among them
 */
function unprovenEvents(live, history) {
    const events = history?.events ?? [];
    const state = environmentStatus(live, history);
    const unproven = new Set();
    let next = null;
    // newest first: what follows an event tells whether it came true
    for (let index = events.length - 1; index >= 0; index--) {
        const event = events[index];
        if (!event || !(0,_event_js__WEBPACK_IMPORTED_MODULE_0__/* .isMove */ .OE)(event))
            continue;
        const isUntold = next === null
            ? state.kind === 'unfinished' || state.kind === 'moved'
            : // without a tag, the next run had nothing to name
                next.action === 'observed' || next.previous !== null;
        if (isUntold && event.action !== 'observed' && !isNamedAfter(event, events, index))
            unproven.add(event);
        next = event;
    }
    return unproven;
}
/** Replays what is known to have happened in an environment. */
function replayEnvironment(live, history) {
    return (0,_stack_js__WEBPACK_IMPORTED_MODULE_1__/* .replay */ .eZ)(history?.events ?? [], unprovenEvents(live, history));
}
/**
 * Builds the event for an image that was found live without a record.
 * @param known the identity of the live image
 * @param previous the last digest in the history
 * @param at RFC 3339, UTC
 */
function observed(live, known, previous, at) {
    return {
        action: 'observed',
        at,
        digest: live.digest,
        mediaType: live.mediaType,
        size: live.size,
        version: known.version,
        revision: known.revision,
        created: known.created,
        previous,
        actor: null,
        run: null,
        reason: null,
        allowed: [],
        set: null,
    };
}
/**
 * Returns the events that a new one is appended to. An unfinished last event is marked as superseded if it is recent, or
 * the new one does the same; a change made outside this action is added as observed.
 * @param known the identity of the live image, used if it has to be recorded as observed
 * @param now RFC 3339, UTC
 * @param next the move that is to be appended; null if that is not known yet
 */
function reconciledEvents(live, history, known, now, next = null) {
    const state = environmentStatus(live, history);
    const events = history?.events ?? [];
    if (state.kind === 'unfinished' && (live === null || isSuperseded(state.event, now, next)))
        return events.map((event) => (event === state.event ? (0,_event_js__WEBPACK_IMPORTED_MODULE_0__/* .superseded */ .zT)(event) : event));
    if (live && (state.kind === 'moved' || state.kind === 'unfinished'))
        return [...events, observed(live, known, state.event?.digest ?? null, (0,_event_js__WEBPACK_IMPORTED_MODULE_0__/* .timeAfter */ .iR)(events, now))];
    return events;
}
/** A rollback is never marked as superseded by another move: what it rolled back from stays marked. */
function isSuperseded(event, now, next) {
    if (next?.digest === event.digest && next.action === event.action)
        return true;
    return event.action !== 'rollback' && Math.abs(Date.parse(now) - Date.parse(event.at)) < RECENT_MS;
}
/** Finds the event that made the live image live; null if there is none. */
function liveEvent(live, history) {
    if (!live)
        return null;
    const unproven = unprovenEvents(live, history);
    const moves = history?.events.filter((event) => (0,_event_js__WEBPACK_IMPORTED_MODULE_0__/* .isMove */ .OE)(event)).filter((event) => !unproven.has(event)) ?? [];
    let at = moves.findLastIndex(({ digest }) => digest === live.digest);
    // an event about an image that is live already only renames it
    while (moves[at - 1]?.digest === live.digest)
        at--;
    return moves[at] ?? null;
}


/***/ }),

/***/ 9368:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  fail: () => (/* binding */ fail),
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./lib/image/reference.js
var image_reference = __webpack_require__(8424);
// EXTERNAL MODULE: ./lib/request/docker-inputs.js
var docker_inputs = __webpack_require__(459);
;// CONCATENATED MODULE: ./lib/docker/secrets.js


/** A secret with fewer characters is not masked. */
const MIN_LENGTH = 6;
/** Words of this length or more that are settings, not secrets. */
const COMMON = new Set(`canary darwin debian default develop development disabled docker enabled external false github internal latest
  linux/amd64 linux/arm64 localhost master nightly nodejs preview private production public python release sandbox
  stable staging testing trace ubuntu undefined verbose warning windows`.split(/\s+/));
/**
 * Returns the arguments and the environment variables by which buildx gets the secrets: they are neither on the command
 * line nor in a file that a killed job would leave.
 * https://docs.docker.com/reference/cli/docker/buildx/build/#secret
 */
function secretArgs({ docker }) {
    const env = {};
    // a variable may be no longer than the input, which was one, too: the name is short
    const args = docker.secrets.flatMap((secret, index) => {
        const { id, value } = split(secret);
        env[`BOP_SECRET_${index}`] = value;
        return ['--secret', `id=${id},env=BOP_SECRET_${index}`];
    });
    return { args, env };
}
/**
 * Returns the texts of the secrets that are masked, line by line as the runner masks. A runner holds back every output
 * that contains a masked text: a short or common word, and what this run reports anyway, are not masked.
 * @returns `masks`, and `warnings` about secrets of which nothing is masked
 */
function secretMasks(request) {
    const reported = reportedTexts(request);
    const isMasked = (line) => {
        const text = line.trim().toLowerCase();
        return text.length >= MIN_LENGTH && !COMMON.has(text) && !reported.some((each) => each.includes(text));
    };
    const secrets = request.docker.secrets.map(split);
    const masks = secrets.flatMap(({ value }) => value.split(/\r?\n|\r/).filter(isMasked));
    const unmasked = secrets.filter(({ value }) => value.trim() !== '' && !value.split(/\r?\n|\r/).some(isMasked));
    const warnings = unmasked.map(({ id }) => `secrets: the value of ${id} is not masked in the log: it is short, a common word or part of a name that this run reports, and the runner would hold back every output that contains it. Use build-args for values that are not secret.`);
    return { masks, warnings };
}
/** Warnings about build arguments that look like secrets and are published in the provenance. */
function provenanceWarnings({ docker }) {
    const names = (0,docker_inputs/* publishedSecrets */.kU)(docker);
    if (names.length === 0)
        return [];
    return [
        `build-args: ${names.join(', ')} looks like a secret, and provenance publishes all build arguments with the image. Use secrets, or provenance: mode=min.`,
    ];
}
function split(secret) {
    const at = secret.indexOf('=');
    return { id: secret.slice(0, at), value: secret.slice(at + 1) };
}
/** What the outputs of this run contain, in lower case. */
function reportedTexts({ image, version, commit, environment, stages, tags, context }) {
    const texts = [
        (0,image_reference/* repositoryName */.aR)(image),
        version,
        commit,
        environment,
        ...stages,
        ...tags,
        context.source,
        context.actor,
    ];
    return texts.flatMap((text) => (text ? [text.toLowerCase()] : []));
}

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/image/manifest.js
var image_manifest = __webpack_require__(4252);
;// CONCATENATED MODULE: ./lib/image/artifact.js

/** The annotation that every history manifest of this action has: the version of its format. */
const HISTORY_KEY = 'vnd.build-once-promote.history';
/**
 * Media types of what is attached to images: signatures, attestations, SBOMs, scan results.
 * https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md
 * https://github.com/notaryproject/specifications/blob/main/specs/signature-specification.md
 */
const ATTACHED = /^(?:application|text)\/(?:vnd\.)?(?:dev\.cosign|dev\.sigstore|cncf\.notary|dsse|in-toto|spdx|cyclonedx|syft|sarif|openvex|openpgp|pgp)\b/;
const CONFIGS = [image_manifest/* MEDIA_TYPES */.Z2.ociConfig, 'application/vnd.docker.container.image.v1+json'];
/**
 * Returns what a manifest is where it is certainly no image: a history of this action, a signature, another artifact that
 * is about an image, or a list of such. Charts and WebAssembly modules count as images: they are promoted as these are.
 * https://github.com/opencontainers/image-spec/blob/main/manifest.md#guidelines-for-artifact-usage
 * @returns a noun with its article, for a message; null where it may be an image
 * @throws REGISTRY_REFUSED when it is not JSON with schemaVersion 2
 */
function artifactKind(manifest) {
    const json = (0,image_manifest/* parseManifest */.Ng)(manifest);
    if ((0,image_manifest/* stringsOf */.iw)(json.annotations)[HISTORY_KEY] !== undefined)
        return 'the history of an environment';
    const artifactType = typeOf(json, 'artifactType');
    if (ATTACHED.test(artifactType))
        return named(artifactType);
    const listed = listOf(json.manifests);
    if (listed.length > 0)
        return listed.every(isReferrer) ? 'a list of signatures or other artifacts' : null;
    const config = typeOf(json.config, 'mediaType');
    if (ATTACHED.test(config))
        return named(config);
    const layers = listOf(json.layers).map((layer) => typeOf(layer, 'mediaType'));
    if (layers.length > 0 && layers.every((type) => ATTACHED.test(type)))
        return named(layers[0] ?? '');
    const isAbout = typeOf(json.subject, 'digest') !== '';
    return isAbout && !CONFIGS.includes(config) ? named(artifactType || config) : null;
}
/** Whether an entry of an index is one of a list of referrers: its type is there, and it has no platform. */
function isReferrer(entry) {
    const type = typeOf(entry, 'artifactType');
    return ATTACHED.test(type) || (type !== '' && !CONFIGS.includes(type) && entry.platform === undefined);
}
function named(mediaType) {
    return `a signature or another artifact (${mediaType.slice(0, 100)})`;
}
function listOf(value) {
    return Array.isArray(value) ? value : [];
}
function typeOf(value, key) {
    return (0,image_manifest/* stringsOf */.iw)(value)[key] ?? '';
}

// EXTERNAL MODULE: ./lib/image/digest.js
var image_digest = __webpack_require__(7241);
// EXTERNAL MODULE: ./lib/image/time.js
var time = __webpack_require__(9692);
// EXTERNAL MODULE: ./lib/history/event.js
var history_event = __webpack_require__(5196);
;// CONCATENATED MODULE: ./lib/history/event-json.js




/** The keys of an event that this version knows. */
const KEYS = new Set([
    ...['action', 'at', 'digest', 'mediaType', 'size', 'version', 'revision', 'created', 'previous'],
    ...['actor', 'run', 'reason', 'allowed', 'set'],
]);
/** Whether this version knows all keys of an event. */
function areKeysKnown(json, action) {
    return Object.keys(json).every((key) => KEYS.has(key) || (key === 'until' && action === 'hold'));
}
const KNOWN_ACTIONS = new Set(history_event/* ACTIONS */.kl);
/** Actions whose event has no digest where nothing is live. */
const WITHOUT_IMAGE = ['hold', 'resume'];
/** Returns the text of an event's annotation: JSON. What a newer version wrote into it is kept. */
function eventText(event) {
    const { source, set, ...rest } = event;
    // only events of several images have it
    const known = set === null ? rest : { ...rest, set };
    if (source === undefined)
        return JSON.stringify(known);
    // nothing of an event of an unknown action was changed
    return JSON.stringify(isKnownAction(event.action) ? { ...source, ...known } : source);
}
/**
 * Reads an event.
 * @returns the event, or a clause that says what is wrong with it
 */
function readEvent(text) {
    let json;
    try {
        json = (JSON.parse(text) ?? {});
    }
    catch {
        return 'is not JSON';
    }
    const { action } = json;
    if (typeof action !== 'string')
        return 'has no action';
    if (!isKnownAction(action)) {
        const [digest, previous] = [digestIn(json.digest), digestIn(json.previous)];
        return { ...eventOf(json, action, textOf(json.at) ?? '', digest, previous), source: json };
    }
    const { at, until } = json;
    const digest = json.digest ?? null;
    if (!isDigestOrNull(digest) || (digest === null && !WITHOUT_IMAGE.includes(action)))
        return 'has no valid digest';
    if (typeof at !== 'string' || !(0,time/* isTime */.K8)(at))
        return 'has no valid time';
    const previous = json.previous ?? null;
    if (!isDigestOrNull(previous))
        return 'has an invalid previous digest';
    // a hold whose end cannot be read must not be taken for one without an end
    const end = action === 'hold' ? (until ?? null) : null;
    if (end !== null && (typeof end !== 'string' || !(0,time/* isTime */.K8)(end)))
        return 'has an invalid end (until)';
    const event = eventOf(json, action, at, digest, previous);
    const isKnown = areKeysKnown(json, action);
    // a status may read hundred thousands of events: most need no second object
    return end === null && isKnown
        ? event
        : { ...event, ...(end === null ? {} : { until: end }), ...(isKnown ? {} : { source: json }) };
}
function eventOf(json, action, at, digest, previous) {
    const { mediaType, size, allowed } = json;
    return {
        action,
        at,
        digest,
        mediaType: typeof mediaType === 'string' ? mediaType : image_manifest/* MEDIA_TYPES */.Z2.ociIndex,
        size: typeof size === 'number' ? size : 0,
        version: textOf(json.version),
        revision: textOf(json.revision),
        created: textOf(json.created),
        previous,
        actor: textOf(json.actor),
        run: textOf(json.run),
        reason: textOf(json.reason),
        allowed: Array.isArray(allowed) ? allowed.filter((guard) => typeof guard === 'string') : [],
        set: textOf(json.set),
    };
}
function isKnownAction(action) {
    return KNOWN_ACTIONS.has(action);
}
function isDigestOrNull(value) {
    return value === null || (typeof value === 'string' && (0,image_reference/* isDigest */.Bc)(value));
}
function digestIn(value) {
    return isDigestOrNull(value) ? value : null;
}
function textOf(value) {
    return typeof value === 'string' ? value : null;
}

// EXTERNAL MODULE: ./lib/history/records.js
var records = __webpack_require__(7150);
// EXTERNAL MODULE: ./lib/history/stack.js
var history_stack = __webpack_require__(7628);
;// CONCATENATED MODULE: ./lib/history/successor.js


/** How many events a history keeps; older ones are dropped. */
const MAX_EVENTS = 200;
/** How many of them may be kept although they are the oldest: the newest of those. */
const MAX_PROTECTED = 100;
/**
 * Builds the history that replaces another one.
 * @param base the history that was read; null if there is none yet
 * @param events all events of the new history, oldest first
 * @returns the history to write; its parent is `base`, and the oldest events beyond 200 are dropped. Where `base` cannot
 *   be read, a new history begins
 */
function successor(base, events) {
    const kept = dropOldest(events, events.length - MAX_EVENTS);
    return {
        digest: null,
        parent: base === null || base.unreadable !== undefined ? null : base.digest,
        first: (base?.first ?? 1) + events.length - kept.length,
        events: kept,
        ...(base?.annotations ? { annotations: base.annotations } : {}),
    };
}
/**
 * Returns the events without the oldest of them. A hold that is in force, and the marks of images that are live or on the
 * stack, are passed over: they then come before the rest.
 * @param count how many to drop
 */
function dropOldest(events, count) {
    if (count <= 0)
        return events;
    const keep = protectedEvents(events);
    const indexes = events.map((_, index) => index);
    const order = [...indexes.filter((index) => !keep.has(index)), ...indexes.filter((index) => keep.has(index))];
    const dropped = new Set(order.slice(0, count));
    return events.filter((_, index) => !dropped.has(index));
}
/** The indexes of the events that are kept although they are old. */
function protectedEvents(events) {
    const stack = new Set((0,history_stack/* replay */.eZ)(events).stack.map(({ digest }) => digest));
    const marks = events.flatMap((event, index) => ((0,records/* isMark */.qi)(event) && stack.has(event.digest) ? [index] : []));
    // without a clock: whoever wrote the newest event knew that time
    const hold = (0,records/* lastHoldEvent */.aU)(events, events.at(-1)?.at ?? '');
    return new Set([...marks.slice(-MAX_PROTECTED), ...(hold ? [events.lastIndexOf(hold)] : [])]);
}

;// CONCATENATED MODULE: ./lib/history/codec.js







const PREFIX = 'vnd.build-once-promote.';
const PARENT_KEY = `${PREFIX}parent`;
const ENVIRONMENT_KEY = `${PREFIX}environment`;
const REPOSITORY_KEY = `${PREFIX}repository`;
const EVENT_KEY = `${PREFIX}event.`;
const OWN_KEYS = [HISTORY_KEY, PARENT_KEY, ENVIRONMENT_KEY, REPOSITORY_KEY];
/** An empty tar, gzipped: 29 constant bytes, so every repository stores them once. */
const EMPTY_LAYER = Buffer.from('H4sIAAAAAAAA/2NgGAWjYBSMVAAALq+17wAEAAA=', 'base64');
const EMPTY_LAYER_DIFF_ID = 'sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef';
/**
 * The config of every history manifest. The platform is unknown, so no client runs it.
 * https://github.com/opencontainers/image-spec/blob/main/config.md
 */
const CONFIG = Buffer.from(JSON.stringify({
    architecture: 'unknown',
    os: 'unknown',
    config: {},
    rootfs: { type: 'layers', diff_ids: [EMPTY_LAYER_DIFF_ID] },
}));
/**
 * Encodes a history as the manifest that its tag points at.
 * @param history at most 200 events, numbered from `first`
 * @param owner whose history it is; null leaves that out
 * @returns an OCI image manifest of at most 4 MiB with one annotation per event; config and layer are constant. The
 *   oldest events are dropped if all of them do not fit
 * @see https://github.com/opencontainers/image-spec/blob/main/manifest.md
 */
function encodeHistory(history, owner = null) {
    const annotations = { ...history.annotations, [HISTORY_KEY]: '1' };
    if (history.parent !== null)
        annotations[PARENT_KEY] = history.parent;
    if (owner !== null) {
        annotations[ENVIRONMENT_KEY] = owner.environment;
        annotations[REPOSITORY_KEY] = owner.repository;
    }
    history.events.forEach((event, index) => {
        annotations[`${EVENT_KEY}${String(history.first + index).padStart(6, '0')}`] = eventText(event);
    });
    const bytes = Buffer.from(JSON.stringify({
        schemaVersion: 2,
        mediaType: image_manifest/* MEDIA_TYPES */.Z2.ociManifest,
        config: { mediaType: image_manifest/* MEDIA_TYPES */.Z2.ociConfig, digest: (0,image_digest/* digestOf */.o)(CONFIG), size: CONFIG.length },
        layers: [{ mediaType: image_manifest/* MEDIA_TYPES */.Z2.ociLayer, digest: (0,image_digest/* digestOf */.o)(EMPTY_LAYER), size: EMPTY_LAYER.length }],
        annotations,
    }));
    // events hold untrusted text of any length: drop the oldest until the manifest fits
    if (bytes.length > image_manifest/* MAX_MANIFEST */.xZ && history.events.length > 1) {
        return encodeHistory({ ...history, first: history.first + 1, events: dropOldest(history.events, 1) }, owner);
    }
    return { bytes, mediaType: image_manifest/* MEDIA_TYPES */.Z2.ociManifest, digest: (0,image_digest/* digestOf */.o)(bytes), size: bytes.length };
}
/**
 * Decodes the newest 200 events of a history. Annotations, keys and actions that this version does not know are kept.
 * @param manifest the manifest that the history tag points at
 * @param where the tag's full reference, used in error messages
 * @throws HISTORY_INVALID when the manifest is not a history, is one of another environment or of a newer format, an
 *   event number is missing, or an event is malformed
 */
function decodeHistory(manifest, where, options = {}) {
    const annotations = annotationsOf(manifest, where);
    checkFormat(annotations[HISTORY_KEY], where);
    if (options.takeOver !== true)
        checkOwner(annotations, where, options.owner ?? null);
    const parent = annotations[PARENT_KEY] ?? null;
    if (parent !== null && !(0,image_reference/* isDigest */.Bc)(parent))
        throw invalid(where, 'its parent is not a valid digest');
    const numbered = numberedEvents(annotations, where);
    const unknown = Object.entries(annotations).filter(([key]) => !OWN_KEYS.includes(key) && !key.startsWith(EVENT_KEY));
    // no run of this action writes more events; replaying an unbounded number would be slow
    const kept = numbered.slice(-MAX_EVENTS);
    return {
        digest: manifest.digest,
        parent,
        first: kept[0]?.number ?? 1,
        events: kept.map(({ number, text }) => {
            const event = readEvent(text);
            if (typeof event === 'string')
                throw invalid(where, `event ${number} ${event}`);
            return event;
        }),
        ...(unknown.length > 0 ? { annotations: Object.fromEntries(unknown) } : {}),
    };
}
/** Whether a manifest says that it is a history, whether or not it can be decoded. */
function isHistoryManifest(manifest) {
    const json = (0,image_manifest/* jsonOf */.o_)(manifest.bytes);
    return (0,image_manifest/* isObject */.Gv)(json) && (0,image_manifest/* stringsOf */.iw)(json.annotations)[HISTORY_KEY] !== undefined;
}
function numberedEvents(annotations, where) {
    const numbered = [];
    for (const [key, text] of Object.entries(annotations))
        if (key.startsWith(EVENT_KEY))
            numbered.push({ number: numberOf(key, where), text });
    numbered.sort((a, b) => a.number - b.number);
    const first = numbered[0]?.number ?? 1;
    numbered.forEach(({ number }, index) => {
        if (number !== first + index)
            throw invalid(where, `event ${first + index} is missing`);
    });
    return numbered;
}
function checkFormat(version, where) {
    if (version === '1')
        return;
    if (version === undefined)
        throw invalid(where, `it has no annotation ${HISTORY_KEY}`);
    if (/^[1-9]\d{0,8}$/.test(version)) {
        throw new errors/* ActionError */.lZ('HISTORY_INVALID', `Could not read the history ${where}: expected format version 1, got ${version}, which a newer version of this action wrote. Update this action; keep the tag.`);
    }
    throw invalid(where, `expected format version "1", got ${JSON.stringify(version.slice(0, 20))}`);
}
/** A history that does not say whose it is is accepted: older versions wrote none. */
function checkOwner(annotations, where, owner) {
    if (owner === null)
        return;
    const environment = annotations[ENVIRONMENT_KEY] ?? owner.environment;
    const repository = annotations[REPOSITORY_KEY] ?? owner.repository;
    if (environment === owner.environment && repository === owner.repository)
        return;
    throw new errors/* ActionError */.lZ('HISTORY_INVALID', `Could not read the history ${where}: expected the history of ${owner.environment} in ${owner.repository}, got that of ${quoted(environment)} in ${quoted(repository)}. If it was copied by mistake, move the tag back or delete it. To continue it here, set allow: moved.`);
}
function quoted(text) {
    return JSON.stringify(text.slice(0, 200));
}
function annotationsOf(manifest, where) {
    const json = (0,image_manifest/* jsonOf */.o_)(manifest.bytes);
    if (json === undefined)
        throw invalid(where, 'it is not JSON');
    const annotations = (0,image_manifest/* isObject */.Gv)(json) && (0,image_manifest/* isObject */.Gv)(json.annotations) ? json.annotations : {};
    // a skipped annotation might be the last event, which the check for gaps would not notice
    if (!areStrings(annotations))
        throw invalid(where, 'an annotation is not a string');
    return annotations;
}
function areStrings(values) {
    return Object.values(values).every((value) => typeof value === 'string');
}
function numberOf(key, where) {
    const digits = key.slice(EVENT_KEY.length);
    if (!/^\d{6,9}$/.test(digits))
        throw invalid(where, `expected an event number of 6 to 9 digits, got ${JSON.stringify(digits.slice(0, 20))}`);
    return Number(digits);
}
function invalid(where, why) {
    return new errors/* ActionError */.lZ('HISTORY_INVALID', `Could not read the history ${where}: ${why}. If the tag was overwritten, move it back to the digest in the last run's log. In an emergency, a rollback with version and allow: moved begins a new history. Otherwise delete the tag: this loses the history, but no image.`);
}

;// CONCATENATED MODULE: ./lib/history/store.js



/** Returns the tag that holds an environment's history. */
function historyTag(environment) {
    return `${environment}-history`;
}
/**
 * Reads an environment's history.
 * @returns null only if the registry answers 404
 * @throws HISTORY_INVALID when the tag points at something that is not a history of this environment
 */
async function loadHistory(registry, image, environment, { takeOver = false, beginNew = false } = {}) {
    const tag = historyTag(environment);
    try {
        const manifest = await registry.get(image, tag);
        if (manifest === null)
            return null;
        return decodeHistory(manifest, `${(0,image_reference/* repositoryName */.aR)(image)}:${tag}`, { owner: ownerOf(image, environment), takeOver });
    }
    catch (error) {
        if (!beginNew || !(error instanceof errors/* ActionError */.lZ) || !UNREADABLE.includes(error.code))
            throw error;
        const there = await registry.head(image, tag);
        if (there === null)
            return null;
        return { digest: there.digest, parent: null, first: 1, events: [], unreadable: error.message };
    }
}
/** Errors that concern one manifest, not the registry. */
const UNREADABLE = ['HISTORY_INVALID', 'DIGEST_MISMATCH', 'REGISTRY_REFUSED'];
function ownerOf({ repository }, environment) {
    return { environment, repository };
}
/**
 * Uploads the two constant blobs of a history if the repository lacks them. Any repository with a history has them.
 * @param isForced whether to upload them also if the registry says that it has them
 */
async function prepareHistory(registry, image, isForced = false) {
    await Promise.all([CONFIG, EMPTY_LAYER].map((bytes) => registry.ensureBlob(image, bytes, isForced)));
}
/**
 * Writes a history with one PUT. If a clean-up deleted its blobs, they are uploaded again and the PUT is repeated.
 * @returns the history as written, with the digest of its manifest
 * @throws the registry's error when the PUT fails for another reason, or fails again
 */
async function saveHistory(registry, image, environment, history) {
    const manifest = encodeHistory(history, ownerOf(image, environment));
    const put = () => registry.put(image, historyTag(environment), manifest);
    await put().catch(async (error) => {
        // registries answer 400 (MANIFEST_BLOB_UNKNOWN) or 404 if a blob is missing
        const isMissing = error instanceof errors/* ActionError */.lZ && ['REGISTRY_REFUSED', 'NOT_FOUND'].includes(error.code);
        if (!isMissing)
            throw error;
        // a registry that names them as missing may still say that it has them (distribution/distribution#1803)
        await prepareHistory(registry, image, error instanceof errors/* RefusedWrite */.ow && error.missing !== null);
        await put();
    });
    return { ...history, digest: manifest.digest };
}

// EXTERNAL MODULE: ./lib/image/labels.js
var image_labels = __webpack_require__(7870);
// EXTERNAL MODULE: ./node_modules/semver/functions/compare-build.js
var compare_build = __webpack_require__(7648);
// EXTERNAL MODULE: ./lib/image/version.js
var image_version = __webpack_require__(2189);
;// CONCATENATED MODULE: ./lib/image/order.js


/** A creation time further ahead than this, in milliseconds, is not believed: a clock was wrong. */
const MAX_AHEAD_MS = 24 * 60 * 60 * 1000;
/**
 * Compares two canonical versions by precedence, then by build metadata, as semver.compareBuild does.
 * https://semver.org/#spec-item-11
 * @returns negative if `a` is lower, positive if it is higher, 0 if they are equal
 */
function compareVersions(a, b) {
    return compare_build(a, b);
}
/**
 * Returns versions of one image in order, the highest first, each once. One that only adds a platform to a version, such
 * as 1.2.3+linux-amd64, is left out where there are others.
 */
function highestFirst(versions) {
    const all = [...new Set(versions)];
    const plain = all.filter((version) => !(0,image_version/* hasPlatformSuffix */.HP)((0,image_version/* versionToTag */.KN)(version)));
    return (plain.length > 0 ? plain : all).sort((a, b) => compareVersions(b, a));
}
/**
 * Returns why a floating tag does not move to a version. It moves only to the highest stable version that it covers:
 * `latest` covers all, `1` all 1.x.y, `1.2` all 1.2.x.
 * @param present the versions in the repository
 * @returns a clause for a message; null if the tag moves
 */
function floatingTagProblem(tag, version, present) {
    if (!(0,image_version/* isStable */.MQ)(version))
        return `${version} is a prerelease`;
    if (!(0,image_version/* isOfLine */.ut)(version, tag))
        return `${version} is not a ${tag} version`;
    let highest = version;
    for (const other of present) {
        if ((0,image_version/* isStable */.MQ)(other) && (0,image_version/* isOfLine */.ut)(other, tag) && compareVersions(other, highest) > 0)
            highest = other;
    }
    return highest === version ? null : `${highest} is higher`;
}
/**
 * Whether one image is older than another: by version where both are known and differ, else by creation time where both
 * are known and differ. A creation time more than a day ahead counts as unknown.
 * @param now RFC 3339
 * @returns null if it cannot be determined
 */
function isOlder(candidate, than, now) {
    const order = candidate.version === null || than.version === null ? 0 : compareVersions(candidate.version, than.version);
    if (order !== 0)
        return order < 0;
    const [mine, theirs] = [createdAt(candidate, now), createdAt(than, now)];
    return mine === null || theirs === null || mine === theirs ? null : mine < theirs;
}
/** Returns when an image was created, in milliseconds since 1970; null where it is unknown. */
function createdAt({ created }, now) {
    const at = created === null ? Number.NaN : Date.parse(created);
    return Number.isNaN(at) || at > Date.parse(now) + MAX_AHEAD_MS ? null : at;
}

;// CONCATENATED MODULE: ./lib/image/identity.js





const UNKNOWN = { version: null, revision: null, created: null };
/** Reads an identity from annotations or labels; a malformed value counts as unknown. */
function identityOf(labels) {
    const revision = labels[image_labels/* LABEL */.d.revision] ?? '';
    const created = labels[image_labels/* LABEL */.d.created] ?? '';
    return {
        version: (0,image_version/* parseVersion */.ot)(labels[image_labels/* LABEL */.d.version] ?? ''),
        revision: (0,image_reference/* isCommit */.WM)(revision) ? revision : null,
        created: (0,time/* isTime */.K8)(created) ? created : null,
    };
}
/** Merges two identities: all their versions, the highest first; for the rest a value of `a` takes precedence. */
function merge(a, b) {
    const versions = [...versionsOf(a), ...versionsOf(b)];
    return withVersions({ ...a, revision: a.revision ?? b.revision, created: a.created ?? b.created }, versions);
}
/** Returns all versions of an image, the highest first. */
function versionsOf({ version, also = [] }) {
    return version === null ? [] : [version, ...also];
}
/** Returns an identity with these versions: its version is the highest, the rest stand in `also`. */
function withVersions({ revision, created }, versions) {
    const [version = null, ...also] = highestFirst(versions);
    return { version, ...(also.length > 0 ? { also } : {}), revision, created };
}

// EXTERNAL MODULE: ./lib/util/concurrency.js
var concurrency = __webpack_require__(4467);
// EXTERNAL MODULE: ./lib/image/tags.js
var image_tags = __webpack_require__(548);
;// CONCATENATED MODULE: ./lib/facts/tag-list.js


/**
 * Returns a repository's tags where the run can go on without them: an account may read and write but not list
 * (skopeo#726, containers-roadmap#743). A refused list becomes a warning of the registry client.
 * @returns null if the list is refused
 * @throws the errors of `Registry.tags` but FORBIDDEN and UNAUTHORIZED
 */
async function optionalTags(registry, image) {
    try {
        return await registry.tags(image);
    }
    catch (error) {
        const { code } = (0,errors/* asActionError */.z6)(error);
        if (code !== 'FORBIDDEN' && code !== 'UNAUTHORIZED')
            throw error;
        registry.warnings?.add(`${(0,image_reference/* repositoryName */.aR)(image)}: the list of tags was refused (${code}), so what only the list tells is unknown, such as a version that is in no annotation or label. Grant the account permission to list tags.`);
        return null;
    }
}
/**
 * Returns all tags of a repository, for a suggestion; null where the registry does not list them.
 * @throws CANCELLED
 */
async function tagsIfListed(registry, image) {
    try {
        return await registry.tags(image);
    }
    catch (error) {
        if ((0,errors/* asActionError */.z6)(error).code === 'CANCELLED')
            throw error;
        return null;
    }
}

;// CONCATENATED MODULE: ./lib/facts/identify.js









/** How many histories are searched one after the other; beyond these an index of them is faster. */
const FEW = 8;
/** The events of many histories by digest: many environments are looked up in the same histories. */
const eventsByDigest = new WeakMap();
/** The events about a digest, newest first. */
function eventsOf(digest, histories) {
    const found = histories.length <= FEW
        ? histories.flatMap((history) => history?.events.filter((event) => event.digest === digest) ?? [])
        : (indexed(histories).get(digest) ?? []);
    return found.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
function indexed(histories) {
    const known = eventsByDigest.get(histories);
    if (known)
        return known;
    const byDigest = new Map();
    for (const event of histories.flatMap((history) => history?.events ?? [])) {
        if (event.digest === null)
            continue;
        const events = byDigest.get(event.digest);
        if (events)
            events.push(event);
        else
            byDigest.set(event.digest, [event]);
    }
    eventsByDigest.set(histories, byDigest);
    return byDigest;
}
/**
 * Returns the identity of a digest from histories: all versions that they have, the highest first; commit and time from
 * the newest event that has them.
 */
function identityFromHistories(digest, histories) {
    const events = eventsOf(digest, histories);
    const first = (key) => events.find((event) => event[key] !== null)?.[key] ?? '';
    const known = identityOf({ [image_labels/* LABEL */.d.revision]: first('revision'), [image_labels/* LABEL */.d.created]: first('created') });
    return withVersions(known, events.flatMap(({ version }) => (0,image_version/* parseVersion */.ot)(version ?? '') ?? []));
}
/**
 * Reads the labels in the config of an image, or of the first platform of an index.
 * @returns no labels if the config is missing or malformed
 */
async function readLabels(registry, image, manifest) {
    const content = (0,image_manifest/* readManifest */.WI)(manifest);
    const child = content.entries.find(({ attestation, mediaType }) => !attestation && !(0,image_manifest/* isIndexType */.$U)(mediaType));
    const single = child ? await registry.get(image, child.digest) : manifest;
    const config = single && !(0,image_manifest/* isIndexType */.$U)(single.mediaType) ? (0,image_manifest/* readManifest */.WI)(single).config : null;
    const bytes = config && (await registry.blob(image, config));
    return bytes ? (0,image_manifest/* readConfig */.Xg)(bytes).labels : {};
}
/** Returns the identity of an image that is known without a further request, and whether it is complete. */
function knownIdentity(manifest, { requestedVersion, histories, list }) {
    const { annotations } = (0,image_manifest/* readManifest */.WI)(manifest);
    const requested = { ...UNKNOWN, version: requestedVersion };
    const fromHistories = identityFromHistories(manifest.digest, histories);
    const identity = merge(merge(requested, fromHistories), identityOf(annotations));
    const isStamped = annotations[image_labels/* LABEL */.d.build] !== undefined;
    const needsLabels = identity.revision === null || (identity.version === null && !isStamped);
    const stamped = identityOf(annotations).version;
    return { identity, stamped, needsLabels, isComplete: !needsLabels && (identity.version !== null || !list) };
}
/**
 * Identifies an image: its version, commit and creation time. Its version is the highest of the requested version and
 * those in the histories, the annotations, and the labels of its config where they have to be read; the list of tags is
 * read only where none of these has one. Commit and time come from the first of these that has them.
 */
async function identify(registry, image, manifest, hints) {
    return (await identifyStamped(registry, image, manifest, hints)).identity;
}
/** Identifies an image. @returns also the version that the image itself declares; null if it declares none */
async function identifyStamped(registry, image, manifest, hints) {
    const { identity, stamped, needsLabels, isComplete } = knownIdentity(manifest, hints);
    if (isComplete)
        return { identity, stamped };
    const labels = needsLabels ? identityOf(await readLabels(registry, image, manifest)) : UNKNOWN;
    // an annotation of the index applies to all platforms
    const labelled = merge(identity, stamped === null ? labels : { ...labels, version: null });
    const own = stamped ?? labels.version;
    if (labelled.version !== null || labelled.revision === null || !hints.list)
        return { identity: labelled, stamped: own };
    const version = await versionFromList(registry, image, manifest, labelled.revision);
    return { identity: { ...labelled, version }, stamped: own };
}
/** Whether `identify` needs no further request. */
function isIdentified(manifest, hints) {
    return knownIdentity(manifest, hints).isComplete;
}
/** Returns the highest V in the list of tags whose `V-{{sha}}` has this digest; null if there is none. */
async function versionFromList(registry, image, target, revision) {
    const candidates = ((await optionalTags(registry, image)) ?? []).flatMap((tag) => {
        const version = (0,image_tags/* versionAndSha */.QS)(tag, revision);
        return version === null ? [] : [{ tag, version }];
    });
    const found = await Promise.all(candidates.map(async ({ tag, version }) => (await registry.head(image, tag))?.digest === target.digest ? version : null));
    return (found
        .filter((version) => version !== null)
        .sort(compareVersions)
        .at(-1) ?? null);
}
/** Returns the hints in a name. In `V-<rest>` the rest can be a commit, an environment or part of the version. */
function hintsOf({ tag, requestedVersion }, histories) {
    const suffixes = tag === null ? [] : suffixesOf(tag);
    if (tag !== null && suffixes.length > 0)
        return { tag, suffixes, hints: { requestedVersion: null, histories, list: false } };
    const version = tag === null ? requestedVersion : ((0,image_version/* tagToVersion */.ar)(tag) ?? requestedVersion);
    return { tag: null, suffixes, hints: { requestedVersion: version, histories, list: true } };
}
/**
 * Identifies a resolved image. The version in its name is one of its versions; `V-H`, where H is the start of its commit,
 * and `V-<environment>` mean V, unless the image declares the whole of it as its version.
 * @param histories the histories that were read
 * @param environments the environments that this run knows
 */
async function identifyFound(registry, image, found, histories, environments) {
    const { tag, suffixes, hints } = hintsOf(found, histories);
    if (tag === null)
        return identify(registry, image, found.manifest, hints);
    const [{ identity, stamped }, known] = await Promise.all([
        identifyStamped(registry, image, found.manifest, hints),
        environmentsAmong(registry, image, suffixes, environments),
    ]);
    const whole = (0,image_version/* tagToVersion */.ar)(tag);
    // what the image says itself is never split: 1.3.0-dev may be a version, and dev an environment
    if (whole !== null && whole === stamped)
        return identity;
    const ofBuild = identity.revision === null ? null : (0,image_tags/* versionAndSha */.QS)(tag, identity.revision);
    const named = ofBuild ?? (0,image_tags/* versionAndEnvironment */.Zq)(tag, known) ?? whole ?? found.requestedVersion;
    return named === null ? identity : withVersions(identity, [named, ...versionsOf(identity)]);
}
/** Whether `identifyFound` needs no further request. */
function isFoundIdentified(found, histories, environments) {
    const { suffixes, hints } = hintsOf(found, histories);
    return isIdentified(found.manifest, hints) && suffixes.every((suffix) => environments.includes(suffix));
}
/** Returns every possible environment in a tag `V-<environment>`: each suffix after a version and a dash. */
function suffixesOf(tag) {
    const dashes = [...tag.matchAll(/-/g)].map(({ index }) => index);
    return dashes
        .filter((at) => (0,image_version/* tagToVersion */.ar)(tag.slice(0, at)) !== null)
        .map((at) => tag.slice(at + 1))
        .filter(image_reference/* isTag */.dz);
}
/** Returns the names that are environments: this run knows them, or they have a history. */
async function environmentsAmong(registry, image, names, known) {
    const checked = await Promise.all(names.map(async (name) => known.includes(name) || (await registry.head(image, historyTag(name))) !== null));
    return names.filter((_, index) => checked[index]);
}

// EXTERNAL MODULE: ./lib/util/nearest.js
var nearest = __webpack_require__(1918);
;// CONCATENATED MODULE: ./lib/facts/not-found.js





/** From this many repositories on, those without an image of one name are reported in one message. */
const GROUP_FROM = 5;
/** How many tags are suggested. */
const NEAREST = 5;
/** Returns the error NOT_FOUND with the nearest existing tags, which it reads from the registry. */
async function notFound(registry, image, text) {
    const all = await tagsIfListed(registry, image);
    const tags = all?.filter((tag) => !(0,image_tags/* isHistoryTag */.nt)(tag) && !tag.startsWith('sha256-')) ?? null;
    const name = (0,image_reference/* repositoryName */.aR)(image);
    const remedy = foundOf(tags, text);
    const about = {
        image: name,
        one: `There is no image "${text}"`,
        many: `have no image "${text}"`,
        remedy,
        groupFrom: GROUP_FROM,
    };
    return new errors/* ActionError */.lZ('NOT_FOUND', `${name} has no image "${text}". ${remedy}`, undefined, { about });
}
function foundOf(tags, text) {
    const build = 'Build it first, or name one that exists.';
    if (tags === null)
        return `Its tags could not be listed. ${build}`;
    if (tags.length === 0)
        return 'There is no such repository, or it has no tags: check image, or build it first.';
    const near = (0,nearest/* nearest */.pA)(text, tags, NEAREST);
    if (near.length > 0)
        return `The nearest tags are ${near.join(', ')}. ${build}`;
    const some = (0,nearest/* byDistance */.rY)(text, tags).slice(0, NEAREST);
    return `The nearest tags are ${some.map(({ name }) => name).join(', ')}. ${build}`;
}

;// CONCATENATED MODULE: ./lib/facts/find.js












/** The first characters of a commit match several images. */
class AmbiguousCommit extends errors/* ActionError */.lZ {
}
const COMMIT = /^[0-9a-f]{7,40}$/;
/**
 * Finds an image by digest, tag, version or commit, in this order.
 * @param text the input `version`
 * @param shaLength number of characters of a commit in tags
 * @throws NOT_FOUND when no image matches, with the nearest tags; or when a commit is ambiguous
 */
async function findImage(registry, image, text, shaLength) {
    const version = (0,image_version/* parseVersion */.ot)(text);
    const commit = COMMIT.test(text.toLowerCase()) ? text.toLowerCase() : null;
    const names = (0,image_reference/* isDigest */.Bc)(text) ? [text] : tagNames(text, version);
    const commitTags = commit ? [...new Set([`git-${commit.slice(0, shaLength)}`, `git-${commit}`])] : [];
    const [byName, byCommit] = await Promise.all([
        getAll(registry, image, names),
        getImages(registry, image, commitTags),
    ]);
    const named = byName.find((found) => found !== null && isImage(found));
    if (named && commit && !(0,image_reference/* isDigest */.Bc)(text))
        return preferCommit(registry, image, commit, named, byCommit);
    if (named)
        return { ...named, tag: (0,image_reference/* isDigest */.Bc)(text) ? null : named.tag, requestedVersion: version, warnings: [] };
    if (commit) {
        const found = (await ofCommit(registry, image, commit, byCommit)) ?? (await fromList(registry, image, commit));
        if (found)
            return found;
    }
    const artifact = byName.find((found) => found !== null);
    if (artifact)
        expectImage(image, text, artifact.manifest);
    throw await notFound(registry, image, text);
}
/**
 * Chooses between a tag that is named like a commit and the commit's own tag: the latter where the first names an image of
 * another commit. Anyone who may push a branch or a tag can give it the name of a commit.
 */
async function preferCommit(registry, image, commit, named, byCommit) {
    const asNamed = { ...named, requestedVersion: null };
    const revision = await revisionOf(registry, image, named.manifest);
    if (revision === null || revision.startsWith(commit))
        return { ...asNamed, warnings: [] };
    const others = `${(0,image_reference/* repositoryName */.aR)(image)}:${named.tag} names an image of commit ${revision}`;
    const own = await ofCommit(registry, image, commit, byCommit);
    if (own)
        return { ...own, warnings: [...own.warnings, `${others}; ${own.tag} is used instead.`] };
    // a date is made of digits too
    const isNumber = /^\d{1,39}$/.test(commit);
    return { ...asNamed, warnings: isNumber ? [] : [`${others}, not of commit ${commit}.`] };
}
/** Returns the tags to look up; history tags and those of referrers and signatures are not images. */
function tagNames(text, version) {
    const names = [...((0,image_reference/* isTag */.dz)(text) ? [text] : []), ...(version === null ? [] : [(0,image_version/* versionToTag */.KN)(version)])];
    return [...new Set(names)].filter((name) => !(0,image_tags/* isHistoryTag */.nt)(name) && !(0,image_tags/* isReferrersTag */.zb)(name));
}
function getAll(registry, image, references) {
    return Promise.all(references.map(async (tag) => {
        const manifest = await registry.get(image, tag);
        return manifest && { tag, manifest };
    }));
}
/** Whether a manifest may be an image. */
function isImage({ manifest }) {
    return artifactKind(manifest) === null;
}
async function getImages(registry, image, references) {
    const all = await getAll(registry, image, references);
    return all.map((found) => (found && isImage(found) ? found : null));
}
/**
 * Returns the manifest if it may be an image.
 * @param name what was asked for, for the message
 * @throws NOT_FOUND where it is a history, a signature or another artifact
 */
function expectImage(image, name, manifest) {
    const kind = artifactKind(manifest);
    if (kind === null)
        return manifest;
    throw new errors/* ActionError */.lZ('NOT_FOUND', `${(0,image_reference/* repositoryName */.aR)(image)}: expected an image as ${name}, got ${kind}, ${manifest.digest}. Name an image, by its version, commit or digest.`);
}
/** Returns the first candidate whose image was built from the commit, or has no revision. */
async function ofCommit(registry, image, commit, candidates) {
    for (const got of candidates) {
        if (!got)
            continue;
        const revision = await revisionOf(registry, image, got.manifest);
        if (revision?.startsWith(commit))
            return { ...got, requestedVersion: null, warnings: [] };
        const tagged = got.tag.slice('git-'.length);
        if (revision === null && (tagged.startsWith(commit) || commit.startsWith(tagged))) {
            return {
                ...got,
                requestedVersion: null,
                warnings: [`${(0,image_reference/* repositoryName */.aR)(image)}:${got.tag} has no revision; it is assumed to be the build of ${commit}.`],
            };
        }
    }
    return null;
}
/** Returns the commit that an image was built from, by its annotations or labels; null if they have none. */
async function revisionOf(registry, image, manifest) {
    return (await originOf(registry, image, manifest)).revision;
}
/** Returns commit and repository that an image was built from, by its annotations or, without a commit there, labels. */
async function originOf(registry, image, manifest) {
    const { annotations } = (0,image_manifest/* readManifest */.WI)(manifest);
    const annotated = identityOf(annotations).revision;
    const labels = annotated === null ? await readLabels(registry, image, manifest) : {};
    const source = annotations[image_labels/* LABEL */.d.source] || labels[image_labels/* LABEL */.d.source] || null;
    return { revision: annotated ?? identityOf(labels).revision, source };
}
async function fromList(registry, image, commit) {
    const tags = ((await optionalTags(registry, image)) ?? []).filter((tag) => {
        const sha = /^git-([0-9a-f]{7,40})$/.exec(tag)?.[1];
        return sha !== undefined && (sha.startsWith(commit) || commit.startsWith(sha));
    });
    const got = await getImages(registry, image, tags);
    const digests = new Set(got.map((each) => each?.manifest.digest));
    if (digests.size > 1 && tags.every((tag) => tag.slice('git-'.length).startsWith(commit))) {
        throw new AmbiguousCommit('NOT_FOUND', `${(0,image_reference/* repositoryName */.aR)(image)}: commit ${commit} is ambiguous: ${tags.join(', ')}. Give more of its characters.`);
    }
    return ofCommit(registry, image, commit, got);
}
/** Returns the newest event with a digest, version or commit; null if there is none. */
function findEvent(events, text) {
    const version = (0,image_version/* parseVersion */.ot)(text);
    const commit = COMMIT.test(text.toLowerCase()) ? text.toLowerCase() : null;
    const matches = (event) => event.digest === text ||
        (version !== null && event.version === version) ||
        (commit !== null && event.revision?.startsWith(commit) === true);
    return events.filter(history_event/* isMove */.OE).findLast(matches) ?? null;
}

;// CONCATENATED MODULE: ./lib/facts/environment.js







/**
 * Reads an environment's tag and its history in parallel.
 * @param options which invalid histories are accepted
 * @param tag the tag's manifest, if it is being read already
 * @throws HISTORY_INVALID when the history cannot be decoded
 */
async function readEnvironment(registry, image, name, options = {}, tag = registry.head(image, name)) {
    const [live, history] = await (0,concurrency/* settleBoth */.FE)(tag, loadHistory(registry, image, name, options));
    const known = live ? identityFromHistories(live.digest, [history]) : UNKNOWN;
    const facts = { name, live, history, known };
    if (history?.unreadable === undefined)
        return facts;
    return { ...facts, warnings: [`${history.unreadable} allow: moved begins a new history.`] };
}
/**
 * Returns what is known of the live image without a further request.
 * @param target digest of the image that is to become live; if it is live already, nothing more is needed
 * @param others further histories of the repository
 * @returns null if the image has to be read
 */
function knownLive({ live, known }, target, others = []) {
    if (!live || live.digest === target)
        return known;
    // `known` has what its own history says; one array of others for many environments is indexed once
    const merged = merge(known, identityFromHistories(live.digest, others));
    return merged.version === null ? null : merged;
}
/**
 * Completes what is known of the live image: from the histories, else by reading the image.
 * @param target digest of the image that is to become live; null if not known yet
 * @param others further histories of the repository
 */
async function identifyLive(registry, image, facts, target, others = []) {
    const known = knownLive(facts, target, others);
    if (known !== null || !facts.live)
        return { ...facts, known: known ?? facts.known };
    const histories = others.includes(facts.history) ? others : [facts.history, ...others];
    try {
        return { ...facts, known: await identifyStored(registry, image, facts.live.digest, histories) };
    }
    catch (error) {
        const { code, message } = (0,errors/* asActionError */.z6)(error);
        if (!environment_UNREADABLE.includes(code))
            throw error;
        const warning = `${(0,image_reference/* repositoryName */.aR)(image)}: what is live in ${facts.name}, ${facts.live.digest}, is not a readable image, so its version and commit are unknown. ${message}`;
        return { ...facts, warnings: [...(facts.warnings ?? []), warning] };
    }
}
/** Errors that concern one image, not the registry. */
const environment_UNREADABLE = ['REGISTRY_REFUSED', 'DIGEST_MISMATCH', 'NOT_FOUND'];
/** Identifies an image by its digest; unknown if the image was deleted or cannot be read. */
async function identifyDigest(registry, image, digest, histories) {
    return identifyStored(registry, image, digest, histories).catch((error) => {
        if (environment_UNREADABLE.includes((0,errors/* asActionError */.z6)(error).code))
            return identityFromHistories(digest, histories);
        throw error;
    });
}
async function identifyStored(registry, image, digest, histories) {
    const manifest = await registry.get(image, digest);
    if (manifest)
        expectImage(image, digest, manifest);
    return manifest ? identify(registry, image, manifest, { requestedVersion: null, histories, list: true }) : UNKNOWN;
}

// EXTERNAL MODULE: ./lib/image/name.js
var image_name = __webpack_require__(3158);
// EXTERNAL MODULE: ./lib/util/text.js
var util_text = __webpack_require__(8805);
;// CONCATENATED MODULE: ./lib/guards/guard.js




/** A check that passed. */
function passed(guard, image, text) {
    return { guard: guard.name, image, verdict: 'passed', text };
}
/**
 * A check whose guard is violated: overridden where `allow` names the guard, else refused.
 * @param text what was requested and what was found, as a sentence
 */
function violation(guard, image, text, allow, finding) {
    const verdict = allow.includes(guard.name) ? 'overridden' : 'refused';
    return { guard: guard.name, image, verdict, text, ...(finding ? { finding } : {}) };
}
/** Who recorded an event, when and why, as the end of a sentence: ` by ada at 2026-03-01 12:00 UTC: incident 1`. */
function byWhom({ actor, at, reason }) {
    const by = actor === null ? '' : ` by ${(0,util_text/* oneLine */.TN)(actor)}`;
    return `${by} at ${(0,time/* formatTime */.fU)(at)}${reason === null ? '' : `: ${(0,util_text/* oneLine */.TN)(reason)}`}`;
}
/** The subject in a text: its short name, and what the user called it where that is something else. */
function nameSubject({ digest, identity, requested, }) {
    const name = (0,image_name/* imageName */.tO)(identity, digest);
    const asked = (requested ?? '').replace(/^v(?=\d)/, '');
    const isSame = asked === '' || asked === name || asked === digest || `git-${asked}`.startsWith(name);
    return isSame ? name : `${name} (${requested})`;
}
/** Two images in one text: by their short names, with their digests where these are equal. */
function nameBoth(subject, other) {
    const theirs = (0,image_name/* imageName */.tO)(other.identity, other.digest);
    const mine = nameSubject(subject);
    if (subject.digest === null || (0,image_name/* imageName */.tO)(subject.identity, subject.digest) !== theirs)
        return [mine, theirs];
    return [`${mine} (${(0,image_digest/* shortDigest */.V)(subject.digest)})`, `${theirs} (${(0,image_digest/* shortDigest */.V)(other.digest)})`];
}

;// CONCATENATED MODULE: ./lib/guards/blocked.js


/** An image that was marked as blocked goes nowhere until it is cleared. */
const blocked = {
    name: 'blocked',
    code: 'BLOCKED',
    remedy: 'Use another image, or mark it with as: cleared. To override, set allow: blocked.',
    /**
     * Checks that the image is not blocked in the environment, nor in the stage below.
     * @param next another image that a rollback could go to, as a sentence; empty where there is none
     */
    check(subject, environments, next = '') {
        const { image, digest, allow } = subject;
        const found = environments.flatMap(({ name, history }) => {
            const mark = (0,records/* blockOf */.VN)(history, digest);
            return mark ? [{ name, mark }] : [];
        });
        const [first] = found;
        if (!first)
            return passed(blocked, image, 'it is not blocked');
        const one = `${nameSubject(subject)} is blocked in ${found.map(({ name }) => name).join(' and ')}`;
        const more = `, marked${byWhom(first.mark)}${next === '' ? '' : `. ${next}`}`;
        return violation(blocked, image, `${one}${more}`, allow, { one, many: `are blocked in ${first.name}`, more });
    },
};

;// CONCATENATED MODULE: ./lib/guards/downgrade.js


/** An environment never goes to an older image, except by rollback. */
const downgrade = {
    name: 'downgrade',
    code: 'DOWNGRADE',
    remedy: 'To go back to an older image use mode: rollback. To override, set allow: downgrade.',
    /** Checks that the image is not older than the live one. @param now RFC 3339 */
    check(subject, { live, known, name }, now) {
        const { image, identity, allow } = subject;
        if (!live)
            return passed(downgrade, image, `nothing is live in ${name}`);
        const older = isOlder(identity, known, now);
        const [mine, theirs] = nameBoth(subject, { digest: live.digest, identity: known });
        if (older === null) {
            const text = `cannot determine which image is older, ${mine} or ${theirs}, which is live in ${name}.`;
            const finding = { one: text.slice(0, -1), many: `cannot be compared with what is live in ${name} by age` };
            return { guard: downgrade.name, image, verdict: 'unknown', text, finding };
        }
        if (!older)
            return passed(downgrade, image, `not older than ${theirs}`);
        const one = `${mine} is older than ${theirs}, which is live in ${name}`;
        return violation(downgrade, image, `${one}.`, allow, { one, many: `are older than what is live in ${name}` });
    },
};

;// CONCATENATED MODULE: ./lib/guards/held.js



/** An environment on hold is moved by nothing but a rollback. */
const held = {
    name: 'held',
    code: 'HELD',
    remedy: 'Wait until the hold ends, or end it with mode: resume. To override, set allow: held.',
    /** Checks that the environment is not on hold. @param now RFC 3339 */
    check({ image, allow }, { history, name }, now) {
        const hold = (0,records/* holdOf */.nv)(history, now);
        if (hold === null)
            return passed(held, image, `${name} is not on hold`);
        const until = hold.until === undefined ? '' : ` until ${(0,time/* formatTime */.fU)(hold.until)}`;
        const one = `${name} is on hold${until}`;
        const more = `, set${byWhom(hold)}`;
        const check = violation(held, image, `${one}${more}`, allow, { one, many: `are on hold in ${name}`, more });
        return hold.until === undefined ? check : { ...check, passes: hold.until };
    },
};

;// CONCATENATED MODULE: ./lib/guards/incomplete.js


/** The usual clean-ups that delete the platforms of an image, by the registry's host. */
const CLEAN_UPS = [
    [/^ghcr\.io\//, 'actions/delete-package-versions with delete-only-untagged-versions'],
    [/\.azurecr\.io\//, 'acr purge --untagged'],
    [/^registry\.gitlab\.com\//, 'a garbage collection of untagged manifests'],
];
/** How many missing manifests a text lists. */
const MAX_LISTED = 10;
/** The platforms of an image are all there: an index can outlive the manifests that it lists. */
const incomplete = {
    name: 'incomplete',
    code: 'INCOMPLETE',
    remedy: 'A clean-up of untagged manifests usually causes this: let it keep what an index lists. Name an image that is complete, or build this one again (mode: build with allow: rebuild). To override, set allow: incomplete.',
    /**
     * Checks that the registry has every platform of an image. A missing attestation only gives a warning.
     * @param found what was looked up; null for an image without an index, and where nothing needs to be checked
     */
    check(subject, found) {
        if (found === null)
            return [];
        const { image, allow } = subject;
        const name = nameSubject(subject);
        const platforms = found.missing.filter((entry) => !isSecondary(entry));
        const others = found.missing.filter(isSecondary);
        const unknown = (text) => ({ guard: incomplete.name, image, verdict: 'unknown', text });
        const checks = [];
        if (platforms.length > 0) {
            const text = `${name} lists ${incomplete_listOf(platforms)}, which is gone from the registry${cleanUpOf(image)}.`;
            const gone = [...new Set(platforms.map(({ platform }) => platform ?? 'a manifest'))]
                .slice(0, MAX_LISTED)
                .join(', ');
            const finding = {
                one: `${name} is incomplete: ${gone} is gone from the registry`,
                many: `are incomplete: ${gone} is gone from the registry${cleanUpOf(image)}`,
            };
            checks.push(violation(incomplete, image, text, allow, finding));
        }
        if (others.length > 0)
            checks.push(unknown(`${name} lists ${incomplete_listOf(others)}, which the registry no longer has; all platforms exist.`));
        if (found.unchecked > 0)
            checks.push(unknown(`${name} lists too many manifests: ${found.unchecked} of them were not looked up.`));
        return checks.length > 0 ? checks : [passed(incomplete, image, `all ${found.checked} listed manifests exist`)];
    },
};
/** Whether an image runs without this entry: an attestation, or what is no image at all. */
function isSecondary({ attestation, mediaType, platform }) {
    return attestation || (platform === null && mediaType !== '' && !(0,image_manifest/* isImageType */.G1)(mediaType) && !(0,image_manifest/* isIndexType */.$U)(mediaType));
}
function incomplete_listOf(entries) {
    const names = entries.slice(0, MAX_LISTED).map(({ platform, attestation, digest }) => {
        const what = attestation ? 'an attestation' : (platform ?? 'a manifest');
        return `${what} (${digest})`;
    });
    const rest = entries.length - names.length;
    if (rest > 0)
        names.push(`${rest} more`);
    return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? '');
}
/** A clause with the usual cause on a known service. */
function cleanUpOf(image) {
    const cleanUp = CLEAN_UPS.find(([host]) => host.test(image))?.[1];
    return cleanUp === undefined ? '' : `, as after ${cleanUp}`;
}

;// CONCATENATED MODULE: ./lib/guards/moved.js

/**
 * What was approved is done only while the environment is as it was at the approval; and what an attempt of a run has
 * done is not done again by a later attempt after others have moved the environment.
 */
const moved = {
    name: 'moved',
    code: 'TAG_MOVED',
    remedy: 'Check it with mode: status and decide again. To override, set allow: moved.',
    /**
     * Checks a promotion of an earlier run's file: the environment must have the digest that this run saw.
     * @param expected the digest in the file; null where nothing was live
     */
    check({ image, allow }, environment, expected) {
        const live = environment.live?.digest ?? null;
        if (live === expected)
            return passed(moved, image, `${environment.name} is as the file says`);
        const text = `expected ${expected ?? 'no image'} in ${environment.name}, as when the file was written, got ${live ?? 'no image'}.`;
        const finding = {
            one: `${environment.name} has changed since the file was written`,
            many: `have changed in ${environment.name} since the file was written`,
        };
        return violation(moved, image, text, allow, finding);
    },
    /**
     * Checks a later attempt of a run whose earlier attempt has moved the environment: nobody else may have moved it since.
     * @param earlier how the earlier attempt left the environment; null where there was none
     * @returns null where there is nothing to check
     */
    checkAttempt({ image, allow }, { name, live }, earlier) {
        if (earlier?.kind !== 'moved')
            return null;
        const { digest, at } = earlier.event;
        const text = `expected ${digest} in ${name}, where an earlier attempt of this run put it at ${at}, got ${live?.digest ?? 'no image'}: it has been moved since, and running the same run again does not undo that. To move it, start a new run.`;
        return violation(moved, image, text, allow);
    },
};

// EXTERNAL MODULE: ./lib/guards/names.js
var names = __webpack_require__(3286);
// EXTERNAL MODULE: ./lib/history/state.js
var history_state = __webpack_require__(1);
;// CONCATENATED MODULE: ./lib/guards/never-live.js


/** A rollback goes only to an image that was live in the environment. */
const neverLive = {
    name: 'never-live',
    code: 'NEVER_LIVE',
    remedy: 'Promote it instead. To override, set allow: never-live.',
    /**
     * Checks that the history of the environment has the image.
     * @returns null where there is no history to check against, or the image is live already
     */
    check(subject, { live, history, name }) {
        const { image, digest, allow } = subject;
        if (history === null || history.events.length === 0 || live?.digest === digest)
            return null;
        const { seen, uncertain } = (0,history_state/* replayEnvironment */.jg)(live, history);
        if (digest !== null && seen.has(digest))
            return passed(neverLive, image, `it was live in ${name}`);
        if (digest !== null && uncertain.has(digest)) {
            const text = `the history of ${name} cannot tell whether ${nameSubject(subject)} was live there: the tag was changed outside this action.`;
            return { guard: neverLive.name, image, verdict: 'unknown', text };
        }
        const one = `${nameSubject(subject)} was never live in ${name}`;
        return violation(neverLive, image, `${one}.`, allow, { one, many: `were never live in ${name}` });
    },
};

;// CONCATENATED MODULE: ./lib/guards/overwrite.js


/** A fixed tag, such as a version, stays with its image. */
const overwrite = {
    name: 'overwrite',
    code: 'VERSION_EXISTS',
    remedy: 'Versions are immutable: release a new version. To override, set allow: overwrite.',
    /**
     * Checks a fixed tag that is to be written.
     * @param was the digest that the tag has; null where it does not exist
     * @param source the repository that the image is copied from; null where it is not copied
     * @returns null where the tag is free
     */
    check({ image, digest, allow }, tag, was, source) {
        if (was === null)
            return null;
        const mine = digest === null ? 'the image that would be built' : `${(0,image_digest/* shortDigest */.V)(digest)}${source ? ` of ${source}` : ''}`;
        const finding = { one: `${tag} is taken by another image`, many: 'have version tags that are taken' };
        return violation(overwrite, image, `the tag ${tag} exists and names ${(0,image_digest/* shortDigest */.V)(was)}, not ${mine}.`, allow, finding);
    },
    /** Checks the commit tag with all 40 characters, which names another image. @param what it names: a noun */
    checkCommitTag(image, tag, what, allow) {
        return violation(overwrite, image, `the tag ${tag} exists, but names ${what}.`, allow);
    },
};

;// CONCATENATED MODULE: ./lib/guards/rebuild.js


/** A commit is built once. */
const rebuild = {
    name: 'rebuild',
    code: 'VERSION_EXISTS',
    remedy: 'The first build of the commit is used.',
    /**
     * Checks a second build of a commit: without an override the first build is used, and nothing fails.
     * @param first the digest of the first build
     * @returns `overridden`, or `skipped`
     */
    check(image, commit, first, allow) {
        const check = violation(rebuild, image, `commit ${commit} was built already, as ${(0,image_digest/* shortDigest */.V)(first)}.`, allow);
        return check.verdict === 'refused' ? { ...check, verdict: 'skipped' } : check;
    },
};

// EXTERNAL MODULE: ./lib/image/finding.js
var finding = __webpack_require__(9284);
;// CONCATENATED MODULE: ./lib/guards/refusals.js


/**
 * Returns the checks in groups: each has the checks of one guard that found the same about their images.
 * @param by what findings have to have in common
 */
function groupChecks(checks, by = finding/* groupOf */.F8) {
    const groups = new Map();
    for (const check of checks) {
        const { guard, verdict, finding, image, text } = check;
        const key = JSON.stringify([guard, verdict, finding ? by(finding) : [image, text]]);
        const group = groups.get(key);
        if (group)
            group.push(check);
        else
            groups.set(key, [check]);
    }
    return [...groups.values()];
}
/** Returns the error of a check that refused, with its guard's code and remedy. */
function refusalOf(check, { code, remedy }) {
    const { image, finding } = check;
    const advice = check.remedy ?? remedy;
    const details = finding ? { about: { ...finding, image, remedy: advice, text: check.text } } : {};
    return new errors/* ActionError */.lZ(code, `${withImage(check)} ${advice}`, undefined, details);
}
/**
 * Returns one sentence for checks of one guard that found the same, which names every image.
 * @param end the last sentence
 */
function sentenceOf(group, end) {
    const [first] = group;
    if (!first)
        return '';
    if (group.length === 1)
        return [withImage(first), end].filter(Boolean).join(' ');
    const findings = group.flatMap(({ finding, text }) => (finding ? [{ ...finding, text }] : []));
    return [`${(0,finding/* sayOnce */.N6)(findings)}.`, end, (0,finding/* listImages */.v8)(group.map(({ image }) => image))].filter(Boolean).join(' ');
}
/** The text of a check as a sentence that names its image. A name at its beginning keeps its case. */
function withImage({ text, image }) {
    const said = text.replace(/^(?:a|the|cannot) /, (word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
    return `${said.replace(/\.$/, '')} (${image}).`;
}

// EXTERNAL MODULE: ./lib/policy/duration.js
var duration = __webpack_require__(4464);
// EXTERNAL MODULE: ./lib/policy/requirement.js
var policy_requirement = __webpack_require__(3109);
;// CONCATENATED MODULE: ./lib/guards/require.js





/** An image has the signed statements that the policy requires. */
const require_require = {
    name: 'require',
    code: 'UNTRUSTED',
    remedy: 'Sign or attest it by that workflow, or build it again with allow: rebuild. To override, set allow: require.',
    /**
     * Checks each required statement.
     * @param now RFC 3339
     * @returns a check of each requirement; another one where a statement that claims its signer does not verify
     */
    check(subject, requirements, evidence, now) {
        return requirements.flatMap((requirement) => checkOne(subject, requirement, evidence, Date.parse(now)));
    },
};
function checkOne(subject, requirement, { statements, unread }, now) {
    const { image, allow } = subject;
    const claimed = statements.filter((statement) => (0,policy_requirement/* isSigner */.Jz)(requirement, statement.signer) && isKind(requirement, statement));
    const results = claimed.map((statement) => ({ statement, problem: problemOf(statement, requirement, subject, now) }));
    const good = results.find(({ problem }) => problem === null);
    const what = (0,policy_requirement/* nameRequirement */.lG)(requirement);
    if (good) {
        const at = (0,time/* formatTime */.fU)(new Date(good.statement.at ?? 0).toISOString());
        // nobody who can push may block a release by a statement that does not verify
        const broken = results.flatMap(({ statement }) => statement.problem ?? []);
        const text = `${nameSubject(subject)} has ${what}, and another one that does not verify: ${broken[0]}`;
        const warning = { guard: require_require.name, image, verdict: 'unknown', text };
        return [passed(require_require, image, `it has ${what}, signed at ${at}`), ...(broken.length > 0 ? [warning] : [])];
    }
    const why = results.map(({ problem }) => problem ?? '').slice(0, 3);
    const unknown = unread.slice(0, 3).map((text) => (0,util_text/* oneLine */.TN)(text).replace(/\.$/, ''));
    const found = why.length > 0 ? why.join('; ') : ['none was found', ...unknown].join('; ');
    const one = `${nameSubject(subject)} does not have ${what}`;
    if (requirement.level === 'warn')
        return [{ guard: require_require.name, image, verdict: 'unknown', text: `${one}: ${found}` }];
    const finding = { one, many: `do not have ${what}`, more: `: ${found}` };
    return [violation(require_require, image, `${one}: ${found}`, allow, finding)];
}
function isKind({ kind, predicateType }, statement) {
    return kind === 'signature' || statement.problem !== null || statement.predicateType === predicateType;
}
/** Why a statement does not satisfy a requirement; null where it does. */
function problemOf(statement, requirement, { identity }, now) {
    const { issuer, maxAge } = requirement;
    const { problem, isAbout, at, commits } = statement;
    if (problem !== null)
        return `one that claims to be by ${(0,util_text/* oneLine */.TN)(statement.signer)} does not verify (${problem})`;
    if (statement.issuer !== issuer)
        return `one is by an identity of ${(0,util_text/* oneLine */.TN)(statement.issuer ?? 'an unknown issuer')}, expected ${issuer}`;
    if (!isAbout)
        return 'one is about another digest';
    if (requirement.kind === 'attestation' && statement.predicateType !== requirement.predicateType)
        return 'one is of another type';
    if (commits !== null && requirement.kind === 'attestation') {
        if (identity.revision === null)
            return 'the commit of the image is unknown, so its provenance cannot be compared with it';
        if (!commits.includes(identity.revision))
            return `its provenance is of commit ${commits.map(util_text/* oneLine */.TN).join(', ') || 'unknown'}, expected ${identity.revision}`;
    }
    if (maxAge !== null && (at === null || now - at > maxAge)) {
        const age = at === null ? 'of an unknown time' : `${(0,duration/* formatDuration */.a3)(Math.max(0, now - at))} old`;
        return `the newest is ${age}, expected at most ${(0,duration/* formatDuration */.a3)(maxAge)}`;
    }
    return null;
}

;// CONCATENATED MODULE: ./lib/guards/rolled-back.js


/** An environment never goes to an image that it was rolled back from, except by a rollback that names it. */
const rolledBack = {
    name: 'rolled-back',
    code: 'ROLLED_BACK',
    remedy: 'Build a new version, or use mode: rollback with version to go to this one. To override, set allow: rolled-back.',
    /** Checks that the environment was not rolled back from the image. */
    check(subject, { live, history, name }) {
        const { image, digest, allow } = subject;
        const marked = (0,history_state/* replayEnvironment */.jg)(live, history).rolledBack;
        if (digest === null || !marked.has(digest))
            return passed(rolledBack, image, `${name} was not rolled back from it`);
        const one = `${name} was rolled back from ${nameSubject(subject)}`;
        return violation(rolledBack, image, `${one}.`, allow, { one, many: `were rolled back in ${name}` });
    },
};

;// CONCATENATED MODULE: ./lib/guards/skip.js


/** Stages are taken in order: no promotion past a stage, no build into any stage but the first. */
const skip = {
    name: 'skip',
    code: 'STAGE_SKIPPED',
    remedy: 'Promote it to that environment first. To override, set allow: skip.',
    /**
     * Checks a promotion: by the history of the previous stage the image must be live there, or have been live and not
     * rolled back from. A tag that was moved outside this action is no proof; without any history it counts, unproven.
     * @param previous the previous stage
     * @param source the repository of that stage, where it is not the subject's own
     */
    check(subject, previous, source) {
        const { image, digest, allow } = subject;
        const stage = source === null ? previous.name : `${previous.name} of ${source}`;
        const replayed = (0,history_state/* replayEnvironment */.jg)(previous.live, previous.history);
        const isLive = digest !== null && previous.live?.digest === digest;
        const isRolledBack = digest !== null && replayed.rolledBack.has(digest);
        if (digest !== null && !isRolledBack && replayed.placed.has(digest))
            return passed(skip, image, isLive ? `it is live in ${stage}` : `it was live in ${stage}`);
        if (digest !== null && !isRolledBack && isFromBeforeHistory(digest, previous, replayed)) {
            const text = `${nameSubject(subject)} ${isLive ? 'is' : 'was'} live in ${stage}, but not by its history.`;
            return { guard: skip.name, image, verdict: 'unknown', text };
        }
        const { live, known } = previous;
        const [mine, theirs] = live
            ? nameBoth(subject, { digest: live.digest, identity: known })
            : [nameSubject(subject), 'nothing'];
        const one = `${mine} ${isRolledBack ? 'was rolled back' : 'has not been'} in ${stage}`;
        const many = `${isRolledBack ? 'were rolled back' : 'have not been'} in ${stage}`;
        const now = isMovedByHand(previous)
            ? `${stage} was changed outside this action, to ${isLive ? `this image. Move the tag ${previous.name} back first: a promotion changes nothing while it names this image` : theirs}`
            : `${theirs} is live there`;
        return violation(skip, image, `${one}; ${now}.`, allow, { one, many });
    },
    /**
     * Checks a build: it may set only the first stage.
     * @param stages in order; empty where there are none
     * @returns null where the environment is the first stage, or there are no stages
     */
    checkBuild({ image, allow }, environment, stages) {
        const [first] = stages;
        if (first === undefined || first === environment)
            return null;
        const one = `a build may set only the first stage, ${first}, not ${environment}`;
        const remedy = `Build to ${first}, and promote the image from there. To override, set allow: skip.`;
        const finding = { one, many: `may be set by a build only in ${first}` };
        return { ...violation(skip, image, `${one}.`, allow, finding), remedy };
    },
};
/** Whether an image was live in a stage before the stage's history began: nothing can be proven of that time. */
function isFromBeforeHistory(digest, { live, history }, { seen }) {
    if (history === null || history.events.length === 0)
        return live?.digest === digest;
    const [first] = history.events;
    return history.first === 1 && first?.action === 'observed' && first.digest === digest && seen.has(digest);
}
/** Whether a stage's tag was changed outside this action. */
function isMovedByHand({ live, history }) {
    return history !== null && (0,history_state/* environmentStatus */.En)(live, history).kind === 'moved';
}

;// CONCATENATED MODULE: ./lib/history/stays.js


/**
 * Returns the longest time that an image was live in an environment without interruption, now or before it was replaced.
 * It counts from the event that put the image there. A rename does not interrupt it; a change outside this action does,
 * from the last event that found the image live: what was live in between, nobody knows.
 * @param now milliseconds since the epoch
 * @returns the stay that lasts still, if it is as long; null where the history does not have the image
 */
function longestStay(live, history, digest, now) {
    const stays = staysOf(live, history, digest, now);
    return stays.reduce((best, stay) => (best === null || stay.length >= best.length ? stay : best), null);
}
/** Returns all times that an image was live, oldest first. @param now milliseconds since the epoch */
function staysOf(live, history, digest, now) {
    const unproven = (0,history_state/* unprovenEvents */.NP)(live, history);
    const stays = [];
    let open = null;
    const close = (end, isLive = false) => {
        if (open)
            stays.push({ since: open.since, length: Math.max(0, end - open.since), isLive });
        open = null;
    };
    for (const event of history?.events ?? []) {
        const at = Date.parse(event.at);
        if (Number.isNaN(at))
            continue;
        const isFound = open !== null && event.previous === digest && event.action !== 'observed';
        if (isFound && open)
            open.proven = at;
        if (!(0,history_event/* isMove */.OE)(event))
            continue;
        if (isFound && event.digest === digest && !unproven.has(event))
            continue;
        close(open?.proven ?? at);
        if (event.digest === digest && !unproven.has(event))
            open = { since: at, proven: at };
    }
    const isSettled = (0,history_state/* environmentStatus */.En)(live, history).kind === 'settled' && live?.digest === digest;
    close(isSettled ? now : (open?.proven ?? now), isSettled);
    return stays;
}

;// CONCATENATED MODULE: ./lib/guards/soak.js




/** An image is live in the stage below for a time before it goes on. */
const soak = {
    name: 'soak',
    code: 'SOAKING',
    remedy: 'Promote it when it has been live there long enough. To override, set allow: soak.',
    /**
     * Checks that the image was live in the stage below for long enough without interruption.
     * @param below the stage below
     * @param needed in milliseconds
     * @param now RFC 3339
     */
    check(subject, below, needed, now) {
        const { image, digest, allow } = subject;
        const stay = digest === null ? null : longestStay(below.live, below.history, digest, Date.parse(now));
        if (stay && stay.length >= needed)
            return passed(soak, image, `it was live in ${below.name} for ${(0,duration/* formatDuration */.a3)(stay.length)}`);
        const time = (0,duration/* formatDuration */.a3)(needed);
        const one = `${nameSubject(subject)} has not been live in ${below.name} for ${time}`;
        const more = ` without interruption: ${found(stay, below.name, needed)}`;
        const finding = { one, many: `have not been live in ${below.name} for ${time}`, more };
        const check = violation(soak, image, `${one}${more}`, allow, finding);
        return stay?.isLive ? { ...check, passes: new Date(stay.since + needed).toISOString() } : check;
    },
};
function found(stay, stage, needed) {
    if (stay === null)
        return `by the history of ${stage} it was never live there`;
    const since = (0,time/* formatTime */.fU)(new Date(stay.since).toISOString());
    if (stay.isLive)
        return `it counts since ${since}, and will pass at ${(0,time/* formatMinuteAfter */.uG)(stay.since + needed)}`;
    return `it was live there from ${since} for ${(0,duration/* formatDuration */.a3)(stay.length)}, and is not live by the history any more. Promote it to ${stage} again, so that it counts from then`;
}

;// CONCATENATED MODULE: ./lib/guards/verified.js




/** An image is marked as verified in the stage below before it goes on. */
const verified = {
    name: 'verified',
    code: 'NOT_VERIFIED',
    remedy: 'Check it there, then run mode: mark with as: verified. To override, set allow: verified.',
    /** Checks that the image was marked as verified in the stage below since it last went live there. */
    check(subject, { live, history, name }) {
        const { image, digest, allow } = subject;
        const mark = digest === null ? null : (0,records/* verificationOf */.zM)(live, history, digest);
        if (mark) {
            const by = mark.actor === null ? '' : ` by ${(0,util_text/* oneLine */.TN)(mark.actor)}`;
            return passed(verified, image, `it was verified in ${name}${by} at ${(0,time/* formatTime */.fU)(mark.at)}`);
        }
        const one = `${nameSubject(subject)} has not been verified in ${name} since it last went live there`;
        return violation(verified, image, `${one}.`, allow, { one, many: `have not been verified in ${name}` });
    },
};

// EXTERNAL MODULE: ./lib/policy/window.js + 1 modules
var policy_window = __webpack_require__(663);
;// CONCATENATED MODULE: ./lib/guards/window.js



/** Promotions and builds move an environment only in the windows of the policy. */
const window_window = {
    name: 'window',
    code: 'WINDOW_CLOSED',
    remedy: 'Run it then. To override, set allow: window.',
    /** Checks that the windows of an environment are open. @param now RFC 3339 */
    check({ image, allow }, environment, windows, now) {
        const at = Date.parse(now);
        if ((0,policy_window/* isOpen */.nT)(windows, at))
            return passed(window_window, image, `${environment} may be moved now`);
        const next = (0,policy_window/* nextOpening */.gR)(windows, at);
        const opens = next === null ? 'no window opens within a year' : `it opens at ${(0,time/* formatMinuteAfter */.uG)(next)}`;
        const rules = windows.map(({ effect, text }) => `${effect} ${text}`).join('; ');
        const one = `${environment} is closed now; ${opens}`;
        const check = violation(window_window, image, `${one} (${rules})`, allow, {
            one,
            many: `are closed in ${environment}; ${opens}`,
        });
        return next === null ? check : { ...check, passes: new Date(next).toISOString() };
    },
};

;// CONCATENATED MODULE: ./lib/guards/table.js
















/** All guards, by name. */
const BY_NAME = {
    overwrite: overwrite,
    rebuild: rebuild,
    skip: skip,
    downgrade: downgrade,
    'rolled-back': rolledBack,
    'never-live': neverLive,
    moved: moved,
    incomplete: incomplete,
    held: held,
    soak: soak,
    window: window_window,
    blocked: blocked,
    verified: verified,
    require: require_require,
};
/** All guards, in the order of their names. */
const GUARDS = names/* GUARD_NAMES */.Z.map((name) => BY_NAME[name]);
/** The errors of the checks that refused, each with its guard's code and remedy. */
function refusals(checks) {
    return checks.flatMap((check) => {
        const guard = GUARDS.find(({ name }) => name === check.guard);
        return check.verdict === 'refused' && guard ? [refusalOf(check, guard)] : [];
    });
}
/** The warnings of checks that passed only by an override, or because they could not be determined: one for all that found the same. */
function guardWarnings(checks) {
    return groupChecks(checks).flatMap((group) => {
        const { guard, verdict } = group[0];
        if (verdict === 'overridden')
            return [sentenceOf(group, `Guard ${guard} was overridden.`)];
        return verdict === 'unknown' ? [sentenceOf(group, `Guard ${guard} passed.`)] : [];
    });
}
/** The log lines of the checks: one for all that passed, one for each group of others that found the same. */
function guardLines(checks) {
    const passed = new Set(checks.flatMap(({ guard, verdict }) => (verdict === 'passed' ? [guard] : [])));
    for (const { guard, verdict } of checks)
        if (verdict !== 'passed')
            passed.delete(guard);
    const others = groupChecks(checks.filter(({ verdict }) => verdict !== 'passed'));
    return [
        ...(passed.size > 0 ? [`guards passed: ${[...passed].join(', ')}`] : []),
        ...others.map((group) => {
            const { guard, verdict } = group[0];
            return `guard ${guard}: ${verdict}: ${sentenceOf(group, '').trim()}`;
        }),
    ];
}

;// CONCATENATED MODULE: ./lib/policy/policy.js
/** Returns the signed statements that a policy requires of an image in a stage; without one those of the lowest that requires any. */
function requirementsOf(policy, environment) {
    const stages = policy?.stages ?? [];
    const asked = stages.find((stage) => (environment === null ? stage.require.length > 0 : stage.name === environment));
    return asked?.require ?? [];
}
/** Returns what a policy asks of a stage; null without a policy, or where it does not have the stage. */
function stagePolicy(policy, environment) {
    return policy?.stages.find(({ name }) => name === environment) ?? null;
}

;// CONCATENATED MODULE: ./lib/guards/gates.js







/** Checks all gates of an environment for an image that is to go there: holds and marks, and what the policy asks. */
function checkGates(subject, { environment, below, policy, evidence = null, now }) {
    const asked = stagePolicy(policy, environment.name);
    const isImage = subject.digest !== null;
    return [
        held.check(subject, environment, now),
        ...(asked?.soak && below && isImage ? [soak.check(subject, below, asked.soak, now)] : []),
        ...(asked && asked.windows.length > 0 ? [window_window.check(subject, environment.name, asked.windows, now)] : []),
        ...(isImage ? [blocked.check(subject, below ? [environment, below] : [environment])] : []),
        ...(asked?.verified && below && isImage ? [verified.check(subject, below)] : []),
        ...(asked && evidence ? require_require.check(subject, asked.require, evidence, now) : []),
    ];
}

// EXTERNAL MODULE: ./lib/history/run-url.js
var run_url = __webpack_require__(1225);
;// CONCATENATED MODULE: ./lib/history/earlier-attempt.js



/**
 * Returns how an earlier attempt of this run left an environment; null where no earlier attempt has an event of this
 * action there, or this attempt has moved the environment itself since.
 * @param live the manifest that the environment's tag points at; null where there is no tag
 * @param own what this run does, and the URL of its attempt
 */
function earlierAttempt(live, history, own) {
    const ours = (0,run_url/* runOf */.n)(own.run);
    if (ours === null)
        return null;
    const attempts = (history?.events ?? []).filter(history_event/* isMove */.OE).flatMap((event) => {
        const theirs = (0,run_url/* runOf */.n)(event.run);
        return theirs?.run === ours.run ? [{ event, attempt: theirs.attempt }] : [];
    });
    if (attempts.some(({ attempt }) => attempt >= ours.attempt))
        return null;
    const event = attempts.findLast(({ event: { action } }) => action === own.action)?.event;
    if (!event)
        return null;
    if (live?.digest === event.digest)
        return { kind: 'done', event };
    const status = (0,history_state/* environmentStatus */.En)(live, history);
    const isUnfinished = status.kind === 'unfinished' && status.event === event;
    return { kind: isUnfinished ? 'unfinished' : 'moved', event };
}

;// CONCATENATED MODULE: ./lib/plan/move.js






/** An unfinished event that is younger than this, by either clock, may belong to a run that is still at work, in milliseconds. */
const IN_PROGRESS_MS = 60_000;
/**
 * Plans to move an environment to an image: completes what an earlier attempt of this run began, keeps what another run
 * or action left unfinished as superseded, records what was changed outside this action.
 * @param reading how the environment was read
 * @returns no move where the image is live already; `inProgress` where another run may be in the middle of one
 */
function planMove(environment, target, identity, run, reading = { hasHistory: false, needsRecheck: false }) {
    const { live, history: base, known, name } = environment;
    const isLive = live?.digest === target.digest;
    if (isLive && !isRenamed(environment, identity, run))
        return { move: null, inProgress: null };
    const common = {
        environment: name,
        from: live,
        base,
        hasHistoryBlobs: (base !== null && base.unreadable === undefined) || reading.hasHistory,
        needsRecheck: reading.needsRecheck,
        force: run.allowed.includes('moved'),
        isHistoryOnly: isLive,
    };
    const state = (0,history_state/* environmentStatus */.En)(live, base);
    if (state.kind === 'unfinished') {
        const { event } = state;
        const isSame = event.action === run.action && event.digest === target.digest;
        // only a later attempt of its run completes an event; another run writes its own, so that the history says who did it
        if (isSame && (0,run_url/* isSameRun */.M)(event.run, run.run))
            return { move: { ...common, next: null, event }, inProgress: null };
        // two people who roll back at once want the same image: a run that waited would go back one image too far
        const isJoined = isSame && run.action === 'rollback';
        if (!isJoined && run.canWait && isInProgress(event, run))
            return { move: null, inProgress: event };
    }
    if (!run.writesHistory)
        return { move: { ...common, next: null, event: null }, inProgress: null };
    const before = (0,history_state/* reconciledEvents */.i0)(live, base, known, run.at, { action: run.action, digest: target.digest });
    const event = move_eventOf(target, identity, live, { ...run, at: (0,history_event/* timeAfter */.iR)(before, run.at) });
    const hold = run.hold && holdEvent(event, run.hold.until);
    const events = sayNew(base, [...before, event, ...(hold ? [hold] : [])]);
    const next = successor(base, events);
    return {
        move: { ...common, next, event: events[before.length] ?? event, ...(hold ? { hold } : {}) },
        inProgress: null,
    };
}
/**
 * The hold that goes with a move. Like the move it has as `previous` what is live before: were it the new image, a run
 * that dies before it moves the tag would seem to have moved it.
 */
function holdEvent(move, until) {
    return { ...move, action: 'hold', set: null, ...(until === null ? {} : { until }) };
}
/** Whether the live image is promoted under a higher version than the environment's history has for it. */
function isRenamed({ live, history }, { version }, run) {
    if (run.action !== 'promote' || !run.writesHistory || history === null || version === null)
        return false;
    if ((0,history_state/* environmentStatus */.En)(live, history).kind !== 'settled')
        return false;
    const events = history.events.filter((event) => (0,history_event/* isMove */.OE)(event) && event.digest === live?.digest);
    return events.length > 0 && events.every((event) => isHigher(version, event.version));
}
function isHigher(version, than) {
    const parsed = than === null ? null : (0,image_version/* parseVersion */.ot)(than);
    return parsed === null || compareVersions(version, parsed) > 0;
}
/** Where a new history replaces one that cannot be read, its first event says so. */
function sayNew(base, events) {
    const [first, ...rest] = events;
    if (base?.unreadable === undefined || first === undefined)
        return events;
    const note = `New history: the one before, ${base.digest}, could not be read.`;
    return [{ ...first, reason: first.reason === null ? note : `${note} ${first.reason}` }, ...rest];
}
/** The event of a run about an image. @param live what is live before it */
function move_eventOf(target, identity, live, run) {
    return {
        action: run.action,
        at: run.at,
        digest: target.digest,
        mediaType: target.mediaType,
        size: target.size,
        ...{ version: identity.version, revision: identity.revision, created: identity.created },
        previous: live?.digest ?? null,
        actor: run.actor,
        run: run.run,
        reason: run.reason,
        allowed: run.allowed,
        set: run.set ?? null,
    };
}
/** Whether an unfinished event may belong to a run that is still at work: young, and not an earlier attempt of this run. */
function isInProgress(event, { run, at }) {
    const theirs = (0,run_url/* runOf */.n)(event.run);
    const ours = (0,run_url/* runOf */.n)(run);
    if (theirs && ours && theirs.run === ours.run && theirs.attempt < ours.attempt)
        return false;
    // the clock of another runner may be ahead
    return Math.abs(Date.parse(at) - Date.parse(event.at)) < IN_PROGRESS_MS;
}

;// CONCATENATED MODULE: ./lib/copy/plan.js

/** Whether a copy sends a manifest. */
function isSent({ isThere, isMissing = false }) {
    return !isThere && !isMissing;
}
/** Returns the number and the total size of blobs. */
function countOf(blobs) {
    return { blobs: blobs.length, bytes: blobs.reduce((sum, { size }) => sum + size, 0) };
}
/** Returns the sum of counts. */
function countAll(counts) {
    return counts.reduce((sum, { blobs, bytes }) => ({ blobs: sum.blobs + blobs, bytes: sum.bytes + bytes }), {
        blobs: 0,
        bytes: 0,
    });
}
/** Whether a copy writes anything. */
function hasCopying(plan) {
    return (plan !== null &&
        (plan.tags.length > 0 || plan.lists.length > 0 || plan.cosignTags.length > 0 || nodesOf(plan).some(isSent)));
}
/**
 * Returns whether the image is pushed by digest before it gets its tags: something refers to it, which some registries
 * accept only after it.
 */
function isImageFirst(plan) {
    const { digest, isThere } = plan.image;
    const pushed = nodesOf(plan).filter(isSent);
    return !isThere && [...pushed, ...plan.cosignTags].some(({ subject }) => subject === digest);
}
/** Returns how many manifests a plan copies, each once, and how many referrers and cosign tags are among them. */
function piecesOf(plan) {
    const missing = nodesOf(plan).filter(isSent);
    return {
        manifests: new Set(missing.map(({ digest }) => digest)).size,
        referrers: plan.referrers.length + plan.cosignTags.length,
    };
}
/**
 * Returns every manifest of a plan once, children before the index that lists them. Each is visited once, since nested
 * indexes that repeat their children would otherwise take exponential time.
 */
function nodesOf({ image, referrers, cosignTags }) {
    const nodes = new Set();
    for (const node of [image, ...referrers, ...cosignTags.map(({ node }) => node)])
        addTo(nodes, node);
    return [...nodes];
}
/** Returns the entries of an image's indexes that neither repository has, each once. */
function missingIn(image) {
    const nodes = new Set();
    addTo(nodes, image);
    const missing = new Map();
    for (const { manifest, children } of nodes) {
        const digests = new Set(children.filter(({ isMissing }) => isMissing).map(({ digest }) => digest));
        if (manifest === null || digests.size === 0)
            continue;
        for (const entry of (0,image_manifest/* readManifest */.WI)(manifest).entries)
            if (digests.has(entry.digest))
                missing.set(entry.digest, entry);
    }
    return [...missing.values()];
}
function addTo(nodes, node) {
    if (nodes.has(node))
        return;
    for (const child of node.children)
        addTo(nodes, child);
    nodes.add(node);
}

;// CONCATENATED MODULE: ./lib/plan/plan.js






/**
 * A plan with the windows of its environment, where it moves it and they are not overridden.
 * @param request what was asked
 */
function withWindows(plan, request) {
    const windows = stagePolicy(request.policy, request.environment ?? '')?.windows ?? [];
    const isAsked = windows.length > 0 && !request.allow.includes('window');
    return isAsked && plan.images.some((image) => moveOf(image) !== null) ? { ...plan, windows } : plan;
}
/** A plan of nothing. */
const EMPTY_PLAN = {
    images: [],
    checks: [],
    problems: [],
    warnings: [],
    notices: [],
    log: [],
    inProgress: [],
};
/** Whether a plan of one image may write something for an image in the registry. */
function isReady(plan) {
    return plan.kind === 'ready';
}
/** Whether a plan of one image is one of an image that has to be built first. */
function isUnbuilt(plan) {
    return plan.kind === 'unbuilt';
}
/** The digest that a plan of one image is about; null before the build. */
function targetDigest(plan) {
    return isUnbuilt(plan) ? null : (plan.target?.digest ?? null);
}
/** The update of the environment in a plan of one image, also one that only renames it; null where there is none. */
function updateOf(plan) {
    return plan.kind === 'ready' || plan.kind === 'record' ? plan.move : null;
}
/** The move of the environment's tag in a plan of one image; null where it stays. */
function moveOf(plan) {
    const update = updateOf(plan);
    return update?.isHistoryOnly ? null : update;
}
/** The copy of a plan of one image; null where there is none. */
function copyOf(plan) {
    return plan.kind === 'ready' ? plan.copy : null;
}
/** Whether a plan has anything to write for an image: tags, or only the history. */
function needsWriting(plan) {
    return hasWrites(plan) || updateOf(plan) !== null;
}
/** Whether a plan changes anything of an image but the history. */
function hasWrites(plan) {
    return hasTagWrites(plan) || hasCopying(copyOf(plan));
}
/** Whether a plan writes anything besides what is copied, or an earlier plan of this run did. */
function hasTagWrites(plan) {
    const hasEarlier = isReady(plan) && plan.earlierTags !== undefined && plan.earlierTags.length > 0;
    return moveOf(plan) !== null || plan.commitTag !== null || plan.tags.length > 0 || hasEarlier;
}
/**
 * A plan with the tags that this run wrote for earlier plans, where they are still on its images: they are no longer
 * missing, but this run has changed them.
 * @param written the digest that this run wrote last, by tag
 */
function withEarlierTags(plan, written) {
    if (written.size === 0)
        return plan;
    const images = plan.images.map((image) => {
        if (!isReady(image))
            return image;
        const earlierTags = image.unchangedTags.filter((tag) => written.get(tag) === image.target.digest);
        return { ...image, earlierTags };
    });
    return { ...plan, images };
}
/**
 * The image that was live before.
 * @param target the image that is to be live; where it is live already its version counts for both
 */
function previousOf({ live, known, history }, target, identity) {
    if (!live)
        return null;
    const { version, also, revision } = live.digest === target?.digest ? merge(known, identity) : known;
    const isMoved = (0,history_state/* environmentStatus */.En)(live, history).kind === 'moved';
    const event = isMoved ? null : (0,history_state/* liveEvent */.vB)(live, history);
    return { digest: live.digest, version, ...(also ? { also } : {}), revision, event };
}
/** Several plans as one, with the warnings of their guards. */
function joinPlans(plans) {
    return {
        images: plans.flatMap((plan) => plan.images),
        checks: plans.flatMap((plan) => plan.checks),
        problems: plans.flatMap((plan) => plan.problems),
        // one warning for all images of which the same is said
        warnings: [
            ...(0,finding/* groupByImage */.gU)(plans.flatMap((plan) => plan.warnings)),
            ...guardWarnings(plans.flatMap((plan) => plan.checks)),
        ],
        notices: (0,finding/* groupByImage */.gU)(plans.flatMap((plan) => plan.notices)),
        log: plans.flatMap((plan) => plan.log),
        inProgress: plans.flatMap((plan) => plan.inProgress),
    };
}

;// CONCATENATED MODULE: ./lib/plan/tagging.js




/**
 * Decides for each tag by its rule whether it is written, stays, or is refused.
 * @returns what to write; tags that are on the image already; the check of `overwrite` for every fixed tag
 */
function planTags(input) {
    const present = new Set([...(0,image_tags/* versionsIn */.bS)(input.facts.list ?? []), ...(input.facts.versions ?? [])]);
    const environments = new Set(input.environments);
    const decisions = [...new Set(input.tags)].map((tag) => decideTag(input, tag, present, environments));
    const all = (key) => decisions.flatMap((decision) => (decision[key] ?? []));
    return {
        writes: decisions.flatMap(({ write }) => write ?? []),
        unchangedTags: decisions.flatMap(({ unchangedTag }) => unchangedTag ?? []),
        ...{ checks: all('checks'), problems: all('problems') },
        ...{ warnings: [...input.warnings, ...all('warnings')], notices: all('notices'), log: all('log') },
    };
}
function decideTag(input, tag, present, environments) {
    const { subject, facts, isRollback, branchTags } = input;
    const was = facts.now.get(tag) ?? null;
    const rule = (0,image_tags/* ruleOf */.Y)(tag, subject.identity.revision, environments);
    const reserved = rule === 'free' ? reservedProblem(tag, input) : null;
    if (reserved !== null) {
        if (branchTags.includes(tag))
            return { warnings: [(0,image_tags/* leftOut */.ig)(tag, reserved)] };
        const message = `${subject.image}: a template produces the tag "${tag}": ${reserved}.`;
        return { problems: [new errors/* ActionError */.lZ('INPUT_INVALID', message)] };
    }
    if (was !== null && was === subject.digest)
        return { unchangedTag: tag };
    if (rule === 'floating')
        return decideFloating(input, { tag, was }, present);
    if (rule === 'free')
        return { write: { tag, was } };
    if (isRollback)
        return was === null ? {} : { notices: [`${subject.image}:${tag} not moved: a rollback leaves it.`] };
    const check = checkOverwrite(input, tag, was);
    return { ...(check ? { checks: [check] } : {}), ...(check?.verdict === 'refused' ? {} : { write: { tag, was } }) };
}
function decideFloating({ subject, isPrerelease, facts }, write, present) {
    const { version } = subject.identity;
    const stays = `${subject.image}:${write.tag} not moved`;
    // most builds have no version: not worth an annotation
    if (version === null)
        return { log: [`${stays}: this image has no version.`] };
    if (facts.listRefused && !isPrerelease)
        return { problems: [facts.listRefused] };
    const why = isPrerelease
        ? `the release of ${version} is marked as a pre-release`
        : floatingTagProblem(write.tag, version, present);
    return why === null ? { write } : { notices: [`${stays}: ${why}.`] };
}
/** Why a free tag may not be written, as a clause; null where it may. */
function reservedProblem(tag, { facts, environments }) {
    return facts.environments.has(tag)
        ? `"${tag}" has a history, so it is an environment, which moves by promotion`
        : (0,image_tags/* reservedTagProblem */.uV)(tag, environments);
}
/** The tag `V-{{sha}}` may move with a build that overrides `rebuild`. */
function checkOverwrite({ subject, source }, tag, was) {
    const isBuild = (0,image_tags/* ruleOf */.Y)(tag, subject.identity.revision) === 'build';
    const allow = isBuild && subject.allow.includes('rebuild') ? [...subject.allow, overwrite.name] : subject.allow;
    return overwrite.check({ ...subject, allow }, tag, was, source ?? null);
}

;// CONCATENATED MODULE: ./lib/facts/environment-names.js




/** How many environments a message names. */
const NAMED = 10;
/** Whether nothing was ever live in an environment: it has neither a tag nor a history. */
function isNeverSeen({ live, history }) {
    return live === null && history === null;
}
/**
 * Returns a warning where nothing was ever live in an environment while one with a similar name has a history: the name
 * may be misspelt. The tags are listed only if there is no history for that name.
 * @param list the tags of the repository, if they were read already
 */
async function neverSeenWarnings(registry, image, environment, list = null) {
    if (!isNeverSeen(environment))
        return [];
    const { name } = environment;
    const known = list === null ? await listedEnvironments(registry, image) : (0,image_tags/* environmentsIn */.Ib)(list);
    if (!(0,nearest/* byDistance */.rY)(name, known).some((other) => isSuspicious(name, other)))
        return [];
    return [
        `${(0,image_reference/* repositoryName */.aR)(image)}: ${name} is new, nothing was ever live there.${knownEnvironments(name, known)} If this is intended, add it to environments.`,
    ];
}
/** Returns the environments that have a history, for a suggestion; none where the registry does not list tags. */
async function listedEnvironments(registry, image) {
    return (0,image_tags/* environmentsIn */.Ib)((await tagsIfListed(registry, image)) ?? []);
}
/** Whether a new name may be a misspelling of another: `prd` of `prod`, but not `pr-8` of `pr-7`, nor `prod-eu` of `prod`. */
function isSuspicious(name, { name: other, distance }) {
    if (name.replace(/\d+/g, '0') === other.replace(/\d+/g, '0'))
        return false;
    const [short, long] = name.length < other.length ? [name, other] : [other, name];
    if (long.startsWith(short))
        return !/^[-_.\d]/.test(long.slice(short.length));
    return distance <= (short.length < 6 ? 1 : 2);
}
/**
 * Returns warnings of `status` for a repository that does not exist, and for each environment in which nothing was ever
 * live. The tags are listed only if there is such an environment.
 * @param list the tags of the repository, if they were read already
 */
async function nameWarnings(registry, image, environments, list) {
    const unseen = environments.filter(isNeverSeen);
    if (unseen.length === 0 && (environments.length > 0 || list === null || list.length > 0))
        return [];
    const tags = list ?? (await tagsIfListed(registry, image));
    const repository = (0,image_reference/* repositoryName */.aR)(image);
    if (tags?.length === 0)
        return [noRepository(image)];
    const known = (0,image_tags/* environmentsIn */.Ib)(tags ?? []);
    return unseen.map(({ name }) => `${repository}: nothing was ever live in ${name}.${knownEnvironments(name, known)}`);
}
/** Returns a warning of a repository that does not exist. */
function noRepository(image) {
    return `${(0,image_reference/* repositoryName */.aR)(image)}: there is no such repository, or it has no tags. Check image.`;
}
/**
 * Returns sentences with the environments that have a history, the nearest suggested; each begins with a space.
 */
function knownEnvironments(name, known) {
    if (known.length === 0)
        return ' No environment has a history here.';
    const others = known.length > NAMED ? ` and ${known.length - NAMED} more` : '';
    const named = known.length > NAMED
        ? (0,nearest/* byDistance */.rY)(name, known)
            .slice(0, NAMED)
            .map((each) => each.name)
        : known;
    return `${(0,nearest/* didYouMean */.au)(name, known)} Environments with a history: ${named.join(', ')}${others}.`;
}

;// CONCATENATED MODULE: ./lib/facts/missing.js


/** No real image lists more manifests; a copy refuses more, too. */
const MAX_MANIFESTS = 1000;
/** Indexes nested deeper are not looked at. */
const MAX_DEPTH = 4;
/** Whether an index lists another index, so that checking it takes more than one level of requests. */
function isNestedIndex(manifest) {
    return (0,image_manifest/* readManifest */.WI)(manifest).entries.some(({ mediaType }) => (0,image_manifest/* isIndexType */.$U)(mediaType));
}
/**
 * Looks up every manifest that an index lists, all in parallel; indexes in the index are read, and theirs looked up in
 * turn.
 * @returns null for an image of one manifest, without a request
 */
async function findMissing(registry, image, manifest) {
    const content = (0,image_manifest/* readManifest */.WI)(manifest);
    if (!content.isIndex)
        return null;
    const seen = new Set([manifest.digest]);
    let unchecked = 0;
    const look = async (entries, depth) => {
        const added = entries.filter(({ digest }) => seen.size < seen.add(digest).size);
        const free = Math.max(0, MAX_MANIFESTS - (seen.size - 1 - added.length));
        unchecked += Math.max(0, added.length - free);
        return (await (0,concurrency/* mapAll */.gJ)(added.slice(0, free), (entry) => lookAt(entry, depth))).flat();
    };
    const lookAt = async (entry, depth) => {
        if (!(0,image_manifest/* isIndexType */.$U)(entry.mediaType) || depth >= MAX_DEPTH)
            return (await exists(registry, image, entry.digest)) ? [] : [entry];
        const nested = await registry.get(image, entry.digest);
        return nested ? look((0,image_manifest/* readManifest */.WI)(nested).entries, depth + 1) : [entry];
    };
    const missing = await look(content.entries, 1);
    return { missing, checked: seen.size - 1 - unchecked, unchecked };
}
/** What a copy has found out about the manifests that its image lists; null for an image of one manifest. */
function completenessOf({ image, missing }) {
    const { manifest } = image;
    if (manifest === null || !(0,image_manifest/* readManifest */.WI)(manifest).isIndex)
        return null;
    return { missing, checked: image.children.length, unchecked: 0 };
}
/** Whether a manifest exists. Some registries answer 404 to HEAD and 200 to GET, so a 404 is trusted only from GET. */
async function exists(registry, image, digest) {
    return (await registry.head(image, digest)) !== null || (await registry.get(image, digest)) !== null;
}

;// CONCATENATED MODULE: ./lib/facts/known-versions.js







/** More histories than these are not read for the versions in them. */
const MAX_HISTORIES = 20;
/**
 * Returns versions of the repository that may be missing from its list of tags, because a clean-up has deleted their tags:
 * those of the images that floating tags point to now, and those in the histories.
 * @param named the images that floating tags name now
 * @param list all tags of the repository
 * @returns also the histories that were read
 */
async function knownVersions(registry, image, named, list) {
    const environments = (0,image_tags/* environmentsIn */.Ib)(list).slice(0, MAX_HISTORIES);
    const distinct = named.filter(({ digest }, at) => named.findIndex((other) => other.digest === digest) === at);
    const [histories, ofNamed] = await Promise.all([
        Promise.all(environments.map((environment) => validHistory(registry, image, environment))),
        Promise.all(distinct.map((manifest) => known_versions_versionsOf(registry, image, manifest, list))),
    ]);
    const read = histories.filter((history) => history !== null);
    const told = read.flatMap(({ events }) => events.flatMap(({ version }) => version ?? []));
    const versions = [...told, ...ofNamed.flat()].flatMap((version) => (0,image_version/* parseVersion */.ot)(version) ?? []);
    return { versions, histories: read };
}
/** Returns the history of an environment; null if it is not valid, which matters only to a run that moves that environment. */
async function validHistory(registry, image, environment) {
    try {
        return await loadHistory(registry, image, environment);
    }
    catch (error) {
        if ((0,errors/* asActionError */.z6)(error).code === 'HISTORY_INVALID')
            return null;
        throw error;
    }
}
/** Returns the versions of an image by its annotations and the tags `V-H` of its commit; by its labels where these say none. */
async function known_versions_versionsOf(registry, image, manifest, list) {
    const annotated = versionsSaid(identityOf((0,image_manifest/* readManifest */.WI)(manifest).annotations), list);
    return annotated.length > 0 ? annotated : versionsSaid(identityOf(await readLabels(registry, image, manifest)), list);
}
function versionsSaid({ version, revision }, list) {
    const tagged = revision === null ? [] : list.flatMap((tag) => (0,image_tags/* versionAndSha */.QS)(tag, revision) ?? []);
    return [...(version === null ? [] : [version]), ...tagged];
}

;// CONCATENATED MODULE: ./lib/facts/types.js
/** The facts about the tags of a run that writes none of its own. */
const NO_TAGS = { now: new Map(), list: null, environments: new Set() };
/** The facts about the copy of a run that copies nothing. */
const NOT_COPIED = { copy: null, copiedTags: [] };

;// CONCATENATED MODULE: ./lib/facts/tags.js






/**
 * Reads in parallel the facts about the tags that a run may write: the digest of each, for free tags whether they are
 * environments; the list of tags, and versions that may be missing from it, if one is floating. Without tags it sends no request.
 * @param commit the commit of the image, which decides the rule of a tag; null if unknown
 */
async function readTags(registry, image, tags, commit) {
    if (tags.length === 0)
        return NO_TAGS;
    const distinct = [...new Set(tags)];
    const free = distinct.filter((tag) => (0,image_tags/* ruleOf */.Y)(tag, commit) === 'free');
    const floating = distinct.filter((tag) => (0,image_tags/* ruleOf */.Y)(tag, commit) === 'floating');
    const others = distinct.filter((tag) => !floating.includes(tag));
    // a fixed tag is written once, so it is probably absent
    const digestOfTag = async (tag) => (await registry.head(image, tag, { byGet: !free.includes(tag) }))?.digest ?? null;
    const listing = floating.length > 0 ? listOrRefusal(registry, image) : null;
    listing?.catch(() => { });
    const [heads, named, histories, listed] = await Promise.all([
        Promise.all(others.map(async (tag) => [tag, await digestOfTag(tag)])),
        Promise.all(floating.map(async (tag) => [tag, await registry.get(image, tag)])),
        Promise.all(free.map(async (tag) => ({ tag, is: await hasHistory(registry, image, tag) }))),
        listing,
    ]);
    const list = listed instanceof errors/* ActionError */.lZ ? null : listed;
    const images = named.flatMap(([, manifest]) => manifest ?? []);
    const known = list === null ? { versions: [], histories: [] } : await knownVersions(registry, image, images, list);
    return {
        now: new Map([...heads, ...named.map(([tag, manifest]) => [tag, manifest?.digest ?? null])]),
        list,
        ...(listed instanceof errors/* ActionError */.lZ ? { listRefused: listed } : {}),
        ...known,
        environments: new Set(histories.filter(({ is }) => is).map(({ tag }) => tag)),
    };
}
/**
 * Returns all tags of a repository, or why the account may not list them: only an image that has a version needs the list.
 * @throws the errors of `Registry.tags` but FORBIDDEN and UNAUTHORIZED
 */
async function listOrRefusal(registry, image) {
    try {
        return await registry.tags(image);
    }
    catch (error) {
        const refusal = (0,errors/* asActionError */.z6)(error);
        if (refusal.code !== 'FORBIDDEN' && refusal.code !== 'UNAUTHORIZED')
            throw error;
        return refusal;
    }
}
/** Whether a tag has a history. A tag of that name on something else makes no environment of it. */
async function hasHistory(registry, image, tag) {
    const manifest = await registry.get(image, historyTag(tag));
    return manifest !== null && isHistoryManifest(manifest);
}
/** Merges the facts about two sets of tags. */
function joinTags(a, b) {
    return {
        now: new Map([...a.now, ...b.now]),
        list: a.list ?? b.list,
        ...(a.listRefused || b.listRefused ? { listRefused: a.listRefused ?? b.listRefused } : {}),
        versions: [...(a.versions ?? []), ...(b.versions ?? [])],
        histories: [...(a.histories ?? []), ...(b.histories ?? [])],
        environments: new Set([...a.environments, ...b.environments]),
    };
}

// EXTERNAL MODULE: ./lib/image/tag-templates.js
var tag_templates = __webpack_require__(6315);
;// CONCATENATED MODULE: ./lib/plan/record.js






/** Plans the hold of a run that moves nothing, unless an earlier attempt of it holds the environment already. */
function planHold(environment, about, run, reading) {
    const { history } = environment;
    const isDone = (0,records/* earlierRecord */.YY)(history, 'hold', null, run.run) !== null && (0,records/* holdOf */.nv)(history, run.at) !== null;
    if (isDone)
        return { move: null, inProgress: null };
    return planRecord(environment, about, run.hold?.until ?? null, { ...run, action: 'hold' }, reading);
}
/**
 * Plans to write an event that moves nothing.
 * @param about the image that it is about, and what is known of it; null where nothing is live
 * @param until when a hold ends: RFC 3339; null for every other event, and where it does not end by itself
 * @returns no move where another run may be in the middle of one: `inProgress`
 */
function planRecord(environment, about, until, run, reading) {
    const { live, history: base, known, name } = environment;
    const state = (0,history_state/* environmentStatus */.En)(live, base);
    if (state.kind === 'unfinished' && run.canWait && isInProgress(state.event, run))
        return { move: null, inProgress: state.event };
    const before = (0,history_state/* reconciledEvents */.i0)(live, base, known, run.at);
    const target = about?.target ?? { digest: null, mediaType: '', size: 0 };
    const made = move_eventOf(target, about?.identity ?? UNKNOWN, live, { ...run, at: (0,history_event/* timeAfter */.iR)(before, run.at), set: null });
    const event = until === null ? made : { ...made, until };
    const events = sayNew(base, [...before, event]);
    const move = {
        ...{ environment: name, from: live, base, next: successor(base, events), event: events.at(-1) ?? event },
        hasHistoryBlobs: (base !== null && base.unreadable === undefined) || reading.hasHistory,
        ...{ needsRecheck: reading.needsRecheck, force: true, isHistoryOnly: true },
    };
    return { move, inProgress: null };
}

;// CONCATENATED MODULE: ./lib/plan/environment-update.js








/**
 * Renders the tags that an environment gets beside its own name, for one image.
 * @throws INPUT_INVALID where a template does not work
 */
function renderEnvironmentTags({ environmentTags, shaLength, branch, images }, environment, { version, revision: commit }) {
    const values = { version, commit, shaLength, branch, environment };
    const { tags, problems, ...rest } = (0,tag_templates/* renderTags */.Ep)(environmentTags, values, images);
    if (problems[0])
        throw problems[0];
    return { ...rest, tags: tags.filter((tag) => tag !== environment) };
}
/** Plans to move one image's environment, with its tags, after the guards were checked. */
function planUpdate(facts, { rendered, environments, isRollback, isPrerelease }, checks, run) {
    const { environment, image, target, identity, copiedTags } = facts;
    // an override for a second build of a commit does not take a tag from another image
    const allow = run.allowed.filter((guard) => guard !== 'rebuild');
    const tagging = planTags({
        subject: { image: (0,image_reference/* repositoryName */.aR)(image), digest: target.digest, identity, allow },
        ...rendered,
        tags: [...copiedTags, ...rendered.tags],
        isPrerelease,
        source: facts.copy && (0,image_reference/* repositoryName */.aR)(facts.copy.source),
        facts: facts.tags,
        environments,
        isRollback,
    });
    const moved = planMove(environment, target, identity, run, facts);
    const isHeldAlone = run.hold && moved.move === null && moved.inProgress === null;
    const { move, inProgress } = isHeldAlone ? planHold(environment, { target, identity }, run, facts) : moved;
    const all = [...checks, ...tagging.checks];
    // a new tag of the copied image is written with it; one that is taken from another image moves with the environment
    const isCopied = ({ tag, was }) => was === null && copiedTags.includes(tag);
    const plan = {
        kind: 'ready',
        ...{ image, target, identity, move, commitTag: null, built: false },
        copy: facts.copy && { ...facts.copy, tags: tagging.writes.filter(isCopied) },
        previous: previousOf(environment, target, identity),
        environment: environment.name,
        hold: (0,records/* holdOf */.nv)(environment.history, run.at),
        tags: tagging.writes.filter((write) => !isCopied(write)),
        unchangedTags: [
            ...(environment.live?.digest === target.digest ? [environment.name] : []),
            ...tagging.unchangedTags,
        ],
        historyDigest: environment.history?.digest ?? null,
    };
    return {
        images: [plan],
        checks: all,
        problems: [...refusals(all), ...tagging.problems],
        warnings: [...facts.warnings, ...(environment.warnings ?? []), ...tagging.warnings],
        notices: tagging.notices,
        log: tagging.log,
        inProgress: inProgress ? [inProgress] : [],
    };
}

;// CONCATENATED MODULE: ./lib/image/source.js
/** The address of a repository: host, owner, name. */
const ADDRESS = /^(?:git\+)?(?:(?:https?|ssh|git):\/\/)?(?:[^@/\s]+@)?([\w.-]+\.[\w-]+|localhost)(?::\d+)?[/:]([\w.-]+)\/([\w.-]+)/i;
/**
 * Whether an image's source label names another repository than a run's. Spellings of one repository are equal: by HTTPS or
 * SSH, with `.git`, with a path after it.
 * @param label untrusted text; null where the image has none
 * @param own `https://github.com/owner/name`; null where the run's is unknown
 * @returns false where either is unknown, or the label is not the address of a repository
 */
function isOtherSource(label, own) {
    const theirs = label === null ? null : repositoryOf(label);
    const ours = own === null ? null : repositoryOf(own);
    return theirs !== null && ours !== null && theirs !== ours;
}
/** Returns `host/owner/name` in lower case; null where the text is not the address of a repository. */
function repositoryOf(address) {
    const [, host, owner, name] = ADDRESS.exec(address.trim()) ?? [];
    if (!host || !owner || !name)
        return null;
    return `${host}/${owner}/${name.replace(/\.git$/i, '')}`.toLowerCase();
}
/**
 * Returns the repository on a GitHub server that an image's source label names.
 * @param server URL of the GitHub server
 * @param label untrusted text
 * @returns null where the label names another server, or no repository
 */
function repositoryOn(server, label) {
    const [, host = '', owner, name] = ADDRESS.exec(label.trim()) ?? [];
    if (!owner || !name || host.toLowerCase() !== hostnameOf(server))
        return null;
    const plain = name.replace(/\.git$/i, '');
    return /^\.*$/.test(plain) || /^\.+$/.test(owner) ? null : { owner, name: plain };
}
function hostnameOf(server) {
    try {
        return new URL(server).hostname.toLowerCase();
    }
    catch {
        return null;
    }
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/image/build-context.js
var build_context = __webpack_require__(2839);
// EXTERNAL MODULE: ./lib/image/platform.js
var platform = __webpack_require__(8758);
;// CONCATENATED MODULE: ./lib/image/stamp.js



/** The workspace of a runner: in a container job the same folder has two names. */
const RUNNER_WORKSPACE = /^\/(?:.*\/)?(?:_?work|__w)\/([^/]+)\/\1\//;
/** Stands for the folder of a file that is not in the workspace: the path says something of the runner only. */
const OUTSIDE = '(outside the workspace)';
/**
 * Returns the stamp of a build with these inputs. Docker's defaults are filled in, so that stamps can be compared.
 * @param workspace the folder that relative paths start from
 * @param folder the root of the checkout, relative to the workspace; empty for the workspace itself, or where it is unknown
 */
function stampOf(docker, workspace, folder = '') {
    const remote = (0,build_context/* readRemoteContext */.A)(docker.context);
    const file = remote
        ? external_node_path_.posix.join(remote.folder, docker.file ?? 'Dockerfile')
        : (docker.file ?? external_node_path_.posix.join(docker.context, 'Dockerfile'));
    return {
        file: inFolder(fileInWorkspace(file, workspace), remote ? '' : folder),
        target: docker.target,
        platforms: docker.platforms.map(platform/* normalisePlatform */.W).sort(),
    };
}
/** Returns a path relative to a folder; as it is where it is not in it. */
function inFolder(path, folder) {
    return folder !== '' && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}
/** Returns one spelling of a file's path, relative to the workspace. No absolute path is kept: it is the runner's. */
function fileInWorkspace(file, workspace) {
    const path = external_node_path_.posix.relative(workspace, external_node_path_.posix.resolve(workspace, file));
    if (!path.startsWith('../'))
        return path;
    if (!external_node_path_.posix.isAbsolute(file))
        return external_node_path_.posix.normalize(file);
    const inRunner = file.replace(RUNNER_WORKSPACE, '');
    return external_node_path_.posix.isAbsolute(inRunner) ? `${OUTSIDE}/${external_node_path_.posix.basename(file)}` : external_node_path_.posix.normalize(inRunner);
}
/**
 * Whether a stamped file is the requested one: by their paths in the checkout, or, as older versions stamped them, in the
 * workspace or in the file system of a runner.
 * @param requested relative to the workspace, or to the checkout
 * @param folders what may be the root of the checkout, relative to the workspace
 */
function isSameFile(stamped, requested, workspace, folders = []) {
    const file = fileInWorkspace(stamped, workspace);
    const spellings = ['', ...folders].map((folder) => inFolder(requested, folder));
    return spellings.some((each) => file === each || (external_node_path_.posix.isAbsolute(stamped) && stamped.endsWith(`/${each}`)));
}
/**
 * Returns the folders that may be the root of a context's checkout, where there is none to look at: the context and those
 * above it.
 * @param context the input `context`
 */
function possibleRoots(context, workspace) {
    if ((0,build_context/* readRemoteContext */.A)(context))
        return [];
    const names = fileInWorkspace(context, workspace)
        .split('/')
        .filter((name) => !['', '.', '..'].includes(name));
    return names.map((_, index) => names.slice(0, index + 1).join('/'));
}
/** Parses a stamp; malformed fields are left out. */
function readStamp(text) {
    try {
        const { file, target, platforms } = (JSON.parse(text) ?? {});
        return {
            ...(typeof file === 'string' ? { file } : {}),
            ...(typeof target === 'string' || target === null ? { target } : {}),
            ...(Array.isArray(platforms)
                ? { platforms: platforms.filter((each) => typeof each === 'string').map(platform/* normalisePlatform */.W) }
                : {}),
        };
    }
    catch {
        return {};
    }
}

;// CONCATENATED MODULE: ./lib/modes/first-build.js
















/**
 * Finds the commit's first build by its commit tag. The tag counts only if it names an image of this repository whose
 * revision is that commit, or unknown; where another image has it, the commit tag is the one with all 40 characters.
 */
async function findFirstBuild(request, registry) {
    const { image, commit } = request;
    const name = (0,image_reference/* repositoryName */.aR)(image);
    const short = (0,image_tags/* commitTag */.m)(commit, request.shaLength);
    const full = (0,image_tags/* commitTag */.m)(commit, 40);
    const [byShort, byFull] = await Promise.all([
        readCommitTag(request, registry, image, short),
        short === full ? null : readCommitTag(request, registry, image, full),
    ]);
    const tag = byShort.other === null ? short : full;
    const own = (byShort.other === null ? byShort : byFull) ?? byShort;
    const found = [byShort, byFull].find((each) => each?.manifest && each.other === null) ??
        (await findOfOtherLength(request, registry, image));
    const manifest = found?.manifest ?? null;
    const isUnlabelled = manifest !== null && found?.revision === null;
    const unlabelled = `${name}@${manifest?.digest} has no revision; it is taken for the build of ${commit}.`;
    return {
        tag: { tag, was: own.manifest?.digest ?? null },
        manifest,
        checks: own.other === null ? [] : [overwrite.checkCommitTag(name, tag, own.other, request.allow)],
        warnings: [
            ...[byShort, byFull].flatMap((each) => (each?.isForeign ? [`${name}:${each.tag} names ${each.other}.`] : [])),
            ...(isUnlabelled ? [unlabelled] : []),
        ],
        log: found && manifest
            ? [`commit ${commit} is built already: ${name}@${manifest.digest}, found by the tag ${found.tag}`]
            : [],
    };
}
/** A build of this commit under a commit tag of another length: `sha-length` was another then. */
async function findOfOtherLength(request, registry, image) {
    const { commit, shaLength } = request;
    const others = ((await optionalTags(registry, image)) ?? []).filter((tag) => {
        const sha = /^git-([0-9a-f]{7,39})$/.exec(tag)?.[1];
        return sha !== undefined && sha.length !== shaLength && commit.startsWith(sha);
    });
    const found = await Promise.all(others.map((tag) => readCommitTag(request, registry, image, tag)));
    return found.find(({ revision, other }) => revision === commit && other === null) ?? null;
}
/** What a commit tag names, and whether that is this commit's build. */
async function readCommitTag({ commit, context, digest }, registry, image, tag) {
    const manifest = await registry.get(image, tag);
    if (manifest === null)
        return { tag, manifest, revision: null, other: null, isForeign: false };
    const kind = artifactKind(manifest);
    if (kind !== null)
        return { tag, manifest, revision: null, other: kind, isForeign: true };
    const { revision, source } = await originOf(registry, image, manifest);
    if (revision !== null && revision !== commit)
        return { tag, manifest, revision, other: `an image of commit ${revision}`, isForeign: false };
    // an image that is adopted by its digest is this run's, whatever its base image says
    const isForeign = manifest.digest !== digest && isOtherSource(source, context.source);
    return { tag, manifest, revision, other: isForeign ? `an image of another repository, ${source}` : null, isForeign };
}
/**
 * The image that this run tags: the first build of the commit, unless the guard `rebuild` is overridden. Pure.
 * @param adopted the image of `digest`, or the one that this run has built
 * @returns `target` null where the image has to be built first
 */
function choose(request, first, adopted, built) {
    const none = { checks: [], warnings: [] };
    if (first === null || first.digest === adopted?.digest)
        return { ...none, target: adopted };
    if (adopted === null && !request.allow.includes('rebuild'))
        return { ...none, target: first };
    const image = (0,image_reference/* repositoryName */.aR)(request.image);
    const check = rebuild.check(image, request.commit, first.digest, request.allow);
    if (check.verdict === 'overridden')
        return { ...none, target: adopted, checks: [check] };
    const other = built !== null
        ? 'the image that this run built at the same time'
        : `the digest ${adopted ? (0,image_digest/* shortDigest */.V)(adopted.digest) : ''}`;
    const warning = `${image}: ${check.text} That image is used, not ${other}.`;
    return { checks: [check], warnings: [warning], target: first };
}
/** How many levels of indexes in an adopted index are read. */
const first_build_MAX_DEPTH = 4;
/** The error INPUT_INVALID where an adopted image, or a platform of it, was built from another commit. */
async function adoptedProblems(request, registry, adopted) {
    const { image, commit } = request;
    const { annotations } = (0,image_manifest/* readManifest */.WI)(adopted);
    const whole = identityOf(annotations).revision;
    const platforms = await platformsOf(registry, image, adopted);
    const revisions = await (0,concurrency/* mapAll */.gJ)(platforms, async ({ name, manifest }) => ({
        name,
        revision: await revisionOf(registry, image, manifest),
    }));
    const other = [{ name: null, revision: whole }, ...revisions].find(({ revision }) => revision !== null && revision !== commit);
    if (!other)
        return [];
    const what = other.name === null ? 'one' : `one whose platform ${other.name} is`;
    return [
        new errors/* ActionError */.lZ('INPUT_INVALID', `digest ${adopted.digest} in ${(0,image_reference/* repositoryName */.aR)(image)}: expected an image of commit ${commit}, got ${what} of ${other.revision}. Adopt the image of this commit, or set sha.`),
    ];
}
/** The images of an index, also of an index in it; those that are gone are left out. */
async function platformsOf(registry, image, manifest, depth = first_build_MAX_DEPTH) {
    const { isIndex, entries } = (0,image_manifest/* readManifest */.WI)(manifest);
    if (!isIndex)
        return [{ name: null, manifest }];
    const listed = new Map(entries.filter(({ attestation }) => !attestation).map((entry) => [entry.digest, entry]));
    const read = await (0,concurrency/* mapAll */.gJ)([...listed.values()], async ({ digest, platform }) => {
        const child = depth > 0 ? await registry.get(image, digest) : null;
        const images = child ? await platformsOf(registry, image, child, depth - 1) : [];
        return images.map((each) => ({ name: each.name ?? platform ?? digest, manifest: each.manifest }));
    });
    return read.flat();
}
/** The error BUILD_DIFFERS where the commit's build lacks what this run requests; what it leaves out is not compared. */
async function differences(request, registry, manifest) {
    const { file, target, platforms } = request.docker;
    if (file === null && target === null && platforms.length === 0)
        return [];
    const stamp = await stampIn(request, registry, manifest);
    const { workspace } = request.context;
    const requested = stampOf(request.docker, workspace);
    const { folder } = request.checkout ?? {};
    const roots = request.checkout ? (folder ? [folder] : []) : possibleRoots(request.docker.context, workspace);
    const differing = [];
    if (file !== null && stamp.file !== undefined && !isSameFile(stamp.file, requested.file, workspace, roots))
        differing.push(`file ${requested.file} (it has ${stamp.file})`);
    if (target !== null && stamp.target !== undefined && stamp.target !== requested.target)
        differing.push(`target ${requested.target} (it has ${stamp.target ?? 'none'})`);
    const missing = requested.platforms.filter((platform) => !stamp.platforms.includes(platform));
    if (missing.length > 0 && stamp.platforms.length > 0)
        differing.push(`platforms ${missing.join(', ')} (it has ${stamp.platforms.join(', ')})`);
    if (differing.length === 0)
        return [];
    return [
        new errors/* ActionError */.lZ('BUILD_DIFFERS', `${(0,image_reference/* repositoryName */.aR)(request.image)}: commit ${request.commit} was built already, but without ${differing.join('; ')}. Leave those inputs out to use that build, give variants an image of their own, or rebuild with allow: rebuild.`),
    ];
}
async function stampIn(request, registry, manifest) {
    const { image } = request;
    const content = (0,image_manifest/* readManifest */.WI)(manifest);
    const labels = content.annotations[image_labels/* LABEL */.d.build] === undefined ? await readLabels(registry, image, manifest) : content.annotations;
    const stamp = readStamp(labels[image_labels/* LABEL */.d.build] ?? '{}');
    const listed = content.entries.flatMap(({ platform, attestation }) => (platform && !attestation ? [platform] : []));
    const config = listed.length === 0 && content.config ? await registry.blob(image, content.config) : null;
    const single = config ? (0,image_manifest/* readConfig */.Xg)(config).platform : null;
    return { ...stamp, platforms: [...new Set([...(stamp.platforms ?? []), ...listed, ...(single ? [single] : [])])] };
}

;// CONCATENATED MODULE: ./lib/registry/tag-digest.js
/**
 * Returns the current digest of a tag, with one HEAD request.
 * @returns null if the tag does not exist
 * @throws the errors of `Registry.head`
 */
async function digestNow(registry, image, tag) {
    return (await registry.head(image, tag))?.digest ?? null;
}

;// CONCATENATED MODULE: ./lib/copy/tags.js



/**
 * Returns the version and commit tags that point at the image at its source. They are copied, so that the image has the
 * same names at the destination.
 * @throws the registry's error when a tag cannot be read
 */
async function tagsAlong(registry, { from, digest, identity, shaLength, found }) {
    const { version, revision } = identity;
    const names = version === null ? [] : [(0,image_version/* versionToTag */.KN)(version)];
    if (version !== null && revision !== null)
        names.push(`${(0,image_version/* versionToTag */.KN)(version)}-${(0,image_tags/* shortSha */.Fu)(revision, shaLength)}`);
    if (found !== null && (0,image_version/* tagToVersion */.ar)(found) !== null)
        names.push(found);
    const isNamed = async (tag) => tag === found || (await digestNow(registry, from, tag)) === digest;
    const commitTags = async (commit) => {
        const [short, full] = [(0,image_tags/* commitTag */.m)(commit, shaLength), (0,image_tags/* commitTag */.m)(commit, 40)];
        if (await isNamed(short))
            return [short];
        return short !== full && (await isNamed(full)) ? [full] : [];
    };
    const [named, commit] = await Promise.all([
        Promise.all([...new Set(names)].map(async (tag) => ((await isNamed(tag)) ? [tag] : []))),
        revision === null ? [] : commitTags(revision),
    ]);
    return [...named.flat(), ...commit];
}
/**
 * Replaces the short commit tag by the one with all 40 characters if another commit has it at the destination.
 * @param tags the tags to copy
 * @param now the digests of these tags at the destination
 * @param isOtherCommit whether a tag at the destination names an image of another commit
 * @returns the tags to push
 */
async function withoutOthers(tags, now, { digest, identity }, isOtherCommit) {
    const { revision } = identity;
    const taken = tags.find((tag) => tag.startsWith('git-') && (now.get(tag) ?? digest) !== digest);
    if (taken === undefined || revision === null || !(await isOtherCommit(taken)))
        return tags;
    return tags.map((tag) => (tag === taken ? (0,image_tags/* commitTag */.m)(revision, 40) : tag));
}

// EXTERNAL MODULE: ./lib/request/request.js
var request_request = __webpack_require__(2060);
;// CONCATENATED MODULE: ./lib/modes/promote-source.js






/**
 * Finds the image that a promotion names: a tag, version, digest or commit, what is live in an environment, or an entry of a
 * file.
 * @param at the position of the image in the request
 * @throws NOT_FOUND
 */
async function findSource(request, registry, image, at) {
    const { source, shaLength, environment } = request;
    if (source.kind === 'named')
        return findImage(registry, image, (0,request_request/* textAt */.$6)(source, at), shaLength);
    const name = (0,image_reference/* repositoryName */.aR)(image);
    if (source.kind === 'environment') {
        const manifest = await registry.get(image, source.name);
        if (manifest) {
            const what = `what is live in ${source.name}`;
            return { manifest: expectImage(image, what, manifest), tag: null, requestedVersion: null, warnings: [] };
        }
        const known = await listedEnvironments(registry, image);
        throw new errors/* ActionError */.lZ('NOT_FOUND', `${name}: nothing is live in ${source.name}, so there is nothing to promote from there.${knownEnvironments(source.name, known)} Promote to ${source.name} first, or set version.`);
    }
    const entry = entryAt(source.entries, at);
    const manifest = await registry.get(image, entry.digest);
    if (manifest) {
        const found = expectImage(image, 'what from-file names', manifest);
        return { manifest: found, tag: null, requestedVersion: entry.version, warnings: [] };
    }
    if (entry.environment === null || entry.environment === environment)
        throw await notFound(registry, image, entry.digest);
    throw new errors/* ActionError */.lZ('NOT_FOUND', `${name} has no image "${entry.digest}". The file is of ${entry.environment}: promote it to ${entry.environment} first, which copies the image there.`);
}
/** Returns an entry of the file. @param at the position of the image in the request, which is that of its entry in the file */
function entryAt(entries, at) {
    const entry = entries[at];
    if (!entry)
        throw new Error(`there is no entry ${at + 1} in the file`);
    return entry;
}

;// CONCATENATED MODULE: ./lib/modes/promote-facts.js

















/** The stage that must have an image before this one; null on the first stage and without stages. */
function stageBefore(stages, environment) {
    return stages[stages.indexOf(environment) - 1] ?? null;
}
/**
 * Reads what a promotion of one image needs, as much of it in parallel as can be. The environment is the destination's;
 * the image, the previous stage and the environment that it is promoted from are the source's.
 * @param image the source
 * @throws NOT_FOUND where there is no such image
 */
async function gatherImage(request, sources, image) {
    const { registry, survey } = sources;
    const { environment, stages, source } = request;
    const at = request.images.indexOf(image);
    const to = request.destinations[at] ?? image;
    const isCopied = !(0,image_reference/* isSameRepository */.ve)(to, image);
    const stage = stageBefore(stages, environment);
    const from = source.kind === 'environment' ? source.name : null;
    const finding = findSource(request, registry, image, at);
    finding.catch(() => { });
    // begins with the image's manifest, while the rest is still being read
    const surveying = isCopied && survey ? finding.then(({ manifest }) => survey(image, to, manifest)) : null;
    surveying?.catch(() => { });
    const proving = readEvidence(request, sources, { image, at }, finding);
    proving.catch(() => { });
    // the image that is promoted from an environment is the one that its tag names
    const manifestFound = finding.then(({ manifest }) => manifest, () => null);
    const read = (name) => readEnvironment(registry, image, name, {}, name === from ? manifestFound : undefined);
    const options = { takeOver: request.allow.includes('moved') };
    const live = registry.head(to, environment);
    // begins with the image's manifest, too
    const completing = isCopied ? null : findMissingUnlessLive(registry, image, finding, live);
    completing?.catch(() => { });
    const [found, here, previousStage, fromFacts] = await Promise.all([
        finding.catch(expectNotFound),
        readEnvironment(registry, to, environment, options, live),
        stage === null ? null : read(stage),
        from === null || from === stage ? null : read(from),
    ]);
    const earlier = earlierAttempt(here.live, here.history, { action: 'promote', run: request.context.run });
    if (earlier &&
        earlier.kind !== 'moved' &&
        (found instanceof errors/* ActionError */.lZ || found.manifest.digest !== earlier.event.digest))
        return gatherEarlier(request, sources, { image, to }, { earlier, found });
    if (found instanceof errors/* ActionError */.lZ) {
        // where an earlier attempt was overtaken it does not matter whether there is such an image
        const subject = { image: (0,image_reference/* repositoryName */.aR)(to), digest: null, identity: UNKNOWN, allow: request.allow };
        const check = moved.checkAttempt(subject, here, earlier);
        throw (check && refusals([check])[0]) ?? found;
    }
    const { manifest: target } = found;
    const histories = [fromFacts?.history ?? null, previousStage?.history ?? null, here.history];
    const environments = [...stages, environment, ...(from === null ? [] : [from])];
    const identifying = identifyFound(registry, image, found, histories, environments);
    const tagging = identifying.then((identity) => readTagsOf(request, registry, { from: image, to, found, identity }));
    const isLive = here.live?.digest === target.digest;
    const [identity, { copiedTags, tags }, known, copy, completeness, unseen, evidence] = await Promise.all([
        identifying,
        tagging,
        identifyLive(registry, to, here, target.digest, histories),
        surveying,
        completing,
        // the stages have checked the name already
        stages.length > 0 ? [] : neverSeenWarnings(registry, to, here),
        isLive ? null : proving,
    ]);
    const hasReadMore = !isFoundIdentified(found, histories, environments) ||
        knownLive(here, target.digest, histories) === null ||
        tags.now.size > 0 ||
        isNestedIndex(target);
    return {
        ...{ image: to, copy, copiedTags, target, identity, environment: known, tags },
        previousStage: previousStage && withHistories(previousStage, histories),
        completeness: copy ? completenessOf(copy) : completeness,
        evidence,
        // a repository that holds any history holds its blobs
        hasHistory: (isCopied ? [here.history] : histories).some((history) => history !== null),
        // copying takes its time
        needsRecheck: isCopied || hasReadMore || evidence !== null,
        warnings: [...found.warnings, ...(copy?.warnings ?? []), ...unseen, ...unreadOf(evidence)],
    };
}
/** Looks up the manifests that the image lists; null without a request where the image is live already. */
async function findMissingUnlessLive(registry, image, finding, live) {
    const [{ manifest }, now] = await Promise.all([finding, live]);
    return now?.digest === manifest.digest ? null : findMissing(registry, image, manifest);
}
/**
 * Reads the signed statements that the policy requires of an image, at once where its digest is known before it is read.
 * @returns null where none are required
 */
async function readEvidence({ source, policy, environment }, { evidence = null }, { image, at }, finding) {
    const requirements = requirementsOf(policy, environment);
    if (evidence === null || requirements.length === 0)
        return null;
    const named = source.kind === 'file' ? entryAt(source.entries, at).digest : source.kind === 'named' ? (0,request_request/* textAt */.$6)(source, at) : '';
    const reading = finding.then(({ manifest }) => manifest);
    reading.catch(() => { });
    return evidence(image, (0,image_reference/* isDigest */.Bc)(named) ? named : (await reading).digest, reading, requirements);
}
/** How many of the statements that cannot be read are named. */
const MAX_UNREAD = 3;
/** Warnings of what refers to an image and cannot be read or verified. */
function unreadOf(evidence) {
    return evidence?.unread.slice(0, MAX_UNREAD).map((text) => `A signed statement is ignored. ${text}`) ?? [];
}
/** An environment with what all histories say of its image: it has the same version wherever it is named. */
function withHistories(environment, histories) {
    const { live } = environment;
    return live ? { ...environment, known: identityFromHistories(live.digest, histories) } : environment;
}
/** Returns the error NOT_FOUND; throws any other. */
function expectNotFound(error) {
    if (error instanceof errors/* ActionError */.lZ && error.code === 'NOT_FOUND')
        return error;
    throw error;
}
/** Reads the image that an earlier attempt of this run has promoted, or began to: it counts, not what is named by now. */
async function gatherEarlier(request, sources, { image, to }, { earlier, found }) {
    const { digest } = earlier.event;
    const pinned = { ...request, source: { kind: 'named', text: digest } };
    const facts = await gatherImage(pinned, sources, image).catch((error) => {
        // what is live at the destination may be gone from the source
        if ((0,image_reference/* isSameRepository */.ve)(image, to))
            throw error;
        expectNotFound(error);
        return gatherImage({ ...pinned, images: [to], destinations: [] }, sources, to);
    });
    if (found instanceof errors/* ActionError */.lZ)
        return facts;
    const warning = `${(0,image_reference/* repositoryName */.aR)(to)}: an earlier attempt of this run promoted ${digest} to ${request.environment}, so ${found.manifest.digest}, which its inputs name by now, is not promoted. To promote that, start a new run.`;
    return { ...facts, warnings: [...facts.warnings, warning] };
}
/** The tags of a promotion of one image: those that are copied with it, and what all of them are at the destination. */
async function readTagsOf(request, registry, { from, to, found, identity }) {
    const own = environmentTagsOf(request, identity).tags;
    const read = (copiedTags) => readTags(registry, to, [...copiedTags, ...own], identity.revision);
    if ((0,image_reference/* isSameRepository */.ve)(from, to))
        return { copiedTags: [], tags: await read([]) };
    const tagged = {
        ...{ from, identity, digest: found.manifest.digest },
        ...{ shaLength: request.shaLength, found: found.tag },
    };
    const named = await tagsAlong(registry, tagged);
    const tags = await read(named);
    const copiedTags = await withoutOthers(named, tags.now, tagged, async (tag) => {
        const other = await registry.get(to, tag);
        const revision = other && (await revisionOf(registry, to, other));
        return revision !== null && revision !== identity.revision;
    });
    return { copiedTags, tags: copiedTags === named ? tags : await read(copiedTags) };
}
/** The tags that the environment gets beside its own name. */
function environmentTagsOf(request, identity) {
    const values = { ...request, branch: request.context.branch, images: (0,request_request/* destinationsOf */.Nu)(request) };
    return renderEnvironmentTags(values, request.environment, identity);
}

;// CONCATENATED MODULE: ./lib/modes/build-facts.js












/**
 * Reads what a build needs: the image of the commit if there is one, the tags, the environment.
 * @throws NOT_FOUND where `digest` is not in the registry
 */
async function gatherBuild(request, sources) {
    const { registry, built } = sources;
    const { image } = request;
    const short = (0,image_tags/* commitTag */.m)(request.commit, request.shaLength);
    const names = request.tags.filter((tag) => tag !== short);
    const offered = built ?? request.digest;
    const [first, adopted, here, plain] = await Promise.all([
        findFirstBuild(request, registry),
        offered ? registry.get(image, offered) : null,
        request.environment === null
            ? null
            : readEnvironment(registry, image, request.environment, {
                takeOver: request.allow.includes('moved'),
            }),
        readTags(registry, image, names, request.commit),
    ]);
    if (offered !== null && !adopted)
        throw await notFound(registry, image, offered);
    if (adopted)
        expectImage(image, 'digest', adopted);
    const chosen = choose(request, first.manifest, adopted, built);
    const { target } = chosen;
    const problems = [];
    if (adopted && built === null)
        problems.push(...(await adoptedProblems(request, registry, adopted)));
    // also where another run built the commit while this one did
    if (target && target === first.manifest && request.digest === null)
        problems.push(...(await differences(request, registry, target)));
    const isSettled = target === null ||
        target.digest === built ||
        [first.tag.was, ...(here ? [here.live?.digest] : []), ...plain.now.values()].every((was) => was === target.digest);
    const isLive = here !== null && here.live?.digest === target?.digest;
    const [identity, completeness, unseen, evidence] = await Promise.all([
        identityOfBuild(request, { registry, built }, target, [here?.history ?? null, ...(plain.histories ?? [])]),
        isSettled ? null : findMissing(registry, image, target),
        here === null || request.stages.length > 0 ? [] : neverSeenWarnings(registry, image, here),
        isLive ? null : build_facts_readEvidence(request, sources, target),
    ]);
    const environment = here && (await identifyLive(registry, image, here, target?.digest ?? null));
    const rendered = environment === null ? NO_ENVIRONMENT_TAGS : build_facts_environmentTagsOf(request, environment.name, identity);
    const environmentNames = rendered.tags.filter((tag) => !names.includes(tag) && tag !== short);
    return {
        ...{ target, completeness, evidence, identity, environment, problems, names, environmentNames },
        commitTag: first.tag,
        branchTags: [...request.branchTags, ...rendered.branchTags],
        tagWarnings: [...request.tagWarnings, ...rendered.warnings],
        log: target !== null && target.digest === first.manifest?.digest && target.digest !== built ? first.log : [],
        isBuilt: target !== null && target.digest === built,
        checks: [...first.checks, ...chosen.checks],
        tags: joinTags(plain, await readTags(registry, image, environmentNames, request.commit)),
        warnings: [...first.warnings, ...chosen.warnings, ...unseen, ...unreadOf(evidence)],
    };
}
/** Reads the signed statements that the policy requires of an image which this run has not built itself. */
async function build_facts_readEvidence({ image, policy, environment, digest }, { built, evidence = null }, target) {
    const requirements = requirementsOf(policy, environment);
    // an image that is adopted gets its statements after that; another one that is found in its place had the time
    const isAdopted = environment === null && target?.digest === digest;
    const isOwn = target === null || target.digest === built || isAdopted;
    if (evidence === null || requirements.length === 0 || isOwn)
        return null;
    return evidence(image, target.digest, Promise.resolve(target), requirements);
}
const NO_ENVIRONMENT_TAGS = { tags: [], branchTags: [], warnings: [] };
function build_facts_environmentTagsOf(request, environment, identity) {
    return renderEnvironmentTags({ ...request, branch: request.context.branch }, environment, identity);
}
async function identityOfBuild({ image, version, commit, checkout }, { registry, built }, target, histories) {
    if (target === null)
        return { version, revision: commit, created: checkout?.commit === commit ? checkout.time : null };
    const hints = { requestedVersion: version, histories, list: built === null };
    return { ...(await identify(registry, image, target, hints)), revision: commit };
}

// EXTERNAL MODULE: ./lib/request/build-inputs.js
var build_inputs = __webpack_require__(3639);
;// CONCATENATED MODULE: ./lib/modes/build-needs.js





/**
 * Why a build has nothing to do, as a sentence: its release, git tag or branch was deleted, or it would adopt an image
 * for code that is not allowed to push; null where it has something to do.
 */
function nothingToBuild(request) {
    if (request.mode !== 'build')
        return null;
    const { context, digest, push } = request;
    const { release, deletedRef, gitTag, untrusted } = context;
    const nothing = 'nothing is built or tagged, and tags that exist stay as they are.';
    if (release?.action === 'deleted' || release?.action === 'unpublished')
        return `The release${gitTag === null ? '' : ` of ${(0,util_text/* oneLine */.TN)(gitTag)}`} was ${release.action}: ${nothing}`;
    if (deletedRef !== undefined)
        return `${nameRef(deletedRef)} was deleted: ${nothing}`;
    if (digest !== null && !push && untrusted !== null)
        return `${build_inputs/* UNTRUSTED */.n[untrusted]} not allowed to push: the image is not adopted, and nothing is written.`;
    return null;
}
/** Returns a git ref as the beginning of a sentence. */
function nameRef(ref) {
    const [, kind, name] = /^refs\/(tags|heads)\/(.+)$/s.exec(ref) ?? [];
    return name === undefined ? 'What was pushed' : `The ${kind === 'tags' ? 'git tag' : 'branch'} ${(0,util_text/* oneLine */.TN)(name)}`;
}
/** Why this run can't build its commit: it is not what is checked out where the context is. */
function checkoutProblems({ image, commit, checkout, checkoutProblem, docker, push, }) {
    const remote = (0,build_context/* readRemoteContext */.A)(docker.context);
    if (remote ? remote.commit === commit : checkout?.commit === commit)
        return [];
    const where = ['.', './', ''].includes(docker.context) ? '' : ` where context ("${docker.context}") is`;
    const found = checkout
        ? `the checkout of ${checkout.commit}`
        : checkoutProblem === null
            ? 'no checkout'
            : `a checkout that cannot be read: ${checkoutProblem}`;
    const why = push ? `, of which ${(0,image_reference/* repositoryName */.aR)(image)} has no build yet` : '';
    return [
        new errors/* ActionError */.lZ('INPUT_INVALID', `Expected a checkout of commit ${commit}${where}${why}, got ${found}. Check that commit out before this step, or run a build on it first.`, undefined, { title: 'Nothing to build from' }),
    ];
}

;// CONCATENATED MODULE: ./lib/modes/build.js

















/** Decides a build: whether one is needed, the tags, and the environment if there is one. Pure. */
function decideBuild(request, facts, run) {
    const { target, identity, environment } = facts;
    const image = (0,image_reference/* repositoryName */.aR)(request.image);
    const subject = { image, digest: target?.digest ?? null, identity, allow: request.allow };
    const guards = environment
        ? checkEnvironment(request, subject, environment, run.at, facts)
        : checkEvidence(request, subject, facts, run.at);
    const staysAsIs = guards.some(({ verdict }) => verdict === 'skipped');
    const tagging = planTags({
        subject: { ...subject, identity: { ...identity, version: request.version } },
        tags: staysAsIs ? facts.names : [...facts.names, ...facts.environmentNames],
        ...{ branchTags: facts.branchTags, warnings: facts.tagWarnings },
        facts: facts.tags,
        environments: [...request.stages, ...(request.environment === null ? [] : [request.environment])],
        isRollback: false,
        isPrerelease: request.context.release?.isPrerelease === true,
    });
    const checks = [...facts.checks, ...tagging.checks, ...guards, ...incomplete.check(subject, facts.completeness)];
    const { move, inProgress } = target && environment && !staysAsIs
        ? planMove(environment, target, identity, run, { hasHistory: false, needsRecheck: true })
        : { move: null, inProgress: null };
    const isTagged = target !== null && facts.commitTag.was === target.digest;
    const common = {
        ...{ image: request.image, identity, environment: request.environment },
        previous: environment && previousOf(environment, target, identity),
        isLeft: staysAsIs,
        hold: environment && (0,records/* holdOf */.nv)(environment.history, run.at),
        historyDigest: environment?.history?.digest ?? null,
        commitTag: isTagged ? null : facts.commitTag,
        unchangedTags: [
            ...(isTagged ? [facts.commitTag.tag] : []),
            ...tagging.unchangedTags,
            ...(environment && target && environment.live?.digest === target.digest ? [environment.name] : []),
        ],
    };
    // the environment's own tag is for display: only a built image can be moved to
    const shown = environment && !staysAsIs ? [{ tag: environment.name, was: environment.live?.digest ?? null }] : [];
    const plan = target
        ? { kind: 'ready', ...common, target, copy: null, move, tags: tagging.writes, built: facts.isBuilt }
        : { kind: 'unbuilt', ...common, tags: [...shown, ...tagging.writes] };
    const decided = {
        ...{ images: [plan], checks, notices: tagging.notices, log: [...facts.log, ...tagging.log] },
        problems: [
            ...facts.problems,
            ...refusals(checks),
            ...tagging.problems,
            ...(target === null ? checkoutProblems(request) : []),
        ],
        warnings: [
            ...facts.warnings,
            ...(environment?.warnings ?? []),
            ...tagging.warnings,
            ...guardWarnings(checks),
            ...skippedWarnings(guards),
        ],
        inProgress: inProgress ? [inProgress] : [],
    };
    return withWindows(decided, request);
}
function checkEnvironment(request, subject, environment, now, { isBuilt, evidence }) {
    if (subject.digest !== null && environment.live?.digest === subject.digest)
        return [];
    const skipped = skip.checkBuild(subject, environment.name, request.stages);
    const first = skipped === null ? [] : [skipped];
    const own = { action: 'build', run: request.context.run };
    const overtaken = moved.checkAttempt(subject, environment, earlierAttempt(environment.live, environment.history, own));
    if (overtaken?.verdict === 'refused')
        return [...first, { ...overtaken, verdict: 'skipped' }];
    if (overtaken)
        first.push(overtaken);
    const age = downgrade.check(subject, environment, now);
    // a build that would set its environment back leaves it, warns and succeeds
    if (age.verdict === 'refused')
        return [...first, { ...age, verdict: 'skipped' }];
    const gates = checkGates(subject, { environment, below: null, policy: request.policy ?? null, evidence, now });
    return [
        ...[...first, age],
        ...(subject.digest === null ? [] : [rolledBack.check(subject, environment)]),
        // what this run has built keeps its tags, also where the environment was closed or put on hold meanwhile
        ...gates.map((check) => isBuilt && check.verdict === 'refused' ? { ...check, verdict: 'skipped' } : check),
    ];
}
/** A build without an environment asks what the lowest stage that requires statements asks. */
function checkEvidence({ policy }, subject, { evidence }, now) {
    return evidence ? require_require.check(subject, requirementsOf(policy, null), evidence, now) : [];
}
function skippedWarnings(checks) {
    return checks.flatMap(({ image, verdict, text }) => verdict === 'skipped' ? [`${text.replace(/\.$/, '')} (${image}). The environment is not moved.`] : []);
}
/** The mode `build`. */
const build = { gather: gatherBuild, decide: decideBuild };

;// CONCATENATED MODULE: ./lib/plan/rollback-target.js








/**
 * The target of a rollback without `version` for each image: it undoes the newest of the sets of images that moved
 * together, or of the runs that moved one, and leaves the images of others.
 * @param run URL of this run's attempt
 * @param at the time now, RFC 3339
 */
function chooseTargets(environments, run, at) {
    const views = environments.map((one) => viewOf(one, run, at));
    const tops = views.flatMap(({ top }) => (top ? [top] : []));
    const undone = views.find(({ earlier }) => earlier?.kind === 'done')?.top ?? newestOf(tops);
    return views.map((view) => targetOf(view, environments.length > 1 ? undone : null));
}
function targetOf({ of: { image, environment }, earlier, top, state }, undone) {
    if (earlier?.kind === 'unfinished')
        return { kind: 'resumed', digest: earlier.event.digest };
    if (earlier?.kind === 'done')
        return { kind: 'done', previous: top?.digest ?? null };
    const name = `${(0,image_reference/* repositoryName */.aR)(image)}: ${environment.name}`;
    const { history, live } = environment;
    if (history === null) {
        const why = `${name} has no history, so the previous image is unknown. Check the names of the environment and the image`;
        return { kind: 'none', problem: noPrevious(why) };
    }
    if (undone && live && top && groupOf(top) !== groupOf(undone))
        return { kind: 'left', by: top };
    const [target, ...others] = (0,history_stack/* rollbackTargets */.Hx)(state);
    if (target)
        return { kind: 'to', digest: target.digest, others: others.map(({ digest }) => digest) };
    return { kind: 'none', problem: noPrevious(`${name} has no previous image: ${whatWasThere(environment, state)}`) };
}
function viewOf(of, run, at) {
    const { live, history, known } = of.environment;
    const earlier = earlierAttempt(live, history, { action: 'rollback', run });
    if (history !== null && earlier?.kind === 'done') {
        const before = history.events.slice(0, history.events.indexOf(earlier.event));
        const state = replayAt(earlier.event.previous, history, before);
        return { of, earlier, top: state.stack.at(-1)?.by ?? null, state };
    }
    const events = (0,history_state/* reconciledEvents */.i0)(live, history, known, at);
    const state = replayAt(live?.digest ?? null, history, events);
    return { of, earlier, top: state.stack.at(-1)?.by ?? null, state };
}
function replayAt(live, history, events) {
    return (0,history_state/* replayEnvironment */.jg)(live === null ? null : { digest: live }, history && { ...history, events });
}
/** The newest event: by the run's id where all runs are of one server, which has one clock; else by time. */
function newestOf(events) {
    const runs = events.map((event) => ({ event, run: (0,run_url/* runOf */.n)(event.run) }));
    const [first] = runs;
    const areComparable = runs.every(({ run }) => run !== null && run.server === first?.run?.server);
    const age = ({ event, run }) => areComparable && run !== null ? run.id : Date.parse(event.at);
    return runs.toSorted((a, b) => age(b) - age(a))[0]?.event ?? null;
}
/** What an event belongs to: the set of images that moved together, else its run, else the event alone. */
function groupOf({ set, run, at }) {
    return set ?? (0,run_url/* runOf */.n)(run)?.run ?? run ?? at;
}
/**
 * Returns the set of images that move together, for their events: it is the same in each run of one release.
 * @returns null for fewer than two images
 */
function setOf(images) {
    if (images.length < 2)
        return null;
    const lines = images.map(({ image, digest }) => `${(0,image_reference/* repositoryName */.aR)(image)}@${digest}`).sort();
    return (0,image_digest/* digestOf */.o)(Buffer.from(JSON.stringify(lines)));
}
/** Why there is nothing to go back to: what the environment has had. */
function whatWasThere({ name, live, history, known }, { seen, rolledBack, uncertain }) {
    const named = (digest) => {
        const events = history?.events.filter((event) => (0,history_event/* isMove */.OE)(event) && event.digest === digest) ?? [];
        const version = events.findLast((event) => event.version !== null)?.version;
        return version ?? (digest === live?.digest ? known.version : null) ?? (0,image_digest/* shortDigest */.V)(digest);
    };
    const list = (digests) => [...digests].slice(-5).map(named).join(', ');
    const unknown = [...uncertain].filter((digest) => digest !== live?.digest);
    if (unknown.length > 0)
        return `its history cannot tell whether ${list(unknown)} was live there, because the tag was changed outside this action`;
    const others = [...seen].filter((digest) => digest !== live?.digest);
    if (others.length === 0)
        return `${name} has only ever had ${seen.size > 0 ? list(seen) : 'no image'}`;
    const left = others.filter((digest) => rolledBack.has(digest));
    return `${name} has had ${list(seen)}, and was rolled back from ${list(left.length > 0 ? left : others)}`;
}
function noPrevious(what) {
    return new errors/* ActionError */.lZ('NO_PREVIOUS', `${what}. Set version to the image to go to.`);
}

;// CONCATENATED MODULE: ./lib/modes/stage-gates.js






/**
 * Reads all stages of the policy, for a dry run that tells what the gates of each say of an image.
 * @param facts of the stage that is promoted to, which are not read again
 */
function gatherStages({ policy, stages, environment }, { registry, evidence = null }, source, facts) {
    const known = [facts.environment, facts.previousStage].filter((each) => each !== null);
    return (0,concurrency/* mapAll */.gJ)(stages, async (name) => {
        const requirements = requirementsOf(policy, name);
        const [read, statements] = await Promise.all([
            known.find((each) => each.name === name) ?? readEnvironment(registry, source, name),
            name === environment ? (facts.evidence ?? null) : null,
        ]);
        const isAsked = evidence !== null && requirements.length > 0 && statements === null;
        const { digest } = facts.target;
        const more = isAsked ? await evidence(source, digest, Promise.resolve(facts.target), requirements) : statements;
        return { environment: read, evidence: more };
    });
}
/** Tells what the gates of each stage but the first say of an image. Pure. @param now RFC 3339 */
function checkStages({ policy, allow }, { image, target, identity }, stages, now) {
    const subject = { image: (0,image_reference/* repositoryName */.aR)(image), digest: target.digest, identity, allow };
    return stages.map(({ environment, evidence }, at) => {
        const below = stages[at - 1]?.environment ?? null;
        const isLive = environment.live?.digest === target.digest;
        const checks = isLive
            ? []
            : [
                ...(below ? [skip.check(subject, below, null)] : []),
                ...checkGates(subject, { environment, below, policy: policy ?? null, evidence, now }),
            ];
        return { image: (0,image_reference/* repositoryName */.aR)(image), stage: environment.name, isLive, checks };
    });
}

;// CONCATENATED MODULE: ./lib/modes/promote.js

















/** Decides a promotion: the guards of every image, then what to write. Pure. */
function decidePromote(request, facts, run) {
    const { stages, environment } = request;
    const set = setOf(facts.map(({ image, target }) => ({ image, digest: target.digest })));
    const plan = joinPlans(facts.map((each, at) => {
        const rendered = environmentTagsOf(request, each.identity);
        const isPrerelease = request.context.release?.isPrerelease === true;
        const update = { rendered, environments: [...stages, environment], isRollback: false, isPrerelease };
        return planUpdate(each, update, checksOf(request, each, at, run), { ...run, set });
    }));
    const gates = facts.flatMap((each) => (each.stages ? checkStages(request, each, each.stages, run.at) : []));
    return withWindows(gates.length > 0 ? { ...plan, stages: gates } : plan, request);
}
function checksOf(request, facts, at, run) {
    const { environment: here, previousStage, copy, image, target, identity } = facts;
    if (here.live?.digest === target.digest)
        return [];
    const subject = {
        ...{ image: (0,image_reference/* repositoryName */.aR)(image), digest: target.digest, identity },
        allow: request.allow,
        requested: request.source.kind === 'named' ? (0,request_request/* textAt */.$6)(request.source, at) : null,
    };
    const own = { action: 'promote', run: request.context.run };
    const overtaken = moved.checkAttempt(subject, here, earlierAttempt(here.live, here.history, own));
    return [
        // what was approved may be another move by now: of all that is wrong this is to be known first
        ...(overtaken ? [overtaken] : checkFile(request, facts, at, subject)),
        ...(previousStage ? [skip.check(subject, previousStage, copy && (0,image_reference/* repositoryName */.aR)(copy.source))] : []),
        downgrade.check(subject, here, run.at),
        rolledBack.check(subject, here),
        ...incomplete.check(copy ? { ...subject, image: (0,image_reference/* repositoryName */.aR)(copy.source) } : subject, facts.completeness),
        ...checkGates(subject, {
            environment: here,
            below: previousStage,
            policy: request.policy ?? null,
            evidence: facts.evidence ?? null,
            now: run.at,
        }),
    ];
}
function checkFile(request, facts, at, subject) {
    if (request.source.kind !== 'file')
        return [];
    const entry = entryAt(request.source.entries, at);
    // what a run read in another environment, or in another repository, says nothing about this one
    const isHere = (0,image_reference/* isSameRepository */.ve)(entry.image, facts.image);
    const isAbout = entry.environment === null ? entry.previousDigest !== null : entry.environment === request.environment;
    return isHere && isAbout ? [moved.check(subject, facts.environment, entry.previousDigest)] : [];
}
/** Gathers the facts of an image; a dry run with a policy reads all its stages, too. */
async function gatherAll(request, sources, image) {
    const facts = await gatherImage(request, sources, image);
    if (!request.dryRun || !request.policy)
        return facts;
    try {
        return { ...facts, stages: await gatherStages(request, sources, image, facts) };
    }
    catch (error) {
        // what the other stages say does not decide this one
        const { code, message } = (0,errors/* asActionError */.z6)(error);
        if (code === 'CANCELLED')
            throw error;
        return { ...facts, warnings: [...facts.warnings, `The gates of all stages could not be told: ${message}`] };
    }
}
/** The mode `promote`. */
const promote = {
    gather: (request, sources) => (0,concurrency/* mapAll */.gJ)(request.images, (image) => gatherAll(request, sources, image)),
    decide: decidePromote,
};

;// CONCATENATED MODULE: ./lib/modes/record-facts.js









/**
 * Reads what a hold, its end or a mark needs: the environment, and the image where a mark names one.
 * @throws NOT_FOUND where a mark's image does not exist, or nothing is live
 */
function gatherRecord(request, registry) {
    return (0,concurrency/* mapAll */.gJ)(request.images, (image) => record_facts_gatherImage(request, registry, image));
}
async function record_facts_gatherImage(request, registry, image) {
    const here = await readEnvironment(registry, image, request.environment);
    const named = request.mode === 'mark' ? (0,request_request/* versionAt */.m$)(request, request.images.indexOf(image)) : null;
    if (request.mode === 'mark' && named === null && here.live === null)
        throw await nothingLive(registry, image, here);
    const [environment, found, unseen] = await Promise.all([
        identifyLive(registry, image, here, null),
        named === null ? null : findSubject(request, registry, image, here, named),
        unseenWarnings(request, registry, image, here),
    ]);
    const { live, known } = environment;
    const subject = found ?? (live && { target: live, identity: known });
    const needsRecheck = found !== null || known !== here.known || unseen.length > 0;
    return { image, environment, subject, needsRecheck, warnings: [...(found?.warnings ?? []), ...unseen] };
}
/** Warnings of names that may be misspelt: of an environment without stages to check it by, or of the image. */
async function unseenWarnings({ stages }, registry, image, here) {
    if (!isNeverSeen(here))
        return [];
    const tags = await tagsIfListed(registry, image);
    if (tags?.length === 0)
        return [noRepository(image)];
    return tags === null || stages.length > 0 ? [] : neverSeenWarnings(registry, image, here, tags);
}
/** The image that a mark names; one that is gone from the registry is known from the environment's history. */
async function findSubject({ environment, shaLength }, registry, image, { history }, text) {
    try {
        const found = await findImage(registry, image, text, shaLength);
        const identity = await identifyFound(registry, image, found, [history], [environment]);
        return { target: found.manifest, identity, warnings: found.warnings };
    }
    catch (error) {
        const event = findEvent(history?.events ?? [], text);
        if (!event || !(error instanceof errors/* ActionError */.lZ) || error.code !== 'NOT_FOUND')
            throw error;
        const { digest, mediaType, size } = event;
        return { target: { digest, mediaType, size }, identity: identityFromHistories(digest, [history]), warnings: [] };
    }
}
async function nothingLive(registry, image, here) {
    const known = isNeverSeen(here) ? knownEnvironments(here.name, await listedEnvironments(registry, image)) : '';
    return new errors/* ActionError */.lZ('NOT_FOUND', `${(0,image_reference/* repositoryName */.aR)(image)}: nothing is live in ${here.name}, so there is nothing to mark.${known} Set version to the image to mark.`);
}

;// CONCATENATED MODULE: ./lib/modes/record.js








/** Decides a hold, its end, or a mark. Pure. */
function decideRecord(request, facts, run) {
    const until = request.mode === 'hold' ? endOf(request.until, run.at) : null;
    const plan = joinPlans(facts.map((each) => decideImage(request, each, until, run)));
    const isWritten = plan.images.some((image) => image.kind === 'record' && image.move);
    return isWritten ? { ...plan, problems: pastProblems(until, run.at) } : plan;
}
/** The problem of an end that is over already. @param at the time now, RFC 3339 */
function pastProblems(until, at) {
    if (until === null || Date.parse(until) > Date.parse(at))
        return [];
    const message = `until: expected a time to come, got ${until}; now it is ${at}.`;
    return [new errors/* ActionError */.lZ('INPUT_INVALID', message)];
}
/** When a hold ends: RFC 3339; null where it does not end by itself. @param at the time now, RFC 3339 */
function endOf(until, at) {
    if (until === null)
        return null;
    return until.kind === 'at' ? until.time : new Date(Date.parse(at) + until.duration).toISOString();
}
function decideImage(request, facts, until, run) {
    const { image, environment, subject, needsRecheck } = facts;
    const done = whyDone(request, facts, run);
    const { move, inProgress } = done
        ? { move: null, inProgress: null }
        : planRecord(environment, subject, until, run, { hasHistory: false, needsRecheck });
    const identity = subject?.identity ?? environment.known;
    const plan = {
        ...{ kind: 'record', image, target: subject?.target ?? null, identity, commitTag: null, tags: [], move },
        previous: previousOf(environment, subject?.target ?? null, identity),
        ...{ environment: environment.name, unchangedTags: [] },
        historyDigest: environment.history?.digest ?? null,
        hold: (0,records/* holdOf */.nv)(environment.history, run.at),
    };
    const name = `${(0,image_reference/* repositoryName */.aR)(image)}: ${environment.name}`;
    return {
        ...EMPTY_PLAN,
        images: [plan],
        warnings: [
            ...[...facts.warnings, ...(environment.warnings ?? [])],
            ...(done?.level === 'warning' ? [`${name} ${done.text}`] : []),
        ],
        notices: done?.level === 'notice' ? [`${name} ${done.text}`] : [],
        inProgress: inProgress ? [inProgress] : [],
    };
}
/** Why there is nothing to record; null where there is something. A later attempt does not end what others hold by now. */
function whyDone({ mode }, { environment: { history }, subject }, { action, run, at }) {
    const hold = (0,records/* holdOf */.nv)(history, at);
    const earlier = (0,records/* earlierRecord */.YY)(history, action, subject?.target.digest ?? null, run);
    const before = `by an earlier attempt of this run, at ${earlier && (0,time/* formatTime */.fU)(earlier.at)}`;
    if (mode === 'mark')
        return earlier && { level: 'notice', text: `has this mark already, ${before}.` };
    if (mode === 'hold')
        return earlier && hold ? { level: 'notice', text: `was put on hold ${before}, and is on hold still.` } : null;
    if (hold === null)
        return { level: 'notice', text: 'is not on hold: there is nothing to end.' };
    if (earlier === null || (0,run_url/* isSameRun */.M)(hold.run, run))
        return null;
    const text = `is on hold again since ${(0,time/* formatTime */.fU)(hold.at)}, after a hold was ended ${before}. To end this one too, start a new run.`;
    return { level: 'warning', text };
}
/** The modes `hold`, `resume` and `mark`. */
const record = {
    gather: (request, { registry }) => gatherRecord(request, registry),
    decide: decideRecord,
};

;// CONCATENATED MODULE: ./lib/modes/rollback-below.js





/**
 * Reads the history of the stage below, for the images that are blocked there. A rollback has to work in an emergency, so
 * one that cannot be read is a warning.
 * @returns null where there is no stage below
 * @throws CANCELLED
 */
async function readBelow({ stages, environment }, registry, image) {
    const name = stageBefore(stages, environment);
    if (name === null)
        return null;
    const facts = { name, live: null, history: null, known: UNKNOWN };
    try {
        return { ...facts, history: await loadHistory(registry, image, name) };
    }
    catch (error) {
        const { code, message } = (0,errors/* asActionError */.z6)(error);
        if (code === 'CANCELLED')
            throw error;
        const warning = `${(0,image_reference/* repositoryName */.aR)(image)}: whether ${name} has blocked the image is unknown. ${message}`;
        return { ...facts, warnings: [warning] };
    }
}

;// CONCATENATED MODULE: ./lib/modes/rollback-problems.js




/** Returns the error NO_PREVIOUS of an environment that was never seen, with the nearest names that exist. */
async function neverSeenProblem(registry, image, { name }) {
    const known = await listedEnvironments(registry, image);
    return new errors/* ActionError */.lZ('NO_PREVIOUS', `${(0,image_reference/* repositoryName */.aR)(image)} has no environment ${name}: nothing was ever live there.${knownEnvironments(name, known)} Check environment and image.`);
}
/** An image in a message: its version and digest, as far as the history knows them. */
function nameIn({ history }, digest) {
    const { version } = identityFromHistories(digest, [history]);
    return version === null ? digest : `${version} (${digest})`;
}
/**
 * Returns the error NOT_FOUND of a target that is gone, with the next older one.
 * @param digest of the target
 * @param kind what the target is, where it is there but no image
 * @param others digests of the older images, the newest first
 */
function goneProblem({ image, environment }, digest, kind, others) {
    const [other] = others;
    const next = other === undefined
        ? 'There is no older one in the history.'
        : `The next older one is ${nameIn(environment, other)}: to go there, set version: ${identityFromHistories(other, [environment.history]).version ?? other}.`;
    const found = kind === null ? 'gone from the registry' : `no image but ${kind}`;
    const cause = kind === null ? 'A clean-up rule may have deleted it; a' : 'A';
    return new errors/* ActionError */.lZ('NOT_FOUND', `${(0,image_reference/* repositoryName */.aR)(image)}: the previous image of ${environment.name} is ${nameIn(environment, digest)}, which is ${found}. ${next} ${cause} rollback never skips an image by itself.`);
}

;// CONCATENATED MODULE: ./lib/modes/rollback-facts.js

























/** How often everything is read again because a history was written meanwhile. */
const MAX_READS = 3;
/**
 * Reads all environments, chooses the target of each, then reads the images they go to. In parallel with that, without a
 * further round trip, it checks whether a history has been written meanwhile, and if so begins again.
 * @throws NO_PREVIOUS, NOT_FOUND
 */
async function gatherRollback(request, registry, run, reads = MAX_READS) {
    const read = await (0,concurrency/* mapAll */.gJ)(request.images, async (image) => {
        const here = readEnvironment(registry, image, request.environment, {
            takeOver: request.allow.includes('moved'),
            // the emergency way: the tag of the history is no history any more
            beginNew: request.allow.includes('moved') && request.version !== null,
        });
        const [environment, below] = await (0,concurrency/* settleBoth */.FE)(here, readBelow(request, registry, image));
        return { image, environment, below };
    });
    const environments = read;
    // what another run is about to make live decides which image is the previous one
    const inProgress = environments.flatMap(({ environment }) => eventInProgress(environment, run) ?? []);
    if (inProgress.length > 0)
        return { images: [], inProgress };
    const [images, unchanged] = await Promise.all([
        gatherExpected(request, registry, environments, run.at).catch((error) => {
            // where an earlier attempt was overtaken it does not matter whether there is a target
            const [problem] = refusals(environments.flatMap((one) => checkAttempt(request, one) ?? []));
            throw problem ?? error;
        }),
        (0,concurrency/* mapAll */.gJ)(environments, (one) => isUnchanged(registry, one)),
    ]);
    if (reads > 1 && !unchanged.every(Boolean))
        return gatherRollback(request, registry, run, reads - 1);
    const withBelow = images.map((each) => 'facts' in each ? { ...each, below: read.find(({ image }) => image === each.facts.image)?.below ?? null } : each);
    return { images: withBelow, inProgress };
}
/** The check of an environment that an earlier attempt of this run has rolled back; null where there was none. */
function checkAttempt({ allow, context }, { image, environment }) {
    const subject = { image: (0,image_reference/* repositoryName */.aR)(image), digest: null, identity: UNKNOWN, allow };
    const earlier = earlierAttempt(environment.live, environment.history, { action: 'rollback', run: context.run });
    return moved.checkAttempt(subject, environment, earlier);
}
function eventInProgress({ live, history }, run) {
    const state = (0,history_state/* environmentStatus */.En)(live, history);
    if (!run.canWait || state.kind !== 'unfinished' || state.event.action === 'rollback')
        return null;
    return isInProgress(state.event, run) ? state.event : null;
}
async function isUnchanged(registry, { image, environment }) {
    return (await digestNow(registry, image, historyTag(environment.name))) === (environment.history?.digest ?? null);
}
/** Gathers the targets of the images that are at what `expect` names, and leaves the others. */
async function gatherExpected(request, registry, environments, at) {
    const { expect } = request;
    if (expect === undefined)
        return gatherTargets(request, registry, environments, at);
    const asked = await (0,concurrency/* mapAll */.gJ)(environments, async (of) => {
        const { live, history } = of.environment;
        const earlier = earlierAttempt(live, history, { action: 'rollback', run: request.context.run });
        // what an earlier attempt has done, or began, is not done again
        if (earlier && earlier.kind !== 'moved')
            return { of, isExpected: true };
        const known = await identifyLive(registry, of.image, of.environment, null);
        return { of: { ...of, environment: known }, isExpected: isExpected(expect, of.image, known) };
    });
    const expected = asked.filter(({ isExpected }) => isExpected).map(({ of }) => of);
    const targets = expected.length > 0 ? await gatherTargets(request, registry, expected, at) : [];
    return asked.map(({ of, isExpected }) => {
        const target = isExpected ? targets[expected.indexOf(of)] : undefined;
        return target ?? { target: { kind: 'unexpected' }, of };
    });
}
function isExpected(expect, image, { live, known }) {
    if (live === null)
        return false;
    if (expect.kind === 'digest')
        return live.digest === expect.digest;
    if (expect.kind === 'version')
        return versionsOf(known).includes(expect.version);
    return expect.digests.get((0,image_reference/* repositoryName */.aR)(image)) === live.digest;
}
async function gatherTargets(request, registry, environments, at) {
    if (request.version !== null) {
        const named = environments.map((one) => ({
            one,
            text: (0,request_request/* versionAt */.m$)(request, request.images.indexOf(one.image)) ?? '',
        }));
        return (0,concurrency/* mapAll */.gJ)(named, ({ one, text }) => {
            const [target] = chooseTargets([one], request.context.run, at);
            // what an earlier attempt did counts, whatever the name resolves to by now
            return target?.kind === 'done' || target?.kind === 'resumed'
                ? gatherTarget(request, registry, one, target)
                : gatherNamed(request, registry, one, text);
        });
    }
    const known = await (0,concurrency/* mapAll */.gJ)(environments, async ({ image, environment }) => ({
        image,
        environment: await identifyLive(registry, image, environment, null),
    }));
    const targets = chooseTargets(known, request.context.run, at);
    return (0,concurrency/* mapAll */.gJ)(known.map((of, index) => ({ of, target: targets[index] })), ({ of, target }) => gatherTarget(request, registry, of, target));
}
async function gatherTarget(request, registry, of, target) {
    const { image, environment } = of;
    if (target.kind === 'left')
        return { target, of };
    if (target.kind === 'none')
        throw isNeverSeen(environment) ? await neverSeenProblem(registry, image, environment) : target.problem;
    const digest = 'digest' in target ? target.digest : (environment.live?.digest ?? '');
    const manifest = await registry.get(image, digest);
    const kind = manifest && target.kind === 'to' ? artifactKind(manifest) : null;
    if (manifest === null || kind !== null)
        throw goneProblem(of, digest, kind, target.kind === 'to' ? target.others : []);
    const hints = { requestedVersion: null, histories: [environment.history], list: true };
    const [identity, completeness] = await Promise.all([
        identify(registry, image, manifest, hints),
        target.kind === 'to' ? findMissing(registry, image, manifest) : null,
    ]);
    const own = rollback_facts_environmentTagsOf(request, identity).tags;
    const tags = await readTags(registry, image, own, identity.revision);
    const facts = {
        ...{ image, target: manifest, identity, environment, previousStage: null, tags, ...NOT_COPIED, warnings: [] },
        completeness,
        hasHistory: environment.history !== null,
        needsRecheck: !isIdentified(manifest, hints) || own.length > 0,
    };
    return { target, facts };
}
/** The tags that the environment gets beside its own name. */
function rollback_facts_environmentTagsOf(request, identity) {
    return renderEnvironmentTags({ ...request, branch: request.context.branch }, request.environment, identity);
}
async function gatherNamed(request, registry, { image, environment: here }, text) {
    const event = findEvent(here.history?.events ?? [], text);
    const manifest = event && (await registry.get(image, event.digest));
    if (manifest)
        expectImage(image, `the image of an event in the history of ${here.name}`, manifest);
    if (event && !manifest)
        throw await notFound(registry, image, event.digest);
    const found = manifest
        ? { manifest, tag: null, requestedVersion: (0,image_version/* parseVersion */.ot)(text), warnings: [] }
        : await findImage(registry, image, text, request.shaLength);
    const { digest } = found.manifest;
    const [identity, environment, completeness, unseen] = await Promise.all([
        identifyFound(registry, image, found, [here.history], [request.environment]),
        identifyLive(registry, image, here, digest),
        here.live?.digest === digest ? null : findMissing(registry, image, found.manifest),
        request.stages.length > 0 ? [] : neverSeenWarnings(registry, image, here),
    ]);
    const tags = await readTags(registry, image, rollback_facts_environmentTagsOf(request, identity).tags, identity.revision);
    const facts = {
        ...{ image, target: found.manifest, identity, environment, previousStage: null, tags, ...NOT_COPIED },
        completeness,
        ...{ hasHistory: environment.history !== null, needsRecheck: true, warnings: [...found.warnings, ...unseen] },
    };
    return { target: { kind: 'to', digest, others: [] }, facts };
}

;// CONCATENATED MODULE: ./lib/modes/rollback.js

















/** Decides a rollback. Pure. */
function decideRollback(request, { images, inProgress }, at) {
    const until = request.hold ? endOf(request.hold.until, at.at) : null;
    const run = request.hold ? { ...at, hold: { until } } : at;
    const moving = images.flatMap((each) => ('facts' in each ? [each.facts] : []));
    const set = setOf(moving.map(({ image, target }) => ({ image, digest: target.digest })));
    const plans = images.map((each) => rollback_decideImage(request, each, { ...run, set }));
    return joinPlans([...plans, { ...EMPTY_PLAN, inProgress, problems: pastProblems(until, at.at) }]);
}
function rollback_decideImage(request, rollback, run) {
    if ('of' in rollback)
        return leaveAsIs(request, rollback, run);
    const { target, facts, below = null } = rollback;
    const { environment, identity } = facts;
    const attempt = environment.live?.digest === facts.target.digest ? null : checkAttempt(request, facts);
    const own = target.kind === 'done' ? [] : rollback_checksOf(request, facts, below, 'others' in target ? target.others : []);
    const checks = [...(attempt ? [attempt] : []), ...own];
    const rendered = rollback_facts_environmentTagsOf(request, identity);
    const isPrerelease = request.context.release?.isPrerelease === true;
    const update = { rendered, environments: [request.environment], isRollback: true, isPrerelease };
    const planned = planUpdate(facts, update, checks, run);
    const plan = { ...planned, warnings: [...planned.warnings, ...(below?.warnings ?? [])] };
    if (target.kind === 'done')
        return alreadyDone(plan, facts, target.previous);
    const { rolledBack } = (0,history_state/* replayEnvironment */.jg)(environment.live, environment.history);
    if (!rolledBack.has(target.digest) || environment.live?.digest === target.digest)
        return plan;
    const warning = `${(0,image_reference/* repositoryName */.aR)(facts.image)}: ${environment.name} was rolled back from ${(0,image_name/* imageName */.tO)(identity, target.digest)} before; this clears its rolled-back mark.`;
    return { ...plan, warnings: [...plan.warnings, warning] };
}
/** An earlier attempt of this run has rolled back; only tags that are missing are written. */
function alreadyDone(plan, { image, environment }, before) {
    const notice = `${(0,image_reference/* repositoryName */.aR)(image)}: an earlier attempt of this run has rolled ${environment.name} back already.`;
    const previous = before === null ? null : { digest: before, ...identityFromHistories(before, [environment.history]), event: null };
    const images = plan.images.map((each) => ({ ...each, previous }));
    return { ...plan, images, notices: [...plan.notices, notice] };
}
/** The image is not part of what is undone. Where the run holds its environments, it holds this one, too. */
function leaveAsIs(request, { of, target }, run) {
    const { image, environment } = of;
    const { live, known: identity } = environment;
    const warnings = [...(environment.warnings ?? []), whyLeft(of, target)];
    // only an environment that is at an image can be left
    if (live === null)
        return { ...EMPTY_PLAN, warnings };
    // it is another run's now, but an earlier attempt of this run has moved it
    const attempt = target.kind === 'left' ? checkAttempt(request, of) : null;
    const common = {
        ...{ image, target: live, identity, commitTag: null, tags: [] },
        previous: previousOf(environment, live, identity),
        environment: environment.name,
        isLeft: true,
        historyDigest: environment.history?.digest ?? null,
        hold: (0,records/* holdOf */.nv)(environment.history, run.at),
    };
    const reading = { hasHistory: false, needsRecheck: true };
    const { move, inProgress } = run.hold && target.kind === 'left'
        ? planHold(environment, { target: live, identity }, run, reading)
        : { move: null, inProgress: null };
    const plan = move
        ? { kind: 'record', ...common, unchangedTags: [environment.name], move }
        : { kind: 'kept', ...common, unchangedTags: [environment.name] };
    const checks = attempt ? [attempt] : [];
    return {
        ...EMPTY_PLAN,
        images: [plan],
        checks,
        problems: refusals(checks),
        warnings,
        inProgress: inProgress ? [inProgress] : [],
    };
}
function whyLeft({ image, environment: { name, live, known } }, target) {
    const what = live ? (0,image_name/* imageName */.tO)(known, live.digest) : 'no image';
    if (target.kind === 'unexpected')
        return `${(0,image_reference/* repositoryName */.aR)(image)}: ${name} is at ${what}, not at what expect names, so it is not rolled back.`;
    const { run, at } = target.by;
    const source = run === null ? `a change outside this action at ${at}` : `another run (${(0,util_text/* oneLine */.TN)(run)})`;
    return `${(0,image_reference/* repositoryName */.aR)(image)}: ${name} stays at ${what}, which came from ${source}. To roll it back too, run a rollback of this image.`;
}
function rollback_checksOf(request, facts, below, others) {
    const { image, target, identity, environment } = facts;
    const { allow } = request;
    const requested = (0,request_request/* versionAt */.m$)(request, request.images.indexOf(image));
    const subject = { image: (0,image_reference/* repositoryName */.aR)(image), digest: target.digest, identity, allow, requested };
    const named = requested === null ? null : neverLive.check(subject, environment);
    const isLive = environment.live?.digest === target.digest;
    const stages = below === null ? [environment] : [environment, below];
    return [
        ...(named === null ? [] : [named]),
        ...incomplete.check(subject, facts.completeness),
        ...(isLive ? [] : [blocked.check(subject, stages, nextSentence(stages, others))]),
    ];
}
/** Which image a rollback could go to instead of a blocked one. */
function nextSentence(stages, others) {
    const histories = stages.map(({ history }) => history);
    const other = others.find((digest) => histories.every((history) => (0,records/* blockOf */.VN)(history, digest) === null));
    if (other === undefined)
        return '';
    const { version } = identityFromHistories(other, histories);
    return `The next older one is ${version ?? other}: to go there, set version: ${version ?? other}`;
}
/** The mode `rollback`. */
const rollback = {
    gather: (request, { registry }, run) => gatherRollback(request, registry, run),
    decide: decideRollback,
};

;// CONCATENATED MODULE: ./lib/modes/table.js




/**
 * How each mode that writes gathers its facts and decides. `request/` has the other half of the table: the inputs of a
 * mode, how they are read, and the scope of its tokens. `status` writes nothing, so it has no plan: see status.ts.
 */
const PLANNING_MODES = {
    ...{ build: build, promote: promote, rollback: rollback },
    ...{ hold: record, resume: record, mark: record },
};
/**
 * Gathers the facts of a request and decides what to write.
 * @throws what reading throws; a refusal is part of the plan
 */
async function planRequest(request, sources, run) {
    const mode = PLANNING_MODES[request.mode];
    const plan = mode.decide(request, await mode.gather(request, sources, run), run);
    return { ...plan, warnings: [...plan.warnings, ...(sources.registry.warnings ?? [])] };
}

;// CONCATENATED MODULE: ./lib/util/ordered-log.js
/**
 * Returns a function that logs one line for each item, in the order of the items, whatever order they are done in.
 * @param items in the order of their lines
 */
function orderedLog(items, log) {
    const lines = new Map();
    let next = 0;
    return (item, line) => {
        lines.set(item, line);
        for (let at = items[next]; at !== undefined && lines.has(at); at = items[++next])
            log(lines.get(at) ?? '');
    };
}

;// CONCATENATED MODULE: ./lib/execute/timing.js
/** The waits and limits of the protocol, with their reasons. All times in milliseconds. */
/** How long a run waits for another run that seems to be in the middle of a move. */
const MAX_WAIT_MS = 5000;
/** The polling interval while it waits. */
const POLL_MS = 1000;
/** The maximum number of new plans after what was read has changed; a promotion then goes on with the last plan. */
const MAX_REPLANS = 5;
/** Two builds of one commit at once see each other's commit tag within this time. */
const COMMIT_TAG_RECHECK_MS = 500;
/** An event that moves nothing is looked for again after this time: another run may have written without it. */
const RECORD_RECHECK_MS = 500;
/** A plan whose facts are older is checked again before it is written. */
const STALE_MS = 1500;
/**
 * If writing the history took this much longer than the tag check in parallel with it, another run may have completed its
 * move meanwhile, so the tag is checked again. Below the minimum, the pace of a near registry would look like such a gap.
 */
const GAP_MS = { min: 40, max: 300 };
/** How long a run that lost a race waits for the winner to write the history. */
const SETTLE_WAIT_MS = 2000;
/** The polling interval while it waits. */
const SETTLE_POLL_MS = 150;
/** How long a run that wrote the history waits before it reads it again: another run may write after reading before. */
const SETTLE_WRITE_MS = 300;
/** The maximum number of readings. */
const SETTLE_MAX_ROUNDS = 40;
/** How long a run looks again while reads show the state before its writes: replicas and caches are seconds behind. */
const LATE_READS_MS = 20_000;
/** The polling interval meanwhile: the first, and the longest. */
const LATE_POLL_MS = { first: 150, most: 1000 };
/** After this time a run that reads back gives up, even if some reads were current. */
const SETTLE_MAX_MS = 45_000;
/** Two releases of one version at once see each other's version tag within this time. */
const VERSION_TAG_RECHECK_MS = 500;

;// CONCATENATED MODULE: ./lib/execute/late-reads.js




/**
 * Reads until what is seen is no longer the state from before a write of this run. Some registries answer reads from
 * replicas or caches that are seconds behind; nothing may be concluded, and nothing written, from such an answer.
 * @param isBefore whether a reading shows the state before the write
 * @param until when to give up, in milliseconds since the epoch
 * @returns the last reading, and whether it still shows that state
 */
async function readPastLate(read, isBefore, clock, until = clock.now() + LATE_READS_MS) {
    for (let pause = LATE_POLL_MS.first;; pause = Math.min(2 * pause, LATE_POLL_MS.most)) {
        const seen = await read();
        if (!isBefore(seen))
            return { seen, isLate: false };
        if (clock.now() >= until)
            return { seen, isLate: true };
        await clock.sleep(pause * (1 + clock.random()));
    }
}
/**
 * The error where reads do not show a write that the registry accepted.
 * @param what was read, and what was expected, as a clause
 */
function lateReads(what) {
    return new errors/* ActionError */.lZ('REGISTRY_UNAVAILABLE', `${what}. The registry accepted the write, but its reads are late: a cache or a replica still answers with the state before, or somebody has restored that state. Let tags bypass any cache in front of the registry.`);
}
/**
 * Reads the digest of a tag that this run has written, until it is no longer what it was before the write.
 * @param target the digest that was written
 * @throws REGISTRY_UNAVAILABLE where it stays as it was
 */
async function digestAfterWrite({ registry, clock }, image, { tag, was }, target) {
    const read = () => digestNow(registry, image, tag);
    const { seen, isLate } = await readPastLate(read, (digest) => digest === was, clock);
    if (isLate)
        throw lateReads(`${(0,image_reference/* repositoryName */.aR)(image)}:${tag}: expected ${target}, got ${was ?? 'no image'}`);
    return seen;
}

;// CONCATENATED MODULE: ./lib/history/reconcile.js


const has = (events, event) => events.some((other) => (0,history_event/* isSameEvent */.LP)(other, event));
/**
 * Decides what a run does after it has read history and tag back. Registries have no compare-and-swap, so every run that
 * wrote reads back, moves the live image's event to the end, and records its own event as superseded if it lost. In the
 * end there is one history; it ends with what is live and contains the event of every run.
 */
function reconcile(back) {
    const { live, ownEvent } = back;
    const events = back.history?.events ?? [];
    if ((0,history_event/* isRecord */.u4)(ownEvent))
        return has(events, ownEvent) ? { kind: 'agreed', won: true } : write(inserted(events, ownEvent));
    const last = (0,history_event/* lastEvent */.Rf)(back.history);
    const won = live?.digest === ownEvent.digest;
    if (live === null)
        return has(events, ownEvent)
            ? { kind: 'agreed', won }
            : back.canWait
                ? { kind: 'wait' }
                : write([...events, (0,history_event/* superseded */.zT)(ownEvent)]);
    if (last?.digest === live.digest)
        return addOwnIfMissing(back, events, last, won);
    if (won)
        return write([...supersedeLast(without(events, ownEvent), last, back), ownEvent]);
    return restoreWinner(back, events, last);
}
/** The events with one that moves nothing, after those that are not younger: what came later counts as later. */
function inserted(events, event) {
    const later = events.findIndex(({ at }) => Date.parse(at) > Date.parse(event.at));
    const place = later < 0 ? events.length : later;
    return [...events.slice(0, place), event, ...events.slice(place)];
}
/** The history ends with what is live. Only this run's event can be missing. */
function addOwnIfMissing(back, events, last, won) {
    const { ownEvent } = back;
    if (has(events, ownEvent))
        return { kind: 'agreed', won };
    // another run found this run's image without its event, and recorded it as observed
    if (won && last.action === 'observed')
        return write(events.map((event) => (event === last ? ownEvent : event)));
    const at = events.indexOf(last);
    return write([...events.slice(0, at), (0,history_event/* superseded */.zT)(ownEvent), ...events.slice(at)]);
}
/** Another run's image is live, but the history does not end with it. */
function restoreWinner(back, events, last) {
    const { ownEvent, live, priorEvents, seenEvents } = back;
    const settled = supersedeLast(events, last, back);
    const withOwn = has(settled, ownEvent) ? settled : [...settled, (0,history_event/* superseded */.zT)(ownEvent)];
    const isWinner = (event) => ((0,history_event/* isMove */.OE)(event) || event.action === 'superseded') &&
        event.digest === live?.digest &&
        !has(priorEvents, event) &&
        !(0,history_event/* isSameEvent */.LP)(event, ownEvent);
    // if it was superseded or overwritten since, use it as this run read it earlier
    const winner = events.findLast(isWinner) ?? seenEvents.findLast(isWinner);
    if (winner) {
        const original = [...seenEvents, winner].find((event) => (0,history_event/* isSameEvent */.LP)(event, winner) && (0,history_event/* isMove */.OE)(event));
        if (original)
            return write([...without(withOwn, winner), original]);
    }
    if (back.canWait)
        return { kind: 'wait' };
    // the tag was reset to the image of an earlier event, or moved without a record
    const lastSettled = settled.findLast(history_event/* isMove */.OE);
    if (lastSettled?.digest === live?.digest)
        return write(withOwn);
    const at = (0,history_event/* timeAfter */.iR)(withOwn, back.at);
    return write([...withOwn, (0,history_state/* observed */.Px)(live, back.liveIdentity, last?.digest ?? null, at)]);
}
/** Marks the last event as superseded, unless it is from before this run's write: then its image was live. */
function supersedeLast(events, last, { priorEvents }) {
    return events.map((event) => (event === last && !has(priorEvents, event) ? (0,history_event/* superseded */.zT)(event) : event));
}
function without(events, event) {
    return events.filter((other) => !(0,history_event/* isSameEvent */.LP)(other, event));
}
function write(events) {
    return { kind: 'write', events };
}

;// CONCATENATED MODULE: ./lib/execute/settle.js









/**
 * Reads the history and the tag back until they agree, and writes what is missing. While a reading shows the state from
 * before this run's writes it is late, and nothing is written.
 * @returns whether the environment is at this run's image, and its history
 * @throws TAG_MOVED where they do not agree after 40 readings; REGISTRY_UNAVAILABLE where reads stay late
 */
async function settle(what, deps) {
    const { registry, clock } = deps;
    const { mine, before, image, environment } = what;
    const memory = [];
    const replaced = new Set(what.replaced);
    const known = new Set(what.written === null ? [] : [what.written]);
    const limit = clock.now() + SETTLE_MAX_MS;
    let canWaitUntil = null;
    let wasTagRead = false;
    for (let round = 0; round < SETTLE_MAX_ROUNDS; round++) {
        const until = Math.min(limit, clock.now() + LATE_READS_MS);
        const { seen, isLate } = await readPastLate(readBoth, isBefore, clock, until);
        if (isLate)
            throw stillLate(what, seen, replaced);
        const { history, live, began } = seen;
        canWaitUntil ??= clock.now() + SETTLE_WAIT_MS;
        const canWait = clock.now() < canWaitUntil;
        const at = new Date(clock.now()).toISOString();
        const own = { ownEvent: mine, priorEvents: before, seenEvents: memory };
        const verdict = reconcile({ ...own, history, live, canWait, at, liveIdentity: await identityOf(live, canWait) });
        if (verdict.kind === 'agreed')
            return { won: verdict.won, history, live };
        if (verdict.kind === 'write') {
            const { digest } = await saveHistory(registry, image, environment, successor(history, verdict.events));
            // whatever this run has read or written by now came before this write
            for (const each of known)
                replaced.add(each);
            known.add(digest);
        }
        const pause = verdict.kind === 'write' ? Math.max(SETTLE_WRITE_MS, 4 * (clock.now() - began)) : SETTLE_POLL_MS;
        await clock.sleep(pause * (1 + clock.random()));
    }
    throw new errors/* ActionError */.lZ('TAG_MOVED', `${(0,image_reference/* repositoryName */.aR)(image)}: the history of ${environment} was written by several runs at the same time and did not converge. Let the other runs end, check with mode: status, and run again. A concurrency group prevents this.`);
    async function readBoth() {
        const began = clock.now();
        const [history, live] = await Promise.all([
            loadHistory(registry, image, environment),
            registry.head(image, environment),
        ]);
        known.add(history?.digest ?? null);
        memory.push(...(history?.events.filter(({ action }) => action !== 'superseded') ?? []));
        return { history, live, began };
    }
    function isBefore({ history, live }) {
        // once we have read our own write, seeing the old value again means that someone moved the tag back
        const isTagLate = !wasTagRead && isTagBefore(what, live, [...(history?.events ?? []), ...memory]);
        wasTagRead ||= !isTagLate;
        return isTagLate || replaced.has(history?.digest ?? null);
    }
    async function identityOf(live, canWait) {
        // only a run that can't wait any longer records what it found
        return live && !canWait ? deps.identify(image, live) : UNKNOWN;
    }
}
/** Whether the tag is read as before this run moved it, and no other run says that it has moved it back. */
function isTagBefore({ from, mine, before }, live, events) {
    if (from === undefined || from === mine.digest || (live?.digest ?? null) !== from)
        return false;
    const isOthers = (event) => event.digest === from && !(0,history_event/* isSameEvent */.LP)(event, mine) && !before.some((prior) => (0,history_event/* isSameEvent */.LP)(prior, event));
    return !events.some(isOthers);
}
function stillLate({ image, environment, mine }, { history, live }, replaced) {
    const name = (0,image_reference/* repositoryName */.aR)(image);
    if (!replaced.has(history?.digest ?? null))
        return lateReads(`${name}: expected ${mine.digest} in ${environment}, got ${live?.digest ?? 'no image'}`);
    return lateReads(`${name}: expected the history that this run wrote under ${historyTag(environment)}, got ${history?.digest ?? 'none'}`);
}

;// CONCATENATED MODULE: ./lib/execute/revert.js










/** What a request was about, in its error: the tag is named already. */
const revert_NAMED = /(?<=^Could not [a-z]+) \S+\/\S+(?=: )/;
/**
 * Restores the tags that a failed run has moved, and reverts its events.
 * @returns the error to end with: the given one, with what could not be restored
 */
async function revert(error, moving, { attempted, written }, deps) {
    // a cancelled job has no time for this: the next run resumes from what it finds
    if (error.code === 'CANCELLED')
        return error;
    const stuck = new Map();
    const tryTo = async (what, act) => {
        await act().catch((problem) => {
            const why = (0,errors/* asActionError */.z6)(problem).message.replace(/\.$/, '').replace(revert_NAMED, '');
            stuck.set(why, [...(stuck.get(why) ?? []), what]);
        });
    };
    const tagged = [...attempted].flatMap(([image, tags]) => tags.map((tag) => ({ image, tag })));
    const restored = new Set();
    await (0,concurrency/* forEachLimit */.Gm)(tagged, ({ image, tag }) => {
        const name = `${(0,image_reference/* repositoryName */.aR)(image.image)}:${tag}`;
        return tryTo(name, async () => {
            const isWritten = written.get(image)?.includes(tag) ?? false;
            if (await restoreTag(image, { tag, isWritten }, deps))
                restored.add(name);
        });
    });
    const recorded = moving.filter(({ historyWritten }) => historyWritten);
    await (0,concurrency/* forEachLimit */.Gm)(recorded, (one) => tryTo(`the history of ${nameOf(one)}`, () => revertHistory(one, restored.has(nameOf(one)), deps)));
    if (stuck.size === 0)
        return error;
    const said = [...stuck].map(([why, names]) => `${names.join(', ')} (${why})`);
    return new errors/* ActionError */.lZ(error.code, `${error.message}\nCould not be restored: ${said.join('; ')}. The next run resumes from there.`, error);
}
function nameOf({ plan, move }) {
    return `${(0,image_reference/* repositoryName */.aR)(plan.image)}:${move.environment}`;
}
/**
 * Restores one tag, if it names this run's image.
 * @param write the tag, and whether the registry has accepted its write
 * @returns whether it was restored
 */
async function restoreTag(image, { tag, isWritten }, deps) {
    const was = image.move?.environment === tag
        ? (image.move.from?.digest ?? null)
        : (image.tags.find((write) => write.tag === tag)?.was ?? null);
    const read = () => deps.registry.head(image.image, tag);
    // a write that was accepted may not be visible yet
    const isBefore = (seen) => isWritten && was !== null && seen?.digest === was;
    const { seen: now, isLate } = await readPastLate(read, isBefore, deps.clock);
    if (isLate)
        throw lateReads(`expected ${image.target.digest}, got ${was}`);
    if (now === null || now.digest === was || now.digest !== image.target.digest)
        return false;
    if (was === null)
        throw new errors/* ActionError */.lZ('REGISTRY_REFUSED', 'it did not exist before, and deleting a tag is not safe on every registry');
    const manifest = await deps.registry.get(image.image, was);
    if (!manifest)
        throw new errors/* ActionError */.lZ('NOT_FOUND', `${was} is gone`);
    await deps.registry.put(image.image, tag, manifest);
    deps.log(`${(0,image_reference/* repositoryName */.aR)(image.image)}:${tag} restored → ${(0,image_digest/* shortDigest */.V)(was)}`);
    return true;
}
/**
 * Reverts a run's event where its tag did not move; where another run moved it, settles the history.
 * @param isRestored whether this run has moved the tag and restored it
 */
async function revertHistory({ plan, move, historyDigest: written }, isRestored, deps) {
    const { event: mine, environment, from, base } = move;
    if (mine === null)
        return;
    if (plan.kind === 'record' || (0,history_event/* isRecord */.u4)(mine))
        return revertRecord({ plan, move }, mine, written, deps);
    // do not wait for a history that was stored with other bytes: it may never become readable
    const replaced = written === null ? [] : replacedBy(move);
    const before = isRestored ? plan.target.digest : undefined;
    const read = () => Promise.all([loadHistory(deps.registry, plan.image, environment), deps.registry.head(plan.image, environment)]);
    const { seen, isLate } = await readPastLate(read, ([history, live]) => replaced.includes(history?.digest ?? null) || (isRestored && live?.digest === before), deps.clock);
    if (isLate)
        throw lateReads('expected the history and the tag as this run wrote them');
    const [history, live] = seen;
    if (live?.digest === plan.target.digest)
        return;
    const last = (0,history_event/* lastEvent */.Rf)(history);
    // where the move stays as superseded, the hold that came with it stays, too: it stops nothing that is wanted
    if (history === null || last === null || !(0,history_event/* isSameEvent */.LP)(last, mine) || live?.digest !== from?.digest) {
        const prior = base?.events ?? [];
        await settle({ image: plan.image, environment, mine, before: prior, replaced, written, from: before }, deps);
        return;
    }
    const isHold = (event) => move.hold !== undefined && (0,history_event/* isSameEvent */.LP)(event, move.hold);
    const events = history.events.filter((event) => event !== last && !isHold(event));
    await saveHistory(deps.registry, plan.image, environment, successor(history, events));
    deps.log(`${(0,image_reference/* repositoryName */.aR)(plan.image)}: history entry for ${environment} reverted`);
}
/** Takes an event that moves nothing out of the history again. */
async function revertRecord({ plan, move }, mine, written, deps) {
    const { environment } = move;
    const replaced = written === null ? [] : replacedBy(move);
    const read = () => loadHistory(deps.registry, plan.image, environment);
    const { seen, isLate } = await readPastLate(read, (history) => replaced.includes(history?.digest ?? null), deps.clock);
    if (isLate)
        throw lateReads('expected the history as this run wrote it');
    const events = seen?.events.filter((event) => !(0,history_event/* isSameEvent */.LP)(event, mine)) ?? [];
    if (seen === null || events.length === seen.events.length)
        return;
    await saveHistory(deps.registry, plan.image, environment, successor(seen, events));
    deps.log(`${(0,image_reference/* repositoryName */.aR)(plan.image)}: history entry for ${environment} reverted`);
}

;// CONCATENATED MODULE: ./lib/execute/apply.js












/**
 * Writes a plan: the histories, then the tags, then both are read back. All images or none.
 * @param plan without problems; its commit tags are written already
 * @param early its tags that are written already
 * @throws the error that stopped it, after what was written has been reverted as far as possible; TAG_MOVED where another
 *   run moved an environment at the same time
 */
async function apply(plan, deps, early = []) {
    const images = plan.images.filter(isReady).filter(needsWriting);
    const moving = plan.images.flatMap((image) => (image.kind === 'ready' || image.kind === 'record') && image.move
        ? [{ plan: image, move: image.move, historyWritten: false, historyDigest: null }]
        : []);
    const written = new Map(images.map((image) => [image, [...early]]));
    // a new tag can't be restored: the version of a failed build stays, as its commit tag does
    const restorable = ({ tags }) => early.filter((tag) => tags.some((each) => each.tag === tag && each.was));
    const attempted = new Map(images.map((image) => [image, restorable(image)]));
    try {
        const logHistory = orderedLog(moving.filter(({ move }) => move.next !== null), deps.log);
        await (0,concurrency/* forEachLimit */.Gm)(moving, (one) => writeHistory(one, { ...deps, log: (line) => logHistory(one, line) }));
        deps.checkCancelled();
        const later = (image) => tagsOf(image).filter((tag) => !early.includes(tag));
        const writes = images.flatMap((image) => later(image).map((tag) => ({ image, tag })));
        const log = orderedLog(writes, deps.log);
        await (0,concurrency/* forEachLimit */.Gm)(writes, async (write) => {
            const { image, tag } = write;
            deps.checkCancelled();
            attempted.get(image)?.push(tag);
            await deps.putTag(image.image, tag, image.target);
            written.get(image)?.push(tag);
            log(write, `${(0,image_reference/* repositoryName */.aR)(image.image)}:${tag} → ${(0,image_digest/* shortDigest */.V)(image.target.digest)}`);
        });
        deps.checkCancelled();
    }
    catch (error) {
        throw await revert((0,errors/* asActionError */.z6)(error), moving, { attempted, written }, deps);
    }
    const histories = await readBack(moving, { attempted, written }, deps).catch((error) => {
        throw unconfirmed((0,errors/* asActionError */.z6)(error));
    });
    return { images: plan.images.map((image) => outcomeOf(image, written, histories)) };
}
function tagsOf(image) {
    return [
        ...(image.move && !image.move.isHistoryOnly ? [image.move.environment] : []),
        ...image.tags.map(({ tag }) => tag),
    ];
}
function outcomeOf(plan, written, histories) {
    const history = histories.get(plan);
    const commitTag = plan.commitTag ? [plan.commitTag.tag] : [];
    return {
        plan,
        written: [...commitTag, ...(written.get(plan) ?? [])],
        historyDigest: history ? history.digest : plan.historyDigest,
    };
}
/** What was written could not be read back. */
function unconfirmed(error) {
    if (error.code === 'TAG_MOVED' || error.code === 'CANCELLED')
        return error;
    const message = `The tags were moved, but this could not be confirmed. ${error.message} Check with mode: status.`;
    return new errors/* ActionError */.lZ(error.code, message, error);
}
/** Writes the history, and in parallel checks once more that the tag is as the plan read it. */
async function writeHistory(one, deps) {
    const { image, target } = one.plan;
    const { environment, next, from, force } = one.move;
    // where no image is to be live, it does not matter which one is
    if (one.plan.kind === 'record')
        return next ? save(one, next, deps) : undefined;
    const started = deps.clock.now();
    let readAt = started;
    const readTag = async () => {
        const seen = await deps.registry.head(image, environment);
        readAt = deps.clock.now();
        return seen;
    };
    // wait for both even if one fails: what was written has to be reverted
    const [saved, beside] = await Promise.allSettled([next && save(one, next, deps), readTag()]);
    if (saved.status === 'rejected')
        throw saved.reason;
    if (beside.status === 'rejected')
        throw beside.reason;
    const gap = Math.min(Math.max(readAt - started, GAP_MS.min), GAP_MS.max);
    const live = deps.clock.now() - readAt > gap ? await readTag() : beside.value;
    if (force || live?.digest === from?.digest || live?.digest === target?.digest)
        return;
    throw new errors/* ActionError */.lZ('TAG_MOVED', `${(0,image_reference/* repositoryName */.aR)(image)}: expected ${from?.digest ?? 'no image'} in ${environment}, as this run read it, got ${live?.digest ?? 'no image'}: another run moved it. Check with mode: status, then run again. A concurrency group prevents this.`);
}
async function save(one, next, deps) {
    const saved = await saveHistory(deps.registry, one.plan.image, one.move.environment, next).catch((error) => {
        // it was stored, though perhaps with other bytes
        one.historyWritten = (0,errors/* asActionError */.z6)(error).code === 'DIGEST_MISMATCH';
        throw error;
    });
    one.historyWritten = true;
    one.historyDigest = saved.digest;
    deps.log(`${(0,image_reference/* repositoryName */.aR)(one.plan.image)}:${one.move.environment}-history → ${(0,image_digest/* shortDigest */.V)(saved.digest ?? '')}`);
}
/** Reads every moved environment back; where one lost a race, the others are reverted, and all that lost are named. */
async function readBack(moving, { attempted, written }, deps) {
    const histories = new Map();
    const lost = [];
    const won = [];
    await (0,concurrency/* forEachLimit */.Gm)(moving, async (one) => {
        const { plan, move } = one;
        const { won: isWon, history, live } = await apply_confirm(one, deps);
        histories.set(plan, history);
        if (isWon)
            won.push(one);
        else
            lost.push(`${(0,image_reference/* repositoryName */.aR)(plan.image)}: expected ${plan.target?.digest} in ${move.environment}, got ${live?.digest ?? 'no image'}`);
    });
    if (lost.length === 0)
        return histories;
    const error = new errors/* ActionError */.lZ('TAG_MOVED', `Another run moved the environment at the same time. ${lost.join('; ')}. Check with mode: status, then run again. A concurrency group prevents this.`);
    const toRevert = new Map(won.flatMap(({ plan }) => (isReady(plan) ? [[plan, attempted.get(plan) ?? []]] : [])));
    throw await revert(error, won, { attempted: toRevert, written }, deps);
}
async function apply_confirm({ plan, move, historyDigest: written }, deps) {
    const { environment, event: mine, base } = move;
    const from = tagBefore({ plan, move });
    if (mine !== null) {
        const before = (base?.events ?? []).filter((event) => !(0,history_event/* isSameEvent */.LP)(event, mine));
        const what = { image: plan.image, environment, mine, before, replaced: replacedBy(move), written, from };
        const settled = await settle(what, deps);
        const own = (0,history_event/* isRecord */.u4)(mine) ? mine : move.hold;
        if (own === undefined || move.next === null)
            return settled;
        // it may fit wholly between another run's read and its write, which then lacks it
        await deps.clock.sleep(RECORD_RECHECK_MS);
        return { ...(await settle({ ...what, mine: own, from: undefined }, deps)), won: settled.won };
    }
    const read = () => deps.registry.head(plan.image, environment);
    const { seen: live, isLate } = await readPastLate(read, (seen) => (seen?.digest ?? null) === from, deps.clock);
    const name = (0,image_reference/* repositoryName */.aR)(plan.image);
    if (isLate)
        throw lateReads(`${name}: expected ${plan.target?.digest} in ${environment}, got ${live?.digest ?? 'no image'}`);
    return { won: live?.digest === plan.target?.digest, history: base, live };
}
/** The digest that the tag had before this run moved it; undefined where the tag stays as it is. */
function tagBefore({ plan, move }) {
    const from = move.from?.digest ?? null;
    return plan.kind === 'record' || from === plan.target.digest ? undefined : from;
}
/** The digests of the histories that this run's history came after; null for none. */
function replacedBy({ base, next }) {
    if (base === null)
        return next === null ? [] : [null];
    return [...(next === null ? [] : [base.digest]), ...(base.parent === null ? [] : [base.parent])];
}

;// CONCATENATED MODULE: ./lib/util/format.js
/**
 * Formats a count with its unit, in the singular or the plural: `1 blob`, `3 blobs`.
 * @param many the plural, if it is not the singular with an s
 */
function plural(count, one, many = `${one}s`) {
    return `${count} ${count === 1 ? one : many}`;
}
/** Formats a size in powers of ten, as registries do: `999 B`, `1.5 MB`. */
function formatSize(bytes) {
    const units = ['B', 'kB', 'MB', 'GB', 'TB'];
    let value = bytes;
    let unit = 0;
    while (value >= 999.5 && unit < units.length - 1) {
        value /= 1000;
        unit += 1;
    }
    return `${unit === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}
/**
 * Formats a duration: `1.5 s`, `2 min 5 s`, `1 h 3 min`.
 * @param milliseconds not negative
 */
function formatDuration(milliseconds) {
    if (milliseconds < 9_950)
        return `${(milliseconds / 1000).toFixed(1)} s`;
    const seconds = Math.round(milliseconds / 1000);
    if (seconds < 60)
        return `${seconds} s`;
    const minutes = Math.floor(seconds / 60);
    return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

// EXTERNAL MODULE: ./lib/registry/http/types.js
var types = __webpack_require__(7605);
// EXTERNAL MODULE: external "node:module"
var external_node_module_ = __webpack_require__(8995);
// EXTERNAL MODULE: external "node:v8"
var external_node_v8_ = __webpack_require__(8877);
// EXTERNAL MODULE: external "node:vm"
var external_node_vm_ = __webpack_require__(714);
;// CONCATENATED MODULE: ./lib/util/memory.js


/** how many streamed bytes trigger a minor collection */
const COLLECT_EVERY = 4 * 1024 * 1024;
let collect = null;
let streamed = 0;
/**
 * Limits heap growth from now on. Without it the collector adds a hundred megabytes before it frees the garbage of
 * thousands of parallel requests. Peak RSS of copying 200 two-platform images with attestations: 99 MB with this file,
 * 217 to 225 MB without it. Without it at 32, 16 and 8 parallel reads and writes: 209, 146 and 143 MB. With layers of
 * 200 kB: 117 MB with it; without it 229 MB at 16 and 239 MB at 8. The bound is 150 MB, so lower limits do not hold it.
 */
function keepHeapSmall() {
    (0,external_node_v8_.setFlagsFromString)('--semi-space-growth-factor=1');
    (0,external_node_v8_.setFlagsFromString)('--heap-growing-percent=10');
}
/**
 * Counts streamed bytes and runs a minor collection after every 4 MiB. Each chunk is 64 kB outside the heap, and the
 * collector sees only its small wrapper: on its own it keeps a hundred megabytes of them. A minor collection takes less
 * than a millisecond.
 */
function countStreamedBytes(bytes) {
    streamed += bytes;
    if (streamed < COLLECT_EVERY)
        return;
    streamed = 0;
    collect ??= collector();
    collect({ type: 'minor' });
}
function collector() {
    try {
        (0,external_node_v8_.setFlagsFromString)('--expose-gc');
        return (0,external_node_vm_.runInNewContext)('gc');
    }
    catch {
        // the engine exposes no gc: only memory use is higher
        return () => { };
    }
}

;// CONCATENATED MODULE: ./lib/copy/pump.js




const pump_require = (0,external_node_module_.createRequire)(import.meta.url);
/** The largest high-water mark of the upload, in bytes. With less, both sides keep waiting for each other. */
const MAX_HIGH_WATER_MARK = 1024 * 1024;
/** The initial mark, doubled while the sink drains fast: a slow connection could not drain more within the timeout. */
const MIN_HIGH_WATER_MARK = 64 * 1024;
/** a drain is fast if it takes less than the idle timeout divided by this */
const FAST_DRAIN_SHARE = 30;
/** The fewest bytes within the idle timeout, so that a source that trickles single bytes counts as idle. */
const MIN_BYTES_PER_TIMEOUT = 16 * 1024;
/**
 * Streams a blob from a source to an upload with backpressure, and verifies size and digest on the way. The last chunk is
 * held back until they are verified, so that a wrong blob is never completed.
 * https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests
 * @throws DIGEST_MISMATCH when size or digest differ from what is expected
 * @throws REGISTRY_UNAVAILABLE when the source fails or is idle
 * @throws NetworkError when the upload fails or is idle
 */
async function pump(source, sink, options) {
    const { expected, onBytes, where } = options;
    const { createHash } = pump_require('node:crypto');
    const algorithm = expected.digest.slice(0, expected.digest.indexOf(':'));
    const hash = createHash(algorithm);
    const watch = watchBoth(source, sink, options);
    let held = null;
    let size = 0;
    try {
        for await (const chunk of source) {
            size += chunk.length;
            if (size > expected.size)
                throw digestMismatch(expected, where, `more than ${expected.size} bytes`);
            hash.update(chunk);
            if (held !== null && !sink.write(held) && sink.writableLength > watch.highWaterMark())
                await watch.drained();
            held = chunk;
            onBytes(chunk.length);
            countStreamedBytes(chunk.length);
            watch.touch(chunk.length);
        }
    }
    catch (error) {
        if (error instanceof errors/* ActionError */.lZ || error instanceof types/* NetworkError */.Dr)
            throw error;
        throw downloadError(where, 'the download failed', error);
    }
    finally {
        watch.stop();
    }
    const digest = `${algorithm}:${hash.digest('hex')}`;
    if (size !== expected.size)
        throw digestMismatch(expected, where, `${size} bytes, not ${expected.size}`);
    if (digest !== expected.digest)
        throw digestMismatch(expected, where, digest);
    if (held !== null)
        sink.write(held);
}
/** Destroys the source when the upload ends early or either side is idle. */
function watchBoth(source, sink, { idleTimeoutMs, where }) {
    let isFull = false;
    let highWaterMark = MIN_HIGH_WATER_MARK;
    let onDrained = () => { };
    let onBroken = (_) => { };
    const fail = (error) => {
        source.destroy(error);
        onBroken(error);
    };
    const onIdle = () => {
        const why = `was idle for ${idleTimeoutMs / 1000} s`;
        fail(isFull ? new types/* NetworkError */.Dr(`the upload ${why}`, 'ETIMEDOUT') : downloadError(where, `the download ${why}`));
    };
    const ended = () => fail(new types/* NetworkError */.Dr('the registry closed the upload early', 'ECONNRESET'));
    const drain = () => onDrained();
    // one interval for the whole transfer: a timer for each chunk would be expensive
    let lastActive = Date.now();
    let bytesSince = 0;
    const timer = setInterval(() => Date.now() - lastActive > idleTimeoutMs && onIdle(), Math.min(idleTimeoutMs, 1000));
    sink.on('drain', drain).once('close', ended).once('response', ended);
    return {
        touch: (bytes) => {
            bytesSince += bytes;
            if (bytesSince < MIN_BYTES_PER_TIMEOUT)
                return;
            bytesSince = 0;
            lastActive = Date.now();
        },
        /** how many bytes may be buffered for sending */
        highWaterMark: () => highWaterMark,
        /** resolves when the sink has drained; rejects when the transfer failed */
        drained: async () => {
            isFull = true;
            const began = Date.now();
            await new Promise((resolve, reject) => {
                onDrained = resolve;
                onBroken = reject;
                if (sink.destroyed)
                    ended();
            });
            isFull = false;
            highWaterMark =
                Date.now() - began < idleTimeoutMs / FAST_DRAIN_SHARE
                    ? Math.min(2 * highWaterMark, MAX_HIGH_WATER_MARK)
                    : MIN_HIGH_WATER_MARK;
        },
        stop: () => {
            clearInterval(timer);
            sink.off('drain', drain).off('close', ended).off('response', ended);
            // later errors of the source do not matter
            source.on('error', () => { });
            source.destroy();
        },
    };
}
/** A failure of the source: the upload's own error would blame the destination. */
function downloadError(where, why, cause) {
    const remedy = 'Re-run the job: blobs that were copied are not sent again.';
    return new errors/* ActionError */.lZ('REGISTRY_UNAVAILABLE', `Could not read ${where}: ${why}. ${remedy}`, cause);
}
function digestMismatch({ digest }, where, got) {
    return new errors/* ActionError */.lZ('DIGEST_MISMATCH', `Could not verify ${where}: expected ${digest}, got ${got}. The response was discarded. Retry; if it persists, the stored content is corrupt or a proxy modifies it.`);
}

;// CONCATENATED MODULE: ./lib/copy/blob.js




/** the longest that either side of a transfer may be idle, in milliseconds */
const IDLE_TIMEOUT_MS = 30_000;
/** The number of attempts by error code: upload sessions get lost, bytes get corrupted in transit. */
const MAX_ATTEMPTS = {
    REGISTRY_UNAVAILABLE: 5,
    RATE_LIMITED: 5,
    DIGEST_MISMATCH: 2,
    REGISTRY_REFUSED: 2,
};
/** for a conflict: another client is sending the same blob */
const MAX_CONFLICTS = 5;
/** errors of a registry that refuses a mount; if it refuses the upload too, the upload's error is reported */
const NO_MOUNT = ['REGISTRY_REFUSED', 'NOT_FOUND', 'UNAUTHORIZED', 'FORBIDDEN'];
/**
 * Copies one blob to a repository. It is mounted if another repository of the same registry has it, otherwise streamed
 * from the source without touching the disk. A failed upload restarts in a new session and reads the source again;
 * requests that the client has already retried are not repeated.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-blobs
 * @throws REGISTRY_UNAVAILABLE or RATE_LIMITED when five attempts failed or the retry budget is used up
 * @throws DIGEST_MISMATCH when the source sent other bytes twice
 * @throws CANCELLED when the job was cancelled
 */
async function copyBlob(deps, transfer) {
    const { blob, to, mount } = transfer;
    const { clock, retryBudget } = deps;
    // a mount that failed is not tried again
    const mounted = mount ? await tryMount(deps, transfer, mount) : null;
    if (mounted === 'mounted' || mounted === 'there')
        return mounted;
    let session = mounted;
    for (let attempt = 1;; attempt++) {
        const problem = await sendOnce(deps, transfer, session);
        session = null;
        if (problem === null)
            return 'sent';
        const failedAt = clock.now();
        const wait = 500 * 2 ** (attempt - 1) * (0.75 + clock.random() / 2);
        if (attempt >= maxAttempts(problem) || wait > retryBudget.remainingMs())
            throw problem;
        await clock.sleep(wait);
        retryBudget.spend(failedAt, clock.now());
        deps.checkCancelled();
        // the upload may have succeeded although its response was lost
        if (!transfer.isForced && (await deps.blobs.has(to, blob))) {
            deps.onBytes(blob.size);
            return 'sent';
        }
    }
}
function maxAttempts(problem) {
    if (problem instanceof errors/* RefusedWrite */.ow && problem.isConflict)
        return MAX_CONFLICTS;
    return MAX_ATTEMPTS[problem.code] ?? 1;
}
/** @returns the upload session if the registry started one instead of mounting; null if it started none */
async function tryMount(deps, transfer, holder) {
    const { to, blob } = transfer;
    const session = await beginMount(deps.blobs, to, holder, blob.digest);
    if (session === 'mounted')
        return session;
    // blobs to be mounted were not checked before: the destination may already have it
    if (await deps.blobs.has(to, blob))
        return 'there';
    deps.onUnmounted(blob.size);
    return session;
}
/**
 * Sends a blob once, as soon as a slot is free. The slot is released after the last byte: registries take time to
 * respond, and the connection would be idle meanwhile.
 * @returns the error of a failed transfer; null on success
 */
async function sendOnce(deps, transfer, session) {
    const release = await deps.slots.acquire();
    try {
        deps.checkCancelled();
        const open = await openBoth(deps, transfer, session);
        try {
            await finish(deps, transfer, open, release);
            return null;
        }
        catch (error) {
            deps.checkCancelled();
            return asProblem(error, transfer.to, transfer.blob);
        }
    }
    finally {
        release();
    }
}
/** Requests a mount. Registries that do not mount start an upload instead or refuse; a refusal returns null. */
async function beginMount(blobs, to, from, digest) {
    try {
        return (await blobs.begin(to, { digest, from })) ?? 'mounted';
    }
    catch (error) {
        if (error instanceof errors/* ActionError */.lZ && NO_MOUNT.includes(error.code))
            return null;
        throw error;
    }
}
/** Starts the upload and opens the source in parallel. */
async function openBoth({ blobs }, { from, to, blob }, begun) {
    const [session, source] = await Promise.allSettled([begun ?? blobs.begin(to, null), blobs.open(from, blob.digest)]);
    if (session.status === 'rejected' || source.status === 'rejected') {
        if (source.status === 'fulfilled')
            source.value.destroy();
        throw session.status === 'rejected' ? session.reason : source.reason;
    }
    if (session.value === null)
        throw new Error('the registry mounted a blob although no mount was requested');
    return { session: session.value, source: source.value };
}
/**
 * Streams the content into the upload session and completes it.
 * @param onWritten called when all bytes were sent, before the response
 */
async function finish({ blobs, onBytes }, { from, to, blob }, { session, source }, onWritten) {
    const where = `the blob ${blob.digest} of ${(0,image_reference/* repositoryName */.aR)(from)}`;
    let opened = source;
    let sent = 0;
    const count = (bytes) => {
        sent += bytes;
        onBytes(bytes);
    };
    const uncount = () => {
        if (sent > 0)
            count(-sent);
    };
    const write = async (sink) => {
        // after an expired token the request is repeated, from the first byte
        uncount();
        const readable = opened ?? (await blobs.open(from, blob.digest));
        opened = null;
        await pump(readable, sink, { expected: blob, idleTimeoutMs: IDLE_TIMEOUT_MS, onBytes: count, where });
        onWritten();
    };
    try {
        await blobs.finish(to, session, blob.digest, { length: blob.size, write });
    }
    catch (error) {
        source.destroy();
        uncount();
        throw error;
    }
}
function asProblem(error, to, { digest }) {
    if (!(error instanceof types/* NetworkError */.Dr))
        return (0,errors/* asActionError */.z6)(error);
    return new errors/* ActionError */.lZ('REGISTRY_UNAVAILABLE', `Could not copy the blob ${digest} to ${(0,image_reference/* repositoryName */.aR)(to)}: ${error.message}. Re-run the job: blobs that were copied are not sent again.`, error);
}

;// CONCATENATED MODULE: ./lib/copy/deps.js
/** How many large blobs are sent at once: more are not faster, and each takes memory. */
const SENT_AT_ONCE = 6;

// EXTERNAL MODULE: ./lib/registry/lists.js + 1 modules
var lists = __webpack_require__(3700);
// EXTERNAL MODULE: ./lib/util/memoize.js
var memoize = __webpack_require__(7468);
;// CONCATENATED MODULE: ./lib/image/manifest-refs.js


const SHA512 = /^sha512:[0-9a-f]{128}$/;
const NO_CHILDREN = { children: [], attestations: new Set() };
const FOREIGN = /\.foreign\.|nondistributable/;
/**
 * Reads the references of a manifest. Stricter than `readManifest`: a skipped reference would make a copy incomplete.
 * https://github.com/opencontainers/image-spec/blob/main/manifest.md
 * https://github.com/opencontainers/image-spec/blob/main/image-index.md
 * @throws REGISTRY_REFUSED when the manifest or one of its references is malformed
 */
function readRefs(manifest) {
    const json = (0,image_manifest/* parseManifest */.Ng)(manifest);
    const subject = json.subject?.digest;
    const common = { subject: typeof subject === 'string' && (0,image_reference/* isDigest */.Bc)(subject) ? subject : null };
    if ((0,image_manifest/* isIndexType */.$U)(manifest.mediaType)) {
        const list = manifest_refs_listOf(manifest, json.manifests, 'manifests');
        const children = list.map((value) => descriptorOf(manifest, value, image_reference/* isDigest */.Bc));
        const attestations = list.filter(image_manifest/* isAttestation */.H3).map((value) => String(value.digest));
        return { ...common, children, blobs: [], layerKeys: list.map(layerKeyOf), attestations: new Set(attestations) };
    }
    if ((0,image_manifest/* isArtifactType */.pB)(manifest.mediaType)) {
        const list = manifest_refs_listOf(manifest, json.blobs ?? [], 'blobs');
        return { ...common, ...NO_CHILDREN, blobs: distinct(blobsIn(manifest, list)), layerKeys: list.map(layerKeyOf) };
    }
    if (!(0,image_manifest/* isImageType */.G1)(manifest.mediaType))
        throw (0,image_manifest/* malformed */.Qm)(manifest, `unknown media type ${JSON.stringify(manifest.mediaType.slice(0, 100))}`);
    const config = descriptorOf(manifest, json.config, isBlobDigest);
    const list = manifest_refs_listOf(manifest, json.layers ?? [], 'layers');
    const blobs = distinct([{ ...config, isNonDistributable: false }, ...blobsIn(manifest, list)]);
    return { ...common, ...NO_CHILDREN, blobs, layerKeys: list.map(layerKeyOf) };
}
function blobsIn(manifest, list) {
    return list.map((value) => ({
        ...descriptorOf(manifest, value, isBlobDigest),
        isNonDistributable: isNonDistributable(value),
    }));
}
function distinct(blobs) {
    return [...new Map(blobs.map((blob) => [blob.digest, blob])).values()];
}
function manifest_refs_listOf(manifest, value, name) {
    if (Array.isArray(value))
        return value;
    throw (0,image_manifest/* malformed */.Qm)(manifest, `expected an array of ${name}`);
}
/** Whether the text is a digest of a blob: registries store manifests under sha256 only, blobs also under sha512. */
function isBlobDigest(text) {
    return (0,image_reference/* isDigest */.Bc)(text) || SHA512.test(text);
}
function descriptorOf(manifest, value, isSupported) {
    const { digest, size, mediaType } = (value ?? {});
    if (typeof digest !== 'string' || !isSupported(digest))
        throw (0,image_manifest/* malformed */.Qm)(manifest, `it references ${JSON.stringify(digest ?? null).slice(0, 100)}, which is not a supported digest`);
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
        throw (0,image_manifest/* malformed */.Qm)(manifest, `the size of ${digest} is not a non-negative integer`);
    return { digest, size, mediaType: typeof mediaType === 'string' ? mediaType : '' };
}
function layerKeyOf(value) {
    const { digest, annotations } = value;
    return JSON.stringify([digest, Object.entries((0,image_manifest/* stringsOf */.iw)(annotations)).sort()]);
}
function isNonDistributable({ mediaType, urls }) {
    return typeof mediaType === 'string' && FOREIGN.test(mediaType) && Array.isArray(urls) && urls.length > 0;
}

;// CONCATENATED MODULE: ./lib/copy/put.js









/**
 * Pushes manifests to one repository. If the registry reports content as missing that it reported as present before, that
 * content is sent from the source, and the manifest pushed once more: caches of blobs outlive the blobs, and a mount may not be
 * visible yet (distribution/distribution#1803, #4269).
 */
class ManifestPusher {
    from;
    to;
    deps;
    slots = new concurrency/* Semaphore */.jf(SENT_AT_ONCE);
    /** content that was sent again, by digest: each once */
    resent = new Map();
    constructor(from, to, deps) {
        this.from = from;
        this.to = to;
        this.deps = deps;
    }
    /**
     * Pushes a manifest.
     * @param reference a tag, or the manifest's digest
     * @throws the registry's error when it refuses the manifest for another reason, or again
     */
    async put(reference, manifest) {
        const { store, log, checkCancelled } = this.deps;
        checkCancelled();
        try {
            await store.put(this.to, reference, manifest);
        }
        catch (error) {
            const missing = error instanceof errors/* RefusedWrite */.ow ? error.missing : null;
            const parts = missing === null ? [] : partsToSend(manifest, missing);
            if (parts.length === 0)
                throw error;
            const what = `${plural(parts.length, 'part')} of ${(0,image_digest/* shortDigest */.V)(manifest.digest)}`;
            log(`${(0,image_reference/* repositoryName */.aR)(this.to)} lacks ${what} that it said it has: sending again`);
            await (0,concurrency/* forEachLimit */.Gm)(parts, (part) => this.send(part, error));
            checkCancelled();
            await store.put(this.to, reference, manifest);
        }
    }
    /** @param refusal thrown where the source lacks the part, too */
    send(part, refusal) {
        return part.kind === 'blob'
            ? (0,memoize/* memoizeAsync */.T)(this.resent, part.blob.digest, () => this.sendBlob(part.blob))
            : (0,memoize/* memoizeAsync */.T)(this.resent, part.child.digest, () => this.sendManifest(part.child, refusal));
    }
    async sendBlob(blob) {
        const { store, clock, checkCancelled, retryBudget } = this.deps;
        const { from, to, slots } = this;
        const uncounted = { onBytes: () => { }, onUnmounted: () => { } };
        checkCancelled();
        const deps = { blobs: store.blobs, clock, checkCancelled, retryBudget, slots, ...uncounted };
        await copyBlob(deps, { blob, from, to, mount: null, isForced: true });
    }
    async sendManifest({ digest }, refusal) {
        const manifest = await this.deps.store.get(this.from, digest);
        if (!manifest)
            throw refusal;
        await this.put(digest, manifest);
    }
}
/** The parts of a manifest that are named as missing; all of them if none is named. */
function partsToSend(manifest, missing) {
    const { blobs, children } = readRefs(manifest);
    const isNamed = ({ digest }) => missing.includes(digest);
    const isAnyNamed = [...blobs, ...children].some(isNamed);
    const isSent = (part) => !isAnyNamed || isNamed(part);
    return [
        ...blobs.flatMap((blob) => (isSent(blob) && !blob.isNonDistributable ? [{ kind: 'blob', blob }] : [])),
        ...children.flatMap((child) => (isSent(child) ? [{ kind: 'manifest', child }] : [])),
    ];
}

;// CONCATENATED MODULE: ./lib/copy/referrers-tag.js



/**
 * Returns the referrers tag of a digest, `sha256-<hex>`: distribution-spec, "Referrers Tag Schema".
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema
 */
function referrersTag(digest) {
    return digest.replace(':', '-');
}
/**
 * Checks that a referrers tag points at a list of referrers.
 * @param name the tag's full reference, used in error messages
 * @throws REGISTRY_REFUSED when it points at something else, which a list would overwrite
 */
function expectList(manifest, name) {
    if (isList(manifest))
        return;
    const { digest, mediaType } = manifest;
    const isIndex = mediaType === image_manifest/* MEDIA_TYPES */.Z2.ociIndex;
    const what = isIndex ? 'a list of referrers' : 'an image index';
    const other = isIndex ? `the index of an image, ${digest}` : `${digest} of another type`;
    throw new errors/* ActionError */.lZ('REGISTRY_REFUSED', `Could not write the list of referrers ${name}: expected ${what}, got ${other}, which would be lost. Check and delete the tag, or copy without referrers using \`with: image\`.`);
}
/**
 * Whether a manifest can be a list of referrers: an OCI index, but not that of an image, whose entries all have a
 * platform.
 */
function isList(manifest) {
    if (manifest.mediaType !== image_manifest/* MEDIA_TYPES */.Z2.ociIndex)
        return false;
    let entries;
    try {
        entries = (0,image_manifest/* parseManifest */.Ng)(manifest).manifests;
    }
    catch {
        // the reader of the list reports it
        return true;
    }
    return !Array.isArray(entries) || entries.length === 0 || !entries.every(isPlatform);
}
function isPlatform(entry) {
    const { platform, artifactType } = (entry ?? {});
    const { os, architecture } = (platform ?? {});
    return artifactType === undefined && typeof os === 'string' && typeof architecture === 'string';
}
/**
 * Returns the warning for a registry that reads the tag `sha256-<hex>` as that digest (GitLab: oras-project/oras#2148), so
 * that it cannot have a list of referrers.
 */
function cannotList(to, subject) {
    return `${(0,image_reference/* repositoryName */.aR)(to)}: ${to.registry} has no list of the referrers of ${subject}: it has no referrers API, and reads the tag ${referrersTag(subject)} as the image itself. They were copied by digest, but tools will not find them there.`;
}

;// CONCATENATED MODULE: ./lib/copy/manifests.js











/** Errors of a destination that does not take a kind of manifest. */
const NOT_TAKEN = ['REGISTRY_REFUSED', 'NOT_FOUND'];
/**
 * Pushes the manifests of a copy, each after what it depends on: its children and its subject. So the image itself is
 * pushed by digest before its referrers and cosign tags, as some registries require (zot, Harbor); its own tags are left
 * to `pushManifests`.
 * @param isLong whether cosign tags are read again before they are written
 * @throws the registry's error when a push fails; CANCELLED when the job was cancelled
 */
async function copyManifests(copy, deps, isLong) {
    return new ManifestCopy(copy, deps, isLong).run();
}
class ManifestCopy {
    copy;
    deps;
    isLong;
    pusher;
    nodes;
    pushed = new Map();
    /** referrers that the destination does not take */
    refused = new Set();
    warnings = [];
    hasWritten = false;
    constructor(copy, deps, isLong) {
        this.copy = copy;
        this.deps = deps;
        this.isLong = isLong;
        this.pusher = new ManifestPusher(copy.plan.source, copy.to, deps);
        this.nodes = new Map(nodesOf(copy.plan).map((node) => [node.digest, node]));
    }
    async run() {
        const { image, referrers, lists, cosignTags } = this.copy.plan;
        await (0,concurrency/* forEachLimit */.Gm)([
            ...image.children.map((node) => () => this.push(node)),
            ...referrers.map((node) => () => this.push(node)),
            ...cosignTags.map((tag) => () => this.pushCosignTag(tag)),
            ...lists.map((list) => () => this.pushReferrersTag(list)),
        ], (act) => act());
        return { hasWritten: this.hasWritten, warnings: this.warnings };
    }
    push(node) {
        return (0,memoize/* memoizeAsync */.T)(this.pushed, node.digest, () => this.pushNode(node));
    }
    /** Pushes a manifest after its children and its subject, unless the destination has it. */
    async pushNode(node) {
        await this.pushFirst(node.children, node.subject);
        if (!isSent(node))
            return;
        if (node.subject !== null && this.refused.has(node.subject))
            return this.leaveOut(node, `it refers to ${node.subject}, which was not copied`);
        try {
            await this.put(node.digest, bytesOf(node));
        }
        catch (error) {
            if (!this.canLeaveOut(node, error))
                throw error;
            const { registry } = this.copy.to;
            this.leaveOut(node, `it is an artifact manifest, which ${registry} does not accept. Attach it again with a current tool`);
        }
    }
    leaveOut({ digest }, why) {
        this.refused.add(digest);
        this.warnings.push(`${(0,image_reference/* repositoryName */.aR)(this.copy.plan.source)}@${digest} was not copied: ${why}.`);
    }
    async pushFirst(children, subject) {
        const about = subject === null ? undefined : this.nodes.get(subject);
        await (0,concurrency/* forEachLimit */.Gm)([...children, ...(about ? [about] : [])], (node) => this.push(node));
    }
    /** Artifact manifests were removed from the OCI specification before its release; few registries take them. */
    canLeaveOut(node, error) {
        const isReferrer = this.copy.plan.referrers.includes(node);
        return isReferrer && (0,image_manifest/* isArtifactType */.pB)(bytesOf(node).mediaType) && NOT_TAKEN.includes((0,errors/* asActionError */.z6)(error).code);
    }
    async put(reference, manifest) {
        await this.pusher.put(reference, manifest);
        this.hasWritten = true;
    }
    /** Pushes a cosign tag after its subject, unless another client has written it since it was read. */
    async pushCosignTag({ tag, node, was, subject }) {
        const { to } = this.copy;
        const { store, log, checkCancelled } = this.deps;
        await this.pushFirst([...node.children], node.subject);
        await this.pushFirst([], subject);
        checkCancelled();
        const name = `${(0,image_reference/* repositoryName */.aR)(to)}:${tag}`;
        const now = this.isLong ? await digestNow(store, to, tag) : was;
        if (now === was)
            return this.putTag(tag, bytesOf(node), was !== null);
        if (now !== node.digest)
            log(`${name} was changed by another client during the copy; it was not overwritten`);
    }
    /**
     * Pushes a tag of signatures. Where the tag exists and is immutable, what was added at the source is left behind: the
     * image keeps the signatures that it has.
     */
    async putTag(tag, manifest, exists) {
        try {
            await this.put(tag, manifest);
        }
        catch (error) {
            if (!exists || (0,errors/* asActionError */.z6)(error).code !== 'TAG_IMMUTABLE')
                throw error;
            this.warnings.push(`${(0,image_reference/* repositoryName */.aR)(this.copy.to)}:${tag} is immutable, so what was added to it at ${(0,image_reference/* repositoryName */.aR)(this.copy.plan.source)} was not copied. Exclude tags that begin with sha256- from the immutability rule, then re-run.`);
        }
    }
    /**
     * Adds entries to the current list of a subject's referrers, after these were pushed: distribution-spec, "Referrers Tag
     * Schema".
     * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema
     * @throws REGISTRY_REFUSED when the tag points at something that is not a list
     */
    async pushReferrersTag({ tag, subject, referrers }) {
        const { to } = this.copy;
        const { store, checkCancelled } = this.deps;
        await (0,concurrency/* forEachLimit */.Gm)(referrers.flatMap(({ digest }) => this.nodes.get(digest) ?? []), (node) => this.push(node));
        checkCancelled();
        const there = await store.get(to, tag);
        if (there?.digest === subject) {
            this.warnings.push(cannotList(to, subject));
            return;
        }
        if (there)
            expectList(there, `${(0,image_reference/* repositoryName */.aR)(to)}:${tag}`);
        const known = new Set(there ? (0,lists/* referrersIn */.qs)(there.bytes, to).map(({ digest }) => digest) : []);
        const added = referrers.filter(({ digest }) => !known.has(digest) && !this.refused.has(digest)).map(manifests_descriptorOf);
        if (added.length === 0)
            return;
        const manifests = [...(there ? manifests_listOf(there) : []), ...added];
        const index = { schemaVersion: 2, mediaType: image_manifest/* MEDIA_TYPES */.Z2.ociIndex, manifests };
        const bytes = Buffer.from(JSON.stringify(index));
        const manifest = { bytes, mediaType: image_manifest/* MEDIA_TYPES */.Z2.ociIndex, digest: (0,image_digest/* digestOf */.o)(bytes), size: bytes.length };
        await this.putTag(tag, manifest, there !== null);
    }
}
/** Returns a node's manifest, which was read because the destination lacks it. */
function bytesOf({ manifest, digest }) {
    if (!manifest)
        throw new Error(`the manifest ${digest} was not read`);
    return manifest;
}
/** The entries of a list, unmodified; `expectList` and `referrersIn` have checked it. */
function manifests_listOf(manifest) {
    return JSON.parse(manifest.bytes.toString('utf8')).manifests ?? [];
}
function manifests_descriptorOf({ mediaType, digest, size: bytes, artifactType, annotations }) {
    return {
        ...{ mediaType, digest, size: bytes },
        ...(artifactType === null ? {} : { artifactType }),
        ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    };
}

;// CONCATENATED MODULE: ./lib/copy/progress.js

/** the interval between two progress lines, in milliseconds */
const INTERVAL_MS = 10_000;
/** the interval between two drawings of a progress bar, in milliseconds */
const DRAW_INTERVAL_MS = 100;
/** Logs or draws the progress of a copy: bytes sent, rate and remaining time. */
class Progress {
    total;
    clock;
    log;
    draw;
    startedAt;
    done = 0;
    loggedAt;
    /**
     * @param total bytes to send
     * @param draw draws a bar instead of lines; null where there is none
     */
    constructor(total, clock, log, draw = null) {
        this.total = total;
        this.draw = draw;
        this.clock = clock;
        this.log = log;
        this.startedAt = clock.now();
        this.loggedAt = this.startedAt;
    }
    /** Adds bytes to the total, when a blob that should have been mounted has to be sent. */
    grow(count) {
        this.total += count;
    }
    /** Adds bytes that were sent; a negative count subtracts bytes that have to be sent again. */
    add(count) {
        this.done += count;
        const now = this.clock.now();
        if (now - this.loggedAt < (this.draw ? DRAW_INTERVAL_MS : INTERVAL_MS))
            return;
        this.loggedAt = now;
        const line = progressLine(this.done, this.total, now - this.startedAt);
        if (this.draw)
            this.draw(this.total === 0 ? 1 : this.done / this.total, line);
        else
            this.log(line);
    }
}
/**
 * Formats one progress line.
 * @param done bytes sent so far
 * @param total bytes to send
 * @param milliseconds since the start
 */
function progressLine(done, total, milliseconds) {
    const share = total === 0 ? 100 : Math.floor((100 * done) / total);
    const rate = milliseconds === 0 ? 0 : (1000 * done) / milliseconds;
    const left = rate === 0 ? '' : `, ${formatDuration((1000 * (total - done)) / rate)} left`;
    return `copied ${formatSize(done)} of ${formatSize(total)} (${share} %), ${formatSize(rate)}/s${left}`;
}

;// CONCATENATED MODULE: ./lib/copy/schedule.js

/** in bytes */
const SMALL = 256 * 1024;
/**
 * Schedules the blobs of all copies. Each blob is uploaded to a registry once; other repositories of that registry mount
 * it from the first one.
 * @returns `first` largest first, so that a large blob does not start last; `later` the mounts that depend on `first`
 */
function scheduleBlobs(copies) {
    const holders = new Map();
    const first = [];
    const later = [];
    for (const { plan, to } of copies) {
        const host = (0,image_reference/* canonicalRegistry */.i7)(to);
        for (const blob of plan.blobs) {
            const key = `${host} ${blob.digest}`;
            const holder = plan.canMount ? undefined : holders.get(key);
            const mount = plan.canMount ? plan.source : (holder ?? null);
            holders.set(key, holder ?? to);
            (holder ? later : first).push({ plan, blob, from: plan.source, to, mount });
        }
    }
    return { first: first.sort((a, b) => b.blob.size - a.blob.size), later };
}
/** Whether the transfer is dominated by round trips, not by bandwidth. */
function isSmall({ blob }) {
    return blob.size < SMALL;
}

;// CONCATENATED MODULE: ./lib/copy/stats.js

/**
 * Formats the counts of copies for the log and the summary.
 * @param isDone false for a dry run, which counts what would be copied
 */
function formatCopyStats({ sent, mounted, there, manifests, referrers }, isDone) {
    const [send, mount] = isDone ? ['sent', 'mounted'] : ['to send', 'to mount'];
    return [
        sent.blobs > 0 ? `${formatSize(sent.bytes)} ${send} in ${plural(sent.blobs, 'blob')}` : `no blob ${send}`,
        ...(mounted.blobs > 0 ? [`${plural(mounted.blobs, 'blob')} ${mount} (${formatSize(mounted.bytes)})`] : []),
        ...(there.blobs > 0 ? [`${plural(there.blobs, 'blob')} there already (${formatSize(there.bytes)})`] : []),
        plural(manifests, 'manifest'),
        ...(referrers > 0 ? [plural(referrers, 'referrer or signature', 'referrers and signatures')] : []),
    ].join(', ');
}

;// CONCATENATED MODULE: ./lib/copy/copier.js












/** Tags are read again before they are written if copying the blobs took longer, in milliseconds. */
const LONG_COPY_MS = 5000;
/** How many large blobs are in transfer at once, including those that only wait for the response. */
const BLOBS_AT_ONCE = 12;
/** How many small blobs and mounts are in transfer at once, in addition to the large ones. */
const SMALL_AT_ONCE = 48;
/**
 * Copies everything but the images' own tags: the blobs of all images in one queue, then the manifests, each after what
 * it depends on. If an image fails, what was copied is kept: no tag names it yet, and the next run
 * does not send it again.
 * @returns what was copied, in the order of `copies`
 * @throws the error of the first blob or manifest that failed; CANCELLED when the job was cancelled
 */
async function copyContents(copies, deps) {
    const began = deps.clock.now();
    const transferred = await copyBlobs(copies, deps);
    const isLong = deps.clock.now() - began >= LONG_COPY_MS;
    const pushed = new Map();
    await (0,concurrency/* forEachLimit */.Gm)(copies, async (copy) => {
        pushed.set(copy.plan, await copyManifests(copy, deps, isLong));
    });
    return copies.map((copy) => {
        const { plan } = copy;
        const outcome = copier_outcomeOf(copy, transferred.get(plan) ?? [], pushed.get(plan), deps.clock.now() - began);
        deps.log(formatOutcome(outcome));
        return outcome;
    });
}
/**
 * Pushes the images' own manifests after their contents: under the copied tags, or by digest if there are none and it
 * was not pushed with its contents.
 * @throws the registry's error when a push fails; CANCELLED when the job was cancelled
 */
async function pushManifests(copies, deps) {
    deps.checkCancelled();
    const names = copies.flatMap(({ plan, to }) => {
        const { image, tags } = plan;
        const pusher = new ManifestPusher(plan.source, to, deps);
        const isPushed = image.isThere || isImageFirst(plan);
        const references = tags.length > 0 ? tags.map(({ tag }) => tag) : isPushed ? [] : [image.digest];
        return references.map((reference) => ({ image, to, reference, pusher }));
    });
    await (0,concurrency/* forEachLimit */.Gm)(names, async ({ image, to, reference, pusher }) => {
        await pusher.put(reference, bytesOf(image));
        deps.log(`${(0,image_reference/* repositoryName */.aR)(to)}${reference === image.digest ? '@' : ':'}${reference} → ${(0,image_digest/* shortDigest */.V)(image.digest)}`);
    });
}
async function copyBlobs(copies, deps) {
    const transferred = new Map(copies.map(({ plan }) => [plan, []]));
    const { clock, checkCancelled, store, log, retryBudget } = deps;
    const { first, later } = scheduleBlobs(copies);
    const sent = countOf(first.filter(({ mount }) => !mount).map(({ blob }) => blob));
    const progress = new Progress(sent.bytes, clock, log, deps.progress ?? null);
    const onBytes = (count) => progress.add(count);
    const onUnmounted = (bytes) => progress.grow(bytes);
    const blobDeps = { blobs: store.blobs, clock, checkCancelled, retryBudget, onBytes, onUnmounted };
    const copyOne = async (transfer, slots) => {
        checkCancelled();
        const result = await copyBlob({ ...blobDeps, slots }, transfer);
        transferred.get(transfer.plan)?.push({ blob: transfer.blob, result });
    };
    await transferAll(first, copyOne);
    await transferAll(later, copyOne);
    return transferred;
}
/**
 * Transfers blobs. Small blobs and mounts run in parallel to the large ones, since round trips dominate them. No transfer
 * starts after a failure.
 */
async function transferAll(transfers, copyOne) {
    const [small, large] = [new concurrency/* Semaphore */.jf(SMALL_AT_ONCE), new concurrency/* Semaphore */.jf(SENT_AT_ONCE)];
    let failure = null;
    const transferOne = async (transfer) => {
        if (failure)
            throw failure.error;
        try {
            // a large blob that could not be mounted takes a slot of the large ones
            await copyOne(transfer, isSmall(transfer) ? small : large);
        }
        catch (error) {
            failure ??= { error };
            for (const slots of [small, large])
                slots.close(error);
            throw error;
        }
    };
    const isQuick = (transfer) => isSmall(transfer) || transfer.mount !== null;
    const slow = transfers.filter((transfer) => !isQuick(transfer));
    await (0,concurrency/* settleBoth */.FE)((0,concurrency/* forEachLimit */.Gm)(transfers.filter(isQuick), transferOne, SMALL_AT_ONCE), (0,concurrency/* forEachLimit */.Gm)(slow, transferOne, BLOBS_AT_ONCE));
}
function copier_outcomeOf({ plan, to }, transferred, pushed, milliseconds) {
    const count = (result) => countOf(transferred.filter((one) => one.result === result).map(({ blob }) => blob));
    return {
        source: plan.source,
        to,
        sent: count('sent'),
        mounted: count('mounted'),
        there: countAll([plan.there, count('there')]),
        ...piecesOf(plan),
        hasWritten: pushed?.hasWritten === true || !plan.image.isThere || plan.tags.length > 0 || hasMoved(transferred),
        warnings: pushed?.warnings ?? [],
        milliseconds,
    };
}
function hasMoved(transferred) {
    return transferred.some(({ result }) => result !== 'there');
}
function formatOutcome(outcome) {
    const { source, to, milliseconds } = outcome;
    return `copied ${(0,image_reference/* repositoryName */.aR)(source)} → ${(0,image_reference/* repositoryName */.aR)(to)}: ${formatCopyStats(outcome, true)}, in ${formatDuration(milliseconds)}`;
}

;// CONCATENATED MODULE: ./lib/execute/recheck.js






/**
 * Pushes the two constant blobs of a history to repositories that may not have them yet.
 * @returns whether anything was pushed, which takes time
 */
async function ensureHistoryBlobs({ images }, registry) {
    const withoutBlobs = images.filter((image) => {
        const move = updateOf(image);
        return move?.next && !move.hasHistoryBlobs;
    });
    await (0,concurrency/* mapAll */.gJ)(withoutBlobs, ({ image }) => prepareHistory(registry, image));
    return withoutBlobs.length > 0;
}
/**
 * Whether a plan may be written as it is. Where reading took its time, or something was done since, the environments are
 * read again: writes that are based on an old reading would overwrite what other runs have written since.
 * @param startedAt when the reading began, in milliseconds since the epoch
 * @param hasPrepared whether something was done since
 * @returns false where an environment has changed: plan again
 */
async function isStillCurrent({ images }, registry, clock, startedAt, hasPrepared) {
    const needsRecheck = hasPrepared || images.some((image) => updateOf(image)?.needsRecheck) || clock.now() - startedAt >= STALE_MS;
    if (!needsRecheck)
        return true;
    const unchanged = await (0,concurrency/* mapAll */.gJ)(images, (image) => recheck_isUnchanged(image, registry));
    return unchanged.every(Boolean);
}
async function recheck_isUnchanged(plan, registry) {
    const move = updateOf(plan);
    if (!move)
        return true;
    const [live, history] = await Promise.all([
        digestNow(registry, plan.image, move.environment),
        digestNow(registry, plan.image, historyTag(move.environment)),
    ]);
    return live === (move.from?.digest ?? null) && history === (move.base?.digest ?? null);
}
/**
 * Whether tags still name what the plan read, after images were copied: another run may have written a version's tag
 * meanwhile, and it must not be taken from that image.
 * @param startedAt when the reading began, in milliseconds since the epoch
 * @returns false where one has changed: plan again; true without reading if planning and copying took less than five seconds
 */
async function areTagsUnchanged({ images }, registry, clock, startedAt) {
    if (clock.now() - startedAt < LONG_COPY_MS)
        return true;
    const writes = images.flatMap((plan) => [...(copyOf(plan)?.tags ?? []), ...plan.tags].map((write) => ({ image: plan.image, ...write })));
    const unchanged = await (0,concurrency/* mapAll */.gJ)(writes, async ({ image, tag, was }) => (await digestNow(registry, image, tag)) === was);
    return unchanged.every(Boolean);
}

;// CONCATENATED MODULE: ./lib/execute/version-tags.js









/**
 * Writes the fixed tags of a build before all others, and makes sure of them: of two releases of one version at once, the
 * one whose image has the tag half a second later goes on. Floating tags are looked at again after that, so that a higher
 * version that was released meanwhile is seen by its own tag.
 * @returns whether the plan is still current; if not, plan again
 */
async function writeVersionTags(round, image, deps) {
    const { version, progress } = round;
    const fixed = image.tags.filter(({ tag }) => isFixed(image, tag));
    const floating = image.tags.filter(({ tag }) => (0,image_tags/* ruleOf */.Y)(tag, image.identity.revision) === 'floating');
    const unchanged = await (0,concurrency/* mapAll */.gJ)(fixed, (write) => version_tags_isUnchanged(image, write, deps));
    if (!unchanged.every(Boolean))
        return false;
    if (fixed.length > 0) {
        deps.checkCancelled();
        await round.begin();
        for (const { tag } of fixed)
            progress.early.push(tag);
        const log = orderedLog(fixed, deps.log);
        await (0,concurrency/* mapAll */.gJ)(fixed, async (write) => {
            await deps.putTag(image.image, write.tag, image.target);
            log(write, `${(0,image_reference/* repositoryName */.aR)(image.image)}:${write.tag} → ${(0,image_digest/* shortDigest */.V)(image.target.digest)}`);
        });
        await deps.clock.sleep(VERSION_TAG_RECHECK_MS);
    }
    const checks = [
        ...fixed.map((write) => () => isOurs(image, write, deps)),
        ...floating.map((write) => () => version_tags_isUnchanged(image, write, deps)),
        ...(floating.length > 0 && version !== null ? [() => isStillHighest(image, floating, version, deps)] : []),
    ];
    return (await (0,concurrency/* mapAll */.gJ)(checks, (check) => check())).every(Boolean);
}
/** Whether a tag is one that never moves. The tags of an environment move, or stay, with it. */
function isFixed({ identity, environment }, tag) {
    if (environment !== null && (0,image_tags/* versionAndEnvironment */.Zq)(tag, [environment]) !== null)
        return false;
    return ['fixed', 'build'].includes((0,image_tags/* ruleOf */.Y)(tag, identity.revision));
}
async function version_tags_isUnchanged({ image }, { tag, was }, { registry }) {
    return (await digestNow(registry, image, tag)) === was;
}
/** Whether a tag that was written names this run's image; it is read again while it is read as before the write. */
async function isOurs({ image, target }, write, deps) {
    return (await digestAfterWrite(deps, image, write, target.digest)) === target.digest;
}
async function isStillHighest({ image }, floating, version, { registry }) {
    const present = (0,image_tags/* versionsIn */.bS)(await registry.tags(image));
    return floating.every(({ tag }) => floatingTagProblem(tag, version, present) === null);
}

;// CONCATENATED MODULE: ./lib/execute/build.js









/**
 * Prepares the writes of a build: builds what is not built yet, then writes the commit tag. No other tag is written
 * before it is certain which image has the commit tag.
 * @returns whether the plan is still current; if not, plan again
 * @throws TAG_MOVED where other runs keep moving the commit tag
 */
async function prepareBuild(round, given) {
    const { plan, startedAt, isLast, progress } = round;
    const deps = { ...given, putTag: notingTags(given.putTag, progress.written) };
    const { registry, clock } = deps;
    const unbuilt = plan.images.find(isUnbuilt);
    if (unbuilt) {
        progress.built = await buildImage(unbuilt, deps);
        // the commit tag may have been written by docker's push
        if (progress.built !== null)
            await round.begin();
    }
    else {
        const images = plan.images.filter(isReady);
        if (images.some(({ commitTag }) => commitTag !== null))
            await round.begin();
        let isCertain = true;
        for (const image of images)
            isCertain &&= await writeCommitTag(image, deps, progress.built);
        for (const image of images)
            isCertain &&= await writeVersionTags(round, image, deps);
        if (isCertain) {
            const hasPrepared = await ensureHistoryBlobs(plan, registry);
            if (await isStillCurrent(plan, registry, clock, startedAt, hasPrepared))
                return true;
        }
    }
    if (isLast)
        throw notConverged(plan);
    return false;
}
/** Notes each tag that was put, with its digest. */
function notingTags(putTag, written) {
    return async (image, tag, manifest) => {
        const put = await putTag(image, tag, manifest);
        written.set(tag, manifest.digest);
        return put;
    };
}
async function buildImage({ image, commitTag }, { build, registry }) {
    if (!build || !commitTag)
        throw new Error('this run cannot build');
    const { tag, was } = commitTag;
    return build(image, tag, async () => (await digestNow(registry, image, tag)) === was);
}
/**
 * Writes the commit tag unless another run has written it meanwhile, and reads it again half a second later: of two
 * builds of one commit, the one that has the tag then is used.
 * @param built the digest that this run has built
 * @returns whether the image of the plan has the commit tag for certain
 */
async function writeCommitTag(plan, deps, built) {
    const { image, target, commitTag } = plan;
    const tag = commitTag?.tag ?? plan.unchangedTags.find((name) => name.startsWith('git-'));
    if (tag === undefined)
        return true;
    if (commitTag) {
        deps.checkCancelled();
        if ((await digestNow(deps.registry, image, tag)) !== commitTag.was)
            return false;
        await deps.putTag(image, tag, target);
        deps.log(`${(0,image_reference/* repositoryName */.aR)(image)}:${tag} → ${(0,image_digest/* shortDigest */.V)(target.digest)}`);
    }
    else if (target.digest !== built)
        return true;
    await deps.clock.sleep(COMMIT_TAG_RECHECK_MS);
    const read = () => digestNow(deps.registry, image, tag);
    const seen = await read();
    if (commitTag === null || seen !== commitTag.was)
        return seen === target.digest;
    await digestAfterWrite(deps, image, commitTag, target.digest);
    // another build's tag becomes visible as late as this one did
    await deps.clock.sleep(COMMIT_TAG_RECHECK_MS);
    return (await read()) === target.digest;
}
function notConverged({ images: [image] }) {
    const name = image ? `${(0,image_reference/* repositoryName */.aR)(image.image)}:${image.commitTag?.tag}` : 'the commit tag';
    return new errors/* ActionError */.lZ('TAG_MOVED', `${name} kept moving while this run was reading it. Run one build of a commit at a time (concurrency), then run again.`);
}

;// CONCATENATED MODULE: ./lib/execute/round.js

/** Logs what each guard found, once for a run's last plan. */
function logGuards({ checks }, { log }, progress) {
    if (progress.guardsLogged)
        return;
    for (const line of guardLines(checks))
        log(line);
    progress.guardsLogged = true;
}

;// CONCATENATED MODULE: ./lib/execute/copy.js






/**
 * Prepares the writes of a promotion or a rollback: everything is at its destination before any environment moves.
 * @returns whether the plan is still current; if not, plan again
 */
async function prepareUpdate(round, deps) {
    const { plan, startedAt, isLast, progress } = round;
    const { registry, clock, copier, checkCancelled } = deps;
    const copies = copier ? copiesIn(plan) : [];
    if (copies.length > 0) {
        await round.begin();
        logGuards(plan, deps, progress);
        checkCancelled();
    }
    const copying = copier && copies.length > 0 ? copier.copy(copies) : Promise.resolve([]);
    const [copied, hasPrepared] = await (0,concurrency/* settleBoth */.FE)(copying, isLast ? false : ensureHistoryBlobs(plan, registry));
    progress.copied.push(...copied);
    // the copy may have used up the time limit for waiting on other runs
    if (copies.length > 0)
        progress.deadline = clock.now() + MAX_WAIT_MS;
    if (copies.length > 0 && !isLast && !(await areTagsUnchanged(plan, registry, clock, startedAt)))
        return false;
    if (copies.length > 0)
        checkCancelled();
    // the images are pushed while the environments are read again
    const check = isLast || isStillCurrent(plan, registry, clock, startedAt, hasPrepared);
    const pushing = copier && copies.length > 0 ? copier.push(copies) : Promise.resolve();
    const [, isCurrent] = await (0,concurrency/* settleBoth */.FE)(pushing, check);
    return isCurrent;
}
function copiesIn({ images }) {
    return images.flatMap((image) => {
        const plan = copyOf(image);
        return plan && hasCopying(plan) ? [{ plan, to: image.image }] : [];
    });
}

;// CONCATENATED MODULE: ./lib/execute/environment-state.js




/** The environments before the first write to any of them: as the plan read them. */
function plannedState({ images }) {
    return new Map(images.map(({ image, previous }) => [(0,image_reference/* repositoryName */.aR)(image), previous?.digest ?? null]));
}
/**
 * Tracks the environments by what is written to them, for a run that has no time to read them. An environment whose
 * write got no answer is unknown.
 * @param put writes a tag
 * @returns the same function, tracked, and the state, which changes with its calls
 */
function watchState(plan, put) {
    const state = new Map(plannedState(plan));
    const environments = new Set(plan.images.flatMap((one) => {
        const move = moveOf(one);
        return move ? `${(0,image_reference/* repositoryName */.aR)(one.image)}:${move.environment}` : [];
    }));
    return {
        state,
        put: async (image, tag, manifest) => {
            const name = (0,image_reference/* repositoryName */.aR)(image);
            const isEnvironment = environments.has(`${name}:${tag}`);
            if (isEnvironment)
                state.delete(name);
            await put(image, tag, manifest);
            if (isEnvironment)
                state.set(name, manifest.digest);
        },
    };
}
/**
 * Reads the environments after a run that failed in the middle.
 * @returns those that could be read; a registry that does not answer is not reported as a second error
 */
async function readState(plan, registry) {
    const state = new Map();
    await (0,concurrency/* forEachLimit */.Gm)(plan.images, async ({ image, environment }) => {
        if (environment === null)
            return;
        await digestNow(registry, image, environment).then((digest) => state.set((0,image_reference/* repositoryName */.aR)(image), digest), () => { });
    });
    return state;
}

;// CONCATENATED MODULE: ./lib/execute/transport-review.js

/** A plan with the problems of its transport. */
function withTransportReview(plan, review) {
    const found = plan.images.filter(writesTags).flatMap(({ image, target }) => review(image, target) ?? []);
    return {
        ...plan,
        problems: [...plan.problems, ...found.map(({ problem }) => problem)],
        warnings: [...plan.warnings, ...found.map(({ warning }) => warning)],
    };
}
function writesTags(plan) {
    return isReady(plan) && (plan.move !== null || plan.commitTag !== null || plan.tags.length > 0);
}

;// CONCATENATED MODULE: ./lib/execute/pipeline.js















/**
 * Executes a request: plans, prepares, writes, and plans again where the registry has changed meanwhile. The same loop
 * for every mode.
 * @returns a refusal and a failed write are part of the result, since known outputs are written even then
 * @throws what reading throws before anything was written
 */
async function execute(request, deps) {
    const progress = {
        ...{ begun: null, copied: [], built: null, guardsLogged: false, early: [], written: new Map() },
        deadline: deps.clock.now() + MAX_WAIT_MS,
    };
    const result = await planUntilWritten(request, deps, progress);
    if (progress.begun !== null)
        await deps.writing?.end(result);
    return result;
}
async function planUntilWritten(request, deps, progress) {
    for (let round = 1;;) {
        const startedAt = deps.clock.now();
        let plan;
        try {
            plan = await nextPlan(request, deps, progress);
            // a build that is refused anyway does not wait
            if (plan.inProgress.length > 0 && (request.mode !== 'build' || plan.problems.length === 0)) {
                await waitForOtherRun(plan, deps);
                continue;
            }
        }
        catch (error) {
            if (progress.begun === null)
                throw error;
            // the failure is reported with the plan whose writes have begun
            return failed(progress.begun, error, progress);
        }
        if (plan.problems.length > 0)
            return refused(plan, deps, progress);
        await deps.planned?.(plan);
        if (request.dryRun)
            return planned(plan, deps);
        if ((await deps.approve?.(plan)) === true) {
            progress.deadline = deps.clock.now() + MAX_WAIT_MS;
            continue;
        }
        try {
            const begin = () => beginWriting(plan, deps, progress);
            const isLast = round++ > MAX_REPLANS;
            const prepare = request.mode === 'build' ? prepareBuild : prepareUpdate;
            const version = request.mode === 'build' ? request.version : null;
            progress.early = [];
            if (!(await prepare({ plan, version, startedAt, isLast, progress, begin }, deps)))
                continue;
            // a build or a copy takes its time: the guard of the next plan says that it is closed by now
            if (isClosed(plan, deps))
                continue;
            if (plan.images.some(needsWriting) && !(await beginInTime(plan, deps, progress, isLast)))
                continue;
        }
        catch (error) {
            return { ...failed(plan, error, progress), built: isBuilt(plan) };
        }
        return pipeline_write(plan, deps, progress);
    }
}
async function nextPlan(request, deps, progress) {
    const { built, deadline, written } = progress;
    const { registry, copier, clock, evidence = null } = deps;
    const canWait = clock.now() < deadline && !request.dryRun;
    const run = runInfo(request, clock.now(), canWait);
    const read = await planRequest(request, { registry, survey: copier?.survey ?? null, built, evidence }, run);
    const plan = withEarlierTags(read, written);
    return deps.review ? withTransportReview(plan, deps.review) : plan;
}
function runInfo(request, now, canWait) {
    const { context, reason, allow, history } = request;
    const action = request.mode === 'mark' ? request.as : request.mode;
    return {
        ...{ action, actor: context.actor, run: context.run, reason, allowed: allow, writesHistory: history },
        at: new Date(now).toISOString(),
        canWait,
    };
}
async function waitForOtherRun({ inProgress }, { log, clock, checkCancelled }) {
    const [event] = inProgress;
    log(`Another run (${(0,util_text/* oneLine */.TN)(event?.run ?? 'unknown')}) seems to be in the middle of a ${event?.action}: waiting up to ${MAX_WAIT_MS / 1000} s`);
    await clock.sleep(POLL_MS);
    checkCancelled();
}
/** Called by each plan before its first write; writing begins with the first of them. */
async function beginWriting(plan, deps, progress) {
    const isFirst = progress.begun === null;
    progress.begun = plan;
    await (isFirst ? deps.writing?.begin(plan) : deps.writing?.replanned?.(plan));
}
/** Whether the windows of a plan are closed by now. */
function isClosed({ windows }, { clock }) {
    return windows !== undefined && !(0,policy_window/* isOpen */.nT)(windows, clock.now());
}
/**
 * Begins to write. Where that took long, as by a record of the deployment, the environments are read again.
 * @returns false where one has changed, or its windows have closed: plan again
 */
async function beginInTime(plan, deps, progress, isLast) {
    const { clock, registry, checkCancelled } = deps;
    checkCancelled();
    const began = clock.now();
    await beginWriting(plan, deps, progress);
    checkCancelled();
    if (isClosed(plan, deps))
        return false;
    return isLast || clock.now() - began < STALE_MS || isStillCurrent(plan, registry, clock, began, true);
}
/** Whether the image of a plan was built by this run. */
function isBuilt({ images }) {
    return images.some((image) => isReady(image) && image.built);
}
function planned(plan, { log }) {
    for (const line of guardLines(plan.checks))
        log(line);
    return { kind: 'planned', plan, copied: [], built: plan.images.some(isUnbuilt) };
}
function refused(plan, deps, progress) {
    logGuards(plan, deps, progress);
    const { copied } = progress;
    return {
        ...{ kind: 'failed', plan, copied, built: isBuilt(plan) },
        ...{
            error: (0,errors/* mergeErrors */.Mv)(plan.problems),
            hasWritten: copied.length > 0 || progress.begun !== null,
            environmentState: null,
        },
    };
}
function failed(plan, error, { begun, copied, built }) {
    return {
        ...{ kind: 'failed', plan, copied, built: built !== null, error: (0,errors/* asActionError */.z6)(error) },
        ...{ hasWritten: begun !== null, environmentState: begun && plannedState(plan) },
    };
}
/** Writes a plan whose writes are prepared. */
async function pipeline_write(plan, deps, progress) {
    logGuards(plan, deps, progress);
    deps.describe?.(plan);
    const result = { plan, copied: progress.copied, built: isBuilt(plan) };
    const { state, put } = watchState(plan, deps.putTag);
    try {
        deps.checkCancelled();
        const identify = (image, live) => identifyDigest(deps.registry, image, live.digest, []);
        return { kind: 'done', ...result, outcome: await apply(plan, { ...deps, putTag: put, identify }, progress.early) };
    }
    catch (thrown) {
        const error = (0,errors/* asActionError */.z6)(thrown);
        // a cancelled job has no time to read
        const environmentState = error.code === 'CANCELLED' ? state : await readState(plan, deps.registry);
        return { kind: 'failed', ...result, error, hasWritten: true, environmentState };
    }
}

;// CONCATENATED MODULE: ./lib/execute/result.js
/** The error of a result; null where there is none. */
function errorOf(result) {
    return result.kind === 'failed' ? result.error : null;
}
/** The warnings of a result: those of its plan, and what could not be copied. */
function warningsOf({ plan, copied }) {
    return [...plan.warnings, ...copied.flatMap(({ warnings }) => warnings)];
}
/** How an image of a result ended; null where its plan was not carried out. */
function result_outcomeOf(result, plan) {
    return (result.kind === 'done' && result.outcome.images.find((image) => image.plan === plan)) || null;
}
/** The digest of the history of an image's environment after the run, as far as it is known. */
function historyDigestOf(result, plan) {
    const outcome = result_outcomeOf(result, plan);
    return outcome ? outcome.historyDigest : plan.historyDigest;
}

;// CONCATENATED MODULE: ./lib/figures/deployments.js



/**
 * Finds the deployments of an environment and what became of them. A rollback fails the deployment of the image that it
 * leaves: the top of the stack that rollbacks follow. An image that is promoted again where the tag had been deleted is
 * another deployment, although the stack has it once.
 * @param live the manifest that the environment's tag points at; null where there is none
 * @returns oldest first. Renames, observed, superseded, unfinished and unproven events are none of them
 */
function deploymentsOf(live, history) {
    const unproven = (0,history_state/* unprovenEvents */.NP)(live, history);
    const moves = [];
    const found = [];
    /** by the entry on the stack, the newest deployment that put it there; none where something else did */
    const deployed = new Map();
    let stack = [];
    for (const event of history?.events ?? []) {
        if (event.action === 'blocked' || event.action === 'cleared')
            mark(found, event);
        const top = stack.at(-1);
        if (!(0,history_event/* isMove */.OE)(event) || unproven.has(event) || isRename(event, top))
            continue;
        stack = (0,history_stack/* stackAfter */.BV)(stack, event);
        if (event.action === 'build' || event.action === 'promote') {
            const deployment = { event, at: moves.length, isBlocked: false, rolledBack: null };
            found.push(deployment);
            deployed.set(stack.at(-1), deployment);
        }
        else {
            const from = moves.at(-1);
            const left = stack.at(-1) === top ? undefined : deployed.get(top);
            if (event.action === 'rollback' && left && from)
                left.rolledBack ??= { from, to: event };
        }
        moves.push(event);
    }
    return found.map((deployment) => ({
        event: deployment.event,
        hasFailed: deployment.isBlocked || deployment.rolledBack !== null,
        recoveryMs: recoveryOf(deployment, moves),
    }));
}
/** Whether an event is about the image that is live already. Where the tag was deleted, nothing was live. */
function isRename({ digest, previous }, top) {
    return previous === digest || (previous !== null && top?.digest === digest);
}
/** Marks the newest deployment of a digest as blocked, or clears that. */
function mark(found, { action, digest }) {
    const deployment = found.findLast(({ event }) => event.digest === digest);
    if (deployment)
        deployment.isBlocked = action === 'blocked';
}
function recoveryOf({ event, at, isBlocked, rolledBack }, moves) {
    if (rolledBack)
        return between(rolledBack.from, rolledBack.to);
    const next = isBlocked ? moves.slice(at + 1).find(({ action }) => action !== 'observed') : undefined;
    return next ? between(event, next) : null;
}
/** The time from one event to a later one in milliseconds, not negative: the clocks of runners differ. */
function between(from, to) {
    return Math.max(0, Date.parse(to.at) - Date.parse(from.at));
}

;// CONCATENATED MODULE: ./lib/figures/metrics.js

/** The windows, in days. */
const WINDOWS = [30, 90];
const DAY_MS = 86_400_000;
const DAYS_A_WEEK = 7;
/** The words in a reason that tell a repair, as whole words. */
const REPAIR = /(?<![\p{L}\p{N}_])(?:hotfix|fix)(?![\p{L}\p{N}_])/iu;
const metrics_UNKNOWN = { value: null, events: 0 };
/**
 * Returns the figures of one image and environment, from its history alone. Pure.
 * @param now milliseconds since the epoch
 * @see https://dora.dev/guides/dora-metrics/ and docs/figures.md
 */
function metricsOf({ image, environment, live, history }, now) {
    // events of unknown actions may have any text as their time
    const since = history?.events.find(({ at }) => !Number.isNaN(Date.parse(at)))?.at ?? null;
    const deployments = deploymentsOf(live, history);
    return { image, environment, since, windows: WINDOWS.map((days) => windowOf(days, deployments, since, now)) };
}
function windowOf(days, all, since, now) {
    const from = now - days * DAY_MS;
    const deployments = all.filter(({ event }) => Date.parse(event.at) >= from);
    return {
        days,
        deploymentFrequency: since === null ? metrics_UNKNOWN : { value: deployments.length / (days / DAYS_A_WEEK), events: deployments.length },
        changeLeadTime: medianSeconds(deployments.flatMap(leadTime)),
        changeFailRate: share(deployments, ({ hasFailed }) => hasFailed),
        failedDeploymentRecoveryTime: medianSeconds(deployments.flatMap(({ recoveryMs }) => recoveryMs ?? [])),
        // without any reason given, it is unknown
        deploymentReworkRate: deployments.some(({ event }) => event.reason)
            ? share(deployments, ({ event }) => REPAIR.test(event.reason ?? ''))
            : metrics_UNKNOWN,
    };
}
/** The time from the commit to the deployment in milliseconds; none where it is unknown, or the commit is the later one. */
function leadTime({ event: { created, at } }) {
    const time = Date.parse(at) - Date.parse(created ?? '');
    return time >= 0 ? [time] : [];
}
/** The median of times in milliseconds, as seconds. */
function medianSeconds(times) {
    const sorted = [...times].sort((a, b) => a - b);
    const middle = Math.floor(sorted.length / 2);
    const [low, high] = sorted.length % 2 === 1 ? [sorted[middle], sorted[middle]] : [sorted[middle - 1], sorted[middle]];
    if (low === undefined || high === undefined)
        return metrics_UNKNOWN;
    return { value: (low + high) / 2 / 1000, events: sorted.length };
}
function share(deployments, isCounted) {
    if (deployments.length === 0)
        return metrics_UNKNOWN;
    return { value: deployments.filter(isCounted).length / deployments.length, events: deployments.length };
}

;// CONCATENATED MODULE: ./lib/history/stage-order.js

/**
 * Orders environments as images pass through them, the lowest first: the one that builds write to, then by
 * which had the same images earlier. If the histories do not tell, the order is alphabetical.
 */
function orderStages(environments) {
    const all = environments.map((environment) => ({ environment, first: firstTimes(environment.history) }));
    const above = all.map((one) => all.filter((other) => other !== one && isBelow(other, one)).length);
    return all
        .map(({ environment, first }, index) => ({ environment, rank: first.isBuilt ? -1 : (above[index] ?? 0) }))
        .sort((a, b) => a.rank - b.rank || (a.environment.name < b.environment.name ? -1 : 1))
        .map(({ environment }) => environment);
}
function firstTimes(history) {
    const at = new Map();
    const moves = history?.events.filter((event) => (0,history_event/* isMove */.OE)(event)) ?? [];
    for (const event of moves) {
        if (event.digest !== null && !at.has(event.digest))
            at.set(event.digest, Date.parse(event.at));
    }
    return { at, isBuilt: moves.some(({ action }) => action === 'build') };
}
/** Whether one environment had most of the images that both have had before the other. */
function isBelow({ first: a }, { first: b }) {
    let balance = 0;
    for (const [digest, at] of a.at) {
        const other = b.at.get(digest);
        if (other !== undefined)
            balance += Math.sign(other - at);
    }
    return balance > 0;
}

// EXTERNAL MODULE: ./lib/modes/status-report.js
var status_report = __webpack_require__(3379);
;// CONCATENATED MODULE: ./lib/modes/status.js















/** How many tags are read in parallel. */
const PARALLEL_TAGS = 8;
/**
 * Reads what is live in each environment; with `version` also where that one image is live.
 * @param now RFC 3339
 * @param study called with each environment as soon as it is known; the histories of many images are not kept, because
 *   they may take hundreds of megabytes
 * @returns also what `study` returned, in the order of the environments
 * @throws what reading throws, but not where an image of `version` or the history of one environment is missing
 */
async function gatherStatus(request, registry, now, study = () => null) {
    const perImage = await (0,concurrency/* mapAll */.gJ)(request.images, async (image) => {
        const text = (0,request_request/* versionAt */.m$)(request, request.images.indexOf(image));
        const list = await listFor(request, registry, image, text);
        const names = request.environments.length > 0 ? request.environments : (0,image_tags/* environmentsIn */.Ib)(list);
        const read = await (0,concurrency/* mapAll */.gJ)(names, (name) => readRow(registry, image, name));
        const environments = request.environments.length > 0 ? read : orderStages(read);
        const histories = environments.map(({ history }) => history);
        const identified = await (0,concurrency/* mapAll */.gJ)(environments, async (environment) => ({
            ...(await identifyLive(registry, image, environment, null, histories)),
            problem: environment.problem,
        }));
        const reports = identified.map((one) => (0,status_report/* describe */.q)((0,image_reference/* repositoryName */.aR)(image), one, now, one.problem));
        const location = text === null ? null : await locate(request, registry, image, text, environments, list);
        // something was live where a history is that cannot be read
        const readable = environments.filter(({ problem }) => problem === null);
        const unseen = await nameWarnings(registry, image, readable, request.environments.length > 0 ? null : list);
        const warnings = [
            ...unseen,
            ...identified.flatMap((one) => [...(one.problem === null ? [] : [one.problem]), ...(one.warnings ?? [])]),
        ];
        const studied = reports.map((report, index) => {
            const { live = null, history = null } = identified[index] ?? {};
            return study({ report, live, history });
        });
        return { reports, studied, location, warnings };
    });
    const locations = perImage.flatMap(({ location }) => (location === null || 'missing' in location ? [] : [location]));
    const [first] = perImage;
    return {
        environments: perImage.flatMap(({ reports }) => reports),
        studied: perImage.flatMap(({ studied }) => studied),
        locations,
        exists: first?.location ? !('missing' in first.location) : null,
        notices: (0,finding/* groupByImage */.gU)(perImage.flatMap(({ location }) => (location && 'missing' in location ? [location.missing] : []))),
        warnings: [...(0,finding/* groupByImage */.gU)(perImage.flatMap(({ warnings }) => warnings)), ...(registry.warnings ?? [])],
    };
}
/** Reads the list of tags: without `environments` it tells them; else, for a version, what it tells can be left out. */
async function listFor({ environments }, registry, image, text) {
    if (environments.length === 0)
        return registry.tags(image);
    return (text === null ? [] : await optionalTags(registry, image)) ?? [];
}
/** Errors of one history, not of the registry. */
const status_UNREADABLE = ['HISTORY_INVALID', 'DIGEST_MISMATCH', 'REGISTRY_REFUSED'];
/** Reads one environment; a history that is invalid or damaged spoils its own row alone. */
async function readRow(registry, image, name) {
    const tag = registry.head(image, name);
    try {
        return { ...(await readEnvironment(registry, image, name, {}, tag)), problem: null };
    }
    catch (error) {
        const { code, message } = (0,errors/* asActionError */.z6)(error);
        // an error of the tag is thrown
        const live = await tag;
        if (!status_UNREADABLE.includes(code))
            throw error;
        return { name, live, history: null, known: UNKNOWN, problem: message };
    }
}
async function locate(request, registry, image, text, environments, list) {
    const found = await findImage(registry, image, text, request.shaLength).catch((error) => {
        const { code, message } = (0,errors/* asActionError */.z6)(error);
        // where there are several, `exists` can be neither true nor false
        if (code !== 'NOT_FOUND' || error instanceof AmbiguousCommit)
            throw error;
        return message;
    });
    if (typeof found === 'string')
        return { missing: found };
    const names = environments.map(({ name }) => name);
    const histories = environments.map(({ history }) => history);
    const identity = await identifyFound(registry, image, found, histories, names);
    const { digest } = found.manifest;
    const tags = await status_tagsOf(registry, image, digest, list.length > 0 || found.tag === null ? list : [found.tag]);
    const live = environments.filter((environment) => environment.live?.digest === digest).map(({ name }) => name);
    return { image, target: found.manifest, identity, tags, live };
}
/** Every tag that names a digest: all tags have to be read. */
async function status_tagsOf(registry, image, digest, list) {
    const queue = list.filter((tag) => !(0,image_tags/* isHistoryTag */.nt)(tag) && !tag.startsWith('sha256-'));
    const tags = [];
    const worker = async () => {
        for (let tag = queue.pop(); tag !== undefined; tag = queue.pop()) {
            if ((await registry.head(image, tag))?.digest === digest)
                tags.push(tag);
        }
    };
    await Promise.all(Array.from({ length: PARALLEL_TAGS }, worker));
    return tags.sort();
}

;// CONCATENATED MODULE: ./lib/recording/types.js
/** How many deployments or records are written in parallel. */
const MAX_PARALLEL = 6;
/** Nothing was asked or told. */
const NOT_RECORDED = { changes: null, deploymentId: null, warnings: [], notices: [] };

// EXTERNAL MODULE: ./lib/util/redact.js
var redact = __webpack_require__(5171);
;// CONCATENATED MODULE: ./lib/report/text.js




const MARKDOWN = /[&<>|`*_[\]()#!~\\$@:{}"']/g;
const MAX_CELL = 200;
/** The longest line of a message, in characters: its fix comes at its end. */
const MAX_LINE = 2000;
/**
 * Untrusted text as Markdown: one line, truncated, without secrets, and nothing in it has a meaning in Markdown or HTML.
 * @param max length in characters
 */
function escapeMarkdown(text, max = MAX_CELL) {
    const line = (0,redact/* redact */.E)(text).replace(util_text/* CONTROL */.W3, ' ').trim();
    const short = line.length > max ? `${line.slice(0, max)}…` : line;
    // GitHub would make a link of it
    return short.replace(MARKDOWN, (character) => `&#${character.charCodeAt(0)};`).replace(/\bwww\./gi, 'www&#8203;.');
}
/** A name as inline code; escaped text where it has other characters than names have. */
function inlineCode(text) {
    return /^[\w./:@+-]+$/.test(text) ? `\`${text}\`` : escapeMarkdown(text);
}
/** A digest as inline code, shortened for a table; a dash where there is none. */
function digestCode(digest) {
    return digest ? `\`${(0,image_digest/* shortDigest */.V)(digest)}\`` : '–';
}
/**
 * A commit as a link.
 * @param source URL of the repository of the run; null where it is unknown
 */
function commitLink(revision, source) {
    if (revision === null || !(0,image_reference/* isCommit */.WM)(revision))
        return '–';
    const short = `\`${revision.slice(0, 7)}\``;
    return source === null ? short : `[${short}](${source}/commit/${revision})`;
}
/**
 * A run as a link, where its URL is one of this GitHub server; as text otherwise.
 * @param server URL of the GitHub server, without a slash at its end
 * @param label text of the link; by default the run's number
 */
function runLink(url, server, label) {
    if (url === null)
        return label === undefined ? '–' : escapeMarkdown(label);
    const match = /^https?:\/\/[\w.:-]+\/[\w.-]+\/[\w.-]+\/actions\/runs\/(\d+)\/attempts\/(\d+)$/.exec(url);
    if (!match || !url.startsWith(`${server}/`))
        return escapeMarkdown(label === undefined ? url : `${label} ${url}`);
    const text = label === undefined ? `run ${match[1]}${match[2] === '1' ? '' : `, attempt ${match[2]}`}` : escapeMarkdown(label);
    return `[${text}](${url})`;
}
/** A time to the minute, without a place to break the line; escaped text where it is no time. */
function formatMinute(time) {
    if (time === null)
        return '–';
    const at = Date.parse(time);
    if (Number.isNaN(at))
        return escapeMarkdown(time);
    return `${new Date(at).toISOString().slice(0, 16).replaceAll('-', '&#8209;').replace('T', '&nbsp;')}&nbsp;UTC`;
}
/** A table in GitHub's Markdown. @param rows cells in Markdown */
function table(head, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
/** The environment of a run as the end of a phrase: `promote … to prod`, `hold … in prod`; empty where there is none. */
function inOrTo(mode, environment) {
    return environment && ` ${mode === 'build' || mode === 'promote' ? 'to' : 'in'} ${environment}`;
}
/** The row of a table about the other versions of an image, as far as they are known; none where it has none. */
function alsoRow({ also = [] }) {
    return also.length > 0 ? [['also', also.map((version) => escapeMarkdown(version)).join(', ')]] : [];
}

;// CONCATENATED MODULE: ./lib/report/changes.js



/** How many commits a list shows; the rest is folded. */
const MAX_UNFOLDED = 10;
/** How many commits all lists of a summary have at most: a summary may have 1 MiB. */
const changes_MAX_LISTED = 500;
/** How many authors, and images, are named. */
const MAX_NAMED = 10;
/** How many comparisons are listed with their commits in the open; more have a line each. */
const MAX_OPEN = 3;
/** How many comparisons are listed at all. */
const MAX_BLOCKS = 50;
/** The longest title in a list, in characters. */
const MAX_TITLE = 120;
/** Returns the images by what goes out of them, without those of which nothing does. */
function groupsOf(entries) {
    const groups = new Map();
    for (const entry of entries ?? []) {
        if (entry === null || entry.direction === 'same')
            continue;
        const group = groups.get(entry.url);
        if (group)
            group.images.push(entry.image);
        else
            groups.set(entry.url, { entry, images: [entry.image] });
    }
    return [...groups.values()];
}
/**
 * Returns the blocks of a summary about what goes out, or is taken back: commits, pull requests and authors.
 * @param server URL of the GitHub server, without a slash at its end
 * @param isRollback whether the environment goes back where only the link is known
 */
function changesBlocks(entries, server, isRollback) {
    const groups = groupsOf(entries);
    const { short } = (0,image_name/* stripCommonPrefix */.Mb)((entries ?? []).flatMap((entry) => entry?.image ?? []));
    const isNamed = (entries ?? []).length > 1;
    const listed = groups.filter(({ entry }) => entry.commits.length > 0).length;
    const most = Math.floor(changes_MAX_LISTED / Math.max(1, listed));
    const parts = groups.map(({ entry, images }) => ({
        title: titleOf(entry, isRollback),
        names: listNames(images.map((image) => inlineCode(short(image)))),
        what: sentence(entry),
        commits: commitList(entry, server, most),
    }));
    if (groups.length <= MAX_OPEN)
        return parts.map(({ title, names, what, commits }) => [`**${title}**${isNamed ? ` of ${names}` : ''}: ${what}`, ...commits].join('\n\n'));
    const lines = parts.map(({ names, what }) => `- ${names}: ${what}`);
    const shown = [`**${parts[0]?.title}**:`, lines.slice(0, MAX_UNFOLDED).join('\n')];
    const rest = lines.slice(MAX_UNFOLDED);
    const lists = parts.slice(0, MAX_BLOCKS).map(({ names, commits }) => [names, ...commits].join('\n\n'));
    return [
        shown.join('\n\n'),
        ...(rest.length > 0 ? [folded(`${rest.length} more images`, rest.join('\n'))] : []),
        folded('Commits', lists.join('\n\n')),
    ];
}
function folded(title, block) {
    return `<details><summary>${title}</summary>\n\n${block}\n\n</details>`;
}
function titleOf(entry, isRollback) {
    const isBack = entry?.direction === 'backward' || (entry?.direction === null && isRollback);
    return isBack ? 'What is taken back' : 'What goes out';
}
/** Commits, pull requests and authors in a sentence. */
function sentence({ url, direction, commits, total, behind = 0 }) {
    if (direction === null || total === null)
        return `[compare](${url}) (the commits could not be read)`;
    const authors = [...new Set(commits.flatMap(({ author }) => author ?? []))].map((name) => escapeMarkdown(name));
    const pulls = new Set(commits.flatMap((commit) => commit.pulls.map(({ url }) => url))).size;
    const lost = behind > 0 ? `; ⚠️ ${count(behind, 'commit')} of what was live ${behind === 1 ? 'is' : 'are'} not in it` : '';
    // of the commits that were not read nothing is known
    const isWhole = commits.length >= total;
    const requests = pulls > 0 ? `, ${isWhole ? '' : 'at least '}${count(pulls, 'pull request')}` : '';
    const by = authors.length > 0 ? `, by ${listNames(authors)}${isWhole ? '' : ' and maybe others'}` : '';
    return `[${count(total, 'commit')}](${url})${requests}${by}${lost}`;
}
function count(number, noun) {
    return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
function listNames(names) {
    const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : '';
    return `${names.slice(0, MAX_NAMED).join(', ')}${more}`;
}
/** The newest commits first; beyond ten they are folded. @param most how many are listed */
function commitList({ url, commits, total }, server, most) {
    const lines = [...commits]
        .reverse()
        .slice(0, most)
        .map((commit) => `- ${commitLine(commit, url, server)}`);
    if (lines.length === 0)
        return [];
    const missing = (total ?? 0) - lines.length;
    const rest = missing > 0 ? [`- [${missing} more](${url})`] : [];
    if (lines.length <= MAX_UNFOLDED)
        return [[...lines, ...rest].join('\n')];
    const below = [...lines.slice(MAX_UNFOLDED), ...rest];
    const hidden = (total ?? lines.length) - MAX_UNFOLDED;
    return [lines.slice(0, MAX_UNFOLDED).join('\n'), folded(count(hidden, 'more commit'), below.join('\n'))];
}
function commitLine({ sha, title, author, pulls }, url, server) {
    const repository = url.slice(0, url.lastIndexOf('/compare/'));
    const links = pulls.map((pull) => pullLink(pull, server));
    const of = links.length > 0 ? ` (${links.join(', ')})` : '';
    const by = author === null ? '' : ` · ${escapeMarkdown(author, MAX_TITLE)}`;
    return `[\`${sha.slice(0, 7)}\`](${repository}/commit/${sha}) ${escapeMarkdown(title, MAX_TITLE) || 'no title'}${of}${by}`;
}
/** A pull request as a link where its URL is one of this server. */
function pullLink({ number, url }, server) {
    const path = url.startsWith(`${server}/`) ? url.slice(server.length) : '';
    const isLink = /^\/[\w.-]+\/[\w.-]+\/pull\/\d+$/.test(path);
    return isLink ? `[#${number}](${server}${path})` : `&#35;${number}`;
}
/** The log's lines about what goes out, or is taken back. */
function changeLines(entries, isRollback) {
    const groups = groupsOf(entries);
    return groups.slice(0, MAX_BLOCKS).flatMap(({ entry, images }) => {
        const [image = ''] = images;
        const more = images.length > 1 ? ` and ${images.length - 1} more` : '';
        const of = (entries ?? []).length > 1 ? ` of ${image}${more}` : '';
        const { total, url, commits, behind = 0 } = entry;
        const lost = behind > 0 ? `, ${count(behind, 'commit')} of what was live ${behind === 1 ? 'is' : 'are'} not in it` : '';
        const what = total === null ? '' : `${count(total, 'commit')}${lost}, `;
        const listed = groups.length > 1 ? [] : [...commits].reverse().slice(0, MAX_UNFOLDED);
        const rest = (total ?? 0) - listed.length;
        return [
            `${titleOf(entry, isRollback)}${of}: ${what}${url}`,
            ...listed.map(logLine),
            ...(listed.length > 0 && rest > 0 ? [`  … and ${rest} more`] : []),
        ];
    });
}
function logLine({ sha, title, author, pulls }) {
    const of = pulls.length > 0 ? ` (${pulls.map(({ number }) => `#${number}`).join(', ')})` : '';
    return `  ${sha.slice(0, 7)} ${(0,util_text/* oneLine */.TN)(title)}${of}${author === null ? '' : ` · ${(0,util_text/* oneLine */.TN)(author)}`}`;
}

;// CONCATENATED MODULE: ./lib/report/environment-state.js



/** A log line for each of several images after a failure in the middle: what is live in its environment. */
function environmentStateLines(result) {
    if (result.kind !== 'failed' || !result.environmentState || result.plan.images.length < 2)
        return [];
    const { environmentState, plan } = result;
    return plan.images.map((image) => {
        const live = environmentState.get((0,image_reference/* repositoryName */.aR)(image.image));
        const digest = live === undefined ? 'unknown' : (live ?? 'no image');
        return `${(0,image_reference/* repositoryName */.aR)(image.image)}: ${image.environment} is at ${digest} (${environmentStateOf(image, result).replace('⚠️ ', '')})`;
    });
}
/** Whether an image's environment is known to be where it was before a failure in the middle. */
function isAsBefore(plan, result) {
    const state = result.kind === 'failed' ? result.environmentState : null;
    return state?.get((0,image_reference/* repositoryName */.aR)(plan.image)) === (plan.previous?.digest ?? null);
}
/** How an image's environment is after a failure in the middle, in Markdown. */
function environmentStateOf(plan, result) {
    const state = result.kind === 'failed' ? result.environmentState : null;
    const live = state?.get((0,image_reference/* repositoryName */.aR)(plan.image));
    const target = targetDigest(plan);
    if (live === undefined)
        return '⚠️ unknown';
    if (live === (plan.previous?.digest ?? null))
        return live === target ? 'no change' : 'as before';
    if (live === target)
        return '⚠️ moved';
    return live === null ? '⚠️ gone' : `⚠️ at ${digestCode(live)}`;
}

;// CONCATENATED MODULE: ./lib/report/summary-blocks.js




/** A block of more images is folded. */
const summary_blocks_MAX_UNFOLDED = 10;
/** Warnings and notices as alerts, each text once. */
function notes(warnings, notices) {
    const block = (kind, texts) => {
        const lines = texts.map((text) => `> ${escapeMarkdown(text, MAX_LINE)}`);
        return texts.length === 0 ? [] : [`> [!${kind}]\n${lines.join('\n>\n')}`];
    };
    return [...block('WARNING', [...new Set(warnings)]), ...block('NOTE', [...new Set(notices)])];
}
/** A block under its title; folded where there are many images, so that what is below it is seen. */
function summary_blocks_folded(images, [title, more], block) {
    if (images <= summary_blocks_MAX_UNFOLDED)
        return `**${title}**${more}:\n\n${block}`;
    return `<details><summary>${title}${more}</summary>\n\n${block}\n\n</details>`;
}
/** The inputs of the run that would undo this one; empty where none would. */
function undoBlock(request, plans) {
    const moved = plans.flatMap((plan) => {
        const { image, environment, previous } = plan;
        return moveOf(plan) && previous ? [{ image, environment, previous }] : [];
    });
    const [first] = moved;
    if (!first)
        return '';
    // a rollback without version would go one further back, and without an event it would find no previous image
    const isNamed = request.mode === 'rollback' || !request.history;
    const name = isNamed ? commonName(moved.map(({ previous }) => previous)) : null;
    if (isNamed && name === null)
        return '';
    const images = moved.length === 1
        ? ` ${(0,image_reference/* repositoryName */.aR)(first.image)}`
        : ` |\n${moved.map(({ image }) => `    ${(0,image_reference/* repositoryName */.aR)(image)}`).join('\n')}`;
    const version = isNamed ? `\n  version: ${name}` : '';
    const inputs = `\`\`\`yaml\nwith:\n  mode: rollback\n  environment: ${first.environment}\n  image:${images}${version}\n\`\`\``;
    return summary_blocks_folded(moved.length, ['To undo', ', run with'], inputs);
}
/** One value of `version` that names all of some images: their digest or their version; null where there is none. */
function commonName(images) {
    const [first] = images;
    if (!first)
        return null;
    if (images.every(({ digest }) => digest === first.digest))
        return first.digest;
    return images.every(({ version }) => version === first.version) ? first.version : null;
}
/** The digests of the histories: whoever noted one can later prove whether the history was rewritten. */
function historiesBlock(result) {
    const known = result.plan.images.flatMap((plan) => {
        const digest = historyDigestOf(result, plan);
        if (digest === null || plan.environment === null)
            return [];
        return [{ digest, line: `${(0,image_reference/* repositoryName */.aR)(plan.image)}:${plan.environment}-history@${digest}` }];
    });
    const [first] = known;
    if (!first)
        return '';
    if (known.length === 1)
        return `<sub>History: ${inlineCode(first.digest)} (note it to prove later that the history was not rewritten)</sub>`;
    const lines = known.map(({ line }) => line).join('\n');
    return `<details><summary>Histories (note them to prove later that they were not rewritten)</summary>\n\n\`\`\`text\n${lines}\n\`\`\`\n\n</details>`;
}

;// CONCATENATED MODULE: ./lib/report/deploy.js


/** How many images a block lists. */
const deploy_MAX_LISTED = 50;
/** Words that YAML reads as something other than text. */
const YAML_WORDS = /^(?:y|n|yes|no|on|off|true|false|null)$/;
/**
 * What to paste, for the summary: services of Compose; for several images also the `images:` of a kustomization. Empty
 * where no image is known, or the environment was left.
 */
function deployBlock(plans) {
    const known = deployable(plans);
    if (known.length === 0)
        return '';
    const more = known.length > deploy_MAX_LISTED ? `\n# ${known.length - deploy_MAX_LISTED} more in the output result` : '';
    const yaml = (lines) => `\`\`\`yaml\n${lines.join('\n')}${more}\n\`\`\``;
    const listed = known.slice(0, deploy_MAX_LISTED);
    const services = serviceNames(listed.map(({ name }) => name));
    const compose = yaml([
        'services:',
        ...listed.flatMap(({ name, digest }, index) => [`  ${services[index]}:`, `    image: ${name}@${digest}`]),
    ]);
    if (known.length === 1)
        return summary_blocks_folded(1, ['Deploy it', ', pinned by digest (Compose)'], compose);
    const kustomize = yaml(kustomizeImages(listed));
    const blocks = `Compose:\n\n${compose}\n\nkustomization.yaml:\n\n${kustomize}`;
    return summary_blocks_folded(known.length, ['Deploy it', ', pinned by digest'], blocks);
}
/** What to paste, for the log: the `images:` of a kustomization. One image has a line of its own; many are in the summary. */
function deployLines(plans) {
    const known = deployable(plans);
    return known.length < 2 || known.length > summary_blocks_MAX_UNFOLDED ? [] : ['kustomization.yaml:', ...kustomizeImages(known)];
}
/** The images that a run made live or tagged. What a build leaves its environment at is not what it tagged. */
function deployable(plans) {
    return plans
        .flatMap((plan) => (plan.kind === 'ready' || plan.kind === 'kept' ? [plan] : []))
        .filter((plan) => !plan.isLeft || plan.previous?.digest === plan.target.digest)
        .map(({ image, target }) => ({ name: (0,image_reference/* repositoryName */.aR)(image), digest: target.digest }));
}
function kustomizeImages(images) {
    return ['images:', ...images.flatMap(({ name, digest }) => [`  - name: ${name}`, `    digest: ${digest}`])];
}
/** Names of services for images, as keys in YAML: the last part of each repository, the whole path where two are equal. */
function serviceNames(images) {
    const last = images.map((image) => image.slice(image.lastIndexOf('/') + 1));
    const counts = new Map();
    for (const name of last)
        counts.set(name, (counts.get(name) ?? 0) + 1);
    return images.map((image, index) => {
        const short = last[index] ?? '';
        const name = counts.get(short) === 1 ? short : image.replace(/[^a-z0-9._-]/g, '-');
        return /^[a-z][a-z0-9._-]*$/.test(name) && !YAML_WORDS.test(name) ? name : `"${name}"`;
    });
}

;// CONCATENATED MODULE: ./lib/report/style.js



/** Markdown with links. */
function markdown({ source, server }) {
    return {
        text: (text) => (/^sha256:[0-9a-f]+$/.test(text) ? `\`${text}\`` : escapeMarkdown(text)),
        minute: PLAIN.minute,
        run: (url) => runLink(url, server),
        commit: (revision) => commitLink(revision, source),
    };
}
/** Text for a log, whose writer escapes it. */
const PLAIN = {
    text: util_text/* oneLine */.TN,
    minute: (time) => {
        const at = Date.parse(time);
        return Number.isNaN(at) ? 'an unknown time' : `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    },
    run: util_text/* oneLine */.TN,
    commit: (revision) => (revision === null ? 'unknown' : (0,image_name/* shortCommit */.Ax)(revision)),
};

;// CONCATENATED MODULE: ./lib/report/holds.js





/** A hold in one clause: until when, by whom, since when, why. */
function holdText({ by, since, until, reason }, style) {
    const { text, minute } = style;
    return [
        endText({ until }, style),
        `since ${minute(since)}${by === null ? '' : ` by ${text(by)}`}`,
        ...(reason === null ? [] : [`reason: ${text(reason)}`]),
    ].join(', ');
}
function endText({ until }, { minute }) {
    return until === null ? 'until it is ended' : `until ${minute(until)}`;
}
/** The hold that is in force in the environment of a plan, or will be; null where none is. */
function holdAfter(plan) {
    const update = updateOf(plan);
    const event = update ? (0,records/* lastHoldEvent */.aU)(eventsAfter(update), holds_newestOf(update)) : (plan.hold ?? null);
    return event && heldBy(event);
}
function eventsAfter({ next, base }) {
    return (next ?? base)?.events ?? [];
}
function holds_newestOf(update) {
    return update.event?.at ?? eventsAfter(update).at(-1)?.at ?? '';
}
function heldBy({ actor, at, until, reason }) {
    return { by: actor, since: at, until: until ?? null, reason };
}
/** The row of a table about the hold of an environment; none where it is not on hold. */
function holdRow(plan, style) {
    const hold = holdAfter(plan);
    if (hold === null)
        return [];
    // who holds it and why are in other rows, where this run does
    const update = updateOf(plan);
    const isOwn = update?.event?.action === 'hold' || update?.hold != null;
    return [['on hold', isOwn ? endText(hold, style) : holdText(hold, style)]];
}
/** ` and put it on hold until …`, where a run that moves an environment also holds it. */
function heldToo(plans, style) {
    const hold = plans.flatMap((plan) => updateOf(plan)?.hold ?? [])[0];
    if (!hold || !plans.some(moveOf))
        return '';
    return ` and put it on hold${hold.until === undefined ? '' : ` until ${style.minute(hold.until)}`}`;
}
/** What follows in a line of the log about an environment: its hold, and the marks of what is live. */
function gateNotes({ row }) {
    const held = row.held === null ? '' : `; on hold ${holdText(row.held, PLAIN)}`;
    const marks = row.marks.map(({ as, by, at }) => `${as}${by === null ? '' : ` by ${PLAIN.text(by)}`} ${PLAIN.minute(at)}`);
    return `${held}${marks.length === 0 ? '' : `; marked ${marks.join(', ')}`}`;
}
/** The holds of environments and the marks of what is live there, as lists; empty where there are none. */
function gatesBlock(environments, links) {
    const style = markdown(links);
    const rows = environments.map(({ row }) => row);
    const holds = rows.flatMap((row) => (row.held === null ? [] : [{ row, text: holdText(row.held, style) }]));
    const marks = rows.flatMap((row) => row.marks.map(({ as, by, at, run, reason }) => {
        const who = by === null ? '' : ` by ${style.text(by)}`;
        const link = run === null ? '' : ` (${style.run(run)})`;
        const name = escapeMarkdown((0,image_name/* imageName */.tO)(row, row.digest));
        const text = `${name} ${as} at ${style.minute(at)}${who}${link}${reason === null ? '' : `: ${style.text(reason)}`}`;
        return { row, text };
    }));
    const images = [...new Set(rows.map(({ image }) => image))];
    return [
        ...(holds.length > 0 ? [`On hold:\n\n${linesOf(holds, images).join('\n')}`] : []),
        ...(marks.length > 0 ? [`Marks of what is live:\n\n${linesOf(marks, images).join('\n')}`] : []),
    ].join('\n\n');
}
/** How many images of a line are named. */
const holds_NAMED = 5;
/** A line for each environment and text, with the images where they are not all. */
function linesOf(said, images) {
    const { short } = (0,image_name/* stripCommonPrefix */.Mb)(images);
    const groups = new Map();
    for (const { row, text } of said) {
        const key = JSON.stringify([row.environment, text]);
        const group = groups.get(key) ?? { where: row.environment, text, of: [] };
        groups.set(key, { ...group, of: [...group.of, row.image] });
    }
    return [...groups.values()].map(({ where, text, of }) => {
        const more = of.length > holds_NAMED ? ` and ${of.length - holds_NAMED} more` : '';
        const names = of.slice(0, holds_NAMED).map((image) => inlineCode(short(image)));
        const which = of.length === images.length ? '' : ` of ${names.join(', ')}${more}`;
        return `- **${escapeMarkdown(where)}**${which} ${text}`;
    });
}

;// CONCATENATED MODULE: ./lib/report/record-news.js



/** The news of a run that moves nothing: a hold, its end, a mark. */
function recordNews(request, plans, style) {
    const recorded = plans.filter((plan) => updateOf(plan) !== null);
    const where = style.text(request.environment);
    const of = recorded.length === plans.length ? '' : `${recorded.length} of `;
    const count = plans.length === 1 ? '' : ` (${of}${plans.length} images)`;
    const icon = request.dryRun ? '🔎' : ICONS[request.mode === 'mark' ? request.as : request.mode];
    const isNone = recorded.length === 0;
    if (request.mode === 'mark') {
        const names = new Set(plans.map((plan) => (0,image_name/* imageName */.tO)(plan.identity, targetDigest(plan))));
        const what = names.size === 1 ? style.text([...names][0] ?? '') : `${plans.length} images`;
        if (isNone)
            return { icon: '✅', text: `No change: ${what} is marked as ${request.as} in ${where}` };
        return { icon, text: `${request.dryRun ? 'Would mark' : 'Marked'} ${what} as ${request.as} in ${where}${count}` };
    }
    if (request.mode === 'resume') {
        if (isNone) {
            const isHeld = plans.some((plan) => holdAfter(plan) !== null);
            const text = isHeld ? `no hold of ${where} was ended` : `${where} is not on hold`;
            return { icon: '✅', text: `No change: ${text}` };
        }
        return { icon, text: `${request.dryRun ? 'Would end' : 'Ended'} the hold of ${where}${count}` };
    }
    if (isNone)
        return { icon: '✅', text: `No change: ${where} is on hold` };
    const until = updateOf(recorded[0])?.event?.until;
    const end = until === undefined ? '' : ` until ${style.minute(until)}`;
    return { icon, text: `${request.dryRun ? 'Would put' : 'Put'} ${where} on hold${end}${count}` };
}
const ICONS = { hold: '⏸️', resume: '▶️', verified: '✅', blocked: '⛔', cleared: '✅' };

;// CONCATENATED MODULE: ./lib/report/refused.js




const NOUNS = {
    build: 'Build',
    promote: 'Promotion',
    rollback: 'Rollback',
    status: 'Status',
    hold: 'Hold',
    resume: 'Resume',
    mark: 'Mark',
};
const REFUSED = {
    build: 'Not built',
    promote: 'Not promoted',
    rollback: 'Not rolled back',
    hold: 'Not put on hold',
    resume: 'Hold not ended',
    mark: 'Not marked',
};
function refusedChecks({ plan }) {
    return plan.checks.filter(({ verdict }) => verdict === 'refused');
}
/** Whether a run failed because guards refused it, and for nothing else. */
function isRefusedByGuards(result) {
    const { length } = refusedChecks(result);
    return !result.hasWritten && length > 0 && result.plan.problems.length === length;
}
/** The news of a run that failed with a plan: what the guards found, else the title of its error. */
function refusalNews(mode, result, style) {
    const { plan, error, hasWritten } = result;
    if (!isRefusedByGuards(result)) {
        const { icon, text } = failureNews(mode, error, style, hasWritten);
        return { icon, text: `${text}${stateNews(result, style)}` };
    }
    const groups = groupChecks(refusedChecks(result), ({ many }) => many);
    const label = refusedLabel(mode, plan.images.some((image) => !isUnbuilt(image)));
    const reasons = groups.map((group) => reasonOf(group, plan.images.length, style));
    const ones = groups.map(oneReason);
    if (groups.length > 1 && plan.images.length > 1) {
        if (ones.every((one) => one !== null) &&
            groups.every((group) => new Set(group.map(({ image }) => image)).size === plan.images.length))
            return {
                icon: '❌',
                text: `${label}: ${ones.map((one) => style.text(one ?? '')).join('; ')} (${plan.images.length} images)`,
            };
        const images = new Set(groups.flat().map(({ image }) => image)).size;
        const count = images === plan.images.length ? `${images} images` : `${images} of ${plan.images.length} images`;
        return { icon: '❌', text: `${label}: ${count}, for ${groups.length} reasons` };
    }
    return { icon: '❌', text: `${label}: ${reasons.join('; ')}` };
}
/** What a failure in the middle left of the environment: `; prod is as before`; empty where nothing was written. */
function stateNews(result, { text }) {
    const { images } = result.plan;
    const environment = images[0]?.environment ?? null;
    if (!result.hasWritten || !result.environmentState || environment === null)
        return '';
    const changed = images.filter((image) => !isAsBefore(image, result)).length;
    if (changed === 0)
        return `; ${text(environment)} is as before`;
    const count = images.length === 1 ? '' : ` for ${changed} of ${images.length} images`;
    return `; ${text(environment)} is not as before${count}`;
}
/** What was found about all images of a group, in the same words; null where these differ. */
function oneReason([first, ...others]) {
    const one = first?.finding?.one ?? null;
    return others.every(({ finding }) => finding?.one === one) ? one : null;
}
function reasonOf(group, images, { text }) {
    // several tags of one image are not several images
    const byImage = new Map(group.map((check) => [check.image, check]));
    const findings = [...byImage.values()].flatMap(({ finding }) => finding ?? []);
    const [first] = group;
    if (!first)
        return '';
    if (findings.length === 0)
        return text(first.text.replace(/\.$/, ''));
    return (0,finding/* sumUp */.Bw)(findings, images, text);
}
/** A build may be refused before anything is built, or only to tag what was built before. */
function refusedLabel(mode, isBuilt) {
    if (mode === 'build' && isBuilt)
        return 'Not tagged';
    return REFUSED[mode] ?? `${NOUNS[mode] ?? mode} failed`;
}
/** The news of a run that failed otherwise: the title of its error. @param hasWritten whether it had begun to write */
function failureNews(mode, { title, code }, style, hasWritten = false) {
    const noun = NOUNS[mode];
    // a mode that is unknown is what is wrong
    if (noun === undefined)
        return { icon: '❌', text: style.text(title) };
    const label = hasWritten || mode === 'build' || code === 'CANCELLED' ? `${noun} failed` : (REFUSED[mode] ?? `${noun} failed`);
    if (title.startsWith(`${label}: `))
        return { icon: '❌', text: `${style.text(label)}: ${style.text(title.slice(label.length + 2))}` };
    // "Build failed: Build failed" says it twice
    const why = title === label ? '' : `: ${style.text(title.charAt(0).toLowerCase() + title.slice(1))}`;
    return { icon: '❌', text: `${style.text(label)}${why}` };
}

;// CONCATENATED MODULE: ./lib/report/news.js






/** The news of a run that plans. */
function newsOf(request, result, style) {
    if (result.kind === 'failed')
        return refusalNews(request.mode, result, style);
    const { plan, built } = result;
    if (request.mode === 'hold' || request.mode === 'resume' || request.mode === 'mark')
        return recordNews(request, plan.images, style);
    const [image] = plan.images;
    if (!image)
        return { icon: '✅', text: 'No change' };
    if (request.mode === 'build' && !request.push) {
        const text = request.dryRun ? 'Would build the image and not push it' : 'Built the image; nothing was pushed';
        return { icon: request.dryRun ? '🔎' : '📦', text };
    }
    if (request.mode === 'build')
        return buildNews(request, image, result, style);
    if (!plan.images.some(hasWrites) && !built)
        return noChange(plan.images, style);
    const moved = plan.images.filter((image) => moveOf(image) !== null);
    if (moved.length === 0)
        return tagsNews(request, plan.images, style);
    return request.mode === 'promote'
        ? promotionNews(request, plan.images, moved, style)
        : rollbackNews(request, plan.images, moved, style);
}
/** One name for all images: `1.1.0`, `1.1.0 (3 images)`, `1.1.0 (2 of 3 images)` or `3 images`. */
function nameOfAll(plans, { text }, of = plans.length) {
    const names = new Set(plans.map((plan) => (0,image_name/* imageName */.tO)(plan.identity, targetDigest(plan))));
    const [name = ''] = names;
    if (of === 1)
        return text(name);
    const count = plans.length === of ? `${of} images` : `${plans.length} of ${of} images`;
    return names.size === 1 ? `${text(name)} (${count})` : count;
}
/** ` (was 1.0.0)`, where all images were at one name before; empty where nothing can be said in a few words. */
function wasOf(plans, { text }) {
    const names = new Set(plans.map(({ previous }) => previous && (0,image_name/* imageName */.tO)(previous, previous.digest)));
    const [name] = names;
    if (names.size !== 1)
        return '';
    if (!name)
        return plans.length === 1 ? ' (nothing was live)' : '';
    const isSame = plans.every((plan) => plan.previous?.digest === targetDigest(plan));
    return isSame ? ` (the same image as ${text(name)})` : ` (was ${text(name)})`;
}
function environmentOf([first], { text }) {
    return text(first?.environment ?? '');
}
function promotionNews({ dryRun }, all, moved, style) {
    const what = nameOfAll(moved, style, all.length);
    const text = `${dryRun ? 'Would promote' : 'Promoted'} ${what} to ${environmentOf(all, style)}${wasOf(moved, style)}`;
    return { icon: dryRun ? '🔎' : '🚀', text };
}
function rollbackNews({ dryRun }, all, moved, style) {
    const verb = dryRun ? 'Would roll back' : 'Rolled back';
    const where = environmentOf(all, style);
    if (moved.length < all.length) {
        const text = `${verb} ${moved.length} of ${all.length} images in ${where}${heldToo(all, style)}`;
        return { icon: all.some(({ isLeft }) => isLeft) ? '⚠️' : dryRun ? '🔎' : '⏪', text };
    }
    // one pair of parentheses: `1.0.0 (3 images, was 1.1.0)`
    const text = `${verb} ${where} to ${nameOfAll(moved, style)}${wasOf(moved, style)}`.replace(') (', ', ') + heldToo(all, style);
    return { icon: dryRun ? '🔎' : '⏪', text };
}
/** Only tags beside the environment's own are written. */
function tagsNews({ dryRun }, plans, style) {
    const tags = [...new Set(plans.flatMap((plan) => plan.tags.map(({ tag }) => tag)))];
    const what = tags.length === 0 ? 'what was missing' : tags.map(style.text).join(', ');
    const verb = dryRun ? 'Would add' : 'Added';
    const where = environmentOf(plans, style);
    return { icon: dryRun ? '🔎' : '🚀', text: `${verb} ${what} to ${nameOfAll(plans, style)}, live in ${where}` };
}
function noChange(plans, style) {
    const [first] = plans;
    const where = environmentOf(plans, style);
    const what = nameOfAll(plans, style);
    const icon = '✅';
    if (plans.length > 1)
        return { icon, text: `No change: ${what} ${what.endsWith('images') ? 'are' : 'is'} live in ${where}` };
    const since = first?.previous ? sinceOf(first.previous, style) : '';
    if (first?.previous && first.previous.digest !== targetDigest(first))
        return { icon, text: `No change: ${where} is at ${what} already, by an earlier attempt of this run` };
    return { icon, text: `No change: ${what} ${since === '' ? 'is' : 'has been'} live in ${where}${since}` };
}
/** ` since …  (mona, run 1)`, from the event that made an image live; empty where there is none. */
function sinceOf({ event }, { text, minute, run }) {
    if (!event)
        return '';
    const by = [...(event.actor === null ? [] : [text(event.actor)]), ...(event.run === null ? [] : [run(event.run)])];
    return ` since ${minute(event.at)}${by.length === 0 ? '' : ` (${by.join(', ')})`}`;
}
function buildNews(request, plan, result, style) {
    const { dryRun } = request;
    const name = style.text((0,image_name/* imageName */.tO)(plan.identity, targetDigest(plan)));
    const move = moveOf(plan) ?? (isReady(plan) || plan.isLeft ? null : plan.environment);
    const isWritten = hasWrites(plan);
    if (plan.isLeft && plan.previous) {
        const done = result.built ? `${dryRun ? 'Would build' : 'Built'} ${name}; ` : '';
        const stays = `${environmentOf([plan], style)} stays at ${style.text((0,image_name/* imageName */.tO)(plan.previous, plan.previous.digest))}`;
        return { icon: '⚠️', text: `${done}${stays}: ${news_whyLeft(result.plan.checks)}` };
    }
    if (!isWritten && !result.built)
        return { icon: '✅', text: noBuildChange(plan, name, style) };
    const to = move === null ? '' : ` and ${dryRun ? 'move' : 'moved'} ${environmentOf([plan], style)} to it`;
    const icon = dryRun ? '🔎' : '📦';
    if (result.built)
        return { icon, text: `${dryRun ? 'Would build' : 'Built'} ${name}${to}` };
    if (request.mode === 'build' && request.digest !== null && plan.commitTag !== null)
        return { icon, text: `${dryRun ? 'Would adopt' : 'Adopted'} ${name}${to}` };
    return { icon, text: `${tagged(request, plan, name)}${to} (${builtBefore(plan)})` };
}
/** The verb of a run that tags an image which exists. */
function tagged(request, plan, name) {
    const version = request.mode === 'build' ? request.version : null;
    const isRelease = version !== null && plan.tags.some(({ tag }) => tag === version.replaceAll('+', '_'));
    if (isRelease)
        return `${request.dryRun ? 'Would release' : 'Released'} ${name}`;
    return `${request.dryRun ? 'Would tag' : 'Tagged'} ${name}`;
}
/** How an image is known that this run did not build. */
function builtBefore({ identity }) {
    const commit = identity.revision === null ? 'before' : `as ${(0,image_name/* imageName */.tO)({ ...identity, version: null }, null)}`;
    return `built ${commit}, nothing rebuilt`;
}
function noBuildChange(plan, name, style) {
    const { environment, previous } = plan;
    if (environment === null)
        return `No change: ${name} is built and tagged`;
    const since = previous ? sinceOf(previous, style) : '';
    return `No change: ${name} is built, and ${since === '' ? 'is' : 'has been'} live in ${style.text(environment)}${since}`;
}
/** Why a build leaves its environment. */
function news_whyLeft(checks) {
    const skipped = checks.filter(({ verdict, guard }) => verdict === 'skipped' && guard !== 'rebuild');
    if (skipped.some(({ guard }) => guard === 'downgrade'))
        return 'this commit is older';
    return ((0,finding/* sumUp */.Bw)(skipped.flatMap(({ finding }) => finding ?? []), 1) || 'another run has moved it');
}

;// CONCATENATED MODULE: ./lib/report/outputs.js




/** The outputs of a run that plans, also of one that failed. */
function outputsOf(result, recorded = NOT_RECORDED) {
    const entries = result.plan.images.map((plan) => entryOf(plan, result));
    const [first] = entries;
    if (!first)
        return { changed: 'false', built: String(result.built) };
    const history = result.plan.images[0] ? historyDigestOf(result, result.plan.images[0]) : null;
    const isKnown = !isHalfWritten(result);
    return {
        ...(first.digest === null ? {} : { image: `${first.image}@${first.digest}` }),
        digest: first.digest ?? '',
        version: first.version ?? '',
        revision: first.revision ?? '',
        environment: first.environment ?? '',
        tags: first.tags.join('\n'),
        'previous-digest': first.previousDigest ?? '',
        'previous-version': first.previousVersion ?? '',
        // after a failed write it is unknown what has changed
        ...(isKnown ? { changed: String(entries.some(({ changed }) => changed === true)) } : {}),
        built: String(entries.some(({ built }) => built) || result.built),
        result: JSON.stringify(entries),
        ...(history === null || !isKnown ? {} : { 'history-digest': history }),
        changes: JSON.stringify(recorded.changes),
        ...(recorded.deploymentId === null ? {} : { 'deployment-id': recorded.deploymentId }),
    };
}
/** Whether a failure came after the first write. */
function isHalfWritten(result) {
    return result.kind === 'failed' && result.hasWritten;
}
function entryOf(plan, result) {
    const name = (0,image_reference/* repositoryName */.aR)(plan.image);
    const copy = copyOf(plan);
    const wasBuilt = isReady(plan) ? plan.built : result.built;
    const isCopied = result.copied.some(({ to, hasWritten }) => hasWritten && (0,image_reference/* repositoryName */.aR)(to) === name);
    const isChanged = result_outcomeOf(result, plan) !== null && (hasTagWrites(plan) || wasBuilt || isCopied);
    return {
        image: name,
        ...(copy ? { source: (0,image_reference/* repositoryName */.aR)(copy.source) } : {}),
        ...subjectOf(plan, errorOf(result) === null),
        environment: plan.environment,
        previousDigest: plan.previous?.digest ?? null,
        previousVersion: plan.previous?.version ?? null,
        previousRevision: plan.previous?.revision ?? null,
        tags: outputs_tagsOf(plan, errorOf(result) === null).map((tag) => `${name}:${tag}`),
        changed: isHalfWritten(result) ? null : isChanged,
        built: wasBuilt,
    };
}
/** What an entry is about: the image of the plan; where its environment is left, what stays live there. */
function subjectOf(plan, isDone) {
    const { isLeft, previous, identity } = plan;
    const isKept = isDone && isLeft && previous;
    const { version, also = [], revision } = isKept ? previous : identity;
    const digest = isKept ? previous.digest : targetDigest(plan);
    return { digest, version, ...(also.length > 0 ? { also } : {}), revision };
}
/**
 * The tags that are on the image by this run: the environment first, the commit tag last.
 * @param isDone whether nothing failed, so that planned tags count, too
 */
function outputs_tagsOf(plan, isDone) {
    if (!isDone)
        return [...plan.unchangedTags];
    const move = moveOf(plan);
    const tags = [
        ...(plan.commitTag ? [plan.commitTag.tag] : []),
        ...(move ? [move.environment] : []),
        ...plan.unchangedTags,
        ...[...(copyOf(plan)?.tags ?? []), ...plan.tags].map(({ tag }) => tag),
    ];
    // the same order in every run, whichever of them it writes
    const rank = (tag) => (tag === plan.environment ? 0 : tag.startsWith('git-') ? 2 : 1);
    return [...new Set(tags)].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}
/** The outputs of `status`. */
function statusOutputs(facts, request, metrics = []) {
    const environments = JSON.stringify(facts.environments.map(({ row }) => row));
    const history = facts.environments.length === 1 ? facts.environments[0]?.historyDigest : null;
    const [found] = facts.locations;
    const common = {
        environments,
        metrics: JSON.stringify(metrics),
        ...{ changed: 'false', built: 'false' },
        ...(facts.exists === null ? {} : { exists: String(facts.exists) }),
        ...(history ? { 'history-digest': history } : {}),
    };
    if (!found || facts.exists !== true || request.mode !== 'status')
        return common;
    const name = (0,image_reference/* repositoryName */.aR)(found.image);
    return {
        ...common,
        image: `${name}@${found.target.digest}`,
        digest: found.target.digest,
        version: found.identity.version ?? '',
        revision: found.identity.revision ?? '',
        environment: found.live.length === 1 ? (found.live[0] ?? '') : '',
        tags: found.tags.map((tag) => `${name}:${tag}`).join('\n'),
    };
}

;// CONCATENATED MODULE: ./lib/report/status-news.js

/** What an event of each action is called. */
const status_news_NOUNS = { build: 'build', promote: 'promotion', rollback: 'rollback' };
/** The noun for the action of an event: `promotion` for `promote`. */
function nounOf(action) {
    return status_news_NOUNS[action] ?? 'move';
}
/** The news of a status: what is wrong, else where the image of `version` is live, else what is live. */
function statusNews(facts, version, style) {
    const { environments, locations, exists } = facts;
    const wrong = problems(environments, style);
    if (wrong)
        return wrong;
    if (exists === false)
        return { icon: '🔭', text: status_news_notFound(facts, version, style) };
    if (locations.length > 0)
        return { icon: '🔭', text: located(locations, style) };
    const images = new Set(environments.map(({ row }) => row.image)).size;
    if (environments.length === 0) {
        // such as a repository that does not exist
        const icon = facts.warnings.length > 0 ? '⚠️' : '🔭';
        return { icon, text: 'No environment has a history here yet' };
    }
    const live = liveNames(environments, style);
    return { icon: '🔭', text: `${images > 1 ? `${images} images: ` : ''}${live || 'nothing is live'}` };
}
function problems(environments, { text }) {
    const images = new Set(environments.map(({ row }) => row.image)).size;
    const { short } = (0,image_name/* stripCommonPrefix */.Mb)([...new Set(environments.map(({ row }) => row.image))]);
    const list = (found) => {
        const names = [...new Set(found.map(({ row }) => text(row.environment)))].join(', ');
        const of = [...new Set(found.map(({ row }) => row.image))];
        if (images === 1)
            return names;
        return `${names} of ${of.length === 1 ? text(short(of[0] ?? '')) : `${of.length} images`}`;
    };
    const moved = environments.filter(({ row, unfinished }) => row.moved && !unfinished);
    const unfinished = environments.filter((each) => each.unfinished !== null);
    const unreadable = environments.filter(({ problem }) => problem !== null);
    const [first] = unfinished;
    const texts = [
        ...(moved.length > 0 ? [`${list(moved)} ${moved.length > 1 ? 'were' : 'was'} changed outside this action`] : []),
        ...(unreadable.length > 0 ? [`the history of ${list(unreadable)} cannot be read`] : []),
        ...(first ? [`a ${nounOf(first.unfinished?.action ?? '')} to ${list(unfinished)} was interrupted`] : []),
    ];
    const icon = moved.length > 0 || unreadable.length > 0 ? '⚠️' : '⏳';
    // a name of an environment keeps its case
    const said = texts
        .join('; ')
        .replace(/^(?:a|the) /, (article) => `${article.charAt(0).toUpperCase()}${article.slice(1)}`);
    return texts.length === 0 ? null : { icon, text: said };
}
/** `prod 1.0.0 (on hold) · staging, dev 1.1.0`: environments with one name together, the last stage first. */
function liveNames(environments, { text }) {
    const byEnvironment = new Map();
    for (const one of environments) {
        const of = byEnvironment.get(one.row.environment);
        if (of)
            of.push(one);
        else
            byEnvironment.set(one.row.environment, [one]);
    }
    const parts = [];
    for (const [environment, of] of [...byEnvironment].reverse()) {
        const names = new Set(of.flatMap(({ row }) => (row.digest === null ? [] : [(0,image_name/* imageName */.tO)(row, row.digest)])));
        const [only] = names;
        if (only === undefined)
            continue;
        const what = `${names.size === 1 ? text(only) : `${names.size} versions`}${holdsOf(of)}`;
        const last = parts.at(-1);
        if (last?.what === what && names.size === 1)
            last.environments.push(text(environment));
        else
            parts.push({ environments: [text(environment)], what });
    }
    return parts.map(({ environments: names, what }) => `${names.join(', ')} ${what}`).join(' · ');
}
/** ` (on hold)`, or of how many images an environment is; empty where none is. */
function holdsOf(of) {
    const held = of.filter(({ row }) => row.held !== null).length;
    if (held === 0)
        return '';
    return held === of.length ? ' (on hold)' : ` (${held} of ${of.length} on hold)`;
}
function status_news_notFound({ locations }, version, { text }) {
    const what = version === null ? 'the requested image' : text(version);
    return locations.length === 0 ? `There is no image ${what}` : `Some repositories have no image ${what}`;
}
function located(locations, { text }) {
    const names = new Set(locations.map(({ identity, target }) => (0,image_name/* imageName */.tO)(identity, target.digest)));
    const live = [...new Set(locations.flatMap((location) => location.live))].map(text);
    const what = names.size === 1 ? text([...names][0] ?? '') : `${locations.length} images`;
    return `${what} ${locations.length > 1 && names.size > 1 ? 'are' : 'is'} live in ${live.length === 0 ? 'no environment' : live.join(', ')}`;
}

;// CONCATENATED MODULE: ./lib/report/lines.js













/** More images are named without their common prefix. */
const NAMED_IN_FULL = 3;
/** The first line of a run's log: the mode, the images, the environment. */
function announcement(request) {
    const names = request.images.map(image_reference/* repositoryName */.aR);
    const where = inOrTo(request.mode, ('environment' in request && request.environment) || '');
    const tried = request.dryRun ? ' (dry run: nothing is written)' : '';
    if (names.length <= NAMED_IN_FULL)
        return `${request.mode} ${names.join(', ')}${where}${tried}`;
    const { shared, short } = (0,image_name/* stripCommonPrefix */.Mb)(names);
    const of = shared === '' ? '' : ` of ${shared}`;
    return `${request.mode} ${names.length} images${of}${where}${tried}: ${names.map(short).join(', ')}`;
}
/** A warning where a mode does not use `destination`: whoever set it may expect another repository to be used. */
function ignoredDestination({ mode, ignored }) {
    if (mode === 'build' || !ignored.includes('destination'))
        return [];
    const what = mode === 'rollback' ? 'rolled back' : 'read';
    return [`destination is ignored: image is ${what}. To use the repository that it was copied to, set that as image.`];
}
/** A log line for each environment of `status`. */
function statusLines({ images }, { environments, locations }) {
    const lines = environments.map((one) => {
        const { row, unfinished, problem } = one;
        const where = images.length > 1 ? `${row.image} ` : '';
        const what = row.digest === null ? 'nothing' : describe(row, row.digest);
        const since = row.since ? ` since ${row.since}` : '';
        const by = row.by ? ` by ${(0,util_text/* oneLine */.TN)(row.by)}` : '';
        const state = unfinished
            ? ` (a ${nounOf(unfinished.action)} of ${(0,image_name/* imageName */.tO)(unfinished, unfinished.digest)} was interrupted)`
            : row.moved
                ? ' (changed outside this action)'
                : problem === null
                    ? ''
                    : ' (its history cannot be read)';
        return `${where}${row.environment}: ${what}${since}${by}${state}${gateNotes(one)}`;
    });
    return [...lines, ...locations.map(locationLine)];
}
function locationLine({ image, target, identity, live, tags }) {
    const where = live.length === 0 ? 'no environment' : live.join(', ');
    return `${(0,image_reference/* repositoryName */.aR)(image)}: ${describe(identity, target.digest)} is live in ${where}; tags: ${tags.join(', ') || 'none'}`;
}
/** An image as a log names it: short name, commit and short digest, each once. */
function describe({ version, revision }, digest) {
    const name = (0,image_name/* imageName */.tO)({ version, revision }, digest);
    const commit = version === null || revision === null ? '' : ` (commit ${(0,image_name/* shortCommit */.Ax)(revision)})`;
    return `${name}${commit}${name === (0,image_digest/* shortDigest */.V)(digest) ? '' : ` ${(0,image_digest/* shortDigest */.V)(digest)}`}`;
}
/**
 * The digest of each history: whoever noted it can later prove whether the history was rewritten. A line each; many are
 * shortened in one line.
 */
function historyLines({ images }, digestOf) {
    const known = images.flatMap((plan) => {
        const digest = digestOf(plan);
        return digest ? [{ name: `${(0,image_reference/* repositoryName */.aR)(plan.image)}:${plan.environment}-history`, digest }] : [];
    });
    if (known.length <= NAMED_IN_FULL)
        return known.map(({ name, digest }) => `history ${name} is ${digest}`);
    const { shared, short } = (0,image_name/* stripCommonPrefix */.Mb)(known.map(({ name }) => name));
    const list = known.map(({ name, digest }) => `${short(name)} ${(0,image_digest/* shortDigest */.V)(digest)}`).join(', ');
    return [`${known.length} histories${shared === '' ? '' : ` of ${shared}`} (digests in full in the summary): ${list}`];
}
/** The last lines of a run that succeeded. */
function lastLines(request, result, outputs) {
    const { images } = result.plan;
    const news = [
        ...foundLine(request, result),
        `${newsOf(request, result, PLAIN).text}.`,
        ...unchangedLines(result.plan),
        ...holdLines(result.plan),
        ...(request.dryRun ? ['Dry run: nothing was written.'] : []),
    ];
    if (images.length > 1)
        return [...news, `${images.length} images, digests in output result`, ...deployLines(images)];
    return outputs.image ? [...news, `image: ${outputs.image}`] : news;
}
/** The holds of the environments after the run: one line for all that are equal. */
function holdLines({ images }) {
    const lines = images.flatMap((plan) => {
        const hold = holdAfter(plan);
        return hold === null ? [] : [`${plan.environment} is on hold ${holdText(hold, PLAIN)}`];
    });
    return [...new Set(lines)];
}
/** Who made live what was live already, when and why; one image is in the line before, but for the reason. */
function unchangedLines({ images }) {
    return images.flatMap((plan) => {
        const { image, environment, previous, isLeft } = plan;
        if (plan.kind === 'record' || isLeft || moveOf(plan) || !previous?.event || previous.digest !== targetDigest(plan))
            return [];
        const { reason } = previous.event;
        if (images.length === 1)
            return reason === null ? [] : [`The reason given then: ${(0,util_text/* oneLine */.TN)(reason)}`];
        const why = reason === null ? '' : `: ${(0,util_text/* oneLine */.TN)(reason)}`;
        const what = (0,image_name/* imageName */.tO)(previous, previous.digest);
        return [`${(0,image_reference/* repositoryName */.aR)(image)}: ${what} has been live in ${environment}${sinceOf(previous, PLAIN)}${why}`];
    });
}
/** Where the build of the commit was found, so that nothing was built. */
function foundLine(request, { plan }) {
    const [image] = plan.images;
    if (request.mode !== 'build' || request.digest !== null || !image || !isReady(image) || image.built)
        return [];
    const tag = outputs_tagsOf(image, true).find((name) => name.startsWith('git-'));
    const under = tag === undefined ? '' : ` under ${tag}`;
    return [`Found the build of commit ${request.commit}${under}: ${image.target.digest}. Nothing to build.`];
}
/** A log line for each environment that a run is about to move: from what to what. */
function moveLines({ images }) {
    return images.filter(isReady).flatMap((plan) => (moveOf(plan) ? [moveLine(plan)] : []));
}
function moveLine({ image, environment, previous, identity, target }) {
    const before = previous === null ? 'nothing' : (0,image_name/* imageName */.tO)(previous, previous.digest);
    const commit = identity.revision === null ? '' : ` (commit ${(0,image_name/* shortCommit */.Ax)(identity.revision)})`;
    return `${(0,image_reference/* repositoryName */.aR)(image)}:${environment}: ${before} → ${(0,image_name/* imageName */.tO)(identity, target.digest)}${commit}`;
}
/** A log line for each thing that a dry run would write. */
function plannedLines({ images }) {
    return images.filter(needsWriting).flatMap((plan) => {
        if (plan.kind === 'record')
            return plannedRecord(plan);
        return isReady(plan) ? lines_planned(plan) : plannedBuild(plan);
    });
}
function plannedRecord({ image, move, environment }) {
    const action = move?.event?.action;
    return action === undefined ? [] : [`would record in ${(0,image_reference/* repositoryName */.aR)(image)}:${environment}-history: ${action}`];
}
function plannedBuild(plan) {
    const tags = outputs_tagsOf(plan, true).filter((tag) => !plan.unchangedTags.includes(tag));
    const name = (0,image_reference/* repositoryName */.aR)(plan.image);
    return [
        `would build ${name}: ${(0,image_name/* imageName */.tO)(plan.identity, null)}`,
        ...(tags.length > 0 ? [`would tag ${name}: ${tags.join(', ')}`] : []),
    ];
}
function lines_planned(plan) {
    const { image, copy, move, identity, target } = plan;
    const name = (0,image_reference/* repositoryName */.aR)(image);
    const what = (0,image_name/* imageName */.tO)(identity, target.digest);
    const tags = outputs_tagsOf(plan, true).filter((tag) => tag !== move?.environment && !plan.unchangedTags.includes(tag));
    return [
        ...(copy && hasCopying(copy) ? [`would copy ${(0,image_reference/* repositoryName */.aR)(copy.source)} → ${name}: ${what}`] : []),
        ...(tags.length > 0 ? [`would tag ${name}: ${tags.join(', ')}`] : []),
        ...(move?.isHistoryOnly ? [`would record in ${name}:${move.environment}-history: ${what} is live`] : []),
        ...(move && !move.isHistoryOnly ? [`would move ${moveLine(plan)}`] : []),
    ];
}

;// CONCATENATED MODULE: ./lib/report/stage-gates.js


const stage_gates_ICONS = {
    passed: '✅',
    refused: '❌',
    overridden: '⚠️',
    unknown: '⚠️',
    skipped: '⚠️',
};
/** What the gates of the stages say, in their order, each once for all images of which the same is said. */
function saidOnce({ stages = [] }) {
    const all = new Map();
    for (const { image, stage, isLive, checks } of stages)
        for (const check of isLive ? [null] : checks) {
            const key = JSON.stringify([stage, check?.guard, check?.verdict, check?.text]);
            all.set(key, { stage, check, images: [...(all.get(key)?.images ?? []), image] });
        }
    const order = [...new Set(stages.map(({ stage }) => stage))];
    const ranked = [...all.values()].map((said, index) => ({ said, index, rank: order.indexOf(said.stage) }));
    return ranked.sort((a, b) => a.rank - b.rank || a.index - b.index).map(({ said }) => said);
}
/** The lines of a dry run's log: what the gates of each stage say of the images. */
function stageLines(plan) {
    const count = new Set(plan.stages?.map(({ image }) => image)).size;
    return saidOnce(plan).map(({ stage, check, images }) => {
        const names = images.length === count && count > stage_gates_NAMED ? `all ${count} images` : images.join(', ');
        if (check === null)
            return `gates of ${stage}: ${names} ${images.length === 1 ? 'is' : 'are'} live there`;
        return `gates of ${stage}: ${check.guard} ${check.verdict}: ${check.text} (${names})`;
    });
}
/** So many images are named; all of more are counted. */
const stage_gates_NAMED = 3;
/** A table of what the gates of each stage say of the images; empty where that was not asked. */
function stagesBlock(plan) {
    const { stages = [] } = plan;
    if (stages.length === 0)
        return '';
    const all = [...new Set(stages.map(({ image }) => image))];
    const { short } = (0,image_name/* stripCommonPrefix */.Mb)(all);
    const isMany = all.length > 1;
    const rows = saidOnce(plan).map(({ stage, check, images }) => [
        `**${escapeMarkdown(stage)}**`,
        check === null ? '–' : inlineCode(check.guard),
        check === null ? '✅ live there' : `${stage_gates_ICONS[check.verdict]} ${escapeMarkdown(check.text.replace(/\.$/, ''), 500)}`,
        ...(isMany
            ? [images.length === all.length ? 'all' : images.map((image) => inlineCode(short(image))).join(' ')]
            : []),
    ]);
    return `**Gates of all stages**:\n\n${table(['stage', 'gate', '', ...(isMany ? ['images'] : [])], rows)}`;
}

// EXTERNAL MODULE: ./lib/modes/lag.js
var lag = __webpack_require__(6752);
;// CONCATENATED MODULE: ./lib/report/figures.js



const DOCS = 'https://github.com/build-once-promote/build-once-promote/blob/main/docs/figures.md';
const figures_DAY_MS = 86_400_000;
/** The figures of a window, in this order. */
const NAMES = ['promotions', 'lead time', 'rolled back or blocked', 'time to recover', 'rework'];
/** The figures of all images and environments as a folded block; empty where no history has a deployment. */
function figuresBlock(metrics) {
    const known = metrics.filter(({ windows }) => windows.some(({ deploymentFrequency }) => deploymentFrequency.events > 0));
    if (known.length === 0)
        return '';
    const images = [...new Set(metrics.map(({ image }) => image))];
    const isMany = images.length > 1;
    const { short } = (0,image_name/* stripCommonPrefix */.Mb)(images);
    const head = [...(isMany ? ['image'] : []), ...['environment', 'days', ...NAMES]];
    const rows = known.flatMap(({ image, environment, windows }) => windows.map((window) => [
        ...(isMany ? [inlineCode(short(image))] : []),
        escapeMarkdown(environment),
        String(window.days),
        ...cellsOf(window),
    ]));
    const about = `In brackets: how many events a figure rests on. A promoted tag is not a rollout, and a failure that nobody rolled back or marked is not seen: [what each figure means](${DOCS}).`;
    return `<details><summary>Figures (DORA)</summary>\n\n${table(head, rows)}\n\n${about}\n\n</details>`;
}
/**
 * The figures of an environment that are known, each with how many events it rests on, as one line without markup; null
 * where nothing was promoted.
 */
function figuresLine(window) {
    if (window.deploymentFrequency.events === 0)
        return null;
    const known = cellsOf(window).map((text, index) => (text === figures_UNKNOWN ? '' : `${NAMES[index]} ${text}`));
    return `in ${window.days} days: ${known.filter(Boolean).join('; ')}`;
}
const figures_UNKNOWN = '–';
function cellsOf(window) {
    return [
        cell(window.deploymentFrequency, (perWeek) => `${Number(perWeek.toFixed(1))} a week`),
        cell(window.changeLeadTime, formatAge),
        cell(window.changeFailRate, (share) => `at least ${percent(share)}`),
        cell(window.failedDeploymentRecoveryTime, formatAge),
        cell(window.deploymentReworkRate, percent),
    ];
}
function cell({ value, events }, format) {
    return value === null ? figures_UNKNOWN : `${format(value)} (${events})`;
}
function percent(share) {
    return `${Math.round(100 * share)} %`;
}
/** A time in seconds, in days where it is long. */
function formatAge(seconds) {
    const milliseconds = 1000 * seconds;
    return milliseconds < 2 * figures_DAY_MS ? formatDuration(milliseconds) : `${(milliseconds / figures_DAY_MS).toFixed(1)} days`;
}

;// CONCATENATED MODULE: ./lib/report/status-locations.js



/** Where the image of `version` is live, in several repositories: a row each. */
function locatedAll(all, links) {
    const { short } = (0,image_name/* stripCommonPrefix */.Mb)(all.map(({ image }) => (0,image_reference/* repositoryName */.aR)(image)));
    const rows = all.map(({ image, target, identity, tags, live }) => [
        inlineCode(short((0,image_reference/* repositoryName */.aR)(image))),
        escapeMarkdown((0,image_name/* imageName */.tO)(identity, target.digest)),
        digestCode(target.digest),
        commitLink(identity.revision, links.source),
        live.map(inlineCode).join(' ') || 'no environment',
        tags.map(inlineCode).join(' ') || '–',
    ]);
    return table(['this image of', 'version', 'digest', 'commit', 'live in', 'tags'], rows);
}
/** Where the image of `version` is live, in one repository. */
function status_locations_located({ image, target, identity, tags, live }, links) {
    const rows = [
        ['image', inlineCode((0,image_reference/* repositoryName */.aR)(image))],
        ['digest', digestCode(target.digest)],
        ['version', identity.version === null ? '–' : escapeMarkdown(identity.version)],
        ...alsoRow(identity),
        ['commit', commitLink(identity.revision, links.source)],
        ['created', formatMinute(identity.created)],
        ['live in', live.map(inlineCode).join(' ') || 'no environment'],
        ['tags', tags.map(inlineCode).join(' ') || '–'],
    ];
    return `${table(['', 'this image'], rows)}\n\n\`\`\`yaml\nimage: ${(0,image_reference/* repositoryName */.aR)(image)}@${target.digest}\n\`\`\``;
}

;// CONCATENATED MODULE: ./lib/report/mermaid.js
/** The longest text in a diagram, in characters. */
const MAX_TEXT = 40;
/**
 * Returns untrusted text for a label of a Mermaid diagram: only characters of names and versions, none that Mermaid reads
 * as its own syntax or as HTML.
 */
function mermaidText(text) {
    const kept = text.replace(/[^\w.+ ()-]/g, '').trim();
    return kept.length > MAX_TEXT ? `${kept.slice(0, MAX_TEXT)}…` : kept;
}
/** Returns a diagram as a block of Markdown. */
function mermaid(lines) {
    return `\`\`\`mermaid\n${lines.join('\n')}\n\`\`\``;
}

;// CONCATENATED MODULE: ./lib/report/timeline.js


/** How many days, and moves of a day, the timeline has: it is as tall as its longest day. */
const MAX = { days: 6, moves: 4 };
/** The last releases as a Mermaid timeline, a column a day; empty where there are fewer than two. */
function timelineBlock(environments) {
    const moves = environments.flatMap(movesOf).sort((a, b) => a.at - b.at);
    if (moves.length < 2)
        return '';
    const days = new Map();
    for (const moved of ofLastDays(moves)) {
        const [day, what] = [dayOf(moved), timeline_textOf(moved)];
        const of = days.get(day) ?? new Map();
        of.set(what, (of.get(what) ?? 0) + 1);
        days.set(day, of);
    }
    const lines = [...days].map(([day, of]) => {
        const texts = [...of].map(([what, count]) => `${what}${count > 1 ? ` (${count} images)` : ''}`);
        const shown = texts.length > MAX.moves ? texts.slice(-MAX.moves + 1) : texts;
        const more = texts.length - shown.length;
        return `  ${[day, ...(more > 0 ? [`${more} more`] : []), ...shown].join(' : ')}`;
    });
    return `<details><summary>Last releases</summary>\n\n${mermaid(['timeline', ...lines])}\n\n</details>`;
}
/** The moves of the last days that have any; many images have tens of thousands before these. @param moves oldest first */
function ofLastDays(moves) {
    const days = new Set();
    const before = moves.findLastIndex((moved) => days.add(dayOf(moved)).size > MAX.days);
    return moves.slice(before + 1);
}
function movesOf({ row, moves }) {
    return moves.flatMap((move) => {
        const at = Date.parse(move.at);
        const isShown = move.digest !== null && move.digest !== move.previous && !Number.isNaN(at);
        return isShown ? [{ at, environment: row.environment, move }] : [];
    });
}
function dayOf({ at }) {
    return new Date(at).toISOString().slice(0, 10);
}
function timeline_textOf({ environment, move }) {
    const verb = move.action === 'rollback' ? 'back to ' : move.action === 'observed' ? 'changed to ' : '';
    return `${mermaidText(environment)} ${verb}${mermaidText((0,image_name/* imageName */.tO)(move, move.digest ?? ''))}`;
}

;// CONCATENATED MODULE: ./lib/report/status-summary.js











/** How many images with one reason are named. */
const status_summary_NAMED = 5;
/**
 * The job summary of `status`: what is live in each environment, and where one image is live.
 * @param now milliseconds since the epoch; null where no ages are shown
 */
function statusSummary(request, facts, metrics = [], now = null) {
    const { environments, locations } = facts;
    const links = request.context;
    const { icon, text } = statusNews(facts, request.versions ? null : request.version, markdown(links));
    const isMany = new Set(environments.map(({ row }) => row.image)).size > 1;
    const boards = environments.length === 0 ? [] : board(environments, links, now);
    const parts = [
        `### ${icon} ${text}`,
        // why a history cannot be read is said of its environment
        ...notes(facts.warnings.filter((text) => environments.every(({ problem }) => problem !== text)), facts.notices),
        // nobody would see warnings below a table of many rows
        ...(isMany
            ? [...environments.flatMap((one) => warnings(one, links)), ...boards]
            : [...boards, ...environments.flatMap((one) => warnings(one, links))]),
        gatesBlock(environments, links),
        reasons(environments),
        timelineBlock(environments),
        ...(locations.length > 1 ? [locatedAll(locations, links)] : locations.map((one) => status_locations_located(one, links))),
        pinned(environments),
        figuresBlock(metrics),
    ];
    return `${parts.filter(Boolean).join('\n\n')}\n`;
}
/** One image: its environments in full. Several: images by environments, with the tables in full folded. */
function board(environments, links, now) {
    const byImage = new Map();
    for (const standing of environments) {
        const of = byImage.get(standing.row.image);
        if (of)
            of.push(standing);
        else
            byImage.set(standing.row.image, [standing]);
    }
    const images = [...byImage.keys()];
    const [only = ''] = images;
    if (images.length === 1)
        return [inlineCode(only), environmentTable(environments, links, now)];
    const { shared, short } = (0,image_name/* stripCommonPrefix */.Mb)(images);
    const names = [...new Set(environments.map(({ row }) => row.environment))];
    // what needs a look is not found below forty rows
    const sorted = [...byImage].map(([image, of]) => ({ image, of, rank: rankOf(of) })).sort((a, b) => a.rank - b.rank);
    const rows = sorted.map(({ image, of }) => [
        inlineCode(short(image)),
        ...names.map((name) => brief(of.find(({ row }) => row.environment === name), of)),
    ]);
    const full = [...byImage]
        .map(([image, of]) => `${inlineCode(image)}\n\n${environmentTable(of, links, now)}`)
        .join('\n\n');
    return [
        ...(shared ? [`${inlineCode(shared)}…`] : []),
        table(['', ...names.map((name) => escapeMarkdown(name))], rows),
        `<details><summary>Commits, times, people</summary>\n\n${full}\n\n</details>`,
    ];
}
/** Images with drift first, then those on hold, then those with a stage behind another. */
function rankOf(of) {
    if (of.some((one) => (0,status_report/* driftOf */.$)(one) !== null))
        return 0;
    if (of.some(({ row }) => row.held !== null))
        return 1;
    return of.some((one) => !['same', undefined].includes(lagIn(of, one)?.kind)) ? 2 : 3;
}
/** How an environment stands beside the one before it. */
function lagIn(all, one) {
    const before = all[all.indexOf(one) - 1];
    return before ? (0,lag/* lagOf */.e)(one, before) : null;
}
function lagNote(all, one) {
    return lagText(lagIn(all, one), escapeMarkdown(all[all.indexOf(one) - 1]?.row.environment ?? ''));
}
/** A lag in a few words; empty where both have the same image. @param stage the stage before, as it is shown */
function lagText(lag, stage) {
    if (lag === null || lag.kind === 'same')
        return '';
    if (lag.kind === 'behind')
        return `${lag.by}&nbsp;behind`;
    return lag.kind === 'ahead' ? 'ahead' : `not in ${stage}`;
}
/** @param all the environments of one image: two images of one name are told apart by their digests */
function brief(standing, all) {
    const { row } = standing ?? {};
    if (!standing || !row)
        return '–';
    if (row.digest === null)
        return (0,status_report/* driftOf */.$)(standing) ? '– ⚠️' : '–';
    const name = (0,image_name/* imageName */.tO)(row, row.digest);
    const isAmbiguous = all.some((other) => other.row.digest !== null && other.row.digest !== row.digest && (0,image_name/* imageName */.tO)(other.row, other.row.digest) === name);
    const digest = isAmbiguous ? ` ${digestCode(row.digest)}` : '';
    const lag = lagNote(all, standing);
    return `**${escapeMarkdown(name)}**${digest}${lag && ` (${lag})`}${standing.unfinished ? ' ⏳' : (0,status_report/* driftOf */.$)(standing) ? ' ⚠️' : ''}`;
}
function environmentTable(environments, links, now) {
    const hasLag = environments.length > 1;
    const rows = environments.map((one) => {
        const { row, unfinished, problem } = one;
        return [
            `**${escapeMarkdown(row.environment)}**`,
            row.digest === null ? '–' : escapeMarkdown((0,image_name/* imageName */.tO)(row, row.digest)),
            ...(hasLag ? [lagNote(environments, one) || '–'] : []),
            // a table that is too wide is cut at its right
            problem !== null
                ? '⚠️&nbsp;history invalid'
                : unfinished
                    ? '⏳&nbsp;unfinished'
                    : row.moved
                        ? '⚠️&nbsp;changed outside'
                        : row.action === null
                            ? '–'
                            : runLink(row.run, links.server, row.action),
            sinceCell(row.since, now),
            row.by === null ? '–' : escapeMarkdown(row.by),
            commitLink(row.revision, links.source),
            digestCode(row.digest),
        ];
    });
    const lag = hasLag ? ['lag'] : [];
    return table(['environment', 'version', ...lag, 'action', 'since', 'by', 'commit', 'digest'], rows);
}
/** A time, and how long ago it was in whole units. */
function sinceCell(since, now) {
    const time = formatMinute(since);
    const ms = since === null || now === null ? Number.NaN : Math.max(0, now - Date.parse(since));
    if (Number.isNaN(ms))
        return time;
    const units = [
        ['d', 86_400_000],
        ['h', 3_600_000],
        ['min', 60_000],
    ];
    const [unit, length] = units.find(([, each]) => ms >= 2 * each) ?? ['s', 1000];
    return `${time} (${Math.floor(ms / length)}&nbsp;${unit})`;
}
/** Warnings about an environment whose tag and history do not agree. */
function warnings({ row, unfinished, problem }, { server }) {
    const where = `${escapeMarkdown(row.image)}: **${escapeMarkdown(row.environment)}**`;
    if (problem !== null)
        return [`> [!WARNING]\n> ${where}: ${escapeMarkdown(problem, MAX_LINE)}`];
    if (unfinished) {
        return [
            `> [!WARNING]\n> ${where}: a ${nounOf(unfinished.action)} of ${escapeMarkdown((0,image_name/* imageName */.tO)(unfinished, unfinished.digest))} started at ${formatMinute(unfinished.at)} (${runLink(unfinished.run, server)}) but never moved the tag: the run is still going, was interrupted, or the tag was reset. Re-run it to finish.`,
        ];
    }
    if (row.moved && row.digest === null) {
        return [
            `> [!WARNING]\n> ${where}: the tag was deleted outside this action. A promotion or a rollback writes it again.`,
        ];
    }
    if (row.moved) {
        return [
            `> [!WARNING]\n> ${where}: the tag was changed outside this action; the next promotion or rollback will record that.`,
        ];
    }
    return [];
}
/** The reasons that were given for what is live, with the images where they are not all. */
function reasons(environments) {
    const images = [...new Set(environments.map(({ row }) => row.image))];
    const { short } = (0,image_name/* stripCommonPrefix */.Mb)(images);
    const given = new Map();
    for (const { row, reason, unfinished } of environments) {
        if (reason === null || unfinished)
            continue;
        const key = JSON.stringify([row.environment, reason]);
        const one = given.get(key) ?? { environment: row.environment, text: reason, of: [] };
        one.of.push(row.image);
        given.set(key, one);
    }
    const lines = [...given.values()].map(({ environment, text, of }) => {
        const more = of.length > status_summary_NAMED ? ` and ${of.length - status_summary_NAMED} more` : '';
        const names = of.length === images.length
            ? ''
            : ` of ${of
                .slice(0, status_summary_NAMED)
                .map((name) => inlineCode(short(name)))
                .join(', ')}${more}`;
        return `- **${escapeMarkdown(environment)}**${names}: ${escapeMarkdown(text)}`;
    });
    return lines.length === 0 ? '' : `Reasons:\n\n${lines.join('\n')}`;
}
/** The live images by digest, a line each. */
function pinned(environments) {
    const live = environments.filter(({ row }) => row.digest !== null);
    if (live.length === 0)
        return '';
    const lines = live.map(({ row }) => `${row.environment}: ${row.image}@${row.digest}`);
    return `<details><summary>Pinned by digest</summary>\n\n\`\`\`text\n${lines.join('\n')}\n\`\`\`\n\n</details>`;
}

;// CONCATENATED MODULE: ./lib/report/copied.js








/** How an image was copied, as rows of its table; none where it was not. */
function copiedRows(plan, result) {
    const copy = copyOf(plan);
    if (!copy)
        return [];
    const done = result.copied.filter(({ to }) => (0,image_reference/* repositoryName */.aR)(to) === (0,image_reference/* repositoryName */.aR)(plan.image));
    const about = done.length > 0 ? ['copied', format(sumOf(done))] : copied_planned([{ plan: copy, to: plan.image }]);
    return [['copied from', inlineCode((0,image_reference/* repositoryName */.aR)(copy.source))], about];
}
/** How images were copied, as one line; empty where none was. */
function copiedLine(result) {
    const { copied } = result;
    const copies = result.plan.images.flatMap((plan) => {
        const copy = copyOf(plan);
        return copy ? [{ plan: copy, to: plan.image }] : [];
    });
    if (copies.length === 0)
        return '';
    const { shared } = (0,image_name/* stripCommonPrefix */.Mb)(copies.map((copy) => (0,image_reference/* repositoryName */.aR)(copy.plan.source)));
    const [label, text] = copied.length > 0 ? ['copied', format(sumOf(copied))] : copied_planned(copies);
    const isBroken = result.kind === 'failed' && result.hasWritten && copied.length === 0;
    const broken = isBroken ? '. What has arrived is not sent again' : '';
    const from = shared === '' ? '' : ` from ${inlineCode(shared)}…`;
    return `**${label[0]?.toUpperCase()}${label.slice(1)}**${from}: ${text}${broken}`;
}
function sumOf(outcomes) {
    return {
        sent: countAll(outcomes.map(({ sent }) => sent)),
        mounted: countAll(outcomes.map(({ mounted }) => mounted)),
        there: countAll(outcomes.map(({ there }) => there)),
        ...sumOfPieces(outcomes),
        // copies of one run go in parallel
        milliseconds: Math.max(...outcomes.map(({ milliseconds }) => milliseconds)),
    };
}
function sumOfPieces(pieces) {
    return {
        manifests: pieces.reduce((sum, { manifests }) => sum + manifests, 0),
        referrers: pieces.reduce((sum, { referrers }) => sum + referrers, 0),
    };
}
function format(totals) {
    const { sent, milliseconds } = totals;
    const rate = milliseconds > 0 && sent.bytes > 0 ? ` (${formatSize((1000 * sent.bytes) / milliseconds)}/s)` : '';
    return `${formatCopyStats(totals, true)}, in ${formatDuration(milliseconds)}${rate}`;
}
/** The label and figures of copies that are still to be made. */
function copied_planned(copies) {
    const plans = copies.map(({ plan }) => plan);
    if (!plans.some(hasCopying))
        return ['copied', 'nothing: all of it is there already'];
    const { first, later } = scheduleBlobs(copies);
    const count = (isMounted) => countOf([...first, ...later].filter(({ mount }) => (mount !== null) === isMounted).map(({ blob }) => blob));
    const there = countAll(plans.map((plan) => plan.there));
    const counts = { sent: count(false), mounted: count(true), there, ...sumOfPieces(plans.map(piecesOf)) };
    return ['to be copied', formatCopyStats(counts, false)];
}

;// CONCATENATED MODULE: ./lib/report/guards.js
/** The guards that passed, in one line; the others are in the warnings and errors. Empty where none passed. */
function passedGuards(checks) {
    const names = new Set(checks.flatMap(({ guard, verdict }) => (verdict === 'passed' ? [guard] : [])));
    for (const { guard, verdict } of checks)
        if (verdict !== 'passed')
            names.delete(guard);
    return names.size === 0 ? '' : `Guards passed: ${[...names].map((name) => `\`${name}\``).join(', ')}`;
}

;// CONCATENATED MODULE: ./lib/report/stages.js




/** A diagram of more stages could not be read. */
const MAX_STAGES = 12;
/**
 * The stages as a diagram, with what moved in the one that this run is about.
 * @returns empty where there is only one stage, or nothing moves
 */
function stagesPicture(request, result) {
    const { environment, stages } = request;
    const moved = result.plan.images.filter((image) => moveOf(image) !== null);
    if (environment === null || stages.length < 2 || stages.length > MAX_STAGES || !stages.includes(environment))
        return '';
    if (result.kind === 'failed' || moved.length === 0)
        return '';
    const isDone = moved.every((image) => result_outcomeOf(result, image) !== null);
    const nodes = stages.map((stage, index) => {
        const label = stage === environment
            ? `${mermaidText(stage)}: ${changeOf(moved, result.plan.images.length)}`
            : mermaidText(stage);
        return `s${index}["${label}"]${stage === environment ? ':::moved' : ''}`;
    });
    const at = stages.indexOf(environment);
    // an arrow is drawn thick where the image came from; a rollback comes from nowhere
    const isUp = request.mode === 'promote' && at > 0;
    const links = nodes.slice(1).map((_, index) => `s${index} ${isUp && index + 1 === at ? '==>' : '-->'} s${index + 1}`);
    return mermaid([
        'flowchart LR',
        ...[...nodes, ...links].map((line) => `  ${line}`),
        `  classDef moved stroke-width:3px${isDone ? '' : ',stroke-dasharray:6 4'}`,
    ]);
}
/** `1.0.0 → 1.1.0`, or how many images move. */
function changeOf(moved, all) {
    const changes = new Set(moved.map(({ previous, ...plan }) => {
        const before = previous === null ? '' : `${mermaidText((0,image_name/* imageName */.tO)(previous, previous.digest))} → `;
        return `${before}${mermaidText((0,image_name/* imageName */.tO)(plan.identity, targetDigest({ previous, ...plan })))}`;
    }));
    const [only = ''] = changes;
    if (moved.length === 1 && all === 1)
        return only;
    // no break between the words: a label has more than one line where it is long
    const count = (moved.length === all ? `${all} images` : `${moved.length} of ${all} images`).replaceAll(' ', '\u00a0');
    return changes.size === 1 ? `${only} (${count})` : count;
}

;// CONCATENATED MODULE: ./lib/report/summary-images.js











/** The table of a run of one image. */
function oneImage(request, plan, result) {
    const { previous, identity, environment } = plan;
    const where = environment === null ? '' : `in ${escapeMarkdown(environment)}`;
    const image = ['image', inlineCode((0,image_reference/* repositoryName */.aR)(plan.image))];
    const live = previous ? withDigest(previous, previous.digest) : 'nothing';
    const mine = withDigest(identity, targetDigest(plan));
    if (result.kind === 'failed') {
        const isStillLive = !result.hasWritten || environmentStateOf(plan, result) === 'as before';
        const rows = [
            image,
            ...(environment === null ? [] : [[isStillLive ? 'still live' : 'was live', live]]),
            ['requested', `${mine}${targetDigest(plan) === null ? ' not built' : ''}`],
            ...people(request, identity, result),
        ];
        return table(['', where || 'this run'], rows);
    }
    const move = moveOf(plan);
    // a mark of an image that is not the live one
    const isElsewhere = plan.kind === 'record' && plan.target !== null && previous?.digest !== plan.target.digest;
    const isRecorded = plan.kind === 'record' && plan.move !== null;
    const isStill = previous !== null && move === null && !isRecorded && previous.digest === targetDigest(plan);
    const rows = [
        image,
        ...(plan.isLeft ? [[`still live in ${escapeMarkdown(environment ?? '')}`, live]] : []),
        ...(isElsewhere ? [[`live in ${escapeMarkdown(environment ?? '')}`, live]] : []),
        [
            plan.isLeft ? 'this commit' : isElsewhere ? 'marked' : 'version',
            move
                ? `${previous ? summary_images_name(previous, previous.digest) : '–'} → **${summary_images_name(identity, targetDigest(plan))}**`
                : plan.kind === 'record' && plan.target === null
                    ? 'nothing'
                    : `**${summary_images_name(identity, targetDigest(plan))}**`,
        ],
        ...alsoRow(identity),
        ['digest', `${move && previous ? `${digestCode(previous.digest)} → ` : ''}${digestCode(targetDigest(plan))}`],
        ...(isStill ? [commitRow(request, identity), ...since(request, previous)] : people(request, identity, result)),
        ...holdRow(plan, markdown(request.context)),
        ...copiedRows(plan, result),
        ...(plan.kind === 'record' ? [] : [tagsRow(plan)]),
    ];
    return table(['', plan.isLeft || isElsewhere ? 'this run' : where || 'now'], rows);
}
function tagsRow(plan) {
    return ['tags', outputs_tagsOf(plan, true).map(inlineCode).join(' ') || '–'];
}
function summary_images_name(identity, digest) {
    return escapeMarkdown((0,image_name/* imageName */.tO)(identity, digest));
}
/** An image by its short name, and its digest where the name is not that already. */
function withDigest(identity, digest) {
    const isDigest = identity.version === null && identity.revision === null;
    if (isDigest && digest !== null)
        return digestCode(digest);
    return `**${summary_images_name(identity, digest)}**${digest === null ? '' : ` ${digestCode(digest)}`}`;
}
function commitRow({ context }, { revision, created }) {
    const of = created === null ? '' : ` of ${formatMinute(created)}`;
    return ['commit', `${commitLink(revision, context.source)}${of}`];
}
/** Rows about who made an image live that this run found live, and why: from the history, not from this run. */
function since({ context }, { event }) {
    if (!event)
        return [];
    const run = event.run === null ? '' : ` in ${runLink(event.run, context.server)}`;
    return [
        ['live since', formatMinute(event.at)],
        ...(event.actor === null ? [] : [['by', `**${escapeMarkdown(event.actor)}**${run}`]]),
        ...(event.reason === null ? [] : [['reason', escapeMarkdown(event.reason)]]),
    ];
}
/** Rows about the commit, who ran it, and why. */
function people(request, identity, { plan }) {
    const { context, reason } = request;
    const overridden = request.allow.filter((guard) => plan.checks.some((check) => check.guard === guard && check.verdict === 'overridden'));
    const actor = context.actor === null ? 'unknown' : `**${escapeMarkdown(context.actor)}**`;
    return [
        commitRow(request, identity),
        ['by', `${actor}${context.run === null ? '' : ` in ${runLink(context.run, context.server)}`}`],
        ...(reason === null ? [] : [['reason', escapeMarkdown(reason)]]),
        ...(overridden.length === 0 ? [] : [['overridden', overridden.map(inlineCode).join(' ')]]),
    ];
}
/** The table of a run of several images: a row each. */
function manyImages(request, plans, result) {
    const { context } = request;
    const { shared, short } = (0,image_name/* stripCommonPrefix */.Mb)(plans.map(({ image }) => (0,image_reference/* repositoryName */.aR)(image)));
    const columns = columnsOf(request, result);
    const rows = plans.map((plan) => {
        const [before, now] = pair(plan);
        const pairs = [before, now].slice(0, columns.length);
        const { revision } = plan.identity;
        return [
            inlineCode(short((0,image_reference/* repositoryName */.aR)(plan.image))),
            ...pairs,
            commitLink(revision, context.source),
            stateOf(plan, result, markdown(context)),
        ];
    });
    // a run that changes nothing has made none of it live
    const isNothing = result.kind !== 'failed' && !plans.some(needsWriting);
    const facts = isNothing ? [] : people(request, { version: null, revision: null, created: null }, result).slice(1);
    const about = facts.map(([what, text]) => `${what}${what === 'by' ? '' : ':'} ${text}`).join(' · ');
    const where = plans[0]?.environment ?? null;
    const lines = [shared && plans.length > 0 ? `${inlineCode(shared)}…` : '', about].filter(Boolean).join(' · ');
    if (plans.length === 0)
        return lines;
    const head = [
        where === null ? 'image' : `in ${escapeMarkdown(where)}`,
        ...columns,
        'commit',
        request.dryRun ? 'plan' : 'result',
    ];
    return `${lines}\n\n${table(head, rows)}`;
}
/** The heads of the columns of the image before and the one after: only one, where no other image is in question. */
function columnsOf({ mode, dryRun }, result) {
    if (mode === 'hold' || mode === 'resume')
        return ['live'];
    if (result.kind === 'failed')
        return [result.hasWritten ? 'before' : 'live', 'requested'];
    return mode === 'mark' ? ['live', 'marked'] : ['before', dryRun ? 'after' : 'now'];
}
function stateOf(plan, result, style) {
    if (result.kind === 'failed')
        return result.hasWritten ? environmentStateOf(plan, result) : 'not moved';
    if (plan.isLeft)
        return '⚠️ stays';
    if (plan.kind === 'record')
        return recordState(plan, result);
    if (moveOf(plan))
        return result_outcomeOf(result, plan) ? 'moved' : 'would move';
    if (hasWrites(plan))
        return result_outcomeOf(result, plan) ? 'tagged' : 'would be tagged';
    if (plan.unchangedTags.length === 0)
        return 'not moved';
    const isLive = plan.previous?.digest === targetDigest(plan);
    return `no change${isLive && plan.previous ? sinceOf(plan.previous, style) : ''}`;
}
function recordState(plan, result) {
    if (updateOf(plan) === null)
        return 'no change';
    return result_outcomeOf(result, plan) ? 'recorded' : 'would be recorded';
}
/** The image before and the one after; with digests where two images have one name. */
function pair(plan) {
    const { previous, identity } = plan;
    const digest = targetDigest(plan);
    const now = plan.kind === 'record' && plan.target === null ? 'nothing' : summary_images_name(identity, digest);
    const before = previous ? summary_images_name(previous, previous.digest) : '–';
    const isSameName = now === before && previous?.digest !== digest;
    return isSameName && previous
        ? [withDigest(previous, previous.digest), withDigest(identity, digest)]
        : [before, `**${now}**`];
}

;// CONCATENATED MODULE: ./lib/report/summary.js

















/** The job summary of a run that plans: the news, from what to what, who, the line to deploy, how to undo it. */
function summaryOf(request, result, recorded = NOT_RECORDED) {
    const { plan } = result;
    const error = errorOf(result);
    const messages = notes([...ignoredDestination(request), ...warningsOf(result), ...recorded.warnings], [...request.notices, ...plan.notices, ...recorded.notices]);
    const [only] = plan.images;
    const about = [
        stagesPicture(request, result),
        ...changesBlocks(recorded.changes, request.context.server, request.mode === 'rollback'),
    ];
    const many = [manyImages(request, plan.images, result), copiedLine(result)];
    const images = only && plan.images.length === 1
        ? [oneImage(request, only, result), ...messages, ...about]
        : // nobody would see messages below a table of many rows, nor what goes out below a long one
            [...messages, ...(plan.images.length > summary_blocks_MAX_UNFOLDED ? [...about, ...many] : [...many, ...about])];
    const parts = [
        heading(newsOf(request, result, markdown(request.context))),
        ...(request.dryRun && error === null ? ['> [!NOTE]\n> A dry run: nothing was written.'] : []),
        // the table below names all images
        ...(error ? [failure(error, ` ${(0,finding/* listImages */.v8)(plan.images.map(({ image }) => (0,image_reference/* repositoryName */.aR)(image)))}`)] : []),
        ...images,
        passedGuards(plan.checks),
        stagesBlock(plan),
        ...(result.kind === 'done' ? [deployBlock(plan.images), undoBlock(request, plan.images)] : []),
        historiesBlock(result),
    ];
    return `${parts.filter(Boolean).join('\n\n')}\n`;
}
/** The job summary of a run that ended before it had a plan. */
function failureSummary(mode, error) {
    return `${heading(failureNews(mode, error, markdown({ source: null, server: '' })))}\n\n${failure(error)}\n`;
}
function heading({ icon, text }) {
    return `### ${icon} ${text}`;
}
/** @param left a sentence that is left out, because something else below says it */
function failure({ code, message }, left) {
    const said = left === undefined ? message : message.replaceAll(left, '');
    // the codes of further errors stand at the beginnings of their lines
    const lines = said.split('\n').map((line) => {
        const [, other, rest = line] = /^([A-Z]+(?:_[A-Z]+)*): (.+)$/.exec(line) ?? [];
        return `> ${other === undefined ? '' : `\`${other}\`: `}${escapeMarkdown(rest, MAX_LINE)}`;
    });
    return `> [!CAUTION]\n> \`${code}\`\n>\n${lines.join('\n>\n')}`;
}

;// CONCATENATED MODULE: ./lib/copy/referrers.js






const NO_REFERRERS = { referrers: [], lists: [], cosignTags: [], warnings: [] };
/** How many levels of referrers of referrers are followed: a signature of an attestation of an SBOM has three. */
const MAX_LEVELS = 4;
/** The suffixes of cosign's tags, tried when the list of tags is incomplete. */
const SUFFIXES = ['sig', 'att', 'sbom'];
/**
 * Finds the referrers and cosign tags of an image that the destination lacks.
 * @param subjects digests of the index and of its platforms
 * @throws REGISTRY_REFUSED when there are more than 1000, one is malformed, or a referrers tag at the destination does not
 *   point at a list
 */
async function findReferrers(survey, subjects) {
    return new Search(survey).run(subjects);
}
class Search {
    survey;
    warnings = [];
    /** read once: in most repositories the first page lists the tags of all subjects */
    tags;
    /** whether the source supports the referrers API, according to its first response */
    isServed = null;
    constructor(survey) {
        this.survey = survey;
        this.tags = survey.store.firstTags(survey.from).catch((error) => {
            if (!isDenied(error))
                throw error;
            this.warnings.push(listDenied(survey, error));
            return { tags: [], isWhole: false };
        });
        this.tags.catch(() => { });
    }
    async run(subjects) {
        const [levels, cosignTags] = await Promise.all([this.levels(subjects), this.cosignTags(subjects)]);
        return {
            referrers: levels.flatMap(({ nodes }) => nodes),
            lists: levels.flatMap(({ lists }) => lists),
            cosignTags,
            warnings: this.warnings,
        };
    }
    async levels(subjects) {
        const levels = [];
        const seen = new Set(subjects);
        let next = subjects;
        for (let depth = 0; depth < MAX_LEVELS && next.length > 0; depth++) {
            const found = await Promise.all(next.map((subject) => this.ofSubject(subject)));
            levels.push({ nodes: found.flatMap(({ nodes }) => nodes), lists: found.flatMap(({ lists }) => lists) });
            next = [...new Set(found.flatMap(({ digests }) => digests))].filter((digest) => !seen.has(digest));
            for (const digest of next)
                seen.add(digest);
        }
        return levels;
    }
    async ofSubject(subject) {
        const listed = await this.referrersAtSource(subject);
        if (listed.length === 0)
            return { nodes: [], lists: [], digests: [] };
        this.survey.admit(listed.length);
        const { to } = this.survey;
        const served = await this.fromApi(to, subject);
        const known = served ?? (await this.listedAtDestination(subject));
        if (known === null)
            this.warnings.push(cannotList(to, subject));
        const there = new Set(known?.map(({ digest }) => digest));
        const missing = listed.filter(({ digest }) => !there.has(digest));
        // a referrer is pushed even if the destination has it, to get listed
        const isThere = (digest) => (known === null ? this.survey.hasManifest(digest) : Promise.resolve(false));
        const found = await Promise.all(missing.map(async (each) => ({ each, node: await this.node(each, subject, isThere) })));
        const usable = found.filter((one) => one.node !== null);
        const nodes = usable.map(({ node }) => node);
        const isListNeeded = served === null && known !== null && usable.length > 0;
        const referrers = usable.map(({ each }) => each);
        const lists = isListNeeded ? [{ tag: referrersTag(subject), subject, referrers }] : [];
        return { nodes, lists, digests: listed.map(({ digest }) => digest) };
    }
    /** Lists the referrers of a manifest at the source, from API and tag: an older client may have used the tag. */
    async referrersAtSource(subject) {
        const { from } = this.survey;
        const first = this.isServed;
        const request = (async () => (first === null || (await first) ? this.fromApi(from, subject) : null))();
        this.isServed ??= request.then((response) => response !== null);
        this.isServed.catch(() => { });
        const [served, tags] = await Promise.all([request, this.tags]);
        const isTagged = tags.tags.includes(referrersTag(subject));
        const mayBeTagged = isTagged || (served === null && !tags.isWhole);
        const tagged = mayBeTagged ? await this.listedUnderTag(from, subject) : [];
        return [...new Map([...tagged, ...(served ?? [])].map((each) => [each.digest, each])).values()];
    }
    /** Lists referrers by the API; null if it is missing or denied: there may still be a list under the tag. */
    async fromApi(image, subject) {
        try {
            return await this.survey.store.referrers(image, subject);
        }
        catch (error) {
            if (!isDenied(error))
                throw error;
            this.warnings.push(`${(0,image_reference/* repositoryName */.aR)(image)}: the registry denied access to the referrers of ${subject} (${error.code}); its referrers tag was used instead.`);
            return null;
        }
    }
    async listedUnderTag(image, subject) {
        const manifest = await this.survey.store.get(image, referrersTag(subject));
        return manifest && manifest.digest !== subject && isList(manifest) ? (0,lists/* referrersIn */.qs)(manifest.bytes, image) : [];
    }
    /**
     * Lists the referrers under the destination's tag; null if the registry cannot have such a tag.
     * @throws REGISTRY_REFUSED when the tag points at something else
     */
    async listedAtDestination(subject) {
        const { store, to } = this.survey;
        const tag = referrersTag(subject);
        const there = await store.get(to, tag);
        if (!there)
            return [];
        if (there.digest === subject)
            return null;
        expectList(there, `${(0,image_reference/* repositoryName */.aR)(to)}:${tag}`);
        return (0,lists/* referrersIn */.qs)(there.bytes, to);
    }
    /** Surveys a referrer that the destination does not list. */
    async node(each, subject, isThere) {
        const { store, from } = this.survey;
        const name = `${(0,image_reference/* repositoryName */.aR)(from)}@${each.digest}`;
        const manifest = await store.get(from, each.digest);
        if (!manifest) {
            this.warnings.push(`${name} is listed as a referrer of ${subject}, but does not exist; it was not copied.`);
            return null;
        }
        const { mediaType } = manifest;
        if (!(0,image_manifest/* isImageType */.G1)(mediaType) && !(0,image_manifest/* isIndexType */.$U)(mediaType) && !(0,image_manifest/* isArtifactType */.pB)(mediaType)) {
            const type = JSON.stringify(mediaType.slice(0, 100));
            this.warnings.push(`${name} is a referrer of ${subject} with the unknown media type ${type}; it was not copied.`);
            return null;
        }
        if (readRefs(manifest).subject !== subject) {
            this.warnings.push(`${name} is listed as a referrer of ${subject}, but has another subject; it was not copied.`);
            return null;
        }
        return this.survey.ofManifest(manifest, isThere(each.digest));
    }
    async cosignTags(subjects) {
        const { tags, isWhole } = await this.tags;
        const wanted = new Set(subjects.map(referrersTag));
        const known = tags.filter((tag) => wanted.has(tag.slice(0, tag.indexOf('.'))));
        this.survey.admit(known.length);
        const guessed = isWhole
            ? []
            : subjects.flatMap((subject) => SUFFIXES.map((end) => `${referrersTag(subject)}.${end}`));
        const found = await Promise.all([...new Set([...known, ...guessed])].map((tag) => this.cosignTag(tag)));
        return found.filter((each) => each !== null);
    }
    async cosignTag(tag) {
        const { store, from, to } = this.survey;
        const [manifest, there] = await Promise.all([store.get(from, tag), store.head(to, tag, { byGet: true })]);
        if (!manifest || there?.digest === manifest.digest)
            return null;
        const other = there && (await store.get(to, tag));
        if (other && !holdsAll(manifest, other)) {
            this.warnings.push(`${(0,image_reference/* repositoryName */.aR)(to)}:${tag} has content that ${(0,image_reference/* repositoryName */.aR)(from)}:${tag} lacks; it was not overwritten.`);
            return null;
        }
        const isThere = this.survey.hasManifest(manifest.digest);
        const subject = tag.slice(0, tag.indexOf('.')).replace('-', ':');
        return { tag, subject, was: there?.digest ?? null, node: await this.survey.ofManifest(manifest, isThere) };
    }
}
function isDenied(error) {
    return error instanceof errors/* ActionError */.lZ && (error.code === 'FORBIDDEN' || error.code === 'UNAUTHORIZED');
}
/** An account may read and write, but not list (skopeo#726, containers-roadmap#743). */
function listDenied({ from }, { code }) {
    const usual = SUFFIXES.map((suffix) => `.${suffix}`).join(', ');
    return `${(0,image_reference/* repositoryName */.aR)(from)}: the list of tags was refused (${code}). Of cosign's tags only the usual ones were looked up (${usual}); others were not copied. Grant the account permission to list tags.`;
}
/** Whether a manifest contains all layers of another: signatures were added, none was removed. */
function holdsAll(manifest, other) {
    const keys = new Set(readRefs(manifest).layerKeys);
    return readRefs(other).layerKeys.every((key) => keys.has(key));
}

;// CONCATENATED MODULE: ./lib/copy/survey.js






/** Indexes nested deeper are refused; no real image nests that deep. */
const survey_MAX_DEPTH = 4;
/** The largest number of manifests of one image; separately, of its referrers and cosign tags. */
const survey_MAX_MANIFESTS = 1000;
/** The largest total size of the manifests, in bytes: they stay in memory until they are pushed. */
const MAX_BYTES = 32 * 1024 * 1024;
/**
 * Finds what the destination lacks of an image. Only missing parts are read from the source, and each blob and manifest
 * is requested once, however often it is listed.
 */
class Survey {
    store;
    from;
    to;
    canMount;
    nodes = new Map();
    bytes = 0;
    referrers = 0;
    blobs = new Map();
    constructor(store, from, to) {
        this.store = store;
        this.from = from;
        this.to = to;
        this.canMount = (0,image_reference/* isSameRegistry */.mS)(from, to);
    }
    /**
     * Surveys a manifest whose bytes are known, and everything it lists.
     * @throws REGISTRY_REFUSED when it is malformed or a limit is exceeded
     */
    async ofManifest(manifest, isThere, depth = 0) {
        // a refusal below ends the run without waiting for this
        isThere.catch(() => { });
        const refs = readRefs(manifest);
        this.bytes += manifest.size;
        if (this.bytes > MAX_BYTES)
            throw this.refused(`its manifests exceed ${MAX_BYTES / 1024 / 1024} MiB in total`);
        if (depth > survey_MAX_DEPTH)
            throw this.refused(`its indexes are nested more than ${survey_MAX_DEPTH} levels deep`);
        if (this.nodes.size + refs.children.length > survey_MAX_MANIFESTS)
            throw this.refused(`it lists more than ${survey_MAX_MANIFESTS} manifests`);
        const children = Promise.all(refs.children.map((child) => this.ofDescriptor(child, depth + 1)));
        children.catch(() => { });
        const there = await isThere;
        if (!there)
            this.want(refs);
        const { subject } = refs;
        return { digest: manifest.digest, manifest, children: await children, isThere: there, subject };
    }
    /** Surveys a listed manifest and everything it lists; throws as `ofManifest` does. */
    ofDescriptor(descriptor, depth) {
        return (0,memoize/* memoizeAsync */.T)(this.nodes, descriptor.digest, () => this.readDescriptor(descriptor, depth));
    }
    async readDescriptor({ digest, mediaType }, depth) {
        const isThere = await this.hasManifest(digest);
        // an index can exist without its children: clean-ups delete those
        if (isThere && !(0,image_manifest/* isIndexType */.$U)(mediaType))
            return { digest, manifest: null, children: [], isThere, subject: null };
        const manifest = await this.store.get(this.from, digest);
        if (manifest)
            return this.ofManifest(manifest, Promise.resolve(isThere), depth);
        if (mediaType !== '' && !image_manifest/* MANIFEST_TYPES */._P.includes(mediaType)) {
            const type = JSON.stringify(mediaType.slice(0, 100));
            throw this.refused(`it lists ${digest} with the unknown media type ${type}`, 'Rebuild it with a current tool.');
        }
        // some registries answer 404 to HEAD and 200 to GET
        const there = await this.store.get(this.to, digest);
        if (there && (0,image_manifest/* isIndexType */.$U)(mediaType))
            return this.ofManifest(there, Promise.resolve(true), depth);
        return { digest, manifest: null, children: [], isThere: there !== null, isMissing: there === null, subject: null };
    }
    /**
     * Counts referrers and cosign tags before any of them is requested.
     * @throws REGISTRY_REFUSED when there are more than 1000
     */
    admit(count) {
        this.referrers += count;
        if (this.referrers <= survey_MAX_MANIFESTS)
            return;
        throw this.refused(`it has more than ${survey_MAX_MANIFESTS} referrers and signatures`, 'Delete old ones, or copy only the image with `with: image`.');
    }
    /** Whether the destination has a manifest: one HEAD request. */
    async hasManifest(digest) {
        return (await this.store.head(this.to, digest, { isUnconfirmed: true })) !== null;
    }
    /** Records the blobs of a missing manifest, and asks the destination for them unless they can be mounted. */
    want({ blobs }) {
        for (const blob of blobs) {
            if (blob.isNonDistributable || this.blobs.has(blob.digest))
                continue;
            const isThere = this.canMount ? Promise.resolve(false) : this.store.blobs.has(this.to, blob);
            const answer = isThere.then((found) => ({ blob, isThere: found }));
            answer.catch(() => { });
            this.blobs.set(blob.digest, answer);
        }
    }
    /** Returns the blobs recorded so far: those to copy, and the count of those the destination has. */
    async wanted() {
        const all = await Promise.all(this.blobs.values());
        const blobsOf = (isThere) => all.filter((one) => one.isThere === isThere).map(({ blob }) => blob);
        return { missing: blobsOf(false), there: countOf(blobsOf(true)) };
    }
    refused(why, remedy = 'Build a smaller image.') {
        return new errors/* ActionError */.lZ('REGISTRY_REFUSED', `Could not copy the image of ${(0,image_reference/* repositoryName */.aR)(this.from)}: ${why}. ${remedy}`);
    }
}

;// CONCATENATED MODULE: ./lib/copy/gather.js







/**
 * Plans the copy of an image: reads what the destination lacks. Writes nothing.
 * @param target the image's manifest at the source
 * @param takes `all` also copies referrers, attestations and signatures; `image` copies only the image
 * @param onMissing called as soon as the destination turns out to lack the image
 * @throws NOT_FOUND when a manifest that a referrer lists is missing from both repositories
 * @throws REGISTRY_REFUSED when a manifest is malformed or the image exceeds a limit
 */
async function gatherCopy(store, from, to, target, takes, onMissing = () => { }) {
    const survey = new Survey(store, from, to);
    const isThere = survey.hasManifest(target.digest);
    isThere.then((there) => there || onMissing()).catch(() => { });
    const [image, found] = await Promise.all([
        survey.ofManifest(target, isThere),
        takes === 'all' ? findAll(survey, target) : NO_REFERRERS,
    ]);
    const { missing, there } = await survey.wanted();
    const { canMount } = survey;
    const incomplete = [...found.referrers, ...found.cosignTags.map(({ node }) => node)].flatMap(missingIn);
    if (incomplete[0])
        throw missingPart(from, incomplete[0].digest);
    return {
        source: from,
        image,
        missing: missingIn(image),
        blobs: missing,
        there,
        canMount,
        ...found,
        tags: [],
    };
}
function missingPart(from, digest) {
    return new errors/* ActionError */.lZ('NOT_FOUND', `Could not copy the referrers of an image of ${(0,image_reference/* repositoryName */.aR)(from)}: one lists ${digest}, which is missing from the registry. Delete that referrer, or copy only the image with \`with: image\`.`);
}
async function findAll(survey, target) {
    const subjects = new Set([target.digest]);
    await addSubjects(subjects, survey, target, 1);
    return findReferrers(survey, [...subjects]);
}
/**
 * Collects the digests that referrers and signatures can have as subject: the image, its platforms, and those of nested
 * indexes. Only nested indexes need further reads.
 */
async function addSubjects(subjects, survey, index, depth) {
    const { children, attestations } = readRefs(index);
    // the survey refuses such an index: do not ask for its children
    if (children.length > survey_MAX_MANIFESTS)
        return;
    const indexes = [];
    for (const child of children) {
        if (attestations.has(child.digest) || subjects.has(child.digest))
            continue;
        subjects.add(child.digest);
        if ((0,image_manifest/* isIndexType */.$U)(child.mediaType))
            indexes.push(child);
    }
    const below = indexes.map(async (child) => {
        const { manifest } = await survey.ofDescriptor(child, depth);
        if (manifest)
            await addSubjects(subjects, survey, manifest, depth + 1);
    });
    await Promise.all(below);
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./lib/util/git-env.js
var git_env = __webpack_require__(1346);
// EXTERNAL MODULE: ./lib/util/runner-failed.js
var runner_failed = __webpack_require__(3972);
;// CONCATENATED MODULE: ./lib/docker/builder.js

/** The first version of buildx with each feature. */
const SINCE = {
    secretsByEnv: [0, 6],
    attestations: [0, 10],
    annotations: [0, 12],
};
/**
 * Finds what builds a request's image.
 * @throws BUILD_FAILED if the builder does not exist, or does not support one of the inputs
 */
async function findBuilder({ docker: inputs }, docker) {
    const builder = await inspect(inputs, docker);
    const unsupported = unsupportedInputs(inputs, builder);
    if (unsupported.length === 0)
        return builder;
    throw new errors/* ActionError */.lZ('BUILD_FAILED', `Not supported by ${builder.kind} on this runner: ${unsupported.join(', ')}. Set up a builder before this step (docker/setup-buildx-action), or remove these inputs.`);
}
async function inspect(inputs, docker) {
    const version = await docker(['buildx', 'version']);
    if (version.code !== 0)
        return { kind: 'the Docker engine', version: null, nodes: 1 };
    const inspected = await docker(['buildx', 'inspect', ...(inputs.builder ? [inputs.builder] : [])]);
    if (inspected.code !== 0 && inputs.builder)
        throw new errors/* ActionError */.lZ('BUILD_FAILED', `Builder "${inputs.builder}" not found. Create it before this step (docker/setup-buildx-action).`);
    const driver = /^Driver:\s*(\S+)/m.exec(inspected.stdout)?.[1];
    const [, nodes = ''] = inspected.stdout.split(/^Nodes:/m);
    return {
        kind: driver === undefined || driver === 'docker' ? 'buildx (Docker engine)' : 'BuildKit',
        version: parseVersion(version.stdout),
        nodes: Math.max(1, nodes.match(/^Name:/gm)?.length ?? 0),
    };
}
/** Parses `github.com/docker/buildx v0.12.1 30feaa1`; distributions leave the `v` out, and others print 0.0.0. */
function parseVersion(text) {
    const [, major, minor] = /\bv?(\d+)\.(\d+)\.\d+/.exec(text) ?? [];
    return major === undefined || `${major}.${minor}` === '0.0' ? null : [Number(major), Number(minor)];
}
/** Whether buildx has a feature; one of an unknown version has all. */
function supports({ version }, feature) {
    if (version === null)
        return true;
    const [major, minor] = SINCE[feature];
    return version[0] > major || (version[0] === major && version[1] >= minor);
}
/** Returns the version of buildx that has a feature, for a message. */
function versionOf(feature) {
    return `${SINCE[feature].join('.')}.0`;
}
function unsupportedInputs(docker, builder) {
    const isPlain = builder.kind === 'the Docker engine';
    const isEngine = builder.kind !== 'BuildKit';
    const hasProvenance = docker.provenance !== null && docker.provenance !== 'false';
    const hasSbom = docker.sbom !== null && docker.sbom !== 'false';
    const hasSecrets = docker.secrets.length > 0;
    const needs = (feature) => ` (needs buildx ${versionOf(feature)} or newer)`;
    const isOld = !supports(builder, 'attestations');
    const requested = [
        ['several platforms', isEngine && docker.platforms.length > 1],
        ['provenance', isEngine && hasProvenance],
        ['sbom', isEngine && hasSbom],
        [`provenance${needs('attestations')}`, !isEngine && hasProvenance && isOld],
        [`sbom${needs('attestations')}`, !isEngine && hasSbom && isOld],
        ['secrets', isPlain && hasSecrets],
        [`secrets${needs('secretsByEnv')}`, !isPlain && hasSecrets && !supports(builder, 'secretsByEnv')],
        ['cache-to', isPlain && docker.cacheTo.length > 0],
        ['builder', isPlain && docker.builder !== null],
    ];
    return requested.filter(([, is]) => is).map(([what]) => what);
}

;// CONCATENATED MODULE: ./lib/docker/stamp-labels.js


/** Returns the labels that every build is stamped with. */
function stampLabels(request) {
    return {
        [image_labels/* LABEL */.d.revision]: request.commit,
        [image_labels/* LABEL */.d.source]: request.context.source ?? '',
        [image_labels/* LABEL */.d.created]: request.checkout?.time ?? '',
        // empty if unknown, so that the base image's version is not inherited
        [image_labels/* LABEL */.d.version]: request.version ?? '',
        [image_labels/* LABEL */.d.build]: JSON.stringify(stampOf(request.docker, request.context.workspace, request.checkout?.folder)),
    };
}

;// CONCATENATED MODULE: ./lib/docker/arguments.js



/** Returns the arguments that `docker build` and `docker buildx build` share. */
function commonArgs(request) {
    const { docker } = request;
    const own = docker.labels.filter((label) => !image_labels/* STAMPED */.V.includes(keyOf(label)));
    const stamped = Object.entries(stampLabels(request)).map(([key, value]) => `${key}=${value}`);
    return [
        ...(docker.file ? ['--file', docker.file] : []),
        ...(docker.target ? ['--target', docker.target] : []),
        ...(docker.platforms.length > 0 ? ['--platform', docker.platforms.join(',')] : []),
        ...docker.buildArgs.flatMap((each) => ['--build-arg', each]),
        ...[...own, ...stamped].flatMap((each) => ['--label', each]),
        ...docker.cacheFrom.flatMap((each) => ['--cache-from', each]),
        ...(docker.pull ? ['--pull'] : []),
        ...(docker.noCache ? ['--no-cache'] : []),
    ];
}
function keyOf(label) {
    return label.split('=')[0]?.trim() ?? '';
}
/** Returns the arguments that only buildx has. */
function buildxArgs({ docker }, builder) {
    const attestations = [
        ...(docker.provenance === null ? [] : ['--provenance', docker.provenance]),
        ...(docker.sbom === null ? [] : ['--sbom', docker.sbom]),
    ];
    return [
        ...(docker.builder ? ['--builder', docker.builder] : []),
        ...docker.cacheTo.flatMap((each) => ['--cache-to', each]),
        // a buildx that has no attestations has none to turn off either
        ...(supports(builder, 'attestations') ? attestations : []),
    ];
}
/**
 * Returns the arguments that set the stamp as annotations: on the index if the build creates one, else on the manifest.
 * https://docs.docker.com/build/metadata/annotations/
 * @param env the environment, of which BUILDX_NO_DEFAULT_ATTESTATIONS is read
 */
function annotationArgs(request, env) {
    const { platforms, provenance, sbom } = request.docker;
    const isAttested = provenance === null ? !/^(1|t|true)$/i.test(env.BUILDX_NO_DEFAULT_ATTESTATIONS ?? '') : provenance !== 'false';
    const isIndex = platforms.length > 1 || isAttested || (sbom !== null && sbom !== 'false');
    const level = isIndex ? 'index' : 'manifest';
    return Object.entries(stampLabels(request)).flatMap(([key, value]) => ['--annotation', `${level}:${key}=${value}`]);
}
/**
 * Returns the stamp as attributes of an output, as fields of CSV: of an index that buildx merges, it takes the
 * annotations from there alone.
 */
function indexAnnotations(request) {
    return Object.entries(stampLabels(request)).map(([key, value]) => {
        const field = `annotation-index.${key}=${value}`;
        return `"${field.replaceAll('"', '""')}"`;
    });
}

// EXTERNAL MODULE: ./lib/registry/errors/response-error.js + 1 modules
var response_error = __webpack_require__(3720);
// EXTERNAL MODULE: ./lib/util/child-env.js
var child_env = __webpack_require__(2920);
// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __webpack_require__(6193);
// EXTERNAL MODULE: ./lib/util/find-program.js
var find_program = __webpack_require__(4556);
;// CONCATENATED MODULE: ./lib/docker/exec.js


/**
 * Runs a program by `@actions/exec`, without a shell and with an empty standard input; prints nothing. exec has no way to
 * end its child: a caller that stops waiting leaves the child running.
 * @param name the program's name, without a folder
 * @returns the exit code; 1 if a signal ended it
 * @throws Error when no absolute folder of the PATH has the program, or it cannot be started
 */
async function execProgram(name, args, { env, onStdout, onStderr }) {
    const program = await (0,find_program/* findProgram */.K)(name, env.PATH);
    // loaded here, so that a run without docker does not load it
    const { exec } = await __webpack_require__.e(/* import() */ 260).then(__webpack_require__.bind(__webpack_require__, 1260));
    const [stdout, stderr] = [decodeTo(onStdout), decodeTo(onStderr)];
    const code = await exec(quote(program), [...args], {
        env: { ...env, PATH: (0,find_program/* absolutePath */.H)(env.PATH) },
        silent: true,
        ignoreReturnCode: true,
        // exec calls `stdin.end(input)`. A callback closes the pipe without a write; an empty Buffer is written, and if the
        // child has exited by then, EPIPE ends this process. Without `input` the pipe stays open, and a reader hangs.
        input: (() => { }),
        listeners: { stdout: stdout.write, stderr: stderr.write },
    });
    stdout.end();
    stderr.end();
    return code ?? 1;
}
/** Quotes a file name: exec takes a command line and splits it into words. */
function quote(file) {
    return `"${file.replaceAll('"', '\\"')}"`;
}
function decodeTo(take) {
    const decoder = new external_node_string_decoder_.StringDecoder('utf8');
    return {
        write: (bytes) => {
            take(decoder.write(bytes));
            // exec keeps an unfinished line and searches all of it at each chunk (40 MB on one line: 14 s): end it
            bytes[bytes.length - 1] = 0x0a;
        },
        end: () => take(decoder.end()),
    };
}

;// CONCATENATED MODULE: ./lib/docker/command.js




const MAX_OUTPUT = 1024 * 1024;
const MAX_TAIL = 4000;
/** After a cancel, a docker command may take this long to finish, in milliseconds; then the run ends without it. */
const GRACE_MS = 1000;
/**
 * Returns a function that runs docker commands. A command that is running when the job is cancelled has a second to finish; it is not
 * ended (docs/design.md, "Cancelled while docker runs").
 * @param env the child's environment; the action's inputs are removed from it
 * @param cancelled aborts when the job is being cancelled
 * @param outputGroup prints a child's output, in which no line is parsed as a workflow command
 */
function dockerCommand(env, cancelled, outputGroup) {
    const run = async (args, childEnv, show) => {
        const cancelledError = (when) => new errors/* ActionError */.lZ('CANCELLED', `Cancelled ${when} docker ${args[0]}.`);
        if (cancelled.aborted)
            throw cancelledError('before');
        const output = collectOutput(show);
        const limit = graceAfter(cancelled);
        try {
            const ended = execProgram('docker', args, { env: childEnv, ...output }).catch((error) => {
                throw noDocker(error);
            });
            const code = await Promise.race([ended, limit.passed]);
            if (cancelled.aborted || code === null)
                throw cancelledError('during');
            return { code, ...output.result() };
        }
        finally {
            limit.clear();
            output.close();
        }
    };
    return (args, { show, env: more } = {}) => {
        const childEnv = { ...(0,child_env/* withoutInputs */.i)(env), ...more };
        return show === undefined
            ? run(args, childEnv, () => { })
            : outputGroup(show, (write) => run(args, childEnv, write));
    };
}
/** Collects the output of both streams, within bounds. */
function collectOutput(show) {
    let [stdout, tail, isOpen] = ['', '', true];
    const onStderr = (text) => {
        // what is printed after the group has ended could be parsed as workflow commands
        if (!isOpen || text === '')
            return;
        tail = (tail + text).slice(-MAX_TAIL);
        show(text);
    };
    const onStdout = (text) => {
        stdout = (stdout + text).slice(0, MAX_OUTPUT);
        onStderr(text);
    };
    const close = () => {
        isOpen = false;
    };
    return { onStdout, onStderr, close, result: () => ({ stdout, tail }) };
}
/** Resolves to null when the grace after a cancel has passed. */
function graceAfter(cancelled) {
    let timer;
    let onAbort = () => { };
    const passed = new Promise((resolve) => {
        onAbort = () => {
            timer = setTimeout(() => resolve(null), GRACE_MS);
        };
        cancelled.addEventListener('abort', onAbort, { once: true });
    });
    const clear = () => {
        clearTimeout(timer);
        cancelled.removeEventListener('abort', onAbort);
    };
    return { passed, clear };
}
function noDocker(cause) {
    return new errors/* ActionError */.lZ('BUILD_FAILED', 'The docker command is not on the PATH of this runner. Use a runner with Docker, or set `digest` to an image that another step has pushed.', cause instanceof Error ? cause : undefined);
}
/**
 * Runs a docker command that must succeed.
 * @param what a phrase used in the error message, such as `push the image`
 * @throws BUILD_FAILED when its exit code is not 0
 */
async function runOrThrow(docker, args, what, options) {
    const result = await docker(args, options);
    if (result.code === 0)
        return result;
    throw new errors/* ActionError */.lZ('BUILD_FAILED', `Docker could not ${what} (exit code ${result.code}): ${outputTail(result.tail)}. See its output in the log.`);
}
/**
 * Returns the end of a command's output as one line of at most 500 characters: the last three lines, or those from the
 * last one that begins with ERROR.
 */
function outputTail(text) {
    const lines = text
        .split(/\r?\n/)
        .map((line) => (0,util_text/* oneLine */.TN)(line))
        .filter(Boolean);
    const last = lines.slice(-3);
    const error = last.findLastIndex((line) => /^error\b/i.test(line));
    return last.slice(Math.max(error, 0)).join(' | ').slice(-500) || 'no output';
}

;// CONCATENATED MODULE: ./lib/docker/refusal.js





/** What docker prints where a registry refuses a push, in the order in which the texts are looked for. */
const REASONS = [
    ['immutable', /immutab|cannot be overwritten|disallowed operation/i],
    ['limited', /toomanyrequests|429 Too Many Requests/i],
    ['full', /quota[^.\n]{0,40} exceeded|exceeds? the configured upper limit/i],
    ['login refused', /token (has|is) expired|ExpiredToken/i],
    ['no push', /insufficient.scope|\bdenied\b|forbidden|(status|HTTP):? 403|not authorized|does not have permission/i],
    ['not logged in', /no basic auth credentials/i],
    ['login refused', /(status|HTTP):? 401|unauthorized|authentication required|incorrect username or password/i],
];
/** A push by buildx, in what it prints at the end; the texts of pulls and of caches are different. */
const PUSH = /failed to push|push access denied|pushing (layers|manifest)|\/blobs\/uploads|PUT request/i;
const NO_PUSH = /pull access denied|exporting cache|load metadata for/i;
const NO_ENGINE = /docker daemon|docker\.sock/i;
const FULL_DISK = /no space left on device|disk quota exceeded/i;
/**
 * Returns the error for a docker command that failed: the registry's refusal of a push, a full disk, an old buildx, or
 * else BUILD_FAILED.
 * @param what a phrase for the message, such as `push ghcr.io/acme/app`
 * @param isPush whether the command only pushes; a build may also fail otherwise
 */
function dockerError(result, image, what, isPush) {
    const said = `Docker could not ${what} (exit code ${result.code}): ${outputTail(result.tail)}.`;
    const reason = isPush || isFailedPush(result.tail) ? refusal_reasonOf(result.tail) : undefined;
    if (reason !== undefined) {
        const name = `Could not push to ${(0,image_reference/* repositoryName */.aR)(image)}: the registry refused it. ${said}`;
        return (0,response_error/* reportedError */.kF)(reason, image.registry, name);
    }
    if (FULL_DISK.test(result.tail))
        return new errors/* ActionError */.lZ('RUNNER_FAILED', `${said} Free space on the runner or the builder, and re-run.`);
    const flag = /unknown flag: (--[\w-]+)/.exec(result.tail)?.[1];
    const remedy = flag
        ? `This buildx does not know ${flag}. Update it to ${MINIMUM} or newer (docker/setup-buildx-action).`
        : 'See its output in the log.';
    const why = isPush ? undefined : lastError(result.tail);
    return new errors/* ActionError */.lZ('BUILD_FAILED', `${said} ${remedy}`, undefined, why ? { title: `Build failed: ${why}` } : {});
}
/** The longest reason in a title, in characters. */
const refusal_MAX_TITLE = 120;
/** What docker's last line says, where it is an error, without the steps that it went through. */
function lastError(output) {
    const last = (0,util_text/* oneLine */.TN)(output.trimEnd().split('\n').at(-1) ?? '');
    const text = /^ERROR: (?:failed to [a-z ]+: )*(.+)$/.exec(last)?.[1];
    return text !== undefined && text.length <= refusal_MAX_TITLE ? text : undefined;
}
/** The version of buildx that has all flags. */
const MINIMUM = '0.12.0';
/** Whether a build failed at its push: the step that failed is named between dashes at the end. */
function isFailedPush(output) {
    const step = [...output.matchAll(/^ ?> (.+):\s*$/gm)].at(-1)?.[1];
    if (step !== undefined)
        return /exporting to image/.test(step) || (PUSH.test(output) && !NO_PUSH.test(step));
    const last = output.trimEnd().split('\n').slice(-3).join('\n');
    return PUSH.test(output) && !NO_PUSH.test(last);
}
function refusal_reasonOf(output) {
    if (NO_ENGINE.test(output))
        return undefined;
    const end = output.trimEnd().split('\n').slice(-6).join('\n');
    return REASONS.find(([, text]) => text.test(end))?.[0];
}

;// CONCATENATED MODULE: ./lib/docker/build.js










/**
 * Builds the commit and pushes it, by digest if the builder supports it.
 * @param tag the commit tag, for a builder that can push only by tag
 * @returns the digest in the registry; null if nothing was pushed: `push` is false, or another run set the tag first
 * @throws BUILD_FAILED when docker fails, is missing, or does not support one of the inputs
 * @throws FORBIDDEN, UNAUTHORIZED, TAG_IMMUTABLE, RATE_LIMITED or REGISTRY_REFUSED when the registry refuses the push
 * @throws INPUT_INVALID when a build argument without a value is not in the environment
 * @throws CANCELLED when the job is being cancelled
 */
async function build_buildImage(request, image, tag, deps) {
    checkBuildArgs(request, deps.env);
    const builder = await findBuilder(request, deps.docker);
    deps.log(`Building commit ${request.commit} with ${builder.kind}`);
    const secrets = secretArgs(request);
    const env = {
        ...secrets.env,
        ...epoch(request),
        // buildx runs git in the checkout for the provenance; the engine's own client clones with it
        ...(builder.kind === 'the Docker engine' ? {} : git_env/* NO_PROGRAMS */.E),
        DOCKER_BUILDKIT: builder.kind === 'the Docker engine' ? '0' : '1',
    };
    const run = async (args, isExpected = () => false) => {
        const result = await deps.docker(args, { show: 'docker build', env });
        if (result.code !== 0 && !isExpected(result))
            throw dockerError(result, image, `build ${(0,image_reference/* repositoryName */.aR)(image)}:${tag}`, false);
        return result;
    };
    const build = { request, image, builder, deps, run };
    return builder.kind === 'BuildKit' ? withBuildKit(build, secrets.args) : withEngine(build, secrets.args, tag);
}
/** Docker leaves out an argument without a value that is not in the environment, and the image would lack it. */
function checkBuildArgs({ docker }, env) {
    const missing = docker.buildArgs.filter((each) => !each.includes('=') && env[each] === undefined);
    if (missing.length === 0)
        return;
    throw new errors/* ActionError */.lZ('INPUT_INVALID', `build-args: ${missing.join(', ')} has no value, and no environment variable of that name is set. Write NAME=value, or set the variable in the step's env.`);
}
function epoch({ checkout }) {
    return checkout ? { SOURCE_DATE_EPOCH: String(Date.parse(checkout.time) / 1000) } : {};
}
async function withBuildKit(build, secrets) {
    const { request, builder, deps } = build;
    const args = [
        'buildx',
        'build',
        ...commonArgs(request),
        ...buildxArgs(request, builder),
        ...stampArgs(build),
        ...secrets,
    ];
    if (!request.push) {
        await build.run([...args, '--', request.docker.context]);
        return null;
    }
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(deps.temp, 'metadata-')).catch((error) => {
        throw (0,runner_failed/* runnerFailed */.K)('create a temporary folder', error);
    });
    try {
        const metadata = (0,external_node_path_.join)(folder, 'metadata.json');
        await buildAndPush(build, [...args, '--metadata-file', metadata]);
        const digest = build_digestIn(await (0,promises_.readFile)(metadata, 'utf8').catch(() => ''));
        if (typeof digest === 'string' && (0,image_reference/* isDigest */.Bc)(digest))
            return digest;
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
    throw new errors/* ActionError */.lZ('BUILD_FAILED', `The build of ${(0,image_reference/* repositoryName */.aR)(build.image)} did not report the digest that it pushed. Update buildx, or set up a builder with docker/setup-buildx-action.`);
}
/** The stamp as annotations, if buildx can set them. */
function stampArgs({ request, builder, deps }) {
    if (supports(builder, 'annotations'))
        return annotationArgs(request, deps.env);
    deps.notice(`buildx ${builder.version?.join('.')} cannot set annotations (buildx ${versionOf('annotations')} can): the image has its commit and version as labels only.`);
    return [];
}
/** A digest that no image has. */
const NO_DIGEST = `sha256:${'0'.repeat(64)}`;
/** What BuildKit says to a name with a digest, where it pushes the image itself. */
const ONE_NODE = /can't push tagged ref/;
/**
 * Builds the image and pushes it by digest. If several nodes build the platforms, buildx merges them into an index and
 * pushes that by the given name: a name alone would move `latest` (docker/buildx#177). With any digest in the name,
 * buildx puts the index's own there, and no tag moves.
 */
async function buildAndPush(build, args) {
    const { request, image, builder } = build;
    const hasSeveralNodes = builder.nodes > 1 && request.docker.platforms.length > 1;
    const name = (0,image_reference/* repositoryName */.aR)(image);
    const push = (reference, more = []) => {
        const insecure = request.plainHttp ? ',registry.insecure=true' : '';
        const output = `type=image,name=${reference},push-by-digest=true,name-canonical=true,push=true${insecure}`;
        return [...args, '--output', [output, ...more].join(','), '--', request.docker.context];
    };
    if (hasSeveralNodes) {
        const merging = push(`${name}@${NO_DIGEST}`, indexAnnotations(request));
        const merged = await build.run(merging, ({ tail }) => ONE_NODE.test(tail));
        if (merged.code === 0)
            return;
        // one node builds all platforms: it pushes by digest, and has everything in its cache
    }
    await build.run(push(name));
}
/** Returns the digest in buildx's metadata; null if it is missing. */
function build_digestIn(metadata) {
    try {
        return JSON.parse(metadata)?.['containerimage.digest'] ?? null;
    }
    catch {
        return null;
    }
}
async function withEngine(build, secrets, tag) {
    const { request, image, builder, deps } = build;
    const name = `${(0,image_reference/* repositoryName */.aR)(image)}:${tag}`;
    const isBuildx = builder.kind === 'buildx (Docker engine)';
    const command = isBuildx ? ['buildx', 'build', '--load', ...buildxArgs(request, builder)] : ['build'];
    await build.run([...command, ...commonArgs(request), ...secrets, '--tag', name, '--', request.docker.context]);
    if (!request.push)
        return null;
    if (!(await deps.isFree()))
        return null;
    const pushed = await deps.docker(['push', name], { show: 'docker push' });
    if (pushed.code !== 0)
        throw dockerError(pushed, image, `push ${name}`, true);
    const digest = /digest: (sha256:[0-9a-f]{64})/.exec(pushed.stdout)?.[1];
    if (digest)
        return digest;
    throw new errors/* ActionError */.lZ('BUILD_FAILED', `docker push of ${name} did not report a digest. Update Docker.`);
}

// EXTERNAL MODULE: ./lib/registry/auth/credential-encodings.js
var credential_encodings = __webpack_require__(7778);
// EXTERNAL MODULE: ./lib/registry/auth/docker-config.js
var docker_config = __webpack_require__(4875);
;// CONCATENATED MODULE: ./lib/docker/config.js




/**
 * Writes a copy of docker's config with some credentials added, for the docker command line. Credentials never appear in
 * its arguments, and the user's own config is not changed.
 * https://docs.docker.com/reference/cli/docker/login/#credential-stores
 * @param folder docker's own config folder, or null
 * @param copy the folder for the copy, which is replaced; the caller removes it
 * @param credentials by registry
 * @param inline the value of DOCKER_AUTH_CONFIG, or null
 * @returns the environment variables that make docker use the copy
 */
async function dockerConfigWith(folder, copy, credentials, inline = null) {
    await (0,promises_.rm)(copy, { recursive: true, force: true });
    await (0,promises_.mkdir)(copy, { recursive: true, mode: 0o700 });
    // contexts, builders and plugins are found through the copy as through the original
    const entries = folder === null ? [] : await (0,promises_.readdir)(folder).catch(() => []);
    for (const entry of entries.filter((name) => name !== 'config.json'))
        await (0,promises_.symlink)((0,external_node_path_.join)(folder ?? '', entry), (0,external_node_path_.join)(copy, entry));
    const config = folder === null ? {} : await readConfig((0,external_node_path_.join)(folder, 'config.json'));
    const keys = [...credentials.keys()].map(docker_config/* serverKey */.Pd);
    const merged = {
        ...config,
        auths: { ...config.auths, ...byKey(credentials, config_entryOf) },
        // an empty helper makes docker read a registry's entry in auths, whatever credsStore says
        credHelpers: { ...config.credHelpers, ...Object.fromEntries(keys.map((key) => [key, ''])) },
    };
    await (0,promises_.writeFile)((0,external_node_path_.join)(copy, 'config.json'), JSON.stringify(merged), { mode: 0o600 });
    if (inline === null)
        return { DOCKER_CONFIG: copy };
    // docker reads the inline config before any file, and rejects one that has an entry without "auth"
    const before = parse(inline);
    const auths = { ...before.auths, ...byKey(credentials, inlineEntryOf) };
    for (const [key, entry] of Object.entries(auths))
        if (entry === undefined)
            delete auths[key];
    return { DOCKER_CONFIG: copy, DOCKER_AUTH_CONFIG: JSON.stringify({ ...before, auths }) };
}
function byKey(credentials, make) {
    return Object.fromEntries([...credentials].map(([registry, credential]) => [(0,docker_config/* serverKey */.Pd)(registry), make(credential)]));
}
/** A credential in the form of docker's config. */
function config_entryOf(credential) {
    if (credential.kind === 'identity')
        return { identitytoken: credential.token };
    if (credential.kind === 'bearer')
        return { registrytoken: credential.token };
    return { auth: (0,credential_encodings/* basicEncoded */.L)(credential) };
}
function inlineEntryOf(credential) {
    return credential.kind === 'basic' ? config_entryOf(credential) : undefined;
}
async function readConfig(file) {
    return parse(await (0,promises_.readFile)(file, 'utf8').catch(() => ''));
}
function parse(text) {
    try {
        return (JSON.parse(text) ?? {});
    }
    catch {
        return {};
    }
}

;// CONCATENATED MODULE: ./lib/docker/tag.js






/**
 * Checks whether docker pull, docker tag and docker push keep an image's digest. Docker keeps one platform of an index,
 * and serialises a manifest again.
 * @returns a warning and the error DIGEST_MISMATCH for the run; null if the digest is kept
 */
function dockerTagProblem(image, target) {
    if (isAsDockerWrites(target))
        return null;
    const isIndex = (0,image_manifest/* isIndexType */.$U)(target.mediaType);
    const platforms = isIndex ? (0,image_manifest/* readManifest */.WI)(target).entries.flatMap(({ platform }) => platform ?? []) : [];
    const form = target.mediaType === image_manifest/* MEDIA_TYPES */.Z2.dockerManifest ? 'a manifest in another format than' : 'no manifest in';
    const why = isIndex
        ? `it is an index of ${platforms.length} platforms (${platforms.join(', ')}), of which docker pull and docker push keep one`
        : `it is ${form} Docker's own, and docker push rewrites it`;
    const name = `${(0,image_reference/* repositoryName */.aR)(image)}@${target.digest}`;
    return {
        warning: `transport: docker would change ${name}: ${why}.`,
        problem: new errors/* ActionError */.lZ('DIGEST_MISMATCH', `${name} cannot be tagged with transport: docker: ${why}, so its digest would change. Use transport: registry (the default), which only moves the tag.`),
    };
}
/**
 * Whether a manifest is, byte for byte, what docker push writes.
 * https://github.com/distribution/distribution/blob/v2.8.3/manifest/schema2/manifest.go
 */
function isAsDockerWrites(manifest) {
    if (manifest.mediaType !== image_manifest/* MEDIA_TYPES */.Z2.dockerManifest)
        return false;
    const descriptor = ({ mediaType, size, digest }) => ({ mediaType, size, digest });
    try {
        const { schemaVersion, mediaType, config, layers } = JSON.parse(manifest.bytes.toString('utf8'));
        const own = { schemaVersion, mediaType, config: descriptor(config), layers: layers.map(descriptor) };
        return manifest.bytes.equals(Buffer.from(JSON.stringify(own, null, 3)));
    }
    catch {
        return false;
    }
}
/**
 * Sets tags by docker pull, docker tag and docker push. Each image is pulled once.
 * @param registry restores a tag for which docker pushed another image
 * @returns a function that sets one tag
 * @throws DIGEST_MISMATCH when docker pushed another digest, FORBIDDEN and the like when the registry refuses the push,
 *   BUILD_FAILED when a docker command fails otherwise, CANCELLED when the job is being cancelled
 */
function dockerTagger(docker, registry) {
    const pulled = new Map();
    return async (image, tag, manifest) => {
        const source = `${(0,image_reference/* repositoryName */.aR)(image)}@${manifest.digest}`;
        const name = `${(0,image_reference/* repositoryName */.aR)(image)}:${tag}`;
        const pull = (0,memoize/* memoizeAsync */.T)(pulled, source, () => runOrThrow(docker, ['pull', source], `pull ${source}`));
        const [before] = await Promise.all([registry.get(image, tag), pull]);
        await runOrThrow(docker, ['tag', source, name], `tag ${source} as ${name}`);
        const pushed = await docker(['push', name]);
        if (pushed.code !== 0)
            throw dockerError(pushed, image, `push ${name}`, true);
        const digest = /digest: (sha256:[0-9a-f]{64})/.exec(pushed.stdout)?.[1];
        if (digest === manifest.digest)
            return;
        if (before)
            await registry.put(image, tag, before);
        const now = before ? 'The tag was restored' : `The tag ${tag} is new: delete it by hand`;
        throw new errors/* ActionError */.lZ('DIGEST_MISMATCH', `docker push of ${name}: expected ${manifest.digest}, got ${digest ?? 'no digest'}. ${now}. Use transport: registry (the default).`);
    };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./lib/github/artifacts.js

/** How many artifacts a job may declare: one more fails the step. */
const MAX_ARTIFACTS = 500;
/** A line that the runner takes: https://github.com/actions/runner/pull/4527 */
const LINE = /^oci:\/\/([^\s=@]+)@(sha256:[0-9a-f]{64})$/;
/**
 * Declares images as artifacts of the job, where the runner offers that. A line that the runner refuses fails the step,
 * so one is left out if its image is declared with another digest already, or if there would be too many.
 * @param references images by digest, with registry
 * @returns those that were left out
 */
function declareArtifacts(references, env) {
    const file = env.GITHUB_ARTIFACTS;
    if (!file || references.length === 0)
        return [];
    const declared = declaredBefore(env);
    const lines = [];
    const left = [];
    for (const reference of references) {
        const line = `oci://${reference}`;
        const [, name = '', digest = ''] = LINE.exec(line) ?? [];
        const before = declared.get(name);
        if (before === digest)
            continue;
        if (name === '' || before !== undefined || declared.size >= MAX_ARTIFACTS)
            left.push(reference);
        else {
            declared.set(name, digest);
            lines.push(line);
        }
    }
    // another program may have left its last line without an end
    if (lines.length > 0)
        (0,external_node_fs_.appendFileSync)(file, `${artifacts_endOf(file)}${lines.join('\n')}\n`);
    return left;
}
function artifacts_endOf(file) {
    const text = (0,external_node_fs_.existsSync)(file) ? (0,external_node_fs_.readFileSync)(file, 'utf8') : '';
    return text === '' || text.endsWith('\n') ? '' : '\n';
}
/** The digests by name that were declared by earlier steps, and by this one. */
function declaredBefore({ GITHUB_ARTIFACTS: file = '', GITHUB_ARTIFACTS_LIST: list, }) {
    const declared = new Map();
    try {
        const { subjects } = JSON.parse((0,external_node_fs_.readFileSync)(list ?? '', 'utf8'));
        for (const { name, digest } of subjects ?? [])
            declared.set(name, digest);
    }
    catch {
        // no list, or none that can be read
    }
    for (const line of (0,external_node_fs_.existsSync)(file) ? (0,external_node_fs_.readFileSync)(file, 'utf8').split(/\r?\n/) : []) {
        const [, name, digest] = LINE.exec(line.trim()) ?? [];
        if (name && digest)
            declared.set(name, digest);
    }
    return declared;
}

// EXTERNAL MODULE: ./lib/github/api/api-error.js
var api_error = __webpack_require__(9767);
;// CONCATENATED MODULE: ./lib/util/deferred.js
/** Returns a promise with the functions that settle it: the demo's Node 20 does not have them built in. */
function deferred() {
    let resolve = () => { };
    let reject = () => { };
    const promise = new Promise((onValue, onReason) => {
        resolve = onValue;
        reject = onReason;
    });
    return { promise, resolve, reject };
}

;// CONCATENATED MODULE: ./lib/github/api/changes.js


/** How many commits a comparison has at most. */
const MAX_COMMITS = 250;
/** How many commits one query asks for. */
const BATCH = 100;
/** How many pull requests of a commit are read. */
const MAX_PULLS = 5;
/** The longest title that is kept, in characters. */
const changes_MAX_TITLE = 500;
/**
 * Compares two revisions by the compare API, with one request, or two where the direction was not the expected one.
 * https://docs.github.com/en/rest/commits/commits#compare-two-commits
 * @param expectBackward whether the environment probably goes back
 * @param reserveMs the part of the run's time that is left to later requests, in milliseconds
 * @throws ApiError
 */
async function compare(client, { repository, base, head }, expectBackward, reserveMs) {
    const ask = (from, to) => compareOnce(client, repository, `${from}...${to}`, reserveMs);
    const forward = (seen) => {
        if (seen.status === 'identical')
            return { direction: 'same', commits: [], total: 0 };
        if (seen.status === 'ahead')
            return { direction: 'forward', commits: seen.commits, total: seen.ahead };
        if (seen.status === 'behind')
            return null;
        return { direction: 'diverged', commits: seen.commits, total: seen.ahead, behind: seen.behind };
    };
    const backward = (seen) => {
        if (seen.status !== 'ahead')
            return null;
        return { direction: 'backward', commits: seen.commits, total: seen.ahead };
    };
    const tries = [async () => forward(await ask(base, head)), async () => backward(await ask(head, base))];
    for (const attempt of expectBackward ? tries.reverse() : tries) {
        const found = await attempt();
        if (found)
            return found;
    }
    throw new api_error/* ApiError */.hD('unavailable', 200, 'The comparison contradicts itself');
}
async function compareOnce(client, { owner, name }, basehead, reserveMs) {
    const route = 'GET /repos/{owner}/{repo}/compare/{basehead}';
    const body = await client.request(route, { owner, repo: name, basehead }, { isSafe: true, reserveMs });
    const { status, ahead_by, behind_by, commits } = (body ?? {});
    if (status !== 'ahead' && status !== 'behind' && status !== 'diverged' && status !== 'identical')
        throw new api_error/* ApiError */.hD('unavailable', 200, 'The response is not a comparison');
    const read = (Array.isArray(commits) ? commits : []).flatMap(readCommit).slice(-MAX_COMMITS);
    return { status, ahead: changes_countOf(ahead_by, read.length), behind: changes_countOf(behind_by, 0), commits: read };
}
function changes_countOf(value, otherwise) {
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : otherwise;
}
function readCommit(value) {
    const { sha, author, commit } = (value ?? {});
    if (typeof sha !== 'string' || !/^[0-9a-f]{40}$/.test(sha))
        return [];
    const message = typeof commit?.message === 'string' ? commit.message : '';
    return [
        {
            sha,
            title: changes_titleOf(message),
            author: changes_textOf(author?.login) ?? changes_textOf(commit?.author?.name),
            date: changes_textOf(commit?.author?.date) ?? changes_textOf(commit?.committer?.date),
            pulls: [],
        },
    ];
}
function changes_textOf(value) {
    return typeof value === 'string' && value !== '' ? value.slice(0, changes_MAX_TITLE) : null;
}
function changes_titleOf(message) {
    const title = message.split(/\r?\n/, 1)[0] ?? '';
    return title.length > changes_MAX_TITLE ? `${title.slice(0, changes_MAX_TITLE).replace(/[\ud800-\udbff]$/, '')}…` : title;
}
/**
 * Reads the pull requests of commits by GraphQL, a hundred commits a query.
 * @returns them by commit, as far as they could be read, and why others could not
 */
async function readPulls(client, { owner, name }, shas, reserveMs) {
    const pulls = new Map();
    let failed = null;
    const batches = Array.from({ length: Math.ceil(shas.length / BATCH) }, (_, at) => shas.slice(at * BATCH, (at + 1) * BATCH));
    await (0,concurrency/* forEachLimit */.Gm)(batches, async (batch) => {
        try {
            const { data, error } = await client.query(queryFor(batch), { owner, name }, { reserveMs });
            const { repository } = data;
            for (const [at, sha] of batch.entries()) {
                const found = readNodes(repository?.[`c${at}`]);
                if (found.length > 0)
                    pulls.set(sha, found);
            }
            failed ??= error;
        }
        catch (error) {
            failed ??= (0,api_error/* asApiError */.zw)(error);
        }
    });
    return { pulls, error: failed };
}
function queryFor(shas) {
    const fields = `... on Commit { associatedPullRequests(first: ${MAX_PULLS}) { nodes { number title url merged } } }`;
    const objects = shas.map((sha, at) => `c${at}: object(oid: "${sha}") { ${fields} }`);
    return `query ($owner: String!, $name: String!) {\n  repository(owner: $owner, name: $name) {\n    ${objects.join('\n    ')}\n  }\n}`;
}
function isWebUrl(value) {
    return typeof value === 'string' && value.length <= changes_MAX_TITLE && /^https?:\/\/[^\s"'<>\\]+$/.test(value);
}
/** Returns the pull requests of a commit: the merged ones where there are any. */
function readNodes(object) {
    const { associatedPullRequests } = (object ?? {});
    const nodes = associatedPullRequests?.nodes;
    const read = (Array.isArray(nodes) ? nodes : []).flatMap((node) => {
        const { number, title, url, merged } = (node ?? {});
        if (typeof number !== 'number' || !Number.isSafeInteger(number) || !isWebUrl(url))
            return [];
        return [
            { pull: { number, title: changes_titleOf(typeof title === 'string' ? title : ''), url }, isMerged: merged === true },
        ];
    });
    const merged = read.filter(({ isMerged }) => isMerged);
    return (merged.length > 0 ? merged : read).map(({ pull }) => pull);
}

;// CONCATENATED MODULE: ./lib/recording/revisions.js





/**
 * Returns the live and the new revision of an image of a plan, and their repository.
 * @returns null where one of the revisions is unknown, or the image is from a repository on another server
 */
function revisionsOf(plan, context) {
    const base = plan.previous?.revision ?? null;
    // where the environment is left, nothing goes out
    const head = plan.isLeft ? base : plan.identity.revision;
    if (base === null || head === null)
        return null;
    const label = isReady(plan) ? (0,image_manifest/* readManifest */.WI)(plan.target).annotations[image_labels/* LABEL */.d.source] : undefined;
    const repository = label ? repositoryOn(context.server, label) : revisions_repositoryOf(context);
    return repository && { plan, image: (0,image_reference/* repositoryName */.aR)(plan.image), base, head, repository, isAssumed: !label };
}
/** Returns the repository of the run; null where it is unknown. */
function revisions_repositoryOf({ repository }) {
    const [, owner, name] = /^([\w.-]+)\/([\w.-]+)$/.exec(repository ?? '') ?? [];
    return owner && name ? { owner, name } : null;
}
/** Returns the URL of a repository. */
function urlOf({ server }, { owner, name }) {
    return `${server}/${owner}/${name}`;
}

;// CONCATENATED MODULE: ./lib/recording/changes.js





/** How many comparisons are requested in parallel. */
const changes_MAX_PARALLEL = 8;
/** The largest `changes` output, in characters: a job's outputs may have 1 MB in all. */
const changes_MAX_OUTPUT = 400_000;
/** Reads what lies between the live image and the new one, for each image of a plan. */
class ChangesReader {
    deps;
    /** the comparisons by repository and revisions: images of one repository share them */
    known = new Map();
    reading = Promise.resolve();
    /** the repositories of which that was said */
    unreadable = new Set();
    constructor(deps) {
        this.deps = deps;
    }
    /** Begins to read the changes of a plan. @returns a promise that resolves when the first requests are sent */
    async start({ images }) {
        const fresh = new Map();
        for (const plan of images) {
            const revisions = revisionsOf(plan, this.deps.context);
            if (revisions === null || revisions.base === revisions.head || this.known.has(changes_keyOf(revisions)))
                continue;
            fresh.set(changes_keyOf(revisions), revisions);
        }
        if (fresh.size === 0)
            return;
        let client;
        try {
            client = await this.deps.client();
        }
        catch (error) {
            for (const [key, { repository }] of fresh)
                this.known.set(key, Promise.resolve({ repository, error: (0,api_error/* asApiError */.zw)(error) }));
            return;
        }
        const before = this.reading;
        this.reading = this.read(client, fresh).then(() => before);
    }
    /** Waits for all comparisons. @returns one entry per image of the plan */
    async finish(plan) {
        await this.start(plan);
        await this.reading;
        const entries = [];
        for (const image of plan.images) {
            const revisions = revisionsOf(image, this.deps.context);
            entries.push(revisions && (await this.entryOf(revisions)));
        }
        return withinLimit(entries);
    }
    async read(client, fresh) {
        const { isRollback, reserveMs } = this.deps;
        const found = [];
        const results = new Map([...fresh.keys()].map((key) => [key, deferred()]));
        for (const [key, { promise }] of results)
            this.known.set(key, promise);
        await (0,concurrency/* forEachLimit */.Gm)([...fresh], async ([key, revisions]) => {
            let asked = revisions.repository;
            const at = async (repository) => {
                asked = repository;
                const comparison = await compare(client, { ...revisions, repository }, isRollback, reserveMs);
                found.push({ key, repository, comparison });
            };
            try {
                await at(revisions.repository).catch(async (thrown) => {
                    const error = (0,api_error/* asApiError */.zw)(thrown);
                    const isAbsent = error.reason === 'not-found' || error.reason === 'invalid';
                    const source = revisions.isAssumed && isAbsent ? await this.deps.sourceOf(revisions) : null;
                    if (source === null)
                        throw error;
                    await at(source);
                });
            }
            catch (error) {
                results.get(key)?.resolve({ repository: asked, error: (0,api_error/* asApiError */.zw)(error) });
            }
        }, changes_MAX_PARALLEL);
        const pulls = await this.readPulls(client, found);
        for (const { key, repository, comparison } of found) {
            const commits = comparison.commits.map((commit) => ({ ...commit, pulls: pulls(repository, commit.sha) }));
            results.get(key)?.resolve({ repository, comparison: { ...comparison, commits } });
        }
    }
    async readPulls(client, found) {
        const byRepository = new Map();
        for (const { repository, comparison } of found) {
            const group = byRepository.get(changes_nameOf(repository)) ?? { repository, shas: new Set() };
            for (const { sha } of comparison.commits)
                group.shas.add(sha);
            byRepository.set(changes_nameOf(repository), group);
        }
        const pulls = new Map();
        const groups = [...byRepository.values()].filter(({ shas }) => shas.size > 0);
        await (0,concurrency/* forEachLimit */.Gm)(groups, async ({ repository, shas }) => {
            const read = await readPulls(client, repository, [...shas], this.deps.reserveMs);
            if (read.error)
                this.deps.problems.add('the pull requests could not be read', 'pull-requests: read', read.error);
            pulls.set(changes_nameOf(repository), read.pulls);
        }, changes_MAX_PARALLEL);
        return (repository, sha) => pulls.get(changes_nameOf(repository))?.get(sha) ?? [];
    }
    async entryOf(revisions) {
        const { image, base, head } = revisions;
        const link = (repository, from, to) => `${urlOf(this.deps.context, repository)}/compare/${from}...${to}`;
        const common = { image, base, head };
        const own = link(revisions.repository, base, head);
        if (base === head)
            return { ...common, url: own, direction: 'same', commits: [], total: 0, truncated: false };
        const compared = await this.known.get(changes_keyOf(revisions));
        if (compared === undefined || 'error' in compared) {
            const repository = compared?.repository ?? revisions.repository;
            if (compared)
                this.fail(repository, compared.error);
            const [from, to] = this.deps.isRollback ? [head, base] : [base, head];
            const url = link(repository, from, to);
            return { ...common, url, direction: null, commits: [], total: null, truncated: false };
        }
        const { repository, comparison } = compared;
        const { direction, commits, total, behind } = comparison;
        const url = direction === 'backward' ? link(repository, head, base) : link(repository, base, head);
        const entry = { ...common, url, direction, commits, total, truncated: total > commits.length };
        return behind === undefined ? entry : { ...entry, behind };
    }
    /** Notes why a comparison failed. The token of a job cannot read another private repository: that is only logged. */
    fail(repository, error) {
        const { context, log, problems } = this.deps;
        const name = changes_nameOf(repository);
        const isOther = name !== context.repository?.toLowerCase() && error.reason === 'not-found';
        if (!isOther)
            problems.add('the changes could not be read', 'contents: read', error);
        else if (!this.unreadable.has(name))
            log(`The token cannot read the commits in ${name}: what goes out is known by its link only`);
        this.unreadable.add(name);
    }
}
function changes_nameOf({ owner, name }) {
    return `${owner}/${name}`.toLowerCase();
}
function changes_keyOf({ repository, base, head, isAssumed }) {
    return `${changes_nameOf(repository)} ${base} ${head} ${isAssumed}`;
}
/** Keeps fewer commits of each entry where all together would be too large for an output. */
function withinLimit(entries) {
    let kept = [...entries];
    for (let most = 128; JSON.stringify(kept).length > changes_MAX_OUTPUT && most > 0; most = Math.floor(most / 2))
        kept = kept.map((entry) => entry && { ...entry, ...newest(entry, most) });
    if (JSON.stringify(kept).length > changes_MAX_OUTPUT)
        kept = kept.map((entry) => entry && { ...entry, ...newest(entry, 0) });
    return kept;
}
function newest({ commits, total }, most) {
    const kept = most === 0 ? [] : commits.slice(-most);
    return { commits: kept, truncated: total !== null && total > kept.length };
}

;// CONCATENATED MODULE: ./lib/github/api/deployments.js

/** Marks the deployments that this action has made. */
const BY = 'build-once-promote';
/** How many images a payload lists. */
const MAX_IMAGES = 100;
/** How many deployments of an environment are looked at. */
const deployments_MAX_LISTED = 100;
/** The longest description that GitHub takes, in characters. */
const MAX_DESCRIPTION = 140;
const at = ({ owner, name }) => ({ owner, repo: name });
/**
 * Creates a deployment. It is sent once: what GitHub made of a request without a response is found by a later run.
 * https://docs.github.com/en/rest/deployments/deployments#create-a-deployment
 * @returns its id
 * @throws ApiError
 */
async function createDeployment(client, repository, { ref, environment, isProduction, description, images }, options) {
    const payload = { by: BY, total: images.length, images: images.slice(0, MAX_IMAGES) };
    const body = await client.request('POST /repos/{owner}/{repo}/deployments', {
        ...at(repository),
        ...{ ref, environment, payload, auto_merge: false, required_contexts: [] },
        ...{ production_environment: isProduction, description: description.slice(0, MAX_DESCRIPTION) },
    }, options);
    const { id } = (body ?? {});
    if (!Number.isSafeInteger(id))
        throw new api_error/* ApiError */.hD('unavailable', 201, 'The response has no deployment');
    return id;
}
/**
 * Sets the status of a deployment. GitHub itself changes no other deployment because of it.
 * https://docs.github.com/en/rest/deployments/statuses#create-a-deployment-status
 * @throws ApiError
 */
async function setStatus(client, repository, id, { state, logUrl, environmentUrl }, options) {
    await client.request('POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
        ...{ ...at(repository), deployment_id: id, state, auto_inactive: false },
        ...(logUrl === null ? {} : { log_url: logUrl }),
        ...(environmentUrl === null ? {} : { environment_url: environmentUrl }),
    }, { isSafe: true, ...options });
}
/**
 * Lists the newest deployments of an environment, the newest first.
 * https://docs.github.com/en/rest/deployments/deployments#list-deployments
 * @throws ApiError
 */
async function listDeployments(client, repository, environment) {
    const parameters = { ...at(repository), environment, per_page: deployments_MAX_LISTED };
    const body = await client.request('GET /repos/{owner}/{repo}/deployments', parameters, { isSafe: true });
    return (Array.isArray(body) ? body : []).flatMap((value) => {
        const { id, sha, payload, created_at } = (value ?? {});
        if (typeof id !== 'number' || !Number.isSafeInteger(id) || typeof sha !== 'string')
            return [];
        const created = typeof created_at === 'string' ? Date.parse(created_at) : Number.NaN;
        return [{ id, sha, createdAt: Number.isNaN(created) ? null : created, own: ownPayload(payload) }];
    });
}
/** Reads a payload, which GitHub returns as it was sent, or as text. */
function ownPayload(payload) {
    let value = payload;
    try {
        if (typeof payload === 'string')
            value = JSON.parse(payload);
    }
    catch {
        return null;
    }
    const { by, total, images } = (value ?? {});
    if (by !== BY || !Array.isArray(images))
        return null;
    // no run of this action lists more
    const read = images.slice(0, MAX_IMAGES).flatMap((each) => {
        const { image, digest } = (each ?? {});
        return typeof image === 'string' && typeof digest === 'string' ? [{ image, digest }] : [];
    });
    return { total: typeof total === 'number' ? total : images.length, images: read };
}
/**
 * Reads the newest statuses of a deployment.
 * https://docs.github.com/en/rest/deployments/statuses#list-deployment-statuses
 * @throws ApiError
 */
async function readStatuses(client, repository, id) {
    const route = 'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses';
    const body = await client.request(route, { ...at(repository), deployment_id: id }, { isSafe: true });
    const statuses = (Array.isArray(body) ? body : []).map((status) => (status ?? {}));
    const [latest] = statuses;
    return {
        latest: typeof latest?.state === 'string' ? latest.state : null,
        logUrls: statuses.flatMap(({ log_url, target_url }) => [log_url, target_url].flatMap((url) => (typeof url === 'string' ? [url] : []))),
    };
}

;// CONCATENATED MODULE: ./lib/recording/deployments.js







/** The time that is left to the final statuses when the first ones are set, in milliseconds. */
const RESERVE_FINAL_MS = 4000;
/** How long the final status of a cancelled run may take, in milliseconds. */
const CANCELLED_MS = 300;
/** Records the moves of a run as GitHub Deployments: one per commit of the images that move. */
class Deployments {
    made = [];
    ended = [];
    deps;
    /** what the deployments are about, so that a new plan of the same images makes no others */
    about = null;
    constructor(deps) {
        this.deps = deps;
    }
    /** Makes the deployments of a plan and sets them in progress. */
    async begin(plan) {
        const groups = groupByCommit(plan.images.filter(isReady).filter((image) => moveOf(image) !== null));
        const about = JSON.stringify([...groups.values()]
            .flat()
            .map(({ image, digest }) => [image, digest])
            .sort());
        if (groups.size === 0 || about === this.about)
            return;
        const isOther = this.about !== null;
        this.about = about;
        if (isOther)
            await this.endAll('failure', { isUrgent: true });
        const unknown = groups.get(null) ?? [];
        if (unknown.length > 0)
            this.deps.notice(noCommit(unknown));
        try {
            const client = await this.deps.client();
            const commits = [...groups].filter((group) => group[0] !== null);
            await (0,concurrency/* forEachLimit */.Gm)([...commits.entries()], ([order, [ref, images]]) => this.make(client, ref, images, order), MAX_PARALLEL);
        }
        catch (error) {
            this.fail((0,api_error/* asApiError */.zw)(error));
        }
    }
    /** Sets the final status of all deployments of the run. */
    async end(result) {
        if (this.made.length === 0)
            return;
        const isCancelled = result.kind === 'failed' && result.error.code === 'CANCELLED';
        if (!isCancelled)
            return this.endAll(result.kind === 'done' ? 'success' : 'failure', {});
        const states = this.made.map(({ images }) => deployments_stateOf(images, result));
        await this.endEach(states, { lastMs: CANCELLED_MS });
    }
    async make(client, ref, images, order) {
        const { request, repository, notice } = this.deps;
        const environment = request.environment ?? '';
        const options = { reserveMs: RESERVE_FINAL_MS, isUrgent: true };
        try {
            const description = descriptionOf(request, ref, images);
            const isProduction = isProductionOf(request);
            const id = await createDeployment(client, repository, { ref, environment, isProduction, description, images }, options);
            this.made.push({ id, images, order });
            const status = { state: 'in_progress', logUrl: request.context.run, environmentUrl: null };
            await setStatus(client, repository, id, status, options);
            this.deps.log(`GitHub Deployment ${id} of commit ${(0,image_name/* shortCommit */.Ax)(ref)} in ${environment}: in progress`);
        }
        catch (thrown) {
            const error = (0,api_error/* asApiError */.zw)(thrown);
            if (error.reason === 'invalid' && /no ref found/i.test(error.message))
                notice(`No GitHub Deployment was made for ${namesOf(images)}: ${repository.owner}/${repository.name} has no commit ${ref}.`);
            else
                this.fail(error);
        }
    }
    endAll(state, options) {
        const states = this.made.map(() => state);
        return this.endEach(states, options);
    }
    async endEach(states, options) {
        const { request, repository } = this.deps;
        const ending = this.made.splice(0).map((made, index) => ({ made, state: states[index] ?? null }));
        this.ended.push(...ending.map(({ made }) => made));
        try {
            const client = await this.deps.client();
            await (0,concurrency/* forEachLimit */.Gm)(ending, async ({ made, state }) => {
                if (state === null)
                    return;
                const status = { state, logUrl: request.context.run, environmentUrl: request.environmentUrl };
                await setStatus(client, repository, made.id, status, options);
                this.deps.log(`GitHub Deployment ${made.id}: ${state}`);
            }, MAX_PARALLEL);
        }
        catch (error) {
            this.fail((0,api_error/* asApiError */.zw)(error));
        }
    }
    /** Returns the ids of the deployments of this run, in the order of the images; those of its last plan first. */
    ids() {
        const ofPlan = [...this.made, ...this.ended].reverse();
        return ofPlan.sort((a, b) => a.order - b.order).map(({ id }) => id);
    }
    fail(error) {
        this.deps.problems.add('the deployment could not be recorded', 'deployments: write', error);
    }
}
/** The images that move, by their commit; null for those whose commit is unknown. */
function groupByCommit(images) {
    const groups = new Map();
    for (const { image, target, identity, previous } of images) {
        const group = groups.get(identity.revision) ?? [];
        const { version } = identity;
        group.push({
            image: (0,image_reference/* repositoryName */.aR)(image),
            digest: target.digest,
            version,
            previousDigest: previous?.digest ?? null,
        });
        groups.set(identity.revision, group);
    }
    return groups;
}
/** The state of a deployment of a cancelled run: by where its images were last seen; null where that is unknown. */
function deployments_stateOf(images, result) {
    const seen = result.kind === 'failed' ? result.environmentState : null;
    if (seen === null || images.some(({ image }) => !seen.has(image)))
        return null;
    return images.every(({ image, digest }) => seen.get(image) === digest) ? 'success' : 'failure';
}
/** Whether an environment is production: the last stage; without stages, by its name. */
function isProductionOf({ environment, stages }) {
    if (stages.length > 0)
        return stages.at(-1) === environment;
    return environment === 'prod' || environment === 'production';
}
function descriptionOf({ mode }, ref, images) {
    const names = [...new Set(images.map(({ version, digest }) => (0,image_name/* imageName */.tO)({ version, revision: ref }, digest)))];
    const what = names.length === 1 ? names[0] : `${images.length} images`;
    return `${mode}: ${what}${images.length > 1 && names.length === 1 ? ` (${images.length} images)` : ''}`;
}
function noCommit(images) {
    return `No GitHub Deployment was made for ${namesOf(images)}: the commit is unknown.`;
}
/** How many images a message names. */
const deployments_MAX_NAMED = 5;
function namesOf(images) {
    const names = images.slice(0, deployments_MAX_NAMED).map(({ image }) => image);
    const more = images.length - names.length;
    return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

;// CONCATENATED MODULE: ./lib/github/api/runs.js
/**
 * Whether a run's attempt has ended, by its URL. The token can tell that only with `actions: read`.
 * https://docs.github.com/en/rest/actions/workflow-runs#get-a-workflow-run
 * @returns null where that cannot be known: it is of another repository, or cannot be read
 */
async function hasEnded(client, { owner, name }, url) {
    const [, path = '', id = '', attempt = '1'] = /^https?:\/\/[^/]+\/([^?#]+)\/actions\/runs\/(\d+)(?:\/attempts\/(\d+))?$/.exec(url) ?? [];
    if (path.toLowerCase() !== `${owner}/${name}`.toLowerCase())
        return null;
    const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}';
    const body = await client.request(route, { owner, repo: name, run_id: Number(id) }).catch(() => null);
    const { status, run_attempt } = (body ?? {});
    if (typeof status !== 'string')
        return null;
    // a later attempt begins only after the one before has ended
    return status === 'completed' || (typeof run_attempt === 'number' && run_attempt > Number(attempt));
}

;// CONCATENATED MODULE: ./lib/recording/earlier.js








/** How many of this action's deployments are looked at, and how many of those whose images all move. */
const MAX_LOOKED_AT = 10;
/** How many images that a run is not about are looked up in the registry. */
const MAX_LOOKUPS = 100;
/** A deployment of other images that is younger may belong to a run that is at work, in milliseconds. */
const AT_WORK_MS = 10 * 60_000;
/** The states after which a deployment changes no more by itself. */
const FINAL = ['success', 'failure', 'error', 'inactive'];
/**
 * Ends the deployments of earlier runs: those without a final status by whether their images are live, those that
 * succeeded and were replaced as inactive. Notices the deployment that GitHub has made for the job itself.
 * @param plan a plan that was carried out
 * @param own the ids of this run's deployments
 */
async function endEarlier(plan, own, deps) {
    const { request, repository, problems } = deps;
    try {
        const client = await deps.client();
        const all = await listDeployments(client, repository, request.environment ?? '');
        const others = all.filter(({ id }) => !own.includes(id));
        const isLive = liveReader(client, plan, deps);
        await (0,concurrency/* forEachLimit */.Gm)(candidates(others, plan), (one) => endOne(client, one, plan, { ...deps, isLive }), MAX_PARALLEL);
        await noticeOfJob(client, others, deps);
    }
    catch (error) {
        problems.add('the deployments of earlier runs could not be ended', 'deployments: write', (0,api_error/* asApiError */.zw)(error));
    }
}
/** This action's deployments that may have to be ended. */
function candidates(deployments, plan) {
    const ours = deployments.filter(({ own }) => own !== null);
    const replaced = ours.filter((deployment) => isReplaced(deployment, plan));
    return [...new Set([...ours.slice(0, MAX_LOOKED_AT), ...replaced.slice(0, MAX_LOOKED_AT)])];
}
/** Whether all images of a deployment are among those that a plan moves. */
function isReplaced({ own }, plan) {
    const moved = new Set(plan.images.filter((image) => moveOf(image)).map(({ image }) => (0,image_reference/* repositoryName */.aR)(image)));
    if (own === null || own.images.length === 0 || own.total > moved.size)
        return false;
    return own.images.every(({ image }) => moved.has(image));
}
async function endOne(client, deployment, plan, deps) {
    const { latest, logUrls } = await readStatuses(client, deps.repository, deployment.id);
    const logUrl = deps.request.context.run;
    const set = async (state) => {
        await setStatus(client, deps.repository, deployment.id, { state, logUrl, environmentUrl: null }, {});
        deps.log(`GitHub Deployment ${deployment.id} of an earlier run: ${state}`);
    };
    let state = latest;
    if (latest === null || !FINAL.includes(latest)) {
        const hasRunEnded = async () => {
            const [url] = logUrls;
            return url !== undefined && (await hasEnded(client, deps.repository, url)) === true;
        };
        const isLive = await isLiveNow(deployment, plan, { ...deps, hasRunEnded });
        if (isLive === null)
            return;
        state = isLive ? 'success' : 'failure';
        await set(isLive ? 'success' : 'failure');
    }
    if (state === 'success' && isReplaced(deployment, plan))
        await set('inactive');
}
/**
 * Whether the images of a deployment are live, or were until this run moved them.
 * @returns null where it cannot be known, or the run that made it may be at work
 */
async function isLiveNow({ own, createdAt }, plan, deps) {
    const known = new Map(plan.images.map((one) => [(0,image_reference/* repositoryName */.aR)(one.image), [one.previous?.digest, targetDigest(one)]]));
    const live = await (0,concurrency/* mapAll */.gJ)(own?.images ?? [], async ({ image, digest }) => {
        const digests = known.get(image);
        return digests ? digests.includes(digest) : deps.isLive(image, digest);
    });
    if (live.length > 0 && live.every((each) => each === true))
        return true;
    const isOfThisRun = own?.images.some(({ image }) => known.has(image)) ?? false;
    const isOld = createdAt === null || deps.now() - createdAt > AT_WORK_MS;
    if (!live.some((each) => each === false) && live.length > 0)
        return null;
    // a run of other images that is at work sets the final status itself
    return isOfThisRun || isOld || (await deps.hasRunEnded()) ? false : null;
}
/**
 * Returns what reads whether a digest of an image that this run is not about is live, in a registry that it works with:
 * each image once, within the time that the run has for GitHub. It answers null where that cannot be known.
 */
function liveReader({ budget }, plan, { liveDigest }) {
    const registries = new Set(plan.images.map(({ image }) => image.registry));
    const known = new Map();
    return async (name, digest) => {
        try {
            const image = (0,image_reference/* parseImage */.zZ)(name);
            if (!registries.has(image.registry))
                return null;
            const key = (0,image_reference/* repositoryName */.aR)(image);
            if (!known.has(key)) {
                if (known.size >= MAX_LOOKUPS)
                    return null;
                known.set(key, budget.during(() => within(budget.remainingMs(), () => liveDigest(image))));
            }
            return (await known.get(key)) === digest;
        }
        catch {
            return null;
        }
    };
}
/** Waits for a promise. @throws an error after so many milliseconds; nothing is begun where there is no time */
async function within(milliseconds, act) {
    const { promise, reject } = deferred();
    if (milliseconds <= 0)
        throw new Error('no time is left');
    const timer = setTimeout(() => reject(new Error('no time is left')), milliseconds);
    try {
        return await Promise.race([act(), promise]);
    }
    finally {
        clearTimeout(timer);
    }
}
/** How many deployments of others are looked at. */
const MAX_OTHERS = 3;
/** A notice where GitHub has made a deployment for the job itself: it says that the workflow's commit is deployed. */
async function noticeOfJob(client, others, deps) {
    const { request, repository, notice } = deps;
    const run = /\/actions\/runs\/\d+/.exec(request.context.run ?? '')?.[0];
    if (run === undefined)
        return;
    const isOfRun = ({ logUrls }) => logUrls.some((url) => `${url}/`.includes(`${run}/`));
    const foreign = others.filter(({ own, sha }) => own === null && sha === request.context.workflowCommit);
    for (const { id, sha } of foreign.slice(0, MAX_OTHERS)) {
        if (!isOfRun(await readStatuses(client, repository, id)))
            continue;
        notice(`GitHub has made a deployment to ${request.environment} for this job, too: of the workflow's commit ${sha.slice(0, 7)}, because the job has \`environment: ${request.environment}\`. To have only the deployment of the images' commit, write \`environment: {name: ${request.environment}, deployment: false}\` in the job.`);
        return;
    }
}

;// CONCATENATED MODULE: ./lib/recording/problems.js
/** Collects what GitHub's API did not do for a run, for one warning. */
class Problems {
    found = [];
    /**
     * Adds a failure.
     * @param what what could not be done, as a clause
     * @param needs the permission of the token that it needs, such as `contents: read`
     */
    add(what, needs, error) {
        if (this.found.some((each) => each.what === what && each.error.message === error.message))
            return;
        this.found.push({ what, needs, error });
    }
    /** Returns the one warning of a run; none where nothing failed. */
    warnings() {
        if (this.found.length === 0)
            return [];
        // one reason for several things is said once
        const reasons = [...new Set(this.found.map(({ error }) => error.message))];
        const said = reasons.map((reason) => {
            const whats = this.found.filter(({ error }) => error.message === reason).map(({ what }) => what);
            return `${problems_listOf(whats)}: ${reason.replace(/\.+$/, '')}`;
        });
        return [`GitHub's API: ${said.join('; ')}.${this.remedy()} The images are not affected.`];
    }
    remedy() {
        const lacking = this.found.filter(({ error }) => ['forbidden', 'not-found'].includes(error.reason));
        const needs = [...new Set(lacking.map(({ needs }) => needs))];
        if (needs.length > 0)
            return ` The token may lack a permission: add ${needs.map((need) => `\`${need}\``).join(', ')} to the job's permissions.`;
        if (this.found.some(({ error }) => error.reason === 'unauthorized'))
            return ' Check the input github-token.';
        return '';
    }
}
function problems_listOf(texts) {
    return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}

;// CONCATENATED MODULE: ./lib/github/api/records.js

/** The longest texts that GitHub takes, in characters. */
const records_MAX = { name: 256, version: 100, repository: 128, environment: 128 };
/**
 * Returns whether the owner of a repository is an organisation: only those have records.
 * https://docs.github.com/en/rest/repos/repos#get-a-repository
 * @throws ApiError
 */
async function isOwnedByOrganization(client, { owner, name }) {
    const body = await client.request('GET /repos/{owner}/{repo}', { owner, repo: name }, { isSafe: true });
    const type = body?.owner?.type;
    if (typeof type !== 'string')
        throw new api_error/* ApiError */.hD('unavailable', 200, 'The response is not a repository');
    return type === 'Organization';
}
/**
 * Records where an image is stored. Sent twice it makes no second record.
 * https://docs.github.com/en/rest/orgs/artifact-metadata#create-artifact-metadata-storage-record
 * @throws ApiError
 */
async function recordStorage(client, repository, image) {
    const isShort = image.repository.length <= records_MAX.repository;
    const body = {
        ...{ ...common(repository, image), registry_url: `https://${image.registry}/`, status: 'active' },
        ...(isShort ? { repository: image.repository } : {}),
    };
    await client.request('POST /orgs/{org}/artifacts/metadata/storage-record', body, { isSafe: true });
}
/**
 * Records that an image is live in an environment. A later image of the same repository replaces it there.
 * https://docs.github.com/en/rest/orgs/artifact-metadata#create-an-artifact-deployment-record
 * @throws ApiError
 */
async function recordDeployment(client, repository, image, environment) {
    const body = {
        ...{ ...common(repository, image), status: 'deployed', deployment_name: image.repository },
        logical_environment: environment.slice(0, records_MAX.environment),
    };
    await client.request('POST /orgs/{org}/artifacts/metadata/deployment-record', body, { isSafe: true });
}
function common({ owner, name }, image) {
    const { version } = image;
    return {
        org: owner,
        name: image.name.slice(0, records_MAX.name),
        digest: image.digest,
        ...(version === null || version.length > records_MAX.version ? {} : { version }),
        github_repository: name,
        return_records: false,
    };
}

;// CONCATENATED MODULE: ./lib/recording/records.js






/** Returns the images that a run has stored: built, adopted or copied. */
function storedImages(request, { plan, copied, kind }) {
    if (kind !== 'done')
        return [];
    const written = new Set(copied.filter(({ hasWritten }) => hasWritten).map(({ to }) => (0,image_reference/* repositoryName */.aR)(to)));
    const isStored = (image) => written.has((0,image_reference/* repositoryName */.aR)(image.image));
    const isBuilt = (image) => image.built || (request.mode === 'build' && request.digest !== null);
    return plan.images.filter(isReady).filter((image) => isStored(image) || isBuilt(image));
}
/**
 * Records in the organisation of the run's repository where images are stored, and where they are live:
 * https://docs.github.com/en/code-security/concepts/supply-chain-security/linked-artifacts
 */
async function writeRecords(result, deps) {
    const { request, repository, problems, notice } = deps;
    const stored = storedImages(request, result);
    const moved = result.kind === 'done' ? result.plan.images.filter(isReady).filter((image) => moveOf(image)) : [];
    if (stored.length + moved.length === 0)
        return;
    try {
        const client = await deps.client();
        if (!(await isOwnedByOrganization(client, repository))) {
            notice(`records: ${repository.owner} is not an organisation, and only organisations have linked artifacts.`);
            return;
        }
        const secure = stored.filter(({ image }) => !deps.isPlainHttp(image));
        if (secure.length < stored.length)
            notice('records: no storage record is written for a registry that is used by plain HTTP: GitHub takes only HTTPS.');
        const jobs = [
            ...secure.map((image) => () => recordStorage(client, repository, recordedOf(image))),
            ...moved.map((image) => () => recordDeployment(client, repository, recordedOf(image), request.environment ?? '')),
        ];
        await (0,concurrency/* forEachLimit */.Gm)(jobs, (job) => job(), MAX_PARALLEL);
        deps.log(`Records of ${repository.owner}: ${secure.length} stored, ${moved.length} deployed`);
    }
    catch (error) {
        problems.add("the organisation's records could not be written", 'artifact-metadata: write', (0,api_error/* asApiError */.zw)(error));
    }
}
function recordedOf({ image, target, identity }) {
    const { registry, repository } = image;
    return { name: (0,image_reference/* repositoryName */.aR)(image), registry, repository, digest: target.digest, version: identity.version };
}

;// CONCATENATED MODULE: ./lib/recording/recorder.js














/** The part of the run's time that is left to deployments and records, in milliseconds. */
const CHANGES_RESERVE_MS = 6000;
/** The modes that move an environment. */
const MOVES = ['build', 'promote', 'rollback'];
/** Returns the recorder of a run; it does nothing where the run has no token, or nothing to record. */
function recorderOf(request, deps) {
    return new RunRecorder(request, deps);
}
class RunRecorder {
    writing;
    request;
    deps;
    problems = new Problems();
    notices = [];
    repository;
    written = deferred();
    changes;
    deployments;
    client = null;
    constructor(request, deps) {
        this.request = request;
        this.deps = deps;
        this.repository = revisions_repositoryOf(request.context);
        this.changes = this.changesReader();
        const noted = this.noted();
        this.deployments = noted && request.deployment && request.environment !== null ? new Deployments(noted) : null;
        this.writing = {
            begin: (plan) => this.begin(plan),
            replanned: (plan) => this.begin(plan),
            end: async (result) => {
                this.written.resolve();
                await this.deployments?.end(result);
            },
        };
    }
    async planned(plan) {
        await this.changes?.start(plan);
    }
    async changesOf(plan) {
        return this.changes ? this.changes.finish(plan) : null;
    }
    async finish(result) {
        this.written.resolve();
        const isPlanned = result.kind !== 'failed' || result.hasWritten;
        const changes = isPlanned && this.changes ? this.changes.finish(result.plan) : null;
        await Promise.all([this.endEarlier(result), this.writeRecords(result)]);
        const [first] = this.deployments?.ids() ?? [];
        return {
            changes: await changes,
            deploymentId: first === undefined ? null : String(first),
            warnings: [...(isPlanned ? this.missing() : []), ...this.problems.warnings()],
            notices: this.notices,
        };
    }
    async begin(plan) {
        await this.deployments?.begin(plan);
        // no request is sent between the writes of a move
        if (this.client)
            await this.client.then((ready) => ready.holdUntil(this.written.promise)).catch(() => { });
    }
    changesReader() {
        const { githubToken, context, environment, mode, deployment, records } = this.request;
        if (githubToken === null || environment === null || !MOVES.includes(mode))
            return null;
        return new ChangesReader({
            ...{ context, problems: this.problems, log: this.deps.log, client: () => this.connected() },
            reserveMs: deployment || records ? CHANGES_RESERVE_MS : 0,
            isRollback: mode === 'rollback',
            sourceOf: (revisions) => labelledSource(revisions, this.deps.registry, context.server),
        });
    }
    /** What deployments and records need; null where nothing may be recorded. */
    noted() {
        const { repository, problems, request } = this;
        if (repository === null || request.githubToken === null || request.dryRun)
            return null;
        const notice = (text) => void this.notices.push(text);
        return { request, repository, problems, notice, log: this.deps.log, client: () => this.connected() };
    }
    connected() {
        this.client ??= this.deps.connect(this.request.githubToken ?? '').catch((error) => {
            if (error instanceof api_error/* ApiError */.hD)
                throw error;
            throw new api_error/* ApiError */.hD('unavailable', null, `the client could not be loaded (${(0,util_text/* oneLine */.TN)(error.message)})`);
        });
        return this.client;
    }
    async endEarlier({ kind, plan }) {
        const noted = this.noted();
        const { registry, now } = this.deps;
        if (this.deployments === null || noted === null || kind !== 'done')
            return;
        const liveDigest = (image) => digestNow(registry, image, this.request.environment ?? '');
        await endEarlier(plan, this.deployments.ids(), { ...noted, now, liveDigest });
    }
    async writeRecords(result) {
        const { request, deps } = this;
        const noted = this.noted();
        if (request.records && noted !== null)
            await writeRecords(result, { ...noted, isPlainHttp: deps.isPlainHttp });
        const stored = request.dryRun ? [] : storedImages(request, result);
        const left = deps.declare(stored.map(({ image, target }) => `${(0,image_reference/* repositoryName */.aR)(image)}@${target.digest}`));
        if (left !== null)
            this.notices.push(left);
    }
    /** Warnings of what was requested, and cannot be recorded. */
    missing() {
        const { request, repository } = this;
        const isAsked = (request.deployment && request.environment !== null) || request.records;
        if (!isAsked || request.dryRun || this.noted() !== null)
            return [];
        const what = [...(request.deployment ? ['deployment'] : []), ...(request.records ? ['records'] : [])].join(' and ');
        const why = repository === null ? 'the repository of the run is unknown' : 'github-token is empty';
        return [`${what}: nothing is recorded on GitHub, because ${why}.`];
    }
}
/** Returns the repository that an image's labels name; null where it cannot be read, or is not on this server. */
async function labelledSource({ plan }, registry, server) {
    if (!isReady(plan))
        return null;
    const image = plan.copy?.source ?? plan.image;
    const { source } = await originOf(registry, image, plan.target).catch(() => ({ source: null }));
    return source === null ? null : repositoryOn(server, source);
}

// EXTERNAL MODULE: ./lib/registry/auth/credentials.js + 2 modules
var auth_credentials = __webpack_require__(3833);
// EXTERNAL MODULE: ./lib/util/clock.js
var clock = __webpack_require__(8394);
// EXTERNAL MODULE: ./lib/world.js + 21 modules
var lib_world = __webpack_require__(9807);
;// CONCATENATED MODULE: ./lib/tools.js

















/** Connections to each registry while images are copied: a copy transfers many blobs in parallel. */
const CONNECTIONS_TO_COPY = 24;
/** Returns the dependencies of the pipeline: the registry, docker if it builds or tags, the copier if it copies. */
async function pipelineDeps(request, world, reporter) {
    const { registry, cancel } = world;
    const isTaggedByDocker = request.transport === 'docker';
    const docker = isTaggedByDocker || request.mode === 'build' ? await dockerFor(request, world, reporter) : null;
    return {
        registry,
        clock: (0,lib_world/* clockUntil */.V5)(cancel),
        log: reporter.info,
        checkCancelled: cancel.check,
        putTag: putTagOf(request, world, reporter),
        evidence: evidenceOf(request, world),
        ...(docker && isTaggedByDocker ? { putTag: dockerTagger(docker.command, registry), review: dockerTagProblem } : {}),
        ...(docker && request.mode === 'build' ? { build: builderOf(request, docker, reporter) } : {}),
        ...(request.mode === 'promote' && (0,request_request/* copiesOf */.lS)(request).length > 0
            ? { copier: copierOf(request, world, reporter) }
            : {}),
    };
}
/** Returns what reads signed statements; null where no policy requires any. The libraries are loaded when it is used. */
function evidenceOf(request, world) {
    const policy = request.policy ?? null;
    if (policy === null || !policy.stages.some((stage) => stage.require.length > 0))
        return null;
    const { registry } = world;
    let reader = null;
    const load = async () => {
        const { makeEvidenceReader } = await Promise.all(/* import() */[__webpack_require__.e(323), __webpack_require__.e(141)]).then(__webpack_require__.bind(__webpack_require__, 141));
        const { githubToken: token, context } = request;
        const { repository } = context;
        const github = token === null || repository === null ? null : { repository, connect: () => connectToGitHub(token, world) };
        return makeEvidenceReader(policy, registry, github);
    };
    return async (...args) => {
        reader ??= load();
        return (await reader)(...args);
    };
}
/** Returns what asks GitHub about a run, and tells it. */
function recorderFor(request, world, reporter) {
    const { registry, env } = world;
    return recorderOf(request, {
        ...{ registry, connect: (token) => connectToGitHub(token, world), now: () => clock/* systemClock */.m.now() },
        log: reporter.info,
        isPlainHttp: (image) => registry.isPlainHttp(image),
        declare: (references) => declareImages(references, env),
    });
}
const clients = new WeakMap();
/**
 * Connects to GitHub's API, once for all that a run asks and tells it: the time that a run has for GitHub and the limits
 * of its rate are those of all together. The client is loaded here, so only by runs that use it.
 */
function connectToGitHub(token, world) {
    const { cancel, env } = world;
    const client = clients.get(world) ??
        __webpack_require__.e(/* import() */ 503).then(__webpack_require__.bind(__webpack_require__, 8503)).then(({ connect }) => connect(token, env, { clock: (0,lib_world/* clockUntil */.V5)(cancel), cancelled: cancel.reads }));
    clients.set(world, client);
    return client;
}
function declareImages(references, env) {
    try {
        const left = declareArtifacts(references, env);
        return left.length === 0
            ? null
            : `Not declared as artifacts of the job, which has them with other digests: ${left.join(', ')}.`;
    }
    catch (error) {
        return `The images could not be declared as artifacts of the job (${(0,util_text/* oneLine */.TN)(error.message)}).`;
    }
}
/** Sets a tag by the registry's API; where the image was copied, content that the registry has lost is sent again. */
function putTagOf(request, world, reporter) {
    const copies = request.mode === 'promote' ? (0,request_request/* copiesOf */.lS)(request) : [];
    return (image, tag, manifest) => {
        const copy = copies.find(({ to }) => (0,image_reference/* isSameRepository */.ve)(to, image));
        if (!copy)
            return world.registry.put(image, tag, manifest);
        return new ManifestPusher(copy.from, image, copyDepsOf(world, reporter)).put(tag, manifest);
    };
}
/** Sets up docker with the credentials that its own config lacks. */
async function dockerFor(request, world, { group }) {
    const temp = (0,lib_world/* privateFolder */.qm)(world.env);
    const { env, cancel } = world;
    // a build that is not pushed needs no credentials
    if (request.mode === 'build' && !request.push)
        return { temp, env, command: dockerCommand(env, cancel.reads, group) };
    const credentials = await (0,lib_world/* unknownToDocker */.Ap)(request, env);
    const engine = dockerCommand(await envWith(credentials.engine, env, (0,external_node_path_.join)(temp, 'docker-config')), cancel.reads, group);
    const isSame = credentials.build.size === credentials.engine.size;
    if (request.mode !== 'build' || isSame)
        return { temp, env, command: engine };
    const build = dockerCommand(await envWith(credentials.build, env, (0,external_node_path_.join)(temp, 'build-config')), cancel.reads, group);
    return { temp, env, command: (args, options) => (args[0] === 'push' ? engine : build)(args, options) };
}
/** Returns the function that builds a request's image with docker. */
function builderOf(request, { command, temp, env }, { info: log, notice }) {
    return (image, tag, isFree) => build_buildImage(request, image, tag, { docker: command, temp, env, log, notice, isFree });
}
/** Returns the environment of docker with credentials added to its config, in a folder of its own. */
async function envWith(credentials, env, folder) {
    if (credentials.size === 0)
        return env;
    const places = (0,auth_credentials/* placesFrom */.X)(env);
    const added = await dockerConfigWith(places.folder, folder, credentials, places.inline).catch((error) => {
        throw (0,runner_failed/* runnerFailed */.K)("write docker's credentials", error);
    });
    return { ...env, ...added };
}
function copyDepsOf({ registry, retryBudget, cancel }, reporter) {
    return {
        ...{ store: registry, log: reporter.info, retryBudget },
        // the reporter may be loaded later
        get progress() {
            return reporter.progress;
        },
        ...{ checkCancelled: cancel.check, clock: (0,lib_world/* clockUntil */.V5)(cancel) },
    };
}
function copierOf(request, world, reporter) {
    const { registry } = world;
    const deps = copyDepsOf(world, reporter);
    return {
        survey: (from, to, target) => gatherCopy(registry, from, to, target, request.with, () => {
            for (const image of request.dryRun ? [] : [from, to])
                registry.open(image, CONNECTIONS_TO_COPY);
        }),
        copy: (copies) => copyContents(copies, deps),
        push: (copies) => pushManifests(copies, deps),
    };
}

;// CONCATENATED MODULE: ./lib/util/reporter.js
/** The number of annotations of one kind that GitHub shows per step. */
const MAX_ANNOTATIONS = 10;
/** Reports warnings and notices, each text once, at most ten of a kind. */
function annotate(reporter, warnings, notices) {
    for (const text of new Set(warnings.slice(0, MAX_ANNOTATIONS)))
        reporter.warn(text);
    for (const text of new Set(notices.slice(0, MAX_ANNOTATIONS)))
        reporter.notice(text);
}

;// CONCATENATED MODULE: ./lib/main.js























/** A run of this many images leaves more garbage than a small heap holds. */
const MANY_IMAGES = 10;
/**
 * Executes a request and reports: the only place that fails a run.
 * @returns the exit code
 */
async function run(request, world, reporter, hooks = {}) {
    try {
        if (request.images.length >= MANY_IMAGES)
            keepHeapSmall();
        announce(request, reporter);
        if (request.mode === 'status')
            return await main_status(request, world, reporter, hooks);
        if (hooks.showGates)
            return await main_checkGates(request, world, reporter, hooks.showGates);
        const nothing = nothingToBuild(request);
        if (nothing !== null)
            return await report(request, doNothing(nothing), reporter);
        const describe = (plan) => {
            for (const line of moveLines(plan))
                reporter.info(line);
        };
        const recorder = recorderFor(request, world, reporter);
        const { approve } = hooks;
        const approval = approve ? { approve: (plan) => approve(plan, () => recorder.changesOf(plan)) } : {};
        const result = request.mode === 'build' && !request.push
            ? await buildWithoutPush(request, world, reporter)
            : await execute(request, {
                ...(await pipelineDeps(request, world, reporter)),
                ...{ ...approval, describe, planned: (plan) => recorder.planned(plan), writing: recorder.writing },
            });
        return await report(request, result, reporter, await recorder.finish(result));
    }
    catch (error) {
        const environment = 'environment' in request && request.environment ? { environment: request.environment } : {};
        return fail(request.mode, (0,errors/* asActionError */.z6)(error), reporter, { ...environment, changed: 'false', built: 'false' });
    }
}
/**
 * Reports a failure before there was a plan.
 * @param known outputs that are known even after a failure
 * @returns the exit code
 */
async function fail(mode, error, reporter, known = { changed: 'false', built: 'false' }) {
    reporter.fail(error);
    // an empty digest would be no condition at all for the rollback that is to undo this promotion
    const none = mode === 'promote' ? { digest: 'none', result: '[]' } : {};
    await reporter.write({ ...none, ...known }, failureSummary(mode, error));
    return 1;
}
function announce(request, reporter) {
    reporter.info(announcement(request));
    for (const line of new Set(request.logLines))
        reporter.info(line);
    if (request.ignored.length > 0)
        reporter.info(`Ignored (not used by ${request.mode}): ${request.ignored.join(', ')}`);
    const { masks, warnings } = request.mode === 'build' ? secretMasks(request) : { masks: [], warnings: [] };
    // masks have no effect while the output of a build is shown
    for (const secret of masks)
        reporter.mask(secret);
    const published = request.mode === 'build' ? provenanceWarnings(request) : [];
    annotate(reporter, [...ignoredDestination(request), ...warnings, ...published], request.notices);
}
async function main_status(request, { registry }, reporter, { showStatus, study }) {
    const now = clock/* systemClock */.m.now();
    const generated = new Date(now).toISOString();
    const board = request.page === null ? null : await __webpack_require__.e(/* import() */ 796).then(__webpack_require__.bind(__webpack_require__, 8796));
    const facts = await gatherStatus(request, registry, generated, (studied) => {
        study?.(studied);
        const { row } = studied.report;
        const metrics = metricsOf({ ...row, ...studied }, now);
        return { metrics, entry: board?.entryOf(studied, metrics) ?? null };
    });
    const metrics = facts.studied.flatMap((each) => each?.metrics ?? []);
    annotate(reporter, facts.warnings, facts.notices);
    for (const line of statusLines(request, facts))
        reporter.info(line);
    showStatus?.(facts, metrics);
    const entries = facts.studied.flatMap((each) => each?.entry ?? []);
    const rows = facts.environments.map(({ row }) => row);
    const data = { entries, rows, metrics, generated, stages: request.environments };
    const page = await writePage(request.page, board, data, facts);
    const outputs = { ...statusOutputs(facts, request, metrics), ...page.outputs };
    const failure = (await reporter.write(outputs, statusSummary(request, facts, metrics, now))) ?? page.problem;
    if (failure)
        reporter.fail(failure);
    return failure ? 1 : 0;
}
/**
 * Writes the board where `page` is set. What it shows must be whole: a history that cannot be read fails the run, after
 * the rest was written.
 */
async function writePage(page, board, input, { environments }) {
    if (page === null || board === null)
        return { outputs: {}, problem: null };
    try {
        const path = await board.writeBoard(page, input);
        const unreadable = environments.flatMap(({ problem }) => problem ?? []);
        const problems = unreadable.map((message) => new errors/* ActionError */.lZ('HISTORY_INVALID', message));
        return { outputs: { page: path }, problem: problems.length > 0 ? (0,errors/* mergeErrors */.Mv)(problems) : null };
    }
    catch (error) {
        return { outputs: {}, problem: (0,errors/* asActionError */.z6)(error) };
    }
}
/** Tells what the gates of all stages say of the images of a dry run. @returns the exit code: 0 where it could tell */
async function main_checkGates(request, world, reporter, show) {
    const result = await execute(request, await pipelineDeps(request, world, reporter));
    const { plan } = result;
    if (!plan.stages) {
        const [why = 'The gates could not be read.'] = plan.warnings.slice(-1);
        throw errorOf(result) ?? new errors/* ActionError */.lZ('INTERNAL', why);
    }
    annotate(reporter, warningsOf(result), plan.notices);
    show(plan);
    return 0;
}
async function report(request, result, reporter, recorded = NOT_RECORDED) {
    const { plan } = result;
    for (const line of [...plan.log, ...stageLines(plan)])
        reporter.info(line);
    annotate(reporter, [...warningsOf(result), ...recorded.warnings], [...plan.notices, ...recorded.notices]);
    for (const line of changeLines(recorded.changes, request.mode === 'rollback'))
        reporter.info(line);
    const outputs = outputsOf(result, recorded);
    const problem = await reporter.write(outputs, summaryOf(request, result, recorded));
    const error = errorOf(result) ?? problem;
    for (const line of historyLines(plan, (image) => historyDigestOf(result, image)))
        reporter.info(line);
    if (error) {
        for (const line of environmentStateLines(result))
            reporter.info(line);
        reporter.fail(withNews(request, result, error));
        return 1;
    }
    if (request.dryRun)
        for (const line of plannedLines(plan))
            reporter.info(line);
    for (const line of lastLines(request, result, outputs))
        reporter.info(line);
    return 0;
}
/** A run that has nothing to do. @param notice why */
function doNothing(notice) {
    return {
        kind: 'done',
        plan: { ...EMPTY_PLAN, notices: [notice] },
        ...{ copied: [], built: false, outcome: { images: [] } },
    };
}
/** An error whose title is the news, where guards refused the run. */
function withNews(request, result, error) {
    const isRefusal = result.kind === 'failed' && result.error === error && isRefusedByGuards(result);
    if (!isRefusal)
        return error;
    return new errors/* ActionError */.lZ(error.code, error.message, error, { title: newsOf(request, result, PLAIN).text });
}
/** `push: false`: builds without registry or credentials, and writes nothing. */
async function buildWithoutPush(request, world, reporter) {
    const problems = checkoutProblems(request);
    if (problems.length > 0)
        throw (0,errors/* mergeErrors */.Mv)(problems);
    const build = builderOf(request, await dockerFor(request, world, reporter), reporter);
    if (!request.dryRun)
        await build(request.image, 'not-pushed', () => Promise.resolve(false));
    const { image, version, commit, checkout } = request;
    const plan = {
        ...{ kind: 'unbuilt', image, previous: null, environment: null, commitTag: null, historyDigest: null },
        ...{ tags: [], unchangedTags: [] },
        identity: { version, revision: commit, created: checkout?.time ?? null },
    };
    const result = { plan: { ...EMPTY_PLAN, images: [plan] }, copied: [], built: true };
    return request.dryRun ? { kind: 'planned', ...result } : { kind: 'done', ...result, outcome: { images: [] } };
}


/***/ }),

/***/ 6752:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ lagOf)
/* harmony export */ });
/**
 * Returns how an environment stands beside the stage before it, by their histories.
 * @returns null where nothing is live in one of them
 */
function lagOf(report, before) {
    const [here, there] = [report.row.digest, before.row.digest];
    if (here === null || there === null)
        return null;
    if (here === there)
        return { kind: 'same' };
    const since = digestsSince(before, here);
    if (since !== null)
        return { kind: 'behind', by: Math.max(1, since) };
    return { kind: digestsSince(report, there) === null ? 'other' : 'ahead' };
}
/** Returns how many other images an environment has had since an image was live there; null where it never was. */
function digestsSince({ moves }, digest) {
    const last = moves.findLastIndex((event) => event.digest === digest);
    if (last < 0)
        return null;
    const later = new Set(moves.slice(last + 1).map((event) => event.digest));
    // images that were there before are not newer
    for (const event of moves.slice(0, last))
        later.delete(event.digest);
    return later.size;
}


/***/ }),

/***/ 3379:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ driftOf),
/* harmony export */   q: () => (/* binding */ describe)
/* harmony export */ });
/* harmony import */ var _history_event_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5196);
/* harmony import */ var _history_records_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7150);
/* harmony import */ var _history_state_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1);



/** How many moves a report has at most. */
const MOVES = 50;
/**
 * The report of one environment. Pure.
 * @param now RFC 3339
 * @param problem why its history cannot be read
 */
function describe(image, { name, live, history, known }, now, problem = null) {
    const last = (0,_history_event_js__WEBPACK_IMPORTED_MODULE_0__/* .lastEvent */ .Rf)(history);
    const event = (0,_history_state_js__WEBPACK_IMPORTED_MODULE_2__/* .liveEvent */ .vB)(live, history);
    const state = (0,_history_state_js__WEBPACK_IMPORTED_MODULE_2__/* .environmentStatus */ .En)(live, history);
    // after a change outside this action, an older event of the same image does not say since when it is live
    const source = state.kind === 'moved' ? null : event;
    return {
        row: {
            image,
            environment: name,
            digest: live?.digest ?? null,
            version: live ? known.version : null,
            revision: live ? known.revision : null,
            since: source?.at ?? null,
            by: source?.actor ?? null,
            run: source?.run ?? null,
            action: source?.action ?? null,
            moved: last !== null && last.digest !== live?.digest,
            unfinished: state.kind === 'unfinished',
            held: heldOf(history, now),
            marks: marksIn(history, live?.digest ?? null),
            ...(problem === null ? {} : { problem }),
        },
        unfinished: state.kind === 'unfinished' ? state.event : null,
        historyDigest: history?.digest ?? null,
        reason: source?.reason ?? null,
        moves: movesOf(live, history),
        problem,
    };
}
/** Returns how an environment differs from its history; null where it does not. */
function driftOf({ row, unfinished, problem }) {
    if (problem !== null)
        return 'unreadable';
    if (unfinished !== null)
        return 'unfinished';
    if (!row.moved)
        return null;
    return row.digest === null ? 'deleted' : 'changed';
}
function movesOf(live, history) {
    const unproven = (0,_history_state_js__WEBPACK_IMPORTED_MODULE_2__/* .unprovenEvents */ .NP)(live, history);
    const moves = (history?.events ?? []).filter((event) => (0,_history_event_js__WEBPACK_IMPORTED_MODULE_0__/* .isMove */ .OE)(event) && !unproven.has(event)).slice(-MOVES);
    return moves.map(({ at, action, digest, previous, version, revision }) => ({
        ...{ at, action, digest, previous, version, revision },
    }));
}
function heldOf(history, now) {
    const hold = (0,_history_records_js__WEBPACK_IMPORTED_MODULE_1__/* .holdOf */ .nv)(history, now);
    return hold && { by: hold.actor, since: hold.at, until: hold.until ?? null, reason: hold.reason };
}
function marksIn(history, digest) {
    return (0,_history_records_js__WEBPACK_IMPORTED_MODULE_1__/* .marksOf */ .Ok)(history, digest).map(({ action, actor, at, run, reason }) => ({
        as: action,
        by: actor,
        at,
        run,
        reason,
    }));
}


/***/ }),

/***/ 3109:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jz: () => (/* binding */ isSigner),
/* harmony export */   lG: () => (/* binding */ nameRequirement),
/* harmony export */   oX: () => (/* binding */ GITHUB_ISSUER)
/* harmony export */ });
/** The issuer of the identity tokens of GitHub Actions. */
const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';
/**
 * Whether a certificate's identity is the signer of a requirement: compared in full, after the server's address.
 * @param identity the subject alternative name of a certificate, such as
 *   `https://github.com/acme/shop/.github/workflows/build.yml@refs/heads/main`
 */
function isSigner({ signer }, identity) {
    const pattern = signer
        .split('*')
        .map((text) => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'))
        .join('[^/]*');
    return new RegExp(`^https://[^/]+/${pattern}$`).test(identity);
}
/** Returns what a requirement asks for, as a noun: `https://slsa.dev/provenance/v1 by acme/shop/…`. */
function nameRequirement({ predicateType, signer }) {
    return `${predicateType ?? 'a signature'} by ${signer}`;
}


/***/ }),

/***/ 663:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  nT: () => (/* binding */ isOpen),
  gR: () => (/* binding */ nextOpening),
  Et: () => (/* binding */ parseWindow)
});

// UNUSED EXPORTS: isInside

// EXTERNAL MODULE: ./lib/util/nearest.js
var nearest = __webpack_require__(1918);
// EXTERNAL MODULE: ./lib/util/text.js
var util_text = __webpack_require__(8805);
;// CONCATENATED MODULE: ./lib/policy/zone.js


const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** No zone has a longer name, in characters. */
const MAX_NAME = 64;
/** The last offset of each zone: many windows are asked about the same instant. */
const lastOffsets = new Map();
const formatters = new Map();
function formatterOf(zone) {
    const known = formatters.get(zone);
    if (known)
        return known;
    const made = new Intl.DateTimeFormat('en-US', {
        ...{ timeZone: zone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' },
        ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
    formatters.set(zone, made);
    return made;
}
/**
 * Returns how far local time is ahead of UTC at an instant, in milliseconds.
 * @param at milliseconds since the epoch
 */
function offsetAt(zone, at) {
    const last = lastOffsets.get(zone);
    if (last?.at === at)
        return last.offset;
    const parts = {};
    for (const { type, value } of formatterOf(zone).formatToParts(at))
        parts[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    const offset = Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
    lastOffsets.set(zone, { at, offset });
    return offset;
}
/** Returns the local time at an instant. @param at milliseconds since the epoch */
function localTime(zone, at) {
    const local = at + offsetAt(zone, at);
    const day = Math.floor(local / DAY_MS);
    return { day, minute: Math.floor((local - day * DAY_MS) / MINUTE_MS) };
}
/**
 * Returns every instant at which the local clock may show a time of a day, or pass over it: with the offsets before and
 * after a change of the clocks, and the change itself.
 * @param minute minutes since midnight of that day; may be 1440
 * @returns milliseconds since the epoch, none more than once
 */
function instantsOf(zone, day, minute) {
    const local = day * DAY_MS + minute * MINUTE_MS;
    const [before, after] = [local - DAY_MS, local + DAY_MS];
    const offsets = [offsetAt(zone, before), offsetAt(zone, after)];
    const instants = offsets.map((offset) => local - offset);
    if (offsets[0] !== offsets[1])
        instants.push(changeBetween(zone, before, after));
    return [...new Set(instants)];
}
/**
 * Returns what `instantsOf` does for many times of one day. Where the clocks do not change near that day, the offset is
 * determined once.
 */
function instantsOfDay(zone, day, minutes) {
    const [before, after] = [offsetAt(zone, (day - 2) * DAY_MS), offsetAt(zone, (day + 3) * DAY_MS)];
    if (before !== after)
        return minutes.flatMap((minute) => instantsOf(zone, day, minute));
    return minutes.map((minute) => day * DAY_MS + minute * MINUTE_MS - before);
}
/** The instant between two at which the offset changes, to the second. */
function changeBetween(zone, from, to) {
    const first = offsetAt(zone, from);
    let [low, high] = [from, to];
    while (high - low > 1000) {
        const middle = Math.floor((low + high) / 2000) * 1000;
        if (offsetAt(zone, middle) === first)
            low = middle;
        else
            high = middle;
    }
    return high;
}
/** Returns why a text is not the name of a time zone; null where it is one. */
function zoneProblem(text) {
    const isName = text.length <= MAX_NAME && /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/.test(text);
    try {
        if (isName && formatterOf(text))
            return null;
    }
    catch {
        // a RangeError: there is no such zone
    }
    return `unknown time zone "${(0,util_text/* oneLine */.TN)(text)}".${(0,nearest/* didYouMean */.au)(text.slice(0, MAX_NAME), Intl.supportedValuesOf('timeZone'))} Use an IANA name such as Europe/Berlin or UTC`;
}

;// CONCATENATED MODULE: ./lib/policy/window.js

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const FORM = 'expected DAYS HH:MM-HH:MM ZONE, such as "Mon-Thu 09:00-16:00 Europe/Berlin", or DATE/DATE ZONE, such as "2026-12-19/2027-01-06 Europe/Berlin"';
/** Reads one window. @returns the window, or a clause that says what is wrong with the text */
function parseWindow(effect, text) {
    const clean = text.trim().replace(/\s+/g, ' ').replace(/, /g, ',');
    const weekly = /^([A-Za-z,-]+) (\S+)-(\S+) (\S+)$/.exec(clean);
    const dates = /^(\d{4}-\d\d-\d\d)\/(\d{4}-\d\d-\d\d) (\S+)$/.exec(clean);
    if (!weekly && !dates)
        return FORM;
    const span = weekly
        ? parseWeekly(weekly[1] ?? '', weekly[2] ?? '', weekly[3] ?? '')
        : parseDates(dates?.[1] ?? '', dates?.[2] ?? '');
    if (typeof span === 'string')
        return span;
    const zone = (weekly ? weekly[4] : dates?.[3]) ?? '';
    return zoneProblem(zone) ?? { effect, zone, span, text: clean };
}
function parseWeekly(list, start, end) {
    const days = DAYS.map(() => false);
    for (const item of list.split(',')) {
        const [from = '', to = from, ...more] = item.split('-');
        const [first, last] = [indexOf(from), indexOf(to)];
        if (first < 0 || last < 0 || more.length > 0)
            return `expected days such as Mon, Mon-Thu or Mon,Wed,Sat-Sun, got "${item}"`;
        // Sat-Mon is Saturday, Sunday, Monday
        for (let day = first;; day = (day + 1) % 7) {
            days[day] = true;
            if (day === last)
                break;
        }
    }
    const [from, to] = [minuteOf(start), minuteOf(end)];
    if (from === null || from === 1440)
        return `expected a time from 00:00 to 23:59, got "${start}"`;
    if (to === null)
        return `expected a time from 00:00 to 24:00, got "${end}"`;
    if (from === to)
        return `it begins and ends at ${start}; for the whole day write 00:00-24:00`;
    return { kind: 'weekly', days, from, to };
}
function indexOf(day) {
    return DAYS.indexOf(day);
}
function minuteOf(text) {
    const match = /^(\d\d):(\d\d)$/.exec(text);
    if (!match)
        return null;
    const [hours, minutes] = [Number(match[1]), Number(match[2])];
    const isTime = minutes < 60 && (hours < 24 || (hours === 24 && minutes === 0));
    return isTime ? hours * 60 + minutes : null;
}
function parseDates(from, to) {
    const [first, last] = [dayOf(from), dayOf(to)];
    if (first === null)
        return `"${from}" is not a date`;
    if (last === null)
        return `"${to}" is not a date`;
    if (last < first)
        return `it ends on ${to}, before it begins on ${from}`;
    return { kind: 'dates', first, last };
}
function dayOf(text) {
    const at = Date.parse(`${text}T00:00:00Z`);
    // 2026-02-30 is read as the 2nd of March
    return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text ? null : at / DAY_MS;
}
/**
 * Whether an instant lies in a window: whether the clock on the wall there shows a time in it. The beginning is in it,
 * the end is not. An hour that the clock shows twice is in it twice; one that it skips is not in it.
 * @param at milliseconds since the epoch
 */
function isInside({ zone, span }, at) {
    const { day, minute } = localTime(zone, at);
    if (span.kind === 'dates')
        return day >= span.first && day <= span.last;
    const { days, from, to } = span;
    const begins = (of) => days[weekdayOf(of)] === true;
    if (from < to)
        return begins(day) && minute >= from && minute < to;
    return (begins(day) && minute >= from) || (begins(day - 1) && minute < to);
}
/** The day of the week, Monday 0. The first day of the epoch was a Thursday. */
function weekdayOf(day) {
    return (((day + 3) % 7) + 7) % 7;
}
/** Whether moves are allowed at an instant: no `deny` applies, and an `allow` does where there is any. */
function isOpen(windows, at) {
    const allows = windows.filter(({ effect }) => effect === 'allow');
    if (allows.length > 0 && !allows.some((window) => isInside(window, at)))
        return false;
    return !windows.some((window) => window.effect === 'deny' && isInside(window, at));
}
/** How far ahead the next opening is looked for, in days; what a range of dates keeps closed is passed at once. */
const MAX_DAYS = 400;
/**
 * Returns the next instant at which moves are allowed.
 * @param at milliseconds since the epoch
 * @returns `at` itself where they are allowed then; null where they are not in the next 400 days, what ranges of dates
 *   keep closed not counted
 */
function nextOpening(windows, at) {
    if (isOpen(windows, at))
        return at;
    const edgesNear = edgesOf(windows);
    let from = at;
    for (let days = 0; days < MAX_DAYS; days++) {
        const ends = [endOfDenial(windows, from), nextAllowedDates(windows, from)].filter((end) => end !== null);
        const skipped = ends.length === 0 ? null : Math.max(...ends);
        const until = (skipped ?? from) + DAY_MS;
        const opening = [...new Set([...edgesNear(from), ...(skipped === null ? [] : [skipped])])]
            .filter((instant) => instant > at && instant <= until)
            .sort((a, b) => a - b)
            .find((instant) => isOpen(windows, instant));
        if (opening !== undefined)
            return opening;
        from = Math.max(skipped ?? 0, from + DAY_MS);
    }
    return null;
}
/** The end of the range of dates that denies an instant; null where none does. */
function endOfDenial(windows, at) {
    const ends = windows.flatMap((window) => window.effect === 'deny' && window.span.kind === 'dates' && isInside(window, at)
        ? instantsOf(window.zone, window.span.last, 1440)
        : []);
    return ends.length === 0 ? null : Math.max(...ends);
}
/**
 * The beginning of the next range of dates that is allowed, where nothing but such ranges is allowed; null where an instant
 * lies in one, or where days of the week are allowed too, or none comes.
 */
function nextAllowedDates(windows, at) {
    const allows = windows.filter(({ effect }) => effect === 'allow');
    if (allows.some((window) => window.span.kind === 'weekly' || isInside(window, at)))
        return null;
    const begins = allows
        .flatMap(({ zone, span }) => (span.kind === 'dates' ? instantsOf(zone, span.first, 0) : []))
        .filter((begin) => begin > at);
    return begins.length === 0 ? null : Math.min(...begins);
}
/**
 * Returns what finds the instants at which any of the windows may begin or end on the day of an instant and on those
 * beside it. Many windows have the same times: each is converted once a day.
 */
function edgesOf(windows) {
    const dates = [];
    const minutes = new Map();
    for (const { zone, span } of windows) {
        if (span.kind === 'dates') {
            for (const edge of [...instantsOf(zone, span.first, 0), ...instantsOf(zone, span.last, 1440)])
                dates.push(edge);
            continue;
        }
        const known = minutes.get(zone) ?? new Set();
        minutes.set(zone, known.add(span.from).add(span.to));
    }
    const days = new Map();
    const onDay = (zone, day) => {
        const key = `${zone} ${day}`;
        const found = days.get(key) ?? instantsOfDay(zone, day, [...(minutes.get(zone) ?? [])]);
        days.set(key, found);
        return found;
    };
    return (at) => {
        const weekly = [...minutes.keys()].flatMap((zone) => {
            const { day } = localTime(zone, at);
            return [day - 1, day, day + 1].flatMap((each) => onDay(zone, each));
        });
        return dates.concat(weekly);
    };
}


/***/ }),

/***/ 4467:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FE: () => (/* binding */ settleBoth),
/* harmony export */   Gm: () => (/* binding */ forEachLimit),
/* harmony export */   gJ: () => (/* binding */ mapAll),
/* harmony export */   jf: () => (/* binding */ Semaphore)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);

/** How many writes run in parallel: a run of a hundred images is a third faster than with 16. */
const MAX_WRITES = 64;
/** How many images or environments are read in parallel; each takes several requests. */
const MAX_READS = 64;
/**
 * Runs `act` for each item, at most `limit` in parallel. After an error no further item is started; the running ones are
 * awaited.
 * @throws the first error
 */
async function forEachLimit(items, act, limit = MAX_WRITES) {
    const errors = [];
    const queue = [...items];
    const worker = async () => {
        for (let item = queue.shift(); item !== undefined && errors.length === 0; item = queue.shift()) {
            await act(item).catch((error) => errors.push(error));
        }
    };
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
    if (errors.length > 0)
        throw errors[0];
}
/**
 * Maps all items in parallel and waits for all, so that the error names every item that failed.
 * @returns the results in the order of `items`
 * @throws the errors of all items merged into one; CANCELLED alone if the job was cancelled
 */
async function mapAll(items, read) {
    const results = [];
    let next = 0;
    const worker = async () => {
        for (let at = next++; at < items.length; at = next++) {
            const [result] = await Promise.allSettled([read(items[at])]);
            results[at] = result;
        }
    };
    await Promise.all(Array.from({ length: Math.min(MAX_READS, items.length) }, worker));
    const problems = results.flatMap((result) => (result.status === 'rejected' ? [(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .asActionError */ .z6)(result.reason)] : []));
    // a cancellation affects all items
    const cancelled = problems.find(({ code }) => code === 'CANCELLED');
    if (problems.length > 0)
        throw cancelled ?? (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .mergeErrors */ .Mv)(problems);
    return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}
/**
 * Waits for both, even if one fails, so that nothing keeps running after an error.
 * @throws the error of `a`, otherwise that of `b`
 */
async function settleBoth(a, b) {
    const [first, second] = await Promise.allSettled([a, b]);
    if (first.status === 'rejected')
        throw first.reason;
    if (second.status === 'rejected')
        throw second.reason;
    return [first.value, second.value];
}
/** A counting semaphore. Waiters acquire in first-in, first-out order. */
class Semaphore {
    free;
    waiting = [];
    closed = null;
    /** @param size how many may hold it at once */
    constructor(size) {
        this.free = size;
    }
    /**
     * Waits for a free slot.
     * @returns a function that releases the slot; repeated calls have no effect
     * @throws the reason given to `close`
     */
    async acquire() {
        if (this.closed)
            throw this.closed.reason;
        if (this.free > 0)
            this.free -= 1;
        else
            await new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
        let isHeld = true;
        return () => {
            if (isHeld)
                this.release();
            isHeld = false;
        };
    }
    /** Rejects all waiters and later calls of `acquire` with the reason. */
    close(reason) {
        this.closed ??= { reason };
        for (const { reject } of this.waiting.splice(0))
            reject(this.closed.reason);
    }
    release() {
        const next = this.waiting.shift();
        if (next)
            next.resolve();
        else
            this.free += 1;
    }
}


/***/ })

};
