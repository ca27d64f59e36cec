export const id = 966;
export const ids = [966,143];
export const modules = {

/***/ 3966:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  jsonOf: () => (/* binding */ jsonOf),
  linesOf: () => (/* binding */ linesOf),
  wordsOf: () => (/* binding */ wordsOf)
});

// EXTERNAL MODULE: ./lib/report/figures.js
var report_figures = __webpack_require__(819);
// EXTERNAL MODULE: ./lib/image/name.js
var image_name = __webpack_require__(3158);
// EXTERNAL MODULE: ./lib/image/reference.js
var reference = __webpack_require__(8424);
// EXTERNAL MODULE: ./lib/image/time.js
var time = __webpack_require__(9692);
// EXTERNAL MODULE: ./lib/plan/plan.js
var plan_plan = __webpack_require__(9164);
// EXTERNAL MODULE: ./lib/cli/table.js
var cli_table = __webpack_require__(3626);
// EXTERNAL MODULE: ./lib/cli/text.js
var cli_text = __webpack_require__(6143);
;// CONCATENATED MODULE: ./lib/cli/gates-view.js






/** Returns what the gates of all stages say of each image of a plan. */
function gatesOf(plan) {
    return plan.images.map((one) => {
        const image = (0,reference/* repositoryName */.aR)(one.image);
        const { version, revision } = one.identity;
        const stages = (plan.stages ?? []).filter((each) => each.image === image);
        const environments = stages.map(({ stage, isLive, checks }) => ({
            ...{ environment: stage, live: isLive },
            gates: checks.map(({ guard, verdict, text, passes = null }) => ({ gate: guard, verdict, text, passes })),
        }));
        return { image, digest: (0,plan_plan/* targetDigest */.mM)(one), version, revision, environments };
    });
}
const COLUMNS = [
    { head: 'STAGE', min: 8 },
    { head: 'GATE' },
    { head: 'RESULT' },
    { head: 'PASSES' },
    { head: 'WHY', min: 10 },
];
/**
 * The lines of `check` for images: a table for each. Where it has no room for why a gate does not pass, that is below it.
 */
function gateLines(all, layout) {
    return all.flatMap(({ image, digest, environments, ...identity }, index) => {
        const rows = environments.flatMap(({ environment, live, gates }) => {
            if (live)
                return [[environment, '–', 'live', '', '']];
            return gates.map(({ gate, verdict, text, passes }) => [
                ...[environment, gate, verdict],
                passes === null ? '' : (0,time/* formatMinuteAfter */.uG)(Date.parse(passes)),
                text,
            ]);
        });
        const name = digest === null ? image : `${image} ${(0,image_name/* imageName */.t)(identity, digest)}`;
        const cells = rows.map((row) => row.map(cli_text/* terminalText */.e));
        const [head = '', ...lines] = (0,cli_table/* formatTable */.k)(COLUMNS, cells, layout.width, layout.bold);
        const cut = cells.filter(([, , verdict, , why = ''], row) => verdict !== 'passed' && !lines[row]?.includes(why));
        return [
            ...(index === 0 ? [] : ['']),
            layout.bold((0,cli_text/* terminalText */.e)(name)),
            ...[head, ...lines],
            ...cut.map(([stage, gate, , , why]) => `${stage} ${gate}: ${why}`),
        ];
    });
}

// EXTERNAL MODULE: ./lib/modes/status-report.js
var status_report = __webpack_require__(3379);
// EXTERNAL MODULE: ./lib/report/holds.js
var holds = __webpack_require__(8812);
// EXTERNAL MODULE: ./lib/report/style.js
var style = __webpack_require__(1983);
;// CONCATENATED MODULE: ./lib/cli/views.js







