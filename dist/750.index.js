export const id = 750;
export const ids = [750];
export const modules = {

/***/ 9767:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Wv: () => (/* binding */ waitAfter),
/* harmony export */   a5: () => (/* binding */ isRateLimit),
/* harmony export */   hD: () => (/* binding */ ApiError),
/* harmony export */   zw: () => (/* binding */ asApiError)
/* harmony export */ });
/* harmony import */ var _util_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8805);

/** A request to GitHub's API that failed. */
class ApiError extends Error {
    reason;
    /** null where no response came */
    status;
    constructor(reason, status, message) {
        super(message);
        this.reason = reason;
        this.status = status;
    }
}
/** Returns an error of octokit as one of this action. */
function asApiError(error) {
    if (error instanceof ApiError)
        return error;
    const { status, message = '', response, cause } = (error ?? {});
    if (cause instanceof ApiError)
        return cause;
    // octokit says 500 where no response came
    if (response === undefined)
        return new ApiError('unavailable', null, `GitHub did not respond (${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(message)})`);
    const text = textOf(response.data) || message;
    const responseText = `HTTP ${status}${text === '' ? '' : `: ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_0__/* .oneLine */ .TN)(text)}`}`;
    if (isRateLimit(error))
        return new ApiError('rate-limited', status ?? null, `GitHub limits the rate of requests (${responseText})`);
    return new ApiError(reasonOf(status ?? 0), status ?? null, responseText);
}
function reasonOf(status) {
    if (status === 401)
        return 'unauthorized';
    if (status === 403)
        return 'forbidden';
    if (status === 404 || status === 410)
        return 'not-found';
    if (status >= 400 && status < 500)
        return 'invalid';
    return 'unavailable';
}
/** Returns what an error response says, with the messages of its details. */
function textOf(data) {
    if (typeof data !== 'object' || data === null)
        return '';
    const { message, errors } = data;
    const details = (Array.isArray(errors) ? errors : []).flatMap((each) => {
        const text = typeof each === 'string' ? each : each?.message;
        return typeof text === 'string' ? [text] : [];
    });
    return [...(typeof message === 'string' ? [message] : []), ...details].join('; ');
}
/**
 * Whether a request was refused by a primary or a secondary rate limit.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
function isRateLimit(error) {
    const { status, response } = (error ?? {});
    if (status === 429)
        return true;
    if (status !== 403)
        return false;
    const headers = response?.headers ?? {};
    const isSpent = String(headers['x-ratelimit-remaining'] ?? '') === '0';
    return isSpent || headers['retry-after'] !== undefined || /rate limit/i.test(textOf(response?.data));
}
/**
 * Returns how long GitHub asks to wait after a rate limit, in milliseconds; a minute where it does not say.
 * @param now milliseconds since the epoch
 */
function waitAfter(error, now) {
    const headers = (error ?? {}).response?.headers ?? {};
    const seconds = Number(headers['retry-after'] ?? Number.NaN);
    if (Number.isFinite(seconds) && seconds >= 0)
        return seconds * 1000;
    const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN);
    const isSpent = String(headers['x-ratelimit-remaining'] ?? '') === '0';
    return isSpent && Number.isFinite(reset) ? Math.max(0, reset * 1000 - now) : 60_000;
}


/***/ }),

/***/ 2240:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ isOtherSource),
/* harmony export */   Y: () => (/* binding */ repositoryOn)
/* harmony export */ });
/** The address of a repository: host, owner, name. */
const ADDRESS = /^(?:git\+)?(?:(?:https?|ssh|git):\/\/)?(?:[^@/\s]+@)?([\w.-]+\.[\w-]+|localhost)(?::\d+)?[/:]([\w.-]+)\/([\w.-]+)/i;
/**
 * Whether an image's source label names another repository than a run's. Spellings of one repository are equal: by HTTPS or
 * SSH, with `.git`, with a path after it.
 * @param label untrusted text; null where the image has none
 * @param own `https://github.com/owner/name`; null where the run's is unknown
 * @returns false where either is unknown, or the label is not the address of a repository
 */
function isOtherSource(label, own) {
    const theirs = label === null ? null : repositoryOf(label);
    const ours = own === null ? null : repositoryOf(own);
    return theirs !== null && ours !== null && theirs !== ours;
}
/** Returns `host/owner/name` in lower case; null where the text is not the address of a repository. */
function repositoryOf(address) {
    const [, host, owner, name] = ADDRESS.exec(address.trim()) ?? [];
    if (!host || !owner || !name)
        return null;
    return `${host}/${owner}/${name.replace(/\.git$/i, '')}`.toLowerCase();
}
/**
 * Returns the repository on a GitHub server that an image's source label names.
 * @param server URL of the GitHub server
 * @param label untrusted text
 * @returns null where the label names another server, or no repository
 */
function repositoryOn(server, label) {
    const [, host = '', owner, name] = ADDRESS.exec(label.trim()) ?? [];
    if (!owner || !name || host.toLowerCase() !== hostnameOf(server))
        return null;
    const plain = name.replace(/\.git$/i, '');
    return /^\.*$/.test(plain) || /^\.+$/.test(owner) ? null : { owner, name: plain };
}
function hostnameOf(server) {
    try {
        return new URL(server).hostname.toLowerCase();
    }
    catch {
        return null;
    }
}


/***/ }),

/***/ 2750:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  recorderOf: () => (/* binding */ recorderOf)
});

// EXTERNAL MODULE: ./lib/facts/find.js
var find = __webpack_require__(2352);
// EXTERNAL MODULE: ./lib/github/api/api-error.js
var api_error = __webpack_require__(9767);
// EXTERNAL MODULE: ./lib/image/reference.js
var reference = __webpack_require__(8424);
// EXTERNAL MODULE: ./lib/image/source.js
var image_source = __webpack_require__(2240);
// EXTERNAL MODULE: ./lib/plan/plan.js
var plan_plan = __webpack_require__(9164);
// EXTERNAL MODULE: ./lib/registry/tag-digest.js
var tag_digest = __webpack_require__(7252);
;// CONCATENATED MODULE: ./lib/util/deferred.js
/** Returns a promise with the functions that settle it: the demo's Node 20 does not have them built in. */
function deferred() {
    let resolve = () => { };
    let reject = () => { };
    const promise = new Promise((onValue, onReason) => {
        resolve = onValue;
        reject = onReason;
    });
    return { promise, resolve, reject };
}

