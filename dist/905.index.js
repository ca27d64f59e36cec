export const id = 905;
export const ids = [905];
export const modules = {

/***/ 905:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  failed: () => (/* binding */ failed),
  log: () => (/* reexport */ commands_namespaceObject),
  run: () => (/* binding */ run)
});

// NAMESPACE OBJECT: ./lib/github/commands.js
var commands_namespaceObject = {};
__webpack_require__.r(commands_namespaceObject);
__webpack_require__.d(commands_namespaceObject, {
  annotate: () => (annotate),
  debug: () => (debug),
  fail: () => (fail),
  info: () => (info),
  mask: () => (mask),
  quoted: () => (quoted),
  write: () => (commands_write)
});

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/image/reference.js
var image_reference = __webpack_require__(424);
// EXTERNAL MODULE: ./lib/image/digest.js
var image_digest = __webpack_require__(241);
// EXTERNAL MODULE: ./lib/image/identity.js
var identity = __webpack_require__(163);
// EXTERNAL MODULE: ./lib/image/manifest.js
var image_manifest = __webpack_require__(252);
;// CONCATENATED MODULE: ./lib/history/event.js
/** What can have happened to an environment. */
const ACTIONS = ['build', 'promote', 'rollback', 'observed', 'superseded'];
/** The newest so many events are kept. */
const MAX_EVENTS = 200;
/** Whether two events are the same happening: renumbering and superseding leave this as it is. */
function isSameEvent(a, b) {
    return a.at === b.at && a.digest === b.digest && a.run === b.run && a.previous === b.previous && a.actor === b.actor;
}
/** The same event as one that came to nothing, or was overtaken. */
function superseded(event) {
    return { ...event, action: 'superseded' };
}
/**
 * A history with other events at its end.
 * @param base what was read, or null where there is none yet
 * @param events all events from now on, in order
 * @returns the history to write: its parent is the one that it replaces, the oldest events beyond 200 are dropped
 */
function successor(base, events) {
    const dropped = Math.max(0, events.length - MAX_EVENTS);
    return {
        digest: null,
        parent: base?.digest ?? null,
        first: (base?.first ?? 1) + dropped,
        events: events.slice(dropped),
    };
}
/** The last event that is not superseded: what the history says is live, or was about to be. */
function lastEvent(history) {
    return history?.events.findLast((event) => event.action !== 'superseded') ?? null;
}

;// CONCATENATED MODULE: ./lib/history/codec.js






const PREFIX = 'vnd.build-once-promote.';
const VERSION_KEY = `${PREFIX}history`;
const PARENT_KEY = `${PREFIX}parent`;
const EVENT_KEY = `${PREFIX}event.`;
/** An empty tar, compressed: 29 bytes that never change, so a repository holds them once. */
const EMPTY_LAYER = Buffer.from('H4sIAAAAAAAA/2NgGAWjYBSMVAAALq+17wAEAAA=', 'base64');
const EMPTY_LAYER_DIFF_ID = 'sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef';
/** The config of every history: no platform runs it. */
const CONFIG = Buffer.from(JSON.stringify({
    architecture: 'unknown',
    os: 'unknown',
    config: {},
    rootfs: { type: 'layers', diff_ids: [EMPTY_LAYER_DIFF_ID] },
}));
/**
 * A history as the manifest that its tag points at.
 * @param history at most 200 events, numbered from `first`
 * @returns an OCI image manifest whose annotations are the events; its config and layer are always the same
 */
function encodeHistory(history) {
    const annotations = { [VERSION_KEY]: '1' };
    if (history.parent !== null)
        annotations[PARENT_KEY] = history.parent;
    history.events.forEach((event, index) => {
        annotations[`${EVENT_KEY}${String(history.first + index).padStart(6, '0')}`] = JSON.stringify(event);
    });
    const bytes = Buffer.from(JSON.stringify({
        schemaVersion: 2,
        mediaType: image_manifest/* MEDIA_TYPES */.Z2.ociManifest,
        config: { mediaType: image_manifest/* MEDIA_TYPES */.Z2.ociConfig, digest: (0,image_digest/* digestOf */.o)(CONFIG), size: CONFIG.length },
        layers: [{ mediaType: image_manifest/* MEDIA_TYPES */.Z2.ociLayer, digest: (0,image_digest/* digestOf */.o)(EMPTY_LAYER), size: EMPTY_LAYER.length }],
        annotations,
    }));
    // what strangers wrote into old events may be large: the newest are kept
    if (bytes.length > image_manifest/* MAX_MANIFEST */.xZ && history.events.length > 1) {
        return encodeHistory({ ...history, first: history.first + 1, events: history.events.slice(1) });
    }
    return { bytes, mediaType: image_manifest/* MEDIA_TYPES */.Z2.ociManifest, digest: (0,image_digest/* digestOf */.o)(bytes), size: bytes.length };
}
/**
 * Reads a history: the newest 200 of its events.
 * @param manifest what the history tag points at
 * @param where the tag's full reference, for the words of an error
 * @throws HISTORY_INVALID where it is no history, its numbers have a gap, or an event cannot be read
 */
function decodeHistory(manifest, where) {
    const annotations = annotationsOf(manifest, where);
    if (annotations[VERSION_KEY] !== '1') {
        const found = annotations[VERSION_KEY] === undefined
            ? 'no history'
            : `a history of another form (${JSON.stringify(annotations[VERSION_KEY].slice(0, 20))})`;
        throw invalid(where, `it is ${found}`);
    }
    const parent = annotations[PARENT_KEY] ?? null;
    if (parent !== null && !(0,image_reference/* isDigest */.Bc)(parent))
        throw invalid(where, 'its parent is no digest');
    const keys = Object.keys(annotations).filter((key) => key.startsWith(EVENT_KEY));
    const numbered = keys
        .map((key) => ({ number: numberOf(key, where), text: annotations[key] ?? '' }))
        .sort((a, b) => a.number - b.number);
    const first = numbered[0]?.number ?? 1;
    numbered.forEach(({ number }, index) => {
        if (number !== first + index)
            throw invalid(where, `event ${first + index} is missing`);
    });
    // whoever wrote more, no run would keep them; and all of them would be replayed again and again
    const kept = numbered.slice(-MAX_EVENTS);
    return {
        digest: manifest.digest,
        parent,
        first: kept[0]?.number ?? 1,
        events: kept.map(({ number, text }) => eventOf(text, number, where)),
    };
}
function annotationsOf(manifest, where) {
    let annotations;
    try {
        annotations = JSON.parse(manifest.bytes.toString('utf8'))?.annotations;
    }
    catch {
        throw invalid(where, 'it is not JSON');
    }
    const strings = (0,image_manifest/* stringsOf */.iw)(annotations);
    // one that is left out may be the last event, which no gap would show
    if (Object.keys(annotations ?? {}).length !== Object.keys(strings).length)
        throw invalid(where, 'an annotation is no text');
    return strings;
}
function numberOf(key, where) {
    const digits = key.slice(EVENT_KEY.length);
    if (!/^\d{6,9}$/.test(digits))
        throw invalid(where, `an event has the number ${JSON.stringify(digits.slice(0, 20))}`);
    return Number(digits);
}
function eventOf(text, number, where) {
    let json = {};
    try {
        json = (JSON.parse(text) ?? {});
    }
    catch {
        throw invalid(where, `event ${number} is not JSON`);
    }
    const { action, at, digest, mediaType, size, allowed } = json;
    const isAction = typeof action === 'string' && ACTIONS.includes(action);
    if (!isAction)
        throw invalid(where, `event ${number} has an action that is not known`);
    if (typeof digest !== 'string' || !(0,image_reference/* isDigest */.Bc)(digest))
        throw invalid(where, `event ${number} has no digest`);
    if (typeof at !== 'string' || !(0,identity/* isTime */.K8)(at))
        throw invalid(where, `event ${number} has no time`);
    const previous = json.previous ?? null;
    if (previous !== null && (typeof previous !== 'string' || !(0,image_reference/* isDigest */.Bc)(previous)))
        throw invalid(where, `event ${number} has a previous that is no digest`);
    return {
        action: action,
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
    };
}
function textOf(value) {
    return typeof value === 'string' ? value : null;
}
function invalid(where, why) {
    return new errors/* ActionError */.lZ('HISTORY_INVALID', `The history ${where} cannot be read: ${why}. If somebody put another image there, point the tag back at the digest that the last run's log names, or delete the tag: that loses the log, no image.`);
}

;// CONCATENATED MODULE: ./lib/history/store.js



/** The tag that an environment's history is under. */
function historyTag(environment) {
    return `${environment}-history`;
}
/**
 * Reads an environment's history.
 * @returns null where the registry says 404, and only there
 * @throws HISTORY_INVALID where the tag names something else
 */
async function loadHistory(registry, image, environment) {
    const tag = historyTag(environment);
    const manifest = await registry.get(image, tag);
    return manifest && decodeHistory(manifest, `${(0,image_reference/* repositoryName */.aR)(image)}:${tag}`);
}
/** Makes sure that a repository has the two constant blobs of a history; it has them once it holds any history. */
async function prepareHistory(registry, image) {
    await Promise.all([CONFIG, EMPTY_LAYER].map((bytes) => registry.ensureBlob(image, bytes)));
}
/**
 * Writes a history by one PUT; where a clean-up has taken its blobs, they are put there again.
 * @returns the history as it stands now, with the digest of its manifest
 */
async function saveHistory(registry, image, environment, history) {
    const manifest = encodeHistory(history);
    const put = () => registry.put(image, historyTag(environment), manifest);
    await put().catch(async (error) => {
        // registries answer 400 or 404 where a blob is missing
        const isMissing = error instanceof errors/* ActionError */.lZ && ['REGISTRY_REFUSED', 'NOT_FOUND'].includes(error.code);
        if (!isMissing)
            throw error;
        await prepareHistory(registry, image);
        await put();
    });
    return { ...history, digest: manifest.digest };
}

;// CONCATENATED MODULE: ./lib/util/concurrency.js

/** So many writes go out at once: a train of a hundred images is a third faster than with 16. */
const AT_ONCE = 64;
/** So many images or environments are read at once; each takes several requests. */
const READS_AT_ONCE = 64;
/** Does something for each, several at a time; every one that has begun is waited for before an error is thrown. */
async function forEachLimit(items, act, atOnce = AT_ONCE) {
    const errors = [];
    const queue = [...items];
    const worker = async () => {
        for (let item = queue.shift(); item !== undefined && errors.length === 0; item = queue.shift()) {
            await act(item).catch((error) => errors.push(error));
        }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
    if (errors.length > 0)
        throw errors[0];
}
/**
 * Reads for every image, side by side, and waits for all, so that an error names every image that it concerns.
 * @throws the problems of all images as one
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
    await Promise.all(Array.from({ length: Math.min(READS_AT_ONCE, items.length) }, worker));
    const problems = results.flatMap((result) => (result.status === 'rejected' ? [(0,errors/* asActionError */.z6)(result.reason)] : []));
    // that the job is cancelled concerns all images
    const cancelled = problems.find(({ code }) => code === 'CANCELLED');
    if (problems.length > 0)
        throw cancelled ?? (0,errors/* mergeErrors */.Mv)(problems);
    return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}
/** Waits for both, also where one fails, so that nothing goes on behind a failure; the first's error counts. */
async function settleBoth(a, b) {
    const [first, second] = await Promise.allSettled([a, b]);
    if (first.status === 'rejected')
        throw first.reason;
    if (second.status === 'rejected')
        throw second.reason;
    return [first.value, second.value];
}
/** Room for so many at once. Who finds none waits, in the order of coming. */
class Semaphore {
    free;
    waiting = [];
    closed = null;
    /** @param size how many */
    constructor(size) {
        this.free = size;
    }
    /** @returns how to leave, which counts once; rejects where the room was closed */
    async acquire() {
        if (this.closed)
            throw this.closed.reason;
        if (this.free > 0)
            this.free -= 1;
        else
            await new Promise((enter, refuse) => this.waiting.push({ enter, refuse }));
        let isIn = true;
        return () => {
            if (isIn)
                this.release();
            isIn = false;
        };
    }
    /** Lets nobody in any more: who waits is refused with the reason. */
    close(reason) {
        this.closed ??= { reason };
        for (const { refuse } of this.waiting.splice(0))
            refuse(this.closed.reason);
    }
    release() {
        const next = this.waiting.shift();
        if (next)
            next.enter();
        else
            this.free += 1;
    }
}

;// CONCATENATED MODULE: ./lib/execute/recheck.js


/** A plan whose reading took longer is looked at again before it is carried out, in milliseconds. */
const STALE_MS = 1500;
/** Tags are looked at again before a copy puts them where copying took longer, in milliseconds. */
const LONG_COPY_MS = 5000;
/**
 * Brings the two constant blobs of a history to repositories without any.
 * @returns whether there was any, so that it took its time
 */
async function ensureHistoryBlobs(plan, registry) {
    if (plan.problems.length > 0)
        return false;
    const bare = plan.images.filter(({ move }) => move?.next && !move.hasHistoryBlobs);
    await mapAll(bare, ({ image }) => prepareHistory(registry, image));
    return bare.length > 0;
}
/**
 * Whether a plan may be carried out as it is. Where the reading or what came before took its time, the environments are
 * looked at again, since what is written on an old reading overwrites what others have written since.
 * @param started when the reading began, in milliseconds since the epoch
 * @param isLate whether something was done since
 * @returns false where an environment has changed: plan anew
 */
async function isStillCurrent(plan, registry, clock, started, isLate) {
    if (plan.problems.length > 0)
        return true;
    const isOld = isLate || plan.images.some(({ move }) => move?.needsRecheck) || clock.now() - started >= STALE_MS;
    if (!isOld)
        return true;
    const fresh = await mapAll(plan.images, (image) => isUnchanged(image, registry));
    return fresh.every(Boolean);
}
async function isUnchanged({ image, move }, registry) {
    if (!move)
        return true;
    const [live, history] = await Promise.all([
        digestNow(registry, image, move.environment),
        digestNow(registry, image, historyTag(move.environment)),
    ]);
    return live === (move.from?.digest ?? null) && history === (move.base?.digest ?? null);
}
/**
 * Whether tags are where the plan saw them after images were copied: what nobody had then, another run may have given
 * to another image meanwhile, and a version's tag must not be taken from it.
 * @param started when the reading began, in milliseconds since the epoch
 * @returns false where one has changed: plan anew; true without looking where copying took no time
 */
async function areTagsUnchanged(plan, registry, clock, started) {
    if (clock.now() - started < LONG_COPY_MS)
        return true;
    const writes = plan.images.flatMap(({ image, copy, tags }) => [...(copy?.tags ?? []), ...tags].map((write) => ({ image, ...write })));
    const fresh = await mapAll(writes, async ({ image, tag, was }) => (await digestNow(registry, image, tag)) === was);
    return fresh.every(Boolean);
}
/** What a tag names now; null where there is none. */
async function digestNow(registry, image, tag) {
    return (await registry.head(image, tag))?.digest ?? null;
}

// EXTERNAL MODULE: ./lib/registry/lists.js
var lists = __webpack_require__(658);
// EXTERNAL MODULE: ./lib/util/memoize.js
var memoize = __webpack_require__(468);
// EXTERNAL MODULE: ./lib/registry/http/types.js
var types = __webpack_require__(605);
// EXTERNAL MODULE: external "node:module"
var external_node_module_ = __webpack_require__(995);
// EXTERNAL MODULE: external "node:v8"
var external_node_v8_ = __webpack_require__(877);
// EXTERNAL MODULE: external "node:vm"
var external_node_vm_ = __webpack_require__(714);
;// CONCATENATED MODULE: ./lib/util/memory.js


/** in bytes */
const EVERY = 4 * 1024 * 1024;
let collect = null;
let moved = 0;
/**
 * Keeps the heap near what is in use, from now on. Thousands of requests side by side leave garbage, and the collector
 * would rather take another hundred megabytes than look for it: 200 images are copied with half the memory so, in the
 * same time.
 */
function keepHeapSmall() {
    (0,external_node_v8_.setFlagsFromString)('--semi-space-growth-factor=1');
    (0,external_node_v8_.setFlagsFromString)('--heap-growing-percent=10');
}
/**
 * Takes in that bytes have passed, and has what has passed freed now and then. Each piece is 64 kB beside the heap, of
 * which the collector sees only a small wrapper: left to itself it lets a hundred megabytes of them lie. A sweep takes
 * less than a millisecond, and memory that is used again is faster than new memory.
 */
function passed(bytes) {
    moved += bytes;
    if (moved < EVERY)
        return;
    moved = 0;
    collect ??= collector();
    collect({ type: 'minor' });
}
function collector() {
    try {
        (0,external_node_v8_.setFlagsFromString)('--expose-gc');
        return (0,external_node_vm_.runInNewContext)('gc');
    }
    catch {
        // another engine: more memory, nothing else
        return () => { };
    }
}

;// CONCATENATED MODULE: ./lib/copy/pump.js




const pump_require = (0,external_node_module_.createRequire)(import.meta.url);
/** So much may wait to be sent, in bytes: less, and both sides wait for each other again and again. */
const MAX_HIGH_WATER_MARK = 1024 * 1024;
/** It begins with this, and is doubled while it goes out quickly: a slow line need not take more before silence is too long. */
const MIN_HIGH_WATER_MARK = 64 * 1024;
/** quickly: in this part of the silence that would be too long */
const FAST_DRAIN_SHARE = 30;
/** So many bytes have to come while silence would be too long: a byte now and then is no download. */
const MIN_BYTES_PER_TIMEOUT = 16 * 1024;
/**
 * Moves a blob's bytes from a source to an upload, at the pace of the slower, and checks size and digest on the way.
 * The last piece is held back until they are known to be right, so that a wrong blob is never whole.
 * @throws DIGEST_MISMATCH where the bytes are others; REGISTRY_UNAVAILABLE where the source breaks or stands still;
 *   NoAnswer where the upload does
 */
