export const id = 931;
export const ids = [931,700];
export const modules = {

/***/ 8931:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  copierOf: () => (/* binding */ copierOf),
  putTagOf: () => (/* binding */ putTagOf)
});

// EXTERNAL MODULE: ./lib/image/digest.js
var digest = __webpack_require__(7241);
// EXTERNAL MODULE: ./lib/image/reference.js
var image_reference = __webpack_require__(8424);
// EXTERNAL MODULE: ./lib/util/concurrency.js
var concurrency = __webpack_require__(4467);
// EXTERNAL MODULE: ./lib/util/format.js
var format = __webpack_require__(4849);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/registry/http/types.js
var types = __webpack_require__(7605);
// EXTERNAL MODULE: external "node:module"
var external_node_module_ = __webpack_require__(8995);
// EXTERNAL MODULE: ./lib/util/memory.js
var memory = __webpack_require__(8133);
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
            (0,memory/* countStreamedBytes */.q)(chunk.length);
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

// EXTERNAL MODULE: ./lib/copy/deps.js
var copy_deps = __webpack_require__(2471);
// EXTERNAL MODULE: ./lib/image/manifest.js
var image_manifest = __webpack_require__(4252);
// EXTERNAL MODULE: ./lib/registry/lists.js + 1 modules
var lists = __webpack_require__(3700);
// EXTERNAL MODULE: ./lib/registry/tag-digest.js
var tag_digest = __webpack_require__(7252);
// EXTERNAL MODULE: ./lib/util/memoize.js
var memoize = __webpack_require__(7468);
// EXTERNAL MODULE: ./lib/copy/plan.js
var copy_plan = __webpack_require__(4254);
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
        const list = listOf(manifest, json.manifests, 'manifests');
        const children = list.map((value) => descriptorOf(manifest, value, image_reference/* isDigest */.Bc));
        const attestations = list.filter(image_manifest/* isAttestation */.H3).map((value) => String(value.digest));
        return { ...common, children, blobs: [], layerKeys: list.map(layerKeyOf), attestations: new Set(attestations) };
    }
    if ((0,image_manifest/* isArtifactType */.pB)(manifest.mediaType)) {
        const list = listOf(manifest, json.blobs ?? [], 'blobs');
        return { ...common, ...NO_CHILDREN, blobs: distinct(blobsIn(manifest, list)), layerKeys: list.map(layerKeyOf) };
    }
    if (!(0,image_manifest/* isImageType */.G1)(manifest.mediaType))
        throw (0,image_manifest/* malformed */.Qm)(manifest, `unknown media type ${JSON.stringify(manifest.mediaType.slice(0, 100))}`);
    const config = descriptorOf(manifest, json.config, isBlobDigest);
    const list = listOf(manifest, json.layers ?? [], 'layers');
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
function listOf(manifest, value, name) {
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
    slots = new concurrency/* Semaphore */.jf(copy_deps/* SENT_AT_ONCE */.t);
    /** content that was sent again, by digest: each once */
    resent = new Map();
    constructor(from, to, deps) {
        this.from = from;
        this.to = to;
        this.deps = deps;
    }
    /**
     * Pushes a manifest: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests
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
            const what = `${(0,format/* plural */.LS)(parts.length, 'part')} of ${(0,digest/* shortDigest */.V)(manifest.digest)}`;
            log(`${(0,image_reference/* repositoryName */.aR)(this.to)} lacks ${what} that it reported as present: sending again`);
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
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pushing-manifests-with-subject
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
        this.nodes = new Map((0,copy_plan/* nodesOf */.Nh)(copy.plan).map((node) => [node.digest, node]));
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
        if (!(0,copy_plan/* isSent */.xb)(node))
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
        const now = this.isLong ? await (0,tag_digest/* digestNow */.F)(store, to, tag) : was;
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
        const known = new Set(there ? (0,lists/* referrersIn */.q)(there.bytes, to).map(({ digest }) => digest) : []);
        const added = referrers.filter(({ digest }) => !known.has(digest) && !this.refused.has(digest)).map(manifests_descriptorOf);
        if (added.length === 0)
            return;
        const manifests = [...(there ? manifests_listOf(there) : []), ...added];
        const index = { schemaVersion: 2, mediaType: image_manifest/* MEDIA_TYPES */.Z2.ociIndex, manifests };
        const bytes = Buffer.from(JSON.stringify(index));
        const manifest = { bytes, mediaType: image_manifest/* MEDIA_TYPES */.Z2.ociIndex, digest: (0,digest/* digestOf */.o)(bytes), size: bytes.length };
        await this.putTag(tag, manifest, there !== null);
    }
}
/**
 * Returns a node's manifest, which was read because the destination lacks it.
 * @throws Error when it was not read: a bug
 */
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
 * @param milliseconds since the start, at least an interval
 */
function progressLine(done, total, milliseconds) {
    const share = total === 0 ? 100 : Math.floor((100 * done) / total);
    const rate = (1000 * done) / milliseconds;
    const left = rate === 0 ? '' : `, ${(0,format/* formatDuration */.a3)((1000 * (total - done)) / rate)} left`;
    return `copied ${(0,format/* formatSize */.Xq)(done)} of ${(0,format/* formatSize */.Xq)(total)} (${share} %), ${(0,format/* formatSize */.Xq)(rate)}/s${left}`;
}

// EXTERNAL MODULE: ./lib/copy/schedule.js
var schedule = __webpack_require__(9184);
// EXTERNAL MODULE: ./lib/copy/stats.js
var stats = __webpack_require__(2742);
;// CONCATENATED MODULE: ./lib/copy/copier.js












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
    const isLong = deps.clock.now() - began >= copy_deps/* LONG_COPY_MS */.A;
    const pushed = new Map();
    await (0,concurrency/* forEachLimit */.Gm)(copies, async (copy) => {
        pushed.set(copy.plan, await copyManifests(copy, deps, isLong));
    });
    return copies.map((copy) => {
        const { plan } = copy;
        const outcome = outcomeOf(copy, transferred.get(plan) ?? [], pushed.get(plan), deps.clock.now() - began);
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
        const isPushed = image.isThere || (0,copy_plan/* isImageFirst */.iK)(plan);
        const references = tags.length > 0 ? tags.map(({ tag }) => tag) : isPushed ? [] : [image.digest];
        return references.map((reference) => ({ image, to, reference, pusher }));
    });
    await (0,concurrency/* forEachLimit */.Gm)(names, async ({ image, to, reference, pusher }) => {
        await pusher.put(reference, bytesOf(image));
        deps.log(`${(0,image_reference/* repositoryName */.aR)(to)}${reference === image.digest ? '@' : ':'}${reference} → ${(0,digest/* shortDigest */.V)(image.digest)}`);
    });
}
async function copyBlobs(copies, deps) {
    const transferred = new Map(copies.map(({ plan }) => [plan, []]));
    const { clock, checkCancelled, store, log, retryBudget } = deps;
    const { first, later } = (0,schedule/* scheduleBlobs */.I)(copies);
    const sent = (0,copy_plan/* countOf */.pq)(first.filter(({ mount }) => !mount).map(({ blob }) => blob));
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
    const [small, large] = [new concurrency/* Semaphore */.jf(SMALL_AT_ONCE), new concurrency/* Semaphore */.jf(copy_deps/* SENT_AT_ONCE */.t)];
    let failure = null;
    const transferOne = async (transfer) => {
        if (failure)
            throw failure.error;
        try {
            // a large blob that could not be mounted takes a slot of the large ones
            await copyOne(transfer, (0,schedule/* isSmall */.e)(transfer) ? small : large);
        }
        catch (error) {
            failure ??= { error };
            for (const slots of [small, large])
                slots.close(error);
            throw error;
        }
    };
    const isQuick = (transfer) => (0,schedule/* isSmall */.e)(transfer) || transfer.mount !== null;
    const slow = transfers.filter((transfer) => !isQuick(transfer));
    await (0,concurrency/* settleBoth */.FE)((0,concurrency/* forEachLimit */.Gm)(transfers.filter(isQuick), transferOne, SMALL_AT_ONCE), (0,concurrency/* forEachLimit */.Gm)(slow, transferOne, BLOBS_AT_ONCE));
}
function outcomeOf({ plan, to }, transferred, pushed, milliseconds) {
    const count = (result) => (0,copy_plan/* countOf */.pq)(transferred.filter((one) => one.result === result).map(({ blob }) => blob));
    return {
        source: plan.source,
        to,
        sent: count('sent'),
        mounted: count('mounted'),
        there: (0,copy_plan/* countAll */.Vn)([plan.there, count('there')]),
        ...(0,copy_plan/* piecesOf */.Xe)(plan),
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
    return `copied ${(0,image_reference/* repositoryName */.aR)(source)} → ${(0,image_reference/* repositoryName */.aR)(to)}: ${(0,stats/* formatCopyStats */.S)(outcome, true)}, in ${(0,format/* formatDuration */.a3)(milliseconds)}`;
}

;// CONCATENATED MODULE: ./lib/copy/referrers.js






const NO_REFERRERS = { referrers: [], lists: [], cosignTags: [], warnings: [] };
/** How many levels of referrers of referrers are followed: a signature of an attestation of an SBOM has three. */
const MAX_LEVELS = 4;
/** The suffixes of cosign's tags, tried when the list of tags is incomplete. */
const SUFFIXES = ['sig', 'att', 'sbom'];
/**
 * Finds the referrers and cosign tags of an image that the destination lacks.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers
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
        return manifest && manifest.digest !== subject && isList(manifest) ? (0,lists/* referrersIn */.q)(manifest.bytes, image) : [];
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
        return (0,lists/* referrersIn */.q)(there.bytes, to);
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
const MAX_DEPTH = 4;
/** The largest number of manifests of one image; separately, of its referrers and cosign tags. */
const MAX_MANIFESTS = 1000;
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
     * https://github.com/opencontainers/image-spec/blob/main/image-index.md
     * @param isThere whether the destination has it
     * @param depth the number of indexes above it
     * @throws REGISTRY_REFUSED when it is malformed or a limit is exceeded
     */
    async ofManifest(manifest, isThere, depth = 0) {
        // a refusal below ends the run without waiting for this
        isThere.catch(() => { });
        const refs = readRefs(manifest);
        this.bytes += manifest.size;
        if (this.bytes > MAX_BYTES)
            throw this.refused(`its manifests exceed ${MAX_BYTES / 1024 / 1024} MiB in total`);
        if (depth > MAX_DEPTH)
            throw this.refused(`its indexes are nested more than ${MAX_DEPTH} levels deep`);
        if (this.nodes.size + refs.children.length > MAX_MANIFESTS)
            throw this.refused(`it lists more than ${MAX_MANIFESTS} manifests`);
        const children = Promise.all(refs.children.map((child) => this.ofDescriptor(child, depth + 1)));
        children.catch(() => { });
        const there = await isThere;
        if (!there)
            this.want(refs);
        const { subject } = refs;
        return { digest: manifest.digest, manifest, children: await children, isThere: there, subject };
    }
    /**
     * Surveys a listed manifest and everything it lists.
     * @param depth the number of indexes above it
     * @throws REGISTRY_REFUSED as `ofManifest`; the errors of `Registry.head` and `Registry.get`
     */
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
        if (this.referrers <= MAX_MANIFESTS)
            return;
        throw this.refused(`it has more than ${MAX_MANIFESTS} referrers and signatures`, 'Delete old ones, or copy only the image with `with: image`.');
    }
    /**
     * Whether the destination has a manifest: one HEAD request.
     * @throws the errors of `Registry.head`
     */
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
        return { missing: blobsOf(false), there: (0,copy_plan/* countOf */.pq)(blobsOf(true)) };
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
    const incomplete = [...found.referrers, ...found.cosignTags.map(({ node }) => node)].flatMap(copy_plan/* missingIn */.EH);
    if (incomplete[0])
        throw missingPart(from, incomplete[0].digest);
    return {
        source: from,
        image,
        missing: (0,copy_plan/* missingIn */.EH)(image),
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
    if (children.length > MAX_MANIFESTS)
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

// EXTERNAL MODULE: ./lib/request/request.js
var request_request = __webpack_require__(2060);
// EXTERNAL MODULE: ./lib/world.js + 21 modules
var world = __webpack_require__(9807);
;// CONCATENATED MODULE: ./lib/copy-tools.js






/** Connections to each registry while images are copied: a copy transfers many blobs in parallel. */
const CONNECTIONS_TO_COPY = 24;
/** Sets a tag by the registry's API; where the image was copied, content that the registry has lost is sent again. */
function putTagOf(request, world, reporter) {
    const copies = (0,request_request/* copiesOf */.lS)(request);
    return (image, tag, manifest) => {
        const copy = copies.find(({ to }) => (0,image_reference/* isSameRepository */.ve)(to, image));
        if (!copy)
            return world.registry.put(image, tag, manifest);
        return new ManifestPusher(copy.from, image, copyDepsOf(world, reporter)).put(tag, manifest);
    };
}
/** Returns what surveys and copies the images of a promotion. */
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
function copyDepsOf({ registry, retryBudget, cancel }, reporter) {
    return {
        ...{ store: registry, log: reporter.info, retryBudget },
        // the reporter may be loaded later
        get progress() {
            return reporter.progress;
        },
        ...{ checkCancelled: cancel.check, clock: (0,world/* clockUntil */.V5)(cancel) },
    };
}


/***/ }),

/***/ 3700:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  listReferrers: () => (/* binding */ listReferrers),
  listTags: () => (/* binding */ listTags),
  q: () => (/* binding */ referrersIn)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/image/manifest.js
var manifest = __webpack_require__(4252);
// EXTERNAL MODULE: ./lib/image/reference.js
var reference = __webpack_require__(8424);
// EXTERNAL MODULE: ./lib/registry/http/types.js
var types = __webpack_require__(7605);
// EXTERNAL MODULE: ./lib/util/link-header.js
var link_header = __webpack_require__(542);
;// CONCATENATED MODULE: ./lib/registry/pages.js


const MAX_LIST = 16 * 1024 * 1024;
/** the maximum number of pages of a whole list */
const MAX_PAGES = 1000;
/** for all pages of a list, and for the response to one page, in milliseconds: Harbor has taken 15 s (harbor#6314) */
const MAX_LIST_MS = 60_000;
const MAX_ITEMS = 200_000;
/**
 * Reads the pages of a list one after the other: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-tags
 * @param take handles a page, and returns the number of entries so far
 * @returns whether the last page was read
 * @throws REGISTRY_REFUSED when a page that the registry refers to is missing: a part of a list is not the list
 */
async function readPages(endpoint, list, take) {
    const { image, what } = list;
    const { clock } = endpoint;
    const end = clock.now() + MAX_LIST_MS;
    const seen = new Set();
    let response = await firstPage(endpoint, list);
    for (let page = 1;; page++) {
        if (take(response) > MAX_ITEMS)
            throw tooMany(what, image, `${MAX_ITEMS} entries`);
        if (response.status !== 200)
            return true;
        const next = nextPage(response, list, endpoint.base());
        if (next === null)
            return true;
        if (seen.has(next.href)) {
            list.warn(repeated(list));
            return false;
        }
        if (page >= list.pages)
            break;
        if (clock.now() > end)
            throw tooMany(what, image, `can be read in ${MAX_LIST_MS / 1000} s`);
        seen.add(next.href);
        response = await readPage(endpoint, list, next, [200, 404]);
        if (response.status === 404)
            throw missingPage(list, 'the page does not exist (404)');
    }
    if (list.pages < MAX_PAGES)
        return false;
    throw tooMany(what, image, `${MAX_PAGES} pages`);
}
/** Reads the first page, with fewer entries if the registry refuses the number (image-reflector-controller#585). */
async function firstPage(endpoint, list) {
    const isRefused = ({ status }) => status === 400 && !list.expect.includes(400);
    const [first = null, ...fewer] = list.pageSizes.map((n) => (n === null ? list.path : `${list.path}?n=${n}`));
    let path = first ?? list.path;
    for (const next of fewer) {
        const response = await readPage(endpoint, list, path, [...list.expect, 400]);
        if (!isRefused(response))
            return response;
        path = next;
    }
    return readPage(endpoint, list, path, list.expect);
}
function readPage(endpoint, { scope, what, staysOnHost = false }, path, expect) {
    const limits = { maxBody: MAX_LIST, isSlow: true };
    return endpoint.call({ method: 'GET', path, scope, ...limits, expect, what, staysOnHost });
}
function missingPage({ what, image }, why) {
    return new errors/* ActionError */.lZ('REGISTRY_REFUSED', `Could not ${what}: ${image.registry} refers to a next page of the list, but ${why}. An incomplete list is not used. Check the registry's log, and any proxy in front of it.`);
}
/** Whoever lists may have all entries, or lack those of further pages: the registry does not tell. */
function repeated({ what, image }) {
    return `Could not ${what} completely: ${image.registry} refers to a next page that it has already returned. What is missing from the list is treated as absent. Check the registry's log, and any proxy in front of it.`;
}
function tooMany(what, image, limit) {
    return new errors/* ActionError */.lZ('REGISTRY_REFUSED', `Could not ${what}: the list of ${image.registry} has more than ${limit}. Delete unused entries.`);
}
/**
 * Returns the URL of the next page from the Link header; null if there is none. Behind a proxy, registries name http,
 * an internal host or a wrong path (renovate#15080): only the query is used, with the path that was read.
 * @throws REGISTRY_REFUSED when the link is not a valid URL
 */
