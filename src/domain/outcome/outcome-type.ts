/** A kind of result that work can have, and what one unit of it is worth (requirement S8). */
export type OutcomeType = {
  readonly id: string;
  readonly name: string;
  /** `hour`, `ticket`, `defect`: what an amount counts. */
  readonly unit: string;
  /** `less`: an amount below zero is the improvement, as of hours until an incident is over. */
  readonly direction: 'more' | 'less';
  /** What one unit of improvement is worth. The organisation sets it, and publishes it. */
  readonly microdollarsPerUnit: number;
  /** Results of exploration (what was learned, what others can reuse) count for tasks of that lane alone, and no others do there. */
  readonly lane: 'production' | 'exploration';
  /** How long a result must stand before it counts: 14 to 30 days. */
  readonly maturityDays: number;
};

/** A type as it is kept. */
export type KeptOutcomeType = OutcomeType & {
  /** What counts as one unit, for whoever claims and whoever judges. */
  readonly description: string;
  readonly status: 'active' | 'archived';
};

/** What an organisation starts with; the values are examples for it to replace. */
export const SEED_OUTCOME_TYPES: readonly OutcomeType[] = [
  seed('hours_saved', 'Hours saved', { unit: 'hour', dollars: 50 }),
  seed('tickets_resolved', 'Tickets resolved', { unit: 'ticket', dollars: 15 }),
  seed('defects_prevented', 'Defects prevented', { unit: 'defect', dollars: 200, maturityDays: 30 }),
  seed('documentation_quality', 'Documentation quality', { unit: 'page', dollars: 40 }),
  seed('cycle_time', 'Cycle time', { unit: 'day', dollars: 60, direction: 'less' }),
  seed('automation_coverage', 'Automation coverage', { unit: 'step', dollars: 80 }),
  seed('error_rate', 'Error rate', { unit: 'error', dollars: 25, direction: 'less', maturityDays: 30 }),
  seed('incident_response', 'Incident response', { unit: 'hour', dollars: 120, direction: 'less' }),
  seed('exceptions_avoided', 'Policy exceptions avoided', { unit: 'exception', dollars: 30 }),
  seed('learning_note', 'Learning notes that others used', { unit: 'note', dollars: 40, lane: 'exploration' }),
  seed('reusable_asset', 'Reusable assets that were approved', { unit: 'asset', dollars: 150, lane: 'exploration' }),
];

/** What an amount of improvement is worth; below zero when things became worse. */
export function valueOfAmount({ direction, microdollarsPerUnit }: OutcomeType, amount: number): number {
  const value = Math.round((direction === 'more' ? amount : -amount) * microdollarsPerUnit);
  return value === 0 ? 0 : value;
}

type SeedType = Pick<OutcomeType, 'unit'> & {
  readonly dollars: number;
} & Partial<Pick<OutcomeType, 'direction' | 'lane' | 'maturityDays'>>;

function seed(id: string, name: string, { dollars, ...rest }: SeedType): OutcomeType {
  return {
    id,
    name,
    direction: 'more',
    lane: 'production',
    maturityDays: 14,
    microdollarsPerUnit: dollars * 1_000_000,
    ...rest,
  };
}
