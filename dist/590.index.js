export const id = 590;
export const ids = [590];
export const modules = {

/***/ 3854:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   z: () => (/* binding */ unreadWarnings)
/* harmony export */ });
/** How many of the statements that cannot be read are named. */
const MAX_UNREAD = 3;
/** Warnings of what refers to an image and cannot be read or verified. */
function unreadWarnings(evidence) {
    return evidence?.unread.slice(0, MAX_UNREAD).map((text) => `A signed statement is ignored. ${text}`) ?? [];
}


/***/ }),

/***/ 1554:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ checkGates)
/* harmony export */ });
/* harmony import */ var _policy_policy_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(3506);
/* harmony import */ var _blocked_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(490);
/* harmony import */ var _held_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5983);
/* harmony import */ var _require_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3829);
/* harmony import */ var _soak_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6842);
/* harmony import */ var _verified_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5928);
/* harmony import */ var _window_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6188);







/** Checks all gates of an environment for an image that is to go there: holds and marks, and what the policy asks. */
function checkGates(subject, { environment, below, policy, evidence = null, now }) {
    const asked = (0,_policy_policy_js__WEBPACK_IMPORTED_MODULE_6__/* .stagePolicy */ .B)(policy, environment.name);
    const isImage = subject.digest !== null;
    return [
        _held_js__WEBPACK_IMPORTED_MODULE_1__/* .held */ .y.check(subject, environment, now),
        ...(asked?.soak && below && isImage ? [_soak_js__WEBPACK_IMPORTED_MODULE_3__/* .soak */ .R.check(subject, below, asked.soak, now)] : []),
        ...(asked && asked.windows.length > 0 ? [_window_js__WEBPACK_IMPORTED_MODULE_5__/* .window */ .x.check(subject, environment.name, asked.windows, now)] : []),
        ...(isImage ? [_blocked_js__WEBPACK_IMPORTED_MODULE_0__/* .blocked */ .Z.check(subject, below ? [environment, below] : [environment])] : []),
        ...(asked?.verified && below && isImage ? [_verified_js__WEBPACK_IMPORTED_MODULE_4__/* .verified */ .z.check(subject, below)] : []),
        ...(asked && evidence ? _require_js__WEBPACK_IMPORTED_MODULE_2__/* .require */ .Y.check(subject, asked.require, evidence, now) : []),
    ];
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

/***/ 8390:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dl: () => (/* binding */ isSameFile),
/* harmony export */   UL: () => (/* binding */ readStamp),
/* harmony export */   ZB: () => (/* binding */ possibleRoots),
/* harmony export */   Zs: () => (/* binding */ stampOf)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _build_context_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2839);
/* harmony import */ var _platform_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8758);



/** The workspace of a runner: in a container job the same folder has two names. */
const RUNNER_WORKSPACE = /^\/(?:.*\/)?(?:_?work|__w)\/([^/]+)\/\1\//;
/** Stands for the folder of a file that is not in the workspace: the path says something of the runner only. */
const OUTSIDE = '(outside the workspace)';
/**
 * Returns the stamp of a build with these inputs. Docker's defaults are filled in, so that stamps can be compared.
 * @param workspace the folder that relative paths start from
 * @param folder the root of the checkout, relative to the workspace; empty for the workspace itself, or where it is unknown
 */
function stampOf(docker, workspace, folder = '') {
    const remote = (0,_build_context_js__WEBPACK_IMPORTED_MODULE_1__/* .readRemoteContext */ .A)(docker.context);
    const file = remote
        ? node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(remote.folder, docker.file ?? 'Dockerfile')
        : (docker.file ?? node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(docker.context, 'Dockerfile'));
    return {
        file: inFolder(fileInWorkspace(file, workspace), remote ? '' : folder),
        target: docker.target,
        platforms: docker.platforms.map(_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .normalisePlatform */ .W).sort(),
    };
}
/** Returns a path relative to a folder; as it is where it is not in it. */
function inFolder(path, folder) {
    return folder !== '' && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}
