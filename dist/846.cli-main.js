export const id = 846;
export const ids = [846];
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

/***/ 4371:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ lagOf)
/* harmony export */ });
/**
 * Returns how the image of an environment compares with that of the previous stage, by their histories.
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
    if (digestsSince(report, there) !== null)
        return { kind: 'ahead' };
    return { kind: before.moves.length === 0 ? 'unknown' : 'other' };
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

/***/ 819:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ figuresBlock),
/* harmony export */   o: () => (/* binding */ figuresLine)
/* harmony export */ });
/* harmony import */ var _util_format_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4849);
/* harmony import */ var _util_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8805);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4639);



const DOCS = 'https://github.com/build-once-promote/build-once-promote/blob/main/docs/figures.md';
const DAY_MS = 86_400_000;
/** The figures of a window, in this order. */
const NAMES = ['promotions', 'lead time', 'rolled back or blocked', 'time to recover', 'rework'];
/** The figures of all images and environments as a folded block; empty where no history has a deployment. */
function figuresBlock(metrics) {
    const known = metrics.filter(({ windows }) => windows.some(({ deploymentFrequency }) => deploymentFrequency.events > 0));
    if (known.length === 0)
        return '';
    const images = [...new Set(metrics.map(({ image }) => image))];
    const isMany = images.length > 1;
    const { short } = (0,_util_text_js__WEBPACK_IMPORTED_MODULE_1__/* .stripCommonPrefix */ .Mb)(images);
    const head = [...(isMany ? ['image'] : []), ...['environment', 'days', ...NAMES]];
    const rows = known.flatMap(({ image, environment, windows }) => windows.map((window) => [
        ...(isMany ? [(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .inlineCode */ .ti)(short(image))] : []),
        (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeMarkdown */ .FV)(environment),
        String(window.days),
        ...cellsOf(window),
    ]));
    const about = `In brackets: how many events a figure rests on. A promoted tag is not a rollout, and a failure that was not rolled back or marked is not seen: [what each figure means](${DOCS}).`;
    return `<details><summary>Figures (DORA)</summary>\n\n${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)(head, rows)}\n\n${about}\n\n</details>`;
}
/**
 * The figures of an environment that are known, each with how many events it rests on, as one line without markup; null
 * where nothing was promoted.
 */
function figuresLine(window) {
    if (window.deploymentFrequency.events === 0)
        return null;
    const known = cellsOf(window).map((text, index) => (text === UNKNOWN ? '' : `${NAMES[index]} ${text}`));
    return `in ${window.days} days: ${known.filter(Boolean).join('; ')}`;
}
const UNKNOWN = '–';
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
    return value === null ? UNKNOWN : `${format(value)} (${events})`;
}
function percent(share) {
    return `${Math.round(100 * share)} %`;
}
/** A time in seconds, in days where it is long. */
function formatAge(seconds) {
    const milliseconds = 1000 * seconds;
    return milliseconds < 2 * DAY_MS ? (0,_util_format_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)(milliseconds) : `${(milliseconds / DAY_MS).toFixed(1)} days`;
}


/***/ }),

/***/ 5846:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  status: () => (/* binding */ status_status)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/history/event.js
var history_event = __webpack_require__(5196);
// EXTERNAL MODULE: ./lib/history/stack.js
var history_stack = __webpack_require__(7628);
// EXTERNAL MODULE: ./lib/history/state.js
var state = __webpack_require__(1);
;// CONCATENATED MODULE: ./lib/figures/deployments.js



/**
 * Finds the deployments of an environment and what became of them. A rollback fails the deployment of the image that it
 * leaves: the top of the stack that rollbacks follow. An image that is promoted again where the tag had been deleted is
 * another deployment, although the stack has it once.
 * @param live the manifest that the environment's tag points at; null where there is none
 * @returns oldest first. Renames, observed, superseded, unfinished and unproven events are none of them
 */