// EXTERNAL MODULE: ./lib/util/text.js
var util_text = __webpack_require__(8805);
// EXTERNAL MODULE: ./lib/util/concurrency.js
var concurrency = __webpack_require__(4467);
;// CONCATENATED MODULE: ./lib/github/api/changes.js


/** How many commits a comparison has at most. */
const MAX_COMMITS = 250;
/** How many commits one query asks for. */
const BATCH = 100;
/** How many pull requests of a commit are read. */
const MAX_PULLS = 5;
/** The longest title that is kept, in characters. */
const MAX_TITLE = 500;
/**
 * Compares two revisions by the compare API, with one request, or two where the direction was not the expected one.
 * https://docs.github.com/en/rest/commits/commits#compare-two-commits
 * @param expectBackward whether the environment probably goes back
 * @param reserveMs the part of the run's time that is left to later requests, in milliseconds
 * @throws ApiError
 */
async function compare(client, { repository, base, head }, expectBackward, reserveMs) {
    const ask = (from, to) => compareOnce(client, repository, `${from}...${to}`, reserveMs);
    const forward = (seen) => {
        if (seen.status === 'identical')
            return { direction: 'same', commits: [], total: 0 };
        if (seen.status === 'ahead')
            return { direction: 'forward', commits: seen.commits, total: seen.ahead };
        if (seen.status === 'behind')
            return null;
        return { direction: 'diverged', commits: seen.commits, total: seen.ahead, behind: seen.behind };
    };
    const backward = (seen) => {
        if (seen.status !== 'ahead')
            return null;
        return { direction: 'backward', commits: seen.commits, total: seen.ahead };
    };
    const tries = [async () => forward(await ask(base, head)), async () => backward(await ask(head, base))];
    for (const attempt of expectBackward ? tries.reverse() : tries) {
        const found = await attempt();
        if (found)
            return found;
    }
    throw new api_error/* ApiError */.hD('unavailable', 200, 'The comparison contradicts itself');
}
async function compareOnce(client, { owner, name }, basehead, reserveMs) {
    const route = 'GET /repos/{owner}/{repo}/compare/{basehead}';
    const body = await client.request(route, { owner, repo: name, basehead }, { isSafe: true, reserveMs });
    const { status, ahead_by, behind_by, commits } = (body ?? {});
    if (status !== 'ahead' && status !== 'behind' && status !== 'diverged' && status !== 'identical')
        throw new api_error/* ApiError */.hD('unavailable', 200, 'The response is not a comparison');
    const read = (Array.isArray(commits) ? commits : []).flatMap(readCommit).slice(-MAX_COMMITS);
    return { status, ahead: countOf(ahead_by, read.length), behind: countOf(behind_by, 0), commits: read };
}
function countOf(value, otherwise) {
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : otherwise;
}
function readCommit(value) {
    const { sha, author, commit } = (value ?? {});
    if (typeof sha !== 'string' || !/^[0-9a-f]{40}$/.test(sha))
        return [];
    const message = typeof commit?.message === 'string' ? commit.message : '';
    return [
        {
            sha,
            title: titleOf(message),
            author: textOf(author?.login) ?? textOf(commit?.author?.name),
            date: textOf(commit?.author?.date) ?? textOf(commit?.committer?.date),
            pulls: [],
        },
    ];
}
function textOf(value) {
    return typeof value === 'string' && value !== '' ? value.slice(0, MAX_TITLE) : null;
}
function titleOf(message) {
    const title = message.split(/\r?\n/, 1)[0] ?? '';
    return title.length > MAX_TITLE ? `${title.slice(0, MAX_TITLE).replace(/[\ud800-\udbff]$/, '')}…` : title;
}
/**
 * Reads the pull requests of commits by GraphQL, a hundred commits a query.
 * @returns them by commit, as far as they could be read, and why others could not
 */
