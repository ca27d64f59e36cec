export const id = 195;
export const ids = [195];
export const modules = {

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
/** Returns the entries of an image's indexes that neither repository has, each once. */
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

/***/ 490:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ blocked)
/* harmony export */ });
/* harmony import */ var _history_records_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7150);
/* harmony import */ var _image_time_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9692);
/* harmony import */ var _util_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8805);
/* harmony import */ var _guard_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6507);




/** An image that was marked as blocked goes nowhere until it is cleared. */
const blocked = {
    name: 'blocked',
    code: 'BLOCKED',
    remedy: 'Use another image, or mark it with as: cleared. To override, set allow: blocked.',
    /**
     * Checks that the image is not blocked in the environment, nor in the stage below.
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
        const text = `${one}, ${byWhom(first.mark)}${next === '' ? '' : `. ${next}`}`;
        return (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .violation */ .Qf)(blocked, image, text, allow, { one, many: `are blocked in ${first.name}` });
    },
};
function byWhom({ actor, at, reason }) {
    const by = actor === null ? '' : ` by ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN)(actor)}`;
    return `marked${by} at ${(0,_image_time_js__WEBPACK_IMPORTED_MODULE_3__/* .formatTime */ .fU)(at)}${reason === null ? '' : `: ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN)(reason)}`}`;
}


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
/* harmony export */   bF: () => (/* binding */ passed),
/* harmony export */   wu: () => (/* binding */ nameSubject)
/* harmony export */ });
/* harmony import */ var _image_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7241);
/* harmony import */ var _image_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3158);


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
/** The subject in a text: its short name, and what the user called it where that is something else. */
function nameSubject({ digest, identity, requested, }) {
    const name = (0,_image_name_js__WEBPACK_IMPORTED_MODULE_1__/* .imageName */ .tO)(identity, digest);
    const asked = (requested ?? '').replace(/^v(?=\d)/, '');
    const isSame = asked === '' || asked === name || asked === digest || `git-${asked}`.startsWith(name);
    return isSame ? name : `${name} (${requested})`;
}
/** Two images in one text: by their short names, with their digests where these are equal. */
function nameBoth(subject, other) {
    const theirs = (0,_image_name_js__WEBPACK_IMPORTED_MODULE_1__/* .imageName */ .tO)(other.identity, other.digest);
    const mine = nameSubject(subject);
    if (subject.digest === null || (0,_image_name_js__WEBPACK_IMPORTED_MODULE_1__/* .imageName */ .tO)(subject.identity, subject.digest) !== theirs)
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
/* harmony import */ var _util_text_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8805);
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
        const by = hold.actor === null ? '' : ` by ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_3__/* .oneLine */ .TN)(hold.actor)}`;
        const why = hold.reason === null ? '' : `: ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_3__/* .oneLine */ .TN)(hold.reason)}`;
        const one = `${name} is on hold${until}`;
        const text = `${one}, set${by} at ${(0,_image_time_js__WEBPACK_IMPORTED_MODULE_2__/* .formatTime */ .fU)(hold.at)}${why}`;
        return (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .violation */ .Qf)(held, image, text, allow, { one, many: `are on hold in ${name}` });
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
     * Checks a later attempt of a run whose earlier attempt has moved the environment: nobody else may have moved it since.
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


