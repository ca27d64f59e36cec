import { ActionError } from '../errors.ts';
import { didYouMean } from '../util/nearest.ts';

/**
 * Reads `--secrets`: the name of an environment variable, or docker's `id=…,env=…` and `id=…,src=…`. A value itself
 * does not belong on the command line.
 * @param readFile reads the text of a file
 * @returns the input `secrets`
 * @throws INPUT_INVALID
 */
export function secretsFrom(text: string, env: NodeJS.ProcessEnv, readFile: (path: string) => string): string {
  const items = text
    .split('\n')
    .filter(Boolean)
    .map((item) => {
      const fields = new Map(item.split(',').map(splitField));
      const isName = /^[\w.-]+$/.test(item);
      const id = isName ? item : fields.get('id');
      const variable = isName ? item : fields.get('env');
      const file = fields.get('src') ?? fields.get('source');
      if (!id || (variable === undefined && file === undefined))
        throw new ActionError(
          'INPUT_INVALID',
          'secrets: expected NAME, id=NAME,env=VARIABLE or id=NAME,src=FILE. A secret itself does not belong on the command line.',
        );
      const value = file === undefined ? env[variable ?? ''] : readSecret(id, file, readFile);
      if (value === undefined)
        throw new ActionError(
          'INPUT_INVALID',
          `secrets: expected the environment variable ${variable} to be set.${didYouMean(variable ?? '', Object.keys(env))}`,
        );
      return `"${`${id}=${value}`.replaceAll('"', '""')}"`;
    });
  return items.join('\n');
}

/** A field as name and value; the value may have equals signs. */
function splitField(field: string): [string, string | undefined] {
  const [name = '', ...rest] = field.split('=');
  return [name, rest.length === 0 ? undefined : rest.join('=')];
}

function readSecret(id: string, file: string, readFile: (path: string) => string): string {
  try {
    return readFile(file);
  } catch (error) {
    throw new ActionError(
      'INPUT_INVALID',
      `secrets: the file of ${id} could not be read (${(error as NodeJS.ErrnoException).code}).`,
    );
  }
}
