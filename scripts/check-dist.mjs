// Proves that the committed dist/ is what src/ makes: builds into another folder and compares byte by byte.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const made = 'lib-dist-check';
execFileSync(process.execPath, ['scripts/build.mjs', made], { stdio: 'inherit' });
const names = [...new Set([...readdirSync('dist'), ...readdirSync(made)])].sort();
const read = (folder, name) => {
  try {
    return readFileSync(join(folder, name));
  } catch {
    return Buffer.from('missing');
  }
};
const different = names.filter((name) => !read('dist', name).equals(read(made, name)));
rmSync(made, { recursive: true, force: true });
if (different.length > 0) {
  console.error(`dist/ is not what src/ makes (${different.join(', ')}): run "npm run build" and commit dist/.`);
  process.exit(1);
}
console.log(`dist/ is what src/ makes: ${names.length} files, byte for byte.`);
