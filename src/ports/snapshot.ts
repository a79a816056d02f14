import type { BudgetRules } from '../domain/budget/budget-rules.ts';
import type { CachePurge } from '../domain/caching/cached-answer.ts';
import type { PriceBook } from '../domain/catalog/price.ts';
import type { Model, Upstream } from '../domain/catalog/upstream.ts';
import type { UseCase } from '../domain/catalog/use-case.ts';
import type { DetectionSettings } from '../domain/detection/detection-settings.ts';
import type { KeyGrant } from '../domain/identity/key-grant.ts';
import type { RegisteredTemplate } from '../domain/library/template.ts';
import type { RegisteredWorkflow } from '../domain/library/workflow.ts';
import type { OpenQuestion } from '../domain/policy/approval.ts';
import type { GrantedApproval } from '../domain/policy/granted-approval.ts';
import type { GrantedExceptions } from '../domain/policy/granted-exceptions.ts';
import type { PolicySet } from '../domain/policy/policy-decision.ts';
import type { Suspension } from '../domain/policy/suspension.ts';
import type { RoutingState } from '../domain/routing/route-state.ts';
import type { SimilarityRule } from '../domain/similarity/similarity-rule.ts';

/**
 * Everything the hot path decides by, immutable, swapped whole when the control plane changes something.
 * `version` grows with every change; two gateways with one version decide alike.
 */
export type Snapshot = {
  readonly version: number;
  readonly policyVersion: string;
  /** By the keyed hash (HMAC-SHA-256, hex) of the key. */
  readonly keysByDigest: ReadonlyMap<string, KeyGrant>;
  readonly useCases: ReadonlyMap<string, UseCase>;
  readonly models: ReadonlyMap<string, Model>;
  readonly upstreams: ReadonlyMap<string, Upstream>;
  readonly priceBook: PriceBook;
  /** What decides each call; the built-in policy until the organisation publishes one. */
  readonly policies: PolicySet;
  /** The envelopes in force; null or absent where there are none. */
  readonly budgets?: BudgetRules | null;
  /** By `suspensionKey`. One that has expired may still stand here: `findSuspension` asks the clock. */
  readonly suspensions: ReadonlyMap<string, Suspension>;
  /** What the organisation adds to inspection; the same object for as long as nothing of it changes. */
  readonly detection?: DetectionSettings;
  /** By approval id; absent where nobody can grant any. One that has expired may still stand here. */
  readonly approvals?: ReadonlyMap<string, GrantedApproval>;
  /** Questions that wait for a person or were answered with no, by approval id. */
  readonly openQuestions?: ReadonlyMap<string, OpenQuestion>;
  /** Null or absent where none is granted. One whose time is over may still stand here: whoever asks knows the time. */
  readonly exceptions?: GrantedExceptions | null;
  /** What routing has learned, and where it is stepped back from; null or absent where there is nothing of it. */
  readonly routing?: RoutingState | null;
  /** Orders to forget cached answers, erasures among them, oldest first: the last thousand. */
  readonly cachePurges?: readonly CachePurge[];
  /** By id; their models stand among `models`. */
  readonly workflows?: ReadonlyMap<string, RegisteredWorkflow>;
  /** By id; null or absent where the library has none. */
  readonly templates?: ReadonlyMap<string, RegisteredTemplate> | null;
  /** What fingerprints may be taken of; null or absent: of nothing. */
  readonly similarity?: SimilarityRule | null;
};

/** Holds the newest snapshot. `current` never waits and never throws. */
export type SnapshotSource = {
  readonly current: () => Snapshot;
  /** False while the store has not answered for longer than the configured time. */
  readonly storeReachable: () => boolean;
};
