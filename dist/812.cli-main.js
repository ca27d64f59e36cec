export const id = 812;
export const ids = [812];
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


/***/ })

};
