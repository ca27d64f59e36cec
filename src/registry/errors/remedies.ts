import type { Vendor } from './vendors.ts';

/** What a refusal comes to, whatever words a registry has for it. */
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
  | 'format'
  | 'too large'
  | 'unavailable'
  | 'refused';

type Remedies = Readonly<Partial<Record<ErrorReason, string>>>;

const MOVING = 'the tags that move (environments, their -history, latest, 1.2)';

const GENERAL: Readonly<Record<ErrorReason, string>> = {
  immutable: `Exclude ${MOVING} from the immutability rule.`,
  missing: 'Check the name, and create the repository if the registry wants that first.',
  'no push': 'Give the account the right to push to this repository. If the repository does not exist yet, create it.',
  'no read':
    'Give the account the right to read this repository. If the repository does not exist yet, create it or push a first image.',
  'not logged in':
    'Log in to this registry before this step. The inputs username and password are for the registry of the first image alone.',
  'login refused':
    'Check the username and password, or log in to this registry again before this step. Some registries answer so for a repository that does not exist yet: then create it.',
  limited: 'Wait, then run again.',
  'limited, not logged in': 'Log in before this step (limits are higher), or wait.',
  full: 'Its quota or its storage is used up: delete what nobody needs, or raise the limit; a full registry may need its garbage collection too.',
  locked:
    'The registry, the repository or the tag is locked or read-only: unlock it, or wait for a garbage collection to end (distribution: storage.maintenance.readonly).',
  'part missing':
    'Something that this manifest lists is not in the repository: a clean-up has taken it, or a copy was not whole. Build or copy the image again.',
  format: 'The registry does not take this kind of manifest. See docs/registries.md for what it takes.',
  'too large': 'A limit on the size of requests is in the way: of the registry, or of a proxy before it.',
  unavailable: 'Run again when it is back.',
  refused: 'Check that this is an OCI registry, and its log.',
};

const ECR: Remedies = {
  immutable: `Set imageTagMutability to IMMUTABLE_WITH_EXCLUSION (aws ecr put-image-tag-mutability) with filters for ${MOVING}.`,
  missing:
    'Create it: aws ecr create-repository --repository-name NAME; or let pushes create it, by a repository creation template for CREATE_ON_PUSH.',
  'no push':
    'Allow the role ecr:BatchCheckLayerAvailability, InitiateLayerUpload, UploadLayerPart, CompleteLayerUpload, PutImage, BatchGetImage and GetDownloadUrlForLayer on this repository (and CreateRepository where pushes create it).',
  'no read':
    'Allow the role ecr:BatchGetImage, GetDownloadUrlForLayer and ListImages on this repository; for another account, in its repository policy too.',
  'not logged in':
    'Log in with aws-actions/amazon-ecr-login before this step; check the account and the region of the host.',
  'login refused':
    'A login to ECR expires after 12 hours, and is for one region: run aws-actions/amazon-ecr-login again in this job.',
  locked:
    'ECR answers so to some referrer manifests (aws/containers-roadmap#2783): leave them out of a copy by "with: image".',
  full: 'A quota of ECR is used up (images per repository, tags per image): add a lifecycle policy, or ask for more in Service Quotas.',
};

