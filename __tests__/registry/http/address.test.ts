import { describe, expect, test } from '@jest/globals';
import { isLoopback, isOffLimits } from '../../../src/registry/http/address.ts';

describe('unsafe targets of redirects', () => {
  test.each([
    ['this machine by name', 'https://localhost/'],
    ['this machine by a name under it', 'https://a.localhost.:8443/'],
    ['this machine', 'https://127.0.0.1/'],
    ['this machine in few digits', 'https://127.1/'],
    ['this machine in IPv6', 'https://[::1]/'],
    ['this machine in IPv6, mapped', 'https://[::ffff:127.0.0.1]/'],
    ['any address', 'https://0.0.0.0/'],
    ['any address in IPv6', 'https://[::]/'],
    ['the metadata service of clouds', 'https://169.254.169.254/'],
    ['the same as one number', 'https://2852039166/'],
    ['the same in hexadecimal', 'https://0xa9.0xfe.0xa9.0xfe/'],
    ['the same in IPv6, mapped', 'https://[::ffff:a9fe:a9fe]/'],
    ['the same through NAT64', 'https://[64:ff9b::169.254.169.254]/'],
    ['the same of EC2 in IPv6', 'https://[fd00:ec2::254]/'],
    ['the same of ECS', 'https://169.254.170.2/'],
    ['the same by name', 'https://metadata.google.internal/'],
    ['the same by a short name', 'https://metadata/'],
    ['the same of EC2 by name', 'https://instance-data/'],
    ['link-local in IPv6', 'https://[fe80::1]/'],
    ['all at once', 'https://255.255.255.255/'],
    ['a private address', 'https://10.0.0.1/'],
    ['a private address of the carrier', 'https://100.64.0.1/'],
    ['a private address of docker', 'https://172.17.0.1/'],
    ['a private address at home', 'https://192.168.1.1/'],
    ['a private address in IPv6', 'https://[fc00::1]/'],
  ])('a redirect to %s is not safe: %s', (_, url) => expect(isOffLimits(new URL(url), 'ghcr.io')).toBe(true));

  test.each([
    ['a public name', 'https://cdn.example/', 'ghcr.io'],
    ['a name that looks like an address', 'https://10.0.0.1.cdn.example/', 'ghcr.io'],
    ['a name that begins like one of the metadata', 'https://metadata.example/', 'ghcr.io'],
    ['a public address', 'https://8.8.8.8/', 'ghcr.io'],
    ['a public address in IPv6', 'https://[2606:4700::1]:8443/', 'ghcr.io'],
    ['a private address, for a registry at one', 'https://10.0.0.2:9000/', '10.0.0.1:5000'],
    ['a private address in IPv6, for a registry at one', 'https://[fd12::2]/', '[fd12::1]:5000'],
  ])('a redirect to %s is safe: %s', (_, url, registry) => expect(isOffLimits(new URL(url), registry)).toBe(false));

  test('a redirect to a metadata service is not safe for a private registry', () => {
    expect(isOffLimits(new URL('https://[fd00:ec2::254]/'), '[fd12::1]:5000')).toBe(true);
    expect(isOffLimits(new URL('https://169.254.169.254/'), '10.0.0.1:5000')).toBe(true);
  });
});

describe('the hosts of this machine', () => {
  test.each([
    'localhost',
    'localhost:5000',
    'LOCALHOST:1',
    'registry.localhost',
    '127.0.0.1',
    '127.1.2.3:80',
    '[::1]:5000',
    '[::1]',
  ])('%s is this machine', (host) => expect(isLoopback(host)).toBe(true));
  test.each([
    'ghcr.io',
    'localhost.example.com',
    '127.0.0.1.example.com',
    '128.0.0.1',
    'mylocalhost',
    '[::2]:5000',
    '',
  ])('%s is not this machine', (host) => expect(isLoopback(host)).toBe(false));
});
