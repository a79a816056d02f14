import type { ExternalIdentity, IdentityMeaning } from '../domain/source/external-identity.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { findLiveSource, type SourceContext } from './source-context.ts';

/**
 * Says who somebody in a system is here. What was kept aside for them is told as theirs, and what was another's by mistake
 * follows them, within the next turns of the work list. Nobody says so of themselves: it would be their own word for their work.
 */
export async function decideIdentity(
  context: SourceContext,
  { actor }: Commander,
  order: { readonly sourceId: string; readonly externalId: string; readonly meaning: IdentityMeaning },
): Promise<ExternalIdentity | ControlRefusal> {
  const { sourceId, externalId, meaning } = order;
  const source = await findLiveSource(context, sourceId);
  if (isControlRefusal(source)) return source;
  if (meaning.kind === 'person' && actor.kind === 'person' && actor.id === meaning.personId)
    return refuseCommand('four_eyes', 'Somebody else has to say that this is you: your results would rest on it.');
  const nowMs = context.clock.nowMs();
  return context.store.write(actor, async (unit) => {
    if (meaning.kind === 'person') {
      const person = await unit.get('person', meaning.personId);
      if (person === undefined) return refuseCommand('reference_unknown', `There is no person "${meaning.personId}".`);
    }
    const decision = { externalId, meaning, decidedBy: actor.id, nowMs };
    const [before] = await unit.sources.identities(sourceId, [externalId]);
    const decided = await unit.sources.decideIdentity(sourceId, decision);
    if (before === undefined || decided === undefined)
      return refuseCommand('not_found', `"${source.name}" has never mentioned anybody with the id "${externalId}".`);
    const results = await unit.sources.settleMentions(sourceId, externalId, nowMs);
    await unit.audit({
      type: 'external_identity.decided',
      subject: `source:${sourceId}`,
      detail: { externalId, from: before.meaning, to: meaning, results },
    });
    return decided;
  });
}
