import type { Pool } from 'pg';
import type { Award, AwardPosting } from '../../domain/recognition/award.ts';
import type { GivenAward } from '../../domain/recognition/give-awards.ts';
import type { CountedOutcome } from '../../domain/recognition/slice-score.ts';
import type { ShownTo, Viewer } from '../../domain/recognition/visibility.ts';
import type {
  AwardFilter,
  AwardPage,
  AwardsPage,
  LostOutcome,
  RecognitionStore,
} from '../../ports/recognition-store.ts';
import type { BigintColumn } from '../control/column-values.ts';
import { AWARD_COLUMNS, type AwardRow, fromRowAward } from './award-row.ts';

/** What was recognised, on PostgreSQL. */
export function createRecognitionStore({ pool }: { readonly pool: Pool }): RecognitionStore {
  return {
    seen: (by, filter, page) => readSeen(pool, { by, filter, page }),
    ofPerson: (personId, limit) => readOfPerson(pool, { personId, limit }),
    ofMonth: (periodId, page) => readOfMonth(pool, periodId, page),
    award: (id) => readAward(pool, id),
    postings: (awardId) => readPostings(pool, awardId),
    outcomes: (personIds, time) => readOutcomes(pool, personIds, time),
    dueForReview: (sinceMs, limit) => readDueForReview(pool, { sinceMs, limit }),
    lost: (awardId) => readLost(pool, awardId),
    keepEvidence: (given) => keepEvidence(pool, given),
    exportable: (page) => readExportable(pool, page),
  };
}

const SELECTED = AWARD_COLUMNS.map((column) => `award.${column}`).join(', ');

/** Teams with private scorecards, as the statement begins. */
const PRIVATE = `(select id from tokenward.private_scorecard where status = 'active')`;

type Seen = {
  readonly by: Viewer & { readonly peopleShown: ShownTo };
  readonly filter: AwardFilter;
  readonly page: AwardPage;
};

/** The same as `seesAward` of the domain, row by row; a test compares. Newest month first, in the order of ids backwards. */
async function readSeen(pool: Pool, { by, filter, page }: Seen): Promise<AwardsPage> {
  const { personId, teamId, managedTeamIds, peopleShown } = by;
  const ownTeams = [...managedTeamIds, ...(teamId === null ? [] : [teamId])];
  const { rows } = await pool.query<AwardRow>(
    `select ${SELECTED} from tokenward.recognition_award award
       left join tokenward.recognition_choice choice on award.recipient_kind = 'person' and choice.id = award.recipient_id
     where ($2::text is null or award.id collate "C" < $2)
       and ($3::text is null or award.period_id = $3) and ($4::text is null or award.recipient_kind = $4)
       and ($5::text is null or award.team_id = $5) and ($6::text is null or award.category_id = $6)
       and (
         (award.recipient_kind = 'team' and (award.team_id = any ($7) or (award.state <> 'withdrawn' and award.team_id not in ${PRIVATE})))
         or (award.recipient_kind = 'person' and (
           award.recipient_id = $8
           or (award.state <> 'withdrawn' and award.team_id not in ${PRIVATE} and $10 <> 'nobody' and (
             (choice.shown_to = 'organisation' and $10 = 'organisation')
             or (choice.shown_to in ('team', 'organisation') and award.team_id = $9)
           ))
         ))
       )
     order by award.id collate "C" desc limit $1`,
    [
      ...[page.limit + 1, page.afterId, filter.periodId ?? null, filter.recipientKind ?? null],
      ...[filter.teamId ?? null, filter.categoryId ?? null, ownTeams, personId, teamId, peopleShown],
    ],
  );
  return pageOf(rows, page.limit);
}

function pageOf(rows: readonly AwardRow[], limit: number): AwardsPage {
  const awards = rows.slice(0, limit).map(fromRowAward);
  return { awards, nextAfterId: rows.length > limit ? (awards.at(-1)?.id ?? null) : null };
}

/** Newest month first. */
async function readOfPerson(
  pool: Pool,
  { personId, limit }: { readonly personId: string; readonly limit: number },
): Promise<readonly Award[]> {
  const { rows } = await pool.query<AwardRow>(
    `select ${SELECTED} from tokenward.recognition_award award
     where award.recipient_kind = 'person' and award.recipient_id = $1
     order by award.period_id desc, award.id collate "C" limit $2`,
    [personId, limit],
  );
  return rows.map(fromRowAward);
}

/** In the order of ids. */
async function readOfMonth(pool: Pool, periodId: string, { limit, afterId }: AwardPage): Promise<AwardsPage> {
  const { rows } = await pool.query<AwardRow>(
    `select ${SELECTED} from tokenward.recognition_award award
     where award.period_id = $1 and award.state <> 'withdrawn' and ($3::text is null or award.id collate "C" > $3)
     order by award.id collate "C" limit $2`,
    [periodId, limit + 1, afterId],
  );
  return pageOf(rows, limit);
}

/** One award, as of the statement. */
async function readAward(pool: Pool, id: string): Promise<Award | undefined> {
  const { rows } = await pool.query<AwardRow>(
    `select ${SELECTED} from tokenward.recognition_award award where award.id = $1`,
    [id],
  );
  const [row] = rows;
  return row === undefined ? undefined : fromRowAward(row);
}

type PostingRow = {
  readonly award_id: string;
  readonly sequence: number;
  readonly points: number;
  readonly cause: string;
  readonly posted_at: Date;
};