const BY_VENDOR: Readonly<Record<Vendor, Remedies>> = {
  ghcr: {
    missing: 'Check the name (all in lower case). The first push creates the package.',
    'no push':
      'Give the job "permissions: packages: write". If the package is there already, link it to this repository, or add the repository under "Manage Actions access" in the package\'s settings, role Write.',
    'no read':
      'Give the job "permissions: packages: read", and this repository access under "Manage Actions access" in the package\'s settings. GitHub says the same of a package that does not exist: then push a first image.',
    'not logged in':
      'Give the job "permissions: packages: write", and log in with docker/login-action (github.actor, GITHUB_TOKEN).',
    'login refused':
      'Use GITHUB_TOKEN, or a classic personal access token with write:packages that is authorized for the organization (SSO); fine-grained tokens are not taken.',
  },
  hub: {
    immutable: `In the repository's settings on hub.docker.com choose "Specific tags are immutable", with a pattern that leaves out ${MOVING}.`,
    missing: 'Create the repository on hub.docker.com.',
    'no push':
      'Use an access token with Read & Write (Delete too, if it says that a delete scope is required to overwrite), of an account that may push here. If the repository does not exist yet, create it on hub.docker.com; a plan without private repositories left refuses so too.',
    'no read':
      'Use an access token that may read this repository. If it does not exist yet, create it on hub.docker.com.',
    'login refused':
      'Docker Hub answers so for a repository that does not exist, too: create it on hub.docker.com if it is new. Else check the username and that the access token has Read & Write, and log in without a registry, so that the login is for docker.io.',
    limited: 'The pull limit of this account is used up: wait (it counts over six hours), or use a plan with more.',
    'limited, not logged in':
      'Log in to docker.io before this step: without a login the limit counts by address, which runners share.',
  },
  ecr: ECR,
  'ecr-public': {
    missing: 'Create it: aws ecr-public create-repository --region us-east-1 --repository-name NAME.',
    'no push': 'Allow the role the ecr-public actions for pushing, and sts:GetServiceBearerToken.',
    'not logged in': 'Log in with aws-actions/amazon-ecr-login, registry-type: public, aws-region: us-east-1.',
    'login refused':
      'A login to ECR Public expires after 12 hours, and is made in us-east-1: run aws-actions/amazon-ecr-login (registry-type: public) again.',
    'limited, not logged in': 'Log in with aws-actions/amazon-ecr-login, registry-type: public: limits are higher.',
  },
  gar: {
    immutable:
      'Immutable tags are a setting of the whole repository here: gcloud artifacts repositories update NAME --location LOCATION --no-immutable-tags, or keep environments in a repository of their own (destination).',
    missing: 'Create it: gcloud artifacts repositories create NAME --repository-format docker --location LOCATION.',
    'no push':
      'Grant roles/artifactregistry.writer on the repository. Google says the same of one that does not exist: then gcloud artifacts repositories create NAME --repository-format docker --location LOCATION.',
    'no read':
      'Grant roles/artifactregistry.reader on the repository. Google says the same of one that does not exist: create it.',
    'not logged in':
      'Log in with google-github-actions/auth (token_format: access_token) and docker/login-action, user oauth2accesstoken.',
    'login refused': 'Access tokens are good for an hour: log in again in this job, as user oauth2accesstoken.',
    limited: 'The quota of requests of the project is used up: wait a minute, or raise it in Google Cloud.',
  },
  acr: {
    immutable:
      'The tag or the repository is locked: az acr repository update --name REGISTRY --image NAME:TAG --write-enabled true. Lock versions only, no environment and no history.',
    'no push': 'Assign the role AcrPush (or Container Registry Repository Writer, where the registry uses ABAC).',
    'no read': 'Assign the role AcrPull (or Container Registry Repository Reader, where the registry uses ABAC).',
    'not logged in': 'Log in with azure/login, then az acr login --name REGISTRY.',
    'login refused': 'The token of az acr login is good for three hours: run it again in this job.',
    limited: "The registry's tier limits requests: wait, or use a higher tier.",
  },
  harbor: {
    immutable: `Change the project's rule (Policy, Tag Immutability) to exclude ${MOVING}.`,
    missing: 'Create the project in Harbor; repositories in it are made by the first push.',
    'no push':
      'Give the robot account "Push Repository" in this project. Harbor says the same where the project does not exist: then create it.',
    'no read':
      'Give the robot account "Pull Repository" in this project. Harbor says the same where the project does not exist: then create it.',
    'login refused':
      'Check the name (robot$project+name, in single quotes where a shell reads it) and the secret; robot accounts expire. Harbor says the same where the project does not exist: then create it.',
    full: "The project's quota is used up: delete artifacts and run the garbage collection, or raise the quota (Administration, Project Quotas).",
    locked:
      'Harbor is in read-only mode: wait for the maintenance to end, or take it back in Configuration, System Settings.',
  },
  gitlab: {
    immutable:
      'Change the rule under Settings, Packages and registries, Container registry, so that it does not match environments, their -history, latest and 1.2.',
    missing: 'Check group, project and name: the first push creates a repository, but the project must exist.',
    'no push':
      'Use a deploy token with read_registry and write_registry, or an account with the role Developer; a protected tag may need Maintainer.',
    'no read':
      'Use a deploy token with read_registry, of this project or its group. GitLab says the same where the project does not exist.',
    'login refused': 'Check that the deploy token is not expired, and has read_registry and write_registry.',
    format: 'GitLab takes known media types only; an administrator can allow more.',
  },
  quay: {
    immutable: `Change the immutability policy of the repository or the organization, so that its pattern leaves out ${MOVING}.`,
    'no push':
      'Give the robot account Write on this repository; to create one by a push it must be in a team with the role Creator.',
    'no read': 'Give the robot account Read on this repository.',
    'login refused':
      'Check the robot account (org+name) and its token. Quay answers so where the repository does not exist, or the account may not see it: create it, or give the account Write.',
    format: 'Quay wants os and architecture of each platform in an index.',
  },
  artifactory: {
    immutable:
      'Give the account Delete/Overwrite on the environments and their -history: Artifactory wants it for every tag that moves.',
    missing:
      'Check the repository key in the name, and that it is a local or virtual Docker repository with a default deployment repository.',
    'no push':
      'Give the account Deploy/Cache and Delete/Overwrite: Artifactory wants the second for a tag that exists. A virtual repository needs a default deployment repository.',
    'no read': 'Give the account Read. A virtual repository may answer so for a tag that is not there.',
    full: 'The disk quota of Artifactory is reached: clean up, or raise it (Administration, Storage).',
  },
  nexus: {
    immutable:
      'Set "Deployment policy" of the hosted repository to "Allow redeploy": "Disable redeploy", even with "Allow redeploy only on latest", keeps environments and histories from moving.',
    'no push': 'Give the account nx-repository-view-docker-NAME-add, -edit and -read.',
    'not logged in':
      'Log in before this step. Nexus takes logins of docker clients only with the Docker Bearer Token realm active, or by Basic.',
  },
  digitalocean: {
    missing:
      'Check the name: registry.digitalocean.com/REGISTRY/NAME; the registry must exist, the first push creates the repository.',
    full: "The plan's number of repositories or its storage is used up: delete some and run the garbage collection, or take a larger plan.",
    locked:
      'A garbage collection makes the registry read-only: run again when it is done (doctl registry garbage-collection get-active).',
    'login refused': 'Run doctl registry login again: its credentials expire.',
  },
  gitea: {
    'no push': 'Use an access token with write:package, of an account that may write packages of this owner.',
    'no read': 'Use an access token with read:package, of an account that may read packages of this owner.',
    'login refused': 'Use an access token as password: with two-factor login the password itself is not taken.',
  },
};

/**
 * What to do about a refusal, as this registry has it.
 * @param vendor null where the registry is not known: then words that fit any
 */
export function remedyFor(reason: ErrorReason, vendor: Vendor | null): string {
  return (vendor && BY_VENDOR[vendor][reason]) ?? GENERAL[reason];
}
