import type { DataClass } from '../detection/data-class.ts';
import type { Lane } from '../identity/key-grant.ts';
import type { CacheRule } from './cache-rule.ts';
import type { RoutingRule } from './routing-rule.ts';

/** 1 self-service · 2 managed · 3 constrained, reviewed or blocked. */
export type Tier = 1 | 2 | 3;

/** Whether content of calls may be stored. `none` until a rule says otherwise. */
export type LoggingRule = 'none' | 'metadata' | 'content';

/** What happens to calls of a use case while the store is away: refused, or on with the journal. */
export type StoreAwayRule = 'refuse' | 'continue';

/** One entry of the taxonomy (requirement P1). */
export type UseCase = {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly purpose: string;
  readonly expectedValue: string;
  readonly ownerPersonId: string | null;
  readonly tier: Tier;
  readonly lane: Lane | 'both';
  /** Model ids, cheapest that serves first. A model outside the stack is refused. */
  readonly modelStack: readonly string[];
  readonly approvedTemplateIds: readonly string[];
  readonly allowedDataClasses: readonly DataClass[];
  /** What it may cost in a month, decimal nanodollars, or null. An envelope of the use case enforces it; doctor and check say where none does. */
  readonly spendLimitNanodollars: string | null;
  readonly expectedOutputTokens: number | null;
  /** The most output that a call may ask for; what clients allow beyond it is clamped. Null: no limit of its own. */
  readonly maxOutputTokens: number | null;
  readonly loggingRule: LoggingRule;
  readonly requiredApprovals: readonly string[];
  readonly storeAway: StoreAwayRule;
  readonly cache: CacheRule;
  /** Null: each call goes to the model that it names. */
  readonly routing: RoutingRule | null;
  readonly status: 'active' | 'blocked' | 'archived';
};
