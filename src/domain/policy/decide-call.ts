import type { Model } from '../catalog/upstream.ts';
import type { UseCase } from '../catalog/use-case.ts';
import { type DataClass, isAbove } from '../detection/data-class.ts';
import { choosePolicy } from './choose-policy.ts';
import type { CompiledPolicy, Obligation, PolicyDecision, PolicySet } from './policy-decision.ts';
import type { PolicyFacts } from './policy-facts.ts';
import type { RefusalCode } from './refusal.ts';
import { residualClass } from './residual-class.ts';

export type CallQuestion = {
  readonly policies: PolicySet;
  readonly facts: PolicyFacts;
  readonly useCase: UseCase;
  readonly models: ReadonlyMap<string, Model>;
  /** Whether a model of the catalogue may be called at this face. */
  readonly speaks: (modelId: string) => boolean;
  /** The use cases that the key allows, for the alternative of a refusal; asked for it alone. */
  readonly allowedUseCases: () => readonly UseCase[];
};

export type CallDecision = PolicyDecision & {
  readonly policyVersion: string;
  /** Why it does not go on; null exactly when the effect is `allow`. */
  readonly code: RefusalCode | null;
  /** The model that serves: the one asked for, or another of the stack that rules and clearance leave. */
  readonly modelId: string;
  /** The class of what leaves, after redaction. */
  readonly residualClass: DataClass;
  readonly shadow: {
    readonly policyVersion: string;
    readonly effect: PolicyDecision['effect'];
    readonly rules: readonly string[];
  } | null;
};

/**
 * Decides one call by the policy of its key, and by two limits that no rule can widen: the data classes that the use
 * case allows, and the clearance of the model. Content above a clearance goes to a cleared model of the stack, if the
 * rules let that one serve too.
 */
export function decideCall(question: CallQuestion): CallDecision {
  const { policies, facts } = question;
  const policy = choosePolicy(policies, facts.key.id);
  const said = policies.shadow?.decide(facts);
  const shadow =
    said === undefined || policies.shadow === null
      ? null
      : { policyVersion: policies.shadow.version, effect: said.effect, rules: said.rules };
  return keptByUseCase(decideWith(question, policy, shadow), question.useCase);
}

/** The logging rule of a use case obliges as a rule of the policy does. */
function keptByUseCase(decided: CallDecision, useCase: UseCase): CallDecision {
  if (useCase.loggingRule !== 'content' || decided.effect === 'refuse') return decided;
  if (decided.obligations.some(({ kind }) => kind === 'log_content')) return decided;
  return {
    ...decided,
    obligations: [...decided.obligations, { kind: 'log_content' }],
    rules: withRule(decided.rules, LOGGING_RULE),
  };
}

const LOGGING_RULE = 'use-case.logging-rule';

function decideWith(question: CallQuestion, policy: CompiledPolicy, shadow: CallDecision['shadow']): CallDecision {
  const { facts, useCase } = question;
  const decision = policy.decide(facts);
  const residual = residualClass(facts, decision.obligations);
  // Member by member, once: most calls go on as this says.
  // biome-ignore format: members by name
  const found: CallDecision = {
    effect: decision.effect, rules: decision.rules, obligations: decision.obligations, about: decision.about,
    why: decision.why, alternative: decision.alternative, askAt: decision.askAt, failedRules: decision.failedRules,
    policyVersion: policy.version, code: null, modelId: facts.model.id, residualClass: residual, shadow,
  };
  if (decision.effect === 'refuse') return { ...found, code: codeOf(decision) };
  if (needsTemplate(decision, facts)) return refuseWithoutTemplate(found, useCase);
  if (!useCase.allowedDataClasses.includes(residual)) return refuseClass(found, question);
  if (mayServe(question, decision, facts.model.id, residual)) return held(found);
  const other = findOther(question, policy);
  if (other === undefined) return refuseUncleared(found, question);
  const warning: Obligation = {
    kind: 'warn',
    sentence: `"${facts.model.id}" may not be sent ${residual} content of this call; "${other.modelId}" served it.`,
  };
  return held({
    ...found,
    ...other,
    obligations: [...other.obligations, warning],
    rules: withRule(other.rules, CLEARANCE_RULE),
  });
}

const CLEARANCE_RULE = 'model.clearance';

type OtherModel = PolicyDecision & Pick<CallDecision, 'modelId' | 'residualClass'>;

/** The first other model of the stack that clearance and rules let serve, with what the policy says of it. */
function findOther(question: CallQuestion, policy: CompiledPolicy): OtherModel | undefined {
  const { facts, useCase, models } = question;
  for (const id of useCase.modelStack) {
    const model = models.get(id);
    if (model === undefined || id === facts.model.id || model.status !== 'active') continue;
    const { dataClassMax, region, retention } = model.clearance;
    const decision = policy.decide({ ...facts, model: { id, vendor: model.vendor, dataClassMax, region, retention } });
    if (decision.effect === 'refuse' || needsTemplate(decision, facts)) continue;
    const residual = residualClass(facts, decision.obligations);
    if (!useCase.allowedDataClasses.includes(residual)) continue;
    if (mayServe(question, decision, id, residual)) return { ...decision, modelId: id, residualClass: residual };
  }
  return undefined;
}

