import type { IncomingMessage, ServerResponse } from 'node:http';

/** How much, and how long, is still taken of a body that nobody wants. */
const UNREAD_BYTES_MAX = 256_000_000;
const UNREAD_WAIT_MAX_MS = 30_000;

/**
 * Ends an answer whose head is written, to a client that may still be sending. A connection that is closed while bytes come is
 * reset, and the answer lost with it: so the answer goes out at once, and the connection ends when the body has.
 */
export function answerUnread(request: IncomingMessage, response: ServerResponse, body: string): void {
  if (request.complete || request.destroyed) return void response.end(body);
  response.write(body);
  let left = UNREAD_BYTES_MAX;
  const end = (): void => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(end, UNREAD_WAIT_MAX_MS);
  timer.unref();
  request.removeAllListeners('data');
  request.on('data', (piece: Uint8Array) => {
    left -= piece.byteLength;
    if (left < 0) end();
  });
  request.once('end', end).once('close', end);
  request.resume();
}
