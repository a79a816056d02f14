import { type CallDecision, type CallQuestion, decideCall } from './decide-call.ts';
import type { Obligation } from './policy-decision.ts';

/**
 * Whether another model may take over a call as it was decided: the policy lets it go on with that model too, obliges to
 * the very same, and the model is cleared for what leaves. Anything else would need the call to be decided anew.
 */
export function servesAlike(question: CallQuestion, decision: CallDecision, modelId: string): boolean {
  const model = question.models.get(modelId);
  if (model === undefined || model.status !== 'active' || decision.code !== null) return false;
  const { dataClassMax, region, retention } = model.clearance;
  const facts = { ...question.facts, model: { id: modelId, vendor: model.vendor, dataClassMax, region, retention } };
  const said = decideCall({ ...question, facts, policies: { ...question.policies, shadow: null } });
  return (
    said.code === null &&
    said.modelId === modelId &&
    said.residualClass === decision.residualClass &&
    areSame(said.obligations, decision.obligations)
  );
}

function areSame(some: readonly Obligation[], others: readonly Obligation[]): boolean {
  if (some.length !== others.length) return false;
  return some.length === 0 || JSON.stringify(some) === JSON.stringify(others);
}
