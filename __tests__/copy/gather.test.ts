import { beforeEach, describe, expect, test } from '@jest/globals';
import { CopyScene, FROM, TO } from '../support/requests/copy-scene.ts';
import { Waves } from '../support/requests/waves.ts';

let scene: CopyScene;

beforeEach(() => {
  scene = new CopyScene();
  scene.twoPlatforms();
});

/** What is asked in each wave; a wave waits for the answers of the one before. */
async function waves(takes: 'all' | 'image'): Promise<string[][]> {
  const seen = new Waves();
  scene.store.around = seen.around;
  await scene.gather('index', takes);
  const side = (image: string): string => (image.startsWith(FROM.registry) ? 'from' : 'to');
  return seen.all.map((wave) => wave.map((asked) => `${side(asked.image)} ${scene.said(asked)}`).sort());
}

describe('independent requests are sent in parallel:', () => {
  test('for the image alone', async () => {
    expect(await waves('image')).toEqual([
      ['to head amd64', 'to head arm64', 'to head index'],
      ['from get amd64', 'from get arm64'],
      ['to has amd64-config', 'to has arm64-config', 'to has base'],
    ]);
  });

  test('for an image that the destination has', async () => {
    scene.arrive(['amd64', 'arm64', 'index']);
    expect(await waves('image')).toEqual([['to head amd64', 'to head arm64', 'to head index']]);
  });

  test('looking for referrers takes no extra round trip if there are none', async () => {
    scene.store.served.add(FROM.registry);
    expect(await waves('all')).toEqual([
      ['from referrers index', 'from tags', 'to head amd64', 'to head arm64', 'to head index'],
      ['from get amd64', 'from get arm64', 'from referrers amd64', 'from referrers arm64'],
      ['to has amd64-config', 'to has arm64-config', 'to has base'],
    ]);
  });

  test('for referrers and signatures, beside the image', async () => {
    scene.store.served.add(FROM.registry);
    scene.store.served.add(TO.registry);
    scene.arrive(['amd64', 'arm64', 'index']);
    scene.referrer('sbom', 'index');
    scene.image('signature', ['payload'], { tags: [scene.tag('index', '.sig')] });
    const [first, second, third, fourth, ...more] = await waves('all');
    expect(first).toEqual(['from referrers index', 'from tags', 'to head amd64', 'to head arm64', 'to head index']);
    expect(second).toEqual([
      ...['from get ~index.sig', 'from referrers amd64', 'from referrers arm64'],
      ...['to head ~index.sig', 'to referrers index'],
    ]);
    expect(third).toEqual(['from get sbom', 'to head signature']);
    expect(fourth).toEqual([
      ...[
        'from referrers sbom',
        'to has payload',
        'to has sbom-config',
        'to has sbom-layer',
        'to has signature-config',
      ],
    ]);
    expect(more).toEqual([]);
  });
});
