import { z } from 'zod';
import { KeyScope } from './api-keys.ts';
import { NOTHING, ROUTE_DEFAULTS } from './route.ts';
import { Moment, OneLine, Slug, Uuid } from './wire-values.ts';

const DeviceCode = z.string().regex(/^[0-9a-f]{64}$/, 'must be the code that the request was answered with');
const UserCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[B-DF-HJ-NP-TV-XZ]{4}-?[B-DF-HJ-NP-TV-XZ]{4}$/, 'must be the eight letters that the program shows');

const DeviceBegin = z
  .strictObject({
    clientName: OneLine.meta({ description: 'Which program on which machine asks, as people will read it.' }),
    scopes: z.array(KeyScope).max(10).default(['call', 'approve']).meta({
      description: 'The key gets those that the person may give as a whole; more than calling lasts 12 hours.',
    }),
  })
  .meta({ id: 'DeviceBegin' });

const DeviceWait = z
  .object({
    deviceCode: z.string(),
    userCode: z.string(),
    verificationAddress: z.string(),
    verificationAddressComplete: z.string(),
    expiresAt: Moment,
    intervalSeconds: z.int(),
  })
  .meta({ id: 'DeviceWait' });

const DeviceKey = z
  .object({
    keyId: Uuid,
    secret: z.string().nullable(),
    personId: Slug,
    scopes: z.array(KeyScope),
    expiresAt: Moment,
  })
  .meta({ id: 'DeviceKey' });

const DeviceQuestion = z
  .object({ clientName: z.string(), scopes: z.array(KeyScope), requestedAt: Moment, expiresAt: Moment })
  .meta({ id: 'DeviceQuestion' });

const at = { ...ROUTE_DEFAULTS, method: 'POST', tag: 'Sign-in' } as const;

export const DEVICE_ROUTES = {
  beginDevice: {
    ...at,
    path: '/device',
    scope: 'none',
    status: 201,
    summary: 'Begin to sign a program in: it shows a code, and somebody enters it in a browser',
    body: DeviceBegin,
    answer: DeviceWait,
    problems: ['sign_in_limited'],
  },
  redeemDevice: {
    ...at,
    path: '/device/key',
    scope: 'none',
    status: 201,
    summary: 'Fetch the key once somebody has said yes; until then it is refused as device_waiting',
    body: z.strictObject({ deviceCode: DeviceCode }),
    answer: DeviceKey,
    problems: [
      'device_waiting',
      'device_denied',
      'device_unknown',
      'sign_in_limited',
      'rule_broken',
      'reference_archived',
    ],
  },
  readDevice: {
    ...at,
    path: '/device/question',
    scope: 'session',
    summary: 'Which program asks under a code',
    body: z.strictObject({ userCode: UserCode }),
    answer: DeviceQuestion,
    problems: ['device_unknown', 'sign_in_limited'],
  },
  answerDevice: {
    ...at,
    path: '/device/answer',
    scope: 'session',
    summary: 'Let the program in as yourself, or not',
    body: z.strictObject({ userCode: UserCode, approve: z.boolean() }),
    answer: NOTHING,
    problems: ['device_unknown', 'sign_in_limited'],
  },
} as const;
