import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApiDocument } from './openapi-document.ts';
import { API_BASE, NOTHING, type Route } from './route.ts';
import { OPERATION_IDS, ROUTES } from './routes.ts';

type Operation = {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, object>>;
};
type Document = {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
};

const document = JSON.parse(JSON.stringify(openApiDocument())) as Document;

test('the document has every route once, with its parameters, body and answers', () => {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  assert.deepEqual(operations.map(({ operationId }) => operationId).sort(), [...OPERATION_IDS].sort());
  for (const id of OPERATION_IDS) {
    const route: Route = ROUTES[id];
    const operation = document.paths[API_BASE + route.path]?.[route.method.toLowerCase()];
    assert.equal(operation?.operationId, id);
    assert.ok(operation.responses[route.status], id);
    assert.ok(operation.responses['500'], id);
    assert.equal(operation.requestBody === undefined, route.body === NOTHING, id);
  }
});

test('the parts of a path in braces are its required parameters, and no others', () => {
  for (const [path, operations] of Object.entries(document.paths)) {
    const braces = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const { parameters, operationId } of Object.values(operations)) {
      const inPath = parameters.filter((parameter) => parameter.in === 'path');
      assert.deepEqual(
        inPath.map(({ name }) => name),
        braces,
        operationId,
      );
      assert.ok(inPath.every(({ required }) => required));
    }
  }
});

test('every reference leads to a component, and every component has a form', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target ?? '');
  assert.ok(references.length > 100);
  for (const target of references) {
    const name = target.replace('#/components/schemas/', '');
    assert.ok(Object.hasOwn(document.components.schemas, name), target);
  }
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    assert.ok('type' in schema || 'anyOf' in schema || 'oneOf' in schema, name);
    assert.ok(!JSON.stringify(schema).includes('$defs'), name);
  }
});

test('no two routes answer the same method and path', () => {
  const places = OPERATION_IDS.map((id) => `${ROUTES[id].method} ${ROUTES[id].path.replaceAll(/\{\w+\}/g, '{}')}`);
  assert.equal(new Set(places).size, places.length);
});
