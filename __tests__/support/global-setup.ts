import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareParts } from './parts.ts';
import { leave } from './run-state.ts';

/** Makes the parts that the end-to-end tests stand on, and leaves their description where PARTS_FILE says. */
export default async function setup(): Promise<void> {
  const { parts, endings } = await prepareParts((line) => process.stderr.write(`  part ${line}\n`));
  process.env.PARTS_FILE = join(parts.dir, 'parts.json');
  writeFileSync(process.env.PARTS_FILE, JSON.stringify(parts, undefined, 2));
  leave({ parts, endings });
}
