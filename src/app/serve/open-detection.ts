import type { Pool } from 'pg';
import type { ControlContext } from '../../control/control-context.ts';
import type { DetectionContext } from '../../control/detection-context.ts';
import { noteSlowPattern } from '../../control/detection-patterns.ts';
import type { Log } from '../../ports/log.ts';
import type { Snapshot } from '../../ports/snapshot.ts';
import { createDetectionStore } from '../../store/detection/create-detection-store.ts';
import { detectionParts } from '../inspection/detection-parts.ts';
import { type InspectorKeeper, keepInspector } from '../inspection/keep-inspector.ts';
import { createDictionaryKey, createDictionarySeal } from '../secrets/dictionary-secrets.ts';

export type OpenedDetection = {
  readonly context: DetectionContext;
  readonly keeper: InspectorKeeper;
};

/** Inspection as the organisation set it: what commands need to change it, and what calls are inspected by. */
export async function openDetection(given: {
  readonly context: ControlContext;
  readonly pool: Pool;
  readonly pepper: string;
  readonly protectionDigest: (text: string) => string;
  readonly gatewayId: string;
  readonly snapshot: () => Snapshot;
  readonly log: Log;
}): Promise<OpenedDetection> {
  const { context, pool, pepper, protectionDigest, gatewayId, snapshot, log } = given;
  const detection = createDetectionStore({ pool, seal: createDictionarySeal(pepper) });
  const dictionaryKey = createDictionaryKey(pepper);
  // A value of an allow-list has no line end: nothing else that is digested under this key looks like it.
  const allowedDigest = (value: string): string => protectionDigest(`allowed\n${value}`);
  const keeper = await keepInspector({
    settings: () => snapshot().detection,
    readBuilt: detection.readBuilt,
    dictionaryKey,
    allowedDigest,
    onPatternDisabled: (id) => {
      log('error', 'inspection.pattern_disabled', { patternId: id });
      noteSlowPattern(context, { id, gatewayId }).catch((error: unknown) =>
        log('warn', 'inspection.pattern_not_noted', { patternId: id, error: String(error) }),
      );
    },
    log,
  });
  return { context: { ...context, ...detectionParts(), detection, dictionaryKey, allowedDigest }, keeper };
}