async function readPulls(client, { owner, name }, shas, reserveMs) {
    const pulls = new Map();
    let failed = null;
    const batches = Array.from({ length: Math.ceil(shas.length / BATCH) }, (_, at) => shas.slice(at * BATCH, (at + 1) * BATCH));
    await (0,concurrency/* forEachLimit */.Gm)(batches, async (batch) => {
        try {
            const { data, error } = await client.query(queryFor(batch), { owner, name }, { reserveMs });
            const { repository } = data;
            for (const [at, sha] of batch.entries()) {
                const found = readNodes(repository?.[`c${at}`]);
                if (found.length > 0)
                    pulls.set(sha, found);
            }
            failed ??= error;
        }
        catch (error) {
            failed ??= (0,api_error/* asApiError */.zw)(error);
        }
    });
    return { pulls, error: failed };
}
function queryFor(shas) {
    const fields = `... on Commit { associatedPullRequests(first: ${MAX_PULLS}) { nodes { number title url merged } } }`;
    const objects = shas.map((sha, at) => `c${at}: object(oid: "${sha}") { ${fields} }`);
    return `query ($owner: String!, $name: String!) {\n  repository(owner: $owner, name: $name) {\n    ${objects.join('\n    ')}\n  }\n}`;
}
function isWebUrl(value) {
    return typeof value === 'string' && value.length <= MAX_TITLE && /^https?:\/\/[^\s"'<>\\]+$/.test(value);
}
/** Returns the pull requests of a commit: the merged ones where there are any. */
function readNodes(object) {
    const { associatedPullRequests } = (object ?? {});
    const nodes = associatedPullRequests?.nodes;
    const read = (Array.isArray(nodes) ? nodes : []).flatMap((node) => {
        const { number, title, url, merged } = (node ?? {});
        if (typeof number !== 'number' || !Number.isSafeInteger(number) || !isWebUrl(url))
            return [];
        return [
            { pull: { number, title: titleOf(typeof title === 'string' ? title : ''), url }, isMerged: merged === true },
        ];
    });
    const merged = read.filter(({ isMerged }) => isMerged);
    return (merged.length > 0 ? merged : read).map(({ pull }) => pull);
}

// EXTERNAL MODULE: ./lib/image/labels.js
var labels = __webpack_require__(7870);
// EXTERNAL MODULE: ./lib/image/manifest.js
var manifest = __webpack_require__(4252);
;// CONCATENATED MODULE: ./lib/recording/revisions.js





/**
 * Returns the live and the new revision of an image of a plan, and their repository.
 * @returns null where one of the revisions is unknown, or the image is from a repository on another server
 * @throws REGISTRY_REFUSED as `readManifest`
 */
function revisionsOf(plan, context) {
    const base = plan.previous?.revision ?? null;
    // where the environment is left, nothing goes out
    const head = plan.isLeft ? base : plan.identity.revision;
    if (base === null || head === null)
        return null;
    const label = (0,plan_plan/* isReady */.i_)(plan) ? (0,manifest/* readManifest */.WI)(plan.target).annotations[labels/* LABEL */.d.source] : undefined;
    const repository = label ? (0,image_source/* repositoryOn */.Y)(context.server, label) : repositoryOf(context);
    return repository && { plan, image: (0,reference/* repositoryName */.aR)(plan.image), base, head, repository, isAssumed: !label };
}
/** Returns the repository of the run; null where it is unknown. */
function repositoryOf({ repository }) {
    const [, owner, name] = /^([\w.-]+)\/([\w.-]+)$/.exec(repository ?? '') ?? [];
    return owner && name ? { owner, name } : null;
}
/** Returns the URL of a repository. */
function urlOf({ server }, { owner, name }) {
    return `${server}/${owner}/${name}`;
}

;// CONCATENATED MODULE: ./lib/recording/changes.js





/** How many comparisons are requested in parallel. */
const MAX_PARALLEL = 8;
/** The largest `changes` output, in characters: a job's outputs may have 1 MB in all. */
const MAX_OUTPUT = 400_000;
/** Reads what lies between the live image and the new one, for each image of a plan. */
class ChangesReader {
    deps;
    /** the comparisons by repository and revisions: images of one repository share them */
    known = new Map();
    reading = Promise.resolve();
    /** the repositories of which that was said */
    unreadable = new Set();
    constructor(deps) {
        this.deps = deps;
    }
    /** Begins to read the changes of a plan. @returns a promise that resolves when the first requests are sent */
    async start({ images }) {
        const fresh = new Map();
        for (const plan of images) {
            const revisions = revisionsOf(plan, this.deps.context);
            if (revisions === null || revisions.base === revisions.head || this.known.has(keyOf(revisions)))
                continue;
            fresh.set(keyOf(revisions), revisions);
        }
        if (fresh.size === 0)
            return;
        let client;
        try {
            client = await this.deps.client();
        }
        catch (error) {
            for (const [key, { repository }] of fresh)
                this.known.set(key, Promise.resolve({ repository, error: (0,api_error/* asApiError */.zw)(error) }));
            return;
        }
        const before = this.reading;
        this.reading = this.read(client, fresh).then(() => before);
    }
    /** Waits for all comparisons. @returns one entry per image of the plan */
    async finish(plan) {
        await this.start(plan);
        await this.reading;
        const entries = [];
        for (const image of plan.images) {
            const revisions = revisionsOf(image, this.deps.context);
            entries.push(revisions && (await this.entryOf(revisions)));
        }
        return withinLimit(entries);
    }
    async read(client, fresh) {
        const { isRollback, reserveMs } = this.deps;
        const found = [];
        const results = new Map([...fresh.keys()].map((key) => [key, deferred()]));
        for (const [key, { promise }] of results)
            this.known.set(key, promise);
        await (0,concurrency/* forEachLimit */.Gm)([...fresh], async ([key, revisions]) => {
            let asked = revisions.repository;
            const at = async (repository) => {
                asked = repository;
                const comparison = await compare(client, { ...revisions, repository }, isRollback, reserveMs);
                found.push({ key, repository, comparison });
            };
            try {
                await at(revisions.repository).catch(async (thrown) => {
                    const error = (0,api_error/* asApiError */.zw)(thrown);
                    const isAbsent = error.reason === 'not-found' || error.reason === 'invalid';
                    const source = revisions.isAssumed && isAbsent ? await this.deps.sourceOf(revisions) : null;
                    if (source === null)
                        throw error;
                    await at(source);
                });
            }
            catch (error) {
                results.get(key)?.resolve({ repository: asked, error: (0,api_error/* asApiError */.zw)(error) });
            }
        }, MAX_PARALLEL);
        const pulls = await this.readPulls(client, found);
        for (const { key, repository, comparison } of found) {
            const commits = comparison.commits.map((commit) => ({ ...commit, pulls: pulls(repository, commit.sha) }));
            results.get(key)?.resolve({ repository, comparison: { ...comparison, commits } });
        }
    }
    async readPulls(client, found) {
        const byRepository = new Map();
        for (const { repository, comparison } of found) {
            const group = byRepository.get(nameOf(repository)) ?? { repository, shas: new Set() };
            for (const { sha } of comparison.commits)
                group.shas.add(sha);
            byRepository.set(nameOf(repository), group);
        }
        const pulls = new Map();
        const groups = [...byRepository.values()].filter(({ shas }) => shas.size > 0);
        await (0,concurrency/* forEachLimit */.Gm)(groups, async ({ repository, shas }) => {
            const read = await readPulls(client, repository, [...shas], this.deps.reserveMs);
            if (read.error)
                this.deps.problems.add('the pull requests could not be read', 'pull-requests: read', read.error);
            pulls.set(nameOf(repository), read.pulls);
        }, MAX_PARALLEL);
        return (repository, sha) => pulls.get(nameOf(repository))?.get(sha) ?? [];
    }
    async entryOf(revisions) {
        const { image, base, head } = revisions;
        const link = (repository, from, to) => `${urlOf(this.deps.context, repository)}/compare/${from}...${to}`;
        const common = { image, base, head };
        const own = link(revisions.repository, base, head);
        if (base === head)
            return { ...common, url: own, direction: 'same', commits: [], total: 0, truncated: false };
        const compared = await this.known.get(keyOf(revisions));
        if (compared === undefined || 'error' in compared) {
            const repository = compared?.repository ?? revisions.repository;
            if (compared)
                this.fail(repository, compared.error);
            const [from, to] = this.deps.isRollback ? [head, base] : [base, head];
            const url = link(repository, from, to);
            return { ...common, url, direction: null, commits: [], total: null, truncated: false };
        }
        const { repository, comparison } = compared;
        const { direction, commits, total, behind } = comparison;
        const url = direction === 'backward' ? link(repository, head, base) : link(repository, base, head);
        const entry = { ...common, url, direction, commits, total, truncated: total > commits.length };
        return behind === undefined ? entry : { ...entry, behind };
    }
    /** Notes why a comparison failed. The token of a job cannot read another private repository: that is only logged. */
    fail(repository, error) {
        const { context, log, problems } = this.deps;
        const name = nameOf(repository);
        const isOther = name !== context.repository?.toLowerCase() && error.reason === 'not-found';
        if (!isOther)
            problems.add('the changes could not be read', 'contents: read', error);
        else if (!this.unreadable.has(name))
            log(`The token cannot read the commits in ${name}: what goes out is known by its link only`);
        this.unreadable.add(name);
    }
}
function nameOf({ owner, name }) {
    return `${owner}/${name}`.toLowerCase();
}
function keyOf({ repository, base, head, isAssumed }) {
    return `${nameOf(repository)} ${base} ${head} ${isAssumed}`;
}
/** Keeps fewer commits of each entry where all together would be too large for an output. */
function withinLimit(entries) {
    let kept = [...entries];
    for (let most = 128; JSON.stringify(kept).length > MAX_OUTPUT && most > 0; most = Math.floor(most / 2))
        kept = kept.map((entry) => entry && { ...entry, ...newest(entry, most) });
    if (JSON.stringify(kept).length > MAX_OUTPUT)
        kept = kept.map((entry) => entry && { ...entry, ...newest(entry, 0) });
    return kept;
}
function newest({ commits, total }, most) {
    const kept = most === 0 ? [] : commits.slice(-most);
    return { commits: kept, truncated: total !== null && total > kept.length };
}

;// CONCATENATED MODULE: ./lib/github/api/deployments.js

/** Marks the deployments that this action has made. */
const BY = 'build-once-promote';
/** How many images a payload lists. */
const MAX_IMAGES = 100;
/** How many deployments of an environment are looked at. */
const MAX_LISTED = 100;
/** The longest description that GitHub takes, in characters. */
const MAX_DESCRIPTION = 140;
const at = ({ owner, name }) => ({ owner, repo: name });
/**
 * Creates a deployment. It is sent once: what GitHub made of a request without a response is found by a later run.
 * https://docs.github.com/en/rest/deployments/deployments#create-a-deployment
 * @returns its id
 * @throws ApiError
 */
async function createDeployment(client, repository, { ref, environment, isProduction, description, images }, options) {
    const payload = { by: BY, total: images.length, images: images.slice(0, MAX_IMAGES) };
    const body = await client.request('POST /repos/{owner}/{repo}/deployments', {
        ...at(repository),
        ...{ ref, environment, payload, auto_merge: false, required_contexts: [] },
        ...{ production_environment: isProduction, description: description.slice(0, MAX_DESCRIPTION) },
    }, options);
    const { id } = (body ?? {});
    if (!Number.isSafeInteger(id))
        throw new api_error/* ApiError */.hD('unavailable', 201, 'The response has no deployment');
    return id;
}
/**
 * Sets the status of a deployment. GitHub itself changes no other deployment because of it.
 * https://docs.github.com/en/rest/deployments/statuses#create-a-deployment-status
 * @throws ApiError
 */
async function setStatus(client, repository, id, { state, logUrl, environmentUrl }, options) {
    await client.request('POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
        ...{ ...at(repository), deployment_id: id, state, auto_inactive: false },
        ...(logUrl === null ? {} : { log_url: logUrl }),
        ...(environmentUrl === null ? {} : { environment_url: environmentUrl }),
    }, { isSafe: true, ...options });
}
/**
 * Lists the newest deployments of an environment, the newest first.
 * https://docs.github.com/en/rest/deployments/deployments#list-deployments
 * @throws ApiError
 */
