import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { ProblemError } from '../../../src/client/problem-error.ts';
import { EXCEPTION_REASON_CODES } from '../../../src/contract/exceptions.ts';
import { noteEndedExceptions } from '../../../src/control/ended-exceptions.ts';
import { EXCEPTION_REASONS } from '../../../src/domain/policy/exception.ts';
import { createBudgetStore } from '../../../src/store/budget/create-budget-store.ts';
import { type ControlHouse, openControlHouse, START_MS } from './control-house.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const at = (ms: number): string => new Date(ms).toISOString();

describe('exceptions by the control API', () => {
  let house: ControlHouse;
  let ada: ControlClient;
  /** Asks, owns nothing, and is no administrator. */
  let ruth: ControlClient;
  let olga: ControlClient;
  before(async () => {
    house = await openControlHouse();
    ada = await house.admin();
    for (const id of ['ruth', 'olga', 'max']) await house.addPerson(id);
    ruth = house.clientOf(await house.makeKeyOf('ruth', ['call']));
    olga = house.clientOf(await house.makeKeyOf('olga', ['call', 'approve']));
    const envelope = { name: 'Support', scope: { teamId: 'support' }, hardCap: '100' };
    await ada.call('createEnvelope', { body: { ...envelope, id: 'support', ownerPersonId: 'olga' } });
    await ada.call('createEnvelope', { body: { ...envelope, id: 'ownerless', period: 'week' } });
    await ada.call('createUseCase', {
      body: { id: 'legal', name: 'Legal', tier: 3, modelStack: [], ownerPersonId: 'olga' },
    });
  });
  after(() => house.close());

  const WISH = {
    kind: 'raise_envelope',
    envelopeId: 'support',
    reasonCode: 'deadline',
    why: 'The fair is on Monday.',
    scope: { personId: 'ruth' },
    cap: '20',
    endsAt: at(START_MS + 7 * DAY_MS),
  } as const;
  const ask = (changes: object = {}) => ruth.call('requestException', { body: { ...WISH, ...changes } });
  const refusal = async (work: Promise<unknown>): Promise<ProblemError['problem']> => {
    const error: unknown = await work.then(
      () => undefined,
      (caught: unknown) => caught,
    );
    assert.ok(error instanceof ProblemError, 'it was not refused');
    return error.problem;
  };
  const typesOf = async (id: string): Promise<readonly string[]> => {
    const { rows } = await ada.call('listAuditEvents', { query: { subject: `exception:${id}`, limit: 100 } });
    return rows.map(({ body }) => String((JSON.parse(body) as { readonly type: string }).type));
  };
  const ledgerOf = async (exception: { readonly id: string; readonly startsAt: string }) => {
    const store = createBudgetStore({ pool: house.database.pool, leaseMs: 1_000 });
    const account = { envelopeId: exception.id, periodStartMs: Date.parse(exception.startsAt) };
    return { balance: await store.balance(account), entries: await store.entries(account), store, account };
  };

  test('the codes of reasons on the wire are those that have words', () => {
    assert.deepEqual([...EXCEPTION_REASON_CODES].sort(), Object.keys(EXCEPTION_REASONS).sort());
  });

  test('a person asks, the owner is drawn and told, approves, and the money stands in the ledger until the end', async () => {
    const asked = await ask();
    assert.deepEqual([asked.state, asked.inForce, asked.approverId], ['requested', false, 'olga']);
    assert.equal(asked.approverWhy, 'The owner of the envelope "support".');
    assert.deepEqual(asked.scope, { teamId: 'support', personId: 'ruth' }, 'within the envelope');
    assert.equal(asked.sentence, '$20.00 beside "support" for team support, person ruth.');
    assert.deepEqual(
      (await olga.call('listMyExceptions', {})).toDecide.map(({ id }) => id),
      [asked.id],
    );

    const granted = await olga.call('approveException', { params: { id: asked.id }, body: {} });
    assert.deepEqual([granted.state, granted.inForce, granted.decidedBy], ['granted', true, 'olga']);
    const { balance, entries, store, account } = await ledgerOf(granted);
    assert.deepEqual(balance, { limit: 20_000_000_000n, spent: 0n, held: 0n, suspense: 0n });
    assert.deepEqual(
      entries.map(({ kind, actor }) => `${kind} by ${actor}`),
      ['grant by olga'],
    );
    const envelope = await ada.call('readEnvelope', { params: { id: 'support' } });
    assert.equal(envelope.hardCap.amount, '100.00', 'the envelope itself is not changed');
    const { rows } = await ada.call('listEnvelopes', { query: {} });
    assert.deepEqual(
      rows.map(({ id }) => id),
      ['ownerless', 'support'],
      'nor joined by another',
    );

    const { epoch } = await store.register('gateway-1');
    const target = { ...account, periodEndMs: Date.parse(granted.endsAt), target: 5_000_000_000n };
    const message = { gatewayId: 'gateway-1', epoch, settlements: [], targets: [target], asks: [] };
    await store.sync({ ...message, sequence: 1 });
    const charges = [{ ...account, amount: 3_000_000_000n }];
    const callId = '00000000-0000-7000-8000-000000000001';
    await store.sync({ ...message, sequence: 2, settlements: [{ callId, epoch, charges }] });
    const running = await ruth.call('readException', { params: { id: asked.id } });
    assert.equal(running.spent?.amount, '3.00');

    house.clock.ms = Date.parse(granted.endsAt);
    const over = await ruth.call('readException', { params: { id: asked.id } });
    assert.deepEqual([over.state, over.inForce], ['expired', false], 'by the clock, before anybody noted it');
    const noted = await Promise.all([noteEndedExceptions(house.context), noteEndedExceptions(house.context)]);
    assert.equal(noted[0] + noted[1], 1, 'two gateways note it once');
    assert.deepEqual((await ledgerOf(granted)).balance, {
      ...{ limit: 8_000_000_000n, spent: 3_000_000_000n, held: 5_000_000_000n, suspense: 0n },
    });
    const { kind } = await store.sync({ ...message, sequence: 3, targets: [{ ...target, target: 20_000_000_000n }] });
    assert.equal(kind, 'applied');
    assert.equal((await ledgerOf(granted)).balance?.held, 5_000_000_000n, 'nothing more is drawn');
    await store.sync({ ...message, sequence: 4, targets: [{ ...target, target: 0n }] });
    assert.equal(await noteEndedExceptions(house.context), 1);
    assert.deepEqual((await ledgerOf(granted)).balance, {
      ...{ limit: 3_000_000_000n, spent: 3_000_000_000n, held: 0n, suspense: 0n },
    });
    assert.equal(await noteEndedExceptions(house.context), 0, 'once for all');
    assert.equal((await ruth.call('readException', { params: { id: asked.id } })).spent?.amount, '3.00');
    assert.deepEqual(await typesOf(asked.id), [
      ...['exception.requested', 'exception.granted', 'exception.expired', 'exception.settled'],
    ]);
    house.clock.ms = START_MS;
  });

  test('nobody decides on their own request, nor anybody who was not drawn', async () => {
    const asked = await ask();
    const approving = house.clientOf(await house.makeKeyOf('ruth', ['approve']));
    const own = await refusal(approving.call('approveException', { params: { id: asked.id }, body: {} }));
    assert.deepEqual([own.code, own.detail], ['four_eyes', 'Nobody decides on their own request.']);
    const other = await refusal(ada.call('approveException', { params: { id: asked.id }, body: {} }));
    assert.equal(other.detail, '"olga" decides on this. The owner of the envelope "support".');
    const declined = await olga.call('declineException', { params: { id: asked.id }, body: { reason: 'next month' } });
    assert.deepEqual([declined.state, declined.decisionReason], ['declined', 'next month']);
    const late = await refusal(olga.call('approveException', { params: { id: asked.id }, body: {} }));
    assert.equal(late.detail, 'The exception is declined already.');
    assert.equal((await ledgerOf(declined)).balance, undefined, 'no money came of it');
  });

  test('an owner who asks is decided on by governance, and where there is nobody the request is refused with a remedy', async () => {
    const mine = { ...WISH, scope: { personId: 'olga' } };
    const nobody = await refusal(olga.call('requestException', { body: mine }));
    assert.match(nobody.detail, /nobody who may decide on this.*Ask your administrator to name an owner/s);
    const row = await house.store.get('person', 'max');
    assert.ok(row !== undefined);
    await ada.call('changePerson', { params: { id: 'max' }, body: { roles: ['governance'] } });
    const asked = await olga.call('requestException', { body: mine });
    assert.deepEqual(
      [asked.approverId, asked.approverWhy],
      ['max', 'The owner of the envelope "support" asks: drawn by rule, the one person of governance who may decide.'],
    );
    const withdrawn = await olga.call('withdrawException', { params: { id: asked.id } });
    assert.equal(withdrawn.state, 'withdrawn');
    assert.equal((await olga.call('withdrawException', { params: { id: asked.id } })).revision, withdrawn.revision);
    const foreign = await refusal(ruth.call('withdrawException', { params: { id: asked.id } }));
    assert.equal(foreign.code, 'not_found');
  });

  test('an approver who left is replaced by the same rule', async () => {
    const asked = await ask({ envelopeId: 'ownerless' });
    assert.equal(asked.approverId, 'max');
    await ada.call('changeEnvelope', { params: { id: 'ownerless' }, body: { ownerPersonId: 'olga' } });
    const still = await refusal(olga.call('approveException', { params: { id: asked.id }, body: {} }));
    assert.equal(still.code, 'four_eyes', 'who was drawn decides, for as long as they can');
    await ada.call('archivePerson', { params: { id: 'max' } });
    assert.equal((await olga.call('approveException', { params: { id: asked.id }, body: {} })).decidedBy, 'olga');
    await ada.call('restorePerson', { params: { id: 'max' } });
  });

  test('bad wishes are refused with what to do instead, and leave nothing', async () => {
    const before = (await ada.call('listExceptions', { query: {} })).rows.length;
    /** [what, changes, code, words] */
    const faults = [
      [
        'an unknown envelope',
        { envelopeId: 'suport' },
        'reference_unknown',
        /no envelope "suport". Did you mean "support"/,
      ],
      ['an unknown person', { scope: { personId: 'nobody' } }, 'reference_unknown', /no person "nobody"/],
      ['another team', { scope: { teamId: 'sales' } }, 'rule_broken', /not for the team/],
      ['the past', { startsAt: at(START_MS - DAY_MS) }, 'rule_broken', /leave out the start/],
      ['no duration', { endsAt: at(START_MS) }, 'rule_broken', /end before it begins/],
      ['four months', { endsAt: at(START_MS + 120 * DAY_MS) }, 'rule_broken', /longer than 90 days/],
      ['nothing', { cap: '0' }, 'rule_broken', /more than nothing/],
      ['more than the envelope', { cap: '100.01' }, 'rule_broken', /ask its owner to change the cap/],
      ['a negative cap', { cap: '-5' }, 'body_invalid', /./],
      ['a reason that is none', { reasonCode: 'because' }, 'body_invalid', /./],
      ['a raise without an envelope', { envelopeId: null }, 'body_invalid', /./],
      ['an opening with an envelope', { kind: 'open_use_case', useCaseId: 'legal' }, 'body_invalid', /./],
    ] as const;
    for (const [what, changes, code, words] of faults) {
      const problem = await refusal(ask(changes));
      assert.equal(problem.code, code, what);
      assert.match(problem.detail, words, what);
    }
    assert.equal((await ada.call('listExceptions', { query: {} })).rows.length, before);
  });

  test('an envelope that was archived meanwhile is not raised', async () => {
    const body = { id: 'old', name: 'Old', scope: {}, hardCap: '10', ownerPersonId: 'olga' } as const;
    await ada.call('createEnvelope', { body });
    const asked = await ask({ envelopeId: 'old', cap: '5' });
    await ada.call('archiveEnvelope', { params: { id: 'old' } });
    const problem = await refusal(olga.call('approveException', { params: { id: asked.id }, body: {} }));
    assert.match(problem.detail, /"old" is archived, and nothing is spent from it: ask for the one in its place/);
    assert.equal((await ledgerOf(asked)).balance, undefined);
    assert.match((await refusal(ask({ envelopeId: 'old', cap: '5' }))).detail, /archived/);
  });

  test('an exception is extended by a new one with a new decision, after it and not into it', async () => {
    const asked = await ask();
    const early = await refusal(
      ruth.call('extendException', { params: { id: asked.id }, body: { cap: '5', endsAt: at(START_MS + 9 * DAY_MS) } }),
    );
    assert.match(early.detail, /is requested: there is nothing to extend/);
    await olga.call('approveException', { params: { id: asked.id }, body: {} });
    const body = { cap: '5', endsAt: at(START_MS + 9 * DAY_MS) };
    const more = await ruth.call('extendException', { params: { id: asked.id }, body });
    assert.deepEqual([more.state, more.extendsId, more.startsAt], ['requested', asked.id, asked.endsAt]);
    const granted = await olga.call('approveException', { params: { id: more.id }, body: {} });
    assert.deepEqual([granted.state, granted.inForce], ['granted', false], 'not before its time');
    const unchanged = await ruth.call('readException', { params: { id: asked.id } });
    assert.equal(unchanged.endsAt, asked.endsAt);
    await ruth.call('revokeException', { params: { id: more.id }, body: { reason: 'not needed' } });
    await ruth.call('revokeException', { params: { id: asked.id }, body: { reason: 'done early' } });
  });

  test('what was granted is revoked by whoever it concerns, and its money goes back at once', async () => {
    const asked = await ask();
    await olga.call('approveException', { params: { id: asked.id }, body: { reason: 'for the fair' } });
    await house.addPerson('somebody');
    const stranger = house.clientOf(await house.makeKeyOf('somebody', ['approve']));
    const barred = await refusal(
      stranger.call('revokeException', { params: { id: asked.id }, body: { reason: 'no' } }),
    );
    assert.equal(barred.code, 'four_eyes');
    const revoked = await olga.call('revokeException', { params: { id: asked.id }, body: { reason: 'misused' } });
    assert.deepEqual([revoked.state, revoked.endedBy, revoked.spent?.amount], ['revoked', 'olga', '0.00']);
    assert.equal((await ledgerOf(revoked)).balance?.limit, 0n);
    const again = await olga.call('revokeException', { params: { id: asked.id }, body: { reason: 'misused' } });
    assert.equal(again.revision, revoked.revision, 'revoking again changes nothing');
  });

  test('those whom it concerns see it, and nobody else', async () => {
    const asked = await ask({ scope: {} });
    const outside = house.clientOf(await makeOutsider());
    assert.equal((await refusal(outside.call('readException', { params: { id: asked.id } }))).code, 'not_found');
    assert.deepEqual(await outside.call('listMyExceptions', {}), { asked: [], toDecide: [], concerning: [] });
    const mate = house.clientOf(await house.makeKeyOf('somebody', ['call']));
    assert.equal(
      (await mate.call('listMyExceptions', {})).concerning.some(({ id }) => id === asked.id),
      true,
      'their team',
    );
    const listed = await ada.call('listExceptions', { query: { envelopeId: 'support', state: 'requested' } });
    assert.deepEqual(
      listed.rows.map(({ id }) => id),
      [asked.id],
    );
    assert.equal((await refusal(mate.call('listExceptions', { query: {} }))).code, 'scope_missing');
  });

  async function makeOutsider(): Promise<string> {
    await ada.call('createTeam', { body: { id: 'sales', name: 'Sales' } });
    await ada.call('createPerson', { body: { id: 'otto', name: 'Otto', email: 'otto@example.test', teamId: 'sales' } });
    return house.makeKeyOf('otto', ['call']);
  }

  test('a use case is opened for a person with a model, a cap and an end', async () => {
    const opening = {
      ...WISH,
      kind: 'open_use_case',
      envelopeId: null,
      useCaseId: 'legal',
      dataClass: 'restricted',
    } as const;
    const asked = await ruth.call('requestException', { body: { ...opening, cap: '5' } });
    assert.equal(asked.sentence, '"legal" with restricted content for person ruth, up to $5.00.');
    const granted = await olga.call('approveException', { params: { id: asked.id }, body: {} });
    assert.equal((await ledgerOf(granted)).balance?.limit, 5_000_000_000n);
    const all = await refusal(ruth.call('requestException', { body: { ...opening, scope: {}, cap: '5' } }));
    assert.match(all.detail, /name a person, a team, a project or a tag/);
    const dear = await refusal(ruth.call('requestException', { body: { ...opening, cap: '10001' } }));
    assert.match(dear.detail, /at most 10,000 dollars/);
  });
});
