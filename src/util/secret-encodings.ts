/**
 * Returns every form in which a secret is sent, or in which an error or a log may repeat it: plain, in a URL, in a
 * form, in JSON, and in base64, also without padding and in the alphabet of URLs (RFC 4648, 5).
 * @param pair the longer text that is encoded as a whole with the secret in it, as `user:password`; empty for none
 * @returns none for an empty secret
 */
export function secretEncodings(secret: string, pair = ''): string[] {
  if (secret === '') return [];
  const json = JSON.stringify(secret).slice(1, -1);
  // encodeURIComponent throws on a lone surrogate; Buffer replaces it
  const url = encodeURIComponent(Buffer.from(secret).toString());
  const form = new URLSearchParams({ s: secret }).toString().slice(2);
  const encoded = [secret, pair].filter(Boolean).flatMap((text) => {
    const padded = Buffer.from(text).toString('base64');
    return [padded, padded.replace(/=+$/, ''), Buffer.from(text).toString('base64url')];
  });
  return [...new Set([secret, json, url, form, ...encoded])];
}
