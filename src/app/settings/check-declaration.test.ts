import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDeclaration } from './check-declaration.ts';
import { parseConfigurationFile } from './parse-configuration-file.ts';

function check(organisation: string, elsewhere: 'unknown' | 'allowed' = 'unknown') {
  const parsed = parseConfigurationFile(`organisation:\n${organisation}`, 'tokenward.yaml');
  assert.ok(parsed.kind === 'configuration', JSON.stringify(parsed));
  return checkDeclaration(parsed, { elsewhere, nowMs: 0 });
}

const TEAM = '  teams:\n    - { id: support, name: Support }\n';

test('an id that stands twice is a fault where it stands the second time', () => {
  const { faults } = check(`${TEAM}    - { id: support, name: Other }\n`);
  assert.deepEqual(faults, ['tokenward.yaml:4:13  The team "support" is declared twice. → take one of the two out']);
});

test('a reference that is mistyped is a fault with the id that was meant', () => {
  const { faults } = check(`${TEAM}  projects:\n    - { id: desk, name: Desk, teamId: suport }\n`);
  assert.deepEqual(faults, ['tokenward.yaml:5:39  There is no team "suport". → did you mean "support"?']);
});

test('a reference to a kind that the file does not declare may be kept elsewhere, and is a warning', () => {
  const { faults, warnings } = check(`  projects:\n    - { id: desk, name: Desk, teamId: support }\n`);
  assert.deepEqual(faults, []);
  assert.match(warnings[0] ?? '', /^tokenward\.yaml:3:39 {2}There is no team "support"\. → .*check --server/);
});

test('before a server that knows every row, no reference is a fault of the file', () => {
  const { faults } = check(`${TEAM}  projects:\n    - { id: desk, name: Desk, teamId: other }\n`, 'allowed');
  assert.deepEqual(faults, []);
});

test('a use case that nobody answers for is a warning, and in tier 3 a fault', () => {
  const useCase = (tier: number) => `  useCases:\n    - { id: a, name: A, tier: ${tier}, modelStack: [] }\n`;
  assert.match(check(useCase(1)).warnings[0] ?? '', /^tokenward\.yaml:3:7 {2}.*has no owner.*ownerPersonId/);
  assert.match(check(useCase(3)).faults[0] ?? '', /tier 3 needs an owner/);
});

test('two prices that would hold at once are a fault', () => {
  const price = (from: string) =>
    `    - { priceKey: a/b, effectiveFrom: '${from}', nanodollarsPerMillionTokens: { inputUncached: '1' } }\n`;
  const { faults } = check(`  prices:\n${price('2026-01-01T00:00:00Z')}${price('2026-02-01T00:00:00Z')}`);
  assert.match(faults[0] ?? '', /^tokenward\.yaml:3:7 {2}.*same time.*let one end/);
});

test('faults are told in the order of the file', () => {
  const { faults } = check(
    `  people:\n    - { id: a, name: A, email: a@example.com, teamId: suport }\n${TEAM}    - { id: support, name: B }\n`,
  );
  assert.deepEqual(
    faults.map((line) => line.split(':')[1]),
    ['3', '6'],
  );
});

test('a key that a gateway would not read is a warning with what to do', () => {
  const upstream = (key: string) =>
    `  upstreams:\n    - { id: main, kind: openai, baseUrl: 'https://api.openai.com/v1', key: ${key} }\n`;
  const warned = (key: string) => check(upstream(key)).warnings;
  assert.deepEqual(warned('{ kind: environment, variable: MAIN_API_KEY }'), []);
  assert.deepEqual(warned('{ kind: environment, variable: DATABASE_URL }'), [
    "tokenward.yaml:3:76  DATABASE_URL is not read as an upstream's key. → use a name that ends in _API_KEY, or add it to server.keyVariables",
  ]);
  assert.match(warned('{ kind: file, path: /etc/passwd }')[0] ?? '', /server\.secretsDirectory is not set/);
});

test('a key that stands in the file is refused with where it belongs, and an address that is none is told once', () => {
  const rows =
    'organisation:\n  upstreams:\n    - { id: main, kind: openai, baseUrl: api.openai.com/v1, key: sk-abc }\n';
  const parsed = parseConfigurationFile(rows, 'tokenward.yaml');
  assert.ok(parsed.kind === 'faults');
  assert.equal(parsed.lines.length, 2, parsed.lines.join('\n'));
  assert.match(parsed.lines[0] ?? '', /baseUrl must be an http or https address/);
  assert.match(parsed.lines[1] ?? '', /no secret stands in the file: write where it is/);
  assert.ok(!parsed.lines.join('').includes('sk-abc'));
});
