import type { Source } from '../domain/source/source.ts';
import { factKey, mentionedIn, type Someone, type SourceFact } from '../domain/source/source-fact.ts';
import type { WriteUnit } from '../ports/control-store.ts';
import type { FactWay, SeenIdentity } from '../ports/source-store.ts';
import { settleResult } from './settle-result.ts';
import { AHEAD_MAX_MS, PAST_MAX_MS, type SourceContext } from './source-context.ts';

export type TakenFacts = {
  readonly results: readonly string[];
  readonly eventIds: readonly string[];
  /** Why results count for nobody yet. */
  readonly waitsFor: readonly string[];
};

/** Results of one transaction that are told at once; the others are told by the next turn of the work list. */
const SETTLED_AT_ONCE_MAX = 100;
/** So long after a message its system is asked how the result stands: it has settled there too by then. */
const READ_AGAIN_AFTER_MS = 30_000;

/** The facts that are kept at all, and why others are not: those of long ago, and those of a time to come. */
export function timelyFacts(
  facts: readonly SourceFact[],
  nowMs: number,
): { readonly timely: readonly SourceFact[]; readonly faults: readonly string[]; readonly tooOld: number } {
  const timely: SourceFact[] = [];
  const faults: string[] = [];
  let tooOld = 0;
  for (const fact of facts) {
    if (fact.subject.length > SUBJECT_LENGTH_MAX) faults.push(`The address ${fact.subject.slice(0, 80)}… is too long.`);
    else if (fact.atMs > nowMs + AHEAD_MAX_MS)
      faults.push(`${fact.subject} is told of a time to come: a clock is wrong.`);
    else if (fact.atMs < nowMs - PAST_MAX_MS) tooOld += 1;
    else timely.push(fact);
  }
  if (tooOld > 0) faults.push(`${tooOld} are older than 26 weeks, and were left out.`);
  return { timely, faults, tooOld };
}

/** As long as the evidence of an outcome may be. */
const SUBJECT_LENGTH_MAX = 400;

/** Keeps what a system says, notes whom it mentions, and tells the outcomes of the results concerned, all in one transaction. */
export async function takeFacts(
  context: SourceContext,
  unit: WriteUnit,
  given: {
    readonly source: Source;
    readonly facts: readonly SourceFact[];
    readonly via: FactWay;
    readonly handedInBy: string | null;
    readonly nowMs: number;
  },
): Promise<TakenFacts> {
  const { source, facts, via, handedInBy, nowMs } = given;
  await seeEverybody(unit, given);
  const kept = facts.map((fact) => ({ factId: context.sha256(JSON.stringify(factKey(fact))), fact, via, handedInBy }));
  const subjects = await unit.sources.keepFacts(source.id, kept, nowMs);
  const results = await unit.sources.resultsOf(source.id, subjects);
  const eventIds: string[] = [];
  const waitsFor = new Set<string>();
  for (const subject of results.slice(0, SETTLED_AT_ONCE_MAX)) {
    const settled = await settleResult(context, unit, { source, subject, nowMs });
    eventIds.push(...settled.eventIds);
    for (const why of settled.waitsFor) waitsFor.add(why);
  }
  const later = results.slice(SETTLED_AT_ONCE_MAX);
  if (later.length > 0) await unit.sources.addWork(source.id, { kind: 'settle', subjects: later, dueAtMs: nowMs });
  if (via !== 'api' && results.length > 0 && context.desk.canAsk(source))
    await unit.sources.addWork(source.id, {
      kind: 'read_again',
      subjects: results,
      dueAtMs: nowMs + (via === 'webhook' ? READ_AGAIN_AFTER_MS : 0),
    });
  return { results, eventIds, waitsFor: [...waitsFor] };
}

/** An e-mail address leads to the person who has it here; it is not kept. */
async function seeEverybody(
  unit: WriteUnit,
  { source, facts, nowMs }: { readonly source: Source; readonly facts: readonly SourceFact[]; readonly nowMs: number },
): Promise<void> {
  const everybody = new Map<string, Someone>();
  for (const someone of facts.flatMap(mentionedIn)) {
    const before = everybody.get(someone.externalId);
    const email = someone.email ?? before?.email ?? null;
    everybody.set(someone.externalId, { ...someone, email, shownAs: someone.shownAs ?? before?.shownAs ?? null });
  }
  if (everybody.size === 0) return;
  const seen: SeenIdentity[] = [];
  for (const { externalId, shownAs, isBot, email } of everybody.values())
    seen.push({ externalId, shownAs, isBot, personId: email === null ? null : await personOf(unit, email) });
  await unit.sources.seeIdentities(source.id, seen, nowMs);
}

/** Null also where two have the same address: then somebody has to say who it is. */
async function personOf(unit: WriteUnit, email: string): Promise<string | null> {
  const where = { email: email.toLowerCase(), status: 'active' };
  const { rows } = await unit.list('person', { limit: 2, afterId: null, where });
  const [only] = rows;
  return only === undefined || rows.length > 1 ? null : only.row.id;
}
