import { createServer } from 'node:net';
import type { ServerSettings } from '../settings/server-settings.ts';
import { type Diagnosis, fault, ok, warning } from './diagnosis.ts';

const LOOPBACK: readonly string[] = ['127.0.0.1', '::1', 'localhost'];

/** Whether a gateway can listen where it is told to. `isOurs`: a Tokenward answers there already. */
export async function checkPort(settings: ServerSettings, isOurs: boolean): Promise<readonly Diagnosis[]> {
  const { host, port } = settings;
  return [await checkFree({ host, port, isOurs }), ...(LOOPBACK.includes(host) ? [] : [openToOthers(host)])];
}

async function checkFree(place: {
  readonly host: string;
  readonly port: number;
  readonly isOurs: boolean;
}): Promise<Diagnosis> {
  const { host, port, isOurs } = place;
  if (isOurs) return ok('port', `Tokenward answers on port ${port}.`);
  const code = await tryToListen({ host, port });
  if (code === undefined) return ok('port', `Port ${port} of ${host} is free.`);
  if (code === 'EADDRINUSE') {
    const remedy = 'Stop what listens there, or choose another port by PORT or server.port.';
    return fault('port', { sentence: `Port ${port} of ${host} is taken, and not by Tokenward.`, remedy });
  }
  const remedy = 'Name an address of this machine by HOST or server.host, and a port from 1024 on.';
  return fault('port', { sentence: `Nothing can listen on port ${port} of ${host} (${code}).`, remedy });
}

function tryToListen(at: { readonly host: string; readonly port: number }): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen(at.port, at.host, () => server.close(() => resolve(undefined)));
  });
}

function openToOthers(host: string): Diagnosis {
  return warning('port', {
    sentence: `The gateway listens on ${host}, beyond this machine, without TLS of its own.`,
    remedy: 'Put a proxy that ends TLS in front of it, and let only the proxy reach this port.',
  });
}
