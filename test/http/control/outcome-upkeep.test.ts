import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { tellWaiting } from '../../../src/control/tell-waiting.ts';
import { drawMeasurements, linkDueOutcomes, tendValidations } from '../../../src/control/tend-outcomes.ts';
import type { ToldEvent } from '../../../src/domain/outcome/told-event.ts';
import { aUseCase } from '../../fakes/catalog-rows.ts';
import { DAY_MS, type OutcomeHouse, openOutcomeHouse, refusal, SYSTEM } from './outcome-house.ts';

describe('what becomes of outcomes by time, by systems and by who people are', () => {
  let one: OutcomeHouse;
  before(async () => {
    one = await openOutcomeHouse();
  });
  after(() => one.house.close());

  test('who has left or does not answer is drawn anew, and where nobody may it is said what to do', async () => {
    const made = await one.claim('cem');
    const first = await one.drawnFor(made.id);
    await one.admin.call('changeUseCase', { params: { id: 'coding' }, body: { ownerPersonId: null } });
    await one.house.store.write(SYSTEM, async (unit) => {
      const stored = await unit.get('person', first.by);
      if (stored !== undefined) await unit.put('person', { ...stored.row, status: 'archived' }, { managedBy: 'api' });
    });
    assert.ok((await tendValidations(one.context())) > 0);
    const second = await one.drawnFor(made.id);
    assert.notEqual(second.by, first.by);
    one.house.clock.ms += 8 * DAY_MS;
    await tendValidations(one.context());
    one.house.clock.ms += 8 * DAY_MS;
    await tendValidations(one.context());
    const nobody = (await one.read(made.id, 'cem')).validations.find(({ state }) => state === 'open');
    assert.equal(nobody?.validatorId, null);
    assert.match(nobody.why, /Name a(?:nother| second) validator/);
    await one.setRoles('dan', ['governance']);
    one.house.clock.ms += 8 * DAY_MS;
    await tendValidations(one.context());
    assert.equal((await one.drawnFor(made.id)).by, 'dan', 'governance stands in');
    await one.house.store.write(SYSTEM, async (unit) => {
      const stored = await unit.get('person', first.by);
      if (stored !== undefined) await unit.put('person', { ...stored.row, status: 'active' }, { managedBy: 'api' });
    });
    await one.admin.call('changeUseCase', { params: { id: 'coding' }, body: { ownerPersonId: 'olga' } });
  });

  test('who was drawn is told once a day, by what writes to people, and nobody else reads it', async () => {
    const { channels } = one.house.noticeParts;
    const audience = { owner: false, callers: false, addresses: [] };
    const common = { kinds: null, envelopeIds: null, send: () => Promise.resolve({ kind: 'sent' } as const) };
    channels.push(
      { ...common, name: 'mail', kind: 'email', audience },
      { ...common, name: 'chat', kind: 'slack', audience: null },
    );
    const made = await one.claim('eli');
    const { by } = await one.drawnFor(made.id);
    const tell = () => tellWaiting({ ...one.house.context, ...one.house.noticeParts });
    assert.ok((await tell()) > 0);
    assert.equal(await tell(), 0);
    const { rows } = await one.admin.call('listNotices', { query: {} });
    const told = rows.filter(({ kind }) => kind === 'my_queue');
    assert.ok(told.some(({ threshold }) => threshold === by));
    assert.ok(
      told.every(
        ({ subject, deliveries }) =>
          subject === 'What waits for the word of one person' && deliveries.every(({ channel }) => channel === 'mail'),
      ),
    );
    one.house.clock.ms += DAY_MS;
    assert.ok((await tell()) > 0, 'and again the day after');
    channels.length = 0;
  });

  test('two names of one person prove nothing for each other until they are told apart again', async () => {
    const made = await one.claim('dan');
    const { by } = await one.say(made.id, { answer: 'attest' });
    await one.admin.call('mergePeople', { params: { id: by }, body: { intoPersonId: 'dan', why: 'Married.' } });
    assert.equal((await one.read(made.id, 'dan')).state, 'unproven');
    const again = { params: { id: 'dan' }, body: { intoPersonId: by, why: 'x' } };
    assert.match(await refusal(one.admin.call('mergePeople', again)), /as one already/);
    const namesOf = (id: string) => one.admin.call('readPersonNames', { params: { id } });
    assert.deepEqual((await namesOf(by)).readAs, { personId: 'dan', why: 'Married.' });
    assert.deepEqual((await namesOf('dan')).alsoNamed, [{ personId: by, why: 'Married.' }]);
    await one.admin.call('splitPerson', { params: { id: by }, body: { why: 'They are two.' } });
    assert.deepEqual([(await namesOf(by)).readAs, (await namesOf('dan')).alsoNamed], [null, []]);
    assert.equal((await one.read(made.id, 'dan')).state, 'maturing');
    const moved = await one.admin.call('reassignOutcome', {
      params: { id: made.id },
      body: { toPersonId: 'fay', reason: 'Fay wrote them.' },
    });
    assert.equal(moved.state, 'maturing');
    assert.match(await refusal(one.read(made.id, 'dan')), /not_found/);
    assert.equal((await one.read(made.id, 'fay')).personId, 'fay');
  });

  test('what a system has told of is not claimed again, and its word makes nobody’s judgement needed', async () => {
    const evidence = 'https://git.example.com/acme/app/pull/7';
    const made = await one.claim('eli', { evidence: `${evidence}?a=b#c` });
    const base = { atMs: one.house.clock.ms, sourceId: 'github', teller: { kind: 'system', id: 'github' } } as const;
    const confirmed: ToldEvent = {
      ...{ ...base, kind: 'confirmed', eventId: 'gh-1', outcomeId: null, evidenceId: evidence },
      ...{ personId: 'eli', actorId: 'ben' },
    };
    const { changed } = await one.tell([confirmed]);
    assert.deepEqual(
      changed.map(({ outcomeId, grade }) => [outcomeId, grade]),
      [[made.id, 'E2']],
    );
    assert.deepEqual((await one.tell([confirmed])).eventIds, []);
    await tendValidations(one.context());
    assert.equal((await one.read(made.id, 'eli')).validations[0]?.state, 'void');
    assert.match(await refusal(one.claim('eli', { evidence })), /already_exists: You have claimed this already/);
    const rival = await one.claim('fay', { evidence });
    assert.equal((await one.read(rival.id, 'fay')).state, 'unproven');
    await one.say(rival.id, { answer: 'attest' });
    assert.equal(
      (await one.read(rival.id, 'fay')).state,
      'duplicate',
      'one result counts once, for whom the system names',
    );
  });

  test('a quarter of a month’s claims is measured, one at least, and what is far above the usual at once', async () => {
    await one.house.database.pool.query('update tokenward.outcome_validation set state = $1, decided_at = now()', [
      'void',
    ]);
    const big = await one.claim('fay', { amount: 900 });
    await one.say(big.id, { answer: 'attest' });
    assert.equal((await drawMeasurements(one.context())) > 0, true);
    await one.say(big.id, { answer: 'measure', amount: 20, reason: 'Timed on five letters.' }, 'measure');
    const measured = await one.read(big.id, 'fay');
    assert.deepEqual([measured.grade, measured.measuredDollars], ['E4', '1000']);
    const before = await one.admin.call('listValidations', { query: { kind: 'measure' } });
    const small: string[] = [];
    for (let at = 0; at < 5; at += 1) {
      const made = await one.claim('ben', { amount: 1 });
      await one.say(made.id, { answer: 'attest' });
      small.push(made.id);
    }
    await drawMeasurements(one.context());
    one.house.clock.ms = Date.UTC(
      new Date(one.house.clock.ms).getUTCFullYear(),
      new Date(one.house.clock.ms).getUTCMonth() + 1,
      3,
    );
    await drawMeasurements(one.context());
    await drawMeasurements(one.context());
    const { rows } = await one.admin.call('listValidations', { query: { kind: 'measure' } });
    const drawn = rows.filter(({ outcomeId, basis }) => small.includes(outcomeId) && basis === 'drawn');
    assert.equal(drawn.length, 2, 'a quarter of five, rounded up');
    assert.ok(rows.length > before.rows.length);
  });

  test('what an outcome costs is said with an interval once enough is linked, and else why not', async () => {
    const costs = async () => {
      const from = new Date(one.house.clock.ms - 40 * DAY_MS).toISOString();
      const { useCases } = await one.admin.call('readOutcomeCosts', { query: { useCaseId: 'costed', from } });
      return useCases[0];
    };
    const write = one.house.store.write.bind(one.house.store);
    await write(SYSTEM, (unit) => unit.put('use_case', aUseCase({ id: 'costed' }), { managedBy: 'api' }));
    const of = (personId: string, many: number) => Array.from({ length: many }, (_, at) => ({ personId, at }));
    const done = ['ada', 'ben', 'cem', 'dan'].flatMap((personId) => of(personId, 5));
    const tellDone = async (items: typeof done) => {
      await one.work(
        items.map(({ personId, at }) => ({
          personId,
          taskId: `c-${personId}-${at}`,
          useCaseId: 'costed',
          branch: `b-${personId}-${at}`,
        })),
        21,
      );
      const type = (await one.house.store.get('outcome_type', 'tickets_resolved'))?.row ?? assert.fail();
      const base = { sourceId: 'desk', teller: { kind: 'system', id: 'desk' } } as const;
      await one.tell(
        items.flatMap(({ personId, at }): readonly ToldEvent[] => {
          const evidenceId = `T-${personId}-${at}`;
          const atMs = one.house.clock.ms - 20 * DAY_MS;
          return [
            {
              ...{
                ...base,
                kind: 'claimed',
                eventId: `c${evidenceId}`,
                outcomeId: `o-${evidenceId}`,
                evidenceId,
                atMs,
              },
              ...{
                personId,
                type,
                amount: 1,
                evidenceUrl: null,
                note: 'Solved',
                teamId: 'support',
                useCaseId: 'costed',
              },
              marks: [{ kind: 'branch', value: `b-${personId}-${at}`, owner: null }],
            },
            {
              ...base,
              kind: 'confirmed',
              eventId: `k${evidenceId}`,
              outcomeId: null,
              evidenceId,
              atMs,
              personId,
              actorId: null,
            },
          ];
        }),
      );
      await linkDueOutcomes(one.context());
    };
    await tellDone(done);
    const few = await costs();
    assert.deepEqual([few?.outcomes, few?.perOutcome], [null, null]);
    assert.match(few?.sentence ?? '', /fewer than 5 people/);
    assert.equal(few?.stack.wholeDollars, '20');
    await tellDone(of('eli', 5));
    await one.work([{ personId: 'eli', taskId: 'unlinked', useCaseId: 'costed' }]);
    await one.as('eli').call('reportReviewMinutes', { params: { id: 'unlinked' }, body: { minutes: 10 } });
    const told = await costs();
    assert.deepEqual([told?.outcomes, told?.linkedOutcomes, told?.linkedPercent], [25, 25, 81]);
    assert.deepEqual(told?.stack.wholeDollars, '31', '26 tasks of a dollar, ten minutes of half a dollar');
    assert.deepEqual(told.perOutcome, { dollars: '1.24', lowDollars: '1', highDollars: '1.24' });
    const from = new Date(one.house.clock.ms - 40 * DAY_MS).toISOString();
    const ofTeam = (teamId: string) =>
      one.admin.call('readOutcomeCosts', { query: { teamId, useCaseId: 'costed', from } });
    assert.deepEqual((await ofTeam('support')).useCases, [told]);
    assert.deepEqual((await ofTeam('nobodys')).useCases, []);
  });
});
