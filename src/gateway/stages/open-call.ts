import type { CallSpan } from '../../ports/call-telemetry.ts';
import type { Snapshot } from '../../ports/snapshot.ts';
import type { Exchange } from '../exchange.ts';
import type { Gateway } from '../gateway.ts';
import type { OpenedCall } from './describe-call.ts';

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** Gives a call its id, its moment and its place in a trace (W3C trace context, accepted and passed on). */
export function openCall(
  gateway: Gateway,
  exchange: Exchange,
  snapshot: Snapshot,
): { readonly call: OpenedCall; readonly span: CallSpan } {
  const openedAtMs = gateway.clock.nowMs();
  const span = readSpan(gateway, exchange.header('traceparent'));
  const call: OpenedCall = {
    callId: gateway.chance.uuid(openedAtMs),
    gatewayId: gateway.gatewayId,
    openedAtMs,
    openedMonotonicMs: gateway.clock.monotonicMs(),
    policyVersion: snapshot.policyVersion,
    face: exchange.face,
    traceId: span.traceId,
  };
  return { call, span };
}

export function traceparentOf(span: CallSpan): string {
  return `00-${span.traceId}-${span.spanId}-${span.sampled ? '01' : '00'}`;
}

function readSpan(gateway: Gateway, traceparent: string | undefined): CallSpan {
  const spanId = gateway.chance.hex(8);
  const match = traceparent === undefined ? null : TRACEPARENT.exec(traceparent);
  const traceId = match?.[1];
  if (match === null || traceId === undefined || /^0+$/.test(traceId)) {
    return { traceId: gateway.chance.hex(16), spanId, parentSpanId: null, sampled: true };
  }
  return { traceId, spanId, parentSpanId: match[2] ?? null, sampled: (Number.parseInt(match[3] ?? '0', 16) & 1) === 1 };
}
