export const id = 990;
export const ids = [990];
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

/***/ 4295:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   os: () => (/* binding */ isNestedIndex),
/* harmony export */   wf: () => (/* binding */ completenessOf),
/* harmony export */   y7: () => (/* binding */ findMissing)
/* harmony export */ });
/* harmony import */ var _image_manifest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4252);
/* harmony import */ var _util_concurrency_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4467);


/** No real image lists more manifests; a copy refuses more, too. */
const MAX_MANIFESTS = 1000;
/** Indexes nested deeper are not looked at. */
const MAX_DEPTH = 4;
/**
 * Whether an index lists another index, so that checking it takes more than one level of requests.
 * @throws REGISTRY_REFUSED as `readManifest`
 */
function isNestedIndex(manifest) {
    return (0,_image_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .readManifest */ .WI)(manifest).entries.some(({ mediaType }) => (0,_image_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .isIndexType */ .$U)(mediaType));
}
/**
 * Looks up every manifest that an index lists, all in parallel; indexes in the index are read, and theirs looked up in
 * turn.
 * @returns null for an image of one manifest, without a request
 * @throws REGISTRY_REFUSED as `readManifest`; the errors of `Registry.head` and `Registry.get`, merged
 */
async function findMissing(registry, image, manifest) {
    const content = (0,_image_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .readManifest */ .WI)(manifest);
    if (!content.isIndex)
        return null;
    const seen = new Set([manifest.digest]);
    let unchecked = 0;
    const look = async (entries, depth) => {
        const added = entries.filter(({ digest }) => seen.size < seen.add(digest).size);
        const free = Math.max(0, MAX_MANIFESTS - (seen.size - 1 - added.length));
        unchecked += Math.max(0, added.length - free);
        return (await (0,_util_concurrency_js__WEBPACK_IMPORTED_MODULE_1__/* .mapAll */ .gJ)(added.slice(0, free), (entry) => lookAt(entry, depth))).flat();
    };
    const lookAt = async (entry, depth) => {
        if (!(0,_image_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .isIndexType */ .$U)(entry.mediaType) || depth >= MAX_DEPTH)
            return (await exists(registry, image, entry.digest)) ? [] : [entry];
        const nested = await registry.get(image, entry.digest);
        return nested ? look((0,_image_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .readManifest */ .WI)(nested).entries, depth + 1) : [entry];
    };
    const missing = await look(content.entries, 1);
    return { missing, checked: seen.size - 1 - unchecked, unchecked };
}
/**
 * What a copy has found out about the manifests that its image lists; null for an image of one manifest.
 * @throws REGISTRY_REFUSED as `readManifest`
 */
function completenessOf({ image, missing }) {
    const { manifest } = image;
    if (manifest === null || !(0,_image_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .readManifest */ .WI)(manifest).isIndex)
        return null;
    return { missing, checked: image.children.length, unchecked: 0 };
}
/** Whether a manifest exists. Some registries answer 404 to HEAD and 200 to GET, so a 404 is trusted only from GET. */
async function exists(registry, image, digest) {
    return (await registry.head(image, digest)) !== null || (await registry.get(image, digest)) !== null;
}


/***/ }),

/***/ 9713:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Q: () => (/* binding */ joinTags),
  g: () => (/* binding */ readTags)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/history/codec.js + 1 modules
var codec = __webpack_require__(9800);
// EXTERNAL MODULE: ./lib/history/store.js
var store = __webpack_require__(2185);
// EXTERNAL MODULE: ./lib/image/tags.js
var image_tags = __webpack_require__(548);
// EXTERNAL MODULE: ./lib/image/identity.js
var identity = __webpack_require__(7163);
// EXTERNAL MODULE: ./lib/image/manifest.js
var image_manifest = __webpack_require__(4252);
// EXTERNAL MODULE: ./lib/image/version.js
var image_version = __webpack_require__(2189);
// EXTERNAL MODULE: ./lib/facts/identify.js
var identify = __webpack_require__(6091);
;// CONCATENATED MODULE: ./lib/facts/known-versions.js