async function pump(source, sink, pumping) {
    const { expected, onBytes, where } = pumping;
    const { createHash } = pump_require('node:crypto');
    const algorithm = expected.digest.slice(0, expected.digest.indexOf(':'));
    const hash = createHash(algorithm);
    const watch = watchBoth(source, sink, pumping);
    let held = null;
    let size = 0;
    try {
        for await (const chunk of source) {
            size += chunk.length;
            if (size > expected.size)
                throw digestMismatch(expected, where, `more than ${expected.size} bytes`);
            hash.update(chunk);
            if (held !== null && !sink.write(held) && sink.writableLength > watch.ahead())
                await watch.drained();
            held = chunk;
            onBytes(chunk.length);
            passed(chunk.length);
            watch.touch(chunk.length);
        }
    }
    catch (error) {
        if (error instanceof errors/* ActionError */.lZ || error instanceof types/* NetworkError */.Dr)
            throw error;
        throw downloadError(where, 'the download broke', error);
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
/** Ends the source where the upload ends early, or where neither side moves. */
function watchBoth(source, sink, { idleTimeoutMs, where }) {
    let isFull = false;
    let ahead = MIN_HIGH_WATER_MARK;
    let onDrained = () => { };
    let onBroken = (_) => { };
    const give = (error) => {
        source.destroy(error);
        onBroken(error);
    };
    const still = () => {
        const why = `stood still for ${idleTimeoutMs / 1000} s`;
        give(isFull ? new types/* NetworkError */.Dr(`the upload ${why}`, 'ETIMEDOUT') : downloadError(where, `the download ${why}`));
    };
    const ended = () => give(new types/* NetworkError */.Dr('the registry ended the upload before its end', 'ECONNRESET'));
    const drain = () => onDrained();
    // looked at now and then: a timer for each piece would cost more than the piece
    let moved = Date.now();
    let since = 0;
    const timer = setInterval(() => Date.now() - moved > idleTimeoutMs && still(), Math.min(idleTimeoutMs, 1000));
    sink.on('drain', drain).once('close', ended).once('response', ended);
    return {
        touch: (bytes) => {
            since += bytes;
            if (since < MIN_BYTES_PER_TIMEOUT)
                return;
            since = 0;
            moved = Date.now();
        },
        /** how much may wait to be sent, in bytes */
        ahead: () => ahead,
        /** resolves when the sink takes more */
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
            ahead =
                Date.now() - began < idleTimeoutMs / FAST_DRAIN_SHARE
                    ? Math.min(2 * ahead, MAX_HIGH_WATER_MARK)
                    : MIN_HIGH_WATER_MARK;
        },
        stop: () => {
            clearInterval(timer);
            sink.off('drain', drain).off('close', ended).off('response', ended);
            // what comes after is of no interest
            source.on('error', () => { });
            source.destroy();
        },
    };
}
/** The source's failure: whoever reads the upload's answer would blame the destination. */
function downloadError(where, why, cause) {
    const remedy = 'Run again: what has arrived is not sent again.';
    return new errors/* ActionError */.lZ('REGISTRY_UNAVAILABLE', `Could not read ${where}: ${why}. ${remedy}`, cause);
}
function digestMismatch({ digest }, where, found) {
    return new errors/* ActionError */.lZ('DIGEST_MISMATCH', `${where[0]?.toUpperCase()}${where.slice(1)} should be ${digest}, but what was sent is ${found}. Nothing was made of it. Run again; if it stays so, what the registry keeps is damaged, or a proxy changes it.`);
}

;// CONCATENATED MODULE: ./lib/copy/blob.js




/** neither side of a copy may stand still for longer, in milliseconds */
const IDLE_TIMEOUT_MS = 30_000;
/** How often it is tried, by what went wrong: a session may be lost, bytes may be damaged on the way. */
const TRIES = {
    REGISTRY_UNAVAILABLE: 5,
    RATE_LIMITED: 5,
    DIGEST_MISMATCH: 2,
    REGISTRY_REFUSED: 2,
};
/** what a registry says that mounts nothing from there; where it takes no upload either, that says so */
const NO_MOUNT = ['REGISTRY_REFUSED', 'NOT_FOUND', 'UNAUTHORIZED', 'FORBIDDEN'];
/**
 * Brings one blob to a repository: mounted where another of its registry has it, else streamed from its source without
 * touching the disk. An upload that breaks begins again in a new session, with a new reading of the source; what the
 * client has asked for again and again already is not.
 */
async function copyBlob(deps, transfer) {
    const { blob, to, mount } = transfer;
    const { clock, retryBudget } = deps;
    // what was not mounted once is not mounted the next time
    const mounted = mount ? await tryMount(deps, transfer, mount) : null;
    if (mounted === 'mounted' || mounted === 'there')
        return mounted;
    let session = mounted;
    for (let tries = 1;; tries++) {
        const problem = await send(deps, transfer, session);
        session = null;
        if (problem === null)
            return 'sent';
        const failed = clock.now();
        const wait = 500 * 2 ** (tries - 1) * (0.75 + clock.random() / 2);
        if (tries >= (TRIES[problem.code] ?? 1) || wait > retryBudget.remainingMs())
            throw problem;
        await clock.sleep(wait);
        retryBudget.spend(failed, clock.now());
        deps.checkCancelled();
        // the answer may have been lost, not the blob
        if (await deps.blobs.has(to, blob.digest)) {
            deps.onBytes(blob.size);
            return 'sent';
        }
    }
}
/** @returns the session of an upload where the registry began one instead; null where it began nothing */
async function tryMount(deps, transfer, holder) {
    const { to, blob } = transfer;
    const session = await beginMount(deps.blobs, to, holder, blob.digest);
    if (session === 'mounted')
        return session;
    // it does not mount: then nobody has asked yet whether the blob is there
    if (await deps.blobs.has(to, blob.digest))
        return 'there';
    deps.onUnmounted(blob.size);
    return session;
}
/**
 * Sends a blob once, when there is room. The next may begin when the last byte has gone out: registries take their time
 * for the answer, and meanwhile the line would be idle.
 * @returns what may go well another time; null where it went well
 */
async function send(deps, transfer, session) {
    const leave = await deps.slots.acquire();
    try {
        deps.checkCancelled();
        const ready = await prepare(deps, transfer, session);
        try {
            await finish(deps, transfer, ready, leave);
            return null;
        }
        catch (error) {
            deps.checkCancelled();
            return asProblem(error, transfer.to, transfer.blob);
        }
    }
    finally {
        leave();
    }
}
/** Registries that mount nothing begin an upload instead, or refuse: then nothing has begun. */
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
/** Both at once: the source waits until the upload is ready. */
async function prepare({ blobs }, { from, to, blob }, begun) {
    const [session, source] = await Promise.allSettled([begun ?? blobs.begin(to, null), blobs.open(from, blob.digest)]);
    if (session.status === 'rejected' || source.status === 'rejected') {
        if (source.status === 'fulfilled')
            source.value.destroy();
        throw session.status === 'rejected' ? session.reason : source.reason;
    }
    if (session.value === null)
        throw new Error('nothing was to be mounted');
    return { session: session.value, source: source.value };
}
/** @param onWritten told when all bytes have gone out */
async function finish({ blobs, onBytes }, { from, to, blob }, { session, source }, onWritten) {
    const where = `the blob ${blob.digest} of ${(0,image_reference/* repositoryName */.aR)(from)}`;
    let opened = source;
    let moved = 0;
    const count = (bytes) => {
        moved += bytes;
        onBytes(bytes);
    };
    const discount = () => {
        if (moved > 0)
            count(-moved);
    };
    const write = async (sink) => {
        // where a token had run out it is written once more, from its beginning
        discount();
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
        discount();
        throw error;
    }
}
function asProblem(error, to, { digest }) {
    if (!(error instanceof types/* NetworkError */.Dr))
        return (0,errors/* asActionError */.z6)(error);
    return new errors/* ActionError */.lZ('REGISTRY_UNAVAILABLE', `Could not copy the blob ${digest} to ${(0,image_reference/* repositoryName */.aR)(to)}: ${error.message}. Run again: what has arrived is not sent again.`, error);
}

;// CONCATENATED MODULE: ./lib/copy/plan.js
/** Counts blobs. */
function countOf(blobs) {
    return { blobs: blobs.length, bytes: blobs.reduce((sum, { size }) => sum + size, 0) };
}
/** Several counts as one. */
function countAll(counts) {
    return counts.reduce((sum, { blobs, bytes }) => ({ blobs: sum.blobs + blobs, bytes: sum.bytes + bytes }), {
        blobs: 0,
        bytes: 0,
    });
}
/** Whether a copy has anything to write. */
function hasCopying(plan) {
    return (plan !== null &&
        (plan.tags.length > 0 ||
            plan.lists.length > 0 ||
            plan.cosignTags.length > 0 ||
            nodesOf(plan).some((node) => !node.isThere)));
}
/** How many manifests a plan brings, each once, and how many referrers and attached tags are among them. */
function piecesOf(plan) {
    const missing = nodesOf(plan).filter(({ isThere }) => !isThere);
    return {
        manifests: new Set(missing.map(({ digest }) => digest)).size,
        referrers: plan.referrers.length + plan.cosignTags.length,
    };
}
/**
 * Every manifest of a plan, what is listed before what lists it, each once: indexes in indexes that list the same again
 * and again would else be walked a number of times that has no bound.
 */
function nodesOf({ image, referrers, cosignTags: attached }) {
    const nodes = new Set();
    for (const node of [image, ...referrers, ...attached.map((one) => one.node)])
        addTo(nodes, node);
    return [...nodes];
}
function addTo(nodes, node) {
    if (nodes.has(node))
        return;
    for (const child of node.children)
        addTo(nodes, child);
    nodes.add(node);
}

;// CONCATENATED MODULE: ./lib/copy/progress.js
/** between two lines of progress, in milliseconds */
const EVERY_MS = 10_000;
/** Tells now and then how much of how much has gone, how fast, and how long it will take. */
class Progress {
    total;
    clock;
    log;
    began;
    done = 0;
    told;
    /** @param total in bytes */
    constructor(total, clock, log) {
        this.total = total;
        this.clock = clock;
        this.log = log;
        this.began = clock.now();
        this.told = this.began;
    }
    /** Takes in that more bytes have to go than was known. */
    grow(count) {
        this.total += count;
    }
    /** Takes in that bytes have gone; fewer than none where some have to go again. */
    add(count) {
        this.done += count;
        const now = this.clock.now();
        if (now - this.told < EVERY_MS)
            return;
        this.told = now;
        this.log(progressLine(this.done, this.total, now - this.began));
    }
}
/**
 * One line of progress.
 * @param done and total in bytes
 * @param milliseconds since the beginning
 */
function progressLine(done, total, milliseconds) {
    const share = total === 0 ? 100 : Math.floor((100 * done) / total);
    const rate = milliseconds === 0 ? 0 : (1000 * done) / milliseconds;
    const left = rate === 0 ? '' : `, ${duration((1000 * (total - done)) / rate)} left`;
    return `copied ${size(done)} of ${size(total)} (${share} %), ${size(rate)}/s${left}`;
}
/** Bytes for people, in powers of ten as registries count them. */
function size(bytes) {
    const units = ['B', 'kB', 'MB', 'GB', 'TB'];
    let value = bytes;
    let unit = 0;
    while (value >= 999.5 && unit < units.length - 1) {
        value /= 1000;
        unit += 1;
    }
    return `${unit === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}
/** A time for people. @param milliseconds not negative */
function duration(milliseconds) {
    if (milliseconds < 9_950)
        return `${(milliseconds / 1000).toFixed(1)} s`;
    const seconds = Math.round(milliseconds / 1000);
    if (seconds < 60)
        return `${seconds} s`;
    const minutes = Math.floor(seconds / 60);
    return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

;// CONCATENATED MODULE: ./lib/copy/manifest-content.js


const SHA256 = /^sha256:[0-9a-f]{64}$/;
const BLOB_DIGEST = /^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;
const FOREIGN = /\.foreign\.|nondistributable/;
/**
 * Reads what a manifest names. Stricter than reading it for its platforms: what can't be followed can't be copied.
 * @throws REGISTRY_REFUSED where something it names can't be followed
 */
function readRefs(manifest) {
    const json = parse(manifest);
    const subject = json.subject?.digest;
    const common = { subject: typeof subject === 'string' && SHA256.test(subject) ? subject : null };
    if ((0,image_manifest/* isIndexType */.$U)(manifest.mediaType)) {
        const list = listOf(manifest, json.manifests, 'manifests');
        const children = list.map((value) => descriptorOf(manifest, value, SHA256));
        const attestations = list.filter(isAttestation).map((value) => String(value.digest));
        return { ...common, children, blobs: [], layerKeys: list.map(pieceOf), attestations: new Set(attestations) };
    }
    if (manifest.mediaType !== image_manifest/* MEDIA_TYPES */.Z2.ociManifest && manifest.mediaType !== image_manifest/* MEDIA_TYPES */.Z2.dockerManifest)
        throw unusable(manifest, `its media type ${JSON.stringify(manifest.mediaType.slice(0, 100))} is not known`);
    const config = descriptorOf(manifest, json.config, BLOB_DIGEST);
    const list = listOf(manifest, json.layers ?? [], 'layers');
    const layers = list.map((value) => ({
        ...descriptorOf(manifest, value, BLOB_DIGEST),
        isNonDistributable: isNonDistributable(value),
    }));
    const blobs = new Map([{ ...config, isNonDistributable: false }, ...layers].map((blob) => [blob.digest, blob]));
    return { ...common, children: [], blobs: [...blobs.values()], layerKeys: list.map(pieceOf), attestations: new Set() };
}
function parse(manifest) {
    try {
        const json = JSON.parse(manifest.bytes.toString('utf8'));
        if (typeof json === 'object' && json !== null && json.schemaVersion === 2)
            return json;
    }
    catch {
        // falls through: not JSON
    }
    throw unusable(manifest, 'it is no manifest of schema version 2');
}
function listOf(manifest, value, name) {
    if (Array.isArray(value))
        return value;
    throw unusable(manifest, `its ${name} are no list`);
}
function descriptorOf(manifest, value, form) {
    const { digest, size, mediaType } = (value ?? {});
    if (typeof digest !== 'string' || !form.test(digest))
        throw unusable(manifest, `it names ${JSON.stringify(digest ?? null).slice(0, 100)}, which is no digest known here`);
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
        throw unusable(manifest, `it does not say how large ${digest} is`);
    return { digest, size, mediaType: typeof mediaType === 'string' ? mediaType : '' };
}
function pieceOf(value) {
    const { digest, annotations } = value;
    return JSON.stringify([digest, Object.entries((0,image_manifest/* stringsOf */.iw)(annotations)).sort()]);
}
function isNonDistributable({ mediaType, urls }) {
    return typeof mediaType === 'string' && FOREIGN.test(mediaType) && Array.isArray(urls) && urls.length > 0;
}
function isAttestation(value) {
    const annotations = value?.annotations;
    return annotations?.['vnd.docker.reference.type'] === 'attestation-manifest';
}
function unusable(manifest, why) {
    return new errors/* ActionError */.lZ('REGISTRY_REFUSED', `The manifest ${manifest.digest} cannot be copied: ${why}. Build the image again with a current tool.`);
}

;// CONCATENATED MODULE: ./lib/copy/referrers.js





const NO_REFERRERS = { referrers: [], lists: [], attached: [], warnings: [] };
/** Signatures of signatures of an SBOM are followed so far. */
const MAX_LEVELS = 4;
/** What cosign puts behind the digest, where the list of tags is too long to look there. */
const SUFFIXES = ['sig', 'att', 'sbom'];
/** The tag that stands for a digest: distribution-spec, "Referrers Tag Schema". */
function referrersTag(digest) {
    return digest.replace(':', '-');
}
/**
 * Looks for what belongs to an image and is not at the destination yet.
 * @param subjects digests of the index and of its platforms
 */
async function findReferrers(survey, subjects) {
    return new Search(survey).run(subjects);
}
class Search {
    survey;
    warnings = [];
    /** asked once: one page tells of all subjects, in most repositories */
    tags;
    /** whether the source has the API, as its first answer says */
    isServed = null;
    constructor(survey) {
        this.survey = survey;
        this.tags = survey.store.firstTags(survey.from).catch((error) => {
            if (isDenied(error))
                return { tags: [], isWhole: false };
            throw error;
        });
        this.tags.catch(() => { });
    }
    async run(subjects) {
        const [levels, attached] = await Promise.all([this.levels(subjects), this.attached(subjects)]);
        return {
            referrers: levels.flatMap(({ nodes }) => nodes),
            lists: levels.flatMap(({ lists }) => lists),
            attached,
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
        const served = await this.ask(to, subject);
        const there = new Set((served ?? (await this.listedAtDestination(subject))).map(({ digest }) => digest));
        const missing = listed.filter(({ digest }) => !there.has(digest));
        const found = await Promise.all(missing.map(async (each) => ({ each, node: await this.node(each, subject) })));
        const usable = found.filter((one) => one.node !== null);
        const nodes = usable.map(({ node }) => node);
        const isListNeeded = served === null && usable.length > 0;
        const lists = isListNeeded ? [{ tag: referrersTag(subject), referrers: usable.map(({ each }) => each) }] : [];
        return { nodes, lists, digests: listed.map(({ digest }) => digest) };
    }
    /** What refers to a manifest at the source: both ways count, since an older client may have used the tag. */
    async referrersAtSource(subject) {
        const { from } = this.survey;
        const first = this.isServed;
        const mine = (async () => (first === null || (await first) ? this.ask(from, subject) : null))();
        this.isServed ??= mine.then((answer) => answer !== null);
        this.isServed.catch(() => { });
        const [served, tags] = await Promise.all([mine, this.tags]);
        const isTagged = tags.tags.includes(referrersTag(subject));
        const mayBeTagged = isTagged || (served === null && !tags.isWhole);
        const tagged = mayBeTagged ? await this.listedUnderTag(from, subject) : [];
        return [...new Map([...tagged, ...(served ?? [])].map((each) => [each.digest, each])).values()];
    }
    /** Asks the API; a registry that denies it may keep a list under the tag all the same. */
    async ask(image, subject) {
        try {
            return await this.survey.store.referrers(image, subject);
        }
        catch (error) {
            if (!isDenied(error))
                throw error;
            this.warnings.push(`${(0,image_reference/* repositoryName */.aR)(image)}: the registry does not say what refers to ${subject} (${error.code}); what is listed under its tag counts.`);
            return null;
        }
    }
    async listedUnderTag(image, subject) {
        const manifest = await this.survey.store.get(image, referrersTag(subject));
        return manifest?.mediaType === image_manifest/* MEDIA_TYPES */.Z2.ociIndex ? (0,lists/* referrersIn */.qs)(manifest.bytes, image) : [];
    }
    /** The list that is to be added to: what else stands there is no list to be put in its place. */
    async listedAtDestination(subject) {
        const { store, to } = this.survey;
        const tag = referrersTag(subject);
        const there = await store.get(to, tag);
        if (!there)
            return [];
        expectList(there, `${(0,image_reference/* repositoryName */.aR)(to)}:${tag}`);
        return (0,lists/* referrersIn */.qs)(there.bytes, to);
    }
    /** A referrer that is not listed at the destination; put there also where the manifest is, so that it is listed. */
    async node(each, subject) {
        const { store, from } = this.survey;
        const name = `${(0,image_reference/* repositoryName */.aR)(from)}@${each.digest}`;
        const manifest = await store.get(from, each.digest);
        if (!manifest) {
            this.warnings.push(`${name} is listed as a referrer of ${subject}, but is gone; it is left behind.`);
            return null;
        }
        if (readRefs(manifest).subject !== subject) {
            this.warnings.push(`${name} is listed as a referrer of ${subject}, but does not say so; it is left behind.`);
            return null;
        }
        return this.survey.ofManifest(manifest, Promise.resolve(false));
    }
    async attached(subjects) {
        const { tags, isWhole } = await this.tags;
        const wanted = new Set(subjects.map(referrersTag));
        const known = tags.filter((tag) => wanted.has(tag.slice(0, tag.indexOf('.'))));
        this.survey.admit(known.length);
        const guessed = isWhole
            ? []
            : subjects.flatMap((subject) => SUFFIXES.map((end) => `${referrersTag(subject)}.${end}`));
        const found = await Promise.all([...new Set([...known, ...guessed])].map((tag) => this.attachedTag(tag)));
        return found.filter((each) => each !== null);
    }
    async attachedTag(tag) {
        const { store, from, to } = this.survey;
        const [manifest, there] = await Promise.all([store.get(from, tag), store.head(to, tag)]);
        if (!manifest || there?.digest === manifest.digest)
            return null;
        const other = there && (await store.get(to, tag));
        if (other && !holdsAll(manifest, other)) {
            this.warnings.push(`${(0,image_reference/* repositoryName */.aR)(to)}:${tag} has what ${(0,image_reference/* repositoryName */.aR)(from)}:${tag} has not; it is left as it is, so that nothing is lost.`);
            return null;
        }
        const isThere = this.survey.hasManifest(manifest.digest);
        return { tag, was: there?.digest ?? null, node: await this.survey.ofManifest(manifest, isThere) };
    }
}
/**
 * That what stands under a referrers tag is a list of referrers.
 * @param name the tag's full reference, for the words of the error
 * @throws REGISTRY_REFUSED where it is something else, which a list would take the place of
 */
function expectList({ mediaType, digest }, name) {
    if (mediaType === image_manifest/* MEDIA_TYPES */.Z2.ociIndex)
        return;
    throw new errors/* ActionError */.lZ('REGISTRY_REFUSED', `${name} should list what refers to an image, but names something else (${digest}), which would be lost. Look what it is and delete the tag, or leave referrers behind with: image.`);
}
function isDenied(error) {
    return error instanceof errors/* ActionError */.lZ && (error.code === 'FORBIDDEN' || error.code === 'UNAUTHORIZED');
}
/** Whether a manifest carries all that another does: a signature was added, none was taken. */
function holdsAll(manifest, other) {
    const own = new Set(readRefs(manifest).layerKeys);
    return readRefs(other).layerKeys.every((piece) => own.has(piece));
}

;// CONCATENATED MODULE: ./lib/copy/schedule.js

const SMALL = 256 * 1024;
/**
 * All blobs that copies bring. Each is sent to a registry once: other repositories there have it mounted from the first.
 * @returns the largest first, so that none is left alone at the end; `later` what needs that all of `first` is there
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
/** So small that it costs round trips, and no time on the line. */
function isSmall({ blob }) {
    return blob.size < SMALL;
}

// EXTERNAL MODULE: ./lib/util/format.js
var format = __webpack_require__(849);
;// CONCATENATED MODULE: ./lib/copy/stats.js


/**
 * What copies came to, or would come to, in words: for the log and the summary.
 * @param isDone whether it has been done
 */
function formatCopyStats({ sent, mounted, there, manifests, referrers: attached }, isDone) {
    const [went, mount] = isDone ? ['sent', 'mounted'] : ['to send', 'to mount'];
    return [
        sent.blobs > 0 ? `${size(sent.bytes)} ${went} in ${(0,format/* plural */.L)(sent.blobs, 'blob')}` : `no blob ${went}`,
        ...(mounted.blobs > 0 ? [`${(0,format/* plural */.L)(mounted.blobs, 'blob')} ${mount} (${size(mounted.bytes)})`] : []),
        ...(there.blobs > 0 ? [`${(0,format/* plural */.L)(there.blobs, 'blob')} there already (${size(there.bytes)})`] : []),
        (0,format/* plural */.L)(manifests, 'manifest'),
        ...(attached > 0 ? [(0,format/* plural */.L)(attached, 'referrer or signature', 'referrers and signatures')] : []),
    ].join(', ');
}

;// CONCATENATED MODULE: ./lib/copy/copier.js













/** So many blobs are sent at once: more do not go faster, and each holds memory. */
const SENT_AT_ONCE = 6;
/** So many are on their way at once: those whose answer is awaited hold none. */
const BLOBS_AT_ONCE = 12;
/** So many small ones, and mounts, beside the others. */
const SMALL_AT_ONCE = 48;
/**
 * Brings all that copies need but the images themselves: all images' blobs in one queue, then manifests from the leaves
 * up, and what refers to them. Whatever has been brought stays, also where another image fails: nothing names it yet,
 * and it is not sent again.
 * @returns what was brought, in the order of `copies`
 */
async function copyContents(copies, deps) {
    const began = deps.clock.now();
    const ways = await copyBlobs(copies, deps);
    const isLong = deps.clock.now() - began >= LONG_COPY_MS;
    await forEachLimit(copies, (copy) => copyManifests(copy, deps, isLong));
    return copies.map(({ plan, to }) => {
        const outcome = outcomeOf(plan, to, ways.get(plan) ?? [], deps.clock.now() - began);
        deps.log(copiedLine(outcome));
        return outcome;
    });
}
/** Puts the images themselves, once all that they name is there: under the tags that go along, else by digest. */
async function pushManifests(copies, { store, log, checkCancelled }) {
    const names = copies.flatMap(({ plan: { image, tags }, to }) => {
        const references = tags.length > 0 ? tags.map(({ tag }) => tag) : image.isThere ? [] : [image.digest];
        return references.map((reference) => ({ image, to, reference }));
    });
    await forEachLimit(names, async ({ image, to, reference }) => {
        checkCancelled();
        await store.put(to, reference, bytesOf(image));
        log(`${(0,image_reference/* repositoryName */.aR)(to)}${reference === image.digest ? '@' : ':'}${reference} → ${(0,image_digest/* shortDigest */.V)(image.digest)}`);
    });
}
async function copyBlobs(copies, deps) {
    const came = new Map(copies.map(({ plan }) => [plan, []]));
    const { clock, checkCancelled, store, log, retryBudget } = deps;
    const { first, later } = scheduleBlobs(copies);
    const sent = countOf(first.filter(({ mount }) => !mount).map(({ blob }) => blob));
    const progress = new Progress(sent.bytes, clock, log);
    const onBytes = (count) => progress.add(count);
    const onUnmounted = (bytes) => progress.grow(bytes);
    const blobDeps = { blobs: store.blobs, clock, checkCancelled, retryBudget, onBytes, onUnmounted };
    const bring = async (transfer, room) => {
        checkCancelled();
        const way = await copyBlob({ ...blobDeps, slots: room }, transfer);
        came.get(transfer.plan)?.push({ blob: transfer.blob, way });
    };
    await transferAll(first, bring);
    await transferAll(later, bring);
    return came;
}
/**
 * What costs round trips alone, small blobs and mounts, goes beside the large ones: while the line is busy. Nothing
 * begins after a failure.
 */
async function transferAll(transfers, bring) {
    const [small, large] = [new Semaphore(SMALL_AT_ONCE), new Semaphore(SENT_AT_ONCE)];
    let failure = null;
    const bringOne = async (transfer) => {
        if (failure)
            throw failure.error;
        try {
            // a large one that is not mounted has to be sent like the others
            await bring(transfer, isSmall(transfer) ? small : large);
        }
        catch (error) {
            failure ??= { error };
            for (const room of [small, large])
                room.close(error);
            throw error;
        }
    };
    const isQuick = (transfer) => isSmall(transfer) || transfer.mount !== null;
    const slow = transfers.filter((transfer) => !isQuick(transfer));
    await settleBoth(forEachLimit(transfers.filter(isQuick), bringOne, SMALL_AT_ONCE), forEachLimit(slow, bringOne, BLOBS_AT_ONCE));
}
async function copyManifests({ plan, to }, deps, isLong) {
    const put = new Map();
    const bring = (node) => (0,memoize/* memoizeAsync */.T)(put, node.digest, () => copyNode(node, bring, to, deps));
    const nodes = [...plan.image.children, ...plan.referrers, ...plan.cosignTags.flatMap(({ node }) => node.children)];
    await forEachLimit(nodes, bring);
    await forEachLimit(plan.lists, (list) => writeList(list, to, deps));
    await forEachLimit(plan.cosignTags, (attached) => putAttached(attached, to, deps, isLong));
}
/** Puts a tag that hangs on an image, unless somebody has signed there while blobs were on their way. */
async function putAttached({ tag, node, was }, to, { store, log, checkCancelled }, isLong) {
    checkCancelled();
    const now = isLong ? await digestNow(store, to, tag) : was;
    if (now === was)
        return store.put(to, tag, bytesOf(node));
    if (now !== node.digest)
        log(`${(0,image_reference/* repositoryName */.aR)(to)}:${tag} was written by others meanwhile; it is left as it is, so that nothing is lost`);
}
async function copyNode(node, bring, to, deps) {
    await forEachLimit(node.children, bring);
    if (node.isThere)
        return;
    deps.checkCancelled();
    await deps.store.put(to, node.digest, bytesOf(node));
}
function bytesOf({ manifest, digest }) {
    if (!manifest)
        throw new Error(`the bytes of ${digest} were not read`);
    return manifest;
}
/** Adds to the list of a subject's referrers, as it is by now: distribution-spec, "Referrers Tag Schema". */
async function writeList({ tag, referrers }, to, deps) {
    const { store, checkCancelled } = deps;
    checkCancelled();
    const there = await store.get(to, tag);
    if (there)
        expectList(there, `${(0,image_reference/* repositoryName */.aR)(to)}:${tag}`);
    const known = new Set(there ? (0,lists/* referrersIn */.qs)(there.bytes, to).map(({ digest }) => digest) : []);
    const before = there ? copier_listOf(there) : [];
    const more = referrers.filter(({ digest }) => !known.has(digest)).map(copier_descriptorOf);
    if (more.length === 0)
        return;
    const index = { schemaVersion: 2, mediaType: image_manifest/* MEDIA_TYPES */.Z2.ociIndex, manifests: [...before, ...more] };
    const bytes = Buffer.from(JSON.stringify(index));
    await store.put(to, tag, { bytes, mediaType: image_manifest/* MEDIA_TYPES */.Z2.ociIndex, digest: (0,image_digest/* digestOf */.o)(bytes), size: bytes.length });
}
/** What a list has, as it stands there; it has been read as a list before. */
function copier_listOf(manifest) {
    return JSON.parse(manifest.bytes.toString('utf8')).manifests;
}
function copier_descriptorOf({ mediaType, digest, size: bytes, artifactType, annotations }) {
    return {
        ...{ mediaType, digest, size: bytes },
        ...(artifactType === null ? {} : { artifactType }),
        ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    };
}
function outcomeOf(plan, to, came, milliseconds) {
    const count = (way) => countOf(came.filter((one) => one.way === way).map(({ blob }) => blob));
    return {
        source: plan.source,
        to,
        sent: count('sent'),
        mounted: count('mounted'),
        there: countAll([plan.there, count('there')]),
        ...piecesOf(plan),
        milliseconds,
    };
}
function copiedLine(outcome) {
    const { source, to, milliseconds } = outcome;
    return `copied ${(0,image_reference/* repositoryName */.aR)(source)} → ${(0,image_reference/* repositoryName */.aR)(to)}: ${formatCopyStats(outcome, true)}, in ${duration(milliseconds)}`;
}

;// CONCATENATED MODULE: ./lib/copy/survey.js






/** No real image nests deeper. */
const MAX_DEPTH = 4;
/** manifests of one image with all that hangs on it */
const MAX_MANIFESTS = 1000;
/** all of them together, in bytes: they are held until they are written */
const MAX_BYTES = 32 * 1024 * 1024;
/**
 * Looks what of an image is at the destination, and what is to be brought. Only what is missing is read from the
 * source, and each blob and manifest is asked for once, however often it is named.
 */
class Survey {
    store;
    from;
    to;
    canMount;
    nodes = new Map();
    bytes = 0;
    attached = 0;
    blobs = new Map();
    constructor(store, from, to) {
        this.store = store;
        this.from = from;
        this.to = to;
        this.canMount = (0,image_reference/* isSameRegistry */.mS)(from, to);
    }
    /** A manifest whose bytes are here, with all that it lists. */
    async ofManifest(manifest, isThere, depth = 0) {
        // what cannot be followed ends the run without waiting for this
        isThere.catch(() => { });
        const content = readRefs(manifest);
        this.bytes += manifest.size;
        if (this.bytes > MAX_BYTES)
            throw this.refused(`its manifests are larger than ${MAX_BYTES / 1024 / 1024} MiB together`);
        if (depth > MAX_DEPTH)
            throw this.refused(`it lists indexes in indexes, more than ${MAX_DEPTH} deep`);
        if (this.nodes.size + content.children.length > MAX_MANIFESTS)
            throw this.refused(`it lists more than ${MAX_MANIFESTS} manifests`);
        const below = Promise.all(content.children.map((child) => this.ofDescriptor(child, depth + 1)));
        below.catch(() => { });
        const there = await isThere;
        if (!there)
            this.want(content);
        return { digest: manifest.digest, manifest, children: await below, isThere: there };
    }
    /** A manifest that is listed, with all that it lists itself. */
    ofDescriptor(descriptor, depth) {
        return (0,memoize/* memoizeAsync */.T)(this.nodes, descriptor.digest, () => this.askDescriptor(descriptor, depth));
    }
    async askDescriptor({ digest, mediaType }, depth) {
        const isThere = await this.hasManifest(digest);
        // an index may be there without what it lists: clean-ups take that
        if (isThere && !(0,image_manifest/* isIndexType */.$U)(mediaType))
            return { digest, manifest: null, children: [], isThere };
        const manifest = await this.store.get(this.from, digest);
        if (manifest)
            return this.ofManifest(manifest, Promise.resolve(isThere), depth);
        if (mediaType !== '' && !image_manifest/* MANIFEST_TYPES */._P.includes(mediaType)) {
            const type = JSON.stringify(mediaType.slice(0, 100));
            throw this.refused(`it lists ${digest}, whose media type ${type} is no image's`, 'Build it with a current tool.');
        }
        throw new errors/* ActionError */.lZ('NOT_FOUND', `${(0,image_reference/* repositoryName */.aR)(this.from)} has an image that lists ${digest}, which is gone from the registry, so it cannot be copied. A clean-up that does not know indexes may have taken it: build the image again.`);
    }
    /** Counts what is said to hang on the image, before any of it is asked for. */
    admit(count) {
        this.attached += count;
        if (this.attached <= MAX_MANIFESTS)
            return;
        throw this.refused(`more than ${MAX_MANIFESTS} referrers and signatures hang on it (with: image leaves them behind)`);
    }
    /** Whether the destination has a manifest. */
    async hasManifest(digest) {
        return (await this.store.head(this.to, digest)) !== null;
    }
    /** Notes what a missing manifest names; what can be mounted need not be asked for. */
    want({ blobs }) {
        for (const blob of blobs) {
            if (blob.isNonDistributable || this.blobs.has(blob.digest))
                continue;
            const isThere = this.canMount ? Promise.resolve(false) : this.store.blobs.has(this.to, blob.digest);
            const asked = isThere.then((found) => ({ blob, isThere: found }));
            asked.catch(() => { });
            this.blobs.set(blob.digest, asked);
        }
    }
    /** All blobs that were wanted by now: those to bring, and those that are there. */
    async wanted() {
        const all = await Promise.all(this.blobs.values());
        const blobsOf = (isThere) => all.filter((one) => one.isThere === isThere).map(({ blob }) => blob);
        return { missing: blobsOf(false), there: countOf(blobsOf(true)) };
    }
    refused(why, remedy = 'Build an image with fewer.') {
        return new errors/* ActionError */.lZ('REGISTRY_REFUSED', `The image in ${(0,image_reference/* repositoryName */.aR)(this.from)} cannot be copied: ${why}. ${remedy}`);
    }
}

