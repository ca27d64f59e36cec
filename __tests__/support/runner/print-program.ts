import { goBinary, PROGRAMS, type ProgramName } from './go-binary.ts';

/** `node print-program.ts actionlint`: prints where the program is, after making it if need be. Exit code 3: not available. */
const name = process.argv[2] as ProgramName;
if (!(name in PROGRAMS)) throw new Error(`expected one of ${Object.keys(PROGRAMS).join(', ')}, received ${name}`);
const { path, reason } = await goBinary(name);
if (path) console.log(path);
else {
  console.error(`not run here: ${name}: ${reason}`);
  process.exitCode = 3;
}
