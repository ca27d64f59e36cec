export const id = 863;
export const ids = [863];
export const modules = {

/***/ 3854:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ unreadWarnings)
/* harmony export */ });
/** How many of the statements that cannot be read are named. */
const MAX_UNREAD = 3;
/** Warnings of what refers to an image and cannot be read or verified. */
function unreadWarnings(evidence) {
    return evidence?.unread.slice(0, MAX_UNREAD).map((text) => `A signed statement is ignored. ${text}`) ?? [];
}


/***/ }),

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

/***/ 7863:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
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
// EXTERNAL MODULE: ./lib/modes/environment-tags.js
var environment_tags = __webpack_require__(4151);
// EXTERNAL MODULE: ./lib/facts/environment.js
var facts_environment = __webpack_require__(3986);
// EXTERNAL MODULE: ./lib/facts/environment-names.js
var environment_names = __webpack_require__(96);
// EXTERNAL MODULE: ./lib/facts/evidence.js
var facts_evidence = __webpack_require__(3854);
// EXTERNAL MODULE: ./lib/facts/identify.js
var identify = __webpack_require__(6091);
// EXTERNAL MODULE: ./lib/facts/missing.js
var missing = __webpack_require__(4295);
// EXTERNAL MODULE: ./lib/guards/table.js
var table = __webpack_require__(9986);
// EXTERNAL MODULE: ./lib/history/stage-order.js
var stage_order = __webpack_require__(4967);
// EXTERNAL MODULE: ./lib/image/identity.js
var identity = __webpack_require__(7163);
// EXTERNAL MODULE: ./lib/policy/policy.js
var policy_policy = __webpack_require__(3506);
// EXTERNAL MODULE: ./lib/facts/find.js
var find = __webpack_require__(2352);
// EXTERNAL MODULE: ./lib/facts/not-found.js
var not_found = __webpack_require__(3375);
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
        return (0,find/* findImage */.F1)(registry, image, (0,request_request/* textAt */.$6)(source, at), shaLength);
    const name = (0,reference/* repositoryName */.aR)(image);
    if (source.kind === 'environment') {
        const manifest = await registry.get(image, source.name);
        if (manifest) {
            const what = `what is live in ${source.name}`;
            return { manifest: (0,find/* expectImage */.rT)(image, what, manifest), tag: null, requestedVersion: null, warnings: [] };
        }
        const known = await (0,environment_names/* listedEnvironments */.cS)(registry, image);
        throw new errors/* ActionError */.lZ('NOT_FOUND', `${name}: nothing is live in ${source.name}, so there is nothing to promote from there.${(0,environment_names/* knownEnvironments */.kU)(source.name, known)} Promote to ${source.name} first, or set version.`);
    }
    const entry = entryAt(source.entries, at);
    const manifest = await registry.get(image, entry.digest);
    if (manifest) {
        const found = (0,find/* expectImage */.rT)(image, 'what from-file names', manifest);
        return { manifest: found, tag: null, requestedVersion: entry.version, warnings: [] };
    }
    if (entry.environment === null || entry.environment === environment)
        throw await (0,not_found/* notFound */.m)(registry, image, entry.digest);
    throw new errors/* ActionError */.lZ('NOT_FOUND', `${name} has no image "${entry.digest}". The file is of ${entry.environment}: promote it to ${entry.environment} first, which copies the image there.`);
}
/**
 * Returns an entry of the file.
 * @param at the position of the image in the request, which is that of its entry in the file
 * @throws Error when there is none: a bug
 */
function entryAt(entries, at) {
    const entry = entries[at];
    if (!entry)
        throw new Error(`there is no entry ${at + 1} in the file`);
    return entry;
}

// EXTERNAL MODULE: ./lib/image/tags.js
var image_tags = __webpack_require__(548);
// EXTERNAL MODULE: ./lib/image/version.js
var image_version = __webpack_require__(2189);
// EXTERNAL MODULE: ./lib/registry/tag-digest.js
var tag_digest = __webpack_require__(7252);
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
    const isNamed = async (tag) => tag === found || (await (0,tag_digest/* digestNow */.F)(registry, from, tag)) === digest;
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

// EXTERNAL MODULE: ./lib/facts/tags.js + 1 modules
var facts_tags = __webpack_require__(9713);
;// CONCATENATED MODULE: ./lib/modes/promote-tags.js





/**
 * Reads the tags of a promotion of one image: those that are copied with it, and what all of them are at the
 * destination.
 * @throws the errors of `tagsAlong`, `readTags` and `revisionOf`
 */
