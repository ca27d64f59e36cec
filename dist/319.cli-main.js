export const id = 319;
export const ids = [319,517];
export const modules = {

/***/ 319:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  builderOf: () => (/* binding */ builderOf),
  dockerDeps: () => (/* binding */ dockerDeps),
  dockerFor: () => (/* binding */ dockerFor),
  unknownToDocker: () => (/* binding */ unknownToDocker)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/image/reference.js
var reference = __webpack_require__(8424);
// EXTERNAL MODULE: ./lib/util/git-env.js
var git_env = __webpack_require__(1346);
// EXTERNAL MODULE: ./lib/util/text.js
var util_text = __webpack_require__(8805);
;// CONCATENATED MODULE: ./lib/util/runner-failed.js


/**
 * Returns the error RUNNER_FAILED for a file or folder that could not be written on the runner.
 * @param what a phrase such as `create a temporary folder`
 * @param error what was caught
 */
function runnerFailed(what, error) {
    const { code, message = String(error) } = error;
    const remedy = code === 'ENOENT' || code === 'ENOTDIR'
        ? 'RUNNER_TEMP must be an existing folder: create it, or do not change that variable.'
        : code === 'EACCES' || code === 'EROFS' || code === 'EPERM'
            ? 'RUNNER_TEMP must be a folder that the runner may write to.'
            : 'Free space on the runner and re-run.';
    return new errors/* ActionError */.lZ('RUNNER_FAILED', `Could not ${what} (${(0,util_text/* oneLine */.TN)(message)}). ${remedy}`, error);
}

// EXTERNAL MODULE: ./lib/image/labels.js
var labels = __webpack_require__(7870);
;// CONCATENATED MODULE: ./lib/docker/builder.js

/** The first version of buildx with each feature. */
const SINCE = {
    secretsByEnv: [0, 6],
    attestations: [0, 10],
    annotations: [0, 12],
};
/**
 * Finds what builds a request's image.
 * @throws BUILD_FAILED if the builder does not exist, or does not support one of the inputs
 */
async function findBuilder({ docker: inputs }, docker) {
    const builder = await inspect(inputs, docker);
    const unsupported = unsupportedInputs(inputs, builder);
    if (unsupported.length === 0)
        return builder;
    throw new errors/* ActionError */.lZ('BUILD_FAILED', `Not supported by ${builder.kind} on this runner: ${unsupported.join(', ')}. Set up a builder before this step (docker/setup-buildx-action), or remove these inputs.`);
}
async function inspect(inputs, docker) {
    const version = await docker(['buildx', 'version']);
    if (version.code !== 0)
        return { kind: 'the Docker engine', version: null, nodes: 1 };
    const inspected = await docker(['buildx', 'inspect', ...(inputs.builder ? [inputs.builder] : [])]);
    if (inspected.code !== 0 && inputs.builder)
        throw new errors/* ActionError */.lZ('BUILD_FAILED', `Builder "${inputs.builder}" not found. Create it before this step (docker/setup-buildx-action).`);
    const driver = /^Driver:\s*(\S+)/m.exec(inspected.stdout)?.[1];
    const [, nodes = ''] = inspected.stdout.split(/^Nodes:/m);
    return {
        kind: driver === undefined || driver === 'docker' ? 'buildx (Docker engine)' : 'BuildKit',
        version: parseVersion(version.stdout),
        nodes: Math.max(1, nodes.match(/^Name:/gm)?.length ?? 0),
    };
}
/** Parses `github.com/docker/buildx v0.12.1 30feaa1`; distributions leave the `v` out, and others print 0.0.0. */
function parseVersion(text) {
    const [, major, minor] = /\bv?(\d+)\.(\d+)\.\d+/.exec(text) ?? [];
    return major === undefined || `${major}.${minor}` === '0.0' ? null : [Number(major), Number(minor)];
}
/** Whether buildx has a feature; one of an unknown version has all. */
function supports({ version }, feature) {
    if (version === null)
        return true;
    const [major, minor] = SINCE[feature];
    return version[0] > major || (version[0] === major && version[1] >= minor);
}
/** Returns the version of buildx that has a feature, for a message. */
function versionOf(feature) {
    return `${SINCE[feature].join('.')}.0`;
}
function unsupportedInputs(docker, builder) {
    const isPlain = builder.kind === 'the Docker engine';
    const isEngine = builder.kind !== 'BuildKit';
    const hasProvenance = docker.provenance !== null && docker.provenance !== 'false';
    const hasSbom = docker.sbom !== null && docker.sbom !== 'false';
    const hasSecrets = docker.secrets.length > 0;
    const needs = (feature) => ` (needs buildx ${versionOf(feature)} or newer)`;
    const isOld = !supports(builder, 'attestations');
    const requested = [
        ['several platforms', isEngine && docker.platforms.length > 1],
        ['provenance', isEngine && hasProvenance],
        ['sbom', isEngine && hasSbom],
        [`provenance${needs('attestations')}`, !isEngine && hasProvenance && isOld],
        [`sbom${needs('attestations')}`, !isEngine && hasSbom && isOld],
        ['secrets', isPlain && hasSecrets],
        [`secrets${needs('secretsByEnv')}`, !isPlain && hasSecrets && !supports(builder, 'secretsByEnv')],
        ['cache-to', isPlain && docker.cacheTo.length > 0],
        ['builder', isPlain && docker.builder !== null],
    ];
    return requested.filter(([, is]) => is).map(([what]) => what);
}

// EXTERNAL MODULE: ./lib/image/stamp.js
var stamp = __webpack_require__(8390);
;// CONCATENATED MODULE: ./lib/docker/stamp-labels.js


/** Returns the labels that every build is stamped with. */
function stampLabels(request) {
    return {
        [labels/* LABEL */.d.revision]: request.commit,
        [labels/* LABEL */.d.source]: request.context.source ?? '',
        [labels/* LABEL */.d.created]: request.checkout?.time ?? '',
        // empty if unknown, so that the base image's version is not inherited
        [labels/* LABEL */.d.version]: request.version ?? '',
        [labels/* LABEL */.d.build]: JSON.stringify((0,stamp/* stampOf */.Zs)(request.docker, request.context.workspace, request.checkout?.folder)),
    };
}

;// CONCATENATED MODULE: ./lib/docker/arguments.js



/** Returns the arguments that `docker build` and `docker buildx build` share. */
function commonArgs(request) {
    const { docker } = request;
    const own = docker.labels.filter((label) => !labels/* STAMPED */.V.includes(keyOf(label)));
    const stamped = Object.entries(stampLabels(request)).map(([key, value]) => `${key}=${value}`);
    return [
        ...(docker.file ? ['--file', docker.file] : []),
        ...(docker.target ? ['--target', docker.target] : []),
        ...(docker.platforms.length > 0 ? ['--platform', docker.platforms.join(',')] : []),
        ...docker.buildArgs.flatMap((each) => ['--build-arg', each]),
        ...[...own, ...stamped].flatMap((each) => ['--label', each]),
        ...docker.cacheFrom.flatMap((each) => ['--cache-from', each]),
        ...(docker.pull ? ['--pull'] : []),
        ...(docker.noCache ? ['--no-cache'] : []),
    ];
}
function keyOf(label) {
    return label.split('=')[0]?.trim() ?? '';
}
/** Returns the arguments that only buildx has. */
function buildxArgs({ docker }, builder) {
    const attestations = [
        ...(docker.provenance === null ? [] : ['--provenance', docker.provenance]),
        ...(docker.sbom === null ? [] : ['--sbom', docker.sbom]),
    ];
    return [
        ...(docker.builder ? ['--builder', docker.builder] : []),
        ...docker.cacheTo.flatMap((each) => ['--cache-to', each]),
        // a buildx that has no attestations has none to turn off either
        ...(supports(builder, 'attestations') ? attestations : []),
    ];
}
/**
 * Returns the arguments that set the stamp as annotations: on the index if the build creates one, else on the manifest.
 * https://docs.docker.com/build/metadata/annotations/
 * @param env the environment, of which BUILDX_NO_DEFAULT_ATTESTATIONS is read
 */
function annotationArgs(request, env) {
    const { platforms, provenance, sbom } = request.docker;
    const isAttested = provenance === null ? !/^(1|t|true)$/i.test(env.BUILDX_NO_DEFAULT_ATTESTATIONS ?? '') : provenance !== 'false';
    const isIndex = platforms.length > 1 || isAttested || (sbom !== null && sbom !== 'false');
    const level = isIndex ? 'index' : 'manifest';
    return Object.entries(stampLabels(request)).flatMap(([key, value]) => ['--annotation', `${level}:${key}=${value}`]);
}
/**
 * Returns the stamp as attributes of an output, as fields of CSV: of an index that buildx merges, it takes the
 * annotations from there alone.
 */
function indexAnnotations(request) {
    return Object.entries(stampLabels(request)).map(([key, value]) => {
        const field = `annotation-index.${key}=${value}`;
        return `"${field.replaceAll('"', '""')}"`;
    });
}

// EXTERNAL MODULE: ./lib/registry/errors/response-error.js + 1 modules
var response_error = __webpack_require__(3720);
// EXTERNAL MODULE: ./lib/util/child-env.js
var child_env = __webpack_require__(2920);
// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __webpack_require__(6193);
// EXTERNAL MODULE: ./lib/util/find-program.js
var find_program = __webpack_require__(4556);
;// CONCATENATED MODULE: ./lib/docker/exec.js


/**
 * Runs a program by `@actions/exec`, without a shell and with an empty standard input; prints nothing. exec has no way to
 * end its child: a caller that stops waiting leaves the child running.
 * @param name the program's name, without a folder
 * @returns the exit code; 1 if a signal ended it
 * @throws Error when no absolute folder of the PATH has the program, or it cannot be started
 */
async function execProgram(name, args, { env, onStdout, onStderr }) {
    const program = await (0,find_program/* findProgram */.K)(name, env.PATH);
    // loaded here, so that a run without docker does not load it
    const { exec } = await __webpack_require__.e(/* import() */ 260).then(__webpack_require__.bind(__webpack_require__, 1260));
    const [stdout, stderr] = [decodeTo(onStdout), decodeTo(onStderr)];
    const code = await exec(quote(program), [...args], {
        env: { ...env, PATH: (0,find_program/* absolutePath */.H)(env.PATH) },
        silent: true,
        ignoreReturnCode: true,
        // exec calls `stdin.end(input)`. A callback closes the pipe without a write; an empty Buffer is written, and if the
        // child has exited by then, EPIPE ends this process. Without `input` the pipe stays open, and a reader hangs.
        input: (() => { }),
        listeners: { stdout: stdout.write, stderr: stderr.write },
    });
    stdout.end();
    stderr.end();
    return code ?? 1;
}
/** Quotes a file name: exec takes a command line and splits it into words. */
function quote(file) {
    return `"${file.replaceAll('"', '\\"')}"`;
}
function decodeTo(take) {
    const decoder = new external_node_string_decoder_.StringDecoder('utf8');
    return {
        write: (bytes) => {
            take(decoder.write(bytes));
            // exec keeps an unfinished line and searches all of it at each chunk (40 MB on one line: 14 s): end it
            bytes[bytes.length - 1] = 0x0a;
        },
        end: () => take(decoder.end()),
    };
}

;// CONCATENATED MODULE: ./lib/docker/command.js




const MAX_OUTPUT = 1024 * 1024;
const MAX_TAIL = 4000;
/** After a cancel, a docker command may take this long to finish, in milliseconds; then the run ends without it. */
const GRACE_MS = 1000;
/**
 * Returns a function that runs docker commands. A command that is running when the job is cancelled has a second to finish; it is not
 * ended (docs/design.md, "Cancelled while docker runs").
 * @param env the child's environment; the action's inputs are removed from it
 * @param cancelled aborts when the job is being cancelled
 * @param outputGroup prints a child's output, in which no line is parsed as a workflow command
 */
function dockerCommand(env, cancelled, outputGroup) {
    const run = async (args, childEnv, show) => {
        const cancelledError = (when) => new errors/* ActionError */.lZ('CANCELLED', `Cancelled ${when} docker ${args[0]}.`);
        if (cancelled.aborted)
            throw cancelledError('before');
        const output = collectOutput(show);
        const limit = graceAfter(cancelled);
        try {
            const ended = execProgram('docker', args, { env: childEnv, ...output }).catch((error) => {
                throw noDocker(error);
            });
            const code = await Promise.race([ended, limit.passed]);
            if (cancelled.aborted || code === null)
                throw cancelledError('during');
            return { code, ...output.result() };
        }
        finally {
            limit.clear();
            output.close();
        }
    };
    return (args, { show, env: more } = {}) => {
        const childEnv = { ...(0,child_env/* withoutInputs */.i)(env), ...more };
        return show === undefined
            ? run(args, childEnv, () => { })
            : outputGroup(show, (write) => run(args, childEnv, write));
    };
}
/** Collects the output of both streams, within bounds. */
function collectOutput(show) {
    let [stdout, tail, isOpen] = ['', '', true];
    const onStderr = (text) => {
        // what is printed after the group has ended could be parsed as workflow commands
        if (!isOpen || text === '')
            return;
        tail = (tail + text).slice(-MAX_TAIL);
        show(text);
    };
    const onStdout = (text) => {
        stdout = (stdout + text).slice(0, MAX_OUTPUT);
        onStderr(text);
    };
    const close = () => {
        isOpen = false;
    };
    return { onStdout, onStderr, close, result: () => ({ stdout, tail }) };
}
/** Resolves to null when the grace after a cancel has passed. */
function graceAfter(cancelled) {
    let timer;
    let onAbort = () => { };
    const passed = new Promise((resolve) => {
        onAbort = () => {
            timer = setTimeout(() => resolve(null), GRACE_MS);
        };
        cancelled.addEventListener('abort', onAbort, { once: true });
    });
    const clear = () => {
        clearTimeout(timer);
        cancelled.removeEventListener('abort', onAbort);
    };
    return { passed, clear };
}
function noDocker(cause) {
    return new errors/* ActionError */.lZ('BUILD_FAILED', 'The docker command is not on the PATH of this runner. Use a runner with Docker, or set `digest` to an image that another step has pushed.', cause instanceof Error ? cause : undefined);
}
/**
 * Runs a docker command that must succeed.
 * @param what a phrase used in the error message, such as `push the image`
 * @throws BUILD_FAILED when its exit code is not 0
 */
async function runOrThrow(docker, args, what, options) {
    const result = await docker(args, options);
    if (result.code === 0)
        return result;
    throw new errors/* ActionError */.lZ('BUILD_FAILED', `Docker could not ${what} (exit code ${result.code}): ${outputTail(result.tail)}. See its output in the log.`);
}
/**
 * Returns the end of a command's output as one line of at most 500 characters: the last three lines, or those from the
 * last one that begins with ERROR.
 */
function outputTail(text) {
    const lines = text
        .split(/\r?\n/)
        .map((line) => (0,util_text/* oneLine */.TN)(line))
        .filter(Boolean);
    const last = lines.slice(-3);
    const error = last.findLastIndex((line) => /^error\b/i.test(line));
    return last.slice(Math.max(error, 0)).join(' | ').slice(-500) || 'no output';
}

;// CONCATENATED MODULE: ./lib/docker/refusal.js





/** What docker prints where a registry refuses a push, in the order in which the texts are looked for. */
const REASONS = [
    ['immutable', /immutab|cannot be overwritten|disallowed operation/i],
    ['limited', /toomanyrequests|429 Too Many Requests/i],
    ['full', /quota[^.\n]{0,40} exceeded|exceeds? the configured upper limit/i],
    ['login refused', /token (has|is) expired|ExpiredToken/i],
    ['no push', /insufficient.scope|\bdenied\b|forbidden|(status|HTTP):? 403|not authorized|does not have permission/i],
    ['not logged in', /no basic auth credentials/i],
    ['login refused', /(status|HTTP):? 401|unauthorized|authentication required|incorrect username or password/i],
];
/** A push by buildx, in what it prints at the end; the texts of pulls and of caches are different. */
const PUSH = /failed to push|push access denied|pushing (layers|manifest)|\/blobs\/uploads|PUT request/i;
const NO_PUSH = /pull access denied|exporting cache|load metadata for/i;
const NO_ENGINE = /docker daemon|docker\.sock/i;
const FULL_DISK = /no space left on device|disk quota exceeded/i;
/**
 * Returns the error for a docker command that failed: the registry's refusal of a push, a full disk, an old buildx, or
 * else BUILD_FAILED.
 * @param what a phrase for the message, such as `push ghcr.io/acme/app`
 * @param isPush whether the command only pushes; a build may also fail otherwise
 */
function dockerError(result, image, what, isPush) {
    const failure = `Docker could not ${what} (exit code ${result.code}): ${outputTail(result.tail)}.`;
    const reason = isPush || isFailedPush(result.tail) ? reasonOf(result.tail) : undefined;
    if (reason !== undefined) {
        const name = `Could not push to ${(0,reference/* repositoryName */.aR)(image)}: the registry refused it. ${failure}`;
        return (0,response_error/* reportedError */.k)(reason, image.registry, name);
    }
    if (FULL_DISK.test(result.tail))
        return new errors/* ActionError */.lZ('RUNNER_FAILED', `${failure} Free space on the runner or the builder, and re-run.`);
    const flag = /unknown flag: (--[\w-]+)/.exec(result.tail)?.[1];
    const remedy = flag
        ? `This buildx does not know ${flag}. Update it to ${MINIMUM} or newer (docker/setup-buildx-action).`
        : 'See its output in the log.';
    const why = isPush ? undefined : lastError(result.tail);
    return new errors/* ActionError */.lZ('BUILD_FAILED', `${failure} ${remedy}`, undefined, why ? { title: `Build failed: ${why}` } : {});
}
/** The longest reason in a title, in characters. */
const MAX_TITLE = 120;
/** What docker's last line says, where it is an error, without the steps that it went through. */
function lastError(output) {
    const last = (0,util_text/* oneLine */.TN)(output.trimEnd().split('\n').at(-1) ?? '');
    const text = /^ERROR: (?:failed to [a-z ]+: )*(.+)$/.exec(last)?.[1];
    return text !== undefined && text.length <= MAX_TITLE ? text : undefined;
}
/** The version of buildx that has all flags. */
const MINIMUM = '0.12.0';
/** Whether a build failed at its push: the step that failed is named between dashes at the end. */
function isFailedPush(output) {
    const step = [...output.matchAll(/^ ?> (.+):\s*$/gm)].at(-1)?.[1];
    if (step !== undefined)
        return /exporting to image/.test(step) || (PUSH.test(output) && !NO_PUSH.test(step));
    const last = output.trimEnd().split('\n').slice(-3).join('\n');
    return PUSH.test(output) && !NO_PUSH.test(last);
}
function reasonOf(output) {
    if (NO_ENGINE.test(output))
        return undefined;
    const end = output.trimEnd().split('\n').slice(-6).join('\n');
    return REASONS.find(([, text]) => text.test(end))?.[0];
}

// EXTERNAL MODULE: ./lib/docker/secrets.js
var docker_secrets = __webpack_require__(2517);
;// CONCATENATED MODULE: ./lib/docker/build.js










/**
 * Builds the commit and pushes it, by digest if the builder supports it.
 * @param tag the commit tag, for a builder that can push only by tag
 * @returns the digest in the registry; null if nothing was pushed: `push` is false, or another run set the tag first
 * @throws BUILD_FAILED when docker fails, is missing, or does not support one of the inputs
 * @throws FORBIDDEN, UNAUTHORIZED, TAG_IMMUTABLE, RATE_LIMITED or REGISTRY_REFUSED when the registry refuses the push
 * @throws INPUT_INVALID when a build argument without a value is not in the environment
 * @throws CANCELLED when the job is being cancelled
 */
async function buildImage(request, image, tag, deps) {
    checkBuildArgs(request, deps.env);
    const builder = await findBuilder(request, deps.docker);
    deps.log(`Building commit ${request.commit} with ${builder.kind}`);
    const secrets = (0,docker_secrets/* secretArgs */.s)(request);
    const env = {
        ...secrets.env,
        ...epoch(request),
        // buildx runs git in the checkout for the provenance; the engine's own client clones with it
        ...(builder.kind === 'the Docker engine' ? {} : git_env/* NO_PROGRAMS */.E),
        DOCKER_BUILDKIT: builder.kind === 'the Docker engine' ? '0' : '1',
    };
    const run = async (args, isExpected = () => false) => {
        const result = await deps.docker(args, { show: 'docker build', env });
        if (result.code !== 0 && !isExpected(result))
            throw dockerError(result, image, `build ${(0,reference/* repositoryName */.aR)(image)}:${tag}`, false);
        return result;
    };
    const build = { request, image, builder, deps, run };
    return builder.kind === 'BuildKit' ? withBuildKit(build, secrets.args) : withEngine(build, secrets.args, tag);
}
/** Docker leaves out an argument without a value that is not in the environment, and the image would lack it. */
function checkBuildArgs({ docker }, env) {
    const missing = docker.buildArgs.filter((each) => !each.includes('=') && env[each] === undefined);
    if (missing.length === 0)
        return;
    throw new errors/* ActionError */.lZ('INPUT_INVALID', `build-args: ${missing.join(', ')} has no value, and no environment variable of that name is set. Write NAME=value, or set the variable in the step's env.`);
}
function epoch({ checkout }) {
    return checkout ? { SOURCE_DATE_EPOCH: String(Date.parse(checkout.time) / 1000) } : {};
}
async function withBuildKit(build, secrets) {
    const { request, builder, deps } = build;
    const args = [
        'buildx',
        'build',
        ...commonArgs(request),
        ...buildxArgs(request, builder),
        ...stampArgs(build),
        ...secrets,
    ];
    if (!request.push) {
        await build.run([...args, '--', request.docker.context]);
        return null;
    }
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(deps.temp, 'metadata-')).catch((error) => {
        throw runnerFailed('create a temporary folder', error);
    });
    try {
        const metadata = (0,external_node_path_.join)(folder, 'metadata.json');
        await buildAndPush(build, [...args, '--metadata-file', metadata]);
        const digest = digestIn(await (0,promises_.readFile)(metadata, 'utf8').catch(() => ''));
        if (typeof digest === 'string' && (0,reference/* isDigest */.Bc)(digest))
            return digest;
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
    throw new errors/* ActionError */.lZ('BUILD_FAILED', `The build of ${(0,reference/* repositoryName */.aR)(build.image)} did not report the digest that it pushed. Update buildx, or set up a builder with docker/setup-buildx-action.`);
}
/** The stamp as annotations, if buildx can set them. */
function stampArgs({ request, builder, deps }) {
    if (supports(builder, 'annotations'))
        return annotationArgs(request, deps.env);
    deps.notice(`buildx ${builder.version?.join('.')} cannot set annotations (buildx ${versionOf('annotations')} can): the image has its commit and version as labels only.`);
    return [];
}
/** A digest that no image has. */
const NO_DIGEST = `sha256:${'0'.repeat(64)}`;
/** What BuildKit says to a name with a digest, where it pushes the image itself. */
const ONE_NODE = /can't push tagged ref/;
/**
 * Builds the image and pushes it by digest. If several nodes build the platforms, buildx merges them into an index and
 * pushes that by the given name: a name alone would move `latest` (docker/buildx#177). With any digest in the name,
 * buildx puts the index's own there, and no tag moves.
 */
async function buildAndPush(build, args) {
    const { request, image, builder } = build;
    const hasSeveralNodes = builder.nodes > 1 && request.docker.platforms.length > 1;
    const name = (0,reference/* repositoryName */.aR)(image);
    const push = (reference, more = []) => {
        const insecure = request.plainHttp ? ',registry.insecure=true' : '';
        const output = `type=image,name=${reference},push-by-digest=true,name-canonical=true,push=true${insecure}`;
        return [...args, '--output', [output, ...more].join(','), '--', request.docker.context];
    };
    if (hasSeveralNodes) {
        const merging = push(`${name}@${NO_DIGEST}`, indexAnnotations(request));
        const merged = await build.run(merging, ({ tail }) => ONE_NODE.test(tail));
        if (merged.code === 0)
            return;
        // one node builds all platforms: it pushes by digest, and has everything in its cache
    }
    await build.run(push(name));
}
/** Returns the digest in buildx's metadata; null if it is missing. */
function digestIn(metadata) {
    try {
        return JSON.parse(metadata)?.['containerimage.digest'] ?? null;
    }
    catch {
        return null;
    }
}
async function withEngine(build, secrets, tag) {
    const { request, image, builder, deps } = build;
    const name = `${(0,reference/* repositoryName */.aR)(image)}:${tag}`;
    const isBuildx = builder.kind === 'buildx (Docker engine)';
    const command = isBuildx ? ['buildx', 'build', '--load', ...buildxArgs(request, builder)] : ['build'];
    await build.run([...command, ...commonArgs(request), ...secrets, '--tag', name, '--', request.docker.context]);
    if (!request.push)
        return null;
    if (!(await deps.isTagFree()))
        return null;
    const pushed = await deps.docker(['push', name], { show: 'docker push' });
    if (pushed.code !== 0)
        throw dockerError(pushed, image, `push ${name}`, true);
    const digest = /digest: (sha256:[0-9a-f]{64})/.exec(pushed.stdout)?.[1];
    if (digest)
        return digest;
    throw new errors/* ActionError */.lZ('BUILD_FAILED', `docker push of ${name} did not report a digest. Update Docker.`);
}

// EXTERNAL MODULE: ./lib/registry/auth/credential-encodings.js
var credential_encodings = __webpack_require__(7778);
// EXTERNAL MODULE: ./lib/registry/auth/docker-config.js
var docker_config = __webpack_require__(4875);
;// CONCATENATED MODULE: ./lib/docker/config.js




/**
 * Writes a copy of docker's config with some credentials added, for the docker command line. Credentials never appear in
 * its arguments, and the user's own config is not changed.
 * https://docs.docker.com/reference/cli/docker/login/#credential-stores
 * @param folder docker's own config folder, or null
 * @param copy the folder for the copy, which is replaced; the caller removes it
 * @param credentials by registry
 * @param inline the value of DOCKER_AUTH_CONFIG, or null
 * @returns the environment variables that make docker use the copy
 */
async function dockerConfigWith(folder, copy, credentials, inline = null) {
    await (0,promises_.rm)(copy, { recursive: true, force: true });
    await (0,promises_.mkdir)(copy, { recursive: true, mode: 0o700 });
    // contexts, builders and plugins are found through the copy as through the original
    const entries = folder === null ? [] : await (0,promises_.readdir)(folder).catch(() => []);
    for (const entry of entries.filter((name) => name !== 'config.json'))
        await (0,promises_.symlink)((0,external_node_path_.join)(folder ?? '', entry), (0,external_node_path_.join)(copy, entry));
    const config = folder === null ? {} : await readConfig((0,external_node_path_.join)(folder, 'config.json'));
    const keys = [...credentials.keys()].map(docker_config/* serverKey */.Pd);
    const merged = {
        ...config,
        auths: { ...config.auths, ...byKey(credentials, entryOf) },
        // an empty helper makes docker read a registry's entry in auths, whatever credsStore says
        credHelpers: { ...config.credHelpers, ...Object.fromEntries(keys.map((key) => [key, ''])) },
    };
    await (0,promises_.writeFile)((0,external_node_path_.join)(copy, 'config.json'), JSON.stringify(merged), { mode: 0o600 });
    if (inline === null)
        return { DOCKER_CONFIG: copy };
    // docker reads the inline config before any file, and rejects one that has an entry without "auth"
    const before = parse(inline);
    const auths = { ...before.auths, ...byKey(credentials, inlineEntryOf) };
    for (const [key, entry] of Object.entries(auths))
        if (entry === undefined)
            delete auths[key];
    return { DOCKER_CONFIG: copy, DOCKER_AUTH_CONFIG: JSON.stringify({ ...before, auths }) };
}
function byKey(credentials, make) {
    return Object.fromEntries([...credentials].map(([registry, credential]) => [(0,docker_config/* serverKey */.Pd)(registry), make(credential)]));
}
/** A credential in the form of docker's config. */
function entryOf(credential) {
    if (credential.kind === 'identity')
        return { identitytoken: credential.token };
    if (credential.kind === 'bearer')
        return { registrytoken: credential.token };
    return { auth: (0,credential_encodings/* basicEncoded */.L)(credential) };
}
function inlineEntryOf(credential) {
    return credential.kind === 'basic' ? entryOf(credential) : undefined;
}
async function readConfig(file) {
    return parse(await (0,promises_.readFile)(file, 'utf8').catch(() => ''));
}
function parse(text) {
    try {
        return (JSON.parse(text) ?? {});
    }
    catch {
        return {};
    }
}

// EXTERNAL MODULE: ./lib/image/manifest.js
var image_manifest = __webpack_require__(4252);
// EXTERNAL MODULE: ./lib/util/memoize.js
var memoize = __webpack_require__(7468);
;// CONCATENATED MODULE: ./lib/docker/tag.js






/**
 * Checks whether docker pull, docker tag and docker push keep an image's digest. Docker keeps one platform of an index,
 * and serialises a manifest again.
 * @returns a warning and the error DIGEST_MISMATCH for the run; null if the digest is kept
 * @throws REGISTRY_REFUSED as `readManifest`
 */
function dockerTagProblem(image, target) {
    if (isAsDockerWrites(target))
        return null;
    const isIndex = (0,image_manifest/* isIndexType */.$U)(target.mediaType);
    const platforms = isIndex ? (0,image_manifest/* readManifest */.WI)(target).entries.flatMap(({ platform }) => platform ?? []) : [];
    const form = target.mediaType === image_manifest/* MEDIA_TYPES */.Z2.dockerManifest ? 'a manifest in another format than' : 'no manifest in';
    const why = isIndex
        ? `it is an index of ${platforms.length} platforms (${platforms.join(', ')}), of which docker pull and docker push keep one`
        : `it is ${form} Docker's own, and docker push rewrites it`;
    const name = `${(0,reference/* repositoryName */.aR)(image)}@${target.digest}`;
    return {
        warning: `transport: docker would change ${name}: ${why}.`,
        problem: new errors/* ActionError */.lZ('DIGEST_MISMATCH', `${name} cannot be tagged with transport: docker: ${why}, so its digest would change. Use transport: registry (the default), which only moves the tag.`),
    };
}
/**
 * Whether a manifest is, byte for byte, what docker push writes.
 * https://github.com/distribution/distribution/blob/v2.8.3/manifest/schema2/manifest.go
 */
function isAsDockerWrites(manifest) {
    if (manifest.mediaType !== image_manifest/* MEDIA_TYPES */.Z2.dockerManifest)
        return false;
    const descriptor = ({ mediaType, size, digest }) => ({ mediaType, size, digest });
    try {
        const { schemaVersion, mediaType, config, layers } = JSON.parse(manifest.bytes.toString('utf8'));
        const own = { schemaVersion, mediaType, config: descriptor(config), layers: layers.map(descriptor) };
        return manifest.bytes.equals(Buffer.from(JSON.stringify(own, null, 3)));
    }
    catch {
        return false;
    }
}
/**
 * Sets tags by docker pull, docker tag and docker push. Each image is pulled once.
 * @param registry restores a tag for which docker pushed another image
 * @returns a function that sets one tag
 * @throws DIGEST_MISMATCH when docker pushed another digest, FORBIDDEN and the like when the registry refuses the push,
 *   BUILD_FAILED when a docker command fails otherwise, CANCELLED when the job is being cancelled
 */
function dockerTagger(docker, registry) {
    const pulled = new Map();
    return async (image, tag, manifest) => {
        const source = `${(0,reference/* repositoryName */.aR)(image)}@${manifest.digest}`;
        const name = `${(0,reference/* repositoryName */.aR)(image)}:${tag}`;
        const pull = (0,memoize/* memoizeAsync */.T)(pulled, source, () => runOrThrow(docker, ['pull', source], `pull ${source}`));
        const [before] = await Promise.all([registry.get(image, tag), pull]);
        await runOrThrow(docker, ['tag', source, name], `tag ${source} as ${name}`);
        const pushed = await docker(['push', name]);
        if (pushed.code !== 0)
            throw dockerError(pushed, image, `push ${name}`, true);
        const digest = /digest: (sha256:[0-9a-f]{64})/.exec(pushed.stdout)?.[1];
        if (digest === manifest.digest)
            return;
        if (before)
            await registry.put(image, tag, before);
        const now = before ? 'The tag was restored' : `The tag ${tag} is new: delete it by hand`;
        throw new errors/* ActionError */.lZ('DIGEST_MISMATCH', `docker push of ${name}: expected ${manifest.digest}, got ${digest ?? 'no digest'}. ${now}. Use transport: registry (the default).`);
    };
}

// EXTERNAL MODULE: ./lib/registry/auth/credentials.js + 1 modules
var auth_credentials = __webpack_require__(8665);
// EXTERNAL MODULE: ./lib/request/request.js
var request_request = __webpack_require__(2060);
// EXTERNAL MODULE: ./lib/world.js + 21 modules
var world = __webpack_require__(9807);
;// CONCATENATED MODULE: ./lib/docker-tools.js











/**
 * Returns what the pipeline needs of docker: the builder of a build, the tagger where docker sets the tags.
 * @throws as `dockerFor`
 */
async function dockerDeps(request, world, reporter) {
    const docker = await dockerFor(request, world, reporter);
    const isTagger = request.transport === 'docker';
    return {
        ...(isTagger ? { putTag: dockerTagger(docker.command, world.registry), review: dockerTagProblem } : {}),
        ...(request.mode === 'build' ? { build: builderOf(request, docker, reporter) } : {}),
    };
}
/**
 * Sets up docker with the credentials that its own config lacks.
 * @throws RUNNER_FAILED when its temporary files cannot be written
 */
async function dockerFor(request, world, { group }) {
    const temp = privateFolder(world.env);
    const { env, cancel } = world;
    // a build that is not pushed needs no credentials
    if (request.mode === 'build' && !request.push)
        return { temp, env, command: dockerCommand(env, cancel.reads, group) };
    const credentials = await unknownToDocker(request, env);
    const engine = dockerCommand(await envWith(credentials.engine, env, (0,external_node_path_.join)(temp, 'docker-config')), cancel.reads, group);
    const isSame = credentials.build.size === credentials.engine.size;
    if (request.mode !== 'build' || isSame)
        return { temp, env, command: engine };
    const build = dockerCommand(await envWith(credentials.build, env, (0,external_node_path_.join)(temp, 'build-config')), cancel.reads, group);
    return { temp, env, command: (args, options) => (args[0] === 'push' ? engine : build)(args, options) };
}
/**
 * Returns the function that builds a request's image with docker.
 * @returns a function that throws as `buildImage`
 */
function builderOf(request, { command, temp, env }, { info: log, notice }) {
    return (image, tag, isTagFree) => buildImage(request, image, tag, { docker: command, temp, env, log, notice, isTagFree });
}
/** Returns the environment of docker with credentials added to its config, in a folder of its own. */
async function envWith(credentials, env, folder) {
    if (credentials.size === 0)
        return env;
    const places = (0,auth_credentials/* placesFrom */.X)(env);
    const added = await dockerConfigWith(places.folder, folder, credentials, places.inline).catch((error) => {
        throw runnerFailed("write docker's credentials", error);
    });
    return { ...env, ...added };
}
/**
 * Returns the credentials to add to docker's config for a run.
 * @throws the errors of `Credentials.find`
 */
async function unknownToDocker(request, env) {
    const logins = new auth_credentials/* Credentials */.J((0,auth_credentials/* placesFrom */.X)(env));
    const [engine, build] = [new Map(), new Map()];
    // docker writes tags where the environments are; copies use the registry's API
    const images = (0,request_request/* destinationsOf */.Nu)(request);
    const accessTo = (0,world/* accessOf */.YK)(request);
    for (const image of images) {
        const { registry } = image;
        if (engine.has(registry))
            continue;
        // docker itself reports a broken config or helper, if it needs it
        const isGiven = (0,world/* ownInput */.tE)(registry, request) !== null;
        const isKnown = !isGiven && (await logins.docker(registry).catch(() => undefined)) !== null;
        const actions = accessTo(image).split(',');
        const scoped = isGiven ? null : await logins.scoped(registry, image.repository, actions).catch(() => null);
        // docker's login may be right for the other images
        const isAlone = images.filter((each) => each.registry === registry).length === 1;
        if (isKnown && !(scoped && isAlone))
            continue;
        const credential = await (0,world/* credentialFor */.FX)(image, request, logins);
        if (credential === null)
            continue;
        engine.set(registry, credential);
        if (scoped === null)
            build.set(registry, credential);
    }
    return { engine, build };
}
/**
 * Makes a folder that only this user can read, for files that docker reads. It is removed when the process ends.
 * @returns its path
 * @throws RUNNER_FAILED when RUNNER_TEMP is missing, full or not writable
 */
function privateFolder(env) {
    const folder = makeFolder(env.RUNNER_TEMP || (0,external_node_os_.tmpdir)());
    process.on('exit', () => (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true }));
    return folder;
}
function makeFolder(parent) {
    try {
        return (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(parent, 'build-once-promote-'));
    }
    catch (error) {
        throw runnerFailed('create a temporary folder', error);
    }
}


