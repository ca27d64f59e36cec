import { describe, expect, test } from '@jest/globals';
import { isPublicService, vendorOfHost, vendorOfResponse } from '../../../src/registry/errors/vendors.ts';
import { type RefusalRow, table } from '../../support/registries/table.ts';

describe('the vendor of a host', () => {
  test.each([
    { host: 'ghcr.io', is: 'ghcr' },
    { host: 'GHCR.IO:443', is: 'ghcr' },
    { host: 'docker.io', is: 'hub' },
    { host: 'index.docker.io', is: 'hub' },
    { host: '123456789012.dkr.ecr.eu-west-1.amazonaws.com', is: 'ecr' },
    { host: '123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com', is: 'ecr' },
    { host: '123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn', is: 'ecr' },
    { host: '123456789012.dkr-ecr.us-west-2.on.aws', is: 'ecr' },
    { host: 'public.ecr.aws', is: 'ecr-public' },
    { host: 'europe-west3-docker.pkg.dev', is: 'gar' },
    { host: 'eu.gcr.io', is: 'gar' },
    { host: 'acme.azurecr.io', is: 'acr' },
    { host: 'registry.gitlab.com', is: 'gitlab' },
    { host: 'quay.io', is: 'quay' },
    { host: 'acme.jfrog.io', is: 'artifactory' },
    { host: 'registry.digitalocean.com', is: 'digitalocean' },
    { host: 'codeberg.org', is: 'gitea' },
    { host: 'registry.example.com', is: null },
    { host: '127.0.0.1:5000', is: null },
    { host: 'ghcr.io.example.com', is: null },
    { host: 'evil-ghcr.io', is: null },
    { host: '1.dkr.ecr.eu-west-1.amazonaws.com.example.com', is: null },
    { host: 'azurecr.io', is: null },
  ])('the host $host is of the vendor $is', ({ host, is }) => expect(vendorOfHost(host)).toBe(is));
});

describe('the vendor of a self-hosted registry', () => {
  const realm = (path: string, service: string): string =>
    `Bearer realm="https://r.example.com${path}",service="${service}"`;
  test.each([
    { name: 'Harbor', headers: { 'www-authenticate': realm('/service/token', 'harbor-registry') }, is: 'harbor' },
    { name: 'GitLab', headers: { 'www-authenticate': realm('/jwt/auth', 'container_registry') }, is: 'gitlab' },
    { name: 'GitLab, its version', headers: { 'gitlab-container-registry-version': '4.15.2-gitlab' }, is: 'gitlab' },
    {
      name: 'Gitea',
      headers: { 'www-authenticate': `${realm('/v2/token', 'container_registry')},scope="*"` },
      is: 'gitea',
    },
    {
      name: 'Gitea, two challenges',
      headers: { 'www-authenticate': ['Bearer realm="x"', 'Basic realm="Gitea Container Registry"'] },
      is: 'gitea',
    },
    { name: 'Quay', headers: { 'www-authenticate': realm('/v2/auth', 'r.example.com') }, is: 'quay' },
    { name: 'Artifactory', headers: { 'x-jfrog-version': 'Artifactory/7.98.7 79807900' }, is: 'artifactory' },
    {
      name: 'Artifactory, Basic',
      headers: { 'www-authenticate': 'Basic realm="Artifactory Realm"' },
      is: 'artifactory',
    },
    { name: 'Nexus', headers: { server: 'Nexus/3.76.0-03 (PRO)' }, is: 'nexus' },
    {
      name: 'Nexus, Basic',
      headers: { 'www-authenticate': 'BASIC realm="Sonatype Nexus Repository Manager"' },
      is: 'nexus',
    },
    { name: 'distribution', headers: { 'docker-distribution-api-version': 'registry/2.0' }, is: null },
    { name: 'a proxy', headers: { server: 'nginx' }, is: null },
  ])('a response of $name indicates the vendor $is', ({ headers, is }) =>
    expect(vendorOfResponse({ headers, code: '', message: '' })).toBe(is),
  );

  const rows = table<RefusalRow>('registry-errors.json').filter(({ body }) => body.startsWith('{"errors"'));
  test.each(rows)(
    'the recorded response "$name" is not attributed to another vendor',
    ({ name, headers = {}, body }) => {
      const [{ code = '', message = '', detail = '' }] = (JSON.parse(body) as { errors: Record<string, string>[] })
        .errors as [Record<string, string>];
      const kind = vendorOfResponse({ headers, code, message: `${message} ${detail}` });
      expect([null, ...kindsNamed(name)]).toContain(kind);
    },
  );
});

function kindsNamed(name: string): string[] {
  const kinds = {
    harbor: /^Harbor/,
    gitlab: /^GitLab/,
    quay: /^Quay/,
    artifactory: /Artifactory/,
    nexus: /Nexus/,
    acr: /^Azure/,
  };
  return Object.entries(kinds).flatMap(([kind, pattern]) => (pattern.test(name) ? [kind] : []));
}

describe('public services', () => {
  test.each([
    ['ghcr.io', true],
    ['GHCR.io:80', true],
    ['docker.io', true],
    ['registry-1.docker.io:443', true],
    ['123456789012.dkr.ecr.eu-west-1.amazonaws.com:5000', true],
    ['registry.example.com', false],
    ['ghcr.io.example.com:80', false],
    ['localhost:5000', false],
    ['[::1]:5000', false],
  ])('%s is a public service: %j', (registry, is) => {
    expect(isPublicService(registry)).toBe(is);
  });
});
