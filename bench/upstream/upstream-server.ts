import { createServer, type Server, type Socket } from 'node:net';
import { monotonicMs } from '../machine/monotonic-clock.ts';
import type { AnswerBytes } from './answer-bytes.ts';
import { endsChunked, readFraming } from './request-end.ts';

/** json: one answer. stream: 50 events, one a turn. endless: one event each 10 ms. flood: as fast as it is read. */
export type UpstreamMode = 'json' | 'stream' | 'endless' | 'flood';

export type UpstreamState = {
  mode: UpstreamMode;
  /** When callers left in the middle of an answer, on the machine's monotonic clock. */
  readonly leftAtMs: number[];
  floodedBytes: number;
  /** Connections in the middle of an answer that has no end of its own. */
  readonly busy: Set<Socket>;
};

const includeUsage = Buffer.from('"include_usage":true');
const floodBytesMaxPerStream = 128 * 1024 * 1024;
const endlessGapMs = 10;

/** An upstream on raw sockets: no HTTP library, answers made beforehand. */
export function upstreamServer(input: { readonly answers: AnswerBytes; readonly state: UpstreamState }): Server {
  const { answers, state } = input;
  const writeStream = streamWriter(answers);
  return createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      if (state.busy.delete(socket)) state.leftAtMs.push(monotonicMs());
    });
    onRequest(socket, (request) => {
      if (state.mode === 'json') {
        socket.write(answers.json);
        return;
      }
      if (state.mode === 'stream') {
        writeStream({ socket, withUsage: request.includes(includeUsage) });
        return;
      }
      state.busy.add(socket);
      const [opening = answers.flood] = answers.stream;
      socket.write(opening);
      if (state.mode === 'endless') writeEndless({ socket, answers });
      else writeFlood({ socket, answers, state });
    });
  });
}

/** Calls back with the whole request once its last byte is here. One request is in flight on a connection. */
function onRequest(socket: Socket, answer: (request: Buffer) => void): void {
  let pending: Buffer | undefined;
  let bytesTotal: number | undefined;
  socket.on('data', (bytes: Buffer) => {
    const request = pending === undefined ? bytes : Buffer.concat([pending, bytes]);
    if (bytesTotal === undefined) {
      const framing = readFraming(request);
      if (framing?.kind === 'length') bytesTotal = framing.bytesTotal;
      else if (framing?.kind === 'chunked' && endsChunked(request)) bytesTotal = request.length;
    }
    if (bytesTotal === undefined || request.length < bytesTotal) {
      pending = request;
      return;
    }
    pending = undefined;
    bytesTotal = undefined;
    answer(request);
  });
}

type RunningStream = { readonly socket: Socket; readonly withUsage: boolean; next: number };

/** One event for each running stream a turn of the loop, so that a proxy meets events and not one block. */
function streamWriter(answers: AnswerBytes): (stream: Omit<RunningStream, 'next'>) => void {
  let running: RunningStream[] = [];
  const turn = () => {
    for (const stream of running) writeNext(stream);
    running = running.filter((stream) => stream.next <= answers.stream.length && !stream.socket.destroyed);
    if (running.length > 0) setImmediate(turn);
  };
  const writeNext = (stream: RunningStream) => {
    const bytes = answers.stream[stream.next];
    if (bytes !== undefined) stream.socket.write(bytes);
    else stream.socket.write(stream.withUsage ? endWithUsage : answers.streamEnd);
    stream.next += 1;
  };
  const endWithUsage = Buffer.concat([answers.streamUsage, answers.streamEnd]);
  return (stream) => {
    const started = { ...stream, next: 0 };
    writeNext(started);
    if (running.push(started) === 1) setImmediate(turn);
  };
}

function writeEndless(input: { readonly socket: Socket; readonly answers: AnswerBytes }): void {
  const event = input.answers.stream[1] ?? input.answers.flood;
  const timer = setInterval(() => input.socket.write(event), endlessGapMs);
  input.socket.once('close', () => clearInterval(timer));
}

function writeFlood(input: {
  readonly socket: Socket;
  readonly answers: AnswerBytes;
  readonly state: UpstreamState;
}): void {
  const { socket, answers, state } = input;
  let written = 0;
  const push = () => {
    while (!socket.destroyed && written < floodBytesMaxPerStream) {
      written += answers.flood.length;
      state.floodedBytes += answers.flood.length;
      if (!socket.write(answers.flood)) {
        socket.once('drain', push);
        return;
      }
    }
    if (!socket.destroyed) socket.write(answers.streamEnd);
  };
  push();
}