/** Returns one spelling of a file's path, relative to the workspace. No absolute path is kept: it is the runner's. */
function fileInWorkspace(file, workspace) {
    const path = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.relative(workspace, node_path__WEBPACK_IMPORTED_MODULE_0__.posix.resolve(workspace, file));
    if (!path.startsWith('../'))
        return path;
    if (!node_path__WEBPACK_IMPORTED_MODULE_0__.posix.isAbsolute(file))
        return node_path__WEBPACK_IMPORTED_MODULE_0__.posix.normalize(file);
    const inRunner = file.replace(RUNNER_WORKSPACE, '');
    return node_path__WEBPACK_IMPORTED_MODULE_0__.posix.isAbsolute(inRunner) ? `${OUTSIDE}/${node_path__WEBPACK_IMPORTED_MODULE_0__.posix.basename(file)}` : node_path__WEBPACK_IMPORTED_MODULE_0__.posix.normalize(inRunner);
}
/**
 * Whether a stamped file is the requested one: by their paths in the checkout, or, as older versions stamped them, in the
 * workspace or in the file system of a runner.
 * @param requested relative to the workspace, or to the checkout
 * @param folders what may be the root of the checkout, relative to the workspace
 */
function isSameFile(stamped, requested, workspace, folders = []) {
    const file = fileInWorkspace(stamped, workspace);
    const spellings = ['', ...folders].map((folder) => inFolder(requested, folder));
    return spellings.some((each) => file === each || (node_path__WEBPACK_IMPORTED_MODULE_0__.posix.isAbsolute(stamped) && stamped.endsWith(`/${each}`)));
}
/**
 * Returns the folders that may be the root of a context's checkout, where there is none to look at: the context and those
 * above it.
 * @param context the input `context`
 */
function possibleRoots(context, workspace) {
    if ((0,_build_context_js__WEBPACK_IMPORTED_MODULE_1__/* .readRemoteContext */ .A)(context))
        return [];
    const names = fileInWorkspace(context, workspace)
        .split('/')
        .filter((name) => !['', '.', '..'].includes(name));
    return names.map((_, index) => names.slice(0, index + 1).join('/'));
}
/** Parses a stamp; malformed fields are left out. */
function readStamp(text) {
    try {
        const { file, target, platforms } = (JSON.parse(text) ?? {});
        return {
            ...(typeof file === 'string' ? { file } : {}),
            ...(typeof target === 'string' || target === null ? { target } : {}),
            ...(Array.isArray(platforms)
                ? { platforms: platforms.filter((each) => typeof each === 'string').map(_platform_js__WEBPACK_IMPORTED_MODULE_2__/* .normalisePlatform */ .W) }
                : {}),
        };
    }
    catch {
        return {};
    }
}


/***/ }),

/***/ 8590:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  build: () => (/* binding */ build)
});