function deploymentsOf(live, history) {
    const unproven = (0,state/* unprovenEvents */.NP)(live, history);
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
/** The words in a reason that indicate a repair, as whole words. */
const REPAIR = /(?<![\p{L}\p{N}_])(?:hotfix|fix)(?![\p{L}\p{N}_])/iu;
const UNKNOWN = { value: null, events: 0 };
/**
 * Returns the figures of one image and environment, only from its history. Pure.
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
        deploymentFrequency: since === null ? UNKNOWN : { value: deployments.length / (days / DAYS_A_WEEK), events: deployments.length },
        changeLeadTime: medianSeconds(deployments.flatMap(leadTime)),
        changeFailRate: share(deployments, ({ hasFailed }) => hasFailed),
        failedDeploymentRecoveryTime: medianSeconds(deployments.flatMap(({ recoveryMs }) => recoveryMs ?? [])),
        // without any reason given, it is unknown
        deploymentReworkRate: deployments.some(({ event }) => event.reason)
            ? share(deployments, ({ event }) => REPAIR.test(event.reason ?? ''))
            : UNKNOWN,
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
        return UNKNOWN;
    return { value: (low + high) / 2 / 1000, events: sorted.length };
}
function share(deployments, isCounted) {
    if (deployments.length === 0)
        return UNKNOWN;
    return { value: deployments.filter(isCounted).length / deployments.length, events: deployments.length };
}

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
// EXTERNAL MODULE: ./lib/history/stage-order.js
var stage_order = __webpack_require__(4967);
// EXTERNAL MODULE: ./lib/image/finding.js
var finding = __webpack_require__(9284);
// EXTERNAL MODULE: ./lib/image/identity.js
var identity = __webpack_require__(9544);
// EXTERNAL MODULE: ./lib/image/reference.js
var reference = __webpack_require__(8424);
// EXTERNAL MODULE: ./lib/image/tags.js
var image_tags = __webpack_require__(548);
// EXTERNAL MODULE: ./lib/request/request.js
var request_request = __webpack_require__(2060);
// EXTERNAL MODULE: ./lib/util/concurrency.js
var concurrency = __webpack_require__(4467);
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
        const environments = request.environments.length > 0 ? read : (0,stage_order/* orderStages */.Q)(read);
        const histories = environments.map(({ history }) => history);
        const identified = await (0,concurrency/* mapAll */.gJ)(environments, async (environment) => ({
            ...(await (0,facts_environment/* identifyLive */.td)(registry, image, environment, null, histories)),
            problem: environment.problem,
        }));
        const reports = identified.map((one) => (0,status_report/* describe */.q)((0,reference/* repositoryName */.aR)(image), one, now, one.problem));
        const location = text === null ? null : await locate(request, registry, image, text, environments, list);
        // something was live where a history is that cannot be read
        const readable = environments.filter(({ problem }) => problem === null);
        const unseen = await (0,environment_names/* nameWarnings */.ri)(registry, image, readable, request.environments.length > 0 ? null : list);
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
    return (text === null ? [] : await (0,tag_list/* optionalTags */.c)(registry, image)) ?? [];
}
/** Errors of one history, not of the registry. */
const UNREADABLE = ['HISTORY_INVALID', 'DIGEST_MISMATCH', 'REGISTRY_REFUSED'];
/** Reads one environment; an invalid or damaged history affects only its own row. */
async function readRow(registry, image, name) {
    const tag = registry.head(image, name);
    try {
        return { ...(await (0,facts_environment/* readEnvironment */.Qo)(registry, image, name, {}, tag)), problem: null };
    }
    catch (error) {
        const { code, message } = (0,errors/* asActionError */.z6)(error);
        // an error of the tag is thrown
        const live = await tag;
        if (!UNREADABLE.includes(code))
            throw error;
        return { name, live, history: null, known: identity/* UNKNOWN */.HV, problem: message };
    }
}
async function locate(request, registry, image, text, environments, list) {
    const found = await (0,find/* findImage */.F1)(registry, image, text, request.shaLength).catch((error) => {
        const { code, message } = (0,errors/* asActionError */.z6)(error);
        // where there are several, `exists` can be neither true nor false
        if (code !== 'NOT_FOUND' || error instanceof find/* AmbiguousCommit */.A)
            throw error;
        return message;
    });
    if (typeof found === 'string')
        return { missing: found };
    const names = environments.map(({ name }) => name);
    const histories = environments.map(({ history }) => history);
    const identity = await (0,identify/* identifyFound */.bE)(registry, image, found, histories, names);
    const { digest } = found.manifest;
    const tags = await tagsOf(registry, image, digest, list.length > 0 || found.tag === null ? list : [found.tag]);
    const live = environments.filter((environment) => environment.live?.digest === digest).map(({ name }) => name);
    return { image, target: found.manifest, identity, tags, live };
}
/** Every tag that names a digest: all tags have to be read. */
async function tagsOf(registry, image, digest, list) {
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

// EXTERNAL MODULE: ./lib/report/lines.js
var lines = __webpack_require__(1901);
// EXTERNAL MODULE: ./lib/report/outputs.js
var report_outputs = __webpack_require__(8568);
// EXTERNAL MODULE: ./lib/image/name.js
var image_name = __webpack_require__(3158);
// EXTERNAL MODULE: ./lib/modes/lag.js
var lag = __webpack_require__(4371);
// EXTERNAL MODULE: ./lib/util/text.js
var util_text = __webpack_require__(8805);
// EXTERNAL MODULE: ./lib/report/figures.js
var figures = __webpack_require__(819);
// EXTERNAL MODULE: ./lib/report/holds.js
var holds = __webpack_require__(8812);
// EXTERNAL MODULE: ./lib/report/text.js
var report_text = __webpack_require__(4639);
;// CONCATENATED MODULE: ./lib/report/status-locations.js




/** Where the image of `version` is live, in several repositories: a row each. */
function locatedAll(all, links) {
    const { short } = (0,util_text/* stripCommonPrefix */.Mb)(all.map(({ image }) => (0,reference/* repositoryName */.aR)(image)));
    const rows = all.map(({ image, target, identity, tags, live }) => [
        (0,report_text/* inlineCode */.ti)(short((0,reference/* repositoryName */.aR)(image))),
        (0,report_text/* escapeMarkdown */.FV)((0,image_name/* imageName */.t)(identity, target.digest)),
        (0,report_text/* digestCode */.KG)(target.digest),
        (0,report_text/* commitLink */.wn)(identity.revision, links.source),
        live.map(report_text/* inlineCode */.ti).join(' ') || 'no environment',
        tags.map(report_text/* inlineCode */.ti).join(' ') || '–',
    ]);
    return (0,report_text/* table */.tp)(['this image of', 'version', 'digest', 'commit', 'live in', 'tags'], rows);
}
/** Where the image of `version` is live, in one repository. */
function located({ image, target, identity, tags, live }, links) {
    const rows = [
        ['image', (0,report_text/* inlineCode */.ti)((0,reference/* repositoryName */.aR)(image))],
        ['digest', (0,report_text/* digestCode */.KG)(target.digest)],
        ['version', identity.version === null ? '–' : (0,report_text/* escapeMarkdown */.FV)(identity.version)],
        ...(0,report_text/* alsoRow */.Od)(identity),
        ['commit', (0,report_text/* commitLink */.wn)(identity.revision, links.source)],
        ['created', (0,report_text/* formatMinute */.Yi)(identity.created)],
        ['live in', live.map(report_text/* inlineCode */.ti).join(' ') || 'no environment'],
        ['tags', tags.map(report_text/* inlineCode */.ti).join(' ') || '–'],
    ];
    return `${(0,report_text/* table */.tp)(['', 'this image'], rows)}\n\n\`\`\`yaml\nimage: ${(0,reference/* repositoryName */.aR)(image)}@${target.digest}\n\`\`\``;
}

// EXTERNAL MODULE: ./lib/report/status-news.js
var status_news = __webpack_require__(8944);
// EXTERNAL MODULE: ./lib/report/style.js
var style = __webpack_require__(1983);
// EXTERNAL MODULE: ./lib/report/summary-blocks.js
var summary_blocks = __webpack_require__(5);
// EXTERNAL MODULE: ./lib/report/mermaid.js
var mermaid = __webpack_require__(9789);
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
        const [day, what] = [dayOf(moved), textOf(moved)];
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
    return `<details><summary>Last releases</summary>\n\n${(0,mermaid/* mermaid */.a)(['timeline', ...lines])}\n\n</details>`;
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
        const { digest, previous } = move;
        if (digest === null || digest === previous || Number.isNaN(at))
            return [];
        return [{ at, environment: row.environment, move, digest }];
    });
}
function dayOf({ at }) {
    return new Date(at).toISOString().slice(0, 10);
}
function textOf({ environment, move, digest }) {
    const verb = move.action === 'rollback' ? 'back to ' : move.action === 'observed' ? 'changed to ' : '';
    return `${(0,mermaid/* mermaidText */.H)(environment)} ${verb}${(0,mermaid/* mermaidText */.H)((0,image_name/* imageName */.t)(move, digest))}`;
}

