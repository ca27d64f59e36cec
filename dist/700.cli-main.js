export const id = 700;
export const ids = [700];
export const modules = {

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