function nextPage(response, list, base) {
    const link = response.headers.link;
    const target = (0,link_header/* nextLink */.I)(Array.isArray(link) ? link.join(',') : link);
    if (target === null)
        return null;
    const own = new URL(list.path, base);
    if (!URL.canParse(target, own.href))
        throw missingPage(list, 'its link is not a valid URL');
    const { pathname, search } = new URL(target, own);
    // a link without a query has the page in its path
    return Object.assign(new URL(own), search === '' ? { pathname } : { search });
}

// EXTERNAL MODULE: ./lib/registry/redirect.js
var redirect = __webpack_require__(7887);
;// CONCATENATED MODULE: ./lib/registry/lists.js






/** entries per page; registries that refuse a number get the next one, at last their own default */
const PAGE_SIZES = ['1000', '100', null, '10'];
/**
 * Statuses of registries without the referrers API, which specifies 404. GHCR redirects to another host, which does not
 * have it either.
 */
const NO_REFERRERS = [400, 404, 405, 406, 501, ...redirect/* REDIRECTS */.eT];
/**
 * Lists a repository's tags: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-tags
 * @param scope the scope of the token, as `repository:name:pull`
 * @param warn called if the list is incomplete, because its pages repeat
 * @param pages the maximum number of pages, of up to 1000 tags each
 * @returns no tags if the repository does not exist
 * @throws REGISTRY_REFUSED when the list is not valid, or exceeds 1000 pages, 200,000 tags or 60 s
 * @throws the errors of `Endpoint.call`
 */