const STATUS_COLUMNS = [
    { head: 'STAGE', min: 8 },
    { head: 'VERSION', min: 12 },
    { head: 'AGE', drop: 1 },
    { head: 'COMMIT', drop: 3 },
    { head: 'BY', min: 6, drop: 2 },
    { head: 'DRIFT', min: 8 },
];
/** The lines of `status`: a table for each image. */
function statusLines(reports, layout) {
    const images = [...new Set(reports.map(({ row }) => row.image))];
    return images.flatMap((image, index) => {
        const rows = reports
            .filter(({ row }) => row.image === image)
            .map((report) => {
            const { row } = report;
            return [
                row.environment,
                row.digest === null ? '–' : (0,image_name/* imageName */.t)(row, row.digest),
                (0,cli_text/* formatAge */.n)(row.since, layout.now),
                row.revision === null ? '' : (0,image_name/* shortCommit */.A)(row.revision),
                row.by ?? '',
                [driftText(report), row.held ? 'on hold' : ''].filter(Boolean).join('; '),
            ].map(cli_text/* terminalText */.e);
        });
        const table = (0,cli_table/* formatTable */.k)(STATUS_COLUMNS, rows, layout.width, layout.bold);
        return [...(index === 0 ? [] : ['']), layout.bold((0,cli_text/* terminalText */.e)(image)), ...table];
    });
}
/** How an environment differs from its history, in a few words; empty where it does not. */
function driftText(report) {
    const drift = (0,status_report/* driftOf */.$)(report);
    if (drift === 'unreadable')
        return 'unreadable history';
    if (drift === 'unfinished')
        return `unfinished ${report.unfinished?.action}`;
    return drift === null ? '' : `${drift} outside`;
}
/** Who holds what, since when, until when and why: a line for each environment that is on hold. */
function holdLines(reports) {
    const isOne = new Set(reports.map(({ row }) => row.image)).size === 1;
    return reports.flatMap(({ row: { image, environment, held } }) => held ? [(0,cli_text/* terminalText */.e)(`${isOne ? '' : `${image}: `}${environment} is on hold ${(0,holds/* holdText */.pL)(held, style/* PLAIN */.t)}`)] : []);
}
const HISTORY_COLUMNS = [
    { head: 'WHEN' },
    { head: 'ACTION', min: 8 },
    { head: 'VERSION', min: 12 },
    { head: 'COMMIT', drop: 3 },
    { head: 'BY', min: 6 },
    { head: 'WHY', min: 8, drop: 1 },
    { head: 'RUN', drop: 4 },
];
/** The lines of `history` for one image, the newest event first. @param events oldest first */
function historyLines(events, layout) {
    const rows = events.toReversed().map((event) => [
        // who, what and when fit 40 columns without the year
        minuteOf(event.at).slice(layout.width < 60 ? 'YYYY-'.length : 0),
        event.action,
        event.digest === null ? '–' : (0,image_name/* imageName */.t)(event, event.digest),
        event.revision === null ? '' : (0,image_name/* shortCommit */.A)(event.revision),
        event.actor ?? '',
        [event.reason, event.allowed.length > 0 ? `overrode ${event.allowed.join(', ')}` : null]
            .filter(Boolean)
            .join('; '),
        event.run ?? '',
    ].map(cli_text/* terminalText */.e));
    return (0,cli_table/* formatTable */.k)(HISTORY_COLUMNS, rows, layout.width, layout.bold);
}
function minuteOf(time) {
    const at = Date.parse(time);
    return Number.isNaN(at) ? time : new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}
