import { expect, test } from '@jest/globals';
import { isOtherSource, repositoryOn } from '../../src/image/source.ts';

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
