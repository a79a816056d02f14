import type { PairCount } from '../../domain/outcome/choose-validator.ts';
import type {
  OutcomeAddresses,
  OutcomeFilter,
  OutcomeReads,
  OutcomesPage,
  StoredOutcome,
  ValidationFilter,
} from '../../ports/outcome-store.ts';
import type { Queries } from '../control/noun-table.ts';
import { newParameters } from '../usage/filter-conditions.ts';
import { readMarkedTasks, readRecentTasks, readStatesOf } from './find-tasks.ts';
import { fromRowOutcome, type OutcomeRow, outcomeSelection } from './outcome-columns.ts';
import { TOLD, type ToldRow } from './told-event-row.ts';

/** What is read of outcomes, in a transaction or beside one. */
export function outcomeReads(queries: Queries): OutcomeReads {
  return {
    get: async (outcomeId) => (await readOutcomes(queries, { outcomeIds: [outcomeId], evidenceIds: [] }))[0],
    of: (addresses) => readOutcomes(queries, addresses),
    list: (filter, page) => listOutcomes(queries, filter, page),
    validationIds: (filter, page) => listValidationIds(queries, filter, page),
    countPeople: (useCaseId, atMost) => countPeople(queries, useCaseId, atMost),
    changedAfter: (changeSequence, limit) => readChanged(queries, changeSequence, limit),
    events: (addresses) => readEvents(queries, addresses),
    eventsBetween: (time, page) => readEventsBetween(queries, time, page),
    pairsOf: (personId, sinceMs) => readPairs(queries, personId, sinceMs),
    statesOf: (tasks) => readStatesOf(queries, tasks),
    markedTasks: (search) => readMarkedTasks(queries, search),
    recentTasks: (search) => readRecentTasks(queries, search),
  };
}

/** By the keys, in the order of the ids. */
async function readOutcomes(
  queries: Queries,
  { outcomeIds, evidenceIds }: OutcomeAddresses,
): Promise<readonly StoredOutcome[]> {
  const { rows } = await queries.query<OutcomeRow>(
    `select ${outcomeSelection} from tokenward.outcome o where id = any($1) or evidence_id = any($2) order by id collate "C"`,
    [outcomeIds, evidenceIds],
  );
  return rows.map(fromRowOutcome);
}

/** A page of what was claimed in a time, newest first. */
async function listOutcomes(
  queries: Queries,
  filter: OutcomeFilter,
  { limit, after }: { readonly limit: number; readonly after: string | null },
): Promise<OutcomesPage> {
  const { place, values } = newParameters();
  const moment = (atMs: number): string => `to_timestamp(${place(atMs)}::float8 / 1000)`;
  const conditions = [`claimed_at >= ${moment(filter.fromMs)}`, `claimed_at < ${moment(filter.toMs)}`];
  if (filter.personId !== undefined) conditions.push(`person_id = ${place(filter.personId)}`);
  if (filter.teamId !== undefined) conditions.push(`team_id = ${place(filter.teamId)}`);
  if (filter.useCaseId !== undefined) conditions.push(`use_case_id = ${place(filter.useCaseId)}`);
  if (filter.typeId !== undefined) conditions.push(`type_id = ${place(filter.typeId)}`);
  if (filter.state !== undefined) conditions.push(`state = ${place(filter.state)}`);
  if (filter.reach?.kind === 'parts') {
    const { teamIds, useCaseIds } = filter.reach;
    conditions.push(`(team_id = any(${place(teamIds)}) or use_case_id = any(${place(useCaseIds)}))`);
  }
  if (after !== null) {
    const { claimedAtMs, id } = readPlace(after);
    conditions.push(`(claimed_at, id collate "C") < (${moment(claimedAtMs)}, ${place(id)})`);
  }
  const { rows } = await queries.query<OutcomeRow>(
    `select ${outcomeSelection} from tokenward.outcome o where ${conditions.join(' and ')}
     order by claimed_at desc, id collate "C" desc limit ${place(limit + 1)}`,
    [...values],
  );
  const outcomes = rows.slice(0, limit).map(fromRowOutcome);
  const last = outcomes.at(-1)?.outcome;
  const isMore = rows.length > limit && last !== undefined;
  return { outcomes, nextAfter: isMore ? JSON.stringify([last.claimedAtMs, last.outcomeId]) : null };
}

