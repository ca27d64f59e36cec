export const id = 141;
export const ids = [141,700];
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

/***/ 141:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  makeEvidenceReader: () => (/* binding */ makeEvidenceReader)
});

// EXTERNAL MODULE: ./lib/policy/requirement.js
var policy_requirement = __webpack_require__(3109);
// EXTERNAL MODULE: ./lib/util/text.js
var util_text = __webpack_require__(8805);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/image/manifest.js
var image_manifest = __webpack_require__(4252);
// EXTERNAL MODULE: ./lib/image/reference.js
var reference = __webpack_require__(8424);
// EXTERNAL MODULE: ./lib/registry/lists.js + 1 modules
var lists = __webpack_require__(3700);
// EXTERNAL MODULE: ./lib/util/concurrency.js
var concurrency = __webpack_require__(4467);
;// CONCATENATED MODULE: ./lib/trust/cosign.js
/** The annotations of a layer that cosign 2 writes. */
const KEYS = {
    signature: 'dev.cosignproject.cosign/signature',
    certificate: 'dev.sigstore.cosign/certificate',
    bundle: 'dev.sigstore.cosign/bundle',
    timestamp: 'dev.sigstore.cosign/rfc3161timestamp',
};
/**
 * Returns a signature or an attestation as cosign 2 stores it as a Sigstore bundle.
 * @param content the layer: what is signed, or the envelope of an attestation
 * @param digest of what is signed, in base64
 * @returns null where it has no certificate: it was signed with a key
 * @throws where it is malformed
 * @see https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md
 */
function cosignBundle(annotations, content, kind, digest) {
    const certificate = annotations[KEYS.certificate];
    if (!certificate)
        return null;
    const timestamp = annotations[KEYS.timestamp];
    const signed = kind === 'att'
        ? { dsseEnvelope: envelopeOf(content) }
        : {
            messageSignature: {
                messageDigest: { algorithm: 'SHA2_256', digest },
                signature: annotations[KEYS.signature],
            },
        };
    return {
        mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.1',
        verificationMaterial: {
            x509CertificateChain: { certificates: [{ rawBytes: derOf(certificate) }] },
            tlogEntries: entriesOf(annotations[KEYS.bundle]),
            timestampVerificationData: {
                rfc3161Timestamps: timestamp
                    ? [{ signedTimestamp: JSON.parse(timestamp).SignedRFC3161Timestamp }]
                    : [],
            },
        },
        ...signed,
    };
}
function entriesOf(bundle) {
    if (!bundle)
        return [];
    const { SignedEntryTimestamp, Payload } = JSON.parse(bundle);
    const { kind, apiVersion } = JSON.parse(Buffer.from(Payload.body, 'base64').toString('utf8'));
    return [
        {
            logIndex: String(Payload.logIndex),
            logId: { keyId: Buffer.from(Payload.logID, 'hex').toString('base64') },
            kindVersion: { kind, version: apiVersion },
            integratedTime: String(Payload.integratedTime),
            inclusionPromise: { signedEntryTimestamp: SignedEntryTimestamp },
            canonicalizedBody: Payload.body,
        },
    ];
}
function envelopeOf(content) {
    const { payload, payloadType, signatures } = JSON.parse(content.toString('utf8'));
    const list = signatures.map(({ sig, keyid = '' }) => ({ sig, keyid }));
    return { payload, payloadType, signatures: list };
}
function derOf(pem) {
    return pem.replace(/-----[^-]+-----/g, '').replace(/\s+/g, '');
}

;// CONCATENATED MODULE: ./lib/trust/candidates.js






/** How many referrers are read; of more, those whose annotations name what is asked for come first. */
const MAX_REFERRERS = 1000;
/** The largest layer that is read, in bytes. */
const MAX_LAYER = 4 * 1024 * 1024;
/**
 * Finds the bundles, signatures and attestations that refer to an image: by the referrers API, by its fallback tag, and by
 * the tags of cosign. What cannot be read is named and left out.
 * @param wanted predicate types that are asked for
 * @throws CANCELLED
 */