async function listTags(endpoint, image, scope, warn, pages = MAX_PAGES) {
    const tags = new Set();
    const what = `list the tags of ${(0,reference/* repositoryName */.aR)(image)}`;
    const path = `/v2/${image.repository}/tags/list`;
    const list = { image, what, path, scope, warn, expect: [200, 404], pages, pageSizes: PAGE_SIZES };
    const isWhole = await readPages(endpoint, list, (response) => {
        if (response.status === 404)
            return tags.size;
        for (const tag of tagsIn(response, image))
            tags.add(tag);
        return tags.size;
    });
    return { tags: [...tags], isWhole };
}
/**
 * Lists the referrers of a manifest:
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers
 * @param digest the digest of the manifest
 * @param scope the scope of the token, as `repository:name:pull`
 * @param warn called if the list is incomplete, because its pages repeat
 * @returns null if the registry does not have the API; then the tag `sha256-<hex>` has the list
 * @throws REGISTRY_REFUSED when the list is not valid, or exceeds 1000 pages, 200,000 referrers or 60 s
 * @throws the errors of `Endpoint.call`
 */
async function listReferrers(endpoint, image, digest, scope, warn) {
    const found = new Map();
    let isServed = true;
    const what = `list the referrers of ${(0,reference/* repositoryName */.aR)(image)}@${digest}`;
    const path = `/v2/${image.repository}/referrers/${digest}`;
    const expect = [200, ...NO_REFERRERS];
    const list = {
        image,
        what,
        path,
        scope,
        expect,
        warn,
        pages: MAX_PAGES,
        staysOnHost: true,
        pageSizes: [null],
    };
    await readPages(endpoint, list, (response) => {
        // some registries respond with 200 to an unknown path
        isServed &&= response.status === 200 && (0,types/* contentType */.IM)(response) === manifest/* MEDIA_TYPES */.Z2.ociIndex;
        if (isServed)
            for (const each of referrersIn(response.body, image))
                found.set(each.digest, each);
        return found.size;
    });
    return isServed ? [...found.values()] : null;
}
/**
 * Returns the referrers in an image index, which is the API's response or the content of the tag `sha256-<hex>`
 * (https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema).
 * Entries without a valid digest are left out.
 * @param image the repository, used in the error message
 * @throws REGISTRY_REFUSED when it is not JSON, or has neither an array of manifests nor null
 */
