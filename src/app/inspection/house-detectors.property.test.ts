import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Anchor, Detector } from '../../domain/detection/detector.ts';
import { createScanner } from '../../domain/detection/scan-text.ts';
import { houseDetectors } from './house-detectors.ts';
import { unitMover } from './unit-mover.ts';

const seed = Number(process.env['FC_SEED'] ?? Date.now() % 1_000_000);
const scanner = createScanner(houseDetectors(), unitMover);
const asked = createScanner(houseDetectors().map(askedEverywhere), unitMover);

/** A detector that is called wherever its literals and runs of digits stand, without what it asks of those places. */
function askedEverywhere(detector: Detector): Detector {
  return {
    ...detector,
    anchors: detector.anchors.map(withoutConditions),
    check: (hit, scanned, report) => detector.check({ ...hit, isDialled: true }, scanned, report),
  };
}

function withoutConditions(anchor: Anchor): Anchor {
  if (anchor.kind === 'trigger') {
    return anchor.trigger === 'digit_run' ? { kind: 'trigger', trigger: 'digit_run' } : anchor;
  }
  const { kind, text } = anchor;
  const exact = anchor.exactCase === true ? { exactCase: true as const } : {};
  return anchor.wholeWord === true ? { kind, text, ...exact, wholeWord: true } : { kind, text, ...exact };
}

const digits = fc.integer({ min: 1, max: 9 }).chain((length) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`)));
const joint = fc.constantFrom(
  '-',
  '-',
  '-',
  '.',
  '.',
  '/',
  ' ',
  ' ',
  '',
  ' (',
  ') ',
  '+',
  '\n',
  ', ',
  'é',
  'X',
  'A',
  '_',
);
const known = fc.constantFrom(
  ...['4111 1111 1111 1111', '5500-0000-0000-0004', '378282246310005', 'DE89 3704 0044 0532 0130 00', '078-05-1120'],
  ...[
    'GB82WEST12345698765432',
    '+49 (0)30 1234567',
    '(212) 555-0187',
    '1-800-555-0199',
    '07700 900123',
    '0171/1234567',
  ],
  ...['12.345.678-5', '12345678Z', 'X1234567L', '111.444.777-35', '85 07 15 12345 67', '756.9217.0769.85'],
  ...[
    'Hauptstr. 5, 10115 Berlin',
    'Kerkstraat 12',
    'Ringweg. 7',
    '12 High Street',
    'Name: Anna Smith',
    'Patient : Jan Kok',
  ],
  ...['00-1a-2b-3c-4d-5e', 'AKIAIOSFODNN7EXAMPLQ', 'mypwd=Zk4!qTz9', 'dbtotp: 8f3kD92mQz', 'P<UTOERIKSSON<<ANNA'],
);
const text = fc.array(fc.oneof(digits, joint, known), { minLength: 1, maxLength: 14 }).map((parts) => parts.join(''));

test('What detectors ask of the places where they are called loses none of their findings.', () => {
  fc.assert(
    fc.property(text, (some) => {
      assert.deepEqual(scanner.scan(some).findings, asked.scan(some).findings);
    }),
    { numRuns: 150, seed },
  );
});
