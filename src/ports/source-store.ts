import type { ExternalIdentity, IdentityMeaning } from '../domain/source/external-identity.ts';
import type { SourceFact } from '../domain/source/source-fact.ts';
import type { KnownFact } from '../domain/source/tell-result.ts';

/** How something came in. */
export type FactWay = 'webhook' | 'file' | 'api';

/** One message as it came in; not what it said. */
export type SourceDelivery = {
  readonly sourceId: string;
  readonly deliveryId: string;
  readonly via: FactWay;
  readonly event: string;
  readonly receivedAtMs: number;
  /** SHA-256 of its bytes, hex. */
  readonly digest: string;
  readonly facts: number;
  /** What was wrong with it, or why it came to nothing. */
  readonly note: string | null;
};

/** A fact as it is kept. */
export type FactToKeep = {
  readonly factId: string;
  readonly fact: SourceFact;
  readonly via: FactWay;
  /** The person who handed it in, with a file. */
  readonly handedInBy: string | null;
};

/** Somebody whom facts mention. */
export type SeenIdentity = {
  readonly externalId: string;
  readonly shownAs: string | null;
  readonly isBot: boolean;
  /** Who it is by their e-mail address; null: nobody is known by it. */
  readonly personId: string | null;
};

/** An outcome that was opened for a result, and whose it is now. */
export type OpenedOutcome = {
  readonly subject: string;
  readonly typeId: string;
  readonly outcomeId: string;
  readonly personId: string;
};

export type IdentityDecision = {
  readonly externalId: string;
  readonly meaning: IdentityMeaning;
  readonly decidedBy: string;
  readonly nowMs: number;
};

export type WorkKind = 'settle' | 'read_again';

/** What is read and written of sources within a transaction of the control plane, which writers take in turn. */
export type SourceLedger = {
  /** False: a delivery of this id was there before, and is left as it is. */
  readonly claimDelivery: (delivery: SourceDelivery) => Promise<boolean>;
  /** Keeps those that are new, or that the system's API or a signed message knows better; gives back what they are about. */
  readonly keepFacts: (
    sourceId: string,
    facts: readonly FactToKeep[],
    receivedAtMs: number,
  ) => Promise<readonly string[]>;
  /** The results that these are names of, themselves among them. */
  readonly resultsOf: (sourceId: string, subjects: readonly string[]) => Promise<readonly string[]>;
  /** All facts of a result, under each of its names. */
  readonly factsOf: (sourceId: string, subject: string) => Promise<readonly KnownFact[]>;
  readonly seeIdentities: (sourceId: string, seen: readonly SeenIdentity[], nowMs: number) => Promise<void>;
  readonly identities: (sourceId: string, externalIds: readonly string[]) => Promise<readonly ExternalIdentity[]>;
  /** Undefined: nobody of this id was ever mentioned. */
  readonly decideIdentity: (sourceId: string, decision: IdentityDecision) => Promise<ExternalIdentity | undefined>;
  readonly outcomesOf: (sourceId: string, subject: string) => Promise<readonly OpenedOutcome[]>;
  readonly rememberOutcome: (sourceId: string, outcome: OpenedOutcome) => Promise<void>;
  /** Puts results on the list of what is to be done; what is on it stays as it is. */
  readonly addWork: (
    sourceId: string,
    work: { readonly kind: WorkKind; readonly subjects: readonly string[]; readonly dueAtMs: number },
  ) => Promise<void>;
  /** Every result that mentions somebody, to be told anew. */
  readonly settleMentions: (sourceId: string, externalId: string, dueAtMs: number) => Promise<number>;
  /** False: one of the same project is running. */
  readonly openBackfill: (backfill: SourceBackfill) => Promise<boolean>;
};

/** Something that is to be done about a result, claimed until its lease is over. */
export type ClaimedWork = {
  readonly sourceId: string;
  readonly kind: WorkKind;
  readonly subject: string;
  /** This one among them. */
  readonly tries: number;
};

/** The past of a source, read page by page. */
export type SourceBackfill = {
  readonly id: string;
  readonly sourceId: string;
  readonly project: string | null;
  readonly sinceMs: number;
  readonly nextPage: string | null;
  readonly state: 'running' | 'done' | 'failed';
  readonly pages: number;
  readonly results: number;
  readonly facts: number;
  readonly tries: number;
  readonly lastError: string | null;
  readonly askedBy: string;
  readonly askedAtMs: number;
};

/** Messages that were not believed, by the hour. */
export type SourceRefusals = {
  readonly hourMs: number;
  readonly reason: string;
  readonly refused: number;
  readonly lastAtMs: number;
};

export type Listed<Row> = { readonly rows: readonly Row[]; readonly nextAfter: string | null };
export type ListPage = { readonly limit: number; readonly after: string | null };

/** What is read and done beside the transactions of the control plane. Each is one statement. */
export type SourceStore = {
  /** As `claimDelivery`, for messages that say nothing of results. */
  readonly noteDelivery: (delivery: SourceDelivery) => Promise<boolean>;
  readonly knowsDelivery: (delivery: Pick<SourceDelivery, 'sourceId' | 'deliveryId'>) => Promise<boolean>;
  /** True: it is the first of its reason in this hour. */
  readonly countRefusal: (refusal: {
    readonly sourceId: string;
    readonly reason: string;
    readonly atMs: number;
  }) => Promise<boolean>;
  /** Newest first. */
  readonly deliveries: (sourceId: string, page: ListPage) => Promise<Listed<SourceDelivery>>;
  readonly refusals: (sourceId: string, sinceMs: number) => Promise<readonly SourceRefusals[]>;
  /** Bots last, else in the order in which they were last seen, newest first. */
  readonly listIdentities: (
    sourceId: string,
    filter: { readonly meaning: IdentityMeaning['kind'] | null },
    page: ListPage,
  ) => Promise<Listed<ExternalIdentity & { readonly facts: number }>>;
  readonly claimWork: (claim: {
    readonly nowMs: number;
    readonly leaseMs: number;
    readonly limit: number;
  }) => Promise<readonly ClaimedWork[]>;
  readonly endWork: (work: ClaimedWork) => Promise<void>;
  readonly putOffWork: (work: ClaimedWork, until: { readonly dueAtMs: number; readonly why: string }) => Promise<void>;
  readonly claimBackfill: (claim: {
    readonly nowMs: number;
    readonly leaseMs: number;
  }) => Promise<SourceBackfill | undefined>;
  /** Only of one that runs: what was stopped meanwhile stays stopped. */
  readonly saveBackfill: (backfill: SourceBackfill, dueAtMs: number) => Promise<void>;
  /** Keeps where it stands and the claim on it, and tells whoever listens. False where it was stopped meanwhile. */
  readonly noteBackfill: (backfill: SourceBackfill, leaseMs: number) => Promise<boolean>;
  /** Whether it ran. */
  readonly stopBackfill: (of: {
    readonly sourceId: string;
    readonly id: string;
    readonly why: string;
  }) => Promise<boolean>;
  /** Newest first. */
  readonly backfills: (sourceId: string) => Promise<readonly SourceBackfill[]>;
};
