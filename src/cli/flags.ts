/** A flag that has the name of an input. */
export interface Flag {
  /** what stands for its value in the help; null where it is true or false */
  readonly value: string | null;
  readonly help: string;
  /** whether it may be given several times, once per item */
  readonly isList?: boolean;
  readonly isRequired?: boolean;
  /** of a flag that is true or false: what it is where it is not given */
  readonly byDefault?: boolean;
}

const isList = true;

/** The flags by the inputs that they set. An input that has none here is not a flag: its value is secret, or an argument. */
export const FLAGS: Readonly<Record<string, Flag>> = {
  image: { value: 'IMAGE', help: 'an image; the same as an argument', isList },
  version: { value: 'VERSION', help: 'a version, tag, commit or digest; one for all images, or one for each', isList },
  environments: { value: 'STAGES', help: 'the stages in order, from first to last: dev,staging,prod', isList },
  policy: {
    value: 'FILE',
    help: 'the policy file with the stages and their gates; by default .github/promotion.yml, if there is one',
  },
  from: { value: 'ENV', help: 'promote what is live in this environment' },
  'from-file': { value: 'FILE', help: "promote exactly the images of an earlier run's result" },
  destination: { value: 'IMAGE', help: 'copy to this image first; one for each image', isList },
  with: { value: 'all|image', help: 'with --destination: what is copied besides the image' },
  reason: { value: 'TEXT', help: 'kept in the history' },
  hold: { value: null, help: 'also put the environment on hold', byDefault: false },
  until: { value: 'TIME', help: 'when the hold ends: a time, or a duration such as 2h' },
  expect: { value: 'DIGEST', help: 'roll back only if this digest or version is live' },
  as: { value: 'verified|blocked|cleared', help: 'what the image is marked as' },
  allow: { value: 'GUARDS', help: 'guards to override for this run', isList },
  'environment-tags': { value: 'TEMPLATE', help: 'tags that the environment gets', isList },
  transport: { value: 'registry|docker', help: 'how a tag is put on an image' },
  environment: { value: 'ENV', help: 'also set this environment to the build' },
  'tag-prefix': { value: 'PREFIX', help: 'the prefix of git tags in a monorepo' },
  sha: { value: 'COMMIT', help: 'the commit of this build' },
  digest: { value: 'DIGEST', help: 'adopt this pushed image, build nothing' },
  tags: { value: 'TEMPLATE', help: 'tag templates', isList },
  latest: { value: null, help: 'also update latest', byDefault: false },
  push: { value: null, help: 'push what is built', byDefault: true },
  context: { value: 'PATH', help: 'the build context' },
  file: { value: 'PATH', help: 'the Dockerfile' },
  target: { value: 'STAGE', help: 'the stage of the Dockerfile' },
  platforms: { value: 'PLATFORMS', help: 'the platforms', isList },
  'build-args': { value: 'NAME=VALUE', help: 'a build argument', isList },
  secrets: {
    value: 'NAME',
    help: 'a build secret from the environment; also id=NAME,env=VARIABLE and id=NAME,src=FILE',
    isList,
  },
  labels: { value: 'NAME=VALUE', help: 'a label', isList },
  'cache-from': { value: 'CACHE', help: 'where cached layers come from', isList },
  'cache-to': { value: 'CACHE', help: 'where cached layers go', isList },
  builder: { value: 'NAME', help: 'the buildx builder' },
  pull: { value: null, help: 'always pull base images', byDefault: false },
  'no-cache': { value: null, help: 'build without cached layers', byDefault: false },
  provenance: { value: 'VALUE', help: 'provenance of the build, as buildx takes it' },
  sbom: { value: 'VALUE', help: 'software bill of materials, as buildx takes it' },
  'dry-run': { value: null, help: 'plan and report, write nothing', byDefault: false },
  history: { value: null, help: 'write the history', byDefault: true },
  deployment: { value: null, help: 'record a GitHub Deployment', byDefault: false },
  'environment-url': { value: 'URL', help: 'with --deployment: the link to the running service' },
  records: { value: null, help: "record in the organisation's linked artifacts", byDefault: false },
  'sha-length': { value: 'LENGTH', help: 'characters of a commit in tags, 7 to 40' },
  'plain-http': { value: null, help: 'use HTTP instead of HTTPS', byDefault: false },
  username: { value: 'NAME', help: 'the user for the registry of the first image, with --password-stdin' },
};

/** Inputs that no flag sets: arguments and secrets, and what belongs to a workflow. */
export const NO_FLAGS: readonly string[] = ['mode', 'password', 'github-token', 'page'];

/** A flag of the command line's own. */
export interface OwnFlag extends Flag {
  readonly name: string;
}

export const OWN_FLAGS = {
  json: { name: 'json', value: null, help: 'data as JSON on stdout' },
  yes: { name: 'yes', value: null, help: 'do not ask before the last stage moves' },
  'password-stdin': { name: 'password-stdin', value: null, help: 'read the password from stdin' },
  debug: { name: 'debug', value: null, help: 'show requests and more' },
  out: { name: 'out', value: 'DIR', help: 'the folder to write the page to', isRequired: true },
  limit: { name: 'limit', value: 'COUNT', help: 'the newest events only' },
  since: { name: 'since', value: 'TIME', help: 'events since a date or time, or of the last 90m, 12h or 7d' },
} as const satisfies Record<string, OwnFlag>;
export type OwnFlagName = keyof typeof OWN_FLAGS;
