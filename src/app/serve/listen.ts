import type { Server } from 'node:http';

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
    server.listen(at.port, at.host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : at.port);
    });
  });
}
