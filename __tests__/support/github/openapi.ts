import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';

type Json = Record<string, unknown>;

interface Operation {
  parameters?: Json[];
  requestBody?: { content?: Json };
  responses: Record<string, { $ref?: string; content?: Json }>;
}

/** A part of GitHub's published description: scripts/github-openapi.mjs writes it. */
const API = JSON.parse(readFileSync(join(import.meta.dirname, 'openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Record<string, Json>>;
};
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema({ $id: 'api', ...(withNulls(API) as Json) });

/** `nullable` without a type means nothing to JSON Schema. */
function withNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNulls);
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withNulls(each)]));
  if (inner.nullable !== true || typeof inner.type === 'string') return inner;
  const { nullable: _, ...rest } = inner;
  return { anyOf: [rest, { type: 'null' }] };
}

/** The operation of a request; undefined where the description has none. */
export function operationOf(method: string, path: string): { pointer: string; operation: Operation } | undefined {
  const [template] = Object.keys(API.paths).filter((each) => {
    const pattern = each.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+');
    return new RegExp(`^${pattern}$`).test(path);
  });
  const operation = template === undefined ? undefined : API.paths[template]?.[method.toLowerCase()];
  if (template === undefined || !operation) return undefined;
  return { pointer: `/paths/${escapePointer(template)}/${method.toLowerCase()}`, operation };
}

function escapePointer(text: string): string {
  return encodeURIComponent(text.replaceAll('~', '~0').replaceAll('/', '~1'));
}

const compiled = new Map<string, ValidateFunction>();

function errorsAt(pointer: string, value: unknown): string[] {
  const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `api#${pointer}` });
  compiled.set(pointer, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** How a request breaks the description; nothing where it keeps to it. */
export function requestErrors(method: string, path: string, query: URLSearchParams, body: unknown): string[] {
  const found = operationOf(method, path);
  if (!found) return [`no operation ${method} ${path}`];
  const known = (found.operation.parameters ?? []).map((each) => resolved(each) as { name?: string; in?: string });
  const names = known.filter((each) => each.in === 'query').map(({ name }) => name);
  const unknown = [...query.keys()].filter((name) => !names.includes(name));
  const isJson = found.operation.requestBody?.content?.['application/json'] !== undefined;
  const schema = `${found.pointer}/requestBody/content/${escapePointer('application/json')}/schema`;
  const extra = isJson ? unknownFields(schema, body) : [];
  return [
    ...unknown.map((name) => `unknown query parameter ${name}`),
    ...(isJson ? errorsAt(schema, body) : body === undefined ? [] : ['unexpected body']),
    ...extra,
  ];
}

/** Fields of a request's body that the description does not have: GitHub would ignore them. */
function unknownFields(pointer: string, body: unknown): string[] {
  const schema = at(pointer) as { properties?: Json };
  const known = Object.keys(schema.properties ?? {});
  return Object.keys((body ?? {}) as Json)
    .filter((name) => !known.includes(name))
    .map((name) => `unknown field ${name}`);
}

function at(pointer: string): unknown {
  const keys = pointer.split('/').slice(1);
  return keys.reduce<unknown>(
    (value, key) => (value as Json)[decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~')],
    API,
  );
}

function resolved(schema: Json): Json {
  return typeof schema.$ref === 'string' ? (at(schema.$ref.slice(1)) as Json) : schema;
}

function responseSchema(method: string, path: string, status: number): { pointer: string; schema: Json } | undefined {
  const found = operationOf(method, path);
  const response = found?.operation.responses[status];
  if (!found || !response) return undefined;
  const base = response.$ref ? response.$ref.slice(1) : `${found.pointer}/responses/${status}`;
  const pointer = `${base}/content/${escapePointer('application/json')}/schema`;
  const content = (at(base) as { content?: Json }).content?.['application/json'];
  return content ? { pointer, schema: at(pointer) as Json } : undefined;
}

/** How a response breaks the description; nothing where it keeps to it, or the description does not have its status. */
export function responseErrors(method: string, path: string, status: number, body: unknown): string[] {
  const found = responseSchema(method, path, status);
  return found ? errorsAt(found.pointer, body) : [];
}

/** The least value of a schema of the description: required fields only. @param name of a component */
export function sampleOf(name: string): Json {
  return sample({ $ref: `#/components/schemas/${name}` }) as Json;
}

function sample(given: Json): unknown {
  const schema = resolved(given) as Json & { properties?: Record<string, Json>; required?: string[]; enum?: unknown[] };
  if (schema.nullable === true) return null;
  if (schema.enum) return schema.enum[0];
  for (const key of ['allOf', 'anyOf', 'oneOf']) {
    const [first] = (schema[key] as Json[] | undefined) ?? [];
    if (first) return sample(first);
  }
  if (schema.properties || schema.type === 'object') {
    const names = schema.required ?? [];
    return Object.fromEntries(names.map((name) => [name, sample(schema.properties?.[name] ?? {})]));
  }
  if (schema.type === 'array') return [];
  if (schema.type === 'integer' || schema.type === 'number') return 1;
  if (schema.type === 'boolean') return false;
  return schema.format === 'date-time' ? '2026-01-02T03:04:05Z' : 'text';
}
