export const id = 935;
export const ids = [935];
export const modules = {

/***/ 1554:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ checkGates)
/* harmony export */ });
/* harmony import */ var _policy_policy_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(3506);
/* harmony import */ var _blocked_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(490);
/* harmony import */ var _held_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5983);
/* harmony import */ var _require_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3829);
/* harmony import */ var _soak_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6842);
/* harmony import */ var _verified_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5928);
/* harmony import */ var _window_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6188);







/** Checks all gates of an environment for an image that is to go there: holds and marks, and what the policy asks. */
function checkGates(subject, { environment, below, policy, evidence = null, now }) {
    const asked = (0,_policy_policy_js__WEBPACK_IMPORTED_MODULE_6__/* .stagePolicy */ .B)(policy, environment.name);
    const isImage = subject.digest !== null;
    return [
        _held_js__WEBPACK_IMPORTED_MODULE_1__/* .held */ .y.check(subject, environment, now),
        ...(asked?.soak && below && isImage ? [_soak_js__WEBPACK_IMPORTED_MODULE_3__/* .soak */ .R.check(subject, below, asked.soak, now)] : []),
        ...(asked && asked.windows.length > 0 ? [_window_js__WEBPACK_IMPORTED_MODULE_5__/* .window */ .x.check(subject, environment.name, asked.windows, now)] : []),
        ...(isImage ? [_blocked_js__WEBPACK_IMPORTED_MODULE_0__/* .blocked */ .Z.check(subject, below ? [environment, below] : [environment])] : []),
        ...(asked?.verified && below && isImage ? [_verified_js__WEBPACK_IMPORTED_MODULE_4__/* .verified */ .z.check(subject, below)] : []),
        ...(asked && evidence ? _require_js__WEBPACK_IMPORTED_MODULE_2__/* .require */ .Y.check(subject, asked.require, evidence, now) : []),
    ];
}


/***/ }),

/***/ 6935:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  decidePromote: () => (/* binding */ decidePromote),
  promote: () => (/* binding */ promote)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/guards/downgrade.js
var downgrade = __webpack_require__(9177);
// EXTERNAL MODULE: ./lib/guards/gates.js
var gates = __webpack_require__(1554);
// EXTERNAL MODULE: ./lib/guards/incomplete.js
var incomplete = __webpack_require__(2720);
// EXTERNAL MODULE: ./lib/guards/moved.js
var moved = __webpack_require__(5225);
// EXTERNAL MODULE: ./lib/guards/rolled-back.js
var rolled_back = __webpack_require__(4732);
// EXTERNAL MODULE: ./lib/guards/skip.js
var skip = __webpack_require__(7059);
// EXTERNAL MODULE: ./lib/history/earlier-attempt.js
var earlier_attempt = __webpack_require__(9804);
// EXTERNAL MODULE: ./lib/image/reference.js
var reference = __webpack_require__(8424);
// EXTERNAL MODULE: ./lib/plan/environment-update.js
var environment_update = __webpack_require__(8778);
// EXTERNAL MODULE: ./lib/plan/plan.js
var plan_plan = __webpack_require__(9164);
// EXTERNAL MODULE: ./lib/plan/rollback-target.js
var rollback_target = __webpack_require__(7069);
// EXTERNAL MODULE: ./lib/request/request.js
var request_request = __webpack_require__(2060);
// EXTERNAL MODULE: ./lib/util/concurrency.js
var concurrency = __webpack_require__(4467);
// EXTERNAL MODULE: ./lib/modes/promote-facts.js + 1 modules
var promote_facts = __webpack_require__(5389);
// EXTERNAL MODULE: ./lib/modes/promote-source.js
var promote_source = __webpack_require__(7964);
// EXTERNAL MODULE: ./lib/facts/environment.js
var facts_environment = __webpack_require__(3986);
// EXTERNAL MODULE: ./lib/policy/policy.js
var policy_policy = __webpack_require__(3506);
;// CONCATENATED MODULE: ./lib/modes/stage-gates.js






/**
 * Reads all stages of the policy, for a dry run that tells what the gates of each say of an image.
 * @param facts of the stage that is promoted to, which are not read again
 */
