export const id = 56;
export const ids = [56];
export const modules = {

/***/ 2471:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ LONG_COPY_MS),
/* harmony export */   t: () => (/* binding */ SENT_AT_ONCE)
/* harmony export */ });
/** How many large blobs are sent at once: more are not faster, and each takes memory. */
const SENT_AT_ONCE = 6;
/** Tags are read again before they are written if copying the blobs took longer, in milliseconds. */
const LONG_COPY_MS = 5000;


/***/ }),

/***/ 4254:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EH: () => (/* binding */ missingIn),
/* harmony export */   Nh: () => (/* binding */ nodesOf),
/* harmony export */   Vn: () => (/* binding */ countAll),
/* harmony export */   Xe: () => (/* binding */ piecesOf),
/* harmony export */   eL: () => (/* binding */ hasCopying),
/* harmony export */   iK: () => (/* binding */ isImageFirst),
/* harmony export */   pq: () => (/* binding */ countOf),
/* harmony export */   xb: () => (/* binding */ isSent)
/* harmony export */ });
/* harmony import */ var _image_manifest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4252);

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
/**
 * Returns the entries of an image's indexes that neither repository has, each once.
 * @throws REGISTRY_REFUSED as `readManifest`
 */
function missingIn(image) {
    const nodes = new Set();
    addTo(nodes, image);
    const missing = new Map();
    for (const { manifest, children } of nodes) {
        const digests = new Set(children.filter(({ isMissing }) => isMissing).map(({ digest }) => digest));
        if (manifest === null || digests.size === 0)
            continue;
        for (const entry of (0,_image_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .readManifest */ .WI)(manifest).entries)
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


/***/ }),

/***/ 9184:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ scheduleBlobs),
/* harmony export */   e: () => (/* binding */ isSmall)
/* harmony export */ });
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8424);

/** in bytes */
const SMALL = 256 * 1024;
/**
 * Schedules the blobs of all copies. Each blob is uploaded to a registry once; other repositories of that registry mount
 * it from the first one.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#mounting-a-blob-from-another-repository
 * @returns `first` largest first, so that a large blob does not start last; `later` the mounts that depend on `first`
 */
function scheduleBlobs(copies) {
    const holders = new Map();
    const first = [];
    const later = [];
    for (const { plan, to } of copies) {
        const host = (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .canonicalRegistry */ .i7)(to);
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


/***/ }),

/***/ 2742:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ formatCopyStats)
/* harmony export */ });
/* harmony import */ var _util_format_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4849);

/**
 * Formats the counts of copies for the log and the summary.
 * @param isDone false for a dry run, which counts what would be copied
 */
function formatCopyStats({ sent, mounted, there, manifests, referrers }, isDone) {
    const [send, mount] = isDone ? ['sent', 'mounted'] : ['to send', 'to mount'];
    return [
        sent.blobs > 0 ? `${(0,_util_format_js__WEBPACK_IMPORTED_MODULE_0__/* .formatSize */ .Xq)(sent.bytes)} ${send} in ${(0,_util_format_js__WEBPACK_IMPORTED_MODULE_0__/* .plural */ .LS)(sent.blobs, 'blob')}` : `no blob ${send}`,
        ...(mounted.blobs > 0 ? [`${(0,_util_format_js__WEBPACK_IMPORTED_MODULE_0__/* .plural */ .LS)(mounted.blobs, 'blob')} ${mount} (${(0,_util_format_js__WEBPACK_IMPORTED_MODULE_0__/* .formatSize */ .Xq)(mounted.bytes)})`] : []),
        ...(there.blobs > 0 ? [`${(0,_util_format_js__WEBPACK_IMPORTED_MODULE_0__/* .plural */ .LS)(there.blobs, 'blob')} there already (${(0,_util_format_js__WEBPACK_IMPORTED_MODULE_0__/* .formatSize */ .Xq)(there.bytes)})`] : []),
        (0,_util_format_js__WEBPACK_IMPORTED_MODULE_0__/* .plural */ .LS)(manifests, 'manifest'),
        ...(referrers > 0 ? [(0,_util_format_js__WEBPACK_IMPORTED_MODULE_0__/* .plural */ .LS)(referrers, 'referrer or signature', 'referrers and signatures')] : []),
    ].join(', ');
}


/***/ }),

/***/ 1338:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Mz: () => (/* binding */ errorOf),
/* harmony export */   mV: () => (/* binding */ historyDigestOf),
/* harmony export */   nZ: () => (/* binding */ warningsOf),
/* harmony export */   sG: () => (/* binding */ outcomeOf)
/* harmony export */ });
/** The error of a result; null where there is none. */
function errorOf(result) {
    return result.kind === 'failed' ? result.error : null;
}
/** The warnings of a result: those of its plan, and what could not be copied. */
function warningsOf({ plan, copied }) {
    return [...plan.warnings, ...copied.flatMap(({ warnings }) => warnings)];
}
/** How an image of a result ended; null where its plan was not carried out. */
function outcomeOf(result, plan) {
    return (result.kind === 'done' && result.outcome.images.find((image) => image.plan === plan)) || null;
}
/** The digest of the history of an image's environment after the run, as far as it is known. */
function historyDigestOf(result, plan) {
    const outcome = outcomeOf(result, plan);
    return outcome ? outcome.historyDigest : plan.historyDigest;
}


/***/ }),

/***/ 3986:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K9: () => (/* binding */ knownLive),
/* harmony export */   Qo: () => (/* binding */ readEnvironment),
/* harmony export */   td: () => (/* binding */ identifyLive),
/* harmony export */   zX: () => (/* binding */ identifyDigest)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _history_store_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2185);
/* harmony import */ var _image_identity_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7163);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8424);
/* harmony import */ var _util_concurrency_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4467);
/* harmony import */ var _find_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2352);
/* harmony import */ var _identify_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6091);







/**
 * Reads an environment's tag and its history in parallel.
 * @param options which invalid histories are accepted
 * @param tag the tag's manifest, if it is being read already
 * @throws HISTORY_INVALID when the history cannot be decoded
 */
async function readEnvironment(registry, image, name, options = {}, tag = registry.head(image, name)) {
    const [live, history] = await (0,_util_concurrency_js__WEBPACK_IMPORTED_MODULE_4__/* .settleBoth */ .FE)(tag, (0,_history_store_js__WEBPACK_IMPORTED_MODULE_1__/* .loadHistory */ .FB)(registry, image, name, options));
    const known = live ? (0,_identify_js__WEBPACK_IMPORTED_MODULE_6__/* .identityFromHistories */ .rT)(live.digest, [history]) : _image_identity_js__WEBPACK_IMPORTED_MODULE_2__/* .UNKNOWN */ .HV;
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
    const merged = (0,_image_identity_js__WEBPACK_IMPORTED_MODULE_2__/* .merge */ .h1)(known, (0,_identify_js__WEBPACK_IMPORTED_MODULE_6__/* .identityFromHistories */ .rT)(live.digest, others));
    return merged.version === null ? null : merged;
}
/**
 * Completes what is known of the live image: from the histories, else by reading the image.
 * @param target digest of the image that is to become live; null if not known yet
 * @param others further histories of the repository
 * @throws the errors of `Registry` that concern the registry, not only this image
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
        const { code, message } = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .asActionError */ .z6)(error);
        if (!UNREADABLE.includes(code))
            throw error;
        const warning = `${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .repositoryName */ .aR)(image)}: what is live in ${facts.name}, ${facts.live.digest}, is not a readable image, so its version and commit are unknown. ${message}`;
        return { ...facts, warnings: [...(facts.warnings ?? []), warning] };
    }
}
/** Errors that concern one image, not the registry. */
const UNREADABLE = ['REGISTRY_REFUSED', 'DIGEST_MISMATCH', 'NOT_FOUND'];
/**
 * Identifies an image by its digest; unknown if the image was deleted or cannot be read.
 * @throws the errors of `Registry` that concern the registry, not only this image
 */
async function identifyDigest(registry, image, digest, histories) {
    return identifyStored(registry, image, digest, histories).catch((error) => {
        if (UNREADABLE.includes((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .asActionError */ .z6)(error).code))
            return (0,_identify_js__WEBPACK_IMPORTED_MODULE_6__/* .identityFromHistories */ .rT)(digest, histories);
        throw error;
    });
}
async function identifyStored(registry, image, digest, histories) {
    const manifest = await registry.get(image, digest);
    if (manifest)
        (0,_find_js__WEBPACK_IMPORTED_MODULE_5__/* .expectImage */ .rT)(image, digest, manifest);
    return manifest ? (0,_identify_js__WEBPACK_IMPORTED_MODULE_6__/* .identify */ .ls)(registry, image, manifest, { requestedVersion: null, histories, list: true }) : _image_identity_js__WEBPACK_IMPORTED_MODULE_2__/* .UNKNOWN */ .HV;
}


/***/ }),

/***/ 2352:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ AmbiguousCommit),
/* harmony export */   DT: () => (/* binding */ revisionOf),
/* harmony export */   F1: () => (/* binding */ findImage),
/* harmony export */   MY: () => (/* binding */ findEvent),
/* harmony export */   rT: () => (/* binding */ expectImage),
/* harmony export */   yv: () => (/* binding */ originOf)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _history_event_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5196);
/* harmony import */ var _image_artifact_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6475);
/* harmony import */ var _image_identity_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7163);
/* harmony import */ var _image_labels_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7870);
/* harmony import */ var _image_manifest_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4252);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8424);
/* harmony import */ var _image_tags_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(548);
/* harmony import */ var _image_version_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(2189);
/* harmony import */ var _identify_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(6091);
/* harmony import */ var _not_found_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(3375);
/* harmony import */ var _tag_list_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(7788);












/** The first characters of a commit match several images. */
class AmbiguousCommit extends _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ {
}
const COMMIT = /^[0-9a-f]{7,40}$/;
/**
 * Finds an image by digest, tag, version or commit, in this order.
 * @param text the input `version`
 * @param shaLength number of characters of a commit in tags
 * @throws NOT_FOUND when no image matches, with the nearest tags; or when a commit is ambiguous
 */
async function findImage(registry, image, text, shaLength) {
    const version = (0,_image_version_js__WEBPACK_IMPORTED_MODULE_8__/* .parseVersion */ .ot)(text);
    const commit = COMMIT.test(text.toLowerCase()) ? text.toLowerCase() : null;
    const names = (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_6__/* .isDigest */ .Bc)(text) ? [text] : tagNames(text, version);
    const commitTags = commit ? [...new Set([`git-${commit.slice(0, shaLength)}`, `git-${commit}`])] : [];
    const [byName, byCommit] = await Promise.all([
        getAll(registry, image, names),
        getImages(registry, image, commitTags),
    ]);
    const named = byName.find((found) => found !== null && isImage(found));
    if (named && commit && !(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_6__/* .isDigest */ .Bc)(text))
        return preferCommit(registry, image, commit, named, byCommit);
    if (named)
        return { ...named, tag: (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_6__/* .isDigest */ .Bc)(text) ? null : named.tag, requestedVersion: version, warnings: [] };
    if (commit) {
        const found = (await ofCommit(registry, image, commit, byCommit)) ?? (await fromList(registry, image, commit));
        if (found)
            return found;
    }
    const artifact = byName.find((found) => found !== null);
    if (artifact)
        expectImage(image, text, artifact.manifest);
    throw await (0,_not_found_js__WEBPACK_IMPORTED_MODULE_10__/* .notFound */ .m)(registry, image, text);
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
    const others = `${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_6__/* .repositoryName */ .aR)(image)}:${named.tag} names an image of commit ${revision}`;
    const own = await ofCommit(registry, image, commit, byCommit);
    if (own)
        return { ...own, warnings: [...own.warnings, `${others}; ${own.tag} is used instead.`] };
    // a date is made of digits too
    const isNumber = /^\d{1,39}$/.test(commit);
    return { ...asNamed, warnings: isNumber ? [] : [`${others}, not of commit ${commit}.`] };
}
/** Returns the tags to look up; history tags and those of referrers and signatures are not images. */
function tagNames(text, version) {
    const names = [...((0,_image_reference_js__WEBPACK_IMPORTED_MODULE_6__/* .isTag */ .dz)(text) ? [text] : []), ...(version === null ? [] : [(0,_image_version_js__WEBPACK_IMPORTED_MODULE_8__/* .versionToTag */ .KN)(version)])];
    return [...new Set(names)].filter((name) => !(0,_image_tags_js__WEBPACK_IMPORTED_MODULE_7__/* .isHistoryTag */ .nt)(name) && !(0,_image_tags_js__WEBPACK_IMPORTED_MODULE_7__/* .isReferrersTag */ .zb)(name));
}
function getAll(registry, image, references) {
    return Promise.all(references.map(async (tag) => {
        const manifest = await registry.get(image, tag);
        return manifest && { tag, manifest };
    }));
}
/** Whether a manifest may be an image. */
function isImage({ manifest }) {
    return (0,_image_artifact_js__WEBPACK_IMPORTED_MODULE_2__/* .artifactKind */ .Z)(manifest) === null;
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
    const kind = (0,_image_artifact_js__WEBPACK_IMPORTED_MODULE_2__/* .artifactKind */ .Z)(manifest);
    if (kind === null)
        return manifest;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('NOT_FOUND', `${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_6__/* .repositoryName */ .aR)(image)}: expected an image as ${name}, got ${kind}, ${manifest.digest}. Name an image, by its version, commit or digest.`);
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
                warnings: [`${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_6__/* .repositoryName */ .aR)(image)}:${got.tag} has no revision; it is assumed to be the build of ${commit}.`],
            };
        }
    }
    return null;
}
/**
 * Returns the commit that an image was built from, by its annotations or labels; null if they have none.
 * @throws as `originOf`
 */
async function revisionOf(registry, image, manifest) {
    return (await originOf(registry, image, manifest)).revision;
}
/**
 * Returns commit and repository that an image was built from, by its annotations or, without a commit there, labels.
 * @throws as `readLabels`
 */
async function originOf(registry, image, manifest) {
    const { annotations } = (0,_image_manifest_js__WEBPACK_IMPORTED_MODULE_5__/* .readManifest */ .WI)(manifest);
    const annotated = (0,_image_identity_js__WEBPACK_IMPORTED_MODULE_3__/* .identityOf */ .cu)(annotations).revision;
    const labels = annotated === null ? await (0,_identify_js__WEBPACK_IMPORTED_MODULE_9__/* .readLabels */ .k2)(registry, image, manifest) : {};
    const source = annotations[_image_labels_js__WEBPACK_IMPORTED_MODULE_4__/* .LABEL */ .d.source] || labels[_image_labels_js__WEBPACK_IMPORTED_MODULE_4__/* .LABEL */ .d.source] || null;
    return { revision: annotated ?? (0,_image_identity_js__WEBPACK_IMPORTED_MODULE_3__/* .identityOf */ .cu)(labels).revision, source };
}
async function fromList(registry, image, commit) {
    const tags = ((await (0,_tag_list_js__WEBPACK_IMPORTED_MODULE_11__/* .optionalTags */ .c)(registry, image)) ?? []).filter((tag) => {
        const sha = /^git-([0-9a-f]{7,40})$/.exec(tag)?.[1];
        return sha !== undefined && (sha.startsWith(commit) || commit.startsWith(sha));
    });
    const got = await getImages(registry, image, tags);
    const digests = new Set(got.map((each) => each?.manifest.digest));
    if (digests.size > 1 && tags.every((tag) => tag.slice('git-'.length).startsWith(commit))) {
        throw new AmbiguousCommit('NOT_FOUND', `${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_6__/* .repositoryName */ .aR)(image)}: commit ${commit} is ambiguous: ${tags.join(', ')}. Give more of its characters.`);
    }
    return ofCommit(registry, image, commit, got);
}
/** Returns the newest event with a digest, version or commit; null if there is none. */
function findEvent(events, text) {
    const version = (0,_image_version_js__WEBPACK_IMPORTED_MODULE_8__/* .parseVersion */ .ot)(text);
    const commit = COMMIT.test(text.toLowerCase()) ? text.toLowerCase() : null;
    const matches = (event) => event.digest === text ||
        (version !== null && event.version === version) ||
        (commit !== null && event.revision?.startsWith(commit) === true);
    return events.filter(_history_event_js__WEBPACK_IMPORTED_MODULE_1__/* .isMove */ .OE).findLast(matches) ?? null;
}


/***/ }),

/***/ 6091:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   UA: () => (/* binding */ isFoundIdentified),
/* harmony export */   bE: () => (/* binding */ identifyFound),
/* harmony export */   k2: () => (/* binding */ readLabels),
/* harmony export */   ls: () => (/* binding */ identify),
/* harmony export */   mO: () => (/* binding */ isIdentified),
/* harmony export */   rT: () => (/* binding */ identityFromHistories)
/* harmony export */ });
/* harmony import */ var _history_store_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2185);
/* harmony import */ var _image_identity_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7163);
/* harmony import */ var _image_labels_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7870);
/* harmony import */ var _image_manifest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4252);
/* harmony import */ var _image_order_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6065);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8424);
/* harmony import */ var _image_tags_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(548);
/* harmony import */ var _image_version_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(2189);
/* harmony import */ var _tag_list_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(7788);









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
    const known = (0,_image_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .identityOf */ .cu)({ [_image_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .LABEL */ .d.revision]: first('revision'), [_image_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .LABEL */ .d.created]: first('created') });
    return (0,_image_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .withVersions */ .KY)(known, events.flatMap(({ version }) => (0,_image_version_js__WEBPACK_IMPORTED_MODULE_7__/* .parseVersion */ .ot)(version ?? '') ?? []));
}
/**
 * Reads the labels in the config of an image, or of the first platform of an index.
 * @returns no labels if the config is missing or malformed
 * @throws REGISTRY_REFUSED as `readManifest`; the errors of `Registry.get` and `Registry.blob`
 */
async function readLabels(registry, image, manifest) {
    const content = (0,_image_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .readManifest */ .WI)(manifest);
    const child = content.entries.find(({ attestation, mediaType }) => !attestation && !(0,_image_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .isIndexType */ .$U)(mediaType));
    const single = child ? await registry.get(image, child.digest) : manifest;
    const config = single && !(0,_image_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .isIndexType */ .$U)(single.mediaType) ? (0,_image_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .readManifest */ .WI)(single).config : null;
    const bytes = config && (await registry.blob(image, config));
    return bytes ? (0,_image_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .readConfig */ .Xg)(bytes).labels : {};
}
/** Returns the identity of an image that is known without a further request, and whether it is complete. */
function knownIdentity(manifest, { requestedVersion, histories, list }) {
    const { annotations } = (0,_image_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .readManifest */ .WI)(manifest);
    const requested = { ..._image_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .UNKNOWN */ .HV, version: requestedVersion };
    const fromHistories = identityFromHistories(manifest.digest, histories);
    const identity = (0,_image_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .merge */ .h1)((0,_image_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .merge */ .h1)(requested, fromHistories), (0,_image_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .identityOf */ .cu)(annotations));
    const isStamped = annotations[_image_labels_js__WEBPACK_IMPORTED_MODULE_2__/* .LABEL */ .d.build] !== undefined;
    const needsLabels = identity.revision === null || (identity.version === null && !isStamped);
    const stamped = (0,_image_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .identityOf */ .cu)(annotations).version;
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
    const labels = needsLabels ? (0,_image_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .identityOf */ .cu)(await readLabels(registry, image, manifest)) : _image_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .UNKNOWN */ .HV;
    // an annotation of the index applies to all platforms
    const labelled = (0,_image_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .merge */ .h1)(identity, stamped === null ? labels : { ...labels, version: null });
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
    const candidates = ((await (0,_tag_list_js__WEBPACK_IMPORTED_MODULE_8__/* .optionalTags */ .c)(registry, image)) ?? []).flatMap((tag) => {
        const version = (0,_image_tags_js__WEBPACK_IMPORTED_MODULE_6__/* .versionAndSha */ .QS)(tag, revision);
        return version === null ? [] : [{ tag, version }];
    });
    const found = await Promise.all(candidates.map(async ({ tag, version }) => (await registry.head(image, tag))?.digest === target.digest ? version : null));
    return (found
        .filter((version) => version !== null)
        .sort(_image_order_js__WEBPACK_IMPORTED_MODULE_4__/* .compareVersions */ .Zy)
        .at(-1) ?? null);
}
/** Returns the hints in a name. In `V-<rest>` the rest can be a commit, an environment or part of the version. */
function hintsOf({ tag, requestedVersion }, histories) {
    const suffixes = tag === null ? [] : suffixesOf(tag);
    if (tag !== null && suffixes.length > 0)
        return { tag, suffixes, hints: { requestedVersion: null, histories, list: false } };
    const version = tag === null ? requestedVersion : ((0,_image_version_js__WEBPACK_IMPORTED_MODULE_7__/* .tagToVersion */ .ar)(tag) ?? requestedVersion);
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
    const whole = (0,_image_version_js__WEBPACK_IMPORTED_MODULE_7__/* .tagToVersion */ .ar)(tag);
    // what the image says itself is never split: 1.3.0-dev may be a version, and dev an environment
    if (whole !== null && whole === stamped)
        return identity;
    const ofBuild = identity.revision === null ? null : (0,_image_tags_js__WEBPACK_IMPORTED_MODULE_6__/* .versionAndSha */ .QS)(tag, identity.revision);
    const named = ofBuild ?? (0,_image_tags_js__WEBPACK_IMPORTED_MODULE_6__/* .versionAndEnvironment */ .Zq)(tag, known) ?? whole ?? found.requestedVersion;
    return named === null ? identity : (0,_image_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .withVersions */ .KY)(identity, [named, ...(0,_image_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .versionsOf */ .x4)(identity)]);
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
        .filter((at) => (0,_image_version_js__WEBPACK_IMPORTED_MODULE_7__/* .tagToVersion */ .ar)(tag.slice(0, at)) !== null)
        .map((at) => tag.slice(at + 1))
        .filter(_image_reference_js__WEBPACK_IMPORTED_MODULE_5__/* .isTag */ .dz);
}
/** Returns the names that are environments: this run knows them, or they have a history. */
async function environmentsAmong(registry, image, names, known) {
    const checked = await Promise.all(names.map(async (name) => known.includes(name) || (await registry.head(image, (0,_history_store_js__WEBPACK_IMPORTED_MODULE_0__/* .historyTag */ .DJ)(name))) !== null));
    return names.filter((_, index) => checked[index]);
}


