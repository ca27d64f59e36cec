export const id = 195;
export const ids = [195];
export const modules = {

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

/***/ 2278:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ NOT_RECORDED),
/* harmony export */   F: () => (/* binding */ MAX_PARALLEL)
/* harmony export */ });
/** How many deployments or records are written in parallel. */
const MAX_PARALLEL = 6;
/** Nothing was read or recorded. */
const NOT_RECORDED = { changes: null, deploymentId: null, warnings: [], notices: [] };


/***/ }),

/***/ 9495:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ changesBlocks),
/* harmony export */   O: () => (/* binding */ changeLines)
/* harmony export */ });
/* harmony import */ var _util_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8805);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4639);


/** How many commits a list shows; the rest is folded. */
const MAX_UNFOLDED = 10;
/** How many commits all lists of a summary have at most: a summary may have 1 MiB. */
const MAX_LISTED = 500;
/** How many authors, and images, are named. */
const MAX_NAMED = 10;
/** How many comparisons are listed with their commits unfolded; further ones have one line each. */
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
    const { short } = (0,_util_text_js__WEBPACK_IMPORTED_MODULE_1__/* .stripCommonPrefix */ .Mb)((entries ?? []).flatMap((entry) => entry?.image ?? []));
    const isNamed = (entries ?? []).length > 1;
    const listed = groups.filter(({ entry }) => entry.commits.length > 0).length;
    const most = Math.floor(MAX_LISTED / Math.max(1, listed));
    const parts = groups.map(({ entry, images }) => ({
        title: titleOf(entry, isRollback),
        names: listNames(images.map((image) => (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .inlineCode */ .ti)(short(image)))),
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
    const authors = [...new Set(commits.flatMap(({ author }) => author ?? []))].map((name) => (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeMarkdown */ .FV)(name));
    const pulls = new Set(commits.flatMap((commit) => commit.pulls.map(({ url }) => url))).size;
    const lost = behind > 0 ? `; ⚠️ ${count(behind, 'commit')} of what was live ${behind === 1 ? 'is' : 'are'} not in it` : '';
    // of the commits that were not read nothing is known
    const isWhole = commits.length >= total;
    const requests = pulls > 0 ? `, ${isWhole ? '' : 'at least '}${count(pulls, 'pull request')}` : '';
    const by = authors.length > 0 ? `, by ${listNames(authors)}${isWhole ? '' : ' and maybe others'}` : '';
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
    const by = author === null ? '' : ` · ${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeMarkdown */ .FV)(author, MAX_TITLE)}`;
    return `[\`${sha.slice(0, 7)}\`](${repository}/commit/${sha}) ${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeMarkdown */ .FV)(title, MAX_TITLE) || 'no title'}${of}${by}`;
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
    return `  ${sha.slice(0, 7)} ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_1__/* .oneLine */ .TN)(title)}${of}${author === null ? '' : ` · ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_1__/* .oneLine */ .TN)(author)}`}`;
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
    const { shared, short } = (0,_util_text_js__WEBPACK_IMPORTED_MODULE_12__/* .stripCommonPrefix */ .Mb)(names);
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
        const { row, unfinished, problem } = one;
        const where = images.length > 1 ? `${row.image} ` : '';
        const what = row.digest === null ? 'nothing' : describe(row, row.digest);
        const since = row.since ? ` since ${row.since}` : '';
        const by = row.by ? ` by ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_12__/* .oneLine */ .TN)(row.by)}` : '';
        const state = unfinished
            ? ` (a ${(0,_status_news_js__WEBPACK_IMPORTED_MODULE_9__/* .nounOf */ .a)(unfinished.action)} of ${(0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .imageName */ .t)(unfinished, unfinished.digest)} was interrupted)`
            : row.moved
                ? ' (changed outside this action)'
                : problem === null
                    ? ''
                    : ' (its history cannot be read)';
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
    const name = (0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .imageName */ .t)({ version, revision }, digest);
    const commit = version === null || revision === null ? '' : ` (commit ${(0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .shortCommit */ .A)(revision)})`;
    return `${name}${commit}${name === (0,_image_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .V)(digest) ? '' : ` ${(0,_image_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .V)(digest)}`}`;
}
/**
 * The digest of each history: whoever noted it can later prove whether the history was rewritten. One line each; many
 * are shortened in one line.
 */
