import { imageName } from '../image/name.ts';
import { repositoryName } from '../image/reference.ts';
import type { ImageLocation } from '../modes/status.ts';
import { stripCommonPrefix } from '../util/text.ts';
import type { Links } from './style.ts';
import { alsoRow, commitLink, digestCode, escapeMarkdown, formatMinute, inlineCode, table } from './text.ts';

/** Where the image of `version` is live, in several repositories: a row each. */
export function locatedAll(all: readonly ImageLocation[], links: Links): string {
  const { short } = stripCommonPrefix(all.map(({ image }) => repositoryName(image)));
  const rows = all.map(({ image, target, identity, tags, live }) => [
    inlineCode(short(repositoryName(image))),
    escapeMarkdown(imageName(identity, target.digest)),
    digestCode(target.digest),
    commitLink(identity.revision, links.source),
    live.map(inlineCode).join(' ') || 'no environment',
    tags.map(inlineCode).join(' ') || '–',
  ]);
  return table(['this image of', 'version', 'digest', 'commit', 'live in', 'tags'], rows);
}

/** Where the image of `version` is live, in one repository. */
export function located({ image, target, identity, tags, live }: ImageLocation, links: Links): string {
  const rows = [
    ['image', inlineCode(repositoryName(image))],
    ['digest', digestCode(target.digest)],
    ['version', identity.version === null ? '–' : escapeMarkdown(identity.version)],
    ...alsoRow(identity),
    ['commit', commitLink(identity.revision, links.source)],
    ['created', formatMinute(identity.created)],
    ['live in', live.map(inlineCode).join(' ') || 'no environment'],
    ['tags', tags.map(inlineCode).join(' ') || '–'],
  ];
  return `${table(['', 'this image'], rows)}\n\n\`\`\`yaml\nimage: ${repositoryName(image)}@${target.digest}\n\`\`\``;
}
