export const id = 456;
export const ids = [456];
export const modules = {

/***/ 4967:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ orderStages),
/* harmony export */   s: () => (/* binding */ stageBefore)
/* harmony export */ });
/* harmony import */ var _event_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5196);

/** The stage that must have an image before this one; null on the first stage and without stages. */
function stageBefore(stages, environment) {
    return stages[stages.indexOf(environment) - 1] ?? null;
}
/**
 * Orders environments as images pass through them, the first stage first: the one that builds write to, then by
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
    const moves = history?.events.filter((event) => (0,_event_js__WEBPACK_IMPORTED_MODULE_0__/* .isMove */ .OE)(event)) ?? [];
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

/***/ 5456:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  rollback: () => (/* binding */ rollback)
});

// EXTERNAL MODULE: ./lib/facts/identify.js
var identify = __webpack_require__(6091);
// EXTERNAL MODULE: ./lib/guards/blocked.js
var blocked = __webpack_require__(490);
// EXTERNAL MODULE: ./lib/guards/incomplete.js
var incomplete = __webpack_require__(2720);
// EXTERNAL MODULE: ./lib/guards/never-live.js
var never_live = __webpack_require__(6415);
// EXTERNAL MODULE: ./lib/guards/table.js
var table = __webpack_require__(9986);
// EXTERNAL MODULE: ./lib/history/records.js
var records = __webpack_require__(7150);
// EXTERNAL MODULE: ./lib/history/state.js
var history_state = __webpack_require__(1);
// EXTERNAL MODULE: ./lib/image/name.js
var image_name = __webpack_require__(3158);
// EXTERNAL MODULE: ./lib/image/reference.js
var reference = __webpack_require__(8424);
// EXTERNAL MODULE: ./lib/plan/environment-update.js
var environment_update = __webpack_require__(8778);
// EXTERNAL MODULE: ./lib/plan/plan.js
var plan_plan = __webpack_require__(9164);
// EXTERNAL MODULE: ./lib/plan/record.js
var record = __webpack_require__(3642);
// EXTERNAL MODULE: ./lib/plan/rollback-target.js
var rollback_target = __webpack_require__(7069);
// EXTERNAL MODULE: ./lib/request/request.js
var request_request = __webpack_require__(2060);
// EXTERNAL MODULE: ./lib/util/text.js
var util_text = __webpack_require__(8805);
// EXTERNAL MODULE: ./lib/modes/environment-tags.js
var environment_tags = __webpack_require__(4151);
// EXTERNAL MODULE: ./lib/modes/record.js + 1 modules
var modes_record = __webpack_require__(640);
// EXTERNAL MODULE: ./lib/facts/environment.js
var facts_environment = __webpack_require__(3986);
// EXTERNAL MODULE: ./lib/facts/environment-names.js
var environment_names = __webpack_require__(96);
// EXTERNAL MODULE: ./lib/facts/find.js
var find = __webpack_require__(2352);
// EXTERNAL MODULE: ./lib/facts/missing.js
var missing = __webpack_require__(4295);
// EXTERNAL MODULE: ./lib/facts/not-found.js
var not_found = __webpack_require__(3375);
// EXTERNAL MODULE: ./lib/facts/tags.js + 1 modules
var facts_tags = __webpack_require__(9713);
// EXTERNAL MODULE: ./lib/facts/types.js
var types = __webpack_require__(6330);
// EXTERNAL MODULE: ./lib/guards/moved.js
var moved = __webpack_require__(5225);
// EXTERNAL MODULE: ./lib/history/earlier-attempt.js
var earlier_attempt = __webpack_require__(9804);
// EXTERNAL MODULE: ./lib/history/store.js
var store = __webpack_require__(2185);
// EXTERNAL MODULE: ./lib/image/artifact.js
var artifact = __webpack_require__(6475);
// EXTERNAL MODULE: ./lib/image/identity.js
var identity = __webpack_require__(7163);
// EXTERNAL MODULE: ./lib/image/version.js
var version = __webpack_require__(2189);
// EXTERNAL MODULE: ./lib/plan/move.js
var move = __webpack_require__(9282);
// EXTERNAL MODULE: ./lib/registry/tag-digest.js
var tag_digest = __webpack_require__(7252);
// EXTERNAL MODULE: ./lib/util/concurrency.js
var concurrency = __webpack_require__(4467);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/history/stage-order.js
var stage_order = __webpack_require__(4967);
;// CONCATENATED MODULE: ./lib/modes/rollback-below.js





