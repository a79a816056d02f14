import type { CallRecord } from '../domain/usage/call-record.ts';

/** W3C trace context of one call: ids in lower-case hex. */
export type CallSpan = {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly sampled: boolean;
};

/** Told of each call that ended. Must return at once; whatever takes time is done later. */
export type CallTelemetry = {
  readonly settled: (record: CallRecord, span: CallSpan) => void;
  /** A call turned away before it was known whose it is: counted, never written to the journal. */
  readonly turnedAway: (code: string) => void;
};
