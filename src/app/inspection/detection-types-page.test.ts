import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { FINDING_GROUPS } from '../../domain/detection/finding.ts';
import { FINDING_TYPES } from '../../domain/detection/finding-types.ts';
import { houseDetectors, pluggedDetectors } from './house-detectors.ts';

const PAGE = new URL('../../../docs/detection-types.md', import.meta.url);

function pageOfTypes(): string {
  const sections = FINDING_GROUPS.flatMap((group) => {
    const rows = FINDING_TYPES.filter((row) => row.group === group).toSorted((one, other) =>
      one.type < other.type ? -1 : 1,
    );
    if (rows.length === 0) return [];
    return [
      '',
      `## ${group}`,
      '',
      '| type | what it is | class |',
      '|---|---|---|',
      ...rows.map(({ type, word, dataClass }) => `| \`${type}\` | ${word} | ${dataClass} |`),
    ];
  });
  return [
    '# What can be found',
    '',
    'Every type that a detector of the house reports, with the class that a text has at least when it holds one. The types of',
    'dictionaries and patterns are those that an organisation gives them. How they are found stands in [detection.md](detection.md).',
    'This page is written by `UPDATE_DOCS=1 node --test src/app/inspection/detection-types-page.test.ts`.',
    ...sections,
    '',
  ].join('\n');
}

test('The page of types lists the catalogue as it is', () => {
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(PAGE, pageOfTypes());
  assert.equal(readFileSync(PAGE, 'utf8'), pageOfTypes(), 'run this test once with UPDATE_DOCS=1 and commit the page');
});

test('Each type has one row, and every type that a detector may report has a row', () => {
  const types = FINDING_TYPES.map(({ type }) => type);
  assert.equal(new Set(types).size, types.length);
  const known = new Set(types);
  const unknown = [...houseDetectors(), ...pluggedDetectors].flatMap((detector) =>
    detector.types.filter((type) => !known.has(type)),
  );
  assert.deepEqual(unknown, []);
});
