import type { ClientBase } from 'pg';
import type { ChargeLine } from '../../domain/chargeback/charge-line.ts';
import type { MonthName } from '../../domain/chargeback/charge-month.ts';
import { METERS, type MeterPrices, pricesOfMeters } from '../../domain/chargeback/meter.ts';
import { amountRow } from '../../domain/chargeback/rated-row.ts';
import type { GroupPrices } from '../../domain/chargeback/usage-group.ts';
import { femtodollars } from '../../domain/money/femtodollars.ts';
import type { ChargeView } from '../../ports/chargeback-store.ts';
import { ownerOf, type People, personOf } from './calls-text.ts';
import { tellsApart, viewConditions } from './charge-view.ts';
import { fromRowGroup, type GroupRow, groupKeys, groupSums } from './group-columns.ts';

import { streamRows } from './stream-rows.ts';

type KeptPrices = {
  readonly priceKey: string;
  readonly conditions: string;
  readonly list: readonly (string | null)[];
  readonly contracted: readonly (string | null)[];
};

type LineRow = GroupRow & {
  readonly kind: 'calls' | 'adjustment' | 'shared';
  readonly prices: KeptPrices | null;
  readonly amount_femtodollars: string | null;
  readonly about_id: string | null;
  readonly about_words: string | null;
  readonly about_method: string | null;
};

const TAIL = ['about_id', 'about_words', 'about_method'] as const;
const DAY = `to_char(day, 'YYYY-MM-DD')`;
const KEYS = groupKeys.map((key) => (key === 'day' ? `${DAY} as day` : key)).join(', ');

/** Freezes lines. A month that is closed takes none: the store refuses. */
export async function insertLines(
  client: ClientBase,
  month: MonthName,
  lines: readonly { readonly position: number; readonly line: ChargeLine }[],
): Promise<void> {
  const columns = ['month', 'position', 'kind', ...groupKeys, 'prices', ...groupSums, 'amount_femtodollars', ...TAIL];
  await client.query(
    `insert into tokenward.charge_line (${columns.join(', ')})
     select ${columns.join(', ')} from jsonb_populate_recordset(null::tokenward.charge_line, $1::jsonb)`,
    [JSON.stringify(lines.map(({ position, line }) => ({ month, position, ...toRowLine(line) })))],
  );
}

/** What a month was charged with, in the order it was hashed in. */
export async function* readLines(
  client: ClientBase,
  asked: { readonly cursor: string; readonly month: MonthName },
): AsyncGenerator<ChargeLine> {
  const sums = groupSums.map((column) => `${column}::text`).join(', ');
  const text = `select kind, ${KEYS}, prices, ${sums}, amount_femtodollars::text, ${TAIL.join(', ')}
    from tokenward.charge_line where month = $1 order by position`;
  const { cursor, month } = asked;
  for await (const row of streamRows<LineRow>(client, { cursor, text, values: [month] })) yield fromRowLine(row);
}

/**
 * The same with people put together, or one person's calls alone, as far as a view tells lines apart. Sums of lines are sums of
 * what was frozen.
 */
export async function* viewLines(
  client: ClientBase,
  asked: {
    readonly cursor: string;
    readonly month: MonthName;
    readonly people: People;
    readonly view?: ChargeView | undefined;
  },
): AsyncGenerator<ChargeLine> {
  const { cursor, month, people, view } = asked;
  const values: unknown[] = [month, ownerOf(people)];
  const conditions = ['true', ...viewConditions(view, values, DAY)].join(' and ');
  const others = ['kind', 'prices', ...TAIL, ...groupKeys.filter((key) => key !== 'person_id')];
  const sums = groupSums.map((column) => `sum(${column})::text as ${column}`).join(', ');
  const keys = groupKeys.map((key) => `${lineKey(key, { people, view })} as ${key}`).join(', ');
  const own = people.kind === 'own' ? 'person_id = $2' : '$2::text is null';
  const text = `select ${others.join(', ')}, person_id, ${sums}, sum(amount_femtodollars)::text as amount_femtodollars
    from (select kind, prices, ${TAIL.join(', ')}, position, ${keys}, ${groupSums.join(', ')}, amount_femtodollars
      from tokenward.charge_line where month = $1 and ${own} and (kind <> 'calls' or (${conditions}))) as line
    group by ${[...others, 'person_id'].join(', ')} order by min(position)`;
  for await (const row of streamRows<LineRow>(client, { cursor, text, values })) yield fromRowLine(row);
}

