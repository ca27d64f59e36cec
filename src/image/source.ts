/**
 * Whether an image's source label names another repository than a run's. Spellings of one repository are equal: by HTTPS or
 * SSH, with `.git`, with a path after it.
 * @param label untrusted text; null where the image has none
 * @param own `https://github.com/owner/name`; null where the run's is unknown
 * @returns false where either is unknown, or the label is not the address of a repository
 */
export function isOtherSource(label: string | null, own: string | null): boolean {
  const theirs = label === null ? null : repositoryOf(label);
  const ours = own === null ? null : repositoryOf(own);
  return theirs !== null && ours !== null && theirs !== ours;
}

/** Returns `host/owner/name` in lower case; null where the text is not the address of a repository. */
function repositoryOf(address: string): string | null {
  const [, host, owner, name] =
    /^(?:git\+)?(?:(?:https?|ssh|git):\/\/)?(?:[^@/\s]+@)?([\w.-]+\.[\w-]+|localhost)(?::\d+)?[/:]([\w.-]+)\/([\w.-]+)/i.exec(
      address.trim(),
    ) ?? [];
  if (!host || !owner || !name) return null;
  return `${host}/${owner}/${name.replace(/\.git$/i, '')}`.toLowerCase();
}
