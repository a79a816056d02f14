import { z } from 'zod';
import { ROUTE_DEFAULTS } from './route.ts';
import { listRoute, readRoute } from './row-routes.ts';
import { KEPT, Moment, OneLine, Uuid } from './wire-values.ts';

const Subject = {
  kind: z.enum(['key', 'person', 'template', 'use_case', 'model']),
  id: z.string().min(1).max(200).meta({ description: 'As the control API names it; of a key, the id of the key.' }),
};

export const Suspension = z
  .object({
    id: Uuid,
    subjectKind: Subject.kind,
    subjectId: z.string(),
    reason: z.string().meta({ description: 'Public: whoever is stopped reads it.' }),
    expiresAt: Moment.nullable(),
    madeBy: z.string(),
    state: z.enum(['in_force', 'lifted', 'expired']),
    endedAt: Moment.nullable(),
    endedBy: z.string().nullable(),
    endReason: z.string().nullable(),
    ...KEPT,
  })
  .meta({ id: 'Suspension' });

const SuspensionMade = Suspension.extend({
  warnings: z.array(z.string()).meta({ description: 'What else follows from it, in words.' }),
}).meta({ id: 'SuspensionMade' });

const SuspensionOrder = z
  .strictObject({
    ...Subject,
    reason: OneLine,
    expiresAt: Moment.nullable().default(null).meta({ description: 'Null: until it is lifted.' }),
    anyway: z.boolean().default(false).meta({ description: 'Also when no key would be left that could lift it.' }),
  })
  .meta({ id: 'SuspensionOrder' });

const SuspensionLift = z
  .strictObject({ ...Subject, reason: OneLine.nullable().default(null) })
  .meta({ id: 'SuspensionLift' });

const write = { ...ROUTE_DEFAULTS, method: 'POST', scope: 'control.write', tag: 'Containment' } as const;

export const SUSPENSION_ROUTES = {
  listSuspensions: listRoute({
    tag: 'Containment',
    path: '/suspensions',
    summary: 'List suspensions, those that have ended too',
    filters: { subjectKind: Subject.kind.exactOptional(), subjectId: Subject.id.exactOptional() },
    row: Suspension,
  }),
  readSuspension: readRoute({
    tag: 'Containment',
    path: '/suspensions/{id}',
    summary: 'Read a suspension',
    id: Uuid,
    row: Suspension,
  }),
  suspend: {
    ...write,
    path: '/suspensions',
    summary: 'Stop new calls of a key, person, template, use case or model on every gateway within a second',
    body: SuspensionOrder,
    answer: SuspensionMade,
    problems: ['not_found', 'rule_broken'],
  },
  lift: {
    ...write,
    path: '/suspensions/lift',
    summary: 'End the suspension of a key, person, template, use case or model',
    body: SuspensionLift,
    answer: Suspension,
    problems: ['not_found'],
  },
} as const;