/** What is no call is told whole, whatever the view: there is little of it. */
function lineKey(
  key: (typeof groupKeys)[number],
  { people, view }: { readonly people: People; readonly view: ChargeView | undefined },
): string {
  if (key === 'person_id') return personOf(people);
  const whole = key === 'day' ? DAY : key;
  if (tellsApart(view, key)) return whole;
  return `case when kind <> 'calls' then ${whole} ${key === 'day' ? `else $1 || '-01' ` : ''}end`;
}

function toRowLine(line: ChargeLine): Readonly<Record<string, unknown>> {
  if (line.kind === 'calls') {
    const { group, prices } = line;
    const { tokens } = group;
    return {
      ...{ kind: 'calls', ...toRowKeys(group), prices: prices === null ? null : toRowPrices(prices) },
      ...{ usage_basis: group.usageBasis, is_priced: group.isPriced, price_id: group.priceId },
      ...{ service_tier: group.serviceTier, input_tokens_min: group.inputTokensMin, calls: String(group.calls) },
      input_uncached_tokens: String(tokens.inputUncachedTokens),
      input_cache_read_tokens: String(tokens.inputCacheReadTokens),
      input_cache_write_5m_tokens: String(tokens.inputCacheWrite5mTokens),
      input_cache_write_1h_tokens: String(tokens.inputCacheWrite1hTokens),
      input_cache_write_unknown_tokens: String(tokens.inputCacheWriteUnknownTokens),
      output_visible_tokens: String(tokens.outputVisibleTokens),
      output_reasoning_tokens: String(tokens.outputReasoningTokens),
      cost_nanodollars: String(group.cost),
    };
  }
  const { row } = line;
  return {
    ...{ kind: row.kind, ...toRowKeys(row), amount_femtodollars: String(row.cost ?? 0n) },
    ...Object.fromEntries(groupSums.map((column) => [column, 0])),
    ...{ about_id: row.about?.id, about_words: row.about?.words, about_method: row.about?.method },
  };
}

type Keyed = Pick<
  Extract<ChargeLine, { kind: 'amount' }>['row'],
  | 'day'
  | 'adjusts'
  | 'teamId'
  | 'projectId'
  | 'useCaseId'
  | 'costCentre'
  | 'lane'
  | 'modelId'
  | 'upstreamId'
  | 'personId'
>;

function toRowKeys(of: Keyed): Readonly<Record<string, unknown>> {
  return {
    ...{ day: of.day, adjusts: of.adjusts, team_id: of.teamId, project_id: of.projectId, use_case_id: of.useCaseId },
    ...{ cost_centre: of.costCentre, lane: of.lane, model_id: of.modelId, upstream_id: of.upstreamId },
    person_id: of.personId,
  };
}

function fromRowLine(row: LineRow): ChargeLine {
  if (row.kind === 'calls') {
    return { kind: 'calls', group: fromRowGroup(row), prices: row.prices === null ? null : fromRowPrices(row.prices) };
  }
  const dimensions = {
    ...{ teamId: row.team_id, projectId: row.project_id, useCaseId: row.use_case_id, costCentre: row.cost_centre },
    ...{ lane: row.lane, modelId: row.model_id, upstreamId: row.upstream_id },
  };
  const { kind, day, adjusts } = row;
  const about = { id: row.about_id ?? '', words: row.about_words ?? '', method: row.about_method };
  const cost = femtodollars(BigInt(row.amount_femtodollars ?? '0'));
  return { kind: 'amount', row: amountRow({ kind, dimensions, day, adjusts, cost, about }) };
}

function toRowPrices({ sku, list, contracted }: GroupPrices): KeptPrices {
  const texts = (prices: MeterPrices) => METERS.map(({ meter }) => prices[meter]?.toString() ?? null);
  return { ...sku, list: texts(list), contracted: texts(contracted) };
}

function fromRowPrices({ priceKey, conditions, list, contracted }: KeptPrices): GroupPrices {
  return { sku: { priceKey, conditions }, list: fromTexts(list), contracted: fromTexts(contracted) };
}

function fromTexts(texts: readonly (string | null)[]): MeterPrices {
  const at = (index: number): bigint | null => {
    const text = texts[index] ?? null;
    return text === null ? null : BigInt(text);
  };
  const read = pricesOfMeters({
    inputUncached: at(0),
    inputCacheRead: at(1),
    inputCacheWrite5m: at(2),
    inputCacheWrite1h: at(3),
    outputVisible: at(5),
    outputReasoning: at(6),
  });
  return { ...read, input_cache_write_unknown: at(4) };
}
