import type { ChargeView } from '../../ports/chargeback-store.ts';
import type { groupKeys } from './group-columns.ts';

type Column = (typeof groupKeys)[number];

const COLUMN_OF: { readonly [By in ChargeView['by']]: Column } = {
  ...{ team: 'team_id', project: 'project_id', use_case: 'use_case_id', cost_centre: 'cost_centre' },
  ...{ model: 'model_id', lane: 'lane', day: 'day' },
};
const FILTERED: { readonly [Member in Exclude<keyof ChargeView['filter'], 'tier'>]-?: Column } = {
  ...{ teamId: 'team_id', projectId: 'project_id', useCaseId: 'use_case_id', costCentre: 'cost_centre' },
  ...{ modelId: 'model_id', lane: 'lane', day: 'day' },
};
const FILTERS = ['teamId', 'projectId', 'useCaseId', 'costCentre', 'modelId', 'lane', 'day'] as const;
/** By what prices are found; by the day too, where they are agreed. */
const PRICED_BY: ReadonlySet<Column> = new Set([
  ...(['adjusts', 'upstream_id', 'usage_basis', 'is_priced', 'price_id', 'service_tier', 'input_tokens_min'] as const),
]);

/** Whether a view tells groups apart by a column: what it groups by, what its filter names, and what prices depend on. */
export function tellsApart(view: ChargeView | undefined, column: Column): boolean {
  if (view === undefined || PRICED_BY.has(column) || COLUMN_OF[view.by] === column) return true;
  // Tiers are of use cases, and looked up by whoever reads.
  if (column === 'use_case_id' && view.filter.tier !== undefined) return true;
  return FILTERS.some((member) => FILTERED[member] === column && view.filter[member] !== undefined);
}

/** The conditions of a view's filter, its values put behind those that are there; `day` is how a row's day is read. */
export function viewConditions(view: ChargeView | undefined, values: unknown[], day: string): readonly string[] {
  return FILTERS.flatMap((member) => {
    const value = view?.filter[member];
    if (value === undefined) return [];
    values.push(value);
    return [`${member === 'day' ? day : FILTERED[member]} = $${values.length}`];
  });
}
