import type { KeyOwner } from '../domain/identity/key-grant.ts';
import type { KeptTask } from '../domain/task/kept-task.ts';
import type { CallRecord } from '../domain/usage/call-record.ts';
import type { ProtectionEvent, ProtectionFilter, ProtectionStore } from '../ports/protection-store.ts';
import type { TaskFilter, TaskStore } from '../ports/task-store.ts';
import type { UsageFilter, UsageStore } from '../ports/usage-store.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type LookContext, recordLooks } from './record-looks.ts';

/** Rows that leave as a file are read a page at a time, each once, however long whoever takes them is at it. */
const PAGE_ROWS = 500;
const WHY = 'as a file, by the control plane; no reason is asked';

/** Writes into the trail who takes rows of others along, and which, before the first of them leaves. */
export function noteExport(
  { store }: ControlContext,
  { actor }: Commander,
  taken: { readonly what: string; readonly filter: Readonly<Record<string, unknown>> },
): Promise<void> {
  const { what, filter } = taken;
  return store.write(actor, (unit) =>
    unit.audit({ type: 'rows.exported', subject: `export:${what}`, detail: { filter } }),
  );
}

/** Settled calls, newest first. */
export async function* everyCall(usage: UsageStore, filter: UsageFilter): AsyncGenerator<CallRecord> {
  let afterId: string | null = null;
  do {
    const page = await usage.calls(filter, { limit: PAGE_ROWS, afterId });
    yield* page.calls;
    afterId = page.nextAfterId;
  } while (afterId !== null);
}

/** Protection events, newest first. */
export async function* everyProtectionEvent(
  protection: ProtectionStore,
  filter: ProtectionFilter,
): AsyncGenerator<ProtectionEvent> {
  let afterId: string | null = null;
  do {
    const page = await protection.events(filter, { limit: PAGE_ROWS, afterId });
    yield* page.events;
    afterId = page.nextAfterId;
  } while (afterId !== null);
}

/** Tasks of somebody as they are kept, newest first. */
export async function* everyTask(
  tasks: TaskStore,
  filter: Omit<TaskFilter, 'owner'> & { readonly owner: KeyOwner },
): AsyncGenerator<KeptTask> {
  let after: string | null = null;
  do {
    const page = await tasks.list(filter, { limit: PAGE_ROWS, after });
    yield* page.tasks;
    after = page.nextAfter;
  } while (after !== null);
}

/** Passes rows on, and writes down of each person in them, once, that somebody took their rows. */
export async function* notingLooks<Row>(
  context: LookContext,
  commander: Commander,
  seen: { readonly rows: AsyncIterable<Row>; readonly what: string; readonly personOf: (row: Row) => string | null },
): AsyncGenerator<Row> {
  const noted = new Set<string>();
  for await (const row of seen.rows) {
    const personId = seen.personOf(row);
    if (personId !== null && !noted.has(personId)) {
      noted.add(personId);
      await recordLooks(context, commander, { personIds: [personId], what: seen.what, why: WHY });
    }
    yield row;
  }
}
