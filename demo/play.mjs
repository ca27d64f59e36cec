/** Runs the story: runs each step, reads the registry before and after, then shows and checks the result. */
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { changedTags, checkHistories, checkImages, checkStep, readHistory } from './check.mjs';
import { ending } from './ending.mjs';
import * as show from './show.mjs';
import { story } from './story.mjs';

/** Run ids increase, each workflow numbers its own runs, and a re-run is another attempt of the previous run. */
function createRuns() {
  const numbers = new Map();
  let last = { id: 17_000_000_000 + randomInt(900_000_000) };
  return ({ workflow, isRerun }) => {
    if (isRerun) return { ...last, attempt: last.attempt + 1 };
    const number = (numbers.get(workflow) ?? 0) + 1;
    numbers.set(workflow, number);
    last = {
      id: last.id + randomInt(1_000, 90_000),
      number,
      attempt: 1,
      workflow,
      job: workflow.toLowerCase().replace(' ', '-'),
    };
    return last;
  };
}

async function act(world, step, run, number) {
  if (step.hands) return step.hands();
  await step.commit?.checkOut?.();
  const context = {
    repository: world.repository,
    event: step.event,
    actor: step.actor,
    run,
    workspace: world.workspace,
  };
  const given = { ...step.with, ...(world.plainHttp && { 'plain-http': true }) };
  const folder = join(world.temporary, `step-${number}`);
  return world.run({ given, context, folder });
}

/** Adds the digest of an image that the action built itself: it is known only after the run. */
async function learnDigest(world, { commit }) {
  if (!commit || commit.digest) return;
  const { digest, bytes } = (await world.client.getManifest(`git-${commit.short}`)) ?? {};
  Object.assign(commit, { digest, bytes });
}

/** The tags of the image, and of the destination. */
const readTags = ({ client, there }) => Promise.all([client.tags(), there.client.tags()]);

async function playStep(world, step, number, run) {
  if (step.chapter) show.showChapter(step.chapter);
  show.showStep(number, step, run);
  const before = world.tags ?? (await readTags(world));
  const result = await act(world, step, run, number);
  world.tags = await readTags(world);
  world.last = result;
  await learnDigest(world, step);
  const [changes, changesThere] = world.tags.map((tags, index) => changedTags(before[index], tags));
  const wrong = await checkStep(world, step, result, changes, changesThere);
  const file = await world.book.add(number, step, result, wrong.length === 0);
  if (world.showLogs && result) show.showText('log', result.log);
  if (world.showSummaries && result) show.showText('summary', result.summary);
  const tables = { '': changes, [world.there.image]: changesThere };
  show.showResult(step, result, tables, file && `${world.outFolder}/${file}`, wrong);
  return wrong;
}

/** The final check of the registries: live images, version tags, histories. */
async function playEnd(world, refused) {
  show.showChapter('Registry contents at the end');
  const images = [];
  const events = [];
  const { here, there } = ending(world.commits);
  for (const [{ client }, { tags, histories }] of [
    [world, here],
    [world.there, there],
  ]) {
    for (const environment of Object.keys(histories)) {
      show.showHistory(environment, await readHistory(client, environment));
    }
    images.push(...(await checkImages(client, tags)));
    events.push(...(await checkHistories(client, histories)));
  }
  console.log();
  show.showPoint('every environment and version has the image that was pushed, byte for byte', images.length === 0);
  show.showPoint('the histories are complete, without gaps', events.length === 0);
  const codes = refused.map(({ code }) => code).join(', ');
  show.showPoint(
    `refused without writing anything: ${codes}`,
    refused.every(({ isGood }) => isGood),
  );
  return [...images, ...events].map((sentence) => `at the end: ${sentence}`);
}

/** Runs all steps and the final check. Returns the number of steps and the differences. */
export async function play(world) {
  const nextRun = createRuns();
  const wrong = [];
  const refused = [];
  let steps = 0;
  for await (const step of story(world)) {
    steps += 1;
    const found = await playStep(world, step, steps, step.hands ? undefined : nextRun(step));
    wrong.push(...found.map((sentence) => `step ${steps}, ${step.title}: ${sentence}`));
    if (step.expect.fails) refused.push({ code: step.expect.fails, isGood: found.length === 0 });
  }
  return { steps, wrong: [...wrong, ...(await playEnd(world, refused))] };
}