async function listDeployments(client, repository, environment) {
    const parameters = { ...at(repository), environment, per_page: MAX_LISTED };
    const body = await client.request('GET /repos/{owner}/{repo}/deployments', parameters, { isSafe: true });
    return (Array.isArray(body) ? body : []).flatMap((value) => {
        const { id, sha, payload, created_at } = (value ?? {});
        if (typeof id !== 'number' || !Number.isSafeInteger(id) || typeof sha !== 'string')
            return [];
        const created = typeof created_at === 'string' ? Date.parse(created_at) : Number.NaN;
        return [{ id, sha, createdAt: Number.isNaN(created) ? null : created, own: ownPayload(payload) }];
    });
}
/** Reads a payload, which GitHub returns as it was sent, or as text. */
function ownPayload(payload) {
    let value = payload;
    try {
        if (typeof payload === 'string')
            value = JSON.parse(payload);
    }
    catch {
        return null;
    }
    const { by, total, images } = (value ?? {});
    if (by !== BY || !Array.isArray(images))
        return null;
    // no run of this action lists more
    const read = images.slice(0, MAX_IMAGES).flatMap((each) => {
        const { image, digest } = (each ?? {});
        return typeof image === 'string' && typeof digest === 'string' ? [{ image, digest }] : [];
    });
    return { total: typeof total === 'number' ? total : images.length, images: read };
}
/**
 * Reads the newest statuses of a deployment.
 * https://docs.github.com/en/rest/deployments/statuses#list-deployment-statuses
 * @throws ApiError
 */
async function readStatuses(client, repository, id) {
    const route = 'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses';
    const body = await client.request(route, { ...at(repository), deployment_id: id }, { isSafe: true });
    const statuses = (Array.isArray(body) ? body : []).map((status) => (status ?? {}));
    const [latest] = statuses;
    return {
        latest: typeof latest?.state === 'string' ? latest.state : null,
        logUrls: statuses.flatMap(({ log_url, target_url }) => [log_url, target_url].flatMap((url) => (typeof url === 'string' ? [url] : []))),
    };
}

// EXTERNAL MODULE: ./lib/image/name.js
var image_name = __webpack_require__(3158);
// EXTERNAL MODULE: ./lib/recording/types.js
var types = __webpack_require__(2278);
;// CONCATENATED MODULE: ./lib/recording/deployments.js







