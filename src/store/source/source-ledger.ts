import type { ClientBase } from 'pg';
import { mentionedIn, type SourceFact, withoutEmails } from '../../domain/source/source-fact.ts';
import type { KnownFact } from '../../domain/source/tell-result.ts';
import type { FactToKeep, OpenedOutcome, SourceBackfill, SourceLedger, WorkKind } from '../../ports/source-store.ts';
import type { Queries } from '../control/noun-table.ts';
import { insertDelivery } from './delivery-rows.ts';
import { decideIdentity, readIdentities, seeIdentities } from './identity-rows.ts';

/** What is read and written of sources within a transaction of the control plane, which writers take in turn. */
export function sourceLedger(client: ClientBase): SourceLedger {
  return {
    claimDelivery: (delivery) => insertDelivery(client, delivery),
    keepFacts: (sourceId, facts, receivedAtMs) => keepFacts(client, { sourceId, facts, receivedAtMs }),
    resultsOf: (sourceId, subjects) => readResults(client, sourceId, subjects),
    factsOf: (sourceId, subject) => readFacts(client, { sourceId, subject }),
    seeIdentities: (sourceId, seen, nowMs) => seeIdentities(client, { sourceId, seen, nowMs }),
    identities: (sourceId, externalIds) => readIdentities(client, sourceId, externalIds),
    decideIdentity: (sourceId, decision) => decideIdentity(client, sourceId, decision),
    outcomesOf: (sourceId, subject) => readOutcomes(client, { sourceId, subject }),
    rememberOutcome: (sourceId, outcome) => rememberOutcome(client, sourceId, outcome),
    addWork: (sourceId, work) => addWork(client, sourceId, work),
    settleMentions: (sourceId, externalId, dueAtMs) => settleMentions(client, { sourceId, externalId, dueAtMs }),
    openBackfill: (backfill) => insertBackfill(client, backfill),
  };
}

/**
 * Each once. One that is known is replaced by what the system's API says of it now, but for who did it where the API does not
 * say; and one that came in a file is the system's own once a signed message says it too.
 */
async function keepFacts(
  client: ClientBase,
  given: { readonly sourceId: string; readonly facts: readonly FactToKeep[]; readonly receivedAtMs: number },
): Promise<readonly string[]> {
  const unlike = new Map(given.facts.map((one) => [one.factId, one]));
  if (unlike.size === 0) return [];
  const { rows } = await client.query<{ readonly subject: string }>(
    `with kept as (
       insert into tokenward.source_fact as fact
         (source_id, fact_id, subject, happened_at, body, names, mentions, via, handed_in_by, received_at)
       select $1, f.fact_id, f.subject, to_timestamp(f.at_ms / 1000), f.body, f.names, f.mentions, f.via, f.handed_in_by,
         to_timestamp($3::float8 / 1000)
       from jsonb_to_recordset($2::jsonb) as f(fact_id text, subject text, at_ms float8, body jsonb, names text[],
         mentions text[], via text, handed_in_by text)
       order by 2
       on conflict (source_id, fact_id) do update set names = excluded.names, via = excluded.via,
         handed_in_by = excluded.handed_in_by,
         mentions = array(select distinct unnest(fact.mentions || excluded.mentions) order by 1),
         body = excluded.body
           || case when excluded.body #>> '{by,kind}' = 'unsaid' then jsonb_build_object('by', fact.body -> 'by') else '{}' end
           || case when excluded.body -> 'worker' = 'null' then jsonb_build_object('worker', fact.body -> 'worker') else '{}' end
       where excluded.via = 'api' or (fact.via = 'file' and excluded.via = 'webhook')
       returning subject)
     select distinct subject from kept order by subject`,
    [given.sourceId, JSON.stringify([...unlike.values()].map(toRowFact)), given.receivedAtMs],
  );
  return rows.map(({ subject }) => subject);
}

function toRowFact({ factId, fact, via, handedInBy }: FactToKeep) {
  return {
    fact_id: factId,
    subject: fact.subject,
    at_ms: fact.atMs,
    body: withoutEmails(fact),
    names: fact.kind === 'finished' ? fact.names : [],
    mentions: mentionedIn(fact).map(({ externalId }) => externalId),
    via,
    handed_in_by: handedInBy,
  };
}

