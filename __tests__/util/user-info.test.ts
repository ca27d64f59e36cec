import { expect, test } from '@jest/globals';
import { passwordsIn } from '../../src/util/user-info.ts';

test.each([
  ['ada:hunter22@ghcr.io/acme/app', ['hunter22']],
  ['https://ada:hunter22@ghcr.io/acme/app', ['hunter22']],
  ['ada:hun%20ter@ghcr.io/a\nghcr.io/b', ['hun%20ter', 'hun ter']],
  ['ada%3Ahunter22%40ghcr.io/a', ['hunter22']],
  ['ada:hun@ter/22@ghcr.io/a', ['hun@ter/22']],
  ['a:first-one@ghcr.io/a, b:second-one@ghcr.io/b', ['first-one', 'second-one']],
  ['ghp_0123456789@ghcr.io/a', ['ghp_0123456789']],
  [`ghcr.io/acme/app@sha256:${'a'.repeat(64)}`, []],
  ['ghcr.io/acme/app@v1', []],
  ['ada:short@ghcr.io/a', []],
  ['ghcr.io/acme/app:1.0.0', []],
])('the passwords in %j are %j', (text, passwords) => expect(passwordsIn(text)).toEqual(passwords));
