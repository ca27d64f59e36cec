export const id = 517;
export const ids = [517];
export const modules = {

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


/***/ })

};
