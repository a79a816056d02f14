import type { TaskMemory } from '../domain/task/task-memory.ts';
import type { TaskTotals } from '../domain/task/task-totals.ts';
import type { ApprovalDesk } from '../ports/approval-desk.ts';
import type { CallTelemetry } from '../ports/call-telemetry.ts';
import type { Chance, Clock, Sha256 } from '../ports/clock.ts';
import type { ContentSink } from '../ports/content-sink.ts';
import type { Dialects } from '../ports/dialect.ts';
import type { Inspector } from '../ports/inspector.ts';
import type { Journal } from '../ports/journal.ts';
import type { Log } from '../ports/log.ts';
import type { SnapshotSource } from '../ports/snapshot.ts';
import type { Translator } from '../ports/translation.ts';
import type { UpstreamCaller } from '../ports/upstream.ts';
import type { WorkflowDesk } from '../ports/workflow-desk.ts';
import type { BudgetRoom } from './budget/budget-room.ts';
import type { AnswerCache } from './caching/answer-cache.ts';
import type { ProtectionMemory } from './inspection/protection-memory.ts';
import type { LiveCalls } from './live-calls.ts';
import type { RoutingHouse } from './routing/routing-house.ts';
import type { FingerprintDesk } from './similarity/fingerprint-desk.ts';

/** Every wait, queue and buffer of the path has its bound here. */
export type GatewayLimits = {
  /** Calls at once; one more is refused as overloaded. */
  readonly callsMax: number;
  /** From admission to the end of the answer. */
  readonly callDurationMaxMs: number;
  /** How long a client may leave an answer unread. */
  readonly clientStallMaxMs: number;
  /** A JSON answer is kept back and sent whole up to this size; beyond it flows. */
  readonly answerHeldBytesMax: number;
  /** Of an upstream's error answer. */
  readonly errorBytesMax: number;
  /** Bytes of all request bodies held at once. */
  readonly bodiesBytesMax: number;
};

/** What inspection takes of it. */
export type InspectingGateway = Pick<
  Gateway,
  | 'inspector'
  | 'protectionDigest'
  | 'bytesDigest'
  | 'sha256'
  | 'protectionMemory'
  | 'approvalDesk'
  | 'contentSink'
  | 'localTime'
  | 'log'
>;

/** What the hot path is built from; made once by `app`. */
export type Gateway = {
  readonly gatewayId: string;
  readonly snapshots: SnapshotSource;
  readonly journal: Journal;
  readonly dialects: Dialects;
  /** Between the APIs that can say each other's requests. */
  readonly translate: Translator;
  readonly upstreams: UpstreamCaller;
  readonly telemetry: CallTelemetry;
  readonly taskMemory: TaskMemory;
  /** What tasks have cost so far, for a header. */
  readonly taskTotals: TaskTotals;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly sha256: Sha256;
  /** Keyed hash of a presented key, hex. */
  readonly keyDigest: (secret: string) => string;
  /** The inspector of this moment; null where none could be built, which is a failure and never a pass. */
  readonly inspector: () => Inspector | null;
  /** HMAC under a secret of the house, hex: for placeholders and for telling that content was seen before. */
  readonly protectionDigest: (text: string) => string;
  /** HMAC under a secret of the house, hex: what cached answers are named by. */
  readonly cacheDigest: (text: string) => string;
  readonly answerCache: AnswerCache;
  readonly workflows: WorkflowDesk;
  /** SHA-256 of bytes, for the memory of this process alone. */
  readonly bytesDigest: (bytes: Uint8Array) => string;
  readonly protectionMemory: ProtectionMemory;
  readonly approvalDesk: ApprovalDesk;
  /** Null where content cannot be kept. */
  readonly contentSink: ContentSink | null;
  /** The organisation's hour (0 to 23) and weekday (1 is Monday). */
  readonly localTime: (nowMs: number) => { readonly hour: number; readonly weekday: number };
  /** Where calls get room in their envelopes. */
  readonly budget: BudgetRoom;
  readonly log: Log;
  readonly routing: RoutingHouse;
  /** Where calls that are over wait for their fingerprint. */
  readonly fingerprints: Pick<FingerprintDesk, 'offer'>;
  readonly limits: GatewayLimits;
  readonly live: LiveCalls;
};
