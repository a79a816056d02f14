import { z } from 'zod';
import { ROUTE_DEFAULTS } from './route.ts';
import { pageOf, pageQuery } from './row-routes.ts';
import { Moment, OneLine } from './wire-values.ts';

/** One event of the chain, as it is kept: `body` is canonical JSON text and is hashed as that text. */
export const AuditEvent = z
  .object({ sequence: z.int(), previousHash: z.string(), hash: z.string(), body: z.string() })
  .meta({ id: 'AuditEvent' });

/** A signed statement that the chain had this head. */
export const AuditCheckpoint = z
  .object({
    origin: z.string(),
    sequence: z.int(),
    hash: z.string(),
    atMs: z.int(),
    keyId: z.string(),
    signature: z.string(),
  })
  .meta({ id: 'AuditCheckpoint' });

/**
 * One line of the export (`application/x-ndjson`): a header; then in order of sequence the events, each `calls.batch`
 * event followed by its leaves and each event that a checkpoint names followed by that checkpoint; then the end.
 * A file without its last line was cut. `tokenward audit verify` checks it with the public key alone.
 */
export const AuditExportLine = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('header'),
      format: z.string().meta({ description: 'tokenward-audit-export-v1' }),
      origin: z.string(),
      keyId: z.string(),
      publicKeyPem: z.string(),
      exportedAtMs: z.int(),
    }),
    z.object({ kind: z.literal('event'), ...AuditEvent.shape }),
    z.object({
      kind: z.literal('leaves'),
      batchId: z.string(),
      leaves: z.array(z.string()),
      leafHashes: z.array(z.string()).exactOptional(),
    }),
    z.object({ kind: z.literal('checkpoint'), ...AuditCheckpoint.shape }),
    z.object({ kind: z.literal('end'), count: z.int(), lastSequence: z.int(), lastHash: z.string() }),
  ])
  .meta({ id: 'AuditExportLine' });

const AuditPublicKey = z
  .object({ origin: z.string(), keyId: z.string(), publicKeyPem: z.string() })
  .meta({ id: 'AuditPublicKey' });

/** What the server finds when it reckons the newest part of its own chain again. */
const AuditVerification = z
  .object({
    sound: z.boolean(),
    headSequence: z.int(),
    headHash: z.string(),
    eventsChecked: z.int(),
    firstSequenceChecked: z.int().nullable(),
    fault: z.string().nullable().meta({ description: 'The first event at fault, and how, in words.' }),
    checkpoint: AuditCheckpoint.nullable().meta({ description: 'The newest that was signed.' }),
  })
  .meta({ id: 'AuditVerification' });

const at = { ...ROUTE_DEFAULTS, method: 'GET', scope: 'audit.read', tag: 'Audit' } as const;
const range = { from: Moment.exactOptional(), to: Moment.exactOptional() };

export const AUDIT_ROUTES = {
  listAuditEvents: {
    ...at,
    path: '/audit/events',
    summary: 'Events of the audit trail, oldest first',
    query: pageQuery({ ...range, type: OneLine.exactOptional(), subject: z.string().max(600).exactOptional() }),
    answer: pageOf(AuditEvent),
  },
  listAuditCheckpoints: {
    ...at,
    path: '/audit/checkpoints',
    summary: 'Signed checkpoints, oldest first: keep them elsewhere',
    query: pageQuery({}),
    answer: pageOf(AuditCheckpoint),
  },
  signAuditCheckpoint: {
    ...at,
    method: 'POST',
    path: '/audit/checkpoints',
    summary: 'Sign the head of the chain now; an unchanged head gives the checkpoint that it has',
    answer: AuditCheckpoint,
    problems: ['rule_broken'],
  },
  readAuditPublicKey: {
    ...at,
    path: '/audit/public-key',
    summary: 'The public key that checks checkpoints: take it once, and keep it elsewhere',
    answer: AuditPublicKey,
  },
  exportAudit: {
    ...at,
    path: '/audit/export',
    summary:
      'The chain as one JSON line after another: from the first event at `from` up to the first one later than `to`',
    query: z.strictObject(range),
    answer: AuditExportLine,
    media: 'application/x-ndjson',
    problems: ['rule_broken'],
  },
  makeEvidencePack: {
    ...at,
    path: '/audit/pack',
    summary:
      'The evidence of a period as one signed file: rules, roles, keys, exceptions, approvals, readings, closes and the trail, to be verified without this server',
    query: z.strictObject({
      from: Moment.meta({ description: 'Inclusive.' }),
      to: Moment.meta({ description: 'Exclusive; a later moment than now means now.' }),
    }),
    answer: z.string().meta({ description: 'A compressed tar archive; docs/audit.md says what is in it.' }),
    media: 'application/gzip',
    problems: ['time_range_invalid'],
  },
  verifyAudit: {
    ...at,
    path: '/audit/verify',
    summary: 'Reckon the newest events again, quickly; the proof for strangers is the export',
    query: z.strictObject({
      events: z.coerce.number<number | string>().int().min(1).max(100_000).default(10_000),
    }),
    answer: AuditVerification,
  },
} as const;
