export const id = 292;
export const ids = [292];
export const modules = {

/***/ 1911:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   askHelper: () => (/* binding */ askHelper)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(452);
/* harmony import */ var _util_child_env_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2920);
/* harmony import */ var _util_find_program_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4556);
/* harmony import */ var _docker_config_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4875);





/** Output of helpers without a credential: the library's message, and those of keychains that some helpers print. */
const NOT_FOUND = /credentials not found in native keychain|specified item could not be found in the keychain|^Element not found\.?$/i;
const LIMIT_MS = 30_000;
const MAX_OUTPUT = 64 * 1024;
const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);
/** running helpers; null before the first one starts */
let running = null;
/**
 * Gets a server's credential from a credential helper: runs it with `get`, writes the server's name to its standard
 * input, and reads JSON from its standard output. https://github.com/docker/docker-credential-helpers#development
 * @param name the suffix of the program's name, after `docker-credential-`
 * @param server the key of the credential, as in docker's config
 * @param place the config that names the helper, used in error messages
 * @param env the helper's environment; inputs of the action, and relative or empty entries of its PATH, are removed
 * @param limitMs the time limit, in milliseconds
 * @returns null if it has no credential for this server
 * @throws INPUT_INVALID when it is not in an absolute folder of the PATH, fails, returns something else, or exceeds the
 *   limit
 */
async function askHelper(name, server, place, env, limitMs = LIMIT_MS) {
    const program = `docker-credential-${name}`;
    const problem = (why) => new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('INPUT_INVALID', `The credential helper ${program}, named in ${place}, ${why}.`);
    // the message must not quote it: it may be a secret in the wrong place
    if (!/^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/.test(name))
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('INPUT_INVALID', `A credential helper in ${place} has a name that is not a valid program name. Fix or remove it.`);
    const file = await (0,_util_find_program_js__WEBPACK_IMPORTED_MODULE_2__/* .findProgram */ .K)(program, env.PATH).catch(() => {
        throw problem('is not on the PATH. Install it, or remove it from the config');
    });
    const { code, stdout, stderr } = await run(file, server, env, limitMs, problem);
    if (code !== 0) {
        if ([stdout, stderr].some((text) => NOT_FOUND.test(text.trim())))
            return null;
        throw problem(`failed for ${server} (exit code ${code}). Run it by hand to see the reason`);
    }
    // some exit with 0 without a credential
    if (NOT_FOUND.test(stdout.trim()))
        return null;
    const answer = parsed(stdout);
    if (answer === null)
        throw problem('returned something that is not a JSON object. Run it by hand to see its output');
    const [username, secret] = [(0,_docker_config_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(answer, 'Username'), (0,_docker_config_js__WEBPACK_IMPORTED_MODULE_3__/* .field */ .ZZ)(answer, 'Secret')];
    if (typeof secret !== 'string' || secret === '')
        return null;
    if (username === '<token>')
        return { kind: 'identity', token: secret };
    return { kind: 'basic', username: typeof username === 'string' ? username : '', password: secret };
}
function parsed(text) {
    try {
        const answer = JSON.parse(text);
        return typeof answer === 'object' && !Array.isArray(answer) ? answer : null;
    }
    catch {
        return null;
    }
}
/** Kills the helper when this process exits, so that a cancelled run leaves none behind. */
function watch(child) {
    if (running === null) {
        const children = new Set();
        process.once('exit', () => {
            for (const each of children)
                each.kill('SIGKILL');
        });
        running = children;
    }
    running.add(child);
    child.once('close', () => running?.delete(child));
}
function run(file, server, env, limitMs, problem) {
    // loaded here, because most runs have no helper
    const { spawn } = require('node:child_process');
    const childEnv = { ...(0,_util_child_env_js__WEBPACK_IMPORTED_MODULE_4__/* .withoutInputs */ .i)(env), PATH: (0,_util_find_program_js__WEBPACK_IMPORTED_MODULE_2__/* .absolutePath */ .H)(env.PATH) };
    return new Promise((resolve, reject) => {
        const child = spawn(file, ['get'], { env: childEnv, stdio: ['pipe', 'pipe', 'pipe'] });
        const late = problem(`did not respond within ${limitMs / 1000} s. Run it by hand to see the reason`);
        // spawn's own timeout would keep this process alive if the program cannot be started
        const timer = setTimeout(() => {
            child.kill('SIGKILL');
            // a grandchild may keep the pipes open
            child.stdout.destroy();
            child.stderr.destroy();
            reject(late);
        }, limitMs).unref();
        watch(child);
        const output = { stdout: '', stderr: '' };
        for (const name of ['stdout', 'stderr'])
            child[name].setEncoding('utf8').on('data', (chunk) => {
                output[name] = (output[name] + chunk).slice(0, MAX_OUTPUT);
            });
        // EPIPE if the helper does not read its input
        child.stdin.on('error', () => { });
        child.once('error', ({ code }) => reject(problem(`cannot be started (${code}). Run it by hand to see the reason`)));
        child.once('close', (code, signal) => {
            clearTimeout(timer);
            if (signal)
                reject(problem(`was killed by ${signal}. Run it by hand to see the reason`));
            else
                resolve({ code, ...output });
        });
        child.stdin.end(server);
    });
}


/***/ }),

/***/ 2920:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ withoutInputs)
/* harmony export */ });
/** Returns the environment for a child process: without the action's inputs, which may hold secrets. */
function withoutInputs(env) {
    return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('INPUT_')));
}


/***/ }),

/***/ 4556:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ absolutePath),
/* harmony export */   K: () => (/* binding */ findProgram)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);



/**
 * Returns a PATH without relative and empty entries: these would find programs in the working directory, which may be
 * the checkout.
 */
function absolutePath(path = '') {
    return path
        .split(node_path__WEBPACK_IMPORTED_MODULE_2__.delimiter)
        .filter((folder) => (0,node_path__WEBPACK_IMPORTED_MODULE_2__.isAbsolute)(folder))
        .join(node_path__WEBPACK_IMPORTED_MODULE_2__.delimiter);
}
/**
 * Finds a program in the absolute folders of a PATH.
 * @param name the program's name, without a folder
 * @returns its absolute file name
 * @throws Error when no absolute folder has an executable file of that name
 */
async function findProgram(name, path) {
    for (const folder of absolutePath(path).split(node_path__WEBPACK_IMPORTED_MODULE_2__.delimiter)) {
        const file = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, name);
        if (folder !== '' && (await isExecutable(file)))
            return file;
    }
    throw new Error(`${name} is not on the PATH`);
}
async function isExecutable(file) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.access)(file, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK);
        return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(file)).isFile();
    }
    catch {
        return false;
    }
}


/***/ })

};
