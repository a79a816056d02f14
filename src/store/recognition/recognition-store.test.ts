import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openTestDatabase, type TestDatabase } from '../../../test/fakes/postgres.ts';
import type { Award, Recipient } from '../../domain/recognition/award.ts';
import { awardId } from '../../domain/recognition/award.ts';
import { NO_CHOICE, SHOWN_TO, type ShownTo, seesAward, type Viewer } from '../../domain/recognition/visibility.ts';
import type { ControlStore } from '../../ports/control-store.ts';
import type { RecognitionStore } from '../../ports/recognition-store.ts';
import { createControlStore } from '../control/create-control-store.ts';
import { createRecognitionStore } from './create-recognition-store.ts';

const NOW_MS = Date.UTC(2026, 3, 6);
const PERIOD = '2026-03';
const SYSTEM = { kind: 'system', id: 'test', keyId: null, requestId: 'test' } as const;
const PUT = { managedBy: 'api', expectedRevision: null } as const;

function awardOf(recipient: Recipient, changes: Partial<Award> = {}): Award {
  const id = awardId({ periodId: PERIOD, recipient, categoryId: 'automation' });
  return {
    ...{ id, periodId: PERIOD, recipient, categoryId: 'automation', categoryName: 'Automation' },
    ...{ givenLevel: 'gold', level: 'gold', givenMillipoints: 16_000, millipoints: 16_000 },
    ...{ givenPoints: 100, points: 100, ruleVersion: 1, formulaVersion: '1', citation: 'why', state: 'given' },
    ...{ givenAtMs: NOW_MS, reviewedAtMs: NOW_MS, changeReason: null },
    ...changes,
  };
}

describe('the store of recognition', () => {
  let database: TestDatabase;
  let control: ControlStore;
  let reads: RecognitionStore;
  const choices = new Map<string, ShownTo>();
  const awards: Award[] = [];
  before(async () => {
    database = await openTestDatabase();
    control = createControlStore({ pool: database.pool, clock: { nowMs: () => NOW_MS } });
    reads = createRecognitionStore({ pool: database.pool });
    for (const teamId of ['open', 'closed']) {
      awards.push(awardOf({ kind: 'team', teamId, people: 5 }));
      for (const shownTo of [...SHOWN_TO, 'silent'] as const) {
        const personId = `${teamId}-${shownTo}`;
        if (shownTo !== 'silent') choices.set(personId, shownTo);
        awards.push(awardOf({ kind: 'person', personId, teamId }));
      }
    }
    const figures = {
      teamPoints: 200,
      personPoints: 800,
      teams: 2,
      people: 8,
      poolPoints: 1_000,
      teamSharePercent: 65,
    };
    const month = { id: PERIOD, ruleVersion: 1, ...figures, givenBy: null, givenAtMs: NOW_MS };
    await control.write(SYSTEM, async (unit) => {
      await unit.put('recognition_month', month, PUT);
      await unit.put('private_scorecard', { id: 'closed', reason: 'regulated', status: 'active' }, PUT);
      for (const [id, shownTo] of choices) await unit.put('recognition_choice', { id, shownTo, exportable: true }, PUT);
      await unit.recognition.give(awards.map((award) => ({ award, evidence: [] })));
    });
  });
  after(() => database.drop());

  test('what the statement shows is what the domain says, for every viewer, choice, team and rule', async () => {
    const viewers: readonly Viewer[] = [
      { personId: 'open-nobody', teamId: 'open', managedTeamIds: [] },
      { personId: 'closed-organisation', teamId: 'closed', managedTeamIds: [] },
      { personId: 'manager', teamId: 'leads', managedTeamIds: ['open', 'closed'] },
      { personId: 'stranger', teamId: 'leads', managedTeamIds: [] },
      { personId: null, teamId: null, managedTeamIds: [] },
    ];
    for (const viewer of viewers)
      for (const peopleShown of SHOWN_TO) {
        const page = await reads.seen({ ...viewer, peopleShown }, {}, { limit: 100, afterId: null });
        const expected = awards.filter((award) => {
          const { recipient } = award;
          const shownTo = recipient.kind === 'person' ? choices.get(recipient.personId) : undefined;
          const choice = shownTo === undefined ? NO_CHOICE : { shownTo, exportable: true };
          return seesAward(viewer, award, { choice, peopleShown, isPrivateTeam: recipient.teamId === 'closed' });
        });
        assert.deepEqual(page.awards.map(({ id }) => id).sort(), expected.map(({ id }) => id).sort());
      }
  });

  test('pages follow one another without a hole, and filters narrow them', async () => {
    const by = { personId: null, teamId: null, managedTeamIds: [], peopleShown: 'organisation' } as const;
    const first = await reads.seen(by, {}, { limit: 1, afterId: null });
    const second = await reads.seen(by, {}, { limit: 1, afterId: first.nextAfterId });
    assert.deepEqual(
      [...first.awards, ...second.awards].map(({ id }) => id),
      [`${PERIOD}:team:open:automation`, `${PERIOD}:person:open-organisation:automation`],
    );
    assert.equal(second.nextAfterId, null);
    const people = await reads.seen(by, { recipientKind: 'person' }, { limit: 9, afterId: null });
    assert.equal(people.awards.length, 1);
  });

  test('nothing of a team with private scorecards is exported, nor of anybody who has not said yes', async () => {
    const page = await reads.exportable({ limit: 100, afterId: null });
    assert.deepEqual(
      page.awards.map(({ recipient }) => (recipient.kind === 'person' ? recipient.personId : 'a team')),
      ['open-nobody', 'open-organisation', 'open-team'],
    );
  });

  test('the postings of an award sum to its points, and none of them can be changed', async () => {
    const given = awards.find(({ id }) => id.includes('open-silent'));
    assert.ok(given);
    const lowered: Award = {
      ...given,
      level: 'bronze',
      points: 25,
      state: 'lowered',
      changeReason: 'it was reverted.',
    };
    await control.write(SYSTEM, (unit) =>
      unit.recognition.change(lowered, { cause: 'it was reverted.', atMs: NOW_MS }),
    );
    await control.write(SYSTEM, (unit) => unit.recognition.change(given, { cause: 'it holds.', atMs: NOW_MS }));
    const postings = await reads.postings(given.id);
    assert.deepEqual(
      postings.map(({ sequence, points, cause }) => [sequence, points, cause]),
      [
        [1, 100, 'given'],
        [2, -75, 'it was reverted.'],
        [3, 75, 'it holds.'],
      ],
    );
    assert.equal((await reads.award(given.id))?.points, 100);
    await assert.rejects(database.pool.query('delete from tokenward.recognition_posting'), /append-only/);
    await assert.rejects(database.pool.query('update tokenward.recognition_posting set points = 0'), /append-only/);
  });

  test('a month is given once: a second time fails whole', async () => {
    const again = control.write(SYSTEM, (unit) =>
      unit.recognition.give(awards.slice(0, 1).map((award) => ({ award, evidence: [] }))),
    );
    await assert.rejects(again, /duplicate key/);
  });
});
