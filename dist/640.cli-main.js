export const id = 640;
export const ids = [640];
export const modules = {

/***/ 96:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GD: () => (/* binding */ noRepository),
/* harmony export */   cS: () => (/* binding */ listedEnvironments),
/* harmony export */   kU: () => (/* binding */ knownEnvironments),
/* harmony export */   mX: () => (/* binding */ isNeverSeen),
/* harmony export */   ri: () => (/* binding */ nameWarnings),
/* harmony export */   vk: () => (/* binding */ neverSeenWarnings)
/* harmony export */ });
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8424);
/* harmony import */ var _image_tags_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(548);
/* harmony import */ var _util_nearest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1918);
/* harmony import */ var _tag_list_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7788);




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
 * @throws CANCELLED
 */
async function neverSeenWarnings(registry, image, environment, list = null) {
    if (!isNeverSeen(environment))
        return [];
    const { name } = environment;
    const known = list === null ? await listedEnvironments(registry, image) : (0,_image_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .environmentsIn */ .Ib)(list);
    if (!(0,_util_nearest_js__WEBPACK_IMPORTED_MODULE_3__/* .byDistance */ .rY)(name, known).some((other) => isSuspicious(name, other)))
        return [];
    return [
        `${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryName */ .aR)(image)}: ${name} is new, nothing was ever live there.${knownEnvironments(name, known)} If this is intended, add it to environments.`,
    ];
}
/**
 * Returns the environments that have a history, for a suggestion; none where the registry does not list tags.
 * @throws CANCELLED
 */
async function listedEnvironments(registry, image) {
    return (0,_image_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .environmentsIn */ .Ib)((await (0,_tag_list_js__WEBPACK_IMPORTED_MODULE_2__/* .tagsIfListed */ .g)(registry, image)) ?? []);
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
 * @throws CANCELLED
 */
async function nameWarnings(registry, image, environments, list) {
    const unseen = environments.filter(isNeverSeen);
    if (unseen.length === 0 && (environments.length > 0 || list === null || list.length > 0))
        return [];
    const tags = list ?? (await (0,_tag_list_js__WEBPACK_IMPORTED_MODULE_2__/* .tagsIfListed */ .g)(registry, image));
    const repository = (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryName */ .aR)(image);
    if (tags?.length === 0)
        return [noRepository(image)];
    const known = (0,_image_tags_js__WEBPACK_IMPORTED_MODULE_1__/* .environmentsIn */ .Ib)(tags ?? []);
    return unseen.map(({ name }) => `${repository}: nothing was ever live in ${name}.${knownEnvironments(name, known)}`);
}
/** Returns a warning of a repository that does not exist. */
function noRepository(image) {
    return `${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryName */ .aR)(image)}: there is no such repository, or it has no tags. Check image.`;
}
/**
 * Returns sentences with the environments that have a history, the nearest suggested; each begins with a space.
 */
function knownEnvironments(name, known) {
    if (known.length === 0)
        return ' No environment has a history here.';
    const others = known.length > NAMED ? ` and ${known.length - NAMED} more` : '';
    const named = known.length > NAMED
        ? (0,_util_nearest_js__WEBPACK_IMPORTED_MODULE_3__/* .byDistance */ .rY)(name, known)
            .slice(0, NAMED)
            .map((each) => each.name)
        : known;
    return `${(0,_util_nearest_js__WEBPACK_IMPORTED_MODULE_3__/* .didYouMean */ .au)(name, known)} Environments with a history: ${named.join(', ')}${others}.`;
}


/***/ }),

/***/ 640:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  endOf: () => (/* binding */ endOf),
  pastProblems: () => (/* binding */ pastProblems),
  record: () => (/* binding */ record_record)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/history/records.js