/** Returns the checks in groups: each has the checks of one guard that found the same about their images. */
function groupChecks(checks) {
    const groups = new Map();
    for (const check of checks) {
        const { guard, verdict, finding, image, text } = check;
        const key = JSON.stringify([guard, verdict, finding?.many ?? [image, text]]);
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
    const details = finding ? { about: { ...finding, image, remedy } } : {};
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(code, `${withImage(check)} ${remedy}`, undefined, details);
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
        return `${withImage(first)} ${end}`;
    const findings = group.flatMap(({ finding }) => finding ?? []);
    return `${(0,_image_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .sumUp */ .Bw)(findings)}. ${end} ${(0,_image_finding_js__WEBPACK_IMPORTED_MODULE_1__/* .listImages */ .v8)(group.map(({ image }) => image))}`;
}
/** The text of a check as a sentence that names its image. */
function withImage({ text, image }) {
    return `${text.replace(/\.$/, '')} (${image}).`;
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
        // nobody who can push may block a release by a statement that does not verify
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
    return [(0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .violation */ .Qf)(require, image, `${one}: ${found}`, allow, { one, many: `do not have ${what}` })];
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
            const text = `${(0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .nameSubject */ .wu)(subject)} ${isLive ? 'is' : 'was'} live in ${stage}, but not by its history.`;
            return { guard: skip.name, image, verdict: 'unknown', text };
        }
        const { live, known } = previous;
        const [mine, theirs] = live
            ? (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .nameBoth */ .Ld)(subject, { digest: live.digest, identity: known })
            : [(0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .nameSubject */ .wu)(subject), 'nothing'];
        const one = `${mine} ${isRolledBack ? 'was rolled back' : 'has not been'} in ${stage}`;
        const many = `${isRolledBack ? 'were rolled back' : 'have not been'} in ${stage}`;
        const now = isMovedByHand(previous)
            ? `${stage} was changed outside this action, to ${isLive ? 'this image' : theirs}`
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
        return (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .violation */ .Qf)(skip, image, `${one}.`, allow, { one, many: `may be set by a build only in ${first}` });
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
 * from the last event that found the image live: what was live in between, nobody knows.
 * @param now milliseconds since the epoch
 * @returns the stay that lasts still, if it is as long; null where the history does not have the image
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




/** An image is live in the stage below for a time before it goes on. */
const soak = {
    name: 'soak',
    code: 'SOAKING',
    remedy: 'Promote it then. To override, set allow: soak.',
    /**
     * Checks that the image was live in the stage below for long enough without interruption.
     * @param below the stage below
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
        const text = `${one} without interruption: ${found(stay, below.name, needed)}`;
        return (0,guard/* violation */.Qf)(soak, image, text, allow, { one, many: `have not been live in ${below.name} for ${time}` });
    },
};
function found(stay, stage, needed) {
    if (stay === null)
        return `by the history of ${stage} it was never live there`;
    const since = (0,time/* formatTime */.fU)(new Date(stay.since).toISOString());
    if (stay.isLive)
        return `it counts since ${since}, and will pass at ${(0,time/* formatMinuteAfter */.uG)(stay.since + needed)}`;
    return `it was live there from ${since} for ${(0,duration/* formatDuration */.a3)(stay.length)}, and is not live by the history any more. Promote it to ${stage} again, so that it counts from then`;
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




/** An image is marked as verified in the stage below before it goes on. */
const verified = {
    name: 'verified',
    code: 'NOT_VERIFIED',
    remedy: 'Check it there, then run mode: mark with as: verified. To override, set allow: verified.',
    /** Checks that the image was marked as verified in the stage below since it last went live there. */
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
        return (0,_guard_js__WEBPACK_IMPORTED_MODULE_1__/* .violation */ .Qf)(window, image, `${one} (${rules})`, allow, {
            one,
            many: `are closed in ${environment}; ${opens}`,
        });
    },
};


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
/* harmony export */   H: () => (/* binding */ rollbackTargets),
/* harmony export */   e: () => (/* binding */ replay)
/* harmony export */ });
/* harmony import */ var _event_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5196);