/** The images of which two environments differ. */
function differences(reports, from, to) {
    const images = [...new Set(reports.map(({ row }) => row.image))];
    return images.flatMap((image) => {
        const rowOf = (name) => reports.find(({ row }) => row.image === image && row.environment === name)?.row;
        const [left, right] = [rowOf(from), rowOf(to)];
        return left && right && left.digest !== right.digest ? [{ image, from: left, to: right }] : [];
    });
}
/** The lines of `diff`. */
function diffLines(found, from, to, layout) {
    const columns = [
        { head: 'IMAGE', min: 10 },
        { head: from.toUpperCase(), min: 8 },
        { head: to.toUpperCase(), min: 8 },
        { head: 'COMMITS', drop: 1 },
    ];
    const rows = found.map(({ image, from: left, to: right }) => [image, nameOf(left), nameOf(right), commits(left, right)].map(cli_text/* terminalText */.e));
    return (0,cli_table/* formatTable */.k)(columns, rows, layout.width, layout.bold);
}
function nameOf(row) {
    return row.digest === null ? '–' : (0,image_name/* imageName */.t)(row, row.digest);
}
function commits(left, right) {
    const [a, b] = [left, right].map(({ revision }) => (revision === null ? '–' : (0,image_name/* shortCommit */.A)(revision)));
    return a === '–' && b === '–' ? '' : `${a}...${b}`;
}
/** The line that says where the image of `--version` is live, and its tags. */
function locationLine({ image, target, identity, live, tags }) {
    const where = live.length === 0 ? 'no environment' : live.join(', ');
    const name = (0,image_name/* imageName */.t)(identity, target.digest);
    return (0,cli_text/* terminalText */.e)(`${(0,reference/* repositoryName */.aR)(image)}: ${name} is live in ${where}; tags: ${tags.join(', ') || 'none'}; digest: ${target.digest}`);
}

;// CONCATENATED MODULE: ./lib/cli/output.js




/** The data of a command as JSON, as the schemas in schema/ describe it. */
function jsonOf({ command, positional }, found) {
    const { facts, gates, metrics, reported } = found;
    const { error, outputs } = reported;
    if (error !== null || (facts === null && gates === null && command.shows !== undefined))
        return (0,cli_text.safeJson)({ error: errorOf(reported) });
    const rows = facts?.environments ?? [];
    const [first = '', second = ''] = positional;
    switch (command.shows) {
        case 'status': {
            const exists = facts?.exists ?? null;
            return (0,cli_text.safeJson)({ environments: rows.map(({ row }) => row), metrics, ...(exists === null ? {} : { exists }) });
        }
        case 'history': {
            const all = rows.map(({ row }) => {
                const events = eventsOf(found, row).map(({ source: _, ...event }) => event);
                return { image: row.image, environment: row.environment, events };
            });
            return (0,cli_text.safeJson)(all.length === 1 ? all[0] : all);
        }
        case 'diff':
            return (0,cli_text.safeJson)(differences(rows, first, second));
        case 'gates':
            return (0,cli_text.safeJson)({ result: gates && gatesOf(gates) });
        case 'board':
            return (0,cli_text.safeJson)({ result: { page: outputs.page } });
        default:
            return (0,cli_text.safeJson)({ result: JSON.parse(outputs.result ?? '[]') });
    }
}
function errorOf({ error }) {
    return {
        code: error?.code ?? 'INTERNAL',
        message: terminalLines(error?.message ?? 'The run ended without a result.'),
    };
}
function terminalLines(message) {
    return message.split('\n').map(cli_text/* terminalText */.e).join('\n');
}
/** The data of a command as text for people and pipes, one item per line. */
function linesOf({ command, positional }, found, layout) {
    const { facts, reported } = found;
    const rows = facts?.environments ?? [];
    const [first = '', second = ''] = positional;
    switch (command.shows) {
        case 'status':
            return statusLines(rows, layout);
        case 'history':
            return rows.flatMap(({ row }, index) => [
                ...(rows.length > 1 ? [...(index === 0 ? [] : ['']), layout.bold((0,cli_text/* terminalText */.e)(row.image))] : []),
                ...historyLines(eventsOf(found, row), layout),
            ]);
        case 'diff': {
            const list = differences(rows, first, second);
            return list.length === 0 ? [] : diffLines(list, first, second, layout);
        }
        case 'gates':
            return found.gates === null ? [] : gateLines(gatesOf(found.gates), layout);
        case 'board':
            return reported.outputs.page === undefined ? [] : [(0,cli_text/* terminalText */.e)(reported.outputs.page)];
        default:
            return imagesOf(reported);
    }
}
/** Messages about what was found, for stderr. */
function wordsOf({ command, positional }, { facts, metrics }) {
    // a run that failed has found nothing to say
    if (facts === null)
        return [];
    const rows = facts.environments;
    if (command.shows === 'status') {
        const isOne = new Set(rows.map(({ row }) => row.image)).size === 1;
        return [
            ...(rows.length === 0 ? ['No environment has a history yet: nothing was promoted.'] : []),
            ...holdLines(rows),
            ...facts.locations.map(locationLine),
            ...(isOne ? metrics.flatMap(figuresLines) : []),
        ];
    }
    const [first = '', second = ''] = positional;
    if (command.shows !== 'diff' || differences(rows, first, second).length > 0)
        return [];
    const [from, to] = [(0,cli_text/* terminalText */.e)(first), (0,cli_text/* terminalText */.e)(second)];
    const isNone = rows.every(({ row }) => row.digest === null);
    return [isNone ? `Nothing is live in ${from} and ${to}.` : `${from} and ${to} have the same images.`];
}
/** The figures of an environment for the last 30 days; none where nothing was promoted. */
function figuresLines({ environment, windows: [month] }) {
    const figures = month ? (0,report_figures/* figuresLine */.o)(month) : null;
    return figures === null ? [] : [`${(0,cli_text/* terminalText */.e)(environment)} ${figures}`];
}
/** The newest events that are asked for, oldest first. */
function eventsOf({ events, filter: { limit, since } }, { image, environment }) {
    const all = events.get(`${image} ${environment}`) ?? [];
    const recent = all.filter(({ at }) => since === Number.NEGATIVE_INFINITY || Date.parse(at) >= since);
    return limit === Number.POSITIVE_INFINITY ? recent : recent.slice(-limit);
}
/** The images by digest that a run has made live or built, one per line. */
function imagesOf({ outputs }) {
    const entries = JSON.parse(outputs.result ?? '[]');
    return entries.flatMap(({ image, digest }) => (digest === null ? [] : [(0,cli_text/* terminalText */.e)(`${image}@${digest}`)]));
}