/** In the order they were posted. */
async function readPostings(pool: Pool, awardId: string): Promise<readonly AwardPosting[]> {
  const { rows } = await pool.query<PostingRow>(
    `select award_id, sequence, points, cause, posted_at from tokenward.recognition_posting
     where award_id = $1 order by sequence`,
    [awardId],
  );
  return rows.map(({ award_id, posted_at, ...rest }) => ({
    ...rest,
    awardId: award_id,
    postedAtMs: posted_at.getTime(),
  }));
}

type OutcomeRow = {
  readonly id: string;
  readonly person_id: string;
  readonly type_id: string;
  readonly type_name: string;
  readonly lane: CountedOutcome['lane'];
  readonly grade: CountedOutcome['grade'];
  readonly microdollars: BigintColumn;
  readonly event_ids: readonly string[];
};

/** Outcomes that count at the moment of the statement; by the index of people. */
async function readOutcomes(
  pool: Pool,
  personIds: readonly string[],
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<readonly CountedOutcome[]> {
  const { rows } = await pool.query<OutcomeRow>(
    `select id, person_id, type_id, type ->> 'name' as type_name, type ->> 'lane' as lane, grade,
       coalesce(measured_microdollars, claimed_microdollars) as microdollars, event_ids
     from tokenward.outcome
     where person_id = any ($1) and state = 'counted'
       and verified_at >= to_timestamp($2::float8 / 1000) and verified_at < to_timestamp($3::float8 / 1000)
     order by id collate "C"`,
    [personIds, fromMs, toMs],
  );
  return rows.map((row) => ({
    outcomeId: row.id,
    personId: row.person_id,
    typeId: row.type_id,
    typeName: row.type_name,
    lane: row.lane,
    grade: row.grade,
    microdollars: Number(row.microdollars),
    eventIds: row.event_ids,
  }));
}

/**
 * Awards whose evidence counts where it did not, or does not where it did, and those whose scores were told anew since; the one
 * that waited longest first. What becomes of them decides the domain.
 */
async function readDueForReview(
  pool: Pool,
  { sinceMs, limit }: { readonly sinceMs: number; readonly limit: number },
): Promise<readonly string[]> {
  const { rows } = await pool.query<{ readonly id: string }>(
    `select award.id from tokenward.recognition_award award
     where award.given_at >= to_timestamp($1::float8 / 1000) and (
       exists (select from tokenward.recognition_evidence evidence join tokenward.outcome outcome on outcome.id = evidence.outcome_id
         where evidence.award_id = award.id
           and evidence.holds <> (outcome.state = 'counted' and outcome.person_id = evidence.person_id))
       or exists (select from tokenward.score_result result
         where result.period_id = award.period_id and result.scored_at > award.reviewed_at
           and (award.recipient_kind = 'team' and result.team_id = award.team_id
             or award.recipient_kind = 'person' and result.person_id = award.recipient_id)))
     order by award.reviewed_at, award.id collate "C" limit $2`,
    [sinceMs, limit],
  );
  return rows.map(({ id }) => id);
}

const BECAME: Readonly<Record<string, string>> = {
  unproven: 'is not proven any more',
  maturing: 'has not stood long enough',
  reverted: 'was reverted',
  withdrawn: 'was withdrawn',
  duplicate: 'was claimed before',
  counted: "turned out to be somebody else's",
};

/** As outcomes are at the moment of the statement, in the order of ids. */
async function readLost(pool: Pool, awardId: string): Promise<readonly LostOutcome[]> {
  const { rows } = await pool.query<{ readonly outcome_id: string; readonly state: string }>(
    `select evidence.outcome_id, outcome.state
     from tokenward.recognition_evidence evidence join tokenward.outcome outcome on outcome.id = evidence.outcome_id
     where evidence.award_id = $1 and not (outcome.state = 'counted' and outcome.person_id = evidence.person_id)
     order by evidence.outcome_id collate "C"`,
    [awardId],
  );
  return rows.map(({ outcome_id, state }) => ({ outcomeId: outcome_id, became: BECAME[state] ?? state }));
}

/** Rows of one statement. */
const EVIDENCE_AT_ONCE = 5_000;

async function keepEvidence(pool: Pool, given: readonly GivenAward[]): Promise<void> {
  const rows = given.flatMap(({ award, evidence }) => evidence.map((one) => ({ awardId: award.id, ...one })));
  for (let at = 0; at < rows.length; at += EVIDENCE_AT_ONCE)
    await insertEvidence(pool, rows.slice(at, at + EVIDENCE_AT_ONCE));
}

/** Every outcome once an award, whoever notes it and however often. */
async function insertEvidence(
  pool: Pool,
  rows: readonly { readonly awardId: string; readonly outcomeId: string; readonly personId: string }[],
): Promise<void> {
  await pool.query(
    `insert into tokenward.recognition_evidence (award_id, outcome_id, person_id)
     select * from unnest($1::text[], $2::text[], $3::text[]) on conflict do nothing`,
    [rows.map(({ awardId }) => awardId), rows.map(({ outcomeId }) => outcomeId), rows.map(({ personId }) => personId)],
  );
}

/** What still stands of people who let it be exported; none of teams with private scorecards. In the order of ids. */
async function readExportable(pool: Pool, { limit, afterId }: AwardPage): Promise<AwardsPage> {
  const { rows } = await pool.query<AwardRow>(
    `select ${SELECTED} from tokenward.recognition_award award
       join tokenward.recognition_choice choice on choice.id = award.recipient_id and choice.exportable
     where award.recipient_kind = 'person' and award.state <> 'withdrawn' and award.team_id not in ${PRIVATE}
       and ($2::text is null or award.id collate "C" > $2)
     order by award.id collate "C" limit $1`,
    [limit + 1, afterId],
  );
  return pageOf(rows, limit);
}