var records = __webpack_require__(7150);
// EXTERNAL MODULE: ./lib/history/run-url.js
var run_url = __webpack_require__(1225);
// EXTERNAL MODULE: ./lib/image/reference.js
var reference = __webpack_require__(8424);
// EXTERNAL MODULE: ./lib/image/time.js
var time = __webpack_require__(9692);
// EXTERNAL MODULE: ./lib/plan/plan.js
var plan_plan = __webpack_require__(9164);
// EXTERNAL MODULE: ./lib/plan/record.js
var record = __webpack_require__(3642);
// EXTERNAL MODULE: ./lib/facts/environment.js
var facts_environment = __webpack_require__(3986);
// EXTERNAL MODULE: ./lib/facts/environment-names.js
var environment_names = __webpack_require__(96);
// EXTERNAL MODULE: ./lib/facts/find.js
var find = __webpack_require__(2352);
// EXTERNAL MODULE: ./lib/facts/identify.js
var identify = __webpack_require__(6091);
// EXTERNAL MODULE: ./lib/facts/tag-list.js
var tag_list = __webpack_require__(7788);
// EXTERNAL MODULE: ./lib/request/request.js
var request_request = __webpack_require__(2060);
// EXTERNAL MODULE: ./lib/util/concurrency.js
var concurrency = __webpack_require__(4467);
;// CONCATENATED MODULE: ./lib/modes/record-facts.js









/**
 * Reads what a hold, its end or a mark needs: the environment, and the image where a mark names one.
 * @throws NOT_FOUND where a mark's image does not exist, or nothing is live
 */