/***/ }),

/***/ 3375:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ notFound)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8424);
/* harmony import */ var _image_tags_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(548);
/* harmony import */ var _util_nearest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1918);
/* harmony import */ var _tag_list_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7788);





/** From this many repositories on, those without an image of one name are reported in one message. */
const GROUP_FROM = 5;
/** How many tags are suggested. */
const NEAREST = 5;
/**
 * Returns the error NOT_FOUND with the nearest existing tags, which it reads from the registry.
 * @throws CANCELLED
 */
async function notFound(registry, image, text) {
    const all = await (0,_tag_list_js__WEBPACK_IMPORTED_MODULE_3__/* .tagsIfListed */ .g)(registry, image);
    const tags = all?.filter((tag) => !(0,_image_tags_js__WEBPACK_IMPORTED_MODULE_2__/* .isHistoryTag */ .nt)(tag) && !tag.startsWith('sha256-')) ?? null;
    const name = (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .repositoryName */ .aR)(image);
    const remedy = foundOf(tags, text);
    const about = {
        image: name,
        one: `There is no image "${text}"`,
        many: `have no image "${text}"`,
        remedy,
        groupFrom: GROUP_FROM,
    };
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('NOT_FOUND', `${name} has no image "${text}". ${remedy}`, undefined, { about });
}
function foundOf(tags, text) {
    const build = 'Build it first, or name one that exists.';
    if (tags === null)
        return `Its tags could not be listed. ${build}`;
    if (tags.length === 0)
        return 'There is no such repository, or it has no tags: check image, or build it first.';
    const near = (0,_util_nearest_js__WEBPACK_IMPORTED_MODULE_4__/* .nearest */ .pA)(text, tags, NEAREST);
    if (near.length > 0)
        return `The nearest tags are ${near.join(', ')}. ${build}`;
    const some = (0,_util_nearest_js__WEBPACK_IMPORTED_MODULE_4__/* .byDistance */ .rY)(text, tags).slice(0, NEAREST);
    return `The nearest tags are ${some.map(({ name }) => name).join(', ')}. ${build}`;
}


/***/ }),

/***/ 7788:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ optionalTags),
/* harmony export */   g: () => (/* binding */ tagsIfListed)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8424);


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
        const { code } = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .asActionError */ .z6)(error);
        if (code !== 'FORBIDDEN' && code !== 'UNAUTHORIZED')
            throw error;
        registry.warnings?.add(`${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .repositoryName */ .aR)(image)}: the list of tags was refused (${code}), so what only the list tells is unknown, such as a version that is in no annotation or label. Grant the account permission to list tags.`);
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
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .asActionError */ .z6)(error).code === 'CANCELLED')
            throw error;
        return null;
    }
}


/***/ }),

/***/ 490:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ blocked)
/* harmony export */ });
/* harmony import */ var _history_records_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7150);
/* harmony import */ var _guard_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6507);


/** An image that was marked as blocked goes nowhere until it is cleared. */
const blocked = {
    name: 'blocked',
    code: 'BLOCKED',
    remedy: 'Use another image, or mark it with as: cleared. To override, set allow: blocked.',
    /**
     * Checks that the image is not blocked in the environment, nor in the previous stage.
     * @param next another image that a rollback could go to, as a sentence; empty where there is none
     */
    check(subject, environments, next = '') {
        const { image, digest, allow } = subject;
        const found = environments.flatMap(({ name, history }) => {
            const mark = (0,_history_records_js__WEBPACK_IMPORTED_MODULE_0__/* .blockOf */ .VN)(history, digest);
            return mark ? [{ name, mark }] : [];
        });
        const [first] = found;
        if (!first)
            return (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .passed */ .bF)(blocked, image, 'it is not blocked');
        const one = `${(0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .nameSubject */ .wu)(subject)} is blocked in ${found.map(({ name }) => name).join(' and ')}`;
        const more = `, marked${(0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .byWhom */ .TU)(first.mark)}${next === '' ? '' : `. ${next}`}`;
        return (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .violation */ .Qf)(blocked, image, `${one}${more}`, allow, { one, many: `are blocked in ${first.name}`, more });
    },
};


/***/ }),

/***/ 9177:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ downgrade)
/* harmony export */ });
/* harmony import */ var _image_order_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6065);
/* harmony import */ var _guard_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6507);


/** An environment never goes to an older image, except by rollback. */
const downgrade = {
    name: 'downgrade',
    code: 'DOWNGRADE',
    remedy: 'To go back to an older image use mode: rollback. To override, set allow: downgrade.',
    /** Checks that the image is not older than the live one. @param now RFC 3339 */
    check(subject, { live, known, name }, now) {
        const { image, identity, allow } = subject;
        if (!live)
            return (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .passed */ .bF)(downgrade, image, `nothing is live in ${name}`);
        const older = (0,_image_order_js__WEBPACK_IMPORTED_MODULE_0__/* .isOlder */ .tW)(identity, known, now);
        const [mine, theirs] = (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .nameBoth */ .Ld)(subject, { digest: live.digest, identity: known });
        if (older === null) {
            const text = `cannot determine which image is older, ${mine} or ${theirs}, which is live in ${name}.`;
            const finding = { one: text.slice(0, -1), many: `cannot be compared with what is live in ${name} by age` };
            return { guard: downgrade.name, image, verdict: 'unknown', text, finding };
        }
        if (!older)
            return (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .passed */ .bF)(downgrade, image, `not older than ${theirs}`);
        const one = `${mine} is older than ${theirs}, which is live in ${name}`;
        return (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .violation */ .Qf)(downgrade, image, `${one}.`, allow, { one, many: `are older than what is live in ${name}` });
    },
};


/***/ }),

/***/ 6507:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ld: () => (/* binding */ nameBoth),
/* harmony export */   Qf: () => (/* binding */ violation),
/* harmony export */   TU: () => (/* binding */ byWhom),
/* harmony export */   bF: () => (/* binding */ passed),
/* harmony export */   wu: () => (/* binding */ nameSubject)
/* harmony export */ });
/* harmony import */ var _image_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7241);
/* harmony import */ var _image_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3158);
/* harmony import */ var _image_time_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9692);
/* harmony import */ var _util_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8805);




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
    const by = actor === null ? '' : ` by ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN)(actor)}`;
    return `${by} at ${(0,_image_time_js__WEBPACK_IMPORTED_MODULE_3__/* .formatTime */ .fU)(at)}${reason === null ? '' : `: ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN)(reason)}`}`;
}
/** The subject in a text: its short name, and what the user called it where that is something else. */
function nameSubject({ digest, identity, requested, }) {
    const name = (0,_image_name_js__WEBPACK_IMPORTED_MODULE_1__/* .imageName */ .t)(identity, digest);
    const asked = (requested ?? '').replace(/^v(?=\d)/, '');
    const isSame = asked === '' || asked === name || asked === digest || `git-${asked}`.startsWith(name);
    return isSame ? name : `${name} (${requested})`;
}
/** Two images in one text: by their short names, with their digests where these are equal. */
function nameBoth(subject, other) {
    const theirs = (0,_image_name_js__WEBPACK_IMPORTED_MODULE_1__/* .imageName */ .t)(other.identity, other.digest);
    const mine = nameSubject(subject);
    if (subject.digest === null || (0,_image_name_js__WEBPACK_IMPORTED_MODULE_1__/* .imageName */ .t)(subject.identity, subject.digest) !== theirs)
        return [mine, theirs];
    return [`${mine} (${(0,_image_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .V)(subject.digest)})`, `${theirs} (${(0,_image_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .V)(other.digest)})`];
}


/***/ }),

/***/ 5983:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ held)
/* harmony export */ });
/* harmony import */ var _history_records_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7150);
/* harmony import */ var _image_time_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9692);
/* harmony import */ var _guard_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6507);



/** An environment on hold is moved by nothing but a rollback. */
const held = {
    name: 'held',
    code: 'HELD',
    remedy: 'Wait until the hold ends, or end it with mode: resume. To override, set allow: held.',
    /** Checks that the environment is not on hold. @param now RFC 3339 */
    check({ image, allow }, { history, name }, now) {
        const hold = (0,_history_records_js__WEBPACK_IMPORTED_MODULE_0__/* .holdOf */ .nv)(history, now);
        if (hold === null)
            return (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .passed */ .bF)(held, image, `${name} is not on hold`);
        const until = hold.until === undefined ? '' : ` until ${(0,_image_time_js__WEBPACK_IMPORTED_MODULE_2__/* .formatTime */ .fU)(hold.until)}`;
        const one = `${name} is on hold${until}`;
        const more = `, set${(0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .byWhom */ .TU)(hold)}`;
        const check = (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .violation */ .Qf)(held, image, `${one}${more}`, allow, { one, many: `are on hold in ${name}`, more });
        return hold.until === undefined ? check : { ...check, passes: hold.until };
    },
};


/***/ }),

/***/ 2720:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ incomplete)
/* harmony export */ });
/* harmony import */ var _image_manifest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4252);
/* harmony import */ var _guard_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6507);


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
        const name = (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .nameSubject */ .wu)(subject);
        const platforms = found.missing.filter((entry) => !isSecondary(entry));
        const others = found.missing.filter(isSecondary);
        const unknown = (text) => ({ guard: incomplete.name, image, verdict: 'unknown', text });
        const checks = [];
        if (platforms.length > 0) {
            const text = `${name} lists ${listOf(platforms)}, which is gone from the registry${cleanUpOf(image)}.`;
            const gone = [...new Set(platforms.map(({ platform }) => platform ?? 'a manifest'))]
                .slice(0, MAX_LISTED)
                .join(', ');
            const finding = {
                one: `${name} is incomplete: ${gone} is gone from the registry`,
                many: `are incomplete: ${gone} is gone from the registry${cleanUpOf(image)}`,
            };
            checks.push((0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .violation */ .Qf)(incomplete, image, text, allow, finding));
        }
        if (others.length > 0)
            checks.push(unknown(`${name} lists ${listOf(others)}, which the registry no longer has; all platforms exist.`));
        if (found.unchecked > 0)
            checks.push(unknown(`${name} lists too many manifests: ${found.unchecked} of them were not looked up.`));
        return checks.length > 0 ? checks : [(0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .passed */ .bF)(incomplete, image, `all ${found.checked} listed manifests exist`)];
    },
};
/** Whether an image runs without this entry: an attestation, or what is no image at all. */
function isSecondary({ attestation, mediaType, platform }) {
    return attestation || (platform === null && mediaType !== '' && !(0,_image_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .isImageType */ .G1)(mediaType) && !(0,_image_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .isIndexType */ .$U)(mediaType));
}
function listOf(entries) {
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


/***/ }),

/***/ 5225:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ moved)
/* harmony export */ });
/* harmony import */ var _guard_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6507);

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
            return (0,_guard_js__WEBPACK_IMPORTED_MODULE_0__/* .passed */ .bF)(moved, image, `${environment.name} is as the file says`);
        const text = `expected ${expected ?? 'no image'} in ${environment.name}, as when the file was written, got ${live ?? 'no image'}.`;
        const finding = {
            one: `${environment.name} has changed since the file was written`,
            many: `have changed in ${environment.name} since the file was written`,
        };
        return (0,_guard_js__WEBPACK_IMPORTED_MODULE_0__/* .violation */ .Qf)(moved, image, text, allow, finding);
    },
    /**
     * Checks a later attempt of a run whose earlier attempt has moved the environment: no other run may have moved it
     * since.
     * @param earlier how the earlier attempt left the environment; null where there was none
     * @returns null where there is nothing to check
     */
    checkAttempt({ image, allow }, { name, live }, earlier) {
        if (earlier?.kind !== 'moved')
            return null;
        const { digest, at } = earlier.event;
        const text = `expected ${digest} in ${name}, where an earlier attempt of this run put it at ${at}, got ${live?.digest ?? 'no image'}: it has been moved since, and running the same run again does not undo that. To move it, start a new run.`;
        return (0,_guard_js__WEBPACK_IMPORTED_MODULE_0__/* .violation */ .Qf)(moved, image, text, allow);
    },
};


/***/ }),

/***/ 6415:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ neverLive)
/* harmony export */ });
/* harmony import */ var _history_state_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1);
/* harmony import */ var _guard_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6507);


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
        const { seen, uncertain } = (0,_history_state_js__WEBPACK_IMPORTED_MODULE_0__/* .replayEnvironment */ .jg)(live, history);
        if (digest !== null && seen.has(digest))
            return (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .passed */ .bF)(neverLive, image, `it was live in ${name}`);
        if (digest !== null && uncertain.has(digest)) {
            const text = `the history of ${name} cannot tell whether ${(0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .nameSubject */ .wu)(subject)} was live there: the tag was changed outside this action.`;
            return { guard: neverLive.name, image, verdict: 'unknown', text };
        }
        const one = `${(0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .nameSubject */ .wu)(subject)} was never live in ${name}`;
        return (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .violation */ .Qf)(neverLive, image, `${one}.`, allow, { one, many: `were never live in ${name}` });
    },
};


/***/ }),

/***/ 5539:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ overwrite)
/* harmony export */ });
/* harmony import */ var _image_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7241);
/* harmony import */ var _guard_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6507);


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
        const mine = digest === null ? 'the image that would be built' : `${(0,_image_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .V)(digest)}${source ? ` of ${source}` : ''}`;
        const finding = { one: `${tag} is taken by another image`, many: 'have version tags that are taken' };
        return (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .violation */ .Qf)(overwrite, image, `the tag ${tag} exists and names ${(0,_image_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .V)(was)}, not ${mine}.`, allow, finding);
    },
    /** Checks the commit tag with all 40 characters, which names another image. @param what it names: a noun */
    checkCommitTag(image, tag, what, allow) {
        return (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .violation */ .Qf)(overwrite, image, `the tag ${tag} exists, but names ${what}.`, allow);
    },
};


/***/ }),

/***/ 6073:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ rebuild)
/* harmony export */ });
/* harmony import */ var _image_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7241);
/* harmony import */ var _guard_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6507);


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
        const check = (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .violation */ .Qf)(rebuild, image, `commit ${commit} was built already, as ${(0,_image_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .V)(first)}.`, allow);
        return check.verdict === 'refused' ? { ...check, verdict: 'skipped' } : check;
    },
};


/***/ }),

/***/ 4817:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $N: () => (/* binding */ sentenceOf),
/* harmony export */   Of: () => (/* binding */ refusalOf),
/* harmony export */   rL: () => (/* binding */ groupChecks)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _image_finding_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9284);


/**
 * Returns the checks in groups: each has the checks of one guard that found the same about their images.
 * @param by what findings have to have in common
 */
function groupChecks(checks, by = _image_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .groupOf */ .F8) {
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
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(code, `${withImage(check)} ${advice}`, undefined, details);
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
    return [`${(0,_image_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .sayOnce */ .N6)(findings)}.`, end, (0,_image_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .listImages */ .v8)(group.map(({ image }) => image))].filter(Boolean).join(' ');
}
/** The text of a check as a sentence that names its image. A name at its beginning keeps its case. */
function withImage({ text, image }) {
    const sentence = text.replace(/^(?:a|the|cannot) /, (word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
    return `${sentence.replace(/\.$/, '')} (${image}).`;
}


/***/ }),

/***/ 3829:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ require)
/* harmony export */ });
/* harmony import */ var _image_time_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9692);
/* harmony import */ var _policy_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4464);
/* harmony import */ var _policy_requirement_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3109);
/* harmony import */ var _util_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8805);
/* harmony import */ var _guard_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6507);





/** An image has the signed statements that the policy requires. */
const require = {
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
    const claimed = statements.filter((statement) => (0,_policy_requirement_js__WEBPACK_IMPORTED_MODULE_2__/* .isSigner */ .Jz)(requirement, statement.signer) && isKind(requirement, statement));
    const results = claimed.map((statement) => ({ statement, problem: problemOf(statement, requirement, subject, now) }));
    const good = results.find(({ problem }) => problem === null);
    const what = (0,_policy_requirement_js__WEBPACK_IMPORTED_MODULE_2__/* .nameRequirement */ .lG)(requirement);
    if (good) {
        const at = (0,_image_time_js__WEBPACK_IMPORTED_MODULE_3__/* .formatTime */ .fU)(new Date(good.statement.at ?? 0).toISOString());
        // someone who can only push must not block a release by a statement that does not verify
        const broken = results.flatMap(({ statement }) => statement.problem ?? []);
        const text = `${(0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .nameSubject */ .wu)(subject)} has ${what}, and another one that does not verify: ${broken[0]}`;
        const warning = { guard: require.name, image, verdict: 'unknown', text };
        return [(0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .passed */ .bF)(require, image, `it has ${what}, signed at ${at}`), ...(broken.length > 0 ? [warning] : [])];
    }
    const why = results.map(({ problem }) => problem ?? '').slice(0, 3);
    const unknown = unread.slice(0, 3).map((text) => (0,_util_text_js__WEBPACK_IMPORTED_MODULE_4__/* .oneLine */ .TN)(text).replace(/\.$/, ''));
    const found = why.length > 0 ? why.join('; ') : ['none was found', ...unknown].join('; ');
    const one = `${(0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .nameSubject */ .wu)(subject)} does not have ${what}`;
    if (requirement.level === 'warn')
        return [{ guard: require.name, image, verdict: 'unknown', text: `${one}: ${found}` }];
    const finding = { one, many: `do not have ${what}`, more: `: ${found}` };
    return [(0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .violation */ .Qf)(require, image, `${one}: ${found}`, allow, finding)];
}
function isKind({ kind, predicateType }, statement) {
    return kind === 'signature' || statement.problem !== null || statement.predicateType === predicateType;
}
/** Why a statement does not satisfy a requirement; null where it does. */
function problemOf(statement, requirement, { identity }, now) {
    const { issuer, maxAge } = requirement;
    const { problem, isAbout, at, commits } = statement;
    if (problem !== null)
        return `one that claims to be by ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_4__/* .oneLine */ .TN)(statement.signer)} does not verify (${problem})`;
    if (statement.issuer !== issuer)
        return `one is by an identity of ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_4__/* .oneLine */ .TN)(statement.issuer ?? 'an unknown issuer')}, expected ${issuer}`;
    if (!isAbout)
        return 'one is about another digest';
    if (requirement.kind === 'attestation' && statement.predicateType !== requirement.predicateType)
        return 'one is of another type';
    if (commits !== null && requirement.kind === 'attestation') {
        if (identity.revision === null)
            return 'the commit of the image is unknown, so its provenance cannot be compared with it';
        if (!commits.includes(identity.revision))
            return `its provenance is of commit ${commits.map(_util_text_js__WEBPACK_IMPORTED_MODULE_4__/* .oneLine */ .TN).join(', ') || 'unknown'}, expected ${identity.revision}`;
    }
    if (maxAge !== null && (at === null || now - at > maxAge)) {
        const age = at === null ? 'of an unknown time' : `${(0,_policy_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(Math.max(0, now - at))} old`;
        return `the newest is ${age}, expected at most ${(0,_policy_duration_js__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a3)(maxAge)}`;
    }
    return null;
}


/***/ }),

/***/ 4732:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ rolledBack)
/* harmony export */ });
/* harmony import */ var _history_state_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1);
/* harmony import */ var _guard_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6507);


