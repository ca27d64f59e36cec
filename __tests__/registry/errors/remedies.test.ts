import { describe, expect, test } from '@jest/globals';
import { unavailable } from '../../../src/registry/errors/network-error.ts';
import { responseError, tokenError } from '../../../src/registry/errors/response-error.ts';
import { NetworkError } from '../../../src/registry/http/types.ts';
import { type RefusalRow, table } from '../../support/registries/table.ts';

const ECR = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
const rows = table<RefusalRow>('registry-errors.json');

function recorded(name: string): RefusalRow {
  const row = rows.find((one) => one.name === name);
  if (!row) throw new Error(`no row named ${name}`);
  return row;
}

function messageOf(row: RefusalRow, registry: string): string {
  const answer = { status: row.status, headers: row.headers ?? {}, body: Buffer.from(row.body) };
  const asked = { what: 'put the tag', registry, isWrite: row.write, authenticated: row.credentials };
  if (row.at === 'registry') return responseError(answer, asked).message;
  const scope = `repository:acme/app:${row.write ? 'pull,push' : 'pull'}`;
  return tokenError(answer, {
    ...asked,
    server: 'auth.example.com',
    scope,
    challenge: 'Bearer realm="x"',
    secret: null,
  }).message;
}

describe('the fix for a registry', () => {
  test.each([
    { row: 'Amazon ECR: tag immutable', at: ECR, says: 'IMMUTABLE_WITH_EXCLUSION' },
    { row: 'Amazon ECR: repository missing', at: ECR, says: 'aws ecr create-repository' },
    { row: 'Amazon ECR: login expired', at: ECR, says: 'expires after 12 hours' },
    { row: 'Amazon ECR: role may not push', at: ECR, says: 'ecr:BatchCheckLayerAvailability' },
    { row: "Amazon ECR: a referrer's manifest", at: ECR, says: 'with: image' },
    { row: 'Amazon ECR Public: rate limit', at: 'public.ecr.aws', says: 'Wait, then re-run' },
    { row: 'Docker Hub: tag immutable', at: 'docker.io', says: 'Specific tags are immutable' },
    { row: 'Docker Hub: pull limit', at: 'docker.io', says: 'The pull limit of this account' },
    {
      row: 'Docker Hub: pull limit, anonymous (wording since 2025)',
      at: 'docker.io',
      says: 'Log in to docker.io before this step',
    },
    {
      row: 'Docker Hub: repository missing or private, logged in',
      at: 'docker.io',
      says: 'create it on hub.docker.com',
    },
    { row: 'Docker Hub: access token lacks push', at: 'docker.io', says: 'Use an access token with Read & Write' },
    { row: 'Google Artifact Registry: tag immutable', at: 'europe-docker.pkg.dev', says: '--no-immutable-tags' },
    { row: 'Google Artifact Registry: token lacks push', at: 'europe-docker.pkg.dev', says: 'artifactregistry.reader' },
    {
      row: 'Google Artifact Registry: token lacks push',
      at: 'europe-docker.pkg.dev',
      says: 'projects/ate-images/locations/us/repositories/gcr.io',
    },
    {
      row: 'Azure Container Registry: tag, repository or registry locked',
      at: 'acme.azurecr.io',
      says: '--write-enabled true',
    },
    { row: 'ghcr.io: token lacks push to this package', at: 'ghcr.io', says: 'Manage Actions access' },
    { row: 'ghcr.io: repository missing or private, anonymous token', at: 'ghcr.io', says: 'packages: write' },
    {
      row: "DigitalOcean: the plan's repositories are used up",
      at: 'registry.digitalocean.com',
      says: 'number of repositories',
    },
  ])('the fix for "$row" contains "$says"', ({ row, at, says }) =>
    expect(messageOf(recorded(row), at)).toContain(says),
  );

  test.each([
    { row: 'Harbor: tag immutable', says: 'Policy, Tag Immutability' },
    { row: 'Harbor: project quota', says: 'Administration, Project Quotas' },
    { row: 'Quay: tag immutable', says: 'immutability policy of the repository or the organization' },
    { row: 'Quay: repository missing or no permission', says: 'Check the robot account (org+name)' },
    { row: 'Sonatype Nexus: tag exists, redeploy disabled', says: 'Allow redeploy' },
    {
      row: 'JFrog Artifactory: tag exists, no delete permission, said in words',
      says: 'Give the account Delete/Overwrite',
    },
    { row: 'GitLab: no credentials', says: 'Log in to this registry before this step' },
  ])('on a self-hosted registry the fix for "$row" contains "$says"', ({ row, says }) => {
    expect(messageOf(recorded(row), 'registry.example.com')).toContain(says);
  });

  test('the host takes precedence over the response', () => {
    expect(messageOf(recorded('Harbor: tag immutable'), 'docker.io')).toContain('hub.docker.com');
  });

  test('the vendor of an earlier challenge selects the fix', () => {
    const answer = { status: 403, headers: {}, body: Buffer.alloc(0) };
    const asked = { what: 'put x', registry: 'r.example.com', isWrite: true, authenticated: true };
    expect(responseError(answer, { ...asked, vendor: 'harbor' }).message).toContain('"Push Repository"');
    expect(responseError(answer, { ...asked, vendor: null }).message).toContain('permission to push to');
  });
});

