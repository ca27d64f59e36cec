import type { Vendor } from './vendors.ts';

/** The reason for a refused request, independent of a registry's wording. */
export type ErrorReason =
  | 'immutable'
  | 'missing'
  | 'no push'
  | 'no read'
  | 'not logged in'
  | 'login refused'
  | 'limited'
  | 'limited, not logged in'
  | 'full'
  | 'locked'
  | 'part missing'
  | 'conflict'
  | 'format'
  | 'too large'
  | 'unavailable'
  | 'refused';

type Remedies = Readonly<Partial<Record<ErrorReason, string>>>;

const MOVING = 'the tags that move (environments, their -history, latest, 1.2)';

const GENERAL: Readonly<Record<ErrorReason, string>> = {
  immutable: `Exclude ${MOVING} from the immutability rule.`,
  missing: 'Check the name. If the registry requires it, create the repository first.',
  'no push':
    'Grant the account permission to push to this repository. If the repository does not exist yet, create it first.',
  'no read':
    'Grant the account permission to read this repository. If the repository does not exist yet, create it or push a first image.',
  'not logged in': 'Log in to this registry before this step.',
  'login refused':
    'Check the username and password, or log in to this registry again before this step. Some registries return this for a repository that does not exist yet; create it first.',
  limited: 'Wait, then re-run.',
  'limited, not logged in': 'Log in before this step to get a higher limit, or wait and re-run.',
  full: 'The quota or the storage is used up. Delete unused images or raise the limit; freeing storage may need a garbage collection.',
  locked:
    'The registry, the repository or the tag is locked or read-only. Unlock it, or wait until a garbage collection has finished (distribution: storage.maintenance.readonly).',
  'part missing':
    'The repository lacks content that this manifest lists: a clean-up deleted it, or a copy was incomplete. Rebuild or copy the image again.',
  conflict: 'Another client is writing the same tag or content. Re-run when it has finished.',
  format: 'The registry does not support this kind of manifest. See docs/registries.md for the supported ones.',
  'too large': 'The request exceeds a size limit of the registry or of a proxy in front of it. Raise that limit.',
  unavailable: 'Re-run when it is available again.',
  refused: 'Check that this is an OCI registry, and check its log.',
};

const ECR: Remedies = {
  immutable: `Set imageTagMutability to IMMUTABLE_WITH_EXCLUSION (aws ecr put-image-tag-mutability) with filters for ${MOVING}.`,
  missing:
    'Create it: aws ecr create-repository --repository-name NAME. Or add a repository creation template with CREATE_ON_PUSH, so that a push creates it.',
  'no push':
    'Allow the role ecr:BatchCheckLayerAvailability, InitiateLayerUpload, UploadLayerPart, CompleteLayerUpload, PutImage, BatchGetImage and GetDownloadUrlForLayer on this repository (and CreateRepository if a push creates it).',
  'no read':
    'Allow the role ecr:BatchGetImage, GetDownloadUrlForLayer and ListImages on this repository. For a repository of another account, allow it in its repository policy too.',
  'not logged in':
    'Log in with aws-actions/amazon-ecr-login before this step. Check the account and the region in the host name.',
  'login refused':
    'A login to ECR expires after 12 hours and is valid for one region. Run aws-actions/amazon-ecr-login again in this job.',
  locked:
    'ECR returns this for some referrer manifests (aws/containers-roadmap#2783). Exclude them from a copy with "with: image".',
  full: 'An ECR quota is used up (images per repository, tags per image). Add a lifecycle policy, or request an increase in Service Quotas.',
};

