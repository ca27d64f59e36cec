/**
 * Reads what an action sends to the runner: workflow commands on its output, and name-value files.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export interface Annotation {
  level: 'error' | 'warning' | 'notice';
  /** Empty if there is none. */
  title: string;
  message: string;
}

interface Command {
  name: string;
  properties: Record<string, string>;
  value: string;
}

/** The annotations in a step's output, in order. */
export function annotationsOf(stdout: string): Annotation[] {
  return commandsOf(stdout)
    .filter(({ name }) => name === 'error' || name === 'warning' || name === 'notice')
    .map(({ name, properties, value }) => ({
      level: name as Annotation['level'],
      title: properties.title ?? '',
      message: value,
    }));
}

/** The values that the output asks to be masked. */
export function masksOf(stdout: string): string[] {
  return commandsOf(stdout)
    .filter(({ name }) => name === 'add-mask')
    .map(({ value }) => value);
}

/** Commands line by line; between stop-commands and its token there are none. */
function commandsOf(stdout: string): Command[] {
  const commands: Command[] = [];
  let stopped: string | undefined;
  for (const line of stdout.split(/\r?\n/)) {
    if (stopped !== undefined) {
      if (line.trim() === `::${stopped}::`) stopped = undefined;
      continue;
    }
    const text = line.trimStart();
    const close = text.indexOf('::', 2);
    if (!text.startsWith('::') || close < 0) continue;
    const [, name = '', properties = ''] = /^(\S*)(?: (.*))?$/.exec(text.slice(2, close)) ?? [];
    const value = text.slice(close + 2);
    if (name === 'stop-commands') stopped = unescapeData(value);
    else commands.push({ name, properties: propertiesOf(properties), value: unescapeData(value) });
  }
  return commands;
}

function propertiesOf(text: string): Record<string, string> {
  const pairs = text.split(',').filter((pair) => pair.includes('='));
  return Object.fromEntries(
    pairs.map((pair) => {
      const equals = pair.indexOf('=');
      const value = pair
        .slice(equals + 1)
        .replaceAll('%3A', ':')
        .replaceAll('%2C', ',');
      return [pair.slice(0, equals).trim(), unescapeData(value)];
    }),
  );
}

function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

/** The outputs in a GITHUB_OUTPUT file, in both forms, `name=value` and `name<<DELIMITER`; the last one counts. */
export function outputsOf(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    if (line === '') continue;
    const heredoc = /^([^=]+?)<<(.+)$/.exec(line);
    if (heredoc) {
      const [, name = '', delimiter = ''] = heredoc;
      const end = lines.indexOf(delimiter, at + 1);
      if (end < 0) throw new Error(`GITHUB_OUTPUT: no end ${delimiter} for ${name}`);
      outputs[name] = lines.slice(at + 1, end).join('\n');
      at = end;
      continue;
    }
    const equals = line.indexOf('=');
    if (equals < 1) throw new Error(`GITHUB_OUTPUT: neither name=value nor name<<: ${line}`);
    outputs[line.slice(0, equals)] = line.slice(equals + 1);
  }
  return outputs;
}
