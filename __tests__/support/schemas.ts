import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Ajv from 'ajv/dist/2020.js';

const FOLDER = resolve(import.meta.dirname, '../../schema');

/** What in some data is not as a schema of schema/ says. */
export function schemaProblems(name: string, data: unknown): string[] {
  const schema = JSON.parse(readFileSync(join(FOLDER, `${name}.schema.json`), 'utf8'));
  const ajv = new Ajv.default({ allErrors: true, allowUnionTypes: true });
  const validate = ajv.compile(schema);
  return validate(data) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
