import { secretEncodings } from '../../util/secret-encodings.ts';
import type { Credential } from './docker-config.ts';

/** Returns the `user:password` of a Basic header, before its encoding: https://www.rfc-editor.org/rfc/rfc7617#section-2 */
function basicPair(credential: Exclude<Credential, { kind: 'bearer' }>): string {
  return credential.kind === 'basic'
    ? `${credential.username}:${credential.password}`
    : // docker stores an identity token under this user name
      `<token>:${credential.token}`;
}

/**
 * Returns `user:password` in base64, as a Basic header and docker's config have it:
 * https://www.rfc-editor.org/rfc/rfc7617#section-2
 */
export function basicEncoded(credential: Exclude<Credential, { kind: 'bearer' }>): string {
  return Buffer.from(basicPair(credential)).toString('base64');
}

/** Returns every encoding in which a credential is sent or may be echoed, for masking. */
export function encodingsOf(credential: Credential): string[] {
  const secret = credential.kind === 'basic' ? credential.password : credential.token;
  return credential.kind === 'bearer' ? secretEncodings(secret) : secretEncodings(secret, basicPair(credential));
}