async function readTagsOf(request, registry, { from, to, found, identity }) {
    const own = (0,environment_tags/* environmentTagsOf */.K)(request, request.environment, identity).tags;
    const read = (copiedTags) => (0,facts_tags/* readTags */.g)(registry, to, [...copiedTags, ...own], identity.revision);
    if ((0,reference/* isSameRepository */.ve)(from, to))
        return { copiedTags: [], tags: await read([]) };
    const tagged = {
        ...{ from, identity, digest: found.manifest.digest },
        ...{ shaLength: request.shaLength, found: found.tag },
    };
    const named = await tagsAlong(registry, tagged);
    const tags = await read(named);
    const copiedTags = await withoutOthers(named, tags.now, tagged, async (tag) => {
        const other = await registry.get(to, tag);
        const revision = other && (await (0,find/* revisionOf */.DT)(registry, to, other));
        return revision !== null && revision !== identity.revision;
    });
    return { copiedTags, tags: copiedTags === named ? tags : await read(copiedTags) };
}

;// CONCATENATED MODULE: ./lib/modes/promote-facts.js
















/**
 * Reads what a promotion of one image needs, as much of it in parallel as can be. The environment is the destination's;
 * the image, the previous stage and the environment that it is promoted from are the source's.
 * @param image the source
 * @throws NOT_FOUND where there is no such image
 */
async function gatherImage(request, sources, image) {
    const { registry } = sources;
    const { environment, stages } = request;
    const at = request.images.indexOf(image);
    const promoted = { image, to: request.destinations[at] ?? image, at };
    const stage = (0,stage_order/* stageBefore */.s)(stages, environment);
    const from = fromOf(request);
    const finding = findSource(request, registry, image, at);
    finding.catch(() => { });
    const live = registry.head(promoted.to, environment);
    const pending = beginReads(request, sources, promoted, finding, live);
    // the image that is promoted from an environment is the one that its tag names
    const manifestFound = finding.then(({ manifest }) => manifest, () => null);
    const read = (name) => (0,facts_environment/* readEnvironment */.Qo)(registry, image, name, {}, name === from ? manifestFound : undefined);
    const options = { takeOver: request.allow.includes('moved') };
    const [found, here, previousStage, fromFacts] = await Promise.all([
        finding.catch(expectNotFound),
        (0,facts_environment/* readEnvironment */.Qo)(registry, promoted.to, environment, options, live),
        stage === null ? null : read(stage),
        from === null || from === stage ? null : read(from),
    ]);
    const earlier = (0,earlier_attempt/* earlierAttempt */.k)(here.live, here.history, { action: 'promote', run: request.context.run });
    if (earlier &&
        earlier.kind !== 'moved' &&
        (found instanceof errors/* ActionError */.lZ || found.manifest.digest !== earlier.event.digest))
        return gatherEarlier(request, sources, promoted, { earlier, found });
    if (found instanceof errors/* ActionError */.lZ) {
        // where an earlier attempt was overtaken it does not matter whether there is such an image
        const subject = { image: (0,reference/* repositoryName */.aR)(promoted.to), digest: null, identity: identity/* UNKNOWN */.HV, allow: request.allow };
        const check = moved/* moved */.a.checkAttempt(subject, here, earlier);
        throw (check && (0,table/* refusals */.Ke)([check])[0]) ?? found;
    }
    return gatherFound(request, registry, promoted, { found, here, previousStage, fromFacts }, pending);
}
/** The environment that is promoted from; null where the image is named otherwise. */
function fromOf({ source }) {
    return source.kind === 'environment' ? source.name : null;
}
/** Begins what is read of an image when it is found. @param live the manifest of the environment's tag */
function beginReads(request, sources, { image, to, at }, finding, live) {
    const { registry, survey } = sources;
    const isCopied = !(0,reference/* isSameRepository */.ve)(to, image);
    const surveying = isCopied && survey ? finding.then(({ manifest }) => survey(image, to, manifest)) : null;
    const completing = isCopied ? null : findMissingUnlessLive(registry, image, finding, live);
    const proving = readEvidence(request, sources, { image, at }, finding);
    for (const reading of [surveying, completing, proving])
        reading?.catch(() => { });
    return { surveying, completing, proving };
}
/** Reads what the found image needs besides. */
async function gatherFound(request, registry, { image, to }, { found, here, previousStage, fromFacts }, { surveying, completing, proving }) {
    const { environment, stages } = request;
    const { manifest: target } = found;
    const from = fromOf(request);
    const isCopied = !(0,reference/* isSameRepository */.ve)(to, image);
    const histories = [fromFacts?.history ?? null, previousStage?.history ?? null, here.history];
    const environments = [...stages, environment, ...(from === null ? [] : [from])];
    const identifying = (0,identify/* identifyFound */.bE)(registry, image, found, histories, environments);
    const tagging = identifying.then((identity) => readTagsOf(request, registry, { from: image, to, found, identity }));
    const isLive = here.live?.digest === target.digest;
    const [identity, { copiedTags, tags }, known, copy, completeness, unseen, evidence] = await Promise.all([
        identifying,
        tagging,
        (0,facts_environment/* identifyLive */.td)(registry, to, here, target.digest, histories),
        surveying,
        completing,
        // the stages have checked the name already
        stages.length > 0 ? [] : (0,environment_names/* neverSeenWarnings */.vk)(registry, to, here),
        isLive ? null : proving,
    ]);
    const hasReadMore = !(0,identify/* isFoundIdentified */.UA)(found, histories, environments) ||
        (0,facts_environment/* knownLive */.K9)(here, target.digest, histories) === null ||
        tags.now.size > 0 ||
        (0,missing/* isNestedIndex */.os)(target);
    return {
        ...{ image: to, copy, copiedTags, target, identity, environment: known, tags },
        previousStage: previousStage && withHistories(previousStage, histories),
        completeness: copy ? (0,missing/* completenessOf */.wf)(copy) : completeness,
        evidence,
        // a repository that holds any history holds its blobs
        hasHistory: (isCopied ? [here.history] : histories).some((history) => history !== null),
        // copying takes its time
        needsRecheck: isCopied || hasReadMore || evidence !== null,
        warnings: [...found.warnings, ...(copy?.warnings ?? []), ...unseen, ...(0,facts_evidence/* unreadWarnings */.z)(evidence)],
    };
}
/** Looks up the manifests that the image lists; null without a request where the image is live already. */
async function findMissingUnlessLive(registry, image, finding, live) {
    const [{ manifest }, now] = await Promise.all([finding, live]);
    return now?.digest === manifest.digest ? null : (0,missing/* findMissing */.y7)(registry, image, manifest);
}
/**
 * Reads the signed statements that the policy requires of an image, at once where its digest is known before it is read.
 * @returns null where none are required
 */