/** An environment never goes to an image that it was rolled back from, except by a rollback that names it. */
const rolledBack = {
    name: 'rolled-back',
    code: 'ROLLED_BACK',
    remedy: 'Build a new version, or use mode: rollback with version to go to this one. To override, set allow: rolled-back.',
    /** Checks that the environment was not rolled back from the image. */
    check(subject, { live, history, name }) {
        const { image, digest, allow } = subject;
        const marked = (0,_history_state_js__WEBPACK_IMPORTED_MODULE_0__/* .replayEnvironment */ .jg)(live, history).rolledBack;
        if (digest === null || !marked.has(digest))
            return (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .passed */ .bF)(rolledBack, image, `${name} was not rolled back from it`);
        const one = `${name} was rolled back from ${(0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .nameSubject */ .wu)(subject)}`;
        return (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .violation */ .Qf)(rolledBack, image, `${one}.`, allow, { one, many: `were rolled back in ${name}` });
    },
};


/***/ }),

/***/ 7059:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ skip)
/* harmony export */ });
/* harmony import */ var _history_state_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1);
/* harmony import */ var _guard_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6507);


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
        const replayed = (0,_history_state_js__WEBPACK_IMPORTED_MODULE_0__/* .replayEnvironment */ .jg)(previous.live, previous.history);
        const isLive = digest !== null && previous.live?.digest === digest;
        const isRolledBack = digest !== null && replayed.rolledBack.has(digest);
        if (digest !== null && !isRolledBack && replayed.placed.has(digest))
            return (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .passed */ .bF)(skip, image, isLive ? `it is live in ${stage}` : `it was live in ${stage}`);
        if (digest !== null && !isRolledBack && isFromBeforeHistory(digest, previous, replayed)) {
            const text = `${(0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .nameSubject */ .wu)(subject)} ${isLive ? 'is' : 'was'} live in ${stage}, but the history of that stage does not prove it.`;
            return { guard: skip.name, image, verdict: 'unknown', text };
        }
        const { live, known } = previous;
        const [mine, theirs] = live
            ? (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .nameBoth */ .Ld)(subject, { digest: live.digest, identity: known })
            : [(0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .nameSubject */ .wu)(subject), 'nothing'];
        const one = `${mine} ${isRolledBack ? 'was rolled back' : 'has not been'} in ${stage}`;
        const many = `${isRolledBack ? 'were rolled back' : 'have not been'} in ${stage}`;
        const now = isMovedByHand(previous)
            ? `${stage} was changed outside this action, to ${isLive ? `this image. Move the tag ${previous.name} back first: a promotion changes nothing while it names this image` : theirs}`
            : `${theirs} is live there`;
        return (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .violation */ .Qf)(skip, image, `${one}; ${now}.`, allow, { one, many });
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
        return { ...(0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .violation */ .Qf)(skip, image, `${one}.`, allow, finding), remedy };
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
    return history !== null && (0,_history_state_js__WEBPACK_IMPORTED_MODULE_0__/* .environmentStatus */ .En)(live, history).kind === 'moved';
}


/***/ }),

/***/ 6842:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  R: () => (/* binding */ soak)
});

// EXTERNAL MODULE: ./lib/history/event.js
var history_event = __webpack_require__(5196);
// EXTERNAL MODULE: ./lib/history/state.js
var state = __webpack_require__(1);
;// CONCATENATED MODULE: ./lib/history/stays.js


/**
 * Returns the longest time that an image was live in an environment without interruption, now or before it was replaced.
 * It counts from the event that put the image there. A rename does not interrupt it; a change outside this action does,
 * from the last event that found the image live: what was live in between is unknown.
 * @param now milliseconds since the epoch
 * @returns the stay that still lasts, if it is as long; null where the history does not have the image
 */
function longestStay(live, history, digest, now) {
    const stays = staysOf(live, history, digest, now);
    return stays.reduce((best, stay) => (best === null || stay.length >= best.length ? stay : best), null);
}
/** Returns all times that an image was live, oldest first. @param now milliseconds since the epoch */
function staysOf(live, history, digest, now) {
    const unproven = (0,state/* unprovenEvents */.NP)(live, history);
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
    const isSettled = (0,state/* environmentStatus */.En)(live, history).kind === 'settled' && live?.digest === digest;
    close(isSettled ? now : (open?.proven ?? now), isSettled);
    return stays;
}

// EXTERNAL MODULE: ./lib/image/time.js
var time = __webpack_require__(9692);
// EXTERNAL MODULE: ./lib/policy/duration.js
var duration = __webpack_require__(4464);
// EXTERNAL MODULE: ./lib/guards/guard.js
var guard = __webpack_require__(6507);
;// CONCATENATED MODULE: ./lib/guards/soak.js




/** An image is live in the previous stage for a time before it goes on. */
const soak = {
    name: 'soak',
    code: 'SOAKING',
    remedy: 'Promote it when it has been live there long enough. To override, set allow: soak.',
    /**
     * Checks that the image was live in the previous stage for long enough without interruption.
     * @param below the previous stage
     * @param needed in milliseconds
     * @param now RFC 3339
     */
    check(subject, below, needed, now) {
        const { image, digest, allow } = subject;
        const stay = digest === null ? null : longestStay(below.live, below.history, digest, Date.parse(now));
        if (stay && stay.length >= needed)
            return (0,guard/* passed */.bF)(soak, image, `it was live in ${below.name} for ${(0,duration/* formatDuration */.a3)(stay.length)}`);
        const time = (0,duration/* formatDuration */.a3)(needed);
        const one = `${(0,guard/* nameSubject */.wu)(subject)} has not been live in ${below.name} for ${time}`;
        const more = ` without interruption: ${found(stay, below.name, needed)}`;
        const finding = { one, many: `have not been live in ${below.name} for ${time}`, more };
        const check = (0,guard/* violation */.Qf)(soak, image, `${one}${more}`, allow, finding);
        return stay?.isLive ? { ...check, passes: new Date(stay.since + needed).toISOString() } : check;
    },
};
function found(stay, stage, needed) {
    if (stay === null)
        return `according to the history of ${stage}, it was never live there`;
    const since = (0,time/* formatTime */.fU)(new Date(stay.since).toISOString());
    if (stay.isLive)
        return `it counts since ${since}, and will pass at ${(0,time/* formatMinuteAfter */.uG)(stay.since + needed)}`;
    return `it was live there from ${since} for ${(0,duration/* formatDuration */.a3)(stay.length)}, but according to the history it no longer is. Promote it to ${stage} again, so that it counts from then`;
}


/***/ }),

/***/ 9986:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ guardLines),
/* harmony export */   Ke: () => (/* binding */ refusals),
/* harmony export */   fw: () => (/* binding */ guardWarnings)
/* harmony export */ });
/* unused harmony export GUARDS */
/* harmony import */ var _blocked_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(490);
/* harmony import */ var _downgrade_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9177);
/* harmony import */ var _held_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5983);
/* harmony import */ var _incomplete_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2720);
/* harmony import */ var _moved_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5225);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(3286);
/* harmony import */ var _never_live_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6415);
/* harmony import */ var _overwrite_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5539);
/* harmony import */ var _rebuild_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(6073);
/* harmony import */ var _refusals_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(4817);
/* harmony import */ var _require_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(3829);
/* harmony import */ var _rolled_back_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(4732);
/* harmony import */ var _skip_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(7059);
/* harmony import */ var _soak_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(6842);
/* harmony import */ var _verified_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(5928);
/* harmony import */ var _window_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(6188);
















/** All guards, by name. */
const BY_NAME = {
    overwrite: _overwrite_js__WEBPACK_IMPORTED_MODULE_6__/* .overwrite */ .m,
    rebuild: _rebuild_js__WEBPACK_IMPORTED_MODULE_7__/* .rebuild */ .a,
    skip: _skip_js__WEBPACK_IMPORTED_MODULE_11__/* .skip */ .i,
    downgrade: _downgrade_js__WEBPACK_IMPORTED_MODULE_1__/* .downgrade */ .W,
    'rolled-back': _rolled_back_js__WEBPACK_IMPORTED_MODULE_10__/* .rolledBack */ .E,
    'never-live': _never_live_js__WEBPACK_IMPORTED_MODULE_5__/* .neverLive */ .p,
    moved: _moved_js__WEBPACK_IMPORTED_MODULE_4__/* .moved */ .a,
    incomplete: _incomplete_js__WEBPACK_IMPORTED_MODULE_3__/* .incomplete */ .$,
    held: _held_js__WEBPACK_IMPORTED_MODULE_2__/* .held */ .y,
    soak: _soak_js__WEBPACK_IMPORTED_MODULE_12__/* .soak */ .R,
    window: _window_js__WEBPACK_IMPORTED_MODULE_14__/* .window */ .x,
    blocked: _blocked_js__WEBPACK_IMPORTED_MODULE_0__/* .blocked */ .Z,
    verified: _verified_js__WEBPACK_IMPORTED_MODULE_13__/* .verified */ .z,
    require: _require_js__WEBPACK_IMPORTED_MODULE_9__/* .require */ .Y,
};
/** All guards, in the order of their names. */
const GUARDS = _names_js__WEBPACK_IMPORTED_MODULE_15__/* .GUARD_NAMES */ .Z.map((name) => BY_NAME[name]);
/** The errors of the checks that refused, each with its guard's code and remedy. */
function refusals(checks) {
    return checks.flatMap((check) => {
        const guard = GUARDS.find(({ name }) => name === check.guard);
        return check.verdict === 'refused' && guard ? [(0,_refusals_js__WEBPACK_IMPORTED_MODULE_8__/* .refusalOf */ .Of)(check, guard)] : [];
    });
}
/** The warnings of checks that passed only by an override, or because they could not be determined: one for all that found the same. */
function guardWarnings(checks) {
    return (0,_refusals_js__WEBPACK_IMPORTED_MODULE_8__/* .groupChecks */ .rL)(checks).flatMap((group) => {
        const { guard, verdict } = group[0];
        if (verdict === 'overridden')
            return [(0,_refusals_js__WEBPACK_IMPORTED_MODULE_8__/* .sentenceOf */ .$N)(group, `Guard ${guard} was overridden.`)];
        return verdict === 'unknown' ? [(0,_refusals_js__WEBPACK_IMPORTED_MODULE_8__/* .sentenceOf */ .$N)(group, `Guard ${guard} passed.`)] : [];
    });
}
/** The log lines of the checks: one for all that passed, one for each group of others that found the same. */
function guardLines(checks) {
    const passed = new Set(checks.flatMap(({ guard, verdict }) => (verdict === 'passed' ? [guard] : [])));
    for (const { guard, verdict } of checks)
        if (verdict !== 'passed')
            passed.delete(guard);
    const others = (0,_refusals_js__WEBPACK_IMPORTED_MODULE_8__/* .groupChecks */ .rL)(checks.filter(({ verdict }) => verdict !== 'passed'));
    return [
        ...(passed.size > 0 ? [`guards passed: ${[...passed].join(', ')}`] : []),
        ...others.map((group) => {
            const { guard, verdict } = group[0];
            return `guard ${guard}: ${verdict}: ${(0,_refusals_js__WEBPACK_IMPORTED_MODULE_8__/* .sentenceOf */ .$N)(group, '').trim()}`;
        }),
    ];
}


/***/ }),

/***/ 5928:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ verified)
/* harmony export */ });
/* harmony import */ var _history_records_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7150);
/* harmony import */ var _image_time_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9692);
/* harmony import */ var _util_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8805);
/* harmony import */ var _guard_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6507);




/** An image is marked as verified in the previous stage before it goes on. */
const verified = {
    name: 'verified',
    code: 'NOT_VERIFIED',
    remedy: 'Check it there, then run mode: mark with as: verified. To override, set allow: verified.',
    /** Checks that the image was marked as verified in the previous stage since it last went live there. */
    check(subject, { live, history, name }) {
        const { image, digest, allow } = subject;
        const mark = digest === null ? null : (0,_history_records_js__WEBPACK_IMPORTED_MODULE_0__/* .verificationOf */ .zM)(live, history, digest);
        if (mark) {
            const by = mark.actor === null ? '' : ` by ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN)(mark.actor)}`;
            return (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .passed */ .bF)(verified, image, `it was verified in ${name}${by} at ${(0,_image_time_js__WEBPACK_IMPORTED_MODULE_3__/* .formatTime */ .fU)(mark.at)}`);
        }
        const one = `${(0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .nameSubject */ .wu)(subject)} has not been verified in ${name} since it last went live there`;
        return (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .violation */ .Qf)(verified, image, `${one}.`, allow, { one, many: `have not been verified in ${name}` });
    },
};


/***/ }),

/***/ 6188:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ window)
/* harmony export */ });
/* harmony import */ var _image_time_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9692);
/* harmony import */ var _policy_window_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(663);
/* harmony import */ var _guard_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6507);



/** Promotions and builds move an environment only in the windows of the policy. */
const window = {
    name: 'window',
    code: 'WINDOW_CLOSED',
    remedy: 'Run it then. To override, set allow: window.',
    /** Checks that the windows of an environment are open. @param now RFC 3339 */
    check({ image, allow }, environment, windows, now) {
        const at = Date.parse(now);
        if ((0,_policy_window_js__WEBPACK_IMPORTED_MODULE_0__/* .isOpen */ .nT)(windows, at))
            return (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .passed */ .bF)(window, image, `${environment} may be moved now`);
        const next = (0,_policy_window_js__WEBPACK_IMPORTED_MODULE_0__/* .nextOpening */ .gR)(windows, at);
        const opens = next === null ? 'no window opens within a year' : `it opens at ${(0,_image_time_js__WEBPACK_IMPORTED_MODULE_2__/* .formatMinuteAfter */ .uG)(next)}`;
        const rules = windows.map(({ effect, text }) => `${effect} ${text}`).join('; ');
        const one = `${environment} is closed now; ${opens}`;
        const check = (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .violation */ .Qf)(window, image, `${one} (${rules})`, allow, {
            one,
            many: `are closed in ${environment}; ${opens}`,
        });
        return next === null ? check : { ...check, passes: new Date(next).toISOString() };
    },
};


/***/ }),

/***/ 9800:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  PI: () => (/* binding */ CONFIG),
  _W: () => (/* binding */ EMPTY_LAYER),
  FU: () => (/* binding */ decodeHistory),
  N2: () => (/* binding */ encodeHistory),
  E: () => (/* binding */ isHistoryManifest)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/image/artifact.js
var artifact = __webpack_require__(6475);
// EXTERNAL MODULE: ./lib/image/digest.js
var digest = __webpack_require__(7241);
// EXTERNAL MODULE: ./lib/image/manifest.js
var image_manifest = __webpack_require__(4252);
// EXTERNAL MODULE: ./lib/image/reference.js
var reference = __webpack_require__(8424);
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
    return value === null || (typeof value === 'string' && (0,reference/* isDigest */.Bc)(value));
}
function digestIn(value) {
    return isDigestOrNull(value) ? value : null;
}
function textOf(value) {
    return typeof value === 'string' ? value : null;
}

// EXTERNAL MODULE: ./lib/history/successor.js
var successor = __webpack_require__(2830);
;// CONCATENATED MODULE: ./lib/history/codec.js







const PREFIX = 'vnd.build-once-promote.';
const PARENT_KEY = `${PREFIX}parent`;
const ENVIRONMENT_KEY = `${PREFIX}environment`;
const REPOSITORY_KEY = `${PREFIX}repository`;
const EVENT_KEY = `${PREFIX}event.`;
const OWN_KEYS = [artifact/* HISTORY_KEY */.x, PARENT_KEY, ENVIRONMENT_KEY, REPOSITORY_KEY];
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
    const annotations = { ...history.annotations, [artifact/* HISTORY_KEY */.x]: '1' };
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
        config: { mediaType: image_manifest/* MEDIA_TYPES */.Z2.ociConfig, digest: (0,digest/* digestOf */.o)(CONFIG), size: CONFIG.length },
        layers: [{ mediaType: image_manifest/* MEDIA_TYPES */.Z2.ociLayer, digest: (0,digest/* digestOf */.o)(EMPTY_LAYER), size: EMPTY_LAYER.length }],
        annotations,
    }));
    // events hold untrusted text of any length: drop the oldest until the manifest fits
    if (bytes.length > image_manifest/* MAX_MANIFEST */.xZ && history.events.length > 1) {
        return encodeHistory({ ...history, first: history.first + 1, events: (0,successor/* dropOldest */.vY)(history.events, 1) }, owner);
    }
    return { bytes, mediaType: image_manifest/* MEDIA_TYPES */.Z2.ociManifest, digest: (0,digest/* digestOf */.o)(bytes), size: bytes.length };
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
    checkFormat(annotations[artifact/* HISTORY_KEY */.x], where);
    if (options.takeOver !== true)
        checkOwner(annotations, where, options.owner ?? null);
    const parent = annotations[PARENT_KEY] ?? null;
    if (parent !== null && !(0,reference/* isDigest */.Bc)(parent))
        throw invalid(where, 'its parent is not a valid digest');
    const numbered = numberedEvents(annotations, where);
    const unknown = Object.entries(annotations).filter(([key]) => !OWN_KEYS.includes(key) && !key.startsWith(EVENT_KEY));
    // no run of this action writes more events; replaying an unbounded number would be slow
    const kept = numbered.slice(-successor/* MAX_EVENTS */.Bx);
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
    return (0,image_manifest/* isObject */.Gv)(json) && (0,image_manifest/* stringsOf */.iw)(json.annotations)[artifact/* HISTORY_KEY */.x] !== undefined;
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
        throw invalid(where, `it has no annotation ${artifact/* HISTORY_KEY */.x}`);
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
 * Returns the stack after a move that took effect; a move to the image at the top leaves it as it is. Entries that stay
 * are the same objects.
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
 * @param unproven events of which it is unknown whether they took effect: they move nothing, but a rollback among them
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
 * Finds the events of which it is unknown whether they took effect: the run may have died before its tag moved.
 * @returns an event that does not move is never among them
 */
function unprovenEvents(live, history) {
    const events = history?.events ?? [];
    const state = environmentStatus(live, history);
    const unproven = new Set();
    let next = null;
    // newest first: what follows an event tells whether it took effect
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

/***/ 2185:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DJ: () => (/* binding */ historyTag),
/* harmony export */   FB: () => (/* binding */ loadHistory),
/* harmony export */   OI: () => (/* binding */ prepareHistory),
/* harmony export */   QX: () => (/* binding */ saveHistory)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8424);
/* harmony import */ var _codec_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9800);



/** Returns the tag that holds an environment's history. */
function historyTag(environment) {
    return `${environment}-history`;
}
/**
 * Reads an environment's history: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-manifests
 * @returns null only if the registry answers 404
 * @throws HISTORY_INVALID when the tag points at something that is not a history of this environment
 */
async function loadHistory(registry, image, environment, { takeOver = false, beginNew = false } = {}) {
    const tag = historyTag(environment);
    try {
        const manifest = await registry.get(image, tag);
        if (manifest === null)
            return null;
        return (0,_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .decodeHistory */ .FU)(manifest, `${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .repositoryName */ .aR)(image)}:${tag}`, { owner: ownerOf(image, environment), takeOver });
    }
    catch (error) {
        if (!beginNew || !(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ) || !UNREADABLE.includes(error.code))
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
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-blobs
 * @param isForced whether to upload them also if the registry says that it has them
 * @throws the errors of `Registry.ensureBlob`
 */
async function prepareHistory(registry, image, isForced = false) {
    await Promise.all([_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .CONFIG */ .PI, _codec_js__WEBPACK_IMPORTED_MODULE_2__/* .EMPTY_LAYER */ ._W].map((bytes) => registry.ensureBlob(image, bytes, isForced)));
}
/**
 * Writes a history with one PUT. If a clean-up deleted its blobs, they are uploaded again and the PUT is repeated.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests
 * @returns the history as written, with the digest of its manifest
 * @throws the registry's error when the PUT fails for another reason, or fails again
 */
async function saveHistory(registry, image, environment, history) {
    const manifest = (0,_codec_js__WEBPACK_IMPORTED_MODULE_2__/* .encodeHistory */ .N2)(history, ownerOf(image, environment));
    const put = () => registry.put(image, historyTag(environment), manifest);
    await put().catch(async (error) => {
        // registries answer 400 (MANIFEST_BLOB_UNKNOWN) or 404 if a blob is missing
        const isMissing = error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ && ['REGISTRY_REFUSED', 'NOT_FOUND'].includes(error.code);
        if (!isMissing)
            throw error;
        // a registry that names them as missing may still say that it has them (distribution/distribution#1803)
        await prepareHistory(registry, image, error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .RefusedWrite */ .ow && error.missing !== null);
        await put();
    });
    return { ...history, digest: manifest.digest };
}


/***/ }),

