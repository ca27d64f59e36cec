export const id = 720;
export const ids = [720];
export const modules = {

/***/ 7720:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readPolicyText: () => (/* binding */ readPolicyText)
});

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/util/text.js
var util_text = __webpack_require__(8805);
// EXTERNAL MODULE: ./lib/image/reference.js
var reference = __webpack_require__(8424);
// EXTERNAL MODULE: ./lib/image/tags.js
var tags = __webpack_require__(548);
// EXTERNAL MODULE: ./lib/policy/duration.js
var policy_duration = __webpack_require__(4464);
// EXTERNAL MODULE: ./lib/policy/requirement.js
var requirement = __webpack_require__(3109);
// EXTERNAL MODULE: ./lib/policy/window.js + 1 modules
var policy_window = __webpack_require__(663);
;// CONCATENATED MODULE: ./lib/policy/read.js






/** The keys of the file, by what they belong to; the schema has the same. */
const KEYS = {
    file: ['images', 'environments', 'trust'],
    stage: ['soak', 'windows', 'verified', 'require'],
    window: ['allow', 'deny'],
    requirement: ['attestation', 'signature', 'signer', 'issuer', 'max-age', 'level'],
    trust: ['root'],
};
/**
 * Reads a policy from the nodes of its file.
 * @param root null where the file has no content
 * @returns null where it cannot be used: `source` has the problems then
 */
