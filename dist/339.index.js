export const id = 339;
export const ids = [339];
export const modules = {

/***/ 3720:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  otherHostError: () => (/* binding */ otherHostError),
  k: () => (/* binding */ reportedError),
  responseError: () => (/* binding */ responseError),
  tokenError: () => (/* binding */ tokenError)
});

// UNUSED EXPORTS: reasonOf

// EXTERNAL MODULE: ./lib/errors.js
var errors = __webpack_require__(452);
// EXTERNAL MODULE: ./lib/util/text.js
var util_text = __webpack_require__(8805);
// EXTERNAL MODULE: ./lib/registry/errors/error-body.js
var error_body = __webpack_require__(5258);
;// CONCATENATED MODULE: ./lib/registry/errors/remedies.js
const MOVING = 'the tags that move (environments, their -history, latest, 1.2)';
const GENERAL = {
    immutable: `Exclude ${MOVING} from the immutability rule.`,
    missing: 'Check the name. If the registry requires it, create the repository first.',
    'no push': 'Grant the account permission to push to this repository. If the repository does not exist yet, create it first.',
    'no read': 'Grant the account permission to read this repository. If the repository does not exist yet, create it or push a first image.',
    'not logged in': 'Log in to this registry before this step.',
    'login refused': 'Check the username and password, or log in to this registry again before this step. Some registries return this for a repository that does not exist yet; create it first.',
    limited: 'Wait, then re-run.',
    'limited, not logged in': 'Log in before this step to get a higher limit, or wait and re-run.',
    full: 'The quota or the storage is used up. Delete unused images or raise the limit; freeing storage may need a garbage collection.',
    locked: 'The registry, the repository or the tag is locked or read-only. Unlock it, or wait until a garbage collection has finished (distribution: storage.maintenance.readonly).',
    'part missing': 'The repository lacks content that this manifest lists: a clean-up deleted it, or a copy was incomplete. Rebuild or copy the image again.',
    conflict: 'Another client is writing the same tag or content. Re-run when it has finished.',
    format: 'The registry does not support this kind of manifest. See docs/registries.md for the supported ones.',
    'too large': 'The request exceeds a size limit of the registry or of a proxy in front of it. Raise that limit.',
    unavailable: 'Re-run when it is available again.',
    refused: 'Check that this is an OCI registry, and check its log.',
};
const ECR = {
    immutable: `Set imageTagMutability to IMMUTABLE_WITH_EXCLUSION (aws ecr put-image-tag-mutability) with filters for ${MOVING}.`,
    missing: 'Create it: aws ecr create-repository --repository-name NAME. Or add a repository creation template with CREATE_ON_PUSH, so that a push creates it.',
    'no push': 'Allow the role ecr:BatchCheckLayerAvailability, InitiateLayerUpload, UploadLayerPart, CompleteLayerUpload, PutImage, BatchGetImage and GetDownloadUrlForLayer on this repository (and CreateRepository if a push creates it).',
    'no read': 'Allow the role ecr:BatchGetImage, GetDownloadUrlForLayer and ListImages on this repository. For a repository of another account, allow it in its repository policy too.',
    'not logged in': 'Log in with aws-actions/amazon-ecr-login before this step. Check the account and the region in the host name.',
    'login refused': 'A login to ECR expires after 12 hours and is valid for one region. Run aws-actions/amazon-ecr-login again in this job.',
    locked: 'ECR returns this for some referrer manifests (aws/containers-roadmap#2783). Exclude them from a copy with "with: image".',
    full: 'An ECR quota is used up (images per repository, tags per image). Add a lifecycle policy, or request an increase in Service Quotas.',
};
const BY_VENDOR = {
    ghcr: {
        missing: 'Check the name (lower case only). The first push creates the package.',
        'no push': 'Give the job "permissions: packages: write". If the package exists, connect it to this repository, or add the repository under "Manage Actions access" in the package\'s settings with the role Write.',
        'no read': 'Give the job "permissions: packages: read", and add this repository under "Manage Actions access" in the package\'s settings. GitHub returns the same for a package that does not exist; push a first image.',
        'not logged in': 'Give the job "permissions: packages: write", and log in with docker/login-action (github.actor, GITHUB_TOKEN).',
        'login refused': 'Use GITHUB_TOKEN, or a classic personal access token with write:packages that is authorized for the organization (SSO). Fine-grained tokens are not supported.',
    },
    hub: {
        immutable: `In the repository's settings on hub.docker.com choose "Specific tags are immutable" with a pattern that excludes ${MOVING}.`,
        missing: 'Create the repository on hub.docker.com.',
        'no push': 'Use an access token with Read & Write (and Delete, if the message says that overwriting requires a delete scope) of an account with push permission. If the repository does not exist yet, create it on hub.docker.com. A plan with no private repositories left gives the same refusal.',
        'no read': 'Use an access token with read permission for this repository. If it does not exist yet, create it on hub.docker.com.',
        'login refused': 'Docker Hub returns the same for a repository that does not exist: if it is new, create it on hub.docker.com. Otherwise check the username and that the access token has Read & Write. Log in without naming a registry, so that the login is for docker.io.',
        limited: 'The pull limit of this account is used up. Wait (it is counted over six hours), or use a plan with a higher limit.',
        'limited, not logged in': 'Log in to docker.io before this step. Without a login, the limit is counted per IP address, which runners share.',
    },
    ecr: ECR,
    'ecr-public': {
        missing: 'Create it: aws ecr-public create-repository --region us-east-1 --repository-name NAME.',
        'no push': 'Allow the role the ecr-public actions for pushing, and sts:GetServiceBearerToken.',
        'not logged in': 'Log in with aws-actions/amazon-ecr-login, registry-type: public, aws-region: us-east-1.',
        'login refused': 'A login to ECR Public expires after 12 hours and must use us-east-1. Run aws-actions/amazon-ecr-login (registry-type: public) again.',
        'limited, not logged in': 'Log in with aws-actions/amazon-ecr-login, registry-type: public, to get a higher limit.',
    },
    gar: {
        immutable: 'Here, tag immutability applies to the whole repository. Run gcloud artifacts repositories update NAME --location LOCATION --no-immutable-tags, or keep environments in a separate repository (destination).',
        missing: 'Create it: gcloud artifacts repositories create NAME --repository-format docker --location LOCATION.',
        'no push': 'Grant roles/artifactregistry.writer on the repository. Google returns the same for a repository that does not exist; create it: gcloud artifacts repositories create NAME --repository-format docker --location LOCATION.',
        'no read': 'Grant roles/artifactregistry.reader on the repository. Google returns the same for a repository that does not exist; create it first.',
        'not logged in': 'Log in with google-github-actions/auth (token_format: access_token) and docker/login-action, user oauth2accesstoken.',
        'login refused': 'Access tokens are valid for one hour. Log in again in this job, as user oauth2accesstoken.',
        limited: 'The request quota of the project is used up. Wait a minute, or raise the quota in Google Cloud.',
    },
    acr: {
        immutable: 'The tag or the repository is locked. Unlock it: az acr repository update --name REGISTRY --image NAME:TAG --write-enabled true. Lock version tags only, not environments or their histories.',
        'no push': 'Assign the role AcrPush (or Container Registry Repository Writer, if the registry uses ABAC).',
        'no read': 'Assign the role AcrPull (or Container Registry Repository Reader, if the registry uses ABAC).',
        'not logged in': 'Log in with azure/login, then az acr login --name REGISTRY.',
        'login refused': 'The token of az acr login is valid for three hours. Run az acr login again in this job.',
        limited: "The registry's tier limits the request rate. Wait, or use a higher tier.",
    },
    harbor: {
        immutable: `Change the project's rule (Policy, Tag Immutability) to exclude ${MOVING}.`,
        missing: 'Create the project in Harbor. The first push creates the repository.',
        'no push': 'Give the robot account "Push Repository" in this project. Harbor returns the same for a project that does not exist; create it first.',
        'no read': 'Give the robot account "Pull Repository" in this project. Harbor returns the same for a project that does not exist; create it first.',
        'login refused': 'Check the name (robot$project+name, in single quotes in a shell) and the secret; robot accounts expire. Harbor returns the same for a project that does not exist; create it first.',
        full: "The project's quota is used up. Delete artifacts and run the garbage collection, or raise the quota (Administration, Project Quotas).",
        locked: 'Harbor is in read-only mode. Wait until the maintenance has finished, or turn it off in Configuration, System Settings.',
    },
    gitlab: {
        immutable: 'Change the rule under Settings, Packages and registries, Container registry, so that it does not match environments, their -history, latest or 1.2.',
        missing: 'Check group, project and name. The first push creates the repository, but the project must exist.',
        'no push': 'Use a deploy token with read_registry and write_registry, or an account with the role Developer. A protected tag may require Maintainer.',
        'no read': 'Use a deploy token of this project or its group with read_registry. GitLab returns the same for a project that does not exist; create it first.',
        'login refused': 'Check that the deploy token has not expired and has read_registry and write_registry.',
        format: 'GitLab accepts known media types only. An administrator can allow more.',
    },
    quay: {
        immutable: `Change the immutability policy of the repository or the organization, so that its pattern excludes ${MOVING}.`,
        'no push': 'Give the robot account Write on this repository. To create a repository with a push, it must be in a team with the role Creator.',
        'no read': 'Give the robot account Read on this repository.',
        'login refused': 'Check the robot account (org+name) and its token. Quay returns the same for a repository that does not exist or is not visible to the account: create it, or give the account Write.',
        format: 'Quay requires os and architecture for each platform in an index. Rebuild the image with a tool that sets them.',
    },
    artifactory: {
        immutable: 'Give the account Delete/Overwrite on the environments and their -history. Artifactory requires it for every tag that moves.',
        missing: 'Check the repository key in the name, and that it is a local or virtual Docker repository with a default deployment repository.',
        'no push': 'Give the account Deploy/Cache and Delete/Overwrite. Artifactory requires the latter for an existing tag. A virtual repository needs a default deployment repository.',
        'no read': 'Give the account Read. A virtual repository may return this for a tag that does not exist.',
        full: 'The disk quota of Artifactory is used up. Clean up, or raise it (Administration, Storage).',
    },
    nexus: {
        immutable: 'Set "Deployment policy" of the hosted repository to "Allow redeploy". "Disable redeploy", even with "Allow redeploy only on latest", prevents updates of environments and histories.',
        'no push': 'Give the account nx-repository-view-docker-NAME-add, -edit and -read.',
        'not logged in': 'Log in before this step. Nexus accepts docker logins only with the Docker Bearer Token realm active, or with Basic authentication.',
    },
    digitalocean: {
        missing: 'Check the name: registry.digitalocean.com/REGISTRY/NAME. The registry must exist; the first push creates the repository.',
        full: "The plan's number of repositories or its storage is used up. Delete some and run the garbage collection, or use a larger plan.",
        locked: 'A garbage collection makes the registry read-only. Re-run when it has finished (doctl registry garbage-collection get-active).',
        'login refused': 'The credentials of doctl registry login expire. Run it again.',
    },
    gitea: {
        'no push': 'Use an access token with write:package of an account with write permission for the packages of this owner.',
        'no read': 'Use an access token with read:package of an account with read permission for the packages of this owner.',
        'login refused': 'Use an access token as the password. With two-factor authentication, the account password is not accepted.',
    },
};
/**
 * Returns the fix for a refused request, as one or more sentences for the end of an error message.
 * @param vendor the registry's vendor; null returns the general fix for any registry
 */
