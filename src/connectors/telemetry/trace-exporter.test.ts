import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { InMemorySpanExporter, type ReadableSpan } from '@opentelemetry/sdk-trace';
import { aCallRecord } from '../../../test/fakes/call-rows.ts';
import type { CallRecord } from '../../domain/usage/call-record.ts';
import type { CallSpan } from '../../ports/call-telemetry.ts';
import { createTraceExporter } from './trace-exporter.ts';

const SPAN: CallSpan = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), parentSpanId: 'c'.repeat(16), sampled: true };

async function exported(record: CallRecord, span: CallSpan, sampleRatio = 1): Promise<ReadableSpan | undefined> {
  const exporter = new InMemorySpanExporter();
  // What is in memory is gone with the shutdown that flushes it: it is copied as it arrives.
  const seen: ReadableSpan[] = [];
  const take = exporter.export.bind(exporter);
  exporter.export = (spans, done) => {
    seen.push(...spans);
    take(spans, done);
  };
  const traces = createTraceExporter({ version: '1', gatewayId: 'gateway-test', sampleRatio, exporter });
  traces.settled(record, span);
  await traces.close();
  return seen[0];
}

test("a span stands where the caller's trace says, and takes as long as the call", async () => {
  const span = await exported(aCallRecord(), SPAN);
  assert.deepEqual([span?.name, span?.kind], ['chat small', SpanKind.SERVER]);
  assert.deepEqual([span?.spanContext().traceId, span?.spanContext().spanId], [SPAN.traceId, SPAN.spanId]);
  assert.equal(span?.parentSpanContext?.spanId, SPAN.parentSpanId);
  assert.deepEqual(span?.duration, [0, 250_000_000]);
});

test('tokens follow the conventions: input includes what was read from the cache, output what was reasoned', async () => {
  const span = await exported(aCallRecord(), SPAN);
  assert.equal(span?.attributes['gen_ai.usage.input_tokens'], 15);
  assert.equal(span?.attributes['gen_ai.usage.output_tokens'], 23);
  assert.equal(span?.attributes['gen_ai.usage.cache_read.input_tokens'], 5);
  assert.equal(span?.attributes['gen_ai.provider.name'], 'openai');
  assert.equal(span?.attributes['tokenward.cost.nanodollars'], '1500000');
});

test('a call that failed is an error with its code, one that the client left is none', async () => {
  const failed = await exported(aCallRecord({ outcome: 'upstream_error', errorCode: 'upstream_broken' }), SPAN);
  assert.deepEqual([failed?.status.code, failed?.attributes['error.type']], [SpanStatusCode.ERROR, 'upstream_broken']);
  const left = await exported(aCallRecord({ outcome: 'client_left' }), SPAN);
  assert.equal(left?.status.code, SpanStatusCode.UNSET);
});

test('the parent decides whether a span is kept; without one the ratio does', async () => {
  assert.equal(await exported(aCallRecord(), { ...SPAN, sampled: false }), undefined);
  assert.equal(await exported(aCallRecord(), { ...SPAN, parentSpanId: null }, 0), undefined);
  assert.notEqual(await exported(aCallRecord(), { ...SPAN, parentSpanId: null }, 1), undefined);
});
