import { CREDENTIAL_DETECTORS } from '../../domain/detection/credential-detectors.ts';
import type { Detector } from '../../domain/detection/detector.ts';
import { createIdentifierDetectors } from '../../domain/detection/identifier-detectors.ts';
import { licenceDetector } from '../../domain/detection/licence-detector.ts';
import { markingDetector } from '../../domain/detection/marking-detector.ts';
import { organisationNameDetector } from '../../domain/detection/name-organisation.ts';
import { personNameDetector } from '../../domain/detection/name-person.ts';
import { contentDetector } from '../../domain/detection/plugged-content.ts';
import { injectionDetector } from '../../domain/detection/plugged-injection.ts';
import { detectionTools } from './detection-tools.ts';

const textDetectors: readonly Detector[] = [
  markingDetector,
  licenceDetector,
  personNameDetector,
  organisationNameDetector,
];

let made: readonly Detector[] | undefined;

/** Every detector that runs unless it is disabled. Made once: making them takes some milliseconds. */
export function houseDetectors(): readonly Detector[] {
  made ??= [...CREDENTIAL_DETECTORS, ...createIdentifierDetectors(detectionTools), ...textDetectors];
  return made;
}

/** Off until an organisation turns them on; what they cannot do stands in each. */
export const pluggedDetectors: readonly Detector[] = [injectionDetector, contentDetector];
