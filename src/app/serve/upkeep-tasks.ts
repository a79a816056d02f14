import type { Pool } from 'pg';
import { evaluateDueAllowances } from '../../control/allowances.ts';
import { noteExpiredApprovals } from '../../control/approvals.ts';
import { signCheckpoint } from '../../control/audit-checkpoint.ts';
import type { ContentContext } from '../../control/content-context.ts';
import { noteEndedExceptions } from '../../control/ended-exceptions.ts';
import { carryOutErasures } from '../../control/erasures.ts';
import { offerGiveBacks } from '../../control/give-backs.ts';
import { destroyExpired } from '../../control/retention.ts';
import { noteExpiredSuspensions } from '../../control/suspensions.ts';
import { noteExpiredTransfers } from '../../control/transfers.ts';
import type { AuditStore, CheckpointSigner } from '../../ports/audit-store.ts';
import type { DetectionStore } from '../../ports/detection-store.ts';
import { createAllowanceInputs } from '../../store/allowance/create-allowance-inputs.ts';
import { sweepCachedAnswers } from '../../store/caching/create-cached-answers-desk.ts';
import { sweepStore } from '../../store/upkeep/sweep-store.ts';
import type { UpkeepTask } from './run-upkeep.ts';

const MINUTE_MS = 60_000;
const TEN_MINUTES_MS = 10 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;

export type UpkeepParts = {
  readonly context: ContentContext;
  readonly audit: AuditStore;
  readonly signer: CheckpointSigner;
  readonly origin: string;
  readonly pool: Pool;
  /** Room in the store for answers that gateways share. */
  readonly cachedBytesMax: number;
  readonly detection: Pick<DetectionStore, 'dropUnfinished'>;
};

/** What every process of the house does now and then. Each may run on all of them at once. */
export function upkeepTasks(parts: UpkeepParts): readonly UpkeepTask[] {
  const { context, audit, signer, origin, pool, detection, cachedBytesMax } = parts;
  const { clock } = context;
  return [
    { name: 'exceptions', everyMs: MINUTE_MS, run: () => noteEndedExceptions(context) },
    { name: 'transfers', everyMs: HOUR_MS, run: () => noteExpiredTransfers(context) },
    { name: 'give-backs', everyMs: HOUR_MS, run: () => offerGiveBacks(context) },
    {
      name: 'allowances',
      everyMs: TEN_MINUTES_MS,
      run: () => evaluateDueAllowances({ ...context, allowanceInputs: createAllowanceInputs({ pool }) }),
    },
    { name: 'suspensions', everyMs: MINUTE_MS, run: () => noteExpiredSuspensions(context) },
    { name: 'approvals', everyMs: MINUTE_MS, run: () => noteExpiredApprovals(context) },
    // So that what was cut off the chain later can be told.
    { name: 'checkpoint', everyMs: 5 * MINUTE_MS, run: () => signCheckpoint({ audit, signer, origin, clock }) },
    { name: 'cached-answers', everyMs: 10 * MINUTE_MS, run: () => sweepCachedAnswers(pool, cachedBytesMax) },
    { name: 'sweep', everyMs: HOUR_MS, run: () => sweepStore({ pool }) },
    { name: 'retention', everyMs: HOUR_MS, run: () => destroyExpired(context) },
    { name: 'dictionary-uploads', everyMs: HOUR_MS, run: detection.dropUnfinished },
    { name: 'erasures', everyMs: HOUR_MS, run: () => carryOutErasures(context) },
  ];
}
