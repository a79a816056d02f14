import { z } from 'zod';
import { NOTHING } from './route.ts';
import { changeRoute, createRoute, listRoute, readRoute, verbRoute } from './row-routes.ts';
import { CostCentreCode, KEPT, OneLine } from './wire-values.ts';

/** A cost centre as finance knows it; teams and projects refer to it by its code. */
export const CostCentre = z
  .object({ id: CostCentreCode, name: z.string(), status: z.enum(['active', 'archived']), ...KEPT })
  .meta({ id: 'CostCentre' });

export const CostCentreCreate = z.strictObject({ id: CostCentreCode, name: OneLine }).meta({ id: 'CostCentreCreate' });

const CostCentreChange = z.strictObject({ name: OneLine.exactOptional() }).meta({ id: 'CostCentreChange' });

const filters = { status: z.enum(['active', 'archived']).exactOptional() };
const at = { tag: 'Cost centres', path: '/cost-centres' } as const;
const one = { tag: 'Cost centres', path: '/cost-centres/{id}', id: CostCentreCode, row: CostCentre } as const;

export const COST_CENTRE_ROUTES = {
  listCostCentres: listRoute({ ...at, summary: 'List cost centres', filters, row: CostCentre }),
  createCostCentre: createRoute({ ...at, summary: 'Create a cost centre', body: CostCentreCreate, row: CostCentre }),
  readCostCentre: readRoute({ ...one, summary: 'Read a cost centre' }),
  changeCostCentre: changeRoute({ ...one, summary: 'Change a cost centre', body: CostCentreChange }),
  archiveCostCentre: verbRoute({
    ...one,
    path: '/cost-centres/{id}/archive',
    summary: 'Archive a cost centre that nothing active refers to',
    body: NOTHING,
    problems: ['in_use', 'managed_by_file'],
  }),
  restoreCostCentre: verbRoute({
    ...one,
    path: '/cost-centres/{id}/restore',
    summary: 'Make an archived cost centre active again',
    body: NOTHING,
    problems: ['managed_by_file'],
  }),
};
