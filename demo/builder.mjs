/**
 * The demo's builder, for machines without Docker. The action starts it as `docker`. It implements only what the demo
 * needs of buildx: `FROM scratch`, `COPY`, `LABEL` and `CMD`, several platforms, and a push by digest. It runs no
 * program of the image, so it is not a replacement for a builder.
 */
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createClient, dockerCredentials } from './client.mjs';
import { PLATFORMS, pushIndex } from './image.mjs';

const FILE = fileURLToPath(import.meta.url);
const VERSION = 'github.com/docker/buildx v0.30.0 demo-builder';
const INSPECTED = `Name:   demo
Driver: docker-container

Nodes:
Name:      demo0
Endpoint:  demo/builder.mjs
Status:    running
Platforms: ${PLATFORMS.join(', ')}
`;
const list = { type: 'string', multiple: true, default: [] };
const OPTIONS = {
  platform: { type: 'string', default: PLATFORMS[0] },
  file: { type: 'string' },
  label: list,
  annotation: list,
  output: { type: 'string' },
  'metadata-file': { type: 'string' },
};

/** `key=value` texts as an object. */
const pairs = (texts) => Object.fromEntries(texts.map((text) => [text.split('=', 1)[0], text.replace(/^[^=]*=/, '')]));

/** The files, labels and command of a Dockerfile that begins with `FROM scratch`. */
async function readDockerfile(file, context) {
  const image = { files: [], labels: {}, command: [] };
  const lines = (await readFile(file, 'utf8')).split('\n').map((line) => line.trim());
  for (const line of lines.filter((text) => text && !text.startsWith('#'))) {
    const [instruction, ...words] = line.split(/\s+/);
    const rest = words.join(' ');
    if (instruction === 'FROM' && rest === 'scratch') continue;
    if (instruction === 'COPY' && words.length === 2) {
      image.files.push({ path: words[1], content: await readFile(resolve(context, words[0])) });
    } else if (instruction === 'LABEL') Object.assign(image.labels, pairs([rest]));
    else if (instruction === 'CMD') image.command = JSON.parse(rest);
    else throw new Error(`the demo's builder does not support "${line}"; use --docker for a real engine`);
  }
  return image;
}

/** A client for the repository that `--output` names, with the credentials of docker's config. */
async function clientFor(output) {
  const { name, 'registry.insecure': insecure } = pairs(output.split(','));
  const [registry, ...path] = name.split('/');
  const credentials = await dockerCredentials(registry);
  return createClient({
    registry,
    repository: path.join('/'),
    credentials,
    ...(insecure === 'true' && { plainHttp: true }),
  });
}

async function build(args) {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const [context = '.'] = positionals;
  const dockerfile = await readDockerfile(values.file ?? join(context, 'Dockerfile'), context);
  const platforms = values.platform.split(',');
  const labels = { ...dockerfile.labels, ...pairs(values.label) };
  const created = new Date(Number(process.env.SOURCE_DATE_EPOCH || 0) * 1000).toISOString().replace('.000Z', 'Z');
  console.log(`The demo's builder makes an image for ${platforms.join(' and ')}`);
  for (const { path, content } of dockerfile.files) console.log(`COPY ${path} (${content.length} bytes)`);
  if (!values.output) return;
  const annotations = pairs(values.annotation.map((text) => text.replace(/^\w+:/, '')));
  const image = { ...dockerfile, platforms, labels, annotations, created };
  const { digest } = await pushIndex(await clientFor(values.output), image);
  console.log(`pushed ${digest}`);
  if (values['metadata-file']) {
    await writeFile(values['metadata-file'], JSON.stringify({ 'containerimage.digest': digest }));
  }
}

async function main([command, action, ...args]) {
  if (command !== 'buildx') throw new Error(`the demo's builder has no command ${command}`);
  if (action === 'version') console.log(VERSION);
  else if (action === 'inspect') console.log(INSPECTED);
  else if (action === 'build') await build(args);
  else throw new Error(`the demo's builder has no command buildx ${action}`);
}

/**
 * Writes a `docker` command that starts this builder to a folder.
 * @returns {Promise<string>} a PATH that begins with that folder
 */
export async function installBuilder(folder) {
  await mkdir(folder, { recursive: true });
  const quote = (text) => `'${text.replaceAll("'", "'\\''")}'`;
  const script = `#!/bin/sh\nexec ${quote(process.execPath)} ${quote(FILE)} "$@"\n`;
  await writeFile(join(folder, 'docker'), script);
  await chmod(join(folder, 'docker'), 0o755);
  return [folder, process.env.PATH ?? dirname(process.execPath)].join(delimiter);
}

if (process.argv[1] === FILE) {
  await main(process.argv.slice(2)).catch((error) => {
    console.error(`ERROR: ${error.message}`);
    process.exitCode = 1;
  });
}
