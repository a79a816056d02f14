import type { ClientBase } from 'pg';
import type { Award } from '../../domain/recognition/award.ts';
import type { GivenAward } from '../../domain/recognition/give-awards.ts';
import type { RecognitionWrites } from '../../ports/recognition-store.ts';
import { AWARD_COLUMNS, toRowAward } from './award-row.ts';

/** Of one statement. */
const ROWS_AT_ONCE = 500;

/** What a transaction of the control plane writes of recognition. */
export function recognitionWrites(client: ClientBase): RecognitionWrites {
  return {
    give: async (given) => {
      for (let at = 0; at < given.length; at += ROWS_AT_ONCE) {
        const some = given.slice(at, at + ROWS_AT_ONCE);
        await insertAwards(client, some);
        await insertFirstPostings(client, some);
      }
    },
    change: async (award, posting) => {
      const before = await updateAward(client, award);
      if (before === undefined) throw new Error(`the award ${award.id} was lost while it was reviewed`);
      if (before !== award.points) await insertPosting(client, { award, points: award.points - before, ...posting });
      await noteEvidence(client, award.id);
    },
    reviewed: async (awardId, atMs) => {
      await noteReview(client, { awardId, atMs });
      await noteEvidence(client, awardId);
    },
  };
}

/** Fails where one is there already: a month is given once. */
async function insertAwards(client: ClientBase, given: readonly GivenAward[]): Promise<void> {
  const rows = given.map(({ award }) => toRowAward(award));
  await client.query(
    `insert into tokenward.recognition_award (${AWARD_COLUMNS.join(', ')})
     select ${AWARD_COLUMNS.join(', ')} from jsonb_populate_recordset(null::tokenward.recognition_award, $1)`,
    [JSON.stringify(rows)],
  );
}

/** The first entry of each award is what it was given. */
async function insertFirstPostings(client: ClientBase, given: readonly GivenAward[]): Promise<void> {
  await client.query(
    `insert into tokenward.recognition_posting (award_id, sequence, points, cause, posted_at)
     select id, 1, given_points, 'given', given_at from tokenward.recognition_award where id = any ($1)`,
    [given.map(({ award }) => award.id)],
  );
}

/** Gives back the points of before; undefined: there is no such award. The row is locked first, so that no posting is lost. */
async function updateAward(client: ClientBase, award: Award): Promise<number | undefined> {
  const { rows } = await client.query<{ readonly before: number }>(
    `update tokenward.recognition_award award
     set level = $2, millipoints = $3, points = $4, state = $5, change_reason = $6, reviewed_at = $7
     from (select id, points from tokenward.recognition_award where id = $1 for update) old
     where award.id = old.id returning old.points as before`,
    [
      ...[award.id, award.level, award.millipoints, award.points, award.state, award.changeReason],
      new Date(award.reviewedAtMs),
    ],
  );
  return rows[0]?.before;
}

/** The next entry of the award. Writers of the control plane follow one another. */
async function insertPosting(
  client: ClientBase,
  posting: { readonly award: Award; readonly points: number; readonly cause: string; readonly atMs: number },
): Promise<void> {
  await client.query(
    `insert into tokenward.recognition_posting (award_id, sequence, points, cause, posted_at)
     select $1, coalesce(max(sequence), 0) + 1, $2, $3, $4 from tokenward.recognition_posting where award_id = $1`,
    [posting.award.id, posting.points, posting.cause, new Date(posting.atMs)],
  );
}

/** Which outcomes count at this moment, so that the same change is found once. */
async function noteEvidence(client: ClientBase, awardId: string): Promise<void> {
  await client.query(
    `update tokenward.recognition_evidence evidence
     set holds = outcome.state = 'counted' and outcome.person_id = evidence.person_id
     from tokenward.outcome outcome where evidence.award_id = $1 and outcome.id = evidence.outcome_id`,
    [awardId],
  );
}

/** Later only: two processes that look at once leave the later time. */
async function noteReview(
  client: ClientBase,
  { awardId, atMs }: { readonly awardId: string; readonly atMs: number },
): Promise<void> {
  await client.query('update tokenward.recognition_award set reviewed_at = greatest(reviewed_at, $2) where id = $1', [
    awardId,
    new Date(atMs),
  ]);
}
