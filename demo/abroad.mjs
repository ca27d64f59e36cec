/** The chapter in which the image is copied to another registry. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { signatureTag, signImage } from './image.mjs';
import { copy, dispatch, ENVIRONMENTS, promote } from './steps.mjs';

/** The tags that are copied with an image. */
const copiedTags = (version, commit) => ({
  [version]: commit,
  [`${version}-${commit.short}`]: commit,
  [`git-${commit.short}`]: commit,
});

/** A copy with its signature, a release with a lock file, and a rollback by version: all in another repository. */
export async function* otherRegistry(world, [first, second]) {
  const signature = {};
  const sign = async () => void Object.assign(signature, await signImage(world.client, world.image, first));
  yield {
    chapter: 'Copy to another registry',
    title: 'Someone signs 1.0.0 with cosign',
    command: `cosign sign ${world.image}:1.0.0`,
    hands: sign,
    expect: { tags: { [signatureTag(first.digest)]: signature } },
  };
  yield copy(world, 'mona', {
    title: '1.0.0 goes to Europe: the image and its signature are copied',
    with: { version: '1.0.0' },
    expect: {
      outputs: { changed: true, digest: first, version: '1.0.0', environment: 'eu', 'previous-digest': '' },
      there: {
        commit: first,
        tags: { ...copiedTags('1.0.0', first), [signatureTag(first.digest)]: signature, eu: first },
        histories: ['eu'],
        whole: ['eu', signatureTag(first.digest)],
        sameBytes: ['eu', '1.0.0'],
      },
    },
  });
  const outputs = { digest: second, version: '1.1.0', environment: 'eu', 'previous-digest': first };
  yield copy(world, 'tracy', {
    title: 'Dry run for the image that is live in prod: its result is the lock file of this release',
    with: { from: 'prod', 'dry-run': true },
    expect: { outputs: { ...outputs, changed: false } },
  });
  const planned = world.last.outputs;
  await writeFile(join(world.workspace, 'release.json'), planned.result ?? '');
  yield promote(world, 'olga', 'eu', {
    title: 'After approval: exactly these digests are promoted',
    with: { image: '', 'from-file': 'release.json', environments: `${ENVIRONMENTS}, eu` },
    expect: {
      asPlanned: planned,
      outputs: { ...outputs, changed: true },
      there: {
        commit: second,
        tags: { ...copiedTags('1.1.0', second), eu: second },
        histories: ['eu'],
        whole: ['eu'],
        sameBytes: ['eu', '1.1.0'],
      },
    },
  });
  yield dispatch(world, 'olga', 'Roll back', 'rollback', {
    title: 'Rollback in Europe by version: its tag was copied too',
    with: { image: world.there.image, environment: 'eu', version: '1.0.0', reason: 'No prices in euro' },
    expect: {
      outputs: { changed: true, digest: first, version: '1.0.0', 'previous-digest': second },
      there: { tags: { eu: first }, histories: ['eu'] },
    },
  });
}

/** The expected contents of that repository at the end. */
export function endingThere([first, second]) {
  return {
    tags: { eu: first, ...copiedTags('1.0.0', first), ...copiedTags('1.1.0', second) },
    histories: {
      eu: [
        ['promote', first],
        ['promote', second],
        ['rollback', first],
      ],
    },
  };
}
