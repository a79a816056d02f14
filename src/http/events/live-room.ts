import { concernsRolesOf, hearsOf, hearsOfJob, type LiveListener } from '../../control/live-audience.ts';
import { type LiveChange, readLiveChange } from '../../control/live-changes.ts';
import type { AuditStore } from '../../ports/audit-store.ts';
import type { Clock } from '../../ports/clock.ts';
import type { JobProgress } from '../../ports/live-feed.ts';
import type { Log } from '../../ports/log.ts';
import { LiveOutbox } from './live-outbox.ts';

/** Somebody who wants to listen, and how to find out whether they still may. */
export type Arrival = {
  readonly listener: LiveListener;
  /** When to look again whatever is heard: a session, key or role ends by itself. */
  readonly endsAtMs: number;
  /** Looks in the store; undefined where it is over. */
  readonly lookAgain: () => Promise<Pick<Arrival, 'listener' | 'endsAtMs'> | undefined>;
  /** What can be seen without the store: a key that was revoked, a person who was stopped. */
  readonly isStopped: () => boolean;
  /** The place in the trail up to which they have heard; undefined: they begin now. */
  readonly after: number | undefined;
};

export type LiveRoom = {
  /** Undefined where the room is full. */
  readonly enter: (arrival: Arrival) => Promise<LiveOutbox | undefined>;
  readonly leave: (outbox: LiveOutbox) => void;
  /** Something is new, or how far a job is. */
  readonly hear: (progress: JobProgress | undefined) => void;
  /** Once a second: looks whatever was heard, ends what is over, says that it is still there. Resolves when it has. */
  readonly tick: () => Promise<void>;
  /** The process stops: everybody is told, and asks another one. */
  readonly endAll: () => void;
  readonly count: () => number;
};

export type LiveRoomOptions = {
  readonly audit: Pick<AuditStore, 'head' | 'events'>;
  readonly clock: Pick<Clock, 'nowMs' | 'monotonicMs'>;
  readonly log: Log;
  readonly seatsMax?: number;
};

type Seat = { arrival: Arrival; readonly outbox: LiveOutbox; beatAtMs: number };

/** For each a socket and a few hundred bytes; beyond it pages ask again after a while and are not live. */
const SEATS_MAX = 2_000;
/** Of one person or key: the oldest gives way, because the newest is what they look at. */
const SEATS_OF_ONE_MAX = 6;
const BEAT_EVERY_MS = 15_000;
const WAITS_MAX_MS = 30_000;
/** More than that is not read: everybody asks anew. */
const CHANGES_MAX = 500;
const LOOKS_AT_ONCE = 4;