/** The time that is left to the final statuses when the first ones are set, in milliseconds. */
const RESERVE_FINAL_MS = 4000;
/** How long the final status of a cancelled run may take, in milliseconds. */
const CANCELLED_MS = 300;
/** Records the moves of a run as GitHub Deployments: one per commit of the images that move. */
class Deployments {
    made = [];
    ended = [];
    deps;
    /** what the deployments are about, so that a new plan of the same images makes no others */
    about = null;
    constructor(deps) {
        this.deps = deps;
    }
    /** Makes the deployments of a plan and sets them in progress. */
    async begin(plan) {
        const groups = groupByCommit(plan.images.filter(plan_plan/* isReady */.i_).filter((image) => (0,plan_plan/* moveOf */.ds)(image) !== null));
        const about = JSON.stringify([...groups.values()]
            .flat()
            .map(({ image, digest }) => [image, digest])
            .sort());
        if (groups.size === 0 || about === this.about)
            return;
        const isOther = this.about !== null;
        this.about = about;
        if (isOther)
            await this.endAll('failure', { isUrgent: true });
        const unknown = groups.get(null) ?? [];
        if (unknown.length > 0)
            this.deps.notice(noCommit(unknown));
        try {
            const client = await this.deps.client();
            const commits = [...groups].filter((group) => group[0] !== null);
            await (0,concurrency/* forEachLimit */.Gm)([...commits.entries()], ([order, [ref, images]]) => this.make(client, ref, images, order), types/* MAX_PARALLEL */.F);
        }
        catch (error) {
            this.fail((0,api_error/* asApiError */.zw)(error));
        }
    }
    /** Sets the final status of all deployments of the run. */
    async end(result) {
        if (this.made.length === 0)
            return;
        const isCancelled = result.kind === 'failed' && result.error.code === 'CANCELLED';
        if (!isCancelled)
            return this.endAll(result.kind === 'done' ? 'success' : 'failure', {});
        const states = this.made.map(({ images }) => stateOf(images, result));
        await this.endEach(states, { lastMs: CANCELLED_MS });
    }
    async make(client, ref, images, order) {
        const { request, repository, notice } = this.deps;
        const environment = request.environment ?? '';
        const options = { reserveMs: RESERVE_FINAL_MS, isUrgent: true };
        try {
            const description = descriptionOf(request, ref, images);
            const isProduction = isProductionOf(request);
            const id = await createDeployment(client, repository, { ref, environment, isProduction, description, images }, options);
            this.made.push({ id, images, order });
            const status = { state: 'in_progress', logUrl: request.context.run, environmentUrl: null };
            await setStatus(client, repository, id, status, options);
            this.deps.log(`GitHub Deployment ${id} of commit ${(0,image_name/* shortCommit */.A)(ref)} in ${environment}: in progress`);
        }
        catch (thrown) {
            const error = (0,api_error/* asApiError */.zw)(thrown);
            if (error.reason === 'invalid' && /no ref found/i.test(error.message))
                notice(`No GitHub Deployment was made for ${namesOf(images)}: ${repository.owner}/${repository.name} has no commit ${ref}.`);
            else
                this.fail(error);
        }
    }
    endAll(state, options) {
        const states = this.made.map(() => state);
        return this.endEach(states, options);
    }
    async endEach(states, options) {
        const { request, repository } = this.deps;
        const ending = this.made.splice(0).map((made, index) => ({ made, state: states[index] ?? null }));
        this.ended.push(...ending.map(({ made }) => made));
        try {
            const client = await this.deps.client();
            await (0,concurrency/* forEachLimit */.Gm)(ending, async ({ made, state }) => {
                if (state === null)
                    return;
                const status = { state, logUrl: request.context.run, environmentUrl: request.environmentUrl };
                await setStatus(client, repository, made.id, status, options);
                this.deps.log(`GitHub Deployment ${made.id}: ${state}`);
            }, types/* MAX_PARALLEL */.F);
        }
        catch (error) {
            this.fail((0,api_error/* asApiError */.zw)(error));
        }
    }
    /** Returns the ids of the deployments of this run, in the order of the images; those of its last plan first. */
    ids() {
        const ofPlan = [...this.made, ...this.ended].reverse();
        return ofPlan.sort((a, b) => a.order - b.order).map(({ id }) => id);
    }
    fail(error) {
        this.deps.problems.add('the deployment could not be recorded', 'deployments: write', error);
    }
}
/** The images that move, by their commit; null for those whose commit is unknown. */
function groupByCommit(images) {
    const groups = new Map();
    for (const { image, target, identity, previous } of images) {
        const group = groups.get(identity.revision) ?? [];
        const { version } = identity;
        group.push({
            image: (0,reference/* repositoryName */.aR)(image),
            digest: target.digest,
            version,
            previousDigest: previous?.digest ?? null,
        });
        groups.set(identity.revision, group);
    }
    return groups;
}
/** The state of a deployment of a cancelled run: by where its images were last seen; null where that is unknown. */
function stateOf(images, result) {
    const seen = result.kind === 'failed' ? result.environmentState : null;
    if (seen === null || images.some(({ image }) => !seen.has(image)))
        return null;
    return images.every(({ image, digest }) => seen.get(image) === digest) ? 'success' : 'failure';
}
/** Whether an environment is production: the last stage; without stages, by its name. */
function isProductionOf({ environment, stages }) {
    if (stages.length > 0)
        return stages.at(-1) === environment;
    return environment === 'prod' || environment === 'production';
}
function descriptionOf({ mode }, ref, images) {
    const names = [...new Set(images.map(({ version, digest }) => (0,image_name/* imageName */.t)({ version, revision: ref }, digest)))];
    const what = names.length === 1 ? names[0] : `${images.length} images`;
    return `${mode}: ${what}${images.length > 1 && names.length === 1 ? ` (${images.length} images)` : ''}`;
}
function noCommit(images) {
    return `No GitHub Deployment was made for ${namesOf(images)}: the commit is unknown.`;
}
/** How many images a message names. */
const MAX_NAMED = 5;
function namesOf(images) {
    const names = images.slice(0, MAX_NAMED).map(({ image }) => image);
    const more = images.length - names.length;
    return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

;// CONCATENATED MODULE: ./lib/github/api/runs.js
/**
 * Whether a run's attempt has ended, by its URL. The token can tell that only with `actions: read`.
 * https://docs.github.com/en/rest/actions/workflow-runs#get-a-workflow-run
 * @returns null where that cannot be known: it is of another repository, or cannot be read
 */
async function hasEnded(client, { owner, name }, url) {
    const [, path = '', id = '', attempt = '1'] = /^https?:\/\/[^/]+\/([^?#]+)\/actions\/runs\/(\d+)(?:\/attempts\/(\d+))?$/.exec(url) ?? [];
    if (path.toLowerCase() !== `${owner}/${name}`.toLowerCase())
        return null;
    const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}';
    const body = await client.request(route, { owner, repo: name, run_id: Number(id) }).catch(() => null);
    const { status, run_attempt } = (body ?? {});
    if (typeof status !== 'string')
        return null;
    // a later attempt begins only after the one before has ended
    return status === 'completed' || (typeof run_attempt === 'number' && run_attempt > Number(attempt));
}

;// CONCATENATED MODULE: ./lib/recording/earlier.js








/** How many of this action's deployments are looked at, and how many of those whose images all move. */
const MAX_LOOKED_AT = 10;
/** How many images that a run is not about are looked up in the registry. */
const MAX_LOOKUPS = 100;
/** A deployment of other images that is younger may belong to a run that is at work, in milliseconds. */
const AT_WORK_MS = 10 * 60_000;
/** The states after which a deployment changes no more by itself. */
const FINAL = ['success', 'failure', 'error', 'inactive'];
/**
 * Ends the deployments of earlier runs: those without a final status by whether their images are live, those that
 * succeeded and were replaced as inactive. Notices the deployment that GitHub has made for the job itself.
 * @param plan a plan that was carried out
 * @param own the ids of this run's deployments
 */
async function endEarlier(plan, own, deps) {
    const { request, repository, problems } = deps;
    try {
        const client = await deps.client();
        const all = await listDeployments(client, repository, request.environment ?? '');
        const others = all.filter(({ id }) => !own.includes(id));
        const isLive = liveReader(client, plan, deps);
        await (0,concurrency/* forEachLimit */.Gm)(candidates(others, plan), (one) => endOne(client, one, plan, { ...deps, isLive }), types/* MAX_PARALLEL */.F);
        await noticeOfJob(client, others, deps);
    }
    catch (error) {
        problems.add('the deployments of earlier runs could not be ended', 'deployments: write', (0,api_error/* asApiError */.zw)(error));
    }
}
/** This action's deployments that may have to be ended. */
function candidates(deployments, plan) {
    const ours = deployments.filter(({ own }) => own !== null);
    const replaced = ours.filter((deployment) => isReplaced(deployment, plan));
    return [...new Set([...ours.slice(0, MAX_LOOKED_AT), ...replaced.slice(0, MAX_LOOKED_AT)])];
}
/** Whether all images of a deployment are among those that a plan moves. */
function isReplaced({ own }, plan) {
    const moved = new Set(plan.images.filter((image) => (0,plan_plan/* moveOf */.ds)(image)).map(({ image }) => (0,reference/* repositoryName */.aR)(image)));
    if (own === null || own.images.length === 0 || own.total > moved.size)
        return false;
    return own.images.every(({ image }) => moved.has(image));
}
async function endOne(client, deployment, plan, deps) {
    const { latest, logUrls } = await readStatuses(client, deps.repository, deployment.id);
    const logUrl = deps.request.context.run;
    const set = async (state) => {
        await setStatus(client, deps.repository, deployment.id, { state, logUrl, environmentUrl: null }, {});
        deps.log(`GitHub Deployment ${deployment.id} of an earlier run: ${state}`);
    };
    let state = latest;
    if (latest === null || !FINAL.includes(latest)) {
        const hasRunEnded = async () => {
            const [url] = logUrls;
            return url !== undefined && (await hasEnded(client, deps.repository, url)) === true;
        };
        const isLive = await isLiveNow(deployment, plan, { ...deps, hasRunEnded });
        if (isLive === null)
            return;
        state = isLive ? 'success' : 'failure';
        await set(isLive ? 'success' : 'failure');
    }
    if (state === 'success' && isReplaced(deployment, plan))
        await set('inactive');
}
/**
 * Whether the images of a deployment are live, or were until this run moved them.
 * @returns null where it cannot be known, or the run that made it may be at work
 */
async function isLiveNow({ own, createdAt }, plan, deps) {
    const known = new Map(plan.images.map((one) => [(0,reference/* repositoryName */.aR)(one.image), [one.previous?.digest, (0,plan_plan/* targetDigest */.mM)(one)]]));
    const live = await (0,concurrency/* mapAll */.gJ)(own?.images ?? [], async ({ image, digest }) => {
        const digests = known.get(image);
        return digests ? digests.includes(digest) : deps.isLive(image, digest);
    });
    if (live.length > 0 && live.every((each) => each === true))
        return true;
    const isOfThisRun = own?.images.some(({ image }) => known.has(image)) ?? false;
    const isOld = createdAt === null || deps.now() - createdAt > AT_WORK_MS;
    if (!live.some((each) => each === false) && live.length > 0)
        return null;
    // a run of other images that is at work sets the final status itself
    return isOfThisRun || isOld || (await deps.hasRunEnded()) ? false : null;
}
/**
 * Returns what reads whether a digest of an image that this run is not about is live, in a registry that it works with:
 * each image once, within the time that the run has for GitHub. It answers null where that cannot be known.
 */
function liveReader({ budget }, plan, { liveDigest }) {
    const registries = new Set(plan.images.map(({ image }) => image.registry));
    const known = new Map();
    return async (name, digest) => {
        try {
            const image = (0,reference/* parseImage */.zZ)(name);
            if (!registries.has(image.registry))
                return null;
            const key = (0,reference/* repositoryName */.aR)(image);
            if (!known.has(key)) {
                if (known.size >= MAX_LOOKUPS)
                    return null;
                known.set(key, budget.during(() => within(budget.remainingMs(), () => liveDigest(image))));
            }
            return (await known.get(key)) === digest;
        }
        catch {
            return null;
        }
    };
}
/** Waits for a promise. @throws an error after so many milliseconds; nothing is begun where there is no time */
async function within(milliseconds, act) {
    const { promise, reject } = deferred();
    if (milliseconds <= 0)
        throw new Error('no time is left');
    const timer = setTimeout(() => reject(new Error('no time is left')), milliseconds);
    try {
        return await Promise.race([act(), promise]);
    }
    finally {
        clearTimeout(timer);
    }
}
/** How many deployments of others are looked at. */
const MAX_OTHERS = 3;
/** A notice where GitHub has made a deployment for the job itself: it says that the workflow's commit is deployed. */
async function noticeOfJob(client, others, deps) {
    const { request, repository, notice } = deps;
    const run = /\/actions\/runs\/\d+/.exec(request.context.run ?? '')?.[0];
    if (run === undefined)
        return;
    const isOfRun = ({ logUrls }) => logUrls.some((url) => `${url}/`.includes(`${run}/`));
    const foreign = others.filter(({ own, sha }) => own === null && sha === request.context.workflowCommit);
    for (const { id, sha } of foreign.slice(0, MAX_OTHERS)) {
        if (!isOfRun(await readStatuses(client, repository, id)))
            continue;
        notice(`GitHub also made a deployment of the workflow's commit ${sha.slice(0, 7)} to ${request.environment}, because the job has \`environment: ${request.environment}\`. To have only the deployment of the images' commit, write \`environment: {name: ${request.environment}, deployment: false}\` in the job.`);
        return;
    }
}

;// CONCATENATED MODULE: ./lib/recording/problems.js
/** Collects what GitHub's API did not do for a run, for one warning. */
class Problems {
    found = [];
    /**
     * Adds a failure.
     * @param what what could not be done, as a clause
     * @param needs the permission of the token that it needs, such as `contents: read`
     */
    add(what, needs, error) {
        if (this.found.some((each) => each.what === what && each.error.message === error.message))
            return;
        this.found.push({ what, needs, error });
    }
    /** Returns the one warning of a run; none where nothing failed. */
    warnings() {
        if (this.found.length === 0)
            return [];
        // one reason for several things is said once
        const reasons = [...new Set(this.found.map(({ error }) => error.message))];
        const clauses = reasons.map((reason) => {
            const whats = this.found.filter(({ error }) => error.message === reason).map(({ what }) => what);
            return `${listOf(whats)}: ${reason.replace(/\.+$/, '')}`;
        });
        return [`GitHub's API: ${clauses.join('; ')}.${this.remedy()} The images are not affected.`];
    }
    remedy() {
        const lacking = this.found.filter(({ error }) => ['forbidden', 'not-found'].includes(error.reason));
        const needs = [...new Set(lacking.map(({ needs }) => needs))];
        if (needs.length > 0)
            return ` The token may lack a permission: add ${needs.map((need) => `\`${need}\``).join(', ')} to the job's permissions.`;
        if (this.found.some(({ error }) => error.reason === 'unauthorized'))
            return ' Check the input github-token.';
        return '';
    }
}
function listOf(texts) {
    return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}

