import { isCommit } from './reference.ts';

/** A build context that docker fetches from somewhere else. */
export interface RemoteContext {
  /** the full commit that its fragment names; null if it names none, or if the fragment of such a URL names no commit */
  readonly commit: string | null;
  /** the folder in the repository that is the context; empty for the whole repository */
  readonly folder: string;
}

/** A URL of any scheme, `github.com/…`, `user@host:path`, a context that the action fills in, or the standard input. */
const REMOTE = /^(-$|[a-z][a-z0-9+.-]*:\/\/|target:|github\.com\/|[^\s/@]+@[^\s/:]+:|\{\{\s*defaultContext\s*\}\})/i;
/** URLs that docker clones; any other HTTP URL is the address of an archive. */
const GIT = /^((git|ssh)(\+[a-z]+)?:\/\/|https?:\/\/[^?#]+\.git\/?(?=#|$)|github\.com\/|[^\s/@]+@[^\s/:]+:)/i;

/**
 * Reads a build context that is not a local folder.
 * https://docs.docker.com/build/concepts/context/#git-repositories
 * @returns null for a local folder
 */
export function readRemoteContext(context: string): RemoteContext | null {
  if (!REMOTE.test(context)) return null;
  const [address = '', fragment = ''] = splitAt(context, '#');
  // a query may name another reference than the fragment
  if (!GIT.test(context) || address.includes('?')) return { commit: null, folder: '' };
  const [reference = '', folder = ''] = splitAt(fragment, ':');
  const commit = reference.toLowerCase();
  return { commit: isCommit(commit) ? commit : null, folder };
}

/** Returns a context without the user name and the password that a URL may contain. */
export function withoutUserinfo(context: string): string {
  return context.replace(/(:\/\/)[^/?#]*@/, '$1***@').replace(/\?[^#]*/, '?…');
}

function splitAt(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
