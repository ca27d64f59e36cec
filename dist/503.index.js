export const id = 503;
export const ids = [503];
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

/***/ 8503:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  connect: () => (/* binding */ connect)
});

// EXTERNAL MODULE: ./lib/github/api/api-error.js
var api_error = __webpack_require__(9767);
// EXTERNAL MODULE: ./lib/util/text.js
var util_text = __webpack_require__(8805);
;// CONCATENATED MODULE: ./lib/github/api/budget.js
/** The time that a run spends on GitHub's API in all, in milliseconds. */
const GITHUB_MS = 10_000;
/** Counts the time while requests are in progress; requests in parallel count once. */
class TimeBudget {
    spent = 0;
    running = 0;
    since = 0;
    now;
    total;
    /**
     * @param now milliseconds since the epoch
     * @param total in milliseconds
     */
    constructor(now, total = GITHUB_MS) {
        this.now = now;
        this.total = total;
    }
    /** Returns how much time is left, in milliseconds. */
    remainingMs() {
        const current = this.running > 0 ? this.now() - this.since : 0;
        return Math.max(0, this.total - this.spent - current);
    }
    /** Counts the time until `act` has settled. */
    async during(act) {
        if (this.running === 0)
            this.since = this.now();
        this.running += 1;
        try {
            return await act();
        }
        finally {
            this.running -= 1;
            if (this.running === 0)
                this.spent += this.now() - this.since;
        }
    }
}

;// CONCATENATED MODULE: ./lib/github/api/client.js



/** How long after a failure a request is sent again, in milliseconds. */
const RETRY_MS = 500;
/** How often a request is sent at most. */
const MAX_TRIES = 3;
/**
 * Sends requests to GitHub's API within the time that a run has for it. It waits as long as a rate limit asks, where
 * there is the time, and sends nothing more where there is not.
 */
