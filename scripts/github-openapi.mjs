// Writes the part of GitHub's OpenAPI description that tests check requests and responses against.
// Usage: npm pack @octokit/openapi@23.0.2, unpack generated/api.github.com.json, then
// node scripts/github-openapi.mjs api.github.com.json
import { readFileSync, writeFileSync } from 'node:fs';

const OUT = '__tests__/support/github/openapi.json';
const OPERATIONS = {
  '/repos/{owner}/{repo}': ['get'],
  '/repos/{owner}/{repo}/compare/{basehead}': ['get'],
  '/repos/{owner}/{repo}/deployments': ['get', 'post'],
  '/repos/{owner}/{repo}/deployments/{deployment_id}/statuses': ['get', 'post'],
  '/orgs/{org}/artifacts/metadata/storage-record': ['post'],
  '/orgs/{org}/artifacts/metadata/deployment-record': ['post'],
};
/** What says nothing about the form of a message. */
const TEXTS = new Set([
  ...['description', 'summary', 'title', 'example', 'examples', 'externalDocs', 'tags', 'operationId', 'links'],
  ...['deprecated', 'x-github', 'x-multi-segment'],
]);
/** Objects whose keys are names. */
const MAPS = new Set(['properties', 'patternProperties', 'responses', 'schemas']);

const { openapi, info, paths, components } = JSON.parse(readFileSync(process.argv[2], 'utf8'));

function withoutTexts(value, isMap = false) {
  if (Array.isArray(value)) return value.map((item) => withoutTexts(item));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => isMap || !TEXTS.has(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutTexts(inner, MAPS.has(key))]));
}

const subset = {
  openapi,
  info: { title: 'A part of the GitHub REST API', version: info.version },
  paths: {},
  components: {},
};
for (const [path, methods] of Object.entries(OPERATIONS)) {
  subset.paths[path] = {};
  for (const method of methods) {
    const { parameters, requestBody, responses } = paths[path][method];
    subset.paths[path][method] = withoutTexts({ parameters, requestBody, responses });
  }
}

/** Adds the components that a value refers to. */
function addReferenced(value) {
  if (typeof value !== 'object' || value === null) return;
  if (typeof value.$ref === 'string') {
    const [, , kind, name] = value.$ref.split('/');
    subset.components[kind] ??= {};
    if (subset.components[kind][name] === undefined) {
      subset.components[kind][name] = withoutTexts(components[kind][name]);
      addReferenced(subset.components[kind][name]);
    }
  }
  for (const inner of Object.values(value)) addReferenced(inner);
}
addReferenced(subset.paths);
writeFileSync(OUT, `${JSON.stringify(subset)}\n`);
console.log(`${OUT}: ${JSON.stringify(subset).length} bytes`);
