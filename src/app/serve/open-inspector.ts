import type { Log } from '../../ports/log.ts';
import { createInspector, type HouseInspector } from '../inspection/create-inspector.ts';
import { NO_SETTINGS } from '../inspection/inspection-settings.ts';
import { warmInspector } from '../inspection/warm-inspector.ts';

const WARM_UP_MS = 120;

/**
 * The inspector of this house, or null where it cannot be built: then calls that must be inspected are refused, and the
 * others go on with a loud record.
 */
export function openInspector(house: {
  readonly protectionDigest: (text: string) => string;
  readonly log: Log;
}): HouseInspector | null {
  try {
    const inspector = createInspector(NO_SETTINGS, {
      nowMs: () => Date.now(),
      nowNs: () => performance.now() * 1_000_000,
      digestOf: house.protectionDigest,
      onPatternDisabled: (patternId) => house.log('error', 'inspection.pattern_disabled', { patternId }),
    });
    warmInspector(inspector, WARM_UP_MS);
    return inspector;
  } catch (error) {
    house.log('error', 'inspection.not_built', { error: error instanceof Error ? error.message : String(error) });
    return null;
  }
}
