import type { KeptCalendar } from '../domain/budget/kept-calendar.ts';
import type { KeptEnvelope } from '../domain/budget/kept-envelope.ts';
import type { Price } from '../domain/catalog/price.ts';
import type { Model, Upstream } from '../domain/catalog/upstream.ts';
import type { UseCase } from '../domain/catalog/use-case.ts';
import type { ApiKey, CostCentre, Person, Project, ServiceAccount, Team } from '../domain/identity/directory.ts';
import type { Workflow } from '../domain/library/workflow.ts';
import type { KeptOutcomeType } from '../domain/outcome/outcome-type.ts';
import type { Source } from '../domain/source/source.ts';
import type { LedgerReads, LedgerWrites } from './budget-ledger.ts';
import type { CaseNouns } from './case-nouns.ts';
import type { ExceptionLedger } from './exception-ledger.ts';
import type { OutcomeReads, OutcomeWrites } from './outcome-store.ts';
import type { ProvisioningReads, ProvisioningWrites } from './provisioning-store.ts';
import type { RecognitionWrites } from './recognition-store.ts';
import type { SignInWrites } from './sign-in-store.ts';
import type { SourceLedger } from './source-store.ts';

/** Every noun the control plane keeps, and the row it keeps of it. */
export type Nouns = CaseNouns & {
  readonly cost_centre: CostCentre;
  readonly team: Team;
  readonly person: Person;
  readonly project: Project;
  readonly service_account: ServiceAccount;
  readonly use_case: UseCase;
  readonly workflow: Workflow;
  readonly upstream: Upstream;
  readonly model: Model;
  readonly price: Price;
  readonly calendar: KeptCalendar;
  readonly envelope: KeptEnvelope;
  readonly outcome_type: KeptOutcomeType;
  readonly source: Source;
  readonly api_key: ApiKey;
};
export type Noun = keyof Nouns;

/** Who keeps a row: people by API, or the file that `tokenward apply` reads. */
export type ManagedBy = 'api' | 'file' | 'sample';

/** A row with what the store adds. `revision` starts at 1 and grows by one with each change. */
export type Stored<Row> = {
  readonly row: Row;
  readonly revision: number;
  readonly managedBy: ManagedBy;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
};

export type PageRequest = {
  /** 1 to 500. */
  readonly limit: number;
  /** Id after which the page begins; rows are ordered by id. */
  readonly afterId: string | null;
  /** Exact matches on top-level members of the row, for instance `{ teamId: 'support' }`; null: those that have none. */
  readonly where: Readonly<Record<string, string | null>>;
  /** Only rows of which one of these members is one of its ids; none where the list is empty, all where it is left out. */
  readonly within?: readonly { readonly member: string; readonly ids: readonly string[] }[];
};

export type Page<Row> = { readonly rows: readonly Stored<Row>[]; readonly nextAfterId: string | null };

export type ReadUnit = {
  readonly get: <N extends Noun>(noun: N, id: string) => Promise<Stored<Nouns[N]> | undefined>;
  readonly list: <N extends Noun>(noun: N, page: PageRequest) => Promise<Page<Nouns[N]>>;
  readonly ledger: LedgerReads;
  readonly outcomes: OutcomeReads;
};

/** Who changes something: on every audit event. */
export type Actor = {
  readonly kind: 'person' | 'service_account' | 'system';
  readonly id: string;
  /** The key that was presented, null for the system itself. */
  readonly keyId: string | null;
  readonly requestId: string;
};

/** What is put into the audit chain. `detail` never holds content or a secret. */
export type AuditEntry = {
  /** `noun.verb`, for instance `api_key.revoked`. */
  readonly type: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
};

export type PutResult = 'inserted' | 'updated' | 'unchanged' | 'revision_conflict';

/** One transaction. All of it happens, with its audit events and the new snapshot version, or nothing. */
export type WriteUnit = ReadUnit & {
  /** `expectedRevision`: null inserts only, a number updates only that revision, undefined does either. */
  readonly put: <N extends Noun>(
    noun: N,
    row: Nouns[N],
    options: { readonly managedBy: ManagedBy; readonly expectedRevision?: number | null },
  ) => Promise<PutResult>;
  readonly audit: (entry: AuditEntry) => Promise<void>;
  readonly recognition: RecognitionWrites;
  readonly ledger: LedgerReads & LedgerWrites & ExceptionLedger;
  readonly outcomes: OutcomeReads & OutcomeWrites;
  readonly signIn: SignInWrites;
  readonly provisioning: ProvisioningReads & ProvisioningWrites;
  readonly sources: SourceLedger;
  /** Records a version of the configuration file that was applied. */
  readonly recordConfiguration: (version: { readonly text: string; readonly summary: string }) => Promise<number>;
};

/** An answer kept so that a repeated write with the same idempotency key gets the same answer (24 hours). */
export type RememberedAnswer = { readonly requestHash: string; readonly status: number; readonly body: string };

export type ControlStore = ReadUnit & {
  readonly write: <T>(actor: Actor, work: (unit: WriteUnit) => Promise<T>) => Promise<T>;
  /** Claims the key for this request: `claimed`, or the earlier answer, or `in_progress` while the first still runs. */
  readonly claimIdempotencyKey: (claim: {
    readonly actorId: string;
    readonly key: string;
    readonly requestHash: string;
    readonly nowMs: number;
  }) => Promise<'claimed' | 'in_progress' | RememberedAnswer>;
  readonly rememberAnswer: (
    answer: { readonly actorId: string; readonly key: string } & RememberedAnswer,
  ) => Promise<void>;
  readonly releaseIdempotencyKey: (claim: { readonly actorId: string; readonly key: string }) => Promise<void>;
};