const NONE = new Set();
/**
 * Replays events onto the stack that rollbacks follow. An event about the top changes nothing: it only renames it.
 * @param events oldest first; superseded events and events of unknown actions are skipped
 * @param unproven events of which it is unknown whether they came true: they move nothing, but a rollback among them
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
        const last = stack.findLastIndex((entry) => entry.digest === digest);
        if (top?.digest === digest) {
            // promoting an image explicitly clears its rolled-back mark
            if (action !== 'observed')
                rolledBack.delete(digest);
        }
        else if (action === 'rollback') {
            if (top)
                rolledBack.add(top.digest);
            stack = last >= 0 ? stack.slice(0, last + 1) : [...stack.slice(0, -1), { digest, by }];
            rolledBack.delete(digest);
        }
        else if (action === 'observed') {
            stack = last >= 0 ? stack.slice(0, last + 1) : [...stack, { digest, by }];
        }
        else {
            stack = [...stack, { digest, by }];
            rolledBack.delete(digest);
        }
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
    const isProven = event.action === 'observed' || isNamedAfter(event, history?.events ?? []);
    if (isAtPrevious && !isProven)
        return { kind: 'unfinished', event };
    return live ? { kind: 'moved', event } : { kind: 'gone', event };
}
/** Whether an event that follows, up to the next that moves, found this one's image live. */
function isNamedAfter(event, events) {
    for (const later of events.slice(events.indexOf(event) + 1)) {
        // what an observed event has as previous was read in the history, not from the tag
        if (later.action === 'observed')
            return false;
        if (later.previous === event.digest)
            return true;
        if ((0,_event_js__WEBPACK_IMPORTED_MODULE_0__/* .isMove */ .OE)(later))
            return false;
    }
    return false;
}
/**
 * Finds the events of which nobody can know whether they came true: the run may have died before its tag moved.
 * @returns an event that does not move is never among them
 */
function unprovenEvents(live, history) {
    const events = history?.events ?? [];
    const moves = events.filter(_event_js__WEBPACK_IMPORTED_MODULE_0__/* .isMove */ .OE);
    const state = environmentStatus(live, history);
    const unproven = moves.filter((event, index) => {
        if (event.action === 'observed' || isNamedAfter(event, events))
            return false;
        const next = moves[index + 1];
        if (next === undefined)
            return state.kind === 'unfinished' || state.kind === 'moved';
        // without a tag, the next run had nothing to name
        return next.action === 'observed' || next.previous !== null;
    });
    return new Set(unproven);
}
/** Replays what is known to have happened in an environment. */
function replayEnvironment(live, history) {
    return (0,_stack_js__WEBPACK_IMPORTED_MODULE_1__/* .replay */ .e)(history?.events ?? [], unprovenEvents(live, history));
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

/***/ 9544:
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
/** Returns an identity with these versions: its version is the highest, the rest stand in `also`. */
function withVersions({ revision, created }, versions) {
    const [version = null, ...also] = (0,_order_js__WEBPACK_IMPORTED_MODULE_1__/* .highestFirst */ .L6)(versions);
    return { version, ...(also.length > 0 ? { also } : {}), revision, created };
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


/** A creation time further ahead than this, in milliseconds, is not believed: a clock was wrong. */
const MAX_AHEAD_MS = 24 * 60 * 60 * 1000;
/**
 * Compares two canonical versions by precedence, then by build metadata, as semver.compareBuild does.
 * https://semver.org/#spec-item-11
 * @returns negative if `a` is lower, positive if it is higher, 0 if they are equal
 */
function compareVersions(a, b) {
    return semver_functions_compare_build_js__WEBPACK_IMPORTED_MODULE_0__(a, b);
}
/**
 * Returns versions of one image in order, the highest first, each once. One that only adds a platform to a version, such
 * as 1.2.3+linux-amd64, is left out where there are others.
 */
function highestFirst(versions) {
    const all = [...new Set(versions)];
    const plain = all.filter((version) => !(0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .hasPlatformSuffix */ .HP)((0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .versionToTag */ .KN)(version)));
    return (plain.length > 0 ? plain : all).sort((a, b) => compareVersions(b, a));
}
/**
 * Returns why a floating tag does not move to a version. It moves only to the highest stable version that it covers:
 * `latest` covers all, `1` all 1.x.y, `1.2` all 1.2.x.
 * @param present the versions in the repository
 * @returns a clause for a message; null if the tag moves
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
/* harmony import */ var _image_identity_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9544);
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
        notices: plans.flatMap((plan) => plan.notices),
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
/** Returns the signed statements that a policy requires of an image in a stage; without one those of the lowest that requires any. */
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
/** How far ahead the next opening is looked for, in days; a range of dates that is denied is passed at once. */
const MAX_DAYS = 400;
/**
 * Returns the next instant at which moves are allowed.
 * @param at milliseconds since the epoch
 * @returns `at` itself where they are allowed then; null where they are not in the next 400 days, ranges of dates that
 *   are denied not counted
 */
function nextOpening(windows, at) {
    if (isOpen(windows, at))
        return at;
    const edgesNear = edgesOf(windows);
    let from = at;
    for (let days = 0; days < MAX_DAYS; days++) {
        const skipped = endOfDenial(windows, from);
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
/* harmony export */   D: () => (/* binding */ NOT_RECORDED)
/* harmony export */ });
/** Nothing was asked or told. */
const NOT_RECORDED = { changes: null, deploymentId: null, warnings: [], notices: [] };


/***/ }),

