import { once } from 'node:events';
import type { Server } from 'node:net';
import { answerCommands } from '../machine/ask-worker.ts';
import { makeAnswerBytes } from './answer-bytes.ts';
import { type UpstreamMode, type UpstreamState, upstreamServer } from './upstream-server.ts';

export type UpstreamCommand =
  | { readonly kind: 'listen' }
  | { readonly kind: 'mode'; readonly mode: UpstreamMode }
  | { readonly kind: 'report' };

export type UpstreamAnswers = {
  listen: { readonly port: number };
  mode: null;
  report: { readonly leftAtMs: readonly number[]; readonly floodedBytes: number };
};

export const chunksPerStream = 50;

/** Runs the fake upstream as a worker. A new mode forgets what was counted before. */
export function serveUpstreamCommands(): void {
  const state: UpstreamState = { mode: 'json', leftAtMs: [], floodedBytes: 0, busy: new Set() };
  const server = upstreamServer({ answers: makeAnswerBytes({ chunksPerStream }), state });
  answerCommands<UpstreamCommand>(async (command) => {
    switch (command.kind) {
      case 'listen':
        return { port: await listen(server) };
      case 'mode':
        changeMode(state, command.mode);
        return null;
      case 'report':
        return { leftAtMs: state.leftAtMs, floodedBytes: state.floodedBytes };
    }
  });
}

/** Ends what is still running from the mode before: a proxy that never aborts would be busy with it for ever. */
function changeMode(state: UpstreamState, mode: UpstreamMode): void {
  const left = [...state.busy];
  state.busy.clear();
  for (const socket of left) socket.destroy();
  state.mode = mode;
  state.leftAtMs.length = 0;
  state.floodedBytes = 0;
}

async function listen(server: Server): Promise<number> {
  server.listen({ host: '127.0.0.1', port: 0, backlog: 1024 });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the upstream has no port');
  return address.port;
}