function gatherRecord(request, registry) {
    return (0,concurrency/* mapAll */.gJ)(request.images, (image) => gatherImage(request, registry, image));
}
async function gatherImage(request, registry, image) {
    const here = await (0,facts_environment/* readEnvironment */.Qo)(registry, image, request.environment);
    const named = request.mode === 'mark' ? (0,request_request/* versionAt */.m$)(request, request.images.indexOf(image)) : null;
    if (request.mode === 'mark' && named === null && here.live === null)
        throw await nothingLive(registry, image, here);
    const [environment, found, unseen] = await Promise.all([
        (0,facts_environment/* identifyLive */.td)(registry, image, here, null),
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
    if (!(0,environment_names/* isNeverSeen */.mX)(here))
        return [];
    const tags = await (0,tag_list/* tagsIfListed */.g)(registry, image);
    if (tags?.length === 0)
        return [(0,environment_names/* noRepository */.GD)(image)];
    return tags === null || stages.length > 0 ? [] : (0,environment_names/* neverSeenWarnings */.vk)(registry, image, here, tags);
}
/** The image that a mark names; one that is gone from the registry is known from the environment's history. */
async function findSubject({ environment, shaLength }, registry, image, { history }, text) {
    try {
        const found = await (0,find/* findImage */.F1)(registry, image, text, shaLength);
        const identity = await (0,identify/* identifyFound */.bE)(registry, image, found, [history], [environment]);
        return { target: found.manifest, identity, warnings: found.warnings };
    }
    catch (error) {
        const event = (0,find/* findEvent */.MY)(history?.events ?? [], text);
        if (!event || !(error instanceof errors/* ActionError */.lZ) || error.code !== 'NOT_FOUND')
            throw error;
        const { digest, mediaType, size } = event;
        return { target: { digest, mediaType, size }, identity: (0,identify/* identityFromHistories */.rT)(digest, [history]), warnings: [] };
    }
}
async function nothingLive(registry, image, here) {
    const known = (0,environment_names/* isNeverSeen */.mX)(here) ? (0,environment_names/* knownEnvironments */.kU)(here.name, await (0,environment_names/* listedEnvironments */.cS)(registry, image)) : '';
    return new errors/* ActionError */.lZ('NOT_FOUND', `${(0,reference/* repositoryName */.aR)(image)}: nothing is live in ${here.name}, so there is nothing to mark.${known} Set version to the image to mark.`);
}

;// CONCATENATED MODULE: ./lib/modes/record.js








/** Decides a hold, its end, or a mark. Pure. */
function decideRecord(request, facts, run) {
    const until = request.mode === 'hold' ? endOf(request.until, run.at) : null;
    const plan = (0,plan_plan/* joinPlans */.xH)(facts.map((each) => decideImage(request, each, until, run)));
    const isWritten = plan.images.some((image) => image.kind === 'record' && image.move);
    return isWritten ? { ...plan, problems: pastProblems(until, run.at) } : plan;
}
/** The problem of an end that is over already. @param at the time now, RFC 3339 */
function pastProblems(until, at) {
    if (until === null || Date.parse(until) > Date.parse(at))
        return [];
    const message = `until: expected a time in the future, got ${until}; it is now ${at}.`;
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
        : (0,record/* planRecord */.x)(environment, subject, until, run, { hasHistory: false, needsRecheck });
    const identity = subject?.identity ?? environment.known;
    const plan = {
        ...{ kind: 'record', image, target: subject?.target ?? null, identity, commitTag: null, tags: [], move },
        previous: (0,plan_plan/* previousOf */.te)(environment, subject?.target ?? null, identity),
        ...{ environment: environment.name, unchangedTags: [] },
        historyDigest: environment.history?.digest ?? null,
        hold: (0,records/* holdOf */.nv)(environment.history, run.at),
    };
    const name = `${(0,reference/* repositoryName */.aR)(image)}: ${environment.name}`;
    return {
        ...plan_plan/* EMPTY_PLAN */.S0,
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
        return earlier && hold ? { level: 'notice', text: `was put on hold ${before}, and still is.` } : null;
    if (hold === null)
        return { level: 'notice', text: 'is not on hold: there is nothing to end.' };
    if (earlier === null || (0,run_url/* isSameRun */.M)(hold.run, run))
        return null;
    const text = `is on hold again since ${(0,time/* formatTime */.fU)(hold.at)}, after a hold was ended ${before}. To end this one too, start a new run.`;
    return { level: 'warning', text };
}
/** The modes `hold`, `resume` and `mark`. */
const record_record = {
    gather: (request, { registry }) => gatherRecord(request, registry),
    decide: decideRecord,
};


/***/ }),

/***/ 9282:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A6: () => (/* binding */ eventOf),
/* harmony export */   GF: () => (/* binding */ sayNew),
/* harmony export */   LT: () => (/* binding */ isInProgress),
/* harmony export */   Xk: () => (/* binding */ planMove)
/* harmony export */ });
/* harmony import */ var _history_event_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5196);
/* harmony import */ var _history_run_url_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1225);
/* harmony import */ var _history_state_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1);
/* harmony import */ var _history_successor_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2830);
/* harmony import */ var _image_order_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6065);
/* harmony import */ var _image_version_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2189);






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
    const state = (0,_history_state_js__WEBPACK_IMPORTED_MODULE_1__/* .environmentStatus */ .En)(live, base);
    if (state.kind === 'unfinished') {
        const { event } = state;
        const isSame = event.action === run.action && event.digest === target.digest;
        // only a later attempt of its run completes an event; another run writes its own, so that the history says who did it
        if (isSame && (0,_history_run_url_js__WEBPACK_IMPORTED_MODULE_5__/* .isSameRun */ .M)(event.run, run.run))
            return { move: { ...common, next: null, event }, inProgress: null };
        // two people who roll back at once want the same image: a run that waited would go back one image too far
        const isJoined = isSame && run.action === 'rollback';
        if (!isJoined && run.canWait && isInProgress(event, run))
            return { move: null, inProgress: event };
    }
    if (!run.writesHistory)
        return { move: { ...common, next: null, event: null }, inProgress: null };
    const before = (0,_history_state_js__WEBPACK_IMPORTED_MODULE_1__/* .reconciledEvents */ .i0)(live, base, known, run.at, { action: run.action, digest: target.digest });
    const event = eventOf(target, identity, live, { ...run, at: (0,_history_event_js__WEBPACK_IMPORTED_MODULE_0__/* .timeAfter */ .iR)(before, run.at) });
    const hold = run.hold && holdEvent(event, run.hold.until);
    const events = sayNew(base, [...before, event, ...(hold ? [hold] : [])]);
    const next = (0,_history_successor_js__WEBPACK_IMPORTED_MODULE_2__/* .successor */ .hG)(base, events);
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
    if ((0,_history_state_js__WEBPACK_IMPORTED_MODULE_1__/* .environmentStatus */ .En)(live, history).kind !== 'settled')
        return false;
    const events = history.events.filter((event) => (0,_history_event_js__WEBPACK_IMPORTED_MODULE_0__/* .isMove */ .OE)(event) && event.digest === live?.digest);
    return events.length > 0 && events.every((event) => isHigher(version, event.version));
}
function isHigher(version, than) {
    const parsed = than === null ? null : (0,_image_version_js__WEBPACK_IMPORTED_MODULE_4__/* .parseVersion */ .ot)(than);
    return parsed === null || (0,_image_order_js__WEBPACK_IMPORTED_MODULE_3__/* .compareVersions */ .Zy)(version, parsed) > 0;
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
function eventOf(target, identity, live, run) {
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
    const theirs = (0,_history_run_url_js__WEBPACK_IMPORTED_MODULE_5__/* .runOf */ .n)(event.run);
    const ours = (0,_history_run_url_js__WEBPACK_IMPORTED_MODULE_5__/* .runOf */ .n)(run);
    if (theirs && ours && theirs.run === ours.run && theirs.attempt < ours.attempt)
        return false;
    // the clock of another runner may be ahead
    return Math.abs(Date.parse(at) - Date.parse(event.at)) < IN_PROGRESS_MS;
}


/***/ }),

