import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { checkDeclaration } from './check-declaration.ts';
import { configurationJsonSchema, policyJsonSchema } from './configuration-file.ts';
import { parseConfigurationFile } from './parse-configuration-file.ts';
import { ServerSettings } from './server-settings.ts';

const root = new URL('../../../', import.meta.url);

test('the published schema is the one that the program checks by (else: npx tokenward schema -o schema/tokenward.schema.json)', () => {
  const published: unknown = JSON.parse(readFileSync(new URL('schema/tokenward.schema.json', root), 'utf8'));
  assert.deepEqual(published, JSON.parse(JSON.stringify(configurationJsonSchema())));
});

test('the published schema of a policy is the one that the program checks by (else: npx tokenward schema --policy -o schema/policy.schema.json)', () => {
  const published: unknown = JSON.parse(readFileSync(new URL('schema/policy.schema.json', root), 'utf8'));
  assert.deepEqual(published, JSON.parse(JSON.stringify(policyJsonSchema())));
});

test('the example has neither faults nor warnings', () => {
  const text = readFileSync(new URL('examples/tokenward.yaml', root), 'utf8');
  const parsed = parseConfigurationFile(text, 'tokenward.yaml');
  assert.ok(parsed.kind === 'configuration', JSON.stringify(parsed));
  assert.deepEqual(checkDeclaration(parsed, { elsewhere: 'unknown', nowMs: Date.UTC(2026, 0, 1) }), {
    faults: [],
    warnings: [],
  });
});

test('every setting of the server is in docs/configuration.md', () => {
  const page = readFileSync(new URL('docs/configuration.md', root), 'utf8');
  const settings = ServerSettings.parse({});
  const names = Object.entries(settings).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.keys(value).map((inner) => `${name}.${inner}`)
      : [name],
  );
  assert.deepEqual(
    names.filter((name) => !page.includes(`| \`${name}\` |`)),
    [],
  );
});
