import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { type Refusal, refuse } from '../../domain/policy/refusal.ts';
import type { BodyLimits } from './node-exchange.ts';

/** Reads a body up to its bounds of size and time. Resolves once, with the bytes or a refusal; never rejects. */
export function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Uint8Array | Refusal> {
  const declared = Number(request.headers['content-length'] ?? 0);
  if (declared > limits.bodyBytesMax) return Promise.resolve(tooLarge(limits));
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let bytes = 0;
    const late = setTimeout(
      () => settle(refuse('body_timeout', 'The body did not arrive in time.')),
      limits.bodyWaitMaxMs,
    );
    const settle = (result: Uint8Array | Refusal): void => {
      clearTimeout(late);
      request.removeAllListeners('data');
      resolve(result);
    };
    request.on('data', (piece: Buffer) => {
      bytes += piece.byteLength;
      pieces.push(piece);
      if (bytes > limits.bodyBytesMax) settle(tooLarge(limits));
    });
    request.on('end', () =>
      settle(pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces, bytes)),
    );
    request.on('aborted', () => settle(refuse('body_timeout', 'The client left before its body was whole.')));
    request.on('error', () => settle(refuse('body_timeout', 'The body could not be read to its end.')));
  });
}

function tooLarge(limits: BodyLimits): Refusal {
  const megabytes = (limits.bodyBytesMax / 1_000_000).toFixed(1);
  return refuse('body_too_large', `The body is larger than ${megabytes} MB, the most this gateway takes.`);
}
