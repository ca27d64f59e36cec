/** The address of a repository: host, owner, name. */
const ADDRESS =
  /^(?:git\+)?(?:(?:https?|ssh|git):\/\/)?(?:[^@/\s]+@)?([\w.-]+\.[\w-]+|localhost)(?::\d+)?[/:]([\w.-]+)\/([\w.-]+)/i;

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
  const [, host, owner, name] = ADDRESS.exec(address.trim()) ?? [];
  if (!host || !owner || !name) return null;
  return `${host}/${owner}/${name.replace(/\.git$/i, '')}`.toLowerCase();
}

/**
 * Returns the repository on a GitHub server that an image's source label names.
 * @param server URL of the GitHub server
 * @param label untrusted text
 * @returns null where the label names another server, or no repository
 */
export function repositoryOn(server: string, label: string): { owner: string; name: string } | null {
  const [, host = '', owner, name] = ADDRESS.exec(label.trim()) ?? [];
  if (!owner || !name || host.toLowerCase() !== hostnameOf(server)) return null;
  const plain = name.replace(/\.git$/i, '');
  return /^\.*$/.test(plain) || /^\.+$/.test(owner) ? null : { owner, name: plain };
}

function hostnameOf(server: string): string | null {
  try {
    return new URL(server).hostname.toLowerCase();
  } catch {
    return null;
  }
}