async function findCandidates(source, image, digest, wanted) {
    const tag = digest.replace(':', '-');
    const unread = [];
    const tryTo = async (what, read) => {
        try {
            return await read();
        }
        catch (error) {
            const { code, message } = (0,errors/* asActionError */.z6)(error);
            if (code === 'CANCELLED')
                throw error;
            unread.push(`${what} could not be read: ${message}`);
            return null;
        }
    };
    const [byApi, list, sig, att] = await Promise.all([
        tryTo('The referrers', () => source.referrers(image, digest)),
        tryTo(`The tag ${tag}`, () => source.get(image, tag)),
        tryTo(`The tag ${tag}.sig`, () => source.get(image, `${tag}.sig`)),
        tryTo(`The tag ${tag}.att`, () => source.get(image, `${tag}.att`)),
    ]);
    // GitLab reads the fallback tag as the image itself
    const byTag = list === null || list.digest === digest
        ? []
        : await tryTo(`The tag ${tag}`, async () => (0,lists/* referrersIn */.q)(list.bytes, image));
    const referrers = chosen([...(byApi ?? []), ...(byTag ?? [])], wanted);
    if (referrers.left > 0)
        unread.push(`${referrers.left} referrers were not read: ${MAX_REFERRERS} are the most.`);
    const manifests = await (0,concurrency/* mapAll */.gJ)(referrers.read, (referrer) => tryTo(`The referrer ${referrer.digest}`, () => source.get(image, referrer.digest)));
    const layers = [...manifests, sig, att].flatMap((manifest) => (manifest === null ? [] : layersOf(manifest)));
    const found = await (0,concurrency/* mapAll */.gJ)(layers, (layer) => tryTo(`The statement ${layer.digest}`, async () => toCandidate(layer, await source.blob(image, layer))));
    const candidates = found.flatMap((each) => (each === null || each === 'keyed' ? [] : [each]));
    return { candidates, keyed: found.filter((each) => each === 'keyed').length, unread };
}
/** The referrers that may be statements, each once. */
function chosen(all, wanted) {
    const isStatement = ({ artifactType }) => artifactType === null || /sigstore|cosign|in-toto|dsse/i.test(artifactType);
    const byDigest = new Map(all.filter(isStatement).map((referrer) => [referrer.digest, referrer]));
    const isWanted = ({ annotations }) => wanted.includes(annotations['dev.sigstore.bundle.predicateType'] ?? '');
    const sorted = [...byDigest.values()].sort((a, b) => Number(isWanted(b)) - Number(isWanted(a)));
    return { read: sorted.slice(0, MAX_REFERRERS), left: Math.max(0, sorted.length - MAX_REFERRERS) };
}
/** The layers of a manifest that may be statements. */
function layersOf(manifest) {
    let layers;
    try {
        layers = (0,image_manifest/* parseManifest */.Ng)(manifest).layers;
    }
    catch {
        return [];
    }
    return (Array.isArray(layers) ? layers : []).flatMap((value) => {
        const { digest, mediaType, size, annotations } = (value ?? {});
        if (typeof digest !== 'string' || !(0,reference/* isDigest */.Bc)(digest) || typeof mediaType !== 'string')
            return [];
        if (typeof size !== 'number' || size > MAX_LAYER || formOf(mediaType) === null)
            return [];
        return [{ digest, mediaType, size, annotations: (0,image_manifest/* stringsOf */.iw)(annotations) }];
    });
}
function formOf(mediaType) {
    if (/^application\/vnd\.dev\.sigstore\.bundle[.+;]/.test(mediaType))
        return 'bundle';
    if (mediaType === 'application/vnd.dev.cosign.simplesigning.v1+json')
        return 'sig';
    return mediaType === 'application/vnd.dsse.envelope.v1+json' ? 'att' : null;
}
/** @returns `keyed` where it was signed with a key @throws where the layer is malformed */
function toCandidate({ digest, mediaType, annotations }, content) {
    const form = formOf(mediaType);
    if (content === null || form === null)
        return null;
    if (form === 'bundle')
        return { json: JSON.parse(content.toString('utf8')), artifact: null, isSimpleSigning: false };
    const base64 = Buffer.from(digest.slice('sha256:'.length), 'hex').toString('base64');
    const json = cosignBundle(annotations, content, form, base64);
    return json === null ? 'keyed' : { json, artifact: content, isSimpleSigning: form === 'sig' };
}