/***/ 2830:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bx: () => (/* binding */ MAX_EVENTS),
/* harmony export */   hG: () => (/* binding */ successor),
/* harmony export */   vY: () => (/* binding */ dropOldest)
/* harmony export */ });
/* harmony import */ var _records_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7150);
/* harmony import */ var _stack_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7628);


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
    const stack = new Set((0,_stack_js__WEBPACK_IMPORTED_MODULE_1__/* .replay */ .eZ)(events).stack.map(({ digest }) => digest));
    const marks = events.flatMap((event, index) => ((0,_records_js__WEBPACK_IMPORTED_MODULE_0__/* .isMark */ .qi)(event) && stack.has(event.digest) ? [index] : []));
    // without a clock: whoever wrote the newest event knew that time
    const hold = (0,_records_js__WEBPACK_IMPORTED_MODULE_0__/* .lastHoldEvent */ .aU)(events, events.at(-1)?.at ?? '');
    return new Set([...marks.slice(-MAX_PROTECTED), ...(hold ? [events.lastIndexOf(hold)] : [])]);
}


/***/ }),

/***/ 6475:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ artifactKind),
/* harmony export */   x: () => (/* binding */ HISTORY_KEY)
/* harmony export */ });
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4252);

/** The annotation that every history manifest of this action has: the version of its format. */
const HISTORY_KEY = 'vnd.build-once-promote.history';
/**
 * Media types of what is attached to images: signatures, attestations, SBOMs, scan results.
 * https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md
 * https://github.com/notaryproject/specifications/blob/main/specs/signature-specification.md
 */
const ATTACHED = /^(?:application|text)\/(?:vnd\.)?(?:dev\.cosign|dev\.sigstore|cncf\.notary|dsse|in-toto|spdx|cyclonedx|syft|sarif|openvex|openpgp|pgp)\b/;
const CONFIGS = [_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .MEDIA_TYPES */ .Z2.ociConfig, 'application/vnd.docker.container.image.v1+json'];
/**
 * Returns what a manifest is where it is certainly no image: a history of this action, a signature, another artifact that
 * is about an image, or a list of such. Charts and WebAssembly modules count as images: they are promoted as these are.
 * https://github.com/opencontainers/image-spec/blob/main/manifest.md#guidelines-for-artifact-usage
 * @returns a noun with its article, for a message; null where it may be an image
 * @throws REGISTRY_REFUSED when it is not JSON with schemaVersion 2
 */
function artifactKind(manifest) {
    const json = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .parseManifest */ .Ng)(manifest);
    if ((0,_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .stringsOf */ .iw)(json.annotations)[HISTORY_KEY] !== undefined)
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
    return (0,_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .stringsOf */ .iw)(value)[key] ?? '';
}


/***/ }),

/***/ 7163:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HV: () => (/* binding */ UNKNOWN),
/* harmony export */   KY: () => (/* binding */ withVersions),
/* harmony export */   cu: () => (/* binding */ identityOf),
/* harmony export */   h1: () => (/* binding */ merge),
/* harmony export */   x4: () => (/* binding */ versionsOf)
/* harmony export */ });
/* harmony import */ var _labels_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7870);
/* harmony import */ var _order_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6065);
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8424);
/* harmony import */ var _time_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9692);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2189);





const UNKNOWN = { version: null, revision: null, created: null };
/** Reads an identity from annotations or labels; a malformed value counts as unknown. */
function identityOf(labels) {
    const revision = labels[_labels_js__WEBPACK_IMPORTED_MODULE_0__/* .LABEL */ .d.revision] ?? '';
    const created = labels[_labels_js__WEBPACK_IMPORTED_MODULE_0__/* .LABEL */ .d.created] ?? '';
    return {
        version: (0,_version_js__WEBPACK_IMPORTED_MODULE_3__/* .parseVersion */ .ot)(labels[_labels_js__WEBPACK_IMPORTED_MODULE_0__/* .LABEL */ .d.version] ?? ''),
        revision: (0,_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .isCommit */ .WM)(revision) ? revision : null,
        created: (0,_time_js__WEBPACK_IMPORTED_MODULE_4__/* .isTime */ .K8)(created) ? created : null,
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
/** Returns an identity with these versions: its version is the highest, the others are in `also`. */
function withVersions({ revision, created }, versions) {
    const [version = null, ...also] = (0,_order_js__WEBPACK_IMPORTED_MODULE_1__/* .highestFirst */ .L6)(versions);
    return { version, ...(also.length > 0 ? { also } : {}), revision, created };
}


/***/ }),

/***/ 3158:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ shortCommit),
/* harmony export */   t: () => (/* binding */ imageName)
/* harmony export */ });
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7241);

/** How many characters of a commit a short name has. */
const SHORT_SHA = 7;
/**
 * Returns an image's short name: its version; without one `git-` and the start of its commit; without both its short
 * digest.
 * @param digest null before the build
 */
function imageName({ version, revision }, digest) {
    if (version !== null)
        return version;
    if (revision !== null)
        return `git-${revision.slice(0, SHORT_SHA)}`;
    return digest === null ? 'this build' : (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .V)(digest);
}
/** Returns the start of a commit, as texts show it. */
function shortCommit(revision) {
    return revision.slice(0, SHORT_SHA);
}


/***/ }),

/***/ 6065:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L6: () => (/* binding */ highestFirst),
/* harmony export */   Zy: () => (/* binding */ compareVersions),
/* harmony export */   tW: () => (/* binding */ isOlder),
/* harmony export */   wB: () => (/* binding */ floatingTagProblem)
/* harmony export */ });
/* harmony import */ var semver_functions_compare_build_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7648);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2189);


/** A creation time further ahead than this, in milliseconds, is ignored: a clock was wrong. */
const MAX_AHEAD_MS = 24 * 60 * 60 * 1000;
/**
 * Compares two canonical versions by precedence, then by build metadata, as semver.compareBuild does.
 * https://semver.org/#spec-item-11
 * @returns negative if `a` is lower, positive if it is higher, 0 if they are equal
 */
function compareVersions(a, b) {
    return a === b ? 0 : semver_functions_compare_build_js__WEBPACK_IMPORTED_MODULE_0__(a, b);
}
/**
 * Returns versions of one image in order, the highest first, each once. One that only adds a platform to a version, such
 * as 1.2.3+linux-amd64, is left out where there are others.
 */
function highestFirst(versions) {
    const all = [...new Set(versions)];
    if (all.length < 2)
        return all;
    const plain = all.filter((version) => !(0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .hasPlatformSuffix */ .HP)((0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .versionToTag */ .KN)(version)));
    return (plain.length > 0 ? plain : all).sort((a, b) => compareVersions(b, a));
}
/**
 * Returns why a floating tag does not move to a version. It moves only to the highest stable version that it covers:
 * `latest` covers all, `1` all 1.x.y, `1.2` all 1.2.x.
 * @param present the versions in the repository
 * @returns a clause for a message; null if the tag moves
 * @throws Error when a version is not canonical: a bug
 */
function floatingTagProblem(tag, version, present) {
    if (!(0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .isStable */ .MQ)(version))
        return `${version} is a prerelease`;
    if (!(0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .isOfLine */ .ut)(version, tag))
        return `${version} is not a ${tag} version`;
    let highest = version;
    for (const other of present) {
        if ((0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .isStable */ .MQ)(other) && (0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .isOfLine */ .ut)(other, tag) && compareVersions(other, highest) > 0)
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


/***/ }),

/***/ 1056:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  fail: () => (/* binding */ fail),
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/facts/environment.js
var environment = __webpack_require__(3986);
// EXTERNAL MODULE: ./lib/guards/table.js
var table = __webpack_require__(9986);
;// CONCATENATED MODULE: ./lib/modes/table.js
const record = async () => (await __webpack_require__.e(/* import() */ 640).then(__webpack_require__.bind(__webpack_require__, 640))).record;
/**
 * How each mode that writes gathers its facts and decides; what only one mode needs is loaded when that mode runs.
 * `request/` has the other half of the table: the inputs of a mode, how they are read, and the scope of its tokens.
 * `status` writes nothing, so it has no plan: see status.ts.
 */
const PLANNING_MODES = {
    build: async () => (await Promise.all(/* import() */[__webpack_require__.e(990), __webpack_require__.e(590)]).then(__webpack_require__.bind(__webpack_require__, 8590))).build,
    promote: async () => (await Promise.all(/* import() */[__webpack_require__.e(990), __webpack_require__.e(863)]).then(__webpack_require__.bind(__webpack_require__, 7863))).promote,
    rollback: async () => (await Promise.all(/* import() */[__webpack_require__.e(990), __webpack_require__.e(456)]).then(__webpack_require__.bind(__webpack_require__, 5456))).rollback,
    ...{ hold: record, resume: record, mark: record },
};
/**
 * Gathers the facts of a request and decides what to write.
 * @throws what reading throws; a refusal is part of the plan
 */
async function planRequest(request, sources, run) {
    const mode = (await PLANNING_MODES[request.mode]());
    const plan = mode.decide(request, await mode.gather(request, sources, run), run);
    return { ...plan, warnings: [...plan.warnings, ...(sources.registry.warnings ?? [])] };
}

// EXTERNAL MODULE: ./lib/plan/plan.js
var plan_plan = __webpack_require__(9164);
// EXTERNAL MODULE: ./lib/policy/window.js + 1 modules
var policy_window = __webpack_require__(663);
// EXTERNAL MODULE: ./lib/util/text.js
var util_text = __webpack_require__(8805);
// EXTERNAL MODULE: ./lib/history/event.js
var history_event = __webpack_require__(5196);
// EXTERNAL MODULE: ./lib/history/store.js
var store = __webpack_require__(2185);
// EXTERNAL MODULE: ./lib/image/digest.js
var digest = __webpack_require__(7241);
// EXTERNAL MODULE: ./lib/image/reference.js
var reference = __webpack_require__(8424);
// EXTERNAL MODULE: ./lib/util/concurrency.js
var concurrency = __webpack_require__(4467);
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

// EXTERNAL MODULE: ./lib/registry/tag-digest.js
var tag_digest = __webpack_require__(7252);
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
    return new errors/* ActionError */.lZ('REGISTRY_UNAVAILABLE', `${what}. The registry accepted the write, but its reads are late: a cache or a replica still answers with the state before, or someone has restored that state. Let tags bypass any cache in front of the registry.`);
}
/**
 * Reads the digest of a tag that this run has written, until it is no longer what it was before the write.
 * @param target the digest that was written
 * @throws REGISTRY_UNAVAILABLE where it stays as it was
 */
async function digestAfterWrite({ registry, clock }, image, { tag, was }, target) {
    const read = () => (0,tag_digest/* digestNow */.F)(registry, image, tag);
    const { seen, isLate } = await readPastLate(read, (digest) => digest === was, clock);
    if (isLate)
        throw lateReads(`${(0,reference/* repositoryName */.aR)(image)}:${tag}: expected ${target}, got ${was ?? 'no image'}`);
    return seen;
}

// EXTERNAL MODULE: ./lib/history/successor.js
var successor = __webpack_require__(2830);
// EXTERNAL MODULE: ./lib/history/state.js
var state = __webpack_require__(1);
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
    return write([...withOwn, (0,state/* observed */.Px)(live, back.liveIdentity, last?.digest ?? null, at)]);
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

// EXTERNAL MODULE: ./lib/image/identity.js
var identity = __webpack_require__(7163);
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
            const { digest } = await (0,store/* saveHistory */.QX)(registry, image, environment, (0,successor/* successor */.hG)(history, verdict.events));
            // whatever this run has read or written by now came before this write
            for (const each of known)
                replaced.add(each);
            known.add(digest);
        }
        const pause = verdict.kind === 'write' ? Math.max(SETTLE_WRITE_MS, 4 * (clock.now() - began)) : SETTLE_POLL_MS;
        await clock.sleep(pause * (1 + clock.random()));
    }
    throw notConverged(what);
    async function readBoth() {
        const began = clock.now();
        const [history, live] = await Promise.all([
            (0,store/* loadHistory */.FB)(registry, image, environment),
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
        return live && !canWait ? deps.identify(image, live) : identity/* UNKNOWN */.HV;
    }
}
function notConverged({ image, environment }) {
    return new errors/* ActionError */.lZ('TAG_MOVED', `${(0,reference/* repositoryName */.aR)(image)}: the history of ${environment} was written by several runs at the same time and did not converge. Let the other runs end, check with mode: status, and run again. A concurrency group prevents this.`);
}
/** Whether the tag is read as before this run moved it, and no other run says that it has moved it back. */
function isTagBefore({ from, mine, before }, live, events) {
    if (from === undefined || from === mine.digest || (live?.digest ?? null) !== from)
        return false;
    const isOthers = (event) => event.digest === from && !(0,history_event/* isSameEvent */.LP)(event, mine) && !before.some((prior) => (0,history_event/* isSameEvent */.LP)(prior, event));
    return !events.some(isOthers);
}
function stillLate({ image, environment, mine }, { history, live }, replaced) {
    const name = (0,reference/* repositoryName */.aR)(image);
    if (!replaced.has(history?.digest ?? null))
        return lateReads(`${name}: expected ${mine.digest} in ${environment}, got ${live?.digest ?? 'no image'}`);
    return lateReads(`${name}: expected the history that this run wrote under ${(0,store/* historyTag */.DJ)(environment)}, got ${history?.digest ?? 'none'}`);
}

;// CONCATENATED MODULE: ./lib/execute/revert.js










/** What a request was about, in its error: the tag is named already. */
const NAMED = /(?<=^Could not [a-z]+) \S+\/\S+(?=: )/;
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
            const why = (0,errors/* asActionError */.z6)(problem).message.replace(/\.$/, '').replace(NAMED, '');
            stuck.set(why, [...(stuck.get(why) ?? []), what]);
        });
    };
    const tagged = [...attempted].flatMap(([image, tags]) => tags.map((tag) => ({ image, tag })));
    const restored = new Set();
    await (0,concurrency/* forEachLimit */.Gm)(tagged, ({ image, tag }) => {
        const name = `${(0,reference/* repositoryName */.aR)(image.image)}:${tag}`;
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
    const failures = [...stuck].map(([why, names]) => `${names.join(', ')} (${why})`);
    return new errors/* ActionError */.lZ(error.code, `${error.message}\nCould not be restored: ${failures.join('; ')}. The next run resumes from there.`, error);
}
function nameOf({ plan, move }) {
    return `${(0,reference/* repositoryName */.aR)(plan.image)}:${move.environment}`;
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
    deps.log(`${(0,reference/* repositoryName */.aR)(image.image)}:${tag} restored → ${(0,digest/* shortDigest */.V)(was)}`);
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
    const read = () => Promise.all([(0,store/* loadHistory */.FB)(deps.registry, plan.image, environment), deps.registry.head(plan.image, environment)]);
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
    await (0,store/* saveHistory */.QX)(deps.registry, plan.image, environment, (0,successor/* successor */.hG)(history, events));
    deps.log(`${(0,reference/* repositoryName */.aR)(plan.image)}: history entry for ${environment} reverted`);
}
/** Takes an event that moves nothing out of the history again. */
async function revertRecord({ plan, move }, mine, written, deps) {
    const { environment } = move;
    const replaced = written === null ? [] : replacedBy(move);
    const read = () => (0,store/* loadHistory */.FB)(deps.registry, plan.image, environment);
    const { seen, isLate } = await readPastLate(read, (history) => replaced.includes(history?.digest ?? null), deps.clock);
    if (isLate)
        throw lateReads('expected the history as this run wrote it');
    const events = seen?.events.filter((event) => !(0,history_event/* isSameEvent */.LP)(event, mine)) ?? [];
    if (seen === null || events.length === seen.events.length)
        return;
    await (0,store/* saveHistory */.QX)(deps.registry, plan.image, environment, (0,successor/* successor */.hG)(seen, events));
    deps.log(`${(0,reference/* repositoryName */.aR)(plan.image)}: history entry for ${environment} reverted`);
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
    const images = plan.images.filter(plan_plan/* isReady */.i_).filter(plan_plan/* needsWriting */.ez);
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
            log(write, `${(0,reference/* repositoryName */.aR)(image.image)}:${tag} → ${(0,digest/* shortDigest */.V)(image.target.digest)}`);
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
    throw new errors/* ActionError */.lZ('TAG_MOVED', `${(0,reference/* repositoryName */.aR)(image)}: expected ${from?.digest ?? 'no image'} in ${environment}, as this run read it, got ${live?.digest ?? 'no image'}: another run moved it. Check with mode: status, then run again. A concurrency group prevents this.`);
}
async function save(one, next, deps) {
    const saved = await (0,store/* saveHistory */.QX)(deps.registry, one.plan.image, one.move.environment, next).catch((error) => {
        // it was stored, though perhaps with other bytes
        one.historyWritten = (0,errors/* asActionError */.z6)(error).code === 'DIGEST_MISMATCH';
        throw error;
    });
    one.historyWritten = true;
    one.historyDigest = saved.digest;
    deps.log(`${(0,reference/* repositoryName */.aR)(one.plan.image)}:${one.move.environment}-history → ${(0,digest/* shortDigest */.V)(saved.digest)}`);
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
            lost.push(`${(0,reference/* repositoryName */.aR)(plan.image)}: expected ${plan.target?.digest} in ${move.environment}, got ${live?.digest ?? 'no image'}`);
    });
    if (lost.length === 0)
        return histories;
    const error = new errors/* ActionError */.lZ('TAG_MOVED', `Another run moved the environment at the same time. ${lost.join('; ')}. Check with mode: status, then run again. A concurrency group prevents this.`);
    const toRevert = new Map(won.flatMap(({ plan }) => ((0,plan_plan/* isReady */.i_)(plan) ? [[plan, attempted.get(plan) ?? []]] : [])));
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
    const name = (0,reference/* repositoryName */.aR)(plan.image);
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

// EXTERNAL MODULE: ./lib/copy/deps.js
var deps = __webpack_require__(2471);
;// CONCATENATED MODULE: ./lib/execute/recheck.js






/**
 * Pushes the two constant blobs of a history to repositories that may not have them yet.
 * @returns whether anything was pushed, which takes time
 * @throws the errors of `prepareHistory`, merged
 */
async function ensureHistoryBlobs({ images }, registry) {
    const withoutBlobs = images.filter((image) => {
        const move = (0,plan_plan/* updateOf */.xe)(image);
        return move?.next && !move.hasHistoryBlobs;
    });
    await (0,concurrency/* mapAll */.gJ)(withoutBlobs, ({ image }) => (0,store/* prepareHistory */.OI)(registry, image));
    return withoutBlobs.length > 0;
}
/**
 * Whether a plan may be written as it is. Where reading took its time, or something was done since, the environments are
 * read again: writes that are based on an old reading would overwrite what other runs have written since.
 * @param startedAt when the reading began, in milliseconds since the epoch
 * @param hasPrepared whether something was done since
 * @returns false where an environment has changed: plan again
 * @throws the errors of `Registry.head`, merged
 */
async function isStillCurrent({ images }, registry, clock, startedAt, hasPrepared) {
    const needsRecheck = hasPrepared || images.some((image) => (0,plan_plan/* updateOf */.xe)(image)?.needsRecheck) || clock.now() - startedAt >= STALE_MS;
    if (!needsRecheck)
        return true;
    const unchanged = await (0,concurrency/* mapAll */.gJ)(images, (image) => isUnchanged(image, registry));
    return unchanged.every(Boolean);
}
async function isUnchanged(plan, registry) {
    const move = (0,plan_plan/* updateOf */.xe)(plan);
    if (!move)
        return true;
    const [live, history] = await Promise.all([
        (0,tag_digest/* digestNow */.F)(registry, plan.image, move.environment),
        (0,tag_digest/* digestNow */.F)(registry, plan.image, (0,store/* historyTag */.DJ)(move.environment)),
    ]);
    return live === (move.from?.digest ?? null) && history === (move.base?.digest ?? null);
}
/**
 * Whether tags still name what the plan read, after images were copied: another run may have written a version's tag
 * meanwhile, and it must not be taken from that image.
 * @param startedAt when the reading began, in milliseconds since the epoch
 * @returns false where one has changed: plan again; true without reading if planning and copying took less than five seconds
 * @throws the errors of `Registry.head`, merged
 */
async function areTagsUnchanged({ images }, registry, clock, startedAt) {
    if (clock.now() - startedAt < deps/* LONG_COPY_MS */.A)
        return true;
    const writes = images.flatMap((plan) => [...((0,plan_plan/* copyOf */.zP)(plan)?.tags ?? []), ...plan.tags].map((write) => ({ image: plan.image, ...write })));
    const unchanged = await (0,concurrency/* mapAll */.gJ)(writes, async ({ image, tag, was }) => (await (0,tag_digest/* digestNow */.F)(registry, image, tag)) === was);
    return unchanged.every(Boolean);
}

// EXTERNAL MODULE: ./lib/image/order.js
var order = __webpack_require__(6065);
// EXTERNAL MODULE: ./lib/image/tags.js
var tags = __webpack_require__(548);
;// CONCATENATED MODULE: ./lib/execute/version-tags.js









/**
 * Writes the fixed tags of a build before all others, and makes sure of them: of two releases of one version at once, the
 * one whose image has the tag half a second later goes on. Floating tags are looked at again after that, so that a higher
 * version that was released meanwhile is seen by its own tag.
 * @returns whether the plan is still current; if not, plan again
 * @throws the errors of `PutTag` and `Registry`, merged; REGISTRY_UNAVAILABLE as `digestAfterWrite`; CANCELLED when the job was cancelled
 */