// EXTERNAL MODULE: ./lib/guards/downgrade.js
var downgrade = __webpack_require__(9177);
// EXTERNAL MODULE: ./lib/guards/gates.js
var guards_gates = __webpack_require__(1554);
// EXTERNAL MODULE: ./lib/guards/incomplete.js
var incomplete = __webpack_require__(2720);
// EXTERNAL MODULE: ./lib/guards/moved.js
var moved = __webpack_require__(5225);
// EXTERNAL MODULE: ./lib/guards/require.js
var guards_require = __webpack_require__(3829);
// EXTERNAL MODULE: ./lib/guards/rolled-back.js
var rolled_back = __webpack_require__(4732);
// EXTERNAL MODULE: ./lib/guards/skip.js
var skip = __webpack_require__(7059);
// EXTERNAL MODULE: ./lib/guards/table.js
var table = __webpack_require__(9986);
// EXTERNAL MODULE: ./lib/history/earlier-attempt.js
var earlier_attempt = __webpack_require__(9804);
// EXTERNAL MODULE: ./lib/history/records.js
var records = __webpack_require__(7150);
// EXTERNAL MODULE: ./lib/image/reference.js
var reference = __webpack_require__(8424);
// EXTERNAL MODULE: ./lib/plan/move.js
var plan_move = __webpack_require__(9282);
// EXTERNAL MODULE: ./lib/plan/plan.js
var plan_plan = __webpack_require__(9164);
// EXTERNAL MODULE: ./lib/plan/tagging.js
var plan_tagging = __webpack_require__(3988);
// EXTERNAL MODULE: ./lib/policy/policy.js
var policy_policy = __webpack_require__(3506);
// EXTERNAL MODULE: ./lib/facts/environment.js
var facts_environment = __webpack_require__(3986);
// EXTERNAL MODULE: ./lib/facts/environment-names.js
var environment_names = __webpack_require__(96);
// EXTERNAL MODULE: ./lib/facts/evidence.js
var facts_evidence = __webpack_require__(3854);
// EXTERNAL MODULE: ./lib/facts/find.js
var find = __webpack_require__(2352);
// EXTERNAL MODULE: ./lib/facts/identify.js
var identify = __webpack_require__(6091);
// EXTERNAL MODULE: ./lib/facts/missing.js
var missing = __webpack_require__(4295);
// EXTERNAL MODULE: ./lib/facts/not-found.js
var not_found = __webpack_require__(3375);
// EXTERNAL MODULE: ./lib/facts/tags.js + 1 modules
var tags = __webpack_require__(9713);
// EXTERNAL MODULE: ./lib/image/tags.js
var image_tags = __webpack_require__(548);
// EXTERNAL MODULE: ./lib/modes/environment-tags.js
var environment_tags = __webpack_require__(4151);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/facts/tag-list.js
var tag_list = __webpack_require__(7788);
// EXTERNAL MODULE: ./lib/guards/overwrite.js
var overwrite = __webpack_require__(5539);
// EXTERNAL MODULE: ./lib/guards/rebuild.js
var rebuild = __webpack_require__(6073);
// EXTERNAL MODULE: ./lib/image/artifact.js
var artifact = __webpack_require__(6475);
// EXTERNAL MODULE: ./lib/image/digest.js
var digest = __webpack_require__(7241);
// EXTERNAL MODULE: ./lib/image/identity.js
var identity = __webpack_require__(7163);
// EXTERNAL MODULE: ./lib/image/labels.js
var image_labels = __webpack_require__(7870);
// EXTERNAL MODULE: ./lib/image/manifest.js
var image_manifest = __webpack_require__(4252);
// EXTERNAL MODULE: ./lib/image/source.js
var image_source = __webpack_require__(2240);
// EXTERNAL MODULE: ./lib/image/stamp.js
var image_stamp = __webpack_require__(8390);
// EXTERNAL MODULE: ./lib/util/concurrency.js
var concurrency = __webpack_require__(4467);
;// CONCATENATED MODULE: ./lib/modes/first-build.js
















/**
 * Finds the commit's first build by its commit tag. The tag counts only if it names an image of this repository whose
 * revision is that commit, or unknown; where another image has it, the commit tag is the one with all 40 characters.
 */
async function findFirstBuild(request, registry) {
    const { image, commit } = request;
    const name = (0,reference/* repositoryName */.aR)(image);
    const short = (0,image_tags/* commitTag */.m)(commit, request.shaLength);
    const full = (0,image_tags/* commitTag */.m)(commit, 40);
    const [byShort, byFull] = await Promise.all([
        readCommitTag(request, registry, image, short),
        short === full ? null : readCommitTag(request, registry, image, full),
    ]);
    const tag = byShort.other === null ? short : full;
    const own = (byShort.other === null ? byShort : byFull) ?? byShort;
    const found = [byShort, byFull].find((each) => each?.manifest && each.other === null) ??
        (await findOfOtherLength(request, registry, image));
    const manifest = found?.manifest ?? null;
    const isUnlabelled = manifest !== null && found?.revision === null;
    const unlabelled = `${name}@${manifest?.digest} has no revision; it is assumed to be the build of ${commit}.`;
    return {
        tag: { tag, was: own.manifest?.digest ?? null },
        manifest,
        checks: own.other === null ? [] : [overwrite/* overwrite */.m.checkCommitTag(name, tag, own.other, request.allow)],
        warnings: [
            ...[byShort, byFull].flatMap((each) => (each?.isForeign ? [`${name}:${each.tag} names ${each.other}.`] : [])),
            ...(isUnlabelled ? [unlabelled] : []),
        ],
        log: found && manifest
            ? [`commit ${commit} is built already: ${name}@${manifest.digest}, found by the tag ${found.tag}`]
            : [],
    };
}
/** A build of this commit under a commit tag of another length: `sha-length` was another then. */
async function findOfOtherLength(request, registry, image) {
    const { commit, shaLength } = request;
    const others = ((await (0,tag_list/* optionalTags */.c)(registry, image)) ?? []).filter((tag) => {
        const sha = /^git-([0-9a-f]{7,39})$/.exec(tag)?.[1];
        return sha !== undefined && sha.length !== shaLength && commit.startsWith(sha);
    });
    const found = await Promise.all(others.map((tag) => readCommitTag(request, registry, image, tag)));
    return found.find(({ revision, other }) => revision === commit && other === null) ?? null;
}
/** What a commit tag names, and whether that is this commit's build. */
async function readCommitTag({ commit, context, digest }, registry, image, tag) {
    const manifest = await registry.get(image, tag);
    if (manifest === null)
        return { tag, manifest, revision: null, other: null, isForeign: false };
    const kind = (0,artifact/* artifactKind */.Z)(manifest);
    if (kind !== null)
        return { tag, manifest, revision: null, other: kind, isForeign: true };
    const { revision, source } = await (0,find/* originOf */.yv)(registry, image, manifest);
    if (revision !== null && revision !== commit)
        return { tag, manifest, revision, other: `an image of commit ${revision}`, isForeign: false };
    // an image that is adopted by its digest is this run's, whatever its base image says
    const isForeign = manifest.digest !== digest && (0,image_source/* isOtherSource */.W)(source, context.source);
    return { tag, manifest, revision, other: isForeign ? `an image of another repository, ${source}` : null, isForeign };
}
/**
 * The image that this run tags: the first build of the commit, unless the guard `rebuild` is overridden. Pure.
 * @param adopted the image of `digest`, or the one that this run has built
 * @returns `target` null where the image has to be built first
 */
