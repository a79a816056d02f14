import type { Nanodollars } from '../domain/money/nanodollars.ts';
import type { Actor } from '../ports/control-store.ts';
import type { OutcomeDesk } from '../ports/outcome-desk.ts';
import type { ControlContext } from './control-context.ts';

/** What outcomes need of the outside. */
export type OutcomeContext = ControlContext & {
  readonly outcomeDesk: OutcomeDesk;
  /** What a minute of a person costs; null where nobody said. */
  readonly reviewMinute: Nanodollars | null;
};

/** On whose behalf the house itself acts. */
export const OUTCOME_UPKEEP: Actor = { kind: 'system', id: 'upkeep', keyId: null, requestId: 'upkeep' };

/** A number from 0 to 1 that nobody can foresee: lots are drawn by it. */
export function drawLot({ chance }: Pick<ControlContext, 'chance'>): number {
  return Number.parseInt(chance.hex(6), 16) / 2 ** 48;
}
