import { setTimeout as sleep } from 'node:timers/promises';
import { type ControlClient, createControlClient } from '../../src/client/create-control-client.ts';

const WAIT_MAX_MS = 120_000;
const AGAIN_MS = 1_000;
/** A name at which the simulated upstream takes a call and never answers. */
const NEVER_ANSWERS = 'sim-hang';
const USE_CASE = 'drafting';
const SLOW_MODEL = 'night-batch';
const DAY_SECONDS = 86_400;
const DAY_MS = 1_000 * DAY_SECONDS;
/** Dollars of a day, by what a bill calls its lines. */
const BILLED = [
  ['gpt-5.4-mini, input', 1.92],
  ['gpt-5.4-mini, output', 6.4],
  ['gpt-5.5, input', 3.11],
  ['gpt-5.5, output', 9.27],
  ['web search', 0.5],
] as const;

type House = { readonly address: string; readonly client: ControlClient };

/**
 * What people ask of each other and what gateways decide, each asked by the person themselves: a refused call, a contest, a
 * transfer, a merge, the files of an old leaderboard.
 */
export async function plantAsked({ address, client }: House): Promise<void> {
  // Taken once, however often it is sent.
  await client.call('importCostReport', { body: vendorBill(Date.now()) });
  if ((await client.call('listScoreContests', { query: { limit: 1 } })).rows.length > 0) return;
  await client.call('proposeMerge', { body: { keptAssetId: 'meeting-notes', mergedAssetId: 'plain-rewrite' } });
  await client.call('importLeaderboard', {
    params: { id: 'tokens' },
    body: { source: 'csv', text: OLD_BOARD, day: '2026-09-01' },
  });
  await client.call('changeLeaderboard', {
    params: { id: 'tokens' },
    body: { frozenFrom: '2026-12-01', programmeId: 'spring' },
  });
  const { inForce } = await client.call('listScoreFormulas', {});
  const weights = { ...inForce.formula.weights, impact: 38, reuse: 22 };
  await client.call('proposeScoreFormula', {
    body: {
      formula: { ...inForce.formula, weights },
      note: 'Reuse carried more than we thought: two points go to it.',
    },
  });
  const key = await keyOf({ address, client }, 'sam');
  await send({ address, key }, 'gpt-5.4-mini', 'Fetch it with AKIAQ7ZTNBVKE2XHJWLM.');
  const tomas = createControlClient({ address, key: await keyOf({ address, client }, 'tomas') });
  await tomas.call('proposeTransfer', {
    body: { fromEnvelopeId: 'support', toEnvelopeId: 'platform', amount: '120.50', why: 'The release is yours.' },
  });
  const sam = createControlClient({ address, key });
  await sam.call('contestMyScore', {
    params: { period: await scoredPeriod(sam) },
    body: { words: 'The runbook is used by two other teams, and it is not among my outcomes.' },
  });
}

/** Keeps a call under way until it is told to stop. */
export async function holdCall({ address, client }: House): Promise<() => void> {
  await client
    .call('createModel', {
      body: {
        ...{ id: SLOW_MODEL, vendor: 'openai', faces: ['openai-chat'], priceKey: 'openai/gpt-5.4-mini' },
        targets: [{ upstreamId: 'openai', upstreamModel: NEVER_ANSWERS }],
      },
    })
    .catch(() => undefined);
  const drafting = await client.call('readUseCase', { params: { id: USE_CASE } });
  if (!drafting.modelStack.includes(SLOW_MODEL))
    await client.call('changeUseCase', {
      params: { id: USE_CASE },
      body: { modelStack: [...drafting.modelStack, SLOW_MODEL] },
      ifRevision: drafting.revision,
    });
  const key = await keyOf({ address, client }, 'sam');
  const stop = new AbortController();
  const again = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await send({ address, key, signal: stop.signal }, SLOW_MODEL, 'Sort the tickets of the night.').catch(
        () => undefined,
      );
      await sleep(AGAIN_MS, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  };
  void again();
  return () => stop.abort();
}

/** What a vendor says of three days that are over, a little more than was metered. */
function vendorBill(nowMs: number): { readonly vendor: 'openai'; readonly fileName: string; readonly text: string } {
  const today = Math.floor(nowMs / DAY_MS);
  const data = [3, 2, 1].map((before) => ({
    ...{ object: 'bucket', start_time: (today - before) * DAY_SECONDS, end_time: (today - before + 1) * DAY_SECONDS },
    results: BILLED.map(([item, value]) => ({
      ...{ object: 'organization.costs.result', line_item: item, project_id: 'proj_support' },
      amount: { value: value + before / 100, currency: 'usd' },
    })),
  }));
  return { vendor: 'openai', fileName: 'costs.json', text: JSON.stringify({ object: 'page', data, has_more: false }) };
}

/** Of a key that the gateway knows already. */
async function keyOf({ address, client }: House, personId: string): Promise<string> {
  const owner = { kind: 'person', personId } as const;
  const { secret } = await client.call('createApiKey', {
    body: {
      ...{ name: 'Laptop', owner, lane: 'exploration', scopes: ['call', 'approve'] },
      ...{ allowedUseCaseIds: [USE_CASE], defaultUseCaseId: USE_CASE },
    },
  });
  if (secret === null) throw new Error('a new key came without its secret');
  const person = createControlClient({ address, key: secret });
  await eventually(`the key of ${personId}`, () => person.call('readMe', {}).catch(() => undefined));
  return secret;
}

async function send(
  { address, key, signal }: { readonly address: string; readonly key: string; readonly signal?: AbortSignal },
  model: string,
  content: string,
): Promise<void> {
  const answer = await fetch(`${address}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages: [{ role: 'user', content }] }),
    ...(signal === undefined ? {} : { signal }),
  });
  await answer.text();
}

/** Scores are reckoned some seconds after a house starts. */
function scoredPeriod(person: ControlClient): Promise<string> {
  return eventually('a score', async () => (await person.call('listMyScores', {})).rows[0]?.period);
}

async function eventually<Found>(name: string, look: () => Promise<Found | undefined>): Promise<Found> {
  for (let waitedMs = 0; waitedMs < WAIT_MAX_MS; waitedMs += AGAIN_MS) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(AGAIN_MS);
  }
  throw new Error(`${name} did not come`);
}

const OLD_BOARD = ['name,tokens,day']
  .concat(
    ['sam', 'person-2', 'person-42', 'person-82', 'person-122', 'mara', 'omar', 'lena', 'kim'].flatMap((name, at) =>
      ['2026-09-07', '2026-10-05', '2026-11-02'].map(
        (day, week) => `${name},${9_400_000 - at * 870_000 + week * 310_000},${day}`,
      ),
    ),
  )
  .join('\n');