async function writeVersionTags(round, image, deps) {
    const { version, progress } = round;
    const fixed = image.tags.filter(({ tag }) => isFixed(image, tag));
    const floating = image.tags.filter(({ tag }) => (0,tags/* ruleOf */.Y)(tag, image.identity.revision) === 'floating');
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
            log(write, `${(0,reference/* repositoryName */.aR)(image.image)}:${write.tag} → ${(0,digest/* shortDigest */.V)(image.target.digest)}`);
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
    if (environment !== null && (0,tags/* versionAndEnvironment */.Zq)(tag, [environment]) !== null)
        return false;
    return ['fixed', 'build'].includes((0,tags/* ruleOf */.Y)(tag, identity.revision));
}
async function version_tags_isUnchanged({ image }, { tag, was }, { registry }) {
    return (await (0,tag_digest/* digestNow */.F)(registry, image, tag)) === was;
}
/** Whether a tag that was written names this run's image; it is read again while it is read as before the write. */
async function isOurs({ image, target }, write, deps) {
    return (await digestAfterWrite(deps, image, write, target.digest)) === target.digest;
}
async function isStillHighest({ image }, floating, version, { registry }) {
    const present = (0,tags/* versionsIn */.bS)(await registry.tags(image));
    return floating.every(({ tag }) => (0,order/* floatingTagProblem */.wB)(tag, version, present) === null);
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
    const unbuilt = plan.images.find(plan_plan/* isUnbuilt */.Qs);
    if (unbuilt) {
        progress.built = await buildImage(unbuilt, deps);
        // the commit tag may have been written by docker's push
        if (progress.built !== null)
            await round.begin();
    }
    else {
        const images = plan.images.filter(plan_plan/* isReady */.i_);
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
        throw build_notConverged(plan);
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
    return build(image, tag, async () => (await (0,tag_digest/* digestNow */.F)(registry, image, tag)) === was);
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
        if ((await (0,tag_digest/* digestNow */.F)(deps.registry, image, tag)) !== commitTag.was)
            return false;
        await deps.putTag(image, tag, target);
        deps.log(`${(0,reference/* repositoryName */.aR)(image)}:${tag} → ${(0,digest/* shortDigest */.V)(target.digest)}`);
    }
    else if (target.digest !== built)
        return true;
    await deps.clock.sleep(COMMIT_TAG_RECHECK_MS);
    const read = () => (0,tag_digest/* digestNow */.F)(deps.registry, image, tag);
    const seen = await read();
    if (commitTag === null || seen !== commitTag.was)
        return seen === target.digest;
    await digestAfterWrite(deps, image, commitTag, target.digest);
    // another build's tag becomes visible as late as this one did
    await deps.clock.sleep(COMMIT_TAG_RECHECK_MS);
    return (await read()) === target.digest;
}
function build_notConverged({ images: [image] }) {
    const name = image ? `${(0,reference/* repositoryName */.aR)(image.image)}:${image.commitTag?.tag}` : 'the commit tag';
    return new errors/* ActionError */.lZ('TAG_MOVED', `${name} kept moving while this run was reading it. Run one build of a commit at a time (concurrency), then run again.`);
}

// EXTERNAL MODULE: ./lib/copy/plan.js
var copy_plan = __webpack_require__(4254);
;// CONCATENATED MODULE: ./lib/execute/round.js

/** Logs what each guard found, once for a run's last plan. */
function logGuards({ checks }, { log }, progress) {
    if (progress.guardsLogged)
        return;
    for (const line of (0,table/* guardLines */.F)(checks))
        log(line);
    progress.guardsLogged = true;
}

;// CONCATENATED MODULE: ./lib/execute/copy.js






/**
 * Prepares the writes of a promotion or a rollback: everything is at its destination before any environment moves.
 * @returns whether the plan is still current; if not, plan again
 * @throws the errors of the copier and of `Registry`; CANCELLED when the job was cancelled
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
        const plan = (0,plan_plan/* copyOf */.zP)(image);
        return plan && (0,copy_plan/* hasCopying */.eL)(plan) ? [{ plan, to: image.image }] : [];
    });
}

;// CONCATENATED MODULE: ./lib/execute/environment-state.js




/** The environments before the first write to any of them: as the plan read them. */
function plannedState({ images }) {
    return new Map(images.map(({ image, previous }) => [(0,reference/* repositoryName */.aR)(image), previous?.digest ?? null]));
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
        const move = (0,plan_plan/* moveOf */.ds)(one);
        return move ? `${(0,reference/* repositoryName */.aR)(one.image)}:${move.environment}` : [];
    }));
    return {
        state,
        put: async (image, tag, manifest) => {
            const name = (0,reference/* repositoryName */.aR)(image);
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
        await (0,tag_digest/* digestNow */.F)(registry, image, environment).then((digest) => state.set((0,reference/* repositoryName */.aR)(image), digest), () => { });
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
    return (0,plan_plan/* isReady */.i_)(plan) && (plan.move !== null || plan.commitTag !== null || plan.tags.length > 0);
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
            if (plan.images.some(plan_plan/* needsWriting */.ez) && !(await beginInTime(plan, deps, progress, isLast)))
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
    const plan = (0,plan_plan/* withEarlierTags */.Um)(read, written);
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
    return images.some((image) => (0,plan_plan/* isReady */.i_)(image) && image.built);
}
function planned(plan, { log }) {
    for (const line of (0,table/* guardLines */.F)(plan.checks))
        log(line);
    return { kind: 'planned', plan, copied: [], built: plan.images.some(plan_plan/* isUnbuilt */.Qs) };
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
        const identify = (image, live) => (0,environment/* identifyDigest */.zX)(deps.registry, image, live.digest, []);
        return { kind: 'done', ...result, outcome: await apply(plan, { ...deps, putTag: put, identify }, progress.early) };
    }
    catch (thrown) {
        const error = (0,errors/* asActionError */.z6)(thrown);
        // a cancelled job has no time to read
        const environmentState = error.code === 'CANCELLED' ? state : await readState(plan, deps.registry);
        return { kind: 'failed', ...result, error, hasWritten: true, environmentState };
    }
}

// EXTERNAL MODULE: ./lib/execute/result.js
var execute_result = __webpack_require__(1338);
// EXTERNAL MODULE: ./lib/modes/build-needs.js
var build_needs = __webpack_require__(7680);
// EXTERNAL MODULE: ./lib/recording/types.js
var types = __webpack_require__(2278);
// EXTERNAL MODULE: ./lib/report/text.js
var report_text = __webpack_require__(4639);
;// CONCATENATED MODULE: ./lib/report/changes.js


