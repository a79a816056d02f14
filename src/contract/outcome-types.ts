import { z } from 'zod';
import { Lane } from './api-keys.ts';
import { NOTHING } from './route.ts';
import { changeRoute, createRoute, listRoute, readRoute, verbRoute } from './row-routes.ts';
import { KEPT, OneLine, Prose, Slug } from './wire-values.ts';

const Direction = z
  .enum(['more', 'less'])
  .meta({ description: '"less": an amount below zero is the improvement, as of hours until an incident is over.' });
const Dollars = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,6})?$/, 'must be dollars with at most six decimals, for instance 15 or 0.50')
  .meta({ description: 'What one unit of improvement is worth, in US dollars.' });
const Days = z
  .int()
  .min(14, 'must be 14 days or more: what does not stand that long is not known to hold')
  .max(90, 'must be 90 days or less')
  .meta({ description: 'How long a result must stand before it counts.' });

const shape = {
  id: Slug,
  name: OneLine,
  description: Prose.meta({ description: 'What counts as one unit, for whoever claims and whoever judges.' }),
  unit: OneLine.meta({ description: 'One of what is counted: hour, ticket, page.' }),
  direction: Direction,
  dollarsPerUnit: Dollars,
  lane: Lane,
  maturityDays: Days,
};

/** A kind of result that work can have, and what a unit of it is worth. */
export const OutcomeType = z
  .object({ ...shape, status: z.enum(['active', 'archived']), ...KEPT })
  .meta({ id: 'OutcomeType' });

export const OutcomeTypeCreate = z
  .strictObject({
    ...shape,
    description: shape.description.default(''),
    direction: Direction.default('more'),
    lane: Lane.default('production'),
    maturityDays: Days.default(14),
  })
  .meta({ id: 'OutcomeTypeCreate' });

const OutcomeTypeChange = z
  .strictObject({
    name: OneLine.exactOptional(),
    description: shape.description.exactOptional(),
    unit: shape.unit.exactOptional(),
    direction: Direction.exactOptional(),
    dollarsPerUnit: Dollars.exactOptional(),
    lane: Lane.exactOptional(),
    maturityDays: Days.exactOptional(),
  })
  .meta({ id: 'OutcomeTypeChange' });

const filters = { status: z.enum(['active', 'archived']).exactOptional() };
const at = { tag: 'Outcomes', path: '/outcome-types' } as const;
const one = { tag: 'Outcomes', path: '/outcome-types/{id}', id: Slug, row: OutcomeType } as const;

export const OUTCOME_TYPE_ROUTES = {
  listOutcomeTypes: {
    ...listRoute({ ...at, summary: 'Kinds of results, and what a unit of each is worth', filters, row: OutcomeType }),
    scope: 'any',
  },
  createOutcomeType: createRoute({
    ...at,
    summary: 'Add a kind of result of your own',
    body: OutcomeTypeCreate,
    row: OutcomeType,
  }),
  readOutcomeType: { ...readRoute({ ...one, summary: 'Read a kind of result' }), scope: 'any' },
  changeOutcomeType: changeRoute({
    ...one,
    summary: 'Change a kind of result; what was claimed before keeps the value that it was claimed under',
    body: OutcomeTypeChange,
  }),
  archiveOutcomeType: verbRoute({
    ...one,
    path: '/outcome-types/{id}/archive',
    summary: 'Archive a kind of result: nothing more can be claimed of it',
    body: NOTHING,
    problems: ['in_use', 'managed_by_file'],
  }),
  restoreOutcomeType: verbRoute({
    ...one,
    path: '/outcome-types/{id}/restore',
    summary: 'Make an archived kind of result active again',
    body: NOTHING,
    problems: ['managed_by_file'],
  }),
} as const;
