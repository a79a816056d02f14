import type { Model } from '../catalog/upstream.ts';
import type { UseCase } from '../catalog/use-case.ts';
import { type DataClass, worseOf } from '../detection/data-class.ts';
import { FINDING_GROUPS, type FindingGroup } from '../detection/finding.ts';
import { FINDING_TYPES, type FindingType } from '../detection/finding-types.ts';
import type { KeyGrant } from '../identity/key-grant.ts';
import { type CallDecision, decideCall } from './decide-call.ts';
import type { Obligation, PolicySet } from './policy-decision.ts';
import type { FoundKind, PolicyFacts } from './policy-facts.ts';

/** What the policy in force would do with a call of mine that holds one type of finding of a group. */
export type ProbedGroup = {
  readonly group: FindingGroup;
  /** One sentence for each thing that is done, with the types that it is done with. */
  readonly outcomes: readonly { readonly does: string; readonly types: readonly string[] }[];
};

export type ProbedUseCase = {
  /** With a text in which nothing is found. */
  readonly plain: string;
  readonly groups: readonly ProbedGroup[];
};

export type Probe = {
  readonly grant: KeyGrant;
  readonly useCase: UseCase;
  readonly policies: PolicySet;
  readonly models: ReadonlyMap<string, Model>;
  readonly useCases: ReadonlyMap<string, UseCase>;
  readonly time: PolicyFacts['time'];
};

/** Asks the policy instead of describing it: what is said of a rule is what the rule does. */
export function probeRules(probe: Probe): ProbedUseCase {
  const { useCase, models } = probe;
  const model = useCase.modelStack.map((id) => models.get(id)).find((one) => one?.status === 'active');
  if (model === undefined) return { plain: 'No model serves this use case at present.', groups: [] };
  const decide = (findings: readonly FoundKind[]): string => outcomeInWords(decideFor(probe, model, findings));
  const groups = FINDING_GROUPS.map((group) => {
    const types = FINDING_TYPES.filter((row) => row.group === group);
    const byOutcome = Map.groupBy(types, ({ type, dataClass }) => decide([{ type, group, dataClass }]));
    return { group, outcomes: [...byOutcome].map(([does, rows]) => ({ does, types: rows.map(wordOf) })) };
  });
  return { plain: decide([]), groups: groups.filter(({ outcomes }) => outcomes.length > 0) };
}

function wordOf({ word }: FindingType): string {
  return word;
}

function decideFor(probe: Probe, model: Model, findings: readonly FoundKind[]): CallDecision {
  const { grant, useCase, policies, models, useCases, time } = probe;
  const { owner } = grant;
  const { id, category, tier, allowedDataClasses } = useCase;
  const baseClass = USUAL_CLASS;
  const facts: PolicyFacts = {
    caller: {
      kind: owner.kind,
      id: owner.kind === 'person' ? owner.personId : owner.serviceAccountId,
      teamId: grant.teamId,
      roles: grant.roles,
      region: grant.region,
      employment: grant.employment,
    },
    key: { id: grant.keyId, lane: grant.lane, projectId: grant.projectId },
    useCase: { id, category, tier, allowedDataClasses },
    template: approvedTemplate(useCase),
    baseClass,
    dataClass: findings.reduce<DataClass>((worst, { dataClass }) => worseOf(worst, dataClass), baseClass),
    findings,
    media: [],
    model: { id: model.id, vendor: model.vendor, ...model.clearance },
    time,
    exceptionIds: [],
  };
  return decideCall({
    policies,
    facts,
    useCase,
    models,
    speaks: () => true,
    allowedUseCases: () => grant.allowedUseCaseIds.flatMap((id) => useCases.get(id) ?? []),
  });
}

/** What a text is taken for in which nothing is found. */
const USUAL_CLASS: DataClass = 'internal';

/** The probe names a template that is approved, where there is one: what is asked is what is done with findings. */
function approvedTemplate({ approvedTemplateIds }: UseCase): PolicyFacts['template'] {
  const [id] = approvedTemplateIds;
  return id === undefined ? null : { id, approved: true };
}

/** What is done, for whom it is done to. */
function outcomeInWords({ effect, obligations, why, alternative }: CallDecision): string {
  if (effect === 'refuse') return `Refused: ${why}${alternative === null ? '' : ` ${alternative}`}`;
  const parts = obligations.map(obligationInWords);
  const held = effect === 'ask' ? ['it is held until somebody approves it'] : [];
  const all = [...held, ...parts];
  return all.length === 0 ? 'It goes on as it is; the type is noted.' : `${capital(all.join('; '))}.`;
}

function obligationInWords(obligation: Obligation): string {
  switch (obligation.kind) {
    case 'warn':
      return `you are warned: ${obligation.sentence}`;
    case 'redact':
      return obligation.restore
        ? 'placeholders leave in its place, and the answer that you see has it back'
        : 'placeholders leave in its place';
    case 'clamp_output':
      return `the answer is cut at ${obligation.tokensMax} tokens`;
    case 'log_content':
      return 'the text of the call is kept, encrypted';
    case 'require_template':
      return 'an approved template must be named';
    case 'route_only':
      return `only these models serve: ${obligation.modelIds.join(', ')}`;
    case 'inspect_answer':
      return `the answer is inspected (${obligation.action})`;
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).replace(/\.$/, '');
}
