import { checkEnvelopes, checkSuspense } from '../../app/doctor/check-envelopes.ts';
import type { Diagnosis } from '../../app/doctor/diagnosis.ts';
import type { ControlClient } from '../../client/create-control-client.ts';

const LIMIT = 500;

/** What the server's budgets lack. */
export async function diagnoseBudgets(client: ControlClient): Promise<readonly Diagnosis[]> {
  const query = { limit: LIMIT, status: 'active' } as const;
  const envelopes = await all(client.rows('listEnvelopes', { query }));
  const teams = await all(client.rows('listTeams', { query }));
  const models = await all(client.rows('listModels', { query }));
  const useCases = await all(client.rows('listUseCases', { query }));
  const prices = await all(client.rows('listPrices', { query: { limit: LIMIT } }));
  const suspense = await all(client.rows('listSuspense', { query: { limit: LIMIT } }));
  const nowMs = Date.now();
  const holds = prices.filter(
    ({ effectiveFrom, effectiveTo }) =>
      Date.parse(effectiveFrom) <= nowMs && (effectiveTo === null || Date.parse(effectiveTo) > nowMs),
  );
  const found = checkEnvelopes({
    envelopes,
    models,
    useCases,
    teamIds: teams.map(({ id }) => id),
    pricedKeys: new Set(holds.map(({ priceKey }) => priceKey)),
  });
  const since = suspense.map((row) => ({ envelopeId: row.envelopeId, sinceMs: Date.parse(row.since) }));
  return [...found, checkSuspense(since, nowMs)];
}

async function all<Row>(rows: AsyncIterable<Row>): Promise<readonly Row[]> {
  const found: Row[] = [];
  for await (const row of rows) found.push(row);
  return found;
}
