import { describe, expect, test } from '@jest/globals';
import { groupByImage } from '../../src/image/finding.ts';
import { type Identity, identityOf, merge, UNKNOWN, withVersions } from '../../src/image/identity.ts';
import { LABEL, STAMPED } from '../../src/image/labels.ts';
import { isOlder } from '../../src/image/order.ts';
import { isOtherSource, repositoryOn } from '../../src/image/source.ts';
import { isSameFile, possibleRoots, readStamp, stampOf } from '../../src/image/stamp.ts';

const COMMIT = 'abcdef0123456789abcdef0123456789abcdef01';

describe('the identity in labels or annotations', () => {
  test('is complete if all labels are set', () => {
    const labels = { [LABEL.version]: 'v1.2.3', [LABEL.revision]: COMMIT, [LABEL.created]: '2026-01-02T03:04:05Z' };
    expect(identityOf(labels)).toEqual({ version: '1.2.3', revision: COMMIT, created: '2026-01-02T03:04:05Z' });
  });

  test('is unknown without labels', () => expect(identityOf({})).toEqual(UNKNOWN));

  test.each([
    { name: 'a branch as version', label: LABEL.version, text: 'main' },
    { name: 'an empty version', label: LABEL.version, text: '' },
    { name: 'a short revision', label: LABEL.revision, text: COMMIT.slice(0, 7) },
    { name: 'an upper-case revision', label: LABEL.revision, text: COMMIT.toUpperCase() },
    { name: 'a revision with more behind it', label: LABEL.revision, text: `${COMMIT}\n::error::x` },
    { name: 'a date without a time', label: LABEL.created, text: '2026-01-02' },
    { name: 'a time without a zone', label: LABEL.created, text: '2026-01-02T03:04:05' },
    { name: 'a day that does not exist', label: LABEL.created, text: '2026-13-45T03:04:05Z' },
  ])('$name is not known', ({ label, text }) => expect(identityOf({ [label]: text })).toEqual(UNKNOWN));

  test('the first of two sources takes precedence, but for the version: the highest does, with the others beside it', () => {
    const first: Identity = { version: '1.0.0-rc.1', revision: null, created: null };
    const second: Identity = { version: '1.0.0', also: ['0.9.0'], revision: COMMIT, created: null };
    const both = { version: '1.0.0', also: ['1.0.0-rc.1', '0.9.0'], revision: COMMIT, created: null };
    expect(merge(first, second)).toEqual(both);
    expect(merge(second, first)).toEqual(both);
    expect(merge(second, { ...first, revision: 'f'.repeat(40) })).toEqual(both);
  });

  test.each([
    { versions: ['1.2.3+linux-amd64', '1.2.3'], merged: { version: '1.2.3' } },
    { versions: ['1.2.3-arm64', '1.2.2'], merged: { version: '1.2.2' } },
    { versions: ['1.2.3-arm64'], merged: { version: '1.2.3-arm64' } },
    { versions: ['1.2.3', '1.2.3'], merged: { version: '1.2.3' } },
  ])('of $versions is $merged.version: a platform is not a version if there is another', ({ versions, merged }) => {
    expect(withVersions(UNKNOWN, versions)).toEqual({ ...UNKNOWN, ...merged });
  });
});

describe('age is compared by version, else by creation time, else unknown', () => {
  const of = (version: string | null, created: string | null): Identity => ({ version, revision: null, created });
  const early = '2026-01-01T00:00:00Z';
  const late = '2026-01-02T00:00:00+02:00';
  test.each([
    { name: 'a lower version', a: of('1.2.3', late), b: of('1.10.0', early), older: true },
    { name: 'a higher version built earlier', a: of('1.10.0', early), b: of('1.2.3', late), older: false },
    { name: 'a prerelease', a: of('1.0.0-rc.1', null), b: of('1.0.0', null), older: true },
    { name: 'a lower build', a: of('1.0.0+1', null), b: of('1.0.0+2', null), older: true },
    { name: 'the same version', a: of('1.0.0', early), b: of('1.0.0', late), older: true },
    { name: 'an earlier time in another zone', a: of(null, early), b: of(null, late), older: true },
    { name: 'a later time where one version is unknown', a: of(null, late), b: of('1.0.0', early), older: false },
    { name: 'the same time', a: of(null, early), b: of(null, early), older: null },
    { name: 'a time far ahead', a: of(null, early), b: of(null, '2036-01-01T00:00:00Z'), older: null },
    { name: 'a version against a time', a: of('1.0.0', null), b: of(null, early), older: null },
    { name: 'nothing known', a: UNKNOWN, b: UNKNOWN, older: null },
  ])('$name: $older', ({ a, b, older }) => expect(isOlder(a, b, '2026-06-01T00:00:00Z')).toBe(older));
});