;// CONCATENATED MODULE: ./lib/github/api/records.js

/** The longest texts that GitHub takes, in characters. */
const MAX = { name: 256, version: 100, repository: 128, environment: 128 };
/**
 * Returns whether the owner of a repository is an organisation: only those have records.
 * https://docs.github.com/en/rest/repos/repos#get-a-repository
 * @throws ApiError
 */
async function isOwnedByOrganization(client, { owner, name }) {
    const body = await client.request('GET /repos/{owner}/{repo}', { owner, repo: name }, { isSafe: true });
    const type = body?.owner?.type;
    if (typeof type !== 'string')
        throw new api_error/* ApiError */.hD('unavailable', 200, 'The response is not a repository');
    return type === 'Organization';
}
/**
 * Records where an image is stored. Sent twice it makes no second record.
 * https://docs.github.com/en/rest/orgs/artifact-metadata#create-artifact-metadata-storage-record
 * @throws ApiError
 */
async function recordStorage(client, repository, image) {
    const isShort = image.repository.length <= MAX.repository;
    const body = {
        ...{ ...common(repository, image), registry_url: `https://${image.registry}/`, status: 'active' },
        ...(isShort ? { repository: image.repository } : {}),
    };
    await client.request('POST /orgs/{org}/artifacts/metadata/storage-record', body, { isSafe: true });
}
/**
 * Records that an image is live in an environment. A later image of the same repository replaces it there.
 * https://docs.github.com/en/rest/orgs/artifact-metadata#create-an-artifact-deployment-record
 * @throws ApiError
 */
