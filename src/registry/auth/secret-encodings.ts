import type { Credential } from './docker-config.ts';

/** The `user:password` of a Basic header, before its encoding. */
function basicPair(credential: Exclude<Credential, { kind: 'bearer' }>): string {
  return credential.kind === 'basic'
    ? `${credential.username}:${credential.password}`
    : // what docker logins keep for a token in a name's place
      `<token>:${credential.token}`;
}

/** The credentials of a Basic header, as RFC 7617 has them; docker keeps a login's the same way. */
export function basicEncoded(credential: Exclude<Credential, { kind: 'bearer' }>): string {
  return Buffer.from(basicPair(credential)).toString('base64');
}

/**
 * Every form in which a credential travels, or in which an error or a log may repeat it: plain, in a URL, in a form, in
 * JSON, and in the base64 of a header, also without its padding and in the alphabet of URLs.
 */
export function encodingsOf(credential: Credential): string[] {
  const secret = credential.kind === 'basic' ? credential.password : credential.token;
  return credential.kind === 'bearer' ? secretEncodings(secret) : secretEncodings(secret, basicPair(credential));
}

/**
 * The forms of a secret that is part of a longer text.
 * @param pair what it is sent in, if that is encoded as a whole
 */
export function secretEncodings(secret: string, pair = ''): string[] {
  if (secret === '') return [];
  const json = JSON.stringify(secret).slice(1, -1);
  // a lone surrogate would throw
  const url = encodeURIComponent(Buffer.from(secret).toString());
  const form = new URLSearchParams({ s: secret }).toString().slice(2);
  const encoded = [secret, pair].filter(Boolean).flatMap((text) => {
    const padded = Buffer.from(text).toString('base64');
    return [padded, padded.replace(/=+$/, ''), Buffer.from(text).toString('base64url')];
  });
  return [...new Set([secret, json, url, form, ...encoded])];
}