/** How many commits a list shows; the rest is folded. */
const MAX_UNFOLDED = 10;
/** How many commits all lists of a summary have at most: a summary may have 1 MiB. */
const MAX_LISTED = 500;
/** How many authors, and images, are named. */
const MAX_NAMED = 10;
/** How many comparisons are listed with their commits unfolded; further ones have one line each. */
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
    const { short } = (0,util_text/* stripCommonPrefix */.Mb)((entries ?? []).flatMap((entry) => entry?.image ?? []));
    const isNamed = (entries ?? []).length > 1;
    const listed = groups.filter(({ entry }) => entry.commits.length > 0).length;
    const most = Math.floor(MAX_LISTED / Math.max(1, listed));
    const parts = groups.map(({ entry, images }) => ({
        title: titleOf(entry, isRollback),
        names: listNames(images.map((image) => (0,report_text/* inlineCode */.ti)(short(image)))),
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
    const authors = [...new Set(commits.flatMap(({ author }) => author ?? []))].map((name) => (0,report_text/* escapeMarkdown */.FV)(name));
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
    const by = author === null ? '' : ` · ${(0,report_text/* escapeMarkdown */.FV)(author, MAX_TITLE)}`;
    return `[\`${sha.slice(0, 7)}\`](${repository}/commit/${sha}) ${(0,report_text/* escapeMarkdown */.FV)(title, MAX_TITLE) || 'no title'}${of}${by}`;
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

// EXTERNAL MODULE: ./lib/report/environment-state.js
var environment_state = __webpack_require__(6047);
// EXTERNAL MODULE: ./lib/report/lines.js
var lines = __webpack_require__(1901);
// EXTERNAL MODULE: ./lib/report/news.js + 1 modules
var news = __webpack_require__(3009);
// EXTERNAL MODULE: ./lib/report/outputs.js
var report_outputs = __webpack_require__(8568);
// EXTERNAL MODULE: ./lib/report/refused.js
var report_refused = __webpack_require__(9206);
;// CONCATENATED MODULE: ./lib/report/stage-gates.js


const ICONS = {
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
    const ranked = [...all.values()].map((finding, index) => ({ finding, index, rank: order.indexOf(finding.stage) }));
    return ranked.sort((a, b) => a.rank - b.rank || a.index - b.index).map(({ finding }) => finding);
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
    const { short } = (0,util_text/* stripCommonPrefix */.Mb)(all);
    const isMany = all.length > 1;
    const rows = saidOnce(plan).map(({ stage, check, images }) => [
        `**${(0,report_text/* escapeMarkdown */.FV)(stage)}**`,
        check === null ? '–' : (0,report_text/* inlineCode */.ti)(check.guard),
        check === null ? '✅ live there' : `${ICONS[check.verdict]} ${(0,report_text/* escapeMarkdown */.FV)(check.text.replace(/\.$/, ''), 500)}`,
        ...(isMany
            ? [images.length === all.length ? 'all' : images.map((image) => (0,report_text/* inlineCode */.ti)(short(image))).join(' ')]
            : []),
    ]);
    return `**Gates of all stages**:\n\n${(0,report_text/* table */.tp)(['stage', 'gate', '', ...(isMany ? ['images'] : [])], rows)}`;
}

// EXTERNAL MODULE: ./lib/report/style.js
var style = __webpack_require__(1983);
// EXTERNAL MODULE: ./lib/image/finding.js
var finding = __webpack_require__(9284);
// EXTERNAL MODULE: ./lib/copy/schedule.js
var schedule = __webpack_require__(9184);
// EXTERNAL MODULE: ./lib/copy/stats.js
var stats = __webpack_require__(2742);
// EXTERNAL MODULE: ./lib/util/format.js
var format = __webpack_require__(4849);
;// CONCATENATED MODULE: ./lib/report/copied.js








/** How an image was copied, as rows of its table; none where it was not. */
function copiedRows(plan, result) {
    const copy = (0,plan_plan/* copyOf */.zP)(plan);
    if (!copy)
        return [];
    const done = result.copied.filter(({ to }) => (0,reference/* repositoryName */.aR)(to) === (0,reference/* repositoryName */.aR)(plan.image));
    const about = done.length > 0 ? ['copied', copied_format(sumOf(done))] : copied_planned([{ plan: copy, to: plan.image }]);
    return [['copied from', (0,report_text/* inlineCode */.ti)((0,reference/* repositoryName */.aR)(copy.source))], about];
}
/** How images were copied, as one line; empty where none was. */
function copiedLine(result) {
    const { copied } = result;
    const copies = result.plan.images.flatMap((plan) => {
        const copy = (0,plan_plan/* copyOf */.zP)(plan);
        return copy ? [{ plan: copy, to: plan.image }] : [];
    });
    if (copies.length === 0)
        return '';
    const { shared } = (0,util_text/* stripCommonPrefix */.Mb)(copies.map((copy) => (0,reference/* repositoryName */.aR)(copy.plan.source)));
    const [label, text] = copied.length > 0 ? ['copied', copied_format(sumOf(copied))] : copied_planned(copies);
    const isBroken = result.kind === 'failed' && result.hasWritten && copied.length === 0;
    const broken = isBroken ? '. What has arrived is not sent again' : '';
    const from = shared === '' ? '' : ` from ${(0,report_text/* inlineCode */.ti)(shared)}…`;
    return `**${label[0]?.toUpperCase()}${label.slice(1)}**${from}: ${text}${broken}`;
}
function sumOf(outcomes) {
    return {
        sent: (0,copy_plan/* countAll */.Vn)(outcomes.map(({ sent }) => sent)),
        mounted: (0,copy_plan/* countAll */.Vn)(outcomes.map(({ mounted }) => mounted)),
        there: (0,copy_plan/* countAll */.Vn)(outcomes.map(({ there }) => there)),
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
function copied_format(totals) {
    const { sent, milliseconds } = totals;
    const rate = milliseconds > 0 && sent.bytes > 0 ? ` (${(0,format/* formatSize */.Xq)((1000 * sent.bytes) / milliseconds)}/s)` : '';
    return `${(0,stats/* formatCopyStats */.S)(totals, true)}, in ${(0,format/* formatDuration */.a3)(milliseconds)}${rate}`;
}
/** The label and figures of copies that are still to be made. */
function copied_planned(copies) {
    const plans = copies.map(({ plan }) => plan);
    if (!plans.some(copy_plan/* hasCopying */.eL))
        return ['copied', 'nothing: everything is there already'];
    const { first, later } = (0,schedule/* scheduleBlobs */.I)(copies);
    const count = (isMounted) => (0,copy_plan/* countOf */.pq)([...first, ...later].filter(({ mount }) => (mount !== null) === isMounted).map(({ blob }) => blob));
    const there = (0,copy_plan/* countAll */.Vn)(plans.map((plan) => plan.there));
    const counts = { sent: count(false), mounted: count(true), there, ...sumOfPieces(plans.map(copy_plan/* piecesOf */.Xe)) };
    return ['to be copied', (0,stats/* formatCopyStats */.S)(counts, false)];
}

// EXTERNAL MODULE: ./lib/report/deploy.js
var deploy = __webpack_require__(4171);
;// CONCATENATED MODULE: ./lib/report/guards.js
/** The guards that passed, in one line; the others are in the warnings and errors. Empty where none passed. */
function passedGuards(checks) {
    const names = new Set(checks.flatMap(({ guard, verdict }) => (verdict === 'passed' ? [guard] : [])));
    for (const { guard, verdict } of checks)
        if (verdict !== 'passed')
            names.delete(guard);
    return names.size === 0 ? '' : `Guards passed: ${[...names].map((name) => `\`${name}\``).join(', ')}`;
}

// EXTERNAL MODULE: ./lib/image/name.js
var image_name = __webpack_require__(3158);
// EXTERNAL MODULE: ./lib/report/mermaid.js
var mermaid = __webpack_require__(9789);
;// CONCATENATED MODULE: ./lib/report/stages.js




/** A diagram of more stages could not be read. */
const MAX_STAGES = 12;
/**
 * The stages as a diagram, with what moved in the one that this run is about.
 * @returns empty where there is only one stage, or nothing moves
 */
function stagesPicture(request, result) {
    const { environment, stages } = request;
    const moved = result.plan.images.filter((image) => (0,plan_plan/* moveOf */.ds)(image) !== null);
    if (environment === null || stages.length < 2 || stages.length > MAX_STAGES || !stages.includes(environment))
        return '';
    if (result.kind === 'failed' || moved.length === 0)
        return '';
    const isDone = moved.every((image) => (0,execute_result/* outcomeOf */.sG)(result, image) !== null);
    const nodes = stages.map((stage, index) => {
        const label = stage === environment
            ? `${(0,mermaid/* mermaidText */.H)(stage)}: ${changeOf(moved, result.plan.images.length)}`
            : (0,mermaid/* mermaidText */.H)(stage);
        return `s${index}["${label}"]${stage === environment ? ':::moved' : ''}`;
    });
    const at = stages.indexOf(environment);
    // an arrow is drawn thick where the image came from; a rollback comes from nowhere
    const isUp = request.mode === 'promote' && at > 0;
    const links = nodes.slice(1).map((_, index) => `s${index} ${isUp && index + 1 === at ? '==>' : '-->'} s${index + 1}`);
    return (0,mermaid/* mermaid */.a)([
        'flowchart LR',
        ...[...nodes, ...links].map((line) => `  ${line}`),
        `  classDef moved stroke-width:3px${isDone ? '' : ',stroke-dasharray:6 4'}`,
    ]);
}
/** `1.0.0 → 1.1.0`, or how many images move. */
function changeOf(moved, all) {
    const changes = new Set(moved.map(({ previous, ...plan }) => {
        const before = previous === null ? '' : `${(0,mermaid/* mermaidText */.H)((0,image_name/* imageName */.t)(previous, previous.digest))} → `;
        return `${before}${(0,mermaid/* mermaidText */.H)((0,image_name/* imageName */.t)(plan.identity, (0,plan_plan/* targetDigest */.mM)({ previous, ...plan })))}`;
    }));
    const [only = ''] = changes;
    if (moved.length === 1 && all === 1)
        return only;
    // no break between the words: a label has more than one line where it is long
    const count = (moved.length === all ? `${all} images` : `${moved.length} of ${all} images`).replaceAll(' ', '\u00a0');
    return changes.size === 1 ? `${only} (${count})` : count;
}

// EXTERNAL MODULE: ./lib/report/summary-blocks.js
var summary_blocks = __webpack_require__(5);
// EXTERNAL MODULE: ./lib/report/holds.js
var holds = __webpack_require__(8812);
;// CONCATENATED MODULE: ./lib/report/summary-images.js












/** The table of a run of one image. */
function oneImage(request, plan, result) {
    const { previous, identity, environment } = plan;
    const where = environment === null ? '' : `in ${(0,report_text/* escapeMarkdown */.FV)(environment)}`;
    const image = ['image', (0,report_text/* inlineCode */.ti)((0,reference/* repositoryName */.aR)(plan.image))];
    const live = previous ? withDigest(previous, previous.digest) : 'nothing';
    const mine = withDigest(identity, (0,plan_plan/* targetDigest */.mM)(plan));
    if (result.kind === 'failed') {
        const isStillLive = !result.hasWritten || (0,environment_state/* environmentStateOf */.I2)(plan, result) === 'as before';
        const rows = [
            image,
            ...(environment === null ? [] : [[isStillLive ? 'still live' : 'was live', live]]),
            ['requested', `${mine}${(0,plan_plan/* targetDigest */.mM)(plan) === null ? ' not built' : ''}`],
            ...people(request, identity, result),
        ];
        return (0,report_text/* table */.tp)(['', where || 'this run'], rows);
    }
    const move = (0,plan_plan/* moveOf */.ds)(plan);
    // a mark of an image that is not the live one
    const isElsewhere = plan.kind === 'record' && plan.target !== null && previous?.digest !== plan.target.digest;
    const isRecorded = plan.kind === 'record' && plan.move !== null;
    const isStill = previous !== null && move === null && !isRecorded && previous.digest === (0,plan_plan/* targetDigest */.mM)(plan);
    const rows = [
        image,
        ...(plan.isLeft ? [[`still live in ${(0,report_text/* escapeMarkdown */.FV)(environment ?? '')}`, live]] : []),
        ...(isElsewhere ? [[`live in ${(0,report_text/* escapeMarkdown */.FV)(environment ?? '')}`, live]] : []),
        [
            plan.isLeft ? 'this commit' : isElsewhere ? 'marked' : 'version',
            move
                ? `${previous ? summary_images_name(previous, previous.digest) : '–'} → **${summary_images_name(identity, (0,plan_plan/* targetDigest */.mM)(plan))}**`
                : plan.kind === 'record' && plan.target === null
                    ? 'nothing'
                    : `**${summary_images_name(identity, (0,plan_plan/* targetDigest */.mM)(plan))}**`,
        ],
        ...(0,report_text/* alsoRow */.Od)(identity),
        ['digest', `${move && previous ? `${(0,report_text/* digestCode */.KG)(previous.digest)} → ` : ''}${(0,report_text/* digestCode */.KG)((0,plan_plan/* targetDigest */.mM)(plan))}`],
        ...(isStill ? [commitRow(request, identity), ...since(request, previous)] : people(request, identity, result)),
        ...(0,holds/* holdRow */.kx)(plan, (0,style/* markdown */.w)(request.context)),
        ...copiedRows(plan, result),
        ...(plan.kind === 'record' ? [] : [tagsRow(plan)]),
    ];
    return (0,report_text/* table */.tp)(['', plan.isLeft || isElsewhere ? 'this run' : where || 'now'], rows);
}
function tagsRow(plan) {
    return ['tags', (0,report_outputs/* tagsOf */.Fg)(plan, true).map(report_text/* inlineCode */.ti).join(' ') || '–'];
}
function summary_images_name(identity, digest) {
    return (0,report_text/* escapeMarkdown */.FV)((0,image_name/* imageName */.t)(identity, digest));
}
/** An image by its short name, and its digest where the name is not that already. */
function withDigest(identity, digest) {
    const isDigest = identity.version === null && identity.revision === null;
    if (isDigest && digest !== null)
        return (0,report_text/* digestCode */.KG)(digest);
    return `**${summary_images_name(identity, digest)}**${digest === null ? '' : ` ${(0,report_text/* digestCode */.KG)(digest)}`}`;
}
function commitRow({ context }, { revision, created }) {
    const of = created === null ? '' : ` of ${(0,report_text/* formatMinute */.Yi)(created)}`;
    return ['commit', `${(0,report_text/* commitLink */.wn)(revision, context.source)}${of}`];
}
/** Rows about who made an image live that this run found live, and why: from the history, not from this run. */
function since({ context }, { event }) {
    if (!event)
        return [];
    const run = event.run === null ? '' : ` in ${(0,report_text/* runLink */.ut)(event.run, context.server)}`;
    return [
        ['live since', (0,report_text/* formatMinute */.Yi)(event.at)],
        ...(event.actor === null ? [] : [['by', `**${(0,report_text/* escapeMarkdown */.FV)(event.actor)}**${run}`]]),
        ...(event.reason === null ? [] : [['reason', (0,report_text/* escapeMarkdown */.FV)(event.reason)]]),
    ];
}
/** Rows about the commit, who ran it, and why. */
function people(request, identity, { plan }) {
    const { context, reason } = request;
    const overridden = request.allow.filter((guard) => plan.checks.some((check) => check.guard === guard && check.verdict === 'overridden'));
    const actor = context.actor === null ? 'unknown' : `**${(0,report_text/* escapeMarkdown */.FV)(context.actor)}**`;
    return [
        commitRow(request, identity),
        ['by', `${actor}${context.run === null ? '' : ` in ${(0,report_text/* runLink */.ut)(context.run, context.server)}`}`],
        ...(reason === null ? [] : [['reason', (0,report_text/* escapeMarkdown */.FV)(reason)]]),
        ...(overridden.length === 0 ? [] : [['overridden', overridden.map(report_text/* inlineCode */.ti).join(' ')]]),
    ];
}
/** The table of a run of several images: a row each. */
function manyImages(request, plans, result) {
    const { context } = request;
    const { shared, short } = (0,util_text/* stripCommonPrefix */.Mb)(plans.map(({ image }) => (0,reference/* repositoryName */.aR)(image)));
    const columns = columnsOf(request, result);
    const rows = plans.map((plan) => {
        const [before, now] = pair(plan);
        const pairs = [before, now].slice(0, columns.length);
        const { revision } = plan.identity;
        return [
            (0,report_text/* inlineCode */.ti)(short((0,reference/* repositoryName */.aR)(plan.image))),
            ...pairs,
            (0,report_text/* commitLink */.wn)(revision, context.source),
            stateOf(plan, result, (0,style/* markdown */.w)(context)),
        ];
    });
    // a run that changes nothing has made none of it live
    const isNothing = result.kind !== 'failed' && !plans.some(plan_plan/* needsWriting */.ez);
    const facts = isNothing ? [] : people(request, { version: null, revision: null, created: null }, result).slice(1);
    const about = facts.map(([what, text]) => `${what}${what === 'by' ? '' : ':'} ${text}`).join(' · ');
    const where = plans[0]?.environment ?? null;
    const lines = [shared && plans.length > 0 ? `${(0,report_text/* inlineCode */.ti)(shared)}…` : '', about].filter(Boolean).join(' · ');
    if (plans.length === 0)
        return lines;
    const head = [
        where === null ? 'image' : `in ${(0,report_text/* escapeMarkdown */.FV)(where)}`,
        ...columns,
        'commit',
        request.dryRun ? 'plan' : 'result',
    ];
    return `${lines}\n\n${(0,report_text/* table */.tp)(head, rows)}`;
}
/** The heads of the columns of the previous image and the new one: only one, where no other image is in question. */
function columnsOf({ mode, dryRun }, result) {
    if (mode === 'hold' || mode === 'resume')
        return ['live'];
    if (result.kind === 'failed')
        return [result.hasWritten ? 'before' : 'live', 'requested'];
    return mode === 'mark' ? ['live', 'marked'] : ['before', dryRun ? 'after' : 'now'];
}
function stateOf(plan, result, style) {
    if (result.kind === 'failed')
        return result.hasWritten ? (0,environment_state/* environmentStateOf */.I2)(plan, result) : 'not moved';
    if (plan.isLeft)
        return '⚠️ stays';
    if (plan.kind === 'record')
        return recordState(plan, result);
    if ((0,plan_plan/* moveOf */.ds)(plan))
        return (0,execute_result/* outcomeOf */.sG)(result, plan) ? 'moved' : 'would move';
    if ((0,plan_plan/* hasWrites */.Lu)(plan))
        return (0,execute_result/* outcomeOf */.sG)(result, plan) ? 'tagged' : 'would be tagged';
    if (plan.unchangedTags.length === 0)
        return 'not moved';
    const isLive = plan.previous?.digest === (0,plan_plan/* targetDigest */.mM)(plan);
    return `no change${isLive && plan.previous ? (0,news/* sinceOf */.e)(plan.previous, style) : ''}`;
}
function recordState(plan, result) {
    if ((0,plan_plan/* updateOf */.xe)(plan) === null)
        return 'no change';
    return (0,execute_result/* outcomeOf */.sG)(result, plan) ? 'recorded' : 'would be recorded';
}
/** The previous image and the new one; with digests where two images have one name. */
function pair(plan) {
    const { previous, identity } = plan;
    const digest = (0,plan_plan/* targetDigest */.mM)(plan);
    const now = plan.kind === 'record' && plan.target === null ? 'nothing' : summary_images_name(identity, digest);
    const before = previous ? summary_images_name(previous, previous.digest) : '–';
    const isSameName = now === before && previous?.digest !== digest;
    return isSameName && previous
        ? [withDigest(previous, previous.digest), withDigest(identity, digest)]
        : [before, `**${now}**`];
}

;// CONCATENATED MODULE: ./lib/report/summary.js

















/** The job summary of a run that plans: the news, from what to what, who, the line to deploy, how to undo it. */
function summaryOf(request, result, recorded = types/* NOT_RECORDED */.D) {
    const { plan } = result;
    const error = (0,execute_result/* errorOf */.Mz)(result);
    const messages = (0,summary_blocks/* notes */.Q2)([...(0,lines/* ignoredDestination */.hr)(request), ...(0,execute_result/* warningsOf */.nZ)(result), ...recorded.warnings], [...request.notices, ...plan.notices, ...recorded.notices]);
    const [only] = plan.images;
    const about = [
        stagesPicture(request, result),
        ...changesBlocks(recorded.changes, request.context.server, request.mode === 'rollback'),
    ];
    const inTable = () => {
        const many = [manyImages(request, plan.images, result), copiedLine(result)];
        // nobody would see messages below a table of many rows, nor what goes out below a long one
        return [...messages, ...(plan.images.length > summary_blocks/* MAX_UNFOLDED */.tZ ? [...about, ...many] : [...many, ...about])];
    };
    const images = only && plan.images.length === 1 ? [oneImage(request, only, result), ...messages, ...about] : inTable();
    const parts = [
        heading((0,news/* newsOf */.L)(request, result, (0,style/* markdown */.w)(request.context))),
        ...(request.dryRun && error === null ? ['> [!NOTE]\n> A dry run: nothing was written.'] : []),
        // the table below names all images
        ...(error ? [failure(error, ` ${(0,finding/* listImages */.v8)(plan.images.map(({ image }) => (0,reference/* repositoryName */.aR)(image)))}`)] : []),
        ...images,
        passedGuards(plan.checks),
        stagesBlock(plan),
        ...(result.kind === 'done' ? [(0,deploy/* deployBlock */.N)(plan.images), (0,summary_blocks/* undoBlock */.eI)(request, plan.images)] : []),
        (0,summary_blocks/* historiesBlock */.O)(result),
    ];
    return `${parts.filter(Boolean).join('\n\n')}\n`;
}
/** The job summary of a run that ended before it had a plan. */
function failureSummary(mode, error) {
    return `${heading((0,report_refused/* failureNews */.Oj)(mode, error, (0,style/* markdown */.w)({ source: null, server: '' })))}\n\n${failure(error)}\n`;
}
function heading({ icon, text }) {
    return `### ${icon} ${text}`;
}
/** @param left a sentence that is left out, because something else below says it */
function failure({ code, message }, left) {
    const shown = left === undefined ? message : message.replaceAll(left, '');
    // the codes of further errors stand at the beginnings of their lines
    const lines = shown.split('\n').map((line) => {
        const [, other, rest = line] = /^([A-Z]+(?:_[A-Z]+)*): (.+)$/.exec(line) ?? [];
        return `> ${other === undefined ? '' : `\`${other}\`: `}${(0,report_text/* escapeMarkdown */.FV)(rest, report_text/* MAX_LINE */.MV)}`;
    });
    return `> [!CAUTION]\n> \`${code}\`\n>\n${lines.join('\n>\n')}`;
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
        (0,external_node_fs_.appendFileSync)(file, `${endOf(file)}${lines.join('\n')}\n`);
    return left;
}
function endOf(file) {
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

// EXTERNAL MODULE: ./lib/request/request.js
var request_request = __webpack_require__(2060);
// EXTERNAL MODULE: ./lib/util/clock.js
var clock = __webpack_require__(8394);
// EXTERNAL MODULE: ./lib/world.js + 21 modules
var lib_world = __webpack_require__(9807);
;// CONCATENATED MODULE: ./lib/tools.js






/**
 * Returns the dependencies of the pipeline: the registry, docker if it builds or tags, the copier if it copies.
 * @throws as `dockerFor`
 */
async function pipelineDeps(request, world, reporter) {
    const { registry, cancel } = world;
    return {
        registry,
        clock: (0,lib_world/* clockUntil */.V5)(cancel),
        log: reporter.info,
        checkCancelled: cancel.check,
        putTag: (image, tag, manifest) => registry.put(image, tag, manifest),
        evidence: evidenceOf(request, world),
        ...(await copyDeps(request, world, reporter)),
        // last: where docker sets the tags, it also sets those of a copy
        ...(request.transport === 'docker' || request.mode === 'build'
            ? await (await Promise.all(/* import() */[__webpack_require__.e(339), __webpack_require__.e(319)]).then(__webpack_require__.bind(__webpack_require__, 319))).dockerDeps(request, world, reporter)
            : {}),
    };
}
async function copyDeps(request, world, reporter) {
    if (request.mode !== 'promote' || (0,request_request/* copiesOf */.lS)(request).length === 0)
        return {};
    const { copierOf, putTagOf } = await __webpack_require__.e(/* import() */ 931).then(__webpack_require__.bind(__webpack_require__, 8931));
    return { putTag: putTagOf(request, world, reporter), copier: copierOf(request, world, reporter) };
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
/** The recorder of a run that has no token, and nothing to record. */
const NO_RECORDER = {
    planned: async () => { },
    changesOf: async () => null,
    writing: { begin: async () => { }, end: async () => { } },
    finish: async () => types/* NOT_RECORDED */.D,
};
/** Returns what asks GitHub about a run, and tells it. */
async function recorderFor(request, world, reporter) {
    const { registry, env } = world;
    const { githubToken, deployment, records } = request;
    if (githubToken === null && !deployment && !records && !env.GITHUB_ARTIFACTS)
        return NO_RECORDER;
    const { recorderOf } = await __webpack_require__.e(/* import() */ 750).then(__webpack_require__.bind(__webpack_require__, 2750));
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

// EXTERNAL MODULE: ./lib/util/memory.js
var memory = __webpack_require__(8133);
// EXTERNAL MODULE: ./lib/util/reporter.js
var util_reporter = __webpack_require__(2179);
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
            (0,memory/* keepHeapSmall */.p)();
        await announce(request, reporter);
        if (request.mode === 'status') {
            const { status } = await __webpack_require__.e(/* import() */ 97).then(__webpack_require__.bind(__webpack_require__, 1097));
            const failure = await status(request, world, reporter, hooks);
            if (failure)
                reporter.fail(failure);
            return failure ? 1 : 0;
        }
        if (hooks.showGates)
            return await checkGates(request, world, reporter, hooks.showGates);
        const nothing = (0,build_needs/* nothingToBuild */.x)(request);
        if (nothing !== null)
            return await report(request, doNothing(nothing), reporter);
        const describe = (plan) => {
            for (const line of (0,lines/* moveLines */.j2)(plan))
                reporter.info(line);
        };
        const recorder = await recorderFor(request, world, reporter);
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
async function announce(request, reporter) {
    reporter.info((0,lines/* announcement */.uF)(request));
    for (const line of new Set(request.logLines))
        reporter.info(line);
    if (request.ignored.length > 0)
        reporter.info(`Ignored (not used by ${request.mode}): ${request.ignored.join(', ')}`);
    const warnings = request.mode === 'build' ? await protectSecrets(request, reporter) : [];
    (0,util_reporter/* annotate */.f)(reporter, [...(0,lines/* ignoredDestination */.hr)(request), ...warnings], request.notices);
}
/** Tells what the gates of all stages say of the images of a dry run. @returns the exit code: 0 where it could tell */
async function checkGates(request, world, reporter, show) {
    const result = await execute(request, await pipelineDeps(request, world, reporter));
    const { plan } = result;
    if (!plan.stages) {
        const [why = 'The gates could not be read.'] = plan.warnings.slice(-1);
        throw (0,execute_result/* errorOf */.Mz)(result) ?? new errors/* ActionError */.lZ('INTERNAL', why);
    }
    (0,util_reporter/* annotate */.f)(reporter, (0,execute_result/* warningsOf */.nZ)(result), plan.notices);
    show(plan);
    return 0;
}
/** Masks the secrets of a build. @returns warnings about what a build would publish */
async function protectSecrets(request, reporter) {
    const { provenanceWarnings, secretMasks } = await __webpack_require__.e(/* import() */ 517).then(__webpack_require__.bind(__webpack_require__, 2517));
    const { masks, warnings } = secretMasks(request);
    // masks have no effect while the output of a build is shown
    for (const secret of masks)
        reporter.mask(secret);
    return [...warnings, ...provenanceWarnings(request)];
}
async function report(request, result, reporter, recorded = types/* NOT_RECORDED */.D) {
    const { plan } = result;
    for (const line of [...plan.log, ...stageLines(plan)])
        reporter.info(line);
    (0,util_reporter/* annotate */.f)(reporter, [...(0,execute_result/* warningsOf */.nZ)(result), ...recorded.warnings], [...plan.notices, ...recorded.notices]);
    for (const line of changeLines(recorded.changes, request.mode === 'rollback'))
        reporter.info(line);
    const outputs = (0,report_outputs/* outputsOf */.Yz)(result, recorded);
    const problem = await reporter.write(outputs, summaryOf(request, result, recorded));
    const error = (0,execute_result/* errorOf */.Mz)(result) ?? problem;
    for (const line of (0,lines/* historyLines */.O5)(plan, (image) => (0,execute_result/* historyDigestOf */.mV)(result, image)))
        reporter.info(line);
    if (error) {
        for (const line of (0,environment_state/* environmentStateLines */.qL)(result))
            reporter.info(line);
        reporter.fail(withNews(request, result, error));
        return 1;
    }
    if (request.dryRun)
        for (const line of (0,lines/* plannedLines */.sR)(plan))
            reporter.info(line);
    for (const line of (0,lines/* lastLines */.w$)(request, result, outputs))
        reporter.info(line);
    return 0;
}
/** A run that has nothing to do. @param notice why */
function doNothing(notice) {
    return {
        kind: 'done',
        plan: { ...plan_plan/* EMPTY_PLAN */.S0, notices: [notice] },
        ...{ copied: [], built: false, outcome: { images: [] } },
    };
}
/** An error whose title is the news, where guards refused the run. */
function withNews(request, result, error) {
    const isRefusal = result.kind === 'failed' && result.error === error && (0,report_refused/* isRefusedByGuards */._q)(result);
    if (!isRefusal)
        return error;
    return new errors/* ActionError */.lZ(error.code, error.message, error, { title: (0,news/* newsOf */.L)(request, result, style/* PLAIN */.t).text });
}
/** `push: false`: builds without registry or credentials, and writes nothing. */
async function buildWithoutPush(request, world, reporter) {
    const problems = (0,build_needs/* checkoutProblems */.d)(request);
    if (problems.length > 0)
        throw (0,errors/* mergeErrors */.Mv)(problems);
    const { builderOf, dockerFor } = await Promise.all(/* import() */[__webpack_require__.e(339), __webpack_require__.e(319)]).then(__webpack_require__.bind(__webpack_require__, 319));
    const build = builderOf(request, await dockerFor(request, world, reporter), reporter);
    if (!request.dryRun)
        await build(request.image, 'not-pushed', () => Promise.resolve(false));
    const { image, version, commit, checkout } = request;
    const plan = {
        ...{ kind: 'unbuilt', image, previous: null, environment: null, commitTag: null, historyDigest: null },
        ...{ tags: [], unchangedTags: [] },
        identity: { version, revision: commit, created: checkout?.time ?? null },
    };
    const result = { plan: { ...plan_plan/* EMPTY_PLAN */.S0, images: [plan] }, copied: [], built: true };
    return request.dryRun ? { kind: 'planned', ...result } : { kind: 'done', ...result, outcome: { images: [] } };
}


/***/ }),

/***/ 7680:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ checkoutProblems),
/* harmony export */   x: () => (/* binding */ nothingToBuild)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(452);
/* harmony import */ var _image_build_context_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2839);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8424);
/* harmony import */ var _request_build_inputs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3639);
/* harmony import */ var _util_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8805);





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
        return `The release${gitTag === null ? '' : ` of ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_4__/* .oneLine */ .TN)(gitTag)}`} was ${release.action}: ${nothing}`;
    if (deletedRef !== undefined)
        return `${nameRef(deletedRef)} was deleted: ${nothing}`;
    if (digest !== null && !push && untrusted !== null)
        return `${_request_build_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .UNTRUSTED */ .n[untrusted]} not allowed to push: the image is not adopted, and nothing is written.`;
    return null;
}
/** Returns a git ref as the beginning of a sentence. */
function nameRef(ref) {
    const [, kind, name] = /^refs\/(tags|heads)\/(.+)$/s.exec(ref) ?? [];
    return name === undefined ? 'What was pushed' : `The ${kind === 'tags' ? 'git tag' : 'branch'} ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_4__/* .oneLine */ .TN)(name)}`;
}
/** Why this run can't build its commit: it is not what is checked out where the context is. */
function checkoutProblems({ image, commit, checkout, checkoutProblem, docker, push, }) {
    const remote = (0,_image_build_context_js__WEBPACK_IMPORTED_MODULE_1__/* .readRemoteContext */ .A)(docker.context);
    if (remote ? remote.commit === commit : checkout?.commit === commit)
        return [];
    const where = ['.', './', ''].includes(docker.context) ? '' : ` where context ("${docker.context}") is`;
    const found = checkout
        ? `the checkout of ${checkout.commit}`
        : checkoutProblem === null
            ? 'no checkout'
            : `a checkout that cannot be read: ${checkoutProblem}`;
    const why = push ? `, of which ${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .repositoryName */ .aR)(image)} has no build yet` : '';
    return [
        new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('INPUT_INVALID', `Expected a checkout of commit ${commit}${where}${why}, got ${found}. Check that commit out before this step, or run a build on it first.`, undefined, { title: 'Nothing to build from' }),
    ];
}


/***/ }),

/***/ 9164:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bm: () => (/* binding */ hasTagWrites),
/* harmony export */   Lu: () => (/* binding */ hasWrites),
/* harmony export */   Mw: () => (/* binding */ withWindows),
/* harmony export */   Qs: () => (/* binding */ isUnbuilt),
/* harmony export */   S0: () => (/* binding */ EMPTY_PLAN),
/* harmony export */   Um: () => (/* binding */ withEarlierTags),
/* harmony export */   ds: () => (/* binding */ moveOf),
/* harmony export */   ez: () => (/* binding */ needsWriting),
/* harmony export */   i_: () => (/* binding */ isReady),
/* harmony export */   mM: () => (/* binding */ targetDigest),
/* harmony export */   te: () => (/* binding */ previousOf),
/* harmony export */   xH: () => (/* binding */ joinPlans),
/* harmony export */   xe: () => (/* binding */ updateOf),
/* harmony export */   zP: () => (/* binding */ copyOf)
/* harmony export */ });
/* harmony import */ var _copy_plan_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4254);
/* harmony import */ var _guards_table_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9986);
/* harmony import */ var _history_state_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1);
/* harmony import */ var _image_finding_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9284);
/* harmony import */ var _image_identity_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7163);
/* harmony import */ var _policy_policy_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3506);






/**
 * A plan with the windows of its environment, where it moves it and they are not overridden.
 * @param request what was asked
 */
