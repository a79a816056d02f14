import type { TaskMemory } from '../domain/task/task-memory.ts';
import type { CallTelemetry } from '../ports/call-telemetry.ts';
import type { Chance, Clock, Sha256 } from '../ports/clock.ts';
import type { Dialects } from '../ports/dialect.ts';
import type { Journal } from '../ports/journal.ts';
import type { Log } from '../ports/log.ts';
import type { SnapshotSource } from '../ports/snapshot.ts';
import type { UpstreamCaller } from '../ports/upstream.ts';
import type { LiveCalls } from './live-calls.ts';

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

/** What the hot path is built from; made once by `app`. */
export type Gateway = {
  readonly gatewayId: string;
  readonly snapshots: SnapshotSource;
  readonly journal: Journal;
  readonly dialects: Dialects;
  readonly upstreams: UpstreamCaller;
  readonly telemetry: CallTelemetry;
  readonly taskMemory: TaskMemory;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly sha256: Sha256;
  /** Keyed hash of a presented key, hex. */
  readonly keyDigest: (secret: string) => string;
  readonly log: Log;
  readonly limits: GatewayLimits;
  readonly live: LiveCalls;
};