function gatherStages({ policy, stages, environment }, { registry, evidence = null }, source, facts) {
    const known = [facts.environment, facts.previousStage].filter((each) => each !== null);
    return (0,concurrency/* mapAll */.gJ)(stages, async (name) => {
        const requirements = (0,policy_policy/* requirementsOf */.C)(policy, name);
        const [read, statements] = await Promise.all([
            known.find((each) => each.name === name) ?? (0,facts_environment/* readEnvironment */.Qo)(registry, source, name),
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
    const subject = { image: (0,reference/* repositoryName */.aR)(image), digest: target.digest, identity, allow };
    return stages.map(({ environment, evidence }, at) => {
        const below = stages[at - 1]?.environment ?? null;
        const isLive = environment.live?.digest === target.digest;
        const checks = isLive
            ? []
            : [
                ...(below ? [skip/* skip */.i.check(subject, below, null)] : []),
                ...(0,gates/* checkGates */.P)(subject, { environment, below, policy: policy ?? null, evidence, now }),
            ];
        return { image: (0,reference/* repositoryName */.aR)(image), stage: environment.name, isLive, checks };
    });
}

;// CONCATENATED MODULE: ./lib/modes/promote.js

















/** Decides a promotion: the guards of every image, then what to write. Pure. */
function decidePromote(request, facts, run) {
    const { stages, environment } = request;
    const set = (0,rollback_target/* setOf */.s)(facts.map(({ image, target }) => ({ image, digest: target.digest })));
    const plan = (0,plan_plan/* joinPlans */.xH)(facts.map((each, at) => {
        const rendered = (0,promote_facts/* environmentTagsOf */.K9)(request, each.identity);
        const isPrerelease = request.context.release?.isPrerelease === true;
        const update = { rendered, environments: [...stages, environment], isRollback: false, isPrerelease };
        return (0,environment_update/* planUpdate */.Z)(each, update, checksOf(request, each, at, run), { ...run, set });
    }));
    const gates = facts.flatMap((each) => (each.stages ? checkStages(request, each, each.stages, run.at) : []));
    return (0,plan_plan/* withWindows */.Mw)(gates.length > 0 ? { ...plan, stages: gates } : plan, request);
}
function checksOf(request, facts, at, run) {
    const { environment: here, previousStage, copy, image, target, identity } = facts;
    if (here.live?.digest === target.digest)
        return [];
    const subject = {
        ...{ image: (0,reference/* repositoryName */.aR)(image), digest: target.digest, identity },
        allow: request.allow,
        requested: request.source.kind === 'named' ? (0,request_request/* textAt */.$6)(request.source, at) : null,
    };
    const own = { action: 'promote', run: request.context.run };
    const overtaken = moved/* moved */.a.checkAttempt(subject, here, (0,earlier_attempt/* earlierAttempt */.k)(here.live, here.history, own));
    return [
        // what was approved may be another move by now: of all that is wrong this is to be known first
        ...(overtaken ? [overtaken] : checkFile(request, facts, at, subject)),
        ...(previousStage ? [skip/* skip */.i.check(subject, previousStage, copy && (0,reference/* repositoryName */.aR)(copy.source))] : []),
        downgrade/* downgrade */.W.check(subject, here, run.at),
        rolled_back/* rolledBack */.E.check(subject, here),
        ...incomplete/* incomplete */.$.check(copy ? { ...subject, image: (0,reference/* repositoryName */.aR)(copy.source) } : subject, facts.completeness),
        ...(0,gates/* checkGates */.P)(subject, {
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
    const entry = (0,promote_source/* entryAt */._)(request.source.entries, at);
    // what a run read in another environment, or in another repository, says nothing about this one
    const isHere = (0,reference/* isSameRepository */.ve)(entry.image, facts.image);
    const isAbout = entry.environment === null ? entry.previousDigest !== null : entry.environment === request.environment;
    return isHere && isAbout ? [moved/* moved */.a.check(subject, facts.environment, entry.previousDigest)] : [];
}
/** Gathers the facts of an image; a dry run with a policy reads all its stages, too. */
async function gatherAll(request, sources, image) {
    const facts = await (0,promote_facts/* gatherImage */.zM)(request, sources, image);
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
        return { kind: 'done', previous: top?.digest ?? null };
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