function choose(request, first, adopted, built) {
    const none = { checks: [], warnings: [] };
    if (first === null || first.digest === adopted?.digest)
        return { ...none, target: adopted };
    if (adopted === null && !request.allow.includes('rebuild'))
        return { ...none, target: first };
    const image = (0,reference/* repositoryName */.aR)(request.image);
    const check = rebuild/* rebuild */.a.check(image, request.commit, first.digest, request.allow);
    if (check.verdict === 'overridden')
        return { ...none, target: adopted, checks: [check] };
    const other = built !== null
        ? 'the image that this run built at the same time'
        : `the digest ${adopted ? (0,digest/* shortDigest */.V)(adopted.digest) : ''}`;
    const warning = `${image}: ${check.text} That image is used, not ${other}.`;
    return { checks: [check], warnings: [warning], target: first };
}
/** How many levels of indexes in an adopted index are read. */
const MAX_DEPTH = 4;
/**
 * The error INPUT_INVALID where an adopted image, or a platform of it, was built from another commit.
 * @throws the errors of `originOf`, merged
 */
async function adoptedProblems(request, registry, adopted) {
    const { image, commit } = request;
    const { annotations } = (0,image_manifest/* readManifest */.WI)(adopted);
    const whole = (0,identity/* identityOf */.cu)(annotations).revision;
    const platforms = await platformsOf(registry, image, adopted);
    const revisions = await (0,concurrency/* mapAll */.gJ)(platforms, async ({ name, manifest }) => ({
        name,
        revision: await (0,find/* revisionOf */.DT)(registry, image, manifest),
    }));
    const other = [{ name: null, revision: whole }, ...revisions].find(({ revision }) => revision !== null && revision !== commit);
    if (!other)
        return [];
    const what = other.name === null ? 'one' : `one whose platform ${other.name} is`;
    return [
        new errors/* ActionError */.lZ('INPUT_INVALID', `digest ${adopted.digest} in ${(0,reference/* repositoryName */.aR)(image)}: expected an image of commit ${commit}, got ${what} of ${other.revision}. Adopt the image of this commit, or set sha.`),
    ];
}
/** The images of an index, also of an index in it; those that are gone are left out. */
async function platformsOf(registry, image, manifest, depth = MAX_DEPTH) {
    const { isIndex, entries } = (0,image_manifest/* readManifest */.WI)(manifest);
    if (!isIndex)
        return [{ name: null, manifest }];
    const listed = new Map(entries.filter(({ attestation }) => !attestation).map((entry) => [entry.digest, entry]));
    const read = await (0,concurrency/* mapAll */.gJ)([...listed.values()], async ({ digest, platform }) => {
        const child = depth > 0 ? await registry.get(image, digest) : null;
        const images = child ? await platformsOf(registry, image, child, depth - 1) : [];
        return images.map((each) => ({ name: each.name ?? platform ?? digest, manifest: each.manifest }));
    });
    return read.flat();
}
/** The error BUILD_DIFFERS where the commit's build lacks what this run requests; what it leaves out is not compared. */
async function differences(request, registry, manifest) {
    const { file, target, platforms } = request.docker;
    if (file === null && target === null && platforms.length === 0)
        return [];
    const stamp = await stampIn(request, registry, manifest);
    const { workspace } = request.context;
    const requested = (0,image_stamp/* stampOf */.Zs)(request.docker, workspace);
    const { folder } = request.checkout ?? {};
    const roots = request.checkout ? (folder ? [folder] : []) : (0,image_stamp/* possibleRoots */.ZB)(request.docker.context, workspace);
    const differing = [];
    if (file !== null && stamp.file !== undefined && !(0,image_stamp/* isSameFile */.Dl)(stamp.file, requested.file, workspace, roots))
        differing.push(`file ${requested.file} (it has ${stamp.file})`);
    if (target !== null && stamp.target !== undefined && stamp.target !== requested.target)
        differing.push(`target ${requested.target} (it has ${stamp.target ?? 'none'})`);
    const missing = requested.platforms.filter((platform) => !stamp.platforms.includes(platform));
    if (missing.length > 0 && stamp.platforms.length > 0)
        differing.push(`platforms ${missing.join(', ')} (it has ${stamp.platforms.join(', ')})`);
    if (differing.length === 0)
        return [];
    return [
        new errors/* ActionError */.lZ('BUILD_DIFFERS', `${(0,reference/* repositoryName */.aR)(request.image)}: commit ${request.commit} was built already, but without ${differing.join('; ')}. Leave those inputs out to use that build, give variants an image of their own, or rebuild with allow: rebuild.`),
    ];
}
async function stampIn(request, registry, manifest) {
    const { image } = request;
    const content = (0,image_manifest/* readManifest */.WI)(manifest);
    const labels = content.annotations[image_labels/* LABEL */.d.build] === undefined ? await (0,identify/* readLabels */.k2)(registry, image, manifest) : content.annotations;
    const stamp = (0,image_stamp/* readStamp */.UL)(labels[image_labels/* LABEL */.d.build] ?? '{}');
    const listed = content.entries.flatMap(({ platform, attestation }) => (platform && !attestation ? [platform] : []));
    const config = listed.length === 0 && content.config ? await registry.blob(image, content.config) : null;
    const single = config ? (0,image_manifest/* readConfig */.Xg)(config).platform : null;
    return { ...stamp, platforms: [...new Set([...(stamp.platforms ?? []), ...listed, ...(single ? [single] : [])])] };
}

