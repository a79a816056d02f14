import { classify, floorOf } from '../domain/detection/classify.ts';
import { type FindingType, findingTypeOf } from '../domain/detection/finding-types.ts';
import type { Person } from '../domain/identity/directory.ts';
import { BUILT_IN_RULES } from '../domain/policy/built-in-policy.ts';
import type { CaseCatalog } from '../domain/policy/case-facts.ts';
import { compilePolicy, pathsOf } from '../domain/policy/compile-policy.ts';
import { type PastCalls, type PlannedDifference, planPolicy } from '../domain/policy/plan-policy.ts';
import type { PolicyFacts } from '../domain/policy/policy-facts.ts';
import type { PolicyRule } from '../domain/policy/policy-rule.ts';
import type { ReadUnit } from '../ports/control-store.ts';
import type { DecidedGroup, FineFact, PolicyHistory } from '../ports/policy-history.ts';
import type { ControlContext } from './control-context.ts';
import { everyRow } from './find-dependants.ts';
import { loadCatalog, loadVersions } from './policies.ts';

export type PolicyPlan = {
  /** The version that is compared with; null: the built-in policy. */
  readonly againstId: string | null;
  readonly fromMs: number;
  readonly toMs: number;
  readonly calls: number;
  readonly callsChanged: number;
  /** Calls that no policy had decided, and calls that cannot be decided again. */
  readonly callsUndecided: number;
  readonly callsNotDecidable: number;
  readonly differences: readonly PlannedDifference[];
};

const GROUPS_MAX = 20_000;

/** Which decisions of a time would come out otherwise by these rules. Changes nothing. */
export async function planRules(
  context: ControlContext,
  history: PolicyHistory,
  plan: {
    readonly rules: readonly PolicyRule[];
    readonly fromMs: number;
    readonly toMs: number;
    readonly timeZone: string;
  },
): Promise<PolicyPlan> {
  const { store } = context;
  const active = (await loadVersions(store)).find(({ row }) => row.state === 'active')?.row;
  const current = active?.rules ?? BUILT_IN_RULES;
  const { fromMs, toMs, timeZone } = plan;
  const tellApart = fineFactsOf([...current, ...plan.rules]);
  const decided = await history.decidedCalls({ fromMs, toMs, tellApart, timeZone, groupsMax: GROUPS_MAX });
  const catalog = await loadCatalog(store);
  const people = tellApart.includes('person') ? await loadPeople(store) : new Map<string, Person>();
  const past: PastCalls[] = [];
  let callsNotDecidable = decided.callsLeftOut;
  for (const group of decided.groups) {
    const facts = factsOf(group, catalog, people);
    if (facts === undefined) callsNotDecidable += group.calls;
    else past.push({ facts, calls: group.calls, exampleCallIds: group.exampleCallIds });
  }
  const differences = planPolicy({
    from: compilePolicy({ version: 'current', rules: current }),
    to: compilePolicy({ version: 'planned', rules: plan.rules }),
    past,
    catalog,
  });
  return {
    againstId: active?.id ?? null,
    fromMs,
    toMs,
    calls: decided.calls,
    callsChanged: differences.reduce((sum, { calls }) => sum + calls, 0),
    callsUndecided: decided.callsUndecided,
    callsNotDecidable,
    differences,
  };
}

const FINE_PATHS: readonly (readonly [prefix: string, fact: FineFact])[] = [
  ['principal.kind', 'person'],
  ['principal.id', 'person'],
  ['principal.roles', 'person'],
  ['principal.region', 'person'],
  ['principal.employment', 'person'],
  ['context.key.id', 'key'],
  ['context.key.projectId', 'project'],
  ['context.time.hour', 'hour'],
  ['context.time.weekday', 'weekday'],
  ['context.exceptionIds', 'exceptions'],
];

function fineFactsOf(rules: readonly PolicyRule[]): readonly FineFact[] {
  const paths = new Set(rules.flatMap(pathsOf));
  const asked = FINE_PATHS.filter(([path]) => paths.has(path)).map(([, fact]) => fact);
  const hasAsking = rules.some(({ effect }) => effect === 'ask');
  return [...new Set(hasAsking ? [...asked, 'exceptions' as const] : asked)];
}

/** The facts of then, with use case, model and person as they are now; undefined where one of them is gone. */
function factsOf(
  group: DecidedGroup,
  { useCases, models }: CaseCatalog,
  people: ReadonlyMap<string, Person>,
): PolicyFacts | undefined {
  const useCase = useCases.get(group.useCaseId);
  const model = models.get(group.modelId);
  if (useCase === undefined || model === undefined) return undefined;
  const person = people.get(group.callerId ?? '');
  const rows = group.findingTypes.map(rowOf);
  const classified = classify({
    findingTypes: group.findingTypes,
    classOf: (type) => rowOf(type).dataClass,
    floor: floorOf(useCase.allowedDataClasses),
    declared: group.declaredDataClass,
  });
  const { id, category, tier, allowedDataClasses } = useCase;
  const { dataClassMax, region, retention } = model.clearance;
  return {
    caller: {
      kind: group.callerKind,
      id: group.callerId ?? '',
      teamId: group.teamId,
      roles: person?.roles ?? [],
      region: person?.region ?? null,
      employment: person?.employment ?? null,
    },
    key: { id: group.keyId ?? '', lane: group.lane, projectId: group.projectId },
    useCase: { id, category, tier, allowedDataClasses },
    template: group.templateId === null ? null : { id: group.templateId, approved: group.templateApproved === true },
    dataClass: classified.dataClass,
    baseClass: classified.baseClass,
    findings: rows.map(({ type, group: of, dataClass }) => ({ type, group: of, dataClass })),
    media: group.media,
    model: { id: model.id, vendor: model.vendor, dataClassMax, region, retention },
    time: { hour: group.hour ?? 0, weekday: group.weekday ?? 1 },
    exceptionIds: group.exceptionIds,
  };
}

/** What an organisation finds by itself is taken for what calls take it for where nothing describes it. */
function rowOf(type: string): Pick<FindingType, 'type' | 'group' | 'dataClass'> {
  return findingTypeOf(type) ?? { type, group: 'pattern', dataClass: 'confidential' };
}

async function loadPeople(unit: ReadUnit): Promise<ReadonlyMap<string, Person>> {
  const people = new Map<string, Person>();
  for await (const { row } of everyRow(unit, 'person')) people.set(row.id, row);
  return people;
}