/***/ }),

/***/ 3626:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ formatTable),
/* harmony export */   m: () => (/* binding */ shorten)
/* harmony export */ });
/* harmony import */ var string_width__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4292);

const GAP = '  ';
/**
 * Formats rows as lines that fit a width. Where there is no room, columns that say nothing are left out, then columns are
 * shortened, the widest first, then left out.
 * @param width of the terminal in columns; Infinity where it does not matter
 * @param rows cells without control characters, as many as columns
 */
function formatTable(columns, rows, width, decorateHead = (text) => text) {
    const all = columns.map((column, index) => ({
        ...column,
        width: Math.max((0,string_width__WEBPACK_IMPORTED_MODULE_0__/* ["default"] */ .A)(column.head), ...rows.map((row) => (0,string_width__WEBPACK_IMPORTED_MODULE_0__/* ["default"] */ .A)(row[index] ?? ''))),
        index,
        isEmpty: rows.every((row) => (row[index] ?? '') === ''),
    }));
    const kept = fitColumns(all, width);
    const line = (cells) => kept
        .map((column, place) => {
        const text = shorten(cells[column.index] ?? '', column.width);
        return place === kept.length - 1 ? text : text + ' '.repeat(column.width - (0,string_width__WEBPACK_IMPORTED_MODULE_0__/* ["default"] */ .A)(text));
    })
        .join(GAP)
        .trimEnd();
    return [decorateHead(line(columns.map(({ head }) => head))), ...rows.map(line)];
}
function fitColumns(columns, width) {
    const excess = totalOf(columns) - width;
    if (excess <= 0)
        return [...columns];
    const without = (column) => fitColumns(columns.filter((other) => other !== column), width);
    const droppable = columns.filter(({ drop }) => drop !== undefined);
    // what says nothing goes first
    const empty = droppable.find(({ isEmpty }) => isEmpty);
    if (empty)
        return without(empty);
    const shortened = shrink(columns, excess);
    if (totalOf(shortened) <= width)
        return shortened;
    const [first] = droppable.toSorted((a, b) => (b.drop ?? 0) - (a.drop ?? 0));
    if (first)
        return without(first);
    return force(shortened, totalOf(shortened) - width);
}
function totalOf(columns) {
    return columns.reduce((sum, column) => sum + column.width, 0) + GAP.length * (columns.length - 1);
}
/** Takes columns of the terminal from the widest that may be shortened, one after the other. */
function shrink(columns, excess) {
    const widths = columns.map((column) => column.width);
    for (let left = excess; left > 0; left--) {
        const candidates = columns.flatMap(({ min }, index) => min !== undefined && (widths[index] ?? 0) > min ? [index] : []);
        const widest = candidates.toSorted((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0))[0];
        if (widest === undefined)
            break;
        widths[widest] = (widths[widest] ?? 0) - 1;
    }
    return columns.map((column, index) => ({ ...column, width: widths[index] ?? column.width }));
}
/** Shortens whatever is widest: a very narrow terminal. */
function force(columns, excess) {
    return shrink(columns.map((column) => ({ ...column, min: 1 })), excess);
}
/** Shortens a text to a width in columns of the terminal, without splitting a character. */
function shorten(text, width) {
    if ((0,string_width__WEBPACK_IMPORTED_MODULE_0__/* ["default"] */ .A)(text) <= width)
        return text;
    let short = '';
    let taken = 0;
    for (const { segment } of new Intl.Segmenter().segment(text)) {
        const next = (0,string_width__WEBPACK_IMPORTED_MODULE_0__/* ["default"] */ .A)(segment);
        if (taken + next > width - 1)
            break;
        short += segment;
        taken += next;
    }
    return `${short}…`;
}


