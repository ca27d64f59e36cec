import { secretEncodings } from '../../util/secret-encodings.ts';
import type { Credential } from './docker-config.ts';

/** The `user:password` of a Basic header, before its encoding. */
function basicPair(credential: Exclude<Credential, { kind: 'bearer' }>): string {
  return credential.kind === 'basic'
    ? `${credential.username}:${credential.password}`
    : // the user name that docker stores with an identity token
      `<token>:${credential.token}`;
}

/** Returns the credentials of a Basic header (RFC 7617, 2); docker's config stores a login in the same form. */
export function basicEncoded(credential: Exclude<Credential, { kind: 'bearer' }>): string {
  return Buffer.from(basicPair(credential)).toString('base64');
}

/** Returns every form in which a credential is sent or may be repeated, to be masked. */
export function encodingsOf(credential: Credential): string[] {
  const secret = credential.kind === 'basic' ? credential.password : credential.token;
  return credential.kind === 'bearer' ? secretEncodings(secret) : secretEncodings(secret, basicPair(credential));
}