describe('a token server', () => {
  const asked = {
    registry: 'r.example.com',
    server: 'auth.example.com',
    authenticated: true,
    secret: 'pa$$',
    scope: 'repository:push/app:pull',
    challenge: 'Bearer realm="https://r.example.com/service/token",service="harbor-registry"',
  };
  const answer = (status: number, body = '') => ({ status, headers: {}, body: Buffer.from(body) });

  test('the error of a token server quotes it and has the fix of its vendor', () => {
    const { message } = tokenError(answer(401, '{"errors":[{"code":"A","message":"b"}]}'), asked);
    expect(message).toContain(
      'token server auth.example.com of the registry r.example.com responded "401 A b". Check the name (robot$',
    );
  });

  test.each([
    { name: 'a read', scope: 'repository:push/app:pull', says: '"Pull Repository"' },
    { name: 'a write', scope: 'repository:app:pull,push', says: '"Push Repository"' },
  ])('a token server that forbids $name names the permission $says', ({ scope, says }) => {
    expect(tokenError(answer(403), { ...asked, scope }).message).toContain(says);
  });

  test('the error of a token server does not contain secrets', () => {
    const echo = Buffer.from('ada:pa$$ and a good deal more than that').toString('base64');
    const body = JSON.stringify({ errors: [{ code: 'pa$$', message: `you sent pa$$, or Basic ${echo}` }] });
    const { message } = tokenError(answer(401, body), asked);
    expect(message).toContain('"401 *** you sent ***, or Basic ***"');
  });

  test('an anonymous 403 of a token server says to log in first', () => {
    expect(tokenError(answer(403), { ...asked, authenticated: false }).message).toContain('Log in to this registry');
  });

  test.each([
    { status: 500, is: 'REGISTRY_UNAVAILABLE' },
    { status: 408, is: 'REGISTRY_UNAVAILABLE' },
    { status: 429, is: 'RATE_LIMITED' },
    { status: 401, is: 'UNAUTHORIZED' },
    { status: 404, is: 'UNAUTHORIZED' },
  ])('the text of a token server does not change $is at $status', ({ status, is }) => {
    const body = '{"errors":[{"code":"TAG_IMMUTABLE","message":"immutable, quota exceeded, not found"}]}';
    expect(tokenError(answer(status, body), asked).code).toBe(is);
  });
});

test.each([
  { registry: ECR, says: true },
  { registry: 'r.example.com', says: false },
])('a connection closed by $registry mentions a missing repository: $says', ({ registry, says }) => {
  const closed = new NetworkError('the connection was closed', 'ECONNRESET');
  const { message } = unavailable(registry, 'put x', closed, { url: new URL(`https://${registry}`), proxy: null });
  expect(message.includes('aws ecr create-repository')).toBe(says);
});
