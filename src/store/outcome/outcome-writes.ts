import type { ClientBase } from 'pg';
import type { KeptOutcome, OutcomeLink } from '../../domain/outcome/kept-outcome.ts';
import type { ToldEvent } from '../../domain/outcome/told-event.ts';
import type { OutcomeWrites } from '../../ports/outcome-store.ts';
import { ownerId } from '../task/task-columns.ts';
import { foldedAfter, foldedBefore, foldedColumns, foldedSettings, toRowOutcome } from './outcome-columns.ts';
import { toRowEvent, toStorableJson } from './told-event-row.ts';

/** What is written of outcomes within a transaction of the control plane, which writers take in turn. */
export function outcomeWrites(client: ClientBase): OutcomeWrites {
  return {
    append: (events, recordedAtMs) => appendEvents(client, events, recordedAtMs),
    keep: (outcomes, given) => keepOutcomes(client, outcomes, given),
    link: (outcomeId, booking) => linkOutcome(client, outcomeId, booking),
    lookAgainAt: (outcomeId, linkAtMs) => lookAgainAt(client, outcomeId, linkAtMs),
    noteDraw: (draw) => noteDraw(client, draw),
  };
}

/** Those that were not told before, in the order given; told again under its id, an event changes nothing. */
async function appendEvents(
  client: ClientBase,
  events: readonly ToldEvent[],
  recordedAtMs: number,
): Promise<readonly string[]> {
  if (events.length === 0) return [];
  const { rows } = await client.query<{ readonly event_id: string }>(
    `insert into tokenward.outcome_event
       (event_id, outcome_id, evidence_id, kind, at, recorded_at, source_id, actor_kind, actor_id, detail)
     select event_id, outcome_id, evidence_id, kind, at, to_timestamp($2::float8 / 1000), source_id, actor_kind, actor_id, detail
     from rows from (jsonb_to_recordset($1::jsonb) as (event_id text, outcome_id text, evidence_id text, kind text,
       at timestamptz, source_id text, actor_kind text, actor_id text, detail jsonb)) with ordinality
     order by ordinality
     on conflict (event_id) do nothing returning event_id`,
    [toStorableJson(events.map(toRowEvent)), recordedAtMs],
  );
  return rows.map((row) => row.event_id);
}

/** Each in the place of what was kept of it; one that did not change keeps its place in the order of changes. */
async function keepOutcomes(
  client: ClientBase,
  outcomes: readonly KeptOutcome[],
  { recordedAtMs, linkAtMs }: { readonly recordedAtMs: number; readonly linkAtMs: number },
): Promise<readonly string[]> {
  if (outcomes.length === 0) return [];
  const { rows } = await client.query<{ readonly id: string }>(
    `insert into tokenward.outcome (id, ${foldedColumns}, use_case_id, recorded_at, link_at)
     select id, ${foldedColumns}, use_case_id, to_timestamp($2::float8 / 1000), to_timestamp($3::float8 / 1000)
     from jsonb_populate_recordset(null::tokenward.outcome, $1::jsonb) order by id collate "C"
     on conflict (id) do update set ${foldedSettings}, use_case_id = coalesce(excluded.use_case_id, outcome.use_case_id),
       link_at = case when outcome.marks is distinct from excluded.marks then excluded.link_at else outcome.link_at end,
       change_sequence = nextval('tokenward.outcome_change')
     where (${foldedBefore}) is distinct from (${foldedAfter})
       or coalesce(excluded.use_case_id, outcome.use_case_id) is distinct from outcome.use_case_id
     returning id`,
    [toStorableJson(outcomes.map(toRowOutcome)), recordedAtMs, linkAtMs],
  );
  return rows.map(({ id }) => id);
}

/** The links in the place of those before, and the first as what the outcome is booked on, all in one statement. */
async function linkOutcome(
  client: ClientBase,
  outcomeId: string,
  booking: {
    readonly links: readonly OutcomeLink[];
    readonly useCaseId: string | null;
    readonly linkAtMs: number | null;
  },
): Promise<void> {
  const rows = booking.links.map(({ task, method, share }) => ({
    ...{ owner_kind: task.owner.kind, owner_id: ownerId(task.owner), task_id: task.taskId, method, share },
  }));
  const first = rows[0];
  await client.query(
    `with given as (
       select $1 as outcome_id, g.* from jsonb_to_recordset($2::jsonb) as g(owner_kind text, owner_id text, task_id text,
         method text, share float8)),
     gone as (
       delete from tokenward.outcome_task l where l.outcome_id = $1 and not exists (select from given g
         where (g.owner_kind, g.owner_id, g.task_id) = (l.owner_kind, l.owner_id, l.task_id))),
     linked as (
       insert into tokenward.outcome_task (outcome_id, owner_kind, owner_id, task_id, method, share)
       select outcome_id, owner_kind, owner_id, task_id, method, share from given
       on conflict (outcome_id, owner_kind, owner_id, task_id) do update set method = excluded.method, share = excluded.share)
     update tokenward.outcome set task_owner_kind = $3, task_owner_id = $4, task_id = $5,
       use_case_id = coalesce(use_case_id, $6), link_at = to_timestamp($7::float8 / 1000),
       change_sequence = nextval('tokenward.outcome_change')
     where id = $1`,
    [
      ...[outcomeId, JSON.stringify(rows), first?.owner_kind ?? null, first?.owner_id ?? null, first?.task_id ?? null],
      ...[booking.useCaseId, booking.linkAtMs],
    ],
  );
}

/** Changes nothing that anybody reads. */
async function lookAgainAt(client: ClientBase, outcomeId: string, linkAtMs: number | null): Promise<void> {
  await client.query('update tokenward.outcome set link_at = to_timestamp($2::float8 / 1000) where id = $1', [
    outcomeId,
    linkAtMs,
  ]);
}

/** Once for each month: the second of two that draw at once is told so. */
async function noteDraw(
  client: ClientBase,
  { month, drawnAtMs, sharePercent, claims, drawn }: Parameters<OutcomeWrites['noteDraw']>[0],
): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into tokenward.outcome_draw (month, drawn_at, share_percent, claims, drawn)
     values ($1, to_timestamp($2::float8 / 1000), $3, $4, $5) on conflict (month) do nothing`,
    [month, drawnAtMs, sharePercent, claims, drawn],
  );
  return rowCount === 1;
}
