import { type HrTime, SpanKind, SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, type ReadableSpan, type SpanExporter } from '@opentelemetry/sdk-trace';
import type { CallRecord } from '../../domain/usage/call-record.ts';
import type { CallSpan } from '../../ports/call-telemetry.ts';
import { GEN_AI_SCHEMA_URL, genAiAttributesOf, spanNameOf } from './gen-ai-attributes.ts';

export type TraceExporter = {
  readonly settled: (record: CallRecord, span: CallSpan) => void;
  readonly close: () => Promise<void>;
};

export type TraceExporterOptions = {
  readonly version: string;
  readonly gatewayId: string;
  /** 0 to 1; decided by the trace id, so that every gateway keeps or drops the same traces. */
  readonly sampleRatio: number;
  readonly exporter: SpanExporter;
};

const SPANS_QUEUED_MAX = 8_192;
const SPANS_PER_EXPORT = 512;
const EXPORT_EVERY_MS = 2_000;
const EXPORT_WAIT_MAX_MS = 10_000;

export function createOtlpExporter(endpoint: string): SpanExporter {
  return new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces`, timeoutMillis: EXPORT_WAIT_MAX_MS });
}

/**
 * One client-to-gateway span a call, made after the call from its record, so that the path pays nothing for it.
 * A full queue drops spans, never calls: the ledger is the record, traces are for looking.
 */
export function createTraceExporter(options: TraceExporterOptions): TraceExporter {
  const resource = resourceFromAttributes({
    'service.name': 'tokenward',
    'service.version': options.version,
    'service.instance.id': options.gatewayId,
  });
  const processor = new BatchSpanProcessor({
    exporter: options.exporter,
    maxQueueSize: SPANS_QUEUED_MAX,
    maxExportBatchSize: SPANS_PER_EXPORT,
    scheduledDelayMillis: EXPORT_EVERY_MS,
    exportTimeoutMillis: EXPORT_WAIT_MAX_MS,
  });
  return {
    settled: (record, span) => {
      if (isSampled(span, options.sampleRatio))
        processor.onEnd(toSpan(record, span, { resource, version: options.version }));
    },
    close: () => processor.shutdown(),
  };
}

/** A parent's decision holds; a trace that begins here is kept by the first eight digits of its id. */
function isSampled(span: CallSpan, ratio: number): boolean {
  if (span.parentSpanId !== null) return span.sampled;
  return Number.parseInt(span.traceId.slice(-8), 16) < ratio * 0x1_0000_0000;
}

function toSpan(
  record: CallRecord,
  span: CallSpan,
  from: { readonly resource: Resource; readonly version: string },
): ReadableSpan {
  const parent =
    span.parentSpanId === null
      ? {}
      : {
          parentSpanContext: {
            traceId: span.traceId,
            spanId: span.parentSpanId,
            traceFlags: TraceFlags.SAMPLED,
            isRemote: true,
          },
        };
  const context = { traceId: span.traceId, spanId: span.spanId, traceFlags: TraceFlags.SAMPLED };
  const failed = record.outcome !== 'completed' && record.outcome !== 'client_left';
  return {
    name: spanNameOf(record),
    kind: SpanKind.SERVER,
    spanContext: () => context,
    ...parent,
    startTime: toHrTime(record.admittedAtMs),
    endTime: toHrTime(record.admittedAtMs + record.latencyMs),
    duration: toHrTime(record.latencyMs),
    status: failed
      ? { code: SpanStatusCode.ERROR, message: record.errorCode ?? record.outcome }
      : { code: SpanStatusCode.UNSET },
    attributes: { ...genAiAttributesOf(record) },
    links: [],
    events: [],
    ended: true,
    resource: from.resource,
    instrumentationScope: { name: 'tokenward', version: from.version, schemaUrl: GEN_AI_SCHEMA_URL },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
}

function toHrTime(milliseconds: number): HrTime {
  const seconds = Math.floor(milliseconds / 1000);
  return [seconds, Math.round((milliseconds - seconds * 1000) * 1e6)];
}
