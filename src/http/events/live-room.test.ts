import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AuditEvent } from '../../domain/audit/chain.ts';
import type { AuditStore } from '../../ports/audit-store.ts';
import { type Arrival, createLiveRoom, type LiveRoom } from './live-room.ts';

const SECOND_MS = 1_000;

/** A room beside a trail that the test writes, with a clock that it turns. */
function openRoom(seatsMax: number) {
  const clock = { ms: 0 };
  const events: AuditEvent[] = [];
  const audit: Pick<AuditStore, 'head' | 'events'> = {
    head: () => Promise.resolve({ sequence: events.length, hash: '' }),
    events: ({ afterSequence, limit }) =>
      Promise.resolve({ events: events.slice(afterSequence, afterSequence + limit), nextAfterSequence: null }),
  };
  const room = createLiveRoom({
    audit,
    clock: { nowMs: () => clock.ms, monotonicMs: () => clock.ms },
    log: () => undefined,
    seatsMax,
  });
  const happen = (many: number): void => {
    for (let at = 0; at < many; at += 1) events.push(eventOf(events.length + 1));
  };
  return { clock, room, happen };
}

function eventOf(sequence: number): AuditEvent {
  const actor = { kind: 'person', id: 'somebody', keyId: null, requestId: 'r' };
  const body = JSON.stringify({ type: 'team.created', subject: `team:t${sequence}`, actor, detail: {} });
  return { sequence, previousHash: '', hash: '', body };
}

function arrivalOf(keyId: string): Arrival {
  const listener = { personId: null, by: { kind: 'key', keyId, scopes: ['control.read'] } } as const;
  const seat = { listener, endsAtMs: Number.MAX_SAFE_INTEGER };
  return { ...seat, lookAgain: () => Promise.resolve(seat), isStopped: () => false, after: undefined };
}

async function enter(room: LiveRoom, keyId: string) {
  return (await room.enter(arrivalOf(keyId))) ?? assert.fail(`no seat for ${keyId}`);
}

test('whoever does not read loses the seat after half a minute, and whoever reads keeps it', async () => {
  const { clock, room, happen } = openRoom(10);
  const [slow, quick] = [await enter(room, 'slow'), await enter(room, 'quick')];
  for (const outbox of [slow, quick]) assert.equal((await outbox.next())?.kind, 'ready');
  for (let second = 0; second <= 31; second += 1) {
    happen(1);
    await room.tick();
    assert.equal((await quick.next())?.kind, 'changed');
    clock.ms += SECOND_MS;
  }
  await room.tick();
  assert.equal(room.count(), 1);
  assert.equal(await slow.next(), undefined, 'what waited for it is dropped');
});

test('however much happens while somebody does not read, one message of each topic waits for them', async () => {
  const { room, happen } = openRoom(10);
  const outbox = await enter(room, 'slow');
  assert.equal((await outbox.next())?.kind, 'ready');
  for (let turn = 0; turn < 20; turn += 1) {
    happen(400);
    await room.tick();
  }
  const told = await outbox.next();
  assert.ok(told?.kind === 'changed');
  const directory = told.topics.find(({ topic }) => topic === 'directory');
  assert.deepEqual([directory?.ids, told.place], [[], 8_000], 'more ids than fit are none: the list is asked for');
  happen(501);
  await room.tick();
  assert.deepEqual(await outbox.next(), { kind: 'anew', place: 8_501, why: 'missed' });
});

test('a full room refuses whoever comes next, until somebody leaves', async () => {
  const { room } = openRoom(3);
  const [first] = [await enter(room, 'a'), await enter(room, 'b'), await enter(room, 'c')];
  assert.equal(await room.enter(arrivalOf('d')), undefined);
  assert.equal(room.count(), 3);
  if (first !== undefined) room.leave(first);
  await enter(room, 'd');
  assert.equal(room.count(), 3);
});

test('of one person or key six listen, and the oldest gives way to the newest with a word', async () => {
  const { room } = openRoom(100);
  const outboxes = [];
  for (let at = 0; at < 7; at += 1) outboxes.push(await enter(room, 'one'));
  await enter(room, 'another');
  assert.equal(room.count(), 7);
  assert.deepEqual(await outboxes[0]?.next(), { kind: 'ended', why: 'crowded' });
  assert.equal(await outboxes[0]?.next(), undefined);
  assert.equal((await outboxes[1]?.next())?.kind, 'ready');
});
