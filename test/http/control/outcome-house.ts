import assert from 'node:assert/strict';
import type { ControlClient } from '../../../src/client/create-control-client.ts';
import { ProblemError } from '../../../src/client/problem-error.ts';
import { keepTasks } from '../../../src/control/keep-tasks.ts';
import type { OutcomeContext } from '../../../src/control/outcome-context.ts';
import { type RecordedEvents, recordOutcomeEvents } from '../../../src/control/record-outcome-events.ts';
import type { ToldEvent } from '../../../src/domain/outcome/told-event.ts';
import type { CallRecord } from '../../../src/domain/usage/call-record.ts';
import { NO_TOKENS } from '../../../src/domain/usage/token-usage.ts';
import { createIngest } from '../../../src/store/ingest/create-ingest.ts';
import { batchOf, sampleCall } from '../../../src/store/ingest/sample-call.fixture.ts';
import { aUseCase } from '../../fakes/catalog-rows.ts';
import { type ControlHouse, openControlHouse } from './control-house.ts';

export const DAY_MS = 86_400_000;
export const SYSTEM = { kind: 'system', id: 'sources', keyId: null, requestId: 'test' } as const;
const PEOPLE = ['ben', 'cem', 'dan', 'eli', 'fay', 'olga', 'vera', 'vito'];

type Outcome = Awaited<ReturnType<typeof claimOf>>;
type Queued = { readonly id: string; readonly by: string };

/** People who claim; Olga, who owns the use case "coding"; Vera and Vito, who judge besides her. */
export type OutcomeHouse = {
  readonly house: ControlHouse;
  readonly admin: ControlClient;
  readonly context: () => OutcomeContext;
  readonly as: (personId: string) => ControlClient;
  readonly setRoles: (personId: string, roles: string[]) => Promise<unknown>;
  /** Four hours of coding, unless it says otherwise. */
  readonly claim: (personId: string, more?: object) => Promise<Outcome>;
  readonly read: (outcomeId: string, by?: string) => Promise<Outcome>;
  /** Who was drawn for what is open of an outcome. */
  readonly drawnFor: (outcomeId: string, kind?: string) => Promise<Queued>;
  /** Has who was drawn say it. */
  readonly say: (outcomeId: string, body: object, kind?: string) => Promise<Queued>;
  readonly tell: (events: readonly ToldEvent[]) => Promise<RecordedEvents>;
  /** Calls of tasks, a dollar each, settled and kept as tasks. */
  readonly work: (tasks: readonly Partial<CallRecord>[], daysAgo?: number) => Promise<void>;
};

export async function openOutcomeHouse(): Promise<OutcomeHouse> {
  const house = await openControlHouse();
  const admin = await house.admin();
  const clients = new Map<string, ControlClient>();
  for (const id of PEOPLE) await house.addPerson(id);
  for (const id of ['ada', ...PEOPLE]) clients.set(id, house.clientOf(await house.makeKeyOf(id, ['call', 'approve'])));
  const as = (id: string): ControlClient => clients.get(id) ?? assert.fail(id);
  const setRoles = (id: string, roles: string[]) => admin.call('changePerson', { params: { id }, body: { roles } });
  for (const id of ['vera', 'vito']) await setRoles(id, ['validator']);
  const useCase = aUseCase({ id: 'coding', ownerPersonId: 'olga' });
  await house.store.write(SYSTEM, (unit) => unit.put('use_case', useCase, { managedBy: 'api' }));
  const drawnFor = async (outcomeId: string, kind = 'judge'): Promise<Queued> => {
    const { rows } = await admin.call('listValidations', { query: { state: 'open' } });
    const found = rows.find((row) => row.outcomeId === outcomeId && row.kind === kind);
    assert.ok(found?.validatorId !== undefined && found.validatorId !== null, JSON.stringify(rows));
    return { id: found.id, by: found.validatorId };
  };
  return {
    ...{ house, admin, as, setRoles, drawnFor },
    context: () => ({ ...house.context, ...house.outcomeParts }),
    claim: (id, more = {}) => claimOf(as(id), more),
    read: (id, by = 'ada') => as(by).call('readOutcome', { params: { id } }),
    say: async (outcomeId, body, kind = 'judge') => {
      const drawn = await drawnFor(outcomeId, kind);
      // What is said of one outcome within one millisecond has no order.
      house.clock.ms += 1;
      await as(drawn.by).call('answerValidation', { params: { id: drawn.id }, body: body as { answer: 'attest' } });
      return drawn;
    },
    tell: (events) => house.store.write(SYSTEM, (unit) => recordOutcomeEvents(unit, events, house.clock.ms)),
    work: workOf(house),
  };
}

function claimOf(client: ControlClient, more: object) {
  const body = { typeId: 'hours_saved', amount: 4, note: 'The fair’s letters.', useCaseId: 'coding', ...more };
  return client.call('claimOutcome', { body });
}

function workOf(house: ControlHouse): OutcomeHouse['work'] {
  let serial = 0;
  let batch = 0;
  return async (tasks, daysAgo = 1) => {
    const { pool } = house.database;
    const calls = tasks.map((task) => {
      serial += 1;
      const usage = { ...NO_TOKENS, inputUncachedTokens: 1_000, outputVisibleTokens: 100 };
      const admittedAtMs = house.clock.ms - daysAgo * DAY_MS + serial * 1_000;
      const base = { usage, admittedAtMs, costNanodollars: '1000000000', conversationHash: `h${serial}` };
      return sampleCall(serial, { ...base, useCaseId: 'coding', teamId: 'support', ...task });
    });
    batch += 1;
    const clock = { nowMs: () => house.clock.ms };
    await createIngest({ pool, clock, log: () => undefined })(batchOf(batch, { settles: calls }));
    await pool.query('delete from tokenward.notice_turn');
    await pool.query('update tokenward.task_progress set settled_until = $1', [new Date(house.clock.ms - 30 * DAY_MS)]);
    await keepTasks({ ...house.context, ...house.noticeParts, ...house.taskParts });
  };
}

/** Why something was refused: its code, and in words. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  assert.ok(error instanceof ProblemError, 'it was not refused');
  return `${error.problem.code}: ${error.problem.detail ?? ''}`;
}
