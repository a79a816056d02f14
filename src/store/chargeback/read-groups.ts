import type { ClientBase } from 'pg';
import type { DirectCosts } from '../../domain/chargeback/allocate-cost.ts';
import type { UsageGroup } from '../../domain/chargeback/usage-group.ts';
import { type Femtodollars, femtodollars, fromNanodollars } from '../../domain/money/femtodollars.ts';
import { nanodollars } from '../../domain/money/nanodollars.ts';
import type { ChargeClose, PeopleView, TimeSpan } from '../../ports/chargeback-store.ts';
import { fromRowGroup, type GroupRow, groupKeys, groupOrder, groupSums, sumTexts } from './group-columns.ts';
import { streamRows } from './stream-rows.ts';

export type People = PeopleView | { readonly kind: 'apart' };
type Asked = { readonly cursor: string; readonly people: People };

const KEYS = groupKeys.join(', ');

/** Groups of the calls of a time, in order. Reads the partitions of the time alone. */
export async function* readGroups(
  client: ClientBase,
  span: TimeSpan & { readonly timeZone: string },
  { cursor, people }: Asked,
): AsyncGenerator<UsageGroup> {
  const values = [new Date(span.fromMs), new Date(span.toMs), span.timeZone, null, ownerOf(people)];
  const text = `${AGREED} select ${KEYS}, ${sumTexts} from (${callsText(people)}) as c group by ${KEYS} order by ${groupOrder}`;
  for await (const row of streamRows<GroupRow>(client, { cursor, text, values })) yield fromRowGroup(row);
}

/** What the calls of a closed month are now, less what they were charged as; groups of which nothing is left are not there. */
export async function* readLateGroups(
  client: ClientBase,
  close: ChargeClose,
  { cursor, people }: Asked,
): AsyncGenerator<UsageGroup> {
  const values = [new Date(close.fromMs), new Date(close.toMs), close.timeZone, close.month, ownerOf(people)];
  const text = `${AGREED} select ${KEYS}, ${sumTexts} from (${callsText(people)} union all ${chargedText(people)}) as c
    group by ${KEYS} having sum(calls) <> 0 or sum(cost_nanodollars) <> 0 order by ${groupOrder}`;
  for await (const row of streamRows<GroupRow>(client, { cursor, text, values })) yield fromRowGroup(row);
}

/** However many there are, from the index alone. */
export async function countCalls(client: ClientBase, { fromMs, toMs }: TimeSpan): Promise<number> {
  const { rows } = await client.query<{ calls: bigint }>(
    'select count(*) as calls from tokenward.calls where admitted_at >= $1 and admitted_at < $2',
    [new Date(fromMs), new Date(toMs)],
  );
  return Number(rows[0]?.calls ?? 0n);
}

/** What the teams' own calls of a time cost. */
export async function readDirectCosts(client: ClientBase, { fromMs, toMs }: TimeSpan): Promise<DirectCosts> {
  const { rows } = await client.query<{ team_id: string; use_case_id: string | null; cost: string }>(
    `select team_id, use_case_id, coalesce(sum(cost_nanodollars), 0)::text as cost from tokenward.calls
     where admitted_at >= $1 and admitted_at < $2 and team_id is not null and ${COUNTS} group by 1, 2 order by 1, 2`,
    [new Date(fromMs), new Date(toMs)],
  );
  const byTeam = new Map<string, Femtodollars>();
  const byUseCase = new Map<string, Map<string, Femtodollars>>();
  for (const { team_id: team, use_case_id: useCase, cost } of rows) {
    const amount = fromNanodollars(nanodollars(BigInt(cost)));
    byTeam.set(team, femtodollars((byTeam.get(team) ?? 0n) + amount));
    if (useCase !== null) byUseCase.set(useCase, (byUseCase.get(useCase) ?? new Map()).set(team, amount));
  }
  return { byTeam, byUseCase };
}

/** A call that had nothing to meter and costs nothing is in no bill. */
const COUNTS = `(usage_basis <> 'none' or coalesce(cost_nanodollars, 0) <> 0)`;

/** What is no vendor's list price is agreed; of its calls the group says which list price they would have had. */
const AGREED = `with agreed as materialized (
    select id as agreed_id, price_key from tokenward.price where not starts_with(id, 'seed:') or predicates ? 'contract'),
  threshold as materialized (
    select price_key, (predicates ->> 'inputTokensMin')::bigint as tokens_min from tokenward.price
    where starts_with(id, 'seed:') and predicates ? 'inputTokensMin')`;

const INPUT = `input_uncached_tokens + input_cache_read_tokens + input_cache_write_5m_tokens + input_cache_write_1h_tokens
  + input_cache_write_unknown_tokens`;

function callsText(people: People): string {
  return `select to_char(admitted_at at time zone $3, 'YYYY-MM-DD') as day, $4::text as adjusts, team_id, project_id,
      use_case_id, cost_centre, lane, model_id, upstream_id, ${personOf(people)} as person_id, usage_basis,
      cost_nanodollars is not null as is_priced, price_id,
      case when agreed_id is not null then service_tier end as service_tier,
      case when agreed_id is null then 0 else coalesce((select max(tokens_min) from threshold
        where threshold.price_key = agreed.price_key and tokens_min <= ${INPUT}), 0) end as input_tokens_min,
      1 as calls, ${groupSums.slice(1, -1).join(', ')}, coalesce(cost_nanodollars, 0) as cost_nanodollars
    from tokenward.calls left join agreed on agreed_id = price_id
    where admitted_at >= $1 and admitted_at < $2 and ${COUNTS} and ${isAskedFor(people)}`;
}

function chargedText(people: People): string {
  return `select to_char(day, 'YYYY-MM-DD') as day, $4::text as adjusts, team_id, project_id, use_case_id, cost_centre, lane,
      model_id, upstream_id, ${personOf(people)} as person_id, usage_basis, is_priced, price_id, service_tier,
      input_tokens_min, ${groupSums.map((column) => `-${column}`).join(', ')}
    from tokenward.charge_line
    where kind = 'calls' and (month = $4 and adjusts is null or adjusts = $4) and ${isAskedFor(people)}`;
}

/** Nobody's id leaves the store where people are put together. */
export function personOf({ kind }: People): string {
  return kind === 'together' ? 'null::text' : 'person_id';
}

function isAskedFor({ kind }: People): string {
  return kind === 'own' ? 'person_id = $5' : '$5::text is null';
}

export function ownerOf(people: People): string | null {
  return people.kind === 'own' ? people.personId : null;
}
