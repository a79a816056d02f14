import type { Source } from '../domain/source/source.ts';
import { mentionedIn, type SourceFact, withoutEmails } from '../domain/source/source-fact.ts';
import { type ToldResult, tellResult } from '../domain/source/tell-result.ts';
import type { WriteUnit } from '../ports/control-store.ts';
import type { IncomingWebhook, SourceMessage } from '../ports/source-desk.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { readIdentities } from './settle-result.ts';
import type { SourceContext } from './source-context.ts';
import { timelyFacts } from './take-facts.ts';

export type TriedResult = {
  readonly subject: string;
  readonly told: readonly ToldResult[];
  readonly waitsFor: readonly string[];
};

/** What a message would come to, and why it comes to nothing. */
export type TriedMessage = {
  readonly message: SourceMessage;
  /** Null: nobody asked. */
  readonly signature: { readonly believed: boolean; readonly why: string | null } | null;
  readonly facts: readonly SourceFact[];
  readonly faults: readonly string[];
  readonly mentions: readonly {
    readonly externalId: string;
    readonly shownAs: string | null;
    readonly isBot: boolean;
    readonly personId: string | null;
  }[];
  readonly results: readonly TriedResult[];
};

/** Reads a message as if it had come, together with what is known of its results. Nothing is kept. */
export async function trySource(
  context: SourceContext,
  { actor }: Commander,
  order: {
    readonly sourceId: string;
    readonly webhook: IncomingWebhook;
    readonly isSigned: boolean;
    /** Instead of what is kept; null: as it is kept. */
    readonly draft: { readonly mapping: Source['mapping'] | null; readonly rules: Source['rules'] | null };
  },
): Promise<TriedMessage | ControlRefusal> {
  const { sourceId, webhook, isSigned, draft } = order;
  const kept = (await context.store.get('source', sourceId))?.row;
  if (kept === undefined) return refuseCommand('not_found', `There is no source "${sourceId}".`);
  const source = { ...kept, mapping: draft.mapping ?? kept.mapping, rules: draft.rules ?? kept.rules };
  const nowMs = context.clock.nowMs();
  const verified = isSigned ? context.desk.verify(source, webhook, nowMs) : null;
  const message = context.desk.open(source, webhook);
  if (message === undefined) return refuseCommand('rule_broken', 'The message is no JSON object.');
  const read = context.desk.read(source, message);
  const { timely, faults } = timelyFacts(read.facts, nowMs);
  const looked = await context.store.write(actor, (unit) => lookAt(unit, timely, source));
  return {
    message,
    signature: verified === null ? null : { believed: verified.kind === 'verified', why: whyNot(verified) },
    facts: timely.map(withoutEmails),
    faults: [...read.faults, ...faults],
    ...looked,
  };
}

function whyNot(verified: ReturnType<SourceContext['desk']['verify']>): string | null {
  return verified.kind === 'refused' ? verified.why : null;
}

async function lookAt(
  unit: WriteUnit,
  facts: readonly SourceFact[],
  source: Parameters<SourceContext['desk']['verify']>[0],
): Promise<Pick<TriedMessage, 'mentions' | 'results'>> {
  const own = facts.map((fact) => ({ fact, handedInBy: null }));
  const identities = await readIdentities(unit, source.id, own);
  const everybody = new Map(facts.flatMap(mentionedIn).map((someone) => [someone.externalId, someone]));
  const mentions = [...everybody.values()].map(({ externalId, shownAs, isBot }) => {
    const meaning = identities.get(externalId);
    return { externalId, shownAs, isBot, personId: meaning?.kind === 'person' ? meaning.personId : null };
  });
  const named = facts.map(({ subject }) => subject);
  const known = await unit.sources.resultsOf(source.id, named);
  const fresh = facts.flatMap((fact) => (fact.kind === 'finished' ? [fact.subject] : []));
  const results: TriedResult[] = [];
  for (const subject of new Set([...known, ...fresh])) {
    const before = await unit.sources.factsOf(source.id, subject);
    const all = [
      ...before,
      ...own.filter(({ fact }) =>
        isAbout(
          fact,
          subject,
          [...before, ...own].map((one) => one.fact),
        ),
      ),
    ];
    const known = { rules: source.rules, identities: await readIdentities(unit, source.id, all), sourceId: source.id };
    const { told, waitsFor } = tellResult(all, known);
    results.push({ subject, told, waitsFor });
  }
  return { mentions, results };
}

function isAbout(fact: SourceFact, subject: string, all: readonly SourceFact[]): boolean {
  if (fact.subject === subject) return true;
  return all.some(
    (other) => other.kind === 'finished' && other.subject === subject && other.names.includes(fact.subject),
  );
}
