import { Buffer } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

export type WholeAnswer = { readonly status: number; readonly body: Buffer };

/** An answer to its end; what has more than `bytesMax`, or breaks off, is an error. */
export function readWhole(response: IncomingMessage, bytesMax: number): Promise<WholeAnswer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let bytes = 0;
    response.on('data', (piece: Buffer) => {
      bytes += piece.byteLength;
      pieces.push(piece);
      if (bytes > bytesMax) response.destroy(new Error(`the answer has more than ${bytesMax} bytes`));
    });
    response.on('error', reject);
    response.on('aborted', () => reject(new Error('the answer broke off')));
    response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(pieces) }));
  });
}
