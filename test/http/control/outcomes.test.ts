import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { matureOutcomes } from '../../../src/control/tend-outcomes.ts';
import { DAY_MS, type OutcomeHouse, openOutcomeHouse, refusal } from './outcome-house.ts';

describe('outcomes by the control API', () => {
  let one: OutcomeHouse;
  before(async () => {
    one = await openOutcomeHouse();
  });
  after(() => one.house.close());

  test('the starter kinds are there, and an organisation adds its own', async () => {
    const { rows } = await one.as('ada').call('listOutcomeTypes', { query: {} });
    assert.equal(rows.length, 11);
    const body = { id: 'reviews', name: 'Contracts reviewed', unit: 'contract', dollarsPerUnit: '90.5' };
    const made = await one.admin.call('createOutcomeType', { body });
    assert.deepEqual([made.dollarsPerUnit, made.maturityDays, made.direction], ['90.5', 14, 'more']);
    const own = await one.claim('ada', { typeId: 'reviews', amount: 2 });
    assert.equal(own.claimedDollars, '181');
    await one.admin.call('changeOutcomeType', { params: { id: 'reviews' }, body: { dollarsPerUnit: '1' } });
    assert.equal((await one.read(own.id)).claimedDollars, '181', 'a claim keeps its terms');
    await one.admin.call('archiveOutcomeType', { params: { id: 'reviews' } });
    assert.match(await refusal(one.claim('ada', { typeId: 'reviews' })), /archived/);
    assert.match(await refusal(one.claim('ada', { typeId: 'hours_save' })), /Did you mean "hours_saved"/);
  });

  test('a claim counts for nothing until somebody drawn says so too, matures, and is booked on the task that it names', async () => {
    await one.work([
      { personId: 'ada', taskId: 'letters' },
      { personId: 'ada', taskId: 'other', workItem: 'CRM-7' },
    ]);
    const made = await one.claim('ada', { tasks: ['letters'], workItems: ['CRM-7'] });
    assert.deepEqual(
      [made.state, made.grade, made.links.map(({ taskId, method }) => `${taskId} ${method}`)],
      ['unproven', 'E0', ['letters declared', 'other work_item']],
    );
    assert.deepEqual(
      [made.links.map(({ costNanodollars }) => costNanodollars), made.cost],
      [['1000000000', '1000000000'], { tasks: 2, unknownTasks: 0, unpricedTasks: 0, nanodollars: '2000000000' }],
    );
    assert.deepEqual(made.steps, ['mark', 'withdraw']);
    const drawn = await one.drawnFor(made.id);
    assert.equal((await one.read(made.id, drawn.by)).cost, null, 'what it cost is no matter of who judges it');
    assert.ok(['olga', 'vera', 'vito'].includes(drawn.by), 'the owner of the use case, or somebody with the role');
    const others = ['ada', 'olga', 'vera', 'vito', 'ben'].filter((id) => id !== drawn.by);
    for (const id of others)
      assert.match(
        await refusal(one.as(id).call('answerValidation', { params: { id: drawn.id }, body: { answer: 'attest' } })),
        /not_found/,
      );
    const [queued] = (await one.as(drawn.by).call('listMyValidations', {})).open;
    assert.deepEqual([queued?.claimantId, queued?.note], ['ada', 'The fair’s letters.']);
    await one.say(made.id, { answer: 'attest' });
    assert.equal((await one.read(made.id)).state, 'maturing');
    one.house.clock.ms += 14 * DAY_MS;
    assert.equal(await matureOutcomes(one.context()), 1);
    assert.equal(await matureOutcomes(one.context()), 0);
    const counted = await one.read(made.id);
    assert.deepEqual([counted.state, counted.grade], ['counted', 'E1']);
    assert.match(counted.sentence, /It counts since .*\$200 as claimed/);
    const events = await one.admin.call('listAuditEvents', { query: { subject: `outcome:${made.id}`, limit: 10 } });
    assert.ok(events.rows.length > 0);
    assert.ok(
      events.rows.every(({ body }) => !body.includes('letters.')),
      'words of people are not in the trail',
    );
  });

  test('of an outcome others see neither names nor words, and strangers not that it exists', async () => {
    const made = await one.claim('ada');
    const seen = await one.admin.call('readOutcome', { params: { id: made.id } });
    assert.equal(seen.personId, 'ada', 'the administrator of these tests is ada');
    const reader = one.house.clientOf(await one.house.makeKeyOf('fay', ['control.read']));
    const unnamed = await reader.call('readOutcome', { params: { id: made.id } });
    assert.deepEqual([unnamed.personId, unnamed.note, unnamed.history, unnamed.validations], [null, null, [], []]);
    const { rows } = await reader.call('listOutcomes', { query: {} });
    assert.ok(!JSON.stringify(rows).includes('"ada"'));
    const owner = await one.read(made.id, 'olga');
    const isDrawn = owner.validations.some(({ validatorId }) => validatorId === 'olga');
    assert.deepEqual([owner.personId, owner.steps], [isDrawn ? 'ada' : null, ['revert']], 'who owns its use case');
    assert.deepEqual([seen.steps, unnamed.steps], [['mark', 'withdraw', 'reassign'], []]);
    assert.match(await refusal(one.read(made.id, 'ben')), /not_found/);
    assert.match(await refusal(one.as('ben').call('listOutcomes', { query: {} })), /scope_missing/);
  });

  test('what is declined can be appealed against once, before somebody else, and within two weeks', async () => {
    const made = await one.claim('ada');
    assert.match(
      await refusal(one.as('ada').call('appealOutcome', { params: { id: made.id }, body: { words: 'x' } })),
      /nothing to appeal/,
    );
    const first = await one.say(made.id, { answer: 'decline', reason: 'No such letters.' });
    assert.match((await one.read(made.id)).sentence, /declined: No such letters/);
    await one.as('ada').call('appealOutcome', { params: { id: made.id }, body: { words: 'They are in the archive.' } });
    const second = await one.say(made.id, { answer: 'grant', reason: 'They are.' }, 'appeal');
    assert.notEqual(second.by, first.by);
    assert.equal((await one.read(made.id)).state, 'maturing');
    assert.match(
      await refusal(one.as('ada').call('appealOutcome', { params: { id: made.id }, body: { words: 'x' } })),
      /nothing to appeal/,
    );
    const late = await one.claim('ada');
    await one.say(late.id, { answer: 'decline', reason: 'No.' });
    one.house.clock.ms += 15 * DAY_MS;
    assert.match(
      await refusal(one.as('ada').call('appealOutcome', { params: { id: late.id }, body: { words: 'x' } })),
      /too late/,
    );
  });

  test('a withdrawn claim needs nobody’s word; a result that did not hold is taken back with what clean-up took', async () => {
    const made = await one.claim('ada');
    assert.match(
      await refusal(one.as('ben').call('withdrawOutcome', { params: { id: made.id }, body: { reason: 'x' } })),
      /not_found/,
    );
    await one.as('ada').call('withdrawOutcome', { params: { id: made.id }, body: { reason: 'A mistake.' } });
    const { rows } = await one.admin.call('listValidations', { query: { state: 'open' } });
    assert.ok(!rows.some(({ outcomeId }) => outcomeId === made.id));
    const held = await one.claim('ben');
    await one.say(held.id, { answer: 'attest' });
    const revert = { params: { id: held.id }, body: { reason: 'Sent to the wrong people.', cleanUpMinutes: 90 } };
    assert.match(await refusal(one.as('ben').call('revertOutcome', revert)), /four_eyes/);
    assert.match(await refusal(one.as('fay').call('revertOutcome', revert)), /not_found/);
    const reverted = await one.admin.call('revertOutcome', revert);
    assert.deepEqual([reverted.state, reverted.cleanUpMinutes], ['reverted', 90]);
    await one.as('ben').call('appealOutcome', { params: { id: held.id }, body: { words: 'It was another letter.' } });
    await one.say(held.id, { answer: 'grant', reason: 'It was.' }, 'appeal');
    assert.deepEqual(
      [(await one.read(held.id, 'ben')).state, (await one.read(held.id, 'ben')).cleanUpMinutes],
      ['maturing', 0],
    );
  });

  test('the owner of a use case reads what came of it without having been drawn, with who is whose left out, and nothing of another use case', async () => {
    const claims = [];
    for (let many = 0; many < 12; many += 1) claims.push(await one.claim('ada', { note: `Letters, part ${many}.` }));
    const drawn = await Promise.all(claims.map(async ({ id }) => ({ id, by: (await one.drawnFor(id)).by })));
    const undrawn = drawn.find(({ by }) => by !== 'olga') ?? assert.fail('Olga was drawn twelve times');
    const seen = await one.read(undrawn.id, 'olga');
    assert.deepEqual([seen.useCaseId, seen.state, seen.personId], ['coding', 'unproven', null]);
    assert.deepEqual(seen.points, [], 'points are of whose it is alone');
    assert.ok(!JSON.stringify(seen).includes('"ada"'), 'a name stands somewhere in it');
    assert.ok(!seen.steps.includes('withdraw'), 'what is somebody else’s is not withdrawn');
    const other = await one.claim('ada', { useCaseId: null });
    if ((await one.drawnFor(other.id)).by !== 'olga')
      assert.match(await refusal(one.read(other.id, 'olga')), /not_found/);
  });
});
