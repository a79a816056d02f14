import { isRefusal, type Refusal, refuse } from '../../domain/policy/refusal.ts';
import type { Exchange } from '../exchange.ts';
import type { Gateway } from '../gateway.ts';
import type { CarriedOut } from '../inspection/carry-out.ts';
import { refuseCall } from '../serve.ts';
import { bindTask } from '../stages/bind-task.ts';
import { inspectRequest } from '../stages/inspect-request.ts';
import { openCall } from '../stages/open-call.ts';
import { understandCall } from '../understand-call.ts';

/**
 * Says whether a call may be made that another gateway would make with these very bytes: the path's own stages, without
 * the upstream. 200 lets it through; else the answer is the refusal in the shape of the API that was called, recorded as
 * one of ours. Whoever asks in this way cannot change a body, so that a call that must be changed is refused.
 */
export async function authoriseCall(gateway: Gateway, exchange: Exchange): Promise<void> {
  const snapshot = gateway.snapshots.current();
  const { call, span } = openCall(gateway, exchange, snapshot);
  const understood = await understandCall(gateway, exchange, { call, snapshot });
  if (understood.kind === 'stopped') {
    const { refusal, found } = understood;
    return refuseCall(gateway, exchange, { call, span, refusal, found, verdict: undefined });
  }
  const { grant, hints, request, binding, allowance } = understood;
  const task = bindTask(gateway, { callId: call.callId, grant, hints, facts: request.facts });
  const verdict = inspectRequest(gateway, {
    ...{ ...understood, call, snapshot, task, model: allowance.model },
    query: exchange.query,
  });
  const { outcome, inspection } = verdict;
  const refusal = isRefusal(outcome) ? outcome : refuseChanged(outcome, understood);
  if (refusal !== null) {
    const found = { grant, hints, request, binding, modelId: allowance.model.id, task, inspection };
    return refuseCall(gateway, exchange, { call, span, refusal, found, verdict });
  }
  const told = ['tokenward-decision', 'allow', 'tokenward-policy-version', verdict.policyVersion];
  if (!isRefusal(outcome)) exchange.addHeaders(outcome.headers);
  exchange.answer(200, [...told, 'x-request-id', call.callId], new Uint8Array());
}

/** A call that may only be made in another form. */
function refuseChanged(
  outcome: CarriedOut,
  { request, allowance }: { readonly request: CarriedOut['request']; readonly allowance: { readonly model: object } },
): Refusal | null {
  if (outcome.model !== allowance.model) {
    const why = `Its content may not go to this model, and the gateway that asked cannot choose another. Call "${outcome.model.id}" instead.`;
    return refuse('data_class_not_allowed', why, ['authorise.unchanged']);
  }
  if (outcome.request === request) return null;
  const why = `This may only leave changed (${outcome.kinds.join(', ')}), and the gateway that asked cannot change it. Take out what is sensitive, or call by Tokenward itself.`;
  return refuse('policy_refused', why, ['authorise.unchanged']);
}