function historyLines({ images }, digestOf) {
    const known = images.flatMap((plan) => {
        const digest = digestOf(plan);
        return digest ? [{ name: `${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .repositoryName */ .aR)(plan.image)}:${plan.environment}-history`, digest }] : [];
    });
    if (known.length <= NAMED_IN_FULL)
        return known.map(({ name, digest }) => `history ${name} is ${digest}`);
    const { shared, short } = (0,_util_text_js__WEBPACK_IMPORTED_MODULE_12__/* .stripCommonPrefix */ .Mb)(known.map(({ name }) => name));
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
        if (plan.kind === 'record' || isLeft || (0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .moveOf */ .ds)(plan) || !previous?.event || previous.digest !== (0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_4__/* .targetDigest */ .mM)(plan))
            return [];
        const { reason } = previous.event;
        if (images.length === 1)
            return reason === null ? [] : [`The reason given then: ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_12__/* .oneLine */ .TN)(reason)}`];
        const why = reason === null ? '' : `: ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_12__/* .oneLine */ .TN)(reason)}`;
        const what = (0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .imageName */ .t)(previous, previous.digest);
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
    const before = previous === null ? 'nothing' : (0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .imageName */ .t)(previous, previous.digest);
    const commit = identity.revision === null ? '' : ` (commit ${(0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .shortCommit */ .A)(identity.revision)})`;
    return `${(0,_image_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .repositoryName */ .aR)(image)}:${environment}: ${before} → ${(0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .imageName */ .t)(identity, target.digest)}${commit}`;
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
        `would build ${name}: ${(0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .imageName */ .t)(plan.identity, null)}`,
        ...(tags.length > 0 ? [`would tag ${name}: ${tags.join(', ')}`] : []),
    ];
}
function planned(plan) {
    const { image, copy, move, identity, target } = plan;
    const name = (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_3__/* .repositoryName */ .aR)(image);
    const what = (0,_image_name_js__WEBPACK_IMPORTED_MODULE_2__/* .imageName */ .t)(identity, target.digest);
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
    const of = recorded.length === plans.length ? '' : `${recorded.length} of `;
    const count = plans.length === 1 ? '' : ` (${of}${plans.length} images)`;
    const icon = request.dryRun ? '🔎' : ICONS[request.mode === 'mark' ? request.as : request.mode];
    const isNone = recorded.length === 0;
    if (request.mode === 'mark') {
        const names = new Set(plans.map((plan) => (0,image_name/* imageName */.t)(plan.identity, (0,plan_plan/* targetDigest */.mM)(plan))));
        const what = names.size === 1 ? style.text([...names][0] ?? '') : `${plans.length} images`;
        if (isNone)
            return { icon: '✅', text: `No change: ${what} is marked as ${request.as} in ${where}` };
        return { icon, text: `${request.dryRun ? 'Would mark' : 'Marked'} ${what} as ${request.as} in ${where}${count}` };
    }
    if (request.mode === 'resume') {
        if (isNone) {
            const isHeld = plans.some((plan) => (0,holds/* holdAfter */.c_)(plan) !== null);
            const text = isHeld ? `no hold of ${where} was ended` : `${where} is not on hold`;
            return { icon: '✅', text: `No change: ${text}` };
        }
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
    const names = new Set(plans.map((plan) => (0,image_name/* imageName */.t)(plan.identity, (0,plan_plan/* targetDigest */.mM)(plan))));
    const [name = ''] = names;
    if (of === 1)
        return text(name);
    const count = plans.length === of ? `${of} images` : `${plans.length} of ${of} images`;
    return names.size === 1 ? `${text(name)} (${count})` : count;
}
/** ` (was 1.0.0)`, where all images were at one name before; empty where nothing can be said in a few words. */
function wasOf(plans, { text }) {
    const names = new Set(plans.map(({ previous }) => previous && (0,image_name/* imageName */.t)(previous, previous.digest)));
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
    const name = style.text((0,image_name/* imageName */.t)(plan.identity, (0,plan_plan/* targetDigest */.mM)(plan)));
    const move = (0,plan_plan/* moveOf */.ds)(plan) ?? ((0,plan_plan/* isReady */.i_)(plan) || plan.isLeft ? null : plan.environment);
    const isWritten = (0,plan_plan/* hasWrites */.Lu)(plan);
    if (plan.isLeft && plan.previous) {
        const done = result.built ? `${dryRun ? 'Would build' : 'Built'} ${name}; ` : '';
        const stays = `${environmentOf([plan], style)} stays at ${style.text((0,image_name/* imageName */.t)(plan.previous, plan.previous.digest))}`;
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
    const commit = identity.revision === null ? 'before' : `as ${(0,image_name/* imageName */.t)({ ...identity, version: null }, null)}`;
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
    const groups = (0,_guards_refusals_js__WEBPACK_IMPORTED_MODULE_0__/* .groupChecks */ .rL)(refusedChecks(result), ({ many }) => many);
    const label = refusedLabel(mode, plan.images.some((image) => !(0,_plan_plan_js__WEBPACK_IMPORTED_MODULE_2__/* .isUnbuilt */ .Qs)(image)));
    const reasons = groups.map((group) => reasonOf(group, plan.images.length, style));
    const ones = groups.map(oneReason);
    if (groups.length > 1 && plan.images.length > 1) {
        if (ones.every((one) => one !== null) &&
            groups.every((group) => new Set(group.map(({ image }) => image)).size === plan.images.length))
            return {
                icon: '❌',
                text: `${label}: ${ones.map((one) => style.text(one ?? '')).join('; ')} (${plan.images.length} images)`,
            };
        const images = new Set(groups.flat().map(({ image }) => image)).size;
        const count = images === plan.images.length ? `${images} images` : `${images} of ${plan.images.length} images`;
        return { icon: '❌', text: `${label}: ${count}, for ${groups.length} reasons` };
    }
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
/** What was found about all images of a group, in the same words; null where these differ. */
function oneReason([first, ...others]) {
    const one = first?.finding?.one ?? null;
    return others.every(({ finding }) => finding?.one === one) ? one : null;
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
    const noun = NOUNS[mode];
    // a mode that is unknown is what is wrong
    if (noun === undefined)
        return { icon: '❌', text: style.text(title) };
    const label = hasWritten || mode === 'build' || code === 'CANCELLED' ? `${noun} failed` : (REFUSED[mode] ?? `${noun} failed`);
    if (title.startsWith(`${label}: `))
        return { icon: '❌', text: `${style.text(label)}: ${style.text(title.slice(label.length + 2))}` };
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
/* harmony import */ var _util_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8805);


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
    if (environments.length === 0) {
        // such as a repository that does not exist
        const icon = facts.warnings.length > 0 ? '⚠️' : '🔭';
        return { icon, text: 'No environment has a history here yet' };
    }
    const live = liveNames(environments, style);
    return { icon: '🔭', text: `${images > 1 ? `${images} images: ` : ''}${live || 'nothing is live'}` };
}
function problems(environments, { text }) {
    const images = new Set(environments.map(({ row }) => row.image)).size;
    const { short } = (0,_util_text_js__WEBPACK_IMPORTED_MODULE_1__/* .stripCommonPrefix */ .Mb)([...new Set(environments.map(({ row }) => row.image))]);
    const list = (found) => {
        const names = [...new Set(found.map(({ row }) => text(row.environment)))].join(', ');
        const of = [...new Set(found.map(({ row }) => row.image))];
        if (images === 1)
            return names;
        return `${names} of ${of.length === 1 ? text(short(of[0] ?? '')) : `${of.length} images`}`;
    };
    const moved = environments.filter(({ row, unfinished }) => row.moved && !unfinished);
    const unfinished = environments.filter((each) => each.unfinished !== null);
    const unreadable = environments.filter(({ problem }) => problem !== null);
    const [first] = unfinished;
    const texts = [
        ...(moved.length > 0 ? [`${list(moved)} ${moved.length > 1 ? 'were' : 'was'} changed outside this action`] : []),
        ...(unreadable.length > 0 ? [`the history of ${list(unreadable)} cannot be read`] : []),
        ...(first ? [`a ${nounOf(first.unfinished?.action ?? '')} to ${list(unfinished)} was interrupted`] : []),
    ];
    const icon = moved.length > 0 || unreadable.length > 0 ? '⚠️' : '⏳';
    // a name of an environment keeps its case
    const joined = texts
        .join('; ')
        .replace(/^(?:a|the) /, (article) => `${article.charAt(0).toUpperCase()}${article.slice(1)}`);
    return texts.length === 0 ? null : { icon, text: joined };
}
/** `prod 1.0.0 (on hold) · staging, dev 1.1.0`: environments with one name together, the last stage first. */
function liveNames(environments, { text }) {
    const byEnvironment = new Map();
    for (const one of environments) {
        const of = byEnvironment.get(one.row.environment);
        if (of)
            of.push(one);
        else
            byEnvironment.set(one.row.environment, [one]);
    }
    const parts = [];
    for (const [environment, of] of [...byEnvironment].reverse()) {
        const names = new Set(of.flatMap(({ row }) => (row.digest === null ? [] : [(0,_image_name_js__WEBPACK_IMPORTED_MODULE_0__/* .imageName */ .t)(row, row.digest)])));
        const [only] = names;
        if (only === undefined)
            continue;
        const what = `${names.size === 1 ? text(only) : `${names.size} versions`}${holdsOf(of)}`;
        const last = parts.at(-1);
        if (last?.what === what && names.size === 1)
            last.environments.push(text(environment));
        else
            parts.push({ environments: [text(environment)], what });
    }
    return parts.map(({ environments: names, what }) => `${names.join(', ')} ${what}`).join(' · ');
}
/** ` (on hold)`, or of how many images an environment is; empty where none is. */
function holdsOf(of) {
    const held = of.filter(({ row }) => row.held !== null).length;
    if (held === 0)
        return '';
    return held === of.length ? ' (on hold)' : ` (${held} of ${of.length} on hold)`;
}
function notFound({ locations }, version, { text }) {
    const what = version === null ? 'the requested image' : text(version);
    return locations.length === 0 ? `There is no image ${what}` : `Some repositories have no image ${what}`;
}
function located(locations, { text }) {
    const names = new Set(locations.map(({ identity, target }) => (0,_image_name_js__WEBPACK_IMPORTED_MODULE_0__/* .imageName */ .t)(identity, target.digest)));
    const live = [...new Set(locations.flatMap((location) => location.live))].map(text);
    const what = names.size === 1 ? text([...names][0] ?? '') : `${locations.length} images`;
    return `${what} ${locations.length > 1 && names.size > 1 ? 'are' : 'is'} live in ${live.length === 0 ? 'no environment' : live.join(', ')}`;
}


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


/***/ })

};