function remedyFor(reason, vendor) {
    return (vendor && BY_VENDOR[vendor][reason]) ?? GENERAL[reason];
}

// EXTERNAL MODULE: ./lib/registry/errors/vendors.js
var vendors = __webpack_require__(4724);
;// CONCATENATED MODULE: ./lib/registry/errors/response-error.js





const FULL = /exceeds? the configured upper limit|quota[^.]{0,40} exceeded|disk usage is too high|\brepositories, limit is \d/i;
const READ_ONLY = /\bread[- ]only\b/i;
const EXPIRED = /token has expired|token is expired/i;
const FORMAT = /media ?type|unsupported (manifest|format)|invalid (platform|architecture)/i;
const CODES = {
    immutable: 'TAG_IMMUTABLE',
    missing: 'NOT_FOUND',
    'no push': 'FORBIDDEN',
    'no read': 'FORBIDDEN',
    'not logged in': 'UNAUTHORIZED',
    'login refused': 'UNAUTHORIZED',
    limited: 'RATE_LIMITED',
    'limited, not logged in': 'RATE_LIMITED',
    full: 'REGISTRY_REFUSED',
    locked: 'FORBIDDEN',
    'part missing': 'REGISTRY_REFUSED',
    conflict: 'REGISTRY_REFUSED',
    format: 'REGISTRY_REFUSED',
    'too large': 'REGISTRY_REFUSED',
    unavailable: 'REGISTRY_UNAVAILABLE',
    refused: 'REGISTRY_REFUSED',
};
/**
 * Returns the error for a response with an unexpected status: the action's error code, with the fix for this registry.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes
 * @param answer the response; not necessarily 4xx or 5xx
 */
