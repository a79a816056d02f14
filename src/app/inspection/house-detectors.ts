import type { Detector } from '../../domain/detection/detector.ts';
import { licenceDetector } from '../../domain/detection/licence-detector.ts';
import { markingDetector } from '../../domain/detection/marking-detector.ts';
import { organisationNameDetector } from '../../domain/detection/name-organisation.ts';
import { personNameDetector } from '../../domain/detection/name-person.ts';
import { contentDetector } from '../../domain/detection/plugged-content.ts';
import { injectionDetector } from '../../domain/detection/plugged-injection.ts';

const textDetectors: readonly Detector[] = [
  markingDetector,
  licenceDetector,
  personNameDetector,
  organisationNameDetector,
];

/** Every detector that runs unless it is disabled. */
export function houseDetectors(): readonly Detector[] {
  return textDetectors;
}

/** Off until an organisation turns them on; what they cannot do stands in each. */
export const pluggedDetectors: readonly Detector[] = [injectionDetector, contentDetector];
