import { type ConfigurationPlan, type Current, planConfiguration } from '../../control/configuration-plan.ts';
import { fromWireDeclaration } from '../../http/control/configuration-handlers.ts';
import { warnOfUseCases } from '../policy/check-policy-file.ts';
import type { ConfigurationFile } from './configuration-file.ts';
import { isNear } from './configuration-remedy.ts';
import { envelopeWarnings } from './envelope-warnings.ts';
import { upstreamKeyWarnings } from './upstream-key-warnings.ts';

type WireFault = Omit<ConfigurationPlan['faults'][number], 'code'> & { readonly code: string };

export type CheckedDeclaration = {
  /** What keeps the file from being applied. */
  readonly faults: readonly string[];
  /** What is allowed, and probably not meant. */
  readonly warnings: readonly string[];
};

export type FileInHand = {
  readonly configuration: ConfigurationFile;
  readonly placeOf: (path: readonly string[]) => string;
};

/**
 * What is wrong with what a file declares, as far as the file alone can tell: the plan against an empty organisation.
 * A row that the file does not declare may be kept elsewhere. With `elsewhere` that is only a warning: the server knows.
 * Without, it is a fault where the file declares others of its kind.
 */
export function checkDeclaration(
  file: FileInHand,
  options: { readonly elsewhere: 'unknown' | 'allowed'; readonly nowMs: number },
): CheckedDeclaration {
  const { organisation } = file.configuration;
  const declared = fromWireDeclaration(organisation);
  const plan = planConfiguration(EMPTY, declared, { keptAs: 'file', nowMs: options.nowMs });
  const faults: string[] = [];
  const warnings: string[] = [];
  for (const fault of plan.faults) {
    const isUnknown = fault.code === 'reference_unknown';
    const mayStandElsewhere = options.elsewhere === 'allowed' || declaredIds(file, fault).length === 0;
    (isUnknown && mayStandElsewhere ? warnings : faults).push(lineOf(file, fault));
  }
  const ofUseCases = warnOfUseCases(organisation.useCases, file.placeOf);
  return {
    faults: inFileOrder(faults),
    warnings: inFileOrder([...warnings, ...ofUseCases, ...envelopeWarnings(file), ...upstreamKeyWarnings(file)]),
  };
}

const EMPTY: Current = {
  rows: {
    cost_centre: new Map(),
    team: new Map(),
    person: new Map(),
    project: new Map(),
    service_account: new Map(),
    upstream: new Map(),
    model: new Map(),
    use_case: new Map(),
    price: new Map(),
    calendar: new Map(),
    envelope: new Map(),
    workflow: new Map(),
    outcome_type: new Map(),
    source: new Map(),
  },
  liveKeys: [],
};

/** A fault of a declaration, found here or by the server, where it stands in the file. */
export function lineOf(file: FileInHand, fault: WireFault): string {
  const path = ['organisation', ...fault.pointer.split('/').slice(1)];
  return `${file.placeOf(path)}  ${fault.detail} → ${remedyFor(file, fault)}`;
}

function inFileOrder(lines: readonly string[]): readonly string[] {
  const lineNumber = (line: string): number => Number(/:(\d+):\d+ {2}/.exec(line)?.[1] ?? 0);
  return [...lines].sort((a, b) => lineNumber(a) - lineNumber(b));
}

function remedyFor(file: FileInHand, fault: WireFault): string {
  switch (fault.code) {
    case 'reference_unknown':
      return referenceRemedy(file, fault);
    case 'reference_archived':
      return 'restore it first, or name one that is active';
    case 'price_overlap':
      return 'let one end when the other begins, or give it other predicates';
    case 'in_use':
      return 'declare it again, or first change what uses it';
    default:
      return fault.detail.endsWith('is declared twice.') ? 'take one of the two out' : 'correct it here';
  }
}

function referenceRemedy(file: FileInHand, fault: WireFault): string {
  const wanted = /"([^"]*)"/.exec(fault.detail)?.[1] ?? '';
  const near = declaredIds(file, fault).find((id) => isNear({ one: id, other: wanted }));
  if (near !== undefined) return `did you mean "${near}"?`;
  return `declare it under organisation.${listOf(fault)}, or see that the server has it: "tokenward check --server"`;
}

/** The ids of the kind that a reference asks for, as far as the file declares them. */
function declaredIds(file: FileInHand, fault: WireFault): readonly string[] {
  const { organisation } = file.configuration;
  const list = listOf(fault);
  return list === undefined ? [] : organisation[list].map(({ id }) => id);
}

/** The members that refer to another row, and the list that it is declared in. */
const LISTS = [
  ['costCentre', 'costCentres'],
  ['teamId', 'teams'],
  ['PersonId', 'people'],
  ['personId', 'people'],
  ['useCaseId', 'useCases'],
  ['projectId', 'projects'],
  ['upstreamId', 'upstreams'],
  ['modelStack', 'models'],
] as const;

function listOf(fault: WireFault): (typeof LISTS)[number][1] | undefined {
  const member = fault.pointer.split('/').findLast((part) => !/^\d+$/.test(part)) ?? '';
  return LISTS.find(([ending]) => member.endsWith(ending))?.[1];
}
