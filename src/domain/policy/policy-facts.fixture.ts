import type { FindingGroup } from '../detection/finding.ts';
import type { PolicyFacts } from './policy-facts.ts';

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