/***/ 3642:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ planHold),
/* harmony export */   x: () => (/* binding */ planRecord)
/* harmony export */ });
/* harmony import */ var _history_event_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5196);
/* harmony import */ var _history_records_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7150);
/* harmony import */ var _history_state_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1);
/* harmony import */ var _history_successor_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2830);
/* harmony import */ var _image_identity_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9544);
/* harmony import */ var _move_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9282);






/** Plans the hold of a run that moves nothing, unless an earlier attempt of it holds the environment already. */
function planHold(environment, about, run, reading) {
    const { history } = environment;
    const isDone = (0,_history_records_js__WEBPACK_IMPORTED_MODULE_1__/* .earlierRecord */ .YY)(history, 'hold', null, run.run) !== null && (0,_history_records_js__WEBPACK_IMPORTED_MODULE_1__/* .holdOf */ .nv)(history, run.at) !== null;
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
    const state = (0,_history_state_js__WEBPACK_IMPORTED_MODULE_2__/* .environmentStatus */ .En)(live, base);
    if (state.kind === 'unfinished' && run.canWait && (0,_move_js__WEBPACK_IMPORTED_MODULE_5__/* .isInProgress */ .LT)(state.event, run))
        return { move: null, inProgress: state.event };
    const before = (0,_history_state_js__WEBPACK_IMPORTED_MODULE_2__/* .reconciledEvents */ .i0)(live, base, known, run.at);
    const target = about?.target ?? { digest: null, mediaType: '', size: 0 };
    const made = (0,_move_js__WEBPACK_IMPORTED_MODULE_5__/* .eventOf */ .A6)(target, about?.identity ?? _image_identity_js__WEBPACK_IMPORTED_MODULE_4__/* .UNKNOWN */ .HV, live, { ...run, at: (0,_history_event_js__WEBPACK_IMPORTED_MODULE_0__/* .timeAfter */ .iR)(before, run.at), set: null });
    const event = until === null ? made : { ...made, until };
    const events = (0,_move_js__WEBPACK_IMPORTED_MODULE_5__/* .sayNew */ .GF)(base, [...before, event]);
    const move = {
        ...{ environment: name, from: live, base, next: (0,_history_successor_js__WEBPACK_IMPORTED_MODULE_3__/* .successor */ .hG)(base, events), event: events.at(-1) ?? event },
        hasHistoryBlobs: (base !== null && base.unreadable === undefined) || reading.hasHistory,
        ...{ needsRecheck: reading.needsRecheck, force: true, isHistoryOnly: true },
    };
    return { move, inProgress: null };
}


/***/ })

};