/** The listeners of this process. It asks the store only while there are any. */
export function createLiveRoom({ audit, clock, log, seatsMax = SEATS_MAX }: LiveRoomOptions): LiveRoom {
  const seats = new Map<LiveOutbox, Seat>();
  let place = 0;
  let stopping = false;
  let failing = false;
  let looking: Promise<void> | undefined;
  let lookOnceMore = false;

  /** One look at a time; what is heard during one makes another follow. */
  function look(): Promise<void> {
    if (looking !== undefined) {
      lookOnceMore = true;
      return looking;
    }
    looking = lookNow()
      .catch(fail)
      .finally(() => {
        looking = undefined;
        if (!lookOnceMore) return;
        lookOnceMore = false;
        void look();
      });
    return looking;
  }

  /** While the store is away nobody is told anything; it is said once. */
  function fail(error: unknown): void {
    if (!failing) log('warn', 'live.failed', { error: String(error) });
    failing = true;
  }

  async function lookNow(): Promise<void> {
    if (seats.size === 0) return;
    const { sequence } = await audit.head();
    if (sequence === place) return;
    const changes = await readChanges(place, sequence);
    if (changes === 'missed') await lookAgainAt([...seats.values()]);
    else await lookAgainAt([...seats.values()].filter((seat) => changes.some((one) => concerns(seat, one))));
    // Only now: what could not be read or looked at is tried again at the next look.
    place = sequence;
    failing = false;
    for (const seat of seats.values()) tell(seat, changes);
  }

  /** In order; `missed` where there are too many, or where the store is an older one than it was. */
  async function readChanges(after: number, head: number): Promise<readonly LiveChange[] | 'missed'> {
    if (head < after || head - after > CHANGES_MAX) return 'missed';
    const { events } = await audit.events({ afterSequence: after, limit: CHANGES_MAX }, {});
    return events.filter(({ sequence }) => sequence <= head).map(readLiveChange);
  }

  function tell({ arrival, outbox }: Pick<Seat, 'arrival' | 'outbox'>, changes: readonly LiveChange[] | 'missed') {
    const at = { place, nowMs: clock.monotonicMs() };
    if (changes === 'missed') return outbox.askAnew('missed', at);
    outbox.tell(
      changes.flatMap((change) => hearsOf(arrival.listener, change)),
      at,
    );
  }

  /** Before anything is told to them. */
  async function lookAgainAt(which: readonly Seat[]): Promise<void> {
    const waiting = which.values();
    const line = async (): Promise<void> => {
      for (const seat of waiting) await lookAgain(seat);
    };
    await Promise.all(Array.from({ length: LOOKS_AT_ONCE }, line));
  }

  async function lookAgain(seat: Seat): Promise<void> {
    const now = await seat.arrival.lookAgain();
    if (now === undefined) return over(seat);
    const same = JSON.stringify(now.listener) === JSON.stringify(seat.arrival.listener);
    seat.arrival = { ...seat.arrival, ...now };
    if (!same) seat.outbox.askAnew('roles', { place, nowMs: clock.monotonicMs() });
  }

  function over({ outbox }: Seat): void {
    outbox.end('access_over');
    seats.delete(outbox);
  }

  async function enter(arrival: Arrival): Promise<LiveOutbox | undefined> {
    if (stopping) return undefined;
    makeRoom(seats, arrival.listener);
    if (seats.size >= seatsMax) return undefined;
    // Nobody was there, so nothing was followed.
    if (seats.size === 0) place = (await audit.head()).sequence;
    // They come from another gateway, which was further.
    else if ((arrival.after ?? 0) > place) await look();
    const outbox = new LiveOutbox(place);
    const seat = { arrival, outbox, beatAtMs: clock.monotonicMs() };
    seats.set(outbox, seat);
    // What ended between the request's own look and this moment.
    await lookAgain(seat);
    if (arrival.after !== undefined && arrival.after !== place) tell(seat, await readChanges(arrival.after, place));
    return outbox;
  }

  async function tick(): Promise<void> {
    const [nowMs, monotonicMs] = [clock.nowMs(), clock.monotonicMs()];
    for (const seat of [...seats.values()]) {
      if (seat.arrival.isStopped()) over(seat);
      else if (monotonicMs - (seat.outbox.waitsSinceMs ?? monotonicMs) > WAITS_MAX_MS) leave(seat.outbox);
      else if (monotonicMs - seat.beatAtMs >= BEAT_EVERY_MS) {
        seat.beatAtMs = monotonicMs;
        seat.outbox.beat(monotonicMs);
      }
    }
    await lookAgainAt([...seats.values()].filter(({ arrival }) => arrival.endsAtMs <= nowMs)).catch(fail);
    await look();
  }

  function leave(outbox: LiveOutbox): void {
    outbox.close();
    seats.delete(outbox);
  }

  return {
    enter,
    leave,
    hear: (progress) => {
      if (progress === undefined) return void look();
      const { personId: _asker, ...job } = progress;
      for (const { arrival, outbox } of seats.values())
        if (hearsOfJob(arrival.listener, progress)) outbox.tellJob(job, clock.monotonicMs());
    },
    tick,
    endAll: () => {
      stopping = true;
      for (const outbox of seats.keys()) outbox.end('stopping');
      seats.clear();
    },
    count: () => seats.size,
  };
}

function concerns({ arrival }: Seat, change: LiveChange): boolean {
  return concernsRolesOf(arrival.listener, change);
}

/** Seats are in the order in which they were taken. */
function makeRoom(seats: Map<LiveOutbox, Seat>, { personId, by }: LiveListener): void {
  const isSame = ({ arrival: { listener } }: Seat): boolean =>
    by.kind === 'key'
      ? listener.by.kind === 'key' && listener.by.keyId === by.keyId
      : listener.by.kind === 'session' && listener.personId === personId;
  const own = [...seats.values()].filter(isSame);
  for (const { outbox } of own.slice(0, Math.max(0, own.length + 1 - SEATS_OF_ONE_MAX))) {
    outbox.end('crowded');
    seats.delete(outbox);
  }
}
