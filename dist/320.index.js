export const id = 320;
export const ids = [320];
export const modules = {

/***/ 320:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  actionsReporter: () => (/* binding */ actionsReporter)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 10 modules
var core = __webpack_require__(7264);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/util/redact.js
var redact = __webpack_require__(5171);
// EXTERNAL MODULE: ./lib/util/text.js
var util_text = __webpack_require__(8805);
;// CONCATENATED MODULE: ./lib/util/log-line.js


/** Returns text for a log: without secrets, and no line can be parsed as a workflow command. */
function escapeLogLine(text) {
    return (0,redact/* redact */.E)(text)
        .split(/\r\n|\r|\n/)
        .map((line) => line
        .replace(util_text/* CONTROL */.W3, ' ')
        .replace(/##\[/g, '## [')
        .replace(/^(\s*):(?=:)/, '$1: '))
        .join('\n');
}

;// CONCATENATED MODULE: ./lib/github/commands.js









/** A line of a secret with several lines is masked only if it has this many characters. */
const MIN_LINE = 3;
/** The largest output in characters. */
const MAX_OUTPUT = 1_000_000;
/** The largest summary in bytes: the runner accepts 1 MiB per step; the rest is for the last line. */
const MAX_SUMMARY = 1024 * 1024 - 200;
/**
 * Reports to the runner, by workflow commands and files:
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 * @param env the process's environment, which contains the files' paths
 */
function actionsReporter(env) {
    return {
        info: (line) => core/* info */.pq(escapeLogLine(line)),
        debug: (line) => core/* debug */.Yz(escapeLogLine(line)),
        warn: (text) => core/* warning */.$e(escapeLogLine(text)),
        notice: (text) => core/* notice */.lm(escapeLogLine(text)),
        fail: (error) => core/* error */.z3(`${error.code}: ${escapeLogLine(error.message)}`, { title: error.title }),
        mask,
        group,
        write: async (outputs, summary) => {
            const files = { ...(await writeResult(outputs.result, env)), ...(await moveLargeOutputs(outputs, env)) };
            const problem = setOutputs({ ...outputs, ...files }, env);
            await addSummary(summary, env);
            return problem;
        },
    };
}
function mask(secret) {
    (0,redact/* addSecret */.C)(secret);
    // the runner masks line by line: an empty line, or the brace of a key, would mask every such place, and the runner
    // would hold back every JSON output of the job
    const lines = secret.split(/\r?\n/);
    const least = lines.length > 1 ? MIN_LINE : 1;
    for (const line of lines)
        if (line.trim().length >= least)
            core/* setSecret */.Pq(line);
}
async function group(title, act) {
    const token = (0,external_node_crypto_.randomUUID)();
    core/* startGroup */.Oh(escapeLogLine(title));
    process.stdout.write(`::stop-commands::${token}\n`);
    try {
        return await act((text) => void process.stdout.write(text));
    }
    finally {
        process.stdout.write(`\n::${token}::\n`);
        core/* endGroup */.N4();
    }
}
function setOutputs(outputs, env) {
    if (!env.GITHUB_OUTPUT)
        return null;
    try {
        for (const [name, value] of Object.entries(outputs))
            core/* setOutput */.uH(name, value);
        return null;
    }
    catch (error) {
        const why = (0,util_text/* oneLine */.TN)(error.message);
        const remedy = 'Completed changes are kept, as the log says. Free space on the runner and re-run.';
        return new errors/* ActionError */.lZ('RUNNER_FAILED', `The outputs could not be set (${why}). ${remedy}`, error);
    }
}
/** Writes `result` to a file. A run that has done its work does not fail because of it: there is only a warning. */
async function writeResult(result, env) {
    if (result === undefined || !env.GITHUB_OUTPUT)
        return {};
    try {
        const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(env.RUNNER_TEMP || (0,external_node_os_.tmpdir)(), 'build-once-promote-result-'));
        const file = (0,external_node_path_.join)(folder, 'result.json');
        await (0,promises_.writeFile)(file, `${result}\n`);
        return { 'result-file': file };
    }
    catch (error) {
        const why = (0,util_text/* oneLine */.TN)(error.message);
        core/* warning */.$e(escapeLogLine(`result-file could not be written (${why}). The output result has the same.`));
        return {};
    }
}
/**
 * Moves the rows of a large status into a file: all outputs of a job may have 1 MB together.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idoutputs
 * @returns the outputs in place of those that are too large: JSON that names the file
 */
async function moveLargeOutputs({ environments, metrics, page }, env) {
    if (environments === undefined || metrics === undefined || !env.GITHUB_OUTPUT)
        return {};
    if (environments.length + metrics.length <= MAX_OUTPUT)
        return {};
    const names = ['metrics', ...(environments.length > MAX_OUTPUT ? ['environments'] : [])];
    try {
        const file = page === undefined ? await writeStatus(environments, metrics, env) : (0,external_node_path_.join)((0,external_node_path_.dirname)(page), 'status.json');
        core/* notice */.lm(escapeLogLine(`The output ${names.join(' and ')} is larger than a job's outputs may be: see ${file}.`));
        return Object.fromEntries(names.map((name) => [name, JSON.stringify({ file, reason: 'larger than 1 MB' })]));
    }
    catch (error) {
        core/* warning */.$e(escapeLogLine(`status.json could not be written (${(0,util_text/* oneLine */.TN)(error.message)}).`));
        return Object.fromEntries(names.map((name) => [name, JSON.stringify({ file: null, reason: 'larger than 1 MB' })]));
    }
}
async function writeStatus(environments, metrics, env) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(env.RUNNER_TEMP || (0,external_node_os_.tmpdir)(), 'build-once-promote-status-'));
    const file = (0,external_node_path_.join)(folder, 'status.json');
    const generated = JSON.stringify(new Date().toISOString());
    await (0,promises_.writeFile)(file, `{"generated":${generated},"environments":${environments},"metrics":${metrics}}\n`);
    return file;
}
async function addSummary(summary, env) {
    const file = env.GITHUB_STEP_SUMMARY;
    if (!file)
        return;
    await (0,promises_.appendFile)(file, truncateSummary(summary)).catch(() => core/* warning */.$e('The job summary could not be written.'));
}
/** GitHub drops a summary that is larger than 1 MiB. */
function truncateSummary(summary) {
    const bytes = Buffer.from(summary);
    if (bytes.length <= MAX_SUMMARY)
        return summary;
    const whole = bytes.subarray(0, MAX_SUMMARY).toString('utf8');
    const kept = whole.slice(0, whole.lastIndexOf('\n'));
    return `${kept}${closingTags(kept)}\n\nTruncated: GitHub accepts 1 MiB of summary.\n`;
}
/** Closes the block in which a summary was truncated, so that the last line is not part of it. */
function closingTags(kept) {
    const isCode = (kept.match(/^```/gm) ?? []).length % 2 === 1;
    const isFolded = kept.lastIndexOf('<details>') > kept.lastIndexOf('</details>');
    return `${isCode ? '\n```' : ''}${isFolded ? '\n\n</details>' : ''}`;
}


/***/ })

};
