import { connect, type Socket } from 'node:net';
import { type AnswerProgress, answerReader } from './answer-end.ts';

/** One keep-alive connection with at most one request in flight. */
export type ClientConnection = {
  readonly write: (request: Buffer) => void;
  readonly close: () => void;
};

export type ConnectionEvents = {
  /** Once the connection stands. */
  readonly ready: () => void;
  /** For each read, with what it brought; after `failed` the connection is closed and says no more. */
  readonly progress: (progress: AnswerProgress, bytes: Buffer) => void;
};

// All connections may read into one buffer: each read is looked at before the next one begins.
const readBuffer = Buffer.allocUnsafe(256 * 1024);

export function openConnection(port: number, events: ConnectionEvents): ClientConnection {
  const reader = answerReader();
  let closed = false;
  const close = () => {
    closed = true;
    socket.destroy();
  };
  const fail = (bytes: Buffer) => {
    if (closed) return;
    close();
    events.progress('failed', bytes);
  };
  const socket: Socket = connect({
    port,
    host: '127.0.0.1',
    noDelay: true,
    onread: {
      buffer: readBuffer,
      callback: (length) => {
        if (closed) return false;
        const bytes = readBuffer.subarray(0, length);
        const progress = reader.read(bytes);
        if (progress === 'failed') fail(bytes);
        else events.progress(progress, bytes);
        return true;
      },
    },
  });
  socket.once('connect', events.ready);
  socket.once('error', (error) => fail(Buffer.from(String(error))));
  socket.once('close', () => fail(Buffer.from('the connection was closed before the answer ended')));
  return { write: (request) => socket.write(request), close };
}