function mayServe(question: CallQuestion, decision: PolicyDecision, modelId: string, residual: DataClass): boolean {
  const model = question.models.get(modelId);
  if (model === undefined || !question.speaks(modelId)) return false;
  if (isAbove(residual, model.clearance.dataClassMax)) return false;
  return decision.obligations.every((each) => each.kind !== 'route_only' || each.modelIds.includes(modelId));
}

function held(found: CallDecision): CallDecision {
  return found.effect === 'ask' ? { ...found, code: 'approval_required' } : found;
}

function codeOf(decision: PolicyDecision): RefusalCode {
  switch (decision.about) {
    case 'findings':
      return 'content_blocked';
    case 'data_class':
      return 'data_class_not_allowed';
    case 'media':
      return 'media_not_allowed';
    case 'template':
      return 'template_required';
    case 'other':
      return 'policy_refused';
  }
}

function needsTemplate(decision: PolicyDecision, facts: PolicyFacts): boolean {
  return facts.template?.approved !== true && decision.obligations.some(({ kind }) => kind === 'require_template');
}

function refuseWithoutTemplate(found: CallDecision, useCase: UseCase): CallDecision {
  const approved = useCase.approvedTemplateIds.slice(0, NAMED_MAX);
  return {
    ...found,
    effect: 'refuse',
    code: 'template_required',
    about: 'template',
    obligations: [],
    why: `"${useCase.id}" serves approved templates only.`,
    alternative:
      approved.length === 0
        ? 'No template is approved for it yet.'
        : `Name one by the header "tokenward-template": ${approved.join(', ')}.`,
    askAt: found.askAt ?? useCase.ownerPersonId,
  };
}

function refuseClass(found: CallDecision, question: CallQuestion): CallDecision {
  const { useCase } = question;
  const { residualClass: residual } = found;
  const others = question
    .allowedUseCases()
    .filter((other) => other.status === 'active' && other.allowedDataClasses.includes(residual))
    .map(({ id }) => id);
  const elsewhere =
    others.length === 0
      ? 'Take it out, or ask for a use case that allows it.'
      : `Take it out, or send it under a use case that allows it: ${others.slice(0, NAMED_MAX).join(', ')}.`;
  return {
    ...found,
    effect: 'refuse',
    code: 'data_class_not_allowed',
    about: 'data_class',
    obligations: [],
    rules: ['use-case.data-classes'],
    why: `This is ${residual} content${typesOf(question.facts)}, and "${useCase.id}" allows ${useCase.allowedDataClasses.join(', ') || 'none'} only.`,
    alternative: elsewhere,
    askAt: found.askAt ?? useCase.ownerPersonId,
  };
}

/** No model of the stack is left: by its clearance, or by what the rules route to. */
function refuseUncleared(found: CallDecision, question: CallQuestion): CallDecision {
  const { facts, useCase, models } = question;
  const cleared = useCase.modelStack.filter((id) => {
    const model = models.get(id);
    return model?.status === 'active' && !isAbove(found.residualClass, model.clearance.dataClassMax);
  });
  const refused = { ...found, effect: 'refuse', obligations: [], askAt: found.askAt ?? useCase.ownerPersonId } as const;
  if (!isAbove(found.residualClass, facts.model.dataClassMax)) {
    return {
      ...refused,
      code: 'model_not_allowed',
      why: `The rules leave no model of "${useCase.id}" that could serve this call at this API.`,
      alternative: null,
    };
  }
  return {
    ...refused,
    code: 'data_class_not_allowed',
    about: 'data_class',
    rules: withRule(found.rules, CLEARANCE_RULE),
    why: `This is ${found.residualClass} content${typesOf(facts)}: "${facts.model.id}" is cleared up to ${facts.model.dataClassMax}, and no other model of "${useCase.id}" may serve it at this API.`,
    alternative:
      cleared.length === 0
        ? 'Take the sensitive part out.'
        : `Take the sensitive part out, or call one that is cleared for it: ${cleared.slice(0, NAMED_MAX).join(', ')}.`,
  };
}

const NAMED_MAX = 8;

function typesOf(facts: PolicyFacts): string {
  const types = facts.findings.map(({ type }) => type).slice(0, NAMED_MAX);
  return types.length === 0 ? '' : ` (${types.join(', ')})`;
}

function withRule(rules: readonly string[], rule: string): readonly string[] {
  return [...new Set([...rules, rule])].sort();
}
