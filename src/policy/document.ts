import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Node as YamlNode } from 'yaml';
import { ActionError } from '../errors.ts';
import { oneLine } from '../util/text.ts';
import type { Policy } from './policy.ts';
import { policyFrom } from './read.ts';
import { type Node, Source } from './source.ts';

/** How deeply brackets may be nested. */
const MAX_DEPTH = 100;

/**
 * Reads the text of a policy file: YAML 1.2 without anchors, aliases and tags.
 * @param file its path, for messages
 * @returns the policy, or the problems, each with file, line and column
 * @see https://yaml.org/spec/1.2.2/
 */
export function readPolicyText(text: string, file: string): Policy | ActionError[] {
  const lines = new LineCounter();
  const source = new Source(file, (offset) => lines.linePos(offset));
  let policy: Policy | null = null;
  try {
    const clean = text.replace(/^\ufeff/, '');
    if (isTooDeep(clean)) throw new RangeError();
    const options = { version: '1.2', schema: 'core', prettyErrors: false, lineCounter: lines } as const;
    // the library's own check of keys takes a time that grows with the square of their number
    const document = parseDocument(clean, { ...options, uniqueKeys: false, merge: false, strict: true });
    for (const { pos, message, code } of [...document.errors, ...document.warnings]) {
      if (source.isFull) break;
      // the library reports an overflow as an error of the text
      if (/call stack|stack overflow/i.test(message)) throw new RangeError();
      source.problem(pos[0], code === 'MULTIPLE_DOCS' ? 'expected one document' : oneLine(message).replace(/\.$/, ''));
    }
    refuseReferences(document, source);
    if (source.problems.length === 0)
      policy = policyFrom(document.contents && nodeOf(document.contents, source), source);
  } catch (error) {
    // text that is nested too deeply overflows the stack
    if (!(error instanceof RangeError)) throw error;
    return [new ActionError('INPUT_INVALID', `policy ${file} cannot be used: it is nested too deeply.`)];
  }
  return source.problems.length > 0 || policy === null ? source.problems : policy;
}

/** Whether brackets are nested so deeply that reading them takes seconds. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '[' || character === '{') depth += 1;
    else if ((character === ']' || character === '}') && depth > 0) depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

function refuseReferences(document: ReturnType<typeof parseDocument>, source: Source): void {
  visit(document, {
    Node: (_key, node) => {
      const { range } = node as YamlNode;
      const tag = 'tag' in node ? node.tag : undefined;
      const hasAnchor = 'anchor' in node && node.anchor !== undefined;
      if (isAlias(node) || hasAnchor)
        source.problem(range?.[0] ?? 0, 'anchors and aliases (& and *) are not allowed: write the value out');
      else if (tag !== undefined) source.problem(range?.[0] ?? 0, `tags such as ${oneLine(tag)} are not allowed`);
    },
  });
}

function nodeOf(node: unknown, source: Source): Node {
  const at = (node as YamlNode | null)?.range?.[0] ?? 0;
  if (isMap(node)) {
    const entries = new Map<string, { key: Node; value: Node }>();
    for (const { key, value } of node.items) {
      const read = nodeOf(key, source);
      const name = isScalar(key) ? (key.source ?? String(key.value)) : null;
      if (name === null) source.problem(read, 'a key must be a string');
      else if (entries.has(name)) source.problem(read, `the key "${oneLine(name)}" appears twice`);
      else entries.set(name, { key: read, value: value === null ? emptyAfter(read) : nodeOf(value, source) });
    }
    return { kind: 'map', entries, at, shown: 'keys and values' };
  }
  if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => nodeOf(item, source)), at, shown: 'a list' };
  const value = isScalar(node) ? node.value : null;
  if (typeof value === 'string') return { kind: 'text', text: value, at, shown: `"${oneLine(value)}"` };
  if (typeof value === 'boolean') return { kind: 'boolean', value, at, shown: String(value) };
  if (value === null || value === undefined) return { kind: 'empty', at, shown: 'nothing' };
  return { kind: 'other', at, shown: oneLine(String(isScalar(node) ? (node.source ?? value) : value)) };
}

function emptyAfter({ at }: Node): Node {
  return { kind: 'empty', at, shown: 'nothing' };
}
