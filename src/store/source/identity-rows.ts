import type { ExternalIdentity, IdentityMeaning } from '../../domain/source/external-identity.ts';
import { BY_EMAIL } from '../../domain/source/external-identity.ts';
import type { IdentityDecision, Listed, ListPage, SeenIdentity } from '../../ports/source-store.ts';
import type { Queries } from '../control/noun-table.ts';

type IdentityRow = {
  readonly source_id: string;
  readonly external_id: string;
  readonly shown_as: string | null;
  readonly is_bot: boolean;
  readonly meaning: IdentityMeaning['kind'];
  readonly person_id: string | null;
  readonly decided_by: string | null;
  readonly decided_at_ms: number | null;
  readonly first_seen_at_ms: number;
  readonly last_seen_at_ms: number;
};

const COLUMNS = `who.source_id, who.external_id, who.shown_as, who.is_bot, who.meaning, who.person_id, who.decided_by,
  (extract(epoch from who.decided_at) * 1000)::float8 as decided_at_ms,
  (extract(epoch from who.first_seen_at) * 1000)::float8 as first_seen_at_ms,
  (extract(epoch from who.last_seen_at) * 1000)::float8 as last_seen_at_ms`;

/** What somebody decided stays; whoever is unknown becomes a person when their address is known here. */
export async function seeIdentities(
  queries: Queries,
  given: { readonly sourceId: string; readonly seen: readonly SeenIdentity[]; readonly nowMs: number },
): Promise<void> {
  const rows = given.seen.map(({ externalId, shownAs, isBot, personId }) => ({
    ...{ external_id: externalId, shown_as: shownAs, is_bot: isBot, person_id: personId },
  }));
  await queries.query(
    `insert into tokenward.external_identity as who
       (source_id, external_id, shown_as, is_bot, meaning, person_id, decided_by, decided_at, first_seen_at, last_seen_at)
     select $1, s.external_id, s.shown_as, s.is_bot, case when s.person_id is null then 'unknown' else 'person' end, s.person_id,
       case when s.person_id is not null then '${BY_EMAIL}' end, case when s.person_id is not null then at end, at, at
     from jsonb_to_recordset($2::jsonb) as s(external_id text, shown_as text, is_bot boolean, person_id text),
       to_timestamp($3::float8 / 1000) at
     order by s.external_id
     on conflict (source_id, external_id) do update set
       shown_as = coalesce(excluded.shown_as, who.shown_as), is_bot = excluded.is_bot or who.is_bot,
       last_seen_at = greatest(excluded.last_seen_at, who.last_seen_at),
       meaning = case when who.meaning = 'unknown' then excluded.meaning else who.meaning end,
       person_id = case when who.meaning = 'unknown' then excluded.person_id else who.person_id end,
       decided_by = case when who.meaning = 'unknown' then excluded.decided_by else who.decided_by end,
       decided_at = case when who.meaning = 'unknown' then excluded.decided_at else who.decided_at end`,
    [given.sourceId, JSON.stringify(rows), given.nowMs],
  );
}

/** Those that are known, in the order of their ids. */
export async function readIdentities(
  queries: Queries,
  sourceId: string,
  externalIds: readonly string[],
): Promise<readonly ExternalIdentity[]> {
  const { rows } = await queries.query<IdentityRow>(
    `select ${COLUMNS} from tokenward.external_identity who where source_id = $1 and external_id = any($2) order by external_id`,
    [sourceId, externalIds],
  );
  return rows.map(fromRowIdentity);
}

/** The last decision stands. */
export async function decideIdentity(
  queries: Queries,
  sourceId: string,
  { externalId, meaning, decidedBy, nowMs }: IdentityDecision,
): Promise<ExternalIdentity | undefined> {
  const isKnown = meaning.kind !== 'unknown';
  const { rows } = await queries.query<IdentityRow>(
    `update tokenward.external_identity who set meaning = $3, person_id = $4, decided_by = $5,
       decided_at = case when $5::text is null then null else to_timestamp($6::float8 / 1000) end
     where source_id = $1 and external_id = $2 returning ${COLUMNS}`,
    [
      ...[sourceId, externalId, meaning.kind, meaning.kind === 'person' ? meaning.personId : null],
      ...[isKnown ? decidedBy : null, nowMs],
    ],
  );
  return rows[0] === undefined ? undefined : fromRowIdentity(rows[0]);
}

type ListedRow = IdentityRow & { readonly facts: number };

/** By id; with how many facts mention them. */
export async function listIdentities(
  queries: Queries,
  asked: { readonly sourceId: string; readonly meaning: IdentityMeaning['kind'] | null },
  { limit, after }: ListPage,
): Promise<Listed<ExternalIdentity & { readonly facts: number }>> {
  const { rows } = await queries.query<ListedRow>(
    `select ${COLUMNS}, (select count(*)::integer from tokenward.source_fact fact
       where fact.source_id = who.source_id and fact.mentions @> array[who.external_id]) as facts
     from tokenward.external_identity who
     where source_id = $1 and ($2::text is null or meaning = $2) and ($3::text is null or external_id collate "C" > $3)
     order by external_id collate "C" limit $4`,
    [asked.sourceId, asked.meaning, after, limit + 1],
  );
  const shown = rows.slice(0, limit);
  return {
    rows: shown.map((row) => ({ ...fromRowIdentity(row), facts: row.facts })),
    nextAfter: rows.length > limit ? (shown.at(-1)?.external_id ?? null) : null,
  };
}

function fromRowIdentity(row: IdentityRow): ExternalIdentity {
  return {
    sourceId: row.source_id,
    externalId: row.external_id,
    shownAs: row.shown_as,
    isBot: row.is_bot,
    meaning: meaningOf(row),
    decidedBy: row.decided_by,
    decidedAtMs: row.decided_at_ms,
    firstSeenAtMs: row.first_seen_at_ms,
    lastSeenAtMs: row.last_seen_at_ms,
  };
}

function meaningOf({ meaning, person_id: personId }: IdentityRow): IdentityMeaning {
  if (meaning !== 'person') return { kind: meaning };
  if (personId === null) throw new Error('an identity is a person without an id');
  return { kind: 'person', personId };
}
