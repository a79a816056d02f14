import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerTo } from './answer.ts';
import { embeddingsBody } from './embeddings-face.ts';
import type { EventOptions, SimulatedEvent, UsageForm } from './face.ts';
import type { Fault } from './faults.ts';
import type { Asked } from './routes.ts';

type Manner = { readonly fault: Fault; readonly latencyMs: number; readonly eventDelayMs: number };

/** Sends the answer, whole or as events, with the faults that happen on the way. */
export async function sendAnswer(response: ServerResponse, asked: Asked, manner: Manner): Promise<void> {
  const slow = manner.fault.kind === 'slow';
  const latencyMs = slow ? SLOW_FIRST_MS : manner.latencyMs;
  if (latencyMs > 0) await sleep(latencyMs);
  if (response.destroyed) return;
  if (asked.route.kind === 'generate' && asked.question.stream) {
    await sendEvents(response, asked, { ...manner, eventDelayMs: slow ? SLOW_EVENT_MS : manner.eventDelayMs });
  } else {
    await sendWhole(response, Buffer.from(JSON.stringify(wholeBody(asked, usageForm(manner.fault)))), manner.fault);
  }
}

function wholeBody(asked: Asked, usage: UsageForm): object {
  switch (asked.route.kind) {
    case 'generate':
      return asked.route.face.body(answerTo(asked.question, asked), usage);
    case 'embed':
      return embeddingsBody(asked.body, asked.question, usage !== 'none');
    case 'count':
      return { input_tokens: asked.question.inputTokens };
  }
}

async function sendWhole(response: ServerResponse, whole: Buffer, fault: Fault): Promise<void> {
  const body = whole.subarray(0, sentLength(whole.length, fault));
  const half = body.subarray(0, Math.floor(body.length / 2));
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': claimedLength(body.length, fault),
    ...(fault.kind === 'gzip' ? { 'content-encoding': 'gzip' } : {}),
  });
  if (fault.kind === 'stall') {
    response.write(half);
  } else if (fault.kind === 'cut') {
    await flushed(response, half);
    response.socket?.resetAndDestroy();
  } else if (fault.kind === 'long-length' || fault.kind === 'short-length') {
    await flushed(response, body);
    response.socket?.end();
  } else {
    if (fault.kind === 'bytes') for (const byte of body.subarray(0, -1)) await flushed(response, Buffer.of(byte));
    response.end(fault.kind === 'bytes' ? body.subarray(-1) : body);
  }
}

function sentLength(bytes: number, fault: Fault): number {
  if (fault.kind === 'empty') return 0;
  return fault.kind === 'half' ? Math.floor(bytes / 2) : bytes;
}

function claimedLength(bytes: number, fault: Fault): number {
  if (fault.kind === 'long-length') return bytes + 10;
  return fault.kind === 'short-length' ? bytes - 10 : bytes;
}

async function sendEvents(response: ServerResponse, asked: Asked, manner: Manner): Promise<void> {
  const { fault } = manner;
  const options: EventOptions = {
    usage: usageForm(fault),
    usageAsked: asked.question.usageAsked,
    usageRepeated: fault.kind === 'repeat-usage',
  };
  const events = [...asked.route.face.events(answerTo(asked.question, asked), options)];
  const breaksAt = Math.floor(events.length * shareSent(fault));
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  for (const event of events.slice(0, breaksAt)) {
    await sendEvent(response, event, fault);
    if (manner.eventDelayMs > 0) await sleep(manner.eventDelayMs);
    if (response.destroyed) return;
  }
  if (fault.kind === 'stall') return;
  if (fault.kind === 'cut' || fault.kind === 'half') await flushed(response, Buffer.from('data: {"cut":"in the mid'));
  if (fault.kind === 'cut') response.socket?.resetAndDestroy();
  else response.end();
}

/** Of the events. */
function shareSent({ kind }: Fault): number {
  if (kind === 'empty') return 0;
  return kind === 'cut' || kind === 'stall' || kind === 'half' ? 0.5 : 1;
}

async function sendEvent(response: ServerResponse, event: SimulatedEvent, fault: Fault): Promise<void> {
  const name = event.event === null ? '' : `event: ${event.event}\n`;
  const bytes = Buffer.from(`${name}data: ${event.data}\n\n`);
  if (fault.kind === 'bytes') {
    for (const byte of bytes) await flushed(response, Buffer.of(byte));
  } else if (!response.write(bytes)) {
    await roomIn(response);
  }
}

/** Until the caller has read on, or left. */
function roomIn(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      response.off('drain', go);
      response.off('close', go);
      resolve();
    };
    response.on('drain', go);
    response.on('close', go);
  });
}

/** Until the bytes have left this process, so that they are not joined with what follows. */
function flushed(response: ServerResponse, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    response.write(bytes, () => resolve());
  });
}

function usageForm(fault: Fault): UsageForm {
  if (fault.kind === 'no-usage') return 'none';
  return fault.kind === 'bad-usage' ? 'bad' : 'true';
}

const SLOW_FIRST_MS = 500;
const SLOW_EVENT_MS = 20;
