import { connect, type Socket } from 'node:net';
import type { NextRequest } from './request-bytes.ts';

let readers: readonly Socket[] = [];

/** Asks for streams and never reads a byte of them; the kernel's buffers fill and then the proxy's, if it lets them. */
export function startStalledReaders(input: {
  readonly port: number;
  readonly next: NextRequest;
  readonly count: number;
}): void {
  readers = Array.from({ length: input.count }, () => {
    const socket = connect({ port: input.port, host: '127.0.0.1', noDelay: true });
    socket.on('error', () => socket.destroy());
    socket.pause();
    const request = Buffer.from(input.next()); // a copy: the digits of the original are soon written anew
    socket.once('connect', () => socket.write(request));
    return socket;
  });
}

export function endStalledReaders(): void {
  for (const socket of readers) socket.destroy();
  readers = [];
}
