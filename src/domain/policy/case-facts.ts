import type { Model } from '../catalog/upstream.ts';
import type { UseCase } from '../catalog/use-case.ts';
import { type DataClass, worseOf } from '../detection/data-class.ts';
import { FINDING_GROUPS, type FindingGroup } from '../detection/finding.ts';
import { findingTypeOf } from '../detection/finding-types.ts';
import type { CaseFacts } from './policy-document.ts';
import type { FoundKind, PolicyFacts } from './policy-facts.ts';

/** What a case can name. */
export type CaseCatalog = {
  readonly useCases: ReadonlyMap<string, UseCase>;
  readonly models: ReadonlyMap<string, Model>;
};

/** The whole facts of a case. What a case leaves out is that of a harmless call; what it names must exist. */
export function factsOfCase(of: CaseFacts, catalog: CaseCatalog): PolicyFacts | { readonly fault: string } {
  const useCase = of.useCase === undefined ? undefined : catalog.useCases.get(of.useCase);
  if (of.useCase !== undefined && useCase === undefined) return { fault: `there is no use case "${of.useCase}"` };
  const model = of.model?.id === undefined ? undefined : catalog.models.get(of.model.id);
  if (of.model?.id !== undefined && model === undefined) return { fault: `there is no model "${of.model.id}"` };
  const findings: FoundKind[] = [];
  for (const name of of.findings ?? []) {
    const kind = foundKind(name);
    if (kind === undefined) return { fault: `"${name}" is no type of finding; write those of your own as group:type` };
    findings.push(kind);
  }
  findings.sort((one, other) => (one.type < other.type ? -1 : 1));
  const baseClass = of.dataClass ?? 'internal';
  return {
    caller: { ...SOMEBODY, ...of.caller },
    key: {
      id: 'key',
      lane: useCase?.lane === 'exploration' ? 'exploration' : 'production',
      projectId: null,
      ...of.key,
    },
    useCase: {
      id: useCase?.id ?? 'any',
      category: useCase?.category ?? 'other',
      tier: useCase?.tier ?? 1,
      allowedDataClasses: useCase?.allowedDataClasses ?? ['public', 'internal'],
    },
    template: of.template ?? null,
    dataClass: findings.reduce<DataClass>((worst, { dataClass }) => worseOf(worst, dataClass), baseClass),
    baseClass,
    findings,
    media: of.media ?? [],
    model: { id: 'any', vendor: model?.vendor ?? 'any', ...CLEARED, ...model?.clearance, ...of.model },
    time: { hour: 12, weekday: 3, ...of.time },
    exceptionIds: of.exceptionIds ?? [],
  };
}

const SOMEBODY = {
  kind: 'person',
  id: 'somebody',
  teamId: 'any',
  roles: [],
  region: null,
  employment: null,
} as const satisfies PolicyFacts['caller'];

const CLEARED = { dataClassMax: 'restricted', region: null, retention: 'none' } as const;

/** A type of the catalogue, or `group:type` for what an organisation finds by itself. */
function foundKind(name: string): FoundKind | undefined {
  const known = findingTypeOf(name);
  if (known !== undefined) return { type: known.type, group: known.group, dataClass: known.dataClass };
  const [group = '', type] = name.split(':');
  if (type === undefined || !isGroup(group)) return undefined;
  return { type, group, dataClass: 'confidential' };
}

function isGroup(text: string): text is FindingGroup {
  return FINDING_GROUPS.some((group) => group === text);
}