async function readEvidence({ source, policy, environment }, { evidence = null }, { image, at }, finding) {
    const requirements = (0,policy_policy/* requirementsOf */.C)(policy, environment);
    if (evidence === null || requirements.length === 0)
        return null;
    const named = source.kind === 'file' ? entryAt(source.entries, at).digest : source.kind === 'named' ? (0,request_request/* textAt */.$6)(source, at) : '';
    const reading = finding.then(({ manifest }) => manifest);
    reading.catch(() => { });
    return evidence(image, (0,reference/* isDigest */.Bc)(named) ? named : (await reading).digest, reading, requirements);
}
/** An environment with what all histories say of its image: it has the same version wherever it is named. */
function withHistories(environment, histories) {
    const { live } = environment;
    return live ? { ...environment, known: (0,identify/* identityFromHistories */.rT)(live.digest, histories) } : environment;
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
        if ((0,reference/* isSameRepository */.ve)(image, to))
            throw error;
        expectNotFound(error);
        return gatherImage({ ...pinned, images: [to], destinations: [] }, sources, to);
    });
    if (found instanceof errors/* ActionError */.lZ)
        return facts;
    const warning = `${(0,reference/* repositoryName */.aR)(to)}: an earlier attempt of this run promoted ${digest} to ${request.environment}, so ${found.manifest.digest}, which its inputs name now, is not promoted. To promote that, start a new run.`;
    return { ...facts, warnings: [...facts.warnings, warning] };
}

;// CONCATENATED MODULE: ./lib/modes/stage-gates.js






/**
 * Reads all stages of the policy, for a dry run that tells what the gates of each say of an image.
 * @param facts of the stage that is promoted to, which are not read again
 * @throws the errors of `readEnvironment` and of reading the signed statements, merged
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
        const rendered = (0,environment_tags/* environmentTagsOf */.K)(request, environment, each.identity);
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
    const entry = entryAt(request.source.entries, at);
    // what a run read in another environment, or in another repository, says nothing about this one
    const isHere = (0,reference/* isSameRepository */.ve)(entry.image, facts.image);
    const isAbout = entry.environment === null ? entry.previousDigest !== null : entry.environment === request.environment;
    return isHere && isAbout ? [moved/* moved */.a.check(subject, facts.environment, entry.previousDigest)] : [];
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
        return { ...facts, warnings: [...facts.warnings, `The gates of all stages could not be determined: ${message}`] };
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