;// CONCATENATED MODULE: ./lib/copy/gather.js




/**
 * Finds out what has to be brought for an image to be whole at its destination. Writes nothing.
 * @param target the image's manifest, as the source has it
 * @param takes `all`: referrers, attestations and signatures too
 * @param onMissing told as soon as it is known that the image itself is not there
 * @throws NOT_FOUND where a part of it is gone, REGISTRY_REFUSED where it can't be followed
 */
async function gatherCopy(store, from, to, target, takes, onMissing = () => { }) {
    const survey = new Survey(store, from, to);
    const isThere = survey.hasManifest(target.digest);
    isThere.then((there) => there || onMissing()).catch(() => { });
    const [image, attachments] = await Promise.all([
        survey.ofManifest(target, isThere),
        takes === 'all' ? belonging(survey, target) : NO_REFERRERS,
    ]);
    const { missing, there } = await survey.wanted();
    const { canMount } = survey;
    const { referrers, lists, attached, warnings } = attachments;
    return {
        source: from,
        image,
        blobs: missing,
        there,
        canMount,
        referrers,
        lists,
        cosignTags: attached,
        warnings,
        tags: [],
    };
}
async function belonging(survey, target) {
    const subjects = new Set([target.digest]);
    await addSubjects(subjects, survey, target, 1);
    return findReferrers(survey, [...subjects]);
}
/**
 * What signatures and the like may be about: the image, each of its platforms, and so on for an index that it lists.
 * Only such an index has to be waited for.
 */
async function addSubjects(subjects, survey, index, depth) {
    const { children, attestations } = readRefs(index);
    // such an index is refused: nothing is asked about what it lists
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

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(760);
;// CONCATENATED MODULE: ./lib/image/stamp.js


/** The stamp of a build with these inputs; docker's own defaults are filled in, so that stamps compare. */
function stampOf(docker) {
    const isRemote = /^(https?:|git@|git:|ssh:)/.test(docker.context);
    const file = docker.file ?? (isRemote ? 'Dockerfile' : external_node_path_.posix.join(docker.context, 'Dockerfile'));
    return {
        file: external_node_path_.posix.normalize(file),
        target: docker.target,
        platforms: docker.platforms.map(image_manifest/* normalisePlatform */.WN).sort(),
    };
}
/** Reads a stamp; whatever does not have the right form is not known. */
function readStamp(text) {
    try {
        const { file, target, platforms } = (JSON.parse(text) ?? {});
        return {
            ...(typeof file === 'string' ? { file } : {}),
            ...(typeof target === 'string' || target === null ? { target } : {}),
            ...(Array.isArray(platforms)
                ? { platforms: platforms.filter((each) => typeof each === 'string').map(image_manifest/* normalisePlatform */.WN) }
                : {}),
        };
    }
    catch {
        return {};
    }
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(421);
// EXTERNAL MODULE: ./lib/registry/errors/response-error.js + 1 modules
var response_error = __webpack_require__(720);
// EXTERNAL MODULE: ./lib/util/child-env.js
var child_env = __webpack_require__(920);
;// CONCATENATED MODULE: ./lib/docker/command.js




const MAX_OUTPUT = 1024 * 1024;
const MAX_TAIL = 4000;
/** Docker gets so long to end when the job is cancelled, in milliseconds. */
const GRACE_MS = 1000;
/**
 * Docker as a child process, which is ended when the job is cancelled.
 * @param env the child's environment
 * @param cancelled aborts when the job is being cancelled
 * @param quoted shows what a child prints, as a group of that title, in which no line is taken for a workflow command
 */
function dockerCommand(env, cancelled, quoted) {
    const run = (args, childEnv, show) => new Promise((resolve, reject) => {
        const cancelledError = (when) => new errors/* ActionError */.lZ('CANCELLED', `Cancelled ${when} docker ${args[0]}.`);
        if (cancelled.aborted)
            return reject(cancelledError('before'));
        const child = (0,external_node_child_process_.spawn)('docker', args, { env: childEnv, stdio: ['ignore', 'pipe', 'pipe'] });
        let stdout = '';
        let tail = '';
        // what docker has started may hold its pipes open for longer than a cancelled job has time
        const end = () => {
            child.kill('SIGTERM');
            setTimeout(() => reject(cancelledError('during')), GRACE_MS);
        };
        cancelled.addEventListener('abort', end, { once: true });
        const take = (text) => {
            tail = (tail + text).slice(-MAX_TAIL);
            show(text);
        };
        child.stdout.setEncoding('utf8').on('data', (text) => {
            stdout = (stdout + text).slice(0, MAX_OUTPUT);
            take(text);
        });
        child.stderr.setEncoding('utf8').on('data', take);
        child.once('error', () => reject(noDocker()));
        child.once('close', (code) => {
            cancelled.removeEventListener('abort', end);
            if (cancelled.aborted)
                reject(cancelledError('during'));
            else
                resolve({ code: code ?? 1, stdout, tail });
        });
    });
    return (args, { show, env: more } = {}) => {
        const childEnv = { ...(0,child_env/* withoutInputs */.i)(env), ...more };
        return show === undefined ? run(args, childEnv, () => { }) : quoted(show, (write) => run(args, childEnv, write));
    };
}
function noDocker() {
    return new errors/* ActionError */.lZ('BUILD_FAILED', 'The docker command is not on the PATH of this runner. Use a runner with Docker, or adopt an image that another step pushed with digest.');
}
/**
 * Runs a docker command that must succeed.
 * @param what a phrase for the words of the error, such as `push the image`
 */
async function runOrThrow(docker, args, what, options) {
    const result = await docker(args, options);
    if (result.code === 0)
        return result;
    throw new errors/* ActionError */.lZ('BUILD_FAILED', `Docker could not ${what} (exit code ${result.code}): ${outputTail(result.tail)}. See its output in the log.`);
}
/** The last lines of a command's output as one line. */
function outputTail(text) {
    const lines = text
        .split(/\r?\n/)
        .map((line) => (0,response_error/* oneLine */.TN)(line))
        .filter(Boolean);
    return lines.slice(-3).join(' | ').slice(-500) || 'no output';
}

;// CONCATENATED MODULE: ./lib/docker/build.js







/** The labels that every build is stamped with. */
function stampLabels(request) {
    return {
        [identity/* LABEL */.d_.revision]: request.commit,
        [identity/* LABEL */.d_.source]: request.context.source ?? '',
        [identity/* LABEL */.d_.created]: request.checkout?.time ?? '',
        // empty where none is known, so that a base image's does not shine through
        [identity/* LABEL */.d_.version]: request.version ?? '',
        [identity/* LABEL */.d_.build]: JSON.stringify(stampOf(request.docker)),
    };
}
function keyOf(label) {
    return label.split('=')[0]?.trim() ?? '';
}
/**
 * Builds the commit and pushes it, by digest where the builder can.
 * @param tag the commit tag, for a builder that can push only by tag
 * @returns the digest in the registry; null where nothing was pushed: `push` is false, or somebody put the tag first
 * @throws BUILD_FAILED
 */
async function buildImage(request, image, tag, deps) {
    const builder = await findBuilder(request, deps);
    deps.log(`Building commit ${request.commit} with ${builder}`);
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(deps.temp, 'build-once-promote-'));
    try {
        const secrets = await writeSecrets(request, folder);
        const common = {
            show: 'docker build',
            env: { SOURCE_DATE_EPOCH: epoch(request), DOCKER_BUILDKIT: builder === 'plain engine' ? '0' : '1' },
        };
        if (builder === 'buildkit')
            return await withBuildKit(request, image, folder, secrets, deps, common);
        return await withEngine(request, image, tag, builder, secrets, deps, common);
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
function epoch({ checkout }) {
    return checkout ? String(Date.parse(checkout.time) / 1000) : '';
}
async function findBuilder({ docker: inputs }, { docker }) {
    const version = await docker(['buildx', 'version']);
    if (version.code !== 0)
        return 'plain engine';
    const inspected = await docker(['buildx', 'inspect', ...(inputs.builder ? [inputs.builder] : [])]);
    if (inspected.code !== 0 && inputs.builder)
        throw new errors/* ActionError */.lZ('BUILD_FAILED', `There is no builder "${inputs.builder}". Create it before this step (docker/setup-buildx-action).`);
    const driver = /^Driver:\s*(\S+)/m.exec(inspected.stdout)?.[1];
    return driver === undefined || driver === 'docker' ? 'engine with buildx' : 'buildkit';
}
/** Secrets travel as files that only this user can read, never on the command line. */
async function writeSecrets({ docker }, folder) {
    const args = [];
    for (const [index, secret] of docker.secrets.entries()) {
        const at = secret.indexOf('=');
        const file = (0,external_node_path_.join)(folder, `secret-${index}`);
        await (0,promises_.writeFile)(file, secret.slice(at + 1), { mode: 0o600 });
        await (0,promises_.chmod)(file, 0o600);
        args.push('--secret', `id=${secret.slice(0, at)},src=${file}`);
    }
    return args;
}
async function withBuildKit(request, image, folder, secrets, deps, shown) {
    const metadata = (0,external_node_path_.join)(folder, 'metadata.json');
    const insecure = request.plainHttp ? ',registry.insecure=true' : '';
    const output = request.push
        ? [
            '--output',
            `type=image,name=${(0,image_reference/* repositoryName */.aR)(image)},push-by-digest=true,name-canonical=true,push=true${insecure}`,
        ]
        : [];
    const args = [
        'buildx',
        'build',
        ...commonArgs(request),
        ...buildxArgs(request),
        ...annotations(request),
        ...secrets,
        ...output,
    ];
    await runOrThrow(deps.docker, [...args, '--metadata-file', metadata, '--', request.docker.context], 'build the image', shown);
    if (!request.push)
        return null;
    const digest = digestIn(await (0,promises_.readFile)(metadata, 'utf8').catch(() => ''));
    if (typeof digest === 'string' && (0,image_reference/* isDigest */.Bc)(digest))
        return digest;
    throw new errors/* ActionError */.lZ('BUILD_FAILED', 'The build ended without naming the digest that it pushed. Update buildx, or set up a builder with docker/setup-buildx-action.');
}
/** The digest that buildx's metadata names; null where it can't be read. */
function digestIn(metadata) {
    try {
        return JSON.parse(metadata)?.['containerimage.digest'] ?? null;
    }
    catch {
        return null;
    }
}
async function withEngine(request, image, tag, builder, secrets, deps, shown) {
    const unable = cannot(request, builder);
    if (unable.length > 0) {
        throw new errors/* ActionError */.lZ('BUILD_FAILED', `The ${builder} of this runner cannot do what ${unable.join(', ')} ask for. Set up a builder before this step (docker/setup-buildx-action), or leave them out.`);
    }
    const name = `${(0,image_reference/* repositoryName */.aR)(image)}:${tag}`;
    const isBuildx = builder === 'engine with buildx';
    const command = isBuildx ? ['buildx', 'build', '--load', ...buildxArgs(request)] : ['build'];
    await runOrThrow(deps.docker, [...command, ...commonArgs(request), ...secrets, '--tag', name, '--', request.docker.context], 'build the image', shown);
    if (!request.push)
        return null;
    if (!(await deps.isFree()))
        return null;
    const pushed = await runOrThrow(deps.docker, ['push', name], `push ${name}`, { show: 'docker push' });
    const digest = /digest: (sha256:[0-9a-f]{64})/.exec(pushed.stdout)?.[1];
    if (digest)
        return digest;
    throw new errors/* ActionError */.lZ('BUILD_FAILED', `docker push of ${name} did not name a digest.`);
}
function cannot({ docker }, builder) {
    const isPlain = builder === 'plain engine';
    const asked = [
        ['several platforms', docker.platforms.length > 1],
        ['provenance', docker.provenance !== null && docker.provenance !== 'false'],
        ['sbom', docker.sbom !== null && docker.sbom !== 'false'],
        ['secrets', isPlain && docker.secrets.length > 0],
        ['cache-to', isPlain && docker.cacheTo.length > 0],
        ['builder', isPlain && docker.builder !== null],
    ];
    return asked.filter(([, is]) => is).map(([what]) => what);
}
function commonArgs(request) {
    const { docker } = request;
    const own = docker.labels.filter((label) => !identity/* STAMPED */.V4.includes(keyOf(label)));
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
function buildxArgs({ docker }) {
    return [
        ...(docker.builder ? ['--builder', docker.builder] : []),
        ...docker.cacheTo.flatMap((each) => ['--cache-to', each]),
        ...(docker.provenance === null ? [] : ['--provenance', docker.provenance]),
        ...(docker.sbom === null ? [] : ['--sbom', docker.sbom]),
    ];
}
/** The stamp as annotations: on the index where the build makes one, on the manifest where it stands alone. */
function annotations(request) {
    const { platforms, provenance, sbom } = request.docker;
    const isAttested = provenance === null
        ? !/^(1|t|true)$/i.test(process.env.BUILDX_NO_DEFAULT_ATTESTATIONS ?? '')
        : provenance !== 'false';
    const isIndex = platforms.length > 1 || isAttested || (sbom !== null && sbom !== 'false');
    const level = isIndex ? 'index' : 'manifest';
    return Object.entries(stampLabels(request)).flatMap(([key, value]) => ['--annotation', `${level}:${key}=${value}`]);
}

// EXTERNAL MODULE: ./lib/registry/auth/docker-config.js + 1 modules
var docker_config = __webpack_require__(609);
// EXTERNAL MODULE: ./lib/registry/auth/secret-encodings.js
var secret_encodings = __webpack_require__(975);
;// CONCATENATED MODULE: ./lib/docker/config.js




/**
 * A copy of docker's config that also has some credentials, for the docker command line: they never appear in argv, and
 * the user's own config stays as it is.
 * @param folder docker's own config folder, or null
 * @param temp where the copy is made; the caller removes it
 * @param credentials by registry
 * @param inline what DOCKER_AUTH_CONFIG holds, if it is set
 * @returns the environment variables that make docker use it
 */
async function dockerConfigWith(folder, temp, credentials, inline = null) {
    const copy = (0,external_node_path_.join)(temp, 'docker-config');
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
        auths: { ...config.auths, ...byKey(credentials, entryOf) },
        // an empty helper makes docker read a registry's entry in auths, whatever credsStore says
        credHelpers: { ...config.credHelpers, ...Object.fromEntries(keys.map((key) => [key, ''])) },
    };
    await (0,promises_.writeFile)((0,external_node_path_.join)(copy, 'config.json'), JSON.stringify(merged), { mode: 0o600 });
    if (inline === null)
        return { DOCKER_CONFIG: copy };
    // docker asks the inline config before any file, and reads none that has an entry without "auth"
    const before = config_parse(inline);
    const auths = { ...before.auths, ...byKey(credentials, inlineEntryOf) };
    for (const [key, entry] of Object.entries(auths))
        if (entry === undefined)
            delete auths[key];
    return { DOCKER_CONFIG: copy, DOCKER_AUTH_CONFIG: JSON.stringify({ ...before, auths }) };
}
function byKey(credentials, make) {
    return Object.fromEntries([...credentials].map(([registry, credential]) => [(0,docker_config/* serverKey */.Pd)(registry), make(credential)]));
}
/** A credential as docker's config has it. */
function entryOf(credential) {
    if (credential.kind === 'identity')
        return { identitytoken: credential.token };
    if (credential.kind === 'bearer')
        return { registrytoken: credential.token };
    return { auth: (0,secret_encodings/* basicEncoded */.L9)(credential) };
}
function inlineEntryOf(credential) {
    return credential.kind === 'basic' ? entryOf(credential) : undefined;
}
async function readConfig(file) {
    return config_parse(await (0,promises_.readFile)(file, 'utf8').catch(() => ''));
}
function config_parse(text) {
    try {
        return (JSON.parse(text) ?? {});
    }
    catch {
        return {};
    }
}

;// CONCATENATED MODULE: ./lib/docker/tag.js





/**
 * Why docker pull, docker tag, docker push would not keep an image's digest; null where they do.
 * Docker keeps one platform of an index, and writes a manifest anew in its own form.
 */
function dockerTagProblem(plan) {
    const { target, image } = plan;
    if (isAsDockerWrites(target))
        return null;
    const isIndex = (0,image_manifest/* isIndexType */.$U)(target.mediaType);
    const platforms = isIndex ? (0,image_manifest/* readManifest */.WI)(target).entries.flatMap(({ platform }) => platform ?? []) : [];
    const form = target.mediaType === image_manifest/* MEDIA_TYPES */.Z2.dockerManifest ? 'a manifest in another form than' : 'no manifest in';
    const why = isIndex
        ? `it is an index of ${platforms.length} platforms (${platforms.join(', ')}), of which docker pull and docker push keep one`
        : `it is ${form} Docker's own, and docker push writes it anew`;
    const name = `${(0,image_reference/* repositoryName */.aR)(image)}@${target.digest}`;
    return {
        warning: `transport: docker would change ${name}: ${why}.`,
        problem: new errors/* ActionError */.lZ('DIGEST_MISMATCH', `${name} cannot be tagged with transport: docker: ${why}, so the digest would be another. Use transport: registry (the default), which moves the tag and nothing else.`),
    };
}
/**
 * Whether a manifest is what docker push makes of an image, to the byte.
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
 * Tags by docker pull, docker tag, docker push.
 * @param registry puts a tag back that docker put on another image
 * @throws DIGEST_MISMATCH where what docker pushed has another digest
 */
function dockerTagger(docker, registry) {
    const pulled = new Map();
    return async (image, tag, manifest) => {
        const source = `${(0,image_reference/* repositoryName */.aR)(image)}@${manifest.digest}`;
        const name = `${(0,image_reference/* repositoryName */.aR)(image)}:${tag}`;
        const pull = (0,memoize/* memoizeAsync */.T)(pulled, source, () => runOrThrow(docker, ['pull', source], `pull ${source}`));
        const [before] = await Promise.all([registry.get(image, tag), pull]);
        await runOrThrow(docker, ['tag', source, name], `tag ${source} as ${name}`);
        const pushed = await runOrThrow(docker, ['push', name], `push ${name}`);
        const digest = /digest: (sha256:[0-9a-f]{64})/.exec(pushed.stdout)?.[1];
        if (digest === manifest.digest)
            return;
        if (before)
            await registry.put(image, tag, before);
        const now = before ? 'The tag was put back' : `The tag ${tag} was not there before, and is to be deleted by hand`;
        throw new errors/* ActionError */.lZ('DIGEST_MISMATCH', `docker push of ${name} made ${digest ?? 'an image without a digest'} of ${manifest.digest}. ${now}. Use transport: registry (the default).`);
    };
}

// EXTERNAL MODULE: ./lib/image/tags.js
var image_tags = __webpack_require__(548);
// EXTERNAL MODULE: ./lib/image/version.js
var image_version = __webpack_require__(189);
;// CONCATENATED MODULE: ./lib/copy/tags.js



/**
 * The version and commit tags that name an image at its source, and go along, so that it has the same names at the
 * destination.
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
 * The same tags, where another commit has the commit tag at the destination: then it is the one with all 40 characters.
 * @param now the digests that the tags have at the destination
 * @param isOthers whether a tag there names an image of another commit
 */
async function withoutOthers(along, now, { digest, identity }, isOthers) {
    const { revision } = identity;
    const taken = along.find((tag) => tag.startsWith('git-') && (now.get(tag) ?? digest) !== digest);
    if (taken === undefined || revision === null || !(await isOthers(taken)))
        return along;
    return along.map((tag) => (tag === taken ? (0,image_tags/* commitTag */.m)(revision, 40) : tag));
}

// EXTERNAL MODULE: ./node_modules/semver/functions/compare-build.js
var compare_build = __webpack_require__(648);
;// CONCATENATED MODULE: ./lib/image/order.js


/** Orders two canonical versions, builds too: negative where a is the lower (semver.compareBuild). */
function compareVersions(a, b) {
    return compare_build(a, b);
}
/**
 * Whether a floating tag moves to a version: it must be stable, of the tag's line, and the highest stable one of it.
 * @param present the versions in the registry
 * @returns true, or why not
 */
function floats(tag, version, present) {
    if (!(0,image_version/* isStable */.MQ)(version))
        return `${version} is a prerelease`;
    if (!(0,image_version/* isOfLine */.ut)(version, tag))
        return `${version} is not of that line`;
    for (const other of present) {
        if ((0,image_version/* isStable */.MQ)(other) && (0,image_version/* isOfLine */.ut)(other, tag) && compareVersions(other, version) > 0)
            return `${other} is higher`;
    }
    return true;
}
/**
 * Whether one image is older than another: by version where both are known, else by created where both are known.
 * @returns null where nobody can tell
 */
function isOlder(candidate, than) {
    if (candidate.version !== null && than.version !== null)
        return compareVersions(candidate.version, than.version) < 0;
    if (candidate.created !== null && than.created !== null) {
        return Date.parse(candidate.created) < Date.parse(than.created);
    }
    return null;
}

;// CONCATENATED MODULE: ./lib/facts/identify.js




/** What histories say of a digest: the newest event that knows. */
function identityFromHistories(digest, histories) {
    const events = histories.flatMap((history) => history?.events.filter((event) => event.digest === digest) ?? []);
    const newestFirst = events.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
    const first = (key) => newestFirst.find((event) => event[key] !== null)?.[key] ?? null;
    return (0,identity/* identityOf */.cu)({
        [identity/* LABEL */.d_.version]: first('version') ?? '',
        [identity/* LABEL */.d_.revision]: first('revision') ?? '',
        [identity/* LABEL */.d_.created]: first('created') ?? '',
    });
}
/**
 * The labels of an image: its config's, or for an index those of its first platform.
 * @returns nothing where they cannot be read: an image without labels is an image all the same
 */
async function readLabels(registry, image, manifest) {
    const content = (0,image_manifest/* readManifest */.WI)(manifest);
    const child = content.entries.find(({ attestation, mediaType }) => !attestation && !(0,image_manifest/* isIndexType */.$U)(mediaType));
    const single = child ? await registry.get(image, child.digest) : manifest;
    const config = single && !(0,image_manifest/* isIndexType */.$U)(single.mediaType) ? (0,image_manifest/* readManifest */.WI)(single).config : null;
    const bytes = config && (await registry.blob(image, config));
    return bytes ? (0,image_manifest/* readConfig */.Xg)(bytes).labels : {};
}
/**
 * Finds out an image's version, commit and time: the version asked for, the histories, the annotations, the config's
 * labels where those don't tell, the list of tags at last.
 */
async function identify(registry, image, manifest, hints) {
    const { annotations } = (0,image_manifest/* readManifest */.WI)(manifest);
    const requestedVersion = { ...identity/* UNKNOWN */.HV, version: hints.requestedVersion };
    const known = (0,identity/* merge */.h1)((0,identity/* merge */.h1)(requestedVersion, identityFromHistories(manifest.digest, hints.histories)), (0,identity/* identityOf */.cu)(annotations));
    const isStamped = annotations[identity/* LABEL */.d_.build] !== undefined;
    const isEnough = known.revision !== null && (known.version !== null || isStamped);
    const labelled = isEnough ? known : (0,identity/* merge */.h1)(known, (0,identity/* identityOf */.cu)(await readLabels(registry, image, manifest)));
    if (labelled.version !== null || labelled.revision === null || !hints.list)
        return labelled;
    return { ...labelled, version: await versionFromList(registry, image, manifest, labelled.revision) };
}
/** The highest V in the list of tags whose `V-{{sha}}` has this digest. */
async function versionFromList(registry, image, target, revision) {
    const candidates = (await registry.tags(image)).flatMap((tag) => {
        const version = (0,image_tags/* versionAndSha */.QS)(tag, revision);
        return version === null ? [] : [{ tag, version }];
    });
    const found = await Promise.all(candidates.map(async ({ tag, version }) => (await registry.head(image, tag))?.digest === target.digest ? version : null));
    return (found
        .filter((version) => version !== null)
        .sort(compareVersions)
        .at(-1) ?? null);
}

;// CONCATENATED MODULE: ./lib/facts/environment.js




/** A registry that counts what is asked of it. */
function counting(registry) {
    let asked = 0;
    const counted = (act) => {
        return (...args) => {
            asked++;
            return act(...args);
        };
    };
    return {
        registry: {
            head: counted(registry.head.bind(registry)),
            get: counted(registry.get.bind(registry)),
            put: counted(registry.put.bind(registry)),
            tags: counted(registry.tags.bind(registry)),
            blob: counted(registry.blob.bind(registry)),
            ensureBlob: counted(registry.ensureBlob.bind(registry)),
        },
        asked: () => asked,
    };
}
/**
 * Reads an environment's tag and history, side by side.
 * @param tag what its tag names, where that is asked for already
 */
async function readEnvironment(registry, image, name, tag = registry.head(image, name)) {
    const [live, history] = await Promise.all([tag, loadHistory(registry, image, name)]);
    return { name, live, history, known: live ? identityFromHistories(live.digest, [history]) : identity/* UNKNOWN */.HV };
}
/**
 * Completes what is known of the live image, where the histories at hand don't tell its version.
 * @param target the image it is to be replaced by: where they are equal nothing more is asked; null where it is not known yet
 * @param others further histories of the repository
 */
async function knowLive(registry, image, facts, target, others = []) {
    const { live, history } = facts;
    if (!live || live.digest === target)
        return facts;
    const histories = [history, ...others];
    // its own history counts first: one image may have had another version elsewhere
    const known = (0,identity/* merge */.h1)(facts.known, identityFromHistories(live.digest, histories));
    if (known.version !== null)
        return { ...facts, known };
    return { ...facts, known: await identifyDigest(registry, image, live.digest, histories) };
}
/** What is known of an image by its digest; nothing where it is gone. */
async function identifyDigest(registry, image, digest, histories) {
    const manifest = await registry.get(image, digest);
    return manifest ? identify(registry, image, manifest, { requestedVersion: null, histories, list: true }) : identity/* UNKNOWN */.HV;
}
/**
 * Reads what is to be known of the tags that a run may put, side by side.
 * @param commit the commit of the image, by which a tag's rule goes
 */
async function readTags(registry, image, tags, commit) {
    const free = tags.filter((tag) => (0,image_tags/* ruleOf */.Y)(tag, commit) === 'free');
    const isFloating = tags.some((tag) => (0,image_tags/* ruleOf */.Y)(tag, commit) === 'floating');
    const [heads, histories, list] = await Promise.all([
        Promise.all(tags.map(async (tag) => [tag, (await registry.head(image, tag))?.digest ?? null])),
        Promise.all(free.map(async (tag) => ({ tag, is: (await registry.head(image, historyTag(tag))) !== null }))),
        isFloating ? registry.tags(image) : null,
    ]);
    return { now: new Map(heads), list, environments: new Set(histories.filter(({ is }) => is).map(({ tag }) => tag)) };
}

;// CONCATENATED MODULE: ./lib/facts/find.js








const COMMIT = /^[0-9a-f]{7,40}$/;
const NEAREST = 5;
/**
 * Finds the image that a name means: a digest; the tag of that name; a version's tag; a commit's tag.
 * @param text as the `version` input has it
 * @param shaLength how many characters of a commit tags have
 * @throws NOT_FOUND with the nearest names that exist
 */
async function findImage(registry, image, text, shaLength) {
    const version = (0,image_version/* parseVersion */.ot)(text);
    const commit = COMMIT.test(text.toLowerCase()) ? text.toLowerCase() : null;
    const names = (0,image_reference/* isDigest */.Bc)(text) ? [text] : tagNames(text, version);
    const commitTags = commit ? [...new Set([`git-${commit.slice(0, shaLength)}`, `git-${commit}`])] : [];
    const [byName, byCommit] = await Promise.all([getAll(registry, image, names), getAll(registry, image, commitTags)]);
    const named = byName.find((found) => found !== null);
    if (named)
        return { ...named, tag: (0,image_reference/* isDigest */.Bc)(text) ? null : named.tag, requestedVersion: version, warnings: [] };
    if (commit) {
        const found = (await ofCommit(registry, image, commit, byCommit)) ?? (await fromList(registry, image, commit));
        if (found)
            return found;
    }
    throw await notFound(registry, image, text);
}
/** A history tag never names an image. */
function tagNames(text, version) {
    const names = [...((0,image_reference/* isTag */.dz)(text) ? [text] : []), ...(version === null ? [] : [(0,image_version/* versionToTag */.KN)(version)])];
    return [...new Set(names)].filter((name) => !name.endsWith('-history'));
}
function getAll(registry, image, references) {
    return Promise.all(references.map(async (tag) => {
        const manifest = await registry.get(image, tag);
        return manifest && !isHistory(manifest) ? { tag, manifest } : null;
    }));
}
/** Whether a manifest is a history, which never counts as an image. */
function isHistory(manifest) {
    return (0,image_manifest/* readManifest */.WI)(manifest).annotations['vnd.build-once-promote.history'] !== undefined;
}
/** The first of some commit tags whose image's revision starts so, or does not say. */
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
                warnings: [
                    `${(0,image_reference/* repositoryName */.aR)(image)}:${got.tag} does not say which commit it was built from; it is taken for ${commit}.`,
                ],
            };
        }
    }
    return null;
}
/** The commit that an image says it was built from; null where it doesn't say. */
async function revisionOf(registry, image, manifest) {
    const annotated = (0,identity/* identityOf */.cu)((0,image_manifest/* readManifest */.WI)(manifest).annotations).revision;
    return annotated ?? (0,identity/* identityOf */.cu)(await readLabels(registry, image, manifest)).revision;
}
async function fromList(registry, image, commit) {
    const tags = (await registry.tags(image)).filter((tag) => {
        const sha = /^git-([0-9a-f]{7,40})$/.exec(tag)?.[1];
        return sha !== undefined && (sha.startsWith(commit) || commit.startsWith(sha));
    });
    const got = await getAll(registry, image, tags);
    const digests = new Set(got.map((each) => each?.manifest.digest));
    if (digests.size > 1 && tags.every((tag) => tag.slice('git-'.length).startsWith(commit))) {
        throw new errors/* ActionError */.lZ('NOT_FOUND', `${(0,image_reference/* repositoryName */.aR)(image)}: ${commit} could be any of ${tags.join(', ')}. Give more characters of the commit.`);
    }
    return ofCommit(registry, image, commit, got);
}
/**
 * Finds out what an image is that was found by a name: the name's version counts first. A tag `V-H`, where H starts the
 * revision, and `V-<environment>` name V.
 * @param histories the histories at hand
 * @param environments the environments that this run knows of
 */
