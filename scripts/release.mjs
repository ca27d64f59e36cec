// Plans a release: `node scripts/release.mjs 1.2.3 NOTES` writes the version's notes out of CHANGELOG.md to the file NOTES
// and prints what the release does, as lines for GITHUB_OUTPUT. Fails if the version cannot be released.
//
// Tags that move, such as v1 and v1.2, only go forward: to the highest stable version of their line.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const [version = '', file = 'notes.md'] = process.argv.slice(2);
const fail = (message) => {
  console.error(`::error title=Not released::${message}`);
  process.exit(1);
};
const STABLE = /^v(\d+)\.(\d+)\.(\d+)$/;

const [, major, minor, , prerelease] = /^(\d+)\.(\d+)\.(\d+)(-[0-9A-Za-z.-]+)?$/.exec(version) ?? [];
if (major === undefined) fail(`"${version}" is not a version such as 1.2.3 or 1.3.0-rc.1, without v.`);
const named = JSON.parse(readFileSync('package.json', 'utf8')).version;
if (named !== version)
  fail(`package.json says ${named}. Set it to ${version} (npm version --no-git-tag-version ${version}).`);

const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).trim();
const tags = git('tag', '--list', 'v*').split('\n').filter(Boolean);
// a tag on this commit is that of a release that broke off
if (tags.includes(`v${version}`) && git('rev-parse', `v${version}^{commit}`) !== git('rev-parse', 'HEAD'))
  fail(`The tag v${version} exists, on another commit. A release is never changed: choose the next version.`);

const changelog = readFileSync('CHANGELOG.md', 'utf8');
const section = changelog.split(/^## /m).find((text) => text.startsWith(`[${version}]`));
const notes = section?.slice(section.indexOf('\n')).trim();
if (!notes) fail(`CHANGELOG.md has no section "## [${version}]" with notes. Rename Unreleased.`);
writeFileSync(file, `${notes}\n`);

const compare = (a, b) => a.map((part, index) => part - b[index]).find((difference) => difference !== 0) ?? 0;
const own = version.split('.').map(Number);
/** Whether no stable version with these first numbers is higher. */
const isHighest = (...line) =>
  tags
    .filter((tag) => tag !== `v${version}`)
    .flatMap((tag) => (STABLE.test(tag) ? [STABLE.exec(tag).slice(1).map(Number)] : []))
    .filter((other) => line.every((number, index) => other[index] === Number(number)))
    .every((other) => compare(own, other) > 0);
const moves = prerelease
  ? []
  : [...(isHighest(major, minor) ? [`v${major}.${minor}`] : []), ...(isHighest(major) ? [`v${major}`] : [])];

console.log(`tag=v${version}`);
console.log(`prerelease=${prerelease !== undefined}`);
console.log(`moves=${moves.join(' ')}`);
// what is neither a pre-release nor the highest of all is not what people get who ask for no version
console.log(`latest=${prerelease === undefined && isHighest()}`);
// npm refuses a tag that is a range of versions, as v1.2 is
console.log(`npm-tag=${prerelease ? 'next' : isHighest() ? 'latest' : `latest-${major}.${minor}`}`);
