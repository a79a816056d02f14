import type { Source } from '../domain/source/source.ts';
import type { SourceFact } from '../domain/source/source-fact.ts';
import type { IncomingWebhook } from '../ports/source-desk.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { findLiveSource, type SourceContext } from './source-context.ts';
import { takeFacts, timelyFacts } from './take-facts.ts';

export type ImportedMessages = {
  readonly messages: number;
  readonly alreadyKnown: number;
  readonly saidNothing: number;
  readonly tooOld: number;
  readonly facts: number;
  readonly results: number;
  readonly outcomeEvents: number;
  readonly faults: readonly string[];
};

/** Messages of one transaction: others of the control plane wait for it. */
const CHUNK = 20;
const FAULTS_MAX = 20;

type Read = {
  readonly deliveryId: string;
  readonly event: string;
  readonly digest: string;
  readonly facts: readonly SourceFact[];
};

/**
 * Takes messages of the past that somebody hands in. They are not signed: what they say of the work of whoever hands them in does
 * not confirm it. Handed in again they change nothing; where the system's API can be asked, it is asked about each result.
 */
export async function importSource(
  context: SourceContext,
  { actor }: Commander,
  order: { readonly sourceId: string; readonly messages: readonly IncomingWebhook[] },
): Promise<ImportedMessages | ControlRefusal> {
  const source = await findLiveSource(context, order.sourceId);
  if (isControlRefusal(source)) return source;
  const handedInBy = await whoAnswers(context, actor);
  if (handedInBy === null) return refuseCommand('rule_broken', 'A person hands in files: somebody answers for them.');
  const nowMs = context.clock.nowMs();
  const faults: string[] = [];
  let tooOld = 0;
  const read: Read[] = [];
  for (const [at, webhook] of order.messages.entries()) {
    const message = context.desk.open(source, webhook);
    if (message === undefined) faults.push(`Message ${at + 1} is no JSON object.`);
    if (message === undefined) continue;
    const mapped = context.desk.read(source, message);
    const timely = timelyFacts(mapped.facts, nowMs);
    tooOld += timely.tooOld;
    faults.push(...[...mapped.faults, ...timely.faults].map((fault) => `Message ${at + 1}: ${fault}`));
    // By its content: the id of a delivery is not in a file.
    const { event, digest } = message;
    read.push({ deliveryId: `file:${digest}`, event, digest, facts: timely.timely });
  }
  const taken = { alreadyKnown: 0, facts: 0, results: 0, outcomeEvents: 0 };
  for (let at = 0; at < read.length; at += CHUNK) {
    const chunk = await takeChunk(context, { source, handedInBy, actor, nowMs, read: read.slice(at, at + CHUNK) });
    taken.alreadyKnown += chunk.alreadyKnown;
    taken.facts += chunk.facts;
    taken.results += chunk.results;
    taken.outcomeEvents += chunk.outcomeEvents;
  }
  const saidNothing = read.filter(({ facts }) => facts.length === 0).length;
  return { messages: order.messages.length, saidNothing, tooOld, ...taken, faults: faults.slice(0, FAULTS_MAX) };
}

/** The person, or who answers for the service account. */
async function whoAnswers({ store }: SourceContext, actor: Commander['actor']): Promise<string | null> {
  if (actor.kind === 'person') return actor.id;
  if (actor.kind === 'system') return null;
  return (await store.get('service_account', actor.id))?.row.ownerPersonId ?? null;
}

function takeChunk(
  context: SourceContext,
  given: {
    readonly source: Source;
    readonly handedInBy: string;
    readonly actor: Commander['actor'];
    readonly nowMs: number;
    readonly read: readonly Read[];
  },
) {
  const { source, handedInBy, actor, nowMs, read } = given;
  return context.store.write(actor, async (unit) => {
    const fresh: SourceFact[] = [];
    let alreadyKnown = 0;
    for (const { deliveryId, event, digest, facts } of read) {
      const delivery = { sourceId: source.id, deliveryId, event, digest, facts: facts.length };
      const isNew = await unit.sources.claimDelivery({ ...delivery, via: 'file', receivedAtMs: nowMs, note: null });
      if (isNew) fresh.push(...facts);
      else alreadyKnown += 1;
    }
    const taken = await takeFacts(context, unit, { source, facts: fresh, via: 'file', handedInBy, nowMs });
    await unit.audit({
      type: 'source.imported',
      subject: `source:${source.id}`,
      detail: { messages: read.length, alreadyKnown, facts: fresh.length, results: taken.results.length },
    });
    return {
      alreadyKnown,
      facts: fresh.length,
      results: taken.results.length,
      outcomeEvents: taken.eventIds.length,
    };
  });
}