function responseError(answer, request) {
    const { code, message } = (0,error_body/* readErrors */.MA)(answer.body);
    const reason = reasonOf(answer.status, code, message, request);
    const vendor = (0,vendors/* vendorOfHost */.m2)(request.registry) ?? request.vendor ?? (0,vendors/* vendorOfResponse */.lW)({ headers: answer.headers, code, message });
    const remedy = remedyOf(reason, vendor, request);
    const text = `Could not ${request.what}: ${request.registry} responded "${(0,error_body/* quoted */.TL)(answer)}". ${remedy}`;
    const reasons = { isConflict: (0,error_body/* isConflict */.dh)(answer), missing: (0,error_body/* missingContent */.KQ)(answer) };
    const isTemporary = request.isWrite && (reasons.isConflict || reasons.missing !== null);
    return isTemporary ? new errors/* RefusedWrite */.ow(CODES[reason], text, reasons) : new errors/* ActionError */.lZ(CODES[reason], text);
}
/**
 * Returns the error for a refusal that another program reports, such as docker.
 * @param message what was to be done, and what the program printed
 */
function reportedError(reason, registry, message) {
    return new errors/* ActionError */.lZ(CODES[reason], `${message} ${remedyFor(reason, (0,vendors/* vendorOfHost */.m2)(registry))}`);
}
/**
 * Returns the error for a refusal by another host than the registry, to which the registry redirects: its storage, or a
 * firewall that answers for it (hub-feedback#2218). No permission at the registry helps there.
 */
