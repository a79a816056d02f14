import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { type Refusal, refuse } from '../../domain/policy/refusal.ts';

export type BodyBounds = {
  readonly bytesMax: number;
  /** False: there is no room for a piece among all bodies held. */
  readonly keep: (bytes: number) => boolean;
};

/**
 * Reads a body up to its bound of size. Resolves once, with the bytes or a refusal; never rejects. How long it may take is
 * the listener's to watch (`requestTimeout`): one sweep over all connections instead of a timer for each call.
 */
export function readBody(request: IncomingMessage, bounds: BodyBounds): Promise<Uint8Array | Refusal> {
  const { bytesMax, keep } = bounds;
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > bytesMax) return Promise.resolve(tooLarge(bytesMax));
  return new Promise((resolve) => {
    let first: Buffer | undefined;
    let more: Buffer[] | undefined;
    let bytes = 0;
    request.on('data', (piece: Buffer) => {
      bytes += piece.byteLength;
      if (bytes > bytesMax) {
        request.pause();
        resolve(tooLarge(bytesMax));
      } else if (!keep(piece.byteLength)) {
        request.pause();
        resolve(
          refuse('gateway_overloaded', 'This gateway holds as many request bodies as it may. Try again shortly.'),
        );
      } else if (first === undefined) first = piece;
      else if (more === undefined) more = [first, piece];
      else more.push(piece);
    });
    request.on('end', () => resolve(more === undefined ? (first ?? Buffer.alloc(0)) : Buffer.concat(more, bytes)));
    request.on('close', () => {
      if (!request.complete)
        resolve(refuse('body_timeout', 'The body did not arrive whole in time, or the client left before it was.'));
    });
  });
}

function tooLarge(bytesMax: number): Refusal {
  const megabytes = (bytesMax / 1_000_000).toFixed(1);
  return refuse('body_too_large', `The body is larger than ${megabytes} MB, the most this gateway takes.`);
}
