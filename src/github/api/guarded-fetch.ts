import { ApiError } from './api-error.ts';

type Fetch = typeof fetch;

/** The largest response that is read, in bytes: a comparison with 300 changed files has a few million. */
const MAX_BODY = 16 * 1024 * 1024;
/** How deeply the JSON of a response may be nested: GitHub's has a few levels. Reading more blocks the process. */
const MAX_DEPTH = 200;
/** How many redirects are followed. */
const MAX_REDIRECTS = 3;

/**
 * Returns a `fetch` that reads responses of limited size and depth, and follows redirects on the same server only: a
 * renamed repository has moved there. What a run sends is for no other host, and no other host can answer for GitHub.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
 */
export function guardedFetch(inner: Fetch): Fetch {
  return async (input, init) => {
    let url = new URL(String(input));
    for (let redirects = 0; ; redirects++) {
      const response = await inner(url.href, { ...init, redirect: 'manual' });
      const location = response.headers.get('location');
      if (![301, 302, 307, 308].includes(response.status) || location === null) return readWhole(response);
      await response.body?.cancel();
      url = redirected(url, location, redirects);
    }
  };
}

function redirected(from: URL, location: string, redirects: number): URL {
  if (!URL.canParse(location, from.href) || redirects >= MAX_REDIRECTS) throw unusable('redirects without end');
  const to = new URL(location, from.href);
  if (to.origin !== from.origin || to.username !== '' || to.password !== '')
    throw unusable(`redirects to another host, ${to.host}, which is not followed`);
  return to;
}

/** Reads the body, and returns the response with it. */
async function readWhole(response: Response): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    // ending the loop cancels the rest
    if (size > MAX_BODY) throw unusable(`sent a response of more than ${MAX_BODY / 1024 / 1024} MiB`);
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  if (isTooDeep(bytes)) throw unusable('sent JSON that is nested too deeply');
  const { status, headers } = response;
  return new Response(size === 0 ? null : bytes, { status, headers });
}

/** Whether brackets are nested too deeply. In a string they count as well: no title has that many. */
function isTooDeep(bytes: Buffer): boolean {
  let depth = 0;
  for (const byte of bytes) {
    if (byte === 0x5b || byte === 0x7b) depth += 1;
    else if ((byte === 0x5d || byte === 0x7d) && depth > 0) depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

function unusable(why: string): ApiError {
  return new ApiError('unavailable', null, `GitHub ${why}`);
}
