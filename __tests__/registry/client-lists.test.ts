import { afterEach, describe, expect, test } from '@jest/globals';
import { RegistryClient } from '../../src/registry/client.ts';
import { Transport } from '../../src/registry/http/transport.ts';
import { type HttpRequest, TIMEOUTS } from '../../src/registry/http/types.ts';
import { clientOf } from '../support/registries/registry-client.ts';
import { endpointOf } from '../support/registries/registry-endpoint.ts';
import { type Seen, serverPool } from '../support/registries/scripted-server.ts';
import { rejectionOf } from '../support/requests/refusals.ts';

const servers = serverPool();
afterEach(servers.stop);

const list = (tags: unknown, link?: string) => ({
  ...(link === undefined ? {} : { headers: { link } }),
  body: JSON.stringify({ name: 'acme/app', tags }),
});

describe('the list of tags', () => {
  test.each([
    { name: 'one page', pages: [list(['a', 'b'])], tags: ['a', 'b'] },
    { name: 'null for no tags', pages: [list(null)], tags: [] },
    { name: 'without tags', pages: [{ body: '{}' }], tags: [] },
    { name: 'a missing repository', pages: [{ status: 404 }], tags: [] },
    {
      name: 'pages by relative links',
      pages: [
        list(['a'], '</v2/acme/app/tags/list?last=a&n=1>; rel="next"'),
        list(['b'], '<list?last=b>; rel=next'),
        list(['c']),
      ],
      tags: ['a', 'b', 'c'],
    },
    { name: 'links with another rel', pages: [list(['a'], '</v2/x>; rel="prev", </v2/y>; rel="first"')], tags: ['a'] },
    {
      name: 'the next page behind another link',
      pages: [list(['a'], '</x>; rel="prev", </v2/y>; rel="next"'), list(['b'])],
      tags: ['a', 'b'],
    },
    {
      name: 'a tag on two pages',
      pages: [list(['a', 'b'], '</v2/x>; rel="next"'), list(['b', 'c'])],
      tags: ['a', 'b', 'c'],
    },
    {
      name: 'entries that are not tags, which are left out',
      pages: [list(['ok', '../x', '', null, 7, 'a b', '::error::x', 'x\n', 'y'.repeat(129), ['z']])],
      tags: ['ok'],
    },
  ])('the list of tags is read: $name', async ({ pages, tags }) => {
    const server = await servers.serve((_, number) => pages[number - 1] ?? { status: 500 });
    const { client, image } = clientOf(server.host);
    expect(await client.tags(image)).toEqual(tags);
    expect(server.seen).toHaveLength(pages.length);
    expect(server.seen[0]!.path).toBe('/v2/acme/app/tags/list?n=1000');
  });

  test.each([
    { name: 'a page', body: '<html></html>' },
    { name: 'a text for tags', body: '{"tags":"a,b"}' },
    { name: 'null', body: 'null' },
  ])('a list of tags that is $name is refused', async ({ body }) => {
    const server = await servers.serve(() => ({ body }));
    const { client, image } = clientOf(server.host);
    expect((await rejectionOf(client.tags(image))).code).toBe('REGISTRY_REFUSED');
  });
});