/***/ }),

/***/ 6143:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ terminalText),
/* harmony export */   n: () => (/* binding */ formatAge),
/* harmony export */   safeJson: () => (/* binding */ safeJson)
/* harmony export */ });
/* harmony import */ var _util_redact_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5171);
/* harmony import */ var _util_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8805);


/** Untrusted text for a terminal: one line, without secrets, and nothing in it controls the terminal. */
function terminalText(text) {
    return (0,_util_text_js__WEBPACK_IMPORTED_MODULE_1__/* .collapse */ .ap)((0,_util_redact_js__WEBPACK_IMPORTED_MODULE_0__/* .redact */ .E)(text));
}
/**
 * Formats data as JSON in which nothing controls a terminal: JSON itself escapes only the characters below a space.
 */
function safeJson(data) {
    return JSON.stringify(data, null, 2).replace(_util_text_js__WEBPACK_IMPORTED_MODULE_1__/* .CONTROL */ .W3, (found) => [...found].map((character) => (character === '\n' ? character : escapeCharacter(character))).join(''));
}
function escapeCharacter(character) {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
const UNITS = [
    ['d', 86_400],
    ['h', 3600],
    ['m', 60],
];
/**
 * Formats how long ago a time was: `3d`, `5h`, `12m`, `now`.
 * @param time RFC 3339; null where it is unknown
 * @param now milliseconds since the epoch
 */
function formatAge(time, now) {
    const at = Date.parse(time ?? '');
    if (Number.isNaN(at))
        return '';
    const seconds = (now - at) / 1000;
    const [unit, size] = UNITS.find(([, each]) => seconds >= each) ?? ['', 0];
    return size === 0 ? 'now' : `${Math.floor(seconds / size)}${unit}`;
}


/***/ }),

