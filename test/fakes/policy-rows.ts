import type { FindingGroup } from '../../src/domain/detection/finding.ts';
import { BUILT_IN_DOCUMENT } from '../../src/domain/policy/built-in-policy.ts';
import type { PolicyFacts } from '../../src/domain/policy/policy-facts.ts';
import type { PolicyVersion } from '../../src/domain/policy/policy-version.ts';

/** The facts of a harmless call; a test names only what it is about. */
export function someFacts(change: Partial<PolicyFacts> = {}): PolicyFacts {
  return {
    caller: { kind: 'person', id: 'ada', teamId: 'support', roles: [], region: null, employment: null },
    key: { id: 'key-1', lane: 'production', projectId: null },
    useCase: { id: 'drafting', category: 'drafting', tier: 1, allowedDataClasses: ['public', 'internal'] },
    template: null,
    dataClass: 'internal',
    baseClass: 'internal',
    findings: [],
    media: [],
    model: { id: 'small', vendor: 'openai', region: null, retention: 'unknown', dataClassMax: 'internal' },
    time: { hour: 10, weekday: 2 },
    exceptionIds: [],
    ...change,
  };
}

export function found(type: string, group: FindingGroup): PolicyFacts['findings'][number] {
  return { type, group, dataClass: group === 'credential' ? 'restricted' : 'confidential' };
}

/** A version that refuses every call; a test names only what it is about. */
export function aPolicyVersion(change: Partial<PolicyVersion> = {}): PolicyVersion {
  const id = change.id ?? '1';
  return {
    id,
    version: `${id}-aaaaaaaaaaaa`,
    digest: 'a'.repeat(64),
    source: '',
    document: BUILT_IN_DOCUMENT,
    rules: [
      {
        id: 'nothing-goes',
        effect: 'refuse',
        obligations: [],
        why: 'Nothing goes.',
        alternative: null,
        askAt: null,
        condition: { kind: 'literal', value: true },
      },
    ],
    note: '',
    baseId: null,
    state: 'draft',
    share: null,
    shadow: false,
    authorId: 'ada',
    proposerId: null,
    approvals: [],
    approvalsNeeded: 1,
    activatedAtMs: null,
    retiredAtMs: null,
    ...change,
  };
}