const BY_VENDOR: Readonly<Record<Vendor, Remedies>> = {
  ghcr: {
    missing: 'Check the name (lower case only). The first push creates the package.',
    'no push':
      'Give the job "permissions: packages: write". If the package exists, connect it to this repository, or add the repository under "Manage Actions access" in the package\'s settings with the role Write.',
    'no read':
      'Give the job "permissions: packages: read", and add this repository under "Manage Actions access" in the package\'s settings. GitHub returns the same for a package that does not exist; push a first image.',
    'not logged in':
      'Give the job "permissions: packages: write", and log in with docker/login-action (github.actor, GITHUB_TOKEN).',
    'login refused':
      'Use GITHUB_TOKEN, or a classic personal access token with write:packages that is authorized for the organization (SSO). Fine-grained tokens are not supported.',
  },
  hub: {
    immutable: `In the repository's settings on hub.docker.com choose "Specific tags are immutable" with a pattern that excludes ${MOVING}.`,
    missing: 'Create the repository on hub.docker.com.',
    'no push':
      'Use an access token with Read & Write (and Delete, if the message says that overwriting requires a delete scope) of an account with push permission. If the repository does not exist yet, create it on hub.docker.com. A plan with no private repositories left gives the same refusal.',
    'no read':
      'Use an access token with read permission for this repository. If it does not exist yet, create it on hub.docker.com.',
    'login refused':
      'Docker Hub returns the same for a repository that does not exist: if it is new, create it on hub.docker.com. Otherwise check the username and that the access token has Read & Write. Log in without naming a registry, so that the login is for docker.io.',
    limited:
      'The pull limit of this account is used up. Wait (it is counted over six hours), or use a plan with a higher limit.',
    'limited, not logged in':
      'Log in to docker.io before this step. Without a login, the limit is counted per IP address, which runners share.',
  },
  ecr: ECR,
  'ecr-public': {
    missing: 'Create it: aws ecr-public create-repository --region us-east-1 --repository-name NAME.',
    'no push': 'Allow the role the ecr-public actions for pushing, and sts:GetServiceBearerToken.',
    'not logged in': 'Log in with aws-actions/amazon-ecr-login, registry-type: public, aws-region: us-east-1.',
    'login refused':
      'A login to ECR Public expires after 12 hours and must use us-east-1. Run aws-actions/amazon-ecr-login (registry-type: public) again.',
    'limited, not logged in': 'Log in with aws-actions/amazon-ecr-login, registry-type: public, to get a higher limit.',
  },
  gar: {
    immutable:
      'Here, tag immutability applies to the whole repository. Run gcloud artifacts repositories update NAME --location LOCATION --no-immutable-tags, or keep environments in a separate repository (destination).',
    missing: 'Create it: gcloud artifacts repositories create NAME --repository-format docker --location LOCATION.',
    'no push':
      'Grant roles/artifactregistry.writer on the repository. Google returns the same for a repository that does not exist; create it: gcloud artifacts repositories create NAME --repository-format docker --location LOCATION.',
    'no read':
      'Grant roles/artifactregistry.reader on the repository. Google returns the same for a repository that does not exist; create it first.',
    'not logged in':
      'Log in with google-github-actions/auth (token_format: access_token) and docker/login-action, user oauth2accesstoken.',
    'login refused': 'Access tokens are valid for one hour. Log in again in this job, as user oauth2accesstoken.',
    limited: 'The request quota of the project is used up. Wait a minute, or raise the quota in Google Cloud.',
  },
  acr: {
    immutable:
      'The tag or the repository is locked. Unlock it: az acr repository update --name REGISTRY --image NAME:TAG --write-enabled true. Lock version tags only, not environments or their histories.',
    'no push': 'Assign the role AcrPush (or Container Registry Repository Writer, if the registry uses ABAC).',
    'no read': 'Assign the role AcrPull (or Container Registry Repository Reader, if the registry uses ABAC).',
    'not logged in': 'Log in with azure/login, then az acr login --name REGISTRY.',
    'login refused': 'The token of az acr login is valid for three hours. Run az acr login again in this job.',
    limited: "The registry's tier limits the request rate. Wait, or use a higher tier.",
  },
  harbor: {
    immutable: `Change the project's rule (Policy, Tag Immutability) to exclude ${MOVING}.`,
    missing: 'Create the project in Harbor. The first push creates the repository.',
    'no push':
      'Give the robot account "Push Repository" in this project. Harbor returns the same for a project that does not exist; create it first.',
    'no read':
      'Give the robot account "Pull Repository" in this project. Harbor returns the same for a project that does not exist; create it first.',
    'login refused':
      'Check the name (robot$project+name, in single quotes in a shell) and the secret; robot accounts expire. Harbor returns the same for a project that does not exist; create it first.',
    full: "The project's quota is used up. Delete artifacts and run the garbage collection, or raise the quota (Administration, Project Quotas).",
    locked:
      'Harbor is in read-only mode. Wait until the maintenance has finished, or turn it off in Configuration, System Settings.',
  },
  gitlab: {
    immutable:
      'Change the rule under Settings, Packages and registries, Container registry, so that it does not match environments, their -history, latest or 1.2.',
    missing: 'Check group, project and name. The first push creates the repository, but the project must exist.',
    'no push':
      'Use a deploy token with read_registry and write_registry, or an account with the role Developer. A protected tag may require Maintainer.',
    'no read':
      'Use a deploy token of this project or its group with read_registry. GitLab returns the same for a project that does not exist; create it first.',
    'login refused': 'Check that the deploy token has not expired and has read_registry and write_registry.',
    format: 'GitLab accepts known media types only. An administrator can allow more.',
  },
  quay: {
    immutable: `Change the immutability policy of the repository or the organization, so that its pattern excludes ${MOVING}.`,
    'no push':
      'Give the robot account Write on this repository. To create a repository with a push, it must be in a team with the role Creator.',
    'no read': 'Give the robot account Read on this repository.',
    'login refused':
      'Check the robot account (org+name) and its token. Quay returns the same for a repository that does not exist or is not visible to the account: create it, or give the account Write.',
    format:
      'Quay requires os and architecture for each platform in an index. Rebuild the image with a tool that sets them.',
  },
  artifactory: {
    immutable:
      'Give the account Delete/Overwrite on the environments and their -history. Artifactory requires it for every tag that moves.',
    missing:
      'Check the repository key in the name, and that it is a local or virtual Docker repository with a default deployment repository.',
    'no push':
      'Give the account Deploy/Cache and Delete/Overwrite. Artifactory requires the latter for an existing tag. A virtual repository needs a default deployment repository.',
    'no read': 'Give the account Read. A virtual repository may return this for a tag that does not exist.',
    full: 'The disk quota of Artifactory is used up. Clean up, or raise it (Administration, Storage).',
  },
  nexus: {
    immutable:
      'Set "Deployment policy" of the hosted repository to "Allow redeploy". "Disable redeploy", even with "Allow redeploy only on latest", prevents updates of environments and histories.',
    'no push': 'Give the account nx-repository-view-docker-NAME-add, -edit and -read.',
    'not logged in':
      'Log in before this step. Nexus accepts docker logins only with the Docker Bearer Token realm active, or with Basic authentication.',
  },
  digitalocean: {
    missing:
      'Check the name: registry.digitalocean.com/REGISTRY/NAME. The registry must exist; the first push creates the repository.',
    full: "The plan's number of repositories or its storage is used up. Delete some and run the garbage collection, or use a larger plan.",
    locked:
      'A garbage collection makes the registry read-only. Re-run when it has finished (doctl registry garbage-collection get-active).',
    'login refused': 'The credentials of doctl registry login expire. Run it again.',
  },
  gitea: {
    'no push':
      'Use an access token with write:package of an account with write permission for the packages of this owner.',
    'no read':
      'Use an access token with read:package of an account with read permission for the packages of this owner.',
    'login refused':
      'Use an access token as the password. With two-factor authentication, the account password is not accepted.',
  },
};

/**
 * Returns the fix for a refused request, as one or more sentences for the end of an error message.
 * @param vendor the registry's vendor; null returns the general fix for any registry
 */
export function remedyFor(reason: ErrorReason, vendor: Vendor | null): string {
  return (vendor && BY_VENDOR[vendor][reason]) ?? GENERAL[reason];
}