function referrersIn(body, image) {
    let list;
    try {
        list = JSON.parse(body.toString('utf8'))?.manifests;
        // Go writes an empty list as null
        if (list === null)
            list = [];
    }
    catch {
        // falls through: not JSON
    }
    if (!Array.isArray(list))
        throw new errors/* ActionError */.lZ('REGISTRY_REFUSED', `${image.registry} returned a list of referrers that is not valid. Check that it is an OCI registry.`);
    return list.flatMap((value) => {
        const { digest, mediaType, size, artifactType, annotations } = (value ?? {});
        if (typeof digest !== 'string' || !(0,reference/* isDigest */.Bc)(digest))
            return [];
        return {
            digest,
            mediaType: typeof mediaType === 'string' && mediaType ? mediaType : manifest/* MEDIA_TYPES */.Z2.ociManifest,
            size: typeof size === 'number' ? size : 0,
            artifactType: typeof artifactType === 'string' ? artifactType : null,
            annotations: (0,manifest/* stringsOf */.iw)(annotations),
        };
    });
}
function tagsIn(response, image) {
    try {
        const list = JSON.parse(response.body.toString('utf8'));
        const { tags } = list;
        if ((tags === null || tags === undefined) && !Array.isArray(list))
            return [];
        if (Array.isArray(tags))
            return tags.filter((tag) => typeof tag === 'string' && (0,reference/* isTag */.dz)(tag));
    }
    catch {
        // falls through: not JSON
    }
    throw new errors/* ActionError */.lZ('REGISTRY_REFUSED', `${image.registry} returned a list of tags that is not valid. Check that it is an OCI registry.`);
}


/***/ }),

/***/ 542:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ nextLink)
/* harmony export */ });
/** The target of a link with the relation `next`, among other links and parameters. */
const NEXT = /<([^>]*)>\s*(?:;(?:"[^"]*"|[^,;<"])*)*?;\s*rel\s*=\s*(?:"(?:[^"]*\s)?next(?:\s[^"]*)?"|next(?![\w-]))/i;
/**
 * Returns the target of the first link with the relation `next` in a header `Link`
 * (https://www.rfc-editor.org/rfc/rfc8288#section-3); null where there is none. A link without its angle brackets counts:
 * an incomplete list would be taken for the whole.
 */
function nextLink(header) {
    if (header === null || header === undefined)
        return null;
    return NEXT.exec(header)?.[1] ?? bareTarget(header);
}
/** The target of a link with the relation `next` that is not in angle brackets; null where there is none. */
function bareTarget(header) {
    const next = header.split(/,(?=\s*[^;,=]*[/?])/).find((link) => /;\s*rel\s*=\s*"?next\b/i.test(link));
    return next?.split(';')[0]?.trim() ?? null;
}


/***/ })

};