async function recordDeployment(client, repository, image, environment) {
    const body = {
        ...{ ...common(repository, image), status: 'deployed', deployment_name: image.repository },
        logical_environment: environment.slice(0, MAX.environment),
    };
    await client.request('POST /orgs/{org}/artifacts/metadata/deployment-record', body, { isSafe: true });
}
function common({ owner, name }, image) {
    const { version } = image;
    return {
        org: owner,
        name: image.name.slice(0, MAX.name),
        digest: image.digest,
        ...(version === null || version.length > MAX.version ? {} : { version }),
        github_repository: name,
        return_records: false,
    };
}

;// CONCATENATED MODULE: ./lib/recording/records.js






/** Returns the images that a run has stored: built, adopted or copied. */
function storedImages(request, { plan, copied, kind }) {
    if (kind !== 'done')
        return [];
    const written = new Set(copied.filter(({ hasWritten }) => hasWritten).map(({ to }) => (0,reference/* repositoryName */.aR)(to)));
    const isStored = (image) => written.has((0,reference/* repositoryName */.aR)(image.image));
    const isBuilt = (image) => image.built || (request.mode === 'build' && request.digest !== null);
    return plan.images.filter(plan_plan/* isReady */.i_).filter((image) => isStored(image) || isBuilt(image));
}
/**
 * Records in the organisation of the run's repository where images are stored, and where they are live:
 * https://docs.github.com/en/code-security/concepts/supply-chain-security/linked-artifacts
 */