/** A page in the order of the ids, byte by byte, as the noun itself is listed. */
async function listValidationIds(
  queries: Queries,
  { teamIds, useCaseIds, state, kind }: ValidationFilter,
  { limit, afterId }: { readonly limit: number; readonly afterId: string | null },
) {
  const { rows } = await queries.query<{ readonly id: string }>(
    `select v.id from tokenward.outcome_validation v join tokenward.outcome o on o.id = v.outcome_id
     where (o.team_id = any($1) or o.use_case_id = any($2)) and ($3::text is null or v.state = $3)
       and ($4::text is null or v.kind = $4) and ($5::text is null or v.id collate "C" > $5)
     order by v.id collate "C" limit $6`,
    [teamIds, useCaseIds, state ?? null, kind ?? null, afterId, limit + 1],
  );
  const ids = rows.slice(0, limit).map(({ id }) => id);
  return { ids, nextAfterId: rows.length > limit ? (ids.at(-1) ?? null) : null };
}

/** Stops at so many: a use case with a million of them is not counted through. */
async function countPeople(queries: Queries, useCaseId: string, atMost: number): Promise<number> {
  const { rows } = await queries.query<{ readonly people: number }>(
    `select count(*)::float8 as people from (
       select distinct person_id from tokenward.outcome where use_case_id = $1 limit $2) known`,
    [useCaseId, atMost],
  );
  return rows[0]?.people ?? 0;
}

function readPlace(after: string): { readonly claimedAtMs: number; readonly id: string } {
  const place: unknown = JSON.parse(after);
  const [claimedAtMs, id]: readonly unknown[] = Array.isArray(place) ? place : [];
  if (typeof claimedAtMs !== 'number' || typeof id !== 'string')
    throw new RangeError('a page of outcomes begins after an outcome');
  return { claimedAtMs, id };
}

/** In the order of the changes. Writers follow one another, so none becomes visible later with a smaller number. */
async function readChanged(queries: Queries, changeSequence: number, limit: number): Promise<readonly StoredOutcome[]> {
  const { rows } = await queries.query<OutcomeRow>(
    `select ${outcomeSelection} from tokenward.outcome o where change_sequence > $1 order by change_sequence limit $2`,
    [changeSequence, limit],
  );
  return rows.map(fromRowOutcome);
}

/** In the order of time and then of ids. */
async function readEvents(queries: Queries, { outcomeIds, evidenceIds }: OutcomeAddresses) {
  const { rows } = await queries.query<ToldRow>(
    `select ${TOLD} from tokenward.outcome_event where outcome_id = any($1) or evidence_id = any($2)
     order by at, event_id collate "C"`,
    [outcomeIds, evidenceIds],
  );
  return rows.map(({ told }) => told);
}

/** A page of what was so in a time, in that order. */
async function readEventsBetween(
  queries: Queries,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  page: {
    readonly limit: number;
    readonly after: { readonly atMs: number; readonly eventId: string } | null;
  },
) {
  const { rows } = await queries.query<ToldRow>(
    `select ${TOLD} from tokenward.outcome_event
     where at >= to_timestamp($1::float8 / 1000) and at < to_timestamp($2::float8 / 1000)
       and ($3::float8 is null or (at, event_id collate "C") > (to_timestamp($3::float8 / 1000), $4))
     order by at, event_id collate "C" limit $5`,
    [fromMs, toMs, page.after?.atMs ?? null, page.after?.eventId ?? null, page.limit],
  );
  return rows.map(({ told }) => told);
}

type PairRow = { readonly validator_id: string; readonly claimant_id: string; readonly judged: number };

/** By claimant and by validator; what was withdrawn before anybody looked counts too, or drawing could be repeated at will. */
async function readPairs(queries: Queries, personId: string, sinceMs: number): Promise<readonly PairCount[]> {
  const { rows } = await queries.query<PairRow>(
    `select validator_id, claimant_id, count(*)::float8 as judged from tokenward.outcome_validation
     where (claimant_id = $1 or validator_id = $1) and validator_id is not null and opened_at >= to_timestamp($2::float8 / 1000)
     group by validator_id, claimant_id`,
    [personId, sinceMs],
  );
  return rows.map((row) => ({ validatorId: row.validator_id, personId: row.claimant_id, judged: row.judged }));
}
