import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export type WatchedConnections = {
  /** Resolves once everything that was answered has left for its client, or when the time is over. */
  readonly flushed: (waitMaxMs: number) => Promise<void>;
};

const LOOK_EVERY_MS = 10;

/** Knows the connections of a server: an answer that ended is not there yet while its last bytes wait for a slow client. */
export function watchConnections(server: Server): WatchedConnections {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const isFlushed = (): boolean => sockets.values().every((socket) => socket.writableLength === 0);
  return {
    flushed: async (waitMaxMs) => {
      for (let waitedMs = 0; waitedMs < waitMaxMs && !isFlushed(); waitedMs += LOOK_EVERY_MS)
        await pause(LOOK_EVERY_MS);
    },
  };
}