/***/ 9495:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ changesBlocks),
/* harmony export */   O: () => (/* binding */ changeLines)
/* harmony export */ });
/* harmony import */ var _image_name_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3158);
/* harmony import */ var _util_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8805);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4639);



/** How many commits a list shows; the rest is folded. */
const MAX_UNFOLDED = 10;
/** How many commits all lists of a summary have at most: a summary may have 1 MiB. */
const MAX_LISTED = 500;
/** How many authors, and images, are named. */
const MAX_NAMED = 10;
/** How many comparisons are listed with their commits in the open; more have a line each. */
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
    const { short } = (0,_image_name_js__WEBPACK_IMPORTED_MODULE_0__/* .stripCommonPrefix */ .Mb)((entries ?? []).flatMap((entry) => entry?.image ?? []));
    const isNamed = (entries ?? []).length > 1;
    const listed = groups.filter(({ entry }) => entry.commits.length > 0).length;
    const most = Math.floor(MAX_LISTED / Math.max(1, listed));
    const parts = groups.map(({ entry, images }) => ({
        title: titleOf(entry, isRollback),
        names: listNames(images.map((image) => (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .inlineCode */ .ti)(short(image)))),
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
    const authors = [...new Set(commits.flatMap(({ author }) => author ?? []))].map((name) => (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(name));
    const pulls = new Set(commits.flatMap((commit) => commit.pulls.map(({ url }) => url))).size;
    const lost = behind > 0 ? `; ⚠️ ${count(behind, 'commit')} of what was live ${behind === 1 ? 'is' : 'are'} not in it` : '';
    const requests = pulls > 0 ? `, ${count(pulls, 'pull request')}` : '';
    const by = authors.length > 0 ? `, by ${listNames(authors)}` : '';
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
    const by = author === null ? '' : ` · ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(author, MAX_TITLE)}`;
    return `[\`${sha.slice(0, 7)}\`](${repository}/commit/${sha}) ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .escapeMarkdown */ .FV)(title, MAX_TITLE) || 'no title'}${of}${by}`;
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
    return `  ${sha.slice(0, 7)} ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN)(title)}${of}${author === null ? '' : ` · ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .TN)(author)}`}`;
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
/* harmony import */ var _style_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1983);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4639);





