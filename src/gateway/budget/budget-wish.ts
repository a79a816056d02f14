import type { Demand } from '../../domain/budget/book-state.ts';
import type { BudgetException } from '../../domain/budget/draw-on-exceptions.ts';
import type { Envelope } from '../../domain/budget/envelope.ts';
import type { PeriodBounds } from '../../domain/budget/period.ts';
import { type ExpectedCall, reckonHold } from '../../domain/budget/reckon-hold.ts';
import type { Model } from '../../domain/catalog/upstream.ts';
import type { KeyGrant } from '../../domain/identity/key-grant.ts';
import type { UseCaseBinding } from '../../domain/policy/bind-use-case.ts';
import { isRefusal, type Refusal } from '../../domain/policy/refusal.ts';
import type { ChosenTarget } from '../../domain/routing/choose-targets.ts';
import type { InspectionFields } from '../../domain/usage/not-inspected.ts';
import type { Dialect } from '../../ports/dialect.ts';
import type { Snapshot } from '../../ports/snapshot.ts';
import type { Gateway } from '../gateway.ts';
import type { OpenedCall } from '../stages/describe-call.ts';
import type { ReadRequest } from '../stages/read-request.ts';
import { expectCall } from './expect-call.ts';
import { refuseUnpriced } from './refuse-budget.ts';

/** A call that policy lets through, before anything is held for it. */
export type ReservingCall = {
  readonly call: OpenedCall;
  readonly snapshot: Snapshot;
  readonly grant: KeyGrant;
  readonly dialect: Dialect;
  readonly binding: UseCaseBinding;
  readonly request: ReadRequest;
  readonly model: Model;
  readonly targets: readonly ChosenTarget[];
  readonly contextTokens: number;
  readonly inspection: InspectionFields;
  readonly speaks: (model: Model | undefined) => boolean;
  /** Whether policy would let another model serve this call just so; null: nobody may ask. */
  readonly mayGoTo: ((modelId: string) => boolean) | null;
};

/** A call with what it must hold, as it is asked for at the desk. */
export type Wish = {
  readonly asked: ReservingCall;
  readonly envelopes: readonly Envelope[];
  /** What it spends under exceptions that opened something for it is charged to them besides. */
  readonly openings: readonly BudgetException[];
  readonly expected: ExpectedCall;
  readonly demands: readonly Demand[];
  /** For the client: [name, value, …]. */
  readonly headers: readonly string[];
  /** The output limit that was written into the request; null where none was. */
  readonly clampedTo: number | null;
};

/** What the call must hold in its envelopes; a refusal where its cost must be known and is not. */
export function wishFor(gateway: Pick<Gateway, 'budget'>, call: Omit<Wish, 'demands' | 'expected'>): Wish | Refusal {
  const { asked, envelopes, openings } = call;
  const expected = expectCall(gateway.budget, asked);
  const demands: Demand[] = [];
  // The same for all strict envelopes of money.
  let worst: bigint | 'unpriced' | null = null;
  const demand = (envelope: Envelope, period: PeriodBounds | undefined): Refusal | null => {
    const isWorst = envelope.unit === 'nanodollars' && envelope.cap.kind === 'strict';
    const amount = isWorst && worst !== null ? worst : reckonHold(envelope, expected);
    if (isWorst) worst = amount;
    if (amount === 'unpriced') return refuseUnpriced(envelope, asked.model.id, gateway.budget.askAt);
    if (period !== undefined) demands.push({ envelope, period, amount });
    return null;
  };
  for (const envelope of envelopes) {
    const refusal = demand(envelope, asked.snapshot.budgets?.periodOf(envelope, asked.call.openedAtMs));
    if (refusal !== null) return refusal;
  }
  for (const { envelope, period } of openings) {
    const refusal = demand(envelope, period);
    if (refusal !== null) return refusal;
  }
  const { headers, clampedTo } = call;
  return { asked, envelopes, openings, expected, demands, headers, clampedTo };
}

/** The same call as something else; undefined where that is refused for another reason. */
export function wishInstead(
  gateway: Pick<Gateway, 'budget'>,
  call: Omit<Wish, 'demands' | 'expected'>,
): Wish | undefined {
  const wish = wishFor(gateway, call);
  return isRefusal(wish) ? undefined : wish;
}