;// CONCATENATED MODULE: ./lib/trust/statement.js
/** The media type of the payload of an envelope that holds a statement. */
const IN_TOTO = 'application/vnd.in-toto+json';
/** Reads a statement. @returns null where it is none */
function readStatement(payload) {
    const json = objectIn(parse(payload));
    if (json === null || !String(json._type).startsWith('https://in-toto.io/Statement/'))
        return null;
    const predicateType = typeof json.predicateType === 'string' ? json.predicateType : null;
    const subjects = listIn(json.subject).flatMap((subject) => digestIn(objectIn(subject.digest)));
    const isProvenance = predicateType?.startsWith('https://slsa.dev/provenance/') ?? false;
    return { predicateType, subjects, commits: isProvenance ? commitsIn(objectIn(json.predicate)) : null };
}
/**
 * Reads what a signature of cosign is about.
 * @returns the digest; null where the payload is of another form
 * @see https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md
 */
function readSimpleSigning(payload) {
    const critical = objectIn(objectIn(parse(payload))?.critical);
    const digest = objectIn(critical?.image)?.['docker-manifest-digest'];
    return typeof digest === 'string' ? digest : null;
}
/** The source commits of a provenance, v1 and v0.2: https://slsa.dev/spec/v1.2/provenance */
function commitsIn(predicate) {
    const definition = objectIn(predicate?.buildDefinition);
    const sources = [
        ...listIn(definition?.resolvedDependencies),
        ...listIn(predicate?.materials),
        objectIn(objectIn(predicate?.invocation)?.configSource) ?? {},
    ];
    return sources
        .filter(({ uri }) => typeof uri === 'string' && /^git\+|\.git\b|^https:\/\/github\.com\//.test(uri))
        .flatMap(({ digest }) => {
        const { gitCommit, sha1 } = objectIn(digest) ?? {};
        return [gitCommit, sha1].filter((commit) => typeof commit === 'string');
    });
}
function digestIn(digest) {
    const sha256 = digest?.sha256;
    return typeof sha256 === 'string' ? [`sha256:${sha256}`] : [];
}
function parse(payload) {
    try {
        return JSON.parse(payload.toString('utf8'));
    }
    catch {
        return null;
    }
}
function objectIn(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
}
function listIn(value) {
    if (!Array.isArray(value))
        return [];
    return value.flatMap((each) => {
        const object = objectIn(each);
        return object === null ? [] : [object];
    });
}

// EXTERNAL MODULE: ./node_modules/@sigstore/bundle/dist/index.js
var dist = __webpack_require__(1040);
// EXTERNAL MODULE: ./node_modules/@sigstore/protobuf-specs/dist/index.js
var protobuf_specs_dist = __webpack_require__(9654);
// EXTERNAL MODULE: ./node_modules/@sigstore/verify/dist/index.js
var verify_dist = __webpack_require__(4187);
;// CONCATENATED MODULE: ./lib/trust/verify.js



/**
 * Returns the verifier of a trusted root. Where the root has logs an entry in one is required, else a timestamp.
 * @param json https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_trustroot.proto
 * @throws where it is not a trusted root
 */
function rootOf(json) {
    const root = protobuf_specs_dist.TrustedRoot.fromJSON(json);
    const verifier = new verify_dist/* Verifier */.BL((0,verify_dist/* toTrustMaterial */.jO)(root), {
        tlogThreshold: root.tlogs.length > 0 ? 1 : 0,
        ctlogThreshold: root.ctlogs.length > 0 ? 1 : 0,
        timestampThreshold: 1,
    });
    return (entity) => {
        const { identity } = verifier.verify(entity);
        return { identity: identity?.subjectAlternativeName ?? null, issuer: identity?.extensions?.issuer ?? null };
    };
}
/**
 * Reads a bundle.
 * @param artifact what a signature is over; an envelope has its payload itself
 * @throws where it is malformed
 */
function readBundle(json, artifact) {
    const bundle = (0,dist/* bundleFromJSON */.vw)(json);
    const entity = (0,verify_dist/* toSignedEntity */.DC)(bundle, artifact);
    const { content } = bundle;
    const certificate = entity.key.$case === 'certificate' ? entity.key.certificate : null;
    const claimed = certificate?.subjectAltName ?? null;
    const common = { entity, claimed, issuer: certificate?.issuer ?? null };
    if (content.$case === 'dsseEnvelope') {
        const { payload, payloadType } = content.dsseEnvelope;
        return { ...common, envelope: { payload: Buffer.from(payload), type: payloadType }, signedDigest: null };
    }
    const { digest } = content.messageSignature.messageDigest;
    return { ...common, envelope: null, signedDigest: `sha256:${Buffer.from(digest).toString('hex')}` };
}
/** Verifies a bundle. @returns who signed it and when, or why it does not verify by any root */
function verifyBundle({ entity }, roots) {
    let problem = 'there is no trusted root';
    for (const root of roots) {
        try {
            const { identity, issuer } = root(entity);
            if (identity === null)
                return 'it has no certificate';
            return { identity, issuer, at: Math.min(...entity.timestamps.map(timeOf)) };
        }
        catch (error) {
            problem = explained(error.message);
        }
    }
    return problem;
}
/** What the library says of a time that it cannot read names neither the time nor what it expects. */
function explained(message) {
    if (message !== 'invalid time')
        return message;
    return 'invalid time: a timestamp must have whole seconds, or three decimals';
}
function timeOf(timestamp) {
    return timestamp.$case === 'timestamp-authority'
        ? timestamp.timestamp.signingTime.getTime()
        : Number(timestamp.tlogEntry.integratedTime) * 1000;
}

;// CONCATENATED MODULE: ./lib/trust/evidence.js





/**
 * Returns what reads and verifies the statements about an image. Only those of signers that are asked for are verified:
 * what others put there neither helps nor harms.
 */
function evidenceReader({ source, roots, instance = null, github }) {
    return async (image, digest, reading, requirements) => {
        const wanted = requirements.flatMap(({ predicateType }) => predicateType ?? []);
        const [found, own, trusted, target] = await Promise.all([
            findCandidates(source, image, digest, wanted),
            github ? github(digest) : { bundles: [], unread: [] },
            roots(),
            reading,
        ]);
        const byGitHub = own.bundles.map((json) => ({ json, artifact: null, isSimpleSigning: false }));
        const bundles = [...found.candidates, ...byGitHub].map((candidate) => readCandidate(candidate, target));
        const asked = (bundle) => requirements.some((requirement) => (0,policy_requirement/* isSigner */.Jz)(requirement, bundle?.claimed ?? ''));
        const isLazy = instance !== null && bundles.some(({ bundle }) => asked(bundle) && isIssuedBy(bundle, instance));
        const lazy = isLazy ? await instance.load() : null;
        const all = lazy === null ? trusted : [...trusted, lazy];
        const read = bundles.map((each) => toStatement(each, target, asked, all));
        const keyed = found.keyed + read.filter((each) => each === 'keyed').length;
        const missing = isLazy && lazy === null ? [instance.missing] : [];
        const unread = [
            ...missing,
            ...found.unread,
            ...own.unread,
            ...read.flatMap((each) => (isUnread(each) ? each.unread : [])),
        ];
        return {
            statements: read.flatMap((each) => (each === null || each === 'keyed' || isUnread(each) ? [] : [each])),
            unread: keyed === 0 ? unread : [keyedText(keyed, digest), ...unread],
        };
    };
}
function isUnread(read) {
    return read !== null && read !== 'keyed' && 'unread' in read;
}
function keyedText(count, digest) {
    const what = count === 1 ? '1 statement about' : `${count} statements about`;
    const why = count === 1 ? 'is signed with a key, and has' : 'are signed with a key, and have';
    return `${what} ${digest} ${why} no certificate that names the signer.`;
}
function readCandidate(candidate, target) {
    try {
        return { candidate, bundle: readBundle(candidate.json, candidate.artifact ?? target.bytes), unread: '' };
    }
    catch (error) {
        const unread = `A statement about ${target.digest} is not valid (${(0,util_text/* oneLine */.TN)(error.message)}).`;
        return { candidate, bundle: null, unread };
    }
}
function isIssuedBy({ issuer }, { organization }) {
    return issuer?.includes(organization) === true;
}
/** @returns null for a statement of a signer that is not asked for; `keyed` for one that is signed with a key */
function toStatement({ candidate, bundle, unread }, target, asked, roots) {
    if (bundle === null)
        return { unread };
    const { claimed } = bundle;
    if (claimed === null)
        return 'keyed';
    if (!asked(bundle))
        return null;
    const verified = verifyBundle(bundle, roots);
    const common = { ...contentOf(bundle, candidate, target), signer: claimed };
    if (typeof verified === 'string')
        return { ...common, issuer: null, at: null, problem: (0,util_text/* oneLine */.TN)(verified) };
    return { ...common, signer: verified.identity, issuer: verified.issuer, at: verified.at };
}
function contentOf({ envelope, signedDigest }, { isSimpleSigning, artifact }, { digest }) {
    const signature = { kind: 'signature', predicateType: null, commits: null, problem: null };
    if (envelope === null) {
        const about = isSimpleSigning && artifact ? readSimpleSigning(artifact) : signedDigest;
        return { ...signature, isAbout: about === digest };
    }
    const statement = envelope.type === IN_TOTO ? readStatement(envelope.payload) : null;
    if (statement === null)
        return { ...signature, isAbout: false, problem: 'it is not an in-toto statement' };
    const { predicateType, subjects, commits } = statement;
    return { kind: 'attestation', predicateType, commits, isAbout: subjects.includes(digest), problem: null };
}

// EXTERNAL MODULE: ./lib/util/link-header.js
var link_header = __webpack_require__(542);
;// CONCATENATED MODULE: ./lib/trust/github.js


/** How many attestations a page has at most. */
const PER_PAGE = 100;
/** How many pages of attestations of a digest are read. */
const MAX_PAGES = 10;
const ROUTE = 'GET /repos/{owner}/{repo}/attestations/{subject_digest}';
/**
 * Returns what reads the attestations of a digest from GitHub's API, each once: a run that plans again needs no more of
 * its time for GitHub. A failure is no error: another place may have them.
 * @see https://docs.github.com/en/rest/repos/attestations
 */
function githubBundles({ repository, connect }) {
    let client = null;
    const [owner = '', repo = ''] = repository.split('/');
    const known = new Map();
    return async (subject_digest) => {
        const before = known.get(subject_digest);
        if (before)
            return before;
        const found = [];
        const unread = [];
        let isRead = true;
        try {
            client ??= connect();
            const problem = await readPages(await client, { owner, repo, subject_digest, per_page: PER_PAGE }, found);
            if (problem !== null)
                unread.push(problem);
        }
        catch (error) {
            // 404 says that there are none
            isRead = error.status === 404;
            if (!isRead)
                unread.push(`GitHub's attestations could not be read (${(0,util_text/* oneLine */.TN)(error.message)}).`);
        }
        const bundles = found.flatMap((each) => each?.bundle ?? []);
        const linked = found.length - bundles.length;
        if (linked > 0)
            unread.push(`GitHub only links to ${linked} of its attestations; links are not followed.`);
        if (isRead)
            known.set(subject_digest, { bundles, unread });
        return { bundles, unread };
    };
}
/** Adds the attestations of all pages to `found`. @returns why some are left out, as a sentence; null where none are */
async function readPages(client, first, found) {
    let parameters = first;
    for (let page = 1;; page++) {
        // a guard waits for it: it is sent also where a run that writes holds other requests back
        const { body, link } = await client.page(ROUTE, parameters, { isSafe: true, isUrgent: true });
        const { attestations } = (body ?? {});
        if (Array.isArray(attestations))
            found.push(...attestations);
        const next = nextUrl(link, client.apiUrl);
        if (next === null)
            return null;
        if (next.origin !== originOf(client.apiUrl))
            return `GitHub's next page of attestations is on another host, ${next.host}, which is not followed.`;
        const after = next.searchParams.get('after');
        if (after === null)
            return "GitHub's response has no cursor for its next page of attestations.";
        if (page === MAX_PAGES)
            return `GitHub has more than ${MAX_PAGES * PER_PAGE} attestations of this image: only the newest ${found.length} were read.`;
        // only the cursor is taken from the link: https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
        parameters = { ...first, after };
    }
}
/** Returns the next page that a header `Link` names; null where it names none. */
function nextUrl(link, base) {
    const next = (0,link_header/* nextLink */.I)(link);
    if (next === null || !URL.canParse(next, base ?? undefined))
        return null;
    return new URL(next, base ?? undefined);
}
function originOf(url) {
    return url === null ? null : new URL(url).origin;
}

// EXTERNAL MODULE: ./node_modules/@sigstore/tuf/seeds.json
var seeds = __webpack_require__(8032);
;// CONCATENATED MODULE: ./lib/trust/roots.js




/** Where the library has the trusted root of Sigstore's public instance. */
const MIRROR = 'https://tuf-repo-cdn.sigstore.dev';
/**
 * Returns GitHub's own instance, which signs in private repositories. Its root does not come with this action.
 * @param refresh returns the published root; null where it cannot be had
 */
function githubInstance(refresh) {
    let root = null;
    const load = async () => {
        const json = await refresh();
        return json === null ? null : rootOf(json);
    };
    return {
        organization: 'GitHub, Inc.',
        load: () => {
            root ??= load().catch(() => null);
            return root;
        },
        missing: "The trusted root of GitHub's own instance could not be loaded from tuf-repo.github.com within three seconds, so what it has signed cannot be verified. Run again, or name a file with trust.root in the policy: gh attestation trusted-root > .github/trusted_root.json.",
    };
}
/**
 * Returns the trusted roots of a policy: those that it names, else that of Sigstore's public instance, as it is
 * published now, or where the network does not allow that as it is bundled.
 * @param refresh returns the published one; null where it cannot be had
 * @throws INPUT_INVALID where what it names is not a trusted root
 */
async function trustedRoots({ file, trustFile, trustRoots }, refresh) {
    if (trustRoots === null)
        return [rootOf((await refresh()) ?? bundledRoot())];
    try {
        if (trustRoots.length === 0)
            throw new Error('it is empty');
        return trustRoots.map(namedRoot);
    }
    catch (error) {
        const why = (0,util_text/* oneLine */.TN)(error.message);
        throw new errors/* ActionError */.lZ('INPUT_INVALID', `policy ${file}: ${trustFile} is not a trusted root of Sigstore (${why}).`);
    }
}
/** The root in a file. The library takes any document, and leaves out what it does not know. */
function namedRoot(json) {
    const { certificateAuthorities } = (json ?? {});
    if (!Array.isArray(certificateAuthorities) || certificateAuthorities.length === 0)
        throw new Error('it has no certificateAuthorities');
    return rootOf(json);
}
function bundledRoot() {
    const encoded = seeds[MIRROR].targets['trusted_root.json'];
    return JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./lib/trust/tuf.js





/** Sigstore's public instance. @see https://github.com/sigstore/root-signing */
const SIGSTORE = { mirror: 'https://tuf-repo-cdn.sigstore.dev' };
/**
 * GitHub's own instance, which signs in private repositories. Version 9 of its root (expires 2027-01-28; later ones are
 * reached from it) is signed by six of its own keys, and by four of those of version 3, which the GitHub CLI embeds.
 * @see https://docs.github.com/en/actions/how-tos/secure-your-work/use-artifact-attestations/verify-attestations-offline
 */
const GITHUB = {
    mirror: 'https://tuf-repo.github.com',
    start: { version: 9, digest: 'afdd49110b71ca64d0077e656832fc348fc090320bcb10ec52f77880b828a3bb' },
};
/** How long a trusted root may take to be had, in milliseconds. */
const REFRESH_MS = 3000;
/** The largest root metadata that are read, in bytes. */
const MAX_ROOT = 512_000;
/**
 * Returns the trusted root of an instance as it is published now, verified by The Update Framework.
 * @param folder where a folder for its files is made, which is removed again
 * @param limitMs how long it may take, in milliseconds
 * @returns its JSON; null where the network does not allow it, or it takes longer
 */
async function refreshRoot(repository, folder = (0,external_node_os_.tmpdir)(), limitMs = REFRESH_MS) {
    const cachePath = await (0,promises_.mkdtemp)((0,external_node_path_.join)(folder, 'build-once-promote-tuf-')).catch(() => null);
    if (cachePath === null)
        return null;
    let timer;
    const late = new Promise((resolve) => {
        timer = setTimeout(() => resolve(null), limitMs);
    });
    try {
        return await Promise.race([load(repository, cachePath, limitMs).catch(() => null), late]);
    }
    finally {
        clearTimeout(timer);
        await (0,promises_.rm)(cachePath, { recursive: true, force: true }).catch(() => { });
    }
}
async function load({ mirror, start }, cachePath, timeout) {
    const { getTrustedRoot } = await __webpack_require__.e(/* import() */ 694).then(__webpack_require__.t.bind(__webpack_require__, 4423, 19));
    const options = { mirrorURL: mirror, cachePath, retry: 0, timeout };
    if (start === undefined)
        return protobuf_specs_dist.TrustedRoot.toJSON(await getTrustedRoot(options));
    const rootPath = (0,external_node_path_.join)(cachePath, 'start.json');
    await (0,promises_.writeFile)(rootPath, await readStart(mirror, start, timeout));
    return protobuf_specs_dist.TrustedRoot.toJSON(await getTrustedRoot({ ...options, rootPath }));
}
/** Downloads the first root metadata. @throws where they are not what they must be */
async function readStart(mirror, { version, digest }, timeout) {
    const signal = AbortSignal.timeout(timeout);
    const response = await fetch(`${mirror}/${version}.root.json`, { signal, redirect: 'error' });
    const chunks = [];
    let size = 0;
    for await (const chunk of response.body ?? []) {
        size += chunk.length;
        if (size > MAX_ROOT)
            throw new Error('too large');
        chunks.push(chunk);
    }
    const bytes = Buffer.concat(chunks);
    const { signed } = JSON.parse(bytes.toString('utf8'));
    if (digestOfSigned(signed) !== digest)
        throw new Error('not the expected root');
    return bytes;
}
/** The SHA-256 of a JSON value without spaces and with sorted keys, in hexadecimal digits. */
function digestOfSigned(signed) {
    return (0,external_node_crypto_.createHash)('sha256')
        .update(JSON.stringify(sorted(signed)))
        .digest('hex');
}
function sorted(value) {
    if (Array.isArray(value))
        return value.map(sorted);
    if (typeof value !== 'object' || value === null)
        return value;
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}

;// CONCATENATED MODULE: ./lib/trust/reader.js




/** Returns what reads and verifies signed statements by a policy. @param github null without a token */
function makeEvidenceReader(policy, source, github) {
    let roots = null;
    return evidenceReader({
        source,
        roots: () => {
            roots ??= trustedRoots(policy, () => refreshRoot(SIGSTORE));
            return roots;
        },
        // the roots that a policy names are all
        instance: policy.trustRoots === null ? githubInstance(() => refreshRoot(GITHUB)) : null,
        github: github && githubBundles(github),
    });
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