/** More histories than these are not read for the versions in them. */
const MAX_HISTORIES = 20;
/**
 * Returns versions of the repository that may be missing from its list of tags, because a clean-up has deleted their tags:
 * those of the images that floating tags point to now, and those in the histories.
 * @param named the images that floating tags name now
 * @param list all tags of the repository
 * @returns also the histories that were read
 * @throws the errors of `loadHistory` but HISTORY_INVALID; those of `readLabels`
 */
async function knownVersions(registry, image, named, list) {
    const environments = (0,image_tags/* environmentsIn */.Ib)(list).slice(0, MAX_HISTORIES);
    const distinct = named.filter(({ digest }, at) => named.findIndex((other) => other.digest === digest) === at);
    const [histories, ofNamed] = await Promise.all([
        Promise.all(environments.map((environment) => validHistory(registry, image, environment))),
        Promise.all(distinct.map((manifest) => versionsOf(registry, image, manifest, list))),
    ]);
    const read = histories.filter((history) => history !== null);
    const recorded = read.flatMap(({ events }) => events.flatMap(({ version }) => version ?? []));
    const versions = [...recorded, ...ofNamed.flat()].flatMap((version) => (0,image_version/* parseVersion */.ot)(version) ?? []);
    return { versions, histories: read };
}
/** Returns the history of an environment; null if it is not valid, which matters only to a run that moves that environment. */
async function validHistory(registry, image, environment) {
    try {
        return await (0,store/* loadHistory */.FB)(registry, image, environment);
    }
    catch (error) {
        if ((0,errors/* asActionError */.z6)(error).code === 'HISTORY_INVALID')
            return null;
        throw error;
    }
}
/** Returns the versions of an image by its annotations and the tags `V-H` of its commit; by its labels where these say none. */
async function versionsOf(registry, image, manifest, list) {
    const annotated = versionsSaid((0,identity/* identityOf */.cu)((0,image_manifest/* readManifest */.WI)(manifest).annotations), list);
    return annotated.length > 0 ? annotated : versionsSaid((0,identity/* identityOf */.cu)(await (0,identify/* readLabels */.k2)(registry, image, manifest)), list);
}
function versionsSaid({ version, revision }, list) {
    const tagged = revision === null ? [] : list.flatMap((tag) => (0,image_tags/* versionAndSha */.QS)(tag, revision) ?? []);
    return [...(version === null ? [] : [version]), ...tagged];
}

// EXTERNAL MODULE: ./lib/facts/types.js
var types = __webpack_require__(6330);
;// CONCATENATED MODULE: ./lib/facts/tags.js






/**
 * Reads in parallel the facts about the tags that a run may write: the digest of each, for free tags whether they are
 * environments; the list of tags, and versions that may be missing from it, if one is floating. Without tags it sends no request.
 * @param commit the commit of the image, which decides the rule of a tag; null if unknown
 * @throws the errors of `Registry` and `knownVersions`, but none for a list of tags that the account may not read
 */
async function readTags(registry, image, tags, commit) {
    if (tags.length === 0)
        return types/* NO_TAGS */.y;
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
    const manifest = await registry.get(image, (0,store/* historyTag */.DJ)(tag));
    return manifest !== null && (0,codec/* isHistoryManifest */.E)(manifest);
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


/***/ }),

/***/ 6330:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ NOT_COPIED),
/* harmony export */   y: () => (/* binding */ NO_TAGS)
/* harmony export */ });
/** The facts about the tags of a run that writes none of its own. */
const NO_TAGS = { now: new Map(), list: null, environments: new Set() };
/** The facts about the copy of a run that copies nothing. */
const NOT_COPIED = { copy: null, copiedTags: [] };


/***/ }),

/***/ 9804:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ earlierAttempt)
/* harmony export */ });
/* harmony import */ var _event_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5196);
/* harmony import */ var _run_url_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1225);
/* harmony import */ var _state_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1);



/**
 * Returns how an earlier attempt of this run left an environment; null where no earlier attempt has an event of this
 * action there, or this attempt has moved the environment itself since.
 * @param live the manifest that the environment's tag points at; null where there is no tag
 * @param own what this run does, and the URL of its attempt
 */
