import type { UsageFilter } from '../../ports/usage-store.ts';
import { COUNTED_CALLS } from './usage-columns.ts';

/** Gathers parameters: gives each value its place in the statement. */
export type Parameters = { readonly values: readonly unknown[]; readonly place: (value: unknown) => string };

export function newParameters(): Parameters {
  const values: unknown[] = [];
  return {
    values,
    place: (value) => {
      values.push(value);
      return `$${values.length}`;
    },
  };
}

/** The conditions of a filter besides its time; they hold on the ledger, and all but the task's and the counter's on the sums too. */
export function filterConditions(filter: UsageFilter, { place }: Parameters): readonly string[] {
  const wanted = [
    ['team_id', filter.teamId],
    ['project_id', filter.projectId],
    ['use_case_id', filter.useCaseId],
    ['model_id', filter.modelId],
    ['person_id', filter.personId],
    ['key_id', filter.keyId],
    ['task_id', filter.taskId],
    ['cost_centre', filter.costCentre],
    ['lane', filter.lane],
  ] as const;
  return [
    ...wanted.flatMap(([column, value]) => (value === undefined ? [] : [`${column} = ${place(value)}`])),
    ...(filter.tier === undefined
      ? []
      : [`use_case_id in (select id from tokenward.use_case where tier = ${place(Number(filter.tier))})`]),
    ...(filter.only === undefined ? [] : [COUNTED_CALLS[filter.only]]),
    ...(filter.useCaseIds === undefined ? [] : [`use_case_id = any(${place(filter.useCaseIds)})`]),
  ];
}