function policyFrom(root, source) {
    if (root === null) {
        source.problem(null, 'the file is empty: it needs environments, the stages in order');
        return null;
    }
    const file = mapOf(root, source, 'the policy', KEYS.file);
    if (file === null)
        return null;
    const stages = readStages(file, root, source);
    const images = readImages(file, source);
    return { file: source.file, images, stages, trustFile: readTrust(file, source), trustRoots: null };
}
function readStages(file, root, source) {
    const node = file.get('environments');
    if (!node) {
        source.problem(root, 'environments is missing: the stages in order');
        return [];
    }
    const stages = mapOf(node.value, source, 'environments', null);
    if (stages === null)
        return [];
    if (stages.size === 0)
        source.problem(node.value, 'environments is empty: it needs at least one stage');
    return [...stages].map(([name, entry], index) => {
        const problem = (0,tags/* environmentProblem */.f5)(name);
        if (problem)
            source.problem(entry.key, `"${name}" is not a valid environment: ${problem}`);
        return readStage(name, entry.value, index === 0, source);
    });
}
function readStage(name, node, isFirst, source) {
    const keys = node.kind === 'empty' ? null : mapOf(node, source, name, KEYS.stage);
    for (const key of ['soak', 'verified']) {
        const entry = keys?.get(key);
        if (isFirst && entry)
            source.problem(entry.key, `${key} of ${name} is about the previous stage, and ${name} is the first stage`);
    }
    return {
        name,
        soak: readDuration(keys?.get('soak')?.value, `soak of ${name}`, source),
        windows: readWindows(keys?.get('windows')?.value, name, source),
        verified: readBoolean(keys?.get('verified')?.value, `verified of ${name}`, source),
        require: readRequirements(keys?.get('require')?.value, name, source),
    };
}
function readDuration(node, what, source) {
    if (!node)
        return null;
    const duration = node.kind === 'text' ? (0,policy_duration/* parseDuration */.E9)(node.text) : null;
    if (duration === null)
        source.problem(node, `${what}: expected ${policy_duration/* DURATION_FORM */.ec}, got ${node.shown}`);
    return duration;
}
function readBoolean(node, what, source) {
    if (!node)
        return false;
    if (node.kind === 'boolean')
        return node.value;
    source.problem(node, `${what}: expected true or false, got ${node.shown}`);
    return false;
}
function readWindows(node, stage, source) {
    if (!node)
        return [];
    if (node.kind !== 'list') {
        source.problem(node, `windows of ${stage}: expected a list, got ${node.shown}`);
        return [];
    }
    return node.items.flatMap((item) => {
        // nothing of a file with problems is used
        if (source.isFull)
            return [];
        const keys = mapOf(item, source, `a window of ${stage}`, KEYS.window);
        if (keys === null)
            return [];
        const [entry, ...more] = [...keys].filter(([key]) => key === 'allow' || key === 'deny');
        if (!entry || more.length > 0) {
            source.problem(item, `a window of ${stage}: expected either allow or deny, got ${entry ? 'both' : 'none'}`);
            return [];
        }
        const [effect, { value }] = entry;
        if (value.kind !== 'text') {
            source.problem(value, `${effect} of ${stage}: expected a string, got ${value.shown}`);
            return [];
        }
        const window = (0,policy_window/* parseWindow */.Et)(effect, value.text);
        if (typeof window !== 'string')
            return [window];
        source.problem(value, `${effect} of ${stage}: ${window}`);
        return [];
    });
}
function readRequirements(node, stage, source) {
    if (!node)
        return [];
    if (node.kind !== 'list') {
        source.problem(node, `require of ${stage}: expected a list, got ${node.shown}`);
        return [];
    }
    return node.items.flatMap((item) => readRequirement(item, stage, source) ?? []);
}
function readRequirement(item, stage, source) {
    const what = `a requirement of ${stage}`;
    const keys = mapOf(item, source, what, KEYS.requirement);
    if (keys === null)
        return null;
    const [attestation, signature, level] = ['attestation', 'signature', 'level'].map((key) => keys.get(key)?.value);
    if ((attestation === undefined) === (signature === undefined))
        source.problem(item, `${what}: expected exactly one of attestation and signature`);
    if (signature && signature.kind !== 'empty' && (signature.kind !== 'map' || signature.entries.size > 0))
        source.problem(signature, `signature of ${stage}: expected {}, got ${signature.shown}`);
    if (level && (level.kind !== 'text' || level.text !== 'warn'))
        source.problem(level, `level of ${stage}: expected warn, got ${level.shown}`);
    const text = (key) => readText(keys.get(key)?.value, `${key} of ${stage}`, source);
    const signer = text('signer');
    if (signer === null && !keys.has('signer'))
        source.problem(item, `${what}: signer is missing, such as acme/shop/.github/workflows/build.yml@refs/heads/main`);
    return {
        kind: attestation ? 'attestation' : 'signature',
        predicateType: text('attestation'),
        signer: (signer ?? '').replace(/^https:\/\/[^/]+\//, ''),
        issuer: text('issuer') ?? requirement/* GITHUB_ISSUER */.oX,
        maxAge: readDuration(keys.get('max-age')?.value, `max-age of ${stage}`, source),
        level: level ? 'warn' : 'error',
    };
}
function readText(node, what, source) {
    if (!node)
        return null;
    if (node.kind === 'text' && node.text.trim() !== '')
        return node.text.trim();
    source.problem(node, `${what}: expected a string, got ${node.shown}`);
    return null;
}
function readTrust(file, source) {
    const entry = file.get('trust');
    if (!entry)
        return null;
    const keys = mapOf(entry.value, source, 'trust', KEYS.trust);
    return readText(keys?.get('root')?.value, 'root of trust', source);
}
function readImages(file, source) {
    const entry = file.get('images');
    if (!entry)
        return [];
    const { value } = entry;
    if (value.kind !== 'list') {
        source.problem(value, `images: expected a list, got ${value.shown}`);
        return [];
    }
    return value.items.flatMap((item) => {
        if (item.kind !== 'text') {
            source.problem(item, `images: expected a name such as ghcr.io/acme/shop, got ${item.shown}`);
            return [];
        }
        try {
            return [(0,reference/* parseImage */.zZ)((0,reference/* lowerCaseRepository */.WZ)(item.text))];
        }
        catch (error) {
            source.problem(item, (0,errors/* asActionError */.z6)(error).message.replace(/\.$/, ''));
            return [];
        }
    });
}
/** The entries of a mapping; null where the node is none, or has a key that is not known: the source has the problems. */
function mapOf(node, source, what, known) {
    if (node.kind !== 'map') {
        source.problem(node, `${what}: expected keys and values, got ${node.shown}`);
        return null;
    }
    for (const [name, { key }] of node.entries)
        if (known !== null && !known.includes(name))
            source.unknownKey(key, name, what, known);
    return node.entries;
}

// EXTERNAL MODULE: ./lib/util/nearest.js
var util_nearest = __webpack_require__(1918);
;// CONCATENATED MODULE: ./lib/policy/source.js



/** How many problems an error lists. */
const MAX_PROBLEMS = 20;
/** The file that a policy is read from: it collects the problems, each with its place. */
class Source {
    file;
    problems = [];
    linePos;
    /** @param linePos tells line and column, from 1, of an offset in the text */
    constructor(file, linePos) {
        this.file = file;
        this.linePos = linePos;
    }
    /** Whether so many problems are known that no more are listed. */
    get isFull() {
        return this.problems.length >= MAX_PROBLEMS;
    }
    /** Adds a problem. @param at the node, or the offset in the text; null where it is about the whole file */
    problem(at, what) {
        if (this.isFull)
            return;
        const { line, col } = this.linePos(typeof at === 'number' ? at : (at?.at ?? 0));
        const where = at === null ? this.file : `${this.file}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
        this.problems.push(new errors/* ActionError */.lZ('INPUT_INVALID', `policy ${where}: ${what}.`));
    }
    /** Adds the problem of a key that is not known, with the nearest one that is. */
    unknownKey(at, name, what, known) {
        if (this.isFull)
            return;
        const nearest = (0,util_nearest/* didYouMean */.au)(name, known).trim();
        this.problem(at, `unknown key "${(0,util_text/* oneLine */.TN)(name)}" in ${what}. ${nearest}${nearest && ' '}Known: ${known.join(', ')}`);
    }
}

;// CONCATENATED MODULE: ./lib/policy/document.js





/** How deeply brackets may be nested. */
const MAX_DEPTH = 100;
/**
 * Reads the text of a policy file: YAML 1.2 without anchors, aliases and tags.
 * @param file its path, for messages
 * @returns the policy, or the problems, each with file, line and column
 * @see https://yaml.org/spec/1.2.2/
 */
function readPolicyText(text, file) {
    const lines = new dist/* LineCounter */.HN();
    const source = new Source(file, (offset) => lines.linePos(offset));
    let policy = null;
    try {
        const clean = text.replace(/^\ufeff/, '');
        if (isTooDeep(clean))
            throw new RangeError();
        const options = { version: '1.2', schema: 'core', prettyErrors: false, lineCounter: lines };
        // the library's own check of keys takes a time that grows with the square of their number
        const document = (0,dist/* parseDocument */.Tp)(clean, { ...options, uniqueKeys: false, merge: false, strict: true });
        for (const { pos, message, code } of [...document.errors, ...document.warnings]) {
            if (source.isFull)
                break;
            // the library reports an overflow as an error of the text
            if (/call stack|stack overflow/i.test(message))
                throw new RangeError();
            source.problem(pos[0], code === 'MULTIPLE_DOCS' ? 'expected one document' : (0,util_text/* oneLine */.TN)(message).replace(/\.$/, ''));
        }
        refuseReferences(document, source);
        if (source.problems.length === 0)
            policy = policyFrom(document.contents && nodeOf(document.contents, source), source);
    }
    catch (error) {
        // text that is nested too deeply overflows the stack
        if (!(error instanceof RangeError))
            throw error;
        return [new errors/* ActionError */.lZ('INPUT_INVALID', `policy ${file} cannot be used: it is nested too deeply.`)];
    }
    return source.problems.length > 0 || policy === null ? source.problems : policy;
}
/** Whether brackets are nested so deeply that reading them takes seconds. */
function isTooDeep(text) {
    let depth = 0;
    for (const character of text) {
        if (character === '[' || character === '{')
            depth += 1;
        else if ((character === ']' || character === '}') && depth > 0)
            depth -= 1;
        if (depth > MAX_DEPTH)
            return true;
    }
    return false;
}
function refuseReferences(document, source) {
    (0,dist/* visit */.YR)(document, {
        Node: (_key, node) => {
            const { range } = node;
            const tag = 'tag' in node ? node.tag : undefined;
            const hasAnchor = 'anchor' in node && node.anchor !== undefined;
            if ((0,dist/* isAlias */.Vj)(node) || hasAnchor)
                source.problem(range?.[0] ?? 0, 'anchors and aliases (& and *) are not allowed: write the value out');
            else if (tag !== undefined)
                source.problem(range?.[0] ?? 0, `tags such as ${(0,util_text/* oneLine */.TN)(tag)} are not allowed`);
        },
    });
}
function nodeOf(node, source) {
    const at = node?.range?.[0] ?? 0;
    if ((0,dist/* isMap */.jh)(node)) {
        const entries = new Map();
        for (const { key, value } of node.items) {
            const read = nodeOf(key, source);
            const name = (0,dist/* isScalar */.jn)(key) ? (key.source ?? String(key.value)) : null;
            if (name === null)
                source.problem(read, 'a key must be a string');
            else if (entries.has(name))
                source.problem(read, `the key "${(0,util_text/* oneLine */.TN)(name)}" appears twice`);
            else
                entries.set(name, { key: read, value: value === null ? emptyAfter(read) : nodeOf(value, source) });
        }
        return { kind: 'map', entries, at, shown: 'keys and values' };
    }
    if ((0,dist/* isSeq */.oP)(node))
        return { kind: 'list', items: node.items.map((item) => nodeOf(item, source)), at, shown: 'a list' };
    const value = (0,dist/* isScalar */.jn)(node) ? node.value : null;
    if (typeof value === 'string')
        return { kind: 'text', text: value, at, shown: `"${(0,util_text/* oneLine */.TN)(value)}"` };
    if (typeof value === 'boolean')
        return { kind: 'boolean', value, at, shown: String(value) };
    if (value === null || value === undefined)
        return { kind: 'empty', at, shown: 'nothing' };
    return { kind: 'other', at, shown: (0,util_text/* oneLine */.TN)(String((0,dist/* isScalar */.jn)(node) ? (node.source ?? value) : value)) };
}
function emptyAfter({ at }) {
    return { kind: 'empty', at, shown: 'nothing' };
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


/***/ })

};
