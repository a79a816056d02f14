import { nanodollars } from '../money/nanodollars.ts';
import { NO_TOKENS, type TokenUsage } from '../usage/token-usage.ts';
import type { PeerTask } from './baseline.ts';
import type { TaskCall } from './task-call.ts';

const START_MS = Date.UTC(2026, 10, 16, 9);
let serial = 0;

/** An answered call of a task, a minute after the one before; a test names only what it is about. */
export function aTaskCall(change: Partial<TaskCall> & { readonly tokens?: Partial<TokenUsage> } = {}): TaskCall {
  const { tokens, ...rest } = change;
  serial += 1;
  return {
    callId: `call-${serial}`,
    admittedAtMs: START_MS + serial * 60_000,
    settledAtMs: START_MS + serial * 60_000 + 2_000,
    teamId: 'support',
    lane: 'production',
    useCaseId: 'drafting',
    modelId: 'large',
    templateId: null,
    conversationHash: `hash-${serial}`,
    prefixHashes: [],
    face: 'openai-chat',
    toolCount: 0,
    difficulty: null,
    dataClass: 'internal',
    outcome: 'completed',
    attempts: 1,
    repeats: null,
    usage: { ...NO_TOKENS, inputUncachedTokens: 1_000, outputVisibleTokens: 200, ...tokens },
    usageBasis: 'measured',
    costNanodollars: '10000000',
    routeSavingNanodollars: null,
    avoidedCostNanodollars: null,
    answeredBy: 'upstream',
    ...rest,
  };
}

/** So many tasks of so many others, the first the newest. */
export function somePeers(
  count: number,
  {
    owners = 6,
    ...change
  }: Partial<Omit<PeerTask, 'cost'>> & { readonly owners?: number; readonly cents?: number } = {},
): readonly PeerTask[] {
  const { cents = 1, ...peer } = change;
  return Array.from({ length: count }, (_, at) => ({
    ownerName: `person:peer-${at % owners}`,
    cost: nanodollars(BigInt(Math.round(cents * 10_000_000))),
    contextTokens: 800,
    modelId: 'large',
    templateId: null,
    succeeded: true,
    ...peer,
  }));
}
