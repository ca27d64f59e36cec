export const id = 723;
export const ids = [723];
export const modules = {

/***/ 723:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readCheckout: () => (/* binding */ readCheckout)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7975);
/* harmony import */ var _image_build_context_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2839);
/* harmony import */ var _util_find_program_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4556);
/* harmony import */ var _util_git_env_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1346);
/* harmony import */ var _util_text_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(8805);








/**
 * Runs git. Not by `@actions/exec`: a build reads its checkout before the first request, which loading exec delays by
 * 12 ms, and exec has no timeout.
 */
const run = (0,node_util__WEBPACK_IMPORTED_MODULE_3__.promisify)(node_child_process__WEBPACK_IMPORTED_MODULE_0__.execFile);
/**
 * The checkout may belong to another user. A bare repository inside it is not trusted, and its config starts no program.
 * https://git-scm.com/docs/git-config#Documentation/git-config.txt-safedirectory
 */
const SAFE = ['-c', 'safe.directory=*', '-c', 'safe.bareRepository=explicit', '-c', 'core.fsmonitor=false'];
const HEAD = ['rev-list', '--max-count=1', '--format=%ct', 'HEAD'];
/** Git is killed after this time, in milliseconds. */
const LIMIT_MS = 20_000;
/** How deep submodules may be nested. */
const MAX_NESTING = 20;
/**
 * Reads which commit is checked out where a build's context is. A submodule counts as its superproject.
 * @param env git's environment; the action's inputs are removed from it
 * @param limitMs the longest that a git command may take, in milliseconds
 */
async function readCheckout({ workspace, context }, env, limitMs = LIMIT_MS) {
    const root = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(workspace).catch(() => (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(workspace));
    const isLocal = context !== '' && (0,_image_build_context_js__WEBPACK_IMPORTED_MODULE_4__/* .readRemoteContext */ .A)(context) === null;
    const folder = await nearestFolder(isLocal ? (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(root, context) : root);
    const ceiling = isInside(folder, root) ? (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(root) : null;
    const git = await (0,_util_find_program_js__WEBPACK_IMPORTED_MODULE_5__/* .findProgram */ .K)('git', env.PATH).catch(() => null);
    if (git === null)
        return { checkout: null, problem: 'git is not on the PATH of this runner' };
    const runGit = async (args, cwd) => {
        const options = { cwd, env: (0,_util_git_env_js__WEBPACK_IMPORTED_MODULE_6__/* .gitEnv */ .g)(env, ceiling), timeout: limitMs };
        return (await run(git, [...SAFE, ...args], options)).stdout;
    };
    const isOutside = (above) => ceiling !== null && !isInside(above, root);
    try {
        const { head, at } = await readHead(folder, runGit, isOutside);
        const checkout = parseHead(head);
        const path = ceiling === null ? '' : (0,node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(root, await rootOf(at));
        return {
            checkout: checkout && path !== '' && isInside((0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(root, path), root) ? { ...checkout, folder: path } : checkout,
            problem: null,
        };
    }
    catch (error) {
        return { checkout: null, problem: reasonOf(error, limitMs) };
    }
}
/** Reads HEAD where a folder is; a submodule counts as its superproject, unless that is outside. @returns also where */
async function readHead(folder, runGit, isOutside, nesting = 0) {
    const [head, superproject] = await Promise.all([
        runGit(HEAD, folder),
        runGit(['rev-parse', '--show-superproject-working-tree'], folder),
    ]);
    const above = superproject.trim();
    // a git that does not know the option prints it
    if (!(0,node_path__WEBPACK_IMPORTED_MODULE_2__.isAbsolute)(above) || isOutside(above) || nesting === MAX_NESTING)
        return { head, at: folder };
    return readHead(above, runGit, isOutside, nesting + 1);
}
/** Returns the nearest parent of a folder, or itself, that has a `.git`; the topmost folder where none has. */
async function rootOf(path) {
    for (let folder = path;; folder = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(folder)) {
        const isRoot = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, '.git')).then(() => true, () => false);
        if (isRoot || folder === (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(folder))
            return folder;
    }
}
/** Returns the real path of a folder, or of its nearest parent: a context may be created later. */
async function nearestFolder(path) {
    for (let folder = path;; folder = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(folder)) {
        const real = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(folder).catch(() => null);
        if (real !== null && (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(real)).isDirectory())
            return real;
        if (folder === (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(folder))
            return folder;
    }
}
function isInside(folder, root) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(root, folder);
    return path !== '..' && !path.startsWith('../') && !(0,node_path__WEBPACK_IMPORTED_MODULE_2__.isAbsolute)(path);
}
function parseHead(stdout) {
    const [, commit, seconds] = /^commit ([0-9a-f]{40})\n(\d+)$/.exec(stdout.trim()) ?? [];
    if (!commit || !seconds)
        return null;
    return { commit, time: new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z') };
}
/** Why git failed, in its own words; null if there is no repository. */
function reasonOf(error, limitMs) {
    const { stderr = '', killed = false } = error;
    if (killed)
        return `git did not respond within ${limitMs / 1000} seconds`;
    if (/not a git repository/i.test(stderr))
        return null;
    const firstError = stderr.split('\n').find((line) => /^(fatal|error):/.test(line)) ?? error.message;
    return `git failed: ${(0,_util_text_js__WEBPACK_IMPORTED_MODULE_7__/* .oneLine */ .TN)(firstError.replace(/^(fatal|error): /, ''))}`;
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


/***/ }),

/***/ 1346:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ NO_PROGRAMS),
/* harmony export */   g: () => (/* binding */ gitEnv)
/* harmony export */ });
/* harmony import */ var _child_env_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2920);
/* harmony import */ var _find_program_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4556);


/** Variables that would make git read another repository than the one of its working directory. */
const REDIRECTING = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_COMMON_DIR', 'GIT_INDEX_FILE', 'GIT_OBJECT_DIRECTORY'];
/**
 * Variables with which a git command starts no program that a repository's own configuration names. It fetches nothing:
 * a commit that is missing from a partial clone would be fetched by a command of that configuration.
 * https://git-scm.com/docs/git#Documentation/git.txt-codeGITALLOWPROTOCOLcode
 */
const NO_PROGRAMS = {
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
};
/**
 * Returns the environment for a git command that reads an untrusted checkout.
 * @param env the process's environment; the action's inputs are removed from it
 * @param ceiling the folder above which git looks for no repository; null for no limit
 */
function gitEnv(env, ceiling) {
    const kept = Object.entries((0,_child_env_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutInputs */ .i)(env)).filter(([name]) => !REDIRECTING.includes(name));
    return {
        ...Object.fromEntries(kept),
        ...NO_PROGRAMS,
        PATH: (0,_find_program_js__WEBPACK_IMPORTED_MODULE_0__/* .absolutePath */ .H)(env.PATH),
        GIT_CEILING_DIRECTORIES: ceiling ?? '',
        LC_ALL: 'C',
    };
}


/***/ })

};