;// CONCATENATED MODULE: ./lib/report/status-summary.js












/** How many images with one reason are named. */
const NAMED = 5;
/**
 * The job summary of `status`: what is live in each environment, and where one image is live.
 * @param now milliseconds since the epoch; null where no ages are shown
 */
function statusSummary(request, facts, metrics = [], now = null) {
    const { environments, locations } = facts;
    const links = request.context;
    const { icon, text } = (0,status_news/* statusNews */.G)(facts, request.versions ? null : request.version, (0,style/* markdown */.w)(links));
    const isMany = new Set(environments.map(({ row }) => row.image)).size > 1;
    const boards = environments.length === 0 ? [] : board(environments, links, now);
    const parts = [
        `### ${icon} ${text}`,
        // why a history cannot be read is said of its environment
        ...(0,summary_blocks/* notes */.Q2)(facts.warnings.filter((text) => environments.every(({ problem }) => problem !== text)), facts.notices),
        // nobody would see warnings below a table of many rows
        ...(isMany
            ? [...environments.flatMap((one) => warnings(one, links)), ...boards]
            : [...boards, ...environments.flatMap((one) => warnings(one, links))]),
        (0,holds/* gatesBlock */.qg)(environments, links),
        reasons(environments),
        timelineBlock(environments),
        ...(locations.length > 1 ? [locatedAll(locations, links)] : locations.map((one) => located(one, links))),
        pinned(environments),
        (0,figures/* figuresBlock */.V)(metrics),
    ];
    return `${parts.filter(Boolean).join('\n\n')}\n`;
}
/** One image: its environments in full. Several: images by environments, with the tables in full folded. */
function board(environments, links, now) {
    const byImage = new Map();
    for (const report of environments) {
        const of = byImage.get(report.row.image);
        if (of)
            of.push(report);
        else
            byImage.set(report.row.image, [report]);
    }
    const images = [...byImage.keys()];
    const [only = ''] = images;
    if (images.length === 1)
        return [(0,report_text/* inlineCode */.ti)(only), environmentTable(environments, links, now)];
    const { shared, short } = (0,util_text/* stripCommonPrefix */.Mb)(images);
    const names = [...new Set(environments.map(({ row }) => row.environment))];
    // what needs a look is not found below forty rows
    const sorted = [...byImage].map(([image, of]) => ({ image, of, rank: rankOf(of) })).sort((a, b) => a.rank - b.rank);
    const rows = sorted.map(({ image, of }) => [
        (0,report_text/* inlineCode */.ti)(short(image)),
        ...names.map((name) => brief(of.find(({ row }) => row.environment === name), of)),
    ]);
    const full = [...byImage]
        .map(([image, of]) => `${(0,report_text/* inlineCode */.ti)(image)}\n\n${environmentTable(of, links, now)}`)
        .join('\n\n');
    return [
        ...(shared ? [`${(0,report_text/* inlineCode */.ti)(shared)}…`] : []),
        (0,report_text/* table */.tp)(['', ...names.map((name) => (0,report_text/* escapeMarkdown */.FV)(name))], rows),
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
/** How the image of an environment compares with that of the previous stage. */
function lagIn(all, one) {
    const before = all[all.indexOf(one) - 1];
    return before ? (0,lag/* lagOf */.e)(one, before) : null;
}
function lagNote(all, one) {
    return lagText(lagIn(all, one), (0,report_text/* escapeMarkdown */.FV)(all[all.indexOf(one) - 1]?.row.environment ?? ''));
}
/** A lag in a few words; empty where both have the same image. @param stage the stage before, as it is shown */
function lagText(lag, stage) {
    if (lag === null || lag.kind === 'same')
        return '';
    if (lag.kind === 'behind')
        return `${lag.by}&nbsp;behind`;
    if (lag.kind === 'unknown')
        return `not as in ${stage}`;
    return lag.kind === 'ahead' ? 'ahead' : `not in ${stage}`;
}
/** @param all the environments of one image: two images of one name are told apart by their digests */
function brief(report, all) {
    const { row } = report ?? {};
    if (!report || !row)
        return '–';
    if (row.digest === null)
        return (0,status_report/* driftOf */.$)(report) ? '– ⚠️' : '–';
    const name = (0,image_name/* imageName */.t)(row, row.digest);
    const isAmbiguous = all.some((other) => other.row.digest !== null && other.row.digest !== row.digest && (0,image_name/* imageName */.t)(other.row, other.row.digest) === name);
    const digest = isAmbiguous ? ` ${(0,report_text/* digestCode */.KG)(row.digest)}` : '';
    const lag = lagNote(all, report);
    return `**${(0,report_text/* escapeMarkdown */.FV)(name)}**${digest}${lag && ` (${lag})`}${report.unfinished ? ' ⏳' : (0,status_report/* driftOf */.$)(report) ? ' ⚠️' : ''}`;
}
function environmentTable(environments, links, now) {
    const hasLag = environments.length > 1;
    const rows = environments.map((one) => {
        const { row, unfinished, problem } = one;
        return [
            `**${(0,report_text/* escapeMarkdown */.FV)(row.environment)}**`,
            row.digest === null ? '–' : (0,report_text/* escapeMarkdown */.FV)((0,image_name/* imageName */.t)(row, row.digest)),
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
                            : (0,report_text/* runLink */.ut)(row.run, links.server, row.action),
            sinceCell(row.since, now),
            row.by === null ? '–' : (0,report_text/* escapeMarkdown */.FV)(row.by),
            (0,report_text/* commitLink */.wn)(row.revision, links.source),
            (0,report_text/* digestCode */.KG)(row.digest),
        ];
    });
    const lag = hasLag ? ['lag'] : [];
    return (0,report_text/* table */.tp)(['environment', 'version', ...lag, 'action', 'since', 'by', 'commit', 'digest'], rows);
}
/** A time, and how long ago it was in whole units. */
function sinceCell(since, now) {
    const time = (0,report_text/* formatMinute */.Yi)(since);
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
    const where = `${(0,report_text/* escapeMarkdown */.FV)(row.image)}: **${(0,report_text/* escapeMarkdown */.FV)(row.environment)}**`;
    if (problem !== null)
        return [`> [!WARNING]\n> ${where}: ${(0,report_text/* escapeMarkdown */.FV)(problem, report_text/* MAX_LINE */.MV)}`];
    if (unfinished) {
        return [
            `> [!WARNING]\n> ${where}: a ${(0,status_news/* nounOf */.a)(unfinished.action)} of ${(0,report_text/* escapeMarkdown */.FV)((0,image_name/* imageName */.t)(unfinished, unfinished.digest))} started at ${(0,report_text/* formatMinute */.Yi)(unfinished.at)} (${(0,report_text/* runLink */.ut)(unfinished.run, server)}) but never moved the tag: the run is still going, was interrupted, or the tag was reset. Re-run it to finish.`,
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
    const { short } = (0,util_text/* stripCommonPrefix */.Mb)(images);
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
        const more = of.length > NAMED ? ` and ${of.length - NAMED} more` : '';
        const names = of.length === images.length
            ? ''
            : ` of ${of
                .slice(0, NAMED)
                .map((name) => (0,report_text/* inlineCode */.ti)(short(name)))
                .join(', ')}${more}`;
        return `- **${(0,report_text/* escapeMarkdown */.FV)(environment)}**${names}: ${(0,report_text/* escapeMarkdown */.FV)(text)}`;
    });
    return lines.length === 0 ? '' : `Reasons:\n\n${lines.join('\n')}`;
}
/** The live images by digest, one per line. */
function pinned(environments) {
    const live = environments.filter(({ row }) => row.digest !== null);
    if (live.length === 0)
        return '';
    const lines = live.map(({ row }) => `${row.environment}: ${row.image}@${row.digest}`);
    return `<details><summary>Pinned by digest</summary>\n\n\`\`\`text\n${lines.join('\n')}\n\`\`\`\n\n</details>`;
}

// EXTERNAL MODULE: ./lib/util/clock.js
var clock = __webpack_require__(8394);
// EXTERNAL MODULE: ./lib/util/reporter.js
var util_reporter = __webpack_require__(2179);
;// CONCATENATED MODULE: ./lib/status.js








/**
 * Reads what is live and reports it: the run of the mode `status`.
 * @returns why the run fails; null where it does not
 * @throws what reading throws
 */
async function status_status(request, { registry }, reporter, { showStatus, study }) {
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
    (0,util_reporter/* annotate */.f)(reporter, facts.warnings, facts.notices);
    for (const line of (0,lines/* statusLines */.Cd)(request, facts))
        reporter.info(line);
    showStatus?.(facts, metrics);
    const entries = facts.studied.flatMap((each) => each?.entry ?? []);
    const rows = facts.environments.map(({ row }) => row);
    const data = { entries, rows, metrics, generated, stages: request.environments };
    const page = await writePage(request.page, board, data, facts);
    const outputs = { ...(0,report_outputs/* statusOutputs */.tr)(facts, request, metrics), ...page.outputs };
    return (await reporter.write(outputs, statusSummary(request, facts, metrics, now))) ?? page.problem;
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


/***/ })

};