async function identifyFound(registry, image, found, histories, environments) {
    const { manifest, tag, requestedVersion } = found;
    const splits = tag === null ? [] : splitsOf(tag);
    if (tag === null || splits.length === 0) {
        const named = tag === null ? requestedVersion : ((0,image_version/* tagToVersion */.ar)(tag) ?? requestedVersion);
        return identify(registry, image, manifest, { requestedVersion: named, histories, list: true });
    }
    const [identity, known] = await Promise.all([
        identify(registry, image, manifest, { requestedVersion: null, histories, list: false }),
        environmentsAmong(registry, image, splits, environments),
    ]);
    const ofBuild = identity.revision === null ? null : (0,image_tags/* versionAndSha */.QS)(tag, identity.revision);
    const named = ofBuild ?? (0,image_tags/* versionAndEnvironment */.Zq)(tag, known) ?? (0,image_version/* tagToVersion */.ar)(tag) ?? requestedVersion;
    return { ...identity, version: named ?? identity.version };
}
/** What may be an environment in a tag `V-<environment>`: all that stands behind a version and a dash. */
function splitsOf(tag) {
    const dashes = [...tag.matchAll(/-/g)].map(({ index }) => index);
    return dashes
        .filter((at) => (0,image_version/* tagToVersion */.ar)(tag.slice(0, at)) !== null)
        .map((at) => tag.slice(at + 1))
        .filter(image_reference/* isTag */.dz);
}
/** Those names that are environments: this run knows them, or they have a history. */
async function environmentsAmong(registry, image, names, known) {
    const asked = names.map(async (name) => known.includes(name) || (await registry.head(image, historyTag(name))) !== null);
    const are = await Promise.all(asked);
    return names.filter((_, index) => are[index]);
}
/** The newest event that a name means in an environment's history: by digest, version or commit. */
function findEvent(events, text) {
    const version = (0,image_version/* parseVersion */.ot)(text);
    const commit = COMMIT.test(text.toLowerCase()) ? text.toLowerCase() : null;
    const matches = (event) => event.digest === text ||
        (version !== null && event.version === version) ||
        (commit !== null && event.revision?.startsWith(commit) === true);
    return events.findLast((event) => event.action !== 'superseded' && matches(event)) ?? null;
}
/** NOT_FOUND with the nearest names that exist. */
async function notFound(registry, image, text) {
    const tags = (await registry.tags(image)).filter((tag) => !tag.endsWith('-history') && !tag.startsWith('sha256-'));
    const nearest = tags
        .map((tag) => ({ tag, distance: distance(text.toLowerCase(), tag.toLowerCase()) }))
        .sort((a, b) => a.distance - b.distance || a.tag.localeCompare(b.tag))
        .slice(0, NEAREST)
        .map(({ tag }) => tag);
    const found = nearest.length > 0 ? `The nearest names there are ${nearest.join(', ')}.` : 'The repository has no tags.';
    return new errors/* ActionError */.lZ('NOT_FOUND', `${(0,image_reference/* repositoryName */.aR)(image)} has no image "${text}". ${found} Build it first, or name one that exists.`);
}
/** Edits between two texts, of which only the first 64 characters count. */
function distance(a, b) {
    const [left, right] = [a.slice(0, 64), b.slice(0, 64)];
    let row = Array.from({ length: right.length + 1 }, (_, index) => index);
    for (let i = 1; i <= left.length; i++) {
        const next = [i];
        for (let j = 1; j <= right.length; j++) {
            const change = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
            next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
        }
        row = next;
    }
    return row[right.length] ?? 0;
}

;// CONCATENATED MODULE: ./lib/history/stack.js
/**
 * Replays events onto the stack that a rollback goes by.
 * @param events in order; superseded ones change nothing
 */
function replay(events) {
    let stack = [];
    const rolledBack = new Set();
    const seen = new Set();
    for (const by of events) {
        if (by.action === 'superseded')
            continue;
        const { digest } = by;
        const last = stack.findLastIndex((layer) => layer.digest === digest);
        if (by.action === 'rollback') {
            const top = stack.at(-1);
            if (top)
                rolledBack.add(top.digest);
            stack = last >= 0 ? stack.slice(0, last + 1) : [...stack.slice(0, -1), { digest, by }];
            rolledBack.delete(digest);
        }
        else if (by.action === 'observed') {
            stack = last >= 0 ? stack.slice(0, last + 1) : [...stack, { digest, by }];
        }
        else {
            stack = [...stack, { digest, by }];
            rolledBack.delete(digest);
        }
        seen.add(digest);
    }
    return { stack, rolledBack, seen };
}
/**
 * Where a plain rollback may go, nearest first: unmarked images under the top, other than the top's.
 * @returns the first is the target; none where there is nothing to go back to
 */
function rollbackTargets({ stack, rolledBack }) {
    const top = stack.at(-1)?.digest;
    const below = stack.slice(0, -1).filter(({ digest }) => digest !== top && !rolledBack.has(digest));
    const nearestFirst = below.reverse();
    return nearestFirst.filter((layer, index) => nearestFirst.findIndex(({ digest }) => digest === layer.digest) === index);
}

;// CONCATENATED MODULE: ./lib/history/state.js

/**
 * Holds an environment's tag against its history.
 * @param live what the tag names, null where there is none
 */
function environmentStatus(live, history) {
    const event = lastEvent(history);
    if (event === null)
        return live ? { kind: 'moved', event: null } : { kind: 'settled' };
    if (live?.digest === event.digest)
        return { kind: 'settled' };
    if ((live?.digest ?? null) === event.previous)
        return { kind: 'unfinished', event };
    return live ? { kind: 'moved', event } : { kind: 'gone', event };
}
/** An event for an image that was found live without a record. */
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
    };
}
/**
 * The events that a new one is put after: what is unfinished is kept as superseded, what other hands did is added.
 * @param known what is known of the live image, for the case that it has to be recorded as observed
 */
function reconciledEvents(live, history, known, at) {
    const state = environmentStatus(live, history);
    const events = history?.events ?? [];
    if (state.kind === 'unfinished')
        return events.map((event) => (event === state.event ? superseded(event) : event));
    if (state.kind === 'moved' && live)
        return [...events, observed(live, known, state.event?.digest ?? null, at)];
    return events;
}
/** The events as far as they came true: without the last where it is unfinished. */
function effectiveEvents(live, history) {
    const state = environmentStatus(live, history);
    const events = history?.events ?? [];
    return state.kind === 'unfinished' ? events.filter((event) => event !== state.event) : events;
}
/** The event that made live what is live; null where no event did. */
function liveEvent(live, history) {
    if (!live)
        return null;
    return (effectiveEvents(live, history).findLast((event) => event.action !== 'superseded' && event.digest === live.digest) ??
        null);
}

// EXTERNAL MODULE: ./lib/guards/guard.js
var guard = __webpack_require__(507);
;// CONCATENATED MODULE: ./lib/guards/checks.js





const label = (digest, { version }) => version === null ? (0,image_digest/* shortDigest */.V)(digest) : `${version} (${(0,image_digest/* shortDigest */.V)(digest)})`;
/**
 * `skip`: the rung below must have this image live, or have had it and not have rolled it back.
 * @param source the repository whose rung is asked, where that is another than the image's own; null where it is not
 */
function checkSkip(asked, below, source = null) {
    const { image, digest, allow } = asked;
    const stage = source === null ? below.name : `${below.name} of ${source}`;
    const passed = (text) => ({ guard: 'skip', image, verdict: 'passed', text });
    if (below.live?.digest === digest)
        return passed(`it is live in ${stage}`);
    const { seen, rolledBack } = replay(effectiveEvents(below.live, below.history));
    if (seen.has(digest) && !rolledBack.has(digest))
        return passed(`it was live in ${stage}`);
    const why = rolledBack.has(digest) ? `was rolled back in ${stage}` : `has not been live in ${stage}`;
    const live = below.live ? `there ${label(below.live.digest, below.known)} is live` : 'nothing is live there';
    return (0,guard/* violation */.Qf)('skip', image, `${label(digest, asked.identity)} ${why}; ${live}.`, allow);
}
/** `downgrade`: the image must not be older than the one that is live. */
function checkDowngrade(asked, environment) {
    const { image, digest, identity, allow } = asked;
    const { live, known, name } = environment;
    if (!live)
        return { guard: 'downgrade', image, verdict: 'passed', text: `nothing is live in ${name}` };
    const older = isOlder(identity, known);
    const both = `${label(digest, identity)} and ${label(live.digest, known)}, which is live in ${name}`;
    if (older === null)
        return { guard: 'downgrade', image, verdict: 'unsure', text: `nobody can tell which is older, ${both}.` };
    if (!older)
        return { guard: 'downgrade', image, verdict: 'passed', text: `not older than ${label(live.digest, known)}` };
    return (0,guard/* violation */.Qf)('downgrade', image, `${label(digest, identity)} is older than ${label(live.digest, known)}, which is live in ${name}.`, allow);
}
/** `rolled-back`: the environment must not have been rolled back from this image. */
function checkRolledBack(asked, environment) {
    const { image, digest, identity, allow } = asked;
    const { rolledBack } = replay(effectiveEvents(environment.live, environment.history));
    if (!rolledBack.has(digest))
        return { guard: 'rolled-back', image, verdict: 'passed', text: `${environment.name} was not rolled back from it` };
    return (0,guard/* violation */.Qf)('rolled-back', image, `${environment.name} was rolled back from ${label(digest, identity)}.`, allow);
}
/** `moved`, for a file of an earlier run: the environment must be where that run saw it. */
function checkUnmoved(asked, environment, seen) {
    const { image, allow } = asked;
    const live = environment.live?.digest ?? null;
    if (live === seen)
        return { guard: 'moved', image, verdict: 'passed', text: `${environment.name} is where the file says` };
    const text = `${environment.name} is at ${live ?? 'no image'}, but was at ${seen ?? 'no image'} when the file was written.`;
    return (0,guard/* violation */.Qf)('moved', image, text, allow);
}
const REMEDIES = {
    overwrite: 'A version names one image for ever: release under a new version. To move it all the same: allow: overwrite.',
    rebuild: 'The first build of the commit is used.',
    skip: 'Promote it to that environment first. To skip it all the same: allow: skip.',
    downgrade: 'To go back to an older image use mode: rollback. To promote it all the same: allow: downgrade.',
    'rolled-back': 'Build a new version, or go to it with mode: rollback and version. To promote it all the same: allow: rolled-back.',
    'never-live': 'Promote it instead. To roll back to it all the same: allow: never-live.',
    moved: 'Look with mode: status and decide anew. To go on all the same: allow: moved.',
};
/** The problems of checks that refused. */
function refusals(checks) {
    return checks.filter(({ verdict }) => verdict === 'refused').map((check) => (0,guard/* refusalOf */.Of)(check, REMEDIES[check.guard]));
}
/** What of checks is worth a warning: what was lifted, and what nobody could tell. */
function warningsOf(checks) {
    return checks
        .filter(({ verdict }) => verdict === 'lifted' || verdict === 'unsure')
        .map(({ guard, image, verdict, text }) => `${image}: ${text} ${verdict === 'lifted' ? `The guard ${guard} was lifted.` : `The guard ${guard} lets it pass.`}`);
}

;// CONCATENATED MODULE: ./lib/facts/types.js
/** The facts of a run that puts no tags of its own. */
const NO_TAGS = { now: new Map(), list: null, environments: new Set() };
/** The facts of a run that copies nothing. */
const NOT_COPIED = { copy: null, copiedTags: [] };

// EXTERNAL MODULE: ./lib/github/context.js
var context = __webpack_require__(120);
;// CONCATENATED MODULE: ./lib/plan/move.js



const YOUNG_MS = 60_000;
/**
 * Plans to point an environment at an image: finishes what died half way, supersedes what another action left
 * unfinished, records what other hands did.
 * @param reading how the environment was read
 * @returns no move where the image is live already; `busy` where another run seems to be in the middle of one
 */
function planMove(environment, target, identity, doing, reading = { hasHistory: false, needsRecheck: false }) {
    const { live, history: base, known, name } = environment;
    if (live?.digest === target.digest)
        return { move: null, busy: null };
    const common = {
        environment: name,
        from: live,
        base,
        hasHistoryBlobs: base !== null || reading.hasHistory,
        needsRecheck: reading.needsRecheck,
        force: doing.allowed.includes('moved'),
    };
    const state = environmentStatus(live, base);
    if (state.kind === 'unfinished') {
        const { event } = state;
        const isSame = event.action === doing.action && event.digest === target.digest;
        if (isSame)
            return { move: { ...common, next: null, event }, busy: null };
        if (doing.canWait && isUnderWay(event, doing))
            return { move: null, busy: event };
    }
    if (!doing.writesHistory)
        return { move: { ...common, next: null, event: null }, busy: null };
    const event = {
        action: doing.action,
        at: doing.at,
        digest: target.digest,
        mediaType: target.mediaType,
        size: target.size,
        ...{ version: identity.version, revision: identity.revision, created: identity.created },
        previous: live?.digest ?? null,
        actor: doing.actor,
        run: doing.run,
        reason: doing.reason,
        allowed: doing.allowed,
    };
    const events = [...reconciledEvents(live, base, known, doing.at), event];
    return { move: { ...common, next: successor(base, events), event }, busy: null };
}
/** Whether an unfinished event may be a run's that is still at work: young, and not an earlier attempt of this run. */
function isUnderWay(event, doing) {
    const theirs = (0,context/* runOf */.n)(event.run);
    const ours = (0,context/* runOf */.n)(doing.run);
    if (theirs && ours && theirs.run === ours.run && theirs.attempt < ours.attempt)
        return false;
    return Date.parse(doing.at) - Date.parse(event.at) < YOUNG_MS;
}

;// CONCATENATED MODULE: ./lib/plan/tagging.js





/**
 * Decides for each tag by its rule whether it is put, stays, or is refused.
 * @returns what to write; tags that are on the image already; the guard `overwrite` for every fixed tag
 */
function planTags(input) {
    const writes = [];
    const unchangedTags = [];
    const checks = [];
    const problems = [];
    const notices = [];
    const present = (0,image_tags/* versionsIn */.bS)(input.facts.list ?? []);
    for (const tag of new Set(input.tags)) {
        const was = input.facts.now.get(tag) ?? null;
        const rule = (0,image_tags/* ruleOf */.Y)(tag, input.identity.revision, input.environments);
        const reserved = rule === 'free' ? reservedProblem(tag, input) : null;
        if (reserved) {
            problems.push(reserved);
        }
        else if (was !== null && was === input.digest) {
            unchangedTags.push(tag);
        }
        else if (rule === 'floating') {
            const why = input.identity.version === null ? 'this image has no version' : floats(tag, input.identity.version, present);
            if (why === true)
                writes.push({ tag, was });
            else
                notices.push(`${input.image}:${tag} is left where it is: ${why}.`);
        }
        else if (rule === 'free') {
            writes.push({ tag, was });
        }
        else if (input.isRollback) {
            if (was !== null)
                notices.push(`${input.image}:${tag} is left where it is by a rollback.`);
        }
        else {
            const check = overwrite(input, tag, was);
            if (check)
                checks.push(check);
            if (check?.verdict !== 'refused')
                writes.push({ tag, was });
        }
    }
    return { writes, unchangedTags, checks, problems, notices };
}
/** Why a free tag is not to be put; null where it may. */
function reservedProblem(tag, { facts, environments, image }) {
    const problem = facts.environments.has(tag)
        ? `"${tag}" has a history, so it is an environment, which moves by promotion`
        : (0,image_tags/* reservedTagProblem */.uV)(tag, environments);
    if (problem === null)
        return null;
    return new errors/* ActionError */.lZ('INPUT_INVALID', `${image}: the tag "${tag}" cannot be put by a template: ${problem}.`);
}
/** `overwrite`: a fixed tag stays with its image. The tag of a build may move with a build that `rebuild` lets through. */
function overwrite({ image, digest, allow, identity, source }, tag, was) {
    if (was === null)
        return null;
    const isBuild = (0,image_tags/* ruleOf */.Y)(tag, identity.revision) === 'build';
    const lifted = isBuild && allow.includes('rebuild') ? [...allow, 'overwrite'] : allow;
    const other = digest === null ? 'the image that would be built' : `${(0,image_digest/* shortDigest */.V)(digest)}${source ? ` of ${source}` : ''}`;
    return (0,guard/* violation */.Qf)('overwrite', image, `the tag ${tag} exists and names ${(0,image_digest/* shortDigest */.V)(was)}, not ${other}.`, lifted);
}

// EXTERNAL MODULE: ./lib/request/request.js
var request_request = __webpack_require__(60);
;// CONCATENATED MODULE: ./lib/modes/pointing.js








/** The tags that an environment gets beside its own name, for one image. */
function environmentTags(request, environment, identity, branch) {
    const values = {
        version: identity.version,
        commit: identity.revision,
        shaLength: request.shaLength,
        branch,
        environment,
    };
    const images = (0,request_request/* destinationsOf */.Nu)(request);
    const rendered = request.environmentTags.map((template) => (0,image_tags/* renderTag */.vY)(template, values, images));
    return rendered.filter((tag) => tag !== null).filter((tag) => tag !== environment);
}
/** Reads what is to be known of the tags that an environment gets beside its own name. */
async function readEnvironmentTags(request, registry, image, identity, copiedTags = []) {
    const own = environmentTags(request, request.environment, identity, request.context.branch);
    const tags = [...new Set([...copiedTags, ...own])];
    return tags.length === 0 ? NO_TAGS : readTags(registry, image, tags, identity.revision);
}
/** Plans to point one image's environment, with its tags; for a promotion and a rollback alike. */
function planPointing(request, facts, doing, checks) {
    const { environment: here, image, target, identity } = facts;
    if (!here)
        throw new Error('pointing needs an environment');
    const tagging = planTags({
        image: (0,image_reference/* repositoryName */.aR)(image),
        tags: [...facts.copiedTags, ...environmentTags(request, request.environment, identity, request.context.branch)],
        digest: target.digest,
        source: facts.copy && (0,image_reference/* repositoryName */.aR)(facts.copy.source),
        identity,
        facts: facts.tags,
        // what lets a commit be built anew lets no tag be taken from an image
        allow: request.allow.filter((guard) => guard !== 'rebuild'),
        environments: 'stages' in request ? [...request.stages, request.environment] : [request.environment],
        isRollback: request.mode === 'rollback',
    });
    const { move, busy: inProgress } = planMove(here, target, identity, doing, facts);
    const all = [...checks, ...tagging.checks];
    // a new name of the image itself comes with it; one that is taken from another image moves with the environment
    const isWithImage = ({ tag, was }) => was === null && facts.copiedTags.includes(tag);
    const plan = {
        image,
        copy: facts.copy && { ...facts.copy, tags: tagging.writes.filter(isWithImage) },
        target,
        identity,
        previous: previousOf(here, target, identity),
        move,
        environment: here.name,
        commitTag: null,
        tags: tagging.writes.filter((write) => !isWithImage(write)),
        unchangedTags: [...(here.live?.digest === target.digest ? [here.name] : []), ...tagging.unchangedTags],
        historyDigest: here.history?.digest ?? null,
        built: false,
    };
    return {
        images: [plan],
        checks: all,
        problems: [...refusals(all), ...tagging.problems],
        warnings: [...facts.warnings, ...warningsOf(all)],
        notices: tagging.notices,
        inProgress: inProgress ? [inProgress] : [],
    };
}
/** What was live before, for the outputs; where it is this image already, what is known of that is known of both. */
function previousOf({ live, known }, target, identity) {
    const same = live?.digest === target?.digest ? identity.version : null;
    return live && { digest: live.digest, version: known.version ?? same };
}
/** Several images' plans as one. */
function joinPlans(plans) {
    return {
        images: plans.flatMap((plan) => plan.images),
        checks: plans.flatMap((plan) => plan.checks),
        problems: plans.flatMap((plan) => plan.problems),
        warnings: plans.flatMap((plan) => plan.warnings),
        notices: plans.flatMap((plan) => plan.notices),
        inProgress: plans.flatMap((plan) => plan.inProgress),
    };
}

;// CONCATENATED MODULE: ./lib/modes/promote.js







