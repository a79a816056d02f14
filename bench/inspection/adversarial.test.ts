import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createInspector } from '../../src/app/inspection/create-inspector.ts';
import { houseDetectors, pluggedDetectors } from '../../src/app/inspection/house-detectors.ts';
import { type InspectionSettings, NO_SETTINGS } from '../../src/app/inspection/inspection-settings.ts';
import type { OrganisationPattern } from '../../src/domain/detection/organisation-pattern.ts';
import { createScanner } from '../../src/domain/detection/scan-text.ts';
import { ADVERSARIAL_SEEDS, repeatSeed } from './adversarial.ts';
import { createRandom } from './random.ts';

const MEGABYTE = 1_000_000;
/**
 * What is asked of a quiet machine is 50 ms, and `speed.ts` tells it. Here only what runs away is to fail, on a machine that is
 * busy with other tests too: a megabyte of nothing but findings, which ends at its budget, takes up to 350 ms there.
 */
const MEGABYTE_MS_MAX = 600;
const SEED = 20261122;

function inspectorOf(settings: Partial<InspectionSettings> = {}) {
  const house = {
    nowMs: () => 0,
    nowNs: () => performance.now() * 1e6,
    digestOf: (value: string) => value,
    onPatternDisabled: () => undefined,
  };
  return createInspector({ ...NO_SETTINGS, ...settings }, house);
}

/** Milliseconds of processor time, the best of up to three runs: others may have had the processor, or its caches. */
function timeOf(run: () => void, enough: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let time = 0; time < 3 && best > enough; time++) {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

const inspector = inspectorOf();

for (const [name, seed] of Object.entries(ADVERSARIAL_SEEDS)) {
  test(`A megabyte of ${name} is inspected within 600 ms of processor time`, () => {
    const text = repeatSeed(seed, MEGABYTE);
    const ms = timeOf(() => inspector.inspect([{ text, digest: null }]), MEGABYTE_MS_MAX);
    assert.ok(ms <= MEGABYTE_MS_MAX, `${ms.toFixed(0)} ms`);
  });
}

test('Mixtures of what each part stops at are inspected in time that grows with their length alone', (t) => {
  t.diagnostic(`seed ${SEED}`);
  const random = createRandom(SEED);
  const seeds = Object.values(ADVERSARIAL_SEEDS);
  for (let mixture = 0; mixture < 20; mixture++) {
    const piece = Array.from({ length: 2 + random.int(4) }, () => random.pick(seeds)).join(
      random.pick(['', ' ', '\n', '"', '=']),
    );
    const msOf = (units: number): number => {
      const text = repeatSeed(piece, units);
      return timeOf(() => inspector.inspect([{ text, digest: null }]), 1);
    };
    const [short, long] = [msOf(50_000), msOf(400_000)];
    // Eight times the length: what is quadratic takes sixty-four times as long.
    assert.ok(
      long < Math.max(25, short * 30),
      `${short.toFixed(1)} to ${long.toFixed(1)} ms: ${JSON.stringify(piece.slice(0, 80))}`,
    );
  }
});

test('No detector alone takes long for any of these texts', () => {
  const texts = Object.entries(ADVERSARIAL_SEEDS).map(([name, seed]) => [name, repeatSeed(seed, 20_000)] as const);
  const families = new Map([...houseDetectors(), ...pluggedDetectors].map((detector) => [detector.id, detector]));
  for (const detector of families.values()) {
    const scanner = createScanner([detector]);
    for (const [name, text] of texts) {
      const ms = timeOf(() => scanner.scan(text), 20);
      assert.ok(ms < 100, `${detector.id} takes ${ms.toFixed(0)} ms for 20 kB of ${name}`);
    }
  }
});

const CRUEL_PATTERNS: readonly string[] = ['(a+)+$', '(a|aa)+b', '(a|a?)+b', 'aaa(a*)*c', '(.*a){12}', 'aaa.{0,500}b'];

for (const source of CRUEL_PATTERNS) {
  test(`The pattern ${source} of an organisation is cut short by its meter and holds up nothing`, () => {
    const pattern: OrganisationPattern = {
      ...{ id: 'cruel', version: 1, word: 'a test', source, literal: 'aaa' },
      ...{ reach: { before: 512, after: 512 }, confidence: 90, dataClass: 'internal' },
    };
    const cruel = inspectorOf({ patterns: [pattern] });
    const text = repeatSeed('aaaa aaaaaaaaaaaaaaaaaaaaaaaa! ', MEGABYTE);
    const ms = timeOf(() => {
      const [inspected] = cruel.inspect([{ text, digest: null }]);
      assert.ok(inspected?.failures.some(({ kind }) => kind === 'over_budget'));
    }, MEGABYTE_MS_MAX);
    assert.ok(ms < MEGABYTE_MS_MAX, `${ms.toFixed(0)} ms`);
  });
}
