export class ProxyAgent {
  constructor() {
    throw new Error('undici is not in this bundle: see scripts/build.mjs');
  }
}
