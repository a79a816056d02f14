import type { ContentReading } from '../domain/content/content-access.ts';
import { chooseRetention } from '../domain/content/retention.ts';
import type { DataClass } from '../domain/detection/data-class.ts';
import type { KeyGrant, KeyOwner } from '../domain/identity/key-grant.ts';
import type { LookStore } from '../ports/look-store.ts';
import type { RecognitionStore } from '../ports/recognition-store.ts';
import type { UsageFilter, UsageStore, UsageTotals } from '../ports/usage-store.ts';
import { callInWords, type FieldInWords } from './call-in-words.ts';
import type { ContentContext } from './content-context.ts';
import { everyRow } from './find-dependants.ts';
import { reportsOf } from './reports.ts';
import { readRetentionRules } from './retention.ts';
import type { TimeRange } from './usage.ts';

const READINGS_MAX = 200;

/** What is stored about somebody of one kind: how much, why, for how long, and who may see it. */
export type StoredAboutMe = {
  readonly what: string;
  readonly records: number;
  readonly why: string;
  readonly keptFor: string;
  readonly seenBy: string;
};

export type KeptOfMine = {
  readonly useCaseId: string;
  readonly dataClass: DataClass;
  readonly records: number;
  readonly oldestMs: number;
  readonly days: number;
};

export type MyRecord = TimeRange & {
  readonly owner: KeyOwner;
  readonly stored: readonly StoredAboutMe[];
  readonly totals: UsageTotals;
  readonly calls: readonly {
    readonly callId: string;
    readonly contentKept: boolean;
    readonly fields: readonly FieldInWords[];
  }[];
  readonly content: readonly KeptOfMine[];
  /** Who read what of mine. */
  readonly readings: readonly ContentReading[];
};

/** Where what is stored about somebody is found. */
export type RecordContext = ContentContext & {
  readonly usage: UsageStore;
  readonly recognition: Pick<RecognitionStore, 'ofPerson'>;
  readonly looks: LookStore;
};

/** Everything that is stored about whoever has this key, within a time. */
export async function myRecord(
  context: RecordContext,
  grant: KeyGrant,
  asked: { readonly range: TimeRange; readonly calls: number },
): Promise<MyRecord> {
  const { owner } = grant;
  const { range } = asked;
  const filter: UsageFilter = {
    ...range,
    ...(owner.kind === 'person' ? { personId: owner.personId } : { keyId: grant.keyId }),
  };
  const totals = await context.usage.totals(filter);
  const page = await context.usage.calls(filter, { limit: asked.calls, afterId: null });
  const content = await keptOfMine(context, owner);
  const readings = await context.content.readings({ owner, ...range, limit: READINGS_MAX });
  const calls: MyRecord['calls'][number][] = [];
  for (const call of page.calls) {
    const scope = { personId: null, useCaseId: null, callId: call.callId, fromMs: null, toMs: null };
    const kept = await context.content.heads(scope, { limit: 1, afterId: null });
    calls.push({ callId: call.callId, contentKept: kept.heads.length > 0, fields: callInWords(call) });
  }
  return {
    ...range,
    owner,
    totals,
    calls,
    content,
    readings,
    stored: await storedAboutMe(context, owner, {
      ...{ calls: totals.calls, readings: readings.length, content },
      ...(await countAboutPerson(context, owner, range)),
    }),
  };
}

async function keptOfMine(context: ContentContext, owner: KeyOwner): Promise<readonly KeptOfMine[]> {
  const rules = await readRetentionRules(context.store);
  const counts = await context.content.counts(owner);
  return counts.map((one) => ({ ...one, days: chooseRetention(rules, one).days }));
}

const AWARDS_MAX = 1_000;

/** What is kept of people alone. */
async function countAboutPerson(
  { recognition, looks }: RecordContext,
  owner: KeyOwner,
  range: TimeRange,
): Promise<{ readonly awards: number; readonly looks: number }> {
  if (owner.kind !== 'person') return { awards: 0, looks: 0 };
  const { personId } = owner;
  const seen = await looks.of(personId, { ...range, limit: READINGS_MAX });
  return { awards: (await recognition.ofPerson(personId, AWARDS_MAX)).length, looks: seen.length };
}

async function storedAboutMe(
  context: ContentContext,
  owner: KeyOwner,
  counted: {
    readonly calls: number;
    readonly readings: number;
    readonly content: readonly KeptOfMine[];
    readonly awards: number;
    readonly looks: number;
  },
): Promise<readonly StoredAboutMe[]> {
  const reporter =
    owner.kind === 'person'
      ? { reporterKind: owner.kind, reporterId: owner.personId }
      : { reporterKind: owner.kind, reporterId: owner.serviceAccountId };
  const reports = (await reportsOf(context, reporter)).length;
  const governing = 'governance, security, finance, auditors and administrators';
  const inDirectory = `whoever leads your team, ${governing}`;
  // biome-ignore format: a table is read down
  return [
    { what: owner.kind === 'person' ? 'name, e-mail address, team, roles, region, employment' : 'name, team, project, owner', records: 1, why: 'to know whose key it is, and for rules that ask', keptFor: 'as long as the organisation keeps it; archived, not deleted', seenBy: inDirectory },
    { what: 'keys (a keyed hash, never the key)', records: await countKeys(context, owner), why: 'to know who calls', keptFor: 'for ever, so that old records keep their names', seenBy: 'security, auditors and administrators' },
    { what: 'records of calls, without text, and their sums by task', records: counted.calls, why: 'to account for cost, and to show how decisions came about', keptFor: 'as long as the organisation keeps its accounts; sums by task 400 days', seenBy: `${governing}; each look stands below` },
    { what: 'text of calls, encrypted', records: counted.content.reduce((sum, { records }) => sum + records, 0), why: 'where the use case or a rule says so', keptFor: 'the days below, longer only under a legal hold', seenBy: 'security, with a purpose, for minutes; of tier 3 only with a second person' },
    { what: 'readings of that text by others', records: counted.readings, why: 'so that you can see who looked', keptFor: 'for ever', seenBy: 'you, security, auditors and administrators' },
    { what: 'what you were recognised for, and your choice of who sees it', records: counted.awards, why: 'so that work is honoured by a published rule', keptFor: 'for ever', seenBy: 'you, and whom you show it to' },
    { what: 'looks at your calls, tasks and cases by others', records: counted.looks, why: 'so that you can see who looked', keptFor: 'for ever', seenBy: 'you' },
    { what: 'your reports', records: reports, why: 'to act on them and to answer you', keptFor: 'for ever', seenBy: `${governing}, without your name where you chose so` },
  ];
}

async function countKeys(context: ContentContext, owner: KeyOwner): Promise<number> {
  const where =
    owner.kind === 'person' ? { ownerPersonId: owner.personId } : { ownerServiceAccountId: owner.serviceAccountId };
  return (await Array.fromAsync(everyRow(context.store, 'api_key', where))).length;
}
