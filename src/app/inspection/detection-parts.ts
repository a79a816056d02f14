import type { DetectorHead } from '../../control/detection-context.ts';
import { CODE_DETECTOR } from '../../domain/detection/code-detector.ts';
import { findingTypeOf } from '../../domain/detection/finding-types.ts';
import { findRequiredLiteral } from '../../domain/detection/required-literal.ts';
import { houseDetectors, pluggedDetectors } from './house-detectors.ts';
import { tryPattern } from './try-pattern.ts';

/** What the control plane is told of detection, which it cannot know by itself. */
export function detectionParts() {
  return {
    detectors: detectorHeads(),
    isHouseType: (type: string) => findingTypeOf(type) !== undefined,
    tryPattern,
    findLiteral: findRequiredLiteral,
  };
}

function detectorHeads(): readonly DetectorHead[] {
  const code = { ...CODE_DETECTOR, types: ['source_code'] };
  const heads = [
    ...[...houseDetectors(), code].map((one) => ({ ...one, plugged: false })),
    ...pluggedDetectors.map((one) => ({ ...one, plugged: true })),
  ];
  return heads
    .map(({ id, version, types, plugged }) => ({ id, version, types, plugged }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}
