import type { DetectorSetting } from '../domain/detection/detection-settings.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import type { DetectionContext, DetectorHead } from './detection-context.ts';
import { everyRow } from './find-dependants.ts';
import { nearInWords, nearNames } from './near-names.ts';

export type DetectorState = DetectorHead & {
  readonly state: 'on' | 'off';
  /** Who last said so, and why; null: nobody, it is as it comes. */
  readonly setting: DetectorSetting | null;
};

/** Every detector, and whether it runs. */
export async function listDetectors(context: DetectionContext): Promise<readonly DetectorState[]> {
  const settings = new Map<string, DetectorSetting>();
  for await (const { row } of everyRow(context.store, 'detector_setting')) settings.set(row.id, row);
  return context.detectors.map((head) => stateOf(head, settings.get(head.id)));
}

/** Turns a detector on or off at every gateway. */
export async function setDetector(
  context: DetectionContext,
  commander: Commander,
  order: { readonly id: string; readonly state: 'on' | 'off'; readonly reason: string },
): Promise<DetectorState | ControlRefusal> {
  const head = context.detectors.find(({ id }) => id === order.id);
  if (head === undefined) {
    const near = nearNames(
      order.id,
      context.detectors.map(({ id }) => id),
    );
    return refuseCommand('not_found', `There is no detector "${order.id}".${nearInWords(near)}`);
  }
  const row: DetectorSetting = { ...order, madeBy: commander.actor.id };
  return context.store.write(commander.actor, async (unit) => {
    const stored = await unit.get('detector_setting', row.id);
    const before = stateOf(head, stored?.row).state;
    await unit.put('detector_setting', row, { managedBy: 'api', expectedRevision: stored?.revision ?? null });
    if (before !== row.state || stored?.row.reason !== row.reason) {
      const detail = { from: before, to: row.state, reason: row.reason };
      await unit.audit({ type: `detector.turned_${row.state}`, subject: `detector:${row.id}`, detail });
    }
    return stateOf(head, row);
  });
}

function stateOf(head: DetectorHead, setting: DetectorSetting | undefined): DetectorState {
  return { ...head, state: setting?.state ?? (head.plugged ? 'off' : 'on'), setting: setting ?? null };
}