/**
 * Reads the history of the previous stage, for the images that are blocked there. A rollback has to work in an
 * emergency, so one that cannot be read is a warning.
 * @returns null where there is no previous stage
 * @throws CANCELLED
 */
async function readBelow({ stages, environment }, registry, image) {
    const name = (0,stage_order/* stageBefore */.s)(stages, environment);
    if (name === null)
        return null;
    const facts = { name, live: null, history: null, known: identity/* UNKNOWN */.HV };
    try {
        return { ...facts, history: await (0,store/* loadHistory */.FB)(registry, image, name) };
    }
    catch (error) {
        const { code, message } = (0,errors/* asActionError */.z6)(error);
        if (code === 'CANCELLED')
            throw error;
        const warning = `${(0,reference/* repositoryName */.aR)(image)}: whether ${name} has blocked the image is unknown. ${message}`;
        return { ...facts, warnings: [warning] };
    }
}

;// CONCATENATED MODULE: ./lib/modes/rollback-problems.js




/**
 * Returns the error NO_PREVIOUS of an environment that was never seen, with the nearest names that exist.
 * @throws CANCELLED
 */
async function neverSeenProblem(registry, image, { name }) {
    const known = await (0,environment_names/* listedEnvironments */.cS)(registry, image);
    return new errors/* ActionError */.lZ('NO_PREVIOUS', `${(0,reference/* repositoryName */.aR)(image)} has no environment ${name}: nothing was ever live there.${(0,environment_names/* knownEnvironments */.kU)(name, known)} Check environment and image.`);
}
/** An image in a message: its version and digest, as far as the history knows them. */
function nameIn({ history }, digest) {
    const { version } = (0,identify/* identityFromHistories */.rT)(digest, [history]);
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
        : `The next older one is ${nameIn(environment, other)}: to go there, set version: ${(0,identify/* identityFromHistories */.rT)(other, [environment.history]).version ?? other}.`;
    const found = kind === null ? 'gone from the registry' : `not an image but ${kind}`;
    const cause = kind === null ? 'A clean-up rule may have deleted it; a' : 'A';
    return new errors/* ActionError */.lZ('NOT_FOUND', `${(0,reference/* repositoryName */.aR)(image)}: the previous image of ${environment.name} is ${nameIn(environment, digest)}, which is ${found}. ${next} ${cause} rollback never skips an image by itself.`);
}

;// CONCATENATED MODULE: ./lib/modes/rollback-facts.js

























/** How often everything is read again because a history was written meanwhile. */
const MAX_READS = 3;
/**
 * Reads all environments, chooses the target of each, then reads the images they go to. In parallel with that, without a
 * further round trip, it checks whether a history has been written meanwhile, and if so begins again.
 * @param reads how often everything is read at most
 * @throws NO_PREVIOUS, NOT_FOUND
 */