describe('the stamp of a build', () => {
  const inputs = { context: '.', file: null, target: null, platforms: [] };
  test.each([
    { name: "docker's default file", docker: inputs, file: 'Dockerfile' },
    { name: 'the file of another context', docker: { ...inputs, context: './api/' }, file: 'api/Dockerfile' },
    { name: 'a file of its own', docker: { ...inputs, file: './docker/../prod.Dockerfile' }, file: 'prod.Dockerfile' },
    { name: 'a remote context', docker: { ...inputs, context: 'https://github.com/a/b.git' }, file: 'Dockerfile' },
    {
      name: 'a folder of a remote context',
      docker: { ...inputs, context: 'https://github.com/a/b.git#main:api' },
      file: 'api/Dockerfile',
    },
    { name: 'a path in the workspace', docker: { ...inputs, file: '/w/app/api//Dockerfile' }, file: 'api/Dockerfile' },
    { name: 'a way back into the workspace', docker: { ...inputs, file: '../app/Dockerfile' }, file: 'Dockerfile' },
    { name: 'a context in the workspace', docker: { ...inputs, context: '/w/app/api' }, file: 'api/Dockerfile' },
    { name: 'a file beside the workspace', docker: { ...inputs, file: '../x/Dockerfile' }, file: '../x/Dockerfile' },
    {
      name: 'the workspace by its name outside of a container',
      docker: { ...inputs, file: '/home/runner/work/shop/shop/api/Dockerfile' },
      file: 'api/Dockerfile',
    },
    {
      name: 'a file of the runner',
      docker: { ...inputs, file: '/tmp/x7/Dockerfile' },
      file: '(outside the workspace)/Dockerfile',
    },
  ])('$name is $file', ({ docker, file }) => expect(stampOf(docker, '/w/app').file).toBe(file));

  test.each([
    { stamped: 'api/Dockerfile', requested: 'api/Dockerfile', same: true },
    { stamped: '/w/app/api/Dockerfile', requested: 'api/Dockerfile', same: true },
    { stamped: '/runners/7/app/api/Dockerfile', requested: 'api/Dockerfile', same: true },
    { stamped: '/runners/7/app/web/Dockerfile', requested: 'api/Dockerfile', same: false },
    { stamped: 'api/Dockerfile', requested: 'Dockerfile', same: false },
  ])('$stamped and $requested are the same file: $same', ({ stamped, requested, same }) =>
    expect(isSameFile(stamped, requested, '/w/app')).toBe(same),
  );

  test.each([
    { name: 'the default file', docker: { ...inputs, context: 'src' }, file: 'Dockerfile' },
    {
      name: 'a file in it',
      docker: { ...inputs, context: 'src', file: './src/api/Dockerfile' },
      file: 'api/Dockerfile',
    },
    {
      name: 'a file beside it',
      docker: { ...inputs, context: 'src', file: 'tools/Dockerfile' },
      file: 'tools/Dockerfile',
    },
    { name: 'a path of the runner', docker: { ...inputs, file: '/w/app/src/Dockerfile' }, file: 'Dockerfile' },
  ])('where the checkout is in src, $name is $file', ({ docker, file }) => {
    expect(stampOf(docker, '/w/app', 'src').file).toBe(file);
  });

  test.each([
    { stamped: 'api/Dockerfile', requested: 'src/api/Dockerfile', roots: ['src'], same: true },
    { stamped: 'src/api/Dockerfile', requested: 'src/api/Dockerfile', roots: ['src'], same: true },
    { stamped: '/w/app/src/api/Dockerfile', requested: 'src/api/Dockerfile', roots: ['src'], same: true },
    { stamped: 'Dockerfile', requested: 'src/api/Dockerfile', roots: ['src'], same: false },
    { stamped: 'Dockerfile', requested: 'src/api/Dockerfile', roots: possibleRoots('./src/api', '/w/app'), same: true },
    { stamped: 'Dockerfile', requested: 'api/Dockerfile', roots: possibleRoots('.', '/w/app'), same: false },
  ])('$stamped is $requested in a checkout in $roots: $same', ({ stamped, requested, roots, same }) => {
    expect(isSameFile(stamped, requested, '/w/app', roots)).toBe(same);
  });

  test('spellings of the same platforms give the same stamp', () => {
    const one = stampOf({ ...inputs, platforms: ['linux/arm64/v8', 'linux/amd64'] }, '/w/app');
    const other = stampOf({ ...inputs, platforms: ['linux/x86_64', 'linux/arm64'] }, '/w/app');
    expect(one).toEqual(other);
    expect(readStamp(JSON.stringify(one))).toEqual(one);
  });

  test.each([
    { text: '', stamp: {} },
    { text: 'null', stamp: {} },
    { text: '{"file":1,"target":{},"platforms":"x"}', stamp: {} },
    { text: '{"target":null}', stamp: { target: null } },
    { text: '{"platforms":["linux/arm64/v8",3,null]}', stamp: { platforms: ['linux/arm64'] } },
  ])('$text is read as $stamp', ({ text, stamp }) => expect(readStamp(text)).toEqual(stamp));

  test('every stamped key is one that labels cannot override', () => {
    expect([...STAMPED].sort()).toEqual(Object.values(LABEL).sort());
  });
});