function withWindows(plan, request) {
    const windows = (0,_policy_policy_js__WEBPACK_IMPORTED_MODULE_5__/* .stagePolicy */ .B)(request.policy, request.environment ?? '')?.windows ?? [];
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
    return hasTagWrites(plan) || (0,_copy_plan_js__WEBPACK_IMPORTED_MODULE_0__/* .hasCopying */ .eL)(copyOf(plan));
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
    const { version, also, revision } = live.digest === target?.digest ? (0,_image_identity_js__WEBPACK_IMPORTED_MODULE_4__/* .merge */ .h1)(known, identity) : known;
    const isMoved = (0,_history_state_js__WEBPACK_IMPORTED_MODULE_2__/* .environmentStatus */ .En)(live, history).kind === 'moved';
    const event = isMoved ? null : (0,_history_state_js__WEBPACK_IMPORTED_MODULE_2__/* .liveEvent */ .vB)(live, history);
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
            ...(0,_image_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .groupByImage */ .gU)(plans.flatMap((plan) => plan.warnings)),
            ...(0,_guards_table_js__WEBPACK_IMPORTED_MODULE_1__/* .guardWarnings */ .fw)(plans.flatMap((plan) => plan.checks)),
        ],
        notices: (0,_image_finding_js__WEBPACK_IMPORTED_MODULE_3__/* .groupByImage */ .gU)(plans.flatMap((plan) => plan.notices)),
        log: plans.flatMap((plan) => plan.log),
        inProgress: plans.flatMap((plan) => plan.inProgress),
    };
}


/***/ }),

/***/ 3506:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ stagePolicy),
/* harmony export */   C: () => (/* binding */ requirementsOf)
/* harmony export */ });
/**
 * Returns the signed statements that a stage requires of an image; without a stage, those of the first stage that has
 * any.
 */
function requirementsOf(policy, environment) {
    const stages = policy?.stages ?? [];
    const asked = stages.find((stage) => (environment === null ? stage.require.length > 0 : stage.name === environment));
    return asked?.require ?? [];
}
/** Returns what a policy asks of a stage; null without a policy, or where it does not have the stage. */
function stagePolicy(policy, environment) {
    return policy?.stages.find(({ name }) => name === environment) ?? null;
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
 * @param day days since the epoch, of the local date
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
 * @param day days since the epoch, of the local date
 * @param minutes since midnight of that day
 * @returns milliseconds since the epoch
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

/***/ 2278:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ NOT_RECORDED),
/* harmony export */   F: () => (/* binding */ MAX_PARALLEL)
/* harmony export */ });
/** How many deployments or records are written in parallel. */
const MAX_PARALLEL = 6;
/** Nothing was read or recorded. */
const NOT_RECORDED = { changes: null, deploymentId: null, warnings: [], notices: [] };


/***/ }),

/***/ 7252:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ digestNow)
/* harmony export */ });
/**
 * Returns the current digest of a tag, with one HEAD request:
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#checking-if-content-exists-in-the-registry
 * @returns null if the tag does not exist
 * @throws the errors of `Registry.head`
 */
async function digestNow(registry, image, tag) {
    return (await registry.head(image, tag))?.digest ?? null;
}


/***/ }),

/***/ 4171:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ deployBlock),
/* harmony export */   p: () => (/* binding */ deployLines)
/* harmony export */ });
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8424);
/* harmony import */ var _summary_blocks_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5);


/** How many images a block lists. */
const MAX_LISTED = 50;
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
    const more = known.length > MAX_LISTED ? `\n# ${known.length - MAX_LISTED} more in the output result` : '';
    const yaml = (lines) => `\`\`\`yaml\n${lines.join('\n')}${more}\n\`\`\``;
    const listed = known.slice(0, MAX_LISTED);
    const services = serviceNames(listed.map(({ name }) => name));
    const compose = yaml([
        'services:',
        ...listed.flatMap(({ name, digest }, index) => [`  ${services[index]}:`, `    image: ${name}@${digest}`]),
    ]);
    if (known.length === 1)
        return (0,_summary_blocks_js__WEBPACK_IMPORTED_MODULE_1__/* .folded */ .TM)(1, ['Deploy it', ', pinned by digest (Compose)'], compose);
    const kustomize = yaml(kustomizeImages(listed));
    const blocks = `Compose:\n\n${compose}\n\nkustomization.yaml:\n\n${kustomize}`;
    return (0,_summary_blocks_js__WEBPACK_IMPORTED_MODULE_1__/* .folded */ .TM)(known.length, ['Deploy it', ', pinned by digest'], blocks);
}
/** What to paste, for the log: the `images:` of a kustomization. One image has a line of its own; many are in the summary. */
function deployLines(plans) {
    const known = deployable(plans);
    return known.length < 2 || known.length > _summary_blocks_js__WEBPACK_IMPORTED_MODULE_1__/* .MAX_UNFOLDED */ .tZ ? [] : ['kustomization.yaml:', ...kustomizeImages(known)];
}
/** The images that a run made live or tagged. What a build leaves its environment at is not what it tagged. */
function deployable(plans) {
    return plans
        .flatMap((plan) => (plan.kind === 'ready' || plan.kind === 'kept' ? [plan] : []))
        .filter((plan) => !plan.isLeft || plan.previous?.digest === plan.target.digest)
        .map(({ image, target }) => ({ name: (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryName */ .aR)(image), digest: target.digest }));
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


/***/ }),

/***/ 6047:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I2: () => (/* binding */ environmentStateOf),
/* harmony export */   qL: () => (/* binding */ environmentStateLines),
/* harmony export */   si: () => (/* binding */ isAsBefore)
/* harmony export */ });
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8424);
/* harmony import */ var _plan_plan_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9164);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4639);



/** A log line for each of several images after a failure in the middle: what is live in its environment. */
function environmentStateLines(result) {
    if (result.kind !== 'failed' || !result.environmentState || result.plan.images.length < 2)
        return [];
    const { environmentState, plan } = result;
    return plan.images.map((image) => {
        const live = environmentState.get((0,_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryName */ .aR)(image.image));
        const digest = live === undefined ? 'unknown' : (live ?? 'no image');
        return `${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryName */ .aR)(image.image)}: ${image.environment} is at ${digest} (${environmentStateOf(image, result).replace('⚠️ ', '')})`;
    });
}
/** Whether an image's environment is known to be where it was before a failure in the middle. */
function isAsBefore(plan, result) {
    const state = result.kind === 'failed' ? result.environmentState : null;
    return state?.get((0,_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryName */ .aR)(plan.image)) === (plan.previous?.digest ?? null);
}
/** How an image's environment is after a failure in the middle, in Markdown. */
function environmentStateOf(plan, result) {
    const state = result.kind === 'failed' ? result.environmentState : null;
    const live = state?.get((0,_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryName */ .aR)(plan.image));
    const target = (0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .targetDigest */ .mM)(plan);
    if (live === undefined)
        return '⚠️ unknown';
    if (live === (plan.previous?.digest ?? null))
        return live === target ? 'no change' : 'as before';
    if (live === target)
        return '⚠️ moved';
    return live === null ? '⚠️ gone' : `⚠️ at ${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .digestCode */ .KG)(live)}`;
}


/***/ }),

/***/ 8812:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cN: () => (/* binding */ heldToo),
/* harmony export */   c_: () => (/* binding */ holdAfter),
/* harmony export */   fW: () => (/* binding */ gateNotes),
/* harmony export */   kx: () => (/* binding */ holdRow),
/* harmony export */   pL: () => (/* binding */ holdText),
/* harmony export */   qg: () => (/* binding */ gatesBlock)
/* harmony export */ });
/* harmony import */ var _history_records_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7150);
/* harmony import */ var _image_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3158);
/* harmony import */ var _plan_plan_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9164);
/* harmony import */ var _util_text_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8805);
/* harmony import */ var _style_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1983);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4639);






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
    const update = (0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_2__/* .updateOf */ .xe)(plan);
    const event = update ? (0,_history_records_js__WEBPACK_IMPORTED_MODULE_0__/* .lastHoldEvent */ .aU)(eventsAfter(update), newestOf(update)) : (plan.hold ?? null);
    return event && heldBy(event);
}
function eventsAfter({ next, base }) {
    return (next ?? base)?.events ?? [];
}
function newestOf(update) {
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
    const update = (0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_2__/* .updateOf */ .xe)(plan);
    const isOwn = update?.event?.action === 'hold' || update?.hold != null;
    return [['on hold', isOwn ? endText(hold, style) : holdText(hold, style)]];
}
/** ` and put it on hold until …`, where a run that moves an environment also holds it. */
function heldToo(plans, style) {
    const hold = plans.flatMap((plan) => (0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_2__/* .updateOf */ .xe)(plan)?.hold ?? [])[0];
    if (!hold || !plans.some(_plan_plan_js__WEBPACK_IMPORTED_MODULE_2__/* .moveOf */ .ds))
        return '';
    return ` and put it on hold${hold.until === undefined ? '' : ` until ${style.minute(hold.until)}`}`;
}
/** What follows in a line of the log about an environment: its hold, and the marks of what is live. */
function gateNotes({ row }) {
    const held = row.held === null ? '' : `; on hold ${holdText(row.held, _style_js__WEBPACK_IMPORTED_MODULE_3__/* .PLAIN */ .t)}`;
    const marks = row.marks.map(({ as, by, at }) => `${as}${by === null ? '' : ` by ${_style_js__WEBPACK_IMPORTED_MODULE_3__/* .PLAIN */ .t.text(by)}`} ${_style_js__WEBPACK_IMPORTED_MODULE_3__/* .PLAIN */ .t.minute(at)}`);
    return `${held}${marks.length === 0 ? '' : `; marked ${marks.join(', ')}`}`;
}
/** The holds of environments and the marks of what is live there, as lists; empty where there are none. */
function gatesBlock(environments, links) {
    const style = (0,_style_js__WEBPACK_IMPORTED_MODULE_3__/* .markdown */ .w)(links);
    const rows = environments.map(({ row }) => row);
    const holds = rows.flatMap((row) => (row.held === null ? [] : [{ row, text: holdText(row.held, style) }]));
    const marks = rows.flatMap((row) => row.marks.map(({ as, by, at, run, reason }) => {
        const who = by === null ? '' : ` by ${style.text(by)}`;
        const link = run === null ? '' : ` (${style.run(run)})`;
        const name = (0,_text_js__WEBPACK_IMPORTED_MODULE_4__/* .escapeMarkdown */ .FV)((0,_image_name_js__WEBPACK_IMPORTED_MODULE_1__/* .imageName */ .t)(row, row.digest));
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
const NAMED = 5;
/** A line for each environment and text, with the images where they are not all. */
function linesOf(findings, images) {
    const { short } = (0,_util_text_js__WEBPACK_IMPORTED_MODULE_5__/* .stripCommonPrefix */ .Mb)(images);
    const groups = new Map();
    for (const { row, text } of findings) {
        const key = JSON.stringify([row.environment, text]);
        const group = groups.get(key) ?? { where: row.environment, text, of: [] };
        groups.set(key, { ...group, of: [...group.of, row.image] });
    }
    return [...groups.values()].map(({ where, text, of }) => {
        const more = of.length > NAMED ? ` and ${of.length - NAMED} more` : '';
        const names = of.slice(0, NAMED).map((image) => (0,_text_js__WEBPACK_IMPORTED_MODULE_4__/* .inlineCode */ .ti)(short(image)));
        const which = of.length === images.length ? '' : ` of ${names.join(', ')}${more}`;
        return `- **${(0,_text_js__WEBPACK_IMPORTED_MODULE_4__/* .escapeMarkdown */ .FV)(where)}**${which} ${text}`;
    });
}


/***/ }),

/***/ 1901:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cd: () => (/* binding */ statusLines),
/* harmony export */   O5: () => (/* binding */ historyLines),
/* harmony export */   hr: () => (/* binding */ ignoredDestination),
/* harmony export */   j2: () => (/* binding */ moveLines),
/* harmony export */   sR: () => (/* binding */ plannedLines),
/* harmony export */   uF: () => (/* binding */ announcement),
/* harmony export */   w$: () => (/* binding */ lastLines)
/* harmony export */ });
/* harmony import */ var _copy_plan_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4254);
/* harmony import */ var _image_digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7241);
/* harmony import */ var _image_name_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3158);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8424);
/* harmony import */ var _plan_plan_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9164);
/* harmony import */ var _util_text_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(8805);
/* harmony import */ var _deploy_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4171);
/* harmony import */ var _holds_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8812);
/* harmony import */ var _news_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(3009);
/* harmony import */ var _outputs_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(8568);
/* harmony import */ var _status_news_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(8944);
/* harmony import */ var _style_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(1983);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(4639);













/** More images are named without their common prefix. */
const NAMED_IN_FULL = 3;
/** The first line of a run's log: the mode, the images, the environment. */
function announcement(request) {
    const names = request.images.map(_image_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .repositoryName */ .aR);
    const where = (0,_text_js__WEBPACK_IMPORTED_MODULE_11__/* .inOrTo */ .sm)(request.mode, ('environment' in request && request.environment) || '');
    const tried = request.dryRun ? ' (dry run: nothing is written)' : '';
    if (names.length <= NAMED_IN_FULL)
        return `${request.mode} ${names.join(', ')}${where}${tried}`;
    const { shared, short } = (0,_util_text_js__WEBPACK_IMPORTED_MODULE_12__/* .stripCommonPrefix */ .Mb)(names);
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
        const by = row.by ? ` by ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_12__/* .oneLine */ .TN)(row.by)}` : '';
        const state = unfinished
            ? ` (a ${(0,_status_news_js__WEBPACK_IMPORTED_MODULE_9__/* .nounOf */ .a)(unfinished.action)} of ${(0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .imageName */ .t)(unfinished, unfinished.digest)} was interrupted)`
            : row.moved
                ? ' (changed outside this action)'
                : problem === null
                    ? ''
                    : ' (its history cannot be read)';
        return `${where}${row.environment}: ${what}${since}${by}${state}${(0,_holds_js__WEBPACK_IMPORTED_MODULE_6__/* .gateNotes */ .fW)(one)}`;
    });
    return [...lines, ...locations.map(locationLine)];
}
function locationLine({ image, target, identity, live, tags }) {
    const where = live.length === 0 ? 'no environment' : live.join(', ');
    return `${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .repositoryName */ .aR)(image)}: ${describe(identity, target.digest)} is live in ${where}; tags: ${tags.join(', ') || 'none'}`;
}
/** An image as a log names it: short name, commit and short digest, each once. */
function describe({ version, revision }, digest) {
    const name = (0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .imageName */ .t)({ version, revision }, digest);
    const commit = version === null || revision === null ? '' : ` (commit ${(0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .shortCommit */ .A)(revision)})`;
    return `${name}${commit}${name === (0,_image_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .V)(digest) ? '' : ` ${(0,_image_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .V)(digest)}`}`;
}
/**
 * The digest of each history: whoever noted it can later prove whether the history was rewritten. One line each; many
 * are shortened in one line.
 */
function historyLines({ images }, digestOf) {
    const known = images.flatMap((plan) => {
        const digest = digestOf(plan);
        return digest ? [{ name: `${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .repositoryName */ .aR)(plan.image)}:${plan.environment}-history`, digest }] : [];
    });
    if (known.length <= NAMED_IN_FULL)
        return known.map(({ name, digest }) => `history ${name} is ${digest}`);
    const { shared, short } = (0,_util_text_js__WEBPACK_IMPORTED_MODULE_12__/* .stripCommonPrefix */ .Mb)(known.map(({ name }) => name));
    const list = known.map(({ name, digest }) => `${short(name)} ${(0,_image_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .V)(digest)}`).join(', ');
    return [`${known.length} histories${shared === '' ? '' : ` of ${shared}`} (digests in full in the summary): ${list}`];
}
/** The last lines of a run that succeeded. */
function lastLines(request, result, outputs) {
    const { images } = result.plan;
    const news = [
        ...foundLine(request, result),
        `${(0,_news_js__WEBPACK_IMPORTED_MODULE_7__/* .newsOf */ .L)(request, result, _style_js__WEBPACK_IMPORTED_MODULE_10__/* .PLAIN */ .t).text}.`,
        ...unchangedLines(result.plan),
        ...holdLines(result.plan),
        ...(request.dryRun ? ['Dry run: nothing was written.'] : []),
    ];
    if (images.length > 1)
        return [...news, `${images.length} images, digests in output result`, ...(0,_deploy_js__WEBPACK_IMPORTED_MODULE_5__/* .deployLines */ .p)(images)];
    return outputs.image ? [...news, `image: ${outputs.image}`] : news;
}
/** The holds of the environments after the run: one line for all that are equal. */
function holdLines({ images }) {
    const lines = images.flatMap((plan) => {
        const hold = (0,_holds_js__WEBPACK_IMPORTED_MODULE_6__/* .holdAfter */ .c_)(plan);
        return hold === null ? [] : [`${plan.environment} is on hold ${(0,_holds_js__WEBPACK_IMPORTED_MODULE_6__/* .holdText */ .pL)(hold, _style_js__WEBPACK_IMPORTED_MODULE_10__/* .PLAIN */ .t)}`];
    });
    return [...new Set(lines)];
}
/** Who made live what was live already, when and why; one image is in the line before, but for the reason. */
function unchangedLines({ images }) {
    return images.flatMap((plan) => {
        const { image, environment, previous, isLeft } = plan;
        if (plan.kind === 'record' || isLeft || (0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .moveOf */ .ds)(plan) || !previous?.event || previous.digest !== (0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .targetDigest */ .mM)(plan))
            return [];
        const { reason } = previous.event;
        if (images.length === 1)
            return reason === null ? [] : [`The reason given then: ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_12__/* .oneLine */ .TN)(reason)}`];
        const why = reason === null ? '' : `: ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_12__/* .oneLine */ .TN)(reason)}`;
        const what = (0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .imageName */ .t)(previous, previous.digest);
        return [`${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .repositoryName */ .aR)(image)}: ${what} has been live in ${environment}${(0,_news_js__WEBPACK_IMPORTED_MODULE_7__/* .sinceOf */ .e)(previous, _style_js__WEBPACK_IMPORTED_MODULE_10__/* .PLAIN */ .t)}${why}`];
    });
}
/** Where the build of the commit was found, so that nothing was built. */
function foundLine(request, { plan }) {
    const [image] = plan.images;
    if (request.mode !== 'build' || request.digest !== null || !image || !(0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .isReady */ .i_)(image) || image.built)
        return [];
    const tag = (0,_outputs_js__WEBPACK_IMPORTED_MODULE_8__/* .tagsOf */ .Fg)(image, true).find((name) => name.startsWith('git-'));
    const under = tag === undefined ? '' : ` under ${tag}`;
    return [`Found the build of commit ${request.commit}${under}: ${image.target.digest}. Nothing to build.`];
}
/** A log line for each environment that a run is about to move: from what to what. */
function moveLines({ images }) {
    return images.filter(_plan_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .isReady */ .i_).flatMap((plan) => ((0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .moveOf */ .ds)(plan) ? [moveLine(plan)] : []));
}
function moveLine({ image, environment, previous, identity, target }) {
    const before = previous === null ? 'nothing' : (0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .imageName */ .t)(previous, previous.digest);
    const commit = identity.revision === null ? '' : ` (commit ${(0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .shortCommit */ .A)(identity.revision)})`;
    return `${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .repositoryName */ .aR)(image)}:${environment}: ${before} → ${(0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .imageName */ .t)(identity, target.digest)}${commit}`;
}
/** A log line for each thing that a dry run would write. */
function plannedLines({ images }) {
    return images.filter(_plan_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .needsWriting */ .ez).flatMap((plan) => {
        if (plan.kind === 'record')
            return plannedRecord(plan);
        return (0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .isReady */ .i_)(plan) ? planned(plan) : plannedBuild(plan);
    });
}
function plannedRecord({ image, move, environment }) {
    const action = move?.event?.action;
    return action === undefined ? [] : [`would record in ${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .repositoryName */ .aR)(image)}:${environment}-history: ${action}`];
}
function plannedBuild(plan) {
    const tags = (0,_outputs_js__WEBPACK_IMPORTED_MODULE_8__/* .tagsOf */ .Fg)(plan, true).filter((tag) => !plan.unchangedTags.includes(tag));
    const name = (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .repositoryName */ .aR)(plan.image);
    return [
        `would build ${name}: ${(0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .imageName */ .t)(plan.identity, null)}`,
        ...(tags.length > 0 ? [`would tag ${name}: ${tags.join(', ')}`] : []),
    ];
}
function planned(plan) {
    const { image, copy, move, identity, target } = plan;
    const name = (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .repositoryName */ .aR)(image);
    const what = (0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .imageName */ .t)(identity, target.digest);
    const tags = (0,_outputs_js__WEBPACK_IMPORTED_MODULE_8__/* .tagsOf */ .Fg)(plan, true).filter((tag) => tag !== move?.environment && !plan.unchangedTags.includes(tag));
    return [
        ...(copy && (0,_copy_plan_js__WEBPACK_IMPORTED_MODULE_0__/* .hasCopying */ .eL)(copy) ? [`would copy ${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .repositoryName */ .aR)(copy.source)} → ${name}: ${what}`] : []),
        ...(tags.length > 0 ? [`would tag ${name}: ${tags.join(', ')}`] : []),
        ...(move?.isHistoryOnly ? [`would record in ${name}:${move.environment}-history: ${what} is live`] : []),
        ...(move && !move.isHistoryOnly ? [`would move ${moveLine(plan)}`] : []),
    ];
}