;// CONCATENATED MODULE: ./lib/modes/build-facts.js












/**
 * Reads what a build needs: the image of the commit if there is one, the tags, the environment.
 * @throws NOT_FOUND where `digest` is not in the registry
 */
async function gatherBuild(request, sources) {
    const { registry, built } = sources;
    const { image } = request;
    const short = (0,image_tags/* commitTag */.m)(request.commit, request.shaLength);
    const names = request.tags.filter((tag) => tag !== short);
    const offered = built ?? request.digest;
    const [first, adopted, here, plain] = await Promise.all([
        findFirstBuild(request, registry),
        offered ? registry.get(image, offered) : null,
        request.environment === null
            ? null
            : (0,facts_environment/* readEnvironment */.Qo)(registry, image, request.environment, {
                takeOver: request.allow.includes('moved'),
            }),
        (0,tags/* readTags */.g)(registry, image, names, request.commit),
    ]);
    if (offered !== null && !adopted)
        throw await (0,not_found/* notFound */.m)(registry, image, offered);
    if (adopted)
        (0,find/* expectImage */.rT)(image, 'digest', adopted);
    const chosen = choose(request, first.manifest, adopted, built);
    const { target } = chosen;
    const problems = [];
    if (adopted && built === null)
        problems.push(...(await adoptedProblems(request, registry, adopted)));
    // also where another run built the commit while this one did
    if (target && target === first.manifest && request.digest === null)
        problems.push(...(await differences(request, registry, target)));
    const isSettled = target === null ||
        target.digest === built ||
        [first.tag.was, ...(here ? [here.live?.digest] : []), ...plain.now.values()].every((was) => was === target.digest);
    const isLive = here !== null && here.live?.digest === target?.digest;
    const [identity, completeness, unseen, evidence] = await Promise.all([
        identityOfBuild(request, { registry, built }, target, [here?.history ?? null, ...(plain.histories ?? [])]),
        isSettled ? null : (0,missing/* findMissing */.y7)(registry, image, target),
        here === null || request.stages.length > 0 ? [] : (0,environment_names/* neverSeenWarnings */.vk)(registry, image, here),
        isLive ? null : readEvidence(request, sources, target),
    ]);
    const environment = here && (await (0,facts_environment/* identifyLive */.td)(registry, image, here, target?.digest ?? null));
    const rendered = environment === null ? NO_ENVIRONMENT_TAGS : (0,environment_tags/* environmentTagsOf */.K)(request, environment.name, identity);
    const environmentNames = rendered.tags.filter((tag) => !names.includes(tag) && tag !== short);
    return {
        ...{ target, completeness, evidence, identity, environment, problems, names, environmentNames },
        commitTag: first.tag,
        branchTags: [...request.branchTags, ...rendered.branchTags],
        tagWarnings: [...request.tagWarnings, ...rendered.warnings],
        log: target !== null && target.digest === first.manifest?.digest && target.digest !== built ? first.log : [],
        isBuilt: target !== null && target.digest === built,
        checks: [...first.checks, ...chosen.checks],
        tags: (0,tags/* joinTags */.Q)(plain, await (0,tags/* readTags */.g)(registry, image, environmentNames, request.commit)),
        warnings: [...first.warnings, ...chosen.warnings, ...unseen, ...(0,facts_evidence/* unreadWarnings */.z)(evidence)],
    };
}
/** Reads the signed statements that the policy requires of an image which this run has not built itself. */
async function readEvidence({ image, policy, environment, digest }, { built, evidence = null }, target) {
    const requirements = (0,policy_policy/* requirementsOf */.C)(policy, environment);
    // an image that is adopted gets its statements after that; another one that is found in its place had the time
    const isAdopted = environment === null && target?.digest === digest;
    const isOwn = target === null || target.digest === built || isAdopted;
    if (evidence === null || requirements.length === 0 || isOwn)
        return null;
    return evidence(image, target.digest, Promise.resolve(target), requirements);
}
const NO_ENVIRONMENT_TAGS = { tags: [], branchTags: [], warnings: [] };
async function identityOfBuild({ image, version, commit, checkout }, { registry, built }, target, histories) {
    if (target === null)
        return { version, revision: commit, created: checkout?.commit === commit ? checkout.time : null };
    const hints = { requestedVersion: version, histories, list: built === null };
    return { ...(await (0,identify/* identify */.ls)(registry, image, target, hints)), revision: commit };
}