/** The environment that must have an image before this one; null on the lowest rung and without stages. */
function stageBelow(stages, environment) {
    return stages[stages.indexOf(environment) - 1] ?? null;
}
/**
 * Reads what a promotion of one image needs, as much of it side by side as can be. The environment is the destination's;
 * the image, the rung below and what it is promoted from are the source's.
 * @param image where the image is had from
 * @param survey needed where images are copied
 * @throws NOT_FOUND where there is no such image
 */
async function gatherPromote(request, all, image, survey = null) {
    const { registry, asked } = counting(all);
    const { environment, stages, source } = request;
    const at = request.images.indexOf(image);
    const to = request.destinations[at] ?? image;
    const isCopied = !(0,image_reference/* isSameRepository */.ve)(to, image);
    const stage = stageBelow(stages, environment);
    const from = source.kind === 'environment' ? source.name : null;
    const finding = findSource(request, registry, image, at);
    // begins with the image's manifest, whatever else is still being read
    const surveying = isCopied && survey ? finding.then(({ manifest }) => survey(image, to, manifest)) : null;
    surveying?.catch(() => { });
    // what an environment is promoted from is read as the image already
    const read = (name) => readEnvironment(registry, image, name, name === from ? finding.then(manifestOf) : undefined);
    const [found, here, below, fromFacts] = await Promise.all([
        finding,
        isCopied ? readEnvironment(registry, to, environment) : read(environment),
        stage === null ? null : read(stage),
        from === null || from === stage ? null : read(from),
    ]);
    const atOnce = asked();
    const { manifest } = found;
    const histories = [fromFacts?.history ?? null, below?.history ?? null, here.history];
    // a repository that holds any history holds its blobs
    const hasHistory = (isCopied ? [here.history] : histories).some((history) => history !== null);
    const environments = [...stages, environment, ...(from === null ? [] : [from])];
    const identifying = identifyFound(registry, image, found, histories, environments);
    const tagging = identifying.then((identity) => isCopied
        ? readAlong(request, registry, { from: image, to, found, identity })
        : readEnvironmentTags(request, registry, to, identity).then((tags) => ({ copiedTags: [], tags })));
    const [identity, { copiedTags, tags }, known, copy] = await Promise.all([
        identifying,
        tagging,
        knowLive(registry, to, here, manifest.digest, histories),
        surveying,
    ]);
    // what is copied takes its time
    const needsRecheck = asked() > atOnce || isCopied;
    const warnings = [...found.warnings, ...(copy?.warnings ?? [])];
    return {
        image: to,
        copy,
        copiedTags,
        target: manifest,
        identity,
        environment: known,
        below,
        tags,
        hasHistory,
        needsRecheck,
        warnings,
    };
}
/** The tags that go along with a copy, and what they and the environment's tags are at the destination. */
async function readAlong(request, registry, { from, to, found, identity }) {
    const { digest } = found.manifest;
    const tagged = { from, digest, identity, shaLength: request.shaLength, found: found.tag };
    const named = await tagsAlong(registry, tagged);
    const tags = await readEnvironmentTags(request, registry, to, identity, named);
    const copiedTags = await withoutOthers(named, tags.now, tagged, async (tag) => {
        const other = await registry.get(to, tag);
        const revision = other && (await revisionOf(registry, to, other));
        return revision !== null && revision !== identity.revision;
    });
    if (copiedTags === named)
        return { copiedTags, tags };
    return { copiedTags, tags: await readEnvironmentTags(request, registry, to, identity, copiedTags) };
}
const manifestOf = ({ manifest }) => manifest;
async function findSource(request, registry, image, at) {
    const { source, shaLength } = request;
    if (source.kind === 'named')
        return findImage(registry, image, source.text, shaLength);
    const reference = source.kind === 'environment' ? source.name : entryAt(source.entries, at).digest;
    const manifest = await registry.get(image, reference);
    if (manifest)
        return {
            manifest,
            tag: null,
            requestedVersion: source.kind === 'file' ? entryAt(source.entries, at).version : null,
            warnings: [],
        };
    if (source.kind === 'file') {
        const { environment } = entryAt(source.entries, at);
        if (environment === null || environment === request.environment)
            throw await notFound(registry, image, reference);
        throw new errors/* ActionError */.lZ('NOT_FOUND', `${(0,image_reference/* repositoryName */.aR)(image)} has no image "${reference}". The file is of ${environment}: promote it to ${environment} first, which brings the image there.`);
    }
    throw new errors/* ActionError */.lZ('NOT_FOUND', `${(0,image_reference/* repositoryName */.aR)(image)}: nothing is live in ${reference}, so there is nothing to promote from there. Promote to ${reference} first, or name a version.`);
}
/** @param at the image's place among the request's, which is its entry's in the file */
function entryAt(entries, at) {
    const entry = entries[at];
    if (!entry)
        throw new Error(`there is no entry ${at + 1} in the file`);
    return entry;
}
/** Decides a promotion: the guards of every image, then what to write. Pure. */
function decidePromote(request, facts, doing) {
    return joinPlans(facts.map((each, at) => decideOne(request, each, at, doing)));
}
function decideOne(request, facts, at, doing) {
    const { environment: here, below, image, target, identity } = facts;
    if (!here)
        throw new Error('a promotion has an environment');
    const asked = { image: (0,image_reference/* repositoryName */.aR)(image), digest: target.digest, identity, allow: request.allow };
    const isLive = here.live?.digest === target.digest;
    const checks = isLive
        ? []
        : [
            ...(below ? [checkSkip(asked, below, facts.copy && (0,image_reference/* repositoryName */.aR)(facts.copy.source))] : []),
            checkDowngrade(asked, here),
            checkRolledBack(asked, here),
            ...checkFile(request, facts, at, asked),
        ];
    return planPointing(request, facts, doing, checks);
}
function checkFile(request, facts, at, asked) {
    if (request.source.kind !== 'file' || !facts.environment)
        return [];
    const entry = entryAt(request.source.entries, at);
    // what a run saw in another environment, or in another repository, says nothing of this one
    const isHere = (0,image_reference/* isSameRepository */.ve)(entry.image, facts.image);
    const isAbout = entry.environment === null ? entry.previousDigest !== null : entry.environment === request.environment;
    return isHere && isAbout ? [checkUnmoved(asked, facts.environment, entry.previousDigest)] : [];
}

;// CONCATENATED MODULE: ./lib/plan/rollback-target.js






/**
 * Chooses where a plain rollback takes each image: it undoes the newest run that pushed any image's top of the stack.
 * @param run this attempt's URL
 * @param at the time now, RFC 3339
 */
function chooseTargets(stations, run, at) {
    const views = stations.map((station) => viewOf(station, run, at));
    const tops = views.flatMap(({ top }) => (top ? [top] : []));
    const undone = views.find(({ isDone }) => isDone)?.top;
    const newest = undone ?? tops.toSorted((a, b) => Date.parse(b.by.at) - Date.parse(a.by.at))[0];
    return views.map(({ station, top, targets, isDone }) => {
        const { image, environment } = station;
        const name = `${(0,image_reference/* repositoryName */.aR)(image)}: ${environment.name}`;
        if (isDone)
            return { kind: 'done', previous: top?.digest ?? null };
        if (environment.history === null)
            return {
                kind: 'none',
                problem: noPrevious(`${name} has no history here, so nobody can tell what was live before; see that it is the right environment and image`),
            };
        if (stations.length > 1 && environment.live && top && newest && !isSameRun(top, newest)) {
            return { kind: 'left', why: `${name} was last pointed by another run (${top.by.run ?? top.by.at}), and stays.` };
        }
        const [target, ...others] = targets;
        if (!target)
            return {
                kind: 'none',
                problem: noPrevious(`${name} has no image to go back to: none was live before, or all were rolled back from`),
            };
        return { kind: 'to', digest: target.digest, others: others.map(({ digest }) => digest) };
    });
}
/** One environment's stack as a rollback sees it, before or after an earlier attempt of the same run. */
function viewOf(station, run, at) {
    const { live, history, known } = station.environment;
    const last = lastEvent(history);
    const ours = (0,context/* runOf */.n)(run);
    const theirs = (0,context/* runOf */.n)(last?.run ?? null);
    const isRetry = last?.action === 'rollback' && ours !== null && theirs?.run === ours.run && theirs.attempt < ours.attempt;
    if (isRetry && live?.digest === last.digest) {
        const before = replay(history?.events.filter((event) => event !== last) ?? []);
        return { station, top: before.stack.at(-1) ?? null, targets: [], isDone: true };
    }
    const state = replay(reconciledEvents(live, history, known, at));
    return { station, top: state.stack.at(-1) ?? null, targets: rollbackTargets(state), isDone: false };
}
function isSameRun(a, b) {
    if (a.by.run === null || b.by.run === null)
        return a.by.run === b.by.run && a.by.at === b.by.at;
    return ((0,context/* runOf */.n)(a.by.run)?.run ?? a.by.run) === ((0,context/* runOf */.n)(b.by.run)?.run ?? b.by.run);
}
function noPrevious(what) {
    return new errors/* ActionError */.lZ('NO_PREVIOUS', `${what}. Name the image to go to with version.`);
}

;// CONCATENATED MODULE: ./lib/modes/rollback.js

















/**
 * Reads all environments, chooses where each goes, then reads the images they go to. Beside that, for no further round
 * trip, it looks whether a history has been written in the meantime, and if so begins anew.
 * @throws NO_PREVIOUS, NOT_FOUND
 */
async function gatherRollback(request, registry, doing, rounds = 3) {
    const { environment: name } = request;
    const stations = await mapAll(request.images, async (image) => ({
        image,
        environment: await readEnvironment(registry, image, name),
    }));
    // where another run may be at work, what it is about to move decides what is under the top
    const inProgress = stations.flatMap(({ environment }) => underWay(environment, doing) ?? []);
    if (inProgress.length > 0)
        return { facts: [], busy: inProgress };
    const [facts, areFresh] = await Promise.all([
        gatherTargets(request, registry, stations, doing.at),
        mapAll(stations, (station) => isFresh(registry, station)),
    ]);
    if (rounds > 1 && !areFresh.every(Boolean))
        return gatherRollback(request, registry, doing, rounds - 1);
    return { facts, busy: inProgress };
}
function underWay({ live, history }, doing) {
    const state = environmentStatus(live, history);
    if (!doing.canWait || state.kind !== 'unfinished' || state.event.action === 'rollback')
        return null;
    return isUnderWay(state.event, doing) ? state.event : null;
}
async function isFresh(registry, { image, environment }) {
    return (await digestNow(registry, image, historyTag(environment.name))) === (environment.history?.digest ?? null);
}
async function gatherTargets(request, registry, stations, at) {
    const { version } = request;
    if (version !== null)
        return mapAll(stations, (station) => gatherNamed(request, registry, station, version));
    const known = await mapAll(stations, async ({ image, environment }) => ({
        image,
        environment: await knowLive(registry, image, environment, null),
    }));
    const choices = chooseTargets(known, request.context.run, at);
    return mapAll(known.map((station, index) => ({ station, choice: choices[index] })), ({ station, choice }) => gatherTarget(request, registry, station, choice));
}
async function gatherTarget(request, all, station, choice) {
    const { image, environment } = station;
    const { registry, asked } = counting(all);
    if (choice.kind === 'none')
        throw choice.problem;
    const digest = choice.kind === 'to' ? choice.digest : (environment.live?.digest ?? '');
    const target = await registry.get(image, digest);
    if (!target)
        throw goneProblem(image, environment.name, digest, choice.kind === 'to' ? choice.others : []);
    const identity = await identify(registry, image, target, {
        requestedVersion: null,
        histories: [environment.history],
        list: true,
    });
    const tags = choice.kind === 'left' ? NO_TAGS : await readEnvironmentTags(request, registry, image, identity);
    const needsRecheck = asked() > 1;
    return {
        choice,
        facts: {
            image,
            target,
            identity,
            environment,
            below: null,
            ...NOT_COPIED,
            tags,
            hasHistory: environment.history !== null,
            needsRecheck,
            warnings: [],
        },
    };
}
function goneProblem(image, environment, digest, others) {
    const next = others[0] === undefined
        ? 'There is no older one in the history.'
        : `The next older one is ${others[0]}: to go there, name it as version.`;
    return new errors/* ActionError */.lZ('NOT_FOUND', `${(0,image_reference/* repositoryName */.aR)(image)}: ${environment} would go back to ${digest}, which is gone from the registry. ${next} A clean-up rule may have taken it; a rollback never skips by itself.`);
}
async function gatherNamed(request, registry, station, text) {
    const { image } = station;
    const event = findEvent(station.environment.history?.events ?? [], text);
    const manifest = event && (await registry.get(image, event.digest));
    if (event && !manifest)
        throw await notFound(registry, image, event.digest);
    const found = manifest
        ? { manifest, tag: null, requestedVersion: (0,image_version/* parseVersion */.ot)(text), warnings: [] }
        : await findImage(registry, image, text, request.shaLength);
    const digest = found.manifest.digest;
    const histories = [station.environment.history];
    const [identity, environment] = await Promise.all([
        identifyFound(registry, image, found, histories, [request.environment]),
        knowLive(registry, image, station.environment, digest),
    ]);
    const tags = await readEnvironmentTags(request, registry, image, identity);
    const facts = {
        image,
        target: found.manifest,
        identity,
        environment,
        below: null,
        ...NOT_COPIED,
        tags,
        hasHistory: environment.history !== null,
        needsRecheck: true,
        warnings: found.warnings,
    };
    return { choice: { kind: 'to', digest, others: [] }, facts };
}
/** Decides a rollback. Pure. */
function decideRollback(request, facts, doing) {
    return joinPlans(facts.map((each) => rollback_decideOne(request, each, doing)));
}
function rollback_decideOne(request, { choice, facts }, doing) {
    const { image, environment } = facts;
    if (!environment)
        throw new Error('a rollback has an environment');
    if (choice.kind === 'left')
        return stays(facts, environment, choice.why);
    if (choice.kind === 'done')
        return isDone(planPointing(request, facts, doing, []), facts, environment, choice.previous);
    const checks = request.version === null ? [] : checksOfNamed(request, facts);
    const plan = planPointing(request, facts, doing, checks);
    const { rolledBack } = replay(effectiveEvents(environment.live, environment.history));
    if (!rolledBack.has(choice.digest) || environment.live?.digest === choice.digest)
        return plan;
    const warning = `${(0,image_reference/* repositoryName */.aR)(image)}: ${environment.name} was rolled back from ${(0,image_digest/* shortDigest */.V)(choice.digest)} before; going there takes that mark off.`;
    return { ...plan, warnings: [...plan.warnings, warning] };
}
/** An earlier attempt has moved it; only tags that this attempt finds missing are put. */
function isDone(plan, facts, environment, before) {
    const notice = `${(0,image_reference/* repositoryName */.aR)(facts.image)}: an earlier attempt of this run has rolled ${environment.name} back already.`;
    const version = before === null ? null : identityFromHistories(before, [environment.history]).version;
    const previous = before === null ? null : { digest: before, version };
    const images = plan.images.map((image) => ({ ...image, previous }));
    return { ...plan, images, notices: [...plan.notices, notice] };
}
/** It is not part of the release that is undone. */
function stays({ image, target, identity }, environment, why) {
    const plan = {
        ...{ image, target, identity, copy: null, move: null, commitTag: null, tags: [], built: false },
        previous: previousOf(environment, target, identity),
        environment: environment.name,
        unchangedTags: [environment.name],
        historyDigest: environment.history?.digest ?? null,
    };
    return { images: [plan], checks: [], problems: [], warnings: [], notices: [why], inProgress: [] };
}
function checksOfNamed(request, { image, target, environment }) {
    const history = environment?.history ?? null;
    if (history === null || history.events.length === 0 || environment?.live?.digest === target.digest)
        return [];
    const { seen } = replay(history.events);
    if (seen.has(target.digest))
        return [
            {
                guard: 'never-live',
                image: (0,image_reference/* repositoryName */.aR)(image),
                verdict: 'passed',
                text: `it was live in ${request.environment}`,
            },
        ];
    return [
        (0,guard/* violation */.Qf)('never-live', (0,image_reference/* repositoryName */.aR)(image), `${(0,image_digest/* shortDigest */.V)(target.digest)} was never live in ${request.environment}.`, request.allow),
    ];
}

;// CONCATENATED MODULE: ./lib/execute/environment-state.js



/** Where environments stand while none of this run's writes to them has begun: where the plan saw them. */
function plannedState({ images }) {
    return new Map(images.map(({ image, previous }) => [(0,image_reference/* repositoryName */.aR)(image), previous?.digest ?? null]));
}
/**
 * Knows where environments stand by what is written to them, for a run that has no time to look: one whose write was
 * not answered is not known.
 * @param put puts a tag
 * @returns the same, watched
 */
