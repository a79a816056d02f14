import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createPatternDetector,
  findPatternFault,
  type LinearPattern,
  type OrganisationPattern,
  type PatternEngine,
} from './organisation-pattern.ts';
import { createPatternMeter, type PatternMeter } from './pattern-meter.ts';
import { findRequiredLiteral } from './required-literal.ts';
import { createScanner } from './scan-text.ts';

const pattern: OrganisationPattern = {
  id: 'project_code',
  version: 2,
  word: 'a project code',
  source: 'proj-[0-9]{4}',
  literal: 'proj-',
  reach: { before: 0, after: 8 },
  confidence: 90,
  dataClass: 'confidential',
};

/** Stands for the real engine, which lives in app. */
function linearOf(source: string): LinearPattern {
  return {
    find: (window, matchesMax, found) => {
      for (const match of [...window.matchAll(new RegExp(source, 'gi'))].slice(0, matchesMax))
        found(match.index, match.index + match[0].length);
    },
  };
}

const engine: PatternEngine = (source) =>
  source === '(' ? { kind: 'fault', why: 'A bracket is not closed.' } : { kind: 'pattern', pattern: linearOf(source) };

function meterOf(nsPerLook: number, told: string[] = []): PatternMeter {
  let now = 0;
  const nowNs = (): number => {
    now += nsPerLook / 2;
    return now * 2;
  };
  return createPatternMeter({
    budget: { textNsMax: 1000, textsOverMax: 3 },
    nowNs,
    onDisabled: () => told.push('disabled'),
  });
}

test('A pattern is found round its literal, whatever the case, and reported as its own type', () => {
  const meter = meterOf(1);
  const scanner = createScanner([createPatternDetector({ pattern, linear: linearOf(pattern.source), meter })]);
  meter.beginText();
  const text = 'see PROJ-1234 and proj-77, proj-9999';
  const { findings } = scanner.scan(text);
  assert.deepEqual(
    findings.map(({ type, start, end, detectorId }) => [type, text.slice(start, end), detectorId]),
    [
      ['project_code', 'PROJ-1234', 'pattern:project_code'],
      ['project_code', 'proj-9999', 'pattern:project_code'],
    ],
  );
});

test('A pattern that takes too long in a text is cut short there, and after three such texts it is off and told once', () => {
  const told: string[] = [];
  const meter = meterOf(600, told);
  const scanner = createScanner([createPatternDetector({ pattern, linear: linearOf(pattern.source), meter })]);
  const overs: boolean[] = [];
  for (let text = 0; text < 5; text++) {
    meter.beginText();
    scanner.scan('proj-1111 proj-2222 proj-3333 proj-4444');
    overs.push(meter.isOverBudget());
  }
  assert.deepEqual(overs, [true, true, true, true, true]);
  assert.equal(meter.isDisabled(), true);
  assert.deepEqual(told, ['disabled']);
  meter.beginText();
  scanner.scan('nothing of the kind');
  assert.equal(meter.isOverBudget(), false);
});

test('A pattern that cannot serve is refused with a sentence', () => {
  assert.equal(findPatternFault(pattern, engine), null);
  assert.equal(findPatternFault({ ...pattern, source: '(' }, engine), 'A bracket is not closed.');
  assert.match(findPatternFault({ ...pattern, literal: ' pr ' }, engine) ?? '', /at least 3 characters/);
  assert.match(findPatternFault({ ...pattern, source: 'a*' }, engine) ?? '', /every text/);
  assert.match(findPatternFault({ ...pattern, reach: { before: 513, after: 0 } }, engine) ?? '', /512/);
});

const literals: readonly (readonly [string, string | null])[] = [
  ['PROJ-[0-9]{4}', 'PROJ-'],
  ['\\bACME\\.[A-Z]+', 'ACME.'],
  ['(foo|bar)-customer-\\d+', '-customer-'],
  ['customers?-\\d+', 'customer'],
  ['alpha|beta', null],
  ['[a-z]+\\d+', null],
  ['x{2,3}(abcdef)', null],
  ['[]abc]key-', 'key-'],
];

for (const [source, literal] of literals) {
  test(`The literal of ${source} is ${literal}`, () => assert.equal(findRequiredLiteral(source), literal));
}
