/** GitHub's client, in a bundle of its own: it is loaded only by runs that use GitHub's API. See scripts/build.mjs. */
export { getOctokit } from '@actions/github';
