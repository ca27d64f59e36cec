/** The target of a link with the relation `next`, among other links and parameters. */
const NEXT = /<([^>]*)>\s*(?:;(?:"[^"]*"|[^,;<"])*)*?;\s*rel\s*=\s*(?:"(?:[^"]*\s)?next(?:\s[^"]*)?"|next(?![\w-]))/i;

/**
 * Returns the target of the first link with the relation `next` in a header `Link`
 * (https://www.rfc-editor.org/rfc/rfc8288#section-3); null where there is none. A link without its angle brackets counts:
 * an incomplete list would be taken for the whole.
 */
export function nextLink(header: string | null | undefined): string | null {
  if (header === null || header === undefined) return null;
  return NEXT.exec(header)?.[1] ?? bareTarget(header);
}

/** The target of a link with the relation `next` that is not in angle brackets; null where there is none. */
function bareTarget(header: string): string | null {
  const next = header.split(/,(?=\s*[^;,=]*[/?])/).find((link) => /;\s*rel\s*=\s*"?next\b/i.test(link));
  return next?.split(';')[0]?.trim() ?? null;
}