/***/ }),

/***/ 9789:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ mermaidText),
/* harmony export */   a: () => (/* binding */ mermaid)
/* harmony export */ });
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


/***/ }),

/***/ 3009:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ newsOf),
  e: () => (/* binding */ sinceOf)
});

// EXTERNAL MODULE: ./lib/image/finding.js
var finding = __webpack_require__(9284);
// EXTERNAL MODULE: ./lib/image/name.js
var image_name = __webpack_require__(3158);
// EXTERNAL MODULE: ./lib/plan/plan.js
var plan_plan = __webpack_require__(9164);
// EXTERNAL MODULE: ./lib/report/holds.js
var holds = __webpack_require__(8812);
;// CONCATENATED MODULE: ./lib/report/record-news.js



/** The news of a run that moves nothing: a hold, its end, a mark. */
function recordNews(request, plans, style) {
    const recorded = plans.filter((plan) => (0,plan_plan/* updateOf */.xe)(plan) !== null);
    const where = style.text(request.environment);
    const of = recorded.length === plans.length ? '' : `${recorded.length} of `;
    const count = plans.length === 1 ? '' : ` (${of}${plans.length} images)`;
    const icon = request.dryRun ? '🔎' : ICONS[request.mode === 'mark' ? request.as : request.mode];
    const isNone = recorded.length === 0;
    if (request.mode === 'mark') {
        const names = new Set(plans.map((plan) => (0,image_name/* imageName */.t)(plan.identity, (0,plan_plan/* targetDigest */.mM)(plan))));
        const what = names.size === 1 ? style.text([...names][0] ?? '') : `${plans.length} images`;
        if (isNone)
            return { icon: '✅', text: `No change: ${what} is marked as ${request.as} in ${where}` };
        return { icon, text: `${request.dryRun ? 'Would mark' : 'Marked'} ${what} as ${request.as} in ${where}${count}` };
    }
    if (request.mode === 'resume') {
        if (isNone) {
            const isHeld = plans.some((plan) => (0,holds/* holdAfter */.c_)(plan) !== null);
            const text = isHeld ? `no hold of ${where} was ended` : `${where} is not on hold`;
            return { icon: '✅', text: `No change: ${text}` };
        }
        return { icon, text: `${request.dryRun ? 'Would end' : 'Ended'} the hold of ${where}${count}` };
    }
    if (isNone)
        return { icon: '✅', text: `No change: ${where} is on hold` };
    const until = (0,plan_plan/* updateOf */.xe)(recorded[0])?.event?.until;
    const end = until === undefined ? '' : ` until ${style.minute(until)}`;
    return { icon, text: `${request.dryRun ? 'Would put' : 'Put'} ${where} on hold${end}${count}` };
}
const ICONS = { hold: '⏸️', resume: '▶️', verified: '✅', blocked: '⛔', cleared: '✅' };

// EXTERNAL MODULE: ./lib/report/refused.js
var refused = __webpack_require__(9206);
;// CONCATENATED MODULE: ./lib/report/news.js






/** The news of a run that plans. */
function newsOf(request, result, style) {
    if (result.kind === 'failed')
        return (0,refused/* refusalNews */.i_)(request.mode, result, style);
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
    if (!plan.images.some(plan_plan/* hasWrites */.Lu) && !built)
        return noChange(plan.images, style);
    const moved = plan.images.filter((image) => (0,plan_plan/* moveOf */.ds)(image) !== null);
    if (moved.length === 0)
        return tagsNews(request, plan.images, style);
    return request.mode === 'promote'
        ? promotionNews(request, plan.images, moved, style)
        : rollbackNews(request, plan.images, moved, style);
}
/** One name for all images: `1.1.0`, `1.1.0 (3 images)`, `1.1.0 (2 of 3 images)` or `3 images`. */
function nameOfAll(plans, { text }, of = plans.length) {
    const names = new Set(plans.map((plan) => (0,image_name/* imageName */.t)(plan.identity, (0,plan_plan/* targetDigest */.mM)(plan))));
    const [name = ''] = names;
    if (of === 1)
        return text(name);
    const count = plans.length === of ? `${of} images` : `${plans.length} of ${of} images`;
    return names.size === 1 ? `${text(name)} (${count})` : count;
}
/** ` (was 1.0.0)`, where all images were at one name before; empty where nothing can be said in a few words. */
function wasOf(plans, { text }) {
    const names = new Set(plans.map(({ previous }) => previous && (0,image_name/* imageName */.t)(previous, previous.digest)));
    const [name] = names;
    if (names.size !== 1)
        return '';
    if (!name)
        return plans.length === 1 ? ' (nothing was live)' : '';
    const isSame = plans.every((plan) => plan.previous?.digest === (0,plan_plan/* targetDigest */.mM)(plan));
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
        const text = `${verb} ${moved.length} of ${all.length} images in ${where}${(0,holds/* heldToo */.cN)(all, style)}`;
        return { icon: all.some(({ isLeft }) => isLeft) ? '⚠️' : dryRun ? '🔎' : '⏪', text };
    }
    // one pair of parentheses: `1.0.0 (3 images, was 1.1.0)`
    const text = `${verb} ${where} to ${nameOfAll(moved, style)}${wasOf(moved, style)}`.replace(') (', ', ') + (0,holds/* heldToo */.cN)(all, style);
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
    if (first?.previous && first.previous.digest !== (0,plan_plan/* targetDigest */.mM)(first))
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
    const name = style.text((0,image_name/* imageName */.t)(plan.identity, (0,plan_plan/* targetDigest */.mM)(plan)));
    const move = (0,plan_plan/* moveOf */.ds)(plan) ?? ((0,plan_plan/* isReady */.i_)(plan) || plan.isLeft ? null : plan.environment);
    const isWritten = (0,plan_plan/* hasWrites */.Lu)(plan);
    if (plan.isLeft && plan.previous) {
        const done = result.built ? `${dryRun ? 'Would build' : 'Built'} ${name}; ` : '';
        const stays = `${environmentOf([plan], style)} stays at ${style.text((0,image_name/* imageName */.t)(plan.previous, plan.previous.digest))}`;
        return { icon: '⚠️', text: `${done}${stays}: ${whyLeft(result.plan.checks)}` };
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
    const commit = identity.revision === null ? 'before' : `as ${(0,image_name/* imageName */.t)({ ...identity, version: null }, null)}`;
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
function whyLeft(checks) {
    const skipped = checks.filter(({ verdict, guard }) => verdict === 'skipped' && guard !== 'rebuild');
    if (skipped.some(({ guard }) => guard === 'downgrade'))
        return 'this commit is older';
    return ((0,finding/* sumUp */.Bw)(skipped.flatMap(({ finding }) => finding ?? []), 1) || 'another run has moved it');
}


/***/ }),

/***/ 8568:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fg: () => (/* binding */ tagsOf),
/* harmony export */   Yz: () => (/* binding */ outputsOf),
/* harmony export */   tr: () => (/* binding */ statusOutputs)
/* harmony export */ });
/* harmony import */ var _execute_result_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1338);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8424);
/* harmony import */ var _plan_plan_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9164);
/* harmony import */ var _recording_types_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2278);




/** The outputs of a run that plans, also of one that failed. */
function outputsOf(result, recorded = _recording_types_js__WEBPACK_IMPORTED_MODULE_2__/* .NOT_RECORDED */ .D) {
    const entries = result.plan.images.map((plan) => entryOf(plan, result));
    const [first] = entries;
    if (!first)
        return { changed: 'false', built: String(result.built) };
    const history = result.plan.images[0] ? (0,_execute_result_js__WEBPACK_IMPORTED_MODULE_3__/* .historyDigestOf */ .mV)(result, result.plan.images[0]) : null;
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
    const name = (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryName */ .aR)(plan.image);
    const copy = (0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .copyOf */ .zP)(plan);
    const wasBuilt = (0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .isReady */ .i_)(plan) ? plan.built : result.built;
    const isCopied = result.copied.some(({ to, hasWritten }) => hasWritten && (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryName */ .aR)(to) === name);
    const isChanged = (0,_execute_result_js__WEBPACK_IMPORTED_MODULE_3__/* .outcomeOf */ .sG)(result, plan) !== null && ((0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .hasTagWrites */ .Bm)(plan) || wasBuilt || isCopied);
    return {
        image: name,
        ...(copy ? { source: (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryName */ .aR)(copy.source) } : {}),
        ...subjectOf(plan, (0,_execute_result_js__WEBPACK_IMPORTED_MODULE_3__/* .errorOf */ .Mz)(result) === null),
        environment: plan.environment,
        previousDigest: plan.previous?.digest ?? null,
        previousVersion: plan.previous?.version ?? null,
        previousRevision: plan.previous?.revision ?? null,
        tags: tagsOf(plan, (0,_execute_result_js__WEBPACK_IMPORTED_MODULE_3__/* .errorOf */ .Mz)(result) === null).map((tag) => `${name}:${tag}`),
        changed: isHalfWritten(result) ? null : isChanged,
        built: wasBuilt,
    };
}
/** What an entry is about: the image of the plan; where its environment is left, what stays live there. */
function subjectOf(plan, isDone) {
    const { isLeft, previous, identity } = plan;
    const isKept = isDone && isLeft && previous;
    const { version, also = [], revision } = isKept ? previous : identity;
    const digest = isKept ? previous.digest : (0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .targetDigest */ .mM)(plan);
    return { digest, version, ...(also.length > 0 ? { also } : {}), revision };
}
/**
 * The tags that are on the image by this run: the environment first, the commit tag last.
 * @param isDone whether nothing failed, so that planned tags count, too
 */
function tagsOf(plan, isDone) {
    if (!isDone)
        return [...plan.unchangedTags];
    const move = (0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .moveOf */ .ds)(plan);
    const tags = [
        ...(plan.commitTag ? [plan.commitTag.tag] : []),
        ...(move ? [move.environment] : []),
        ...plan.unchangedTags,
        ...[...((0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .copyOf */ .zP)(plan)?.tags ?? []), ...plan.tags].map(({ tag }) => tag),
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
    const name = (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryName */ .aR)(found.image);
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


/***/ }),

/***/ 9206:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Oj: () => (/* binding */ failureNews),
/* harmony export */   _q: () => (/* binding */ isRefusedByGuards),
/* harmony export */   i_: () => (/* binding */ refusalNews)
/* harmony export */ });
/* harmony import */ var _guards_refusals_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4817);
/* harmony import */ var _image_finding_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9284);
/* harmony import */ var _plan_plan_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9164);
/* harmony import */ var _environment_state_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6047);




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
    const groups = (0,_guards_refusals_js__WEBPACK_IMPORTED_MODULE_0__/* .groupChecks */ .rL)(refusedChecks(result), ({ many }) => many);
    const label = refusedLabel(mode, plan.images.some((image) => !(0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_2__/* .isUnbuilt */ .Qs)(image)));
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
    const changed = images.filter((image) => !(0,_environment_state_js__WEBPACK_IMPORTED_MODULE_3__/* .isAsBefore */ .si)(image, result)).length;
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
    return (0,_image_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .sumUp */ .Bw)(findings, images, text);
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


/***/ }),

/***/ 8944:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ statusNews),
/* harmony export */   a: () => (/* binding */ nounOf)
/* harmony export */ });
/* harmony import */ var _image_name_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3158);
/* harmony import */ var _util_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8805);


/** What an event of each action is called. */
const NOUNS = { build: 'build', promote: 'promotion', rollback: 'rollback' };
/** The noun for the action of an event: `promotion` for `promote`. */
function nounOf(action) {
    return NOUNS[action] ?? 'move';
}
/** The news of a status: what is wrong, else where the image of `version` is live, else what is live. */
function statusNews(facts, version, style) {
    const { environments, locations, exists } = facts;
    const wrong = problems(environments, style);
    if (wrong)
        return wrong;
    if (exists === false)
        return { icon: '🔭', text: notFound(facts, version, style) };
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
    const { short } = (0,_util_text_js__WEBPACK_IMPORTED_MODULE_1__/* .stripCommonPrefix */ .Mb)([...new Set(environments.map(({ row }) => row.image))]);
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
    const joined = texts
        .join('; ')
        .replace(/^(?:a|the) /, (article) => `${article.charAt(0).toUpperCase()}${article.slice(1)}`);
    return texts.length === 0 ? null : { icon, text: joined };
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
        const names = new Set(of.flatMap(({ row }) => (row.digest === null ? [] : [(0,_image_name_js__WEBPACK_IMPORTED_MODULE_0__/* .imageName */ .t)(row, row.digest)])));
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
function notFound({ locations }, version, { text }) {
    const what = version === null ? 'the requested image' : text(version);
    return locations.length === 0 ? `There is no image ${what}` : `Some repositories have no image ${what}`;
}
function located(locations, { text }) {
    const names = new Set(locations.map(({ identity, target }) => (0,_image_name_js__WEBPACK_IMPORTED_MODULE_0__/* .imageName */ .t)(identity, target.digest)));
    const live = [...new Set(locations.flatMap((location) => location.live))].map(text);
    const what = names.size === 1 ? text([...names][0] ?? '') : `${locations.length} images`;
    return `${what} ${locations.length > 1 && names.size > 1 ? 'are' : 'is'} live in ${live.length === 0 ? 'no environment' : live.join(', ')}`;
}


/***/ }),

/***/ 1983:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ PLAIN),
/* harmony export */   w: () => (/* binding */ markdown)
/* harmony export */ });
/* harmony import */ var _image_name_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3158);
/* harmony import */ var _util_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8805);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4639);



/** Markdown with links. */
function markdown({ source, server }) {
    return {
        text: (text) => (/^sha256:[0-9a-f]+$/.test(text) ? `\`${text}\`` : (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(text)),
        minute: PLAIN.minute,
        run: (url) => (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .runLink */ .ut)(url, server),
        commit: (revision) => (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .commitLink */ .wn)(revision, source),
    };
}
/** Text for a log, whose writer escapes it. */
const PLAIN = {
    text: _util_text_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN,
    minute: (time) => {
        const at = Date.parse(time);
        return Number.isNaN(at) ? 'an unknown time' : `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    },
    run: _util_text_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN,
    commit: (revision) => (revision === null ? 'unknown' : (0,_image_name_js__WEBPACK_IMPORTED_MODULE_0__/* .shortCommit */ .A)(revision)),
};


/***/ }),

/***/ 5:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ historiesBlock),
/* harmony export */   Q2: () => (/* binding */ notes),
/* harmony export */   TM: () => (/* binding */ folded),
/* harmony export */   eI: () => (/* binding */ undoBlock),
/* harmony export */   tZ: () => (/* binding */ MAX_UNFOLDED)
/* harmony export */ });
/* harmony import */ var _execute_result_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1338);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8424);
/* harmony import */ var _plan_plan_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9164);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4639);




/** A block of more images is folded. */
const MAX_UNFOLDED = 10;
/** Warnings and notices as alerts, each text once. */
function notes(warnings, notices) {
    const block = (kind, texts) => {
        const lines = texts.map((text) => `> ${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .escapeMarkdown */ .FV)(text, _text_js__WEBPACK_IMPORTED_MODULE_2__/* .MAX_LINE */ .MV)}`);
        return texts.length === 0 ? [] : [`> [!${kind}]\n${lines.join('\n>\n')}`];
    };
    return [...block('WARNING', [...new Set(warnings)]), ...block('NOTE', [...new Set(notices)])];
}
/** A block under its title; folded where there are many images, so that what is below it is seen. */
function folded(images, [title, more], block) {
    if (images <= MAX_UNFOLDED)
        return `**${title}**${more}:\n\n${block}`;
    return `<details><summary>${title}${more}</summary>\n\n${block}\n\n</details>`;
}
/** The inputs of the run that would undo this one; empty where none would. */
function undoBlock(request, plans) {
    const moved = plans.flatMap((plan) => {
        const { image, environment, previous } = plan;
        return (0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_1__/* .moveOf */ .ds)(plan) && previous ? [{ image, environment, previous }] : [];
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
        ? ` ${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryName */ .aR)(first.image)}`
        : ` |\n${moved.map(({ image }) => `    ${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryName */ .aR)(image)}`).join('\n')}`;
    const version = isNamed ? `\n  version: ${name}` : '';
    const inputs = `\`\`\`yaml\nwith:\n  mode: rollback\n  environment: ${first.environment}\n  image:${images}${version}\n\`\`\``;
    return folded(moved.length, ['To undo', ', run with'], inputs);
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
        const digest = (0,_execute_result_js__WEBPACK_IMPORTED_MODULE_3__/* .historyDigestOf */ .mV)(result, plan);
        if (digest === null || plan.environment === null)
            return [];
        return [{ digest, line: `${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryName */ .aR)(plan.image)}:${plan.environment}-history@${digest}` }];
    });
    const [first] = known;
    if (!first)
        return '';
    if (known.length === 1)
        return `<sub>History: ${(0,_text_js__WEBPACK_IMPORTED_MODULE_2__/* .inlineCode */ .ti)(first.digest)} (note it to prove later that the history was not rewritten)</sub>`;
    const lines = known.map(({ line }) => line).join('\n');
    return `<details><summary>Histories (note them to prove later that they were not rewritten)</summary>\n\n\`\`\`text\n${lines}\n\`\`\`\n\n</details>`;
}


/***/ }),

/***/ 4639:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FV: () => (/* binding */ escapeMarkdown),
/* harmony export */   KG: () => (/* binding */ digestCode),
/* harmony export */   MV: () => (/* binding */ MAX_LINE),
/* harmony export */   Od: () => (/* binding */ alsoRow),
/* harmony export */   Yi: () => (/* binding */ formatMinute),
/* harmony export */   sm: () => (/* binding */ inOrTo),
/* harmony export */   ti: () => (/* binding */ inlineCode),
/* harmony export */   tp: () => (/* binding */ table),
/* harmony export */   ut: () => (/* binding */ runLink),
/* harmony export */   wn: () => (/* binding */ commitLink)
/* harmony export */ });
/* harmony import */ var _image_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7241);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8424);
/* harmony import */ var _util_redact_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5171);
/* harmony import */ var _util_text_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8805);




const MARKDOWN = /[&<>|`*_[\]()#!~\\$@:{}"']/g;
const MAX_CELL = 200;
/** The longest line of a message, in characters: its fix comes at its end. */
const MAX_LINE = 2000;
/**
 * Untrusted text as Markdown: one line, truncated, without secrets, and nothing in it has a meaning in Markdown or HTML.
 * @param max length in characters
 */
function escapeMarkdown(text, max = MAX_CELL) {
    const line = (0,_util_redact_js__WEBPACK_IMPORTED_MODULE_2__/* .redact */ .E)(text).replace(_util_text_js__WEBPACK_IMPORTED_MODULE_3__/* .CONTROL */ .W3, ' ').trim();
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
    return digest ? `\`${(0,_image_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .V)(digest)}\`` : '–';
}
/**
 * A commit as a link.
 * @param source URL of the repository of the run; null where it is unknown
 */
function commitLink(revision, source) {
    if (revision === null || !(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .isCommit */ .WM)(revision))
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


/***/ }),

/***/ 4849:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LS: () => (/* binding */ plural),
/* harmony export */   Xq: () => (/* binding */ formatSize),
/* harmony export */   a3: () => (/* binding */ formatDuration)
/* harmony export */ });
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


/***/ }),

/***/ 8133:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ keepHeapSmall),
/* harmony export */   q: () => (/* binding */ countStreamedBytes)
/* harmony export */ });
/* harmony import */ var node_v8__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8877);
/* harmony import */ var node_vm__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(714);


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
    (0,node_v8__WEBPACK_IMPORTED_MODULE_0__.setFlagsFromString)('--semi-space-growth-factor=1');
    (0,node_v8__WEBPACK_IMPORTED_MODULE_0__.setFlagsFromString)('--heap-growing-percent=10');
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
        (0,node_v8__WEBPACK_IMPORTED_MODULE_0__.setFlagsFromString)('--expose-gc');
        return (0,node_vm__WEBPACK_IMPORTED_MODULE_1__.runInNewContext)('gc');
    }
    catch {
        // the engine exposes no gc: only memory use is higher
        return () => { };
    }
}


/***/ }),

/***/ 2179:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ annotate)
/* harmony export */ });
/** The number of annotations of one kind that GitHub shows per step. */
const MAX_ANNOTATIONS = 10;
/** Reports warnings and notices, each text once, at most ten of a kind. */
function annotate(reporter, warnings, notices) {
    for (const text of new Set(warnings.slice(0, MAX_ANNOTATIONS)))
        reporter.warn(text);
    for (const text of new Set(notices.slice(0, MAX_ANNOTATIONS)))
        reporter.notice(text);
}


/***/ })

};
