import type { BodyOf } from '../../contract/routes.ts';
import type { CallerName } from '../../control/asked-caller.ts';
import { isControlRefusal } from '../../control/control-refusal.ts';
import { redactText } from '../../domain/detection/placeholder.ts';
import { createRestorer, indexPlaceholders } from '../../domain/detection/restore-text.ts';
import type { KeyGrant } from '../../domain/identity/key-grant.ts';
import type { MediaKind } from '../../domain/policy/policy-facts.ts';
import { isMeant } from '../../domain/policy/residual-class.ts';
import { answerAsked } from '../../gateway/asked/answer-asked.ts';
import type { AskedCall } from '../../gateway/asked/asked-house.ts';
import { decideAsked } from '../../gateway/asked/decide-asked.ts';
import { findInTexts, placeOf } from '../../gateway/asked/find-in-texts.ts';
import { ConversationMemory } from '../../gateway/inspection/conversation-memory.ts';
import { wordFindings } from '../../gateway/inspection/word-refusal.ts';
import { answer, type Handlers } from './control-handler.ts';
import { askedCall, callerOf, type DecisionContext } from './decision-handlers.ts';

type Ask = BodyOf<'decideForLitellm'>;
type Said =
  | { readonly action: 'NONE' }
  | { readonly action: 'BLOCKED'; readonly blocked_reason: string }
  | { readonly action: 'GUARDRAIL_INTERVENED'; readonly texts: string[] };

/**
 * LiteLLM's Generic Guardrail API. Whose call it is LiteLLM says by the e-mail or the id of its user, else it is that of
 * the key that asks; use case, model and class come from the guardrail's configuration.
 */
export function guardrailHandlers(house: DecisionContext): Handlers<'decideForLitellm'> {
  // Placeholders of requests, for their answers: on this process alone, bounded, gone with it.
  const memory = new ConversationMemory();
  return {
    decideForLitellm: async ({ body, grant }) => {
      const caller = await callerOf(house, grant, callerName(body));
      if (isControlRefusal(caller)) return answer(blocked(caller.why));
      const link = `litellm:${grant.keyId}:${body.litellm_call_id ?? ''}`;
      if (body.input_type === 'response') return answer(screenAnswer(house, { body, caller, kept: memory.find(link) }));
      const said = answerAsked(house.asked, toAskedCall(caller, body), { record: true });
      if (said.effect !== 'allow') return answer(blocked(said.why));
      if (said.modelId !== said.judgement?.model.id)
        return answer(blocked(`${said.why} Call "${said.modelId ?? ''}" instead.`));
      if (said.redacted === null) return answer({ action: 'NONE' });
      const texts = said.redacted.slice(0, textsOf(body).length);
      const isToolFound = said.redacted.slice(texts.length).some((text, at) => text !== toolTexts(body)[at]);
      if (isToolFound) return answer(blocked('A tool definition holds what must not leave. Take it out.'));
      if (typeof body.litellm_call_id === 'string') memory.remember(link, { root: link, restore: said.restore });
      return answer({ action: 'GUARDRAIL_INTERVENED', texts });
    },
  };
}

function blocked(why: string): Said {
  return { action: 'BLOCKED', blocked_reason: why };
}

function callerName({ request_data: data }: Ask): CallerName {
  const email = data?.user_api_key_user_email ?? null;
  const personId = email === null ? (data?.user_api_key_user_id ?? null) : null;
  return { email, personId, serviceAccountId: null, keyId: null };
}

function toAskedCall(caller: KeyGrant, body: Ask): AskedCall {
  const settings = body.additional_provider_specific_params ?? {};
  const media: readonly MediaKind[] = (body.images ?? []).length > 0 ? ['image'] : [];
  return {
    ...askedCall(caller, {
      ...(settings.use_case_id === undefined ? {} : { useCaseId: settings.use_case_id }),
      model: settings.model ?? body.model ?? null,
      dataClass: settings.data_class ?? null,
      texts: [...textsOf(body), ...toolTexts(body)],
      media,
      conversation: body.litellm_trace_id ?? null,
    }),
    clientName: 'litellm',
  };
}

function textsOf({ texts }: Ask): readonly string[] {
  return texts ?? [];
}

/** What tools say of themselves leaves as well. */
function toolTexts({ tools }: Ask): readonly string[] {
  return (tools ?? []).map((tool) => JSON.stringify(tool));
}

type Screened = {
  readonly body: Ask;
  readonly caller: KeyGrant;
  readonly kept: { readonly restore: ReadonlyMap<string, string> } | undefined;
};

/** An answer meets what policy says of answers of such a call, and gets back what was taken out of its request. */
function screenAnswer(house: DecisionContext, { body, caller, kept }: Screened): Said {
  const judged = decideAsked(house.asked, { ...toAskedCall(caller, body), texts: [], media: [] });
  if (judged.kind === 'stopped') return blocked(judged.refusal.why);
  const { inspector, cleanUnits, bytesDigest, clock } = house.asked;
  const tools = { inspector: inspector(), cleanUnits, bytesDigest, nowMonotonicMs: clock.monotonicMs() };
  const texts = [...textsOf(body)];
  const { found, failures } = findInTexts(tools, { texts, media: [] });
  const inspections = judged.decision.obligations.filter((each) => each.kind === 'inspect_answer');
  if (failures.length > 0 && judged.binding.useCase.tier >= 2) return blocked('This answer could not be inspected.');
  for (const { part, findings } of found) {
    const meant = (action: string) =>
      findings.filter(({ type }) =>
        inspections.some((each) => each.action === action && isMeant(each.of, judged.rowOf(type))),
      );
    if (meant('block').length > 0)
      return blocked(`This answer is withheld: it holds ${wordFindings(found, judged.rowOf)}.`);
    if (meant('redact').length === 0) continue;
    texts[placeOf(part.path)] = redactText(part.text, meant('redact'), { name: judged.name, isJson: false }).text;
  }
  const restored = kept === undefined ? texts : texts.map((text) => putBack(text, kept.restore));
  const isSame = restored.every((text, at) => text === textsOf(body)[at]);
  return isSame ? { action: 'NONE' } : { action: 'GUARDRAIL_INTERVENED', texts: restored };
}

function putBack(text: string, restore: ReadonlyMap<string, string>): string {
  const restorer = createRestorer(indexPlaceholders(restore), 'text');
  return restorer.accept(text) + restorer.flush();
}
