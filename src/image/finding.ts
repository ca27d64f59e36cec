import { stripCommonPrefix } from './name.ts';

/** What was found about one image, in a few words: for a heading, or for one sentence about many images. */
export interface Finding {
  /** a sentence about this image, without a period */
  readonly one: string;
  /** the end of a sentence about many images, whose subject is the images */
  readonly many: string;
  /** more of it, with its punctuation, such as who, when and why: only images that share it are one sentence */
  readonly more?: string;
}

/** What findings have to have in common to be told in one sentence. */
export function groupOf({ many, more = '' }: Finding): string {
  return `${many}\n${more}`;
}

/**
 * Returns one sentence about many images with one finding, without a period.
 * @param of how many images there are in all; by default as many as findings
 * @param clean escapes untrusted text
 */
export function sumUp(
  findings: readonly Finding[],
  of = findings.length,
  clean = (text: string): string => text,
): string {
  const [first] = findings;
  if (!first) return '';
  const count = findings.length === of ? String(of) : `${findings.length} of ${of}`;
  if (of === 1) return clean(first.one);
  if (findings.every(({ one }) => one === first.one)) return `${clean(first.one)} (${count} images)`;
  return `${count} images ${clean(first.many)}`;
}

/** Returns one sentence about many images, without a period: with all details where these are equal. */
export function sayOnce(findings: readonly (Finding & { readonly text?: string })[]): string {
  const [first] = findings;
  const text = first?.text?.replace(/\.$/, '');
  if (text === undefined || findings.some((other) => other.text !== first?.text))
    return `${sumUp(findings)}${first?.more ?? ''}`;
  return `${text} (${findings.length} images)`;
}

/** Returns a sentence that names all images: `Images of ghcr.io/acme/: api, web.` */
export function listImages(names: readonly string[]): string {
  const { shared, short } = stripCommonPrefix(names);
  return `Images${shared === '' ? '' : ` of ${shared}`}: ${names.map(short).join(', ')}.`;
}

/** The beginning of a text about one image, its name, and what the text about many images begins with. */
const ABOUT_IMAGE: readonly [RegExp, (count: number) => string][] = [
  [/^(\S+\/\S+): (?=.)/s, () => ''],
  [/^(\S+\/\S+) has no (?=.)/s, (count) => `${count} images have no `],
];

/** Returns texts about images (`NAME: text`, `NAME has no …`), with one text for all images of which the same is said. */
export function groupByImage(texts: readonly string[]): string[] {
  const groups = new Map<string, { first: string; rest: string; begin: (count: number) => string; names: string[] }>();
  for (const text of texts) {
    const [form, begin = () => ''] = ABOUT_IMAGE.find(([each]) => each.test(text)) ?? [];
    const name = form?.exec(text)?.[1];
    const rest = form ? text.replace(form, '') : text;
    const key = JSON.stringify([form?.source ?? '', rest]);
    const group = groups.get(key) ?? { first: text, rest, begin, names: [] };
    groups.set(key, { ...group, names: name === undefined ? [] : [...new Set([...group.names, name])] });
  }
  return [...groups.values()].map(({ first, rest, begin, names }) => {
    if (names.length < 2) return first;
    // a name of an environment at the beginning keeps its case
    const said = rest.replace(/^(?:nothing|there) /, (word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
    return `${begin(names.length)}${said} ${listImages(names)}`;
  });
}