/** A hold in one clause: until when, by whom, since when, why. */
function holdText({ by, since, until, reason }, { text, minute }) {
    return [
        until === null ? 'until it is ended' : `until ${minute(until)}`,
        `since ${minute(since)}${by === null ? '' : ` by ${text(by)}`}`,
        ...(reason === null ? [] : [`reason: ${text(reason)}`]),
    ].join(', ');
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
    return hold === null ? [] : [['on hold', holdText(hold, style)]];
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
    const noted = rows.filter(({ held, marks }) => held !== null || marks.length > 0);
    const isMany = noted.length > 0 && new Set(rows.map(({ image }) => image)).size > 1;
    const where = ({ environment, image }) => `**${(0,_text_js__WEBPACK_IMPORTED_MODULE_4__/* .escapeMarkdown */ .FV)(environment)}**${isMany ? ` of ${(0,_text_js__WEBPACK_IMPORTED_MODULE_4__/* .escapeMarkdown */ .FV)(image)}` : ''}`;
    const holds = noted.flatMap((row) => (row.held === null ? [] : [`- ${where(row)} ${holdText(row.held, style)}`]));
    const marks = noted.flatMap((row) => row.marks.map(({ as, by, at, run, reason }) => {
        const who = by === null ? '' : ` by ${style.text(by)}`;
        const link = run === null ? '' : ` (${style.run(run)})`;
        const name = (0,_text_js__WEBPACK_IMPORTED_MODULE_4__/* .escapeMarkdown */ .FV)((0,_image_name_js__WEBPACK_IMPORTED_MODULE_1__/* .imageName */ .tO)(row, row.digest));
        return `- ${where(row)} ${name} ${as} at ${style.minute(at)}${who}${link}${reason === null ? '' : `: ${style.text(reason)}`}`;
    }));
    return [
        ...(holds.length > 0 ? [`On hold:\n\n${holds.join('\n')}`] : []),
        ...(marks.length > 0 ? [`Marks of what is live:\n\n${marks.join('\n')}`] : []),
    ].join('\n\n');
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
    const { shared, short } = (0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .stripCommonPrefix */ .Mb)(names);
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
        const { row, unfinished } = one;
        const where = images.length > 1 ? `${row.image} ` : '';
        const what = row.digest === null ? 'nothing' : describe(row, row.digest);
        const since = row.since ? ` since ${row.since}` : '';
        const by = row.by ? ` by ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_12__/* .oneLine */ .TN)(row.by)}` : '';
        const state = unfinished
            ? ` (a ${(0,_status_news_js__WEBPACK_IMPORTED_MODULE_9__/* .nounOf */ .a)(unfinished.action)} of ${(0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .imageName */ .tO)(unfinished, unfinished.digest)} was interrupted)`
            : row.moved
                ? ' (changed outside this action)'
                : '';
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
    const name = (0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .imageName */ .tO)({ version, revision }, digest);
    const commit = version === null || revision === null ? '' : ` (commit ${(0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .shortCommit */ .Ax)(revision)})`;
    return `${name}${commit}${name === (0,_image_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .V)(digest) ? '' : ` ${(0,_image_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .V)(digest)}`}`;
}
/**
 * The digest of each history: whoever noted it can later prove whether the history was rewritten. A line each; many are
 * shortened in one line.
 */
