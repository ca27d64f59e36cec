/**
 * The whole pipeline on one machine: `node demo/demo.mjs`, or `npm run demo`. It needs only Node: the registry is
 * embedded, and the action is the committed bundle, started as the runner starts it.
 */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { access, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installBuilder } from './builder.mjs';
import { createClient, dockerCredentials } from './client.mjs';
import { hasGit, imagineCommits, makeCommits } from './commits.mjs';
import { forgetImages, requireEngine } from './engine.mjs';
import { PLATFORMS } from './image.mjs';
import { play } from './play.mjs';
import { startRegistry } from './registry.mjs';
import { readInputs, runAction } from './runner.mjs';
import { showClosing, showOpening } from './show.mjs';
import { openBook } from './summaries.mjs';

const HELP = `node demo/demo.mjs [options]        (or: npm run demo -- [options])

Runs the whole pipeline with dist/index.js: build once, release, promote, copy, refuse, roll back, status.
Without options: embedded registries and a small embedded builder, no Docker, no network, nothing to install, about
ten seconds. The builder knows FROM scratch, COPY, LABEL and CMD; everything else is the real action.
The job summaries are written to demo/out/.

  --registry HOST[/NAMESPACE]  use a real registry, in new repositories (ghcr.io/you, localhost:5000);
                               credentials come from docker's config: docker login first. Delete them yourself.
  --plain-http                 that registry uses HTTP (loopback hosts fall back to it automatically)
  --docker                     build with a real Docker engine
  --keep                       keep the embedded registries running afterwards, to explore them
  --logs                       show each run's whole log
  --summaries                  show each run's job summary as it is written
  --help`;

const OPTIONS = {
  registry: { type: 'string' },
  'plain-http': { type: 'boolean' },
  docker: { type: 'boolean' },
  keep: { type: 'boolean' },
  logs: { type: 'boolean' },
  summaries: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
};
const REPOSITORY = 'acme/shop';
const OUT = fileURLToPath(new URL('./out', import.meta.url));

/** Two embedded registries with token authentication, and their credentials in a docker config, as after a login. */
async function embeddedRegistries(temporary, { docker }) {
  const credentials = { username: 'demo', password: randomBytes(12).toString('hex') };
  const auth = docker ? undefined : { ...credentials, anonymousPull: true };
  const [registry, other] = await Promise.all([startRegistry({ auth }), startRegistry({ auth })]);
  const place = {
    registry: registry.host,
    repository: REPOSITORY,
    note: 'an embedded registry',
    there: { registry: other.host, repository: 'europe/shop', note: 'a second embedded registry' },
    close: () => Promise.all([registry.close(), other.close()]),
  };
  if (docker) return { ...place, environment: {} };
  const folder = join(temporary, 'docker-config');
  await mkdir(folder);
  const basic = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
  const config = { auths: { [registry.host]: { auth: basic }, [other.host]: { auth: basic } } };
  await writeFile(join(folder, 'config.json'), JSON.stringify(config), { mode: 0o600 });
  return { ...place, credentials, environment: { DOCKER_CONFIG: folder } };
}

/** Two new repositories in a real registry. */
async function realRegistry(place) {
  const [registry, ...namespace] = place.replace(/^https?:\/\/|\/$/g, '').split('/');
  const repository = [...namespace, `build-once-promote-demo-${randomBytes(4).toString('hex')}`].join('/');
  const credentials = await dockerCredentials(registry);
  const there = { registry, repository: `${repository}-eu`, note: 'a second repository there' };
  return { registry, repository, there, credentials, note: 'a real registry', environment: {}, close: () => {} };
}

/**
 * The commits, and what builds them: a real engine with --docker, else the demo's own builder. Where that cannot run
 * (no git, or Windows), images are adopted as if another step had built them.
 */
async function setUpBuilds(temporary, workspace, { docker }) {
  const canBuild = docker || (process.platform !== 'win32' && (await hasGit()));
  if (!canBuild) {
    return { canBuild, commits: await imagineCommits(workspace), builderNote: 'none: images are adopted by digest' };
  }
  const commits = await makeCommits(workspace, REPOSITORY);
  if (docker) return { canBuild, commits, builderNote: 'the Docker engine of this machine' };
  return {
    canBuild,
    commits,
    builderNote: "the demo's own, for FROM scratch, COPY, LABEL and CMD; --docker uses a real engine",
    buildInputs: { platforms: PLATFORMS.join(',') },
    environment: { PATH: await installBuilder(join(temporary, 'builder')) },
  };
}

async function setUp(temporary, options) {
  const inputs = await readInputs();
  if (options.docker) await requireEngine();
  const place = options.registry ? await realRegistry(options.registry) : await embeddedRegistries(temporary, options);
  const { registry, repository, there, credentials, environment } = place;
  const plainHttp = options['plain-http'];
  const clientOf = (where) => createClient({ ...where, credentials, ...(plainHttp && { plainHttp }) });
  const workspace = join(temporary, 'workspace');
  const isLocal = !options.registry;
  const builds = await setUpBuilds(temporary, workspace, options);
  return {
    ...place,
    image: `${registry}/${repository}`,
    registryNote: place.note,
    repository: REPOSITORY,
    client: clientOf({ registry, repository }),
    there: { ...there, image: `${there.registry}/${there.repository}`, client: clientOf(there) },
    ...builds,
    environment,
    run: (step) => runAction({ inputs, environment: { ...environment, ...builds.environment }, isLocal, ...step }),
    book: await openBook(OUT),
    outFolder: relative(process.cwd(), OUT).startsWith('..') ? OUT : relative(process.cwd(), OUT) || '.',
    showLogs: options.logs,
    showSummaries: options.summaries,
    plainHttp,
    temporary,
    workspace,
  };
}

/** Commands for exploring the registries afterwards. */
function keptLines({ image, there, registry, credentials }) {
  const login = credentials ? ` (to push: user ${credentials.username}, password ${credentials.password})` : '';
  return [
    `The registries run at http://${registry} and http://${there.registry}${login} until Ctrl-C. Try:`,
    `  crane ls ${image}`,
    `  crane ls ${there.image}`,
    `  crane manifest ${image}:prod-history`,
    '',
  ];
}

async function perform(temporary, options) {
  const started = performance.now();
  const world = await setUp(temporary, options);
  try {
    showOpening(world);
    const { steps, wrong } = await play(world);
    const index = `${world.outFolder}/${await world.book.close()}`;
    const isKept = options.keep && !options.registry;
    const lines = isKept
      ? keptLines(world)
      : options.registry
        ? [`The images stay in ${world.image} and ${world.there.image}.`]
        : [];
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    showClosing({ steps, seconds, wrong, index, lines });
    if (isKept) await new Promise(() => {});
    return wrong.length === 0;
  } finally {
    if (options.docker) await forgetImages(world.image);
    await world.close();
  }
}

async function main() {
  const { values: options } = parseArgs({ options: OPTIONS });
  if (options.help) return console.log(HELP);
  await access(new URL('../dist/index.js', import.meta.url)).catch(() => {
    throw new Error('dist/index.js is missing. Run npm run build.');
  });
  const temporary = await mkdtemp(join(tmpdir(), 'build-once-promote-'));
  process.on('exit', () => rmSync(temporary, { recursive: true, force: true }));
  process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143));
  process.stdout.on('error', () => process.exit());
  process.exitCode = (await perform(temporary, options)) ? 0 : 1;
}

await main().catch((error) => {
  console.error(`demo: ${error.message}`);
  process.exitCode = 1;
});
