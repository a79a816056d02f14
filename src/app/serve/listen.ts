import type { Server } from 'node:http';

/**
 * Connections that wait to be taken while this process is busy; the system may allow fewer. Where they have no room, the
 * kernel turns them away, and resets some only once their request was sent: with Node's 511, a second without a free
 * processor was enough at 500 calls a second.
 */
const BACKLOG = 4096;

/** Listens, and gives back the port. A port that is taken is said in words. */
export function listen(server: Server, at: { readonly host: string; readonly port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${at.port} of ${at.host} is taken. Stop what listens there, or choose another with PORT=….`)
          : error,
      );
    });
    server.listen({ port: at.port, host: at.host, backlog: BACKLOG }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : at.port);
    });
  });
}
