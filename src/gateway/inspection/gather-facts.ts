import type { Model } from '../../domain/catalog/upstream.ts';
import type { UseCase } from '../../domain/catalog/use-case.ts';
import { type Classification, classify, floorOf } from '../../domain/detection/classify.ts';
import { type FindingType, findingTypeOf } from '../../domain/detection/finding-types.ts';
import type { KeyGrant } from '../../domain/identity/key-grant.ts';
import { chooseVersion } from '../../domain/library/template.ts';
import type { PolicyFacts } from '../../domain/policy/policy-facts.ts';
import type { FindingCounts } from '../../domain/usage/call-record.ts';
import type { Inspector } from '../../ports/inspector.ts';
import type { Snapshot } from '../../ports/snapshot.ts';
import type { Hints } from '../stages/read-hints.ts';
import type { RequestFindings } from './find-in-request.ts';

export type GatheredFacts = { readonly facts: PolicyFacts; readonly classification: Classification };

/** Everything that rules can ask of a call, from what the stages found. Pure: the same findings give the same facts. */
export function gatherFacts(known: {
  readonly grant: KeyGrant;
  readonly hints: Hints;
  readonly useCase: UseCase;
  readonly model: Model;
  readonly findings: RequestFindings;
  readonly rowOf: (type: string) => FindingType;
  readonly time: PolicyFacts['time'];
  readonly exceptionIds: readonly string[];
  /** Of the library; absent where it has none. */
  readonly templates?: Snapshot['templates'] | undefined;
}): GatheredFacts {
  const { grant, hints, useCase, model, findings, rowOf } = known;
  const types = typesOf(findings.counts);
  const classification = classify({
    findingTypes: types,
    classOf: (type) => rowOf(type).dataClass,
    floor: floorOf(useCase.allowedDataClasses),
    declared: hints.dataClass,
  });
  const { owner } = grant;
  const { dataClassMax, region, retention } = model.clearance;
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
    useCase: {
      id: useCase.id,
      category: useCase.category,
      tier: useCase.tier,
      allowedDataClasses: useCase.allowedDataClasses,
    },
    template: hints.templateId === null ? null : templateOf(hints.templateId, known),
    dataClass: classification.dataClass,
    baseClass: classification.baseClass,
    findings:
      types.length === 0
        ? NO_KINDS
        : types.map((type) => ({ type, group: rowOf(type).group, dataClass: rowOf(type).dataClass })),
    media: findings.media,
    model: { id: model.id, vendor: model.vendor, region, retention, dataClassMax },
    time: known.time,
    exceptionIds: known.exceptionIds.length < 2 ? known.exceptionIds : [...known.exceptionIds].sort(),
  };
  return { facts, classification };
}

function typesOf(counts: FindingCounts): readonly string[] {
  const types = Object.keys(counts);
  return types.length < 2 ? types : types.sort();
}

const NO_KINDS: PolicyFacts['findings'] = [];

/** The row of a type: the house's, the organisation's own, or what is taken of one that nobody describes. */
export function rowsOf(inspector: Inspector | null): (type: string) => FindingType {
  return (type) => findingTypeOf(type) ?? inspector?.typeOf?.(type) ?? undescribed(type);
}

function undescribed(type: string): FindingType {
  return {
    type,
    group: 'pattern',
    dataClass: 'confidential',
    word: `content of the kind "${type}"`,
    instead: 'Leave it out, or write a stand-in for it.',
  };
}

/** Approved by the use case's own list, or as a version of the library that the owner of this use case approved. */
function templateOf(
  id: string,
  { hints, useCase, templates }: Parameters<typeof gatherFacts>[0],
): PolicyFacts['template'] {
  const { templateVersion } = hints;
  const listed = useCase.approvedTemplateIds;
  if (listed.includes(id) || listed.includes(`${id}@${templateVersion}`)) return { id, approved: true };
  const template = templates?.get(id);
  if (template === undefined || template.useCaseId !== useCase.id) return { id, approved: false };
  const chosen = chooseVersion(template, templateVersion);
  return { id, approved: chosen.kind === 'chosen' && chosen.version.isApproved };
}
