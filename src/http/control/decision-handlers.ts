import { type CallerName, findCaller } from '../../control/asked-caller.ts';
import type { ControlContext } from '../../control/control-context.ts';
import { type ControlRefusal, isControlRefusal } from '../../control/control-refusal.ts';
import { normaliseAllowed } from '../../domain/detection/allow-list.ts';
import { classify } from '../../domain/detection/classify.ts';
import type { KeyGrant } from '../../domain/identity/key-grant.ts';
import type { MediaKind } from '../../domain/policy/policy-facts.ts';
import { type AskedAnswer, answerAsked } from '../../gateway/asked/answer-asked.ts';
import type { AskedCall, AskedHouse } from '../../gateway/asked/asked-house.ts';
import { findInTexts, placeOf } from '../../gateway/asked/find-in-texts.ts';
import type { RequestFindings } from '../../gateway/inspection/find-in-request.ts';
import { rowsOf } from '../../gateway/inspection/gather-facts.ts';
import { answer, type Handlers } from './control-handler.ts';
import { type Trouble, trouble } from './problem-answer.ts';
import { toWireMoment } from './wire-rows.ts';

export type DecisionContext = {
  readonly context: ControlContext;
  readonly asked: AskedHouse;
  readonly allowedDigest: (normalisedValue: string) => string;
};

const NO_CALLER: CallerName = { personId: null, email: null, serviceAccountId: null, keyId: null };

export function decisionHandlers(house: DecisionContext): Handlers<'inspectTexts' | 'decide'> {
  return {
    inspectTexts: async ({ body, grant }) => {
      const texts = body.texts.map(({ text }) => text);
      const ids = body.texts.map(({ id }) => id ?? null);
      if (body.useCaseId === null) return answer(inspectAlone(house, { texts, ids, dataClass: body.dataClass }));
      const { useCaseId, model, dataClass } = body;
      const asked = askedCall(grant, { useCaseId, model, dataClass, texts });
      const said = answerAsked(house.asked, asked, { record: false });
      const { judgement } = said;
      if (judgement === null) {
        const wrong = troubleOf(said);
        if (wrong !== undefined) return wrong;
        return answer({ ...inspectAlone(house, { texts, ids, dataClass }), policy: toWirePolicy(said) });
      }
      const { findings, gathered } = judgement;
      const { baseClass: _baseClass, ...classification } = gathered.classification;
      const inspected = { texts: spansOf(house, { texts, ids, findings }), failures: findings.failures };
      return answer({ ...inspected, ...classification, policy: toWirePolicy(said) });
    },
    decide: async ({ body, grant }) => {
      const caller = await callerOf(house, grant, body.caller ?? NO_CALLER);
      if (isControlRefusal(caller)) return caller;
      const { caller: _caller, client, ...rest } = body;
      const asked = { ...askedCall(caller, rest), clientName: client };
      const said = answerAsked(house.asked, asked, { record: true });
      const wrong = troubleOf(said);
      return wrong ?? answer(toWireDecided(house, said, body.texts));
    },
  };
}

export function callerOf(
  { context, asked }: DecisionContext,
  asking: KeyGrant,
  name: CallerName,
): Promise<KeyGrant | ControlRefusal> {
  return findCaller({ unit: context.store, snapshot: asked.snapshots.current() }, asking, name);
}

/** A call as far as it was told; what was not told is as if a client said nothing. */
export function askedCall(
  grant: KeyGrant,
  told: Partial<Omit<AskedCall, 'grant' | 'useCaseId'>> & {
    readonly useCaseId?: string;
    readonly texts: readonly string[];
    readonly media?: readonly MediaKind[];
  },
): AskedCall {
  return {
    ...{ model: null, templateId: null, dataClass: null, purpose: null, clientName: null, conversation: null },
    ...{ media: [], ...told },
    grant,
    useCaseId: told.useCaseId,
  };
}

/** A use case that does not exist is a fault of the question, not an answer to it. */
function troubleOf({ code, why }: AskedAnswer): Trouble | undefined {
  if (code === 'use_case_unknown' || code === 'use_case_missing') return trouble(code, why);
  return undefined;
}

type Texts = { readonly texts: readonly string[]; readonly ids: readonly (string | null)[] };

/** What stands in texts that are no call, each with the places; nothing of it is kept. */
export function inspectTexts(house: DecisionContext, texts: readonly string[]) {
  const ids = texts.map(() => null);
  return inspectAlone(house, { texts, ids, dataClass: null }).texts;
}

function inspectAlone(house: DecisionContext, given: Texts & { readonly dataClass: AskedCall['dataClass'] }) {
  const { inspector, cleanUnits, bytesDigest, clock } = house.asked;
  const tools = { inspector: inspector(), cleanUnits, bytesDigest, nowMonotonicMs: clock.monotonicMs() };
  const findings = findInTexts(tools, { texts: given.texts, media: [] });
  const rowOf = rowsOf(tools.inspector);
  const { baseClass: _baseClass, ...classification } = classify({
    findingTypes: Object.keys(findings.counts).sort(),
    classOf: (type) => rowOf(type).dataClass,
    floor: 'internal',
    declared: given.dataClass,
  });
  const texts = spansOf(house, { ...given, findings });
  return { texts, ...classification, failures: findings.failures, policy: null };
}

function spansOf(
  { asked, allowedDigest }: DecisionContext,
  { texts, ids, findings }: Texts & { readonly findings: RequestFindings },
) {
  const rowOf = rowsOf(asked.inspector());
  const byPlace = new Map(findings.found.map((found) => [placeOf(found.part.path), found.findings]));
  return texts.map((text, at) => ({
    id: ids[at] ?? null,
    spans: (byPlace.get(at) ?? []).map(({ type, start, end, confidence }) => {
      const { group, word, instead } = rowOf(type);
      const digest = allowedDigest(normaliseAllowed(text.slice(start, end)));
      return { start, end, type, group, confidence: Math.round(confidence), label: word, instead, digest };
    }),
  }));
}

function toWirePolicy(said: AskedAnswer) {
  const { effect, code, obligations, rules, why, alternative, askAt, policyVersion } = said;
  return { decision: effect, code, obligations, rules, why, alternative, askAt, policyVersion };
}

function toWireDecided(house: DecisionContext, said: AskedAnswer, texts: readonly string[]) {
  const { judgement, approval, modelId, redacted, restore, callId } = said;
  const ids = texts.map(() => null);
  return {
    ...toWirePolicy(said),
    dataClass: judgement?.gathered.facts.dataClass ?? null,
    modelId,
    approval: approval === null ? null : { id: approval.approvalId, expiresAt: toWireMoment(approval.expiresAtMs) },
    texts: redacted,
    placeholders: Object.fromEntries(restore),
    findings: judgement === null ? [] : spansOf(house, { texts, ids, findings: judgement.findings }),
    callId,
  };
}