/***/ }),

/***/ 2517:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   provenanceWarnings: () => (/* binding */ provenanceWarnings),
/* harmony export */   s: () => (/* binding */ secretArgs),
/* harmony export */   secretMasks: () => (/* binding */ secretMasks)
/* harmony export */ });
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8424);
/* harmony import */ var _request_docker_inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(459);


/** A secret with fewer characters is not masked. */
const MIN_LENGTH = 6;
/** Words of this length or more that are settings, not secrets. */
const COMMON = new Set(`canary darwin debian default develop development disabled docker enabled external false github internal latest
  linux/amd64 linux/arm64 localhost master nightly nodejs preview private production public python release sandbox
  stable staging testing trace ubuntu undefined verbose warning windows`.split(/\s+/));
/**
 * Returns the arguments and the environment variables by which buildx gets the secrets: they are neither on the command
 * line nor in a file that a killed job would leave.
 * https://docs.docker.com/reference/cli/docker/buildx/build/#secret
 */
function secretArgs({ docker }) {
    const env = {};
    // a variable may be no longer than the input, which was one, too: the name is short
    const args = docker.secrets.flatMap((secret, index) => {
        const { id, value } = split(secret);
        env[`BOP_SECRET_${index}`] = value;
        return ['--secret', `id=${id},env=BOP_SECRET_${index}`];
    });
    return { args, env };
}
/**
 * Returns the texts of the secrets that are masked, line by line as the runner masks. A runner holds back every output
 * that contains a masked text: a short or common word, and what this run reports anyway, are not masked.
 * @returns `masks`, and `warnings` about secrets of which nothing is masked
 */