/** Of an address itself, of another name whatever finished result has it; in the order of the addresses. */
async function readResults(
  queries: Queries,
  sourceId: string,
  subjects: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await queries.query<{ readonly subject: string }>(
    `select distinct subject from tokenward.source_fact
     where source_id = $1 and body ->> 'kind' = 'finished' and (subject = any($2) or names && $2) order by 1`,
    [sourceId, subjects],
  );
  return rows.map(({ subject }) => subject);
}

/** Under its address and under every other name that a finished fact gives it; at most so many, the oldest. */
const FACTS_MAX = 2_000;

async function readFacts(
  queries: Queries,
  { sourceId, subject }: { readonly sourceId: string; readonly subject: string },
): Promise<readonly KnownFact[]> {
  const { rows } = await queries.query<{ readonly body: SourceFact; readonly handed_in_by: string | null }>(
    `with known as (
       select $2::text as name
       union select unnest(names) from tokenward.source_fact where source_id = $1 and subject = $2)
     select body, handed_in_by from tokenward.source_fact
     where source_id = $1 and subject in (select name from known) order by happened_at, fact_id limit ${FACTS_MAX}`,
    [sourceId, subject],
  );
  return rows.map(({ body, handed_in_by: handedInBy }) => ({ fact: body, handedInBy }));
}

/** In the order of their types. */
async function readOutcomes(
  queries: Queries,
  { sourceId, subject }: { readonly sourceId: string; readonly subject: string },
): Promise<readonly OpenedOutcome[]> {
  const { rows } = await queries.query<OpenedOutcome>(
    `select subject, type_id as "typeId", outcome_id as "outcomeId", person_id as "personId"
     from tokenward.source_outcome where source_id = $1 and subject = $2 order by type_id`,
    [sourceId, subject],
  );
  return rows;
}

/** One of each type for a result; of one that is known, whose it is now. */
async function rememberOutcome(client: ClientBase, sourceId: string, outcome: OpenedOutcome): Promise<void> {
  await client.query(
    `insert into tokenward.source_outcome (source_id, subject, type_id, outcome_id, person_id) values ($1, $2, $3, $4, $5)
     on conflict (source_id, subject, type_id) do update set person_id = excluded.person_id`,
    [sourceId, outcome.subject, outcome.typeId, outcome.outcomeId, outcome.personId],
  );
}

/** What is on the list already keeps its tries and its time. */
async function addWork(
  client: ClientBase,
  sourceId: string,
  work: { readonly kind: WorkKind; readonly subjects: readonly string[]; readonly dueAtMs: number },
): Promise<void> {
  await client.query(
    `insert into tokenward.source_work (source_id, kind, subject, due_at, tries)
     select $1, $2, subject, to_timestamp($4::float8 / 1000), 0 from unnest($3::text[]) subject order by subject
     on conflict (source_id, kind, subject) do nothing`,
    [sourceId, work.kind, work.subjects, work.dueAtMs],
  );
}

/** Each result once, however often it mentions them. */
async function settleMentions(
  client: ClientBase,
  given: { readonly sourceId: string; readonly externalId: string; readonly dueAtMs: number },
): Promise<number> {
  const { rowCount } = await client.query(
    `insert into tokenward.source_work (source_id, kind, subject, due_at, tries)
     select distinct source_id, 'settle', subject, to_timestamp($3::float8 / 1000), 0
     from tokenward.source_fact where source_id = $1 and mentions @> array[$2]
     on conflict (source_id, kind, subject) do update set due_at = excluded.due_at, leased_until = null`,
    [given.sourceId, given.externalId, given.dueAtMs],
  );
  return rowCount ?? 0;
}

/** One of a project at a time. */
async function insertBackfill(client: ClientBase, backfill: SourceBackfill): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into tokenward.source_backfill
       (id, source_id, of_project, since, state, pages, results, facts, tries, due_at, asked_by, asked_at)
     values ($1, $2, $3, to_timestamp($4::float8 / 1000), 'running', 0, 0, 0, 0, to_timestamp($6::float8 / 1000), $5,
       to_timestamp($6::float8 / 1000))
     on conflict (source_id, (coalesce(of_project, ''))) where state = 'running' do nothing`,
    [backfill.id, backfill.sourceId, backfill.project, backfill.sinceMs, backfill.askedBy, backfill.askedAtMs],
  );
  return rowCount === 1;
}
