// Makes dist/ of src/: tsc to lib/, then ncc bundles; the licences of every package in the bundle go beside it.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import ncc from '@vercel/ncc';

const out = process.argv[2] ?? 'dist';
const node = (script, ...args) =>
  execFileSync(process.execPath, [join('node_modules', script), ...args], { stdio: ['ignore', 'ignore', 'inherit'] });

rmSync('lib', { recursive: true, force: true });
node('typescript/bin/tsc', '--project', 'tsconfig.build.json');
const making = `lib-${process.pid}`;
mkdirSync(making);

/**
 * @actions/core uses its HTTP client only to ask GitHub for an OIDC token, which this action never does. Loading that
 * client takes 60 ms of every run, so a stub replaces it. @actions/github needs the real one: it has a bundle of its own,
 * octokit.js, which is loaded only by runs that use GitHub's API (src/github/api/connect.ts).
 */
const HTTP_CLIENT = `class Stub {
  constructor() {
    throw new Error('@actions/http-client is not in this bundle: see scripts/build.mjs');
  }
}
export { Stub as BearerCredentialHandler, Stub as HttpClient };
`;
writeFileSync(join(making, 'http-client.js'), HTTP_CLIENT);
const STUBS = { '@actions/http-client': './http-client.js', '@actions/http-client/lib/auth': './http-client.js' };
/** Bundles an entry of lib/ under a name; its chunks get the same name. @returns webpack's modules */
async function bundle(entry, name, externals = STUBS) {
  const { code, assets, stats } = await ncc(resolve('lib', entry), { quiet: true, externals, filename: name });
  writeFileSync(join(making, name), code);
  for (const [asset, { source }] of Object.entries(assets)) writeFileSync(join(making, asset), source);
  return stats.toJson().modules;
}

const modules = [
  ...(await bundle('index.js', 'index.js')),
  ...(await bundle('cli.js', 'cli-main.js')),
  ...(await bundle('github/api/octokit.js', 'octokit.js', {})),
];
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
writeFileSync(join(making, 'cli.js'), readFileSync('scripts/launcher.js', 'utf8').replace('VERSION', version));
chmodSync(join(making, 'cli.js'), 0o755);

/** The packages whose files are in the bundle, by the folder they are in. */
function bundledPackages() {
  const names = new Set();
  const visit = (module) => {
    const path = module.name ?? '';
    const match = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path.slice(path.lastIndexOf('node_modules/')));
    if (match)
      names.add(join(path.slice(0, path.lastIndexOf('node_modules/')).replace(/^\.\//, ''), 'node_modules', match[1]));
    for (const inner of module.modules ?? []) visit(inner);
  };
  for (const module of modules) visit(module);
  return [...names].sort();
}

/** A package's name, licence and the text of it. */
function licence(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file
    ? readFileSync(join(folder, file), 'utf8').trim()
    : `Licence: ${license} (the package holds no text of it)`;
  return `${name} ${version}\n${license}\n\n${text}\n`;
}

const packages = bundledPackages().filter((folder) => existsSync(join(folder, 'package.json')));
const texts = [...new Set(packages.map(licence))];
writeFileSync(join(making, 'LICENSES.txt'), texts.join(`\n${'-'.repeat(80)}\n\n`));
// put in place at once, so that nobody meets half a bundle
rmSync(out, { recursive: true, force: true });
renameSync(making, out);
console.log(`${out}: ${readdirSync(out).length} files, ${packages.length} packages in the bundle`);
