import type { Source } from './source-tones.ts';

export type Mapping = Source['mapping'][number];
type Condition = Mapping['when'][number];

/** Fields of a mapping that hold one place. */
export const ONE_PLACE = ['subject', 'at', 'startedAt', 'project', 'labels', 'amount', 'reason', 'name'] as const;
/** Fields of a mapping that hold places of which the first that is not empty is taken; a line each. */
export const PLACES = [
  'worker',
  'workerShownAs',
  'workerEmail',
  'by',
  'byShownAs',
  'byEmail',
  'names',
  'workItems',
] as const;
/** Fields of a mapping that hold conditions; a line each. */
export const CONDITIONS = ['when', 'bySystem', 'good'] as const;

export const EMPTY_MAPPING: Mapping = {
  ...{ when: [], says: 'finished', subject: '', what: 'result', at: '', startedAt: '' },
  ...{ worker: [], workerShownAs: [], workerEmail: [], by: [], byShownAs: [], byEmail: [], bySystem: [] },
  ...{ project: '', labels: '', names: [], workItems: [], amount: '', reason: '', name: '', good: [] },
};

const CONDITION = /^(.+?)\s+(is not|is)\s*(.*)$/;

/** `{/state} is closed, resolved`, a line a condition. */
export function conditionLines(conditions: readonly Condition[]): string {
  return conditions
    .flatMap(({ at, is, isNot }) => [
      ...(is.length > 0 ? [`${at} is ${is.join(', ')}`] : []),
      ...(isNot.length > 0 ? [`${at} is not ${isNot.join(', ')}`] : []),
    ])
    .join('\n');
}

/** The conditions of some lines; undefined where one is none. */
export function readConditions(text: string): Condition[] | undefined {
  const conditions: Condition[] = [];
  for (const line of linesOf(text)) {
    const [, at, how, values = ''] = CONDITION.exec(line) ?? [];
    if (at === undefined) return undefined;
    const named = values.split(',').map((value) => value.trim());
    conditions.push({ at, is: how === 'is' ? named : [], isNot: how === 'is not' ? named : [] });
  }
  return conditions;
}

export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