class GitHubClient {
    budget;
    /** the URL of the REST API; null where it is not known */
    apiUrl;
    options;
    limited = null;
    held = null;
    constructor(options) {
        this.options = options;
        this.apiUrl = options.apiUrl ?? null;
        this.budget = options.budget ?? new TimeBudget(() => options.clock.now());
    }
    /** Sends no further request until the promise has settled: a run writes to a registry meanwhile. */
    holdUntil(done) {
        const release = () => { };
        this.held = done.then(release, release);
    }
    /**
     * Sends a request to the REST API.
     * @param route a method and a template of a path
     * @returns the body of the response
     * @throws ApiError
     */
    async request(route, parameters, options = {}) {
        return (await this.respond(route, parameters, options)).data;
    }
    /**
     * Sends a request to the REST API for a page of a list.
     * @returns the body of the response, and its header `Link`; null where it has none
     * @throws ApiError
     */
    async page(route, parameters, options = {}) {
        const { data, headers } = await this.respond(route, parameters, options);
        const link = headers?.link;
        return { body: data, link: typeof link === 'string' ? link : null };
    }
    async respond(route, parameters, options) {
        if (options.lastMs === undefined && options.isUrgent !== true)
            await this.held;
        return this.budget.during(() => this.tryRequest(route, parameters, options));
    }
    /**
     * Sends a query to the GraphQL API.
     * @returns the data, also where parts of it are missing; `error` says why
     * @throws ApiError where there are no data
     */
    async query(query, variables, options = {}) {
        const body = await this.request(`POST ${this.options.graphqlUrl}`, { query, variables }, { isSafe: true, ...options });
        const { data, errors } = (body ?? {});
        const error = graphqlError(errors);
        if (typeof data !== 'object' || data === null)
            throw error ?? new api_error/* ApiError */.hD('unavailable', 200, 'The response has no data');
        return { data, error };
    }
    async tryRequest(route, parameters, options) {
        for (let tries = 1;; tries++) {
            if (this.limited)
                throw this.limited;
            try {
                return await this.send(route, parameters, options);
            }
            catch (error) {
                const wait = this.waitBefore(error, tries, options);
                if (wait === null)
                    throw (0,api_error/* asApiError */.zw)(error);
                await this.options.clock.sleep(wait).catch(() => {
                    throw new api_error/* ApiError */.hD('cancelled', null, 'The job was cancelled');
                });
            }
        }
    }
    /** Returns how long to wait before a request is sent again, in milliseconds; null where it is not. */
    waitBefore(error, tries, { isSafe = false, reserveMs = 0, lastMs }) {
        if (lastMs !== undefined || this.options.cancelled.aborted)
            return null;
        const limit = (0,api_error/* isRateLimit */.a5)(error);
        const wait = limit ? (0,api_error/* waitAfter */.Wv)(error, this.options.clock.now()) : RETRY_MS;
        const isInTime = wait < this.budget.remainingMs() - reserveMs;
        if (limit && !isInTime)
            this.limited = (0,api_error/* asApiError */.zw)(error);
        if (tries >= MAX_TRIES || !isInTime)
            return null;
        if (limit)
            return wait;
        const { reason } = (0,api_error/* asApiError */.zw)(error);
        return isSafe && reason === 'unavailable' ? wait : null;
    }
    async send(route, parameters, options) {
        const { octokit, cancelled } = this.options;
        const { reserveMs = 0, lastMs } = options;
        const left = lastMs ?? this.budget.remainingMs() - reserveMs;
        if (left <= 0)
            throw tooSlow();
        const limit = AbortSignal.timeout(left);
        const signal = lastMs === undefined ? AbortSignal.any([limit, cancelled]) : limit;
        try {
            return await octokit.request(route, { ...parameters, request: { signal } });
        }
        catch (error) {
            if (error.response !== undefined)
                throw error;
            if (limit.aborted)
                throw tooSlow();
            if (lastMs === undefined && cancelled.aborted)
                throw new api_error/* ApiError */.hD('cancelled', null, 'The job was cancelled');
            throw error;
        }
    }
}
function tooSlow() {
    return new api_error/* ApiError */.hD('slow', null, 'GitHub did not respond within the 10 s that a run has for it');
}
/** Returns the first error of a GraphQL response; null where it has none. */
function graphqlError(errors) {
    const first = Array.isArray(errors) ? (errors[0] ?? null) : null;
    if (first === null)
        return null;
    const text = typeof first.message === 'string' ? (0,util_text/* oneLine */.TN)(first.message) : 'unknown error';
    const { type } = first;
    if (type === 'RATE_LIMITED' || /rate limit/i.test(text))
        return new api_error/* ApiError */.hD('rate-limited', 200, `GitHub limits the rate of requests (${text})`);
    if (type === 'NOT_FOUND')
        return new api_error/* ApiError */.hD('not-found', 200, text);
    if (type === 'FORBIDDEN' || /not accessible|scopes/i.test(text))
        return new api_error/* ApiError */.hD('forbidden', 200, text);
    return new api_error/* ApiError */.hD('unavailable', 200, text);
}

;// CONCATENATED MODULE: ./lib/github/api/guarded-fetch.js

/** The largest response that is read, in bytes: a comparison with 300 changed files has a few million. */
const MAX_BODY = 16 * 1024 * 1024;
/** How deeply the JSON of a response may be nested: GitHub's has a few levels. Reading more blocks the process. */
const MAX_DEPTH = 200;
/** How many redirects are followed. */
const MAX_REDIRECTS = 3;
/**
 * Returns a `fetch` that reads responses of limited size and depth, and follows redirects on the same server only: a
 * renamed repository has moved there. What a run sends is for no other host, and no other host can answer for GitHub.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
 */
