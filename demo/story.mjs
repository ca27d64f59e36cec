/**
 * The story: its steps and their expected results. Each chapter yields its steps one by one, so that a step can use the
 * results of earlier ones. A step has either `with` (the action is run) or `hands` (someone acts by hand).
 */
import { otherRegistry } from './abroad.mjs';
import { versionTags } from './ending.mjs';
import { pushImage } from './image.mjs';
import { build, dispatch, ENVIRONMENTS, promote, release, status } from './steps.mjs';

/** Makes the commit the newest. Where nothing can be built, also pushes its image by digest, as another step would. */
async function commitMade(world, commit) {
  world.head = commit;
  if (!world.canBuild) await pushByOther(world, commit);
}

/** Pushes the commit's image by digest, as another step of the workflow would. */
async function pushByOther(world, commit) {
  Object.assign(commit, await pushImage(world.client, commit, `https://github.com/${world.repository}`));
  commit.pushed = commit.digest;
}

async function* firstVersion(world, [first]) {
  await commitMade(world, first);
  yield build(world, first, {
    chapter: 'Build once',
    title: world.canBuild ? 'A commit is pushed: its image is built' : 'A commit is pushed: its image is adopted',
    expect: {
      outputs: { changed: true, built: world.canBuild, digest: first, revision: first.sha, version: '' },
      tags: { [`git-${first.short}`]: first },
    },
  });
  yield build(world, first, {
    title: 'The same again: nothing is built, no change',
    expect: { outputs: { changed: false, built: false, digest: first } },
  });
  yield release(world, first, '1.0.0', {
    title: 'Release v1.0.0 is published: the commit’s image gets its version',
    expect: {
      outputs: { changed: true, built: false, digest: first, version: '1.0.0' },
      tags: versionTags('1.0.0', '1.0', first),
    },
  });
}

async function* firstPromotion(world, [first]) {
  const expect = (environment) => ({
    outputs: { changed: true, built: false, digest: first, version: '1.0.0', environment, 'previous-digest': '' },
    tags: { [environment]: first },
    histories: [environment],
  });
  yield promote(world, 'mona', 'dev', {
    chapter: 'Promote',
    title: 'Version 1.0.0 goes to dev',
    with: { version: '1.0.0' },
    expect: expect('dev'),
  });
  yield promote(world, 'tracy', 'staging', {
    title: 'The image in dev goes to staging',
    with: { from: 'dev' },
    expect: expect('staging'),
  });
  yield promote(world, 'olga', 'prod', {
    title: 'The image in staging goes to prod',
    with: { from: 'staging' },
    expect: { ...expect('prod'), sameBytes: ['dev', 'staging', 'prod'] },
  });
}

async function* secondVersion(world, [first, second]) {
  await commitMade(world, second);
  yield build(world, second, {
    chapter: 'The next version',
    title: 'A second commit is built and goes to dev',
    with: { environment: 'dev', environments: ENVIRONMENTS },
    expect: {
      outputs: { changed: true, built: world.canBuild, digest: second, 'previous-digest': first },
      tags: { [`git-${second.short}`]: second, dev: second },
      histories: ['dev'],
    },
  });
  yield release(world, second, '1.1.0', {
    title: 'Release v1.1.0 is published: latest moves to it',
    expect: {
      outputs: { changed: true, built: false, digest: second, version: '1.1.0' },
      tags: versionTags('1.1.0', '1.1', second),
    },
  });
  yield promote(world, 'mona', 'prod', {
    title: 'Refused: directly to prod, skipping staging',
    with: { version: '1.1.0' },
    expect: { fails: 'STAGE_SKIPPED' },
  });
  const expect = (environment) => ({
    outputs: { changed: true, digest: second, version: '1.1.0', 'previous-digest': first, 'previous-version': '1.0.0' },
    tags: { [environment]: second },
    histories: [environment],
  });
  yield promote(world, 'tracy', 'staging', {
    title: 'The image in dev goes to staging',
    with: { from: 'dev' },
    expect: expect('staging'),
  });
  yield promote(world, 'olga', 'prod', {
    title: 'Version 1.1.0 goes to prod',
    with: { version: '1.1.0' },
    expect: { ...expect('prod'), sameBytes: ['dev', 'staging', 'prod'] },
  });
}