async function writeRecords(result, deps) {
    const { request, repository, problems, notice } = deps;
    const stored = storedImages(request, result);
    const moved = result.kind === 'done' ? result.plan.images.filter(plan_plan/* isReady */.i_).filter((image) => (0,plan_plan/* moveOf */.ds)(image)) : [];
    if (stored.length + moved.length === 0)
        return;
    try {
        const client = await deps.client();
        if (!(await isOwnedByOrganization(client, repository))) {
            notice(`records: ${repository.owner} is not an organisation, and only organisations have linked artifacts.`);
            return;
        }
        const secure = stored.filter(({ image }) => !deps.isPlainHttp(image));
        if (secure.length < stored.length)
            notice('records: no storage record is written for a registry over plain HTTP: GitHub accepts only HTTPS.');
        const jobs = [
            ...secure.map((image) => () => recordStorage(client, repository, recordedOf(image))),
            ...moved.map((image) => () => recordDeployment(client, repository, recordedOf(image), request.environment ?? '')),
        ];
        await (0,concurrency/* forEachLimit */.Gm)(jobs, (job) => job(), types/* MAX_PARALLEL */.F);
        deps.log(`Records of ${repository.owner}: ${secure.length} stored, ${moved.length} deployed`);
    }
    catch (error) {
        problems.add("the organisation's records could not be written", 'artifact-metadata: write', (0,api_error/* asApiError */.zw)(error));
    }
}
function recordedOf({ image, target, identity }) {
    const { registry, repository } = image;
    return { name: (0,reference/* repositoryName */.aR)(image), registry, repository, digest: target.digest, version: identity.version };
}

;// CONCATENATED MODULE: ./lib/recording/recorder.js














/** The part of the run's time that is left to deployments and records, in milliseconds. */
const CHANGES_RESERVE_MS = 6000;
/** The modes that move an environment. */
const MOVES = ['build', 'promote', 'rollback'];
/** Returns the recorder of a run; it does nothing where the run has no token, or nothing to record. */
function recorderOf(request, deps) {
    return new RunRecorder(request, deps);
}
class RunRecorder {
    writing;
    request;
    deps;
    problems = new Problems();
    notices = [];
    repository;
    written = deferred();
    changes;
    deployments;
    client = null;
    constructor(request, deps) {
        this.request = request;
        this.deps = deps;
        this.repository = repositoryOf(request.context);
        this.changes = this.changesReader();
        const noted = this.noted();
        this.deployments = noted && request.deployment && request.environment !== null ? new Deployments(noted) : null;
        this.writing = {
            begin: (plan) => this.begin(plan),
            replanned: (plan) => this.begin(plan),
            end: async (result) => {
                this.written.resolve();
                await this.deployments?.end(result);
            },
        };
    }
    async planned(plan) {
        await this.changes?.start(plan);
    }
    async changesOf(plan) {
        return this.changes ? this.changes.finish(plan) : null;
    }
    async finish(result) {
        this.written.resolve();
        const isPlanned = result.kind !== 'failed' || result.hasWritten;
        const changes = isPlanned && this.changes ? this.changes.finish(result.plan) : null;
        await Promise.all([this.endEarlier(result), this.writeRecords(result)]);
        const [first] = this.deployments?.ids() ?? [];
        return {
            changes: await changes,
            deploymentId: first === undefined ? null : String(first),
            warnings: [...(isPlanned ? this.missing() : []), ...this.problems.warnings()],
            notices: this.notices,
        };
    }
    async begin(plan) {
        await this.deployments?.begin(plan);
        // no request is sent between the writes of a move
        if (this.client)
            await this.client.then((ready) => ready.holdUntil(this.written.promise)).catch(() => { });
    }
    changesReader() {
        const { githubToken, context, environment, mode, deployment, records } = this.request;
        if (githubToken === null || environment === null || !MOVES.includes(mode))
            return null;
        return new ChangesReader({
            ...{ context, problems: this.problems, log: this.deps.log, client: () => this.connected() },
            reserveMs: deployment || records ? CHANGES_RESERVE_MS : 0,
            isRollback: mode === 'rollback',
            sourceOf: (revisions) => labelledSource(revisions, this.deps.registry, context.server),
        });
    }
    /** What deployments and records need; null where nothing may be recorded. */
    noted() {
        const { repository, problems, request } = this;
        if (repository === null || request.githubToken === null || request.dryRun)
            return null;
        const notice = (text) => void this.notices.push(text);
        return { request, repository, problems, notice, log: this.deps.log, client: () => this.connected() };
    }
    connected() {
        this.client ??= this.deps.connect(this.request.githubToken ?? '').catch((error) => {
            if (error instanceof api_error/* ApiError */.hD)
                throw error;
            throw new api_error/* ApiError */.hD('unavailable', null, `the client could not be loaded (${(0,util_text/* oneLine */.TN)(error.message)})`);
        });
        return this.client;
    }
    async endEarlier({ kind, plan }) {
        const noted = this.noted();
        const { registry, now } = this.deps;
        if (this.deployments === null || noted === null || kind !== 'done')
            return;
        const liveDigest = (image) => (0,tag_digest/* digestNow */.F)(registry, image, this.request.environment ?? '');
        await endEarlier(plan, this.deployments.ids(), { ...noted, now, liveDigest });
    }
    async writeRecords(result) {
        const { request, deps } = this;
        const noted = this.noted();
        if (request.records && noted !== null)
            await writeRecords(result, { ...noted, isPlainHttp: deps.isPlainHttp });
        const stored = request.dryRun ? [] : storedImages(request, result);
        const left = deps.declare(stored.map(({ image, target }) => `${(0,reference/* repositoryName */.aR)(image)}@${target.digest}`));
        if (left !== null)
            this.notices.push(left);
    }
    /** Warnings of what was requested, and cannot be recorded. */
    missing() {
        const { request, repository } = this;
        const isAsked = (request.deployment && request.environment !== null) || request.records;
        if (!isAsked || request.dryRun || this.noted() !== null)
            return [];
        const what = [...(request.deployment ? ['deployment'] : []), ...(request.records ? ['records'] : [])].join(' and ');
        const why = repository === null ? 'the repository of the run is unknown' : 'github-token is empty';
        return [`${what}: nothing is recorded on GitHub, because ${why}.`];
    }
}
/** Returns the repository that an image's labels name; null where it cannot be read, or is not on this server. */
async function labelledSource({ plan }, registry, server) {
    if (!(0,plan_plan/* isReady */.i_)(plan))
        return null;
    const image = plan.copy?.source ?? plan.image;
    const { source } = await (0,find/* originOf */.yv)(registry, image, plan.target).catch(() => ({ source: null }));
    return source === null ? null : (0,image_source/* repositoryOn */.Y)(server, source);
}


/***/ })

};
