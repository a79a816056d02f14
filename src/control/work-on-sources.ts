import type { Source } from '../domain/source/source.ts';
import type { SourceFact } from '../domain/source/source-fact.ts';
import type { WriteUnit } from '../ports/control-store.ts';
import type { ClaimedWork } from '../ports/source-store.ts';
import { settleResult } from './settle-result.ts';
import { type SourceContext, sourceActor } from './source-context.ts';
import { takeFacts, timelyFacts } from './take-facts.ts';

/** How much is claimed at once, for how long, and how often in one turn. */
const CLAIM = { limit: 50, leaseMs: 120_000, rounds: 20 } as const;
/** Then a system's API is not asked any more about this result: what it had sent stands. */
const TRIES_MAX = 10;
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 6 * 3_600_000;

/**
 * Does what is due of the results of connected systems. Any number of processes may: what one has claimed is not the other's,
 * and is again when its lease is over. Gives back how many were done.
 */
export async function workOnSources(context: SourceContext): Promise<number> {
  let done = 0;
  for (let round = 0; round < CLAIM.rounds; round += 1) {
    const claimed = await context.sources.claimWork({ nowMs: context.clock.nowMs(), ...CLAIM });
    for (const work of claimed) await doWork(context, work);
    done += claimed.length;
    if (claimed.length < CLAIM.limit) break;
  }
  return done;
}

async function doWork(context: SourceContext, work: ClaimedWork): Promise<void> {
  const source = (await context.store.get('source', work.sourceId))?.row;
  if (source === undefined || source.status !== 'active') return putOff(context, work, 'The source is not active.');
  switch (work.kind) {
    case 'settle':
      await settle(context, source, work.subject);
      return context.sources.endWork(work);
    case 'read_again':
      return readAgain(context, source, work);
  }
}

/** Of another name than an address, every result that has it. */
async function settle(context: SourceContext, source: Source, subject: string): Promise<void> {
  const nowMs = context.clock.nowMs();
  const requestId = context.chance.uuid(nowMs);
  await context.store.write(sourceActor(source.id, requestId), async (unit) => {
    const results = await unit.sources.resultsOf(source.id, [subject]);
    for (const result of results) await settleResult(context, unit, { source, subject: result, nowMs });
  });
}

async function readAgain(context: SourceContext, source: Source, work: ClaimedWork): Promise<void> {
  const asked = await context.desk.readAgain(source, work.subject);
  if (asked.kind === 'failed' && asked.again && work.tries < TRIES_MAX) return putOff(context, work, asked.why);
  if (asked.kind === 'answered') {
    const nowMs = context.clock.nowMs();
    const requestId = context.chance.uuid(nowMs);
    await context.store.write(sourceActor(source.id, requestId), async (unit) => {
      const { timely } = timelyFacts(asked.facts, nowMs);
      const facts = [...timely, ...(await denied(unit, { source, subject: work.subject, said: asked.facts, nowMs }))];
      await takeFacts(context, unit, { source, facts, via: 'api', handedInBy: null, nowMs });
    });
  }
  return context.sources.endWork(work);
}

/** A result that was told as finished, and that its system does not know as finished: from now on it is undone. */
async function denied(
  unit: WriteUnit,
  asked: {
    readonly source: Source;
    readonly subject: string;
    readonly said: readonly SourceFact[];
    readonly nowMs: number;
  },
): Promise<readonly SourceFact[]> {
  const { source, subject, said, nowMs } = asked;
  if (said.some(({ kind }) => kind === 'finished')) return [];
  const known = (await unit.sources.factsOf(source.id, subject)).map(({ fact }) => fact);
  const last = known.findLast(({ kind }) => kind === 'finished' || kind === 'undone');
  if (last?.kind !== 'finished') return [];
  return [
    { kind: 'undone', subject, atMs: nowMs, reason: `Asked again, ${source.name} does not say that it is finished.` },
  ];
}

function putOff(context: SourceContext, work: ClaimedWork, why: string): Promise<void> {
  const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(work.tries, 12));
  return context.sources.putOffWork(work, { dueAtMs: context.clock.nowMs() + waitMs, why });
}