// EXTERNAL MODULE: ./lib/modes/build-needs.js
var build_needs = __webpack_require__(7680);
;// CONCATENATED MODULE: ./lib/modes/build.js

















/** Decides a build: whether one is needed, the tags, and the environment if there is one. Pure. */
function decideBuild(request, facts, run) {
    const { target, identity, environment } = facts;
    const image = (0,reference/* repositoryName */.aR)(request.image);
    const subject = { image, digest: target?.digest ?? null, identity, allow: request.allow };
    const guards = environment
        ? checkEnvironment(request, subject, environment, run.at, facts)
        : checkEvidence(request, subject, facts, run.at);
    const staysAsIs = guards.some(({ verdict }) => verdict === 'skipped');
    const tagging = (0,plan_tagging/* planTags */.V)({
        subject: { ...subject, identity: { ...identity, version: request.version } },
        tags: staysAsIs ? facts.names : [...facts.names, ...facts.environmentNames],
        ...{ branchTags: facts.branchTags, warnings: facts.tagWarnings },
        facts: facts.tags,
        environments: [...request.stages, ...(request.environment === null ? [] : [request.environment])],
        isRollback: false,
        isPrerelease: request.context.release?.isPrerelease === true,
    });
    const checks = [...facts.checks, ...tagging.checks, ...guards, ...incomplete/* incomplete */.$.check(subject, facts.completeness)];
    const { move, inProgress } = target && environment && !staysAsIs
        ? (0,plan_move/* planMove */.Xk)(environment, target, identity, run, { hasHistory: false, needsRecheck: true })
        : { move: null, inProgress: null };
    const isTagged = target !== null && facts.commitTag.was === target.digest;
    const common = {
        ...{ image: request.image, identity, environment: request.environment },
        previous: environment && (0,plan_plan/* previousOf */.te)(environment, target, identity),
        isLeft: staysAsIs,
        hold: environment && (0,records/* holdOf */.nv)(environment.history, run.at),
        historyDigest: environment?.history?.digest ?? null,
        commitTag: isTagged ? null : facts.commitTag,
        unchangedTags: [
            ...(isTagged ? [facts.commitTag.tag] : []),
            ...tagging.unchangedTags,
            ...(environment && target && environment.live?.digest === target.digest ? [environment.name] : []),
        ],
    };
    // the environment's own tag is for display: only a built image can be moved to
    const shown = environment && !staysAsIs ? [{ tag: environment.name, was: environment.live?.digest ?? null }] : [];
    const plan = target
        ? { kind: 'ready', ...common, target, copy: null, move, tags: tagging.writes, built: facts.isBuilt }
        : { kind: 'unbuilt', ...common, tags: [...shown, ...tagging.writes] };
    const missing = target === null ? (0,build_needs/* checkoutProblems */.d)(request) : [];
    const decided = {
        ...{ images: [plan], checks, notices: tagging.notices, log: [...facts.log, ...tagging.log] },
        problems: [...facts.problems, ...(0,table/* refusals */.Ke)(checks), ...tagging.problems, ...missing],
        warnings: [
            ...facts.warnings,
            ...(environment?.warnings ?? []),
            ...tagging.warnings,
            ...(0,table/* guardWarnings */.fw)(checks),
            ...skippedWarnings(guards),
        ],
        inProgress: inProgress ? [inProgress] : [],
    };
    return (0,plan_plan/* withWindows */.Mw)(decided, request);
}
function checkEnvironment(request, subject, environment, now, { isBuilt, evidence }) {
    if (subject.digest !== null && environment.live?.digest === subject.digest)
        return [];
    const skipped = skip/* skip */.i.checkBuild(subject, environment.name, request.stages);
    const first = skipped === null ? [] : [skipped];
    const own = { action: 'build', run: request.context.run };
    const overtaken = moved/* moved */.a.checkAttempt(subject, environment, (0,earlier_attempt/* earlierAttempt */.k)(environment.live, environment.history, own));
    if (overtaken?.verdict === 'refused')
        return [...first, { ...overtaken, verdict: 'skipped' }];
    if (overtaken)
        first.push(overtaken);
    const age = downgrade/* downgrade */.W.check(subject, environment, now);
    // a build that would set its environment back leaves it, warns and succeeds
    if (age.verdict === 'refused')
        return [...first, { ...age, verdict: 'skipped' }];
    const gates = (0,guards_gates/* checkGates */.P)(subject, { environment, below: null, policy: request.policy ?? null, evidence, now });
    return [
        ...[...first, age],
        ...(subject.digest === null ? [] : [rolled_back/* rolledBack */.E.check(subject, environment)]),
        // what this run has built keeps its tags, also where the environment was closed or put on hold meanwhile
        ...gates.map((check) => isBuilt && check.verdict === 'refused' ? { ...check, verdict: 'skipped' } : check),
    ];
}
/** A build without an environment asks what the first stage that requires statements asks. */
function checkEvidence({ policy }, subject, { evidence }, now) {
    return evidence ? guards_require/* require */.Y.check(subject, (0,policy_policy/* requirementsOf */.C)(policy, null), evidence, now) : [];
}
function skippedWarnings(checks) {
    return checks.flatMap(({ image, verdict, text }) => verdict === 'skipped' ? [`${text.replace(/\.$/, '')} (${image}). The environment is not moved.`] : []);
}
/** The mode `build`. */
const build = { gather: gatherBuild, decide: decideBuild };


/***/ })

};