function earlierAttempt(live, history, own) {
    const ours = (0,_run_url_js__WEBPACK_IMPORTED_MODULE_2__/* .runOf */ .n)(own.run);
    if (ours === null)
        return null;
    const attempts = (history?.events ?? []).filter(_event_js__WEBPACK_IMPORTED_MODULE_0__/* .isMove */ .OE).flatMap((event) => {
        const theirs = (0,_run_url_js__WEBPACK_IMPORTED_MODULE_2__/* .runOf */ .n)(event.run);
        return theirs?.run === ours.run ? [{ event, attempt: theirs.attempt }] : [];
    });
    if (attempts.some(({ attempt }) => attempt >= ours.attempt))
        return null;
    const event = attempts.findLast(({ event: { action } }) => action === own.action)?.event;
    if (!event)
        return null;
    if (live?.digest === event.digest)
        return { kind: 'done', event };
    const status = (0,_state_js__WEBPACK_IMPORTED_MODULE_1__/* .environmentStatus */ .En)(live, history);
    const isUnfinished = status.kind === 'unfinished' && status.event === event;
    return { kind: isUnfinished ? 'unfinished' : 'moved', event };
}


/***/ }),

/***/ 4151:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ environmentTagsOf)
/* harmony export */ });
/* harmony import */ var _plan_environment_update_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8778);
/* harmony import */ var _request_request_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2060);


/**
 * Renders the tags that an environment gets beside its own name, for one image of a run.
 * @throws INPUT_INVALID where a template does not work
 */
function environmentTagsOf(request, environment, identity) {
    const values = { ...request, branch: request.context.branch, images: (0,_request_request_js__WEBPACK_IMPORTED_MODULE_1__/* .destinationsOf */ .Nu)(request) };
    return (0,_plan_environment_update_js__WEBPACK_IMPORTED_MODULE_0__/* .renderEnvironmentTags */ .J)(values, environment, identity);
}


/***/ }),

/***/ 8778:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ renderEnvironmentTags),
/* harmony export */   Z: () => (/* binding */ planUpdate)
/* harmony export */ });
/* harmony import */ var _guards_table_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9986);
/* harmony import */ var _history_records_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7150);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8424);
/* harmony import */ var _image_tag_templates_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6315);
/* harmony import */ var _move_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9282);
/* harmony import */ var _plan_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9164);
/* harmony import */ var _record_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(3642);
/* harmony import */ var _tagging_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(3988);








/**
 * Renders the tags that an environment gets beside its own name, for one image.
 * @throws INPUT_INVALID where a template does not work
 */
