import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { type Refusal, refuse } from '../../domain/policy/refusal.ts';

/**
 * Reads a body up to its bound of size. Resolves once, with the bytes or a refusal; never rejects. How long it may take is
 * the listener's to watch (`requestTimeout`): one sweep over all connections instead of a timer for each call.
 */
export function readBody(request: IncomingMessage, bodyBytesMax: number): Promise<Uint8Array | Refusal> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > bodyBytesMax) return Promise.resolve(tooLarge(bodyBytesMax));
  return new Promise((resolve) => {
    let first: Buffer | undefined;
    let more: Buffer[] | undefined;
    let bytes = 0;
    request.on('data', (piece: Buffer) => {
      bytes += piece.byteLength;
      if (bytes > bodyBytesMax) {
        request.pause();
        resolve(tooLarge(bodyBytesMax));
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

function tooLarge(bodyBytesMax: number): Refusal {
  const megabytes = (bodyBytesMax / 1_000_000).toFixed(1);
  return refuse('body_too_large', `The body is larger than ${megabytes} MB, the most this gateway takes.`);
}