/***/ 3379:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ driftOf),
/* harmony export */   q: () => (/* binding */ describe)
/* harmony export */ });
/* harmony import */ var _history_event_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5196);
/* harmony import */ var _history_records_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7150);
/* harmony import */ var _history_state_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1);



/** How many moves a report has at most. */
const MOVES = 50;
/**
 * The report of one environment. Pure.
 * @param now RFC 3339
 * @param problem why its history cannot be read
 */
function describe(image, { name, live, history, known }, now, problem = null) {
    const last = (0,_history_event_js__WEBPACK_IMPORTED_MODULE_0__/* .lastEvent */ .Rf)(history);
    const event = (0,_history_state_js__WEBPACK_IMPORTED_MODULE_2__/* .liveEvent */ .vB)(live, history);
    const state = (0,_history_state_js__WEBPACK_IMPORTED_MODULE_2__/* .environmentStatus */ .En)(live, history);
    // after a change outside this action, an older event of the same image does not say since when it is live
    const source = state.kind === 'moved' ? null : event;
    return {
        row: {
            image,
            environment: name,
            digest: live?.digest ?? null,
            version: live ? known.version : null,
            revision: live ? known.revision : null,
            since: source?.at ?? null,
            by: source?.actor ?? null,
            run: source?.run ?? null,
            action: source?.action ?? null,
            moved: last !== null && last.digest !== live?.digest,
            unfinished: state.kind === 'unfinished',
            held: heldOf(history, now),
            marks: marksIn(history, live?.digest ?? null),
            ...(problem === null ? {} : { problem }),
        },
        unfinished: state.kind === 'unfinished' ? state.event : null,
        historyDigest: history?.digest ?? null,
        reason: source?.reason ?? null,
        moves: movesOf(live, history),
        problem,
    };
}
/** Returns how an environment differs from its history; null where it does not. */
function driftOf({ row, unfinished, problem }) {
    if (problem !== null)
        return 'unreadable';
    if (unfinished !== null)
        return 'unfinished';
    if (!row.moved)
        return null;
    return row.digest === null ? 'deleted' : 'changed';
}
function movesOf(live, history) {
    const unproven = (0,_history_state_js__WEBPACK_IMPORTED_MODULE_2__/* .unprovenEvents */ .NP)(live, history);
    const moves = (history?.events ?? []).filter((event) => (0,_history_event_js__WEBPACK_IMPORTED_MODULE_0__/* .isMove */ .OE)(event) && !unproven.has(event)).slice(-MOVES);
    return moves.map(({ at, action, digest, previous, version, revision }) => ({
        ...{ at, action, digest, previous, version, revision },
    }));
}
function heldOf(history, now) {
    const hold = (0,_history_records_js__WEBPACK_IMPORTED_MODULE_1__/* .holdOf */ .nv)(history, now);
    return hold && { by: hold.actor, since: hold.at, until: hold.until ?? null, reason: hold.reason };
}
function marksIn(history, digest) {
    return (0,_history_records_js__WEBPACK_IMPORTED_MODULE_1__/* .marksOf */ .Ok)(history, digest).map(({ action, actor, at, run, reason }) => ({
        as: action,
        by: actor,
        at,
        run,
        reason,
    }));
}


/***/ }),

/***/ 819:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ figuresBlock),
/* harmony export */   o: () => (/* binding */ figuresLine)
/* harmony export */ });
/* harmony import */ var _util_format_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4849);
/* harmony import */ var _util_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8805);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4639);



