import { z } from 'zod';
import { NAMES } from './names.ts';
import { ROUTE_DEFAULTS } from './route.ts';
import { pageOf, pageQuery, WITHHELD } from './row-routes.ts';
import { RANGE } from './usage.ts';
import { DataClass, Moment, Slug } from './wire-values.ts';

const Action = z.enum(['refused', 'asked', 'redacted', 'warned', 'withheld']);
const Direction = z.enum(['request', 'answer']);

/** One content of one owner, met by one action within a day, however often it was sent. Never the content. */
const ProtectionEvent = z
  .object({
    id: z.string(),
    fingerprint: z.string().meta({ description: 'Tells that two events are about the same content.' }),
    owner: z.string().meta({
      description:
        '"person:<id>", "service_account:<id>" or "key:<id>"; "withheld" for whoever sees it by a use case of theirs.',
    }),
    teamId: z.string().nullable(),
    useCaseId: z.string().nullable(),
    keyId: z.string().nullable(),
    sessionId: z.string().nullable(),
    taskId: z.string().nullable(),
    modelId: z.string().nullable(),
    direction: Direction,
    types: z.record(z.string(), z.number()).meta({ description: 'Finding type to how often, in the first call.' }),
    dataClass: DataClass.nullable(),
    action: Action,
    calls: z.number().meta({ description: 'Calls that it stands for.' }),
    firstAt: Moment,
    lastAt: Moment,
    firstCallId: z.string(),
    lastCallId: z.string(),
    policyVersion: z.string(),
    rules: z.array(z.string()),
  })
  .meta({ id: 'ProtectionEvent' });

const own = {
  ...RANGE,
  useCaseId: Slug.exactOptional(),
  modelId: z.string().max(200).exactOptional(),
  tier: z.enum(['1', '2', '3']).exactOptional().meta({ description: 'Of use cases that have this tier now.' }),
  action: Action.exactOptional(),
  direction: Direction.exactOptional(),
  type: z.string().min(1).max(60).exactOptional().meta({ description: 'A finding type that stands in the event.' }),
};

export const PROTECTION_FILTERS = {
  ...own,
  teamId: Slug.exactOptional(),
  personId: Slug.exactOptional(),
  keyId: z.string().max(100).exactOptional(),
  fingerprint: z.string().max(128).exactOptional(),
};

const read = { ...ROUTE_DEFAULTS, method: 'GET', tag: 'Protection' } as const;

export const PROTECTION_ROUTES = {
  listProtectionEvents: {
    ...read,
    path: '/protection/events',
    scope: 'control.read',
    summary: 'What was found and stopped, redacted or warned of, newest first',
    query: pageQuery(PROTECTION_FILTERS),
    narrow: { useCase: 'useCaseId', rows: ['use_case'] },
    answer: pageOf(ProtectionEvent).extend(WITHHELD).extend(NAMES),
  },
  readProtectionEvent: {
    ...read,
    path: '/protection/events/{id}',
    scope: 'control.read',
    summary: 'Read a protection event',
    narrow: { rows: ['use_case'] },
    params: z.strictObject({ id: z.string().regex(/^[0-9a-f]{32}$/, 'must be the id of an event, 32 hex digits') }),
    answer: ProtectionEvent.extend(NAMES),
  },
  listMyProtectionEvents: {
    ...read,
    tag: 'Me',
    path: '/me/protection',
    scope: 'any',
    summary: 'The same of your own calls: what to send instead is in each refusal',
    query: pageQuery(own),
    answer: pageOf(ProtectionEvent),
  },
} as const;
