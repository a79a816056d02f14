import { Buffer } from 'node:buffer';
import type { UpstreamHead } from '../../ports/upstream.ts';

const RETRY_AFTER_MAX_S = 600;

function headerOf(head: UpstreamHead, name: string): string | undefined {
  for (let at = 0; at < head.headers.length; at += 2) if (head.headers[at] === name) return head.headers[at + 1];
  return undefined;
}

export function isEventStream(head: UpstreamHead): boolean {
  return headerOf(head, 'content-type')?.startsWith('text/event-stream') === true;
}

export function saysJson(head: UpstreamHead): boolean {
  return headerOf(head, 'content-type')?.includes('json') === true;
}

/** Whether an error's body is a JSON object that may be shown to the client. */
export function isJson(head: UpstreamHead, body: Uint8Array): boolean {
  if (!saysJson(head)) return false;
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

/** Statuses at which another upstream may do better: overload, time-outs and faults of its own. */
export function mayTryAnother(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

type AnsweredCall = {
  readonly callId: string;
  readonly translated: { readonly headers: readonly string[] } | null;
};

/**
 * The only headers of an upstream that reach a client: the content type and a bounded `retry-after`. The rest (the
 * vendor's organisation, its limits, its cookies) is not the client's. What a translation says of itself stands beside them.
 */
export function answerHeaders(head: UpstreamHead, { callId, translated }: AnsweredCall): string[] {
  const headers = [
    'content-type',
    headerOf(head, 'content-type') ?? 'application/json',
    'x-request-id',
    callId,
    'request-id',
    callId,
  ];
  const retryAfter = headerOf(head, 'retry-after');
  if (retryAfter !== undefined && head.status >= 400 && /^\d{1,5}$/.test(retryAfter)) {
    headers.push('retry-after', String(Math.min(Number(retryAfter), RETRY_AFTER_MAX_S)));
  }
  if (head.status < 300 && isEventStream(head)) headers.push('cache-control', 'no-cache', 'x-accel-buffering', 'no');
  if (translated !== null) headers.push(...translated.headers);
  return headers;
}
