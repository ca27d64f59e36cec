import { shortCommit } from '../image/name.ts';
import { oneLine } from '../util/text.ts';
import { commitLink, escapeMarkdown, runLink } from './text.ts';

/** How the parts of a sentence are written: as Markdown, or as plain text for a log. */
export interface Style {
  /** untrusted text */
  readonly text: (text: string) => string;
  /** an RFC 3339 time */
  readonly minute: (time: string) => string;
  /** the URL of a run's attempt */
  readonly run: (url: string) => string;
  readonly commit: (revision: string | null) => string;
}

/** Where links go: the repository of the run and the GitHub server. */
export interface Links {
  readonly source: string | null;
  readonly server: string;
}

/** Markdown with links. */
export function markdown({ source, server }: Links): Style {
  return {
    text: (text) => (/^sha256:[0-9a-f]+$/.test(text) ? `\`${text}\`` : escapeMarkdown(text)),
    minute: PLAIN.minute,
    run: (url) => runLink(url, server),
    commit: (revision) => commitLink(revision, source),
  };
}

/** Text for a log, whose writer escapes it. */
export const PLAIN: Style = {
  text: oneLine,
  minute: (time) => {
    const at = Date.parse(time);
    return Number.isNaN(at) ? 'an unknown time' : `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  },
  run: oneLine,
  commit: (revision) => (revision === null ? 'unknown' : shortCommit(revision)),
};
