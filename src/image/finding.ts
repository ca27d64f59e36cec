import { stripCommonPrefix } from '../util/text.ts';

/** What was found about one image, in a few words: for a heading, or for one sentence about many images. */
export interface Finding {
  /** a sentence about this image, without a period */
  readonly one: string;
  /** the end of a sentence about many images, whose subject is the images */
  readonly many: string;
  /** more of it, with its punctuation, such as who, when and why: only images that share it are one sentence */
  readonly more?: string;
}

/** What findings have to have in common to be reported in one sentence. */
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

/** The parts of a text about one image, whose name is the second, and the beginning of the text about many. */
const ABOUT_IMAGE: readonly [RegExp, (what: string, count: number) => string][] = [
  [/^(Could not [a-z]+) (\S+\/\S+): (.+)$/s, (what, count) => `${what} ${count} images: `],
  [/^()(\S+\/\S+) has no (.+)$/s, (_, count) => `${count} images have no `],
  [/^()(\S+\/\S+): (.+)$/s, () => ''],
];

/** Texts about images of which the same is said. */
interface Group {
  readonly texts: Set<string>;
  readonly names: Set<string>;
  /** the text about that many images, without their names */
  readonly together: (count: number) => string;
}

/**
 * Returns texts about images (`NAME: text`, `NAME has no …`, `Could not read NAME: …`), each once, with one text for all
 * images of which the same is said.
 * @param from the least number of images that have one text; fewer keep their own
 */
export function groupByImage(texts: readonly string[], from = 2): string[] {
  const groups = new Map<string, Group>();
  for (const text of texts) {
    const [form, begin = () => ''] = ABOUT_IMAGE.find(([each]) => each.test(text)) ?? [];
    const [, what = '', name, rest = text] = form?.exec(text) ?? [];
    const together = (count: number): string => {
      const beginning = begin(what, count);
      // a name of an environment at the beginning keeps its case
      const upper = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
      return beginning === '' ? rest.replace(/^(?:nothing|there) /, upper) : `${beginning}${rest}`;
    };
    const key = JSON.stringify([form?.source, what, rest]);
    const group = groups.get(key) ?? { texts: new Set(), names: new Set(), together };
    groups.set(key, group);
    group.texts.add(text);
    if (name !== undefined) group.names.add(name);
  }
  return [...groups.values()].flatMap(({ texts: own, names, together }) =>
    names.size < from ? [...own] : [`${together(names.size)} ${listImages([...names])}`],
  );
}