function renderEnvironmentTags({ environmentTags, shaLength, branch, images }, environment, { version, revision: commit }) {
    const values = { version, commit, shaLength, branch, environment };
    const { tags, problems, ...rest } = (0,_image_tag_templates_js__WEBPACK_IMPORTED_MODULE_3__/* .renderTags */ .Ep)(environmentTags, values, images);
    if (problems[0])
        throw problems[0];
    return { ...rest, tags: tags.filter((tag) => tag !== environment) };
}
/** Plans to move one image's environment, with its tags, after the guards were checked. */
function planUpdate(facts, { rendered, environments, isRollback, isPrerelease }, checks, run) {
    const { environment, image, target, identity, copiedTags } = facts;
    // an override for a second build of a commit does not take a tag from another image
    const allow = run.allowed.filter((guard) => guard !== 'rebuild');
    const tagging = (0,_tagging_js__WEBPACK_IMPORTED_MODULE_7__/* .planTags */ .V)({
        subject: { image: (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .repositoryName */ .aR)(image), digest: target.digest, identity, allow },
        ...rendered,
        tags: [...copiedTags, ...rendered.tags],
        isPrerelease,
        source: facts.copy && (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .repositoryName */ .aR)(facts.copy.source),
        facts: facts.tags,
        environments,
        isRollback,
    });
    const moved = (0,_move_js__WEBPACK_IMPORTED_MODULE_4__/* .planMove */ .Xk)(environment, target, identity, run, facts);
    const isHeldAlone = run.hold && moved.move === null && moved.inProgress === null;
    const { move, inProgress } = isHeldAlone ? (0,_record_js__WEBPACK_IMPORTED_MODULE_6__/* .planHold */ .b)(environment, { target, identity }, run, facts) : moved;
    const all = [...checks, ...tagging.checks];
    // a new tag of the copied image is written with it; one that is taken from another image moves with the environment
    const isCopied = ({ tag, was }) => was === null && copiedTags.includes(tag);
    const plan = {
        kind: 'ready',
        ...{ image, target, identity, move, commitTag: null, built: false },
        copy: facts.copy && { ...facts.copy, tags: tagging.writes.filter(isCopied) },
        previous: (0,_plan_js__WEBPACK_IMPORTED_MODULE_5__/* .previousOf */ .te)(environment, target, identity),
        environment: environment.name,
        hold: (0,_history_records_js__WEBPACK_IMPORTED_MODULE_1__/* .holdOf */ .nv)(environment.history, run.at),
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
        problems: [...(0,_guards_table_js__WEBPACK_IMPORTED_MODULE_0__/* .refusals */ .Ke)(all), ...tagging.problems],
        warnings: [...facts.warnings, ...(environment.warnings ?? []), ...tagging.warnings],
        notices: tagging.notices,
        log: tagging.log,
        inProgress: inProgress ? [inProgress] : [],
    };
}


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
/* harmony import */ var _image_identity_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7163);
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


/***/ }),

/***/ 3988:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ planTags)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _guards_overwrite_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5539);
/* harmony import */ var _image_order_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6065);
/* harmony import */ var _image_tags_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(548);




/**
 * Decides for each tag by its rule whether it is written, stays, or is refused.
 * @returns what to write; tags that are on the image already; the check of `overwrite` for every fixed tag
 */
function planTags(input) {
    const present = new Set([...(0,_image_tags_js__WEBPACK_IMPORTED_MODULE_3__/* .versionsIn */ .bS)(input.facts.list ?? []), ...(input.facts.versions ?? [])]);
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
    const rule = (0,_image_tags_js__WEBPACK_IMPORTED_MODULE_3__/* .ruleOf */ .Y)(tag, subject.identity.revision, environments);
    const reserved = rule === 'free' ? reservedProblem(tag, input) : null;
    if (reserved !== null) {
        if (branchTags.includes(tag))
            return { warnings: [(0,_image_tags_js__WEBPACK_IMPORTED_MODULE_3__/* .leftOut */ .ig)(tag, reserved)] };
        const message = `${subject.image}: a template produces the tag "${tag}": ${reserved}.`;
        return { problems: [new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('INPUT_INVALID', message)] };
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
        : (0,_image_order_js__WEBPACK_IMPORTED_MODULE_2__/* .floatingTagProblem */ .wB)(write.tag, version, present);
    return why === null ? { write } : { notices: [`${stays}: ${why}.`] };
}
/** Why a free tag may not be written, as a clause; null where it may. */
function reservedProblem(tag, { facts, environments }) {
    return facts.environments.has(tag)
        ? `"${tag}" has a history, so it is an environment, which moves by promotion`
        : (0,_image_tags_js__WEBPACK_IMPORTED_MODULE_3__/* .reservedTagProblem */ .uV)(tag, environments);
}
/** The tag `V-{{sha}}` may move with a build that overrides `rebuild`. */
function checkOverwrite({ subject, source }, tag, was) {
    const isBuild = (0,_image_tags_js__WEBPACK_IMPORTED_MODULE_3__/* .ruleOf */ .Y)(tag, subject.identity.revision) === 'build';
    const allow = isBuild && subject.allow.includes('rebuild') ? [...subject.allow, _guards_overwrite_js__WEBPACK_IMPORTED_MODULE_1__/* .overwrite */ .m.name] : subject.allow;
    return _guards_overwrite_js__WEBPACK_IMPORTED_MODULE_1__/* .overwrite */ .m.check({ ...subject, allow }, tag, was, source ?? null);
}


/***/ })

};
