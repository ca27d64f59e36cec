export const id = 158;
export const ids = [158,143];
export const modules = {

/***/ 1158:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   policyJson: () => (/* binding */ policyJson),
/* harmony export */   policyLines: () => (/* binding */ policyLines)
/* harmony export */ });
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8424);
/* harmony import */ var _policy_duration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4464);
/* harmony import */ var _policy_window_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(663);
/* harmony import */ var _table_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3626);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6143);





/** What a policy file asks, as JSON. @param now milliseconds since the epoch */
function policyJson({ file, images, stages }, now) {
    return {
        policy: file,
        images: images.map(_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryName */ .aR),
        environments: stages.map((stage) => stageJson(stage, now)),
    };
}
function stageJson({ name, soak, verified, windows }, now) {
    const open = (0,_policy_window_js__WEBPACK_IMPORTED_MODULE_2__/* .isOpen */ .nT)(windows, now);
    const next = open ? null : (0,_policy_window_js__WEBPACK_IMPORTED_MODULE_2__/* .nextOpening */ .gR)(windows, now);
    return {
        ...{ name, verified, open },
        soak: soak === null ? null : soak / 1000,
        windows: windows.map(({ effect, text }) => `${effect}: ${text}`),
        opens: next === null ? null : new Date(next).toISOString(),
    };
}
const COLUMNS = [
    { head: 'STAGE', min: 8 },
    { head: 'SOAK' },
    { head: 'VERIFIED' },
    { head: 'NOW' },
    { head: 'WINDOWS', min: 10, drop: 1 },
];
/** The lines of `check`. */
function policyLines(policy, layout) {
    const rows = policy.stages.map((stage) => {
        const { name, soak, verified, windows, open, opens } = { ...stageJson(stage, layout.now), soak: stage.soak };
        const closed = opens === null ? 'closed' : `opens ${opens.slice(0, 16).replace('T', ' ')} UTC`;
        return [
            name,
            soak === null ? '' : (0,_policy_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .formatDuration */ .a3)(soak),
            verified ? 'yes' : '',
            open ? 'open' : closed,
            windows.join('; '),
        ].map(_text_js__WEBPACK_IMPORTED_MODULE_3__/* .terminalText */ .e);
    });
    return [
        ...policy.images.map((image) => (0,_text_js__WEBPACK_IMPORTED_MODULE_3__/* .terminalText */ .e)((0,_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryName */ .aR)(image))),
        ...(0,_table_js__WEBPACK_IMPORTED_MODULE_4__/* .formatTable */ .k)(COLUMNS, rows, layout.width, layout.bold),
    ];
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


/***/ })

};
