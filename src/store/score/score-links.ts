import type { Pool } from 'pg';
import type { Flow, Words } from '../../domain/score/link-people.ts';
import type { KeptLinks } from '../../ports/score-store.ts';

/** What these people's work says of others in the place of what it said, in one statement. */
export async function keepLinks(pool: Pool, periodId: string, links: readonly KeptLinks[]): Promise<void> {
  if (links.length === 0) return;
  const words = links.flatMap(({ personId, words: given }) =>
    [...given].map(([validatorId, microdollars]) => ({
      ...{ period_id: periodId, person_id: personId, validator_id: validatorId, microdollars },
    })),
  );
  const flows = links.flatMap(({ flows: own }) =>
    own.map((flow) => ({
      ...{ period_id: periodId, author_id: flow.authorId, adopter_id: flow.adopterId, outcomes: flow.outcomes },
      ...{ checked: flow.checked, failed: flow.failed, evidence_ids: flow.evidenceIds },
    })),
  );
  await pool.query(
    `with w as (select * from jsonb_populate_recordset(null::tokenward.score_word, $3::jsonb)),
       f as (select * from jsonb_populate_recordset(null::tokenward.score_flow, $4::jsonb)),
       fewer_words as (delete from tokenward.score_word o where o.period_id = $1 and o.person_id = any ($2)
         and not exists (select from w where w.person_id = o.person_id and w.validator_id = o.validator_id)),
       fewer_flows as (delete from tokenward.score_flow o where o.period_id = $1 and o.adopter_id = any ($2)
         and not exists (select from f where f.adopter_id = o.adopter_id and f.author_id = o.author_id)),
       more_words as (insert into tokenward.score_word select * from w
         on conflict (period_id, person_id, validator_id) do update set microdollars = excluded.microdollars)
     insert into tokenward.score_flow select * from f
     on conflict (period_id, author_id, adopter_id) do update set outcomes = excluded.outcomes, checked = excluded.checked,
       failed = excluded.failed, evidence_ids = excluded.evidence_ids`,
    [periodId, links.map(({ personId }) => personId), JSON.stringify(words), JSON.stringify(flows)],
  );
}

/** Words given for these people's claims, and by them. */
export async function readWordsAround(
  pool: Pool,
  periodId: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, Words>> {
  const { rows } = await pool.query<{
    readonly person_id: string;
    readonly validator_id: string;
    readonly microdollars: bigint;
  }>(
    `select person_id, validator_id, microdollars from tokenward.score_word
     where period_id = $1 and (person_id = any ($2) or validator_id = any ($2))`,
    [periodId, personIds],
  );
  const words = new Map<string, Map<string, number>>();
  for (const { person_id: personId, validator_id: validatorId, microdollars } of rows) {
    const own = words.get(personId) ?? new Map<string, number>();
    words.set(personId, own);
    own.set(validatorId, Number(microdollars));
  }
  return words;
}

/** What others owe to these people, and these to others. */
export async function readFlowsAround(
  pool: Pool,
  periodId: string,
  personIds: readonly string[],
): Promise<readonly Flow[]> {
  const { rows } = await pool.query<FlowRow>(
    `select ${FLOW} from tokenward.score_flow
     where period_id = $1 and (author_id = any ($2) or adopter_id = any ($2))`,
    [periodId, personIds],
  );
  return rows.map(fromRowFlow);
}

/** All flows to so many authors, in the order of their ids. */
export async function readFlowsByAuthor(
  pool: Pool,
  periodId: string,
  { limit, afterAuthorId }: { readonly limit: number; readonly afterAuthorId: string | null },
): Promise<readonly Flow[]> {
  const { rows } = await pool.query<FlowRow>(
    `select ${FLOW} from tokenward.score_flow where period_id = $1 and author_id in (
       select distinct author_id from tokenward.score_flow where period_id = $1 and ($2::text is null or author_id > $2)
       order by author_id limit $3) order by author_id, adopter_id`,
    [periodId, afterAuthorId, limit],
  );
  return rows.map(fromRowFlow);
}

const FLOW = 'author_id, adopter_id, outcomes, checked, failed, evidence_ids';
type FlowRow = {
  readonly author_id: string;
  readonly adopter_id: string;
  readonly outcomes: bigint;
  readonly checked: number;
  readonly failed: number;
  readonly evidence_ids: readonly string[];
};

function fromRowFlow(row: FlowRow): Flow {
  return {
    ...{ authorId: row.author_id, adopterId: row.adopter_id, outcomes: Number(row.outcomes) },
    ...{ checked: row.checked, failed: row.failed, evidenceIds: row.evidence_ids },
  };
}
