export const id = 748;
export const ids = [748];
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
/* harmony import */ var _image_identity_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9544);
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
/* harmony import */ var _image_identity_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9544);
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
/* harmony import */ var _image_identity_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9544);
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

/***/ 1748:
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
var identity = __webpack_require__(9544);
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
// EXTERNAL MODULE: ./lib/report/changes.js
var changes = __webpack_require__(9495);
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
// EXTERNAL MODULE: ./lib/report/text.js
var report_text = __webpack_require__(4639);
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
        ...(0,changes/* changesBlocks */.C)(recorded.changes, request.context.server, request.mode === 'rollback'),
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
            const { status } = await __webpack_require__.e(/* import() */ 846).then(__webpack_require__.bind(__webpack_require__, 5846));
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
    for (const line of (0,changes/* changeLines */.O)(recorded.changes, request.mode === 'rollback'))
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
