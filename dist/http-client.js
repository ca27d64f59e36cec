class Stub {
  constructor() {
    throw new Error('@actions/http-client is not in this bundle: see scripts/build.mjs');
  }
}
export { Stub as BearerCredentialHandler, Stub as HttpClient };
