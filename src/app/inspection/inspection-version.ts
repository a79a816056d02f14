import { createHash } from 'node:crypto';
import { CODE_DETECTOR } from '../../domain/detection/code-detector.ts';
import { houseDetectors, pluggedDetectors } from './house-detectors.ts';
import type { InspectionSettings } from './inspection-settings.ts';

/** Sixteen hexadecimal digits that are others as soon as a detector or a setting is another. */
export function inspectionVersion(settings: InspectionSettings): string {
  const detectors = [...houseDetectors(), ...pluggedDetectors, CODE_DETECTOR].map(({ id, version }) => [id, version]);
  const { dictionaries, patterns, allowList, disabledDetectorIds, pluggedDetectorIds, missingDetectorIds } = settings;
  const told = [
    detectors,
    dictionaries.map(({ id, version, entries }) => [id, version, entries]),
    patterns,
    allowList,
    [...disabledDetectorIds].sort(),
    [...pluggedDetectorIds].sort(),
    [...missingDetectorIds].sort(),
  ];
  return createHash('sha256').update(JSON.stringify(told)).digest('hex').slice(0, 16);
}