function otherHostError(answer, registry, server, what) {
    const { status, retryStopReason = '' } = answer;
    const host = (0,util_text/* oneLine */.TN)(server);
    const remedy = `Check that this runner can reach ${host}: a proxy or firewall may block it. Re-run if it was unavailable.`;
    const isDown = status >= 500 || status === 408 || status === 429;
    const code = isDown ? 'REGISTRY_UNAVAILABLE' : status === 401 ? 'UNAUTHORIZED' : 'REGISTRY_REFUSED';
    return new errors/* ActionError */.lZ(code, `Could not ${what}: ${host}, to which ${registry} redirects, responded "${(0,error_body/* quoted */.TL)(answer)}". ${remedy} ${retryStopReason}`.trim());
}
/** Returns the error for a token server's response without a token, as `responseError` does for a registry. */
function tokenError(answer, request) {
    const { code, message } = (0,error_body/* readErrors */.MA)(answer.body);
    const { registry, server, authenticated, challenge } = request;
    const responseText = [String(answer.status), withoutSecrets((0,error_body/* readableError */.Zi)(answer.body), request.secret)];
    const isWrite = /:[^:]*\bpush\b[^:]*$/.test(request.scope);
    const reason = ofToken(answer.status, code, message, isWrite, authenticated);
    const vendor = (0,vendors/* vendorOfHost */.m2)(registry) ?? (0,vendors/* vendorOfResponse */.lW)({ headers: { 'www-authenticate': challenge }, code, message });
    const remedy = remedyOf(reason, vendor, request);
    return new errors/* ActionError */.lZ(CODES[reason], `The token server ${server} of the registry ${registry} responded "${responseText.filter(Boolean).join(' ')}". ${remedy}`);
}
/** Returns a text without the secret, and without long words that may be a token or an encoding of it; paths stay. */
function withoutSecrets(text, secret) {
    const plain = secret ? text.replaceAll(secret, '***') : text;
    return plain.replace(/[A-Za-z0-9+/_=.~%-]{40,}/g, (word) => (/[A-Z]/.test(word) && /\d/.test(word) ? '***' : word));
}
/** Returns the fix, after whose credentials were refused. Who is not logged in has to log in first. */
function remedyOf(reason, vendor, { authenticated, credentials }) {
    const isDenied = reason === 'no push' || reason === 'no read';
    if (!authenticated)
        return remedyFor(isDenied ? 'not logged in' : reason, vendor);
    const used = credentials && (isDenied || reason === 'login refused') ? `Credentials used: ${credentials}. ` : '';
    return `${used}${remedyFor(reason, vendor)}`;
}
function ofToken(status, code, message, isWrite, authenticated) {
    if (status >= 500 || status === 408)
        return 'unavailable';
    if (status === 429)
        return authenticated ? 'limited' : 'limited, not logged in';
    // here DigitalOcean checks its number of repositories, and Docker Hub the scopes of an access token
    if (status === 403 && FULL.test(`${code} ${message}`))
        return 'full';
    if (status === 403 || /insufficient scopes/i.test(message))
        return isWrite ? 'no push' : 'no read';
    return authenticated ? 'login refused' : 'not logged in';
}
/**
 * Returns the reason for a refusal. The status decides first; the untrusted text of the response only distinguishes the
 * reasons that share a status. It never turns a refusal into "not found": only a 404 to a read means that.
 *
 * Docker Hub and Quay respond with 401, Google and Harbor with 401 or 403, to a missing repository and to one that the
 * account may not read. If these counted as "not found", a read that is refused for another reason (an expired login, a
 * token with push but not pull) would pass every guard, and the next write would lose the history. So they are errors,
 * and the fix mentions that the repository may have to be created.
 * @param code the code of the response's first error
 * @param message its message
 */