function historyLines({ images }, digestOf) {
    const known = images.flatMap((plan) => {
        const digest = digestOf(plan);
        return digest ? [{ name: `${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .repositoryName */ .aR)(plan.image)}:${plan.environment}-history`, digest }] : [];
    });
    if (known.length <= NAMED_IN_FULL)
        return known.map(({ name, digest }) => `history ${name} is ${digest}`);
    const { shared, short } = (0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .stripCommonPrefix */ .Mb)(known.map(({ name }) => name));
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
        if (isLeft || (0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .moveOf */ .ds)(plan) || !previous?.event || previous.digest !== (0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .targetDigest */ .mM)(plan))
            return [];
        const { reason } = previous.event;
        if (images.length === 1)
            return reason === null ? [] : [`The reason given then: ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_12__/* .oneLine */ .TN)(reason)}`];
        const why = reason === null ? '' : `: ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_12__/* .oneLine */ .TN)(reason)}`;
        const what = (0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .imageName */ .tO)(previous, previous.digest);
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
    const before = previous === null ? 'nothing' : (0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .imageName */ .tO)(previous, previous.digest);
    const commit = identity.revision === null ? '' : ` (commit ${(0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .shortCommit */ .Ax)(identity.revision)})`;
    return `${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .repositoryName */ .aR)(image)}:${environment}: ${before} → ${(0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .imageName */ .tO)(identity, target.digest)}${commit}`;
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
        `would build ${name}: ${(0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .imageName */ .tO)(plan.identity, null)}`,
        ...(tags.length > 0 ? [`would tag ${name}: ${tags.join(', ')}`] : []),
    ];
}
function planned(plan) {
    const { image, copy, move, identity, target } = plan;
    const name = (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .repositoryName */ .aR)(image);
    const what = (0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .imageName */ .tO)(identity, target.digest);
    const tags = (0,_outputs_js__WEBPACK_IMPORTED_MODULE_8__/* .tagsOf */ .Fg)(plan, true).filter((tag) => tag !== move?.environment && !plan.unchangedTags.includes(tag));
    return [
        ...(copy && (0,_copy_plan_js__WEBPACK_IMPORTED_MODULE_0__/* .hasCopying */ .eL)(copy) ? [`would copy ${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .repositoryName */ .aR)(copy.source)} → ${name}: ${what}`] : []),
        ...(tags.length > 0 ? [`would tag ${name}: ${tags.join(', ')}`] : []),
        ...(move?.isHistoryOnly ? [`would record in ${name}:${move.environment}-history: ${what} is live`] : []),
        ...(move && !move.isHistoryOnly ? [`would move ${moveLine(plan)}`] : []),
    ];
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
    const count = plans.length === 1 ? '' : ` (${recorded.length} of ${plans.length} images)`;
    const icon = request.dryRun ? '🔎' : ICONS[request.mode === 'mark' ? request.as : request.mode];
    const isNone = recorded.length === 0;
    if (request.mode === 'mark') {
        const names = new Set(plans.map((plan) => (0,image_name/* imageName */.tO)(plan.identity, (0,plan_plan/* targetDigest */.mM)(plan))));
        const what = names.size === 1 ? style.text([...names][0] ?? '') : `${plans.length} images`;
        if (isNone)
            return { icon: '✅', text: `No change: ${what} is marked as ${request.as} in ${where}` };
        return { icon, text: `${request.dryRun ? 'Would mark' : 'Marked'} ${what} as ${request.as} in ${where}${count}` };
    }
    if (request.mode === 'resume') {
        if (isNone)
            return { icon: '✅', text: `No change: no hold of ${where} was ended` };
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
    const names = new Set(plans.map((plan) => (0,image_name/* imageName */.tO)(plan.identity, (0,plan_plan/* targetDigest */.mM)(plan))));
    const [name = ''] = names;
    if (of === 1)
        return text(name);
    const count = plans.length === of ? `${of} images` : `${plans.length} of ${of} images`;
    return names.size === 1 ? `${text(name)} (${count})` : count;
}
/** ` (was 1.0.0)`, where all images were at one name before; empty where nothing can be said in a few words. */
function wasOf(plans, { text }) {
    const names = new Set(plans.map(({ previous }) => previous && (0,image_name/* imageName */.tO)(previous, previous.digest)));
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
    const name = style.text((0,image_name/* imageName */.tO)(plan.identity, (0,plan_plan/* targetDigest */.mM)(plan)));
    const move = (0,plan_plan/* moveOf */.ds)(plan) ?? ((0,plan_plan/* isReady */.i_)(plan) || plan.isLeft ? null : plan.environment);
    const isWritten = (0,plan_plan/* hasWrites */.Lu)(plan);
    if (plan.isLeft && plan.previous) {
        const done = result.built ? `${dryRun ? 'Would build' : 'Built'} ${name}; ` : '';
        const stays = `${environmentOf([plan], style)} stays at ${style.text((0,image_name/* imageName */.tO)(plan.previous, plan.previous.digest))}`;
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
    const commit = identity.revision === null ? 'before' : `as ${(0,image_name/* imageName */.tO)({ ...identity, version: null }, null)}`;
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
    const groups = (0,_guards_refusals_js__WEBPACK_IMPORTED_MODULE_0__/* .groupChecks */ .rL)(refusedChecks(result));
    const label = refusedLabel(mode, plan.images.some((image) => !(0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_2__/* .isUnbuilt */ .Qs)(image)));
    if (groups.length > 1 && plan.images.length > 1) {
        const images = new Set(groups.flat().map(({ image }) => image)).size;
        const count = images === plan.images.length ? `${images} images` : `${images} of ${plan.images.length} images`;
        return { icon: '❌', text: `${label}: ${count}, for ${groups.length} reasons` };
    }
    const reasons = groups.map((group) => reasonOf(group, plan.images.length, style));
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
    const noun = NOUNS[mode] ?? `${mode.charAt(0).toUpperCase()}${mode.slice(1)}`;
    const label = hasWritten || mode === 'build' || code === 'CANCELLED' ? `${noun} failed` : (REFUSED[mode] ?? `${noun} failed`);
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
    if (environments.length === 0)
        return { icon: '🔭', text: 'No environment has a history here yet' };
    const live = liveNames(environments, style);
    return { icon: '🔭', text: `${images > 1 ? `${images} images: ` : ''}${live || 'nothing is live'}` };
}
function problems(environments, { text }) {
    const images = new Set(environments.map(({ row }) => row.image)).size;
    const list = (found) => {
        const names = [...new Set(found.map(({ row }) => text(row.environment)))].join(', ');
        const of = new Set(found.map(({ row }) => row.image)).size;
        return images > 1 ? `${names} of ${of === 1 ? 'one image' : `${of} images`}` : names;
    };
    const moved = environments.filter(({ row, unfinished }) => row.moved && !unfinished);
    const unfinished = environments.filter((each) => each.unfinished !== null);
    const [first] = unfinished;
    const texts = [
        ...(moved.length > 0 ? [`${list(moved)} ${moved.length > 1 ? 'were' : 'was'} changed outside this action`] : []),
        ...(first ? [`a ${nounOf(first.unfinished?.action ?? '')} to ${list(unfinished)} was interrupted`] : []),
    ];
    return texts.length === 0 ? null : { icon: moved.length > 0 ? '⚠️' : '⏳', text: texts.join('; ') };
}
/** `prod 1.0.0 · staging, dev 1.1.0`: environments with one name together, the last stage first. */
function liveNames(environments, { text }) {
    const byEnvironment = new Map();
    for (const { row } of environments) {
        const names = byEnvironment.get(row.environment) ?? new Set();
        byEnvironment.set(row.environment, names);
        if (row.digest !== null)
            names.add((0,_image_name_js__WEBPACK_IMPORTED_MODULE_0__/* .imageName */ .tO)(row, row.digest));
    }
    const parts = [];
    for (const [environment, names] of [...byEnvironment].reverse()) {
        const [only] = names;
        if (only === undefined)
            continue;
        const what = names.size === 1 ? text(only) : `${names.size} versions`;
        const last = parts.at(-1);
        if (last?.what === what && names.size === 1)
            last.environments.push(text(environment));
        else
            parts.push({ environments: [text(environment)], what });
    }
    return parts.map(({ environments: names, what }) => `${names.join(', ')} ${what}`).join(' · ');
}
function notFound({ locations }, version, { text }) {
    const what = version === null ? 'the requested image' : text(version);
    return locations.length === 0 ? `There is no image ${what}` : `Some repositories have no image ${what}`;
}
function located(locations, { text }) {
    const names = new Set(locations.map(({ identity, target }) => (0,_image_name_js__WEBPACK_IMPORTED_MODULE_0__/* .imageName */ .tO)(identity, target.digest)));
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
    commit: (revision) => (revision === null ? 'unknown' : (0,_image_name_js__WEBPACK_IMPORTED_MODULE_0__/* .shortCommit */ .Ax)(revision)),
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
/** The environment of a run as the end of a phrase: ` to prod`, ` in prod`; empty where there is none. */
function inOrTo(mode, environment) {
    return environment && ` ${mode === 'rollback' ? 'in' : 'to'} ${environment}`;
}
/** The row of a table about the other versions of an image, as far as they are known; none where it has none. */
function alsoRow({ also = [] }) {
    return also.length > 0 ? [['also', also.map((version) => escapeMarkdown(version)).join(', ')]] : [];
}


/***/ })

};