async function gatherRollback(request, registry, run, reads = MAX_READS) {
    const read = await (0,concurrency/* mapAll */.gJ)(request.images, async (image) => {
        const here = (0,facts_environment/* readEnvironment */.Qo)(registry, image, request.environment, {
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
            const [problem] = (0,table/* refusals */.Ke)(environments.flatMap((one) => checkAttempt(request, one) ?? []));
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
    const subject = { image: (0,reference/* repositoryName */.aR)(image), digest: null, identity: identity/* UNKNOWN */.HV, allow };
    const earlier = (0,earlier_attempt/* earlierAttempt */.k)(environment.live, environment.history, { action: 'rollback', run: context.run });
    return moved/* moved */.a.checkAttempt(subject, environment, earlier);
}
function eventInProgress({ live, history }, run) {
    const state = (0,history_state/* environmentStatus */.En)(live, history);
    if (!run.canWait || state.kind !== 'unfinished' || state.event.action === 'rollback')
        return null;
    return (0,move/* isInProgress */.LT)(state.event, run) ? state.event : null;
}
async function isUnchanged(registry, { image, environment }) {
    return (await (0,tag_digest/* digestNow */.F)(registry, image, (0,store/* historyTag */.DJ)(environment.name))) === (environment.history?.digest ?? null);
}
/** Gathers the targets of the images that are at what `expect` names, and leaves the others. */
async function gatherExpected(request, registry, environments, at) {
    const { expect } = request;
    if (expect === undefined)
        return gatherTargets(request, registry, environments, at);
    const asked = await (0,concurrency/* mapAll */.gJ)(environments, async (of) => {
        const { live, history } = of.environment;
        const earlier = (0,earlier_attempt/* earlierAttempt */.k)(live, history, { action: 'rollback', run: request.context.run });
        // what an earlier attempt has done, or began, is not done again
        if (earlier && earlier.kind !== 'moved')
            return { of, isExpected: true };
        const known = await (0,facts_environment/* identifyLive */.td)(registry, of.image, of.environment, null);
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
        return (0,identity/* versionsOf */.x4)(known).includes(expect.version);
    return expect.digests.get((0,reference/* repositoryName */.aR)(image)) === live.digest;
}
async function gatherTargets(request, registry, environments, at) {
    if (request.version !== null) {
        const named = environments.map((one) => ({
            one,
            text: (0,request_request/* versionAt */.m$)(request, request.images.indexOf(one.image)) ?? '',
        }));
        return (0,concurrency/* mapAll */.gJ)(named, ({ one, text }) => {
            const [target] = (0,rollback_target/* chooseTargets */.u)([one], request.context.run, at);
            // what an earlier attempt did counts, whatever the name resolves to by now
            return target?.kind === 'done' || target?.kind === 'resumed'
                ? gatherTarget(request, registry, one, target)
                : gatherNamed(request, registry, one, text);
        });
    }
    const known = await (0,concurrency/* mapAll */.gJ)(environments, async ({ image, environment }) => ({
        image,
        environment: await (0,facts_environment/* identifyLive */.td)(registry, image, environment, null),
    }));
    const targets = (0,rollback_target/* chooseTargets */.u)(known, request.context.run, at);
    return (0,concurrency/* mapAll */.gJ)(known.map((of, index) => ({ of, target: targets[index] })), ({ of, target }) => gatherTarget(request, registry, of, target));
}
async function gatherTarget(request, registry, of, target) {
    const { image, environment } = of;
    if (target.kind === 'left')
        return { target, of };
    if (target.kind === 'none')
        throw (0,environment_names/* isNeverSeen */.mX)(environment) ? await neverSeenProblem(registry, image, environment) : target.problem;
    const { digest } = target;
    const manifest = await registry.get(image, digest);
    const kind = manifest && target.kind === 'to' ? (0,artifact/* artifactKind */.Z)(manifest) : null;
    if (manifest === null || kind !== null)
        throw goneProblem(of, digest, kind, target.kind === 'to' ? target.others : []);
    const hints = { requestedVersion: null, histories: [environment.history], list: true };
    const [identity, completeness] = await Promise.all([
        (0,identify/* identify */.ls)(registry, image, manifest, hints),
        target.kind === 'to' ? (0,missing/* findMissing */.y7)(registry, image, manifest) : null,
    ]);
    const own = (0,environment_tags/* environmentTagsOf */.K)(request, request.environment, identity).tags;
    const tags = await (0,facts_tags/* readTags */.g)(registry, image, own, identity.revision);
    const facts = {
        ...{ image, target: manifest, identity, environment, previousStage: null, tags, ...types/* NOT_COPIED */.p, warnings: [] },
        completeness,
        hasHistory: environment.history !== null,
        needsRecheck: !(0,identify/* isIdentified */.mO)(manifest, hints) || own.length > 0,
    };
    return { target, facts };
}
async function gatherNamed(request, registry, { image, environment: here }, text) {
    const event = (0,find/* findEvent */.MY)(here.history?.events ?? [], text);
    const manifest = event && (await registry.get(image, event.digest));
    if (manifest)
        (0,find/* expectImage */.rT)(image, `the image of an event in the history of ${here.name}`, manifest);
    if (event && !manifest)
        throw await (0,not_found/* notFound */.m)(registry, image, event.digest);
    const found = manifest
        ? { manifest, tag: null, requestedVersion: (0,version/* parseVersion */.ot)(text), warnings: [] }
        : await (0,find/* findImage */.F1)(registry, image, text, request.shaLength);
    const { digest } = found.manifest;
    const [identity, environment, completeness, unseen] = await Promise.all([
        (0,identify/* identifyFound */.bE)(registry, image, found, [here.history], [request.environment]),
        (0,facts_environment/* identifyLive */.td)(registry, image, here, digest),
        here.live?.digest === digest ? null : (0,missing/* findMissing */.y7)(registry, image, found.manifest),
        request.stages.length > 0 ? [] : (0,environment_names/* neverSeenWarnings */.vk)(registry, image, here),
    ]);
    const tags = await (0,facts_tags/* readTags */.g)(registry, image, (0,environment_tags/* environmentTagsOf */.K)(request, request.environment, identity).tags, identity.revision);
    const facts = {
        ...{ image, target: found.manifest, identity, environment, previousStage: null, tags, ...types/* NOT_COPIED */.p },
        completeness,
        ...{ hasHistory: environment.history !== null, needsRecheck: true, warnings: [...found.warnings, ...unseen] },
    };
    return { target: { kind: 'to', digest, others: [] }, facts };
}

;// CONCATENATED MODULE: ./lib/modes/rollback.js


















/** Decides a rollback. Pure. */
function decideRollback(request, { images, inProgress }, at) {
    const until = request.hold ? (0,modes_record.endOf)(request.hold.until, at.at) : null;
    const run = request.hold ? { ...at, hold: { until } } : at;
    const moving = images.flatMap((each) => ('facts' in each ? [each.facts] : []));
    const set = (0,rollback_target/* setOf */.s)(moving.map(({ image, target }) => ({ image, digest: target.digest })));
    const plans = images.map((each) => decideImage(request, each, { ...run, set }));
    return (0,plan_plan/* joinPlans */.xH)([...plans, { ...plan_plan/* EMPTY_PLAN */.S0, inProgress, problems: (0,modes_record.pastProblems)(until, at.at) }]);
}
function decideImage(request, rollback, run) {
    if ('of' in rollback)
        return leaveAsIs(request, rollback, run);
    const { target, facts, below = null } = rollback;
    const { environment, identity } = facts;
    const attempt = environment.live?.digest === facts.target.digest ? null : checkAttempt(request, facts);
    const own = target.kind === 'done' ? [] : checksOf(request, facts, below, 'others' in target ? target.others : []);
    const checks = [...(attempt ? [attempt] : []), ...own];
    const rendered = (0,environment_tags/* environmentTagsOf */.K)(request, request.environment, identity);
    const isPrerelease = request.context.release?.isPrerelease === true;
    const update = { rendered, environments: [request.environment], isRollback: true, isPrerelease };
    const planned = (0,environment_update/* planUpdate */.Z)(facts, update, checks, run);
    const plan = { ...planned, warnings: [...planned.warnings, ...(below?.warnings ?? [])] };
    if (target.kind === 'done')
        return alreadyDone(plan, facts, target.previous);
    const { rolledBack } = (0,history_state/* replayEnvironment */.jg)(environment.live, environment.history);
    if (!rolledBack.has(target.digest) || environment.live?.digest === target.digest)
        return plan;
    const warning = `${(0,reference/* repositoryName */.aR)(facts.image)}: ${environment.name} was rolled back from ${(0,image_name/* imageName */.t)(identity, target.digest)} before; this clears its rolled-back mark.`;
    return { ...plan, warnings: [...plan.warnings, warning] };
}
/** An earlier attempt of this run has rolled back; only tags that are missing are written. */
function alreadyDone(plan, { image, environment }, before) {
    const notice = `${(0,reference/* repositoryName */.aR)(image)}: an earlier attempt of this run has rolled ${environment.name} back already.`;
    const previous = before === null ? null : { digest: before, ...(0,identify/* identityFromHistories */.rT)(before, [environment.history]), event: null };
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
        return { ...plan_plan/* EMPTY_PLAN */.S0, warnings };
    // it is another run's now, but an earlier attempt of this run has moved it
    const attempt = target.kind === 'left' ? checkAttempt(request, of) : null;
    const common = {
        ...{ image, target: live, identity, commitTag: null, tags: [] },
        previous: (0,plan_plan/* previousOf */.te)(environment, live, identity),
        environment: environment.name,
        isLeft: true,
        historyDigest: environment.history?.digest ?? null,
        hold: (0,records/* holdOf */.nv)(environment.history, run.at),
    };
    const reading = { hasHistory: false, needsRecheck: true };
    const { move, inProgress } = run.hold && target.kind === 'left'
        ? (0,record/* planHold */.b)(environment, { target: live, identity }, run, reading)
        : { move: null, inProgress: null };
    const plan = move
        ? { kind: 'record', ...common, unchangedTags: [environment.name], move }
        : { kind: 'kept', ...common, unchangedTags: [environment.name] };
    const checks = attempt ? [attempt] : [];
    return {
        ...plan_plan/* EMPTY_PLAN */.S0,
        images: [plan],
        checks,
        problems: (0,table/* refusals */.Ke)(checks),
        warnings,
        inProgress: inProgress ? [inProgress] : [],
    };
}
function whyLeft({ image, environment: { name, live, known } }, target) {
    const what = live ? (0,image_name/* imageName */.t)(known, live.digest) : 'no image';
    if (target.kind === 'unexpected')
        return `${(0,reference/* repositoryName */.aR)(image)}: ${name} is at ${what}, not at what expect names, so it is not rolled back.`;
    const { run, at } = target.by;
    const source = run === null ? `a change outside this action at ${at}` : `another run (${(0,util_text/* oneLine */.TN)(run)})`;
    return `${(0,reference/* repositoryName */.aR)(image)}: ${name} stays at ${what}, which came from ${source}. To roll it back too, run a rollback of this image.`;
}
function checksOf(request, facts, below, others) {
    const { image, target, identity, environment } = facts;
    const { allow } = request;
    const requested = (0,request_request/* versionAt */.m$)(request, request.images.indexOf(image));
    const subject = { image: (0,reference/* repositoryName */.aR)(image), digest: target.digest, identity, allow, requested };
    const named = requested === null ? null : never_live/* neverLive */.p.check(subject, environment);
    const isLive = environment.live?.digest === target.digest;
    const stages = below === null ? [environment] : [environment, below];
    return [
        ...(named === null ? [] : [named]),
        ...incomplete/* incomplete */.$.check(subject, facts.completeness),
        ...(isLive ? [] : [blocked/* blocked */.Z.check(subject, stages, nextSentence(stages, others))]),
    ];
}
/** Which image a rollback could go to instead of a blocked one. */
function nextSentence(stages, others) {
    const histories = stages.map(({ history }) => history);
    const other = others.find((digest) => histories.every((history) => (0,records/* blockOf */.VN)(history, digest) === null));
    if (other === undefined)
        return '';
    const { version } = (0,identify/* identityFromHistories */.rT)(other, histories);
    return `The next older one is ${version ?? other}: to go there, set version: ${version ?? other}`;
}
/** The mode `rollback`. */
const rollback = {
    gather: (request, { registry }, run) => gatherRollback(request, registry, run),
    decide: decideRollback,
};


/***/ }),

/***/ 7069:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ setOf),
/* harmony export */   u: () => (/* binding */ chooseTargets)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _history_earlier_attempt_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9804);
/* harmony import */ var _history_event_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5196);
/* harmony import */ var _history_run_url_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(1225);
/* harmony import */ var _history_stack_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7628);
/* harmony import */ var _history_state_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1);
/* harmony import */ var _image_digest_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7241);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8424);








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
        return { kind: 'done', digest: earlier.event.digest, previous: top?.digest ?? null };
    const name = `${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_6__/* .repositoryName */ .aR)(image)}: ${environment.name}`;
    const { history, live } = environment;
    if (history === null) {
        const why = `${name} has no history, so the previous image is unknown. Check the names of the environment and the image`;
        return { kind: 'none', problem: noPrevious(why) };
    }
    if (undone && live && top && groupOf(top) !== groupOf(undone))
        return { kind: 'left', by: top };
    const [target, ...others] = (0,_history_stack_js__WEBPACK_IMPORTED_MODULE_3__/* .rollbackTargets */ .Hx)(state);
    if (target)
        return { kind: 'to', digest: target.digest, others: others.map(({ digest }) => digest) };
    return { kind: 'none', problem: noPrevious(`${name} has no previous image: ${whatWasThere(environment, state)}`) };
}
function viewOf(of, run, at) {
    const { live, history, known } = of.environment;
    const earlier = (0,_history_earlier_attempt_js__WEBPACK_IMPORTED_MODULE_1__/* .earlierAttempt */ .k)(live, history, { action: 'rollback', run });
    if (history !== null && earlier?.kind === 'done') {
        const before = history.events.slice(0, history.events.indexOf(earlier.event));
        const state = replayAt(earlier.event.previous, history, before);
        return { of, earlier, top: state.stack.at(-1)?.by ?? null, state };
    }
    const events = (0,_history_state_js__WEBPACK_IMPORTED_MODULE_4__/* .reconciledEvents */ .i0)(live, history, known, at);
    const state = replayAt(live?.digest ?? null, history, events);
    return { of, earlier, top: state.stack.at(-1)?.by ?? null, state };
}
function replayAt(live, history, events) {
    return (0,_history_state_js__WEBPACK_IMPORTED_MODULE_4__/* .replayEnvironment */ .jg)(live === null ? null : { digest: live }, history && { ...history, events });
}
/** The newest event: by the run's id where all runs are of one server, which has one clock; else by time. */
function newestOf(events) {
    const runs = events.map((event) => ({ event, run: (0,_history_run_url_js__WEBPACK_IMPORTED_MODULE_7__/* .runOf */ .n)(event.run) }));
    const [first] = runs;
    const areComparable = runs.every(({ run }) => run !== null && run.server === first?.run?.server);
    const age = ({ event, run }) => areComparable && run !== null ? run.id : Date.parse(event.at);
    return runs.toSorted((a, b) => age(b) - age(a))[0]?.event ?? null;
}
/** What an event belongs to: the set of images that moved together, else its run, else the event alone. */
function groupOf({ set, run, at }) {
    return set ?? (0,_history_run_url_js__WEBPACK_IMPORTED_MODULE_7__/* .runOf */ .n)(run)?.run ?? run ?? at;
}
/**
 * Returns the set of images that move together, for their events: it is the same in each run of one release.
 * @returns null for fewer than two images
 */
function setOf(images) {
    if (images.length < 2)
        return null;
    const lines = images.map(({ image, digest }) => `${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_6__/* .repositoryName */ .aR)(image)}@${digest}`).sort();
    return (0,_image_digest_js__WEBPACK_IMPORTED_MODULE_5__/* .digestOf */ .o)(Buffer.from(JSON.stringify(lines)));
}
/** Why there is nothing to go back to: what the environment has had. */
function whatWasThere({ name, live, history, known }, { seen, rolledBack, uncertain }) {
    const named = (digest) => {
        const events = history?.events.filter((event) => (0,_history_event_js__WEBPACK_IMPORTED_MODULE_2__/* .isMove */ .OE)(event) && event.digest === digest) ?? [];
        const version = events.findLast((event) => event.version !== null)?.version;
        return version ?? (digest === live?.digest ? known.version : null) ?? (0,_image_digest_js__WEBPACK_IMPORTED_MODULE_5__/* .shortDigest */ .V)(digest);
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
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('NO_PREVIOUS', `${what}. Set version to the image to go to.`);
}


/***/ })

};