function reasonOf(status, code, message, request) {
    const { isWrite, authenticated } = request;
    if (status >= 500 || status === 408)
        return 'unavailable';
    if (status === 401)
        return ofUnauthorized(code, message, request);
    if (status < 400)
        return 'refused';
    if (isWrite && (0,error_body/* isImmutable */.t3)(status, code, message))
        return 'immutable';
    if (status === 429 || (code === 'TOOMANYREQUESTS' && status !== 404))
        return authenticated ? 'limited' : 'limited, not logged in';
    if (isWrite && FULL.test(message))
        return 'full';
    if (status === 405 || (isWrite && READ_ONLY.test(message)))
        return 'locked';
    if (status === 403 && EXPIRED.test(message))
        return 'login refused';
    if (status === 403 || code === 'DENIED')
        return isWrite ? 'no push' : 'no read';
    if (status === 413)
        return 'too large';
    if (isWrite && status === 409 && (0,error_body/* saysConflict */.b4)(code, message))
        return 'conflict';
    return ofUnfit(status, code, message, isWrite);
}
function ofUnauthorized(code, message, { isWrite, authenticated }) {
    if (!authenticated)
        return 'not logged in';
    // many registries respond with 401 if the account may not push; an expired login is not that
    return isWrite && !EXPIRED.test(`${code} ${message}`) ? 'no push' : 'login refused';
}
function ofUnfit(status, code, message, isWrite) {
    if (code === 'NAME_UNKNOWN')
        return 'missing';
    if (isWrite && error_body/* PARTS */.dI.has(code))
        return 'part missing';
    if (status === 404 && code !== '')
        return 'missing';
    if (status === 415 || (isWrite && FORMAT.test(message)))
        return 'format';
    if (code === 'SIZE_INVALID')
        return 'too large';
    return 'refused';
}


/***/ })

};
