import { describe, expect, test } from '@jest/globals';
import { encodingsOf } from '../../../src/registry/auth/credential-encodings.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('the encodings of a credential', () => {
  // its base64 has +, / and padding
  const password = 'a b?>~"\\ü\n';
  const forms = encodingsOf({ kind: 'basic', username: 'ada', password });

  test.each([
    { name: 'as it is', form: password },
    { name: 'in a URL', form: encodeURIComponent(password) },
    { name: 'in a form', form: 'a+b%3F%3E%7E%22%5C%C3%BC%0A' },
    { name: 'in JSON', form: 'a b?>~\\"\\\\ü\\n' },
    { name: 'in base64', form: base64(password) },
    { name: 'in base64 without padding', form: base64(password).replace(/=+$/, '') },
    { name: 'in the base64 of URLs', form: Buffer.from(password).toString('base64url') },
    { name: 'in a Basic header', form: base64(`ada:${password}`) },
    { name: 'in a Basic header without padding', form: base64(`ada:${password}`).replace(/=+$/, '') },
    { name: 'in a Basic header in the base64 of URLs', form: Buffer.from(`ada:${password}`).toString('base64url') },
  ])('a password is masked $name', ({ form }) => expect(forms).toContain(form));

  test('the encodings of a credential are distinct and not empty', () => {
    expect(new Set(forms).size).toBe(forms.length);
    expect(forms).not.toContain('');
    expect(encodingsOf({ kind: 'basic', username: 'ada', password: '' })).toEqual([]);
  });

  test('the encodings of an identity token include its Basic header', () => {
    expect(encodingsOf({ kind: 'identity', token: 't' })).toContain(base64('<token>:t'));
  });

  test('a registry token has encodings', () => {
    expect(encodingsOf({ kind: 'bearer', token: 'a.b' })).toEqual(['a.b', base64('a.b')]);
  });

  test('a secret that is not valid Unicode has encodings', () => {
    expect(encodingsOf({ kind: 'identity', token: '\ud800' })).toContain('%EF%BF%BD');
  });
});