async function* refusals(world, [, , third]) {
  world.head = third;
  await pushByOther(world, third);
  yield build(world, third, {
    chapter: 'Refused before anything is written',
    title: 'Another step has built the third commit: its image is adopted by digest',
    expect: {
      outputs: { changed: true, built: false, digest: third },
      tags: { [`git-${third.short}`]: third },
    },
  });
  yield release(world, third, '1.1.0', {
    title: 'Refused: someone moved the git tag v1.1.0 to another commit',
    expect: { fails: 'VERSION_EXISTS' },
  });
  yield promote(world, 'mona', 'prod', {
    title: 'Refused: an older version over a newer one',
    with: { version: '1.0.0' },
    expect: { fails: 'DOWNGRADE' },
  });
}

async function* rollBack(world, [first, second]) {
  yield status(world, {
    chapter: 'Status and rollback',
    title: 'What is live in each environment?',
    expect: {
      live: { dev: [second, '1.1.0', false], staging: [second, '1.1.0', false], prod: [second, '1.1.0', false] },
    },
  });
  const back = {
    mode: 'rollback',
    with: { environment: 'prod', reason: 'The basket loses its items' },
  };
  yield dispatch(world, 'olga', 'Roll back', 'rollback', {
    ...back,
    title: 'Rollback of prod to the previous image',
    expect: {
      outputs: { changed: true, built: false, digest: first, version: '1.0.0', 'previous-digest': second },
      tags: { prod: first },
      histories: ['prod'],
    },
  });
  yield dispatch(world, 'olga', 'Roll back', 'rollback', {
    ...back,
    title: 'The job is re-run: it does not go back further',
    isRerun: true,
    expect: { outputs: { changed: false, digest: first } },
  });
  yield promote(world, 'mona', 'prod', {
    title: 'Refused: the image that prod was rolled back from',
    with: { version: '1.1.0' },
    expect: { fails: 'ROLLED_BACK' },
  });
}

async function* changedByHand(world, [first, second, third]) {
  yield {
    chapter: 'Changed outside the pipeline',
    title: 'Someone changes prod by hand',
    command: `crane tag ${world.image}:git-${third.short} prod`,
    hands: async () => {
      const manifest = await world.client.getManifest(`git-${third.short}`);
      if (manifest) await world.client.putManifest('prod', manifest.bytes, manifest.mediaType);
    },
    expect: { tags: { prod: third } },
  };
  yield status(world, {
    title: 'Status shows that prod was changed',
    expect: { live: { dev: [second, '1.1.0', false], staging: [second, '1.1.0', false], prod: [third, null, true] } },
  });
  yield dispatch(world, 'olga', 'Roll back', 'rollback', {
    title: 'A rollback records it in the history and restores prod',
    with: { environment: 'prod', reason: 'Moved by hand' },
    expect: {
      outputs: { changed: true, digest: first, version: '1.0.0', 'previous-digest': third },
      tags: { prod: first },
      histories: ['prod'],
    },
  });
}

async function* dryRun(world, [first, second, third]) {
  const outputs = { digest: third, revision: third.sha, environment: 'dev', 'previous-digest': second };
  yield promote(world, 'mona', 'dev', {
    chapter: 'Dry run',
    title: 'Dry run: the third commit to dev, by its SHA',
    with: { version: third.sha, 'dry-run': true },
    expect: { outputs: { ...outputs, changed: false } },
  });
  yield promote(world, 'mona', 'dev', {
    title: 'The real run: exactly as planned',
    with: { version: third.sha },
    expect: {
      asPlanned: world.last.outputs,
      outputs: { ...outputs, changed: true },
      tags: { dev: third },
      histories: ['dev'],
    },
  });
  yield status(world, {
    title: 'What is live at the end',
    expect: { live: { dev: [third, null, false], staging: [second, '1.1.0', false], prod: [first, '1.0.0', false] } },
  });
}

/** All steps of the story. */
export async function* story(world) {
  const chapters = [
    firstVersion,
    firstPromotion,
    secondVersion,
    otherRegistry,
    refusals,
    rollBack,
    changedByHand,
    dryRun,
  ];
  for (const chapter of chapters) yield* chapter(world, world.commits);
}