function secretMasks(request) {
    const reported = reportedTexts(request);
    const isMasked = (line) => {
        const text = line.trim().toLowerCase();
        return text.length >= MIN_LENGTH && !COMMON.has(text) && !reported.some((each) => each.includes(text));
    };
    const secrets = request.docker.secrets.map(split);
    const masks = secrets.flatMap(({ value }) => value.split(/\r?\n|\r/).filter(isMasked));
    const unmasked = secrets.filter(({ value }) => value.trim() !== '' && !value.split(/\r?\n|\r/).some(isMasked));
    const warnings = unmasked.map(({ id }) => `secrets: the value of ${id} is not masked in the log: it is short, a common word or part of a name that this run reports, and the runner would hold back every output that contains it. Use build-args for values that are not secret.`);
    return { masks, warnings };
}
/** Warnings about build arguments that look like secrets and are published in the provenance. */
function provenanceWarnings({ docker }) {
    const names = (0,_request_docker_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .publishedSecrets */ .kU)(docker);
    if (names.length === 0)
        return [];
    return [
        `build-args: ${names.join(', ')} looks like a secret, and provenance publishes all build arguments with the image. Use secrets, or provenance: mode=min.`,
    ];
}
function split(secret) {
    const at = secret.indexOf('=');
    return { id: secret.slice(0, at), value: secret.slice(at + 1) };
}
/** What the outputs of this run contain, in lower case. */
function reportedTexts({ image, version, commit, environment, stages, tags, context }) {
    const texts = [
        (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryName */ .aR)(image),
        version,
        commit,
        environment,
        ...stages,
        ...tags,
        context.source,
        context.actor,
    ];
    return texts.flatMap((text) => (text ? [text.toLowerCase()] : []));
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
