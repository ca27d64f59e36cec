import { beforeEach, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { Repository } from '../../src/image/reference.ts';
import { deployBlock, deployLines } from '../../src/report/deploy.ts';
import type { PromoteRequest } from '../../src/request/request.ts';
import { APP } from '../support/images/memory-images.ts';
import { promoting } from '../support/requests/requests.ts';
import { Stage } from '../support/requests/stage.ts';

const WEB: Repository = { registry: 'reg.test', repository: 'team/web' };
let stage: Stage;

beforeEach(() => {
  stage = new Stage();
  for (const image of [APP, WEB]) stage.release('1.0.0', {}, image);
});

/** The YAML blocks of the summary, and the log's lines without their title. */
async function shown(request: PromoteRequest) {
  const { result } = await stage.play(request);
  if (!result) throw new Error('the run failed while reading');
  const block = deployBlock(result.plan.images);
  const blocks = [...block.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => parse(text));
  const [title, ...lines] = deployLines(result.plan.images);
  return { block, blocks, title, log: parse(lines.join('\n')) };
}

test('one image is shown as a service of Compose', async () => {
  const { blocks, title } = await shown(promoting('1.0.0'));
  expect(blocks).toEqual([{ services: { app: { image: `reg.test/team/app@${stage.at('1.0.0')}` } } }]);
  // the log has a line of its own
  expect(title).toBeUndefined();
});

test('a train is shown for Compose and as images of a kustomization, in the log too', async () => {
  const { blocks, title, log } = await shown(promoting('1.0.0', { images: [APP, WEB] }));
  const digests = [APP, WEB].map((image) => stage.at('1.0.0', image));
  const kustomization = {
    images: [
      { name: 'reg.test/team/app', digest: digests[0] },
      { name: 'reg.test/team/web', digest: digests[1] },
    ],
  };
  const services = {
    app: { image: `reg.test/team/app@${digests[0]}` },
    web: { image: `reg.test/team/web@${digests[1]}` },
  };
  expect(blocks).toEqual([{ services }, kustomization]);
  expect([title, log]).toEqual(['kustomization.yaml:', kustomization]);
});

test('many images are in the summary alone', async () => {
  const images = Array.from({ length: 11 }, (_, index) => ({ registry: 'reg.test', repository: `many/app-${index}` }));
  for (const image of images) stage.release('1.0.0', {}, image);
  const { blocks, title } = await shown(promoting('1.0.0', { images }));
  expect(blocks[1].images).toHaveLength(11);
  expect(title).toBeUndefined();
});
