import { z } from 'zod';
import { CHARGE_FILTERS, Period, ShowbackGrouping, Top } from './chargeback.ts';
import { PROTECTION_FILTERS } from './protection.ts';
import { ROUTE_DEFAULTS } from './route.ts';
import { CALL_FILTERS, RANGE } from './usage.ts';
import { Slug } from './wire-values.ts';

/** Tables as files: exactly the rows that the listing beside them has, all of them, written as they are read. */
const csv = { ...ROUTE_DEFAULTS, method: 'GET', answer: z.string(), media: 'text/csv' } as const;

export const EXPORT_ROUTES = {
  exportShowbackCsv: {
    ...csv,
    tag: 'Chargeback',
    scope: 'control.read',
    path: '/chargeback/showback.csv',
    summary: 'The rows of the showback as CSV (RFC 4180), with the one of all others',
    query: z.strictObject({ period: Period, by: ShowbackGrouping.default('team'), top: Top, ...CHARGE_FILTERS }),
    problems: ['time_range_invalid'],
  },
  exportRatedRowsCsv: {
    ...csv,
    tag: 'Chargeback',
    scope: 'control.read',
    path: '/chargeback/rows.csv',
    summary: 'The rated rows of a period as CSV: their sums are those of the showback',
    query: z.strictObject({ period: Period, ...CHARGE_FILTERS }),
    problems: ['time_range_invalid'],
  },
  exportCallsCsv: {
    ...csv,
    tag: 'Usage',
    scope: 'control.read',
    path: '/calls.csv',
    summary: 'Settled calls of everybody as CSV, newest first; it stands in the trail, and each person in it sees it',
    query: z.strictObject(CALL_FILTERS),
  },
  exportProtectionEventsCsv: {
    ...csv,
    tag: 'Protection',
    scope: 'control.read',
    path: '/protection/events.csv',
    summary: 'Protection events as CSV, newest first; it stands in the trail, and each person in it sees it',
    query: z.strictObject(PROTECTION_FILTERS),
  },
  exportTeamBoardCsv: {
    ...csv,
    tag: 'Outcomes',
    scope: 'control.read',
    path: '/team-board.csv',
    narrow: { team: 'teamId' },
    summary: 'The board of a team as CSV: its band, what outcomes cost, what protection did; never a person',
    query: z.strictObject({ ...RANGE, teamId: Slug }),
  },
  exportMyCallsCsv: {
    ...csv,
    tag: 'Me',
    scope: 'any',
    path: '/me/calls.csv',
    summary: 'Your own settled calls as CSV, newest first',
    query: z.strictObject(RANGE),
  },
  exportMyTasksCsv: {
    ...csv,
    tag: 'Me',
    scope: 'any',
    path: '/me/tasks.csv',
    summary: 'Your own tasks with what they cost as CSV, newest first',
    query: z.strictObject({ ...RANGE, useCaseId: Slug.exactOptional() }),
  },
} as const;
