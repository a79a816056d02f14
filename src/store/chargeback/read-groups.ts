import type { ClientBase } from 'pg';
import type { DirectCosts } from '../../domain/chargeback/allocate-cost.ts';
import type { UsageGroup } from '../../domain/chargeback/usage-group.ts';
import { type Femtodollars, femtodollars, fromNanodollars } from '../../domain/money/femtodollars.ts';
import { nanodollars } from '../../domain/money/nanodollars.ts';
import type { ChargeClose, ChargeView, TimeSpan } from '../../ports/chargeback-store.ts';
import { callsText, isAskedFor, ownerOf, type People, personOf } from './calls-text.ts';
import { AGREED, COUNTS } from './charge-sums.ts';
import { tellsApart } from './charge-view.ts';
import { fromRowGroup, type GroupRow, groupKeys, groupSums, orderOf, sumTexts } from './group-columns.ts';
import { streamRows } from './stream-rows.ts';

type Asked = { readonly cursor: string; readonly people: People };

const KEYS = groupKeys.join(', ');

/** Groups of the calls of a time, in order, as far as a view tells them apart. */
export async function* readGroups(
  client: ClientBase,
  span: TimeSpan & { readonly timeZone: string },
  { cursor, people, view }: Asked & { readonly view?: ChargeView | undefined },
): AsyncGenerator<UsageGroup> {
  const values: unknown[] = [new Date(span.fromMs), new Date(span.toMs), span.timeZone, null, ownerOf(people)];
  const calls = callsText({ span, people, view, values });
  const told = groupKeys.filter((key) => key === 'day' || tellsApart(view, key));
  const keys = groupKeys.map((key) => (told.includes(key) ? key : `null::text as ${key}`)).join(', ');
  const text = `with ${AGREED} select ${keys}, ${sumTexts} from (${calls}) as c
    group by ${told.join(', ')} order by ${orderOf(told)}`;
  for await (const row of streamRows<GroupRow>(client, { cursor, text, values })) yield fromRowGroup(row);
}

/** What the calls of a closed month are now, less what they were charged as; groups of which nothing is left are not there. */
export async function* readLateGroups(
  client: ClientBase,
  close: ChargeClose,
  { cursor, people }: Asked,
): AsyncGenerator<UsageGroup> {
  const values: unknown[] = [
    new Date(close.fromMs),
    new Date(close.toMs),
    close.timeZone,
    close.month,
    ownerOf(people),
  ];
  const calls = callsText({ span: close, people, values });
  const text = `with ${AGREED} select ${KEYS}, ${sumTexts} from (${calls} union all ${chargedText(people)}) as c
    group by ${KEYS} having sum(calls) <> 0 or sum(cost_nanodollars) <> 0 order by ${orderOf(groupKeys)}`;
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

function chargedText(people: People): string {
  return `select to_char(day, 'YYYY-MM-DD') as day, $4::text as adjusts, team_id, project_id, use_case_id, cost_centre, lane,
      model_id, upstream_id, ${personOf(people)} as person_id, usage_basis, is_priced, price_id, service_tier,
      input_tokens_min, ${groupSums.map((column) => `-${column}`).join(', ')}
    from tokenward.charge_line
    where kind = 'calls' and (month = $4 and adjusts is null or adjusts = $4) and ${isAskedFor(people)}`;
}
