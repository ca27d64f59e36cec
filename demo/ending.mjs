/** The expected end of the story. */
import { endingThere } from './abroad.mjs';

/** The tags that a release gives a commit's image. */
export const versionTags = (version, line, commit) => ({
  [version]: commit,
  [`${version}-${commit.short}`]: commit,
  [line]: commit,
  latest: commit,
});

/** The expected contents of the registries at the end: live images, version tags, and each history's actions. */
export function ending([first, second, third]) {
  return {
    there: endingThere([first, second]),
    here: {
      tags: {
        dev: third,
        staging: second,
        prod: first,
        ...versionTags('1.0.0', '1.0', first),
        ...versionTags('1.1.0', '1.1', second),
      },
      histories: {
        dev: [
          ['promote', first],
          ['build', second],
          ['promote', third],
        ],
        staging: [
          ['promote', first],
          ['promote', second],
        ],
        prod: [
          ['promote', first],
          ['promote', second],
          ['rollback', first],
          ['observed', third],
          ['rollback', first],
        ],
      },
    },
  };
}