describe('the source of an image:', () => {
  test.each([
    { label: 'https://github.com/acme/app', is: false },
    { label: 'https://github.com/ACME/App/', is: false },
    { label: 'https://github.com/acme/app.git#main', is: false },
    { label: 'https://github.com/acme/app/tree/main/api', is: false },
    { label: 'git@github.com:acme/app.git', is: false },
    { label: 'ssh://git@github.com:22/acme/app', is: false },
    { label: 'git://github.com/acme/app', is: false },
    { label: 'the docs', is: false },
    { label: 'https://acme.example/', is: false },
    { label: '', is: false },
    { label: null, is: false },
    { label: 'https://github.com/eve/app', is: true },
    { label: 'https://github.com/acme/app2', is: true },
    { label: 'https://gitlab.com/acme/app', is: true },
    { label: 'git@github.com:eve/app.git', is: true },
  ])('the source label $label is of another repository than acme/app: $is', ({ label, is }) => {
    expect(isOtherSource(label, 'https://github.com/acme/app')).toBe(is);
    expect(isOtherSource(label, null)).toBe(false);
  });

  test.each([
    ['https://github.com/acme/app.git', { owner: 'acme', name: 'app' }],
    ['git@GitHub.com:acme/app', { owner: 'acme', name: 'app' }],
    ['https://gitlab.com/acme/app', null],
    ['https://github.com/acme/..', null],
    ['https://github.com/../app', null],
    ['https://github.com/acme/.git', null],
    ['acme/app', null],
  ])('the source label %s names the repository %j on a server', (label, repository) => {
    expect(repositoryOn('https://github.com', label)).toEqual(repository);
    expect(repositoryOn('no URL', label)).toBeNull();
  });
});

describe('texts about images', () => {
  test('that say the same become one text with all names', () => {
    const texts = ['ghcr.io/acme/api', 'ghcr.io/acme/web'].map((name) => `${name}: nothing was ever live in dev.`);
    expect(groupByImage([...texts, 'ghcr.io/acme/web: prod has no tag.'])).toEqual([
      'Nothing was ever live in dev. Images of ghcr.io/acme/: api, web.',
      'ghcr.io/acme/web: prod has no tag.',
    ]);
  });

  test('that lack the same become one text with all names', () => {
    const texts = ['ghcr.io/acme/api', 'ghcr.io/acme/web'].map((name) => `${name} has no image "9.9.9".`);
    expect(groupByImage(texts)).toEqual(['2 images have no image "9.9.9". Images of ghcr.io/acme/: api, web.']);
  });

  test('that say why images could not be read are one text from the number on that is asked for', () => {
    const texts = ['r/a', 'r/b', 'r/c'].map((name) => `Could not read ${name}: there is no route. Try again.`);
    expect(groupByImage(texts, 4)).toEqual(texts);
    expect(groupByImage(texts, 3)).toEqual([
      'Could not read 3 images: there is no route. Try again. Images of r/: a, b, c.',
    ]);
  });

  test('stay as they are where they name no image, or one image twice', () => {
    const texts = ['Check this: now.', 'ghcr.io/acme/api: a.', 'ghcr.io/acme/api: a.'];
    expect(groupByImage(texts)).toEqual(['Check this: now.', 'ghcr.io/acme/api: a.']);
  });
});