describe('hostile pages', () => {
  test.each(['http://evil.example/v2/next?x=1', '//evil.example/v2/next?x=1', 'https://evil.example:1/v2/next?x=1'])(
    'a link to %s is requested from the registry, at the path of the list',
    async (target) => {
      const server = await servers.serve((_, number) =>
        number === 1 ? list(['a'], `<${target}>; rel="next"`) : list(['b']),
      );
      const { client, image } = clientOf(server.host);
      expect(await client.tags(image)).toEqual(['a', 'b']);
      expect(server.seen[1]!.path).toBe('/v2/acme/app/tags/list?x=1');
    },
  );

  test('a path that looks like a host is used as a path', async () => {
    const link = '<http://a.example//evil.example/v2/>; rel="next"';
    const server = await servers.serve((_, number) => (number === 1 ? list(['a'], link) : list(['b'])));
    const { client, image } = clientOf(server.host);
    expect(await client.tags(image)).toEqual(['a', 'b']);
    expect(server.seen[1]!.path).toBe('//evil.example/v2/');
  });

  test.each([
    { name: 'to itself', link: () => '</v2/acme/app/tags/list?n=1000>; rel="next"', asked: 2 },
    { name: 'in a cycle of two', link: (number: number) => `</v2/${number % 2}>; rel="next"`, asked: 3 },
  ])('links $name end the list', async ({ link, asked }) => {
    const server = await servers.serve((_, number) => list(['a'], link(number)));
    const { client, image } = clientOf(server.host);
    expect(await client.tags(image)).toEqual(['a']);
    expect(server.seen).toHaveLength(asked);
  });

  test.each([
    { name: 'that does not exist', link: '</v2/x?p=2>; rel="next"', next: { status: 404 } },
    { name: 'that is refused', link: '</v2/x?p=2>; rel="next"', next: { status: 400 } },
    { name: 'without a query that does not exist', link: '</v2/x>; rel="next"', next: { status: 404 } },
    { name: 'at an invalid URL', link: '<http://[>; rel="next"', next: { status: 200 } },
  ])('a next page $name is an error: a part of a list is not the list', async ({ link, next }) => {
    const server = await servers.serve((_, number) => (number === 1 ? list(['a'], link) : next));
    const { client, image } = clientOf(server.host);
    expect((await rejectionOf(client.tags(image))).code).toBe('REGISTRY_REFUSED');
  });

  test.each([
    '</v2/wrong/tags/list?last=a>; rel="next"',
    '<http://internal.example:5000/tags/list?last=a>; title="x, y; z"; rel="next"',
    '</api/docker/acme/tags/list?last=a>; rel="prefetch next"',
    '<?last=a>;rel=next',
    '</x?last=0>; rel="prev", </y?last=a>; rel="next"',
    '/v2/acme/app/tags/list?last=a; rel=next',
    '/x?last=0; rel="prev", /y?last=a; rel="next"',
  ])('the next page of %s has the path of the list and the query of the link', async (link) => {
    const server = await servers.serve(({ path }) =>
      path === '/v2/acme/app/tags/list?last=a'
        ? list(['b'])
        : path.endsWith('?n=1000')
          ? list(['a'], link)
          : { status: 404 },
    );
    const { client, image } = clientOf(server.host);
    expect(await client.tags(image)).toEqual(['a', 'b']);
  });

  test.each([
    { name: 'the page itself', links: ['?p=2', '?p=2'] },
    { name: 'an earlier page', links: ['?p=2', '?p=3', '?p=2'] },
  ])('a list that refers to $name ends, with a warning that it is incomplete', async ({ links }) => {
    const server = await servers.serve((_, number) => list([`t${number}`], `<${links[number - 1]}>; rel="next"`));
    const { client, image } = clientOf(server.host);
    expect(await client.tags(image)).toEqual(links.map((_, at) => `t${at + 1}`));
    expect([...client.warnings]).toEqual([
      expect.stringContaining(`list the tags of ${server.host}/acme/app completely`),
    ]);
  });

  test('a list that ends has no warning, nor one of which only the first page was wanted', async () => {
    const server = await servers.serve((_, number) => list(['a'], number === 1 ? '<?p=2>; rel="next"' : undefined));
    const { client, image } = clientOf(server.host);
    expect(await client.firstTags(image)).toEqual({ tags: ['a'], isWhole: false });
    expect(await client.tags(image)).toEqual(['a']);
    expect([...client.warnings]).toEqual([]);
  });

  test('lists have the time limit of slow responses, other reads do not', async () => {
    const sent: boolean[] = [];
    class Noting extends Transport {
      override send(request: HttpRequest) {
        sent.push(request.isSlow ?? false);
        return super.send(request);
      }
    }
    const server = await servers.serve(() => list(['a']));
    const { endpoint } = endpointOf(server.host, { plainHttp: true, transport: new Noting() });
    const client = new RegistryClient(
      () => endpoint,
      () => 'repository:acme/app:pull',
    );
    const image = { registry: server.host, repository: 'acme/app' };
    await client.get(image, 'v1');
    await client.tags(image);
    await client.referrers(image, `sha256:${'0'.repeat(64)}`);
    expect(sent).toEqual([false, true, true]);
    expect(TIMEOUTS.slow).toBe(60_000);
  });

  test('endless links are an error', async () => {
    const server = await servers.serve((_, number) => list([`t${number}`], `</v2/x?p=${number}>; rel="next"`));
    const { client, image } = clientOf(server.host);
    expect((await rejectionOf(client.tags(image))).message).toContain('more than 1000 pages');
  });
});

describe('the number of tags per page', () => {
  test.each([
    { takes: ['n=100'], asked: ['n=1000', 'n=100'] },
    { takes: [''], asked: ['n=1000', 'n=100', ''] },
    { takes: ['n=10'], asked: ['n=1000', 'n=100', '', 'n=10'] },
  ])('is reduced until the registry takes it: $asked', async ({ takes, asked }) => {
    const queryOf = ({ path }: Seen): string => path.split('?')[1] ?? '';
    const refused = { status: 400, body: '{"errors":[{"code":"PAGINATION_NUMBER_INVALID"}]}' };
    const server = await servers.serve((seen) => (takes.includes(queryOf(seen)) ? list(['a']) : refused));
    const { client, image } = clientOf(server.host);
    expect(await client.tags(image)).toEqual(['a']);
    expect(server.seen.map(queryOf)).toEqual(asked);
  });

  test('makes the list an error if every number is refused', async () => {
    const server = await servers.serve(() => ({ status: 400 }));
    const { client, image } = clientOf(server.host);
    expect((await rejectionOf(client.tags(image))).code).toBe('REGISTRY_REFUSED');
    expect(server.seen).toHaveLength(4);
  });
});
