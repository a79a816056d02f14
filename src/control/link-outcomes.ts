import type { KeyOwner } from '../domain/identity/key-grant.ts';
import { type Booking, chooseLinks, type FoundTask } from '../domain/outcome/choose-links.ts';
import { readAs } from '../domain/outcome/keep-outcomes.ts';
import type { TaskMark } from '../domain/outcome/told-event.ts';
import { TASK_SPAN_MS } from '../domain/task/kept-task.ts';
import { nameOwner } from '../domain/task/task-report.ts';
import type { ReadUnit, WriteUnit } from '../ports/control-store.ts';
import type { StoredOutcome } from '../ports/outcome-store.ts';
import { everyRow } from './find-dependants.ts';
import { LINK_SPAN_MS, readMerges } from './record-outcome-events.ts';

const DAY_MS = 86_400_000;
/** Without anything that leads to tasks, those of so long before are taken. */
const ALLOCATED_BEFORE_MS = 7 * DAY_MS;
const LOOK_AFTER_MS = 10 * 60_000;
const FOUND_MAX = 200;
const ALLOCATED_MAX = 20;
const OWNERS_MAX = 50;

/**
 * Books an outcome on the tasks that led to it: its person's, and those of service accounts that the person answers for; never
 * somebody else's. Asked again, it finds what has come to be known since. True: it changed.
 */
export async function linkOutcome(
  unit: WriteUnit,
  stored: StoredOutcome,
  given: { readonly nowMs: number; readonly ownersOf: OwnerReader },
): Promise<boolean> {
  const { outcome } = stored;
  const { nowMs, ownersOf } = given;
  const found = await findTasks(unit, stored, await ownersOf(outcome.personId));
  const booking = chooseLinks(found);
  const linkAtMs = nextLook(stored, booking, nowMs);
  const useCaseId = outcome.useCaseId ?? booking.useCaseId;
  const isSame = JSON.stringify(stored.links) === JSON.stringify(booking.links) && useCaseId === outcome.useCaseId;
  if (isSame) await unit.outcomes.lookAgainAt(outcome.outcomeId, linkAtMs);
  else await unit.outcomes.link(outcome.outcomeId, { links: booking.links, useCaseId, linkAtMs });
  return !isSame;
}

/** Seldomer with time; no more once something leads to tasks, or where all tasks of its time are long known. */
function nextLook({ outcome, recordedAtMs }: StoredOutcome, { links }: Booking, nowMs: number): number | null {
  const isSure = links.some(({ method }) => method !== 'allocated');
  const isOver = nowMs >= recordedAtMs + LINK_SPAN_MS || outcome.claimedAtMs < recordedAtMs - LINK_SPAN_MS;
  if (isSure || isOver) return null;
  return nowMs + Math.min(DAY_MS, Math.max(LOOK_AFTER_MS, (nowMs - recordedAtMs) / 2));
}

async function findTasks(
  unit: ReadUnit,
  { outcome }: StoredOutcome,
  owners: readonly KeyOwner[],
): Promise<readonly FoundTask[]> {
  const { marks, claimedAtMs } = outcome;
  const values = (...kinds: readonly TaskMark['kind'][]): readonly string[] =>
    marks.filter(({ kind }) => kinds.includes(kind)).map(({ value }) => value);
  const span = { fromMs: claimedAtMs - TASK_SPAN_MS, toMs: claimedAtMs + LINK_SPAN_MS };
  const marked =
    marks.length === 0
      ? []
      : await unit.outcomes.markedTasks({
          ...{ owners, ...span, limit: FOUND_MAX },
          taskIds: values('task', 'trailer', 'link'),
          workItems: values('work_item'),
          branches: values('branch'),
        });
  const meant = marked.flatMap((found) => asMarked(found, marks));
  if (meant.length > 0) return meant;
  return unit.outcomes.recentTasks({
    ...{ owners, limit: ALLOCATED_MAX, useCaseId: outcome.useCaseId, outcomeId: outcome.outcomeId },
    ...{ fromMs: claimedAtMs - ALLOCATED_BEFORE_MS, toMs: claimedAtMs + 1 },
  });
}

/** The store finds tasks by name; by what word they were named, the marks say. Of two owners' tasks the mark may mean one. */
function asMarked(found: FoundTask, marks: readonly TaskMark[]): readonly FoundTask[] {
  const { mark, task } = found;
  if (mark === null) return [];
  if (mark.kind !== 'task') return [found];
  return marks
    .filter(({ kind, value }) => (kind === 'task' || kind === 'trailer' || kind === 'link') && value === mark.value)
    .filter(({ owner }) => owner === null || nameOwner(owner) === nameOwner(task.owner))
    .map(({ kind, value }) => ({ ...found, mark: { kind, value } }));
}

/** A person under every name, and the service accounts that they answer for. */
export type OwnerReader = (personId: string) => Promise<readonly KeyOwner[]>;

/** Reads each person once, and remembers for as long as the reader is kept: within one transaction. */
export function createOwnerReader(unit: ReadUnit): OwnerReader {
  const known = new Map<string, Promise<readonly KeyOwner[]>>();
  let merges: ReturnType<typeof readMerges> | undefined;
  return (personId) => {
    merges ??= readMerges(unit);
    const found = known.get(personId) ?? merges.then((read) => ownersBehind(unit, personId, read));
    known.set(personId, found);
    return found;
  };
}

async function ownersBehind(
  unit: ReadUnit,
  personId: string,
  merges: ReadonlyMap<string, string>,
): Promise<readonly KeyOwner[]> {
  const names = [personId, ...[...merges.keys()].filter((id) => readAs(id, merges) === personId)];
  const owners: KeyOwner[] = names.map((id) => ({ kind: 'person', personId: id }));
  for (const ownerPersonId of names)
    for await (const { row } of everyRow(unit, 'service_account', { ownerPersonId })) {
      if (owners.length >= OWNERS_MAX) return owners;
      owners.push({ kind: 'service_account', serviceAccountId: row.id });
    }
  return owners;
}
