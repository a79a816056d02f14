import { isObject, type JsonObject, listOrEmpty, objectOrEmpty } from '../wire/json-object.ts';

/** Some value that fits a JSON Schema of the plain kind that tools and structured output use. */
export function sampleOf(schema: JsonObject, depth = 0): unknown {
  const choices = listOrEmpty(schema['enum']);
  if (choices.length > 0) return choices[0];
  if (schema['const'] !== undefined) return schema['const'];
  const variants = listOrEmpty(schema['anyOf'] ?? schema['oneOf']);
  if (variants.length > 0) return sampleOf(objectOrEmpty(variants[0]), depth + 1);
  const type = Array.isArray(schema['type']) ? schema['type'][0] : schema['type'];
  if (type === 'string') return 'simulated';
  if (type === 'number' || type === 'integer') return typeof schema['minimum'] === 'number' ? schema['minimum'] : 1;
  if (type === 'boolean') return true;
  if (type === 'null') return null;
  if (depth >= DEPTH_MAX) return type === 'array' ? [] : {};
  if (type === 'array') return [sampleOf(objectOrEmpty(schema['items']), depth + 1)];
  return sampleObject(schema, depth);
}

/** Only what must be there: an optional argument (`run_in_background`) would lead a real agent astray. */
function sampleObject(schema: JsonObject, depth: number): JsonObject {
  const properties = objectOrEmpty(schema['properties']);
  const required = Array.isArray(schema['required']) ? new Set<unknown>(schema['required']) : null;
  const sample: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(properties)) {
    if (isObject(property) && required?.has(name) !== false) sample[name] = sampleOf(property, depth + 1);
  }
  return sample;
}

const DEPTH_MAX = 8;