function watchState(plan, put) {
    const state = new Map(plannedState(plan));
    const environments = new Set(plan.images.flatMap(({ image, move }) => (move ? `${(0,image_reference/* repositoryName */.aR)(image)}:${move.environment}` : [])));
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
 * Looks where environments stand after a run that failed in the middle.
 * @returns those that could be read; a registry that is gone is no further error
 */
async function readState(plan, registry) {
    const state = new Map();
    await forEachLimit(plan.images, async ({ image, environment }) => {
        if (environment === null)
            return;
        await digestNow(registry, image, environment).then((digest) => state.set((0,image_reference/* repositoryName */.aR)(image), digest), () => { });
    });
    return state;
}

;// CONCATENATED MODULE: ./lib/modes/first-build.js










/**
 * Finds the commit's first build by its commit tag. The tag counts only if its image's revision is that commit, or
 * unknown; where another commit has it, the commit tag is the one with all 40 characters.
 */
async function findFirstBuild(request, registry) {
    const image = request.images[0];
    if (!image)
        throw new Error('a build has an image');
    const short = (0,image_tags/* commitTag */.m)(request.commit, request.shaLength);
    const full = (0,image_tags/* commitTag */.m)(request.commit, 40);
    const [byShort, byFull] = await Promise.all([
        readCommitTag(request, registry, image, short),
        short === full ? null : readCommitTag(request, registry, image, full),
    ]);
    const tag = byShort.isOthers ? full : short;
    const own = (byShort.isOthers ? byFull : byShort) ?? byShort;
    const tagged = [byShort, byFull].find((each) => each?.manifest && !each.isOthers)?.manifest;
    const manifest = tagged ?? (await findOfOtherLength(request, registry, image));
    const text = `the tag ${tag} exists, but names an image of commit ${own.revision}.`;
    const unsure = [byShort, byFull].find((each) => each && each.manifest === manifest && each.revision === null);
    const warnings = unsure && manifest
        ? [
            `${(0,image_reference/* repositoryName */.aR)(image)}@${manifest.digest} does not say which commit it was built from; it is taken for ${request.commit}.`,
        ]
        : [];
    return {
        tag: { tag, was: own.manifest?.digest ?? null },
        manifest,
        checks: own.isOthers ? [(0,guard/* violation */.Qf)('overwrite', (0,image_reference/* repositoryName */.aR)(image), text, request.allow)] : [],
        warnings,
    };
}
/** A build of this commit under a commit tag of another length: `sha-length` was another then. */
async function findOfOtherLength(request, registry, image) {
    const { commit, shaLength } = request;
    const others = (await registry.tags(image)).filter((tag) => {
        const sha = /^git-([0-9a-f]{7,39})$/.exec(tag)?.[1];
        return sha !== undefined && sha.length !== shaLength && commit.startsWith(sha);
    });
    const found = await Promise.all(others.map((tag) => readCommitTag(request, registry, image, tag)));
    return found.find(({ revision }) => revision === commit)?.manifest ?? null;
}
/** What a commit tag names, and whether that says another commit. */
async function readCommitTag({ commit }, registry, image, tag) {
    const manifest = await registry.get(image, tag);
    const revision = manifest && (await revisionOf(registry, image, manifest));
    return { manifest, revision, isOthers: revision !== null && revision !== commit };
}
/** Which image this run tags: the first build, unless the guard `rebuild` is lifted. */
function choose(request, first, adopted, built) {
    const image = request.images[0];
    const none = { checks: [], warnings: [] };
    if (first === null || first.digest === adopted?.digest)
        return { ...none, target: adopted };
    const isOffered = adopted !== null || request.allow.includes('rebuild');
    if (!isOffered || !image)
        return { ...none, target: first };
    const text = `commit ${request.commit} was built already, as ${(0,image_digest/* shortDigest */.V)(first.digest)}.`;
    const check = (0,guard/* violation */.Qf)('rebuild', (0,image_reference/* repositoryName */.aR)(image), text, request.allow);
    if (check.verdict === 'lifted')
        return { ...none, target: adopted, checks: [check] };
    const other = built !== null
        ? 'the image that this run built at the same time'
        : `the digest ${adopted ? (0,image_digest/* shortDigest */.V)(adopted.digest) : ''}`;
    return {
        ...none,
        target: first,
        checks: [{ ...check, verdict: 'left' }],
        warnings: [`${(0,image_reference/* repositoryName */.aR)(image)}: ${text} That image is used, not ${other}.`],
    };
}
/** INPUT_INVALID: what an adopted image says against it. */
async function adoptedProblems(request, registry, adopted) {
    const image = request.images[0];
    const revision = image ? await revisionOf(registry, image, adopted) : null;
    if (revision === null || revision === request.commit)
        return [];
    return [
        new errors/* ActionError */.lZ('INPUT_INVALID', `digest ${adopted.digest} says that it was built from commit ${revision}, but this run is about ${request.commit}. Adopt the image of this commit, or give sha.`),
    ];
}
/** BUILD_DIFFERS: what this run names, but the commit's build doesn't have. What a run doesn't name isn't compared. */
async function differences(request, registry, manifest) {
    const { file, target, platforms } = request.docker;
    if (file === null && target === null && platforms.length === 0)
        return [];
    const image = request.images[0];
    if (!image)
        return [];
    const stamp = await stampIn(request, registry, manifest);
    const asked = stampOf(request.docker);
    const differing = [];
    if (file !== null && stamp.file !== undefined && stamp.file !== asked.file)
        differing.push(`file ${asked.file} (it has ${stamp.file})`);
    if (target !== null && stamp.target !== undefined && stamp.target !== asked.target)
        differing.push(`target ${asked.target} (it has ${stamp.target ?? 'none'})`);
    const missing = asked.platforms.filter((platform) => !stamp.platforms.includes(platform));
    if (missing.length > 0 && stamp.platforms.length > 0)
        differing.push(`platforms ${missing.join(', ')} (it has ${stamp.platforms.join(', ')})`);
    if (differing.length === 0)
        return [];
    return [
        new errors/* ActionError */.lZ('BUILD_DIFFERS', `${(0,image_reference/* repositoryName */.aR)(image)}: commit ${request.commit} was built already, but without what this run names: ${differing.join('; ')}. Leave those inputs out to use that build, give variants an image of their own, or build anew with allow: rebuild.`),
    ];
}
async function stampIn(request, registry, manifest) {
    const image = request.images[0];
    const content = (0,image_manifest/* readManifest */.WI)(manifest);
    const labels = content.annotations[identity/* LABEL */.d_.build] === undefined && image
        ? await readLabels(registry, image, manifest)
        : content.annotations;
    const stamp = readStamp(labels[identity/* LABEL */.d_.build] ?? '{}');
    const listed = content.entries.flatMap(({ platform, attestation }) => (platform && !attestation ? [platform] : []));
    const config = listed.length === 0 && content.config && image ? await registry.blob(image, content.config) : null;
    const single = config ? (0,image_manifest/* readConfig */.Xg)(config).platform : null;
    return { ...stamp, platforms: [...new Set([...(stamp.platforms ?? []), ...listed, ...(single ? [single] : [])])] };
}

;// CONCATENATED MODULE: ./lib/modes/build.js












/**
 * Reads what a build needs: the commit's image if there is one, the tags, the environment.
 * @param built the digest that this run has just built and pushed; null before that
 */
async function gatherBuild(request, registry, built) {
    const image = request.images[0];
    if (!image)
        throw new Error('a build has an image');
    const short = (0,image_tags/* commitTag */.m)(request.commit, request.shaLength);
    const names = request.tags.filter((tag) => tag !== short);
    const [first, adopted, here, plain] = await Promise.all([
        findFirstBuild(request, registry),
        (built ?? request.digest) ? registry.get(image, (built ?? request.digest)) : null,
        request.environment === null ? null : readEnvironment(registry, image, request.environment),
        readTags(registry, image, names, request.commit),
    ]);
    const offered = built ?? request.digest;
    if (offered !== null && (!adopted || isHistory(adopted)))
        throw await notFound(registry, image, offered);
    const chosen = choose(request, first.manifest, adopted, built);
    const { target } = chosen;
    const problems = [];
    if (adopted && built === null)
        problems.push(...(await adoptedProblems(request, registry, adopted)));
    // also where another run built the commit while this one did
    if (target && target === first.manifest && request.digest === null)
        problems.push(...(await differences(request, registry, target)));
    const known = {
        version: request.version,
        revision: request.commit,
        created: request.checkout?.time ?? null,
    };
    const histories = [here?.history ?? null];
    const hints = { requestedVersion: request.version, histories, list: built === null };
    const identified = target ? await identify(registry, image, target, hints) : known;
    const identity = { ...identified, revision: request.commit };
    const environment = here && (await knowLive(registry, image, here, target?.digest ?? null));
    const more = request.environment === null ? [] : environmentTags(request, request.environment, identity, request.context.branch);
    const extra = more.filter((tag) => !names.includes(tag) && tag !== short);
    const moreFacts = extra.length === 0 ? null : await readTags(registry, image, extra, request.commit);
    return {
        ...{ target, identity, commitTag: first.tag, environment, problems },
        checks: [...first.checks, ...chosen.checks],
        names,
        environmentNames: extra,
        tags: moreFacts ? joinTags(plain, moreFacts) : plain,
        warnings: [...first.warnings, ...chosen.warnings],
    };
}
function joinTags(a, b) {
    return {
        now: new Map([...a.now, ...b.now]),
        list: a.list ?? b.list,
        environments: new Set([...a.environments, ...b.environments]),
    };
}
/**
 * Decides a build: whether one is needed, the tags, and the environment if there is one. Pure.
 * @param built the digest that this run has built, or null
 */
function decideBuild(request, facts, doing, built) {
    const { target, identity, environment } = facts;
    const image = request.images[0];
    if (!image)
        throw new Error('a build has an image');
    const name = (0,image_reference/* repositoryName */.aR)(image);
    const guards = environment ? checksOfEnvironment(request, facts, name) : [];
    const isLeft = guards.some(({ verdict }) => verdict === 'left');
    const tagging = planTags({
        image: name,
        tags: isLeft ? facts.names : [...facts.names, ...facts.environmentNames],
        digest: target?.digest ?? null,
        identity: { ...identity, version: request.version },
        facts: facts.tags,
        allow: request.allow,
        environments: [...request.stages, ...(request.environment === null ? [] : [request.environment])],
        isRollback: false,
    });
    const checks = [...facts.checks, ...tagging.checks, ...guards];
    const { move, busy: inProgress } = target && environment && !isLeft
        ? planMove(environment, target, identity, doing, { hasHistory: false, needsRecheck: true })
        : { move: null, busy: null };
    const needsBuild = target === null;
    const problems = [
        ...facts.problems,
        ...refusals(checks),
        ...tagging.problems,
        ...(needsBuild ? checkoutProblems(request) : []),
    ];
    const isTagged = target !== null && facts.commitTag.was === target.digest;
    const plan = {
        image,
        copy: null,
        target: target ?? NOT_BUILT,
        identity,
        previous: environment && previousOf(environment, target, identity),
        move,
        environment: request.environment,
        commitTag: isTagged ? null : facts.commitTag,
        tags: [...(needsBuild && environment && !isLeft ? [tagOf(environment)] : []), ...tagging.writes],
        unchangedTags: [
            ...(isTagged ? [facts.commitTag.tag] : []),
            ...tagging.unchangedTags,
            ...(environment && target && environment.live?.digest === target.digest ? [environment.name] : []),
        ],
        historyDigest: environment?.history?.digest ?? null,
        built: target !== null && target.digest === built,
    };
    return {
        ...{ images: [plan], checks, problems, needsBuild },
        warnings: [...facts.warnings, ...warningsOf(checks), ...leftWarnings(guards)],
        notices: tagging.notices,
        inProgress: inProgress ? [inProgress] : [],
    };
}
/** An environment's own tag, for a plan that is only shown: what is not built yet can't be moved to. */
function tagOf({ name, live }) {
    return { tag: name, was: live?.digest ?? null };
}
/** Stands for the image of a build that has not been, or was not pushed. */
const NOT_BUILT = { digest: '', mediaType: '', size: 0, bytes: Buffer.alloc(0) };
function checksOfEnvironment(request, facts, image) {
    const { environment, target, identity } = facts;
    const lowest = request.stages[0];
    const isLive = target !== null && environment?.live?.digest === target.digest;
    if (!environment || isLive)
        return [];
    const skip = lowest === undefined || lowest === request.environment
        ? []
        : [
            (0,guard/* violation */.Qf)('skip', image, `a build may point only at the lowest rung, ${lowest}, not at ${request.environment}.`, request.allow),
        ];
    const asked = { image, digest: target?.digest ?? '', identity, allow: request.allow };
    const downgrade = checkDowngrade(asked, environment);
    // a build that would set its environment back leaves it, warns and succeeds
    if (downgrade.verdict === 'refused')
        return [...skip, { ...downgrade, verdict: 'left' }];
    return [...skip, downgrade, ...(target === null ? [] : [checkRolledBack(asked, environment)])];
}
function leftWarnings(checks) {
    return checks
        .filter(({ verdict }) => verdict === 'left')
        .map(({ image, text }) => `${image}: ${text} The environment is left where it is.`);
}
/** Why this run can't build its commit: it is not what is checked out. */
function checkoutProblems({ commit, checkout, push }) {
    if (checkout?.commit === commit)
        return [];
    const found = checkout ? `but ${checkout.commit} is checked out` : 'but nothing is checked out here';
    const asked = push ? `There is no build of commit ${commit} yet, so it has to be built` : `${commit} is to be built`;
    return [
        new errors/* ActionError */.lZ('INPUT_INVALID', `${asked}, ${found}. Check that commit out before this step, or run a build on it first.`),
    ];
}

;// CONCATENATED MODULE: ./lib/plan/plan.js

/** Whether a plan has anything to write for an image. */
function hasWrites(plan) {
    return plan.move !== null || plan.commitTag !== null || plan.tags.length > 0 || hasCopying(plan.copy);
}

;// CONCATENATED MODULE: ./lib/history/reconcile.js


const has = (events, event) => events.some((other) => isSameEvent(other, event));
/**
 * Decides what a run that reads back has to do, so that in the end there is one history, it ends with what is live,
 * and no success is missing from it. Registries have no compare-and-swap: every run that wrote looks, and puts the live
 * image's event last and its own, where it lost, before it as superseded.
 */
function reconcile(back) {
    const { live, mine } = back;
    const events = back.history?.events ?? [];
    const last = lastEvent(back.history);
    const won = live?.digest === mine.digest;
    if (live === null)
        return has(events, mine)
            ? { kind: 'agreed', won }
            : back.canWait
                ? { kind: 'wait' }
                : write([...events, superseded(mine)]);
    if (last?.digest === live.digest)
        return agreeing(back, events, last, won);
    if (won)
        return write([...overtaken(without(events, mine), last, back), mine]);
    return lost(back, events, last);
}
/** The history ends with what is live; only this run's event may be missing. */
function agreeing(back, events, last, won) {
    if (has(events, back.mine))
        return { kind: 'agreed', won };
    const at = events.indexOf(last);
    // somebody who found this run's image, but not its event
    if (won && last.action === 'observed')
        return write(events.map((event) => (event === last ? back.mine : event)));
    return write([...events.slice(0, at), superseded(back.mine), ...events.slice(at)]);
}
/** Another image is live, and the history doesn't end with it. */
function lost(back, events, last) {
    const { mine, live, before } = back;
    const settled = overtaken(events, last, back);
    const ending = lastEvent({ digest: null, parent: null, first: 1, events: settled });
    const withMine = has(settled, mine) ? settled : [...settled, superseded(mine)];
    const isTheirs = (event) => event.digest === live?.digest && !has(before, event) && !isSameEvent(event, mine);
    // superseded by somebody, or overwritten: as it was seen earlier
    const theirs = events.findLast(isTheirs) ?? back.memory.findLast(isTheirs);
    if (theirs) {
        const original = [...back.memory, theirs].find((event) => isSameEvent(event, theirs) && event.action !== 'superseded');
        if (original)
            return write([...without(withMine, theirs), original]);
    }
    if (back.canWait)
        return { kind: 'wait' };
    // the tag went back to where the rest of the history says, or by hands that leave no record
    if (ending?.digest === live?.digest)
        return write(withMine);
    return write([...withMine, observed(live, back.known, last?.digest ?? null, back.at)]);
}
/** The last event came to nothing, unless it is an old one, which was live in its time. */
function overtaken(events, last, { before }) {
    return events.map((event) => (event === last && !has(before, event) ? superseded(event) : event));
}
function without(events, event) {
    return events.filter((other) => !isSameEvent(other, event));
}
function write(events) {
    return { kind: 'write', events };
}

;// CONCATENATED MODULE: ./lib/execute/settle.js






/** How long a run that lost waits for the winner to write the history, in milliseconds. */
const PATIENCE_MS = 2000;
const POLL_MS = 150;
const MEND_MS = 300;
const MAX_ROUNDS = 40;
/**
 * Reads the history and the tag back until they agree, and writes what is missing.
 * @returns whether the environment is where this run put it, and the history as it stands
 * @throws TAG_MOVED where it cannot be settled in reasonable time
 */
async function settle(what, deps) {
    const { registry, clock } = deps;
    const memory = [];
    const end = clock.now() + PATIENCE_MS;
    for (let round = 0; round < MAX_ROUNDS; round++) {
        const began = clock.now();
        const [history, live] = await Promise.all([
            loadHistory(registry, what.image, what.environment),
            registry.head(what.image, what.environment),
        ]);
        memory.push(...(history?.events.filter(({ action }) => action !== 'superseded') ?? []));
        const canWait = clock.now() < end;
        const at = new Date(clock.now()).toISOString();
        const verdict = reconcile({ history, live, memory, canWait, at, ...what, known: await known(live, canWait) });
        if (verdict.kind === 'agreed')
            return { won: verdict.won, history, live };
        if (verdict.kind === 'write') {
            await saveHistory(registry, what.image, what.environment, successor(history, verdict.events));
        }
        // another run may have read before this write and write after it: who mends stays until that would show
        const pause = verdict.kind === 'write' ? Math.max(MEND_MS, 4 * (clock.now() - began)) : POLL_MS;
        await clock.sleep(pause * (1 + clock.random()));
    }
    throw new errors/* ActionError */.lZ('TAG_MOVED', `${(0,image_reference/* repositoryName */.aR)(what.image)}: the history of ${what.environment} was written by several runs at once and did not come to rest. Let the other runs end, then look with mode: status and run again; a concurrency group prevents this.`);
    async function known(live, canWait) {
        // only a run that has waited in vain records what it found
        return live && !canWait ? deps.identify(what.image, live) : identity/* UNKNOWN */.HV;
    }
}

;// CONCATENATED MODULE: ./lib/execute/apply.js








/**
 * A write of the history that takes so much longer than the look beside it leaves a gap in which another run may have
 * ended: that takes it a round trip. In milliseconds; below the least, a near registry's own pace would look like one.
 */
const GAP = { least: 40, most: 300 };
/**
 * Carries a plan out: histories, then tags, then both are read back. All images or none.
 * @param plan without problems
 * @throws the error that stopped it, after putting back what could be put back
 */
async function apply(plan, deps) {
    const images = plan.images.filter(hasWrites);
    const moving = images.flatMap((image) => image.move ? [{ plan: image, move: image.move, historyWritten: false }] : []);
    const written = new Map(images.map((image) => [image, []]));
    const attempted = new Map(images.map((image) => [image, []]));
    try {
        await forEachLimit(moving, (one) => writeHistory(one, deps));
        deps.checkCancelled();
        const writes = images.flatMap((image) => tagsOf(image).map((tag) => ({ image, tag })));
        await forEachLimit(writes, async ({ image, tag }) => {
            deps.checkCancelled();
            attempted.get(image)?.push(tag);
            await deps.putTag(image.image, tag, image.target);
            written.get(image)?.push(tag);
            deps.log(`${(0,image_reference/* repositoryName */.aR)(image.image)}:${tag} → ${(0,image_digest/* shortDigest */.V)(image.target.digest)}`);
        });
        deps.checkCancelled();
    }
    catch (error) {
        throw await revert((0,errors/* asActionError */.z6)(error), moving, attempted, deps);
    }
    const histories = await readBack(moving, attempted, deps).catch((error) => {
        throw unconfirmed((0,errors/* asActionError */.z6)(error));
    });
    return { images: plan.images.map((image) => apply_outcomeOf(image, written, histories)) };
}
function tagsOf(image) {
    return [...(image.move ? [image.move.environment] : []), ...image.tags.map(({ tag }) => tag)];
}
function apply_outcomeOf(plan, written, histories) {
    const history = histories.get(plan);
    return { plan, written: written.get(plan) ?? [], historyDigest: history ? history.digest : plan.historyDigest };
}
/** What was written could not be read back: nobody knows whether it stands. */
function unconfirmed(error) {
    if (error.code === 'TAG_MOVED' || error.code === 'CANCELLED')
        return error;
    const message = `The tags were moved, but it could not be confirmed. ${error.message} Look with mode: status.`;
    return new errors/* ActionError */.lZ(error.code, message, error);
}
/** Writes the history, and looks once more beside it whether the tag is where the plan saw it. */
async function writeHistory(one, deps) {
    const { image } = one.plan;
    const { environment, next, from, force } = one.move;
    const started = deps.clock.now();
    let looked = started;
    const look = async () => {
        const seen = await deps.registry.head(image, environment);
        looked = deps.clock.now();
        return seen;
    };
    // both are waited for, also where one fails: what was written has to be taken back
    const [saved, beside] = await Promise.allSettled([next && save(one, next, deps), look()]);
    if (saved.status === 'rejected')
        throw saved.reason;
    if (beside.status === 'rejected')
        throw beside.reason;
    const gap = Math.min(Math.max(looked - started, GAP.least), GAP.most);
    const live = deps.clock.now() - looked > gap ? await look() : beside.value;
    if (force || live?.digest === from?.digest || live?.digest === one.plan.target.digest)
        return;
    throw new errors/* ActionError */.lZ('TAG_MOVED', `${(0,image_reference/* repositoryName */.aR)(image)}: ${environment} was at ${from?.digest ?? 'no image'} when this run looked, and is at ${live?.digest ?? 'no image'} now: somebody else moved it. Look with mode: status, then run again; a concurrency group keeps runs apart.`);
}
async function save(one, next, deps) {
    const saved = await saveHistory(deps.registry, one.plan.image, one.move.environment, next).catch((error) => {
        // it was stored, though perhaps not as it was sent
        one.historyWritten = (0,errors/* asActionError */.z6)(error).code === 'DIGEST_MISMATCH';
        throw error;
    });
    one.historyWritten = true;
    deps.log(`${(0,image_reference/* repositoryName */.aR)(one.plan.image)}:${one.move.environment}-history → ${(0,image_digest/* shortDigest */.V)(saved.digest ?? '')}`);
}
/** Reads every moved environment back; where one lost, the others are put back, and all that lost are named. */
async function readBack(moving, attempted, deps) {
    const histories = new Map();
    const lost = [];
    const won = [];
    await forEachLimit(moving, async (one) => {
        const { plan, move } = one;
        const { won: isWon, history, live } = await apply_confirm(plan, move, deps);
        histories.set(plan, history);
        if (isWon)
            won.push(one);
        else
            lost.push(`${(0,image_reference/* repositoryName */.aR)(plan.image)}: ${move.environment} is at ${live?.digest ?? 'no image'}, not at ${plan.target.digest}`);
    });
    if (lost.length === 0)
        return histories;
    const error = new errors/* ActionError */.lZ('TAG_MOVED', `Another run moved the environment at the same time. ${lost.join('; ')}. Look with mode: status, then run again; a concurrency group keeps runs apart.`);
    throw await revert(error, won, new Map(won.map(({ plan }) => [plan, attempted.get(plan) ?? []])), deps);
}
async function apply_confirm(plan, move, deps) {
    const { environment, event: mine, base } = move;
    if (mine !== null) {
        const before = (base?.events ?? []).filter((event) => !isSameEvent(event, mine));
        return settle({ image: plan.image, environment, mine, before }, deps);
    }
    const live = await deps.registry.head(plan.image, environment);
    return { won: live?.digest === plan.target.digest, history: base, live };
}
/**
 * Puts back what a failed run has moved, and takes its events back.
 * @returns the error to end with: the first one, and what could not be put back
 */
async function revert(error, moving, attempted, deps) {
    // a cancelled job has no time to put back: the next run carries on from what it finds
    if (error.code === 'CANCELLED')
        return error;
    const stuck = [];
    const tryTo = async (what, act) => {
        await act().catch((problem) => stuck.push(`${what} (${(0,errors/* asActionError */.z6)(problem).message})`));
    };
    const tagged = [...attempted].flatMap(([image, tags]) => tags.map((tag) => ({ image, tag })));
    await forEachLimit(tagged, ({ image, tag }) => tryTo(`${(0,image_reference/* repositoryName */.aR)(image.image)}:${tag}`, () => restoreTag(image, tag, deps)));
    const recorded = moving.filter(({ historyWritten }) => historyWritten);
    await forEachLimit(recorded, (one) => tryTo(`the history of ${(0,image_reference/* repositoryName */.aR)(one.plan.image)}:${one.move.environment}`, () => revertHistory(one, deps)));
    if (stuck.length === 0)
        return error;
    return new errors/* ActionError */.lZ(error.code, `${error.message}\nCould not be put back: ${stuck.join('; ')}. The next run carries on from there.`, error);
}
/** Puts one tag back where it was, if it is where this run put it. */
async function restoreTag(image, tag, deps) {
    const was = image.move?.environment === tag
        ? (image.move.from?.digest ?? null)
        : (image.tags.find((write) => write.tag === tag)?.was ?? null);
    const now = await deps.registry.head(image.image, tag);
    if (now === null || now.digest === was || now.digest !== image.target.digest)
        return;
    if (was === null)
        throw new errors/* ActionError */.lZ('REGISTRY_REFUSED', 'it did not exist before, and deleting tags is not safe on every registry');
    const manifest = await deps.registry.get(image.image, was);
    if (!manifest)
        throw new errors/* ActionError */.lZ('NOT_FOUND', `${was} is gone`);
    await deps.registry.put(image.image, tag, manifest);
    deps.log(`${(0,image_reference/* repositoryName */.aR)(image.image)}:${tag} put back → ${(0,image_digest/* shortDigest */.V)(was)}`);
}
/** Takes a run's event back where its tag did not move; where somebody else's did, puts the record right. */
async function revertHistory({ plan, move }, deps) {
    const { event: mine, environment, from } = move;
    if (mine === null)
        return;
    const [history, live] = await Promise.all([
        loadHistory(deps.registry, plan.image, environment),
        deps.registry.head(plan.image, environment),
    ]);
    if (live?.digest === plan.target.digest)
        return;
    const last = lastEvent(history);
    if (history === null || last === null || !isSameEvent(last, mine) || live?.digest !== from?.digest) {
        await settle({ image: plan.image, environment, mine, before: move.base?.events ?? [] }, deps);
        return;
    }
    const events = history.events.filter((event) => event !== last);
    await saveHistory(deps.registry, plan.image, environment, successor(history, events));
    deps.log(`${(0,image_reference/* repositoryName */.aR)(plan.image)}: the event in the history of ${environment} is taken back`);
}

;// CONCATENATED MODULE: ./lib/execute/pipeline-steps.js






/** How long another run that seems to be under way is waited for, in milliseconds. */
const MAX_WAIT_MS = 5000;
const pipeline_steps_POLL_MS = 1000;
/** An environment that others keep moving is planned for so often. */
const MAX_REPLANS = 5;
/** Waits a moment for another run that seems to be under way. */
async function waitForOtherRun(plan, deps) {
    const [event] = plan.inProgress;
    deps.log(`Another run (${(0,response_error/* oneLine */.TN)(event?.run ?? 'unknown')}) seems to be in the middle of a ${event?.action}: waiting a moment`);
    await deps.clock.sleep(pipeline_steps_POLL_MS);
    deps.checkCancelled();
}
/** Who does what, as of now. @param canWait whether others are waited for */
function runInfo(request, deps, canWait) {
    const { context, reason, allow, history } = request;
    return {
        action: request.mode,
        at: new Date(deps.clock.now()).toISOString(),
        actor: context.actor,
        run: context.run,
        reason,
        allowed: allow,
        writesHistory: history,
        canWait,
    };
}
/** Tells in the log what each guard said. */
function logGuards({ checks }, { log }) {
    for (const line of (0,guard/* guardLines */.F)(checks))
        log(line);
}
/**
 * Carries out a plan that was made ready, unless it is refused or only tried.
 * @param told whether the log has its guards already
 */
async function pipeline_steps_finish(request, plan, deps, { built, copied = [], told = false }) {
    const result = { plan, copied, outcome: null, error: null, begun: copied.length > 0, built };
    if (!told)
        logGuards(plan, deps);
    if (plan.problems.length > 0)
        return { ...result, error: (0,errors/* mergeErrors */.Mv)(plan.problems) };
    if (request.dryRun)
        return result;
    const { state, put } = watchState(plan, deps.putTag);
    try {
        deps.checkCancelled();
        return { ...result, outcome: await apply(plan, applyDeps({ ...deps, putTag: put })), begun: true };
    }
    catch (thrown) {
        const error = (0,errors/* asActionError */.z6)(thrown);
        // a cancelled job has no time to look
        return {
            ...result,
            error,
            begun: true,
            environmentState: error.code === 'CANCELLED' ? state : await readState(plan, deps.registry),
        };
    }
}
/** A run that ended before it could carry its plan out; where nothing is said, nothing had begun. */
function failedResult(plan, thrown, known = {}) {
    return { plan, copied: [], outcome: null, error: (0,errors/* asActionError */.z6)(thrown), begun: false, built: false, ...known };
}
/** A plan with what the transport finds wrong with it. */
function withTransportReview(plan, { review }) {
    const found = review ? plan.images.filter(writesTags).flatMap((image) => review(image) ?? []) : [];
    if (found.length === 0)
        return plan;
    return {
        ...plan,
        problems: [...plan.problems, ...found.map(({ problem }) => problem)],
        warnings: [...plan.warnings, ...found.map(({ warning }) => warning)],
    };
}
function writesTags(plan) {
    return plan.target.digest !== '' && (plan.move !== null || plan.commitTag !== null || plan.tags.length > 0);
}
function applyDeps(deps) {
    const identify = (image, live) => identifyDigest(deps.registry, image, live.digest, []);
    return { ...deps, identify };
}

;// CONCATENATED MODULE: ./lib/execute/pipeline-build.js





/** Two builds of one commit at once show themselves within this time, in milliseconds. */
const SECOND_LOOK_MS = 500;
/** Carries a build out: builds only what was not built, and tags nothing before the commit tag is sure. */
async function build(request, deps) {
    const end = deps.clock.now() + MAX_WAIT_MS;
    let built = null;
    let begun = null;
    for (let round = 0;;) {
        const started = deps.clock.now();
        const canWait = started < end && !request.dryRun;
        let plan;
        let checked;
        try {
            const facts = await gatherBuild(request, deps.registry, built);
            plan = decideBuild(request, facts, runInfo(request, deps, canWait), built);
            checked = withTransportReview(plan, deps);
            if (checked.problems.length === 0 && !request.dryRun && plan.inProgress.length > 0) {
                await waitForOtherRun(plan, deps);
                continue;
            }
        }
        catch (error) {
            // what was built or tagged by then is told of by the plan that it was done for
            if (begun === null)
                throw error;
            return failedResult(begun, error, { begun: true, built: built !== null });
        }
        const isRefused = checked.problems.length > 0;
        const wouldBuild = (plan.needsBuild && !isRefused) || plan.images.some((image) => image.built);
        if (isRefused || request.dryRun)
            return pipeline_steps_finish(request, checked, deps, { built: wouldBuild });
        // the commit tag may have been put, by this run or by docker's push
        if (!plan.needsBuild && plan.images.some(({ commitTag: first }) => first !== null))
            begun = checked;
        try {
            if (plan.needsBuild) {
                built = await buildNow(plan, deps);
                begun = built === null ? begun : checked;
            }
            else if ((await isSure(plan, deps, built)) && (await isPrepared(plan, deps, started)))
                return finishBuild(request, checked, deps, wouldBuild);
            if (++round > MAX_REPLANS)
                throw notSure(plan);
        }
        catch (error) {
            return failedResult(checked, error, { begun: begun !== null });
        }
    }
}
async function isPrepared(plan, { registry, clock }, started) {
    return isStillCurrent(plan, registry, clock, started, await ensureHistoryBlobs(plan, registry));
}
async function finishBuild(request, plan, deps, built) {
    const result = await pipeline_steps_finish(request, plan, deps, { built });
    if (!result.outcome)
        return result;
    // the commit tag was put before all others
    const images = result.outcome.images.map((image) => ({
        ...image,
        written: [...(image.plan.commitTag ? [image.plan.commitTag.tag] : []), ...image.written],
    }));
    return { ...result, outcome: { ...result.outcome, images } };
}
async function buildNow(plan, deps) {
    const [image] = plan.images;
    if (!image?.commitTag || !deps.build)
        throw new Error('a build needs docker');
    const { tag, was } = image.commitTag;
    const isFree = async () => (await digestNow(deps.registry, image.image, tag)) === was;
    return deps.build(image.image, tag, isFree);
}
/**
 * Puts the commit tag, if nobody else has by now, and looks once more half a second later: of two builds of one commit
 * the one that is there is used.
 * @returns whether this plan's image has the commit tag for sure; if not, plan anew
 */
async function isSure(plan, deps, built) {
    const [image] = plan.images;
    if (!image)
        return true;
    const { target, commitTag: first } = image;
    const tag = first?.tag ?? image.unchangedTags.find((name) => name.startsWith('git-'));
    if (tag === undefined)
        return true;
    if (first) {
        deps.checkCancelled();
        if ((await digestNow(deps.registry, image.image, tag)) !== first.was)
            return false;
        await deps.putTag(image.image, tag, target);
        deps.log(`${(0,image_reference/* repositoryName */.aR)(image.image)}:${tag} → ${target.digest}`);
    }
    if (first === null && target.digest !== built)
        return true;
    await deps.clock.sleep(SECOND_LOOK_MS);
    return (await digestNow(deps.registry, image.image, tag)) === target.digest;
}
function notSure(plan) {
    const [image] = plan.images;
    const name = image ? `${(0,image_reference/* repositoryName */.aR)(image.image)}:${image.commitTag?.tag}` : 'the commit tag';
    return new errors/* ActionError */.lZ('TAG_MOVED', `${name} was put on other images again and again while this run looked. Run one build of a commit at a time (concurrency), then run again.`);
}

;// CONCATENATED MODULE: ./lib/execute/pipeline.js








/**
 * Carries a request out, from what is in the registry to what is in it then. A refusal and a failed write are part of
 * the result, since outputs that are known are written all the same; a failed read throws.
 */
async function carryOut(request, deps) {
    return request.mode === 'build' ? build(request, deps) : point(request, deps);
}
async function point(request, deps) {
    let end = deps.clock.now() + MAX_WAIT_MS;
    const copied = [];
    let begun = null;
    for (let round = 1;;) {
        const started = deps.clock.now();
        const canWait = started < end && !request.dryRun;
        let plan;
        try {
            plan = withTransportReview(await planPoint(request, deps, runInfo(request, deps, canWait)), deps);
            if (plan.inProgress.length > 0) {
                await waitForOtherRun(plan, deps);
                continue;
            }
        }
        catch (error) {
            // what was copied is told of by the plan that it was copied for
            if (begun === null)
                throw error;
            return failedResult(begun, error, { copied, begun: true });
        }
        const copies = request.dryRun || plan.problems.length > 0 ? [] : copiesIn(plan);
        if (copies.length > 0) {
            begun = plan;
            logGuards(plan, deps);
        }
        try {
            const isFree = request.dryRun || round++ > MAX_REPLANS;
            const [brought, isPrepared] = await settleBoth(bringAll(copies, deps), isFree ? false : ensureHistoryBlobs(plan, deps.registry));
            copied.push(...brought);
            // others are waited for after a copy as before it
            if (copies.length > 0)
                end = deps.clock.now() + MAX_WAIT_MS;
            if (copies.length > 0 && !isFree && !(await areTagsUnchanged(plan, deps.registry, deps.clock, started)))
                continue;
            // the images get their names while the environments are looked at again
            const look = isFree || isStillCurrent(plan, deps.registry, deps.clock, started, isPrepared);
            const [, isStill] = await settleBoth(nameAll(copies, deps), look);
            if (!isStill)
                continue;
        }
        catch (error) {
            return failedResult(plan, error, {
                copied,
                begun: begun !== null,
                environmentState: begun && plannedState(plan),
            });
        }
        return pipeline_steps_finish(request, plan, deps, { built: false, copied, told: copies.length > 0 });
    }
}
function copiesIn(plan) {
    return plan.images.flatMap(({ copy, image }) => (copy && hasCopying(copy) ? [{ plan: copy, to: image }] : []));
}
/** Everything is at its destination before any environment moves. */
async function bringAll(copies, { copier: copying, checkCancelled }) {
    if (copies.length === 0 || !copying)
        return [];
    checkCancelled();
    return copying.bring(copies);
}
async function nameAll(copies, { copier: copying, checkCancelled }) {
    if (copies.length === 0 || !copying)
        return;
    checkCancelled();
    await copying.name(copies);
}
async function planPoint(request, deps, doing) {
    const { registry } = deps;
    if (request.mode === 'rollback')
        return planRollback(request, registry, doing);
    const facts = await mapAll(request.images, (image) => gatherPromote(request, registry, image, deps.copier?.survey));
    return decidePromote(request, facts, doing);
}
async function planRollback(request, registry, doing) {
    const { facts, busy: inProgress } = await gatherRollback(request, registry, doing);
    const plan = decideRollback(request, facts, doing);
    return { ...plan, inProgress: [...plan.inProgress, ...inProgress] };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(598);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/command.js
var command = __webpack_require__(635);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/file-command.js
var file_command = __webpack_require__(902);
;// CONCATENATED MODULE: ./lib/util/redact.js
/** The runner hides what is shorter nowhere else; it would be found by chance. In characters. */
const MIN_SECRET = 6;
/** A shorter part of a secret tells nothing, and may be anything. */
const MIN_PART = 3;
/** So many characters of a text that was cut are shown at most beside the cut. */
const MAX_CUT = 600;
const byStart = new Map();
const byEnd = new Map();
/** From now on a secret is shown nowhere: the runner's own masks don't know it once its characters are escaped. */
function addSecret(secret) {
    // a stranger who repeats it is shown on one line; a log that repeats it, line by line
    for (const text of [secret, oneLineOf(secret), ...secret.split(/[\r\n]+/).map((line) => line.trim())]) {
        if (text.length < MIN_SECRET)
            continue;
        for (const form of [text, JSON.stringify(text).slice(1, -1)]) {
            keep(byStart, form.slice(0, MIN_PART), form);
            keep(byEnd, form.slice(-MIN_PART), form);
        }
    }
}
/** A text without the secrets that it has, whole or beside a place where it was cut. */
function redact(text) {
    if (byStart.size === 0)
        return text;
    const parts = withoutWhole(text)
        .split('…')
        .map((part, index) => (index > 0 ? withoutEnd(part) : part));
    return parts.map((part, index) => (index < parts.length - 1 ? withoutBeginning(part) : part)).join('…');
}
/** Controls, line separators, and what is not seen or turns the direction of the text. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/g;
function oneLineOf(text) {
    return text.replace(CONTROL, ' ').replace(/\s+/g, ' ').trim();
}
function keep(index, key, secret) {
    const kept = index.get(key);
    if (kept)
        kept.add(secret);
    else
        index.set(key, new Set([secret]));
}
/** One secret may be the beginning of another, or overlap it: all of both goes. */
function withoutWhole(text) {
    let shown = '';
    let end = 0;
    for (let at = 0; at + MIN_SECRET <= text.length; at++) {
        for (const secret of byStart.get(text.slice(at, at + MIN_PART)) ?? []) {
            if (at + secret.length <= end || !text.startsWith(secret, at))
                continue;
            if (at >= end)
                shown += `${text.slice(end, at)}***`;
            end = at + secret.length;
        }
    }
    return end === 0 ? text : shown + text.slice(end);
}
/** Text that was cut behind it, perhaps in the middle of a secret. */
function withoutBeginning(text) {
    for (let at = Math.max(0, text.length - MAX_CUT); at + MIN_PART <= text.length; at++) {
        const cut = text.slice(at);
        for (const secret of byStart.get(cut.slice(0, MIN_PART)) ?? [])
            if (secret.startsWith(cut))
                return `${text.slice(0, at)}***`;
    }
    return text;
}
/** Text that was cut before it. */
function withoutEnd(text) {
    for (let length = Math.min(MAX_CUT, text.length); length >= MIN_PART; length--) {
        const cut = text.slice(0, length);
        for (const secret of byEnd.get(cut.slice(-MIN_PART)) ?? [])
            if (secret.endsWith(cut))
                return `***${text.slice(length)}`;
    }
    return text;
}

;// CONCATENATED MODULE: ./lib/report/text.js


const MARKDOWN = /[&<>|`*_[\]()#!~\\$@:{}"']/g;
const MAX_CELL = 200;
/**
 * A stranger's text for a Markdown cell: one line, cut to its first characters, and nothing in it means anything to
 * Markdown or HTML.
 * @param max how many characters are kept
 */
function escapeMarkdown(text, max = MAX_CELL) {
    const line = redact(text).replace(CONTROL, ' ').trim();
    const short = line.length > max ? `${line.slice(0, max)}…` : line;
    // what looks like a host would become a link
    return short.replace(MARKDOWN, (character) => `&#${character.charCodeAt(0)};`).replace(/\bwww\./gi, 'www&#8203;.');
}
/** Text for the log: no line of it can be taken for a workflow command. */
function escapeLogLine(text) {
    return redact(text)
        .split(/\r\n|\r|\n/)
        .map((line) => line
        .replace(CONTROL, ' ')
        .replace(/##\[/g, '## [')
        .replace(/^(\s*):(?=:)/, '$1: '))
        .join('\n');
}
/** A name that only holds characters of names, as code; a stranger's otherwise. */
function inlineCode(text) {
    return /^[\w./:@+-]+$/.test(text) ? `\`${text}\`` : escapeMarkdown(text);
}
/** A digest as code, short enough for a table. */
function digestCode(digest) {
    return digest ? `\`${(0,image_digest/* shortDigest */.V)(digest)}\`` : '–';
}
/** A commit as a link into the repository that the run belongs to. */
function commitLink(revision, source) {
    if (revision === null || !/^[0-9a-f]{40}$/.test(revision))
        return '–';
    const short = `\`${revision.slice(0, 7)}\``;
    return source === null ? short : `[${short}](${source}/commit/${revision})`;
}
/**
 * A run as a link, where its URL is one that the runner makes; as text otherwise.
 * @param label what the link says; by default the run's number
 */
function runLink(url, label) {
    if (url === null)
        return label === undefined ? '–' : escapeMarkdown(label);
    const match = /^https?:\/\/[\w.:-]+\/[\w.-]+\/[\w.-]+\/actions\/runs\/(\d+)\/attempts\/(\d+)$/.exec(url);
    if (!match || !url.startsWith(`${process.env.GITHUB_SERVER_URL || 'https://github.com'}/`))
        return escapeMarkdown(label === undefined ? url : `${label} ${url}`);
    const text = label === undefined ? `run ${match[1]}${match[2] === '1' ? '' : `, attempt ${match[2]}`}` : escapeMarkdown(label);
    return `[${text}](${url})`;
}
/** A time for people, to the minute, which a table does not break; a stranger's text where it is none. */
function formatMinute(time) {
    if (time === null)
        return '–';
    const at = Date.parse(time);
    if (Number.isNaN(at))
        return escapeMarkdown(time);
    return `${new Date(at).toISOString().slice(0, 16).replaceAll('-', '&#8209;').replace('T', '&nbsp;')}&nbsp;UTC`;
}
/** A table in GitHub's Markdown; cells are Markdown already. */
function table(head, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
/** A version, or the short digest where there is none. */
function nameOfImage(version, digest) {
    return version ?? (0,image_digest/* shortDigest */.V)(digest);
}
/**
 * Images' names without the registry and namespace that all of them share, so that tables stay narrow.
 * @returns what they share, with the slash at its end, and a function that leaves it out
 */
function stripCommonPrefix(names) {
    const [first = ''] = names;
    const slashes = [...first].flatMap((character, index) => (character === '/' ? [index + 1] : []));
    const shared = slashes
        .map((end) => first.slice(0, end))
        .findLast((prefix) => names.every((name) => name.startsWith(prefix)));
    return { shared: shared ?? '', short: (name) => name.slice(shared?.length ?? 0) };
}
/** Which environment a mode is about, for what comes behind its name; empty where it is about none. */
function inOrTo(mode, environment) {
    return environment && ` ${mode === 'rollback' ? 'in' : 'to'} ${environment}`;
}

;// CONCATENATED MODULE: ./lib/github/commands.js


// by their paths: the package's own entry loads an HTTP client that takes longer than all of this action






/** At most so many annotations of a kind; GitHub shows no more a step. */
const MAX_ANNOTATIONS = 10;
/** A shorter line of a secret with several is no secret, in characters. */
const MIN_LINE = 3;
/** in bytes, with room for the closing line */
const MAX_SUMMARY = 1024 * 1024 - 200;
/** Prints one line a step. */
function info(line) {
    process.stdout.write(`${escapeLogLine(line)}\n`);
}
/** Prints what only the debug log shows. */
function debug(line) {
    (0,command/* issueCommand */.L)('debug', {}, escapeLogLine(line));
}
/** Masks a secret in everything that is printed from now on. */
function mask(secret) {
    addSecret(secret);
    // the runner takes a mask a line: an empty one, or a key's brace, would mask every such place, and every JSON output
    // of a job would be held back
    const lines = secret.split(/\r?\n/);
    const least = lines.length > 1 ? MIN_LINE : 1;
    for (const line of lines)
        if (line.trim().length >= least)
            (0,command/* issueCommand */.L)('add-mask', {}, line);
}
/** Warnings and notices, as annotations. */
function annotate(warnings, notices) {
    for (const text of new Set(warnings.slice(0, MAX_ANNOTATIONS)))
        (0,command/* issueCommand */.L)('warning', {}, escapeLogLine(text));
    for (const text of new Set(notices.slice(0, MAX_ANNOTATIONS)))
        (0,command/* issueCommand */.L)('notice', {}, escapeLogLine(text));
}
/** The one error annotation of a run that fails. */
function fail(error) {
    (0,command/* issueCommand */.L)('error', { title: error.title }, `${error.code}: ${escapeLogLine(error.message)}`);
}
/**
 * Sets the outputs, and adds the job summary.
 * @returns why the outputs could not be set; what was done stands all the same
 */
async function commands_write(outputs, summary) {
    const problem = setOutputs(outputs);
    const file = process.env.GITHUB_STEP_SUMMARY;
    // the outputs stand, and so does what was done
    if (file)
        await (0,promises_.appendFile)(file, bounded(summary)).catch(() => (0,command/* issueCommand */.L)('warning', {}, 'The job summary could not be written.'));
    return problem;
}
function setOutputs(outputs) {
    if (!process.env.GITHUB_OUTPUT)
        return null;
    try {
        for (const [name, value] of Object.entries(outputs))
            (0,file_command/* issueFileCommand */.n)('OUTPUT', (0,file_command/* prepareKeyValueMessage */.v)(name, value));
        return null;
    }
    catch (error) {
        const why = (0,response_error/* oneLine */.TN)(error.message);
        const remedy = 'What this run did stands, as its log says. Make room on the runner and run again: it changes nothing twice.';
        return new errors/* ActionError */.lZ('RUNNER_FAILED', `The outputs could not be set (${why}). ${remedy}`, error);
    }
}
/** GitHub takes 1 MiB of summary a step, and drops one that is larger. */
function bounded(summary) {
    const bytes = Buffer.from(summary);
    if (bytes.length <= MAX_SUMMARY)
        return summary;
    const whole = bytes.subarray(0, MAX_SUMMARY).toString('utf8');
    const kept = whole.slice(0, whole.lastIndexOf('\n'));
    return `${kept}${closing(kept)}\n\nThe rest is left out: GitHub takes 1 MiB of summary.\n`;
}
/** Ends what a summary was cut in: the line behind it would be taken for a part of it. */
function closing(kept) {
    const isCode = (kept.match(/^```/gm) ?? []).length % 2 === 1;
    const isFolded = kept.lastIndexOf('<details>') > kept.lastIndexOf('</details>');
    return `${isCode ? '\n```' : ''}${isFolded ? '\n\n</details>' : ''}`;
}
/**
 * Runs something that prints a stranger's output, such as a build: no line of it is taken for a workflow command.
 * @param title of the group that it is folded into
 */
async function quoted(title, act) {
    const token = (0,external_node_crypto_.randomUUID)();
    (0,command/* issue */.s)('group', escapeLogLine(title));
    process.stdout.write(`::stop-commands::${token}\n`);
    try {
        return await act((text) => void process.stdout.write(text));
    }
    finally {
        process.stdout.write(`\n::${token}::\n`);
        (0,command/* issue */.s)('endgroup');
    }
}

;// CONCATENATED MODULE: ./lib/modes/status.js






const status_AT_ONCE = 8;
/** Reads what is live where; with `version` also where that one image is. */
async function gatherStatus(request, registry) {
    const perImage = await mapAll(request.images, async (image) => {
        const list = request.environments.length === 0 || request.version !== null ? await registry.tags(image) : [];
        const names = request.environments.length > 0 ? request.environments : withHistory(list);
        const environments = await mapAll(names, (name) => readEnvironment(registry, image, name));
        const histories = environments.map(({ history }) => history);
        const standings = await mapAll(environments, async (environment) => describe((0,image_reference/* repositoryName */.aR)(image), await knowLive(registry, image, environment, null, histories)));
        const locations = request.version === null ? [] : [await locate(request, registry, image, request.version, environments, list)];
        return { standings, whereabouts: locations };
    });
    return {
        environments: perImage.flatMap(({ standings }) => standings),
        locations: perImage.flatMap(({ whereabouts: locations }) => locations),
    };
}
/** The environments that tags tell of: those with a history, in alphabetical order. */
function withHistory(tags) {
    return tags
        .filter((tag) => tag.endsWith('-history'))
        .map((tag) => tag.slice(0, -'-history'.length))
        .filter(Boolean)
        .sort();
}
/** One environment as a row. Pure. */
function describe(image, { name, live, history, known }) {
    const last = lastEvent(history);
    const event = liveEvent(live, history);
    const state = environmentStatus(live, history);
    // where other hands moved the tag, an older event about the same image doesn't tell since when
    const told = state.kind === 'moved' ? null : event;
    return {
        row: {
            image,
            environment: name,
            digest: live?.digest ?? null,
            version: live ? known.version : null,
            revision: live ? known.revision : null,
            since: told?.at ?? null,
            by: told?.actor ?? null,
            run: told?.run ?? null,
            action: told?.action ?? null,
            moved: last !== null && last.digest !== live?.digest,
        },
        unfinished: state.kind === 'unfinished' ? state.event : null,
        historyDigest: history?.digest ?? null,
        reason: told?.reason ?? null,
    };
}
async function locate(request, registry, image, text, environments, list) {
    const found = await findImage(registry, image, text, request.shaLength);
    const names = environments.map(({ name }) => name);
    const histories = environments.map(({ history }) => history);
    const identity = await identifyFound(registry, image, found, histories, names);
    const { digest } = found.manifest;
    const tags = await status_tagsOf(registry, image, digest, list);
    const live = environments.filter((environment) => environment.live?.digest === digest).map(({ name }) => name);
    return { image, target: found.manifest, identity, tags, live };
}
/** Every tag that names a digest: each is asked, eight at a time. */
async function status_tagsOf(registry, image, digest, list) {
    const queue = list.filter((tag) => !tag.endsWith('-history') && !tag.startsWith('sha256-'));
    const tags = [];
    const worker = async () => {
        for (let tag = queue.pop(); tag !== undefined; tag = queue.pop()) {
            if ((await registry.head(image, tag))?.digest === digest)
                tags.push(tag);
        }
    };
    await Promise.all(Array.from({ length: status_AT_ONCE }, worker));
    return tags.sort();
}

// EXTERNAL MODULE: ./lib/registry/auth/credentials.js + 1 modules
var auth_credentials = __webpack_require__(993);
;// CONCATENATED MODULE: ./lib/report/environment-state.js


/** A line for each of several images after a failure in the middle: where its environment is now. */
function environmentStateLines(result) {
    const { plan, environmentState } = result;
    if (!environmentState || plan.images.length < 2)
        return [];
    return plan.images.map((image) => {
        const at = environmentState.get((0,image_reference/* repositoryName */.aR)(image.image));
        const digest = at === undefined ? 'nobody knows where' : (at ?? 'no image');
        return `${(0,image_reference/* repositoryName */.aR)(image.image)}: ${image.environment} is at ${digest} (${environmentStateOf(image, result).replace('⚠️ ', '')})`;
    });
}
/** Where an image's environment is after a failure in the middle. */
function environmentStateOf({ image, target, previous }, { environmentState }) {
    const now = environmentState?.get((0,image_reference/* repositoryName */.aR)(image));
    if (now === undefined)
        return '⚠️ not known';
    if (now === (previous?.digest ?? null))
        return now === target.digest ? 'already so' : 'as before';
    if (now === target.digest)
        return '⚠️ moved';
    return now === null ? '⚠️ gone' : `⚠️ at ${digestCode(now)}`;
}

;// CONCATENATED MODULE: ./lib/report/outputs.js


/** The outputs of a run that plans, also of one that failed. */
function outputsOf(result) {
    const entries = result.plan.images.map((plan) => outputs_entryOf(plan, result));
    const [first] = entries;
    if (!first)
        return { changed: 'false', built: String(result.built) };
    const history = historyDigest(result);
    const isKnown = result.error === null || !result.begun;
    return {
        ...(first.digest === null ? {} : { image: `${first.image}@${first.digest}` }),
        digest: first.digest ?? '',
        version: first.version ?? '',
        revision: first.revision ?? '',
        environment: first.environment ?? '',
        tags: first.tags.join('\n'),
        'previous-digest': first.previousDigest ?? '',
        'previous-version': first.previousVersion ?? '',
        // what a write that failed has changed, nobody can say here
        ...(isKnown ? { changed: String(entries.some(({ changed }) => changed === true)) } : {}),
        built: String(entries.some(({ built }) => built) || result.built),
        result: JSON.stringify(entries),
        ...(history === null || !isKnown ? {} : { 'history-digest': history }),
        changes: 'null',
    };
}
function historyDigest({ plan, outcome }) {
    return outcome?.images[0] ? outcome.images[0].historyDigest : (plan.images[0]?.historyDigest ?? null);
}
function outputs_entryOf(plan, { outcome, error, begun, built, copied }) {
    const done = outcome?.images.find((image) => image.plan === plan);
    const isCopied = copied.some(({ to }) => (0,image_reference/* repositoryName */.aR)(to) === (0,image_reference/* repositoryName */.aR)(plan.image));
    return {
        image: (0,image_reference/* repositoryName */.aR)(plan.image),
        ...(plan.copy ? { source: (0,image_reference/* repositoryName */.aR)(plan.copy.source) } : {}),
        digest: plan.target.digest || null,
        version: plan.identity.version,
        revision: plan.identity.revision,
        environment: plan.environment,
        previousDigest: plan.previous?.digest ?? null,
        previousVersion: plan.previous?.version ?? null,
        tags: [...new Set(outputs_tagsOf(plan, error === null))].map((tag) => `${(0,image_reference/* repositoryName */.aR)(plan.image)}:${tag}`),
        changed: error !== null && begun ? null : done !== undefined && (hasWrites(plan) || plan.built || isCopied),
        built: plan.built || (built && plan.target.digest === ''),
    };
}
/** The tags that are on the image by this run: planned ones count where nothing failed. */
function outputs_tagsOf(plan, isDone) {
    if (!isDone)
        return [...plan.unchangedTags];
    const first = plan.commitTag ? [plan.commitTag.tag] : [];
    const environment = plan.move ? [plan.move.environment] : [];
    const along = plan.copy?.tags ?? [];
    return [...first, ...environment, ...plan.unchangedTags, ...[...along, ...plan.tags].map(({ tag }) => tag)];
}
/** The outputs of `status`. */
function statusOutputs(facts, request) {
    const environments = JSON.stringify(facts.environments.map(({ row }) => row));
    const history = facts.environments.length === 1 ? facts.environments[0]?.historyDigest : null;
    const [found] = facts.locations;
    const common = { environments, changed: 'false', built: 'false', ...(history ? { 'history-digest': history } : {}) };
    if (!found || request.mode !== 'status')
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

;// CONCATENATED MODULE: ./lib/report/lines.js





/** More images than that are named without what all of them share. */
const IN_FULL = 3;
/** The first line of a run's log: what is asked for, and of which images. */
function announcement(request) {
    const names = request.images.map(image_reference/* repositoryName */.aR);
    const where = inOrTo(request.mode, ('environment' in request && request.environment) || '');
    const tried = request.dryRun ? ' (dry run: nothing is written)' : '';
    if (names.length <= IN_FULL)
        return `${request.mode} ${names.join(', ')}${where}${tried}`;
    const { shared, short } = stripCommonPrefix(names);
    const of = shared === '' ? '' : ` of ${shared}`;
    return `${request.mode} ${names.length} images${of}${where}${tried}: ${names.map(short).join(', ')}`;
}
/**
 * Warns of a destination where a mode knows none: it is ignored as other inputs are, but whoever gave it may mean another
 * repository than is acted on.
 */
function misplaced({ mode, ignored }) {
    if (mode === 'build' || !ignored.includes('destination'))
        return [];
    const what = mode === 'rollback' ? 'rolled back' : 'looked at';
    return [`destination is ignored: image is ${what}. To mean where it was copied to, give that as image.`];
}
/** What a dry run would write, for its log. */
function plannedLines({ images }) {
    return images.filter((plan) => plan.target.digest !== '' && hasWrites(plan)).flatMap(planned);
}
function planned(plan) {
    const { image, copy, move, identity, target, previous } = plan;
    const name = (0,image_reference/* repositoryName */.aR)(image);
    const what = nameOfImage(identity.version, target.digest);
    const before = previous === null ? 'nothing' : nameOfImage(previous.version, previous.digest);
    const tags = outputs_tagsOf(plan, true).filter((tag) => tag !== move?.environment && !plan.unchangedTags.includes(tag));
    return [
        ...(copy && hasCopying(copy) ? [`would copy ${(0,image_reference/* repositoryName */.aR)(copy.source)} → ${name}: ${what}`] : []),
        ...(tags.length > 0 ? [`would tag ${name}: ${tags.join(', ')}`] : []),
        ...(move ? [`would point ${name}:${move.environment}: ${before} → ${what}`] : []),
    ];
}

;// CONCATENATED MODULE: ./lib/report/status-summary.js


/** So many images that somebody gave one reason for are named. */
const NAMED = 5;
/** The job summary of `status`: the ladder as a table, and where one image is. */
function statusSummary(request, { environments, locations }) {
    const { source } = request.context;
    const isMany = new Set(environments.map(({ row }) => row.image)).size > 1;
    const boards = environments.length === 0 ? [] : board(environments, source);
    const parts = [
        '### 🔭 What is live',
        ...(environments.length === 0 ? ['No environment has a history here yet.'] : []),
        // below a table of many rows nobody would see them
        ...(isMany ? [...environments.flatMap(warnings), ...boards] : [...boards, ...environments.flatMap(warnings)]),
        reasons(environments),
        ...(locations.length > 1 ? [locatedAll(locations, source)] : locations.map((one) => located(one, source))),
        pinned(environments),
    ];
    return `${parts.filter(Boolean).join('\n\n')}\n`;
}
/** One image: its environments in full. Several: images by environments, and the tables in full folded away. */
function board(environments, source) {
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
        return [inlineCode(only), ladder(environments, source)];
    const { shared, short } = stripCommonPrefix(images);
    const names = [...new Set(environments.map(({ row }) => row.environment))];
    const rows = [...byImage].map(([image, of]) => [
        inlineCode(short(image)),
        ...names.map((name) => brief(of.find(({ row }) => row.environment === name))),
    ]);
    const full = [...byImage].map(([image, of]) => `${inlineCode(image)}\n\n${ladder(of, source)}`).join('\n\n');
    return [
        ...(shared ? [`${inlineCode(shared)}…`] : []),
        table(['', ...names.map((name) => escapeMarkdown(name))], rows),
        `<details><summary>Commits, since when, by whom</summary>\n\n${full}\n\n</details>`,
    ];
}
function brief(standing) {
    const { row } = standing ?? {};
    if (!row || row.digest === null)
        return '–';
    const version = row.version === null ? digestCode(row.digest) : `**${escapeMarkdown(row.version)}** ${digestCode(row.digest)}`;
    return `${version}${standing?.unfinished ? ' ⏳' : row.moved ? ' ⚠️' : ''}`;
}
function ladder(environments, source) {
    const rows = environments.map(({ row, unfinished }) => [
        `**${escapeMarkdown(row.environment)}**`,
        row.version === null ? '–' : escapeMarkdown(row.version),
        digestCode(row.digest),
        commitLink(row.revision, source),
        formatMinute(row.since),
        row.by === null ? '–' : escapeMarkdown(row.by),
        unfinished
            ? '⏳&nbsp;unfinished'
            : row.moved
                ? '⚠️&nbsp;moved'
                : row.action === null
                    ? '–'
                    : runLink(row.run, row.action),
    ]);
    return table(['environment', 'version', 'digest', 'commit', 'since', 'by', 'through'], rows);
}
/** What is wrong with an environment. */
function warnings({ row, unfinished }) {
    const where = `${escapeMarkdown(row.image)}: **${escapeMarkdown(row.environment)}**`;
    if (unfinished) {
        return [
            `> [!WARNING]\n> ${where}: a ${escapeMarkdown(unfinished.action)} to ${digestCode(unfinished.digest)} was begun at ${formatMinute(unfinished.at)} (${runLink(unfinished.run)}) and its tag was not moved: the run is at work, or died half way, or somebody put the tag back since. Run it again to finish it.`,
        ];
    }
    if (row.moved && row.digest === null) {
        return [
            `> [!WARNING]\n> ${where}: the tag is gone: somebody deleted it without this action. A promotion or a rollback puts it there again.`,
        ];
    }
    if (row.moved) {
        return [
            `> [!WARNING]\n> ${where}: the tag is not where the history's last event left it: somebody moved it without this action. The next run that writes records it as observed.`,
        ];
    }
    return [];
}
/** Why what is live was made live, where somebody said so; of which of several images, if not of all. */
function reasons(environments) {
    const images = [...new Set(environments.map(({ row }) => row.image))];
    const { short } = stripCommonPrefix(images);
    const said = new Map();
    for (const { row, reason, unfinished } of environments) {
        if (reason === null || unfinished)
            continue;
        const key = JSON.stringify([row.environment, reason]);
        const one = said.get(key) ?? { environment: row.environment, text: reason, of: [] };
        one.of.push(row.image);
        said.set(key, one);
    }
    const lines = [...said.values()].map(({ environment, text, of }) => {
        const more = of.length > NAMED ? ` and ${of.length - NAMED} more` : '';
        const names = of.length === images.length
            ? ''
            : ` of ${of
                .slice(0, NAMED)
                .map((name) => inlineCode(short(name)))
                .join(', ')}${more}`;
        return `- **${escapeMarkdown(environment)}**${names}: ${escapeMarkdown(text)}`;
    });
    return lines.length === 0 ? '' : `Reasons given:\n\n${lines.join('\n')}`;
}
/** Where an image is that was asked for by version, of several repositories: a row each. */
function locatedAll(all, source) {
    const { short } = stripCommonPrefix(all.map(({ image }) => (0,image_reference/* repositoryName */.aR)(image)));
    const rows = all.map(({ image, target, identity, tags, live }) => [
        inlineCode(short((0,image_reference/* repositoryName */.aR)(image))),
        identity.version === null ? '–' : escapeMarkdown(identity.version),
        digestCode(target.digest),
        commitLink(identity.revision, source),
        live.map(inlineCode).join(' ') || 'no environment',
        tags.map(inlineCode).join(' ') || '–',
    ]);
    return table(['this image of', 'version', 'digest', 'commit', 'live in', 'tags'], rows);
}
function located({ image, target, identity, tags, live }, source) {
    const rows = [
        ['image', inlineCode((0,image_reference/* repositoryName */.aR)(image))],
        ['digest', digestCode(target.digest)],
        ['version', identity.version === null ? '–' : escapeMarkdown(identity.version)],
        ['commit', commitLink(identity.revision, source)],
        ['created', formatMinute(identity.created)],
        ['live in', live.map(inlineCode).join(' ') || 'no environment'],
        ['tags', tags.map(inlineCode).join(' ') || '–'],
    ];
    return `${table(['', 'this image'], rows)}\n\n\`\`\`yaml\nimage: ${(0,image_reference/* repositoryName */.aR)(image)}@${target.digest}\n\`\`\``;
}
/** The images that are live, as lines for Compose or Kubernetes. */
function pinned(environments) {
    const live = environments.filter(({ row }) => row.digest !== null);
    if (live.length === 0)
        return '';
    const lines = live.map(({ row }) => `image: ${row.image}@${row.digest} # ${row.environment}`);
    return `<details><summary>Pinned by digest (Compose, Kubernetes)</summary>\n\n\`\`\`yaml\n${lines.join('\n')}\n\`\`\`\n\n</details>`;
}

;// CONCATENATED MODULE: ./lib/report/copied.js






/** How an image came to its destination, as rows of its table; none where it was not copied. */
function copiedRows(plan, result) {
    if (!plan.copy)
        return [];
    const done = result.copied.filter(({ to }) => (0,image_reference/* repositoryName */.aR)(to) === (0,image_reference/* repositoryName */.aR)(plan.image));
    const about = done.length > 0 ? ['copied', said(sumOf(done))] : copied_planned([{ plan: plan.copy, to: plan.image }]);
    return [['copied from', inlineCode((0,image_reference/* repositoryName */.aR)(plan.copy.source))], about];
}
/** How images came to their destinations, as one line; empty where none was copied. */
function copied_copiedLine({ plan, copied, error, begun }) {
    const copies = plan.images.flatMap(({ copy, image }) => (copy ? [{ plan: copy, to: image }] : []));
    if (copies.length === 0)
        return '';
    const { shared } = stripCommonPrefix(copies.map((copy) => (0,image_reference/* repositoryName */.aR)(copy.plan.source)));
    const [label, text] = copied.length > 0 ? ['copied', said(sumOf(copied))] : copied_planned(copies);
    const broken = error && begun && copied.length === 0 ? '. What has arrived is not sent again' : '';
    const from = shared === '' ? '' : ` from ${inlineCode(shared)}…`;
    return `**${label[0]?.toUpperCase()}${label.slice(1)}**${from}: ${text}${broken}`;
}
function sumOf(outcomes) {
    return {
        sent: countAll(outcomes.map(({ sent }) => sent)),
        mounted: countAll(outcomes.map(({ mounted }) => mounted)),
        there: countAll(outcomes.map(({ there }) => there)),
        ...sumOfPieces(outcomes),
        // copies of one run go side by side
        milliseconds: Math.max(...outcomes.map(({ milliseconds }) => milliseconds)),
    };
}
function sumOfPieces(pieces) {
    return {
        manifests: pieces.reduce((sum, { manifests }) => sum + manifests, 0),
        referrers: pieces.reduce((sum, { referrers }) => sum + referrers, 0),
    };
}
function said(totals) {
    const { sent, milliseconds } = totals;
    const rate = milliseconds > 0 && sent.bytes > 0 ? ` (${size((1000 * sent.bytes) / milliseconds)}/s)` : '';
    return `${formatCopyStats(totals, true)}, in ${duration(milliseconds)}${rate}`;
}
/** What is still to be done, with what to call it. */
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


const VERDICTS = {
    passed: '✅ passed',
    refused: '⛔ refused',
    lifted: '⚠️ lifted',
    unsure: '⚠️ nobody can tell',
    left: '⚠️ left as it is',
};
/** Warnings that do not say what the list of guards says. */
function withoutGuards(warnings, checks) {
    const said = new Map();
    for (const { image, text, verdict } of checks)
        if (verdict !== 'passed')
            said.set(image, [...(said.get(image) ?? []), text]);
    return warnings.filter((warning) => {
        const end = warning.indexOf(': ');
        const texts = said.get(warning.slice(0, end)) ?? [];
        return !texts.some((text) => warning.startsWith(text, end + 2));
    });
}
/** What each guard said; of many images those that passed are counted. */
function guards(checks, plans) {
    const isMany = plans.length > 1;
    const { short } = stripCommonPrefix(plans.map(({ image }) => (0,image_reference/* repositoryName */.aR)(image)));
    const isCounted = ({ verdict }) => isMany && verdict === 'passed';
    const counted = checks.filter(isCounted);
    const counts = [...new Set(counted.map(({ guard }) => guard))].map((guard) => {
        const count = counted.filter((check) => check.guard === guard).length;
        return `- ${VERDICTS.passed}: \`${guard}\` for ${count === 1 ? 'one image' : `${count} images`}`;
    });
    const lines = checks
        .filter((check) => !isCounted(check))
        .map(({ guard, image, verdict, text }) => {
        const of = isMany ? ` of ${inlineCode(short(image))}` : '';
        // what was refused stands above, with what to do
        return `- ${VERDICTS[verdict]}: \`${guard}\`${of}${verdict === 'refused' ? '' : `: ${escapeMarkdown(text)}`}`;
    });
    return `**Guards**\n\n${[...lines, ...counts].join('\n')}`;
}

;// CONCATENATED MODULE: ./lib/report/summary.js







/** An error's longest line; a remedy stands at the end of it. */
const MAX_LINE = 2000;
const MAX_LINES = 50;
/** Of more images than that, lines to take away are folded. */
const UNFOLDED = 10;
/** The job summary of a run that plans: from what to what, who, the guards, the line to deploy, how to undo it. */
function summaryOf(request, result) {
    const { plan, error } = result;
    const isDone = error === null && !request.dryRun;
    const told = notes(withoutGuards(plan.warnings, plan.checks), plan.notices);
    const parts = [
        `### ${heading(request, result)}`,
        ...(request.dryRun && error === null ? ['> [!NOTE]\n> A dry run: nothing was written.'] : []),
        ...(error ? [failure(error)] : []),
        ...(plan.images.length === 1 && plan.images[0] ? [oneImage(request, plan.images[0], result), ...told] : []),
        // below a table of many rows nobody would see them
        ...(plan.images.length === 1 ? [] : [...told, manyImages(request, plan.images, result), copied_copiedLine(result)]),
        ...(plan.checks.length > 0 ? [guards(plan.checks, plan.images)] : []),
        ...(isDone ? [deploy(plan.images), undo(request, plan.images)] : []),
        histories(result),
    ];
    return `${parts.filter(Boolean).join('\n\n')}\n`;
}
/** The job summary of a run that ended before it had a plan. */
function failureSummary(mode, error, environment = '') {
    return `### ❌ ${escapeMarkdown(mode)}${inOrTo(mode, escapeMarkdown(environment))} failed: ${error.title}\n\n${failure(error)}\n`;
}
function failure(error) {
    const lines = error.message.split('\n').map((line) => `> ${escapeMarkdown(line, MAX_LINE)}`);
    return `> [!CAUTION]\n> \`${error.code}\`\n>\n${lines.join('\n>\n')}`;
}
function heading(request, { plan, error, built }) {
    const { mode, dryRun } = request;
    const [image] = plan.images;
    const where = escapeMarkdown(image?.environment ?? '');
    if (error)
        return `❌ ${mode}${inOrTo(mode, where)} failed: ${error.title}`;
    const what = whatOf(plan.images);
    if (mode === 'build' && !request.push)
        return dryRun ? '🔎 Would build the image, and not push it' : '📦 Built the image; nothing was pushed';
    if (!plan.images.some(hasWrites) && !built)
        return `✅ Already so: ${what} ${plan.images.length > 1 ? 'are' : 'is'} ${mode === 'build' ? 'built and tagged' : `live in ${where}`}`;
    if (mode === 'build') {
        const verb = built ? (dryRun ? 'Would build' : 'Built') : dryRun ? 'Would tag' : 'Tagged';
        return `${dryRun ? '🔎' : '📦'} ${verb} ${what}${image?.move ? `, and pointed ${escapeMarkdown(image.move.environment)} at it` : ''}`;
    }
    if (mode === 'promote')
        return `${dryRun ? '🔎 Would promote' : '🚀 Promoted'} ${what} to ${where}`;
    return `${dryRun ? '🔎 Would roll' : '⏪ Rolled'} ${where} back to ${plan.images.length > 1 ? 'what was live before' : what}`;
}
function whatOf(plans) {
    const [first] = plans;
    if (plans.length > 1)
        return `${plans.length} images`;
    return first && first.target.digest !== ''
        ? escapeMarkdown(nameOfImage(first.identity.version, first.target.digest))
        : 'the image';
}
function oneImage(request, plan, result) {
    const { error, begun } = result;
    const { previous, target, identity, environment } = plan;
    const where = environment === null ? '' : `in ${escapeMarkdown(environment)}`;
    const version = identity.version === null ? 'no version' : `**${escapeMarkdown(identity.version)}**`;
    if (error) {
        const live = previous
            ? `${escapeMarkdown(previous.version ?? 'no version')} ${digestCode(previous.digest)}`
            : 'nothing';
        const stays = begun && environmentStateOf(plan, result) !== 'as before' ? 'was live' : 'stays live';
        return table(['', where], [
            ['image', inlineCode((0,image_reference/* repositoryName */.aR)(plan.image))],
            ...(environment === null ? [] : [[stays, live]]),
            ['asked for', `${version} ${target.digest ? digestCode(target.digest) : 'not built yet'}`],
            ...people(request, identity),
        ]);
    }
    const before = plan.move ? previous : null;
    const isFirst = plan.move !== null && previous === null;
    return table(['', where || 'now'], [
        ['image', inlineCode((0,image_reference/* repositoryName */.aR)(plan.image))],
        [
            'version',
            `${isFirst ? 'nothing → ' : before ? `${escapeMarkdown(before.version ?? 'no version')} → ` : ''}${version}`,
        ],
        ['digest', `${before ? `${digestCode(before.digest)} → ` : ''}${digestCode(target.digest)}`],
        ...people(request, identity),
        ...copiedRows(plan, result),
        ['tags', outputs_tagsOf(plan, true).map(inlineCode).join(' ') || '–'],
    ]);
}
/** The commit, who asked for it, and why. */
function people(request, { revision, created }) {
    const { context, reason, allow } = request;
    const actor = context.actor === null ? 'nobody named' : `**${escapeMarkdown(context.actor)}**`;
    const of = created === null ? '' : ` of ${formatMinute(created)}`;
    return [
        ['commit', `${commitLink(revision, context.source)}${of}`],
        ['by', `${actor}${context.run === null ? '' : ` in ${runLink(context.run)}`}`],
        ...(reason === null ? [] : [['reason', escapeMarkdown(reason)]]),
        ...(allow.length === 0 ? [] : [['allowed', allow.map(inlineCode).join(' ')]]),
    ];
}
function manyImages(request, plans, result) {
    const { error, outcome, begun } = result;
    const { context } = request;
    const { shared, short } = stripCommonPrefix(plans.map(({ image }) => (0,image_reference/* repositoryName */.aR)(image)));
    const state = (plan) => {
        if (error)
            return begun ? environmentStateOf(plan, result) : 'not moved';
        return hasWrites(plan) ? (outcome ? 'moved' : 'would move') : plan.unchangedTags.length > 0 ? 'already so' : 'left';
    };
    const rows = plans.map((plan) => [
        inlineCode(short((0,image_reference/* repositoryName */.aR)(plan.image))),
        plan.previous ? pair(plan.previous.version, plan.previous.digest) : '–',
        pair(plan.identity.version, plan.target.digest),
        commitLink(plan.identity.revision, context.source),
        state(plan),
    ]);
    const facts = people(request, { version: null, revision: null, created: null }).slice(1);
    const about = facts.map(([what, text]) => `${what}${what === 'by' ? '' : ':'} ${text}`).join(' · ');
    const where = plans[0]?.environment ?? null;
    const lines = [shared && plans.length > 0 ? `${inlineCode(shared)}…` : '', about].filter(Boolean).join(' · ');
    if (plans.length === 0)
        return lines;
    const head = error ? ['live', 'asked for'] : ['before', request.dryRun ? 'then' : 'now'];
    return `${lines}\n\n${table([where === null ? 'image' : `in ${escapeMarkdown(where)}`, ...head, 'commit', ''], rows)}`;
}
function pair(version, digest) {
    return `${version === null ? '' : `**${escapeMarkdown(version)}** `}${digestCode(digest)}`;
}
function notes(warnings, notices) {
    const block = (kind, texts) => texts.length === 0
        ? []
        : [`> [!${kind}]\n${texts.map((text) => `> ${escapeMarkdown(text, MAX_LINE)}`).join('\n>\n')}`];
    return [...block('WARNING', [...new Set(warnings)]), ...block('NOTE', [...new Set(notices)])];
}
/** A block under its title; of many images folded, so that what is below can be seen. */
function folded(images, [title, more], block) {
    if (images <= UNFOLDED)
        return `**${title}**${more}:\n\n${block}`;
    return `<details><summary>${title}${more}</summary>\n\n${block}\n\n</details>`;
}
/** The lines to put into Compose or Kubernetes. */
function deploy(plans) {
    const known = plans.filter(({ target }) => target.digest !== '');
    if (known.length === 0)
        return '';
    const lines = known
        .slice(0, MAX_LINES)
        .map(({ image, target }) => `image: ${(0,image_reference/* repositoryName */.aR)(image)}@${target.digest}`);
    const more = known.length > MAX_LINES ? `\n# ${known.length - MAX_LINES} more in the output result` : '';
    return folded(known.length, ['Deploy it', ', pinned by digest (Compose, Kubernetes)'], `\`\`\`yaml\n${lines.join('\n')}${more}\n\`\`\``);
}
/** The inputs of the run that would undo this one. */
function undo(request, plans) {
    const moved = plans.filter(({ move, previous }) => move !== null && previous !== null);
    const [first] = moved;
    if (!first)
        return '';
    // a plain rollback would go one further back, not forth again; without an event it would find no way back
    const isNamed = request.mode === 'rollback' || !request.history;
    const name = isNamed ? nameOfAll(moved.flatMap(({ previous }) => previous ?? [])) : null;
    if (isNamed && name === null)
        return '';
    const images = moved.length === 1
        ? ` ${(0,image_reference/* repositoryName */.aR)(first.image)}`
        : ` |\n${moved.map(({ image }) => `    ${(0,image_reference/* repositoryName */.aR)(image)}`).join('\n')}`;
    const version = isNamed ? `\n  version: ${name}` : '';
    const inputs = `\`\`\`yaml\nwith:\n  mode: rollback\n  environment: ${first.environment}\n  image:${images}${version}\n\`\`\``;
    return folded(moved.length, ['Undo it', ', as inputs of this action'], inputs);
}
/** What names all of some images by one word: their digest or their version; null where nothing does. */
function nameOfAll(images) {
    const [first] = images;
    if (!first)
        return null;
    if (images.every(({ digest }) => digest === first.digest))
        return first.digest;
    return images.every(({ version }) => version === first.version) ? first.version : null;
}
/** The digests of the histories: who notes them can prove later that the past was not rewritten. */
function histories({ plan, outcome }) {
    const known = plan.images.flatMap((image) => {
        const done = outcome?.images.find((each) => each.plan === image);
        const digest = done ? done.historyDigest : image.historyDigest;
        return digest === null || image.environment === null
            ? []
            : [`${(0,image_reference/* repositoryName */.aR)(image.image)}:${image.environment}-history@${digest}`];
    });
    if (known.length === 0)
        return '';
    const [first = ''] = known;
    if (known.length === 1)
        return `<sub>history ${inlineCode(first.slice(first.indexOf('@') + 1))}</sub>`;
    return `<details><summary>Histories</summary>\n\n\`\`\`text\n${known.join('\n')}\n\`\`\`\n\n</details>`;
}

// EXTERNAL MODULE: ./lib/world.js + 17 modules
var world = __webpack_require__(744);
;// CONCATENATED MODULE: ./lib/main.js























/** images of which a run has so many leave more garbage than a small heap holds */
const MANY = 10;
/** connections to each registry: a copy asks for all its blobs at once */
const CONNECTIONS_TO_COPY = 24;

/**
 * Carries a request out and reports: the only place that ends a run as failed.
 * @returns the exit code
 */
async function run({ request, registry, retryBudget, cancel, env }) {
    try {
        if (request.images.length >= MANY)
            keepHeapSmall();
        announce(request);
        if (request.mode === 'status')
            return await main_status(request, registry);
        const result = request.mode === 'build' && !request.push
            ? await buildOnly(request, cancel, env)
            : await carryOut(request, await depsOf({ request, registry, retryBudget, cancel, env }));
        return await report(request, result);
    }
    catch (error) {
        const environment = 'environment' in request && request.environment ? { environment: request.environment } : {};
        return failed(request.mode, (0,errors/* asActionError */.z6)(error), { ...environment, changed: 'false', built: 'false' });
    }
}
/**
 * Reports a failure that came before there was a plan.
 * @param known outputs that are known all the same
 */
async function failed(mode, error, known = { changed: 'false', built: 'false' }) {
    fail(error);
    await commands_write(known, failureSummary(mode, error, known.environment));
    return 1;
}
function announce(request) {
    info(announcement(request));
    if (request.ignored.length > 0)
        info(`Inputs that ${request.mode} does not know, ignored: ${request.ignored.join(', ')}`);
    annotate(misplaced(request), request.notices);
    // masks are not heard while a build's output is quoted
    if (request.mode === 'build')
        for (const secret of request.docker.secrets)
            mask(secret.slice(secret.indexOf('=') + 1));
}
async function main_status(request, registry) {
    const facts = await gatherStatus(request, registry);
    for (const { row } of facts.environments) {
        const where = request.images.length > 1 ? `${row.image} ` : '';
        info(`${where}${row.environment}: ${row.digest === null ? 'nothing' : `${row.version ?? 'no version'} ${(0,image_digest/* shortDigest */.V)(row.digest)}`}${row.since ? ` since ${row.since}` : ''}${row.by ? ` by ${(0,response_error/* oneLine */.TN)(row.by)}` : ''}${row.moved ? ' (not where its history says)' : ''}`);
    }
    const unset = await commands_write(statusOutputs(facts, request), statusSummary(request, facts));
    if (unset)
        fail(unset);
    return unset ? 1 : 0;
}
async function report(request, result) {
    const { plan } = result;
    annotate(plan.warnings, plan.notices);
    const outputs = outputsOf(result);
    const unset = await commands_write(outputs, summaryOf(request, result));
    const error = result.error ?? unset;
    for (const { image, environment, historyDigest } of result.plan.images) {
        const digest = result.outcome?.images.find(({ plan: { image: moved } }) => moved === image)?.historyDigest ?? historyDigest;
        if (digest)
            info(`history ${(0,image_reference/* repositoryName */.aR)(image)}:${environment}-history is ${digest}`);
    }
    if (error) {
        for (const line of environmentStateLines(result))
            info(line);
        fail(error);
        return 1;
    }
    if (request.dryRun)
        for (const line of [...plannedLines(plan), 'Dry run: nothing was written.'])
            info(line);
    else if (outputs.changed !== 'true')
        info('Already so: nothing was changed.');
    if (plan.images.length > 1)
        info(`images: all ${plan.images.length} are in the output result, by digest`);
    else if (outputs.image)
        info(`image: ${outputs.image}`);
    return 0;
}
async function depsOf({ request, registry, retryBudget, cancel, env }) {
    const throughDocker = request.transport === 'docker';
    const temp = request.mode === 'build' || throughDocker ? (0,world/* privateFolder */.qm)(env) : '';
    const docker = dockerCommand(temp ? await dockerEnv(request, env, temp) : env, cancel.reads, quoted);
    const clock = (0,world/* clockUntil */.V5)(cancel);
    return {
        registry,
        clock,
        log: info,
        checkCancelled: cancel.check,
        putTag: throughDocker
            ? dockerTagger(docker, registry)
            : (image, tag, manifest) => registry.put(image, tag, manifest),
        ...(throughDocker ? { review: dockerTagProblem } : {}),
        ...(request.mode === 'promote' && (0,request_request/* copiesOf */.lS)(request).length > 0
            ? { copier: copyingOf(request, registry, { retryBudget, checkCancelled: cancel.check, clock }) }
            : {}),
        ...(request.mode === 'build'
            ? {
                build: (image, tag, isFree) => {
                    const deps = { docker, temp, log: info, isFree };
                    return buildImage(request, image, tag, deps);
                },
            }
            : {}),
    };
}
function copyingOf(request, store, more) {
    const deps = { store, log: info, ...more };
    return {
        survey: (from, to, target) => gatherCopy(store, from, to, target, request.with, () => {
            for (const image of request.dryRun ? [] : [from, to])
                store.open(image, CONNECTIONS_TO_COPY);
        }),
        bring: (copies) => copyContents(copies, deps),
        name: (copies) => pushManifests(copies, deps),
    };
}
async function dockerEnv(request, env, temp) {
    const credentials = await (0,world/* unknownToDocker */.Ap)(request, env);
    if (credentials.size === 0)
        return env;
    const places = (0,auth_credentials/* placesFrom */.X)(env);
    return { ...env, ...(await dockerConfigWith(places.folder, temp, credentials, places.inline)) };
}
/** `push: false`: builds, asks no registry and no credentials, and writes nothing. */
async function buildOnly(request, cancel, env) {
    const [image] = request.images;
    const problems = checkoutProblems(request);
    if (!image || problems.length > 0)
        throw (0,errors/* mergeErrors */.Mv)(problems);
    const docker = dockerCommand(env, cancel.reads, quoted);
    const deps = { docker, temp: (0,world/* privateFolder */.qm)(env), log: info, isFree: () => Promise.resolve(false) };
    if (!request.dryRun)
        await buildImage(request, image, 'not-pushed', deps);
    const outcome = request.dryRun ? null : { images: [] };
    return { plan: unpushedPlan(request, image), copied: [], outcome, error: null, begun: false, built: true };
}
/** The plan of a build that is not pushed: nothing is written, so there is no digest and no tag. */
function unpushedPlan({ commit, version, checkout }, image) {
    const identity = { version, revision: commit, created: checkout?.time ?? null };
    const nothing = {
        previous: null,
        copy: null,
        move: null,
        environment: null,
        commitTag: null,
        tags: [],
        unchangedTags: [],
    };
    const images = [{ ...nothing, image, target: NOT_BUILT, identity, historyDigest: null, built: true }];
    return { images, checks: [], problems: [], warnings: [], notices: [], inProgress: [] };
}


/***/ })

};
