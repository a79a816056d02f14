import assert from 'node:assert/strict';
import { LLMock } from '@copilotkit/aimock';
import type { CallRecord } from '../../src/domain/usage/call-record.ts';
import { aGrant, aModel, anUpstream, aUseCase } from '../fakes/catalog-rows.ts';
import { type GatewayHouse, openGatewayHouse, TEST_KEY } from '../fakes/gateway-house.ts';
import { type Said, teachAimock } from './aimock-answers.ts';

export const REVOKED_KEY = 'tw_test_key_that_was_revoked';

export type ClientHouse = GatewayHouse & {
  /** Base URL of OpenAI clients; Anthropic's take `address`. */
  readonly openaiUrl: string;
  /** Every request that came to the gateway with a key, however it ended. */
  readonly arrived: () => number;
  /** Runs one act of a client and gives back the records it left, once they are settled. */
  readonly recordsOf: (count: number, act: () => Promise<unknown>) => Promise<readonly CallRecord[]>;
  readonly aimock: LLMock;
};

/** Prices at which almost every sum has to be rounded. */
const INPUT_PER_MILLION = 1_250_000_001n;
const OUTPUT_PER_MILLION = 10_000_000_003n;

/** The gateway's real faces and path before aimock, an upstream that nobody here wrote. */
export async function openClientHouse(): Promise<ClientHouse> {
  const aimock = new LLMock({ port: 0, host: '127.0.0.1' });
  teachAimock(aimock);
  await aimock.start();
  const claude = {
    vendor: 'anthropic',
    faces: ['anthropic-messages', 'anthropic-count-tokens'],
    targets: [{ upstreamId: 'claude', upstreamModel: 'claude' }],
    priceKey: 'anthropic/claude',
  } as const;
  const models = [
    aModel({ id: 'small' }),
    aModel({ id: 'claude', ...claude }),
    aModel({
      id: 'vectors',
      faces: ['openai-embeddings'],
      targets: [{ upstreamId: 'main', upstreamModel: 'vectors' }],
    }),
    aModel({ id: 'secret' }),
    aModel({ id: 'claude-secret', ...claude }),
  ];
  const house = await openGatewayHouse({
    models,
    useCases: [aUseCase({ modelStack: ['small', 'claude', 'vectors'] })],
    grants: new Map([
      [TEST_KEY, aGrant()],
      [REVOKED_KEY, aGrant({ keyId: 'key-2', status: 'revoked' })],
    ]),
    upstreams: () => [
      anUpstream({ baseUrl: `${aimock.url}/v1` }),
      anUpstream({ id: 'claude', kind: 'anthropic', baseUrl: aimock.url }),
    ],
    prices: [aPrice('openai/small'), aPrice('anthropic/claude')],
  });
  const recordsOf = async (count: number, act: () => Promise<unknown>): Promise<readonly CallRecord[]> => {
    const before = house.records.length;
    await act();
    await house.settled(before + count);
    assert.equal(house.records.length, before + count, 'as many records as calls');
    return house.records.slice(before);
  };
  return {
    ...house,
    openaiUrl: `${house.address}/v1`,
    arrived: () => house.records.length + house.turnedAway.length,
    recordsOf,
    aimock,
    close: async () => {
      await house.close();
      await aimock.stop();
    },
  };
}

/** The record says what aimock said, in disjoint buckets, and costs what that costs: to the nanodollar, rounded once, up. */
export function assertExact(record: CallRecord | undefined, said: Said): void {
  assert.ok(record !== undefined);
  const cost =
    (BigInt(said.input) * INPUT_PER_MILLION + BigInt(said.output) * OUTPUT_PER_MILLION + 999_999n) / 1_000_000n;
  assert.deepEqual(
    {
      outcome: record.outcome,
      status: record.status,
      basis: record.usageBasis,
      usage: record.usage,
      cost: record.costNanodollars,
    },
    {
      outcome: 'completed',
      status: 200,
      basis: 'measured',
      usage: {
        inputUncachedTokens: said.input,
        inputCacheReadTokens: 0,
        inputCacheWrite5mTokens: 0,
        inputCacheWrite1hTokens: 0,
        inputCacheWriteUnknownTokens: 0,
        outputVisibleTokens: said.output,
        outputReasoningTokens: 0,
      },
      cost: cost.toString(),
    },
  );
}

/** The client left: what it could have read is estimated and paid for. */
export function assertLeft(record: CallRecord | undefined): void {
  assert.deepEqual([record?.outcome, record?.usageBasis, record?.errorCode], ['client_left', 'estimated', null]);
  assert.ok(BigInt(record?.costNanodollars ?? '0') > 0n);
}

/** The upstream broke off: settled as estimated, never as free. */
export function assertBrokenOff(record: CallRecord | undefined): void {
  assert.deepEqual(
    [record?.outcome, record?.usageBasis, record?.errorCode],
    ['upstream_error', 'estimated', 'upstream_broken'],
  );
  assert.ok(BigInt(record?.costNanodollars ?? '0') > 0n);
}

/** Counts what one act sends to the gateway. */
export async function attemptsOf(house: ClientHouse, act: () => Promise<unknown>): Promise<number> {
  const before = house.arrived();
  await act();
  return house.arrived() - before;
}

function aPrice(priceKey: string) {
  return {
    id: `price:${priceKey}`,
    priceKey,
    effectiveFromMs: 0,
    effectiveToMs: null,
    predicates: {},
    source: 'test',
    nanodollarsPerMillionTokens: {
      inputUncached: INPUT_PER_MILLION.toString(),
      inputCacheRead: '1',
      inputCacheWrite5m: '1',
      inputCacheWrite1h: '1',
      outputVisible: OUTPUT_PER_MILLION.toString(),
      outputReasoning: '1',
    },
  };
}
