import type { Envelope } from './envelope.ts';
import { type Balance, freeOf } from './ledger.ts';
import { type Attribution, isInScope } from './match-envelopes.ts';
import type { PeriodBounds } from './period.ts';

/** What an owner is asked for as a period nears its end. */
export type GiveBackOffer = { readonly amount: bigint; readonly why: string };

const DAY_MS = 86_400_000;
/** Shorter periods begin anew before anybody could answer. */
const PERIOD_MS_MIN = 6 * DAY_MS;
/** The last eighth of a period: four days of a month. */
const NEAR_END_PART = 8;
/** What was spent so far goes on at this many times its pace: nobody should run short because they were generous. */
const PACE_PERCENT = 150n;
/** Less than this part of the limit is not worth a question. */
const WORTH_PERCENT = 5n;

/**
 * What will probably not be needed: what is free, less one and a half times what the rest of the period would take at the
 * pace so far. Null before the last eighth of the period, and where it is not worth asking.
 */
export function offerGiveBack(account: {
  readonly balance: Balance;
  readonly period: PeriodBounds;
  readonly nowMs: number;
}): GiveBackOffer | null {
  const { balance, period, nowMs } = account;
  const lengthMs = period.endMs - period.startMs;
  const leftMs = period.endMs - nowMs;
  if (lengthMs < PERIOD_MS_MIN || leftMs <= 0 || leftMs * NEAR_END_PART > lengthMs) return null;
  const passedMs = BigInt(Math.max(1, nowMs - period.startMs));
  const needed = (balance.spent * BigInt(leftMs) * PACE_PERCENT) / (passedMs * 100n);
  const amount = freeOf(balance, 0n) - needed;
  if (amount <= 0n || amount * 100n < balance.limit * WORTH_PERCENT) return null;
  const why =
    'It will probably not be needed in this period: what is free, less one and a half times what the rest would take at the pace so far. ' +
    'Keeping it costs nothing and is held against nobody.';
  return { amount, why };
}

/**
 * The envelope that something is given back to: the narrowest other one that all calls of this one fall into. Null where
 * there is none.
 */
export function poolOf(
  envelope: Envelope,
  all: readonly Envelope[],
  /** Whose calls fall into the envelope, the team of its person or project included. */
  attribution: Attribution,
): Envelope | null {
  const wider = all.filter(
    (other) =>
      other.id !== envelope.id &&
      other.status === 'active' &&
      other.unit === envelope.unit &&
      isInScope(other.scope, attribution) &&
      narrowness(other) < narrowness(envelope),
  );
  return wider.sort((one, other) => narrowness(other) - narrowness(one) || (one.id < other.id ? -1 : 1))[0] ?? null;
}

/** How narrow a scope is: a person is narrower than a project, a project than a team, each member besides narrows it. */
function narrowness({ scope }: Envelope): number {
  const { personId, projectId, teamId, useCaseId, lane, tag } = scope;
  const who = personId !== undefined ? 30 : projectId !== undefined ? 20 : teamId !== undefined ? 10 : 0;
  return who + [useCaseId, lane, tag].filter((member) => member !== undefined).length;
}