function guardedFetch(inner) {
    return async (input, init) => {
        let url = new URL(String(input));
        for (let redirects = 0;; redirects++) {
            const response = await inner(url.href, { ...init, redirect: 'manual' });
            const location = response.headers.get('location');
            if (![301, 302, 307, 308].includes(response.status) || location === null)
                return readWhole(response);
            await response.body?.cancel();
            url = redirected(url, location, redirects);
        }
    };
}
function redirected(from, location, redirects) {
    if (!URL.canParse(location, from.href) || redirects >= MAX_REDIRECTS)
        throw unusable('redirects without end');
    const to = new URL(location, from.href);
    if (to.origin !== from.origin || to.username !== '' || to.password !== '')
        throw unusable(`redirects to another host, ${to.host}, which is not followed`);
    return to;
}
/** Reads the body, and returns the response with it. */
async function readWhole(response) {
    const chunks = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
        size += chunk.length;
        // ending the loop cancels the rest
        if (size > MAX_BODY)
            throw unusable(`sent a response of more than ${MAX_BODY / 1024 / 1024} MiB`);
        chunks.push(chunk);
    }
    const bytes = Buffer.concat(chunks);
    if (isTooDeep(bytes))
        throw unusable('sent JSON that is nested too deeply');
    const { status, headers } = response;
    return new Response(size === 0 ? null : bytes, { status, headers });
}
/** Whether brackets are nested too deeply. In a string they count as well: no title has that many. */
function isTooDeep(bytes) {
    let depth = 0;
    for (const byte of bytes) {
        if (byte === 0x5b || byte === 0x7b)
            depth += 1;
        else if ((byte === 0x5d || byte === 0x7d) && depth > 0)
            depth -= 1;
        if (depth > MAX_DEPTH)
            return true;
    }
    return false;
}
function unusable(why) {
    return new api_error/* ApiError */.hD('unavailable', null, `GitHub ${why}`);
}

;// CONCATENATED MODULE: ./lib/github/api/connect.js



/**
 * Returns a client of the API of this GitHub server. Loads octokit, which takes a tenth of a second.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 * @throws ApiError where the API has no usable URL; an error where octokit cannot be loaded
 */
async function connect(token, env, { clock, cancelled }) {
    const baseUrl = usableUrl('GITHUB_API_URL', env.GITHUB_API_URL || 'https://api.github.com');
    const graphqlUrl = usableUrl('GITHUB_GRAPHQL_URL', env.GITHUB_GRAPHQL_URL || graphqlUrlOf(baseUrl));
    const { getOctokit } = await loadOctokit();
    const silent = { debug: () => { }, info: () => { }, warn: () => { }, error: () => { } };
    const octokit = getOctokit(token, { baseUrl, log: silent });
    // the one of @actions/github: it uses the proxy of the environment
    const guarded = guardedFetch(octokit.request.endpoint.DEFAULTS.request?.fetch ?? fetch);
    const request = (route, parameters) => octokit.request(route, { ...parameters, request: { ...parameters.request, fetch: guarded } });
    return new GitHubClient({ octokit: { request }, apiUrl: baseUrl, graphqlUrl, clock, cancelled });
}
/** Loads octokit. Its module reads the event by itself, and could not be loaded where that is not JSON. */
async function loadOctokit() {
    const { GITHUB_EVENT_PATH } = process.env;
    delete process.env.GITHUB_EVENT_PATH;
    try {
        return await import(/* webpackIgnore: true */ './octokit.js');
    }
    finally {
        if (GITHUB_EVENT_PATH !== undefined)
            process.env.GITHUB_EVENT_PATH = GITHUB_EVENT_PATH;
    }
}
/** Returns a URL of the API without a slash at its end. @throws ApiError, which does not repeat it: it may have a password */
function usableUrl(name, text) {
    const url = URL.canParse(text) ? new URL(text) : null;
    const isPlain = url !== null && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
    if (!isPlain || !/^https?:$/.test(url.protocol))
        throw new api_error/* ApiError */.hD('unavailable', null, `${name} is not the URL of an API: expected one such as https://api.github.com`);
    return url.href.replace(/\/+$/, '');
}
/** Returns the URL of the GraphQL API: `/graphql`, on GitHub Enterprise Server `/api/graphql`. */
function graphqlUrlOf(baseUrl) {
    return `${baseUrl.replace(/\/api\/v3$/, '/api')}/graphql`;
}


/***/ })

};
