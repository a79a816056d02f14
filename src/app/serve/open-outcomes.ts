import type { Pool } from 'pg';
import type { NoticeContext } from '../../control/notice-context.ts';
import type { OutcomeContext } from '../../control/outcome-context.ts';
import { tendOutcomes } from '../../control/tend-outcomes.ts';
import { createOutcomeDesk } from '../../store/outcome/create-outcome-desk.ts';
import type { UpkeepTask } from './run-upkeep.ts';

export type OpenedOutcomes = {
  readonly parts: Pick<OutcomeContext, 'outcomeDesk' | 'reviewMinute'>;
  readonly task: UpkeepTask;
};

const TEND_EVERY_MS = 60_000;

/** What lets outcomes mature, books them, and draws who judges and measures. Every process runs it; the store lets one at a time. */
export function openOutcomes(given: {
  readonly context: NoticeContext;
  readonly pool: Pool;
  readonly reviewMinute: OutcomeContext['reviewMinute'];
}): OpenedOutcomes {
  const { context, pool, reviewMinute } = given;
  const parts = { outcomeDesk: createOutcomeDesk({ pool }), reviewMinute };
  const run = () => tendOutcomes({ ...context, ...parts });
  return { parts, task: { name: 'outcomes', everyMs: TEND_EVERY_MS, run } };
}
