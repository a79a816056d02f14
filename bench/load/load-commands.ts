import { answerCommands } from '../machine/ask-worker.ts';
import { leaveMidStream } from './leave-mid-stream.ts';
import { type OpenLoopResult, openLoop } from './open-loop.ts';
import { type Address, makeRequests, type NextRequest, type RequestShape } from './request-bytes.ts';
import { type SaturationResult, saturate } from './saturate.ts';
import { endStalledReaders, startStalledReaders } from './stalled-readers.ts';

export type Destination = { readonly address: Address; readonly shape: RequestShape };

export type LoadCommand =
  | {
      readonly kind: 'saturate';
      readonly to: Destination;
      readonly connections: number;
      readonly durationMs: number;
      readonly requestsMax: number;
    }
  | {
      readonly kind: 'openLoop';
      readonly to: Destination;
      readonly ratePerSecond: number;
      readonly durationMs: number;
    }
  | { readonly kind: 'leave'; readonly to: Destination }
  | { readonly kind: 'stall'; readonly to: Destination; readonly readers: number }
  | { readonly kind: 'endStall' };

export type LoadAnswers = {
  saturate: SaturationResult;
  openLoop: OpenLoopResult;
  leave: { readonly leftAtMs: number };
  stall: null;
  endStall: null;
};

/** Runs the load generator as a worker. */
export function serveLoadCommands(): void {
  const requestsTo = requestsByDestination();
  answerCommands<LoadCommand>((command) => {
    switch (command.kind) {
      case 'saturate':
        return saturate({ ...command, port: command.to.address.port, next: requestsTo(command.to) });
      case 'openLoop':
        return openLoop({ ...command, port: command.to.address.port, next: requestsTo(command.to) });
      case 'leave':
        return leaveMidStream({ port: command.to.address.port, next: requestsTo(command.to) });
      case 'stall':
        startStalledReaders({
          port: command.to.address.port,
          next: requestsTo(command.to),
          count: command.readers,
        });
        return null;
      case 'endStall':
        endStalledReaders();
        return null;
    }
  });
}

/** Requests are made once a destination; counters start apart so that no prompt is ever sent twice. */
function requestsByDestination(): (to: Destination) => NextRequest {
  const made = new Map<string, NextRequest>();
  return (to) => {
    const key = JSON.stringify(to);
    const known = made.get(key);
    if (known !== undefined) return known;
    const next = makeRequests({ ...to, firstCounter: made.size * 100_000_000 });
    made.set(key, next);
    return next;
  };
}