const DOCS = 'https://github.com/build-once-promote/build-once-promote/blob/main/docs/figures.md';
const DAY_MS = 86_400_000;
/** The figures of a window, in this order. */
const NAMES = ['promotions', 'lead time', 'rolled back or blocked', 'time to recover', 'rework'];
/** The figures of all images and environments as a folded block; empty where no history has a deployment. */
function figuresBlock(metrics) {
    const known = metrics.filter(({ windows }) => windows.some(({ deploymentFrequency }) => deploymentFrequency.events > 0));
    if (known.length === 0)
        return '';
    const images = [...new Set(metrics.map(({ image }) => image))];
    const isMany = images.length > 1;
    const { short } = (0,_util_text_js__WEBPACK_IMPORTED_MODULE_1__/* .stripCommonPrefix */ .Mb)(images);
    const head = [...(isMany ? ['image'] : []), ...['environment', 'days', ...NAMES]];
    const rows = known.flatMap(({ image, environment, windows }) => windows.map((window) => [
        ...(isMany ? [(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .inlineCode */ .ti)(short(image))] : []),
        (0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .escapeMarkdown */ .FV)(environment),
        String(window.days),
        ...cellsOf(window),
    ]));
    const about = `In brackets: how many events a figure rests on. A promoted tag is not a rollout, and a failure that was not rolled back or marked is not seen: [what each figure means](${DOCS}).`;
    return `<details><summary>Figures (DORA)</summary>\n\n${(0,_text_js__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)(head, rows)}\n\n${about}\n\n</details>`;
}
/**
 * The figures of an environment that are known, each with how many events it rests on, as one line without markup; null
 * where nothing was promoted.
 */
function figuresLine(window) {
    if (window.deploymentFrequency.events === 0)
        return null;
    const known = cellsOf(window).map((text, index) => (text === UNKNOWN ? '' : `${NAMES[index]} ${text}`));
    return `in ${window.days} days: ${known.filter(Boolean).join('; ')}`;
}
const UNKNOWN = '–';
function cellsOf(window) {
    return [
        cell(window.deploymentFrequency, (perWeek) => `${Number(perWeek.toFixed(1))} a week`),
        cell(window.changeLeadTime, formatAge),
        cell(window.changeFailRate, (share) => `at least ${percent(share)}`),
        cell(window.failedDeploymentRecoveryTime, formatAge),
        cell(window.deploymentReworkRate, percent),
    ];
}
function cell({ value, events }, format) {
    return value === null ? UNKNOWN : `${format(value)} (${events})`;
}
function percent(share) {
    return `${Math.round(100 * share)} %`;
}
/** A time in seconds, in days where it is long. */
function formatAge(seconds) {
    const milliseconds = 1000 * seconds;
    return milliseconds < 2 * DAY_MS ? (0,_util_format_js__WEBPACK_IMPORTED_MODULE_2__/* .formatDuration */ .a3)(milliseconds) : `${(milliseconds / DAY_MS).toFixed(1)} days`;
}


/***/ }),

/***/ 4849:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LS: () => (/* binding */ plural),
/* harmony export */   Xq: () => (/* binding */ formatSize),
/* harmony export */   a3: () => (/* binding */ formatDuration)
/* harmony export */ });
/**
 * Formats a count with its unit, in the singular or the plural: `1 blob`, `3 blobs`.
 * @param many the plural, if it is not the singular with an s
 */
function plural(count, one, many = `${one}s`) {
    return `${count} ${count === 1 ? one : many}`;
}
/** Formats a size in powers of ten, as registries do: `999 B`, `1.5 MB`. */
function formatSize(bytes) {
    const units = ['B', 'kB', 'MB', 'GB', 'TB'];
    let value = bytes;
    let unit = 0;
    while (value >= 999.5 && unit < units.length - 1) {
        value /= 1000;
        unit += 1;
    }
    return `${unit === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}
/**
 * Formats a duration: `1.5 s`, `2 min 5 s`, `1 h 3 min`.
 * @param milliseconds not negative
 */
function formatDuration(milliseconds) {
    if (milliseconds < 9_950)
        return `${(milliseconds / 1000).toFixed(1)} s`;
    const seconds = Math.round(milliseconds / 1000);
    if (seconds < 60)
        return `${seconds} s`;
    const minutes = Math.floor(seconds / 60);
    return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}


/***/ })

};
